"""Figures that others published: reproduced to a hundredth, or explained by a named cause.

The causes are those met in published LKjIP: cut instead of rounded, capped, computed from finer figures than printed,
another formula than the one claimed, the narrative's figure instead of the table's, a misprint. They are tried in the
order of what is likeliest and can be proved best; a misprint comes last, since with enough misprints anything is
explained. What no cause explains is said to be so, with what we compute.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sheets_sync import numerals
from sheets_sync.achievement import USUAL, percent_of
from sheets_sync.assessing import Assessing, Method, Policy
from sheets_sync.published import cells, misread
from sheets_sync.published.cells import Printed, Shape
from sheets_sync.published.finer import by_finer, by_score
from sheets_sync.published.needed import HUNDRED, Pair, shown_numbers
from sheets_sync.published.verdicts import (
    Cause,
    Hypothesis,
    Verdict,
    equation,
    figure_words,
    first_that_fits,
    near,
    told,
    unexplained,
)
from sheets_sync.targets import Target

# PermenPAN-RB 88/2021: the lower bounds of the SAKIP predicates.
PREDICATES = {"AA": 90, "A": 80, "BB": 70, "B": 60, "CC": 50, "C": 30, "D": 0}
SCORES: Mapping[str, Decimal] = {name: Decimal(score) for name, score in PREDICATES.items()}
CAPS = (HUNDRED, Decimal(120))  # the two in use
RARE_CAPS = (Decimal(110), Decimal(150), Decimal(200))  # met in applications
ZERO_RESULTS = (Decimal(0), HUNDRED, 2 * HUNDRED)  # what applications give where a target or a realisasi is nought
RISING = (Method.HIGHER, Method.RANGE)


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One indicator of a published table, each cell as its text; None where nothing is printed.

    `method` is the formula that the table claims, or that follows from its polarity; None where neither is said.
    `prose_target` and `prose_actual` are the narrative's figures where they differ from the table's.
    """

    target: str | None
    actual: str | None
    achievement: str | None
    method: Method | None = None
    measure: str = ""
    prose_target: str = ""
    prose_actual: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A row that could be read: what is printed, what we compute, and by which formula."""

    printed: Printed
    pair: Pair
    method: Method
    computed: Policy
    prose: tuple[Pair, ...]
    assessing: Assessing
    claimed: bool  # whether the table claims the formula; else it is the usual one
    predicates: Mapping[str, Decimal]

    @property
    def others(self) -> list[Method]:
        """The formulas in use, without the one claimed."""
        ranged = self.pair.target.shape is Shape.RANGE
        return [method for method in Method if method is not self.method and (ranged or method is not Method.RANGE)]

    def percent(self, method: Method, pair: Pair) -> Decimal | None:
        percent = percent_of(method, Target(pair.target.low, pair.target.high), pair.actual.value, self.assessing)
        return percent if isinstance(percent, Decimal) else None


def reconcile(row: PrintedRow, assessing: Assessing = USUAL, predicates: Mapping[str, Decimal] = SCORES) -> Verdict:
    """Our capaian of the printed row, and why the printed one is what it is.

    A capaian in brackets is below nought, as bookkeepers write it, or only set in brackets: whichever explains better.
    """
    verdict = _reconciled(row, assessing, predicates)
    if verdict.reproduced or not cells.in_brackets(row.achievement or ""):
        return verdict
    bare = replace(row, achievement=(row.achievement or "").replace("(", "").replace(")", ""))
    other = replace(_reconciled(bare, assessing, predicates), printed=verdict.printed)
    return min(verdict, other, key=lambda one: (not one.reproduced, not one.explained, one.surmised))


def _reconciled(row: PrintedRow, assessing: Assessing, predicates: Mapping[str, Decimal]) -> Verdict:
    figure = cells.read(row.achievement, {})
    target, actual = (cells.read(text, predicates, row.measure) for text in (row.target, row.actual))
    if figure.shape is Shape.NOTHING and Shape.NOTHING in (target.shape, actual.shape):
        return _nothing_printed(figure, assessing.no_target if target.shape is Shape.NOTHING else assessing.empty)
    if missing := _missing(figure, target, actual, assessing):
        return missing
    if unusable := _unusable(figure, target, actual):
        return unusable
    method = row.method or (Method.RANGE if target.shape is Shape.RANGE else Method.HIGHER)
    pair = Pair(target, actual)
    computed = percent_of(method, Target(target.low, target.high), actual.value, assessing)
    if figure.shape is Shape.NOTHING:
        return _nothing_printed(figure, computed)
    prose = tuple(_in_prose(row, pair, predicates))
    case = Case(figure, pair, method, computed, prose, assessing, row.method is not None, predicates)
    return next(filter(None, _trials(case)), None) or _unexplained(case)


def _missing(figure: Printed, target: Printed, actual: Printed, assessing: Assessing) -> Verdict | None:
    """The verdict on a capaian printed for what is not filled in: 0 without realisasi, any of those without target."""
    results = ZERO_RESULTS if target.shape is Shape.NOTHING else ZERO_RESULTS[:1] * (actual.shape is Shape.NOTHING)
    if figure.shape is not Shape.NUMBER or figure.value not in results:
        return None
    ours = assessing.no_target if target.shape is Shape.NOTHING else assessing.empty
    empty = "target" if target.shape is Shape.NOTHING else "realisasi"
    sentence = f"Tercetak {figure.text} untuk {empty} yang tidak terisi; menurut ketentuan kita {figure_words(ours)}."
    return Verdict((Cause.MISSING,), figure.text, ours, Cause.MISSING.value, sentence)


def _unusable(figure: Printed, target: Printed, actual: Printed) -> Verdict | None:
    """The verdict on a row that cannot be computed as it stands: two quantities in a cell, words, an empty cell.

    Only a target may be a range; only the capaian may be left out.
    """
    single = (Shape.NUMBER, Shape.RATIO, Shape.PREDICATE)
    usable = (
        ("Target", target, (*single, Shape.RANGE)),
        ("Realisasi", actual, single),
        ("Capaian", figure, (*single, Shape.NOTHING)),
    )
    name, cell = next(((name, cell) for name, cell, shapes in usable if cell.shape not in shapes), ("", None))
    if cell is None:
        return None
    cause = {Shape.COMPOUND: Cause.COMPOUND, Shape.NOTHING: Cause.NOT_PRINTED}.get(cell.shape, Cause.UNREADABLE)
    same = target.text and target.text.casefold() == actual.text.casefold() and figure.value == HUNDRED
    ending = " Target dan realisasi tercetak sama, sejalan dengan capaian 100." if same else ""
    sentence = f"{name} “{cell.text}” tidak dihitung: {cause.value}.{ending}"
    return Verdict((cause,), figure.text, None, f"{name.lower()}: {cause.value}", sentence)


def _nothing_printed(figure: Printed, computed: Policy) -> Verdict:
    cause = Cause.NOT_PRINTED if isinstance(computed, Decimal) else Cause.REPRODUCED
    return Verdict(
        (cause,), figure.text, computed, cause.value, f"Capaian tidak tercetak; dihitung {figure_words(computed)}."
    )


def _in_prose(row: PrintedRow, pair: Pair, predicates: Mapping[str, Decimal]) -> Iterator[Pair]:
    """The pairs that the narrative's figures make with the table's."""
    target, actual = (cells.read(text, predicates, row.measure) for text in (row.prose_target, row.prose_actual))
    if target.has_value:
        yield Pair(target, pair.actual)
    if actual.has_value:
        yield Pair(pair.target, actual)
    if target.has_value and actual.has_value:
        yield Pair(target, actual)


def _trials(case: Case) -> Iterator[Verdict | None]:
    """What may be the cause, likeliest first."""
    yield _fits(case, _by(case, case.method, case.pair))
    yield _within_a_hundredth(case)
    yield _fits(case, _capped(_by(case, case.method, case.pair)))
    yield _zero(case)
    yield _fits(case, (item for pair in case.prose for item in _by(case, case.method, pair)))
    yield _finer(case, case.method)
    yield _fits(case, _by_others(case))
    yield _fits(case, _capped(_by(case, case.method, case.pair), RARE_CAPS))
    yield _fits(case, _by_bounds(case))
    yield first_that_fits(case.printed, case.computed, _by_differences(case), exact=True)
    yield from (_finer(case, method) for method in case.others)
    if Shape.PREDICATE in (case.pair.target.shape, case.pair.actual.shape):
        yield by_score(case.printed, case.computed, case.pair, case.method, case.predicates)
    yield from _misprinted(case)


def _fits(case: Case, hypotheses: Iterator[Hypothesis]) -> Verdict | None:
    return first_that_fits(case.printed, case.computed, hypotheses)


def _by(case: Case, method: Method, pair: Pair) -> Iterator[Hypothesis]:
    """The formula with that pair's numbers; its causes say in what it departs from the row's own."""
    value = case.percent(method, pair)
    if value is None:
        return
    causes: list[Cause] = []
    words: list[str] = []
    if method is not case.method:
        causes.append(Cause.FORMULA)
        words.append(f"{Cause.FORMULA.value}: {method.value}")
        if case.claimed and (method in RISING) != (case.method in RISING):
            causes.append(Cause.POLARITY)
            words.append(Cause.POLARITY.value)
    if pair in case.prose:
        causes.append(Cause.PROSE)
        words.append(Cause.PROSE.value)
    yield Hypothesis(value, tuple(causes), ", ".join(words), equation(shown_numbers(method, pair), value))


def _within_a_hundredth(case: Case) -> Verdict | None:
    if not isinstance(case.computed, Decimal) or not near(case.computed, case.printed):
        return None
    telling = f"{equation(shown_numbers(case.method, case.pair), case.computed)} (selisih 0,01)"
    return told(case.printed, case.computed, Hypothesis(case.computed, telling=telling))


def _capped(hypotheses: Iterator[Hypothesis], caps: Sequence[Decimal] = CAPS) -> Iterator[Hypothesis]:
    """The caps that the hypotheses' values exceed, and the floor at nought."""
    for item in hypotheses:
        bounds = [cap for cap in caps if item.value > cap] + [Decimal(0)] * (item.value < 0)
        for bound in bounds:
            words = ", ".join(filter(None, (item.words, f"{Cause.CAPPED.value} {numerals.plain(bound)}")))
            yield Hypothesis(bound, (*item.causes, Cause.CAPPED), words, item.telling)


