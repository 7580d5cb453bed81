"""Requests that write cells in place: values, formats, notes, validation, borders, merges."""

from __future__ import annotations

from typing import Any

from tests.fake_google.sheets import colors, formats
from tests.fake_google.sheets.append import first_free_row
from tests.fake_google.sheets.area import Box
from tests.fake_google.sheets.book import EMPTY, Cell, Sheet
from tests.fake_google.sheets.cells import CellWriter
from tests.fake_google.sheets.conditions import ARITY
from tests.fake_google.sheets.protection import check_cells
from tests.fake_google.sheets.ranges import grid_range, sheet_of
from tests.fake_google.sheets.requests.context import Context, Handler
from tests.fake_google.sheets.trouble import Invalid

SIDES = ("top", "bottom", "left", "right")


def update_cells(context: Context, body: dict[str, Any]) -> None:
    writer = CellWriter.of(body.get("fields", ""))
    rows = body.get("rows", [])
    if "start" in body:
        sheet, box = _from_start(context, body["start"], rows)
    elif "range" in body:
        sheet, area = grid_range(context.book, body["range"])
        box = sheet.box(area)
        _within(rows, box)
    else:
        raise Invalid("Either start or range must be specified.")
    check_cells(sheet, box, context.caller)
    _write_rows(sheet, box, rows, writer)
    if "range" in body:
        _clear_rest(sheet, box, rows, writer)


def _from_start(context: Context, start: dict[str, Any], rows: list[dict[str, Any]]) -> tuple[Sheet, Box]:
    sheet = sheet_of(context.book, start.get("sheetId", 0))
    row, column = start.get("rowIndex", 0), start.get("columnIndex", 0)
    if not 0 <= row < sheet.row_count:
        raise Invalid(f"GridCoordinate.rowIndex[{row}] is after last row in grid[{sheet.row_count - 1}]")
    if not 0 <= column < sheet.column_count:
        raise Invalid(f"GridCoordinate.columnIndex[{column}] is after last column in grid[{sheet.column_count - 1}]")
    _within(rows, Box(row, sheet.row_count, column, sheet.column_count))
    width = max((len(line.get("values", [])) for line in rows), default=0)
    return sheet, Box(row, row + len(rows), column, column + width)


def _within(rows: list[dict[str, Any]], box: Box) -> None:
    if len(rows) > box.height:
        raise Invalid(f"Attempting to write row: {box.bottom}, beyond the last requested row of: {box.bottom - 1}")
    if any(len(line.get("values", [])) > box.width for line in rows):
        last = box.right - 1
        raise Invalid(f"Attempting to write column: {box.right}, beyond the last requested column of: {last}")


def _write_rows(sheet: Sheet, box: Box, rows: list[dict[str, Any]], writer: CellWriter) -> None:
    for down, line in enumerate(rows):
        row = box.top + down
        for along, data in enumerate(line.get("values", [])):
            place = (row, box.left + along)
            sheet.put(*place, writer.write(sheet.cells.get(place, EMPTY), data))


def _clear_rest(sheet: Sheet, box: Box, rows: list[dict[str, Any]], writer: CellWriter) -> None:
    """Cells of the range that no data was given for lose what the mask names."""
    lengths = [len(line.get("values", [])) for line in rows]
    for (row, column), cell in sheet.within(box):
        down = row - box.top
        if down >= len(lengths) or column - box.left >= lengths[down]:
            sheet.put(row, column, writer.write(cell, {}))


def repeat_cell(context: Context, body: dict[str, Any]) -> None:
    writer = CellWriter.of(body.get("fields", ""))
    sheet, area = grid_range(context.book, body.get("range"))
    box, data = sheet.box(area), body.get("cell", {})
    check_cells(sheet, box, context.caller)
    shared: dict[int, Cell] = {}
    for row in range(box.top, box.bottom):
        for column in range(box.left, box.right):
            old = sheet.cells.get((row, column), EMPTY)
            new = shared.get(id(old))
            if new is None:
                new = shared[id(old)] = writer.write(old, data)
            if new.formula and writer.value:
                new = context.copied_formula(new, row - box.top, column - box.left)
            sheet.put(row, column, new)


