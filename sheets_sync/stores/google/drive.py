"""Drive's part: the files of a period, made once, found again, and shared.

A file is known by `appProperties`, which only this program's own Google project sees, and which people cannot
change; its name and folder may become what they like.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sheets_sync.errors import StoreError
from sheets_sync.stores.google.client import DRIVE, Client, Kind

FILES = f"{DRIVE}/drive/v3/files"
FOLDER_TYPE = "application/vnd.google-apps.folder"
SHEET_TYPE = "application/vnd.google-apps.spreadsheet"
FILE = "id,name,mimeType,trashed,version,modifiedTime,appProperties"
OFFICE_KEY, UNIT_KEY = "sheets_sync", "unit"
EDITING = frozenset(("writer", "owner", "organizer", "fileOrganizer"))
EVERYWHERE = {"supportsAllDrives": "true"}

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class File:
    """One file as Drive lists it; `stamp` differs after every change."""

    id: str
    name: str
    unit: str
    is_folder: bool
    trashed: bool
    modified: str
    stamp: str


class Drive:
    """The files of one office, known by its region's code. `shared` where they lie in a shared drive."""

    def __init__(self, client: Client, region: str, *, shared: bool) -> None:
        self._client, self._region, self._shared = client, region, shared

    def files_of(self, period: str, folder: str) -> list[File]:
        """All files of the period: ours wherever they lie, and any other spreadsheet in the period's `folder`.

        Without a folder's id the folder itself is among them.
        """
        ours = f"appProperties has {{ key='{OFFICE_KEY}' and value='{self._mark(period)}' }}"
        if not folder:
            return self._listed(ours)
        return self._listed(f"mimeType='{SHEET_TYPE}' and ({ours} or '{folder}' in parents)")

    def _mark(self, period: str) -> str:
        return f"{self._region}/{period}"

    def _listed(self, query: str) -> list[File]:
        return [self._file(item) for page in self._pages(query) for item in page.get("files", ())]

    def _pages(self, query: str) -> Iterator[Json]:
        params = {"q": query, "pageSize": "1000", "fields": f"nextPageToken,incompleteSearch,files({FILE})"}
        params |= EVERYWHERE | {"includeItemsFromAllDrives": "true"}
        if self._shared:
            params["corpora"] = "allDrives"
        while True:
            page = self._client.call("GET", FILES, params=params, kind=Kind.SAFE)
            if page.get("incompleteSearch"):
                raise StoreError("Google Drive tidak menyisir semua berkasnya; jalankan lagi beberapa menit kemudian.")
            yield page
            if not page.get("nextPageToken"):
                return
            params = params | {"pageToken": page["nextPageToken"]}

    def _file(self, item: Json) -> File:
        properties = item.get("appProperties", {})
        office, _, _ = properties.get(OFFICE_KEY, "").partition("/")
        return File(
            id=item["id"],
            name=item.get("name", ""),
            unit=properties.get(UNIT_KEY, "") if office == self._region else "",
            is_folder=item.get("mimeType") == FOLDER_TYPE,
            trashed=bool(item.get("trashed")),
            modified=item.get("modifiedTime", ""),
            stamp=f"{item.get('version', '')} {item.get('modifiedTime', '')}",
        )

    # --- making --------------------------------------------------------------------------------------------

    def make_folder(self, period: str, parent: str, name: str, *, doubt: bool) -> File:
        """The period's folder. With `doubt` an earlier try may have made it, so that is looked for first."""
        return self._make(FOLDER_TYPE, period, parent, name, "", doubt=doubt)

    def make_spreadsheet(self, period: str, folder: str, name: str, unit: str, *, doubt: bool) -> File:
        """A blank spreadsheet in the folder, marked as the unit's. With `doubt` as above."""
        return self._make(SHEET_TYPE, period, folder, name, unit, doubt=doubt)

    def _make(self, kind: str, period: str, parent: str, name: str, unit: str, *, doubt: bool) -> File:
        def there() -> Json | None:
            """What was made already. Drive lists by folder at once, by name or property only after a while."""
            query = f"'{parent or 'root'}' in parents and mimeType='{kind}' and trashed=false"
            for page in self._pages(query):
                for item in page.get("files", ()):
                    properties = item.get("appProperties", {})
                    if properties.get(OFFICE_KEY) == self._mark(period) and properties.get(UNIT_KEY, "") == unit:
                        return dict(item)
            return None

        if doubt and (found := there()):
            return self._file(found)
        marks = {OFFICE_KEY: self._mark(period)} | ({UNIT_KEY: unit} if unit else {})
        body: Json = {"name": name, "mimeType": kind, "appProperties": marks}
        if parent:
            body["parents"] = [parent]
        made = self._client.call("POST", FILES, params={"fields": FILE} | EVERYWHERE, body=body, kind=Kind.LOOK, look=there)  # fmt: skip
        return self._file(made)

    # --- sharing -------------------------------------------------------------------------------------------

    def writers(self, file: str) -> frozenset[str]:
        """The addresses that may edit the file, in small letters."""
        params = {"fields": "nextPageToken,permissions(emailAddress,role,deleted)", "pageSize": "100"} | EVERYWHERE
        found: set[str] = set()
        while True:
            page = self._client.call("GET", f"{FILES}/{file}/permissions", params=params, kind=Kind.SAFE)
            found |= {
                item["emailAddress"].casefold()
                for item in page.get("permissions", ())
                if item.get("emailAddress") and item.get("role") in EDITING and not item.get("deleted")
            }
            if not page.get("nextPageToken"):
                return frozenset(found)
            params = params | {"pageToken": page["nextPageToken"]}

    def share(self, file: str, address: str, *, group: bool, message: str | None) -> None:
        """Let the address edit the file, with `message` in the invitation, or without any invitation."""
        params = {"sendNotificationEmail": "false" if message is None else "true", "fields": "id"} | EVERYWHERE
        if message:
            params["emailMessage"] = message
        body = {"type": "group" if group else "user", "role": "writer", "emailAddress": address}

        def there() -> bool | None:
            return address.casefold() in self.writers(file) or None

        self._client.call("POST", f"{FILES}/{file}/permissions", params=params, body=body, kind=Kind.LOOK, look=there)
