"""Days and times as people type them into a command: `2026-10-07 14.30`, `7-10-2026`, `7 Oktober 2026 pukul 14.30`."""

from __future__ import annotations

import re
from datetime import date, datetime, time, tzinfo

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
CLOCK_ALONE = re.compile(CLOCK, re.IGNORECASE)


def parse_moment(text: str, zone: tzinfo, zone_name: str) -> datetime:
    """The moment in the office's zone, at the start of the day where no time is given; ValueError in Indonesian.

    Day before month, as in Indonesia; a year of two digits and another zone's name are not read.
    """
    day, clock = parse_day(text, zone_name)
    return datetime.combine(day, clock or time(), zone)


def parse_day(text: str, zone_name: str) -> tuple[date, time | None]:
    """The day, and the time of day where one is given; ValueError as for `parse_moment`."""
    plain = " ".join(text.split())
    found = next((match for shape in SHAPES if (match := shape.fullmatch(plain))), None)
    if found is None:
        raise ValueError(f'{text!r} bukan tanggal; tulis seperti 2026-10-07 atau "7-10-2026 14.30"')
    _same_zone(text, found, zone_name)
    month = _month(found["month"])
    try:
        day = date(int(found["year"]), month, int(found["day"]))
        return day, _clock(found)
    except ValueError as problem:
        raise ValueError(f"{text!r} tidak ada di kalender; periksa tanggal dan jamnya") from problem


def parse_clock(text: str, zone_name: str) -> time:
    """The time of day of `14.30`, `pukul 14.30 WITA`; ValueError in Indonesian for anything else."""
    found = CLOCK_ALONE.fullmatch(" ".join(text.split()))
    if found is None or found["hour"] is None:
        raise ValueError(f"{text!r} bukan jam; tulis seperti 14.30")
    _same_zone(text, found, zone_name)
    try:
        return _clock(found) or time()
    except ValueError as problem:
        raise ValueError(f"{text!r} bukan jam; tulis seperti 14.30") from problem


def _same_zone(text: str, found: re.Match[str], zone_name: str) -> None:
    if found["zone"] and found["zone"].upper() != zone_name:
        raise ValueError(f"{text!r} memakai {found['zone'].upper()}, padahal kantor memakai {zone_name}")


def _clock(found: re.Match[str]) -> time | None:
    return time(int(found["hour"]), int(found["minute"])) if found["hour"] else None


def _month(text: str) -> int:
    """1 to 12; 0 where it is no month. At least three letters of its name tell which."""
    if text.isdigit():
        return int(text)
    begun = text.casefold()
    named = next((number for number, name in enumerate(MONTHS, 1) if name.casefold().startswith(begun)), 0)
    return named or ALSO.get(begun, 0)
