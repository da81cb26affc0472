"""Take the ruined text out of a page, and nothing else.

A scan that went through an English-only reader carries its words invisibly over (render mode 3) or
under the page image. They are cut out of the content byte by byte, also where they sit in a form
that the page draws; everything that can be seen stays exactly as it was. Visible text cannot be
cut; the caller is told when there is some, and may hide it from searching.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Name

from saksdoc.writing.objects import content_streams, copied, packed, resources_of
from saksdoc.writing.operators import Operator, UnreadableContent, operators

_INVISIBLE = 3  # render mode "neither fill nor stroke", PDF 32000-1 table 106
_COVER = 0.9
"""An image over this share of the page hides what was drawn before it."""
_DEEPEST = 8
_LARGEST = 32 << 20
"""Bytes of content beyond which a page is a drawing, not a scan; it is left alone."""

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_SHOWS = {b"Tj": b"", b"TJ": b"", b"'": b"T*", b'"': b"%s Tw %s Tc T*"}
_MOVES = (b"Td", b"TD", b"Tm", b"T*", b"BT", b"ET", b"'", b'"')


@dataclass(frozen=True, slots=True)
class Removal:
    """What came of it: whether text was cut, and whether text that can be read is still there."""

    cut: bool
    left: bool


@dataclass(slots=True)
class _Show:
    start: int
    end: int
    replacement: bytes
    hidden: bool
    kept: bool = False


@dataclass(slots=True)
class _Stream:
    """One stream of operators and the words shown in it."""

    data: bytes
    shows: list[_Show] = field(default_factory=list)
    forms: dict[str, _Form] = field(default_factory=dict)


@dataclass(slots=True)
class _Form:
    source: pikepdf.Stream
    content: _Stream


@dataclass(frozen=True, slots=True)
class _State:
    matrix: Matrix = _IDENTITY
    mode: int = 0
    opaque: bool = True


def has_visible_text(page: pikepdf.Page) -> bool:
    """Whether a page draws text that is not invisible (true, too, where that cannot be told)."""
    try:
        reader = _Reader(page)
        reader.read()
    except (UnreadableContent, pikepdf.PdfError):
        return True
    return any(not show.hidden for show in reader.shows)


def remove_hidden_text(pdf: pikepdf.Pdf, page: pikepdf.Page) -> Removal:
    """Cut the words of a page that cannot be seen; ``page`` is changed, shared objects are not."""
    try:
        reader = _Reader(page)
        reader.read()
    except (UnreadableContent, pikepdf.PdfError):
        return Removal(cut=False, left=True)
    cut = any(show.hidden and not show.kept for show in reader.shows)
    left = any(not show.hidden or show.kept for show in reader.shows)
    if cut:
        reader.write(pdf)
    return Removal(cut, left)


class _Reader:
    """Walks a page's operators as a viewer does, as far as words and images go."""

    def __init__(self, page: pikepdf.Page) -> None:
        self.page = page
        self.box = [float(side) for side in page.mediabox]
        self.shows: list[_Show] = []
        self.parts = content_streams(page)
        data = [part.read_bytes() for part in self.parts]
        self.offsets = [0]
        for part in data:
            self.offsets.append(self.offsets[-1] + len(part) + 1)
        self.top = _Stream(b"\n".join(data))
        if len(self.top.data) > _LARGEST:
            raise UnreadableContent("too large")

    def read(self) -> None:
        self._walk(self.top, resources_of(self.page), _State(), 0)

    def _walk(self, stream: _Stream, resources: Dictionary, state: _State, depth: int) -> None:
        stack: list[_State] = []
        pending: list[_Show] = []
        for operator in operators(stream.data):
            name = operator.name
            if name in _MOVES:
                pending = []
            if name in _SHOWS:
                show = _show(operator, hidden=state.mode == _INVISIBLE)
                stream.shows.append(show)
                self.shows.append(show)
                if show.hidden:
                    pending.append(show)
                for earlier in () if show.hidden else pending:
                    earlier.kept = True  # visible words follow on the same line and would shift
            elif name == b"q":
                stack.append(state)
            elif name == b"Q":
                state = stack.pop() if stack else state
            elif name == b"cm":
                state = replace(state, matrix=_times(_matrix(operator), state.matrix))
            elif name == b"Tr":
                state = replace(state, mode=int(operator.number(0)))
            elif name == b"gs":
                state = replace(state, opaque=False)
            elif name == b"Do" and operator.operands:
                self._draw(stream, operator.operands[0], resources, state, depth)

    def _draw(
        self, stream: _Stream, operand: bytes, resources: Dictionary, state: _State, depth: int
    ) -> None:
        name = operand.decode("latin-1")
        thing = _lookup(resources, Name.XObject, name)
        if not isinstance(thing, pikepdf.Stream):
            return
        if thing.get(Name.Subtype) == Name.Image:
            if state.opaque and _is_opaque(thing) and self._covers(state.matrix):
                for show in self.shows:
                    show.hidden = True
        elif thing.get(Name.Subtype) == Name.Form and name not in stream.forms:
            if depth >= _DEEPEST:
                raise UnreadableContent("forms nested too deeply")
            form = _Form(thing, _Stream(thing.read_bytes()))
            stream.forms[name] = form
            inner = replace(state, matrix=_times(_matrix_of(thing), state.matrix))
            own = thing.get(Name.Resources)
            self._walk(form.content, copied(own) if own else resources, inner, depth + 1)

    def _covers(self, matrix: Matrix) -> bool:
        a, b, c, d, e, f = matrix
        xs = sorted((e, e + a, e + c, e + a + c))
        ys = sorted((f, f + b, f + d, f + b + d))
        x0, y0, x1, y1 = self.box
        width = min(xs[-1], x1) - max(xs[0], x0)
        height = min(ys[-1], y1) - max(ys[0], y0)
        area = (x1 - x0) * (y1 - y0)
        return width > 0 and height > 0 and width * height >= _COVER * area

    def write(self, pdf: pikepdf.Pdf) -> None:
        """Put the content without the hidden words into the page."""
        cuts = _cuts(self.top)
        for part, (begin, end) in zip(self.parts, pairwise(self.offsets), strict=True):
            own = [
                (
                    max(c[0], begin) - begin,
                    min(c[1], end - 1) - begin,
                    c[2] if c[0] >= begin else b"",
                )
                for c in cuts
                if c[0] < end - 1 and begin < c[1]
            ]
            if own:
                changed = _cut(self.top.data[begin : end - 1], own)
                _replace_content(pdf, self.page, part, changed)
        resources = resources_of(self.page)
        if _write_forms(pdf, self.top, resources):
            self.page.obj.Resources = resources


