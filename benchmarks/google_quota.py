"""200 changed files under the real quotas, on a clock that nobody waits for: our client and plain gspread."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import gspread
import gspread.http_client
import requests
from google.oauth2.credentials import Credentials

from sheets_sync.workbook import FIRST_ROW
from tests.conftest import TW3
from tests.fake_google.clock import Clock
from tests.fake_google.server import LocalGoogle, rebase
from tests.large_office import change, open_large_office, project_now, settle, sync, unit_codes
from tests.online import EVERYTHING, OWNER, OnlineOffice, Rebased

UNITS = 200
GRANTED = 60  # reads that Google grants one user in a minute, and as many writes
ASKED = 1.05 * 60 * (math.ceil(UNITS / GRANTED) - 1)
HOUR = 3_600.0

Row = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a piece of work took: calls, seconds of the clock, and how often Google said "too often"."""

    requests: int
    seconds: float
    refused: int

    def __str__(self) -> str:
        return f"{self.requests}, {self.seconds:.0f} s, {self.refused} x 429"


def under_quotas(google: LocalGoogle, folder: Path, row: Row) -> None:
    """A row for our create, pull and feedback, and one for each way to do the reading with plain gspread."""
    office = open_large_office(google, folder, UNITS)
    codes = unit_codes(UNITS)
    row(f"{UNITS} files under the real quotas, virtual clock, latency 0:", "requests, time, refused")
    row("  created and shared", cost(google, lambda: project_now(office).create(TW3)), "0 x 429")
    google.clock.sleep(HOUR)
    settle(office, codes)
    change(office, codes, UNITS)
    google.clock.sleep(HOUR)
    asked = f"<= {ASKED:.0f} s, 0 x 429"
    row("  all changed: pulled", cost(google, lambda: project_now(office).pull(TW3)), asked)
    project_now(office).validate(TW3)
    google.clock.sleep(HOUR)
    row("  catatan of all changed: told", cost(google, lambda: project_now(office).feedback(TW3)), asked)
    change(office, codes, 0)
    google.clock.sleep(HOUR)
    row("  all changed: the whole sync, pulled, checked, told", cost(google, lambda: sync(office)), "0 x 429")
    office.close()
    for words, kind in PLAIN.items():
        google.clock.sleep(HOUR)
        work = partial(_plainly, office, codes, kind)
        row(f"  the reading with plain gspread, {words}", cost(google, work))


def cost(google: LocalGoogle, work: Callable[[], object]) -> Cost:
    """What the work takes."""
    before, started = len(google.api_calls()), google.clock.now()
    work()
    calls = google.api_calls()[before:]
    return Cost(len(calls), google.clock.now() - started, sum(call.status == 429 for call in calls))


# --- plain gspread -------------------------------------------------------------------------------------------


class Waiting(Rebased):
    """gspread's own client in the hands of somebody who waits a minute after each refusal, and asks again."""

    clock: Clock

    def request(self, method: str, endpoint: str, *arguments: Any, **settings: Any) -> requests.Response:
        while True:
            try:
                return super().request(method, endpoint, *arguments, **settings)
            except gspread.exceptions.APIError as refusal:
                if refusal.code != 429:
                    raise
                self.clock.sleep(60)


class BackingOff(gspread.BackOffHTTPClient):
    """gspread's client that repeats by itself, sent to the local Google."""

    address = ""

    def request(self, method: str, endpoint: str, *arguments: Any, **settings: Any) -> requests.Response:
        return super().request(method, rebase(endpoint, self.address), *arguments, **settings)


PLAIN: dict[str, type[gspread.HTTPClient]] = {
    "waiting 60 s after each 429": Waiting,
    "its BackOffHTTPClient": BackingOff,
}


def _plainly(office: OnlineOffice, codes: list[str], kind: type[gspread.HTTPClient]) -> None:
    """Read the tab Isi of every unit as gspread's guide does; its pauses pass on the local Google's clock."""
    google = office.google
    token = google.state.token_for(OWNER, EVERYTHING, "lain")
    client = gspread.Client(auth=Credentials(token), http_client=kind)  # type: ignore[no-untyped-call]  # google-auth leaves it untyped
    client.http_client.address = google.address  # type: ignore[attr-defined]  # ours, above
    if isinstance(client.http_client, Waiting):
        client.http_client.clock = google.clock
    with (
        client.http_client.session,
        patch.object(gspread.http_client, "time", SimpleNamespace(sleep=google.clock.sleep)),
    ):
        for code in codes:
            lines = client.open_by_key(office.file_of(code)).worksheet("Isi").get_all_values()
            assert lines[FIRST_ROW - 1]
