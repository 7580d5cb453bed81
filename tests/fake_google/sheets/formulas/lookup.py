"""Finding values in cells, and adding up those that meet criteria."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tests.fake_google.sheets.formulas.arguments import Arguments
from tests.fake_google.sheets.formulas.criteria import criterion, has_wildcards, wildcards
from tests.fake_google.sheets.formulas.operands import Area, Matrix, Operand, checked, fail, order, to_text
from tests.fake_google.sheets.value import ErrorValue, Value


def vlookup(call: Arguments) -> Operand:
    return _looked_up(call, down=True)


def hlookup(call: Arguments) -> Operand:
    return _looked_up(call, down=False)


def _looked_up(call: Arguments, *, down: bool) -> Operand:
    """The cell beside the first that matches; sorted unless the last argument is FALSE."""
    wanted, cells, number = call.scalar(0), call.area(1), call.whole(2)
    if number < 1:
        fail("VALUE", f"Function {call.name} parameter 3 value is {number}. It should be greater than or equal to 1.")
    if number > (cells.width if down else cells.height):
        fail("REF", f"{call.name} evaluates to an out of bounds range.")
    sorted_ = call.truth(3, True)
    at = (
        _last_not_above(call.line(cells, 0, row=not down), wanted)
        if sorted_
        else _first(call, cells, wanted, down=down)
    )
    if at is None:
        fail("N_A", f"Did not find value '{to_text(wanted, call.frame.locale)}' in {call.name} evaluation.")
    return call.at(cells, at, number - 1) if down else call.at(cells, number - 1, at)


def match(call: Arguments) -> Operand:
    """Where the value stands in one row or column, from 1."""
    wanted, cells, way = call.scalar(0), call.area(1), call.number(2, 1.0)
    if cells.width > 1 and cells.height > 1:
        fail("N_A", "MATCH range must be a single row or a single column.")
    down = cells.width == 1
    if way == 0:
        at = _first(call, cells, wanted, down=down)
    elif way > 0:
        at = _last_not_above(call.line(cells, 0, row=not down), wanted)
    else:
        at = _last_not_below(call.line(cells, 0, row=not down), wanted)
    if at is None:
        fail("N_A", f"Did not find value '{to_text(wanted, call.frame.locale)}' in MATCH evaluation.")
    return float(at + 1)


def xlookup(call: Arguments) -> Operand:
    """The result beside the exact match, or what the caller wants instead."""
    wanted, cells = call.scalar(0), call.area(1)
    down = cells.width == 1
    at = _first(call, cells, wanted, down=down, wild=call.number(4) == 2)
    if at is None:
        if call.given(3):
            return call.operand(3)
        fail("N_A", f"Did not find value '{to_text(wanted, call.frame.locale)}' in XLOOKUP evaluation.")
    results = call.area(2)
    return call.at(results, at, 0) if down else call.at(results, 0, at)


def lookup(call: Arguments) -> Operand:
    wanted, cells = call.scalar(0), call.area(1)
    down = cells.height >= cells.width
    at = _last_not_above(call.line(cells, 0, row=not down), wanted)
    if at is None:
        fail("N_A", f"Did not find value '{to_text(wanted, call.frame.locale)}' in LOOKUP evaluation.")
    if call.given(2):
        results = call.area(2)
        return call.at(results, at, 0) if results.width == 1 else call.at(results, 0, at)
    return call.at(cells, at, cells.width - 1) if down else call.at(cells, cells.height - 1, at)


def _first(call: Arguments, cells: Area | Matrix, wanted: Value, *, down: bool, wild: bool = True) -> int | None:
    """Where the first equal value stands; a text may hold wildcards."""
    if wild and isinstance(wanted, str) and has_wildcards(wanted):
        pattern = wildcards(wanted)
        line = call.line(cells, 0, row=not down)
        return next((at for at, value in enumerate(line) if isinstance(value, str) and pattern.fullmatch(value)), None)
    if wanted is None:
        wanted = 0.0
    if isinstance(cells, Area) and not isinstance(wanted, bool):
        key = wanted.lower() if isinstance(wanted, str) else wanted
        return call.frame.positions(cells.column(0) if down else cells.row(0)).get(key)
    line = call.line(cells, 0, row=not down)
    return next((at for at, value in enumerate(line) if _same(value, wanted)), None)


def _same(value: Value, wanted: Value) -> bool:
    return value is not None and not isinstance(value, ErrorValue) and order(value, wanted) == 0


def _last_not_above(line: Sequence[Value], wanted: Value) -> int | None:
    """The last value of an ascending line that is not greater; others than of its kind do not count."""
    at = None
    for index, value in enumerate(line):
        if not _comparable(value, wanted):
            continue
        if order(value, wanted) > 0:
            break
        at = index
    return at


def _last_not_below(line: Sequence[Value], wanted: Value) -> int | None:
    at = None
    for index, value in enumerate(line):
        if not _comparable(value, wanted):
            continue
        if order(value, wanted) < 0:
            break
        at = index
    return at


def _comparable(value: Value, wanted: Value) -> bool:
    return type(value) is type(0.0 if wanted is None else wanted)


def index(call: Arguments) -> Operand:
    """The cell in that row and column; 0 or nothing is the whole of it."""
    cells = call.area(0)
    row, column = call.whole(1), call.whole(2)
    if len(call) == 2 and cells.height == 1 and cells.width > 1:
        row, column = 1, row
    call.within(1, row, 0, cells.height)
    call.within(2, column, 0, cells.width)
    if isinstance(cells, Matrix):
        return cells.rows[max(row - 1, 0)][max(column - 1, 0)]
    if row and column:
        return cells.cell(row - 1, column - 1)
    if row:
        return cells.row(row - 1)
    return cells.column(column - 1) if column else cells


def choose(call: Arguments) -> Operand:
    number = call.whole(0)
    call.within(0, number, 1, len(call) - 1)
    return call.operand(number)


def row(call: Arguments) -> Operand:
    return float(_place(call).top + 1)


def column(call: Arguments) -> Operand:
    return float(_place(call).left + 1)


def _place(call: Arguments) -> Area:
    if not len(call):
        return call.frame.place
    found = call.operand(0)
    if not isinstance(found, Area):
        fail("N_A", "Argument must be a range.")
    return found


def rows(call: Arguments) -> Operand:
    return float(call.area(0).height)


def columns(call: Arguments) -> Operand:
    return float(call.area(0).width)


# --- criteria ------------------------------------------------------------------------------------------------


def countif(call: Arguments) -> Operand:
    return float(sum(1 for _ in _meeting(call, [(0, 1)])))


def countifs(call: Arguments) -> Operand:
    return float(sum(1 for _ in _meeting(call, _pairs(call, 0))))


def sumif(call: Arguments) -> Operand:
    return math.fsum(_picked(call, 2 if call.given(2) else 0, [(0, 1)]))


def sumifs(call: Arguments) -> Operand:
    return math.fsum(_picked(call, 0, _pairs(call, 1)))


def averageif(call: Arguments) -> Operand:
    return _average(call, _picked(call, 2 if call.given(2) else 0, [(0, 1)]))


def averageifs(call: Arguments) -> Operand:
    return _average(call, _picked(call, 0, _pairs(call, 1)))


def minifs(call: Arguments) -> Operand:
    return min(_picked(call, 0, _pairs(call, 1)), default=0.0)


def maxifs(call: Arguments) -> Operand:
    return max(_picked(call, 0, _pairs(call, 1)), default=0.0)


def _average(call: Arguments, found: list[float]) -> float:
    if not found:
        fail("DIVIDE_BY_ZERO", f"Evaluation of function {call.name} caused a divide by zero error.")
    return math.fsum(found) / len(found)


def _pairs(call: Arguments, first: int) -> list[tuple[int, int]]:
    """Which arguments are cells and which the criteria for them."""
    if (len(call) - first) % 2:
        fail("N_A", f"Wrong number of arguments to {call.name}.")
    return [(at, at + 1) for at in range(first, len(call), 2)]


def _meeting(call: Arguments, pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places, from the cells' corner, where all criteria are met."""
    areas = [call.area(cells) for cells, _ in pairs]
    size = (areas[0].height, areas[0].width)
    if any((each.height, each.width) != size for each in areas):
        fail("VALUE", f"Array arguments to {call.name} are of different size.")
    left: set[tuple[int, int]] | None = None
    for area, (_, at) in zip(areas, pairs, strict=True):
        meets = criterion(call.scalar(at), call.frame.locale)
        met = _met(call, area, meets)
        left = met if left is None else left & met
    return sorted(left or ())


