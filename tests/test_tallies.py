"""Sums and counts merge exactly: in any order and grouping, the same bytes."""

from __future__ import annotations

import json
from dataclasses import asdict
from decimal import Decimal as D
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.assessing import Assessing, Band, Outcome, Policy
from sheets_sync.tallies import Money, Summary, Tally, merged, summarised

BANDS = (Band("Tinggi", D(76)), Band("Sedang", D(51)), Band("Rendah", D(0)))
RULES = Assessing(BANDS, average_cap=D(120))
UP_TO_NOW = (Outcome.EMPTY, Outcome.NOT_DUE, Outcome.NOT_ASSESSED, Outcome.NOT_COMPUTABLE)


def content(value: Tally | Money | Summary) -> str:
    """What would be written of it: figures with every digit."""
    return json.dumps(asdict(value), default=str)


def test_a_mean_takes_nothing_below_zero_nor_above_the_cap() -> None:
    """-50 counts as 0, 168 as 120, and how often either happened is counted: (0 + 98 + 120) / 3."""
    results = (D(-50), D(98), D(168))

    assert summarised(results, RULES).tally == Tally(D(218), 3, capped=1, floored=1)
    assert summarised(results, RULES).tally.mean == D("72.6666666666")
    assert summarised(results, Assessing(BANDS)).tally == Tally(D(266), 3, capped=0, floored=1)


def test_what_is_at_the_cap_is_not_capped() -> None:
    """Exactly 120 and exactly 0 stay what they are: nothing acted on them."""
    assert summarised((D(120), D(0)), RULES).tally == Tally(D(120), 2)


def test_categories_are_of_the_value_before_the_cap_acts() -> None:
    """A band above the cap is reached by what was reached."""
    rules = Assessing((Band("Istimewa", D(120), above=True), *BANDS), average_cap=D(100))

    assert summarised((D("120"), D("120.01"), D(-50)), rules).categories == {"Istimewa": 1, "Rendah": 1, "Tinggi": 1}


def test_a_category_begins_at_its_bound() -> None:
    """76 is Tinggi, a ten-thousand-millionth less is not."""
    assert summarised((D(76), D("75.9999999999"), D(51), D(0)), RULES).categories == {
        "Rendah": 1, "Sedang": 2, "Tinggi": 1,
    }  # fmt: skip


def test_what_is_not_assessed_enters_no_mean() -> None:
    """It is counted by its reason, and n dari m can be told."""
    summary = summarised((D(100), Outcome.EMPTY, Outcome.NOT_DUE, Outcome.EMPTY), RULES)

    assert summary.tally == Tally(D(100), 1)
    assert summary.outcomes == {"belum diisi": 2, "belum waktunya": 1}


@pytest.mark.parametrize("total", ["1e30", "-1e30", "123456789012345678901234567890.0000000001"])
def test_a_mean_of_any_size_is_a_number(total: str) -> None:
    """However many digits the sum has."""
    mean = Tally(D(total), 1).mean

    assert mean is not None
    assert mean == D(total)


def test_nothing_has_no_mean() -> None:
    """The mean of nothing is unknown, not zero; nor has money without any known realisasi a serapan."""
    assert Tally().mean is None
    assert summarised((Outcome.EMPTY,), RULES).tally.mean is None
    assert (Money(D(100), programmes=1).absorbed, Money(D(0), D(0), D(0), 1, 1).absorbed) == (None, None)


@pytest.mark.parametrize(
    ("ceiling", "actual", "absorbed", "left"),
    [
        ("2145000000", "1930500000", "90", "214500000"),
        ("9999999999", "3333333333", "33.3333333333", "6666666666"),
        ("3000000000", "4500000000", "150", "-1500000000"),
        ("1", "1", "100", "0"),
    ],
    ids=["in full tens", "cut, not rounded", "more than there was", "one rupiah"],
)
def test_serapan_of_ten_digit_rupiah(ceiling: str, actual: str, absorbed: str, left: str) -> None:
    """Serapan is realisasi in percent of the pagu whose realisasi is known; sisa is the rest of it."""
    money = Money(D(ceiling), D(ceiling), D(actual), 1, 1).merge(Money(D("5000000000"), programmes=1))

    assert (money.absorbed, money.left) == (D(absorbed), D(left))
    assert (money.ceiling, money.programmes, money.known) == (D(ceiling) + 5_000_000_000, 2, 1)


RESULTS = st.lists(st.decimals(-1000, 1000, places=10) | st.sampled_from(UP_TO_NOW), max_size=40)
RUPIAH = st.decimals(0, 10**10, places=2)
MONEY = st.builds(Money, RUPIAH, RUPIAH, RUPIAH, st.integers(0, 9), st.integers(0, 9))


@given(results=RESULTS, data=st.data())
def test_summaries_merge_in_any_order_and_grouping(results: list[Policy], data: st.DataObject) -> None:
    """Whatever is summed first, in whatever groups: the same bytes as in one pass."""
    at_once = content(summarised(results, RULES))
    mixed = data.draw(st.permutations(results))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(mixed)), max_size=5)))
    groups = [mixed[start:end] for start, end in zip([0, *cuts], [*cuts, len(mixed)], strict=True)]
    parts = data.draw(st.permutations([summarised(group, RULES) for group in groups]))
    nested = [merged(parts[:2]), merged(parts[2:])]

    assert content(merged(parts)) == at_once
    assert content(merged(nested)) == at_once


@given(amounts=st.lists(MONEY, max_size=12), data=st.data())
def test_money_merges_in_any_order_and_grouping(amounts: list[Money], data: st.DataObject) -> None:
    """The same bytes, to the cent."""
    mixed = data.draw(st.permutations(amounts))
    cut = data.draw(st.integers(0, len(mixed)))
    left, right = (reduce(Money.merge, part, Money()) for part in (mixed[:cut], mixed[cut:]))

    assert content(left.merge(right)) == content(reduce(Money.merge, amounts, Money()))
