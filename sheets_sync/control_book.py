"""The workbook Kendali as one to be made: a tab an officer, laid out for a phone as the units' own tab Isi.

What is typed here is a record (catatan administrasi internal), never a signature, and each tab says so. Dates and
numbers of letters are cells of text, so that no spreadsheet turns 7-10-2026 into the tenth of July, or a number
into a date.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sheets_sync.control_fields import (
    DATED_NAME,
    NATURES,
    PAGES,
    PLANNING,
    REASON_NAME,
    RECORDERS,
    UNIT,
    VERDICTS,
    Field,
    Kind,
    Page,
)
from sheets_sync.form import Key
from sheets_sync.grid import Area
from sheets_sync.layout import (
    ALERT,
    BODY,
    EMPTY,
    FINDING,
    FINDING_BODY,
    FINDING_FIRST,
    FINDING_ROWS,
    FINDING_WIDTHS,
    FINDINGS,
    FINDINGS_NAME,
    HEAD,
    HEADING,
    INPUT,
    KEY,
    QUIET,
    REPLY_COLUMN,
    RULE_COLUMN,
    SHORT_COLUMN,
    SOFT,
    Cells,
    key_sheet,
    lookup,
    row_code,
    severities,
)
from sheets_sync.model import Office, Unit
from sheets_sync.period import Period
from sheets_sync.plan import CellPlan, Check, Colour, Formula, Run, Sheet, Style, Workbook
from sheets_sync.submission import Severity

FINDINGS_TAB = "Periksa"
NO_FINDINGS = "Belum ada catatan."
FINDING_HEADINGS = ("Baris", "Berat", "Sel", "Tertulis", "Seharusnya", "Yang perlu dilakukan", "Ringkas", "", "")
FIRST = 8  # row of the first section
WIDTHS = (126, 156, 78)  # pixels; 360 in all
WIDE = (126, 156, 110, 84, 96)  # of the tab with the table of units
LINES = (
    "Isi sel kuning. Waktu: 7-10-2026 14.30, atau tanggalnya saja.",
    "Catatan administrasi internal, bukan tanda tangan elektronik.",
    "Google Sheets: dikunci untuk alamat pejabatnya bila terdaftar.",
    "Excel: mengisi tab sendiri saja adalah kesepakatan, tidak dikunci.",
)
TEXT = replace(INPUT, wrap=True, number="@")
UNIT_HEADINGS = ("Keputusan", "Alasan, satu kalimat", "Tanggal", "Catatan")
ANYWHERE = Area(1, 1, 1, 1)  # of a check that gets its place with its row
MESSAGES = {
    Kind.MINUTES: "Isi dengan angka menit saja, misalnya 45.",
    Kind.NATURE: "Pilih sifat surat dari daftar.",
    Kind.WHO: "Pilih pejabatnya, atau ketik jabatan atau namanya.",
}


def make_control_book(office: Office, period: Period) -> Workbook:
    """The plan of the period's workbook Kendali: a tab an officer, Periksa, and the hidden key."""
    units = office.units_in(period)
    names: dict[str, tuple[str, int, int]] = {FINDINGS_NAME: (FINDINGS, FINDING_FIRST, 1), "kunci_lembar": (KEY, 1, 1)}
    for page in PAGES:
        names |= {page.codes_name: (page.name, FIRST, 1), page.inputs_name: (page.name, FIRST, 2)}
    names |= {REASON_NAME: (PLANNING.name, FIRST, 3), DATED_NAME: (PLANNING.name, FIRST, 4)}
    sheets = [_page_sheet(page, office, period, units) for page in PAGES]
    sheets += [_findings_sheet(office, period), key_sheet(str(_key(office, period, units)), office.paper)]
    return Workbook(str(_key(office, period, units)), f"Kendali {period.label}", office.name, tuple(sheets), names)


def _key(office: Office, period: Period, units: Sequence[Unit]) -> Key:
    asked = ([page.fields for page in PAGES], [(unit.code, unit.name) for unit in units])
    return Key(office.region_code, UNIT, str(period), hashlib.sha256(repr(asked).encode()).hexdigest()[:8])


# --- a tab of an officer -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of an officer's tab: what stands in it, and which cells are typed into (from the second to `last`)."""

    cells: tuple[CellPlan, ...]
    height: int
    last: int = 0
    check: Check | None = None


def _page_sheet(page: Page, office: Office, period: Period, units: Sequence[Unit]) -> Sheet:
    widths = WIDE if page is PLANNING else WIDTHS
    cells, heights = _head(f"Kendali {period.label} · {page.title}", len(widths))
    lines = dict(enumerate(_lines(page, units, len(widths)), FIRST))
    for row, line in lines.items():
        cells |= {(row, column): cell for column, cell in enumerate(line.cells, 1)}
        heights[row] = line.height
        if line.last:
            cells[row, line.last + 1] = CellPlan(lookup(row_code(row), ""), replace(FINDING, size=8))
    checks = [replace(line.check, area=Area(row, 2, row, 2)) for row, line in lines.items() if line.check]
    inputs = _joined([Area(row, 2, row, line.last) for row, line in lines.items() if line.last])
    found = {line.last + 1 for line in lines.values() if line.last}
    colours = [Colour(area, "empty", fill=EMPTY) for area in inputs]
    colours += [rule for column in sorted(found) for rule in severities(Area(FIRST, column, max(lines), column))]
    return Sheet(
        page.name, page.title, widths, cells, heights, tuple(checks), tuple(colours),
        paper=office.paper, footer=_footer(office, period), editors_role=page.role.value,
    )  # fmt: skip


