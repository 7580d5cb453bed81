"""Quotas on a clock that the test moves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

from tests.fake_google.clock import MovableClock
from tests.fake_google.quota import Quotas, drive_units, sheets_kind
from tests.fake_google.server import LocalGoogle
from tests.fake_google_tests.serving import FILES, Api


@pytest.fixture
def limited(clock: MovableClock) -> Iterator[Api]:
    with LocalGoogle(clock, quotas=True) as running, requests.Session() as session:
        yield Api(running, session)


def read(api: Api, file: str) -> int:
    return api.send("GET", f"/v4/spreadsheets/{file}", fields="spreadsheetId").status_code


def test_sixty_reads_in_any_sixty_seconds(limited: Api, clock: MovableClock) -> None:
    """The window slides: half of the calls come back when half a minute is over, and refusals cost nothing."""
    file = limited.make()
    assert {read(limited, file) for _ in range(30)} == {200}
    clock.advance(30)
    assert {read(limited, file) for _ in range(30)} == {200}
    assert {read(limited, file) for _ in range(5)} == {429}
    clock.advance(29.9)
    assert read(limited, file) == 429
    clock.advance(0.1)
    assert [read(limited, file) for _ in range(31)] == [200] * 30 + [429]


def test_the_refusal_says_which_limit(limited: Api) -> None:
    file = limited.make()
    while (answer := limited.send("GET", f"/v4/spreadsheets/{file}")).status_code == 200:
        pass
    error = answer.json()["error"]
    assert (answer.status_code, error["status"]) == (429, "RESOURCE_EXHAUSTED")
    assert error["details"][0]["reason"] == "RATE_LIMIT_EXCEEDED"
    assert error["details"][0]["metadata"]["quota_unit"] == "1/min/{project}/{user}"
    assert error["details"][0]["metadata"]["quota_limit"] == "ReadRequestsPerMinutePerUser"
    assert len(limited.google.api_calls()) == 1 + 60 + 1


def test_reads_and_writes_and_users_are_counted_apart(limited: Api) -> None:
    file = limited.make()
    while read(limited, file) == 200:
        pass
    limited.ok("PUT", f"/v4/spreadsheets/{file}/values/A1", {"values": [["x"]]}, valueInputOption="RAW")
    limited.share(file, "rani@example.com")
    assert read(limited.acting_as("rani@example.com"), file) == 200


def test_a_project_has_a_limit_of_its_own(clock: MovableClock) -> None:
    """Several users of one project share it; another project does not."""
    with LocalGoogle(clock, quotas=Quotas(reads_project=100)) as google, requests.Session() as session:
        owner = Api(google, session)
        file = owner.make()
        for email in ("rani@example.com", "siti@example.com"):
            owner.share(file, email)
        rani, siti = owner.acting_as("rani@example.com"), owner.acting_as("siti@example.com")
        assert [read(rani, file) for _ in range(60)] == [200] * 60
        assert [read(siti, file) for _ in range(41)] == [200] * 40 + [429]
        assert read(owner.acting_as("siti@example.com", app="lain"), file) == 200


def test_drive_counts_units(clock: MovableClock) -> None:
    """A list costs a hundred, a file five, a change fifty, an export two hundred."""
    with LocalGoogle(clock, quotas=Quotas(drive_user=360)) as google, requests.Session() as session:
        api = Api(google, session)
        file = api.make()
        api.ok("GET", FILES)
        api.ok("GET", f"{FILES}/{file}")
        api.send("GET", f"{FILES}/{file}/export", mimeType="text/csv")
        assert [call.units for call in google.calls] == [50, 100, 5, 200]
        assert api.no("GET", f"{FILES}/{file}/permissions") == (403, "userRateLimitExceeded")
        clock.advance(60)
        api.ok("GET", f"{FILES}/{file}/permissions")


def test_what_is_a_read() -> None:
    """A POST that only reads counts as a read; `:clear` and `:copyTo` are writes."""
    assert sheets_kind("GET", "/v4/spreadsheets/x") == "sheets.read"
    assert sheets_kind("POST", "/v4/spreadsheets/x/values:batchGetByDataFilter") == "sheets.read"
    assert sheets_kind("POST", "/v4/spreadsheets/x/developerMetadata:search") == "sheets.read"
    assert sheets_kind("POST", "/v4/spreadsheets/x/values/A1:clear") == "sheets.write"
    assert sheets_kind("POST", "/v4/spreadsheets/x/sheets/0:copyTo") == "sheets.write"
    assert drive_units("GET", "/drive/v3/about", media=False) == 5


def test_latency_goes_by_the_clock(clock: MovableClock) -> None:
    with LocalGoogle(clock, latency=0.5) as google, requests.Session() as session:
        before = clock.now()
        Api(google, session).make()
        assert clock.now() - before == pytest.approx(0.5)
