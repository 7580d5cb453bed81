"""Rows, columns and blocks that go elsewhere: figures are found where they are now."""

from __future__ import annotations

import pytest

from tests.online import OWNER, address_of
from tests.online_edits import table
from tests.online_edits.desk import UNIT, VALUES, Desk
from tests.online_edits.table import Edit

REN = address_of(UNIT)
GONE = dict.fromkeys(code for code in VALUES if code.startswith("REN"))

WIDER = table.append(0, "COLUMNS", 9)  # the tab has no column more than it needs

HARMLESS: dict[str, Edit] = {
    "heading renamed": table.put(0, 4, 1, "Capaian kami"),
    "heading of the codes renamed": table.put(0, 4, 0, "Uraian"),
    "rows above": table.insert(0, "ROWS", 0, 3),
    "rows above the headings": table.insert(0, "ROWS", 4, 2),
    "rows between": table.insert(0, "ROWS", 8, 3),
    "column in front": table.insert(0, "COLUMNS", 0, 1),
    "columns before Realisasi": table.insert(0, "COLUMNS", 1, 2),
    "Realisasi moved to the end": table.move(0, "COLUMNS", 1, 1, 4),
    "codes moved to the end": table.move(0, "COLUMNS", 0, 1, 4),
    "rows moved": table.move(0, "ROWS", 5, 2, 10),
    "headings moved below": table.move(0, "ROWS", 4, 1, 12),
    "table cut and pasted below": table.paste(0, 4, 0, 8, 4, 20, 0, True),
    "table cut and pasted to the right": table.paste(0, 4, 0, 8, 4, 4, 6, True),
    "column Realisasi cut and pasted": table.paste(0, 4, 1, 8, 1, 4, 5, True),
    "sorted downwards": table.sort(0, 5, 0, 6, 4, True),
    "title rows deleted": table.delete(0, "ROWS", 0, 4),
    "column of the catatan deleted": table.delete(0, "COLUMNS", 3, 1),
    "Periksa with rows above": table.insert(table.PERIKSA, "ROWS", 0, 2),
    "Periksa with a column in front": table.insert(table.PERIKSA, "COLUMNS", 0, 1),
}


@pytest.mark.parametrize("edit", HARMLESS.values(), ids=HARMLESS.keys())
def test_figures_are_found_where_they_went(desk: Desk, edit: Edit) -> None:
    """Nothing is lost, nothing is complained of, and a catatan made afterwards hangs on the figure's cell of now."""
    desk.do(*WIDER(desk.book), *edit(desk.book))
    told = desk.settle()
    assert (told.values, told.findings) == (VALUES, ())
    cell = told.entries["REN-05"].cell
    desk.enter(f"Isi!{cell}", "kira-kira 98", by=OWNER)
    told = desk.settle()
    assert told.rules("REN-05")
    assert list(desk.notes()) == [f"Isi!{cell}"]


def test_a_unit_may_do_all_that_where_protection_was_removed(desk: Desk) -> None:
    desk.do(*table.remove_protection()(desk.book))
    for edit in (HARMLESS["columns before Realisasi"], HARMLESS["rows between"], HARMLESS["rows above"]):
        desk.do(*edit(desk.book), by=REN)
    told = desk.settle()
    assert (told.values, told.findings) == (VALUES, ())


def test_one_column_sorted_alone_is_read_as_it_stands(desk: Desk) -> None:
    """The unit scrambles its own figures: what now stands beside a code is that code's, and bounds may tell."""
    desk.do(*table.sort(0, 7, 1, 2, 1, False)(desk.book), by=REN)
    told = desk.settle()
    assert told.values == VALUES | {"REN-03": VALUES["REN-04"], "REN-04": VALUES["REN-03"]}


def test_a_deleted_row_is_named(desk: Desk) -> None:
    desk.do(*table.delete(0, "ROWS", 7, 1)(desk.book))
    told = desk.settle()
    assert told.values == VALUES | {"REN-03": None}
    assert told.rules("REN-03") == {"F-03"}


def test_the_deleted_column_realisasi_is_named(desk: Desk) -> None:
    """No other column is read in its place."""
    desk.do(*table.delete(0, "COLUMNS", 1, 1)(desk.book))
    told = desk.settle()
    assert told.values == VALUES | GONE
    assert told.rules("LEMBAR") == {"F-02"}


def test_the_deleted_column_of_codes_is_named(desk: Desk) -> None:
    desk.do(*table.delete(0, "COLUMNS", 0, 1)(desk.book))
    told = desk.settle()
    assert told.values == VALUES | GONE
    assert told.rules("LEMBAR") == {"F-01"}


