"""Cells written by mask, merged, pasted, replaced, and read back by spreadsheets.get."""

from __future__ import annotations

import pytest

from tests.fake_google_tests.desk import Desk, Json, grid, note


@pytest.fixture
def desk() -> Desk:
    return Desk()


def cells(desk: Desk, where: str, fields: str) -> list[Json]:
    """The values of the first row of a range."""
    found: list[Json] = desk.data(f"rowData.values({fields})", where)["rowData"][0]["values"]
    return found


def text(value: str) -> Json:
    return {"userEnteredValue": {"stringValue": value}}


def test_the_mask_decides_what_is_written(desk: Desk) -> None:
    """Named fields that are not given are cleared, others stay."""
    full = text("a") | {"note": "n", "userEnteredFormat": {"textFormat": {"bold": True, "italic": True}}}
    desk.do({"updateCells": {"start": {"sheetId": 0}, "rows": [{"values": [full]}], "fields": "*"}})
    part = {"userEnteredFormat": {"textFormat": {"bold": False}}}
    where = grid(0, 1, 0, 1)
    fields = "note,userEnteredFormat.textFormat.bold"
    desk.do({"updateCells": {"range": where, "rows": [{"values": [part]}], "fields": fields}})
    assert cells(desk, "A1", "userEnteredValue,note,userEnteredFormat") == [
        text("a") | {"userEnteredFormat": {"textFormat": {"bold": False, "italic": True}}}
    ]


def test_cells_of_the_range_without_data_are_cleared(desk: Desk) -> None:
    """Only what the mask names."""
    desk.put("A1", [["a", "b"], ["c", "d"]])
    desk.do(note(1, 1, "n"))
    rows = [{"values": [text("x")]}]
    desk.do({"updateCells": {"range": grid(0, 2, 0, 2), "rows": rows, "fields": "userEnteredValue"}})
    assert desk.read("A1:B2") == [["x"]]
    assert cells(desk, "B2", "note") == [{"note": "n"}]


def test_a_cell_tells_what_was_entered_and_what_came_of_it(desk: Desk) -> None:
    """A formula, an error, a number with its format, a truth value."""
    desk.put("A1", [["=1/0", "12.5%", "TRUE", '=HYPERLINK("http://a.b", "teks")']])
    fields = "userEnteredValue,effectiveValue,formattedValue,effectiveFormat.numberFormat,hyperlink"
    error, percent, truth, link = cells(desk, "A1:D1", fields)
    assert error["userEnteredValue"] == {"formulaValue": "=1/0"}
    assert error["effectiveValue"]["errorValue"]["type"] == "DIVIDE_BY_ZERO"
    assert (error["formattedValue"], percent["formattedValue"]) == ("#DIV/0!", "12.50%")
    assert percent["effectiveFormat"] == {"numberFormat": {"type": "PERCENT", "pattern": "0.00%"}}
    assert truth["effectiveValue"] == {"boolValue": True}
    assert (link["hyperlink"], link["formattedValue"]) == ("http://a.b", "teks")


def test_colours_are_told_in_both_spellings(desk: Desk) -> None:
    """Whichever was written, and cleared together."""
    blue = {"userEnteredFormat": {"backgroundColorStyle": {"rgbColor": {"blue": 1, "red": 0}}}}
    where = grid(0, 1, 0, 1)
    desk.do(
        {"repeatCell": {"range": where, "cell": blue, "fields": "userEnteredFormat.backgroundColorStyle"}},
        note(0, 0, "n"),
    )
    assert cells(desk, "A1", "userEnteredFormat")[0]["userEnteredFormat"] == {
        "backgroundColor": {"blue": 1},
        "backgroundColorStyle": {"rgbColor": {"blue": 1}},
    }
    desk.do({"repeatCell": {"range": where, "cell": {}, "fields": "userEnteredFormat.backgroundColor"}})
    assert cells(desk, "A1", "userEnteredFormat") == [{}]


def test_the_effective_format_has_defaults_and_conditional_formats(desk: Desk) -> None:
    """Yellow where it is blank, bold where it begins with a word; the first rule is on top."""
    yellow = {"backgroundColor": {"red": 1, "green": 1}}
    blank = {"condition": {"type": "BLANK"}, "format": yellow}
    starts = {
        "condition": {"type": "TEXT_STARTS_WITH", "values": [{"userEnteredValue": "per"}]},
        "format": {"textFormat": {"bold": True}},
    }
    desk.put("A1", [["Perbaiki", "", "x"]])
    rules = [
        {"addConditionalFormatRule": {"rule": {"ranges": [grid(0, 1, 0, 3)], "booleanRule": rule}, "index": 0}}
        for rule in (blank, starts)
    ]
    desk.do(*rules)
    first, second, third = cells(desk, "A1:C1", "effectiveFormat")
    assert first["effectiveFormat"]["textFormat"]["bold"] is True
    assert second["effectiveFormat"]["backgroundColor"] == {"red": 1, "green": 1}
    assert third["effectiveFormat"]["backgroundColor"] == {"red": 1, "green": 1, "blue": 1}
    assert (third["effectiveFormat"]["horizontalAlignment"], third["effectiveFormat"]["wrapStrategy"]) == (
        "LEFT",
        "OVERFLOW_CELL",
    )


