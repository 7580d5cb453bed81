"""Files: create, get, update, copy, delete, export, and ids made in advance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.fake_google.drive_books import is_full
from tests.fake_google.drive_fields import FILE_DEFAULT, show
from tests.fake_google.drive_model import FOLDER, NATIVE, SHORTCUT, SPREADSHEET, File, Identity
from tests.fake_google.errors import ApiError
from tests.fake_google.masks import parse_mask
from tests.fake_google.permissions import (
    MANAGE,
    ORGANIZE,
    OWN,
    READ,
    WRITE,
    no_file,
    not_allowed,
    rank_of,
)
from tests.fake_google.query import read_time
from tests.fake_google.wire import Answer, Request

if TYPE_CHECKING:
    from tests.fake_google.state import State

NO_STORAGE = (
    "Service Accounts do not have storage quota. Leverage shared drives "
    "(https://developers.google.com/workspace/drive/api/guides/about-shareddrives), or use OAuth delegation "
    "(http://support.google.com/a/answer/7281227) instead."
)
FULL = "The user's Drive storage quota has been exceeded."
NOT_BINARY = "Only files with binary content can be downloaded. Use Export with Docs Editors files."
PROPERTY_BYTES = 124  # of a key and its value together
PROPERTIES = {"project": 30, "all": 100}  # of an app, and of a file


def find(state: State, request: Request, file_id: str, least: int = READ) -> File:
    """The file, where the caller has at least this rank; hidden where it may not be known."""
    who = request.who
    file = state.files.get(who.account.root_id if file_id == "root" else file_id)
    if file is None or not rank_of(state, file, who):
        raise no_file(file_id)
    supports = request.flag("supportsAllDrives") or request.flag("supportsTeamDrives")
    if file.drive_id and not supports and not request.path.endswith("/export"):
        raise no_file(file_id)
    if rank_of(state, file, who) < least:
        raise not_allowed(file_id)
    return file


def answer(state: State, request: Request, file: File) -> Answer:
    """The file with the fields that the request asks for."""
    mask = parse_mask(request.one("fields") or FILE_DEFAULT)
    return Answer(show(state, file, request.who, mask), default_fields=FILE_DEFAULT)


def get(state: State, request: Request, file_id: str) -> Answer:
    """The file, or its bytes with `alt=media`; one in the bin answers as well."""
    file = find(state, request, file_id)
    if request.one("alt") != "media":
        return answer(state, request, file)
    if file.content is None:
        raise ApiError(403, NOT_BINARY, "fileNotDownloadable", location="alt")
    return Answer(file.content, content_type=file.mime)


def create(state: State, request: Request) -> Answer:
    """A new file, as `files.create` without content makes it."""
    return answer(state, request, new_file(state, request, request.fields(), None))


def new_file(state: State, request: Request, fields: dict[str, Any], content: bytes | None, mime: str = "") -> File:
    """The file that the metadata describes stands in its folder, and owned by the caller."""
    mime = fields.get("mimeType") or mime or "application/octet-stream"
    parent = _new_parent(state, request, fields.get("parents"))
    _check_storage(state, request.who, parent)
    file_id = _chosen_id(state, fields.get("id"), mime)
    check_properties(fields, File("", "", "", 0, 0), request.who)
    name = fields.get("name") or "Untitled"
    file = state.add_file(name, mime, owner=request.who.email, parent=parent.id, file_id=file_id)
    if not mime.startswith(NATIVE):
        file.content = content or b""
    if mime == SHORTCUT:
        file.shortcut_to = (fields.get("shortcutDetails") or {}).get("targetId", "")
    file.made_by.add((request.who.project, request.who.email))
    set_fields(state, request.who, file, {k: v for k, v in fields.items() if k not in {"name", "mimeType"}})
    return file


def update(state: State, request: Request, file_id: str) -> Answer:
    """The file with the changed metadata, moved and binned where asked."""
    fields = request.fields()
    file = find(state, request, file_id)
    _move(state, request, file)
    if fields.get("trashed") is not None:
        _bin(state, request, file, trashed=bool(fields["trashed"]))
    others = {k: v for k, v in fields.items() if k not in {"trashed", "starred"}}
    if "starred" in fields:
        _star(state, request, file, starred=bool(fields["starred"]))
    if others:
        if rank_of(state, file, request.who) < WRITE:
            raise not_allowed(file_id)
        check_properties(others, file, request.who)
        content = set_fields(state, request.who, file, others)
        state.bump(file, content=content)
    return answer(state, request, file)


def set_fields(state: State, who: Identity, file: File, fields: dict[str, Any]) -> bool:
    """The metadata is on the file; true where it moves the time of change (name and description do)."""
    content = False
    if fields.get("name"):
        file.name, content = fields["name"], True
        state.books.rename(file)
    if "description" in fields:
        file.description, content = fields["description"] or "", True
    for name, target in _property_maps(file, who, fields):
        for key, value in (fields.get(name) or {}).items():
            if value is None:
                target.pop(key, None)
            else:
                target[key] = value
    if fields.get("starred"):
        file.starred_by.add(who.email)
    _set_rules(file, fields)
    file.created = read_time(fields["createdTime"]) if fields.get("createdTime") else file.created
    if fields.get("modifiedTime"):
        file.modified = read_time(fields["modifiedTime"])
        return False
    return content


def _set_rules(file: File, fields: dict[str, Any]) -> None:
    """What others may do with the file, and how its folder looks."""
    if fields.get("writersCanShare") is not None:
        file.writers_can_share = bool(fields["writersCanShare"])
    if fields.get("copyRequiresWriterPermission") is not None:
        file.copy_requires_writer = bool(fields["copyRequiresWriterPermission"])
    if fields.get("contentRestrictions") is not None:
        file.restrictions = list(fields["contentRestrictions"])
    file.folder_color = fields.get("folderColorRgb") or file.folder_color


def check_properties(fields: dict[str, Any], file: File, who: Identity) -> None:
    """Properties are texts, few and short: Drive refuses others."""
    for name, held in _property_maps(file, who, fields):
        merged = held | (fields.get(name) or {})
        for key, value in merged.items():
            if value is not None and not isinstance(value, str):
                message = f"Invalid value at '{name}' ({key}): not a string"
                raise ApiError(400, message, "invalid", location=name)
            if len(key.encode()) + len((value or "").encode()) > PROPERTY_BYTES:
                message = "A property's key and value together exceed the limit of 124 bytes."
                raise ApiError(400, message, "propertiesBytesLimitExceeded")
        if sum(value is not None for value in merged.values()) > PROPERTIES["project"]:
            raise ApiError(400, "A file has too many properties.", "propertiesLimitExceeded")


def _property_maps(file: File, who: Identity, fields: dict[str, Any]) -> list[tuple[str, dict[str, str]]]:
    """The maps that the fields write into: the public one, and the one that only this project sees."""
    maps: list[tuple[str, dict[str, str]]] = []
    if "properties" in fields:
        maps.append(("properties", file.properties))
    if "appProperties" in fields:
        maps.append(("appProperties", file.app_properties.setdefault(who.project, {})))
    return maps


def copy(state: State, request: Request, file_id: str) -> Answer:
    """A copy, owned by the caller, with the content and the properties but none of the grants.

    Google does not say whether properties are copied. Here they are (`State.copies_keep_properties`), the
    harder case for whoever finds files by them; each project's stay its own. What the request gives wins.
    """
    source = find(state, request, file_id)
    fields = request.fields()
    if source.mime == FOLDER:
        raise ApiError(403, "This file cannot be copied by the user.", "cannotCopyFile")
    if source.copy_requires_writer and rank_of(state, source, request.who) < WRITE:
        raise ApiError(403, "This file cannot be copied by the user.", "cannotCopyFile")
    given = fields | {
        "name": fields.get("name") or f"Copy of {source.name}",
        "mimeType": source.mime,
        "parents": fields.get("parents") or _parents_of_copy(state, request, source),
    }
    if state.copies_keep_properties:
        given["properties"] = source.properties | (fields.get("properties") or {})
        mine = source.app_properties.get(request.who.project, {})
        given["appProperties"] = mine | (fields.get("appProperties") or {})
    given.setdefault("description", source.description)
    target = new_file(state, request, given, source.content)
    if state.copies_keep_properties:
        for project, properties in source.app_properties.items():
            target.app_properties.setdefault(project, dict(properties))
    if source.mime == SPREADSHEET:
        state.books.copy(source, target)
    return answer(state, request, target)


def _parents_of_copy(state: State, request: Request, source: File) -> list[str]:
    """A copy lands beside its source where the caller may write there, else at the top of My Drive."""
    parent = state.files.get(source.parent)
    beside = parent is not None and rank_of(state, parent, request.who) >= WRITE
    return [source.parent] if beside else [request.who.account.root_id]


def delete(state: State, request: Request, file_id: str) -> Answer:
    """Gone for good, not to the bin, with everything below it; the owner's right (in a shared drive a manager's)."""
    file = find(state, request, file_id)
    least = MANAGE if file.drive_id else OWN
    if rank_of(state, file, request.who) < least or state.is_root(file):
        raise not_allowed(file_id)
    state.remove(file)
    return Answer(status=204)


def empty_bin(state: State, request: Request) -> Answer:
    """Everything that the caller's bin holds is gone for good."""
    mine = [f for f in state.files.values() if f.trashed and f.owner == request.who.email]
    for file in mine:
        if file.id in state.files:
            state.remove(file)
    return Answer(status=204)


