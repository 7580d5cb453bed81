"""The hand-over file for the kabupaten: a recap in the columns of the kabupaten's own table, and why cells are empty.

A programme's money stands once, in the row of its first indicator: where it is repeated in each indicator's row, whoever
adds up the column counts it again and again (seen in published audits, with 200 and 400 percent of the pagu).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from sheets_sync import dates, numerals
from sheets_sync.form import target_figure
from sheets_sync.grid import address
from sheets_sync.handover_map import HandoverColumn, HandoverMap
from sheets_sync.layout import lines_of
from sheets_sync.model import Office
from sheets_sync.origin import method_words
from sheets_sync.papers.draft import SAMPLE
from sheets_sync.period import ROMAN, Period
from sheets_sync.personal import quoted
from sheets_sync.plan import CellPlan, Content, Sheet, Style, Workbook
from sheets_sync.recap import Achievement, BudgetLine, Recap, UnitRecap
from sheets_sync.rollup import efficiency_of
from sheets_sync.targets import Target

TITLE = Style(bold=True, size=13, align="center", span=True)
UNDER = Style(size=11, align="center", span=True)
HEAD = Style(bold=True, size=10, fill="E4E7EB", align="center", wrap=True, border="around")
TEXT = Style(size=10, wrap=True, border="around", middle=False)
INDONESIAN = "[$-421]"  # a decimal comma in whichever language the reader's Excel is
WHOLE = replace(TEXT, align="right", number=f"{INDONESIAN}#,##0")
NUMBER = replace(TEXT, align="right", number=f"{INDONESIAN}#,##0.0#########")
PERCENT = replace(TEXT, align="right", number=f"{INDONESIAN}#,##0.00")
CENTRE = replace(TEXT, align="center")
LETTER = 6.7  # pixels of a letter at 10 points, as wide as LibreOffice sets it
LONGEST = 10_000  # characters of one cell
HEADS = 5  # the row of the columns' headings; the one above holds the common ones
NOTE_WIDTHS = (80, 200, 380, 400)
NOTE_HEADINGS = ("Sel", "Kolom", "Baris", "Mengapa kosong")


@dataclass(frozen=True, slots=True)
class Empty:
    """A cell that is left empty, and why."""

    why: str


Value = str | Decimal | Empty


@dataclass(frozen=True, slots=True)
class HandoverYear:
    """The recaps of the year by quarter, up to and with the one that is handed over."""

    office: Office
    period: Period
    recaps: Mapping[int, Recap]

    @property
    def recap(self) -> Recap:
        return self.recaps[self.period.quarter]


@dataclass(frozen=True, slots=True)
class _Row:
    """One indicator's row: what was reached in each quarter, and the programme whose money stands here."""

    year: HandoverYear
    number: int
    unit: UnitRecap
    item: Achievement
    quarters: Mapping[int, Achievement]
    money: Mapping[int, BudgetLine]  # of its programme, by quarter
    money_row: int  # the number of the row where that programme's money stands

    def of_quarter(self, quarter: int) -> Achievement | Empty:
        if quarter > self.year.period.quarter:
            return Empty("triwulan belum berjalan")
        found = self.quarters.get(quarter)
        return found or Empty(f"belum diminta atau belum direkap pada TW {ROMAN[quarter - 1]}")

    def line(self, quarter: int) -> BudgetLine | Empty:
        if not self.item.programme:
            return Empty("indikator ini tidak dikaitkan dengan program")
        if quarter > self.year.period.quarter:
            return Empty("triwulan belum berjalan")
        if self.money_row != self.number:
            return Empty(
                f"program {self.item.programme} ditulis di baris nomor {self.money_row}, supaya tidak terhitung ganda"
            )
        return self.money.get(quarter) or Empty(f"belum direkap pada TW {ROMAN[quarter - 1]}")