def test_notes_of_a_range_are_read_up_to_the_last(desk: Desk) -> None:
    """Rows without any are empty messages, trailing ones are left out."""
    desk.do(note(0, 0, "a"), note(2, 1, "b"))
    found = desk.data("rowData.values.note", "Sheet1")
    assert found == {"rowData": [{"values": [{"note": "a"}]}, {}, {"values": [{}, {"note": "b"}]}]}
    desk.do(note(0, 0, ""), note(2, 1, ""))
    assert desk.data("rowData.values.note", "Sheet1") == {}


def test_data_comes_where_the_mask_or_the_flag_asks_for_it(desk: Desk) -> None:
    """The flag counts only without a mask."""
    desk.put("A1", [["a"]])
    assert "data" not in desk.call("GET", "/book")["sheets"][0]
    whole = desk.call("GET", "/book", includeGridData=True)["sheets"][0]["data"][0]
    assert (len(whole["rowMetadata"]), len(whole["columnMetadata"])) == (1000, 26)
    assert "data" not in desk.call("GET", "/book", includeGridData=True, fields="sheets.properties")["sheets"][0]
    assert "data" in desk.call("GET", "/book", fields="sheets(data.rowData)")["sheets"][0]


def test_ranges_choose_the_tabs(desk: Desk) -> None:
    """Each range is a block of data of its own."""
    desk.do({"addSheet": {"properties": {"title": "Dua"}}})
    found = desk.get("sheets(properties.title,data.startRow)", "Dua!A3:B4", "Dua!C9")["sheets"]
    assert [sheet["properties"]["title"] for sheet in found] == ["Dua"]
    assert [block["startRow"] for block in found[0]["data"]] == [2, 8]


@pytest.mark.parametrize(
    ("kind", "merges", "left"),
    [
        ("MERGE_ALL", [grid(0, 2, 0, 2)], [["1"]]),
        ("MERGE_ROWS", [grid(0, 1, 0, 2), grid(1, 2, 0, 2)], [["1"], ["3"]]),
        ("MERGE_COLUMNS", [grid(0, 2, 0, 1), grid(0, 2, 1, 2)], [["1", "2"]]),
    ],
)
def test_merging_keeps_the_first_value_of_each_cell(
    desk: Desk, kind: str, merges: list[Json], left: list[list[str]]
) -> None:
    """Unmerging does not bring the others back."""
    desk.put("A1", [[1, 2], [3, 4]])
    desk.do({"mergeCells": {"range": grid(0, 2, 0, 2), "mergeType": kind}})
    assert [{"sheetId": 0} | merge for merge in desk.sheet()["merges"]] == merges
    assert desk.read("A1:B2") == left
    part = grid(0, 1, 0, 1)
    assert "select all cells in a merged range" in desk.fails({"unmergeCells": {"range": part}})
    desk.do({"unmergeCells": {"range": grid(0, 9, 0, 9)}})
    assert (desk.sheet().get("merges"), desk.read("A1:B2")) == (None, left)


def paste(kind: str, source: Json, to: Json, **more: str) -> Json:
    return {"copyPaste": {"source": source, "destination": to, "pasteType": kind} | more}


def test_a_paste_takes_what_its_type_says(desk: Desk) -> None:
    """All, values, formulas, formats; formulas shift, and a larger destination is tiled."""
    desk.put("A1", [["50%", "=A1*2"]])
    source = grid(0, 1, 0, 2)
    desk.do(
        note(0, 0, "n"),
        paste("PASTE_NORMAL", source, grid(2, 4, 0, 2)),
        paste("PASTE_VALUES", source, grid(5, 6, 0, 2)),
        paste("PASTE_FORMAT", source, grid(6, 7, 0, 2)),
    )
    assert desk.read("A3:B7", valueRenderOption="FORMULA") == [[0.5, "=A3*2"], [0.5, "=A4*2"], [], [0.5, 1]]
    assert cells(desk, "A3", "note") == [{"note": "n"}]
    assert cells(desk, "A6", "userEnteredFormat") == [{}]
    assert cells(desk, "A7", "userEnteredFormat.numberFormat.type")[0] != {}


def test_a_paste_can_be_turned(desk: Desk) -> None:
    """Rows become columns."""
    desk.put("A1", [[1, 2, 3]])
    desk.do(paste("PASTE_NORMAL", grid(0, 1, 0, 3), grid(4, 5, 0, 1), pasteOrientation="TRANSPOSE"))
    assert desk.read("A5:A7") == [["1"], ["2"], ["3"]]


