"""What stands in the two recap workbooks: a unit's, and the kecamatan's; pure.

Figures are numbers and their sums are formulas, so that whoever checks them can follow each in Excel. Where no formula
can say how a figure came about (a range, a predicate, a policy, a cap), the figure stands there and words beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sheets_sync.achievement import HUNDRED, category_of
from sheets_sync.assessing import Assessing
from sheets_sync.comparison import version_words, versions_of
from sheets_sync.errors import UsageError
from sheets_sync.model import Role
from sheets_sync.origin import limit_words, missing_words, scale_words
from sheets_sync.papers.draft import PaperData, common
from sheets_sync.papers.recap_rows import (
    NONE,
    Cell,
    budget_lines,
    efficiency_cells,
    indicator_row,
    no_budget,
    source_lines,
    total_line,
)
from sheets_sync.papers.results import findings_words, sent_words
from sheets_sync.plan import Formula
from sheets_sync.recap import Achievement, BudgetLine, Recap, UnitRecap
from sheets_sync.rollup import (
    CategoryShare,
    ObjectiveRecap,
    category_shares,
    efficiency,
    mean_over_objectives,
    objectives,
)
from sheets_sync.signatures import signature_block
from sheets_sync.tallies import Tally

NOBODY_ASSESSED = "belum ada yang dinilai"
MEAN = "AVERAGE({sasaran.indikator.capaian})"


def unit_book(data: PaperData, unit: UnitRecap) -> dict[str, Any]:
    """The unit's indicators by sasaran with their formulas, its mean, its budget, and its head's signature block."""
    recap = _recap(data)
    day = _day(data, recap)
    lines = [line for line in recap.budget if line.unit == unit.code]
    return _head(data, recap, day) | {
        "unit": unit.name,
        "sasaran": _objectives(objectives(replace(recap, units=(unit,)))),
        "rata_rata": _mean(unit.tally, MEAN),
        "kategori": category_of(unit.tally.mean, recap.assessing.bands) or NONE,
        "dinilai": f"{unit.tally.count} dari {unit.to_assess} indikator",
        "batasan": _limits(unit.tally, recap.assessing),
        "catatan_indikator": "\n".join(filter(None, (_notes([unit], recap.assessing), *_sources(data, unit, lines)))),
        "terisi": f"{unit.filled} dari {unit.due}",
        "status": unit.standing.words,
        "dikirim": _sending(data, unit),
        "catatan": findings_words(data.findings.get(unit.code, ())),
        "anggaran": budget_lines(recap, lines) or [no_budget("unit kerja ini tidak mengisi realisasi anggaran")],
        "jumlah": total_line(lines),
        "ttd": signature_block(data.office, unit.head, day).fields(),
    }


def kecamatan_book(data: PaperData) -> dict[str, Any]:
    """Every indicator by sasaran, both means, the categories, the units, budget and efficiency, the Camat's block."""
    recap = _recap(data)
    day = _day(data, recap)
    found = objectives(recap)
    over = mean_over_objectives(found)
    counted = recap.summary.tally.count
    return _head(data, recap, day) | {
        "sasaran": _objectives(found),
        "rata_rata": _mean(recap.tally, MEAN),
        "kategori_rata_rata": recap.category or NONE,
        "rata_rata_sasaran": _mean(over, "AVERAGE({sasaran.rata_rata})"),
        "kategori_rata_rata_sasaran": category_of(over.mean, recap.assessing.bands) or NONE,
        "dinilai": f"{recap.tally.count} dari {recap.indicators_due} indikator",
        "sasaran_dinilai": f"{over.count} dari {len(found)} sasaran",
        "batasan": _limits(recap.tally, recap.assessing),
        "catatan_indikator": _notes(recap.units, recap.assessing),
        "tidak_dinilai": _not_assessed(recap),
        "kategori": [_share(number, item) for number, item in enumerate(category_shares(recap), 1)],
        "jumlah_kategori": Formula("SUM({kategori.jumlah})", Decimal(counted)),
        "persen_kategori": Formula("SUM({kategori.persen})", HUNDRED if counted else Decimal(0)),
        "unit_kerja": [_unit(data, recap, number, unit) for number, unit in enumerate(recap.units, 1)],
        "unit_mengirim": f"{recap.sent} dari {len(recap.units)} unit kerja",
        "status": recap.standing.words,
        "anggaran": budget_lines(recap, recap.budget) or [no_budget("belum ada pagu")],
        "jumlah": total_line(recap.budget),
        "efisiensi": efficiency_cells(efficiency(recap), "{efisiensi.capaian}-{jumlah.serapan}"),
        "ttd": signature_block(data.office, Role.CAMAT, day).fields(),
    }


