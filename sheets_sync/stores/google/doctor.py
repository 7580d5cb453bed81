"""What stands in the way of working with Google, found before the work begins.

Every check looks at one thing, says what it saw and, where something is wrong, what to do. Nothing is changed or
made: the checks read the sign-in, the account's storage, the folder's rights, and one spreadsheet that is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from google.auth.exceptions import GoogleAuthError

from sheets_sync.dates import long_date
from sheets_sync.errors import StoreError
from sheets_sync.numerals import fixed
from sheets_sync.stores.google.checks import Answer, Calls, Check, Denied, State, Wanted
from sheets_sync.stores.google.refusals import PUBLISH, explain
from sheets_sync.stores.google.signin import DRIVE_FILE, FULL_DRIVE, SERVICE_SCOPES, Kind, SignIn

DRIVE = "https://www.googleapis.com/drive/v3"
NO_SPREADSHEET = (
    "https://sheets.googleapis.com/v4/spreadsheets/sheets-sync-tidak-ada"  # the answer "not found" is the good one
)
FOLDER_TYPE = "application/vnd.google-apps.folder"
FOLDER_FIELDS = "id,name,mimeType,trashed,driveId,capabilities(canAddChildren,canShare)"
DRIVE_FIELDS = "id,name,restrictions(domainUsersOnly,driveMembersOnly,sharingFoldersRequiresOrganizerPermission)"
CLOCK_WARNS, CLOCK_FAILS = 60, 300  # seconds; Google itself refuses tokens some minutes off
NEARLY_FULL = Decimal("0.95")
SOON = 14  # days before a grant ends in which that is a warning, however long it lasted
NAMED_AT_MOST = 8
GIB = 2**30
LOGIN_AGAIN = "Jalankan `sheets-sync google login` lagi."


def no_sign_in(failure: StoreError) -> list[Check]:
    """The only check there is where no credentials were found."""
    return [Check("Tanda masuk", State.FAIL, "tidak dapat dipakai", str(failure))]


def examine(calls: Calls, signin: SignIn, wanted: Wanted, clock: Callable[[], datetime]) -> list[Check]:
    """All the checks in the order in which their mistakes have to be mended."""
    now = clock()
    account = f" {signin.account}" if signin.account else ""
    checks = [Check("Tanda masuk", State.OK, f"{signin.kind}{account}, dari {signin.source}")]
    token = _token(calls, signin, now)
    checks += [token, *_expiry(signin, now)]
    if token.state is State.FAIL:
        return [*checks, *_clock(calls, clock)]
    about = Answer.of(calls, f"{DRIVE}/about", {"fields": "user(emailAddress,displayName),storageQuota"})
    checks += _clock(calls, clock)
    checks += [_scopes(signin), _drive(about), _sheets(calls)]
    folder = _look_at_folder(calls, wanted, signin)
    checks.append(folder.check)
    if folder.check.state is not State.FAIL:
        checks += [_storage(about, folder), _sharing(calls, folder)]
    return [*checks, *_contacts(wanted)]


@dataclass(frozen=True, slots=True)
class Folder:
    check: Check
    chosen: bool = False
    shared_drive: str = ""
    can_share: bool = True


def _token(calls: Calls, signin: SignIn, now: datetime) -> Check:
    name = "Masuk ke Google"
    try:
        calls.sign_in()
    except GoogleAuthError as failure:
        return Check(name, State.FAIL, "ditolak", explain(failure, signin, now))
    except StoreError as failure:
        return Check(name, State.FAIL, "tidak berhasil", str(failure))
    if signin.kind is Kind.FEDERATED and not signin.account:
        return Check(
            name,
            State.FAIL,
            "federasi tanpa akun layanan",
            "Drive tidak dapat dibagikan kepada federasi langsung. Isi `service_account` pada langkah"
            " google-github-actions/auth.",
        )
    return Check(name, State.OK, "diterima")


def _expiry(signin: SignIn, now: datetime) -> list[Check]:
    """Where Google has said when the grant ends, a line with the date."""
    if signin.expires is None:
        return []
    day = long_date(signin.expires.astimezone(now.tzinfo))
    name = "Masa berlaku izin"
    left = (signin.expires - now).days
    if now >= signin.expires:
        advice = PUBLISH if signin.in_testing else LOGIN_AGAIN
        return [Check(name, State.FAIL, f"berakhir pada {day}", advice)]
    if signin.in_testing:
        words = f"hanya sampai {day}: layar persetujuan masih Testing"
        return [Check(name, State.WARN, words, PUBLISH)]
    if left <= SOON:
        return [Check(name, State.WARN, f"sampai {day}", LOGIN_AGAIN)]
    return [Check(name, State.OK, f"sampai {day}")]


def _clock(calls: Calls, clock: Callable[[], datetime]) -> list[Check]:
    """Our clock held against Google's last answer; nothing where there was no answer."""
    server = calls.server_time
    if server is None:
        return []
    name = "Jam komputer"
    off = round((clock() - server).total_seconds())
    if abs(off) <= CLOCK_WARNS:
        return [Check(name, State.OK, "cocok dengan jam Google")]
    words = f"{_span(abs(off))} lebih {'cepat' if off > 0 else 'lambat'} daripada jam Google"
    state = State.FAIL if abs(off) > CLOCK_FAILS else State.WARN
    return [Check(name, state, words, "Setel tanggal, jam dan zona waktu komputer ke otomatis.")]


