"""Protected ranges: who may edit, what that covers, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.fake_google.caller import Caller
from tests.fake_google.errors import ApiError
from tests.fake_google.sheets.trouble import PROTECTED
from tests.fake_google_tests.desk import OWNER, UNIT, Desk, Json, grid, lines, note


@pytest.fixture
def desk() -> Desk:
    """The tab Isi is protected but for B2:B3; on Sheet1 only A1:B2 is."""
    found = Desk()
    found.do(
        {"addSheet": {"properties": {"title": "Isi", "sheetId": 5}}},
        protect({"sheetId": 5}, unprotectedRanges=[grid(1, 3, 1, 2, 5)], protectedRangeId=50),
        protect(grid(0, 2, 0, 2), protectedRangeId=60),
    )
    return found


def protect(area: Json, **more: Any) -> Json:
    return {"addProtectedRange": {"protectedRange": {"range": area} | more}}


@pytest.mark.parametrize(
    "request_",
    [
        note(0, 0, "x"),
        note(1, 0, "x", 5),
        {"deleteSheet": {"sheetId": 5}},
        {"deleteSheet": {"sheetId": 0}},
        {"updateSheetProperties": {"properties": {"sheetId": 5, "title": "x"}, "fields": "title"}},
        {"insertDimension": {"range": lines("ROWS", 1, 2, 5)}},
        {"insertDimension": {"range": lines("ROWS", 1, 2)}},
        {"deleteDimension": {"range": lines("COLUMNS", 1, 2)}},
        {"moveDimension": {"source": lines("ROWS", 0, 1), "destinationIndex": 5}},
        {"sortRange": {"range": grid(0, 9, 0, 9), "sortSpecs": [{"dimensionIndex": 0}]}},
        {"mergeCells": {"range": grid(1, 3, 1, 3), "mergeType": "MERGE_ALL"}},
        {"repeatCell": {"range": grid(0, 9, 0, 9), "cell": {}, "fields": "userEnteredFormat"}},
        {"deleteProtectedRange": {"protectedRangeId": 50}},
    ],
)
def test_what_is_closed_to_others_is_open_to_the_owner(desk: Desk, request_: Json) -> None:
    """The message is the real one's."""
    kind = next(iter(request_))
    assert desk.fails(request_, caller=UNIT) == f"Invalid requests[0].{kind}: {PROTECTED}"
    desk.do(request_)


def test_the_gaps_are_open(desk: Desk) -> None:
    """One cell beside them is not, by whatever way it is written."""
    desk.put("Isi!B2:B3", [[1], [2]], caller=UNIT)
    desk.do(note(1, 1, "x", 5), caller=UNIT)
    writes: list[Callable[[], Json]] = [
        lambda: desk.put("Isi!B3:B4", [[1], [2]], caller=UNIT),
        lambda: desk.call("POST", "/book/values/Isi:clear", {}, UNIT),
    ]
    for write in writes:
        with pytest.raises(ApiError) as caught:
            write()
        assert (caught.value.code, caught.value.message) == (400, PROTECTED)
    assert desk.read("Isi!B2:B4") == [["1"], ["2"]]


def test_beside_a_protected_range_others_are_free(desk: Desk) -> None:
    """Rows below and above it, and new tabs."""
    desk.do(
        {"insertDimension": {"range": lines("ROWS", 2, 3)}},
        {"insertDimension": {"range": lines("ROWS", 0, 1)}},
        {"deleteDimension": {"range": lines("ROWS", 8, 9)}},
        {"addSheet": {"properties": {"title": "Baru"}}},
        caller=UNIT,
    )
    assert desk.sheet()["protectedRanges"][0]["range"]["startRowIndex"] == 1


def test_editors_and_their_groups_may_edit(desk: Desk) -> None:
    """By address, or as members of a group."""
    desk.do(protect(grid(5, 6, 0, 1), editors={"users": ["unit@example.com"], "groups": ["kasi@example.com"]}))
    desk.do(note(5, 0, "x"), caller=UNIT)
    desk.do(note(5, 0, "y"), caller=Caller("x@example.com", owner=False, groups=frozenset({"kasi@example.com"})))
    assert PROTECTED in desk.fails(note(5, 0, "z"), caller=Caller("lain@example.com", owner=False))


def test_a_warning_closes_nothing(desk: Desk) -> None:
    """And has no editors."""
    area = grid(7, 8, 0, 1)
    desk.do(protect(area, warningOnly=True))
    desk.do(note(7, 0, "x"), caller=UNIT)
    message = desk.fails(protect(area, warningOnly=True, editors={"users": ["a@example.com"]}))
    assert (
        message == "Invalid requests[0].addProtectedRange: ProtectedRange is warningOnly. Editors cannot be set on it."
    )


def test_a_tab_is_protected_as_a_whole_once(desk: Desk) -> None:
    """A retried request is told so."""
    assert desk.fails(protect({"sheetId": 5})) == (
        'Invalid requests[0].addProtectedRange: Sheet "Isi" already has sheet protection.'
    )


def test_the_reply_echoes_and_the_spreadsheet_names_the_editors(desk: Desk) -> None:
    """Who made it is one of them; others are told neither that they may edit nor who may."""
    reply = desk.do(protect(grid(5, 6, 0, 1), editors={"users": []}, description="Kunci"))[0]
    made = reply["addProtectedRange"]["protectedRange"]
    assert (made["requestingUserCanEdit"], made["editors"], made["description"]) == (True, {}, "Kunci")
    mine = desk.sheet(1)["protectedRanges"][0]
    assert mine == {
        "protectedRangeId": 50,
        "range": {"sheetId": 5},
        "requestingUserCanEdit": True,
        "unprotectedRanges": [grid(1, 3, 1, 2, 5)],
        "editors": {"users": ["owner@example.com"]},
    }
    theirs = desk.sheet(1, caller=UNIT)["protectedRanges"][0]
    assert theirs.keys() == {"protectedRangeId", "range", "unprotectedRanges"}


def test_a_protection_is_changed_by_its_mask(desk: Desk) -> None:
    """What the mask does not name stays."""
    change = {"protectedRangeId": 60, "editors": {"users": ["unit@example.com"]}, "description": "x"}
    desk.do({"updateProtectedRange": {"protectedRange": change, "fields": "editors"}})
    desk.do(note(0, 0, "x"), caller=UNIT)
    found = desk.sheet()["protectedRanges"][0]
    assert "description" not in found
    assert found["editors"] == {"users": ["unit@example.com", "owner@example.com"]}


def test_validation_does_not_hold_up_the_api(desk: Desk) -> None:
    """A strict drop-down refuses typing, not the API's writes."""
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "ya"}]}, "strict": True}
    desk.do({"setDataValidation": {"range": grid(4, 5, 0, 1), "rule": rule}})
    desk.put("A5", [["mungkin"]], caller=OWNER)
    assert desk.read("A5") == [["mungkin"]]
    assert desk.data("rowData.values.dataValidation", "A5")["rowData"][0]["values"][0]["dataValidation"] == rule
