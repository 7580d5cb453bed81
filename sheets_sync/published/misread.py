"""A printed row in which a typing error is the likeliest cause: which figure, which digit. Always a surmise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from sheets_sync import numerals
from sheets_sync.assessing import Method, Policy
from sheets_sync.published.cells import Interval, Printed
from sheets_sync.published.misprints import SHIFTS, slip, two_digits
from sheets_sync.published.needed import (
    Pair,
    actual_giving,
    exactly,
    needed_actual,
    needed_target,
    shown_numbers,
    stood_for,
    target_giving,
)
from sheets_sync.published.verdicts import Cause, Verdict, misprinted

ONE_IN_TEN = Decimal("0.1")
Slip = Callable[[Printed, Decimal], str]


def trials(
    percent: Printed, computed: Policy, pair: Pair, values: Sequence[tuple[Method, Decimal]]
) -> Iterator[Verdict | None]:
    """The misprints that may be the cause, likeliest first.

    `values` are the formulas with what each gives, the claimed one first. A slip in the capaian, in the realisasi, in
    the target, but in the capaian last where realisasi and target make one that nobody believes; two digits side by
    side where chance would rarely find such a figure; at last a slip in one of two figures whose finer digits are not
    printed, with all that would fit.
    """
    for index, (method, value) in enumerate(values):
        in_percent = _in_percent(percent, computed, method, pair, value)
        in_inputs = _in_inputs(percent, computed, method, pair, slip)
        found = (in_percent, in_inputs) if 10 <= value <= 1000 else (in_inputs, in_percent)
        yield from found if index == 0 else (_by_other(method, verdict) for verdict in found)
    for method, _ in values[:1]:
        yield _in_inputs(percent, computed, method, pair, two_digits, rare=True)
        yield _in_unrounded(percent, computed, method, pair)


def _by_other(method: Method, verdict: Verdict | None) -> Verdict | None:
    """The same surmise, with word that it takes another formula than the row's own."""
    if verdict is None:
        return None
    other = f"{Cause.FORMULA.value}: {method.value}"
    sentence = f"{verdict.sentence.removesuffix('.')}, {other}."
    return replace(
        verdict, causes=(*verdict.causes, Cause.FORMULA), words=f"{verdict.words}, {other}", sentence=sentence
    )


def _in_percent(percent: Printed, computed: Policy, method: Method, pair: Pair, value: Decimal) -> Verdict | None:
    words = slip(percent, value)
    if not words:
        return None
    telling = f"{shown_numbers(method, pair)} = {numerals.fixed(value, 2)}"
    return misprinted(percent, computed, f"capaian, {words}", telling)


def _in_inputs(
    percent: Printed, computed: Policy, method: Method, pair: Pair, relation: Slip, *, rare: bool = False
) -> Verdict | None:
    """The realisasi or the target that gives the capaian, where such a slip makes the printed one of it."""
    for name, cell, needed in _needed(percent, method, pair, finer=False):
        if rare and needed.high - needed.low > ONE_IN_TEN * cell.step:
            continue
        for meant in _candidates(cell, needed, percent):
            words = relation(cell, meant)
            if words:
                figure = numerals.fixed(meant, max(cell.decimals, -_exponent(meant)))
                telling = f"{method.value} memberinya dengan {name} {figure}, tercetak {cell.text}"
                return misprinted(percent, computed, f"{name}, {words}", telling)
    return None


def _in_unrounded(percent: Printed, computed: Policy, method: Method, pair: Pair) -> Verdict | None:
    """All slips of one digit that fit when the other figure is the rounding of a finer one."""
    if min(percent.decimals, pair.actual.decimals, pair.target.decimals) < 1:
        return None
    found = [
        f"{name} {numerals.fixed(meant, cell.decimals)} (tercetak {cell.text}: {words})"
        for name, cell, needed in _needed(percent, method, pair, finer=True)
        for meant in _candidates(cell, needed, percent)
        if (words := slip(cell, meant))
    ]
    if not found:
        return None
    telling = f"{method.value} memberinya, dari angka yang belum dibulatkan, dengan {' atau '.join(found)}"
    doubt = "" if len(found) == 1 else "; tidak dapat dipastikan yang mana"
    return misprinted(percent, computed, f"target atau realisasi, dan {Cause.UNROUNDED.value}", telling + doubt)


def _needed(percent: Printed, method: Method, pair: Pair, *, finer: bool) -> Iterator[tuple[str, Printed, Interval]]:
    """Each figure with the interval that gives the capaian beside the other one, printed or finer."""
    if not pair.invertible:
        return
    stands = stood_for if finer else exactly
    for name, cell, needed in (
        ("realisasi", pair.actual, needed_actual(method, percent, stands(pair.target))),
        ("target", pair.target, needed_target(method, percent, stands(pair.actual))),
    ):
        if needed:
            yield name, cell, needed


def _candidates(cell: Printed, needed: Interval, percent: Printed) -> Iterator[Decimal]:
    """Figures of as many decimals as the cell has, where the capaian is exact enough to tell; then moved signs."""
    if percent.decimals >= 1:
        yield from needed.on_grid(cell.step)
    for shift in SHIFTS:
        moved = cell.value.scaleb(-shift)
        if needed.low <= moved <= needed.high:
            yield moved


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def would_need(percent: Printed, method: Method, pair: Pair) -> str:
    """Which realisasi, and which target, would give the printed capaian; empty where that cannot be said."""
    if not pair.invertible:
        return ""
    actual = actual_giving(method, percent.value, pair.target.value)
    target = target_giving(method, percent.value, pair.actual.value)
    parts = [
        f"{name} {numerals.fixed(value, cell.decimals + 2)}"
        for name, cell, value in (("realisasi", pair.actual, actual), ("target", pair.target, target))
        if value is not None and value > 0
    ]
    return f" Untuk {percent.text} diperlukan {' atau '.join(parts)}." if parts else ""
