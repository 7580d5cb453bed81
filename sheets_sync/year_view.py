"""A year up to a period, and the years before it, each with its last figure of every indicator; pure.

A yearly figure that came in March is no figure of December's recap, yet it belongs into the report of the year. It is
taken from the quarter that asked for it as it was archived, and never recomputed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from sheets_sync import numerals
from sheets_sync.achievement import category_of, percent_of
from sheets_sync.assessing import Assessing, Outcome, Policy
from sheets_sync.lineage import Missing, indicator_in
from sheets_sync.model import Indicator, Office
from sheets_sync.period import Period
from sheets_sync.recap import Achievement, Recap, UnitRecap
from sheets_sync.standing import weakest
from sheets_sync.tallies import summarised, summed
from sheets_sync.targets import Target


@dataclass(frozen=True, slots=True)
class Year:
    """A year up to a period, and the years before it, as they are archived."""

    office: Office
    period: Period
    recap: Recap  # with each indicator's last figure of the year
    quarters: tuple[Recap, ...]  # of the year, in order, the period's own last
    earlier: Mapping[int, Recap] = field(default_factory=dict)  # each year's last, with that year's figures


def year_of(office: Office, recap: Recap, others: Mapping[Period, Recap]) -> Year:
    """All that the comparisons need of the archive; `others` are the recaps of any other periods, later ones unused."""
    period = Period.parse(recap.period)
    quarters = tuple(others[past] for past in period.year_so_far[:-1] if past in others)
    before = {past: other for past, other in others.items() if past.year < period.year}
    return Year(office, period, of_the_year(office, recap, quarters), (*quarters, recap), years_of(office, before))


def of_the_year(office: Office, recap: Recap, quarters: Sequence[Recap]) -> Recap:
    """The recap with each indicator's last figure of the year; `quarters` are the year's earlier recaps, in order."""
    units = tuple(_unit(office, recap, unit, quarters) for unit in recap.units)
    tally = summed(unit.tally for unit in units)
    return replace(
        recap,
        units=units,
        tally=tally,
        category=category_of(tally.mean, recap.assessing.bands),
        indicators_due=sum(unit.to_assess for unit in units),
        standing=weakest(item.standing for unit in units for item in unit.achievements if item.percent is not None),
    )


def years_of(office: Office, recaps: Mapping[Period, Recap]) -> dict[int, Recap]:
    """Each year's last recap, with the figures of the year's earlier quarters."""
    by_year: dict[int, list[Recap]] = {}
    for period in sorted(recaps):
        by_year.setdefault(period.year, []).append(recaps[period])
    return {year: of_the_year(office, rows[-1], rows[:-1]) for year, rows in by_year.items()}


def _unit(office: Office, recap: Recap, unit: UnitRecap, quarters: Sequence[Recap]) -> UnitRecap:
    period, indicators = Period.parse(recap.period), office.indicators_by_code
    items = tuple(
        item
        if _asked(indicators.get(item.code), period)
        else _last(office, unit.code, item, period, quarters, recap.assessing, indicators[item.code])
        for item in unit.achievements
    )
    asked = sum(
        any(_asked(indicators.get(item.code), past) for past in period.year_so_far)
        for item in items
        if not item.supporting
    )
    return replace(
        unit,
        achievements=items,
        to_assess=asked,
        tally=summarised((item.result for item in items), recap.assessing).tally,
    )


def _asked(indicator: Indicator | None, period: Period) -> bool:
    return indicator is None or indicator.due_in(period.quarter)


def _last(
    office: Office,
    unit: str,
    item: Achievement,
    period: Period,
    quarters: Sequence[Recap],
    assessing: Assessing,
    indicator: Indicator,
) -> Achievement:
    """The indicator in the last quarter of the year that asked for it, filled or not, beside today's target of the year."""
    for then in reversed(quarters):
        old = indicator_in(office, unit, item, period, then)
        if not isinstance(old, Missing) and _asked(indicator, Period.parse(then.period)):
            annual = judged(old, item.annual, old.actual, assessing)
            return replace(
                old,
                code=item.code,
                objective=item.objective,
                annual=item.annual,
                annual_percent=annual if isinstance(annual, Decimal) else None,
                commitments=item.commitments,
                programme=item.programme,
                quarters_due=item.quarters_due,
            )
    return item


def judged(item: Achievement, target: Target | None, actual: Decimal | None, assessing: Assessing) -> Policy:
    """Capaian by the indicator's formula of a target and a realisasi that stand outside the period."""
    if actual is None:
        return Outcome.EMPTY
    if target is None:
        return Outcome.NO_TARGET
    result = percent_of(item.method, target, actual, assessing)
    return numerals.tidy(result) if isinstance(result, Decimal) else result
