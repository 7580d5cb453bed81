"""Where the rows of a template land."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.grid import parse_area
from sheets_sync.papers.references import written
from sheets_sync.papers.repeating import ROWS, Layout

NESTED = {"s": [{"i": [{}, {}]}, {"i": []}]}
NAMED = {3: ("s",), 4: ("s", "i"), 5: ("s",)}


def test_a_block_stands_once_for_each_item() -> None:
    """Two sasaran, the first with two indikator, the second with none: it keeps one row for them."""
    layout = Layout(NAMED, NESTED)
    landed = [(copy.row, copy.source) for copy in layout.copies(range(1, 7))]
    assert landed == [(1, 1), (2, 2), (3, 3), (4, 4), (5, 4), (6, 5), (7, 3), (8, 4), (9, 5), (10, 6)]
    assert [None in copy.items.values() for copy in layout.copies([4])] == [False, False, True]


def test_merged_cells_stand_once_for_each_copy() -> None:
    """Those of one item grow over its own rows; those of no item over all of them."""
    layout = Layout(NAMED, NESTED)
    for area, expected in (
        ("A4:B4", ["A4:B4", "A5:B5", "A8:B8"]),
        ("A3:A5", ["A3:A6", "A7:A9"]),
        ("A4:A5", ["A4:A6", "A8:A9"]),
        ("A2:A6", ["A2:A10"]),
        ("A6:B7", ["A10:B11"]),
    ):
        assert [written(one) for one in layout.each(parse_area(area))] == expected


def test_a_row_at_the_sheets_end_is_lost_rather_than_put_beyond_it() -> None:
    """Some programs write the very last row, with nothing in it."""
    layout = Layout({1: ("s",)}, NESTED)
    assert [copy.row for copy in layout.copies([1, 2, ROWS])] == [1, 2, 3]
    assert layout.rows(ROWS) == (ROWS, ROWS)


@given(st.lists(st.integers(0, 5), max_size=6))
def test_no_row_is_lost_or_lands_twice(sizes: list[int]) -> None:
    """Whatever the lists hold, the rows land one below the other, and what follows comes after them."""
    layout = Layout(NAMED, {"s": [{"i": [{}] * size} for size in sizes]})
    rows = [copy.row for copy in layout.copies(range(1, 8))]
    assert rows == list(range(1, len(rows) + 1))
    body = sum(2 + max(size, 1) for size in sizes) if sizes else 3
    assert layout.rows(6) == (body + 3, body + 3)
