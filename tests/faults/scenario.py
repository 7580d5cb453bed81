"""A small office plays a quarter over the local Google, while faults are put at chosen requests.

The play is create, typing, a sync, mending, a sync as `run` does it, create again, lock. A command that a fault breaks
is run again (feedback with the pull before it), by a new project, as a new process would. Requests are counted in each command anew, so that a fault meets the same
request however often others were repeated before. The clock is moved instead of waited for.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import requests

from sheets_sync.archive import Archive
from sheets_sync.errors import SheetsSyncError
from sheets_sync.model import Office
from sheets_sync.pipeline import Project
from sheets_sync.report import Report
from sheets_sync.stores.google.client import TIMEOUTS, Client, open_session
from sheets_sync.stores.google.signin import hosts, read
from sheets_sync.stores.google.store import GoogleStore
from tests.conftest import AFTER_TW3, TW3, lay_out_office
from tests.fake_google.faults import Fault
from tests.fake_google.wire import Request
from tests.faults.endstate import EndState, end_state
from tests.online import DRIVE_FILE, OWNER, OnlineOffice, Typed, address_of, local_google

UNITS = ("REN", "PEM")
INDICATORS = ("REN-03", "REN-06", "PEM-01", "PEM-05", "PEM-07")
GROUP = "seksi-pemerintahan@batuiselatan.example"
ADDRESSES = (address_of("REN"), address_of("PEM"), GROUP)
FIGURES: dict[str, dict[str, Typed]] = {
    "REN": {"REN-03": Decimal(2), "REN-06": Decimal(0)},
    "PEM": {"PEM-01": "88 kali", "PEM-05": Decimal(75), "PEM-07": Decimal(36)},
}
NOTES = {"PEM": {"PEM-01": "kertas: rekap, map 3"}}
HASTY = (5.0, 1.0)  # time-outs of the one call that is answered too late; a busy machine takes a while to see it at all

Command = Callable[[Project], Report]


class Killed(BaseException):
    """The process ends here, as far as it can be ended without ending the test."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A fault at the command's request of that number; with `outage` nothing gets through after it until the command ends."""

    command: str
    number: int
    kind: str
    outage: bool = False

    def __str__(self) -> str:
        return f"{self.kind}{' and outage' if self.outage else ''} @ {self.command}, request {self.number}"


@dataclass
class Sent:
    """A request of the office: the command that sent it, and what it was for."""

    command: str
    number: int
    purpose: str


@dataclass
class Outcome:
    """How a play ended."""

    end: EndState
    sent: list[Sent]
    again: int  # how often a command had to be run again
    refused: str = ""  # a command that failed although no fault was left
    deviations: int = 0
    unmet: int = 0  # faults that no request met


class Mortal(Client):
    """The product's client, which counts what it sends, and which dies where the play says so."""

    play: Play

    def _once(self, method: str, url: str, settings: Mapping[str, Any]) -> requests.Response:
        due = self.play.next_request(method, url)
        if "kill" in due:
            self.play.killed()
        self.timeout = HASTY if "delay" in due else TIMEOUTS
        response = super()._once(method, url, settings)
        if "kill-after" in due:
            self.play.killed()
        return response


