"""A workbook that people have worked in, and a newer version of its form: what stands where, and what goes where.

Nothing is opened or written here. A store that changes workbooks in place is told where each row stands now; one that
makes them anew gets the new workbook with all that was typed in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sheets_sync.answer import read_posted
from sheets_sync.errors import WorkbookError
from sheets_sync.form import Form
from sheets_sync.grid import BrokenCell, Cell, Grid, Tab, address
from sheets_sync.layout import (
    BODY,
    BUDGET,
    CAUSES,
    FILL,
    FINDING_BODY,
    FINDING_FIRST,
    FINDINGS,
    FINDINGS_NAME,
    FIRST_ROW,
    FORM,
    GUIDE,
    QUIET,
    REPLY_BODY,
    REPLY_COLUMN,
    RETIRED,
    SEND_ROW,
    WORKBOOK_ROW,
    finding_height,
    height,
    retired_words,
)
from sheets_sync.plan import CellPlan, Run, Sheet, Workbook
from sheets_sync.reading import shown, wanted_tables
from sheets_sync.submission import Entry, Posted, Reading, Submission
from sheets_sync.tables import Table, Wanted, find_table, rows_by_code
from sheets_sync.workbook import make_workbook

FIGURE, NOTE = 2, 3  # columns of what is typed, in every table
ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
GREY = replace(BODY, size=9, color=QUIET, fill="E5E7EB")


@dataclass(frozen=True, slots=True)
class Standing:
    """A table as it stands in a workbook: its tab, its heading row, its columns by the plan's, its rows by code.

    Where a code stands in several rows, the first that is filled counts. `doubled` are codes with rows that disagree,
    `retired` the rows that an earlier version of the form has given up.
    """

    tab: Tab
    head: int
    columns: Mapping[int, int]
    rows: Mapping[str, int]
    doubled: tuple[str, ...]
    retired: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Renewal:
    """What a workbook was made from, what it is to be, and what stands in it.

    `codes` are the codes of the new plan's rows by tab and row; `standing` the tables that were found, by tab;
    `posted` what stands in the tab Periksa.
    """

    former: Workbook
    new: Workbook
    codes: Mapping[str, Mapping[int, str]]
    standing: Mapping[str, Standing]
    posted: Posted
    lost: tuple[str, ...]  # what people added that a workbook made anew does not have

    def whole(self) -> Workbook:
        """The new workbook with all that was typed in it; WorkbookError where that is not certain."""
        sheets = []
        for sheet in self.new.sheets:
            if sheet.name in self.standing:
                sheets.append(_with_typed(sheet, self.codes[sheet.name], self.standing[sheet.name]))
            else:
                sheets.append(_with_answers(sheet, self.posted.answer.rows) if sheet.name == FINDINGS else sheet)
        return replace(self.new, sheets=tuple(sheets))


def make_renewal(old: Form, new: Form, grid: Grid) -> Renewal:
    """How the workbook that stands as `grid`, made from the form `old`, becomes one of the form `new`."""
    codes, before = _codes(new), _codes(old)
    standing = {}
    for name, wanted in zip((FILL, BUDGET, CAUSES), wanted_tables(old), strict=True):
        known = [*before.get(name, {}).values(), *codes.get(name, {}).values()]
        if table := find_table(grid, wanted):
            standing[name] = _standing(table, known, wanted, old)
    former = make_workbook(old)
    return Renewal(former, make_workbook(new), codes, standing, read_posted(grid), tuple(_lost(grid, former, standing)))


def _codes(form: Form) -> dict[str, dict[int, str]]:
    """The code of each row of the form's workbook, by tab; only of tabs that it has."""
    rows: dict[str, Sequence[str]] = {
        FILL: (*(row.code for row in form.rows), SEND_ROW),
        BUDGET: [row.code for row in form.budget],
        CAUSES: [row.code for row in form.assessable],
    }
    return {name: dict(enumerate(codes, FIRST_ROW)) for name, codes in rows.items() if codes}


# --- what stands ---------------------------------------------------------------------------------------------