def _by_others(case: Case) -> Iterator[Hypothesis]:
    """The other formulas with the table's figures and with the narrative's; then the same, capped."""
    found = [item for method in case.others for pair in (case.pair, *case.prose) for item in _by(case, method, pair)]
    yield from found
    yield from _capped(iter(found))


def _by_bounds(case: Case) -> Iterator[Hypothesis]:
    """A range as one number: its upper bound, its middle."""
    target = case.pair.target
    if target.shape is not Shape.RANGE:
        return
    for name, bound in (("batas atas", target.high), ("nilai tengah", (target.low + target.high) / 2)):
        pair = Pair(cells.of(bound), case.pair.actual)
        for method in (Method.HIGHER, Method.LOWER):
            value = case.percent(method, pair)
            if value is not None:
                words = f"{Cause.FORMULA.value}: {method.value} terhadap {name} rentang"
                yield Hypothesis(value, (Cause.FORMULA,), words, equation(shown_numbers(method, pair), value))


def _by_differences(case: Case) -> Iterator[Hypothesis]:
    """What is printed in place of capaian: its distance from 100, the realisasi, differences, a fraction of one."""
    target, actual = case.pair.target.value, case.pair.actual.value
    if isinstance(case.computed, Decimal):
        for fewer in (1, 0):
            yield _instead(numerals.rounded(case.computed, fewer), Cause.COARSE, "nol di belakangnya tidak dihitung")
        yield _instead(case.computed - HUNDRED, Cause.DIFFERENCE, "capaian − 100")
        yield _instead(HUNDRED - case.computed, Cause.DIFFERENCE, "100 − capaian")
        if case.printed.value < 10:
            yield _instead(case.computed / HUNDRED, Cause.FRACTION, "capaian / 100")
    yield _instead(actual, Cause.FORMULA, "realisasi dicetak sebagai capaian")
    yield _instead(HUNDRED + actual - target, Cause.FORMULA, "100 + (R − T)")
    yield _instead(HUNDRED - actual + target, Cause.FORMULA, "100 − (R − T)")
    yield _instead(actual - target, Cause.DIFFERENCE, "R − T")
    yield _instead(target - actual, Cause.DIFFERENCE, "T − R")
    for method in case.others:
        value = case.percent(method, case.pair)
        if value is not None:
            yield _instead(value - HUNDRED, Cause.DIFFERENCE, f"{method.value} − 100")