@dataclass
class Play(OnlineOffice):
    """The office at work; `planned` are the faults of this play."""

    planned: Sequence[Planned] = ()
    sent: list[Sent] = field(default_factory=list)
    again: int = 0
    _armed: list[Fault] = field(default_factory=list)
    _began: dict[Planned, int] = field(default_factory=dict)  # the run of a command in which a fault was met
    _kills: int = 0
    _command: str = ""
    _run: int = 0  # of a command, the first or another
    _number: int = 0  # requests of the command so far, those of its earlier runs among them
    _signin: str = ""

    # --- the office's program ------------------------------------------------------------------------------

    def project(self, now: datetime = AFTER_TW3) -> Project:
        """A run of its own, that knows nothing but what lies in data/."""
        project = copy(_loaded())
        project.now = now.astimezone(project.office.timezone)
        project.root, project.archive, project._online = self.folder, Archive(self.folder / "data"), self.connect
        return project

    def connect(self, office: Office, archive: Archive) -> GoogleStore:
        """Signed in as after `google login`, with the real token exchange."""
        signin = read(self._signin, "uji")
        session = open_session(signin.credentials, hosts(signin))
        client = Mortal(session, self.google.clock, base=signin.base, chance=random.Random(1))  # noqa: S311  # spreads pauses
        client.play = self
        self.clients.append(client)
        return GoogleStore(client, archive, office, editor=signin.account)

    def next_request(self, method: str, url: str) -> frozenset[str]:
        """The request is counted; the kinds of fault that are planned for it."""
        self._number += 1
        self.sent.append(Sent(self._command, self._number, purpose_of(method, url)))
        now = (self._command, self._number)
        return frozenset(fault.kind for fault in self.planned if (fault.command, fault.number) == now)

    def killed(self) -> NoReturn:
        self._kills += 1
        raise Killed

    @property
    def unmet(self) -> int:
        """Faults that were planned and never happened."""
        return len(self.planned) - self._kills - sum(bool(fault.hits) for fault in self._armed)

    def arm(self) -> None:
        """The local Google knows the faults; those that kill are the client's."""
        for fault in self.planned:
            if fault.kind.startswith("kill"):
                continue
            real = fault.kind == "delay"
            due = Fault(fault.kind, self._at(fault), seconds=60.0 * real, real=real, retry_after=7)
            self._armed.append(self.google.faults.add(due))
            if fault.outage:
                self.google.faults.add(Fault("drop", self._after(fault), times=1_000_000))

    def _at(self, fault: Planned) -> Callable[[Request], bool]:
        def met(request: Request) -> bool:
            found = is_api(request) and (self._command, self._number) == (fault.command, fault.number)
            if found:
                self._began[fault] = self._run
            return found

        return met

    def _after(self, fault: Planned) -> Callable[[Request], bool]:
        """Whether the request falls into the outage, which ends with the run of the command in which it began."""
        return lambda request: (
            is_api(request)
            and self._began.get(fault) == self._run
            and self._number > fault.number
            and bool(self._command)
        )

    def run(self, name: str, *commands: Command) -> None:
        """The last of the commands went through, at the latest when all were run again after each of its faults."""
        self._number = 0
        steps = commands[-1:]
        for _ in range(len(self.planned) + 1):
            self._command, self._run = name, self._run + 1
            troubles = next(filter(None, map(self._broke, steps)), "")
            self._command = ""
            if not troubles:
                return
            self.again += 1
            steps = commands
        raise AssertionError(f"{name}: {troubles}")

    def _broke(self, command: Command) -> str:
        """What stood in the way, empty where nothing did."""
        try:
            report = command(self.project())
        except Killed:
            return "killed"
        except SheetsSyncError as failure:
            return str(failure)
        return "; ".join(trouble.text for trouble in report.troubles)

    # --- the play ------------------------------------------------------------------------------------------

    def perform(self) -> None:
        self.run("create", create)
        self._type()
        self.run("pull", pull)
        self.run("validate", validate)
        self.run("feedback", pull, validate, feedback)  # what changed since it was read waits for the next pull
        self._mend()
        self.run("pull and tell", pull_and_tell)
        self.run("validate again", validate)
        self.run("feedback again", pull, validate, feedback)
        self.run("create again", create)
        self.run("lock", lock)

    def _type(self) -> None:
        """The units fill their spreadsheets; PEM makes a mistake, and its head hangs a note of his own on a cell."""
        forms = Archive(self.folder / "data").forms.all(TW3)
        for unit in UNITS:
            self.fill(forms[unit], FIGURES[unit], notes=NOTES.get(unit))
        with self.as_user(address_of("PEM")) as client:
            client.open_by_key(self.file_of("PEM")).worksheet("Isi").update_note("B7", "minta data ke desa")

    def _mend(self) -> None:
        """PEM mends its figure, and REN spoils one."""
        self.type("PEM", {"Isi!B6": Decimal("88.56")})
        self.type("REN", {"Isi!B6": "2 atau 3"})


