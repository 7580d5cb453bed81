"""A table's file as rows of values: every cell that cannot be read is named with its line and column."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from itertools import islice
from typing import Any

from sheets_sync.assessing import PLACES
from sheets_sync.packages.cells import Kind, read, shown
from sheets_sync.packages.rows import Row
from sheets_sync.packages.tables import Column, Table
from sheets_sync.packages.troubles import Trouble

MOST_ROWS = 20_000  # beneath the headings: 300 indicators of each of 60 units are 18,000
Line = tuple[int, list[str]]


def parsed(table: Table, content: bytes) -> tuple[list[Row], list[Trouble]]:
    """Its rows, and all that is wrong with them."""
    try:
        lines = list(islice(_lines(content.decode()), MOST_ROWS + 2))
    except UnicodeDecodeError:
        return [], [Trouble(table.file, "bukan teks UTF-8")]
    except csv.Error as problem:
        return [], [Trouble(table.file, f"bukan CSV yang benar ({problem})")]
    if not lines or lines[0][1] != table.headings:
        return [], [Trouble(table.file, f"kepala kolomnya seharusnya {','.join(table.headings)}", 1)]
    if len(lines) > MOST_ROWS + 1:
        return [], [Trouble(table.file, f"barisnya lebih dari {MOST_ROWS}; itu bukan data satu kecamatan")]
    rows, troubles = [], []
    for number, cells in lines[1:]:
        row, wrong = _row(table, number, cells)
        rows.append(row)
        troubles += wrong
    return rows, troubles or _twice(table, rows)


def _lines(text: str) -> Iterator[Line]:
    """Each record with the line where it begins."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    begins = 1
    for cells in reader:
        yield begins, cells
        begins = reader.line_num + 1


def _row(table: Table, number: int, cells: list[str]) -> tuple[Row, list[Trouble]]:
    values: dict[str, Any] = {}
    row = Row(number, values)
    if len(cells) != len(table.columns):
        text = f"ada {len(cells)} sel, seharusnya {len(table.columns)}"
        return row, [Trouble(table.file, text, number)]
    troubles = []
    for column, cell in zip(table.columns, cells, strict=True):
        try:
            values[column.attribute] = _value(column, cell)
        except ValueError as problem:
            troubles.append(Trouble(table.file, str(problem), number, column.name))
    return row, troubles


def _value(column: Column, cell: str) -> Any:
    if not cell:
        if column.required:
            raise ValueError("masih kosong")
        return "" if column.kind is Kind.TEXT else None
    value = read(column.kind, cell)
    if column.choices and value not in column.choices:
        raise ValueError(f"{shown(cell)} tidak dikenal; pilihannya: {', '.join(column.choices)}")
    if column.pattern and not re.fullmatch(column.pattern, cell):
        raise ValueError(f"{shown(cell)} tidak seperti seharusnya: {column.description}")
    if column.least is not None and isinstance(value, int) and value < column.least:
        raise ValueError(f"{shown(cell)} kurang dari {column.least}")
    if column.below is not None and isinstance(value, Decimal) and not _summable(value, column.below):
        raise ValueError(f"{shown(cell)} terlalu besar, atau desimalnya lebih dari {PLACES}")
    return value


def _summable(value: Decimal, below: Decimal) -> bool:
    exponent = value.as_tuple().exponent
    return abs(value) < below and isinstance(exponent, int) and exponent >= -PLACES


def _twice(table: Table, rows: list[Row]) -> list[Trouble]:
    """No two rows have the same key."""
    names = [column.attribute for column in table.columns if column.name in table.key]
    first: dict[tuple[Any, ...], int] = {}
    troubles = []
    for row in rows:
        key = tuple(row.values[name] for name in names)
        if key in first:
            told = " ".join(str(value) for value in key[2:] or key)
            troubles.append(Trouble(table.file, f"{shown(told)} sudah ada di baris {first[key]}", row.line))
        first.setdefault(key, row.line)
    return troubles
