"""Are the right catatan found? Over some kecamatan: each mistake that was put in, and rows that nobody put one into.

A mistake in one row may rightly raise a question in a row that is computed with it (a percentage and its counts, a
whole and its parts); such rows are not counted as false alarms.
"""

from __future__ import annotations

import json

from benchmarks.nation_check import ALL_ON
from benchmarks.nation_make import FAULTY, known_mistakes, make_unit
from benchmarks.nation_office import PERIOD, UNITS, make_forms
from sheets_sync.form import Form
from sheets_sync.rules import validate
from sheets_sync.rules.case import Case, Past, figures

KECAMATAN = 40


def together(form: Form, code: str) -> frozenset[str]:
    """The rows whose catatan may change with that row's figure: itself, and all that counts tie to it."""
    tied = frozenset(row.code for row in form.rows if row.numerator or row.supporting)
    return tied if code in tied else frozenset((code,))


def main() -> None:
    """Print what was missed, and what was found where nothing is wrong."""
    forms, mistakes = make_forms(), known_mistakes()
    missed, false = [], []
    for kecamatan in range(1, KECAMATAN + 1):
        for unit, faulty in zip(UNITS, FAULTY, strict=True):
            made = make_unit(forms, unit, kecamatan, faulty, mistakes)
            form = forms[unit, str(PERIOD)]
            past = tuple(Past.of(forms[unit, item.period], figures(item)) for item in made.past)
            found = validate(Case(form, made.now, past, ALL_ON))
            rows = {code: together(form, code) for code in made.faulty}
            spoken = {(code, item.rule) for item in found for code in rows if item.place.row in rows[code]}
            alone = {code for code in rows if len(rows[code] & rows.keys()) == 1}  # two may hide each other
            missed += [
                f"{kecamatan} {code} {rule}"
                for code, rule in made.faulty.items()
                if code in alone and (code, rule) not in spoken
            ]
            expected = frozenset().union(*rows.values())
            false += [
                f"{kecamatan} {item.rule} {item.place.row} {item.found}"
                for item in found
                if item.place.row not in expected
            ]
    print(json.dumps({"kecamatan": KECAMATAN, "missed": missed, "false": false}))


if __name__ == "__main__":
    main()
