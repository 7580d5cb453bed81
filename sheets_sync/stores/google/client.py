"""The one door to Google: every call is paced, bounded in time, repeated only where that is safe, and counted.

gspread sends through `HTTPClient.request`; this subclass is that method, so whatever is called through gspread is
held to the same rules. Nothing reaches a host but Google's own, or the loopback address that the tests name.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from enum import Enum
from typing import Any, TypeVar
from urllib.parse import urlsplit

import gspread
import requests
from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError, TransportError
from google.auth.transport import Response
from google.auth.transport.requests import AuthorizedSession
from google.auth.transport.requests import Request as TokenRequest
from requests.adapters import HTTPAdapter

from sheets_sync.errors import StoreError
from sheets_sync.stores.google.denials import InDoubt, Offline, Unavailable, reason_of, refusal
from sheets_sync.stores.google.hosts import HOSTS, LOOPBACK
from sheets_sync.stores.google.pacing import LIMITS, Backoff, Clock, Quota, Window

SHEETS = "https://sheets.googleapis.com"
DRIVE = "https://www.googleapis.com"
TIMEOUTS = (10.0, 185.0)  # seconds to connect, and to answer: Sheets itself gives up after 180
ATTEMPTS = 6
PATIENCE = 420.0  # seconds in which a call may be repeated
BUSY = Backoff(4.0, 64.0)  # Google said "too often": the attempts together outlast its minute
FAULT = Backoff(1.0, 16.0)
RATE_REASONS = frozenset(("rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED"))
GATEWAY = frozenset((502, 504))
DOUBTFUL = frozenset((408, 500, 502, 503, 504))  # the write may or may not have landed
UNITS = ((re.compile(r"GET .*/(files|permissions|drives)$"), 100), (re.compile(r"GET .*/(export|download)$"), 200))
READING_POSTS = re.compile(r":(batchGetByDataFilter|getByDataFilter)$|/developerMetadata:search$")

Found = TypeVar("Found")


class Kind(Enum):
    """What may be done when nobody knows whether a call has landed."""

    SAFE = "repeat"  # twice is as good as once
    LOOK = "look first"  # repeat only what is not there
    NEVER = "tell"


class _Unfit(Exception):  # an outcome of one attempt, never seen outside
    """One attempt that gave no usable answer."""

    def __init__(self, words: str, *, landed: bool | None, pause: float | None = None, busy: bool = False) -> None:
        super().__init__(words)
        self.landed = landed  # False: surely not; None: nobody knows
        self.pause, self.busy = pause, busy


@dataclass
class Log:
    """What was sent: calls, quota units, repeats and waiting. It never holds an address, a body or a query."""

    calls: Counter[Quota] = field(default_factory=Counter)
    units: Counter[Quota] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    repeats: Counter[str] = field(default_factory=Counter)
    waited: float = 0.0

    @property
    def total(self) -> int:
        return sum(self.calls.values())


class _Guarded(HTTPAdapter):
    """A way into the network that leads to the named hosts only."""

    def __init__(self, hosts: frozenset[str]) -> None:
        super().__init__()
        self._hosts = hosts

    def send(self, request: requests.PreparedRequest, *arguments: Any, **settings: Any) -> requests.Response:
        parts = urlsplit(request.url or "")
        secure = parts.scheme == "https" or parts.hostname in LOOPBACK
        if parts.hostname in LOOPBACK:
            settings["proxies"] = {}  # what this machine serves itself goes through nobody
        if parts.hostname not in self._hosts or not secure:
            raise StoreError(f"Sambungan ke {parts.hostname} ditolak: program ini hanya berhubungan dengan Google.")
        return super().send(request, *arguments, **settings)


class _SoundToken(TokenRequest):
    """google-auth's way to the token endpoints, on which it takes whatever comes back with 200 for a token.

    What no token endpoint would say, a gateway's page or half a text, counts as a connection that was lost.
    """

    def __call__(self, *arguments: Any, **settings: Any) -> Response:
        response: Response = super().__call__(*arguments, **settings)  # type: ignore[no-untyped-call]  # google-auth leaves it untyped
        if response.status in GATEWAY or (settings.get("method") == "POST" and response.status == 200 and not _is_json(response.data)):  # fmt: skip
            raise TransportError(f"no answer from the token endpoint (code {response.status})")  # type: ignore[no-untyped-call]  # as above
        return response


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except ValueError:
        return False
    return True


def _as_signed(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def open_session(credentials: Credentials, hosts: Iterable[str] = ()) -> AuthorizedSession:
    """A signed-in session that reaches Google's hosts, and `hosts` beside them, and nothing else."""
    allowed = _Guarded(HOSTS | frozenset(hosts))
    token = requests.Session()
    session = AuthorizedSession(credentials, auth_request=_SoundToken(token))  # type: ignore[no-untyped-call]  # google-auth leaves it untyped
    for each in (token, session):
        each.auth = _as_signed  # else a .netrc would put its password in the place of our token
        each.mount("https://", allowed)
        each.mount("http://", allowed)
    return session


