"""Cells of the package's CSV."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.packages.cells import Kind, guarded, read, unguarded, written

HOSTILE = st.text(alphabet=st.sampled_from("=+-@'; \t\r\n\"a1,＝＋－＠"), max_size=12)


@given(st.text() | HOSTILE)
def test_any_text_goes_there_and_back(text: str) -> None:
    """Reading undoes exactly what writing did."""
    assert unguarded(guarded(text)) == text


@given(HOSTILE)
def test_no_part_of_a_text_begins_like_a_formula(text: str) -> None:
    """Neither at its beginning, nor where a spreadsheet that splits at semicolons, tabs or lines begins a cell."""
    parts = re.split(r"[;\r\n\t]", guarded(text))
    assert not [part for part in parts if part.lstrip(" ")[:1] in tuple("=+-@＝＋－＠")]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+62", "'+62"),
        ("-", "'-"),
        ("@a", "'@a"),
        ("\tx", "'\tx"),
        ("  =1", "'  =1"),
        ("'tanya", "''tanya"),
        ("luas; =1", "luas;' =1"),
        ("a - b", "a - b"),
        ("Jum'at", "Jum'at"),
        ("", ""),
    ],
)
def test_what_a_guarded_text_looks_like(text: str, cell: str) -> None:
    """One apostrophe, where it is needed."""
    assert written(text) == cell


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (D("90.625"), "90.625"),
        (D("1E+3"), "1000"),
        (D("-0.5"), "-0.5"),
        (D(2450000000), "2450000000"),
        (D(0), "0"),
        (None, ""),
        (7, "7"),
        (True, "ya"),
        (False, "tidak"),
        (datetime.fromisoformat("2026-10-08T10:30:00+08:00"), "2026-10-08T10:30:00+08:00"),
    ],
)
def test_values_are_spelled_plainly(value: D | int | bool | datetime | None, cell: str) -> None:
    """Numbers bare with a point, never with an exponent; zero is not nothing."""
    assert written(value) == cell


@pytest.mark.parametrize(
    "cell", ["NaN", "Infinity", "-inf", "1e5", "1,5", "1.", ".5", " 1", "1 ", "0x1", "١", "+1", "9" * 401]
)
def test_what_is_no_number_is_refused(cell: str) -> None:
    """Not-a-number, infinity, exponents, a decimal comma, blanks and foreign digits."""
    with pytest.raises(ValueError, match="bukan angka"):
        read(Kind.NUMBER, cell)


def test_not_a_number_is_never_written() -> None:
    """It has no place in a package."""
    with pytest.raises(ValueError, match="no number"):
        written(D("NaN"))


@pytest.mark.parametrize(
    ("kind", "cell", "words"),
    [
        (Kind.WHOLE, "1.5", "bilangan bulat"),
        (Kind.YES_NO, "true", "ya atau tidak"),
        (Kind.MOMENT, "kemarin", "bukan waktu"),
        (Kind.MOMENT, "2026-10-08T10:30:00", "zona waktu"),
    ],
)
def test_other_cells_that_cannot_be_read(kind: Kind, cell: str, words: str) -> None:
    """The message says what should stand there."""
    with pytest.raises(ValueError, match=words):
        read(kind, cell)
