"""The class of a change of a word, by which its confidence is calibrated and its threshold set."""

from __future__ import annotations

from saksdoc.language import Flag, Norwegian, normalise
from saksdoc.repairing.candidate import Candidate
from saksdoc.repairing.signs import SIGN_LOST

PAIRS = frozenset(
    str.split(
        "pa/på sa/så for/før far/får ga/gå mal/mål var/vår la/lå ar/år a/å &/å 3/å 4/å da/då "
        "na/nå fa/få nar/når ma/må far/før bor/bør ber/bør bar/bør vare/våre vare/være rad/råd"
    )
)
"""Pairs of real words (or signs) that only context tells apart; each a class of its own."""
_NAME = int(Flag.NAME)


def damaged(lost: float, old: bool) -> str:
    """What is wrong with a stretch that lost the share ``lost`` of its Norwegian letters:
    ``lost`` letters, old ``print`` misread by an engine of the 1990s, or nothing (``kept``).
    """
    if lost >= SIGN_LOST:
        return "lost"
    return "print" if old else "kept"


def group(written: str, candidate: Candidate, damage: str, norwegian: Norwegian) -> str:
    """The class of a change, in a stretch :func:`damaged` so."""
    plain = normalise(written)
    if len(plain) == 1:
        return "sign"
    if f"{plain}/{candidate.form}" in PAIRS:
        return f"pair:{plain}/{candidate.form}"
    letters = any(letter in "æøå" for edit in candidate.edits for letter in edit.true)
    if candidate.kind == "compound":
        sound = norwegian.compounds.analyse(plain) is not None
        return f"compound-{'real' if sound else 'nonword'}-{damage}"
    if candidate.kind == "register" and damage == "lost":
        return "register-name"
    if candidate.kind == "register":
        return f"name-{damage}"
    if candidate.kind != "word":
        return f"{candidate.kind}-{damage}"
    sound = norwegian.is_word(plain)
    kind = "real" if sound else "nonword"
    if sound and written[:1].isupper() and _is_name(plain, norwegian):
        return f"name-real-{damage}"
    if written[:1].isupper():
        kind += "-capital"
    return f"{kind}-{'letter' if letters else 'noise'}-{damage}"


def _is_name(form: str, norwegian: Norwegian) -> bool:
    row = norwegian.lexicon.number(form)
    return row >= 0 and bool(norwegian.lexicon.flags[row] & _NAME)
