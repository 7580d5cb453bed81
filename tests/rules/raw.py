"""A unit's workbook as raw cells: handed out, filled well, or with whatever was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from sheets_sync.form import Form
from sheets_sync.grid import Anchor, Area, BrokenCell, Cell, Grid, Tab, parse_address
from sheets_sync.layout import indicator_words, programme_words, text_of
from sheets_sync.questions import settle
from sheets_sync.reading import read_submission
from sheets_sync.rules import validate
from sheets_sync.rules.case import Case, Past
from sheets_sync.submission import Entry, Finding, Reading, Reply
from sheets_sync.workbook import FIRST_ROW
from tests.rules.rows import EXTRA
from tests.rules.sheets import FILE, PULLED

HEAD = FIRST_ROW - 1
FIGURE = re.compile(r"-?\d+(?:,\d+)?")
Spot = tuple[str, int, int]  # tab, row, column


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: its cells, what is merged, the earlier periods, and what the unit answered in tab Periksa."""

    form: Form
    cells: Mapping[Spot, Cell]
    merged: frozenset[tuple[str, Area]] = frozenset()
    past: tuple[Past, ...] = ()
    replies: tuple[Reply, ...] = field(default=())

    @property
    def case(self) -> Case:
        """As a pull reads it."""
        titles = dict.fromkeys(tab for tab, _, _ in self.cells)
        tabs = tuple(
            Tab(
                title,
                {(row, column): cell for (tab, row, column), cell in self.cells.items() if tab == title},
                tuple(area for tab, area in self.merged if tab == title),
            )
            for title in titles
        )
        words = self.form.words
        named = {
            "isi_indikator": words.tab_fill,
            "anggaran_program": words.tab_budget,
            "kendala_indikator": words.tab_causes,
        }
        anchors = {name: Anchor(title, HEAD, 1) for name, title in named.items() if title in titles}
        submission = read_submission(Grid(tabs, anchors), self.form, FILE, PULLED)
        return Case(self.form, submission, self.past, EXTRA)

    def findings(self) -> tuple[Finding, ...]:
        """What the unit reads: all catatan, the answered ones settled."""
        return settle(validate(self.case), self.replies)

    def write(self, tab: str, cell: str, text: str, right: int = 0) -> Book:
        """With that text typed into the cell (or so many to its right), as an Indonesian spreadsheet takes it."""
        row, column = parse_address(cell)
        value = Decimal(text.replace(",", ".")) if FIGURE.fullmatch(text) else text
        return self.put((tab, row, column + right), Cell(value) if text else None)

    def put(self, spot: Spot, cell: Cell | None) -> Book:
        rest = {at: other for at, other in self.cells.items() if at != spot}
        return replace(self, cells=rest if cell is None else {**rest, spot: cell})

    def put_back(self, other: Book, tab: str, row: int | None = None) -> Book:
        """With that tab, or that row of it, as in the other book; a copy of tab Isi takes the rows of tab Isi."""
        source = tab if any(at[0] == tab for at in other.cells) else self.form.words.tab_fill
        rest = {at: cell for at, cell in self.cells.items() if at[0] != tab or row not in (None, at[1])}
        back = {(tab, *at[1:]): cell for at, cell in other.cells.items() if at[0] == source and row in (None, at[1])}
        apart = {
            (title, area) for title, area in self.merged if title != tab or (row is not None and (row, 2) not in area)
        }
        return replace(self, cells={**rest, **back}, merged=frozenset(apart))


def handed_out(form: Form) -> Book:
    """The workbook as the unit gets it, nothing typed."""
    words = form.words
    texts = {
        words.tab_fill: [text_of(indicator_words(form, row)) for row in form.rows],
        words.tab_budget: [text_of(programme_words(form, row)) for row in form.budget],
        words.tab_causes: [f"{row.code} · {row.name}" for row in form.assessable],
    }
    headings = {
        words.tab_fill: (words.indicator, words.actual, words.note),
        words.tab_budget: (words.programme, words.budget_actual, words.note),
        words.tab_causes: (words.indicator, words.obstacle, words.follow_up),
    }
    cells = {
        **{(tab, HEAD, at): Cell(text) for tab, row in headings.items() for at, text in enumerate(row, 1)},
        **{(tab, at, 1): Cell(text) for tab, rows in texts.items() for at, text in enumerate(rows, FIRST_ROW)},
        (words.tab_fill, FIRST_ROW + len(form.rows) + 1, 1): Cell(words.send),
    }
    return Book(form, cells)


def filled_well(form: Form) -> Book:
    """Everything typed as it should be, and sent: each figure at its target, each programme with rupiah of its own."""
    book, words = handed_out(form), form.words
    for row in form.due:
        book = figure(book, row.code)
        book = book.write(words.tab_fill, cell_of(form, row.code), "kertas: agenda, lemari 2", right=1)
    for programme in form.budget:
        book = figure(book, programme.code)
    for at, _ in enumerate(form.assessable, FIRST_ROW):
        book = book.write(words.tab_causes, f"B{at}", "hujan").write(words.tab_causes, f"C{at}", "dijadwalkan ulang")
    tick = FIRST_ROW + len(form.rows) + 1
    return book.write(words.tab_fill, f"B{tick}", words.yes).write(words.tab_fill, f"C{tick}", "Siti")


def cell_of(form: Form, code: str) -> str:
    """Where the row's figure stood in the workbook as it was handed out."""
    codes = [row.code for row in form.rows]
    budget = [row.code for row in form.budget]
    return f"B{FIRST_ROW + (codes.index(code) if code in codes else budget.index(code))}"


def right_figure(form: Form, code: str) -> str:
    """A figure that the row can have: its target, the best predicate, rupiah that no other programme has."""
    row = form.by_code.get(code)
    if row is None:
        return str(1_001 + [programme.code for programme in form.budget].index(code))
    if row.choices:
        return row.choices[0]
    counts = {other.numerator for other in form.rows} | {other.denominator for other in form.rows}
    figure = row.target.low if row.target else Decimal(int(code in counts))
    return f"{figure:f}".replace(".", ",")


def figure(book: Book, code: str, tab: str = "", cell: str = "") -> Book:
    """With the right figure typed into that cell, the row's own unless it is said."""
    words = book.form.words
    own = words.tab_fill if code in book.form.by_code else words.tab_budget
    return book.write(tab or own, cell or cell_of(book.form, code), right_figure(book.form, code))


def book_of(case: Case) -> Book:
    """The workbook in which that was typed, in the cells where it was handed out."""
    book = replace(handed_out(case.form), past=case.past)
    submission, tick = case.submission, FIRST_ROW + len(case.form.rows) + 1
    for entry in (*submission.entries, *submission.budget):
        row = parse_address(entry.cell)[0]
        book = book.put((entry.tab, row, 2), _cell(entry)).write(entry.tab, f"C{row}", entry.note)
    for at, cause in enumerate(submission.causes, FIRST_ROW):
        book = book.write(cause.tab, f"B{at}", cause.typed).write(cause.tab, f"C{at}", cause.note)
    book = book.write(submission.tick.tab, f"B{tick}", submission.tick.typed)
    return book.write(submission.tick.tab, f"C{tick}", submission.tick.note)


def _cell(entry: Entry) -> Cell | None:
    """What makes the entry read as it was read."""
    if entry.reading is Reading.NUMBER and entry.value is not None:
        return Cell(entry.value)
    if entry.reading is Reading.BROKEN:
        return Cell(BrokenCell(entry.typed))
    if entry.reading is Reading.DATE:
        return Cell(date(2026, 1, 2))
    return Cell(entry.typed) if entry.typed else None
