"""`sheets-sync google` as an operator meets it, with a local Google behind it."""

from __future__ import annotations

import json
import re
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from click.testing import CliRunner, Result
from google.auth.transport.requests import Request

from sheets_sync import google_commands
from sheets_sync.errors import StoreError
from sheets_sync.google_commands import google
from sheets_sync.stores.google.signin import DRIVE_FILE, FILE_VARIABLE, TOKEN_FILE, VARIABLE, load
from tests.conftest import lay_out_office
from tests.fake_google.server import LocalGoogle

OFFICE = "kecamatan.batui@example.com"
ROBOT = "sheets-sync@kinerja.iam.gserviceaccount.com"
ENGLISH = re.compile(r"\b(credentials?|scopes?|folder not|quota|error|failed|success|unknown|ok)\b", re.IGNORECASE)


@pytest.fixture
def server() -> Iterator[LocalGoogle]:
    with LocalGoogle(strict=True) as running:
        running.state.add_user(OFFICE)
        running.state.tokens.consent_user = OFFICE
        yield running


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder, empty, and an environment that names nothing."""
    folder = tmp_path / "atur"
    monkeypatch.setattr(google_commands, "config_folder", lambda: folder)
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.delenv(FILE_VARIABLE, raising=False)
    return folder


def seen(done: Result) -> str:
    """What is on the screen, without its columns."""
    return " ".join(done.output.split())


def run(*arguments: str) -> Result:
    return CliRunner().invoke(google, list(arguments))


def sign_in(server: LocalGoogle, own: Path, *, testing: bool = False) -> dict[str, Any]:
    """A kept login of the office, as `google login` leaves it."""
    client = server.state.add_oauth_client(testing=testing)
    info: dict[str, Any] = server.state.tokens.authorized_user(OFFICE, [DRIVE_FILE], client)
    own.mkdir(exist_ok=True)
    (own / TOKEN_FILE).write_text(json.dumps(info), "utf-8")
    return info


@pytest.mark.parametrize("arguments", [[], ["login"], ["doctor"], ["token"], ["logout"]])
def test_each_help_has_an_example(arguments: list[str]) -> None:
    """The line of use and the example are there for the group and each of its commands."""
    words = run(*arguments, "--help").output
    assert "Contoh: sheets-sync google" in " ".join(words.split())
    assert "[PILIHAN]" in words


def test_the_order_is_that_of_the_work() -> None:
    """Login first, logout last."""
    words = run("--help").output
    places = [words.index(f"\n  {name} ") for name in ("login", "doctor", "token", "logout")]
    assert places == sorted(places)


def test_logging_in_from_the_screen(
    server: LocalGoogle, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address is shown, the person agrees there, and the end of a grant in Testing is told at once."""
    client = tmp_path / "client_secret.json"
    client.write_text(json.dumps(server.state.add_oauth_client(testing=True)), "utf-8")
    visits: list[threading.Thread] = []

    def agree(address: str) -> None:
        visits.append(threading.Thread(target=requests.get, args=(address,), kwargs={"timeout": 10}))
        visits[-1].start()

    monkeypatch.setattr(google_commands, "_show_address", agree)
    done = run("login", "--klien", str(client), "--tanpa-peramban")
    visits[0].join()
    assert done.exit_code == 0, done.output
    assert "Berhasil masuk" in done.stdout
    assert "Testing" in done.stderr
    assert "Publish app" in done.stderr
    assert load({}, own).expires is not None


def test_the_address_stands_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """It can be copied whole, however narrow the window."""
    address = "https://accounts.google.com/o/oauth2/auth?" + "x" * 400
    google_commands._show_address(address)
    assert f"\n{address}\n" in capsys.readouterr().out


def test_logging_in_without_a_client(own: Path) -> None:
    """What is missing is a sentence, not a traceback."""
    done = run("login")
    assert isinstance(done.exception, StoreError)
    assert "--klien" in str(done.exception)


