"""Makes the recap of a period from what is archived of it and of the year's earlier quarters; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from sheets_sync import numerals
from sheets_sync.achievement import Quarter, YearSoFar, accumulate, category_of, stands_alone
from sheets_sync.assessing import Assessing, Outcome, Policy
from sheets_sync.course import Course, UnitState, content_mark, is_own_validation, is_validated, state_of, why_returned
from sheets_sync.dates import typed_date
from sheets_sync.form import Form, FormRow
from sheets_sync.model import Office, Unit
from sheets_sync.period import Period
from sheets_sync.recap import Achievement, BudgetLine, Commitment, QuarterFigure, Recap, UnitRecap
from sheets_sync.standing import PROVISIONAL, Approval, Standing, standing_of, weakest
from sheets_sync.submission import Entry, Finding, Reading, Severity, Submission
from sheets_sync.tallies import summarised, summed
from sheets_sync.targets import in_force_so_far
from sheets_sync.workdays import WorkCalendar

# --- one unit ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)  # without slots, so that what is looked up by code is indexed once
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

    def entry(self, unit: str, code: str) -> Entry | None:
        """What was typed for that code; None where the archive has nothing of it."""
        return self._entries.get(unit, {}).get(code)

    def cause(self, unit: str, code: str) -> Entry | None:
        """What was written about it in tab Kendala."""
        return self._causes.get(unit, {}).get(code)

    def usable(self, unit: str, code: str) -> Decimal | None:
        """The value typed for that code, unless a catatan says that it must be mended first."""
        entry = self.entry(unit, code)
        return None if entry is None or code in self._to_mend.get(unit, ()) else entry.value

    @cached_property
    def _entries(self) -> dict[str, dict[str, Entry]]:
        return {unit: _by_code((*item.entries, *item.budget)) for unit, item in self.submissions.items()}

    @cached_property
    def _causes(self) -> dict[str, dict[str, Entry]]:
        return {unit: _by_code(item.causes) for unit, item in self.submissions.items()}

    @cached_property
    def _to_mend(self) -> dict[str, frozenset[str]]:
        """The codes of each unit that a wajib diperbaiki names."""
        return {
            unit: frozenset(finding.place.row for finding in findings if finding.severity is Severity.MUST)
            for unit, findings in self.findings.items()
        }


@dataclass(frozen=True, slots=True)
class _Making:
    """All that one recap is made from, and by which rules."""

    office: Office
    period: Period
    now: Gathered
    earlier: Sequence[Gathered]
    at: datetime
    assessing: Assessing
    calendar: WorkCalendar


def _by_code(entries: Sequence[Entry]) -> dict[str, Entry]:
    """The first entry of each code."""
    return {entry.code: entry for entry in reversed(entries)}


def _achievement(making: _Making, unit: str, row: FormRow, standing: Standing) -> Achievement:
    office, now, assessing = making.office, making.now, making.assessing
    entry, cause = now.entry(unit, row.code), now.cause(unit, row.code)
    value = now.usable(unit, row.code) if row.due else None  # what is not asked for is shown, and counts nowhere
    history = [quarter for gathered in making.earlier if (quarter := _quarter(gathered, unit, row.code))]
    so_far = accumulate([*history, Quarter(row, value, now.forms[unit].period)]) if value is not None else None
    percent, outcome = _judge(row, entry, so_far, assessing)
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
        actual=so_far.actual if so_far else None,
        actual_target=so_far.target if so_far else None,
        quarters=len(so_far.used) if so_far else 0,
        quarters_due=1 if stands_alone(row) else office.quarters_due(row.code, making.period),
        percent=percent,
        category=category_of(percent, assessing.bands),
        outcome=outcome,
        standing=standing,
        method=row.method_used,
        programme=office.programme_of(row.code),
        annual=row.annual,
        annual_percent=_of_the_year(row, so_far, assessing),
        commitments=_commitments(office, row.code, making.period),
        parts=tuple(_parts(unit, so_far, [*making.earlier, now])) if so_far else (),
        supporting=row.supporting,
    )


def _quarter(gathered: Gathered, unit: str, code: str) -> Quarter | None:
    form = gathered.forms.get(unit)
    row = form.by_code.get(code) if form else None
    return Quarter(row, gathered.usable(unit, code), form.period) if form and row and row.due else None


def _judge(
    row: FormRow, entry: Entry | None, so_far: YearSoFar | None, assessing: Assessing
) -> tuple[Decimal | None, Outcome]:
    result = _result(row, entry, so_far, assessing)
    return (None, result) if isinstance(result, Outcome) else (numerals.tidy(result), Outcome.ASSESSED)


def _result(row: FormRow, entry: Entry | None, so_far: YearSoFar | None, assessing: Assessing) -> Policy:
    if not row.due:
        return Outcome.NOT_DUE if row.supporting else assessing.not_due
    if entry is None or entry.reading is Reading.EMPTY:
        return Outcome.EMPTY if row.supporting else assessing.empty
    if so_far is None:  # what must be mended is not usable
        return Outcome.MUST_MEND
    if row.supporting:
        return Outcome.SUPPORTING
    return so_far.percent(row.method_used, assessing)


def _of_the_year(row: FormRow, so_far: YearSoFar | None, assessing: Assessing) -> Decimal | None:
    """What the year so far is of the year's target, by the same formula; None where that cannot be told."""
    if so_far is None or row.annual is None:
        return None
    result = so_far.percent_of_year(row.method_used, row.annual, assessing)
    return numerals.tidy(result) if isinstance(result, Decimal) else None