def _standing(table: Table, known: Sequence[str], wanted: Wanted, form: Form) -> Standing:
    columns = {1: table.code, FIGURE: table.actual, NOTE: table.note, 4: _findings_column(table, form)}
    found = rows_by_code(table, known, [])
    send = _send_row(table, form) if wanted.title == form.words.tab_fill else None
    rows = {code: _filled(table, at) for code, at in found.items()} | ({SEND_ROW: send} if send else {})
    doubled = tuple(code for code, at in found.items() if _disagree(table, at))
    retired = {
        row: table.tab.text(row, table.code)
        for row, column in sorted(table.tab.cells)
        if column == table.code and row not in rows.values() and _is_retired(table.tab.text(row, table.code))
    }
    return Standing(table.tab, table.head, {at: now for at, now in columns.items() if now}, rows, doubled, retired)


def _is_retired(text: str) -> bool:
    return text.partition("\n")[0].endswith(f" {RETIRED}")


def _findings_column(table: Table, form: Form) -> int | None:
    """Where the rows show their catatan: under the heading of the form, else right of the note."""
    for row, column in sorted(table.tab.cells):
        if row == table.head and table.tab.text(row, column).casefold() == form.words.findings.casefold():
            return column
    return table.note + 1 if table.note else None


def _send_row(table: Table, form: Form) -> int | None:
    send = form.words.send.casefold()
    places = sorted(place for place in table.tab.cells if place[1] == table.code)
    return next((row for row, column in places if table.tab.text(row, column).casefold().startswith(send)), None)


def _filled(table: Table, at: Sequence[int]) -> int:
    filled = (row for row in at if table.actual and shown(table.tab.cells.get((row, table.actual))))
    return next(filled, at[0])


def _disagree(table: Table, at: Sequence[int]) -> bool:
    columns = [column for column in (table.actual, table.note) if column]
    return any(len({text for row in at if (text := _text(table.tab, row, column))}) > 1 for column in columns)


def _text(tab: Tab, row: int, column: int) -> str:
    return shown(tab.cells.get((row, column)))


# --- the workbook made anew ----------------------------------------------------------------------------------


def _with_typed(sheet: Sheet, codes: Mapping[int, str], standing: Standing) -> Sheet:
    """The planned tab with what was typed in each row; rows that are asked no longer stand below, if they were filled."""
    if standing.doubled:
        raise WorkbookError(
            f"baris {', '.join(standing.doubled)} di tab {standing.tab.title} ada lebih dari satu dengan isian berbeda;"
            " sisakan satu yang benar, barulah formatnya dapat diperbarui"
        )
    cells, heights = dict(sheet.cells), dict(sheet.heights)
    for number, code in codes.items():
        for column in (FIGURE, NOTE):
            if cell := _typed(standing, standing.rows.get(code), column):
                cells[number, column] = CellPlan(None, cells[number, column].style, cell)
    for number, (row, text) in enumerate(_given_up(standing, codes), max(codes) + 1):
        cells |= _retired_row(number, text, *(_typed(standing, row, column) for column in (FIGURE, NOTE)))
        heights[number] = height((Run(text),))
    return replace(sheet, cells=cells, heights=heights)


def _typed(standing: Standing, row: int | None, column: int) -> Cell | None:
    """What was typed there; WorkbookError where it is a formula whose result nobody knows yet."""
    if row is None or column not in standing.columns:
        return None
    place = row, standing.columns[column]
    cell = standing.tab.cells.get(place)
    if cell is not None and isinstance(cell.value, BrokenCell) and cell.value.text not in ERRORS:
        raise WorkbookError(
            f"sel {address(*place)} tab {standing.tab.title} berisi {cell.value.text}; minta unit membuka lembarnya di"
            " Excel dan menyimpannya, barulah formatnya dapat diperbarui"
        )
    return cell


