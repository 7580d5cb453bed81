"""Zero and missing each has its policy and its words, from the office's rules to the recap, its sums and its origin."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from sheets_sync.assessing import Assessing, Method, Outcome, Policy
from sheets_sync.form import Form, FormRow
from sheets_sync.model import Accumulation, Office, Polarity, TypedAs
from sheets_sync.origin import origin_of
from sheets_sync.recap import Achievement, Recap, UnitRecap
from sheets_sync.recapping import Gathered, make_recap
from sheets_sync.submission import Reading, Submission
from sheets_sync.tallies import Tally
from sheets_sync.targets import Target
from tests.conftest import TW3
from tests.recaps import ASSESSING, AT
from tests.rules.rows import a_row, asking
from tests.rules.sheets import blank, typed

HIGHER, LOWER, RATIO = Method.HIGHER, Method.LOWER, Method.LOWER_RATIO
NAMES = {HIGHER: Polarity.HIGHER, LOWER: Polarity.LOWER, RATIO: Polarity.LOWER}


def asked_row(form: Form, code: str, target: str | None, method: Method = HIGHER, **changes: Any) -> FormRow:
    usual = {"polarity": NAMES[method], "method": method, "accumulation": Accumulation.LAST}
    return a_row(form, code, target, **{**usual, **changes})


def recap_of(office: Office, form: Form, submission: Submission, rules: Assessing = ASSESSING) -> Recap:
    """The recap of one unit's form and what was typed in it."""
    now = Gathered({form.unit: form}, {form.unit: submission}, {})
    return make_recap(office, TW3, now, (), AT, {}, (form.unit,), rules)


def unit_of(recap: Recap, code: str = "PEM") -> UnitRecap:
    return next(unit for unit in recap.units if unit.code == code)


def judged(office: Office, form: Form, row: FormRow, actual: str | None, rules: Assessing) -> tuple[Achievement, Tally]:
    """What becomes of one figure, and of the unit's sum."""
    form = asking(form, row)
    submission = blank(form) if actual is None else typed(blank(form), row.code, number=actual)
    unit = unit_of(recap_of(office, form, submission, rules))
    return unit.achievements[0], unit.tally


CASES = [
    ("no_target", "tanpa target", {"target": None}, "5", HIGHER),
    ("not_due", "belum waktunya", {"target": "10", "due": False}, None, HIGHER),
    ("not_due", "belum waktunya", {"target": "10", "due": False}, "5", HIGHER),
    ("empty", "belum diisi", {"target": "10"}, None, HIGHER),
    ("zero_both", "tidak dinilai", {"target": "0"}, "0", HIGHER),
    ("zero_both", "tidak dinilai", {"target": "0"}, "0", LOWER),
    ("zero_both", "tidak dinilai", {"target": "0"}, "0", RATIO),
    ("zero_target_higher", "tidak dapat dihitung", {"target": "0"}, "3", HIGHER),
    ("zero_actual_ratio", "tidak dapat dihitung", {"target": "10"}, "0", RATIO),
]


@pytest.mark.parametrize(("policy", "words", "row", "actual", "method"), CASES)
def test_what_is_not_assessed_by_default(
    office: Office, forms: dict[str, Form], policy: str, words: str, row: dict[str, Any], actual: str | None, method: Method
) -> None:  # fmt: skip
    """It has its words, no percent, no category, and enters no mean."""
    item, tally = judged(
        office, forms["PEM"], asked_row(forms["PEM"], "PEM-01", method=method, **row), actual, ASSESSING
    )

    assert (item.outcome.value, item.percent, item.category) == (words, None, "")
    assert tally == Tally()
    assert origin_of(item, ASSESSING).mean == "tidak ikut dirata-ratakan"
    assert origin_of(item, ASSESSING).working.startswith(words)


@pytest.mark.parametrize(("policy", "words", "row", "actual", "method"), CASES)
@pytest.mark.parametrize("instead", [D(100), D(0), Outcome.NOT_ASSESSED])
def test_each_policy_acts_where_it_is_meant_to(
    office: Office, forms: dict[str, Form], policy: str, words: str, row: dict[str, Any], actual: str | None, method: Method,
    instead: Policy,
) -> None:  # fmt: skip
    """Another policy counts instead, and says that it is the office's."""
    rules = replace(ASSESSING, **{policy: instead})  # type: ignore[arg-type]  # a policy by its name
    item, tally = judged(office, forms["PEM"], asked_row(forms["PEM"], "PEM-01", method=method, **row), actual, rules)

    if isinstance(instead, Outcome):
        assert (item.outcome, item.percent, tally) == (instead, None, Tally())
        return
    assert (item.outcome, item.percent, tally) == (Outcome.ASSESSED, instead, Tally(instead, 1))
    assert f"kebijakan kantor: dihitung {instead},00" in origin_of(item, rules).working


