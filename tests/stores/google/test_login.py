"""Signing in by the browser over loopback, with google-auth's own flow, and what is kept of it."""

from __future__ import annotations

import json
import os
import socket
import stat
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from sheets_sync.errors import StoreError
from sheets_sync.stores.google.login import CLIENT_FILE, ci_token, login, logout, read_client, write_private
from sheets_sync.stores.google.signin import DRIVE_FILE, TOKEN_FILE, VARIABLE, Kind, load
from tests.fake_google.server import LocalGoogle

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
OFFICE = "kecamatan.batui@example.com"


@pytest.fixture
def google() -> Iterator[LocalGoogle]:
    """A Google that gives out its tokens strictly, with the office's account on the consent page."""
    with LocalGoogle(strict=True) as server:
        server.state.add_user(OFFICE)
        server.state.tokens.consent_user = OFFICE
        yield server


class Person:
    """Opens the address that is shown, as a browser would, and keeps the page that it ends on."""

    def __init__(self, before: Callable[[str], None] = lambda _: None) -> None:
        self.before = before
        self.asked: dict[str, str] = {}
        self.page = ""
        self._thread: threading.Thread | None = None

    def __call__(self, address: str) -> None:
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self._thread = threading.Thread(target=self._visit, args=(address,))
        self._thread.start()

    def _visit(self, address: str) -> None:
        self.before(self.asked["redirect_uri"])
        self.page = requests.get(address, timeout=10).text

    def leave(self) -> None:
        if self._thread:
            self._thread.join(10)


def client_file(google: LocalGoogle, folder: Path, *, testing: bool = False) -> Path:
    path = folder / "client_secret.json"
    path.write_text(json.dumps(google.state.add_oauth_client(testing=testing)), "utf-8")
    return path


def sign_in(google: LocalGoogle, tmp_path: Path, person: Person, *, testing: bool = False, patience: float = 10) -> Any:
    client = client_file(google, tmp_path, testing=testing)
    try:
        return login(client, tmp_path / "atur", now=NOW, show=person, open_browser=False, patience=patience)
    finally:
        person.leave()


def kept(tmp_path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((tmp_path / "atur" / TOKEN_FILE).read_text("utf-8"))
    return found


def test_a_person_signs_in(google: LocalGoogle, tmp_path: Path) -> None:
    """The grant is kept and gives tokens in later runs; the browser's page is Indonesian."""
    person = Person()
    signin = sign_in(google, tmp_path, person)
    assert signin.kind is Kind.USER
    assert (person.asked["scope"], person.asked["access_type"], person.asked["prompt"]) == (
        DRIVE_FILE,
        "offline",
        "consent",
    )
    assert person.asked["code_challenge_method"] == "S256"
    assert "Jawaban Google sudah diterima" in person.page
    assert 'lang="id"' in person.page
    later = load({}, tmp_path / "atur")
    later.credentials.refresh(request())  # type: ignore[no-untyped-call]  # google-auth leaves it untyped
    identity = google.state.tokens.identify(str(later.credentials.token), strict=True)
    assert identity is not None
    assert identity.email == OFFICE
    assert (later.since, later.expires) == (NOW, None)


def request() -> Any:
    from google.auth.transport.requests import Request  # noqa: PLC0415  # beside its only use

    return Request()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_nobody_else_reads_it(google: LocalGoogle, tmp_path: Path) -> None:
    """The folder has mode 0700 and its files 0600, whatever the folder had before."""
    (tmp_path / "atur").mkdir(mode=0o755)
    old = os.umask(0)
    try:
        sign_in(google, tmp_path, Person())
    finally:
        os.umask(old)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "atur").iterdir()}
    assert modes == {TOKEN_FILE: 0o600, CLIENT_FILE: 0o600}
    assert stat.S_IMODE((tmp_path / "atur").stat().st_mode) == 0o700


def test_no_access_token_is_kept(google: LocalGoogle, tmp_path: Path) -> None:
    """Only the lasting grant is written down, in the form that google-auth knows."""
    sign_in(google, tmp_path, Person())
    assert set(kept(tmp_path)) == {
        "type", "client_id", "client_secret", "refresh_token", "token_uri", "scopes", "signed_in_at",
    }  # fmt: skip


