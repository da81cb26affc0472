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


def group(written: str, candidate: Candidate, lost: float, norwegian: Norwegian) -> str:
    """The class of a change, where ``lost`` of the Norwegian letters are lost."""
    plain = normalise(written)
    if len(plain) == 1:
        return "sign"
    if f"{plain}/{candidate.form}" in PAIRS:
        return f"pair:{plain}/{candidate.form}"
    damaged = "lost" if lost >= SIGN_LOST else "kept"
    letters = any(letter in "æøå" for edit in candidate.edits for letter in edit.true)
    if candidate.kind == "compound":
        sound = norwegian.compounds.analyse(plain) is not None
        return f"compound-{'real' if sound else 'nonword'}-{damaged}"
    if candidate.kind == "register" and damaged == "lost":
        return "register-name"
    if candidate.kind == "register":
        return "name-kept"
    if candidate.kind != "word":
        return f"{candidate.kind}-{damaged}"
    sound = norwegian.is_word(plain)
    kind = "real" if sound else "nonword"
    if sound and written[:1].isupper() and _is_name(plain, norwegian):
        return f"name-real-{damaged}"
    if written[:1].isupper():
        kind += "-capital"
    return f"{kind}-{'letter' if letters else 'noise'}-{damaged}"


def _is_name(form: str, norwegian: Norwegian) -> bool:
    row = norwegian.lexicon.number(form)
    return row >= 0 and bool(norwegian.lexicon.flags[row] & _NAME)
