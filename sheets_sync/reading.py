"""From raw cells to a Submission: which cell means what, wherever people have moved it.

Rows are known by the code that begins their first cell, columns by their heading or by the defined name that
moves along with them. What cannot be placed is noticed, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from sheets_sync import numerals
from sheets_sync.form import Form, FormRow, Key
from sheets_sync.grid import BrokenCell, Cell, Grid, Tab, address
from sheets_sync.submission import Entry, Oddity, OddityKind, Place, Reading, Source, Submission
from sheets_sync.workbook import KEY_TITLE, SEND_ROW, WORKBOOK_ROW

LONGEST_TEXT = 10_000
RUPIAH = "Rp"


def rows_needed(form: Form) -> int:
    """How many rows of a tab can matter: the form's own, and ample room for rows that people inserted."""
    return 100 + 3 * (len(form.rows) + len(form.budget))


def identify(grid: Grid) -> Key:
    """The key of the workbook; ValueError in Indonesian where it has none, or two that disagree."""
    hidden = [
        cell.value
        for tab in grid.tabs
        for position, cell in tab.cells.items()
        if isinstance(cell.value, str) and (position == (1, 1) or tab.title == KEY_TITLE)
    ]
    keys = {key for text in (*grid.keys, *hidden) if (key := Key.parse(text))}
    if not keys:
        raise ValueError("bukan lembar yang dibuat dari format ini (kuncinya tidak ada); minta lembar baru")
    if len(keys) > 1:
        raise ValueError(
            "kuncinya ada dua dan berbeda, jadi tidak jelas milik siapa; minta lembar baru dan salin angkanya"
        )
    return keys.pop()


