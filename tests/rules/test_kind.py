"""Is it a number, and could only one number be meant?"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from sheets_sync.form import Form
from sheets_sync.submission import Place, Reading, Severity
from tests.rules.sheets import answered, codes, findings_of, the_finding, typed

# what becomes of PEM-01 (%), the rule that speaks, its weight, what the advice says
KINDS: dict[str, tuple[dict[str, Any], str, Severity, str]] = {
    "a word": ({"text": "dua belas"}, "J-01", Severity.MUST, "Bila nol, ketik 0"),
    "about": ({"text": "sekitar 90"}, "J-01", Severity.MUST, "Ketik angkanya"),
    "a hyphen": ({"text": "-"}, "J-01", Severity.MUST, "Bila nol, ketik 0"),
    "nihil": ({"text": "nihil"}, "J-01", Severity.MUST, "Bila belum ada, kosongkan"),
    "a thousand or a decimal": ({"text": "4.250"}, "J-02", Severity.MUST, "4250 atau 4,25"),
    "a point for a comma": ({"text": "88.56"}, "J-02", Severity.MUST, "maksudnya 88,56, ketik"),
    "the satuan": ({"text": "98 persen"}, "J-03", Severity.MUST, "Ketik 98 saja"),
    "the satuan, decimals": ({"text": "1.234,5 persen"}, "J-03", Severity.MUST, "Ketik 1.234,5 saja"),
    "another satuan": ({"text": "8 desa"}, "J-04", Severity.MUST, "Satuannya %"),
    "percent of something else": ({"text": "8 %", "measure": "Dokumen"}, "J-04", Severity.MUST, "Satuannya"),
    "a fraction": ({"text": "8 dari 10"}, "J-05", Severity.MUST, "Ketik satu angka"),
    "a sum": ({"text": "4+4"}, "J-05", Severity.MUST, "rinciannya tulis di kolom Keterangan"),
    "a date": ({"typed": "08/10/2026", "reading": Reading.DATE}, "J-06", Severity.MUST, "berubah menjadi tanggal"),
    "a broken formula": ({"typed": "#REF!", "reading": Reading.BROKEN}, "J-07", Severity.MUST, "Hapus rumusnya"),
    "a number typed as text": ({"text": "88,56"}, "J-09", Severity.NOTICE, "Dibaca 88,56"),
    "percent where percent is asked": ({"text": "98 %"}, "J-09", Severity.NOTICE, "Dibaca 98"),
    "a cell that shows percent": (
        {"typed": "98%", "reading": Reading.PERCENT, "value": Decimal(98)}, "J-09", Severity.NOTICE, "Dibaca 98",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "rule", "severity", "advice"), KINDS.values(), ids=KINDS.keys())
def test_what_is_typed_for_a_figure(
    form: Form, change: dict[str, Any], rule: str, severity: Severity, advice: str
) -> None:
    """Exactly one rule speaks, names the cell, shows what was typed and says what to do."""
    submission = typed(answered(form), "PEM-01", value=None) if "value" not in change else answered(form)
    submission = typed(submission, "PEM-01", **change)
    entry = submission.entries[0]
    finding = the_finding(form, submission, rule)

    assert codes(form, submission) == [rule]
    assert finding.severity is severity
    assert finding.place == Place("Isi", entry.cell, "PEM-01")
    assert finding.found == entry.typed
    assert f"sel {entry.cell} tab Isi" in finding.advice
    assert advice in finding.advice


@pytest.mark.parametrize("number", ["0", "88.56", "100"])
def test_a_plain_number_says_nothing(form: Form, number: str) -> None:
    """J-01 to J-09: a number in a number's cell needs no words."""
    assert codes(form, typed(answered(form), "PEM-01", number=number)) == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"text": "1,5 juta", "measure": "Rp"}, "J-04"),
        ({"text": "1.250", "measure": "Rp"}, "J-02"),
        ({"text": "nihil", "measure": "Rp"}, "J-01"),
        ({"text": "Rp1.250.000", "measure": "Rp"}, "J-09"),
        ({"typed": "#REF!", "reading": Reading.BROKEN, "value": None}, "J-07"),
    ],
    ids=["millions", "one point", "a word", "rupiah", "broken"],
)
def test_the_budgets_cells_are_checked_alike(planning: Form, change: dict[str, Any], rule: str) -> None:
    """The same rules for rupiah, at the cell of tab Anggaran."""
    submission = typed(answered(planning), "7.01.01", **change)
    finding = the_finding(planning, submission, rule)

    assert codes(planning, submission) == [rule]
    assert finding.place == Place("Anggaran", submission.budget[0].cell, "7.01.01")
    assert f"sel {submission.budget[0].cell} tab Anggaran" in finding.advice


def test_what_is_not_due_is_checked_if_it_is_typed(form: Form) -> None:
    """A figure that comes early is read with the same care."""
    assert codes(form, typed(answered(form), "PEM-02", text="4.250")) == ["J-02"]


# --- predicates --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Baik", "measure": "Predikat"},
        {"text": "B+", "measure": "Predikat"},
        {"text": "-", "measure": "Predikat"},
        {"text": "72,5 BB", "measure": "Predikat"},
        {"typed": "08/10/2026", "reading": Reading.DATE, "value": None},
    ],
    ids=["a word", "nearly one", "a hyphen", "with its score", "a date"],
)
def test_a_predicate_is_one_of_the_list(planning: Form, change: dict[str, Any]) -> None:
    """J-08 alone: the list is shown, and no rule of numbers speaks of a predicate."""
    submission = typed(answered(planning), "REN-02", **change)
    finding = the_finding(planning, submission, "J-08")
    cell = next(entry.cell for entry in submission.entries if entry.code == "REN-02")

    assert codes(planning, submission) == ["J-08"]
    assert finding.severity is Severity.MUST
    assert finding.place == Place("Isi", cell, "REN-02")
    assert "AA, A, BB, B, CC, C, D" in finding.expected
    assert f"sel {cell} tab Isi" in finding.advice


@pytest.mark.parametrize(
    "change",
    [{"number": "70"}, {"number": "7000"}, {"text": "72,5", "measure": "Predikat"}],
    ids=["its score", "any number", "a number as text"],
)
def test_a_number_is_no_predicate(planning: Form, change: dict[str, Any]) -> None:
    """J-08: a score typed where the letters are asked is not on the list."""
    assert codes(planning, typed(answered(planning), "REN-02", **change)) == ["J-08"]


def test_a_predicate_of_the_list_says_nothing(planning: Form) -> None:
    """J-08: chosen as asked."""
    assert findings_of(planning, answered(planning), "J-08") == []


def test_a_broken_predicate_is_a_broken_cell(planning: Form) -> None:
    """J-07, not J-08: first the formula goes."""
    submission = typed(answered(planning), "REN-02", typed="#N/A", reading=Reading.BROKEN, value=None)

    assert codes(planning, submission) == ["J-07"]
