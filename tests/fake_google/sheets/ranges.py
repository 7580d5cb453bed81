"""From what a request names (A1 text, GridRange, data filter) to a tab and its cells."""

from __future__ import annotations

from typing import Any, NamedTuple

from tests.fake_google.errors import bad_request
from tests.fake_google.sheets import a1
from tests.fake_google.sheets.area import COLUMNS, ROWS, Area, Box
from tests.fake_google.sheets.book import Book, Sheet
from tests.fake_google.sheets.trouble import Invalid


class Target(NamedTuple):
    """The cells that a range text names; `single` where it names one cell, from which a write may go on."""

    sheet: Sheet
    box: Box
    single: bool = False

    @property
    def name(self) -> str:
        return a1.range_name(self.sheet.title, self.box)


def resolve(book: Book, text: str) -> Target:
    """The cells that the text names; 400 where it names none or lies outside the tab."""
    area = find(book, text)
    if area is None:
        raise bad_request(f"Unable to parse range: {text}")
    sheet = book.sheet(area.sheet_id)
    if sheet is None:
        raise bad_request(f"Unable to parse range: {text}")
    return target(sheet, area)


def target(sheet: Sheet, area: Area) -> Target:
    """The cells of the area on the tab; 400 where it begins outside."""
    if (area.top or 0) >= sheet.row_count or (area.left or 0) >= sheet.column_count:
        raise bad_request(beyond(sheet, area))
    single = area.bottom == (area.top or 0) + 1 and area.right == (area.left or 0) + 1
    return Target(sheet, sheet.box(area), single)


def beyond(sheet: Sheet, area: Area) -> str:
    """The message for an area that begins outside the tab."""
    limits = f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
    return f"Range ({a1.area_name(sheet.title, area)}) exceeds grid limits. {limits}"


def find(book: Book, text: str) -> Area | None:
    """The area that the text names: cells, a named range, or a tab, in that order."""
    reference = a1.split(text)
    if reference.title is not None:
        sheet = book.titled(reference.title)
        if sheet is None or reference.cells is None:
            return Area(sheet.id) if sheet else None
        return _cells(sheet, reference.cells) or _named(book, reference.cells, sheet)
    cells = reference.cells or ""
    found = _cells(book.first_visible, cells)
    if found is not None:
        return found
    found = _named(book, cells)
    if found is not None:
        return found
    sheet = book.titled(cells)
    return Area(sheet.id) if sheet else None


def _named(book: Book, name: str, sheet: Sheet | None = None) -> Area | None:
    """The named range, on that tab if one is given: `Sheet1!Totals` names it, too."""
    folded = name.casefold()
    for item in book.named:
        if item.name.casefold() == folded and (sheet is None or item.area.sheet_id == sheet.id):
            return item.area
    return None


def _cells(sheet: Sheet, text: str) -> Area | None:
    sides = a1.sides(text)
    return None if sides is None else Area(sheet.id, *sides)


def sheet_of(book: Book, sheet_id: int, kind: str = "grid") -> Sheet:
    """The tab that a request names by its id."""
    sheet = book.sheet(sheet_id)
    if sheet is None:
        raise Invalid(f"No {kind} with id: {sheet_id}")
    return sheet


def grid_range(book: Book, value: dict[str, Any] | None, name: str = "range") -> tuple[Sheet, Area]:
    """The tab and area of a GridRange in a request: it must begin on the tab; an end beyond it is cut off."""
    if value is None:
        raise Invalid(f"{name} must be specified.")
    area = Area.of(value)
    sheet = sheet_of(book, area.sheet_id)
    for start, end in ((area.top, area.bottom), (area.left, area.right)):
        if min(start or 0, end or 0) < 0:
            raise Invalid(f"{name} must not have negative indexes.")
        if end is not None and end < (start or 0):
            raise Invalid(f"{name} must not end before it starts.")
    if (area.top or 0) >= sheet.row_count or (area.left or 0) >= sheet.column_count:
        raise Invalid(beyond(sheet, area))
    bottom = None if area.bottom is None else min(area.bottom, sheet.row_count)
    right = None if area.right is None else min(area.right, sheet.column_count)
    return sheet, area._replace(bottom=bottom, right=right)


class Lines(NamedTuple):
    """Rows or columns of a tab, from start to before end."""

    sheet: Sheet
    dimension: str
    start: int
    end: int

    @property
    def box(self) -> Box:
        """Their cells."""
        if self.dimension == ROWS:
            return Box(self.start, self.end, 0, self.sheet.column_count)
        return Box(0, self.sheet.row_count, self.start, self.end)


def dimension_range(book: Book, value: dict[str, Any] | None, name: str = "range", *, room: int = 0) -> Lines:
    """The lines that a DimensionRange names; `room` lets an insert begin behind the last one."""
    if value is None:
        raise Invalid(f"{name} must be specified.")
    sheet = sheet_of(book, value.get("sheetId", 0))
    dimension = value.get("dimension", "")
    if dimension not in (ROWS, COLUMNS):
        raise Invalid(f"{name}.dimension must be specified.")
    count = sheet.count(dimension)
    start, end = value.get("startIndex", 0), value.get("endIndex", count)
    word = "row" if dimension == ROWS else "column"
    if start < 0 or end <= start:
        raise Invalid(f"{name}.endIndex[{end}] must be after {name}.startIndex[{start}].")
    if start >= count + room:
        raise Invalid(f"{name}.startIndex[{start}] is after last {word} in grid[{count}]")
    return Lines(sheet, dimension, start, end if room else min(end, count))