def create(project: Project) -> Report:
    return project.create(TW3)


def pull(project: Project) -> Report:
    return project.pull(TW3)


def pull_and_tell(project: Project) -> Report:
    """As `sheets-sync run` pulls."""
    return project.pull(TW3, tell=True)


def validate(project: Project) -> Report:
    return project.validate(TW3)


def feedback(project: Project) -> Report:
    return project.feedback(TW3)


def lock(project: Project) -> Report:
    return project.lock(TW3, locked=True)


def purpose_of(method: str, url: str) -> str:
    """What the request is for, in a word or two."""
    if url.endswith("/drive/v3/files"):
        return "make" if method.upper() == "POST" else "list"
    if url.endswith("/permissions"):
        return "share" if method.upper() == "POST" else "look"
    return "write" if url.endswith(":batchUpdate") else "read"


def is_api(request: Request) -> bool:
    """A call to Sheets or Drive, not one for a token."""
    return request.path.startswith(("/v4/", "/drive/"))


def lay_out_small(folder: Path) -> None:
    """Batui Selatan with two units and a few indicators, set to Google; PEM also has a group's address."""
    lay_out_office(folder)
    office = folder / "office"
    _keep(office / "units.csv", UNITS)
    _keep(office / "indicators.csv", INDICATORS)
    _keep(office / "targets.csv", INDICATORS)
    _keep(office / "comparisons.csv", INDICATORS)
    heads = [line.split(",")[3] for line in (office / "units.csv").read_text("utf-8").splitlines()]
    _keep(office / "officials.csv", heads, column=1, unless="kepala_unit")
    settings = office / "office.toml"
    settings.write_text(settings.read_text("utf-8").replace('jenis = "folder"', 'jenis = "google"'), "utf-8")
    lines = ["unit,surel,jenis", *(f"{unit},{address_of(unit)},orang" for unit in UNITS), f"PEM,{GROUP},grup"]
    (office / "contacts.csv").write_text("\n".join(lines) + "\n", "utf-8")


def _keep(path: Path, codes: Sequence[str], column: int = 0, unless: str = "") -> None:
    """Of the table's rows (with `unless`, of those that begin with it) only those with one of the codes are left."""
    head, *rows = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    kept = [row for row in rows if row.split(",")[column] in codes or not row.startswith(unless)]
    path.write_text("\n".join([head, *kept]) + "\n", "utf-8")


@cache
def _loaded() -> Project:
    """The small office's project, its settings read once: they never change."""
    with tempfile.TemporaryDirectory() as name:
        lay_out_small(Path(name))
        return Project(Path(name), AFTER_TW3)


@contextmanager
def stage(folder: Path, planned: Sequence[Planned] = ()) -> Iterator[Play]:
    """The office before its first command, with a Google of its own."""
    with local_google() as google:
        for email in (OWNER, *map(address_of, UNITS)):
            google.state.add_user(email)
        google.state.add_group(GROUP, ["staf@batuiselatan.example"])
        app = google.state.add_oauth_client()
        play = Play(google, folder, planned=planned)
        play._signin = json.dumps(google.state.tokens.authorized_user(OWNER, [DRIVE_FILE], app))
        play.arm()
        try:
            yield play
        finally:
            play.close()


def perform(planned: Sequence[Planned] = ()) -> Outcome:
    """The whole play with those faults, in a folder of its own that is gone afterwards."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "kantor"
        with stage(folder, planned) as play:
            refused = ""
            try:
                play.perform()
            except AssertionError as failure:
                refused = str(failure)
            end = end_state(play.google, folder, TW3)
            return Outcome(end, play.sent, play.again, refused, len(play.google.contract.deviations), play.unmet)
