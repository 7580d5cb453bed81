"""Re-issue: a workbook that a unit has is brought up to what the office asks now, with all that the unit typed.

The order lets a run be cut off anywhere: what stands is pulled, both versions of the form are kept, the workbook is
changed, the trail tells it, and last of all the new form is the one in force.
"""

from __future__ import annotations

from dataclasses import replace

from sheets_sync.archive import Trouble
from sheets_sync.chronicle import PROGRAM
from sheets_sync.collecting import check, posted_in, take
from sheets_sync.course import UnitState, content_mark
from sheets_sync.desk import Desk
from sheets_sync.errors import WorkbookError
from sheets_sync.form import Form
from sheets_sync.form_changes import changes_between
from sheets_sync.lookup import Found, Opened
from sheets_sync.period import Period
from sheets_sync.reading import read_submission, rows_needed
from sheets_sync.renewal import carried, make_renewal, typed_in
from sheets_sync.report import Report
from sheets_sync.submission import Channel, Submission
from sheets_sync.trail import Kind

CHANGES = "perubahan"  # what changed, in the line of the trail
STEP = 2  # of the SOP: making the format


def renew(desk: Desk, period: Period, form: Form, item: Found, report: Report, *, dry_run: bool) -> None:
    """The unit's workbook asks what `form` asks; nothing happens where it does already.

    What is validated, locked or approved stays as it is, with a note: it is judged by what was asked then.
    """
    sent = desk.archive.forms.get(period, form.unit)
    if sent is None:
        return
    changes = changes_between(sent, form) if sent.version != form.version else ()
    if not changes and not _is_behind(desk, period, item, sent):
        return
    if not (form.rows or form.budget):
        report.notes.append(
            f"{form.unit_name}: tidak diminta apa pun lagi pada {period.label}, jadi lembarnya dibiarkan"
        )
        return
    if why := _closed(desk, period, form.unit):
        if changes:
            report.notes.append(
                f"{form.unit_name}: format berubah sesudah lembarnya {why}, jadi lembar itu tidak diubah"
            )
        return
    told = "; ".join(change.words for change in changes) or "format yang berlaku"
    if dry_run:
        report.done.append(f"{item.ref.name} akan diperbarui: {told}")
        return
    try:
        if _renewed(desk, period, sent, form if changes else sent, item, report):
            report.renewed.append(f"{item.ref.name} diperbarui: {told}")
    except WorkbookError as problem:
        report.troubles.append(Trouble(form.unit, str(problem)))


def _is_behind(desk: Desk, period: Period, item: Found, sent: Form) -> bool:
    """Whether the workbook is one of a former version that came back, as a copy that somebody worked in offline."""
    version = item.opened.key.version if item.opened else sent.version
    return version != sent.version and desk.archive.form(period, item.unit, version) is not None


def _closed(desk: Desk, period: Period, unit: str) -> str:
    """Why the unit's workbook must not change now; empty where it may."""
    course = desk.archive.courses.get(period, unit) or ()
    if course and course[-1].state in (UnitState.VALIDATED, UnitState.LOCKED):
        return course[-1].state.value
    approvals = len(desk.archive.approvals(period))
    orders = desk.archive.reopenings(period)
    reopened = any(order.revision == approvals and order.unit in ("", unit) for order in orders)
    return "disetujui Camat" if approvals and not reopened else ""


def _renewed(desk: Desk, period: Period, sent: Form, form: Form, item: Found, report: Report) -> bool:
    """The workbook is one of the form, and the archive says so; False where something else must be mended first."""
    opened = item.opened or desk.lookup.open(item.ref, period, max(rows_needed(sent), rows_needed(form)))
    if opened.key.version != form.version:
        own = desk.archive.form(period, form.unit, opened.key.version)
        if own is None:
            return False  # the pull says what is wrong with it
        troubles = len(report.troubles)
        take(desk, period, item.ref, opened, own, report)
        if len(report.troubles) > troubles:
            return False
        opened = _change(desk, period, own, form, item, opened, report)
    _tell_trail(desk, period, sent, form)
    desk.archive.forms.keep(period, form.unit, form)
    _carry_on(desk, period, form, opened)
    return True


def _change(desk: Desk, period: Period, own: Form, form: Form, item: Found, opened: Opened, report: Report) -> Opened:
    """The workbook in the store is changed; as it stands afterwards."""
    desk.archive.keep_version(period, own)
    desk.archive.keep_version(period, form)
    rows = max(rows_needed(own), rows_needed(form))
    done = desk.store.reissue(item.ref, make_renewal(own, form, opened.grid), opened.source, rows)
    if done.lost:
        report.notes.append(f"{item.ref.name}: {', '.join(done.lost)} tidak ada di lembar yang baru; lihat {done.kept}")
    return Opened(form.key, done.grid, done.source)


def _tell_trail(desk: Desk, period: Period, sent: Form, form: Form) -> None:
    """The change stands in the trail once, however often a run was cut off."""
    changes = [change.words for change in changes_between(sent, form)]
    lines = desk.archive.trail.of(period, Kind.FORMAT, form.unit)
    if changes and not (lines and lines[-1].data.get("baru") == form.version):
        data = {"lama": sent.version, "baru": form.version, CHANGES: changes}
        desk.archive.trail.add(period, desk.now, Kind.FORMAT, PROGRAM, step=STEP, unit=form.unit, data=data)


def _carry_on(desk: Desk, period: Period, form: Form, opened: Opened) -> None:
    """What is archived of the unit is that of the workbook as it stands now; times and decisions stay as they were."""
    archive, unit = desk.archive, form.unit
    archive.posted.keep(period, unit, posted_in(opened.grid, opened.source))
    old = archive.submissions.get(period, unit)
    if old is None:
        return
    source = replace(opened.source, modified=min(opened.source.modified, desk.now))
    now = read_submission(opened.grid, form, source, desk.now)
    same = typed_in(now) == typed_in(carried(old, form))
    kept = _kept(old, now, form, same=same)
    archive.submissions.keep(period, unit, kept)
    course = archive.courses.get(period, unit) or ()
    if same and course and course[-1].state is UnitState.RETURNED and course[-1].content == content_mark(old):
        archive.courses.add(period, unit, replace(course[-1], content=content_mark(kept)))  # not mended by our change
    check(desk, period, unit)


def _kept(old: Submission, now: Submission, form: Form, *, same: bool) -> Submission:
    """What is archived next: the same as before in the cells where it stands now, or what was accepted or typed over it."""
    if not same and old.channel is not Channel.WORKBOOK:
        return replace(carried(old, form), aside=content_mark(now) if old.aside else "")
    if not same:
        first = (old.first_sent or now.first_sent) if now.sent else None
        return replace(now, first_sent=first, basis=old.basis, basis_reason=old.basis_reason)
    cells = replace(
        old, form_version=now.form_version, entries=now.entries, budget=now.budget, causes=now.causes, tick=now.tick,
        noticed=now.noticed,
    )  # fmt: skip
    if old.channel is Channel.WORKBOOK:
        return replace(cells, source=now.source)
    return replace(cells, aside=content_mark(now) if old.aside else "")
