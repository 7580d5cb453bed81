"""Where the credentials for Google come from, each checked before a byte of them is sent anywhere.

In this order: the variable SHEETS_SYNC_GOOGLE (JSON), the file that GOOGLE_APPLICATION_CREDENTIALS names (as
google-github-actions/auth writes it), the token that `google login` left in the user's own folder. Nothing else is
tried: `google.auth.default` would also ask the machine it runs on and, with a federation, the project's number.

A JSON that somebody planted must not carry our keys to them, so every address in it has to be Google's (or this
machine's own, for the tests). Messages name the place and the field, never a value.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from google.auth import identity_pool
from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError
from google.auth.transport import Request
from google.oauth2 import credentials as user_account
from google.oauth2 import service_account

from sheets_sync.errors import StoreError
from sheets_sync.stores.google.hosts import EXCHANGE_HOSTS, HOSTS, IMPERSONATION_HOSTS, LOOPBACK, TOKEN_HOSTS

VARIABLE = "SHEETS_SYNC_GOOGLE"
FILE_VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS"
TOKEN_FILE = "google.json"  # noqa: S105  # a file's name
SIZE_AT_MOST = 1 << 20
DRIVE_FILE = "https://www.googleapis.com/auth/drive.file"
FULL_DRIVE = "https://www.googleapis.com/auth/drive"
# A person grants only the files that this program makes: Google asks for no review, and a lost token opens nothing else.
USER_SCOPES = (DRIVE_FILE,)
# A service account works in a shared drive's folder that people made by hand, which drive.file would not show it. It
# reaches nothing but what is shared with it, so that its memberships are the bounds that a narrower scope would be.
SERVICE_SCOPES = ("https://www.googleapis.com/auth/spreadsheets", FULL_DRIVE)

TESTING = timedelta(days=7)  # how long a grant lives while the consent screen is in Testing
RUNNERS = ".actions.githubusercontent.com"  # where GitHub hands a job its identity
# Stricter than the standard: no user, no backslash, no blank, so that no two libraries can read two hosts in it.
ADDRESS = re.compile(r"(https?)://([A-Za-z0-9.-]+)(?::(\d{1,5}))?(/[A-Za-z0-9._~%:@/+,;=&?!$'()*-]*)?")

SUPPLY = frozenset(("file", "url", "headers", "format"))  # of a job's identity; to run a command is not among them
REPLACE = (
    "Ganti dengan berkas asli yang diunduh dari Google Cloud; yang ini tidak dipakai dan tidak dikirim ke mana pun."
)


class Kind(StrEnum):
    USER = "akun Google"
    SERVICE = "akun layanan"
    FEDERATED = "federasi"


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who works in Google, and where that is written."""

    credentials: Credentials
    kind: Kind
    account: str  # the service account's address; "" where it is not written down
    source: str  # "variabel SHEETS_SYNC_GOOGLE", "berkas ..."
    own_hosts: frozenset[str]  # which it needs beside Google's: a test's, or the one that hands a job its identity
    base: str = ""  # the address in Google's place, where this machine's own gives the tokens: a test's or a demo's
    since: datetime | None = None  # when the person logged in
    expires: datetime | None = None  # when the person's grant ends, where Google has said so

    @property
    def in_testing(self) -> bool:
        """The grant ends by itself within days: the consent screen is in Testing."""
        if self.expires is None:
            return False
        return self.since is None or self.expires - self.since < 2 * TESTING

    @property
    def from_variable(self) -> bool:
        return VARIABLE in self.source


def hosts(signin: SignIn) -> frozenset[str]:
    """All the hosts that this sign-in may reach."""
    return HOSTS | signin.own_hosts


class ServiceAccount(service_account.Credentials):
    """A service account that asks Google for its token and for nothing else."""

    def before_request(self, request: Request, method: str, url: str, headers: MutableMapping[str, str]) -> None:  # noqa: ARG002  # google-auth's own signature
        _renew(self, request, headers)


class Federated(identity_pool.Credentials):
    """A job's identity, exchanged for a token and for nothing else."""

    def before_request(self, request: Request, method: str, url: str, headers: MutableMapping[str, str]) -> None:  # noqa: ARG002  # google-auth's own signature
        _renew(self, request, headers)


def _renew(credentials: Credentials, request: Request, headers: MutableMapping[str, str]) -> None:
    """The headers carry a token that still holds.

    google-auth would also ask in which regions the account may be used, from a thread of its own: a call that
    nobody paces or counts, and that leaves the machine even in a test.
    """
    if not credentials.valid:
        credentials.refresh(request)  # type: ignore[no-untyped-call]  # google-auth leaves it untyped
    credentials.apply(headers)  # type: ignore[no-untyped-call]  # as above


