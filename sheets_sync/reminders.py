"""Who is reminded now: a ladder of working days around the deadline; pure.

    H-3, H-1   the unit
    H+1        the unit, and the Sekretaris with a list
    H+3        the Camat, with a list

H is the last day that counts as on time. A day on which nobody ran the command is caught up once, with the latest
rung alone. Nobody is reminded outside working hours, and nobody twice a day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sheets_sync.course import UnitState
from sheets_sync.deadlines import Deadlines
from sheets_sync.model import Role
from sheets_sync.recap import Recap, UnitRecap
from sheets_sync.trail import Kind, Line
from sheets_sync.workdays import WorkCalendar

GROUP = "grup"  # the recipient of the message to all units together


class Rung(StrEnum):
    """A step of the ladder, in working days from the deadline, in the order of time."""

    THREE_BEFORE = "H-3"
    ONE_BEFORE = "H-1"
    ONE_AFTER = "H+1"
    THREE_AFTER = "H+3"

    def day(self, deadline: date, calendar: WorkCalendar) -> date:
        """The working day on which this rung is due."""
        count = int(self.value[1:])
        return calendar.nth_after(deadline, count) if count > 0 else calendar.nth_before(deadline, -count)


class Channel(StrEnum):
    WHATSAPP = "whatsapp"
    MAIL = "surel"


class Delivery(StrEnum):
    """How far a message came; whether a prepared one was sent from the phone, the program cannot know."""

    PREPARED = "disiapkan"
    SENT = "dikirim"
    UNSURE = "mungkin terkirim"  # the server fell silent after it had the whole mail


@dataclass(frozen=True, slots=True)
class Due:
    """A message that is to go out now: to a unit (its code) or a role (its value), about these units."""

    recipient: str
    rung: Rung
    units: tuple[UnitRecap, ...]


def owes(unit: UnitRecap) -> bool:
    """Whether the unit still has something to do: not sent, returned, or sent with what must be mended."""
    return not unit.has_sent or unit.must > 0


def latest_rung(deadline: date, calendar: WorkCalendar, today: date) -> Rung | None:
    """The last rung whose day has come; None before the first."""
    come = [rung for rung in Rung if rung.day(deadline, calendar) <= today]
    return come[-1] if come else None


def due_now(
    recap: Recap,
    deadlines: Deadlines,
    calendar: WorkCalendar,
    lines: Iterable[Line],
    now: datetime,
    is_open: Callable[[datetime], bool],
    person: Callable[[str], str],
) -> tuple[Due, ...]:
    """The messages to send at `now`, which is in the office's zone; none outside working hours.

    `person` tells who stands behind a recipient: one who heads two units hears of the second on another day.
    """
    rung = latest_rung(deadlines.on_time_until, calendar, now.date())
    if rung is None or not is_open(now):
        return ()
    earlier = reminders_of(lines)
    reached = {person(recipient_of(line)) for line in earlier if _is_today(line, now)}
    had = {recipient_of(line) for line in earlier if line.data.get("rung") == rung.value}
    due = []
    for candidate in _candidates(rung, [unit for unit in recap.units if owes(unit)]):
        if candidate.recipient in had or person(candidate.recipient) in reached:
            continue
        reached.add(person(candidate.recipient))
        due.append(candidate)
    return tuple(due)


def group_due(lines: Iterable[Line], now: datetime, is_open: Callable[[datetime], bool]) -> bool:
    """Whether the group may be written to now: in working hours, once a day."""
    today = (line for line in reminders_of(lines) if _is_today(line, now))
    return is_open(now) and all(recipient_of(line) != GROUP for line in today)


def reminders_of(lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if line.kind is Kind.REMINDER]


def recipient_of(line: Line) -> str:
    """The unit, or the role, that the line says was reminded."""
    return line.unit or str(line.data.get("to", ""))


def _is_today(line: Line, now: datetime) -> bool:
    return line.at.astimezone(now.tzinfo).date() == now.date()


def _candidates(rung: Rung, owing: Sequence[UnitRecap]) -> list[Due]:
    """Everybody whom the rung is about; a unit whose workbook is locked can do nothing any more."""
    if not owing:
        return []
    if rung is Rung.THREE_AFTER:
        return [Due(Role.CAMAT.value, rung, tuple(owing))]
    units = [Due(unit.code, rung, (unit,)) for unit in owing if unit.state is not UnitState.LOCKED]
    return [*units, Due(Role.SECRETARY.value, rung, tuple(owing))] if rung is Rung.ONE_AFTER else units
