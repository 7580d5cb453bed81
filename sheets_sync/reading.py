"""From raw cells to a Submission: which cell means what, wherever people have moved it.

Where a table stands is found by `tables`. What cannot be placed is noticed, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from sheets_sync import numerals
from sheets_sync.form import Form, FormRow, Key
from sheets_sync.grid import BrokenCell, Cell, Grid, address
from sheets_sync.layout import FINDINGS_END, indicator_words, programme_words, text_of
from sheets_sync.submission import Entry, Oddity, OddityKind, Place, Reading, Source, Submission
from sheets_sync.tables import Table, Wanted, find_table, name_and_details, rows_by_code, squeezed, table_in
from sheets_sync.workbook import KEY_TITLE, SEND_ROW, WORKBOOK_ROW

LONGEST_TEXT = 10_000
RUPIAH = "Rp"


def rows_needed(form: Form) -> int:
    """How many rows of a tab can matter: all catatan, the form's own, and ample room for rows that people inserted."""
    return max(FINDINGS_END, 100 + 3 * (len(form.rows) + len(form.budget)))


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


def wanted_tables(form: Form) -> tuple[Wanted, Wanted, Wanted]:
    """How the tables of Isi, Anggaran and Kendala are found in a workbook made from the form."""
    words = form.words
    fill = Wanted(
        words.tab_fill,
        (words.indicator, words.actual, words.note),
        ("isi_indikator", "isi_realisasi", "isi_keterangan"),
        {row.code: text_of(indicator_words(form, row)) for row in form.rows},
    )
    budget = Wanted(
        words.tab_budget,
        (words.programme, words.budget_actual, words.note),
        ("anggaran_program", "anggaran_realisasi", "anggaran_keterangan"),
        {row.code: text_of(programme_words(form, row)) for row in form.budget},
    )
    causes = Wanted(
        words.tab_causes,
        (words.indicator, words.obstacle, words.follow_up),
        ("kendala_indikator", "kendala_hambatan", "kendala_tindak"),
    )
    return fill, budget, causes


def read_submission(grid: Grid, form: Form, source: Source, pulled: datetime) -> Submission:
    """What the unit filled, whatever was renamed, inserted, moved, sorted or merged."""
    words = form.words
    fill, budget, causes = wanted_tables(form)
    noticed: list[Oddity] = []
    measures = {row.code: row for row in form.rows}
    entries = _read_table(grid, fill, measures, form, noticed)
    budget_rows = dict.fromkeys((row.code for row in form.budget), None)
    budget_entries = _read_table(grid, budget, budget_rows, form, noticed) if form.budget else ()
    codes = [row.code for row in form.assessable]
    tick = _read_tick(grid, fill, form)
    sent = tick.typed.strip().casefold() in (words.yes.casefold(), "true", "benar")
    return Submission(
        unit=form.unit,
        period=form.period,
        form_version=form.version,
        entries=entries,
        budget=budget_entries,
        causes=_read_causes(grid, causes, codes, noticed) if codes else (),
        sent=sent,
        tick=tick,
        noticed=tuple(noticed),
        source=source,
        pulled=pulled,
        first_sent=source.modified if sent else None,
    )


# --- reading its rows ----------------------------------------------------------------------------------------


def _read_table(
    grid: Grid, wanted: Wanted, rows: Mapping[str, FormRow | None], form: Form, noticed: list[Oddity]
) -> tuple[Entry, ...]:
    table = find_table(grid, wanted)
    if table is None:
        noticed.append(_tab_gone(wanted))
        return tuple(_absent(code, wanted) for code in rows)
    if table.actual is None:
        noticed.append(_column_gone(table, wanted.headings[1]))
    found = rows_by_code(table, rows, noticed)
    noticed.extend(oddity for code, at in found.items() for oddity in _reworded(table, code, at, wanted.texts[code]))
    entries = tuple(_read_row(table, code, row, found.get(code, []), form, noticed) for code, row in rows.items())
    noticed.extend(_copies(grid, table, wanted, entries))
    return entries


def _tab_gone(wanted: Wanted) -> Oddity:
    return Oddity(OddityKind.TAB_GONE, Place(wanted.title, "", WORKBOOK_ROW), wanted.title)


def _column_gone(table: Table, heading: str) -> Oddity:
    return Oddity(
        OddityKind.COLUMN_GONE, Place(table.tab.title, address(table.head, table.code), WORKBOOK_ROW), heading
    )


