"""Capaian: from target and realisasi to a percent, over the quarters of a year. All in Decimal, nothing rounded up.

Formulas after the practice gathered in published LKjIP: higher is better R/T; lower is better (2T-R)/T, or T/R where
the office says so; a range is 100 inside, else against the nearer bound. A predicate counts as its score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import MAX_EMAX, MIN_EMIN, ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from sheets_sync import numerals
from sheets_sync.assessing import TENTH_PLACE, Assessing, Band, Method, Outcome, Policy
from sheets_sync.form import FormRow
from sheets_sync.model import Accumulation, TypedAs
from sheets_sync.targets import Target

HUNDRED = Decimal(100)
TWICE = 2 * HUNDRED  # (2T-R)/T in percent is 200 less R/T in percent
LIMIT = Decimal(10) ** 9  # percent: whatever lies beyond is a slip of the pen, and tells nothing
MOST = LIMIT / HUNDRED
TWELFTH_PLACE = TENTH_PLACE.scaleb(-2)
CUT, RAISED = (
    Context(prec=60, rounding=rounding, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
    for rounding in (ROUND_FLOOR, ROUND_CEILING)
)
USUAL = Assessing(bands=())  # for what is asked of a unit, whatever its office makes of zero


def share(part: Decimal, whole: Decimal, context: Context = CUT) -> Decimal | None:
    """`part` in percent of `whole`, which is not 0, cut after ten decimals (or raised); None beyond any sense.

    One division, rounded down and cut again, is the exact quotient cut: sixty digits hold all ten decimals.
    """
    quotient = context.divide(part, whole)
    return quotient.quantize(TWELFTH_PLACE, context=context).scaleb(2) if -MOST < quotient < MOST else None


def asked_percent(row: FormRow, value: Decimal) -> Policy:
    """Capaian in percent of what is typed in that row, by its formula and the usual policies."""
    if row.target is None:
        return Outcome.NO_TARGET
    return percent_of(row.method_used, row.target, value, USUAL)


def percent_of(method: Method, target: Target, actual: Decimal, assessing: Assessing) -> Policy:
    """Capaian in percent, neither capped nor floored; or why there is none.

    Cut after ten decimals, not rounded: so it compares with a lower bound, and is shown with two decimals, as the
    exact value would; and a sum of as many as a country has is exact, in any order. A negative target tells nothing,
    nor does a negative realisasi under T/R.
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
        if actual <= 0:
            return assessing.zero_actual_ratio if actual == 0 else Outcome.NOT_COMPUTABLE
        percent = share(bound, actual)
    elif falling:
        reached = share(actual, bound, RAISED)
        percent = None if reached is None or reached <= TWICE - LIMIT else TWICE - reached
    else:
        percent = share(actual, bound)
    return Outcome.NOT_COMPUTABLE if percent is None else percent


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
    """What an indicator's quarters add up to, and which of them went in.

    Of a rata-rata the sums are kept, and their number: a mean that does not end (91/3) is not what it shows.
    """

    total: Decimal
    total_target: Target | None  # of the same quarters; None where one of them has none
    used: tuple[Quarter, ...]
    number: int = 1  # by which the sums are divided

    @property
    def actual(self) -> Decimal:
        """Realisasi of the year so far, as it is shown."""
        return numerals.enter(self.total / self.number)

    @property
    def target(self) -> Target | None:
        """The target of the same quarters, as it is shown."""
        if self.total_target is None:
            return None
        low, high = self.total_target.low / self.number, self.total_target.high / self.number
        return replace(self.total_target, low=numerals.enter(low), high=numerals.enter(high))

    def percent(self, method: Method, assessing: Assessing) -> Policy:
        """Capaian against the target of the same quarters; of a mean by the sums, which is the same and exact."""
        if self.total_target is None:
            return assessing.no_target
        return percent_of(method, self.total_target, self.total, assessing)

    def percent_of_year(self, method: Method, annual: Target, assessing: Assessing) -> Policy:
        """What it is of the year's target."""
        whole = Target(annual.low * self.number, annual.high * self.number)
        return percent_of(method, whole, self.total, assessing)


def accumulate(quarters: Sequence[Quarter]) -> YearSoFar | None:
    """The figure of the year so far (jumlah, posisi akhir or rata-rata); None where no quarter has a value.

    The target is that of the same quarters, so that a missing quarter weighs on neither side.
    """
    filled = [(quarter, quarter.value) for quarter in quarters if quarter.value is not None]
    if not filled:
        return None
    last, value = filled[-1]
    accumulation = last.row.accumulation
    if stands_alone(last.row):
        return YearSoFar(value, last.row.target, (last,))
    used = tuple(quarter for quarter, _ in filled)
    total = sum((value for _, value in filled), Decimal(0))
    return YearSoFar(total, _sum(used), used, len(used) if accumulation is Accumulation.MEAN else 1)


def stands_alone(row: FormRow) -> bool:
    """Whether its last quarter alone is the figure of the year so far: posisi akhir, or typed s.d. triwulan."""
    summed_up = row.accumulation is Accumulation.SUM and row.typed_as is TypedAs.TO_DATE
    return summed_up or row.accumulation is Accumulation.LAST


def _sum(quarters: Sequence[Quarter]) -> Target | None:
    """The targets of these quarters together; None where one of them has none."""
    known = [quarter.row.target for quarter in quarters if quarter.row.target is not None]
    if len(known) < len(quarters):
        return None
    return Target(sum((item.low for item in known), Decimal(0)), sum((item.high for item in known), Decimal(0)))
