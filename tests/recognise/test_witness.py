"""The old text layer is heard, word by word, and never taken at its word."""

from saksdoc.language import Norwegian
from saksdoc.model import Box, Line, Word
from saksdoc.recognise.frame import Frame
from saksdoc.recognise.hocr import Glyph, SeenLine, SeenWord
from saksdoc.recognise.questions import core, differing, is_known, questions
from saksdoc.recognise.witness import listen

FRAME = Frame.scaled(2, 2)


def seen(*words: tuple[str, int, int]) -> SeenLine:
    """Words (text, x0, x1) in pixels, on the line between 100 and 120."""
    made = tuple(
        SeenWord(
            text, (x0, 100, x1, 120), 0.9, tuple(Glyph(c, (x0, 100, x1, 120), 0.9) for c in text)
        )
        for text, x0, x1 in words
    )
    return SeenLine(made, (words[0][1], 100, words[-1][2], 120), 0, height=24)


def layer(top: float, *words: tuple[str, float, float]) -> Line:
    return Line(tuple(Word(text, Box(x0, top, x1, top + 10)) for text, x0, x1 in words))


def test_words_are_laid_over_each_other_by_their_boxes(judge: Norwegian) -> None:
    heard = listen(
        [seen(("8", 20, 30), ("13", 36, 60))],
        FRAME,
        [layer(50, ("§", 10, 15), ("13", 18, 30))],
        judge,
    )
    assert heard.texts == {(0, 0): "§", (0, 1): "13"}
    assert heard.missed == ()


def test_two_words_of_the_layer_under_one_are_told_as_two(judge: Norwegian) -> None:
    heard = listen(
        [seen(("3av", 20, 60))], FRAME, [layer(50, ("3", 10, 14), ("av", 18, 30))], judge
    )
    assert heard.texts == {(0, 0): "3 av"}


def test_a_line_nobody_saw_is_kept_if_it_makes_sense(judge: Norwegian) -> None:
    lost = layer(400, ("Saken", 10, 40), ("utsettes", 45, 90))
    dirt = layer(500, ("xq", 10, 20), ("wzrtk", 25, 60), ("kkpq", 70, 90))
    heard = listen([seen(("møte", 20, 60))], FRAME, [lost, dirt], judge)
    assert heard.missed == (lost,)


def test_a_layer_beside_the_words_says_nothing(judge: Norwegian) -> None:
    heard = listen([seen(("møte", 20, 60))], FRAME, [layer(50, ("annet", 200, 240))], judge)
    assert heard.texts == {}


def test_only_single_letters_differ() -> None:
    assert differing("8", "§") == {0: "§"}
    assert differing("møtet", "motet") == {1: "o"}
    assert differing("møtet", "møte") == {}
    assert differing("abcd", "wxyz") == {}


def test_what_a_witness_differs_in_is_in_question(judge: Norwegian) -> None:
    asked = list(questions([seen(("møte", 20, 60))], judge, {(0, 0): "mote"}))
    assert [(q.glyph, q.witness) for q in asked] == [(1, "o")]


def test_sound_words_are_not_in_question(judge: Norwegian) -> None:
    assert list(questions([seen(("møte", 20, 60), ("holdes", 70, 130))], judge, {})) == []


def test_a_figure_before_a_number_may_be_a_section_sign(judge: Norwegian) -> None:
    asked = list(questions([seen(("jf.", 0, 10), ("8", 20, 30), ("13", 36, 60))], judge, {}))
    assert any(q.word == 1 and "§" in q.others for q in asked)


def test_the_number_of_a_section_sign_may_stand_on_the_next_line(judge: Norwegian) -> None:
    lines = [seen(("jf.", 0, 10), ("8", 20, 30)), seen(("13", 0, 20), ("annet", 30, 90))]
    asked = list(questions(lines, judge, {}))
    assert any((q.line, q.word) == (0, 1) and "§" in q.others for q in asked)


def test_a_lone_dollar_sign_may_be_a_section_sign_whatever_follows(judge: Norwegian) -> None:
    asked = list(questions([seen(("etter", 0, 50), ("$", 60, 70), ("i", 80, 84))], judge, {}))
    assert any(q.word == 1 and "§" in q.others for q in asked)


def test_a_figure_before_a_word_may_not(judge: Norwegian) -> None:
    asked = list(questions([seen(("om", 0, 10), ("8", 20, 30), ("dager", 36, 90))], judge, {}))
    assert not any("§" in q.others for q in asked)


def test_a_lone_sign_at_the_start_of_a_line_may_be_a_bullet(judge: Norwegian) -> None:
    asked = list(questions([seen(("e", 20, 30), ("støtte", 50, 120))], judge, {}))
    assert any("•" in q.others for q in asked)


def test_words_without_their_punctuation() -> None:
    assert core("(møtet),") == "møtet"
    assert core("«på»") == "på"


def test_known_words(judge: Norwegian) -> None:
    assert is_known("møtet,", judge)
    assert is_known("2004", judge)
    assert not is_known("m&tet", judge)
    assert not is_known("kartieggingsprøva", judge)
