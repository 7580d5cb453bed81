"""What a tab shows, as a table of texts."""

from __future__ import annotations

from tests.fake_google.sheets import show
from tests.fake_google.sheets.book import Sheet, Spreadsheet


def texts(book: Spreadsheet, sheet: Sheet) -> list[list[str]]:
    """The shown texts from the first cell to the last row and column that hold anything."""
    used = [place for place, cell in sheet.cells.items() if not cell.blank]
    if not used:
        return []
    height, width = max(row for row, _ in used) + 1, max(column for _, column in used) + 1
    table = [[""] * width for _ in range(height)]
    for row, column in used:
        number_format = sheet.cells[row, column].format.get("numberFormat")
        table[row][column] = show.render(book.effective(sheet, row, column), number_format, book.locale)
    return table
