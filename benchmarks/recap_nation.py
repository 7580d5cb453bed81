"""`python -m benchmarks.recap_nation KECAMATAN`: so many kecamatan recapped and merged up to the country, on one core.

Each of its twelve units has twenty indicators: the usual formulas, targets and realisasi of the year so far, what is
not due, empty, or without a target. One unit's figures exist at a time; the time of making them is counted apart.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from dataclasses import dataclass, field
from decimal import Decimal

from sheets_sync.achievement import percent_of
from sheets_sync.assessing import Assessing, Band, Method, Outcome, Policy
from sheets_sync.model import Target
from sheets_sync.tallies import Summary, merged, summarised

UNITS, INDICATORS = 12, 20
REGENCIES, PROVINCES = 514, 38
BANDS = tuple(
    Band(name, Decimal(floor))
    for name, floor in (("Sangat Tinggi", 91), ("Tinggi", 76), ("Sedang", 66), ("Rendah", 51), ("Sangat Rendah", 0))
)
RULES = Assessing(BANDS, average_cap=Decimal(120))


def _goal(low: str, high: str = "") -> Target:
    return Target(Decimal(low), Decimal(high or low))


Asked = tuple[Method, Target]
KINDS: tuple[Asked, ...] = (
    *[(Method.HIGHER, _goal("87.5"))] * 6, *[(Method.HIGHER, _goal("40"))] * 6, (Method.HIGHER, _goal("1250000000")),
    *[(Method.LOWER, _goal("10"))] * 3, (Method.LOWER_RATIO, _goal("12")), (Method.RANGE, _goal("95", "105")),
    (Method.HIGHER, _goal("70")), (Method.HIGHER, _goal("0")),
)  # fmt: skip
MISSING = (Outcome.EMPTY, Outcome.NOT_DUE)
Figure = tuple[Method, Target, Decimal] | Outcome


@dataclass
class Country:
    """Every level's sum, and what the making and the recapping took."""

    regencies: dict[int, Summary] = field(default_factory=dict)
    provinces: dict[int, Summary] = field(default_factory=dict)
    made_seconds: float = 0.0
    seconds: float = 0.0


def make_unit(chance: random.Random) -> list[Figure]:
    """The unit's twenty figures: two of them are not there, the others 70 to 110 percent of their target."""
    figures: list[Figure] = [
        (method, target, (target.high * chance.randint(700, 1100)).scaleb(-3)) for method, target in KINDS
    ]
    for missing in MISSING:
        figures[chance.randrange(INDICATORS)] = missing
    return figures


def recap_unit(figures: list[Figure]) -> Summary:
    """As the product recaps a unit: each capaian, and what they add up to."""
    results: list[Policy] = [
        figure if isinstance(figure, Outcome) else percent_of(*figure, RULES) for figure in figures
    ]
    return summarised(results, RULES)


def recap_country(kecamatan: int) -> tuple[Country, Summary]:
    """Unit by unit into kecamatan, kabupaten, provinsi, country."""
    country, chance = Country(), random.Random(kecamatan)  # noqa: S311  # figures, not secrets
    for number in range(kecamatan):
        started = time.perf_counter()
        made = [make_unit(chance) for _ in range(UNITS)]
        between = time.perf_counter()
        district = merged(map(recap_unit, made))
        regency = number * REGENCIES // kecamatan
        country.regencies[regency] = country.regencies.get(regency, Summary()).merge(district)
        country.made_seconds += between - started
        country.seconds += time.perf_counter() - between
    started = time.perf_counter()
    for regency, summary in country.regencies.items():
        province = regency * PROVINCES // REGENCIES
        country.provinces[province] = country.provinces.get(province, Summary()).merge(summary)
    whole = merged(country.provinces.values())
    country.seconds += time.perf_counter() - started
    return country, whole


def main() -> None:
    """Print what it took, as JSON."""
    country, whole = recap_country(int(sys.argv[1]))
    entries = whole.tally.count + sum(whole.outcomes.values())
    assert entries == int(sys.argv[1]) * UNITS * INDICATORS
    assert sum(whole.categories.values()) == whole.tally.count
    print(
        json.dumps({
            "entries": entries, "made_seconds": country.made_seconds, "seconds": country.seconds,
            "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, "mean": str(whole.tally.mean),
            "assessed": whole.tally.count,
        })
    )  # fmt: skip


if __name__ == "__main__":
    main()
