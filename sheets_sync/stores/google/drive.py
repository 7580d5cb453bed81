"""Drive's part: the files of a period, made once, found again, and shared.

A file is known by `appProperties`, which only this program's own Google project sees, and which people cannot
change; its name and folder may become what they like.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sheets_sync.errors import StoreError
from sheets_sync.stores.google.client import DRIVE, Client, Kind

FILES = f"{DRIVE}/drive/v3/files"
FOLDER_TYPE = "application/vnd.google-apps.folder"
SHEET_TYPE = "application/vnd.google-apps.spreadsheet"
FILE = "id,name,mimeType,trashed,driveId,version,modifiedTime,appProperties"
EDITORS = "permissions(emailAddress,role,deleted)"
OFFICE_KEY, UNIT_KEY = "sheets_sync", "unit"
EDITING = frozenset(("writer", "owner", "organizer", "fileOrganizer"))
EVERYWHERE = {"supportsAllDrives": "true"}

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class File:
    """One file as Drive lists it; `stamp` differs after every change.

    `editors` are the addresses that may edit it, where they were asked for and Drive tells them in a listing (it
    does not for files in a shared drive).
    """

    id: str
    name: str
    unit: str
    is_folder: bool
    trashed: bool
    drive: str
    modified: str
    stamp: str
    editors: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a period's files lie: its folder, and the shared drive that holds it; empty where not known."""

    folder: str = ""
    drive: str = ""


class Drive:
    """The files of one office, known by its region's code. `shared` where they lie in a shared drive."""

    def __init__(self, client: Client, region: str, *, shared: bool) -> None:
        self._client, self._region, self._shared = client, region, shared

    def files_of(self, period: str, place: Place, *, sharing: bool = False) -> list[File]:
        """All files of the period: ours wherever they lie, and any other spreadsheet in the period's folder.

        Without a folder's id the folder itself is among them. With `sharing` they tell who may edit them.
        """
        query = f"appProperties has {{ key='{OFFICE_KEY}' and value='{self._mark(period)}' }}"
        if place.folder:
            query = f"mimeType='{SHEET_TYPE}' and ({query} or '{place.folder}' in parents)"
        fields = f"{FILE},{EDITORS}" if sharing else FILE
        return [self._file(item) for item in self._listed(query, place.drive, fields)]

    def _mark(self, period: str) -> str:
        return f"{self._region}/{period}"

    def _listed(self, query: str, drive: str, fields: str = FILE) -> Iterator[Json]:
        params = {"q": query, "pageSize": "1000", "fields": f"nextPageToken,incompleteSearch,files({fields})"}
        params |= EVERYWHERE | {"includeItemsFromAllDrives": "true"}
        if drive:
            params |= {"corpora": "drive", "driveId": drive}
        elif self._shared:
            params["corpora"] = "allDrives"
        for page in self._pages(FILES, params):
            if page.get("incompleteSearch"):
                raise StoreError("Google Drive tidak menyisir semua berkasnya; jalankan lagi beberapa menit kemudian.")
            yield from page.get("files", ())

    def _pages(self, url: str, params: Mapping[str, str]) -> Iterator[Json]:
        """The pages of a listing, one after the other."""
        token = ""
        while True:
            page = self._client.call(
                "GET", url, params={**params, "pageToken": token} if token else params, kind=Kind.SAFE
            )
            yield page
            token = page.get("nextPageToken", "")
            if not token:
                return

    def _file(self, item: Json) -> File:
        properties = item.get("appProperties", {})
        office, _, _ = properties.get(OFFICE_KEY, "").partition("/")
        return File(
            id=item["id"],
            name=item.get("name", ""),
            unit=properties.get(UNIT_KEY, "") if office == self._region else "",
            is_folder=item.get("mimeType") == FOLDER_TYPE,
            trashed=bool(item.get("trashed")),
            drive=item.get("driveId", ""),
            modified=item.get("modifiedTime", ""),
            stamp=f"{item.get('version', '')} {item.get('modifiedTime', '')}",
            editors=_editors(item["permissions"]) if "permissions" in item else None,
        )

    # --- making --------------------------------------------------------------------------------------------

    def make_folder(self, period: str, parent: str, name: str, *, doubt: bool) -> File:
        """The period's folder. With `doubt` an earlier try may have made it, so that is looked for first."""
        return self._make(FOLDER_TYPE, period, Place(parent), name, "", doubt=doubt)

    def make_spreadsheet(self, period: str, place: Place, name: str, unit: str, *, doubt: bool) -> File:
        """A blank spreadsheet in the folder, marked as the unit's. With `doubt` as above."""
        return self._make(SHEET_TYPE, period, place, name, unit, doubt=doubt)

    def _make(self, kind: str, period: str, place: Place, name: str, unit: str, *, doubt: bool) -> File:
        marks = {OFFICE_KEY: self._mark(period)} | ({UNIT_KEY: unit} if unit else {})

        def there() -> Json | None:
            """What was made already. Drive lists by folder at once, by name or property only after a while."""
            query = f"'{place.folder or 'root'}' in parents and mimeType='{kind}' and trashed=false"
            found = (item for item in self._listed(query, place.drive) if item.get("appProperties") == marks)
            return next(found, None)

        if doubt and (found := there()):
            return self._file(found)
        body: Json = {"name": name, "mimeType": kind, "appProperties": marks}
        if place.folder:
            body["parents"] = [place.folder]
        made = self._client.call("POST", FILES, params={"fields": FILE} | EVERYWHERE, body=body, kind=Kind.LOOK, look=there)  # fmt: skip
        return self._file(made)

    # --- sharing -------------------------------------------------------------------------------------------

    def writers(self, file: str) -> frozenset[str]:
        """The addresses that may edit the file, as `canonical` spells them."""
        params = {"fields": f"nextPageToken,{EDITORS}", "pageSize": "100"} | EVERYWHERE
        pages = self._pages(f"{FILES}/{file}/permissions", params)
        return frozenset().union(*(_editors(page.get("permissions", ())) for page in pages))

    def share(self, file: str, address: str, *, group: bool, message: str | None) -> None:
        """Let the address edit the file, with `message` in the invitation, or without any invitation."""
        params = {"sendNotificationEmail": "false" if message is None else "true", "fields": "id"} | EVERYWHERE
        if message:
            params["emailMessage"] = message
        body = {"type": "group" if group else "user", "role": "writer", "emailAddress": address}

        def there() -> bool | None:
            return canonical(address) in self.writers(file) or None

        self._client.call("POST", f"{FILES}/{file}/permissions", params=params, body=body, kind=Kind.LOOK, look=there)


def _editors(permissions: Iterable[Json]) -> frozenset[str]:
    return frozenset(
        canonical(item["emailAddress"])
        for item in permissions
        if item.get("emailAddress") and item.get("role") in EDITING and not item.get("deleted")
    )


def canonical(address: str) -> str:
    """The address as Google compares it: no capitals; at Gmail neither dots nor what follows a plus."""
    name, _, domain = address.strip().casefold().rpartition("@")
    if domain in ("gmail.com", "googlemail.com"):
        return f"{name.partition('+')[0].replace('.', '')}@gmail.com"
    return f"{name}@{domain}"
