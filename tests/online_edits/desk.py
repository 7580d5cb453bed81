"""One unit's spreadsheet on a desk of its own: filled, pulled and told once; then people edit it.

The office's seven spreadsheets are made once a session. Each test begins at that moment again: the local Google's
files and the archive are put back as they were.
"""

from __future__ import annotations

import copy
import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from google.oauth2.credentials import Credentials
from gspread.exceptions import APIError

from sheets_sync.answer import is_ours
from sheets_sync.archive import Archive, Trouble
from sheets_sync.form import Form
from sheets_sync.grid import address
from sheets_sync.model import Office
from sheets_sync.report import Report
from sheets_sync.stores.google.client import Client, open_session
from sheets_sync.stores.google.paint import is_our_sheet
from sheets_sync.stores.google.signin import SERVICE_SCOPES
from sheets_sync.stores.google.store import GoogleStore
from sheets_sync.submission import Entry, Finding, Oddity, Severity
from sheets_sync.workbook import FINDING_FIRST, FIRST_ROW
from tests.conftest import AFTER_TW3, TW3
from tests.fake_google.sheets.book import Book, Cell, Sheet, Spreadsheet
from tests.fake_google.state import State
from tests.online import OWNER, OnlineOffice, Typed, address_of

ACCOUNT = "pengumpul@kantor.iam.gserviceaccount.com"
UNIT = "REN"
LATER = AFTER_TW3 + timedelta(hours=3)
FIGURES: dict[str, Typed] = {
    "REN-01": Decimal("71.25"),
    "REN-02": "BB",
    "REN-03": Decimal(2),
    "REN-04": Decimal(1),
    "REN-05": Decimal("98.25"),
    "REN-06": Decimal(0),
}
SPENT: dict[str, Typed] = {f"7.01.0{number}": Decimal(50_000_000 + number) for number in range(1, 7)}
VALUES: dict[str, Decimal | None] = {
    code: Decimal(70) if typed == "BB" else Decimal(typed) for code, typed in (FIGURES | SPENT).items()
}
EVIDENCE = {code: f"kertas: {code}, map 3" for code in FIGURES}
CHECKS = "Periksa"

Request = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """What a sync made of the unit's spreadsheet."""

    entries: dict[str, Entry]
    findings: tuple[Finding, ...]
    noticed: tuple[Oddity, ...]
    troubles: tuple[Trouble, ...]
    calls: int

    @property
    def values(self) -> dict[str, Decimal | None]:
        return {code: entry.value for code, entry in self.entries.items()}

    def rules(self, code: str) -> set[str]:
        """The rules that speak of the row of that code."""
        return {finding.rule for finding in self.findings if finding.place.row == code}

    @property
    def echoes(self) -> bool:
        """An input shows our own catatan."""
        texts = (text for entry in self.entries.values() for text in (entry.typed, entry.note))
        return any(text.startswith(tuple(Severity)) for text in texts)

    @property
    def trouble(self) -> str:
        """What stood in the way of the unit, in one line."""
        return "; ".join(item.text for item in self.troubles)


