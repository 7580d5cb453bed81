"""What officials decide about a unit's workbook: sent back, validated, locked; and the Camat about a period.

Who validates is a role, since names stay out of the archive; whether that person also filled or signed the
workbook is found out here, at the moment of the decision.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sheets_sync.archive import Trouble
from sheets_sync.collecting import check, pull, tell
from sheets_sync.course import (
    SENTENCE,
    Event,
    UnitState,
    content_mark,
    is_own_validation,
    is_validated,
    state_of,
    typed_state,
    why_returned,
)
from sheets_sync.desk import Desk
from sheets_sync.errors import UsageError, WorkbookError
from sheets_sync.form import Form
from sheets_sync.lookup import Found
from sheets_sync.model import Official, Role, Unit
from sheets_sync.officers import OPERATOR, same_person
from sheets_sync.period import Period
from sheets_sync.procedure import ROLE_NAMES
from sheets_sync.report import Report
from sheets_sync.rules.returned import CODE as RETURNED_CODE
from sheets_sync.standing import Approval
from sheets_sync.submission import Finding, Severity, Submission


def find_unit(desk: Desk, period: Period, code: str) -> Unit:
    """The unit of that code, however it is capitalised; UsageError names those that there are."""
    units = {unit.code.casefold(): unit for unit in desk.office.units_in(period)}
    if unit := units.get(code.casefold()):
        return unit
    known = ", ".join(unit.code for unit in units.values()) or "belum ada"
    raise UsageError(f"Unit {code!r} tidak ada pada {period.label}. Unit kerja di office/units.csv: {known}.")


def send_back(desk: Desk, period: Period, code: str, why: str, by: Role) -> Report:
    """The workbook is returned to its unit with a sentence, which stands first among its catatan.

    UsageError where nothing was sent, or where the reason is no sentence.
    """
    unit = find_unit(desk, period, code)
    reason = " ".join(why.split())
    if not SENTENCE.search(reason):
        raise UsageError("Alasan pengembalian harus berupa kalimat yang menyebut apa yang perlu diperbaiki.")
    _, submission = _sent(desk, period, unit)
    state = state_of(desk.archive.courses.get(period, unit.code) or (), submission)
    if state is UnitState.LOCKED:
        raise UsageError(f"Lembar {unit.name} terkunci. Buka dahulu: sheets-sync unit lock {unit.code} --buka")
    _record(desk, period, Event(desk.now, UnitState.RETURNED, ROLE_NAMES[by], reason, content_mark(submission)), unit)
    check(desk, period, unit.code)
    return tell(desk, period, unit.code)


def approve(desk: Desk, period: Period, code: str, by: Role) -> Event:
    """The workbook is validated by the holder of that role, as it was last pulled.

    UsageError where it was not sent, waits to be mended, or still has what must be mended, each named.
    """
    unit = find_unit(desk, period, code)
    form, submission = _sent(desk, period, unit)
    course = desk.archive.courses.get(period, unit.code) or ()
    if is_validated(course, submission):
        raise UsageError(f"Isian {unit.name} sudah tervalidasi dan tidak berubah sejak itu.")
    findings = check(desk, period, unit.code)
    back = why_returned(course)
    as_it_stands = back is not None and back.reopened  # on the Camat's order, which need not change every unit
    must = [finding for finding in findings if finding.severity is Severity.MUST]
    if must := [finding for finding in must if not (as_it_stands and finding.rule == RETURNED_CODE)]:
        raise UsageError(_not_yet(unit, must))
    official = desk.office.official(by.value, desk.now.date())
    if official is None:
        text = f"Pemegang peran {ROLE_NAMES[by]} belum dicatat di office/officials.csv"
        raise UsageError(f"{text}; lengkapi, atau sebut peran lain dengan --oleh.")
    open_questions = sum(finding.open for finding in findings)
    why = f"{open_questions} pertanyaan belum dijawab" if open_questions else ""
    state = state_of(course, submission)
    locked = UnitState.LOCKED if state is UnitState.LOCKED else UnitState.VALIDATED
    own = _had_a_hand(official, form, submission)
    event = Event(desk.now, locked, ROLE_NAMES[by], why, content_mark(submission), validated=True, own=own)
    _record(desk, period, event, unit)
    if as_it_stands:
        check(desk, period, unit.code)  # why it had been returned is settled
    return event


def approve_period(desk: Desk, period: Period, on: date, basis: str) -> Approval:
    """The Camat's approval of the period is recorded: its figures are FINAL, or REVISI KE-n after an earlier one.

    UsageError where a unit is not validated (all of them named), or where nothing changed since the last approval.
    """
    if on > desk.now.date():
        raise UsageError("Tanggal persetujuan tidak boleh sesudah hari ini.")
    contents, waiting = {}, []
    for unit in desk.office.units_in(period):
        submission = desk.archive.submissions.get(period, unit.code)
        course = desk.archive.courses.get(period, unit.code) or ()
        if submission is None or not is_validated(course, submission):
            waiting.append(unit.name)
        else:
            contents[unit.code] = content_mark(submission)
    if waiting:
        raise UsageError(f"{period.label} belum dapat disetujui; belum tervalidasi: {', '.join(waiting)}.")
    approvals = desk.archive.approvals(period)
    if approvals and approvals[-1].contents == contents:
        raise UsageError(f"{period.label} sudah disetujui, dan tidak ada isian yang berubah sejak itu.")
    approval = Approval(on, " ".join(basis.split()), contents)
    desk.archive.add_approval(period, desk.now, approval)
    return approval


def lock_all(desk: Desk, period: Period, *, locked: bool) -> Report:
    """The inputs of every workbook of the period are closed for the units, or open again.

    What was filled is pulled first: a lock moves a file's time, by which the sending is dated. UsageError where the
    Camat's order is needed to open them.
    """
    _may_be_opened(desk, period, locked=locked)
    report = Report(troubles=pull(desk, period).troubles)
    for item in desk.progress(desk.lookup.find(period).units, "Mengunci lembar" if locked else "Membuka lembar"):
        _lock(desk, period, item, report, locked=locked)
    return report


def lock_one(desk: Desk, period: Period, code: str, *, locked: bool) -> Report:
    """The same for one unit."""
    unit = find_unit(desk, period, code)
    _may_be_opened(desk, period, locked=locked)
    report = Report(troubles=[trouble for trouble in pull(desk, period).troubles if trouble.unit == unit.code])
    item = next((item for item in desk.lookup.find(period).units if item.unit == unit.code), None)
    if item is None:
        raise UsageError(f"Lembar {unit.name} tidak ditemukan di {desk.place(period)}.")
    _lock(desk, period, item, report, locked=locked)
    return report


def _may_be_opened(desk: Desk, period: Period, *, locked: bool) -> None:
    """What the Camat has approved is opened on the Camat's order alone."""
    if not locked and desk.archive.approvals(period):
        raise UsageError(
            f"{period.label} sudah disetujui, jadi hanya dibuka kembali atas perintah Camat: sheets-sync period reopen"
            f" {period} UNIT --alasan KALIMAT --dasar TEKS"
        )


