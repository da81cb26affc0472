"""Words that stay as they are unless the evidence is overwhelming.

Numbers, dates, case numbers, addresses and codes never come here: the tokeniser sets them apart.
Here are passages in another language inside Norwegian text, and initials.
"""

from __future__ import annotations

from collections.abc import Sequence

from saksdoc.language import Flag, Kind, Norwegian, Token

ENGLISH_RUN = 4
"""So many English words in a row that are no Norwegian words make an English passage."""
_SMALL = frozenset(str.split(
        "the of and in to for on with by is a an as at from be are this that or it we you "
        "your not all have has will can"
    ))  # fmt: skip
_CLEARLY = frozenset(
    str.split("the of and with by is this that from your have has are we you it be")
)


def protected(tokens: Sequence[Token], norwegian: Norwegian) -> frozenset[int]:
    """Indices of the tokens that stay."""
    short = [text.lower() for _, _, text, _ in tokens if len(text) < 5]
    if len([form for form in short if form in _CLEARLY]) < 2:
        return frozenset()
    shielded: set[int] = set()
    run: list[int] = []
    sure = 0
    lexicon = norwegian.lexicon
    for index, token in enumerate(tokens):
        if token.kind is Kind.PUNCT and token.text in ",-'’\"“”":
            continue
        form = token.text.lower()
        english = False
        if token.kind is Kind.WORD:
            if form in _SMALL:
                english = True
                sure += form in _CLEARLY
            else:
                row = lexicon.number(form)
                english = row >= 0 and bool(lexicon.flags[row] & Flag.ENGLISH)
        if english:
            run.append(index)
            continue
        if len(run) >= ENGLISH_RUN and sure >= 2:
            shielded.update(range(run[0], run[-1] + 1))
        run, sure = [], 0
    if len(run) >= ENGLISH_RUN and sure >= 2:
        shielded.update(range(run[0], run[-1] + 1))
    return frozenset(shielded)
