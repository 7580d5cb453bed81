"""What an office states about its days: days off, Ramadan, working hours, and the kabupaten's deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from sheets_sync.period import Period


class DayKind(StrEnum):
    HOLIDAY = "libur"
    SHARED_LEAVE = "cuti bersama"
    WORKDAY = "hari kerja"
    RAMADAN = "ramadan"  # no day off: the hours are others
    DISASTER = "bencana"  # a day off


class Season(StrEnum):
    """Which of an office's two timetables a day follows."""

    ORDINARY = "biasa"
    RAMADAN = "ramadan"


WorkSpans = tuple[tuple[time, time], ...]  # of one day, breaks left out, in order


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day of holidays.csv, or the days from `day` to `until`, both included."""

    day: date
    kind: DayKind
    note: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """A timetable of working hours, in force from a day on until the next one of its season."""

    basis: str
    valid_from: date
    season: Season
    monday: WorkSpans
    tuesday: WorkSpans
    wednesday: WorkSpans
    thursday: WorkSpans
    friday: WorkSpans

    @property
    def week(self) -> tuple[WorkSpans, ...]:
        """The working days' spans, Monday first."""
        return self.monday, self.tuesday, self.wednesday, self.thursday, self.friday


@dataclass(frozen=True, slots=True)
class RegencyDeadline:
    """The day until which the kabupaten wants the kecamatan's figures of a period, and the letter that says so."""

    period: Period
    day: date
    basis: str
