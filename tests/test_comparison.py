"""The seven comparisons of Bab III, with figures worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from sheets_sync.assessing import Method, Outcome
from sheets_sync.comparison import Comparisons, EarlierYear, Measured, changes_since, compare, year_of
from sheets_sync.lineage import Lack, Missing
from sheets_sync.model import (
    Accumulation,
    Against,
    Frequency,
    Indicator,
    Office,
    Polarity,
    Target,
    TypedAs,
    Unit,
    UnitKind,
    Yardstick,
)
from sheets_sync.period import Period
from sheets_sync.recap import Achievement, BudgetLine, Commitment, Recap
from sheets_sync.standing import PROVISIONAL
from sheets_sync.tallies import Tally, summarised
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
    tally = Tally()
    for row in rows:
        tally = tally.merge(row.tally)
    return replace(recap_of(*rows), period=str(period), tally=tally)


@pytest.fixture
def bare(office: Office) -> Office:
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

# --- earlier years -----------------------------------------------------------------------------------------------


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


# --- renamed, split and merged -----------------------------------------------------------------------------------

PEMUM = replace(INDICATOR, code="PEMUM-01", unit="PEMUM", valid_from=RENAMED)
ENDED = {"since": date(2020, 1, 1), "until": date(2025, 12, 31)}
RENAMED_NOW = recap(TW4, {"PEMUM": (at("PEMUM-01", "84", "105"),)})


def test_a_renamed_unit_is_followed(bare: Office) -> None:
    """PEMUM replaced PEM and nobody else did: PEMUM-01 was PEM-01, by its number and name."""
    office = replace(
        bare, units=(unit("PEM", **ENDED), unit("PEMUM", "PEM", since=RENAMED)), indicators=(INDICATOR, PEMUM)
    )
    row = last_year(only(office, RENAMED_NOW, THEN))

    assert (row.code, row.difference) == ("PEM-01", D("7.5"))


def test_an_indicator_of_another_name_is_not_guessed(bare: Office) -> None:
    """The same number in the renamed unit, yet another indicator."""
    office = replace(bare, units=(unit("PEM", **ENDED), unit("PEMUM", "PEM", since=RENAMED)), indicators=(PEMUM,))
    then = recap(LAST_YEAR, {"PEM": (at("PEM-01", "76.5", "102", name="Jumlah rapat"),)})

    assert why_not(only(office, RENAMED_NOW, then).earlier[0]).startswith(
        "tidak dapat dibandingkan: PEM-01 waktu itu bernama lain"
    )


@pytest.mark.parametrize(
    ("units", "words"),
    [
        ((unit("PEM", **ENDED), unit("PMD", **ENDED), unit("PEMUM", "PEM", "PMD", since=RENAMED)),
         "PEMUM gabungan dari PEM dan PMD"),
        ((unit("PEM", **ENDED), unit("PEMUM", "PEM", since=RENAMED), unit("DESA", "PEM", since=RENAMED)),
         "PEM dipecah menjadi PEMUM dan DESA"),
        ((unit("PEM"), unit("PEMUM", "PEM", since=RENAMED)), "PEM dipecah menjadi PEMUM dan PEM"),
    ],
)  # fmt: skip
def test_units_split_or_merged_do_not_compare(bare: Office, units: tuple[Unit, ...], words: str) -> None:
    """Two became one, one became two, or the old one still stands beside the new."""
    office = replace(bare, units=units, indicators=(PEMUM,))

    assert why_not(only(office, RENAMED_NOW, THEN).earlier[0]) == f"tidak dapat dibandingkan: {words}"


def test_a_change_before_that_year_does_not_matter(bare: Office) -> None:
    """What was merged in 2020 was one in 2025 already."""
    office = replace(bare, units=(unit("PEM", "LAMA", "USANG"),))

    assert last_year(only(office, NOW, THEN)).points == D(3)


def test_an_indicator_that_took_the_place_of_one_is_followed(bare: Office) -> None:
    """What the office says of the indicator goes before what became of its unit."""
    new = replace(INDICATOR, code="PEM-09", valid_from=RENAMED, replaces=("PEM-01",))
    old = replace(INDICATOR, valid_to=date(2025, 12, 31))
    office = replace(bare, indicators=(old, new))
    now = recap(TW4, {"PEM": (at("PEM-09", "84", "105"),)})

    assert last_year(only(office, now, THEN)).code == "PEM-01"


def test_an_indicator_made_of_two_does_not_compare(bare: Office) -> None:
    """Nor does the file's row of one of them stand for it."""
    new = replace(INDICATOR, code="PEM-09", valid_from=RENAMED, replaces=("PEM-01", "PEM-02"))
    row = Yardstick("PEM-01", Against.HISTORY, 2025, exactly("90"), exactly("80"), "", "LKjIP 2025")
    office = replace(bare, indicators=(INDICATOR, new), yardsticks=(row,))
    now = recap(TW4, {"PEM": (at("PEM-09", "84", "105"),)})

    assert why_not(only(office, now).earlier[0]) == "tidak dapat dibandingkan: PEM-09 gabungan dari PEM-01 dan PEM-02"


