"""What a recap tells others: made from the archive and the office, without anybody's free text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from sheets_sync.dates import long_date
from sheets_sync.district import District, DistrictIndicator, DistrictProgramme, DistrictUnit
from sheets_sync.form import Form, FormRow
from sheets_sync.model import Indicator, Office
from sheets_sync.period import Period
from sheets_sync.recap import Achievement, BudgetLine, Recap, UnitRecap
from sheets_sync.targets import Target


def district_of(office: Office, period: Period, recap: Recap, forms: Mapping[str, Form]) -> District:
    """The kecamatan in the period, in the order of codes.

    What was asked comes from the archived form where there is one; what no form holds, from the office's files.
    """
    known = office.indicators_by_code
    units = sorted(recap.units, key=lambda unit: unit.code)
    codes = {unit.code for unit in units}
    return District(
        region=office.region_code,
        name=office.name,
        regency=office.regency,
        province=office.province,
        period=str(period),
        at=recap.at.replace(microsecond=0),
        sample=recap.sample,
        standing=recap.standing.short,
        scale=tuple((band.name, band.least) for band in recap.assessing.bands),
        cap=recap.assessing.average_cap,
        indicators=tuple(item for unit in units for item in _indicators(unit, forms.get(unit.code), known)),
        units=tuple(_unit(unit) for unit in units),
        programmes=tuple(
            _programme(line, codes) for line in sorted(recap.budget, key=lambda line: (line.programme, line.unit))
        ),
    )


def sources_of(office: Office, period: Period) -> tuple[str, ...]:
    """The documents of the year that came into force until the period's end, by kind, number and day."""
    documents = (*office.agreements, *office.budget_documents)
    current = [item for item in documents if item.year == period.year and item.in_force_from <= period.last_day]
    return tuple(f"{item.kind} Nomor {item.number} tanggal {long_date(item.dated)}" for item in current)


def _indicators(unit: UnitRecap, form: Form | None, known: Mapping[str, Indicator]) -> Iterable[DistrictIndicator]:
    rows = form.by_code if form else {}
    for item in sorted(unit.achievements, key=lambda item: item.code):
        yield _indicator(unit.code, item, rows.get(item.code), known.get(item.code))


def _indicator(unit: str, item: Achievement, row: FormRow | None, known: Indicator | None) -> DistrictIndicator:
    asked = row or known
    return DistrictIndicator(
        code=item.code,
        unit=unit,
        objective=item.objective,
        name=item.name,
        concept=known.concept if known else "",
        definition=asked.definition if asked else "",
        classification=known.classification if known else "",
        dimension=known.dimension if known else "",
        measure=item.measure,
        polarity=item.polarity.value,
        method=item.method.value,
        accumulation=item.accumulation.value,
        frequency=known.frequency.value if known else "",
        source=asked.source if asked else "",
        programme=item.programme,
        target=_low(item.target),
        target_high=_high(item.target),
        actual=item.value,
        target_so_far=_low(item.actual_target),
        target_so_far_high=_high(item.actual_target),
        actual_so_far=item.actual,
        annual=_low(item.annual),
        annual_high=_high(item.annual),
        percent=item.percent,
        category=item.category,
        outcome=item.outcome.value,
        standing=item.standing.short,
    )


def _low(target: Target | None) -> Decimal | None:
    return target.low if target else None


def _high(target: Target | None) -> Decimal | None:
    """The upper bound; None where the target is one number."""
    return target.high if target and target.high != target.low else None


def _unit(unit: UnitRecap) -> DistrictUnit:
    return DistrictUnit(
        code=unit.code,
        name=unit.name,
        kind=unit.kind,
        state=unit.state.value,
        punctuality=unit.punctuality.value,
        late_days=unit.late_days,
        filled=unit.filled,
        due=unit.due,
        to_assess=unit.to_assess,
        tally=unit.tally,
        standing=unit.standing.short,
    )


def _programme(line: BudgetLine, units: set[str]) -> DistrictProgramme:
    return DistrictProgramme(
        code=line.programme,
        name=line.name,
        unit=line.unit if line.unit in units else "",
        ceiling=line.ceiling,
        actual=line.actual,
        standing=line.standing.short,
    )
