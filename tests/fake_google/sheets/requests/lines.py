"""Requests on rows and columns: inserted, deleted, moved, resized, hidden, grouped."""

from __future__ import annotations

from typing import Any

from tests.fake_google.masks import Mask
from tests.fake_google.sheets.area import COLUMNS, ROWS, Box, Change
from tests.fake_google.sheets.book import COLUMN_WIDTH, EMPTY, ROW_HEIGHT, Group, Line, Sheet
from tests.fake_google.sheets.cells import named_fields
from tests.fake_google.sheets.protection import check_insert, check_lines
from tests.fake_google.sheets.ranges import Lines, dimension_range, sheet_of
from tests.fake_google.sheets.reading import groups
from tests.fake_google.sheets.requests.context import Context, Handler
from tests.fake_google.sheets.structure import changed
from tests.fake_google.sheets.trouble import Invalid
from tests.fake_google.sheets.values import TOO_MANY, rendered_texts, too_large
from tests.fake_google.sheets.widths import text_width

DEPTH_LIMIT = 8


def insert_dimension(context: Context, body: dict[str, Any]) -> None:
    lines = dimension_range(context.book, body.get("range"), room=1)
    before = body.get("inheritFromBefore", False)
    if before and lines.start == 0:
        raise Invalid("inheritFromBefore cannot be true if inserting at the first row or column.")
    check_insert(lines.sheet, lines.dimension, lines.start, context.caller)
    _insert(context, lines)
    source = lines.start - 1 if before else lines.end
    _inherit(lines, source)


def _insert(context: Context, lines: Lines) -> None:
    sheet, count = lines.sheet, lines.end - lines.start
    rows = sheet.row_count + (count if lines.dimension == ROWS else 0)
    columns = sheet.column_count + (count if lines.dimension == COLUMNS else 0)
    if too_large(context.book, sheet, rows, columns):
        raise Invalid(TOO_MANY)
    changed(context.book, sheet, Change(sheet.id, lines.dimension, "insert", lines.start, lines.end))


def _inherit(lines: Lines, source: int) -> None:
    """The new lines look like their neighbour: formats and validation of its cells, and its size."""
    sheet, down = lines.sheet, lines.dimension == ROWS
    neighbour = Box(source, source + 1, 0, sheet.column_count) if down else Box(0, sheet.row_count, source, source + 1)
    for (row, column), cell in sheet.within(neighbour):
        if cell.format or cell.validation:
            fresh = EMPTY._replace(format=cell.format, validation=cell.validation)
            for at in range(lines.start, lines.end):
                sheet.put(*((at, column) if down else (row, at)), fresh)
    kept = sheet.lines(lines.dimension)
    line = kept.get(source)
    if line is not None and line.pixels:
        for at in range(lines.start, lines.end):
            kept[at] = Line(pixels=line.pixels)


def append_dimension(context: Context, body: dict[str, Any]) -> None:
    sheet = sheet_of(context.book, body.get("sheetId", 0))
    length, dimension = body.get("length", 0), body.get("dimension", "")
    if dimension not in (ROWS, COLUMNS):
        raise Invalid("dimension must be specified.")
    if length < 1:
        raise Invalid("length must be greater than 0.")
    rows = sheet.row_count + (length if dimension == ROWS else 0)
    columns = sheet.column_count + (length if dimension == COLUMNS else 0)
    if too_large(context.book, sheet, rows, columns):
        raise Invalid(TOO_MANY)
    sheet.row_count, sheet.column_count = rows, columns


def delete_dimension(context: Context, body: dict[str, Any]) -> None:
    value = body.get("range", {})
    lines = _existing(context, value, "delete")
    sheet, count = lines.sheet, lines.sheet.count(lines.dimension)
    if lines.end - lines.start >= count:
        raise Invalid(f"You can't delete all the {lines.dimension.lower()} on the sheet.")
    frozen = sheet.grid.get("frozenRowCount" if lines.dimension == ROWS else "frozenColumnCount", 0)
    if frozen and lines.start <= frozen and lines.end >= count:
        raise Invalid(f"Sorry, it is not possible to delete all non-frozen {lines.dimension.lower()}.")
    check_lines(sheet, lines.dimension, lines.start, lines.end, context.caller)
    changed(context.book, sheet, Change(sheet.id, lines.dimension, "delete", lines.start, lines.end))
    if frozen and lines.start < frozen:
        name = "frozenRowCount" if lines.dimension == ROWS else "frozenColumnCount"
        sheet.grid[name] = frozen - (min(lines.end, frozen) - lines.start)


