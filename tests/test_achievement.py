"""Capaian and accumulation, by figures that can be checked by hand or against a published table."""

from __future__ import annotations

import dataclasses
import math
from decimal import Decimal as D
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from sheets_sync import numerals
from sheets_sync.achievement import Quarter, accumulate, asked_percent, category_of, percent_of
from sheets_sync.assessing import Assessing, Band, Method, Outcome
from sheets_sync.form import Form, FormRow
from sheets_sync.model import Accumulation, TypedAs
from sheets_sync.targets import Target

HIGHER, LOWER, RATIO, RANGE = Method
BANDS = tuple(
    Band(name, D(floor))
    for name, floor in (("Sangat Tinggi", 91), ("Tinggi", 76), ("Sedang", 66), ("Rendah", 51), ("Sangat Rendah", 0))
)


RULES = Assessing(BANDS)


def target(low: str, high: str = "") -> Target:
    return Target(D(low), D(high or low))


@pytest.fixture(scope="session")
def row(forms: dict[str, Form]) -> FormRow:
    return forms["PEM"].rows[0]


@pytest.mark.parametrize(
    ("method", "goal", "actual", "expected"),
    [
        pytest.param(HIGHER, target("84.75"), "88.95", "104.9557522123", id="higher: Gunung Kaler's IKM 2020"),
        pytest.param(HIGHER, target("100"), "0", "0", id="higher: nothing reached is 0, not empty"),
        pytest.param(LOWER, target("7"), "6.5", "107.1428571428", id="lower: PermenPANRB's 6,5 of 7 months"),
        pytest.param(LOWER, target("8"), "9", "87.5", id="lower: PermenPANRB's 9 of 8 months"),
        pytest.param(LOWER, target("10"), "25", "-50", id="lower: below zero is kept, not hidden"),
        pytest.param(LOWER, target("10"), "0", "200", id="lower: none at all"),
        pytest.param(RANGE, target("95", "105"), "95", "100", id="range: its lower bound is inside"),
        pytest.param(RANGE, target("95", "105"), "105", "100", id="range: its upper bound is inside"),
        pytest.param(RANGE, target("80", "100"), "40", "50", id="range: below, against the lower bound"),
        pytest.param(RANGE, target("80", "100"), "110", "90", id="range: above, against the upper bound"),
        pytest.param(LOWER, target("0"), "3", "0", id="lower: target zero missed is 0"),
        pytest.param(HIGHER, target("9876543210"), "1234567890", "12.4999998860", id="higher: ten digits of rupiah"),
        pytest.param(HIGHER, target("100"), "-5", "-5", id="higher: a loss is below zero"),
        pytest.param(RATIO, target("12"), "10", "120", id="T/R: 10 days where 12 were planned"),
        pytest.param(RATIO, target("10"), "12", "83.3333333333", id="T/R: 12 days where 10 were planned"),
        pytest.param(RATIO, target("0"), "3", "0", id="T/R: target zero missed is 0"),
        pytest.param(RATIO, target("10"), "0.5", "2000", id="T/R: half a day where 10 were planned"),
        pytest.param(RANGE, target("0", "5"), "6", "80", id="range: from zero, above"),
        pytest.param(RANGE, target("0", "5"), "0", "100", id="range: from zero, which is inside"),
        pytest.param(RANGE, target("-5", "0"), "0", "100", id="range: up to zero, which is inside"),
        pytest.param(RANGE, target("-5", "5"), "0", "100", id="range: around zero, inside"),
        pytest.param(RANGE, target("-5", "5"), "10", "0", id="range: around zero, twice the upper bound"),
    ],
)
def test_capaian_by_formula(method: Method, goal: Target, actual: str, expected: str) -> None:
    """Capaian is R/T, (2T-R)/T, T/R, or 100 inside a range and against the nearer bound outside."""
    assert percent_of(method, goal, D(actual), RULES) == D(expected)


@pytest.mark.parametrize("method", [HIGHER, LOWER, RATIO])
def test_zero_of_zero_is_not_assessed(method: Method) -> None:
    """Where nothing was planned and nothing happened, there is nothing to assess, and nothing is divided."""
    assert percent_of(method, target("0"), D(0), RULES) is Outcome.NOT_ASSESSED


