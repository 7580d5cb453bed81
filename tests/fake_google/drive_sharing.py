"""Permissions: list, get, create, update, delete, on files, folders and shared drives, and the mails about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.fake_google.drive_fields import permission
from tests.fake_google.drive_files import find
from tests.fake_google.drive_list import keep_page
from tests.fake_google.drive_model import FOLDER, File, Mail, Permission
from tests.fake_google.errors import ApiError, bad_request
from tests.fake_google.permissions import MANAGE, OWN, RANKS, Grant, grants, may_share, not_allowed, rank_of
from tests.fake_google.state import permission_id
from tests.fake_google.wire import Answer, Request

if TYPE_CHECKING:
    from tests.fake_google.state import State

DEFAULT = "kind,id,type,role"
LIST_DEFAULT = f"kind,nextPageToken,permissions({DEFAULT})"
TYPES = ("user", "group", "domain", "anyone")
SHARED_DRIVE_ROLES = {"organizer", "fileOrganizer"}
NO_ACCOUNT = (
    'Bad Request. User message: "You are trying to invite {email}. Since there is no Google account associated with '
    'this email address, you must check the "Notify people" box to invite this recipient."'
)


def list_permissions(state: State, request: Request, file_id: str) -> Answer:
    """The grants on the file, its own and those that come down, a page at a time."""
    file = _shareable(state, request, file_id)
    size = request.number("pageSize", 100, 1, 100)
    token = request.one("pageToken")
    held = grants(state, file)
    if token and token not in state.pages:
        raise ApiError(400, "Invalid Value", "invalid", location="pageToken")
    ids = state.pages[token] if token else list(held)
    shown = [permission(state, held[one], drive_item=bool(file.drive_id)) for one in ids[:size] if one in held]
    body: dict[str, Any] = {"kind": "drive#permissionList", "permissions": shown}
    if ids[size:]:
        body["nextPageToken"] = keep_page(state, ids[size:])
    return Answer(body, default_fields=LIST_DEFAULT)


def get(state: State, request: Request, file_id: str, grant_id: str) -> Answer:
    file = _shareable(state, request, file_id)
    return _answer(state, file, _grant(state, file, grant_id))


def create(state: State, request: Request, file_id: str) -> Answer:
    """The grantee has the role, and has been told by mail unless the request says not to.

    Sharing again with the same address changes the role of the one grant that it has, and sends one more mail.
    """
    file = _shareable(state, request, file_id)
    wanted = _wanted(state, request, file)
    if wanted.role == "owner":
        return _hand_over(state, request, file, wanted)
    notify = request.flag("sendNotificationEmail", default=True) and wanted.type in {"user", "group"}
    if wanted.email in state.strangers and not notify:
        message = NO_ACCOUNT.format(email=wanted.email)
        raise ApiError(400, message, "invalidSharingRequest")
    if wanted.email != file.owner or not file.owner:
        _put(state, file, wanted)
    if notify:
        _tell(state, request, file, wanted)
    return _answer(state, file, _grant(state, file, wanted.id))


def update(state: State, request: Request, file_id: str, grant_id: str) -> Answer:
    """The grant has another role; what comes from a folder can only be raised on the file itself."""
    file = _shareable(state, request, file_id)
    grant = _grant(state, file, grant_id)
    fields = request.fields()
    role = str(fields.get("role") or grant.role)
    _check_role(file, role)
    if role == "owner":
        return _hand_over(state, request, file, grant.permission)
    if grant.role == "owner":
        raise ApiError(403, "The owner of a file cannot be removed.", "cannotRemoveOwner")
    held = _holder(state, file).get(grant_id)
    if held is None:
        _check_raise(grant, role)
        old = grant.permission
        _put(state, file, Permission(old.id, old.type, role, old.email, old.domain, old.name))
    else:
        _check_role_on_file(state, request, file, held, role)
        held.role = role
        held.expires = str(fields.get("expirationTime") or ("" if request.flag("removeExpiration") else held.expires))
        state.bump(file)
    return _answer(state, file, _grant(state, file, grant_id))


def delete(state: State, request: Request, file_id: str, grant_id: str) -> Answer:
    """The grant is gone; people may also take themselves off a file that was shared with them."""
    file = find(state, request, file_id)
    mine = grant_id == request.who.account.permission_id
    if not mine and not may_share(file, rank_of(state, file, request.who)):
        raise not_allowed(file_id)
    grant = _grant(state, file, grant_id)
    if grant.role == "owner":
        raise ApiError(403, "The owner of a file cannot be removed.", "cannotRemoveOwner")
    holder = _holder(state, file)
    if grant_id not in holder:
        message = "Cannot delete an inherited permission from a child item."
        raise ApiError(403, message, "cannotDeleteInheritedPermission")
    before = state.audience(file)
    del holder[grant_id]
    file.shared_at.pop(grant.permission.email, None)
    state.bump(file, before=before)
    return Answer(status=204)


def _shareable(state: State, request: Request, file_id: str) -> File:
    """The file, where the caller may share it."""
    file = find(state, request, file_id)
    if not may_share(file, rank_of(state, file, request.who)):
        raise not_allowed(file_id)
    if state.is_root(file) and not file.drive_id:
        raise ApiError(403, "The My Drive root cannot be shared.", "cannotShareRoot")
    return file


def _holder(state: State, file: File) -> dict[str, Permission]:
    """Where the file's own grants are kept: a shared drive's are its members."""
    return state.drives[file.id].members if file.id in state.drives else file.permissions


def _grant(state: State, file: File, grant_id: str) -> Grant:
    grant = grants(state, file).get(grant_id)
    if grant is None:
        raise ApiError(404, f"Permission not found: {grant_id}.", "notFound", location="permissionId")
    return grant


def _answer(state: State, file: File, grant: Grant) -> Answer:
    return Answer(permission(state, grant, drive_item=bool(file.drive_id)), default_fields=DEFAULT)


def _check_role(file: File, role: str) -> None:
    if role not in RANKS:
        raise ApiError(400, "The specified role is invalid or not supported.", "invalid", location="permission.role")
    if role in SHARED_DRIVE_ROLES and not file.drive_id:
        message = "This role applies to items in shared drives only."
        raise ApiError(403, message, "invalidSharingRequest")
    if role == "organizer" and file.parent:
        raise ApiError(
            403,
            "A file or folder in a shared drive has no organizers.",
            "cannotShareTeamDriveTopFolderWithAnyoneOrDomains",
        )
    if role == "fileOrganizer" and file.parent and file.mime != FOLDER:
        raise ApiError(403, "This role applies to folders and shared drives only.", "invalidSharingRequest")


def _check_raise(grant: Grant, role: str) -> None:
    if RANKS[role] < RANKS[grant.role]:
        message = "An inherited permission cannot be lowered on a child item."
        raise ApiError(403, message, "cannotModifyInheritedPermission")


def _check_role_on_file(state: State, request: Request, file: File, held: Permission, role: str) -> None:
    """Only managers make or unmake managers of a shared drive."""
    if "organizer" in {held.role, role} and rank_of(state, file, request.who) < MANAGE:
        raise not_allowed(file.id)


def _wanted(state: State, request: Request, file: File) -> Permission:
    """The grant that the body describes; an address of a group is a group, whatever the body calls it."""
    fields = request.fields()
    kind, role = fields.get("type"), str(fields.get("role") or "")
    if kind not in TYPES:
        message = "The permission type field is required."
        raise ApiError(400, message, "required" if not kind else "invalid", location="permission.type")
    if not role:
        raise ApiError(400, "The permission role field is required.", "required", location="permission.role")
    _check_role(file, role)
    expires = str(fields.get("expirationTime") or "")
    if kind in {"user", "group"}:
        email = str(fields.get("emailAddress") or "").strip().lower()
        if "@" not in email.strip("@") or " " in email:
            message = "The specified emailAddress is invalid or not applicable for the given permission type."
            raise ApiError(400, message, "invalid", location="permission.emailAddress")
        kind = "group" if email in state.groups else "user"
        name = state.users[email].name if email in state.users else email.partition("@")[0]
        return Permission(permission_id(email), kind, role, email, name=name, expires=expires)
    if role == "owner":
        raise bad_request("Only a user can own a file.")
    discoverable = bool(fields.get("allowFileDiscovery"))
    if kind == "domain":
        domain = str(fields.get("domain") or "")
        if not domain:
            raise ApiError(400, "The domain field is required.", "required", location="permission.domain")
        return Permission(permission_id(domain)[:19] + "k", "domain", role, domain=domain, discoverable=discoverable)
    return Permission("anyone" if discoverable else "anyoneWithLink", "anyone", role, discoverable=discoverable)


def _put(state: State, file: File, wanted: Permission) -> None:
    _holder(state, file)[wanted.id] = wanted
    if wanted.email:
        file.shared_at.setdefault(wanted.email, state.clock.now())
        for member in state.groups.get(wanted.email, ()):
            file.shared_at.setdefault(member, state.clock.now())
    state.bump(file)


def _tell(state: State, request: Request, file: File, wanted: Permission) -> None:
    """The invitation is in the outbox: one mail to the address, a group's members get it from the group."""
    mail = Mail(
        wanted.email, file.id, file.name, wanted.role, request.who.email, request.one("emailMessage"), state.clock.now()
    )
    state.outbox.append(mail)


def _hand_over(state: State, request: Request, file: File, wanted: Permission) -> Answer:
    """The file has another owner, and the old one may still write."""
    if file.drive_id or rank_of(state, file, request.who) < OWN:
        raise not_allowed(file.id)
    if not request.flag("transferOwnership"):
        message = "The transferOwnership parameter must be enabled when the permission role is 'owner'."
        raise ApiError(403, message, "forbidden", location="transferOwnership")
    target = state.users.get(wanted.email)
    if target is None or target.service or target.domain != request.who.account.domain:
        message = "Consent is required to transfer ownership of a file to another user."
        raise ApiError(403, message, "consentRequiredForOwnershipTransfer")
    old = state.owner_permission(file)
    old.role = "writer"
    file.permissions.pop(wanted.id, None)
    file.owner = wanted.email
    file.permissions[old.id] = old
    if request.flag("moveToNewOwnersRoot"):
        file.parent = target.root_id
    wanted.role = "owner"
    _tell(state, request, file, wanted)
    state.bump(file)
    return _answer(state, file, _grant(state, file, wanted.id))
