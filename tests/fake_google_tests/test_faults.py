"""Faults by script: each kind, at the call that was meant, and whether the write landed."""

from __future__ import annotations

import time

import pytest
import requests

from tests.fake_google.clock import MovableClock
from tests.fake_google.faults import Fault
from tests.fake_google_tests.serving import FILES, Api

NEW = {"name": "Lembar", "mimeType": "application/vnd.google-apps.folder"}


@pytest.mark.parametrize(
    ("kind", "status", "reason", "landed"),
    [
        ("429", 429, "rateLimitExceeded", False),
        ("429-retry-after", 429, "rateLimitExceeded", False),
        ("403-rate", 403, "userRateLimitExceeded", False),
        ("403-sharing-rate", 403, "sharingRateLimitExceeded", False),
        ("403-storage", 403, "storageQuotaExceeded", False),
        ("403-export-size", 403, "exportSizeLimitExceeded", False),
        ("401", 401, "authError", False),
        ("500", 500, "internalError", False),
        ("503", 503, "backendError", False),
        ("500-after", 500, "internalError", True),
        ("503-after", 503, "backendError", True),
        ("mail-failed", 400, "invalidSharingRequest", True),
    ],
)
def test_refusals(api: Api, kind: str, status: int, reason: str, landed: bool) -> None:
    """The second call meets it, the third does not."""
    api.google.faults.at(2, kind)
    api.folder("Lain")
    assert api.no("POST", FILES, NEW) == (status, reason)
    assert ("Lembar" in api.names()) is landed
    assert [call.fault for call in api.google.calls] == ["", kind, ""]


def test_sheets_refuses_for_haste_in_words_of_its_own(api: Api) -> None:
    """403 from Sheets says why in `details`, as its 429 does, and not in Drive's `errors`."""
    api.google.faults.at(1, "403-rate")
    response = api.session.get(f"{api.google.address}/v4/spreadsheets/x")
    error = response.json()["error"]
    assert (response.status_code, error["status"]) == (403, "PERMISSION_DENIED")
    assert error["details"][0]["reason"] == "RATE_LIMIT_EXCEEDED"


def test_a_page_instead_of_an_answer(api: Api) -> None:
    """A network's own page comes with 200, or a proxy's with 502."""
    for kind, status in (("html-200", 200), ("html-502", 502)):
        api.google.faults.at(1, kind)
        response = api.session.get(f"{api.google.address}/v4/spreadsheets/x")
        assert (response.status_code, response.headers["Content-Type"].partition(";")[0]) == (status, "text/html")


@pytest.mark.parametrize(("kind", "landed"), [("drop", False), ("drop-after", True), ("half-body", True)])
def test_lost_connections(api: Api, kind: str, landed: bool) -> None:
    """No answer, or half of one; the next call is answered again."""
    api.google.faults.at(1, kind)
    with pytest.raises(requests.RequestException):
        api.send("POST", FILES, NEW)
    assert ("Lembar" in api.names()) is landed


@pytest.mark.parametrize(
    ("kind", "status", "landed"), [("html-502", 502, False), ("html-502-after", 502, True), ("garbage", 200, True)]
)
def test_bodies_that_are_no_json(api: Api, kind: str, status: int, landed: bool) -> None:
    api.google.faults.at(1, kind)
    answer = api.send("POST", FILES, NEW)
    assert answer.status_code == status
    with pytest.raises(requests.JSONDecodeError):
        answer.json()
    assert ("Lembar" in api.names()) is landed


def test_retry_after(api: Api) -> None:
    api.google.faults.add(Fault("429-retry-after", retry_after=7, times=2))
    answers = [api.send("GET", FILES) for _ in range(3)]
    assert [(answer.status_code, answer.headers.get("Retry-After")) for answer in answers] == [
        (429, "7"), (429, "7"), (200, None),
    ]  # fmt: skip


def test_a_delay_goes_by_the_clock(api: Api, clock: MovableClock) -> None:
    api.google.faults.add(Fault("delay", seconds=90))
    before = clock.now()
    api.folder()
    assert clock.now() - before == 90


def test_a_real_delay_after_the_write(api: Api) -> None:
    """The client's patience ends first; the write has landed all the same."""
    api.google.faults.add(Fault("delay", seconds=30, real=True))
    started = time.monotonic()
    with pytest.raises(requests.Timeout):
        api.session.post(api.google.address + FILES, json=NEW, timeout=0.2)
    assert api.names() == ["Lembar"]
    assert time.monotonic() - started < 10


def test_a_fault_for_certain_calls(api: Api) -> None:
    """By method and path, or by whatever a function finds in the request; each counts its own matches."""
    api.google.faults.add(Fault("500", match=("POST", r"/copy$"), nth=2))
    api.google.faults.add(Fault("503", match=lambda request: request.fields().get("name") == "Kedua"))
    text = api.ok("POST", FILES, {"name": "x.txt", "mimeType": "text/plain"})["id"]
    assert [api.send("POST", f"{FILES}/{text}/copy", {}).status_code for _ in range(3)] == [200, 500, 200]
    assert [api.send("POST", FILES, {"name": name}).status_code for name in ("Satu", "Kedua", "Kedua")] == [
        200,
        503,
        200,
    ]


def test_the_token_exchange_does_not_count(api: Api) -> None:
    """A position counts calls to Sheets and Drive; a pattern may aim at the token endpoint."""
    api.google.faults.at(1, "500")
    api.google.faults.add(Fault("503", match=("POST", "^/token$")))
    assert api.send("POST", "/token").status_code == 503
    assert api.send("POST", "/token").status_code == 400
    assert api.send("GET", FILES).status_code == 500


def test_a_mail_that_failed_was_not_sent(api: Api) -> None:
    file = api.make()
    api.google.faults.at(1, "mail-failed")
    body = {"type": "user", "role": "writer", "emailAddress": "rani@example.com"}
    assert api.no("POST", f"{FILES}/{file}/permissions", body) == (400, "invalidSharingRequest")
    assert len(api.ok("GET", f"{FILES}/{file}/permissions")["permissions"]) == 2
    assert api.google.state.outbox == []


def test_sheets_has_its_own_words(api: Api) -> None:
    """A 503 after a write of cells; the cells are written."""
    file = api.make()
    api.google.faults.at(1, "503-after")
    where = f"/v4/spreadsheets/{file}/values/A1"
    answer = api.send("PUT", where, {"values": [["x"]]}, valueInputOption="RAW")
    assert answer.json()["error"] == {
        "code": 503, "message": "The service is currently unavailable.", "status": "UNAVAILABLE",
    }  # fmt: skip
    assert api.ok("GET", where)["values"] == [["x"]]


def test_a_fault_that_nobody_knows() -> None:
    with pytest.raises(ValueError, match="half-body"):
        Fault("oops")