@dataclass(frozen=True, slots=True)
class Table:
    """A table found in a tab: its heading row and its columns."""

    tab: Tab
    head: int
    code: int
    actual: int | None
    note: int | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for: the tab's title, and each column's heading and defined name."""

    title: str
    headings: tuple[str, str, str]
    names: tuple[str, str, str]


def read_submission(grid: Grid, form: Form, source: Source, pulled: datetime) -> Submission:
    """What the unit filled, whatever was renamed, inserted, moved, sorted or merged."""
    words = form.words
    fill = Wanted(
        words.tab_fill,
        (words.indicator, words.actual, words.note),
        ("isi_indikator", "isi_realisasi", "isi_keterangan"),
    )
    budget = Wanted(
        words.tab_budget,
        (words.programme, words.budget_actual, words.note),
        ("anggaran_program", "anggaran_realisasi", "anggaran_keterangan"),
    )
    noticed: list[Oddity] = []
    measures = {row.code: row for row in form.rows}
    entries = _read_table(grid, fill, measures, form, noticed)
    budget_rows = dict.fromkeys((row.code for row in form.budget), None)
    budget_entries = _read_table(grid, budget, budget_rows, form, noticed) if form.budget else ()
    tick = _read_tick(grid, fill, form)
    sent = tick.typed.strip().casefold() in (words.yes.casefold(), "true", "benar")
    return Submission(
        unit=form.unit,
        period=form.period,
        form_version=form.version,
        entries=entries,
        budget=budget_entries,
        sent=sent,
        tick=tick,
        noticed=tuple(noticed),
        source=source,
        pulled=pulled,
        first_sent=source.modified if sent else None,
    )


# --- finding the table ---------------------------------------------------------------------------------------


def _find_table(grid: Grid, wanted: Wanted) -> Table | None:
    """The table in the tab that its defined name points at, else the tab of that title, else any that fits."""
    anchor = grid.anchors.get(wanted.names[0])
    titles = [anchor.tab if anchor else "", wanted.title]
    tabs = [tab for title in titles if (tab := grid.tab(title))]
    for tab in (*tabs, *grid.tabs):
        if table := _table_in(tab, grid, wanted):
            return table
    return None


def _table_in(tab: Tab, grid: Grid, wanted: Wanted) -> Table | None:
    anchors = [grid.anchors.get(name) for name in wanted.names]
    head = _heading_row(tab, wanted.headings)
    if head is None:
        first = anchors[0]
        if first is None or first.tab != tab.title:
            return None
        head = first.row
    named = [anchor.column if anchor and anchor.tab == tab.title else None for anchor in anchors]
    code, actual, note = (
        _column(tab, head, heading, column, wanted.headings)
        for heading, column in zip(wanted.headings, named, strict=True)
    )
    return Table(tab, head, code, actual, note) if code is not None else None


def _column(tab: Tab, head: int, heading: str, named: int | None, headings: Sequence[str]) -> int | None:
    """The column of that heading: the named one if it still has it, else wherever the heading stands.

    A column that was renamed is still the named one, unless it now has another column's heading.
    """
    now = tab.text(head, named) if named else ""
    if named and _same(now, heading):
        return named
    taken = any(_same(now, other) for other in headings)
    return _heading_column(tab, head, heading) or (None if taken else named)


def _same(text: str, heading: str) -> bool:
    return " ".join(text.casefold().split()) == " ".join(heading.casefold().split())


def _heading_row(tab: Tab, headings: Sequence[str]) -> int | None:
    """The first row in which the headings of code and figure both stand."""
    rows = sorted({row for (row, column) in tab.cells if _same(tab.text(row, column), headings[0])})
    return next((row for row in rows if _heading_column(tab, row, headings[1]) is not None), None)


def _heading_column(tab: Tab, row: int, heading: str) -> int | None:
    return min(
        (column for (at, column) in tab.cells if at == row and _same(tab.text(row, column), heading)), default=None
    )


# --- reading its rows ----------------------------------------------------------------------------------------


def _read_table(
    grid: Grid, wanted: Wanted, rows: Mapping[str, FormRow | None], form: Form, noticed: list[Oddity]
) -> tuple[Entry, ...]:
    table = _find_table(grid, wanted)
    if table is None:
        noticed.append(Oddity(OddityKind.TAB_GONE, Place(wanted.title, "", WORKBOOK_ROW), wanted.title))
        return tuple(_absent(code, wanted) for code in rows)
    if table.actual is None:
        place = Place(table.tab.title, address(table.head, table.code), WORKBOOK_ROW)
        noticed.append(Oddity(OddityKind.COLUMN_GONE, place, wanted.headings[1]))
    found = _rows_by_code(table, rows, noticed)
    entries = tuple(_read_row(table, code, row, found.get(code, []), form, noticed) for code, row in rows.items())
    noticed.extend(_copies(grid, table, wanted, entries))
    return entries


def _copies(grid: Grid, table: Table, wanted: Wanted, entries: Iterable[Entry]) -> Iterator[Oddity]:
    """Other tabs with the same table and other figures: somebody may have filled the wrong one."""
    typed = {entry.code: entry.typed for entry in entries}
    for tab in grid.tabs:
        copy = _table_in(tab, grid, wanted) if tab.title != table.tab.title else None
        if copy is None or copy.actual is None:
            continue
        figures = [
            (code, shown(tab.cells.get((row, copy.actual))))
            for code, rows in _rows_by_code(copy, typed, []).items()
            for row in rows
        ]
        if any(figure not in ("", typed[code]) for code, figure in figures):
            yield Oddity(OddityKind.TAB_DOUBLED, Place(table.tab.title, "", WORKBOOK_ROW), tab.title)


def _absent(code: str, wanted: Wanted) -> Entry:
    return Entry(code, wanted.title, "", "", Reading.EMPTY)


def _rows_by_code(table: Table, known: Iterable[str], noticed: list[Oddity]) -> dict[str, list[int]]:
    """The sheet's rows of each known code; a row with another code like ours is noticed."""
    by_fold = {code.casefold(): code for code in known}
    found: dict[str, list[int]] = {}
    for row, column in sorted(table.tab.cells):
        if column != table.code or row == table.head:
            continue
        first, mark, _ = table.tab.text(row, column).partition("·")
        word = first.split()[0] if first.split() else ""
        if word.casefold() in by_fold:
            found.setdefault(by_fold[word.casefold()], []).append(row)
        elif mark and re.fullmatch(r"[\w.-]+", first.strip()) and row > table.head:
            place = Place(table.tab.title, address(row, column), WORKBOOK_ROW)
            noticed.append(Oddity(OddityKind.ROW_UNKNOWN, place, first.strip()))
    return found


