"""How many lines a text takes, and how tall its row must be."""

from __future__ import annotations

import pytest

from sheets_sync.grid import Area
from sheets_sync.papers.excel_looks import Look, Looks, line_count, width_of

LOOKS = Looks(
    (Look(22, bold=False, wraps=False), Look(22, bold=False, wraps=True), Look(44, bold=False, wraps=True)), 22
)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 1000, 1),
        ("abc", 1000, 1),
        ("aaaa aaaa", 500, 2),
        ("a" * 25, 1000, 3),
        ("aa " * 10, 1000, 3),
        ("mmmm", 500, 2),
    ],
)
def test_lines_break_between_words_and_within_long_ones(text: str, room: int, lines: int) -> None:
    """A letter is about as wide as a digit, m wider; `room` is in hundredths of a digit."""
    assert line_count(text, room) == lines


def test_a_row_is_as_tall_as_its_lines() -> None:
    """14,3 points a line of 11 points and 5 around; letters twice as large need more of them."""
    assert LOOKS.height(1, "aaaa aaaa aaaa", 600) == 3 * 143 // 10 + 5
    assert LOOKS.height(2, "aaaa aaaa aaaa", 1100) > 2 * LOOKS.height(1, "aaaa aaaa aaaa", 1100)
    assert LOOKS.height(0, "aaaa " * 100, 600) == 0
    assert LOOKS.height(1, "aaaa " * 100, 0) == 0


def test_merged_cells_are_as_wide_as_their_columns() -> None:
    """Over several rows their height is nobody's; a column that states no width has the usual one."""
    merged = {(1, 1): Area(1, 1, 1, 3), (2, 1): Area(2, 1, 3, 3)}
    widths = {1: 500, 2: 700}
    assert [width_of(row, 1, merged, widths) for row in (1, 2, 3)] == [2100, 0, 500]
