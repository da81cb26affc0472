"""What was repaired: the text as read, the text as it should be, and every change between.

Offsets are 0-based, half-open, in Unicode code points. ``raw_`` offsets point into the text as
first read, the others into the clean text. The applied changes, replayed on the raw text, give
the clean text exactly; undone, they give the raw text back.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from saksdoc.errors import ChangeMismatch


@dataclass(frozen=True, slots=True)
class LanguageShare:
    """A language (ISO 639-1) and the share of the words that are in it, 0–1."""

    language: str
    share: float


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading that was weighed, with its probability."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Change:
    """A repair, applied or only suggested.

    ``before`` is ``raw[raw_start:raw_end]``. Where applied, ``after`` is ``clean[start:end]``;
    where suggested, ``clean[start:end]`` is what stands there now.
    """

    start: int
    end: int
    raw_start: int
    raw_end: int
    before: str
    after: str
    cause: str
    confidence: float
    applied: bool = True
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """A wish to change ``text[start:end]`` of some text to ``after``; see CleanText.edit."""

    start: int
    end: int
    after: str
    cause: str
    confidence: float
    applied: bool = True
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class DamageClass:
    """One kind of damage, e.g. ``ø→g``: how often it was met among the places it could be.

    ``share`` is the estimate, 0–1; ``count`` what was counted; ``of`` out of how many.
    """

    name: str
    share: float
    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Damage:
    """The state of a text before repair. ``score`` 0 (clean) – 1 (every Norwegian letter lost).

    ``start``/``end``: the raw stretch it is about. ``language``: ``nb``, ``nn``, ``en`` …
    """

    start: int
    end: int
    score: float
    language: str
    words: int
    classes: tuple[DamageClass, ...] = ()


@dataclass(frozen=True, slots=True)
class CleanText:
    """The raw text, the clean text and the changes between them, sorted by ``raw_start``.

    Applied changes never overlap. Make one with :meth:`unchanged`, :meth:`replay` or
    :meth:`edit`, which keep all offsets true.
    """

    raw_text: str
    text: str
    changes: tuple[Change, ...] = ()
    damage: tuple[Damage, ...] = ()
    _applied: tuple[Change, ...] = field(init=False, repr=False, compare=False)
    _keys: tuple[tuple[int, ...], tuple[int, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        applied = tuple(change for change in self.changes if change.applied)
        object.__setattr__(self, "_applied", applied)
        keys = (tuple(c.start for c in applied), tuple(c.raw_start for c in applied))
        object.__setattr__(self, "_keys", keys)

    @classmethod
    def unchanged(cls, raw_text: str) -> CleanText:
        """A text that needs no repair (yet)."""
        return cls(raw_text, raw_text)

    @classmethod
    def replay(
        cls, raw_text: str, changes: Iterable[Change], damage: Sequence[Damage] = ()
    ) -> CleanText:
        """Apply changes by their raw offsets; clean offsets are worked out anew.

        Raises:
            ChangeMismatch: Applied changes overlap, or ``before`` is not what stands there.
        """
        ordered = sorted(changes, key=lambda c: (c.raw_start, c.raw_end))
        pieces: list[str] = []
        placed: list[Change] = []
        done = length = 0
        for change in ordered:
            if raw_text[change.raw_start : change.raw_end] != change.before:
                raise ChangeMismatch(
                    f"{change.before!r} is not what stands at {change.raw_start}",
                    advice="replay changes on the raw text they were made for",
                )
            if not change.applied:
                continue
            if change.raw_start < done:
                raise ChangeMismatch(f"changes overlap at {change.raw_start}")
            kept = raw_text[done : change.raw_start]
            start = length + len(kept)
            placed.append(_at(change, start, start + len(change.after)))
            pieces += (kept, change.after)
            length = start + len(change.after)
            done = change.raw_end
        pieces.append(raw_text[done:])
        clean = cls(raw_text, "".join(pieces), tuple(placed))
        for change in ordered:
            if not change.applied:
                start, end = clean.to_clean(change.raw_start, change.raw_end)
                placed.append(_at(change, start, end))
        placed.sort(key=lambda c: (c.raw_start, c.raw_end, not c.applied))
        return cls(raw_text, clean.text, tuple(placed), tuple(damage))

    def undo(self) -> str:
        """The raw text, rebuilt from the clean text and the changes."""
        pieces: list[str] = []
        done = 0
        for change in self._applied:
            pieces += (self.text[done : change.start], change.before)
            done = change.end
        pieces.append(self.text[done:])
        return "".join(pieces)

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw span behind a clean span; a span that cuts a change takes the whole of it."""
        return self._map(start, end, forward=False)

    def to_clean(self, raw_start: int, raw_end: int) -> tuple[int, int]:
        """The clean span of a raw span; a span that cuts a change takes the whole of it."""
        return self._map(raw_start, raw_end, forward=True)

    def _map(self, start: int, end: int, *, forward: bool) -> tuple[int, int]:
        mapped_start = self._offset(start, forward=forward, at_end=False)
        mapped_end = (
            self._offset(end, forward=forward, at_end=True) if end > start else mapped_start
        )
        return mapped_start, max(mapped_start, mapped_end)

    def _offset(self, offset: int, *, forward: bool, at_end: bool) -> int:
        keys = self._keys[1] if forward else self._keys[0]
        if not keys:
            return offset
        at = (bisect_left(keys, offset) if at_end else bisect_right(keys, offset)) - 1
        if at < 0:
            return offset
        change = self._applied[at]
        own = (change.raw_start, change.raw_end) if forward else (change.start, change.end)
        other = (change.start, change.end) if forward else (change.raw_start, change.raw_end)
        if offset >= own[1] and not (own[0] == own[1] == offset and not at_end):
            return other[1] + offset - own[1]
        return other[1] if at_end else other[0]

    def edit(self, edits: Iterable[Edit]) -> CleanText:
        """Change the clean text further; what overlaps an earlier change is merged with it.

        Raises:
            ChangeMismatch: Two applied edits overlap, or one lies outside the text.
        """
        merged: set[int] = set()
        found: list[Change] = []
        groups = _group(self._applied, sorted(edits, key=lambda e: (e.start, e.end)))
        for olds, news in groups:
            if any(new.applied for new in news):
                merged.update(map(id, olds))
            found += self._merged(olds, news)
        kept = [change for change in self.changes if id(change) not in merged]
        return CleanText.replay(self.raw_text, kept + found, self.damage)

    def _merged(self, olds: Sequence[Change], news: Sequence[Edit]) -> list[Change]:
        if not olds and len(news) == 1:
            return self._alone(news[0])
        applied = [new for new in news if new.applied]
        changes = [self._suggested(new) for new in news if not new.applied]
        if not applied:
            return changes
        start = min([new.start for new in applied] + [old.start for old in olds])
        end = max([new.end for new in applied] + [old.end for old in olds])
        if start < 0 or end > len(self.text):
            raise ChangeMismatch(f"an edit lies outside the text: {start}–{end}")
        raw_start = self._boundary(start, olds, last=False)
        raw_end = self._boundary(end, olds, last=True)
        after = _spliced(self.text, start, end, applied)
        before = self.raw_text[raw_start:raw_end]
        if before != after:
            causes = dict.fromkeys([o.cause for o in olds] + [n.cause for n in applied])
            confidence = min([n.confidence for n in applied] + [o.confidence for o in olds])
            alternatives = tuple(a for n in applied for a in n.alternatives)
            change = Change(
                0, 0, raw_start, raw_end, before, after, "+".join(causes), confidence,
                alternatives=alternatives,
            )  # fmt: skip
            changes.append(change)
        return changes

    def _alone(self, new: Edit) -> list[Change]:
        """The change that an edit makes by itself, as nearly all do."""
        if not new.applied:
            return [self._suggested(new)]
        if new.start < 0 or new.end > len(self.text):
            raise ChangeMismatch(f"an edit lies outside the text: {new.start}–{new.end}")
        raw_start = self._offset(new.start, forward=False, at_end=False)
        raw_end = self._offset(new.end, forward=False, at_end=True)
        before = self.raw_text[raw_start:raw_end]
        if before == new.after:
            return []
        return [
            Change(
                0, 0, raw_start, raw_end, before, new.after, new.cause, new.confidence, True,
                new.alternatives,
            )
        ]  # fmt: skip

    def _boundary(self, offset: int, olds: Sequence[Change], *, last: bool) -> int:
        # Where several end at one place (an insertion, then a deletion), the outermost counts.
        for old in reversed(olds) if last else olds:
            if offset == (old.end if last else old.start):
                return old.raw_end if last else old.raw_start
        return self._offset(offset, forward=False, at_end=last)

    def _suggested(self, new: Edit) -> Change:
        raw_start, raw_end = self.to_raw(new.start, new.end)
        before = self.raw_text[raw_start:raw_end]
        return Change(
            new.start, new.end, raw_start, raw_end, before, new.after, new.cause,
            new.confidence, False, new.alternatives,
        )  # fmt: skip


