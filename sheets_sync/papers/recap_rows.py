"""The rows of the recap workbooks: an indicator, a programme, and the programmes' sum; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from sheets_sync import numerals
from sheets_sync.assessing import Method, Outcome
from sheets_sync.form import target_figure
from sheets_sync.model import Accumulation, Office
from sheets_sync.origin import working
from sheets_sync.papers.results import WITHOUT_FIGURE
from sheets_sync.period import Period
from sheets_sync.personal import quoted, without_personal
from sheets_sync.plan import Formula
from sheets_sync.recap import Achievement, BudgetLine, QuarterFigure, Recap
from sheets_sync.rollup import Efficiency, efficiency_of
from sheets_sync.tallies import Money, summed_money
from sheets_sync.targets import Target

NONE = "–"
DIGITS = 12  # of a file's hash: enough to find it
Cell = str | Decimal | int | Formula | None
PERCENT = {
    Method.HIGHER: "{realisasi_sd}/{target_sd}*100",
    Method.LOWER: "(2*{target_sd}-{realisasi_sd})/{target_sd}*100",
    Method.LOWER_RATIO: "{target_sd}/{realisasi_sd}*100",
}


# --- indicators ----------------------------------------------------------------------------------------------


def indicator_row(number: int, item: Achievement) -> dict[str, Cell]:
    return {
        "nomor": number,
        "kode": item.code,
        "nama": item.name,
        "satuan": item.measure,
        "target_tahun": _target(item.annual, item.measure),
        "target_sd": _target(_target_so_far(item), item.measure),
        "realisasi": _actual(item),
        "realisasi_sd": _actual_so_far(item),
        "capaian": _percent(item),
        "kategori": item.category or NONE,
        "capaian_tahun": NONE if item.annual_percent is None else item.annual_percent,
        "rumus": _formula(item),
        "kendala": quoted(item.hindrance),
        "tindak_lanjut": quoted(item.remedy),
    }


def _formula(item: Achievement) -> str:
    """The formula with its numbers, and the cells they were typed in."""
    cells = ", ".join(f"{Period.parse(part.period).short} {part.cell}" for part in item.parts if part.cell)
    return f"{working(item)}\nsel {cells}" if cells else working(item)


def source_lines(office: Office, parts: Iterable[QuarterFigure]) -> list[str]:
    """The workbooks of these figures, a quarter a line: which file, when it was pulled, and its hash."""
    files = sorted({(part.period, part.file, part.pulled, part.digest) for part in parts})
    return [
        f"Asal angka {Period.parse(period).short}: berkas {without_personal(file) or 'tidak tercatat'}, ditarik"
        f" {pulled.astimezone(office.timezone):%d/%m/%Y %H.%M} {office.zone}, SHA-256 {digest[:DIGITS] or 'tidak ada'}."
        for period, file, pulled, digest in files
    ]


def _target(target: Target | None, measure: str) -> Cell:
    """A number where it is one; ranges, predicates and ratios in words."""
    if target is None:
        return NONE
    return _figure(target.low, measure) if _is_number(target) else target_figure(target, measure)


def _figure(value: Decimal, measure: str) -> Cell:
    return numerals.told(value, measure) if numerals.is_ratio(measure) else value


def _is_number(target: Target) -> bool:
    return not target.predicate and target.low == target.high


def _target_so_far(item: Achievement) -> Target | None:
    """The target of the quarters that went in; of a position, the quarter's own, also before it is filled."""
    if item.actual_target is None and item.accumulation is Accumulation.LAST:
        return item.target
    return item.actual_target


def _actual(item: Achievement) -> Cell:
    """What was typed for the quarter; empty, not due and to be mended stay apart, and none of them is 0."""
    if item.outcome in WITHOUT_FIGURE or item.value is None:
        return item.outcome.value if item.outcome in WITHOUT_FIGURE else NONE
    return item.typed if _is_predicate(item.target) else _figure(item.value, item.measure)


