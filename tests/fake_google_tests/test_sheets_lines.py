"""Rows and columns inserted, deleted, moved and sorted: everything that stands on them goes along."""

from __future__ import annotations

import pytest

from tests.fake_google_tests.desk import Desk, Json, grid, lines, note


@pytest.fixture
def desk() -> Desk:
    """Four rows of two columns, and in C1 their sum."""
    found = Desk()
    found.put("A1", [["a", 1], ["b", 2], ["c", 3], ["d", 4]])
    found.put("D1", [["=SUM(B1:B4)"]])
    return found


def insert(dimension: str, start: int, end: int, **more: bool) -> Json:
    return {"insertDimension": {"range": lines(dimension, start, end)} | more}


def delete(dimension: str, start: int, end: int) -> Json:
    return {"deleteDimension": {"range": lines(dimension, start, end)}}


def move(dimension: str, start: int, end: int, to: int) -> Json:
    return {"moveDimension": {"source": lines(dimension, start, end), "destinationIndex": to}}


def formula(desk: Desk, where: str) -> str:
    return str(desk.read(where, valueRenderOption="FORMULA")[0][0])


def furnish(desk: Desk) -> None:
    """Something of every kind stands on row 3 (index 2) or columns A and B."""
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "c"}]}, "strict": True}
    boolean = {"condition": {"type": "BLANK"}, "format": {"textFormat": {"bold": True}}}
    area = grid(2, 3, 0, 2)
    desk.do(
        note(2, 0, "catatan"),
        {"setDataValidation": {"range": grid(2, 3, 0, 1), "rule": rule}},
        {"mergeCells": {"range": grid(2, 3, 4, 6), "mergeType": "MERGE_ALL"}},
        {"addProtectedRange": {"protectedRange": {"range": area, "protectedRangeId": 1}}},
        {"addNamedRange": {"namedRange": {"name": "Baris", "range": area, "namedRangeId": "n"}}},
        {"addConditionalFormatRule": {"rule": {"ranges": [area], "booleanRule": boolean}}},
        {"setBasicFilter": {"filter": {"range": grid(0, 4, 0, 2)}}},
        {"updateDimensionProperties": {"range": lines("ROWS", 2, 3), "properties": {"pixelSize": 50}, "fields": "*"}},
    )


def where_everything_is(desk: Desk) -> Json:
    """The first row that each of these stands on."""
    sheet = desk.sheet()
    data = desk.data("rowData.values(note,dataValidation),rowMetadata.pixelSize")
    cells = {row: line.get("values", [{}])[0] for row, line in enumerate(data["rowData"])}
    return {
        "note": [row for row, cell in cells.items() if cell.get("note")],
        "validation": [row for row, cell in cells.items() if "dataValidation" in cell],
        "height": [row for row, line in enumerate(data["rowMetadata"]) if line["pixelSize"] == 50],
        "merge": [merge["startRowIndex"] for merge in sheet.get("merges", [])],
        "protected": [item["range"]["startRowIndex"] for item in sheet.get("protectedRanges", [])],
        "rule": [rule["ranges"][0]["startRowIndex"] for rule in sheet.get("conditionalFormats", [])],
        "named": [item["range"]["startRowIndex"] for item in desk.call("GET", "/book").get("namedRanges", [])],
    }


ALL = ("note", "validation", "height", "merge", "protected", "rule", "named")


def test_inserted_rows_push_everything_down(desk: Desk) -> None:
    """Formulas take the new rows in where they lie within what they sum up."""
    furnish(desk)
    desk.do(insert("ROWS", 1, 3))
    assert where_everything_is(desk) == {name: [4] for name in ALL}
    assert desk.read("A1:A6") == [["a"], [], [], ["b"], ["c"], ["d"]]
    assert formula(desk, "D1") == "=SUM(B1:B6)"
    assert desk.sheet()["basicFilter"]["range"] == {k: v for k, v in grid(0, 6, 0, 2).items() if k != "sheetId"}
    assert desk.sheet()["properties"]["gridProperties"]["rowCount"] == 1002


def test_deleted_rows_take_everything_with_them(desk: Desk) -> None:
    """And formulas shrink."""
    furnish(desk)
    desk.do(delete("ROWS", 2, 3))
    assert where_everything_is(desk) == {name: [] for name in ALL}
    assert desk.read("A1:A4") == [["a"], ["b"], ["d"]]
    assert (formula(desk, "D1"), desk.read("D1")) == ("=SUM(B1:B3)", [["7"]])


def test_moved_rows_carry_everything(desk: Desk) -> None:
    """The destination is counted before the move."""
    furnish(desk)
    desk.do(move("ROWS", 2, 3, 0))
    assert where_everything_is(desk) == {name: [0] for name in ALL}
    assert desk.read("A1:A4") == [["c"], ["a"], ["b"], ["d"]]
    desk.do(move("ROWS", 0, 1, 4))
    assert where_everything_is(desk) == {name: [3] for name in ALL}
    assert desk.read("A1:A4") == [["a"], ["b"], ["d"], ["c"]]


