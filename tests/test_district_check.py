"""What comes in a package is bounded before anything is made of it: each oddity is named, and ordinary content passes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal as D

import pytest

from sheets_sync.district import District
from sheets_sync.district_check import LONGEST, MOST_INDICATORS, TOLD, objections
from tests.districts import AT, SCALE, district, indicator, large_regency


def test_ordinary_content_passes() -> None:
    """A kabupaten of the usual size, a capaian of ten decimals, a name of 500 letters on two lines, a realisasi that is unknown."""
    assert [objections(item) for item in large_regency(districts=2)] == [(), ()]
    odd = district(
        "72.01.01", indicator("PEM-01", "66.6666666666", name="x" * 498 + "\n\t"), indicator("PEM-02", "-12.5")
    )
    unknown = replace(odd.programmes[0], actual=None)
    assert objections(replace(odd, programmes=(unknown,), cap=D(120))) == ()


def with_item(**more: object) -> District:
    return replace(district(), indicators=(replace(indicator(), **more),))  # type: ignore[arg-type]


def with_unit(**more: object) -> District:
    item = district()
    return replace(item, units=(replace(item.units[0], **more),))  # type: ignore[arg-type]


def with_money(value: D) -> District:
    item = district()
    return replace(item, programmes=(replace(item.programmes[0], actual=value),))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lambda: district("../../etc"), "kode wilayah kecamatan tidak seperti 72.01.15"),
        (lambda: replace(district(), period="2026-TW9"), "triwulannya tidak seperti 2026-TW3"),
        (lambda: replace(district(), at=AT.replace(tzinfo=None)), "zona waktunya"),
        (lambda: replace(district(), scale=()), "skala capaian harus memuat 1 sampai 20 kategori"),
        (lambda: replace(district(), scale=SCALE[::-1]), "tidak urut dari yang tertinggi"),
        (lambda: replace(district(), cap=D("Infinity")), "batas atas rata-rata bukan angka yang wajar"),
        (lambda: replace(district(), name="x" * (LONGEST + 1)), "kolom name: tulisan sepanjang 2001 huruf"),
        (lambda: replace(district(), name="Maju\x1b[31m"), "kolom name: memuat karakter kendali"),
        (lambda: replace(district(), standing="DISETUJUI"), "ada status angka yang tidak dikenal"),
        (lambda: replace(district(), units=()), "ada indikator yang unit kerjanya tidak ada dalam paket"),
        (lambda: replace(district(), indicators=district().indicators * 2), "1 kode indikator ada lebih dari sekali"),
        (lambda: with_item(percent=D("NaN")), "kolom percent: bukan angka yang wajar"),
        (lambda: with_item(percent=D("1E+900")), "kolom percent: bukan angka yang wajar"),
        (lambda: with_item(percent=D("0.12345678901")), "1 indikator: rumus, capaian atau keadaannya"),
        (lambda: with_item(outcome="belum diisi"), "1 indikator: rumus, capaian atau keadaannya"),
        (lambda: with_item(method="R*T"), "1 indikator: rumus, capaian atau keadaannya"),
        (lambda: with_unit(punctuality="SEGERA"), "1 unit kerja: ketepatan atau jumlahnya"),
        (lambda: with_unit(to_assess=-1), "1 unit kerja: ketepatan atau jumlahnya"),
        (lambda: with_unit(filled=10**9), "kolom filled: 1000000000 bukan jumlah yang wajar"),
        (
            lambda: replace(district(), programmes=(replace(district().programmes[0], ceiling=D(-1)),)),
            "ada pagu di bawah nol",
        ),
        (lambda: with_money(D("sNaN")), "kolom actual: bukan angka yang wajar"),
        (lambda: with_money(D("1E-20")), "ada pagu atau realisasi anggaran yang bukan angka rupiah"),
    ],
)  # fmt: skip
def test_each_oddity_is_named(content: Callable[[], District], words: str) -> None:
    """Paths in codes, numbers that break sums, words that we do not know, sizes that nobody means."""
    assert words in " ".join(objections(content()))


def test_too_many_indicators_are_refused() -> None:
    """10,000 of a kecamatan are taken, one more is not; never more than five things are told."""
    items = tuple(indicator(f"PEM-{number}") for number in range(MOST_INDICATORS + 1))
    assert objections(district("72.01.01", *items)) == ("memuat 10001 indikator; paling banyak 10000",)
    assert objections(district("72.01.01", *items[1:])) == ()
    assert len(objections(district("x", *(replace(item, name="x" * 3000) for item in items[:50])))) == TOLD


def test_a_code_may_stand_in_two_units() -> None:
    """Codes of indicators are unique within their unit alone; what is no code is refused."""
    both = (indicator("PEM-01"), replace(indicator("PEM-01"), unit="PMD"))
    assert objections(district("72.01.01", *both)) == ()
    assert objections(district("72.01.01", indicator("PEM-<b>"))) == ("1 kode indikator tidak berbentuk kode",)
