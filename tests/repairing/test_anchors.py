"""Words sought from a sign are the words that the pattern alone finds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksdoc.repairing import survey
from saksdoc.repairing.rules import (
    accents,
    capitals,
    flecks,
    fused,
    hyphens,
    marks,
    ones,
    sections,
    uprights,
)
from saksdoc.repairing.rules.anchors import words_with

_PIECES = [
    *str.split("a b e é Ø å av lov Loven forskrift møte BØR prosént samf opp 1 12 8 13 § $ S ½"),
    *".,:'·~_-@( !]|",
    *(" ", " ", "\n", " 1 ", "-\n", "- "),
]
_TEXT = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)
_SOUGHT = {
    "accent": (accents._ACCENT, accents._WORD),
    "speck": (marks._SIGN, marks._INSIDE),
    "apostrophe": (marks._APOSTROPHE, marks._UNOPENED),
    "hyphen": (hyphens._HYPHEN, hyphens._INSIDE),
    "capital": (capitals._LETTER, capitals._INSIDE),
    "full stop": (fused._STOP, fused._DOTTED),
    "fleck": (flecks._STOP, flecks._BEHIND),
    "upright": (uprights._MARK, uprights._TAIL),
}


def _places(matches):
    return [(match.span(), match.groupdict()) for match in matches]


@pytest.mark.parametrize("name", _SOUGHT)
@given(text=_TEXT)
def test_words_with_a_sign_are_those_the_pattern_finds(name, text):
    sign, word = _SOUGHT[name]
    assert _places(words_with(sign, word, text)) == _places(word.finditer(text))


@pytest.mark.parametrize(
    ("sought", "pattern"),
    [
        (hyphens._breaks, hyphens._BREAK),
        (ones._lone, ones._LONE),
        (sections._references, sections._REFERENCE),
    ],
)
@given(text=_TEXT)
def test_phrases_sought_from_a_sign_are_those_the_pattern_finds(sought, pattern, text):
    assert _places(sought(text)) == _places(pattern.finditer(text))


@pytest.mark.parametrize(
    ("sought", "pattern", "text", "count"),
    [
        (hyphens._breaks, hyphens._BREAK, "nord-syd-\ngang og sam-\narbeid", 2),
        (ones._lone, ones._LONE, "samfunnsliv 1 Viken, eldre hus 1 Bergvik.", 1),
        (sections._references, sections._REFERENCE, "etter forvaltningsloven 8 13 og lov S 4", 2),
    ],
)
def test_phrases_are_found_at_all(sought, pattern, text, count):
    assert len(_places(sought(text))) == count
    assert _places(sought(text)) == _places(pattern.finditer(text))


@given(text=st.text(alphabet="t i lavenØø~x", max_size=40))
def test_hints_of_old_engines_are_no_fewer_than_the_marks(text):
    hints = sum(len(hint.findall(text)) for hint in survey._HINTS)
    assert hints >= len(survey._MARKS.findall(text))


def test_a_word_is_found_once_however_many_signs_it_has():
    word = re.compile(r"(?<!\w)[^\W\d_]*é[^\W\d_]*")
    assert [m.group() for m in words_with(re.compile("é"), word, "éété og né")] == ["éété", "né"]
