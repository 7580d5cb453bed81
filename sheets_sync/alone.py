"""One run at a time in one office folder: two would answer the same unit twice, and one could undo the other.

The operating system holds the lock and drops it when the process ends, however it ends: nothing is left to clear.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from sheets_sync.errors import UsageError

NAME = ".sedang-berjalan"


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else works in that office's data/ meanwhile; UsageError where somebody does already."""
    place = folder / "data" / NAME
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        stream = place.open("a")
    except OSError:  # a folder that cannot be written to is told of where something is to be written
        yield
        return
    with stream:
        if not held(stream):
            raise UsageError(
                "sheets-sync sedang berjalan untuk kantor ini, di jendela lain atau terjadwal. Tunggu sampai selesai,"
                " lalu ulangi."
            )
        yield


def held(stream: IO[str], *, wait: bool = False) -> bool:
    """Whether the lock on that open file could be had: at once, or with `wait` as soon as others let go of it."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415  # Windows only

            msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415  # all others

            fcntl.flock(stream, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
