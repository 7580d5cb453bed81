"""What published tables make of their rows: sums and means, efficiency, absorption, excess, change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import product

from sheets_sync import numerals
from sheets_sync.published import cells
from sheets_sync.published.cells import Printed
from sheets_sync.published.misprints import slip
from sheets_sync.published.needed import HUNDRED
from sheets_sync.published.rows import CAPS, PrintedRow, reconcile
from sheets_sync.published.verdicts import (
    Cause,
    Hypothesis,
    Verdict,
    equation,
    first_that_fits,
    misprinted,
    near,
    told,
    unexplained,
    unreadable,
)

Add = Callable[[Sequence[Decimal]], Decimal]
Grouped = tuple[str, Decimal]  # a value and its sasaran


@dataclass(frozen=True, slots=True)
class MeanItem:
    """One row of a mean: its capaian as printed, ours unrounded where known, and its sasaran."""

    printed: str | None
    computed: Decimal | None = None
    group: str = ""


class EfficiencyFormula(StrEnum):
    """How offices compute efficiency from the capaian of the output and of the input (serapan)."""

    RATIO = "capaian / serapan × 100"
    SAVED = "100 − serapan"
    DIFFERENCE = "capaian − serapan"


@dataclass(frozen=True, slots=True)
class BudgetVerdict:
    """What became of a budget row: its percent, its excess or remainder; `times` over, where it was repeated."""

    percent: Verdict
    rest: Verdict | None
    times: int = 0


def reconcile_mean(text: str | None, items: Sequence[MeanItem]) -> Verdict:
    """Why the printed mean is what it is; ours is the plain mean of the capaian as printed, as is the practice."""
    return _aggregate(text, items, "rata-rata", _mean)


def reconcile_sum(text: str | None, items: Sequence[MeanItem]) -> Verdict:
    """Why the printed sum is what it is; ours is the sum of the capaian as printed."""
    return _aggregate(text, items, "jumlah", _sum)


def _sum(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0))


def _mean(values: Sequence[Decimal]) -> Decimal:
    return _sum(values) / len(values)


def _aggregate(text: str | None, items: Sequence[MeanItem], name: str, add: Add) -> Verdict:
    figure = cells.read(text, {})
    read = [cells.read(item.printed, {}) for item in items]
    values = [cell.value for cell in read if cell.has_value]
    if not figure.has_value or not values:
        return unreadable(figure, add(values) if values else None)
    ours = add(values)
    plain = Hypothesis(ours, telling=equation(f"{name} {len(values)} capaian tercetak", ours))
    verdict = first_that_fits(figure, ours, [plain])
    if not verdict and near(ours, figure):
        verdict = told(figure, ours, replace(plain, telling=f"{plain.telling} (selisih 0,01)"))
    return verdict or first_that_fits(figure, ours, _otherwise(items, read, add)) or _astray(figure, plain)


def _otherwise(items: Sequence[MeanItem], read: Sequence[Printed], add: Add) -> Iterator[Hypothesis]:
    """Other ways to the figure: over sasaran, unrounded, capped, these together, and what has no capaian as nought."""
    as_printed = [(item.group, cell.value) for item, cell in zip(items, read, strict=True) if cell.has_value]
    exact = [(item.group, item.computed) for item in items if item.computed is not None]
    sources: list[tuple[list[Grouped], tuple[Cause, ...]]] = [(as_printed, ())]
    if len(exact) == len(items):
        sources.append((exact, (Cause.UNROUNDED,)))
    for values, causes in sources:
        yield from _added(values, causes, ", ".join(causes), add)
    for cap, (values, causes) in product(CAPS, sources):
        if any(value > cap for _, value in values):
            capped = [(group, min(value, cap)) for group, value in values]
            words = ", ".join((f"{Cause.CAPPED.value} {numerals.plain(cap)}", *causes))
            yield from _added(capped, (Cause.CAPPED, *causes), words, add)
    if len(as_printed) < len(items):
        nought = [value for _, value in as_printed] + [Decimal(0)] * (len(items) - len(as_printed))
        yield _hypothesis(add(nought), (Cause.FORMULA,), f"{Cause.FORMULA.value}: yang tanpa capaian dihitung 0")


def _added(values: Sequence[Grouped], causes: tuple[Cause, ...], words: str, add: Add) -> Iterator[Hypothesis]:
    """All values added at once, for the causes given; then each sasaran's mean first, where there are several."""
    yield _hypothesis(add([value for _, value in values]), causes, words)
    groups: dict[str, list[Decimal]] = {}
    for group, value in values:
        groups.setdefault(group, []).append(value)
    if len(groups) > 1:
        first = f"{Cause.FORMULA.value}: rata-rata tiap sasaran lebih dahulu"
        over = add([_mean(group) for group in groups.values()])
        yield _hypothesis(over, (Cause.FORMULA, *causes), ", ".join(filter(None, (first, words))))


def _hypothesis(value: Decimal, causes: tuple[Cause, ...], words: str) -> Hypothesis:
    return Hypothesis(value, causes, words, equation("dihitung", value))


