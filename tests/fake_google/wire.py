"""One request and one answer, as the server hands them to the parts that decide."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.fake_google.drive_model import Identity
from tests.fake_google.errors import ApiError

JSON = "application/json; charset=UTF-8"
TRUE = ("true", "True", "TRUE", "1")


@dataclass
class Request:
    """A request after its bytes were read; `path` is still percent-encoded, `params` are decoded."""

    method: str
    path: str
    params: dict[str, list[str]]
    headers: dict[str, str]  # names in lower case
    raw: bytes = b""
    body: Any = None  # the parsed JSON, None where there is none
    identity: Identity | None = None

    def one(self, name: str, default: str = "") -> str:
        """The last value of the query parameter `name`."""
        return self.params.get(name, [default])[-1]

    def flag(self, name: str, *, default: bool = False) -> bool:
        """The truth of a boolean query parameter, in any spelling that Google accepts."""
        return self.one(name) in TRUE if name in self.params else default

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """The whole number of a query parameter within its bounds."""
        text = self.one(name)
        if not text:
            return default
        if not text.lstrip("-").isdigit():
            raise ApiError(400, f"Invalid value '{text}'.", "invalidParameter", location=name)
        if not low <= int(text) <= high:
            message = f"Invalid value '{text}'. Values must be within the range: [{low}, {high}]"
            raise ApiError(400, message, "invalidParameter", location=name)
        return int(text)

    @property
    def who(self) -> Identity:
        """The identity, which the server has settled before it asks anybody."""
        if self.identity is None:
            raise ApiError(401, "Login Required.", "required")
        return self.identity

    def fields(self) -> dict[str, Any]:
        """The JSON body as an object; empty where none was sent."""
        if self.body is None:
            return {}
        if not isinstance(self.body, dict):
            raise ApiError(400, "Invalid JSON payload received. Unexpected token.", "parseError")
        return self.body


@dataclass
class Answer:
    """What is sent back: JSON (a dict), bytes of `content_type`, or nothing at all (204)."""

    body: dict[str, Any] | bytes | None = None
    status: int = 200
    content_type: str = JSON
    headers: dict[str, str] = field(default_factory=dict)
    default_fields: str = ""  # the mask where the request names none: Drive answers few fields unasked
