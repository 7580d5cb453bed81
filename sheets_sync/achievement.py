"""Capaian: from target and realisasi to a percent, over the quarters of a year, and into means.

Formulas after the practice gathered in published LKjIP: higher is better R/T; lower is better (2T-R)/T; a range
is 100 inside, else against the nearer bound. Means are plain means. All in Decimal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sheets_sync import numerals
from sheets_sync.form import FormRow
from sheets_sync.model import Accumulation, Band, Polarity, Target, TypedAs

HUNDRED = Decimal(100)


class Outcome(StrEnum):
    """What became of one indicator in the period."""

    ASSESSED = "dinilai"
    EMPTY = "belum diisi"
    NOT_DUE = "belum waktunya"
    MUST_MEND = "menunggu perbaikan"
    NO_TARGET = "tanpa target"
    NOT_ASSESSED = "tidak dinilai"
    NOT_COMPUTABLE = "tidak dapat dihitung"
    SUPPORTING = "data pendukung"


@dataclass(frozen=True, slots=True)
class Tally:
    """A sum and how many it holds, so that means can be merged in any order."""

    total: Decimal = Decimal(0)
    count: int = 0

    def add(self, value: Decimal) -> Tally:
        return Tally(self.total + value, self.count + 1)

    def merge(self, other: Tally) -> Tally:
        return Tally(self.total + other.total, self.count + other.count)

    @property
    def mean(self) -> Decimal | None:
        return numerals.enter(self.total / self.count) if self.count else None


def achievement_percent(polarity: Polarity, target: Target, actual: Decimal) -> Decimal | Outcome:
    """Capaian in percent, uncapped, or why there is none; see `unrounded_percent`."""
    percent = unrounded_percent(polarity, target, actual)
    return percent if isinstance(percent, Outcome) else numerals.enter(percent)


def unrounded_percent(polarity: Polarity, target: Target, actual: Decimal) -> Decimal | Outcome:
    """Capaian in percent as it is compared with a threshold, to 28 digits; or why there is none.

    Zero targets: T = 0 and R = 0 is not assessed; T = 0 and R > 0 cannot be computed where higher is better,
    and is 0 where lower is better.
    """
    low, high = target.low, target.high
    if polarity is Polarity.RANGE and low <= actual <= high:
        return HUNDRED
    bound = high if polarity is Polarity.RANGE and actual > high else low
    if bound == 0:
        if actual == 0:
            return Outcome.NOT_ASSESSED
        return Decimal(0) if polarity is Polarity.LOWER else Outcome.NOT_COMPUTABLE
    falling = polarity is Polarity.LOWER or (polarity is Polarity.RANGE and actual > high)
    ratio = (2 * bound - actual) / bound if falling else actual / bound
    return ratio * HUNDRED


def category_of(percent: Decimal | None, bands: Sequence[Band]) -> str:
    """The category by lower bounds on the unrounded value: 90,5 is below 91. Empty where nothing is assessed."""
    if percent is None:
        return ""
    return next((band.name for band in bands if percent >= band.floor), bands[-1].name)


def for_mean(percent: Decimal, cap: Decimal | None) -> Decimal:
    """The percent as it enters a mean: not below 0, and not above the office's cap where it has one."""
    return max(Decimal(0), percent if cap is None else min(percent, cap))


@dataclass(frozen=True, slots=True)
class Quarter:
    """One indicator in one quarter of the year: as asked, and as usable."""

    row: FormRow
    value: Decimal | None


def accumulate(quarters: Sequence[Quarter]) -> tuple[Decimal, Target | None, int] | None:
    """(actual, target, how many quarters) over the year so far; None where no quarter has a value.

    The target is that of the same quarters, so that a missing quarter weighs on neither side.
    """
    filled = [quarter for quarter in quarters if quarter.value is not None]
    if not filled:
        return None
    last = filled[-1]
    accumulation = last.row.accumulation
    if accumulation is Accumulation.LAST or (accumulation is Accumulation.SUM and last.row.typed_as is TypedAs.TO_DATE):
        return _value(last), last.row.target, len(filled)
    values = [_value(quarter) for quarter in filled]
    targets = [quarter.row.target for quarter in filled]
    share = Decimal(1) if accumulation is Accumulation.SUM else Decimal(len(filled))
    actual = numerals.enter(sum(values, Decimal(0)) / share)
    if any(target is None for target in targets):
        return actual, None, len(filled)
    known = [target for target in targets if target is not None]
    target = Target(
        numerals.enter(sum((item.low for item in known), Decimal(0)) / share),
        numerals.enter(sum((item.high for item in known), Decimal(0)) / share),
    )
    return actual, target, len(filled)


def _value(quarter: Quarter) -> Decimal:
    if quarter.value is None:
        raise ValueError("quarter without a value")
    return quarter.value
