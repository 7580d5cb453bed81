"""The contract: every request and every answer against Google's discovery documents.

The documents come with google-api-python-client (`googleapiclient/discovery_cache/documents`), which is not
imported; where it is not installed nothing is checked and `Contract.off` says so. Usable alone:

    Contract().check_request("POST", "https://www.googleapis.com/drive/v3/files?supportsAllDrives=true", {"name": "x"})
    Contract().check_answer("GET", "https://www.googleapis.com/drive/v3/about?fields=user", 200, {"user": {}})

both of which return the deviations; [] is none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.fake_google import masks
from tests.fake_google.discovery import Method, Problem, check, documents, find_method, fits_parameter
from tests.fake_google.errors import ApiError
from tests.fake_google.wire import Answer, Request

# What plain gspread sends and Google takes, though the documents do not have it: (method, problem), both patterns.
TOLERATED: tuple[tuple[str, str], ...] = (
    (r".*", r"parameter \w+: '(True|False)' is no boolean"),
    (r"drive\.files\.get", r"parameter includeItemsFromAllDrives: unknown"),
    (r"drive\.permissions\.create", r"body\.withLink: unknown field"),
    (r"drive\.files\.(create|copy)", r"body\.name: null"),
    (r"sheets\.spreadsheets\.values\.\w+", r"body(\.data\[\d+\])?\.majorDimension: null"),
    (r"sheets\.spreadsheets\.values\.\w+", r"body(\.data\[\d+\])?\.values(\[\d+\])*: null"),
    (r"sheets\.spreadsheets\.batchUpdate", r"body\.requests\[\d+\]\.addProtectedRange\.protectedRange\.\w+: null"),
)


@dataclass(frozen=True)
class Deviation:
    """One thing in a request or an answer that the documents do not allow."""

    side: str  # request or answer
    method: str  # drive.files.list, or the HTTP method where no path fits
    path: str
    problem: str

    def __str__(self) -> str:
        return f"{self.side} {self.method} {self.path}: {self.problem}"


class Contract:
    """Checks, and collects what deviates: `tolerated` are the known habits of plain gspread."""

    def __init__(self, *, enabled: bool = True) -> None:
        self.off = "switched off"
        self._known: dict[str, dict[str, Any]] = {}
        if enabled:
            self._known = documents()
            self.off = "" if self._known else "google-api-python-client is not installed: no discovery documents"
        self.deviations: list[Deviation] = []
        self.tolerated: list[Deviation] = []
        self.checked = {"request": 0, "answer": 0}

    def clear(self) -> None:
        """Nothing has been seen."""
        self.deviations.clear()
        self.tolerated.clear()
        self.checked = {"request": 0, "answer": 0}

    def request(self, request: Request) -> None:
        """The request is checked and what deviates is kept."""
        if not self.off:
            self._keep("request", self._of_request(request.method, request.path, request.params, request.body))

    def answer(self, request: Request, status: int, body: bytes, content_type: str) -> None:
        """The answer is checked and what deviates is kept."""
        if self.off:
            return
        value = json.loads(body) if body and "json" in content_type else None
        self._keep(
            "answer", self._of_answer(request.method, request.path, status, value, file=bool(body) and value is None)
        )

    def check_request(self, method: str, url: str, body: Any = None) -> list[Deviation]:
        """What the documents do not allow in this request."""
        parts = urlsplit(url)
        return self._of_request(method, parts.path, parse_qs(parts.query, keep_blank_values=True), body)

    def check_answer(self, method: str, url: str, status: int, body: Any) -> list[Deviation]:
        """What the documents do not allow in this answer; `body` is parsed JSON, or None for an empty one."""
        return self._of_answer(method, urlsplit(url).path, status, body, file=isinstance(body, (bytes, str)))

    def method_id(self, method: str, path: str) -> str:
        """`drive.files.list` for its path, empty where no method fits."""
        found = find_method(method, path)
        return found.id if found else ""

    def refuse_unknown(self, request: Request) -> None:
        """Raises Google's 400 for a field that is asked for, or sent to Sheets, and that does not exist."""
        found = None if self.off else find_method(request.method, request.path)
        if found is None:
            return
        _check_mask(found, request)
        if found.service == "sheets":
            _check_sheets(found, request)

    def discovery(self, request: Request, address: str) -> Answer | None:
        """The discovery document at this server's address, for clients that fetch it."""
        match = re.fullmatch(r"/discovery/v1/apis/(\w+)/(v\d)/rest", request.path)
        if request.path == "/$discovery/rest":
            version = request.one("version")
            key = {"v3": "drive.v3", "v2": "drive.v2", "v4": "sheets.v4"}.get(version, "")
        else:
            key = f"{match[1]}.{match[2]}" if match else ""
        document = self._known.get(key)
        if document is None:
            return None
        here = {"rootUrl": f"{address}/", "baseUrl": f"{address}/{document['servicePath']}"}
        return Answer({name: value for name, value in document.items() if not name.startswith("mtls")} | here)

    def _keep(self, side: str, found: Iterable[Deviation]) -> None:
        self.checked[side] += 1
        for one in found:
            (self.tolerated if side == "request" and is_tolerated(one) else self.deviations).append(one)

    def _of_request(self, method: str, path: str, params: dict[str, list[str]], body: Any) -> list[Deviation]:
        found = find_method(method, path)
        if found is None and method == "PUT" and "upload_id" in params:
            return []  # a piece of a resumable upload: the documents name its beginning only
        if found is None:
            return [Deviation("request", method, path, "no such method")]
        problems = [*_parameter_problems(found, params), *_body_problems(found, path, body)]
        return [Deviation("request", found.id, path, str(problem)) for problem in problems]

    def _of_answer(self, method: str, path: str, status: int, value: Any, *, file: bool) -> list[Deviation]:
        found = find_method(method, path)
        if found is None or status in {301, 302, 304, 308}:
            return []
        if status >= 400:
            problems = _error_problems(value)
        elif file:
            problems = [] if found.sends_files else ["a file where JSON is expected"]
        elif value is None:
            empty = not found.response or path.startswith(("/upload/", "/resumable/"))
            problems = [] if empty else ["no body where one is expected"]
        elif not found.response:
            problems = ["a body where none is expected"]
        else:
            problems = [str(p) for p in check(found, {"$ref": found.response}, value, "body", strict=True)]
        return [Deviation("answer", found.id, path, problem) for problem in problems]


