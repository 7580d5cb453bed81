"""The rules of the check (aturan pemeriksaan), one invariant a function, one theme a file."""

from __future__ import annotations

from sheets_sync.rules import arithmetic, bounds, completeness, kind, plausibility, structure
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
    Rule("F-08", ANSWER, structure.names_kept),
    Rule("F-09", ANSWER, structure.targets_kept),
    Rule("K-01", NOTICE, completeness.something_filled),
    Rule("K-02", MUST, completeness.figure_filled),
    Rule("K-03", MUST, completeness.budget_filled),
    Rule("K-04", MUST, completeness.sender_named),
    Rule("K-05", MUST, completeness.tick_chosen),
    Rule("K-06", ANSWER, completeness.evidence_given),
    Rule("K-07", NOTICE, completeness.reason_noted),
    Rule("K-08", ANSWER, completeness.obstacle_told),
    Rule("K-09", ANSWER, completeness.typing_confirmed),
    Rule("K-10", NOTICE, completeness.early_noted),
    Rule("J-01", MUST, kind.a_number),
    Rule("J-02", MUST, kind.unambiguous),
    Rule("J-03", MUST, kind.without_unit),
    Rule("J-04", MUST, kind.asked_unit),
    Rule("J-05", MUST, kind.one_number),
    Rule("J-06", MUST, kind.not_a_date),
    Rule("J-07", MUST, kind.no_broken_cell),
    Rule("J-08", MUST, kind.known_predicate),
    Rule("J-09", NOTICE, kind.shown_back),
    Rule("J-10", MUST, kind.no_identity),
    Rule("J-11", ANSWER, kind.percent_not_fraction),
    Rule("J-12", ANSWER, kind.whole_number),
    Rule("B-01", MUST, bounds.not_negative),
    Rule("B-02", MUST, bounds.within_maximum),
    Rule("B-03", MUST, bounds.within_ceiling),
    Rule("A-01", ANSWER, arithmetic.parts_make_the_whole),
    Rule("A-02", ANSWER, arithmetic.part_within_whole),
    Rule("A-03", ANSWER, arithmetic.share_of_its_counts),
    Rule("A-04", ANSWER, arithmetic.spent_once),
    Rule("A-05", ANSWER, arithmetic.spending_not_falling),
    Rule("W-01", ANSWER, plausibility.not_sent_again),
    Rule("W-02", ANSWER, plausibility.quarter_alone),
    Rule("W-03", ANSWER, plausibility.to_date_not_falling),
    Rule("W-04", ANSWER, plausibility.within_reach),
    Rule("W-05", ANSWER, plausibility.not_beyond_twice),
    Rule("W-06", ANSWER, plausibility.computable),
    Rule("W-07", ANSWER, plausibility.direction_as_named),
    Rule("W-08", ANSWER, plausibility.no_jump, extra=True),
    Rule("W-09", ANSWER, plausibility.not_all_round, extra=True),
)

STANDARD = tuple(rule for rule in RULES if not rule.extra)


THEMES = {
    "F": "Format lembar", "K": "Kelengkapan", "J": "Cara membaca isian",
    "B": "Batas", "A": "Hitungan", "W": "Kewajaran",
}  # fmt: skip


def explanation(rule: Rule) -> str:
    """The rule's public explanation, in Indonesian: its function's own docstring."""
    return " ".join((rule.check.__doc__ or "").split())


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
