"""What people typed, shortened for a page that has little room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.papers.plain import plain, shortened


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Jalan rusak.", "Jalan rusak."),
        ("  Jalan \n\t rusak  ", "Jalan rusak"),
        ("Jalan desa rusak karena hujan", "Jalan desa rusak…"),
        ("Jalan desa, rusak karena hujan", "Jalan desa, rusak…"),
        ("Sepatah dua, kata lagi dan lagi", "Sepatah dua, kata…"),
        ("X" * 30, "X" * 19 + "…"),
        ("\u202eterbalik\u200b", "terbalik"),
    ],
)
def test_a_text_fits_on_one_line(typed: str, shown: str) -> None:
    """At most twenty characters here: cut at a word's end where that leaves more than half, else in the word."""
    assert shortened(typed, 20) == shown


@given(st.text(), st.integers(2, 60))
def test_any_text_is_short_and_on_one_line(typed: str, most: int) -> None:
    """However long and whatever is in it; and what was cleaned once stays as it is."""
    line = shortened(typed, most)
    assert len(line) <= most
    assert len(line.splitlines()) <= 1
    assert plain(line) == line
