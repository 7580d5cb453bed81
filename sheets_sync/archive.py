"""The archive in data/: what was sent out, pulled, found and computed, as JSON that a person can read.

    data/2026-TW3/format/PEM.json     the form as sent to the unit
                  kiriman/PEM.json    what the unit filled, from the last good pull
                  catatan/PEM.json    the catatan pemeriksaan
                  lembar/PEM.json     how far an online workbook is made and shared
                  jawaban/PEM.json    what stands in it of the catatan
                  tarikan.json        when was pulled, and what could not be read
                  rekap.json          what was computed from all of it

Each file is written whole or not at all, and only when its content changes.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from sheets_sync.errors import ArchiveError
from sheets_sync.files import write_atomically
from sheets_sync.form import Form
from sheets_sync.period import Period
from sheets_sync.recap import Recap
from sheets_sync.submission import Finding, Standing, Submission

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


FORM: TypeAdapter[Form] = TypeAdapter(Form)
SUBMISSION: TypeAdapter[Submission] = TypeAdapter(Submission)
FINDINGS: TypeAdapter[tuple[Finding, ...]] = TypeAdapter(tuple[Finding, ...])
HELD: TypeAdapter[Held] = TypeAdapter(Held)
STANDING: TypeAdapter[Standing] = TypeAdapter(Standing)
PULL: TypeAdapter[Pull] = TypeAdapter(Pull)
RECAP: TypeAdapter[Recap] = TypeAdapter(Recap)


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
        self.submissions = Shelf(folder, "kiriman", SUBMISSION)
        self.findings = Shelf(folder, "catatan", FINDINGS)
        self.held = Shelf(folder, "lembar", HELD)
        self.answers = Shelf(folder, "jawaban", STANDING)

    def periods(self) -> tuple[Period, ...]:
        """The periods that have something archived, oldest first."""
        if not self.folder.is_dir():
            return ()
        found = []
        for entry in self.folder.iterdir():
            with contextlib.suppress(ValueError):
                found.append(Period.parse(entry.name))
        return tuple(sorted(found))

    def pull(self, period: Period) -> Pull | None:
        return _load(PULL, self.folder / str(period) / "tarikan.json")

    def keep_pull(self, period: Period, pull: Pull) -> None:
        _keep(PULL, self.folder / str(period) / "tarikan.json", pull)

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
