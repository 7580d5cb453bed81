"""The dates of a period: the kabupaten's own deadline, and the office's two, counted backwards from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sheets_sync.dates import weekday_date
from sheets_sync.model import Office
from sheets_sync.office_days import RegencyDeadline
from sheets_sync.period import Period
from sheets_sync.workdays import WorkCalendar


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Until when a unit's figures are in time, when its workbook is locked, and why then."""

    on_time_until: date
    locked_on: date
    regency: date  # the kabupaten's own deadline
    basis: str  # the letter that sets it; empty where it is assumed
    on_time_before: int  # working days before the kabupaten's deadline
    locked_before: int
    regency_workday: int  # the assumed one is this working day after the quarter

    @property
    def on_time_reason(self) -> str:
        return _before(self.on_time_before)

    @property
    def locked_reason(self) -> str:
        return _before(self.locked_before)

    @property
    def regency_words(self) -> str:
        """`Jumat 16 Oktober 2026 (surat ...)`; an assumed day is called one."""
        assumed = f"perkiraan: hari kerja ke-{self.regency_workday} sesudah triwulan berakhir"
        return f"{weekday_date(self.regency, year=True)} ({self.basis or assumed})"

    @property
    def reason(self) -> str:
        """`5 hari kerja sebelum batas kabupaten, Jumat 16 Oktober 2026 (surat ...)`: of being in time."""
        return f"{self.on_time_reason}, {self.regency_words}"


def _before(days: int) -> str:
    return f"{days} hari kerja sebelum batas kabupaten" if days else "pada hari batas kabupaten"


def deadlines(office: Office, period: Period) -> Deadlines:
    """The period's dates, by the kabupaten's deadline that the office entered, else by the assumed one."""
    calendar = WorkCalendar(office.special_days)
    entered = next((row for row in office.regency_deadlines if row.period == period), None)
    regency = entered or RegencyDeadline(period, calendar.nth_after(period.last_day, office.regency_workday), "")
    return Deadlines(
        on_time_until=calendar.nth_before(regency.day, office.on_time_before),
        locked_on=calendar.nth_before(regency.day, office.locked_before),
        regency=regency.day,
        basis=regency.basis,
        on_time_before=office.on_time_before,
        locked_before=office.locked_before,
        regency_workday=office.regency_workday,
    )
