"""Drive v3: files, folders, grants, shared drives, changes, uploads; with requests, gspread and Google's own client."""

from __future__ import annotations

import io
import json
from typing import Any

import gspread
import openpyxl
import pytest
import requests
from google.auth.credentials import AnonymousCredentials
from googleapiclient.discovery import build_from_document  # type: ignore[import-untyped]  # ships no types
from googleapiclient.http import MediaInMemoryUpload  # type: ignore[import-untyped]  # ships no types

from tests.fake_google.discovery import documents
from tests.fake_google.drive_model import FOLDER, SPREADSHEET
from tests.fake_google.server import LocalGoogle, rebase
from tests.fake_google_tests.serving import FILES, Api

NOBODY = AnonymousCredentials()  # type: ignore[no-untyped-call]  # google-auth leaves it untyped
RANI, SITI = "rani@example.com", "siti@example.com"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Rebased(gspread.HTTPClient):
    """gspread's client, sent to the local Google."""

    address = ""

    def request(self, method: str, endpoint: str, *args: Any, **more: Any) -> requests.Response:
        return super().request(method, rebase(endpoint, self.address), *args, **more)


@pytest.fixture
def sheets(api: Api) -> gspread.Client:
    client = gspread.Client(auth=NOBODY, session=api.session, http_client=Rebased)
    client.http_client.address = api.google.address  # type: ignore[attr-defined]  # ours, above
    return client


# --- one file ------------------------------------------------------------------------------------------------


def test_a_new_file_tells_little_unasked(api: Api) -> None:
    made = api.ok("POST", FILES, {"name": "Lembar", "mimeType": SPREADSHEET})
    assert made == {"kind": "drive#file", "id": made["id"], "name": "Lembar", "mimeType": SPREADSHEET}
    assert len(made["id"]) == 44


def test_what_a_file_shows(api: Api) -> None:
    """The fields that a pull asks for, and the rights of the one who asks."""
    file = api.make(appProperties={"unit": "LBK"}, properties={"a": "b"}, description="TW 3")
    wanted = "name,version,modifiedTime,createdTime,trashed,appProperties,properties,description,ownedByMe,owners,"
    shown = api.ok(
        "GET",
        f"{FILES}/{file}",
        fields=wanted + "lastModifyingUser/emailAddress,webViewLink,parents,capabilities/canEdit",
    )
    assert shown["owners"][0]["emailAddress"] == "user@example.com"
    assert shown["lastModifyingUser"] == {"emailAddress": "user@example.com"}
    assert shown["webViewLink"] == f"https://docs.google.com/spreadsheets/d/{file}/edit?usp=drivesdk"
    assert shown["capabilities"] == {"canEdit": True}
    assert shown["modifiedTime"] == "2026-10-08T02:30:00.000Z"
    assert (shown["appProperties"], shown["properties"], shown["description"]) == ({"unit": "LBK"}, {"a": "b"}, "TW 3")
    assert shown["parents"] == [api.google.state.default_user.root_id]
    assert (shown["ownedByMe"], shown["trashed"]) == (True, False)


def test_app_properties_merge_and_null_deletes(api: Api) -> None:
    """They are private to a project: another one neither sees nor overwrites them."""
    file = api.make(appProperties={"unit": "LBK", "period": "2026-TW3"})
    other = api.acting_as("user@example.com", app="lain")
    other.ok("PATCH", f"{FILES}/{file}", {"appProperties": {"unit": "X"}})
    api.ok("PATCH", f"{FILES}/{file}", {"appProperties": {"period": None, "nonce": "1"}})
    assert api.ok("GET", f"{FILES}/{file}", fields="appProperties") == {"appProperties": {"unit": "LBK", "nonce": "1"}}
    assert other.ok("GET", f"{FILES}/{file}", fields="appProperties") == {"appProperties": {"unit": "X"}}


@pytest.mark.parametrize("properties", [{"k" * 100: "v" * 25}, {f"k{number}": "v" for number in range(31)}])
def test_properties_are_few_and_short(api: Api, properties: dict[str, str]) -> None:
    assert api.no("POST", FILES, {"name": "x", "appProperties": properties})[0] == 400


