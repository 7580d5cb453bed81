"""`files.list`: which files a query finds for one caller, in which order, page by page."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.fake_google import query
from tests.fake_google.drive_fields import show
from tests.fake_google.drive_model import File, Identity
from tests.fake_google.errors import ApiError
from tests.fake_google.masks import Mask, parse_mask
from tests.fake_google.permissions import RANKS, WRITE, applies, lineage, rank_of, rank_on_drive
from tests.fake_google.state import size_of
from tests.fake_google.wire import Answer, Request

if TYPE_CHECKING:
    from tests.fake_google.state import State

DEFAULT = "kind,incompleteSearch,nextPageToken,files(kind,driveId,teamDriveId,id,name,mimeType)"
CORPORA = {"", "user", "domain", "drive", "allDrives"}


class Found:
    """A file as a query sees it; the costly parts are worked out when they are asked for."""

    def __init__(self, state: State, file: File, identity: Identity) -> None:
        self._state, self._file, self._identity = state, file, identity

    @property
    def name(self) -> str:
        return self._file.name

    @property
    def mime(self) -> str:
        return self._file.mime

    @property
    def full_text(self) -> str:
        return f"{self._file.name}\n{self._file.description}"

    @property
    def modified(self) -> float:
        return self._file.modified

    @property
    def created(self) -> float:
        return self._file.created

    @property
    def viewed(self) -> float:
        return self._file.changed_by.get(self._identity.email, 0.0)

    @property
    def shared_at(self) -> float:
        return self._file.shared_at.get(self._identity.email, 0.0)

    @property
    def trashed(self) -> bool:
        return self._state.is_trashed(self._file)

    @property
    def starred(self) -> bool:
        return self._identity.email in self._file.starred_by

    @property
    def shared_with_me(self) -> bool:
        file, account = self._file, self._identity.account
        if file.owner == account.email or file.drive_id:
            return False
        return any(applies(self._state, p, account, listing=True) for p in file.permissions.values())

    @property
    def visibility(self) -> str:
        kinds = {(p.type, p.discoverable) for p in self._file.permissions.values()}
        if ("anyone", True) in kinds:
            return "anyoneCanFind"
        if ("anyone", False) in kinds:
            return "anyoneWithLink"
        if ("domain", True) in kinds:
            return "domainCanFind"
        return "domainWithLink" if ("domain", False) in kinds else "limited"

    @property
    def parents(self) -> tuple[str, ...]:
        """The folder's id; the root also answers to its alias."""
        file = self._file
        return (file.parent, "root") if file.parent == self._identity.account.root_id else (file.parent,)

    @property
    def owners(self) -> frozenset[str]:
        return self._with_alias({self._file.owner})

    @property
    def writers(self) -> frozenset[str]:
        return self._holders(WRITE)

    @property
    def readers(self) -> frozenset[str]:
        return self._holders(1)

    @property
    def properties(self) -> dict[str, str]:
        return self._file.properties

    @property
    def app_properties(self) -> dict[str, str]:
        return self._file.app_properties.get(self._identity.project, {})

    @property
    def shortcut_target(self) -> str:
        return self._file.shortcut_to

    def _holders(self, rank: int) -> frozenset[str]:
        """The addresses with at least this rank, by grants that name them."""
        found = {self._file.owner}
        for node in lineage(self._state, self._file):
            found |= {p.email for p in node.permissions.values() if p.email and RANKS[p.role] >= rank}
        drive = self._state.drives.get(self._file.drive_id)
        if drive is not None:
            found |= {p.email for p in drive.members.values() if RANKS[p.role] >= rank}
        return self._with_alias(found)

    def _with_alias(self, emails: set[str]) -> frozenset[str]:
        """Drive takes `'me'` for the caller's own address."""
        return frozenset(emails | {"me"}) if self._identity.email in emails else frozenset(emails)


# A search in a folder that is gone is no empty search:
# https://github.com/RobinBobin/react-native-google-drive-api-wrapper/issues/61
NAMED_PARENTS = re.compile(r"'([^']+)'\s+in\s+parents")


@dataclass(frozen=True)
class Scope:
    """Which drives are searched."""

    corpora: str
    drive_id: str
    shared: bool


def list_files(state: State, request: Request) -> Answer:
    """One page of the files that the query finds; later pages come from the same search."""
    size = request.number("pageSize", 100, 1, 1000)
    token = request.one("pageToken")
    ids = _page(state, token) if token else _search(state, request)
    page, rest = ids[:size], ids[size:]
    mask = parse_mask(request.one("fields") or DEFAULT)
    below = mask.child("files") or Mask({"id": Mask()})
    body: dict[str, Any] = {"kind": "drive#fileList", "incompleteSearch": False}
    if rest:
        body["nextPageToken"] = keep_page(state, rest)
    body["files"] = [show(state, state.files[one], request.who, below) for one in page if one in state.files]
    return Answer(body, default_fields=DEFAULT)


