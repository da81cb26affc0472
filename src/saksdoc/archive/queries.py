"""What a person typed, understood: words, phrases, beginnings, AND, OR, NOT, parentheses.

Nobody should meet the syntax of an index.  Whatever is typed means something: stray quotes and
parentheses are dropped, `03/01504` and `§ 13` are words, `Randi-Luise` is a phrase.  Side by side
means AND, as everywhere; the operators are AND OR NOT (or OG ELLER IKKE) in capitals, and `-word`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from saksdoc.archive.words import Token, tokens

_PIECE = re.compile(r'"([^"]*)"?|[«“”]([^»“”]*)[»“”]?|([()])|(§+\s*\d[^\s()"«»“”]*|[^\s()"«»“”]+)')
_AND, _OR, _NOT = {"AND", "OG", "&&"}, {"OR", "ELLER", "||"}, {"NOT", "IKKE"}


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand in this order, side by side; ``beginning``: the last may go on."""

    words: tuple[Token, ...]
    beginning: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """Every part."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class But:
    """``wanted`` (None: anything) without ``unwanted``."""

    wanted: Query | None
    unwanted: Query


Query = Term | All | Any | But


def parse(text: str) -> Query | None:
    """Understand a question; None where it has no word to look for. Never raises."""
    return _Parser(_lexed(text)).parse()


def terms(query: Query | None) -> tuple[Term, ...]:
    """The terms that are wanted, from left to right."""
    match query:
        case Term():
            return (query,)
        case All(parts) | Any(parts):
            return tuple(term for part in parts for term in terms(part))
        case But(wanted, _):
            return terms(wanted)
    return ()


def _lexed(text: str) -> list[Term | str]:
    """Terms, and the signs ``( ) AND OR NOT``."""
    found: list[Term | str] = []
    for match in _PIECE.finditer(text):
        quoted = match.group(1) if match.group(1) is not None else match.group(2)
        if quoted is not None:
            words = tuple(tokens(quoted))
            if words:
                found.append(Term(words, quoted=True))
        elif match.group(3):
            found.append(match.group(3))
        else:
            found += _plain(match.group(4))
    return found


def _plain(piece: str) -> list[Term | str]:
    for names, sign in ((_AND, "AND"), (_OR, "OR"), (_NOT, "NOT")):
        if piece in names:
            return [sign]
    signs: list[Term | str] = ["NOT"] if len(piece) > 1 and piece[0] in "-–" else []
    words = tuple(tokens(piece))
    if not words:
        return []
    return [*signs, Term(words, beginning=piece.rstrip(".,;:").endswith("*"))]


class _Parser:
    """Recursive descent: OR binds weakest, then AND (also by mere neighbourhood), then NOT."""

    def __init__(self, signs: list[Term | str]) -> None:
        self._signs = signs
        self._at = 0

    def parse(self) -> Query | None:
        parts = []
        while self._at < len(self._signs):
            part = self._any()
            if part is not None:
                parts.append(part)
            if self._peek() == ")":
                self._at += 1
        return _united(parts, [])

    def _peek(self) -> Term | str | None:
        return self._signs[self._at] if self._at < len(self._signs) else None

    def _any(self) -> Query | None:
        parts = [self._all()]
        while self._peek() == "OR":
            self._at += 1
            parts.append(self._all())
        kept = tuple(
            part
            for part in parts
            if part is not None and not (isinstance(part, But) and part.wanted is None)
        )
        if len(parts) == 1:
            return parts[0]
        return Any(kept) if len(kept) > 1 else next(iter(kept), None)

    def _all(self) -> Query | None:
        wanted: list[Query] = []
        unwanted: list[Query] = []
        while (sign := self._peek()) is not None and sign not in ("OR", ")"):
            self._at += 1
            if sign == "AND":
                continue
            target = unwanted if sign == "NOT" else wanted
            part = self._one(self._next_operand() if sign == "NOT" else sign)
            if part is not None:
                target.append(part)
        return _united(wanted, unwanted)

    def _next_operand(self) -> Term | str | None:
        while (sign := self._peek()) in ("AND", "NOT"):
            self._at += 1
        if sign is not None and sign not in ("OR", ")"):
            self._at += 1
            return sign
        return None

    def _one(self, sign: Term | str | None) -> Query | None:
        if isinstance(sign, Term) or sign is None:
            return sign
        inner = self._any()
        if self._peek() == ")":
            self._at += 1
        return inner


def _united(wanted: list[Query], unwanted: list[Query]) -> Query | None:
    """One query of all parts; what is only unwanted inside joins the unwanted here."""
    kept: list[Query] = []
    for part in wanted:
        while isinstance(part, But):
            unwanted = [*unwanted, part.unwanted]
            if part.wanted is None:
                break
            part = part.wanted
        else:
            kept.append(part)
    query: Query | None = All(tuple(kept)) if len(kept) > 1 else next(iter(kept), None)
    for part in unwanted:
        query = But(query, part)
    return query
