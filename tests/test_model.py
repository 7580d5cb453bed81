"""Periods, what is due when, and which row of the office holds on which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.model import Frequency, Office, Role, Tenure, holds
from sheets_sync.period import Period
from tests.conftest import TW3

TW1, TW2, TW4 = Period(2026, 1), Period(2026, 2), Period(2026, 4)
PERIODS = st.builds(Period, st.integers(2001, 2999), st.integers(1, 4))


# --- periods -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["2026-TW3", "2026-tw3", " 2026-TW3 "])
def test_a_period_is_parsed(text: str) -> None:
    """Small letters and blanks around are forgiven."""
    assert Period.parse(text) == TW3


@pytest.mark.parametrize("text", ["", "2026", "2026-TW5", "2026-TW0", "2026-Q3", "TW3-2026", "2026 TW3", "1999-TW1"])
def test_what_is_no_period_is_refused(text: str) -> None:
    """The refusal shows how a period is written."""
    with pytest.raises(ValueError, match=r"bukan triwulan.*2026-TW3"):
        Period.parse(text)


@pytest.mark.parametrize(("year", "quarter"), [(2026, 0), (2026, 5), (1999, 1), (3000, 1)])
def test_a_period_outside_the_calendar_cannot_be_made(year: int, quarter: int) -> None:
    """There are four quarters, and years of this millennium."""
    with pytest.raises(ValueError, match="bukan triwulan"):
        Period(year, quarter)


@given(PERIODS)
def test_a_period_is_read_back_as_written(period: Period) -> None:
    """`str` and `parse` belong together."""
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize(
    ("period", "label", "short", "span"),
    [
        (TW1, "Triwulan I 2026", "TW I", "Januari–Maret 2026"),
        (TW2, "Triwulan II 2026", "TW II", "April–Juni 2026"),
        (TW3, "Triwulan III 2026", "TW III", "Juli–September 2026"),
        (TW4, "Triwulan IV 2026", "TW IV", "Oktober–Desember 2026"),
    ],
    ids=str,
)
def test_a_period_in_words(period: Period, label: str, short: str, span: str) -> None:
    """Quarters are named in Roman numerals, their span by months."""
    assert (period.label, period.short, period.span) == (label, short, span)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (TW1, date(2026, 1, 1), date(2026, 3, 31)),
        (TW2, date(2026, 4, 1), date(2026, 6, 30)),
        (TW3, date(2026, 7, 1), date(2026, 9, 30)),
        (TW4, date(2026, 10, 1), date(2026, 12, 31)),
    ],
    ids=str,
)
def test_a_period_has_its_days(period: Period, first: date, last: date) -> None:
    """From the first day of its first month to the last day of its third."""
    assert (period.first_day, period.last_day) == (first, last)


@given(st.dates(date(2000, 1, 1), date(2999, 12, 31)))
def test_every_day_lies_in_its_period(day: date) -> None:
    """The period that contains a day begins no later and ends no earlier."""
    period = Period.containing(day)

    assert period.first_day <= day <= period.last_day


@pytest.mark.parametrize(("period", "previous"), [(TW3, TW2), (TW2, TW1), (TW1, Period(2025, 4))], ids=str)
def test_the_previous_period(period: Period, previous: Period) -> None:
    """The first quarter follows the last one of the year before."""
    assert period.previous == previous


@given(PERIODS)
def test_periods_follow_each_other(period: Period) -> None:
    """The previous period is earlier and ends on the eve of this one."""
    assert period.previous < period
    assert (period.first_day - period.previous.last_day).days == 1


def test_the_year_so_far() -> None:
    """All quarters of the same year, this one included."""
    assert TW3.year_so_far == (TW1, TW2, TW3)
    assert TW1.year_so_far == (TW1,)


# --- what is due -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("frequency", "month", "quarters"),
    [
        (Frequency.MONTHLY, 1, [1, 2, 3, 4]),
        (Frequency.MONTHLY, 8, [3, 4]),
        (Frequency.QUARTERLY, 1, [1, 2, 3, 4]),
        (Frequency.QUARTERLY, 3, [1, 2, 3, 4]),
        (Frequency.QUARTERLY, 4, [2, 3, 4]),
        (Frequency.HALF_YEARLY, 1, [2, 4]),
        (Frequency.HALF_YEARLY, 6, [2, 4]),
        (Frequency.HALF_YEARLY, 7, [4]),
        (Frequency.HALF_YEARLY, 12, [4]),
        (Frequency.YEARLY, 1, [1]),
        (Frequency.YEARLY, 3, [1]),
        (Frequency.YEARLY, 9, [3]),
        (Frequency.YEARLY, 12, [4]),
    ],
    ids=str,
)
def test_an_indicator_is_due_from_the_month_it_can_be_had(
    office: Office, frequency: Frequency, month: int, quarters: list[int]
) -> None:
    """Yearly once, half-yearly in the second and fourth quarter, others in every quarter, never too early."""
    indicator = replace(office.indicators[0], frequency=frequency, available_month=month)

    assert [quarter for quarter in (1, 2, 3, 4) if indicator.due_in(quarter)] == quarters


@pytest.mark.parametrize(("measure", "predicate"), [("Predikat", True), ("predikat", True), ("Nilai", False)])
def test_a_predicate_is_known_by_its_measure(office: Office, measure: str, predicate: bool) -> None:
    """An indicator whose satuan is Predikat takes letters, not numbers."""
    assert replace(office.indicators[0], measure=measure).is_predicate is predicate


# --- which document is in force ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "document", "quarter_target"),
    [(TW1, "PK-2026", 40), (TW2, "PK-2026", 65), (TW3, "PKP-2026", 88), (TW4, "PKP-2026", 97)],
    ids=str,
)
def test_pk_perubahan_holds_only_once_it_is_in_force(
    office: Office, period: Period, document: str, quarter_target: int
) -> None:
    """Signed on 14 September, it rules the third quarter and leaves the second as it was agreed."""
    targets = office.targets_of("UMUM-01", period)
    assert targets is not None
    target = targets.quarters[period.quarter - 1]
    assert target is not None

    assert (targets.document, target.low) == (document, Decimal(quarter_target))


@pytest.mark.parametrize("period", [TW2, TW3, TW4], ids=str)
def test_an_indicator_that_was_not_changed_keeps_its_targets(office: Office, period: Period) -> None:
    """PK Perubahan names only what it changes."""
    targets = office.targets_of("REN-01", period)

    assert targets is not None
    assert targets.document == "PK-2026"


@pytest.mark.parametrize(
    ("indicator", "period"),
    [("UMUM-01", Period(2025, 4)), ("UMUM-01", Period(2027, 1)), ("TIDAK-ADA", TW3)],
    ids=["year before", "year after", "unknown indicator"],
)
def test_targets_need_an_agreement_of_the_same_year(office: Office, indicator: str, period: Period) -> None:
    """An agreement of 2026 says nothing about other years."""
    assert office.targets_of(indicator, period) is None


@pytest.mark.parametrize(
    ("period", "document", "amount"),
    [
        (TW1, "DPA-2026", 2_450_000_000),
        (TW3, "DPA-2026", 2_450_000_000),
        (TW4, "DPPA-2026", 2_512_500_000),
    ],
    ids=str,
)
def test_the_changed_budget_holds_from_october(office: Office, period: Period, document: str, amount: int) -> None:
    """DPPA is dated September and in force from 1 October: the third quarter still has the DPA."""
    ceilings = {row.programme: row for row in office.ceilings_in(period)}

    assert (ceilings["7.01.01"].document, ceilings["7.01.01"].amount) == (document, Decimal(amount))
    assert len(ceilings) == len(office.ceilings_in(period)) == 6


def test_of_two_documents_of_one_day_the_later_line_holds(office: Office) -> None:
    """Where two documents come into force on the same day, the one that stands lower in the file wins."""
    same_day = tuple(replace(item, in_force_from=date(2026, 1, 1)) for item in office.agreements)
    targets = replace(office, agreements=same_day).targets_of("UMUM-01", TW1)

    assert targets is not None
    assert targets.document == "PKP-2026"


# --- who and what stands when ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "name", "tenure", "title"),
    [
        (date(2026, 1, 1), "Arman Wijaya", Tenure.ACTING, "Plt. Camat Batui Selatan"),
        (date(2026, 5, 31), "Arman Wijaya", Tenure.ACTING, "Plt. Camat Batui Selatan"),
        (date(2026, 6, 1), "Ratna Kusuma", Tenure.DEFINITIVE, "Camat Batui Selatan"),
        (date(2027, 6, 1), "Ratna Kusuma", Tenure.DEFINITIVE, "Camat Batui Selatan"),
    ],
    ids=str,
)
def test_the_camat_changes_in_mid_year(office: Office, day: date, name: str, tenure: Tenure, title: str) -> None:
    """The acting Camat holds the post up to 31 May 2026, her successor from the next day."""
    camat = office.official(Role.CAMAT, day)
    assert camat is not None

    assert camat.name.startswith(name)
    assert (camat.tenure, camat.title) == (tenure, title)


def test_nobody_holds_a_post_before_anyone_is_recorded(office: Office) -> None:
    """None, not the nearest person."""
    assert office.official(Role.CAMAT, date(2025, 12, 31)) is None
    assert office.official("Kepala Seksi yang tidak ada", date(2026, 6, 1)) is None


def test_a_head_is_found_by_post(office: Office) -> None:
    """Units name the post of their head; who holds it stands among the officials."""
    head = office.official("Kepala Seksi Ketenteraman dan Ketertiban Umum", TW3.last_day)

    assert head is not None
    assert head.title == "Plt. Kepala Seksi Ketenteraman dan Ketertiban Umum"


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "stands"),
    [
        (date(2020, 1, 1), None, True),
        (date(2020, 1, 1), date(2026, 9, 30), True),
        (date(2020, 1, 1), date(2026, 9, 29), False),
        (date(2026, 9, 30), None, True),
        (date(2026, 10, 1), None, False),
    ],
    ids=["open", "ends on the last day", "ended before", "began on the last day", "begins later"],
)
def test_a_unit_takes_part_if_it_stands_on_the_periods_last_day(
    office: Office, valid_from: date, valid_to: date | None, stands: bool
) -> None:
    """Units are valid from and to a day, both included."""
    unit = replace(office.units[0], valid_from=valid_from, valid_to=valid_to)
    changed = replace(office, units=(unit, *office.units[1:]))

    assert (unit in changed.units_in(TW3)) is stands
    assert holds(unit, TW3.last_day) is stands
    assert changed.units_in(TW3)[-6:] == office.units[1:]


def test_an_indicator_belongs_to_its_unit_while_it_is_valid(office: Office) -> None:
    """An indicator that ended is no longer asked of its unit; the others keep the file's order."""
    ended = replace(office.indicators[0], valid_to=date(2026, 6, 30))
    changed = replace(office, indicators=(ended, *office.indicators[1:]))
    unit = ended.unit

    assert ended in changed.indicators_of(unit, TW2)
    assert changed.indicators_of(unit, TW3) == office.indicators_of(unit, TW3)[1:]
