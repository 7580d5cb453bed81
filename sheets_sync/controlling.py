"""Kendali taken up: what officers recorded goes into the archive and the trail, and what they decided is carried out.

A decision is carried out once. Before that it is noted with the moment at which it was first seen, so that a run that
was cut off in between is finished by the next, and never doubled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sheets_sync import units
from sheets_sync.answer import make_answer
from sheets_sync.archive import Archive, Trouble
from sheets_sync.collecting import answer_book, is_unchanged, posted_in
from sheets_sync.control import NO_ROW, read_control, settled
from sheets_sync.control_book import NO_FINDINGS
from sheets_sync.control_cells import finding
from sheets_sync.control_fields import UNIT
from sheets_sync.course import UnitState, is_validated
from sheets_sync.desk import Desk
from sheets_sync.errors import UsageError, WorkbookError
from sheets_sync.lookup import Found, Listing
from sheets_sync.model import Role
from sheets_sync.period import Period
from sheets_sync.procedure import ROLE_NAMES
from sheets_sync.records import Applied, Control, Decision, Part, StepRecord, Verdict, last_records, record_data
from sheets_sync.report import Report
from sheets_sync.submission import Finding, Place, Severity
from sheets_sync.trail import Kind

EMPTIED = "dikosongkan di Kendali"
APPROVAL = ("C-15", "C-16")  # the rows of the Camat's decision about the period
DEALT_WITH = "Bila sudah diperiksa lagi, ganti tanggalnya."


def pull(desk: Desk, period: Period, listing: Listing, *, full: bool = False) -> Report:
    """What stands in Kendali is archived, each new or changed record is a line of the trail, decisions are carried out.

    Where it cannot be read, what was read last stays.
    """
    report = Report()
    item = listing.office.get(UNIT)
    try:
        if item and (full or not is_unchanged(desk, period, item)):
            _read(desk, period, item)
    except WorkbookError as problem:
        report.troubles.append(Trouble(UNIT, str(problem)))
    control = desk.archive.control(period)
    for decision in control.decisions if control else ():
        _take_up(desk, period, decision, report)
    return report


def feedback(desk: Desk, period: Period, report: Report) -> None:
    """The catatan about Kendali stand in its tab Periksa; nothing else is written."""
    posted = desk.archive.posted.get(period, UNIT)
    refs = {ref.id or f"{ref.period}/{ref.name}": ref for ref in desk.store.find(str(period))} if posted else {}
    ref = refs.get(posted.file) if posted else None
    if posted is None or ref is None:
        return
    told = make_answer(findings_of(desk.archive, period), NO_FINDINGS)
    try:
        if answer_book(desk, period, UNIT, ref, told, changed=posted.stamp not in ("", ref.stamp)):
            report.done.append(ref.name)
    except WorkbookError as problem:
        report.troubles.append(Trouble(UNIT, str(problem)))


def findings_of(archive: Archive, period: Period) -> tuple[Finding, ...]:
    """All catatan about Kendali: what could not be read, and decisions that could not be carried out."""
    control, applied = archive.control(period), {item.decision: item for item in archive.applied(period)}
    refused = [
        finding("S-06", _place(decision), decision.verdict.value, item.refusal)
        for decision in (control.decisions if control else ())
        if (item := applied.get(decision)) and item.refusal and not item.done
    ]
    return (*(archive.office_findings.get(period, UNIT) or ()), *refused)


def _place(decision: Decision) -> Place:
    return Place(decision.tab, decision.cell, decision.unit or "C-15")


# --- records -------------------------------------------------------------------------------------------------


def _read(desk: Desk, period: Period, item: Found) -> None:
    """That Kendali was read is kept last; while it has catatan it is read again, since some go with time."""
    opened = item.opened or desk.lookup.open(item.ref, period, desk.lookup.longest(period))
    now = desk.now.astimezone(desk.office.timezone)
    read, findings = read_control(opened.grid, desk.office, period, now)
    old = desk.archive.control(period) or Control()
    control = settled(read, old, clean=all(found.rule == NO_ROW for found in findings))
    for record in _changes(control.steps, old.steps):
        add_record(desk, period, record)
    _forget(desk, period, control, findings)
    desk.archive.keep_control(period, control)
    desk.archive.office_findings.keep(period, UNIT, findings)
    posted = posted_in(opened.grid, opened.source)
    desk.archive.posted.keep(period, UNIT, replace(posted, stamp="") if findings else posted)


def _changes(new: tuple[StepRecord, ...], old: tuple[StepRecord, ...]) -> Iterator[StepRecord]:
    """The records that are new or changed, and an empty one for each that is there no longer."""
    yield from (record for record in new if record not in old)
    known = {(record.step, record.part) for record in new}
    for record in old:
        if (record.step, record.part) not in known:
            yield StepRecord(record.step, record.part, by=record.by, note=EMPTIED, done=False)


def last_record(desk: Desk, period: Period, step: int, part: Part) -> StepRecord | None:
    """The trail's last word on that step and part."""
    return last_records(desk.archive.trail.of(period, Kind.STEP)).get((step, part))