def _lookup(resources: Dictionary, kind: Name, name: str) -> pikepdf.Object | None:
    group = resources.get(kind) if isinstance(resources, Dictionary) else None
    return group.get(name) if isinstance(group, Dictionary) and len(name) > 1 else None


def _is_opaque(image: pikepdf.Stream) -> bool:
    return not any(
        image.get(key) not in (None, False) for key in (Name.ImageMask, Name.SMask, Name.Mask)
    )


def _show(operator: Operator, *, hidden: bool) -> _Show:
    replacement = _SHOWS[operator.name]
    if operator.name == b'"':
        if len(operator.operands) < 3:
            raise UnreadableContent("operands are missing")
        replacement = replacement % operator.operands[:2]
    return _Show(operator.start, operator.end, replacement, hidden)


def _matrix(operator: Operator) -> Matrix:
    a, b, c, d, e, f = (operator.number(index) for index in range(6))
    return a, b, c, d, e, f


def _matrix_of(form: pikepdf.Stream) -> Matrix:
    own = form.get(Name.Matrix)
    if not isinstance(own, Array) or len(own) != 6:
        return _IDENTITY
    a, b, c, d, e, f = (float(value) for value in own.as_list())
    return a, b, c, d, e, f


def _times(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
    )  # fmt: skip


def _cuts(stream: _Stream) -> list[tuple[int, int, bytes]]:
    return [
        (show.start, show.end, show.replacement)
        for show in stream.shows
        if show.hidden and not show.kept
    ]


def _cut(data: bytes, cuts: list[tuple[int, int, bytes]]) -> bytes:
    pieces: list[bytes] = []
    done = 0
    for start, end, replacement in cuts:
        pieces += (data[done:start], replacement)
        done = end
    pieces.append(data[done:])
    return b"".join(pieces)


def _replace_content(
    pdf: pikepdf.Pdf, page: pikepdf.Page, old: pikepdf.Stream, data: bytes
) -> None:
    new = packed(pdf, data)
    contents = page.obj.Contents
    if isinstance(contents, Array):
        parts = [new if part == old else part for part in contents.as_list()]
        page.obj.Contents = Array(parts)
    else:
        page.obj.Contents = new


def _write_forms(pdf: pikepdf.Pdf, stream: _Stream, resources: Dictionary) -> bool:
    """Give ``resources`` (a copy) changed copies of the forms that had hidden words."""
    changed: dict[str, pikepdf.Stream] = {}
    for name, form in stream.forms.items():
        inner = copied(form.source.get(Name.Resources))
        inner_changed = _write_forms(pdf, form.content, inner)
        cuts = _cuts(form.content)
        if not cuts and not inner_changed:
            continue
        copy = packed(pdf, _cut(form.content.data, cuts))
        for key, value in form.source.items():
            if key not in ("/Length", "/Filter", "/DecodeParms"):
                copy[key] = value
        if inner_changed:
            copy.Resources = inner
        changed[name] = copy
    if changed:
        objects = copied(resources.get(Name.XObject))
        for name, copy in changed.items():
            objects[name] = copy
        resources.XObject = objects
    return bool(changed)
