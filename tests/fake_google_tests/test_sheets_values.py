"""values.*: what is written, how it reads, and where appended rows go."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fake_google.errors import ApiError
from tests.fake_google_tests.desk import Desk, Json, grid


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_typed_values_are_read_in_all_three_renderings(desk: Desk) -> None:
    """A formula, a percentage, a date, a truth value and a text, as shown, as values and as formulas."""
    desk.put("A1", [["=1+1", "12%", "2026-10-08", "TRUE", "'0042"]])
    assert desk.read("A1:E1") == [["2", "12%", "2026-10-08", "TRUE", "0042"]]
    assert desk.read("A1:E1", valueRenderOption="UNFORMATTED_VALUE") == [[2, 0.12, 46303, True, "0042"]]
    assert desk.read("A1:E1", valueRenderOption="FORMULA")[0][0] == "=1+1"


def test_dates_read_as_text_where_asked(desk: Desk) -> None:
    """FORMATTED_STRING gives the date as shown, other numbers stay numbers."""
    desk.put("A1", [["2026-10-08", 5]])
    options = {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "FORMATTED_STRING"}
    assert desk.read("A1:B1", **options) == [["2026-10-08", 5]]


def test_raw_values_stay_as_they_are(desk: Desk) -> None:
    """Nothing is read into a text."""
    desk.put("A1", [["=1+1", "12%", "0042", 7, True]], "RAW")
    assert desk.read("A1:E1", valueRenderOption="UNFORMATTED_VALUE") == [["=1+1", "12%", "0042", 7, True]]


def test_trailing_blanks_are_left_out_and_middle_ones_kept(desk: Desk) -> None:
    """In either direction."""
    desk.put("A1", [["a", "", "c", ""], ["", "", "", ""], ["d", None, None, None]], "RAW")
    assert desk.read("A1:D9") == [["a", "", "c"], [], ["d"]]
    assert desk.read("A1:D9", majorDimension="COLUMNS") == [["a", "", "d"], [], ["c"]]


def test_null_leaves_a_cell_alone_and_empty_text_empties_it(desk: Desk) -> None:
    """Only what was sent counts as updated."""
    desk.put("A1", [["a", "b"]])
    answer = desk.put("A1:B1", [[None, ""]])
    assert (answer["updatedCells"], answer["updatedColumns"]) == (1, 2)
    assert desk.read("A1:B1") == [["a"]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sheet1", "Sheet1!A1:Z1000"),
        ("A:A", "Sheet1!A1:A1000"),
        ("2:3", "Sheet1!A2:Z3"),
        ("A2:C", "Sheet1!A2:C1000"),
        ("A5:5", "Sheet1!A5:Z5"),
        ("C3:A1", "Sheet1!A1:C3"),
        ("$B$2", "Sheet1!B2"),
        ("R2C2:R3C4", "Sheet1!B2:D3"),
        ("'Sheet1'!Y999:AB2000", "Sheet1!Y999:Z1000"),
        ("Angka", "Sheet1!A1:B2"),
        ("'Sheet1'!angka", "Sheet1!A1:B2"),
        ("sheet1!A1", "Sheet1!A1"),
    ],
)
def test_ranges_are_understood_and_written_out(desk: Desk, text: str, name: str) -> None:
    """Open, reversed, absolute, R1C1, named, and cut off at the edge of the tab."""
    desk.do({"addNamedRange": {"namedRange": {"name": "Angka", "range": grid(0, 2, 0, 2)}}})
    assert desk.range(text)["range"] == name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("D3", "'D3'!A1"),
        ("It's", "'It''s'!A1"),
        ("Rekap_2026", "Rekap_2026!A1"),
        ("2026", "'2026'!A1"),
        ("シート", "'シート'!A1"),
    ],
)
def test_titles_are_quoted_where_they_must_be(desk: Desk, title: str, name: str) -> None:
    """A title that looks like a cell, too."""
    desk.do({"updateSheetProperties": {"properties": {"sheetId": 0, "title": title}, "fields": "title"}})
    quoted = "'" + title.replace("'", "''") + "'"
    assert desk.range(f"{quoted}!A1")["range"] == name


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Nowhere!A1", "Unable to parse range: Nowhere!A1"),
        ("A1:B2:C3", "Unable to parse range: A1:B2:C3"),
        ("A1001", "Range (Sheet1!A1001) exceeds grid limits. Max rows: 1000, max columns: 26"),
        ("AA1:AB", "Range (Sheet1!AA1:AB) exceeds grid limits. Max rows: 1000, max columns: 26"),
    ],
)
def test_ranges_that_are_none_are_refused(desk: Desk, text: str, message: str) -> None:
    """In the service's words."""
    with pytest.raises(ApiError) as caught:
        desk.range(text)
    assert (caught.value.code, caught.value.message) == (400, message)


@pytest.mark.parametrize(
    ("where", "rows", "message"),
    [
        ("A1:B1", [[1, 2, 3]], "Requested writing within range [Sheet1!A1:B1], but tried writing to column [C]"),
        ("A1:B1", [[1], [2]], "Requested writing within range [Sheet1!A1:B1], but tried writing to row [2]"),
        ("A1000", [[1], [2]], "Requested writing within range [Sheet1!A1000], but tried writing to row [1001]"),
        ("A1", [[[1]]], "Invalid values[0][0]: list_value [1]"),
    ],
)
def test_writes_that_do_not_fit_are_refused(desk: Desk, where: str, rows: list[list[Any]], message: str) -> None:
    """Nothing is written."""
    with pytest.raises(ApiError) as caught:
        desk.put(where, rows)
    assert (caught.value.message, desk.writes, desk.read("Sheet1")) == (message, 0, [])


