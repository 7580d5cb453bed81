"""The recap of a period: each unit's achievements and the kecamatan's, from what was archived; pure.

Empty, zero, not yet asked and not computable stay four states.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from sheets_sync.assessing import Assessing, Method, Outcome, Policy
from sheets_sync.course import UnitState
from sheets_sync.model import Accumulation, Polarity
from sheets_sync.punctuality import Punctuality, counted, punctuality_of
from sheets_sync.standing import PROVISIONAL, Standing
from sheets_sync.tallies import Money, Summary, Tally, merged, summarised, summed_money
from sheets_sync.targets import Target


@dataclass(frozen=True, slots=True)
class QuarterFigure:
    """One quarter's part in a figure of the year so far: what was typed, where it stands, and when it was pulled."""

    period: str
    value: Decimal
    target: Target | None
    cell: str
    file: str
    digest: str  # of the file as it was pulled, SHA-256
    pulled: datetime


@dataclass(frozen=True, slots=True)
class Commitment:
    """The targets of an indicator in one document of the year (PK, PK Perubahan)."""

    document: str
    kind: str
    annual: Target | None
    quarter: Target | None


@dataclass(frozen=True, slots=True)
class Achievement:
    """One indicator in one period: what was typed, what it adds up to this year, and its capaian in percent."""

    code: str
    name: str
    objective: str
    measure: str
    polarity: Polarity
    accumulation: Accumulation
    target: Target | None  # of what was typed
    typed: str
    value: Decimal | None
    note: str
    hindrance: str  # faktor penghambat, in the unit's own words
    remedy: str  # and tindak lanjut
    cell: str
    actual: Decimal | None  # over the year so far
    actual_target: Target | None  # over the same quarters
    quarters: int  # how many of the quarters due so far went in; of 1 where the last one alone counts
    quarters_due: int
    percent: Decimal | None
    category: str
    outcome: Outcome
    standing: Standing
    method: Method = Method.HIGHER
    programme: str = ""
    annual: Target | None = None  # the year's target, in the document in force
    annual_percent: Decimal | None = None  # what the year so far is of it
    commitments: tuple[Commitment, ...] = ()  # of each document in force until the period's end, the last one holds
    parts: tuple[QuarterFigure, ...] = ()  # which quarters make up `actual`
    supporting: bool = False  # data pendukung: asked, never assessed

    @property
    def to_assess(self) -> bool:
        """Whether its capaian is to be told in this period; of these `n dari m` tells."""
        return not self.supporting and self.outcome is not Outcome.NOT_DUE

    @property
    def result(self) -> Policy:
        """The percent, or why there is none: what a summary is made of."""
        return self.outcome if self.percent is None else self.percent


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A programme's pagu and realisasi s.d. triwulan, in rupiah; None where not (yet) usable."""

    programme: str
    name: str
    ceiling: Decimal
    actual: Decimal | None
    unit: str
    standing: Standing
    part: QuarterFigure | None = None  # where the realisasi stands; None where it is unknown

    @property
    def absorbed(self) -> Decimal | None:
        """Serapan in percent; None where the pagu is zero or the realisasi unknown."""
        return self.money.absorbed

    @property
    def left(self) -> Decimal | None:
        """Sisa pagu; None where the realisasi is unknown."""
        return None if self.actual is None else self.ceiling - self.actual

    @property
    def money(self) -> Money:
        """The line as a sum of one."""
        return Money.of(self.ceiling, self.actual)


@dataclass(frozen=True, slots=True)
class UnitRecap:
    """One unit in one period."""

    code: str
    name: str
    kind: str
    head: str
    state: UnitState
    filled: int
    due: int
    to_assess: int  # of these, without what is only data pendukung
    must: int
    answer: int  # questions that the unit has not answered
    kept_back: int  # of these, those that are for Kasubag Perencanaan
    notice: int
    sent_at: datetime | None
    sent_by: str  # which time that is, in words
    typed_date: str  # a date that somebody wrote beside the tick: shown, never counted
    returned: str  # why it was sent back; empty where it was not
    own_validation: bool  # validated by somebody who filled or signed it
    entered: str  # how the figures came in, where not by the workbook
    late_days: int  # working days after the deadline: of the sending, or until now where not sent
    trouble: str
    pulled: datetime | None
    file: str
    achievements: tuple[Achievement, ...]
    tally: Tally
    standing: Standing

    @property
    def late(self) -> bool:
        return self.late_days > 0

    @property
    def has_sent(self) -> bool:
        """Whether the unit has sent, and was not asked to mend it since."""
        return self.sent_at is not None and self.state is not UnitState.RETURNED and not self.returned

    @property
    def overdue(self) -> bool:
        """Whether the deadline is past and the unit never sent; one that was returned waits for its mending."""
        return self.late and self.sent_at is None

    @property
    def punctuality(self) -> Punctuality:
        return punctuality_of(sent=self.has_sent, late_days=self.late_days)

    @property
    def assessed(self) -> int:
        return self.tally.count


@dataclass(frozen=True)  # without slots, so that its indicators are indexed once
class Recap:
    """The kecamatan in one period, as known at `at`."""

    period: str
    at: datetime
    sample: bool
    units: tuple[UnitRecap, ...]
    budget: tuple[BudgetLine, ...]
    tally: Tally
    category: str
    indicators_due: int
    troubles: tuple[str, ...]  # files that belong to no unit, named
    standing: Standing  # of the figures of the kecamatan: that of the weakest part
    assessing: Assessing  # by which it was judged

    @cached_property
    def by_code(self) -> dict[str, Achievement]:
        """Every indicator by its code, of whatever unit."""
        return {item.code: item for unit in self.units for item in unit.achievements}

    @property
    def sent(self) -> int:
        return sum(unit.has_sent for unit in self.units)

    @property
    def punctuality(self) -> dict[Punctuality, int]:
        """How many units are TEPAT, TERLAMBAT and BELUM; they sum to the units."""
        return counted(unit.punctuality for unit in self.units)

    @property
    def within(self) -> int:
        """Units that have sent, with nothing left that must be mended: their figures are in the recap whole."""
        return sum(unit.has_sent and not unit.must for unit in self.units)

    @property
    def validated(self) -> int:
        return sum(unit.standing != PROVISIONAL for unit in self.units)

    @property
    def money(self) -> Money:
        """Pagu and realisasi of all programmes, each once."""
        return summed_money(line.money for line in self.budget)

    @property
    def summary(self) -> Summary:
        """The mean over all indicators, and how many lie in each category."""
        return merged(unit_summary(unit, self.assessing) for unit in self.units)


def unit_summary(unit: UnitRecap, assessing: Assessing) -> Summary:
    """The same of one unit."""
    return summarised((item.result for item in unit.achievements), assessing)
