"""One `spreadsheets.get` as a Grid: what stands in the cells, and the marks that say which tab and column is which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sheets_sync import numerals
from sheets_sync.grid import Anchor, Area, BrokenCell, Cell, Grid, Tab, Value
from sheets_sync.layout import FINDING_FIRST, FINDINGS_END, FINDINGS_NAME
from sheets_sync.stores.google.paint import KEY_MARK, MARK, is_our_sheet

CELL = "userEnteredValue(formulaValue),effectiveValue,effectiveFormat(numberFormat),note"
DATA = f"data(startRow,startColumn,rowMetadata(developerMetadata),columnMetadata(developerMetadata),rowData(values({CELL})))"
PROTECTED = "protectedRanges(protectedRangeId,description,range,unprotectedRanges)"
FIELDS = f"developerMetadata,sheets(properties(sheetId,title,index),merges,developerMetadata,{PROTECTED},{DATA})"
MAX_COLUMNS = 60
ROW_WITHOUT_MARK = {FINDINGS_NAME: FINDING_FIRST}  # of a name whose row was deleted; the first row for the others
UNBOUNDED = 1 << 20
DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  # a day of the calendar, in no time zone
LAST_SERIAL = 2_958_465  # 31 December 9999
LOADING = BrokenCell("masih dimuat")
ERRORS = {
    "NULL_VALUE": "#NULL!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
}

Json = Mapping[str, Any]


def read_grid(answer: Json, rows: int) -> Grid:
    """The first `rows` rows of each tab of the spreadsheet that Google answered with, and all our catatan."""
    rows = max(rows, FINDINGS_END)
    sheets = sorted(answer.get("sheets", ()), key=lambda sheet: sheet["properties"].get("index", 0))
    keys = tuple(
        str(mark.get("metadataValue", ""))
        for mark in answer.get("developerMetadata", ())
        if mark.get("metadataKey") == KEY_MARK
    )
    return Grid(tuple(_tab(sheet, rows) for sheet in sheets), _anchors(sheets), keys)


def is_loading(grid: Grid) -> bool:
    """Whether a formula in a tab of ours was still being computed when it was read; people's own tabs may load for ever."""
    ours = {anchor.tab for anchor in grid.anchors.values()}
    return any(cell.value is LOADING for tab in grid.tabs if tab.title in ours for cell in tab.cells.values())


def _tab(sheet: Json, rows: int) -> Tab:
    cells, notes = {}, {}
    for row, column, found in cells_of(sheet):
        if row > rows or column > MAX_COLUMNS:
            continue
        value = _value(found)
        if value is not None:
            cells[row, column] = Cell(value, _is_percent(found))
        if found.get("note"):
            notes[row, column] = str(found["note"])
    properties = sheet["properties"]
    return Tab(properties["title"], cells, tuple(map(_area, sheet.get("merges", ()))), notes, _sheet_id(sheet))


def cells_of(sheet: Json) -> Iterator[tuple[int, int, Json]]:
    for block in sheet.get("data", ()):
        top, left = block.get("startRow", 0) + 1, block.get("startColumn", 0) + 1
        for row, line in enumerate(block.get("rowData", ()), top):
            for column, found in enumerate(line.get("values", ()), left):
                yield row, column, found


def _sheet_id(sheet: Json) -> int:
    return int(sheet["properties"].get("sheetId", 0))


def _value(found: Json) -> Value | None:
    """What the cell holds; dates are numbers that a format shows as dates."""
    value = found.get("effectiveValue", {})
    if "errorValue" in value:
        return _broken(found, value["errorValue"])
    if "boolValue" in value:
        return bool(value["boolValue"])
    if "numberValue" in value:
        return _number(Decimal(value["numberValue"]), _format_type(found))
    text = value.get("stringValue")
    return str(text) if text else None


def _broken(found: Json, error: Json) -> BrokenCell:
    if error.get("type") == "LOADING":
        return LOADING
    code = ERRORS.get(error.get("type", ""), "#ERROR!")
    formula = found.get("userEnteredValue", {}).get("formulaValue", "")
    return BrokenCell(f"{code} ({formula[:80]})" if formula else code)


def _format_type(found: Json) -> str:
    return str(found.get("effectiveFormat", {}).get("numberFormat", {}).get("type", ""))


def _is_percent(found: Json) -> bool:
    look = found.get("effectiveFormat", {}).get("numberFormat", {})
    return look.get("type") == "PERCENT" or numerals.shows_percent(look.get("pattern", ""))


def _number(value: Decimal, kind: str) -> Value:
    if kind in ("DATE", "DATE_TIME", "TIME") and 0 <= value < LAST_SERIAL:
        return _moment(value, kind)
    return numerals.enter(value)


def _moment(serial: Decimal, kind: str) -> date | datetime | time:
    """The day and time of a serial number, days since 30 December 1899."""
    moment = DAY_ZERO + timedelta(days=int(serial), seconds=round(serial % 1 * 86_400))
    if kind == "TIME" or (kind == "DATE_TIME" and serial < 1):
        return moment.time()
    return moment if kind == "DATE_TIME" else moment.date()


def _area(merge: Json) -> Area:
    return Area(
        merge.get("startRowIndex", 0) + 1, merge.get("startColumnIndex", 0) + 1,
        merge.get("endRowIndex", UNBOUNDED), merge.get("endColumnIndex", UNBOUNDED),
    )  # fmt: skip


# --- marks ---------------------------------------------------------------------------------------------------


def _anchors(sheets: list[Json]) -> dict[str, Anchor]:
    """Where each defined name is now: the column of its mark, and the row of its mark where that is left.

    A tab that was duplicated carries the same marks; ours is the one with an id of ours.
    """
    anchors: dict[str, Anchor] = {}
    for sheet in sorted(sheets, key=lambda sheet: not is_our_sheet(_sheet_id(sheet))):
        columns, rows = _marked(sheet, "columnMetadata", "startColumn"), _marked(sheet, "rowMetadata", "startRow")
        for name, column in columns.items():
            row = rows.get(name, ROW_WITHOUT_MARK.get(name, 1))
            anchors.setdefault(name, Anchor(sheet["properties"]["title"], row, column))
    return anchors


def _marked(sheet: Json, which: str, start: str) -> dict[str, int]:
    """The rows or columns of a tab by the names on them."""
    found: dict[str, int] = {}
    for block in sheet.get("data", ()):
        for at, dimension in enumerate(block.get(which, ()), block.get(start, 0) + 1):
            for mark in dimension.get("developerMetadata", ()):
                if mark.get("metadataKey") == MARK:
                    found.setdefault(str(mark.get("metadataValue", "")), at)
    return found
