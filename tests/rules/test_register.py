"""The register of rules: codes, weights, explanations, and what holds for every catatan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from sheets_sync.form import Form
from sheets_sync.rules import MUST, NOTICE, RULES, WEIGHT, validate
from sheets_sync.rules.case import Case
from sheets_sync.rules.remark import where
from sheets_sync.submission import Channel, Entry, OddityKind, Place, Reading, Severity, Submission
from sheets_sync.workbook import WORKBOOK_ROW
from tests.rules.rows import questionable
from tests.rules.sheets import answered, blank, codes, noticing, sent, told, typed

# --- the register ------------------------------------------------------------------------------------------------

INDONESIAN = {"yang", "tidak", "dan", "dengan", "ada", "berisi", "setiap", "bila", "sel", "masih", "dalam", "dari"}
ENGLISH = {"the", "is", "and", "of", "not", "cell", "number", "every"}


def test_codes_are_unique() -> None:
    """A code names one rule, for ever."""
    names = [rule.code for rule in RULES]

    assert len(set(names)) == len(names)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_explains_itself_in_indonesian(rule: Any) -> None:
    """The docstring is the public explanation: whole sentences in plain Indonesian."""
    explanation = (rule.check.__doc__ or "").strip()
    words = set(explanation.casefold().replace(",", " ").replace(".", " ").split())

    assert explanation[:1].isupper()
    assert explanation.endswith(".")
    assert words & INDONESIAN
    assert not words & ENGLISH


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_code_tells_the_theme(rule: Any) -> None:
    """F for the format, K for completeness, J for the kind, B for bounds, A for arithmetic, W for kewajaran; two digits."""
    theme = {
        "F": "structure", "K": "completeness", "J": "kind", "B": "bounds", "A": "arithmetic", "W": "plausibility",
    }[rule.code[0]]  # fmt: skip

    assert rule.check.__module__ == f"sheets_sync.rules.{theme}"
    assert rule.code[1] == "-"
    assert rule.code[2:].isdigit()
    assert len(rule.code) == 4


def test_every_severity_has_its_weight() -> None:
    """What must be mended weighs most, a mere notice least."""
    assert sorted(Severity, key=lambda severity: WEIGHT[severity]) == [MUST, Severity.ANSWER, NOTICE]


# --- what holds for every catatan --------------------------------------------------------------------------------


def bad_submissions(form: Form) -> Iterator[Submission]:
    """Submissions with many things wrong at once."""
    rows = [row.code for row in form.rows]
    texts = ["4.250", "98 persen", "3 laporan", "3 dari 10", "dua", "-", "98,5", "-5", "1.5", "", "nihil", "150"]
    submission = blank(form)
    yield submission
    for shift in range(len(texts)):
        mixed = submission
        for index, code in enumerate(rows):
            mixed = typed(mixed, code, text=texts[(index + shift) % len(texts)], measure=form.rows[index].measure)
        for index, programme in enumerate(form.budget):
            mixed = typed(mixed, programme.code, text=texts[(index + shift) % len(texts)], measure="Rp")
        yield replace(mixed, tick=replace(mixed.tick, typed="oke", reading=Reading.WORDS))
        yield sent(mixed, name="")
    for reading, text in ((Reading.DATE, "02/01/2026"), (Reading.BROKEN, "#DIV/0!")):
        yield typed(submission, rows[0], typed=text, reading=reading)
    odd = submission
    for kind in OddityKind:
        gone = kind is OddityKind.TAB_GONE
        place = Place(form.words.tab_budget, "", WORKBOOK_ROW) if gone else Place(form.words.tab_fill, "B7", rows[0])
        odd = noticing(odd, kind, place, form.words.tab_budget if gone else rows[0])
    yield odd


@pytest.mark.parametrize("unit", ["REN", "UMUM", "PEM", "PMD", "TRANTIB", "KESOS", "YANUM"])
def test_a_good_submission_has_no_findings(forms: dict[str, Form], unit: str) -> None:
    """Typed as asked, with evidence, and sent: silence."""
    assert validate(Case(forms[unit], answered(forms[unit]))) == ()


@pytest.mark.parametrize("unit", ["REN", "PEM", "YANUM"])
def test_the_gravest_comes_first(forms: dict[str, Form], unit: str) -> None:
    """What must be mended stands before what must be answered, and notices last."""
    for submission in bad_submissions(forms[unit]):
        weights = [WEIGHT[finding.severity] for finding in validate(Case(forms[unit], submission))]

        assert weights == sorted(weights)


@pytest.mark.parametrize("unit", ["REN", "PEM", "YANUM"])
def test_checking_twice_finds_the_same(forms: dict[str, Form], unit: str) -> None:
    """Nothing but form and submission decides, and neither changes."""
    for submission in bad_submissions(forms[unit]):
        assert validate(Case(forms[unit], submission)) == validate(Case(forms[unit], submission))


@pytest.mark.parametrize("unit", ["REN", "PEM", "YANUM"])
def test_the_short_text_fits_the_rows_cell(forms: dict[str, Form], unit: str) -> None:
    """It begins with the severity and stays within 90 characters; the rest says it in full."""
    for submission in bad_submissions(forms[unit]):
        for finding in validate(Case(forms[unit], submission)):
            assert finding.short.startswith(f"{finding.severity.value}: ")
            assert len(finding.short) <= 90
            assert not finding.short.endswith((" ", ",", ";", ":"))
            assert finding.unit == unit
            assert finding.advice.endswith(".")
            assert finding.expected
            assert finding.place.row


def test_every_rule_can_speak(forms: dict[str, Form]) -> None:
    """No rule is there for nothing."""
    spoken = {
        code
        for unit in ("REN", "PEM")
        for submission in bad_submissions(forms[unit])
        for code in codes(forms[unit], submission)
    }
    form = forms["REN"]
    noted = typed(answered(form), "REN-01", text="", note="hasil belum keluar")
    unproven = typed(answered(form), "REN-01", number="80", note="")
    overspent = typed(answered(form), "7.01.01", number="9000000000")
    predicate = typed(answered(form), "REN-02", text="baik", measure="Predikat")
    low = typed(told(answered(form), "REN-01"), "REN-01", number="10")
    identity = typed(answered(form), "REN-01", text="7205012345670001", measure="Nilai")
    fraction = typed(answered(form), "REN-05", number="0.98")
    half = typed(answered(form), "REN-03", number="1.5")
    early = typed(answered(forms["PEM"]), "PEM-02", number="90")
    spoken |= set(codes(forms["PEM"], early))
    by_kasubag = replace(answered(form), channel=Channel.TYPED, typed_by="Kasubag Perencanaan", on_behalf=form.head)
    for submission in (by_kasubag, noted, unproven, overspent, predicate, low, identity, fraction, half):
        spoken |= set(codes(form, submission))

    for case in questionable(form):
        spoken |= {finding.rule for finding in validate(case)}

    assert spoken == {rule.code for rule in RULES}


@pytest.mark.parametrize(("cell", "words"), [("B7", "sel B7 tab Isi"), ("", "tab Isi")])
def test_a_place_in_words(cell: str, words: str) -> None:
    """The cell with its tab; the tab alone where there is no cell any more."""
    assert where(Entry("PEM-01", "Isi", cell, "", Reading.EMPTY)) == words
