"""The comparisons of Bab III for one indicator, with figures worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from sheets_sync.assessing import Method
from sheets_sync.comparison import Measured
from sheets_sync.lineage import Missing
from sheets_sync.model import Accumulation, Office, Polarity
from sheets_sync.period import Period
from sheets_sync.recap import BudgetLine, Commitment
from sheets_sync.standing import PROVISIONAL
from sheets_sync.targets import Against, Target, Yardstick
from tests.comparing import (
    NOW,
    TW4,
    at,
    exactly,
    only,
    recap,
)


def test_a_changed_target_is_shown_in_both_documents(bare: Office) -> None:
    """84 of 80 is 105; 84 of 96 is 87,5."""
    commitments = (
        Commitment("PK-2026", "PK", exactly("80"), exactly("80")),
        Commitment("PKP-2026", "PK Perubahan", exactly("96"), exactly("96")),
    )
    found = only(bare, recap(TW4, {"PEM": (at("PEM-01", "84", "105", commitments=commitments),)}))

    assert [(row.commitment.kind, row.result) for row in found.versions] == [
        ("PK", D(105)),
        ("PK Perubahan", D("87.5")),
    ]


def test_causes_of_all_quarters_are_quoted(bare: Office) -> None:
    """In the unit's own words, oldest first."""
    march = recap(Period(2026, 1), {"PEM": (at("PEM-01", "60", "75", hindrance="Banjir", remedy="Jadwal ulang"),)})
    december = recap(TW4, {"PEM": (at("PEM-01", "84", "105", hindrance="Hujan"),)})

    assert [(row.period.short, row.hindrance, row.remedy) for row in only(bare, december, march).causes] == [
        ("TW I", "Banjir", "Jadwal ulang"),
        ("TW IV", "Hujan", ""),
    ]


@pytest.mark.parametrize(
    ("polarity", "method", "bound", "percent", "difference", "words"),
    [
        (Polarity.HIGHER, Method.HIGHER, exactly("96"), D("87.5"), D(-12), "di bawah, belum mencapai"),
        (Polarity.HIGHER, Method.HIGHER, exactly("84"), D(100), D(0), "sama"),
        (Polarity.LOWER, Method.LOWER, exactly("96"), D("112.5"), D(-12), "di bawah, lebih baik"),
        (Polarity.LOWER, Method.LOWER, exactly("80"), D(95), D(4), "di atas, belum mencapai"),
        (Polarity.RANGE, Method.RANGE, Target(D(80), D(90)), D(100), D(0), "di dalam rentang"),
        (Polarity.RANGE, Method.RANGE, Target(D(70), D(80)), D(95), D(4), "di luar rentang"),
    ],
)
def test_the_medium_term_and_the_standard(
    bare: Office, polarity: Polarity, method: Method, bound: Target, percent: D, difference: D, words: str
) -> None:
    """By the indicator's own formula; above or below by its arah; the plan's last year counts."""
    rows = (
        Yardstick("PEM-01", Against.MEDIUM_TERM, 2029, bound, None, "", "Renstra"),
        Yardstick("PEM-01", Against.MEDIUM_TERM, 2027, exactly("1"), None, "", "Renstra"),
        Yardstick("PEM-01", Against.STANDARD, 2025, None, bound, "", "BPS"),
    )
    now = recap(TW4, {"PEM": (at("PEM-01", "84", "105", polarity=polarity, method=method),)})
    found = only(replace(bare, yardsticks=rows), now)

    for row in (found.medium_term, found.standard):
        assert isinstance(row, Measured)
        assert (row.result, row.difference, row.words) == (percent, difference, words)


def test_a_sum_of_half_a_year_does_not_compare_with_a_whole_one(bare: Office) -> None:
    """Eleven cases by June are not "better" than the plan's twelve a year; by December they are."""
    rows = (
        Yardstick("PEM-01", Against.MEDIUM_TERM, 2029, exactly("12"), None, "", "Renstra"),
        Yardstick("PEM-01", Against.STANDARD, 2025, exactly("12"), None, "", "BPS"),
    )
    summed = at("PEM-01", "11", "108", polarity=Polarity.LOWER, method=Method.LOWER, accumulation=Accumulation.SUM)
    office = replace(bare, yardsticks=rows)
    june = only(office, recap(Period(2026, 2), {"PEM": (summed,)}))

    assert [row.words for row in (june.medium_term, june.standard)] == [
        "tidak dapat dibandingkan: dijumlahkan s.d. triwulan 2, sedangkan target akhir untuk satu tahun",
        "tidak dapat dibandingkan: dijumlahkan s.d. triwulan 2, sedangkan standar nasional untuk satu tahun",
    ]
    december = only(office, recap(TW4, {"PEM": (summed,)}))
    assert [row.words for row in (december.medium_term, december.standard)] == ["di bawah, lebih baik"] * 2


def test_the_supporting_programme(bare: Office) -> None:
    """Capaian 105 for 60 % of the pagu is efisien, 45 poin persentase apart."""
    line = BudgetLine("7.01.06", "Program Pembinaan", D(200), D(120), "PEM", PROVISIONAL)
    found = only(bare, replace(NOW, budget=(line,)))

    assert found.programmes == (line,)
    assert not isinstance(found.efficiency, Missing)
    assert (found.efficiency.difference, found.efficiency.words) == (D(45), "efisien")
