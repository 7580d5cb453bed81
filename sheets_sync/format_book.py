"""The workbook Format to be made: the office's format as tabs that Kasubag Evlap edits in Excel or Google Sheets.

Codes, dates, NIP and targets are texts, so that no spreadsheet turns `7.01.02`, `95-105` or 18 digits into something
else. How the tabs are read back is `settings.tabs`' matter.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sheets_sync.form import FormWords, Key
from sheets_sync.format_columns import (
    BEFORE_TARGETS,
    INDICATOR,
    NO_TARGET,
    SPARE,
    TABS,
    TARGET_FILE,
    TARGET_KEYS,
    TARGETS,
    UNIT,
    WORDS,
    Column,
    FormatTab,
    target_heading,
)
from sheets_sync.format_help import GUIDE, GUIDE_TITLE, explained
from sheets_sync.format_tables import Row, Tables
from sheets_sync.grid import Area
from sheets_sync.layout import (
    EMPTY,
    FINDING_BODY,
    FINDING_FIRST,
    FINDING_ROWS,
    FINDING_WIDTHS,
    FINDINGS,
    FINDINGS_NAME,
    HEAD,
    HEADING,
    QUIET,
    REPLY_COLUMN,
    RULE_COLUMN,
    SHORT_COLUMN,
    Cells,
    key_sheet,
    lines_of,
    severities,
)
from sheets_sync.layout import (
    GUIDE as GUIDE_SHEET,
)
from sheets_sync.model import Office
from sheets_sync.period import Period
from sheets_sync.plan import CellPlan, Check, Colour, Sheet, Style, Workbook
from sheets_sync.targets import Document

BOOK = "FORMAT"  # in the key, where a unit's workbook has its code
HEADS, HELP, FIRST = 4, 5, 6  # rows of the headings, of what each is for, and of the first row
SPARE_ROWS = 40
EXPECTED_COLUMN = 5  # of the tab Periksa
LONGEST_LIST = 250  # letters of a drop-down's options: Excel keeps 255
TARGET_WIDTH = 72
BLOCKS = ("DCE9F7", "E3F0DC", "F7E7D4", "EADFF2", "F2F2CF")  # a document's columns, one colour each
NEW_BLOCK = "F3F4F6"
INPUT = Style(size=10, wrap=True, border="below", middle=False, number="@", locked=False)
HELPING = Style(size=8, color=QUIET, wrap=True, border="below", middle=False)
UNUSED = (EXPECTED_COLUMN, SHORT_COLUMN, REPLY_COLUMN, RULE_COLUMN)  # of the tab Periksa: the advice says it all
TITLE = Style(bold=True, size=13, color="FFFFFF", fill=HEAD)


def format_workbook(tables: Tables, office: Office, words: FormWords, period: Period) -> Workbook:
    """The plan of the period's workbook Format."""
    documents = [item for item in office.agreements if item.year == period.year]
    codes = tuple(row["kode"] for row in tables[UNIT.file])
    sheets = [_guide_sheet(office)]
    for tab in TABS:
        shown = documents if tab is INDICATOR else []
        sheets.append(_Table(tab, tables, codes, shown, office, period).sheet())
    sheets += [_findings_sheet(office, words), key_sheet(_key(office, period, tables), office.paper)]
    names = {tab.anchor: (tab.name, HEADS, 1) for tab in TABS} | {FINDINGS_NAME: (FINDINGS, FINDING_FIRST, 1)}
    key = _key(office, period, tables)
    return Workbook(key, f"Format {period.label}", office.name, tuple(sheets), names)


def version_of(tables: Tables) -> str:
    """Eight hex digits that change with anything in the tables but the order of their rows."""
    rows = {file: sorted(sorted(row.items()) for row in tables[file]) for file in sorted(tables)}
    content = json.dumps(rows, ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:8]


def _key(office: Office, period: Period, tables: Tables) -> str:
    return str(Key(office.region_code, BOOK, str(period), version_of(tables)))


# --- a table -------------------------------------------------------------------------------------------------


