"""A person at a spreadsheet, played on real workbook files.

openpyxl's load and save stand in for the spreadsheet program. openpyxl alone leaves defined names and merged areas
behind when rows and columns go elsewhere; here they follow, as they do in Excel, LibreOffice and Google Sheets.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
from openpyxl.packaging.custom import StringProperty

from sheets_sync.demo import type_into
from sheets_sync.form import Form
from sheets_sync.grid import Grid, address, parse_address
from sheets_sync.reading import read_submission, rows_needed
from sheets_sync.stores.base import Ref
from sheets_sync.stores.xlsx import KEY_PROPERTY, XlsxFolder
from sheets_sync.submission import Submission
from sheets_sync.workbook import FIRST_ROW, KEY_TITLE, make_workbook

ZONE = ZoneInfo("Asia/Makassar")
NOW = datetime(2026, 10, 8, 2, 30, tzinfo=UTC)
CODES, FIGURES, NOTES = "isi_indikator", "isi_realisasi", "isi_keterangan"
BUDGET_CODES, BUDGET_FIGURES, BUDGET_NOTES = "anggaran_program", "anggaran_realisasi", "anggaran_keterangan"
CAUSE_CODES, OBSTACLES, ACTIONS = "kendala_indikator", "kendala_hambatan", "kendala_tindak"

Typed = str | Decimal
Edit = Callable[[Any], None]  # something done to an opened openpyxl workbook
Spot = tuple[int, int]  # row and column, from 1


# --- handing out and filling ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A made workbook in a folder of its own, and the form it was made from."""

    store: XlsxFolder
    ref: Ref
    form: Form

    @property
    def path(self) -> Path:
        return self.store.path(self.ref)

    def grid(self) -> Grid:
        """The workbook's raw cells as the store reads them."""
        return self.store.read(self.ref, rows_needed(self.form))[0]

    def submission(self) -> Submission:
        """What the unit filled, as a pull would read it now."""
        grid, source = self.store.read(self.ref, rows_needed(self.form))
        return read_submission(grid, self.form, source, NOW)

    def renamed(self, path: Path) -> HandedOut:
        """The same form in another file, which lies in the folder of its period."""
        store = XlsxFolder(path.parent.parent, ZONE)
        return HandedOut(store, Ref(path.parent.name, path.name), self.form)


def hand_out(root: Path, form: Form) -> HandedOut:
    """The form's workbook, made new in `root`."""
    store = XlsxFolder(root, ZONE)
    ref = store.create(make_workbook(form), form.period, f"{form.unit} {form.unit_name} {form.period}")
    return HandedOut(store, ref, form)


def fill(
    given: HandedOut,
    figures: Mapping[str, Typed],
    notes: Mapping[str, str] | None = None,
    *,
    budget: Mapping[str, Typed] | None = None,
    sender: str = "",
) -> None:
    """Type the figures and notes by their codes; a sender also ticks "Saya kirim"."""
    form = given.form
    rows = {row.code: number for number, row in enumerate(form.rows, FIRST_ROW)}
    cells: dict[Spot, Typed] = {(rows[code], 2): value for code, value in figures.items()}
    cells |= {(rows[code], 3): note for code, note in (notes or {}).items()}
    if sender:
        send = FIRST_ROW + len(form.rows)
        cells |= {(send, 2): form.words.yes, (send, 3): sender}
    sheets: dict[str, Mapping[Spot, Typed]] = {form.words.tab_fill: cells}
    if budget:
        programmes = {row.code: number for number, row in enumerate(form.budget, FIRST_ROW)}
        sheets[form.words.tab_budget] = {(programmes[code], 2): value for code, value in budget.items()}
    type_into(given.path, sheets)


def edit(path: Path, *edits: Edit) -> None:
    """Open the workbook, do these edits one after another, and save it."""
    book = openpyxl.load_workbook(path)
    for step in edits:
        step(book)
    book.save(path)


# --- tabs ----------------------------------------------------------------------------------------------------


