"""Files written whole or not at all, so that a run killed at any moment leaves only good files."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

MARK = ".tulis-"
HOUR = 3600.0


@contextlib.contextmanager
def temporary_beside(path: Path) -> Iterator[Path]:
    """A new file in the same folder, to be moved over `path`; it is gone afterwards whatever happens."""
    handle, name = tempfile.mkstemp(prefix=MARK, suffix=".tmp", dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def temporary_folder_beside(path: Path) -> Iterator[Path]:
    """A new folder in the same folder, to be renamed to `path`; it is gone afterwards whatever happens."""
    temporary = Path(tempfile.mkdtemp(prefix=MARK, suffix=".tmp", dir=path.parent))
    temporary.chmod(0o755)
    try:
        yield temporary
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def write_atomically(path: Path, content: bytes) -> bool:
    """Let `path` hold `content`, in one move; False (and nothing written) where it holds it already."""
    with contextlib.suppress(OSError):
        if path.read_bytes() == content:
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    with temporary_beside(path) as temporary:
        temporary.write_bytes(content)
        temporary.chmod(0o644)
        temporary.replace(path)
    return True


def sweep(folder: Path, now: float) -> None:
    """Remove what a killed run left half-written in the folder and below.

    Only what is over an hour old at `now` (seconds since 1970), since another run may be writing just now.
    """
    for left in list(folder.rglob(f"{MARK}*.tmp")):
        with contextlib.suppress(OSError):
            if left.stat().st_mtime < now - HOUR:
                shutil.rmtree(left) if left.is_dir() else left.unlink()
