"""Marks around digits: number formats that show percent, and signs typed with an East Asian keyboard."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sheets_sync import numerals
from sheets_sync.submission import Reading


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ("0%", True),
        ("0.00%", True),
        ("#,##0.0 %", True),
        ('"sekitar "0%', True),
        ('0%" dari "0', True),
        ("General", False),
        ("0.00", False),
        ("", False),
        ('0" %"', False),
        ('"%" 0 "%"', False),
        ("0\\%", False),
        ("0_%", False),
        ("*%0", False),
        ("\\%0%", True),
        ("_%0*%", False),
    ],
)
def test_a_format_shows_percent_by_a_sign_of_its_own(number_format: str, shown: bool) -> None:
    """Between quotes, behind a backslash, as a width or as a filler the sign is text and multiplies nothing."""
    assert numerals.shows_percent(number_format) is shown


@pytest.mark.parametrize(
    ("text", "value"),
    [("１２，５％", "12.5"), ("１２，５ %", "12.5"), ("12,5％", "12.5"), ("－３", "-3"), ("１．２３４，５", "1234.5")],
)
def test_wide_signs_are_read_like_plain_ones(text: str, value: str) -> None:
    """Digits, comma, point, minus and percent of full width mean what the plain ones mean."""
    spelling = numerals.read(text, "%")

    assert (spelling.reading, spelling.value) == (Reading.TEXT_NUMBER, Decimal(value))
