"""Google Sheets as a Store: a spreadsheet a unit, in a Drive folder a period.

Three facts shape it. Creating is not safe to repeat, so a journal says what is about to happen and Drive is looked
at before anything is tried again. One listing tells which spreadsheets changed, so only those are read. Sheets has
no way to write "only if unchanged", so nothing is written but what is ours alone: the tab Periksa and notes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from sheets_sync.archive import Archive, Held, Shelf
from sheets_sync.errors import StoreError, WorkbookError
from sheets_sync.form import Key
from sheets_sync.grid import Grid
from sheets_sync.model import Contact, Office
from sheets_sync.period import Period
from sheets_sync.plan import Workbook
from sheets_sync.renewal import Renewal
from sheets_sync.stores.base import Ref, Renewed, Sharing
from sheets_sync.stores.google import feedback, reissue
from sheets_sync.stores.google.client import SHEETS, Client, Kind
from sheets_sync.stores.google.denials import FOR_ALL, Refused, Unavailable
from sheets_sync.stores.google.drive import Drive, File, Place, canonical
from sheets_sync.stores.google.paint import BLANK_SHEET_ID, is_our_sheet, paint
from sheets_sync.stores.google.read import FIELDS, is_loading, read_grid
from sheets_sync.submission import Answer, Posted, Source

GONE = 404
FOLDER = "_folder"  # where the journal keeps the period's folder
LOADING_PAUSE = 5.0  # seconds after which a cell that was still loading is read once more
IN_BIN = "ada di tempat sampah Google Drive; isian dari tarikan terakhir tetap dipakai. Pulihkan berkasnya"
LOCK_FIELDS = "sheets(properties(sheetId),protectedRanges(protectedRangeId,description,range,unprotectedRanges))"
NO_PARENT = (
    "Folder yang ditulis di folder_google (office/office.toml) tidak ditemukan oleh akun yang dipakai. Bagikan drive"
    " bersamanya kepada akun itu; kantor dengan akun Gmail biasa mengosongkan folder_google. Jalankan `sheets-sync"
    " google doctor` untuk memeriksanya."
)
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
        self._listed_sharing: set[str] = set()
        self._invited_enough = ""  # why nobody else can be invited in this run
        self._seen: tuple[str, Any] = ("", None)  # the spreadsheet that was read last, as Google told it
        self._fresh: set[str] = set()  # made in this run: nobody has been asked to share them

    # --- find ----------------------------------------------------------------------------------------------

    def find(self, period: str, *, sharing: bool = False) -> list[Ref]:
        files = [file for file in self._list(period, sharing=sharing) if not file.is_folder]
        held = self._held.all(Period.parse(period))
        owners = {item.file: unit for unit, item in held.items() if item.file}
        living = {file.id for file in files if not file.trashed}
        served = {owners.get(file.id, file.unit) for file in files if not file.trashed}
        refs = []
        for file in files:
            unit = owners.get(file.id, file.unit)
            own = held.get(unit)
            if file.trashed and (not unit or unit in served):
                continue  # somebody's own, or one of two of which the other counts
            if unit and file.id not in owners and own and own.file in living:
                unit = ""  # the journal knows better which of two is the unit's
            trouble = A_COPY if not unit else IN_BIN if file.trashed else ""
            whole = own is not None and own.file == file.id and own.painted
            refs.append(Ref(period, file.name, file.id, unit, file.stamp, trouble, unfinished=not whole))
        return sorted(refs)

    def _list(self, period: str, *, sharing: bool = False) -> list[File]:
        """All files of the period, binned ones included; Drive is asked once for as long as this object lives."""
        if period not in self._listed or (sharing and period not in self._listed_sharing):
            self._listed[period] = self._asked(period, sharing=sharing)
            if sharing:
                self._listed_sharing.add(period)
        return self._listed[period]

    def _asked(self, period: str, *, sharing: bool) -> list[File]:
        place = self._known_place(period)
        try:
            return self._drive.files_of(period, place, sharing=sharing)
        except Refused as refusal:
            if refusal.status != GONE or not place.folder:
                raise
            self._forget_place(period)
            return self._drive.files_of(period, Place(), sharing=sharing)

    def _known_place(self, period: str) -> Place:
        held = self._held.get(Period.parse(period), FOLDER)
        return Place(held.file, held.drive) if held else Place()

    def _forget_place(self, period: str) -> None:
        """The folder was deleted for good; the next one is made as if an earlier try had been cut off."""
        self._held.keep(Period.parse(period), FOLDER, Held())

    # --- create --------------------------------------------------------------------------------------------

    def create(self, workbook: Workbook, period: str, name: str) -> Ref:
        when = Period.parse(period)
        unit = _unit(workbook)
        held = self._held.get(when, unit)
        there = self._living(period, unit, held)
        if there is None and held and held.file:
            raise WorkbookError(f"lembarnya tidak ada lagi di Google Drive; {_start_anew(period, unit)}")
        with _about(name, "dibuat"):
            file = there or self._made(period, name, unit, doubt=held is not None)
            if held is None or held.file != file.id:
                held = Held(file=file.id)
                self._held.keep(when, unit, held)
            if held.painted:
                raise WorkbookError(f"{name} sudah ada dan tidak ditimpa")
            self._paint(file.id, workbook, fresh=file.id in self._fresh)
        self._held.keep(when, unit, replace(held, painted=True))
        return Ref(period, file.name, file.id, unit, file.stamp)

    def _living(self, period: str, unit: str, held: Held | None) -> File | None:
        """The unit's file outside the bin: the journal's, else any with the unit's mark."""
        living = [file for file in self._list(period) if not file.trashed and not file.is_folder]
        journalled = (file for file in living if held and file.id == held.file)
        return next(journalled, None) or next((file for file in living if file.unit == unit), None)

    def _file(self, ref: Ref) -> File:
        return next(file for file in self._list(ref.period) if file.id == ref.id)

    def _made(self, period: str, name: str, unit: str, *, doubt: bool) -> File:
        """A blank file of the unit's, in the period's folder; the journal says so before it is asked for."""
        self._held.keep(Period.parse(period), unit, Held())
        place = self._place(period)
        try:
            file = self._drive.make_spreadsheet(period, place, name, unit, doubt=doubt)
        except Refused as refusal:
            if refusal.status != GONE:
                raise
            self._forget_place(period)
            file = self._drive.make_spreadsheet(period, self._place(period), name, unit, doubt=True)
        if file.trashed:
            raise StoreError(f"Folder {self._folder_name(period)} ada di tempat sampah Google Drive; pulihkan foldernya, lalu jalankan lagi.")  # fmt: skip
        self._list(period).append(file)
        if not doubt:
            self._fresh.add(file.id)
        return file

    def _folder_name(self, period: str) -> str:
        return f"{self._office.name} {period}"

    def _place(self, period: str) -> Place:
        """The period's folder, made where it is missing; the journal knows if a making was cut off."""
        when = Period.parse(period)
        known = self._known_place(period)
        if known.folder:
            return known
        found = next((file for file in self._list(period) if file.is_folder and not file.trashed), None)
        if found is None:
            doubt = self._held.get(when, FOLDER) is not None
            self._held.keep(when, FOLDER, Held())
            parent = self._office.google_folder
            try:
                found = self._drive.make_folder(period, parent, self._folder_name(period), doubt=doubt)
            except Refused as refusal:
                if refusal.status != GONE:
                    raise
                raise StoreError(NO_PARENT) from refusal
        self._held.keep(when, FOLDER, Held(file=found.id, drive=found.drive))
        return Place(found.id, found.drive)

    def _paint(self, file: str, workbook: Workbook, *, fresh: bool) -> None:
        """Everything in one batch. A file that an earlier run left is looked at first: it may be whole already."""

        def landed() -> bool:
            return any(map(is_our_sheet, self._tabs(file)))

        tabs = [BLANK_SHEET_ID] if fresh else self._tabs(file)
        if any(map(is_our_sheet, tabs)):
            return
        try:
            self._batch(file, self._painted(workbook, tabs[0]), landed)
        except Refused:
            tabs = self._tabs(file)  # the blank tab may have another id than all that were ever seen
            if tabs[0] == BLANK_SHEET_ID or any(map(is_our_sheet, tabs)):
                raise
            self._batch(file, self._painted(workbook, tabs[0]), landed)

    def _painted(self, workbook: Workbook, blank: int) -> list[Json]:
        return paint(workbook, str(self._zone), self._editor, blank, self._office.mailable)

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
        wanted = {canonical(contact.address): contact for contact in contacts if contact.address}
        marks = {address: _fingerprint(ref.id, address) for address in wanted}
        listed = self._file(ref).editors
        there = self._editors(ref, held, listed, marks)
        strangers = set(held.shared) - set(marks.values())
        if listed is not None:
            strangers &= {_fingerprint(ref.id, address) for address in listed}
        shared = [mark for address, mark in marks.items() if address in there]
        troubles = []
        added = 0
        for address in sorted(wanted.keys() - there):
            if trouble := self._let_edit(ref, wanted[address], message):
                troubles.append(trouble)
                continue
            shared.append(marks[address])
            added += 1
            held = replace(held, shared=tuple(sorted({*held.shared, *shared})))
            self._held.keep(when, ref.unit, held)
        # Once told, who is named no longer is forgotten, unless a listing can tell again.
        keeping = strangers if listed is not None else set()
        self._held.keep(when, ref.unit, replace(held, shared=tuple(sorted({*shared, *keeping}))))
        return Sharing(added, len(strangers), tuple(troubles))

    def _editors(self, ref: Ref, held: Held, listed: frozenset[str] | None, marks: Mapping[str, str]) -> frozenset[str]:
        """The addresses that may edit the file already: as listed, as journalled, or else as Drive is asked."""
        if listed is not None:
            return listed
        if all(mark in held.shared for mark in marks.values()):
            return frozenset(marks)
        if ref.id in self._fresh and not held.shared:
            return frozenset()  # whatever a run that was cut off may have shared was not made by this one
        with _about(ref.name, "dibagikan"):
            return self._drive.writers(ref.id)

    def _let_edit(self, ref: Ref, contact: Contact, message: str) -> str:
        """Why the contact could not be let in; empty where it was. Messages never hold an address."""
        words = message if self._office.invite else None
        if self._invited_enough:
            return self._invited_enough
        try:
            self._drive.share(ref.id, contact.address, group=contact.group, message=words)
        except (Refused, Unavailable) as failure:
            trouble = f"salah satu alamat unit ini belum dapat diberi akses. {failure}"
            if isinstance(failure, Refused) and failure.reason == "sharingRateLimitExceeded":
                self._invited_enough = trouble
            elif isinstance(failure, Refused) and canonical(contact.address) in self._drive.writers(ref.id):
                return ""  # shared, and only the mail could not be sent
            return trouble
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
        self._seen = (ref.id, answer)
        return grid, self._source(ref, answer, stamp)

    def _source(self, ref: Ref, answer: Any, stamp: str) -> Source:
        digest = hashlib.sha256(json.dumps(answer, sort_keys=True, default=str).encode()).hexdigest()
        modified = datetime.fromisoformat(self._file(ref).modified).astimezone(self._zone).replace(microsecond=0)
        return Source(f"{ref.period}/{ref.name}", digest, modified, ref.id, stamp)

    def _get(self, file: str, fields: str) -> Any:
        return self.client.call("GET", f"{SHEETS}/v4/spreadsheets/{file}", params={"fields": fields}, kind=Kind.SAFE)

    def _get_of(self, ref: Ref, fields: str) -> Any:
        with _about(ref.name, "dibaca"):
            return self._get(ref.id, fields)

    # --- reissue -------------------------------------------------------------------------------------------

    def reissue(self, ref: Ref, renewal: Renewal, source: Source, rows: int) -> Renewed:
        """In place, in one batch; its answer is the spreadsheet as it stands then."""
        seen = self._seen[1] if self._seen[0] == ref.id else self._get_of(ref, FIELDS)
        if reissue.is_locked(seen["sheets"], feedback.LOCK):
            raise WorkbookError(f"{ref.name} terkunci, jadi formatnya tidak diubah")
        requests = reissue.requests_of(seen["sheets"], renewal, self._editor)
        with _about(ref.name, "diperbarui formatnya"):
            answer = self._batch_and_read(ref.id, requests, renewal.new.key)
        self._seen = (ref.id, answer)
        return Renewed(read_grid(answer, rows), self._source(ref, answer, source.stamp))

    def _batch_and_read(self, file: str, requests: list[Json], key: str) -> Any:
        """One batchUpdate that must not be done twice; the spreadsheet after it, by the fields that reading asks for."""

        def look() -> Any:
            now = self._get(file, FIELDS)
            return {"updatedSpreadsheet": now} if reissue.key_of(now) == key else None

        url = f"{SHEETS}/v4/spreadsheets/{file}:batchUpdate"
        body = {"requests": requests, "includeSpreadsheetInResponse": True, "responseIncludeGridData": True}
        params = {"fields": f"updatedSpreadsheet({FIELDS})"}
        return self.client.call("POST", url, params=params, body=body, kind=Kind.LOOK, look=look)["updatedSpreadsheet"]

    # --- answer, lock --------------------------------------------------------------------------------------

    def answer(self, ref: Ref, answer: Answer, posted: Posted | None) -> bool:
        if posted is None:
            raise WorkbookError(f"{ref.name}: belum pernah ditarik, jadi catatannya belum dapat ditulis")
        if requests := feedback.changes(answer, posted):
            with _about(ref.name, "ditulisi catatan"):
                self._batch(ref.id, requests)
        return bool(requests)

    def lock(self, ref: Ref, *, locked: bool) -> bool:
        def wanting() -> list[Json]:
            answer = self._get_of(ref, LOCK_FIELDS)
            return feedback.locking(answer["sheets"], locked=locked, editor=self._editor)

        requests = wanting()
        if requests:
            with _about(ref.name, "dikunci" if locked else "dibuka"):
                self._batch(ref.id, requests, lambda: not wanting())
        return bool(requests)


def _unit(workbook: Workbook) -> str:
    key = Key.parse(workbook.key)
    if key is None:
        raise ValueError(workbook.key)
    return key.unit


def _start_anew(period: str, unit: str) -> str:
    return f"pulihkan berkasnya, atau hapus data/{period}/lembar/{unit}.json bila memang mulai dari lembar baru"


def _fingerprint(file: str, address: str) -> str:
    """What the journal keeps of an address: enough to know it again, too little to read it."""
    return hashlib.sha256(f"{file} {address}".encode()).hexdigest()[:16]


@contextmanager
def _about(name: str, doing: str) -> Iterator[None]:
    """What Google refuses, or cannot do just now, about one spreadsheet is that workbook's trouble alone."""
    try:
        yield
    except Refused as refusal:
        if refusal.reason in FOR_ALL:
            raise
        raise WorkbookError(f"{name} tidak dapat {doing}. {refusal}") from refusal
    except Unavailable as failure:
        raise WorkbookError(f"{name} tidak dapat {doing}. {failure}") from failure