def append_cells(context: Context, body: dict[str, Any]) -> None:
    writer = CellWriter.of(body.get("fields", ""))
    sheet, rows = sheet_of(context.book, body.get("sheetId", 0)), body.get("rows", [])
    top = first_free_row(sheet)
    _within([{"values": line.get("values", [])} for line in rows], Box(0, len(rows), 0, sheet.column_count))
    box = Box(top, top + len(rows), 0, sheet.column_count)
    sheet.row_count = max(sheet.row_count, box.bottom)
    check_cells(sheet, box, context.caller)
    _write_rows(sheet, box, rows, writer)


def set_data_validation(context: Context, body: dict[str, Any]) -> None:
    sheet, area = grid_range(context.book, body.get("range"))
    box, rule = sheet.box(area), body.get("rule")
    check_cells(sheet, box, context.caller)
    if rule is None:
        for place, cell in sheet.within(box):
            sheet.put(*place, cell._replace(validation=None))
        return
    check_condition(rule.get("condition", {}), "rule.condition")
    rule = {name: value for name, value in rule.items() if value not in (False, "")}
    for row in range(box.top, box.bottom):
        for column in range(box.left, box.right):
            sheet.put(row, column, sheet.cell(row, column)._replace(validation=rule))


def check_condition(condition: dict[str, Any], name: str) -> None:
    """Nothing happens; an error where the condition has no type, or too few or too many values."""
    kind = condition.get("type")
    if kind is None:
        raise Invalid(f"{name}.type must be specified.")
    least, most = ARITY.get(kind, (0, 500))
    count = len(condition.get("values", []))
    if not least <= count <= most:
        wanted = str(least) if least == most else f"between {least} and {most}"
        raise Invalid(f"{name}: Condition of type {kind} requires {wanted} value(s), but {count} were given.")


def update_borders(context: Context, body: dict[str, Any]) -> None:
    sheet, area = grid_range(context.book, body.get("range"))
    box = sheet.box(area)
    check_cells(sheet, box, context.caller)
    for row in range(box.top, box.bottom):
        for column in range(box.left, box.right):
            sides = {
                "top": "top" if row == box.top else "innerHorizontal",
                "bottom": "bottom" if row == box.bottom - 1 else "innerHorizontal",
                "left": "left" if column == box.left else "innerVertical",
                "right": "right" if column == box.right - 1 else "innerVertical",
            }
            wanted = {side: body[name] for side, name in sides.items() if name in body}
            if wanted:
                cell = sheet.cell(row, column)
                sheet.put(row, column, cell._replace(format=_bordered(cell.format, wanted)))


def _bordered(old: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    borders = dict(old.get("borders", {}))
    for side, border in wanted.items():
        borders.pop(side, None)
        if border.get("style", "NONE") != "NONE":
            borders[side] = colors.painted({"color": {}} | border)
    return formats.pruned({**old, "borders": borders})


def merge_cells(context: Context, body: dict[str, Any]) -> None:
    sheet, area = grid_range(context.book, body.get("range"))
    box, kind = sheet.box(area), body.get("mergeType", "MERGE_ALL")
    check_cells(sheet, box, context.caller)
    _free(sheet, box)
    if kind == "MERGE_ROWS":
        parts = [Box(row, row + 1, box.left, box.right) for row in range(box.top, box.bottom)]
    elif kind == "MERGE_COLUMNS":
        parts = [Box(box.top, box.bottom, column, column + 1) for column in range(box.left, box.right)]
    else:
        parts = [box]
    for part in parts:
        if part.area > 1:
            sheet.merges.append(part)
            for (row, column), cell in sheet.within(part):
                if (row, column) != (part.top, part.left):
                    sheet.put(row, column, cell._replace(entered=None, formula="", runs=()))


def unmerge_cells(context: Context, body: dict[str, Any]) -> None:
    sheet, area = grid_range(context.book, body.get("range"))
    box = sheet.box(area)
    check_cells(sheet, box, context.caller)
    _free(sheet, box)


def _free(sheet: Sheet, box: Box) -> None:
    """No merge is left in the box; an error where one reaches out of it."""
    if any(merge.meets(box) and not box.covers(merge) for merge in sheet.merges):
        raise Invalid("You must select all cells in a merged range to merge or unmerge them.")
    sheet.merges = [merge for merge in sheet.merges if not box.covers(merge)]


HANDLERS: dict[str, Handler] = {
    "updateCells": update_cells,
    "repeatCell": repeat_cell,
    "appendCells": append_cells,
    "setDataValidation": set_data_validation,
    "updateBorders": update_borders,
    "mergeCells": merge_cells,
    "unmergeCells": unmerge_cells,
}
