"""Collecting: what units filled comes in, is checked, and is answered in their workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sheets_sync import dates
from sheets_sync.answer import fitting, make_answer, read_posted, replies_in
from sheets_sync.archive import Pull, Trouble, known_values
from sheets_sync.course import content_mark, observe, why_returned
from sheets_sync.desk import Desk
from sheets_sync.errors import WorkbookError
from sheets_sync.form import Form
from sheets_sync.grid import Grid
from sheets_sync.lookup import ROWS_AT_LEAST, Found, Listing, Opened
from sheets_sync.period import Period
from sheets_sync.questions import merge, settle
from sheets_sync.reading import read_submission, rows_needed
from sheets_sync.renewal import carried
from sheets_sync.report import EMPTIED, FORMER_FORM, LOST, Report
from sheets_sync.rules import validate
from sheets_sync.rules.case import Case, Past
from sheets_sync.rules.returned import returned
from sheets_sync.stores.base import Ref
from sheets_sync.submission import Answer, Channel, Finding, Posted, Reply, Source, Submission, TimeBasis


def pull(
    desk: Desk, period: Period, listing: Listing | None = None, *, full: bool = False, tell: bool = False
) -> Report:
    """What the units filled is archived; where a workbook cannot be read, the last good pull stays.

    `listing` is what the store holds, where that was asked already. A workbook that its store knows to be as it was
    at the last pull is not read again, unless `full`. With
    `tell` an online one is checked and answered at once, so that little time lies between reading and writing.
    """
    report = Report()
    listing = listing or desk.lookup.find(period)
    found, report.troubles = listing.units, listing.troubles
    named = {trouble.unit for trouble in report.troubles}
    present = []
    for item in desk.progress(found, "Menarik isian"):
        try:
            if not item.ref.unfinished:
                desk.archive.note_seen(period, desk.now, item.unit)
            if full or not is_unchanged(desk, period, item):
                _pull_one(desk, period, item, report)
                if tell and item.ref.stamp:
                    _check_and_answer(desk, period, item, report)
            present.append(item.unit)
        except WorkbookError as problem:
            report.troubles.append(Trouble(item.unit, str(problem)))
    report.troubles += _lost(desk, period, {item.unit for item in found} | named)
    desk.archive.keep_pull(period, Pull(desk.now, tuple(report.troubles), tuple(sorted(present))))
    return report


def is_unchanged(desk: Desk, period: Period, item: Found) -> bool:
    """Whether the store knows the workbook to be as it was when it was last read."""
    if not item.ref.stamp:
        return False
    read = desk.archive.posted.get(period, item.unit)
    return read is not None and (read.file, read.stamp) == (item.ref.id, item.ref.stamp)


def _pull_one(desk: Desk, period: Period, item: Found, report: Report) -> None:
    """Archive what the workbook holds now; WorkbookError where that is not to be trusted.

    That the workbook was read is kept last: a run that is cut off before reads it again.
    """
    form = desk.archive.forms.get(period, item.unit)
    opened = item.opened or desk.lookup.open(item.ref, period, rows_needed(form) if form else ROWS_AT_LEAST)
    version = opened.key.version
    own = desk.archive.form(period, item.unit, version)
    if form is None or own is None:
        text = f"formatnya versi {version}, bukan yang dibagikan; minta lembar baru dan salin angkanya"
        raise WorkbookError(f"{item.ref.name}: {text}")
    if own.version != form.version:
        report.notes.append(f"{item.ref.name}: {FORMER_FORM}")
    take(desk, period, item.ref, opened, own, report)


def take(desk: Desk, period: Period, ref: Ref, opened: Opened, own: Form, report: Report) -> None:
    """What the workbook held, made from the form `own`, is archived as one of the form in force."""
    form = desk.archive.forms.get(period, own.unit) or own
    source = replace(opened.source, modified=min(opened.source.modified, desk.now))  # a clock may run ahead
    submission = read_submission(opened.grid, own, source, desk.now)
    if own.version != form.version:
        submission = carried(submission, form)
    if source.id:
        submission = replace(submission, basis=TimeBasis.DRIVE)
    posted = posted_in(opened.grid, opened.source)
    keep_replies(desk, period, own.unit, posted)
    old = desk.archive.submissions.get(period, submission.unit)
    if old is not None and _stays(old, submission):
        if not submission.blank:
            desk.archive.submissions.keep(period, old.unit, replace(old, aside=content_mark(submission)))
    elif old is not None and submission.blank and not old.blank:
        report.troubles.append(Trouble(submission.unit, f"{ref.name}: {EMPTIED}"))
        posted = replace(posted, stamp="")  # read again at the next pull, and told again, until somebody decides
    elif _keep(desk, period, old, submission):
        report.done.append(f"{ref.name}: isian baru")
    desk.archive.posted.keep(period, own.unit, posted)


def posted_in(grid: Grid, source: Source) -> Posted:
    """What stands of our answer in a workbook, and by which marks that very state is known again."""
    file, digest = source.id or source.file, "" if source.id else source.sha256
    return replace(read_posted(grid), file=file, stamp=source.stamp, digest=digest)


def keep_replies(desk: Desk, period: Period, unit: str, posted: Posted) -> None:
    """What the unit answers in a workbook is known from now on."""
    kept = desk.archive.replies.get(period, unit) or ()
    desk.archive.replies.keep(period, unit, merge(kept, replies_in(posted.answer.rows)))


def _stays(old: Submission, workbook: Submission) -> bool:
    """Whether what was accepted or typed stays: the unit's own workbook says nothing newer."""
    if old.channel is Channel.WORKBOOK:
        return False
    if workbook.blank or content_mark(workbook) == old.aside:
        return True
    return not old.aside and not old.same_content(workbook) and workbook.source.modified <= old.pulled


