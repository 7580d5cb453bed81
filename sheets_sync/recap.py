"""The recap of a period: each unit's achievements and the kecamatan's, from what was archived; pure.

Empty, zero, not yet asked and not computable stay four states.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sheets_sync import numerals
from sheets_sync.achievement import (
    HUNDRED,
    Quarter,
    Standing,
    Tally,
    accumulate,
    achievement_percent,
    category_of,
    for_mean,
)
from sheets_sync.form import Form, FormRow
from sheets_sync.model import Accumulation, Office, Polarity, Target, Unit
from sheets_sync.period import Period
from sheets_sync.submission import Entry, Finding, Reading, Severity, Submission
from sheets_sync.workdays import WorkCalendar


class UnitState(StrEnum):
    """How far a unit is."""

    NO_WORKBOOK = "belum ada lembar"
    UNREADABLE = "lembar tidak terbaca"
    EMPTY = "belum diisi"
    FILLED = "diisi"
    SENT = "dikirim"


@dataclass(frozen=True, slots=True)
class Achievement:
    """One indicator in one period: what was typed, what it adds up to this year, and its capaian in percent."""

    code: str
    name: str
    objective: str
    measure: str
    polarity: Polarity
    accumulation: Accumulation
    target: Target | None  # of what was typed
    typed: str
    value: Decimal | None
    note: str
    cell: str
    actual: Decimal | None  # over the year so far
    actual_target: Target | None  # over the same quarters
    quarters: int  # how many of the quarters due so far went in
    quarters_due: int
    percent: Decimal | None
    category: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A programme's pagu and realisasi s.d. triwulan, in rupiah; None where not (yet) usable."""

    programme: str
    name: str
    ceiling: Decimal
    actual: Decimal | None
    unit: str

    @property
    def absorbed(self) -> Decimal | None:
        """Serapan in percent; None where the pagu is zero or the realisasi unknown."""
        return None if self.actual is None or not self.ceiling else numerals.enter(self.actual / self.ceiling * HUNDRED)


@dataclass(frozen=True, slots=True)
class UnitRecap:
    """One unit in one period."""

    code: str
    name: str
    kind: str
    head: str
    state: UnitState
    filled: int
    due: int
    must: int
    answer: int
    notice: int
    sent_at: datetime | None
    late_days: int  # working days after the deadline: of the sending, or until now where not sent
    trouble: str
    pulled: datetime | None
    file: str
    achievements: tuple[Achievement, ...]
    tally: Tally

    @property
    def late(self) -> bool:
        return self.late_days > 0

    @property
    def assessed(self) -> int:
        return self.tally.count


@dataclass(frozen=True, slots=True)
class Recap:
    """The kecamatan in one period, as known at `at`."""

    period: str
    at: datetime
    sample: bool
    units: tuple[UnitRecap, ...]
    budget: tuple[BudgetLine, ...]
    tally: Tally
    category: str
    indicators_due: int
    troubles: tuple[str, ...]  # files that belong to no unit, named

    @property
    def sent(self) -> int:
        return sum(unit.state is UnitState.SENT for unit in self.units)

    @property
    def budget_total(self) -> tuple[Decimal, Decimal, int]:
        """(pagu, realisasi, programmes) over the programmes whose realisasi is known."""
        known = [line for line in self.budget if line.actual is not None]
        return (
            sum((line.ceiling for line in known), Decimal(0)),
            sum((line.actual for line in known if line.actual is not None), Decimal(0)),
            len(known),
        )


# --- one unit ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is archived of one period, by unit."""

    forms: Mapping[str, Form]
    submissions: Mapping[str, Submission]
    findings: Mapping[str, tuple[Finding, ...]]

    def usable(self, unit: str, code: str) -> Decimal | None:
        """The value typed for that code, unless a catatan says that it must be mended first."""
        submission = self.submissions.get(unit)
        entry = _entry(submission, code)
        if entry is None or self.must_mend(unit, code):
            return None
        return entry.value

    def must_mend(self, unit: str, code: str) -> bool:
        return any(
            finding.severity is Severity.MUST and finding.place.row == code for finding in self.findings.get(unit, ())
        )


def _entry(submission: Submission | None, code: str) -> Entry | None:
    if submission is None:
        return None
    return next((entry for entry in (*submission.entries, *submission.budget) if entry.code == code), None)


def _achievement(
    office: Office, period: Period, unit: str, row: FormRow, now: Gathered, earlier: Sequence[Gathered]
) -> Achievement:
    entry = _entry(now.submissions.get(unit), row.code)
    value = now.usable(unit, row.code)
    history = [quarter for gathered in earlier if (quarter := _quarter(gathered, unit, row.code))]
    due_so_far = office.quarters_due(row.code, period)
    accumulated = accumulate([*history, Quarter(row, value)]) if value is not None else None
    actual, target, used = accumulated or (None, None, 0)
    percent, standing = _judge(row, entry, now.must_mend(unit, row.code), actual, target)
    return Achievement(
        code=row.code,
        name=row.name,
        objective=row.objective,
        measure=row.measure,
        polarity=row.polarity,
        accumulation=row.accumulation,
        target=row.target,
        typed=entry.typed if entry else "",
        value=value,
        note=entry.note if entry else "",
        cell=f"{entry.tab}!{entry.cell}" if entry and entry.cell else "",
        actual=actual,
        actual_target=target,
        quarters=used,
        quarters_due=due_so_far,
        percent=percent,
        category=category_of(percent, office.bands),
        standing=standing,
    )


