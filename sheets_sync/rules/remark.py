"""What a rule says about one place, before the register adds the rule's code and weight."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sheets_sync.rules.case import Case
from sheets_sync.submission import Entry, Place, Severity


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
    check: Callable[[Case], Iterator[Remark]]
    extra: bool = False  # off until the office turns it on


def if_so(case: Case) -> str:
    """How the advice of a question ends: it may be right as it stands, and then it is answered."""
    return f"Bila memang demikian, pilih jawabannya di tab {case.form.words.tab_findings}."


def or_say(case: Case) -> str:
    """How the advice of a question ends that asks for something to be added: why it cannot be is an answer too."""
    return f"Bila belum dapat, pilih jawabannya di tab {case.form.words.tab_findings}."


def place_of(entry: Entry) -> Place:
    return Place(entry.tab, entry.cell, entry.code)


def where(entry: Entry) -> str:
    """The cell in words: `sel B7 tab Isi`."""
    return f"sel {entry.cell} tab {entry.tab}" if entry.cell else f"tab {entry.tab}"