class Client(gspread.HTTPClient):
    """gspread's HTTP client, paced and patient.

    `base` is a loopback address in Google's place; `explain` words what went wrong while signing in.
    """

    def __init__(
        self,
        session: requests.Session,
        clock: Clock,
        *,
        base: str = "",
        explain: Callable[[GoogleAuthError], str] = str,
        chance: random.Random | None = None,
    ) -> None:
        if base and urlsplit(base).hostname not in LOOPBACK:
            raise StoreError(f"{base} bukan alamat di komputer ini; alamat pengganti Google hanya untuk pengujian.")
        super().__init__(None, session)  # type: ignore[arg-type]  # gspread wants none where a session is given
        self.timeout = TIMEOUTS
        self.log = Log()
        self.server_time: datetime | None = None
        self._base = base.rstrip("/")
        self._clock, self._explain = clock, explain
        self._chance = chance or random.Random()  # noqa: S311  # spreads pauses, keeps no secret
        self._windows = {quota: Window(limit) for quota, limit in LIMITS.items()}

    def request(  # type: ignore[override]  # gspread's own types are narrower than what it passes
        self, method: str, endpoint: str, **settings: Any
    ) -> requests.Response:
        """The seam that gspread calls: as `exchange`, repeated where the method alone makes that safe; APIError as in gspread."""
        kind = Kind.NEVER if method.upper() == "POST" and not READING_POSTS.search(endpoint) else Kind.SAFE
        response: requests.Response = self.exchange(method, endpoint, kind=kind, **settings)
        if not response.ok:
            raise gspread.exceptions.APIError(response)
        return response

    def call(
        self,
        method: str,
        url: str,
        *,
        kind: Kind,
        params: Mapping[str, Any] | None = None,
        body: Any = None,
        look: Callable[[], Found | None] | None = None,
    ) -> Any:
        """The answer as JSON with every number an int or a Decimal; None where it is empty.

        With Kind.LOOK, `look` finds what the call was to make; what it finds is the answer. Raises Refused,
        Unavailable, Offline or InDoubt.
        """
        settings = {"params": params, "json": body} if body is not None else {"params": params}
        answer = self.exchange(method, url, kind=kind, look=look, **settings)
        if not isinstance(answer, requests.Response):
            return answer
        if not answer.ok:
            raise refusal(answer)
        return read_json(answer) if answer.content else None

    def exchange(
        self,
        method: str,
        url: str,
        *,
        kind: Kind,
        look: Callable[[], Found | None] | None = None,
        **settings: Any,
    ) -> Any:
        """Google's answer, good or refusing, after as many attempts as are safe and bearable."""
        started = self._clock.now()
        doubt = False  # whether some attempt may have landed
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._once(method, url, settings)
            except _Unfit as outcome:
                failure = outcome
            doubt = doubt or failure.landed is None
            if doubt and kind is Kind.NEVER:
                raise InDoubt(f"Sambungan ke Google terputus di tengah permintaan ({failure}).") from failure
            pause = failure.pause
            if pause is None:
                pause = (BUSY if failure.busy else FAULT).pause(attempt, self._chance)
            late = attempt == ATTEMPTS or self._clock.now() + pause - started > PATIENCE
            if not late:
                self.log.repeats[str(failure)] += 1
                self.pause(pause)
            # Looked for after the pause: what was cut off may still have been on its way.
            if doubt and kind is Kind.LOOK and look is not None and (found := look()) is not None:
                return found
            if late:
                raise self._given_up(failure) from failure
        raise AssertionError  # the loop ends by returning or raising

    def pause(self, seconds: float) -> None:
        """Wait, and count the waiting."""
        self.log.waited += seconds
        self._clock.sleep(seconds)

    def _once(self, method: str, url: str, settings: Mapping[str, Any]) -> requests.Response:
        quota, units = _cost(method.upper(), url)
        self.log.waited += self._windows[quota].wait(self._clock, units)
        self.log.calls[quota] += 1
        self.log.units[quota] += units
        self.log.places[_place(method.upper(), url)] += 1
        target = url.replace(SHEETS, self._base).replace(DRIVE, self._base) if self._base else url
        try:
            response = self.session.request(method.upper(), target, timeout=self.timeout, **settings)
        except TransportError as failure:
            raise _Unfit("masuk ke Google gagal", landed=False) from failure
        except GoogleAuthError as failure:
            if failure.retryable:
                raise _Unfit("masuk ke Google gagal", landed=False) from failure
            raise StoreError(self._explain(failure)) from failure
        except (requests.ConnectTimeout, requests.ConnectionError) as failure:
            sent = not isinstance(failure, requests.ConnectTimeout) and not _never_connected(failure)
            raise _Unfit("sambungan terputus", landed=None if sent else False) from failure
        except requests.RequestException as failure:
            raise _Unfit("jawaban tidak lengkap", landed=None) from failure
        self._note_time(response)
        return _judged(response)

    def _note_time(self, response: requests.Response) -> None:
        try:
            self.server_time = parsedate_to_datetime(response.headers["Date"])
        except (KeyError, ValueError):
            return

    def _given_up(self, failure: _Unfit) -> StoreError:
        if failure.busy:
            return Unavailable("Kuota Google habis dan tidak pulih; jalankan lagi beberapa menit kemudian.")
        if failure.landed is False:
            return Offline("Google tidak dapat dihubungi; periksa sambungan internet, lalu jalankan lagi.")
        return Unavailable(f"Google sedang terganggu ({failure}); jalankan lagi beberapa menit kemudian.")


