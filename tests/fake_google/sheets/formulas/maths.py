"""Sums, counts, rounding and the simple statistics."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal, localcontext

from tests.fake_google.sheets import entry
from tests.fake_google.sheets.formulas import operators
from tests.fake_google.sheets.formulas.arguments import Arguments
from tests.fake_google.sheets.formulas.operands import Area, FormulaError, Matrix, Operand, checked, fail, finite
from tests.fake_google.sheets.value import Value


def sum_(call: Arguments) -> Operand:
    return finite(math.fsum(call.numbers()))


def product(call: Arguments) -> Operand:
    found = call.numbers()
    return finite(math.prod(found)) if found else 0.0


def sumsq(call: Arguments) -> Operand:
    return finite(math.fsum(number * number for number in call.numbers()))


def average(call: Arguments) -> Operand:
    found = call.numbers()
    if not found:
        fail("DIVIDE_BY_ZERO", "Evaluation of function AVERAGE caused a divide by zero error.")
    return math.fsum(found) / len(found)


def min_(call: Arguments) -> Operand:
    return min(call.numbers(), default=0.0)


def max_(call: Arguments) -> Operand:
    return max(call.numbers(), default=0.0)


def median(call: Arguments) -> Operand:
    found = call.numbers()
    if not found:
        fail("NUM", "MEDIAN has no valid input data.")
    return float(statistics.median(found))


def mode(call: Arguments) -> Operand:
    found = call.numbers()
    commonest = max(found, key=found.count, default=0.0)
    if found.count(commonest) < 2:
        fail("N_A", "MODE cannot produce a result.")
    return commonest


def stdev(call: Arguments) -> Operand:
    return _spread(call, statistics.stdev, 2)


def stdevp(call: Arguments) -> Operand:
    return _spread(call, statistics.pstdev, 1)


def var(call: Arguments) -> Operand:
    return _spread(call, statistics.variance, 2)


def varp(call: Arguments) -> Operand:
    return _spread(call, statistics.pvariance, 1)


def _spread(call: Arguments, measure: Callable[[list[float]], float], least: int) -> Operand:
    found = call.numbers()
    if len(found) < least:
        fail("DIVIDE_BY_ZERO", f"Evaluation of function {call.name} caused a divide by zero error.")
    return float(measure(found))


def large(call: Arguments) -> Operand:
    return _ranked(call, reverse=True)


def small(call: Arguments) -> Operand:
    return _ranked(call, reverse=False)


def _ranked(call: Arguments, *, reverse: bool) -> Operand:
    found, place = sorted(call.numbers(0, 1), reverse=reverse), call.whole(1)
    call.within(1, place, 1, len(found))
    return found[place - 1]


def rank(call: Arguments) -> Operand:
    return _rank(call, average=False)


def rank_avg(call: Arguments) -> Operand:
    return _rank(call, average=True)


def _rank(call: Arguments, *, average: bool) -> Operand:
    wanted, found = call.number(0), call.numbers(1, 2)
    if wanted not in found:
        fail("N_A", f"Function {call.name} parameter 1 is not in the data.")
    ahead = sum(number < wanted if call.truth(2) else number > wanted for number in found)
    return ahead + 1 + ((found.count(wanted) - 1) / 2 if average else 0.0)


def percentile(call: Arguments) -> Operand:
    return _quantile(call, call.number(1), 1)


def quartile(call: Arguments) -> Operand:
    return _quantile(call, call.whole(1) / 4, 4)


def _quantile(call: Arguments, part: float, most: float) -> Operand:
    found = sorted(call.numbers(0, 1))
    call.within(1, part * most if most > 1 else part, 0, most)
    if not found:
        fail("NUM", f"{call.name} has no valid input data.")
    low, rest = divmod(part * (len(found) - 1), 1)
    upper = found[min(int(low) + 1, len(found) - 1)]
    return found[int(low)] + (upper - found[int(low)]) * rest


def count(call: Arguments) -> Operand:
    found = 0
    for index in range(len(call)):
        try:
            operand = call.operand(index)
        except FormulaError:
            continue
        if isinstance(operand, Area | Matrix):
            found += sum(isinstance(value, float) for value in call.values(index))
        else:
            text = isinstance(operand, str) and entry.number(operand, call.frame.locale) is not None
            found += isinstance(operand, float | bool) or text
    return float(found)


def counta(call: Arguments) -> Operand:
    found = 0
    for index in range(len(call)):
        try:
            found += sum(value is not None for value in call.values(index)) if call.given(index) else 1
        except FormulaError:
            found += 1
    return float(found)


def countblank(call: Arguments) -> Operand:
    cells = call.area(0)
    filled = sum(value is not None and value != "" for value in call.values(0))
    return float(cells.height * cells.width - filled)


def countunique(call: Arguments) -> Operand:
    seen: set[tuple[str, Value]] = set()
    for index in range(len(call)):
        seen |= {(type(value).__name__, value) for value in call.values(index) if value is not None}
    return float(len(seen))


def sumproduct(call: Arguments) -> Operand:
    operands: list[Value | Matrix] = []
    for node in call.nodes:
        found = call.frame.in_array(node)
        operands.append(Matrix(call.rows(found)) if isinstance(found, Area) else found)
    sizes = {(each.height, each.width) for each in operands if isinstance(each, Matrix)}
    if len(sizes) > 1:
        fail("VALUE", "SUMPRODUCT has mismatched range sizes.")
    if not sizes:
        operands = [Matrix([[value]]) if not isinstance(value, Matrix) else value for value in operands]
    products = operators.spread(_multiplied, *operands)
    return math.fsum(_number_or_zero(value) for row in products.rows for value in row)


def _multiplied(*values: Value) -> Value:
    return math.prod(_number_or_zero(value) for value in values)


def _number_or_zero(value: Value) -> float:
    return value if isinstance(checked(value), float) and isinstance(value, float) else 0.0


def arrayformula(call: Arguments) -> Operand:
    """The first value: results do not spill here."""
    return call.frame.in_array(call.nodes[0])


def round_(call: Arguments) -> Operand:
    return _rounded(call, ROUND_HALF_UP)


def roundup(call: Arguments) -> Operand:
    return _rounded(call, ROUND_UP)


def rounddown(call: Arguments) -> Operand:
    return _rounded(call, ROUND_DOWN)


def _rounded(call: Arguments, rounding: str) -> float:
    """The number with so many decimals, rounded as written in decimals: 1.005 to two is 1.01."""
    return to_decimals(call.number(0), call.whole(1), rounding)


def to_decimals(number: float, places: int, rounding: str = ROUND_HALF_UP) -> float:
    with localcontext() as context:
        context.prec = 700
        return (
            float(Decimal(repr(number)).quantize(Decimal(1).scaleb(-min(max(places, -320), 320)), rounding=rounding))
            + 0.0
        )


def trunc(call: Arguments) -> Operand:
    return to_decimals(call.number(0), call.whole(1), ROUND_DOWN)


def int_(call: Arguments) -> Operand:
    return float(math.floor(call.number(0)))


def mround(call: Arguments) -> Operand:
    return _to_multiple(call, ROUND_HALF_UP)


def ceiling(call: Arguments) -> Operand:
    return _to_multiple(call, ROUND_CEILING)


def floor(call: Arguments) -> Operand:
    return _to_multiple(call, ROUND_FLOOR)


def _to_multiple(call: Arguments, rounding: str) -> float:
    number, factor = call.number(0), call.number(1, 1.0)
    if factor == 0:
        return 0.0
    if number > 0 > factor or (rounding == ROUND_HALF_UP and number * factor < 0):
        fail("NUM", f"Function {call.name} parameter 2 must have the sign of parameter 1.")
    steps = (Decimal(repr(number)) / Decimal(repr(factor))).quantize(Decimal(1), rounding=rounding)
    return float(steps * Decimal(repr(factor))) + 0.0


def mod(call: Arguments) -> Operand:
    number, divisor = call.number(0), call.number(1)
    if divisor == 0:
        fail("DIVIDE_BY_ZERO", "Function MOD parameter 2 cannot be zero.")
    return number - divisor * math.floor(number / divisor)


def quotient(call: Arguments) -> Operand:
    if call.number(1) == 0:
        fail("DIVIDE_BY_ZERO", "Function QUOTIENT parameter 2 cannot be zero.")
    return float(math.trunc(call.number(0) / call.number(1)))


def power(call: Arguments) -> Operand:
    return operators.power(call.number(0), call.number(1))


def sqrt(call: Arguments) -> Operand:
    return _real(call, math.sqrt, lambda number: number >= 0)


def ln(call: Arguments) -> Operand:
    return _real(call, math.log, lambda number: number > 0)


def log10(call: Arguments) -> Operand:
    return _real(call, math.log10, lambda number: number > 0)


def log(call: Arguments) -> Operand:
    base = call.number(1, 10.0)
    if base <= 0 or base == 1:
        fail("NUM", "Function LOG parameter 2 value is out of range.")
    return _real(call, lambda number: math.log(number, base), lambda number: number > 0)


def exp(call: Arguments) -> Operand:
    return _real(call, math.exp, lambda number: number < 709)


def _real(call: Arguments, function: Callable[[float], float], allowed: Callable[[float], bool]) -> float:
    number = call.number(0)
    if not allowed(number):
        fail("NUM", f"Function {call.name} parameter 1 value is {number:g}, which is out of range.")
    return function(number)


def abs_(call: Arguments) -> Operand:
    return abs(call.number(0))


def sign(call: Arguments) -> Operand:
    number = call.number(0)
    return float((number > 0) - (number < 0))


def pi(call: Arguments) -> Operand:
    return math.pi