def load(environment: Mapping[str, str], folder: Path) -> SignIn:
    """The sign-in that the environment names, or the one that `google login` left in the folder.

    Raises:
        StoreError: there is none, or it cannot be used.
    """
    if text := environment.get(VARIABLE, "").strip():
        return read(text, f"variabel {VARIABLE}")
    if name := environment.get(FILE_VARIABLE, "").strip():
        return read(_content(Path(name), FILE_VARIABLE), f"berkas {name} (variabel {FILE_VARIABLE})")
    path = folder / TOKEN_FILE
    if path.is_file():
        return read(_content(path, ""), f"berkas {path}")
    empty = (
        f" Variabel {VARIABLE} ada, tetapi kosong: isi rahasianya belum dipasang." if VARIABLE in environment else ""
    )
    raise StoreError(
        f"Belum masuk ke Google.{empty} Jalankan `sheets-sync google login` sekali di komputer ini, atau isi variabel"
        f" {VARIABLE}. Caranya ada di panduan Google."
    )


def read(text: str, source: str) -> SignIn:
    """The sign-in written in a JSON text; StoreError where it is none of the three kinds, or leads elsewhere."""
    info = parse(text, source)
    if info.get("universe_domain", "googleapis.com") != "googleapis.com":
        raise StoreError(f"{_at(source)}: universe_domain bukan googleapis.com. {REPLACE}")
    kind = info.get("type")
    if kind == "authorized_user":
        return _user(info, source)
    if kind == "service_account":
        return _service(info, source)
    if kind == "external_account":
        return _federated(info, source)
    if "installed" in info or "web" in info:
        raise StoreError(
            f"{_at(source)} berisi klien OAuth, yang belum merupakan izin masuk. Simpan sebagai berkas, jalankan"
            " `sheets-sync google login --klien BERKAS`, lalu pakai hasilnya."
        )
    raise StoreError(
        f"{_at(source)}: jenis {_short(kind)} tidak dikenal. Yang dapat dipakai: hasil `sheets-sync google login`,"
        " kunci akun layanan, atau federasi dari google-github-actions/auth."
    )


def parse(text: str, source: str) -> dict[str, Any]:
    """The JSON object in the text; StoreError tells what it seems to be instead."""
    try:
        info = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        info = None
    if isinstance(info, dict):
        return info
    hint = ""
    if len(text) < 500 and re.fullmatch(r"\S+\.json|[\w.~-]*[/\\][^\n{]*", text.strip()):
        hint = f" Isinya tampak seperti nama berkas: untuk itu pakai variabel {FILE_VARIABLE}."
    elif text.lstrip().startswith("{"):
        hint = " Isinya tampak terpotong: salin ulang seluruhnya, dari { sampai }."
    raise StoreError(f"{_at(source)} bukan JSON yang utuh.{hint or ' Salin ulang dari berkas aslinya.'}")


def trusted(url: object, allowed: Iterable[str], source: str, field: str, *, ending: str = "") -> str:
    """The address's host, which is among the allowed ones or this machine; StoreError for any other."""
    match = ADDRESS.fullmatch(url) if isinstance(url, str) else None
    host = match[2].lower() if match else ""
    if match and host in LOOPBACK:
        return host
    secure = match is not None and match[1] == "https" and match[3] in {None, "443"}
    if secure and (host in allowed or (ending and host.endswith(ending))):
        return host
    where = f"menunjuk ke {host[:80]}, yang bukan milik Google" if host else "bukan alamat yang sah"
    raise StoreError(f"{_at(source)}: {field} {where}. {REPLACE}")


def _content(path: Path, variable: str) -> str:
    """The file's text; StoreError tells why it cannot be read."""
    named = f" yang disebut variabel {variable}" if variable else ""
    try:
        if path.stat().st_size > SIZE_AT_MOST:
            raise StoreError(f"Berkas {path}{named} terlalu besar untuk berkas masuk Google; periksa namanya.")
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise StoreError(f"Berkas {path}{named} tidak ada; periksa letak dan namanya.") from None
    except UnicodeDecodeError:
        raise StoreError(f"Berkas {path}{named} bukan berkas teks; periksa namanya.") from None
    except OSError as failure:
        reason = os.strerror(failure.errno) if failure.errno else type(failure).__name__
        raise StoreError(f"Berkas {path}{named} tidak dapat dibaca ({reason}); periksa izinnya.") from failure


