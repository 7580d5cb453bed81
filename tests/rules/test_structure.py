"""Is it still the format that was sent?"""

from __future__ import annotations

import pytest

from sheets_sync.form import Form
from sheets_sync.submission import OddityKind, Place, Severity
from sheets_sync.workbook import WORKBOOK_ROW
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


@pytest.mark.parametrize("rule", ["F-01", "F-02", "F-03", "F-04", "F-05", "F-06", "F-07"])
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