def _span(seconds: int) -> str:
    return f"{seconds} detik" if seconds < 120 else f"{round(seconds / 60)} menit"


def _scopes(signin: SignIn) -> Check:
    """What the token may do; a service account is given what it asks for."""
    name = "Izin"
    if signin.kind is not Kind.USER:
        return Check(name, State.OK, "lembar dan berkas yang dibagikan kepada akun layanan")
    granted = getattr(signin.credentials, "granted_scopes", None) or getattr(signin.credentials, "scopes", None) or ()
    if FULL_DRIVE in granted:
        return Check(
            name,
            State.WARN,
            "seluruh Drive akun ini",
            "Itu lebih luas daripada yang perlu. Jalankan `sheets-sync google login` untuk izin yang hanya mencakup"
            " berkas buatan program ini.",
        )
    if granted and DRIVE_FILE not in granted and SERVICE_SCOPES[0] not in granted:
        return Check(name, State.FAIL, "tidak mencakup berkas Drive", _login_with_scope())
    return Check(name, State.OK, "hanya berkas yang dibuat program ini")


def _login_with_scope() -> str:
    return "Jalankan `sheets-sync google login`, dan centang izin untuk berkas Drive di halaman persetujuan."


def _drive(about: Answer) -> Check:
    name = "Google Drive API"
    user = about.value.get("user")
    address = user.get("emailAddress", "") if isinstance(user, Mapping) else ""
    if about.failure is None:
        return Check(name, State.OK, f"aktif, sebagai {address}" if address else "aktif")
    return _api(name, about.failure)


def _sheets(calls: Calls) -> Check:
    name = "Google Sheets API"
    answer = Answer.of(calls, NO_SPREADSHEET, {"fields": "spreadsheetId"})
    failure = answer.failure
    if isinstance(failure, Denied) and failure.status in {400, 403, 404}:
        refused = failure.switched_off or failure.scope_missing
        failure = failure if refused else None
    if failure is None:
        return Check(name, State.OK, "aktif")
    return _api(name, failure)


def _api(name: str, failure: Denied | StoreError) -> Check:
    """Why an API did not answer."""
    if isinstance(failure, StoreError):
        return Check(name, State.FAIL, "tidak menjawab", str(failure))
    if failure.switched_off:
        advice = (
            f"Buka Google Cloud, pilih proyek kantor, menu APIs & Services, Library, cari {name}, lalu tekan Enable"
            " (Aktifkan). Tunggu beberapa menit."
        )
        return Check(name, State.FAIL, "belum diaktifkan di proyek Google Cloud", advice)
    if failure.scope_missing:
        return Check(name, State.FAIL, "izin masuk tidak mencukupi", _login_with_scope())
    words = f"menolak (kode {failure.status} {failure.reason})".replace(" )", ")")
    return Check(
        name, State.FAIL, words, "Jalankan lagi; bila tetap begitu, baca bagian ini di panduan masalah Google."
    )