def add_record(desk: Desk, period: Period, record: StepRecord) -> bool:
    """The record is the trail's last word on its step and part; False where it was so already."""
    if last_record(desk, period, record.step, record.part) == record:
        return False
    data = record_data(record)
    desk.archive.trail.add(period, desk.now, Kind.STEP, record.by, step=record.step, data=data)
    return True


# --- decisions -----------------------------------------------------------------------------------------------


def _take_up(desk: Desk, period: Period, decision: Decision, report: Report) -> None:
    """The decision is carried out, or kept with the reason why not, to be tried at the next pull."""
    known = next((item for item in desk.archive.applied(period) if item.decision == decision), None)
    if known and known.done:
        return
    taken = known or Applied(decision, desk.now)
    _keep(desk, period, taken)
    refusal = "" if _is_done(desk, period, taken) else _try(desk, period, taken, report)
    _keep(desk, period, replace(taken, done=not refusal, refusal=refusal))


def _keep(desk: Desk, period: Period, taken: Applied) -> None:
    """The last decision about each unit is remembered, and about the period."""
    others = [item for item in desk.archive.applied(period) if item.decision.unit != taken.decision.unit]
    kept = sorted((*others, taken), key=lambda item: item.decision.unit)
    desk.archive.keep_applied(period, tuple(kept))


def _forget(desk: Desk, period: Period, control: Control, findings: tuple[Finding, ...]) -> None:
    """A decision whose cells were emptied is forgotten, so that the same one typed again later is a new one.

    Where those cells could not be read, what was decided is remembered.
    """
    unread = {found.place.row for found in findings}
    decided = {decision.unit for decision in control.decisions}
    applied = desk.archive.applied(period)
    kept = tuple(
        item
        for item in applied
        if item.decision.unit in decided
        or unread & {"LEMBAR", *((item.decision.unit,) if item.decision.unit else APPROVAL)}
    )
    if kept != applied:
        desk.archive.keep_applied(period, kept)


def _is_done(desk: Desk, period: Period, taken: Applied) -> bool:
    """Whether the decision stands already: a run that was cut off, or somebody at the terminal, has carried it out."""
    decision = taken.decision
    if decision.verdict is Verdict.APPROVE:
        approvals = desk.archive.approvals(period)
        return any((item.on, item.basis) == (decision.dated, decision.reason) for item in approvals)
    course = desk.archive.courses.get(period, decision.unit) or ()
    mine = [event for event in course if event.by == ROLE_NAMES[Role.PLANNING] and event.at >= taken.since]
    if decision.verdict is Verdict.RETURN:
        return any(event.state is UnitState.RETURNED and event.why == decision.reason for event in mine)
    submission = desk.archive.submissions.get(period, decision.unit)
    return any(event.validated for event in mine) or (submission is not None and is_validated(course, submission))


def _try(desk: Desk, period: Period, taken: Applied, report: Report) -> str:
    """Carry the decision out; why that could not be, in words for the tab Periksa, empty where it could."""
    decision = taken.decision
    if refusal := _too_early(desk, period, decision, taken.since):
        return refusal
    try:
        if decision.verdict is Verdict.APPROVE:
            units.approve_period(desk, period, decision.dated or desk.now.date(), decision.reason)
        elif decision.verdict is Verdict.RETURN:
            report.troubles += units.send_back(desk, period, decision.unit, decision.reason, Role.PLANNING).troubles
        else:
            units.approve(desk, period, decision.unit, Role.PLANNING)
    except UsageError as problem:
        must = [
            item for item in desk.archive.findings.get(period, decision.unit) or () if item.severity is Severity.MUST
        ]
        return _still(must) if must and decision.verdict is Verdict.VALIDATE else str(problem)
    return ""


def _too_early(desk: Desk, period: Period, decision: Decision, since: datetime) -> str:
    """Why a decision about a unit says nothing about what it has sent; what came after it was not looked at."""
    if decision.verdict is Verdict.APPROVE:
        return ""
    submission = desk.archive.submissions.get(period, decision.unit)
    if submission is None or not submission.sent:
        return "Unit ini belum mengirim menurut tarikan terakhir. Kosongkan keputusannya sampai unit mengirim."
    if submission.first_sent and submission.first_sent > since:
        return f"Unit mengirim sesudah keputusan ini ditulis. {DEALT_WITH}"
    return ""


def _still(must: list[Finding]) -> str:
    places = ", ".join(f"{item.place.tab} {item.place.cell or item.place.row}" for item in must[:5])
    more = f" dan {len(must) - 5} lagi" if len(must) > 5 else ""
    return f"Masih ada {len(must)} catatan wajib diperbaiki ({places}{more}). Dicoba lagi pada tarikan berikutnya."
