"""Can the figure be at all?"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from sheets_sync.form import Form
from sheets_sync.submission import Place, Reading, Severity
from tests.rules.sheets import answered, codes, findings_of, the_finding, typed


@pytest.mark.parametrize(("code", "measure"), [("PEM-01", "%"), ("PEM-07", "Dokumen")])
def test_a_figure_is_not_negative(form: Form, code: str, measure: str) -> None:
    """B-01: names the cell, what was typed and the satuan."""
    submission = typed(answered(form), code, number="-5")
    finding = the_finding(form, submission, "B-01")
    entry = next(entry for entry in submission.entries if entry.code == code)

    assert codes(form, submission) == ["B-01"]
    assert finding.severity is Severity.MUST
    assert finding.place == Place("Isi", entry.cell, code)
    assert finding.found == "-5"
    assert finding.expected == f"nol atau lebih, dalam {measure}"
    assert f"sel {entry.cell} tab Isi" in finding.advice


def test_realisasi_is_not_negative(planning: Form) -> None:
    """B-01 holds for rupiah too, at the cell of tab Anggaran."""
    submission = typed(answered(planning), "7.01.02", number="-1000")
    finding = the_finding(planning, submission, "B-01")

    assert finding.place == Place("Anggaran", submission.budget[1].cell, "7.01.02")
    assert finding.expected == "nol atau lebih, dalam Rp"


@pytest.mark.parametrize("number", ["0", "0.0001"])
def test_zero_is_not_negative(form: Form, number: str) -> None:
    """B-01: zero and anything above it can be."""
    assert findings_of(form, typed(answered(form), "PEM-01", number=number), "B-01") == []


@pytest.mark.parametrize("number", ["100.01", "101", "9800"])
def test_a_share_has_its_maximum(form: Form, number: str) -> None:
    """B-02: more than all of it cannot be; the bound stands in the advice."""
    submission = typed(answered(form), "PEM-01", number=number)
    finding = the_finding(form, submission, "B-02")

    assert codes(form, submission) == ["B-02"]
    assert finding.severity is Severity.MUST
    assert finding.place == Place("Isi", submission.entries[0].cell, "PEM-01")
    assert finding.expected == "paling banyak 100 %"
    assert "paling banyak 100 %" in finding.advice
    assert f"sel {submission.entries[0].cell} tab Isi" in finding.advice


def test_the_maximum_itself_can_be(form: Form) -> None:
    """B-02: 100 of 100 is fine."""
    assert codes(form, typed(answered(form), "PEM-01", number="100")) == []


def test_a_figure_without_a_maximum_has_none(form: Form) -> None:
    """B-02: a count may be as large as it is."""
    assert findings_of(form, typed(answered(form), "PEM-07", number="4250"), "B-02") == []


def test_the_maximum_holds_for_what_was_read_from_text(form: Form) -> None:
    """B-02: 150 % is read, shown back, and too much."""
    assert codes(form, typed(answered(form), "PEM-01", text="150 %")) == ["B-02", "J-09"]


def test_what_has_no_value_has_no_bounds(form: Form) -> None:
    """B-01 and B-02: a number that is only suggested is not held against them."""
    submission = typed(
        answered(form), "PEM-01", typed="-4.250", reading=Reading.AMBIGUOUS, value=None, hint=Decimal(-4250)
    )

    assert codes(form, submission) == ["J-02"]


def test_realisasi_is_not_above_its_pagu(planning: Form) -> None:
    """B-03: the pagu of the document in force stands in the advice, in rupiah."""
    submission = typed(answered(planning), "7.01.02", number="210000001")
    finding = the_finding(planning, submission, "B-03")

    assert codes(planning, submission) == ["B-03"]
    assert finding.severity is Severity.MUST
    assert finding.place == Place("Anggaran", submission.budget[1].cell, "7.01.02")
    assert finding.expected == "paling banyak Rp210.000.000"
    assert "Rp210.000.000" in finding.advice
    assert f"sel {submission.budget[1].cell} tab Anggaran" in finding.advice


@pytest.mark.parametrize("number", ["0", "209999999.99", "210000000"])
def test_realisasi_may_reach_its_pagu(planning: Form, number: str) -> None:
    """B-03: all of it may be spent."""
    assert codes(planning, typed(answered(planning), "7.01.02", number=number)) == []


def test_each_programme_has_its_own_pagu(planning: Form) -> None:
    """B-03: what one programme may spend, another may not."""
    amount = "300000000"

    assert codes(planning, typed(answered(planning), "7.01.01", number=amount)) == []
    assert codes(planning, typed(answered(planning), "7.01.02", number=amount)) == ["B-03"]


def test_the_form_as_sent_decides(planning: Form) -> None:
    """B-03: with the pagu of a later document the same realisasi is fine."""
    submission = typed(answered(planning), "7.01.02", number="250000000")
    raised = replace(planning, budget=tuple(replace(row, ceiling=row.ceiling * 2) for row in planning.budget))

    assert codes(planning, submission) == ["B-03"]
    assert codes(raised, submission) == []
