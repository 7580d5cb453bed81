"""Targets and pagu: rows whose meaning depends on the indicator and on the document they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from sheets_sync import numerals
from sheets_sync.form import target_figure
from sheets_sync.model import Accumulation, Indicator, Polarity
from sheets_sync.settings import parsing
from sheets_sync.settings.columns import CEILING, TARGET
from sheets_sync.settings.rows import Field, Line, Mistakes
from sheets_sync.targets import Ceiling, Target, TargetSet

HEADINGS = {"annual": "target_tahun", "tw1": "tw1", "tw2": "tw2", "tw3": "tw3", "tw4": "tw4"}


def readable(
    lines: Sequence[Line],
    fields: Sequence[Field],
    indicators: Mapping[str, Indicator],
    predicates: Mapping[str, Decimal] | None,
) -> Iterator[tuple[Line, Indicator]]:
    """The rows that are whole and of a known indicator, with it; of predicates none where these could not be read."""
    for line in lines:
        indicator = indicators.get(line.values.get("indicator", ""))
        if indicator is not None and line.complete(fields) and not (indicator.is_predicate and predicates is None):
            yield line, indicator


def make_targets(
    lines: Sequence[Line],
    indicators: Mapping[str, Indicator],
    predicates: Mapping[str, Decimal] | None,
    mistakes: Mistakes,
) -> tuple[TargetSet, ...]:
    """Each line's targets, read as its indicator demands; `predicates` is None where they could not be read."""
    found = []
    for line, indicator in readable(lines, TARGET, indicators, predicates):
        cells = [_target(line, name, indicator, predicates or {}, mistakes) for name in HEADINGS]
        for quarter, cell in enumerate(cells[1:], 1):
            if cell is not None and not indicator.due_in(quarter):
                text = f"'tw{quarter}' berisi target, padahal {indicator.code} belum waktunya di triwulan itu"
                mistakes.at(line, f"tw{quarter}", text)
        _plausible(line, indicator, cells, mistakes)
        quarters = (cells[1], cells[2], cells[3], cells[4])
        found.append(TargetSet(indicator.code, line.values["document"], cells[0], quarters))
    return tuple(found)


def _plausible(line: Line, indicator: Indicator, cells: Sequence[Target | None], mistakes: Mistakes) -> None:
    """Targets that contradict their indicator's own maximum, or the year's target where quarters are summed."""
    annual, quarters = cells[0], [cell for cell in cells[1:] if cell is not None]
    for name, cell in zip(HEADINGS, cells, strict=True):
        if cell is not None and indicator.maximum is not None and cell.low > indicator.maximum:
            text = f"target {target_figure(cell)} {indicator.code} melebihi maksimum {target_figure(_exactly(indicator.maximum))}"
            mistakes.at(line, name, text)
    total = sum((cell.low for cell in quarters), Decimal(0))
    if indicator.accumulation is Accumulation.SUM and annual is not None and quarters and total != annual.low:
        text = f"target triwulan {indicator.code} berjumlah {target_figure(_exactly(total))}, bukan {target_figure(annual)}"
        mistakes.at(line, "annual", text)


def _exactly(value: Decimal) -> Target:
    return Target(value, value)


def _target(
    line: Line, name: str, indicator: Indicator, predicates: Mapping[str, Decimal], mistakes: Mistakes
) -> Target | None:
    words = line.values[name]
    if words is None:
        return None
    try:
        return parse_target(words, indicator, predicates)
    except ValueError as problem:
        mistakes.at(line, name, f"{HEADINGS[name]!r} {indicator.code}: {problem}")
        return None


def parse_target(words: str, indicator: Indicator, predicates: Mapping[str, Decimal]) -> Target:
    """The target as the office writes it: `88,56`, a range `95-105`, or a predicate `BB`; ValueError else."""
    if indicator.is_predicate:
        if words.upper() not in predicates:
            raise ValueError(f"predikat {words!r} tidak ada di office.toml [predikat]")
        score = predicates[words.upper()]
        return Target(score, score, words.upper())
    if indicator.polarity is not Polarity.RANGE:
        value = parse_number(words, indicator.measure)
        return Target(value, value)
    low, _, high = words.replace("–", "-").partition("-")
    if not (low.strip() and high.strip()):
        raise ValueError(f"target {words!r} seharusnya rentang seperti 95-105")
    bounds = parse_number(low, indicator.measure), parse_number(high, indicator.measure)
    if bounds[1] < bounds[0]:
        raise ValueError(f"rentang {words!r} terbalik")
    return Target(*bounds)


def parse_number(words: str, measure: str) -> Decimal:
    """The number; of a ratio `1:17,9` or what stands behind its colon, but not what a spreadsheet takes it for."""
    if not numerals.is_ratio(measure):
        return parsing.number(words)
    value = parsing.number(words, measure)
    if numerals.may_be_a_time(value, measure) and ":" not in words:
        raise ValueError(
            f"{words!r} tampak seperti jam, karena spreadsheet mengubah 1:17; ketik 1:17,9 di sel berformat Teks"
        )
    return value


def make_ceilings(lines: Sequence[Line], filler: str) -> tuple[Ceiling, ...]:
    """Each line's pagu; a programme that names nobody is filled by `filler`."""
    return tuple(
        Ceiling(**{**line.values, "filled_by": line.values["filled_by"] or filler})
        for line in lines
        if line.complete(CEILING)
    )
