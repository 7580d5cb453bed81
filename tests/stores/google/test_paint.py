"""A planned workbook as Google is asked for it: the parts that no picture shows."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.form import Form
from sheets_sync.grid import Area
from sheets_sync.plan import CellPlan, Run, Sheet, Style
from sheets_sync.stores.google.paint import KEY_MARK, MARK, formula, look, number, open_areas, paint
from sheets_sync.workbook import make_workbook

OPEN, LOCKED = Style(locked=False), Style()


@pytest.mark.parametrize(
    ("planned", "asked"),
    [
        ('IF(A1=0,"",A1&" a,b")', 'IF(A1=0;"";A1&" a,b")'),
        ("(2*88.56-H12)/88.56", "(2*88,56-H12)/88,56"),
        ('A1&"1.5, ""2,5"""', 'A1&"1.5, ""2,5"""'),
        ("VLOOKUP(B1,{periksa}!$A$5:$G$9,7,FALSE)", "VLOOKUP(B1;'Periksa d''or'!$A$5:$G$9;7;FALSE)"),
    ],
)
def test_formulas_are_as_a_spreadsheet_under_id_id_wants_them(planned: str, asked: str) -> None:
    """Semicolons between arguments, decimal commas, texts as they are, tabs by their titles."""
    assert formula(planned, {"periksa": "Periksa d'or"}) == asked


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**10), max_value=10**10))
def test_a_figure_arrives_as_it_left(value: Decimal) -> None:
    """Within fifteen digits JSON's number reads back as the same Decimal."""
    assert Decimal(str(number(value))) == value


def a_sheet(*open_cells: tuple[int, int]) -> Sheet:
    cells = {(row, column): CellPlan(None, LOCKED) for row in range(1, 9) for column in range(1, 5)}
    return Sheet("isi", "Isi", (90,) * 4, cells | {place: CellPlan(None, OPEN) for place in open_cells})


@given(st.sets(st.tuples(st.integers(1, 8), st.integers(1, 4))))
def test_open_areas_hold_the_open_cells_and_no_other(places: set[tuple[int, int]]) -> None:
    """Each open cell lies in exactly one of the rectangles."""
    areas = open_areas(a_sheet(*places))
    for row in range(1, 9):
        for column in range(1, 5):
            assert sum((row, column) in area for area in areas) == ((row, column) in places)


def test_columns_side_by_side_are_one_area() -> None:
    """A table's two input columns need one rectangle, so that the protection stays short."""
    assert open_areas(a_sheet((3, 2), (4, 2), (3, 3), (4, 3))) == [Area(3, 2, 4, 3)]


def test_the_owner_of_a_protection_keeps_its_way_in(forms: dict[str, Form]) -> None:
    """A service account does not own what lies in a shared drive, so it is named as editor."""
    requests = paint(make_workbook(forms["PEM"]), "Asia/Makassar", "pengumpul@kantor.example")
    protected = [item["addProtectedRange"]["protectedRange"] for item in requests if "addProtectedRange" in item]
    assert protected
    assert all(item["editors"] == {"users": ["pengumpul@kantor.example"]} for item in protected)


def test_every_tab_and_column_is_marked(forms: dict[str, Form]) -> None:
    """The spreadsheet carries its key; each tab our name; each defined name marks its column and its row."""
    book = make_workbook(forms["REN"])
    marks = [
        item["createDeveloperMetadata"]["developerMetadata"]
        for item in paint(book, "Asia/Makassar")
        if "createDeveloperMetadata" in item
    ]
    assert [mark["metadataValue"] for mark in marks if mark["metadataKey"] == KEY_MARK] == [book.key]
    names = [mark["metadataValue"] for mark in marks if mark["metadataKey"] == MARK]
    assert sorted(names) == sorted([sheet.name for sheet in book.sheets] + [name for name in book.names for _ in "rc"])
    assert {mark["visibility"] for mark in marks} == {"DOCUMENT"}


def test_runs_begin_where_google_counts(forms: dict[str, Form]) -> None:
    """Google counts as JavaScript does: a character beyond the first plane is two."""
    plan = Sheet("isi", "Isi", (90,), {(1, 1): CellPlan((Run("🏠 · "), Run("nama", bold=True)), LOCKED)})
    book = make_workbook(forms["PEM"])
    requests = paint(type(book)(book.key, book.title, book.author, (plan,), {}), "Asia/Jakarta")
    cells = next(item["updateCells"] for item in requests if "updateCells" in item)
    runs = cells["rows"][0]["values"][0]["textFormatRuns"]
    assert [run.get("startIndex", 0) for run in runs] == [0, 5]


def test_a_figure_with_its_satuan_keeps_the_automatic_format() -> None:
    """Google has no word for Excel's General, and `0.###` would show `12.`."""
    assert "numberFormat" not in look(Style(number='General" persen"'))
    assert look(Style(number="#,##0"))["numberFormat"] == {"type": "NUMBER", "pattern": "#,##0"}
