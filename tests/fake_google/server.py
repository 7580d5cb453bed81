"""The HTTP server: HTTP/1.1 over loopback, one thread a connection, gzip where the client takes it.

with LocalGoogle(clock=MovableClock(start)) as google:
    google.address                       http://127.0.0.1:41237
    google.state.add_user("camat@example.com")
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import sys
import threading
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from tests.fake_google.clock import Clock, SystemClock
from tests.fake_google.contract import Contract
from tests.fake_google.engine import Call, Engine, Outcome
from tests.fake_google.faults import Faults
from tests.fake_google.quota import Meter, Quotas
from tests.fake_google.state import State

HOSTS = (
    "sheets.googleapis.com", "www.googleapis.com", "oauth2.googleapis.com", "accounts.google.com",
    "sts.googleapis.com", "iamcredentials.googleapis.com", "drive.googleapis.com",
)  # fmt: skip
WORTH_ZIPPING = 1024
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE",
}


class LocalGoogle:
    """A running service; stopped at the end of the `with`."""

    def __init__(
        self,
        clock: Clock | None = None,
        port: int = 0,
        *,
        strict: bool = False,
        quotas: bool | Quotas = False,
        contract: bool = True,
        latency: float = 0.0,
        host: str = "127.0.0.1",
    ) -> None:
        limits = quotas if isinstance(quotas, Quotas) else Quotas() if quotas else None
        self.clock = clock or SystemClock()
        self.engine = Engine(self.clock, strict=strict, quotas=limits, contract=contract, latency=latency)
        self._server = _Server((host, port), self.engine)
        self.port = int(self._server.server_address[1])
        self.address = f"http://{host}:{self.port}"
        self.engine.state.address = self.address
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def state(self) -> State:
        return self.engine.state

    @property
    def calls(self) -> list[Call]:
        """Every call so far but those to the control endpoint, in order."""
        return self.engine.calls

    @property
    def faults(self) -> Faults:
        return self.engine.faults

    @property
    def contract(self) -> Contract:
        return self.engine.contract

    @property
    def meter(self) -> Meter:
        return self.engine.meter

    def api_calls(self) -> list[Call]:
        """The calls to Sheets and Drive, the token exchange aside."""
        return [call for call in self.calls if call.api not in {"", "token"}]

    def local(self, url: str) -> str:
        """Google's URL, at this server."""
        return rebase(url, self.address)

    def start(self) -> Self:
        self._thread.start()
        return self

    def stop(self) -> None:
        """No connection and no thread is left."""
        self.engine.closing.set()
        self._server.shutdown()
        self._server.hang_up()
        self._server.server_close()
        self._thread.join(5)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if self.engine.crashes and error is None:
            raise RuntimeError("The local Google has a bug of its own:\n" + "\n".join(self.engine.crashes))


def rebase(url: str, address: str) -> str:
    """The same path and query at `address`, where the host is one of Google's; any other URL is untouched."""
    parts = urlsplit(url)
    return address + url.partition(parts.netloc)[2] if parts.netloc in HOSTS else url


class _Server(ThreadingHTTPServer):
    """Knows its open connections, so that it can hang up."""

    daemon_threads = False
    block_on_close = True
    request_queue_size = 128
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], engine: Engine) -> None:
        self.engine = engine
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._guard:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._guard:
            self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """Every open connection is closed, so that its thread ends."""
        with self._guard:
            connections = list(self._open)
        for connection in connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is no error; a fault of this server's own is shown."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """Moves bytes; the engine decides."""

    protocol_version = "HTTP/1.1"
    server_version = "LocalGoogle"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the base class's name
        """Nothing is printed: the call log tells."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The server's clock, by which a client can find that its own is wrong."""
        engine = self.server.engine
        moment = (timestamp or engine.clock.now()) + engine.state.tokens.clock_error
        return format_datetime(datetime.fromtimestamp(moment, UTC), usegmt=True)

    def _serve(self) -> None:
        raw = self._body()
        headers = {name.lower(): value for name, value in self.headers.items()}
        outcome = self.server.engine.serve(self.command, self.path, headers, raw)
        if outcome.drop:
            self._hang_up()
            return
        self._send(outcome, zipped="gzip" in headers.get("accept-encoding", ""))

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_PUT(self) -> None:
        self._serve()

    def do_PATCH(self) -> None:
        self._serve()

    def do_DELETE(self) -> None:
        self._serve()

    def do_OPTIONS(self) -> None:
        """A browser may ask from any page."""
        self._send(Outcome(204, "text/html", b"", dict(CORS)), zipped=False)

    def _body(self) -> bytes:
        if "chunked" in (self.headers.get("Transfer-Encoding") or "").lower():
            pieces: list[bytes] = []
            while size := int(self.rfile.readline().split(b";")[0], 16):
                pieces.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(pieces)
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _send(self, outcome: Outcome, *, zipped: bool) -> None:
        body = outcome.body
        self.send_response(outcome.status)
        if outcome.status not in {204, 308} or body:
            self.send_header("Content-Type", outcome.content_type)
        if zipped and len(body) >= WORTH_ZIPPING and not outcome.half:
            body = gzip.compress(body, 1, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        for name, value in {
            "Vary": "Origin, Accept-Encoding",
            "Cache-Control": "private",
            **CORS,
            **outcome.headers,
        }.items():
            self.send_header(name, value)
        if outcome.status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if outcome.half:
            self.wfile.write(body[: max(len(body) // 2, 1)])
            self._hang_up()
            return
        self.wfile.write(body)
        self.wfile.flush()

    def _hang_up(self) -> None:
        """The connection is closed now; what was written before is sent."""
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)
