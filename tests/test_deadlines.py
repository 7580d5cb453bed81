"""The dates of a period, counted back by hand from the kabupaten's deadline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.deadlines import deadlines
from sheets_sync.model import Office
from sheets_sync.office_days import DayKind, RegencyDeadline, SpecialDay
from sheets_sync.period import Period
from sheets_sync.workdays import WorkCalendar
from tests.conftest import TW3

LETTER = "surat Sekretaris Daerah Nomor 7 (contoh)"


def with_letter(office: Office, day: date, period: Period = TW3) -> Office:
    return replace(office, regency_deadlines=(RegencyDeadline(period, day, LETTER),))


@pytest.mark.parametrize(
    ("period", "on_time", "locked", "regency"),
    [
        (Period(2026, 1), date(2026, 4, 10), date(2026, 4, 15), date(2026, 4, 17)),  # Good Friday on 3 April
        (Period(2026, 2), date(2026, 7, 9), date(2026, 7, 14), date(2026, 7, 16)),
        (Period(2026, 3), date(2026, 10, 9), date(2026, 10, 14), date(2026, 10, 16)),
        (Period(2026, 4), date(2027, 1, 13), date(2027, 1, 18), date(2027, 1, 20)),  # New Year, Isra' and Mi'raj
    ],
    ids=str,
)
def test_without_a_letter_the_twelfth_working_day_is_assumed(
    office: Office, period: Period, on_time: date, locked: date, regency: date
) -> None:
    """Five working days before it the units are in time, two before it they are locked out: the 7th and the 10th."""
    found = deadlines(office, period)

    assert (found.on_time_until, found.locked_on, found.regency, found.basis) == (on_time, locked, regency, "")


@pytest.mark.parametrize(
    ("day", "on_time", "locked"),
    [
        (date(2026, 10, 16), date(2026, 10, 9), date(2026, 10, 14)),
        (date(2026, 10, 20), date(2026, 10, 13), date(2026, 10, 16)),
        (date(2026, 10, 18), date(2026, 10, 12), date(2026, 10, 15)),  # a Sunday
    ],
    ids=str,
)
def test_a_letter_moves_both_dates(office: Office, day: date, on_time: date, locked: date) -> None:
    """They are counted back from the day in the letter, which may be no working day."""
    found = deadlines(with_letter(office, day), TW3)

    assert (found.on_time_until, found.locked_on, found.regency) == (on_time, locked, day)


def test_a_letter_holds_for_its_own_period(office: Office) -> None:
    """Another quarter's deadline stays the assumed one."""
    assert deadlines(with_letter(office, date(2026, 7, 20), Period(2026, 2)), TW3) == deadlines(office, TW3)


def test_a_day_off_puts_an_assumed_deadline_off_and_brings_the_units_day_of_a_letter_forward(office: Office) -> None:
    """Closed on 5 October and on the 15th: without a letter all moves on; with one the units have less time."""
    closed = tuple(SpecialDay(date(2026, 10, day), DayKind.DISASTER, "banjir") for day in (5, 15))
    assumed = deadlines(replace(office, special_days=closed), TW3)
    fixed = deadlines(replace(with_letter(office, date(2026, 10, 16)), special_days=closed), TW3)

    assert (assumed.on_time_until, assumed.regency) == (date(2026, 10, 12), date(2026, 10, 20))
    assert (fixed.on_time_until, fixed.regency) == (date(2026, 10, 8), date(2026, 10, 16))


def test_the_reason_in_words(office: Office) -> None:
    """How many working days before which day, by which letter; an assumed day is called one."""
    by_letter, assumed = deadlines(with_letter(office, date(2026, 10, 16)), TW3), deadlines(office, TW3)

    assert by_letter.reason == f"5 hari kerja sebelum batas kabupaten, Jumat 16 Oktober 2026 ({LETTER})"
    assert by_letter.locked_reason == "2 hari kerja sebelum batas kabupaten"
    assert assumed.regency_words == "Jumat 16 Oktober 2026 (perkiraan: hari kerja ke-12 sesudah triwulan berakhir)"


def test_an_office_may_lock_on_the_kabupatens_own_day(office: Office) -> None:
    """No day in between: the reason does not speak of zero days."""
    found = deadlines(replace(office, locked_before=0), TW3)

    assert (found.locked_on, found.locked_reason) == (found.regency, "pada hari batas kabupaten")


@given(st.dates(date(2026, 10, 20), date(2027, 3, 31)), st.integers(1, 9), st.integers(0, 9))
def test_the_dates_lie_as_many_working_days_before(office: Office, day: date, before: int, less: int) -> None:
    """Counting on from each date leads to the kabupaten's working day again, and locking never comes first."""
    locked = max(before - less, 1)
    entered = WorkCalendar().nth_after(day, 1)
    found = deadlines(
        replace(with_letter(office, entered), on_time_before=before, locked_before=locked, special_days=()), TW3
    )

    assert WorkCalendar().between(found.on_time_until, entered) == before
    assert WorkCalendar().between(found.locked_on, entered) == locked
    assert found.on_time_until <= found.locked_on < entered
