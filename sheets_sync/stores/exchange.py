"""A unit's workbook in the folder is exchanged for one that it sent; the former one is kept, and never lost."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sheets_sync.errors import WorkbookError
from sheets_sync.files import temporary_beside

REPLACED = "diganti"  # the folder beside the workbooks that holds those which were exchanged


def lock_beside(path: Path) -> Path | None:
    """The mark that Excel or LibreOffice leaves beside a workbook that it has open; None where nobody has."""
    locks = (
        path.with_name(f"~${path.name}"),
        path.with_name(f"~${path.name[2:]}"),
        path.with_name(f".~lock.{path.name}#"),
    )
    return next((lock for lock in locks if lock.exists()), None)


def exchange(target: Path, former: Sequence[Path], content: bytes, at: datetime) -> tuple[Path, ...]:
    """`target` holds the content, saved at that moment; every former workbook of the unit is kept in `diganti`.

    Returns where they are kept. Cut off at any moment, it leaves the former workbook or the new one in its place,
    and all of them somewhere. WorkbookError where one is open in a spreadsheet program, or cannot be written.
    """
    mine = tuple(dict.fromkeys((target, *former)))
    for path in mine:
        if lock := lock_beside(path):
            raise WorkbookError(f"{path.name} sedang dibuka ({lock.name}). Tutup dahulu, lalu ulangi.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        kept = tuple(_keep(path) for path in mine if path.exists())
        with temporary_beside(target) as temporary:
            temporary.write_bytes(content)
            mode = target.stat().st_mode if target.exists() else 0o644  # a locked workbook stays locked
            temporary.chmod(mode & 0o777)
            os.utime(temporary, (at.timestamp(), at.timestamp()))
            temporary.replace(target)
        for path in mine[1:]:
            path.unlink(missing_ok=True)
    except OSError as failure:
        raise WorkbookError(
            f"{target.name} tidak dapat ditulis ({failure.strerror}); periksa izin dan ruang simpan, lalu ulangi."
        ) from failure
    return kept


def renew(target: Path, content: bytes, digest: str) -> Path:
    """`target` holds the content, saved when the former one was; that is kept in `diganti`. Returns where.

    Only if the file is still the one of that sha256; cut off at any moment, one of the two stands whole in its place.
    WorkbookError where it was saved meanwhile, is open or locked, or cannot be written.
    """
    if lock := lock_beside(target):
        raise WorkbookError(
            f"{target.name} sedang dibuka ({lock.name}); formatnya diperbarui pada pengerjaan berikutnya"
        )
    try:
        seen = target.stat()
        if not seen.st_mode & 0o200:
            raise WorkbookError(f"{target.name} terkunci, jadi formatnya tidak diubah")
        with temporary_beside(target) as temporary:
            temporary.write_bytes(content)
            temporary.chmod(seen.st_mode & 0o777)
            os.utime(temporary, ns=(seen.st_atime_ns, seen.st_mtime_ns))  # when the unit saved it stays known
            kept = _keep(target)
            now = target.stat()
            moved = (now.st_mtime_ns, now.st_size) != (seen.st_mtime_ns, seen.st_size)
            if moved or hashlib.sha256(kept.read_bytes()).hexdigest() != digest:
                raise WorkbookError(
                    f"{target.name} baru saja disimpan oleh unit; formatnya diperbarui pada pengerjaan berikutnya"
                )
            temporary.replace(target)
    except OSError as failure:
        raise WorkbookError(
            f"{target.name} tidak dapat ditulis ({failure.strerror}); periksa izin dan ruang simpan, lalu ulangi."
        ) from failure
    return kept


def _keep(path: Path) -> Path:
    """A copy of the workbook in `diganti`, under a name that no other content can have."""
    mark = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    kept = path.parent / REPLACED / f"{path.stem} ({mark}){path.suffix}"
    kept.parent.mkdir(exist_ok=True)
    if not kept.exists():
        with temporary_beside(kept) as temporary:
            shutil.copy2(path, temporary)
            temporary.replace(kept)
    return kept
