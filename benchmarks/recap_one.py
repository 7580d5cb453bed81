"""`python -m benchmarks.recap_one`: the recap of one kecamatan, twelve units of twenty indicators, from values in memory.

The third quarter of the year, with what was archived of the two before it.
"""

from __future__ import annotations

import json
import statistics
import time
from dataclasses import replace

from benchmarks.nation_make import FAULTY, known_mistakes, make_unit
from benchmarks.nation_office import PERIOD, UNITS, Forms, make_office
from sheets_sync.model import Office
from sheets_sync.recapping import Gathered, make_recap
from sheets_sync.rules import validate
from sheets_sync.rules.case import Case

TIMES = 15


def gathered_year(forms: Forms) -> list[Gathered]:
    """What is archived of each quarter so far, oldest first: forms, submissions, and this quarter's catatan."""
    mistakes = known_mistakes()
    made = {unit: make_unit(forms, unit, 1, faulty, mistakes) for unit, faulty in zip(UNITS, FAULTY, strict=True)}
    quarters = []
    for number, period in enumerate(PERIOD.year_so_far):
        asked = {unit: forms[unit, str(period)] for unit in UNITS}
        sent = {unit: (*item.past, item.now)[number] for unit, item in made.items()}
        quarters.append(Gathered(asked, sent, {}))
    *earlier, now = quarters
    catatan = {unit: tuple(validate(Case(now.forms[unit], now.submissions[unit]))) for unit in UNITS}
    return [*earlier, replace(now, findings=catatan)]


def timed(office: Office, quarters: list[Gathered]) -> float:
    """The seconds of one recap; copies have no index of what was looked up before."""
    office, (*earlier, now) = replace(office), map(replace, quarters)
    at = now.submissions[UNITS[0]].pulled
    started = time.process_time()
    recap = make_recap(office, PERIOD, now, earlier, at, {}, UNITS)
    seconds = time.process_time() - started
    assert sum(len(unit.achievements) for unit in recap.units) == 240
    return seconds


def main() -> None:
    """Print the median time of a recap in milliseconds, as JSON."""
    office, forms = make_office()
    quarters = gathered_year(forms)
    seconds = statistics.median(timed(office, quarters) for _ in range(TIMES))
    print(json.dumps({"milliseconds": seconds * 1000}))


if __name__ == "__main__":
    main()
