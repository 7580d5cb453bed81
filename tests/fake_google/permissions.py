"""Who may do what: roles, how they come down from folders and shared drives, and what an app may see.

A grant on a folder holds for everything below it, and one on a shared drive for all its files. The owner of a
folder may write in what others keep there. Nothing is copied down: the way up is walked for each question.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.fake_google.drive_model import Account, File, Identity, Permission
from tests.fake_google.errors import ApiError

if TYPE_CHECKING:
    from tests.fake_google.state import State

RANKS = {"reader": 1, "commenter": 2, "writer": 3, "fileOrganizer": 4, "organizer": 5, "owner": 6}
READ, COMMENT, WRITE, ORGANIZE, MANAGE, OWN = 1, 2, 3, 4, 5, 6


@dataclass
class Grant:
    """What one grantee has on a file in the end, and where it comes from."""

    permission: Permission
    details: list[dict[str, Any]] = field(default_factory=list)

    @property
    def role(self) -> str:
        return max((str(detail["role"]) for detail in self.details), key=lambda role: RANKS[role])

    @property
    def inherited(self) -> bool:
        """No part of it stands on the file itself."""
        return all(detail["inherited"] for detail in self.details)


def lineage(state: State, file: File) -> Iterator[File]:
    """The file, its folder, the folder's folder, up to the root."""
    node: File | None = file
    seen: set[str] = set()
    while node is not None and node.id not in seen:
        seen.add(node.id)
        yield node
        node = state.files.get(node.parent) if node.parent else None


def in_group(state: State, email: str, group: str, depth: int = 0) -> bool:
    """The address is a member of the group, or of a group in it."""
    members = state.groups.get(group, set())
    if email in members:
        return True
    return depth < 5 and any(in_group(state, email, inner, depth + 1) for inner in members if inner in state.groups)


def applies(state: State, permission: Permission, account: Account, *, listing: bool = False) -> bool:
    """The grant reaches the account; for `listing`, without its knowing the link."""
    if permission.expires and permission.expires < state.time_text():
        return False
    if permission.type == "user":
        return permission.email == account.email
    if permission.type == "group":
        return in_group(state, account.email, permission.email)
    if permission.type == "domain":
        return permission.domain == account.domain and (permission.discoverable or not listing)
    return permission.discoverable or not listing


def rank_on(state: State, file: File, account: Account, *, listing: bool = False) -> int:
    """The highest rank that the account has on the file, 0 for none."""
    best = 0
    for node in lineage(state, file):
        if node.owner == account.email:
            best = max(best, OWN if node is file else WRITE)
        for permission in node.permissions.values():
            if RANKS[permission.role] > best and applies(state, permission, account, listing=listing):
                best = RANKS[permission.role]
    if file.drive_id:
        best = max(best, rank_on_drive(state, file.drive_id, account))
    return best


def rank_on_drive(state: State, drive_id: str, account: Account) -> int:
    """The account's rank as a member of the shared drive, 0 for none."""
    drive = state.drives.get(drive_id)
    if drive is None:
        return 0
    return max((RANKS[p.role] for p in drive.members.values() if applies(state, p, account)), default=0)


def app_sees(file: File, identity: Identity) -> bool:
    """The scope lets the app see this file: with drive.file only what it made for this account."""
    if not identity.own_files_only or (identity.project, identity.email) in file.made_by:
        return True
    return not file.parent and file.owner == identity.email  # everybody may put files into their own My Drive


def rank_of(state: State, file: File, identity: Identity, *, listing: bool = False) -> int:
    """The rank that this request has on the file: the account's, unless the app may not see it."""
    if not app_sees(file, identity):
        return 0
    if state.is_root(file) and not file.drive_id and file.owner != identity.email:
        return 0
    return rank_on(state, file, identity.account, listing=listing)


def grants(state: State, file: File) -> dict[str, Grant]:
    """Every grantee of the file by permission id: the owner first, then its own, then what comes down."""
    found: dict[str, Grant] = {}

    def add(permission: Permission, role: str, kind: str, source: str) -> None:
        detail: dict[str, Any] = {"permissionType": kind, "role": role, "inherited": bool(source)}
        if source and file.drive_id:
            detail["inheritedFrom"] = source
        found.setdefault(permission.id, Grant(permission)).details.append(detail)

    for node in lineage(state, file):
        source = "" if node is file else node.id
        if node.owner and not (source and state.is_root(node)):
            add(state.owner_permission(node), "writer" if source else "owner", "file", source)
        for permission in node.permissions.values():
            add(permission, permission.role, "file", source)
    drive = state.drives.get(file.drive_id)
    for permission in drive.members.values() if drive else ():
        add(permission, permission.role, "member", file.drive_id)
    return found


def may_share(file: File, rank: int) -> bool:
    """Owners and managers share; writers where the owner lets them (always so in a shared drive, from content managers)."""
    if file.drive_id:
        return rank >= ORGANIZE
    return rank >= OWN or (rank >= WRITE and file.writers_can_share)


def no_file(file_id: str) -> ApiError:
    """The answer for a file that is not there, or that the caller may not know of."""
    return ApiError(404, f"File not found: {file_id}.", "notFound", location="fileId")


def not_allowed(file_id: str) -> ApiError:
    """The answer for a file that is seen but may not be changed like this."""
    message = f"The user does not have sufficient permissions for file {file_id}."
    return ApiError(403, message, "insufficientFilePermissions")