def test_values_must_be_rows(desk: Desk) -> None:
    """The JSON reader's message names the field."""
    with pytest.raises(ApiError) as caught:
        desk.call("PUT", "/book/values/A1", {"values": "X"}, valueInputOption="RAW")
    kind = "type.googleapis.com/google.protobuf.ListValue"
    assert caught.value.message == f"Invalid value at 'data.values' ({kind}), \"X\""


TABLES = [["x", "y", "z"], ["x", "y", "z"], [], ["", "x", "y"], ["", "", "y", "z"], ["", "x", "y", "z"]]


@pytest.mark.parametrize(
    ("where", "name"),
    [
        ("Sheet1", "Sheet1!B7"),
        ("B4", "Sheet1!B7"),
        ("C5:D5", "Sheet1!B7"),
        ("B2:D4", "Sheet1!B7"),
        ("A3:G10", "Sheet1!B7"),
        ("A1", "Sheet1!A3"),
        ("E4", "Sheet1!E4"),
        ("A4", "Sheet1!A4"),
    ],
)
def test_appended_rows_go_below_the_last_table_of_the_range(desk: Desk, where: str, name: str) -> None:
    """The guide's own example of two tables."""
    desk.put("A1", TABLES)
    answer = desk.append(where, [["new"]])
    assert answer["updates"]["updatedRange"] == name
    assert ("tableRange" in answer) == (name not in ("Sheet1!E4", "Sheet1!A4"))


def test_inserted_rows_push_down_what_is_below(desk: Desk) -> None:
    """With OVERWRITE it would be written over."""
    desk.put("A1", [["a"], ["b"], [""], ["c"]])
    desk.append("A1", [["n1"], ["n2"]], insertDataOption="INSERT_ROWS")
    assert desk.read("A1:A9") == [["a"], ["b"], ["n1"], ["n2"], [], ["c"]]


def test_the_grid_grows_under_appended_rows(desk: Desk) -> None:
    """Rows and columns both."""
    size = {"rowCount": 1, "columnCount": 1}
    fields = "gridProperties(rowCount,columnCount)"
    desk.do({"updateSheetProperties": {"properties": {"sheetId": 0, "gridProperties": size}, "fields": fields}})
    desk.put("A1", [["a"]])
    desk.append("Sheet1", [["b", "c"]])
    assert desk.sheet()["properties"]["gridProperties"] == {"rowCount": 2, "columnCount": 2}


def test_written_values_come_back_where_asked(desk: Desk) -> None:
    """In the rendering that the call names."""
    answer = desk.call(
        "PUT",
        "/book/values/A1",
        {"values": [["=2*3"]]},
        valueInputOption="USER_ENTERED",
        includeValuesInResponse=True,
        responseValueRenderOption="UNFORMATTED_VALUE",
    )
    assert answer["updatedData"] == {"range": "Sheet1!A1", "majorDimension": "ROWS", "values": [[6]]}


def test_a_batch_of_values_is_all_or_nothing(desk: Desk) -> None:
    """The second range is none: the first is not written either."""
    data = [{"range": "A1", "values": [[1]]}, {"range": "Nowhere!A1", "values": [[1]]}]
    with pytest.raises(ApiError, match=r"Invalid data\[1\]: Unable to parse range"):
        desk.call("POST", "/book/values:batchUpdate", {"valueInputOption": "RAW", "data": data})
    assert desk.read("A1") == []
    data[1]["range"] = "B1:B2"
    answer = desk.call("POST", "/book/values:batchUpdate", {"valueInputOption": "RAW", "data": data})
    totals = ("totalUpdatedRows", "totalUpdatedColumns", "totalUpdatedCells", "totalUpdatedSheets")
    assert [answer[name] for name in totals] == [1, 2, 2, 1]


def test_clearing_takes_values_only(desk: Desk) -> None:
    """Notes and formats stay."""
    desk.put("A1", [["12%"]])
    where = grid(0, 1, 0, 1)
    desk.do({"repeatCell": {"range": where, "cell": {"note": "tetap"}, "fields": "note"}})
    assert desk.call("POST", "/book/values/A1%3AB2:clear", {})["clearedRange"] == "Sheet1!A1:B2"
    cell: Json = desk.data("rowData.values")["rowData"][0]["values"][0]
    assert cell["note"] == "tetap"
    assert cell["userEnteredFormat"]["numberFormat"]["type"] == "PERCENT"
    assert "userEnteredValue" not in cell


def test_numbers_of_an_indonesian_spreadsheet_are_read_as_written_there() -> None:
    """`1.234,5` is a number under id_ID, and shown with its comma."""
    desk = Desk(locale="id_ID")
    desk.put("A1", [["1.234,5", "12,5%"]])
    assert desk.read("A1:B1", valueRenderOption="UNFORMATTED_VALUE") == [[1234.5, 0.125]]
    assert desk.read("B1") == [["12,5%"]] or desk.read("B1") == [["12,50%"]]
