"""A cell of a published table as it is printed: its figure, and how exactly it was printed.

Offices print what our sheets refuse: `12 kali`, `104,96%`, `1:17,9`, `80-90`, `BB`. Numbers themselves are read by
`numerals` alone; here only the shapes around them are known. Two quantities in one cell are never read as one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, Decimal, localcontext
from enum import StrEnum

from sheets_sync import numerals
from sheets_sync.submission import Reading

RANGE = re.compile(r"(?P<low>[^-–]*\d[^-–]*?)\s*(?:-|–|s\.?\s?d\.?|s/d|sampai(?: dengan)?)\s*(?P<high>\d[^-–]*)")
RATIO = re.compile(r"(?P<one>\d[\d.,]*)\s*:\s*(?P<many>\d[\d.,]*)")
POWER = re.compile(r"(?<![a-z])(k?m)[23]\b", re.IGNORECASE)  # of 12 m2, whose 2 is no second quantity
FIGURE = re.compile(r"\d[\d.,]*")
ENGLISH = re.compile(r"(?<![\d.,])\d{1,3}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})(?![\d.,])")  # 1,234.56; 1,234,567
TORN = re.compile(r"(?<=\d) +,(?=\d)")  # 88 ,94
BRACKETED = re.compile(r"\(\s*(\d[\d.,]*)\s*(%?)\s*\)|\(\s*(\d[\d.,]*)\s*\)\s*(%)")  # bookkeepers' minus
SWAPPED = str.maketrans(",.", ".,")
NO_COUNTS = numerals.PERCENT_WORDS | {"nilai", "indeks", "skor", "poin", "angka", "rasio", "level"}


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`."""

    low: Decimal
    high: Decimal

    def meet(self, other: Interval) -> Interval | None:
        """What both hold; None where that is nothing, or one number."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Interval(low, high) if low < high else None

    def on_grid(self, step: Decimal) -> list[Decimal]:
        """The multiples of `step` in it, the first five."""
        first = (self.low / step).to_integral_value(ROUND_CEILING)
        last = (self.high / step).to_integral_value(ROUND_FLOOR)
        return [(first + index) * step for index in range(min(int(last - first) + 1, 5))]

    @property
    def shortest(self) -> Decimal:
        """A number in it with as few decimals as can be."""
        for places in range(12):
            found = self.on_grid(Decimal(1).scaleb(-places))
            if found:
                return found[0]
        return self.low


class Shape(StrEnum):
    """What kind of thing a printed cell holds."""

    NUMBER = "angka"
    RANGE = "rentang"
    RATIO = "rasio"
    PREDICATE = "predikat"
    COMPOUND = "dua besaran dalam satu sel"
    NOTHING = "tidak tercetak"
    WORDS = "bukan angka"


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell as printed; `low` and `high` are its figure, and differ for a range only. Zero where there is none."""

    text: str
    shape: Shape
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    decimals: int = 0
    counted: bool = False  # a whole number with a unit behind it, as in 12 kali: never the rounding of another number

    @property
    def has_value(self) -> bool:
        return self.shape in (Shape.NUMBER, Shape.RANGE, Shape.RATIO, Shape.PREDICATE)

    @property
    def value(self) -> Decimal:
        return self.low

    @property
    def step(self) -> Decimal:
        """The weight of the last printed digit."""
        return Decimal(1).scaleb(-self.decimals)

    @property
    def figure(self) -> str:
        """Its figure as the product writes it; both ends of a range."""
        ends = sorted({self.low, self.high})
        return "–".join(numerals.fixed(end, self.decimals) for end in ends)

    @property
    def digits(self) -> str:
        """All its digits in a row, those before the decimal sign first: `507` of 5,07."""
        return spelled(self.value, self.decimals)


def of(value: Decimal) -> Printed:
    """A figure of our own, as a cell would print it."""
    places = max(0, -int(value.normalize().as_tuple().exponent))
    return Printed(numerals.fixed(value, places), Shape.NUMBER, value, value, places)


