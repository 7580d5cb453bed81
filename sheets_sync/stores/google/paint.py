"""A planned workbook as one batchUpdate: tabs, cells, looks, drop-downs, colours, protection and the marks by which
it is read again.

One batch is applied whole or not at all, so a workbook is either as planned or still the blank that Drive made.
Ids of tabs are ours (`SHEET_IDS`), so a second try after a doubtful first is refused, never doubled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sheets_sync.grid import Area
from sheets_sync.model import Contact
from sheets_sync.plan import Check, Colour, Formula, Run, Sheet, Style, Workbook

RESERVED = "Hanya untuk pejabatnya"
MARK = "sheets-sync"  # the key of all our developer metadata
KEY_MARK = "sheets-sync-kunci"
FIRST_SHEET_ID = 7_201_001
BLANK_SHEET_ID = 0  # of the tab that a new spreadsheet comes with
SPARE_ROWS = 60  # below what is planned, for rows that people insert
LARGEST = Decimal(10) ** 15
HORIZONTAL = {"left": "LEFT", "right": "RIGHT", "center": "CENTER"}
LOOK = "userEnteredFormat(numberFormat,backgroundColorStyle,borders,padding,horizontalAlignment,verticalAlignment,wrapStrategy,textFormat)"
QUIET_LINE = "C9D1D6"
STRONG_LINE = "808080"


def sheet_ids(workbook: Workbook) -> dict[str, int]:
    """The id of each tab by our own name for it."""
    return {sheet.name: FIRST_SHEET_ID + number for number, sheet in enumerate(workbook.sheets)}


def is_our_sheet(sheet_id: int) -> bool:
    """Whether the tab of that id was made by us; Google's own ids are random and far above."""
    return FIRST_SHEET_ID <= sheet_id < FIRST_SHEET_ID + 100


def paint(
    workbook: Workbook, zone: str, editor: str = "", blank: int = BLANK_SHEET_ID, contacts: Iterable[Contact] = ()
) -> list[dict[str, Any]]:
    """The requests that turn a blank spreadsheet into the planned workbook.

    `zone` is the office's time zone (`Asia/Makassar`); `editor` an account that is to keep its way into what is
    protected, where the spreadsheet's owner is not the one who paints; `blank` the tab that it came with; `contacts`
    whose addresses alone may type into the tab of their role.
    """
    ids = sheet_ids(workbook)
    titles = {sheet.name: sheet.title for sheet in workbook.sheets}
    properties = {"locale": "id_ID", "timeZone": zone}
    requests: list[dict[str, Any]] = [
        {"updateSpreadsheetProperties": {"properties": properties, "fields": "locale,timeZone"}}
    ]
    requests += [add_sheet(sheet, ids[sheet.name], number) for number, sheet in enumerate(workbook.sheets)]
    requests.append({"deleteSheet": {"sheetId": blank}})
    for sheet in workbook.sheets:
        requests += sheet_requests(sheet, ids[sheet.name], titles, editor)
        mine = [contact for contact in contacts if sheet.editors_role and contact.unit == sheet.editors_role]
        requests += _reserved(sheet, ids[sheet.name], mine, editor)
    return requests + marks(workbook, ids)


def add_sheet(sheet: Sheet, sheet_id: int, index: int) -> dict[str, Any]:
    rows = max((row for row, _ in sheet.cells), default=1)
    reached = max([rows, *(colour.area.bottom for colour in sheet.colours)])
    grid = {"rowCount": reached + SPARE_ROWS, "columnCount": len(sheet.widths), "hideGridlines": True}
    frozen = zip(("frozenRowCount", "frozenColumnCount"), sheet.frozen, strict=True)
    grid |= {name: count for name, count in frozen if count}
    properties = {
        "sheetId": sheet_id,
        "title": sheet.title,
        "index": index,
        "hidden": sheet.very_hidden,
        "gridProperties": grid,
    }
    return {"addSheet": {"properties": properties}}


def sheet_requests(sheet: Sheet, sheet_id: int, titles: Mapping[str, str], editor: str) -> list[dict[str, Any]]:
    requests = [all_cells(sheet, sheet_id, titles)]
    requests += sizes(sheet, sheet_id)
    requests += [
        {"mergeCells": {"range": grid_range(area, sheet_id), "mergeType": "MERGE_ALL"}} for area in spans(sheet)
    ]
    requests += [
        {"setDataValidation": {"range": grid_range(check.area, sheet_id), "rule": rule_of(check)}}
        for check in sheet.checks
    ]
    requests += [
        {"addConditionalFormatRule": {"rule": colour_rule(colour, sheet_id), "index": number}}
        for number, colour in enumerate(sheet.colours)
    ]
    protected: dict[str, Any] = {
        "range": {"sheetId": sheet_id},
        "description": "Diisi oleh program; hanya sel isian yang terbuka",
        "unprotectedRanges": [grid_range(area, sheet_id) for area in open_areas(sheet)],
        "editors": {"users": [editor] if editor else []},  # named, else all who may edit now would be let in
    }
    requests.append({"addProtectedRange": {"protectedRange": protected}})
    return requests


