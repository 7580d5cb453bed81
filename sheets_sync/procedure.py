"""The nine steps of the SOP as a clock: `(procedure, what happened, now) -> states`; pure.

What a machine can see runs by itself; what only a person can confirm stays "belum" until somebody records it, or
"belum dicatat" once a later step shows that it must have happened. No time is made up: one that nobody recorded is
None. Two times stand beside the standard minutes: how long a step was open (lama berlangsung, in working minutes), and
how long was worked on it (lama dikerjakan, only where somebody wrote it down). "Terlambat" follows from the calendar's
deadline alone, never from the minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sheets_sync.course import UnitState
from sheets_sync.model import KnownFrom, Role, Step
from sheets_sync.recap import UnitRecap
from sheets_sync.records import Part, Stamp, StepRecord
from sheets_sync.standing import PROVISIONAL
from sheets_sync.step_status import ROLE_NAMES, Calendar, Facts, Span, StepState, StepStatus, UnitTime
from sheets_sync.trail import Kind, Line

__all__ = ["ROLE_NAMES", "current", "statuses"]


def statuses(steps: Sequence[Step], facts: Facts, calendar: Calendar, now: datetime) -> tuple[StepStatus, ...]:
    """The state of each step at `now`."""
    found = [_timed(_KNOWN[step.known_from](step, facts, calendar, now), calendar, now) for step in steps]
    begun = [number for number, status in enumerate(found) if status.state is not StepState.NOT_STARTED]
    last = max(begun, default=-1)
    return tuple(
        replace(status, state=StepState.UNRECORDED)
        if number < last and status.state is StepState.NOT_STARTED and status.step.known_from is KnownFrom.PERSON
        else status
        for number, status in enumerate(found)
    )


def current(found: Sequence[StepStatus]) -> StepStatus:
    """The step that the office is on: the furthest one under way, else the first not yet begun, else the last."""
    running = [status for status in found if status.state in (StepState.RUNNING, StepState.LATE)]
    waiting = [status for status in found if status.state is StepState.NOT_STARTED]
    return (running[-1:] or waiting[:1] or list(found[-1:]))[0]


def _timed(status: StepStatus, calendar: Calendar, now: datetime) -> StepStatus:
    """The status with its lateness and what is odd about its times."""
    done = status.state is StepState.DONE
    late = calendar.late(status.deadline, status.span.end, now, done=done)
    remarks = list(status.remarks)
    start, end = status.span.start, status.span.end
    if start and end and (end.day, end.clock or start.clock) < (start.day, start.clock or end.clock):
        remarks.append("selesainya dicatat sebelum mulainya; lamanya tidak dihitung")
    state = StepState.LATE if late and not done else status.state
    return replace(status, state=state, late_days=late, remarks=tuple(remarks))


# --- steps that a person records -----------------------------------------------------------------------------


def _holder(step: Step, facts: Facts) -> str:
    return facts.titles.get(step.holder.by, ROLE_NAMES[step.holder.by])


def _by(record: StepRecord | None) -> str:
    """`dicatat Sekretaris a.n. Camat`; a record is no signature."""
    if record is None or not record.by:
        return ""
    return f"dicatat {record.by}" + (f" a.n. {record.on_behalf}" if record.on_behalf else "")


def _person(step: Step, facts: Facts, calendar: Calendar, now: datetime) -> StepStatus:
    """Done when it is recorded as done; under way while only its start is.

    What the Camat does is recorded by the Camat, or on the Camat's behalf with a photo or scan of the signed sheet.
    """
    record = facts.records(step.number).get(Part.WHOLE)
    lacking = "menunggu foto atau pindaian lembar yang ditandatangani Camat" if _lacks_proof(step, record) else ""
    done = record is not None and record.done and not lacking
    start, end = (record.start, record.end) if record else (None, None)
    begun = record is not None and (record.done or start is not None)  # else it was taken back
    state = StepState.DONE if done else StepState.RUNNING if begun else StepState.NOT_STARTED
    same = "pejabat yang sama" if record and record.same_person else ""
    words = ", ".join(filter(None, (lacking, same, record.note if record else ""))) or _by(record)
    return StepStatus(
        step, state, int(done), 1, words, _holder(step, facts), calendar.span(start, end, now, done=done),
        record.worked if record else None, _by(record), deadline=calendar.regency if step.holder.to is Role.EVALUATION else None,
    )  # fmt: skip


def _lacks_proof(step: Step, record: StepRecord | None) -> bool:
    camat = ROLE_NAMES[Role.CAMAT]
    return step.holder.by is Role.CAMAT and record is not None and record.by != camat and not record.proof


def _format(step: Step, facts: Facts, calendar: Calendar, now: datetime) -> StepStatus:
    """Forwarded by the Sekretaris, made by Kasubag Evlap (which the workbooks show too), and parafed by the Sekretaris."""
    records = facts.records(step.number)
    made = records.get(Part.MADE)
    made_at = made.end if made else calendar.stamp(facts.first(Kind.WORKBOOK))
    forwarded, initialled = records.get(Part.FORWARDED), records.get(Part.INITIALLED)
    parts = (
        ("diteruskan Sekretaris", forwarded is not None and forwarded.done),
        ("format dibuat", made_at is not None),
        ("diparaf Sekretaris", initialled is not None and initialled.done),
    )
    count = sum(there for _, there in parts)
    lacking = [words for words, there in parts if not there]
    done = count == len(parts)
    state = StepState.DONE if done else StepState.RUNNING if count else StepState.NOT_STARTED
    ends = [stamp for stamp in (made_at, initialled.end if initialled else None) if stamp]
    start = next((item.start or item.end for item in (forwarded, made) if item), None)
    indicators = sum(len(unit.achievements) for unit in facts.recap.units)
    renewed = {line.unit for line in facts.lines if line.kind is Kind.FORMAT and line.unit}
    words = f"{indicators} indikator" + (f", {len(renewed)} lembar diperbarui" if renewed else "")
    return StepStatus(
        step, state, count, len(parts),
        words + (f"; belum dicatat: {', '.join(lacking)}" if lacking and count else ""),
        _holder(step, facts), calendar.span(start, max(ends, key=_order, default=None), now, done=done),
        sum(item.worked or 0 for item in records.values()) or None, _by(initialled or made or forwarded),
    )  # fmt: skip


def _order(stamp: Stamp) -> tuple[date, str]:
    return stamp.day, f"{stamp.clock:%H%M}" if stamp.clock else ""


# --- steps that the units' workbooks show --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _UnitFact:
    unit: UnitRecap
    done: bool
    begun: bool
    start: Stamp | None
    end: Stamp | None


def _of_units(
    step: Step,
    facts: Facts,
    calendar: Calendar,
    now: datetime,
    found: Iterable[_UnitFact],
    words: str,
    deadline: date | None,
) -> StepStatus:
    """A step in which the units go side by side: from the first start to the last end."""
    rows = list(found)
    times = tuple(
        UnitTime(
            row.unit.code, row.unit.name, row.done, row.begun, calendar.span(row.start, row.end, now, done=row.done)
        )
        for row in rows
    )
    count = sum(row.done for row in rows)
    done = bool(rows) and count == len(rows)
    begun = any(row.begun or row.done for row in rows)
    state = StepState.DONE if done else StepState.RUNNING if begun else StepState.NOT_STARTED
    starts = [row.start for row in rows if row.start]
    ends = [row.end for row in rows if row.end] if all(row.end for row in rows if row.done) else []
    return StepStatus(
        step, state, count, len(rows), f"{count} dari {len(rows)} {words}", _holder(step, facts),
        calendar.span(min(starts, key=_order, default=None), max(ends, key=_order, default=None), now, done=done)
        if begun else Span(),
        _worked(facts, step), waiting=tuple(row.unit.name for row in rows if not row.done) if begun else (),
        units=times, deadline=deadline,
    )  # fmt: skip


def _worked(facts: Facts, step: Step) -> int | None:
    record = facts.records(step.number).get(Part.WHOLE)
    return record.worked if record else None


def _handed_out(step: Step, facts: Facts, calendar: Calendar, now: datetime) -> StepStatus:
    def fact(unit: UnitRecap) -> _UnitFact:
        made = calendar.stamp(facts.first(Kind.WORKBOOK, unit.code))
        shared = calendar.stamp(facts.first(Kind.SHARED, unit.code))
        there = unit.state is not UnitState.NO_WORKBOOK
        return _UnitFact(unit, there, there, made, shared or made)

    return _of_units(step, facts, calendar, now, map(fact, facts.recap.units), "lembar dibagikan", None)


def _filled(step: Step, facts: Facts, calendar: Calendar, now: datetime) -> StepStatus:
    """A unit's part ends with its sending: when its last cell was filled before that, nobody knows."""

    def fact(unit: UnitRecap) -> _UnitFact:
        full = bool(unit.due) and unit.filled == unit.due
        start = calendar.stamp(facts.first(Kind.SHARED, unit.code) or facts.first(Kind.WORKBOOK, unit.code))
        return _UnitFact(unit, full, unit.filled > 0, start, calendar.stamp(unit.sent_at) if full else None)

    rows = list(map(fact, facts.recap.units))
    status = _of_units(step, facts, calendar, now, rows, "unit terisi penuh", calendar.on_time_until)
    filled, due = sum(unit.filled for unit in facts.recap.units), sum(unit.due for unit in facts.recap.units)
    return replace(status, evidence=f"{status.evidence}, {filled} dari {due} isian")