def test_version_and_time_of_change(api: Api) -> None:
    """Every change makes the version higher; only names and contents move the time, and no two times are equal."""
    file = api.make()

    def state() -> tuple[int, str]:
        shown = api.ok("GET", f"{FILES}/{file}", fields="version,modifiedTime")
        return int(shown["version"]), shown["modifiedTime"]

    first = state()
    api.ok("PATCH", f"{FILES}/{file}", {"appProperties": {"a": "b"}})
    second = state()
    api.ok("PATCH", f"{FILES}/{file}", {"name": "Baru"})
    third = state()
    api.ok("PUT", f"/v4/spreadsheets/{file}/values/A1", {"values": [["x"]]}, valueInputOption="RAW")
    fourth = state()
    assert first[0] < second[0] < third[0] < fourth[0]
    assert first[1] == second[1] < third[1] < fourth[1]


def test_a_name_is_one_for_drive_and_sheets(api: Api) -> None:
    file = api.make("Lama")
    api.ok("PATCH", f"{FILES}/{file}", {"name": "Baru"})
    assert api.ok("GET", f"/v4/spreadsheets/{file}", fields="properties.title") == {"properties": {"title": "Baru"}}
    change = {"updateSpreadsheetProperties": {"properties": {"title": "Lagi"}, "fields": "title"}}
    api.ok("POST", f"/v4/spreadsheets/{file}:batchUpdate", {"requests": [change]})
    assert api.names() == ["Lagi"]


def test_a_copy(api: Api) -> None:
    """Content and properties come along, grants do not; the name tells where it is from unless one is given."""
    folder = api.folder()
    file = api.make("Templat", appProperties={"kind": "template", "v": "1"})
    api.ok("PUT", f"/v4/spreadsheets/{file}/values/A1", {"values": [["isi"]]}, valueInputOption="RAW")
    api.share(file, RANI)
    plain = api.ok("POST", f"{FILES}/{file}/copy", {"name": None})
    assert plain["name"] == "Copy of Templat"
    body = {"name": "LBK", "parents": [folder], "appProperties": {"kind": "unit"}}
    copy = api.ok("POST", f"{FILES}/{file}/copy", body, fields="id,name,parents,appProperties,permissionIds")
    assert (copy["name"], copy["parents"], copy["appProperties"]) == ("LBK", [folder], {"kind": "unit", "v": "1"})
    assert len(copy["permissionIds"]) == 1
    assert api.ok("GET", f"/v4/spreadsheets/{copy['id']}/values/A1")["values"] == [["isi"]]


def test_the_bin_and_the_end(api: Api) -> None:
    """A binned file still answers, to Sheets as well; a deleted one is gone, with what was in it."""
    folder = api.folder()
    file = api.make(parents=[folder])
    api.ok("PATCH", f"{FILES}/{folder}", {"trashed": True})
    shown = api.ok("GET", f"{FILES}/{file}", fields="trashed,explicitlyTrashed,trashedTime")
    assert shown == {"trashed": True, "explicitlyTrashed": False}
    assert api.names("trashed=true") == ["Lembar", "Map"]
    api.ok("GET", f"/v4/spreadsheets/{file}")
    assert "trashedTime" in api.ok("GET", f"{FILES}/{folder}", fields="trashedTime")
    api.ok("DELETE", f"{FILES}/{folder}")
    assert api.no("GET", f"{FILES}/{file}") == (404, "notFound")
    assert api.send("GET", f"/v4/spreadsheets/{file}").status_code == 404


def test_moving(api: Api) -> None:
    """A file has one folder: another can be added only where the first is removed."""
    first, second = api.folder("A"), api.folder("B")
    file = api.make(parents=[first])
    assert api.no("PATCH", f"{FILES}/{file}", {}, addParents=second) == (403, "cannotAddParent")
    api.ok("PATCH", f"{FILES}/{file}", {}, addParents=second, removeParents=first)
    assert api.names(f"'{second}' in parents") == ["Lembar"]
    assert api.no("POST", FILES, {"name": "x", "parents": [first, second]})[0] == 403
    assert api.no("POST", FILES, {"name": "x", "parents": ["1tidakada"]}) == (404, "notFound")
    assert api.no("POST", FILES, {"name": "x", "parents": [file]}) == (403, "parentNotAFolder")


