"""What a cell holds after somebody typed a text into it (USER_ENTERED)."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache

from tests.fake_google.sheets import typed_dates
from tests.fake_google.sheets.locales import Locale, find
from tests.fake_google.sheets.value import ERROR_TEXT, Value

NumberFormat = dict[str, str]

# Signs of money that every locale knows, besides its own.
MONEY = ("$", "€", "£", "¥")
_ERRORS = {text for text in ERROR_TEXT.values() if text.startswith("#")}


@dataclass(frozen=True)
class Entered:
    """What typing left behind: a formula (its text, as typed) or a value, and the number format it implies.

    `number_format` is None where the typing implies none, or where the cell has one of its own, which stays.
    """

    value: Value = None
    formula: str = ""
    number_format: NumberFormat | None = None


def parse(text: str, locale: str, number_format: NumberFormat | None = None, today: date | None = None) -> Entered:
    """What the text becomes in a cell that has that number format; `today` gives dates without a year theirs."""
    own = (number_format or {}).get("type", "")
    if text == "":
        return Entered()
    if own == "TEXT":
        return Entered(text)
    if text.startswith("'"):
        return Entered(text[1:])
    if text.startswith("=") and len(text) > 1:
        return Entered(formula=text)
    read = _read(text.strip(), find(locale), own, today)
    if read is None:
        # A sign before something that is no number begins a formula, too.
        return Entered(formula=f"={text}") if re.match(r"\+[^\s+]", text) else Entered(text)
    return replace(read, number_format=None) if own else read


def number(text: str, locale: str, today: date | None = None) -> float | None:
    """The number that a formula sees in a text (`"1,5"` under id_ID, `"12%"`, a date), or None."""
    read = _read(text.strip(), find(locale), "", today) if text else None
    if read is None or isinstance(read.value, bool) or not isinstance(read.value, float):
        return None
    return read.value


def _read(text: str, locale: Locale, own: str, today: date | None) -> Entered | None:
    """The typed text as anything but text and formula."""
    upper = text.upper()
    if upper in {"TRUE", locale.true}:
        return Entered(True)
    if upper in {"FALSE", locale.false}:
        return Entered(False)
    if upper in _ERRORS:  # a cell holds an error only as the result of a formula
        return Entered(formula=f"={upper}")
    read = _number(text, locale, own)
    if read is not None:
        return read
    dated = typed_dates.read(text, locale, today or datetime.now(UTC).date())
    return Entered(dated.serial, number_format={"type": dated.kind, "pattern": dated.pattern}) if dated else None


@lru_cache(maxsize=64)
def _shape(locale: Locale) -> re.Pattern[str]:
    """How the locale writes an amount: signs, money before or behind, thousands, decimals, exponent, percent."""
    group, decimal = f"[{re.escape(locale.groups)}]", re.escape(locale.decimal)
    money = "|".join(re.escape(sign) for sign in sorted({locale.currency, *MONEY}, key=len, reverse=True))
    gap = r"[ \u00a0\u202f]?"
    return re.compile(
        rf"(?P<open>\()?(?P<sign>[-+\u2212])?{gap}(?P<before>{money})?{gap}(?P<inner>[-+\u2212])?"
        rf"(?P<whole>[0-9]{{1,3}}(?P<grouped>(?:{group}[0-9]{{3}})+)|[0-9]+)?"
        rf"(?:{decimal}(?P<part>[0-9]*))?(?:[eE](?P<power>[-+]?[0-9]+))?"
        rf"{gap}(?P<percent>%)?{gap}(?P<behind>{money})?(?P<close>\))?",
        re.IGNORECASE,
    )


def _number(text: str, locale: Locale, own: str) -> Entered | None:
    found = _shape(locale).fullmatch(text)
    if found is None or not (found["whole"] or found["part"]):
        return None
    money = found["before"] or found["behind"]
    signs = [found["sign"], found["inner"]]
    doubled = all(signs) or (found["before"] and found["behind"]) or (money and (found["percent"] or found["power"]))
    if bool(found["open"]) != bool(found["close"]) or doubled:
        return None
    whole, part = re.sub(r"[^0-9]", "", found["whole"] or ""), found["part"] or ""
    exponent = int(found["power"] or 0) - (2 if found["percent"] or own == "PERCENT" else 0)
    negative = bool(found["open"]) or "-" in signs or "\u2212" in signs
    if len(str(abs(exponent))) > 4:
        return None
    value = float(f"{'-' if negative else ''}{whole or '0'}.{part or '0'}e{exponent}")
    if not math.isfinite(value):
        return None
    return Entered(value + 0.0, number_format=_implied(found, money, part, locale))


def _implied(found: re.Match[str], money: str | None, part: str, locale: Locale) -> NumberFormat | None:
    """The format in which the number is shown as it was typed; None where the automatic one does."""
    if found["percent"]:
        return {"type": "PERCENT", "pattern": "0.00%" if part else "0%"}
    if found["power"]:
        return {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    if money:
        amount = "#,##0.00" if part else "#,##0"
        sign = locale.currency if money.upper() == locale.currency.upper() else money
        return {"type": "CURRENCY", "pattern": f'"{sign}"{amount}' if found["before"] else f'{amount} "{sign}"'}
    if found["grouped"]:
        return {"type": "NUMBER", "pattern": "#,##0" + (f".{'0' * len(part)}" if part else "")}
    return None
