"""What the doctor says about each thing that can stand in the way, one at a time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from google.auth.exceptions import RefreshError

from sheets_sync.errors import StoreError
from sheets_sync.stores.google.checks import Check, Denied, State, Wanted
from sheets_sync.stores.google.doctor import FOLDER_TYPE, examine, no_sign_in
from sheets_sync.stores.google.signin import DRIVE_FILE, FULL_DRIVE, Kind, SignIn, load
from tests.stores.google.test_signin import ROBOT, USER

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
GB = 2**30
FOLDER = "1AbCdEfGhIjKlMnOp"
GOOD_FOLDER: dict[str, Any] = {
    "id": FOLDER,
    "name": "Lembar",
    "mimeType": FOLDER_TYPE,
    "trashed": False,
    "driveId": "0ADrive",
    "capabilities": {"canAddChildren": True, "canShare": True},
}


@dataclass
class Google:
    """Answers by the end of the path; an answer that is an exception is raised."""

    about: Any = field(
        default_factory=lambda: {
            "user": {"emailAddress": "kantor@example.com"},
            "storageQuota": {"limit": str(15 * GB), "usage": str(GB)},
        }
    )
    sheet: Any = field(default_factory=lambda: Denied(404, "NOT_FOUND", "Requested entity was not found."))
    folder: Any = field(default_factory=lambda: dict(GOOD_FOLDER))
    drive: Any = field(default_factory=lambda: {"restrictions": {}})
    token: Exception | None = None
    server_time: datetime | None = NOW

    def sign_in(self) -> None:
        if self.token:
            raise self.token

    def get(self, url: str, params: Mapping[str, str]) -> Any:
        assert params["fields"]
        found = next(
            answer
            for part, answer in (
                ("/drive/v3/about", self.about), ("/v4/spreadsheets/", self.sheet),
                ("/drive/v3/files/", self.folder), ("/drive/v3/drives/", self.drive),
            )
            if part in url
        )  # fmt: skip
        if isinstance(found, Exception):
            raise found
        return found


@pytest.fixture
def person(tmp_path: Path) -> SignIn:
    (tmp_path / "google.json").write_text(json.dumps(USER), "utf-8")
    return load({}, tmp_path)


@pytest.fixture
def robot(person: SignIn) -> SignIn:
    return replace(person, kind=Kind.SERVICE, account=ROBOT, source="berkas kunci.json")


def run(google: Google, signin: SignIn, wanted: Wanted | None = None, now: datetime = NOW) -> dict[str, Check]:
    """The checks by name; every one that is not good says what to do, in whole sentences."""
    checks = examine(google, signin, wanted or Wanted(), lambda: now)
    for check in checks:
        assert check.words
        assert check.state is State.OK or check.advice.endswith((".", "storage.")), check
        assert "{" not in check.words + check.advice
    return {check.name: check for check in checks}


def test_all_is_well(person: SignIn, robot: SignIn) -> None:
    """A person in their own drive, and a service account in a shared one, have nothing to mend."""
    for signin, wanted in ((person, Wanted()), (robot, Wanted(FOLDER))):
        checks = run(Google(), signin, wanted)
        assert {check.state for check in checks.values()} == {State.OK}
        assert list(checks) == [
            "Tanda masuk", "Masuk ke Google", "Jam komputer", "Izin", "Google Drive API", "Google Sheets API", "Folder",
            "Ruang simpan", "Hak membagikan", "Alamat unit kerja",
        ]  # fmt: skip


def test_the_account_is_shown(person: SignIn) -> None:
    """Whose drive it is, so that a private account is noticed."""
    assert "kantor@example.com" in run(Google(), person)["Google Drive API"].words


def test_nothing_to_sign_in_with() -> None:
    """The one check there is tells what is missing."""
    (check,) = no_sign_in(StoreError("Belum masuk ke Google."))
    assert check.state is State.FAIL
    assert check.advice == "Belum masuk ke Google."


def test_a_refused_token_ends_the_examination(person: SignIn) -> None:
    """Nothing else is asked of Google, but the clock, which may be the reason, is looked at."""
    refusal = RefreshError("x", {"error": "invalid_grant"})  # type: ignore[no-untyped-call]  # google-auth leaves it untyped
    google = Google(token=refusal, about=AssertionError("asked"))
    checks = run(google, person, now=NOW + timedelta(minutes=20))
    assert list(checks) == ["Tanda masuk", "Masuk ke Google", "Jam komputer"]
    assert "google login" in checks["Masuk ke Google"].advice
    assert checks["Jam komputer"].state is State.FAIL


def test_the_line_is_down(person: SignIn) -> None:
    """No answer, no clock."""
    checks = run(Google(token=StoreError("Google tidak dapat dihubungi."), server_time=None), person)
    assert list(checks) == ["Tanda masuk", "Masuk ke Google"]


@pytest.mark.parametrize(
    ("seconds", "state", "words"),
    [
        (0, State.OK, "cocok"),
        (60, State.OK, "cocok"),
        (-60, State.OK, "cocok"),
        (61, State.WARN, "61 detik lebih cepat"),
        (-100, State.WARN, "100 detik lebih lambat"),
        (300, State.WARN, "5 menit lebih cepat"),
        (301, State.FAIL, "cepat"),
        (-3600, State.FAIL, "60 menit lebih lambat"),
    ],
)
def test_the_clock(person: SignIn, seconds: int, state: State, words: str) -> None:
    """A minute off is a warning, five are too many, in either direction."""
    check = run(Google(), person, now=NOW + timedelta(seconds=seconds))["Jam komputer"]
    assert check.state is state
    assert words in check.words


@pytest.mark.parametrize(
    ("lasted", "left", "state", "words"),
    [
        (7, 5, State.WARN, "Testing"),
        (7, -1, State.FAIL, "berakhir pada 21 November 2026"),
        (90, 60, State.OK, "21 Januari 2027"),
        (90, 10, State.WARN, "2 Desember 2026"),
    ],
)
def test_the_end_of_the_grant(person: SignIn, lasted: int, left: int, state: State, words: str) -> None:
    """A grant that is known to end says when, and a consent screen in Testing is named."""
    expires = NOW + timedelta(days=left)
    signin = replace(person, expires=expires, since=expires - timedelta(days=lasted))
    check = run(Google(), signin)["Masa berlaku izin"]
    assert check.state is state
    assert words in check.words


def with_scopes(signin: SignIn, *scopes: str) -> SignIn:
    changed = SignIn(signin.credentials, signin.kind, signin.account, signin.source, signin.own_hosts)
    changed.credentials._scopes = list(scopes)  # type: ignore[attr-defined]  # google-auth has no public way
    return changed


def test_scopes(person: SignIn) -> None:
    """The narrow one is right, the whole drive is a warning, none of the files is a failure."""
    assert run(Google(), with_scopes(person, DRIVE_FILE))["Izin"].state is State.OK
    assert run(Google(), with_scopes(person, FULL_DRIVE, DRIVE_FILE))["Izin"].state is State.WARN
    assert run(Google(), with_scopes(person, "openid"))["Izin"].state is State.FAIL


OFF = Denied(403, "accessNotConfigured", "Google Drive API has not been used in project 1 before or it is disabled.")
SHEETS_OFF = Denied(403, "SERVICE_DISABLED", "Google Sheets API has not been used in project 1.")
NARROW = Denied(403, "insufficientPermissions", "Request had insufficient authentication scopes.")


@pytest.mark.parametrize(
    ("google", "name", "words"),
    [
        (Google(about=OFF), "Google Drive API", "belum diaktifkan"),
        (Google(sheet=SHEETS_OFF), "Google Sheets API", "belum diaktifkan"),
        (Google(about=NARROW), "Google Drive API", "izin masuk"),
        (Google(sheet=NARROW), "Google Sheets API", "izin masuk"),
        (Google(about=Denied(401, "authError")), "Google Drive API", "401"),
        (Google(sheet=Denied(401, "UNAUTHENTICATED")), "Google Sheets API", "401"),
        (Google(sheet=StoreError("Google sedang terganggu.")), "Google Sheets API", "tidak menjawab"),
    ],
)
def test_an_api_that_is_off(person: SignIn, google: Google, name: str, words: str) -> None:
    """Each of the two is found by itself, and told from a narrow scope and a fault."""
    checks = run(google, person)
    assert checks[name].state is State.FAIL
    assert words in checks[name].words


def test_a_spreadsheet_that_is_not_there_is_the_good_answer(person: SignIn) -> None:
    """Not found, or not allowed: the API is on."""
    answers: tuple[Any, ...] = (
        Denied(404),
        Denied(403, "PERMISSION_DENIED", "The caller does not have permission"),
        {},
    )
    for answer in answers:
        assert run(Google(sheet=answer), person)["Google Sheets API"].state is State.OK


@pytest.mark.parametrize(
    ("change", "words", "advice"),
    [
        ({"mimeType": "application/vnd.google-apps.spreadsheet"}, "bukan folder", "id folder"),
        ({"mimeType": "application/vnd.google-apps.shortcut"}, "bukan folder", "pintasan"),
        ({"trashed": True}, "tempat sampah", "Pulihkan"),
        ({"capabilities": {"canAddChildren": False}}, "tidak boleh ditambahi", ROBOT),
        ({"driveId": None}, "tidak punya ruang simpan", "google login"),
    ],
)
def test_a_folder_that_will_not_do(robot: SignIn, change: dict[str, Any], words: str, advice: str) -> None:
    """Each reason is told with its way out, and what depends on the folder is left out."""
    checks = run(Google(folder=GOOD_FOLDER | change), robot, Wanted(FOLDER))
    assert checks["Folder"].state is State.FAIL
    assert words in checks["Folder"].words
    assert advice in checks["Folder"].advice
    assert "Ruang simpan" not in checks


def test_a_folder_that_is_not_seen(person: SignIn, robot: SignIn) -> None:
    """A person's program sees its own folders only; a service account has to be a member."""
    unseen = Google(folder=Denied(404, "notFound", "File not found: x."))
    assert "Kosongkan folder_google" in run(unseen, person, Wanted(FOLDER))["Folder"].advice
    assert ROBOT in run(unseen, robot, Wanted(FOLDER))["Folder"].advice
    wide = with_scopes(person, FULL_DRIVE)
    assert "anggota" in run(unseen, wide, Wanted(FOLDER))["Folder"].advice


