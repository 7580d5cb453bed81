"""Spreadsheets as files: what the Sheets API asks of Drive before it reads or writes one.

Google answers 403 for a spreadsheet of somebody else's and 404 for one that is nowhere. Which ids exist outside
this server cannot be known, so the rule is: an id that never was given out here but has the form of a real one
(44 characters, the first a 1) is taken to be somebody else's and answers 403; any other, and a deleted one, 404.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.fake_google.caller import Caller
from tests.fake_google.drive_model import SPREADSHEET, Account, File, Identity
from tests.fake_google.errors import ApiError
from tests.fake_google.permissions import MANAGE, OWN, WRITE, app_sees, rank_of, rank_on
from tests.fake_google.sheets.book import Spreadsheet

if TYPE_CHECKING:
    from tests.fake_google.state import State

REAL_ID = re.compile(r"1[A-Za-z0-9_-]{43}")
MISSING = "Requested entity was not found."
DENIED = "The caller does not have permission"


class DriveBooks:
    """The `Books` that `sheets/api.py` opens and creates spreadsheets through."""

    def __init__(self, state: State) -> None:
        self._state = state

    def open(self, file_id: str, caller: Caller, write: bool) -> Spreadsheet:
        """The spreadsheet, where this caller may read it (or write it); in the bin it opens as well."""
        state = self._state
        file = state.files.get(file_id)
        identity = state.acting or Identity(state.account(caller.email))
        if file is None:
            elsewhere = REAL_ID.fullmatch(file_id) and file_id not in state.gone
            raise ApiError(403, DENIED) if elsewhere else ApiError(404, MISSING)
        if not app_sees(file, identity):
            raise ApiError(404, MISSING)
        rank = rank_of(state, file, identity)
        if not rank:
            raise ApiError(403, DENIED)
        if file.mime != SPREADSHEET:
            raise ApiError(400, "This operation is not supported for this document", status="FAILED_PRECONDITION")
        if write and (rank < WRITE or any(one.get("readOnly") for one in file.restrictions)):
            raise ApiError(403, DENIED)
        return state.spreadsheets[file_id]

    def create(self, title: str, caller: Caller) -> Spreadsheet:
        """A new spreadsheet in the caller's My Drive; who has no storage is refused."""
        state = self._state
        identity = state.acting or Identity(state.account(caller.email))
        if is_full(state, identity.account):
            raise ApiError(403, DENIED)
        file = state.add_spreadsheet(title, identity.email)
        file.made_by.add((identity.project, identity.email))
        return state.spreadsheets[file.id]

    def make(self, file: File, account: Account) -> None:
        """The file has an empty spreadsheet behind it, in the account's locale."""
        self._state.spreadsheets[file.id] = Spreadsheet(
            file.id,
            file.name,
            self._state.clock,
            locale=account.locale,
            time_zone=account.time_zone,
            on_change=self.watcher(file),
        )

    def copy(self, source: File, target: File) -> None:
        """The target has a copy of the source's spreadsheet behind it."""
        book = self._state.spreadsheets[source.id]
        self._state.spreadsheets[target.id] = book.copy(target.id, target.name, self.watcher(target))

    def rename(self, file: File) -> None:
        """The spreadsheet's title is the file's name."""
        if file.id in self._state.spreadsheets:
            self._state.spreadsheets[file.id].title = file.name

    def caller(self, identity: Identity, file_id: str) -> Caller:
        """The identity's rights on this file, for protected ranges."""
        state = self._state
        file = state.files.get(file_id)
        rank = rank_on(state, file, identity.account) if file else OWN
        owner = rank >= (MANAGE if file and file.drive_id else OWN)
        groups = state.groups_of(identity.email)
        return Caller(identity.email, owner=owner, writer=rank >= WRITE, groups=groups, project=identity.project)

    def watcher(self, file: File) -> Callable[[], None]:
        """What the spreadsheet calls after each write: version, time of change and name follow."""

        def changed() -> None:
            book = self._state.spreadsheets.get(file.id)
            if book is not None:
                file.name = book.title
            self._state.bump(file, content=True)

        return changed


def is_full(state: State, account: Account) -> bool:
    """The account cannot own one more file."""
    return account.storage_limit is not None and state.storage_used(account) >= account.storage_limit
