"""The server: what it is as an HTTP server, its log, its control endpoint and its command line."""

from __future__ import annotations

import gzip
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from tests.fake_google import drive_files
from tests.fake_google.clock import MovableClock
from tests.fake_google.server import LocalGoogle, rebase
from tests.fake_google_tests.serving import FILES, Api


def test_one_connection_for_many_calls(google: LocalGoogle) -> None:
    """HTTP/1.1: the connection stays, and long answers come zipped to those who take it."""
    connection = http.client.HTTPConnection("127.0.0.1", google.port, timeout=20)
    try:
        for _ in range(3):
            connection.request("GET", f"{FILES}/root?fields=*", headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            body = answer.read()
        assert answer.getheader("Content-Encoding") == "gzip"
        assert b'"My Drive"' in gzip.decompress(body)
        connection.request("GET", f"{FILES}/root?prettyPrint=true")
        assert connection.getresponse().read().startswith(b'{\n  "kind": "drive#file"')
    finally:
        connection.close()


def test_a_body_in_pieces(google: LocalGoogle) -> None:
    """Clients that do not know the length beforehand send chunks."""
    connection = http.client.HTTPConnection("127.0.0.1", google.port, timeout=20)
    try:
        pieces = iter([b'{"name": "Map", ', b'"mimeType": "application/vnd.google-apps.folder"}'])
        connection.request("POST", FILES, pieces, {"Content-Type": "application/json"}, encode_chunked=True)
        assert b'"name":"Map"' in connection.getresponse().read()
    finally:
        connection.close()


def test_paths_that_do_not_exist(api: Api) -> None:
    """A page in HTML, as from any of Google's hosts; broken JSON is 400."""
    answer = api.send("GET", "/drive/v3/nothing")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "text/html; charset=UTF-8")
    assert api.send("GET", "/nothing").status_code == 404
    headers = {"Content-Type": "application/json"}
    broken = api.session.post(api.google.address + FILES, data=b'{"name": ', headers=headers, timeout=20)
    assert (broken.status_code, broken.json()["error"]["errors"][0]["reason"]) == (400, "parseError")
    api.google.contract.clear()


def test_a_browser_may_ask(api: Api) -> None:
    answer = api.session.options(api.google.address + FILES, timeout=20)
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (204, "*")