def handover_book(columns: HandoverMap, year: HandoverYear) -> Workbook:
    """The file as the map wants it: its table, and a tab that names every empty cell with the reason."""
    rows = _rows(year)
    values = [[_value(column, row) for column in columns.columns] for row in rows]
    sheets = (_sheet(columns, year, values), _gaps_sheet(year, _gaps(columns, rows, values)))
    title = f"{columns.name} {year.period.label}"
    return Workbook(f"serah-terima|{columns.code}|{year.period}", title, year.office.name, sheets, {})


def _rows(year: HandoverYear) -> list[_Row]:
    by_quarter = {quarter: recap.by_code for quarter, recap in year.recaps.items()}
    lines = {quarter: {line.programme: line for line in recap.budget} for quarter, recap in year.recaps.items()}
    rows: list[_Row] = []
    first: dict[str, int] = {}
    for unit in year.recap.units:
        for item in unit.achievements:
            if item.supporting:
                continue
            number = len(rows) + 1
            quarters = {at: found[item.code] for at, found in by_quarter.items() if item.code in found}
            money = {at: found[item.programme] for at, found in lines.items() if item.programme in found}
            rows.append(_Row(year, number, unit, item, quarters, money, first.setdefault(item.programme, number)))
    return rows


# --- values --------------------------------------------------------------------------------------------------


def _value(column: HandoverColumn, row: _Row) -> Value:
    if not column.field:
        return Empty(column.why)
    name, _, quarter = column.field.rpartition("_tw")
    if name:
        return BY_QUARTER[name](row, int(quarter))
    return PLAIN[column.field](row)


def _target(target: Target | None, why: str = "target belum ditetapkan") -> Value:
    if target is None:
        return Empty(why)
    return target.low if target.low == target.high and not target.predicate else target_figure(target)


def _or_gap(value: Decimal | None, why: str) -> Value:
    return Empty(why) if value is None else value


def _text(words: str, why: str) -> Value:
    return quoted(words) or Empty(why)


def _target_of(row: _Row, quarter: int) -> Value:
    targets = row.year.office.targets_of(row.item.code, row.year.period)
    found = targets.quarters[quarter - 1] if targets else None
    return _target(found, "tidak ditargetkan pada triwulan ini")


def _actual_of(row: _Row, quarter: int) -> Value:
    item = row.of_quarter(quarter)
    if isinstance(item, Empty):
        return item
    if item.value is None:
        return Empty(item.outcome.value)
    return item.typed if item.target is not None and item.target.predicate else item.value


def _percent_of(row: _Row, quarter: int) -> Value:
    item = row.of_quarter(quarter)
    return item if isinstance(item, Empty) else _or_gap(item.percent, item.outcome.value)


def _spent_of(row: _Row, quarter: int) -> Value:
    """What was spent in the quarter alone: units report the sum up to its end."""
    line = row.line(quarter)
    before = row.line(quarter - 1) if quarter > 1 else None
    if isinstance(line, Empty):
        return line
    if isinstance(before, Empty):
        return before
    if line.actual is None or (before is not None and before.actual is None):
        return Empty("realisasi anggaran belum dapat dihitung")
    return line.actual - (before.actual or Decimal(0) if before else Decimal(0))


def _of_line(row: _Row, value: Callable[[BudgetLine], Decimal | None]) -> Value:
    line = row.line(row.year.period.quarter)
    return line if isinstance(line, Empty) else _or_gap(value(line), "realisasi anggaran belum dapat dihitung")


def _of_programme(row: _Row) -> Value:
    if not row.item.programme:
        return Empty("indikator ini tidak dikaitkan dengan program")
    found = efficiency_of(row.year.recap, row.item.programme).achieved
    return _or_gap(found, "belum ada indikator program ini yang dinilai")


def _programme_name(row: _Row) -> Value:
    line = next((line for line in row.year.recap.budget if line.programme == row.item.programme), None)
    return line.name if line else Empty("indikator ini tidak dikaitkan dengan program yang berpagu")


