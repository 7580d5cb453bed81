"""Why Google gave no token, in words that an office can act on.

Google's own sentences are looked into for known ones and else left out: they are English, and may quote what was sent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from google.auth.exceptions import GoogleAuthError, TransportError

from sheets_sync.dates import long_date
from sheets_sync.stores.google.signin import TESTING, VARIABLE, Kind, SignIn

IDLE = timedelta(days=180)  # Google ends a grant that nobody used for six months

OFFLINE = (
    "Google tidak dapat dihubungi untuk masuk. Periksa sambungan internet dan proksi kantor, lalu jalankan lagi;"
    " izin yang tersimpan tidak rusak."
)
BUSY = "Layanan masuk Google sedang terganggu. Jalankan lagi beberapa menit kemudian; izin yang tersimpan tidak rusak."
CLOCK = (
    "Jam komputer ini tidak cocok dengan jam Google, sehingga tanda masuknya ditolak. Setel tanggal, jam dan zona waktu"
    " ke otomatis, lalu jalankan lagi."
)
KEY = (
    "Kunci akun layanan tidak berlaku lagi. Buat kunci baru di Google Cloud (IAM, Akun layanan, tab Kunci), lalu ganti"
    " yang lama di {place}."
)
ACCOUNT = (
    "Akun layanan{account} tidak ada lagi. Pulihkan atau buat akun layanan baru di Google Cloud, jadikan anggota drive"
    " bersama, lalu ganti isi {place}."
)
DISABLED_ACCOUNT = "Akun layanan{account} dinonaktifkan. Aktifkan kembali di Google Cloud (IAM, Akun layanan)."
CLIENT = (
    "Klien OAuth yang dipakai untuk masuk sudah dihapus, dinonaktifkan, atau rahasianya diganti. Unduh klien jenis"
    " Desktop yang baru dari Google Cloud. {again}"
)
PERSON = "Akun Google yang dipakai untuk masuk sudah dihapus. Masuk dengan akun kantor yang lain. {again}"
POLICY = (
    "Pengelola Google Workspace tidak mengizinkan program ini. Minta pengelola menandai klien OAuth kantor sebagai"
    " aplikasi tepercaya di konsol Admin. {again}"
)
SESSION = "Kebijakan Google Workspace kantor meminta masuk ulang secara berkala. {again}"
SCOPE = "Izin yang diminta lebih luas daripada yang pernah diberikan. {again}"
BRANCH = (
    "Identitas dari GitHub ditolak oleh syarat di penyedia federasi. Cocokkan nama repositori dan cabang pada syarat"
    " atribut (attribute condition) penyedia di Google Cloud."
)
POOL = (
    "Kumpulan atau penyedia federasi tidak ada, dihapus, atau dinonaktifkan. Cocokkan workload_identity_provider dengan"
    " alamat lengkapnya di Google Cloud."
)
AUDIENCE = (
    "Penyedia federasi menolak audiens dari GitHub. Kosongkan isian audiens pada penyedia, atau samakan keduanya."
)
STALE = "Identitas dari GitHub sudah lewat masanya. Jalankan ulang pekerjaan (re-run) di GitHub Actions."
IMPERSONATION = (
    "Federasi diterima, tetapi belum boleh bertindak sebagai akun layanan{account}. Beri peran Workload Identity User"
    " pada akun layanan itu, dan aktifkan IAM Service Account Credentials API."
)
SUBJECT = (
    "Identitas dari GitHub tidak dapat diambil. Periksa `permissions: id-token: write` pada alur kerja, dan jalankan"
    " langkah google-github-actions/auth sebelum sheets-sync."
)
UNKNOWN = "Google menolak tanda masuk ({code}). {again}"

# Google's code, a word of its description, and what it means. The first that fits counts.
USER_REASONS = (
    ("deleted_client", "", CLIENT),
    ("disabled_client", "", CLIENT),
    ("invalid_client", "", CLIENT),
    ("unauthorized_client", "", CLIENT),
    ("invalid_scope", "", SCOPE),
    ("admin_policy_enforced", "", POLICY),
    ("access_denied", "", POLICY),
    ("invalid_grant", "invalid_rapt", SESSION),
    ("invalid_grant", "rapt_required", SESSION),
    ("invalid_grant", "account has been deleted", PERSON),
    ("invalid_grant", "account restricted", POLICY),
)
SERVICE_REASONS = (
    ("invalid_grant", "reasonable timeframe", CLOCK),
    ("invalid_grant", "iat and exp", CLOCK),
    ("invalid_grant", "signature", KEY),
    ("invalid_grant", "no valid verifier", KEY),
    ("invalid_grant", "account not found", ACCOUNT),
    ("invalid_grant", "disabled", DISABLED_ACCOUNT),
    ("disabled_client", "", DISABLED_ACCOUNT),
    ("deleted_client", "", ACCOUNT),
    ("invalid_client", "", ACCOUNT),
    ("unauthorized_client", "", DISABLED_ACCOUNT),
)
FEDERATED_REASONS = (
    ("unauthorized_client", "", BRANCH),
    ("invalid_target", "", POOL),
    ("invalid_grant", "attribute condition", BRANCH),
    ("invalid_grant", "audience", AUDIENCE),
    ("invalid_grant", "stale", STALE),
    ("invalid_grant", "expired", STALE),
    ("invalid_grant", "future", CLOCK),
    ("PERMISSION_DENIED", "", IMPERSONATION),
    ("NOT_FOUND", "", ACCOUNT),
    ("", "was not found", SUBJECT),
    ("", "subject", SUBJECT),
)
REASONS = {Kind.USER: USER_REASONS, Kind.SERVICE: SERVICE_REASONS, Kind.FEDERATED: FEDERATED_REASONS}


def explain(error: GoogleAuthError, signin: SignIn, now: datetime) -> str:
    """Why there is no token, and what to do, in plain Indonesian."""
    if isinstance(error, TransportError):
        return OFFLINE
    code, description = _said(error)
    if error.retryable:
        return BUSY
    found = next(
        (words for known, part, words in REASONS[signin.kind] if known in {"", code} and part in description), None
    )
    if found is None and signin.kind is Kind.USER and code == "invalid_grant":
        return _ended(signin, now)
    account = f" {signin.account}" if signin.account else ""
    shown = code or "tanpa penjelasan"
    return (found or UNKNOWN).format(account=account, place=signin.source, again=_again(signin), code=shown)


def _ended(signin: SignIn, now: datetime) -> str:
    """A person's grant is over: the likeliest reason first."""
    again = _again(signin)
    if signin.expires and now >= signin.expires:
        day = long_date(signin.expires.astimezone(now.tzinfo))
        reason = f", karena layar persetujuan masih Testing. {PUBLISH}" if signin.in_testing else "."
        return f"Izin dari Google berakhir pada {day}{reason} {again}"
    age = now - signin.since if signin.since else timedelta(0)
    if TESTING <= age < 2 * TESTING:
        return (
            f"Izin dari Google sudah berakhir, kira-kira tujuh hari sesudah masuk. Itu tanda bahwa layar persetujuan"
            f" masih Testing. {PUBLISH} {again}"
        )
    idle = " atau enam bulan tidak dipakai" if age >= IDLE or signin.since is None else ""
    return (
        f"Izin dari Google sudah dicabut atau berakhir: dicabut di halaman akun, kata sandi diganti, layar persetujuan"
        f" masih Testing (tujuh hari){idle}. {again}"
    )


