"""Flecks of a dirty page read as signs between, behind or before words (``ser-at``, ``gang.med``,
``av.``, ``vi,.om``).

One such sign says nothing; where a page has several it is dirty, and there a sign between two words
is the space it was (on rendered pages with speckle five times in six), one behind a preposition in
the midst of a sentence or before a word nothing at all, and a semicolon a comma. A hyphen may be a
compound's; it must join words that often follow one another.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from saksdoc.language import fold
from saksdoc.language.damage import Losses
from saksdoc.language.terms import UNKNOWN
from saksdoc.model import Edit
from saksdoc.repairing.rules.anchors import words_with
from saksdoc.repairing.rules.fused import LANGUAGES, SMALL
from saksdoc.repairing.rules.scene import Scene

CAUSE = "fleck"
_BETWEEN = re.compile(r"(?P<mark>[.:'‘’`_·-])(?<=[^\W\d_].)(?=[a-zæøå])")
_FIRST = re.compile(r"(?<![^\W_])[^\W\d_]+\Z")
_SECOND = re.compile(r"[a-zæøåéò]+(?![\w/@])")
_SIGN = re.compile(r"(?<![^\s.'-])[&@4A](?P<mark>[.'-])(?=(?P<verb>[a-zæøå]{2,}[eå])(?![\w-]))")
_STOP = re.compile(r"[.'‘’](?<=[a-zæøå]{2}.)(?=\s+[a-zæøå]{2})")
_BEHIND = re.compile(
    r"(?<![\w./-])(?P<word>[a-zæøå]{2,6})(?P<mark>[.'‘’])(?=\s+[a-zæøå]{2,}(?![.)]))"
)
_BEFORE = re.compile(r"[‘'_:;.](?<![^\s].)(?=[a-zæøå]{2,}[ ,])")
_DOUBLED = re.compile(r"(?P<true>[,.;)])(?<=[a-zæøå].)(?P<mark>[.:'‘-])(?=(?P<next>[^\W\d_]{2}))")
_NUMBER = re.compile(r"(?<![\w./-])(?P<word>[a-zæøå]{2,5}|i(?=\.\d{4}))\.(?=\d)")
_AFTER = re.compile(
    r"(?<![^\s(«\"])(?P<before>[^\W\d_]+|)[ ]?\b(?P<word>[a-zæøå]{2,})(?P<mark>[.:])"
    r"(?=\s(?P<next>[a-zæøå]{2,})(?![\w.)]))"
)
_SEMICOLON = re.compile(r";(?<=[a-zæøå];)(?= [a-zæøå]{2})")
SEVERAL, AROUND = 3, 50
"""So many flecks, hyphens aside, within so many lines on both sides make a place a dirty one: 41 of
61 rendered pages with speckle have them, of 120 without none. Set by hand, as is all here."""
OFTEN_HYPHENED = -13.1
"""Two words with a hyphen between them, which may be a compound's, follow one another at least so
often (log-probability of both: twice in a million pairs) where one is a small word; …"""
RATHER = 0.5
"""… else the second is likelier behind the first than anywhere, by so many nats."""
COMMON = -12.0
"""Log frequency from which a word vouches for one beside it that is none."""
LONG = 3
"""Letters that such a one must have; a shorter word must be common itself."""
_SMALL = {fold(word): word for word in SMALL} | {word: word for word in SMALL}
"""Small words, also as an English-only engine leaves them (``pa``)."""
_AND = frozenset(("og", "eller"))
NEVER_LAST = frozenset(
    str.split("av at og for på med som ved fra frå om en ei eit et er de dei den å eller når vil")
)
INFINITIVE = -13.0
"""``å`` and a verb follow one another at least so often."""
MARGIN = 4.0
"""Nats by which words must be likelier without a sign between them (on rendered pages with speckle
it was a fleck 68 times in 75)."""
_ADDRESS = re.compile(r"@|//|www")
_BEFORE_FIRST = frozenset("./@:'’-")
_LONE = frozenset("iå")
SHORTENED = frozenset(
    str.split(
        "adm adr ang art avd avg bl ca dept dir dr eks ekskl ev evt fam ff forskr frk gj gnr bnr "
        "hhv hht hr ifm iht inkl innst int jf jfr jnr jur kand cand kap kgl kl komm konst kr kt "
        "kto max mht maks meld mfl mill min mnd mrd mtp mv mva nn nr obs off op opr org ot osv "
        "pga pgr pkt pol pr priv prof prop rd red ref reg rep res saksbeh sek sen skr sr st stk "
        "str tel tilh tlf utg utv vedk vedl vedr vol www"
    )
)
"""Shortened words, which have their full stop by right."""
_DOMAINS = frozenset(
    str.split(
        "no com org net se dk fi eu info xml pdf doc docx txt html htm csv json zip exe jpg png"
    )
)
"""Ends of addresses and of files' names."""


