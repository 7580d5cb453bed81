"""A spreadsheet as a file: CSV and TSV of one tab, XLSX (in `xlsx`) and PDF (in `printed`) of all."""

from __future__ import annotations

from tests.fake_google.sheets.book import Sheet, Spreadsheet
from tests.fake_google.sheets.printed import to_pdf
from tests.fake_google.sheets.shown import texts
from tests.fake_google.sheets.xlsx import to_xlsx

__all__ = ["to_csv", "to_pdf", "to_tsv", "to_xlsx"]


def to_csv(book: Spreadsheet, sheet: Sheet) -> bytes:
    """What the tab shows, as the service writes CSV: lines end in CRLF, the last one does not."""
    return "\r\n".join(",".join(map(_quoted, row)) for row in texts(book, sheet)).encode()


def to_tsv(book: Spreadsheet, sheet: Sheet) -> bytes:
    """What the tab shows with tabs between; a tab or a line's end inside a cell becomes a blank."""
    rows = ("\t".join(cell.replace("\t", " ").replace("\r\n", " ").replace("\n", " ") for cell in row)
            for row in texts(book, sheet))  # fmt: skip
    return "\r\n".join(rows).encode()


def _quoted(text: str) -> str:
    if any(mark in text for mark in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text
