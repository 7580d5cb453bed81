"""An office that works with Google Sheets, against the local Google: its project, and its units' hands."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import gspread
import requests
from google.oauth2.credentials import Credentials

from sheets_sync.archive import Archive
from sheets_sync.form import Form
from sheets_sync.model import Office
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.stores.google.client import Client, open_session
from sheets_sync.stores.google.store import GoogleStore
from sheets_sync.workbook import FIRST_ROW
from tests.conftest import AFTER_TW3, TW3, lay_out_office
from tests.fake_google.clock import MovableClock
from tests.fake_google.server import LocalGoogle, rebase

OWNER = "kantor@batuiselatan.example"
DRIVE_FILE = "https://www.googleapis.com/auth/drive.file"
EVERYTHING = ("https://www.googleapis.com/auth/drive", "https://www.googleapis.com/auth/spreadsheets")
Typed = str | Decimal


class Rebased(gspread.HTTPClient):
    """Plain gspread, sent to the local Google: how a unit's own program, or any other client, would call."""

    address = ""

    def request(self, method: str, endpoint: str, *arguments: Any, **settings: Any) -> requests.Response:
        return super().request(method, rebase(endpoint, self.address), *arguments, **settings)


def address_of(unit: str) -> str:
    return f"{unit.casefold()}@batuiselatan.example"


@contextmanager
def as_user(google: LocalGoogle, token: str) -> Iterator[gspread.Client]:
    """Plain gspread with that token, sent to the local Google."""
    client = gspread.Client(auth=Credentials(token), http_client=Rebased)  # type: ignore[no-untyped-call]  # google-auth leaves it untyped
    client.http_client.address = google.address  # type: ignore[attr-defined]  # ours, above
    with client.http_client.session:
        yield client


@dataclass
class OnlineOffice:
    """Batui Selatan with its workbooks in the local Google, owned by an ordinary account with scope drive.file."""

    google: LocalGoogle
    folder: Path
    clients: list[Client] = field(default_factory=list)

    @classmethod
    def open(cls, google: LocalGoogle, folder: Path, units: Iterable[str] | None = None) -> OnlineOffice:
        """The office's folder, set to Google; each of the `units` (all, unless told) has one address."""
        lay_out_office(folder)
        settings = folder / "office" / "office.toml"
        settings.write_text(settings.read_text("utf-8").replace('jenis = "folder"', 'jenis = "google"'), "utf-8")
        known = [line.split(",")[0] for line in (folder / "office" / "units.csv").read_text("utf-8").splitlines()]
        codes = [code for code in known if code.isupper()] if units is None else list(units)
        lines = ["unit,surel,jenis", *(f"{code},{address_of(code)},orang" for code in codes)]
        (folder / "office" / "contacts.csv").write_text("\n".join(lines) + "\n", "utf-8")
        for email in (OWNER, *map(address_of, codes)):
            google.state.add_user(email)
        return cls(google, folder)

    def connect(self, office: Office, archive: Archive) -> GoogleStore:
        token = self.google.state.token_for(OWNER, [DRIVE_FILE], "kantor")
        session = open_session(Credentials(token), ["127.0.0.1"])  # type: ignore[no-untyped-call]  # google-auth leaves it untyped
        client = Client(session, self.google.clock, base=self.google.address, chance=random.Random(1))  # noqa: S311  # spreads pauses
        self.clients.append(client)
        return GoogleStore(client, archive, office)

    def project(self, now: datetime = AFTER_TW3) -> Project:
        """A run of its own: a new store that has seen nothing yet."""
        return Project(self.folder, now, online=self.connect)

    def close(self) -> None:
        for client in self.clients:
            client.session.close()

    # --- looking -------------------------------------------------------------------------------------------

    def file_of(self, unit: str, period: Period = TW3) -> str:
        """The id of the unit's spreadsheet."""
        held = Archive(self.folder / "data").held.get(period, unit)
        assert held is not None
        return held.file

    def requests(self) -> int:
        """Calls to Sheets and Drive so far, the token exchange aside."""
        return len(self.google.api_calls())

    # --- a unit's hands ------------------------------------------------------------------------------------

    def as_user(self, email: str) -> AbstractContextManager[gspread.Client]:
        """Plain gspread in the hands of that person."""
        return as_user(self.google, self.google.state.token_for(email, EVERYTHING, "peramban"))

    def batch(self, unit: str, *changes: Mapping[str, Any], email: str = "") -> None:
        """What the unit does to its spreadsheet in the browser, as the requests that the browser's doing amounts to."""
        with self.as_user(email or address_of(unit)) as client:
            client.http_client.batch_update(self.file_of(unit), {"requests": list(changes)})

    def change_file(self, unit: str, **changes: Any) -> None:
        """The office renames the unit's file, puts it into the bin, or takes it out."""
        with self.as_user(OWNER) as client:
            url = f"https://www.googleapis.com/drive/v3/files/{self.file_of(unit)}"
            client.http_client.request("patch", url, json=changes)

    def type(self, unit: str, cells: Mapping[str, Typed], period: Period = TW3) -> None:
        """The unit types into cells, each named as `Isi!B6`; text stays text."""
        values = [
            {"range": place, "values": [[float(typed) if isinstance(typed, Decimal) else typed]]}
            for place, typed in cells.items()
        ]
        body = {"valueInputOption": "RAW", "data": values}
        with self.as_user(address_of(unit)) as client:
            client.http_client.values_batch_update(self.file_of(unit, period), body)

    def fill(
        self,
        form: Form,
        figures: Mapping[str, Typed],
        *,
        notes: Mapping[str, str] | None = None,
        sender: str = "Petugas",
    ) -> None:
        """The unit types figures by indicator's code; a sender also ticks "Saya kirim"."""
        rows = {row.code: number for number, row in enumerate(form.rows, FIRST_ROW)}
        tab = form.words.tab_fill
        cells: dict[str, Typed] = {f"{tab}!B{rows[code]}": value for code, value in figures.items()}
        cells |= {f"{tab}!C{rows[code]}": note for code, note in (notes or {}).items()}
        if sender:
            send = FIRST_ROW + len(form.rows)
            cells |= {f"{tab}!B{send}": form.words.yes, f"{tab}!C{send}": sender}
        self.type(form.unit, cells, Period.parse(form.period))

    def column(self, unit: str, area: str) -> Sequence[Sequence[str]]:
        """What that area of the unit's spreadsheet shows."""
        with self.as_user(OWNER) as client:
            return client.http_client.values_get(self.file_of(unit), area).get("values", [])  # type: ignore[no-any-return]  # gspread's Any


@contextmanager
def local_google(**settings: Any) -> Iterator[LocalGoogle]:
    """A local Google at the office's moment; afterwards no call and no answer may have strayed from the contract."""
    with LocalGoogle(clock=MovableClock(AFTER_TW3), strict=True, **settings) as google:
        yield google
        assert google.contract.deviations == []


@contextmanager
def online_office(folder: Path, units: Iterable[str] | None = None, **settings: Any) -> Iterator[OnlineOffice]:
    """Batui Selatan in a local Google of its own."""
    with local_google(**settings) as google:
        office = OnlineOffice.open(google, folder, units)
        try:
            yield office
        finally:
            office.close()