def _existing(context: Context, value: dict[str, Any], verb: str) -> Lines:
    """The lines, all of which the tab has."""
    sheet = sheet_of(context.book, value.get("sheetId", 0))
    dimension = value.get("dimension", "")
    count = sheet.count(dimension) if dimension else 0
    word = "row" if dimension == ROWS else "column"
    last = max(value.get("startIndex", 0), value.get("endIndex", count) - 1)
    if dimension and last >= count:
        tried = f"Tried to {verb} {word} index {last} but there are only {count} {word}s."
        raise Invalid(f"Cannot {verb} a {word} that doesn't exist. {tried}")
    return dimension_range(context.book, value)


def move_dimension(context: Context, body: dict[str, Any]) -> None:
    lines = _existing(context, body.get("source", {}), "move")
    sheet, to = lines.sheet, body.get("destinationIndex", 0)
    if not 0 <= to <= sheet.count(lines.dimension):
        raise Invalid(f"destinationIndex[{to}] is after last {lines.dimension.lower()[:-1]} in grid.")
    if lines.start < to < lines.end:
        raise Invalid("destinationIndex must not be within the source range.")
    check_lines(sheet, lines.dimension, lines.start, lines.end, context.caller)
    check_insert(sheet, lines.dimension, to, context.caller)
    for merge in sheet.merges:
        span = (merge.top, merge.bottom) if lines.dimension == ROWS else (merge.left, merge.right)
        cut = span[0] < lines.end and lines.start < span[1] and not lines.start <= span[0] <= span[1] <= lines.end
        if cut or span[0] < to < span[1]:
            raise Invalid("You can't move a selection that splits a merged range.")
    if to not in (lines.start, lines.end):
        changed(context.book, sheet, Change(sheet.id, lines.dimension, "move", lines.start, lines.end, to))


def update_dimension_properties(context: Context, body: dict[str, Any]) -> None:
    mask = named_fields(body.get("fields", ""), "DimensionProperties")
    lines = dimension_range(context.book, body.get("range"))
    check_lines(lines.sheet, lines.dimension, lines.start, lines.end, context.caller)
    new, kept = body.get("properties", {}), lines.sheet.lines(lines.dimension)
    if new.get("hiddenByUser") and mask.touches("hiddenByUser"):
        _check_hiding(lines)
    for at in range(lines.start, lines.end):
        kept[at] = _updated(kept.get(at, Line()), new, mask)
        if kept[at] == Line():
            del kept[at]


def _updated(line: Line, new: dict[str, Any], mask: Mask) -> Line:
    if mask.touches("pixelSize") and ("pixelSize" in new or not mask.everything):
        pixels = new.get("pixelSize", 0)
        if pixels < 0:
            raise Invalid("pixelSize must be non-negative.")
        line = line._replace(pixels=pixels or None)
    if mask.touches("hiddenByUser"):
        line = line._replace(hidden=new.get("hiddenByUser", False))
    return line


def _check_hiding(lines: Lines) -> None:
    kept, count = lines.sheet.lines(lines.dimension), lines.sheet.count(lines.dimension)
    hidden = {at for at, line in kept.items() if line.hidden} | set(range(lines.start, lines.end))
    if len(hidden) >= count:
        raise Invalid(f"It's not possible to hide all visible {lines.dimension.lower()}.")


def auto_resize_dimensions(context: Context, body: dict[str, Any]) -> None:
    lines = dimension_range(context.book, body.get("dimensions"), "dimensions")
    sheet, kept = lines.sheet, lines.sheet.lines(lines.dimension)
    check_lines(sheet, lines.dimension, lines.start, lines.end, context.caller)
    for at in range(lines.start, min(lines.end, sheet.count(lines.dimension))):
        line = kept.get(at, Line())
        if lines.dimension == ROWS:
            texts = rendered_texts(context.book, sheet, Box(at, at + 1, 0, sheet.column_count))
            height = max((text.count("\n") + 1 for text in texts), default=1)
            kept[at] = line._replace(pixels=ROW_HEIGHT + 17 * (height - 1))
            continue
        texts = rendered_texts(context.book, sheet, Box(0, sheet.row_count, at, at + 1))
        if texts:
            kept[at] = line._replace(pixels=max(text_width(text) for text in texts))
        elif line.pixels is not None:
            kept[at] = line._replace(pixels=COLUMN_WIDTH)