def test_ids_made_in_advance(api: Api) -> None:
    """They are good for folders, once, and not for spreadsheets."""
    one = api.ok("GET", f"{FILES}/generateIds", count=1)["ids"][0]
    assert api.folder(id=one) == one
    assert api.no("POST", FILES, {"id": one, "name": "x", "mimeType": FOLDER}) == (409, "fileIdInUse")
    assert api.no("POST", FILES, {"id": one, "name": "x", "mimeType": SPREADSHEET}) == (400, "invalid")


def test_whose_file_and_which_refusal(api: Api) -> None:
    """Drive hides what one may not see; Sheets says 403 for somebody else's file and 404 for none."""
    file = api.make()
    rani = api.acting_as(RANI)
    assert rani.no("GET", f"{FILES}/{file}") == (404, "notFound")
    assert rani.send("GET", f"/v4/spreadsheets/{file}").json()["error"]["status"] == "PERMISSION_DENIED"
    elsewhere = "1jIKzPs8LsiZZdLdeMEP-5ZIHw6RkjiOmj1LrJN706Yc"
    assert api.send("GET", f"/v4/spreadsheets/{elsewhere}").status_code == 403
    assert api.send("GET", "/v4/spreadsheets/tidak-ada").json()["error"]["status"] == "NOT_FOUND"


def test_storage(api: Api) -> None:
    """A service account owns nothing, and a full account nothing more; both read and write what is shared."""
    api.google.state.add_user(SITI, storage_limit=1024)
    api.google.state.add_service_account("robot@local.iam.gserviceaccount.com")
    siti, robot = api.acting_as(SITI), api.acting_as("robot@local.iam.gserviceaccount.com")
    file = siti.make()
    for full in (siti, robot):
        assert full.no("POST", FILES, {"name": "x", "mimeType": SPREADSHEET}) == (403, "storageQuotaExceeded")
        assert full.no("POST", f"{FILES}/{file}/copy", {})[0] in {403, 404}
    assert robot.send("POST", "/v4/spreadsheets", {"properties": {"title": "x"}}).status_code == 403
    siti.share(file, "robot@local.iam.gserviceaccount.com")
    robot.ok("PUT", f"/v4/spreadsheets/{file}/values/A1", {"values": [["x"]]}, valueInputOption="RAW")
    about = siti.ok("GET", "/drive/v3/about", fields="user/emailAddress,storageQuota")
    assert about["storageQuota"]["limit"] == about["storageQuota"]["usage"] == "1024"


# --- grants --------------------------------------------------------------------------------------------------


def test_sharing_twice_is_one_grant_and_two_mails(api: Api) -> None:
    file = api.make()
    first = api.share(file, RANI, emailMessage="Silakan diisi.")
    second = api.share(file, RANI, "reader")
    assert first["id"] == second["id"]
    grants = api.ok("GET", f"{FILES}/{file}/permissions", fields="permissions(emailAddress,role)")["permissions"]
    assert {grant["emailAddress"]: grant["role"] for grant in grants} == {"user@example.com": "owner", RANI: "reader"}
    assert [mail.message for mail in api.google.state.mails_to(RANI)] == ["Silakan diisi.", ""]
    api.share(file, SITI, sendNotificationEmail="false")
    assert api.google.state.mails_to(SITI) == []


def test_roles_allow_what_they_say(api: Api) -> None:
    """A reader reads, a writer writes and shares, and only the owner bins and deletes."""
    file = api.make()
    api.share(file, RANI)
    api.share(file, SITI, "reader")
    rani, siti = api.acting_as(RANI), api.acting_as(SITI)
    value = {"values": [["x"]]}
    assert siti.send("PUT", f"/v4/spreadsheets/{file}/values/A1", value, valueInputOption="RAW").status_code == 403
    assert siti.no("PATCH", f"{FILES}/{file}", {"name": "x"}) == (403, "insufficientFilePermissions")
    assert siti.no("GET", f"{FILES}/{file}/permissions") == (403, "insufficientFilePermissions")
    assert "permissions" not in siti.ok("GET", f"{FILES}/{file}", fields="id,permissions")
    rani.ok("PUT", f"/v4/spreadsheets/{file}/values/A1", value, valueInputOption="RAW")
    rani.share(file, "desa@example.com", "reader")
    for body in ({"trashed": True},):
        assert rani.no("PATCH", f"{FILES}/{file}", body) == (403, "insufficientFilePermissions")
    assert rani.no("DELETE", f"{FILES}/{file}") == (403, "insufficientFilePermissions")
    api.ok("PATCH", f"{FILES}/{file}", {"writersCanShare": False})
    assert rani.no("GET", f"{FILES}/{file}/permissions")[0] == 403
    assert rani.ok("GET", f"{FILES}/{file}", fields="capabilities/canShare") == {"capabilities": {"canShare": False}}


