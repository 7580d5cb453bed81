"""Requests on the spreadsheet and its tabs."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tests.fake_google.masks import Mask
from tests.fake_google.sheets import colors
from tests.fake_google.sheets.book import Metadata, Protected, Ranged, Rule, Sheet
from tests.fake_google.sheets.cells import named_fields
from tests.fake_google.sheets.formulas_moved import lost_formulas, renamed_formulas, respelled_formulas
from tests.fake_google.sheets.protection import check_sheet
from tests.fake_google.sheets.ranges import sheet_of
from tests.fake_google.sheets.reading import sheet_properties
from tests.fake_google.sheets.requests.context import Context, Handler
from tests.fake_google.sheets.resize import resized
from tests.fake_google.sheets.trouble import Invalid
from tests.fake_google.sheets.values import TOO_MANY, too_large

TITLE_LIMIT = 100
GRID_FLAGS = ("frozenRowCount", "frozenColumnCount", "hideGridlines", "rowGroupControlAfter", "columnGroupControlAfter")


def update_spreadsheet_properties(context: Context, body: dict[str, Any]) -> None:
    mask = named_fields(body.get("fields", ""), "SpreadsheetProperties")
    new = body.get("properties", {})
    kept = context.book.properties
    for name in ("title", "locale", "timeZone", "autoRecalc"):
        if not mask.touches(name):
            continue
        if mask.everything and name not in new:
            continue
        value = _checked_property(name, new.get(name, ""))
        if name == "locale":
            respelled_formulas(context.book, context.book.locale, value)
        kept[name] = value
    for name in ("iterativeCalculationSettings", "importFunctionsExternalUrlAccessAllowed", "defaultFormat"):
        if mask.touches(name) and name in new:
            kept[name] = colors.painted(new[name])


def _checked_property(name: str, value: str) -> str:
    if not value:
        raise Invalid(f"{name} cannot be empty.")
    if name == "timeZone" and not _is_zone(value):
        raise Invalid(f"Invalid time zone: {value}")
    if name == "locale" and not (value.replace("_", "").isalnum() and 2 <= len(value) <= 8):
        raise Invalid(f"Unsupported locale: {value}")
    return value


@functools.cache
def _is_zone(name: str) -> bool:
    try:
        return ZoneInfo(name) is not None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def add_sheet(context: Context, body: dict[str, Any]) -> dict[str, Any]:
    wanted = body.get("properties", {})
    book = context.book
    if wanted.get("sheetType", "GRID") != "GRID":
        raise Invalid(f"Sheets of type {wanted['sheetType']} are not supported by the local Google.")
    title = wanted.get("title") or _free_title(context)
    sheet = Sheet(_new_sheet_id(context, wanted.get("sheetId")), _checked_title(context, title, None))
    grid = wanted.get("gridProperties", {})
    rows, columns = grid.get("rowCount", 1000), grid.get("columnCount", 26)
    _check_size(context, sheet, rows, columns)
    sheet.row_count, sheet.column_count = rows, columns
    sheet.grid = {name: grid[name] for name in GRID_FLAGS if grid.get(name)}
    _check_frozen(sheet)
    sheet.hidden = wanted.get("hidden", False)
    sheet.right_to_left = wanted.get("rightToLeft", False)
    sheet.tab_color = _tab_color(wanted)
    index = wanted.get("index", len(book.sheets))
    if not 0 <= index <= len(book.sheets):
        raise Invalid(f"Invalid index: {index}. There are {len(book.sheets)} sheets.")
    book.sheets.insert(index, sheet)
    return {"properties": sheet_properties(book, sheet)}


def _new_sheet_id(context: Context, wanted: int | None) -> int:
    if wanted is None:
        return context.new_id()
    if wanted < 0:
        raise Invalid("SheetId must be non-negative.")
    if context.book.sheet(wanted) is not None:
        raise Invalid(f"A sheet with the id {wanted} already exists. Please specify another id.")
    return wanted


def _free_title(context: Context, stem: str = "Sheet", first: int = 1) -> str:
    number = first if stem != "Sheet" else len(context.book.sheets) + 1
    title = stem if stem != "Sheet" else f"Sheet{number}"
    while context.book.titled(title) is not None:
        number += 1
        title = f"{stem}{number}" if stem == "Sheet" else f"{stem} {number}"
    return title


def _checked_title(context: Context, title: str, sheet: Sheet | None) -> str:
    if not title.strip():
        raise Invalid("Sheet name cannot be empty.")
    if len(title) > TITLE_LIMIT:
        raise Invalid(f"The sheet name cannot be greater than {TITLE_LIMIT} characters.")
    if any(other is not sheet and other.title.casefold() == title.casefold() for other in context.book.sheets):
        raise Invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')
    return title


def _check_size(context: Context, sheet: Sheet, rows: int, columns: int) -> None:
    if rows < 1:
        raise Invalid(f"gridProperties.rowCount must be greater than 0, but was: {rows}")
    if columns < 1:
        raise Invalid(f"gridProperties.columnCount must be greater than 0, but was: {columns}")
    if too_large(context.book, sheet, rows, columns):
        raise Invalid(TOO_MANY)


def _check_frozen(sheet: Sheet) -> None:
    for name, count, word in (
        ("frozenRowCount", sheet.row_count, "rows"),
        ("frozenColumnCount", sheet.column_count, "columns"),
    ):
        frozen = sheet.grid.get(name, 0)
        if frozen < 0:
            raise Invalid(f"gridProperties.{name} must be non-negative.")
        if frozen and frozen >= count:
            raise Invalid(f"You can't freeze all visible {word} on the sheet.")


def _tab_color(wanted: dict[str, Any]) -> dict[str, Any] | None:
    if "tabColorStyle" in wanted:
        return colors.style(wanted["tabColorStyle"]) or None
    return {"rgbColor": colors.color(wanted["tabColor"])} if "tabColor" in wanted else None


def delete_sheet(context: Context, body: dict[str, Any]) -> None:
    book = context.book
    sheet = sheet_of(book, body.get("sheetId", 0), "sheet")
    check_sheet(sheet, context.caller, any_range=True)
    if len(book.sheets) == 1:
        raise Invalid("You can't remove all the sheets in a document.")
    if not sheet.hidden and all(other.hidden for other in book.sheets if other is not sheet):
        raise Invalid("You can't remove all the visible sheets in a document.")
    book.sheets.remove(sheet)
    book.named = [item for item in book.named if item.area.sheet_id != sheet.id]
    book.metadata = [item for item in book.metadata if item.kind == "SPREADSHEET" or item.sheet_id != sheet.id]
    lost_formulas(book, sheet.title)


def duplicate_sheet(context: Context, body: dict[str, Any]) -> dict[str, Any]:
    book = context.book
    source = sheet_of(book, body.get("sourceSheetId", 0), "sheet")
    new_id = _new_sheet_id(context, body.get("newSheetId") or None)
    title = body.get("newSheetName") or _free_title(context, f"Copy of {source.title}")
    title = _checked_title(context, title, None)
    index = body.get("insertSheetIndex", 0)
    if not 0 <= index <= len(book.sheets):
        raise Invalid(f"Invalid insertSheetIndex: {index}.")
    sheet = copied(context, source, new_id, title)
    book.sheets.insert(index, sheet)
    book.metadata += copied_metadata(context, book.metadata, source.id, new_id)
    return {"properties": sheet_properties(book, sheet)}


def copied(context: Context, source: Sheet, new_id: int, title: str) -> Sheet:
    """The tab with everything on it under a new id; what carries an id of its own gets a new one."""
    sheet = source.fork()
    sheet.id, sheet.title = new_id, title
    sheet.protected = [_own_protected(context, item, new_id) for item in sheet.protected]
    sheet.rules = [Rule(tuple(area.on(new_id) for area in item.areas), item.body) for item in sheet.rules]
    sheet.filter_views = [_own(context, item, new_id, "filterViewId") for item in sheet.filter_views]
    sheet.bands = [_own(context, item, new_id, "bandedRangeId") for item in sheet.bands]
    sheet.tables = [_own(context, item, new_id, "tableId") for item in sheet.tables]
    if sheet.basic_filter is not None:
        sheet.basic_filter = replace(sheet.basic_filter, area=sheet.basic_filter.area.on(new_id))
    return sheet


def _own_protected(context: Context, item: Protected, sheet_id: int) -> Protected:
    gaps = tuple(area.on(sheet_id) for area in item.open)
    return replace(item, id=context.new_id(), area=item.area.on(sheet_id), open=gaps, named="")


def _own(context: Context, item: Ranged, sheet_id: int, name: str) -> Ranged:
    number = context.new_id()
    kept: Any = number if isinstance(item.body.get(name), int) else str(number)
    return Ranged(str(number), item.area.on(sheet_id), item.body | {name: kept})


def copied_metadata(context: Context, items: list[Metadata], old: int, new: int) -> list[Metadata]:
    """The developer metadata of a tab for its copy, under new ids."""
    return [
        item._replace(id=context.new_id(), sheet_id=new)
        for item in items
        if item.kind != "SPREADSHEET" and item.sheet_id == old
    ]


def update_sheet_properties(context: Context, body: dict[str, Any]) -> None:
    mask = named_fields(body.get("fields", ""), "SheetProperties")
    new = body.get("properties", {})
    book = context.book
    sheet = sheet_of(book, new.get("sheetId", 0), "sheet")
    check_sheet(sheet, context.caller)
    if mask.touches("title") and (new.get("title") or not mask.everything):
        _rename(context, sheet, new.get("title", ""))
    if mask.touches("hidden"):
        _hide(context, sheet, hidden=new.get("hidden", False))
    if mask.touches("rightToLeft"):
        sheet.right_to_left = new.get("rightToLeft", False)
    if mask.touches("tabColor") or mask.touches("tabColorStyle"):
        sheet.tab_color = _tab_color(new)
    grid = mask.child("gridProperties")
    if grid is not None and (not mask.everything or "gridProperties" in new):
        _update_grid(context, sheet, new.get("gridProperties", {}), grid)
    if mask.touches("index") and ("index" in new or not mask.everything):
        _move(context, sheet, new.get("index", 0))


def _rename(context: Context, sheet: Sheet, title: str) -> None:
    old = sheet.title
    sheet.title = _checked_title(context, title, sheet)
    if old != sheet.title:
        renamed_formulas(context.book, old, sheet.title)


def _hide(context: Context, sheet: Sheet, *, hidden: bool) -> None:
    if hidden and all(other.hidden for other in context.book.sheets if other is not sheet):
        raise Invalid("You can't hide all the sheets in a document.")
    sheet.hidden = hidden


def _move(context: Context, sheet: Sheet, index: int) -> None:
    """The tab stands before the one that had that index."""
    sheets = context.book.sheets
    if not 0 <= index <= len(sheets):
        raise Invalid(f"Invalid index: {index}. There are {len(sheets)} sheets.")
    at = next(place for place, other in enumerate(sheets) if other is sheet)
    if index in (at, at + 1):
        return
    del sheets[at]
    sheets.insert(index if index < at else index - 1, sheet)


def _update_grid(context: Context, sheet: Sheet, new: dict[str, Any], mask: Mask) -> None:
    rows = new.get("rowCount", 0) if mask.touches("rowCount") else sheet.row_count
    columns = new.get("columnCount", 0) if mask.touches("columnCount") else sheet.column_count
    if mask.everything:
        rows, columns = new.get("rowCount", sheet.row_count), new.get("columnCount", sheet.column_count)
    _check_size(context, sheet, rows, columns)
    resized(context.book, sheet, rows, columns, context.caller)
    for name in GRID_FLAGS:
        if mask.touches(name):
            sheet.grid.pop(name, None)
            if new.get(name):
                sheet.grid[name] = new[name]
    _check_frozen(sheet)


HANDLERS: dict[str, Handler] = {
    "updateSpreadsheetProperties": update_spreadsheet_properties,
    "addSheet": add_sheet,
    "deleteSheet": delete_sheet,
    "duplicateSheet": duplicate_sheet,
    "updateSheetProperties": update_sheet_properties,
}
