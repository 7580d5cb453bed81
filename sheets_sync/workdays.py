"""Working days of an Indonesian office: Monday to Friday, less public holidays and cuti bersama.

Public holidays and cuti bersama come from the `holidays` library; the office's holidays.csv corrects it, since
the yearly joint decree (SKB) and local or disaster days win over any library.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

import holidays

from sheets_sync.model import DayKind, SpecialDay

SATURDAY = 5


@cache
def _national_holidays() -> holidays.HolidayBase:
    """One table for all calendars; the library fills in each year when first asked for it."""
    return holidays.country_holidays("ID", categories=("public", "government"))


class WorkCalendar:
    """Tells working days from others, for any year."""

    def __init__(self, special_days: Iterable[SpecialDay] = ()) -> None:
        self._special = {special.day: special.kind for special in special_days}
        self._national = _national_holidays()

    def is_workday(self, day: date) -> bool:
        kind = self._special.get(day)
        if kind is not None:
            return kind is DayKind.WORKDAY
        return day.weekday() < SATURDAY and day not in self._national

    def nth_after(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; `count` is 1 or more."""
        while count:
            day += timedelta(days=1)
            count -= self.is_workday(day)
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and including `end`; 0 where end is not later."""
        return sum(self.is_workday(start + timedelta(days=step)) for step in range(1, (end - start).days + 1))
