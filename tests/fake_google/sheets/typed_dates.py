"""Dates and times as people type them, read as the locale orders them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tests.fake_google.sheets import serial
from tests.fake_google.sheets.locales import ENGLISH_MONTHS, Locale

_CLOCK = re.compile(
    r"(?:^|[\sT,]\s*)(?P<hour>[0-9]{1,5})(?P<mark>[:.])(?P<minute>[0-9]{1,4})"
    r"(?:(?P=mark)(?P<second>[0-9]{1,2})(?:[.,](?P<part>[0-9]{1,3}))?)?\s*(?P<half>[ap]\.?m\.?)?$",
    re.IGNORECASE,
)
_HOUR = re.compile(r"(?:^|[\sT,]\s*)(?P<hour>[0-9]{1,2})\s*(?P<half>[ap]\.?m\.?)$", re.IGNORECASE)
_NUMERIC = re.compile(r"([0-9]{1,4})([/.-])([0-9]{1,4})(?:\2([0-9]{1,4}))?")
_SPACED = re.compile(r"([0-9]{1,4}) ([0-9]{1,2}) ([0-9]{4})")
_NAMED_DAY = re.compile(
    r"(?:[^\W\d_]+\.?,?\s+)?([0-9]{1,2})([\s/-]+|\. ?)([^\W\d_]+\.?)(?:([\s,/-]+)([0-9]{4}|[0-9]{2}))?"
)
_NAMED_FIRST = re.compile(r"(?:[^\W\d_]+\.?,\s+)?([^\W\d_]+\.?)([\s-]+)([0-9]{1,2})(?:(,?[\s-]+)([0-9]{4}))?")
_NAMED_YEAR = re.compile(r"([^\W\d_]+\.?)([\s,-]+)([0-9]{4})")


@dataclass(frozen=True)
class Dated:
    """A typed date or time: its serial number, and the type and pattern that show it again as typed."""

    serial: float
    kind: str  # DATE, TIME, DATE_TIME
    pattern: str


def read(text: str, locale: Locale, today: date) -> Dated | None:
    """The date, the time or both that `text` says; None where it is neither."""
    whole = _date(text, locale, today)
    if whole:
        return whole
    for clock in (_CLOCK.search(text), _HOUR.search(text)):
        time = _time(clock, locale, alone=clock.start() == 0) if clock else None
        if clock is None or time is None:
            continue
        before = text[: clock.start()].rstrip(" ,")
        if not before:
            return time
        day = _date(before, locale, today)
        if day and time.serial < 1:
            return Dated(day.serial + time.serial, "DATE_TIME", f"{day.pattern} {time.pattern}")
    return None


def _time(found: re.Match[str], locale: Locale, *, alone: bool) -> Dated | None:
    part = found.groupdict()
    mark, half = part.get("mark") or ":", (part["half"] or "").lower().replace(".", "")
    hour, minute, second = int(part["hour"]), int(part.get("minute") or 0), int(part.get("second") or 0)
    if mark == "." and not locale.dot_time:
        return None
    loose = mark == "." and alone  # 1234.1234 under sv_SE is 1254.34.00
    if second > 59 or (minute > 59 and not loose) or (half and not 1 <= hour <= 12):
        return None
    days = (
        _of_half(hour, half) * 3600 + minute * 60 + second + int((part.get("part") or "0").ljust(3, "0")) / 1000
    ) / 86400
    if days >= 1 or loose:
        return Dated(days, "TIME", f"[h]{mark}mm{mark}ss")
    hours = "hh" if part["hour"].startswith("0") and len(part["hour"]) == 2 else "h"
    pattern = hours + (f"{mark}mm" if part.get("minute") else "") + (f"{mark}ss" if part.get("second") else "")
    return Dated(days, "TIME", pattern + (" am/pm" if half else ""))


def _of_half(hour: int, half: str) -> int:
    """The hour of 24 of an hour before or after noon."""
    if not half:
        return hour
    return hour % 12 + (12 if half == "pm" else 0)


def _date(text: str, locale: Locale, today: date) -> Dated | None:
    found = _NUMERIC.fullmatch(text)
    if found:
        first, mark, second, third = found.groups()
        return (
            _short(first, second, mark, locale, today) if third is None else _full(first, second, third, mark, locale)
        )
    if spaced := _SPACED.fullmatch(text):
        return _full(spaced[1], spaced[2], spaced[3], " ", locale)
    return _named(text, locale, today)


def _full(first: str, second: str, third: str, mark: str, locale: Locale) -> Dated | None:
    """Three numbers: a leading year of four digits is one everywhere, else the locale says."""
    order = "ymd" if len(first) > 2 or (locale.order == "ymd" and len(third) < 3) else locale.order
    if order == "ymd" and len(third) > 2:
        order = "mdy"
    parts = dict(zip(order, (first, second, third), strict=True))
    if len(parts["d"]) > 2 or len(parts["m"]) > 2:
        return None
    pattern = mark.join(_wide(order, parts))
    return _dated(parts["y"], parts["m"], parts["d"], pattern)


def _short(first: str, second: str, mark: str, locale: Locale, today: date) -> Dated | None:
    """Two numbers: a day and a month of this year, or a month and a year."""
    if mark == "." and not (locale.decimal_comma and locale.order == "dmy"):
        return None
    if len(first) == 4 and len(second) <= 2:
        return _dated(first, second, "1", f"yyyy{mark}{_letters('m', second)}")
    if len(second) == 4 and len(first) <= 2:
        return _dated(second, first, "1", f"{_letters('m', first)}{mark}yyyy")
    if len(first) > 2 or len(second) > 2:
        return None
    order = "dm" if locale.order == "dmy" else "md"
    parts = dict(zip(order, (first, second), strict=True))
    pattern = mark.join(_wide(order, parts))
    return _dated(str(today.year), parts["m"], parts["d"], pattern)


def _named(text: str, locale: Locale, today: date) -> Dated | None:
    """`30 September 2026`, `30-Sep`, `Sep 30, 2026`, `September 2026`; a weekday may stand before."""
    names = _months(locale)
    if found := _NAMED_DAY.fullmatch(text):
        day, gap, month, then, year = found.groups()
        if month.lower() in names:
            pattern = f"{_letters('d', day)}{gap}{_name(month, locale)}"
            return _dated(
                year or str(today.year),
                names[month.lower()],
                day,
                pattern + (f"{then}{_letters('y', year)}" if year else ""),
            )
    if found := _NAMED_YEAR.fullmatch(text):
        month, gap, year = found.groups()
        if month.lower() in names:
            return _dated(year, names[month.lower()], "1", f"{_name(month, locale)}{gap}yyyy")
    if found := _NAMED_FIRST.fullmatch(text):
        month, gap, day, then, year = found.groups()
        if month.lower() in names:
            pattern = f"{_name(month, locale)}{gap}{_letters('d', day)}" + (f"{then}yyyy" if year else "")
            return _dated(year or str(today.year), names[month.lower()], day, pattern)
    return None


@lru_cache(maxsize=64)
def _months(locale: Locale) -> dict[str, str]:
    """A month's number by every name that may be typed, in lower case."""
    names: dict[str, str] = {}
    for number in range(12):
        english, wide, short = (
            ENGLISH_MONTHS[number],
            locale.months[number].lower(),
            locale.short_months[number].lower(),
        )
        for name in (english, english[:3], wide, short, short.rstrip(".")):
            names.setdefault(name, str(number + 1))
    return names


def _name(typed: str, locale: Locale) -> str:
    wide = {name.lower() for name in (*locale.months, *ENGLISH_MONTHS)}
    short = {name.lower() for name in locale.short_months}
    return "mmmm" if typed.lower() in wide and (len(typed) > 3 or typed.lower() not in short) else "mmm"


def _letters(letter: str, digits: str) -> str:
    """The pattern of a part as wide as it was typed."""
    if letter == "y":
        return "yyyy" if len(digits) > 2 else "yy"
    return letter * 2 if digits.startswith("0") else letter


def _wide(order: str, parts: dict[str, str]) -> list[str]:
    """The pattern's parts; one leading zero makes day and month two digits wide."""
    zero = any(parts[letter].startswith("0") for letter in order if letter in "dm")
    return [letter * 2 if zero and letter != "y" else _letters(letter, parts[letter]) for letter in order]


def _dated(year: str, month: str, day: str, pattern: str) -> Dated | None:
    number = int(year)
    if len(year) <= 2:
        number += 2000 if number < 30 else 1900
    try:
        return Dated(serial.of_date(date(number, int(month), int(day))), "DATE", pattern)
    except ValueError:
        return None
