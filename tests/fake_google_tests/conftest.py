"""A running local Google and somebody who calls it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from tests.fake_google.clock import MovableClock
from tests.fake_google.drive_model import DRIVE, FOLDER, SPREADSHEET
from tests.fake_google.server import LocalGoogle

FILES = "/drive/v3/files"


@dataclass(frozen=True)
class Api:
    """One account's calls; without a token they are the default user's."""

    google: LocalGoogle
    session: requests.Session
    token: str = ""

    def send(self, method: str, path: str, body: Any = None, **params: Any) -> requests.Response:
        """The answer, whatever it is."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        address = self.google.address + path
        return self.session.request(method, address, json=body, params=params, headers=headers, timeout=20)

    def ok(self, method: str, path: str, body: Any = None, **params: Any) -> Any:
        """The answer's JSON; the call succeeded."""
        answer = self.send(method, path, body, **params)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    def no(self, method: str, path: str, body: Any = None, **params: Any) -> tuple[int, str]:
        """The status and Drive's reason; the call was refused."""
        answer = self.send(method, path, body, **params)
        assert not answer.ok, answer.text
        return answer.status_code, answer.json()["error"]["errors"][0]["reason"]

    def make(self, name: str = "Lembar", **fields: Any) -> str:
        """The id of a new spreadsheet."""
        body = {"name": name, "mimeType": SPREADSHEET} | fields
        return str(self.ok("POST", FILES, body, supportsAllDrives="true")["id"])

    def folder(self, name: str = "Map", **fields: Any) -> str:
        """The id of a new folder."""
        return str(self.ok("POST", FILES, {"name": name, "mimeType": FOLDER} | fields)["id"])

    def names(self, q: str = "", **params: Any) -> list[str]:
        """The names of the files that a query finds, in alphabetical order."""
        found = self.ok("GET", FILES, **({"q": q} if q else {}), **params)["files"]
        return sorted((file["name"] for file in found), key=str.casefold)

    def share(self, file: str, email: str, role: str = "writer", **params: Any) -> Any:
        """The grant that the address has on the file now."""
        body = {"type": "user", "role": role, "emailAddress": email}
        return self.ok("POST", f"{FILES}/{file}/permissions", body, **params)

    def acting_as(self, email: str, *scopes: str, **app: str) -> Api:
        """The same service, called by another account."""
        return replace(self, token=self.google.state.token_for(email, list(scopes) or [DRIVE], **app))


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(datetime(2026, 10, 8, 2, 30, tzinfo=UTC))


@pytest.fixture
def google(clock: MovableClock) -> Iterator[LocalGoogle]:
    """A local Google; in the end nothing that it was sent or said deviates from the documents."""
    with LocalGoogle(clock) as running:
        yield running
        assert running.contract.deviations == []


@pytest.fixture
def api(google: LocalGoogle) -> Iterator[Api]:
    """The default user's calls."""
    with requests.Session() as session:
        yield Api(google, session)
