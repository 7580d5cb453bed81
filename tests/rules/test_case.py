"""What a rule looks at: the figures that can be, and those of earlier periods."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from sheets_sync.assessing import Outcome
from sheets_sync.form import Form
from sheets_sync.period import Period
from sheets_sync.rules.case import Case, Past, figures
from tests.rules.rows import TW1, TW2, TW4_BEFORE, a_row, a_share, asking, filled, past
from tests.rules.sheets import answered


def test_a_period_is_remembered_with_its_figures_and_targets(planning: Form) -> None:
    """Past.of: what was typed and could be read, rupiah too, and what was aimed at, of a range the lower bound."""
    before = Past.of(planning, figures(answered(planning)))

    assert before.period == Period(2026, 3)
    assert before.values["REN-05"] == before.targets["REN-05"] == 95
    assert before.values["7.01.02"] == 2_000_000
    assert "7.01.02" not in before.targets


def test_what_has_no_target_is_remembered_without(forms: dict[str, Form]) -> None:
    """Past.of: supporting counts have figures and no targets; what was not typed has no figure."""
    form = forms["YANUM"]
    before = Past.of(form, figures(answered(form)))

    assert "YANUM-06" in before.values
    assert "YANUM-06" not in before.targets
    assert "YANUM-01" not in before.values


def test_figures_that_cannot_be_are_not_reckoned_with(form: Form) -> None:
    """`measured` and `counted`: zero and the maximum itself are in; below, above, empty and not due are out."""
    form = asking(form, *(a_share(form, f"X-0{at}") for at in range(5)), a_share(form, "X-05", due=False))
    case = Case(form, filled(form, {"X-00": 0, "X-01": 100, "X-02": "-0.01", "X-03": "100.01", "X-05": 5}))

    assert [row.code for row, _, _ in case.measured] == ["X-00", "X-01"]
    assert {code: value for code, (_, value) in case.counted.items()} == {"X-00": 0, "X-01": 100}


def test_capaian_of_what_was_typed(form: Form) -> None:
    """`achieved`: in percent, or why there is none; not without a target."""
    form = asking(form, a_row(form, "X-01", "200"), a_row(form, "X-02", "0"), a_row(form, "X-03"))
    case = Case(form, filled(form, {"X-01": 50, "X-02": 5, "X-03": 7}))

    assert [(row.code, percent) for row, _, _, percent in case.achieved] == [
        ("X-01", Decimal(25)), ("X-02", Outcome.NOT_COMPUTABLE),
    ]  # fmt: skip


def test_the_past_is_sorted_out(form: Form) -> None:
    """`previous` is the quarter just before, `year_so_far` this year's, `latest` the last figure of each code."""
    submission = answered(form)
    last_year, first = past(TW4_BEFORE, {"X": 1, "Y": 1, "Z": 1}), past(TW1, {"X": 2, "Y": 2})
    second = past(TW2, {"X": 3})
    case = Case(form, submission, (last_year, first, second))

    assert case.previous is second
    assert case.year_so_far == (first, second)
    assert case.latest == {"X": (TW2, Decimal(3)), "Y": (TW1, Decimal(2))}
    assert Case(replace(form, period=str(TW1)), submission, (last_year,)).previous is last_year
    assert Case(form, submission, (first,)).previous is None
    assert Case(form, submission).latest == {}
