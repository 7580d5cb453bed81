"""A person's sign-in by the browser, and the file that keeps it.

Google sends the browser back to a small server on this machine. It answers to one address and one secret of this
attempt only; whatever else knocks (a browser asks for icons, opens spare connections) is turned away and waited past.
"""

from __future__ import annotations

import contextlib
import hmac
import html
import json
import os
import threading
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from google_auth_oauthlib.flow import InstalledAppFlow  # type: ignore[import-untyped]  # ships no types
from oauthlib.oauth2 import OAuth2Error  # type: ignore[import-untyped]  # ships no types

from sheets_sync.errors import StoreError
from sheets_sync.files import temporary_beside
from sheets_sync.stores.google.hosts import CONSENT_HOSTS, LOOPBACK, TOKEN_HOSTS
from sheets_sync.stores.google.signin import (
    DRIVE_FILE,
    SIZE_AT_MOST,
    TOKEN_FILE,
    USER_SCOPES,
    SignIn,
    load,
    parse,
    trusted,
)

CLIENT_FILE = "google-klien.json"  # the client of the last login, so that the next needs no file
PATIENCE = 300.0  # seconds for a person to choose an account and agree
ANSWER_WITHIN = 30.0  # seconds for Google
INSECURE = "OAUTHLIB_INSECURE_TRANSPORT"
RELAXED = "OAUTHLIB_RELAX_TOKEN_SCOPE"
REVOKE = "https://oauth2.googleapis.com/revoke"
DESKTOP = (
    "Buat klien jenis Desktop (Aplikasi desktop) di Google Auth Platform, menu Clients, lalu unduh berkas JSON-nya."
)
PAGE = """<!doctype html><html lang="id"><meta charset="utf-8"><title>sheets-sync</title>
<body style="font-family:sans-serif;max-width:34em;margin:4em auto;line-height:1.5"><h1>{title}</h1><p>{words}</p>"""
PAGES = {
    "good": ("Jawaban Google sudah diterima", "Tutup halaman ini dan kembali ke jendela sheets-sync untuk hasilnya."),
    "denied": ("Izin tidak diberikan", "Tidak ada yang berubah. Kembali ke jendela sheets-sync bila ingin mencoba lagi."),
    "strange": ("Bukan halaman ini", "Tautan ini bukan dari login yang sedang berjalan. Pakai tautan yang ditampilkan sheets-sync."),
}  # fmt: skip


def login(
    client_file: Path | None,
    folder: Path,
    *,
    now: datetime,
    show: Callable[[str], None],
    open_browser: bool = True,
    patience: float = PATIENCE,
) -> SignIn:
    """The person who agreed in the browser is signed in, and it is written in the folder for the next runs.

    `show` gets the address for the browser. Without a client file, the client of the last login serves. Raises StoreError where the client is of another kind, the person
    declined or did not come, or Google refused; a sign-in of before is then still in place.
    """
    client = read_client(client_file or _last_client(folder))
    flow = InstalledAppFlow.from_client_config({"installed": client}, scopes=list(USER_SCOPES))
    flow.oauth2session.max_redirects = 0  # the code and the client's secret go to the address that was checked
    with _receiver() as receiver:
        flow.redirect_uri = f"http://127.0.0.1:{receiver.server_port}/"
        with _plain_on_loopback(client["auth_uri"]):
            # Consent is asked for again, or Google would hand out no lasting grant the second time.
            address, receiver.state = flow.authorization_url(access_type="offline", prompt="consent")
        show(address)
        if open_browser:
            with contextlib.suppress(webbrowser.Error):  # the address is on the screen
                webbrowser.open(address)
        answer = receiver.wait(patience)
    if "code" not in answer:
        raise StoreError(_declined(answer.get("error", "")))
    token = _exchange(flow, client["token_uri"], answer["code"])
    own_folder(folder)
    write_private(folder / TOKEN_FILE, json.dumps(_kept(client, token, now), indent=1).encode())
    write_private(folder / CLIENT_FILE, json.dumps({"installed": client}, indent=1).encode())
    return load({}, folder)


def _last_client(folder: Path) -> Path:
    path = folder / CLIENT_FILE
    if not path.is_file():
        raise StoreError(f"Klien OAuth belum disebut. {DESKTOP} Lalu: `sheets-sync google login --klien BERKAS`.")
    return path


