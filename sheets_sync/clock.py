"""The SOP's clock of one office: what is archived of a period, as the states of the nine steps."""

from __future__ import annotations

from sheets_sync.desk import Desk
from sheets_sync.model import Role
from sheets_sync.period import Period
from sheets_sync.procedure import statuses
from sheets_sync.recap import Recap
from sheets_sync.step_status import Calendar, Facts, StepStatus
from sheets_sync.workdays import WorkCalendar
from sheets_sync.worktime import WorkTime


def step_clock(desk: Desk, period: Period, recap: Recap) -> tuple[StepStatus, ...]:
    """The nine steps as known from the last pull and what was recorded since; the same on whatever day it is asked."""
    office = desk.office
    lines = desk.archive.trail.lines(period)
    now = max([recap.at, *(line.at for line in lines)])
    day = now.astimezone(office.timezone).date()
    held = {role: official.title for role in Role if (official := office.official(role.value, day))}
    days = WorkCalendar(office.special_days)
    dates = desk.deadlines(period)
    calendar = Calendar(WorkTime.of(office), days, office.timezone, dates.on_time_until, dates.locked_on, dates.regency)
    facts = Facts(recap, lines, desk.archive.courses.all(period), held)
    return statuses(office.procedure.steps, facts, calendar, now)
