"""Quotas: how many calls an account and a project may make in any sixty seconds, by the server's clock.

Sheets counts requests, reads and writes apart. Drive counts units, which depend on the kind of call. The window
slides, the strictest reading of "per minute"; a call that is refused does not count.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from tests.fake_google.errors import ApiError

WINDOW = 60.0
READS, WRITES, DRIVE = "sheets.read", "sheets.write", "drive"

# POSTs of the Sheets API that only read.
READING_POSTS = re.compile(r":(?:getByDataFilter|batchGetByDataFilter|search)$")
LIST, GET, LOAD, MODIFY, OTHER = 100, 5, 200, 50, 5
LISTS = re.compile(r"/drive/v3/(?:files|changes|drives|files/[^/]+/(?:permissions|comments|revisions))")


@dataclass(frozen=True)
class Quotas:
    """The limits of any sixty seconds, for one account in one project, and for a project as a whole."""

    reads_user: int = 60
    reads_project: int = 300
    writes_user: int = 60
    writes_project: int = 300
    drive_user: int = 325_000
    drive_project: int = 1_000_000


@dataclass
class Window:
    """What was used in the last minute."""

    used: deque[tuple[float, int]] = field(default_factory=deque)
    total: int = 0

    def at(self, now: float) -> int:
        """The units of the minute before `now`."""
        while self.used and now - self.used[0][0] >= WINDOW:
            self.total -= self.used.popleft()[1]
        return self.total

    def add(self, now: float, units: int) -> None:
        self.used.append((now, units))
        self.total += units


class Meter:
    """Counts calls and refuses those that go over a limit."""

    def __init__(self, quotas: Quotas | None) -> None:
        self.quotas = quotas
        self._windows: dict[tuple[str, str, str], Window] = {}

    def check(self, api: str, units: int, user: str, project: str, now: float) -> None:
        """The call is counted; one too many is refused instead."""
        if self.quotas is None:
            return
        mine = self._windows.setdefault((api, project, user), Window())
        whole = self._windows.setdefault((api, project, ""), Window())
        per_user, per_project = _limits(self.quotas, api)
        if mine.at(now) + units > per_user:
            raise refusal(api, per_user, per_user=True)
        if whole.at(now) + units > per_project:
            raise refusal(api, per_project, per_user=False)
        mine.add(now, units)
        whole.add(now, units)

    def used(self, api: str, user: str, project: str, now: float) -> int:
        """What the account used in the last minute."""
        window = self._windows.get((api, project, user))
        return window.at(now) if window else 0


def _limits(quotas: Quotas, api: str) -> tuple[int, int]:
    return {
        READS: (quotas.reads_user, quotas.reads_project),
        WRITES: (quotas.writes_user, quotas.writes_project),
        DRIVE: (quotas.drive_user, quotas.drive_project),
    }[api]


def sheets_kind(method: str, path: str) -> str:
    """A read or a write, as Google counts it."""
    return READS if method == "GET" or READING_POSTS.search(path) else WRITES


def drive_units(method: str, path: str, media: bool) -> int:  # media: the bytes are asked for
    """What a Drive call costs."""
    if method != "GET":
        return MODIFY
    if media or path.endswith("/export"):
        return LOAD
    if LISTS.fullmatch(path):
        return LIST
    return GET if path.startswith("/drive/v3/files/") else OTHER


def refusal(api: str, limit: int, *, per_user: bool) -> ApiError:
    """The answer to one call too many."""
    if api == DRIVE:
        message = "User Rate Limit Exceeded" if per_user else "Rate Limit Exceeded"
        reason = "userRateLimitExceeded" if per_user else "rateLimitExceeded"
        return ApiError(403, message, reason, domain="usageLimits")
    kind = "Read" if api == READS else "Write"
    scope = " per user" if per_user else ""
    unit = "1/min/{project}/{user}" if per_user else "1/min/{project}"
    message = (
        f"Quota exceeded for quota metric '{kind} requests' and limit '{kind} requests per minute{scope}' of service "
        "'sheets.googleapis.com' for consumer 'project_number:123456789012'."
    )
    metadata = {
        "quota_limit": f"{kind}RequestsPerMinutePer{'User' if per_user else 'Project'}",
        "quota_limit_value": str(limit),
        "quota_location": "global",
        "quota_metric": f"sheets.googleapis.com/{kind.lower()}_requests",
        "quota_unit": unit,
        "service": "sheets.googleapis.com",
        "consumer": "projects/123456789012",
    }
    details: list[dict[str, Any]] = [
        {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "RATE_LIMIT_EXCEEDED",
            "domain": "googleapis.com",
            "metadata": metadata,
        },
        {
            "@type": "type.googleapis.com/google.rpc.Help",
            "links": [
                {
                    "description": "Request a higher quota limit.",
                    "url": "https://cloud.google.com/docs/quotas/help/request_increase",
                }
            ],
        },
    ]
    return ApiError(429, message, "rateLimitExceeded", domain="usageLimits", details=details)
