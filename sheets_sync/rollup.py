"""What a recap adds up to: by sasaran, by category, and what was reached beside what was spent; pure.

A sasaran is worth the plain mean of its indicators, the kecamatan the mean over all indicators; the mean over the
sasaran stands beside it, since published reports use either.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sheets_sync.achievement import HUNDRED, category_of, share
from sheets_sync.recap import Achievement, Recap, UnitRecap
from sheets_sync.tallies import Summary, Tally, summarised, summed_money
from sheets_sync.wording import folded


@dataclass(frozen=True, slots=True)
class ObjectiveRecap:
    """One sasaran: its indicators with the units that report them, and their plain mean."""

    name: str
    indicators: tuple[tuple[UnitRecap, Achievement], ...]
    summary: Summary
    category: str

    @property
    def to_assess(self) -> int:
        """How many of its indicators are to be assessed in this period."""
        return sum(item.to_assess for _, item in self.indicators)

    @property
    def mean(self) -> Decimal | None:
        return self.summary.tally.mean


def objectives(recap: Recap) -> tuple[ObjectiveRecap, ...]:
    """The sasaran in the order in which the units name them, without data pendukung; a name counts as the same however it is spaced or cased."""
    grouped: dict[str, list[tuple[UnitRecap, Achievement]]] = {}
    for unit in recap.units:
        for item in unit.achievements:
            if item.supporting:
                continue
            grouped.setdefault(folded(item.objective), []).append((unit, item))
    return tuple(_objective(recap, rows) for rows in grouped.values())


def supporting_of(recap: Recap, objective: str) -> list[Achievement]:
    """The data pendukung of that sasaran."""
    found = (item for unit in recap.units for item in unit.achievements if item.supporting)
    return [item for item in found if folded(item.objective) == folded(objective)]


def _objective(recap: Recap, rows: list[tuple[UnitRecap, Achievement]]) -> ObjectiveRecap:
    summary = summarised((item.result for _, item in rows), recap.assessing)
    category = category_of(summary.tally.mean, recap.assessing.bands)
    return ObjectiveRecap(rows[0][1].objective, tuple(rows), summary, category)


def mean_over_objectives(found: Iterable[ObjectiveRecap]) -> Tally:
    """The plain mean of the means of those sasaran that have one."""
    means = [item.mean for item in found if item.mean is not None]
    return Tally(sum(means, Decimal(0)), len(means))


@dataclass(frozen=True, slots=True)
class CategoryShare:
    """How many of the assessed indicators lie in a category, and what percent of them."""

    name: str
    count: int
    percent: Decimal


def category_shares(recap: Recap) -> tuple[CategoryShare, ...]:
    """Every category of the scale, best first, with 0 where nothing lies in it."""
    summary = recap.summary
    of = summary.tally.count
    counts = [(band.name, summary.categories.get(band.name, 0)) for band in recap.assessing.bands]
    return tuple(CategoryShare(name, count, _percent(count, of)) for name, count in counts)


def _percent(count: int, of: int) -> Decimal:
    return (share(Decimal(count), Decimal(of)) if of else None) or Decimal(0)


@dataclass(frozen=True, slots=True)
class Efficiency:
    """What was reached beside what was spent; None where either cannot be told."""

    achieved: Decimal | None  # mean capaian in percent
    absorbed: Decimal | None  # serapan in percent

    @property
    def difference(self) -> Decimal | None:
        """Capaian less serapan, in percentage points."""
        return None if self.achieved is None or self.absorbed is None else self.achieved - self.absorbed

    @property
    def efficient(self) -> bool:
        """Whether all was reached for less than all of the money: capaian at least 100 and serapan below 100."""
        return self.difference is not None and self.achieved >= HUNDRED > self.absorbed  # type: ignore[operator]  # neither is None then

    @property
    def words(self) -> str:
        """`efisien`, `tidak efisien`, or why that cannot be said."""
        if self.absorbed is None:
            return "serapan belum dapat dihitung"
        if self.achieved is None:
            return "capaian belum dapat dihitung"
        return "efisien" if self.efficient else "tidak efisien"


def efficiency(recap: Recap) -> Efficiency:
    """That of the kecamatan."""
    return Efficiency(recap.tally.mean, recap.money.absorbed)


def efficiency_of(recap: Recap, programme: str) -> Efficiency:
    """That of one programme: the mean of the indicators that it supports, beside its serapan."""
    supported = (item.result for unit in recap.units for item in unit.achievements if item.programme == programme)
    money = summed_money(line.money for line in recap.budget if line.programme == programme)
    return Efficiency(summarised(supported, recap.assessing).tally.mean, money.absorbed)
