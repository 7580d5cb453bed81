"""References that follow their rows: written out by hand."""

from __future__ import annotations

import pytest

from sheets_sync.grid import parse_area
from sheets_sync.papers.references import areas, copied, joined, shifted, written
from sheets_sync.papers.repeating import Layout

# Row 5 stands three times, in rows 5 to 7; what lay below lies two rows further down.
LAYOUTS = {
    "Rekap": Layout({5: ("baris",)}, {"baris": [{}, {}, {}]}),
    "Unit kerja": Layout({2: ("unit",)}, {"unit": [{}, {}]}),
}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("SUM(H5:H5)", "SUM(H5:H7)"),
        ("SUM(H5)", "SUM(H5:H7)"),
        ("A4+A6", "A4+A8"),
        ("$A$6*$B6+C$6", "$A$8*$B8+C$8"),
        ("SUM(A4:A6)", "SUM(A4:A8)"),
        ("SUM($6:$9)", "SUM($8:$11)"),
        ("SUM(A:B)", "SUM(A:B)"),
        ('IF(A6="A6 dan ""A6""",1,2)', 'IF(A8="A6 dan ""A6""",1,2)'),
        ("LOG10(A6)+ATAN2(A6,1)", "LOG10(A8)+ATAN2(A8,1)"),
        ("Rekap!$A$6", "Rekap!$A$8"),
        ("'Unit kerja'!A2:B2", "'Unit kerja'!A2:B3"),
        ("'Unit kerja'!A3+A6", "'Unit kerja'!A4+A8"),
        ("Lain!A6", "Lain!A6"),
        ("[1]Rekap!A6", "[1]Rekap!A6"),
        ("A6_pagu+pagu_A6+XFDA6", "A6_pagu+pagu_A6+XFDA6"),
        ("Tabel1[A6]", "Tabel1[A6]"),
        ("A1048576", "A1048576"),
    ],
)
def test_a_formula_outside_the_list(before: str, after: str) -> None:
    """It means all copies of a repeated row; texts, functions, names and other workbooks are left alone."""
    assert shifted(before, LAYOUTS, "Rekap") == after


def test_a_formula_inside_the_list_means_its_own_row() -> None:
    """And what lies outside, where it went."""
    own = [shifted("H5/F5*$C$6", LAYOUTS, "Rekap", copy.path) for copy in LAYOUTS["Rekap"].copies([5])]
    assert own == ["H5/F5*$C$8", "H6/F6*$C$8", "H7/F7*$C$8"]


@pytest.mark.parametrize(
    ("before", "after"), [("A1+$B1+C$1+$D$1", "B3+$B3+D$1+$D$1"), ("SUM(A1:B2)", "SUM(B3:C4)"), ("X!Z9", "X!AA11")]
)
def test_a_shared_formula_reads_relative_to_its_cell(before: str, after: str) -> None:
    """Two rows down and one column to the right."""
    assert copied(before, 2, 1) == after


def test_areas_that_lie_below_one_another_are_one() -> None:
    """Of the same columns only."""
    found = joined(areas("A1:B2 A3:B3 A5:B5 A6"))
    assert [written(area) for area in found] == ["A1:B3", "A5:B5", "A6"]
    assert parse_area("A6") in found
