"""Working time of an office, in minutes: its hours on its working days, in its own zone.

Source of the default: Perpres 21/2023 on working days and hours, 37.5 hours a week and 32.5 in Ramadan. Where in
the day a break lies is the office's choice. Indonesian zones know no daylight saving time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sheets_sync.model import Office
from sheets_sync.office_days import Hours, Season, WorkSpans
from sheets_sync.workdays import WorkCalendar

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
PERPRES_21_2023 = "Perpres 21 Tahun 2023"


def _from_to(*hours: tuple[int, int]) -> WorkSpans:
    """Spans from (hour, minute) pairs: from, to, from, to."""
    moments = [time(hour, minute) for hour, minute in hours]
    return tuple(zip(moments[::2], moments[1::2], strict=True))


def _default(season: Season, ordinary: WorkSpans, friday: WorkSpans) -> Hours:
    return Hours(PERPRES_21_2023, date(2023, 4, 12), season, ordinary, ordinary, ordinary, ordinary, friday)


DEFAULT_HOURS = (
    _default(
        Season.ORDINARY,
        _from_to((7, 30), (12, 0), (13, 0), (16, 0)),
        _from_to((7, 30), (11, 30), (13, 0), (16, 30)),
    ),
    _default(
        Season.RAMADAN,
        _from_to((8, 0), (12, 0), (12, 30), (15, 0)),
        _from_to((8, 0), (11, 30), (12, 30), (15, 30)),
    ),
)


class WorkTime:
    """When an office is open, and how many working minutes lie between two moments.

    A moment carries its zone, whichever it is, and counts in whole minutes, so that parts always sum to the whole.
    """

    def __init__(self, hours: Iterable[Hours], calendar: WorkCalendar, zone: ZoneInfo) -> None:
        own = sorted((*hours,), key=lambda table: table.valid_from)
        self._tables = {
            season: [table for table in own if table.season is season]
            or [table for table in DEFAULT_HOURS if table.season is season]
            for season in Season
        }
        self._calendar = calendar
        self._zone = zone
        self._days: dict[date, WorkSpans] = {}  # of the days asked for so far

    @classmethod
    def of(cls, office: Office) -> WorkTime:
        return cls(office.hours, WorkCalendar(office.special_days), office.timezone)

    def hours_on(self, day: date) -> WorkSpans:
        """The spans in which the office works that day; none on a day off.

        Before its first timetable the office followed that one. A Saturday or Sunday that holidays.csv makes a
        working day has Monday's hours.
        """
        if day not in self._days:
            self._days[day] = self._find_hours(day) if self._calendar.is_workday(day) else ()
        return self._days[day]

    def minutes(self, start: datetime, end: datetime) -> int:
        """Working minutes from `start` to `end`; 0 where `end` is not later."""
        first, last = self._local(start), self._local(end)
        days = range((last.date() - first.date()).days + 1)
        spans = (span for step in days for span in self._spans(first.date() + step * DAY))
        worked = (max(min(last, closing) - max(first, opening), timedelta()) for opening, closing in spans)
        return sum(worked, timedelta()) // MINUTE

    def is_open(self, moment: datetime) -> bool:
        """Whether the office works at that moment: not in a break, and no longer at the minute of closing."""
        local = self._local(moment)
        return any(opening <= local < closing for opening, closing in self._spans(local.date()))

    def next_opening(self, moment: datetime) -> datetime:
        """The first moment from then on at which the office is open, in its zone: that very moment where it is."""
        local = self._local(moment)
        day = local.date()
        while True:
            for opening, closing in self._spans(day):
                if local < closing:
                    return max(local, opening)
            day += DAY

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self._zone).replace(second=0, microsecond=0)

    def _spans(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        for opening, closing in self.hours_on(day):
            yield datetime.combine(day, opening, self._zone), datetime.combine(day, closing, self._zone)

    def _find_hours(self, day: date) -> WorkSpans:
        tables = self._tables[Season.RAMADAN if self._calendar.in_ramadan(day) else Season.ORDINARY]
        table = next((table for table in reversed(tables) if table.valid_from <= day), tables[0])
        return table.week[day.weekday()] if day.weekday() < len(table.week) else table.monday
