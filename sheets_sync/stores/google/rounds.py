"""The doctor's ways to Google: the store's own client, and the token endpoint."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import requests
from google.auth.transport import Request, Response
from google.auth.transport.requests import Request as TokenRequest

from sheets_sync.stores.google.checks import Denied
from sheets_sync.stores.google.client import Client, Kind
from sheets_sync.stores.google.denials import Refused
from sheets_sync.stores.google.signin import SignIn


class Rounds:
    """`checks.Calls` over the real client."""

    def __init__(self, client: Client, signin: SignIn) -> None:
        self._client, self._signin = client, signin
        self._endpoint = _Dated()

    @property
    def server_time(self) -> datetime | None:
        return self._client.server_time or self._endpoint.time

    def sign_in(self) -> None:
        self._signin.credentials.refresh(self._endpoint)  # type: ignore[no-untyped-call]  # google-auth leaves it untyped

    def get(self, url: str, params: Mapping[str, str]) -> Any:
        try:
            return self._client.call("GET", url, kind=Kind.SAFE, params=params)
        except Refused as refusal:
            raise Denied(refusal.status, refusal.reason, refusal.message) from refusal


class _Dated(Request):
    """google-auth's way to the token endpoint; it notes Google's time, above all where no token is given for a wrong clock."""

    def __init__(self) -> None:
        session = requests.Session()
        session.max_redirects = 0  # keys go to the address that was checked
        self._send = TokenRequest(session)
        self.time: datetime | None = None

    def __call__(self, *arguments: Any, **settings: Any) -> Response:
        response: Response = self._send(*arguments, **settings)
        with contextlib.suppress(KeyError, ValueError):
            self.time = parsedate_to_datetime(response.headers["Date"])
        return response
