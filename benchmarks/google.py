"""`python -m benchmarks.google`: what a sync with Google Sheets costs, beside what is asked and what plain gspread needs.

Everything is asked of the local Google in this process, so that requests are counted and minutes of quota are
minutes of a clock that nobody waits for. Wall times are this machine's. Each line names what is asked, or `-`.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.google_quota import under_quotas
from benchmarks.measure import measure
from sheets_sync.office_books import BOOKS
from tests.conftest import TW3
from tests.fake_google.server import LocalGoogle
from tests.large_office import change, open_large_office, project_now, settle, sync, unit_codes
from tests.online import OWNER, OnlineOffice, local_google

REPOSITORY = Path(__file__).resolve().parent.parent
REPLAY = REPOSITORY.parent / "shared" / "tools" / "replay_google.py"
SIZES = ((7, 3, 2), (200, 40, 15), (1_000, 30, 12))  # units, files changed, catatan changed
MANY = 200  # calls by which the local Google is timed


@dataclass
class Table:
    """Prints a line a figure, and gathers what strayed from the discovery documents on the way."""

    checked: int = 0
    deviations: list[str] = field(default_factory=list)

    def row(self, what: str, measured: object, asked: object = "-") -> None:
        print(f"{what:<76} {measured!s:>24}   {asked!s}", flush=True)

    @contextmanager
    def google(self, **settings: Any) -> Iterator[LocalGoogle]:
        """A local Google of which every call and answer is checked."""
        with local_google(**settings) as google:
            yield google
            self.checked += google.contract.checked["request"] + google.contract.checked["answer"]
            self.deviations += map(str, google.contract.deviations)


def main() -> None:
    """Print every figure of Google Sheets."""
    table = Table()
    print()
    table.row("Google Sheets, against the local Google: what", "measured", "asked")
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        _demo(table, room / "demo-google")  # first: a process begins with the memory of the one that starts it
        for size in SIZES:
            _costs(table, room / f"kantor-{size[0]}", *size)
        with table.google(quotas=True) as google:
            under_quotas(google, room / "kuota", table.row)
    table.row(
        f"deviations from the discovery documents, {table.checked:,} requests and answers", len(table.deviations), "0"
    )
    _replay(table)


def _costs(table: Table, folder: Path, units: int, changed: int, told: int) -> None:
    """What is asked of Google to create, to sync with changes, and to sync with none."""
    with table.google() as google:
        office = open_large_office(google, folder, units)
        codes = unit_codes(units)
        seconds = _timed(lambda: _create(office))
        most = f"<= {3 * units + 2 + 2 * len(BOOKS)}"  # the office's own workbooks have no address here
        table.row(f"{units:,} units created, shared with an address each: requests", office.requests(), most)
        table.row(
            "  the same, wall time of both sides", f"{seconds:.1f} s, {office.requests() / seconds:.0f} requests/s"
        )
        settle(office, codes[:changed])
        table.row(f"sync of {units:,}, nothing changed: requests", sync(office), 1)
        table.row("  the same, wall time", f"{_timed(lambda: sync(office)):.2f} s")
        change(office, codes[:changed], told)
        asked = 1 + changed + told
        table.row(f"sync of {units:,}, {changed} changed, catatan of {told} changed: requests", sync(office), asked)
        table.row("  the next sync", sync(office), 1 + told)
        table.row("  the one after it", sync(office), 1)
        if units == SIZES[-1][0]:
            _speed(table, office)
        office.close()


def _create(office: OnlineOffice) -> None:
    report = project_now(office).create(TW3)
    assert report.troubles == []


def _speed(table: Table, office: OnlineOffice) -> None:
    """How fast the local Google answers one client that asks again and again."""
    file = office.file_of("U0001")
    with office.as_user(OWNER) as client:
        values = _timed(lambda: [client.http_client.values_get(file, "Isi!A1:J20") for _ in range(MANY)])
        whole = _timed(lambda: [client.http_client.fetch_sheet_metadata(file) for _ in range(MANY)])
    table.row("local Google, one client: values.get", f"{MANY / values:.0f} requests/s")
    table.row("local Google, one client: spreadsheets.get", f"{MANY / whole:.0f} requests/s")


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _demo(table: Table, folder: Path) -> None:
    """The demo's four quarters as a process of their own."""
    found = measure("tests.demo_google", str(folder), cwd=REPOSITORY)
    last = found.printed.strip().splitlines()[-1]
    table.row("demo-google: four quarters, each to the built site", f"{found.seconds:.1f} s, {found.megabytes:.0f} MB")
    table.row(f"  {last}", "")


def _replay(table: Table) -> None:
    """The recorded answers of the real service against the local Google's, where the recordings are at hand."""
    what = "recorded answers of the real service that the local Google gives too"
    if not REPLAY.is_file():
        table.row(what, "skipped", f">= 0.95; {REPLAY.name} is not in ../shared/tools")
        return
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.fake_google", "--port", "0"], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        done = subprocess.run(
            [sys.executable, str(REPLAY), address, "--show", "0"], capture_output=True, text=True, check=True
        )
    finally:
        server.terminate()
        server.communicate()
    ratio = re.search(r"identical (\d+ of \d+) = ([\d.]+)", done.stdout)
    table.row(what, f"{ratio[1]} = {ratio[2]}" if ratio else done.stdout.strip()[-60:], ">= 0.95")


if __name__ == "__main__":
    main()
