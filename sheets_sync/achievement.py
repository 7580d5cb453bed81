"""Capaian: from target and realisasi to a percent, over the quarters of a year. All in Decimal, nothing rounded up.

Formulas after the practice gathered in published LKjIP: higher is better R/T; lower is better (2T-R)/T, or T/R where
the office says so; a range is 100 inside, else against the nearer bound. A predicate counts as its score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Context, Decimal

from sheets_sync import numerals
from sheets_sync.assessing import TENTH_PLACE, Assessing, Band, Method, Outcome, Policy
from sheets_sync.form import FormRow
from sheets_sync.model import Accumulation, Target, TypedAs

HUNDRED = Decimal(100)
LIMIT = Decimal(10) ** 9  # percent: whatever lies beyond is a slip of the pen, and tells nothing
CUT = Context(prec=28, rounding=ROUND_FLOOR)
USUAL = Assessing(bands=())  # for what is asked of a unit, whatever its office makes of zero


def asked_percent(row: FormRow, value: Decimal) -> Policy:
    """Capaian in percent of what is typed in that row, by its formula and the usual policies; it has a target."""
    if row.target is None:
        return Outcome.NO_TARGET
    return percent_of(row.method_used, row.target, value, USUAL)


def percent_of(method: Method, target: Target, actual: Decimal, assessing: Assessing) -> Policy:
    """Capaian in percent, neither capped nor floored; or why there is none.

    Cut after ten decimals, not rounded: so it compares with a threshold, and is shown with two decimals, as the exact
    value would. A sum of as many as a country has is exact, in any order. A negative target tells nothing.
    """
    bound, falling = target.low, method is Method.LOWER
    if method is Method.RANGE:
        if bound <= actual <= target.high:
            return HUNDRED
        if actual > target.high:
            bound, falling = target.high, True
    if bound <= 0:
        return _without_target(method, bound, actual, assessing)
    if method is Method.LOWER_RATIO:
        if actual == 0:
            return assessing.zero_actual_ratio
        percent = bound * HUNDRED / actual
    else:
        percent = (2 * bound - actual if falling else actual) * HUNDRED / bound
    return percent.quantize(TENTH_PLACE, context=CUT) if -LIMIT < percent < LIMIT else Outcome.NOT_COMPUTABLE


def _without_target(method: Method, bound: Decimal, actual: Decimal, assessing: Assessing) -> Policy:
    if bound < 0:
        return Outcome.NOT_COMPUTABLE
    if actual == 0:
        return assessing.zero_both
    lower = method in (Method.LOWER, Method.LOWER_RATIO)
    return assessing.zero_target_lower if lower else assessing.zero_target_higher


def category_of(percent: Decimal | None, bands: Sequence[Band]) -> str:
    """The category by lower bounds on the unrounded value: 90,5 is below 91. Empty where nothing is assessed.

    The bounds are those of Permendagri 54/2010 and 86/2017, or what the office wrote instead.
    """
    if percent is None:
        return ""
    return next((band.name for band in bands if percent >= band.least), bands[-1].name)


@dataclass(frozen=True, slots=True)
class Quarter:
    """One indicator in one quarter of the year: as asked, and as usable."""

    row: FormRow
    value: Decimal | None
    period: str = ""


@dataclass(frozen=True, slots=True)
class YearSoFar:
    """What an indicator's quarters add up to, and which of them went in."""

    actual: Decimal
    target: Target | None  # of the same quarters; None where one of them has none
    used: tuple[Quarter, ...]


def accumulate(quarters: Sequence[Quarter]) -> YearSoFar | None:
    """The figure of the year so far (jumlah, posisi akhir or rata-rata); None where no quarter has a value.

    The target is that of the same quarters, so that a missing quarter weighs on neither side.
    """
    filled = [quarter for quarter in quarters if quarter.value is not None]
    if not filled:
        return None
    last = filled[-1]
    accumulation = last.row.accumulation
    if accumulation is Accumulation.LAST or (accumulation is Accumulation.SUM and last.row.typed_as is TypedAs.TO_DATE):
        return YearSoFar(_value(last), last.row.target, (last,))
    share = Decimal(1) if accumulation is Accumulation.SUM else Decimal(len(filled))
    actual = numerals.enter(sum(map(_value, filled), Decimal(0)) / share)
    known = [quarter.row.target for quarter in filled if quarter.row.target is not None]
    if len(known) < len(filled):
        return YearSoFar(actual, None, tuple(filled))
    low, high = sum((item.low for item in known), Decimal(0)), sum((item.high for item in known), Decimal(0))
    return YearSoFar(actual, Target(numerals.enter(low / share), numerals.enter(high / share)), tuple(filled))


def _value(quarter: Quarter) -> Decimal:
    if quarter.value is None:
        raise ValueError("quarter without a value")
    return quarter.value
