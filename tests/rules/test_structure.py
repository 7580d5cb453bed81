"""Is it still the format that was sent?"""

from __future__ import annotations

from pathlib import Path

import pytest

from sheets_sync.form import Form
from sheets_sync.submission import OddityKind, Place, Severity
from sheets_sync.workbook import WORKBOOK_ROW
from tests import edits
from tests.rules.sheets import answered, codes, findings_of, noticing, the_finding

WHOLE = Place("Isi", "", WORKBOOK_ROW)

# kind, place, what is shown; the rule, its weight, what the advice names
ODDITIES: dict[str, tuple[OddityKind, Place, str, str, Severity, str]] = {
    "tab gone": (OddityKind.TAB_GONE, WHOLE, "Isi", "F-01", Severity.MUST, "Tab Isi terhapus"),
    "column gone": (
        OddityKind.COLUMN_GONE, Place("Isi", "A5", WORKBOOK_ROW), "Realisasi", "F-02", Severity.MUST, "Kolom Realisasi terhapus",
    ),
    "row gone": (
        OddityKind.ROW_GONE, Place("Isi", "", "PEM-01"), "PEM-01", "F-03", Severity.MUST, "Baris PEM-01 terhapus",
    ),
    "row doubled": (
        OddityKind.ROW_DOUBLED, Place("Isi", "B6", "PEM-01"), "B6, B9", "F-04", Severity.MUST, "Hapus baris PEM-01 yang berlebih",
    ),
    "cells merged": (OddityKind.MERGED, Place("Isi", "B6", "PEM-01"), "", "F-05", Severity.MUST, "Pisahkan sel B6"),
    "row unknown": (
        OddityKind.ROW_UNKNOWN, Place("Isi", "A20", WORKBOOK_ROW), "PEM-99", "F-06", Severity.NOTICE, "Kode PEM-99 tidak ada",
    ),
    "tab doubled": (
        OddityKind.TAB_DOUBLED, WHOLE, "Isi (2)", "F-07", Severity.ANSWER, "Pindahkan angka dari tab Isi (2)",
    ),
    "name changed": (
        OddityKind.NAME_CHANGED, Place("Isi", "A6", "PEM-01"), "Desa tertib", "F-08", Severity.ANSWER,
        "sel A6 tab Isi menjadi: % Desa yang dapat mengelola APBDes tepat waktu. Yang dihitung tetap",
    ),
    "target changed": (
        OddityKind.TARGET_CHANGED, Place("Isi", "A6", "PEM-01"), "target 50 %", "F-09", Severity.ANSWER,
        "sel A6 tab Isi menjadi: target 90 %. Yang dihitung tetap",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "place", "shown", "rule", "severity", "advice"), ODDITIES.values(), ids=ODDITIES.keys()
)
def test_what_people_did_to_the_sheet_is_named(
    form: Form, kind: OddityKind, place: Place, shown: str, rule: str, severity: Severity, advice: str
) -> None:
    """Exactly one rule speaks, at the place where it happened, and says what to do."""
    submission = noticing(answered(form), kind, place, shown)
    finding = the_finding(form, submission, rule)

    assert codes(form, submission) == [rule]
    assert finding.severity is severity
    assert finding.place == place
    assert advice in finding.advice


@pytest.mark.parametrize("rule", ["F-01", "F-02", "F-03", "F-04", "F-05", "F-06", "F-07", "F-08", "F-09"])
def test_a_sheet_as_it_was_sent_has_nothing_odd(form: Form, rule: str) -> None:
    """Where nothing was noticed, no rule of the format speaks."""
    assert findings_of(form, answered(form), rule) == []


def test_the_rows_of_a_tab_that_is_gone_are_not_named(form: Form) -> None:
    """F-03: the tab is gone, and its rows with it: said once."""
    submission = noticing(answered(form), OddityKind.TAB_GONE, WHOLE, "Isi")
    for row in form.rows:
        submission = noticing(submission, OddityKind.ROW_GONE, Place("Isi", "", row.code), row.code)

    assert codes(form, submission) == ["F-01"]


