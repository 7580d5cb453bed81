"""The one door to Google: what is repeated, what is not, how long it waits, and where it never goes."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import gspread
import pytest
import requests
from google.oauth2.credentials import Credentials

from sheets_sync.errors import StoreError
from sheets_sync.stores.google.client import (
    ATTEMPTS,
    DRIVE,
    SHEETS,
    Client,
    Kind,
    open_session,
    read_json,
)
from sheets_sync.stores.google.denials import InDoubt, Offline, Refused, Unavailable
from sheets_sync.stores.google.pacing import Quota
from tests.fake_google.clock import MovableClock
from tests.fake_google.faults import Fault
from tests.fake_google.server import LocalGoogle

FILES = f"{DRIVE}/drive/v3/files"
NEVER_SENT = ["429", "429-retry-after", "403-rate"]
IN_DOUBT = ["500", "503-after", "drop-after", "html-502", "garbage", "half-body"]
MakeClient = Callable[..., Client]


@pytest.fixture
def google() -> Iterator[LocalGoogle]:
    with LocalGoogle(clock=MovableClock(datetime(2026, 10, 8, 3, tzinfo=UTC))) as google:
        yield google


@pytest.fixture
def make_client(google: LocalGoogle) -> Iterator[MakeClient]:
    """A client of the local Google, closed afterwards."""
    made: list[Client] = []

    def make(base: str = google.address) -> Client:
        session = open_session(Credentials("test"), ["127.0.0.1"])  # type: ignore[no-untyped-call]  # google-auth leaves it untyped
        made.append(Client(session, google.clock, base=base, chance=random.Random(1)))  # noqa: S311  # spreads pauses
        return made[-1]

    yield make
    for client in made:
        client.session.close()


@pytest.fixture
def client(make_client: MakeClient) -> Client:
    return make_client()


def make_file(client: Client, kind: Kind = Kind.NEVER, **settings: Any) -> Any:
    return client.call("POST", FILES, params={"fields": "id"}, body={"name": "PEM"}, kind=kind, **settings)


def files_in(google: LocalGoogle) -> int:
    return len([file for file in google.state.files.values() if file.name == "PEM"])


# --- repeating -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", NEVER_SENT)
def test_what_was_refused_for_haste_is_sent_again(google: LocalGoogle, client: Client, fault: str) -> None:
    """Google said that it did nothing, so even what must never be doubled goes out again."""
    google.faults.at(1, fault)
    assert make_file(client)["id"]
    assert (client.log.total, files_in(google)) == (2, 1)


@pytest.mark.parametrize("fault", IN_DOUBT)
def test_a_safe_call_is_repeated(google: LocalGoogle, client: Client, fault: str) -> None:
    """Reading twice is as good as once."""
    google.faults.at(1, fault)
    assert client.call("GET", FILES, kind=Kind.SAFE)["kind"] == "drive#fileList"
    assert client.log.total == 2


@pytest.mark.parametrize("fault", IN_DOUBT)
def test_a_doubtful_write_is_never_repeated_blindly(google: LocalGoogle, client: Client, fault: str) -> None:
    """Nobody knows whether it has landed: that is said, and nothing is doubled."""
    google.faults.at(1, fault)
    with pytest.raises(InDoubt, match="terputus di tengah"):
        make_file(client)
    assert client.log.total == 1
    assert files_in(google) <= 1


@pytest.mark.parametrize("fault", IN_DOUBT)
def test_looking_first_makes_it_once(google: LocalGoogle, client: Client, fault: str) -> None:
    """What is there is taken, what is not is made: once, whatever the fault."""

    def look() -> dict[str, str] | None:
        return next(({"id": file.id} for file in google.state.files.values() if file.name == "PEM"), None)

    google.faults.at(1, fault)
    assert make_file(client, Kind.LOOK, look=look)["id"]
    assert files_in(google) == 1


def test_gspread_itself_goes_through_the_same_door(google: LocalGoogle, client: Client) -> None:
    """Gspread's own calls are paced, counted and repeated, and fail as its users expect."""
    book = gspread.Client(None, session=client.session)  # type: ignore[arg-type]  # the session signs in
    book.http_client = client
    google.faults.at(1, "503")
    assert book.list_spreadsheet_files() == []
    assert client.log.calls == {Quota.DRIVE: 2}
    with pytest.raises(gspread.exceptions.APIError):
        client.request("get", f"{FILES}/tidak-ada")


# --- giving up -----------------------------------------------------------------------------------------------


