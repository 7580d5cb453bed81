"""Requests on the texts in cells: find and replace, spaces trimmed, duplicates deleted."""

from __future__ import annotations

import re
from typing import Any

from tests.fake_google.sheets import show
from tests.fake_google.sheets.area import Box
from tests.fake_google.sheets.book import Cell, Sheet
from tests.fake_google.sheets.calc import effective
from tests.fake_google.sheets.protection import check_cells
from tests.fake_google.sheets.ranges import grid_range, sheet_of
from tests.fake_google.sheets.requests.context import Context, Handler
from tests.fake_google.sheets.sorting import key
from tests.fake_google.sheets.trouble import Invalid
from tests.fake_google.sheets.values import Writing


def find_replace(context: Context, body: dict[str, Any]) -> dict[str, Any]:
    pattern = _pattern(body)
    replacement = body.get("replacement", "")
    given = re.sub(r"\$(\d)", r"\\\1", replacement) if body.get("searchByRegex") else replacement.replace("\\", r"\\")
    writing = Writing(context.book, context.caller, "USER_ENTERED")
    counts = dict.fromkeys(("valuesChanged", "formulasChanged", "occurrencesChanged"), 0)
    sheets, rows = set(), set()
    for sheet, box in _scope(context, body):
        for (row, column), cell in sorted(sheet.within(box), key=lambda item: item[0]):
            text = _searched(context, cell, body)
            new, times = pattern.subn(given, text) if text else ("", 0)
            if not times:
                continue
            check_cells(sheet, Box(row, row + 1, column, column + 1), context.caller)
            sheet.put(row, column, writing.cell(cell, new))
            counts["formulasChanged" if cell.formula else "valuesChanged"] += 1
            counts["occurrencesChanged"] += times
            sheets.add(sheet.id)
            rows.add((sheet.id, row))
    counts |= {"sheetsChanged": len(sheets), "rowsChanged": len(rows)}
    return {name: count for name, count in counts.items() if count}


def _pattern(body: dict[str, Any]) -> re.Pattern[str]:
    wanted = body.get("find", "")
    if not wanted:
        raise Invalid("find must not be empty.")
    text = wanted if body.get("searchByRegex") else re.escape(wanted)
    if body.get("matchEntireCell"):
        text = rf"\A(?:{text})\Z"
    try:
        return re.compile(text, 0 if body.get("matchCase") else re.IGNORECASE)
    except re.error:
        raise Invalid(f"Invalid regular expression: {wanted}") from None


def _scope(context: Context, body: dict[str, Any]) -> list[tuple[Sheet, Box]]:
    if "range" in body:
        sheet, area = grid_range(context.book, body["range"])
        return [(sheet, sheet.box(area))]
    if body.get("allSheets"):
        return [(sheet, sheet.all) for sheet in context.book.sheets]
    sheet = sheet_of(context.book, body.get("sheetId", 0))
    return [(sheet, sheet.all)]


def _searched(context: Context, cell: Cell, body: dict[str, Any]) -> str:
    if cell.formula:
        return cell.formula if body.get("includeFormulas") else ""
    return show.render(cell.entered, cell.format.get("numberFormat"), context.book.locale)


def trim_whitespace(context: Context, body: dict[str, Any]) -> dict[str, Any]:
    sheet, area = grid_range(context.book, body.get("range"))
    box, count = sheet.box(area), 0
    check_cells(sheet, box, context.caller)
    for place, cell in sheet.within(box):
        if isinstance(cell.entered, str):
            text = re.sub(r"[ \t]+", " ", cell.entered).strip()
            if text != cell.entered:
                sheet.put(*place, cell._replace(entered=text or None, runs=()))
                count += 1
    return {"cellsChangedCount": count} if count else {}


def delete_duplicates(context: Context, body: dict[str, Any]) -> dict[str, Any]:
    sheet, area = grid_range(context.book, body.get("range"))
    box = sheet.box(area)
    check_cells(sheet, box, context.caller)
    columns: list[int] = []
    for lines in body.get("comparisonColumns", []):
        columns += range(lines.get("startIndex", 0), lines.get("endIndex", sheet.column_count))
    seen, kept, gone = set(), [], 0
    for row in range(box.top, box.bottom):
        line = tuple(key(effective(context.book, sheet, row, at)) for at in columns or range(box.left, box.right))
        if line in seen and any(part[0] != 9 for part in line):
            gone += 1
            continue
        seen.add(line)
        kept.append({at: sheet.cell(row, at) for at in range(box.left, box.right)})
    if not gone:
        return {}
    for place, _ in list(sheet.within(box)):
        sheet.cells.pop(place)
    for row, cells in enumerate(kept, box.top):
        for column, cell in cells.items():
            sheet.put(row, column, cell)
    return {"duplicatesRemovedCount": gone}


HANDLERS: dict[str, Handler] = {
    "findReplace": find_replace,
    "trimWhitespace": trim_whitespace,
    "deleteDuplicates": delete_duplicates,
}
