"""Google Sheets as a Store: a spreadsheet a unit, in a Drive folder a period.

Three facts shape it. Creating is not safe to repeat, so a journal says what is about to happen and Drive is looked
at before anything is tried again. One listing tells which spreadsheets changed, so only those are read. Sheets has
no way to write "only if unchanged", so nothing is written but what is ours alone: the tab Periksa and notes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from sheets_sync.archive import Archive, Held, Shelf
from sheets_sync.errors import WorkbookError
from sheets_sync.form import Key
from sheets_sync.grid import Grid
from sheets_sync.model import Contact, Office
from sheets_sync.period import Period
from sheets_sync.plan import Workbook
from sheets_sync.stores.base import Ref, Sharing
from sheets_sync.stores.google import feedback
from sheets_sync.stores.google.client import SHEETS, Client, Kind, Refused, Unavailable
from sheets_sync.stores.google.drive import Drive, File
from sheets_sync.stores.google.paint import BLANK_SHEET_ID, is_our_sheet, paint
from sheets_sync.stores.google.read import FIELDS, is_loading, read_grid
from sheets_sync.submission import Answer, Source, Standing

FOLDER = "_folder"  # where the journal keeps the period's folder
LOADING_PAUSE = 5.0  # seconds after which a cell that was still loading is read once more
IN_BIN = "ada di tempat sampah Google Drive; isian dari tarikan terakhir tetap dipakai. Pulihkan berkasnya"
LOCK_FIELDS = "sheets(properties(sheetId),protectedRanges(protectedRangeId,description,range,unprotectedRanges))"
A_COPY = "bukan lembar yang dibagikan (salinan?); isinya tidak dibaca. Salin isiannya ke lembar asli unit"

Json = dict[str, Any]


class GoogleStore:
    """The spreadsheets of one office; `editor` is a service account that must keep its way into protected cells."""

    suffix = ""

    def __init__(self, client: Client, archive: Archive, office: Office, editor: str = "") -> None:
        self.client = client
        self._drive = Drive(client, office.region_code, shared=bool(office.google_folder))
        self._held: Shelf[Held] = archive.held
        self._office, self._editor, self._zone = office, editor, office.timezone
        self._listed: dict[str, list[File]] = {}
        self._fresh: set[str] = set()  # made in this run: nobody has been asked to share them

    # --- find ----------------------------------------------------------------------------------------------

    def find(self, period: str) -> list[Ref]:
        return sorted(self._ref(period, file) for file in self._list(period) if not file.is_folder)

    def _list(self, period: str) -> list[File]:
        """All files of the period, binned ones included; Drive is asked once for as long as this object lives."""
        if period not in self._listed:
            held = self._held.get(Period.parse(period), FOLDER)
            self._listed[period] = _live(self._drive.files_of(period, held.file if held else ""))
        return self._listed[period]

    def _ref(self, period: str, file: File) -> Ref:
        held = self._held.get(Period.parse(period), file.unit) if file.unit else None
        trouble = IN_BIN if file.trashed else "" if file.unit else A_COPY
        whole = held is not None and held.file == file.id and held.painted
        return Ref(period, file.name, file.id, file.unit, file.stamp, trouble, unfinished=not whole)

    # --- create --------------------------------------------------------------------------------------------

    def create(self, workbook: Workbook, period: str, name: str) -> Ref:
        when = Period.parse(period)
        unit = _unit(workbook)
        folder = self._folder_of(period)
        held = self._held.get(when, unit)
        file = next((file for file in self._list(period) if file.unit == unit), None)
        if file is None and held and held.file:
            raise WorkbookError(f"{name}: lembarnya tidak ada lagi di Google Drive; buat yang baru setelah menghapus"
                                f" data/{period}/lembar/{unit}.json")  # fmt: skip
        known = held is not None
        if file is None:
            self._held.keep(when, unit, Held(folder=folder))
            file = self._made(period, folder, name, unit, doubt=known)
        held = replace(held or Held(), file=file.id, folder=folder)
        self._held.keep(when, unit, held)
        if held.painted:
            raise WorkbookError(f"{name} sudah ada dan tidak ditimpa")
        self._paint(file.id, workbook, fresh=file.id in self._fresh)
        self._held.keep(when, unit, replace(held, painted=True))
        return self._ref(period, file)

    def _folder_of(self, period: str) -> str:
        """The id of the period's folder, made where it is missing; the journal knows if a making was cut off."""
        when = Period.parse(period)
        held = self._held.get(when, FOLDER)
        if held and held.file:
            return held.file
        found = next((file.id for file in self._list(period) if file.is_folder and not file.trashed), "")
        name = f"{self._office.name} {period}"
        if not found:
            self._held.keep(when, FOLDER, Held(folder=self._office.google_folder))
            found = self._drive.make_folder(period, self._office.google_folder, name, doubt=held is not None).id
        self._held.keep(when, FOLDER, Held(file=found, folder=self._office.google_folder))
        return found

    def _made(self, period: str, folder: str, name: str, unit: str, *, doubt: bool) -> File:
        file = self._drive.make_spreadsheet(period, folder, name, unit, doubt=doubt)
        self._list(period).append(file)
        if not doubt:
            self._fresh.add(file.id)
        return file

    def _paint(self, file: str, workbook: Workbook, *, fresh: bool) -> None:
        """Everything in one batch. A file that an earlier run left is looked at first: it may be whole already."""

        def landed() -> bool:
            return any(map(is_our_sheet, self._tabs(file)))

        tabs = [BLANK_SHEET_ID] if fresh else self._tabs(file)
        if any(map(is_our_sheet, tabs)):
            return
        try:
            self._batch(file, paint(workbook, str(self._zone), self._editor, tabs[0]), landed)
        except Refused:
            tabs = self._tabs(file)  # the blank tab may have another id than all that were ever seen
            if tabs[0] == BLANK_SHEET_ID or any(map(is_our_sheet, tabs)):
                raise
            self._batch(file, paint(workbook, str(self._zone), self._editor, tabs[0]), landed)

    def _batch(self, file: str, requests: list[Json], landed: Callable[[], bool] | None = None) -> None:
        """One batchUpdate; `landed` tells whether it did, where sending it twice would not be as good as once."""

        def look() -> bool | None:
            return (landed is not None and landed()) or None

        url = f"{SHEETS}/v4/spreadsheets/{file}:batchUpdate"
        kind = Kind.LOOK if landed else Kind.SAFE
        self.client.call("POST", url, params={"fields": "spreadsheetId"}, body={"requests": requests}, kind=kind, look=look)  # fmt: skip

    def _tabs(self, file: str) -> list[int]:
        """The ids of the spreadsheet's tabs."""
        answer = self._get(file, "sheets(properties(sheetId))")
        return [sheet["properties"].get("sheetId", 0) for sheet in answer["sheets"]]

    # --- share ---------------------------------------------------------------------------------------------

    def share(self, ref: Ref, contacts: Sequence[Contact], message: str) -> Sharing:
        when = Period.parse(ref.period)
        held = self._held.get(when, ref.unit) or Held(file=ref.id, painted=True)
        marks = {_fingerprint(ref.id, contact): contact for contact in contacts}
        left = len(set(held.shared) - marks.keys())
        missing = {mark: contact for mark, contact in marks.items() if mark not in held.shared}
        if not missing:
            return Sharing(0, left)
        with _about(ref, "dibagikan"):
            there = frozenset[str]() if self._is_untouched(ref, held) else self._drive.writers(ref.id)
        added, troubles = 0, []
        for mark, contact in missing.items():
            if contact.address.casefold() not in there:
                self._held.keep(when, ref.unit, replace(held, sharing=mark))
                if trouble := self._let_edit(ref, contact, message):
                    troubles.append(trouble)
                    continue
                added += 1
            held = replace(held, shared=(*held.shared, mark), sharing="")
            self._held.keep(when, ref.unit, held)
        return Sharing(added, left, tuple(troubles))

    def _is_untouched(self, ref: Ref, held: Held) -> bool:
        return ref.id in self._fresh and not held.shared and not held.sharing

    def _let_edit(self, ref: Ref, contact: Contact, message: str) -> str:
        """Why the contact could not be let in; empty where it was. Messages never hold an address."""
        words = message if self._office.invite else None
        try:
            self._drive.share(ref.id, contact.address, group=contact.group, message=words)
        except (Refused, Unavailable) as failure:
            if isinstance(failure, Refused) and contact.address.casefold() in self._drive.writers(ref.id):
                return ""  # shared, and only the mail could not be sent
            return f"salah satu alamat unit ini belum dapat diberi akses. {failure}"
        return ""

    # --- read ----------------------------------------------------------------------------------------------

    def read(self, ref: Ref, rows: int) -> tuple[Grid, Source]:
        answer = self._get_of(ref, FIELDS)
        grid = read_grid(answer, rows)
        stamp = ref.stamp
        if is_loading(grid):
            self.client.pause(LOADING_PAUSE)
            answer = self._get_of(ref, FIELDS)
            grid = read_grid(answer, rows)
            stamp = "" if is_loading(grid) else stamp  # not yet what it will be: read again next time
        digest = hashlib.sha256(json.dumps(answer, sort_keys=True, default=str).encode()).hexdigest()
        file = next(file for file in self._list(ref.period) if file.id == ref.id)
        modified = datetime.fromisoformat(file.modified).astimezone(self._zone).replace(microsecond=0)
        return grid, Source(f"{ref.period}/{ref.name}", digest, modified, ref.id, stamp)

    def _get(self, file: str, fields: str) -> Any:
        return self.client.call("GET", f"{SHEETS}/v4/spreadsheets/{file}", params={"fields": fields}, kind=Kind.SAFE)

    def _get_of(self, ref: Ref, fields: str) -> Any:
        with _about(ref, "dibaca"):
            return self._get(ref.id, fields)

    # --- answer, lock --------------------------------------------------------------------------------------

    def answer(self, ref: Ref, answer: Answer, standing: Standing | None) -> bool:
        if standing is None:
            raise WorkbookError(f"{ref.name}: belum pernah ditarik, jadi catatannya belum dapat ditulis")
        if requests := feedback.changes(answer, standing):
            with _about(ref, "ditulisi catatan"):
                self._batch(ref.id, requests)
        return bool(requests)

    def lock(self, ref: Ref, *, locked: bool) -> bool:
        def wanting() -> list[Json]:
            answer = self._get_of(ref, LOCK_FIELDS)
            return feedback.locking(answer["sheets"], locked=locked, editor=self._editor)

        requests = wanting()
        if requests:
            with _about(ref, "dikunci" if locked else "dibuka"):
                self._batch(ref.id, requests, lambda: not wanting())
        return bool(requests)


def _live(files: Sequence[File]) -> list[File]:
    """The files, without binned ones of a unit that has another."""
    living = {file.unit for file in files if not file.trashed}
    return [file for file in files if not file.trashed or file.unit not in living - {""}]


def _unit(workbook: Workbook) -> str:
    key = Key.parse(workbook.key)
    if key is None:
        raise ValueError(workbook.key)
    return key.unit


def _fingerprint(file: str, contact: Contact) -> str:
    """What the journal keeps of an address: enough to know it again, too little to read it."""
    return hashlib.sha256(f"{file} {contact.address.casefold()}".encode()).hexdigest()[:16]


@contextmanager
def _about(ref: Ref, doing: str) -> Iterator[None]:
    """What Google refuses, or cannot do just now, about one spreadsheet is that workbook's trouble alone."""
    try:
        yield
    except Refused as refusal:
        raise WorkbookError(f"{ref.name} tidak dapat {doing}: {refusal}") from refusal
    except Unavailable as failure:
        raise WorkbookError(f"{ref.name} tidak dapat {doing}: {failure}") from failure
