"""What people typed is read the same from a workbook of the newer form, whatever it is and whatever changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheets_sync import numerals
from sheets_sync.errors import WorkbookError
from sheets_sync.form import Form
from sheets_sync.grid import BrokenCell, Cell, Grid, Value
from sheets_sync.layout import FIRST_ROW, RETIRED
from sheets_sync.reading import read_submission
from sheets_sync.renewal import ERRORS, carried, make_renewal, typed_in
from sheets_sync.stores.xlsx import paint, read_grid
from sheets_sync.submission import Entry, Source, Submission
from sheets_sync.typing_in import as_grid
from sheets_sync.workbook import make_workbook
from tests import changing

NOW = datetime(2026, 10, 8, 2, 30, tzinfo=UTC)
SOURCE = Source("2026-TW3/PEM.xlsx", "", NOW)

texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40)
values: st.SearchStrategy[Value] = st.one_of(
    texts.filter(str.strip),
    st.decimals(-(10**12), 10**12, places=4).map(numerals.enter),  # as every store enters a number
    st.booleans(),
    st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)).map(lambda moment: moment.replace(microsecond=0)),  # noqa: DTZ001  # a cell's
    st.times().map(lambda moment: time(moment.hour, moment.minute)),
    st.sampled_from(ERRORS).map(BrokenCell),
)
cells = st.builds(Cell, values, st.just(value=False)) | st.builds(
    Cell, st.decimals(0, 2, places=3), st.just(value=True)
)
typed_cells = st.dictionaries(st.tuples(st.integers(0, 20), st.integers(2, 3)), cells, max_size=12)


@dataclass(frozen=True, repr=False)
class Asked:
    """A form, without a repr of many pages."""

    form: Form


@pytest.fixture(scope="module")
def asked(forms: dict[str, Form]) -> Asked:
    return Asked(forms["PEM"])


def typed_over(form: Form, typed: dict[tuple[int, int], Cell]) -> Grid:
    """The form's workbook with these cells in the tabs Isi and Kendala, by row from the first."""
    grid = as_grid(make_workbook(form))
    rows = {form.words.tab_fill: len(form.rows) + 1, form.words.tab_causes: len(form.assessable)}
    tabs = []
    for tab in grid.tabs:
        own = {(FIRST_ROW + at, column): cell for (at, column), cell in typed.items() if at < rows.get(tab.title, 0)}
        tabs.append(replace(tab, cells={**tab.cells, **own}))
    return replace(grid, tabs=tuple(tabs))


def read(grid: Grid, form: Form) -> Submission:
    return read_submission(grid, form, SOURCE, NOW)


def bare(entries: tuple[Entry, ...], codes: set[str]) -> dict[str, Entry]:
    """The entries of these codes, wherever they stand."""
    return {entry.code: replace(entry, cell="") for entry in entries if entry.code in codes}


def assert_kept(before: Submission, after: Submission) -> None:
    """Every row that both have reads the same; every other row of the new form is empty."""
    for old, new in ((before.entries, after.entries), (before.budget, after.budget), (before.causes, after.causes)):
        codes = {entry.code for entry in old} & {entry.code for entry in new}
        assert bare(new, codes) == bare(old, codes)
        assert not any(entry.typed or entry.note for entry in new if entry.code not in codes)
    assert (after.sent, after.tick.typed, after.tick.note) == (before.sent, before.tick.typed, before.tick.note)


