"""Whether a unit's workbook came in time: TEPAT, TERLAMBAT n hari kerja, or BELUM; each unit is in one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Punctuality(StrEnum):
    ON_TIME = "TEPAT"
    LATE = "TERLAMBAT"
    NOT_SENT = "BELUM"


def punctuality_of(*, sent: bool, late_days: int) -> Punctuality:
    """Who has not sent is BELUM, however many days have gone."""
    if not sent:
        return Punctuality.NOT_SENT
    return Punctuality.LATE if late_days else Punctuality.ON_TIME


def counted(found: Iterable[Punctuality]) -> dict[Punctuality, int]:
    """How many there are of each: always all three, in the order of the enum."""
    kinds = list(found)
    return {kind: kinds.count(kind) for kind in Punctuality}


def in_words(kind: Punctuality, late_days: int, *, overdue: bool) -> str:
    """`TEPAT`, `TERLAMBAT 2 hari kerja`, `BELUM`, or of a unit that never sent `BELUM, lewat batas 3 hari kerja`."""
    if kind is Punctuality.LATE:
        return f"{kind.value} {late_days} hari kerja"
    return f"{kind.value}, {overdue_words(late_days)}" if overdue else kind.value


def overdue_words(days: int) -> str:
    return f"lewat batas {days} hari kerja"


def counts_in_words(counts: Mapping[Punctuality, int]) -> str:
    """`5 TEPAT · 1 TERLAMBAT · 1 BELUM`."""
    return " · ".join(f"{count} {kind.value}" for kind, count in counts.items())