def read_json(response: requests.Response) -> Any:
    """The body as JSON, its fractions Decimal: a figure is never a float on its way in."""
    return json.loads(response.content, parse_float=Decimal)


def _judged(response: requests.Response) -> requests.Response:
    """The response, if it is an answer to go by; _Unfit otherwise."""
    if response.status_code == 429 or (response.status_code == 403 and reason_of(response) in RATE_REASONS):
        raise _Unfit("kuota Google", landed=False, pause=_retry_after(response), busy=True)
    if response.status_code in DOUBTFUL:
        raise _Unfit(f"gangguan Google, kode {response.status_code}", landed=None, pause=_retry_after(response))
    said = response.headers.get("Content-Type", "")  # a page with 200 is a gateway's, not Google's
    if response.ok and response.content and ("json" in said or "html" in said) and not _is_json(response.content):
        raise _Unfit("jawaban tidak lengkap", landed=None)
    return response


def _never_connected(failure: requests.RequestException) -> bool:
    """Whether the connection was refused or never found, so that nothing can have been sent."""
    words = repr(failure)
    return "NewConnectionError" in words or "NameResolutionError" in words or "Failed to establish" in words


def _retry_after(response: requests.Response) -> float | None:
    """Seconds that Google asks to wait; None where it does not say so in seconds."""
    words = response.headers.get("Retry-After", "")
    return float(words) if re.fullmatch(r"[0-9]{1,6}", words) else None


def _cost(method: str, url: str) -> tuple[Quota, int]:
    """Which quota a call uses, and how many of its units."""
    path = urlsplit(url).path
    if "/v4/spreadsheets" in path:
        return (Quota.READ if method == "GET" or READING_POSTS.search(path) else Quota.WRITE), 1
    line = f"{method} {path}"
    return Quota.DRIVE, next((units for pattern, units in UNITS if pattern.match(line)), 5 if method == "GET" else 50)


def _place(method: str, url: str) -> str:
    """The call's address without any id in it."""
    path = urlsplit(url).path
    return f"{method} " + re.sub(r"/(spreadsheets|files|drives|permissions)/[^/:]+", r"/\1/…", path)
