"""`make demo-google`: the demo's four quarters in the local Google, through the real gspread.

    python -m tests.demo_google demo-google

The office works with a service account, signs in by the real token exchange, and keeps its workbooks in a shared
drive; each unit types with an account of its own. What is left is an office folder like the one of `make demo`.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from rich.markup import escape

from sheets_sync import kit
from sheets_sync.demo import PERIODS, play_quarter
from sheets_sync.demo_figures import FIRST, NOTE, Cells
from sheets_sync.google_commands import connect
from sheets_sync.grid import BrokenCell, address
from sheets_sync.layout import FIRST_ROW
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.screen import headline, out, show_troubles, show_units
from sheets_sync.stores.google.signin import VARIABLE
from tests.fake_google.clock import MovableClock
from tests.fake_google.server import LocalGoogle
from tests.online import EVERYTHING, address_of, as_user

ACCOUNT = "pengumpul@kantor.iam.gserviceaccount.com"
UNITS = ("REN", "UMUM", "PEM", "PMD", "TRANTIB", "KESOS", "YANUM")


def main(arguments: list[str]) -> int:
    """The four quarters are played; 1 where a call or an answer strays from Google's discovery documents."""
    folder = Path(arguments[0] if arguments else "demo-google")
    shutil.rmtree(folder, ignore_errors=True)
    clock = MovableClock(datetime(2026, 3, 31, 1, tzinfo=UTC))
    with LocalGoogle(clock=clock, strict=True, quotas=True) as google:
        lay_out(folder, google)
        recap = None
        for period in PERIODS:
            started, before = time.perf_counter(), len(google.api_calls())
            quarter = Quarter(folder, google)
            report, recap = play_quarter(quarter.office, quarter.hands, period, seed=2026)
            seconds = f"{time.perf_counter() - started:.1f}".replace(".", ",")
            kinds = Counter(call.api for call in google.api_calls()[before:] if call.user == ACCOUNT)
            out.print(f"{period.label}: {headline(recap)} ({seconds} detik, permintaan {dict(kinds)})")
            for note in report.notes:
                out.print(f"  Ditolak: {escape(note)}")
            show_troubles(report.troubles)
        if recap is not None:
            show_units(recap)
        out.print(f"Situs contoh ada di {folder / 'public' / 'index.html'}. Semua angkanya DATA CONTOH.")
        strays = google.contract.deviations
        out.print(f"{len(google.calls)} permintaan, {len(strays)} penyimpangan dari dokumen Google")
        return 1 if strays else 0


def lay_out(folder: Path, google: LocalGoogle) -> None:
    """The sample office, set to a folder in a shared drive, with an address a unit."""
    kit.lay_out(folder, sample=True)
    os.environ[VARIABLE] = json.dumps(google.state.add_service_account(ACCOUNT))
    drive = google.state.add_shared_drive("Kinerja", {ACCOUNT: "fileOrganizer"})
    parent = google.state.add_folder("Lembar kinerja", drive_id=drive.id)
    settings = folder / "office" / "office.toml"
    words = settings.read_text("utf-8").replace('jenis = "folder"', 'jenis = "google"')
    settings.write_text(words.replace("# folder_google = ", f'folder_google = "{parent.id}" # '), "utf-8")
    lines = ["unit,surel,jenis"]
    for unit in UNITS:
        google.state.add_user(address_of(unit))
        lines.append(f"{unit},{address_of(unit)},orang")
    (folder / "office" / "contacts.csv").write_text("\n".join(lines) + "\n", "utf-8")


class Quarter:
    """The office and its units' hands; what the units type is typed in the order of the days.

    Cells that the sheet closes to the unit are typed by the office's own account: nobody else can.
    """

    def __init__(self, folder: Path, google: LocalGoogle) -> None:
        self._folder, self._google = folder, google
        self._typing: list[tuple[datetime, str, str, Mapping[str, Cells]]] = []

    def office(self, now: datetime) -> Project:
        for saved, unit, file, typed in sorted(self._typing, key=lambda item: item[:2]):
            move(self._google, saved)
            for (account, how), data in updates(unit, typed).items():
                token = self._google.state.token_for(account, EVERYTHING, "peramban")
                with as_user(self._google, token) as client:
                    client.http_client.values_batch_update(file, {"valueInputOption": how, "data": data})
        self._typing.clear()
        move(self._google, now)
        return Project(self._folder, now, online=connect)

    def hands(self, project: Project, period: Period, code: str, typed: Mapping[str, Cells], saved: datetime) -> None:
        held = project.archive.held.get(period, code)
        if held is not None and typed:
            self._typing.append((saved, code, held.file, typed))


def updates(unit: str, typed: Mapping[str, Cells]) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """The cells by who types them, and whether Google makes of the text what it would of a person's typing."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for tab, cells in typed.items():
        for place, value in cells.items():
            closed = unit not in UNITS or place[1] == FIRST or (place[0] == FIRST_ROW - 1 and place[1] <= NOTE)
            how = "USER_ENTERED" if isinstance(value, BrokenCell) else "RAW"
            content = "=1/0" if isinstance(value, BrokenCell) else float(value) if isinstance(value, Decimal) else value
            line = {"range": f"'{tab}'!{address(*place)}", "values": [[content]]}
            found.setdefault((ACCOUNT if closed else address_of(unit), how), []).append(line)
    return found


def move(google: LocalGoogle, moment: datetime) -> None:
    """The local Google's clock shows that moment; it never goes back."""
    clock = google.clock
    assert isinstance(clock, MovableClock)
    clock.advance(moment.timestamp() - clock.now())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
