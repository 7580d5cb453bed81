"""Formulas worked out: lazily, each cell once, over whatever holds the cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from tests.fake_google.sheets.formulas import operators
from tests.fake_google.sheets.formulas.arguments import Arguments
from tests.fake_google.sheets.formulas.functions import EXTERNAL, FUNCTIONS, LIFTED
from tests.fake_google.sheets.formulas.operands import Area, FormulaError, Matrix, Operand, checked, fail, failure
from tests.fake_google.sheets.formulas.parse import (
    Array,
    Binary,
    Call,
    Literal,
    Name,
    Node,
    Omitted,
    Pointer,
    Unary,
    parse,
)
from tests.fake_google.sheets.formulas.reference import Reference
from tests.fake_google.sheets.formulas.tokens import FormulaSyntaxError
from tests.fake_google.sheets.value import ErrorValue, Value

Key = tuple[int, int, int]  # sheet, row, column

CIRCULAR = ErrorValue(
    "REF", "Circular dependency detected. To resolve with iterative calculation, see File > Settings."
)
PARSE_ERROR = ErrorValue("ERROR", "Formula parse error.")
_DEEP = 16  # cells that may wait for one another before the rest is put off, far from Python's own limit


class Source(Protocol):
    """What the formulas stand in; rows and columns count from 0, sheets go by their ids."""

    @property
    def locale(self) -> str: ...

    def now(self) -> datetime:
        """The moment, as clocks in the spreadsheet's time zone show it."""
        ...

    def sheet(self, title: str) -> int | None:
        """The id of the sheet of that title, whatever its capitals."""
        ...

    def size(self, sheet: int) -> tuple[int, int]:
        """How many rows and columns the sheet has."""
        ...

    def formula(self, sheet: int, row: int, column: int) -> str:
        """The cell's formula with its `=`; empty where it has none."""
        ...

    def literal(self, sheet: int, row: int, column: int) -> Value:
        """The value of a cell without a formula."""
        ...

    def cells(self, area: Area) -> Iterable[tuple[int, int]]:
        """Row and column of the area's cells that are not empty, in any order."""
        ...

    def named(self, name: str) -> Area | None:
        """The named range of that name, whatever its capitals."""
        ...


class _TooDeepError(Exception):
    """Another cell has to be worked out first, from a fresh start."""

    def __init__(self, cell: Key) -> None:
        super().__init__(cell)
        self.cell = cell


