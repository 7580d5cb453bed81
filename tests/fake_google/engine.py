"""What happens to one call, from its bytes to the bytes of the answer: fault, token, quota, work, mask, log.

The HTTP server (`server.py`) only moves bytes. One lock guards the state while a call is worked on; delays are
waited for outside it.
"""

from __future__ import annotations

import json
import threading
import traceback
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.fake_google import auth, batch, control, drive, faults, masks, quota
from tests.fake_google.clock import Clock
from tests.fake_google.contract import Contract
from tests.fake_google.drive_model import (
    DRIVE,
    DRIVE_FILE,
    DRIVE_READONLY,
    SHEETS,
    SHEETS_READONLY,
    Identity,
)
from tests.fake_google.errors import ApiError
from tests.fake_google.faults import Fault, Faults
from tests.fake_google.quota import Meter, Quotas
from tests.fake_google.sheets import api as sheets_api
from tests.fake_google.state import State
from tests.fake_google.wire import JSON, Answer, Request

SHEETS_PATH = "/v4/spreadsheets"
DRIVE_PATHS = ("/drive/v3/", "/upload/drive/", "/resumable/upload/drive/")
BATCH_PATHS = ("/batch", "/batch/drive/v3", "/batch/drive/v2")
READ_SCOPES = frozenset({SHEETS, SHEETS_READONLY, DRIVE, DRIVE_READONLY, DRIVE_FILE})
WRITE_SCOPES = frozenset({SHEETS, DRIVE, DRIVE_FILE})
NOT_FOUND_PAGE = b"<!DOCTYPE html>\n<html lang=en>\n  <title>Error 404 (Not Found)!!1</title>\n  <p><b>404.</b>\n"
UNREGISTERED = (
    "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other "
    "form of API consumer identity to call this API."
)


@dataclass
class Call:
    """One entry of the call log; status 0 is a connection that was closed without an answer."""

    number: int
    time: float
    method: str
    path: str
    query: dict[str, list[str]]
    body: Any
    status: int
    api: str  # sheets.read, sheets.write, drive, token, or empty for other paths
    units: int
    user: str
    fault: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Outcome:
    """What goes back over the connection."""

    status: int
    content_type: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False  # close without a word
    half: bool = False  # close in the middle of the body


class Engine:
    """The whole service, without its socket."""

    def __init__(self, clock: Clock, *, strict: bool, quotas: Quotas | None, contract: bool, latency: float) -> None:
        self.clock = clock
        self.strict = strict
        self.latency = latency
        self.lock = threading.RLock()
        self.closing = threading.Event()
        self.state = State(clock)
        self.meter = Meter(quotas)
        self.faults = Faults()
        self.contract = Contract(enabled=contract)
        self.calls: list[Call] = []
        self.crashes: list[str] = []  # bugs of this server

    def reset(self) -> None:
        """Everything is forgotten but the quotas' limits and the address."""
        address = self.state.address
        self.state = State(self.clock)
        self.state.address = address
        self.meter = Meter(self.meter.quotas)
        self.faults.clear()
        self.contract.clear()
        self.calls.clear()

    def serve(self, method: str, target: str, headers: dict[str, str], raw: bytes) -> Outcome:
        """The answer to one HTTP request."""
        request = read(method, target, headers, raw)
        if request.path.startswith("/_control/"):
            with self.lock:
                return encode(request, control.handle(self, request))
        if request.path in BATCH_PATHS and request.method == "POST":
            return encode(request, batch.handle(self, request))
        api, units = classify(request)
        with self.lock:
            fault = self.faults.take(request, api=api in {quota.READS, quota.WRITES, quota.DRIVE})
        if self.latency and api:
            self.clock.sleep(self.latency)
        with self.lock:
            outcome = self._work(request, api, units, fault)
        if fault is not None and fault.kind == "delay":
            self._wait(fault)
        return outcome

    def _wait(self, fault: Fault) -> None:
        if fault.real:
            self.closing.wait(fault.seconds)
        else:
            self.clock.sleep(fault.seconds)

    def _work(self, request: Request, api: str, units: int, fault: Fault | None) -> Outcome:
        call = Call(
            len(self.calls) + 1, self.clock.now(), request.method, request.path, request.params, request.body, 0, api,
            units, "", fault.kind if fault else "",
        )  # fmt: skip
        self.calls.append(call)
        if api in {quota.READS, quota.WRITES, quota.DRIVE}:
            self.contract.request(request)
        if fault is not None and fault.kind in faults.BEFORE:
            outcome = _failed(request, api, fault)
        else:
            mails = len(self.state.outbox)
            outcome = self._answered(request, api, units)
            if fault is not None and fault.kind == "mail-failed":
                del self.state.outbox[mails:]
            if fault is not None and fault.kind != "delay":
                outcome = _spoiled(request, api, fault, outcome)
        call.user = request.identity.email if request.identity else ""
        call.status = 0 if outcome.drop else outcome.status
        return outcome

    def _answered(self, request: Request, api: str, units: int) -> Outcome:
        """The true answer, or the true refusal."""
        try:
            answer = self._dispatch(request, api, units)
            outcome = encode(request, answer)
        except ApiError as failure:
            outcome = refuse(failure, api)
        except Exception:  # noqa: BLE001  # a bug of this server: told to whoever runs it, a 500 for the client
            self.crashes.append(f"{request.method} {request.path}\n{traceback.format_exc()}")
            return refuse(ApiError(500, "The local Google has a bug; see its `crashes`."), api)
        finally:
            self.state.acting = None
        if api in {quota.READS, quota.WRITES, quota.DRIVE}:
            self.contract.answer(request, outcome.status, outcome.body, outcome.content_type)
        return outcome

    def _dispatch(self, request: Request, api: str, units: int) -> Answer:
        if api in {"", "token"}:
            answer = auth.handle(self.state, request) or self.contract.discovery(request, self.state.address)
            return answer or Answer(NOT_FOUND_PAGE, 404, "text/html; charset=UTF-8")
        request.identity = self._identify(request)
        self.state.acting = request.identity
        self.meter.check(api, units, request.who.email, request.who.project, self.clock.now())
        if request.raw and request.body is None and _claims_json(request):
            raise ApiError(400, "Invalid JSON payload received. Unexpected token.", "parseError")
        self.contract.refuse_unknown(request)
        if api == quota.DRIVE:
            return drive.handle(self.state, request) or Answer(NOT_FOUND_PAGE, 404, "text/html; charset=UTF-8")
        return self._sheets(request)

    def _sheets(self, request: Request) -> Answer:
        """What the Sheets API answers; `sheets/api.py` knows the methods."""
        drive.need_scope(request, READ_SCOPES if request.method == "GET" else WRITE_SCOPES, "sheets.googleapis.com")
        path = request.path.removeprefix(SHEETS_PATH)
        file_id = path.lstrip("/").partition("/")[0].partition(":")[0]
        caller = self.state.books.caller(request.who, file_id)
        return Answer(sheets_api.handle(self.state.books, request.method, path, request.params, request.body, caller))

    def _identify(self, request: Request) -> Identity:
        header = request.headers.get("authorization", "")
        token = header.partition(" ")[2].strip() if header[:7].lower() == "bearer " else request.one("access_token")
        if not token and self.strict:
            raise ApiError(403, UNREGISTERED, "forbidden", status="PERMISSION_DENIED")
        identity = self.state.tokens.identify(token, strict=self.strict)
        if identity is None:
            raise faults.unauthenticated()
        return identity


