"""Working minutes, counted by hand on the wall calendar and the office's timetable."""

from __future__ import annotations

import time as clock
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.model import ZONES, Office
from sheets_sync.office_days import DayKind, Hours, Season, SpecialDay
from sheets_sync.workdays import WorkCalendar
from sheets_sync.worktime import DEFAULT_HOURS, WorkTime

WITA = ZoneInfo("Asia/Makassar")
RAMADAN = SpecialDay(date(2026, 2, 18), DayKind.RAMADAN, "perkiraan", date(2026, 3, 19))
FLOOD = SpecialDay(date(2026, 10, 5), DayKind.DISASTER, "banjir", date(2026, 10, 9))


def at(text: str) -> datetime:
    """A moment in WITA: `2026-10-08 10:30`."""
    return datetime.fromisoformat(text).replace(tzinfo=WITA)


def work_time(*special: SpecialDay, hours: tuple[Hours, ...] = ()) -> WorkTime:
    return WorkTime(hours, WorkCalendar(special), WITA)


# --- the default timetable ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "minutes"), list(zip(DEFAULT_HOURS, (2250, 1950), strict=True)), ids=["ordinary", "Ramadan"]
)
def test_the_default_week_is_that_of_the_perpres(table: Hours, minutes: int) -> None:
    """Perpres 21/2023: 37.5 hours a week, 32.5 in Ramadan."""
    spans = [
        datetime.combine(date.min, end) - datetime.combine(date.min, start) for day in table.week for start, end in day
    ]

    assert sum(spans, timedelta()) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-10-05 00:00", "2026-10-10 00:00", 2250),
        ("2026-02-23 00:00", "2026-02-28 00:00", 1950),
        ("2026-10-08 00:00", "2026-10-09 00:00", 450),
        ("2026-10-09 00:00", "2026-10-10 00:00", 450),
        ("2026-02-26 00:00", "2026-02-27 00:00", 390),
        ("2026-02-27 00:00", "2026-02-28 00:00", 390),
    ],
    ids=["a week", "a week of Ramadan", "Thursday", "Friday", "Thursday of Ramadan", "Friday of Ramadan"],
)
def test_a_week_and_a_day_have_the_perpres_minutes(start: str, end: str, minutes: int) -> None:
    """37.5 and 32.5 hours; 7.5 and 6.5 a day, on Friday too."""
    assert work_time(RAMADAN).minutes(at(start), at(end)) == minutes


# --- between two moments --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-10-08 08:00", "2026-10-08 08:15", 15),
        ("2026-10-08 11:50", "2026-10-08 13:10", 20),  # 10 before the break, 10 after
        ("2026-10-08 12:10", "2026-10-08 12:50", 0),
        ("2026-10-08 15:30", "2026-10-09 08:00", 60),  # 30 in the afternoon, 30 in the morning
        ("2026-10-08 22:15", "2026-10-09 07:45", 15),  # begun at night: counts from 07.30
        ("2026-10-09 16:00", "2026-10-12 08:30", 90),  # Friday until 16.30, Monday from 07.30
        ("2026-10-10 09:00", "2026-10-11 15:00", 0),
        ("2026-10-09 11:00", "2026-10-09 13:30", 60),  # Friday prayer from 11.30 to 13.00
        ("2026-10-08 10:00", "2026-10-08 10:00", 0),
        ("2026-10-08 10:00", "2026-10-07 10:00", 0),
    ],
    ids=[
        "within a morning", "over the break", "within the break", "over a night", "from the night", "over a weekend",
        "within a weekend", "over Friday prayer", "no time", "ends before it starts",
    ],
)  # fmt: skip
def test_minutes_between_two_moments(start: str, end: str, minutes: int) -> None:
    """Nights, breaks and weekends do not count; what ends before it starts has taken no time."""
    assert work_time().minutes(at(start), at(end)) == minutes


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-03-17 14:00", "2026-03-25 08:30", 120),  # Ramadan until 15.00; back on 25 March from 07.30
        ("2026-02-13 16:00", "2026-02-18 09:00", 90),  # Friday 30; Imlek 16 and 17; first of Ramadan from 08.00
        ("2026-12-23 15:00", "2026-12-28 08:30", 120),  # 24 cuti bersama, 25 Natal
        ("2026-12-31 15:00", "2027-01-04 08:00", 90),  # New Year is a Friday
        ("2025-12-31 07:30", "2026-01-02 16:30", 900),
    ],
    ids=["Lebaran with cuti bersama", "Imlek, into Ramadan", "Christmas", "year end", "two days of two years"],
)
def test_long_holidays_take_no_time(start: str, end: str, minutes: int) -> None:
    """Public holidays and cuti bersama lie between the minutes of the last day and of the next."""
    assert work_time(RAMADAN).minutes(at(start), at(end)) == minutes