def _groups_of(sheet: Sheet, dimension: str) -> list[Group]:
    return sheet.row_groups if dimension == ROWS else sheet.column_groups


def _put_groups(sheet: Sheet, dimension: str, items: list[Group]) -> None:
    if dimension == ROWS:
        sheet.row_groups = items
    else:
        sheet.column_groups = items


def add_dimension_group(context: Context, body: dict[str, Any]) -> dict[str, Any]:
    lines = dimension_range(context.book, body.get("range"))
    depths = [0] * lines.sheet.count(lines.dimension)
    items = _groups_of(lines.sheet, lines.dimension)
    for item in items:
        for at in range(item.start, item.end):
            depths[at] = max(depths[at], item.depth)
    for at in range(lines.start, min(lines.end, len(depths))):
        depths[at] += 1
    if max(depths, default=0) > DEPTH_LIMIT:
        raise Invalid(f"Groups cannot be nested more than {DEPTH_LIMIT} deep.")
    _put_groups(lines.sheet, lines.dimension, _from_depths(depths, items))
    name = "rowGroupControlAfter" if lines.dimension == ROWS else "columnGroupControlAfter"
    lines.sheet.grid.setdefault(name, True)
    return {"dimensionGroups": groups(lines.sheet, lines.dimension)}


def delete_dimension_group(context: Context, body: dict[str, Any]) -> dict[str, Any]:
    lines = dimension_range(context.book, body.get("range"))
    items = _groups_of(lines.sheet, lines.dimension)
    depths = [0] * lines.sheet.count(lines.dimension)
    for item in items:
        for at in range(item.start, item.end):
            depths[at] = max(depths[at], item.depth)
    if not any(depths[lines.start : lines.end]):
        raise Invalid("There is no group to delete in the given range.")
    for at in range(lines.start, min(lines.end, len(depths))):
        depths[at] = max(0, depths[at] - 1)
    _put_groups(lines.sheet, lines.dimension, _from_depths(depths, items))
    left = groups(lines.sheet, lines.dimension)
    return {"dimensionGroups": left} if left else {}


def _from_depths(depths: list[int], old: list[Group]) -> list[Group]:
    """The groups that give every line its depth; those that were there keep being folded."""
    folded = {(item.start, item.end, item.depth) for item in old if item.collapsed}
    found = []
    for depth in range(1, max(depths, default=0) + 1):
        start: int | None = None
        for at in range(len(depths) + 1):
            inside = at < len(depths) and depths[at] >= depth
            if inside and start is None:
                start = at
            elif not inside and start is not None:
                found.append(Group(start, at, depth, (start, at, depth) in folded))
                start = None
    return found


def update_dimension_group(context: Context, body: dict[str, Any]) -> None:
    wanted = body.get("dimensionGroup", {})
    lines = dimension_range(context.book, wanted.get("range"), "dimensionGroup.range")
    items = _groups_of(lines.sheet, lines.dimension)
    key = (lines.start, lines.end, wanted.get("depth", 1))
    if key not in [(item.start, item.end, item.depth) for item in items]:
        raise Invalid("There is no group with the given range and depth.")
    collapsed = wanted.get("collapsed", False)
    _put_groups(
        lines.sheet,
        lines.dimension,
        [item._replace(collapsed=collapsed) if (item.start, item.end, item.depth) == key else item for item in items],
    )
    kept = lines.sheet.lines(lines.dimension)
    for at in range(lines.start, lines.end):
        kept[at] = kept.get(at, Line())._replace(hidden=collapsed)


HANDLERS: dict[str, Handler] = {
    "insertDimension": insert_dimension,
    "appendDimension": append_dimension,
    "deleteDimension": delete_dimension,
    "moveDimension": move_dimension,
    "updateDimensionProperties": update_dimension_properties,
    "autoResizeDimensions": auto_resize_dimensions,
    "addDimensionGroup": add_dimension_group,
    "deleteDimensionGroup": delete_dimension_group,
    "updateDimensionGroup": update_dimension_group,
}