def _commitments(office: Office, code: str, period: Period) -> tuple[Commitment, ...]:
    rows = in_force_so_far(office.target_sets.get(code, ()), office.agreements, period)
    return tuple(Commitment(row.document, kind, row.annual, row.quarters[period.quarter - 1]) for row, kind in rows)


def _parts(unit: str, so_far: YearSoFar, gathered: Sequence[Gathered]) -> Iterable[QuarterFigure]:
    by_period = {form.period: item for item in gathered if (form := item.forms.get(unit))}
    for quarter in so_far.used:
        found = _part(by_period[quarter.period], unit, quarter.row.code, quarter.period, quarter.value)
        if found:
            yield replace(found, target=quarter.row.target)


def _part(gathered: Gathered, unit: str, code: str, period: str, value: Decimal | None) -> QuarterFigure | None:
    """Where that value was typed, without its target; None where there is none."""
    entry, submission = gathered.entry(unit, code), gathered.submissions.get(unit)
    if entry is None or submission is None or value is None:
        return None
    cell = f"{entry.tab}!{entry.cell}" if entry.cell else ""
    source = submission.source
    return QuarterFigure(period, value, None, cell, source.file, source.sha256, submission.pulled)


def _unit(making: _Making, unit: Unit, trouble: str, *, present: bool) -> UnitRecap:
    now = making.now
    form, submission = now.forms.get(unit.code), now.submissions.get(unit.code)
    findings = now.findings.get(unit.code, ())
    standing = now.standing(unit.code)
    achievements = tuple(_achievement(making, unit.code, row, standing) for row in (form.rows if form else ()))
    tally = summarised((item.result for item in achievements), making.assessing).tally
    due = form.due if form else ()
    sent_at = submission.first_sent if submission and submission.sent else None
    course = now.courses.get(unit.code, ())
    returned = why_returned(course)
    return UnitRecap(
        code=unit.code, name=unit.name, kind=unit.kind.value, head=unit.head,
        state=_state(submission, course, trouble, present),
        filled=sum(_is_filled(now.entry(unit.code, row.code)) for row in due), due=len(due),
        to_assess=sum(not row.supporting for row in due),
        must=_count(findings, Severity.MUST), answer=_count(findings, Severity.ANSWER),
        kept_back=sum(finding.kept_back for finding in findings), notice=_count(findings, Severity.NOTICE),
        sent_at=sent_at, sent_by=submission.sent_by if submission and sent_at else "",
        typed_date=typed_date(f"{submission.tick.typed} {submission.tick.note}") if submission else "",
        returned=returned.why if returned else "", own_validation=is_own_validation(course),
        entered=submission.entered if submission else "",
        late_days=making.calendar.between(form.on_time_until, (sent_at or making.at).date()) if form else 0,
        trouble=trouble, pulled=submission.pulled if submission else None,
        file=submission.source.file if submission else "",
        achievements=achievements, tally=tally, standing=standing,
    )  # fmt: skip


def _is_filled(entry: Entry | None) -> bool:
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
    assessing: Assessing | None = None,
) -> Recap:
    """The kecamatan's recap of the period, from what is archived of it and of the year's earlier quarters.

    It is judged by `assessing` where that is given, else by the office's rules of today.

    `at` is the moment up to which lateness counts; `troubles` says by unit why its workbook could not be read
    (under an empty key for files of no unit).
    """
    rules = assessing or office.assessing
    making = _Making(office, period, now, earlier, at, rules, WorkCalendar(office.special_days))
    there = set(present)
    units = tuple(
        _unit(making, unit, "; ".join(troubles.get(unit.code, ())), present=unit.code in there)
        for unit in office.units_in(period)
    )
    tally = summed(unit.tally for unit in units)
    return Recap(
        period=str(period),
        at=at,
        sample=office.sample,
        units=units,
        budget=tuple(_budget(office, now, period)),
        tally=tally,
        category=category_of(tally.mean, rules.bands),
        indicators_due=sum(unit.to_assess for unit in units),
        troubles=tuple(troubles.get("", ())),
        standing=weakest(unit.standing for unit in units if unit.tally.count),
        assessing=rules,
    )


def _budget(office: Office, now: Gathered, period: Period) -> Iterable[BudgetLine]:
    sent = {row.code: (row, form.unit) for form in now.forms.values() for row in form.budget}
    for ceiling in office.ceilings_in(period):
        row, unit = sent.get(ceiling.programme, (None, ceiling.filled_by))
        actual = now.usable(unit, ceiling.programme)
        yield BudgetLine(
            programme=ceiling.programme,
            name=ceiling.name,
            ceiling=row.ceiling if row else ceiling.amount,
            actual=actual,
            unit=unit,
            standing=now.standing(unit),
            part=_part(now, unit, ceiling.programme, str(period), actual),
        )
