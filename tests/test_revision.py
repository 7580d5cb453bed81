"""What a revision changed: figure by figure, between two recaps of one period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal as D

import pytest

from sheets_sync.form import Form
from sheets_sync.model import Office
from sheets_sync.recap import BudgetLine, Recap
from sheets_sync.revision import ChangedFigure, Figure, changed_figures
from sheets_sync.standing import PROVISIONAL
from tests.test_recapping import filled, gathered, recap_of

WHY = {"PEM": "Angka keliru.", "REN": "Pagu diubah.", "": "Perbaikan."}


@pytest.fixture
def before(office: Office, forms: dict[str, Form]) -> Recap:
    """PEM-01 meets its target of 90, PEM-05 has half of its 75; no other unit has sent."""
    return recap_of(office, gathered(forms, filled(forms["PEM"], PEM_01="90", PEM_05="37.5")))


def listed(old: Recap, new: Recap, why: Mapping[str, str] = WHY) -> list[tuple[str, Figure, D | None, D | None]]:
    return [(item.code or item.unit, item.figure, item.old, item.new) for item in changed_figures(old, new, why)]


def test_nothing_changed_nothing_listed(before: Recap) -> None:
    """Nor do states, times and troubles count as figures."""
    units = tuple(replace(unit, late_days=9, trouble="x", standing=PROVISIONAL) for unit in before.units)
    assert changed_figures(before, replace(before, units=units, troubles=("x",)), WHY) == ()


def test_a_figure_with_all_that_follows_from_it(office: Office, forms: dict[str, Form], before: Recap) -> None:
    """PEM-05 from 37,5 to 60 of 75: capaian 50 to 80; the mean of two from 75 to 90, the unit's and the kecamatan's."""
    after = recap_of(office, gathered(forms, filled(forms["PEM"], PEM_01="90", PEM_05="60")))
    assert listed(before, after) == [
        ("PEM-05", Figure.ACTUAL, D("37.5"), D(60)),
        ("PEM-05", Figure.PERCENT, D(50), D(80)),
        ("PEM", Figure.MEAN, D(75), D(90)),
        ("", Figure.MEAN, D(75), D(90)),
    ]
    assert [item.why for item in changed_figures(before, after, WHY)] == ["Angka keliru."] * 3 + ["Perbaikan."]


def test_a_figure_that_came_or_went_has_none_on_the_other_side(
    office: Office, forms: dict[str, Form], before: Recap
) -> None:
    """Of a row that both have, or of one that only one of them knows."""
    after = recap_of(office, gathered(forms, filled(forms["PEM"], PEM_01="90")))
    assert ("PEM-05", Figure.ACTUAL, D("37.5"), None) in listed(before, after)
    without = replace(before, units=tuple(unit for unit in before.units if unit.code != "PEM"))
    assert ("PEM-05", Figure.ACTUAL, D("37.5"), None) in listed(before, without)
    assert ("PEM-05", Figure.ACTUAL, None, D("37.5")) in listed(without, before)


def test_the_year_so_far_is_listed_where_it_moves_alone(before: Recap) -> None:
    """An earlier quarter was revised: what was typed in this one is as it was."""
    unit = next(unit for unit in before.units if unit.code == "PEM")
    moved = tuple(replace(item, actual=D(99)) if item.code == "PEM-01" else item for item in unit.achievements)
    units = tuple(replace(one, achievements=moved) if one is unit else one for one in before.units)
    assert listed(before, replace(before, units=units)) == [("PEM-01", Figure.SO_FAR, D(90), D(99))]


def test_programmes_are_listed_by_pagu_and_realisasi(before: Recap) -> None:
    """A programme that was added counts too; its unit gives the reason."""
    line = BudgetLine("7.01.01", "Penunjang", D(1000), D(400), "REN", PROVISIONAL)
    added = BudgetLine("7.01.02", "Pelayanan", D(500), None, "REN", PROVISIONAL)
    old = replace(before, budget=(line,))
    new = replace(before, budget=(replace(line, ceiling=D(1200), actual=D(450)), added))
    assert changed_figures(old, new, WHY) == (
        ChangedFigure("REN", "7.01.01", "Penunjang", Figure.CEILING, D(1000), D(1200), "Pagu diubah."),
        ChangedFigure("REN", "7.01.01", "Penunjang", Figure.SPENT, D(400), D(450), "Pagu diubah."),
        ChangedFigure("REN", "7.01.02", "Pelayanan", Figure.CEILING, None, D(500), "Pagu diubah."),
    )
