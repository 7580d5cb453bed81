"""Working days of an Indonesian office: Monday to Friday, less public holidays and cuti bersama.

Public holidays and cuti bersama come from the `holidays` library; the office's holidays.csv corrects it, since
the yearly joint decree (SKB) and local or disaster days win over any library.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache

import holidays

from sheets_sync.office_days import DayKind, SpecialDay

SATURDAY = 5


@cache
def _national_holidays() -> holidays.HolidayBase:
    """One table for all calendars; the library fills in each year when first asked for it.

    It is got when a day is first asked about, since the library then imports every country of the world.
    """
    return holidays.country_holidays("ID", categories=("public", "government"))


def days_of(special: SpecialDay) -> Iterator[date]:
    """Each day of a line of holidays.csv."""
    for step in range(((special.until or special.day) - special.day).days + 1):
        yield special.day + timedelta(days=step)


class WorkCalendar:
    """Tells working days from others, for any year."""

    def __init__(self, special_days: Iterable[SpecialDay] = ()) -> None:
        every = [(day, special.kind) for special in special_days for day in days_of(special)]
        self._ramadan = frozenset(day for day, kind in every if kind is DayKind.RAMADAN)
        self._special = {day: kind for day, kind in every if kind is not DayKind.RAMADAN}

    def is_workday(self, day: date) -> bool:
        kind = self._special.get(day)
        if kind is not None:
            return kind is DayKind.WORKDAY
        return day.weekday() < SATURDAY and day not in _national_holidays()

    def in_ramadan(self, day: date) -> bool:
        """Whether the office's file counts the day as one of Ramadan; such a day may be a working day."""
        return day in self._ramadan

    def nth_after(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; `count` is 1 or more, and 0 is the day itself."""
        return self._nth(day, count, timedelta(days=1))

    def nth_before(self, day: date, count: int) -> date:
        """The `count`-th working day before `day`; `count` is 1 or more, and 0 is the day itself."""
        return self._nth(day, count, timedelta(days=-1))

    def _nth(self, day: date, count: int, step: timedelta) -> date:
        while count:
            day += step
            count -= self.is_workday(day)
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and including `end`; 0 where end is not later."""
        return sum(self.is_workday(start + timedelta(days=step)) for step in range(1, (end - start).days + 1))
