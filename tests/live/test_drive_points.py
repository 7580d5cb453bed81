"""What google.md leaves open about Drive: versions, times, searches, copies, the bin, permissions, tokens."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from sheets_sync.stores.google.signin import Kind
from tests.live.conftest import Answer
from tests.live.target import MARK, OFF, WHY_SKIPPED, Tab, Target, refused

if OFF:
    pytest.skip(WHY_SKIPPED, allow_module_level=True)
pytestmark = pytest.mark.xdist_group("live")

STEP = 2.0  # seconds between two askings of what is to stay the same
PAUSES = (0.5, 1.5, 3.0, 5.0, 10.0)  # seconds before a lagging answer is asked for again


def test_the_blank_tab(target: Target, answer: Answer) -> None:
    """A spreadsheet made through Drive: its first tab's id, which `paint` deletes, and whose locale it has."""
    fields = "properties(locale,timeZone),sheets(properties(sheetId,title))"
    found = target.main.sheets("GET", target.make("blank"), fields=fields)
    (sheet,) = found["sheets"]
    answer("a new spreadsheet's tab", sheet["properties"])
    answer("a new spreadsheet's locale and zone", found["properties"])
    assert sheet["properties"].get("sheetId", 0) == 0


def test_searches_right_after_making(target: Target, answer: Answer) -> None:
    """How soon a file is found by its mark and by its folder; `make_spreadsheet` looks by folder after a doubt."""
    mark = {MARK: target.run, "soon": target.run}
    file = target.make("soon", appProperties=mark)
    found = target.main.list(f"'{target.root}' in parents and trashed=false", "id,appProperties")
    by_folder = [item for item in found if item["id"] == file]
    waited = _waited(
        target, lambda: file in _ids(target, f"appProperties has {{ key='soon' and value='{target.run}' }}")
    )
    answer("a new file is listed by its folder", "at once" if by_folder else "not at once")
    answer("a new file is listed by its appProperties", waited)
    assert by_folder
    assert by_folder[0]["appProperties"] == mark


def test_or_with_parents(target: Target, book: str, answer: Answer) -> None:
    """The listing of a sync: ours by the mark, or any in the folder."""
    kind = "mimeType='application/vnd.google-apps.spreadsheet'"
    mark = f"appProperties has {{ key='{MARK}' and value='no such run' }}"
    found = _ids(target, f"{kind} and ({mark} or '{target.root}' in parents)")
    answer("`or` between appProperties and parents", "works" if book in found else f"finds {len(found)} files")
    assert book in found


def test_reading_and_the_version(target: Target, tab: Tab, answer: Answer) -> None:
    """Whether `spreadsheets.get` counts as a change, also where a formula holds NOW()."""
    tab.put([{"userEnteredValue": {"formulaValue": '=T(NOW())&"x"'}}], "userEnteredValue")
    before = _settled(target, tab.file)
    tab.cells("A1:A1", "effectiveValue")
    target.main.sheets("GET", tab.file, fields="sheets(properties(sheetId))")
    target.clock.sleep(3 * STEP)
    after = _state(target, tab.file)
    answer("reading a spreadsheet with NOW() in it", "bumps nothing" if after == before else f"{before} to {after}")
    assert after == before


def test_how_soon_a_write_shows(target: Target, tab: Tab, answer: Answer) -> None:
    """Until version and modifiedTime tell of a write, in files.get and in the listing."""
    before = _settled(target, tab.file)
    tab.type(["changed"])
    got = _waited(target, lambda: _state(target, tab.file)["version"] != before["version"])
    moved = _waited(target, lambda: _state(target, tab.file)["modifiedTime"] != before["modifiedTime"])
    listed = _waited(target, lambda: _listed(target, tab.file) != before)
    answer("a write shows in `version`", got)
    answer("a write shows in `modifiedTime`", moved)
    answer("a write shows in files.list", listed)


def test_other_changes_and_the_version(target: Target, answer: Answer) -> None:
    """Whether renaming and sharing count as changes of the content."""
    file = target.make("renamed later")
    before = _state(target, file)
    target.clock.sleep(STEP)
    target.main.drive("PATCH", f"/{file}", {"name": "renamed"}, fields="id")
    after = _state(target, file)
    answer("renaming", {name: "moves" if after[name] != before[name] else "stays" for name in after})


def test_a_copy(target: Target, tab: Tab, answer: Answer) -> None:
    """What `files.copy` keeps: developer metadata, protection, ids of tabs, locale, appProperties."""
    location = {"dimensionRange": {"sheetId": tab.id, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}}
    mark = {"metadataKey": "live", "metadataValue": "B", "visibility": "DOCUMENT", "location": location}
    protected = {"range": {"sheetId": tab.id}, "description": "live"}
    tab.change(
        {"createDeveloperMetadata": {"developerMetadata": mark}},
        {"addProtectedRange": {"protectedRange": protected}},
    )
    body = {"name": "copy", "parents": [target.root]}
    copy = target.main.drive("POST", f"/{tab.file}/copy", body, fields="id,appProperties")
    columns = "data(columnMetadata(developerMetadata))"
    fields = f"properties(locale),sheets(properties(sheetId),protectedRanges(description,editors),{columns})"
    found = target.main.sheets("GET", copy["id"], fields=fields, ranges=tab.range("A1:B1"))
    (sheet,) = found["sheets"]
    kept = [
        item for column in sheet["data"][0].get("columnMetadata", []) for item in column.get("developerMetadata", [])
    ]
    answer("a copy's developer metadata", "kept" if kept else "lost")
    protections = sheet.get("protectedRanges", [])
    users = [len(item.get("editors", {}).get("users", [])) for item in protections]
    answer("a copy's protection", f"kept, with {users} editors" if protections else "lost")
    answer("a copy's ids of tabs", "the same" if sheet["properties"].get("sheetId") == tab.id else "others")
    answer("a copy's locale", found["properties"])
    answer("a copy's appProperties", copy.get("appProperties", "none"))