def test_the_deleted_headings_are_not_missed(desk: Desk) -> None:
    """The marks on the columns are left; no row of figures is taken for the headings."""
    desk.do(*table.delete(0, "ROWS", 4, 1)(desk.book))
    told = desk.settle()
    assert (told.values, told.findings) == (VALUES, ())


def test_a_block_cut_without_its_headings_is_not_read(desk: Desk) -> None:
    """The figures stand in a column that nobody asked for; their cells are empty, and each is named."""
    desk.do(*WIDER(desk.book), *table.paste(0, 5, 1, 6, 1, 5, 6, True)(desk.book))
    told = desk.settle()
    assert told.values == VALUES | GONE
    assert all(told.rules(code) for code in GONE)


def test_a_doubled_row_is_named(desk: Desk) -> None:
    """Two rows of one code with two figures: neither is taken."""
    desk.do(*table.paste(0, 7, 0, 1, 4, 14, 0, False)(desk.book), *table.put(0, 14, 1, 777)(desk.book))
    told = desk.settle()
    assert told.values == VALUES | {"REN-03": None}
    assert told.rules("REN-03") == {"F-04"}


def test_filters_frozen_rows_and_hidden_rows_change_nothing(desk: Desk) -> None:
    """Also where a filter hides rows or sorts them."""
    area = {"sheetId": desk.id(), "startRowIndex": 4, "endRowIndex": 11, "startColumnIndex": 0, "endColumnIndex": 4}
    properties = {"sheetId": desk.id(), "gridProperties": {"frozenRowCount": 5}}
    hidden = {"range": {"sheetId": desk.id(), "dimension": "ROWS", "startIndex": 6, "endIndex": 8}}
    spec = {"dimensionIndex": 0, "sortOrder": "DESCENDING"}
    desk.do(
        {"updateSheetProperties": {"properties": properties, "fields": "gridProperties.frozenRowCount"}},
        {"setBasicFilter": {"filter": {"range": area, "sortSpecs": [spec]}}},
        {"updateDimensionProperties": hidden | {"properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}},
    )
    told = desk.settle()
    assert (told.values, told.findings) == (VALUES, ())


# --- Periksa ---------------------------------------------------------------------------------------------------


def test_a_column_in_front_of_periksa_takes_the_lookups_along(desk: Desk) -> None:
    """The catatan are written where the table went, so the rows of Isi still find theirs."""
    desk.do(*table.insert(table.PERIKSA, "COLUMNS", 0, 1)(desk.book))
    desk.enter("Isi!B8", "dua")
    desk.settle()
    assert desk.cell("Periksa!B5").entered == "REN-03"
    assert "wajib diperbaiki" in desk.shown("Isi!D8")


def test_the_first_row_of_periksa_deleted_leaves_its_headings(desk: Desk) -> None:
    """With its row the mark is gone; the catatan go below the headings all the same."""
    desk.do(*table.delete(table.PERIKSA, "ROWS", 4, 1)(desk.book))
    desk.enter("Isi!B8", "dua")
    desk.settle()
    assert desk.cell("Periksa!A5").entered == "REN-03"
    assert desk.cell("Periksa!A1").entered == desk.form.words.findings_title
    assert "wajib diperbaiki" in desk.shown("Isi!D8")


def test_what_people_write_into_periksa_is_replaced(desk: Desk) -> None:
    """Text or numbers, in a row of ours or far below."""
    desk.do(table.put(table.PERIKSA, 4, 1, 844)(desk.book)[0], table.put(table.PERIKSA, 300, 0, "sudah")(desk.book)[0])
    assert desk.settle().findings == ()
    assert desk.listed() == [(desk.form.words.findings_none, *[""] * 6)]


def test_many_catatan_leave_no_row_behind(desk: Desk) -> None:
    """Two hundred rows of other units pasted in and taken out again: Periksa is as empty as before."""
    desk.do(*table.append(0, "ROWS", 200)(desk.book))
    codes = [f"X-{number:03} · bukan milik kami" for number in range(200)]
    desk.enter(f"Isi!A14:A{13 + len(codes)}", *codes, by=OWNER)
    told = desk.settle()
    assert len(told.findings) > 150
    desk.enter(f"Isi!A14:A{13 + len(codes)}", *[""] * len(codes), by=OWNER)
    assert desk.settle().findings == ()
    assert len(desk.listed()) == 1