def test_a_cut_leaves_nothing_and_formulas_follow(desk: Desk) -> None:
    """Notes and formats go along."""
    desk.put("A1", [["1"], ["=A1+1"]])
    destination = {"sheetId": 0, "rowIndex": 0, "columnIndex": 2}
    desk.do(note(0, 0, "n"), {"cutPaste": {"source": grid(0, 1, 0, 1), "destination": destination}})
    assert desk.read("A1:C2", valueRenderOption="FORMULA") == [["", "", 1], ["=C1+1"]]
    assert cells(desk, "C1", "note") == [{"note": "n"}]


def test_find_and_replace_counts_what_it_changed(desk: Desk) -> None:
    """Case does not matter unless asked; formulas only where included."""
    desk.put("A1", [["Tw 3 tw"], ["tw"], ['=CONCATENATE("tw")']])
    reply = desk.do({"findReplace": {"find": "tw", "replacement": "TW", "allSheets": True}})[0]
    assert reply["findReplace"] == {"valuesChanged": 2, "occurrencesChanged": 3, "sheetsChanged": 1, "rowsChanged": 2}
    assert desk.read("A1:A3") == [["TW 3 TW"], ["TW"], ["tw"]]
    search = {"find": "(T)W$", "replacement": "$1w", "searchByRegex": True, "includeFormulas": True, "sheetId": 0}
    assert desk.do({"findReplace": search})[0]["findReplace"]["valuesChanged"] == 2


def test_duplicate_rows_and_stray_spaces_go(desk: Desk) -> None:
    """The replies count them."""
    desk.put("A1", [["  a  b "], ["a b"], ["c"], ["c"]], "RAW")
    replies = desk.do(
        {"trimWhitespace": {"range": grid(0, 4, 0, 1)}},
        {"deleteDuplicates": {"range": grid(0, 4, 0, 1)}},
    )
    assert replies == [
        {"trimWhitespace": {"cellsChangedCount": 1}},
        {"deleteDuplicates": {"duplicatesRemovedCount": 2}},
    ]
    assert desk.read("A1:A4") == [["a b"], ["c"]]


def test_a_filter_hides_rows(desk: Desk) -> None:
    """And shows them again when it is gone."""
    desk.put("A1", [["nama", "nilai"], ["a", 1], ["b", 9], ["c", 5]])
    condition = {"type": "NUMBER_GREATER", "values": [{"userEnteredValue": "4"}]}
    specs = [{"columnIndex": 1, "filterCriteria": {"condition": condition, "hiddenValues": ["5"]}}]
    desk.do({"setBasicFilter": {"filter": {"range": grid(0, 4, 0, 2), "filterSpecs": specs}}})

    def hidden() -> list[int]:
        rows = desk.data("rowMetadata.hiddenByFilter")["rowMetadata"]
        return [number for number, row in enumerate(rows) if row.get("hiddenByFilter")]

    assert hidden() == [1, 3]
    assert desk.sheet()["basicFilter"]["criteria"]["1"]["hiddenValues"] == ["5"]
    desk.do({"clearBasicFilter": {"sheetId": 0}})
    assert (hidden(), "basicFilter" in desk.sheet()) == ([], False)


def test_conditional_rules_bands_views_and_tables_are_kept(desk: Desk) -> None:
    """They are listed as they were sent, under ids of their own."""
    area = grid(0, 3, 0, 2)
    rule = {"ranges": [area], "booleanRule": {"condition": {"type": "NOT_BLANK"}, "format": {}}}
    band = {"range": area, "rowProperties": {"firstBandColor": {"red": 1}, "secondBandColor": {}}}
    replies = desk.do(
        {"addConditionalFormatRule": {"rule": rule}},
        {"addBanding": {"bandedRange": band}},
        {"addFilterView": {"filter": {"title": "Saya", "range": area}}},
        {"addTable": {"table": {"name": "Isian", "range": area}}},
        {"deleteConditionalFormatRule": {"sheetId": 0, "index": 0}},
    )
    sheet = desk.sheet()
    assert "conditionalFormats" not in sheet
    assert sheet["bandedRanges"] == [replies[1]["addBanding"]["bandedRange"]]
    assert sheet["filterViews"][0]["title"] == "Saya"
    table = sheet["tables"][0]
    assert table["name"] == "Isian"
    desk.do({"deleteTable": {"tableId": table["tableId"]}})
    assert "tables" not in desk.sheet()


def test_columns_fit_their_longest_text(desk: Desk) -> None:
    """Empty columns keep their width."""
    desk.put("A1", [["A" * 1024], ["b"]])
    range_ = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 2}
    desk.do({"autoResizeDimensions": {"dimensions": range_}})
    widths = desk.data("columnMetadata.pixelSize")["columnMetadata"]
    assert [column["pixelSize"] for column in widths[:2]] == [8691, 100]