def spelled(value: Decimal, decimals: int) -> str:
    """The digits that are printed for the value at that many decimals, without sign and decimal sign."""
    return str(abs(int(numerals.rounded(value, decimals).scaleb(decimals)))).zfill(decimals + 1)


def truncated(value: Decimal, decimals: int) -> Decimal:
    """What is left of the value when the digits behind are dropped."""
    with localcontext() as context:
        context.prec = 60
        return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_DOWN)


def read(text: str | None, predicates: Mapping[str, Decimal], measure: str = "") -> Printed:
    """The cell as printed; a predicate counts as its score in `predicates`.

    A measure that is neither percent, rupiah nor empty makes a whole number a count, as a unit in the cell does.
    """
    line = " ".join((text or "").split())
    return replace(_read(_plain(line), predicates, measure), text=line)


def _read(plain: str, predicates: Mapping[str, Decimal], measure: str) -> Printed:
    if plain.upper() in predicates:
        score = predicates[plain.upper()]
        return Printed(plain, Shape.PREDICATE, score, score, 2)
    spelling = numerals.read(plain)
    figure = spelling.hint if spelling.value is None else spelling.value
    if spelling.reading in (Reading.EMPTY, Reading.PLACEHOLDER):
        return Printed(plain, Shape.NOTHING)
    if spelling.reading in (Reading.DATE, Reading.IDENTITY):
        return Printed(plain, Shape.WORDS)
    if figure is not None:
        return _number(plain, figure, measure)
    return _several(plain) if spelling.reading is Reading.SEVERAL else Printed(plain, Shape.WORDS)


def in_brackets(text: str) -> bool:
    """Whether the whole cell is a figure in brackets."""
    return bool(BRACKETED.fullmatch(" ".join(text.split())))


def _plain(line: str) -> str:
    """The line with its numbers spelled the Indonesian way, where that changes no meaning."""
    line = TORN.sub(",", POWER.sub(r"\1", line))
    line = ENGLISH.sub(lambda match: match[0].translate(SWAPPED), line)
    minus = BRACKETED.fullmatch(line)
    return f"-{''.join(filter(None, minus.groups()))}" if minus else line


def _number(plain: str, figure: Decimal, measure: str) -> Printed:
    body = FIGURE.search(plain)
    decimals = _decimals(body[0], figure) if body else 0
    words = " ".join(
        word.strip(".()").casefold() for word in FIGURE.sub("", plain).split() if word.strip(".()").isalpha()
    )
    counted = decimals == 0 and any(word and word not in NO_COUNTS for word in (words, measure.casefold()))
    return Printed(plain, Shape.NUMBER, figure, figure, decimals, counted)


def _decimals(body: str, figure: Decimal) -> int:
    """How many digits stand behind the decimal sign: a comma, or the point of a figure that is read so."""
    body = body.rstrip(".,")
    if "," in body:
        return len(body.rpartition(",")[2])
    pointed = body.count(".") == 1 and Decimal(body) == abs(figure)
    return len(body.partition(".")[2]) if pointed else 0


def _several(plain: str) -> Printed:
    """A range or a ratio where the cell is exactly that; else quantities that nobody can add."""
    for pattern, shape in ((RATIO, Shape.RATIO), (RANGE, Shape.RANGE)):
        match = pattern.fullmatch(plain)
        ends = [read(part, {}) for part in match.groups()] if match else []
        if all(end.shape is Shape.NUMBER for end in ends) and ends:
            return _between(plain, shape, *ends)
    return Printed(plain, Shape.COMPOUND)


def _between(plain: str, shape: Shape, first: Printed, second: Printed) -> Printed:
    """1:17,9 and 17,9:1 are 17,9 to one; 80-90 is a range. A range that falls, or a ratio to nothing, is neither."""
    if shape is Shape.RATIO and second.value == 1 < first.value:
        first, second = second, first
    if shape is Shape.RATIO and first.value > 0:
        value = second.value / first.value
        return Printed(plain, shape, value, value, second.decimals, counted=second.decimals == 0)
    if shape is Shape.RANGE and first.value <= second.value:
        return Printed(plain, shape, first.value, second.value, max(first.decimals, second.decimals))
    return Printed(plain, Shape.COMPOUND)
