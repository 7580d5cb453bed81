"""Capaian computed from figures more exact than the table prints: 66,67 where it prints 66,7, 71,5 where it prints BB."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from sheets_sync import numerals
from sheets_sync.assessing import Method, Policy
from sheets_sync.published.cells import Interval, Printed, Shape
from sheets_sync.published.needed import HUNDRED, Pair, exactly, needed_actual, needed_target, shown_numbers, stood_for
from sheets_sync.published.verdicts import Cause, Hypothesis, Verdict, figure_words

ONE_IN_FIFTY = Decimal("0.02")
ONE_IN_HUNDRED = Decimal("0.01")
Found = dict[str, Interval]  # by what was printed coarser than it was: "realisasi", "target" or both


def may_be_rounded(printed: Printed) -> bool:
    """Whether the printed figure may be the rounding of a finer one.

    Not a count; and not a figure so short that its rounding would explain everything: half of its last digit may
    weigh two hundredths of it where it has decimals, one hundredth where it has none.
    """
    if printed.counted or printed.value == 0 or printed.shape is not Shape.NUMBER:
        return False
    bound = ONE_IN_FIFTY if printed.decimals else ONE_IN_HUNDRED
    return printed.step / 2 <= bound * abs(printed.value)


def finer(method: Method, percent: Printed, pair: Pair) -> Found:
    """Finer figures that round to those printed and give the printed percent; empty where there are none.

    The realisasi alone is tried first, since it is measured; then the target alone, then both.
    """
    if not pair.invertible:
        return {}
    alone = _actual(method, percent, pair, exactly(pair.target))
    if alone:
        return {"realisasi": alone}
    alone = _target(method, percent, pair, exactly(pair.actual))
    if alone:
        return {"target": alone}
    actual = _actual(method, percent, pair, stood_for(pair.target))
    target = _target(method, percent, pair, stood_for(pair.actual)) if may_be_rounded(pair.target) else None
    return {"realisasi": actual, "target": target} if actual and target else {}


def _actual(method: Method, percent: Printed, pair: Pair, target: Interval) -> Interval | None:
    return _meeting(pair.actual, needed_actual(method, percent, target))


def _target(method: Method, percent: Printed, pair: Pair, actual: Interval) -> Interval | None:
    return _meeting(pair.target, needed_target(method, percent, actual))


def _meeting(printed: Printed, needed: Interval | None) -> Interval | None:
    return needed.meet(stood_for(printed)) if needed and may_be_rounded(printed) else None


def by_finer(percent: Printed, computed: Policy, pair: Pair, method: Method, why: Hypothesis) -> Verdict | None:
    """The verdict that finer figures give the percent by that formula; `why` says in what the formula departs.

    A surmise where a whole number would have to be a rounded one.
    """
    found = finer(method, percent, pair)
    if not found:
        return None
    cells = {"realisasi": pair.actual, "target": pair.target}
    parts = [f"{name} {_between(interval)} (tercetak {cells[name].text})" for name, interval in found.items()]
    words = ", ".join(filter(None, (why.words, Cause.UNROUNDED.value)))
    sentence = (
        f"Tercetak {percent.text}; {shown_numbers(method, pair)} memberi {numerals.fixed(why.value, 2)}. "
        f"{percent.text} diperoleh bila {' dan '.join(parts)}: {words}."
    )
    causes = (*why.causes, Cause.UNROUNDED)
    whole = any(cells[name].decimals == 0 for name in found)
    return Verdict(causes, percent.text, computed, words, sentence, whole, next(iter(found.values())))


def by_score(
    percent: Printed, computed: Policy, pair: Pair, method: Method, predicates: Mapping[str, Decimal]
) -> Verdict | None:
    """The surmise that scores behind the predicates give the percent, each within its predicate's band."""
    target, actual = (_band(cell, predicates) for cell in (pair.target, pair.actual))
    if pair.actual.shape is Shape.PREDICATE:
        name, needed, band = "realisasi", needed_actual(method, percent, target), actual
    else:
        name, needed, band = "target", needed_target(method, percent, actual), target
    found = needed.meet(band) if needed else None
    if not found:
        return None
    words = f"diduga {Cause.SCORE.value}"
    sentence = (
        f"Tercetak {percent.text}; {shown_numbers(method, pair)} memberi {figure_words(computed)}. "
        f"{percent.text} diperoleh bila nilai {name} {_between(found)}: {words}."
    )
    return Verdict((Cause.SCORE,), percent.text, computed, words, sentence, surmised=True, interval=found)


def _band(cell: Printed, predicates: Mapping[str, Decimal]) -> Interval:
    """The scores of the printed predicate, from its lower bound to the next one's; a number is itself."""
    if cell.shape is not Shape.PREDICATE:
        return exactly(cell)
    above = min((score for score in predicates.values() if score > cell.value), default=HUNDRED)
    return Interval(cell.value, above)


def _between(interval: Interval) -> str:
    """The interval in words, with as many decimals as tell its ends apart, and its shortest number."""
    places = max(0, 1 - (interval.high - interval.low).adjusted())
    ends = (numerals.fixed(end, places) for end in (interval.low, interval.high))
    return f"antara {' dan '.join(ends)}, misalnya {numerals.plain(interval.shortest)}"