def test_many_clients_at_once(google: LocalGoogle) -> None:
    """No call is lost and none is worked on twice."""

    def work(number: int) -> None:
        with requests.Session() as session:
            api = Api(google, session)
            for turn in range(10):
                api.folder(f"{number}-{turn}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert len(google.calls) == 80
    assert len({call.number for call in google.calls}) == 80
    assert len([file for file in google.state.files.values() if "-" in file.name]) == 80


def test_the_call_log(api: Api) -> None:
    file = api.make()
    api.acting_as("rani@example.com").send("GET", f"/v4/spreadsheets/{file}", fields="spreadsheetId")
    made, read = api.google.calls
    assert (made.api, made.units, made.status, made.body["name"]) == ("drive", 50, 200, "Lembar")
    assert (read.api, read.user, read.status) == ("sheets.read", "rani@example.com", 403)
    assert read.query == {"fields": ["spreadsheetId"]}


def test_an_address_as_a_token(api: Api) -> None:
    """Where tokens are not checked, an account's address does for one."""
    api.google.state.add_user("rani@example.com")
    rani = Api(api.google, api.session, "rani@example.com")
    rani.make("Milik Rani")
    assert (rani.names(), api.names()) == (["Milik Rani"], [])


def test_stopping_leaves_nothing() -> None:
    """Open connections are closed, the port is free, and no thread is left."""
    before = threading.active_count()
    google = LocalGoogle().start()
    with socket.create_connection(("127.0.0.1", google.port), timeout=20) as waiting:
        waiting.sendall(b"OPTIONS / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert waiting.recv(4096).startswith(b"HTTP/1.1 204")
        google.stop()
        assert waiting.recv(1) == b""
    assert threading.active_count() == before
    with LocalGoogle(port=google.port) as again, requests.get(again.address + FILES, timeout=20) as answer:
        assert answer.status_code == 200


def test_a_bug_of_its_own_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client gets a 500, and the end of the test the traceback."""

    def broken(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(drive_files, "find", broken)
    google = LocalGoogle()
    with pytest.raises(RuntimeError, match="ZeroDivisionError"), google:
        assert requests.get(f"{google.address}{FILES}/x", timeout=20).status_code == 500


def test_googles_addresses_lead_here(google: LocalGoogle) -> None:
    assert (
        google.local("https://sheets.googleapis.com/v4/spreadsheets/x?a=b") == f"{google.address}/v4/spreadsheets/x?a=b"
    )
    assert google.local("https://www.googleapis.com/drive/v3/files") == google.address + FILES
    assert rebase("https://example.com/x", google.address) == "https://example.com/x"


def test_control_over_http(api: Api, clock: MovableClock) -> None:
    """What a test in another process can do: move the clock, script faults, add people, read the log."""
    before = clock.now()
    assert api.ok("POST", "/_control/clock", {"advance": 60})["now"] == before + 60
    api.ok("POST", "/_control/faults", [{"kind": "429", "method": "GET", "path": "files$", "times": 1}])
    assert api.send("GET", FILES).status_code == 429
    assert api.ok("GET", "/_control/faults")["faults"][0]["hits"] == 1
    api.ok("POST", "/_control/users", {"email": "rani@example.com", "storage_limit": 0})
    assert api.ok("POST", "/_control/users", {"email": "robot@x", "service": True})["client_email"] == "robot@x"
    api.ok("POST", "/_control/users", {"group": "kasi@example.com", "members": ["rani@example.com"]})
    token = api.ok("POST", "/_control/tokens", {"email": "rani@example.com"})["access_token"]
    assert Api(api.google, api.session, token).no("POST", FILES, {"name": "x"}) == (403, "storageQuotaExceeded")
    drive = api.ok("POST", "/_control/drives", {"name": "K", "members": {"user@example.com": "organizer"}})["id"]
    file = api.make(parents=[drive])
    api.share(file, "rani@example.com", supportsAllDrives="true")
    assert [mail["to"] for mail in api.ok("GET", "/_control/outbox")["outbox"]] == ["rani@example.com"]
    assert [entry["id"] for entry in api.ok("GET", "/_control/files")["files"]] == [file]
    assert [call["status"] for call in api.ok("GET", "/_control/calls", since=2)["calls"]] == [200, 200]
    assert api.ok("POST", "/_control/clients", {"testing": True})["installed"]["token_uri"].endswith("/token")
    assert api.ok("POST", "/_control/consent", {"user": None, "scopes": []})["user"] is None
    assert api.ok("GET", "/_control/contract")["deviations"] == []
    api.ok("POST", "/_control/reset")
    assert api.ok("GET", "/_control/calls")["calls"] == []
    assert api.send("GET", "/_control/lain").status_code == 404
    assert api.send("POST", "/_control/faults", {"kind": "oops"}).status_code == 400


def test_a_real_clock_cannot_be_moved() -> None:
    with (
        LocalGoogle() as google,
        requests.post(f"{google.address}/_control/clock", json={"advance": 1}, timeout=20) as answer,
    ):
        assert answer.status_code == 400


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.fake_google", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_command(number: signal.Signals) -> None:
    """The first line is the address; it serves until it is told to stop, and says nothing more."""
    with start("--strict", "--quotas", "--clock", "2026-10-08T09:30:00+07:00") as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        with requests.get(address + FILES, timeout=20) as answer:
            assert answer.status_code == 403
            assert answer.headers["Date"] == "Thu, 08 Oct 2026 02:30:00 GMT"
        with requests.get(address + "/_control/clock", timeout=20) as answer:
            assert answer.json() == {"now": datetime(2026, 10, 8, 2, 30, tzinfo=UTC).timestamp()}
        os.kill(process.pid, number)
        assert process.communicate(timeout=20) == ("", "")
    assert process.returncode == 0


def test_a_port_that_is_taken(google: LocalGoogle) -> None:
    with start("--port", str(google.port)) as process:
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (1, "")
    assert f"127.0.0.1:{google.port}" in err
