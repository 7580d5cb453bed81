"""Capaian, accumulation and roll-ups, by figures that can be checked by hand or against a published table."""

from __future__ import annotations

import dataclasses
from decimal import Decimal as D
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.achievement import Outcome, Quarter, Tally, accumulate, achievement_percent, category_of, for_mean
from sheets_sync.form import Form, FormRow
from sheets_sync.model import Accumulation, Band, Polarity, Target, TypedAs

HIGHER, LOWER, RANGE = Polarity.HIGHER, Polarity.LOWER, Polarity.RANGE
BANDS = tuple(
    Band(name, D(floor))
    for name, floor in (("Sangat Tinggi", 91), ("Tinggi", 76), ("Sedang", 66), ("Rendah", 51), ("Sangat Rendah", 0))
)


def target(low: str, high: str = "") -> Target:
    return Target(D(low), D(high or low))


@pytest.mark.parametrize(
    ("polarity", "goal", "actual", "expected"),
    [
        pytest.param(HIGHER, target("84.75"), "88.95", "104.955752212389", id="higher: Gunung Kaler's IKM 2020"),
        pytest.param(HIGHER, target("100"), "0", "0", id="higher: nothing reached is 0, not empty"),
        pytest.param(LOWER, target("7"), "6.5", "107.142857142857", id="lower: PermenPANRB's 6,5 of 7 months"),
        pytest.param(LOWER, target("8"), "9", "87.5", id="lower: PermenPANRB's 9 of 8 months"),
        pytest.param(LOWER, target("10"), "25", "-50", id="lower: below zero is kept, not hidden"),
        pytest.param(LOWER, target("10"), "0", "200", id="lower: none at all"),
        pytest.param(RANGE, target("95", "105"), "95", "100", id="range: its lower bound is inside"),
        pytest.param(RANGE, target("95", "105"), "105", "100", id="range: its upper bound is inside"),
        pytest.param(RANGE, target("80", "100"), "40", "50", id="range: below, against the lower bound"),
        pytest.param(RANGE, target("80", "100"), "110", "90", id="range: above, against the upper bound"),
        pytest.param(LOWER, target("0"), "3", "0", id="lower: target zero missed is 0"),
    ],
)
def test_capaian_by_polarity(polarity: Polarity, goal: Target, actual: str, expected: str) -> None:
    """Capaian is R/T, (2T-R)/T, or 100 inside a range and against the nearer bound outside."""
    assert achievement_percent(polarity, goal, D(actual)) == D(expected)


@pytest.mark.parametrize("polarity", [HIGHER, LOWER])
def test_zero_of_zero_is_not_assessed(polarity: Polarity) -> None:
    """Where nothing was planned and nothing happened, there is nothing to assess, and nothing is divided."""
    assert achievement_percent(polarity, target("0"), D(0)) is Outcome.NOT_ASSESSED


def test_more_than_a_zero_target_cannot_be_computed() -> None:
    """A figure above a target of zero has no percent where higher is better."""
    assert achievement_percent(HIGHER, target("0"), D(3)) is Outcome.NOT_COMPUTABLE


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


def test_cap_and_floor_act_on_means_only() -> None:
    """A mean takes no value below 0, nor above the office's cap."""
    assert [for_mean(D(value), D(100)) for value in ("-50", "98", "168")] == [0, 98, 100]
    assert for_mean(D("168"), None) == 168


@given(st.lists(st.decimals(-1000, 1000, places=4), max_size=6))
def test_tallies_merge_in_any_order(values: list[D]) -> None:
    """The same values give the same tally whatever their order and grouping."""
    orders = [list(order) for order in permutations(values[:4])]
    tallies = set()
    for order in orders:
        one_by_one = Tally()
        for value in order:
            one_by_one = one_by_one.add(value)
        grouped = Tally().add(order[0]).merge(Tally(sum(order[1:], D(0)), len(order) - 1)) if order else Tally()
        tallies |= {one_by_one, grouped}
    assert len(tallies) == 1


def test_empty_tally_has_no_mean() -> None:
    """The mean of nothing is unknown, not zero."""
    assert Tally().mean is None


# --- over the quarters of a year -----------------------------------------------------------------------------


@pytest.fixture
def row(forms: dict[str, Form]) -> FormRow:
    return forms["PEM"].rows[0]


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
        pytest.param(Accumulation.SUM, TypedAs.QUARTER, ["2", "3", "4"], ["3", "3", "4"], ("9", "10", 3), id="jumlah"),
        pytest.param(
            Accumulation.SUM, TypedAs.QUARTER, ["2", None, "4"], ["3", "3", "4"], ("6", "7", 2),
            id="jumlah: a missing quarter weighs on neither side",
        ),
        pytest.param(
            Accumulation.SUM, TypedAs.TO_DATE, ["2", "5", "9"], ["3", "6", "10"], ("9", "10", 3),
            id="jumlah typed s.d. triwulan: the last is the sum",
        ),
        pytest.param(
            Accumulation.LAST, TypedAs.QUARTER, ["80", "85", "90"], ["80", "90", "100"], ("90", "100", 3),
            id="posisi akhir",
        ),
        pytest.param(
            Accumulation.MEAN, TypedAs.QUARTER, ["80", "85", "90"], ["80", "90", "100"], ("85", "90", 3), id="rata-rata"
        ),
        pytest.param(
            Accumulation.SUM, TypedAs.QUARTER, ["0", "0", "0"], ["3", "3", "4"], ("0", "10", 3), id="zero is filled"
        ),
    ],
)  # fmt: skip
def test_accumulation(
    row: FormRow,
    accumulation: Accumulation,
    typed_as: TypedAs,
    values: list[str | None],
    targets: list[str],
    expected: tuple[str, str, int],
) -> None:
    """The year so far is the sum, the last or the mean of the filled quarters, beside the same quarters' targets."""
    actual, goal, used = expected
    assert accumulate(quarters(row, values, targets, accumulation, typed_as)) == (D(actual), target(goal), used)


def test_nothing_filled_accumulates_to_nothing(row: FormRow) -> None:
    """Empty quarters have no total: empty is not zero."""
    assert accumulate(quarters(row, [None, None], ["3", "3"], Accumulation.SUM, TypedAs.QUARTER)) is None
