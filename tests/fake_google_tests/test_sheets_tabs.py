"""batchUpdate on spreadsheets and tabs: atomic, in the service's words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fake_google.errors import ApiError
from tests.fake_google.sheets.requests import HANDLERS, UNSUPPORTED
from tests.fake_google.sheets.shapes import document
from tests.fake_google_tests.desk import OWNER, Desk, Json, grid, lines, note


@pytest.fixture
def desk() -> Desk:
    return Desk()


def titles(desk: Desk) -> list[str]:
    return [sheet["properties"]["title"] for sheet in desk.call("GET", "/book")["sheets"]]


def add(title: str, sheet_id: int, **properties: Any) -> Json:
    return {"addSheet": {"properties": {"title": title, "sheetId": sheet_id} | properties}}


def update(sheet_id: int, fields: str, **properties: Any) -> Json:
    return {"updateSheetProperties": {"properties": {"sheetId": sheet_id} | properties, "fields": fields}}


def test_one_bad_request_undoes_the_whole_batch(desk: Desk) -> None:
    """Values, tabs and names are as they were, and Drive hears of no change."""
    rows = [{"values": [{"userEnteredValue": {"stringValue": "x"}}]}]
    message = desk.fails(
        add("Baru", 7),
        update(0, "title", title="Lama"),
        {"updateCells": {"start": {"sheetId": 0}, "rows": rows, "fields": "*"}},
        add("baru", 8),
    )
    assert message == (
        'Invalid requests[3].addSheet: A sheet with the name "baru" already exists. Please enter another name.'
    )
    assert (titles(desk), desk.read("A1"), desk.writes) == (["Sheet1"], [], 0)
    desk.do(add("Baru", 7), update(0, "title", title="Lama"))
    assert (titles(desk), desk.writes) == (["Lama", "Baru"], 1)


def refusal(request: Json, message: str) -> Any:
    return pytest.param(request, message, id=f"{next(iter(request), 'none')}: {message[:40]}")


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        refusal({}, "Invalid requests[0]: No request set."),
        refusal({"deleteSheet": {"sheetId": 9}}, "Invalid requests[0].deleteSheet: No sheet with id: 9"),
        refusal(
            {"deleteSheet": {"sheetId": 0}},
            "Invalid requests[0].deleteSheet: You can't remove all the sheets in a document.",
        ),
        refusal(
            update(0, "hidden", hidden=True),
            "Invalid requests[0].updateSheetProperties: You can't hide all the sheets in a document.",
        ),
        refusal(
            update(0, "", title="x"),
            "Invalid requests[0].updateSheetProperties: At least one field must be listed in 'fields'. "
            "(Use '*' to indicate all fields.)",
        ),
        refusal(
            update(0, "gridProperties.frozenRowCount", gridProperties={"frozenRowCount": 1000}),
            "Invalid requests[0].updateSheetProperties: You can't freeze all visible rows on the sheet.",
        ),
        refusal(
            update(0, "gridProperties.rowCount", gridProperties={"rowCount": 1000000}),
            "Invalid requests[0].updateSheetProperties: This action would increase the number of cells in the "
            "workbook above the limit of 10000000 cells.",
        ),
        refusal(
            {"repeatCell": {"range": grid(0, 1, 0, 1, 5), "cell": {}, "fields": "note"}},
            "Invalid requests[0].repeatCell: No grid with id: 5",
        ),
        refusal(
            {"repeatCell": {"range": grid(1000, None, 1, 2), "cell": {}, "fields": "note"}},
            "Invalid requests[0].repeatCell: Range (Sheet1!B1001:B) exceeds grid limits. "
            "Max rows: 1000, max columns: 26",
        ),
        refusal(
            {"updateCells": {"start": {"rowIndex": 999}, "rows": [{}, {}], "fields": "*"}},
            "Invalid requests[0].updateCells: Attempting to write row: 1000, beyond the last requested row of: 999",
        ),
        refusal(
            {"deleteDimension": {"range": lines("ROWS", 0, 1000)}},
            "Invalid requests[0].deleteDimension: You can't delete all the rows on the sheet.",
        ),
        refusal(
            {"deleteDimension": {"range": lines("ROWS", 1000, 1001)}},
            "Invalid requests[0].deleteDimension: Cannot delete a row that doesn't exist. "
            "Tried to delete row index 1000 but there are only 1000 rows.",
        ),
        refusal(
            {"deleteNamedRange": {"namedRangeId": "x"}},
            "Invalid requests[0].deleteNamedRange: No named range with id: x",
        ),
        refusal(
            {"deleteProtectedRange": {"protectedRangeId": 3}},
            "Invalid requests[0].deleteProtectedRange: No protected range with id: 3",
        ),
        refusal(
            {"addSheets": {}},
            "Invalid JSON payload received. Unknown name \"addSheets\" at 'requests[0]': Cannot find field.",
        ),
        refusal(
            {"addSheet": {"properties": {"judul": "x"}}},
            "Invalid JSON payload received. Unknown name \"judul\" at 'requests[0].add_sheet.properties': "
            "Cannot find field.",
        ),
        refusal(
            {"deleteSheet": {"sheetId": "satu"}},
            "Invalid value at 'requests[0].delete_sheet.sheet_id' (TYPE_INT32), \"satu\"",
        ),
        refusal(
            {"deleteSheet": {"sheetId": 1}, "addSheet": {}},
            "Invalid value at 'requests[0]' (oneof), oneof field 'kind' is already set. Cannot set 'addSheet'",
        ),
    ],
)
def test_what_is_refused_and_how(desk: Desk, request_: Json, message: str) -> None:
    """The message names the request and its kind."""
    assert desk.fails(request_) == message


def test_a_batch_must_hold_something(desk: Desk) -> None:
    """An empty one is refused."""
    assert desk.fails() == "Must specify at least one request."


def test_every_kind_of_request_is_built_or_named_as_missing(desk: Desk) -> None:
    """The discovery document has no others, and what is missing says so."""
    known = set(document()["schemas"]["Request"]["properties"])
    assert set(HANDLERS) | set(UNSUPPORTED) == known
    assert not set(HANDLERS) & set(UNSUPPORTED)
    with pytest.raises(ApiError) as caught:
        desk.do({"addChart": {}})
    assert (caught.value.code, "local Google" in caught.value.message) == (501, True)


def test_names_may_be_spelled_either_way_and_numbers_as_text(desk: Desk) -> None:
    """As the service's JSON reader takes them."""
    desk.do({"add_sheet": {"properties": {"sheet_id": "7", "title": "Dua", "index": None}}})
    assert titles(desk) == ["Sheet1", "Dua"]