def _sent(step: Step, facts: Facts, calendar: Calendar, now: datetime) -> StepStatus:
    """A unit's part begins with its sending, and ends with the recap that holds it."""

    def fact(unit: UnitRecap) -> _UnitFact:
        start = calendar.stamp(unit.sent_at)
        recapped = next(
            (line.at for line in facts.lines if line.kind is Kind.RECAP and unit.sent_at and line.at >= unit.sent_at),
            None,
        )
        end = calendar.stamp(recapped or facts.recap.at) if unit.has_sent else None
        return _UnitFact(unit, unit.has_sent, unit.sent_at is not None, start, end)

    rows = map(fact, facts.recap.units)
    return _of_units(step, facts, calendar, now, rows, "unit mengirim", calendar.on_time_until)


def _checked(step: Step, facts: Facts, calendar: Calendar, now: datetime) -> StepStatus:
    """A machine's check is no validation by a person: the step is done when every unit is validated by one."""

    def fact(unit: UnitRecap) -> _UnitFact:
        event = next((event for event in reversed(facts.courses.get(unit.code, ())) if event.validated), None)
        done = unit.standing != PROVISIONAL
        return _UnitFact(
            unit,
            done,
            unit.sent_at is not None,
            calendar.stamp(unit.sent_at),
            calendar.stamp(event.at) if event and done else None,
        )

    rows = list(map(fact, facts.recap.units))
    status = _of_units(step, facts, calendar, now, rows, "unit tervalidasi", calendar.locked_on)
    returned = sum(unit.state is UnitState.RETURNED for unit in facts.recap.units)
    asked = sum(unit.must + unit.answer for unit in facts.recap.units)
    parts = (
        f"{facts.recap.within} tanpa wajib diperbaiki" if status.state is not StepState.DONE else "",
        f"{returned} dikembalikan" if returned else "",
        f"{asked} catatan terbuka" if asked else "",
    )
    return replace(status, evidence=", ".join(filter(None, (status.evidence, *parts))))


