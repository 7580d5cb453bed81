"""The rules of the check (aturan pemeriksaan), one invariant a function, one theme a file."""

from __future__ import annotations

from sheets_sync.rules import bounds, completeness, kind, structure
from sheets_sync.rules.case import Case
from sheets_sync.rules.remark import Rule
from sheets_sync.submission import Finding, Severity

MUST, ANSWER, NOTICE = Severity.MUST, Severity.ANSWER, Severity.NOTICE
WEIGHT = {MUST: 0, ANSWER: 1, NOTICE: 2}

RULES: tuple[Rule, ...] = (
    Rule("F-01", MUST, structure.tabs_present),
    Rule("F-02", MUST, structure.columns_present),
    Rule("F-03", MUST, structure.rows_present),
    Rule("F-04", MUST, structure.rows_single),
    Rule("F-05", MUST, structure.cells_single),
    Rule("F-06", NOTICE, structure.rows_known),
    Rule("F-07", ANSWER, structure.tabs_single),
    Rule("K-01", NOTICE, completeness.something_filled),
    Rule("K-02", MUST, completeness.figure_filled),
    Rule("K-03", MUST, completeness.budget_filled),
    Rule("K-04", MUST, completeness.sender_named),
    Rule("K-05", MUST, completeness.tick_chosen),
    Rule("K-06", ANSWER, completeness.evidence_given),
    Rule("K-07", NOTICE, completeness.reason_noted),
    Rule("J-01", MUST, kind.a_number),
    Rule("J-02", MUST, kind.unambiguous),
    Rule("J-03", MUST, kind.without_unit),
    Rule("J-04", MUST, kind.asked_unit),
    Rule("J-05", MUST, kind.one_number),
    Rule("J-06", MUST, kind.not_a_date),
    Rule("J-07", MUST, kind.no_broken_cell),
    Rule("J-08", MUST, kind.known_predicate),
    Rule("J-09", NOTICE, kind.shown_back),
    Rule("B-01", MUST, bounds.not_negative),
    Rule("B-02", MUST, bounds.within_maximum),
    Rule("B-03", MUST, bounds.within_ceiling),
)

STANDARD = tuple(rule for rule in RULES if not rule.extra)


def validate(case: Case) -> tuple[Finding, ...]:
    """All catatan pemeriksaan of one submission, gravest first, in the order of the register."""
    turned_on = RULES if case.extra else STANDARD
    findings = [
        Finding(
            rule=rule.code,
            severity=rule.severity,
            unit=case.submission.unit,
            place=remark.place,
            found=remark.found,
            expected=remark.expected,
            advice=remark.advice,
            short=f"{rule.severity.value}: {remark.short}",
        )
        for rule in turned_on
        if not rule.extra or rule.code in case.extra
        for remark in rule.check(case)
    ]
    return tuple(sorted(findings, key=lambda finding: WEIGHT[finding.severity]))