def read_client(path: Path) -> dict[str, str]:
    """The desktop client in the file that Google Cloud let download; StoreError says what the file is instead."""
    source = f"berkas {path}"
    try:
        if path.stat().st_size > SIZE_AT_MOST:
            raise StoreError(f"Berkas {path} terlalu besar untuk klien OAuth. {DESKTOP}")
        info = parse(path.read_text("utf-8-sig"), source)
    except FileNotFoundError:
        raise StoreError(f"Berkas {path} tidak ada; sebut berkas JSON klien OAuth yang diunduh. {DESKTOP}") from None
    except (OSError, UnicodeDecodeError):
        raise StoreError(f"Berkas {path} tidak dapat dibaca sebagai berkas JSON klien OAuth. {DESKTOP}") from None
    if "web" in info:
        raise StoreError(f"Berkas {path} adalah klien jenis Web, yang tidak cocok untuk program ini. {DESKTOP}")
    if info.get("type") == "service_account":
        raise StoreError(
            f"Berkas {path} adalah kunci akun layanan; akun itu tidak perlu login. Sebut berkas ini dalam variabel"
            " GOOGLE_APPLICATION_CREDENTIALS. Untuk login dengan akun Google biasa: " + DESKTOP
        )
    if info.get("type") == "authorized_user":
        raise StoreError(f"Berkas {path} adalah hasil login, bukan klien OAuth. {DESKTOP}")
    client = info.get("installed")
    names = ("client_id", "client_secret", "auth_uri", "token_uri")
    if not isinstance(client, dict) or not all(isinstance(client.get(name), str) and client[name] for name in names):
        raise StoreError(f"Berkas {path} bukan klien OAuth yang lengkap. {DESKTOP}")
    trusted(client["auth_uri"], CONSENT_HOSTS, source, "auth_uri")
    trusted(client["token_uri"], TOKEN_HOSTS, source, "token_uri")
    return {name: client[name] for name in names}


def logout(folder: Path) -> bool | None:
    """The folder keeps no sign-in; True where Google has ended the grant too, None where there was no sign-in."""
    path = folder / TOKEN_FILE
    if not path.exists():
        return None
    try:
        revoked = _revoke(path)
    finally:
        path.unlink(missing_ok=True)
    return revoked


def ci_token(folder: Path) -> str:
    """The sign-in of the folder as one line of JSON, for a secret of the continuous integration."""
    load({}, folder)
    return json.dumps(json.loads((folder / TOKEN_FILE).read_text("utf-8")))


def write_private(path: Path, content: bytes) -> None:
    """The file holds the content, and never was open to anyone but its owner."""
    try:
        with temporary_beside(path) as temporary:  # made with mode 0600
            temporary.write_bytes(content)
            temporary.replace(path)
    except OSError as failure:
        raise StoreError(
            f"Berkas {path} tidak dapat ditulis ({failure.strerror}); periksa izin foldernya."
        ) from failure