class _Table:
    """One tab of rows, with a group of target columns for each of the `documents`."""

    def __init__(
        self,
        tab: FormatTab,
        tables: Tables,
        codes: tuple[str, ...],
        documents: Sequence[Document],
        office: Office,
        period: Period,
    ) -> None:
        self._tab, self._codes, self._documents = tab, codes, documents
        self._office, self._period = office, period
        self._rows = tables[tab.file]
        self._targets = {(row["indikator"], row["dokumen"]): row for row in tables[TARGET_FILE]}
        self._last = FIRST + len(self._rows) + SPARE_ROWS - 1
        self._grouped = len(TARGETS) * (len(documents) + 1) if tab is INDICATOR else 0
        self._width = len(tab.columns) + self._grouped
        left = range(1, BEFORE_TARGETS + 1), range(BEFORE_TARGETS + 1 + self._grouped, self._width + 1)
        places = [*left[0], *left[1]] if self._grouped else range(1, self._width + 1)
        self._columns = dict(zip(places, tab.columns, strict=True))

    def sheet(self) -> Sheet:
        cells = self._head()
        heights = {1: 24, 2: 18, HEADS: 34, HELP: self._help_height()}
        for number in range(FIRST, self._last + 1):
            row = self._rows[number - FIRST] if number - FIRST < len(self._rows) else None
            cells |= self._row(number, row)
            heights[number] = self._height(row)
        cells |= self._groups()
        widths = [self._columns[at].width if at in self._columns else TARGET_WIDTH for at in range(1, self._width + 1)]
        if self._tab is WORDS:
            widths.append(340)
            cells |= self._explanations()
        return Sheet(
            self._tab.name, self._tab.title, tuple(widths), cells, heights, tuple(self._checks()),
            tuple(self._colours()), landscape=True, paper=self._office.paper, repeat=(HEADS, HELP),
            frozen=(HELP, 2 if self._grouped else 1), footer=_footer(self._office, self._period),
        )  # fmt: skip

    def _head(self) -> Cells:
        cells: Cells = {
            (1, column): CellPlan(None, Style(fill=HEAD)) for column in range(1, self._width + 1 + (self._tab is WORDS))
        }
        cells[1, 1] = CellPlan(f"{self._tab.title} · Format {self._period.label}", TITLE)
        cells[2, 1] = CellPlan(self._tab.instruction, Style(size=10))
        for at, column in self._columns.items():
            cells[HEADS, at] = CellPlan(column.heading, HEADING)
            cells[HELP, at] = CellPlan(column.help, HELPING)
        return cells

    def _row(self, number: int, row: Row | None) -> Cells:
        return {
            (number, at): CellPlan(_content(column, row[column.key]) if row else None, _style(column))
            for at, column in self._columns.items()
        }

    def _help_height(self) -> int:
        """Points for the longest explanation; a letter of 8 points is some 5 pixels wide, and words break early."""
        return max(lines_of(column.help, column.width, 5.4) for column in self._tab.columns) * 11 + 6

    def _height(self, row: Row | None) -> int:
        """Points for the row's longest text; a letter of 10 points is some 6 pixels wide, and words break early."""
        if row is None:
            return 18
        return min(max(lines_of(row[column.key], column.width, 6.8) for column in self._tab.columns) * 14 + 6, 400)

    # --- targets ---

    def _groups(self) -> Cells:
        """A group of columns for each document, and an empty one whose headings are to be typed."""
        if self._tab is not INDICATOR:
            return {}
        made: Cells = {}
        left = BEFORE_TARGETS + 1
        for at, document in enumerate(self._documents):
            made |= self._group(left, document.code, BLOCKS[at % len(BLOCKS)], _told(document))
            left += len(TARGETS)
        told = f"Dokumen baru: ganti {SPARE} pada kepala kolom dengan kode dokumennya."
        return made | self._group(left, SPARE, NEW_BLOCK, told)

    def _group(self, left: int, document: str, fill: str, told: str) -> Cells:
        new = document == SPARE
        cells: Cells = {(HEADS - 1, left): CellPlan(told, Style(bold=True, size=9, color=HEAD))}
        heading = replace(HEADING, fill=fill, align="center", locked=not new, number="@" if new else "General")
        for at, name in enumerate(TARGETS, left):
            cells[HEADS, at] = CellPlan(target_heading(document, name).replace(" ", "\n", 1), heading)
            cells[HELP, at] = CellPlan(TARGET_HELP[name], replace(HELPING, align="center"))
            for number in range(FIRST, self._last + 1):
                row = self._rows[number - FIRST] if number - FIRST < len(self._rows) else None
                text = self._target(row["kode"], document, name) if row else ""
                cells[number, at] = CellPlan(text or None, replace(INPUT, align="center", fill=fill))
        return cells

    def _target(self, code: str, document: str, name: str) -> str:
        row = self._targets.get((code, document))
        if row is None:
            return ""
        empty = not any(row[key] for key in TARGET_KEYS.values())
        return NO_TARGET if empty and name == "annual" else row[TARGET_KEYS[name]]

    # --- what may be typed ---

    def _checks(self) -> list[Check]:
        checks = []
        for at, column in self._columns.items():
            options = self._codes if column.units else column.options
            if options and len(",".join(options)) <= LONGEST_LIST:
                area = Area(FIRST, at, self._last, at)
                checks.append(Check(area, "Pilih salah satu dari daftar.", tuple(options), strict=not column.units))
        return checks

    def _colours(self) -> list[Colour]:
        """What is still to be typed: a code of a new row, and whatever a row with a code must have."""
        if self._tab is WORDS:
            return []
        colours = [Colour(Area(FIRST + len(self._rows), 1, self._last, 1), "empty", fill=EMPTY)]
        for at, column in self._columns.items():
            if at > 1 and not column.optional:
                colours.append(Colour(Area(FIRST, at, self._last, at), "asked", fill=EMPTY, beside=1))
        return colours

    def _explanations(self) -> Cells:
        at = self._width + 1
        cells: Cells = {
            (HEADS, at): CellPlan("Keterangan", HEADING),
            (HELP, at): CellPlan("Tempatnya di lembar unit.", HELPING),
        }
        for number, row in enumerate(self._rows, FIRST):
            cells[number, at] = CellPlan(explained(row["kunci"]), replace(HELPING, size=9))
        return cells


