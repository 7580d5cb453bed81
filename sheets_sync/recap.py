"""The recap of a period: each unit's achievements and the kecamatan's, from what was archived; pure.

Empty, zero, not yet asked and not computable stay four states.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import reduce

from sheets_sync import numerals
from sheets_sync.achievement import (
    HUNDRED,
    Outcome,
    Quarter,
    Tally,
    accumulate,
    achievement_percent,
    category_of,
    for_mean,
)
from sheets_sync.course import Course, UnitState, content_mark, is_own_validation, is_validated, state_of, why_returned
from sheets_sync.dates import typed_date
from sheets_sync.form import Form, FormRow
from sheets_sync.model import Accumulation, Office, Polarity, Target, Unit
from sheets_sync.period import Period
from sheets_sync.punctuality import Punctuality, counted, punctuality_of
from sheets_sync.standing import PROVISIONAL, Approval, Standing, standing_of, weakest
from sheets_sync.submission import Entry, Finding, Reading, Severity, Submission
from sheets_sync.workdays import WorkCalendar


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
    hindrance: str  # faktor penghambat, in the unit's own words
    remedy: str  # and tindak lanjut
    cell: str
    actual: Decimal | None  # over the year so far
    actual_target: Target | None  # over the same quarters
    quarters: int  # how many of the quarters due so far went in
    quarters_due: int
    percent: Decimal | None
    category: str
    outcome: Outcome
    standing: Standing


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A programme's pagu and realisasi s.d. triwulan, in rupiah; None where not (yet) usable."""

    programme: str
    name: str
    ceiling: Decimal
    actual: Decimal | None
    unit: str
    standing: Standing

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
    to_assess: int  # of these, without what is only data pendukung
    must: int
    answer: int  # questions that the unit has not answered
    kept_back: int  # of these, those that are for Kasubag Perencanaan
    notice: int
    sent_at: datetime | None
    sent_by: str  # which time that is, in words
    typed_date: str  # a date that somebody wrote beside the tick: shown, never counted
    returned: str  # why it was sent back; empty where it was not
    own_validation: bool  # validated by somebody who filled or signed it
    entered: str  # how the figures came in, where not by the workbook
    late_days: int  # working days after the deadline: of the sending, or until now where not sent
    trouble: str
    pulled: datetime | None
    file: str
    achievements: tuple[Achievement, ...]
    tally: Tally
    standing: Standing

    @property
    def late(self) -> bool:
        return self.late_days > 0

    @property
    def has_sent(self) -> bool:
        """Whether the unit has sent, and was not asked to mend it since."""
        return self.sent_at is not None and self.state is not UnitState.RETURNED and not self.returned

    @property
    def overdue(self) -> bool:
        """Whether the deadline is past and the unit never sent; one that was returned waits for its mending."""
        return self.late and self.sent_at is None

    @property
    def punctuality(self) -> Punctuality:
        return punctuality_of(sent=self.has_sent, late_days=self.late_days)

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
    standing: Standing  # of the figures of the kecamatan: that of the weakest part

    @property
    def sent(self) -> int:
        return sum(unit.has_sent for unit in self.units)

    @property
    def punctuality(self) -> dict[Punctuality, int]:
        """How many units are TEPAT, TERLAMBAT and BELUM; they sum to the units."""
        return counted(unit.punctuality for unit in self.units)

    @property
    def within(self) -> int:
        """Units that have sent, with nothing left that must be mended: their figures are in the recap whole."""
        return sum(unit.has_sent and not unit.must for unit in self.units)

    @property
    def validated(self) -> int:
        return sum(unit.standing != PROVISIONAL for unit in self.units)

    @property
    def budget_total(self) -> tuple[Decimal, Decimal, int]:
        """(pagu, realisasi, programmes) over the programmes whose realisasi is known."""
        known = [(line.ceiling, line.actual) for line in self.budget if line.actual is not None]
        return sum((pagu for pagu, _ in known), Decimal(0)), sum((real for _, real in known), Decimal(0)), len(known)


# --- one unit ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is archived of one period, by unit."""

    forms: Mapping[str, Form]
    submissions: Mapping[str, Submission]
    findings: Mapping[str, tuple[Finding, ...]]
    courses: Mapping[str, Course] = field(default_factory=dict)
    approvals: Sequence[Approval] = ()

    def standing(self, unit: str) -> Standing:
        """How far people have vouched for the unit's figures."""
        submission = self.submissions.get(unit)
        if submission is None:
            return PROVISIONAL
        course = self.courses.get(unit, ())
        return standing_of(unit, content_mark(submission), self.approvals, validated=is_validated(course, submission))

    def usable(self, unit: str, code: str) -> Decimal | None:
        """The value typed for that code, unless a catatan says that it must be mended first."""
        entry = _entry(self.submissions.get(unit), code)
        return None if entry is None or self.must_mend(unit, code) else entry.value

    def must_mend(self, unit: str, code: str) -> bool:
        return any(
            finding.severity is Severity.MUST and finding.place.row == code for finding in self.findings.get(unit, ())
        )