def _read_row(table: Table, code: str, row: FormRow | None, at: list[int], form: Form, noticed: list[Oddity]) -> Entry:
    title = table.tab.title
    if not at:
        noticed.append(Oddity(OddityKind.ROW_GONE, Place(title, "", code), code))
        return Entry(code, title, "", "", Reading.EMPTY)
    if table.actual is None:
        return Entry(code, title, address(at[0], table.code), "", Reading.EMPTY)
    entries = [_entry(table, code, row, number, table.actual, form) for number in at]
    filled = [entry for entry in entries if entry.reading is not Reading.EMPTY] or entries[:1]
    chosen = filled[0]
    if len(at) > 1:
        cells = ", ".join(entry.cell for entry in entries)
        noticed.append(Oddity(OddityKind.ROW_DOUBLED, Place(title, chosen.cell, code), cells))
        if len({(entry.reading, entry.value, entry.typed) for entry in filled}) > 1:
            return Entry(
                code, title, chosen.cell, " / ".join(entry.typed for entry in filled), Reading.SEVERAL, note=chosen.note
            )
    position = (int(re.sub(r"\D", "", chosen.cell)), table.actual)
    if any(position in area and position != (area.top, area.left) for area in table.tab.merged):
        noticed.append(Oddity(OddityKind.MERGED, Place(title, chosen.cell, code)))
    return chosen


def _entry(table: Table, code: str, row: FormRow | None, number: int, column: int, form: Form) -> Entry:
    cell = table.tab.cells.get((number, column))
    note = table.tab.cells.get((number, table.note)) if table.note else None
    reading = _read_cell(cell, row, form)
    return Entry(
        code=code,
        tab=table.tab.title,
        cell=address(number, column),
        typed=shown(cell),
        reading=reading.reading,
        value=reading.value,
        hint=reading.hint,
        note=shown(note),
    )


def _read_cell(cell: Cell | None, row: FormRow | None, form: Form) -> numerals.Spelling:
    """How the figure's cell reads; `row` is None for rupiah of a programme."""
    measure = row.measure if row else RUPIAH
    if cell is None:
        return numerals.Spelling(Reading.EMPTY)
    value = cell.value
    if isinstance(value, BrokenCell):
        return numerals.Spelling(Reading.BROKEN)
    if isinstance(value, bool):
        return numerals.Spelling(Reading.WORDS)
    if isinstance(value, Decimal):
        return _read_number(value, cell.percent, measure)
    if isinstance(value, str):
        score = form.predicates.get(value.strip().upper()) if row and row.choices else None
        if score is not None:
            return numerals.Spelling(Reading.PREDICATE, value=score)
        return numerals.read(value, measure)
    return numerals.Spelling(Reading.DATE)


def _read_number(value: Decimal, percent: bool, measure: str) -> numerals.Spelling:
    if not percent:
        return numerals.Spelling(Reading.NUMBER, value=value)
    hundredfold = numerals.enter(value * 100)
    if numerals.is_percent(measure):
        return numerals.Spelling(Reading.PERCENT, value=hundredfold)
    return numerals.Spelling(Reading.OTHER_UNIT, hint=hundredfold)


def shown(cell: Cell | None) -> str:
    """The cell's content as people see it, in one form for every store."""
    if cell is None:
        return ""
    value = cell.value
    if isinstance(value, Decimal):
        return f"{numerals.plain(numerals.enter(value * 100))}%" if cell.percent else numerals.plain(value)
    if isinstance(value, BrokenCell):
        return value.text
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H.%M}"
    return value.strip()[:LONGEST_TEXT]


def _read_tick(grid: Grid, wanted: Wanted, form: Form) -> Entry:
    """The row "Saya kirim" as it stood; its note is the sender's name."""
    table = _find_table(grid, wanted)
    if table is not None and table.actual is not None:
        for row, column in sorted(table.tab.cells):
            if column == table.code and table.tab.text(row, column).casefold().startswith(form.words.send.casefold()):
                typed = shown(table.tab.cells.get((row, table.actual)))
                note = shown(table.tab.cells.get((row, table.note))) if table.note else ""
                reading = Reading.WORDS if typed else Reading.EMPTY
                return Entry(SEND_ROW, table.tab.title, address(row, table.actual), typed, reading, note=note)
    return Entry(SEND_ROW, wanted.title, "", "", Reading.EMPTY)
