"""What the lines of the trail mean: changes of a unit's state, approvals, workbooks made and shared, recaps, reopenings.

The trail is the only store of what happened: all of this is read from its lines, and nothing of it is kept twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sheets_sync.course import Course, Event, UnitState
from sheets_sync.errors import ArchiveError
from sheets_sync.ledger import Ledger
from sheets_sync.period import Period
from sheets_sync.standing import Approval, Reopening
from sheets_sync.trail import Kind, Line

PROGRAM = "program"  # by whom where no person did it
CAMAT = "Camat"
HANDING_OUT, RECAPPING = 3, 9  # the steps of the SOP that the program itself carries out
Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True)
class Made:
    """That a unit's workbook was made; or only that it was there, where nobody saw it made."""

    at: datetime
    version: str  # of its form
    seen: bool


class Courses:
    """The course of each unit's workbook, as the trail tells it."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def get(self, period: Period, unit: str) -> Course | None:
        """The unit's changes of state, oldest first; None where it has none."""
        return tuple(meant(line, _event) for line in self._ledger.of(period, Kind.STATE, unit)) or None

    def all(self, period: Period) -> dict[str, Course]:
        """The course of each unit that has one, in the order of their codes."""
        units = self._ledger.units(period, Kind.STATE)
        return {unit: course for unit in units if (course := self.get(period, unit))}

    def add(self, period: Period, unit: str, event: Event) -> None:
        """One more change of state stands in the trail."""
        data: dict[str, Any] = {"state": event.state.value, "why": event.why, "content": event.content}
        flags = {"validated": event.validated, "own": event.own, "reopened": event.reopened}
        data |= {name: True for name, is_so in flags.items() if is_so}
        self._ledger.add(period, event.at, Kind.STATE, event.by, unit=unit, data=data)


def _event(line: Line) -> Event:
    data = line.data
    return Event(
        line.at, UnitState(data["state"]), line.by, str(data["why"]), str(data["content"]),
        bool(data.get("validated")), bool(data.get("own")), bool(data.get("reopened")),
    )  # fmt: skip


def meant(line: Line, meaning: Callable[[Line], Meaning]) -> Meaning:
    """What the line means; ArchiveError where its data are not those of its kind."""
    try:
        return meaning(line)
    except (KeyError, ValueError, TypeError, AttributeError) as failure:
        raise ArchiveError(
            f"Jejak rusak pada baris bernomor {line.number} ({line.kind.value}); jalankan `sheets-sync trail verify`,"
            " lalu kembalikan jejak.jsonl dari cadangan."
        ) from failure


# --- approvals -----------------------------------------------------------------------------------------------


def approvals(ledger: Ledger, period: Period) -> tuple[Approval, ...]:
    """The Camat's approvals of the period, oldest first."""
    return tuple(meant(line, _approval) for line in ledger.of(period, Kind.APPROVAL))


def add_approval(ledger: Ledger, period: Period, at: datetime, approval: Approval) -> None:
    """The approval stands in the trail; `at` is when it was recorded."""
    data = {"on": approval.on.isoformat(), "basis": approval.basis, "contents": approval.contents}
    ledger.add(period, at, Kind.APPROVAL, CAMAT, data=data)


def _approval(line: Line) -> Approval:
    data = line.data
    return Approval(date.fromisoformat(data["on"]), str(data["basis"]), dict(data["contents"]))


# --- reopenings ----------------------------------------------------------------------------------------------


def reopenings(ledger: Ledger, period: Period) -> tuple[Reopening, ...]:
    """The reopenings of the period, oldest first."""
    lines = [line for line in ledger.lines(period) if line.kind is Kind.REOPENED]
    return tuple(meant(line, _reopening) for line in lines)


def add_reopening(ledger: Ledger, period: Period, order: Reopening) -> None:
    """The reopening stands in the trail."""
    data = {
        "revision": order.revision, "why": order.why, "basis": order.basis, "recorded_by": order.recorded_by,
    }  # fmt: skip
    ledger.add(period, order.at, Kind.REOPENED, CAMAT, unit=order.unit, data=data)


def _reopening(line: Line) -> Reopening:
    data: Any = line.data
    return Reopening(
        line.at, line.unit, int(data["revision"]), str(data["why"]), str(data["basis"]), str(data["recorded_by"])
    )


# --- what the program did ------------------------------------------------------------------------------------


def made(ledger: Ledger, period: Period, unit: str) -> Made | None:
    """When the unit's workbook was made the last time; None where the trail does not tell."""
    lines = ledger.of(period, Kind.WORKBOOK, unit)
    return meant(lines[-1], _made) if lines else None


def _made(line: Line) -> Made:
    return Made(line.at, str(line.data["version"]), bool(line.data.get("seen")))


def note_made(ledger: Ledger, period: Period, at: datetime, unit: str, version: str) -> None:
    """That the unit's workbook was made just now, from the form of that version."""
    ledger.add(period, at, Kind.WORKBOOK, PROGRAM, step=HANDING_OUT, unit=unit, data={"version": version})


def note_seen(ledger: Ledger, period: Period, at: datetime, unit: str, version: str) -> None:
    """That the unit's workbook is there, made by a run that nobody heard of again, or before there was a trail."""
    data = {"version": version, "seen": True}
    ledger.add(period, at, Kind.WORKBOOK, PROGRAM, step=HANDING_OUT, unit=unit, data=data)


def note_shared(ledger: Ledger, period: Period, at: datetime, unit: str, added: int, all_in: int) -> None:
    """That the workbook was handed out: `added` addresses were let in now, `all_in` have been so far.

    A run that was killed after it let somebody in is made up for; nothing is noted where nobody was.
    """
    if added or (all_in and not ledger.of(period, Kind.SHARED, unit)):
        data = {"added": added, "addresses": all_in}
        ledger.add(period, at, Kind.SHARED, PROGRAM, step=HANDING_OUT, unit=unit, data=data)


def note_recap(ledger: Ledger, period: Period, at: datetime, *, units: int, of: int, mark: str) -> None:
    """That the recap was made anew, of so many units of all; nothing where its mark is as it was."""
    lines: Sequence[Line] = ledger.of(period, Kind.RECAP)
    if not lines or lines[-1].data.get("mark") != mark:
        data = {"units": units, "of": of, "mark": mark}
        ledger.add(period, at, Kind.RECAP, PROGRAM, step=RECAPPING, data=data)
