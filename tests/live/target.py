"""The Google that the live tests ask, real or local, through the product's own client.

Whatever is made carries a mark of this run and lies in one folder of this run, which is removed at the end. Nothing
else is opened, listed or changed: the queries name the mark, or files whose ids were just given to us.
"""

from __future__ import annotations

import json
import os
import random
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sheets_sync.archive import Archive
from sheets_sync.google_commands import config_folder
from sheets_sync.model import Office
from sheets_sync.stores.google import signin
from sheets_sync.stores.google.client import DRIVE, SHEETS, Client, Kind, open_session
from sheets_sync.stores.google.denials import Refused
from sheets_sync.stores.google.pacing import Clock, RealClock
from sheets_sync.stores.google.signin import SignIn
from sheets_sync.stores.google.store import GoogleStore
from tests.conftest import AFTER_TW3
from tests.fake_google.clock import MovableClock
from tests.fake_google.drive_model import DRIVE_FILE, FOLDER, SPREADSHEET
from tests.fake_google.server import LocalGoogle

SWITCH = "SHEETS_SYNC_LIVE"  # "1" for the real Google, "local" for the local one
PARENT = "SHEETS_SYNC_LIVE_FOLDER"  # the id of a folder in a shared drive, where a service account signs in
SECOND = "SHEETS_SYNC_LIVE_SECOND"  # JSON: a second account that types as a unit would, best a service account's key
WHY_SKIPPED = (
    f"off: set {SWITCH}=1 and sign in (`sheets-sync google login`, or {signin.VARIABLE}), or {SWITCH}=local; see"
    " tests/live/test_live.py"
)
OFF = SWITCH not in os.environ
MOST_REQUESTS = 150
MARK = "sheets_sync_live"
EVERYWHERE = {"supportsAllDrives": "true"}
LISTING = EVERYWHERE | {"includeItemsFromAllDrives": "true", "corpora": "allDrives"}
FILES = f"{DRIVE}/drive/v3/files"


@dataclass
class Hands:
    """One account and its client."""

    sign_in: SignIn
    client: Client
    address: str

    def call(self, method: str, url: str, body: Any = None, **params: str) -> Any:
        """Google's answer; Refused where it says no."""
        kind = Kind.NEVER if method == "POST" and body is not None and ":" not in url.rpartition("/")[2] else Kind.SAFE
        return self.client.call(method, url, kind=kind, params=params, body=body)

    def sheets(self, method: str, path: str, body: Any = None, **params: str) -> Any:
        return self.call(method, f"{SHEETS}/v4/spreadsheets/{path}", body, **params)

    def drive(self, method: str, path: str, body: Any = None, **params: str) -> Any:
        return self.call(method, f"{FILES}{path}", body, **EVERYWHERE | params)

    def list(self, query: str, fields: str) -> list[Any]:
        """All files of the first page; the queries here find few."""
        fields = f"nextPageToken,files({fields})"
        return list(self.call("GET", FILES, q=query, fields=fields, pageSize="100", **LISTING).get("files", []))

    def change(self, file: str, *requests: Mapping[str, Any], fields: str = "replies") -> Any:
        """The answer to one batchUpdate."""
        return self.sheets("POST", f"{file}:batchUpdate", {"requests": list(requests)}, fields=fields)


@dataclass
class Target:
    """Where the tests run: the main account, perhaps a second one, and the folder that holds all they make."""

    main: Hands
    second: Hands | None
    clock: Clock
    local: bool
    run: str = field(default_factory=lambda: secrets.token_hex(4))
    root: str = ""
    clients: list[Client] = field(default_factory=list)

    @property
    def region(self) -> str:
        """A code that no kecamatan has, so that no real office's files are ever listed."""
        return f"99.{int(self.run[:2], 16) % 100:02}.{int(self.run[2:4], 16) % 100:02}"

    @property
    def requests(self) -> int:
        """Calls to Sheets and Drive so far."""
        return sum(client.log.total for client in self.clients)

    def make(self, name: str, mime: str = SPREADSHEET, **more: Any) -> str:
        """The id of a new file in the run's folder, with its mark."""
        body = {"name": name, "mimeType": mime, "parents": [self.root], "appProperties": {MARK: self.run}} | more
        return str(self.main.drive("POST", "", body, fields="id")["id"])

    def marked(self, fields: str = "id") -> list[Any]:
        """The files of this run as Drive lists them, those of the product's own making aside."""
        return self.main.list(f"appProperties has {{ key='{MARK}' and value='{self.run}' }}", fields)

    def connect(self, office: Office, archive: Archive) -> GoogleStore:
        """The product's store over the main account."""
        return GoogleStore(self.main.client, archive, office, editor=self.main.sign_in.account)

    def open(self) -> None:
        """The run's folder is there."""
        parents = [parent] if (parent := "" if self.local else os.environ.get(PARENT, "")) else []
        body = {"name": f"sheets-sync live test {self.run}", "mimeType": FOLDER, "appProperties": {MARK: self.run}}
        body |= {"parents": parents} if parents else {}
        self.root = str(self.main.drive("POST", "", body, fields="id")["id"])

    def close(self) -> None:
        """Nothing that was made is left; where the account may not delete, it is in the bin."""
        for file in (self.root, *(item["id"] for item in self.marked() if item["id"] != self.root)):
            try:
                self.main.drive("DELETE", f"/{file}")
            except Refused as refusal:
                if refusal.status == 403:  # in a shared drive only its managers delete
                    self.main.drive("PATCH", f"/{file}", {"trashed": True}, fields="id")
                elif refusal.status != 404:
                    raise


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of a spreadsheet, for the cells of one test; its title is `t` and its id."""

    target: Target
    file: str
    id: int

    def range(self, area: str) -> str:
        return f"'t{self.id}'!{area}"

    def box(self, rows: int, columns: int = 1, row: int = 0, column: int = 0) -> dict[str, int]:
        """So many rows and columns from a place counted from zero, as a GridRange."""
        return {
            "sheetId": self.id, "startRowIndex": row, "endRowIndex": row + rows,
            "startColumnIndex": column, "endColumnIndex": column + columns,
        }  # fmt: skip

    def change(self, *requests: Mapping[str, Any]) -> Any:
        return self.target.main.change(self.file, *requests)

    def put(self, cells: Sequence[Mapping[str, Any]], fields: str, column: int = 0) -> None:
        """The cells stand one below the other from the top of the column."""
        start = {"sheetId": self.id, "rowIndex": 0, "columnIndex": column}
        self.change({"updateCells": {"start": start, "rows": [{"values": [cell]} for cell in cells], "fields": fields}})

    def type(self, texts: Sequence[object], option: str = "USER_ENTERED", column: str = "A") -> None:
        """The texts are entered one below the other."""
        area = self.range(f"{column}1:{column}{len(texts)}")
        body = {"range": area, "values": [[text] for text in texts]}
        self.target.main.sheets("PUT", f"{self.file}/values/{area}", body, valueInputOption=option)

    def cells(self, area: str, fields: str) -> list[list[dict[str, Any]]]:
        """The cells of an area as `spreadsheets.get` gives them."""
        mask = f"sheets(data(rowData(values({fields}))))"
        (sheet,) = self.target.main.sheets("GET", self.file, ranges=self.range(area), fields=mask)["sheets"]
        return [row.get("values", []) for row in sheet["data"][0].get("rowData", [])]


def refused(work: Callable[..., object], *given: object, **named: object) -> str:
    """Google's status and sentence where it says no to that call; "" where it does not."""
    try:
        work(*given, **named)
    except Refused as refusal:
        return f"{refusal.status} {refusal.reason}: {refusal.message}"
    return ""


