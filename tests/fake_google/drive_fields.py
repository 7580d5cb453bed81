"""A file as Drive v3 shows it to one caller: one function a field, and only what was asked for is worked out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.fake_google.clock import rfc3339
from tests.fake_google.drive_model import FOLDER, NATIVE, SHORTCUT, SPREADSHEET, File, Identity
from tests.fake_google.errors import ApiError
from tests.fake_google.masks import ANY, Mask
from tests.fake_google.permissions import (
    COMMENT,
    MANAGE,
    ORGANIZE,
    OWN,
    READ,
    WRITE,
    Grant,
    grants,
    may_share,
    rank_of,
)
from tests.fake_google.state import size_of

if TYPE_CHECKING:
    from tests.fake_google.state import State

EXPORTS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/x-vnd.oasis.opendocument.spreadsheet": "ods",
    "application/pdf": "pdf",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}


@dataclass
class View:
    """A file in the eyes of one identity."""

    state: State
    file: File
    identity: Identity

    @property
    def rank(self) -> int:
        return rank_of(self.state, self.file, self.identity)

    @property
    def email(self) -> str:
        return self.identity.email


def user(state: State, email: str, me: str = "") -> dict[str, Any]:
    """A person as Drive names one."""
    account = state.account(email)
    return {
        "kind": "drive#user",
        "displayName": account.name,
        "me": email == me,
        "permissionId": account.permission_id,
        "emailAddress": email,
    }


def permission(state: State, grant: Grant, *, drive_item: bool) -> dict[str, Any]:
    """A grant as Drive shows it."""
    held = grant.permission
    shown: dict[str, Any] = {"kind": "drive#permission", "id": held.id, "type": held.type, "role": grant.role}
    if held.type in {"user", "group"}:
        shown |= {
            "emailAddress": held.email,
            "displayName": held.name or held.email.partition("@")[0],
            "deleted": False,
        }
    if held.type == "user" and not drive_item:
        shown["pendingOwner"] = False
    if held.type == "domain":
        shown |= {"domain": held.domain, "displayName": held.domain}
    if held.type in {"domain", "anyone"}:
        shown["allowFileDiscovery"] = held.discoverable
    if held.expires:
        shown["expirationTime"] = held.expires
    if held.view:
        shown["view"] = held.view
    shown["permissionDetails"] = grant.details
    if drive_item:
        shown["teamDrivePermissionDetails"] = [
            {("teamDrivePermissionType" if key == "permissionType" else key): value for key, value in detail.items()}
            for detail in grant.details
        ]
    return shown


def _permissions(view: View) -> list[dict[str, Any]] | None:
    """The grants, for those who may share; a shared drive's items never have the field."""
    if view.file.drive_id or not may_share(view.file, view.rank):
        return None
    return [permission(view.state, grant, drive_item=False) for grant in grants(view.state, view.file).values()]


def _permission_ids(view: View) -> list[str] | None:
    return list(grants(view.state, view.file)) if may_share(view.file, view.rank) else None


def _parents(view: View) -> list[str] | None:
    """The folder, where the caller can see it."""
    parent = view.state.files.get(view.file.parent)
    return [parent.id] if parent is not None and rank_of(view.state, parent, view.identity) else None


