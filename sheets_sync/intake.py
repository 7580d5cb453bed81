"""Workbooks that came by WhatsApp or e-mail: read, known by their key, and taken in like a pull.

What came is first read and compared (`examine`), and only then written (`accept`): the file as it came, the unit's
workbook in the folder, the archive, the catatan, in this order, so that a command that is cut off can be repeated.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from sheets_sync import dates
from sheets_sync.answer import read_posted
from sheets_sync.collecting import answer, check, keep_replies, posted_in, take_in
from sheets_sync.course import content_mark
from sheets_sync.desk import Desk
from sheets_sync.differences import differences
from sheets_sync.errors import ArchiveError, WorkbookError
from sheets_sync.files import write_atomically
from sheets_sync.form import Form, Key
from sheets_sync.grid import Grid
from sheets_sync.lookup import ROWS_AT_LEAST, Found, workbook_name
from sheets_sync.model import Unit
from sheets_sync.period import Period
from sheets_sync.reading import identify, read_submission, rows_needed
from sheets_sync.reissuing import renew
from sheets_sync.renewal import carried
from sheets_sync.report import Report
from sheets_sync.sending import Sending
from sheets_sync.stores.base import Ref
from sheets_sync.stores.exchange import exchange
from sheets_sync.stores.filekind import FileKind
from sheets_sync.stores.received import Received, read_received, take_up
from sheets_sync.stores.xlsx import XlsxFolder
from sheets_sync.submission import Channel, Finding, Source, Submission, TimeBasis

RECEIVED = "diterima"  # the folder of a period in data/ that holds every file as it came


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came for one unit, read and compared with what is archived; nothing is written yet."""

    unit: Unit
    form: Form
    submission: Submission
    former: Submission | None
    file: Received
    grid: Grid | None = None  # of a workbook
    changes: tuple[str, ...] = ()  # against what is archived, a line each
    outdated: bool = False  # made from a former version of the form, by which it was read

    @property
    def replaces(self) -> bool:
        """Whether something that the unit sent before would no longer stand."""
        return self.former is not None and not self.former.blank and bool(self.changes)

    @property
    def unchanged(self) -> bool:
        """Whether the archive holds all of it already."""
        return self.former is not None and not self.changes and self.former.same_content(self.submission)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What taking it in led to: the catatan, the unit's workbook if it stands in a folder, and what was put away."""

    findings: tuple[Finding, ...]
    workbook: Path | None
    put_away: tuple[Path, ...]
    notes: tuple[str, ...] = ()  # of bringing it up to the form in force


# --- reading what came ---------------------------------------------------------------------------------------


def examine(desk: Desk, path: Path, period: Period | None, sending: Sending) -> Arrival:
    """What the file holds; WorkbookError where it is not a workbook of this office as it was sent out, and why."""
    file = take_up(path, desk.office.timezone)
    grid = read_received(file, ROWS_AT_LEAST)
    try:
        key = identify(grid)
        unit, form, own = _owner(desk, key, period)
    except ValueError as problem:
        raise WorkbookError(f"{file.name}: {problem}") from problem
    if rows_needed(own) > ROWS_AT_LEAST:
        grid = read_received(file, rows_needed(own))
    source = Source(f"{RECEIVED}/{kept_name(unit, file)}", file.digest, min(file.modified, desk.now))
    read = read_submission(grid, own, source, desk.now)
    if read.blank:
        raise WorkbookError(
            f"{file.name}: lembar {unit.name} ini masih kosong. Minta unit mengirim berkas yang sudah diisi dan disimpan."
        )
    outdated = own.version != form.version
    read = carried(read, form) if outdated else read
    came = replace(read, channel=Channel.ACCEPTED, received_by=sending.by, proof=kept_name(unit, file))
    return compared(desk, Arrival(unit, form, came, None, file, grid, outdated=outdated), sending)


def _owner(desk: Desk, key: Key, wanted: Period | None) -> tuple[Unit, Form, Form]:
    """Whose workbook it is, with the form in force and the one that it was made from; ValueError says why it cannot be taken in, and what to do."""
    if key.region != desk.office.region_code:
        raise ValueError(
            f"ini lembar kantor lain (kode wilayah {key.region}, bukan {desk.office.region_code}). Teruskan ke kantor itu."
        )
    try:
        period = Period.parse(key.period)
    except ValueError as problem:
        raise ValueError(
            f"kuncinya rusak ({key.period} bukan triwulan). Minta lembar baru dan salin angkanya."
        ) from problem
    if wanted is not None and wanted != period:
        raise ValueError(
            f"ini lembar {period.label}, bukan {wanted.label}. Ulangi dengan --period {period} bila memang itu."
        )
    unit = next((unit for unit in desk.office.units_in(period) if unit.code == key.unit), None)
    if unit is None:
        raise ValueError(f"ini lembar unit {key.unit}, yang tidak ada pada {period.label}. Periksa office/units.csv.")
    form = desk.archive.forms.get(period, unit.code)
    if form is None:
        raise ValueError(
            f"format {unit.name} {period.label} tidak ada di arsip. Jalankan `sheets-sync create --period {period}` dahulu."
        )
    own = desk.archive.form(period, unit.code, key.version)
    if own is None:
        raise ValueError(
            f"formatnya versi {key.version}, bukan versi {form.version} yang dibagikan. Kirim lembar {period} yang"
            f" berlaku kepada {unit.name}, dan minta angkanya disalin ke situ."
        )
    return unit, form, own