def test_columns_move_with_what_points_at_them(desk: Desk) -> None:
    """The formula still sums the same cells."""
    desk.do(move("COLUMNS", 1, 2, 0))
    assert desk.read("A1:B1") == [["1", "a"]]
    assert (formula(desk, "D1"), desk.read("D1")) == ("=SUM(A1:A4)", [["10"]])
    desk.do(delete("COLUMNS", 0, 1))
    assert desk.read("C1") == [["#REF!"]]


def test_new_lines_look_like_their_neighbour(desk: Desk) -> None:
    """The one before or after them, without its values and notes."""
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}, "note": "n"}
    desk.do({"repeatCell": {"range": grid(0, 1, 0, 1), "cell": bold, "fields": "*"}})
    desk.put("A1", [["a"]])
    desk.do(insert("ROWS", 1, 2, inheritFromBefore=True), insert("ROWS", 3, 4))
    rows = desk.data("rowData.values(userEnteredFormat,note)", "A1:A4")["rowData"]
    assert rows[1]["values"] == [{"userEnteredFormat": {"textFormat": {"bold": True}}}]
    assert len(rows) == 3
    assert desk.fails(insert("ROWS", 0, 1, inheritFromBefore=True)).startswith("Invalid requests[0].insertDimension")


def test_a_move_may_not_tear_a_merge_apart(desk: Desk) -> None:
    """Nothing is moved."""
    desk.do({"mergeCells": {"range": grid(0, 2, 0, 1), "mergeType": "MERGE_ALL"}})
    assert "merged" in desk.fails(move("ROWS", 1, 2, 4))


def sort(top: int, bottom: int, *specs: tuple[int, str]) -> Json:
    orders = [{"dimensionIndex": column, "sortOrder": order} for column, order in specs]
    return {"sortRange": {"range": grid(top, bottom, 0, 3), "sortSpecs": orders}}


def test_sorting_carries_cells_with_their_notes_and_formats(desk: Desk) -> None:
    """Numbers before texts, blanks last; row metadata stays where it is."""
    desk.put("A1", [["x", 3], ["y", "teks"], ["", ""], ["z", 1]])
    location = {"dimensionRange": lines("ROWS", 0, 1)}
    made = {"metadataKey": "baris", "visibility": "DOCUMENT", "location": location}
    desk.do(note(0, 0, "dari x"), {"createDeveloperMetadata": {"developerMetadata": made}})
    desk.do(sort(0, 4, (1, "ASCENDING")))
    assert desk.read("A1:B4") == [["z", "1"], ["x", "3"], ["y", "teks"]]
    data = desk.data("rowData.values.note,rowMetadata.developerMetadata", "A1:A4")
    assert data["rowData"][1]["values"] == [{"note": "dari x"}]
    assert ["developerMetadata" in line for line in data["rowMetadata"]] == [True, False, False, False]


def test_sorting_by_several_columns(desk: Desk) -> None:
    """The first decides, the next where it is equal; equal rows keep their order."""
    desk.put("A1", [["b", 1], ["a", 1], ["a", 2], ["b", 2]])
    desk.do(sort(0, 4, (1, "DESCENDING"), (0, "ASCENDING")))
    assert desk.read("A1:B4") == [["a", "2"], ["b", "2"], ["a", "1"], ["b", "1"]]


def test_a_tab_made_smaller_loses_what_stood_there(desk: Desk) -> None:
    """And says so with its grid."""
    size = {"properties": {"sheetId": 0, "gridProperties": {"rowCount": 2}}, "fields": "gridProperties.rowCount"}
    desk.do({"updateSheetProperties": size})
    assert desk.range("A:A") == {"range": "Sheet1!A1:A2", "majorDimension": "ROWS", "values": [["a"], ["b"]]}
    assert desk.read("D1") == [["3"]]


def test_groups_are_nested_and_taken_apart(desk: Desk) -> None:
    """As the replies tell."""
    outer, inner = lines("ROWS", 0, 4), lines("ROWS", 1, 3)
    desk.do({"addDimensionGroup": {"range": outer}})
    reply = desk.do({"addDimensionGroup": {"range": inner}})[0]["addDimensionGroup"]["dimensionGroups"]
    assert [(item["range"]["startIndex"], item["depth"]) for item in reply] == [(0, 1), (1, 2)]
    assert desk.do({"deleteDimensionGroup": {"range": outer}})[0]["deleteDimensionGroup"]["dimensionGroups"] == [
        {"range": {"dimension": "ROWS", "startIndex": 1, "endIndex": 3}, "depth": 1}
    ]


def test_cells_shifted_within_a_band_leave_others_alone(desk: Desk) -> None:
    """Inserting and deleting a range move the cells below, and formulas after them."""
    desk.do({"insertRange": {"range": grid(1, 2, 1, 2), "shiftDimension": "ROWS"}})
    assert desk.read("A1:B5") == [["a", "1"], ["b"], ["c", "2"], ["d", "3"], ["", "4"]]
    assert formula(desk, "D1") == "=SUM(B1:B5)"
    desk.do({"deleteRange": {"range": grid(1, 2, 1, 2), "shiftDimension": "ROWS"}})
    assert desk.read("A1:B4") == [["a", "1"], ["b", "2"], ["c", "3"], ["d", "4"]]