def take_in(desk: Desk, submission: Submission) -> tuple[Finding, ...]:
    """What came by another way than the unit's own workbook is archived like a pull; its catatan."""
    period = Period.parse(submission.period)
    old = desk.archive.submissions.get(period, submission.unit)
    if old is not None:
        aside = content_mark(old) if old.channel is Channel.WORKBOOK and not old.blank else old.aside
        submission = replace(submission, aside=aside)
    desk.archive.submissions.keep(period, submission.unit, submission)
    _observe(desk, submission, desk.now)
    return check(desk, period, submission.unit)


def _lost(desk: Desk, period: Period, known: set[str]) -> list[Trouble]:
    """Units whose online workbook was made once and is nowhere now, with the day of what we still have."""
    troubles = []
    due = {unit.code for unit in desk.office.units_in(period)}
    for unit, held in desk.archive.held.all(period).items():
        if not held.painted or unit in known or unit not in due:
            continue
        kept = desk.archive.submissions.get(period, unit)
        day = dates.weekday_date(kept.pulled, year=True) if kept else ""
        since = f"isian tarikan {day} tetap dipakai" if day else "belum pernah ditarik"
        anew = f"Pulihkan, atau hapus data/{period}/lembar/{unit}.json bila memang mulai dari lembar baru"
        troubles.append(Trouble(unit, f"{unit}: {LOST}; {since}. {anew}"))
    return troubles


def _keep(desk: Desk, period: Period, old: Submission | None, new: Submission) -> bool:
    """Archive the submission if the unit typed something new; times of the same content stay as first seen."""
    if old is not None and old.same_content(new):
        now = new.source
        moved = replace(old, source=replace(old.source, file=now.file, id=now.id, stamp=now.stamp))
        desk.archive.submissions.keep(period, moved.unit, moved)
        _observe(desk, old, old.source.modified)
        return False
    if old is not None and old.first_sent is not None and new.sent:
        new = replace(new, first_sent=old.first_sent, basis=old.basis, basis_reason=old.basis_reason)
    desk.archive.submissions.keep(period, new.unit, new)
    _observe(desk, new, new.source.modified)
    return True


def _observe(desk: Desk, submission: Submission, at: datetime) -> None:
    """The change of state that the submission shows is kept in the unit's course."""
    period = Period.parse(submission.period)
    course = desk.archive.courses.get(period, submission.unit) or ()
    if event := observe(course, submission, at):
        desk.archive.courses.add(period, submission.unit, event)


# --- checking ------------------------------------------------------------------------------------------------


