"""The check against Google's discovery documents."""

from __future__ import annotations

import importlib.util
from typing import Any

import pytest

from tests.fake_google import discovery
from tests.fake_google.contract import Contract
from tests.fake_google.server import LocalGoogle
from tests.fake_google_tests.serving import FILES, Api

SHEETS = "https://sheets.googleapis.com/v4/spreadsheets"
DRIVE = "https://www.googleapis.com/drive/v3"


def update(**request: Any) -> dict[str, Any]:
    return {"requests": [request]}


PROTECT = {"addProtectedRange": {"protectedRange": {"range": {"sheetId": 0}, "warningOnly": True}}}


@pytest.mark.parametrize(
    ("method", "url", "body"),
    [
        ("GET", f"{DRIVE}/files?q=x&fields=files(id)&pageSize=10&supportsAllDrives=true", None),
        ("POST", f"{DRIVE}/files?alt=json", {"name": "x", "appProperties": {"a": "b", "c": None}}),
        ("PATCH", f"{DRIVE}/files/1?addParents=2", {"trashed": True}),
        ("POST", f"{DRIVE}/files/1/permissions", {"type": "user", "role": "reader"}),
        ("POST", f"{SHEETS}/1:batchUpdate", update(**PROTECT)),
        ("PUT", f"{SHEETS}/1/values/%27A%2FB%27%21A1%3AB2?valueInputOption=RAW", {"values": [[1, "x", None, True]]}),
        ("POST", f"{SHEETS}/1/values/A1:B2:append?valueInputOption=RAW", {"values": [["x"]]}),
        ("GET", f"{SHEETS}/1/values:batchGet?ranges=A1&ranges=B2", None),
        ("POST", "https://www.googleapis.com/upload/drive/v3/files?uploadType=multipart", None),
    ],
)
def test_requests_that_fit(method: str, url: str, body: Any) -> None:
    assert Contract().check_request(method, url, body) == []


@pytest.mark.parametrize(
    ("method", "url", "body", "problem"),
    [
        ("PATCH", f"{SHEETS}/1", None, "no such method"),
        ("GET", f"{DRIVE}/files?query=x", None, "parameter query: unknown"),
        ("GET", f"{DRIVE}/files?supportsAllDrives=yes", None, "parameter supportsAllDrives: 'yes' is no boolean"),
        ("GET", f"{DRIVE}/files?pageSize=ten", None, "parameter pageSize: 'ten' is no whole number"),
        ("GET", f"{DRIVE}/changes", None, "parameter pageToken: missing"),
        ("GET", f"{DRIVE}/files?q=a&q=b", None, "parameter q: given more than once"),
        ("GET", f"{SHEETS}/1/values/A1?majorDimension=LINES", None, "is none of DIMENSION_UNSPECIFIED, ROWS, COLUMNS"),
        ("POST", f"{DRIVE}/files/1/permissions", {"type": "user"}, "body.role: missing"),
        ("POST", f"{DRIVE}/files", {"title": "x"}, "body.title: unknown field"),
        ("POST", f"{DRIVE}/files", {"parents": "x"}, "body.parents: wrong type 'x'"),
        ("GET", f"{DRIVE}/files", {"q": "x"}, "a body where none is expected"),
        ("POST", f"{SHEETS}/1:batchUpdate", update(addSheet={"property": {}}), "addSheet.property: unknown field"),
        ("POST", f"{SHEETS}/1:batchUpdate", update(deleteSheet={"sheetId": "0"}), "sheetId: wrong type '0'"),
        ("POST", f"{SHEETS}/1:batchUpdate", update(deleteSheet={"sheetId": 2**31}), "sheetId: wrong type"),
        (
            "POST", f"{SHEETS}/1:batchUpdate",
            update(mergeCells={"mergeType": "MERGE"}), "mergeCells.mergeType: unknown value 'MERGE'",
        ),
    ],
)  # fmt: skip
def test_requests_that_do_not(method: str, url: str, body: Any, problem: str) -> None:
    found = Contract().check_request(method, url, body)
    assert len(found) == 1
    assert problem in str(found[0])


@pytest.mark.parametrize(
    ("url", "status", "body", "problem"),
    [
        (f"{DRIVE}/files/1?fields=version", 200, {"version": "12"}, ""),
        (f"{DRIVE}/files/1", 200, {"version": 12}, "body.version: wrong type 12"),
        (f"{DRIVE}/files/1", 200, {"version": "dua belas"}, "body.version: wrong format 'dua belas'"),
        (f"{DRIVE}/files/1", 200, {"modifiedTime": "kemarin"}, "body.modifiedTime: wrong format 'kemarin'"),
        (f"{DRIVE}/files/1", 200, {"description": None}, "body.description: null"),
        (f"{DRIVE}/files/1", 404, {"error": {"code": 404, "message": "x"}}, ""),
        (f"{DRIVE}/files/1", 404, {"error": "x"}, "an error without a body of its kind"),
        (f"{DRIVE}/files/1", 204, None, "no body where one is expected"),
        (f"{SHEETS}/1", 200, {"sheets": [{"properties": {"sheetId": 0, "index": 1.5}}]}, "index: wrong type 1.5"),
        (f"{SHEETS}/1/values/A1", 200, {"values": [[1, None, "x"]]}, ""),
        (f"{DRIVE}/files/1/export", 200, b"x", ""),
        (f"{DRIVE}/about", 200, b"x", "a file where JSON is expected"),
    ],
)
def test_answers(url: str, status: int, body: Any, problem: str) -> None:
    found = Contract().check_answer("GET", url, status, body)
    assert bool(found) is bool(problem)
    assert problem in "".join(map(str, found))


def test_gspreads_habits_are_counted_apart(google: LocalGoogle, api: Api) -> None:
    """What plain gspread sends and Google takes is no deviation; the same from elsewhere in the body is."""
    api.ok("GET", FILES, supportsAllDrives="True")
    api.ok("POST", FILES, {"name": None})
    assert [one.problem for one in google.contract.tolerated] == [
        "parameter supportsAllDrives: 'True' is no boolean",
        "body.name: null",
    ]
    api.ok("POST", FILES, {"name": "x", "starred": None})
    assert [one.problem for one in google.contract.deviations] == ["body.starred: null"]
    google.contract.clear()
    assert google.contract.checked == {"request": 0, "answer": 0}


def test_fields_that_do_not_exist(api: Api) -> None:
    """Both services refuse a mask that names them, and Sheets a body that does."""
    assert api.no("GET", f"{FILES}/root", fields="nama") == (400, "invalidParameter")
    file = api.make()
    answer = api.send("GET", f"/v4/spreadsheets/{file}", fields="sheets.judul")
    assert answer.json()["error"]["details"][0]["fieldViolations"][0]["field"] == "sheets.judul"
    answer = api.send("POST", f"/v4/spreadsheets/{file}:batchUpdate", {"requests": [{"addSheet": {"property": {}}}]})
    assert answer.json()["error"]["message"] == (
        "Invalid JSON payload received. Unknown name \"property\" at 'requests[0].add_sheet': Cannot find field."
    )
    assert api.send("GET", f"/v4/spreadsheets/{file}", range="A1").status_code == 400
    api.google.contract.clear()


def test_without_the_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is checked where google-api-python-client is not installed, and it is said why."""
    discovery.documents.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(importlib.util, "find_spec", lambda _name: None)
        contract = Contract()
    discovery.documents.cache_clear()
    assert "google-api-python-client is not installed" in contract.off
    assert Contract(enabled=False).off == "switched off"
    assert Contract().off == ""
