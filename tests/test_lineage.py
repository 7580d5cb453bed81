"""Renamed units and indicators are followed; what was split or merged does not compare."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.lineage import forebear
from sheets_sync.model import Office, Unit
from sheets_sync.targets import Against, Yardstick
from tests.comparing import (
    ENDED,
    INDICATOR,
    LAST_YEAR,
    NOW,
    PEMUM,
    RENAMED,
    RENAMED_NOW,
    THEN,
    TW4,
    at,
    exactly,
    last_year,
    only,
    recap,
    unit,
    why_not,
)


def test_a_renamed_unit_is_followed(bare: Office) -> None:
    """PEMUM replaced PEM and nobody else did: PEMUM-01 was PEM-01, by its number and name."""
    office = replace(
        bare, units=(unit("PEM", **ENDED), unit("PEMUM", "PEM", since=RENAMED)), indicators=(INDICATOR, PEMUM)
    )
    row = last_year(only(office, RENAMED_NOW, THEN))

    assert (row.code, row.difference) == ("PEM-01", D("7.5"))


def test_an_indicator_of_another_name_is_not_guessed(bare: Office) -> None:
    """The same number in the renamed unit, yet another indicator."""
    office = replace(bare, units=(unit("PEM", **ENDED), unit("PEMUM", "PEM", since=RENAMED)), indicators=(PEMUM,))
    then = recap(LAST_YEAR, {"PEM": (at("PEM-01", "76.5", "102", name="Jumlah rapat"),)})

    assert why_not(only(office, RENAMED_NOW, then).earlier[0]).startswith(
        "tidak dapat dibandingkan: PEM-01 waktu itu bernama lain"
    )


@pytest.mark.parametrize(
    ("units", "words"),
    [
        ((unit("PEM", **ENDED), unit("PMD", **ENDED), unit("PEMUM", "PEM", "PMD", since=RENAMED)),
         "PEMUM gabungan dari PEM dan PMD"),
        ((unit("PEM", **ENDED), unit("PEMUM", "PEM", since=RENAMED), unit("DESA", "PEM", since=RENAMED)),
         "PEM dipecah menjadi PEMUM dan DESA"),
        ((unit("PEM"), unit("PEMUM", "PEM", since=RENAMED)), "PEM dipecah menjadi PEMUM dan PEM"),
    ],
)  # fmt: skip
def test_units_split_or_merged_do_not_compare(bare: Office, units: tuple[Unit, ...], words: str) -> None:
    """Two became one, one became two, or the old one still stands beside the new."""
    office = replace(bare, units=units, indicators=(PEMUM,))

    assert why_not(only(office, RENAMED_NOW, THEN).earlier[0]) == f"tidak dapat dibandingkan: {words}"


def test_a_change_before_that_year_does_not_matter(bare: Office) -> None:
    """What was merged in 2020 was one in 2025 already."""
    office = replace(bare, units=(unit("PEM", "LAMA", "USANG"),))

    assert last_year(only(office, NOW, THEN)).points == D(3)


def test_an_indicator_that_took_the_place_of_one_is_followed(bare: Office) -> None:
    """What the office says of the indicator goes before what became of its unit."""
    new = replace(INDICATOR, code="PEM-09", valid_from=RENAMED, replaces=("PEM-01",))
    old = replace(INDICATOR, valid_to=date(2025, 12, 31))
    office = replace(bare, indicators=(old, new))
    now = recap(TW4, {"PEM": (at("PEM-09", "84", "105"),)})

    assert last_year(only(office, now, THEN)).code == "PEM-01"


def test_an_indicator_made_of_two_does_not_compare(bare: Office) -> None:
    """Nor does the file's row of one of them stand for it."""
    new = replace(INDICATOR, code="PEM-09", valid_from=RENAMED, replaces=("PEM-01", "PEM-02"))
    row = Yardstick("PEM-01", Against.HISTORY, 2025, exactly("90"), exactly("80"), "", "LKjIP 2025")
    office = replace(bare, indicators=(INDICATOR, new), yardsticks=(row,))
    now = recap(TW4, {"PEM": (at("PEM-09", "84", "105"),)})

    assert why_not(only(office, now).earlier[0]) == "tidak dapat dibandingkan: PEM-09 gabungan dari PEM-01 dan PEM-02"


def test_rows_that_replace_each_other_end(bare: Office) -> None:
    """A circle in the office's files is named, not followed for ever."""
    office = replace(bare, units=(unit("PEM", "X", since=RENAMED), unit("X", "PEM", since=RENAMED, until=RENAMED)))

    assert why_not(only(office, NOW, THEN).earlier[0]).startswith("tidak dapat dibandingkan: ")


def by_code(*rows: Unit) -> dict[str, Unit]:
    return {row.code: row for row in rows}


def test_two_renames_in_a_row_are_followed() -> None:
    """A became B, B became C: C was A."""
    rows = by_code(
        unit("A", until=date(2023, 12, 31)),
        unit("B", "A", since=date(2024, 1, 1), until=date(2025, 12, 31)),
        unit("C", "B", since=RENAMED),
    )

    assert forebear(rows, "C", date(2022, 12, 31), date(2026, 12, 31)) == "A"
    assert forebear(rows, "C", date(2024, 12, 31), date(2026, 12, 31)) == "B"
    assert forebear(rows, "C", date(2026, 3, 31), date(2026, 12, 31)) == "C"


CODES = st.sampled_from("ABCD")
DAYS = st.dates(date(2020, 1, 1), date(2027, 1, 1))
UNITS = st.lists(
    st.builds(
        lambda code, since, until, replaces: unit(code, *replaces, since=since, until=until),
        CODES,
        DAYS,
        st.none() | DAYS,
        st.lists(CODES, max_size=3),
    ),
    max_size=5,
)


@given(UNITS, CODES)
def test_any_rows_have_an_answer(rows: list[Unit], code: str) -> None:
    """However they name each other: a code, or a reason in words."""
    found = forebear(by_code(*rows), code, date(2025, 12, 31), date(2026, 12, 31))

    assert found in tuple("ABCD") if isinstance(found, str) else found.why
