"""What is missing in the material for the LKjIP, and who can supply it: pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sheets_sync.achievement import HUNDRED
from sheets_sync.assessing import Outcome
from sheets_sync.comparison import Comparisons
from sheets_sync.lineage import Lack, Missing
from sheets_sync.model import Role
from sheets_sync.procedure import ROLE_NAMES
from sheets_sync.recap import UnitRecap
from sheets_sync.standing import PROVISIONAL
from sheets_sync.targets import Against
from sheets_sync.year_view import Year

PLANNING = ROLE_NAMES[Role.PLANNING]
COMPILER = "Penyusun laporan"
OUTSIDE = f"{PLANNING}, di office/comparisons.csv"
OF_UNIT = {
    Outcome.EMPTY: "realisasi belum diisi",
    Outcome.NOT_DUE: "belum waktunya; angkanya belum ada",
    Outcome.MUST_MEND: "realisasi menunggu perbaikan",
}
OF_PLANNING = {
    Outcome.NO_TARGET: (f"{PLANNING}, di targets.csv", "target"),
    Outcome.NOT_COMPUTABLE: (COMPILER, "capaian tidak dapat dihitung; jelaskan"),
    Outcome.NOT_ASSESSED: (COMPILER, "tidak dinilai; jelaskan"),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """One missing piece: what it is, whose figure it is of, and who can supply it."""

    what: str
    who: str
    of: str


def gaps(year: Year, rows: Iterable[Comparisons]) -> list[dict[str, str]]:
    """A row for each kind of missing piece and each one who can supply it, with all that it is missing of."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for gap in _all(year, list(rows)):
        grouped.setdefault((gap.what, gap.who), []).append(gap.of)
    return [
        {"nomor": str(number), "apa": what, "dari": ", ".join(dict.fromkeys(of)), "jumlah": str(len(of)), "siapa": who}
        for number, ((what, who), of) in enumerate(grouped.items(), 1)
    ]


def _all(year: Year, rows: list[Comparisons]) -> Iterator[Gap]:
    yield from _documents(year)
    for unit in year.recap.units:
        yield from _of_unit(year, unit)
    for row in rows:
        if not row.item.supporting:
            yield from _of_indicator(year, row)
    names = {unit.code: unit.name for unit in year.recap.units}
    for line in year.recap.budget:
        if line.actual is None:
            yield Gap("realisasi anggaran", names.get(line.unit, line.unit), f"program {line.programme}")


def _documents(year: Year) -> Iterator[Gap]:
    """The perjanjian kinerja and budget documents of the year, each with its number."""
    office, now = year.office, year.period
    if not office.has_agreement(now):
        yield Gap("perjanjian kinerja", f"{PLANNING}, di office.toml", f"tahun {now.year}")
    for document in (*office.agreements, *office.budget_documents):
        if document.year == now.year and document.in_force_from <= now.last_day and not document.number:
            yield Gap("nomor dokumen", f"{PLANNING}, di office.toml", f"{document.kind} ({document.code})")
    if year.recap.standing.approved is None:
        yield Gap("persetujuan Camat atas rekap", ROLE_NAMES[Role.CAMAT], now.label)


def _of_unit(year: Year, unit: UnitRecap) -> Iterator[Gap]:
    if not unit.has_sent:
        yield Gap(f"isian {year.period.label} belum dikirim", unit.head, unit.name)
    elif unit.standing == PROVISIONAL:
        yield Gap(f"isian {year.period.label} belum divalidasi", PLANNING, unit.name)


def _of_indicator(year: Year, row: Comparisons) -> Iterator[Gap]:
    item, code = row.item, row.item.code
    if item.percent is None and (what := OF_UNIT.get(item.outcome)):
        yield Gap(what, row.unit.name, code)
    elif item.percent is None and item.outcome in OF_PLANNING:
        who, what = OF_PLANNING[item.outcome]
        yield Gap(what, who, code)
    yield from _outside(year, row)
    if item.percent is not None and item.percent < HUNDRED and not row.causes:
        yield Gap("faktor penghambat dan tindak lanjut (capaian di bawah 100)", row.unit.name, code)
    if isinstance(row.efficiency, Missing):
        yield Gap(row.efficiency.why.partition(",")[0], PLANNING, code)


def _outside(year: Year, row: Comparisons) -> Iterator[Gap]:
    """What only documents outside the archive can tell; what cannot be compared, a person must explain."""
    before = row.earlier[0]
    if isinstance(before, Missing):
        if before.lack is Lack.APART:
            yield Gap(f"tidak dapat dibandingkan dengan {year.period.year - 1}; jelaskan", COMPILER, row.item.code)
        else:
            yield Gap(f"realisasi {year.period.year - 1} ({Against.HISTORY.value})", OUTSIDE, row.item.code)
    for found, what in (
        (row.medium_term, "target akhir Renstra/RPJMD"),
        (row.standard, "standar nasional (jika ada)"),
    ):
        if isinstance(found, Missing) and found.why.endswith(")"):
            yield Gap(what, OUTSIDE, row.item.code)