def _at(change: Change, start: int, end: int) -> Change:
    """A change at another place of the clean text; a text has thousands to place again and again,
    and ``replace`` takes three times as long.
    """
    return Change(
        start, end, change.raw_start, change.raw_end, change.before, change.after, change.cause,
        change.confidence, change.applied, change.alternatives,
    )  # fmt: skip


def _spliced(text: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    pieces: list[str] = []
    done = start
    for edit in edits:
        if edit.start < done:
            raise ChangeMismatch(f"edits overlap at {edit.start}")
        pieces += (text[done : edit.start], edit.after)
        done = edit.end
    pieces.append(text[done:end])
    return "".join(pieces)


def _group(
    changes: Sequence[Change], edits: Sequence[Edit]
) -> list[tuple[list[Change], list[Edit]]]:
    """Edits with the earlier changes each touches; edits that share a change go together."""
    groups: list[tuple[list[Change], list[Edit]]] = []
    ends = [change.end for change in changes]
    for edit in edits:
        if not edit.applied:
            groups.append(([], [edit]))
            continue
        touched: list[Change] = []
        for at in range(bisect_left(ends, edit.start), len(changes)):
            if changes[at].start > edit.end:
                break
            if _touches(changes[at], edit):
                touched.append(changes[at])
        last = next((g for g in reversed(groups) if g[1][0].applied), None)
        if last is not None and touched and last[0] and touched[0] is last[0][-1]:
            last[0].extend(touched[1:])
            last[1].append(edit)
        else:
            groups.append((touched, [edit]))
    return groups


def _touches(change: Change, edit: Edit) -> bool:
    empty = change.start == change.end or edit.start == edit.end
    if empty:
        return change.start <= edit.end and edit.start <= change.end
    return change.start < edit.end and edit.start < change.end
