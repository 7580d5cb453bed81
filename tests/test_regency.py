"""The kabupaten's recap: exact sums, the same bytes in any order and grouping, conflicts named, nothing compared that cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta, timezone
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.district import District
from sheets_sync.punctuality import Punctuality
from sheets_sync.regency import RECAP, Expected, LeftOut, RegencyRecap, Why, canonical_json, merge_districts, scope_of
from sheets_sync.regency_words import left_out_words, moment_words, remarks
from sheets_sync.tallies import Money, Tally
from tests.districts import AT, PERIOD, SCALE, district, indicator, unit

ONE, TWO, THREE = "72.01.01", "72.01.02", "72.01.03"
CAPPED = D(100)


def merge(*districts: District, expected: Sequence[Expected] = (), scope: str | None = None) -> RegencyRecap:
    return merge_districts(expected, districts, PERIOD, scope)


# --- sums ----------------------------------------------------------------------------------------------------


def test_the_mean_is_over_all_indicators_of_all_kecamatan() -> None:
    """80, 100 and 60 make 80; the mean of both kecamatan's means would be 75. What is empty counts nowhere."""
    first = district(ONE, indicator("PEM-01", "80"), indicator("PEM-02", "100"), indicator("PEM-03", ""))
    recap = merge(district(TWO, indicator("PEM-01", "60")), first)
    assert recap.summary.tally == Tally(D(240), 3)
    assert (recap.mean, recap.category) == (D(80), "Tinggi")
    assert dict(recap.summary.categories) == {"Rendah": 1, "Sangat Tinggi": 1, "Tinggi": 1}
    assert dict(recap.summary.outcomes) == {"belum diisi": 1}
    assert [(item.region, item.mean, item.to_assess) for item in recap.districts] == [(ONE, D(90), 3), (TWO, D(60), 1)]


def test_money_is_summed_where_it_is_known() -> None:
    """Serapan is of the pagu whose realisasi is known: 60 of 100 million, of a pagu of 200 million in all."""
    unknown = replace(district(TWO).programmes[0], actual=None)
    recap = merge(district(ONE), district(TWO, programmes=(unknown,)))
    assert recap.money == Money(D(200_000_000), D(100_000_000), D(60_000_000), programmes=2, known=1)
    assert recap.money.absorbed == D(60)


def test_units_are_on_time_late_or_not_in() -> None:
    """The three sum to the units of the kecamatan that reported."""
    items = (indicator("PEM-01"), indicator("PMD-01"), indicator("TRA-01"))
    units = (unit("PEM", items), unit("PMD", items, late=2), unit("TRA", items, sent=False))
    recap = merge(district(ONE, *items, units=units), district(TWO))
    assert recap.punctuality == {Punctuality.ON_TIME: 2, Punctuality.LATE: 1, Punctuality.NOT_SENT: 1}
    assert [(item.sent, item.units) for item in recap.districts] == [(2, 3), (1, 1)]


def test_the_standing_is_that_of_the_weakest_part_with_a_figure() -> None:
    """A kecamatan without any figure does not weaken it."""
    final = district(ONE, standing="FINAL")
    assert merge(final, district(TWO, standing="TERVALIDASI")).standing == "TERVALIDASI"
    assert merge(final, district(TWO, indicator("PEM-01", ""))).standing == "FINAL"
    assert merge(district(ONE, standing="REVISI KE-2")).standing == "REVISI KE-2"
    assert merge().standing == "SEMENTARA"


# --- who is there --------------------------------------------------------------------------------------------


def test_who_is_expected_and_has_not_reported_is_named() -> None:
    """In the order of codes; whoever is left out for a reason is not awaited besides."""
    expected = [Expected(THREE, "Tiga"), Expected(ONE, "Satu"), Expected(TWO, "Dua")]
    broken = LeftOut(TWO, "Dua", Why.UNREADABLE, "rusak")
    recap = merge_districts(expected, [district(ONE)], PERIOD, left_out=[broken])
    assert recap.awaited == (Expected(THREE, "Tiga"),)
    assert list(recap.members) == [ONE, TWO, THREE]
    assert left_out_words(recap) == (f"{TWO} Dua: paketnya tidak terbaca (rusak)",)


def test_one_that_nobody_expected_counts_and_is_named() -> None:
    """The list may be older than the kecamatan."""
    recap = merge(district(ONE), district(TWO), expected=[Expected(ONE, "Satu")])
    assert recap.summary.tally.count == 2
    assert remarks(recap) == (
        f"Melapor tetapi tidak ada di daftar kecamatan: {TWO} Kecamatan 02. Angkanya ikut dihitung.",
    )


def test_the_same_content_twice_counts_once() -> None:
    """From a folder and from a site, or pulled again without a change: no conflict."""
    again = replace(district(ONE), at=AT + timedelta(days=2))
    recap = merge(district(ONE), district(ONE), again)
    assert recap.summary.tally.count == 1
    assert recap.districts[0].at == again.at
    assert remarks(recap) == ()


