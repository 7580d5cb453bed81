"""Handing out: every unit has its workbook for a period, and who works in it is let in."""

from __future__ import annotations

from collections.abc import Sequence

from sheets_sync import chronicle
from sheets_sync.archive import Trouble
from sheets_sync.desk import Desk
from sheets_sync.errors import UsageError, WorkbookError
from sheets_sync.files import sweep
from sheets_sync.form import Form, make_form
from sheets_sync.kit import GENERATED
from sheets_sync.lookup import Found, Listing, workbook_name
from sheets_sync.model import OFFICE_BOOKS, Contact, Unit
from sheets_sync.office_books import BOOKS, KENDALI_BOOK, OfficeBook
from sheets_sync.period import Period
from sheets_sync.procedure import ROLE_NAMES
from sheets_sync.reading import rows_needed
from sheets_sync.records import Control
from sheets_sync.reissuing import renew
from sheets_sync.report import CONTROL_GONE, GONE, NAMED_NO_LONGER, Report
from sheets_sync.stores.base import Ref
from sheets_sync.trail import Kind
from sheets_sync.workbook import Words, make_workbook


def create(desk: Desk, period: Period, *, dry_run: bool = False) -> Report:
    """Every unit has its workbook for the period, made from the form that the office's files ask for now.

    One that exists is left as it is, unless the office asks something else since (see `reissuing`).
    """
    units = desk.office.units_in(period)
    if not units:
        raise UsageError(f"Tidak ada unit kerja yang berlaku pada {period.label}; periksa office/units.csv.")
    _must_have_agreement(desk, period)
    if not dry_run:
        for folder in ("data", desk.office.folder, f"site/{GENERATED}"):
            sweep(desk.root / folder, desk.now.timestamp())
    report = Report()
    listing = desk.lookup.find(period, sharing=desk.office.contacts is not None)
    report.troubles = listing.troubles
    there = {item.unit: item for item in listing.units}
    in_doubt = {trouble.unit for trouble in report.troubles}
    for unit in desk.progress(units, "Membuat lembar"):
        form = make_form(desk.office, unit, period, desk.words)
        item = there.get(unit.code)
        ref = item.ref if item else None
        if item and not item.ref.unfinished:
            _remember(desk, period, form, item, dry_run, report)
            renew(desk, period, form, item, report, dry_run=dry_run)
        elif unit.code in in_doubt:
            continue
        elif item is None and desk.archive.submissions.get(period, unit.code):
            report.troubles.append(Trouble(unit.code, f"{unit.name}: {GONE}"))
        else:
            sent = desk.archive.forms.get(period, unit.code) if item else None
            ref = _create_one(desk, period, unit, sent or form, dry_run, report)
        if ref and not dry_run:
            _share(desk, period, ref, form, report)
    _office_books(desk, period, listing, report, dry_run=dry_run)
    return report


def _office_books(desk: Desk, period: Period, listing: Listing, report: Report, *, dry_run: bool) -> None:
    in_doubt = {trouble.unit for trouble in listing.troubles}
    for book in BOOKS:
        if book.code not in in_doubt:
            office_book(desk, period, book, listing.office.get(book.code), report, dry_run=dry_run)


def office_book(
    desk: Desk, period: Period, book: OfficeBook, there: Found | None, report: Report, *, dry_run: bool
) -> None:
    """The office's own workbook of that kind exists, and the holders of its roles are let in."""
    name = f"{OFFICE_BOOKS[book.code]} {period}"
    ref = there.ref if there else None
    if ref is None and book is KENDALI_BOOK and _had_records(desk, period):
        report.troubles.append(Trouble(book.code, f"{name}: {CONTROL_GONE.format(period)}"))
        return
    if ref is None or ref.unfinished:
        if dry_run:
            report.done.append(f"{period}/{name}{desk.store.suffix} akan dibuat")
            return
        try:
            ref = desk.store.create(book.make(desk.office, desk.words, period), str(period), name)
        except WorkbookError as problem:
            report.troubles.append(Trouble(book.code, f"{name}: {problem}"))
            return
        report.done.append(f"{ref.period}/{ref.name}")
        _say_what_is_open(desk, book, name, report)
    if not dry_run and desk.office.contacts is not None:
        roles = {role.value for role in book.roles}
        _let_in(desk, ref, [contact for contact in desk.office.mailable if contact.unit in roles], "", report)


