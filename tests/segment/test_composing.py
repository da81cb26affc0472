"""What must hold when pages become one text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksdoc.model import (
    Box,
    Change,
    CleanText,
    Line,
    LineRole,
    Origin,
    ReadPage,
    SourceInfo,
    Verdict,
    Word,
)
from saksdoc.segment import compose, furniture, page_spans

SOURCE = SourceInfo("prove.pdf", "0" * 64, "application/pdf", 1)
PLAIN = SourceInfo("prove.txt", "0" * 64, "text/plain", 1)


def line(text, top, x0=70.0, width=None, block=0):
    words, x = [], x0
    step = (width / len(text)) if width else 5.0
    for word in text.split():
        words.append(Word(word, Box(x, top, x + step * len(word), top + 11)))
        x += step * (len(word) + 1)
    return Line(tuple(words), block)


def page(number, *lines):
    return ReadPage(number, 595, 842, Origin.OCR, Verdict.READ, lines=tuple(lines))


def plain(text):
    pages = []
    for number, part in enumerate(text.split("\f"), 1):
        lines = tuple(Line((Word(t),) if t else ()) for t in part.split("\n"))
        pages.append(
            ReadPage(number, 0, 0, Origin.PLAIN_TEXT, Verdict.USE, lines=lines),
        )
    return pages


def body(number, extra=()):
    texts = [
        f"Brua over Storelva er {number} år gammel og tåler ikke lenger tunge biler,",
        f"og det er kjøpt inn materialer for {number} millioner til en ny bru i tre.",
        "Arbeidet tar til i mai.",
    ]
    return [line(t, 200 + 14 * i, width=450) for i, t in enumerate(texts)]


def test_words_lines_and_blocks_are_joined_by_space_line_break_and_blank_line():
    one = page(1, line("Ny bru", 200), line("over elva", 214), line("Annet avsnitt", 250, block=1))
    assert compose(SOURCE, [one]).raw_text == "Ny bru\nover elva\n\nAnnet avsnitt"


def test_every_word_stands_where_its_offset_says():
    done = compose(SOURCE, [page(1, *body(1)), page(2, *body(2))])
    spans = list(done.words())
    assert len(spans) == len(done.raw_text.split())
    for span in spans:
        assert done.raw_text[span.start : span.end] == span.word.text


def test_a_running_head_and_page_numbers_stand_after_the_running_text():
    pages = [
        page(
            n,
            line("Lia kommune  Møteinnkalling for formannskapet", 30),
            *body(n),
            line(f"Side {n} av 3", 800, x0=280),
        )
        for n in (1, 2, 3)
    ]
    done = compose(SOURCE, pages)
    assert "Møteinnkalling" not in done.raw_text[: done.body_end]
    assert "Side" not in done.raw_text[: done.body_end]
    assert done.raw_text.count("Møteinnkalling") == 3
    aside = furniture(done, CleanText.unchanged(done.raw_text))
    assert [f.role for f in aside] == [LineRole.HEAD, LineRole.PAGE_NUMBER] * 3
    assert [f.page for f in aside] == [1, 1, 2, 2, 3, 3]


def test_a_misread_running_head_is_still_one():
    heads = [
        "Lia kommune Møteinnkalling",
        "Lia kommnne Mgteinnkalling",
        "Lia kommune Moteinnkalling",
    ]
    done = compose(SOURCE, [page(n, line(h, 30), *body(n)) for n, h in enumerate(heads, 1)])
    assert "Lia" not in done.raw_text[: done.body_end]


def test_a_head_on_every_other_page_is_one():
    heads = ["Lia kommune", "", "Lia kommune", "", "Lia kommune"]
    pages = [page(n, *([line(h, 30)] if h else []), *body(n)) for n, h in enumerate(heads, 1)]
    done = compose(SOURCE, pages)
    assert "Lia" not in done.raw_text[: done.body_end]


def test_a_head_on_the_second_page_that_repeats_the_title_is_one():
    done = compose(
        SOURCE,
        [
            page(1, line("Strategi for vegvesenet i Lia kommune", 70), *body(1)),
            page(2, line("Vegvesenet i Lia kommune", 40), *body(2)),
        ],
    )
    assert done.raw_text.startswith("Strategi for vegvesenet")
    assert "Vegvesenet i Lia" in done.raw_text[done.body_end :]


def test_the_addresses_of_letter_paper_stand_aside():
    foot = line("Postadresse: 5700 Lia  Telefon: 55 00 00 00  E-post: post@lia.example.no", 800)
    done = compose(SOURCE, [page(1, *body(1), foot)])
    assert "Postadresse" in done.raw_text[done.body_end :]


def test_a_heading_that_tops_two_pages_stays():
    done = compose(SOURCE, [page(n, line("Forslag til vedtak:", 60), *body(n)) for n in (1, 2)])
    assert done.raw_text[: done.body_end].count("Forslag til vedtak:") == 2


def test_a_repeated_line_in_the_middle_of_the_page_stays():
    done = compose(
        SOURCE, [page(n, *body(n), line("Enstemmig vedtatt som foreslått", 400)) for n in (1, 2, 3)]
    )
    assert done.raw_text[: done.body_end].count("Enstemmig") == 3


def test_a_page_of_furniture_only_keeps_its_text():
    done = compose(SOURCE, [page(1, line("12", 800))])
    assert done.raw_text == "12"
    assert done.body_end == 2


@pytest.mark.parametrize(
    ("last", "first", "between"),
    [
        ("og så ble det vedtatt å bygge ny bru med to felt for biler og gang-", "vei.", "\n"),
        ("og så ble det vedtatt å bygge ny bru med to felt", "og gangvei langs elva.", "\n"),
        ("og så ble det vedtatt å bygge ny bru med to felt.", "Vedtaket er endelig.", "\n\n"),
        ("Vedlegg", "1. Kart over området", "\n\n"),
    ],
)
def test_a_paragraph_runs_over_the_page_only_when_the_sentence_does(last, first, between):
    done = compose(SOURCE, [page(1, line(last, 700)), page(2, line(first, 100))])
    assert done.raw_text == last + between + first


def test_pages_span_their_running_text_and_never_overlap():
    pages = [page(1, *body(1), line("1", 800)), page(2), page(3, *body(3), line("3", 800))]
    done = compose(SOURCE, pages)
    records = page_spans(done, CleanText.unchanged(done.raw_text))
    assert [r.number for r in records] == [1, 2, 3]
    assert done.raw_text[records[0].start : records[0].end].startswith("Brua over Storelva er 1")
    assert records[1].start == records[1].end
    assert done.raw_text[records[2].start : records[2].end].startswith("Brua over Storelva er 3")


def test_a_word_joined_over_the_page_break_counts_to_the_first_page():
    done = compose(SOURCE, [page(1, line("et godt sam-", 700)), page(2, line("arbeid er", 100))])
    assert done.raw_text == "et godt sam-\narbeid er"
    clean = CleanText.replay(
        done.raw_text,
        [Change(0, 0, 8, 20, "sam-\narbeid ", "samarbeid\n", "line-break", 1.0)],
    )
    first, second = page_spans(done, clean)
    assert clean.text[first.start : first.end] == "et godt samarbeid\n"
    assert clean.text[second.start : second.end] == "er"


def test_text_is_nfc():
    one = page(1, line(unicodedata.normalize("NFD", "Rådet på Bø"), 200))
    assert compose(SOURCE, [one]).raw_text == "Rådet på Bø"


@given(st.text(alphabet="aå .-\t\n\f", max_size=60))
def test_plain_text_stays_to_the_letter(text):
    done = compose(PLAIN, plain(text))
    assert done.raw_text == text
    assert done.body_end == len(text)
    assert [w.word.text for w in done.words()] == text.split()
    for span in done.words():
        assert text[span.start : span.end] == span.word.text


def test_plain_text_knows_its_pages():
    done = compose(PLAIN, plain("første\nside\n\f\n\ntredje linje\f"))
    records = page_spans(done, CleanText.unchanged(done.raw_text))
    assert [done.raw_text[r.start : r.end] for r in records] == ["første\nside", "tredje linje", ""]


@given(
    st.lists(
        st.lists(st.text(alphabet="abcå 123-.", min_size=1, max_size=30), max_size=5), max_size=4
    )
)
def test_nothing_that_stood_on_a_page_is_lost(texts):
    pages = [
        page(n, *(line(t, 20 + 180 * i, block=i) for i, t in enumerate(own) if t.strip()))
        for n, own in enumerate(texts, 1)
    ]
    done = compose(SOURCE, pages)
    assert sorted(done.raw_text.split()) == sorted(
        w for own in texts for t in own for w in t.split()
    )
    for own in done.lines:
        assert done.raw_text[own.start : own.end] == " ".join(w.text for w in own.words)