def _lock(desk: Desk, period: Period, item: Found, report: Report, *, locked: bool) -> None:
    """Lock or open one workbook; what a run that was cut off has locked is recorded by the next."""
    try:
        if desk.store.lock(item.ref, locked=locked):
            report.done.append(item.ref.name)
    except WorkbookError as problem:
        report.troubles.append(Trouble(item.unit, str(problem)))
        return
    submission = desk.archive.submissions.get(period, item.unit)
    course = desk.archive.courses.get(period, item.unit) or ()
    recorded = bool(course) and course[-1].state is UnitState.LOCKED
    if submission is None or recorded is locked:
        return
    validated, own = is_validated(course, submission), is_own_validation(course)
    state = UnitState.LOCKED if locked else UnitState.VALIDATED if validated else typed_state(submission)
    event = Event(desk.now, state, OPERATOR, "" if locked else "kunci dibuka", content_mark(submission))
    back = why_returned(course)
    if back and not locked:
        event = replace(back, at=desk.now, content=content_mark(submission))  # it still waits for the unit
    unit = find_unit(desk, period, item.unit)
    _record(desk, period, replace(event, validated=validated, own=own and validated), unit)


def _record(desk: Desk, period: Period, event: Event, unit: Unit) -> None:
    desk.archive.courses.add(period, unit.code, event)


def _sent(desk: Desk, period: Period, unit: Unit) -> tuple[Form, Submission]:
    """What the unit has sent, with its form; UsageError where it has not."""
    form, submission = desk.archive.forms.get(period, unit.code), desk.archive.submissions.get(period, unit.code)
    if form is None or submission is None or not submission.sent:
        raise UsageError(
            f"{unit.name} belum mengirim isian {period.label} (menurut tarikan terakhir); jalankan sheets-sync pull dahulu."
        )
    return form, submission


def _not_yet(unit: Unit, must: list[Finding]) -> str:
    lines = "\n".join(f"  - tab {item.place.tab} {item.place.cell or item.place.row}: {item.advice}" for item in must)
    return f"{unit.name} belum dapat divalidasi; masih ada {len(must)} catatan wajib diperbaiki:\n{lines}"


# --- who filled and signed -----------------------------------------------------------------------------------


def _had_a_hand(official: Official, form: Form, submission: Submission) -> bool:
    """Whether the official signs the workbook as the unit's head, sent it, or typed it for the unit."""
    if submission.typed_by and official.title == submission.typed_by:
        return True
    return any(same_person(name, official.name) for name in (form.head_name, submission.tick.note))
