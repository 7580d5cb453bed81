"""How each locale writes numbers, money, dates and formulas, from the CLDR tables that Babel carries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import babel
from babel.numbers import get_currency_precision, get_currency_symbol, get_territory_currencies

SPACES = " \u00a0\u202f"

# CLDR has no words for the truth values; these are the ones that the grid shows. All others show TRUE and FALSE.
TRUTH = {
    "de": ("WAHR", "FALSCH"),
    "es": ("VERDADERO", "FALSO"),
    "fr": ("VRAI", "FAUX"),
    "it": ("VERO", "FALSO"),
    "nl": ("WAAR", "ONWAAR"),
    "pt": ("VERDADEIRO", "FALSO"),
}
# Swedes write 10.30 for half past ten as well, though CLDR gives them the colon.
DOT_TIME = {"sv"}
# Every locale understands these.
ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


@dataclass(frozen=True)
class Locale:
    """What typing, showing and computing need to know of a locale."""

    code: str
    decimal: str
    group: str
    order: str  # of a date's parts: "mdy", "dmy", "ymd"
    dot_time: bool  # whether 10.30 may be a time
    currency: str
    currency_pattern: str
    date: str
    time: str
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    days: tuple[str, ...]  # Monday first
    short_days: tuple[str, ...]
    halves: tuple[str, str]  # AM and PM
    true: str
    false: str

    @property
    def decimal_comma(self) -> bool:
        return self.decimal == ","

    @property
    def argument(self) -> str:
        """What stands between a function's arguments."""
        return ";" if self.decimal_comma else ","

    @property
    def groups(self) -> str:
        """All characters that may be typed between thousands."""
        return SPACES if self.group in SPACES else "'’" if self.group in "'’" else self.group

    def truth(self, value: bool) -> str:
        return self.true if value else self.false


def known(code: str) -> bool:
    """Whether a spreadsheet can have this locale."""
    try:
        babel.Locale.parse(code.replace("-", "_"))
    except (ValueError, babel.UnknownLocaleError):
        return False
    return True


@lru_cache(maxsize=64)
def find(code: str) -> Locale:
    """The locale of `id_ID`, `id-ID` or `id`; American English where it is unknown."""
    source = babel.Locale.parse(code.replace("-", "_") if known(code) else "en_US", resolve_likely_subtags=True)
    symbols: Any = source.number_symbols
    symbols = symbols.get("latn", symbols)
    currency, pattern = _currency(source)
    date = _pattern(str(source.date_formats["short"].pattern))
    time = _pattern(str(source.time_formats["medium"].pattern))
    true, false = TRUTH.get(source.language, ("TRUE", "FALSE"))
    halves = source.day_periods["format"]["abbreviated"]
    return Locale(
        code=code,
        decimal=str(symbols["decimal"]),
        group=str(symbols["group"]),
        order="".join(dict.fromkeys(letter for letter in date if letter in "dmy")),
        dot_time="." in time or source.language in DOT_TIME,
        currency=currency,
        currency_pattern=pattern,
        date=date,
        time=time,
        months=_names(source.months["format"]["wide"], range(1, 13)),
        short_months=_names(source.months["format"]["abbreviated"], range(1, 13)),
        days=_names(source.days["format"]["wide"], range(7)),
        short_days=_names(source.days["format"]["abbreviated"], range(7)),
        halves=(str(halves["am"]), str(halves["pm"])),
        true=true,
        false=false,
    )


def _names(table: Any, keys: range) -> tuple[str, ...]:
    return tuple(str(table[key]) for key in keys)


def _pattern(cldr: str) -> str:
    """CLDR's date pattern as the grid writes it: `dd/MM/yy` -> `dd/mm/yyyy`, `h:mm:ss a` -> `h:mm:ss am/pm`."""
    text = re.sub(r"'[^']*'|\u200f", "", cldr).replace("\u202f", " ").lower()
    text = re.sub(r"y+", "yyyy", text)
    return re.sub(r"\ba\b", "am/pm", text).strip()


def _currency(source: babel.Locale) -> tuple[str, str]:
    """The locale's money: its sign, and the pattern of an amount."""
    codes = get_territory_currencies(source.territory) if source.territory else ["USD"]
    code = codes[0] if codes else "USD"
    sign = get_currency_symbol(code, source)
    digits = 0 if code == "IDR" else get_currency_precision(code)  # nobody has seen a sen for decades
    amount = "#,##0" + (f".{'0' * digits}" if digits else "")
    after = str(source.currency_formats["standard"].pattern).split(";")[0].endswith("¤")
    return sign, f'{amount}\u00a0"{sign}"' if after else f'"{sign}"{amount}'
