"""Whether what a kecamatan's package holds can be taken up: it comes from elsewhere, and nothing in it is trusted; pure.

The bounds keep sums exact (28 digits), pages of a finite size, and codes fit for addresses of pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields
from decimal import Decimal
from itertools import islice
from typing import Any

from sheets_sync.achievement import LIMIT
from sheets_sync.assessing import PLACES, Method, Outcome
from sheets_sync.district import District, DistrictIndicator, DistrictUnit
from sheets_sync.period import Period
from sheets_sync.punctuality import Punctuality

MOST_INDICATORS, MOST_UNITS, MOST_PROGRAMMES, MOST_CATEGORIES = 10_000, 500, 2_000, 20
LONGEST = 2_000  # letters of any text
LARGEST = Decimal(10) ** 16  # beyond it is no figure of an office
DIGITS = 30  # decimals of what is only shown
MOST_COUNTED = 1_000_000
TOLD = 5  # objections that are told; one is enough to leave a package out
REGION = re.compile(r"\d\d\.\d\d\.\d\d")
UNIT = re.compile(r"[A-Z][A-Z0-9-]{0,14}")
INDICATOR = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,29}")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # what steers a terminal; a tab or a new line does not
STANDING = re.compile(r"SEMENTARA|TERVALIDASI|FINAL|REVISI KE-[1-9]\d{0,3}")


def objections(district: District) -> tuple[str, ...]:
    """Why the content cannot be taken up, in Indonesian; empty where it can."""
    return tuple(islice(_all(district), TOLD))


def _all(district: District) -> Iterator[str]:
    yield from _head(district)
    yield from _sizes(district)
    for part in (district, *district.units, *district.programmes, *district.indicators):
        yield from _bounds(part)
    yield from _codes(district)
    yield from _judged(district)


def _head(district: District) -> Iterator[str]:
    if not REGION.fullmatch(district.region):
        yield "kode wilayah kecamatan tidak seperti 72.01.15"
    if not _is_period(district.period):
        yield "triwulannya tidak seperti 2026-TW3"
    if district.at.utcoffset() is None:
        yield "waktu penarikan tidak menyebut zona waktunya"
    names = [name for name, _ in district.scale]
    floors = [least for _, least in district.scale]
    if not names or len(names) > MOST_CATEGORIES or len(set(names)) < len(names):
        yield f"skala capaian harus memuat 1 sampai {MOST_CATEGORIES} kategori yang berbeda"
    if not all(map(_is_summable, floors)) or sorted(floors, reverse=True) != floors:
        yield "batas kategori skala capaian tidak urut dari yang tertinggi"
    if district.cap is not None and not (_is_summable(district.cap) and 0 < district.cap < LIMIT):
        yield "batas atas rata-rata bukan angka yang wajar"


def _is_period(text: str) -> bool:
    try:
        return str(Period.parse(text)) == text
    except ValueError:
        return False


def _sizes(district: District) -> Iterator[str]:
    for words, found, most in (
        ("indikator", len(district.indicators), MOST_INDICATORS),
        ("unit kerja", len(district.units), MOST_UNITS),
        ("program", len(district.programmes), MOST_PROGRAMMES),
    ):
        if found > most:
            yield f"memuat {found} {words}; paling banyak {most}"


def _bounds(part: Any) -> Iterator[str]:
    """What is too long to show, too large to be meant, or meant for a terminal instead of a reader."""
    for field in fields(part):
        value = getattr(part, field.name)
        if isinstance(value, str) and len(value) > LONGEST:
            yield f"kolom {field.name}: tulisan sepanjang {len(value)} huruf; paling panjang {LONGEST}"
        elif isinstance(value, str) and CONTROL.search(value):
            yield f"kolom {field.name}: memuat karakter kendali yang tidak terlihat"
        elif isinstance(value, Decimal) and not _is_figure(value, DIGITS):
            yield f"kolom {field.name}: bukan angka yang wajar"
        elif isinstance(value, int) and not -MOST_COUNTED <= value <= MOST_COUNTED:
            yield f"kolom {field.name}: {value} bukan jumlah yang wajar"


def _is_figure(value: Decimal, places: int) -> bool:
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and -places <= exponent <= PLACES + 6 and abs(value) < LARGEST


def _is_summable(value: Decimal) -> bool:
    return _is_figure(value, PLACES)


def _codes(district: District) -> Iterator[str]:
    units = {unit.code for unit in district.units}
    yield from _wrong("kode unit", (unit.code for unit in district.units), UNIT)
    yield from _wrong("kode indikator", (item.code for item in district.indicators), INDICATOR)
    if any(item.unit not in units for item in district.indicators):
        yield "ada indikator yang unit kerjanya tidak ada dalam paket"
    for words, codes in (
        ("unit", [unit.code for unit in district.units]),
        ("indikator", [f"{item.unit} {item.code}" for item in district.indicators]),  # unique within its unit
        ("program", [item.code for item in district.programmes]),
    ):
        if doubled := sum(count > 1 for count in Counter(codes).values()):
            yield f"{doubled} kode {words} ada lebih dari sekali"


def _wrong(words: str, codes: Iterable[str], pattern: re.Pattern[str]) -> Iterator[str]:
    if wrong := sum(not pattern.fullmatch(code) for code in codes):
        yield f"{wrong} {words} tidak berbentuk kode"


def _judged(district: District) -> Iterator[str]:
    """What was made of the figures must be of the words that we know, and fit to be added up."""
    if wrong := sum(not _is_judged(item) for item in district.indicators):
        yield f"{wrong} indikator: rumus, capaian atau keadaannya tidak dikenal"
    if wrong := sum(not _is_counted(unit) for unit in district.units):
        yield f"{wrong} unit kerja: ketepatan atau jumlahnya tidak dikenal"
    money = [value for item in district.programmes for value in (item.ceiling, item.actual) if value is not None]
    if not all(map(_is_summable, money)):
        yield "ada pagu atau realisasi anggaran yang bukan angka rupiah"
    if any(item.ceiling < 0 for item in district.programmes):
        yield "ada pagu di bawah nol"
    standings = {district.standing} | {unit.standing for unit in district.units}
    standings |= {item.standing for item in district.indicators} | {item.standing for item in district.programmes}
    if not all(map(STANDING.fullmatch, standings)):
        yield "ada status angka yang tidak dikenal"


def _is_judged(item: DistrictIndicator) -> bool:
    known = item.outcome in set(Outcome) and item.method in set(Method)
    if item.percent is None:
        return known and item.outcome != Outcome.ASSESSED
    return known and item.outcome == Outcome.ASSESSED and _is_summable(item.percent) and abs(item.percent) < LIMIT


def _is_counted(unit: DistrictUnit) -> bool:
    counts = (unit.filled, unit.due, unit.to_assess)
    return unit.punctuality in set(Punctuality) and all(count >= 0 for count in counts)