def rename_tab(title: str, new: str) -> Edit:
    def step(book: Any) -> None:
        if title in book.sheetnames and new not in book.sheetnames:
            book[title].title = new
            _names_follow(book, title, lambda row, column: (row, column), new)

    return step


def rename_tab_of(name: str, new: str) -> Edit:
    """Rename the tab that the defined name points at, whatever it is called by now."""

    def step(book: Any) -> None:
        if found := _spot(book, name):
            rename_tab(found[0].title, new)(book)

    return step


def reverse_tabs(book: Any) -> None:
    """Drag the tabs into the opposite order; the hidden key tab stands first then."""
    book._sheets.reverse()
    book.active = next(number for number, sheet in enumerate(book.worksheets) if sheet.sheet_state == "visible")


def delete_tab(title: str) -> Edit:
    def step(book: Any) -> None:
        if title in book.sheetnames:
            _names_follow(book, title, lambda _row, _column: None)
            del book[title]

    return step


def copy_tab_to_front(title: str) -> Edit:
    """Duplicate the tab; the copy, `Isi Copy`, stands first."""

    def step(book: Any) -> None:
        copy = book.copy_worksheet(book[title])
        book.move_sheet(copy, -len(book.sheetnames) + 1)

    return step


# --- columns, each named by the defined name in its heading --------------------------------------------------


def insert_column(before: str, heading: str = "", values: Mapping[str, Typed] | None = None) -> Edit:
    """Insert a column, perhaps with a heading and with values by code."""

    def step(book: Any) -> None:
        if found := _spot(book, before):
            sheet, head, at = found
            _rearrange(book, sheet, lambda row, column: (row, column + (column >= at)))
            sheet.cell(head, at, heading or None)
            for code, value in (values or {}).items():
                if row := _row_of(book, before, code):
                    sheet.cell(row, at, value)

    return step


def copy_column_before(name: str) -> Edit:
    """Copy the column, heading and all, and insert the copy before it ("Insert copied cells")."""

    def step(book: Any) -> None:
        if found := _spot(book, name):
            sheet, _, at = found
            _rearrange(book, sheet, lambda row, column: (row, column + (column >= at)))
            for row in range(1, sheet.max_row + 1):
                sheet.cell(row, at, sheet.cell(row, at + 1).value)

    return step


def move_column(name: str, to: int) -> Edit:
    """Cut the column and insert it as column number `to`."""

    def step(book: Any) -> None:
        found = _spot(book, name)
        if found is None or found[0].merged_cells.ranges:  # no program moves half of a merged cell
            return
        sheet, _, at = found
        order = [column for column in range(1, max(sheet.max_column, to) + 1) if column != at]
        order.insert(to - 1, at)
        place = {column: number for number, column in enumerate(order, 1)}
        _rearrange(book, sheet, lambda row, column: (row, place[column]))

    return step


def delete_column(name: str) -> Edit:
    def step(book: Any) -> None:
        if found := _spot(book, name):
            sheet, _, at = found
            _rearrange(book, sheet, lambda row, column: None if column == at else (row, column - (column > at)))

    return step


def rename_heading(name: str, text: str) -> Edit:
    def step(book: Any) -> None:
        if found := _spot(book, name):
            sheet, head, at = found
            _write(sheet, head, at, text)

    return step


def forget_names(book: Any) -> None:
    """Save through a program that knows no defined names."""
    book.defined_names.clear()


def names_left_behind(step: Edit) -> Edit:
    """The edit in a program that moves cells but leaves the defined names where they were."""

    def done(book: Any) -> None:
        kept = {name: defined.attr_text for name, defined in book.defined_names.items()}
        step(book)
        for name, text in kept.items():
            book.defined_names[name].attr_text = text

    return done


# --- rows, each named by its code ----------------------------------------------------------------------------


def insert_rows(before: str, count: int = 1, name: str = CODES) -> Edit:
    """Insert empty rows before the row of that code; before the heading where the code is empty."""

    def step(book: Any) -> None:
        found = _spot(book, name)
        at = (_row_of(book, name, before) if before else found and found[1]) or 0
        if found and at:
            _rearrange(book, found[0], lambda row, column: (row + count * (row >= at), column))

    return step