def find(text: str, scene: Scene) -> Iterator[Edit]:
    """Flecks, where several stand."""
    if not scene.suspicious:
        return
    words = _Words(scene)
    plain = [*_between(text, words, scene), *_behind(text), *_before(text), *_doubled(text)]
    telling = sorted(e.start for e in plain if text[e.start] != "-")
    if len(telling) < SEVERAL:
        return
    places = _dirty(text, telling)
    seen: set[int] = set()
    for edit in (*plain, *_semicolons(text, len(telling)), *_after(text, words)):
        if edit.start not in seen and any(a <= edit.start < b for a, b in places):
            seen.add(edit.start)
            yield edit


def _dirty(text: str, telling: list[int]) -> list[tuple[int, int]]:
    """The stretches around places of which each has several others nearby."""
    ends = [hit.start() for hit in re.finditer("\n", text)]
    lines = [bisect_left(ends, at) for at in telling]
    found = []
    for line in dict.fromkeys(lines):
        near = bisect_left(lines, line + AROUND + 1) - bisect_left(lines, line - AROUND)
        if near >= SEVERAL:
            first, last = line - AROUND - 1, line + AROUND
            start = ends[first] if first >= 0 else 0
            found.append((start, ends[last] if last < len(ends) else len(text)))
    return found


@dataclass(frozen=True, slots=True)
class _Words:
    """What forms are, lost letters put back; remembered."""

    scene: Scene
    losses: Losses = field(init=False)
    _known: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "losses", Losses(self.scene.norwegian.lexicon))

    def of(self, form: str) -> str:
        """The word that a lower-case form is or has been; empty for none."""
        found = self._known.get(form)
        if found is None:
            found = self._known[form] = self._of(form)
        return found

    def _of(self, form: str) -> str:
        if len(form) == 1:
            return form if form in _LONE else ""
        loss = self.losses.of(form) if self.scene.damage else None
        if loss is not None:
            return loss.form
        if len(form) < LONG:
            return form if self.is_common(form) else ""
        return form if self.scene.knows(form) else ""

    def is_common(self, word: str) -> bool:
        """Whether a word is met once in 160,000 words."""
        lexicon = self.scene.norwegian.lexicon
        row = lexicon.number(word)
        seen = [lexicon.frequency(row, language) for language in LANGUAGES] if row >= 0 else []
        return max((f for f in seen if f is not None), default=-99.0) > COMMON

    def are_two(self, first: str, second: str) -> bool:
        """Whether two forms are words, or one is a common one and the other may be misread."""
        one, two = self.of(first), self.of(second)
        if one and two:
            return True
        vouching, other = (one, second) if one else (two, first)
        if self.scene.old or not vouching or len(other) < LONG:
            # An engine of the 1990s left such a sign for a letter, too (``spørsm.l``).
            return False
        return self.is_common(vouching)

    def follow(self, first: str, second: str, small: bool) -> bool:
        """Whether two words are known to follow one another; ``small``: one is a small word."""
        one, two = self.of(first), self.of(second)
        if small:
            return self.sequence(one, two) > OFTEN_HYPHENED
        models = [self.scene.norwegian.model(language) for language in LANGUAGES]
        return any(
            m.logp(two, one, UNKNOWN) - m.logp(two, UNKNOWN, UNKNOWN) > RATHER
            for m in models
            if m.knows(one) and m.knows(two) and self.is_common(one)
        )

    def gain(self, before: str, one: str, sign: str, two: str) -> float:
        """How much likelier two words are without a sign between them, in nats."""
        return max(
            m.logp(two, one, before) - m.logp(sign, one, before) - m.logp(two, sign, one)
            for m in map(self.scene.norwegian.model, LANGUAGES)
        )

    def sequence(self, one: str, two: str) -> float:
        """Log-probability of two words in a row, in the language that likes them better."""
        models = [self.scene.norwegian.model(language) for language in LANGUAGES]
        return max(
            (
                m.logp(one, UNKNOWN, UNKNOWN) + m.logp(two, one, UNKNOWN)
                for m in models
                if m.knows(one) and m.knows(two)
            ),
            default=-99.0,
        )


