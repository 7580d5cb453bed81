"""Ours on the same rows: submissions are built from them, and the rules that all three can express look at each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter

from benchmarks.nation_office import PERIOD, Forms
from benchmarks.validator_rows import FoundCell, Row, target_text
from sheets_sync import numerals
from sheets_sync.form import Form, FormRow
from sheets_sync.rules import RULES
from sheets_sync.rules.case import Case
from sheets_sync.submission import Entry, Oddity, OddityKind, Place, Reading, Source, Submission
from sheets_sync.workbook import SEND_ROW

COLUMNS = {"K-02": "", "J-01": "figure", "J-08": "predicate", "B-01": "figure", "B-02": "figure", "K-06": "note",
           "F-04": "code", "F-09": "shown_target"}  # fmt: skip
CHOSEN = tuple(rule for rule in RULES if rule.code in COLUMNS)
WHEN = datetime(2026, 10, 6, 2, 30, tzinfo=UTC)
SOURCE = Source("", "", WHEN)
CELLS = tuple(f"B{at}" for at in range(100))
TICK = Entry(SEND_ROW, "", "B99", "", Reading.EMPTY)


@dataclass(frozen=True, slots=True)
class Asked:
    """A unit's form, and by code what it asks: known before any row comes, as the peers' schemas are."""

    form: Form
    rows: dict[str, tuple[FormRow, str]]


def asked_of(forms: Forms) -> dict[str, Asked]:
    """By unit, what is asked in the quarter that is checked."""
    return {
        unit: Asked(form, {row.code: (row, target_text(row)) for row in form.rows})
        for (unit, period), form in forms.items()
        if period == str(PERIOD)
    }


def found_cells(rows: list[Row], asked: dict[str, Asked]) -> set[FoundCell]:
    """The cells that our rules find fault with."""
    found: set[FoundCell] = set()
    for unit, group in groupby(rows, itemgetter("unit")):
        its = asked[unit[-3:]]
        case = Case(its.form, make_submission(its.form, group, its.rows))
        for rule in CHOSEN:
            for remark in rule.check(case):
                code = remark.place.row
                column = COLUMNS[rule.code] or ("predicate" if its.rows[code][0].choices else "figure")
                found.add((unit, code, column))
    return found


def make_submission(form: Form, rows: Iterable[Row], asked: dict[str, tuple[FormRow, str]]) -> Submission:
    """What the unit typed, as the reading of a workbook gives it; doubled rows and other targets are noticed."""
    noticed: list[Oddity] = []
    entries: dict[str, Entry] = {}
    tab = form.words.tab_fill
    for at, row in enumerate(rows, 6):
        code, cell = row["code"], CELLS[at]
        form_row, target = asked[code]
        if code in entries:
            noticed.append(Oddity(OddityKind.ROW_DOUBLED, Place(tab, cell, code), cell))
        if row["shown_target"] != target:
            noticed.append(Oddity(OddityKind.TARGET_CHANGED, Place(tab, cell, code), row["shown_target"]))
        entries[code] = _entry(row, form, form_row, tab, cell)
    for code in asked.keys() - entries.keys():
        entries[code] = Entry(code, tab, "", "", Reading.EMPTY)
    typed = tuple(entries.values())
    return Submission(form.unit, form.period, form.version, typed, (), False, TICK, tuple(noticed), SOURCE, WHEN)


def _entry(row: Row, form: Form, asked: FormRow, tab: str, cell: str) -> Entry:
    code, note = row["code"], row["note"] or ""
    value = row["predicate"] if asked.choices else row["figure"]
    if isinstance(value, (int, float)):
        number = numerals.enter(value)
        return Entry(code, tab, cell, numerals.plain(number), Reading.NUMBER, number, None, note)
    if value is None:
        return Entry(code, tab, cell, "", Reading.EMPTY, None, None, note)
    if value in form.predicates and asked.choices:
        return Entry(code, tab, cell, value, Reading.PREDICATE, form.predicates[value], None, note)
    spelling = numerals.read(value, asked.measure)
    return Entry(code, tab, cell, value, spelling.reading, spelling.value, spelling.hint, note)