def _recap(data: PaperData) -> Recap:
    if data.recap is None:
        raise UsageError(f"{data.period.label} belum direkap; jalankan `sheets-sync run --period {data.period}`.")
    return data.recap


def _day(data: PaperData, recap: Recap) -> date:
    """The day of the recap: the same from the same archive, on whatever day the workbook is made."""
    return recap.at.astimezone(data.office.timezone).date()


def _head(data: PaperData, recap: Recap, day: date) -> dict[str, Any]:
    return common(data, day) | {"tahun": str(data.period.year), "skala": scale_words(recap.assessing)}


# --- indicators ----------------------------------------------------------------------------------------------


def _objectives(found: Sequence[ObjectiveRecap]) -> list[dict[str, Any]]:
    """The sasaran, their indicators counted through from 1."""
    rows, number = [], 0
    for order, objective in enumerate(found, 1):
        inner = []
        for unit, item in objective.indicators:
            number += 1
            inner.append(indicator_row(number, item) | {"unit": unit.name})
        tally = objective.summary.tally
        rows.append({
            "nomor": order,
            "nama": objective.name,
            "indikator": inner,
            "rata_rata": _mean(tally, "AVERAGE({indikator.capaian})"),
            "kategori": objective.category or NONE,
            "dinilai": f"{tally.count} dari {objective.to_assess} indikator",
        })  # fmt: skip
    return rows


def _notes(units: Sequence[UnitRecap], assessing: Assessing) -> str:
    """Which indicators' targets changed, and which figures lack a quarter; a line each, empty where there are none."""
    items = [item for unit in units for item in unit.achievements]
    missing = [f"{item.code}: {missing_words(item)}" for item in items if missing_words(item)]
    return "\n".join(filter(None, (_commitments(items, assessing), *missing)))


def _sources(data: PaperData, unit: UnitRecap, lines: Sequence[BudgetLine]) -> list[str]:
    """Which files all figures of the unit were typed in."""
    money = [line.part for line in lines if line.part]
    return source_lines(data.office, [*(part for item in unit.achievements for part in item.parts), *money])


def _commitments(items: Sequence[Achievement], assessing: Assessing) -> str:
    """Each indicator whose targets a later document changed, with those of each document; empty where none did."""
    changed = [(item, versions_of(item, assessing)) for item in items]
    told = [
        f"{item.code} {'; '.join(version_words(version, item.measure) for version in versions)}."
        for item, versions in changed
        if versions
    ]
    return "\n".join(["Target yang berubah; yang dipakai dokumen terakhir.", *told]) if told else ""


# --- means ---------------------------------------------------------------------------------------------------


def _mean(tally: Tally, formula: str) -> Cell:
    """The mean as a formula, unless a cap or the floor acted, which the formula would not know."""
    if tally.mean is None:
        return NOBODY_ASSESSED
    return tally.mean if tally.capped or tally.floored else Formula(formula, tally.mean)


def _limits(tally: Tally, assessing: Assessing) -> str:
    """What a cap and the floor at 0 did to the mean, and that they did nothing."""
    acted = limit_words(tally, assessing)
    if not acted:
        return "Setiap capaian masuk rata-rata sebagaimana tertulis."
    return f"{acted.removesuffix('.')}; kolom capaian tetap memuat nilai aslinya."


def _not_assessed(recap: Recap) -> str:
    """How many indicators are not assessed, and why."""
    outcomes = recap.summary.outcomes
    if not outcomes:
        return "Semua indikator dinilai."
    told = ", ".join(f"{count} {words}" for words, count in outcomes.items())
    return f"Tidak ikut dirata-ratakan: {told}."


def _share(number: int, share: CategoryShare) -> dict[str, Cell]:
    percent = Formula("{jumlah}/{jumlah_kategori}*100", share.percent) if share.percent else share.percent
    return {"nomor": number, "nama": share.name, "jumlah": share.count, "persen": percent}


def _sending(data: PaperData, unit: UnitRecap) -> str:
    """When it was sent, and that it went back where it did."""
    returned = unit.sent_at is not None and not unit.has_sent
    return sent_words(data, unit) + ("; dikembalikan untuk diperbaiki" if returned else "")


def _unit(data: PaperData, recap: Recap, number: int, unit: UnitRecap) -> dict[str, Cell]:
    return {
        "nomor": number,
        "nama": unit.name,
        "dikirim": _sending(data, unit),
        "terlambat": unit.late_days,
        "dinilai": f"{unit.tally.count} dari {unit.to_assess}",
        "rata_rata": NOBODY_ASSESSED if unit.tally.mean is None else unit.tally.mean,
        "kategori": category_of(unit.tally.mean, recap.assessing.bands) or NONE,
        "status": unit.standing.short,
    }
