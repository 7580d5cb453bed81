"""What of a recap needs somebody's attention: who to chase, the weakest indicators, what has changed; pure."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from sheets_sync.course import UnitState
from sheets_sync.punctuality import overdue_words
from sheets_sync.recap import Achievement, BudgetLine, Recap, UnitRecap
from sheets_sync.standing import Standing, weakest

FEW = 3  # indicators that people can keep in mind


def change(recap: Recap, previous: Recap | None) -> Decimal | None:
    """Percentage points since the previous period; None where either has nothing assessed."""
    if previous is None or previous.tally.mean is None or recap.tally.mean is None:
        return None
    return recap.tally.mean - previous.tally.mean


def budget_standing(budget: Iterable[BudgetLine]) -> Standing:
    """The standing of the budget's total: that of its weakest part."""
    return weakest(line.standing for line in budget if line.actual is not None)


def overdue(recap: Recap) -> list[UnitRecap]:
    """The units that have not sent though the deadline is past."""
    return [unit for unit in recap.units if unit.overdue]


def to_chase(recap: Recap) -> list[tuple[UnitRecap, str]]:
    """The units that need a word from somebody, each with what is the matter."""
    found = [(unit, _matter(unit)) for unit in recap.units]
    return [(unit, words) for unit, words in found if words]


def weakest_indicators(recap: Recap, below: Decimal) -> list[tuple[UnitRecap, Achievement]]:
    """The weakest few indicators below that percent, weakest first."""
    low = [
        (item.percent, unit, item)
        for unit in recap.units
        for item in unit.achievements
        if item.percent is not None and item.percent < below
    ]
    return [(unit, item) for _, unit, item in sorted(low, key=lambda found: found[0])[:FEW]]


def _matter(unit: UnitRecap) -> str:
    """What is the matter with the unit, in one phrase; empty where nothing is."""
    words = []
    if unit.trouble:
        words.append("lembarnya tidak dapat dibaca")
    if unit.overdue:
        words.append(
            f"{unit.state.value}, {unit.filled} dari {unit.due} indikator terisi, {overdue_words(unit.late_days)}"
        )
    if unit.returned:
        words.append(f"dikembalikan: {unit.returned.rstrip('.')}")
    elif unit.must and unit.state is not UnitState.EMPTY:
        words.append(f"{unit.must} catatan wajib diperbaiki")
    return "; ".join(words)
