"""What a revision changed: each figure that differs between two recaps of one period, old and new; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sheets_sync import numerals
from sheets_sync.recap import Achievement, BudgetLine, Recap, UnitRecap


class Figure(StrEnum):
    """Which figure of a row it is."""

    ACTUAL = "realisasi"
    SO_FAR = "realisasi s.d. triwulan"
    PERCENT = "capaian (%)"
    CEILING = "pagu"
    SPENT = "realisasi anggaran"
    MEAN = "rata-rata capaian (%)"


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """One figure that is another now; None where there was or is none.

    `unit` is empty for figures of the kecamatan, `code` and `name` are of the indicator or programme.
    """

    unit: str
    code: str
    name: str
    figure: Figure
    old: Decimal | None
    new: Decimal | None
    why: str


def shown(value: Decimal | None, figure: Figure) -> str:
    """The figure as people read figures of its kind."""
    if value is None:
        return "–"
    if figure in (Figure.PERCENT, Figure.MEAN):
        return numerals.fixed(value, 2)
    return numerals.rupiah(value) if figure in (Figure.CEILING, Figure.SPENT) else numerals.plain(value)


Differing = tuple[Figure, Decimal | None, Decimal | None]


def changed_figures(old: Recap, new: Recap, why: Mapping[str, str]) -> tuple[ChangedFigure, ...]:
    """Each figure that differs, unit by unit, then the programmes, then the kecamatan; `why` tells a unit's reason."""
    return (*_of_units(old, new, why), *_of_programmes(old, new, why), *_of_kecamatan(old, new, why))


def _of_units(old: Recap, new: Recap, why: Mapping[str, str]) -> Iterator[ChangedFigure]:
    before = {unit.code: unit for unit in old.units}
    now = {unit.code: unit for unit in new.units}
    for code in dict.fromkeys((*now, *before)):
        reason, was, is_now = why.get(code, ""), before.get(code), now.get(code)
        rows_before, rows = _rows(was), _rows(is_now)
        for row in dict.fromkeys((*rows, *rows_before)):
            one, other = rows_before.get(row), rows.get(row)
            name = next(item.name for item in (other, one) if item)
            for figure, first, second in _differing(one, other):
                yield ChangedFigure(code, row, name, figure, first, second, reason)
        means = was.tally.mean if was else None, is_now.tally.mean if is_now else None
        if means[0] != means[1]:
            yield ChangedFigure(code, "", "", Figure.MEAN, *means, reason)


def _rows(unit: UnitRecap | None) -> dict[str, Achievement]:
    return {item.code: item for item in unit.achievements} if unit else {}


def _differing(old: Achievement | None, new: Achievement | None) -> Iterator[Differing]:
    """What differs of one indicator; the realisasi s.d. triwulan only where it tells more than the realisasi."""
    typed = old.value if old else None, new.value if new else None
    so_far = old.actual if old else None, new.actual if new else None
    percent = old.percent if old else None, new.percent if new else None
    if typed[0] != typed[1]:
        yield Figure.ACTUAL, *typed
    if so_far[0] != so_far[1] and so_far != typed:
        yield Figure.SO_FAR, *so_far
    if percent[0] != percent[1]:
        yield Figure.PERCENT, *percent


def _of_programmes(old: Recap, new: Recap, why: Mapping[str, str]) -> Iterator[ChangedFigure]:
    before, now = ({line.programme: line for line in recap.budget} for recap in (old, new))
    for programme in dict.fromkeys((*now, *before)):
        one, other = before.get(programme), now.get(programme)
        line = next(item for item in (other, one) if item)
        for figure, first, second in _differing_budget(one, other):
            yield ChangedFigure(line.unit, programme, line.name, figure, first, second, why.get(line.unit, ""))


def _differing_budget(old: BudgetLine | None, new: BudgetLine | None) -> Iterator[Differing]:
    ceiling = old.ceiling if old else None, new.ceiling if new else None
    spent = old.actual if old else None, new.actual if new else None
    if ceiling[0] != ceiling[1]:
        yield Figure.CEILING, *ceiling
    if spent[0] != spent[1]:
        yield Figure.SPENT, *spent


def _of_kecamatan(old: Recap, new: Recap, why: Mapping[str, str]) -> Iterator[ChangedFigure]:
    if old.tally.mean != new.tally.mean:
        yield ChangedFigure("", "", "", Figure.MEAN, old.tally.mean, new.tally.mean, why.get("", ""))
