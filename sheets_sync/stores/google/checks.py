"""The words of `google doctor`: what a check saw, what it asks Google, and how Google says no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from sheets_sync.errors import StoreError


class State(StrEnum):
    OK = "baik"
    WARN = "perhatian"
    FAIL = "gagal"


@dataclass(frozen=True, slots=True)
class Check:
    """What one check saw; `advice` is empty where there is nothing to do."""

    name: str
    state: State
    words: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the office has written down about Google."""

    folder: str = ""  # its id; "" for the account's own My Drive
    invitations: bool = True
    without_address: Sequence[str] | None = ()  # units that contacts.csv has no address for; None where it is not known


class Denied(Exception):
    """Google answered, and said no: its status, its word for why, its sentence."""

    def __init__(self, status: int, reason: str = "", message: str = "") -> None:
        self.status, self.reason, self.message = status, reason, message
        super().__init__(f"{status} {reason}")

    @property
    def switched_off(self) -> bool:
        """The project has not enabled this API."""
        words = self.message.lower()
        known = self.reason in {"accessNotConfigured", "SERVICE_DISABLED"}
        return known or (self.status == 403 and ("has not been used in project" in words or "is disabled" in words))

    @property
    def scope_missing(self) -> bool:
        known = self.reason in {"ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficientPermissions"}
        return known or "insufficient authentication scopes" in self.message.lower()


class Calls(Protocol):
    """The ways to Google that the checks need."""

    @property
    def server_time(self) -> datetime | None:
        """Google's clock in its last answer."""

    def sign_in(self) -> None:
        """A fresh token is there. GoogleAuthError or StoreError where Google gives none."""

    def get(self, url: str, params: Mapping[str, str]) -> Any:
        """The answer as JSON. Denied where Google refuses, StoreError where it cannot be asked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What Google said to one question: a value, or why not."""

    value: Mapping[str, Any]
    failure: Denied | StoreError | None = None

    @classmethod
    def of(cls, calls: Calls, url: str, params: Mapping[str, str]) -> Answer:
        try:
            found = calls.get(url, params)
        except (Denied, StoreError) as failure:
            return cls({}, failure)
        return cls(found if isinstance(found, Mapping) else {})
