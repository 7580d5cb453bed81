"""Conditions, tests of what a value is, and what to do about errors."""

from __future__ import annotations

from collections.abc import Iterator

from tests.fake_google.sheets.formulas.arguments import Arguments, is_error
from tests.fake_google.sheets.formulas.operands import Area, Matrix, Operand, checked, fail, failure, order, to_truth
from tests.fake_google.sheets.value import ErrorValue, Value


def if_(call: Arguments) -> Operand:
    if call.truth(0):
        return call.operand(1)
    return call.operand(2) if len(call) > 2 else False


def ifs(call: Arguments) -> Operand:
    for index in range(0, len(call) - 1, 2):
        if call.truth(index):
            return call.operand(index + 1)
    raise failure("N_A", "No match.")


def switch(call: Arguments) -> Operand:
    wanted = call.scalar(0)
    for index in range(1, len(call) - 1, 2):
        if order(call.scalar(index), wanted) == 0:
            return call.operand(index + 1)
    if len(call) % 2 == 0:
        return call.operand(len(call) - 1)
    raise failure("N_A", "No match for SWITCH.")


def iferror(call: Arguments) -> Operand:
    found = call.tried(0)
    if not is_error(found):
        return found
    return call.operand(1) if len(call) > 1 else None


def ifna(call: Arguments) -> Operand:
    found = call.tried(0)
    if not is_error(found, "N_A"):
        return found
    return call.operand(1) if len(call) > 1 else None


def _truths(call: Arguments) -> Iterator[bool]:
    """The truth values among the arguments; in cells, text and what is empty do not count."""
    for index in range(len(call)):
        operand = call.operand(index)
        if isinstance(operand, Area | Matrix):
            cells = [checked(value) for value in call.values(index)]
            yield from (bool(value) for value in cells if isinstance(value, bool | float))
        else:
            yield to_truth(operand, call.frame.locale, call.name, index + 1)


def and_(call: Arguments) -> Operand:
    return all(list(_truths(call)))


def or_(call: Arguments) -> Operand:
    return any(list(_truths(call)))


def xor(call: Arguments) -> Operand:
    return sum(_truths(call)) % 2 == 1


def not_(call: Arguments) -> Operand:
    return not call.truth(0)


def true(call: Arguments) -> Operand:
    return True


def false(call: Arguments) -> Operand:
    return False


def isblank(call: Arguments) -> Operand:
    return call.tried(0) is None


def iserror(call: Arguments) -> Operand:
    return is_error(call.tried(0))


def iserr(call: Arguments) -> Operand:
    found = call.tried(0)
    return is_error(found) and not is_error(found, "N_A")


def isna(call: Arguments) -> Operand:
    return is_error(call.tried(0), "N_A")


def isnumber(call: Arguments) -> Operand:
    return isinstance(call.tried(0), float)


def istext(call: Arguments) -> Operand:
    return isinstance(call.tried(0), str)


def isnontext(call: Arguments) -> Operand:
    return not isinstance(call.tried(0), str)


def islogical(call: Arguments) -> Operand:
    return isinstance(call.tried(0), bool)


def iseven(call: Arguments) -> Operand:
    return int(call.number(0)) % 2 == 0


def isodd(call: Arguments) -> Operand:
    return int(call.number(0)) % 2 == 1


def na(call: Arguments) -> Operand:
    return ErrorValue("N_A", "Error")


def n(call: Arguments) -> Operand:
    found = call.scalar(0)
    return float(found) if isinstance(found, float | bool) else 0.0


def t(call: Arguments) -> Operand:
    found = call.scalar(0)
    return found if isinstance(found, str) else ""


# The numbers that ERROR.TYPE gives.
_ERROR_NUMBERS = {
    "NULL_VALUE": 1.0, "DIVIDE_BY_ZERO": 2.0, "VALUE": 3.0, "REF": 4.0, "NAME": 5.0, "NUM": 6.0, "N_A": 7.0, "ERROR": 8.0,
}  # fmt: skip


def error_type(call: Arguments) -> Operand:
    found = call.tried(0)
    if not isinstance(found, ErrorValue):
        fail("N_A", "Function ERROR.TYPE parameter 1 is not an error.")
    return _ERROR_NUMBERS.get(found.type, 8.0)


def type_(call: Arguments) -> Operand:
    operand = call.operand(0)
    if isinstance(operand, Matrix) or (isinstance(operand, Area) and not operand.single):
        return 64.0
    found: Value = call.tried(0)
    if isinstance(found, ErrorValue):
        return 16.0
    return 2.0 if isinstance(found, str) else 4.0 if isinstance(found, bool) else 1.0