class Calculator:
    """The effective values of one state of a spreadsheet; `known` may be handed in and kept with that state."""

    def __init__(self, source: Source, known: dict[Key, Value] | None = None) -> None:
        self.source = source
        self.locale = source.locale
        self._known: dict[Key, Value] = {} if known is None else known
        self._busy: dict[Key, None] = {}  # the cells that wait for one another, in order
        self._circular: set[Key] = set()
        self._vectors: dict[Area, Sequence[Value]] = {}
        self._positions: dict[Area, dict[Value, int]] = {}
        self._areas: dict[tuple[int, Reference], Area | ErrorValue] = {}

    def value(self, sheet: int, row: int, column: int) -> Value:
        """What the cell holds once everything is worked out."""
        key = (sheet, row, column)
        if key in self._known:
            return self._known[key]
        text = self.source.formula(sheet, row, column)
        if not text:
            found = self.source.literal(sheet, row, column)
            return float(found) if type(found) is int else found
        if self._busy:
            return self._computed(key, text)
        return self._from_start(key)

    def evaluate(self, text: str, sheet: int, row: int, column: int) -> Value:
        """What the formula would give in that cell; it stands in no cell itself (a rule's, say)."""
        return self._result(text, Area(sheet, row, column, row, column))

    def _from_start(self, key: Key) -> Value:
        self._settle([key])
        return self._known[key]

    def _settle(self, waiting: list[Key]) -> None:
        """The cells are known, and before them those that they wait for."""
        while waiting:
            key = waiting[-1]
            if key in self._known:
                waiting.pop()
                continue
            try:
                self._computed(key, self.source.formula(*key))
            except (_TooDeepError, RecursionError) as deep:
                first = deep.cell if isinstance(deep, _TooDeepError) else next(reversed(self._busy))
                self._busy.clear()
                if first in waiting:
                    self._known[first] = CIRCULAR
                else:
                    waiting.append(first)

    def _computed(self, key: Key, text: str) -> Value:
        """The result of the cell's formula, kept; cells that wait for themselves all come out circular."""
        if key in self._busy:
            order = list(self._busy)
            self._circular.update(order[order.index(key) :])
            return CIRCULAR
        if len(self._busy) >= _DEEP:
            raise _TooDeepError(key)
        self._busy[key] = None
        sheet, row, column = key
        result = self._result(text, Area(sheet, row, column, row, column))
        del self._busy[key]
        self._known[key] = CIRCULAR if key in self._circular else result
        return self._known[key]

    def _result(self, text: str, place: Area) -> Value:
        try:
            node = parse(text, self.locale)
        except FormulaSyntaxError:
            return PARSE_ERROR
        frame = CellFrame(self, place)
        try:
            found = frame.operand(node)
            if isinstance(found, Matrix):
                found = found.rows[0][0]
            return frame.scalar(found)
        except FormulaError as failure:
            return failure.value

    def existing(self, area: Area) -> Iterator[tuple[int, int, Value]]:
        """The cells of the area that hold something, row by row, counted from its corner."""
        for row, column in sorted(self.source.cells(area)):
            value = self.value(area.sheet, row, column)
            if value is not None:
                yield row - area.top, column - area.left, value

    def vector(self, area: Area) -> Sequence[Value]:
        """The values of one column or row up to the last that is not empty."""
        found = self._vectors.get(area)
        if found is None:
            line: list[Value] = []
            for row, column, value in self.existing(area):
                at = row + column  # one of them is 0
                line += [None] * (at - len(line))
                line.append(value)
            found = line
            self._vectors[area] = found
        return found

    def positions(self, area: Area) -> dict[Value, int]:
        """Where each value first stands in one column or row."""
        found = self._positions.get(area)
        if found is None:
            found = {}
            for index, value in enumerate(self.vector(area)):
                if value is not None:
                    found.setdefault(lookup_key(value), index)
            self._positions[area] = found
        return found

    def area(self, reference: Reference, sheet: int) -> Area:
        """The cells that a reference on that sheet points at, clipped to the grid; fails where there are none."""
        found = self._areas.get((sheet, reference))
        if found is None:
            found = self._areas[sheet, reference] = self._located(reference, sheet)
        if isinstance(found, ErrorValue):
            raise FormulaError(found)
        return found

    def _located(self, reference: Reference, sheet: int) -> Area | ErrorValue:
        if reference.sheet is not None:
            other = self.source.sheet(reference.sheet)
            if other is None:
                return ErrorValue("REF", f"Unresolved sheet name '{reference.sheet}'.")
            sheet = other
        rows, columns = self.source.size(sheet)
        whole = reference.ordered()
        top, left = whole.first.row or 0, whole.first.column or 0
        bottom = rows - 1 if whole.last.row is None else min(whole.last.row, rows - 1)
        right = columns - 1 if whole.last.column is None else min(whole.last.column, columns - 1)
        if reference.broken or top > bottom or left > right:
            return ErrorValue("REF", "Reference does not exist.")
        return Area(sheet, top, left, bottom, right)


def lookup_key(value: Value) -> Value:
    """The value as positions are kept: capitals do not matter, and TRUE is not 1."""
    if isinstance(value, str):
        return value.lower()
    return ErrorValue("TRUTH", str(value)) if isinstance(value, bool) else value


