"""Whether the tables of a package agree with each other: what one names is there, and what is summed is what adds up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from sheets_sync.achievement import category_of
from sheets_sync.assessing import Assessing, Band, Outcome, Policy
from sheets_sync.district import NOT_REPORTED, REPORTED
from sheets_sync.packages.cells import shown, written
from sheets_sync.packages.described import Described
from sheets_sync.packages.rows import TALLY, Row, Rows
from sheets_sync.packages.tables import ACHIEVEMENTS, BUDGET, INDICATORS, REGION, SCALE, TABLES, UNITS, Table
from sheets_sync.packages.troubles import Trouble
from sheets_sync.packages.writing import DESCRIPTOR
from sheets_sync.tallies import summarised


def disagreements(rows: Rows, described: Described) -> Iterable[Trouble]:
    """Everything in which they do not agree."""
    if len(rows[REGION.name]) != 1:
        yield Trouble(REGION.file, f"seharusnya satu baris, ada {len(rows[REGION.name])}")
        return
    if not rows[SCALE.name]:
        yield Trouble(SCALE.file, "belum ada kategorinya")
        return
    yield from _same_place(rows)
    yield from _as_described(rows[REGION.name][0], described)
    yield from _descending(rows[SCALE.name])
    yield from _named(rows)
    yield from _states(rows[BUDGET.name])
    assessing = _assessing(rows)
    yield from _judged(rows[ACHIEVEMENTS.name], assessing)
    yield from _sums(rows, assessing)


def _same_place(rows: Rows) -> Iterable[Trouble]:
    """Every row is of the kecamatan and period of wilayah.csv."""
    here = rows[REGION.name][0].values
    for table in TABLES:
        for row in rows[table.name]:
            for name, column in (("region", "kode_wilayah"), ("period", "periode")):
                if row.values[name] != here[name]:
                    text = f"{row.values[name]!r}, padahal paket ini {here[name]!r} menurut {REGION.file}"
                    yield Trouble(table.file, text, row.line, column)


def _as_described(row: Row, described: Described) -> Iterable[Trouble]:
    values = row.values
    region = values["region"]
    expected = {"regency_code": region[:5], "province_code": region[:2], "sample": described.sample}
    for column in REGION.columns:
        if column.attribute in expected and values[column.attribute] != expected[column.attribute]:
            text = f"{shown(written(values[column.attribute]))} tidak cocok dengan kode_wilayah atau {DESCRIPTOR}"
            yield Trouble(REGION.file, text, row.line, column.name)
    if written(values["at"]) != described.created:
        yield Trouble(REGION.file, f"tidak sama dengan 'created' di {DESCRIPTOR}", row.line, "ditarik")


def _descending(scale: Sequence[Row]) -> Iterable[Trouble]:
    floors = [row.values["floor"] for row in scale]
    if [row.values["order"] for row in scale] != list(range(1, len(scale) + 1)) or floors != sorted(
        floors, reverse=True
    ):
        yield Trouble(SCALE.file, "kategorinya tidak berurutan dari yang tertinggi")


def _named(rows: Rows) -> Iterable[Trouble]:
    """What a row names is there, and each indicator has its one row in either table."""
    units = {row.values["code"] for row in rows[UNITS.name]}
    for table in (INDICATORS, ACHIEVEMENTS, BUDGET):
        for row in rows[table.name]:
            if row.values["unit"] and row.values["unit"] not in units:
                yield Trouble(
                    table.file, f"unit {shown(row.values['unit'])} tidak ada di {UNITS.file}", row.line, "unit"
                )
    yield from _without(ACHIEVEMENTS, INDICATORS, rows)
    yield from _without(INDICATORS, ACHIEVEMENTS, rows)


def _without(table: Table, other: Table, rows: Rows) -> Iterable[Trouble]:
    there = {(row.values["unit"], row.values["code"]) for row in rows[other.name]}
    for row in rows[table.name]:
        if (row.values["unit"], row.values["code"]) not in there:
            yield Trouble(
                table.file, f"indikator {shown(row.values['code'])} tidak ada di {other.file}", row.line, "kode"
            )


def _states(programmes: Iterable[Row]) -> Iterable[Trouble]:
    for row in programmes:
        expected = NOT_REPORTED if row.values["actual"] is None else REPORTED
        if row.values["state"] != expected:
            yield Trouble(BUDGET.file, f"seharusnya {expected!r} menurut kolom realisasi", row.line, "keadaan")


def _assessing(rows: Rows) -> Assessing:
    bands = tuple(Band(row.values["category"], row.values["floor"]) for row in rows[SCALE.name])
    return Assessing(bands, rows[REGION.name][0].values["cap"])


def _judged(achievements: Iterable[Row], assessing: Assessing) -> Iterable[Trouble]:
    """There is a capaian where the state says so, and its category is that of the scale."""
    for row in achievements:
        percent, outcome = row.values["percent"], row.values["outcome"]
        if (percent is not None) != (outcome == Outcome.ASSESSED):
            text = f"{outcome!r}, padahal capaian {'kosong' if percent is None else 'terisi'}"
            yield Trouble(ACHIEVEMENTS.file, text, row.line, "keadaan")
        elif (expected := category_of(percent, assessing.bands)) != row.values["category"]:
            text = f"{shown(row.values['category'])}, menurut {SCALE.file} seharusnya {shown(expected)}"
            yield Trouble(ACHIEVEMENTS.file, text, row.line, "kategori")


def _sums(rows: Rows, assessing: Assessing) -> Iterable[Trouble]:
    """What unit.csv says of each unit is what its rows in capaian.csv add up to."""
    results: dict[str, list[Policy]] = {}
    for row in rows[ACHIEVEMENTS.name]:
        percent: Decimal | None = row.values["percent"]
        results.setdefault(row.values["unit"], []).append(
            Outcome(row.values["outcome"]) if percent is None else percent
        )
    for row in rows[UNITS.name]:
        tally = summarised(results.get(row.values["code"], ()), assessing).tally
        for column in UNITS.columns:
            if column.attribute.startswith(TALLY):
                yield from _sum(
                    row, column.name, row.values[column.attribute], getattr(tally, column.attribute.removeprefix(TALLY))
                )


def _sum(row: Row, column: str, told: Any, found: Any) -> Iterable[Trouble]:
    if told != found:
        yield Trouble(UNITS.file, f"{told}, menurut {ACHIEVEMENTS.file} seharusnya {found}", row.line, column)