def test_a_week_of_flood_takes_no_time() -> None:
    """From Friday noon over the closed week to Monday: 210 minutes after the prayer, 30 in the morning."""
    assert work_time(FLOOD).minutes(at("2026-10-02 13:00"), at("2026-10-12 08:00")) == 240
    assert work_time().minutes(at("2026-10-02 13:00"), at("2026-10-12 08:00")) == 240 + 2250


def test_the_offices_file_corrects_the_library() -> None:
    """A cuti bersama that was revoked has its hours, and so has a Saturday that works: those of a Monday."""
    revoked = SpecialDay(date(2026, 3, 20), DayKind.WORKDAY, "SKB perubahan")
    saturday = SpecialDay(date(2026, 10, 10), DayKind.WORKDAY, "pengganti")

    assert work_time(revoked).minutes(at("2026-03-20 00:00"), at("2026-03-21 00:00")) == 450
    assert work_time(saturday).hours_on(date(2026, 10, 10)) == work_time().hours_on(date(2026, 10, 12))


@pytest.mark.parametrize("zone", ZONES)
def test_a_moment_counts_in_the_offices_zone(zone: str) -> None:
    """Thursday 07.30 to 16.00 on the office's clock is 450 minutes in WIB, WITA and WIT, told in UTC or not."""
    there = ZoneInfo(ZONES[zone])
    start, end = (datetime(2026, 10, 8, hour, 30, tzinfo=there) for hour in (7, 17))
    found = WorkTime((), WorkCalendar(), there)

    assert found.minutes(start, end) == found.minutes(start.astimezone(UTC), end.astimezone(UTC)) == 450
    assert found.next_opening(start - timedelta(hours=9)) == start


def test_the_same_moments_are_other_minutes_in_another_zone() -> None:
    """From 06.30 to 08.00 UTC: in WIB 13.30 to 15.00, in WIT 15.30 to 17.00, of which 30 minutes are open."""
    start, end = datetime(2026, 10, 8, 6, 30, tzinfo=UTC), datetime(2026, 10, 8, 8, 0, tzinfo=UTC)

    assert [WorkTime((), WorkCalendar(), ZoneInfo(zone)).minutes(start, end) for zone in ZONES.values()] == [90, 90, 30]


# --- dated tables ---------------------------------------------------------------------------------------------


def a_table(since: date, start: str, end: str, season: Season = Season.ORDINARY) -> Hours:
    day = ((time.fromisoformat(start), time.fromisoformat(end)),)
    return Hours("perbup", since, season, day, day, day, day, day)


def test_the_table_in_force_on_the_day_holds() -> None:
    """Until 30 September six hours, from 1 October seven; before the first table the first one."""
    tables = (a_table(date(2026, 10, 1), "08:00", "15:00"), a_table(date(2026, 1, 1), "08:00", "14:00"))
    found = work_time(hours=tables)

    assert found.minutes(at("2026-09-30 00:00"), at("2026-10-02 00:00")) == 360 + 420
    assert found.minutes(at("2025-12-30 00:00"), at("2025-12-31 00:00")) == 360


