"""What a cell shows (FORMATTED_VALUE): the value through the cell's number format, as the locale writes it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from tests.fake_google.sheets import serial
from tests.fake_google.sheets.locales import Locale, find
from tests.fake_google.sheets.pattern import Part, Section, compiled
from tests.fake_google.sheets.value import ErrorValue, Value

AUTOMATIC_DIGITS = 10  # significant ones
_DATED = {"DATE", "TIME", "DATE_TIME"}


def kind(number_format: Mapping[str, Any] | None) -> str:
    """The format's type; AUTOMATIC where the cell has none."""
    return str((number_format or {}).get("type") or "AUTOMATIC")


def default_pattern(of_kind: str, locale: str) -> str:
    """The pattern of a format that names only its type; empty for text and automatic."""
    place = find(locale)
    return {
        "NUMBER": "#,##0.00",
        "PERCENT": "0.00%",
        "CURRENCY": place.currency_pattern,
        "DATE": place.date,
        "TIME": place.time,
        "DATE_TIME": f"{place.date} {place.time}",
        "SCIENTIFIC": "0.00E+00",
    }.get(of_kind, "")


def render(value: Value, number_format: Mapping[str, Any] | None, locale: str) -> str:
    """The text that the cell shows; empty for an empty cell."""
    if value is None:
        return ""
    place = find(locale)
    if isinstance(value, ErrorValue):
        return value.text
    if isinstance(value, bool):
        return place.truth(value)
    if not isinstance(value, str) and not math.isfinite(value):
        return ErrorValue("NUM").text
    pattern = str((number_format or {}).get("pattern") or "") or default_pattern(kind(number_format), locale)
    if kind(number_format) == "TEXT" or not pattern:
        return value if isinstance(value, str) else automatic(value, place)
    return patterned(value, pattern, place)


def automatic(value: float, place: Locale, digits: int = AUTOMATIC_DIGITS) -> str:
    """The number without a format: ten digits that count, whole ones all, 1.23457E+15 from there on."""
    if value == 0:
        return "0"
    exact = Decimal(repr(float(value)))
    size = exact.adjusted()
    if size >= 15 or size < -digits:
        mantissa, _, power = f"{_rounded(exact, 5 - size):.5E}".partition("E")
        mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        return mantissa.replace(".", place.decimal) + f"E{power[0]}{power[1:].zfill(2)}"
    text = f"{_rounded(exact, max(digits - 1 - size, 0)):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", place.decimal)


def plain(value: Value, locale: str) -> str:
    """The value as text inside a formula (`A1&""`): up to 15 digits, no format."""
    if isinstance(value, float | int) and not isinstance(value, bool):
        return automatic(value, find(locale), 15)
    return render(value, None, locale)


def patterned(value: float | str, pattern: str, place: Locale) -> str:
    """The value through a pattern such as `#,##0.00;[Red]-0;"nihil";@` or `dd mmmm yyyy`."""
    sections = compiled(pattern)
    if isinstance(value, str):
        section = next((each for each in sections if each.text), None)
        return value if section is None else "".join(value if part.kind == "@" else part.text for part in section.parts)
    section, shown = _section(sections, value)
    if section is None:
        return "#" * 8
    if section.dated:
        return _date(section, value, place)
    return _number(section, shown, place)


def _section(sections: tuple[Section, ...], value: float) -> tuple[Section | None, float]:
    """The section for the number, and the number it shows: the one for negatives shows no sign of its own."""
    numeric = [section for section in sections if not section.text]
    if not numeric:
        return Section((Part("general"),)), value
    if any(section.condition for section in numeric):
        chosen = next((section for section in numeric if section.holds(value)), None)
        return chosen, value
    if value < 0 and len(numeric) > 1:
        return numeric[1], -value
    if value == 0 and len(numeric) > 2:
        return numeric[2], value
    return numeric[0], value


