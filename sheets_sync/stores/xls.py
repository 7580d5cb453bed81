"""Workbooks saved as Excel 97-2003 (.xls), as Grids: the same cells as the same workbook saved as xlsx.

xlrd reads them, with their formats, since percent and dates show in the format alone. The key survives in the hidden
tab; the file's custom properties are not read. What the file has lost stays lost: LibreOffice saves the text of a
formula in a cell with a number format as 0.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from typing import Any

import xlrd
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel
from xlrd.sheet import Sheet

from sheets_sync import numerals
from sheets_sync.errors import WorkbookError
from sheets_sync.grid import Anchor, Area, BrokenCell, Cell, Grid, Tab, Value
from sheets_sync.stores.filekind import FileKind, refusal
from sheets_sync.stores.xlsx import MAX_COLUMNS

UNICODE_SINCE = 80  # the version of the format
GLOBAL = -1  # the scope of a name that holds for the whole workbook


def read_xls(content: bytes, rows: int) -> Grid:
    """The first `rows` rows of each tab; WorkbookError where a password is asked for, anything where it is broken."""
    try:
        book: Any = xlrd.open_workbook(
            file_contents=content, formatting_info=True, on_demand=True, ragged_rows=True, logfile=io.StringIO()
        )
    except xlrd.XLRDError as failure:
        if "encrypted" in str(failure):
            raise WorkbookError(refusal(FileKind.LOCKED)) from failure
        raise
    with book:
        tabs = tuple(_read_tab(book, number, rows) for number in range(book.nsheets))
        return Grid(tabs, dict(_anchors(book)))


class _Sheet(Sheet):  # type: ignore[misc]  # xlrd ships no types
    """xlrd's own, but a formula's text is counted as the file counts it: an emoji is two of UTF-16's units."""

    def string_record_contents(self, data: bytes) -> str:
        if self.biff_version < UNICODE_SINCE:
            return str(super().string_record_contents(data))
        wanted, text, data = int.from_bytes(data[:2], "little"), b"", data[2:]
        while True:
            wide, chunk = data[0] & 1, data[1:]
            text += chunk if wide else chunk.decode("latin-1").encode("utf-16-le")
            if len(text) >= 2 * wanted:
                return text[: 2 * wanted].decode("utf-16-le", "replace")
            code, _, data = self.book.get_record_parts()
            if code != xlrd.biffh.XL_CONTINUE:
                raise ValueError("a text that is cut off")


def _read_tab(book: Any, number: int, rows: int) -> Tab:
    """One tab; none is kept in memory beside it."""
    book._position = book._sh_abs_posn[number]  # noqa: SLF001  # as xlrd's get_sheet, which makes no Sheet of ours
    book.getbof(xlrd.biffh.XL_WORKSHEET)
    sheet = _Sheet(book, book._position, book.sheet_names()[number], number)  # noqa: SLF001  # as above
    sheet.read(book)
    cells = {}
    for row in range(min(sheet.nrows, rows)):
        for column in range(min(sheet.row_len(row), MAX_COLUMNS)):
            if cell := _cell(book, sheet.cell(row, column)):
                cells[row + 1, column + 1] = cell
    merged = tuple(
        Area(top + 1, left + 1, bottom, right)
        for top, bottom, left, right in sheet.merged_cells
        if top < rows and left < MAX_COLUMNS
    )
    return Tab(sheet.name, cells, merged)


def _cell(book: Any, cell: Any) -> Cell | None:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or cell.value == "":
        return None
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return Cell(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return Cell(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Cell(BrokenCell(xlrd.error_text_from_code.get(cell.value, "#N/A")))
    shown_as = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    if is_date_format(shown_as):
        return Cell(_moment(cell.value, book.datemode))
    if not math.isfinite(cell.value):
        return Cell(BrokenCell("#NUM!"))
    return Cell(numerals.enter(cell.value), numerals.shows_percent(shown_as))


def _moment(value: float, datemode: int) -> Value:
    try:
        found: Value = from_excel(value, MAC_EPOCH if datemode else WINDOWS_EPOCH)
    except (OverflowError, ValueError):
        return BrokenCell("#VALUE!")  # as openpyxl has it
    return found


def _anchors(book: Any) -> Iterator[tuple[str, Anchor]]:
    """Where the workbook's names point; those that point nowhere, or at more than one tab, are left out."""
    titles = book.sheet_names()
    for name in book.name_obj_list:
        references = getattr(name.result, "value", None) if name.scope == GLOBAL else None
        if not isinstance(references, list) or len(references) != 1:
            continue
        first, last, row, _, column, _ = references[0].coords
        if 0 <= first < len(titles) and last == first + 1 and row >= 0 and column >= 0:
            yield name.name, Anchor(titles[first], row + 1, column + 1)
