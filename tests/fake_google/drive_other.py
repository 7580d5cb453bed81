"""The rest of Drive: about, shared drives, changes, comments and revisions."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from tests.fake_google.clock import rfc3339
from tests.fake_google.drive_fields import EXPORTS, show, user
from tests.fake_google.drive_files import find
from tests.fake_google.drive_list import keep_page
from tests.fake_google.drive_model import SPREADSHEET, SharedDrive
from tests.fake_google.errors import ApiError
from tests.fake_google.masks import Mask, parse_mask
from tests.fake_google.permissions import COMMENT, MANAGE, READ, WRITE, not_allowed, rank_of, rank_on_drive
from tests.fake_google.wire import Answer, Request

if TYPE_CHECKING:
    from tests.fake_google.state import State

DRIVE_DEFAULT = "kind,id,name"
DRIVES_DEFAULT = f"kind,nextPageToken,drives({DRIVE_DEFAULT})"
FILE = "file(kind,id,name,mimeType,driveId)"
CHANGES_DEFAULT = f"kind,nextPageToken,newStartPageToken,changes(kind,type,changeType,time,removed,fileId,{FILE})"
REVISION_DEFAULT = "kind,id,mimeType,modifiedTime"


def need_fields(request: Request) -> str:
    """The mask, without which these methods do not answer."""
    if not request.one("fields"):
        message = "The 'fields' parameter is required for this method."
        raise ApiError(400, message, "required", location="fields")
    return request.one("fields")


def about(state: State, request: Request) -> Answer:
    """Who is signed in, and how much storage is left."""
    need_fields(request)
    account = request.who.account
    used = state.storage_used(account)
    bin_size = sum(1024 for f in state.files.values() if f.owner == account.email and f.trashed)
    quota = {
        "usage": str(used),
        "usageInDrive": str(used - account.storage_used),
        "usageInDriveTrash": str(bin_size),
    }
    if account.storage_limit is not None:
        quota["limit"] = str(account.storage_limit)
    body: dict[str, Any] = {
        "kind": "drive#about",
        "user": user(state, account.email, account.email),
        "storageQuota": quota,
        "importFormats": {"text/csv": [SPREADSHEET]},
        "exportFormats": {SPREADSHEET: list(EXPORTS)},
        "maxImportSizes": {SPREADSHEET: "104857600"},
        "maxUploadSize": "5242880000000",
        "appInstalled": True,
        "canCreateDrives": account.workspace and not account.service,
        "canCreateTeamDrives": account.workspace and not account.service,
        "folderColorPalette": ["#8f8f8f"],
        "driveThemes": [],
        "teamDriveThemes": [],
    }
    return Answer(body)


def show_drive(state: State, request: Request, drive: SharedDrive) -> dict[str, Any]:
    rank = rank_on_drive(state, drive.id, request.who.account)
    return {
        "kind": "drive#drive",
        "id": drive.id,
        "name": drive.name,
        "createdTime": rfc3339(drive.created),
        "hidden": request.who.email in drive.hidden_for,
        "capabilities": {
            "canAddChildren": rank >= WRITE,
            "canEdit": rank >= WRITE,
            "canListChildren": rank >= READ,
            "canManageMembers": rank >= MANAGE,
            "canRenameDrive": rank >= MANAGE,
            "canDeleteDrive": rank >= MANAGE,
            "canShare": rank > WRITE,
            "canTrashChildren": rank > WRITE,
            "canDeleteChildren": rank >= MANAGE,
        },
        "restrictions": {"adminManagedRestrictions": False, "domainUsersOnly": False, "driveMembersOnly": False}
        | drive.restrictions,
    }


def list_drives(state: State, request: Request) -> Answer:
    """The shared drives that the caller is a member of."""
    size = request.number("pageSize", 10, 1, 100)
    token = request.one("pageToken")
    mine = [drive.id for drive in state.drives.values() if rank_on_drive(state, drive.id, request.who.account)]
    ids = state.pages.get(token, []) if token else mine
    shown = [show_drive(state, request, state.drives[one]) for one in ids[:size] if one in state.drives]
    body: dict[str, Any] = {"kind": "drive#driveList", "drives": shown}
    if ids[size:]:
        body["nextPageToken"] = keep_page(state, ids[size:])
    return Answer(body, default_fields=DRIVES_DEFAULT)


def get_drive(state: State, request: Request, drive_id: str) -> Answer:
    return Answer(show_drive(state, request, _drive(state, request, drive_id)), default_fields=DRIVE_DEFAULT)


def create_drive(state: State, request: Request) -> Answer:
    """A shared drive of the caller's; the same `requestId` again is refused."""
    key = request.one("requestId")
    if not key:
        raise ApiError(400, "Required parameter: requestId", "required", location="requestId")
    if not request.who.account.workspace or request.who.account.service:
        raise ApiError(403, "The user cannot create new shared drives.", "userCannotCreateTeamDrives")
    marker = f"drive {request.who.email} {key}"
    if marker in state.pages:
        raise ApiError(409, "A shared drive was already created with this request ID.", "duplicate")
    drive = state.add_shared_drive(str(request.fields().get("name") or ""), {request.who.email: "organizer"})
    state.pages[marker] = drive.id
    return Answer(show_drive(state, request, drive), default_fields=DRIVE_DEFAULT)


