"""Doing exactly what a catatan says: it goes, and nothing becomes wajib diperbaiki by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sheets_sync.form import Form
from sheets_sync.grid import Area, Cell
from sheets_sync.rules import RULES
from sheets_sync.rules.case import Past
from sheets_sync.submission import Finding, Severity
from sheets_sync.workbook import FIRST_ROW
from tests.rules.doing import DOING, do, musts, reply, still_says
from tests.rules.examples import examples
from tests.rules.raw import HEAD, Book, Spot, book_of, filled_well, handed_out
from tests.rules.rows import TW1, TW2

UNITS = ("REN", "UMUM", "PEM", "PMD", "TRANTIB", "KESOS", "YANUM")


@pytest.mark.parametrize("unit", UNITS)
def test_a_workbook_filled_well_says_nothing(forms: dict[str, Form], unit: str) -> None:
    """What the tests below begin with, and end at."""
    assert filled_well(forms[unit]).findings() == ()


def test_for_every_rule_it_is_known_what_to_do() -> None:
    """A new rule must say here what doing its advice means."""
    assert set(DOING) == {rule.code for rule in RULES}


def test_each_example_is_settled_by_doing_what_it_says(forms: dict[str, Form]) -> None:
    """Typed into a workbook, each mistake that pesan.txt shows is found there, and its advice removes it."""
    done = {"K-09"}  # known by the way it came in, which no cell shows
    for rule, title, case in examples(forms):
        if rule.startswith("F") or rule == "K-09" or "dihapus" in title:
            continue
        book = book_of(case)
        (finding,) = [item for item in book.findings() if item.rule == rule]
        check(book, finding)
        done.add(rule)

    assert done == {rule.code for rule in RULES if not rule.code.startswith("F")}


@pytest.mark.parametrize("begin", [filled_well, handed_out], ids=["filled", "empty"])
@pytest.mark.parametrize("rule", [rule.code for rule in RULES if rule.code.startswith("F")])
def test_what_was_done_to_the_sheet_can_be_undone(
    forms: dict[str, Form], rule: str, begin: Callable[[Form], Book]
) -> None:
    """F-01 to F-09, in a workbook that was filled and in one that was not."""
    book = DISTURBED[rule](begin(forms["REN"]))
    (finding,) = [item for item in book.findings() if item.rule == rule]

    check(book, finding)


# --- any mistakes at once ----------------------------------------------------------------------------------------

TYPED: st.SearchStrategy[Cell] = st.builds(
    Cell,
    st.one_of(
        st.text(min_size=1, max_size=12),
        st.text(alphabet="0123456789.,-+ %RpE/()", min_size=1, max_size=12),
        st.sampled_from(
            [
                "nihil", "-", "BB", "bb", "ya", "oke", "4.250", "100.500", "1.5", "-1.5", "12,5 %", "150 %", "98 persen", "-3 persen",
                "1.250 dokumen", "12 dokumen", "8 desa", "Rp5.000.000", "1.250 rupiah", "3 dari 10", "02-Jan", "7205012345670001",
                "9 dari 10 desa", "12 dari 10 desa", "kertas: rekap, map 3", "https://contoh.go.id/x",
            ]
        ),
        st.decimals(-10, 300, places=2),
        st.sampled_from([Decimal(0), Decimal("0.98"), Decimal(40), Decimal(50), Decimal("1E+9"), Decimal("1E+16")]),
        st.booleans(),
    ),
    st.booleans(),
)  # fmt: skip


@st.composite
def spots(draw: st.DrawFn, form: Form) -> Spot:
    """A cell of the three tabs: mostly figures and notes, sometimes a code, never a heading."""
    words = form.words
    tab, rows = draw(
        st.sampled_from(
            [(words.tab_fill, len(form.rows) + 2), (words.tab_budget, max(len(form.budget), 1)), (words.tab_causes, 3)]
        )
    )
    return tab, FIRST_ROW + draw(st.integers(0, rows - 1)), draw(st.sampled_from([2, 2, 2, 3, 3, 1]))


@st.composite
def quarters(draw: st.DrawFn, form: Form) -> tuple[Past, ...]:
    """What was typed in the quarters before, of some rows."""
    codes = [row.code for row in form.rows if not row.choices] + [row.code for row in form.budget]
    figures = st.dictionaries(
        st.sampled_from(codes), st.sampled_from([Decimal(n) for n in (0, 25, 40, 50, 1001, 10**9)]), max_size=5
    )
    return tuple(Past(period, draw(figures), form.targets) for period in (TW1, TW2) if draw(st.booleans()))


@st.composite
def books(draw: st.DrawFn, form: Form) -> Book:
    """A workbook with several mistakes: in what was typed, and in what was done to rows, columns and tabs."""
    book = replace(draw(st.sampled_from([filled_well, handed_out]))(form), past=draw(quarters(form)))
    for spot, cell in draw(st.dictionaries(spots(form), st.none() | TYPED, max_size=8)).items():
        book = book.put(spot, cell)
    for change in draw(
        st.lists(st.sampled_from([_row_doubled, _row_gone, _merged, _copied, _no_column, _no_tab]), max_size=2)
    ):
        book = change(book, draw(st.integers(0, len(form.rows) - 1)))
    return book


def _row_doubled(book: Book, at: int) -> Book:
    """Copied to the end, with another figure."""
    tab, row = book.form.words.tab_fill, FIRST_ROW + at
    copied = {(tab, 90, column): cell for (of, own, column), cell in book.cells.items() if (of, own) == (tab, row)}
    return replace(book, cells={**book.cells, **copied, (tab, 90, 2): Cell(Decimal(7))})


def _row_gone(book: Book, at: int) -> Book:
    gone = (book.form.words.tab_fill, FIRST_ROW + at)
    return replace(book, cells={spot: cell for spot, cell in book.cells.items() if spot[:2] != gone})


def _merged(book: Book, at: int) -> Book:
    area = Area(FIRST_ROW + at - 1, 2, FIRST_ROW + at, 2)
    return replace(book, merged=book.merged | {(book.form.words.tab_fill, area)})


def _copied(book: Book, at: int) -> Book:
    """A second tab Isi, with another figure."""
    own = book.form.words.tab_fill
    copy = {("Isi (2)", row, column): cell for (tab, row, column), cell in book.cells.items() if tab == own}
    return replace(book, cells={**book.cells, **copy, ("Isi (2)", FIRST_ROW + at, 2): Cell(Decimal(77))})


def _no_column(book: Book, at: int) -> Book:
    tabs = (book.form.words.tab_fill, book.form.words.tab_budget, book.form.words.tab_causes)
    return book.put((tabs[at % 3], HEAD, 2), None)


def _no_tab(book: Book, at: int) -> Book:
    tabs = (book.form.words.tab_fill, book.form.words.tab_budget, book.form.words.tab_causes)
    return replace(book, cells={spot: cell for spot, cell in book.cells.items() if spot[0] != tabs[at % 3]})


def _worded(was: str, now: str) -> Callable[[Book], Book]:
    """The words of REN-03's first cell changed."""

    def change(book: Book) -> Book:
        cell = book.cells[("Isi", FIRST_ROW + 2, 1)].value
        assert isinstance(cell, str)
        assert was in cell
        return book.put(("Isi", FIRST_ROW + 2, 1), Cell(cell.replace(was, now)))

    return change