def test_tabs_stand_before_the_one_that_had_their_new_index(desk: Desk) -> None:
    """The index is that of before the move; an index that changes nothing is left out of account."""
    desk.do(add("B", 2), add("C", 3))
    desk.do(update(0, "index", index=2))
    assert titles(desk) == ["B", "Sheet1", "C"]
    desk.do(update(0, "index", index=2))
    assert titles(desk) == ["B", "Sheet1", "C"]
    desk.do(update(3, "index", index=0), add("D", 4, index=1))
    assert titles(desk) == ["C", "D", "B", "Sheet1"]


def test_a_tab_shows_what_was_set_and_nothing_else(desk: Desk) -> None:
    """Defaults are left out, colours are told twice."""
    desk.do(
        add("Dua", 2, tabColorStyle={"rgbColor": {"red": 66 / 255}}, gridProperties={"rowCount": 3, "columnCount": 2})
    )
    desk.do(update(2, "gridProperties.frozenRowCount,hidden", hidden=True, gridProperties={"frozenRowCount": 1}))
    assert desk.sheet(1)["properties"] == {
        "sheetId": 2,
        "title": "Dua",
        "index": 1,
        "sheetType": "GRID",
        "gridProperties": {"rowCount": 3, "columnCount": 2, "frozenRowCount": 1},
        "hidden": True,
        "tabColor": {"red": 0.25882354},
        "tabColorStyle": {"rgbColor": {"red": 0.25882354}},
    }
    desk.do(update(2, "tabColorStyle,gridProperties.frozenRowCount,hidden"))
    assert set(desk.sheet(1)["properties"]) == {"sheetId", "title", "index", "sheetType", "gridProperties"}


def test_formulas_follow_a_renamed_tab_and_lose_a_deleted_one(desk: Desk) -> None:
    """A reference into the deleted tab is #REF!."""
    desk.do(add("Data", 2))
    desk.put("Data!A1", [[5]])
    desk.put("Sheet1!A1", [["=Data!A1*2"]])
    desk.do(update(2, "title", title="Data baru"))
    assert desk.read("A1", valueRenderOption="FORMULA") == [["='Data baru'!A1*2"]]
    assert desk.read("A1") == [["10"]]
    desk.do({"deleteSheet": {"sheetId": 2}})
    assert desk.read("A1") == [["#REF!"]]


def test_formulas_are_spelled_as_the_locale_does(desk: Desk) -> None:
    """Changing it changes how they read, not what they give."""
    desk.put("A1", [["=SUM(1.5, 2)", "=SUM({1.5,2;3,4})"]])
    properties = {"properties": {"locale": "id_ID"}, "fields": "locale"}
    desk.do({"updateSpreadsheetProperties": properties})
    assert desk.read("A1:B1", valueRenderOption="FORMULA") == [["=SUM(1,5; 2)", "=SUM({1,5\\2;3\\4})"]]
    assert desk.read("A1:B1") == [["3,5", "10,5"]]