def test_a_folder_shares_what_is_in_it(api: Api) -> None:
    """What comes down is listed once, marked, and can be raised but not removed below."""
    folder = api.folder()
    file = api.make(parents=[folder])
    grant = api.share(folder, RANI, "reader")["id"]
    rani = api.acting_as(RANI)
    assert rani.names() == ["Lembar", "Map"]
    shown = api.ok("GET", f"{FILES}/{file}/permissions/{grant}", fields="role,permissionDetails")
    assert shown["permissionDetails"] == [{"permissionType": "file", "role": "reader", "inherited": True}]
    assert api.no("DELETE", f"{FILES}/{file}/permissions/{grant}") == (403, "cannotDeleteInheritedPermission")
    api.ok("PATCH", f"{FILES}/{file}/permissions/{grant}", {"role": "writer"})
    assert api.ok("GET", f"{FILES}/{file}/permissions/{grant}")["role"] == "writer"
    assert len(api.ok("GET", f"{FILES}/{file}/permissions")["permissions"]) == 2
    api.ok("DELETE", f"{FILES}/{folder}/permissions/{grant}")
    assert rani.names() == ["Lembar"]


def test_groups_domains_and_links(api: Api) -> None:
    """A group's members may what the group may; a link gives access, though no list shows it."""
    api.google.state.add_group("kasi@example.com", [RANI])
    api.google.state.add_user("tamu@gmail.com")
    file = api.make()
    made = api.share(file, "kasi@example.com")
    assert made["type"] == "group"
    assert api.acting_as(RANI).names() == ["Lembar"]
    guest = api.acting_as("tamu@gmail.com")
    body = {"type": "domain", "domain": "example.com", "role": "reader", "allowFileDiscovery": True}
    api.ok("POST", f"{FILES}/{file}/permissions", body)
    assert api.acting_as(SITI).names() == ["Lembar"]
    assert guest.no("GET", f"{FILES}/{file}") == (404, "notFound")
    assert api.ok("POST", f"{FILES}/{file}/permissions", {"type": "anyone", "role": "reader"})["id"] == "anyoneWithLink"
    guest.ok("GET", f"/v4/spreadsheets/{file}")
    assert guest.names() == []


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ({"role": "writer"}, (400, "required")),
        ({"type": "user", "emailAddress": RANI}, (400, "required")),
        ({"type": "user", "role": "editor", "emailAddress": RANI}, (400, "invalid")),
        ({"type": "user", "role": "writer", "emailAddress": "bukan surel"}, (400, "invalid")),
        ({"type": "user", "role": "organizer", "emailAddress": RANI}, (403, "invalidSharingRequest")),
        ({"type": "user", "role": "owner", "emailAddress": RANI}, (403, "forbidden")),
    ],
)
def test_grants_that_drive_refuses(api: Api, body: dict[str, str], refused: tuple[int, str]) -> None:
    file = api.make()
    assert api.no("POST", f"{FILES}/{file}/permissions", body) == refused
    api.google.contract.clear()  # some of them are refused by the documents, too


def test_an_address_without_an_account_needs_a_mail(api: Api) -> None:
    api.google.state.add_stranger("kades@desa.id")
    file = api.make()
    body = {"type": "user", "role": "writer", "emailAddress": "kades@desa.id"}
    refused = api.no("POST", f"{FILES}/{file}/permissions", body, sendNotificationEmail="false")
    assert refused == (400, "invalidSharingRequest")
    api.share(file, "kades@desa.id")