def update_drive(state: State, request: Request, drive_id: str) -> Answer:
    drive = _drive(state, request, drive_id, MANAGE)
    fields = request.fields()
    drive.name = fields.get("name") or drive.name
    drive.restrictions |= fields.get("restrictions") or {}
    return Answer(show_drive(state, request, drive), default_fields=DRIVE_DEFAULT)


def delete_drive(state: State, request: Request, drive_id: str) -> Answer:
    """The shared drive is gone; one with files in it stays."""
    drive = _drive(state, request, drive_id, MANAGE)
    if any(not state.is_trashed(child) for child in state.children(drive_id)):
        raise ApiError(403, "A shared drive with items in it cannot be deleted.", "cannotDeleteNonEmptyTeamDrive")
    state.remove(state.files[drive.id])
    del state.drives[drive.id]
    return Answer(status=204)


def hide_drive(state: State, request: Request, drive_id: str) -> Answer:
    drive = _drive(state, request, drive_id)
    drive.hidden_for.add(request.who.email)
    return Answer(show_drive(state, request, drive), default_fields=DRIVE_DEFAULT)


def unhide_drive(state: State, request: Request, drive_id: str) -> Answer:
    drive = _drive(state, request, drive_id)
    drive.hidden_for.discard(request.who.email)
    return Answer(show_drive(state, request, drive), default_fields=DRIVE_DEFAULT)


def _drive(state: State, request: Request, drive_id: str, least: int = READ) -> SharedDrive:
    rank = rank_on_drive(state, drive_id, request.who.account)
    if not rank:
        raise ApiError(404, f"Shared drive not found: {drive_id}", "notFound", location="driveId")
    if rank < least:
        raise not_allowed(drive_id)
    return state.drives[drive_id]


def start_token(state: State, request: Request) -> Answer:
    """Where the change log ends now."""
    return Answer({"kind": "drive#startPageToken", "startPageToken": str(len(state.changes) + 1)})


def list_changes(state: State, request: Request) -> Answer:
    """Each file that changed since the token, once, with its present state; `removed` where the caller lost it."""
    token = request.one("pageToken")
    if not token.isdigit():
        message = "Required parameter: pageToken" if not token else "Invalid Value"
        raise ApiError(400, message, "invalid" if token else "required", location="pageToken")
    size = request.number("pageSize", 100, 1, 1000)
    mask = parse_mask(request.one("fields") or CHANGES_DEFAULT)
    below = mask.find("changes.file") or Mask({"id": Mask()})
    shown: list[dict[str, Any]] = []
    body: dict[str, Any] = {"kind": "drive#changeList", "changes": shown}
    for number, file_id in _latest(state, int(token), request):
        if len(shown) == size:
            body["nextPageToken"] = str(number)
            return Answer(body, default_fields=CHANGES_DEFAULT)
        shown.append(_change(state, request, number, file_id, below))
    body["newStartPageToken"] = str(len(state.changes) + 1)
    return Answer(body, default_fields=CHANGES_DEFAULT)


