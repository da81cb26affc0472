"""What a written word may have been: real words, compounds and names, each with its misreadings.

Most words need one look-up: everything an engine writes for æ, ø and å by plain letters shares a
folded key. Only forms that are no words are walked for the rarer misreadings. Answers are kept from
one document to the next, for documents use few words many times; what the names of one document
have a say in is kept for that document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, islice, product
from typing import TYPE_CHECKING

from saksdoc.language import Norwegian
from saksdoc.language.folding import fold_normalised, normalise, restoration, unfold
from saksdoc.language.lexicon import ABSENT, LOGP_STEP, Flag
from saksdoc.language.splitting import Splitter
from saksdoc.language.substitutions import Edit
from saksdoc.repairing.candidate import Candidate
from saksdoc.repairing.misreadings import Misreadings
from saksdoc.repairing.names import PRIOR, Named
from saksdoc.repairing.parting import parted
from saksdoc.repairing.surfaces import surface
from saksdoc.repairing.swaps import (
    Bucket,
    Form,
    Swap,
    Swaps,
    SwapTable,
    edits,
    paired,
    reach,
    undone,
)

if TYPE_CHECKING:
    from saksdoc.repairing.deep import Deep
    from saksdoc.repairing.documentsearch import DocumentSearch

MAX_COST = 9.0
"""A misreading of probability below e^-9 is not believed on any context. Set by hand, as are all
costs and limits here."""
MAX_COMPOUND_COST = 9.0
KEPT = 5
"""Candidates kept a word."""
LONGEST = 40
MAX_PAIRS = 40
LONGEST_INITIALS = 5
LEAST_DROPPED, DROPPED_COST = 7, 7.5
"""Only long words show that a letter was dropped; it is as rare as any one look-alike."""
_ALPHABET = "abcdefghijklmnoprstuvyæøå"
UNSEEN = -17.0
SHORT = 3
"""Forms this short are abbreviations more often than noise."""
NOISY_COST, RARE_COST = 2.5, 1.5
"""Nats against a word known from a web list only, or seen too seldom."""
OPEN, OPEN_SPLIT = 19.0, 21.5
"""Nats (cost and frequency, or cost and split) from which on the best candidate is no likely one,
…"""
OPEN_COMPOUND = -23.0
"""… unless the form is a compound as likely as this …"""
KNOWN = -14.0
"""… or an entry as common as this, be it a doubtful one."""
COMMON = -8.5
"""A written word commoner than this (one in 5,000) is not walked for misreadings that leave its
key: so common a word is taken to be what it looks like, or a word of the same key."""
RARE = -12.5
"""A written word rarer than this (one in 250,000) may be one that noise made."""
REMEMBERED = 12_000
"""Forms whose candidates are kept, before the search forgets them all; some 10 MB."""


Candidates = tuple[Candidate, ...]
_Pool = dict[str, Candidate]
"""The cheapest candidate of each lower-case form."""


@dataclass(frozen=True)
class Search:
    """Looks for candidates under one set of misreadings; without names of a document's own."""

    norwegian: Norwegian
    misreadings: Misreadings
    far: Deep | None = None
    """Asked where nothing likely is found."""
    _known: dict[str, Candidates] = field(default_factory=dict)

    @cached_property
    def _splitter(self) -> Splitter:
        return Splitter(self.norwegian.compounds, self.misreadings.letters, MAX_COMPOUND_COST)

    def candidates(self, written: str) -> Candidates:
        """What a form may stand for besides itself, likeliest first (channel and frequency)."""
        found = self._known.get(written)
        if found is None:
            found = self.find(written)
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[written] = found
        return found

    def find(self, written: str, own: DocumentSearch | None = None) -> Candidates:
        """:meth:`candidates`, worked out anew; among the names of a document, where it is given."""
        plain = normalise(written)
        if len(written) > LONGEST or len(plain) != len(written) or _is_initials(written):
            return ()
        lexicon = self.norwegian.lexicon
        row = lexicon.number(plain)
        sound = self.is_sound(row)
        pool: _Pool = {}
        form = self._looked_up(written, plain, row, pool)
        if not sound:
            self._add_for_nonword(form, own, pool)
        elif self._frequency(row) < COMMON:
            self._add_swapped(form, self.misreadings.heavy, pool)
            if self._frequency(row) < RARE and written == plain and len(plain) >= SHORT:
                self._add_swapped(form, self.misreadings.noisy, pool)
        found = [c for c in pool.values() if len(c.form) > 1]
        if len(found) > 1:
            found.sort(key=self._rank)
        return tuple(found[:KEPT])

    def _looked_up(self, written: str, plain: str, row: int, pool: _Pool) -> Form:
        """A form ready to be searched for; adds the words that share its key."""
        lexicon, key = self.norwegian.lexicon, fold_normalised(plain)
        if self.is_sound(row):
            form = Form(written, plain, key, len(key), self.misreadings.light)
        else:
            form = Form(written, plain, key, reach(key, lexicon), self.misreadings.lighter)
        words = lexicon.bucket(key)
        if len(words) > 1 or (words and words[0][1] != row):
            self._add_words(form, (), (key, words), pool)
        return form

    def near(self, plain: str) -> list[Candidate]:
        """A form in small letters itself, if it is a word, and words it is by lost letters."""
        row = self.norwegian.lexicon.number(plain)
        pool: _Pool = {}
        form = self._looked_up(plain, plain, row, pool)
        self._add_swapped(form, self.misreadings.heavy, pool)
        if self.is_sound(row):
            pool[plain] = Candidate(plain, plain, 0.0, (), "word", row)
        return [c for c in pool.values() if self._frequency(c.row) > KNOWN]

    def is_sound(self, row: int) -> bool:
        """Whether a row (−1 for none) is that of a word beyond doubt."""
        return row >= 0 and self._doubt(row) == 0.0

    def _add_for_nonword(self, form: Form, own: DocumentSearch | None, pool: _Pool) -> None:
        """Go from the likely to the far-fetched, as long as nothing explains the form."""
        written = form.written
        heavy, noisy = self.misreadings.heavy, self.misreadings.noisy
        self._add_swapped(form, heavy, pool)
        if not pool:
            self._add_paired(form, combinations(heavy.at(written), 2), pool)
        if own is not None:
            _add(self._names(form.plain, own.matching(written)), pool)
        if not pool and "-" in written:
            _add(self._hyphened(written, own or self), pool)
        if not pool:
            _add(self._compounds(written, form.plain), pool)
        if len(written) > SHORT and all(c.kind == "compound" for c in pool.values()):
            self._add_swapped(form, noisy, pool)
            if not pool:
                self._add_paired(form, product(noisy.at(written), heavy.at(written)), pool)
        if not pool and self.misreadings.dropped and len(written) >= LEAST_DROPPED:
            _add(self._longer(form), pool)
        if self.far is not None and self._is_open(form.plain, pool):
            for candidate in self.far.candidates(written, form.plain, self._doubt, bool(pool)):
                pool.setdefault(candidate.form, candidate)
            if min(map(self._rank, pool.values()), default=OPEN) >= OPEN:
                _add(list(parted(written, self.near)), pool)

    def _is_open(self, plain: str, pool: _Pool) -> bool:
        """Whether a form that is no word is no compound either, and nothing likely was found."""
        row = self.norwegian.lexicon.number(plain)
        if len(plain) < SHORT or self._frequency(row) > KNOWN:
            return False
        if min(map(self._unlikeliness, pool.values()), default=OPEN) < OPEN:
            return False
        own = self.norwegian.compounds.analyse(plain)
        return own is None or own.logp < OPEN_COMPOUND

    def _unlikeliness(self, candidate: Candidate) -> float:
        """Nats against a candidate; a compound is as likely as its parts together are."""
        if candidate.kind != "compound":
            return self._rank(candidate)
        split = self.norwegian.compounds.analyse(candidate.form)
        return candidate.cost + OPEN - OPEN_SPLIT - (2 * UNSEEN if split is None else split.logp)

    def _add_swapped(self, form: Form, table: SwapTable, pool: _Pool) -> None:
        """Add the words that undoing one misreading leads to."""
        for swaps, bucket in table.hits(form, self.norwegian.lexicon):
            self._add_words(form, swaps, bucket, pool)

    def _add_paired(self, form: Form, pairs: Iterator[tuple[Swap, Swap]], pool: _Pool) -> None:
        """Add the words that undoing two leads to; not all pairs of a long form are tried."""
        for swaps, bucket in paired(form, islice(pairs, MAX_PAIRS), self.norwegian.lexicon):
            self._add_words(form, swaps, bucket, pool)

    def _add_words(self, form: Form, swaps: Swaps, bucket: Bucket, pool: _Pool) -> None:
        """Add the words of a folded key that misreadings within it lead to from a form, some
        misreadings that changed the key being undone.
        """
        plain = undone(form.plain, swaps) if swaps else form.plain
        mine = restoration(plain)
        base = sum([swap.cost for swap in swaps])
        key, words = bucket
        for letters, row in words:
            if letters == mine and not swaps:
                continue
            cost = base
            for read, true in zip(mine, letters, strict=True):
                if read != true:
                    price = form.light.get(read, _NONE).get(true)
                    if price is None:
                        break
                    cost += price
            else:
                doubt = self._doubt(row)
                if cost > MAX_COST or doubt is None:
                    continue
                word = unfold(key, letters)
                known = pool.get(word)
                if known is None or cost + doubt < known.cost:
                    made = edits(form.written, plain, word, swaps)
                    named = bool(self.norwegian.lexicon.flags[row] & _NAMED)
                    spelled = surface(form.written, made, named)
                    pool[word] = Candidate(word, spelled, cost + doubt, made, "word", row)

    def _doubt(self, row: int) -> float | None:
        """What it costs to take an entry for a real word; None where it is none."""
        flags = self.norwegian.lexicon.flags[row]
        if flags & _SOUND or not flags & _UNSURE:
            return 0.0
        if flags & _FOREIGN:
            return None
        return NOISY_COST if flags & _NOISY else RARE_COST

    def _rank(self, candidate: Candidate) -> float:
        if candidate.kind == "register":
            return candidate.cost - PRIOR
        if candidate.kind == "parted":
            return candidate.cost + OPEN
        return candidate.cost - self._frequency(candidate.row)

    def _frequency(self, row: int) -> float:
        if row < 0:
            return UNSEEN
        lexicon = self.norwegian.lexicon
        code = min(lexicon.nb[row], lexicon.nn[row])
        return UNSEEN if code == ABSENT else -LOGP_STEP * code

    def _names(self, plain: str, matching: tuple[Named, ...]) -> list[Candidate]:
        """Names of the register and the document that the form may stand for.

        A form that is sound in itself (a genitive, a compound) is no evidence for the register.
        """
        sound = bool(matching) and (
            self.norwegian.is_word(plain) or self.norwegian.compounds.analyse(plain) is not None
        )
        return [
            Candidate(
                normalise(named.name), named.surface, named.cost, named.edits,
                "register" if named.registered and not sound else "name",
            )
            for named in matching
        ]  # fmt: skip

    def _hyphened(self, written: str, search: Search | DocumentSearch) -> list[Candidate]:
        """A form with hyphens, its one misread part put right (``SSU-mgtet``)."""
        found = []
        start = 0
        for part in written.split("-"):
            for inner in search.candidates(part) if not self.norwegian.is_word(part) else ():
                if _LETTERS.isdisjoint(inner.edits[0].true):
                    continue
                shifted = tuple(
                    [Edit(e.start + start, e.end + start, e.written, e.true) for e in inner.edits]
                )
                whole = written[:start] + inner.surface + written[start + len(part) :]
                found.append(Candidate(whole.lower(), whole, inner.cost, shifted, inner.kind))
            start += len(part) + 1
        return found

    def _compounds(self, written: str, plain: str) -> list[Candidate]:
        own = self.norwegian.compounds.analyse(plain)
        floor = own.logp if own is not None else -99.0
        return [
            Candidate(c.form, surface(written, c.edits), c.cost, c.edits, "compound")
            for c in self._splitter.matches(written)[:3]
            if c.edits and c.logp - c.cost > floor - 12.0
        ]

    def _longer(self, form: Form) -> list[Candidate]:
        """Words with one letter more (``imidertid``)."""
        found = []
        written, plain, lexicon = form.written, form.plain, self.norwegian.lexicon
        for at in range(1, min(len(plain), form.reach + 1)):
            for letter in _ALPHABET:
                longer = plain[:at] + letter + plain[at:]
                row = lexicon.number(longer)
                if self.is_sound(row):
                    edit = Edit(at - 1, at, written[at - 1], written[at - 1] + letter)
                    spelled = written[:at] + letter + written[at:]
                    found.append(Candidate(longer, spelled, DROPPED_COST, (edit,), "word", row))
        return found


def _add(found: list[Candidate], pool: _Pool) -> None:
    for candidate in found:
        known = pool.get(candidate.form)
        if known is None or candidate.cost < known.cost:
            pool[candidate.form] = candidate


_LETTERS = frozenset("æøå")


def _is_initials(written: str) -> bool:
    """Whether a form is a short name made of initials (``SSe``), which no lexicon can judge."""
    if len(written) > LONGEST_INITIALS or written.islower():
        return False
    return 2 <= sum(letter.isupper() for letter in written) < len(written)


_NONE: dict[str, float] = {}
# Plain numbers: the flags are asked for every entry met, and enum arithmetic is slow.
_SOUND = int(Flag.NAME | Flag.DICTIONARY)
_UNSURE = int(Flag.RARE | Flag.NOISY | Flag.ENGLISH)
_FOREIGN = int(Flag.ENGLISH | Flag.SAMI)
_NOISY = int(Flag.NOISY)
_NAMED = int(Flag.CAPITAL | Flag.NAME)
