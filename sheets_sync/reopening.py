"""After the lock: what was approved or locked is opened again on the Camat's order, and what was approved is kept.

Every approval keeps the period's archive as it was approved (revisi 0, 1, ...). It stays valid as that revision,
whatever the units change afterwards; the next approval makes the next one and lists each figure that it changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sheets_sync import chronicle
from sheets_sync.archive import Trouble
from sheets_sync.chronicle import CAMAT
from sheets_sync.collecting import check, feedback, pull
from sheets_sync.course import SENTENCE, Event, UnitState, content_mark
from sheets_sync.desk import Desk
from sheets_sync.errors import UsageError, WorkbookError
from sheets_sync.lookup import Found
from sheets_sync.model import Role
from sheets_sync.period import Period
from sheets_sync.procedure import ROLE_NAMES
from sheets_sync.recap import Recap
from sheets_sync.report import Report
from sheets_sync.revision import ChangedFigure, changed_figures
from sheets_sync.standing import Reopening, Vouched

FOLLOWS = "mengikuti perubahan triwulan sebelumnya, target, atau pagu"
CHANGED = "isian diubah sesudah disetujui"


@dataclass(frozen=True, slots=True)
class Reopened:
    """What a reopening did: the order as it was recorded, the units it opened, and what stood in the way."""

    order: Reopening
    units: tuple[str, ...]
    report: Report


# --- opening again -------------------------------------------------------------------------------------------


def reopen(desk: Desk, period: Period, code: str, why: str, basis: str, recorded_by: Role) -> Reopened:
    """The unit's workbook (or, without a code, every one) is open again, and returned with the Camat's reason.

    The order stands in the trail before anything is opened. What was approved stays kept as its revision, with its
    papers. UsageError, with all that is wrong, where it must not be.
    """
    reason, paper = " ".join(why.split()), " ".join(basis.split())
    units = _units(desk, period, code)
    if mistakes := [*_mistakes(desk, period, code, units), *wording(reason, paper)]:
        raise UsageError("\n".join(mistakes))
    approvals = desk.archive.approvals(period)
    if approvals:
        _keep_what_was_approved(desk, period, len(approvals) - 1)
    order = Reopening(desk.now, units[0] if code else "", len(approvals), reason, paper, ROLE_NAMES[recorded_by])
    chronicle.add_reopening(desk.archive.trail, period, order)
    return Reopened(order, units, _open(desk, period, units, reason))


def _units(desk: Desk, period: Period, code: str) -> tuple[str, ...]:
    """The units that are meant; none where nobody has that code."""
    codes = [unit.code for unit in desk.office.units_in(period)]
    return tuple(one for one in codes if not code or one.casefold() == code.casefold())


def _mistakes(desk: Desk, period: Period, code: str, units: tuple[str, ...]) -> Iterator[str]:
    if not units:
        known = ", ".join(unit.code for unit in desk.office.units_in(period)) or "belum ada"
        yield f"Unit {code!r} tidak ada pada {period.label}. Unit kerja di office/units.csv: {known}."
        return
    courses = [desk.archive.courses.get(period, unit) for unit in units]
    ends = [course[-1] for course in courses if course]
    if ends and all(event.reopened for event in ends):
        yield f"{', '.join(units)} sudah dibuka kembali dan sedang menunggu perbaikan unit kerja."
    elif not desk.archive.approvals(period) and all(event.state is not UnitState.LOCKED for event in ends):
        yield (
            f"{period.label} belum disetujui Camat dan belum dikunci, jadi tidak ada yang perlu dibuka kembali;"
            " kembalikan isian dengan sheets-sync unit return."
        )


def wording(reason: str, basis: str) -> Iterator[str]:
    """What is wrong with the words of an order, whatever it is about."""
    if not SENTENCE.search(reason):
        yield "--alasan harus berupa kalimat yang menyebut apa yang perlu diperbaiki."
    if not SENTENCE.search(basis):
        yield "--dasar harus menyebut naskah Camat yang memerintahkannya, misalnya 'disposisi Camat 20 Oktober 2026'."


def _open(desk: Desk, period: Period, units: tuple[str, ...], reason: str) -> Report:
    """Those workbooks are open, and each says why; what was filled is pulled first, as before a lock."""
    report = Report(troubles=[trouble for trouble in pull(desk, period).troubles if trouble.unit in units])
    there = {item.unit: item for item in desk.lookup.find(period).units}
    for unit in desk.progress(units, "Membuka lembar"):
        item = there.get(unit)
        if item is not None:
            _open_one(desk, period, item, reason, report)
        elif all(trouble.unit != unit for trouble in report.troubles):
            report.troubles.append(Trouble(unit, f"{unit}: lembarnya tidak ditemukan di {desk.place(period)}"))
    report.troubles += feedback(desk, period, units).troubles
    return report


def _open_one(desk: Desk, period: Period, item: Found, reason: str, report: Report) -> None:
    try:
        desk.store.lock(item.ref, locked=False)
    except WorkbookError as problem:
        report.troubles.append(Trouble(item.unit, str(problem)))
        return
    report.done.append(item.ref.name)
    submission = desk.archive.submissions.get(period, item.unit)
    if submission is None:
        return  # nothing was ever filled: there is nothing to return
    event = Event(desk.now, UnitState.RETURNED, CAMAT, reason, content_mark(submission), reopened=True)
    desk.archive.courses.add(period, item.unit, event)
    check(desk, period, item.unit)


# --- keeping what was approved -------------------------------------------------------------------------------


def keep_if_approved(desk: Desk, period: Period, recap: Recap) -> None:
    """What the last approval covers is kept as its revision, while it still is as it was approved."""
    number = len(desk.archive.approvals(period)) - 1
    if number < 0 or number in desk.archive.revisions(period):
        return
    if all(unit.standing.vouched is Vouched.CAMAT for unit in recap.units):
        before = desk.archive.revision_recap(period, number - 1) if number else None
        changes = changed_figures(before, recap, reasons(desk, period, number)) if before else ()
        desk.archive.keep_revision(period, number, changes)


def _keep_what_was_approved(desk: Desk, period: Period, number: int) -> None:
    recap = desk.archive.recap(period)
    if recap is not None:
        keep_if_approved(desk, period, recap)
    desk.archive.keep_revision_papers(period, number)


def reasons(desk: Desk, period: Period, number: int) -> dict[str, str]:
    """Why a unit's figures are others in that revision than in the one before: the order's own words, where it had one."""
    approvals = desk.archive.approvals(period)
    before = approvals[number - 1].contents
    after = approvals[number].contents if number < len(approvals) else _contents(desk, period)
    orders = [order for order in desk.archive.reopenings(period) if order.revision == number]
    found = {"": FOLLOWS if before == after else CHANGED}
    for unit in sorted(set(before) | set(after)):
        asked = [order.why for order in orders if order.unit in ("", unit)]
        changed = before.get(unit) != after.get(unit)
        found[unit] = (asked[-1] if asked else CHANGED) if changed else FOLLOWS
    if before != after and orders:
        found[""] = orders[-1].why
    return found


def _contents(desk: Desk, period: Period) -> dict[str, str]:
    return {unit: content_mark(found) for unit, found in desk.archive.submissions.all(period).items()}


def pending_changes(desk: Desk, period: Period, recap: Recap) -> tuple[ChangedFigure, ...]:
    """Each figure that is another now than when the Camat last approved the period."""
    kept = desk.archive.revisions(period)
    if not kept:
        return ()
    approved = desk.archive.revision_recap(period, kept[-1])
    return changed_figures(approved, recap, reasons(desk, period, kept[-1] + 1)) if approved else ()
