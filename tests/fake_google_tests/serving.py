"""A small client of the local Google that says what it got."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import requests

from tests.fake_google.drive_model import FOLDER, SPREADSHEET
from tests.fake_google.server import LocalGoogle

FILES = "/drive/v3/files"


@dataclass
class Api:
    """Somebody who calls: a session with a token."""

    google: LocalGoogle
    session: requests.Session
    token: str = ""

    def send(self, method: str, path: str, body: Any = None, **params: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return self.session.request(
            method, self.google.address + path, json=body, params=params, headers=headers, timeout=20
        )

    def ok(self, method: str, path: str, body: Any = None, **params: Any) -> Any:
        """The parsed answer, which must be a good one."""
        answer = self.send(method, path, body, **params)
        assert answer.status_code in {200, 204}, answer.text
        return answer.json() if answer.content else None

    def no(self, method: str, path: str, body: Any = None, **params: Any) -> tuple[int, str]:
        """The status and Drive's reason of a refusal."""
        answer = self.send(method, path, body, **params)
        assert answer.status_code >= 400, answer.text
        return answer.status_code, answer.json()["error"]["errors"][0]["reason"]

    def make(self, name: str = "Lembar", **fields: Any) -> str:
        """The id of a new spreadsheet."""
        made = self.ok("POST", FILES, {"name": name, "mimeType": SPREADSHEET, **fields}, supportsAllDrives="true")
        return str(made["id"])

    def folder(self, name: str = "Map", **fields: Any) -> str:
        made = self.ok("POST", FILES, {"name": name, "mimeType": FOLDER, **fields}, supportsAllDrives="true")
        return str(made["id"])

    def names(self, q: str = "", **params: Any) -> list[str]:
        """The names that a search finds."""
        found = self.ok("GET", FILES, q=q, fields="files(name)", orderBy="name", **params)
        return [file["name"] for file in found["files"]]

    def share(self, file_id: str, email: str, role: str = "writer", **params: Any) -> Any:
        body = {"type": "user", "role": role, "emailAddress": email}
        return self.ok("POST", f"{FILES}/{file_id}/permissions", body, **params)

    def acting_as(self, email: str, *scopes: str, app: str = "") -> Api:
        """The same server in somebody else's hands."""
        return Api(self.google, self.session, self.google.state.token_for(email, scopes, app))
