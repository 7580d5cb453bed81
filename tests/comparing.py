"""Recaps of one unit with one indicator, made by hand, for what compares two of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from typing import Any

from sheets_sync.assessing import Method, Outcome
from sheets_sync.comparison import Comparisons, compare
from sheets_sync.earlier_years import EarlierYear
from sheets_sync.lineage import Missing
from sheets_sync.model import Accumulation, Frequency, Indicator, Office, Polarity, TypedAs, Unit, UnitKind
from sheets_sync.period import Period
from sheets_sync.recap import Achievement, Recap
from sheets_sync.standing import PROVISIONAL
from sheets_sync.tallies import summarised, summed
from sheets_sync.targets import Target
from sheets_sync.year_view import year_of
from tests.recaps import ASSESSING, recap_of, sent

TW4 = Period(2026, 4)
LAST_YEAR = Period(2025, 4)
RENAMED = date(2026, 1, 1)


def exactly(value: str) -> Target:
    return Target(D(value), D(value))


ITEM = Achievement(
    code="PEM-01", name="Persentase desa tertib", objective="Tata kelola", measure="%", polarity=Polarity.HIGHER,
    accumulation=Accumulation.LAST, target=exactly("80"), typed="84", value=D(84), note="", hindrance="", remedy="",
    cell="Isi!C6", actual=D(84), actual_target=exactly("80"), quarters=1, quarters_due=4, percent=D(105),
    category="Sangat Tinggi", outcome=Outcome.ASSESSED, standing=PROVISIONAL, method=Method.HIGHER,
    programme="7.01.06", annual=exactly("80"), annual_percent=D(105),
)  # fmt: skip
INDICATOR = Indicator(
    code="PEM-01", unit="PEM", objective="Tata kelola", name="Persentase desa tertib", definition="", measure="%",
    polarity=Polarity.HIGHER, accumulation=Accumulation.LAST, frequency=Frequency.QUARTERLY, available_month=1,
    typed_as=TypedAs.QUARTER, decimals=2, maximum=None, source="", evidence_required=False, programme="7.01.06",
    valid_from=date(2020, 1, 1),
)  # fmt: skip


def unit(code: str, *replaces: str, since: date = date(2020, 1, 1), until: date | None = None) -> Unit:
    return Unit(code, f"Seksi {code}", UnitKind.SECTION, f"Kepala Seksi {code}", since, until, replaces)


def at(code: str, actual: str, percent: str, **changes: Any) -> Achievement:
    """The indicator of that code with that realisasi and capaian."""
    return replace(ITEM, code=code, typed=actual, value=D(actual), actual=D(actual), percent=D(percent), **changes)


def recap(period: Period, units: Mapping[str, tuple[Achievement, ...]]) -> Recap:
    rows = [
        sent(code, achievements=items, tally=summarised((item.result for item in items), ASSESSING).tally)
        for code, items in units.items()
    ]
    return replace(recap_of(*rows), period=str(period), tally=summed(row.tally for row in rows))


def bare_office(office: Office) -> Office:
    """An office of one unit with one indicator, and nothing to compare it with."""
    return replace(office, units=(unit("PEM"),), indicators=(INDICATOR,), yardsticks=())


def only(office: Office, *recaps: Recap) -> Comparisons:
    """The comparisons of the one indicator of the first recap, with the others in the archive."""
    first, *others = recaps
    found = compare(year_of(office, first, {Period.parse(other.period): other for other in others}))
    assert len(found) == 1
    return found[0]


def last_year(found: Comparisons) -> EarlierYear:
    row = found.earlier[0]
    assert isinstance(row, EarlierYear)
    return row


def why_not(found: object) -> str:
    assert isinstance(found, Missing)
    return found.words


NOW = recap(TW4, {"PEM": (at("PEM-01", "84", "105"),)})
THEN = recap(LAST_YEAR, {"PEM": (at("PEM-01", "76.5", "102"),)})

# PEM was renamed to PEMUM at the beginning of 2026.
PEMUM = replace(INDICATOR, code="PEMUM-01", unit="PEMUM", valid_from=RENAMED)
ENDED = {"since": date(2020, 1, 1), "until": date(2025, 12, 31)}
RENAMED_NOW = recap(TW4, {"PEMUM": (at("PEMUM-01", "84", "105"),)})
