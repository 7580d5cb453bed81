"""Rows put in order: the cells move with their notes and formats, the rows themselves stay."""

from __future__ import annotations

import functools
from typing import Any

from tests.fake_google.sheets.area import Box
from tests.fake_google.sheets.book import Book, Cell, Sheet
from tests.fake_google.sheets.calc import effective, shifted
from tests.fake_google.sheets.trouble import Invalid
from tests.fake_google.sheets.value import ErrorValue, Value

Key = tuple[int, Any]


def sort(book: Book, sheet: Sheet, box: Box, specs: list[dict[str, Any]]) -> None:
    """The rows of the box are in the order of the specs, blanks last; equal rows keep theirs."""
    for spec in specs:
        column = spec.get("dimensionIndex", 0)
        if not box.left <= column < box.right:
            raise Invalid(f"Invalid sortSpecs: dimensionIndex[{column}] must be within the range to sort.")
    if any(merge.meets(box) for merge in sheet.merges):
        raise Invalid("You can't sort a range containing vertical merges or partial merges.")
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sheet.within(box):
        rows.setdefault(row, {})[column] = cell
    book.calculator = None
    order = sorted(rows)
    for spec in reversed(specs):
        column = spec.get("dimensionIndex", 0)
        down = spec.get("sortOrder") == "DESCENDING"
        keys = {row: key(effective(book, sheet, row, column)) for row in order}
        order.sort(key=functools.cmp_to_key(functools.partial(_compare, keys, down)))
    _place(book, sheet, box, rows, order)


def _compare(keys: dict[int, Key], down: bool, first: int, second: int) -> int:
    one, other = keys[first], keys[second]
    if one == other:
        return 0
    if 9 in (one[0], other[0]):  # blanks are last either way
        return -1 if other[0] == 9 else 1
    less = -1 if one < other else 1
    return -less if down else less


def key(value: Value) -> Key:
    """Numbers before text before truth values before errors; nothing is last."""
    if value is None or value == "":
        return 9, 0
    if isinstance(value, bool):
        return 2, value
    if isinstance(value, ErrorValue):
        return 3, 0
    if isinstance(value, str):
        return 1, value.casefold()
    return 0, value


def _place(book: Book, sheet: Sheet, box: Box, rows: dict[int, dict[int, Cell]], order: list[int]) -> None:
    for row, cells in rows.items():
        for column in cells:
            sheet.cells.pop((row, column), None)
    for to, source in enumerate(order, box.top):
        for column, cell in rows[source].items():
            moved = cell
            if cell.formula and to != source:
                moved = cell._replace(formula=shifted(book, cell.formula, to - source, 0))
            sheet.put(to, column, moved)
