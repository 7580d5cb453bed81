"""Working hours as an office writes them: `07.30-16.00, istirahat 12.00-13.00`."""

from __future__ import annotations

import re
from datetime import time
from itertools import pairwise
from typing import Any

from sheets_sync.office_days import WorkSpans
from sheets_sync.settings import parsing

EXAMPLE = '"07.30-16.00, istirahat 12.00-13.00"'


def day_hours(value: Any) -> WorkSpans:
    """A day's spans of work, its breaks left out; more than one `istirahat` may follow."""
    whole, *rests = (part.strip() for part in parsing.filled_text(value).split(","))
    opening, closing = _span(whole)
    breaks = sorted(_span(rest.removeprefix("istirahat")) for rest in rests)
    marks = [opening, *(mark for rest in breaks for mark in rest), closing]
    if any(later <= earlier for earlier, later in pairwise(marks)):
        raise ValueError(f"jamnya tidak berurutan; mulai, istirahat dan selesai ditulis seperti {EXAMPLE}")
    return tuple(zip(marks[::2], marks[1::2], strict=True))


def _span(words: str) -> tuple[time, time]:
    """Two times of day, `07.30-16.00`; a colon and a dash of any length will do."""
    found = re.fullmatch(r"([01]?\d|2[0-3])[.:]([0-5]\d)\s*[-–]\s*([01]?\d|2[0-3])[.:]([0-5]\d)", words.strip())
    if found is None:
        raise ValueError(f"{words.strip()!r} bukan jam yang jelas; tulis seperti {EXAMPLE}")
    return time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
