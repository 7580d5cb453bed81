"""Whether a value meets a BooleanCondition: for conditional formats and filters."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.fake_google.sheets import entry, show
from tests.fake_google.sheets.book import Book, Sheet
from tests.fake_google.sheets.calc import effective, number_format, outcome, shifted
from tests.fake_google.sheets.value import ErrorValue, Value

Numbers = list[float]
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"(https?|ftp)://\S+", re.IGNORECASE)

NUMERIC: dict[str, Callable[[float, Numbers], bool]] = {
    "NUMBER_GREATER": lambda value, bounds: value > bounds[0],
    "NUMBER_GREATER_THAN_EQ": lambda value, bounds: value >= bounds[0],
    "NUMBER_LESS": lambda value, bounds: value < bounds[0],
    "NUMBER_LESS_THAN_EQ": lambda value, bounds: value <= bounds[0],
    "NUMBER_EQ": lambda value, bounds: value == bounds[0],
    "NUMBER_NOT_EQ": lambda value, bounds: value != bounds[0],
    "NUMBER_BETWEEN": lambda value, bounds: bounds[0] <= value <= bounds[1],
    "NUMBER_NOT_BETWEEN": lambda value, bounds: not bounds[0] <= value <= bounds[1],
    "DATE_EQ": lambda value, bounds: int(value) == int(bounds[0]),
    "DATE_NOT_EQ": lambda value, bounds: int(value) != int(bounds[0]),
    "DATE_BEFORE": lambda value, bounds: value < bounds[0],
    "DATE_AFTER": lambda value, bounds: value >= bounds[0] + 1,
    "DATE_ON_OR_BEFORE": lambda value, bounds: value < bounds[0] + 1,
    "DATE_ON_OR_AFTER": lambda value, bounds: value >= bounds[0],
    "DATE_BETWEEN": lambda value, bounds: bounds[0] <= value < bounds[1] + 1,
    "DATE_NOT_BETWEEN": lambda value, bounds: not bounds[0] <= value < bounds[1] + 1,
    "DATE_IS_VALID": lambda value, bounds: value >= 0 and not bounds,
}
TEXTUAL: dict[str, Callable[[str, list[str]], bool]] = {
    "TEXT_CONTAINS": lambda text, wanted: wanted[0] in text,
    "TEXT_NOT_CONTAINS": lambda text, wanted: wanted[0] not in text,
    "TEXT_STARTS_WITH": lambda text, wanted: text.startswith(wanted[0]),
    "TEXT_ENDS_WITH": lambda text, wanted: text.endswith(wanted[0]),
    "TEXT_EQ": lambda text, wanted: text == wanted[0],
    "TEXT_NOT_EQ": lambda text, wanted: text not in wanted,
    "TEXT_IS_EMAIL": lambda text, wanted: _EMAIL.fullmatch(text) is not None and not wanted,
    "TEXT_IS_URL": lambda text, wanted: _URL.fullmatch(text) is not None and not wanted,
    "ONE_OF_LIST": lambda text, wanted: text in wanted,
}
# How many values a condition takes: at least, at most.
ARITY: dict[str, tuple[int, int]] = {
    **dict.fromkeys(NUMERIC, (1, 1)),
    **dict.fromkeys(TEXTUAL, (1, 1)),
    **dict.fromkeys(("NUMBER_BETWEEN", "NUMBER_NOT_BETWEEN", "DATE_BETWEEN", "DATE_NOT_BETWEEN"), (2, 2)),
    **dict.fromkeys(("DATE_IS_VALID", "TEXT_IS_EMAIL", "TEXT_IS_URL", "BLANK", "NOT_BLANK"), (0, 0)),
    **dict.fromkeys(("ONE_OF_LIST", "TEXT_EQ", "NUMBER_EQ", "TEXT_NOT_EQ", "NUMBER_NOT_EQ"), (1, 500)),
    "ONE_OF_RANGE": (1, 1),
    "CUSTOM_FORMULA": (1, 1),
    "BOOLEAN": (0, 2),
    "FILTER_EXPRESSION": (1, 1),
}


class Place:
    """Where a condition is looked at: the cell, and the corner that its formulas were written for."""

    def __init__(self, book: Book, sheet: Sheet, row: int, column: int, corner: tuple[int, int]) -> None:
        self.book = book
        self.sheet = sheet
        self.row = row
        self.column = column
        self.corner = corner

    def formula(self, text: str) -> Value:
        """What the formula gives here."""
        moved = shifted(self.book, text, self.row - self.corner[0], self.column - self.corner[1])
        return outcome(self.book, self.sheet, moved, self.row, self.column)

    @property
    def value(self) -> Value:
        return effective(self.book, self.sheet, self.row, self.column)


def holds(condition: dict[str, Any], place: Place) -> bool:
    """The cell meets the condition."""
    kind, value = condition.get("type", ""), place.value
    if kind == "BLANK":
        return value is None or value == ""
    if kind == "NOT_BLANK":
        return value is not None and value != ""
    given = [item.get("userEnteredValue", "") for item in condition.get("values", [])]
    if kind == "CUSTOM_FORMULA":
        return bool(given) and _true(place.formula(given[0]))
    wanted = [place.formula(text) if text.startswith("=") else text for text in given]
    if kind in NUMERIC:
        return _numeric(kind, value, wanted, place.book.locale)
    if kind in TEXTUAL and not isinstance(value, ErrorValue):
        shape = number_format(place.book, place.sheet, place.row, place.column)
        text = show.render(value, shape, place.book.locale).casefold()
        texts = [show.render(item, None, place.book.locale).casefold() for item in wanted]
        return bool(texts or ARITY[kind][0] == 0) and TEXTUAL[kind](text, texts)
    return False


def _true(value: Value) -> bool:
    return value is True or (isinstance(value, float) and value != 0)


def _numeric(kind: str, value: Value, wanted: list[Value], locale: str) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    bounds: Numbers = []
    for item in wanted:
        number = entry.number(item, locale) if isinstance(item, str) else item
        if isinstance(number, bool) or not isinstance(number, (int, float)):
            return False
        bounds.append(float(number))
    return len(bounds) >= ARITY[kind][0] and NUMERIC[kind](float(value), bounds)


def rules_at(book: Book, sheet: Sheet, row: int, column: int) -> list[dict[str, Any]]:
    """The formats of the conditional rules that hold in the cell, the strongest first."""
    found = []
    for rule in sheet.rules:
        boolean = rule.body.get("booleanRule")
        if boolean is None:
            continue
        areas = [sheet.box(area) for area in rule.areas]
        if not any(area.has(row, column) for area in areas):
            continue
        corner = min(area.top for area in areas), min(area.left for area in areas)
        if holds(boolean.get("condition", {}), Place(book, sheet, row, column, corner)):
            found.append(boolean.get("format", {}))
    return found