def _user(info: Mapping[str, Any], source: str) -> SignIn:
    fields = _texts(info, ("client_id", "client_secret", "refresh_token"), source, "`sheets-sync google login`")
    token_uri = info.get("token_uri") or "https://oauth2.googleapis.com/token"
    host = trusted(token_uri, TOKEN_HOSTS, source, "token_uri")
    scopes = info.get("scopes")
    if isinstance(scopes, str):
        scopes = scopes.split()
    credentials = user_account.Credentials(  # type: ignore[no-untyped-call]  # google-auth leaves it untyped
        None,
        refresh_token=fields["refresh_token"],
        token_uri=token_uri,
        client_id=fields["client_id"],
        client_secret=fields["client_secret"],
        # None asks for all that was granted; asking for what was not would be refused.
        scopes=[str(scope) for scope in scopes] if isinstance(scopes, list) and scopes else None,
        quota_project_id=_text(info.get("quota_project_id")) or None,
    )
    return SignIn(
        credentials=credentials,
        kind=Kind.USER,
        account=_text(info.get("account")),
        source=source,
        own_hosts=_own(host),
        base=_base(token_uri, host),
        since=_moment(info.get("signed_in_at")),
        expires=_moment(info.get("ends_at")),
    )


def _service(info: Mapping[str, Any], source: str) -> SignIn:
    origin = "Google Cloud (IAM, Akun layanan, Kunci)"
    fields = _texts(info, ("client_email", "private_key", "token_uri"), source, origin)
    host = trusted(fields["token_uri"], TOKEN_HOSTS, source, "token_uri")
    credentials = _made(lambda: ServiceAccount.from_service_account_info(info, scopes=SERVICE_SCOPES), source, origin)  # type: ignore[no-untyped-call]  # google-auth leaves it untyped
    return SignIn(
        credentials, Kind.SERVICE, fields["client_email"], source, _own(host), _base(fields["token_uri"], host)
    )


def _federated(info: Mapping[str, Any], source: str) -> SignIn:
    origin = "langkah google-github-actions/auth"
    _texts(info, ("audience", "subject_token_type", "token_url"), source, origin)
    found = [trusted(info["token_url"], EXCHANGE_HOSTS, source, "token_url")]
    impersonation = info.get("service_account_impersonation_url")
    if impersonation is not None:
        field = "service_account_impersonation_url"
        found.append(trusted(impersonation, IMPERSONATION_HOSTS, source, field))
    supply: Any = info.get("credential_source")
    if not _is_supply(supply):
        raise StoreError(f"{_at(source)}: credential_source harus menyebut satu berkas atau satu alamat GitHub.")
    if "url" in supply:
        found.append(trusted(supply["url"], (), source, "credential_source.url", ending=RUNNERS))
    credentials = _made(lambda: Federated.from_info(info, scopes=SERVICE_SCOPES), source, origin)  # type: ignore[no-untyped-call]  # as above
    account = _text(getattr(credentials, "service_account_email", ""))
    return SignIn(credentials, Kind.FEDERATED, account, source, _own(*found), _base(info["token_url"], found[0]))


def _is_supply(supply: Any) -> bool:
    """One file or one address that gives a job's identity, and nothing that this program would have to run."""
    if not isinstance(supply, dict) or ("file" in supply) == ("url" in supply) or set(supply) - SUPPLY:
        return False
    headers = supply.get("headers") or {}
    shape = supply.get("format") or {}
    texts = [supply.get("file", ""), supply.get("url", "")]
    if not isinstance(headers, dict) or not isinstance(shape, dict):
        return False
    return all(isinstance(text, str) for text in (*texts, *headers, *headers.values(), *shape.values()))


def _own(*found: str) -> frozenset[str]:
    return frozenset(found) - HOSTS


def _base(url: str, host: str) -> str:
    """A token of the local Google is for the local Google: it is never sent to the real one."""
    return "/".join(url.split("/")[:3]) if host in LOOPBACK else ""


def _made(make: Callable[[], Any], source: str, origin: str) -> Credentials:
    """What google-auth makes of the JSON; its complaints, which may quote the key, are not handed on."""
    try:
        made: Credentials = make()
    except (ValueError, TypeError, AttributeError, GoogleAuthError, UnsupportedAlgorithm):
        raise StoreError(f"{_at(source)} rusak atau tidak lengkap; ambil ulang dari {origin}.") from None
    return made


def _texts(info: Mapping[str, Any], names: Iterable[str], source: str, origin: str) -> dict[str, str]:
    missing = [name for name in names if not _text(info.get(name))]
    if missing:
        raise StoreError(f"{_at(source)} tidak memuat {', '.join(missing)}; ambil ulang dari {origin}.")
    return {name: info[name] for name in names}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _moment(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(_text(value))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _short(value: object) -> str:
    """A kind's name fit to be shown: a secret pasted into the wrong field is not."""
    return repr(value) if isinstance(value, str) and re.fullmatch(r"[a-z_]{1,40}", value) else "isinya"


def _at(source: str) -> str:
    """The source as a sentence begins."""
    return source[:1].upper() + source[1:]
