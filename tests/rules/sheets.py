"""Submissions for the tests of single rules: blank, answered, with one cell typed otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sheets_sync import numerals
from sheets_sync.form import Form
from sheets_sync.model import Polarity
from sheets_sync.rules import validate
from sheets_sync.rules.case import Case
from sheets_sync.submission import Entry, Finding, Oddity, OddityKind, Place, Reading, Source, Submission
from sheets_sync.targets import Target
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
        causes=tuple(
            Entry(row.code, words.tab_causes, f"B{at}", "", Reading.EMPTY) for at, row in enumerate(form.assessable, 6)
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
    """Everything that is asked for, typed as it should be, with evidence, and sent: each figure meets its target."""
    submission = blank(form)
    counts = {row.numerator for row in form.rows} | {row.denominator for row in form.rows}
    for row in form.due:
        if row.choices:
            submission = typed(
                submission,
                row.code,
                typed="BB",
                reading=Reading.PREDICATE,
                value=Decimal(70),
                note="kertas: LHE, map 3",
            )
        else:
            figure = row.target.low if row.target else int(row.code in counts)
            submission = typed(submission, row.code, number=figure, note="kertas: agenda, lemari 2")
    for number, programme in enumerate(form.budget, 1):
        submission = typed(submission, programme.code, number=1_000_000 * number)
    for row in form.assessable:
        submission = told(submission, row.code, "hujan", "dijadwalkan ulang")
    return sent(submission)


def told(submission: Submission, code: str, obstacle: str = "", action: str = "", cell: str = "B6") -> Submission:
    """The same submission with these words in the row of tab Kendala; `cell` is the one still to be filled."""
    reading = Reading.WORDS if obstacle else Reading.EMPTY
    changes = {"typed": obstacle, "note": action, "reading": reading, "cell": cell}
    causes = tuple(replace(cause, **changes) if cause.code == code else cause for cause in submission.causes)  # type: ignore[arg-type]  # mypy takes all values of a dict for one type
    return replace(submission, causes=causes)


def retarget(form: Form, target: str, polarity: Polarity | None = None) -> Form:
    """The form with another target for its first row, and perhaps another arah."""
    first = replace(form.rows[0], target=Target(Decimal(target), Decimal(target)))
    return replace(form, rows=(replace(first, polarity=polarity or first.polarity), *form.rows[1:]))


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
