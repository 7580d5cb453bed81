"""Days and times as people type them."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.period import MONTHS
from sheets_sync.typed_time import parse_clock, parse_day, parse_moment

WITA = ZoneInfo("Asia/Makassar")


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("2026-10-07", 7, "00:00"),
        ("2026-10-07 14.30", 7, "14:30"),
        ("2026-10-07T14:30", 7, "14:30"),
        ("2026-10-07 14:30:59", 7, "14:30"),
        ("7-10-2026 14.30", 7, "14:30"),
        ("07/10/2026", 7, "00:00"),
        ("7.10.2026 8.05", 7, "08:05"),
        ("7 Oktober 2026", 7, "00:00"),
        ("Rabu, 7 oktober 2026 pukul 14.30 WITA", 7, "14:30"),
        ("  7  Okt 2026, jam 14:30 ", 7, "14:30"),
        ("10/7/2026", 10, "00:00"),
    ],
)
def test_spellings_that_are_read(text: str, day: int, clock: str) -> None:
    """Indonesian spellings are read, day before month, in the office's zone."""
    month = 7 if text == "10/7/2026" else 10
    hour, minute = map(int, clock.split(":"))
    assert parse_moment(text, WITA, "WITA") == datetime(2026, month, day, hour, minute, tzinfo=WITA)


@pytest.mark.parametrize(
    ("spelled", "month"), [("Agt", 8), ("agustus", 8), ("Nopember", 11), ("Pebruari", 2), ("sept", 9)]
)
def test_months_as_offices_spell_them(spelled: str, month: int) -> None:
    """Short and older spellings of months are read."""
    assert parse_moment(f"3 {spelled} 2026", WITA, "WITA").month == month


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("kemarin", "bukan tanggal; tulis seperti 2026-10-07"),
        ("7-10-26", "bukan tanggal"),
        ("2026-10", "bukan tanggal"),
        ("31-9-2026", "tidak ada di kalender"),
        ("7-10-2026 25.00", "tidak ada di kalender"),
        ("7 Foo 2026", "tidak ada di kalender"),
        ("7-10-2026 14.30 WIB", "memakai WIB, padahal kantor memakai WITA"),
    ],
)
def test_what_is_not_read_is_explained(text: str, says: str) -> None:
    """What could be meant otherwise is refused with what to type."""
    with pytest.raises(ValueError, match=says):
        parse_moment(text, WITA, "WITA")


@given(st.datetimes(datetime(2000, 1, 1), datetime(2999, 12, 31)), st.integers(0, 2))  # noqa: DTZ001  # the zone is added
def test_every_moment_reads_back(moment: datetime, shape: int) -> None:
    """A moment spelled in any of the ways is that moment."""
    month = MONTHS[moment.month - 1]
    spelled = (
        f"{moment:%Y-%m-%d %H.%M}",
        f"{moment.day}/{moment.month}/{moment.year} {moment:%H:%M}",
        f"{moment.day} {month} {moment.year} pukul {moment:%H.%M} WITA",
    )
    expected = moment.replace(second=0, microsecond=0, tzinfo=WITA)
    assert parse_moment(spelled[shape], WITA, "WITA") == expected


@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_a_mistake(text: str) -> None:
    """No text ends in anything but a moment or a ValueError."""
    try:
        moment = parse_moment(text, WITA, "WITA")
    except ValueError:
        return
    assert moment.tzinfo is WITA


def test_a_day_without_a_time_has_none() -> None:
    """Midnight that was typed is a time; no time is none."""
    assert parse_day("7 Oktober 2026", "WITA") == (date(2026, 10, 7), None)
    assert parse_day("7-10-2026 00.00", "WITA") == (date(2026, 10, 7), time(0, 0))


@pytest.mark.parametrize(
    ("text", "clock"), [("14.30", time(14, 30)), ("pukul 9:05 WITA", time(9, 5)), (" jam 07.00 ", time(7))]
)
def test_times_of_day_that_are_read(text: str, clock: time) -> None:
    assert parse_clock(text, "WITA") == clock


@pytest.mark.parametrize("text", ["pagi", "", "25.00", "9", "14.30 WIB"])
def test_times_of_day_that_are_not_read(text: str) -> None:
    """Another zone is refused as for moments."""
    with pytest.raises(ValueError, match=r"bukan jam|memakai WIB"):
        parse_clock(text, "WITA")
