"""Days and times as people type them into a command: `2026-10-07 14.30`, `7-10-2026`, `7 Oktober 2026 pukul 14.30`."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo

from sheets_sync.period import MONTHS

CLOCK = r"(?:\s*(?:t|,)?\s*(?:pukul|jam)?\s*(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:]\d{2})?)?\s*(?:(?P<zone>wib|wita|wit)\.?)?"
ALSO = {"agt": 8, "nop": 11, "nopember": 11, "pebruari": 2}  # as offices spell them too
SHAPES = tuple(
    re.compile(day + CLOCK, re.IGNORECASE)
    for day in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})",
        r"(?:[a-z]{4,6},?\s+)?(?P<day>\d{1,2})\s+(?P<month>[a-z]{3,9})\.?\s+(?P<year>\d{4})",
    )
)


def parse_moment(text: str, zone: tzinfo, zone_name: str) -> datetime:
    """The moment in the office's zone, at the start of the day where no time is given; ValueError in Indonesian.

    Day before month, as in Indonesia; a year of two digits and another zone's name are not read.
    """
    plain = " ".join(text.split())
    found = next((match for shape in SHAPES if (match := shape.fullmatch(plain))), None)
    if found is None:
        raise ValueError(f'{text!r} bukan tanggal; tulis seperti 2026-10-07 atau "7-10-2026 14.30"')
    if found["zone"] and found["zone"].upper() != zone_name:
        raise ValueError(f"{text!r} memakai {found['zone'].upper()}, padahal kantor memakai {zone_name}")
    month = _month(found["month"])
    try:
        return datetime(
            int(found["year"]),
            month,
            int(found["day"]),
            int(found["hour"] or 0),
            int(found["minute"] or 0),
            tzinfo=zone,
        )
    except ValueError as problem:
        raise ValueError(f"{text!r} tidak ada di kalender; periksa tanggal dan jamnya") from problem


def _month(text: str) -> int:
    """1 to 12; 0 where it is no month. At least three letters of its name tell which."""
    if text.isdigit():
        return int(text)
    begun = text.casefold()
    named = next((number for number, name in enumerate(MONTHS, 1) if name.casefold().startswith(begun)), 0)
    return named or ALSO.get(begun, 0)