def _actual_so_far(item: Achievement) -> Cell:
    if item.actual is None:
        return NONE
    return item.typed if _is_predicate(item.actual_target) else _figure(item.actual, item.measure)


def _is_predicate(target: Target | None) -> bool:
    return target is not None and bool(target.predicate)


def _percent(item: Achievement) -> Cell:
    """The formula over the cells of the row where both hold numbers, else the figure; or why there is none."""
    if item.percent is None:
        return item.outcome.value
    formula, target = PERCENT.get(item.method), _target_so_far(item)
    if formula is None or target is None or item.actual is None or not _is_number(target) or target.low <= 0:
        return item.percent
    if numerals.is_ratio(item.measure) or (item.method is Method.LOWER_RATIO and item.actual == 0):
        return item.percent  # the cells hold text, or an office's policy stands for it
    return Formula(formula, item.percent)


# --- budget --------------------------------------------------------------------------------------------------


def budget_lines(recap: Recap, lines: Sequence[BudgetLine]) -> list[dict[str, Cell]]:
    return [
        _line(number, line) | efficiency_cells(efficiency_of(recap, line.programme), "{capaian}-{serapan}")
        for number, line in enumerate(lines, 1)
    ]


def _line(number: int, line: BudgetLine) -> dict[str, Cell]:
    return {
        "nomor": number,
        "kode": line.programme,
        "nama": line.name,
        "pagu": line.ceiling,
        "realisasi": "belum ada" if line.actual is None else line.actual,
        "serapan": _absorbed(line),
        "sisa": NONE if line.left is None else Formula("{pagu}-{realisasi}", line.left),
    }


def no_budget(why: str) -> dict[str, Cell]:
    """A row without figures that says why."""
    names = ("nomor", "kode", "pagu", "realisasi", "serapan", "sisa", "capaian", "selisih", "keterangan")
    return {**dict.fromkeys(names), "nama": why}


def _absorbed(line: BudgetLine) -> Cell:
    if line.absorbed is None:
        return NONE if line.actual is None else Outcome.NOT_COMPUTABLE.value
    return Formula("{realisasi}/{pagu}*100", line.absorbed)


def total_line(lines: Sequence[BudgetLine]) -> dict[str, Cell]:
    """The sums; serapan and sisa are of the pagu whose realisasi is known, and words say where that is not all.

    Nothing to add up is no zero: a unit without programmes has no pagu, and one that filled none no realisasi.
    """
    money = summed_money(line.money for line in lines)
    whole = money.known == money.programmes
    return {
        "pagu": Formula("SUM({anggaran.pagu})", money.ceiling) if lines else NONE,
        "realisasi": Formula("SUM({anggaran.realisasi})", money.actual) if money.known else _no_actual(lines),
        "serapan": _sum_or_value(money.absorbed, "{jumlah.realisasi}/{jumlah.pagu}*100", whole),
        "sisa": _sum_or_value(money.left if money.known else None, "{jumlah.pagu}-{jumlah.realisasi}", whole),
        "keterangan": _known_words(money),
    }


def _no_actual(lines: Sequence[BudgetLine]) -> str:
    return "belum ada" if lines else NONE


def _known_words(money: Money) -> str:
    """Of how many programmes the realisasi is known; empty where there are none."""
    if not money.programmes:
        return ""
    known = f"Realisasi diketahui pada {money.known} dari {money.programmes} program"
    if money.known == money.programmes:
        return f"{known}."
    return f"{known}; serapan dan sisa dihitung dari pagu program itu saja."


def _sum_or_value(value: Decimal | None, formula: str, whole: bool) -> Cell:
    if value is None:
        return NONE
    return Formula(formula, value) if whole else value


def efficiency_cells(found: Efficiency, formula: str) -> dict[str, Cell]:
    return {
        "capaian": NONE if found.achieved is None else found.achieved,
        "selisih": NONE if found.difference is None else Formula(formula, found.difference),
        "keterangan": found.words,
    }
