"""Where packages are fetched from: a folder of this machine, or a published site; bounded in time, size and place.

A site's address reaches that host alone: no other host by a redirect, no file, no sign-in. What is fetched is only
ever read as a package (`packages.reading`).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

import requests
from urllib3.exceptions import HTTPError

from sheets_sync.district import District
from sheets_sync.packages.index import INDEX, INDEX_LIMIT, Listed, read_index
from sheets_sync.packages.reading import read_package
from sheets_sync.packages.troubles import Fetch, Trouble, Troubles
from sheets_sync.packages.writing import DESCRIPTOR
from sheets_sync.period import Period

TIMEOUTS = (10.0, 30.0)  # seconds to connect, and between two parts of an answer
PATIENCE = 120.0  # seconds for one file, however slowly it drips
ATTEMPTS = 3
PAUSE = 2.0  # seconds before the second attempt; twice that before the third
REDIRECTS = 3
CHUNK = 65_536
BUSY = frozenset((429, 500, 502, 503, 504))
LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))
DEFAULT_PORTS = {"http": 80, "https": 443}


# --- which package -------------------------------------------------------------------------------------------


def read_source(where: str, period: Period | None = None) -> District | Troubles:
    """The package at a folder or address: the package's own, or the site's, of that period or else of the newest."""
    fetch = _fetch_from(where)
    if isinstance(fetch, Trouble):
        return (fetch,)
    found = read_package(fetch)
    if not isinstance(found, District) and found[0].file == DESCRIPTOR and found[0].absent:
        return _read_site(fetch, period)
    return _of_period(found, period)


def _read_site(fetch: Fetch, period: Period | None) -> District | Troubles:
    content = fetch(INDEX, INDEX_LIMIT)
    if isinstance(content, Trouble):
        if not content.absent:
            return (content,)
        return (Trouble(DESCRIPTOR, f"tidak ada, dan {INDEX} pun tidak; periksa folder atau alamatnya"),)
    listed = read_index(content)
    if isinstance(listed, Trouble):
        return (listed,)
    chosen = next((item for item in listed if item.period == period), None) if period else listed[-1]
    if chosen is None:
        return (Trouble(INDEX, f"{period} tidak ada; yang ada: {', '.join(str(item.period) for item in listed)}"),)
    return _of_period(read_package(_beneath(fetch, chosen)), chosen.period)


def _beneath(fetch: Fetch, listed: Listed) -> Fetch:
    return lambda name, limit: fetch(listed.folder + name, limit)


def _of_period(found: District | Troubles, period: Period | None) -> District | Troubles:
    if isinstance(found, District) and period and found.period != str(period):
        return (Trouble(DESCRIPTOR, f"berisi {found.period}, padahal yang diminta {period}"),)
    return found


def _fetch_from(where: str) -> Fetch | Trouble:
    if "://" in where or where.lower().startswith(("http:", "https:", "file:")):
        return web(where)
    return folder(Path(where).expanduser())


# --- a folder ------------------------------------------------------------------------------------------------


def folder(root: Path) -> Fetch:
    """Files of that folder; of a package's `datapackage.json`, of the folder that holds it."""
    place = root.parent if root.name == DESCRIPTOR else root

    def fetch(name: str, limit: int) -> bytes | Trouble:
        try:
            with (place / name).open("rb") as stream:
                content = stream.read(limit + 1)
        except (FileNotFoundError, NotADirectoryError):
            return Trouble(name, "tidak ada di folder itu", absent=True)
        except OSError as failure:
            return Trouble(name, f"tidak dapat dibaca ({failure.strerror})")
        return _within(name, content, limit)

    return fetch


def _within(name: str, content: bytes, limit: int) -> bytes | Trouble:
    if len(content) > limit:
        return Trouble(name, f"lebih besar daripada yang seharusnya ({limit} bita); salin ulang paketnya")
    return content


# --- a site --------------------------------------------------------------------------------------------------


class _Session(requests.Session):
    """A session that leaves redirects to us: its own way reads their bodies whole, however long they are."""

    def get_redirect_target(self, resp: requests.Response) -> None:  # noqa: ARG002  # requests names it
        return


class _Again(Exception):  # an outcome of one attempt, never seen outside
    """One attempt that another one may do better."""


def web(
    address: str, sleep: Callable[[float], None] = time.sleep, now: Callable[[], float] = time.monotonic
) -> Fetch | Trouble:
    """Files beneath that address; or why nothing is fetched from it."""
    base = _base(address)
    if isinstance(base, Trouble):
        return base
    session = _session(base)

    def fetch(name: str, limit: int) -> bytes | Trouble:
        words = ""
        for attempt in range(ATTEMPTS):
            if attempt:
                sleep(PAUSE * 2 ** (attempt - 1))
            try:
                return _followed(session, urljoin(base, quote(name)), name, limit, now)
            except _Again as failure:
                words = str(failure)
        return Trouble(name, f"tidak dapat diambil dari {urlsplit(base).hostname} ({words}); jalankan lagi nanti")

    return fetch


