"""Kecamatan made up for tests of the kabupaten: small ones by hand, and many of them for size."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal as D
from pathlib import Path

from sheets_sync.achievement import category_of
from sheets_sync.assessing import Band
from sheets_sync.district import District, DistrictIndicator, DistrictProgramme, DistrictUnit
from sheets_sync.packages.index import index_of, package_folder
from sheets_sync.packages.licences import LICENCES
from sheets_sync.packages.writing import packed, write
from sheets_sync.tallies import Tally

PERIOD = "2026-TW3"
AT = datetime.fromisoformat("2026-10-08T10:30:00+08:00")
SCALE = (
    ("Sangat Tinggi", D(91)),
    ("Tinggi", D(76)),
    ("Sedang", D(66)),
    ("Rendah", D(51)),
    ("Sangat Rendah", D(0)),
)
BLANK = DistrictIndicator(
    code="PEM-01", unit="PEM", objective="Meningkatnya pelayanan", name="Persentase layanan selesai", concept="",
    definition="", classification="", dimension="", measure="%", polarity="naik", method="R/T", accumulation="rata-rata",
    frequency="triwulanan", source="", programme="7.01.02", target=D(100), target_high=None, actual=D(90),
    target_so_far=D(100), actual_so_far=D(90), annual=D(100), percent=D(90), category="Tinggi", outcome="dinilai",
    standing="SEMENTARA",
)  # fmt: skip


def indicator(code: str = "PEM-01", percent: str = "90", **more: object) -> DistrictIndicator:
    """An indicator of the unit before its code's hyphen; without a percent it is `belum diisi`."""
    unit = code.split("-", maxsplit=1)[0]
    if percent:
        bands = tuple(Band(*pair) for pair in SCALE)
        told = {"percent": D(percent), "actual_so_far": D(percent), "category": category_of(D(percent), bands)}
        return replace(BLANK, code=code, unit=unit, **(told | more))  # type: ignore[arg-type]
    empty = {
        "percent": None,
        "category": "",
        "actual": None,
        "actual_so_far": None,
        "target_so_far": None,
        "outcome": "belum diisi",
    }
    return replace(BLANK, code=code, unit=unit, **(empty | more))  # type: ignore[arg-type]


def unit(code: str, items: tuple[DistrictIndicator, ...], *, late: int = 0, sent: bool = True) -> DistrictUnit:
    """The unit with what these indicators of it add up to, without a cap."""
    percents = [item.percent for item in items if item.unit == code and item.percent is not None]
    punctuality = ("TERLAMBAT" if late else "TEPAT") if sent else "BELUM"
    tally = Tally(
        sum((max(percent, D(0)) for percent in percents), D(0)), len(percents), 0, sum(p < 0 for p in percents)
    )
    asked = sum(item.unit == code for item in items)
    return DistrictUnit(
        code, f"Seksi {code}", "seksi", "dikirim" if sent else "diisi", punctuality, late, asked, asked, asked, tally,
        "SEMENTARA",
    )  # fmt: skip


def district(region: str = "72.01.15", *items: DistrictIndicator, **more: object) -> District:
    """A kecamatan with these indicators, or with one; a unit for each that they name, a programme of 100 million."""
    kept = items or (indicator(),)
    codes = sorted({item.unit for item in kept})
    made = District(
        region=region, name=f"Kecamatan {region[-2:]}", regency="Kabupaten Banggai", province="Sulawesi Tengah",
        period=PERIOD, at=AT, sample=False, standing="SEMENTARA", scale=SCALE, cap=None, indicators=kept,
        units=tuple(unit(code, kept) for code in codes),
        programmes=(DistrictProgramme("7.01.02", "Pelayanan", codes[0], D(100_000_000), D(60_000_000), "SEMENTARA"),),
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def write_site(root: Path, *districts: District) -> Path:
    """A published site at `root` with the packages of these: one kecamatan in some periods."""
    for item in districts:
        write(root / package_folder(item.period), packed(item, LICENCES["CC-BY-4.0"]))
    listing = root / "hasil" / "data" / "index.json"
    listing.parent.mkdir(parents=True)
    listing.write_bytes(index_of(districts))
    return root


def large_regency(districts: int = 23, units: int = 12, indicators: int = 20) -> list[District]:
    """A kabupaten of the usual size: as many kecamatan, units in each and indicators a unit."""
    return [_large(f"72.01.{number:02}", number, units, indicators) for number in range(1, districts + 1)]


def _large(region: str, seed: int, units: int, indicators: int) -> District:
    items = tuple(
        indicator(
            f"U{place}-{number:02}",
            str(D(50) + (seed * 7 + place * 5 + number * 3) % 60) if (seed + place + number) % 9 else "",
            name=f"Persentase layanan bidang {place} nomor {number} yang diselesaikan tepat waktu dan sesuai standar",
        )
        for place in range(10, 10 + units)
        for number in range(1, indicators + 1)
    )
    return district(region, *items)
