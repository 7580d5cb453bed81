"""The trail (jejak): what happened in a period, line after line, each holding the mark of the one before.

A line that was changed, left out or put in later no longer fits the marks around it. Only who writes every later
line anew, and the note of the last one, leaves no trace: the marks guard against a hand in the file, not against a
forger with this program. Lines name roles, never addresses. How the file is written and locked is the ledger's
matter (see `ledger`).
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
    """One line of the trail; `by` is a role, `step` 0 and `unit` empty where it is about none.

    `at` is when it happened, as far as that is known; the order of the lines is that in which they were written.
    """

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
class End:
    """What the next line has before it: the number and the mark of the last one."""

    number: int
    mark: str


EMPTY = End(0, START)


@dataclass(frozen=True, slots=True)
class Trail:
    """A trail as it was read: its lines, what is wrong with it (in Indonesian), and how many bytes are half a line."""

    lines: tuple[Line, ...]
    faults: tuple[str, ...]
    whole: int  # bytes of whole lines
    cut: int  # bytes after them


def next_line(
    last: End, at: datetime, kind: Kind, by: str, *, step: int = 0, unit: str = "", data: Mapping[str, Any]
) -> Line:
    """The line that follows `last`, as it will be read back; `data` holds what JSON can hold.

    ValueError for a moment without a zone and for numbers that JSON does not know (NaN, infinity).
    """
    if at.tzinfo is None:
        raise ValueError(f"a moment without a zone: {at}")
    bare = Line(last.number + 1, at, kind, by, step, unit, data, last.mark, "")
    fields = json.loads(_canonical(_fields(bare)))
    return _line(fields | {"mark": _mark(fields)})


def end_of(line: Line) -> End:
    """What the line after this one has before it."""
    return End(line.number, line.mark)


def written(line: Line) -> bytes:
    """The line as it stands in the file: the same line always has the same bytes."""
    return _canonical(_fields(line) | {"mark": line.mark}) + b"\n"


def read(content: bytes, after: End = EMPTY, place: int = 1) -> Trail:
    """Every line that can be read, and every place where the chain of marks is broken.

    `content` is the whole file, or what stands after the line `after`, from line `place` on.
    """
    end = content.rfind(b"\n") + 1
    lines: list[Line] = []
    faults: list[str] = []
    before, number = after.mark, after.number
    for row, raw in enumerate(content[:end].split(b"\n")[:-1], place):
        line = _parsed(raw)
        if line is None:
            faults.append(f"baris {row} tidak dapat dibaca")
            before, number = "", number + 1
            continue
        faults += _faults(row, raw, line, End(number, before))
        lines.append(line)
        before, number = line.mark, line.number
    return Trail(tuple(lines), tuple(faults), end, len(content) - end)


def _faults(row: int, raw: bytes, line: Line, last: End) -> Iterable[str]:
    """What is wrong with the line in that row; `last` has no mark where the line before could not be read."""
    if written(line) != raw + b"\n" or line.mark != _mark(_fields(line)):
        yield f"baris {row} diubah sesudah ditulis ({line.kind.value}, {line.at:%d/%m/%Y %H.%M})"
    if line.number > last.number + 1:
        yield f"sebelum baris {row} hilang {line.number - last.number - 1} baris"
    elif line.number <= last.number:
        yield f"baris {row} bernomor {line.number}, seharusnya {last.number + 1}"
    elif last.mark and line.before != last.mark:
        yield f"baris {row} tidak menyambung pada baris sebelumnya"


def _parsed(raw: bytes) -> Line | None:
    try:
        return _line(json.loads(raw.decode(), parse_constant=_refused))
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def _refused(word: str) -> None:
    raise ValueError(f"no number: {word}")


def _line(found: Mapping[str, Any]) -> Line:
    """The line of these fields; ValueError, KeyError or TypeError where they are none."""
    line = Line(
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
    if line.at.tzinfo is None:
        raise ValueError(f"a moment without a zone: {line.at}")
    _canonical(line.data)  # a number too great for JSON is infinity once read
    return line


def _fields(line: Line) -> dict[str, Any]:
    """Everything but the line's own mark, which is made of it."""
    return {
        "number": line.number, "at": line.at.isoformat(), "kind": line.kind.value, "by": line.by, "step": line.step,
        "unit": line.unit, "data": line.data, "before": line.before,
    }  # fmt: skip


def _canonical(fields: Mapping[str, Any]) -> bytes:
    """The fields as bytes, the same for the same fields; half a character, which no file holds, becomes `?`."""
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode(errors="replace")


def _mark(fields: Mapping[str, Any]) -> str:
    return hashlib.sha256(_canonical(fields)).hexdigest()
