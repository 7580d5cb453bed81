"""Forms of a few rows of one's own, filled by code, for rules that hold figures against each other or the past."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sheets_sync.form import BudgetRow, Form, FormRow
from sheets_sync.model import Accumulation, Polarity, TypedAs
from sheets_sync.period import Period
from sheets_sync.rules import validate
from sheets_sync.rules.case import Case, Past
from sheets_sync.submission import Finding, Severity, Submission
from sheets_sync.targets import Target
from tests.rules.sheets import blank, typed

TW4_BEFORE, TW1, TW2 = Period(2025, 4), Period(2026, 1), Period(2026, 2)
EXTRA = frozenset(("W-08", "W-09"))


def a_row(form: Form, code: str, target: str | None = None, **changes: Any) -> FormRow:
    """A count of documents, more is better, asked for this quarter alone; `target` "95-105" is a range."""
    low, _, high = (target or "").partition("~")
    usual: dict[str, Any] = {
        "code": code, "name": f"Jumlah dokumen {code}", "measure": "Dokumen", "polarity": Polarity.HIGHER,
        "accumulation": Accumulation.SUM, "typed_as": TypedAs.QUARTER, "decimals": 0, "maximum": None,
        "evidence_required": False, "annual": None, "due": True, "asked_when": "", "choices": (),
        "target": Target(Decimal(low), Decimal(high or low)) if low else None,
    }  # fmt: skip
    return replace(form.rows[0], **{**usual, **changes})


def a_share(form: Form, code: str, target: str | None = None, **changes: Any) -> FormRow:
    """A percentage with two decimals and at most 100."""
    usual: dict[str, Any] = {"measure": "%", "decimals": 2, "maximum": Decimal(100), "accumulation": Accumulation.LAST}
    return a_row(form, code, target, **{**usual, **changes})


def asking(form: Form, *rows: FormRow, budget: tuple[BudgetRow, ...] = ()) -> Form:
    """The form with these rows in the place of its own."""
    return replace(form, rows=rows, budget=budget)


def filled(form: Form, figures: Mapping[str, str | int], notes: Mapping[str, str] | None = None) -> Submission:
    """The form with these figures typed by code, and these notes."""
    submission = blank(form)
    for code, figure in figures.items():
        submission = typed(submission, code, number=figure, note=(notes or {}).get(code, ""))
    return submission


def past(period: Period, figures: Mapping[str, str | int], targets: Mapping[str, str | int] | None = None) -> Past:
    return Past(
        period,
        {code: Decimal(figure) for code, figure in figures.items()},
        {code: Decimal(target) for code, target in (targets or {}).items()},
    )


def found(form: Form, submission: Submission, rule: str, *before: Past) -> list[Finding]:
    """What that rule finds, in the light of earlier periods, all extra rules turned on."""
    return [finding for finding in validate(Case(form, submission, before, EXTRA)) if finding.rule == rule]


def the_one(form: Form, submission: Submission, rule: str, *before: Past) -> Finding:
    """The one question that that rule asks: answerable in tab Periksa, short enough for the row."""
    (finding,) = found(form, submission, rule, *before)
    assert finding.severity is Severity.ANSWER
    assert finding.advice.endswith("pilih jawabannya di tab Periksa.")
    assert len(finding.short) <= len("perlu dijawab: ") + 60
    return finding


def must(form: Form, submission: Submission, *before: Past) -> list[str]:
    """The rules that find something wajib diperbaiki."""
    return [item.rule for item in validate(Case(form, submission, before, EXTRA)) if item.severity is Severity.MUST]


def questionable(form: Form) -> tuple[Case, ...]:
    """Cases about which every rule of arithmetic and plausibility has something to ask."""
    rows = (
        a_row(form, "A-1"), a_row(form, "A-2", part_of="A-1"), a_row(form, "A-3", part_of="A-1"),
        a_share(form, "B-1", numerator="A-1", denominator="A-2"), a_share(form, "C-1"),
        a_row(form, "D-1", "25"), a_row(form, "E-1", typed_as=TypedAs.TO_DATE), a_row(form, "F-1", "10"),
        a_row(form, "G-1", "10", polarity=Polarity.LOWER, name="Peningkatan layanan"), a_row(form, "H-1", "0"),
    )  # fmt: skip
    figures = {
        "A-1": 90,
        "A-2": 10,
        "A-3": 20,
        "B-1": 90,
        "C-1": 90,
        "D-1": 50,
        "E-1": 10,
        "F-1": 20,
        "G-1": 30,
        "H-1": 10,
    }
    budget = tuple(BudgetRow(code, f"Program {code}", Decimal(1000)) for code in ("7.01", "7.02"))
    asked = asking(form, *rows, budget=budget)
    odd = filled(asked, {**figures, "7.01": 100, "7.02": 100}, {"C-1": "8 dari 10 desa"})
    before = past(TW2, {"D-1": 25, "E-1": 20, "7.01": 200}, {"D-1": 25})
    copied = asking(form, a_row(form, "X-01", "5"), a_row(form, "X-02", "5"))
    again = {"X-01": 5, "X-02": 5}
    return (
        Case(asked, odd, (before,), EXTRA),
        Case(copied, filled(copied, again), (past(TW2, again),), EXTRA),
    )
