"""The results of formulas, worked out when somebody asks for them and kept until the next write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.fake_google.sheets.area import Box
from tests.fake_google.sheets.book import Book, Sheet
from tests.fake_google.sheets.formulas import inspect, operands
from tests.fake_google.sheets.formulas.evaluate import Calculator
from tests.fake_google.sheets.formulas.reference import Reference
from tests.fake_google.sheets.formulas.rewrite import Shift, rewrite
from tests.fake_google.sheets.value import Value

DEEPEST_FORMAT = 20  # formulas that are asked in turn what their result looks like


class BookSource:
    """A book as formulas see it."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.sheets = {sheet.id: sheet for sheet in book.sheets}

    @property
    def locale(self) -> str:
        return self.book.locale

    def now(self) -> datetime:
        """The moment of the last write, as clocks in the spreadsheet's time zone show it."""
        zone = ZoneInfo(str(self.book.properties["timeZone"]))
        return datetime.fromtimestamp(self.book.moment, UTC).astimezone(zone).replace(tzinfo=None)

    def sheet(self, title: str) -> int | None:
        """The id of the tab of that title."""
        found = self.book.titled(title)
        return found.id if found else None

    def size(self, sheet: int) -> tuple[int, int]:
        """How many rows and columns the tab has."""
        tab = self.sheets[sheet]
        return tab.row_count, tab.column_count

    def formula(self, sheet: int, row: int, column: int) -> str:
        """The cell's formula; empty where it has none."""
        return self.sheets[sheet].cell(row, column).formula

    def literal(self, sheet: int, row: int, column: int) -> Value:
        """The value of a cell without a formula."""
        return self.sheets[sheet].cell(row, column).entered

    def cells(self, area: operands.Area) -> Iterator[tuple[int, int]]:
        """Row and column of the area's cells that are not empty."""
        box = Box(area.top, area.bottom + 1, area.left, area.right + 1)
        return (place for place, cell in self.sheets[area.sheet].within(box) if not cell.blank)

    def named(self, name: str) -> operands.Area | None:
        """The cells of the named range."""
        folded = name.casefold()
        for item in self.book.named:
            if item.name.casefold() == folded and item.area.sheet_id in self.sheets:
                box = self.sheets[item.area.sheet_id].box(item.area)
                return operands.Area(item.area.sheet_id, box.top, box.left, box.bottom - 1, box.right - 1)
        return None


def calculator(book: Book) -> Calculator:
    """What works out the book's formulas; it keeps the results as long as the book stays as it is."""
    if book.calculator is None:
        book.calculator = Calculator(BookSource(book))
    found: Calculator = book.calculator
    return found


def effective(book: Book, sheet: Sheet, row: int, column: int) -> Value:
    """What the cell holds: the entered value, or the formula's result."""
    cell = sheet.cells.get((row, column))
    if cell is None:
        return None
    if not cell.formula:
        return cell.entered
    return calculator(book).value(sheet.id, row, column)


def outcome(book: Book, sheet: Sheet, formula: str, row: int, column: int) -> Value:
    """The result of a formula as if it stood in that cell."""
    return calculator(book).evaluate(formula, sheet.id, row, column)


def shifted(book: Book, formula: str, rows: int, columns: int) -> str:
    """The formula as it reads when it is copied that many rows down and columns to the right."""
    return rewrite(formula, book.locale, "", Shift(rows, columns))


def number_format(book: Book, sheet: Sheet, row: int, column: int) -> Mapping[str, Any] | None:
    """The cell's number format; a formula without one is shown like what it computes with."""
    return _number_format(book, sheet, row, column, frozenset())


def _number_format(
    book: Book, sheet: Sheet, row: int, column: int, above: frozenset[tuple[int, int, int]]
) -> Mapping[str, Any] | None:
    cell = sheet.cells.get((row, column))
    if cell is None:
        return None
    own: Mapping[str, Any] | None = cell.format.get("numberFormat")
    key = (sheet.id, row, column)
    if own is not None or not cell.formula or key in above or len(above) > DEEPEST_FORMAT:
        return own
    if key not in book.implied:

        def format_of(reference: Reference) -> Mapping[str, Any] | None:
            other = sheet if reference.sheet is None else book.titled(reference.sheet)
            if other is None or reference.broken:
                return None
            first = reference.ordered().first
            return _number_format(book, other, first.row or 0, first.column or 0, above | {key})

        book.implied[key] = inspect.implied_format(cell.formula, book.locale, format_of)
    implied: Mapping[str, Any] | None = book.implied[key]
    return implied
