"""Drive v3: which function answers which path, and which scopes it wants."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from tests.fake_google import drive_files, drive_list, drive_other, drive_sharing, drive_upload
from tests.fake_google.drive_model import DRIVE, DRIVE_FILE, DRIVE_METADATA, DRIVE_METADATA_READONLY, DRIVE_READONLY
from tests.fake_google.errors import ApiError
from tests.fake_google.wire import Answer, Request

if TYPE_CHECKING:
    from tests.fake_google.state import State

SEE = frozenset({DRIVE, DRIVE_FILE, DRIVE_READONLY, DRIVE_METADATA, DRIVE_METADATA_READONLY})
LOAD = frozenset({DRIVE, DRIVE_FILE, DRIVE_READONLY})
CHANGE = frozenset({DRIVE, DRIVE_FILE})
CHANGE_METADATA = CHANGE | {DRIVE_METADATA}
DRIVES = frozenset({DRIVE, DRIVE_READONLY})
WHOLE = frozenset({DRIVE})

Handler = Callable[..., Answer]

FILE = "/drive/v3/files/([^/]+)"
GRANT = f"{FILE}/permissions/([^/]+)"
ONE_DRIVE = "/drive/v3/drives/([^/]+)"

# (method, path) in the order in which they are tried; the groups are handed on, decoded.
ROUTES: tuple[tuple[str, str, Handler, frozenset[str]], ...] = (
    ("GET", "/drive/v3/about", drive_other.about, SEE),
    ("GET", "/drive/v3/files", drive_list.list_files, SEE),
    ("POST", "/drive/v3/files", drive_files.create, CHANGE),
    ("GET", "/drive/v3/files/generateIds", drive_files.generate_ids, CHANGE),
    ("DELETE", "/drive/v3/files/trash", drive_files.empty_bin, WHOLE),
    ("GET", FILE, drive_files.get, SEE),
    ("PATCH", FILE, drive_files.update, CHANGE_METADATA),
    ("DELETE", FILE, drive_files.delete, CHANGE),
    ("POST", f"{FILE}/copy", drive_files.copy, CHANGE),
    ("GET", f"{FILE}/export", drive_upload.export_file, LOAD),
    ("GET", f"{FILE}/permissions", drive_sharing.list_permissions, SEE),
    ("POST", f"{FILE}/permissions", drive_sharing.create, CHANGE),
    ("GET", GRANT, drive_sharing.get, SEE),
    ("PATCH", GRANT, drive_sharing.update, CHANGE),
    ("DELETE", GRANT, drive_sharing.delete, CHANGE),
    ("GET", f"{FILE}/comments", drive_other.list_comments, LOAD),
    ("POST", f"{FILE}/comments", drive_other.create_comment, CHANGE),
    ("GET", f"{FILE}/revisions", drive_other.list_revisions, SEE),
    ("GET", "/drive/v3/drives", drive_other.list_drives, DRIVES),
    ("POST", "/drive/v3/drives", drive_other.create_drive, WHOLE),
    ("GET", ONE_DRIVE, drive_other.get_drive, DRIVES),
    ("PATCH", ONE_DRIVE, drive_other.update_drive, WHOLE),
    ("DELETE", ONE_DRIVE, drive_other.delete_drive, WHOLE),
    ("POST", f"{ONE_DRIVE}/hide", drive_other.hide_drive, WHOLE),
    ("POST", f"{ONE_DRIVE}/unhide", drive_other.unhide_drive, WHOLE),
    ("GET", "/drive/v3/changes/startPageToken", drive_other.start_token, SEE),
    ("GET", "/drive/v3/changes", drive_other.list_changes, SEE),
    ("POST", "(?:/resumable)?/upload/drive/v3/files", drive_upload.create, CHANGE),
    ("PATCH", "(?:/resumable)?/upload/drive/v3/files/([^/]+)", drive_upload.update, CHANGE),
    ("PUT", "(?:/resumable)?/upload/drive/v3/files", drive_upload.resume, CHANGE),
    ("PUT", "(?:/resumable)?/upload/drive/v3/files/([^/]+)", drive_upload.resume, CHANGE),
    ("PUT", "/upload/drive/v2/files/([^/]+)", drive_upload.replace_v2, CHANGE),
    ("POST", "/upload/drive/v2/files", drive_upload.insert_v2, CHANGE),
)
_COMPILED = tuple((method, re.compile(path), handler, scopes) for method, path, handler, scopes in ROUTES)


def handle(state: State, request: Request) -> Answer | None:
    """The answer, None where Drive knows no such path."""
    for method, pattern, handler, scopes in _COMPILED:
        match = pattern.fullmatch(request.path)
        if match is not None and method == request.method:
            need_scope(request, scopes, "drive.googleapis.com")
            return handler(state, request, *(unquote(part) for part in match.groups()))
    return None


def need_scope(request: Request, scopes: frozenset[str], service: str) -> None:
    """The token has one of the scopes."""
    if request.who.federated:
        raise ApiError(403, "The caller does not have permission", "forbidden", status="PERMISSION_DENIED")
    if request.who.scopes & scopes:
        return
    details: list[dict[str, Any]] = [
        {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
            "domain": "googleapis.com",
            "metadata": {"service": service},
        }
    ]
    raise ApiError(
        403,
        "Request had insufficient authentication scopes.",
        "insufficientPermissions",
        status="PERMISSION_DENIED",
        details=details,
        inner="Insufficient Permission",
    )
