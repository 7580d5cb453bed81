"""Requests that carry cells about: copied, cut, sorted, filled, shifted, pasted from text."""

from __future__ import annotations

import csv
import io
from typing import Any

from tests.fake_google.sheets import pasting
from tests.fake_google.sheets.area import COLUMNS, ROWS, Area, Box, Change
from tests.fake_google.sheets.book import Cell, Sheet
from tests.fake_google.sheets.formulas_moved import relocated_formulas, shifted_formulas
from tests.fake_google.sheets.protection import check_cells
from tests.fake_google.sheets.ranges import Target, grid_range, sheet_of
from tests.fake_google.sheets.requests.context import Context, Handler
from tests.fake_google.sheets.sorting import sort
from tests.fake_google.sheets.trouble import Invalid
from tests.fake_google.sheets.values import Writing, grow


def copy_paste(context: Context, body: dict[str, Any]) -> None:
    book = context.book
    source, area = grid_range(book, body.get("source"), "source")
    target, to = grid_range(book, body.get("destination"), "destination")
    box, kind = source.box(area), body.get("pasteType", "PASTE_NORMAL")
    cells, merges = pasting.block(source, box), [merge for merge in source.merges if box.covers(merge)]
    height, width = box.height, box.width
    if not box.area:
        return
    if kind == "PASTE_VALUES":
        cells = pasting.computed(book, source, box, cells)
    if body.get("pasteOrientation") == "TRANSPOSE":
        cells, merges, height, width = pasting.turned(cells), [], box.width, box.height
    wanted = target.box(to)
    down, along = max(wanted.height // height, 1), max(wanted.width // width, 1)
    whole = Box(wanted.top, wanted.top + height * down, wanted.left, wanted.left + width * along)
    grow(book, target, whole.bottom, whole.right)
    check_cells(target, whole, context.caller)
    for row in range(whole.top, whole.bottom, height):
        for column in range(whole.left, whole.right, width):
            part = Box(row, row + height, column, column + width)
            pasting.laid(book, target, part, cells, kind, (box.top, box.left))
            if kind in ("PASTE_NORMAL", "PASTE_NO_BORDERS"):
                pasting.merges(merges, target, part, (box.top, box.left))
            if kind in ("PASTE_NORMAL", "PASTE_FORMAT", "PASTE_CONDITIONAL_FORMATTING") and source.rules:
                pasting.coloured(source, box, target, part)


def cut_paste(context: Context, body: dict[str, Any]) -> None:
    book = context.book
    source, area = grid_range(book, body.get("source"), "source")
    start = body.get("destination", {})
    target = sheet_of(book, start.get("sheetId", 0))
    box, kind = source.box(area), body.get("pasteType", "PASTE_NORMAL")
    place = (start.get("rowIndex", 0), start.get("columnIndex", 0))
    if place[0] >= target.row_count or place[1] >= target.column_count:
        raise Invalid("destination is outside of the grid.")
    to = Box(place[0], place[0] + box.height, place[1], place[1] + box.width)
    check_cells(source, box, context.caller)
    check_cells(target, to, context.caller)
    grow(book, target, to.bottom, to.right)
    cells, merges = pasting.block(source, box), [merge for merge in source.merges if box.covers(merge)]
    for at, cell in source.within(box):
        source.put(*at, _left_behind(cell, kind))
    source.merges = [merge for merge in source.merges if merge not in merges]
    pasting.laid(book, target, to, cells, kind, place)
    if kind in ("PASTE_NORMAL", "PASTE_NO_BORDERS"):
        pasting.merges(merges, target, to, (box.top, box.left))
        relocated_formulas(book, source, box, target, place)


def _left_behind(cell: Cell, kind: str) -> Cell:
    """What stays in a cell that was cut."""
    if kind in ("PASTE_VALUES", "PASTE_FORMULA"):
        return cell._replace(entered=None, formula="", runs=())
    if kind == "PASTE_FORMAT":
        return cell._replace(format={})
    if kind == "PASTE_DATA_VALIDATION":
        return cell._replace(validation=None)
    return Cell()


def sort_range(context: Context, body: dict[str, Any]) -> None:
    sheet, area = grid_range(context.book, body.get("range"))
    specs = body.get("sortSpecs", [])
    if not specs:
        raise Invalid("Must specify at least one sortSpec.")
    box = sheet.box(area)
    check_cells(sheet, box, context.caller)
    sort(context.book, sheet, box, specs)


def randomize_range(context: Context, body: dict[str, Any]) -> None:
    sheet, area = grid_range(context.book, body.get("range"))
    box = sheet.box(area)
    check_cells(sheet, box, context.caller)
    order = list(range(box.top, box.bottom))
    context.spreadsheet.numbers.shuffle(order)
    cells = pasting.block(sheet, box)
    for at, _ in list(sheet.within(box)):
        sheet.cells.pop(at)
    for (row, column), cell in cells.items():
        sheet.put(order[row], box.left + column, cell)


def _shift(context: Context, body: dict[str, Any], kind: str) -> None:
    """The cells of one band of rows or columns move to make room, or close the gap."""
    book = context.book
    sheet, area = grid_range(book, body.get("range"))
    box, dimension = sheet.box(area), body.get("shiftDimension", "")
    if dimension not in (ROWS, COLUMNS):
        raise Invalid("shiftDimension must be specified.")
    down = dimension == ROWS
    band = Box(box.top, sheet.row_count, box.left, box.right) if down else Box(
        box.top, box.bottom, box.left, sheet.column_count
    )  # fmt: skip
    check_cells(sheet, band, context.caller)
    start, end = (box.top, box.bottom) if down else (box.left, box.right)
    change = Change(sheet.id, dimension, kind, start, end)
    _shift_cells(sheet, band, change)
    sheet.merges = [merge for merge in sheet.merges if not merge.meets(band)] + [
        moved for merge in sheet.merges if merge.meets(band) and (moved := _shifted_merge(sheet, merge, band, change))
    ]
    sheet.row_count = max([sheet.row_count, *(merge.bottom for merge in sheet.merges)])
    sheet.column_count = max([sheet.column_count, *(merge.right for merge in sheet.merges)])
    shifted_formulas(book, sheet, change, (box.left, box.right - 1) if down else (box.top, box.bottom - 1))


def _shift_cells(sheet: Sheet, band: Box, change: Change) -> None:
    cells = list(sheet.within(band))
    for at, _ in cells:
        sheet.cells.pop(at, None)
    for (row, column), cell in cells:
        to = change.index(row if change.dimension == ROWS else column)
        if to is None:
            continue
        place = (to, column) if change.dimension == ROWS else (row, to)
        sheet.row_count = max(sheet.row_count, place[0] + 1)
        sheet.column_count = max(sheet.column_count, place[1] + 1)
        sheet.put(*place, cell)


def _shifted_merge(sheet: Sheet, merge: Box, band: Box, change: Change) -> Box | None:
    if not band.covers(merge):
        raise Invalid("You can't shift cells in a way that breaks a merged range.")
    area = Area(sheet.id, *merge).changed(change)
    return None if area is None else Box(area.top or 0, area.bottom or 0, area.left or 0, area.right or 0)


def insert_range(context: Context, body: dict[str, Any]) -> None:
    _shift(context, body, "insert")


def delete_range(context: Context, body: dict[str, Any]) -> None:
    _shift(context, body, "delete")


def paste_data(context: Context, body: dict[str, Any]) -> None:
    if body.get("html"):
        raise Invalid("Pasting HTML is not supported by the local Google.")
    delimiter = body.get("delimiter")
    if not delimiter or len(delimiter) != 1:
        raise Invalid("Exactly one of delimiter or html must be set; the delimiter is one character here.")
    start = body.get("coordinate", {})
    sheet = sheet_of(context.book, start.get("sheetId", 0))
    row, column = start.get("rowIndex", 0), start.get("columnIndex", 0)
    if row >= sheet.row_count or column >= sheet.column_count:
        raise Invalid("coordinate is outside of the grid.")
    rows: list[list[Any]] = list(csv.reader(io.StringIO(body.get("data", "")), delimiter=delimiter))
    place = Target(sheet, Box(row, row + 1, column, column + 1), single=True)
    Writing(context.book, context.caller, "USER_ENTERED").write(place, rows, growing=True)


def text_to_columns(context: Context, body: dict[str, Any]) -> None:
    sheet, area = grid_range(context.book, body.get("source"), "source")
    box = sheet.box(area)
    if box.width != 1:
        raise Invalid("source must span exactly one column.")
    named = {"COMMA": ",", "SEMICOLON": ";", "PERIOD": ".", "SPACE": " ", "CUSTOM": body.get("delimiter", "")}
    mark = named.get(body.get("delimiterType", ""), "")
    writing = Writing(context.book, context.caller, "USER_ENTERED")
    for row in range(box.top, box.bottom):
        value = sheet.cell(row, box.left).entered
        if isinstance(value, str):
            marks = [mark] if mark else [sign for sign in ",;\t|." if sign in value][:1]
            parts: list[Any] = value.split(marks[0]) if marks else [value]
            writing.write(Target(sheet, Box(row, row + 1, box.left, box.left + 1), single=True), [parts], growing=True)


def auto_fill(context: Context, body: dict[str, Any]) -> None:
    """The source is repeated over the destination, numbers in steps where two or more of them give one."""
    sheet, source, target, dimension = _fill_boxes(context, body)
    check_cells(sheet, target, context.caller)
    down = dimension == ROWS
    size = source.height if down else source.width
    lines = range(source.left, source.right) if down else range(source.top, source.bottom)
    for line in lines:
        cells = [sheet.cell(*((source.top + at, line) if down else (line, source.left + at))) for at in range(size)]
        step = _step(cells)
        for at in range(target.top, target.bottom) if down else range(target.left, target.right):
            offset = at - (source.top if down else source.left)
            cell = cells[offset % size]
            if step is not None and isinstance(cells[0].entered, float):
                cell = cell._replace(entered=cells[0].entered + step * offset)
            moved = offset - offset % size
            cell = context.copied_formula(cell, moved if down else 0, 0 if down else moved)
            sheet.put(*((at, line) if down else (line, at)), cell._replace(note=""))


def _fill_boxes(context: Context, body: dict[str, Any]) -> tuple[Sheet, Box, Box, str]:
    if "sourceAndDestination" in body:
        spec = body["sourceAndDestination"]
        sheet, area = grid_range(context.book, spec.get("source"), "source")
        source, length = sheet.box(area), spec.get("fillLength", 0)
        dimension = spec.get("dimension", ROWS)
        start, end = (source.top, source.bottom) if dimension == ROWS else (source.left, source.right)
        first, last = (end, end + length) if length > 0 else (start + length, start)
        if dimension == ROWS:
            target = source._replace(top=first, bottom=last)
        else:
            target = source._replace(left=first, right=last)
    else:
        sheet, area = grid_range(context.book, body.get("range"))
        whole, dimension = sheet.box(area), ROWS
        used = [row for (row, _), cell in sheet.within(whole) if not cell.blank]
        last = max(used, default=whole.top) + 1
        source, target = whole._replace(bottom=last), whole._replace(top=last)
    if not sheet.all.covers(target):
        raise Invalid("The range to fill is outside of the grid.")
    return sheet, source, target, dimension


def _step(cells: list[Cell]) -> float | None:
    numbers = [cell.entered for cell in cells if isinstance(cell.entered, float)]
    if len(numbers) != len(cells) or len(numbers) < 2:
        return None
    return numbers[1] - numbers[0]


HANDLERS: dict[str, Handler] = {
    "copyPaste": copy_paste,
    "cutPaste": cut_paste,
    "sortRange": sort_range,
    "randomizeRange": randomize_range,
    "insertRange": insert_range,
    "deleteRange": delete_range,
    "pasteData": paste_data,
    "textToColumns": text_to_columns,
    "autoFill": auto_fill,
}
