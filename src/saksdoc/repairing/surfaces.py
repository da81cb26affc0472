"""A misread form with its misreadings undone, in the writer's case."""

from __future__ import annotations

from saksdoc.language.substitutions import Edit


def surface(written: str, edits: tuple[Edit, ...], is_name: bool = False) -> str:
    """The written form with its misreadings undone.

    >>> surface("Ar", (Edit(0, 1, "A", "å"),))
    'År'
    >>> surface("Igpet", (Edit(0, 1, "I", "l"), Edit(1, 2, "g", "ø")))
    'løpet'
    """
    pieces: list[str] = []
    done = 0
    upper = not written.islower() and _is_upper(written)
    parted = "-" in written and not upper and not written.islower()
    for edit in edits:
        pieces.append(written[done : edit.start])
        true = edit.true
        if upper or (parted and _is_upper(_part(written, edit.start))):
            true = true.upper()
        elif edit.start == 0 and (is_name or _keeps_case(edit)):
            true = true[0].upper() + true[1:]
        pieces.append(true)
        done = edit.end
    pieces.append(written[done:])
    return "".join(pieces)


def _part(written: str, at: int) -> str:
    """The part between hyphens that a place lies in."""
    end = written.find("-", at)
    return written[written.rfind("-", 0, at) + 1 : end if end >= 0 else len(written)]


def _is_upper(written: str) -> bool:
    """Whether more letters of a form are capitals than small ones, and more than one is."""
    return sum(c.isupper() for c in written) > max(1, sum(c.islower() for c in written))


def _keeps_case(edit: Edit) -> bool:
    """Whether the written capital is a capital of the true letter's shape, not an I for an l."""
    return edit.written[:1].isupper() and edit.written not in ("I", "J") and edit.true[0] != "l"