def _lines(page: Page, units: Sequence[Unit], width: int) -> Iterator[_Line]:
    """The sections one after the other, an empty row between them."""
    for number, section in enumerate(page.sections):
        if number:
            yield _Line((), 12)
        yield _section(section.title, width, UNIT_HEADINGS if section.units else ())
        for field in section.fields:
            yield _field_line(field)
        for unit in units if section.units else ():
            yield _unit_line(unit)


def _section(title: str, width: int, columns: Sequence[str]) -> _Line:
    look = replace(HEADING, size=10, color=HEAD)
    texts = (title, *columns, *[None] * (width - 1 - len(columns)))
    run_over = replace(look, wrap=bool(columns))
    return _Line(tuple(CellPlan(text, run_over) for text in texts), 48 if columns else 22)


def _field_line(field: Field) -> _Line:
    look = replace(INPUT, align="right", indent=1) if field.kind is Kind.MINUTES else TEXT
    cells = (_name(field.code, field.label), CellPlan(None, replace(look, middle=field.kind is not Kind.LONG)))
    tall = 84 if field.kind is Kind.LONG else 32
    return _Line(cells, max(tall, _height(field.label)), 2, _check(field.kind))


def _unit_line(unit: Unit) -> _Line:
    cells = (_name(unit.code, unit.name), *[CellPlan(None, replace(TEXT, size=10))] * 3)
    check = Check(ANYWHERE, "Pilih validasi atau kembalikan.", VERDICTS)
    return _Line(cells, max(52, _height(unit.name)), 4, check)


def _name(code: str, label: str) -> CellPlan:
    """The code stands first, since formulas cut it out and the reading finds the row by it."""
    return CellPlan((Run(f"{code} · ", size=9, color=QUIET), Run(label, size=10)), BODY)


def _height(label: str) -> int:
    return 14 * math.ceil((len(label) + 7) / 17) + 8


def _check(kind: Kind) -> Check | None:
    if kind is Kind.NATURE:
        return Check(ANYWHERE, MESSAGES[kind], NATURES)
    if kind is Kind.WHO:
        return Check(ANYWHERE, MESSAGES[kind], RECORDERS, strict=False)
    return Check(ANYWHERE, MESSAGES[kind]) if kind is Kind.MINUTES else None


def _joined(areas: Sequence[Area]) -> list[Area]:
    """The same cells as few rectangles: rows that follow each other and are as wide are one."""
    joined: list[Area] = []
    for area in areas:
        last = joined[-1] if joined else None
        if last and (last.bottom + 1, last.left, last.right) == (area.top, area.left, area.right):
            joined[-1] = replace(last, bottom=area.bottom)
        else:
            joined.append(area)
    return joined


def _head(title: str, width: int) -> tuple[Cells, dict[int, int]]:
    """Title, how to fill, what this is not, and how much must be mended; they run over into empty cells."""
    look = Style(size=9, fill=SOFT)
    count = f'COUNTIF({{{FINDINGS}}}!$B${FINDING_FIRST}:$B${FINDING_FIRST + FINDING_ROWS - 1},"{Severity.MUST.value}")'
    mend = Formula(f'IF({count}=0,"",{count}&" catatan di tab {FINDINGS_TAB}: {Severity.MUST.value}")&T(NOW())', "")
    texts: list[tuple[str, Style]] = [(title, Style(bold=True, size=11, color="FFFFFF", fill=HEAD))]
    texts += [(line, replace(look, bold=line is LINES[1])) for line in LINES]
    cells: Cells = {(row, 1): CellPlan(text, style) for row, (text, style) in enumerate(texts, 1)}
    cells[6, 1] = CellPlan(mend, replace(look, bold=True, color=ALERT))
    fills = [(row, cell.style.fill) for (row, _), cell in cells.items()]
    cells |= {(row, column): CellPlan(None, Style(fill=fill)) for row, fill in fills for column in range(2, width + 1)}
    return cells, {1: 26} | dict.fromkeys(range(2, 7), 16)


def _footer(office: Office, period: Period) -> str:
    return f"{'DATA CONTOH · ' if office.sample else ''}{office.name} · Kendali · {period.label}"


# --- Periksa, key --------------------------------------------------------------------------------------------


def _findings_sheet(office: Office, period: Period) -> Sheet:
    """The catatan about Kendali; the store later replaces its rows, and nothing else."""
    cells: Cells = {(1, column): CellPlan(None, Style(fill=HEAD)) for column in range(2, RULE_COLUMN + 1)}
    cells[1, 1] = CellPlan("Catatan pemeriksaan Kendali", Style(bold=True, size=13, color="FFFFFF", fill=HEAD))
    cells[2, 1] = CellPlan("Perbaiki di selnya; catatan hilang pada pemeriksaan berikutnya.", Style(size=10))
    cells[3, 1] = CellPlan(LINES[1], Style(size=10))
    for column, heading in enumerate(FINDING_HEADINGS, 1):
        cells[FINDING_FIRST - 1, column] = CellPlan(heading, HEADING)
        cells[FINDING_FIRST, column] = CellPlan(NO_FINDINGS if column == 1 else None, FINDING_BODY)
    return Sheet(
        FINDINGS, FINDINGS_TAB, FINDING_WIDTHS, cells, {1: 24},
        colours=severities(Area(FINDING_FIRST, 2, FINDING_FIRST + FINDING_ROWS - 1, 2)),
        hidden_columns=(SHORT_COLUMN, REPLY_COLUMN, RULE_COLUMN), landscape=True, paper=office.paper,
        repeat=(FINDING_FIRST - 1, FINDING_FIRST - 1), footer=_footer(office, period),
    )  # fmt: skip
