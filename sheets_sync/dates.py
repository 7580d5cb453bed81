"""Days and moments in Indonesian words."""

from __future__ import annotations

import re
from datetime import date, datetime

from sheets_sync.period import MONTHS

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def long_date(day: date) -> str:
    """`9 Oktober 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_date(day: date, *, year: bool = False) -> str:
    """`Jumat 9 Oktober`, with the year where asked."""
    words = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{words} {day.year}" if year else words


def typed_date(text: str) -> str:
    """The date that somebody wrote into the text, as it stands there; empty where there is none."""
    months = "|".join(f"{month[:3]}\\w*" for month in MONTHS)
    found = re.search(rf"\b\d{{1,2}}(?:[/.-]\d{{1,2}}[/.-]|\s+(?:{months})\s+)\d{{2,4}}\b", text, re.IGNORECASE)
    return found[0] if found else ""


def moment(when: datetime, zone: str) -> str:
    """`Kamis 8 Oktober 2026 pukul 10.30 WITA`; `when` must already be in the office's zone."""
    return f"{weekday_date(when, year=True)} pukul {when:%H.%M} {zone}"


NUMERALS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")


def spelled(number: int) -> str:
    """A number from 0 to 9999 in words: `dua ribu dua puluh enam`."""
    if number < 12:
        return NUMERALS[number]
    if number < 20:
        return f"{spelled(number - 10)} belas"
    for size, word, one in ((1000, "ribu", "seribu"), (100, "ratus", "seratus"), (10, "puluh", "")):
        if number >= size:
            count, rest = divmod(number, size)
            head = one if count == 1 else f"{spelled(count)} {word}"
            return f"{head} {spelled(rest)}" if rest else head
    raise ValueError(number)


def spelled_date(day: date) -> str:
    """As a berita acara opens: `Kamis tanggal delapan bulan Oktober tahun dua ribu dua puluh enam`."""
    month = MONTHS[day.month - 1]
    return f"{WEEKDAYS[day.weekday()]} tanggal {spelled(day.day)} bulan {month} tahun {spelled(day.year)}"