def _had_records(desk: Desk, period: Period) -> bool:
    """Whether something was read from a Kendali of the period: an empty one in its place would take all of it back."""
    control = desk.archive.control(period)
    return desk.archive.posted.get(period, KENDALI_BOOK.code) is not None and control not in (None, Control())


def _say_what_is_open(desk: Desk, book: OfficeBook, name: str, report: Report) -> None:
    """Online each tab is reserved for its officer's address; where none is known it is open, and the office told."""
    known = {contact.unit for contact in desk.office.mailable}
    open_to_all = [ROLE_NAMES[role] for role in book.roles if role.value not in known]
    if desk.office.store != "folder" and open_to_all:
        report.notes.append(
            f"{name}: alamat {', '.join(open_to_all)} belum ada di office/contacts.csv, jadi bagiannya terbuka bagi"
            " semua yang boleh menyunting"
        )


def _must_have_agreement(desk: Desk, period: Period) -> None:
    """A format without targets would be handed out in silence at the turn of a year."""
    if not desk.office.has_agreement(period):
        raise UsageError(
            f"Belum ada perjanjian kinerja tahun {period.year} yang berlaku pada {period.label}; isi [[perjanjian]]"
            " di office/office.toml dan targetnya di office/targets.csv."
        )


def _create_one(desk: Desk, period: Period, unit: Unit, form: Form, dry_run: bool, report: Report) -> Ref | None:
    if not form.rows and not form.budget:
        text = f"{unit.name}: belum punya indikator pada {period.label}; periksa office/indicators.csv"
        report.troubles.append(Trouble(unit.code, text))
        return None
    if without := [row.code for row in form.due if row.target is None and not row.supporting]:
        report.notes.append(f"{unit.name}: {', '.join(without)} diminta tanpa target; periksa office/targets.csv")
    name = workbook_name(unit, period)
    if dry_run:
        report.done.append(f"{period}/{name}{desk.store.suffix} akan dibuat")
        return None
    desk.archive.forms.keep(period, form.unit, form)
    try:
        ref = desk.store.create(make_workbook(form), str(period), name)
    except WorkbookError as problem:
        report.troubles.append(Trouble(unit.code, f"{unit.name}: {problem}"))
        return None
    chronicle.note_made(desk.archive.trail, period, desk.now, unit.code, form.version)
    report.done.append(f"{ref.period}/{ref.name}")
    return ref


def _share(desk: Desk, period: Period, ref: Ref, form: Form, report: Report) -> None:
    """Every address of the unit may edit its workbook; who already may is not asked again."""
    if desk.office.contacts is None:
        return  # whoever has no addresses here neither lets in nor keeps out
    contacts = [contact for contact in desk.office.mailable if contact.unit == form.unit]
    added = _let_in(desk, ref, contacts, Words(form)(desk.office.invitation), report)
    if added or not desk.archive.trail.of(period, Kind.SHARED, form.unit):
        held = desk.archive.held.get(period, form.unit)
        all_in = len(held.shared) if held else added
        chronicle.note_shared(desk.archive.trail, period, desk.now, form.unit, added, all_in)


def _let_in(desk: Desk, ref: Ref, contacts: Sequence[Contact], message: str, report: Report) -> int:
    """Those contacts may edit the workbook; how many were let in now."""
    try:
        sharing = desk.store.share(ref, contacts, message)
    except WorkbookError as problem:
        report.troubles.append(Trouble(ref.unit, str(problem)))
        return 0
    if sharing.added:
        report.shared += sharing.added
    if sharing.left:
        report.notes.append(f"{ref.name}: {sharing.left} {NAMED_NO_LONGER}")
    report.troubles += [Trouble(ref.unit, f"{ref.name}: {text}") for text in sharing.troubles]
    return sharing.added


def _remember(desk: Desk, period: Period, form: Form, item: Found, dry_run: bool, report: Report) -> None:
    """Archive the form of a workbook that exists, where the archive was lost and the form is unchanged."""
    if dry_run:
        return
    if desk.archive.forms.get(period, form.unit) is not None:
        desk.archive.note_seen(period, desk.now, form.unit)
        return
    try:
        opened = item.opened or desk.lookup.open(item.ref, period, rows_needed(form))
    except WorkbookError as problem:
        report.troubles.append(Trouble(form.unit, str(problem)))
        return
    if opened.key.version == form.version:
        desk.archive.forms.keep(period, form.unit, form)
        desk.archive.note_seen(period, desk.now, form.unit)
