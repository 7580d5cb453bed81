"""Basic filters: which rows they hide."""

from __future__ import annotations

from typing import Any

from tests.fake_google.sheets import show
from tests.fake_google.sheets.area import Area
from tests.fake_google.sheets.book import Book, Line, Ranged, Sheet
from tests.fake_google.sheets.calc import effective, number_format
from tests.fake_google.sheets.conditions import Place, holds


def criteria(body: dict[str, Any], left: int) -> dict[int, dict[str, Any]]:
    """What each column must meet, by either of the two spellings of a filter."""
    found = {int(key): value for key, value in body.get("criteria", {}).items()}
    for spec in body.get("filterSpecs", []):
        found[spec.get("columnIndex", 0)] = spec.get("filterCriteria", {})
    return {column: value for column, value in found.items() if value and column >= left}


def filtered(book: Book, sheet: Sheet) -> None:
    """The rows that the basic filter hides are marked as hidden by it, no others."""
    sheet.rows = {at: line for at, old in sheet.rows.items() if (line := old._replace(filtered=False)) != Line()}
    if sheet.basic_filter is None:
        return
    wanted = criteria(sheet.basic_filter.body, 0)
    box = sheet.box(sheet.basic_filter.area)
    book.calculator = None
    for row in range(box.top + 1, box.bottom) if wanted else ():
        if not all(_passes(book, sheet, row, column, item, box.top) for column, item in wanted.items()):
            sheet.rows[row] = sheet.rows.get(row, Line())._replace(filtered=True)


def _passes(book: Book, sheet: Sheet, row: int, column: int, item: dict[str, Any], header: int) -> bool:
    hidden = item.get("hiddenValues", [])
    if hidden:
        shape = number_format(book, sheet, row, column)
        text = show.render(effective(book, sheet, row, column), shape, book.locale)
        if text in hidden:
            return False
    condition = item.get("condition")
    return condition is None or holds(condition, Place(book, sheet, row, column, (header + 1, column)))


def as_specs(body: dict[str, Any]) -> dict[str, Any]:
    """A filter with its criteria in both spellings, as answers have them."""
    found = {name: value for name, value in body.items() if name not in ("range", "criteria", "filterSpecs")}
    wanted = criteria(body, 0)
    if wanted:
        found["criteria"] = {str(column): item for column, item in sorted(wanted.items())}
        found["filterSpecs"] = [
            {"filterCriteria": item} | ({"columnIndex": column} if column else {})
            for column, item in sorted(wanted.items())
        ]
    return found


def kept(number: str, sheet: Sheet, area: Area, body: dict[str, Any]) -> Ranged:
    """A filter on that area, its sides as the tab has them."""
    box = sheet.box(area)
    return Ranged(number, Area(sheet.id, *box), as_specs(body))
