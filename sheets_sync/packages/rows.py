"""The content of the tables: from a district to rows of values, and back."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from operator import attrgetter
from typing import Any

from sheets_sync.district import District, DistrictIndicator, DistrictProgramme, DistrictUnit
from sheets_sync.packages.cells import Value, written
from sheets_sync.packages.tables import ACHIEVEMENTS, BUDGET, INDICATORS, REGION, SCALE, UNITS, WHERE, Table
from sheets_sync.tallies import Tally

HERE = frozenset(column.attribute for column in WHERE)
TALLY = "tally."


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """One category of the scale as a row."""

    order: int
    category: str
    floor: Value


@dataclass(frozen=True, slots=True)
class Row:
    """One row as read: the line where it begins, and its values by attribute."""

    line: int
    values: Mapping[str, Any]


Rows = Mapping[str, Sequence[Row]]  # by the table's name


def csv_of(table: Table, district: District) -> bytes:
    """The table's file: UTF-8, commas, a point before decimals, numbers bare."""
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(table.headings)
    for item in _items(table, district):
        writer.writerow([written(_value(column.attribute, item, district)) for column in table.columns])
    return stream.getvalue().encode()


def _items(table: Table, district: District) -> Iterable[object]:
    if table is REGION:
        return (district,)
    if table is SCALE:
        return [ScaleRow(order, *pair) for order, pair in enumerate(district.scale, 1)]
    return {UNITS.name: district.units, BUDGET.name: district.programmes}.get(table.name, district.indicators)


def _value(attribute: str, item: object, district: District) -> Value:
    found: Value = attrgetter(attribute)(district if attribute in HERE else item)
    return found


def district_from(rows: Rows) -> District:
    """The district that these rows tell; each achievement has its indicator, by unit and code."""
    indicators = {_key(row): _own(INDICATORS, row) for row in rows[INDICATORS.name]}
    return District(
        **{column.attribute: rows[REGION.name][0].values[column.attribute] for column in REGION.columns if not column.derived},
        scale=tuple((row.values["category"], row.values["floor"]) for row in rows[SCALE.name]),
        indicators=tuple(
            DistrictIndicator(**indicators[_key(row)] | _own(ACHIEVEMENTS, row)) for row in rows[ACHIEVEMENTS.name]
        ),
        units=tuple(_unit(_own(UNITS, row)) for row in rows[UNITS.name]),
        programmes=tuple(DistrictProgramme(**_own(BUDGET, row)) for row in rows[BUDGET.name]),
    )  # fmt: skip


def _key(row: Row) -> tuple[str, str]:
    return row.values["unit"], row.values["code"]


def _own(table: Table, row: Row) -> dict[str, Any]:
    """The row's own values, without those of every row and those that follow from others."""
    return {
        column.attribute: row.values[column.attribute]
        for column in table.columns
        if column.attribute not in HERE and not column.derived
    }


def _unit(values: dict[str, Any]) -> DistrictUnit:
    tally = {name.removeprefix(TALLY): value for name, value in values.items() if name.startswith(TALLY)}
    return DistrictUnit(**{name: value for name, value in values.items() if "." not in name}, tally=Tally(**tally))
