"""Raw cells as they stood in a workbook, so that Google and Excel cannot disagree about their meaning.

The secret kept here: rows and columns count from 1, and an address is written as people say it, `B7`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

LONGEST = 1_000  # characters of a text that we write, so that it reads back as it was written
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff\ufffe\uffff]|[\ud800-\udfff]")


def fit_text(text: str) -> str:
    """The text as every store keeps it in a cell: without characters that none can hold, not endless, not padded."""
    return UNSEEN.sub(" ", text)[:LONGEST].strip()


@dataclass(frozen=True, slots=True)
class BrokenCell:
    """A cell whose formula ended in an error, `#REF!` and friends."""

    text: str


Value = str | Decimal | bool | date | datetime | time | BrokenCell


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something; `percent` where its format shows a fraction as percent."""

    value: Value
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, both corners included."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, address: tuple[int, int]) -> bool:
        row, column = address
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True)
class Tab:
    title: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Area, ...] = ()
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)  # remarks that hang on cells
    id: int | None = None  # the store's own, where it survives renaming

    def text(self, row: int, column: int) -> str:
        """The cell's text without spaces around it; empty where it holds no text."""
        cell = self.cells.get((row, column))
        return cell.value.strip() if cell is not None and isinstance(cell.value, str) else ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a defined name points now: it moves along when people rename, insert and move."""

    tab: str
    row: int
    column: int


def parse_anchor(text: str) -> Anchor:
    """Where `'Isi baru'!$A$5` points; ValueError for anything else, `#REF!` among it."""
    tab, _, cell = text.rpartition("!")
    area = parse_area(cell)
    return Anchor(tab.strip("'").replace("''", "'"), area.top, area.left)


@dataclass(frozen=True, slots=True)
class Grid:
    """One workbook as it stood."""

    tabs: tuple[Tab, ...]
    anchors: Mapping[str, Anchor] = field(default_factory=dict)
    keys: tuple[str, ...] = ()  # as kept beside the cells, in the file's properties

    def tab(self, title: str) -> Tab | None:
        return next((tab for tab in self.tabs if tab.title == title), None)


def column_letters(column: int) -> str:
    """1 -> `A`, 27 -> `AA`."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    return f"{column_letters(column)}{row}"


def parse_address(text: str) -> tuple[int, int]:
    """(row, column) of `B7` or `$B$7`; ValueError for anything else."""
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})", text.upper())
    if match is None:
        raise ValueError(f"bukan alamat sel: {text!r}")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def parse_area(text: str) -> Area:
    """The rectangle of `B7:C9`, or of the one cell `B7`."""
    first, _, last = text.partition(":")
    top, left = parse_address(first)
    bottom, right = parse_address(last or first)
    return Area(top, left, bottom, right)
