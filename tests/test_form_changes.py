"""What changed between two versions of a form, in the office's words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal

import pytest

from sheets_sync.form import BudgetRow, Form, FormRow
from sheets_sync.form_changes import COMES_WITH, LABELS, SHOWN, TOLD, changes_between
from sheets_sync.targets import Target
from tests import changing


def words(old: Form, new: Form) -> list[str]:
    return [change.words for change in changes_between(old, new)]


def test_the_same_form_has_no_changes(forms: dict[str, Form]) -> None:
    """Another version alone is no change."""
    assert changes_between(forms["PEM"], replace(forms["PEM"], version="0badc0de")) == ()


def test_a_target_by_pk_perubahan(forms: dict[str, Form]) -> None:
    """The target is named with what it was and what it is."""
    old = forms["PMD"]
    at = next(number for number, row in enumerate(old.rows) if row.code == "PMD-04")
    rows = list(old.rows)
    rows[at] = replace(rows[at], target=Target(Decimal(72), Decimal(72)))
    before = replace(
        old, rows=(*old.rows[:at], replace(old.rows[at], target=Target(Decimal(70), Decimal(70))), *old.rows[at + 1 :])
    )
    assert words(before, replace(old, rows=tuple(rows))) == ["target triwulan PMD-04 70 menjadi 72"]


def test_new_and_gone_indicators(forms: dict[str, Form]) -> None:
    """A new indicator and one that is asked no longer are named by their code."""
    old = forms["PEM"]
    new = replace(old, rows=(*(row for row in old.rows if row.code != "PEM-05"), replace(old.rows[0], code="PEM-99")))
    assert words(old, new) == ["indikator baru PEM-99", "tidak diminta lagi: PEM-05"]


def test_a_ceiling(forms: dict[str, Form]) -> None:
    """A pagu is shown in rupiah."""
    old = replace(forms["PEM"], budget=(BudgetRow("7.01.03", "Program", Decimal(385_000_000)),))
    new = replace(old, budget=(BudgetRow("7.01.03", "Program", Decimal(365_000_000)),))
    assert words(old, new) == ["pagu 7.01.03 Rp385.000.000 menjadi Rp365.000.000"]


def test_a_new_head_is_told_without_a_name(forms: dict[str, Form]) -> None:
    """Names of persons stay out of the list, which goes into the trail."""
    new = replace(forms["PEM"], head_name="Rahmat Fiktif")
    assert words(forms["PEM"], new) == ["nama kepala unit diganti"]


def test_rows_in_another_order(forms: dict[str, Form]) -> None:
    """That the rows stand in another order alone is told, too."""
    assert words(forms["PEM"], changing.other_order(forms["PEM"])) == ["urutan baris diubah"]


@pytest.mark.parametrize("change", changing.CHANGES)
def test_whatever_differs_is_named(forms: dict[str, Form], change: Callable[[Form], Form]) -> None:
    """No form that asks otherwise passes for the same."""
    assert words(forms["PEM"], change(forms["PEM"]))


def test_no_field_is_forgotten() -> None:
    """Each field of a row and of the form has its word, so that a new one cannot change in silence."""
    assert {field.name for field in fields(FormRow)} == {"code", *LABELS, *COMES_WITH}
    listed = {"region", "unit", "period", "rows", "budget", "version", "deadlines"}
    assert {field.name for field in fields(Form)} == {*listed, *SHOWN, *TOLD}
