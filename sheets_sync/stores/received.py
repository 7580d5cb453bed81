"""A workbook that came by WhatsApp or e-mail, in whatever format a phone or an old office program saved it.

What it is shows in its content, never in its name. Whatever is no spreadsheet is refused with what to send instead.

The reader of .xls is imported where it is used: hardly any office needs it, and its libraries take a moment.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from sheets_sync.errors import WorkbookError
from sheets_sync.grid import Grid
from sheets_sync.stores.filekind import SPREADSHEETS, FileKind, kind_of, refusal
from sheets_sync.stores.ods import read_ods
from sheets_sync.stores.package import MAX_FILE, MAX_PARTS, MAX_UNPACKED
from sheets_sync.stores.xlsx import read_grid
from sheets_sync.submission import Source


@dataclass(frozen=True, slots=True)
class Received:
    """A file as it came: its bytes, read once, and what they are."""

    name: str
    content: bytes
    kind: FileKind
    modified: datetime

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def source(self) -> Source:
        return Source(self.name, self.digest, self.modified)


def open_received(path: Path, rows: int, zone: tzinfo) -> tuple[Grid, Source]:
    """The first `rows` rows of every tab, and the file as it stood; WorkbookError says what to send instead."""
    file = take_up(path, zone)
    return read_received(file, rows), file.source


def take_up(path: Path, zone: tzinfo) -> Received:
    """The file, whatever it is; WorkbookError where it cannot be opened or is too large."""
    try:
        modified = datetime.fromtimestamp(path.stat().st_mtime, zone).replace(microsecond=0)
        with path.open("rb") as stream:
            content = stream.read(MAX_FILE + 1)
    except FileNotFoundError as failure:
        raise WorkbookError(f"{path.name} tidak ditemukan; periksa nama dan foldernya: {path}") from failure
    except OSError as failure:
        raise WorkbookError(
            f"{path.name} tidak dapat dibuka ({failure.strerror}); periksa letak dan izinnya"
        ) from failure
    if len(content) > MAX_FILE:
        raise WorkbookError(f"{path.name} lebih dari 20 MB. Minta berkas yang lebih kecil, tanpa gambar dan tempelan.")
    return Received(path.name, content, kind_of(content), modified)


def read_received(file: Received, rows: int) -> Grid:
    """The workbook's cells; WorkbookError where it is none, or cannot be read."""
    if file.kind not in SPREADSHEETS:
        raise WorkbookError(f"{file.name}: {refusal(file.kind)}")
    try:
        return READERS[file.kind](file.content, rows)
    except WorkbookError as problem:
        raise WorkbookError(f"{file.name}: {problem}") from problem
    except Exception as failure:  # a hostile or broken file may fail anywhere inside the reader
        raise WorkbookError(
            f"{file.name}: rusak dan tidak dapat dibaca. Minta kirim ulang, atau minta disimpan sebagai Excel Workbook (.xlsx)."
        ) from failure


def _read_xlsx(content: bytes, rows: int) -> Grid:
    _check_package(content)
    return read_grid(io.BytesIO(content), rows)


def _read_xls(content: bytes, rows: int) -> Grid:
    from sheets_sync.stores.xls import read_xls  # noqa: PLC0415  # see the module's first lines

    return read_xls(content, rows)


def _read_ods(content: bytes, rows: int) -> Grid:
    _check_package(content)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return read_ods(package, rows)


READERS: dict[FileKind, Callable[[bytes, int], Grid]] = {
    FileKind.XLSX: _read_xlsx,
    FileKind.XLS: _read_xls,
    FileKind.ODS: _read_ods,
}


def _check_package(content: bytes) -> None:
    """Return if the package can safely be unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        infos = package.infolist()
    if sum(info.file_size for info in infos) > MAX_UNPACKED or len(infos) > MAX_PARTS:
        raise WorkbookError("menjadi lebih dari 100 MB bila dibuka. Minta lembar baru dan salin angkanya.")
    if any(info.flag_bits & 1 for info in infos):
        raise WorkbookError(refusal(FileKind.LOCKED))