def test_of_two_contents_the_one_pulled_last_holds_and_both_are_named() -> None:
    """Also where it was read first."""
    newer = district(ONE, indicator("PEM-01", "70"), at=AT + timedelta(hours=3))
    recap = merge(newer, district(ONE))
    assert recap.mean == D(70)
    (words,) = remarks(recap)
    assert words.startswith(
        f"{ONE} Kecamatan 01: ada 2 paket yang isinya berbeda; yang dipakai ditarik Kamis 8 Oktober"
    )
    assert "yang dipakai ditarik Kamis 8 Oktober 2026 pukul 13.30 WITA, yang tidak dipakai" in words
    assert words.endswith("ditarik Kamis 8 Oktober 2026 pukul 10.30 WITA.")


def test_of_two_contents_of_one_moment_neither_holds() -> None:
    """The kecamatan is left out and named, until a newer content settles it."""
    tied = merge(district(ONE), district(ONE, indicator("PEM-01", "70")), district(TWO))
    assert [item.region for item in tied.districts] == [TWO]
    assert left_out_words(tied) == (f"{ONE} Kecamatan 01: dua paket berbeda dengan waktu tarik yang sama",)
    settled = tied.merge(merge(district(ONE, indicator("PEM-01", "75"), at=AT + timedelta(minutes=1)), scope="72.01"))
    assert [(item.region, item.mean) for item in settled.districts] == [(ONE, D(75)), (TWO, D(90))]
    assert left_out_words(settled) == ()


def test_another_kabupaten_and_another_period_are_named_and_left_out() -> None:
    """The kabupaten is that of those expected, else that of most."""
    away = district("72.02.01", regency="Kabupaten Poso")
    late = district(THREE, period="2026-TW2")
    for recap in (merge(district(ONE), district(TWO), away, late), merge(away, late, expected=[Expected(ONE, "Satu")])):
        assert recap.scope == "72.01"
        assert left_out_words(recap) == (
            f"{THREE} Kecamatan 03: paketnya dari triwulan lain (2026-TW2)",
            "72.02.01 Kecamatan 01: bukan kecamatan di wilayah ini (72.02.01, Kabupaten Poso)",
        )
        assert "72.02.01" not in recap.members


def test_samples_among_real_data_mark_the_whole() -> None:
    """They are named; where all are samples, that is no news."""
    mixed = merge(district(ONE, sample=True), district(TWO))
    assert mixed.sample
    assert remarks(mixed) == (
        f"Ada DATA CONTOH di antara data sungguhan: {ONE} Kecamatan 01. Karena itu seluruh rekap ini ditandai DATA CONTOH.",
    )
    assert remarks(merge(district(ONE, sample=True))) == ()
    assert not merge(district(TWO)).sample


def test_sums_of_a_package_that_are_not_those_of_its_indicators_are_named() -> None:
    """What counts is computed anew."""
    wrong = replace(district(ONE).units[0], tally=Tally(D(100), 1))
    recap = merge(district(ONE, units=(wrong,)))
    assert recap.mean == D(90)
    assert remarks(recap)[0].startswith(f"{ONE} Kecamatan 01: jumlah capaian unit PEM di paketnya tidak sama")


# --- what cannot be compared ---------------------------------------------------------------------------------


def test_means_with_different_caps_make_no_mean() -> None:
    """110 stays 110 in one kecamatan and counts as 100 in the other: each has its mean, both together have none."""
    free = district(ONE, indicator("PEM-01", "110"))
    capped = district(TWO, indicator("PEM-01", "110"), cap=CAPPED)
    recap = merge(free, capped)
    assert (recap.mean, recap.category, recap.comparable) == (None, "", False)
    assert [(group.cap, group.summary.tally.mean) for group in recap.groups] == [(None, D(110)), (CAPPED, CAPPED)]
    assert recap.summary.tally == Tally(D(210), 2, capped=1)
    assert remarks(recap)[0].startswith("Batas atas capaian dalam rata-rata berbeda antarkecamatan")


def test_categories_of_different_scales_are_not_added() -> None:
    """The mean is comparable, its category is not: 90 is Tinggi in one and Sangat Tinggi in the other."""
    other = (("Sangat Tinggi", D(85)), *SCALE[1:])
    recap = merge(district(ONE), district(TWO, scale=other))
    assert (recap.mean, recap.category) == (D(90), "")
    assert [group.category for group in recap.groups] == ["Tinggi", "Sangat Tinggi"]
    assert remarks(recap) == (
        "Skala kategori berbeda antarkecamatan, jadi kategorinya tidak dapat dibandingkan dan tidak dijumlahkan.",
    )


# --- any order, any grouping ---------------------------------------------------------------------------------

ZONES = [timezone(timedelta(hours=hours)) for hours in (0, 7, 8)]
MOMENTS = [
    (AT + timedelta(hours=hours)).astimezone(zone) for hours in (0, 1) for zone in ZONES
]  # some are one moment, told in two zones
PERCENTS = st.decimals(min_value=-200, max_value=300, places=10) | st.sampled_from(
    [D("66.6666666666"), D(0), D("1E+2")]
)


