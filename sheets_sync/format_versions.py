"""The versions of the office's format, `data/format/3/`: the former files, the new ones, and what changed.

A version is decided once its `versi.json` is there, and done once `selesai` is. A run cut off between leaves the
new files beside; the next run puts them in place. Before `versi.json` nothing of the office was touched.

data/ holds no names and no NIP: of officials.csv only the marks are kept, and its new content waits in office/.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sheets_sync.errors import ArchiveError
from sheets_sync.files import write_atomically
from sheets_sync.format_change import FormatChange, for_record
from sheets_sync.period import Period

PLACE = Path("data") / "format"
FORMER, NEW, RECORD, DONE = "lama", "baru", "versi.json", "selesai"
PRIVATE = ("office/officials.csv",)  # no copy of it stays in data/


@dataclass(frozen=True, slots=True)
class FormatVersion:
    """One version: its number, the period in which it was made, when, by which role, and what changed."""

    number: int
    period: Period
    at: datetime
    by: str
    changes: tuple[FormatChange, ...]
    files: Mapping[str, tuple[str, str]]  # by place in the office's folder: marks of the former and the new content
    content: str = ""  # the version of the whole format, as its workbook's key has it

    @property
    def mark(self) -> str:
        """Changes with the content of any file."""
        return _mark("".join(sorted(new for _, new in self.files.values())).encode())


def versions(root: Path) -> tuple[FormatVersion, ...]:
    """Every version, oldest first; ArchiveError where one cannot be read."""
    return tuple(_read(folder) for folder in _folders(root) if (folder / RECORD).exists())


def keep_version(
    root: Path,
    period: Period,
    at: datetime,
    by: str,
    changes: Sequence[FormatChange],
    contents: Mapping[str, tuple[bytes, bytes]],
    content: str = "",
) -> FormatVersion:
    """The office's files are as in `contents` (former and new by place), and the version is on record.

    ArchiveError where it cannot be written; then all files are as before, or the next run completes them.
    """
    number = max((version.number for version in versions(root)), default=0) + 1
    marks = {place: (_mark(old), _mark(new)) for place, (old, new) in contents.items()}
    version = FormatVersion(number, period, at, by, tuple(map(for_record, changes)), marks, content)
    folder = root / PLACE / str(number)
    with _writing():
        for place, (old, new) in contents.items():
            if place not in PRIVATE:
                write_atomically(folder / FORMER / place, old)
            write_atomically(_waiting(root, folder, place), new)
        write_atomically(folder / RECORD, _written(version))
    complete(root)
    return version


def complete(root: Path) -> None:
    """Every version that was decided stands in the office's files.

    A file that somebody has edited since is left as it is: it is neither the former nor the new one.
    """
    for folder in _folders(root):
        if (folder / RECORD).exists() and not (folder / DONE).exists():
            with _writing():
                _put(root, folder)


def _put(root: Path, folder: Path) -> None:
    for place, (former, new) in _read(folder).files.items():
        path, waiting = root / place, _waiting(root, folder, place)
        if former != new and path.exists() and _mark(path.read_bytes()) == former:
            write_atomically(path, waiting.read_bytes())
        if place in PRIVATE:
            waiting.unlink(missing_ok=True)
    write_atomically(folder / DONE, b"")


def _waiting(root: Path, folder: Path, place: str) -> Path:
    """Where the new content of a file lies until the version is done."""
    return root / f"{place}.baru" if place in PRIVATE else folder / NEW / place


@contextlib.contextmanager
def _writing() -> Iterator[None]:
    """What the disk refuses is told with what to do; whatever was decided is completed by the next run."""
    try:
        yield
    except OSError as failure:
        raise ArchiveError(
            f"Versi format tidak dapat ditulis ({failure.strerror}); periksa izin dan ruang simpan, lalu ulangi."
        ) from failure


def _folders(root: Path) -> Iterator[Path]:
    """The folders of versions, by their number."""
    with contextlib.suppress(OSError):
        yield from sorted(
            (item for item in (root / PLACE).iterdir() if item.name.isdecimal()), key=lambda item: int(item.name)
        )


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _written(version: FormatVersion) -> bytes:
    content = {
        "versi": version.number,
        "periode": str(version.period),
        "pada": version.at.isoformat(),
        "oleh": version.by,
        "format": version.content,
        "perubahan": [asdict(change) | {"kalimat": change.words} for change in version.changes],
        "berkas": {place: list(marks) for place, marks in version.files.items()},
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def _read(folder: Path) -> FormatVersion:
    try:
        found = json.loads((folder / RECORD).read_bytes())
        changes = [{key: text for key, text in item.items() if key != "kalimat"} for item in found["perubahan"]]
        return FormatVersion(
            int(found["versi"]),
            Period.parse(found["periode"]),
            datetime.fromisoformat(found["pada"]),
            str(found["oleh"]),
            tuple(FormatChange(**change) for change in changes),
            {str(place): (str(old), str(new)) for place, (old, new) in found["berkas"].items()},
            str(found["format"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise ArchiveError(
            f"Versi format di {folder} tidak dapat dibaca; kembalikan {RECORD} dari cadangan."
        ) from problem