def _instead(value: Decimal, cause: Cause, words: str) -> Hypothesis:
    return Hypothesis(value, (cause,), f"{cause.value}: {words}", equation(words, value))


def _finer(case: Case, method: Method) -> Verdict | None:
    """Finer figures than those printed, by the formula."""
    why = next(_by(case, method, case.pair), None)
    verdict = by_finer(case.printed, case.computed, case.pair, method, why) if why else None
    return None if verdict and verdict.surmised and method is not case.method else verdict


def _misprinted(case: Case) -> Iterator[Verdict | None]:
    values = ((method, case.percent(method, case.pair)) for method in (case.method, *case.others))
    known = [(method, value) for method, value in values if value is not None]
    return misread.trials(case.printed, case.computed, case.pair, known)


def _zero(case: Case) -> Verdict | None:
    """Nought as target or realisasi, which applications treat each in its own way."""
    nought = case.pair.target.value == 0 or (case.pair.actual.value == 0 and case.method not in RISING)
    if not nought or case.printed.value not in ZERO_RESULTS:
        return None
    ours = figure_words(case.computed)
    sentence = f"Tercetak {case.printed.text} untuk target atau realisasi nol; menurut ketentuan kita {ours}."
    return Verdict((Cause.ZERO,), case.printed.text, case.computed, Cause.ZERO.value, sentence)


def _unexplained(case: Case) -> Verdict:
    ours = figure_words(case.computed)
    sentence = f"Tercetak {case.printed.text}; {shown_numbers(case.method, case.pair)} memberi {ours}."
    return unexplained(case.printed, case.computed, sentence + misread.would_need(case.printed, case.method, case.pair))