def test_handing_over(api: Api) -> None:
    """The new owner owns, the old one writes; service accounts cannot be given a file."""
    api.google.state.add_user(RANI)
    file = api.make()
    body = {"type": "user", "role": "owner", "emailAddress": RANI}
    api.ok("POST", f"{FILES}/{file}/permissions", body, transferOwnership="true")
    shown = api.ok("GET", f"{FILES}/{file}", fields="ownedByMe,owners/emailAddress,capabilities/canTrash")
    assert shown == {"ownedByMe": False, "owners": [{"emailAddress": RANI}], "capabilities": {"canTrash": False}}


# --- shared drives -------------------------------------------------------------------------------------------


@pytest.fixture
def robot(api: Api) -> Api:
    api.google.state.add_service_account("robot@local.iam.gserviceaccount.com")
    return api.acting_as("robot@local.iam.gserviceaccount.com")


def test_a_service_account_in_a_shared_drive(api: Api, robot: Api) -> None:
    """There it makes files that nobody owns; callers who do not say that they know shared drives see none of it."""
    drive = api.google.state.add_shared_drive("Kinerja", {robot_email(robot): "fileOrganizer", RANI: "reader"})
    file = robot.make(parents=[drive.id])
    assert robot.no("GET", f"{FILES}/{file}") == (404, "notFound")
    shown = robot.ok("GET", f"{FILES}/{file}", fields="*", supportsAllDrives="true")
    assert shown["driveId"] == drive.id
    assert not {"owners", "permissions", "ownedByMe", "writersCanShare"} & shown.keys()
    assert len(shown["permissionIds"]) == 2
    everywhere = {"supportsAllDrives": "true", "includeItemsFromAllDrives": "true"}
    assert (robot.names(), robot.names(**everywhere)) == ([], ["Lembar"])
    assert robot.names(corpora="drive", driveId=drive.id, **everywhere) == ["Lembar"]
    assert robot.no("GET", FILES, corpora="drive", **everywhere) == (400, "invalid")
    assert api.no("GET", FILES, corpora="drive", driveId=drive.id, **everywhere) == (404, "notFound")
    robot.ok("PATCH", f"{FILES}/{file}", {"trashed": True}, supportsAllDrives="true")
    assert robot.no("DELETE", f"{FILES}/{file}", supportsAllDrives="true") == (403, "insufficientFilePermissions")
    robot.ok("GET", f"/v4/spreadsheets/{file}")


def robot_email(robot: Api) -> str:
    return str(robot.google.state.tokens.access[robot.token].identity.email)


def test_drives_are_made_by_people_of_an_organisation(api: Api, robot: Api) -> None:
    made = api.ok("POST", "/drive/v3/drives", {"name": "Kinerja"}, requestId="satu")
    assert api.no("POST", "/drive/v3/drives", {"name": "Kinerja"}, requestId="satu") == (409, "duplicate")
    assert robot.no("POST", "/drive/v3/drives", {"name": "x"}, requestId="dua")[0] == 403
    assert [drive["name"] for drive in api.ok("GET", "/drive/v3/drives")["drives"]] == ["Kinerja"]
    api.ok("PATCH", f"/drive/v3/drives/{made['id']}", {"name": "Kinerja 2026"})
    assert api.ok("GET", f"/drive/v3/drives/{made['id']}")["name"] == "Kinerja 2026"
    api.make(parents=[made["id"]])
    assert api.no("DELETE", f"/drive/v3/drives/{made['id']}") == (403, "cannotDeleteNonEmptyTeamDrive")


# --- changes, comments, revisions ----------------------------------------------------------------------------


def test_changes_since_a_token(api: Api) -> None:
    """Each file once, with what it is now; whoever lost a file is told that it is gone."""
    kept, lost = api.make("A"), api.make("B")
    rani = api.acting_as(RANI)
    grant = api.share(lost, RANI)["id"]
    token = api.ok("GET", "/drive/v3/changes/startPageToken")["startPageToken"]
    nothing = api.ok("GET", "/drive/v3/changes", pageToken=token)
    assert nothing["changes"] == []
    api.ok("PATCH", f"{FILES}/{kept}", {"name": "C"})
    api.ok("PATCH", f"{FILES}/{kept}", {"trashed": True})
    api.ok("DELETE", f"{FILES}/{lost}/permissions/{grant}")
    found = api.ok(
        "GET",
        "/drive/v3/changes",
        pageToken=token,
        fields="changes(fileId,removed,file(name,trashed)),newStartPageToken",
    )
    assert found["changes"] == [
        {"fileId": kept, "removed": False, "file": {"name": "C", "trashed": True}},
        {"fileId": lost, "removed": False, "file": {"name": "B", "trashed": False}},
    ]
    hers = rani.ok("GET", "/drive/v3/changes", pageToken=token, fields="changes(fileId,removed)")
    assert hers["changes"] == [{"fileId": lost, "removed": True}]
    api.ok("DELETE", f"{FILES}/{lost}")
    later = api.ok("GET", "/drive/v3/changes", pageToken=found["newStartPageToken"], fields="changes(fileId,removed)")
    assert later["changes"] == [{"fileId": lost, "removed": True}]


