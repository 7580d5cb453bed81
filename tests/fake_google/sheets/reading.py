"""spreadsheets.get: the spreadsheet as the API describes it, as far as the field mask asks for it."""

from __future__ import annotations

from typing import Any

from tests.fake_google.caller import Caller
from tests.fake_google.masks import Mask
from tests.fake_google.sheets import colors, formats, metadata, protection
from tests.fake_google.sheets.area import COLUMNS, ROWS, Area, Box
from tests.fake_google.sheets.book import (
    COLUMN_WIDTH,
    ROW_HEIGHT,
    Book,
    Group,
    Line,
    Metadata,
    Ranged,
    Sheet,
    Spreadsheet,
)
from tests.fake_google.sheets.cells import CellView
from tests.fake_google.sheets.ranges import Target

ADDRESS = "https://docs.google.com/spreadsheets/d/{}/edit"


def spreadsheet(
    source: Spreadsheet, caller: Caller, mask: Mask, targets: list[Target] | None, *, grid: bool
) -> dict[str, Any]:
    """The Spreadsheet; `targets` limits the tabs and the data to those cells, None is everything."""
    book = source.book
    found: dict[str, Any] = {"spreadsheetId": source.id}
    if mask.touches("properties"):
        found["properties"] = properties(book)
    if mask.touches("sheets"):
        below = mask.child("sheets") or mask
        view = _View(book, caller, below, grid=grid)
        found["sheets"] = [view.show(sheet, boxes) for sheet, boxes in _wanted(book, targets)]
    if book.named:
        found["namedRanges"] = [named.to_api() for named in book.named]
    found["spreadsheetUrl"] = ADDRESS.format(source.id)
    notes = [item.to_api() for item in book.metadata if item.kind == "SPREADSHEET" and metadata.visible(item, caller)]
    if notes:
        found["developerMetadata"] = notes
    return found


def _wanted(book: Book, targets: list[Target] | None) -> list[tuple[Sheet, list[Box]]]:
    if targets is None:
        return [(sheet, [sheet.all]) for sheet in book.sheets]
    boxes: dict[int, list[Box]] = {}
    for target in targets:
        boxes.setdefault(target.sheet.id, []).append(target.box)
    return [(sheet, boxes[sheet.id]) for sheet in book.sheets if sheet.id in boxes]


def properties(book: Book) -> dict[str, Any]:
    """The SpreadsheetProperties."""
    found = dict(book.properties)
    own = found.pop("defaultFormat", None)
    found["defaultFormat"] = formats.merged(formats.default_format(), own) if own else formats.default_format()
    found.setdefault("spreadsheetTheme", formats.default_theme())
    return found


def sheet_properties(book: Book, sheet: Sheet) -> dict[str, Any]:
    """The SheetProperties; what is at its default is left out."""
    found: dict[str, Any] = {
        "sheetId": sheet.id,
        "title": sheet.title,
        "index": book.sheets.index(sheet) if sheet in book.sheets else len(book.sheets),
        "sheetType": "GRID",
    }
    grid = {name: value for name, value in sheet.grid.items() if value}
    found["gridProperties"] = {"rowCount": sheet.row_count, "columnCount": sheet.column_count} | grid
    if sheet.hidden:
        found["hidden"] = True
    if sheet.tab_color is not None:
        found["tabColor"] = colors.plain(sheet.tab_color) or {}
        found["tabColorStyle"] = sheet.tab_color
    if sheet.right_to_left:
        found["rightToLeft"] = True
    return found


def groups(sheet: Sheet, dimension: str) -> list[dict[str, Any]]:
    """The DimensionGroups of the tab in that direction, the shallow ones first."""
    kept = sheet.row_groups if dimension == ROWS else sheet.column_groups
    return [_group(sheet, dimension, item) for item in sorted(kept, key=lambda item: (item.depth, item.start))]


def _group(sheet: Sheet, dimension: str, item: Group) -> dict[str, Any]:
    lines = {"dimension": dimension, "startIndex": item.start, "endIndex": item.end}
    found: dict[str, Any] = {"range": ({"sheetId": sheet.id} if sheet.id else {}) | lines, "depth": item.depth}
    return found | ({"collapsed": True} if item.collapsed else {})


