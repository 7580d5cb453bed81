"""What passes between operators and functions: values, areas, small matrices, and the errors that stop them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NoReturn

from tests.fake_google.sheets import entry, show
from tests.fake_google.sheets.locales import find
from tests.fake_google.sheets.value import ErrorValue, Value

Rows = list[list[Value]]


@dataclass(frozen=True, slots=True)
class Area:
    """Cells of one sheet, counted from 0, both ends included."""

    sheet: int
    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top + 1

    @property
    def width(self) -> int:
        return self.right - self.left + 1

    @property
    def single(self) -> bool:
        return self.top == self.bottom and self.left == self.right

    def column(self, number: int) -> Area:
        """The area's column, from 0."""
        return Area(self.sheet, self.top, self.left + number, self.bottom, self.left + number)

    def row(self, number: int) -> Area:
        """The area's row, from 0."""
        return Area(self.sheet, self.top + number, self.left, self.top + number, self.right)

    def cell(self, row: int, column: int) -> Area:
        """The area's cell, from 0."""
        return Area(self.sheet, self.top + row, self.left + column, self.top + row, self.left + column)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Values that stand in no cells: an array literal, or what an operator made of an area."""

    rows: Rows

    @property
    def height(self) -> int:
        return len(self.rows)

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


Operand = Value | Area | Matrix


class FormulaError(Exception):
    """The formula, or the part of it that IFERROR guards, comes out as this error."""

    def __init__(self, value: ErrorValue) -> None:
        super().__init__(value.type)
        self.value = value


def failure(kind: str, message: str) -> FormulaError:
    """The error of that API type, to be raised."""
    return FormulaError(ErrorValue(kind, message))


def fail(kind: str, message: str) -> NoReturn:
    """Raises the error of that API type."""
    raise failure(kind, message)


def checked(value: Value) -> Value:
    """The value itself; an error is raised."""
    if isinstance(value, ErrorValue):
        raise FormulaError(value)
    return value


def to_number(value: Value, locale: str, function: str, position: int) -> float:
    """The value as a number: empty is 0, TRUE 1, text what typing it would give."""
    if isinstance(value, float):
        return value
    if value is None:
        return 0.0
    if isinstance(value, str):
        found = entry.number(value, locale)
        if found is None:
            fail(
                "VALUE",
                f"Function {function} parameter {position} expects number values. But '{value}' is a text and "
                "cannot be coerced to a number.",
            )
        return found
    checked(value)
    return float(value) if isinstance(value, int) else 0.0


def to_text(value: Value, locale: str) -> str:
    """The value as `&` joins it."""
    if isinstance(value, str):
        return value
    return show.plain(checked(value), locale)


def to_truth(value: Value, locale: str, function: str, position: int) -> bool:
    """The value as a condition: numbers other than 0 are true."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        if value.upper() in {"TRUE", find(locale).true}:
            return True
        if value.upper() in {"FALSE", find(locale).false}:
            return False
        if value == "":
            return False
        fail(
            "VALUE",
            f"Function {function} parameter {position} expects boolean values. But '{value}' is a text and "
            "cannot be coerced to a boolean.",
        )
    return bool(checked(value))


def finite(number: float) -> float:
    """The number; one beyond what a sheet can hold is an error."""
    if not math.isfinite(number):
        fail("NUM", "Numeric value is too large to be displayed.")
    return number


_RANK = {float: 0, int: 0, str: 1, bool: 2}


def order(left: Value, right: Value) -> int:
    """-1, 0 or 1 as the first stands before, with or behind the second: numbers, texts, truth values."""
    if left is None:
        left = _empty_as(right)
    if right is None:
        right = _empty_as(left)
    if left is None or right is None:
        return 0
    if isinstance(left, str) and isinstance(right, str):
        left, right = left.lower(), right.lower()
    elif _RANK[type(left)] != _RANK[type(right)]:
        return -1 if _RANK[type(left)] < _RANK[type(right)] else 1
    return (left > right) - (left < right)  # type: ignore[operator]  # of one kind by now


def _empty_as(other: Value) -> Value:
    """What an empty cell counts as beside the other value."""
    if isinstance(other, str):
        return ""
    if isinstance(other, bool):
        return False
    return None if other is None else 0.0