def test_rows_that_replace_each_other_end(bare: Office) -> None:
    """A circle in the office's files is named, not followed for ever."""
    office = replace(bare, units=(unit("PEM", "X", since=RENAMED), unit("X", "PEM", since=RENAMED, until=RENAMED)))

    assert why_not(only(office, NOW, THEN).earlier[0]).startswith("tidak dapat dibandingkan: ")


# --- the year ----------------------------------------------------------------------------------------------------


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


def test_causes_of_all_quarters_are_quoted(bare: Office) -> None:
    """In the unit's own words, oldest first."""
    march = recap(Period(2026, 1), {"PEM": (at("PEM-01", "60", "75", hindrance="Banjir", remedy="Jadwal ulang"),)})
    december = recap(TW4, {"PEM": (at("PEM-01", "84", "105", hindrance="Hujan"),)})

    assert [(row.period.short, row.hindrance, row.remedy) for row in only(bare, december, march).causes] == [
        ("TW I", "Banjir", "Jadwal ulang"),
        ("TW IV", "Hujan", ""),
    ]


# --- targets from outside ----------------------------------------------------------------------------------------


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


def test_the_supporting_programme(bare: Office) -> None:
    """Capaian 105 for 60 % of the pagu is efisien, 45 poin persentase apart."""
    line = BudgetLine("7.01.06", "Program Pembinaan", D(200), D(120), "PEM", PROVISIONAL)
    found = only(bare, replace(NOW, budget=(line,)))

    assert found.programmes == (line,)
    assert not isinstance(found.efficiency, Missing)
    assert (found.efficiency.difference, found.efficiency.words) == (D(45), "efisien")


# --- since the last period ---------------------------------------------------------------------------------------


def test_changes_follow_a_renamed_unit(bare: Office) -> None:
    """The whole, the unit and the indicator each moved by 3 poin persentase."""
    office = replace(
        bare, units=(unit("PEM", **ENDED), unit("PEMUM", "PEM", since=RENAMED)), indicators=(INDICATOR, PEMUM)
    )
    found = changes_since(office, RENAMED_NOW, THEN)

    assert found.whole == D(3)
    assert [(row.code, row.points) for row in (*found.units, *found.indicators)] == [
        ("PEMUM", D(3)),
        ("PEMUM-01", D(3)),
    ]


def test_a_merged_units_mean_does_not_compare(bare: Office) -> None:
    """The kecamatan's does."""
    office = replace(
        bare, units=(unit("PEM", **ENDED), unit("PMD", **ENDED), unit("PEMUM", "PEM", "PMD", since=RENAMED))
    )
    found = changes_since(office, RENAMED_NOW, THEN)
    points = found.units[0].points

    assert found.whole == D(3)
    assert isinstance(points, Missing)
    assert points.lack is Lack.APART


def test_nothing_assessed_is_no_change(bare: Office) -> None:
    """A mean that is not there is not zero."""
    found = changes_since(bare, NOW, recap(LAST_YEAR, {"PEM": ()}))

    assert why_not(found.whole) == "belum ada data: belum ada yang dinilai pada periode pembanding"