def _given_up(standing: Standing, codes: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """The rows that are asked no longer and hold something, with the text that says so."""
    code_column = standing.columns[1]
    texts = dict(standing.retired)
    for code, row in standing.rows.items():
        if code not in codes.values():
            texts[row] = retired_words(code, standing.tab.text(row, code_column))
    for row, text in sorted(texts.items()):
        if any(_typed(standing, row, column) for column in (FIGURE, NOTE)):
            yield row, text


def _retired_row(number: int, text: str, figure: Cell | None, note: Cell | None) -> dict[tuple[int, int], CellPlan]:
    return {
        (number, 1): CellPlan(text, GREY),
        (number, FIGURE): CellPlan(None, replace(GREY, align="right"), figure),
        (number, NOTE): CellPlan(None, GREY, note),
        (number, 4): CellPlan(None, GREY),
    }


def _with_answers(sheet: Sheet, rows: Sequence[Sequence[str]]) -> Sheet:
    """The planned tab Periksa with the rows that stand in it, the unit's replies among them."""
    cells, heights = dict(sheet.cells), dict(sheet.heights)
    for number, texts in enumerate(rows, FINDING_FIRST):
        for column, text in enumerate(texts, 1):
            style = REPLY_BODY if column == REPLY_COLUMN else FINDING_BODY
            cells[number, column] = CellPlan(text or None, style)
        heights[number] = finding_height(texts)
    return replace(sheet, cells=cells, heights=heights)


# --- what it does not have -----------------------------------------------------------------------------------


def _lost(grid: Grid, former: Workbook, standing: Mapping[str, Standing]) -> Iterator[str]:
    """The tabs and cells that people added, where they are."""
    tables = {item.tab.title: item for item in standing.values()}
    plans = {sheet.title: sheet for sheet in former.sheets if sheet.name in (FORM, GUIDE)}
    findings = grid.anchors.get(FINDINGS_NAME)
    ours = {sheet.title for sheet in former.sheets} | tables.keys() | ({findings.tab} if findings else set())
    for tab in grid.tabs:
        if tab.title not in ours:
            if tab.cells:
                yield f"tab {tab.title}"
        elif tab.title in tables:
            yield from _added(tab, tables[tab.title])
        elif tab.title in plans:
            yield from _written(tab, plans[tab.title])


def _added(tab: Tab, table: Standing) -> Iterator[str]:
    """Cells below the heading that belong to no row or no column of the table."""
    rows = {*table.rows.values(), *table.retired}
    for row, column in sorted(tab.cells):
        beside = column not in table.columns.values()
        if (row > table.head and row not in rows and _text(tab, row, column)) or (row >= table.head and beside):
            yield f"{tab.title} {address(row, column)}"


def _written(tab: Tab, plan: Sheet) -> Iterator[str]:
    """Cells of a tab that nobody fills which hold something else than was planned."""
    for (row, column), cell in sorted(tab.cells.items()):
        planned = plan.cells.get((row, column))
        content = planned.content if planned else None
        if content is None or (isinstance(content, str) and str(cell.value).strip() != content.strip()):
            yield f"{tab.title} {address(row, column)}"


# --- a submission --------------------------------------------------------------------------------------------


def carried(submission: Submission, form: Form) -> Submission:
    """The same submission as one of another version of the form: rows that are new are empty, others are left out."""
    words = form.words
    known = {SEND_ROW, WORKBOOK_ROW, *(row.code for row in form.rows), *(row.code for row in form.budget)}
    return replace(
        submission,
        form_version=form.version,
        entries=_lines(submission.entries, [row.code for row in form.rows], words.tab_fill),
        budget=_lines(submission.budget, [row.code for row in form.budget], words.tab_budget),
        causes=_lines(submission.causes, [row.code for row in form.assessable], words.tab_causes),
        noticed=tuple(item for item in submission.noticed if item.place.row in known),
    )


def _lines(entries: Sequence[Entry], codes: Sequence[str], tab: str) -> tuple[Entry, ...]:
    there = {entry.code: entry for entry in entries}
    return tuple(there.get(code) or Entry(code, tab, "", "", Reading.EMPTY) for code in codes)


def typed_in(submission: Submission) -> dict[str, tuple[str, str]]:
    """What was typed by row, wherever its cells lie; rows of Kendala apart from those of Isi."""
    found = {entry.code: (entry.typed, entry.note) for entry in (*submission.entries, *submission.budget)}
    found |= {f"kendala {entry.code}": (entry.typed, entry.note) for entry in submission.causes}
    return found | {SEND_ROW: (submission.tick.typed, submission.tick.note)}
