"""kill -9 of the real command, `python -m sheets_sync ...`, while the local Google holds one of its requests.

A service account works in a shared drive here. The command is killed just before the request is carried out, or
just after, when the answer is still on its way and the journal knows nothing of it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from sheets_sync.archive import Archive
from sheets_sync.model import Office
from sheets_sync.pipeline import Project
from sheets_sync.stores.google.client import Client, open_session
from sheets_sync.stores.google.pacing import RealClock
from sheets_sync.stores.google.signin import VARIABLE, hosts, read
from sheets_sync.stores.google.store import GoogleStore
from tests.conftest import TW3
from tests.fake_google.faults import Fault
from tests.fake_google.server import LocalGoogle
from tests.fake_google.wire import Request
from tests.faults.endstate import Difference, EndState, difference, end_state
from tests.faults.scenario import (
    GROUP,
    UNITS,
    Command,
    Play,
    create,
    feedback,
    is_api,
    lay_out_small,
    lock,
    pull,
    validate,
)
from tests.online import OWNER, address_of

ROOT = Path(__file__).parents[2]
ACCOUNT = "pengumpul@kantor.iam.gserviceaccount.com"
PATIENCE = 30.0  # seconds for a whole command

# What each command does in this process, and before it what has to be run again with it.
COMMANDS: dict[str, tuple[Command, ...]] = {
    "create": (create,),
    "pull": (pull,),
    "validate": (validate,),
    "feedback": (pull, validate, feedback),
    "lock": (lock,),
}
NETWORKED = ("create", "pull", "feedback", "lock")


@dataclass(frozen=True, slots=True)
class Kill:
    """The command is killed at its request of that number, before or after it is carried out."""

    command: str
    position: int
    after: bool

    def __str__(self) -> str:
        return f"{self.command}, request {self.position}, killed {'after' if self.after else 'before'} it"


@dataclass
class Staff(Play):
    """The office with a service account in a shared drive, on real time."""

    def project(self, now: datetime | None = None) -> Project:
        return Project(self.folder, now or datetime.now(UTC), online=self.connect)

    def connect(self, office: Office, archive: Archive) -> GoogleStore:
        signin = read(self._signin, "uji")
        self.clients.append(Client(open_session(signin.credentials, hosts(signin)), RealClock(), base=signin.base))
        return GoogleStore(self.clients[-1], archive, office, editor=signin.account)

    @property
    def environment(self) -> Mapping[str, str]:
        """Of the real command: this tree's code, a home of its own, and the key."""
        own = {"PYTHONPATH": str(ROOT), "HOME": str(self.folder.parent), VARIABLE: self._signin}
        return {name: value for name, value in os.environ.items() if not name.startswith("GOOGLE_")} | own

    def start(self, command: str) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-m", "sheets_sync", command, "--office", str(self.folder), "--period", str(TW3)]
        quiet = subprocess.DEVNULL
        return subprocess.Popen(words, cwd=self.folder.parent, env=self.environment, stdout=quiet, stderr=quiet)

    def play_until(self, command: str) -> None:
        """All that comes before the command has been done, the units' typing too."""
        for name, done in COMMANDS.items():
            if name == command:
                return
            self.run(name, *done)
            if name == "create":
                self._type()


@contextmanager
def staff() -> Iterator[Staff]:
    """The office before its first command."""
    with tempfile.TemporaryDirectory() as name, LocalGoogle(strict=True) as google:
        folder = Path(name) / "kantor"
        lay_out_small(folder)
        for email in (OWNER, *map(address_of, UNITS)):
            google.state.add_user(email)
        google.state.add_group(GROUP, ["staf@batuiselatan.example"])
        office = Staff(google, folder)
        office._signin = json.dumps(google.state.add_service_account(ACCOUNT))
        drive = google.state.add_shared_drive("Kinerja", {ACCOUNT: "fileOrganizer"})
        parent = google.state.add_folder("Lembar kinerja", drive_id=drive.id)
        settings = folder / "office" / "office.toml"
        words = settings.read_text("utf-8").replace("# folder_google = ", f'folder_google = "{parent.id}" # ')
        settings.write_text(words, "utf-8")
        try:
            yield office
            assert google.contract.deviations == []
        finally:
            office.close()


def kill(office: Staff, planned: Kill) -> None:
    """The real command has been killed at that request."""
    process = office.start(planned.command)
    try:
        if planned.after:
            _kill_after(office.google, process, planned.position)
        else:
            _kill_before(office.google, process, planned.position)
        process.wait(PATIENCE)
    finally:
        process.kill()
        process.wait()
        office.google.faults.clear()
    if process.returncode != -9:
        raise AssertionError(f"{planned}: the command had ended before, with code {process.returncode}")


def _kill_before(google: LocalGoogle, process: subprocess.Popen[bytes], position: int) -> None:
    """The request is read, the process dies, and nothing is carried out."""
    seen = 0

    def met(request: Request) -> bool:
        nonlocal seen
        seen += is_api(request)
        if seen < position or not is_api(request):
            return False
        process.kill()
        process.wait()
        return True

    google.faults.add(Fault("drop", met))


def _kill_after(google: LocalGoogle, process: subprocess.Popen[bytes], position: int) -> None:
    """The request is carried out, and the process dies before it hears of that."""
    before = len(google.api_calls())
    google.faults.add(Fault("delay", is_api, nth=position, seconds=PATIENCE, real=True))

    def carried_out() -> bool:
        calls = google.api_calls()[before:]
        return len(calls) >= position and calls[position - 1].status != 0

    _wait_for(lambda: carried_out() or process.poll() is not None)
    process.kill()


def _wait_for(done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not done() and time.monotonic() < end:
        time.sleep(0.002)


@cache
def undisturbed(command: str) -> tuple[EndState, int]:
    """How it ends when nobody kills the command, and the requests that the command takes."""
    with staff() as office:
        office.play_until(command)
        before = office.requests()
        office.run(command, *COMMANDS[command])
        return end_state(office.google, office.folder, TW3), office.requests() - before


def kills(command: str) -> list[Kill]:
    """Every request of the command, both sides."""
    _, count = undisturbed(command)
    return [Kill(command, position, after) for position in range(1, count + 1) for after in (False, True)]


def killed_and_run_again(planned: Kill) -> Difference:
    """How far from the undisturbed end it is when the command is killed there, and run again."""
    reference, _ = undisturbed(planned.command)
    with staff() as office:
        office.play_until(planned.command)
        kill(office, planned)
        for step in COMMANDS[planned.command]:
            office.run(planned.command, step)
        return difference(reference, end_state(office.google, office.folder, TW3))
