"""A CSV as people save it: Excel under Indonesian settings writes semicolons, decimal commas, a BOM or cp1252."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sheets_sync.settings.rows import Field, Line, Mistakes, read_fields

MAX_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is laid out, so that it can be written anew: all that is not a value of its rows."""

    head: str  # the lines above the headings
    header: list[str]
    comments: str  # comment lines below the headings
    rows: list[list[str]]
    separator: str
    newline: str


def layout_of(raw: bytes, headings: Sequence[str]) -> Layout:
    """The layout of a file that `read_csv` reads without a mistake."""
    content = _text(raw)
    lines, skipped, separator = _opened(content, headings)
    found = list(_rows("", content, headings, Mistakes()))
    comments = [lines[number - 1] for number, cells in found[1:] if cells and cells[0].startswith("#")]
    rows = [cells for _, cells in found[1:] if any(cells) and not cells[0].startswith("#")]
    head = "".join(lines[:skipped]).lstrip("\ufeff")
    return Layout(
        head, found[0][1] if found else [], "".join(comments), rows, separator, "\r\n" if "\r\n" in content else "\n"
    )


def read_csv(path: Path, fields: Sequence[Field], mistakes: Mistakes) -> list[Line]:
    """The file's rows; comment lines (a first cell beginning with `#`) and empty lines are left out."""
    content = _decode(path, mistakes)
    return [] if content is None else read_rows(path.name, content, fields, mistakes)


def read_rows(file: str, content: str, fields: Sequence[Field], mistakes: Mistakes) -> list[Line]:
    """The same of a text that came otherwise; `file` is what mistakes call it."""
    rows = _rows(file, content, [field.key for field in fields], mistakes)
    header_line, header = next(rows, (1, []))
    columns = _columns(file, header_line, header, fields, mistakes)
    if columns is None:
        return []
    lacking = [field for field in fields if field not in columns]
    return [
        _read_row(file, number_, cells, columns, lacking, mistakes)
        for number_, cells in rows
        if any(cells) and not cells[0].startswith("#")
    ]


def _decode(path: Path, mistakes: Mistakes) -> str | None:
    try:
        if path.stat().st_size > MAX_BYTES:
            mistakes.add(path.name, 0, "lebih besar dari 5 MB; ini bukan berkas CSV kantor")
            return None
        raw = path.read_bytes()
    except FileNotFoundError:
        mistakes.add(path.name, 0, "tidak ada; salin dari kerangka `sheets-sync init`")
        return None
    except OSError as failure:
        mistakes.add(path.name, 0, f"tidak dapat dibaca ({failure.strerror})")
        return None
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        mistakes.add(path.name, 0, "ini berkas Excel yang diganti namanya; simpan sebagai CSV")
        return None
    return _text(raw)


def _text(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _rows(file: str, content: str, headings: Sequence[str], mistakes: Mistakes) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of each row, by whichever separator finds the most of the headings."""
    lines, skipped, separator = _opened(content, headings)
    reader = csv.reader(
        io.StringIO("".join(lines[skipped:]).replace("\0", ""), newline=""), delimiter=separator, strict=True
    )
    start = skipped + 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            mistakes.add(file, start, "barisnya tidak dapat dibaca; periksa tanda kutip yang tidak ditutup")
            cells = []
        yield start, [cell.strip() for cell in cells]
        start = skipped + reader.line_num + 1


def _opened(content: str, headings: Sequence[str]) -> tuple[list[str], int, str]:
    """The lines, how many of them stand above the headings, and what parts the cells."""
    lines = list(io.StringIO(content, newline=""))
    skipped = 0
    while skipped < len(lines) and re.match(r"\s*(#.*|sep=.?\s*|[;,\t\s]*)$", lines[skipped].strip('\ufeff"')):
        skipped += 1
    first = lines[skipped] if skipped < len(lines) else ""
    return lines, skipped, max(",;\t", key=lambda mark: len(set(_names(first.split(mark))) & set(headings)))


def _names(header: Iterable[str]) -> list[str]:
    return [name.strip().strip('"\ufeff').strip().casefold() for name in header]


def _columns(
    file: str, line: int, header: Sequence[str], fields: Sequence[Field], mistakes: Mistakes
) -> list[Field | None] | None:
    names = _names(header)
    by_key = {field.key: field for field in fields}
    missing = [key for key, field in by_key.items() if key not in names and not field.may_lack]
    unknown = [name for name in names if name and name not in by_key]
    doubled = sorted({name for name in names if name and names.count(name) > 1})
    for name in missing:
        mistakes.add(file, line, f"kolom {name!r} tidak ada")
    for name in unknown:
        mistakes.add(file, line, f"kolom {_shown(name, names)} tidak dikenal; kolomnya: {', '.join(by_key)}")
    for name in doubled:
        mistakes.add(file, line, f"kolom {_shown(name, names)} ada dua kali")
    return None if missing or doubled else [by_key.get(name) for name in names]


def _shown(name: str, names: Sequence[str]) -> str:
    """The heading, or its place where a row of addresses or numbers stands in the headings' place."""
    private = "@" in name or sum(map(str.isdigit, name)) > 4
    return f"ke-{names.index(name) + 1}" if private else repr(name)


def _read_row(
    file: str,
    line: int,
    cells: Sequence[str],
    columns: Sequence[Field | None],
    lacking: Sequence[Field],
    mistakes: Mistakes,
) -> Line:
    if any(cells[len(columns) :]):
        mistakes.add(
            file, line, "selnya lebih banyak daripada kepala kolom; apit teks atau angka berkoma dengan tanda kutip"
        )
        return Line(file, line, {})
    padded = [*cells, *[""] * (len(columns) - len(cells))]
    pairs = [(field, cell) for field, cell in zip(columns, padded, strict=False) if field is not None]
    return read_fields(file, line, [*pairs, *((field, "") for field in lacking)], mistakes)
