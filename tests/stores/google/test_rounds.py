"""The ways of signing in as google-auth walks them, over loopback: refresh, JWT, federation, and their ends."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from google.auth.exceptions import GoogleAuthError

from sheets_sync.errors import StoreError
from sheets_sync.stores.google.checks import Check, State, Wanted
from sheets_sync.stores.google.client import Client, Kind, open_session
from sheets_sync.stores.google.doctor import examine
from sheets_sync.stores.google.refusals import explain
from sheets_sync.stores.google.rounds import Rounds
from sheets_sync.stores.google.signin import DRIVE_FILE, VARIABLE, SignIn, hosts, load
from tests.fake_google.clock import MovableClock
from tests.fake_google.server import LocalGoogle

OFFICE = "kecamatan.batui@example.com"
ROBOT = "sheets-sync@kinerja.iam.gserviceaccount.com"
AUDIENCE = "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/github/providers/repo"
ABOUT = "https://www.googleapis.com/drive/v3/about"
DAY = 86_400.0


class Waiting:
    """A clock of calls that stands still."""

    def now(self) -> float:
        return 0.0

    def sleep(self, seconds: float) -> None:
        """Nobody waits in a test."""


@dataclass
class Office:
    """One machine of the office: a strict local Google on a clock that moves, and a folder of its own."""

    google: LocalGoogle
    clock: MovableClock
    folder: Path

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.clock.now(), UTC)

    def sign_in(self, info: dict[str, Any]) -> SignIn:
        return load({VARIABLE: json.dumps(info)}, self.folder)

    def person(self, *, testing: bool = False) -> SignIn:
        client = self.google.state.add_oauth_client(testing=testing)
        return self.sign_in(self.google.state.tokens.authorized_user(OFFICE, [DRIVE_FILE], client))

    def job(self, subject: str = "identitas") -> dict[str, Any]:
        """A job of GitHub's, whose identity lies in a file."""
        path = self.folder / "identitas.txt"
        path.write_text(subject, "utf-8")
        config: dict[str, Any] = self.google.state.tokens.add_pool(AUDIENCE, ROBOT, ["identitas"])
        return config | {"credential_source": {"file": str(path)}}

    def whoami(self, signin: SignIn) -> str:
        """The account that Drive sees."""
        with open_session(signin.credentials, hosts(signin)) as session:
            client = Client(session, Waiting(), base=signin.base, explain=lambda error: self.why(error, signin))
            about = client.call("GET", ABOUT, kind=Kind.SAFE, params={"fields": "user(emailAddress)"})
        return str(about["user"]["emailAddress"])

    def why(self, error: GoogleAuthError, signin: SignIn) -> str:
        return explain(error, signin, self.now())

    def doctor(self, signin: SignIn, wanted: Wanted) -> dict[str, Check]:
        with open_session(signin.credentials, hosts(signin)) as session:
            client = Client(session, Waiting(), base=signin.base)
            return {check.name: check for check in examine(Rounds(client, signin), signin, wanted, self.now)}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    clock = MovableClock(datetime.now(UTC))  # google-auth reads the machine's clock
    with LocalGoogle(clock=clock, strict=True) as google:
        google.state.add_user(OFFICE, 15 * 2**30)
        yield Office(google, clock, tmp_path)
        assert google.contract.deviations == []


def token_calls(office: Office) -> list[str]:
    return [call.path for call in office.google.calls if call.api == "token"]


def test_a_person(office: Office) -> None:
    """A kept grant becomes a token, once for many calls."""
    signin = office.person()
    assert [office.whoami(signin), office.whoami(signin)] == [OFFICE, OFFICE]
    assert token_calls(office) == ["/token"]


def test_a_service_account(office: Office) -> None:
    """A signed claim becomes a token; nothing but the token is asked for, from no thread of its own."""
    before = threading.active_count()
    signin = office.sign_in(office.google.state.add_service_account(ROBOT))
    assert [office.whoami(signin), office.whoami(signin)] == [ROBOT, ROBOT]
    assert token_calls(office) == ["/token"]
    threads = [thread.name for thread in threading.enumerate() if "RegionalAccess" in type(thread).__name__]
    assert threads == []
    assert threading.active_count() <= before + 4  # the server's own


def test_a_federation(office: Office) -> None:
    """A job's identity is exchanged, and becomes the service account."""
    office.google.state.add_service_account(ROBOT)
    signin = office.sign_in(office.job())
    assert signin.account == ROBOT
    assert office.whoami(signin) == ROBOT
    assert [path.rpartition(":")[2] for path in token_calls(office)] == ["/v1/token", "generateAccessToken"]


def test_a_job_of_another_repository(office: Office) -> None:
    """The pool's condition refuses it, and that is what is said."""
    office.google.state.add_service_account(ROBOT)
    with pytest.raises(StoreError, match="ditolak oleh syarat"):
        office.whoami(office.sign_in(office.job("orang lain")))


def test_a_job_without_the_role(office: Office) -> None:
    """The exchange is good, becoming the account is not."""
    office.google.state.add_service_account(ROBOT)
    office.google.state.add_service_account("lain@kinerja.iam.gserviceaccount.com")
    config = office.job()
    office.google.state.tokens.pools[AUDIENCE].service_account = "lain@kinerja.iam.gserviceaccount.com"
    with pytest.raises(StoreError, match="Workload Identity User"):
        office.whoami(office.sign_in(config))