def test_comments_and_revisions(api: Api) -> None:
    """Comments want `fields`; the newest revision is all there is."""
    file = api.make()
    assert api.no("GET", f"{FILES}/{file}/comments") == (400, "required")
    api.ok("POST", f"{FILES}/{file}/comments", {"content": "Mohon dilengkapi"}, fields="id")
    found = api.ok("GET", f"{FILES}/{file}/comments", fields="comments/content")
    assert found == {"comments": [{"content": "Mohon dilengkapi"}]}
    assert len(api.ok("GET", f"{FILES}/{file}/revisions")["revisions"]) == 1
    assert api.no("GET", "/drive/v3/about") == (400, "required")


# --- content -------------------------------------------------------------------------------------------------


def test_exports(api: Api) -> None:
    """The spreadsheet as xlsx, csv, tsv and pdf; nothing else is exported, and nothing else exports."""
    file = api.make()
    body = {"values": [["a, b", 1.5], ["c", True]]}
    api.ok("PUT", f"/v4/spreadsheets/{file}/values/A1", body, valueInputOption="RAW")

    def export(mime: str) -> requests.Response:
        return api.send("GET", f"{FILES}/{file}/export", mimeType=mime)

    assert export("text/csv").text == '"a, b",1.5\r\nc,TRUE'
    assert export("text/tab-separated-values").text == "a, b\t1.5\r\nc\tTRUE"
    assert export("application/pdf").content.startswith(b"%PDF")
    book = openpyxl.load_workbook(io.BytesIO(export(XLSX).content))
    assert [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(max_row=2, max_col=2)] == [
        ["a, b", 1.5],
        ["c", True],
    ]
    assert export("image/png").status_code == 400
    text = api.ok("POST", FILES, {"name": "x.txt", "mimeType": "text/plain"})["id"]
    assert api.no("GET", f"{FILES}/{text}/export", mimeType="text/csv") == (403, "fileNotExportable")
    assert api.no("GET", f"{FILES}/{file}", alt="media") == (403, "fileNotDownloadable")


def test_gspread_alone(sheets: gspread.Client, google: LocalGoogle) -> None:
    """Plain gspread makes, shares, fills, lists, copies, exports, imports and deletes."""
    folder = google.state.add_folder("TW 3")
    made = sheets.create("Lembar", folder_id=folder.id)
    made.share(RANI, perm_type="user", role="writer", email_message="Silakan")
    assert {one.get("emailAddress") for one in made.list_permissions()} == {"user@example.com", RANI}
    made.sheet1.update([["a", 1], ["b", 2]], "A1")
    assert sheets.open("Lembar").sheet1.get_all_values() == [["a", "1"], ["b", "2"]]
    copy = sheets.copy(made.id, "Salinan")
    assert len(copy.list_permissions()) == 1
    assert {file["name"] for file in sheets.list_spreadsheet_files()} == {"Lembar", "Salinan"}
    assert made.export(gspread.utils.ExportFormat.CSV) == b"a,1\r\nb,2"
    made.add_worksheet("Lain", 2, 2)
    sheets.import_csv(made.id, 'x,"y\nz"\n3,4\n')
    assert [tab.get_all_values() for tab in made.worksheets()] == [[["x", "y\nz"], ["3", "4"]]]
    sheets.del_spreadsheet(copy.id)
    with pytest.raises(gspread.SpreadsheetNotFound):
        sheets.open_by_key(copy.id)
    made.remove_permissions(RANI)
    assert len(made.list_permissions()) == 1
    assert google.contract.tolerated, "its habits are known, and are counted apart"


