"""The ladder of reminders, on a calendar whose days are counted by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

import pytest

from sheets_sync import trail
from sheets_sync.course import UnitState
from sheets_sync.office_days import DayKind, SpecialDay
from sheets_sync.recap import UnitRecap
from sheets_sync.reminders import GROUP, Due, Rung, due_now, group_due, latest_rung
from sheets_sync.trail import Kind, Line
from sheets_sync.workdays import WorkCalendar
from tests.recaps import recap_of, returned, sent, until, waiting

# March 2026, as an office writes the joint decree down: Wed 18 to Tue 24 are free (Nyepi, Idul Fitri, cuti bersama).
FREE = [SpecialDay(date(2026, 3, day), DayKind.HOLIDAY, "") for day in (18, 19, 20, 23, 24)]
CALENDAR = WorkCalendar(FREE)
UNTIL = until(date(2026, 3, 25), date(2026, 3, 30), date(2026, 4, 1))  # a Wednesday, the first day after
#   Fri 13    Mon 16    Tue 17    18..24    Wed 25    Thu 26    Fri 27    Mon 30
#   H-3       H-2       H-1       free      H         H+1       H+2       H+3


def at(text: str) -> datetime:
    """`13 09.00` in March 2026, in the office's zone."""
    day, clock = text.split()
    return datetime.fromisoformat(f"2026-03-{day}T{clock.replace('.', ':')}:00+08:00")


def is_open(moment: datetime) -> bool:
    return CALENDAR.is_workday(moment.date()) and time(7, 30) <= moment.time() < time(16)


def told(*lines: tuple[str, str, str]) -> list[Line]:
    """Lines of the trail: when, who, which rung."""
    made: list[Line] = []
    for when, to, rung in lines:
        unit = "" if to in ("sekretaris", "camat", GROUP) else to
        last = trail.End(made[-1].number, made[-1].mark) if made else trail.EMPTY
        made.append(trail.next_line(last, at(when), Kind.REMINDER, "program", unit=unit, data={"to": to, "rung": rung}))
    return made


def due(
    now: str, *units: UnitRecap, lines: Iterable[Line] = (), persons: dict[str, str] | None = None
) -> list[tuple[str, str]]:
    """Who is reminded at that moment, with the rung."""
    found = due_now(
        recap_of(*units), UNTIL, CALENDAR, lines, at(now), is_open, lambda code: (persons or {}).get(code, code)
    )
    return [(item.recipient, item.rung.value) for item in found]


@pytest.mark.parametrize(
    ("rung", "day"),
    [(Rung.THREE_BEFORE, 13), (Rung.ONE_BEFORE, 17), (Rung.ONE_AFTER, 26), (Rung.THREE_AFTER, 30)],
)
def test_rungs_are_counted_in_working_days_over_a_long_holiday(rung: Rung, day: int) -> None:
    """Before the deadline and after it, free days and weekends are not counted."""
    assert rung.day(UNTIL.on_time_until, CALENDAR) == date(2026, 3, day)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("12 09.00", []),
        ("13 07.29", []),
        ("13 07.30", [("PEM", "H-3"), ("PMD", "H-3")]),
        ("13 15.59", [("PEM", "H-3"), ("PMD", "H-3")]),
        ("13 16.00", []),
        ("14 09.00", []),  # a Saturday
        ("16 09.00", [("PEM", "H-3"), ("PMD", "H-3")]),  # nobody ran it on Friday: caught up
        ("17 09.00", [("PEM", "H-1"), ("PMD", "H-1")]),  # and here with the latest rung alone
        ("20 09.00", []),  # within the holiday
        ("25 09.00", [("PEM", "H-1"), ("PMD", "H-1")]),
        ("26 09.00", [("PEM", "H+1"), ("PMD", "H+1"), ("sekretaris", "H+1")]),
        ("27 09.00", [("PEM", "H+1"), ("PMD", "H+1"), ("sekretaris", "H+1")]),
        ("30 09.00", [("camat", "H+3")]),
        ("31 09.00", [("camat", "H+3")]),
    ],
)
def test_the_ladder_where_nothing_was_told_before(now: str, expected: list[tuple[str, str]]) -> None:
    """The rung whose day has come last, in working hours alone."""
    assert due(now, waiting("PEM"), waiting("PMD"), sent("KESOS")) == expected


