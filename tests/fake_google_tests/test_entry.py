"""What typing leaves in a cell."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fake_google.sheets import entry, locales, show
from tests.fake_google.sheets.value import Value

TODAY = date(2026, 11, 22)
LOCALES = ("en_US", "en_GB", "id_ID", "de_DE", "fr_FR", "sv_SE", "pt_BR", "de_CH", "ja_JP")


@pytest.mark.parametrize(
    ("locale", "text", "value"),
    [
        ("id_ID", "1.234,5", 1234.5),
        ("id_ID", "1.250", 1250.0),
        ("id_ID", "88,56", 88.56),
        ("id_ID", "12,5%", 0.125),
        ("id_ID", "5 %", 0.05),
        ("id_ID", "Rp1.250.000", 1_250_000.0),
        ("id_ID", "Rp 1.250.000,50", 1_250_000.5),
        ("id_ID", "-5", -5.0),
        ("id_ID", "(5)", -5.0),
        ("id_ID", "+5", 5.0),
        ("id_ID", ",5", 0.5),
        ("id_ID", "0071", 71.0),
        ("id_ID", " 12 ", 12.0),
        ("en_US", "1,234.5", 1234.5),
        ("en_US", "0042", 42.0),
        ("en_US", "1e5", 100_000.0),
        ("en_US", "-$5", -5.0),
        ("fr_FR", "1 234,5 €", 1234.5),
        ("sv_SE", "1\u00a0234,5", 1234.5),
        ("de_CH", "1'234.5", 1234.5),
    ],
)
def test_numbers(locale: str, text: str, value: float) -> None:
    """A number is read as the locale writes it."""
    assert entry.parse(text, locale, today=TODAY).value == value


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("id_ID", "1,234.5"),
        ("id_ID", "1.23,4"),
        ("id_ID", "95–105"),
        ("id_ID", "BB"),
        ("id_ID", "Rp"),
        ("id_ID", "-"),
        ("id_ID", "100 persen"),
        ("id_ID", "1,5,5"),
        ("id_ID", "(5"),
        ("id_ID", "BENAR"),
        ("en_US", "1,23"),
        ("en_US", "30/9/2026"),
        ("en_US", "1.5 kg"),
        ("en_US", "1e999"),
        ("en_US", "="),
        ("en_US", "२"),
    ],
)
def test_text(locale: str, text: str) -> None:
    """What the locale cannot read stays text as it was typed."""
    assert entry.parse(text, locale, today=TODAY) == entry.Entered(text)


@pytest.mark.parametrize(
    ("locale", "text", "serial", "kind", "pattern"),
    [
        ("id_ID", "30/09/2026", 46295, "DATE", "dd/mm/yyyy"),
        ("id_ID", "30-9-2026", 46295, "DATE", "d-m-yyyy"),
        ("id_ID", "30 September 2026", 46295, "DATE", "d mmmm yyyy"),
        ("id_ID", "Rabu, 30 September 2026", 46295, "DATE", "d mmmm yyyy"),
        ("id_ID", "5 Agustus 2026", 46239, "DATE", "d mmmm yyyy"),
        ("id_ID", "30 Sep", 46295, "DATE", "d mmm"),
        ("id_ID", "1/5", 46143, "DATE", "d/m"),
        ("id_ID", "1.5", 46143, "DATE", "d.m"),
        ("de_DE", "1.5", 46143, "DATE", "d.m"),
        ("id_ID", "10.30", 0.4375, "TIME", "[h].mm.ss"),
        ("id_ID", "10:30", 0.4375, "TIME", "h:mm"),
        ("en_US", "9/30/2026", 46295, "DATE", "m/d/yyyy"),
        ("en_US", "Sep 30, 2026", 46295, "DATE", "mmm d, yyyy"),
        ("en_US", "1/5", 46027, "DATE", "m/d"),
        ("en_US", "10:30 PM", 0.9375, "TIME", "h:mm am/pm"),
        ("en_US", "12 am", 0, "TIME", "h am/pm"),
        ("en_US", "36:00:00", 1.5, "TIME", "[h]:mm:ss"),
        ("en_US", "9/30/2026 10:30", 46295.4375, "DATE_TIME", "m/d/yyyy h:mm"),
        ("en_US", "2026-09-30T10:30:00", 46295.4375, "DATE_TIME", "yyyy-mm-dd h:mm:ss"),
        ("sv_SE", "2026-9-30", 46295, "DATE", "yyyy-m-d"),
        ("ja_JP", "2026/9/30", 46295, "DATE", "yyyy/m/d"),
    ],
)
def test_dates(locale: str, text: str, serial: float, kind: str, pattern: str) -> None:
    """A date or time is its serial number, in a format that shows it as it was typed."""
    found = entry.parse(text, locale, today=TODAY)
    assert found.value == pytest.approx(serial)
    assert found.number_format == {"type": kind, "pattern": pattern}


def test_a_swedish_figure_with_a_point_becomes_hours() -> None:
    """1234.1234 under sv_SE is 1234 hours and 1234 minutes, as gspread's issue 501 saw it."""
    found = entry.parse("1234.1234", "sv_SE")
    assert show.render(found.value, found.number_format, "sv_SE") == "1254.34.00"