def test_a_service_account_without_a_folder(robot: SignIn) -> None:
    """It has no storage of its own, and is told where to go."""
    check = run(Google(), robot)["Folder"]
    assert check.state is State.FAIL
    assert "drive bersama" in check.advice


def test_a_federation_needs_an_account(robot: SignIn) -> None:
    """Drive cannot be shared with a federation itself."""
    bare = replace(robot, kind=Kind.FEDERATED, account="")
    assert run(Google(), bare, Wanted(FOLDER))["Masuk ke Google"].state is State.FAIL


@pytest.mark.parametrize(
    ("quota", "state", "words"),
    [
        ({"limit": str(15 * GB), "usage": str(15 * GB)}, State.FAIL, "15,0 dari 15,0 GB"),
        ({"limit": str(15 * GB), "usage": str(16 * GB)}, State.FAIL, "16,0 dari 15,0 GB"),
        ({"limit": str(100 * GB), "usage": str(96 * GB)}, State.WARN, "96,0"),
        ({"limit": str(100 * GB), "usage": str(95 * GB)}, State.OK, "95,0"),
        ({"limit": "0", "usage": "0"}, State.FAIL, "0,0"),
        ({"usage": str(GB)}, State.OK, "tanpa batas"),
        ({"limit": 15 * GB, "usage": GB}, State.OK, "1,0 dari 15,0 GB"),
        (None, State.WARN, "tidak dapat diperiksa"),
    ],
)
def test_storage(person: SignIn, quota: Any, state: State, words: str) -> None:
    """Full is a failure, nearly full a warning; no limit is no limit."""
    check = run(Google(about={"storageQuota": quota}), person)["Ruang simpan"]
    assert check.state is state
    assert words in check.words


