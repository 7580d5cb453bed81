"""What a rule looks at: one submission with its form, indexed once, and what was typed in earlier periods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from sheets_sync.form import Form, FormRow
from sheets_sync.period import Period
from sheets_sync.submission import Entry, Reading, Submission

RUPIAH = "Rp"


@dataclass(frozen=True, slots=True)
class Line:
    """One row that takes a figure, with what was typed there; `row` is None for a programme's rupiah."""

    entry: Entry
    measure: str
    row: FormRow | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """The figures of the same unit in an earlier period, by code: those that could be read."""

    period: Period
    values: Mapping[str, Decimal]


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
        rows = {row.code: row for row in self.form.rows}
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
    def untouched(self) -> bool:
        """Whether no figure and no note was typed."""
        typed = (*self.submission.entries, *self.submission.budget)
        return all(entry.reading is Reading.EMPTY and not entry.note for entry in typed)

    @cached_property
    def previous(self) -> Past | None:
        """The period just before this one; None where nothing is archived of it."""
        before = self.form.quarter.previous
        return next((past for past in self.past if past.period == before), None)

    @cached_property
    def year_so_far(self) -> tuple[Past, ...]:
        """The earlier quarters of the same year that are archived."""
        return tuple(past for past in self.past if past.period.year == self.form.quarter.year)

    def of(self, *readings: Reading) -> Iterator[Line]:
        """What was typed and read in one of these ways."""
        for reading in readings:
            yield from self._by_reading.get(reading, ())

    def numbers_of(self, *readings: Reading) -> Iterator[Line]:
        """The same among the cells that take numbers, not predicates."""
        return (line for line in self.of(*readings) if line.row is None or not line.row.choices)

    @cached_property
    def _by_reading(self) -> dict[Reading, list[Line]]:
        found: dict[Reading, list[Line]] = {}
        for line in (*self.indicators, *self.programmes):
            found.setdefault(line.entry.reading, []).append(line)
        return found

    @cached_property
    def with_value(self) -> tuple[Line, ...]:
        """The rows whose figure could be read."""
        return tuple(line for line in (*self.indicators, *self.programmes) if line.entry.value is not None)


def figures(submission: Submission) -> dict[str, Decimal]:
    """The figures of a submission that could be read, by code."""
    entries = (*submission.entries, *submission.budget)
    return {entry.code: entry.value for entry in entries if entry.value is not None}