def sort_rows(name: str = CODES, *, descending: bool = True) -> Edit:
    """Sort the rows of the table by their first cell, figures and notes along with it."""

    def step(book: Any) -> None:
        found = _spot(book, name)
        if found is None or found[0].merged_cells.ranges:  # Excel refuses to sort merged cells
            return
        sheet, head, at = found
        rows = [row for row in range(head + 1, sheet.max_row + 1) if "·" in str(sheet.cell(row, at).value)]
        ordered = sorted(rows, key=lambda row: str(sheet.cell(row, at).value), reverse=descending)
        place = dict(zip(ordered, rows, strict=True))
        _rearrange(book, sheet, lambda row, column: (place.get(row, row), column))

    return step


def delete_row(code: str, name: str = CODES) -> Edit:
    def step(book: Any) -> None:
        if (found := _spot(book, name)) and (at := _row_of(book, name, code)):
            _rearrange(book, found[0], lambda row, column: None if row == at else (row - (row > at), column))

    return step


def double_row(code: str, figure: Typed | None = None) -> Edit:
    """Copy the row and insert the copy below it, perhaps with another figure."""

    def step(book: Any) -> None:
        found, at = _spot(book, FIGURES), _row_of(book, CODES, code)
        if found and at:
            sheet, _, column_of_figures = found
            _rearrange(book, sheet, lambda row, column: (row + (row > at), column))
            for column in range(1, sheet.max_column + 1):
                _write(sheet, at + 1, column, sheet.cell(at, column).value)
            if figure is not None:
                _write(sheet, at + 1, column_of_figures, figure)

    return step


def rename_code(code: str, new: str) -> Edit:
    """Overtype the code that begins the row's first cell."""

    def step(book: Any) -> None:
        if (found := _spot(book, CODES)) and (at := _row_of(book, CODES, code)):
            sheet, _, column = found
            sheet.cell(at, column).value = str(sheet.cell(at, column).value).replace(code, new, 1)

    return step


def reword(code: str, change: Callable[[str], str], name: str = CODES) -> Edit:
    """Overtype the words in the first cell of the row of that code."""

    def step(book: Any) -> None:
        if (found := _spot(book, name)) and (at := _row_of(book, name, code)):
            sheet, _, column = found
            sheet.cell(at, column).value = change(str(sheet.cell(at, column).value))

    return step


# --- cells ---------------------------------------------------------------------------------------------------


def put(code: str, value: object, shown_as: str = "", name: str = FIGURES) -> Edit:
    """Overtype the cell of that code, perhaps in another number format; `#REF!` becomes an error cell."""

    def step(book: Any) -> None:
        if (found := _spot(book, name)) and (at := _row_of(book, name, code)):
            sheet, _, column = found
            _write(sheet, at, column, value)
            if shown_as:
                sheet.cell(at, column).number_format = shown_as

    return step


def tick(value: object, sender: object = None) -> Edit:
    """Put the value into the cell beside "Saya kirim", and the sender's name beside that."""

    def step(book: Any) -> None:
        codes, figures, notes = (_spot(book, name) for name in (CODES, FIGURES, NOTES))
        assert codes
        assert figures
        assert notes
        sheet, _, column = codes
        row = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, column).value == "Saya kirim")
        sheet.cell(row, figures[2]).value = value
        sheet.cell(row, notes[2]).value = sender

    return step


def merge(code: str, *, down: int = 0, right: int = 0, name: str = FIGURES) -> Edit:
    """Merge the cell with those below or beside it; as in Excel, only the first one's content survives."""

    def step(book: Any) -> None:
        if (found := _spot(book, name)) and (at := _row_of(book, name, code)):
            sheet, _, column = found
            wanted = {(at + i, column + j) for i in range(down + 1) for j in range(right + 1)}
            if not any(wanted & set(_cells_of(area)) for area in sheet.merged_cells.ranges):
                sheet.merge_cells(f"{address(at, column)}:{address(at + down, column + right)}")

    return step


# --- the key -------------------------------------------------------------------------------------------------


