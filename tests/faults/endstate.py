"""What is left in Drive, in the mailboxes and in the archive: everything that must be the same after a fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from sheets_sync.archive import Archive
from sheets_sync.period import Period
from sheets_sync.submission import Submission
from sheets_sync.trail import Kind
from tests.fake_google.drive_model import SPREADSHEET, File
from tests.fake_google.server import LocalGoogle
from tests.fake_google.sheets.book import Book, Cell
from tests.fake_google.state import State

CellAt = tuple[str, str, int, int]  # file, tab, row, column


@dataclass(frozen=True, slots=True)
class EndState:
    """All of it without ids that are given out by chance and without times, which waiting moves."""

    files: Counter[str] = field(default_factory=Counter)
    cells: dict[CellAt, Cell] = field(default_factory=dict)
    mails: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # to, file, message
    facts: dict[str, str] = field(default_factory=dict)  # permissions, protections, marks, looks, archive


@dataclass(frozen=True, slots=True)
class Difference:
    """How far an end state is from the one without faults."""

    doubled_files: int = 0
    lost_files: int = 0
    lost_cells: int = 0
    strange_cells: int = 0
    second_mails: int = 0
    missing_mails: int = 0
    other: tuple[str, ...] = ()

    def without(self, mails: int) -> Difference:
        """The same, where so many mails were bound to go missing."""
        return replace(self, missing_mails=max(self.missing_mails - mails, 0))


def difference(reference: EndState, found: EndState) -> Difference:
    """What `found` has too much, and what it lacks."""
    lost = [at for at, cell in reference.cells.items() if found.cells.get(at) != cell]
    names = sorted(reference.facts.keys() | found.facts.keys())
    return Difference(
        doubled_files=(found.files - reference.files).total(),
        lost_files=(reference.files - found.files).total(),
        lost_cells=len(lost),
        strange_cells=len(found.cells.keys() - reference.cells.keys()),
        second_mails=(found.mails - reference.mails).total(),
        missing_mails=(reference.mails - found.mails).total(),
        other=tuple(name for name in names if reference.facts.get(name) != found.facts.get(name)),
    )


def end_state(google: LocalGoogle, folder: Path, period: Period) -> EndState:
    """What is there now."""
    state, end = google.state, EndState()
    for file in state.files.values():
        if state.is_root(file):
            continue
        end.files[file.name] += 1
        end.facts.update(_file_facts(state, file))
        if file.mime == SPREADSHEET:
            book = state.spreadsheets[file.id].book
            end.facts.update(_book_facts(file.name, book))
            end.cells.update(
                {(file.name, sheet.title, *at): cell for sheet in book.sheets for at, cell in sheet.cells.items()}
            )
    end.mails.update((mail.to, mail.file_name, mail.message) for mail in state.outbox)
    end.facts.update(_archive_facts(Archive(folder / "data"), period))
    return end


def _file_facts(state: State, file: File) -> Iterator[tuple[str, str]]:
    granted = sorted((grant.email, grant.type, grant.role) for grant in file.permissions.values())
    yield f"{file.name}: izin", repr(granted)
    yield f"{file.name}: tanda", repr(sorted(file.app_properties.items()))
    yield f"{file.name}: tempat", f"{state.files[file.parent].name} {state.is_trashed(file)} {file.owner}"


def _book_facts(name: str, book: Book) -> Iterator[tuple[str, str]]:
    yield f"{name}: sifat", repr(sorted(book.properties.items()))
    yield f"{name}: metadata", repr(sorted(repr(mark._replace(id=0)) for mark in book.metadata))
    for sheet in book.sheets:
        looks = {
            part.name: getattr(sheet, part.name) for part in fields(sheet) if part.name not in {"cells", "protected"}
        }
        yield f"{name}/{sheet.title}: rupa", repr(sorted(looks.items()))
        protected = sorted(repr(replace(one, id=0)) for one in sheet.protected)
        yield f"{name}/{sheet.title}: perlindungan", repr(protected)


def _archive_facts(archive: Archive, period: Period) -> Iterator[tuple[str, str]]:
    for unit, form in archive.forms.all(period).items():
        yield f"format/{unit}", repr(form)
    for unit, submission in archive.submissions.all(period).items():
        yield f"kiriman/{unit}", repr(_timeless(submission))
    for unit, findings in archive.findings.all(period).items():
        yield f"catatan/{unit}", repr(findings)
    for unit, posted in archive.posted.all(period).items():
        yield f"periksa/{unit}", repr(replace(posted, stamp="", file=""))
    for unit, replies in archive.replies.all(period).items():
        yield f"jawaban/{unit}", repr(replies)
    for unit, course in archive.courses.all(period).items():
        yield f"riwayat/{unit}", repr([(event.state, event.by, event.why, event.content) for event in course])
    for kind in (Kind.WORKBOOK, Kind.SHARED):
        yield f"jejak/{kind.value}", repr(archive.trail.units(period, kind))
    yield "jejak/utuh", repr(archive.trail.faults(period))
    for unit, held in archive.held.all(period).items():
        yield f"lembar/{unit}", f"{bool(held.file)} {held.painted} {len(held.shared)}"
    pull = archive.pull(period)
    yield "tarikan", repr((pull.present, pull.troubles)) if pull else ""


def _timeless(submission: Submission) -> tuple[Any, ...]:
    """The submission without what tells when and from which state of the file it came."""
    return (
        submission.form_version, submission.entries, submission.budget, submission.sent, submission.tick,
        submission.noticed, submission.first_sent is not None,
    )  # fmt: skip
