"""The batch endpoint: up to a hundred calls in one multipart request, each of them worked on and counted alone."""

from __future__ import annotations

import re
import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING

from tests.fake_google.wire import Answer, Request

if TYPE_CHECKING:
    from tests.fake_google.engine import Engine, Outcome

MOST = 100
GAP = re.compile(rb"\r?\n\r?\n")
INHERITED = ("authorization",)


def handle(engine: Engine, request: Request) -> Answer:
    """The answers to all calls, in the order of the calls."""
    found = re.search(r'boundary="?([^";]+)"?', request.headers.get("content-type", ""))
    parts = request.raw.split(b"--" + found[1].encode())[1:-1] if found else []
    if not parts or len(parts) > MOST:
        message = f"The batch request must hold between 1 and {MOST} calls."
        return Answer({"error": {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}}, 400)
    boundary = f"batch_{secrets.token_urlsafe(16)}"
    out = [b"--%s\r\n%s\r\n" % (boundary.encode(), _answer(engine, request, part)) for part in parts]
    body = b"".join(out) + b"--%s--\r\n" % boundary.encode()
    return Answer(body, content_type=f"multipart/mixed; boundary={boundary}")


def _answer(engine: Engine, request: Request, part: bytes) -> bytes:
    """One call's answer as a part of the batch's."""
    outer, _, inner = _split(part.lstrip(b"\r\n"))
    head, _, body = _split(inner)
    line, _, rest = head.partition(b"\n")
    method, _, target = line.decode().strip().partition(" ")
    headers = {name: request.headers[name] for name in INHERITED if name in request.headers} | _headers(rest)
    outcome = engine.serve(method, target.rpartition(" ")[0] or target, headers, body.strip(b"\r\n"))
    content_id = _headers(outer).get("content-id", "").strip("<>")
    named = f"Content-ID: <response-{content_id}>\r\n" if content_id else ""
    return f"Content-Type: application/http\r\n{named}\r\n".encode() + _http(outcome)


def _http(outcome: Outcome) -> bytes:
    status = 503 if outcome.drop else outcome.status  # a part has no connection of its own to lose
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", f"Content-Type: {outcome.content_type}"]
    lines += [f"{name}: {value}" for name, value in outcome.headers.items()]
    lines.append(f"Content-Length: {len(outcome.body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + outcome.body


def _split(text: bytes) -> tuple[bytes, bytes, bytes]:
    """What stands before and after the first empty line."""
    gap = GAP.search(text)
    return (text[: gap.start()], gap[0], text[gap.end() :]) if gap else (text, b"", b"")


def _headers(text: bytes) -> dict[str, str]:
    pairs = (line.partition(b":") for line in text.splitlines() if b":" in line)
    return {name.decode().strip().lower(): value.decode().strip() for name, _, value in pairs}
