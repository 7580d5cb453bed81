"""Dari mana angka ini: each capaian as its formula with the numbers in it, and where they stand; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sheets_sync import numerals
from sheets_sync.achievement import category_of
from sheets_sync.assessing import Assessing, Band, Method, Outcome, Policy
from sheets_sync.model import Accumulation
from sheets_sync.period import Period
from sheets_sync.recap import Achievement, QuarterFigure
from sheets_sync.tallies import Money, Tally
from sheets_sync.targets import Target

LONGEST_TAIL = 6  # decimals shown in a formula
MINUS, TIMES, OVER = "−", "×", "÷"


@dataclass(frozen=True, slots=True)
class Origin:
    """What answers for one capaian, in words; empty where there is nothing to tell."""

    method: str  # the formula by its name: `R/T (makin tinggi makin baik)`
    working: str  # `(2 × 10 − 8) ÷ 10 × 100 = 120,00`, or why there is no figure
    sums: str  # how realisasi and target of the year so far came about
    mean: str  # how it enters a mean, where it does so otherwise than as it is
    parts: tuple[QuarterFigure, ...]  # the cells


METHOD_WORDS = {
    Method.HIGHER: "makin tinggi makin baik",
    Method.LOWER: "makin rendah makin baik",
    Method.LOWER_RATIO: "makin rendah makin baik",
    Method.RANGE: "di dalam rentang 100, di luarnya menurut batas yang terdekat",
}


def method_words(method: Method) -> str:
    """The formula by its name, with what it means."""
    return f"{method.value} ({METHOD_WORDS[method]})"


def origin_of(item: Achievement, assessing: Assessing) -> Origin:
    """What answers for that capaian."""
    return Origin(method_words(item.method), working(item), _sums(item), _mean_words(item, assessing), item.parts)


def working(item: Achievement) -> str:
    """The formula with its numbers in it; where there is no capaian, or a policy stands for it, that in words."""
    if item.percent is None:
        return _reason(item)
    target, actual = item.actual_target, item.actual
    if target is None or actual is None:
        return f"kebijakan kantor: dihitung {numerals.fixed(item.percent, 2)}"
    formula = _filled(item.method, target, actual)
    if not formula:
        return f"{_zero_words(target, actual)}; kebijakan kantor: dihitung {numerals.fixed(item.percent, 2)}"
    return f"{formula} = {numerals.fixed(item.percent, 2)}"


def _filled(method: Method, target: Target, actual: Decimal) -> str:
    """Empty where the formula would divide by zero, and something else stands for it."""
    bound, falling = target.low, method is Method.LOWER
    if method is Method.RANGE:
        if target.low <= actual <= target.high:
            return f"{_n(actual)} di dalam {_n(target.low)}–{_n(target.high)}"
        if actual > target.high:
            bound, falling = target.high, True
    if bound == 0 or (method is Method.LOWER_RATIO and actual == 0):
        return ""
    if method is Method.LOWER_RATIO:
        return f"{_n(bound)} {OVER} {_n(actual)} {TIMES} 100"
    if falling:
        return f"(2 {TIMES} {_n(bound)} {MINUS} {_n(actual)}) {OVER} {_n(bound)} {TIMES} 100"
    return f"{_n(actual)} {OVER} {_n(bound)} {TIMES} 100"


def _n(value: Decimal) -> str:
    """The number as it stands in a formula; a mean with a long tail is cut, and says so."""
    whole, _, tail = numerals.plain(numerals.tidy(value)).partition(",")
    text = f"{whole},{tail[:LONGEST_TAIL]}" if tail else whole
    text += "…" if len(tail) > LONGEST_TAIL else ""
    return text if value >= 0 else f"({text})"


def _zero_words(target: Target, actual: Decimal) -> str:
    return f"target {numerals.plain(target.low)}, realisasi {numerals.plain(actual)}"


def _reason(item: Achievement) -> str:
    if (
        item.outcome in (Outcome.NOT_COMPUTABLE, Outcome.NOT_ASSESSED)
        and item.actual_target
        and item.actual is not None
    ):
        return f"{item.outcome.value}: {_zero_words(item.actual_target, item.actual)}"
    return item.outcome.value


def _sums(item: Achievement) -> str:
    """`12 + 30 = 42 (jumlah TW I, TW II); target 10 + 30 = 40`; of one quarter alone, which one it is."""
    if item.actual is None or not item.parts:
        return ""
    quarters = ", ".join(Period.parse(part.period).short for part in item.parts)
    if len(item.parts) == 1:
        return f"{item.accumulation.value}: {quarters}"
    told = f"{_joined([part.value for part in item.parts], item.accumulation)} = {_n(item.actual)}"
    return f"{told}{_target_sums(item)} ({item.accumulation.value} {quarters})"


def _target_sums(item: Achievement) -> str:
    """`; target 10 + 30 = 40`; of a range both its bounds; empty where a quarter has no target."""
    targets = [part.target for part in item.parts if part.target]
    if item.actual_target is None or len(targets) < len(item.parts):
        return ""
    lows = _joined([target.low for target in targets], item.accumulation)
    if item.actual_target.low == item.actual_target.high:
        return f"; target {lows} = {_n(item.actual_target.low)}"
    highs = _joined([target.high for target in targets], item.accumulation)
    return f"; target bawah {lows} = {_n(item.actual_target.low)}, atas {highs} = {_n(item.actual_target.high)}"


def missing_words(item: Achievement) -> str:
    """Of how many of the quarters asked so far the figure is; empty where none is missing, or there is no figure."""
    if not 0 < item.quarters < item.quarters_due:
        return ""
    return (
        f"Dihitung dari {item.quarters} dari {item.quarters_due} triwulan; yang tidak ada angkanya tidak masuk ke target"
        " maupun realisasi."
    )


def _joined(values: list[Decimal], accumulation: Accumulation) -> str:
    total = " + ".join(map(_n, values))
    return f"({total}) {OVER} {len(values)}" if accumulation is Accumulation.MEAN else total


def _mean_words(item: Achievement, assessing: Assessing) -> str:
    """How the capaian enters a mean, where the office's cap or the floor at 0 acts on it."""
    cap = assessing.average_cap
    if item.percent is None:
        return "tidak ikut dirata-ratakan"
    if item.percent < 0:
        return "dalam rata-rata dihitung 0 (batas bawah)"
    if cap is not None and item.percent > cap:
        return f"dalam rata-rata dihitung {numerals.plain(cap)} (batas atas kantor)"
    return ""