def test_the_rows_of_another_tab_are_named_all_the_same(form: Form) -> None:
    """F-03: a lost tab Anggaran does not hide a row lost from tab Isi."""
    submission = noticing(answered(form), OddityKind.TAB_GONE, Place("Anggaran", "", WORKBOOK_ROW), "Anggaran")
    submission = noticing(submission, OddityKind.ROW_GONE, Place("Isi", "", "PEM-01"), "PEM-01")

    assert codes(form, submission) == ["F-01", "F-03"]


def test_every_row_gone_is_named(form: Form) -> None:
    """F-03: one finding for each, in the order in which they were noticed."""
    submission = answered(form)
    for code in ("PEM-05", "PEM-01"):
        submission = noticing(submission, OddityKind.ROW_GONE, Place("Isi", "", code), code)

    assert [finding.place.row for finding in findings_of(form, submission, "F-03")] == ["PEM-05", "PEM-01"]


def test_a_doubled_row_shows_both_cells(form: Form) -> None:
    """F-04: where the two stand, so that the wrong one can be found."""
    submission = noticing(answered(form), OddityKind.ROW_DOUBLED, Place("Isi", "B6", "PEM-01"), "B6, B9")

    assert the_finding(form, submission, "F-04").found == "baris PEM-01 ada di B6, B9"


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [("Jumlah", "Banyaknya", "F-08"), ("target 35", "target 30", "F-09"), ("target 35 Dokumen", "", "F-09")],
)
def test_words_put_back_are_fine(form: Form, tmp_path: Path, old: str, new: str, rule: str) -> None:
    """F-08 and F-09: typing what the advice says into the cell that it names leaves nothing to say."""
    handed = edits.hand_out(tmp_path, form)
    sent_words: list[str] = []

    def change(text: str) -> str:
        sent_words.append(text)
        return text.replace(old, new, 1)

    edits.edit(handed.path, edits.reword("PEM-07", change))
    (finding,) = findings_of(form, handed.submission(), rule)
    assert (finding.place.tab, finding.place.row) == ("Isi", "PEM-07")
    assert finding.expected in sent_words[0]
    name, details = sent_words[0].removeprefix("PEM-07 · ").split("\n")
    assert finding.expected in (name, details)
    edits.edit(handed.path, edits.reword("PEM-07", lambda _: f"PEM-07 · {name}\n{details}"))
    assert findings_of(form, handed.submission(), rule) == []


@pytest.mark.parametrize(
    ("kind", "rule", "before"),
    [
        (OddityKind.NAME_CHANGED, "F-08", "Program Penyelenggaraan Pemerintahan dan Pelayanan Publik"),
        (OddityKind.TARGET_CHANGED, "F-09", "pagu Rp210.000.000"),
    ],
)
def test_a_programmes_words_are_kept_too(planning: Form, kind: OddityKind, rule: str, before: str) -> None:
    """F-08 and F-09: what stood there is what is expected; what stands there now is shown."""
    programme = planning.budget[1]
    submission = noticing(answered(planning), kind, Place("Anggaran", "A7", programme.code), "pagu baru")
    finding = the_finding(planning, submission, rule)

    assert finding.found == "pagu baru"
    assert finding.expected == (before if rule == "F-09" else programme.name)


def test_a_changed_target_may_be_a_new_agreement(form: Form) -> None:
    """F-09: then the office must know of it; of a name there is no such thing."""
    place = Place("Isi", "A6", "PEM-01")
    target = the_finding(form, noticing(answered(form), OddityKind.TARGET_CHANGED, place, "x" * 300), "F-09")
    name = the_finding(form, noticing(answered(form), OddityKind.NAME_CHANGED, place, ""), "F-08")

    assert "(PK Perubahan), beri tahu Kasubag." in target.advice
    assert "PK Perubahan" not in name.advice
    assert (target.found, name.found) == ("x" * 200, "kosong")
    assert target.short == "perlu dijawab: satuan, target atau pagu diubah; kembalikan tulisannya"
    assert name.short == "perlu dijawab: nama diubah; kembalikan tulisannya"


def test_words_of_a_row_that_is_not_ours_are_nobodys(form: Form) -> None:
    """F-08: a code that the form does not know has no name to be put back, and breaks nothing."""
    submission = noticing(answered(form), OddityKind.NAME_CHANGED, Place("Isi", "A6", "PEM-99"), "x")

    finding = the_finding(form, submission, "F-08")

    assert (finding.found, finding.expected) == ("x", "")
