"""The state of one step of the SOP and its times, and the facts and the calendar that they follow from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum

from sheets_sync.course import Course
from sheets_sync.model import Holder, Role, Step
from sheets_sync.recap import Recap
from sheets_sync.records import Part, Stamp, StepRecord, last_records
from sheets_sync.trail import Kind, Line
from sheets_sync.workdays import WorkCalendar
from sheets_sync.worktime import WorkTime


class StepState(StrEnum):
    NOT_STARTED = "belum"
    RUNNING = "berjalan"
    DONE = "selesai"
    LATE = "terlambat"  # the calendar's deadline has passed, and it is not done
    UNRECORDED = "belum dicatat"  # it must have happened, and nobody has recorded it


ROLE_NAMES = {
    Role.CAMAT: "Camat",
    Role.SECRETARY: "Sekretaris",
    Role.EVALUATION: "Kasubag Evlap",
    Role.PLANNING: "Kasubag Perencanaan",
    Role.UNIT_HEAD: "Kepala unit kerja",
    Role.UNIT: "Unit kerja",
}


def holder_words(holder: Holder) -> str:
    """Who holds the step in this office: `Unit kerja melalui Kasubag Perencanaan kepada Kasubag Evlap`."""
    parts = [ROLE_NAMES[holder.by]]
    for lead, role in (
        ("bersama", holder.together_with),
        ("diperiksa", holder.checked_by),
        ("melalui", holder.through),
        ("kepada", holder.to),
    ):
        if role is not None:
            parts.append(f"{lead} {ROLE_NAMES[role]}")
    return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when, as far as recorded, and the working minutes between; until now while it is open."""

    start: Stamp | None = None
    end: Stamp | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class UnitTime:
    """One unit in a step in which the units work side by side."""

    code: str
    name: str
    done: bool
    begun: bool
    span: Span


@dataclass(frozen=True, slots=True)
class StepStatus:
    """One step in one period: its state, who holds it, its times, and what shows it, in Indonesian.

    `done` of `of` parts or units are done. `span` is open time; `worked` minutes are as somebody recorded them.
    """

    step: Step
    state: StepState
    done: int
    of: int
    evidence: str
    holder: str  # title of who holds it now
    span: Span = Span()
    worked: int | None = None
    recorded_by: str = ""  # "dicatat Sekretaris a.n. Camat"
    waiting: tuple[str, ...] = ()  # units it waits for, by name
    units: tuple[UnitTime, ...] = ()
    deadline: date | None = None
    late_days: int = 0  # working days after the deadline: of its end, or until now
    remarks: tuple[str, ...] = ()  # catatan about what was recorded

    @property
    def words(self) -> str:
        """`berjalan 3 dari 7`, `selesai`, `terlambat 2 hari kerja`."""
        if self.state is StepState.LATE:
            return f"{self.state.value} {self.late_days} hari kerja"
        if self.state is StepState.RUNNING and self.of > 1:
            return f"{self.state.value} {self.done} dari {self.of}"
        return self.state.value

    @property
    def longest(self) -> UnitTime | None:
        """The unit that took longest; None where no unit's time is known."""
        timed = [unit for unit in self.units if unit.span.minutes is not None]
        return max(timed, key=lambda unit: unit.span.minutes or 0, default=None)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What tells working time, and the dates that count: tepat waktu sampai, dikunci pada, batas kabupaten."""

    work: WorkTime
    days: WorkCalendar
    zone: tzinfo
    on_time_until: date
    locked_on: date
    regency: date

    def stamp(self, moment: datetime | None) -> Stamp | None:
        """The moment as a day and a time of day of the office."""
        if moment is None:
            return None
        here = moment.astimezone(self.zone)
        return Stamp(here.date(), here.time().replace(second=0, microsecond=0))

    def span(self, start: Stamp | None, end: Stamp | None, now: datetime, *, done: bool) -> Span:
        """The time between; without minutes where a time of day is missing, or where the end comes before the start."""
        first = start.moment(self.zone) if start else None
        last = (end.moment(self.zone) if end else None) if done else now
        known = first is not None and last is not None and first <= last
        return Span(start, end if done else None, self.work.minutes(first, last) if known and first and last else None)

    def late(self, deadline: date | None, end: Stamp | None, now: datetime, *, done: bool) -> int:
        """Working days after the deadline, of the end or until now; 0 where there is none, or where the end is unknown."""
        if deadline is None or (done and end is None):
            return 0
        last = end.day if done and end else now.astimezone(self.zone).date()
        return self.days.between(deadline, last)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a period: its recap, its trail, each unit's way, and the titles of those who hold a role."""

    recap: Recap
    lines: Sequence[Line]
    courses: Mapping[str, Course]
    titles: Mapping[Role, str]

    def records(self, step: int) -> dict[Part, StepRecord]:
        """The last record of each part of the step."""
        return {part: record for (number, part), record in last_records(self.lines).items() if number == step}

    def first(self, kind: Kind, unit: str = "") -> datetime | None:
        """When that was first written down, of the unit or of any."""
        return next((line.at for line in self.lines if line.kind is kind and unit in ("", line.unit)), None)

    def last(self, kind: Kind) -> datetime | None:
        return next((line.at for line in reversed(self.lines) if line.kind is kind), None)
