"""Districts for the tests: one made by hand, any that there can be, and packages with something changed in them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal as D
from typing import Any

from hypothesis import strategies as st

from sheets_sync.achievement import category_of
from sheets_sync.assessing import Assessing, Band, Method, Outcome, Policy
from sheets_sync.course import UnitState
from sheets_sync.district import District, DistrictIndicator, DistrictProgramme, DistrictUnit
from sheets_sync.model import Accumulation, Frequency, Polarity, UnitKind
from sheets_sync.packages.licences import LICENCES
from sheets_sync.packages.troubles import Fetch, Trouble
from sheets_sync.packages.writing import DESCRIPTOR, digest, packed
from sheets_sync.punctuality import Punctuality
from sheets_sync.tallies import Tally, summarised

LICENCE = LICENCES["CC-BY-4.0"]
AT = datetime.fromisoformat("2026-10-08T10:30:00+08:00")
SCALE = (("Sangat Tinggi", D(91)), ("Tinggi", D(76)), ("Sedang", D(66)), ("Rendah", D(51)), ("Sangat Rendah", D(0)))

ORDERLY = DistrictIndicator(
    code="PEM-01", unit="PEM", objective="Meningkatnya pelayanan", name="Persentase berkas selesai",
    concept="Berkas", definition="Berkas selesai dibagi berkas masuk, dikali 100", classification="Menurut desa",
    dimension="Persentase", measure="%", polarity="naik", method="R/T", accumulation="posisi akhir",
    frequency="triwulanan", source="Buku register", programme="7.01.02", target=D(80), target_high=None,
    actual=D("72.5"), target_so_far=D(80), actual_so_far=D("72.5"), annual=D(95), percent=D("90.625"),
    category="Tinggi", outcome="dinilai", standing="TERVALIDASI",
)  # fmt: skip
RANGED = replace(
    ORDERLY, code="PEM-02", concept="", classification="", dimension="", name="Rentang suhu arsip", measure="derajat",
    polarity="rentang", method="rentang", target=D(20), target_high=D(25), target_so_far=D(20),
    target_so_far_high=D(25), annual=D(20), annual_high=D(25), actual=D(22), actual_so_far=D(22), percent=D(130),
    category="Sangat Tinggi",
)  # fmt: skip
EMPTY = replace(
    ORDERLY, code="UMUM-01", unit="UMUM", target=D(4), actual=None, target_so_far=None, actual_so_far=None,
    annual=D(16), percent=None, category="", outcome="belum diisi", standing="SEMENTARA", programme="",
)  # fmt: skip
DISTRICT = District(
    region="72.01.15", name="Kecamatan Batui Selatan", regency="Kabupaten Banggai", province="Sulawesi Tengah",
    period="2026-TW3", at=AT, sample=True, standing="SEMENTARA", scale=SCALE, cap=D(120),
    indicators=(ORDERLY, RANGED, EMPTY),
    units=(
        DistrictUnit(
            code="PEM", name="Seksi Pemerintahan", kind="seksi", state="tervalidasi", punctuality="TERLAMBAT",
            late_days=2, filled=2, due=2, to_assess=2, tally=Tally(D("210.625"), 2, capped=1), standing="TERVALIDASI",
        ),
        DistrictUnit(
            code="UMUM", name="Subbagian Umum", kind="subbagian", state="belum diisi", punctuality="BELUM",
            late_days=0, filled=0, due=1, to_assess=1, tally=Tally(), standing="SEMENTARA",
        ),
    ),
    programmes=(
        DistrictProgramme("7.01.01", "Penunjang", "UMUM", D(2450000000), D("1764000125.50"), "TERVALIDASI"),
        DistrictProgramme("7.01.02", "Pelayanan", "", D(210000000), None, "SEMENTARA"),
    ),
)  # fmt: skip


def files_of(district: District = DISTRICT) -> dict[str, bytes]:
    """The district's package."""
    return packed(district, LICENCE)


def fetching(files: Mapping[str, bytes]) -> Fetch:
    """Fetches from these files."""

    def fetch(name: str, limit: int) -> bytes | Trouble:
        if name not in files:
            return Trouble(name, "tidak ada", absent=True)
        return files[name] if len(files[name]) <= limit else Trouble(name, "lebih besar")

    return fetch


def redescribed(files: Mapping[str, bytes], change: Callable[[dict[str, Any]], None]) -> dict[str, bytes]:
    """The package with something changed in its `datapackage.json`."""
    data = json.loads(files[DESCRIPTOR])
    change(data)
    return {**files, DESCRIPTOR: json.dumps(data).encode()}