def is_tolerated(deviation: Deviation) -> bool:
    """It is one of plain gspread's known habits."""
    return any(
        re.fullmatch(method, deviation.method) and re.fullmatch(problem, deviation.problem)
        for method, problem in TOLERATED
    )


def _parameter_problems(method: Method, params: dict[str, list[str]]) -> list[str]:
    problems: list[str] = []
    for name, values in params.items():
        known = method.parameters.get(name)
        if known is None or known.get("location") == "path":
            problems.append(f"parameter {name}: unknown")
            continue
        if len(values) > 1 and not known.get("repeated"):
            problems.append(f"parameter {name}: given more than once")
        problems += [f"parameter {name}: {wrong}" for wrong in (fits_parameter(known, one) for one in values) if wrong]
    for name, known in method.parameters.items():
        if known.get("required") and known.get("location") == "query" and name not in params:
            problems.append(f"parameter {name}: missing")
    return problems


def _body_problems(method: Method, path: str, body: Any) -> list[str]:
    if path.startswith(("/upload/", "/resumable/")):
        return []  # bytes, or metadata that the resumable start alone sends as JSON
    if body is None:
        return []
    if not method.request:
        return ["a body where none is expected"]
    problems = [str(problem) for problem in check(method, {"$ref": method.request}, body, "body", strict=False)]
    for name, schema in method.schema(method.request).get("properties", {}).items():
        needed = method.id in schema.get("annotations", {}).get("required", ())
        if needed and isinstance(body, dict) and body.get(name) is None:
            problems.append(f"body.{name}: missing")
    return problems


def _error_problems(value: Any) -> list[str]:
    """An error has a code and a message, whatever else it has."""
    error = value.get("error") if isinstance(value, dict) else None
    if not isinstance(error, dict):
        return ["an error without a body of its kind"]
    fits = isinstance(error.get("code"), int) and isinstance(error.get("message"), str)
    return [] if fits else ["an error without code and message"]


def _check_mask(method: Method, request: Request) -> None:
    """Only fields that exist can be asked for."""
    text = request.one("fields") or request.one("$fields")
    if not text or not method.response:
        return
    wrong = _unknown_in_mask(method, {"$ref": method.response}, masks.parse_mask(text), "")
    if not wrong:
        return
    if method.service == "drive":
        raise ApiError(400, f"Invalid field selection {wrong}", "invalidParameter", location="fields")
    description = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{wrong}'."
    raise ApiError(400, "Request contains an invalid argument.", details=_violation(wrong, description))


def _violation(name: str, description: str) -> list[dict[str, Any]]:
    return [
        {
            "@type": "type.googleapis.com/google.rpc.BadRequest",
            "fieldViolations": [{"field": name, "description": description}],
        }
    ]


def _unknown_in_mask(method: Method, schema: dict[str, Any], mask: masks.Mask, path: str) -> str:
    """The first path in the mask that the schema does not have, empty where all are known."""
    if "$ref" in schema:
        schema = method.schema(schema["$ref"])
    if schema.get("type") == "array":
        return _unknown_in_mask(method, schema["items"], mask, path)
    for name, child in mask.children.items():
        if name == masks.ANY or "additionalProperties" in schema or schema.get("type") == "any":
            continue
        below = schema.get("properties", {}).get(name)
        where = f"{path}.{name}" if path else name
        if below is None:
            return name if method.service == "drive" else where
        wrong = _unknown_in_mask(method, below, child, where)
        if wrong:
            return wrong
    return ""


def _check_sheets(method: Method, request: Request) -> None:
    """The Sheets API refuses names that it does not know; Drive passes over them."""
    for name in request.params:
        if name not in method.parameters:
            message = (
                f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter. '
                f"Field '{name}' could not be found in request message."
            )
            raise ApiError(400, message, details=_violation("", message))
    if request.body is None or not method.request:
        return
    for problem in check(method, {"$ref": method.request}, request.body, "", strict=False):
        if problem.what in {"unknown field", "unknown value"}:
            raise _refusal(problem)


def _refusal(problem: Problem) -> ApiError:
    """Google's words for a name or an enum value that it does not know."""
    where, _, name = problem.path.lstrip(".").rpartition(".")
    where = _snake(where)
    if problem.what == "unknown value":
        message = f"Invalid value at '{_snake(problem.path.lstrip('.'))}' ({problem.schema}), \"{problem.value}\""
        return ApiError(400, message, details=_violation(_snake(problem.path.lstrip(".")), message))
    at = f" at '{where}'" if where else ""
    message = f'Invalid JSON payload received. Unknown name "{name}"{at}: Cannot find field.'
    return ApiError(400, message, details=_violation(where, message))


def _snake(text: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda match: f"_{match[1].lower()}", text)