def _met(call: Arguments, area: Area | Matrix, meets: object) -> set[tuple[int, int]]:
    """The places whose values meet one criterion; empty cells are looked at only where emptiness may meet it."""
    if not callable(meets):
        return set()
    if isinstance(area, Area) and not meets(None):
        return {(row, column) for row, column, value in call.frame.existing(area) if meets(value)}
    values = call.rows(area)
    return {(row, column) for row, line in enumerate(values) for column, value in enumerate(line) if meets(value)}


def _picked(call: Arguments, summed: int, pairs: list[tuple[int, int]]) -> list[float]:
    """The numbers in the summed cells at the places where all criteria are met."""
    cells = call.area(summed)
    if isinstance(cells, Area):
        values: dict[tuple[int, int], Value] = {
            (row, column): value for row, column, value in call.frame.existing(_like(call, cells, pairs))
        }
    else:
        values = {(row, column): value for row, line in enumerate(cells.rows) for column, value in enumerate(line)}
    found = [checked(values.get(place)) for place in _meeting(call, pairs)]
    return [value for value in found if isinstance(value, float)]


def _like(call: Arguments, cells: Area, pairs: list[tuple[int, int]]) -> Area:
    """The summed cells in the size of those that are tested."""
    tested = call.area(pairs[0][0])
    return Area(cells.sheet, cells.top, cells.left, cells.top + tested.height - 1, cells.left + tested.width - 1)