# --- what is made of several ---------------------------------------------------------------------------------


def mean_working(tally: Tally, parts: Iterable[tuple[str, Decimal]]) -> str:
    """The mean with its numbers in it, each with its name: `(95,5 [PEM-01] + 104,5 [PEM-02]) ÷ 2 = 100,00`.

    `parts` are the numbers that make up its sum; empty where there is no mean.
    """
    if tally.mean is None:
        return ""
    told = " + ".join(f"{_n(value)} [{name}]" for name, value in parts)
    return f"({told}) {OVER} {tally.count} = {numerals.fixed(tally.mean, 2)}"


def mean_of(items: Iterable[Achievement], tally: Tally, assessing: Assessing) -> str:
    """That of indicators, each as it enters a mean: at the office's cap or at 0 where these act."""
    cap = assessing.average_cap
    known = [(item.code, item.percent) for item in items if item.percent is not None]
    entering = [(code, max(percent if cap is None else min(percent, cap), Decimal(0))) for code, percent in known]
    return mean_working(tally, entering)


def limit_words(tally: Tally, assessing: Assessing) -> str:
    """What the office's cap and the floor at 0 did to the mean; empty where they did nothing."""
    cap = assessing.average_cap
    acted = []
    if tally.capped and cap is not None:
        acted.append(f"{tally.capped} capaian di atas {numerals.plain(cap)} dihitung {numerals.plain(cap)}")
    if tally.floored:
        acted.append(f"{tally.floored} capaian di bawah 0 dihitung 0")
    return f"Dalam rata-rata, {' dan '.join(acted)}." if acted else ""


def money_working(money: Money) -> str:
    """Serapan with its numbers in it, and of how many programmes; or why there is none."""
    if not money.known:
        return "realisasi belum ada"
    if money.absorbed is None:
        return f"tidak dapat dihitung: pagu {numerals.plain(money.known_ceiling)}"
    told = f"{_n(money.actual)} {OVER} {_n(money.known_ceiling)} {TIMES} 100 = {numerals.fixed(money.absorbed, 2)}"
    return told if money.programmes == 1 else f"{told} ({money.known} dari {money.programmes} program)"


# --- the rules themselves ------------------------------------------------------------------------------------

POLICY_WORDS = (
    ("no_target", "tanpa target"),
    ("not_due", "belum waktunya diisi"),
    ("empty", "belum diisi"),
    ("zero_both", "target 0 dan realisasi 0"),
    ("zero_target_higher", "target 0, realisasi lebih dari 0, makin tinggi makin baik"),
    ("zero_target_lower", "target 0, realisasi lebih dari 0, makin rendah makin baik"),
    ("zero_actual_ratio", "realisasi 0 pada rumus T/R"),
)


def rules_in_words(assessing: Assessing) -> tuple[str, ...]:
    """How capaian was judged, in sentences: the scale, what enters a mean, and what becomes of zero and of nothing."""
    cap = assessing.average_cap
    above = "tidak dibatasi ke atas" if cap is None else f"paling tinggi {numerals.plain(cap)}"
    policies = "; ".join(f"{words}: {_policy(getattr(assessing, name))}" for name, words in POLICY_WORDS)
    return (
        scale_words(assessing),
        f"Makin rendah makin baik dihitung dengan {assessing.lower_method.value}, kecuali indikator yang menyebut rumus lain.",
        f"Dalam rata-rata tiap capaian {above} dan paling rendah 0; capaian tiap indikator sendiri ditulis apa adanya.",
        "Rata-rata dihitung dari nilai yang belum dibulatkan; yang tidak dinilai tidak ikut dirata-ratakan.",
        f"Nol dan kosong: {policies}.",
    )


def scale_words(assessing: Assessing) -> str:
    """The categories with their bounds, and where a value on or between two printed bounds belongs: 90,5."""
    bands = assessing.bands
    bounds = "; ".join(f"{band.name} {bound_words(band)}" for band in bands)
    between = bands[0].floor if bands[0].above else bands[0].floor - Decimal("0.5")
    example = f" {numerals.plain(between)} termasuk {category_of(between, bands)}." if len(bands) > 1 else ""
    return f"Kategori: {bounds}. Yang dibandingkan nilai yang belum dibulatkan.{example}"


def bound_words(band: Band) -> str:
    """Where the category begins: `mulai 76`, or `di atas 76`."""
    return f"{'di atas' if band.above else 'mulai'} {numerals.plain(band.floor)}"


def _policy(policy: Policy) -> str:
    if isinstance(policy, Decimal):
        return f"dihitung {numerals.plain(policy)}"
    return policy.value if policy in (Outcome.NOT_COMPUTABLE, Outcome.NOT_ASSESSED) else "tidak dinilai"
