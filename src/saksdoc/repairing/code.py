"""Lines of program code, which no repair may touch, however much their words look misread.

``SELECT navn FROM moter WHERE ar = 2003`` is right as it is. A line counts as code by its syntax
alone, and by syntax that no case paper has; what stands in one block with it counts too where it
looks the part. A section sign lost to ``$ 13`` and the debris of rules (``|``, ``{``) are no code.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from saksdoc.model import Edit

_SURE = re.compile(
    r"""^[ \t]*(?:
      (?:async[ ]+)?(?:def|class)[ ]+\w+[ ]*(?:\(.*)?:?[ \t]*$              # Python
    | (?:from[ ]+[\w.]+[ ]+)?import[ ]+(?:\w+[.])*\w+(?:[ ]as[ ]\w+)?(?:,[ ]\w+)*;?[ \t]*$
    | (?:const|let|var|public|private|static|function)[ ]+\w[\w.<>\[\], ]*[ ]*[=({].*
    | \#!/ .* | \#(?:include|define|pragma)\b.*
    | SELECT\b.+\bFROM\b.* | INSERT[ ]INTO\b.* | UPDATE\b.+\bSET\b.+=.* | DELETE[ ]FROM\b.*
    | CREATE[ ](?:TABLE|VIEW|INDEX)\b.*
    | (?:for|while|if|until)\b.+;[ ]*(?:do|then)\b.*                       # shell
    | [\w.\[\]>$-]+(?:\(.*\)|[ ]*[-+*/|:]?=[ ]*\S+(?:[ ][-+*/<>=|&?:]+[ ]\S+)*);   # C and its kin
    | </?[A-Za-z][\w:-]*(?:[ ]+[\w:-]+="[^"]*")*[ ]*/?>(?:.*</.*)?         # markup
    | "[\w@$-]+":[ ]*(?:["\[{\d-]|true|false|null).*                       # JSON
    )[ \t]*$""",
    re.VERBOSE | re.MULTILINE,
)
_LIKELY = re.compile(
    r"^(?:[ ]{2,}|\t)\S|[{};\\]\s*$|\w\(.*\)\s*:?\s*$|==|!=|->|=>|\w\[\w+\]|\w_\w|^[)\]}]|"
    r"^\s*(?:return|else|elif|try|except|finally|end|done|fi|FROM|WHERE|AND|VALUES|SET)\b"
)
"""What goes on with code, if there is code beside it."""
_LINE_END = re.compile("\n")


def code_lines(text: str) -> frozenset[int]:
    r"""The numbers of the lines that are code, from 0.

    >>> sorted(code_lines("Møtet:\nfor f in *.txt; do\n  cat $f\ndone\n\nDet ble vedtatt."))
    [1, 2, 3]
    """
    matches = [match.start() for match in _SURE.finditer(text)]
    if not matches:
        return frozenset()
    starts, lines = _starts(text), text.split("\n")
    sure = {bisect_right(starts, at) - 1 for at in matches}
    found = set(sure)
    for line in sure:
        for step in (1, -1):
            at = line + step
            while 0 <= at < len(lines) and at not in found and _LIKELY.search(lines[at]):
                found.add(at)
                at += step
    return frozenset(found)


def outside(lines: frozenset[int], edits: Iterable[Edit], text: str) -> Iterator[Edit]:
    """The edits of a text that touch none of some lines."""
    wanted = list(edits)
    starts = _starts(text) if wanted else []
    for edit in wanted:
        first, last = bisect_right(starts, edit.start) - 1, bisect_right(starts, edit.end) - 1
        if lines.isdisjoint(range(first, last + 1)):
            yield edit


def _starts(text: str) -> list[int]:
    """The offset at which each line begins."""
    return [0, *[match.end() for match in _LINE_END.finditer(text)]]