@dataclass
class Desk:
    """The unit's spreadsheet, and everybody's hands on it."""

    office: OnlineOffice
    form: Form
    unit: str = UNIT
    file: str = field(default="")

    # --- looking -------------------------------------------------------------------------------------------

    @property
    def book(self) -> Book:
        return self.office.google.state.spreadsheets[self.file].book

    def sheet(self, title: str = "Isi") -> Sheet:
        found = self.book.titled(title)
        assert found is not None
        return found

    def id(self, title: str = "Isi") -> int:
        return self.sheet(title).id

    def cell(self, place: str) -> Cell:
        """The cell named as `Isi!B6`."""
        tab, _, at = place.rpartition("!")
        row, column = _spot(at)
        return self.sheet(tab).cell(row, column)

    def shown(self, place: str) -> Any:
        """What the cell comes to."""
        tab, _, at = place.rpartition("!")
        return self.office.google.state.spreadsheets[self.file].effective(self.sheet(tab), *_spot(at))

    def notes(self) -> dict[str, str]:
        """All notes by place, `Isi!B6`."""
        return {
            f"{sheet.title}!{address(row + 1, column + 1)}": cell.note
            for sheet in self.book.sheets
            for (row, column), cell in sorted(sheet.cells.items())
            if cell.note
        }

    # --- hands ---------------------------------------------------------------------------------------------

    def do(self, *changes: Request, by: str = OWNER) -> None:
        """Somebody does that in the browser; the office unless told."""
        self.office.batch(self.unit, *changes, email=by)

    def try_to(self, *changes: Request, by: str = OWNER) -> bool:
        """The same where it may be refused; whether it was done."""
        try:
            self.do(*changes, by=by)
        except APIError as refusal:
            assert refusal.code == 400, refusal  # noqa: PT017  # any other answer is no refusal of an edit
            return False
        return True

    def enter(self, place: str, *texts: str, by: str = "") -> None:
        """The unit types or pastes texts downwards, as the browser understands them."""
        with self.office.as_user(by or address_of(self.unit)) as client:
            body = {
                "valueInputOption": "USER_ENTERED",
                "data": [{"range": place, "values": [[text] for text in texts]}],
            }
            client.http_client.values_batch_update(self.file, body)

    def drive(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, *, by: str = OWNER, **params: str
    ) -> Any:
        """Somebody does that in Drive, `path` being what follows /files/."""
        with self.office.as_user(by) as client:
            url = f"https://www.googleapis.com/drive/v3/files/{path}"
            answer = client.http_client.request(method, url, json=body, params={"supportsAllDrives": "true", **params})
            return answer.json() if answer.content else None

    # --- the office's sync ---------------------------------------------------------------------------------

    def sync(self, between: Callable[[], object] | None = None) -> Told:
        """Pull, check and tell; what `between` does falls between our reading and our writing.

        Whatever was done: no cell but in Periksa is another than before, and no note but ours.
        """
        before = self.office.requests()
        project = self.office.project(LATER)
        troubles = project.pull(TW3).troubles
        project.validate(TW3)
        calls = self.office.requests() - before
        if between:
            between()
        held, calls_before = self._held(), self.office.requests()
        report: Report = project.feedback(TW3)
        calls += self.office.requests() - calls_before
        if between is None:
            assert self._held() == held
        submission = project.archive.submissions.get(TW3, self.unit)
        assert submission is not None
        return Told(
            {entry.code: entry for entry in (*submission.entries, *submission.budget)},
            project.archive.findings.get(TW3, self.unit) or (),
            submission.noticed,
            tuple(item for item in (*troubles, *report.troubles)),
            calls,
        )

    def settle(self) -> Told:
        """Sync until it is quiet: the answer stands, it was read once more, and then one listing is enough.

        Only where something stands in the way is it looked at each time.
        """
        told, again, quiet = self.sync(), self.sync(), self.sync()
        if told.echoes or again.echoes or quiet.echoes:
            return quiet  # the office moved our own lookup into an input: each answer is new input
        assert quiet.troubles or quiet.calls == 1
        assert (quiet.values, quiet.findings) == (told.values, told.findings)
        if not quiet.troubles:
            self.check_answer(quiet)
        return told

    def check_answer(self, told: Told) -> None:
        """Our notes hang on the cells of the catatan and nowhere else, and Periksa lists the catatan and no more.

        Questions beyond the fifth are for Kasubag Perencanaan, and not in the spreadsheet.
        """
        notes = self.notes()
        findings = [finding for finding in told.findings if not finding.kept_back]
        wanted = {f"{finding.place.tab}!{finding.place.cell}" for finding in findings if finding.place.cell}
        foreign = {place for place, text in notes.items() if not is_ours(text)}
        assert {place for place, text in notes.items() if is_ours(text)} == wanted - foreign
        listed = [row for row in self.listed() if row[0] != self.form.words.findings_none]
        assert [row[0] for row in listed] == [finding.place.row for finding in findings]

    def listed(self) -> list[tuple[str, ...]]:
        """The rows of Periksa that hold text, from where its marks stand."""
        marked = [item for item in self.book.metadata if item.value == "periksa_awal"]
        ours = [item for item in marked if is_our_sheet(item.sheet_id)]
        marks = {item.kind: item for item in ours or marked}
        column = marks["COLUMN"]
        sheet = self.book.sheet(column.sheet_id)
        assert sheet is not None
        first = marks["ROW"].line if "ROW" in marks else FINDING_FIRST - 1
        rows = (
            tuple(str(sheet.cell(row, column.line + at).entered or "") for at in range(7))
            for row in range(first, sheet.row_count)
        )
        return [row for row in rows if any(row)]

    def _held(self) -> dict[tuple[str, int, int, int], Any]:
        """All that people own: cells of all tabs but Periksa, without our notes."""
        state = self.office.google.state
        found: dict[tuple[str, int, int, int], Any] = {}
        for file in state.files.values():
            book = state.spreadsheets[file.id].book if file.id in state.spreadsheets else None
            ours = {item.sheet_id for item in book.metadata if item.value == "periksa_awal"} if book else set()
            for sheet in book.sheets if book else ():
                for at, cell in sheet.cells.items():
                    held = cell._replace(note="") if is_ours(cell.note) else cell
                    if sheet.id not in ours and not held.nothing:
                        found[file.id, sheet.id, *at] = held
        return found


