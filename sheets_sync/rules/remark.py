"""What a rule says about one place, before the register adds the rule's code and weight."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sheets_sync.form import Form, FormRow
from sheets_sync.submission import Entry, Place, Severity, Submission


@dataclass(frozen=True, slots=True)
class Remark:
    """One breach of a rule; `short` fits into the row's narrow cell."""

    place: Place
    found: str
    expected: str
    advice: str
    short: str


@dataclass(frozen=True, slots=True)
class Rule:
    """An invariant with its code and weight; the function's docstring is its public explanation."""

    code: str
    severity: Severity
    check: Callable[[Form, Submission], Iterator[Remark]]


def place_of(entry: Entry) -> Place:
    return Place(entry.tab, entry.cell, entry.code)


def due_entries(form: Form, submission: Submission) -> Iterator[tuple[FormRow, Entry]]:
    """The indicators that are due in this period, each with what was typed for it."""
    by_code = {entry.code: entry for entry in submission.entries}
    for row in form.due:
        if row.code in by_code:
            yield row, by_code[row.code]


def all_entries(form: Form, submission: Submission) -> Iterator[tuple[str, Entry]]:
    """Everything typed, with the satuan that belongs to it: indicators, then programmes in rupiah."""
    measures = {row.code: row.measure for row in form.rows}
    for entry in submission.entries:
        if entry.code in measures:
            yield measures[entry.code], entry
    for entry in submission.budget:
        yield "Rp", entry


def choices_of(form: Form) -> dict[str, tuple[str, ...]]:
    """The predicates of each indicator that takes one."""
    return {row.code: row.choices for row in form.rows if row.choices}


def where(entry: Entry) -> str:
    """The cell in words: `sel B7 tab Isi`."""
    return f"sel {entry.cell} tab {entry.tab}" if entry.cell else f"tab {entry.tab}"
