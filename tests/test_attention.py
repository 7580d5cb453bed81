"""What of a recap needs somebody's attention, from recaps made by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from sheets_sync.attention import budget_standing, change, overdue, to_chase, weakest_indicators
from sheets_sync.recap import BudgetLine
from sheets_sync.standing import PROVISIONAL, VALIDATED
from sheets_sync.tallies import Tally
from tests.recaps import achieved, recap_of, returned, sent, waiting

D = Decimal


def test_change_is_in_points() -> None:
    """93,50 after 90,25 is 3,25 points more."""
    before, now = (replace(recap_of(), tally=Tally(D(total), 2)) for total in ("180.5", "187"))
    assert change(now, before) == D("3.25")


@pytest.mark.parametrize("nothing", [None, recap_of()])
def test_nothing_is_compared_with_nothing(nothing: object) -> None:
    """Without a recap before, or without anything assessed in it, there is no change; not one of 0."""
    assert change(replace(recap_of(), tally=Tally(D(90), 1)), nothing) is None  # type: ignore[arg-type]  # None too
    assert change(recap_of(), replace(recap_of(), tally=Tally(D(90), 1))) is None


def test_who_never_sent_is_overdue() -> None:
    """A unit that sent late, or was returned, has sent."""
    recap = recap_of(waiting("PEM", late_days=2), waiting("PMD"), sent("KESOS", late_days=1), returned("YANUM"))
    assert [unit.code for unit in overdue(recap)] == ["PEM"]


def test_who_needs_a_word_and_why() -> None:
    """Not sent and late, unreadable, returned, with what must be mended; nobody else."""
    recap = recap_of(
        waiting("PEM", late_days=2),
        waiting("PMD", trouble="berkas rusak"),
        returned("KESOS"),
        sent("YANUM", must=3),
        sent("REN", late_days=1),
        waiting("UMUM", must=1),
    )
    assert [(unit.code, words) for unit, words in to_chase(recap)] == [
        ("PEM", "belum diisi, 0 dari 4 indikator terisi, lewat batas 2 hari kerja"),
        ("PMD", "lembarnya tidak dapat dibaca"),
        ("KESOS", "dikembalikan: Jumlah belum sesuai"),
        ("YANUM", "3 catatan wajib diperbaiki"),
    ]


def test_the_weakest_three_below_a_percent() -> None:
    """Weakest first, those of equal capaian in the office's order; what is not assessed is no weak one."""
    recap = recap_of(
        sent("PEM", achievements=(achieved("PEM-01", "80"), achieved("PEM-02", "100"), achieved("PEM-03", None))),
        sent("PMD", achievements=(achieved("PMD-01", "-5"), achieved("PMD-02", "80"), achieved("PMD-03", "99.99"))),
    )
    found = weakest_indicators(recap, D(100))
    assert [(unit.code, item.code) for unit, item in found] == [("PMD", "PMD-01"), ("PEM", "PEM-01"), ("PMD", "PMD-02")]
    assert [item.code for _, item in weakest_indicators(recap, D(80))] == ["PMD-01"]


def test_a_budget_is_vouched_for_by_its_weakest_part() -> None:
    """A programme without realisasi is no part of it."""
    known = BudgetLine("7.01.02", "Pelayanan", D(100), D(50), "PEM", VALIDATED)
    unknown = BudgetLine("7.01.03", "Pemberdayaan", D(100), None, "PMD", PROVISIONAL)
    assert budget_standing([known, unknown]) == VALIDATED
    assert budget_standing([known, replace(unknown, actual=D(1))]) == PROVISIONAL