def test_testing_is_known_at_once(google: LocalGoogle, tmp_path: Path) -> None:
    """A consent screen left in Testing gives the day on which the grant ends."""
    signin = sign_in(google, tmp_path, Person(), testing=True)
    assert timedelta(days=6, hours=23) < signin.expires - NOW <= timedelta(days=7)


def test_the_next_login_needs_no_file(google: LocalGoogle, tmp_path: Path) -> None:
    """The client of the last login serves again; without one, it is asked for."""
    with pytest.raises(StoreError, match="--klien"):
        login(None, tmp_path / "atur", now=NOW, show=Person(), open_browser=False)
    sign_in(google, tmp_path, Person())
    before = kept(tmp_path)
    person = Person()
    login(None, tmp_path / "atur", now=NOW, show=person, open_browser=False, patience=10)
    person.leave()
    assert kept(tmp_path)["client_id"] == before["client_id"]
    assert kept(tmp_path)["refresh_token"] != before["refresh_token"]


def test_strangers_at_the_door_are_waited_past(google: LocalGoogle, tmp_path: Path) -> None:
    """Icons, silent connections, forged answers and garbage do not end the waiting, and get nothing."""
    strange = ("favicon.ico", "?code=forged&state=guess", "?code=forged", "?error=access_denied&state=", "")
    answers: list[int] = []

    def disturb(door: str) -> None:
        port = urlsplit(door).port or 0
        with socket.create_connection(("127.0.0.1", port)), socket.create_connection(("127.0.0.1", port)) as rude:
            rude.sendall(b"\x16\x03\x01\x00\r\n\r\n")
            answers.extend(requests.get(door + path, timeout=10).status_code for path in strange)

    sign_in(google, tmp_path, Person(disturb))
    assert answers == [404] * 5
    assert kept(tmp_path)["refresh_token"] in google.state.tokens.refresh


def test_declining_changes_nothing(google: LocalGoogle, tmp_path: Path) -> None:
    """Who declines is told so on both sides, and the sign-in of before stays."""
    sign_in(google, tmp_path, Person())
    before = kept(tmp_path)
    google.state.tokens.consent_user = None
    person = Person()
    with pytest.raises(StoreError, match="Izin tidak diberikan"):
        sign_in(google, tmp_path, person)
    assert "Izin tidak diberikan" in person.page
    assert kept(tmp_path) == before


def test_an_unticked_box_is_told(google: LocalGoogle, tmp_path: Path) -> None:
    """A grant without the files is none."""
    google.state.tokens.consent_scopes = frozenset()
    with pytest.raises(StoreError, match="centang"):
        sign_in(google, tmp_path, Person())
    assert not (tmp_path / "atur" / TOKEN_FILE).exists()


def test_nobody_comes(google: LocalGoogle, tmp_path: Path) -> None:
    """The waiting ends, politely, and the door is closed."""
    doors: list[str] = []
    with pytest.raises(StoreError, match="Waktu menunggu habis"):
        login(client_file(google, tmp_path), tmp_path, now=NOW, show=doors.append, open_browser=False, patience=0.05)
    door = parse_qs(urlsplit(doors[0]).query)["redirect_uri"][0]
    with pytest.raises(requests.ConnectionError):
        requests.get(door, timeout=5)


def test_google_refuses_the_code(google: LocalGoogle, tmp_path: Path) -> None:
    """A client whose secret was changed is named by Google's code, not by its sentence."""
    client = client_file(google, tmp_path)
    for known in google.state.tokens.clients.values():
        known.secret = "lain"  # noqa: S105  # the other side's
    person = Person()
    with pytest.raises(StoreError, match="invalid_client"):
        login(client, tmp_path / "atur", now=NOW, show=person, open_browser=False, patience=10)
    person.leave()


