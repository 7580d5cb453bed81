"""Situations of a period made by hand, for the Camat's page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sheets_sync import tallies
from sheets_sync.model import Office
from sheets_sync.papers.briefing import Situation
from sheets_sync.procedure import statuses
from sheets_sync.recap import Recap, UnitRecap
from sheets_sync.step_status import Calendar, Facts
from sheets_sync.workdays import WorkCalendar
from sheets_sync.worktime import WorkTime
from tests.conftest import TW3
from tests.recaps import recap_of, until

WITA = ZoneInfo("Asia/Makassar")
ON_TIME, LOCKED, REGENCY = date(2026, 10, 9), date(2026, 10, 14), date(2026, 10, 16)  # Friday, Wednesday, Friday
TUESDAY = datetime(2026, 10, 13, 10, 30, tzinfo=WITA)  # two working days after the first, three before the last
MARK = "0123456789abcdef" * 4


def summed(*units: UnitRecap, **changes: Any) -> Recap:
    """A recap of these units on that Tuesday, with the sum of their tallies."""
    tally = tallies.summed(unit.tally for unit in units)
    due = sum(unit.to_assess for unit in units)
    return replace(recap_of(*units), at=TUESDAY, tally=tally, indicators_due=due, **changes)


def situation(office: Office, recap: Recap, previous: Recap | None = None, **changes: Any) -> Situation:
    """What is known of Triwulan III 2026, of which nobody has recorded anything."""
    days = WorkCalendar()
    calendar = Calendar(WorkTime((), days, WITA), days, WITA, ON_TIME, LOCKED, REGENCY)
    steps = statuses(office.procedure.steps, Facts(recap, (), {}, {}), calendar, recap.at)
    made = Situation(office, TW3, recap, previous, steps, until(ON_TIME, LOCKED, REGENCY), MARK)
    return replace(made, **changes)