def _capabilities(view: View) -> dict[str, bool]:
    """What this caller may do with the file."""
    file, rank = view.file, view.rank
    folder, shared = file.mime == FOLDER, bool(file.drive_id)
    root = view.state.is_root(file)
    locked = any(one.get("readOnly") for one in file.restrictions)
    edit = rank >= WRITE and not locked
    bin_it = not root and rank >= (ORGANIZE if shared else OWN)
    remove = not root and rank >= (MANAGE if shared else OWN)
    copy = not folder and rank >= (WRITE if file.copy_requires_writer else READ)
    return {
        "canAcceptOwnership": False,
        "canAddChildren": folder and rank >= WRITE,
        "canAddMyDriveParent": False,
        "canChangeCopyRequiresWriterPermission": rank >= WRITE,
        "canChangeViewersCanCopyContent": rank >= WRITE,
        "canComment": rank >= COMMENT,
        "canCopy": copy,
        "canDelete": remove,
        "canDownload": copy,
        "canEdit": edit,
        "canListChildren": folder and rank >= READ,
        "canModifyContent": edit,
        "canModifyContentRestriction": rank >= WRITE and not folder,
        "canModifyLabels": False,
        "canMoveChildrenWithinDrive": folder and rank >= WRITE,
        "canMoveItemIntoTeamDrive": not shared and rank >= OWN and not root,
        "canMoveItemOutOfDrive": shared and rank >= MANAGE and not root,
        "canMoveItemWithinDrive": rank >= (ORGANIZE if shared else WRITE) and not root,
        "canReadLabels": False,
        "canReadRevisions": not folder and rank >= WRITE,
        "canRemoveChildren": folder and rank >= (ORGANIZE if shared else WRITE),
        "canRemoveMyDriveParent": not shared and rank >= WRITE and not root,
        "canRename": rank >= WRITE and not root,
        "canShare": may_share(file, rank),
        "canTrash": bin_it,
        "canUntrash": bin_it,
    }


def _link(view: View) -> str:
    file = view.file
    if file.mime == SPREADSHEET:
        return f"https://docs.google.com/spreadsheets/d/{file.id}/edit?usp=drivesdk"
    if file.mime == FOLDER:
        return f"https://drive.google.com/drive/folders/{file.id}"
    return f"https://drive.google.com/file/d/{file.id}/view?usp=drivesdk"


def _export_links(view: View) -> dict[str, str] | None:
    if view.file.mime != SPREADSHEET:
        return None
    start = f"https://docs.google.com/spreadsheets/export?id={view.file.id}&exportFormat="
    return {mime: start + short for mime, short in EXPORTS.items()}


def _shared_with_me(view: View) -> str | None:
    moment = view.file.shared_at.get(view.email)
    return rfc3339(moment) if moment is not None and view.file.owner != view.email else None


def _last_mine(view: View) -> str | None:
    moment = view.file.changed_by.get(view.email)
    return rfc3339(moment) if moment is not None else None


def _digest(name: str) -> Callable[[View], str | None]:
    def made(view: View) -> str | None:
        content = view.file.content
        return None if content is None else hashlib.new(name, content, usedforsecurity=False).hexdigest()

    return made


def _blob(value: Callable[[File], Any]) -> Callable[[View], Any]:
    """A field that only files with content of their own have."""
    return lambda view: None if view.file.mime.startswith(NATIVE) else value(view.file)


def _owners(view: View) -> list[dict[str, Any]] | None:
    return [user(view.state, view.file.owner, view.email)] if view.file.owner else None


def _modifier(view: View) -> dict[str, Any] | None:
    return user(view.state, view.file.modifier, view.email) if view.file.modifier else None


def _trasher(view: View) -> dict[str, Any] | None:
    file = view.file
    return user(view.state, file.trashed_by, view.email) if file.drive_id and file.trashed_by and file.trashed else None


def _shared(view: View) -> bool:
    return bool(view.file.drive_id) or len(grants(view.state, view.file)) > 1


def _shortcut(view: View) -> dict[str, Any] | None:
    if view.file.mime != SHORTCUT:
        return None
    target = view.state.files.get(view.file.shortcut_to)
    return {"targetId": view.file.shortcut_to, "targetMimeType": target.mime if target else ""}


