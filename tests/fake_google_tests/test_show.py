"""What a cell shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fake_google.sheets import show
from tests.fake_google.sheets.value import ERROR_TEXT, ErrorValue

MOMENT = 46295.4375  # Wednesday, 30 September 2026, 10:30


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0"),
        (71.0, "71"),
        (-2.5, "-2.5"),
        (1 / 3, "0.3333333333"),
        (100 / 3, "33.33333333"),
        (1 / 1024, "0.0009765625"),
        (0.1 + 0.2, "0.3"),
        (12345678901.5, "12345678902"),
        (123456789012345.0, "123456789012345"),
        (1e15, "1E+15"),
        (1234567890123456.0, "1.23457E+15"),
        (-1e100, "-1E+100"),
        (5.55e-17, "5.55E-17"),
        (float("inf"), "#NUM!"),
    ],
)
def test_automatic(value: float, shown: str) -> None:
    """A number without a format shows ten digits that count."""
    assert show.render(value, None, "en_US") == shown


@pytest.mark.parametrize(
    ("value", "pattern", "locale", "shown"),
    [
        (1234.5, "#,##0.00", "en_US", "1,234.50"),
        (1234.5, "#,##0.00", "id_ID", "1.234,50"),
        (1234567.0, "#,##0", "id_ID", "1.234.567"),
        (1234567.0, "#,##0", "sv_SE", "1\u00a0234\u00a0567"),
        (0.125, "0.00%", "id_ID", "12,50%"),
        (88.56, 'General" persen"', "id_ID", "88,56 persen"),
        (-3.0, 'General" persen"', "id_ID", "-3 persen"),
        (3.0, '0" kali"', "id_ID", "3 kali"),
        (-5.0, "#,##0;(#,##0)", "en_US", "(5)"),
        (0.0, '0;-0;"nihil"', "en_US", "nihil"),
        (-5.0, "[Red]-0;[Blue]0", "en_US", "5"),
        (1.005, "0.00", "en_US", "1.01"),
        (-0.001, "0.00", "en_US", "0.00"),
        (-1.5, "0", "en_US", "-2"),
        (0.5, "#.##", "en_US", ".5"),
        (5.0, "00000", "en_US", "00005"),
        (6281234567.0, "000-000-0000", "en_US", "628-123-4567"),
        (1234567.0, '#,##0,"K"', "en_US", "1,235K"),
        (12345.0, "0.00E+00", "en_US", "1.23E+04"),
        (999.999, "0.00E+00", "en_US", "1.00E+03"),
        (12345.0, "##0.0E+0", "en_US", "12.3E+3"),
        (1234567.891, "[$Rp-421]#,##0.00", "id_ID", "Rp1.234.567,89"),
        (5.0, '[<3]"few";[>=3]"many" 0', "en_US", "many 5"),
        (5.0, r"0\x_)", "en_US", "5x "),
    ],
)
def test_numbers(value: float, pattern: str, locale: str, shown: str) -> None:
    """A pattern sets digits, signs, texts and sections; the locale the separators."""
    assert show.render(value, {"type": "NUMBER", "pattern": pattern}, locale) == shown


@pytest.mark.parametrize(
    ("value", "pattern", "locale", "shown"),
    [
        (MOMENT, "dd mmmm yyyy", "id_ID", "30 September 2026"),
        (MOMENT, "dddd, d mmm yy", "id_ID", "Rabu, 30 Sep 26"),
        (MOMENT, "hh:mm", "id_ID", "10:30"),
        (MOMENT, "h:mm:ss am/pm", "en_US", "10:30:00 AM"),
        (MOMENT, "yyyy-mm-dd hh:mm", "en_US", "2026-09-30 10:30"),
        (MOMENT + 0.5, "h a/p", "en_US", "10 p"),
        (MOMENT, "mmmmm", "en_US", "S"),
        (1.5, "[h]:mm:ss", "en_US", "36:00:00"),
        (-0.5, "[h]:mm", "en_US", "-12:00"),
        (0.5 + 0.25 / 86400, "ss.000", "en_US", "00.250"),
        (0.99999999999, "hh:mm:ss", "en_US", "00:00:00"),
        (1e12, "yyyy", "en_US", "1000000000000"),
        (-1.0, "yyyy-mm-dd", "en_US", "1899-12-29"),
    ],
)
def test_dates(value: float, pattern: str, locale: str, shown: str) -> None:
    """A date pattern spells the moment in the locale's language; beyond the calendar the number stays."""
    assert show.render(value, {"type": "DATE_TIME", "pattern": pattern}, locale) == shown


@pytest.mark.parametrize(
    ("kind", "locale", "shown"),
    [
        ("NUMBER", "id_ID", "46.295,44"),
        ("PERCENT", "en_US", "4629543.75%"),
        ("CURRENCY", "id_ID", "Rp46.295"),
        ("CURRENCY", "en_US", "$46,295.44"),
        ("DATE", "id_ID", "30/09/2026"),
        ("DATE", "en_US", "9/30/2026"),
        ("DATE", "sv_SE", "2026-09-30"),
        ("TIME", "id_ID", "10.30.00"),
        ("TIME", "en_US", "10:30:00 AM"),
        ("DATE_TIME", "de_DE", "30.09.2026 10:30:00"),
        ("SCIENTIFIC", "id_ID", "4,63E+04"),
        ("TEXT", "id_ID", "46295,4375"),
    ],
)
def test_formats_without_a_pattern(kind: str, locale: str, shown: str) -> None:
    """A format that only names its type shows what the locale has for it."""
    assert show.render(MOMENT, {"type": kind}, locale) == shown


def test_what_is_no_number() -> None:
    """Text, truth values, errors and nothing show themselves, whatever the number format."""
    number = {"type": "NUMBER", "pattern": "0.00"}
    assert show.render("teks", number, "id_ID") == "teks"
    assert show.render("teks", {"type": "NUMBER", "pattern": '0;-0;0;"<"@">"'}, "id_ID") == "<teks>"
    assert show.render(True, number, "id_ID") == "TRUE"
    assert show.render(None, number, "id_ID") == ""
    assert show.kind(number) == "NUMBER"
    assert show.kind(None) == "AUTOMATIC"


@pytest.mark.parametrize(("kind", "text"), ERROR_TEXT.items())
def test_errors(kind: str, text: str) -> None:
    """Each of the API's errors shows its sign."""
    assert show.render(ErrorValue(kind), None, "id_ID") == text


@given(
    st.floats(),
    st.text(alphabet='#0?,.%;"@[]$-hmsdyE+ Generalam/p\\_*', max_size=20),
    st.sampled_from(["en_US", "id_ID"]),
)
def test_any_pattern_shows_something(value: float, pattern: str, locale: str) -> None:
    """No pattern and no number makes it fail."""
    assert isinstance(show.render(value, {"type": "NUMBER", "pattern": pattern}, locale), str)
