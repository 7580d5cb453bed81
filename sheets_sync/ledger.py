"""The file of the trail, `data/2026-TW3/jejak.jsonl`: appended to by one writer at a time, never rewritten.

A line half written by a run that was killed is dropped at the next writing, with a notice of its own. The last line
is noted apart (`jejak.ujung`), so that lines missing at the end are found too, and stay found when more is written:
the next line follows what was noted, not what is left.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sheets_sync import trail
from sheets_sync.alone import held
from sheets_sync.errors import ArchiveError
from sheets_sync.period import Period
from sheets_sync.trail import EMPTY, End, Kind, Line, Trail

NAME, TIP, LOCK = "jejak.jsonl", "jejak.ujung", ".jejak-kunci"
TIP_WIDTH = 120
State = tuple[int, int, int]  # of the file: its number, when it changed, its bytes


@dataclass(slots=True)
class Known:
    """What was read of one trail: the lines, all and by kind and unit, and of which state of the file."""

    state: State = (0, 0, 0)
    lines: list[Line] = field(default_factory=list)
    index: dict[tuple[Kind, str], list[Line]] = field(default_factory=dict)
    whole: int = 0
    cut: int = 0

    def extend(self, found: Trail, state: State) -> None:
        """These lines too stand in the trail, whose file is now so."""
        self.lines += found.lines
        for line in found.lines:
            self.index.setdefault((line.kind, line.unit), []).append(line)
        self.whole, self.cut, self.state = self.whole + found.whole, found.cut, state

    @property
    def end(self) -> End:
        return trail.end_of(self.lines[-1]) if self.lines else EMPTY


class Ledger:
    """The trails of every period in the folder data/ of one office.

    A file is read once: what others have appended since is read on from there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[Period, Known] = {}

    def lines(self, period: Period) -> tuple[Line, ...]:
        """Every line that can be read, oldest first."""
        return tuple(self._known(period).lines)

    def of(self, period: Period, kind: Kind, unit: str = "") -> tuple[Line, ...]:
        """The lines of that kind about that unit, oldest first; without a unit those about none."""
        return tuple(self._known(period).index.get((kind, unit), ()))

    def units(self, period: Period, kind: Kind) -> tuple[str, ...]:
        """The units that lines of that kind are about, in the order of their codes."""
        return tuple(sorted(unit for one, unit in self._known(period).index if one is kind and unit))

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
                known, tip = self._known(period), self._tip(period)
                last = known.end if tip is None or _fits(tip, known) else tip
                new = []
                if known.cut:
                    new.append(trail.next_line(last, at, Kind.MENDED, "program", data={"terbuang": known.cut}))
                    last = trail.end_of(new[0])
                new.append(trail.next_line(last, at, kind, by, step=step, unit=unit, data=data))
                if tip is None:  # before the first line, so that a trail without its tip is always a fault
                    self._keep_tip(period, EMPTY)
                self._append(period, known, new)
                self._keep_tip(period, trail.end_of(new[-1]))
        except OSError as failure:
            raise ArchiveError(
                f"Jejak {self._path(period, NAME)} tidak dapat ditulis ({failure.strerror}); periksa izin dan ruang simpan."
            ) from failure
        return new[-1]

    def faults(self, period: Period) -> tuple[str, ...]:
        """What is wrong with the trail, in Indonesian: lines changed, missing, cut off; empty where nothing is.

        The whole file is read anew.
        """
        self._read.pop(period, None)
        tip = self._tip(period)  # first, since another may add a line meanwhile
        found = trail.read(self._content(period))
        faults = list(found.faults)
        if found.cut:
            faults.append("baris terakhir terpotong; dibuang pada penulisan berikutnya")
        return (*faults, *_faults_at_the_end(found, tip))

    def _tip(self, period: Period) -> End | None:
        """The last line as it was noted; None where nothing is, or nothing that can be read."""
        try:
            found = json.loads(self._path(period, TIP).read_bytes())
            return End(int(found["number"]), str(found["mark"]))
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, RecursionError):
            return None

    def _keep_tip(self, period: Period, end: End) -> None:
        """The last line is noted in one write, which a kill cannot halve; a rename would wait for the disk, 3 ms a line."""
        content = json.dumps({"number": end.number, "mark": end.mark}).encode().ljust(TIP_WIDTH) + b"\n"
        handle = os.open(self._path(period, TIP), os.O_WRONLY | os.O_CREAT, 0o644)
        try:
            os.write(handle, content)
            os.ftruncate(handle, len(content))
        finally:
            os.close(handle)

    def _known(self, period: Period) -> Known:
        """The trail as it stands now; only what is new in its file is read."""
        state = self._state(period)
        known = self._read.setdefault(period, Known())
        if known.state == state:
            return known
        if not (known.lines and known.state[0] == state[0] and state[2] >= known.whole and self._go_on(period, state)):
            self._read[period] = Known()
            self._read[period].extend(trail.read(self._content(period)), state)
        return self._read[period]

    def _go_on(self, period: Period, state: State) -> bool:
        """Whether what stands after the lines that are known continues them; then it is known too."""
        known = self._read[period]
        found = trail.read(self._content(period, known.whole), known.end)
        if found.faults or not found.lines:
            return False
        known.extend(found, state)
        return True

    def _state(self, period: Period) -> State:
        try:
            state = self._path(period, NAME).stat()
        except FileNotFoundError:
            return 0, 0, 0
        except OSError as failure:
            raise self._unreadable(period, failure) from failure
        return state.st_ino, state.st_mtime_ns, state.st_size

    def _content(self, period: Period, start: int = 0) -> bytes:
        try:
            with self._path(period, NAME).open("rb") as stream:
                stream.seek(start)
                return stream.read()
        except FileNotFoundError:
            return b""
        except OSError as failure:
            raise self._unreadable(period, failure) from failure

    def _unreadable(self, period: Period, failure: OSError) -> ArchiveError:
        path = self._path(period, NAME)
        return ArchiveError(f"Jejak {path} tidak dapat dibaca ({failure.strerror}); periksa izinnya.")

    def _append(self, period: Period, known: Known, new: list[Line]) -> None:
        """The lines stand in the file, in the place of half a line if one was there."""
        content = b"".join(map(trail.written, new))
        with self._path(period, NAME).open("ab") as stream:
            if known.cut:
                stream.truncate(known.whole)
            stream.write(content)
        known.extend(Trail(tuple(new), (), len(content), 0), self._state(period))

    @contextlib.contextmanager
    def _alone(self, period: Period) -> Iterator[None]:
        """One writer at a time; the operating system drops the lock of a run that ended."""
        lock = self._path(period, LOCK)
        lock.parent.mkdir(parents=True, exist_ok=True)
        with lock.open("a") as stream:
            if not held(stream, wait=True):
                raise ArchiveError(
                    f"Jejak {self._path(period, NAME)} sedang ditulis oleh proses lain; ulangi sebentar lagi."
                )
            yield

    def _path(self, period: Period, name: str) -> Path:
        return self._folder / str(period) / name


def _fits(tip: End, known: Known) -> bool:
    """Whether the noted last line is one of those that are there: the last, or an earlier one if a run was killed."""
    return tip == EMPTY or any((line.number, line.mark) == (tip.number, tip.mark) for line in reversed(known.lines))


def _faults_at_the_end(found: Trail, tip: End | None) -> Iterator[str]:
    """Whether the noted last line is there."""
    last = max((line.number for line in found.lines), default=0)
    if tip is None:
        if found.whole:
            yield f"catatan baris terakhir ({TIP}) hilang atau tidak dapat dibaca"
    elif tip.number > last:
        yield f"di akhir hilang {tip.number - last} baris"
    elif tip.number and all((line.number, line.mark) != (tip.number, tip.mark) for line in found.lines):
        yield f"baris {tip.number} bukan yang dicatat sebagai baris terakhir; jejak mungkin ditulis ulang"