@contextmanager
def real_google() -> Iterator[Target]:
    """The real service, with the account that the product would use."""
    clock = RealClock()
    main = _hands(signin.load(os.environ, config_folder()), clock)
    text = os.environ.get(SECOND, "").strip()
    second = _hands(signin.read(text, f"variabel {SECOND}"), clock) if text else None
    if second and not second.address:
        raise ValueError(f"{SECOND} does not say whose it is; a service account's key does.")
    with _target(Target(main, second, clock, local=False)) as target:
        yield target


@contextmanager
def local_google() -> Iterator[Target]:
    """The local Google with an ordinary account and a service account; afterwards it holds nothing of ours."""
    clock = MovableClock(AFTER_TW3)
    with LocalGoogle(clock=clock, strict=True, quotas=True) as google:
        state = google.state
        state.add_user("kantor@example.com")
        app = state.add_oauth_client()
        info = state.tokens.authorized_user("kantor@example.com", [DRIVE_FILE], app)
        key = state.add_service_account("unit@example.iam.gserviceaccount.com")
        main = _hands(signin.read(json.dumps(info), "uji"), clock)
        second = _hands(signin.read(json.dumps(key), "uji"), clock)
        with _target(Target(main, second, clock, local=True)) as target:
            yield target
        assert google.contract.deviations == []
        assert [file.name for file in state.files.values() if not state.is_root(file)] == []


def _hands(sign_in: SignIn, clock: Clock) -> Hands:
    session = open_session(sign_in.credentials, signin.hosts(sign_in))
    client = Client(session, clock, base=sign_in.base, chance=random.Random(1))  # noqa: S311  # spreads pauses
    return Hands(sign_in, client, sign_in.account)


@contextmanager
def _target(target: Target) -> Iterator[Target]:
    target.clients = [hands.client for hands in (target.main, target.second) if hands]
    try:
        target.open()
        yield target
    finally:
        if target.root:
            target.close()
        for client in target.clients:
            client.session.close()
    assert target.requests < MOST_REQUESTS


def office_of_one_unit(folder: Path, region: str, parent: str) -> None:
    """The sample office at `folder` has only its Seksi Pemerintahan, works with Google, and has a code of its own."""
    office = folder / "office"
    for name, keep in KEPT.items():
        lines = (office / name).read_text("utf-8").splitlines()
        (office / name).write_text("\n".join(line for line in lines if keep(line)) + "\n", "utf-8")
    path = office / "office.toml"
    words = path.read_text("utf-8").replace('jenis = "folder"', 'jenis = "google"').replace("72.01.15", region)
    words = words.replace('pengisi = "REN"', 'pengisi = "PEM"').replace("undangan = true", "undangan = false")
    path.write_text(words.replace("# folder_google = ", f'folder_google = "{parent}" # '), "utf-8")


UNIT = "PEM"
KEPT: dict[str, Callable[[str], bool]] = {
    "units.csv": lambda line: line.startswith(("#", "kode,", f"{UNIT},")),
    "indicators.csv": lambda line: line.startswith(("#", "kode,", f"{UNIT}-")),
    "targets.csv": lambda line: line.startswith(("#", "indikator,", f"{UNIT}-")),
    "comparisons.csv": lambda line: line.startswith(("#", "indikator,", f"{UNIT}-")),
    "officials.csv": lambda line: not line.startswith("kepala_unit,") or "Seksi Pemerintahan," in line,
}