def test_the_browser_is_opened(google: LocalGoogle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same address that is shown; a machine without a browser is no failure."""
    person = Person()
    shown: list[str] = []
    monkeypatch.setattr(webbrowser, "open", person)
    login(client_file(google, tmp_path), tmp_path / "atur", now=NOW, show=shown.append, patience=10)
    person.leave()
    assert person.asked["state"] in shown[0]

    def none(_: str) -> bool:
        raise webbrowser.Error

    monkeypatch.setattr(webbrowser, "open", none)
    other = Person()
    login(None, tmp_path / "atur", now=NOW, show=other, patience=10)
    other.leave()


def test_the_surroundings_are_as_before(google: LocalGoogle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What oauthlib is told for this one exchange is not left for others."""
    monkeypatch.delenv("OAUTHLIB_INSECURE_TRANSPORT", raising=False)
    monkeypatch.setenv("OAUTHLIB_RELAX_TOKEN_SCOPE", "mine")
    before = dict(os.environ)
    sign_in(google, tmp_path, Person())
    assert dict(os.environ) == before


def test_logging_out_ends_the_grant(google: LocalGoogle, tmp_path: Path) -> None:
    """Gone here and at Google; a second time there is nothing to do."""
    sign_in(google, tmp_path, Person())
    token = kept(tmp_path)["refresh_token"]
    assert logout(tmp_path / "atur") is True
    assert google.state.tokens.refresh[token].revoked
    assert not (tmp_path / "atur" / TOKEN_FILE).exists()
    assert logout(tmp_path / "atur") is None


def test_logging_out_offline(tmp_path: Path) -> None:
    """What cannot be ended at Google, or cannot be read, is gone here all the same."""
    planted = {"refresh_token": "x", "token_uri": "https://example.org/token"}
    unreachable = {"refresh_token": "x", "token_uri": "http://127.0.0.1:9/token"}
    for text in ("{", json.dumps(planted), json.dumps(unreachable)):
        (tmp_path / TOKEN_FILE).write_text(text, "utf-8")
        assert logout(tmp_path) is False
        assert not (tmp_path / TOKEN_FILE).exists()


def test_the_secret_for_ci_signs_in(google: LocalGoogle, tmp_path: Path) -> None:
    """One line of JSON that works from the variable as the file does from its place."""
    sign_in(google, tmp_path, Person())
    text = ci_token(tmp_path / "atur")
    assert "\n" not in text
    signin = load({VARIABLE: text}, tmp_path)
    signin.credentials.refresh(request())  # type: ignore[no-untyped-call]  # as above
    assert signin.credentials.token


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"web": {"client_id": "a"}}', "jenis Web"),
        ('{"type": "service_account", "private_key": "x"}', "akun layanan"),
        ('{"type": "authorized_user"}', "hasil login"),
        ('{"installed": {"client_id": "a"}}', "lengkap"),
        ('{"installed": []}', "lengkap"),
        ("<html>", "JSON"),
        ("", "JSON"),
    ],
)
def test_the_wrong_file_is_explained(tmp_path: Path, content: str, words: str) -> None:
    """What was given instead of a desktop client is named."""
    path = tmp_path / "client.json"
    path.write_text(content, "utf-8")
    with pytest.raises(StoreError, match=words):
        read_client(path)


def test_files_that_are_no_text(tmp_path: Path) -> None:
    """Missing, a folder, or bytes."""
    noise = tmp_path / "noise"
    noise.write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "none", tmp_path, noise):
        with pytest.raises(StoreError, match="klien OAuth"):
            read_client(path)


@pytest.mark.parametrize("field", ["auth_uri", "token_uri"])
def test_a_client_leads_to_google(tmp_path: Path, field: str) -> None:
    """A planted client cannot send the person, or the code, to another site."""
    client = {
        "client_id": "a", "client_secret": "b", "auth_uri": "https://accounts.google.com/o/oauth2/auth",
        "token_uri": "https://oauth2.googleapis.com/token", field: "https://accounts.google.com.example.org/",
    }  # fmt: skip
    path = tmp_path / "client.json"
    path.write_text(json.dumps({"installed": client}), "utf-8")
    with pytest.raises(StoreError, match=field):
        read_client(path)


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """The place is named."""
    with pytest.raises(StoreError, match="tidak dapat ditulis"):
        write_private(tmp_path / "none" / "x.json", b"{}")
