"""The file of the trail, `data/2026-TW3/jejak.jsonl`: appended to by one writer at a time, never rewritten.

A line half written by a run that was killed is dropped at the next writing, with a notice of its own. The last line
is noted apart (`jejak.ujung`), so that lines missing at the end are found too.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sheets_sync import trail
from sheets_sync.alone import held
from sheets_sync.errors import ArchiveError
from sheets_sync.files import write_atomically
from sheets_sync.period import Period
from sheets_sync.trail import Kind, Line, Trail

NAME, TIP, LOCK = "jejak.jsonl", "jejak.ujung", ".jejak-kunci"


class Ledger:
    """The trails of every period in the folder data/ of one office."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[Period, tuple[tuple[int, int], Trail]] = {}

    def lines(self, period: Period) -> tuple[Line, ...]:
        """Every line that can be read, oldest first."""
        return self._trail(period).lines

    def add(
        self,
        period: Period,
        at: datetime,
        kind: Kind,
        by: str,
        *,
        step: int = 0,
        unit: str = "",
        data: Mapping[str, Any],
    ) -> Line:
        """One more line stands in the trail; ArchiveError where it cannot be written."""
        try:
            with self._alone(period):
                before = self._trail(period)
                last = before.lines[-1] if before.lines else None
                new = []
                if before.cut:
                    new.append(trail.next_line(last, at, Kind.MENDED, "program", data={"terbuang": before.cut}))
                new.append(trail.next_line(new[-1] if new else last, at, kind, by, step=step, unit=unit, data=data))
                self._append(period, before.whole, b"".join(map(trail.written, new)))
                tip = json.dumps({"number": new[-1].number, "mark": new[-1].mark}).encode() + b"\n"
                write_atomically(self._path(period, TIP), tip)
        except OSError as failure:
            raise ArchiveError(
                f"Jejak {self._path(period, NAME)} tidak dapat ditulis ({failure.strerror}); periksa izin dan ruang simpan."
            ) from failure
        return new[-1]

    def faults(self, period: Period) -> tuple[str, ...]:
        """What is wrong with the trail, in Indonesian: lines changed, missing, cut off; empty where nothing is."""
        found = self._trail(period)
        faults = list(found.faults)
        if found.cut:
            faults.append("baris terakhir terpotong; dibuang pada penulisan berikutnya")
        number, mark = self._tip(period)
        marks = {line.number: line.mark for line in found.lines}
        last = max(marks, default=0)
        if number > last:
            faults.append(f"di akhir hilang {number - last} baris")
        elif number and marks.get(number) != mark and not found.faults:
            faults.append(f"baris {number} bukan yang dicatat sebagai baris terakhir; jejak mungkin ditulis ulang")
        return tuple(faults)

    def _tip(self, period: Period) -> tuple[int, str]:
        try:
            found = json.loads(self._path(period, TIP).read_bytes())
            return int(found["number"]), str(found["mark"])
        except FileNotFoundError:
            return 0, ""
        except (OSError, ValueError, KeyError, TypeError):
            return 0, ""

    def _trail(self, period: Period) -> Trail:
        path = self._path(period, NAME)
        try:
            state = path.stat()
            known = self._read.get(period)
            if known and known[0] == (state.st_mtime_ns, state.st_size):
                return known[1]
            found = trail.read(path.read_bytes())
        except FileNotFoundError:
            return Trail((), (), 0, 0)
        except OSError as failure:
            raise ArchiveError(f"Jejak {path} tidak dapat dibaca ({failure.strerror}); periksa izinnya.") from failure
        self._read[period] = ((state.st_mtime_ns, state.st_size), found)
        return found

    def _append(self, period: Period, whole: int, content: bytes) -> None:
        path = self._path(period, NAME)
        with path.open("ab") as stream:
            stream.truncate(whole)
            stream.write(content)
        self._read.pop(period, None)

    @contextlib.contextmanager
    def _alone(self, period: Period) -> Iterator[None]:
        """One writer at a time; the operating system drops the lock of a run that ended."""
        lock = self._path(period, LOCK)
        lock.parent.mkdir(parents=True, exist_ok=True)
        with lock.open("a") as stream:
            held(stream, wait=True)
            yield

    def _path(self, period: Period, name: str) -> Path:
        return self._folder / str(period) / name
