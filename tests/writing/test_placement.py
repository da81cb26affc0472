"""Clean words lie where their ink is, whatever repair made of them."""

from hypothesis import given
from hypothesis import strategies as st

from saksdoc.model import CleanText, Edit, LineRole
from saksdoc.writing import page_order, place
from writing.papers import Row, repaired, transcript_of


def words(rows, repairs=()):
    transcript = transcript_of(rows)
    return [w for line in place(transcript, repaired(transcript, repairs)) for w in line.words]


def sides(word):
    return word.text, round(word.box.x0), round(word.box.x1)


def test_a_word_takes_the_box_of_the_word_it_came_of():
    assert [sides(w) for w in words([Row("i ar")], [("ar", "år")])] == [
        ("i", 72, 78), ("år", 82, 94),
    ]  # fmt: skip


def test_a_word_joined_of_letters_takes_all_their_boxes():
    (word,) = words([Row("t i l")], [("t i l", "til")])
    assert sides(word) == ("til", 72, 98)
    assert word.raw == ("t", "i", "l")


def test_words_parted_share_a_box_by_their_letters():
    assert [sides(w) for w in words([Row("moteden")], [("moteden", "møte den")])] == [
        ("møte", 72, 96), ("den", 96, 114),
    ]  # fmt: skip


def test_two_words_changed_at_once_keep_their_own_boxes():
    found = words([Row("pa mgte")], [("pa mgte", "på møte")])
    assert [sides(w) for w in found] == [("på", 72, 84), ("møte", 88, 112)]


def test_a_word_over_a_line_break_lies_on_its_first_half():
    rows = [Row("sam-"), Row("arbeid er")]
    joined, following = words(rows, [("sam-\narbeid er", "samarbeid\ner")])
    assert sides(joined) == ("samarbeid", 72, 96)
    assert (round(joined.tail.x0), round(joined.tail.x1)) == (72, 108)
    assert sides(following) == ("er", 112, 124)


def test_a_word_put_in_lies_after_the_word_before_it():
    transcript = transcript_of([Row("i ar")])
    clean = CleanText.unchanged("i ar").edit([Edit(1, 1, " et", "lost", 0.9)])
    (line,) = place(transcript, clean)
    assert [w.text for w in line.words] == ["i", "et", "ar"]
    assert 78 <= line.words[1].box.x0 <= line.words[1].box.x1 <= 82


def test_a_confidence_is_that_of_the_least_sure_word():
    transcript = transcript_of([Row("t i l")])
    (line,) = place(transcript, repaired(transcript, [("t i l", "til")]))
    assert line.words[0].confidence == 0.9


def test_heads_come_first_and_feet_last_on_a_page():
    rows = [
        Row("midt"),
        Row("Side 1", block=1, role=LineRole.PAGE_NUMBER),
        Row("Nordvåg", block=2, role=LineRole.HEAD),
    ]
    transcript = transcript_of(rows)
    lines = page_order(place(transcript, CleanText.unchanged(transcript.raw_text)), 1)
    assert [line.words[0].text for line in lines] == ["Nordvåg", "midt", "Side"]


LETTERS = st.text("abcø", min_size=1, max_size=5)
LINES = st.lists(st.lists(LETTERS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=4)


@st.composite
def edited(draw):
    """A page, and edits that change, join, part, drop and put in words anywhere."""
    transcript = transcript_of([Row(line) for line in draw(LINES)])
    raw = transcript.raw_text
    cuts = sorted(draw(st.sets(st.integers(0, len(raw)), max_size=6)))
    edits = [
        Edit(a, b, draw(st.text("xyø \n", max_size=6)), "any", 0.9)
        for a, b in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    return transcript, CleanText.unchanged(raw).edit(edits)


@given(edited())
def test_every_clean_word_is_placed_once_in_order_on_a_line_of_its_page(case):
    transcript, clean = case
    placed = [w for line in place(transcript, clean) for w in line.words]
    expected = clean.text.split()
    spans = [(w.start, w.end) for w in placed]
    assert all(
        clean.text[start:end] == w.text for w, (start, end) in zip(placed, spans, strict=True)
    )
    assert len(set(spans)) == len(spans)
    assert spans == sorted(spans)
    first = len(expected) - len(placed)
    assert [w.text for w in placed] == expected[first:]  # only words before all ink have no place
    for word in placed:
        assert word.box.x0 <= word.box.x1
        assert word.box.top < word.box.bottom