def _latest(state: State, start: int, request: Request) -> list[tuple[int, str]]:
    """The last change of each file since the token, in order, of the files that concern the caller."""
    last: dict[str, int] = {}
    lost: set[str] = set()
    for change in state.changes[max(start, 1) - 1 :]:
        last[change.file_id] = change.number
        if request.who.email in change.before:
            lost.add(change.file_id)
    shared = request.flag("includeItemsFromAllDrives") and request.flag("supportsAllDrives")
    wanted_drive = request.one("driveId")
    removed = request.flag("includeRemoved", default=True)
    found: list[tuple[int, str]] = []
    for file_id, number in sorted(last.items(), key=lambda item: item[1]):
        file = state.files.get(file_id)
        if file is None or not rank_of(state, file, request.who, listing=True):
            if file_id in lost and removed:
                found.append((number, file_id))
        elif not state.is_root(file) and (shared or not file.drive_id) and wanted_drive in {"", file.drive_id}:
            found.append((number, file_id))
    return found


def _change(state: State, request: Request, number: int, file_id: str, mask: Mask) -> dict[str, Any]:
    file = state.files.get(file_id)
    seen = file is not None and rank_of(state, file, request.who, listing=True)
    entry: dict[str, Any] = {
        "kind": "drive#change",
        "type": "file",
        "changeType": "file",
        "time": rfc3339(state.changes[number - 1].time),
        "removed": not seen,
        "fileId": file_id,
    }
    if file is not None and seen:
        entry["file"] = show(state, file, request.who, mask)
    return entry


def list_comments(state: State, request: Request, file_id: str) -> Answer:
    file = find_any(state, request, file_id)
    need_fields(request)
    return Answer({"kind": "drive#commentList", "comments": file.comments})


def create_comment(state: State, request: Request, file_id: str) -> Answer:
    """The file has one comment more."""
    need_fields(request)
    file = find_any(state, request, file_id)
    if rank_of(state, file, request.who) < COMMENT:
        raise not_allowed(file_id)
    fields = request.fields()
    content = str(fields.get("content") or "")
    if not content:
        raise ApiError(400, "The content field is required.", "required", location="comment.content")
    now = state.time_text()
    comment = {
        "kind": "drive#comment",
        "id": secrets.token_urlsafe(8),
        "createdTime": now,
        "modifiedTime": now,
        "resolved": False,
        "deleted": False,
        "author": {k: v for k, v in user(state, request.who.email, request.who.email).items() if k != "emailAddress"},
        "content": content,
        "htmlContent": content,
        "replies": [],
    }
    file.comments.append(comment | ({"anchor": fields["anchor"]} if fields.get("anchor") else {}))
    state.bump(file)
    return Answer(file.comments[-1])


def find_any(state: State, request: Request, file_id: str) -> Any:
    """The file; these methods have no `supportsAllDrives`."""
    request.params.setdefault("supportsAllDrives", ["true"])
    return find(state, request, file_id)


def list_revisions(state: State, request: Request, file_id: str) -> Answer:
    """The newest revision alone: this server keeps no older ones."""
    file = find_any(state, request, file_id)
    if rank_of(state, file, request.who) < WRITE:
        raise not_allowed(file_id)
    revision = {
        "kind": "drive#revision",
        "id": str(file.version),
        "mimeType": file.mime,
        "modifiedTime": rfc3339(file.modified),
        "lastModifyingUser": user(state, file.modifier, request.who.email),
    }
    default = f"kind,nextPageToken,revisions({REVISION_DEFAULT})"
    return Answer({"kind": "drive#revisionList", "revisions": [revision]}, default_fields=default)
