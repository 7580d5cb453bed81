"""What a rule looks at: one submission with its form, indexed once, and what was typed in earlier periods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from sheets_sync import numerals
from sheets_sync.achievement import asked_percent
from sheets_sync.assessing import Policy
from sheets_sync.form import Form, FormRow
from sheets_sync.period import Period
from sheets_sync.rules.counts import Counts, counts_in
from sheets_sync.submission import Entry, OddityKind, Reading, Submission

RUPIAH = "Rp"
HIGHEST_SCORE = 100  # of an evaluation of SAKIP, PermenPAN-RB 88/2021
SHARE_TARGET = 10  # percent: with a target as high, a figure up to 1 can hardly be a percentage


class Line(NamedTuple):  # a tuple, since one is made for every cell of a nation
    """One row that takes a figure, with what was typed there; `row` is None for a programme's rupiah."""

    entry: Entry
    measure: str
    row: FormRow | None = None

    @property
    def takes_predicate(self) -> bool:
        return self.row is not None and bool(self.row.choices)


@dataclass(frozen=True, slots=True)
class Past:
    """The figures of the same unit in an earlier period, by code: those that could be read.

    `targets` are those of that period's own form, of what was typed there; of a range the lower bound.
    """

    period: Period
    values: Mapping[str, Decimal]
    targets: Mapping[str, Decimal] = field(default_factory=dict)

    @classmethod
    def of(cls, form: Form, values: Mapping[str, Decimal]) -> Past:
        """What a later period needs to know of this one."""
        return cls(form.quarter, values, form.targets)


