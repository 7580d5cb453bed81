"""A tab made larger or smaller at its end."""

from __future__ import annotations

from tests.fake_google.caller import Caller
from tests.fake_google.sheets.area import COLUMNS, ROWS, Change
from tests.fake_google.sheets.book import Book, Sheet
from tests.fake_google.sheets.protection import check_lines
from tests.fake_google.sheets.structure import changed


def resized(book: Book, sheet: Sheet, rows: int, columns: int, caller: Caller) -> None:
    """The tab has that many rows and columns; what stood on those that are gone is gone, too."""
    for dimension, count, old in ((ROWS, rows, sheet.row_count), (COLUMNS, columns, sheet.column_count)):
        if count < old:
            check_lines(sheet, dimension, count, old, caller)
            changed(book, sheet, Change(sheet.id, dimension, "delete", count, old))
    sheet.row_count, sheet.column_count = rows, columns
