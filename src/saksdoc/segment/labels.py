"""Labelled values of header blocks: ``Saksbehandler: Kari Moe Arkiv: 033 &30``.

Every case system prints its own labels; what they label is the same. A label is looked up from
the colon backwards, folded and then fuzzily, so that ``Sakshehandler:`` is read too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from rapidfuzz import fuzz, process

from saksdoc.segment.wording import fold


class Label(StrEnum):
    """What a labelled value is."""

    OFFICER = "case officer"
    ARCHIVE_NUMBER = "archive number"
    ARCHIVE_CODE = "archive code"
    REFERENCE = "reference"
    CASE_NUMBER = "case number"
    BODY = "body"
    MEETING_DATE = "meeting date"
    DATE = "date"
    TITLE = "title"
    ELSE = "else"


_NAMES = {
    Label.OFFICER: (
        "saksbehandler|saksbehandlar|sakshandsamar|saksbeh|sakshands|saksansvarlig|saksansvarleg|"
        "saksbehandlere|sakshandsamarar|saksh|saksbehandler i saken|vår saksbehandler|"
        "vår sakshandsamar|saksutreder|saksutgreiar"
    ),
    Label.ARCHIVE_NUMBER: (
        "arkivsaksnr|arkivsaknr|arkivsaksnummer|arkivsak|arkiv saksnr|arkivsak nr|arkivsakid|"
        "arkivsak-dok|arkiv-saksnr|arkiv saknr|saksmappe|journalnr|j nr|jnr|journalpostid|arkivref|"
        "arkivreferanse|vår ref|vår referanse|vår sak|ephortesak|saksmappenr|sak/dok nr|"
        "arkivsaksnr/løpenr|referanse|ref|vår saksref"
    ),
    Label.ARCHIVE_CODE: (
        "arkiv|arkivkode|arkivnøkkel|klassering|klassifisering|klassifikasjon|arkivnr|arkivkoder|"
        "klassekode|arkiv nr"
    ),
    Label.CASE_NUMBER: (
        "saksnr|saknr|saksnummer|utvalgssaksnr|utvalgssak|utvalssak|utvalssaksnr|sak nr|saks nr|"
        "utv saksnr|møtesaksnr|sak|saker|utvalgsnr|politisk saksnr|utvalgssak nr"
    ),
    Label.BODY: (
        "utvalg|utval|organ|styre/råd/utvalg|behandlende organ|styre|råd|nemnd|komite|komité"
    ),
    Label.MEETING_DATE: (
        "møtedato|møtedag|møte dato|dato for møtet|dato for møte|møtetid|møtet holdt"
    ),
    Label.DATE: "dato|datert|dokumentdato|brevdato|deres dato|journaldato|vår dato",
    Label.TITLE: (
        "tittel|sakstittel|sakens tittel|saktittel|overskrift|emne|vedrørende|vedr|sakstitel"
    ),
    Label.ELSE: (
        "møtested|møtestad|møteplass|sted|stad|tid|klokkeslett|kl|tidspunkt|telefon|tlf|telefaks|"
        "deres ref|dykkar ref|besøksadresse|postadresse|e-post|epost|e-postadresse|dok nr|løpenr|"
        "offentlig|gradering|til|fra|frå|l nr|lnr|møteleder|møteleiar|sekretær|møtesekretær|"
        "direkte innvalg|doknr|avd|avdeling|etat|stilling|org nr|unntatt"
    ),
}  # fmt: skip

FUZZY = 86.0
"""rapidfuzz ratio (folded) from which a word before a colon is taken for a misread label."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value with its label; ``start`` is where the label begins in its line."""

    label: Label
    value: str
    start: int


@cache
def _labels() -> dict[str, Label]:
    return {fold(n): label for label, names in _NAMES.items() for n in names.split("|")}


@cache
def _long_labels() -> tuple[str, ...]:
    return tuple(name for name in _labels() if len(name) >= 7)


_WORDS = re.compile(r"[^\s:]+")
_MARK = re.compile(
    r":|\barkiv(?:saks?nr|sak(?:-dok)?)?\.?(?=\s+(?:\d{2,4}/\d|[A-Z]\d\d))", re.IGNORECASE
)
"""A colon, or an archive label that does without one before what can only be its value."""
_LONE = re.compile(
    r"^(?:saksbehandl(?:er|ar)|sakshandsamar|arkivsaks?nr|arkivsak)\.?$", re.IGNORECASE
)
_BARE = re.compile(
    r"^(?P<label>saksbehandl(?:er|ar)e?|sakshandsamar|arkivsaksnr\.?|arkivsak|møtedato|møtedag)\s+"
    r"(?P<value>\S.*)$",
    re.IGNORECASE,
)


def labelled(line: str) -> tuple[Labelled, ...]:
    """The labelled values of a line, in their order.

    >>> [(v.label.value, v.value) for v in labelled("Saksbehandler: Kari Moe Arkiv: 033 &30")]
    [('case officer', 'Kari Moe'), ('archive code', '033 &30')]
    """
    marks: list[tuple[int, int, Label]] = []
    for match in _MARK.finditer(line):
        if match.group() == ":":
            found = _before(line, match.start(), marks[-1][1] if marks else 0)
            if found:
                marks.append((found[0], match.end(), found[1]))
        else:
            marks.append((match.start(), match.end(), _labels()[fold(match.group())]))
    if not marks:
        return _without_colon(line)
    ends = [start for start, _, _ in marks[1:]] + [len(line)]
    return tuple(
        Labelled(label, line[value:end].strip(" :.,;\t"), start)
        for (start, value, label), end in zip(marks, ends, strict=True)
    )


def _before(line: str, colon: int, after: int) -> tuple[int, Label] | None:
    """The longest label that ends at a colon."""
    words = list(_WORDS.finditer(line, after, colon))[-3:]
    for word in words:
        key = fold(line[word.start() : colon])
        if key in _labels():
            return word.start(), _labels()[key]
    if words:
        key = fold(words[-1].group())
        if len(key) >= 7:
            best = process.extractOne(key, _long_labels(), scorer=fuzz.ratio, score_cutoff=FUZZY)
            if best:
                return words[-1].start(), _labels()[best[0]]
    return None


def _without_colon(line: str) -> tuple[Labelled, ...]:
    lone = _LONE.match(line)
    if lone:
        return (Labelled(_labels()[fold(lone.group())], "", 0),)
    match = _BARE.match(line)
    if match is None or len(line) > 80:
        return ()
    label = _labels().get(fold(match["label"]))
    value = match["value"].strip()
    if label is None or not (value[0].isupper() or value[0].isdigit()):
        return ()
    if label is not Label.OFFICER and not any(map(str.isdigit, value)):
        return ()
    if label is Label.OFFICER and not re.fullmatch(r"(?:[A-ZÆØÅ][\w.\-]*\s*){2,4}", value):
        return ()
    return (Labelled(label, value, 0),)
