"""Raw cells, addresses and areas."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.grid import Area, Cell, Grid, Tab, address, column_letters, parse_address, parse_area


@pytest.mark.parametrize(
    ("column", "letters"), [(1, "A"), (2, "B"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA"), (16384, "XFD")]
)
def test_columns_are_counted_in_letters(column: int, letters: str) -> None:
    """Columns count from 1 and are written as spreadsheets write them."""
    assert column_letters(column) == letters


@given(st.integers(1, 9_999_999), st.integers(1, 18278))
def test_an_address_is_read_back(row: int, column: int) -> None:
    """What `address` writes, `parse_address` reads."""
    assert parse_address(address(row, column)) == (row, column)


@pytest.mark.parametrize("text", ["B7", "$B$7", "b7", "$B7", "B$7"])
def test_an_address_may_be_absolute(text: str) -> None:
    """Dollar signs and small letters change nothing."""
    assert parse_address(text) == (7, 2)


@pytest.mark.parametrize("text", ["", "B", "7", "B0", "7B", "B7 ", "B-7", "AAAA1", "B7:C9", "Isi!B7", "B07"])
def test_what_is_no_address_is_refused(text: str) -> None:
    """Anything else raises ValueError and is shown as it was written."""
    with pytest.raises(ValueError, match="bukan alamat sel"):
        parse_address(text)


@pytest.mark.parametrize(("text", "area"), [("B7:C9", Area(7, 2, 9, 3)), ("$B$7", Area(7, 2, 7, 2))])
def test_an_area_is_read(text: str, area: Area) -> None:
    """A rectangle of cells, or one cell alone."""
    assert parse_area(text) == area


@pytest.mark.parametrize("text", ["", ":", "B7:C", "B7:C9:D10"])
def test_what_is_no_area_is_refused(text: str) -> None:
    """Half an area is none."""
    with pytest.raises(ValueError, match="bukan alamat sel"):
        parse_area(text)


@pytest.mark.parametrize(
    ("cell", "inside"),
    [
        ((7, 2), True),
        ((9, 3), True),
        ((8, 2), True),
        ((6, 2), False),
        ((10, 3), False),
        ((8, 1), False),
        ((8, 4), False),
    ],
)
def test_an_area_holds_its_corners(cell: tuple[int, int], inside: bool) -> None:
    """Both corners are included."""
    assert (cell in Area(7, 2, 9, 3)) is inside


def test_a_cells_text_is_stripped() -> None:
    """A tab answers with the text of a cell; numbers and empty cells have none."""
    tab = Tab("Isi", {(1, 1): Cell("  Realisasi "), (1, 2): Cell(Decimal(98))})

    assert [tab.text(1, column) for column in (1, 2, 3)] == ["Realisasi", "", ""]


def test_a_tab_is_found_by_its_title() -> None:
    """A grid knows its tabs by title, exactly."""
    isi = Tab("Isi", {})
    grid = Grid((Tab("Petunjuk", {}), isi))

    assert grid.tab("Isi") is isi
    assert grid.tab("isi") is None