DISTURBED: Mapping[str, Callable[[Book], Book]] = {
    "F-01": lambda book: _no_tab(book, 0),
    "F-02": lambda book: _no_column(book, 0),
    "F-03": lambda book: _row_gone(book, 2),
    "F-04": lambda book: _row_doubled(book, 2),
    "F-05": lambda book: _merged(book, 2),
    "F-06": lambda book: book.put(("Isi", 60, 1), Cell("REN-99 · Jumlah rapat")),
    "F-07": lambda book: _copied(book, 2),
    "F-08": _worded("Jumlah", "Banyaknya"),
    "F-09": _worded("target", "target baru"),
}


def check(book: Book, finding: Finding) -> Book:
    """The workbook after doing what the catatan says: it is gone, and nothing is to be mended that was not before."""
    after = do(book, finding)

    assert not still_says(after, finding), (finding, after.findings())
    assert musts(after) <= musts(book), (finding, [item for item in after.findings() if item.severity is Severity.MUST])
    return after


def first(book: Book, *severities: Severity, skip: int = 0) -> Finding | None:
    """One catatan of that weight that wants something still."""
    found = [item for item in book.findings() if item.severity in severities and not item.settled]
    return found[skip % len(found)] if found else None


OFTEN = hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def mistaken(draw: st.DrawFn, forms: Mapping[str, Form]) -> tuple[Book, int]:
    """A workbook of some unit, and in which order its catatan are taken up."""
    return draw(books(forms[draw(st.sampled_from(UNITS))])), draw(st.integers(0, 4**12))


@OFTEN
@given(st.data())
def test_a_workbook_can_be_mended_one_by_one(forms: dict[str, Form], data: st.DataObject) -> None:
    """Whatever stands in it: each advice removes its catatan, in whatever order; in the end nothing must be mended."""
    book, order = data.draw(mistaken(forms))
    steps = len(musts(book))

    for step in range(steps):
        if finding := first(book, Severity.MUST, skip=order // 4**step % 4):
            book = check(book, finding)
    assert musts(book) == set()
    while finding := first(book, Severity.ANSWER, Severity.NOTICE):
        check(book, finding)
        book = reply(book, finding) if finding.severity is Severity.ANSWER else do(book, finding)
    assert all(finding.settled for finding in book.findings())


def test_answers_settle_what_figures_cannot(forms: dict[str, Form]) -> None:
    """A question that is answered is not asked again while what stood there stays; the figure is left as it is."""
    form = forms["PEM"]
    book = filled_well(form).write("Isi", "B9", "99")
    finding = first(book, Severity.ANSWER)
    assert finding is not None
    answered = reply(book, finding)

    assert first(answered, Severity.ANSWER) is None
    assert first(answered.write("Isi", "B9", "98"), Severity.ANSWER) is not None
