"""What is looked at again, and what is left alone."""

import pytest

from saksdoc.language import Norwegian
from saksdoc.recognise.hocr import Glyph, SeenLine, SeenWord
from saksdoc.recognise.questions import questions


def line(*texts: str) -> SeenLine:
    words = []
    for n, text in enumerate(texts):
        box = (100.0 * n, 0.0, 100.0 * n + 90.0, 20.0)
        words.append(SeenWord(text, box, 0.9, tuple(Glyph(c, box, 0.9) for c in text)))
    return SeenLine(tuple(words), (0.0, 0.0, 100.0 * len(texts), 20.0), 0, (0.0, -4.0), 20.0)


def asked(judge: Norwegian, *texts: str) -> dict[tuple[int, int], str]:
    """What may stand at (word, letter) instead, for signs only."""
    found = questions([line(*texts)], judge, {})
    return {(q.word, q.glyph): q.others for q in found if q.kind == "sign"}


@pytest.mark.parametrize(
    ("texts", "place", "letter"),
    [
        (("5", "200", "m?"), (2, 1), "²"),
        (("tomt", "på", "450m*,"), (2, 4), "²"),
        (("om", "km?", "skog"), (1, 2), "³"),
        (("300", "m3"), (1, 1), "³"),
        (("400", "kr/m?"), (1, 4), "²"),
        (("20", "*C"), (1, 0), "°"),
        (("mest", "15*"), (1, 2), "°"),
        (("mest", "3%"), (1, 1), "½"),
        (("omtrent", "%", "time"), (1, 0), "½"),
    ],
)
def test_powers_degrees_and_halves_may_stand_behind_measures(
    judge: Norwegian, texts: tuple[str, ...], place: tuple[int, int], letter: str
) -> None:
    assert letter in asked(judge, *texts).get(place, "")


@pytest.mark.parametrize(
    "texts", [("Hvem", "kom?"), ("etter", "m3"), ("50", "%"), ("gate", "må"), ("3", "m.")]
)
def test_what_is_no_measure_is_not_asked_for_one(judge: Norwegian, texts: tuple[str, ...]) -> None:
    assert not any(set("²³½°") & set(others) for others in asked(judge, *texts).values())