def _between(text: str, words: _Words, scene: Scene) -> Iterator[Edit]:
    """A sign between two words, of which the first may stand behind another such sign."""
    done = -1
    for hit in _BETWEEN.finditer(text):
        before = _FIRST.search(text, max(0, hit.start() - 30), hit.start())
        after = _SECOND.match(text, hit.end())
        if before is None or after is None:
            continue
        if before.start() != done and text[before.start() - 1 : before.start()] in _BEFORE_FIRST:
            continue
        if _ADDRESS.search(text[before.start() : hit.end() + 60].split(maxsplit=1)[0]):
            continue
        if _is_parted(before.group(), hit.group(), after.group(), words, scene):
            done = hit.end()
            yield Edit(hit.start(), done, " ", CAUSE, 0.95)
    for hit in _SIGN.finditer(text):
        if words.sequence("å", words.of(hit.group("verb"))) > INFINITIVE:
            yield Edit(hit.start("mark"), hit.end("mark"), " ", CAUSE, 0.95)


def _is_parted(written: str, mark: str, second: str, words: _Words, scene: Scene) -> bool:
    """Whether a sign between two words is a space."""
    first = written.lower()
    if written[1:] != first[1:] or scene.norwegian.lexicon.number(f"{first}{mark}{second}") >= 0:
        return False
    small = _SMALL.get(first), _SMALL.get(second)
    if not all(small) and scene.norwegian.lexicon.is_word(first + second):
        return False
    if mark == "-":
        return (
            scene.forms.get(f"{first}-{second}", 0) < 2
            and second not in _AND
            and (written == first or any(small))
            and words.follow(first, second, any(small))
        )
    if mark == ".":
        return first not in SHORTENED and second not in _DOMAINS and words.are_two(first, second)
    return first not in SHORTENED and bool(words.of(first) and words.of(second))


def _behind(text: str) -> Iterator[Edit]:
    for hit in words_with(_STOP, _BEHIND, text):
        if hit.group("word") in NEVER_LAST:
            yield Edit(hit.start("mark"), hit.end("mark"), "", CAUSE, 0.95)
    for hit in _NUMBER.finditer(text):
        if hit.group("word") in NEVER_LAST or hit.group("word") == "i":
            yield Edit(hit.end() - 1, hit.end(), " ", CAUSE, 0.95)


def _after(text: str, words: _Words) -> Iterator[Edit]:
    """A full stop or colon that the words around want neither as such nor as a comma."""
    for hit in _AFTER.finditer(text):
        word, mark = hit.group("word"), hit.group("mark")
        one, two = words.of(word), words.of(hit.group("next"))
        if not (one and two) or word in SHORTENED:
            continue
        before = words.of(hit.group("before").lower()) or UNKNOWN
        if all(words.gain(before, one, sign, two) > MARGIN for sign in (mark, ",")):
            yield Edit(hit.start("mark"), hit.end("mark"), "", CAUSE, 0.94)


def _before(text: str) -> Iterator[Edit]:
    for hit in _BEFORE.finditer(text):
        closes = {"‘": "’", "'": "'"}.get(hit.group())
        if closes and closes in text[hit.end() : hit.end() + 80]:
            continue
        yield Edit(hit.start(), hit.end(), "", CAUSE, 0.95)


def _doubled(text: str) -> Iterator[Edit]:
    """A sign between a comma or full stop and the next word."""
    for hit in _DOUBLED.finditer(text):
        true, lower = hit.group("true"), hit.group("next").islower()
        pause = true == ";" or (true == "." == hit.group("mark") and not _is_short(text, hit))
        yield Edit(hit.start(), hit.end(), ", " if pause and lower else f"{true} ", CAUSE, 0.95)


def _is_short(text: str, hit: re.Match[str]) -> bool:
    """Whether a shortened word ends before a place."""
    word = _FIRST.search(text, max(0, hit.start() - 30), hit.start())
    return word is not None and word.group() in SHORTENED


def _semicolons(text: str, telling: int) -> Iterator[Edit]:
    """Semicolons before small letters, in a text that has no more of them than of flecks."""
    hits = list(_SEMICOLON.finditer(text))
    if len(hits) <= telling:
        for hit in hits:
            yield Edit(hit.start(), hit.end(), ",", CAUSE, 0.93)
