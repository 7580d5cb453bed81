"""A spreadsheet on paper: a small PDF with each tab's texts, a line a row."""

from __future__ import annotations

from tests.fake_google.sheets.book import Spreadsheet
from tests.fake_google.sheets.shown import texts

LINES = 64  # on a page
WIDTH = 110  # characters of a line


def to_pdf(book: Spreadsheet) -> bytes:
    """The visible tabs, at least one page each."""
    pages: list[list[str]] = []
    for sheet in book.sheets:
        if sheet.hidden:
            continue
        lines = [sheet.title, ""] + ["   ".join(row).replace("\n", " ")[:WIDTH].rstrip() for row in texts(book, sheet)]
        pages += [lines[start : start + LINES] for start in range(0, len(lines), LINES)]
    return _document(pages)


def _document(pages: list[list[str]]) -> bytes:
    """The file: catalogue, page tree, font, then page and content by turns, and where each of them begins."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            + f"/Contents {5 + 2 * number} 0 R >>".encode()
        )
        drawn = _drawn(lines)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
    out, starts = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    entries = b"".join(b"%010d 00000 n \n" % start for start in starts)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, entries, len(objects) + 1, len(out))
    )


def _drawn(lines: list[str]) -> bytes:
    """The page's content: each line as text, brackets escaped, what the font has not as a question mark."""
    shown = b"".join(b"(%s) Tj T*\n" % _escaped(line) for line in lines)
    return b"BT /F1 9 Tf 12 TL 40 800 Td\n" + shown + b"ET"


def _escaped(line: str) -> bytes:
    text = line.encode("cp1252", "replace")
    return text.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