def retyped(file: str, old: str, new: str, files: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """A package in which somebody changed one text of that file, and set its size and checksum right again."""
    whole = dict(files or files_of())
    assert old.encode() in whole[file]
    whole[file] = whole[file].replace(old.encode(), new.encode(), 1)

    def right(data: dict[str, Any]) -> None:
        for resource in data["resources"]:
            if resource["path"] == file:
                resource |= {"bytes": len(whole[file]), "hash": digest(whole[file])}

    return redescribed(whole, right)


# --- any district --------------------------------------------------------------------------------------------

TEXTS = st.text(max_size=30) | st.sampled_from(
    ["=1+1", "'", "''=1", "a;=1\n-2", "\t", "1E5", "7.01.02", '"', ",", "\r\n"]
)
FILLED = TEXTS.filter(bool)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15), max_value=10**15)
PERCENTS = st.decimals(-999_999_999, 999_999_999, places=10, allow_nan=False)
MONEY = st.decimals(-(10**12), 10**12, places=2, allow_nan=False)
STANDINGS = st.sampled_from(["SEMENTARA", "TERVALIDASI", "FINAL", "REVISI KE-1", "REVISI KE-12"])
MOMENTS = st.builds(
    lambda moment, hours: moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours))),
    st.datetimes(datetime(2000, 1, 2), datetime(2999, 12, 30)),  # noqa: DTZ001  # the zone is added above
    st.sampled_from([7, 8, 9]),
)
SCALES = st.builds(
    lambda floors, name: tuple((name, floor) for floor in sorted(floors, reverse=True)),
    st.sets(st.integers(0, 120).map(D), min_size=1, max_size=5),
    FILLED,
)
RESULTS = PERCENTS | st.sampled_from([item for item in Outcome if item is not Outcome.ASSESSED])


def values_of(kind: Any) -> st.SearchStrategy[str]:
    """Any of an enumeration's words."""
    return st.sampled_from([str(item) for item in kind])


def _indicator(draw: st.DrawFn, unit: str, code: str, result: Policy, category: str) -> DistrictIndicator:
    maybe = st.none() | NUMBERS
    percent = result if isinstance(result, D) else None
    return DistrictIndicator(
        code=code, unit=unit, objective=draw(FILLED), name=draw(FILLED), concept=draw(TEXTS), definition=draw(TEXTS),
        classification=draw(TEXTS), dimension=draw(TEXTS), measure=draw(FILLED), polarity=draw(values_of(Polarity)),
        method=draw(values_of(Method)), accumulation=draw(values_of(Accumulation)),
        frequency=draw(values_of(Frequency) | st.just("")), source=draw(TEXTS), programme=draw(TEXTS),
        target=draw(maybe), target_high=draw(maybe), actual=draw(maybe), target_so_far=draw(maybe),
        actual_so_far=draw(maybe), annual=draw(maybe), percent=percent, category=category,
        outcome=Outcome.ASSESSED.value if isinstance(result, D) else result.value, standing=draw(STANDINGS),
        target_so_far_high=draw(maybe), annual_high=draw(maybe),
    )  # fmt: skip


def _unit(draw: st.DrawFn, code: str, tally: Tally) -> DistrictUnit:
    count = st.integers(0, 400)
    return DistrictUnit(
        code=code, name=draw(FILLED), kind=draw(values_of(UnitKind)), state=draw(values_of(UnitState)),
        punctuality=draw(values_of(Punctuality)), late_days=draw(count), filled=draw(count), due=draw(count),
        to_assess=draw(count), tally=tally, standing=draw(STANDINGS),
    )  # fmt: skip


@st.composite
def districts(draw: st.DrawFn) -> District:
    """Any district whose sums agree: any text, any figures, any words of ours."""
    scale = draw(SCALES)
    cap = draw(st.none() | st.integers(0, 200).map(D))
    assessing = Assessing(tuple(Band(*pair) for pair in scale), cap)
    units, indicators = [], []
    for unit in draw(st.lists(FILLED, max_size=3, unique=True)):
        results = draw(st.dictionaries(FILLED, RESULTS, max_size=3))
        units.append(_unit(draw, unit, summarised(results.values(), assessing).tally))
        for code, result in results.items():
            category = category_of(result if isinstance(result, D) else None, assessing.bands)
            indicators.append(_indicator(draw, unit, code, result, category))
    named = st.sampled_from(["", *(unit.code for unit in units)])
    programmes = [
        DistrictProgramme(code, draw(FILLED), draw(named), draw(MONEY), draw(st.none() | MONEY), draw(STANDINGS))
        for code in draw(st.lists(FILLED, max_size=2, unique=True))
    ]
    return District(
        region=draw(st.from_regex(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}", fullmatch=True)), name=draw(FILLED),
        regency=draw(FILLED), province=draw(FILLED),
        period=f"{draw(st.integers(2000, 2999))}-TW{draw(st.integers(1, 4))}", at=draw(MOMENTS),
        sample=draw(st.booleans()), standing=draw(STANDINGS), scale=scale, cap=cap,
        indicators=tuple(indicators), units=tuple(units), programmes=tuple(programmes),
    )  # fmt: skip