def test_a_duplicate_has_everything_under_new_ids(desk: Desk) -> None:
    """Cells, notes, protection and developer metadata."""
    desk.put("A1", [["isi"]])
    location = {"dimensionRange": lines("COLUMNS", 0, 1)}
    made = {"metadataKey": "kolom", "visibility": "DOCUMENT", "location": location, "metadataId": 5}
    desk.do(
        note(0, 0, "catatan"),
        {"addProtectedRange": {"protectedRange": {"range": grid(0, 1, 0, 1)}}},
        {"createDeveloperMetadata": {"developerMetadata": made}},
        {"duplicateSheet": {"sourceSheetId": 0, "newSheetId": 9, "newSheetName": "Salinan", "insertSheetIndex": 1}},
    )
    copy = desk.sheet(1)
    assert copy["protectedRanges"][0]["range"]["sheetId"] == 9
    assert copy["protectedRanges"][0]["protectedRangeId"] != desk.sheet(0)["protectedRanges"][0]["protectedRangeId"]
    data = desk.data("rowData.values.note,columnMetadata", "Salinan!A1")
    assert data["rowData"][0]["values"][0]["note"] == "catatan"
    assert data["columnMetadata"][0]["developerMetadata"][0]["metadataId"] != 5


def test_a_tab_is_copied_into_another_spreadsheet(desk: Desk) -> None:
    """At its end, as a copy of that name."""
    desk.add("lain")
    desk.put("A1", [["isi"]])
    answer = desk.call("POST", "/book/sheets/0:copyTo", {"destinationSpreadsheetId": "lain"})
    assert (answer["title"], answer["index"]) == ("Copy of Sheet1", 1)
    assert desk.call("GET", "/lain/values/'Copy of Sheet1'!A1")["values"] == [["isi"]]


def test_a_spreadsheet_is_made_as_described(desk: Desk) -> None:
    """Its own tabs take the place of the first one, with their cells, merges and metadata."""
    cell = {"userEnteredValue": {"numberValue": 4}, "note": "n"}
    body = {
        "properties": {"title": "Kinerja", "locale": "id_ID", "timeZone": "Asia/Makassar"},
        "sheets": [
            {
                "properties": {"title": "Isi", "sheetId": 70},
                "data": [{"startRow": 1, "rowData": [{"values": [cell]}], "columnMetadata": [{"pixelSize": 40}]}],
                "merges": [grid(4, 6, 0, 2, 70)],
            },
            {"properties": {"title": "Rekap"}},
        ],
        "developerMetadata": [{"metadataKey": "alat", "visibility": "DOCUMENT"}],
    }
    made = desk.call("POST", "", body)
    assert made["properties"]["locale"] == "id_ID"
    assert [sheet["properties"]["title"] for sheet in made["sheets"]] == ["Isi", "Rekap"]
    assert made["sheets"][0]["merges"] == [grid(4, 6, 0, 2, 70)]
    assert made["developerMetadata"][0]["location"] == {"locationType": "SPREADSHEET", "spreadsheet": True}
    assert desk.call("GET", "/made/values/Isi!A2")["values"] == [["4"]]


def test_a_copy_of_the_spreadsheet_is_its_own(desk: Desk) -> None:
    """What is written into the one does not show in the other."""
    desk.put("A1", [["=1+1"]])
    desk.files["salinan"] = desk.files["book"].copy("salinan", "Salinan", lambda: None)
    desk.put("A1", [["x"]])
    assert desk.call("GET", "/salinan/values/A1")["values"] == [["2"]]
    assert desk.call("GET", "/salinan")["properties"]["title"] == "Salinan"


def test_the_answer_holds_the_spreadsheet_where_asked(desk: Desk) -> None:
    """With the data of the ranges that were named."""
    body = {
        "requests": [note(1, 1, "di sini")],
        "includeSpreadsheetInResponse": True,
        "responseIncludeGridData": True,
        "responseRanges": ["B2"],
    }
    found = desk.call("POST", "/book:batchUpdate", body)["updatedSpreadsheet"]["sheets"][0]["data"][0]
    assert (found["startRow"], found["rowData"][0]["values"][0]["note"]) == (1, "di sini")


def test_many_spreadsheets_are_made_quickly(desk: Desk) -> None:
    """A thousand with six tabs each, copied cells included, take no time worth mention."""
    tabs = [add(f"T{number}", number, gridProperties={"rowCount": 450}) for number in range(1, 7)]
    for number in range(1000):
        desk.add(f"f{number}")
        desk.files[f"f{number}"].apply([*tabs, {"deleteSheet": {"sheetId": 0}}], OWNER)
    assert len(desk.files["f999"].sheets) == 6
