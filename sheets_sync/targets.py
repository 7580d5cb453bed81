"""What was promised and in which document: targets, pagu, and the figures from outside that realisasi is set beside.

A document holds from its day on, so a period is judged by the one that came into force last until its end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from sheets_sync.period import Period


@dataclass(frozen=True, slots=True)
class Target:
    """What should be reached: a number, a range (high above low), or a predicate with its score as `low`."""

    low: Decimal
    high: Decimal
    predicate: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A dated document that figures come from: PK, PK Perubahan, DPA or DPPA."""

    code: str
    kind: str
    year: int
    number: str
    dated: date
    in_force_from: date


@dataclass(frozen=True, slots=True)
class TargetSet:
    """One indicator's targets in one document: the year's, and each quarter's (None where not due)."""

    indicator: str
    document: str
    annual: Target | None
    quarters: tuple[Target | None, Target | None, Target | None, Target | None]


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A programme's pagu in one document, in whole rupiah, and the unit that reports its realisasi."""

    programme: str
    name: str
    document: str
    amount: Decimal
    filled_by: str


class Against(StrEnum):
    """What a figure from outside the archive is (jenis in comparisons.csv)."""

    HISTORY = "riwayat"  # an earlier year, before there was an archive
    MEDIUM_TERM = "jangka menengah"  # the end target of Renstra or RPJMD
    STANDARD = "standar nasional"


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A figure against which an indicator is compared, and the document that says so."""

    indicator: str
    against: Against
    year: int
    target: Target | None
    actual: Target | None  # a number stands as both bounds, a predicate as its score
    printed: str  # the capaian that the document prints, in percent, as it is spelled; empty where it prints none
    source: str


Row = TypeVar("Row", TargetSet, Ceiling)


def in_force_so_far(
    rows: Iterable[TargetSet], documents: tuple[Document, ...], period: Period
) -> tuple[tuple[TargetSet, str], ...]:
    """The rows of each document of the period's year that came into force until its end, with the kind of document.

    In the order in which they came into force; the last one holds.
    """
    by_document = {row.document: row for row in rows}
    current = [item for item in documents if item.year == period.year and item.in_force_from <= period.last_day]
    current.sort(key=lambda item: item.in_force_from)
    return tuple((by_document[item.code], item.kind) for item in current if item.code in by_document)


def in_force(rows: Iterable[Row], documents: tuple[Document, ...], period: Period) -> Row | None:
    """The row whose document of the period's year came into force last, on or before the period's end.

    None where no such document holds a row.
    """
    order = {
        document.code: (document.in_force_from, index)
        for index, document in enumerate(documents)
        if document.year == period.year and document.in_force_from <= period.last_day
    }
    return max((row for row in rows if row.document in order), key=lambda row: order[row.document], default=None)