def test_a_rung_is_told_once() -> None:
    """Whoever had it hears nothing more until the next rung; who was left out is told on the next day."""
    lines = told(("13 09.00", "PEM", "H-3"))
    assert due("13 09.05", waiting("PEM"), waiting("PMD"), lines=lines) == [("PMD", "H-3")]
    assert due("16 09.00", waiting("PEM"), waiting("PMD"), lines=lines) == [("PMD", "H-3")]
    assert due("17 09.00", waiting("PEM"), lines=lines) == [("PEM", "H-1")]


def test_nobody_is_told_twice_a_day() -> None:
    """A rung that was caught up in the morning keeps the next one away until tomorrow, whatever moved the deadline."""
    lines = told(("17 08.00", "PEM", "H-3"))
    assert due("17 15.00", waiting("PEM"), lines=lines) == []
    assert due("25 08.00", waiting("PEM"), lines=lines) == [("PEM", "H-1")]


def test_the_day_is_that_of_the_offices_zone() -> None:
    """A line kept in another zone: 23.30 UTC on Thursday is Friday morning in WITA."""
    line = told(("12 23.30", "PEM", "H-3"))[0]
    moved = trail.next_line(
        trail.EMPTY,
        datetime.fromisoformat("2026-03-12T23:30:00+00:00"),
        line.kind,
        line.by,
        unit="PEM",
        data={"rung": "H-9"},
    )
    assert due("13 09.00", waiting("PEM"), lines=[line]) == []
    assert due("13 09.00", waiting("PEM"), lines=[moved]) == []
    assert due("16 09.00", waiting("PEM"), lines=[moved]) == [("PEM", "H-3")]


def test_one_person_behind_two_recipients_hears_of_one_a_day() -> None:
    """A Plt. who heads two units is told of the second on the next working day."""
    persons = {"PEM": "Nama Satu", "PMD": "Nama Satu", "sekretaris": "Nama Dua"}
    units = (waiting("PEM"), waiting("PMD"))
    assert due("26 09.00", *units, persons=persons) == [("PEM", "H+1"), ("sekretaris", "H+1")]
    lines = told(("26 09.00", "PEM", "H+1"), ("26 09.00", "sekretaris", "H+1"))
    assert due("26 14.00", *units, lines=lines, persons=persons) == []
    assert due("27 09.00", *units, lines=lines, persons=persons) == [("PMD", "H+1")]


def test_only_who_owes_something_is_told() -> None:
    """Not sent, returned, or with what must be mended; a locked workbook's unit can do nothing, the Camat can."""
    units = (
        sent("A"), sent("B", must=2), returned("C"), waiting("D", state=UnitState.FILLED),
        waiting("E", state=UnitState.LOCKED), sent("F", state=UnitState.VALIDATED),
    )  # fmt: skip
    assert [code for code, _ in due("17 09.00", *units)] == ["B", "C", "D"]
    found = due_now(recap_of(*units), UNTIL, CALENDAR, (), at("30 09.00"), is_open, str)
    assert [(item.recipient, [unit.code for unit in item.units]) for item in found] == [("camat", ["B", "C", "D", "E"])]


@pytest.mark.parametrize("now", ["17 09.00", "26 09.00", "30 09.00"])
def test_where_all_have_sent_nobody_is_told(now: str) -> None:
    """Not the Sekretaris and not the Camat either."""
    assert due(now, sent("PEM"), sent("PMD")) == []


def test_the_group_is_written_to_once_a_day_in_working_hours() -> None:
    """Other people's reminders of that day do not keep it away."""
    lines = told(("17 08.00", "PEM", "H-1"))
    assert group_due(lines, at("17 09.00"), is_open)
    assert not group_due(lines, at("17 16.30"), is_open)
    lines = told(("17 08.00", GROUP, ""))
    assert not group_due(lines, at("17 15.00"), is_open)
    assert group_due(lines, at("25 09.00"), is_open)


def test_before_the_ladder_there_is_no_rung() -> None:
    """Nor is one caught up that has not come."""
    assert latest_rung(UNTIL.on_time_until, CALENDAR, date(2026, 3, 12)) is None
    assert latest_rung(UNTIL.on_time_until, CALENDAR, date(2026, 3, 13)) is Rung.THREE_BEFORE


def test_what_is_due_names_its_unit() -> None:
    """A unit's message is about that unit alone."""
    (found,) = due_now(recap_of(waiting("PEM"), sent("PMD")), UNTIL, CALENDAR, (), at("17 09.00"), is_open, str)
    assert found == Due("PEM", Rung.ONE_BEFORE, (waiting("PEM"),))
