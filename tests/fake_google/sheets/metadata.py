"""Developer metadata, and the data filters that find metadata and cells."""

from __future__ import annotations

from typing import Any

from tests.fake_google.caller import Caller
from tests.fake_google.errors import bad_request
from tests.fake_google.sheets import ranges
from tests.fake_google.sheets.area import ROWS, Area, Box
from tests.fake_google.sheets.book import Book, Metadata, Sheet
from tests.fake_google.sheets.trouble import Invalid


def visible(item: Metadata, caller: Caller) -> bool:
    """The caller's project may see it."""
    return item.visibility != "PROJECT" or item.project == caller.project


def located(book: Book, location: dict[str, Any]) -> tuple[str, int, int]:
    """The kind, tab and line that a DeveloperMetadataLocation names."""
    if "dimensionRange" in location:
        lines = ranges.dimension_range(book, location["dimensionRange"], "location.dimensionRange")
        if lines.end - lines.start != 1:
            raise Invalid("DeveloperMetadata location dimensionRange must represent a single row or column.")
        return ("ROW" if lines.dimension == ROWS else "COLUMN"), lines.sheet.id, lines.start
    if "sheetId" in location:
        return "SHEET", ranges.sheet_of(book, location["sheetId"], "sheet").id, 0
    if location.get("spreadsheet"):
        return "SPREADSHEET", 0, 0
    raise Invalid("DeveloperMetadata location must be specified.")


def box_of(book: Book, item: Metadata) -> tuple[Sheet, Box] | None:
    """The cells that the metadata is on; None where it is on the whole spreadsheet."""
    sheet = book.sheet(item.sheet_id)
    if item.kind == "SPREADSHEET" or sheet is None:
        return None
    if item.kind == "ROW":
        return sheet, Box(item.line, item.line + 1, 0, sheet.column_count)
    if item.kind == "COLUMN":
        return sheet, Box(0, sheet.row_count, item.line, item.line + 1)
    return sheet, sheet.all


def matching(book: Book, data_filter: dict[str, Any], caller: Caller) -> list[Metadata]:
    """The metadata that a data filter finds: by a lookup, or on what meets a range."""
    seen = [item for item in book.metadata if visible(item, caller)]
    lookup = data_filter.get("developerMetadataLookup")
    if lookup is not None:
        return [item for item in seen if _looked_up(book, item, lookup)]
    sheet, box = _range_of(book, data_filter)
    found = []
    for item in seen:
        place = box_of(book, item)
        if place is not None and place[0] is sheet and place[1].meets(box):
            found.append(item)
    return found


def _range_of(book: Book, data_filter: dict[str, Any]) -> tuple[Sheet, Box]:
    if "a1Range" in data_filter:
        target = ranges.resolve(book, data_filter["a1Range"])
        return target.sheet, target.box
    if "gridRange" in data_filter:
        area = Area.of(data_filter["gridRange"])
        sheet = book.sheet(area.sheet_id)
        if sheet is None:
            raise bad_request(f"No grid with id: {area.sheet_id}")
        target = ranges.target(sheet, area)
        return sheet, target.box
    raise bad_request("DataFilter must specify one of developerMetadataLookup, a1Range or gridRange.")


def _looked_up(book: Book, item: Metadata, lookup: dict[str, Any]) -> bool:
    wanted = (
        ("metadataId", item.id),
        ("metadataKey", item.key),
        ("metadataValue", item.value),
        ("visibility", item.visibility),
        ("locationType", item.kind),
    )
    if any(name in lookup and lookup[name] != value for name, value in wanted):
        return False
    return "metadataLocation" not in lookup or _at(book, item, lookup)


def _at(book: Book, item: Metadata, lookup: dict[str, Any]) -> bool:
    """The metadata is on the location of the lookup, or unless that must be exact, on one that meets it."""
    try:
        location = lookup["metadataLocation"]
        if "dimensionRange" in location:
            lines = ranges.dimension_range(book, location["dimensionRange"])
            exact = (item.dimension, item.sheet_id, item.line, 1) == (
                lines.dimension,
                lines.sheet.id,
                lines.start,
                lines.end - lines.start,
            )
            exact = exact and item.kind in ("ROW", "COLUMN")
            wanted = (lines.sheet, lines.box)
        else:
            kind, sheet_id, _ = located(book, location)
            exact = (item.kind, item.sheet_id) == (kind, sheet_id)
            if kind == "SPREADSHEET":
                return exact
            sheet = ranges.sheet_of(book, sheet_id)
            wanted = (sheet, sheet.all)
    except Invalid as error:
        raise bad_request(str(error)) from None
    if lookup.get("locationMatchingStrategy") == "EXACT_LOCATION":
        return exact
    place = box_of(book, item)
    return place is not None and place[0] is wanted[0] and place[1].meets(wanted[1])


def selected(book: Book, data_filter: dict[str, Any], caller: Caller) -> list[ranges.Target]:
    """The cells that a data filter selects: a range, or the lines and tabs that its metadata is on."""
    if "developerMetadataLookup" not in data_filter:
        if "a1Range" in data_filter:
            return [ranges.resolve(book, data_filter["a1Range"])]
        sheet, box = _range_of(book, data_filter)
        area = Area.of(data_filter["gridRange"])
        return [ranges.Target(sheet, box, area.bottom == box.top + 1 and area.right == box.left + 1)]
    found = []
    for item in matching(book, data_filter, caller):
        place = box_of(book, item)
        if place is not None:
            found.append(ranges.Target(*place))
    return found


def grouped(
    book: Book, filters: list[dict[str, Any]], caller: Caller
) -> list[tuple[ranges.Target, list[dict[str, Any]]]]:
    """Each selected range once, with all the filters that select it."""
    found: dict[tuple[int, Box], tuple[ranges.Target, list[dict[str, Any]]]] = {}
    for data_filter in filters:
        for target in selected(book, data_filter, caller):
            _, filters_of = found.setdefault((target.sheet.id, target.box), (target, []))
            if data_filter not in filters_of:
                filters_of.append(data_filter)
    return list(found.values())


def search(book: Book, filters: list[dict[str, Any]], caller: Caller) -> dict[str, Any]:
    """The metadata that any of the filters finds, each once with the filters that found it."""
    found: dict[int, tuple[Metadata, list[dict[str, Any]]]] = {}
    for data_filter in filters:
        for item in matching(book, data_filter, caller):
            _, filters_of = found.setdefault(item.id, (item, []))
            if data_filter not in filters_of:
                filters_of.append(data_filter)
    matched = [{"developerMetadata": item.to_api(), "dataFilters": filters_of} for item, filters_of in found.values()]
    return {"matchedDeveloperMetadata": matched} if matched else {}
