"""The office's format taken over from its workbook: made, read, answered with what is wrong, and versioned."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sheets_sync import settings
from sheets_sync.answer import fitting, make_answer
from sheets_sync.collecting import posted_in
from sheets_sync.desk import Desk
from sheets_sync.errors import OfficeMistake, SheetsSyncError, UsageError, WorkbookError
from sheets_sync.format_book import BOOK, version_of
from sheets_sync.format_change import FormatChange, changes_between
from sheets_sync.format_columns import WORDS
from sheets_sync.format_tables import Tables
from sheets_sync.format_versions import FormatVersion, keep_version, versions
from sheets_sync.grid import Grid, parse_address
from sheets_sync.handing import office_book
from sheets_sync.lookup import Found, Opened
from sheets_sync.office_books import FORMAT_BOOK
from sheets_sync.period import Period
from sheets_sync.report import Report
from sheets_sync.settings.comparisons import COMPARISONS_FILE
from sheets_sync.settings.format import read_format, tables_of_files
from sheets_sync.settings.tabs import shown
from sheets_sync.settings.written import written
from sheets_sync.submission import Finding, Place, Severity
from sheets_sync.trail import Kind

ROWS = 3_000  # of a tab, far more than an office has indicators
STEP = 2  # of the SOP: making the format
BESIDE = ("office.toml", "procedure.toml", "holidays.csv")  # what the checks need beside the files that are written


@dataclass(frozen=True, slots=True)
class PulledFormat:
    """What the workbook says otherwise than the office's files, or what is wrong in it."""

    before: Tables
    after: Tables | None  # None while there are mistakes
    changes: tuple[FormatChange, ...]
    mistakes: tuple[OfficeMistake, ...]
    trouble: str = ""  # why the tab Periksa could not be written
    overtaken: bool = False  # the files have changed by another way since: the workbook may say what is no longer so


def make(desk: Desk, period: Period) -> Report:
    """The period's workbook Format is in the store; one that exists is never touched."""
    report, found = Report(), _listed(desk, period)
    if found is None or found.ref.unfinished:
        office_book(desk, period, FORMAT_BOOK, found, report, dry_run=False)
    return report


def _listed(desk: Desk, period: Period) -> Found | None:
    """The workbook in the store; WorkbookError where something is wrong with it."""
    listing = desk.lookup.find(period, sharing=desk.office.contacts is not None)
    for trouble in listing.troubles:
        if trouble.unit == BOOK:
            raise WorkbookError(trouble.text)
    return listing.office.get(BOOK)


def pull(desk: Desk, period: Period) -> PulledFormat:
    """The workbook was read, and its tab Periksa tells what is wrong in it; nothing of the office has changed."""
    found = _listed(desk, period)
    if found is None:
        raise UsageError(
            f"Lembar Format {period.label} belum ada; buat dengan `sheets-sync format make --period {period}`."
        )
    opened = desk.lookup.open(found.ref, period, ROWS)
    read = read_format(desk.root, opened.grid)
    trouble = _answered(desk, found, opened, read.mistakes)
    changes = changes_between(read.before, read.after) if read.after else ()
    known = {opened.key.version, *(version.content for version in versions(desk.root) if version.period == period)}
    overtaken = bool(changes or read.mistakes) and version_of(read.before) not in known
    return PulledFormat(read.before, read.after, changes, read.mistakes, trouble, overtaken)


def take_over(desk: Desk, period: Period, pulled: PulledFormat, by: str) -> FormatVersion | None:
    """The office's files say what the workbook says, all of them or none; the version is kept and in the trail.

    None, and nothing written, where they say it already.
    """
    record_versions(desk)
    if pulled.after is None or not pulled.changes:
        return None
    contents = written(desk.root, pulled.before, pulled.after)
    _prove(desk.root, contents, pulled.after)
    version = keep_version(desk.root, period, desk.now, by, pulled.changes, contents, version_of(pulled.after))
    record_versions(desk)
    return version


def record_versions(desk: Desk) -> None:
    """Every version has its line in the trail, also that of a run which was cut off before it."""
    for version in versions(desk.root):
        lines = desk.archive.trail.lines(version.period)
        if not any(line.kind is Kind.FORMAT and line.data.get("versi") == version.number for line in lines):
            data = {
                "versi": version.number,
                "perubahan": [change.words for change in version.changes],
                "sidik": version.mark,
            }
            desk.archive.trail.add(version.period, version.at, Kind.FORMAT, version.by, step=STEP, data=data)


def _prove(root: Path, contents: Mapping[str, tuple[bytes, bytes]], wanted: Tables) -> None:
    """The new files, read as the office's are read, say what was wanted; else nothing is written."""
    with tempfile.TemporaryDirectory() as name:
        trial = Path(name)
        shutil.copytree(root / "templates" / "forms", trial / "templates" / "forms")
        (trial / "office").mkdir()
        places = [*BESIDE, *(file for file in wanted if file != WORDS.file)]
        if (root / "office" / COMPARISONS_FILE).exists():
            places.append(COMPARISONS_FILE)
        for file in places:
            shutil.copyfile(root / "office" / file, trial / "office" / file)
        for place, (_, new) in contents.items():
            (trial / place).write_bytes(new)
        settings.load(trial)
        if changes_between(tables_of_files(trial), wanted):
            raise SheetsSyncError(
                "Berkas kantor tidak dapat ditulis sebagaimana isi lembar Format; tidak ada yang diubah."
            )


# --- the tab Periksa -----------------------------------------------------------------------------------------


def _answered(desk: Desk, found: Found, opened: Opened, mistakes: Sequence[OfficeMistake]) -> str:
    """Every mistake stands in the tab Periksa; why not, where it could not be written."""
    posted = posted_in(opened.grid, opened.source)
    answer = make_answer([_finding(mistake, opened.grid) for mistake in mistakes], desk.words.findings_none)
    try:
        desk.store.answer(found.ref, fitting(answer, posted) if posted.tabs else answer, posted)
    except WorkbookError as problem:
        return str(problem)
    return ""


def _finding(mistake: OfficeMistake, grid: Grid) -> Finding:
    title = mistake.file.removeprefix("tab ")
    row = f"baris {mistake.line}" if mistake.line else title
    tab = grid.tab(title)
    cell = tab.cells.get(parse_address(mistake.cell)) if tab and mistake.cell else None
    return Finding(
        "F-01", Severity.MUST, BOOK, Place(title, mistake.cell, row),
        found=shown(cell), expected="", advice=mistake.text, short=Severity.MUST.value,
    )  # fmt: skip
