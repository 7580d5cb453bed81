"""`make bench`: the figures of the cycle, measured now on this machine, beside what is asked of them."""

from __future__ import annotations

import os
import platform
import shutil
import tempfile
from pathlib import Path

from benchmarks.heavy import formatted_down
from benchmarks.measure import Measured, measure

PERIOD = "2026-TW3"
FULL = "2026-TW1"  # of the demo: every unit has sent


def row(what: str, found: Measured, asked: str) -> None:
    print(f"{what:<64} {found.seconds:6.2f} s  {found.megabytes:6.0f} MB   asked: {asked}")


def main() -> None:
    """Print every figure; each is one whole process, started anew."""
    print(f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {os.cpu_count()} cores\n")
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        row(
            "demo: four quarters, each from create to the built site",
            measure("sheets_sync", "demo", "demo", cwd=room),
            "12 s, 200 MB",
        )
        office = room / "kantor"
        shutil.copytree(
            room / "demo", office, ignore=shutil.ignore_patterns("data", "lembar", "laporan", "public", "hasil")
        )
        row(
            "one quarter: create to the built site, first run",
            measure("sheets_sync", "run", "--period", PERIOD, cwd=office),
            "4 s",
        )
        row("the same again, nothing changed", measure("sheets_sync", "run", "--period", PERIOD, cwd=office), "-")
        row("pull alone, seven workbooks", measure("sheets_sync", "pull", "--period", PERIOD, cwd=office), "-")
        shutil.rmtree(room / "demo" / "laporan" / FULL)
        documents = measure("sheets_sync", "report", "--period", FULL, cwd=room / "demo")
        row("all documents of a quarter in which seven units sent", documents, "3 s")
        row("recap --check of the whole year", measure("sheets_sync", "recap", "--check", cwd=room / "demo"), "-")
        source = next((office / "lembar" / PERIOD).glob("PEM *.xlsx"))
        heavy = room / "berat.xlsx"
        formatted_down(source, heavy)
        print(f"  (the next file: {heavy.stat().st_size / 1e6:.1f} MB, formatted down to row 1,048,576)")
        row(
            "read a workbook formatted down to the last row, whole process",
            measure("benchmarks.heavy", str(office), str(heavy), cwd=Path.cwd()),
            "2 s, 100 MB",
        )
        pages = len(list((room / "demo" / "public").rglob("*.html")))
        size = sum(path.stat().st_size for path in (room / "demo" / "public").rglob("*") if path.is_file())
        print(f"\nthe demo's site: {pages} pages, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