@pytest.mark.parametrize("method", [LOWER, RATIO])
def test_a_target_of_zero_that_is_missed_is_0_where_lower_is_better(
    office: Office, forms: dict[str, Form], method: Method
) -> None:
    """T = 0, R > 0: 0 %, unless the office counts it otherwise."""
    row = asked_row(forms["PEM"], "PEM-01", "0", method)
    item, tally = judged(office, forms["PEM"], row, "3", ASSESSING)
    other, _ = judged(office, forms["PEM"], row, "3", replace(ASSESSING, zero_target_lower=Outcome.NOT_COMPUTABLE))

    assert (item.percent, item.category, tally) == (D(0), "Sangat Rendah", Tally(D(0), 1))
    assert origin_of(item, ASSESSING).working == "target 0, realisasi 3; kebijakan kantor: dihitung 0,00"
    assert other.outcome is Outcome.NOT_COMPUTABLE


@pytest.mark.parametrize(
    ("method", "percent", "entered", "mean"),
    [
        (HIGHER, D(0), D(0), ""),
        (LOWER, D(200), D(120), "dalam rata-rata dihitung 120 (batas atas kantor)"),
    ],
)
def test_nothing_of_a_target(
    office: Office, forms: dict[str, Form], method: Method, percent: D, entered: D, mean: str
) -> None:
    """R = 0, T > 0: 0 where higher is better, 200 under (2T-R)/T, kept as it is and capped in means only."""
    rules = replace(ASSESSING, average_cap=D(120))
    item, tally = judged(office, forms["PEM"], asked_row(forms["PEM"], "PEM-01", "10", method), "0", rules)

    assert (item.percent, tally.total, tally.capped) == (percent, entered, int(percent > entered))
    assert origin_of(item, rules).mean == mean


def test_below_zero_is_kept_and_lifted_in_means(office: Office, forms: dict[str, Form]) -> None:
    """(2 × 10 - 25) / 10: -50 %, which enters the mean as 0, and that is told."""
    item, tally = judged(office, forms["PEM"], asked_row(forms["PEM"], "PEM-01", "10", LOWER), "25", ASSESSING)

    assert (item.percent, item.category, tally) == (D(-50), "Sangat Rendah", Tally(D(0), 1, floored=1))
    assert origin_of(item, ASSESSING).mean == "dalam rata-rata dihitung 0 (batas bawah)"


def test_n_of_m_are_assessed(office: Office, forms: dict[str, Form]) -> None:
    """Of five that are asked two have a percent: the mean is theirs, the others are counted by their reason."""
    form = asking(
        forms["PEM"],
        *(asked_row(forms["PEM"], f"PEM-0{at}", target) for at, target in enumerate(("10", "10", "10", "0", None), 1)),
    )
    submission = blank(form)
    for code, number in (("PEM-01", "10"), ("PEM-02", "5"), ("PEM-04", "0"), ("PEM-05", "7")):
        submission = typed(submission, code, number=number)
    recap = recap_of(office, form, submission)

    assert (recap.tally.count, recap.indicators_due, recap.tally.mean) == (2, 5, D(75))
    assert recap.summary.categories == {"Sangat Rendah": 1, "Sangat Tinggi": 1}
    assert recap.summary.outcomes == {"belum diisi": 1, "tanpa target": 1, "tidak dinilai": 1}


def test_three_hundred_indicators_a_unit(office: Office, forms: dict[str, Form]) -> None:
    """1 % of its target to 300 %: the mean of the percents is 150,5."""
    rows = [asked_row(forms["PEM"], f"PEM-{at:03}", "100") for at in range(1, 301)]
    form = asking(forms["PEM"], *rows)
    submission = blank(form)
    submission = replace(
        submission,
        entries=tuple(
            replace(entry, typed=str(at), reading=Reading.NUMBER, value=D(at))
            for at, entry in enumerate(submission.entries, 1)
        ),
    )
    unit = unit_of(recap_of(office, form, submission))

    assert (unit.filled, unit.tally.count, unit.tally.mean) == (300, 300, D("150.5"))


def test_a_past_quarter_stands_as_it_was_asked(office: Office, forms: dict[str, Form]) -> None:
    """Whatever the office changes afterwards: method, targets and polarity are those of the form that was sent."""
    row = replace(
        asked_row(forms["PEM"], "PEM-01", "10", LOWER), method=None, typed_as=TypedAs.QUARTER, annual=Target(D(10), D(10))
    )  # fmt: skip
    item, _ = judged(office, forms["PEM"], row, "12", ASSESSING)
    changed = replace(
        office,
        assessing=replace(office.assessing, lower_method=RATIO),
        targets=(),
        indicators=tuple(
            replace(known, method=RATIO, polarity=Polarity.HIGHER) if known.code == "PEM-01" else known
            for known in office.indicators
        ),
    )
    again, _ = judged(changed, forms["PEM"], row, "12", replace(ASSESSING, lower_method=RATIO))

    assert (item.percent, item.method, item.annual_percent) == (D(80), LOWER, D(80))
    assert (again.percent, again.method, again.annual_percent) == (D(80), LOWER, D(80))