def test_the_doctor_finds_a_healthy_office(server: LocalGoogle, own: Path, tmp_path: Path) -> None:
    """Every line has its mark, in Indonesian; nothing failed, so the exit code is 0."""
    sign_in(server, own)
    folder = lay_out_office(tmp_path / "kantor")
    done = run("doctor", "--office", str(folder))
    assert done.exit_code == 0, done.output
    assert "✓ Masuk ke Google" in seen(done)
    assert "! Alamat unit kerja" in seen(done)
    assert "✗" not in done.output
    assert ENGLISH.findall(done.output) == []


def test_the_doctor_without_a_login(own: Path, tmp_path: Path) -> None:
    """Failed, exit code 4, and the first command to run is named."""
    done = run("doctor", "--office", str(lay_out_office(tmp_path / "kantor")))
    assert done.exit_code == 4
    assert "✗ Tanda masuk" in seen(done)
    assert "google login" in seen(done)


def test_the_doctor_without_an_office(server: LocalGoogle, own: Path, tmp_path: Path) -> None:
    """The sign-in can be examined before there is an office."""
    sign_in(server, own)
    done = run("doctor", "--office", str(tmp_path / "none"))
    assert done.exit_code == 0, done.output
    assert "! Berkas kantor" in seen(done)
    assert "Alamat unit kerja" not in seen(done)


def test_the_doctor_as_json(server: LocalGoogle, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For programs: every check with its state, and whether all passed; a service account without a folder did not."""
    monkeypatch.setenv(VARIABLE, json.dumps(server.state.add_service_account(ROBOT)))
    done = run("doctor", "--office", str(lay_out_office(tmp_path / "kantor")), "--json")
    assert done.exit_code == 4
    found = json.loads(done.stdout)
    assert found["lulus"] is False
    states = {check["nama"]: check["keadaan"] for check in found["pemeriksaan"]}
    assert (states["Masuk ke Google"], states["Folder"]) == ("baik", "gagal")
    assert "PRIVATE" not in done.stdout


def test_the_doctor_shows_no_secret(server: LocalGoogle, own: Path, tmp_path: Path) -> None:
    """Neither the grant nor the client's secret, in neither form."""
    info = sign_in(server, own)
    for more in ([], ["--json"]):
        output = run("doctor", "--office", str(tmp_path), *more).output
        assert info["refresh_token"] not in output
        assert info["client_secret"] not in output


def test_the_token_goes_to_the_screen_alone(server: LocalGoogle, own: Path) -> None:
    """Standard output is the JSON and nothing else, so that it can be piped; the warning goes beside it."""
    sign_in(server, own)
    done = run("token")
    signin = load({VARIABLE: done.stdout}, own)
    signin.credentials.refresh(Request())  # type: ignore[no-untyped-call]  # google-auth leaves it untyped
    assert "setara kunci kantor" in " ".join(done.stderr.split())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_the_token_in_a_file_is_private(server: LocalGoogle, own: Path, tmp_path: Path) -> None:
    """Mode 0600 from the start, and nothing of it on the screen."""
    info = sign_in(server, own)
    path = tmp_path / "rahasia.json"
    done = run("token", "--keluar", str(path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert info["refresh_token"] in path.read_text("utf-8")
    assert info["refresh_token"] not in done.output


def test_no_token_without_a_login(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A secret that is in the variable already is not handed out again."""
    monkeypatch.setenv(VARIABLE, "{}")
    assert isinstance(run("token").exception, StoreError)


def test_logging_out(server: LocalGoogle, own: Path) -> None:
    """Ended here and at Google, then nothing is left to end; where Google is not reached, the page is named."""
    sign_in(server, own)
    assert "dicabut di Google" in run("logout").output
    assert "Tidak ada izin" in run("logout").output
    info = sign_in(server, own) | {"token_uri": "http://127.0.0.1:9/token"}
    (own / TOKEN_FILE).write_text(json.dumps(info), "utf-8")
    assert "myaccount.google.com" in run("logout").output
    assert not (own / TOKEN_FILE).exists()