def clear_key_property(book: Any) -> None:
    """Save through a program that drops custom properties."""
    del book.custom_doc_props[KEY_PROPERTY]


def change_key_property(text: str) -> Edit:
    def step(book: Any) -> None:
        clear_key_property(book)
        book.custom_doc_props.append(StringProperty(name=KEY_PROPERTY, value=text))

    return step


def change_key_tab(text: str) -> Edit:
    def step(book: Any) -> None:
        book[KEY_TITLE]["A1"] = text

    return step


# --- the file as a zip ---------------------------------------------------------------------------------------


def parts(path: Path) -> dict[str, bytes]:
    """What each part of the zip holds, in its order."""
    with zipfile.ZipFile(path) as package:
        return {info.filename: package.read(info) for info in package.infolist()}


def repack(path: Path, changes: Mapping[str, bytes | None]) -> None:
    """Write the zip anew with these parts in place of its own; None leaves a part out."""
    kept = parts(path) | dict(changes)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in kept.items():
            if content is not None:
                package.writestr(name, content)


# --- how it is done ------------------------------------------------------------------------------------------


def _spot(book: Any, name: str) -> tuple[Any, int, int] | None:
    """The sheet, row and column that the defined name points at now; None where that is gone."""
    defined = book.defined_names.get(name)
    tab, _, cell = (defined.attr_text if defined else "#REF!").rpartition("!")
    title = tab.strip("'").replace("''", "'")
    if title not in book.sheetnames or "#" in cell:
        return None
    row, column = parse_address(cell)
    return book[title], row, column


def _row_of(book: Any, name: str, code: str) -> int | None:
    """The first row of that code in the table which the defined name belongs to."""
    tables = {"anggaran": BUDGET_CODES, "kendala": CAUSE_CODES, "isi": CODES}
    found = _spot(book, tables[name.partition("_")[0]])
    if found is None:
        return None
    sheet, head, column = found
    rows = range(head + 1, sheet.max_row + 1)
    return next((row for row in rows if str(sheet.cell(row, column).value).startswith(f"{code} ·")), None)


def _write(sheet: Any, row: int, column: int, value: object) -> None:
    """Type into the cell; what is typed over the hidden part of a merged cell goes nowhere."""
    if not any((row, column) in _cells_of(area)[1:] for area in sheet.merged_cells.ranges):
        sheet.cell(row, column).value = value


def _cells_of(area: Any) -> list[Spot]:
    return [
        (row, column)
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    ]


def _rearrange(book: Any, sheet: Any, place: Callable[[int, int], Spot | None]) -> None:
    """Every cell, merged area and defined name goes where `place` puts it; None: it is deleted."""
    moved = {}
    for (row, column), cell in sheet._cells.items():
        if target := place(row, column):
            cell.row, cell.column = target
            moved[target] = cell
    sheet._cells = moved
    for area in list(sheet.merged_cells.ranges):
        corners = [target for spot in _cells_of(area) if (target := place(*spot))]
        sheet.merged_cells.ranges.remove(area)
        if len(corners) > 1:
            top, left = min(corners)
            bottom, right = max(corners)
            sheet.merged_cells.add(f"{address(top, left)}:{address(bottom, right)}")
    _names_follow(book, sheet.title, place)


def _names_follow(book: Any, title: str, place: Callable[[int, int], Spot | None], new_title: str = "") -> None:
    for name, defined in book.defined_names.items():
        found = _spot_by_title(book, name, title, new_title)
        if found is None:
            continue
        target = place(*found)
        tab = (new_title or title).replace("'", "''")
        defined.attr_text = "#REF!" if target is None else f"'{tab}'!{_absolute(*target)}"


def _spot_by_title(book: Any, name: str, title: str, new_title: str) -> Spot | None:
    tab, _, cell = book.defined_names[name].attr_text.rpartition("!")
    old = tab.strip("'").replace("''", "'")
    return parse_address(cell) if old == title and old != new_title and "#" not in cell else None


def _absolute(row: int, column: int) -> str:
    letters = address(row, column).rstrip("0123456789")
    return f"${letters}${row}"