@st.composite
def some_district(draw: st.DrawFn, regencies: Sequence[str] = ("72.01", "72.02")) -> District:
    """One of few kecamatan, in one of few states, so that many meet."""
    region = f"{draw(st.sampled_from(regencies))}.{draw(st.integers(1, 3)):02}"
    percents = draw(st.lists(st.none() | PERCENTS, min_size=1, max_size=2))
    items = [
        indicator(f"PEM-{number:02}", "" if value is None else str(value)) for number, value in enumerate(percents)
    ]
    return district(
        region, *items, at=draw(st.sampled_from(MOMENTS)), cap=draw(st.sampled_from([None, CAPPED])),
        sample=draw(st.booleans()), period=draw(st.sampled_from([PERIOD, PERIOD, PERIOD, "2026-TW2"])),
        name=draw(st.sampled_from(["Batui", "Luwuk"])),
    )  # fmt: skip


def regrouped(data: st.DataObject, parts: list[RegencyRecap]) -> RegencyRecap:
    """All parts merged two at a time, whichever two."""
    while len(parts) > 1:
        first = parts.pop(data.draw(st.integers(0, len(parts) - 1)))
        second = parts.pop(data.draw(st.integers(0, len(parts) - 1)))
        parts.append(first.merge(second))
    return parts[0]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_order_and_grouping_gives_the_same_bytes(data: st.DataObject) -> None:
    """One at a time in any pairs, or all at once: conflicts, strangers, expected ones and sums come out the same."""
    districts = data.draw(st.lists(some_district(), min_size=1, max_size=6))
    expected = [Expected("72.01.01", "Satu"), Expected("72.01.04", "Empat")]
    at_once = canonical_json(merge(*districts, expected=expected))
    shuffled = data.draw(st.permutations(districts))
    assert canonical_json(merge(*shuffled, expected=expected[::-1])) == at_once
    parts = [merge(item, expected=expected, scope="72.01") for item in shuffled]
    assert canonical_json(regrouped(data, parts)) == at_once
    assert canonical_json(merge(*districts, *districts, expected=expected)) == at_once


@settings(max_examples=75, deadline=None)
@given(st.data())
def test_kabupaten_merge_into_a_provinsi(data: st.DataObject) -> None:
    """In any order the same bytes, and the same sums as of all its kecamatan at once."""
    codes = ("72.01", "72.02", "72.03")
    found = [data.draw(st.lists(some_district(regencies=(code,)), min_size=1, max_size=3)) for code in codes]
    recaps = [merge(*districts, scope=code) for code, districts in zip(codes, found, strict=True)]
    one = regrouped(data, list(recaps))
    assert canonical_json(one) == canonical_json(recaps[0].merge(recaps[1].merge(recaps[2])))
    at_once = merge(*(item for districts in found for item in districts), scope="72")
    assert (one.scope, one.districts, one.summary, one.money) == (
        "72", at_once.districts, at_once.summary, at_once.money,
    )  # fmt: skip


def test_whom_one_kabupaten_turned_away_is_no_stranger_in_the_provinsi() -> None:
    """A package that was put into the wrong list is named there, and no longer once its own kabupaten has it."""
    away = district("72.02.01")
    first, second = merge(district(ONE), district(TWO), away), merge(away)
    assert [item.why for item in first.left_out] == [Why.ELSEWHERE]
    assert first.merge(second).left_out == ()
    assert first.merge(second).name == "Sulawesi Tengah"


def test_different_periods_are_not_merged() -> None:
    """That would be a fault of ours."""
    with pytest.raises(ValueError, match="not one period"):
        merge(district(ONE)).merge(merge_districts((), [], "2026-TW2"))


def test_the_file_is_read_back_as_it_was() -> None:
    """Every figure keeps its digits."""
    recap = merge(district(ONE, indicator("PEM-01", "66.6666666666")), district(TWO, cap=CAPPED))
    content = canonical_json(recap)
    assert RECAP.validate_json(content) == recap
    assert canonical_json(RECAP.validate_json(content)) == content


def test_the_kabupaten_is_that_of_most_and_of_two_the_first() -> None:
    """Whoever is there twice counts once."""
    away = district("72.02.01")
    assert scope_of([], [away, away, district(ONE)]) == "72.01"
    assert scope_of([], [away, district("72.02.02"), district(ONE)]) == "72.02"
    assert scope_of([], []) == ""


def test_a_moment_names_its_zone() -> None:
    """The three of Indonesia by name, any other by its hours."""
    told = [moment_words(AT.astimezone(timezone(timedelta(hours=hours)))) for hours in (7, 8, 9, -3)]
    assert [words.removeprefix("Kamis 8 Oktober 2026 pukul ") for words in told[:3]] == [
        "09.30 WIB", "10.30 WITA", "11.30 WIT",
    ]  # fmt: skip
    assert told[3] == "Rabu 7 Oktober 2026 pukul 23.30 (UTC-3)"
