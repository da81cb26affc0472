import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksdoc.language import Kind, tokenise
from saksdoc.language.terms import term
from saksdoc.language.tokens import retokenise


def seen(text):
    return [(token.text, token.kind.value) for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("møte", Kind.WORD),
        ("h@sten", Kind.WORD),
        ("Vei1edning", Kind.WORD),
        ("samfunn·i", Kind.WORD),
        ("u.tfordringen", Kind.WORD),
        ("R4dhuset", Kind.WORD),
        ("|da", Kind.WORD),
        ("f.eks", Kind.WORD),
        ("Nord-Hordfjord", Kind.WORD),
        ("12", Kind.NUMBER),
        ("3,5", Kind.NUMBER),
        ("1 250 000", Kind.NUMBER),
        ("10:30", Kind.NUMBER),
        ("12.03.2004", Kind.DATE),
        ("2004-03-12", Kind.DATE),
        ("12/3-04", Kind.DATE),
        ("04/123", Kind.CASE_NUMBER),
        ("2019/1234-7", Kind.CASE_NUMBER),
        ("post@fjordvik.kommune.no", Kind.EMAIL),
        ("https://www.fjordvik.no/sak?id=3", Kind.URL),
        ("www.fjordvik.no", Kind.URL),
        ("B2", Kind.CODE),
        ("4a", Kind.CODE),
        ("4r", Kind.WORD),
        ("4pne", Kind.WORD),
        ("&rsaka", Kind.WORD),
        ("N4r", Kind.WORD),
        ("§", Kind.PUNCT),
    ],
)
def test_one_token_has_one_kind(text, kind):
    assert seen(text) == [(text, kind.value)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("og/eller", ["og", "/", "eller"]),
        ("samhandlings- og", ["samhandlings", "-", "og"]),
        ("Slutt.Neste", ["Slutt", ".", "Neste"]),
        ("bl.a.", ["bl", ".", "a", "."]),
        ("(se www.fjordvik.no).", ["(", "se", "www.fjordvik.no", ")", "."]),
        ("ja!", ["ja", "!"]),
    ],
)
def test_signs_around_words_stand_apart(text, parts):
    assert [token.text for token in tokenise(text)] == parts


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_tokens_are_where_they_say_and_cover_all_but_white_space(text):
    tokens = tokenise(text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert [t.start for t in tokens] == sorted(t.start for t in tokens)
    covered = {at for token in tokens for at in range(token.start, token.end)}
    assert all(text[at].isspace() for at in range(len(text)) if at not in covered)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Møte 3 i 1998", ["møte", "<num>", "i", "<year>"]),
        ("«Sak» – 04/1", ['"', "sak", '"', "-", "<case>"]),
        ("kr 1998,50", ["kr", "<num>"]),
    ],
)
def test_terms_are_words_or_classes(text, terms):
    assert [term(token) for token in tokenise(text)] == terms


_WRITTEN = st.lists(
    st.sampled_from(
        [
            *str.split("sak 12. 3.2004 12/3 m@te www.tindvik.no , . u.tford A1 4r"),
            " ",
            " ",
            "\n",
            "\n\n",
        ]
    ),
    max_size=30,
).map("".join)


@given(before=_WRITTEN, text=_WRITTEN, kept=_WRITTEN)
def test_tokens_of_a_changed_text_are_those_it_has_anew(before, text, kept):
    old, new = f"{kept}\n\n{before}\n\n{kept}", f"{kept}\n\n{text}\n\n{kept}"
    assert retokenise(tokenise(old), old, new) == tokenise(new)
