"""Developer metadata: it stays with its row or column, and finds cells wherever they went."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fake_google.caller import Caller
from tests.fake_google.errors import ApiError
from tests.fake_google_tests.desk import OWNER, Desk, Json, grid, lines


@pytest.fixture
def desk() -> Desk:
    """Columns A to C are named by metadata 1 to 3, row 2 by 4, the tab by 5, the spreadsheet by 6."""
    found = Desk()
    found.put("A1", [["a", "b", "c"], ["d", "e", "f"]])
    columns = [
        create(number, "kolom", {"dimensionRange": lines("COLUMNS", number - 1, number)}, value=f"k{number}")
        for number in (1, 2, 3)
    ]
    row = create(4, "baris", {"dimensionRange": lines("ROWS", 1, 2)})
    found.do(*columns, row, create(5, "lembar", {"sheetId": 0}), create(6, "berkas", {"spreadsheet": True}))
    return found


def create(number: int | None, key: str, location: Json, value: str = "", visibility: str = "DOCUMENT") -> Json:
    made: Json = {"metadataKey": key, "location": location, "visibility": visibility}
    made |= {"metadataValue": value} if value else {}
    made |= {"metadataId": number} if number else {}
    return {"createDeveloperMetadata": {"developerMetadata": made}}


def find(desk: Desk, *filters: Json, caller: Caller = OWNER) -> list[int]:
    """The ids that a search finds."""
    answer = desk.call("POST", "/book/developerMetadata:search", {"dataFilters": list(filters)}, caller)
    return [item["developerMetadata"]["metadataId"] for item in answer.get("matchedDeveloperMetadata", [])]


def lookup(**wanted: Any) -> Json:
    return {"developerMetadataLookup": wanted}


def values_of(desk: Desk, data_filter: Json) -> Any:
    """The range and values that a data filter selects."""
    answer = desk.call("POST", "/book/values:batchGetByDataFilter", {"dataFilters": [data_filter]})
    return [(item["valueRange"]["range"], item["valueRange"].get("values")) for item in answer.get("valueRanges", [])]


def test_metadata_is_told_with_its_place(desk: Desk) -> None:
    """A sheetId of 0 is left out of ranges, as everywhere."""
    assert desk.call("GET", "/book/developerMetadata/2") == {
        "metadataId": 2,
        "metadataKey": "kolom",
        "metadataValue": "k2",
        "location": {
            "locationType": "COLUMN",
            "dimensionRange": {"dimension": "COLUMNS", "startIndex": 1, "endIndex": 2},
        },
        "visibility": "DOCUMENT",
    }
    assert desk.call("GET", "/book/developerMetadata/5")["location"] == {"locationType": "SHEET", "sheetId": 0}
    with pytest.raises(ApiError) as caught:
        desk.call("GET", "/book/developerMetadata/99")
    assert caught.value.code == 404


def test_it_is_told_with_what_it_stands_on(desk: Desk) -> None:
    """In the spreadsheet, in the tab, and in the rows and columns of the data."""
    sheets = "data(rowMetadata.developerMetadata,columnMetadata.developerMetadata)"
    found = desk.get(f"developerMetadata,sheets(developerMetadata,{sheets})")
    assert [item["metadataId"] for item in found["developerMetadata"]] == [6]
    sheet = found["sheets"][0]
    assert [item["metadataId"] for item in sheet["developerMetadata"]] == [5]
    columns = [line.get("developerMetadata", []) for line in sheet["data"][0]["columnMetadata"][:4]]
    assert [[item["metadataId"] for item in items] for items in columns] == [[1], [2], [3], []]
    assert "developerMetadata" in sheet["data"][0]["rowMetadata"][1]


def test_it_moves_with_its_column_and_row(desk: Desk) -> None:
    """And what it selects goes along."""
    desk.do(
        {"moveDimension": {"source": lines("COLUMNS", 0, 1), "destinationIndex": 3}},
        {"insertDimension": {"range": lines("COLUMNS", 0, 1)}},
        {"insertDimension": {"range": lines("ROWS", 0, 2)}},
    )
    assert values_of(desk, lookup(metadataId=1)) == [("Sheet1!D1:D1002", [[], [], ["a"], ["d"]])]
    assert values_of(desk, lookup(metadataKey="baris")) == [("Sheet1!A4:AA4", [["", "e", "f", "d"]])]


def test_it_dies_with_its_column_or_tab(desk: Desk) -> None:
    """A deleted column takes its own, a deleted tab all on it."""
    desk.do({"deleteDimension": {"range": lines("COLUMNS", 1, 2)}})
    assert find(desk, lookup(metadataKey="kolom")) == [1, 3]
    desk.do({"addSheet": {"properties": {"title": "Lain"}}}, {"deleteSheet": {"sheetId": 0}})
    assert find(desk, lookup(visibility="DOCUMENT")) == [6]


def test_sorting_leaves_it_where_it_is(desk: Desk) -> None:
    """It belongs to the row, not to what stands in it."""
    specs = [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]
    desk.do({"sortRange": {"range": grid(0, 2, 0, 3), "sortSpecs": specs}})
    assert values_of(desk, lookup(metadataId=4)) == [("Sheet1!A2:Z2", [["a", "b", "c"]])]


@pytest.mark.parametrize(
    ("data_filter", "found"),
    [
        (lookup(metadataKey="kolom", metadataValue="k3"), [3]),
        (lookup(locationType="ROW"), [4]),
        (lookup(locationType="SPREADSHEET"), [6]),
        (lookup(metadataLocation={"sheetId": 0}, locationMatchingStrategy="EXACT_LOCATION"), [5]),
        (lookup(metadataLocation={"sheetId": 0}), [1, 2, 3, 4, 5]),
        (lookup(metadataLocation={"dimensionRange": lines("COLUMNS", 0, 2)}, locationType="COLUMN"), [1, 2]),
        ({"gridRange": grid(0, 1, 1, 2)}, [2, 5]),
        ({"a1Range": "Sheet1!A2:B2"}, [1, 2, 4, 5]),
        (lookup(metadataId=77), []),
    ],
)
def test_a_search_finds_by_name_or_by_place(desk: Desk, data_filter: Json, found: list[int]) -> None:
    """Every condition of a lookup must hold; a range finds what meets it."""
    assert find(desk, data_filter) == found


def test_a_filter_reads_and_writes_what_it_selects(desk: Desk) -> None:
    """By tab id, whatever the tab is called, and by metadata."""
    desk.do({"updateSheetProperties": {"properties": {"title": "Ganti nama"}, "fields": "title"}})
    assert values_of(desk, {"gridRange": grid(0, 1, 0, 2)}) == [("'Ganti nama'!A1:B1", [["a", "b"]])]
    item = {"dataFilter": lookup(metadataId=2), "majorDimension": "COLUMNS", "values": [["x", "y"]]}
    body = {"valueInputOption": "RAW", "data": [item]}
    answer = desk.call("POST", "/book/values:batchUpdateByDataFilter", body)
    assert answer["responses"][0]["updatedRange"] == "'Ganti nama'!B1:B2"
    assert desk.read("A1:C2") == [["a", "x", "c"], ["d", "y", "f"]]
    answer = desk.call("POST", "/book/values:batchClearByDataFilter", {"dataFilters": [lookup(metadataId=4)]})
    assert (answer["clearedRanges"], desk.read("A1:C2")) == (["'Ganti nama'!A2:Z2"], [["a", "x", "c"]])


def test_one_range_is_told_once_with_all_its_filters(desk: Desk) -> None:
    """Two filters that select the same column."""
    filters = [lookup(metadataId=1), lookup(metadataValue="k1")]
    answer = desk.call("POST", "/book/values:batchGetByDataFilter", {"dataFilters": filters})
    assert [item["dataFilters"] for item in answer["valueRanges"]] == [filters]


def test_a_spreadsheet_is_read_by_filter(desk: Desk) -> None:
    """Only the tabs that the filters select, with the data of these cells."""
    desk.do({"addSheet": {"properties": {"title": "Lain"}}})
    body = {"dataFilters": [lookup(metadataId=3)], "includeGridData": True}
    sheets = desk.call("POST", "/book:getByDataFilter", body)["sheets"]
    assert len(sheets) == 1
    assert sheets[0]["data"][0]["startColumn"] == 2
    assert sheets[0]["data"][0]["rowData"][0]["values"][0]["formattedValue"] == "c"


def test_it_is_changed_and_deleted_by_filter(desk: Desk) -> None:
    """The replies tell what was."""
    change = {"metadataValue": "baru", "location": {"dimensionRange": lines("COLUMNS", 5, 6)}}
    request = {"dataFilters": [lookup(metadataId=1)], "developerMetadata": change, "fields": "metadataValue,location"}
    reply = desk.do({"updateDeveloperMetadata": request})[0]["updateDeveloperMetadata"]["developerMetadata"][0]
    assert (reply["metadataValue"], reply["location"]["dimensionRange"]["startIndex"]) == ("baru", 5)
    reply = desk.do({"deleteDeveloperMetadata": {"dataFilter": lookup(metadataKey="kolom")}})[0]
    assert [item["metadataId"] for item in reply["deleteDeveloperMetadata"]["deletedDeveloperMetadata"]] == [1, 2, 3]
    assert find(desk, lookup(metadataKey="kolom")) == []


@pytest.mark.parametrize(
    "request_",
    [
        create(1, "kolom", {"spreadsheet": True}),
        create(None, "", {"spreadsheet": True}),
        create(None, "x", {"dimensionRange": lines("ROWS", 0, 2)}),
        create(None, "x", {"sheetId": 9}),
        create(None, "x", {}),
    ],
)
def test_what_metadata_cannot_be(desk: Desk, request_: Json) -> None:
    """An id twice, no key, two rows at once, a tab that is not there, nowhere."""
    assert desk.fails(request_).startswith("Invalid requests[0].createDeveloperMetadata: ")


def test_project_metadata_is_seen_by_its_project_only(desk: Desk) -> None:
    """Others do not find it."""
    desk.do(create(7, "rahasia", {"spreadsheet": True}, visibility="PROJECT"))
    other = Caller("owner@example.com", project="other")
    assert (find(desk, lookup(metadataId=7)), find(desk, lookup(metadataId=7), caller=other)) == ([7], [])