def _look_at_folder(calls: Calls, wanted: Wanted, signin: SignIn) -> Folder:
    if not wanted.folder:
        return _own_drive(signin)
    params = {"fields": FOLDER_FIELDS, "supportsAllDrives": "true"}
    answer = Answer.of(calls, f"{DRIVE}/files/{wanted.folder}", params)
    if isinstance(answer.failure, StoreError):
        return Folder(Check("Folder", State.FAIL, "tidak dapat diperiksa", str(answer.failure)))
    if answer.failure is not None:
        return Folder(_hidden(answer.failure, signin))
    return _judge_folder(answer.value, signin)


def _own_drive(signin: SignIn) -> Folder:
    if signin.kind is Kind.USER:
        return Folder(Check("Folder", State.OK, "My Drive akun yang masuk; foldernya dibuat program"))
    return Folder(
        Check(
            "Folder",
            State.FAIL,
            "belum ditentukan; akun layanan tidak punya ruang simpan sendiri",
            "Buat folder di drive bersama, jadikan akun layanan anggota sebagai Pengelola konten, lalu tulis id"
            " foldernya pada folder_google di office.toml. Kantor tanpa drive bersama memakai `sheets-sync google login`.",
        )
    )


def _hidden(failure: Denied, signin: SignIn) -> Check:
    if failure.switched_off or failure.scope_missing:
        return _api("Google Drive API", failure)
    scopes = getattr(signin.credentials, "scopes", None) or ()
    if signin.kind is Kind.USER and FULL_DRIVE not in scopes:
        advice = (
            "Izin program ini hanya mencakup berkas buatannya sendiri, sehingga folder yang dibuat dengan tangan tidak"
            " tampak. Kosongkan folder_google di office.toml; program membuat foldernya sendiri."
        )
    else:
        who = signin.account or "akun yang masuk"
        advice = f"Periksa id pada folder_google, dan jadikan {who} anggota drive bersama itu sebagai Pengelola konten."
    return Check("Folder", State.FAIL, f"tidak ada, atau tidak dibagikan (kode {failure.status})", advice)


def _judge_folder(value: Mapping[str, Any], signin: SignIn) -> Folder:
    title = f"'{value.get('name', '')}'"
    rights = value.get("capabilities")
    rights = rights if isinstance(rights, Mapping) else {}
    shared_drive = str(value.get("driveId") or "")
    words, advice = "", ""
    if value.get("mimeType") != FOLDER_TYPE:
        words, advice = f"{title} bukan folder", "Salin id folder, bukan id berkas atau pintasan, ke folder_google."
    elif value.get("trashed"):
        words, advice = (
            f"{title} ada di tempat sampah",
            "Pulihkan folder itu, atau tulis folder lain pada folder_google.",
        )
    elif rights.get("canAddChildren") is False:
        words = f"{title} tidak boleh ditambahi berkas"
        advice = f"Naikkan peran {signin.account or 'akun yang masuk'} menjadi Pengelola konten (Content manager)."
    elif signin.kind is not Kind.USER and not shared_drive:
        words = f"{title} tidak berada di drive bersama; akun layanan tidak punya ruang simpan"
        advice = (
            "Pindahkan ke folder di drive bersama (Google Workspace), atau pakai `sheets-sync google login` dengan akun"
            " Google biasa. Membagikan folder My Drive kepada akun layanan tidak menolong."
        )
    if words:
        return Folder(Check("Folder", State.FAIL, words, advice))
    place = "di drive bersama" if shared_drive else "di My Drive"
    seen = Check("Folder", State.OK, f"{title} {place}, boleh ditambahi berkas")
    return Folder(seen, chosen=True, shared_drive=shared_drive, can_share=rights.get("canShare") is not False)


