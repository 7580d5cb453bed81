"""A planned workbook as Google is asked for it: the parts that no picture shows."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.form import Form
from sheets_sync.grid import Area
from sheets_sync.plan import CellPlan, Check, Colour, Run, Sheet, Style
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


def requests_of(forms: dict[str, Form], plan: Sheet, kind: str) -> list[dict[str, object]]:
    """What Google is asked for of one kind, for a workbook of that one tab."""
    book = make_workbook(forms["PEM"])
    requests = paint(type(book)(book.key, book.title, book.author, (plan,), {}), "Asia/Jakarta")
    return [item[kind] for item in requests if kind in item]


@pytest.mark.parametrize("strict", [True, False])
def test_a_list_says_whether_anything_else_may_be_typed(forms: dict[str, Form], strict: bool) -> None:
    """Options with commas stay whole, wherever else they stand for Excel; only a strict list refuses other texts."""
    options = ("Salah ketik, sudah diperbaiki", "Lainnya: ...")
    check = Check(Area(5, 1, 9, 1), "Pilih.", options, strict=strict, listed=Area(1, 4, 1, 5))
    plan = Sheet("periksa", "Periksa", (90,), {}, checks=(check,))
    (request,) = requests_of(forms, plan, "setDataValidation")
    assert request["rule"] == {
        "condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": option} for option in options]},
        "inputMessage": "Pilih.",
        "strict": strict,
        "showCustomUi": True,
    }


def test_a_number_is_asked_for_strictly(forms: dict[str, Form]) -> None:
    """Where there are no options there is no list to choose from."""
    plan = Sheet("isi", "Isi", (90,), {}, checks=(Check(Area(6, 2, 6, 2), "Angka saja."),))
    (request,) = requests_of(forms, plan, "setDataValidation")
    rule = request["rule"]
    assert isinstance(rule, dict)
    assert (rule["condition"]["type"], rule["strict"], rule["showCustomUi"]) == ("NUMBER_BETWEEN", True, False)


def test_what_is_asked_for_is_coloured_in_every_locale(forms: dict[str, Form]) -> None:
    """The formula has no separator, which differs between locales."""
    colour = Colour(Area(5, 8, 9, 8), "asked", "perlu dijawab", fill="FFF2B3", beside=2)
    plan = Sheet("periksa", "Periksa", (90,), {}, colours=(colour,))
    (request,) = requests_of(forms, plan, "addConditionalFormatRule")
    rule = request["rule"]
    assert isinstance(rule, dict)
    assert rule["booleanRule"]["condition"] == {
        "type": "CUSTOM_FORMULA",
        "values": [{"userEnteredValue": '=(H5="")*($B5="perlu dijawab")'}],
    }


def test_every_answer_of_periksa_is_open(forms: dict[str, Form]) -> None:
    """One rectangle: the column of answers, down to the last catatan that fits."""
    sheet = next(sheet for sheet in make_workbook(forms["PEM"]).sheets if sheet.name == "periksa")
    assert open_areas(sheet) == [Area(5, 8, 404, 8)]