@pytest.fixture
def drive(google: LocalGoogle) -> Any:
    """Google's own client, made from the discovery document that this server gives out."""
    with (
        requests.get(f"{google.address}/discovery/v1/apis/drive/v3/rest", timeout=20) as served,
        build_from_document(served.json(), credentials=NOBODY) as client,
    ):
        yield client


def test_google_api_client(drive: Any, google: LocalGoogle) -> None:
    """Create, list, update, paging and a long query, as Google's client sends them."""
    folder = drive.files().create(body={"name": "Map", "mimeType": FOLDER}, fields="id").execute()
    for number in range(3):
        body = {"name": f"L{number}", "mimeType": SPREADSHEET, "parents": [folder["id"]]}
        drive.files().create(body=body, fields="id").execute()
    names, ask = [], drive.files().list(q=f"'{folder['id']}' in parents", pageSize=2, orderBy="name")
    while ask is not None:
        page = ask.execute()
        names += [file["name"] for file in page["files"]]
        ask = drive.files().list_next(ask, page)
    assert names == ["L0", "L1", "L2"]
    long = " or ".join(f"name = 'L{number}'" for number in range(300))
    assert len(drive.files().list(q=long).execute()["files"]) == 3
    assert google.contract.deviations == []


def test_google_api_client_with_an_endpoint(google: LocalGoogle) -> None:
    """The document in its package serves as well, where the endpoint is told."""
    options = {"api_endpoint": f"{google.address}/drive/v3/"}
    document = documents()["drive.v3"]
    with build_from_document(document, credentials=NOBODY, client_options=options) as client:
        assert client.about().get(fields="user/emailAddress").execute() == {
            "user": {"emailAddress": "user@example.com"}
        }


def test_google_api_client_uploads(drive: Any, api: Api) -> None:
    """A csv becomes a spreadsheet, by one multipart request or piece by piece; other files keep their bytes."""
    table = MediaInMemoryUpload(b"a,b\n1,2\n", "text/csv")
    made = drive.files().create(body={"name": "T", "mimeType": SPREADSHEET}, media_body=table).execute()
    assert api.ok("GET", f"/v4/spreadsheets/{made['id']}/values/A1:B2")["values"] == [["a", "b"], ["1", "2"]]
    pieces = MediaInMemoryUpload(b"x" * 600_000, "text/plain", chunksize=262_144, resumable=True)
    blob = drive.files().create(body={"name": "x.txt"}, media_body=pieces, fields="id,size,mimeType").execute()
    assert (blob["size"], blob["mimeType"]) == ("600000", "text/plain")
    assert drive.files().get_media(fileId=blob["id"]).execute() == b"x" * 600_000
    smaller = MediaInMemoryUpload(b"y", "text/plain")
    drive.files().update(fileId=blob["id"], media_body=smaller).execute()
    assert drive.files().get_media(fileId=blob["id"]).execute() == b"y"


def test_a_batch_of_calls(drive: Any, google: LocalGoogle) -> None:
    """Each call in it is answered, logged and counted for itself."""
    made = drive.files().create(body={"name": "Map", "mimeType": FOLDER}).execute()
    answers: dict[str, Any] = {}
    batch = drive.new_batch_http_request(callback=lambda key, answer, error: answers.update({key: answer or error}))
    batch.add(drive.files().get(fileId=made["id"]), request_id="ada")
    batch.add(drive.files().get(fileId="tidak-ada"), request_id="tidak")
    batch.add(drive.files().update(fileId=made["id"], body={"name": "Baru"}), request_id="ubah")
    batch.execute()
    assert (answers["ada"]["name"], answers["tidak"].resp.status, answers["ubah"]["name"]) == ("Map", 404, "Baru")
    assert [call.status for call in google.api_calls()] == [200, 200, 404, 200]


def test_the_discovery_document_is_served(google: LocalGoogle, api: Api) -> None:
    """A client that fetches it is sent to this server."""
    served = api.ok("GET", "/discovery/v1/apis/drive/v3/rest")
    assert served["baseUrl"] == f"{google.address}/drive/v3/"
    assert api.ok("GET", "/$discovery/rest", version="v4")["id"] == "sheets:v4"
    assert json.dumps(served["schemas"]) == json.dumps(documents()["drive.v3"]["schemas"])