@pytest.mark.parametrize(
    ("method", "goal", "actual"),
    [
        pytest.param(HIGHER, target("0"), "3", id="above a target of zero"),
        pytest.param(RANGE, target("0"), "3", id="above a range of zero"),
        pytest.param(RANGE, target("0", "5"), "-1", id="below a range that begins at zero"),
        pytest.param(RATIO, target("10"), "0", id="nothing under T/R"),
        pytest.param(RATIO, target("10"), "-2", id="less than nothing under T/R"),
        *(
            pytest.param(method, target("-10"), "5", id=f"negative target, {method}")
            for method in (HIGHER, LOWER, RATIO)
        ),
        pytest.param(RANGE, target("-10", "-5"), "-20", id="below a negative range"),
        pytest.param(RANGE, target("-10", "-5"), "0", id="above a negative range"),
        pytest.param(HIGHER, target("0.0000001"), "1", id="ten million times the target"),
        pytest.param(LOWER, target("1"), "-9999998.5", id="ten million times below the target"),
        pytest.param(HIGHER, target("1E-999999"), "9E+999999", id="beyond all numbers"),
        pytest.param(RATIO, target("9E+999999"), "1E-999999", id="beyond all numbers, T/R"),
        pytest.param(LOWER, target("1E-999999"), "9E+999999", id="beyond all numbers, (2T-R)/T"),
    ],
)
def test_what_cannot_be_computed(method: Method, goal: Target, actual: str) -> None:
    """Nothing is divided by zero, made up, or raised: it is said that there is no percent."""
    assert percent_of(method, goal, D(actual), RULES) is Outcome.NOT_COMPUTABLE


@pytest.mark.parametrize(
    ("percent", "name"),
    [
        ("91", "Sangat Tinggi"), ("90.999999", "Tinggi"), ("90.5", "Tinggi"), ("76", "Tinggi"), ("75.5", "Sedang"),
        ("65.5", "Rendah"), ("50.5", "Sangat Rendah"), ("0", "Sangat Rendah"), ("-50", "Sangat Rendah"),
        ("229.38", "Sangat Tinggi"),
    ],
)  # fmt: skip
def test_category_by_lower_bounds(percent: str, name: str) -> None:
    """A category begins at its lower bound on the unrounded value, so that no value falls into a gap."""
    assert category_of(D(percent), BANDS) == name


def test_nothing_assessed_has_no_category() -> None:
    """Without an assessed indicator there is no category."""
    assert category_of(None, BANDS) == ""


# --- exactly, whatever the digits ------------------------------------------------------------------------------

ANY = st.decimals(allow_nan=False, allow_infinity=False) | st.decimals(-500, 500, places=3)
ABOVE_ZERO = (st.decimals(allow_nan=False, allow_infinity=False) | st.decimals(0, 500, places=3)).filter(
    lambda value: value > 0
)
NOT_HUGE = 1000  # digits: a Fraction of more is slow, and percent_of has been shown them above


def exact_percent(method: Method, goal: Target, actual: D) -> Fraction:
    """The same by fractions, which never round; of a target above zero, and for T/R of a realisasi above zero."""
    low, high, reached = Fraction(goal.low), Fraction(goal.high), Fraction(actual)
    if method is RANGE and low <= reached <= high:
        return Fraction(100)
    if method is RATIO:
        return low / reached * 100
    if method is HIGHER or (method is RANGE and reached < low):
        return reached / low * 100
    return (2 * high - reached) / high * 100


@given(method=st.sampled_from(Method), low=ABOVE_ZERO, width=ABOVE_ZERO, actual=ANY)
@example(method=HIGHER, low=D("100000000000003"), width=D(1), actual=D("91000000000002.7"))
@example(method=LOWER, low=D("7E-15"), width=D(1), actual=D("1E-20"))
@example(method=LOWER, low=D("300000000000001"), width=D(1), actual=D("0.000000000000001"))
def test_a_percent_is_the_exact_one_cut_after_ten_decimals(method: Method, low: D, width: D, actual: D) -> None:
    """Of any decimals; so it lies on the same side of every bound of a scale, and shows the same two decimals."""
    assume(all(abs(value.adjusted()) < NOT_HUGE for value in (low, width, actual)))
    assume(method is not RATIO or actual > 0)
    goal = Target(low, low + width if method is RANGE else low)
    percent, exact = percent_of(method, goal, actual, RULES), exact_percent(method, goal, actual)

    if percent is Outcome.NOT_COMPUTABLE:
        assert abs(exact) > 10**8
        return
    assert isinstance(percent, D)
    assert Fraction(percent) == Fraction(math.floor(exact * 10**10), 10**10)
    for band in BANDS:
        assert (percent >= band.floor) == (exact >= Fraction(band.floor))
    if exact >= 0:
        hundredths = math.floor(exact * 100 + Fraction(1, 2))
        assert numerals.fixed(percent, 2) == numerals.plain(D(hundredths).scaleb(-2))


def test_a_mean_that_does_not_end_is_judged_by_its_sums(row: FormRow) -> None:
    """91 of 100 over three quarters is 91 % and Sangat Tinggi, though 30,333... of 33,333... is a little less."""
    asked = quarters(row, ["30", "30", "31"], ["33", "33", "34"], Accumulation.MEAN, TypedAs.QUARTER)
    so_far = accumulate(asked)

    assert so_far is not None
    assert (so_far.actual, so_far.target) == (D("30.3333333333333"), target("33.3333333333333"))
    assert so_far.percent(HIGHER, RULES) == 91
    assert so_far.percent_of_year(HIGHER, target("30.3333333333333"), RULES) == D("100.0000000000")
    assert percent_of(HIGHER, target("33.3333333333333"), D("30.3333333333333"), RULES) == D("90.9999999999")


