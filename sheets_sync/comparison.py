"""The seven comparisons of Bab III of an LKjIP, for one indicator (PermenPAN-RB 53/2014); pure.

Target and realisasi of the year; earlier years; the medium-term target; the national standard; causes and remedies;
efficiency; supporting programmes. What has no data says so, and what does not compare says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sheets_sync import numerals
from sheets_sync.achievement import percent_of
from sheets_sync.assessing import Assessing, Outcome, Policy
from sheets_sync.lineage import (
    Lack,
    Missing,
    apart,
    counted_otherwise,
    forebear,
    indicator_in,
    no_data,
    unit_in,
)
from sheets_sync.model import Accumulation, Against, Office, Polarity, Target, Yardstick
from sheets_sync.period import Period
from sheets_sync.published.rows import PrintedRow, reconcile
from sheets_sync.recap import Achievement, BudgetLine, Commitment, Recap, UnitRecap
from sheets_sync.rollup import Efficiency, efficiency_of
from sheets_sync.year_view import of_the_year, years_of

FILL = "isi office/comparisons.csv"


@dataclass(frozen=True, slots=True)
class Version:
    """The year's and the quarter's target in one document, and what the year so far is of the year's."""

    commitment: Commitment
    result: Policy


@dataclass(frozen=True, slots=True)
class EarlierYear:
    """An indicator in an earlier year, and how far this year's lies from it."""

    year: int
    source: str  # the archived recap, or the document
    code: str  # under which it stood then
    target: Target | None
    actual: Target | None  # a predicate keeps its letters
    result: Policy  # capaian by our formula, or why there is none
    printed: str  # what is to be said of the capaian that the document prints; empty where it is ours
    difference: Decimal | Missing  # this year's realisasi less that year's, in the indicator's satuan
    points: Decimal | Missing  # this year's capaian less that year's, in poin persentase


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


@dataclass(frozen=True, slots=True)
class Year:
    """A year up to a period, and the years before it, as they are archived."""

    office: Office
    period: Period
    recap: Recap  # with each indicator's last figure of the year
    quarters: tuple[Recap, ...]  # of the year, in order, the period's own last
    earlier: Mapping[int, Recap] = field(default_factory=dict)  # each year's last, with that year's figures


def year_of(office: Office, recap: Recap, others: Mapping[Period, Recap]) -> Year:
    """All that the comparisons need of the archive; `others` are the recaps of any other periods, later ones unused."""
    period = Period.parse(recap.period)
    quarters = tuple(others[past] for past in period.year_so_far[:-1] if past in others)
    before = {past: other for past, other in others.items() if past.year < period.year}
    return Year(office, period, of_the_year(office, recap, quarters), (*quarters, recap), years_of(office, before))


def compare(year: Year) -> tuple[Comparisons, ...]:
    """Those of every indicator of the year, unit by unit."""
    sticks = _by_indicator(year.office.yardsticks)
    return tuple(_compare(year, unit, item, sticks) for unit in year.recap.units for item in unit.achievements)


Sticks = Mapping[str, Sequence[Yardstick]]


def _by_indicator(yardsticks: Iterable[Yardstick]) -> Sticks:
    grouped: dict[str, list[Yardstick]] = {}
    for row in yardsticks:
        grouped.setdefault(row.indicator, []).append(row)
    return grouped


def _compare(year: Year, unit: UnitRecap, item: Achievement, sticks: Sticks) -> Comparisons:
    lines = tuple(line for line in year.recap.budget if item.programme and line.programme == item.programme)
    return Comparisons(
        unit=unit,
        item=item,
        versions=_versions(item, year.recap.assessing),
        earlier=_earlier(year, unit.code, item, sticks),
        medium_term=_measured(item, _last(sticks, item.code, Against.MEDIUM_TERM), year.recap.assessing),
        standard=_measured(item, _last(sticks, item.code, Against.STANDARD), year.recap.assessing),
        causes=tuple(_causes(year, unit.code, item)),
        efficiency=efficiency_of(year.recap, item.programme) if lines else no_data(_no_programme(item)),
        programmes=lines,
    )


def _no_programme(item: Achievement) -> str:
    if item.programme:
        return f"pagu program {item.programme}, isi programmes.csv"
    return "program penunjang, isi kolom program di indicators.csv"


# --- 1: the year ------------------------------------------------------------------------------------------------