@pytest.mark.parametrize(
    ("locale", "text", "number_format"),
    [
        ("id_ID", "12,5%", {"type": "PERCENT", "pattern": "0.00%"}),
        ("id_ID", "12%", {"type": "PERCENT", "pattern": "0%"}),
        ("id_ID", "Rp1.250.000", {"type": "CURRENCY", "pattern": '"Rp"#,##0'}),
        ("en_US", "$5.50", {"type": "CURRENCY", "pattern": '"$"#,##0.00'}),
        ("en_US", "1e5", {"type": "SCIENTIFIC", "pattern": "0.00E+00"}),
        ("id_ID", "1.234,5", {"type": "NUMBER", "pattern": "#,##0.0"}),
        ("id_ID", "88,56", None),
        ("id_ID", "teks", None),
    ],
)
def test_implied_formats(locale: str, text: str, number_format: dict[str, str] | None) -> None:
    """Signs that were typed with a number choose its format."""
    assert entry.parse(text, locale).number_format == number_format


@pytest.mark.parametrize(
    ("text", "number_format", "value"),
    [
        ("0071", {"type": "TEXT"}, "0071"),
        ("=1+1", {"type": "TEXT"}, "=1+1"),
        ("12", {"type": "PERCENT", "pattern": "0%"}, 0.12),
        ("12%", {"type": "PERCENT", "pattern": "0%"}, 0.12),
        ("12", {"type": "NUMBER", "pattern": "0.00"}, 12.0),
    ],
)
def test_the_cells_own_format_counts(text: str, number_format: dict[str, str], value: Value) -> None:
    """A text cell keeps all as it is, a percent cell takes bare numbers as percent, and no format is replaced."""
    assert entry.parse(text, "id_ID", number_format) == entry.Entered(value)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", entry.Entered()),
        ("'0071", entry.Entered("0071")),
        ("'=A1", entry.Entered("=A1")),
        ("true", entry.Entered(True)),
        ("FALSE", entry.Entered(False)),
        ("=SUM(A1;2)", entry.Entered(formula="=SUM(A1;2)")),
        ("+A1", entry.Entered(formula="=+A1")),
        ("#N/A", entry.Entered(formula="=#N/A")),
    ],
)
def test_marks_at_the_beginning(text: str, found: entry.Entered) -> None:
    """An apostrophe makes text, an equals or plus sign a formula; truth values and errors are known by name."""
    assert entry.parse(text, "id_ID") == found


@pytest.mark.parametrize(("locale", "text"), [("de_DE", "WAHR"), ("fr_FR", "vrai"), ("pt_BR", "VERDADEIRO")])
def test_truth_values_in_other_languages(locale: str, text: str) -> None:
    """The locale's own word for true is true, and is shown."""
    assert entry.parse(text, locale).value is True
    assert show.render(True, None, locale) == text.upper()


@given(st.text(max_size=40), st.sampled_from(LOCALES))
def test_any_text_can_be_typed(text: str, locale: str) -> None:
    """Whatever is typed is taken, and shown without complaint."""
    found = entry.parse(text, locale, today=TODAY)
    assert isinstance(show.render(found.value, found.number_format, locale), str)


AMOUNTS = st.integers(-(10**9), 10**9).map(lambda number: number / 1000)
FORMATS: list[dict[str, Any] | None] = [
    None,
    {"type": "NUMBER", "pattern": "#,##0.000"},
    {"type": "NUMBER", "pattern": "0.000"},
    {"type": "CURRENCY", "pattern": "#,##0.000"},
    {"type": "PERCENT", "pattern": "#,##0.0%"},
]


@given(AMOUNTS, st.sampled_from(FORMATS), st.sampled_from(LOCALES))
def test_what_is_shown_can_be_typed(value: float, number_format: dict[str, Any] | None, locale: str) -> None:
    """A number typed as it is shown is the same number, in every locale."""
    shown = show.render(value, number_format, locale)
    assert entry.parse(shown, locale, today=TODAY).value == pytest.approx(value, abs=1e-9)


@given(st.dates(date(1931, 1, 1), date(2999, 12, 31)), st.sampled_from(LOCALES), st.sampled_from(["", "d mmmm yyyy"]))
def test_dates_that_are_shown_can_be_typed(day: date, locale: str, pattern: str) -> None:
    """A date typed as the locale shows it is the same date."""
    if locale == "ja_JP" and pattern:
        return
    serial = float((day - date(1899, 12, 30)).days)
    shown = show.render(serial, {"type": "DATE", "pattern": pattern}, locale)
    assert entry.parse(shown, locale, today=TODAY).value == serial


def test_unknown_locales_are_american() -> None:
    """A locale that nobody knows is no error here; the caller can ask whether it is known."""
    assert entry.parse("1,234.5", "xx_YY").value == 1234.5
    assert not locales.known("xx_YY")
    assert not locales.known("")
    assert locales.known("id-ID")
