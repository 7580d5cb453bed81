"""References: `A1`, `$A$1:B`, `3:5`, `'Tab name'!A:A`, read and written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from tests.fake_google.sheets.formulas.tokens import MAX_COLUMN, MAX_ROW

_CORNER = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)([0-9]*)")


def column_number(letters: str) -> int:
    """The column from 0: `A` is 0, `AA` 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """The letters of a column counted from 0."""
    letters, left = "", number + 1
    while left:
        left, digit = divmod(left - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


@dataclass(frozen=True)
class Corner:
    """One end of a reference, counted from 0; None where it leaves the row or the column open."""

    row: int | None
    column: int | None
    fixed_row: bool = False
    fixed_column: bool = False

    def __str__(self) -> str:
        letters = "" if self.column is None else f"{'$' * self.fixed_column}{column_letters(self.column)}"
        return letters + ("" if self.row is None else f"{'$' * self.fixed_row}{self.row + 1}")


@dataclass(frozen=True)
class Reference:
    """What a formula points at; `sheet` is None on the formula's own sheet, both corners are one for a cell."""

    sheet: str | None
    first: Corner
    last: Corner
    single: bool  # written as one cell
    broken: bool = False  # `Tab!#REF!`

    def __str__(self) -> str:
        where = "" if self.sheet is None else f"{quoted(self.sheet)}!"
        if self.broken:
            return "#REF!" if self.sheet is None else f"{where}#REF!"
        return where + (str(self.first) if self.single else f"{self.first}:{self.last}")

    def ordered(self) -> Reference:
        """The same cells with the first corner above and left of the last; an open end stays last."""
        first, last = self.first, self.last
        if first.row is None and last.row is not None:  # A:A5 is A1:A5 from below
            first, last = replace(first, row=last.row, fixed_row=last.fixed_row), replace(last, row=None)
        if first.column is None and last.column is not None:
            first, last = replace(first, column=last.column), replace(last, column=None)
        if first.row is not None and last.row is not None and first.row > last.row:
            first, last = _swap_rows(first, last)
        if first.column is not None and last.column is not None and first.column > last.column:
            first, last = _swap_columns(first, last)
        return replace(self, first=first, last=last)


def _swap_rows(first: Corner, last: Corner) -> tuple[Corner, Corner]:
    return (
        replace(first, row=last.row, fixed_row=last.fixed_row),
        replace(last, row=first.row, fixed_row=first.fixed_row),
    )


def _swap_columns(first: Corner, last: Corner) -> tuple[Corner, Corner]:
    return (
        replace(first, column=last.column, fixed_column=last.fixed_column),
        replace(last, column=first.column, fixed_column=first.fixed_column),
    )


def quoted(title: str) -> str:
    """The sheet's title as formulas write it: quoted unless it is a plain word."""
    plain = re.fullmatch(r"[^\W\d]\w*", title) and not re.fullmatch(r"[A-Za-z]{1,3}[0-9]+", title)
    return title if plain else "'" + title.replace("'", "''") + "'"


@lru_cache(maxsize=8192)
def parse_reference(text: str) -> Reference | None:
    """The reference that a token of that kind spells; None beyond any grid (`ZZZZ1`, `A0`)."""
    sheet, mark, cells = text.rpartition("!") if not text.endswith("#REF!") else (text[:-6], text[-6:-5], "#REF!")
    title = None if not mark else sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    nowhere = Corner(0, 0)
    if cells == "#REF!":
        return Reference(title, nowhere, nowhere, single=True, broken=True)
    left, colon, right = cells.partition(":")
    first = _corner(left)
    last = _corner(right) if colon else first
    if first is None or last is None:
        return None
    return Reference(title, first, last, single=not colon)


def _corner(text: str) -> Corner | None:
    found = _CORNER.fullmatch(text)
    if found is None:
        return None
    dollar, letters, second, digits = found.groups()
    if digits and not letters:
        dollar, second = "", dollar or second
    row = int(digits) - 1 if digits else None
    column = column_number(letters) if letters else None
    if (row is not None and not 0 <= row < MAX_ROW) or (column is not None and column >= MAX_COLUMN):
        return None
    return Corner(row, column, fixed_row=bool(second), fixed_column=bool(dollar))
