"""Capaian and accumulation, by figures that can be checked by hand or against a published table."""

from __future__ import annotations

import dataclasses
from decimal import Decimal as D

import pytest

from sheets_sync.achievement import Quarter, accumulate, category_of, percent_of
from sheets_sync.assessing import Assessing, Band, Method, Outcome
from sheets_sync.form import Form, FormRow
from sheets_sync.model import Accumulation, Target, TypedAs

HIGHER, LOWER, RANGE = Method.HIGHER, Method.LOWER, Method.RANGE
BANDS = tuple(
    Band(name, D(floor))
    for name, floor in (("Sangat Tinggi", 91), ("Tinggi", 76), ("Sedang", 66), ("Rendah", 51), ("Sangat Rendah", 0))
)


RULES = Assessing(BANDS)


def target(low: str, high: str = "") -> Target:
    return Target(D(low), D(high or low))


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
    ],
)
def test_capaian_by_formula(method: Method, goal: Target, actual: str, expected: str) -> None:
    """Capaian is R/T, (2T-R)/T, or 100 inside a range and against the nearer bound outside."""
    assert percent_of(method, goal, D(actual), RULES) == D(expected)


@pytest.mark.parametrize("method", [HIGHER, LOWER])
def test_zero_of_zero_is_not_assessed(method: Method) -> None:
    """Where nothing was planned and nothing happened, there is nothing to assess, and nothing is divided."""
    assert percent_of(method, target("0"), D(0), RULES) is Outcome.NOT_ASSESSED


def test_more_than_a_zero_target_cannot_be_computed() -> None:
    """A figure above a target of zero has no percent where higher is better."""
    assert percent_of(HIGHER, target("0"), D(3), RULES) is Outcome.NOT_COMPUTABLE


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


def test_nothing_filled_accumulates_to_nothing(row: FormRow) -> None:
    """Empty quarters have no total: empty is not zero."""
    assert accumulate(quarters(row, [None, None], ["3", "3"], Accumulation.SUM, TypedAs.QUARTER)) is None
