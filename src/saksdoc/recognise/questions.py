"""Which glyphs of a page are worth a second look, and what else each of them may be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from saksdoc.language import Entry, Flag, Norwegian
from saksdoc.recognise.confusions import (
    BULLETS,
    COPYRIGHT,
    DEGREE,
    LETTERS,
    MARKS,
    POWER_ONLY,
    POWERS,
    SECTION,
)
from saksdoc.recognise.hocr import SeenLine, SeenWord

_CORE = re.compile(r"^[^\w$&|!]*(.*?)[^\w$&|!]*$", re.DOTALL)
_PARAGRAPH = re.compile(r"^\(?[8$5S&B6s3gG9]{1,2}\d{1,3}(?:[-–]\d+)?[a-zA-Z]?[.,;:)]*$")
_NUMBER = re.compile(r"^\d{1,3}(?:[-–]\d{1,3})?[a-zA-Z]?[.,;:)]*$")
_YEAR = re.compile(r"^(19|20)\d\d[.,]?$")
_MAIL = re.compile(r"^\S{2,}?\S[\w-]*\.(no|com|org|net|se|dk|fi)[.,;)]*$", re.IGNORECASE)
_RAISED = re.compile(r"^\(?([\d.,]*\d|(?:kr|pr\.?)/)?[kcdm]?m([?*°>\"'”’:23])[.,;:)]*$")
"""A length, after its number or alone, with what is read of a raised figure."""

_CELSIUS = re.compile(r"^[*°\"'”’?]C[.,;:)]*$")
_HALF = re.compile(r"^\(?(\d*)%[.,;:)]*$")
_RARE = -14.0
"""Log frequency (one in a million words) up to which a word outside dictionaries is in question."""

_NEVER = -20.0
"""Log frequency of what no corpus has."""

_UNSURE = 0.75
"""Tesseract's confidence below which even a known word is looked at."""


_ALONE = frozenset("Il|1")
"""Strokes that stand alone, and are each other's likeness; an i that was read has its dot."""


@dataclass(frozen=True, slots=True)
class Question:
    """Glyph ``glyph`` of word ``word`` of line ``line`` may be one of ``others``.

    ``kind``: ``mark`` (punctuation), ``letter`` (part of a word), ``sign`` (§ • © ° @).
    ``witness``: what another witness has there, if it differs.
    """

    line: int
    word: int
    glyph: int
    others: str
    kind: str
    witness: str = ""


def core(text: str) -> str:
    """A word without the punctuation round it.

    >>> core("(møtet),")
    'møtet'
    """
    found = _CORE.match(text)
    return found[1] if found else text


def is_known(text: str, judge: Norwegian) -> bool:
    """Whether the word needs no second look: a sound word, or no word at all (figures)."""
    inner = core(text)
    if inner.endswith("!"):  # kept by core, for it may be an l; after a sound word it is none
        inner = inner[:-1] if inner.islower() and judge.is_word(inner[:-1]) else inner
    if not any(letter.isalpha() for letter in inner):
        return not any(sign in "$&|!" for sign in inner)
    if len(inner) == 1:
        return inner not in "l|"
    if not judge.is_word(inner):
        return False
    # What corpora have a few times, and no dictionary, may be others' misreadings (``Såmi``).
    entry = judge.lexicon.entry(inner)
    if entry is None or entry.flags & Flag.DICTIONARY:
        return True
    if inner[0].isupper() and _has_twin(inner, entry, judge):
        return False
    return bool(entry.flags & Flag.NAME) or _frequency(entry) > _RARE


def _frequency(entry: Entry) -> float:
    """The log frequency of a word in the language that has it oftener."""
    return max(_NEVER if value is None else value for value in (entry.nb, entry.nn))


def _has_twin(form: str, entry: Entry, judge: Norwegian) -> bool:
    """Whether a name is commoner with a letter Tesseract cannot write: Sami, Sámi."""
    usual = _frequency(entry)
    for index, letter in enumerate(form):
        for other in _TWINS.get(letter, ""):
            twin = judge.lexicon.entry(form[:index] + other + form[index + 1 :])
            if twin is not None and _frequency(twin) > usual:
                return True
    return False


_TWINS = {"a": "á", "å": "á", "A": "Á", "Å": "Á", "c": "č", "s": "š", "z": "ž", "d": "đ", "n": "ŋ"}