def _failed(request: Request, api: str, fault: Fault) -> Outcome:
    """The fault instead of the work."""
    if fault.kind == "drop":
        return Outcome(0, "", b"", drop=True)
    if fault.kind in {"html-502", "html-200"}:
        return encode(request, faults.page(int(fault.kind[-3:])))
    failure = faults.error(fault, api)
    return refuse(failure or ApiError(500, "Internal error encountered."), api)


def _spoiled(request: Request, api: str, fault: Fault, outcome: Outcome) -> Outcome:
    """The work is done, and the answer does not arrive as it should."""
    if outcome.status >= 400:
        return outcome
    if fault.kind == "drop-after":
        return Outcome(0, "", b"", drop=True)
    if fault.kind == "half-body":
        outcome.half = True
        return outcome
    if fault.kind == "garbage":
        return Outcome(200, JSON, b'{"kind": "drive#fi\x00\xff\xfe')
    if fault.kind == "html-502-after":
        return encode(request, faults.page())
    failure = faults.error(fault, api)
    return refuse(failure, api) if failure else outcome


def read(method: str, target: str, headers: dict[str, str], raw: bytes) -> Request:
    """The request that the bytes spell; a POST may stand for a GET with a long query."""
    parts = urlsplit(target)
    params = parse_qs(parts.query, keep_blank_values=True)
    override = headers.get("x-http-method-override", "").upper()
    kind = headers.get("content-type", "")
    if override:
        method = override
        if kind.startswith("application/x-www-form-urlencoded"):
            params |= parse_qs(raw.decode("utf-8", "replace"), keep_blank_values=True)
            raw = b""
    request = Request(method, parts.path, params, headers, raw)
    if raw and not kind.startswith(("multipart/", "application/x-www-form-urlencoded", "text/csv")):
        try:
            request.body = json.loads(raw)
        except ValueError:
            request.body = None
    return request


def _claims_json(request: Request) -> bool:
    return "json" in request.headers.get("content-type", "") and "upload" not in request.path


def classify(request: Request) -> tuple[str, int]:
    """Which API the call is for, and what it costs there."""
    if request.path.startswith(SHEETS_PATH):
        return quota.sheets_kind(request.method, request.path), 1
    if request.path.startswith(DRIVE_PATHS):
        return quota.DRIVE, quota.drive_units(request.method, request.path, request.one("alt") == "media")
    return ("token", 0) if auth.is_token_path(request.path) else ("", 0)


def encode(request: Request, answer: Answer) -> Outcome:
    """The answer's bytes, with no more fields than were asked for."""
    if answer.body is None:
        return Outcome(answer.status, "text/html", b"", dict(answer.headers))
    if isinstance(answer.body, bytes):
        return Outcome(answer.status, answer.content_type, answer.body, dict(answer.headers))
    wanted = request.one("fields") or request.one("$fields") or answer.default_fields
    body = masks.apply(masks.parse_mask(wanted), answer.body) if wanted else answer.body
    indent = 2 if request.one("prettyPrint") in {"true", "True"} else None
    text = json.dumps(body, ensure_ascii=False, indent=indent, separators=None if indent else (",", ":"))
    return Outcome(answer.status, answer.content_type, text.encode(), dict(answer.headers))


def refuse(failure: ApiError, api: str) -> Outcome:
    """The refusal in the API's own words."""
    body = failure.drive_body() if api == quota.DRIVE else failure.sheets_body()
    return Outcome(failure.code, JSON, json.dumps(body).encode(), dict(failure.headers))
