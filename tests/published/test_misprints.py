"""Slips of a typist: which digit, and which slips prove nothing."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from sheets_sync.published import cells
from sheets_sync.published.misprints import slip, two_digits


@pytest.mark.parametrize(
    ("printed", "meant", "told"),
    [
        ("94,35", "92.35", "angka ke-2 tercetak 4, seharusnya 2"),
        ("107,18", "107.81", "angka ke-4 dan ke-5 tertukar"),
        ("8,55", "85.50", "tanda desimal bergeser 1 angka ke kiri"),
        ("9524", "95.238", "tanda desimal bergeser 2 angka ke kanan"),
        ("17,81", "107.81", "angka 0 pada tempat ke-2 terlewat"),
        ("1004,96", "104.96", "angka 0 pada tempat ke-2 berlebih"),
        ("94,35", "94.354", ""),  # only rounded
        ("94,35", "88.17", ""),
        ("97", "95", ""),  # a digit of two is no proof
        ("79", "97", "angka ke-1 dan ke-2 tertukar"),
        ("5", "50", ""),  # nor is a moved sign where one digit is left
        ("0,00", "0", ""),
    ],
)
def test_a_slip(printed: str, meant: str, told: str) -> None:
    """One slip that turns what was meant into what is printed, counted from the first digit."""
    assert slip(cells.read(printed, {}), D(meant)) == told


@pytest.mark.parametrize(
    ("printed", "meant", "told"),
    [
        ("5,07", "5.11", "angka ke-2 dan ke-3 tercetak 07, seharusnya 11"),
        ("5,07", "6.08", ""),  # not side by side
        ("5,07", "5.08", ""),  # one digit only
        ("07", "11", ""),  # nothing is left of it
    ],
)
def test_two_digits_side_by_side(printed: str, meant: str, told: str) -> None:
    """Two neighbours typed wrongly, where a third digit is right."""
    assert two_digits(cells.read(printed, {}), D(meant)) == told
