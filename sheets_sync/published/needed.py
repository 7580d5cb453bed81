"""Which realisasi or target gives a printed capaian: the formulas read backwards, as intervals.

A printed figure stands for every number that rounds to it. So the realisasi that fits is an interval, too, and
whether it meets what the table prints says if the table can be the rounding of what the office computed with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from sheets_sync.assessing import Method
from sheets_sync.published.cells import Interval, Printed, Shape

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Pair:
    """Target and realisasi as a table prints them."""

    target: Printed
    actual: Printed

    @property
    def invertible(self) -> bool:
        return self.target.shape is Shape.NUMBER and self.actual.shape is Shape.NUMBER and self.target.value > 0


def shown_numbers(method: Method, pair: Pair) -> str:
    """The formula with its numbers beside it: `R/T (T = 84,75; R = 88,95)`."""
    return f"{method.value} (T = {pair.target.figure}; R = {pair.actual.figure})"


def stood_for(printed: Printed) -> Interval:
    """The numbers that round to the printed figure."""
    return Interval(printed.value - printed.step / 2, printed.value + printed.step / 2)


def actual_giving(method: Method, percent: Decimal, target: Decimal) -> Decimal | None:
    """The realisasi with which the formula gives that percent."""
    share = percent / HUNDRED
    if method is Method.HIGHER:
        return share * target
    if method is Method.LOWER:
        return (2 - share) * target
    return target / share if method is Method.LOWER_RATIO and share else None


def target_giving(method: Method, percent: Decimal, actual: Decimal) -> Decimal | None:
    """The target with which the formula gives that percent."""
    share = percent / HUNDRED
    if method is Method.LOWER_RATIO:
        return share * actual
    divisor = {Method.HIGHER: share, Method.LOWER: 2 - share}.get(method)
    return actual / divisor if divisor else None


def needed_actual(method: Method, percent: Printed, target: Interval) -> Interval | None:
    """The realisasi that give the printed percent with a target of that interval."""
    return _hull(actual_giving(method, *ends) for ends in _corners(stood_for(percent), target))


def needed_target(method: Method, percent: Printed, actual: Interval) -> Interval | None:
    """The targets that give the printed percent with a realisasi of that interval."""
    return _hull(target_giving(method, *ends) for ends in _corners(stood_for(percent), actual))


def exactly(printed: Printed) -> Interval:
    """The printed figure and nothing beside it."""
    return Interval(printed.value, printed.value)


def _corners(one: Interval, other: Interval) -> Iterator[tuple[Decimal, Decimal]]:
    return product((one.low, one.high), (other.low, other.high))


def _hull(ends: Iterator[Decimal | None]) -> Interval | None:
    """From the least to the greatest: each formula rises or falls all the way in each of its numbers."""
    known = list(ends)
    values = [end for end in known if end is not None]
    return Interval(min(values), max(values)) if values and len(values) == len(known) else None
