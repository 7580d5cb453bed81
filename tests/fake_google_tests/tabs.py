"""A spreadsheet of a few tabs for formulas to stand in, and what they come to there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from tests.fake_google.sheets.formulas import Area, Calculator
from tests.fake_google.sheets.formulas.reference import parse_reference
from tests.fake_google.sheets.value import ErrorValue, Value

NOW = datetime(2026, 9, 30, 10, 30)  # noqa: DTZ001  # as clocks in the spreadsheet's zone show it
Cells = Mapping[str, Value]


class Tabs:
    """A spreadsheet of a few tabs, its cells named like `Sheet1!B2` or, on the first tab, `B2`."""

    def __init__(self, cells: Cells, locale: str = "en_US", rows: int = 1000) -> None:
        self.locale = locale
        self._titles = ["Sheet1", "Tab name"]
        self._rows = rows
        self._names = {"angka": Area(0, 0, 0, 2, 0)}
        self._cells: dict[tuple[int, int, int], Value] = {}
        for name, value in cells.items():
            reference = parse_reference(name)
            assert reference is not None
            assert reference.first.row is not None
            assert reference.first.column is not None
            sheet = 0 if reference.sheet is None else self._titles.index(reference.sheet)
            self._cells[sheet, reference.first.row, reference.first.column] = value

    def now(self) -> datetime:
        return NOW

    def sheet(self, title: str) -> int | None:
        return next((at for at, each in enumerate(self._titles) if each.casefold() == title.casefold()), None)

    def size(self, sheet: int) -> tuple[int, int]:
        return self._rows, 26 + sheet

    def formula(self, sheet: int, row: int, column: int) -> str:
        value = self._cells.get((sheet, row, column))
        return value if isinstance(value, str) and value.startswith("=") else ""

    def literal(self, sheet: int, row: int, column: int) -> Value:
        return self._cells.get((sheet, row, column))

    def cells(self, area: Area) -> Iterator[tuple[int, int]]:
        return (
            (row, column)
            for sheet, row, column in self._cells
            if sheet == area.sheet and area.top <= row <= area.bottom and area.left <= column <= area.right
        )

    def named(self, name: str) -> Area | None:
        return self._names.get(name.casefold())


SAMPLE: Cells = {
    "A1": 1.0, "A2": 2.0, "A3": 3.5, "A4": "teks", "A5": True,
    "B1": "PEM-01 · nama", "B2": "PEM-02 · lain", "B3": "pem-03 x",
    "C1": 10.0, "C2": 20.0, "C3": 30.0,
    "D1": "=1/0", "D2": "=NA()",
    "'Tab name'!A1": "di sana", "'Tab name'!A2": 5.0,
}  # fmt: skip


def result(formula: str, cells: Cells = SAMPLE, locale: str = "en_US") -> Value:
    """What the formula gives in F1 of the first tab."""
    return Calculator(Tabs(cells, locale)).evaluate(formula, 0, 0, 5)


def error(formula: str, cells: Cells = SAMPLE, locale: str = "en_US") -> str:
    """The type of the error that the formula gives."""
    found = result(formula, cells, locale)
    assert isinstance(found, ErrorValue), found
    assert found.message or formula == "=NA()"
    return found.type
