"""Sums and counts that merge exactly, in any order and grouping: from a unit to a kecamatan, and up to the country.

A mean is never stored, only its sum and count; so what is added up in parts is what would be added up at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce

from sheets_sync.achievement import CUT, share
from sheets_sync.assessing import TENTH_PLACE, Assessing, Policy


@dataclass(frozen=True, slots=True)
class Tally:
    """A sum of percents as they enter a mean, how many there are, and how many were capped or lifted to 0."""

    total: Decimal = Decimal(0)
    count: int = 0
    capped: int = 0
    floored: int = 0

    def merge(self, other: Tally) -> Tally:
        return Tally(
            self.total + other.total,
            self.count + other.count,
            self.capped + other.capped,
            self.floored + other.floored,
        )

    @property
    def mean(self) -> Decimal | None:
        """The plain mean in percent, cut after ten decimals; None of nothing."""
        return CUT.divide(self.total, Decimal(self.count)).quantize(TENTH_PLACE, context=CUT) if self.count else None


@dataclass(frozen=True, slots=True)
class Money:
    """Pagu and realisasi in rupiah, summed a distinct programme; realisasi only where it is known."""

    ceiling: Decimal = Decimal(0)  # of all programmes
    known_ceiling: Decimal = Decimal(0)  # of those whose realisasi is known
    actual: Decimal = Decimal(0)
    programmes: int = 0
    known: int = 0

    @classmethod
    def of(cls, ceiling: Decimal, actual: Decimal | None) -> Money:
        """That of one programme; `actual` is None where its realisasi is not known."""
        return cls(ceiling, programmes=1) if actual is None else cls(ceiling, ceiling, actual, programmes=1, known=1)

    def merge(self, other: Money) -> Money:
        return Money(
            self.ceiling + other.ceiling,
            self.known_ceiling + other.known_ceiling,
            self.actual + other.actual,
            self.programmes + other.programmes,
            self.known + other.known,
        )

    @property
    def absorbed(self) -> Decimal | None:
        """Serapan in percent of the pagu whose realisasi is known; None where there is none, or it is 0."""
        if not self.known or self.known_ceiling <= 0:
            return None
        return share(self.actual, self.known_ceiling)

    @property
    def left(self) -> Decimal:
        """Sisa: what is left of the pagu whose realisasi is known."""
        return self.known_ceiling - self.actual


@dataclass(frozen=True, slots=True)
class Summary:
    """What a level adds up to: its mean, how many indicators lie in each category, and why others are not assessed."""

    tally: Tally = field(default_factory=Tally)
    categories: Mapping[str, int] = field(default_factory=dict)
    outcomes: Mapping[str, int] = field(default_factory=dict)  # of what is not assessed

    def merge(self, other: Summary) -> Summary:
        return Summary(
            self.tally.merge(other.tally),
            added(self.categories, other.categories),
            added(self.outcomes, other.outcomes),
        )


def added(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """The counts of both, in the order of their names: so that merging in any order gives the same bytes."""
    return {name: one.get(name, 0) + other.get(name, 0) for name in sorted({*one, *other})}


def summarised(results: Iterable[Policy], assessing: Assessing) -> Summary:
    """The summary of these results of `percent_of`; one pass, for a country has millions of them."""
    cap, bands = assessing.average_cap, [(band.least, band.name) for band in assessing.bands]
    lowest = bands[-1][1]
    total, count, capped, floored = Decimal(0), 0, 0, 0
    categories: dict[str, int] = {}
    outcomes: dict[str, int] = {}
    for result in results:
        if not isinstance(result, Decimal):
            outcomes[result.value] = outcomes.get(result.value, 0) + 1
            continue
        name = lowest
        for least, band in bands:
            if result >= least:
                name = band
                break
        categories[name] = categories.get(name, 0) + 1
        count += 1
        if cap is not None and result > cap:
            total += cap
            capped += 1
        elif result < 0:
            floored += 1
        else:
            total += result
    tally = Tally(total, count, capped, floored)
    return Summary(tally, dict(sorted(categories.items())), dict(sorted(outcomes.items())))


def summed(tallies: Iterable[Tally]) -> Tally:
    """The sum of all of them."""
    return reduce(Tally.merge, tallies, Tally())


def summed_money(parts: Iterable[Money]) -> Money:
    """The sum of all of them."""
    return reduce(Money.merge, parts, Money())


def merged(summaries: Iterable[Summary]) -> Summary:
    """The sum of all of them."""
    return reduce(Summary.merge, summaries, Summary())
