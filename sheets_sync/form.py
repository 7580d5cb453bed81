"""The format of the data request as one unit gets it: what is asked, with which targets, until when.

A `Form` is complete in itself and is archived when its workbook is handed out, so that later changes in the
office's files never change how an older workbook is read. Its version is the hash of its content.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from sheets_sync import numerals
from sheets_sync.assessing import Method
from sheets_sync.deadlines import Deadlines, deadlines
from sheets_sync.model import METHODS, Accumulation, Frequency, Indicator, Office, Polarity, TypedAs, Unit
from sheets_sync.period import MONTHS, ROMAN, Period
from sheets_sync.targets import Target, TargetSet

KEY_MARK = "sheets-sync"


@dataclass(frozen=True, slots=True)
class Key:
    """What a workbook is: whose office, which unit and period, which version of the form."""

    region: str
    unit: str
    period: str
    version: str

    def __str__(self) -> str:
        return f"{KEY_MARK}|{self.region}|{self.unit}|{self.period}|{self.version}"

    @classmethod
    def parse(cls, text: str) -> Key | None:
        """The key written in `text`; None where it is no key of ours."""
        parts = [part.strip() for part in text.split("|")]
        return cls(*parts[1:]) if len(parts) == 5 and parts[0] == KEY_MARK and all(parts) else None


@dataclass(frozen=True, slots=True)
class FormWords:
    """The office's own words in the workbook, from templates/forms/triwulan.toml.

    Texts may name {unit}, {triwulan}, {rentang}, {batas}, {alasan_batas}, {dikunci}, {alasan_dikunci},
    {batas_kabupaten}, {kantor}, {kepala} and {ambang}.
    """

    title: str
    instruction: str
    filled: str  # follows "3 dari 8"
    must_mend: str  # follows the number of catatan
    indicator: str
    actual: str
    note: str
    findings: str
    target: str
    not_due_finding: str
    lower_is_better: str
    to_date: str
    send: str
    yes: str
    sender: str
    budget_title: str
    budget_instruction: str
    programme: str
    budget_actual: str
    ceiling: str
    form_title: str
    form_columns: tuple[str, ...]
    form_signature: str
    number_only: str
    choose: str
    choose_yes: str
    guide_title: str
    guide: tuple[str, ...]
    findings_title: str
    findings_none: str
    findings_columns: tuple[str, ...]
    reply_hint: str
    replies: tuple[str, ...]
    causes_title: str
    causes_instruction: str
    obstacle: str
    follow_up: str
    causes_wanted: str
    causes_left: str  # follows a number of indicators
    tab_fill: str
    tab_budget: str
    tab_causes: str
    tab_form: str
    tab_guide: str
    tab_findings: str


@dataclass(frozen=True, slots=True)
class FormRow:
    """One indicator as asked of the unit in this period."""

    code: str
    objective: str
    name: str
    definition: str
    measure: str
    polarity: Polarity
    accumulation: Accumulation
    typed_as: TypedAs
    decimals: int
    maximum: Decimal | None
    evidence_required: bool
    source: str
    annual: Target | None
    target: Target | None  # of what is typed: the quarter, or the year up to its end
    due: bool
    asked_when: str  # in words, where it is not due
    choices: tuple[str, ...] = ()  # the predicates, best first; empty for numbers
    numerator: str = ""  # codes of rows of this form; empty where there is none
    denominator: str = ""
    part_of: str = ""
    supporting: bool = False  # data pendukung: asked, not assessed
    method: Method | None = None  # of capaian; None: the usual one of its polarity

    @property
    def method_used(self) -> Method:
        """How its capaian is computed."""
        return self.method or METHODS[self.polarity]


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One programme whose realisasi s.d. triwulan this unit reports, with its pagu in rupiah."""

    code: str
    name: str
    ceiling: Decimal