def _spot(place: str) -> tuple[int, int]:
    letters = place.rstrip("0123456789")
    return int(place[len(letters) :]) - 1, ord(letters) - ord("A")


class SharedDriveOffice(OnlineOffice):
    """The same office with a service account, which keeps the sheets in a shared drive that a person manages."""

    def connect(self, office: Office, archive: Archive) -> GoogleStore:
        token = self.google.state.token_for(ACCOUNT, SERVICE_SCOPES, "kantor")
        session = open_session(Credentials(token), ["127.0.0.1"])  # type: ignore[no-untyped-call]  # google-auth leaves it untyped
        client = Client(session, self.google.clock, base=self.google.address, chance=random.Random(1))  # noqa: S311  # spreads pauses
        self.clients.append(client)
        return GoogleStore(client, archive, office, editor=ACCOUNT)

    def use_drive(self) -> None:
        """The office's settings name a folder in a new shared drive."""
        state = self.google.state
        state.add_service_account(ACCOUNT)
        drive = state.add_shared_drive("Kinerja", {OWNER: "organizer", ACCOUNT: "fileOrganizer"})
        parent = state.add_folder("Lembar kinerja", drive_id=drive.id)
        settings = self.folder / "office" / "office.toml"
        words = settings.read_text("utf-8").replace("# folder_google = ", f'folder_google = "{parent.id}" # ')
        settings.write_text(words, "utf-8")


# --- the moment at which every test begins ---------------------------------------------------------------------


class Moment:
    """Files, spreadsheets and shared drives of a local Google, and an archive, to be put back."""

    def __init__(self, state: State, data: Path, kept: Path) -> None:
        self._data, self._kept = data, kept
        self._files = [(file, copy.deepcopy(vars(file))) for file in state.files.values()]
        self._books: list[tuple[Spreadsheet, Book]] = [
            (spreadsheet, spreadsheet.book.fork()) for spreadsheet in state.spreadsheets.values()
        ]
        self._members = [(drive, copy.deepcopy(drive.members)) for drive in state.drives.values()]
        shutil.copytree(data, kept)

    def put_back(self, state: State) -> None:
        """Everything is as it was, but the clock."""
        for file, fields in self._files:
            vars(file).update(copy.deepcopy(fields))
        state.files = {file.id: file for file, _ in self._files}
        for spreadsheet, book in self._books:
            spreadsheet.book = book.fork()
        state.spreadsheets = {spreadsheet.id: spreadsheet for spreadsheet, _ in self._books}
        for drive, members in self._members:
            drive.members = copy.deepcopy(members)
        state.gone.clear()
        state.outbox.clear()
        shutil.rmtree(self._data)
        shutil.copytree(self._kept, self._data)


def prepare(office: OnlineOffice, form: Form) -> None:
    """The unit has filled its spreadsheet; all is pulled and told, and the next sync has nothing to do."""
    assert office.project().create(TW3).troubles == []
    office.fill(form, FIGURES, notes=EVIDENCE)
    rows = {row.code: number for number, row in enumerate(form.budget, FIRST_ROW)}
    office.type(UNIT, {f"Anggaran!B{rows[code]}": value for code, value in SPENT.items()})
    desk = Desk(office, form, file=office.file_of(UNIT))
    told = desk.settle()
    assert told.values == VALUES
    assert told.findings == ()


@dataclass(repr=False)
class Begin:
    """Opens a desk at the moment with which every test begins."""

    office: OnlineOffice
    moment: Moment
    form: Form

    @contextmanager
    def __call__(self) -> Iterator[Desk]:
        """The desk; no call and no answer strays from the contract while it is open."""
        google = self.office.google
        self.moment.put_back(google.state)
        google.clock.sleep(120)  # the quotas' minute is over
        strays = len(google.contract.deviations)
        try:
            yield Desk(self.office, self.form, file=self.office.file_of(UNIT))
            assert google.contract.deviations[strays:] == []
        finally:
            self.office.close()
            self.office.clients.clear()
