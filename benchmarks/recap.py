"""`python -m benchmarks.recap`: the country recapped and merged, unit to country, on one core; and one kecamatan.

7,288 kecamatan of twelve units with twenty indicators each. Entries are made a kecamatan at a time and thrown away,
and the time of their making is counted apart. Each is judged by its formula, tallied a unit, and merged to its
kecamatan, kabupaten, provinsi and the country. The one kecamatan is recapped in full (see recap_one). Seconds are the
processor's: one core does it all and waits for nothing, so they are the wall's where nobody else is at work.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce
from itertools import islice
from pathlib import Path

from benchmarks.measure import measure
from sheets_sync.achievement import percent_of
from sheets_sync.assessing import Assessing, Band, Method
from sheets_sync.tallies import Money, Summary, merged, summarised
from sheets_sync.targets import Target

REPOSITORY = Path(__file__).resolve().parent.parent
ALL, TENTH = 7_288, 729  # kecamatan
UNITS, INDICATORS, PROGRAMMES = 12, 20, 6  # of a kecamatan
TOGETHER = 14  # kecamatan in a kabupaten, and kabupaten in a provinsi: about what the country has
SCALE = (("Sangat Tinggi", 91), ("Tinggi", 76), ("Sedang", 66), ("Rendah", 51), ("Sangat Rendah", 0))
ASSESSING = Assessing(tuple(Band(name, Decimal(floor)) for name, floor in SCALE), average_cap=Decimal(120))
METHODS = tuple(Method)
Entry = tuple[Method, Target, Decimal]
Level = tuple[Summary, Money]


def main() -> None:
    """Print the figures of the recap."""
    print()
    row("The recap: what", "measured", "asked")
    tenth, whole = country_apart(TENTH), country_apart(ALL)
    row(f"{whole['entries']:,} entries recapped and merged, unit to country", f"{whole['seconds']:.2f} s", "< 6 s")
    row("  their making, apart", f"{whole['made']:.1f} s", "-")
    row("  peak memory of the process", f"{whole['megabytes']:.0f} MB", "< 50 MB")
    before, after = (found["seconds"] / found["entries"] * 1e6 for found in (tenth, whole))
    growth = f"{before:.2f} -> {after:.2f} µs, {after / before - 1:+.1%}"
    row(f"time an entry, {tenth['entries']:,} and {whole['entries']:,} entries", growth, "within 15 %")
    one = json.loads(measure("benchmarks.recap_one", cwd=REPOSITORY).printed)
    row(
        "one kecamatan in full: 12 units, 240 indicators, three quarters so far",
        f"{one['milliseconds']:.1f} ms",
        "< 20 ms",
    )


# --- the country ---------------------------------------------------------------------------------------------


@dataclass
class Clock:
    """Seconds of making and of recapping, apart."""

    made: float = 0.0
    recapped: float = 0.0
    started: float = field(default_factory=time.process_time)

    def lap(self) -> float:
        """Seconds since the last lap."""
        now = time.process_time()
        passed, self.started = now - self.started, now
        return passed


def country_apart(kecamatan: int) -> dict[str, float]:
    """A process of its own recaps so many kecamatan; what it says, and its peak memory."""
    found = measure("benchmarks.recap", "country", str(kecamatan), cwd=REPOSITORY)
    return {**json.loads(found.printed), "megabytes": found.megabytes}


def country(kecamatan: int) -> dict[str, float]:
    """The seconds in which so many kecamatan are recapped and merged, each level from the one below."""
    clock = Clock()
    regencies = grouped(districts(kecamatan, clock), TOGETHER, clock)
    summary, money = next(grouped(grouped(regencies, TOGETHER, clock), kecamatan, clock))
    entries = kecamatan * UNITS * INDICATORS
    assert summary.tally.count + sum(summary.outcomes.values()) == entries
    assert money.programmes == kecamatan * PROGRAMMES
    return {"entries": entries, "made": clock.made, "seconds": clock.recapped}


def districts(kecamatan: int, clock: Clock) -> Iterator[Level]:
    """Each kecamatan: its units tallied and merged, its programmes summed."""
    for number in range(kecamatan):
        clock.lap()
        units = [[entry(number * 997 + unit * 61 + place) for place in range(INDICATORS)] for unit in range(UNITS)]
        budget = [money(number * 991 + place) for place in range(PROGRAMMES)]
        clock.made += clock.lap()
        found = merged(summarised((percent_of(*item, ASSESSING) for item in unit), ASSESSING) for unit in units)
        spent = reduce(Money.merge, budget)
        clock.recapped += clock.lap()
        yield found, spent


def grouped(parts: Iterable[Level], size: int, clock: Clock) -> Iterator[Level]:
    """So many parts merged to one of the next level, and again."""
    rest = iter(parts)
    while together := list(islice(rest, size)):
        clock.lap()
        found = merged(summary for summary, _ in together), reduce(Money.merge, (spent for _, spent in together))
        clock.recapped += clock.lap()
        yield found


def entry(number: int) -> Entry:
    """An indicator's formula, target and realisasi: every thousandth target is nought, realisasi from 50 to 130 %."""
    target = Decimal(number * 7919 % 1000 * 10) / 100
    high = target + 10 if number % 4 == 3 else target
    return METHODS[number % 4], Target(target, high), target * (50 + number * 104729 % 81) / 100


def money(number: int) -> Money:
    """A programme's pagu and realisasi, ten digits at most."""
    ceiling = Decimal(number * 7919 % 9_000_000 * 1000 + 1_000_000)
    return Money(ceiling, ceiling, ceiling * (40 + number % 60) / 100, 1, 1)


def row(what: str, measured: str, wanted: str) -> None:
    print(f"{what:<76} {measured:>34}   {wanted}", flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["country", count]:
            print(json.dumps(country(int(count))))
        case _:
            main()
