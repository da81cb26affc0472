"""ALTO 4: every clean word with its box, and what was read beside it."""

import xml.etree.ElementTree as ET
from collections import Counter

import pytest

from saksdoc.writing import WriteOptions, write
from saksdoc.writing.alto import NAMESPACE, write_alto
from writing.papers import Row, case_paper, document_of, repaired, transcript_of

NS = {"a": NAMESPACE}


def pages(document, tmp_path):
    folder = write(document, tmp_path / "sak", WriteOptions(pdf=False, alto=True)) / "alto"
    return [ET.parse(path).getroot() for path in sorted(folder.iterdir())]


def strings(element):
    return element.findall(".//a:String", NS)


def whole_words(element):
    """Words as a reader of ALTO puts them together."""
    return [
        s.get("SUBS_CONTENT", s.get("CONTENT"))
        for s in strings(element)
        if s.get("SUBS_TYPE") != "HypPart2"
    ]


def test_the_words_of_all_pages_are_the_words_of_the_text(tmp_path):
    document = case_paper()
    found = [word for page in pages(document, tmp_path) for word in whole_words(page)]
    assert Counter(found) == Counter(document.text.split())


def test_a_word_stands_at_its_box_in_twelve_hundredths_of_an_inch(tmp_path):
    page = pages(case_paper(), tmp_path)[0]
    assert page.find(".//a:MeasurementUnit", NS).text == "inch1200"
    skole = next(s for s in strings(page) if s.get("CONTENT") == "skole")
    points = [float(skole.get(k)) * 72 / 1200 for k in ("HPOS", "VPOS", "WIDTH", "HEIGHT")]
    assert points == pytest.approx([88, 92, 30, 10], abs=0.05)
    assert skole.get("WC") == "0.90"
    sheet = page.find(".//a:Page", NS)
    assert (sheet.get("WIDTH"), sheet.get("HEIGHT")) == ("9917", "14033")


def test_what_was_read_is_kept_beside_what_it_became(tmp_path):
    page = pages(case_paper(), tmp_path)[0]
    read = {
        s.get("CONTENT"): s.find("a:ALTERNATIVE", NS).text
        for s in strings(page)
        if s.find("a:ALTERNATIVE", NS) is not None
    }
    assert read["på"] == "pa"
    assert read["til"] == "t i l"
    assert "skole" not in read


def test_a_word_over_a_line_break_keeps_both_halves(tmp_path):
    page = pages(case_paper(), tmp_path)[0]
    halves = [s for s in strings(page) if s.get("SUBS_CONTENT") == "samarbeid"]
    assert [(s.get("SUBS_TYPE"), s.get("CONTENT")) for s in halves] == [
        ("HypPart1", "sam"), ("HypPart2", "arbeid"),
    ]  # fmt: skip
    lines = page.findall(".//a:TextLine", NS)
    first = next(line for line in lines if halves[0] in list(line))
    assert list(first)[-1].tag.endswith("HYP")
    second = lines[lines.index(first) + 1]
    assert next(iter(second)) is halves[1]


def test_a_half_that_stands_alone_on_its_line_has_a_line(tmp_path):
    transcript = transcript_of([Row("Et sam-"), Row("arbeid"), Row("er bra")])
    document = document_of(transcript, repaired(transcript, [("sam-\narbeid", "samarbeid")]))
    (page,) = pages(document, tmp_path)
    lines = [
        [s.get("CONTENT") for s in strings(line)] for line in page.iter() if "TextLine" in line.tag
    ]
    assert lines == [["Et", "sam"], ["arbeid"], ["er", "bra"]]


def test_a_half_at_the_end_of_the_page_has_a_line(tmp_path):
    transcript = transcript_of([Row("Et sam-"), Row("arbeid")])
    document = document_of(transcript, repaired(transcript, [("sam-\narbeid", "samarbeid")]))
    (page,) = pages(document, tmp_path)
    assert [s.get("CONTENT") for s in strings(page)] == ["Et", "sam", "arbeid"]


def test_a_word_over_a_page_break_is_whole_on_its_first_page(tmp_path):
    transcript = transcript_of([Row("Et sam-"), Row("arbeid er bra", page=2)])
    document = document_of(transcript, repaired(transcript, [("sam-\narbeid", "samarbeid")]))
    first, second = pages(document, tmp_path)
    assert [s.get("CONTENT") for s in strings(first)] == ["Et", "samarbeid"]
    assert [s.get("CONTENT") for s in strings(second)] == ["er", "bra"]


def test_running_feet_stand_in_the_margin(tmp_path):
    page = pages(case_paper(), tmp_path)[0]
    margin = page.find(".//a:BottomMargin", NS)
    assert whole_words(margin) == ["Side", "1", "av", "2"]
    assert "Side" not in whole_words(page.find(".//a:PrintSpace", NS))


def test_the_order_of_elements_is_what_the_schema_asks(tmp_path):
    page = pages(case_paper(), tmp_path)[0]
    tags = [child.tag.split("}")[1] for child in page.find(".//a:Page", NS)]
    assert tags == ["BottomMargin", "PrintSpace"]
    assert [child.tag.split("}")[1] for child in page] == ["Description", "Layout"]
    for element in page.iter():
        if element.tag.endswith(("TextBlock", "TextLine", "String", "PrintSpace")):
            assert {"HPOS", "VPOS", "WIDTH", "HEIGHT"} <= set(element.keys())


def test_ids_are_unique(tmp_path):
    ids = [
        e.get("ID") for page in pages(case_paper(), tmp_path) for e in page.iter() if e.get("ID")
    ]
    assert [i for i, n in Counter(ids).items() if n > 1 and i != "PROC1"] == []


def test_signs_that_xml_forbids_do_not_break_the_file(tmp_path):
    transcript = transcript_of([Row("a\x01b \ud800x")])
    document = document_of(transcript, repaired(transcript, []))
    folder = tmp_path / "alto"
    write_alto(document, folder)
    found = strings(ET.parse(folder / "page-0001.xml").getroot())
    assert [s.get("CONTENT") for s in found] == ["a\ufffdb", "\ufffdx"]