def check(desk: Desk, period: Period, unit: str) -> tuple[Finding, ...]:
    """The catatan of one unit's submission are archived, with its replies to questions; empty where it has none."""
    form, submission = desk.archive.forms.get(period, unit), desk.archive.submissions.get(period, unit)
    if form is None or submission is None:
        return ()
    case = Case(form, submission, _past(desk, period, unit), desk.office.extra_rules)
    findings = settle(validate(case), _replies(desk, period, unit))
    back = why_returned(desk.archive.courses.get(period, unit) or ())
    told = (returned(form, submission, back), *findings) if back else findings
    desk.archive.findings.keep(period, unit, told)
    return told


def _past(desk: Desk, period: Period, unit: str) -> tuple[Past, ...]:
    """What the unit had typed in the earlier quarters of the year, and just before it."""
    periods = period.year_so_far[:-1] or (period.previous,)
    archive = desk.archive
    found = ((archive.forms.get(past, unit), archive.figures.get(past, unit)) for past in periods)
    return tuple(Past.of(form, known_values(figures)) for form, figures in found if form and figures)


def _replies(desk: Desk, period: Period, unit: str) -> Sequence[Reply]:
    """The unit's replies in the year so far; the latest last."""
    return [reply for past in period.year_so_far for reply in desk.archive.replies.get(past, unit) or ()]


def validate_all(desk: Desk, period: Period) -> Report:
    """Every archived submission has its catatan pemeriksaan."""
    report = Report()
    _, submissions = desk.forms_and_submissions(period)
    for unit in desk.progress(list(submissions), "Memeriksa isian"):
        report.done.append(f"{unit}: {len(check(desk, period, unit))} catatan")
    return report


# --- answering -----------------------------------------------------------------------------------------------


def _check_and_answer(desk: Desk, period: Period, item: Found, report: Report) -> None:
    findings, form = check(desk, period, item.unit), desk.archive.forms.get(period, item.unit)
    if form is None or desk.archive.submissions.get(period, item.unit) is None:
        return
    try:
        answer(desk, period, form, item.ref, findings, changed=False)
    except WorkbookError as problem:
        report.troubles.append(Trouble(item.unit, str(problem)))


def tell(desk: Desk, period: Period, unit: str) -> Report:
    """The catatan of one unit stand in its workbook."""
    return feedback(desk, period, (unit,))


def feedback(desk: Desk, period: Period, only: Sequence[str] = ()) -> Report:
    """The catatan stand in the tab Periksa of each workbook (or those of the units named); nothing else is written."""
    report = Report()
    pull = desk.archive.pull(period)
    present = pull.present if pull else ()  # in no other file may this unit's catatan be written
    findings = desk.archive.findings.all(period)
    forms, _ = desk.forms_and_submissions(period)
    refs = {ref.id or f"{ref.period}/{ref.name}": ref for ref in desk.store.find(str(period))}
    wanted = [unit for unit in present if unit in findings and (not only or unit in only)]
    for unit in desk.progress(wanted, "Menulis catatan"):
        posted = desk.archive.posted.get(period, unit)
        ref = refs.get(posted.file) if posted else None
        if posted is None or ref is None:
            continue
        try:
            if answer(desk, period, forms[unit], ref, findings[unit], changed=posted.stamp not in ("", ref.stamp)):
                report.done.append(ref.name)
        except WorkbookError as problem:
            report.troubles.append(Trouble(unit, str(problem)))
    return report


def answer(desk: Desk, period: Period, form: Form, ref: Ref, findings: Sequence[Finding], *, changed: bool) -> bool:
    """Let the catatan stand in the unit's workbook; what stands there now is remembered."""
    told = make_answer(findings, form.words.findings_none)
    return answer_book(desk, period, form.unit, ref, told, changed=changed)


def answer_book(desk: Desk, period: Period, code: str, ref: Ref, told: Answer, *, changed: bool) -> bool:
    """The same for any workbook with a tab Periksa, known by its code."""
    posted = desk.archive.posted.get(period, code)
    if posted is None:
        return desk.store.answer(ref, told, None)
    wanted = fitting(told, posted)
    if wanted != posted.answer and changed:
        raise WorkbookError(f"{ref.name} berubah sejak ditarik, jadi catatannya menunggu tarikan berikutnya")
    written = desk.store.answer(ref, told, posted)
    desk.archive.posted.keep(period, code, replace(posted, answer=wanted))
    if posted.findings is None:
        raise WorkbookError(f"{ref.name}: tab Periksa tidak ada lagi; catatan hanya tampil pada sel dan di situs")
    return written
