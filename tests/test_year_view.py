"""The year up to a period: a figure of March is a figure of the year."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

from sheets_sync.assessing import Outcome
from sheets_sync.comparison import compare
from sheets_sync.model import (
    Frequency,
    Office,
)
from sheets_sync.period import Period
from sheets_sync.year_view import year_of
from tests.comparing import (
    INDICATOR,
    ITEM,
    LAST_YEAR,
    NOW,
    THEN,
    TW4,
    at,
    recap,
)


def test_a_yearly_figure_of_march_is_a_figure_of_the_year(bare: Office) -> None:
    """It is due in the first quarter alone: December's recap has none, the report of the year has."""
    office = replace(bare, indicators=(replace(INDICATOR, frequency=Frequency.YEARLY),))
    march = recap(Period(2026, 1), {"PEM": (at("PEM-01", "84", "105"),)})
    waiting = replace(ITEM, typed="", value=None, actual=None, percent=None, outcome=Outcome.NOT_DUE)
    december = recap(TW4, {"PEM": (waiting,)})
    year = year_of(office, december, {Period(2026, 1): march})

    assert (december.tally.count, year.recap.tally.count, year.recap.indicators_due) == (0, 1, 1)
    assert compare(year)[0].item.percent == D(105)


def test_an_empty_quarter_is_not_filled_from_another(bare: Office) -> None:
    """What December asks for and did not get stays empty."""
    march = recap(Period(2026, 1), {"PEM": (at("PEM-01", "84", "105"),)})
    december = recap(TW4, {"PEM": (replace(ITEM, typed="", actual=None, percent=None, outcome=Outcome.EMPTY),)})

    assert compare(year_of(bare, december, {Period(2026, 1): march}))[0].item.outcome is Outcome.EMPTY


def test_what_march_asked_for_and_did_not_get_is_empty(bare: Office) -> None:
    """It is not "belum waktunya" in December: its time has passed."""
    office = replace(bare, indicators=(replace(INDICATOR, frequency=Frequency.YEARLY),))
    march = recap(
        Period(2026, 1), {"PEM": (replace(ITEM, typed="", actual=None, percent=None, outcome=Outcome.EMPTY),)}
    )
    december = recap(TW4, {"PEM": (replace(ITEM, typed="", actual=None, percent=None, outcome=Outcome.NOT_DUE),)})

    assert compare(year_of(office, december, {Period(2026, 1): march}))[0].item.outcome is Outcome.EMPTY


def test_the_last_recap_of_each_earlier_year_counts(bare: Office) -> None:
    """And none of a later one."""
    others = {Period(2024, 2): THEN, Period(2025, 1): THEN, LAST_YEAR: THEN, Period(2027, 1): NOW}

    assert list(year_of(bare, NOW, others).earlier) == [2024, 2025]
