"""The operators of a page's content, with the bytes each one takes.

PDF libraries hand out content parsed and write it anew, with other white space and other numbers.
To take words out of a page and leave every other byte as it was, their places are needed; this is
the small lexer that gives them (PDF 32000-1, 7.2–7.3 and 7.8.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    rb"(?P<space>[\0\t\n\f\r ]+|%[^\r\n]*)"
    rb"|(?P<string>\()"
    rb"|(?P<bracket><<|>>|\[|\]|\{|\})"
    rb"|(?P<hex><[0-9A-Fa-f\0\t\n\f\r ]*>)"
    rb"|(?P<name>/[^\0\t\n\f\r ()<>\[\]{}/%]*)"
    rb"|(?P<word>[^\0\t\n\f\r ()<>\[\]{}/%]+)"
)
_IN_STRING = re.compile(rb"\\.|[()]", re.DOTALL)
_NUMBER = re.compile(rb"[+-]*\d*\.?\d*(?:-\d*)?$")
_END_OF_IMAGE = re.compile(rb"[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|$)")
_CONSTANTS = (b"true", b"false", b"null")


class UnreadableContent(ValueError):
    """Content that is not PDF operators, or breaks off within one."""


@dataclass(frozen=True, slots=True)
class Operator:
    """``data[start:end]`` are the operands, each as it is written, and the operator ``name``."""

    name: bytes
    operands: tuple[bytes, ...]
    start: int
    end: int

    def number(self, index: int) -> float:
        """An operand that must be a number.

        Raises:
            UnreadableContent: It is none.
        """
        try:
            return float(self.operands[index])
        except (ValueError, IndexError):
            raise UnreadableContent(f"no number for {self.name!r}") from None


def operators(data: bytes) -> Iterator[Operator]:
    """Every operator of a content stream in order; an inline image is one, called ``BI``.

    Raises:
        UnreadableContent: The stream cannot be taken apart.
    """
    operands: list[bytes] = []
    begin: int | None = None
    nesting = at = 0
    nest_start = 0
    while at < len(data):
        match = _TOKEN.match(data, at)
        if match is None:
            raise UnreadableContent(f"a stray character at {at}")
        kind, start, at = match.lastgroup, at, match.end()
        if kind == "space":
            continue
        if kind == "string":
            at = _string_end(data, at)
        token = data[start:at]
        begin = start if begin is None else begin
        if kind == "bracket" and token in (b"[", b"<<"):
            nest_start = nest_start if nesting else start
            nesting += 1
        elif kind == "bracket" and token in (b"]", b">>"):
            nesting -= 1
            if nesting < 0:
                raise UnreadableContent(f"a bracket too many at {start}")
            if nesting == 0:
                operands.append(data[nest_start:at])
        elif nesting == 0 and kind == "word" and not _is_operand(token):
            if token == b"BI":
                at = _image_end(data, at)
            yield Operator(token, tuple(operands), begin, at)
            operands, begin = [], None
        elif nesting == 0:
            operands.append(token)
    if nesting:
        raise UnreadableContent("a bracket is not closed")


def _is_operand(token: bytes) -> bool:
    return token in _CONSTANTS or _NUMBER.match(token) is not None


def _string_end(data: bytes, at: int) -> int:
    depth = 1
    for match in _IN_STRING.finditer(data, at):
        depth += {b"(": 1, b")": -1}.get(match.group(), 0)
        if depth == 0:
            return match.end()
    raise UnreadableContent("a string is not closed")


def _image_end(data: bytes, at: int) -> int:
    """The end of an inline image: the first EI that readable operators follow."""
    begin = data.find(b"ID", at)
    for match in _END_OF_IMAGE.finditer(data, begin + 2 if begin >= 0 else at):
        following = data[match.end() : match.end() + 64]
        if all(32 <= byte < 127 or byte in b"\t\n\f\r" for byte in following):
            return match.end()
    raise UnreadableContent("an inline image is not closed")
