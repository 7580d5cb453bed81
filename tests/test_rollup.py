"""What a recap adds up to, by hand: sasaran, categories, and capaian beside serapan."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from sheets_sync.assessing import Outcome, Policy
from sheets_sync.form import Form
from sheets_sync.model import Office
from sheets_sync.recap import Achievement, BudgetLine, Recap
from sheets_sync.rollup import (
    Efficiency,
    category_shares,
    efficiency,
    efficiency_of,
    mean_over_objectives,
    objectives,
)
from sheets_sync.standing import PROVISIONAL
from sheets_sync.tallies import Tally, summarised
from tests.conftest import TW3
from tests.recaps import ASSESSING, recap_of, waiting
from tests.rules.sheets import answered
from tests.test_policies import recap_of as recap_of_one
from tests.test_policies import unit_of


@pytest.fixture(scope="session")
def sample(office: Office, forms: dict[str, Form]) -> Achievement:
    return unit_of(recap_of_one(office, forms["PEM"], answered(forms["PEM"]))).achievements[0]


def made(sample: Achievement, *rows: tuple[str, str, Policy, str], cap: D | None = None) -> Recap:
    """A recap of these: unit, sasaran, result, programme."""
    rules = replace(ASSESSING, average_cap=cap)
    by_unit: dict[str, list[Achievement]] = {}
    for unit, objective, result, programme in rows:
        percent, outcome = (result, Outcome.ASSESSED) if isinstance(result, D) else (None, result)
        item = replace(sample, objective=objective, percent=percent, outcome=outcome, programme=programme)
        by_unit.setdefault(unit, []).append(item)
    units = tuple(waiting(code, achievements=tuple(items)) for code, items in by_unit.items())
    tally = summarised((item.result for items in by_unit.values() for item in items), rules).tally
    return replace(recap_of(*units), assessing=rules, tally=tally)


def line(code: str, ceiling: int, actual: int | None) -> BudgetLine:
    return BudgetLine(code, f"Program {code}", D(ceiling), None if actual is None else D(actual), "REN", PROVISIONAL)


def test_a_sasaran_is_the_plain_mean_of_its_indicators(sample: Achievement) -> None:
    """Gunung Kaler 2020: 104,96 + 100 + 95,24 = 300,20; a third of it is 100,07 (rounded)."""
    recap = made(sample, *(("PEM", "Pelayanan", D(percent), "") for percent in ("104.96", "100", "95.24")))
    (found,) = objectives(recap)

    assert (found.summary.tally, found.mean, found.category) == (
        Tally(D("300.20"), 3),
        D("100.0666666666"),
        "Sangat Tinggi",
    )


def test_units_share_a_sasaran_however_it_is_typed(sample: Achievement) -> None:
    """Blanks and capitals do not make two of it; the first spelling is shown, and each indicator keeps its unit."""
    recap = made(
        sample,
        ("PEM", "Meningkatnya  pelayanan", D(80), ""),
        ("PMD", "Desa mandiri", D(60), ""),
        ("PMD", "meningkatnya PELAYANAN ", D(100), ""),
    )
    first, second = objectives(recap)

    assert (first.name, [unit.code for unit, _ in first.indicators], first.mean) == (
        "Meningkatnya  pelayanan", ["PEM", "PMD"], D(90),
    )  # fmt: skip
    assert (second.name, second.mean, second.category) == ("Desa mandiri", D(60), "Rendah")


def test_the_two_means_differ_where_sasaran_are_unequal(sample: Achievement) -> None:
    """Over indicators (100 + 100 + 100 + 40) / 4 = 85; over sasaran (100 + 40) / 2 = 70; one without any is in neither."""
    recap = made(
        sample,
        *[("PEM", "A", D(100), "")] * 3,
        ("PEM", "B", D(40), ""),
        ("PEM", "C", Outcome.EMPTY, ""),
    )
    found = objectives(recap)

    assert recap.tally.mean == 85
    assert mean_over_objectives(found) == Tally(D(140), 2)
    assert (found[2].mean, found[2].category, found[2].summary.outcomes) == (None, "", {"belum diisi": 1})


def test_a_cap_acts_on_each_indicator_before_the_mean(sample: Achievement) -> None:
    """168 counts as 120: (120 + 80) / 2."""
    (found,) = objectives(made(sample, ("PEM", "A", D(168), ""), ("PEM", "A", D(80), ""), cap=D(120)))

    assert (found.mean, found.summary.tally.capped) == (D(100), 1)
    assert found.summary.categories == {"Sangat Tinggi": 1, "Tinggi": 1}


def test_every_category_is_counted_with_its_percent(sample: Achievement) -> None:
    """Salatiga's 22: 1 = 4,55 %, 15 = 68,18 %, 6 = 27,27 %; what is not assessed is no part of them."""
    results: list[Policy] = [D(95)] * 1 + [D(80)] * 15 + [D(50)] * 6 + [Outcome.NOT_DUE]
    recap = made(sample, *(("PEM", "A", result, "") for result in results))
    shares = [(share.name, share.count, round(share.percent, 2)) for share in category_shares(recap)]

    assert shares == [
        ("Sangat Tinggi", 1, D("4.55")), ("Tinggi", 15, D("68.18")), ("Sedang", 0, D(0)), ("Rendah", 0, D(0)),
        ("Sangat Rendah", 6, D("27.27")),
    ]  # fmt: skip