def generate_ids(state: State, request: Request) -> Answer:
    """Ids that a later `files.create` may use, though not for Google's own kinds of file."""
    count = request.number("count", 10, 1, 1000)
    ids = [state.new_id(FOLDER) for _ in range(count)]
    return Answer({"kind": "drive#generatedIds", "space": request.one("space", "drive"), "ids": ids})


def _chosen_id(state: State, chosen: Any, mime: str) -> str:
    """The id that the request brings along, where it may."""
    if not chosen:
        return ""
    if mime.startswith(NATIVE) and mime not in {FOLDER, SHORTCUT}:
        message = "Generated IDs are not supported for Docs Editors formats."
        raise ApiError(400, message, "invalid", location="file.id")
    if chosen in state.files:
        raise ApiError(409, "A file already exists with the provided ID.", "fileIdInUse", location="file.id")
    return str(chosen)


def _new_parent(state: State, request: Request, parents: Any) -> File:
    """The one folder that a new file goes to: the caller's root unless another is named."""
    named = list(parents or ["root"])
    if len(named) > 1:
        raise ApiError(403, "A file cannot have more than one parent.", "cannotAddParent", location="parents")
    parent = find(state, request, named[0])
    if parent.mime != FOLDER:
        raise ApiError(403, "The specified parent is not a folder.", "parentNotAFolder", location="parents")
    if rank_of(state, parent, request.who) < WRITE:
        message = "The user does not have sufficient permissions for this file."
        raise ApiError(403, message, "insufficientFilePermissions")
    return parent