def _entry(submission: Submission | None, code: str) -> Entry | None:
    if submission is None:
        return None
    return next((entry for entry in (*submission.entries, *submission.budget) if entry.code == code), None)


def _cause(submission: Submission | None, code: str) -> Entry | None:
    return next((cause for cause in submission.causes if cause.code == code), None) if submission else None


def _achievement(
    office: Office, period: Period, unit: str, row: FormRow, now: Gathered, earlier: Sequence[Gathered]
) -> Achievement:
    entry = _entry(now.submissions.get(unit), row.code)
    cause = _cause(now.submissions.get(unit), row.code)
    value = now.usable(unit, row.code) if row.due else None  # what is not asked for is shown, and counts nowhere
    history = [quarter for gathered in earlier if (quarter := _quarter(gathered, unit, row.code))]
    due_so_far = office.quarters_due(row.code, period)
    accumulated = accumulate([*history, Quarter(row, value)]) if value is not None else None
    actual, target, used = accumulated or (None, None, 0)
    percent, outcome = _judge(row, entry, actual, target)
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
        hindrance=cause.typed if cause else "",
        remedy=cause.note if cause else "",
        cell=f"{entry.tab}!{entry.cell}" if entry and entry.cell else "",
        actual=actual,
        actual_target=target,
        quarters=used,
        quarters_due=due_so_far,
        percent=percent,
        category=category_of(percent, office.bands),
        outcome=outcome,
        standing=now.standing(unit),
    )


def _quarter(gathered: Gathered, unit: str, code: str) -> Quarter | None:
    form = gathered.forms.get(unit)
    row = next((row for row in form.due if row.code == code), None) if form else None
    return Quarter(row, gathered.usable(unit, code)) if row else None


def _judge(
    row: FormRow, entry: Entry | None, actual: Decimal | None, target: Target | None
) -> tuple[Decimal | None, Outcome]:
    if not row.due:
        return None, Outcome.NOT_DUE
    if entry is None or entry.reading is Reading.EMPTY:
        return None, Outcome.EMPTY
    if actual is None:  # what must be mended is not usable
        return None, Outcome.MUST_MEND
    if target is None:
        return None, Outcome.SUPPORTING if row.supporting else Outcome.NO_TARGET
    result = achievement_percent(row.polarity, target, actual)
    return (None, result) if isinstance(result, Outcome) else (result, Outcome.ASSESSED)


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
    sent_at = submission.first_sent if submission and submission.sent else None
    course = now.courses.get(unit.code, ())
    returned = why_returned(course)
    return UnitRecap(
        code=unit.code, name=unit.name, kind=unit.kind.value, head=unit.head,
        state=_state(submission, course, trouble, present),
        filled=sum(_is_filled(submission, row.code) for row in due), due=len(due),
        to_assess=sum(not row.supporting for row in due),
        must=_count(findings, Severity.MUST), answer=_count(findings, Severity.ANSWER),
        kept_back=sum(finding.kept_back for finding in findings), notice=_count(findings, Severity.NOTICE),
        sent_at=sent_at, sent_by=submission.sent_by if submission and sent_at else "",
        typed_date=typed_date(f"{submission.tick.typed} {submission.tick.note}") if submission else "",
        returned=returned.why if returned else "", own_validation=is_own_validation(course),
        entered=submission.entered if submission else "",
        late_days=calendar.between(form.on_time_until, (sent_at or at).date()) if form else 0,
        trouble=trouble, pulled=submission.pulled if submission else None,
        file=submission.source.file if submission else "",
        achievements=achievements, tally=tally, standing=now.standing(unit.code),
    )  # fmt: skip


def _is_filled(submission: Submission | None, code: str) -> bool:
    entry = _entry(submission, code)
    return entry is not None and entry.reading is not Reading.EMPTY


def _state(submission: Submission | None, course: Course, trouble: str, present: bool) -> UnitState:
    if submission is None:
        return UnitState.UNREADABLE if trouble else UnitState.NO_WORKBOOK if not present else UnitState.EMPTY
    return state_of(course, submission)


def _count(findings: Iterable[Finding], severity: Severity) -> int:
    return sum(finding.severity is severity and not finding.settled for finding in findings)


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
    tally = reduce(Tally.merge, (unit.tally for unit in units), Tally())
    return Recap(
        period=str(period),
        at=at,
        sample=office.sample,
        units=units,
        budget=tuple(_budget(office, now, period)),
        tally=tally,
        category=category_of(tally.mean, office.bands),
        indicators_due=sum(unit.to_assess for unit in units),
        troubles=tuple(troubles.get("", ())),
        standing=weakest(unit.standing for unit in units if unit.tally.count),
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
            standing=now.standing(unit),
        )