def _reserved(sheet: Sheet, sheet_id: int, contacts: list[Contact], editor: str) -> list[dict[str, Any]]:
    """A protection of its own over each range that the tab's protection leaves open; none where nobody is known."""
    users = sorted({*(contact.address for contact in contacts if not contact.group), *([editor] if editor else [])})
    groups = sorted({contact.address for contact in contacts if contact.group})
    editors = {"users": users, "groups": groups} if groups else {"users": users}
    return [
        {"addProtectedRange": {"protectedRange": {"range": grid_range(area, sheet_id), "description": RESERVED, "editors": editors}}}
        for area in (open_areas(sheet) if contacts else ())
    ]  # fmt: skip


# --- cells ---------------------------------------------------------------------------------------------------


def all_cells(sheet: Sheet, sheet_id: int, titles: Mapping[str, str]) -> dict[str, Any]:
    rows = []
    for row in range(1, max((row for row, _ in sheet.cells), default=0) + 1):
        values: list[dict[str, Any]] = []
        for column in range(1, max((at for line, at in sheet.cells if line == row), default=0) + 1):
            cell = sheet.cells.get((row, column))
            values.append(cell_data(cell.content, cell.style, titles) if cell else {})
        rows.append({"values": values})
    start = {"sheetId": sheet_id, "rowIndex": 0, "columnIndex": 0}
    fields = f"userEnteredValue,textFormatRuns,{LOOK}"
    return {"updateCells": {"start": start, "rows": rows, "fields": fields}}


def cell_data(content: Any, style: Style, titles: Mapping[str, str]) -> dict[str, Any]:
    cell: dict[str, Any] = {"userEnteredFormat": look(style)}
    if isinstance(content, Formula):
        cell["userEnteredValue"] = {"formulaValue": "=" + formula(content.text, titles)}
    elif isinstance(content, Decimal):
        cell["userEnteredValue"] = {"numberValue": number(content)}
    elif isinstance(content, str):
        cell["userEnteredValue"] = {"stringValue": content}
    elif content is not None:
        cell["userEnteredValue"] = {"stringValue": "".join(run.text for run in content)}
        cell["textFormatRuns"] = _runs(content, style)
    return cell


def number(value: Decimal) -> int | float:
    """The figure as JSON can carry it; Google keeps every number as a double, of which 15 digits are sure."""
    return int(value) if value == value.to_integral_value() else float(value)


def _runs(runs: Iterable[Run], style: Style) -> list[dict[str, Any]]:
    made, start = [], 0
    for run in runs:
        text = _text(run.bold, run.size or style.size, run.color or style.color)
        made.append({"startIndex": start, "format": text} if start else {"format": text})
        start += len(run.text.encode("utf-16-le")) // 2  # Google counts as JavaScript does
    return made


def formula(text: str, titles: Mapping[str, str]) -> str:
    """The plan's formula as a spreadsheet under id_ID wants it: `;` between arguments, decimal commas, tabs' titles."""
    pieces = re.split(r'("(?:[^"]|"")*")', text)
    pieces[::2] = [re.sub(r"(?<=\d)\.(?=\d)", ",", piece.replace(",", ";")) for piece in pieces[::2]]
    joined = "".join(pieces)
    for name, title in titles.items():
        joined = joined.replace(f"{{{name}}}", "'" + title.replace("'", "''") + "'")
    return joined


# --- looks ---------------------------------------------------------------------------------------------------


def look(style: Style) -> dict[str, Any]:
    """The cell's format.

    Google does not know Excel's `General` with a satuan behind it, so such a figure stands alone; its satuan is in
    the row's first cell.
    """
    made: dict[str, Any] = {
        "textFormat": _text(style.bold, style.size, style.color),
        "horizontalAlignment": HORIZONTAL[style.align],
        "verticalAlignment": "MIDDLE" if style.middle else "TOP",
        "wrapStrategy": "WRAP" if style.wrap else "OVERFLOW_CELL",
    }
    if style.fill:
        made["backgroundColorStyle"] = _colour_style(style.fill)
    if style.number == "@":
        made["numberFormat"] = {"type": "TEXT"}
    elif not style.number.startswith("General"):
        made["numberFormat"] = {"type": "NUMBER", "pattern": style.number}
    if style.border == "around":
        made["borders"] = dict.fromkeys(("top", "bottom", "left", "right"), _line(STRONG_LINE))
    elif style.border == "below":
        made["borders"] = {"bottom": _line(QUIET_LINE)}
    if style.indent:
        made["padding"] = {"top": 2, "right": 3 + 6 * style.indent, "bottom": 2, "left": 3 + 6 * style.indent}
    return made


def _text(bold: bool, size: int, color: str) -> dict[str, Any]:
    return {"fontFamily": "Arial", "fontSize": size, "bold": bold, "foregroundColorStyle": _colour_style(color)}


def _line(color: str) -> dict[str, Any]:
    return {"style": "SOLID", "colorStyle": _colour_style(color)}


def _colour_style(color: str) -> dict[str, Any]:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return {"rgbColor": {"red": round(red, 4), "green": round(green, 4), "blue": round(blue, 4)}}


