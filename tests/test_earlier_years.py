"""Earlier years of an indicator: from the archive, else from comparisons.csv, else said to be missing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from sheets_sync.earlier_years import EarlierYear
from sheets_sync.model import Accumulation, Office, Polarity
from sheets_sync.period import Period
from sheets_sync.targets import Against, Target, Yardstick
from tests.comparing import (
    LAST_YEAR,
    NOW,
    THEN,
    at,
    exactly,
    last_year,
    only,
    recap,
    why_not,
)


def test_the_archive_knows_last_year(bare: Office) -> None:
    """84 less 76,5 is 7,5 in the satuan; 105 less 102 is 3 poin persentase."""
    row = last_year(only(bare, NOW, THEN))

    assert (row.year, row.code, row.difference, row.points) == (2025, "PEM-01", D("7.5"), D(3))
    assert row.source == "rekap Triwulan IV 2025 di arsip (SEMENTARA)"


def test_what_nobody_knows_is_said(bare: Office) -> None:
    """Each of the comparisons without data says where to write it."""
    found = only(bare, NOW)

    assert why_not(found.earlier[0]) == "belum ada data: realisasi 2025, isi office/comparisons.csv (jenis riwayat)"
    assert why_not(found.medium_term) == (
        "belum ada data: target akhir Renstra/RPJMD, isi office/comparisons.csv (jenis jangka menengah)"
    )
    assert why_not(found.standard) == (
        "belum ada data: standar nasional, isi office/comparisons.csv (jenis standar nasional)"
    )
    assert why_not(found.efficiency) == "belum ada data: pagu program 7.01.06, isi programmes.csv"


def test_the_file_tells_what_the_archive_does_not(bare: Office) -> None:
    """80 of 90 is 88,888... by R/T; the document cut it; the archive's own year goes before the file's."""
    rows = (
        Yardstick("PEM-01", Against.HISTORY, 2024, exactly("90"), exactly("80"), "88,88", "LKjIP 2024"),
        Yardstick("PEM-01", Against.HISTORY, 2025, exactly("90"), exactly("1"), "", "LKjIP 2025"),
    )
    found = only(replace(bare, yardsticks=rows), NOW, THEN)
    first, second = found.earlier

    assert isinstance(first, EarlierYear)
    assert isinstance(second, EarlierYear)
    assert (first.year, first.actual) == (2025, exactly("76.5"))
    assert (second.year, second.source, second.printed) == (
        2024,
        "LKjIP 2024",
        "tercetak 88,88; dihitung 88,89 (dipotong, bukan dibulatkan)",
    )
    assert second.result == D("88.8888888888")
    assert second.points == D("16.1111111112")


def test_a_sum_compares_with_the_same_quarters_only(bare: Office) -> None:
    """What was added up until June is not held against a whole year."""
    june = recap(Period(2026, 2), {"PEM": (at("PEM-01", "84", "105", accumulation=Accumulation.SUM),)})
    then = recap(LAST_YEAR, {"PEM": (at("PEM-01", "76.5", "102", accumulation=Accumulation.SUM),)})
    row = last_year(only(bare, june, then))

    assert why_not(row.difference) == (
        "tidak dapat dibandingkan: dijumlahkan s.d. triwulan 2, sedangkan dahulu s.d. triwulan 4"
    )
    assert row.points == D(3)


def test_a_predicate_has_no_difference(bare: Office) -> None:
    """BB after B is no number more; its capaian compares."""
    row = Yardstick("PEM-01", Against.HISTORY, 2025, Target(D(60), D(60), "B"), Target(D(70), D(70), "BB"), "", "x")
    found = last_year(only(replace(bare, yardsticks=(row,)), NOW))

    assert why_not(found.difference) == "tidak dapat dibandingkan: predikat, bukan bilangan"
    assert found.actual is not None
    assert found.actual.predicate == "BB"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"measure": "Desa"}, "satuan berubah dari Desa menjadi %"),
        ({"polarity": Polarity.LOWER}, "arah berubah dari turun menjadi naik"),
        ({"accumulation": Accumulation.SUM}, "akumulasi berubah dari jumlah menjadi posisi akhir"),
    ],
)
def test_what_is_counted_otherwise_does_not_compare(bare: Office, change: dict[str, Any], words: str) -> None:
    """Satuan, arah and akumulasi must be the same."""
    then = recap(LAST_YEAR, {"PEM": (at("PEM-01", "76.5", "102", **change),)})

    assert why_not(only(bare, NOW, then).earlier[0]) == f"tidak dapat dibandingkan: {words}"


def test_persen_is_the_percent_sign(bare: Office) -> None:
    """Two spellings of one satuan."""
    then = recap(LAST_YEAR, {"PEM": (at("PEM-01", "76.5", "102", measure="Persen"),)})

    assert last_year(only(bare, NOW, then)).points == D(3)
