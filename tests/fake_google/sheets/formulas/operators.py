"""What the signs between values do, to one value or to many."""

from __future__ import annotations

import math
from collections.abc import Callable

from tests.fake_google.sheets.formulas.operands import (
    FormulaError,
    Matrix,
    checked,
    fail,
    finite,
    order,
    to_number,
    to_text,
)
from tests.fake_google.sheets.value import ErrorValue, Value

# The functions by whose names the service speaks of the operators in its messages.
_NAMES = {"+": "ADD", "-": "MINUS", "*": "MULTIPLY", "/": "DIVIDE", "^": "POW"}
_COMPARE: dict[str, Callable[[int], bool]] = {
    "=": lambda found: found == 0,
    "<>": lambda found: found != 0,
    "<": lambda found: found < 0,
    ">": lambda found: found > 0,
    "<=": lambda found: found <= 0,
    ">=": lambda found: found >= 0,
}


def unary(operator: str, value: Value, locale: str) -> Value:
    """The value with a sign before it or a percent sign behind it; a plus changes nothing."""
    if operator == "+":
        return value
    if operator == "%":
        return to_number(value, locale, "UNARY_PERCENT", 1) / 100
    return -to_number(value, locale, "UMINUS", 1) + 0.0


def binary(operator: str, left: Value, right: Value, locale: str) -> Value:
    """The two values joined, compared or reckoned."""
    if operator == "&":
        return to_text(left, locale) + to_text(right, locale)
    if operator in _COMPARE:
        return _COMPARE[operator](order(checked(left), checked(right)))
    name = _NAMES[operator]
    return _reckoned(operator, to_number(left, locale, name, 1), to_number(right, locale, name, 2))


def _reckoned(operator: str, left: float, right: float) -> float:
    if operator == "+":
        return finite(left + right)
    if operator == "-":
        return finite(left - right)
    if operator == "*":
        return finite(left * right)
    if operator == "/":
        if right == 0:
            fail("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero.")
        return finite(left / right)
    return power(left, right)


def power(base: float, exponent: float) -> float:
    """The base to the exponent; fails with the service's errors beyond the real numbers."""
    if base == 0 and exponent == 0:
        fail("NUM", "POW evaluates to an undefined result.")
    if base == 0 and exponent < 0:
        fail("DIVIDE_BY_ZERO", "POW evaluates to a division by zero.")
    try:
        found = math.pow(base, exponent)
    except (OverflowError, ValueError):
        fail("NUM", "POW evaluates to an out of range or imaginary number.")
    return finite(found)


def mapped(function: Callable[[Value], Value], matrix: Matrix) -> Matrix:
    """The matrix with the function done to each value; errors stay."""
    return Matrix([[_tried(function, value) for value in row] for row in matrix.rows])


def spread(function: Callable[..., Value], *operands: Value | Matrix) -> Matrix:
    """The function done cell by cell; a single value, row or column serves for all."""
    sizes = [(each.height, each.width) for each in operands if isinstance(each, Matrix)]
    height, width = max(size[0] for size in sizes), max(size[1] for size in sizes)
    return Matrix(
        [
            [_tried(function, *(_at(each, row, column) for each in operands)) for column in range(width)]
            for row in range(height)
        ]
    )


def _at(operand: Value | Matrix, row: int, column: int) -> Value:
    if not isinstance(operand, Matrix):
        return operand
    row, column = (0 if operand.height == 1 else row), (0 if operand.width == 1 else column)
    if row >= operand.height or column >= operand.width:
        return ErrorValue("N_A", "Array arguments are of different size.")
    return operand.rows[row][column]


def _tried(function: Callable[..., Value], *values: Value) -> Value:
    try:
        return function(*values)
    except FormulaError as failure:
        return failure.value