def test_a_shared_drives_storage_is_not_the_accounts(robot: SignIn) -> None:
    """A service account's own quota of nothing does not matter there."""
    google = Google(about={"storageQuota": {"limit": "0", "usage": "0"}})
    assert run(google, robot, Wanted(FOLDER))["Ruang simpan"].state is State.OK


@pytest.mark.parametrize(
    ("restrictions", "can_share", "state"),
    [
        ({}, True, State.OK),
        ({}, False, State.FAIL),
        ({"driveMembersOnly": True}, True, State.FAIL),
        ({"domainUsersOnly": True}, True, State.WARN),
        ({"sharingFoldersRequiresOrganizerPermission": True}, False, State.OK),
        (None, True, State.OK),
    ],
)
def test_the_right_to_share(robot: SignIn, restrictions: Any, *, can_share: bool, state: State) -> None:
    """The drive's own limits, and the account's right in the folder."""
    folder = GOOD_FOLDER | {"capabilities": {"canAddChildren": True, "canShare": can_share}}
    google = Google(folder=folder, drive={"restrictions": restrictions})
    assert run(google, robot, Wanted(FOLDER))["Hak membagikan"].state is state
    google.drive = Denied(403, "forbidden")
    assert run(google, robot, Wanted(FOLDER))["Hak membagikan"].state is (State.OK if can_share else State.FAIL)


def test_units_without_an_address(person: SignIn) -> None:
    """They are named, but not endlessly."""
    check = run(Google(), person, Wanted(without_address=("Seksi PMD",)))["Alamat unit kerja"]
    assert (check.state, "Seksi PMD" in check.words) == (State.WARN, True)
    many = run(Google(), person, Wanted(without_address=tuple(f"Unit {n}" for n in range(30))))["Alamat unit kerja"]
    assert "22 lainnya" in many.words


@pytest.mark.parametrize("answer", [{}, [], None, "", 7, {"capabilities": 3, "user": [], "storageQuota": "x"}])
def test_any_answer_is_survived(person: SignIn, robot: SignIn, answer: Any) -> None:
    """An answer of another form is a failed check at worst."""
    for signin in (person, robot):
        run(Google(about=answer, sheet=answer, folder=answer, drive=answer), signin, Wanted(FOLDER))
