"""Formulas kept pointing at the same cells while rows, columns, cells and sheets come, go and move.

Only the references that a change touches are written anew; all other text stays as it was typed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from tests.fake_google.sheets.formulas.reference import Corner, Reference, parse_reference
from tests.fake_google.sheets.formulas.tokens import FormulaSyntaxError, Token, tokenize
from tests.fake_google.sheets.locales import find

ROWS, COLUMNS = "ROWS", "COLUMNS"
Span = tuple[int, int | None]  # first and last, both included; None is open
_BROKEN = Corner(0, 0)


class Change(Protocol):
    """What happened to the cells that formulas point at."""

    def moved(self, reference: Reference, own: str) -> Reference:
        """The reference after the change; `own` is the title of the sheet on which the formula stands."""
        ...


def rewrite(text: str, locale: str, own: str, change: Change) -> str:
    """The formula after the change; text that is no formula in this locale stays as it is."""
    pieces: list[str] = []
    at = 0
    for token, reference in _references(text, find(locale).decimal_comma):
        after = change.moved(reference, own)
        if after != reference:
            pieces += [text[at : token.start], str(after)]
            at = token.end
    return "".join([*pieces, text[at:]])


@lru_cache(maxsize=16384)
def _references(text: str, decimal_comma: bool) -> tuple[tuple[Token, Reference], ...]:
    try:
        tokens = tokenize(text, decimal_comma=decimal_comma)
    except FormulaSyntaxError:
        return ()
    found = ((token, parse_reference(token.text)) for token in tokens if token.kind == "reference")
    return tuple((token, reference) for token, reference in found if reference is not None and not reference.broken)


def broken(reference: Reference) -> Reference:
    """The reference to cells that are gone."""
    return replace(reference, first=_BROKEN, last=_BROKEN, single=True, broken=True)


def points_at(reference: Reference, own: str, sheet: str) -> bool:
    return (own if reference.sheet is None else reference.sheet).casefold() == sheet.casefold()


def _span(reference: Reference, dimension: str) -> Span | None:
    """The rows or columns it covers; None where it covers all of them."""
    first, last = reference.first, reference.last
    if dimension == ROWS:
        return None if first.row is None else (first.row, last.row)
    return None if first.column is None else (first.column, last.column)


def _with_span(reference: Reference, dimension: str, span: Span) -> Reference:
    if dimension == ROWS:
        first, last = replace(reference.first, row=span[0]), replace(reference.last, row=span[1])
    else:
        first, last = replace(reference.first, column=span[0]), replace(reference.last, column=span[1])
    return replace(reference, first=first, last=last)


@dataclass(frozen=True)
class _Lines:
    """A change of rows or columns of one sheet; with `band` of those cells only that lie in it on the other side."""

    sheet: str
    dimension: str

    def moved(self, reference: Reference, own: str) -> Reference:
        if not points_at(reference, own, self.sheet):
            return reference
        whole = reference.ordered()
        span = _span(whole, self.dimension)
        if span is None or not self._reaches(whole):
            return reference
        after = self._span(span)
        if after == span:
            return reference
        return broken(reference) if after is None else _with_span(whole, self.dimension, after)

    def _reaches(self, reference: Reference) -> bool:  # noqa: ARG002  # whole lines reach every cell
        return True

    def _span(self, span: Span) -> Span | None:
        """The span after the change; None where nothing of it is left."""
        raise NotImplementedError


@dataclass(frozen=True)
class _Banded(_Lines):
    band: tuple[int, int] | None = None  # first and last of the other dimension, where only some cells shift

    def _reaches(self, reference: Reference) -> bool:
        if self.band is None:
            return True
        across = _span(reference, COLUMNS if self.dimension == ROWS else ROWS)
        return across is not None and across[1] is not None and self.band[0] <= across[0] and across[1] <= self.band[1]


@dataclass(frozen=True)
class Insert(_Banded):
    """`count` empty rows or columns stand before what was at `start`."""

    start: int = 0
    count: int = 1

    def _span(self, span: Span) -> Span | None:
        first, last = span
        first += self.count if first >= self.start else 0
        return first, None if last is None else last + (self.count if last >= self.start else 0)


@dataclass(frozen=True)
class Delete(_Banded):
    """The rows or columns from `start` up to before `end` are gone."""

    start: int = 0
    end: int = 1

    def _span(self, span: Span) -> Span | None:
        first = self._shifted(span[0], self.start)
        if span[1] is None:
            return first, None
        last = self._shifted(span[1], self.start - 1)
        return None if first > last else (first, last)

    def _shifted(self, at: int, if_gone: int) -> int:
        if at < self.start:
            return at
        return if_gone if at < self.end else at - (self.end - self.start)


@dataclass(frozen=True)
class Move(_Lines):
    """The rows or columns from `start` to before `end` stand before what was at `destination`."""

    start: int
    end: int
    destination: int

    def _span(self, span: Span) -> Span | None:
        first, last = span
        if last is None:
            return span
        if self.start <= first and last < self.end:
            return self._mapped(first), self._mapped(last)
        # What stays in the span holds it together; what moved out of it is no longer meant.
        if self.start <= first < self.end:
            first = self.end
        if self.start <= last < self.end:
            last = self.start - 1
        return self._mapped(first), self._mapped(last)

    def _mapped(self, at: int) -> int:
        count = self.end - self.start
        if self.start <= at < self.end:
            return at - self.start + self.destination - (count if self.destination > self.start else 0)
        if self.end <= at < self.destination:
            return at - count
        return at + count if self.destination <= at < self.start else at


@dataclass(frozen=True)
class Rename:
    """The sheet has another title."""

    old: str
    new: str

    def moved(self, reference: Reference, own: str) -> Reference:
        if reference.sheet is not None and points_at(reference, own, self.old):
            return replace(reference, sheet=self.new)
        return reference


@dataclass(frozen=True)
class RemoveSheet:
    """The sheet is gone."""

    sheet: str

    def moved(self, reference: Reference, own: str) -> Reference:
        if reference.sheet is not None and points_at(reference, own, self.sheet):
            return replace(broken(reference), sheet=None)
        return reference


@dataclass(frozen=True)
class Shift:
    """The formula was copied so many rows down and columns right; what `$` holds stays."""

    rows: int
    columns: int
    size: tuple[int, int] | None = None  # of the grid, beyond which there is nothing to point at

    def moved(self, reference: Reference, own: str) -> Reference:  # noqa: ARG002  # as every change
        corners = [self._corner(reference.first), self._corner(reference.last)]
        if corners[0] is None or corners[1] is None:
            return broken(reference)
        return replace(reference, first=corners[0], last=corners[1])

    def _corner(self, corner: Corner) -> Corner | None:
        row = corner.row if corner.row is None or corner.fixed_row else corner.row + self.rows
        column = corner.column if corner.column is None or corner.fixed_column else corner.column + self.columns
        height, width = self.size or (None, None)
        outside = (row is not None and (row < 0 or (height is not None and row >= height))) or (
            column is not None and (column < 0 or (width is not None and column >= width))
        )
        return None if outside else replace(corner, row=row, column=column)


@dataclass(frozen=True)
class Relocate:
    """The cells from the first to the last row and column were cut and pasted elsewhere."""

    sheet: str
    rows: tuple[int, int]  # first and last
    columns: tuple[int, int]
    to_sheet: str
    down: int
    right: int

    def moved(self, reference: Reference, own: str) -> Reference:
        whole = reference.ordered()
        rows, columns = _span(whole, ROWS), _span(whole, COLUMNS)
        if not points_at(reference, own, self.sheet) or rows is None or columns is None:
            return reference
        if rows[1] is None or columns[1] is None:
            return reference
        inside = self.rows[0] <= rows[0] <= rows[1] <= self.rows[1]
        if not inside or not self.columns[0] <= columns[0] <= columns[1] <= self.columns[1]:
            return reference
        after = _with_span(whole, ROWS, (rows[0] + self.down, rows[1] + self.down))
        after = _with_span(after, COLUMNS, (columns[0] + self.right, columns[1] + self.right))
        elsewhere = self.to_sheet.casefold() != self.sheet.casefold()
        return replace(after, sheet=self.to_sheet if elsewhere else reference.sheet)
