"""What happens to a whole spreadsheet when rows or columns of a tab are inserted, deleted or moved."""

from __future__ import annotations

from dataclasses import replace

from tests.fake_google.sheets.area import ROWS, Area, Box, Change
from tests.fake_google.sheets.book import Book, Group, Line, Metadata, Protected, Ranged, Rule, Sheet
from tests.fake_google.sheets.formulas_moved import moved_formulas


def changed(book: Book, sheet: Sheet, change: Change) -> None:
    """The lines are inserted, deleted or moved, and everything that stands on or points to them goes along."""
    if change.kind == "insert":
        _resize(sheet, change, change.count)
    _cells(sheet, change)
    _lines(sheet, change)
    sheet.merges = [box for old in sheet.merges if (box := _box(old, change, sheet)) is not None]
    _groups(sheet, change)
    _ranged(book, sheet, change)
    book.metadata = [item for old in book.metadata if (item := _metadata(old, change)) is not None]
    moved_formulas(book, sheet, change)
    if change.kind == "delete":
        _resize(sheet, change, -change.count)


def _resize(sheet: Sheet, change: Change, count: int) -> None:
    if change.dimension == ROWS:
        sheet.row_count += count
    else:
        sheet.column_count += count


def _cells(sheet: Sheet, change: Change) -> None:
    found = {}
    for (row, column), cell in sheet.cells.items():
        at = change.index(row if change.dimension == ROWS else column)
        if at is not None:
            found[(at, column) if change.dimension == ROWS else (row, at)] = cell
    sheet.cells = found


def _lines(sheet: Sheet, change: Change) -> None:
    old = sheet.lines(change.dimension)
    found: dict[int, Line] = {}
    for at, line in old.items():
        place = change.index(at)
        if place is not None:
            found[place] = line
    if change.dimension == ROWS:
        sheet.rows = found
    else:
        sheet.columns = found


def _box(old: Box, change: Change, sheet: Sheet) -> Box | None:
    area = Area(sheet.id, *old).changed(change)
    if area is None:
        return None
    box = Box(area.top or 0, area.bottom or 0, area.left or 0, area.right or 0)
    return box if box.area > 1 else None


def _groups(sheet: Sheet, change: Change) -> None:
    old = sheet.row_groups if change.dimension == ROWS else sheet.column_groups
    found: list[Group] = []
    for group in old:
        span = change.span(group.start, group.end)
        if span is not None:
            found.append(group._replace(start=span[0] or 0, end=span[1] or 0))
    if change.dimension == ROWS:
        sheet.row_groups = found
    else:
        sheet.column_groups = found


def _metadata(item: Metadata, change: Change) -> Metadata | None:
    if item.kind not in ("ROW", "COLUMN") or item.sheet_id != change.sheet_id or item.dimension != change.dimension:
        return item
    at = change.index(item.line)
    return None if at is None else item._replace(line=at)


def _ranged(book: Book, sheet: Sheet, change: Change) -> None:
    """Named ranges may be on this tab from anywhere; all else belongs to the tab."""
    book.named = [replace(item, area=area) for item in book.named if (area := item.area.changed(change)) is not None]
    sheet.protected = [item for old in sheet.protected if (item := _protected(old, change)) is not None]
    sheet.rules = [rule for kept in sheet.rules if (rule := _rule(kept, change)) is not None]
    sheet.filter_views = _moved(sheet.filter_views, change)
    sheet.bands = _moved(sheet.bands, change)
    sheet.tables = _moved(sheet.tables, change)
    if sheet.basic_filter is not None:
        kept = _moved([sheet.basic_filter], change)
        sheet.basic_filter = kept[0] if kept else None


def _moved(items: list[Ranged], change: Change) -> list[Ranged]:
    return [replace(item, area=area) for item in items if (area := item.area.changed(change)) is not None]


def _protected(item: Protected, change: Change) -> Protected | None:
    area = item.area.changed(change)
    if area is None:
        return None
    gaps = tuple(gap for old in item.open if (gap := old.changed(change)) is not None)
    return replace(item, area=area, open=gaps)


def _rule(item: Rule, change: Change) -> Rule | None:
    areas = tuple(area for old in item.areas if (area := old.changed(change)) is not None)
    return replace(item, areas=areas) if areas else None
