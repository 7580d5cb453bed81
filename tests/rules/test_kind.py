"""Is it a number, and could only one number be meant?"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from sheets_sync import numerals
from sheets_sync.form import Form
from sheets_sync.rules import validate
from sheets_sync.rules.case import Case
from sheets_sync.submission import OddityKind, Place, Reading, Severity
from tests.rules.sheets import answered, codes, findings_of, noticing, retarget, the_finding, told, typed

# what becomes of PEM-01 (%), the rule that speaks, its weight, what the advice says
KINDS: dict[str, tuple[dict[str, Any], str, Severity, str]] = {
    "a word": ({"text": "dua belas"}, "J-01", Severity.MUST, "Bila nol, ketik 0"),
    "about": ({"text": "sekitar 90"}, "J-01", Severity.MUST, "Ketik angkanya"),
    "a hyphen": ({"text": "-"}, "J-01", Severity.MUST, "Bila nol, ketik 0"),
    "nihil": ({"text": "nihil"}, "J-01", Severity.MUST, "Bila belum ada, kosongkan"),
    "a thousand or a decimal": ({"text": "4.250"}, "J-02", Severity.MUST, "Bila maksudnya 4,25, ketik"),
    "a point for a comma": ({"text": "88.56"}, "J-02", Severity.MUST, "maksudnya 88,56, ketik"),
    "the satuan": ({"text": "98 persen"}, "J-03", Severity.MUST, "Ketik 98 saja"),
    "the satuan, decimals": ({"text": "1.234,5 persen"}, "J-03", Severity.MUST, "Periksa angkanya, lalu ketik angkanya saja"),
    "another satuan": ({"text": "8 desa"}, "J-04", Severity.MUST, "Satuannya %"),
    "percent of something else": ({"text": "8 %", "measure": "Dokumen"}, "J-04", Severity.MUST, "Satuannya"),
    "a fraction": ({"text": "8 dari 10"}, "J-05", Severity.MUST, "Ketik satu angka"),
    "a sum": ({"text": "4+4"}, "J-05", Severity.MUST, "rinciannya tulis di kolom Keterangan"),
    "a date": ({"typed": "08/10/2026", "reading": Reading.DATE}, "J-06", Severity.MUST, "mengubah ketikan menjadi tanggal"),
    "a date as text": ({"text": "30 September 2026"}, "J-06", Severity.MUST, "lalu ketik angkanya, misalnya 12,5"),
    "a predicate": ({"text": "BB"}, "J-01", Severity.MUST, "Yang diminta angka dalam %, bukan predikat. Ketik"),
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


def test_a_predicate_for_a_number_is_called_one(form: Form) -> None:
    """J-01: in small letters and with blanks too; any other word is only no number."""
    assert "bukan predikat" in the_finding(form, typed(answered(form), "PEM-01", text=" bb "), "J-01").short
    other = the_finding(form, typed(answered(form), "PEM-01", text="baik"), "J-01")

    assert "predikat" not in other.short + other.advice


# --- what is proposed --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text", "measure", "proposed"),
    [
        ("PEM-07", "4.250", "Dokumen", "Bila maksudnya 4250 atau 4,25, ketik demikian"),
        ("PEM-01", "4.250", "%", "Bila maksudnya 4,25, ketik demikian"),
        ("PEM-01", "100.000", "%", "Bila maksudnya 100, ketik demikian"),
        ("PEM-01", "100.001", "%", "Periksa angkanya, lalu ketik ulang"),
        ("PEM-01", "100.5", "%", "Periksa angkanya, lalu ketik ulang"),
        ("PEM-07", "-4.250", "Dokumen", "Periksa angkanya, lalu ketik ulang"),
        ("PEM-07", "1.250,5 dokumen", "Dokumen", "Ketik 1250,5 saja"),
        ("PEM-07", "1.250.000 dokumen", "Dokumen", "Ketik 1250000 saja"),
        ("PEM-01", "100 persen", "%", "Ketik 100 saja"),
        ("PEM-01", "101 persen", "%", "Periksa angkanya, lalu ketik angkanya saja"),
        ("PEM-07", "0 dokumen", "Dokumen", "Ketik 0 saja"),
        ("PEM-07", "-1 dokumen", "Dokumen", "Periksa angkanya, lalu ketik angkanya saja"),
    ],
)
def test_only_what_can_be_is_proposed(form: Form, code: str, text: str, measure: str, proposed: str) -> None:
    """J-02 and J-03: no number that a rule of bounds would refuse next, and none with points to be asked about again."""
    submission = typed(answered(form), code, text=text, measure=measure)
    (finding,) = validate(Case(form, submission))

    assert finding.rule in ("J-02", "J-03")
    assert finding.advice.startswith(f"{proposed} di sel ")


def test_no_more_rupiah_than_the_pagu_are_proposed(planning: Form) -> None:
    """J-02: of 300.000 only what the programme has is meant."""
    form = replace(planning, budget=tuple(replace(row, ceiling=Decimal(299_999)) for row in planning.budget))
    (finding,) = findings_of(form, typed(answered(form), "7.01.01", text="300.000", measure="Rp"), "J-02")

    assert finding.advice.startswith("Bila maksudnya 300, ketik demikian")


def test_a_doubled_row_is_said_to_be_doubled(planning: Form) -> None:
    """J-05 and J-08: what two rows of one code hold is not two figures in one cell; the rows behind are looked at."""
    submission = answered(planning)
    for code in ("REN-01", "REN-02", "REN-03"):
        submission = typed(submission, code, typed="1 / 2", reading=Reading.SEVERAL, value=None)
    for code in ("REN-01", "REN-02"):
        submission = noticing(submission, OddityKind.ROW_DOUBLED, Place("Isi", "B6", code), "B6, B9")

    assert codes(planning, submission) == ["F-04", "F-04", "J-05"]


# --- J-10 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["19750101 200003 1 001", "7205012345670001", "7.01.02", "Rp1000000000000000"])
def test_somebodys_number_is_no_figure(form: Form, text: str) -> None:
    """J-10 alone: what is shown back is hidden but for its last four digits."""
    submission = typed(answered(form), "PEM-01", text=text)
    finding = the_finding(form, submission, "J-10")

    assert codes(form, submission) == ["J-10"]
    assert finding.severity is Severity.MUST
    assert finding.place == Place("Isi", submission.entries[0].cell, "PEM-01")
    assert finding.found == numerals.masked(text)
    assert text not in f"{finding.found}{finding.expected}{finding.advice}{finding.short}"
    assert finding.expected == "angka dalam %"
    assert "tampak seperti NIP, NIK atau kode" in finding.short
    assert f"Hapus isi sel {submission.entries[0].cell} tab Isi, lalu ketik angkanya." in finding.advice


def test_somebodys_number_is_no_predicate_and_no_rupiah(planning: Form) -> None:
    """J-10 holds in every cell that takes a figure, and J-08 is silent."""
    submission = typed(answered(planning), "REN-02", text="7205012345670001", measure="Predikat")
    finding = the_finding(planning, submission, "J-10")

    assert codes(planning, submission) == ["J-10"]
    assert finding.expected == "predikat dari daftar"
    assert finding.advice.endswith("lalu pilih predikatnya.")
    assert codes(planning, typed(answered(planning), "7.01.01", text="7.01.02.2.01", measure="Rp")) == ["J-10"]


# --- J-11 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "likely"), [("0.98", "98"), ("0.0001", "0,01"), ("1", "100"), ("0.8856", "88,56")])
def test_a_fraction_may_be_a_percentage(form: Form, number: str, likely: str) -> None:
    """J-11: asked with the percentage that is likely meant; one question, not two."""
    submission = typed(told(answered(form), "PEM-01"), "PEM-01", number=number)
    finding = the_finding(form, submission, "J-11")
    cell = submission.entries[0].cell

    assert codes(form, submission) == ["J-11"]
    assert finding.severity is Severity.ANSWER
    assert finding.place == Place("Isi", cell, "PEM-01")
    assert finding.found == submission.entries[0].typed
    assert finding.expected == f"angka dalam %, misalnya {likely}"
    assert f"Bila maksudnya {likely} %, ketik {likely} di sel {cell} tab Isi." in finding.advice
    assert finding.short == f"perlu dijawab: maksudnya {likely}?"


@pytest.mark.parametrize("number", ["0", "1.01", "98"])
def test_what_is_no_fraction_is_no_question(form: Form, number: str) -> None:
    """J-11: zero is zero, and more than one is a percentage."""
    assert findings_of(form, typed(answered(form), "PEM-01", number=number), "J-11") == []


@pytest.mark.parametrize(("target", "found"), [("10", 1), ("9.99", 0)])
def test_a_small_target_may_have_a_small_figure(form: Form, target: str, found: int) -> None:
    """J-11: only where the target is 10 percent or more."""
    changed = retarget(form, target)

    assert len(findings_of(changed, typed(answered(form), "PEM-01", number="0.98"), "J-11")) == found


def test_a_fraction_of_something_else_is_no_percentage(form: Form) -> None:
    """J-11: documents have no percent, and without a target nothing is known."""
    without = replace(form, rows=(replace(form.rows[0], target=None), *form.rows[1:]))

    assert findings_of(form, typed(answered(form), "PEM-07", number="0.5"), "J-11") == []
    assert findings_of(without, typed(answered(form), "PEM-01", number="0.98"), "J-11") == []


def test_only_the_fraction_is_asked_about(form: Form) -> None:
    """J-11: the other percentages of the sheet are none."""
    submission = typed(answered(form), "PEM-05", number="0.7")

    assert [finding.place.row for finding in findings_of(form, submission, "J-11")] == ["PEM-05"]


# --- J-12 --------------------------------------------------------------------------------------------------------


def test_half_a_document_is_asked_about(form: Form) -> None:
    """J-12: where the form asks for whole numbers."""
    submission = typed(answered(form), "PEM-07", number="34.5")
    finding = the_finding(form, submission, "J-12")
    entry = next(entry for entry in submission.entries if entry.code == "PEM-07")

    assert codes(form, submission) == ["J-12"]
    assert finding.severity is Severity.ANSWER
    assert finding.place == Place("Isi", entry.cell, "PEM-07")
    assert (finding.found, finding.expected) == ("34,5", "bilangan bulat dalam Dokumen")
    assert f"ketik ulang di sel {entry.cell} tab Isi tanpa desimal" in finding.advice


def test_decimals_are_fine_where_they_are_asked_for(form: Form) -> None:
    """J-12: a whole number always, more decimals than asked for where some are."""
    assert codes(form, typed(answered(form), "PEM-07", number="34")) == []
    assert codes(form, typed(answered(form), "PEM-01", number="88.5678")) == []
    one = replace(form, rows=tuple(replace(row, decimals=1) for row in form.rows))
    assert findings_of(one, typed(answered(form), "PEM-07", number="34.55"), "J-12") == []


def test_a_fraction_is_not_asked_about_twice(form: Form) -> None:
    """J-11 in place of J-12 where whole percents are asked for."""
    whole = replace(form, rows=tuple(replace(row, decimals=0) for row in form.rows))

    assert codes(whole, typed(answered(form), "PEM-01", number="0.98")) == ["J-11"]
    assert codes(whole, typed(answered(form), "PEM-01", number="98.5")) == ["J-12"]


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
    [{"number": "7000"}, {"number": "-1"}, {"number": "100.01"}, {"text": "72.5", "measure": "Predikat"}],
    ids=["any number", "below zero", "above a hundred", "two ways to read it"],
)
def test_a_number_that_is_no_score_is_no_predicate(planning: Form, change: dict[str, Any]) -> None:
    """J-08: neither on the list nor a score."""
    assert codes(planning, typed(answered(planning), "REN-02", **change)) == ["J-08"]


@pytest.mark.parametrize(
    "change",
    [{"number": "72.5"}, {"number": "100"}, {"text": "72,50", "measure": "Predikat"}],
    ids=["a number", "the highest", "a number as text"],
)
def test_the_score_may_stand_for_the_predicate(planning: Form, change: dict[str, Any]) -> None:
    """J-08: where the score is known it may be typed, and nothing is said."""
    assert codes(planning, typed(answered(planning), "REN-02", **change)) == []


def test_a_predicate_of_the_list_says_nothing(planning: Form) -> None:
    """J-08: chosen as asked."""
    assert findings_of(planning, answered(planning), "J-08") == []


def test_a_broken_predicate_is_a_broken_cell(planning: Form) -> None:
    """J-07, not J-08: first the formula goes."""
    submission = typed(answered(planning), "REN-02", typed="#N/A", reading=Reading.BROKEN, value=None)

    assert codes(planning, submission) == ["J-07"]
