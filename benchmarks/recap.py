"""`python -m benchmarks.recap`: capaian of the whole country merged from unit to country, and the recap of one kecamatan.

Each figure is a process of its own. The country's figures are those of the year so far, as the data packages hold
them; what the quarters of a year add up to is part of the one kecamatan.
"""

from __future__ import annotations

import json
import statistics
from pathlib import Path
from typing import Any

from benchmarks.measure import measure
from benchmarks.nation import ALL, TENTH, row

REPOSITORY = Path(__file__).resolve().parent.parent


def main() -> None:
    """Print what the recap costs."""
    row("Recap: what", "measured", "asked")
    before, whole, after = country(TENTH), country(ALL), country(TENTH)  # other work on the machine weighs on all
    tenths = (before, after, country(TENTH))
    entries, assessed = whole["entries"], whole["assessed"]
    row(f"{entries:,} entries made beforehand, apart", f"{whole['made_seconds']:.1f} s", "-")
    row("  recapped and merged: unit, kecamatan, kabupaten, provinsi, country", f"{whole['seconds']:.2f} s", "< 6 s")
    row("  peak memory of the process, the making included", f"{whole['peak'] / 1000:.0f} MB", "< 50 MB")
    row("  assessed among them; their mean", f"{assessed:,}; {whole['mean']}", "-")
    one, ten = statistics.median(map(microseconds, tenths)), microseconds(whole)
    growth = f"{one:.2f} -> {ten:.2f} µs, {ten / one - 1:+.1%}"
    row(f"time an entry, {tenths[0]['entries']:,} and {entries:,} entries", growth, "within 15 %")
    single = _run("benchmarks.recap_one")
    row("one kecamatan, third quarter: 12 units, 240 indicators", f"{single['milliseconds']:.1f} ms", "< 20 ms")


def microseconds(found: dict[str, Any]) -> float:
    """A single entry's share of the time."""
    return float(found["seconds"] / found["entries"] * 1e6)


def country(kecamatan: int) -> dict[str, Any]:
    """What recapping so many kecamatan took."""
    return _run("benchmarks.recap_nation", str(kecamatan))


def _run(module: str, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(measure(module, *arguments, cwd=REPOSITORY).printed)
    return found


if __name__ == "__main__":
    main()
