"""How far people have vouched for a figure."""

from __future__ import annotations

from datetime import date

import pytest

from sheets_sync.standing import PROVISIONAL, VALIDATED, Approval, Standing, Vouched, standing_of, weakest

FIRST, SECOND, THIRD = date(2026, 10, 12), date(2026, 11, 3), date(2026, 12, 1)
FINAL = Standing(Vouched.CAMAT, FIRST)


def approvals(*contents: dict[str, str]) -> tuple[Approval, ...]:
    days = (FIRST, SECOND, THIRD)
    return tuple(Approval(day, "disposisi", content) for day, content in zip(days, contents, strict=False))


@pytest.mark.parametrize(
    ("standing", "short", "words"),
    [
        (PROVISIONAL, "SEMENTARA", "SEMENTARA (belum divalidasi)"),
        (VALIDATED, "TERVALIDASI", "TERVALIDASI"),
        (FINAL, "FINAL", "FINAL (disetujui Camat, 12 Oktober 2026)"),
        (Standing(Vouched.CAMAT, SECOND, 1), "REVISI KE-1", "REVISI KE-1 (disetujui Camat, 3 November 2026)"),
    ],
)
def test_words(standing: Standing, short: str, words: str) -> None:
    assert (standing.short, standing.words) == (short, words)


def test_without_approval_validation_decides() -> None:
    """SEMENTARA, then TERVALIDASI."""
    assert standing_of("PEM", "a", (), validated=False) == PROVISIONAL
    assert standing_of("PEM", "a", (), validated=True) == VALIDATED


def test_approved_is_final() -> None:
    """With the day of the approval."""
    assert standing_of("PEM", "a", approvals({"PEM": "a"}), validated=True) == FINAL


def test_what_changed_after_the_approval_is_not_final() -> None:
    """It is provisional again, or validated once it has been."""
    covered = approvals({"PEM": "a"})
    assert standing_of("PEM", "b", covered, validated=False) == PROVISIONAL
    assert standing_of("PEM", "b", covered, validated=True) == VALIDATED
    assert standing_of("PMD", "a", covered, validated=False) == PROVISIONAL


def test_approved_again_is_a_revision_for_what_changed_only() -> None:
    """The unit that stayed as it was keeps FINAL and its day."""
    covered = approvals({"PEM": "a", "PMD": "x"}, {"PEM": "b", "PMD": "x"}, {"PEM": "b", "PMD": "y"})
    assert standing_of("PEM", "b", covered, validated=True) == Standing(Vouched.CAMAT, SECOND, 1)
    assert standing_of("PMD", "y", covered, validated=True) == Standing(Vouched.CAMAT, THIRD, 2)
    assert standing_of("PMD", "x", covered[:2], validated=True) == FINAL


def test_back_to_an_earlier_content_is_still_a_revision() -> None:
    """What was approved last counts, not what was approved once."""
    covered = approvals({"PEM": "a"}, {"PEM": "b"}, {"PEM": "a"})
    assert standing_of("PEM", "a", covered, validated=True) == Standing(Vouched.CAMAT, THIRD, 2)
    assert standing_of("PEM", "b", covered, validated=True) == VALIDATED


def test_the_weakest_part_tells_the_whole() -> None:
    """A mean over a provisional figure is provisional; of nothing, too; of revisions the latest is named."""
    revised = Standing(Vouched.CAMAT, SECOND, 1)
    assert weakest([]) == PROVISIONAL
    assert weakest([FINAL, PROVISIONAL, VALIDATED]) == PROVISIONAL
    assert weakest([FINAL, VALIDATED]) == VALIDATED
    assert weakest([FINAL, revised]) == revised
    assert weakest([revised, FINAL]) == revised
