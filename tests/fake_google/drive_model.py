"""What Drive holds: accounts, groups, shared drives, files and who may do what with them. No rules here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

FOLDER = "application/vnd.google-apps.folder"
SPREADSHEET = "application/vnd.google-apps.spreadsheet"
SHORTCUT = "application/vnd.google-apps.shortcut"
NATIVE = "application/vnd.google-apps."

DRIVE = "https://www.googleapis.com/auth/drive"
DRIVE_FILE = "https://www.googleapis.com/auth/drive.file"
DRIVE_READONLY = "https://www.googleapis.com/auth/drive.readonly"
DRIVE_METADATA = "https://www.googleapis.com/auth/drive.metadata"
DRIVE_METADATA_READONLY = "https://www.googleapis.com/auth/drive.metadata.readonly"
SHEETS = "https://www.googleapis.com/auth/spreadsheets"
SHEETS_READONLY = "https://www.googleapis.com/auth/spreadsheets.readonly"
CLOUD = "https://www.googleapis.com/auth/cloud-platform"
ALL_SCOPES = frozenset({DRIVE, SHEETS})

PROJECT = "local"


@dataclass
class Account:
    """Somebody who signs in: a person with storage, or a service account, which owns nothing."""

    email: str
    name: str
    permission_id: str
    root_id: str = ""
    service: bool = False
    project: str = PROJECT
    storage_limit: int | None = None  # bytes; None is without limit
    storage_used: int = 0  # by what Drive does not list: mail and photos
    locale: str = "en_US"  # of the spreadsheets that it makes
    time_zone: str = "Etc/GMT"

    @property
    def domain(self) -> str:
        return self.email.partition("@")[2]

    @property
    def workspace(self) -> bool:
        """An account of an organisation, so that it can have shared drives."""
        return self.domain not in {"gmail.com", "googlemail.com"}


@dataclass(frozen=True)
class Identity:
    """Who sends a request, through which app: what an access token stands for."""

    account: Account
    scopes: frozenset[str] = ALL_SCOPES
    project: str = PROJECT
    federated: str = ""  # the subject of a Workload Identity Federation token, which is no account

    @property
    def email(self) -> str:
        return self.account.email

    @property
    def own_files_only(self) -> bool:
        """The app sees only the files that it made for this account: scope drive.file and no wider one."""
        return DRIVE_FILE in self.scopes and not self.scopes & {DRIVE, DRIVE_READONLY, SHEETS, SHEETS_READONLY}


@dataclass
class Permission:
    """A grant on a file, a folder or a shared drive."""

    id: str
    type: str  # user, group, domain, anyone
    role: str
    email: str = ""
    domain: str = ""
    name: str = ""
    discoverable: bool = False
    expires: str = ""
    view: str = ""


@dataclass
class File:
    """A file or folder; `content` is None for Google's own kinds."""

    id: str
    name: str
    mime: str
    created: float
    modified: float
    parent: str = ""
    owner: str = ""  # an address; empty in a shared drive
    drive_id: str = ""
    version: int = 1
    modifier: str = ""
    changed_by: dict[str, float] = field(default_factory=dict)  # address -> when it last changed the content
    permissions: dict[str, Permission] = field(default_factory=dict)
    shared_at: dict[str, float] = field(default_factory=dict)  # address -> when it was shared with it
    properties: dict[str, str] = field(default_factory=dict)
    app_properties: dict[str, dict[str, str]] = field(default_factory=dict)  # project -> what only it sees
    description: str = ""
    starred_by: set[str] = field(default_factory=set)
    trashed: bool = False  # itself; a file in a binned folder counts as binned too
    trashed_at: float = 0.0
    trashed_by: str = ""
    content: bytes | None = None
    made_by: set[tuple[str, str]] = field(default_factory=set)  # (project, address): drive.file sees it
    comments: list[dict[str, Any]] = field(default_factory=list)
    writers_can_share: bool = True
    copy_requires_writer: bool = False
    restrictions: list[dict[str, Any]] = field(default_factory=list)
    folder_color: str = ""
    shortcut_to: str = ""


@dataclass
class SharedDrive:
    """A drive of an organisation: its members, not its makers, own the files."""

    id: str
    name: str
    created: float
    members: dict[str, Permission] = field(default_factory=dict)
    hidden_for: set[str] = field(default_factory=set)
    restrictions: dict[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Mail:
    """An e-mail that Drive would have sent."""

    to: str
    file_id: str
    file_name: str
    role: str
    sender: str
    message: str
    time: float


@dataclass(frozen=True)
class Change:
    """One entry of the change log; `before` are the addresses that could see the file until then."""

    number: int
    file_id: str
    time: float
    before: frozenset[str]