def _source(row: _Row) -> Value:
    found = row.year.office.indicators_by_code.get(row.item.code)
    return _text(found.source if found else "", "sumber data tidak tercatat")


PLAIN: Mapping[str, Callable[[_Row], Value]] = {
    "nomor": lambda row: Decimal(row.number),
    "kantor": lambda row: row.year.office.name,
    "unit": lambda row: row.unit.name,
    "jabatan": lambda row: row.unit.head,
    "sasaran": lambda row: row.item.objective,
    "kode": lambda row: row.item.code,
    "indikator": lambda row: row.item.name,
    "satuan": lambda row: row.item.measure,
    "arah": lambda row: row.item.polarity.value,
    "rumus": lambda row: method_words(row.item.method),
    "sumber": _source,
    "kode_program": lambda row: _text(row.item.programme, "indikator ini tidak dikaitkan dengan program"),
    "program": _programme_name,
    "target_tahun": lambda row: _target(row.item.annual),
    "target_sd": lambda row: _target(row.item.actual_target, row.item.outcome.value),
    "realisasi_sd": lambda row: _or_gap(row.item.actual, row.item.outcome.value),
    "capaian": lambda row: _or_gap(row.item.percent, row.item.outcome.value),
    "capaian_tahun": lambda row: _or_gap(row.item.annual_percent, row.item.outcome.value),
    "kategori": lambda row: _text(row.item.category, row.item.outcome.value),
    "status": lambda row: row.item.standing.words,
    "kendala": lambda row: _text(row.item.hindrance, "unit tidak menulis kendala"),
    "tindak_lanjut": lambda row: _text(row.item.remedy, "unit tidak menulis tindak lanjut"),
    "pagu": lambda row: _of_line(row, lambda line: line.ceiling),
    "anggaran_sd": lambda row: _of_line(row, lambda line: line.actual),
    "serapan": lambda row: _of_line(row, lambda line: line.absorbed),
    "sisa": lambda row: _of_line(row, lambda line: line.left),
    "capaian_program": _of_programme,
}
BY_QUARTER: Mapping[str, Callable[[_Row, int], Value]] = {
    "target": _target_of,
    "realisasi": _actual_of,
    "capaian": _percent_of,
    "anggaran": _spent_of,
}


# --- looks ---------------------------------------------------------------------------------------------------


Cells = dict[tuple[int, int], CellPlan]


def _style(column: HandoverColumn) -> Style:
    name = column.field.split("_")[0]
    if name in ("pagu", "anggaran", "sisa"):
        return WHOLE
    if name in ("capaian", "serapan"):
        return PERCENT
    if name in ("target", "realisasi"):
        return NUMBER
    return CENTRE if name in ("nomor", "satuan", "kode") else TEXT


def _look(column: HandoverColumn, content: Content) -> Style:
    """The column's style; a whole number gets no decimals, of which Excel would show the comma alone."""
    style = _style(column)
    whole = style is NUMBER and isinstance(content, Decimal) and content == content.to_integral_value()
    return WHOLE if whole else style


def _content(value: Value, column: HandoverColumn) -> Content:
    """Percents with the two decimals that are shown, since a spreadsheet rounds its binary fractions otherwise."""
    if isinstance(value, Decimal):
        return numerals.rounded(value, 2) if _style(column) is PERCENT else value
    return value[:LONGEST] if isinstance(value, str) and value else None