def _versions(item: Achievement, assessing: Assessing) -> tuple[Version, ...]:
    """Each document's targets, where a later one changed them."""
    if len({(row.annual, row.quarter) for row in item.commitments}) < 2:
        return ()
    return tuple(Version(row, against_year(item, row.annual, assessing)) for row in item.commitments)


def against_year(item: Achievement, target: Target | None, assessing: Assessing) -> Policy:
    """What the year so far is of a year's target, or why there is no figure of the year."""
    return item.outcome if item.actual is None else judged(item, target, item.actual, assessing)


def judged(item: Achievement, target: Target | None, actual: Decimal | None, assessing: Assessing) -> Policy:
    """Capaian by the indicator's formula of a target and a realisasi that stand outside the period."""
    if actual is None:
        return Outcome.EMPTY
    if target is None:
        return Outcome.NO_TARGET
    result = percent_of(item.method, target, actual, assessing)
    return numerals.tidy(result) if isinstance(result, Decimal) else result


# --- 2: earlier years -------------------------------------------------------------------------------------------


def _earlier(year: Year, unit: str, item: Achievement, sticks: Sticks) -> tuple[EarlierYear | Missing, ...]:
    """The year before in any case, then every other year of which something is known."""
    last = year.period.year - 1
    told = {row.year for rows in sticks.values() for row in rows if row.against is Against.HISTORY}
    years = sorted((past for past in {last, *year.earlier, *told} if past <= last), reverse=True)
    found = [(past, _one_year(year, unit, item, past, sticks)) for past in years]
    return tuple(row for past, row in found if past == last or isinstance(row, EarlierYear))


def _one_year(year: Year, unit: str, item: Achievement, past: int, sticks: Sticks) -> EarlierYear | Missing:
    """The archive's own last recap of the year goes before what comparisons.csv says."""
    recap = year.earlier.get(past)
    old = indicator_in(year.office, unit, item, year.period, recap) if recap else None
    if recap and isinstance(old, Achievement) and old.actual is not None:
        return _from_archive(year, item, recap, old)
    row = _history(year, item, past, sticks)
    if isinstance(row, Yardstick):
        return _from_file(year, item, row)
    why = (found for found in (old, row) if isinstance(found, Missing) and found.lack is Lack.APART)
    return next(why, None) or no_data(f"realisasi {past}, {FILL} (jenis {Against.HISTORY.value})")


def _from_archive(year: Year, item: Achievement, recap: Recap, old: Achievement) -> EarlierYear:
    then = Period.parse(recap.period)
    actual = _as_typed(old)
    return EarlierYear(
        year=then.year,
        source=f"rekap {then.label} di arsip ({old.standing.short})",
        code=old.code,
        target=old.actual_target,
        actual=actual,
        result=old.result,
        printed="",
        difference=_difference(item, actual, year.period.quarter, then.quarter),
        points=_points(item, old.result),
    )


def _from_file(year: Year, item: Achievement, row: Yardstick) -> EarlierYear:
    actual = row.actual.low if row.actual else None
    result = judged(item, row.target, actual, year.recap.assessing)
    return EarlierYear(
        year=row.year,
        source=row.source,
        code=row.indicator,
        target=row.target,
        actual=row.actual,
        result=result,
        printed=_about_printed(year, item, row),
        difference=_difference(item, row.actual, year.period.quarter, 4),
        points=_points(item, result),
    )


def _about_printed(year: Year, item: Achievement, row: Yardstick) -> str:
    """`tercetak 88,88; dihitung 88,89 (dipotong, bukan dibulatkan)` where the document prints another capaian."""
    if not row.printed:
        return ""
    printed = PrintedRow(_spelled(row.target), _spelled(row.actual), row.printed, item.method, item.measure)
    verdict = reconcile(printed, year.recap.assessing, year.office.predicates)
    return "" if verdict.reproduced else verdict.brief


def _spelled(figure: Target | None) -> str | None:
    """As it is typed, so that it reads in one way: no points between thousands."""
    if figure is None or figure.predicate:
        return figure.predicate if figure else None
    low, high = numerals.ungrouped(figure.low), numerals.ungrouped(figure.high)
    return low if low == high else f"{low}-{high}"


