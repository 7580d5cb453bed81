"""A spreadsheet made from a description, and tabs copied between spreadsheets."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.fake_google.caller import Caller
from tests.fake_google.errors import bad_request
from tests.fake_google.sheets.book import Spreadsheet
from tests.fake_google.sheets.reading import sheet_properties
from tests.fake_google.sheets.requests import run
from tests.fake_google.sheets.requests.context import Context
from tests.fake_google.sheets.requests.tabs import copied, copied_metadata

Requests = list[dict[str, Any]]
# Lists of a Sheet that are made by one request an item: the request, and its member.
_PARTS = (
    ("conditionalFormats", "addConditionalFormatRule", "rule"),
    ("filterViews", "addFilterView", "filter"),
    ("protectedRanges", "addProtectedRange", "protectedRange"),
    ("bandedRanges", "addBanding", "bandedRange"),
    ("tables", "addTable", "table"),
    ("developerMetadata", "createDeveloperMetadata", "developerMetadata"),
)


def requests_of(body: dict[str, Any]) -> Requests:
    """The requests that make an empty spreadsheet what a Spreadsheet in a create call describes."""
    properties = {name: value for name, value in body.get("properties", {}).items() if name != "title"}
    found: Requests = []
    if properties:
        known = ("locale", "timeZone", "autoRecalc", "iterativeCalculationSettings", "defaultFormat")
        fields = ",".join(name for name in known if properties.get(name))
        if fields:
            found.append({"updateSpreadsheetProperties": {"properties": properties, "fields": fields}})
    sheets = body.get("sheets", [])
    used = {sheet.get("properties", {}).get("sheetId") for sheet in sheets} - {None}
    for at, sheet in enumerate(sheets):
        wanted = {"index": at + 1} | sheet.get("properties", {})
        if "sheetId" not in wanted:
            wanted["sheetId"] = next(
                number for number in range(at, at + len(sheets) + len(used) + 1) if number not in used
            )
            used.add(wanted["sheetId"])
        found += _tab_requests(sheet, wanted | {"index": at + 1})
    found += [{"addNamedRange": {"namedRange": item}} for item in body.get("namedRanges", [])]
    whole = {"spreadsheet": True}
    found += [
        {"createDeveloperMetadata": {"developerMetadata": {"location": whole} | item}}
        for item in body.get("developerMetadata", [])
    ]
    return found


def _tab_requests(sheet: dict[str, Any], properties: dict[str, Any]) -> Requests:
    number = properties["sheetId"]
    found: Requests = [{"addSheet": {"properties": properties}}]
    for grid in sheet.get("data", []):
        start = {"sheetId": number, "rowIndex": grid.get("startRow", 0), "columnIndex": grid.get("startColumn", 0)}
        if grid.get("rowData"):
            found.append({"updateCells": {"start": start, "rows": grid["rowData"], "fields": "*"}})
        for name, dimension, first in (
            ("rowMetadata", "ROWS", start["rowIndex"]),
            ("columnMetadata", "COLUMNS", start["columnIndex"]),
        ):
            found += _line_requests(number, dimension, first, grid.get(name, []))
    found += [{"mergeCells": {"range": {**item, "sheetId": number}}} for item in sheet.get("merges", [])]
    if "basicFilter" in sheet:
        found.append({"setBasicFilter": {"filter": sheet["basicFilter"]}})
    for name, kind, member in _PARTS:
        location = {"location": {"sheetId": number}} if member == "developerMetadata" else {}
        found += [{kind: {member: location | item}} for item in sheet.get(name, [])]
    for name in ("rowGroups", "columnGroups"):
        found += [{"addDimensionGroup": {"range": item.get("range", {})}} for item in sheet.get(name, [])]
    return found


def _line_requests(number: int, dimension: str, first: int, lines: Requests) -> Requests:
    found: Requests = []
    for at, line in enumerate(lines, first):
        place = {"sheetId": number, "dimension": dimension, "startIndex": at, "endIndex": at + 1}
        known = {name: line[name] for name in ("pixelSize", "hiddenByUser") if line.get(name)}
        if known:
            update = {"range": place, "properties": known, "fields": ",".join(known)}
            found.append({"updateDimensionProperties": update})
        found += [
            {"createDeveloperMetadata": {"developerMetadata": item | {"location": {"dimensionRange": place}}}}
            for item in line.get("developerMetadata", [])
        ]
    return found


def fill(made: Spreadsheet, requests: Requests, caller: Caller) -> None:
    """The new spreadsheet is as the requests make it; tabs of theirs take the place of its first."""
    if not requests:
        return
    with made.lock:
        book = made.fork()
        if any("addSheet" in request for request in requests):
            first = book.sheets[0]
            first.id, first.title = -1, "\0"
        run(made, book, requests, caller)
        book.sheets = [sheet for sheet in book.sheets if sheet.id != -1]
        made.commit(book)


def copy_sheet(source: Spreadsheet, sheet_id: int, target: Spreadsheet, caller: Caller) -> dict[str, Any]:
    """The properties of the tab's copy at the end of the other spreadsheet."""
    sheet = source.book.sheet(sheet_id)
    if sheet is None:
        raise bad_request(f"No sheet with id: {sheet_id}")
    with target.lock:
        book = target.fork()
        context = Context(target, book, caller)
        title, number = f"Copy of {sheet.title}", 1
        while book.titled(title) is not None:
            number += 1
            title = f"Copy of {sheet.title} {number}"
        made = copied(context, sheet, context.new_id(), title)
        book.sheets.append(made)
        book.metadata += copied_metadata(context, source.book.metadata, sheet.id, made.id)
        made.protected = [replace(item, named="") for item in made.protected]
        target.commit(book)
        return sheet_properties(book, made)