def _sheet(columns: HandoverMap, year: HandoverYear, values: list[list[Value]]) -> Sheet:
    width, office, recap = len(columns.columns), year.office, year.recap
    told = f"s.d. {year.period.label} · {recap.standing.words}"
    cells: Cells = {}
    for at, line in enumerate((columns.title, f"{office.name.upper()}, {office.regency.upper()}", told), 1):
        look = TITLE if at == 1 else UNDER
        cells |= {(at, left): CellPlan(line if left == 1 else None, look) for left in range(1, width + 1)}
    for left, column in enumerate(columns.columns, 1):
        before = columns.columns[left - 2].group if left > 1 else ""
        common = replace(HEAD, span=bool(column.group))
        cells[HEADS - 1, left] = CellPlan(column.group if column.group != before else None, common)
        cells[HEADS, left] = CellPlan(column.heading, HEAD)
    heights = {HEADS: 40}
    for at, row in enumerate(values, HEADS + 1):
        shown = [_content(value, column) for value, column in zip(row, columns.columns, strict=True)]
        cells |= {
            (at, left): CellPlan(text, _look(columns.columns[left - 1], text)) for left, text in enumerate(shown, 1)
        }
        heights[at] = _height(shown, [column.width for column in columns.columns])
    return Sheet(
        "table", "Data", tuple(column.width for column in columns.columns), cells, heights,
        landscape=True, paper=office.paper, repeat=(HEADS - 1, HEADS), frozen=(HEADS, 0), footer=_footer(year),
    )  # fmt: skip


def _height(texts: Sequence[Content], widths: Sequence[int]) -> int:
    """Points for the longest text of the row; a spreadsheet shows no more of one row than 409."""
    lines = [lines_of(text, width, LETTER) for text, width in zip(texts, widths, strict=True) if isinstance(text, str)]
    return min(max(lines, default=1) * 13 + 4, 409)


def _footer(year: HandoverYear) -> str:
    return f"{f'{SAMPLE} · ' if year.recap.sample else ''}{year.office.name} · {year.period.label}"


# --- what is left empty --------------------------------------------------------------------------------------


def _gaps(columns: HandoverMap, rows: Sequence[_Row], values: list[list[Value]]) -> Iterable[tuple[str, str, str, str]]:
    """Cells, column, rows and reason; neighbours in a column that are empty for the same reason are told as one."""
    for left, column in enumerate(columns.columns, 1):
        reasons = [value.why if isinstance(value := row[left - 1], Empty) else "" for row in values]
        heading = f"{column.group} {column.heading}".strip()
        start = 0
        for why, group in groupby(reasons):
            end = start + len(list(group)) - 1
            if why:
                first, last = address(HEADS + 1 + start, left), address(HEADS + 1 + end, left)
                yield first if start == end else f"{first}:{last}", heading, _rows_told(rows, start, end), why
            start = end + 1


def _rows_told(rows: Sequence[_Row], start: int, end: int) -> str:
    if start == end:
        return f"{rows[start].number}. {rows[start].item.code} {rows[start].item.name}"
    return "semua baris" if end - start + 1 == len(rows) else f"nomor {rows[start].number} sampai {rows[end].number}"


def _gaps_sheet(year: HandoverYear, gaps: Iterable[tuple[str, str, str, str]]) -> Sheet:
    office, recap = year.office, year.recap
    pulled = dates.moment(recap.at.astimezone(office.timezone), office.zone)
    cells: Cells = {
        (1, 1): CellPlan("Sel yang dibiarkan kosong, dan sebabnya", replace(TITLE, align="left", span=False)),
        (2, 1): CellPlan(f"Data per {pulled}. {SAMPLE if recap.sample else ''}".strip(), Style(size=10)),
    }
    for left, heading in enumerate(NOTE_HEADINGS, 1):
        cells[4, left] = CellPlan(heading, HEAD)
    heights = {}
    for at, told in enumerate(gaps, 5):
        cells |= {(at, left): CellPlan(words, TEXT) for left, words in enumerate(told, 1)}
        heights[at] = _height(told, NOTE_WIDTHS)
    return Sheet(
        "gaps", "Sel kosong", NOTE_WIDTHS, cells, heights, paper=office.paper, landscape=True, repeat=(4, 4),
        footer=_footer(year),
    )  # fmt: skip
