"""How a function sees its call: arguments worked out only when it asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from tests.fake_google.sheets.formulas.operands import (
    Area,
    FormulaError,
    Matrix,
    Operand,
    Rows,
    checked,
    fail,
    to_number,
    to_text,
    to_truth,
)
from tests.fake_google.sheets.formulas.parse import Node, Omitted
from tests.fake_google.sheets.value import ErrorValue, Value


class Frame(Protocol):
    """The formula's surroundings: where it stands, and the cells it may look at."""

    @property
    def locale(self) -> str: ...
    @property
    def place(self) -> Area:
        """The formula's own cell."""
        ...

    def now(self) -> datetime: ...
    def operand(self, node: Node) -> Operand: ...
    def in_array(self, node: Node) -> Operand:
        """The node worked out cell by cell, as SUMPRODUCT does."""
        ...

    def scalar(self, operand: Operand) -> Value: ...
    def existing(self, area: Area) -> Iterator[tuple[int, int, Value]]:
        """The area's cells that hold something: row and column from the area's corner, and the value."""
        ...

    def vector(self, area: Area) -> Sequence[Value]:
        """The values of one column or row, empty ones included up to the last that is not."""
        ...

    def positions(self, area: Area) -> dict[Value, int]:
        """Where each value first stands in one column or row; texts in lower case."""
        ...

    def filled(self, area: Area) -> bool: ...


class Arguments:
    """One call: its function's name and what stands in its brackets."""

    def __init__(self, frame: Frame, name: str, nodes: Sequence[Node]) -> None:
        self.frame = frame
        self.name = name
        self.nodes = nodes

    def __len__(self) -> int:
        return len(self.nodes)

    def given(self, index: int) -> bool:
        """Whether the argument is there and not left empty."""
        return index < len(self.nodes) and not isinstance(self.nodes[index], Omitted)

    def operand(self, index: int) -> Operand:
        return self.frame.operand(self.nodes[index])

    def scalar(self, index: int) -> Value:
        """The argument as one value; an error in it becomes the call's."""
        return checked(self.frame.scalar(self.frame.operand(self.nodes[index])))

    def tried(self, index: int) -> Value:
        """The argument as one value, an error being one as well."""
        try:
            return self.frame.scalar(self.frame.operand(self.nodes[index]))
        except FormulaError as failure:
            return failure.value

    def number(self, index: int, default: float = 0.0) -> float:
        if not self.given(index):
            return default
        return to_number(self.scalar(index), self.frame.locale, self.name, index + 1)

    def whole(self, index: int, default: int = 0) -> int:
        return int(self.number(index, default) // 1)

    def text(self, index: int, default: str = "") -> str:
        if not self.given(index):
            return default
        return to_text(self.scalar(index), self.frame.locale)

    def truth(self, index: int, default: bool = False) -> bool:  # noqa: FBT002  # the default answer itself
        if not self.given(index):
            return default
        return to_truth(self.scalar(index), self.frame.locale, self.name, index + 1)

    def area(self, index: int) -> Area | Matrix:
        """The argument as cells; a single value is a matrix of one."""
        found = self.operand(index)
        if isinstance(found, Area | Matrix):
            return found
        return Matrix([[checked(found)]])

    def values(self, index: int) -> Iterator[Value]:
        """All values of the argument that are not empty, errors among them."""
        found = self.operand(index)
        if isinstance(found, Area):
            for _, _, value in self.frame.existing(found):
                yield value
        elif isinstance(found, Matrix):
            for row in found.rows:
                yield from row
        else:
            yield found

    def numbers(self, first: int = 0, last: int | None = None) -> list[float]:
        """The numbers among arguments: texts in cells do not count, those in the formula are read."""
        found: list[float] = []
        for index in range(first, len(self) if last is None else last):
            operand = self.operand(index)
            if isinstance(operand, Area):
                cells = (value for _, _, value in self.frame.existing(operand))
                found += [value for value in map(checked, cells) if isinstance(value, float)]
            elif isinstance(operand, Matrix):
                found += [value for row in operand.rows for value in map(checked, row) if isinstance(value, float)]
            else:
                found.append(to_number(checked(operand), self.frame.locale, self.name, index + 1))
        return found

    def rows(self, found: Area | Matrix) -> Rows:
        """All values as rows, the empty ones included."""
        if isinstance(found, Matrix):
            return found.rows
        rows: Rows = [[None] * found.width for _ in range(found.height)]
        for row, column, value in self.frame.existing(found):
            rows[row][column] = value
        return rows

    def line(self, found: Area | Matrix, number: int, *, row: bool = False) -> Sequence[Value]:
        """A column of the cells, or a row; what is empty at its end may be missing."""
        if isinstance(found, Area):
            return self.frame.vector(found.row(number) if row else found.column(number))
        return found.rows[number] if row else [each[number] for each in found.rows]

    def at(self, found: Area | Matrix, row: int, column: int) -> Operand:
        """One cell of the cells, from 0."""
        return found.cell(row, column) if isinstance(found, Area) else found.rows[row][column]

    def within(self, index: int, value: float, low: float, high: float) -> None:
        """Fails unless the argument's value lies between the bounds."""
        if not low <= value <= high:
            fail(
                "NUM",
                f"Function {self.name} parameter {index + 1} value is {value:g}. Valid values are between {low:g} and "
                f"{high:g} inclusive.",
            )


Function = Callable[[Arguments], Operand]


def is_error(value: Value, *kinds: str) -> bool:
    """Whether the value is an error, of one of the kinds if any is named."""
    return isinstance(value, ErrorValue) and (not kinds or value.type in kinds)