def test_a_job_without_its_identity(office: Office) -> None:
    """The file that the step before should have left is not there."""
    office.google.state.add_service_account(ROBOT)
    config = office.job()
    (office.folder / "identitas.txt").unlink()
    with pytest.raises(StoreError, match="id-token: write"):
        office.whoami(office.sign_in(config))


def test_a_revoked_grant(office: Office) -> None:
    """Ended by the person: say so, ask once, do not try again."""
    signin = office.person()
    for held in office.google.state.tokens.refresh.values():
        held.revoked = True
    with pytest.raises(StoreError, match="google token"):
        office.whoami(signin)
    assert token_calls(office) == ["/token"]


def test_seven_days_of_testing(office: Office) -> None:
    """Good on the sixth day, over on the eighth, with the reason."""
    client = office.google.state.add_oauth_client(testing=True)
    info = office.google.state.tokens.authorized_user(OFFICE, [DRIVE_FILE], client)
    info |= {"signed_in_at": office.now().isoformat(), "ends_at": (office.now() + timedelta(days=7)).isoformat()}
    office.clock.advance(6 * DAY)
    assert office.whoami(office.sign_in(info)) == OFFICE
    office.clock.advance(2 * DAY)
    with pytest.raises(StoreError, match="layar persetujuan masih Testing"):
        office.whoami(office.sign_in(info))


def test_a_wrong_clock(office: Office) -> None:
    """A service account's claim is refused for its times; the doctor shows by how much the clock is off."""
    signin = office.sign_in(office.google.state.add_service_account(ROBOT))
    office.google.state.tokens.clock_error = 7200
    checks = office.doctor(signin, Wanted())
    assert "Jam komputer" in checks["Masuk ke Google"].advice
    assert checks["Jam komputer"].words == "120 menit lebih lambat daripada jam Google"


def test_a_deleted_key_and_a_deleted_account(office: Office) -> None:
    """Told apart, since only one of them needs a new account."""
    signin = office.sign_in(office.google.state.add_service_account(ROBOT))
    office.google.state.tokens.keys[ROBOT] = []
    office.google.state.add_service_account(ROBOT)  # another key
    with pytest.raises(StoreError, match="kunci baru"):
        office.whoami(signin)
    del office.google.state.tokens.keys[ROBOT]
    with pytest.raises(StoreError, match="tidak ada lagi"):
        office.whoami(signin)


def test_the_doctor_on_a_healthy_person(office: Office) -> None:
    """Nothing to mend, a call to each API, and nothing made."""
    files = len(office.google.state.files)
    checks = office.doctor(office.person(), Wanted())
    assert {check.state for check in checks.values()} == {State.OK}, checks
    assert OFFICE in checks["Google Drive API"].words
    assert len(office.google.api_calls()) == 2
    assert len(office.google.state.files) == files


def test_the_doctor_on_a_full_drive(office: Office) -> None:
    """The account's storage is told in gigabytes."""
    office.google.state.add_user(OFFICE, 1)
    office.google.state.users[OFFICE].storage_used = 2
    assert office.doctor(office.person(), Wanted())["Ruang simpan"].state is State.FAIL


def test_the_doctor_in_a_shared_drive(office: Office) -> None:
    """A content manager may work; a reader may not; a stranger does not see the folder."""
    signin = office.sign_in(office.google.state.add_service_account(ROBOT))
    for role, state in (("fileOrganizer", State.OK), ("reader", State.FAIL), ("", State.FAIL)):
        members = {OFFICE: "organizer"} | ({ROBOT: role} if role else {})
        drive = office.google.state.add_shared_drive("Data Kinerja", members)
        folder = office.google.state.add_folder("Lembar", OFFICE, drive_id=drive.id)
        checks = office.doctor(signin, Wanted(folder.id))
        assert checks["Folder"].state is state, checks
        if role == "fileOrganizer":
            assert {check.state for check in checks.values()} == {State.OK}, checks
        else:
            assert ROBOT in checks["Folder"].advice


def test_the_doctor_on_a_folder_of_my_drive(office: Office) -> None:
    """A folder that a person shared with the service account does not give it storage."""
    signin = office.sign_in(office.google.state.add_service_account(ROBOT))
    folder = office.google.state.add_folder("Lembar", OFFICE)
    office.google.state.share(folder.id, ROBOT)
    assert "tidak berada di drive bersama" in office.doctor(signin, Wanted(folder.id))["Folder"].words


def test_the_doctor_on_a_folder_made_by_hand(office: Office) -> None:
    """The narrow scope does not show it to the program of a person."""
    folder = office.google.state.add_folder("Lembar", OFFICE)
    assert "Kosongkan folder_google" in office.doctor(office.person(), Wanted(folder.id))["Folder"].advice


def test_keys_follow_no_redirect(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token endpoint that points elsewhere gets no second request with the key in it."""
    from tests.fake_google import auth  # noqa: PLC0415  # changed for this test only
    from tests.fake_google.wire import Answer  # noqa: PLC0415  # as above

    def elsewhere(*_: Any) -> Answer:
        return Answer(b"", 307, "text/html", {"Location": f"{office.google.address}/elsewhere"})

    monkeypatch.setitem(auth.ROUTES, "/token", elsewhere)
    checks = office.doctor(office.person(), Wanted())
    assert checks["Masuk ke Google"].state is State.FAIL
    assert {call.path for call in office.google.calls} == {"/token"}
