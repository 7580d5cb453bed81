"""What stands for each code, looked up in the local Google's own state: nothing of the reader's is used here.

A cell stands for a code if its row has the code in front of some cell, and its column carries our mark of the
figures or has their heading in some cell.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from sheets_sync.stores.google.paint import is_our_sheet
from tests.fake_google.sheets.book import Sheet
from tests.fake_google.sheets.value import ErrorValue
from tests.online_edits.desk import VALUES, Desk

MARKS = {  # of the figures' column and of the codes', by how the code begins
    "REN": ("isi_realisasi", "isi_indikator"),
    "7.0": ("anggaran_realisasi", "anggaran_program"),
}
SCORES = {"AA", "A", "BB", "B", "CC", "C", "D"}
HEADING = "realisasi"


def standing(desk: Desk) -> dict[str, list[Any]]:
    """For each code the values of all cells that may stand for it."""
    return {code: [cell for sheet in _tabs(desk, code) for cell in _in_sheet(desk, sheet, code)] for code in VALUES}


def _tabs(desk: Desk, code: str) -> list[Sheet]:
    """The tab that we made and marked, else the marked copies of it, else any tab."""
    marked = {item.sheet_id for item in desk.book.metadata if item.kind == "COLUMN" and item.value in MARKS[code[:3]]}
    copies = [sheet for sheet in desk.book.sheets if sheet.id in marked]
    return [sheet for sheet in copies if is_our_sheet(sheet.id)] or copies or desk.book.sheets


def _in_sheet(desk: Desk, sheet: Sheet, code: str) -> list[Any]:
    marks = {
        item.line
        for item in desk.book.metadata
        if item.kind == "COLUMN" and item.sheet_id == sheet.id and item.value == MARKS[code[:3]][0]
    }
    rows, headed = set[int](), set[int]()
    for (row, column), cell in sheet.cells.items():
        words = str(cell.entered).casefold().split()
        if words and words[0] == code.casefold():
            rows.add(row)
        if words[:1] == [HEADING]:
            headed.add(column)
    spreadsheet = desk.office.google.state.spreadsheets[desk.file]
    return [spreadsheet.effective(sheet, row, column) for row in sorted(rows) for column in sorted(marks | headed)]


def agrees(value: Decimal, stands: list[Any]) -> bool:
    """One of the cells can be read as that value."""
    return any(_reads(cell, value) for cell in stands)


def _reads(cell: Any, value: Decimal) -> bool:
    if isinstance(cell, (bool, ErrorValue)) or cell is None:
        return False
    if isinstance(cell, float):
        return abs(Decimal(repr(cell)) - value) < Decimal("1e-9")
    text = str(cell).strip()
    return text in SCORES or text.rstrip(" %").replace(".", "").replace(",", ".") == str(value)


def plain_numbers(stands: list[Any]) -> defaultdict[Decimal, int]:
    """The numbers among the cells, each with how often it stands."""
    found: defaultdict[Decimal, int] = defaultdict(int)
    for cell in stands:
        if isinstance(cell, float) and not isinstance(cell, bool):
            found[Decimal(repr(cell))] += 1
    return found