class _View:
    """Shows tabs to one caller through one mask."""

    def __init__(self, book: Book, caller: Caller, mask: Mask, *, grid: bool) -> None:
        self.book = book
        self.caller = caller
        self.mask = mask
        self.data = mask.child("data") if grid else None
        self.notes: dict[tuple[str, int, int], list[dict[str, Any]]] = {}
        for item in book.metadata:
            if metadata.visible(item, caller):
                self.notes.setdefault(_place(item), []).append(item.to_api())

    def show(self, sheet: Sheet, boxes: list[Box]) -> dict[str, Any]:
        """The tab with its data in the boxes."""
        found: dict[str, Any] = {}
        if self.mask.touches("properties"):
            found["properties"] = sheet_properties(self.book, sheet)
        if self.data is not None:
            found["data"] = [self._grid(self.data, sheet, box) for box in boxes]
        return found | {name: part for name, part in self._parts(sheet).items() if part and self.mask.touches(name)}

    def _parts(self, sheet: Sheet) -> dict[str, Any]:
        """What lies over the cells of the tab, by its name in a Sheet."""
        return {
            "merges": [box.to_api(sheet.id) for box in sheet.merges],
            "conditionalFormats": [rule(item.areas, item.body) for item in sheet.rules],
            "filterViews": [_ranged(item) for item in sheet.filter_views],
            "protectedRanges": [protection.to_api(item, self.caller) for item in sheet.protected],
            "basicFilter": _ranged(sheet.basic_filter) if sheet.basic_filter else None,
            "bandedRanges": [_ranged(item) for item in sheet.bands],
            "developerMetadata": self.notes.get(("SHEET", sheet.id, 0)),
            "rowGroups": groups(sheet, ROWS),
            "columnGroups": groups(sheet, COLUMNS),
            "tables": [_ranged(item) for item in sheet.tables],
        }

    def _grid(self, mask: Mask, sheet: Sheet, box: Box) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if box.top:
            found["startRow"] = box.top
        if box.left:
            found["startColumn"] = box.left
        rows = mask.child("rowData")
        if rows is not None:
            shown = self._rows(rows.child("values") or Mask({"-": Mask()}), sheet, box)
            if shown:
                found["rowData"] = shown
        if mask.touches("rowMetadata"):
            found["rowMetadata"] = self._lines(sheet, ROWS, box.top, box.bottom)
        if mask.touches("columnMetadata"):
            found["columnMetadata"] = self._lines(sheet, COLUMNS, box.left, box.right)
        return found

    def _rows(self, mask: Mask, sheet: Sheet, box: Box) -> list[dict[str, Any]]:
        view = CellView(mask, self.book, sheet)
        rows: dict[int, dict[int, dict[str, Any]]] = {}
        for (row, column), cell in sheet.within(box):
            rows.setdefault(row - box.top, {})[column - box.left] = view.show(row, column, cell)
        if sheet.rules and "effectiveFormat" in view.names:
            self._coloured(view, sheet, box, rows)
        found = []
        for number in range(max(rows, default=-1) + 1):
            cells = rows.get(number)
            found.append({"values": [cells.get(at, {}) for at in range(max(cells) + 1)]} if cells else {})
        return found

    def _coloured(self, view: CellView, sheet: Sheet, box: Box, rows: dict[int, dict[int, dict[str, Any]]]) -> None:
        """Empty cells that a conditional format colours, within the filled part of the box, are shown, too."""
        if view.numbers_only or not rows:
            return
        width = max(max(cells) for cells in rows.values()) + 1
        for number in range(max(rows) + 1):
            for at in range(width):
                if at not in rows.get(number, {}):
                    shown = view.show(box.top + number, box.left + at, sheet.cell(box.top + number, box.left + at))
                    if shown:
                        rows.setdefault(number, {})[at] = shown

    def _lines(self, sheet: Sheet, dimension: str, start: int, end: int) -> list[dict[str, Any]]:
        kept = sheet.lines(dimension)
        size = ROW_HEIGHT if dimension == ROWS else COLUMN_WIDTH
        kind = "ROW" if dimension == ROWS else "COLUMN"
        return [_line(kept.get(at), size, self.notes.get((kind, sheet.id, at))) for at in range(start, end)]


def _ranged(item: Ranged) -> dict[str, Any]:
    return item.body | {"range": item.area.to_api()}


def _place(item: Metadata) -> tuple[str, int, int]:
    return item.kind, item.sheet_id, item.line


def _line(line: Line | None, size: int, notes: list[dict[str, Any]] | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if line is not None:
        if line.filtered:
            found["hiddenByFilter"] = True
        if line.hidden:
            found["hiddenByUser"] = True
        size = line.pixels or size
    found["pixelSize"] = size
    if notes:
        found["developerMetadata"] = notes
    return found


def rule(item: tuple[Area, ...], body: dict[str, Any]) -> dict[str, Any]:
    """A ConditionalFormatRule."""
    return {"ranges": [area.to_api() for area in item]} | body
