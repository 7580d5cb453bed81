"""How the service says no: one exception, and the body that each API makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

STATUSES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ALREADY_EXISTS",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}


@dataclass
class ApiError(Exception):
    """An answer that is not 2xx; `reason` is Drive's word for it (`notFound`, `storageQuotaExceeded`)."""

    code: int
    message: str
    reason: str = ""
    status: str = ""
    domain: str = "global"
    details: list[dict[str, Any]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    location: str = ""  # Drive: the parameter at fault
    location_type: str = "parameter"
    inner: str = ""  # Drive: the message of `errors[0]`, where it is not the outer one

    def __str__(self) -> str:
        return f"{self.code} {self.message}"

    def sheets_body(self) -> dict[str, Any]:
        """The body as Sheets v4 words it."""
        body: dict[str, Any] = {
            "code": self.code,
            "message": self.message,
            "status": self.status or STATUSES.get(self.code, "UNKNOWN"),
        }
        return {"error": body | ({"details": self.details} if self.details else {})}

    def drive_body(self) -> dict[str, Any]:
        """The body as Drive v3 words it."""
        one = {"message": self.inner or self.message, "domain": self.domain, "reason": self.reason or "badRequest"}
        if self.location:
            one |= {"location": self.location, "locationType": self.location_type}
        body: dict[str, Any] = {"code": self.code, "message": self.message, "errors": [one]}
        if self.status:
            body["status"] = self.status
        return {"error": body | ({"details": self.details} if self.details else {})}


def bad_request(message: str) -> ApiError:
    return ApiError(400, message, "badRequest")


def not_found(message: str = "Requested entity was not found.") -> ApiError:
    return ApiError(404, message, "notFound")


def forbidden(message: str = "The caller does not have permission", reason: str = "forbidden") -> ApiError:
    return ApiError(403, message, reason)