def _recapped(step: Step, facts: Facts, calendar: Calendar, now: datetime) -> StepStatus:
    """The kecamatan's recap closes the procedure, so it is not begun before all units are in it."""
    units = facts.recap.units
    within = facts.recap.within
    done = bool(units) and within == len(units)
    record = facts.records(step.number).get(Part.WHOLE)
    whole = calendar.stamp(_whole_since(facts.lines) or facts.recap.at)
    end = (record.end if record else None) or whole if done else None
    handed = facts.records(step.number - 1).get(Part.WHOLE)
    start = (record.start if record else None) or (handed.end if handed else None)
    if start and end and _order(end) < _order(start) and not (record and record.start):
        start = None  # the recap held all units before they were handed over: since when it was worked on, nobody knows
    return StepStatus(
        step, StepState.DONE if done else StepState.NOT_STARTED, within, len(units),
        f"{within} dari {len(units)} unit dalam rekap", _holder(step, facts),
        calendar.span(start, end, now, done=done) if done or start else Span(), record.worked if record else None, _by(record),
        deadline=calendar.regency,
    )  # fmt: skip


def _whole_since(lines: Sequence[Line]) -> datetime | None:
    """Since when the recap has held every unit, without a break; None where it does not, or nobody wrote it down."""
    since = None
    for line in reversed([line for line in lines if line.kind is Kind.RECAP]):
        if not _is_whole(line):
            break
        since = line.at
    return since


def _is_whole(line: Line) -> bool:
    units, of = line.data.get("units"), line.data.get("of")
    return units is not None and units == of


_KNOWN: dict[KnownFrom, Callable[[Step, Facts, Calendar, datetime], StepStatus]] = {
    KnownFrom.PERSON: _person,
    KnownFrom.FORMAT: _format,
    KnownFrom.HANDED_OUT: _handed_out,
    KnownFrom.FILLED: _filled,
    KnownFrom.SENT: _sent,
    KnownFrom.CHECKED: _checked,
    KnownFrom.RECAPPED: _recapped,
}


# --- what the machine takes over -----------------------------------------------------------------------------

BY_MACHINE = (KnownFrom.HANDED_OUT, KnownFrom.SENT, KnownFrom.RECAPPED)  # done by the program alone
PREPARED = (KnownFrom.FORMAT, KnownFrom.CHECKED)  # prepared by the program, decided by a person


def standard_minutes(steps: Sequence[Step], known: Sequence[KnownFrom]) -> tuple[tuple[int, ...], int]:
    """The steps of these kinds by number, and the SOP's minutes for them together."""
    found = [step for step in steps if step.known_from in known]
    return tuple(step.number for step in found), sum(step.minutes for step in found)
