"""Working days of 2026, counted by hand on the wall calendar."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.office_days import DayKind, SpecialDay
from sheets_sync.workdays import WorkCalendar

DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 1), "Tahun Baru"),
        (date(2026, 2, 17), "Imlek"),
        (date(2026, 3, 19), "Nyepi"),
        (date(2026, 4, 3), "Wafat Yesus Kristus"),
        (date(2026, 5, 1), "Hari Buruh"),
        (date(2026, 5, 14), "Kenaikan Yesus Kristus"),
        (date(2026, 5, 27), "Iduladha"),
        (date(2026, 6, 1), "Hari Lahir Pancasila"),
        (date(2026, 8, 17), "Kemerdekaan"),
        (date(2026, 12, 25), "Natal"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_public_holidays_are_known(day: date, name: str) -> None:
    """National holidays need no line in the office's file."""
    assert not WorkCalendar().is_workday(day), name


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 3, 17), True),  # Tuesday before
        (date(2026, 3, 18), False),  # cuti bersama Nyepi
        (date(2026, 3, 19), False),  # Nyepi
        (date(2026, 3, 20), False),  # cuti bersama
        (date(2026, 3, 21), False),  # Idulfitri, Saturday
        (date(2026, 3, 22), False),  # Idulfitri, Sunday
        (date(2026, 3, 23), False),  # cuti bersama
        (date(2026, 3, 24), False),  # cuti bersama
        (date(2026, 3, 25), True),  # back at work
    ],
    ids=str,
)
def test_lebaran_2026_comes_with_its_cuti_bersama(day: date, works: bool) -> None:
    """The week of Lebaran is free from Wednesday to Tuesday, though the feast itself falls on a weekend."""
    assert WorkCalendar().is_workday(day) is works


def test_cuti_bersama_of_christmas_is_free() -> None:
    """Shared leave counts like a holiday: 23 December works, 24 and 25 do not, 28 is the next working day."""
    calendar = WorkCalendar()

    assert calendar.nth_after(date(2026, 12, 22), 1) == date(2026, 12, 23)
    assert calendar.nth_after(date(2026, 12, 23), 1) == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("after", "count", "expected"),
    [
        (date(2026, 9, 30), 1, date(2026, 10, 1)),
        (date(2026, 9, 30), 2, date(2026, 10, 2)),
        (date(2026, 9, 30), 3, date(2026, 10, 5)),
        (date(2026, 9, 30), 7, date(2026, 10, 9)),
        (date(2026, 9, 30), 10, date(2026, 10, 14)),
        (date(2026, 3, 31), 7, date(2026, 4, 10)),  # Good Friday on 3 April
        (date(2026, 3, 31), 10, date(2026, 4, 15)),
        (date(2026, 6, 30), 7, date(2026, 7, 9)),
        (date(2026, 6, 30), 10, date(2026, 7, 14)),
        (date(2026, 3, 17), 1, date(2026, 3, 25)),  # over Nyepi and Lebaran
    ],
    ids=str,
)
def test_working_days_are_counted_from_the_next_day(after: date, count: int, expected: date) -> None:
    """9 October 2026 is the seventh working day after 30 September."""
    assert WorkCalendar().nth_after(after, count) == expected


@pytest.mark.parametrize("day", [date(2026, 10, 10), date(2026, 10, 11)], ids=["Sabtu", "Minggu"])
def test_weekends_are_free(day: date) -> None:
    """An office works from Monday to Friday."""
    assert not WorkCalendar().is_workday(day)


@pytest.mark.parametrize(
    ("day", "kind", "works"),
    [
        (date(2026, 7, 8), DayKind.HOLIDAY, False),
        (date(2026, 10, 2), DayKind.SHARED_LEAVE, False),
        (date(2026, 8, 17), DayKind.WORKDAY, True),
        (date(2026, 10, 10), DayKind.WORKDAY, True),
        (date(2026, 3, 20), DayKind.WORKDAY, True),
    ],
    ids=["local holiday", "local shared leave", "holiday that works", "Saturday that works", "shared leave revoked"],
)
def test_the_offices_file_wins(day: date, kind: DayKind, works: bool) -> None:
    """A line in holidays.csv overrules weekend and library; the day would be the other way round without it."""
    assert WorkCalendar([SpecialDay(day, kind, "menurut SKB")]).is_workday(day) is works
    assert WorkCalendar().is_workday(day) is not works


