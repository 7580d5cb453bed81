"""How Google says no, or nothing at all, in an office's words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import requests

from sheets_sync.errors import StoreError

ADDRESS = re.compile(r"\S+@\S+")
FOR_ALL = frozenset(  # reasons that no other spreadsheet would escape
    (
        "storageQuotaExceeded", "teamDriveFileLimitExceeded", "insufficientPermissions", "accessNotConfigured",
        "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "SERVICE_DISABLED", "UNAUTHENTICATED", "authError",
    )
)  # fmt: skip
REFUSALS = {
    "storageQuotaExceeded": "akun ini tidak punya ruang simpan. Akun layanan hanya dapat membuat berkas di drive"
    " bersama; isi folder_google di office/office.toml, atau kosongkan ruang akun Google yang dipakai",
    "teamDriveFileLimitExceeded": "drive bersama ini penuh; hapus berkas lama",
    "insufficientFilePermissions": "akun yang dipakai hanya boleh melihat berkas ini; jadikan ia editor",
    "insufficientPermissions": "izin yang diberikan saat masuk kurang; jalankan `sheets-sync google login` lagi dan"
    " centang semua izin yang diminta",
    "ACCESS_TOKEN_SCOPE_INSUFFICIENT": "izin yang diberikan saat masuk kurang; jalankan `sheets-sync google login`"
    " lagi dan centang semua izin yang diminta",
    "appNotAuthorizedToFile": "berkas ini bukan buatan program ini, jadi izinnya tidak mencakup berkas ini",
    "accessNotConfigured": "Google Drive API belum diaktifkan di proyek Google Cloud kantor; aktifkan, tunggu lima menit",
    "SERVICE_DISABLED": "Google Sheets API belum diaktifkan di proyek Google Cloud kantor; aktifkan, tunggu lima menit",
    "notFound": "berkas atau foldernya tidak ada, atau akun ini tidak lagi diberi akses",
    "NOT_FOUND": "berkasnya tidak ada lagi, atau akun ini tidak lagi diberi akses",
    "PERMISSION_DENIED": "akun yang dipakai tidak diberi akses ke berkas ini",
    "forbidden": "akun yang dipakai tidak diberi akses ke berkas ini",
    "invalidSharingRequest": "Google menolak alamat surel itu; periksa ejaannya di office/contacts.csv",
    "cannotInviteNonGoogleUser": "alamat itu bukan akun Google; pakai undangan surel (undangan = true) atau alamat lain",
    "sharingRateLimitExceeded": "batas undangan sehari tercapai; jalankan lagi besok, atau bagikan ke satu Google Grup",
    "publishOutNotPermitted": "kebijakan Workspace kantor melarang berbagi ke luar; hubungi administrator Workspace",
    "shareOutNotPermitted": "kebijakan Workspace kantor melarang berbagi ke luar; hubungi administrator Workspace",
    "shareInNotPermitted": "kantor pemilik alamat itu tidak menerima berkas dari luar; pakai alamat lain",
    "teamDriveDomainUsersOnlyRestriction": "drive bersama ini hanya untuk akun kantor; longgarkan di setelan drive bersama",
    "teamDriveTeamMembersOnlyRestriction": "drive bersama ini hanya untuk anggotanya; jadikan unit anggota drive bersama",
    "domainPolicy": "kebijakan Workspace kantor melarangnya; hubungi administrator Workspace",
    "UNAUTHENTICATED": "Google tidak mengenali akun ini lagi; jalankan `sheets-sync google login`",
    "authError": "Google tidak mengenali akun ini lagi; jalankan `sheets-sync google login`",
}


class Refused(StoreError):
    """Google answered, and said no. `reason` is its word for why, `message` its sentence in English."""

    def __init__(self, status: int, reason: str, message: str) -> None:
        self.status, self.reason = status, reason
        self.message = ADDRESS.sub("…", message)  # Google repeats the addresses that it was asked about
        words = REFUSALS.get(reason, f"tanpa alasan yang dikenal ({self.message})")
        super().__init__(f"Google menolak (kode {status}): {words}.")


class Unavailable(StoreError):
    """Google answers with faults, or too many calls were made, and patience is over."""


class Offline(StoreError):
    """Google cannot be reached at all."""


class InDoubt(StoreError):
    """The call was cut off, it must not be repeated, and nobody knows whether it has landed."""


def _error(response: requests.Response) -> Mapping[str, Any]:
    try:
        error = response.json()["error"]
    except (ValueError, KeyError, TypeError):
        return {}
    return error if isinstance(error, dict) else {"message": str(error)}


def reason_of(response: requests.Response) -> str:
    """Google's word for why: Drive's stands in `errors`, that of Sheets anywhere in `details`."""
    error = _error(response)
    details = [*(error.get("errors") or ()), *(error.get("details") or ())]
    reasons = (detail["reason"] for detail in details if isinstance(detail, dict) and detail.get("reason"))
    return str(next(reasons, error.get("status") or ""))


def refusal(response: requests.Response) -> Refused:
    """The refusal that the response stands for."""
    message = str(_error(response).get("message") or response.reason or "")
    return Refused(response.status_code, reason_of(response), message[:300])
