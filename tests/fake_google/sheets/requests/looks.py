"""Requests on what lies over the cells: filters, conditional formats, bands, tables."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.fake_google.masks import Mask
from tests.fake_google.sheets import colors, filters, reading
from tests.fake_google.sheets.area import Area
from tests.fake_google.sheets.book import Ranged, Rule, Sheet
from tests.fake_google.sheets.cells import named_fields
from tests.fake_google.sheets.protection import check_cells
from tests.fake_google.sheets.ranges import grid_range, sheet_of
from tests.fake_google.sheets.requests.context import Context, Handler
from tests.fake_google.sheets.requests.writing import check_condition
from tests.fake_google.sheets.sorting import sort
from tests.fake_google.sheets.trouble import Invalid


def set_basic_filter(context: Context, body: dict[str, Any]) -> None:
    wanted = body.get("filter", {})
    sheet, area = grid_range(context.book, wanted.get("range"), "filter.range")
    check_cells(sheet, sheet.box(area), context.caller)
    sheet.basic_filter = filters.kept("", sheet, area, colors.painted(wanted))
    if wanted.get("sortSpecs"):
        box = sheet.box(area)
        sort(context.book, sheet, box._replace(top=box.top + 1), wanted["sortSpecs"])
    filters.filtered(context.book, sheet)


def clear_basic_filter(context: Context, body: dict[str, Any]) -> None:
    sheet = sheet_of(context.book, body.get("sheetId", 0))
    if sheet.basic_filter is not None:
        check_cells(sheet, sheet.box(sheet.basic_filter.area), context.caller)
    sheet.basic_filter = None
    filters.filtered(context.book, sheet)


def add_filter_view(context: Context, body: dict[str, Any]) -> dict[str, Any]:
    wanted = colors.painted(body.get("filter", {}))
    if "namedRangeId" in wanted:
        area = next((item.area for item in context.book.named if item.id == wanted["namedRangeId"]), None)
        if area is None:
            raise Invalid(f"No named range with id: {wanted['namedRangeId']}")
        sheet = sheet_of(context.book, area.sheet_id)
    else:
        sheet, area = grid_range(context.book, wanted.get("range"), "filter.range")
    number = wanted.get("filterViewId") or context.new_id()
    title = wanted.get("title") or f"Filter {len(sheet.filter_views) + 1}"
    item = filters.kept(str(number), sheet, area, {"filterViewId": number, "title": title} | wanted)
    sheet.filter_views.append(item)
    return {"filter": item.body | {"range": item.area.to_api()}}


def _filter_view(context: Context, number: int) -> tuple[Sheet, Ranged]:
    for sheet in context.book.sheets:
        for item in sheet.filter_views:
            if item.id == str(number):
                return sheet, item
    raise Invalid(f"No filter view with id: {number}")


def update_filter_view(context: Context, body: dict[str, Any]) -> None:
    mask = named_fields(body.get("fields", ""), "FilterView")
    wanted = colors.painted(body.get("filter", {}))
    sheet, old = _filter_view(context, wanted.get("filterViewId", 0))
    merged = old.body | {"range": old.area.to_api()}
    if mask.touches("criteria") or mask.touches("filterSpecs"):
        merged = {name: value for name, value in merged.items() if name not in ("criteria", "filterSpecs")}
    merged = _overlaid(merged, wanted, mask)
    target, area = grid_range(context.book, merged["range"], "filter.range")
    sheet.filter_views = [item for item in sheet.filter_views if item is not old]
    target.filter_views.append(filters.kept(old.id, target, area, merged))


def _overlaid(old: dict[str, Any], new: dict[str, Any], mask: Mask) -> dict[str, Any]:
    """The message with the fields that the mask names as `new` has them."""
    if mask.everything:
        return old | new
    found = dict(old)
    for name in mask.children:
        found.pop(name, None)
        if name in new:
            found[name] = new[name]
    return found


def delete_filter_view(context: Context, body: dict[str, Any]) -> None:
    sheet, old = _filter_view(context, body.get("filterId", 0))
    sheet.filter_views = [item for item in sheet.filter_views if item is not old]


def duplicate_filter_view(context: Context, body: dict[str, Any]) -> dict[str, Any]:
    sheet, old = _filter_view(context, body.get("filterId", 0))
    number = context.new_id()
    title = f"Copy of {old.body.get('title', '')}"
    item = replace(old, id=str(number), body=old.body | {"filterViewId": number, "title": title})
    sheet.filter_views.append(item)
    return {"filter": item.body | {"range": item.area.to_api()}}


def _rule(context: Context, wanted: dict[str, Any]) -> tuple[Sheet, Rule]:
    found = [grid_range(context.book, item, "rule.ranges") for item in wanted.get("ranges", [])]
    if not found:
        raise Invalid("rule.ranges must be specified.")
    if any(sheet is not found[0][0] for sheet, _ in found):
        raise Invalid("All ranges of a conditional format rule must be on the same sheet.")
    if "booleanRule" in wanted:
        check_condition(wanted["booleanRule"].get("condition", {}), "rule.booleanRule.condition")
    elif "gradientRule" not in wanted:
        raise Invalid("rule must specify one of booleanRule or gradientRule.")
    body = colors.painted({name: value for name, value in wanted.items() if name != "ranges"})
    return found[0][0], Rule(tuple(area for _, area in found), body)


def add_conditional_format_rule(context: Context, body: dict[str, Any]) -> None:
    sheet, rule = _rule(context, body.get("rule", {}))
    index = body.get("index", 0)
    if not 0 <= index <= len(sheet.rules):
        raise Invalid(f"No conditional format on sheet: {sheet.id} at index: {index}")
    for area in rule.areas:
        check_cells(sheet, sheet.box(area), context.caller)
    sheet.rules.insert(index, rule)


def _rule_at(context: Context, body: dict[str, Any]) -> tuple[Sheet, int]:
    sheet = sheet_of(context.book, body.get("sheetId", 0))
    index = body.get("index", 0)
    if not 0 <= index < len(sheet.rules):
        raise Invalid(f"No conditional format on sheet: {sheet.id} at index: {index}")
    return sheet, index


def update_conditional_format_rule(context: Context, body: dict[str, Any]) -> dict[str, Any]:
    if "rule" in body:
        sheet, rule = _rule(context, body["rule"])
        index = body.get("index", 0)
        if not 0 <= index < len(sheet.rules):
            raise Invalid(f"No conditional format on sheet: {sheet.id} at index: {index}")
        old, sheet.rules[index] = sheet.rules[index], rule
        found = {"newRule": reading.rule(rule.areas, rule.body), "oldRule": reading.rule(old.areas, old.body)}
        return found | {name: index for name in ("newIndex", "oldIndex") if index}
    sheet, index = _rule_at(context, body)
    to = body.get("newIndex", 0)
    if not 0 <= to < len(sheet.rules):
        raise Invalid(f"Invalid newIndex: {to}.")
    rule = sheet.rules.pop(index)
    sheet.rules.insert(to, rule)
    places = {name: place for name, place in (("newIndex", to), ("oldIndex", index)) if place}
    return {"newRule": reading.rule(rule.areas, rule.body)} | places


def delete_conditional_format_rule(context: Context, body: dict[str, Any]) -> dict[str, Any]:
    sheet, index = _rule_at(context, body)
    rule = sheet.rules.pop(index)
    return {"rule": reading.rule(rule.areas, rule.body)}


def add_banding(context: Context, body: dict[str, Any]) -> dict[str, Any]:
    wanted = colors.painted(body.get("bandedRange", {}))
    sheet, area = grid_range(context.book, wanted.get("range"), "bandedRange.range")
    if any(sheet.box(item.area).meets(sheet.box(area)) for item in sheet.bands):
        raise Invalid("You cannot add alternating background colors to a range that already has them.")
    number = wanted.get("bandedRangeId") or context.new_id()
    rest = {name: value for name, value in wanted.items() if name != "range"}
    item = Ranged(str(number), area, {"bandedRangeId": number} | rest)
    sheet.bands.append(item)
    return {"bandedRange": item.body | {"range": area.to_api()}}


def _banding(context: Context, number: int) -> tuple[Sheet, Ranged]:
    for sheet in context.book.sheets:
        for item in sheet.bands:
            if item.id == str(number):
                return sheet, item
    raise Invalid(f"No banded range with id: {number}")


def update_banding(context: Context, body: dict[str, Any]) -> None:
    mask = named_fields(body.get("fields", ""), "BandedRange")
    wanted = colors.painted(body.get("bandedRange", {}))
    sheet, old = _banding(context, wanted.get("bandedRangeId", 0))
    merged = _overlaid(old.body | {"range": old.area.to_api()}, wanted, mask)
    target, area = grid_range(context.book, merged.pop("range", None), "bandedRange.range")
    sheet.bands = [item for item in sheet.bands if item is not old]
    target.bands.append(Ranged(old.id, area, merged))


def delete_banding(context: Context, body: dict[str, Any]) -> None:
    sheet, old = _banding(context, body.get("bandedRangeId", 0))
    sheet.bands = [item for item in sheet.bands if item is not old]


def add_table(context: Context, body: dict[str, Any]) -> dict[str, Any]:
    wanted = colors.painted(body.get("table", {}))
    sheet, area = grid_range(context.book, wanted.get("range"), "table.range")
    if any(sheet.box(item.area).meets(sheet.box(area)) for item in sheet.tables):
        raise Invalid("You can't add a table that overlaps another table.")
    number = wanted.get("tableId") or str(context.new_id())
    count = sum(len(other.tables) for other in context.book.sheets) + 1
    rest = {name: value for name, value in wanted.items() if name != "range"}
    item = Ranged(number, Area(sheet.id, *sheet.box(area)), {"tableId": number, "name": f"Table{count}"} | rest)
    sheet.tables.append(item)
    return {"table": item.body | {"range": item.area.to_api()}}


def _table(context: Context, number: str) -> tuple[Sheet, Ranged]:
    for sheet in context.book.sheets:
        for item in sheet.tables:
            if item.id == number:
                return sheet, item
    raise Invalid(f"No table with id: {number}")


def update_table(context: Context, body: dict[str, Any]) -> None:
    mask = named_fields(body.get("fields", ""), "Table")
    wanted = colors.painted(body.get("table", {}))
    sheet, old = _table(context, wanted.get("tableId", ""))
    merged = _overlaid(old.body | {"range": old.area.to_api()}, wanted, mask)
    target, area = grid_range(context.book, merged.pop("range", None), "table.range")
    sheet.tables = [item for item in sheet.tables if item is not old]
    target.tables.append(Ranged(old.id, Area(target.id, *target.box(area)), merged))


def delete_table(context: Context, body: dict[str, Any]) -> None:
    """The table and what it holds are gone."""
    sheet, old = _table(context, body.get("tableId", ""))
    box = sheet.box(old.area)
    check_cells(sheet, box, context.caller)
    for place, cell in sheet.within(box):
        sheet.put(*place, cell._replace(entered=None, formula="", runs=()))
    sheet.tables = [item for item in sheet.tables if item is not old]


HANDLERS: dict[str, Handler] = {
    "setBasicFilter": set_basic_filter,
    "clearBasicFilter": clear_basic_filter,
    "addFilterView": add_filter_view,
    "updateFilterView": update_filter_view,
    "deleteFilterView": delete_filter_view,
    "duplicateFilterView": duplicate_filter_view,
    "addConditionalFormatRule": add_conditional_format_rule,
    "updateConditionalFormatRule": update_conditional_format_rule,
    "deleteConditionalFormatRule": delete_conditional_format_rule,
    "addBanding": add_banding,
    "updateBanding": update_banding,
    "deleteBanding": delete_banding,
    "addTable": add_table,
    "updateTable": update_table,
    "deleteTable": delete_table,
}
