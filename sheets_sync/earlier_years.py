"""An indicator in earlier years: from the archive's own recaps, else from what the office wrote down; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sheets_sync import numerals
from sheets_sync.assessing import Policy
from sheets_sync.lineage import Lack, Missing, apart, counted_otherwise, forebear, indicator_in, no_data
from sheets_sync.model import Accumulation
from sheets_sync.period import Period
from sheets_sync.published.rows import PrintedRow, reconcile
from sheets_sync.recap import Achievement, Recap
from sheets_sync.targets import Against, Target, Yardstick
from sheets_sync.year_view import Year, judged

FILL = "isi office/comparisons.csv"
Sticks = Mapping[str, Sequence[Yardstick]]


def by_indicator(yardsticks: Iterable[Yardstick]) -> Sticks:
    grouped: dict[str, list[Yardstick]] = {}
    for row in yardsticks:
        grouped.setdefault(row.indicator, []).append(row)
    return grouped


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


def earlier_years(year: Year, unit: str, item: Achievement, sticks: Sticks) -> tuple[EarlierYear | Missing, ...]:
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
    code = forebear(year.office.indicators_by_code, item.code, date(past, 12, 31), year.period.last_day)
    if isinstance(code, Missing) or code == item.code:
        return code if isinstance(code, Missing) else None
    row = _of_year(sticks, code, past)
    old = year.office.indicators_by_code.get(code)
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
