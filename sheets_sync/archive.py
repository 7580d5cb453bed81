"""The archive in data/: what was sent out, pulled, found and computed, as JSON that a person can read.

    data/2026-TW3/format/PEM.json     the form as sent to the unit
                  kiriman/PEM.json    what the unit filled, from the last good pull
                  catatan/PEM.json    the catatan pemeriksaan
                  tarikan.json        when was pulled, and what could not be read
                  rekap.json          what was computed from all of it

Each file is written whole or not at all, and only when its content changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from sheets_sync.errors import ArchiveError
from sheets_sync.files import write_atomically
from sheets_sync.form import Form
from sheets_sync.model import Finding, Period, Submission
from sheets_sync.recap import Recap

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Trouble:
    """A workbook that could not be read or written: whose (empty where unknown), and why, in Indonesian."""

    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Pull:
    """When the period was last pulled, and what stood in the way."""

    at: datetime
    troubles: tuple[Trouble, ...]
    present: tuple[str, ...]  # units whose workbook was there and readable


FORM: TypeAdapter[Form] = TypeAdapter(Form)
SUBMISSION: TypeAdapter[Submission] = TypeAdapter(Submission)
FINDINGS: TypeAdapter[tuple[Finding, ...]] = TypeAdapter(tuple[Finding, ...])
PULL: TypeAdapter[Pull] = TypeAdapter(Pull)
RECAP: TypeAdapter[Recap] = TypeAdapter(Recap)


class Archive:
    """The folder data/ of one office."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def periods(self) -> tuple[Period, ...]:
        """The periods that have something archived, oldest first."""
        if not self.folder.is_dir():
            return ()
        found = []
        for entry in self.folder.iterdir():
            try:
                found.append(Period.parse(entry.name))
            except ValueError:
                continue
        return tuple(sorted(found))

    def form(self, period: Period, unit: str) -> Form | None:
        return self._load(FORM, self._path(period, "format", unit))

    def keep_form(self, period: Period, form: Form) -> None:
        self._keep(FORM, self._path(period, "format", form.unit), form)

    def forms(self, period: Period) -> dict[str, Form]:
        return self._by_unit(period, "format", self.form)

    def submission(self, period: Period, unit: str) -> Submission | None:
        return self._load(SUBMISSION, self._path(period, "kiriman", unit))

    def keep_submission(self, period: Period, submission: Submission) -> None:
        self._keep(SUBMISSION, self._path(period, "kiriman", submission.unit), submission)

    def submissions(self, period: Period) -> dict[str, Submission]:
        return self._by_unit(period, "kiriman", self.submission)

    def unit_findings(self, period: Period, unit: str) -> tuple[Finding, ...] | None:
        return self._load(FINDINGS, self._path(period, "catatan", unit))

    def keep_findings(self, period: Period, unit: str, findings: tuple[Finding, ...]) -> None:
        self._keep(FINDINGS, self._path(period, "catatan", unit), findings)

    def findings(self, period: Period) -> dict[str, tuple[Finding, ...]]:
        return self._by_unit(period, "catatan", self.unit_findings)

    def pull(self, period: Period) -> Pull | None:
        return self._load(PULL, self.folder / str(period) / "tarikan.json")

    def keep_pull(self, period: Period, pull: Pull) -> None:
        self._keep(PULL, self.folder / str(period) / "tarikan.json", pull)

    def recap(self, period: Period) -> Recap | None:
        return self._load(RECAP, self.folder / str(period) / "rekap.json")

    def keep_recap(self, period: Period, recap: Recap) -> None:
        self._keep(RECAP, self.folder / str(period) / "rekap.json", recap)

    def _path(self, period: Period, kind: str, unit: str) -> Path:
        return self.folder / str(period) / kind / f"{unit}.json"

    def _by_unit(self, period: Period, kind: str, load: Callable[[Period, str], Kept | None]) -> dict[str, Kept]:
        folder = self.folder / str(period) / kind
        units = sorted(path.stem for path in folder.glob("*.json")) if folder.is_dir() else []
        loaded = {unit: load(period, unit) for unit in units}
        return {unit: value for unit, value in loaded.items() if value is not None}

    def _keep(self, kind: TypeAdapter[Kept], path: Path, value: Kept) -> None:
        try:
            write_atomically(path, kind.dump_json(value, indent=1) + b"\n")
        except OSError as failure:
            raise ArchiveError(
                f"Arsip {path} tidak dapat ditulis ({failure.strerror}); periksa izin dan ruang simpan."
            ) from failure

    def _load(self, kind: TypeAdapter[Kept], path: Path) -> Kept | None:
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