def _astray(figure: Printed, plain: Hypothesis) -> Verdict:
    """The verdict on a figure that nothing gives: a slip of one digit, else what we compute and by how much it is off."""
    words = slip(figure, plain.value)
    if words:
        return misprinted(figure, plain.value, words, plain.telling)
    off = numerals.fixed(figure.value - plain.value, 2)
    return unexplained(
        figure, plain.value, f"Tercetak {figure.text}; {plain.telling}; selisih {off} tidak dapat dijelaskan."
    )


def reconcile_efficiency(
    text: str | None,
    achievement: str | None,
    absorption: str | None,
    claimed: EfficiencyFormula = EfficiencyFormula.SAVED,
) -> Verdict:
    """Why the printed efficiency is what it is, from capaian and serapan as printed; None where one is not."""
    figure, output, used = (cells.read(cell, {}) for cell in (text, achievement, absorption))
    if not figure.has_value or not used.has_value:
        return unreadable(figure, None)
    ways = {EfficiencyFormula.SAVED: HUNDRED - used.value}
    if output.has_value and used.value:
        ways[EfficiencyFormula.RATIO] = output.value / used.value * HUNDRED
        ways[EfficiencyFormula.DIFFERENCE] = output.value - used.value
    ours = ways.get(claimed)
    found = first_that_fits(figure, ours, (_way(way, ways[way], claimed) for way in sorted(ways, key=claimed.__ne__)))
    if found or ours is None:
        return found or unreadable(figure, None)
    if claimed is EfficiencyFormula.RATIO:
        return reconcile(PrintedRow(absorption, achievement, text))
    return _astray(figure, _way(claimed, ours, claimed))


def _way(way: EfficiencyFormula, value: Decimal, claimed: EfficiencyFormula) -> Hypothesis:
    if way is claimed:
        return Hypothesis(value, telling=equation(way.value, value))
    return Hypothesis(value, (Cause.FORMULA,), f"{Cause.FORMULA.value}: {way.value}", equation(way.value, value))


def reconcile_budget(
    ceiling: str | None, actual: str | None, percent: str | None, rest: str | None = None, rows: int | None = None
) -> BudgetVerdict:
    """Why serapan (realisasi / pagu), and the excess or remainder, are what they are.

    A realisasi that is the pagu times its number of indicator rows was typed anew on each of them.
    """
    verdict = reconcile(PrintedRow(ceiling, actual, percent, measure="%"))
    pagu, spent, left = (cells.read(cell, {}) for cell in (ceiling, actual, rest))
    times = _times(pagu, spent, rows)
    if times:
        sentence = f"{verdict.sentence} Realisasi tepat {times} kali pagu: {Cause.REPEATED.value}."
        words = f"{verdict.words}, {Cause.REPEATED.value} ({times} kali)"
        verdict = replace(verdict, causes=(*verdict.causes, Cause.REPEATED), words=words, sentence=sentence)
    if not (left.has_value and pagu.has_value and spent.has_value):
        return BudgetVerdict(verdict, None, times)
    excess = spent.value - pagu.value
    hypothesis = Hypothesis(excess, telling=equation("realisasi − pagu", excess))
    if excess < 0 <= left.value:
        hypothesis = Hypothesis(-excess, telling=equation("pagu − realisasi", -excess))
    difference = first_that_fits(left, hypothesis.value, [hypothesis]) or _astray(left, hypothesis)
    return BudgetVerdict(verdict, difference, times)


def _times(pagu: Printed, spent: Printed, rows: int | None) -> int:
    """How many times the pagu was spent, where that is a whole number above one, and that of the rows if known."""
    if not (pagu.has_value and spent.has_value and pagu.value > 0):
        return 0
    times = spent.value / pagu.value
    whole = times >= 2 and times == times.to_integral_value()
    return int(times) if whole and rows in (None, int(times)) else 0


def reconcile_change(text: str | None, before: str | None, after: str | None) -> Verdict:
    """Why the printed change between two percents is what it is; ours is relative. A fall may be printed unsigned."""
    figure, first, last = (cells.read(cell, {}) for cell in (text, before, after))
    if not (figure.has_value and first.has_value and last.has_value and first.value):
        return unreadable(figure, None)
    points = last.value - first.value
    ours = points / first.value * HUNDRED
    ways = (
        ((), "(sesudah − sebelum) / sebelum × 100", ours),
        ((Cause.POINTS,), "sesudah − sebelum", points),
        ((Cause.DIFFERENCE,), "sesudah − 100", last.value - HUNDRED),
        ((Cause.FORMULA,), "sesudah / sebelum × 100", last.value / first.value * HUNDRED),
    )
    hypotheses = [
        Hypothesis(value if figure.value < 0 else abs(value), causes, ", ".join(causes), equation(left, value))
        for causes, left, value in ways
    ]
    return first_that_fits(figure, ours, hypotheses) or _astray(figure, hypotheses[0])