def test_nothing_assessed_has_no_percent_of_a_category(sample: Achievement) -> None:
    """Nought of nought is shown as nought."""
    assert {(share.count, share.percent) for share in category_shares(made(sample))} == {(0, D(0))}


@pytest.mark.parametrize(
    ("achieved", "absorbed", "difference", "words"),
    [
        ("100", "98.68", "1.32", "efisien"),
        ("100.45", "88.99", "11.46", "efisien"),
        ("100", "100", "0", "tidak efisien"),
        ("99.99", "50", "49.99", "tidak efisien"),
        ("120", "104", "16", "tidak efisien"),
        (None, "50", None, "capaian belum dapat dihitung"),
        ("100", None, None, "serapan belum dapat dihitung"),
        (None, None, None, "serapan belum dapat dihitung"),
    ],
)
def test_efficient_is_all_for_less(
    achieved: str | None, absorbed: str | None, difference: str | None, words: str
) -> None:
    """Capaian of at least 100 and serapan below 100; the difference is told in every case where there is one."""
    found = Efficiency(*(None if text is None else D(text) for text in (achieved, absorbed)))

    assert (found.difference, found.words) == (None if difference is None else D(difference), words)


def test_capaian_stands_beside_serapan(sample: Achievement) -> None:
    """Of the kecamatan, and of each programme with the indicators that it supports; a pagu of 0 has no serapan."""
    recap = replace(
        made(sample, ("PEM", "A", D(110), "7.01.02"), ("PMD", "A", D(90), "7.01.03"), ("PMD", "A", D(100), "7.01.02")),
        budget=(line("7.01.02", 2_000_000_000, 1_500_000_000), line("7.01.03", 0, 0), line("7.01.04", 5, None)),
    )

    assert efficiency(recap) == Efficiency(D(100), D(75))
    assert efficiency_of(recap, "7.01.02") == Efficiency(D(105), D(75))
    assert efficiency_of(recap, "7.01.03") == Efficiency(D(90), None)
    assert efficiency_of(recap, "7.01.04") == Efficiency(None, None)
    assert (recap.money.ceiling, recap.money.left, recap.money.known) == (D(2_000_000_005), D(500_000_000), 2)


def test_the_kecamatan_adds_up_what_its_units_do(office: Office, forms: dict[str, Form]) -> None:
    """A summary of the kecamatan counts each row of each unit once."""
    recap = recap_of_one(office, forms["PEM"], answered(forms["PEM"]))
    summary = recap.summary

    assert summary.tally == recap.tally
    assert summary.tally.count + sum(summary.outcomes.values()) == sum(len(unit.achievements) for unit in recap.units)
    assert recap.period == str(TW3)
