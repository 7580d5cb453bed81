"""The archive in data/: what was sent out, pulled, found and computed, as JSON that a person can read.

    data/2026-TW3/format/PEM.json     the form as sent to the unit
                  format/versi/PEM-1a2b3c4d.json  each version of it that was ever in its workbook
                  kiriman/PEM.json    what the unit filled, from the last good pull
                  catatan/PEM.json    the catatan pemeriksaan
                  jawaban/PEM.json    what the unit answered to questions
                  riwayat/PEM.json    each change of its state: when, by which role, why
                  lembar/PEM.json     how far an online workbook is made and shared
                  periksa/PEM.json    what stands in the workbook of the catatan
                  tarikan.json        when was pulled, and what could not be read
                  persetujuan.json    the Camat's approvals of the period
                  jejak.jsonl         the trail: what happened, each line with the mark of the one before
                  rekap.json          what was computed from all of it

Each file is written whole or not at all, and only when its content changes.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from sheets_sync.course import Course
from sheets_sync.errors import ArchiveError
from sheets_sync.files import write_atomically
from sheets_sync.form import Form
from sheets_sync.ledger import Ledger
from sheets_sync.period import Period
from sheets_sync.recap import Recap
from sheets_sync.standing import Approval
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
COURSE: TypeAdapter[Course] = TypeAdapter(Course)
APPROVALS: TypeAdapter[tuple[Approval, ...]] = TypeAdapter(tuple[Approval, ...])
PULL: TypeAdapter[Pull] = TypeAdapter(Pull)
RECAP: TypeAdapter[Recap] = TypeAdapter(Recap)


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
        self.courses = Shelf(folder, "riwayat", COURSE)
        self.trail = Ledger(folder)

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
        return _load(APPROVALS, self.folder / str(period) / "persetujuan.json") or ()

    def keep_approvals(self, period: Period, approvals: tuple[Approval, ...]) -> None:
        _keep(APPROVALS, self.folder / str(period) / "persetujuan.json", approvals)

    def recap(self, period: Period) -> Recap | None:
        return _load(RECAP, self.folder / str(period) / "rekap.json")

    def keep_recap(self, period: Period, recap: Recap) -> None:
        _keep(RECAP, self.folder / str(period) / "rekap.json", recap)


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
    try:
        return kind.validate_json(content)
    except ValidationError as failure:
        first: Any = failure.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ArchiveError(
            f"Arsip {path} rusak di {place or 'awal berkas'}; kembalikan dari cadangan, atau hapus berkas itu"
            " lalu jalankan `sheets-sync run`."
        ) from failure
