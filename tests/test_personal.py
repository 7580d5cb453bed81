"""Data of people in what somebody typed: hidden in any spelling, and nothing else is."""

from __future__ import annotations

import pytest

from sheets_sync.personal import MASK, quoted, without_personal


@pytest.mark.parametrize(
    "typed",
    ["budi@banggai.go.id", "0812-3456-7890", "+62 812 3456 7890", "7201154101900001", "19641231 199103 1 001"],
)
def test_what_identifies_a_person_is_hidden(typed: str) -> None:
    assert without_personal(f"Hubungi {typed} segera") == f"Hubungi {MASK} segera"


@pytest.mark.parametrize("typed", ["Rp62.812.345.678", "2.512.500.000", "7.01.06", "10 desa", "2026-TW3"])
def test_figures_stay(typed: str) -> None:
    assert without_personal(typed) == typed


def test_a_quotation_hides_what_is_split_by_characters_of_no_width() -> None:
    """And is otherwise what the unit wrote."""
    assert quoted("Hubungi 0812\u200b-3456-7890") == f"Hubungi {MASK}"
    assert quoted("Rapat ditunda\nke Juli") == "Rapat ditunda\nke Juli"
