"""The quarter (triwulan) that everything is collected for, and how Indonesian names it."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A quarter of a year (triwulan), written `2026-TW3`."""

    year: int
    quarter: int  # 1 to 4

    def __post_init__(self) -> None:
        if not (1 <= self.quarter <= 4 and 2000 <= self.year <= 2999):
            raise ValueError(f"bukan triwulan: {self.year}-TW{self.quarter}")

    def __str__(self) -> str:
        return f"{self.year}-TW{self.quarter}"

    @classmethod
    @lru_cache(maxsize=64)  # every submission names its period
    def parse(cls, text: str) -> Period:
        """The period written as `2026-TW3`; ValueError for any other spelling."""
        match = re.fullmatch(r"(2\d{3})-TW([1-4])", text.strip().upper())
        if match is None:
            raise ValueError(f"bukan triwulan: {text!r}; tulis seperti 2026-TW3")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def containing(cls, day: date) -> Period:
        return cls(day.year, (day.month + 2) // 3)

    @property
    def label(self) -> str:
        return f"Triwulan {ROMAN[self.quarter - 1]} {self.year}"

    @property
    def short(self) -> str:
        return f"TW {ROMAN[self.quarter - 1]}"

    @property
    def months(self) -> range:
        return range(3 * self.quarter - 2, 3 * self.quarter + 1)

    @property
    def span(self) -> str:
        """The three months in words: `Juli–September 2026`."""
        return f"{MONTHS[self.months[0] - 1]}–{MONTHS[self.months[-1] - 1]} {self.year}"

    @property
    def first_day(self) -> date:
        return date(self.year, self.months[0], 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.months[-1], calendar.monthrange(self.year, self.months[-1])[1])

    @property
    def previous(self) -> Period:
        return Period(self.year, self.quarter - 1) if self.quarter > 1 else Period(self.year - 1, 4)

    @property
    def year_so_far(self) -> tuple[Period, ...]:
        """The quarters of the same year up to and including this one."""
        return tuple(Period(self.year, quarter) for quarter in range(1, self.quarter + 1))
