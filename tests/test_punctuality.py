"""TEPAT, TERLAMBAT and BELUM: each unit is in one of them, in words that a page shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.punctuality import Punctuality, counted, counts_in_words, in_words, punctuality_of


@pytest.mark.parametrize(
    ("sent", "late_days", "overdue", "kind", "words"),
    [
        (True, 0, False, Punctuality.ON_TIME, "TEPAT"),
        (True, 2, False, Punctuality.LATE, "TERLAMBAT 2 hari kerja"),
        (False, 0, False, Punctuality.NOT_SENT, "BELUM"),
        (False, 3, True, Punctuality.NOT_SENT, "BELUM, lewat batas 3 hari kerja"),
        (False, 1, False, Punctuality.NOT_SENT, "BELUM"),
    ],
    ids=["in time", "late", "not yet", "overdue", "sent late and returned"],
)
def test_who_has_not_sent_is_not_late(sent: bool, late_days: int, overdue: bool, kind: Punctuality, words: str) -> None:
    """Late is who sent late; who has not sent is BELUM, with the days since the deadline where it never did."""
    assert punctuality_of(sent=sent, late_days=late_days) is kind
    assert in_words(kind, late_days, overdue=overdue) == words


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 40))))
def test_the_counts_always_sum_to_the_units(units: list[tuple[bool, int]]) -> None:
    """Whoever sent whatever when: all three counts are there, and none is lost or counted twice."""
    counts = counted(punctuality_of(sent=sent, late_days=days) for sent, days in units)

    assert list(counts) == list(Punctuality)
    assert sum(counts.values()) == len(units)


def test_counts_in_words_name_all_three() -> None:
    """Also those that are none, so that a reader sees that nobody is missing."""
    assert (
        counts_in_words(counted([Punctuality.ON_TIME] * 5 + [Punctuality.NOT_SENT]))
        == "5 TEPAT · 0 TERLAMBAT · 1 BELUM"
    )
