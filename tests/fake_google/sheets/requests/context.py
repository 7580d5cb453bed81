"""What a request of a batch works on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.fake_google.caller import Caller
from tests.fake_google.sheets.book import Book, Cell, Spreadsheet
from tests.fake_google.sheets.calc import shifted


@dataclass
class Context:
    """The state that is being written, for whom, and of which spreadsheet."""

    spreadsheet: Spreadsheet
    book: Book
    caller: Caller

    def new_id(self) -> int:
        return self.spreadsheet.new_id()

    def copied_formula(self, cell: Cell, rows: int, columns: int) -> Cell:
        """The cell with its formula as it reads that many rows further down and columns to the right."""
        if not cell.formula or not (rows or columns):
            return cell
        return cell._replace(formula=shifted(self.book, cell.formula, rows, columns))


Handler = Callable[[Context, dict[str, Any]], dict[str, Any] | None]
