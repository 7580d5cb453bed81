"""Formulas that follow the cells they point at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fake_google.sheets.formulas.rewrite import (
    Change,
    Delete,
    Insert,
    Move,
    Relocate,
    RemoveSheet,
    Rename,
    Shift,
    rewrite,
)

ROWS, COLUMNS = "ROWS", "COLUMNS"


def changed(text: str, change: Change, own: str = "Isi", locale: str = "en_US") -> str:
    return rewrite(text, locale, own, change)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("=A5", "=A7"),
        ("=a4", "=a4"),
        ("=SUM( $A$1:$A$5 ) + A9", "=SUM( $A$1:$A$7 ) + A11"),
        ("=SUM(A:A)", "=SUM(A:A)"),
        ("=SUM(A5:A)", "=SUM(A7:A)"),
        ("=SUM(4:5)", "=SUM(4:7)"),
        ("=Isi!A5&isi!A6", "=Isi!A7&isi!A8"),
        ("='Lain'!A5", "='Lain'!A5"),
        ('="A5"&A5', '="A5"&A7'),
        ("=SUM(A1:A4)", "=SUM(A1:A4)"),
        ("=LOG10(A9)", "=LOG10(A11)"),
        ("=A9+", "=A11+"),
        ('=A9&"', '=A9&"'),
    ],
)
def test_rows_inserted(before: str, after: str) -> None:
    """References below the new rows move down, ranges around them grow, everything else stays as typed."""
    assert changed(before, Insert("Isi", ROWS, start=4, count=2)) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("=B2", "=#REF!"),
        ("=Isi!B2", "=Isi!#REF!"),
        ("=A2+D2", "=A2+B2"),
        ("=SUM(A1:D1)", "=SUM(A1:B1)"),
        ("=SUM(B1:C9)", "=SUM(#REF!)"),
        ("=SUM(B:D)", "=SUM(B:B)"),
        ("=SUM(C2:2)", "=SUM(B2:2)"),
        ("=SUM(2:3)", "=SUM(2:3)"),
    ],
)
def test_columns_deleted(before: str, after: str) -> None:
    """References into the deleted columns break, ranges over them shrink."""
    assert changed(before, Delete("Isi", COLUMNS, start=1, end=3)) == after


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (Move("Isi", ROWS, 1, 2, 5), "=A2+A3+A6", "=A5+A2+A6"),
        (Move("Isi", ROWS, 4, 6, 1), "=A5+A6+A2+A7", "=A2+A3+A4+A7"),
        (Move("Isi", ROWS, 1, 2, 4), "=SUM(A1:A9)", "=SUM(A1:A9)"),
        (Move("Isi", ROWS, 1, 3, 9), "=SUM(A2:A3)", "=SUM(A8:A9)"),
        (Move("Isi", ROWS, 1, 2, 9), "=SUM(A2:A4)", "=SUM(A2:A3)"),
        (Move("Isi", COLUMNS, 0, 1, 3), "=A1&B1&D1", "=C1&A1&D1"),
    ],
)
def test_lines_moved(change: Move, before: str, after: str) -> None:
    """References follow the rows and columns that moved; a range keeps what stayed."""
    assert changed(before, change) == after


def test_cells_shifted_in_a_band() -> None:
    """Where only some columns shift down, references outside them stay."""
    change = Insert("Isi", ROWS, band=(0, 1), start=2, count=1)
    assert changed("=A3+B3+C3+SUM(A3:C3)+SUM(A3:B3)", change) == "=A4+B4+C3+SUM(A3:C3)+SUM(A4:B4)"


def test_tabs_renamed_and_removed() -> None:
    """A new title is quoted where it must be; without the tab its references are gone."""
    text = "=Isi!A1+'isi'!$B$2+Lain!A1"
    assert changed(text, Rename("Isi", "Isi TW'3"), "Lain") == "='Isi TW''3'!A1+'Isi TW''3'!$B$2+Lain!A1"
    assert changed(text, Rename("Isi", "Data"), "Lain") == "=Data!A1+Data!$B$2+Lain!A1"
    assert changed("=A1+Isi!A1", RemoveSheet("Isi"), "Lain") == "=A1+#REF!"


def test_formulas_copied() -> None:
    """What `$` holds stays, the rest moves along; beyond the grid there is nothing."""
    assert changed("=A1+$A1+A$1+$A$1+SUM(B:B)", Shift(2, 1)) == "=B3+$A3+B$1+$A$1+SUM(C:C)"
    assert changed("=A1+B2", Shift(-1, 0)) == "=#REF!+B1"
    assert changed("=A9", Shift(5, 0, size=(10, 5))) == "=#REF!"


def test_cells_cut_and_pasted() -> None:
    """References to the cut cells follow them, to another tab as well; partly cut ranges stay."""
    change = Relocate("Isi", (0, 1), (0, 1), "Isi", 10, 3)
    assert changed("=A1+$B$2+C3+SUM(A1:B2)+SUM(A1:C2)", change) == "=D11+$E$12+C3+SUM(D11:E12)+SUM(A1:C2)"
    away = Relocate("Isi", (0, 1), (0, 1), "Lain", 0, 0)
    assert changed("=A1", away) == "=Lain!A1"


def test_the_locales_spelling_is_kept() -> None:
    """A formula under id_ID keeps its semicolons and decimal commas."""
    change = Insert("Isi", ROWS, start=0, count=1)
    assert changed("=IF(A1>88,5;B1;1,5)", change, locale="id_ID") == "=IF(A2>88,5;B2;1,5)"


LETTERS = st.sampled_from(["A", "B", "C", "H"])
NUMBERS = st.integers(1, 12)
CELLS = st.builds("{}{}{}{}".format, st.sampled_from(["", "$"]), LETTERS, st.sampled_from(["", "$"]), NUMBERS)
RANGES = st.builds(lambda low, high: f"$A{min(low, high)}:C${max(low, high)}", NUMBERS, NUMBERS)
OPEN = st.builds("A{}:A".format, NUMBERS)
FORMULAS = st.lists(CELLS | RANGES | OPEN | st.just('"A1"') | st.just("Lain!A3"), min_size=1, max_size=5).map(
    lambda parts: "=" + "+".join(parts)
)


@given(FORMULAS, st.sampled_from([ROWS, COLUMNS]), st.integers(0, 12), st.integers(1, 5))
def test_inserting_and_deleting_again_changes_nothing(text: str, dimension: str, start: int, count: int) -> None:
    """Rows or columns that come and go leave every formula as it was."""
    there = changed(text, Insert("Isi", dimension, start=start, count=count))
    assert changed(there, Delete("Isi", dimension, start=start, end=start + count)) == text


@given(CELLS, st.integers(0, 6), st.integers(1, 4), st.integers(0, 12))
def test_moving_there_and_back_changes_nothing(cell: str, start: int, count: int, destination: int) -> None:
    """Rows that move away and back are pointed at as before."""
    end = start + count
    if start <= destination <= end:
        return
    there = Move("Isi", ROWS, start, end, destination)
    now = destination if destination < start else destination - count
    back = Move("Isi", ROWS, now, now + count, start if destination > start else end)
    assert changed(changed(f"={cell}", there), back) == f"={cell}"