def test_a_local_holiday_moves_the_deadline() -> None:
    """One more free day before the seventh working day puts it off by one."""
    calendar = WorkCalendar([SpecialDay(date(2026, 10, 5), DayKind.HOLIDAY, "banjir")])

    assert calendar.nth_after(date(2026, 9, 30), 7) == date(2026, 10, 12)


@pytest.mark.parametrize(
    ("before", "count", "expected"),
    [
        (date(2026, 10, 16), 5, date(2026, 10, 9)),
        (date(2026, 10, 16), 2, date(2026, 10, 14)),
        (date(2026, 10, 12), 1, date(2026, 10, 9)),  # over a weekend
        (date(2026, 10, 11), 1, date(2026, 10, 9)),  # from a Sunday
        (date(2026, 3, 25), 1, date(2026, 3, 17)),  # over Nyepi and Lebaran
        (date(2027, 1, 5), 2, date(2026, 12, 31)),  # 5 January 2027 is Isra' and Mi'raj, the 1st New Year
        (date(2026, 10, 16), 0, date(2026, 10, 16)),
    ],
    ids=str,
)
def test_working_days_are_counted_back(before: date, count: int, expected: date) -> None:
    """The day itself does not count, whether it is a working day or not."""
    assert WorkCalendar().nth_before(before, count) == expected


def test_a_span_holds_both_its_ends() -> None:
    """A week of flood from Monday to Friday: none of its days works, the days around it do."""
    calendar = WorkCalendar([SpecialDay(date(2026, 10, 5), DayKind.DISASTER, "banjir", date(2026, 10, 9))])

    assert [calendar.is_workday(date(2026, 10, day)) for day in (2, 5, 6, 7, 8, 9, 12)] == [True, *[False] * 5, True]


def test_ramadan_is_no_day_off() -> None:
    """Its working days stay working days and its holidays holidays; the calendar only knows that it is Ramadan."""
    calendar = WorkCalendar([SpecialDay(date(2026, 2, 18), DayKind.RAMADAN, "", date(2026, 3, 19))])

    assert [calendar.in_ramadan(day) for day in (date(2026, 2, 17), date(2026, 2, 18), date(2026, 3, 19))] == [
        False, True, True,
    ]  # fmt: skip
    assert not calendar.in_ramadan(date(2026, 3, 20))
    assert calendar.is_workday(date(2026, 2, 18))
    assert not calendar.is_workday(date(2026, 3, 19))


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2026, 9, 30), date(2026, 10, 9), 7),
        (date(2026, 10, 9), date(2026, 10, 12), 1),
        (date(2026, 10, 9), date(2026, 10, 11), 0),
        (date(2026, 10, 9), date(2026, 10, 9), 0),
        (date(2026, 10, 9), date(2026, 9, 30), 0),
    ],
    ids=["seven", "over a weekend", "into a weekend", "same day", "backwards"],
)
def test_working_days_between(start: date, end: date, days: int) -> None:
    """The first day does not count, the last does; nothing lies between a day and an earlier one."""
    assert WorkCalendar().between(start, end) == days


@given(DAYS, st.integers(1, 15))
def test_counting_forth_and_back_agree(day: date, count: int) -> None:
    """The n-th working day is a working day, with exactly n working days up to it."""
    calendar = WorkCalendar()
    reached = calendar.nth_after(day, count)

    assert calendar.is_workday(reached)
    assert calendar.between(day, reached) == count


@given(DAYS, st.integers(1, 15))
def test_counting_back_mirrors_counting_on(day: date, count: int) -> None:
    """The n-th working day before the n-th working day after a working day is that day."""
    calendar = WorkCalendar()
    start = calendar.nth_after(day, 1)

    assert calendar.nth_before(calendar.nth_after(start, count), count) == start