@dataclass(frozen=True)  # without slots, so that its rows are indexed once
class Form:
    """The format as sent to one unit for one period."""

    region: str
    office: str
    regency: str
    letterhead: tuple[str, ...]
    paper: str
    sample: bool
    unit: str
    unit_name: str
    head: str
    head_name: str
    period: str
    deadlines: Deadlines
    predicates: dict[str, Decimal]
    attention_below: Decimal  # capaian below this needs faktor penghambat and tindak lanjut
    rows: tuple[FormRow, ...]
    budget: tuple[BudgetRow, ...]
    words: FormWords
    version: str = ""  # eight hex digits that change with anything above

    @property
    def quarter(self) -> Period:
        return Period.parse(self.period)

    @property
    def on_time_until(self) -> date:
        return self.deadlines.on_time_until

    @property
    def locked_on(self) -> date:
        return self.deadlines.locked_on

    @cached_property
    def by_code(self) -> dict[str, FormRow]:
        """The indicators' rows by their code."""
        return {row.code: row for row in self.rows}

    @cached_property
    def targets(self) -> dict[str, Decimal]:
        """The target of what is typed in each row that has one, by code; of a range the lower bound."""
        return {row.code: row.target.low for row in self.rows if row.target is not None}

    @property
    def due(self) -> tuple[FormRow, ...]:
        return tuple(row for row in self.rows if row.due)

    @property
    def assessable(self) -> tuple[FormRow, ...]:
        """The rows whose capaian can be told in this period."""
        return tuple(row for row in self.due if row.target is not None)

    @property
    def key(self) -> Key:
        return Key(self.region, self.unit, self.period, self.version)


def make_form(office: Office, unit: Unit, period: Period, words: FormWords) -> Form:
    """The unit's form for the period: indicators that are due first, each with the targets in force."""
    rows = [_row(office, indicator, period) for indicator in office.indicators_of(unit.code, period)]
    head = office.official(unit.head, period.last_day)
    form = Form(
        region=office.region_code,
        office=office.name,
        regency=office.regency,
        letterhead=office.letterhead,
        paper=office.paper,
        sample=office.sample,
        unit=unit.code,
        unit_name=unit.name,
        head=head.title if head else unit.head,
        head_name=head.name if head else "",
        period=str(period),
        deadlines=deadlines(office, period),
        predicates=office.predicates,
        attention_below=office.assessing.attention_below,
        rows=tuple(sorted(rows, key=lambda row: not row.due)),
        budget=tuple(
            BudgetRow(row.programme, row.name, row.amount)
            for row in office.ceilings_in(period)
            if row.filled_by == unit.code
        ),
        words=words,
    )
    return replace(form, version=hashlib.sha256(repr(form).encode()).hexdigest()[:8])


def _row(office: Office, indicator: Indicator, period: Period) -> FormRow:
    targets = office.targets_of(indicator.code, period)
    due = indicator.due_in(period.quarter)
    return FormRow(
        code=indicator.code,
        objective=indicator.objective,
        name=indicator.name,
        definition=indicator.definition,
        measure=indicator.measure,
        polarity=indicator.polarity,
        accumulation=indicator.accumulation,
        typed_as=indicator.typed_as,
        decimals=indicator.decimals,
        maximum=indicator.maximum,
        evidence_required=indicator.evidence_required,
        source=indicator.source,
        annual=targets.annual if targets else None,
        target=_typed_target(indicator, targets, period) if targets else None,
        due=due,
        asked_when="" if due else _asked_when(indicator, period),
        choices=tuple(office.predicates) if indicator.is_predicate else (),
        numerator=indicator.numerator,
        denominator=indicator.denominator,
        part_of=indicator.part_of,
        supporting=indicator.supporting,
        method=method
        if (method := indicator.method_under(office.assessing)) is not METHODS[indicator.polarity]
        else None,
    )


def _typed_target(indicator: Indicator, targets: TargetSet, period: Period) -> Target | None:
    """The target of what the unit types: for a sum typed as "s.d. triwulan", the quarters so far together."""
    own = targets.quarters[period.quarter - 1]
    if own is None or indicator.typed_as is TypedAs.QUARTER or indicator.accumulation is not Accumulation.SUM:
        return own
    so_far = [target for target in targets.quarters[: period.quarter] if target is not None]
    return Target(sum((item.low for item in so_far), Decimal(0)), sum((item.high for item in so_far), Decimal(0)))


def _asked_when(indicator: Indicator, period: Period) -> str:
    """`baru ada Desember`, or `diminta triwulan I` where this year's turn is over."""
    quarters = [quarter for quarter in range(1, 5) if indicator.due_in(quarter)]
    later = next((quarter for quarter in quarters if quarter > period.quarter), None)
    if later is None:
        return f"diminta triwulan {' dan '.join(ROMAN[quarter - 1] for quarter in quarters)}"
    yearly = indicator.frequency is Frequency.YEARLY
    month = indicator.available_month if yearly else Period(period.year, later).months[-1]
    return f"baru ada {MONTHS[month - 1]}"


def target_figure(target: Target, measure: str = "") -> str:
    """The target as people write it in that satuan: `88,56`, `95–105`, `BB`, `1:17,9`."""
    if target.predicate:
        return target.predicate
    low = numerals.told(target.low, measure)
    return low if target.high == target.low else f"{low}–{numerals.told(target.high, measure)}"