def questions(
    lines: Sequence[SeenLine], judge: Norwegian, heard: Mapping[tuple[int, int], str]
) -> Iterator[Question]:
    """What to look at on a page, in the order of its lines.

    ``heard``: what another witness has for a word (line, number); where the two differ in single
    letters, those are in question too.
    """
    for at, line in enumerate(lines):
        for number, word in enumerate(line.words):
            after = following(lines, at, number)
            before = line.words[number - 1].text if number else ""
            found = _signs(word, before, after)
            known = is_known(word.text, judge)
            said = differing(word.text, heard.get((at, number), ""))
            for index, glyph in enumerate(word.glyphs):
                witness = said.get(index, "")
                if index in found:
                    yield Question(at, number, index, found[index] + witness, "sign", witness)
                elif glyph.text in MARKS:
                    others = _marks(glyph.text, word.text[:index])
                    others += witness if not witness.isalnum() else ""
                    if others:
                        yield Question(at, number, index, others, "mark", witness)
                elif witness or (
                    glyph.text in LETTERS
                    and (not known or glyph.confidence < _UNSURE or word.text in _ALONE)
                ):
                    others = LETTERS.get(glyph.text, "") + witness
                    yield Question(at, number, index, others, "letter", witness)


def following(lines: Sequence[SeenLine], at: int, number: int) -> str:
    """The next word, on the next line too where it is in the same block; "" where there is none."""
    if number + 1 < len(lines[at].words):
        return lines[at].words[number + 1].text
    if at + 1 < len(lines) and lines[at + 1].block == lines[at].block:
        return lines[at + 1].words[0].text
    return ""


def differing(seen: str, heard: str) -> dict[int, str]:
    """Where a witness of the same length has another letter.

    >>> differing("8", "§")
    {0: '§'}
    >>> differing("møte", "mote")
    {1: 'o'}
    """
    if len(seen) != len(heard) or seen == heard:
        return {}
    found = {n: b for n, (a, b) in enumerate(zip(seen, heard, strict=True)) if a != b}
    return found if len(found) <= max(1, len(seen) // 2) else {}


def _signs(word: SeenWord, before: str, after: str) -> dict[int, str]:
    """Places of a word where a § • © ° or @ may stand, with what else they may be."""
    text, glyphs = word.text, word.glyphs
    if len(text) != len(glyphs):
        return {}
    found: dict[int, str] = {}
    alone = text.strip("().,;:")
    if not before and len(alone) <= 1 and after:
        found[text.find(alone) if alone else 0] = BULLETS
    numbered = _NUMBER.match(after) or set(alone) == {"$"}
    if len(alone) in (1, 2) and set(alone) <= SECTION and numbered:
        for index in range(text.find(alone), text.find(alone) + len(alone)):
            found[index] = found.get(index, "") + "§"
    elif _PARAGRAPH.match(text):
        start = 1 if text.startswith("(") else 0
        for index in (start, start + 1):
            if text[index] in SECTION and index + 1 < len(text) and text[index + 1].isdigit():
                found[index] = "§"
                break
            if text[index] in SECTION:
                found[index] = "§"
    if len(alone) == 1 and alone in COPYRIGHT and _YEAR.match(after):
        found[text.find(alone)] = found.get(text.find(alone), "") + "©"
    found |= _measures(text, before)
    if _MAIL.match(text) and "@" not in text:
        for index in range(2, len(text) - 4):
            if not text[index].islower() or text[index] in "aæøo":
                found[index] = found.get(index, "") + "@"
    return found


def _marks(mark: str, before: str) -> str:
    """What else a mark may be; quotes that open do not stand behind a word."""
    others = MARKS.get(mark, "")
    return others if not before or before[-1] in "(«" else others.translate(_OPENING)


_OPENING = str.maketrans("", "", "“‘")


def _measures(text: str, before: str) -> dict[int, str]:
    """Places of a word where ² ³ ° or ½ may stand: ``5 200 m?``, ``8 *C``, ``3%``."""
    found: dict[int, str] = {}
    for index in range(1, len(text)):
        if text[index] in DEGREE and text[index - 1].isdigit():
            found[index] = _marks(text[index], text[:index]) + "°"
    counted = before[-1:].isdigit()
    raised = _RAISED.match(text)
    if raised and (raised[2] in POWER_ONLY or raised[1] or counted):
        found[raised.start(2)] = _marks(raised[2], text[: raised.start(2)]) + POWERS
    if counted and _CELSIUS.match(text):
        found[0] = "°"
    half = _HALF.match(text)
    if half and (half[1] or not counted):
        found[half.end(1)] = "½°" if half[1] else "½"
    return found
