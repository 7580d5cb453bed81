"""The rows that three checkers get: plain dicts as a spreadsheet library gives them, a tenth of them with one mistake."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from benchmarks.nation_make import make_year
from benchmarks.nation_office import PERIOD, UNITS, Forms
from sheets_sync.form import FormRow, target_figure

Row = dict[str, Any]
FoundCell = tuple[str, str, str]  # unit, code, column
EVIDENCE = "kertas: register 2026, lemari 3"
PREDICATES = ("AA", "A", "BB", "B", "CC", "C", "D")
CODE = r"^U[0-9]{2}-[0-9]{2}$"


def target_text(row: FormRow) -> str:
    return target_figure(row.target) if row.target else ""


def make_rows(forms: Forms, count: int) -> tuple[list[Row], set[FoundCell]]:
    """So many rows, unit after unit, and the cells in which a checker must find a mistake."""
    rows: list[Row] = []
    faulty: set[FoundCell] = set()
    kecamatan = 0
    while len(rows) < count:
        kecamatan += 1
        for unit in UNITS:
            _add_unit(rows, faulty, forms, unit, f"{kecamatan:05}-{unit}")
    places = {(row["unit"], row["code"]) for row in rows[:count]}
    return rows[:count], {cell for cell in faulty if cell[:2] in places}


def _add_unit(rows: list[Row], faulty: set[FoundCell], forms: Forms, unit: str, name: str) -> None:
    form = forms[unit, str(PERIOD)]
    chance = random.Random(name)  # noqa: S311  # figures, not secrets
    figures = make_year(form, chance)[-1]
    wrong = dict.fromkeys(chance.sample(range(1, len(form.rows)), 2), None)
    for index, asked in enumerate(form.rows):
        row = _row(name, asked, figures[asked.code])
        if index in wrong:
            column = chance.choice([mistake for mistake in MISTAKES if mistake(dict(row), asked, rows)])(
                row, asked, rows
            )
            faulty.add((name, row["code"], column))
        rows.append(row)


def _row(unit: str, asked: FormRow, value: Decimal) -> Row:
    whole = value == value.to_integral()
    return {
        "unit": unit,
        "code": asked.code,
        "figure": None if asked.choices else int(value) if whole else float(value),
        "predicate": "BB" if asked.choices else None,
        "maximum": None if asked.maximum is None else float(asked.maximum),
        "evidence": asked.evidence_required,
        "note": EVIDENCE if asked.evidence_required else None,
        "sent_target": target_text(asked),
        "shown_target": target_text(asked),
    }


# Each changes the row and returns the column that is then wrong; an empty one where it does not apply.
Mistake = Callable[[Row, FormRow, list[Row]], str]


def _empty(row: Row, asked: FormRow, _: list[Row]) -> str:
    column = "predicate" if asked.choices else "figure"
    row.update({column: None, "note": None})
    return column


def _words(row: Row, asked: FormRow, _: list[Row]) -> str:
    row["predicate" if asked.choices else "figure"] = "belum selesai"
    return "predicate" if asked.choices else "figure"


def _negative(row: Row, asked: FormRow, _: list[Row]) -> str:
    if asked.choices:
        return ""
    row["figure"] = -row["figure"] - 1
    return "figure"


def _too_much(row: Row, asked: FormRow, _: list[Row]) -> str:
    if asked.maximum is None:
        return ""
    row["figure"] += 100
    return "figure"


def _no_evidence(row: Row, asked: FormRow, _: list[Row]) -> str:
    row["note"] = None
    return "note" if asked.evidence_required else ""


def _other_target(row: Row, _: FormRow, __: list[Row]) -> str:
    row["shown_target"] = "1"
    return "shown_target"


def _doubled(row: Row, asked: FormRow, rows: list[Row]) -> str:
    """Pasted over: the row has the code of the one above it."""
    if asked.choices or not rows or not isinstance(rows[-1]["figure"], int | float):
        return ""
    row.update({**rows[-1]})
    return "code"


MISTAKES: tuple[Mistake, ...] = (_empty, _words, _negative, _too_much, _no_evidence, _other_target, _doubled)
