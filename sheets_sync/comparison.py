"""The seven comparisons of Bab III of an LKjIP, for one indicator (PermenPAN-RB 53/2014); pure.

Target and realisasi of the year; earlier years; the medium-term target; the national standard; causes and remedies;
efficiency; supporting programmes. What has no data says so, and what does not compare says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sheets_sync import numerals
from sheets_sync.assessing import Assessing, Policy
from sheets_sync.earlier_years import FILL, EarlierYear, Sticks, by_indicator, earlier_years
from sheets_sync.form import target_figure
from sheets_sync.lineage import Missing, apart, indicator_in, no_data
from sheets_sync.model import Accumulation, Polarity
from sheets_sync.period import Period
from sheets_sync.recap import Achievement, BudgetLine, Commitment, UnitRecap
from sheets_sync.rollup import Efficiency, efficiency_of
from sheets_sync.targets import Against, Target, Yardstick
from sheets_sync.year_view import Year, judged

QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Version:
    """The year's and the quarter's target in one document, and what the year so far is of the year's."""

    commitment: Commitment
    result: Policy


@dataclass(frozen=True, slots=True)
class Measured:
    """Realisasi of the year so far against a target from outside."""

    yardstick: Yardstick
    bound: Target  # the standard, or the figure that stands for it
    result: Policy  # percent of it by the indicator's own formula
    difference: Decimal  # realisasi less the nearer bound, in the satuan
    words: str  # where realisasi lies


@dataclass(frozen=True, slots=True)
class Cause:
    """What hindered and what is done about it, as the unit wrote it in that quarter."""

    period: Period
    hindrance: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Comparisons:
    """One indicator's seven comparisons."""

    unit: UnitRecap
    item: Achievement  # 1: its target, realisasi and capaian
    versions: tuple[Version, ...]  # 1: of PK and PK Perubahan, where they differ
    earlier: tuple[EarlierYear | Missing, ...]  # 2: newest first
    medium_term: Measured | Missing  # 3
    standard: Measured | Missing  # 4
    causes: tuple[Cause, ...]  # 5: oldest first
    efficiency: Efficiency | Missing  # 6: of the supporting programme
    programmes: tuple[BudgetLine, ...]  # 7


def compare(year: Year) -> tuple[Comparisons, ...]:
    """Those of every indicator of the year, unit by unit."""
    sticks, recap = by_indicator(year.office.yardsticks), year.recap
    programmes = {line.programme: efficiency_of(recap, line.programme) for line in recap.budget}
    return tuple(_compare(year, unit, item, sticks, programmes) for unit in recap.units for item in unit.achievements)


def _compare(
    year: Year, unit: UnitRecap, item: Achievement, sticks: Sticks, programmes: Mapping[str, Efficiency]
) -> Comparisons:
    return Comparisons(
        unit=unit,
        item=item,
        versions=versions_of(item, year.recap.assessing),
        earlier=earlier_years(year, unit.code, item, sticks),
        medium_term=_measured(year, item, _last(sticks, item.code, Against.MEDIUM_TERM)),
        standard=_measured(year, item, _last(sticks, item.code, Against.STANDARD)),
        causes=tuple(_causes(year, unit.code, item)),
        efficiency=programmes.get(item.programme) or no_data(_no_programme(item)),
        programmes=tuple(line for line in year.recap.budget if line.programme == item.programme),
    )


def _no_programme(item: Achievement) -> str:
    if item.programme:
        return f"pagu program {item.programme}, isi programmes.csv"
    return "program penunjang, isi kolom program di indicators.csv"


# --- 1: the year ------------------------------------------------------------------------------------------------


def versions_of(item: Achievement, assessing: Assessing) -> tuple[Version, ...]:
    """Each document's targets, where a later one changed them."""
    if len({(row.annual, row.quarter) for row in item.commitments}) < 2:
        return ()
    return tuple(Version(row, against_year(item, row.annual, assessing)) for row in item.commitments)


def version_words(version: Version, measure: str) -> str:
    """`PK (PK-1/2026): target tahun 7, capaiannya 71,43 %, target triwulan ini 1`."""
    made, percent = version.commitment, version.result
    annual, quarter = (target_figure(item, measure) if item else "–" for item in (made.annual, made.quarter))
    told = f", capaiannya {numerals.fixed(percent, 2)} %" if isinstance(percent, Decimal) else ""
    return f"{made.kind} ({made.document}): target tahun {annual}{told}, target triwulan ini {quarter}"


def against_year(item: Achievement, target: Target | None, assessing: Assessing) -> Policy:
    """What the year so far is of a year's target, or why there is no figure of the year."""
    return item.outcome if item.actual is None else judged(item, target, item.actual, assessing)


# --- 3 and 4: against a target from outside ----------------------------------------------------------------------


def _last(sticks: Sticks, code: str, against: Against) -> Yardstick | Missing:
    """The row of the last year: a medium-term plan is measured at its end."""
    rows = [row for row in sticks.get(code, ()) if row.against is against]
    if rows:
        return max(rows, key=lambda row: row.year)
    what = "target akhir Renstra/RPJMD" if against is Against.MEDIUM_TERM else "standar nasional"
    return no_data(f"{what}, {FILL} (jenis {against.value})")


def _measured(year: Year, item: Achievement, row: Yardstick | Missing) -> Measured | Missing:
    """How the year stands to that row; a sum of some of its quarters does not compare with what is for a whole year."""
    if isinstance(row, Missing):
        return row
    bound = row.target or row.actual
    if item.actual is None or bound is None:
        return no_data(f"realisasi tahun ini {item.outcome.value}")
    if item.accumulation is Accumulation.SUM and year.period.quarter < QUARTERS:
        what = "target akhir" if row.against is Against.MEDIUM_TERM else "standar nasional"
        return apart(f"dijumlahkan s.d. triwulan {year.period.quarter}, sedangkan {what} untuk satu tahun")
    result = judged(item, bound, item.actual, year.recap.assessing)
    return Measured(row, bound, result, _distance(item.actual, bound), _where(item, item.actual, bound))


def _distance(actual: Decimal, bound: Target) -> Decimal:
    """How far from the nearer bound; 0 inside a range."""
    if bound.low <= actual <= bound.high:
        return Decimal(0)
    return numerals.enter(actual - (bound.low if actual < bound.low else bound.high))


def _where(item: Achievement, actual: Decimal, bound: Target) -> str:
    if item.polarity is Polarity.RANGE:
        return "di dalam rentang" if bound.low <= actual <= bound.high else "di luar rentang"
    if actual == bound.low:
        return "sama"
    above = actual > bound.low
    better = above == (item.polarity is Polarity.HIGHER)
    return f"{'di atas' if above else 'di bawah'}, {'lebih baik' if better else 'belum mencapai'}"


# --- 5: in the unit's own words ----------------------------------------------------------------------------------


def _causes(year: Year, unit: str, item: Achievement) -> Iterable[Cause]:
    for then in year.quarters:
        found = indicator_in(year.office, unit, item, year.period, then)
        if isinstance(found, Achievement) and (found.hindrance.strip() or found.remedy.strip()):
            yield Cause(Period.parse(then.period), found.hindrance.strip(), found.remedy.strip())
