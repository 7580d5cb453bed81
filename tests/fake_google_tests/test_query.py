"""The search language of files.list."""

from __future__ import annotations

import pytest

from tests.fake_google.drive_model import FOLDER, SPREADSHEET
from tests.fake_google_tests.serving import FILES, Api

RANI = "rani@example.com"


@pytest.fixture
def shelf(api: Api) -> Api:
    """A folder, three spreadsheets and a text, made in this order."""
    folder = api.folder("2026-TW3", appProperties={"tool": "kinerja", "kind": "period"})
    api.make("Kelurahan Lubuk", parents=[folder], appProperties={"unit": "LBK", "tool": "kinerja"})
    api.make("Kasi Ekbang", properties={"warna": "merah"}, starred=True)
    api.google.clock.sleep(60)
    api.make('Jum\'at "siang"', parents=[folder])
    api.ok("POST", FILES, {"name": "catatan.txt", "mimeType": "text/plain"})
    return api


ALL = ["2026-TW3", "catatan.txt", 'Jum\'at "siang"', "Kasi Ekbang", "Kelurahan Lubuk"]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("", ALL),
        (f"mimeType='{FOLDER}'", ["2026-TW3"]),
        (f'mimeType="{SPREADSHEET}" and name = "Kasi Ekbang"', ["Kasi Ekbang"]),
        (f"mimeType != '{SPREADSHEET}'", ["2026-TW3", "catatan.txt"]),
        ("mimeType contains 'text/'", ["catatan.txt"]),
        ("name contains 'Lub'", ["Kelurahan Lubuk"]),
        ("name contains 'ubuk'", []),
        ("name = 'Jum\\'at \"siang\"'", ['Jum\'at "siang"']),
        ("name != 'Kasi Ekbang' and starred = true", []),
        ("starred=true", ["Kasi Ekbang"]),
        ("appProperties has { key='unit' and value='LBK' }", ["Kelurahan Lubuk"]),
        ("appProperties has { value='kinerja' and key='tool' }", ["2026-TW3", "Kelurahan Lubuk"]),
        ("properties has {key='warna' and value='merah'}", ["Kasi Ekbang"]),
        ("not properties has {key='warna' and value='merah'} and name contains 'K'", ["Kelurahan Lubuk"]),
        ("modifiedTime > '2026-10-08T02:30:30'", ["catatan.txt", 'Jum\'at "siang"']),
        ("modifiedTime > '2026-10-08T09:30:30+07:00'", ["catatan.txt", 'Jum\'at "siang"']),
        ("createdTime < '2026-10-08T02:30:30Z' and trashed=false", ["2026-TW3", "Kasi Ekbang", "Kelurahan Lubuk"]),
        ("'root' in parents", ["2026-TW3", "catatan.txt", "Kasi Ekbang"]),
        ("'me' in owners", ALL),
        (f"'{RANI}' in writers", []),
        ("trashed = true or name = 'Kasi Ekbang' or name = 'catatan.txt'", ["catatan.txt", "Kasi Ekbang"]),
        ("name = 'Kasi Ekbang' or name contains 'K' and name contains 'Lub'", ["Kasi Ekbang", "Kelurahan Lubuk"]),
        ("(name = 'Kasi Ekbang' or name contains 'K') and name contains 'Lub'", ["Kelurahan Lubuk"]),
        ("not (name contains 'K' or trashed = true)", ["2026-TW3", "catatan.txt", 'Jum\'at "siang"']),
        ("sharedWithMe", []),
        ("fullText contains 'lubuk'", ["Kelurahan Lubuk"]),
        ("visibility = 'limited'", ALL),
    ],
)
def test_what_a_query_finds(shelf: Api, q: str, found: list[str]) -> None:
    assert shelf.names(q) == found


def test_a_query_in_a_folder_by_its_id(shelf: Api) -> None:
    folder = shelf.ok("GET", FILES, q="name='2026-TW3'")["files"][0]["id"]
    assert shelf.names(f"'{folder}' in parents") == ['Jum\'at "siang"', "Kelurahan Lubuk"]


def test_people_in_a_query(shelf: Api) -> None:
    """Who may write, and who got a file from somebody else; grants of a folder count for what is in it."""
    folder = shelf.ok("GET", FILES, q="name='2026-TW3'")["files"][0]["id"]
    shelf.share(folder, RANI, "reader")
    rani = shelf.acting_as(RANI)
    inside = ["2026-TW3", 'Jum\'at "siang"', "Kelurahan Lubuk"]
    assert rani.names() == inside
    assert rani.names("sharedWithMe") == ["2026-TW3"]
    assert rani.names("'user@example.com' in owners") == inside
    assert shelf.names(f"'{RANI}' in readers") == inside
    assert shelf.names(f"'{RANI}' in writers") == []


@pytest.mark.parametrize(
    "q",
    [
        "name", "name =", "name = unquoted", "nama = 'x'", "name = 'x' and", "(name = 'x'", "name = 'x')",
        "name > 'x'", "trashed = maybe", "modifiedTime > 'kemarin'", "'x' in files", "name = 'it's'",
        "appProperties has { key='a' }", "appProperties has { key='a' and key='b' }", "name = 'x' name = 'y'", "&",
    ],
)  # fmt: skip
def test_a_query_that_drive_does_not_understand(api: Api, q: str) -> None:
    assert api.no("GET", FILES, q=q) == (400, "invalid")


def test_order_and_pages(shelf: Api) -> None:
    """Pages hold what the first search found, in its order, whatever changes in between."""
    shelf.make("TW 10")
    shelf.make("TW 9")
    ask = {"orderBy": "folder,name_natural desc", "fields": "nextPageToken,files(name)", "pageSize": 3}
    first = shelf.ok("GET", FILES, **ask)
    shelf.make("TW 11")
    second = shelf.ok("GET", FILES, pageToken=first["nextPageToken"], **ask)
    third = shelf.ok("GET", FILES, pageToken=second["nextPageToken"], **ask)
    names = [file["name"] for page in (first, second, third) for file in page["files"]]
    assert names == ["2026-TW3", "TW 10", "TW 9", "Kelurahan Lubuk", "Kasi Ekbang", 'Jum\'at "siang"', "catatan.txt"]
    assert "nextPageToken" not in third


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"orderBy": "size"}, "invalid"),
        ({"pageToken": "x"}, "invalid"),
        ({"pageSize": 1001}, "invalidParameter"),
        ({"pageSize": 0}, "invalidParameter"),
        ({"fields": "files(nama)"}, "invalidParameter"),
    ],
)
def test_wrong_parameters_of_a_list(api: Api, params: dict[str, str], reason: str) -> None:
    assert api.no("GET", FILES, **params) == (400, reason)


def test_searching_in_a_folder_that_is_gone_is_refused(shelf: Api) -> None:
    """Drive does not answer with an empty list."""
    status, _ = shelf.no("GET", FILES, q="'1abcdefghijklmnopqrstuvwxyz' in parents")
    assert status == 404
