"""Submissions for the tests of single rules: blank, answered, with one cell typed otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sheets_sync import numerals
from sheets_sync.form import Form
from sheets_sync.rules import validate
from sheets_sync.rules.case import Case
from sheets_sync.submission import Entry, Finding, Oddity, OddityKind, Place, Reading, Source, Submission
from sheets_sync.workbook import SEND_ROW

PULLED = datetime(2026, 10, 8, 2, 30, tzinfo=UTC)
FILE = Source("PEM.xlsx", "0" * 64, PULLED)


def blank(form: Form) -> Submission:
    """The workbook as handed out: every cell there, nothing typed."""
    words = form.words
    return Submission(
        unit=form.unit,
        period=form.period,
        form_version=form.version,
        entries=tuple(
            Entry(row.code, words.tab_fill, f"B{at}", "", Reading.EMPTY) for at, row in enumerate(form.rows, 6)
        ),
        budget=tuple(
            Entry(row.code, words.tab_budget, f"B{at}", "", Reading.EMPTY) for at, row in enumerate(form.budget, 6)
        ),
        sent=False,
        tick=Entry(SEND_ROW, words.tab_fill, "B99", "", Reading.EMPTY),
        noticed=(),
        source=FILE,
        pulled=PULLED,
    )


def typed(submission: Submission, code: str, **changes: Any) -> Submission:
    """The same submission with one entry changed; `text` is typed and read as the package reads it."""
    if "text" in changes:
        text = changes.pop("text")
        spelling = numerals.read(text, changes.pop("measure", "%"))
        changes = {
            "typed": text, "reading": spelling.reading, "value": spelling.value, "hint": spelling.hint, **changes,
        }  # fmt: skip
    elif "number" in changes:
        number = Decimal(changes.pop("number"))
        changes = {"typed": numerals.plain(number), "reading": Reading.NUMBER, "value": number, **changes}

    def changed(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(replace(entry, **changes) if entry.code == code else entry for entry in entries)

    return replace(submission, entries=changed(submission.entries), budget=changed(submission.budget))


def sent(submission: Submission, name: str = "Siti") -> Submission:
    """The same submission with "Saya kirim" answered by ya."""
    tick = replace(submission.tick, typed="ya", reading=Reading.WORDS, note=name)
    return replace(submission, sent=True, tick=tick)


def answered(form: Form) -> Submission:
    """Everything that is asked for, typed as it should be, with evidence, and sent."""
    submission = blank(form)
    for row in form.due:
        if row.choices:
            submission = typed(
                submission, row.code, typed="BB", reading=Reading.PREDICATE, value=Decimal(70), note="LHE, map 3"
            )
        else:
            submission = typed(submission, row.code, number="1", note="kertas: agenda, lemari 2")
    for programme in form.budget:
        submission = typed(submission, programme.code, number="1000000")
    return sent(submission)


def noticing(submission: Submission, kind: OddityKind, place: Place, shown: str = "") -> Submission:
    return replace(submission, noticed=(*submission.noticed, Oddity(kind, place, shown)))


def findings_of(form: Form, submission: Submission, rule: str) -> list[Finding]:
    """What that rule finds."""
    return [finding for finding in validate(Case(form, submission)) if finding.rule == rule]


def the_finding(form: Form, submission: Submission, rule: str) -> Finding:
    """The one thing that that rule finds."""
    (finding,) = findings_of(form, submission, rule)
    return finding


def codes(form: Form, submission: Submission) -> list[str]:
    """The rules that find something, in the order of the findings."""
    return [finding.rule for finding in validate(Case(form, submission))]