# None leaves a field out, as Drive does for what a file has not.
FIELDS: dict[str, Callable[[View], Any]] = {
    "kind": lambda _: "drive#file",
    "driveId": lambda view: view.file.drive_id or None,
    "teamDriveId": lambda view: view.file.drive_id or None,
    "id": lambda view: view.file.id,
    "name": lambda view: view.file.name,
    "mimeType": lambda view: view.file.mime,
    "description": lambda view: view.file.description or None,
    "starred": lambda view: view.email in view.file.starred_by,
    "trashed": lambda view: view.state.is_trashed(view.file),
    "explicitlyTrashed": lambda view: view.file.trashed,
    "trashedTime": lambda view: rfc3339(view.file.trashed_at) if view.file.trashed else None,
    "trashingUser": _trasher,
    "parents": _parents,
    "properties": lambda view: dict(view.file.properties) or None,
    "appProperties": lambda view: dict(view.file.app_properties.get(view.identity.project, {})) or None,
    "spaces": lambda _: ["drive"],
    "version": lambda view: str(view.file.version),
    "webViewLink": _link,
    "webContentLink": _blob(lambda file: f"https://drive.google.com/uc?id={file.id}&export=download"),
    "iconLink": lambda view: f"https://drive-thirdparty.googleusercontent.com/16/type/{view.file.mime}",
    "hasThumbnail": lambda _: False,
    "thumbnailVersion": lambda _: "0",
    "viewedByMe": lambda view: view.email in view.file.changed_by,
    "viewedByMeTime": _last_mine,
    "createdTime": lambda view: rfc3339(view.file.created),
    "modifiedTime": lambda view: rfc3339(view.file.modified),
    "modifiedByMe": lambda view: view.email in view.file.changed_by,
    "modifiedByMeTime": _last_mine,
    "sharedWithMeTime": _shared_with_me,
    "owners": _owners,
    "lastModifyingUser": _modifier,
    "shared": _shared,
    "ownedByMe": lambda view: None if view.file.drive_id else view.file.owner == view.email,
    "capabilities": _capabilities,
    "viewersCanCopyContent": lambda view: not view.file.copy_requires_writer,
    "copyRequiresWriterPermission": lambda view: view.file.copy_requires_writer,
    "writersCanShare": lambda view: None if view.file.drive_id else view.file.writers_can_share,
    "permissions": _permissions,
    "permissionIds": _permission_ids,
    "hasAugmentedPermissions": lambda view: False if view.file.drive_id else None,
    "folderColorRgb": lambda view: view.file.folder_color or ("#8f8f8f" if view.file.mime == FOLDER else None),
    "originalFilename": _blob(lambda file: file.name),
    "fullFileExtension": _blob(lambda file: file.name.partition(".")[2]),
    "fileExtension": _blob(lambda file: file.name.rpartition(".")[2] if "." in file.name else ""),
    "md5Checksum": _digest("md5"),
    "sha1Checksum": _digest("sha1"),
    "sha256Checksum": _digest("sha256"),
    "size": lambda view: None if view.file.mime == FOLDER else str(size_of(view.file)),
    "quotaBytesUsed": lambda view: str(size_of(view.file)),
    "headRevisionId": _blob(lambda file: f"rev{file.version}"),
    "isAppAuthorized": lambda view: (view.identity.project, view.email) in view.file.made_by,
    "exportLinks": _export_links,
    "shortcutDetails": _shortcut,
    "contentRestrictions": lambda view: view.file.restrictions or None,
    "linkShareMetadata": lambda _: {"securityUpdateEligible": False, "securityUpdateEnabled": True},
    "inheritedPermissionsDisabled": lambda _: False,
}

# Fields of the discovery document that this server never has a value for.
NEVER = frozenset(
    {
        "clientEncryptionDetails", "contentHints", "downloadRestrictions", "imageMediaMetadata", "labelInfo",
        "resourceKey", "sharingUser", "thumbnailLink", "videoMediaMetadata",
    }
)  # fmt: skip

FILE_DEFAULT = "kind,driveId,teamDriveId,id,name,mimeType"


def show(state: State, file: File, identity: Identity, mask: Mask) -> dict[str, Any]:
    """The file with the fields that the mask asks for (parts of a field are cut by the server)."""
    view = View(state, file, identity)
    for name in mask.children:
        if name not in FIELDS and name not in NEVER and name != ANY:
            raise ApiError(400, f"Invalid field selection {name}", "invalidParameter", location="fields")
    wanted = FIELDS if mask.everything or ANY in mask.children else mask.children
    shown = {name: FIELDS[name](view) for name in wanted if name in FIELDS}
    return {name: value for name, value in shown.items() if value is not None}
