"""A spreadsheet as an Excel file with the results of its formulas, as files.export gives it."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from typing import Any

import xlsxwriter

from tests.fake_google.sheets import excel_rules, show
from tests.fake_google.sheets.area import Area, Box
from tests.fake_google.sheets.book import Cell, Sheet, Spreadsheet
from tests.fake_google.sheets.formulas.excel import LAST_COLUMN, LAST_ROW, to_excel
from tests.fake_google.sheets.formulas.reference import Corner, Reference, quoted
from tests.fake_google.sheets.formulas.rewrite import Rename, rewrite
from tests.fake_google.sheets.formulas.tokens import FormulaSyntaxError
from tests.fake_google.sheets.value import ErrorValue, Value

LONGEST = 32_767  # characters that Excel takes in a cell
# Errors that Excel does not know stand as text.
KNOWN_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
OPTIONS = {
    "in_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "use_future_functions": True,
    "default_format_properties": {"font_name": "Arial", "font_size": 10},
}
ALIGNMENT = {
    "LEFT": "left",
    "CENTER": "center",
    "RIGHT": "right",
    "TOP": "top",
    "MIDDLE": "vcenter",
    "BOTTOM": "bottom",
}


def to_xlsx(book: Spreadsheet) -> bytes:
    """All tabs: values, formulas with their results, notes, merges, widths, drop-downs, named ranges."""
    return _Export(book).made()


def excel_titles(titles: list[str]) -> dict[str, str]:
    """A title for each tab that Excel takes: 31 characters, no brackets or slashes, none twice."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for title in titles:
        base = re.sub(r"[\[\]:*?/\\]", "_", title).strip("'")[:31] or "_"
        name, number = base, 1
        while name.lower() in taken:
            number += 1
            name = f"{base[: 31 - len(str(number)) - 1]}_{number}"
        taken.add(name.lower())
        found[title] = name
    return found


class _Export:
    """One export under way."""

    def __init__(self, book: Spreadsheet) -> None:
        self._book = book
        self._out = io.BytesIO()
        self._file = xlsxwriter.Workbook(self._out, OPTIONS)
        self._titles = excel_titles([sheet.title for sheet in book.sheets])
        self._renames = [Rename(old, new) for old, new in self._titles.items() if old != new]
        self._formats: dict[str, Any] = {}

    def made(self) -> bytes:
        pages = [(sheet, self._file.add_worksheet(self._titles[sheet.title])) for sheet in self._book.sheets]
        visible = [page for sheet, page in pages if not sheet.hidden]
        if visible:
            visible[0].activate()
            visible[0].set_first_sheet()
        for sheet, page in pages:
            self._fill(sheet, page)
        for named in self._book.book.named:
            self._name(named.name, named.area)
        self._file.close()
        return self._out.getvalue()

    def _fill(self, sheet: Sheet, page: Any) -> None:
        if sheet.hidden:
            page.hide()
        if sheet.right_to_left:
            page.right_to_left()
        page.freeze_panes(sheet.grid.get("frozenRowCount", 0), sheet.grid.get("frozenColumnCount", 0))
        for number, line in sheet.columns.items():
            page.set_column_pixels(number, number, line.pixels or 100, None, {"hidden": line.hidden})
        for number, line in sheet.rows.items():
            page.set_row_pixels(number, line.pixels or 21, None, {"hidden": line.hidden or line.filtered})
        for box in sheet.merges:
            if box.area > 1:
                style = self._style(sheet.cell(box.top, box.left).format)
                page.merge_range(box.top, box.left, box.bottom - 1, box.right - 1, "", style)
        for (row, column), cell in sorted(sheet.cells.items(), key=lambda item: item[0]):
            if row <= LAST_ROW and column <= LAST_COLUMN:
                self._cell(sheet, page, row, column, cell)
        self._rules(sheet, page)

    def _cell(self, sheet: Sheet, page: Any, row: int, column: int, cell: Cell) -> None:
        covered = any(box.has(row, column) and (box.top, box.left) != (row, column) for box in sheet.merges)
        style = self._style(cell.format)
        value = self._book.effective(sheet, row, column) if not cell.blank else None
        if covered:
            pass
        elif cell.formula:
            self._formula(sheet, page, row, column, value)
        elif isinstance(value, bool):
            page.write_boolean(row, column, value, style)
        elif isinstance(value, float | int):
            page.write_number(row, column, value, style)
        elif isinstance(value, str) and value:
            page.write_string(row, column, value[:LONGEST], style)
        elif style is not None:
            page.write_blank(row, column, None, style)
        if cell.note:
            page.write_comment(row, column, cell.note[:LONGEST])

    def _formula(self, sheet: Sheet, page: Any, row: int, column: int, value: Value) -> None:
        cell = sheet.cell(row, column)
        style, result = self._style(cell.format), _stored(value)
        try:
            text = to_excel(cell.formula, self._book.locale, _literal(value))
        except FormulaSyntaxError:
            page.write_string(row, column, str(result), style)
            return
        page.write_formula(row, column, self._renamed(text, sheet.title), style, result)

    def _renamed(self, text: str, own: str) -> str:
        """The formula with the titles that the file's tabs have."""
        for change in self._renames:
            text = rewrite(text, "en_US", own, change)
        return text

    def _name(self, name: str, area: Area) -> None:
        sheet = self._book.book.sheet(area.sheet_id)
        if sheet is None or not re.fullmatch(r"[^\W\d][\w.]*", name):
            return
        box = sheet.box(area)
        if box.area:
            self._file.define_name(name, f"={quoted(self._titles[sheet.title])}!{_fixed(box)}")

    def _rules(self, sheet: Sheet, page: Any) -> None:
        """The cells' data validation; cells with the same rule share one."""
        cells: dict[str, list[tuple[int, int]]] = {}
        for place, cell in sheet.cells.items():
            if cell.validation:
                cells.setdefault(json.dumps(cell.validation, sort_keys=True), []).append(place)
        for text, places in cells.items():
            rule = excel_rules.excel_rule(json.loads(text), self._book.locale)
            for box in excel_rules.boxes(places) if rule else ():
                source = rule.get("source")
                moved = {**rule, "source": self._renamed(source, sheet.title)} if isinstance(source, str) else rule
                page.data_validation(box.top, box.left, box.bottom - 1, box.right - 1, moved)

    def _style(self, cell_format: Mapping[str, Any]) -> Any:
        """The file's format for the cell's; None for a plain one."""
        looks = look(cell_format, self._book.locale)
        if not looks:
            return None
        key = json.dumps(looks, sort_keys=True)
        if key not in self._formats:
            self._formats[key] = self._file.add_format(looks)
        return self._formats[key]