TARGET_HELP: Mapping[str, str] = {
    "annual": "Target setahun.",
    "tw1": "Januari–Maret.",
    "tw2": "April–Juni.",
    "tw3": "Juli–September.",
    "tw4": "Oktober–Desember.",
}


def _told(document: Document) -> str:
    return f"{document.code}: {document.kind}, berlaku sejak {document.in_force_from:%d/%m/%Y}"


def _style(column: Column) -> Style:
    if column.kind == "number":
        pagu = column.key == "pagu"
        return replace(INPUT, align="right" if pagu else "center", number="#,##0" if pagu else "General")
    return replace(INPUT, bold=column.key == "kode")


def _content(column: Column, text: str) -> str | Decimal | None:
    """The value as the cell holds it: figures as numbers, days as people here write them, all else as text."""
    if column.kind == "number" and text:
        return Decimal(text.replace(",", "."))
    if column.kind == "date" and text:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    return text or None


# --- Petunjuk, Periksa, key ----------------------------------------------------------------------------------


def _guide_sheet(office: Office) -> Sheet:
    cells: Cells = {(1, 1): CellPlan(GUIDE_TITLE, TITLE)}
    heights = {1: 24}
    for number, line in enumerate(GUIDE, 2):
        text = line.format(kantor=office.name)
        cells[number, 1] = CellPlan(text, Style(size=11, wrap=True, middle=False))
        heights[number] = 15 * lines_of(text, 640, 7.2) + 6
    return Sheet(GUIDE_SHEET, "Petunjuk", (640,), cells, heights, paper=office.paper)


def _findings_sheet(office: Office, words: FormWords) -> Sheet:
    """What stands in the way of using this format; the store later replaces its rows, and nothing else."""
    last = FINDING_FIRST + FINDING_ROWS - 1
    cells: Cells = {(1, column): CellPlan(None, Style(fill=HEAD)) for column in range(2, RULE_COLUMN + 1)}
    cells[1, 1] = CellPlan(words.findings_title, TITLE)
    for column, heading in enumerate(words.findings_columns, 1):
        cells[FINDING_FIRST - 1, column] = CellPlan(heading, HEADING)
        cells[FINDING_FIRST, column] = CellPlan(words.findings_none if column == 1 else None, FINDING_BODY)
    return Sheet(
        FINDINGS, words.tab_findings, FINDING_WIDTHS, cells, {1: 24},
        colours=severities(Area(FINDING_FIRST, 2, last, 2)), hidden_columns=UNUSED,
        landscape=True, paper=office.paper, repeat=(FINDING_FIRST - 1, FINDING_FIRST - 1),
    )  # fmt: skip


def _footer(office: Office, period: Period) -> str:
    sample = "DATA CONTOH · " if office.sample else ""
    return f"{sample}{office.name} · Format {period.label}"