def _check_storage(state: State, who: Identity, parent: File) -> None:
    """Somebody has room for the file: the shared drive's organisation, or the caller."""
    if parent.drive_id:
        return
    if is_full(state, who.account):
        text = NO_STORAGE if who.account.service else FULL
        raise ApiError(403, text, "storageQuotaExceeded", domain="usageLimits")


def _move(state: State, request: Request, file: File) -> None:
    """The file stands in the folder that `addParents` names, and in that one only."""
    added = [one for one in request.one("addParents").split(",") if one]
    removed = [one for one in request.one("removeParents").split(",") if one]
    root = request.who.account.root_id
    removed = [root if one == "root" else one for one in removed]
    if not added and not removed:
        return
    least = ORGANIZE if file.drive_id else WRITE
    if rank_of(state, file, request.who) < least or state.is_root(file):
        raise not_allowed(file.id)
    if not added:
        if file.parent in removed and file.parent != root:
            _place(state, file, state.files[state.account(file.owner).root_id] if file.owner else None)
        return
    target = _new_parent(state, request, added)
    if (
        target.id != file.parent
        and file.parent not in removed
        and rank_of(state, state.files[file.parent], request.who)
    ):
        message = "Increasing the number of parents is not allowed"
        raise ApiError(403, message, "cannotAddParent", location="addParents")
    _place(state, file, target)


def _place(state: State, file: File, target: File | None) -> None:
    """The file and what is below it belong where the target belongs."""
    if target is None:
        return
    before = state.audience(file)
    file.parent = target.id
    if file.drive_id != target.drive_id:
        file.owner = "" if target.drive_id else (state.acting.email if state.acting else file.modifier)
        _adopt(state, file, target.drive_id, file.owner)
    state.bump(file, before=before)


def _adopt(state: State, file: File, drive_id: str, owner: str) -> None:
    file.drive_id, file.owner = drive_id, owner
    for child in state.children(file.id):
        _adopt(state, child, drive_id, owner)


def _bin(state: State, request: Request, file: File, *, trashed: bool) -> None:
    """The file is in the bin, or out of it: the owner's right (in a shared drive a content manager's)."""
    least = ORGANIZE if file.drive_id else OWN
    if rank_of(state, file, request.who) < least or state.is_root(file):
        raise not_allowed(file.id)
    if file.trashed == trashed:
        return
    file.trashed, file.trashed_at, file.trashed_by = trashed, state.clock.now(), request.who.email
    state.bump(file)


def _star(state: State, request: Request, file: File, *, starred: bool) -> None:
    if starred:
        file.starred_by.add(request.who.email)
    else:
        file.starred_by.discard(request.who.email)
    state.bump(file)
