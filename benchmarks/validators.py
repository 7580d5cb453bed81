"""`python -m benchmarks.validators`: ours beside Frictionless and pandera on polars, on the rules that all three can say.

Required, a number, not below zero, not above the row's maximum, one of the predicates, evidence where it is due, code
once a unit, target as sent. The same Python rows for all three; building submissions, tables and frames is timed,
imports and schemas are not. Each figure is a process of its own, the best of several rounds after a warm one. All three
must find the very cells that were made faulty, or nothing is printed but the difference.

Runs in the venv of requirements-bench.txt (`make bench`).
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from benchmarks.nation_office import make_forms
from benchmarks.validator_ours import asked_of, found_cells
from benchmarks.validator_peers import frictionless_cells, pandera_cells
from benchmarks.validator_rows import FoundCell, Row, make_rows

REPOSITORY = Path(__file__).resolve().parent.parent
PLACES = {240: "a kecamatan", 5_520: "a kabupaten", 42_000: "a province", 200_000: "several provinces"}
ROUNDS = {240: 15, 5_520: 7, 42_000: 2, 200_000: 1}
OURS, FRICTIONLESS, PANDERA = "ours", "frictionless", "pandera"

Checker = Callable[[list[Row]], set[FoundCell]]


def main() -> None:
    """Print the table, or with two arguments time one checker on so many rows."""
    if len(sys.argv) == 3:
        print(json.dumps(timed(sys.argv[1], int(sys.argv[2]))))
        return
    peers = f"Frictionless {version('frictionless')}, pandera {version('pandera')} on polars {version('polars')}"
    print(f"Ours, {peers}; seconds, and entries a second")
    for size in PLACES:
        _print_size(size, {name: _in_process(name, size) for name in (OURS, FRICTIONLESS, PANDERA)})


def timed(name: str, size: int) -> float:
    """Seconds of that checker's best round; AssertionError where it does not find exactly what is faulty."""
    forms = make_forms()
    asked = asked_of(forms)
    checkers: dict[str, Checker] = {
        OURS: lambda rows: found_cells(rows, asked),
        FRICTIONLESS: frictionless_cells,
        PANDERA: pandera_cells,
    }
    check = checkers[name]
    check(make_rows(forms, 240)[0])
    rows, faulty = make_rows(forms, size)
    best = float("inf")
    for _ in range(ROUNDS[size]):
        started = time.perf_counter()
        found = check(rows)
        best = min(best, time.perf_counter() - started)
        assert found == faulty, f"{name}: missed {sorted(faulty - found)[:5]}, too many {sorted(found - faulty)[:5]}"
    return best


def _in_process(name: str, size: int) -> float:
    command = [sys.executable, "-m", "benchmarks.validators", name, str(size)]
    done = subprocess.run(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, check=True)
    return float(json.loads(done.stdout))


def _print_size(size: int, seconds: dict[str, float]) -> None:
    ours = seconds[OURS]
    wanted = {FRICTIONLESS: ">= 5", PANDERA: "> 1" if size <= 5_520 else "-"}
    print(f"{size:>7,} entries ({PLACES[size]})", flush=True)
    for name, found in seconds.items():
        times = f"{found / ours:6.2f} times ours   asked: {wanted[name]}" if name in wanted else ""
        print(f"    {name:<13} {found:9.4f} s {size / found:10,.0f}/s   {times}", flush=True)


if __name__ == "__main__":
    main()
