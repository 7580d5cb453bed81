"""The trail (jejak): what happened in a period, line after line, each holding the mark of the one before.

A line that was changed, left out or put in later no longer fits the marks around it. Lines name roles, never
addresses. How the file is written and locked is the ledger's matter (see `ledger`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

START = "0" * 64  # what the first line has before it


class Kind(StrEnum):
    """What a line tells."""

    STEP = "langkah"  # a person's record about a step of the SOP
    FORMAT = "format"  # a version of the office's format
    WORKBOOK = "lembar"  # a unit's workbook was made
    SHARED = "dibagikan"  # and handed to the unit
    STATE = "keadaan"  # a change of state of a unit's workbook
    APPROVAL = "persetujuan"  # of the period, by the Camat
    RECAP = "rekap"
    PAPER = "naskah"  # a paper was registered or made
    REMINDER = "pengingat"
    REOPENED = "dibuka kembali"
    MENDED = "dipulihkan"  # a half-written line was dropped


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the trail; `by` is a role, `step` 0 and `unit` empty where it is about none."""

    number: int
    at: datetime
    kind: Kind
    by: str
    step: int
    unit: str
    data: Mapping[str, Any]
    before: str
    mark: str


@dataclass(frozen=True, slots=True)
class Trail:
    """A trail as it was read: its lines, what is wrong with it (in Indonesian), and how many bytes are half a line."""

    lines: tuple[Line, ...]
    faults: tuple[str, ...]
    whole: int  # bytes of whole lines
    cut: int  # bytes after them


def next_line(
    last: Line | None, at: datetime, kind: Kind, by: str, *, step: int = 0, unit: str = "", data: Mapping[str, Any]
) -> Line:
    """The line that follows `last`; `data` holds what JSON can hold."""
    number, before = (last.number + 1, last.mark) if last else (1, START)
    bare = Line(number, at, kind, by, step, unit, data, before, "")
    return Line(number, at, kind, by, step, unit, data, before, _mark(_fields(bare)))


def written(line: Line) -> bytes:
    """The line as it stands in the file."""
    return _canonical(_fields(line) | {"mark": line.mark}) + b"\n"


def read(content: bytes) -> Trail:
    """Every line that can be read, and every place where the chain of marks is broken."""
    end = content.rfind(b"\n") + 1
    lines: list[Line] = []
    faults: list[str] = []
    before, number = START, 0
    for place, raw in enumerate(content[:end].splitlines(), 1):
        line = _parsed(raw)
        if line is None:
            faults.append(f"baris {place} tidak dapat dibaca")
            before, number = "", number + 1
            continue
        faults += _faults(place, line, before, number + 1)
        lines.append(line)
        before, number = line.mark, line.number
    return Trail(tuple(lines), tuple(faults), end, len(content) - end)


def _faults(place: int, line: Line, before: str, number: int) -> Iterable[str]:
    if line.mark != _mark(_fields(line)):
        yield f"baris {place} diubah sesudah ditulis ({line.kind.value}, {line.at:%d/%m/%Y %H.%M})"
    if line.number > number:
        yield f"sebelum baris {place} hilang {line.number - number} baris"
    elif line.number < number:
        yield f"baris {place} bernomor {line.number}, seharusnya {number}"
    elif before and line.before != before:
        yield f"baris {place} tidak menyambung pada baris sebelumnya"


def _parsed(raw: bytes) -> Line | None:
    try:
        found = json.loads(raw)
        return Line(
            int(found["number"]),
            datetime.fromisoformat(found["at"]),
            Kind(found["kind"]),
            str(found["by"]),
            int(found["step"]),
            str(found["unit"]),
            dict(found["data"]),
            str(found["before"]),
            str(found["mark"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _fields(line: Line) -> dict[str, Any]:
    """Everything but the line's own mark, which is made of it."""
    return {
        "number": line.number, "at": line.at.isoformat(), "kind": line.kind.value, "by": line.by, "step": line.step,
        "unit": line.unit, "data": line.data, "before": line.before,
    }  # fmt: skip


def _canonical(fields: Mapping[str, Any]) -> bytes:
    return json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _mark(fields: Mapping[str, Any]) -> str:
    return hashlib.sha256(_canonical(fields)).hexdigest()