def test_permissions_in_a_listing(target: Target, book: str, answer: Answer) -> None:
    """Whether one listing tells who may edit each file."""
    found = target.main.list(f"'{target.root}' in parents", "id,permissions(emailAddress,role)")
    item = next(item for item in found if item["id"] == book)
    roles = sorted(each.get("role", "?") for each in item.get("permissions", []))
    answer("permissions in files.list", roles or "not given")


def test_the_bin(target: Target, answer: Answer) -> None:
    """Whether a binned spreadsheet is still read by Sheets, and listed by Drive; then what a deleted one answers."""
    file = target.make("to be binned")
    target.main.drive("PATCH", f"/{file}", {"trashed": True}, fields="id")
    no = refused(target.main.sheets, "GET", file, fields="spreadsheetId")
    found = target.main.list(f"'{target.root}' in parents", "id,trashed")
    answer("Sheets on a binned file", no or "reads it")
    answer("files.list on a binned file", [item["trashed"] for item in found if item["id"] == file] or "leaves it out")
    assert any(item["id"] == file and item["trashed"] for item in found)
    answer("deleting", refused(target.main.drive, "DELETE", f"/{file}") or "done")
    answer(
        "Sheets on a deleted file",
        refused(target.main.sheets, "GET", file, fields="spreadsheetId") or "reads it",
    )


def test_long_app_properties(target: Target, answer: Answer) -> None:
    """How long key and value may be together."""
    lengths = {size: refused(target.make, "long", appProperties={"k": "x" * (size - 1)}) for size in (124, 125)}
    answer("appProperties of 124 and 125 bytes", {size: words or "taken" for size, words in lengths.items()})
    assert lengths[124] == ""


def test_an_export_right_after_a_write(target: Target, answer: Answer) -> None:
    """Whether what Drive exports holds the cell that was written a moment ago."""
    file = target.make("exported")
    body = {"range": "A1", "values": [["just written"]]}
    target.main.sheets("PUT", f"{file}/values/A1", body, valueInputOption="RAW")
    url = f"https://www.googleapis.com/drive/v3/files/{file}/export"
    response = target.main.client.request("get", url, params={"mimeType": "text/csv"})
    answer("an export right after a write", "holds it" if "just written" in response.text else repr(response.text[:60]))


def test_what_the_token_endpoint_tells(target: Target, answer: Answer) -> None:
    """Whether renewing a person's token says when the grant ends (`refresh_token_expires_in`)."""
    sign_in = target.main.sign_in
    point = "renewing a token tells"
    if sign_in.kind is not Kind.USER:
        answer(point, "not asked: no person has signed in")
        return
    credentials: Any = sign_in.credentials
    form = {
        "grant_type": "refresh_token", "refresh_token": credentials.refresh_token,
        "client_id": credentials.client_id, "client_secret": credentials.client_secret,
    }  # fmt: skip
    found = requests.post(credentials.token_uri, data=form, timeout=30, allow_redirects=False).json()
    answer(
        point, {"fields": sorted(found), "refresh_token_expires_in": found.get("refresh_token_expires_in", "absent")}
    )
    assert "access_token" in found


# --- asking --------------------------------------------------------------------------------------------------


def _ids(target: Target, query: str) -> list[str]:
    return [item["id"] for item in target.main.list(query, "id")]


def _listed(target: Target, file: str) -> dict[str, str]:
    found = target.main.list(f"'{target.root}' in parents", "id,version,modifiedTime")
    return next(_plain(item) for item in found if item["id"] == file)


def _state(target: Target, file: str) -> dict[str, str]:
    return _plain(target.main.drive("GET", f"/{file}", fields="version,modifiedTime"))


def _settled(target: Target, file: str) -> dict[str, str]:
    """The file's state once it has stayed the same for a while: a write may still be on its way to Drive."""
    state = _state(target, file)
    for _ in PAUSES:
        target.clock.sleep(STEP)
        earlier, state = state, _state(target, file)
        if state == earlier:
            break
    return state


def _plain(item: dict[str, Any]) -> dict[str, str]:
    return {"version": str(item["version"]), "modifiedTime": str(item["modifiedTime"])}


def _waited(target: Target, there: Any) -> str:
    """How long it took, in words."""
    waited = 0.0
    for pause in (*PAUSES, None):
        if there():
            return f"after {waited:g} s" if waited else "at once"
        target.clock.sleep(pause or 0)
        waited += pause or 0
    return f"not within {waited:g} s"