def _history(year: Year, item: Achievement, past: int, sticks: Sticks) -> Yardstick | Missing | None:
    """What comparisons.csv says of that year under the indicator's own code, or under the one that it had then."""
    if own := _of_year(sticks, item.code, past):
        return own
    code = forebear(year.office.indicators, item.code, date(past, 12, 31), year.period.last_day)
    if isinstance(code, Missing) or code == item.code:
        return code if isinstance(code, Missing) else None
    row = _of_year(sticks, code, past)
    old = next((found for found in year.office.indicators if found.code == code), None)
    if row is None or old is None:
        return None
    why = counted_otherwise(
        (old.measure, old.polarity, old.accumulation), (item.measure, item.polarity, item.accumulation)
    )
    return apart(why) if why else row


def _of_year(sticks: Sticks, code: str, past: int) -> Yardstick | None:
    rows = (row for row in sticks.get(code, ()) if row.against is Against.HISTORY and row.year == past)
    return next(rows, None)


def _as_typed(item: Achievement) -> Target | None:
    """The realisasi with its letters, where it is a predicate."""
    if item.actual is None:
        return None
    letters = item.typed.strip().upper() if item.actual_target and item.actual_target.predicate else ""
    return Target(item.actual, item.actual, letters)


def _difference(item: Achievement, then: Target | None, quarter: int, quarter_then: int) -> Decimal | Missing:
    if item.actual is None or then is None:
        return no_data(f"realisasi tahun ini {item.outcome.value}")
    if then.predicate:
        return apart("predikat, bukan bilangan")
    if item.accumulation is Accumulation.SUM and quarter != quarter_then:
        return apart(f"dijumlahkan s.d. triwulan {quarter}, sedangkan dahulu s.d. triwulan {quarter_then}")
    return numerals.enter(item.actual - then.low)


def _points(item: Achievement, then: Policy) -> Decimal | Missing:
    if item.percent is None:
        return no_data(f"capaian tahun ini {item.outcome.value}")
    return item.percent - then if isinstance(then, Decimal) else no_data(f"capaian waktu itu {then.value}")


# --- 3 and 4: against a target from outside ----------------------------------------------------------------------


def _last(sticks: Sticks, code: str, against: Against) -> Yardstick | Missing:
    """The row of the last year: a medium-term plan is measured at its end."""
    rows = [row for row in sticks.get(code, ()) if row.against is against]
    if rows:
        return max(rows, key=lambda row: row.year)
    what = "target akhir Renstra/RPJMD" if against is Against.MEDIUM_TERM else "standar nasional"
    return no_data(f"{what}, {FILL} (jenis {against.value})")


def _measured(item: Achievement, row: Yardstick | Missing, assessing: Assessing) -> Measured | Missing:
    if isinstance(row, Missing):
        return row
    bound = row.target or row.actual
    if item.actual is None or bound is None:
        return no_data(f"realisasi tahun ini {item.outcome.value}")
    result = judged(item, bound, item.actual, assessing)
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


# --- since another period ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """How far a mean capaian, or one indicator's, moved since another period, in poin persentase."""

    code: str
    name: str
    points: Decimal | Missing


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since another period; units and indicators that were renamed are followed."""

    whole: Decimal | Missing
    units: tuple[Change, ...]
    indicators: tuple[Change, ...]


def changes_since(office: Office, recap: Recap, then: Recap) -> Changes:
    """The recap against another one: the kecamatan's mean, each unit's that stands one to one, each indicator's."""
    now = Period.parse(recap.period)
    items = [(unit.code, item) for unit in recap.units for item in unit.achievements]
    return Changes(
        whole=_moved(recap.tally.mean, then.tally.mean),
        units=tuple(Change(unit.code, unit.name, _unit_moved(office, unit, now, then)) for unit in recap.units),
        indicators=tuple(
            Change(item.code, item.name, _item_moved(office, unit, item, now, then)) for unit, item in items
        ),
    )


def _unit_moved(office: Office, unit: UnitRecap, now: Period, then: Recap) -> Decimal | Missing:
    old = unit_in(office, unit.code, now, then)
    return old if isinstance(old, Missing) else _moved(unit.tally.mean, old.tally.mean)


def _item_moved(office: Office, unit: str, item: Achievement, now: Period, then: Recap) -> Decimal | Missing:
    old = indicator_in(office, unit, item, now, then)
    return old if isinstance(old, Missing) else _moved(item.percent, old.percent)


def _moved(now: Decimal | None, then: Decimal | None) -> Decimal | Missing:
    if now is None:
        return no_data("belum ada yang dinilai pada periode ini")
    return no_data("belum ada yang dinilai pada periode pembanding") if then is None else now - then