def test_attempts_are_bounded(google: LocalGoogle, client: Client) -> None:
    """A service that stays down is left alone after a few attempts, with a sentence."""
    google.faults.add(Fault("503", times=99))
    with pytest.raises(Unavailable, match="terganggu"):
        client.call("GET", FILES, kind=Kind.SAFE)
    assert client.log.total == ATTEMPTS


def test_the_waiting_for_a_quota_outlasts_its_minute(google: LocalGoogle, client: Client) -> None:
    """Together the pauses after 429 are longer than the minute in which a quota is refilled."""
    before = google.clock.now()
    google.faults.add(Fault("429", times=ATTEMPTS - 1))
    assert client.call("GET", FILES, kind=Kind.SAFE)["kind"] == "drive#fileList"
    assert 60 < google.clock.now() - before < 420


def test_retry_after_is_honoured(google: LocalGoogle, client: Client) -> None:
    """Google's own wish decides how long."""
    before = google.clock.now()
    google.faults.add(Fault("429-retry-after", retry_after=37))
    client.call("GET", FILES, kind=Kind.SAFE)
    assert google.clock.now() - before == pytest.approx(37)


@pytest.mark.parametrize("fault", ["403-storage", "403-export-size"])
def test_what_will_not_mend_is_not_tried_again(google: LocalGoogle, client: Client, fault: str) -> None:
    """A full or missing storage is said at once."""
    google.faults.at(1, fault)
    with pytest.raises(Refused):
        make_file(client)
    assert client.log.total == 1


def test_storage_is_explained(google: LocalGoogle, client: Client) -> None:
    """In Indonesian, with what to do."""
    google.faults.at(1, "403-storage")
    with pytest.raises(Refused, match=r"ruang simpan.*folder_google") as refusal:
        make_file(client)
    assert (refusal.value.status, refusal.value.reason) == (403, "storageQuotaExceeded")


def test_nobody_answers(make_client: MakeClient) -> None:
    """Nothing listens: nothing was sent, so even a write is tried again before it is given up."""
    client = make_client(base="http://127.0.0.1:9")
    with pytest.raises(Offline, match="internet"):
        make_file(client)
    assert client.log.total == ATTEMPTS


# --- what is read and kept -----------------------------------------------------------------------------------


def test_numbers_are_decimal(google: LocalGoogle) -> None:
    """0.1 is a tenth, not the double nearest to it."""
    response = requests.Response()
    response._content = b'{"a": 0.1, "b": 12, "c": 1e-7}'
    assert read_json(response) == {"a": Decimal("0.1"), "b": 12, "c": Decimal("1E-7")}


def test_the_log_holds_no_address(client: Client) -> None:
    """No id, no query, no body: what is printed for `--verbose` can be pasted anywhere."""
    file = make_file(client)["id"]
    body = {"type": "user", "role": "writer", "emailAddress": "pem@kantor.example"}
    client.call("POST", f"{FILES}/{file}/permissions", params={"emailMessage": "rahasia"}, body=body, kind=Kind.NEVER)
    assert client.log.places == {"POST /drive/v3/files": 1, "POST /drive/v3/files/…/permissions": 1}


def test_quota_units_are_counted_as_google_counts(client: Client) -> None:
    """A listing is 100 units, a change 50, a look 5; Sheets counts calls."""
    file = make_file(client)["id"]
    client.call("GET", FILES, kind=Kind.SAFE)
    client.call("GET", f"{FILES}/{file}", kind=Kind.SAFE)
    assert client.log.units == {Quota.DRIVE: 155}


# --- where it never goes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url", ["https://example.com/x", "http://sheets.googleapis.com/v4", "https://sheets.googleapis.com.example.com/"]
)
def test_no_other_host_is_reached(url: str) -> None:
    """Whatever address comes along, also a redirect's: only Google's hosts, and only encrypted."""
    with (
        open_session(Credentials("rahasia")) as session,  # type: ignore[no-untyped-call]  # as above
        pytest.raises(StoreError, match="hanya berhubungan dengan Google"),
    ):
        session.get(url, timeout=1)


def test_a_stand_in_must_be_on_this_machine(make_client: MakeClient) -> None:
    """Nobody can point the client, and with it the office's token, at another machine."""
    with pytest.raises(StoreError, match="bukan alamat di komputer ini"):
        make_client("https://google.example.com")


def test_without_a_stand_in_calls_go_to_google(google: LocalGoogle) -> None:
    """The addresses that are called are Google's own."""
    assert (SHEETS, DRIVE) == ("https://sheets.googleapis.com", "https://www.googleapis.com")
