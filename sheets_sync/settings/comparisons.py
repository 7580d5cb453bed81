"""comparisons.csv, the optional file of figures from outside the archive: read, and held against the indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from sheets_sync.model import Indicator
from sheets_sync.settings.columns import YARDSTICK
from sheets_sync.settings.csv_file import read_csv
from sheets_sync.settings.rows import Known, Line, Mistakes, unique
from sheets_sync.settings.targets import parse_number, parse_target, readable
from sheets_sync.targets import Against, Target, Yardstick

COMPARISONS_FILE = "comparisons.csv"


def read_comparisons(path: Path, mistakes: Mistakes) -> list[Line]:
    """The rows of the file; none where there is no such file."""
    return read_csv(path, YARDSTICK, mistakes) if path.exists() else []


def check_comparisons(lines: Sequence[Line], indicators: Known, agreements: Sequence[Line], mistakes: Mistakes) -> None:
    """Each row is of an indicator that there is, of a year that can be known, and says what its kind needs, once."""
    indicators.check(lines, "indicator", "indikator", mistakes)
    unique(lines, ("indicator", "against", "year"), "pembanding", mistakes)
    newest = max((line.values["year"] for line in agreements if "year" in line.values), default=None)
    for line in lines:
        against, year = line.values.get("against"), line.values.get("year")
        if against is None:
            continue
        _says_enough(line, against, mistakes)
        if newest is not None and year is not None:
            _year(line, against, year, newest, mistakes)


def _year(line: Line, against: Against, year: int, newest: int, mistakes: Mistakes) -> None:
    """The office's newest perjanjian is of the running year: settings know of no clock."""
    if against is Against.HISTORY and year >= newest:
        text = f"'tahun' {year} bukan tahun yang sudah lewat; perjanjian kinerja terbaru dari {newest}"
        mistakes.at(line, "year", text)
    elif against is Against.STANDARD and year > newest:
        text = f"'tahun' {year} belum berjalan; perjanjian kinerja terbaru dari {newest}"
        mistakes.at(line, "year", text)


def _says_enough(line: Line, against: Against, mistakes: Mistakes) -> None:
    target, actual, printed = (line.values.get(name, "") for name in ("target", "actual", "printed"))
    if against is Against.HISTORY and actual is None:
        mistakes.at(line, "actual", f"'realisasi' masih kosong, padahal jenisnya {against.value}")
    if against is Against.MEDIUM_TERM and target is None:
        mistakes.at(line, "target", f"'target' masih kosong, padahal jenisnya {against.value}")
    if against is Against.STANDARD and target is None and actual is None:
        mistakes.at(line, "target", "isi 'target' (standarnya) atau 'realisasi' (angka nasionalnya)")
    if against is not Against.HISTORY and printed:
        mistakes.at(line, "printed", f"'capaian_tercetak' hanya untuk jenis {Against.HISTORY.value}; kosongkan")


def make_yardsticks(
    lines: Sequence[Line],
    indicators: Mapping[str, Indicator],
    predicates: Mapping[str, Decimal] | None,
    mistakes: Mistakes,
) -> tuple[Yardstick, ...]:
    """Each row's figures, read as its indicator demands; `predicates` is None where they could not be read."""
    found = []
    for line, indicator in readable(lines, YARDSTICK, indicators, predicates):
        bounds = {name: _figure(line, name, indicator, predicates or {}, mistakes) for name in ("target", "actual")}
        found.append(Yardstick(**{**line.values, **bounds}))
    return tuple(found)


def _figure(
    line: Line, name: str, indicator: Indicator, predicates: Mapping[str, Decimal], mistakes: Mistakes
) -> Target | None:
    """A target as targets.csv has it; a realisasi is one number, or a predicate."""
    words = line.values[name]
    if words is None:
        return None
    try:
        if name == "target" or indicator.is_predicate:
            return parse_target(words, indicator, predicates)
        value = parse_number(words, indicator.measure)
    except ValueError as problem:
        heading = {"target": "target", "actual": "realisasi"}[name]
        mistakes.at(line, name, f"{heading!r} {indicator.code}: {problem}")
        return None
    return Target(value, value)
