"""Sums, means, efficiency, absorption, excess and change, as published tables have them."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from sheets_sync.published.totals import (
    EfficiencyFormula,
    MeanItem,
    reconcile_budget,
    reconcile_change,
    reconcile_efficiency,
    reconcile_mean,
    reconcile_sum,
)
from sheets_sync.published.verdicts import Cause

COLUMN = ("104,96", "95,24", "100,00")


def items(*printed: str | None) -> list[MeanItem]:
    return [MeanItem(text) for text in printed]


@pytest.mark.parametrize(
    ("printed", "column", "ours", "words"),
    [
        ("100,07", COLUMN, "100,07", "sesuai"),
        ("100,08", COLUMN, "100,07", "sesuai"),  # within a hundredth
        ("100,06", COLUMN, "100,07", "dipotong, bukan dibulatkan"),
        ("100,1", COLUMN, "100,07", "dibulatkan ke desimal yang lebih sedikit"),
        ("98,41", COLUMN, "100,07", "dibatasi 100"),
        ("66,73", (*COLUMN[:2], None), "100,10", "rumus lain: yang tanpa capaian dihitung 0"),  # 200,20 / 3
        ("107,00", COLUMN, "100,07", "tidak dapat dijelaskan"),
        ("100,70", COLUMN, "100,07", "diduga salah ketik di sumber: angka ke-4 dan ke-5 tertukar"),
    ],
)
def test_a_mean(printed: str, column: tuple[str | None, ...], ours: str, words: str) -> None:
    """A mean is that of the printed figures, or what else makes it is said."""
    assert reconcile_mean(printed, items(*column)).brief == f"tercetak {printed}; dihitung {ours} ({words})"


def test_a_mean_of_unrounded_capaian() -> None:
    """104,9558, 95,2857 and 100 make 100,0805, where the printed ones make 100,07."""
    column = [
        MeanItem("104,96", D("104.9558")),
        MeanItem("95,24", D("95.2857")),
        MeanItem("100,00", D(100)),
    ]
    assert reconcile_mean("100,0805", column).causes == (Cause.UNROUNDED,)


def test_a_mean_over_sasaran() -> None:
    """Two sasaran of one and of two indicators: (100 + 85) / 2, not (100 + 90 + 80) / 3."""
    column = [MeanItem("100", group="a"), MeanItem("90", group="b"), MeanItem("80", group="b")]
    verdict = reconcile_mean("92,50", column)
    assert verdict.brief == "tercetak 92,50; dihitung 90,00 (rumus lain: rata-rata tiap sasaran lebih dahulu)"


def test_a_mean_over_capped_sasaran() -> None:
    """Two causes at once: (100 + (100 + 80) / 2) / 2 with 110 capped at 100."""
    column = [MeanItem("110", group="a"), MeanItem("100", group="b"), MeanItem("80", group="b")]
    verdict = reconcile_mean("95,00", column)
    assert verdict.causes == (Cause.FORMULA, Cause.CAPPED)
    assert verdict.words == "rumus lain: rata-rata tiap sasaran lebih dahulu, dibatasi 100"


def test_a_sum() -> None:
    """A column's sum is found, and one digit wrong in it."""
    assert reconcile_sum("300,20", items(*COLUMN)).reproduced
    assert (
        reconcile_sum("320,20", items(*COLUMN)).words
        == "diduga salah ketik di sumber: angka ke-2 tercetak 2, seharusnya 0"
    )


def test_a_mean_of_nothing() -> None:
    """Without a column, or without a printed mean, nothing is explained away."""
    assert reconcile_mean("100,00", items(None, "-")).computed is None
    assert reconcile_mean(None, items("90", "80")).cause is Cause.NOT_PRINTED
    assert reconcile_mean("Baik", items("90", "80")).cause is Cause.UNREADABLE


@pytest.mark.parametrize(
    ("printed", "claimed", "words"),
    [
        ("1,32", EfficiencyFormula.SAVED, "sesuai"),
        ("102,17", EfficiencyFormula.SAVED, "rumus lain: capaian / serapan × 100"),
        ("2,14", EfficiencyFormula.SAVED, "rumus lain: capaian − serapan"),
        ("102,17", EfficiencyFormula.RATIO, "sesuai"),
        ("2,14", EfficiencyFormula.DIFFERENCE, "sesuai"),
        ("11,01", EfficiencyFormula.SAVED, "tidak dapat dijelaskan"),
    ],
)
def test_efficiency(printed: str, claimed: EfficiencyFormula, words: str) -> None:
    """Capaian 100,82 of a serapan of 98,68: three formulas, three figures."""
    assert reconcile_efficiency(printed, "100,82", "98,68", claimed).words == words


def test_efficiency_without_what_it_needs() -> None:
    """100 − serapan needs no capaian; the others do, and no serapan means no efficiency."""
    assert reconcile_efficiency("1,32", None, "98,68").reproduced
    assert reconcile_efficiency("102,17", None, "98,68", EfficiencyFormula.RATIO).cause is Cause.UNREADABLE
    assert reconcile_efficiency("1,32", "100,82", None).cause is Cause.UNREADABLE


def test_a_budget_repeated_on_each_row() -> None:
    """Four rows and four times the pagu: typed anew on each row. Three rows and twice the pagu is not that."""
    found = reconcile_budget("8.040.000", "32.160.000", "400%", "24.120.000", rows=4)
    assert found.times == 4
    assert found.percent.causes == (Cause.REPRODUCED, Cause.REPEATED)
    assert found.rest is not None
    assert found.rest.reproduced
    assert reconcile_budget("8.040.000", "16.080.000", "200%", rows=3).times == 0
    assert reconcile_budget("8.040.000", "16.080.000", "200%").times == 2


def test_a_budget_of_nothing_has_no_absorption() -> None:
    """A pagu of nought makes no percent, and nothing is divided by it."""
    found = reconcile_budget("0", "1.500.000", "-", "1.500.000")
    assert found.percent.reproduced
    assert found.percent.brief == "tercetak -; dihitung tidak dapat dihitung (sesuai)"
    assert found.times == 0


def test_what_is_left_of_a_budget() -> None:
    """What is left may be printed with or without a sign; a wrong digit in it is found."""
    for text, words in (
        ("13.701.369", "sesuai"),
        ("-13.701.369", "sesuai"),
        ("13.701.869", "diduga salah ketik di sumber: angka ke-6 tercetak 8, seharusnya 3"),
    ):
        rest = reconcile_budget("1.041.759.500", "1.028.058.131", "98,68", text).rest
        assert rest is not None
        assert rest.words == words


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("-2,64", "sesuai"),
        ("2,64", "sesuai"),
        ("penurunan sebesar 2,85%", "poin persen dicetak sebagai persen"),
        ("4,96", "tercetak selisih, bukan capaian"),
        ("97,36", "rumus lain"),
        ("12,34", "tidak dapat dijelaskan"),
    ],
)
def test_a_change(printed: str, words: str) -> None:
    """From 107,81 to 104,96: 2,64 percent less, which is 2,85 points."""
    assert reconcile_change(printed, "107,81", "104,96").words == words