@given(st.lists(st.tuples(st.decimals(0, 10**6, places=2), st.decimals(1, 10**6, places=2)), min_size=1, max_size=4))
def test_a_mean_of_any_quarters_is_judged_exactly(row: FormRow, typed: list[tuple[D, D]]) -> None:
    """By what is reached of all quarters together, and against the year's target by the mean itself."""
    values, goals = [str(value) for value, _ in typed], [str(goal) for _, goal in typed]
    so_far = accumulate(quarters(row, list(values), goals, Accumulation.MEAN, TypedAs.QUARTER))
    total, whole = sum(Fraction(value) for value, _ in typed), sum(Fraction(goal) for _, goal in typed)

    assert so_far is not None
    for percent, exact in (
        (so_far.percent(HIGHER, RULES), total / whole * 100),
        (so_far.percent_of_year(HIGHER, target("80"), RULES), total / len(typed) / 80 * 100),
    ):
        assert isinstance(percent, D)
        assert Fraction(percent) == Fraction(math.floor(exact * 10**10), 10**10)


# --- over the quarters of a year -----------------------------------------------------------------------------


def quarters(
    row: FormRow, values: list[str | None], targets: list[str], accumulation: Accumulation, typed_as: TypedAs
) -> list[Quarter]:
    return [
        Quarter(
            dataclasses.replace(row, accumulation=accumulation, typed_as=typed_as, target=target(goal)),
            None if value is None else D(value),
        )
        for value, goal in zip(values, targets, strict=True)
    ]


@pytest.mark.parametrize(
    ("accumulation", "typed_as", "values", "targets", "expected"),
    [
        pytest.param(Accumulation.SUM, TypedAs.QUARTER, ["2", "3", "4"], ["3", "3", "4"], ("9", "10", (1, 2, 3)), id="jumlah"),
        pytest.param(
            Accumulation.SUM, TypedAs.QUARTER, ["2", None, "4"], ["3", "3", "4"], ("6", "7", (1, 3)),
            id="jumlah: a missing quarter weighs on neither side",
        ),
        pytest.param(
            Accumulation.SUM, TypedAs.TO_DATE, ["2", "5", "9"], ["3", "6", "10"], ("9", "10", (3,)),
            id="jumlah typed s.d. triwulan: the last is the sum",
        ),
        pytest.param(
            Accumulation.LAST, TypedAs.QUARTER, ["80", "85", "90"], ["80", "90", "100"], ("90", "100", (3,)),
            id="posisi akhir",
        ),
        pytest.param(
            Accumulation.MEAN, TypedAs.QUARTER, ["80", "85", "90"], ["80", "90", "100"], ("85", "90", (1, 2, 3)), id="rata-rata"
        ),
        pytest.param(
            Accumulation.SUM, TypedAs.QUARTER, ["0", "0", "0"], ["3", "3", "4"], ("0", "10", (1, 2, 3)), id="zero is filled"
        ),
    ],
)  # fmt: skip
def test_accumulation(
    row: FormRow,
    accumulation: Accumulation,
    typed_as: TypedAs,
    values: list[str | None],
    targets: list[str],
    expected: tuple[str, str, tuple[int, ...]],
) -> None:
    """The year so far is the sum, the last or the mean of the filled quarters, beside the same quarters' targets."""
    actual, goal, used = expected
    asked = quarters(row, values, targets, accumulation, typed_as)
    so_far = accumulate(asked)

    assert so_far is not None
    assert (so_far.actual, so_far.target) == (D(actual), target(goal))
    assert list(so_far.used) == [asked[number - 1] for number in used]


def test_a_mean_is_held_against_both_bounds_of_the_years_range(row: FormRow) -> None:
    """90 and 100 make 95, inside of 80 to 95; and just above 80 to 94,9."""
    so_far = accumulate(quarters(row, ["90", "100"], ["80", "80"], Accumulation.MEAN, TypedAs.QUARTER))

    assert so_far is not None
    assert so_far.percent_of_year(RANGE, target("80", "95"), RULES) == 100
    assert so_far.percent_of_year(RANGE, target("80", "94.9"), RULES) == D("99.8946259220")


def test_what_has_no_target_has_no_percent(row: FormRow) -> None:
    """Neither asked of the unit nor over the year; with one it has."""
    aimless = dataclasses.replace(row, target=None)
    so_far = accumulate([Quarter(aimless, D(5))])

    assert so_far is not None
    assert (asked_percent(aimless, D(5)), so_far.percent(HIGHER, RULES)) == (Outcome.NO_TARGET, Outcome.NO_TARGET)
    assert asked_percent(dataclasses.replace(row, target=target("10"), method=HIGHER), D(5)) == 50


def test_nothing_filled_accumulates_to_nothing(row: FormRow) -> None:
    """Empty quarters have no total: empty is not zero."""
    assert accumulate(quarters(row, [None, None], ["3", "3"], Accumulation.SUM, TypedAs.QUARTER)) is None