def _quarter(gathered: Gathered, unit: str, code: str) -> Quarter | None:
    form = gathered.forms.get(unit)
    row = next((row for row in form.rows if row.code == code), None) if form else None
    return Quarter(row, gathered.usable(unit, code)) if row else None


def _judge(
    row: FormRow, entry: Entry | None, must_mend: bool, actual: Decimal | None, target: Target | None
) -> tuple[Decimal | None, Standing]:
    if not row.due and (entry is None or entry.reading is Reading.EMPTY):
        return None, Standing.NOT_DUE
    if entry is None or entry.reading is Reading.EMPTY:
        return None, Standing.EMPTY
    if must_mend or actual is None:
        return None, Standing.MUST_MEND
    if target is None:
        return None, Standing.NO_TARGET
    result = achievement_percent(row.polarity, target, actual)
    return (None, result) if isinstance(result, Standing) else (result, Standing.ASSESSED)


def _unit(
    office: Office,
    period: Period,
    unit: Unit,
    now: Gathered,
    earlier: Sequence[Gathered],
    trouble: str,
    present: bool,
    at: datetime,
    calendar: WorkCalendar,
) -> UnitRecap:
    form, submission = now.forms.get(unit.code), now.submissions.get(unit.code)
    findings = now.findings.get(unit.code, ())
    achievements = tuple(
        _achievement(office, period, unit.code, row, now, earlier) for row in (form.rows if form else ())
    )
    tally = Tally()
    for item in achievements:
        if item.percent is not None:
            tally = tally.add(for_mean(item.percent, office.average_cap))
    due = form.due if form else ()
    filled = sum(_is_filled(submission, row.code) for row in due)
    sent_at = submission.first_sent if submission and submission.sent else None
    return UnitRecap(
        code=unit.code,
        name=unit.name,
        kind=unit.kind.value,
        head=unit.head,
        state=_state(submission, filled, trouble, present),
        filled=filled,
        due=len(due),
        must=_count(findings, Severity.MUST),
        answer=_count(findings, Severity.ANSWER),
        notice=_count(findings, Severity.NOTICE),
        sent_at=sent_at,
        late_days=calendar.between(form.on_time_until, (sent_at or at).date()) if form else 0,
        trouble=trouble,
        pulled=submission.pulled if submission else None,
        file=submission.source.file if submission else "",
        achievements=achievements,
        tally=tally,
    )


def _is_filled(submission: Submission | None, code: str) -> bool:
    entry = _entry(submission, code)
    return entry is not None and entry.reading is not Reading.EMPTY


def _state(submission: Submission | None, filled: int, trouble: str, present: bool) -> UnitState:
    if submission is None:
        return UnitState.UNREADABLE if trouble else UnitState.NO_WORKBOOK if not present else UnitState.EMPTY
    if submission.sent:
        return UnitState.SENT
    return UnitState.FILLED if filled else UnitState.EMPTY


def _count(findings: Iterable[Finding], severity: Severity) -> int:
    return sum(finding.severity is severity for finding in findings)


# --- the kecamatan -------------------------------------------------------------------------------------------


def make_recap(
    office: Office,
    period: Period,
    now: Gathered,
    earlier: Sequence[Gathered],
    at: datetime,
    troubles: Mapping[str, Sequence[str]],
    present: Iterable[str],
) -> Recap:
    """The kecamatan's recap of the period, from what is archived of it and of the year's earlier quarters.

    `at` is the moment up to which lateness counts; `troubles` says by unit why its workbook could not be read
    (under an empty key for files of no unit).
    """
    calendar = WorkCalendar(office.special_days)
    there = set(present)
    units = tuple(
        _unit(
            office, period, unit, now, earlier, "; ".join(troubles.get(unit.code, ())), unit.code in there, at, calendar
        )
        for unit in office.units_in(period)
    )
    tally = Tally()
    for unit in units:
        tally = tally.merge(unit.tally)
    return Recap(
        period=str(period),
        at=at,
        sample=office.sample,
        units=units,
        budget=tuple(_budget(office, now, period)),
        tally=tally,
        category=category_of(tally.mean, office.bands),
        indicators_due=sum(unit.due for unit in units),
        troubles=tuple(troubles.get("", ())),
    )


def _budget(office: Office, now: Gathered, period: Period) -> Iterable[BudgetLine]:
    sent = {row.code: (row, form.unit) for form in now.forms.values() for row in form.budget}
    for ceiling in office.ceilings_in(period):
        row, unit = sent.get(ceiling.programme, (None, ceiling.filled_by))
        yield BudgetLine(
            programme=ceiling.programme,
            name=ceiling.name,
            ceiling=row.ceiling if row else ceiling.amount,
            actual=now.usable(unit, ceiling.programme),
            unit=unit,
        )