@pytest.mark.parametrize("change", changing.CHANGES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(typed=typed_cells)
def test_whatever_was_typed_reads_the_same(
    asked: Asked, change: Callable[[Form], Form], typed: dict[tuple[int, int], Cell]
) -> None:
    """Text, numbers, percents, dates, times, yes and no, and broken cells, in every row that stays."""
    old, new = asked.form, change(asked.form)
    grid = typed_over(old, typed)
    whole = make_renewal(old, new, grid).whole()
    assert_kept(read(grid, old), read(as_grid(whole), new))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(typed=typed_cells)
def test_it_reads_the_same_from_a_real_file(
    asked: Asked, tmp_path_factory: pytest.TempPathFactory, typed: dict[tuple[int, int], Cell]
) -> None:
    """The same through an xlsx file, painted and read."""
    old, new = asked.form, changing.one_more_between(asked.form)
    grid = typed_over(old, typed)
    path = tmp_path_factory.mktemp("lembar") / "baru.xlsx"
    paint(make_renewal(old, new, grid).whole(), path)
    with path.open("rb") as stream:
        assert_kept(read(grid, old), read(read_grid(stream, 600), new))


def test_a_filled_row_that_goes_stands_below(forms: dict[str, Form]) -> None:
    """What was typed for an indicator that is asked no longer still stands, in grey, and is read by nobody."""
    old, new = forms["PEM"], changing.one_less(forms["PEM"])
    grid = typed_over(old, {(1, 2): Cell(Decimal(75)), (1, 3): Cell("map 3")})
    fill = as_grid(make_renewal(old, new, grid).whole()).tabs[0]
    last = FIRST_ROW + len(new.rows) + 1
    assert fill.text(last, 1).startswith(f"PEM-05 {RETIRED}\n")
    assert (fill.cells[last, 2].value, fill.text(last, 3)) == (Decimal(75), "map 3")
    again = read(as_grid(make_renewal(old, new, grid).whole()), new)
    assert (again.noticed, again.entries) == ((), read(as_grid(make_workbook(new)), new).entries)


def test_an_indicator_that_comes_back_has_its_figure_again(forms: dict[str, Form]) -> None:
    """Asked no longer, and then asked again: the figure is where it was."""
    old, without = forms["PEM"], changing.one_less(forms["PEM"])
    grid = typed_over(old, {(1, 2): Cell(Decimal(75))})
    gone = as_grid(make_renewal(old, without, grid).whole())
    stays = as_grid(make_renewal(without, changing.other_target(without), gone).whole())
    back = read(as_grid(make_renewal(without, old, stays).whole()), old)
    assert {entry.code: entry.value for entry in back.entries}["PEM-05"] == Decimal(75)


def test_a_row_that_stands_twice_with_two_figures_is_not_guessed(forms: dict[str, Form]) -> None:
    """Which of two figures counts, nobody but the unit can tell."""
    form = forms["PEM"]
    grid = typed_over(form, {(0, 2): Cell(Decimal(75))})
    tab = grid.tabs[0]
    twice = {(30, 1): tab.cells[FIRST_ROW, 1], (30, 2): Cell(Decimal(76))}
    doubled = replace(grid, tabs=(replace(tab, cells={**tab.cells, **twice}), *grid.tabs[1:]))
    with pytest.raises(WorkbookError, match=r"baris PEM-01 di tab Isi ada lebih dari satu"):
        make_renewal(form, changing.other_target(form), doubled).whole()


def test_a_formula_without_a_result_waits(forms: dict[str, Form]) -> None:
    """Its figure is on nobody's screen but the unit's, so it cannot be carried over."""
    form = forms["PEM"]
    grid = typed_over(form, {(0, 2): Cell(BrokenCell("rumus tanpa hasil"))})
    with pytest.raises(WorkbookError, match=r"sel B6 tab Isi berisi rumus tanpa hasil; minta unit membuka"):
        make_renewal(form, changing.other_target(form), grid).whole()


def test_what_people_added_is_named(forms: dict[str, Form]) -> None:
    """A tab of their own, text beside and below the rows, and text in a tab that nobody fills."""
    form = forms["PEM"]
    grid = as_grid(make_workbook(form))
    tabs = list(grid.tabs)
    tabs[0] = replace(tabs[0], cells={**tabs[0].cells, (8, 7): Cell("hitung"), (40, 2): Cell("jumlah")})
    at = next(number for number, tab in enumerate(tabs) if tab.title == form.words.tab_form)
    tabs[at] = replace(tabs[at], cells={**tabs[at].cells, (60, 1): Cell("paraf")})
    tabs.append(replace(tabs[0], title="Hitungan", cells={(1, 1): Cell(Decimal(1))}))
    lost = make_renewal(form, changing.other_target(form), replace(grid, tabs=tuple(tabs))).lost
    assert lost == ("Isi G8", "Isi B40", f"{form.words.tab_form} A60", "tab Hitungan")


def test_an_untouched_workbook_loses_nothing(forms: dict[str, Form]) -> None:
    """Of a workbook with nothing but what was asked, nothing is named."""
    for form in forms.values():
        grid = typed_over(form, {(0, 2): Cell(Decimal(1)), (0, 3): Cell("map")})
        assert make_renewal(form, changing.other_target(form), grid).lost == ()


@pytest.mark.parametrize("change", changing.CHANGES)
def test_a_submission_carried_to_another_form(forms: dict[str, Form], change: Callable[[Form], Form]) -> None:
    """Rows that stay keep what was typed, new ones are empty, others are left out."""
    old, new = forms["PEM"], change(forms["PEM"])
    before = read(typed_over(old, {(0, 2): Cell(Decimal(1)), (3, 3): Cell("map"), (0, 2 + 1): Cell("a")}), old)
    after = carried(before, new)
    assert_kept(before, after)
    assert [entry.code for entry in after.entries] == [row.code for row in new.rows]
    assert typed_in(carried(before, old)) == typed_in(before)