def look(cell_format: Mapping[str, Any], locale: str) -> dict[str, Any]:
    """The format's properties by XlsxWriter's names."""
    found: dict[str, Any] = {}
    number_format = cell_format.get("numberFormat")
    if number_format:
        kind = show.kind(number_format)
        pattern = "@" if kind == "TEXT" else number_format.get("pattern") or show.default_pattern(kind, locale)
        found["num_format"] = pattern
    text = cell_format.get("textFormat", {})
    found |= {name: True for name in ("bold", "italic") if text.get(name)}
    found |= {"underline": 1} if text.get("underline") else {}
    found |= {"font_strikeout": True} if text.get("strikethrough") else {}
    found |= {"font_size": text["fontSize"]} if text.get("fontSize") else {}
    found |= {"font_name": text["fontFamily"].split(",")[0]} if text.get("fontFamily") else {}
    found |= {"font_color": _colour(text["foregroundColor"])} if text.get("foregroundColor") else {}
    found |= {"bg_color": _colour(cell_format["backgroundColor"])} if cell_format.get("backgroundColor") else {}
    across, down = cell_format.get("horizontalAlignment"), cell_format.get("verticalAlignment")
    found |= {"align": ALIGNMENT[across]} if across in ALIGNMENT else {}
    found |= {"valign": {"MIDDLE": "vcenter"}.get(down, str(down).lower())} if down in ALIGNMENT else {}
    return found | ({"text_wrap": True} if cell_format.get("wrapStrategy") == "WRAP" else {})


def _colour(colour: Mapping[str, float]) -> str:
    return "#" + "".join(f"{round(255 * colour.get(part, 0)):02X}" for part in ("red", "green", "blue"))


def _stored(value: Value) -> float | str | bool:
    """The formula's result as the file keeps it."""
    if isinstance(value, ErrorValue):
        return value.text
    return "" if value is None else value


def _literal(value: Value) -> str:
    """The value as an Excel formula spells it."""
    if isinstance(value, ErrorValue):
        return value.text if value.text in KNOWN_ERRORS else f'"{value.text}"'
    if isinstance(value, bool):
        return str(value).upper()
    return repr(value) if isinstance(value, float) else '"{}"'.format((value or "").replace('"', '""'))


def _fixed(box: Box) -> str:
    first = Corner(box.top, box.left, fixed_row=True, fixed_column=True)
    last = Corner(box.bottom - 1, box.right - 1, fixed_row=True, fixed_column=True)
    return str(Reference(None, first, last, single=box.area == 1))