def sizes(sheet: Sheet, sheet_id: int) -> list[dict[str, Any]]:
    """Widths in pixels; heights are points in the plan, of which four are three."""
    sizes = [
        _size(sheet_id, "COLUMNS", at, {"pixelSize": width, "hiddenByUser": at + 1 in sheet.hidden_columns})
        for at, width in enumerate(sheet.widths)
    ]
    heights = {at: round(points * 4 / 3) for at, points in sheet.heights.items()}
    return sizes + [_size(sheet_id, "ROWS", at - 1, {"pixelSize": height}) for at, height in heights.items()]


def _size(sheet_id: int, dimension: str, index: int, properties: dict[str, Any]) -> dict[str, Any]:
    place = {"sheetId": sheet_id, "dimension": dimension, "startIndex": index, "endIndex": index + 1}
    return {"updateDimensionProperties": {"range": place, "properties": properties, "fields": ",".join(properties)}}


def rule_of(check: Check) -> dict[str, Any]:
    if check.options:
        condition = {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": option} for option in check.options]}
    else:
        bounds = [{"userEnteredValue": str(bound)} for bound in (-int(LARGEST), int(LARGEST))]
        condition = {"type": "NUMBER_BETWEEN", "values": bounds}
    return {
        "condition": condition,
        "inputMessage": check.message,
        "strict": check.strict,
        "showCustomUi": bool(check.options),
    }


def colour_rule(colour: Colour, sheet_id: int) -> dict[str, Any]:
    condition: dict[str, Any] = {"type": "BLANK"}
    if colour.when == "begins":
        condition = {"type": "TEXT_STARTS_WITH", "values": [{"userEnteredValue": colour.text}]}
    elif colour.when == "asked":
        condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": f"={colour.condition}"}]}
    form: dict[str, Any] = {}
    if colour.fill:
        form["backgroundColorStyle"] = _colour_style(colour.fill)
    if colour.color:
        form["textFormat"] = {"bold": True, "foregroundColorStyle": _colour_style(colour.color)}
    return {
        "ranges": [grid_range(colour.area, sheet_id)],
        "booleanRule": {"condition": condition, "format": form},
    }


# --- places --------------------------------------------------------------------------------------------------


def grid_range(area: Area, sheet_id: int) -> dict[str, Any]:
    """The area as the API counts: from zero, its end not included."""
    return {
        "sheetId": sheet_id,
        "startRowIndex": area.top - 1,
        "endRowIndex": area.bottom,
        "startColumnIndex": area.left - 1,
        "endColumnIndex": area.right,
    }


def open_areas(sheet: Sheet) -> list[Area]:
    """The cells that people may type into, as few rectangles: runs of columns that share the same rows."""
    columns: dict[int, list[tuple[int, int]]] = {}
    for row, column in sorted(place for place, cell in sheet.cells.items() if not cell.style.locked):
        spans = columns.setdefault(column, [])
        if spans and spans[-1][1] == row - 1:
            spans[-1] = (spans[-1][0], row)
        else:
            spans.append((row, row))
    areas: list[Area] = []
    for column, spans in sorted(columns.items()):
        for top, bottom in spans:
            beside = next(
                (area for area in areas if (area.top, area.bottom, area.right) == (top, bottom, column - 1)), None
            )
            if beside:
                areas[areas.index(beside)] = Area(top, beside.left, bottom, column)
            else:
                areas.append(Area(top, column, bottom, column))
    return areas


def spans(sheet: Sheet) -> list[Area]:
    """The rows of cells over which a text is centred: Google centres over several cells only once they are merged."""
    areas: list[Area] = []
    for (row, column), cell in sorted(sheet.cells.items()):
        if not cell.style.span:
            continue
        if cell.content is not None:
            areas.append(Area(row, column, row, column))
        elif areas and (areas[-1].top, areas[-1].right) == (row, column - 1):
            areas[-1] = Area(row, areas[-1].left, row, column)
    return [area for area in areas if area.right > area.left]


def marks(workbook: Workbook, ids: Mapping[str, int]) -> list[dict[str, Any]]:
    """The key on the spreadsheet, our name on each tab, and each defined name on its column and its row.

    Such a mark moves along with what it marks, and goes when that is deleted.
    """
    marks = [_mark(KEY_MARK, workbook.key, {"spreadsheet": True})]
    marks += [_mark(MARK, name, {"sheetId": sheet_id}) for name, sheet_id in ids.items()]
    for name, (sheet, row, column) in workbook.names.items():
        for dimension, at in (("ROWS", row), ("COLUMNS", column)):
            place = {"sheetId": ids[sheet], "dimension": dimension, "startIndex": at - 1, "endIndex": at}
            marks.append(_mark(MARK, name, {"dimensionRange": place}))
    return marks


def _mark(key: str, value: str, location: dict[str, Any]) -> dict[str, Any]:
    made = {"metadataKey": key, "metadataValue": value, "location": location, "visibility": "DOCUMENT"}
    return {"createDeveloperMetadata": {"developerMetadata": made}}