def _storage(about: Answer, folder: Folder) -> Check:
    name = "Ruang simpan"
    if folder.shared_drive:
        return Check(name, State.OK, "memakai ruang drive bersama")
    quota = about.value.get("storageQuota")
    if about.failure is not None or not isinstance(quota, Mapping):
        return Check(name, State.WARN, "tidak dapat diperiksa", "Periksa sendiri di one.google.com/storage.")
    limit, used = _bytes(quota.get("limit")), _bytes(quota.get("usage")) or 0
    if limit is None:
        return Check(name, State.OK, "tanpa batas")
    words = f"{_gib(used)} dari {_gib(limit)} GB terpakai"
    if used >= limit:
        advice = (
            "Kosongkan tempat sampah Drive, atau masuk dengan akun kantor yang masih lega; lembar baru akan ditolak."
        )
        return Check(name, State.FAIL, words, advice)
    if Decimal(used) > NEARLY_FULL * limit:
        return Check(name, State.WARN, words, "Kosongkan tempat sampah Drive, Gmail dan Foto sebelum penuh.")
    return Check(name, State.OK, words)


def _bytes(value: object) -> int | None:
    try:
        return int(str(value))
    except ValueError:
        return None


def _gib(size: int) -> str:
    return fixed(Decimal(size) / GIB, 1)


def _sharing(calls: Calls, folder: Folder) -> Check:
    name = "Hak membagikan"
    if not folder.chosen:
        return Check(name, State.OK, "berkas milik akun ini sendiri")
    if folder.shared_drive:
        limits = _limits(calls, folder.shared_drive)
        if limits.get("driveMembersOnly"):
            advice = (
                "Di pengaturan drive bersama, izinkan orang yang bukan anggota mengakses berkas, atau jadikan setiap unit"
                " kerja anggota."
            )
            return Check(name, State.FAIL, "drive bersama ini hanya untuk anggotanya", advice)
        if limits.get("domainUsersOnly"):
            advice = (
                "Unit kerja dengan alamat Gmail pribadi tidak akan dapat diundang. Pakai alamat kantor, atau ubah"
                " pengaturan drive bersama."
            )
            return Check(name, State.WARN, "drive bersama ini hanya untuk akun kantor", advice)
        if limits.get("sharingFoldersRequiresOrganizerPermission"):  # of folders; its files can be shared all the same
            return Check(name, State.OK, "boleh membagikan berkas; folder hanya oleh pengelola")
    if not folder.can_share:
        advice = "Jadikan akun ini Pengelola (Manager), atau minta pengelola mengizinkan Pengelola konten membagikan."
        return Check(name, State.FAIL, "akun ini tidak boleh membagikan isi folder", advice)
    return Check(name, State.OK, "boleh; kebijakan domain penerima tidak tampak dari sini")


def _limits(calls: Calls, shared_drive: str) -> Mapping[str, Any]:
    """The shared drive's restrictions; none where it does not show them."""
    found = Answer.of(calls, f"{DRIVE}/drives/{shared_drive}", {"fields": DRIVE_FIELDS}).value.get("restrictions")
    return found if isinstance(found, Mapping) else {}


def _contacts(wanted: Wanted) -> list[Check]:
    name = "Alamat unit kerja"
    if wanted.without_address is None:
        return []
    missing = list(wanted.without_address)
    if not missing:
        mail = "dengan surat permintaan" if wanted.invitations else "tanpa surat permintaan"
        return [Check(name, State.OK, f"lengkap; lembar dibagikan {mail}")]
    named = ", ".join(missing[:NAMED_AT_MOST])
    more = f", dan {len(missing) - NAMED_AT_MOST} lainnya" if len(missing) > NAMED_AT_MOST else ""
    advice = "Tambahkan barisnya di office/contacts.csv; tanpa alamat, lembarnya dibuat tetapi tidak dibagikan."
    return [Check(name, State.WARN, f"belum ada untuk {named}{more}", advice)]
