"""A text keeps its own line breaks through a repair, and its changes replay on it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from saksdoc.model import Change, CleanText
from saksdoc.model.linebreaks import unified, with_breaks_of

_LINES = st.lists(
    st.tuples(st.text("abc -", max_size=6), st.sampled_from(["\n", "\r\n", "\r"])), max_size=8
).map(lambda lines: "".join(text + end for text, end in lines))


def _change(raw: str, start: int, end: int, after: str, applied: bool = True) -> Change:
    return Change(0, 0, start, end, raw[start:end], after, "test", 0.9, applied)


def test_a_word_joined_over_a_break_keeps_the_break() -> None:
    text = "opp-\r\nrettholder planen\r\n"
    plain = unified(text)
    clean = CleanText.replay(plain, [_change(plain, 0, 16, "opprettholder\n")])
    mended = with_breaks_of(text, clean)
    assert mended.text == "opprettholder\r\nplanen\r\n"
    assert mended.changes[0].before == "opp-\r\nrettholder "
    assert mended.undo() == text


@given(_LINES, st.data())
def test_what_replays_on_the_unified_text_replays_on_the_text_itself(
    text: str, data: st.DataObject
) -> None:
    plain = unified(text)
    cuts = data.draw(st.lists(st.integers(0, len(plain)), max_size=6).map(sorted))
    changes = [
        _change(plain, start, end, plain[start:end].replace("a", "åå"), data.draw(st.booleans()))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    clean = CleanText.replay(plain, changes)
    mended = with_breaks_of(text, clean)
    assert unified(mended.text) == clean.text
    assert mended.undo() == text
    ends = [sign for sign in (text.replace("\r\n", "\v")) if sign in "\v\r\n"]
    kept = [sign for sign in (mended.text.replace("\r\n", "\v")) if sign in "\v\r\n"]
    assert kept == ends