@dataclass(frozen=True)
class Case:
    """One submission to be checked against its form as sent.

    `past` holds the earlier quarters of the year and the last period of the year before, oldest first, as far as
    they were archived. `extra` names the rules that the office has turned on.
    """

    form: Form
    submission: Submission
    past: tuple[Past, ...] = ()
    extra: frozenset[str] = frozenset()

    @cached_property
    def indicators(self) -> tuple[Line, ...]:
        """The indicators' rows in the order of the form."""
        rows = self.form.by_code
        return tuple(
            Line(entry, row.measure, row) for entry in self.submission.entries if (row := rows.get(entry.code))
        )

    @cached_property
    def programmes(self) -> tuple[Line, ...]:
        return tuple(Line(entry, RUPIAH) for entry in self.submission.budget)

    @cached_property
    def due(self) -> tuple[tuple[FormRow, Entry], ...]:
        """The indicators that are due in this period, each with what was typed for it."""
        return tuple((line.row, line.entry) for line in self.indicators if line.row and line.row.due)

    @cached_property
    def values(self) -> dict[str, Decimal]:
        """The figures that could be read, by code."""
        return figures(self.submission)

    @cached_property
    def measured(self) -> tuple[tuple[FormRow, Entry, Decimal], ...]:
        """The indicators that are due, each with a number that can be: not below zero, not above its maximum.

        Predicates are not among them. What cannot be is said by the rules of bounds, and by no other.
        """
        return tuple(
            (row, entry, entry.value)
            for row, entry in self.due
            if entry.value is not None
            and not row.choices
            and entry.value >= 0
            and (row.maximum is None or entry.value <= row.maximum)
        )

    @cached_property
    def counted(self) -> dict[str, tuple[Entry, Decimal]]:
        """The same by code: what figures may be reckoned with."""
        return {row.code: (entry, value) for row, entry, value in self.measured}

    @cached_property
    def achieved(self) -> tuple[tuple[FormRow, Entry, Decimal, Policy], ...]:
        """The same where there is a target, each with its capaian in percent, or why there is none."""
        return tuple(
            (row, entry, value, asked_percent(row, value))
            for row, entry, value in self.measured
            if row.target is not None
        )

    @cached_property
    def causes(self) -> dict[str, Entry]:
        """What was written in tab Kendala, by code."""
        return {cause.code: cause for cause in self.submission.causes}

    @cached_property
    def fractions(self) -> frozenset[str]:
        """The codes of rows where a fraction of one stands though a percentage is meant: 0,98 for a target of 100."""
        return frozenset(
            row.code
            for row, _, value in self.measured
            if 0 < value <= 1
            and row.target
            and row.target.low >= SHARE_TARGET
            and numerals.is_percent(row.measure)
            and self.can_be(row.code, value * 100)
        )

    @cached_property
    def ceilings(self) -> dict[str, Decimal]:
        """Each programme's pagu as sent, by code."""
        return {row.code: row.ceiling for row in self.form.budget}

    def can_be(self, code: str, value: Decimal) -> bool:
        """Whether the row of that code can have the figure: not below zero, not above its maximum or its pagu."""
        row = self.form.by_code.get(code)
        most = row.maximum if row else self.ceilings.get(code)
        return value >= 0 and (most is None or value <= most)

    @cached_property
    def lost_tabs(self) -> frozenset[str]:
        """The tabs of which it is already said that they, or a column in them, are gone."""
        gone = (OddityKind.TAB_GONE, OddityKind.COLUMN_GONE)
        return frozenset(oddity.place.tab for oddity in self.submission.noticed if oddity.kind in gone)

    @cached_property
    def doubled(self) -> frozenset[str]:
        """The codes of which it is already said that they stand in several rows."""
        return frozenset(
            oddity.place.row for oddity in self.submission.noticed if oddity.kind is OddityKind.ROW_DOUBLED
        )

    @cached_property
    def untouched(self) -> bool:
        """Whether no figure and no note was typed."""
        typed = (*self.submission.entries, *self.submission.budget)
        return all(entry.reading is Reading.EMPTY and not entry.note for entry in typed)

    @cached_property
    def quarter(self) -> Period:
        return self.form.quarter

    @cached_property
    def previous(self) -> Past | None:
        """The period just before this one; None where nothing is archived of it."""
        if not self.past:
            return None
        before = self.quarter.previous
        return next((past for past in self.past if past.period == before), None)

    @cached_property
    def year_so_far(self) -> tuple[Past, ...]:
        """The earlier quarters of the same year that are archived."""
        return tuple(past for past in self.past if past.period.year == self.quarter.year)

    @cached_property
    def latest(self) -> dict[str, tuple[Period, Decimal]]:
        """Each code's figure in the last earlier quarter of the same year that has one, and which quarter that is."""
        return {code: (past.period, value) for past in self.year_so_far for code, value in past.values.items()}

    @cached_property
    def wholes(self) -> dict[str, list[str]]:
        """The indicators that have parts, each with the codes of its parts in the order of the form."""
        found: dict[str, list[str]] = {}
        for row in self.form.rows:
            if row.part_of:
                found.setdefault(row.part_of, []).append(row.code)
        return found

    @cached_property
    def shares(self) -> tuple[Counts, ...]:
        """The counts behind percentages, as far as they were typed: in rows of their own where those are asked for."""
        found = []
        for row, entry in self.due:
            if row.numerator:
                part, whole = self.counted.get(row.numerator), self.counted.get(row.denominator)
                if part and whole:
                    found.append(Counts(row, entry, part[1], whole[1], part[0]))
            elif entry.note and numerals.is_percent(row.measure) and (noted := counts_in(entry.note)):
                found.append(Counts(row, entry, *noted))
        return tuple(found)

    def of(self, *readings: Reading) -> Iterator[Line]:
        """What was typed and read in one of these ways."""
        for reading in readings:
            yield from self._by_reading.get(reading, ())

    def numbers_of(self, *readings: Reading) -> Iterator[Line]:
        """The same among the cells that take numbers, not predicates."""
        return (line for line in self.of(*readings) if not line.takes_predicate)

    @cached_property
    def _by_reading(self) -> dict[Reading, list[Line]]:
        found: dict[Reading, list[Line]] = {}
        for line in (*self.indicators, *self.programmes):
            found.setdefault(line.entry.reading, []).append(line)
        return found

    @cached_property
    def with_value(self) -> tuple[Line, ...]:
        """The rows whose figure could be read; a number in the place of a predicate is none."""
        lines = (*self.indicators, *self.programmes)
        return tuple(line for line in lines if line.entry.value is not None and not line.takes_predicate)


def figures(submission: Submission) -> dict[str, Decimal]:
    """The figures of a submission that could be read, by code."""
    entries = (*submission.entries, *submission.budget)
    return {entry.code: entry.value for entry in entries if entry.value is not None}


def is_score(entry: Entry) -> bool:
    """Whether the score of a predicate stands there in its place: it counts as itself, not as the bound of its band."""
    typed = entry.reading in (Reading.NUMBER, Reading.TEXT_NUMBER)
    return typed and entry.value is not None and 0 <= entry.value <= HIGHEST_SCORE
