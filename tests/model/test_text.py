"""CleanText keeps raw and clean text in step, whatever is edited and in whatever order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksdoc.model import Change, CleanText, Edit


def _edits(draw: st.DrawFn, length: int) -> list[Edit]:
    cuts = draw(st.lists(st.integers(0, length), max_size=8).map(sorted))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    edits, last = [], -1
    for start, end in spans:
        if start <= last:
            continue
        applied = draw(st.booleans())
        edits.append(Edit(start, end, draw(st.text("øåx \n", max_size=4)), "test", 0.9, applied))
        last = end
    return edits


@st.composite
def _twice_edited(draw: st.DrawFn) -> tuple[str, list[CleanText], list[str]]:
    raw = draw(st.text("abc \n", max_size=30))
    clean, stages, plain = CleanText.unchanged(raw), [], []
    for _ in range(draw(st.integers(1, 3))):
        edits = _edits(draw, len(clean.text))
        expected, done = "", 0
        for edit in edits:
            if edit.applied:
                expected += clean.text[done : edit.start] + edit.after
                done = edit.end
        expected += clean.text[done:]
        clean = clean.edit(edits)
        stages.append(clean)
        plain.append(expected)
    return raw, stages, plain


@given(_twice_edited())
def test_edits_do_what_a_plain_splice_does(case: tuple[str, list[CleanText], list[str]]) -> None:
    _, stages, plain = case
    assert [stage.text for stage in stages] == plain


@given(_twice_edited())
def test_undo_gives_the_raw_text_back(case: tuple[str, list[CleanText], list[str]]) -> None:
    raw, stages, _ = case
    for stage in stages:
        assert stage.undo() == raw
        assert CleanText.replay(raw, stage.changes).text == stage.text


@given(_twice_edited())
def test_every_change_stands_where_it_says(case: tuple[str, list[CleanText], list[str]]) -> None:
    raw, stages, _ = case
    for stage in stages:
        for change in stage.changes:
            assert raw[change.raw_start : change.raw_end] == change.before
            if change.applied:
                assert stage.text[change.start : change.end] == change.after


@given(_twice_edited(), st.data())
def test_a_span_mapped_there_and_back_holds_itself(
    case: tuple[str, list[CleanText], list[str]], data: st.DataObject
) -> None:
    _, stages, _ = case
    clean = stages[-1]
    start = data.draw(st.integers(0, len(clean.text)))
    end = data.draw(st.integers(start, len(clean.text)))
    raw_start, raw_end = clean.to_raw(start, end)
    assert 0 <= raw_start <= raw_end <= len(clean.raw_text)
    back = clean.to_clean(raw_start, raw_end)
    if raw_end > raw_start:
        assert back[0] <= start
        assert back[1] >= end or clean.text[back[1] : end].strip("øåx \n") == ""


def test_spans_outside_changes_map_to_the_same_letters() -> None:
    clean = CleanText.unchanged("mgtet pa radhuset").edit(
        [Edit(0, 5, "møtet", "letters", 0.99), Edit(6, 8, "på", "letters", 0.99)]
    )
    start = clean.text.index("radhuset")
    assert clean.to_raw(start, start + 8) == (9, 17)
    assert clean.to_raw(0, 5) == (0, 5)
    assert clean.to_clean(6, 8) == (6, 8)


def test_an_edit_over_an_earlier_change_becomes_one_change() -> None:
    clean = CleanText.unchanged("i mg-\ntet").edit([Edit(3, 4, "ø", "letters", 0.9)])
    joined = clean.edit([Edit(2, 9, "møtet", "line-break hyphen", 0.95)])
    assert joined.text == "i møtet"
    assert [(c.before, c.after, c.cause) for c in joined.changes] == [
        ("mg-\ntet", "møtet", "letters+line-break hyphen")
    ]
    assert joined.changes[0].confidence == pytest.approx(0.9)


def test_an_edit_over_an_insertion_and_the_deletion_behind_it_takes_both() -> None:
    clean = CleanText.unchanged("a").edit([Edit(0, 0, "xx", "t", 0.9)])
    clean = clean.edit([Edit(2, 3, "", "t", 0.9)])
    assert clean.text == "xx"
    assert clean.edit([Edit(0, 2, "z", "t", 0.9)]).text == "z"


def test_replay_refuses_changes_that_do_not_fit() -> None:
    with pytest.raises(ValueError, match="not what stands"):
        CleanText.replay("abc", [Change(0, 0, 0, 1, "x", "y", "test", 1.0)])
    with pytest.raises(ValueError, match="overlap"):
        CleanText.replay(
            "abc",
            [Change(0, 0, 0, 2, "ab", "y", "t", 1.0), Change(0, 0, 1, 3, "bc", "z", "t", 1.0)],
        )
