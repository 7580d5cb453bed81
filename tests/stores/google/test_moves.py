"""Cells of a plan in a tab whose rows people moved, and formulas that follow them."""

from __future__ import annotations

import pytest

from sheets_sync.form import Form
from sheets_sync.grid import Area
from sheets_sync.layout import FIRST_ROW
from sheets_sync.stores.google.moves import Layout, blocks, moved, moved_text
from sheets_sync.workbook import make_workbook

# Three planned rows: the first stands in row 6, the second in row 9, the third is new; two rows follow the first.
SPREAD = Layout.of_table(5, {1: 1, 2: 3, 3: 4, 4: 5}, {"A-1": 6, "A-2": 9}, {6: "A-1", 7: "A-2", 8: "A-3"})
LAYOUTS = {"isi": SPREAD, "periksa": Layout.shifted(2, 0)}


def test_a_new_row_follows_the_one_planned_before_it() -> None:
    """The new row comes right behind the second, and moves what stands below."""
    assert (dict(SPREAD.inserts), set(SPREAD.inserted)) == ({9: 1}, {8})
    assert [SPREAD.row(number) for number in (6, 7, 8)] == [6, 9, 10]
    assert (SPREAD.final(9), SPREAD.final(10)) == (9, 11)


def test_new_rows_before_all_others() -> None:
    """Rows that are planned first come below the headings, in their order."""
    layout = Layout.of_table(5, {1: 1}, {"A-3": 6}, {6: "A-1", 7: "A-2", 8: "A-3"})
    assert (layout.inserts, [layout.row(number) for number in (6, 7, 8)]) == ({5: 2}, [6, 7, 8])


def test_a_table_that_lies_lower() -> None:
    """What stands above the table moves with its headings."""
    layout = Layout.of_table(7, {1: 2}, {"A-1": 8}, {6: "A-1"})
    assert (layout.row(1), layout.row(5), layout.row(6)) == (3, 7, 8)


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        ('IF(B7="","x B7",$A7)', 'IF(C9="","x B7",$A9)'),
        ("COUNTA(B6:B8)", "COUNTA(C6:C6,C9:C10)"),
        ('COUNTIF($D$6:$D$8,"?*")', 'COUNTIF($E$6:$E$10,"?*")'),
        ("INDEX({isi}!$B$6:$B$8,1)", "INDEX({isi}!$C$6:$C$10,1)"),
        ("VLOOKUP(1,{periksa}!$A$5:$G$404,7,FALSE)&T(NOW())", "VLOOKUP(1,{periksa}!$A$7:$G$406,7,FALSE)&T(NOW())"),
        ("{formulir}!H9/100", "{formulir}!H9/100"),
    ],
)
def test_formulas_follow(text: str, follows: str) -> None:
    """Addresses go where their rows and columns went; only a count is split, and what is quoted stays."""
    assert moved_text(text, "isi", LAYOUTS) == follows


def test_areas_are_split_where_rows_lie_between() -> None:
    """An area of the plan is as many rectangles as its rows are runs."""
    assert SPREAD.areas(Area(6, 2, 8, 3)) == [Area(6, 3, 6, 4), Area(9, 3, 10, 4)]
    assert SPREAD.areas(Area(6, 2, 8, 2), only=SPREAD.inserted) == [Area(10, 3, 10, 3)]


def test_runs_of_numbers() -> None:
    assert blocks([4, 9, 5, 10, 5]) == [(4, 5), (9, 10)]


def test_a_table_as_planned_moves_nowhere(forms: dict[str, Form]) -> None:
    """Where everything stands as planned, the moved tab is the planned one."""
    form = forms["PEM"]
    sheet = make_workbook(form).sheets[0]
    codes = dict(enumerate((*(row.code for row in form.rows), "KIRIM"), FIRST_ROW))
    here = {code: row for row, code in codes.items()}
    assert moved(sheet, {"isi": Layout.of_table(5, {at: at for at in range(1, 5)}, here, codes)}) == sheet