def own_folder(path: Path) -> None:
    """The folder is there, and only its owner looks into it."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as failure:
        raise StoreError(f"Folder {path} tidak dapat dibuat ({failure.strerror}); periksa izinnya.") from failure
    with contextlib.suppress(OSError):  # a file system without modes
        path.chmod(0o700)


def _exchange(flow: Any, token_uri: str, code: str) -> Mapping[str, Any]:
    """The grant that Google gives for the code; StoreError says why there is none."""
    try:
        with _plain_on_loopback(token_uri):
            token: Mapping[str, Any] = flow.fetch_token(
                code=code,
                timeout=ANSWER_WITHIN,
                include_client_id=True,  # in the body, as Google documents it
            )
    except OAuth2Error as failure:
        raise StoreError(
            f"Google menolak login ini ({failure.error}). Bila klien OAuth baru saja dibuat, tunggu beberapa menit,"
            f" lalu coba lagi. {DESKTOP}"
        ) from None
    except (requests.RequestException, ValueError) as failure:
        raise StoreError(
            "Jawaban Google tidak diterima utuh; periksa sambungan internet, lalu login lagi."
        ) from failure
    if DRIVE_FILE not in _scopes(token):
        raise StoreError(
            "Izin untuk berkas Drive tidak dicentang di halaman persetujuan. Login lagi, dan centang izin"
            " untuk berkas yang dibuat dengan program ini."
        )
    if not token.get("refresh_token"):
        raise StoreError(
            "Google tidak memberi izin yang bertahan. Login lagi; bila tetap begitu, buat klien OAuth baru."
        )
    return token


def _kept(client: Mapping[str, str], token: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """What is written down: the lasting grant, in the form of google-auth, with its dates. No access token."""
    kept = {
        "type": "authorized_user",
        "client_id": client["client_id"],
        "client_secret": client["client_secret"],
        "refresh_token": token["refresh_token"],
        "token_uri": client["token_uri"],
        "scopes": _scopes(token),
        "signed_in_at": now.isoformat(timespec="seconds"),
    }
    lifetime = token.get("refresh_token_expires_in")  # there where the consent screen is in Testing
    if isinstance(lifetime, (int, float, str)) and str(lifetime).isdigit():
        kept["ends_at"] = (now + timedelta(seconds=min(int(lifetime), 10**9))).isoformat(timespec="seconds")
    return kept


def _scopes(token: Mapping[str, Any]) -> list[str]:
    """What was granted; where Google does not say, what was asked for."""
    found = token.get("scope", USER_SCOPES)
    return sorted(found.split() if isinstance(found, str) else filter(None, found))


def _declined(error: str) -> str:
    if error == "access_denied":
        return (
            "Izin tidak diberikan di halaman Google, jadi belum masuk. Bila halaman itu menyebut aplikasi belum"
            " diverifikasi atau hanya untuk penguji, publikasikan dulu layar persetujuannya, lalu login lagi."
        )
    if error == "timeout":
        return "Waktu menunggu habis, jadi belum masuk. Jalankan lagi, dan selesaikan persetujuan di peramban."
    return "Google tidak menyelesaikan login ini. Jalankan lagi; bila tetap begitu, buat klien OAuth baru."


def _revoke(path: Path) -> bool:
    """Whether Google has ended the grant; a file that cannot be used is as good as ended."""
    try:
        info = parse(path.read_text("utf-8"), f"berkas {path}")
        host = trusted(info.get("token_uri"), TOKEN_HOSTS, f"berkas {path}", "token_uri")
        address = REVOKE
        if host in LOOPBACK:
            address = str(info["token_uri"]).rpartition("/")[0] + "/revoke"
        answer = requests.post(
            address, data={"token": info["refresh_token"]}, timeout=ANSWER_WITHIN, allow_redirects=False
        )
    except (StoreError, OSError, ValueError, KeyError):  # requests' own failures are OSErrors
        return False
    return answer.status_code == 200


@contextlib.contextmanager
def _plain_on_loopback(url: str) -> Iterator[None]:
    """The OAuth library takes http where the other side is this machine, and more scopes than asked for, till the end of the block."""
    settings = {RELAXED: "1"}  # a person who granted more before is told so by us, not by an exception
    if urlsplit(url).hostname in LOOPBACK:
        settings[INSECURE] = "1"
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


class _Receiver(ThreadingHTTPServer):
    """The server that the browser comes back to. `state` is the secret of this attempt."""

    daemon_threads = True
    state = ""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Visit)
        self.answer: dict[str, str] = {}
        self._came = threading.Event()

    def take(self, answer: dict[str, str]) -> str:
        """The page for the browser; the first answer with the right secret is the one that counts."""
        given = answer.get("state", "").encode()
        if (
            not self.state
            or not hmac.compare_digest(given, self.state.encode())
            or not answer.keys() & {"code", "error"}
        ):
            return "strange"
        if not self._came.is_set():
            self.answer = answer
            self._came.set()
        return "good" if "code" in answer else "denied"

    def wait(self, patience: float) -> dict[str, str]:
        return self.answer if self._came.wait(patience) else {"error": "timeout"}


class _Visit(BaseHTTPRequestHandler):
    timeout = 10
    server: _Receiver

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        answer = {name: values[0] for name, values in parse_qs(parts.query).items()}
        page = self.server.take(answer) if parts.path == "/" else "strange"
        title, words = (html.escape(text) for text in PAGES[page])
        body = PAGE.format(title=title, words=words).encode()
        self.send_response(404 if page == "strange" else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing is logged: the address holds the code."""


@contextlib.contextmanager
def _receiver() -> Iterator[_Receiver]:
    """The server runs until the end of the block."""
    with _Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
