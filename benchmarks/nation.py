"""`python -m benchmarks.nation`: every kecamatan of the country, from archived submissions to catatan pemeriksaan.

7,288 kecamatan of twelve units with twenty indicators each, a tenth of the entries faulty, all rules on. What is
checked is made by a second process beforehand, a batch at a time, so that little lies on the disk and no time of
its making is counted. The figures of the year's two earlier quarters are read from the archive as well, and not counted as entries.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from benchmarks.measure import measure

REPOSITORY = Path(__file__).resolve().parent.parent
ALL, TENTH = 7_288, 729  # kecamatan
BATCH = 243  # kecamatan on the disk at a time: about 50 MB


@dataclass
class Passed:
    """What one process has checked."""

    made_seconds: float = 0.0
    seconds: float = 0.0
    largest: int = 0  # bytes on the disk at a time
    read: int = 0
    faulty: int = 0
    last: dict[str, Any] = field(default_factory=dict)  # what the checking process said last

    @property
    def entries(self) -> int:
        return int(self.last["entries"])

    @property
    def microseconds(self) -> float:
        """A single entry's share of the time."""
        return self.seconds / self.entries * 1e6

    @property
    def megabytes(self) -> float:
        return float(self.last["peak"]) / 1000


def main() -> None:
    """Print the country's figures."""
    row("The whole country: what", "measured", "asked")
    tenth, whole = check(TENTH), check(ALL)
    row(
        f"made beforehand, apart: {whole.read / 1e9:.2f} GB, on the disk at a time",
        f"{whole.largest / 1e6:.0f} MB",
        "-",
    )
    row("  time of making", f"{whole.made_seconds:.0f} s", "-")
    row(f"{whole.entries:,} entries to catatan, all rules on, one core", f"{whole.seconds:.1f} s", "-")
    rate = whole.entries / whole.seconds
    row("  entries a second", f"{rate:,.0f}", ">= 60,000, aim 100,000")
    row("  peak memory of the process", f"{whole.megabytes:.0f} MB", "< 100 MB")
    row("  faulty entries among them", f"{whole.faulty:,} = {whole.faulty / whole.entries:.1%}", "10 %")
    row("  rows with a catatan; catatan", f"{whole.last['rows']:,}; {whole.last['findings']:,}", "-")
    row("  rules that spoke", str(len(whole.last["rules"])), "-")
    growth = whole.microseconds / tenth.microseconds - 1
    times = f"{tenth.microseconds:.2f} -> {whole.microseconds:.2f} µs"
    row(f"time an entry, {tenth.entries:,} and {whole.entries:,} entries", f"{times}, {growth:+.1%}", "within 15 %")
    memory = whole.megabytes / tenth.megabytes - 1
    peaks = f"{tenth.megabytes:.1f} -> {whole.megabytes:.1f} MB"
    row("  peak memory of the two", f"{peaks}, {memory:+.1%}", "within 10 %")

    truth = json.loads(measure("benchmarks.nation_truth", cwd=REPOSITORY).printed)
    lost, false = len(truth["missed"]), len(truth["false"])
    row(
        f"mistakes that no catatan names; catatan where nothing is wrong, {truth['kecamatan']} kecamatan",
        f"{lost}; {false}",
        "0; 0",
    )


def check(kecamatan: int) -> Passed:
    """So many kecamatan made, checked and thrown away, a batch at a time; a new process checks them all."""
    passed = Passed()
    with serving("benchmarks.nation_check") as checker, serving("benchmarks.nation_make") as maker:
        for first in range(1, kecamatan + 1, BATCH):
            with tempfile.TemporaryDirectory() as folder:
                last = min(first + BATCH - 1, kecamatan)
                made = asked(maker, f"{first} {last} {folder}")
                passed.made_seconds += made["seconds"]
                passed.faulty += made["faulty"]
                passed.read += made["bytes"]
                passed.largest = max(passed.largest, made["bytes"])
                passed.last = asked(checker, folder)
                passed.seconds += passed.last["seconds"]
    return passed


Served = tuple[IO[str], IO[str]]


@contextmanager
def serving(module: str) -> Iterator[Served]:
    """A process that answers a line of input with a line of JSON; it ends with the block."""
    command = [sys.executable, "-m", module]
    with subprocess.Popen(command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield process.stdin, process.stdout
        process.stdin.close()


def asked(served: Served, line: str) -> dict[str, Any]:
    """The process's answer; RuntimeError where it died, its words are on the terminal."""
    questions, answers = served
    questions.write(f"{line}\n")
    questions.flush()
    answer = answers.readline()
    if not answer:
        raise RuntimeError("the process ended without an answer")
    found: dict[str, Any] = json.loads(answer)
    return found


def row(what: str, measured: str, wanted: str) -> None:
    print(f"{what:<76} {measured:>34}   {wanted}", flush=True)


if __name__ == "__main__":
    main()