def _session(base: str) -> requests.Session:
    session = _Session()
    session.auth = _as_made  # else a .netrc would send its password there
    session.trust_env = urlsplit(base).hostname not in LOOPBACK  # what this machine serves goes through nobody
    session.headers["Accept-Encoding"] = "identity"  # so that no small answer unfolds into an endless one
    return session


def _as_made(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _base(address: str) -> str | Trouble:
    """The address as a folder, without what follows a ? or #; refused where it is no plain http or https."""
    try:
        parts = urlsplit(address.strip())
        named = parts.hostname and (parts.port or True)  # asking for the port checks it
    except ValueError:
        named = None
        parts = SplitResult("", "", "", "", "")
    shown = address[:100]
    if parts.scheme not in DEFAULT_PORTS or not named:
        return Trouble(shown, "alamat harus diawali https:// atau http:// dan menyebut situsnya")
    if parts.username is not None or parts.password is not None:
        return Trouble(f"{parts.scheme}://{parts.hostname}", "hapus nama pengguna dan kata sandi dari alamatnya")
    path = parts.path
    for ending in (INDEX, DESCRIPTOR, "index.html"):
        if path.endswith(f"/{ending}"):
            path = path.removesuffix(ending)
            break
    return urlunsplit((parts.scheme, parts.netloc, path if path.endswith("/") else f"{path}/", "", ""))


def _followed(session: requests.Session, url: str, name: str, limit: int, now: Callable[[], float]) -> bytes | Trouble:
    """The file at that address, followed where it moved on the same host."""
    for _ in range(REDIRECTS + 1):
        try:
            with session.get(url, timeout=TIMEOUTS, stream=True, allow_redirects=False) as response:
                if not response.is_redirect:
                    return _answer(response, name, limit, now)
                moved = _joined(url, response.headers["Location"])
        except (requests.exceptions.InvalidURL, UnicodeError):
            return Trouble(name, "alamat situsnya tidak dapat dibaca")
        except (requests.RequestException, HTTPError) as failure:
            raise _Again("tidak tersambung atau terputus") from failure
        if not _same_host(url, moved):
            return Trouble(name, f"situs mengalihkan ke {_host(moved)}; bila itu benar, tulis alamat itu")
        url = moved
    return Trouble(name, "situs mengalihkan terus-menerus")


def _joined(url: str, location: str) -> str:
    """Where the answer sends us; empty where that is no address."""
    try:
        return urljoin(url, location)
    except ValueError:
        return ""


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or "alamat lain"
    except ValueError:
        return "alamat lain"


def _same_host(url: str, moved: str) -> bool:
    """Whether both are one host's same door; from http to https of the usual ports counts as that."""
    try:
        old, new = urlsplit(url), urlsplit(moved)
        doors = [(part.scheme, part.port or DEFAULT_PORTS.get(part.scheme)) for part in (old, new)]
    except ValueError:
        return False
    if new.scheme not in DEFAULT_PORTS or old.hostname != new.hostname or new.username is not None:
        return False
    return doors[0] == doors[1] or doors == [("http", 80), ("https", 443)]


def _answer(response: requests.Response, name: str, limit: int, now: Callable[[], float]) -> bytes | Trouble:
    if response.status_code in BUSY:
        raise _Again(f"situs menjawab kode {response.status_code}")
    if response.status_code in (404, 410):
        return Trouble(name, "tidak ada di situs itu", absent=True)
    if response.status_code != 200:
        return Trouble(name, f"situs menolak (kode {response.status_code})")
    content = _body(response, limit, now)
    if content is None:
        host = urlsplit(response.url).hostname
        return Trouble(name, f"lebih dari {PATIENCE:.0f} detik untuk satu berkas dari {host}; jalankan lagi nanti")
    return _within(name, content, limit)


def _body(response: requests.Response, limit: int, now: Callable[[], float]) -> bytes | None:
    """The body; of one longer than `limit` a little more than that, so that it can be told; None of one that drips.

    Read as it comes: `iter_content` would wait for a whole part before the clock is looked at.
    """
    until = now() + PATIENCE
    content = bytearray()
    while chunk := response.raw.read1(CHUNK, decode_content=True):
        content += chunk
        if len(content) > limit:
            break
        if now() > until:
            return None
    return bytes(content)