def keep_page(state: State, rest: list[Any]) -> str:
    """The token under which the rest of a list waits."""
    token = f"~!!~{secrets.token_urlsafe(24)}"
    state.pages[token] = rest
    return token


def _page(state: State, token: str) -> list[str]:
    if token not in state.pages:
        raise ApiError(400, "Invalid Value", "invalid", location="pageToken")
    found: list[str] = state.pages[token]
    return found


def _search(state: State, request: Request) -> list[str]:
    test = query.parse(request.one("q"))
    order = _order(state, request.one("orderBy"), request.who.email)
    scope = _scope(request)
    if scope.drive_id and not rank_on_drive(state, scope.drive_id, request.who.account):
        raise ApiError(404, f"Shared drive not found: {scope.drive_id}", "notFound", location="driveId")
    for folder in NAMED_PARENTS.findall(request.one("q")):
        seen = state.files.get(folder)
        if folder not in state.drives and folder != "root" and (seen is None or not rank_of(state, seen, request.who)):
            raise ApiError(404, "File not found: .", "notFound", location="fileId")
    found = [
        file
        for file in state.files.values()
        if _in_scope(state, file, scope)
        and rank_of(state, file, request.who, listing=True)
        and test(Found(state, file, request.who))
    ]
    for key, backwards in reversed(order):
        found.sort(key=key, reverse=backwards)
    return [file.id for file in found]


def _scope(request: Request) -> Scope:
    """Shared drives are searched by those only who say that they know of them, twice."""
    corpora = request.one("corpora") or request.one("corpus")
    drive_id = request.one("driveId") or request.one("teamDriveId")
    supports = request.flag("supportsAllDrives") or request.flag("supportsTeamDrives")
    includes = request.flag("includeItemsFromAllDrives") or request.flag("includeTeamDriveItems")
    if corpora not in CORPORA:
        raise ApiError(400, "Invalid Value", "invalid", location="corpora")
    if (corpora == "drive") is not bool(drive_id):
        message = "The driveId parameter must be specified if and only if corpora is set to drive."
        raise ApiError(400, message, "invalid", location="driveId")
    if includes and not supports:
        message = "The supportsAllDrives parameter must be set to true if includeItemsFromAllDrives is true."
        raise ApiError(403, message, "teamDrivesNotSupported", location="supportsAllDrives")
    if corpora in {"drive", "allDrives"} and not includes:
        message = "The includeItemsFromAllDrives parameter must be set to true for this corpora."
        raise ApiError(403, message, "teamDrivesNotSupported", location="includeItemsFromAllDrives")
    return Scope(corpora, drive_id, includes)


def _in_scope(state: State, file: File, scope: Scope) -> bool:
    if state.is_root(file):
        return False
    if scope.drive_id:
        return file.drive_id == scope.drive_id
    return scope.shared or not file.drive_id


def _order(state: State, text: str, email: str) -> list[tuple[Callable[[File], Any], bool]]:
    """The sort keys with their directions; unasked, what changed last comes first."""
    keys: dict[str, Callable[[File], Any]] = {
        "createdTime": lambda file: file.created,
        "folder": lambda file: not file.mime.endswith(".folder"),
        "modifiedByMeTime": lambda file: file.changed_by.get(email, 0.0),
        "modifiedTime": lambda file: file.modified,
        "name": lambda file: file.name.casefold(),
        "name_natural": lambda file: natural(file.name),
        "quotaBytesUsed": size_of,
        "recency": lambda file: file.modified,
        "sharedWithMeTime": lambda file: file.shared_at.get(email, 0.0),
        "starred": lambda file: email not in file.starred_by,
        "viewedByMeTime": lambda file: file.changed_by.get(email, 0.0),
    }
    order: list[tuple[Callable[[File], Any], bool]] = []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, _, direction = part.partition(" ")
        if name not in keys or direction.strip() not in {"", "desc", "asc"}:
            raise ApiError(400, "Invalid Value", "invalid", location="orderBy")
        order.append((keys[name], direction.strip() == "desc"))
    return order or [(keys["modifiedTime"], True)]


def natural(name: str) -> list[tuple[bool, int, str]]:
    """A sort key by which `TW 10` comes after `TW 9`."""
    parts: list[tuple[bool, int, str]] = []
    word = ""
    for letter in name.casefold():
        if word and word[-1].isdigit() is not letter.isdigit():
            parts.append(_natural_part(word))
            word = ""
        word += letter
    return [*parts, _natural_part(word)] if word else parts


def _natural_part(word: str) -> tuple[bool, int, str]:
    return (False, int(word), "") if word.isdecimal() else (True, 0, word)
