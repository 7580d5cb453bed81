"""The archive in data/: what was sent out, pulled, found and computed, as JSON that a person can read.

    data/2026-TW3/format/PEM.json     the form as sent to the unit
                  format/versi/PEM-1a2b3c4d.json  each version of it that was ever in its workbook
                  kiriman/PEM.json    what the unit filled, from the last good pull
                  catatan/PEM.json    the catatan pemeriksaan
                  jawaban/PEM.json    what the unit answered to questions
                  lembar/PEM.json     how far an online workbook is made and shared
                  periksa/PEM.json    what stands in the workbook of the catatan
                  tarikan.json        when was pulled, and what could not be read
                  naskah/             papers made or handed in, and daftar.json: the register of them
                  kendali.json        what the officers recorded in the workbook Kendali
                  keputusan.json      which of its decisions were carried out
                  catatan-kantor/     the catatan about the office's own workbooks
                  dokumen.json        which documents of laporan/ were made, and from what (see documenting)
                  diterima/           files and photos that came by other ways (see intake)
                  jejak.jsonl         the trail: what happened, each line with the mark of the one before; each
                                      change of a unit's state and the Camat's approvals stand there alone
                  jejak.ujung         which line of it is the last
                  rekap.json          what was computed from all of it
                  revisi/1/           what was approved as revisi ke-1, kept as it stood (0 was the first approval),
                                      and in perubahan.json each figure that it changed
    data/format/3/                    a version of the office's format (see format_versions)
    data/arsip.json                   of which shape all of this is (see archive_versions)

Each file is written whole or not at all, and only when its content changes; the trail alone is appended to (see ledger).
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import TypeAdapter
from typing_extensions import TypedDict

from sheets_sync import chronicle
from sheets_sync.chronicle import Courses
from sheets_sync.errors import ArchiveError
from sheets_sync.files import temporary_folder_beside, write_atomically
from sheets_sync.form import Form
from sheets_sync.kept import parsed
from sheets_sync.ledger import Ledger
from sheets_sync.period import Period
from sheets_sync.recap import Recap
from sheets_sync.records import Applied, Control, MadeDocuments, Paper
from sheets_sync.revision import ChangedFigure
from sheets_sync.standing import Approval, Reopening
from sheets_sync.submission import Finding, Posted, Reply, Submission

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Trouble:
    """A workbook that could not be read or written: whose (empty where unknown), and why, in Indonesian."""

    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Held:
    """How far a unit's online workbook is: the journal that lets an interrupted `create` go on where it stopped.

    Written before a file is made, and after each step. `shared` holds fingerprints of addresses, never addresses.
    """

    file: str = ""  # empty: about to be made, nobody knows whether it was
    folder: str = ""
    drive: str = ""  # the shared drive that it lies in
    painted: bool = False
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pull:
    """When the period was last pulled, and what stood in the way."""

    at: datetime
    troubles: tuple[Trouble, ...]
    present: tuple[str, ...]  # units whose workbook was there and readable


class Figure(TypedDict):
    """A figure of an earlier quarter, as far as a check needs it."""

    code: str
    value: Decimal | None


class Figures(TypedDict):
    """The figures of a submission alone: what was typed earlier is read three times as fast so."""

    entries: list[Figure]
    budget: list[Figure]


FORM: TypeAdapter[Form] = TypeAdapter(Form)
SUBMISSION: TypeAdapter[Submission] = TypeAdapter(Submission)
FIGURES: TypeAdapter[Figures] = TypeAdapter(Figures)
FINDINGS: TypeAdapter[tuple[Finding, ...]] = TypeAdapter(tuple[Finding, ...])
HELD: TypeAdapter[Held] = TypeAdapter(Held)
POSTED: TypeAdapter[Posted] = TypeAdapter(Posted)
REPLIES: TypeAdapter[tuple[Reply, ...]] = TypeAdapter(tuple[Reply, ...])
REGISTER: TypeAdapter[tuple[Paper, ...]] = TypeAdapter(tuple[Paper, ...])
PULL: TypeAdapter[Pull] = TypeAdapter(Pull)
RECAP: TypeAdapter[Recap] = TypeAdapter(Recap)
Changes = tuple[ChangedFigure, ...]
CHANGES: TypeAdapter[Changes] = TypeAdapter(Changes)

PAPERS = "naskah"
KEPT_FOLDERS = ("format", "kiriman", "catatan", PAPERS)  # of a period, with each revision
NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # in the place of a moment that says nothing
CONTROL: TypeAdapter[Control] = TypeAdapter(Control)
APPLIED: TypeAdapter[tuple[Applied, ...]] = TypeAdapter(tuple[Applied, ...])
DOCUMENTS: TypeAdapter[MadeDocuments] = TypeAdapter(MadeDocuments)


def known_values(figures: Figures) -> dict[str, Decimal]:
    """The figures that could be read, by code."""
    lines = (*figures["entries"], *figures["budget"])
    return {line["code"]: value for line in lines if (value := line["value"]) is not None}


class Shelf(Generic[Kept]):
    """One kind of value in the archive: a file a unit, in a folder of that kind in each period."""

    def __init__(self, root: Path, folder: str, kind: TypeAdapter[Kept]) -> None:
        self._root, self._folder, self._kind = root, folder, kind

    def get(self, period: Period, unit: str) -> Kept | None:
        """What is kept for the unit; None where nothing is."""
        return _load(self._kind, self._path(period, unit))

    def keep(self, period: Period, unit: str, value: Kept) -> None:
        _keep(self._kind, self._path(period, unit), value)

    def all(self, period: Period) -> dict[str, Kept]:
        """What is kept for each unit, in the order of their codes."""
        folder = self._root / str(period) / self._folder
        units = sorted(path.stem for path in folder.glob("*.json")) if folder.is_dir() else []
        found = {unit: self.get(period, unit) for unit in units}
        return {unit: value for unit, value in found.items() if value is not None}

    def _path(self, period: Period, unit: str) -> Path:
        return self._root / str(period) / self._folder / f"{unit}.json"


class Archive:
    """The folder data/ of one office."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.forms = Shelf(folder, "format", FORM)
        self._versions = Shelf(folder, "format/versi", FORM)
        self.submissions = Shelf(folder, "kiriman", SUBMISSION)
        self.figures = Shelf(folder, "kiriman", FIGURES)  # the same files, read for their figures alone
        self.findings = Shelf(folder, "catatan", FINDINGS)
        self.held = Shelf(folder, "lembar", HELD)
        self.posted = Shelf(folder, "periksa", POSTED)
        self.replies = Shelf(folder, "jawaban", REPLIES)
        self.office_findings = Shelf(folder, "catatan-kantor", FINDINGS)  # by the code of an office's own workbook
        self.trail = Ledger(folder)
        self.courses = Courses(self.trail)

    def periods(self) -> tuple[Period, ...]:
        """The periods that have something archived, oldest first."""
        if not self.folder.is_dir():
            return ()
        found = []
        for entry in self.folder.iterdir():
            with contextlib.suppress(ValueError):
                found.append(Period.parse(entry.name))
        return tuple(sorted(found))

    def form(self, period: Period, unit: str, version: str) -> Form | None:
        """The unit's form of that version: the one in force, or a former one; None where it is not known."""
        form = self.forms.get(period, unit)
        if form is not None and form.version == version:
            return form
        known = re.fullmatch(r"[0-9a-f]{8}", version)  # it comes out of a file, and names one
        return self._versions.get(period, f"{unit}-{version}") if known else None

    def keep_version(self, period: Period, form: Form) -> None:
        """The form is known by its version, whichever is in force."""
        self._versions.keep(period, f"{form.unit}-{form.version}", form)

    def pull(self, period: Period) -> Pull | None:
        return _load(PULL, self.folder / str(period) / "tarikan.json")

    def keep_pull(self, period: Period, pull: Pull) -> None:
        _keep(PULL, self.folder / str(period) / "tarikan.json", pull)

    def approvals(self, period: Period) -> tuple[Approval, ...]:
        """The Camat's approvals of the period, oldest first."""
        return chronicle.approvals(self.trail, period)

    def add_approval(self, period: Period, at: datetime, approval: Approval) -> None:
        """One more approval, recorded at that moment."""
        chronicle.add_approval(self.trail, period, at, approval)

    def reopenings(self, period: Period) -> tuple[Reopening, ...]:
        """What the Camat had opened again in the period, oldest first."""
        return chronicle.reopenings(self.trail, period)

    def note_seen(self, period: Period, at: datetime, unit: str) -> None:
        """That the unit's workbook is there stands in the trail, where that does not tell when it was made."""
        if chronicle.made(self.trail, period, unit) is None and (form := self.forms.get(period, unit)):
            chronicle.note_seen(self.trail, period, at, unit, form.version)

    def control(self, period: Period) -> Control | None:
        """What the officers recorded about the period; None where nothing was."""
        return _load(CONTROL, self.folder / str(period) / "kendali.json")

    def keep_control(self, period: Period, control: Control) -> None:
        _keep(CONTROL, self.folder / str(period) / "kendali.json", control)

    def applied(self, period: Period) -> tuple[Applied, ...]:
        """The officers' decisions that were taken up, the last one a unit."""
        return _load(APPLIED, self.folder / str(period) / "keputusan.json") or ()

    def keep_applied(self, period: Period, applied: tuple[Applied, ...]) -> None:
        _keep(APPLIED, self.folder / str(period) / "keputusan.json", applied)

    def papers(self, period: Period) -> tuple[Paper, ...]:
        """The register of papers of the period, in the order in which they were registered."""
        return _load(REGISTER, self.paper_folder(period) / "daftar.json") or ()

    def keep_papers(self, period: Period, papers: tuple[Paper, ...]) -> None:
        _keep(REGISTER, self.paper_folder(period) / "daftar.json", papers)

    def paper_folder(self, period: Period) -> Path:
        """Where the files of the register lie."""
        return self.folder / str(period) / PAPERS

    def documents(self, period: Period) -> MadeDocuments:
        """Which documents of the period were made."""
        return _load(DOCUMENTS, self.folder / str(period) / "dokumen.json") or MadeDocuments()

    def keep_documents(self, period: Period, made: MadeDocuments) -> None:
        _keep(DOCUMENTS, self.folder / str(period) / "dokumen.json", made)

    def recap(self, period: Period) -> Recap | None:
        return _load(RECAP, self.folder / str(period) / "rekap.json")

    def keep_recap(self, period: Period, recap: Recap, now: datetime) -> None:
        """The recap is archived; the trail tells that it was made at `now`, where it says something new."""
        _keep(RECAP, self.folder / str(period) / "rekap.json", recap)
        mark = recap_mark(recap)
        chronicle.note_recap(self.trail, period, now, units=recap.within, of=len(recap.units), mark=mark)

    def recap_files(self) -> Iterator[Path]:
        """Every archived recap: of each period, and of its revisions."""
        for period in self.periods():
            own = self.folder / str(period) / "rekap.json"
            kept = (self._revision(period, number) / "rekap.json" for number in self.revisions(period))
            yield from (path for path in (own, *kept) if path.is_file())

    # --- what was approved -----------------------------------------------------------------------------

    def revisions(self, period: Period) -> tuple[int, ...]:
        """The numbers of the revisions that are kept; 0 is what was approved first."""
        return tuple(sorted(int(path.name) for path in self._revision(period).glob("*") if path.name.isdecimal()))

    def keep_revision(self, period: Period, number: int, changes: Changes) -> None:
        """The period as it stands now is kept as that revision, with what changed since the one before; once."""
        target, source = self._revision(period, number), self.folder / str(period)
        if target.exists():
            return
        try:
            target.parent.mkdir(exist_ok=True)
            with temporary_folder_beside(target) as made:
                for name in KEPT_FOLDERS:
                    if (source / name).is_dir():
                        shutil.copytree(source / name, made / name)
                shutil.copy2(source / "rekap.json", made / "rekap.json")
                _keep(CHANGES, made / "perubahan.json", changes)
                made.rename(target)
        except OSError as failure:
            raise ArchiveError(
                f"Arsip {target} tidak dapat ditulis ({failure.strerror}); periksa izin dan ruang simpan."
            ) from failure

    def keep_revision_papers(self, period: Period, number: int) -> None:
        """The papers that came after the approval are kept with that revision too."""
        source, target = self.folder / str(period) / PAPERS, self._revision(period, number) / PAPERS
        if target.parent.is_dir() and source.is_dir():
            for path in sorted(source.rglob("*")):
                if path.is_file() and not (there := target / path.relative_to(source)).exists():
                    write_atomically(there, path.read_bytes())

    def revision_recap(self, period: Period, number: int) -> Recap | None:
        """The recap as it was approved then; None where that is not kept."""
        return _load(RECAP, self._revision(period, number) / "rekap.json")

    def changes(self, period: Period, number: int) -> Changes:
        """Each figure that revision changed."""
        return _load(CHANGES, self._revision(period, number) / "perubahan.json") or ()

    def _revision(self, period: Period, number: int | None = None) -> Path:
        folder = self.folder / str(period) / "revisi"
        return folder if number is None else folder / str(number)


def recap_mark(recap: Recap) -> str:
    """A mark that changes with what the recap says, and not with the mere passing of time."""
    units = tuple(unit if unit.sent_at else replace(unit, late_days=0) for unit in recap.units)
    return hashlib.sha256(RECAP.dump_json(replace(recap, at=NO_TIME, units=units))).hexdigest()


def _keep(kind: TypeAdapter[Kept], path: Path, value: Kept) -> None:
    try:
        write_atomically(path, kind.dump_json(value, indent=1) + b"\n")
    except OSError as failure:
        raise ArchiveError(
            f"Arsip {path} tidak dapat ditulis ({failure.strerror}); periksa izin dan ruang simpan."
        ) from failure


def _load(kind: TypeAdapter[Kept], path: Path) -> Kept | None:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as failure:
        raise ArchiveError(f"Arsip {path} tidak dapat dibaca ({failure.strerror}); periksa izinnya.") from failure
    return parsed(kind, path, content)