class CellFrame:
    """One formula in its cell: works out nodes and takes values from areas."""

    def __init__(self, calculator: Calculator, place: Area) -> None:
        self._calculator = calculator
        self._arrays = False
        self.place = place
        self.locale = calculator.locale
        self.existing = calculator.existing
        self.vector = calculator.vector
        self.positions = calculator.positions

    def now(self) -> datetime:
        return self._calculator.source.now()

    def filled(self, area: Area) -> bool:
        return any(True for _ in self._calculator.source.cells(area))

    def operand(self, node: Node) -> Operand:
        """The node worked out; cells stay areas until somebody asks for their values."""
        return _WORKED_OUT[type(node)](self, node)

    def in_array(self, node: Node) -> Operand:
        before, self._arrays = self._arrays, True
        try:
            return self.operand(node)
        finally:
            self._arrays = before

    def scalar(self, operand: Operand) -> Value:
        """One value; of a column or row the cell beside the formula, as sheets have it."""
        if isinstance(operand, Area):
            if operand.single:
                return self._calculator.value(operand.sheet, operand.top, operand.left)
            return self._beside(operand)
        if isinstance(operand, Matrix):
            return operand.rows[0][0]
        return operand

    def _beside(self, area: Area) -> Value:
        place = self.place
        if area.width == 1 and area.top <= place.top <= area.bottom:
            return self._calculator.value(area.sheet, place.top, area.left)
        if area.height == 1 and area.left <= place.left <= area.right:
            return self._calculator.value(area.sheet, area.top, place.left)
        raise failure("VALUE", "An array value could not be found.")

    def _literal(self, node: Literal) -> Operand:
        return node.value

    def _omitted(self, node: Omitted) -> Operand:  # noqa: ARG002  # one of a table of methods
        return None

    def _pointer(self, node: Pointer) -> Operand:
        return self._calculator.area(node.reference, self.place.sheet)

    def _name(self, node: Name) -> Operand:
        found = self._calculator.source.named(node.text)
        if found is None:
            fail("NAME", f"Unknown range name: '{node.text.upper()}'.")
        return found

    def _array(self, node: Array) -> Operand:
        return Matrix([[checked(self.scalar(self.operand(cell))) for cell in row] for row in node.rows])

    def _unary(self, node: Unary) -> Operand:
        operand = self._many(self.operand(node.operand))
        if isinstance(operand, Matrix):
            return operators.mapped(lambda value: operators.unary(node.operator, value, self.locale), operand)
        return operators.unary(node.operator, checked(operand), self.locale)

    def _binary(self, node: Binary) -> Operand:
        """The chain of operators from its left end: `a&b&c` is no deeper than it is long."""
        chain: list[Binary] = []
        start: Node = node
        while isinstance(start, Binary):
            chain.append(start)
            start = start.left
        left = self._many(self.operand(start))
        for step in reversed(chain):
            right = self._many(self.operand(step.right))
            left = self._joined(step.operator, left, right)
        return left

    def _joined(self, operator: str, left: Value | Matrix, right: Value | Matrix) -> Value | Matrix:
        if isinstance(left, Matrix) or isinstance(right, Matrix):
            return operators.spread(lambda one, two: operators.binary(operator, one, two, self.locale), left, right)
        return operators.binary(operator, checked(left), checked(right), self.locale)

    def _many(self, operand: Operand) -> Value | Matrix:
        """The operand as values: many only where the call around it works cell by cell."""
        if isinstance(operand, Matrix):
            return operand if self._arrays else operand.rows[0][0]
        if isinstance(operand, Area) and self._arrays and not operand.single:
            return Matrix(Arguments(self, "", ()).rows(operand))
        return self.scalar(operand)

    def _call(self, node: Call) -> Operand:
        known = FUNCTIONS.get(node.function)
        if known is None:
            if node.function in EXTERNAL:
                fail("LOADING", "Loading...")
            fail("NAME", f"Unknown function: '{node.function}'.")
        function, least, most = known
        if not least <= len(node.arguments) <= most:
            fail("N_A", _miscounted(node.function, least, most, len(node.arguments)))
        if self._arrays and node.function in LIFTED:
            return self._lifted(node)
        return function(Arguments(self, node.function, node.arguments))

    def _lifted(self, node: Call) -> Operand:
        """The function's result for each cell of its arguments, where one of them is many."""
        operands = [argument if isinstance(argument, Omitted) else self._tried(argument) for argument in node.arguments]
        function = FUNCTIONS[node.function][0]

        def one(*values: Value) -> Value:
            nodes = [
                given if isinstance(given, Omitted) else Literal(value)
                for given, value in zip(operands, values, strict=True)
            ]
            return self.scalar(function(Arguments(self, node.function, nodes)))

        plain = [None if isinstance(operand, Omitted) else operand for operand in operands]
        return (
            operators.spread(one, *plain) if any(isinstance(each, Matrix) for each in plain) else one(*_values(plain))
        )

    def _tried(self, node: Node) -> Value | Matrix:
        try:
            return self._many(self.operand(node))
        except FormulaError as failure:
            return failure.value


def _values(operands: Sequence[Value | Matrix]) -> list[Value]:
    return [operand.rows[0][0] if isinstance(operand, Matrix) else operand for operand in operands]


def _miscounted(name: str, least: int, most: int, count: int) -> str:
    expected = f"{least}" if least == most else f"between {least} and {most}" if most < 100 else f"at least {least}"
    return f"Wrong number of arguments to {name}. Expected {expected} arguments, but got {count} arguments."


_WORKED_OUT: dict[type[object], Callable[..., Operand]] = {
    Literal: CellFrame._literal,
    Omitted: CellFrame._omitted,
    Pointer: CellFrame._pointer,
    Name: CellFrame._name,
    Array: CellFrame._array,
    Unary: CellFrame._unary,
    Binary: CellFrame._binary,
    Call: CellFrame._call,
}
