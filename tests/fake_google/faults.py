"""Faults by script: what goes wrong, at which call, and whether the write has landed by then.

    faults.add(Fault("503-after", match=("POST", r":batchUpdate$"), nth=2))   the second such call
    faults.add(Fault("429-retry-after", retry_after=7, times=3))              the first three API calls
    faults.at(5, "drop-after")                                                the fifth API call from now

Calls are counted from the moment when the fault was added. Without `match` the API's calls are counted, those
to the token endpoints are not; a `match` may aim at those as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.fake_google import quota
from tests.fake_google.errors import ApiError
from tests.fake_google.wire import Answer, Request

Match = Callable[[Request], bool] | tuple[str, str] | None

# What each kind does. Before: the call is answered without being carried out. After: it is carried out first.
BEFORE = {
    "429": "too many requests, as the quota words it",
    "429-retry-after": "the same with a Retry-After header",
    "403-rate": "the same as 403: Drive's userRateLimitExceeded, RATE_LIMIT_EXCEEDED of Sheets",
    "403-sharing-rate": "Drive's sharingRateLimitExceeded",
    "403-storage": "storageQuotaExceeded",
    "403-export-size": "exportSizeLimitExceeded",
    "401": "the token is refused",
    "500": "an internal error",
    "503": "the service is not available",
    "html-502": "a proxy's HTML page",
    "html-200": "the same as if all were well: a page to log in to some network",
    "drop": "the connection is closed without an answer",
}
AFTER = {
    "500-after": "an internal error",
    "503-after": "the service is not available",
    "html-502-after": "a proxy's HTML page",
    "drop-after": "the connection is closed without an answer",
    "garbage": "200, and what should be JSON is not",
    "half-body": "200, and the connection is closed in the middle of the body",
    "mail-failed": "400 invalidSharingRequest: shared, but no mail could be sent",
    "delay": "the right answer, `seconds` later: on the clock, or really with real=True",
}
KINDS = BEFORE | AFTER

PAGE_502 = (
    b"<!DOCTYPE html>\n<html lang=en>\n  <meta charset=utf-8>\n  <title>Error 502 (Server Error)!!1</title>\n"
    b"  <p><b>502.</b> <ins>That's an error.</ins>\n  <p>The server encountered a temporary error and could not "
    b"complete your request.<p>Please try again in 30 seconds.  <ins>That's all we know.</ins>\n"
)


@dataclass
class Fault:
    """One fault: the matching calls number `nth` to `nth + times - 1` meet it."""

    kind: str
    match: Match = None
    nth: int = 1
    times: int = 1
    seconds: float = 0.0  # of a delay
    real: bool = False  # a delay in real time, so that a client's time-out fires
    retry_after: float = 1.0
    seen: int = 0  # matching calls so far
    hits: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"Unknown fault {self.kind!r}; known are {', '.join(KINDS)}.")

    def meets(self, request: Request, *, api: bool) -> bool:
        """The call matches, whether or not it is the one."""
        if self.match is None:
            return api
        if callable(self.match):
            return self.match(request)
        method, path = self.match
        return bool(re.fullmatch(method, request.method) and re.search(path, request.path))


class Faults:
    """The script; each call is looked up once."""

    def __init__(self) -> None:
        self.script: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        self.script.append(fault)
        return fault

    def at(self, position: int, kind: str, **more: Any) -> Fault:
        """The API call number `position` from now meets the fault."""
        return self.add(Fault(kind, nth=position, **more))

    def clear(self) -> None:
        self.script.clear()

    def take(self, request: Request, *, api: bool) -> Fault | None:
        """The fault that this call meets; all of the script count it."""
        found: Fault | None = None
        for fault in self.script:
            if not fault.meets(request, api=api):
                continue
            fault.seen += 1
            if found is None and fault.nth <= fault.seen < fault.nth + fault.times:
                fault.hits += 1
                found = fault
        return found


def error(fault: Fault, api: str) -> ApiError | None:
    """The refusal that the fault stands for; None where it is none of the API's own words."""
    kind = fault.kind
    if kind.startswith("429"):
        made = quota.refusal(api if api != quota.DRIVE else quota.READS, 60, per_user=True)
        if kind == "429-retry-after":
            made.headers["Retry-After"] = f"{fault.retry_after:g}"
        return made
    if kind == "403-rate" and api != quota.DRIVE:
        made = quota.refusal(api, 60, per_user=True)
        made.code, made.status = 403, "PERMISSION_DENIED"
        return made
    if kind.startswith("500"):
        return ApiError(500, "Internal error encountered.", "internalError")
    if kind.startswith("503"):
        return ApiError(503, "The service is currently unavailable.", "backendError")
    return {
        "403-rate": quota.refusal(quota.DRIVE, 0, per_user=True),
        "403-sharing-rate": ApiError(
            403, 'Rate limit exceeded. User message: "Sorry, you have exceeded your sharing quota."',
            "sharingRateLimitExceeded",
        ),
        "403-storage": ApiError(
            403, "The user's Drive storage quota has been exceeded.", "storageQuotaExceeded", domain="usageLimits"
        ),
        "403-export-size": ApiError(403, "This file is too large to be exported.", "exportSizeLimitExceeded"),
        "401": unauthenticated(),
        "mail-failed": ApiError(
            400,
            'Bad Request. User message: "The items were successfully shared but emails could not be sent."',
            "invalidSharingRequest",
        ),
    }.get(kind)  # fmt: skip


def unauthenticated() -> ApiError:
    """The answer to a token that is void."""
    message = (
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
        "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."
    )
    return ApiError(
        401,
        message,
        "authError",
        status="UNAUTHENTICATED",
        headers={"WWW-Authenticate": 'Bearer realm="https://accounts.google.com/", error="invalid_token"'},
        location="Authorization",
        location_type="header",
        inner="Invalid Credentials",
    )


def page(status: int = 502) -> Answer:
    """A proxy's page instead of an answer."""
    return Answer(PAGE_502, status, "text/html; charset=UTF-8")