PUBLISH = (
    "Buka Google Auth Platform, menu Audience (Audiens), tekan Publish app (Publikasikan aplikasi), lalu masuk ulang."
)


def _again(signin: SignIn) -> str:
    if signin.kind is not Kind.USER:
        return f"Periksa isi {signin.source} menurut panduan Google."
    if signin.from_variable:
        return (
            f"Jalankan `sheets-sync google login` di komputer kantor, lalu ganti isi rahasia {VARIABLE} dengan keluaran"
            " `sheets-sync google token`."
        )
    return "Jalankan `sheets-sync google login` sekali lagi."


def _said(error: GoogleAuthError) -> tuple[str, str]:
    """Google's code and its description in small letters; "" where it gave none."""
    body: Any = error.args[1] if len(error.args) > 1 else None
    words = str(error.args[0]) if error.args else ""
    if isinstance(body, (str, bytes)):
        try:
            body = json.loads(body)
        except ValueError:
            body = None
    if not isinstance(body, Mapping):
        return "", words.lower()
    inner = body.get("error")
    if isinstance(inner, Mapping):  # as the services behind sign-in say it
        return _code(inner.get("status")), str(inner.get("message", "")).lower()
    description = f"{body.get('error_description', '')} {body.get('error_subtype', '')}"
    return _code(inner), description.lower()


def _code(value: object) -> str:
    return value if isinstance(value, str) and re.fullmatch(r"[A-Za-z_]{1,60}", value) else ""