def test_a_season_without_a_table_of_the_office_has_the_default() -> None:
    """Own hours for the ordinary season leave those of Ramadan as the Perpres has them, and the other way round."""
    ordinary = work_time(RAMADAN, hours=(a_table(date(2026, 1, 1), "09:00", "10:00"),))
    fasting = work_time(RAMADAN, hours=(a_table(date(2026, 1, 1), "09:00", "10:00", Season.RAMADAN),))
    in_ramadan, after = at("2026-02-23 00:00"), at("2026-10-08 00:00")

    assert [ordinary.minutes(day, day + timedelta(days=1)) for day in (in_ramadan, after)] == [390, 60]
    assert [fasting.minutes(day, day + timedelta(days=1)) for day in (in_ramadan, after)] == [60, 450]


def test_the_sample_office_works_by_its_own_files(office: Office) -> None:
    """office.toml's tables are the Perpres's; holidays.csv knows the Ramadan of 2026."""
    found = WorkTime.of(office)

    assert office.hours == DEFAULT_HOURS
    assert found.minutes(at("2026-02-17 00:00"), at("2026-02-19 00:00")) == 390


# --- open and next opening ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "is_open", "opening"),
    [
        ("2026-10-08 07:29", False, "2026-10-08 07:30"),
        ("2026-10-08 07:30", True, "2026-10-08 07:30"),
        ("2026-10-08 10:17", True, "2026-10-08 10:17"),
        ("2026-10-08 12:00", False, "2026-10-08 13:00"),
        ("2026-10-08 15:59", True, "2026-10-08 15:59"),
        ("2026-10-08 16:00", False, "2026-10-09 07:30"),
        ("2026-10-09 16:30", False, "2026-10-12 07:30"),
        ("2026-03-17 15:00", False, "2026-03-25 07:30"),
        ("2026-12-31 18:00", False, "2027-01-04 07:30"),
    ],
    ids=["before", "at opening", "morning", "break", "last minute", "closed", "weekend", "Lebaran", "New Year"],
)
def test_the_office_is_open_or_opens_next(moment: str, is_open: bool, opening: str) -> None:
    """Closed in the break and from the minute of closing on; the next opening may be after a long holiday."""
    found = work_time(RAMADAN)

    assert found.is_open(at(moment)) is is_open
    assert found.next_opening(at(moment)) == at(opening)


# --- anything at all ------------------------------------------------------------------------------------------

MOMENTS = st.datetimes(datetime(2025, 12, 1), datetime(2026, 11, 30), timezones=st.just(WITA))  # noqa: DTZ001  # bounds are naive by Hypothesis's rule


@given(st.lists(MOMENTS, min_size=3, max_size=3).map(sorted))
def test_parts_sum_to_the_whole(moments: list[datetime]) -> None:
    """Minutes up to a moment between and from there on are the minutes of all."""
    first, between, last = moments
    found = work_time(RAMADAN, FLOOD)

    assert found.minutes(first, between) + found.minutes(between, last) == found.minutes(first, last)


@given(MOMENTS)
def test_nothing_is_lost_until_the_next_opening(moment: datetime) -> None:
    """Up to the next opening no working time passes; the minute after it counts."""
    found = work_time(RAMADAN, FLOOD)
    opening = found.next_opening(moment)

    assert found.is_open(opening)
    assert found.minutes(moment, opening) == 0
    assert found.minutes(moment, opening + timedelta(minutes=1)) == 1


@given(MOMENTS, st.integers(0, 3000))
def test_a_count_minute_by_minute_agrees(moment: datetime, length: int) -> None:
    """The slow way: how many of the minutes are open ones."""
    found = work_time(RAMADAN, FLOOD)
    start = moment.replace(second=0, microsecond=0)
    slow = sum(found.is_open(start + timedelta(minutes=step)) for step in range(length))

    assert found.minutes(start, start + timedelta(minutes=length)) == slow


def test_years_are_counted_at_once() -> None:
    """Ten years take a fraction of the second that counting 5 million minutes one by one would not."""
    found = work_time(RAMADAN)
    before = clock.perf_counter()
    minutes = found.minutes(at("2020-01-01 00:00"), at("2030-01-01 00:00"))

    assert 1_000_000 < minutes < 1_200_000
    assert clock.perf_counter() - before < 2
