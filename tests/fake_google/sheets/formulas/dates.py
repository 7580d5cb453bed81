"""Dates and times as numbers."""

from __future__ import annotations

import calendar
import math
from datetime import date, datetime, timedelta

from tests.fake_google.sheets import serial
from tests.fake_google.sheets.formulas.arguments import Arguments
from tests.fake_google.sheets.formulas.operands import Operand, fail


def now(call: Arguments) -> Operand:
    return serial.of_moment(call.frame.now())


def today(call: Arguments) -> Operand:
    return serial.of_date(call.frame.now().date())


def date_(call: Arguments) -> Operand:
    """The day; months and days beyond their bounds run on."""
    year, month, day = call.whole(0), call.whole(1), call.whole(2)
    if 0 <= year < 1900:
        year += 1900
    return serial.of_date(_shifted(call, year, month - 1, 1)) + day - 1


def _shifted(call: Arguments, year: int, months: int, day: int) -> date:
    """The day so many months after January of the year, at the month's last day at most."""
    year, month = year + months // 12, months % 12 + 1
    if not 1 <= year <= 9999:
        fail("NUM", f"Function {call.name} value is out of range.")
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def time_(call: Arguments) -> Operand:
    seconds = call.whole(0) * 3600 + call.whole(1) * 60 + call.whole(2)
    if seconds < 0:
        fail("NUM", "Function TIME value is out of range.")
    return (seconds / 86400) % 1


def _moment(call: Arguments, index: int = 0) -> datetime:
    found = serial.to_moment(call.number(index))
    if found is None:
        fail("NUM", f"Function {call.name} parameter {index + 1} value is out of range.")
    return found


def year(call: Arguments) -> Operand:
    return float(_moment(call).year)


def month(call: Arguments) -> Operand:
    return float(_moment(call).month)


def day(call: Arguments) -> Operand:
    return float(_moment(call).day)


def hour(call: Arguments) -> Operand:
    return float(_moment(call).hour)


def minute(call: Arguments) -> Operand:
    return float(_moment(call).minute)


def second(call: Arguments) -> Operand:
    return float(_moment(call).second)


def weekday(call: Arguments) -> Operand:
    first = call.whole(1, 1)
    call.within(1, first, 1, 3)
    number = _moment(call).weekday()  # Monday is 0
    return float({1: (number + 1) % 7 + 1, 2: number + 1, 3: number}[first])


def edate(call: Arguments) -> Operand:
    start = _moment(call)
    return serial.of_date(_shifted(call, start.year, start.month - 1 + call.whole(1), start.day))


def eomonth(call: Arguments) -> Operand:
    start = _moment(call)
    return serial.of_date(_shifted(call, start.year, start.month - 1 + call.whole(1), 31))


def days(call: Arguments) -> Operand:
    return float(math.floor(call.number(0)) - math.floor(call.number(1)))


def datedif(call: Arguments) -> Operand:
    start, end, unit = _moment(call, 0).date(), _moment(call, 1).date(), call.text(2).upper()
    if end < start:
        fail("NUM", "Function DATEDIF parameter 1 should be on or before parameter 2.")
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    units = {"Y": months // 12, "M": months, "D": (end - start).days, "YM": months % 12}
    if unit not in units:
        fail("NUM", f"Function DATEDIF parameter 3 value is {unit}.")
    return float(units[unit])


def datevalue(call: Arguments) -> Operand:
    return float(math.floor(call.number(0)))


def networkdays(call: Arguments) -> Operand:
    start, end = _moment(call, 0).date(), _moment(call, 1).date()
    free = set(call.numbers(2)) if len(call) > 2 else set()
    first, last = min(start, end), max(start, end)
    dates = [first + timedelta(number) for number in range((last - first).days + 1)]
    worked = sum(each.weekday() < 5 and serial.of_date(each) not in free for each in dates)
    return float(worked if start <= end else -worked)