def compared(desk: Desk, came: Arrival, sending: Sending) -> Arrival:
    """The same beside what is archived of the unit, with its time of sending.

    That is the earliest one known, unless it was stated now.
    """
    former = desk.archive.submissions.get(came.form.quarter, came.unit.code)
    new = replace(came.submission, first_sent=None)
    changes = differences(former, new) if former else ()
    if new.sent:
        known = former is not None and former.first_sent is not None and sending.basis is not TimeBasis.STATED
        if known and former:
            new = replace(new, first_sent=former.first_sent, basis=former.basis, basis_reason=former.basis_reason)
        else:
            new = replace(new, first_sent=sending.at, basis=sending.basis, basis_reason=sending.reason)
    if former and former.first_sent and new.first_sent and former.first_sent != new.first_sent:
        was, now = (dates.moment(when, desk.office.zone) for when in (former.first_sent, new.first_sent))
        changes = (*changes, f"waktu kirim: {was} menjadi {now}")
    return replace(came, submission=new, former=former, changes=changes)


def kept_name(unit: Unit, file: Received) -> str:
    return f"{unit.code}-{file.digest[:8]}.{file.kind.value}"


# --- taking it in --------------------------------------------------------------------------------------------


def accept(desk: Desk, came: Arrival) -> Outcome:
    """What came is archived and checked, and stands in the folder of workbooks where the office has one.

    Taken in a second time, it changes nothing.
    """
    period = came.form.quarter
    keep_file(desk, came)
    workbook, put_away = _stand(desk, came)
    if came.grid is not None:
        keep_replies(desk, period, came.unit.code, read_posted(came.grid))
    findings = check(desk, period, came.unit.code) if came.unchanged else take_in(desk, came.submission)
    report = Report()
    if workbook is not None:
        _is_workbook_now(desk, came)
        if came.outdated:
            findings = _brought_up(desk, came, workbook, report)
        _tell(desk, came, workbook, findings)
    return Outcome(findings, workbook, put_away, (*report.notes, *(trouble.text for trouble in report.troubles)))


def _brought_up(desk: Desk, came: Arrival, workbook: Path, report: Report) -> tuple[Finding, ...]:
    """The workbook that came asks what is asked now, so that it can be sent back; its catatan then."""
    period, unit = came.form.quarter, came.unit.code
    ref = Ref(came.form.period, workbook.name)
    opened = desk.lookup.open(ref, period, rows_needed(came.form))
    renew(desk, period, came.form, Found(ref, unit, opened), report, dry_run=False)
    return desk.archive.findings.get(period, unit) or ()


def _is_workbook_now(desk: Desk, came: Arrival) -> None:
    """Remember that the unit's own workbook holds this: if it is ever typed over, the workbook says nothing newer."""
    period, unit = came.form.quarter, came.unit.code
    if kept := desk.archive.submissions.get(period, unit):
        desk.archive.submissions.keep(period, unit, replace(kept, aside=content_mark(kept)))


def keep_file(desk: Desk, came: Arrival) -> Path:
    """The file as it came lies in the archive."""
    path = desk.archive.folder / str(came.form.quarter) / RECEIVED / kept_name(came.unit, came.file)
    try:
        write_atomically(path, came.file.content)
    except OSError as failure:
        raise ArchiveError(
            f"{path} tidak dapat ditulis ({failure.strerror}); periksa izin dan ruang simpan."
        ) from failure
    return path


def _stand(desk: Desk, came: Arrival) -> tuple[Path | None, tuple[Path, ...]]:
    """The unit's workbook in the folder holds what came, where it can, and the former ones are put away."""
    store = desk.store if desk.office.store == "folder" else None
    if not isinstance(store, XlsxFolder) or came.file.kind is not FileKind.XLSX:
        return None, ()
    former = _workbooks(desk, store, came)
    target = store.path(Ref(came.form.period, f"{workbook_name(came.unit, came.form.quarter)}{store.suffix}"))
    if len(former) == 1:
        target, held = former[0]
        if held is not None and held.same_content(came.submission):
            return target, ()
    at = came.submission.first_sent or desk.now
    return target, exchange(target, [path for path, _ in former], came.file.content, at)


def _workbooks(desk: Desk, store: XlsxFolder, came: Arrival) -> list[tuple[Path, Submission | None]]:
    """The unit's workbooks in the folder with what they hold; None for one that cannot be read."""
    form = came.form
    name = f"{workbook_name(came.unit, form.quarter)}{store.suffix}"
    found: list[tuple[Path, Submission | None]] = []
    for ref in store.find(form.period):
        try:
            opened = desk.lookup.open(ref, form.quarter, rows_needed(form))
        except WorkbookError:
            if ref.name.casefold() == name.casefold():
                found.append((store.path(ref), None))
            continue
        if opened.key == form.key:
            found.append((store.path(ref), read_submission(opened.grid, form, opened.source, desk.now)))
        elif opened.key.unit == form.unit:
            found.append((store.path(ref), None))
    return found


def _tell(desk: Desk, came: Arrival, workbook: Path, findings: tuple[Finding, ...]) -> None:
    """The catatan stand in the workbook, so that it can be sent back."""
    form = came.form
    ref = Ref(form.period, workbook.name)
    desk.archive.posted.keep(form.quarter, form.unit, posted_in(*desk.store.read(ref, rows_needed(form))))
    answer(desk, form.quarter, form, ref, findings, changed=False)
    desk.archive.posted.keep(form.quarter, form.unit, posted_in(*desk.store.read(ref, rows_needed(form))))