def _rounded(number: Decimal, places: int) -> Decimal:
    """Rounded half away from zero, as people do."""
    with localcontext() as context:
        context.prec = 400
        return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _number(section: Section, value: float, place: Locale) -> str:
    """The number in the section's digit places, its literal texts around it."""
    if not section.digits:
        body = automatic(abs(value), place)
        written = "".join(body if part.kind == "general" else part.text for part in section.parts)
        return f"-{written}" if section.general and value < 0 else written
    exact = Decimal(repr(float(value))).scaleb(2 * section.percents - 3 * section.scale)
    power = 0
    if section.exponent:
        power = exact.adjusted() if exact else 0
        power -= power % section.whole_digits if section.whole_digits > 1 else 0
        exact = exact.scaleb(-power)
    rounded = _rounded(exact, section.decimals)
    if section.exponent and rounded.copy_abs() >= 10**section.whole_digits:
        power, rounded = power + section.whole_digits, _rounded(rounded.scaleb(-section.whole_digits), section.decimals)
    whole, _, part = f"{rounded.copy_abs():f}".partition(".")
    text = _filled(section, whole, part, power, place)
    return f"-{text}" if rounded < 0 else text


def _filled(section: Section, whole: str, part: str, power: int, place: Locale) -> str:
    """The digits put into their places; `#` shows no idle zero, `?` a blank for it."""
    whole_places, part_places = section.places
    slots = _whole_slots(whole.lstrip("0"), whole_places, place.group if section.grouped else "")
    used = len(part.rstrip("0"))
    fraction = [
        digit if index < used or mark == "0" else {"#": "", "?": " "}[mark]
        for index, (digit, mark) in enumerate(zip(part, part_places, strict=True))
    ]
    out: list[str] = []
    for item in section.parts:
        if item.kind == "digit":
            out.append(slots.pop(0) if slots else fraction.pop(0))
        elif item.kind == "point":
            out.append(place.decimal)
        elif item.kind == "power":
            sign = "-" if power < 0 else "+" if "+" in item.text else ""
            out.append("E" + sign + str(abs(power)).zfill(item.text.count("0")))
        else:
            out.append(item.text)
    return "".join(out)


def _whole_slots(digits: str, places: str, group: str) -> list[str]:
    """What each place before the decimal sign shows; the first takes all digits that are left over."""
    if not places:
        return []
    extra = max(len(digits) - len(places), 0)
    row = [*digits[: extra + 1], *digits[extra + 1 :]] if extra else list(digits.rjust(len(places)))
    marks = "0" * extra + places
    shown: list[str] = []
    for index, (digit, mark) in enumerate(zip(row, marks, strict=True)):
        text = digit if digit != " " else {"0": "0", "#": "", "?": " "}[mark]
        left = len(row) - index - 1
        shown.append(text + (group if group and text.strip() and left and left % 3 == 0 else ""))
    return ["".join(shown[: extra + 1]), *shown[extra + 1 :]]


def _date(section: Section, value: float, place: Locale) -> str:
    """The moment as the section spells it; `[h]` counts hours beyond the day."""
    moment = serial.to_moment(value)
    if moment is None:
        return automatic(value, place)
    if not section.thousandths:  # a second that is all but over shows as the next one
        moment = serial.to_moment(math.floor(value * 86400 + 0.5) / 86400) or moment
    afternoon = moment.hour >= 12
    hour = (moment.hour % 12 or 12) if section.halves else moment.hour
    seconds = math.floor(abs(value) * 86400 + 0.5)
    texts = {
        "yyyy": f"{moment.year:04}", "yy": f"{moment.year % 100:02}",
        "mmmmm": place.months[moment.month - 1][:1], "mmmm": place.months[moment.month - 1],
        "mmm": place.short_months[moment.month - 1], "mm": f"{moment.month:02}", "m": str(moment.month),
        "dddd": place.days[moment.weekday()], "ddd": place.short_days[moment.weekday()],
        "dd": f"{moment.day:02}", "d": str(moment.day),
        "hh": f"{hour:02}", "h": str(hour),
        "MM": f"{moment.minute:02}", "M": str(moment.minute),
        "ss": f"{moment.second:02}", "s": str(moment.second),
        "am/pm": place.halves[afternoon], "a/p": "p" if afternoon else "a",
    }  # fmt: skip
    elapsed = {"h": seconds // 3600, "m": seconds // 60, "s": seconds}
    out = ["-" if value < 0 and any(part.kind == "elapsed" for part in section.parts) else ""]
    for part in section.parts:
        if part.kind == "date":
            out.append(texts[part.text])
        elif part.kind == "elapsed":
            out.append(str(elapsed[part.text[0]]).zfill(len(part.text)))
        elif part.kind == "thousandths":
            out.append(place.decimal + f"{moment.microsecond // 1000:03}"[: len(part.text)])
        else:
            out.append(part.text)
    return "".join(out)