def _reworded(table: Table, code: str, at: Sequence[int], sent: str) -> Iterator[Oddity]:
    """What of the words in the row's first cell is no longer as sent: the name, or the line of satuan and target."""
    for row in at:
        stands = table.tab.text(row, table.code)
        if stands == sent or squeezed(stands) == squeezed(sent):
            continue
        place = Place(table.tab.title, address(row, table.code), code)
        kinds = (OddityKind.NAME_CHANGED, OddityKind.TARGET_CHANGED)
        for kind, now, before in zip(kinds, name_and_details(stands, sent), name_and_details(sent, sent), strict=True):
            if squeezed(now) != squeezed(before):
                yield Oddity(kind, place, now)


def _copies(grid: Grid, table: Table, wanted: Wanted, entries: Iterable[Entry]) -> Iterator[Oddity]:
    """Other tabs with the same table and other figures: somebody may have filled the wrong one."""
    typed = {entry.code: entry.typed for entry in entries}
    for tab in grid.tabs:
        copy = table_in(tab, grid, wanted) if tab.title != table.tab.title else None
        if copy is None or copy.actual is None:
            continue
        figures = [
            (code, shown(tab.cells.get((row, copy.actual))))
            for code, rows in rows_by_code(copy, typed, []).items()
            for row in rows
        ]
        if any(figure not in ("", typed[code]) for code, figure in figures):
            yield Oddity(OddityKind.TAB_DOUBLED, Place(table.tab.title, "", WORKBOOK_ROW), tab.title)


def _absent(code: str, wanted: Wanted) -> Entry:
    return Entry(code, wanted.title, "", "", Reading.EMPTY)


def _read_causes(grid: Grid, wanted: Wanted, codes: Sequence[str], noticed: list[Oddity]) -> tuple[Entry, ...]:
    """The texts of the tab Kendala; a row that is missing or doubled there is no fault of its figure's."""
    table = find_table(grid, wanted)
    if table is None:
        noticed.append(_tab_gone(wanted))
        return tuple(_absent(code, wanted) for code in codes)
    for column, heading in ((table.actual, wanted.headings[1]), (table.note, wanted.headings[2])):
        if column is None:
            noticed.append(_column_gone(table, heading))
    found = rows_by_code(table, codes, [])
    return tuple(_cause(table, code, found.get(code, [])) for code in codes)


def _cause(table: Table, code: str, at: Sequence[int]) -> Entry:
    """One row's texts; its cell is the one that is still empty, the obstacle's where both or neither are."""
    obstacle, action = (_joined(table, at, column) for column in (table.actual, table.note))
    column = table.note if obstacle and not action else table.actual
    cell = address(at[0], column) if at and column else ""
    return Entry(code, table.tab.title, cell, obstacle, Reading.WORDS if obstacle else Reading.EMPTY, note=action)


def _joined(table: Table, at: Sequence[int], column: int | None) -> str:
    """What stands in the column in these rows, each text once."""
    texts = [shown(table.tab.cells.get((row, column))) for row in at] if column else []
    return " / ".join(dict.fromkeys(filter(None, texts)))


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


def _typed(cell: Cell | None, reading: Reading) -> str:
    """The figure's cell as it stood; of somebody's number only the end is kept."""
    return numerals.masked(shown(cell)) if reading is Reading.IDENTITY else shown(cell)


def _entry(table: Table, code: str, row: FormRow | None, number: int, column: int, form: Form) -> Entry:
    cell = table.tab.cells.get((number, column))
    note = table.tab.cells.get((number, table.note)) if table.note else None
    reading = _read_cell(cell, row, form)
    return Entry(
        code=code,
        tab=table.tab.title,
        cell=address(number, column),
        typed=_typed(cell, reading.reading),
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
    if abs(value) >= numerals.TOO_LARGE:
        return numerals.Spelling(Reading.IDENTITY)
    if not percent:
        a_time = numerals.may_be_a_time(value, measure)
        return numerals.Spelling(Reading.DATE) if a_time else numerals.Spelling(Reading.NUMBER, value=value)
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
    table = find_table(grid, wanted)
    if table is not None and table.actual is not None:
        for row, column in sorted(table.tab.cells):
            if column == table.code and table.tab.text(row, column).casefold().startswith(form.words.send.casefold()):
                typed = shown(table.tab.cells.get((row, table.actual)))
                note = shown(table.tab.cells.get((row, table.note))) if table.note else ""
                reading = Reading.WORDS if typed else Reading.EMPTY
                return Entry(SEND_ROW, table.tab.title, address(row, table.actual), typed, reading, note=note)
    return Entry(SEND_ROW, wanted.title, "", "", Reading.EMPTY)
