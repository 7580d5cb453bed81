"""Everything the local Google remembers: accounts, files, shared drives, mails that were sent, and changes.

A test arranges it (`add_user`, `add_folder`, ...) and looks at it afterwards; the API's rules live elsewhere.
"""

from __future__ import annotations

import hashlib
import math
import secrets
import string
from collections.abc import Iterable
from typing import Any

from tests.fake_google.clock import Clock, rfc3339
from tests.fake_google.drive_books import DriveBooks
from tests.fake_google.drive_model import (
    FOLDER,
    PROJECT,
    SPREADSHEET,
    Account,
    Change,
    File,
    Identity,
    Mail,
    Permission,
    SharedDrive,
)
from tests.fake_google.permissions import rank_on
from tests.fake_google.sheets.book import Spreadsheet
from tests.fake_google.tokens import Tokens

ID_LETTERS = string.ascii_letters + string.digits + "-_"
DEFAULT_USER = "user@example.com"
SPREADSHEET_BYTES = 1024  # what an empty spreadsheet counts for in its owner's storage


class State:
    """The memory; the server holds one lock around every use of it."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.address = ""
        self.users: dict[str, Account] = {}
        self.groups: dict[str, set[str]] = {}
        self.strangers: set[str] = set()  # addresses without a Google account
        self.files: dict[str, File] = {}
        self.gone: set[str] = set()  # deleted for good
        self.drives: dict[str, SharedDrive] = {}
        self.spreadsheets: dict[str, Spreadsheet] = {}
        self.outbox: list[Mail] = []
        self.changes: list[Change] = []
        self.pages: dict[str, Any] = {}  # page tokens of Drive's lists
        self.copies_keep_properties = True  # not settled by Google's documents; see drive_files.copy
        self.acting: Identity | None = None  # who sends the request that is being answered
        self.books = DriveBooks(self)
        self.tokens = Tokens(self)
        self._last = 0  # milliseconds
        self.default_user = self.add_user(DEFAULT_USER)

    # Accounts

    def add_user(
        self,
        email: str,
        storage_limit: int | None = None,
        *,
        name: str = "",
        locale: str = "en_US",
        time_zone: str = "Etc/GMT",
    ) -> Account:
        """The account with this address, made where there was none, with a My Drive of its own."""
        account = self._account(email, name)
        account.storage_limit = storage_limit
        account.locale, account.time_zone = locale, time_zone
        return account

    def add_service_account(self, email: str, *, project: str = PROJECT) -> dict[str, Any]:
        """The key file of a service account with a key pair of its own; it has no storage."""
        account = self._account(email, email.partition("@")[0])
        account.service, account.project, account.storage_limit = True, project, 0
        return self.tokens.new_service_key(account)

    def add_oauth_client(self, *, testing: bool = False, project: str = PROJECT) -> dict[str, Any]:
        """The client file of a desktop app; refresh tokens of an app in testing die after seven days."""
        return self.tokens.new_client(testing=testing, project=project)

    def token_for(self, email: str, scopes: Iterable[str] = (), app: str = "") -> str:
        """An access token for the account, as if it had been signed in; `app` is a client id."""
        return self.tokens.issue_for(self.account(email), scopes, app)

    def add_group(self, email: str, members: Iterable[str] = ()) -> None:
        """The Google Group with these members."""
        self.groups[email] = set(members)

    def add_stranger(self, email: str) -> None:
        """An address without a Google account: it can be invited by mail only."""
        self.strangers.add(email)

    def account(self, email: str) -> Account:
        """The account of the address, made where there was none."""
        return self.users[email] if email in self.users else self._account(email, "")

    def groups_of(self, email: str) -> frozenset[str]:
        """The groups that the address is a direct member of."""
        return frozenset(group for group, members in self.groups.items() if email in members)

    def _account(self, email: str, name: str) -> Account:
        if email in self.users:
            return self.users[email]
        account = Account(
            email, name or email.partition("@")[0], permission_id(email), root_id=self._short_id("0A", "PVA")
        )
        self.users[email] = account
        now = self.clock.now()
        self.files[account.root_id] = File(account.root_id, "My Drive", FOLDER, now, now, owner=email)
        return account

    # Files

    def new_id(self, mime: str = SPREADSHEET) -> str:
        """An id as Drive gives them: 44 characters for its own documents, 33 for other files."""
        return "1" + _letters(43 if mime == SPREADSHEET else 32)

    def add_folder(self, name: str, owner: str = DEFAULT_USER, parent: str = "", drive_id: str = "") -> File:
        """A folder; with `drive_id` at the top of that shared drive."""
        return self.add_file(name, FOLDER, owner=owner, parent=parent, drive_id=drive_id)

    def add_spreadsheet(self, name: str, owner: str = DEFAULT_USER, parent: str = "", drive_id: str = "") -> File:
        """An empty spreadsheet; its content is `spreadsheets[file.id]`."""
        return self.add_file(name, SPREADSHEET, owner=owner, parent=parent, drive_id=drive_id)

    def add_file(  # one argument a field
        self, name: str, mime: str, *, owner: str, parent: str = "", drive_id: str = "", file_id: str = ""
    ) -> File:
        """A new file, in the folder `parent` or at the top; spreadsheets get an empty book."""
        now = self.moment()
        above = self.files.get(parent)
        drive_id = drive_id or (above.drive_id if above else "") or (parent if parent in self.drives else "")
        account = self.account(owner)
        file = File(file_id or self.new_id(mime), name, mime, now, now, modifier=owner, drive_id=drive_id)
        file.parent = parent or drive_id or account.root_id
        file.owner = "" if drive_id else owner
        file.changed_by[owner] = now
        self.files[file.id] = file
        if mime == SPREADSHEET:
            self.books.make(file, account)
        self.log_change(file)
        return file

    def add_shared_drive(self, name: str, members: dict[str, str]) -> SharedDrive:
        """A shared drive with its members' roles by address (`{"a@b.id": "organizer"}`)."""
        drive = SharedDrive(self._short_id("0A", "PVA"), name, self.clock.now())
        for email, role in members.items():
            kind = "group" if email in self.groups else "user"
            drive.members[permission_id(email)] = Permission(
                permission_id(email), kind, role, email, name=email.partition("@")[0]
            )
        self.drives[drive.id] = drive
        self.files[drive.id] = File(drive.id, "Drive", FOLDER, drive.created, drive.created, drive_id=drive.id)
        return drive

    def share(self, file_id: str, email: str, role: str = "writer") -> Permission:
        """The file is shared with the address, silently."""
        file = self.files[file_id]
        kind = "group" if email in self.groups else "user"
        permission = Permission(permission_id(email), kind, role, email, name=email.partition("@")[0])
        file.permissions[permission.id] = permission
        file.shared_at.setdefault(email, self.clock.now())
        self.bump(file)
        return permission

    def is_root(self, file: File) -> bool:
        """The top folder of a My Drive or of a shared drive, which no list shows."""
        return not file.parent

    def owner_permission(self, file: File) -> Permission:
        account = self.account(file.owner)
        return Permission(account.permission_id, "user", "owner", account.email, name=account.name)

    def children(self, folder_id: str) -> list[File]:
        return [file for file in self.files.values() if file.parent == folder_id]

    def is_trashed(self, file: File) -> bool:
        """The file or a folder above it is in the bin."""
        seen = 0
        node: File | None = file
        while node is not None and seen < 100:
            if node.trashed:
                return True
            node = self.files.get(node.parent)
            seen += 1
        return False

    def audience(self, file: File) -> frozenset[str]:
        """The known accounts that may read the file."""
        return frozenset(a.email for a in self.users.values() if rank_on(self, file, a, listing=True))

    def bump(self, file: File, *, content: bool = False, before: frozenset[str] = frozenset()) -> None:
        """The version is one higher and the change log longer; `content` also moves the time of change."""
        file.version += 1
        if content:
            now = self.moment()
            file.modified = now
            by = self.acting.email if self.acting else file.owner or DEFAULT_USER
            file.modifier = by
            file.changed_by[by] = now
        self.log_change(file, before)

    def log_change(self, file: File, before: frozenset[str] = frozenset()) -> None:
        self.changes.append(Change(len(self.changes) + 1, file.id, self.clock.now(), before))

    def remove(self, file: File) -> None:
        """The file is gone for good, and everything below it."""
        for child in self.children(file.id):
            self.remove(child)
        self.log_change(file, self.audience(file))
        del self.files[file.id]
        self.spreadsheets.pop(file.id, None)
        self.gone.add(file.id)

    def storage_used(self, account: Account) -> int:
        """Bytes that count against the account's storage: its files, in the bin or not, and its mail."""
        return account.storage_used + sum(size_of(file) for file in self.files.values() if file.owner == account.email)

    def moment(self) -> float:
        """Now in whole milliseconds, and later than any moment before: no two changes have the same time."""
        now = math.floor(self.clock.now() * 1000)
        self._last = max(now, self._last + 1)
        return self._last / 1000

    def time_text(self) -> str:
        return rfc3339(self.clock.now())

    def mails_to(self, email: str) -> list[Mail]:
        """The mails that this address got, in order."""
        return [mail for mail in self.outbox if mail.to == email]

    def _short_id(self, start: str, end: str) -> str:
        return start + _letters(19 - len(start) - len(end)) + end


def size_of(file: File) -> int:
    """The bytes that a file counts for."""
    if file.mime == SPREADSHEET:
        return SPREADSHEET_BYTES
    return len(file.content or b"")


def permission_id(grantee: str) -> str:
    """The id of a user's or a group's grants: the same on every file, twenty digits."""
    return f"{int.from_bytes(hashlib.sha256(grantee.encode()).digest()[:8], 'big'):020d}"


def _letters(count: int) -> str:
    return "".join(secrets.choice(ID_LETTERS) for _ in range(count))
