"""The standing of a figure (status data): how far people have vouched for it. It travels with every figure.

SEMENTARA until the unit's workbook is validated, TERVALIDASI until the Camat approves the period, then FINAL; what
is approved again after a change is REVISI KE-n.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import takewhile

from sheets_sync.dates import long_date


class Vouched(StrEnum):
    """Who stands behind a figure; the weakest first."""

    NOBODY = "SEMENTARA"
    CHECKER = "TERVALIDASI"
    CAMAT = "FINAL"


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure's standing; `approved` is the day of the Camat's approval, `revision` counts approvals after the first."""

    vouched: Vouched = Vouched.NOBODY
    approved: date | None = None
    revision: int = 0

    @property
    def short(self) -> str:
        """`SEMENTARA`, `TERVALIDASI`, `FINAL`, `REVISI KE-1`."""
        return f"REVISI KE-{self.revision}" if self.revision else self.vouched.value

    @property
    def words(self) -> str:
        """The same with what it means: `FINAL (disetujui Camat, 12 Oktober 2026)`."""
        if self.approved is not None:
            return f"{self.short} (disetujui Camat, {long_date(self.approved)})"
        return f"{self.short} (belum divalidasi)" if self.vouched is Vouched.NOBODY else self.short


PROVISIONAL = Standing()
VALIDATED = Standing(Vouched.CHECKER)


@dataclass(frozen=True, slots=True)
class Approval:
    """The Camat's approval of a period: its day, what it rests on, and the content of each unit that it covers."""

    on: date
    basis: str  # the paper or words it rests on
    contents: Mapping[str, str]  # unit -> mark of what it had filled


@dataclass(frozen=True, slots=True)
class Reopening:
    """The Camat's order to open what was approved or locked: of one unit, or of all where `unit` is empty.

    `revision` is the one that it leads to; 0 where nothing had been approved yet.
    """

    at: datetime
    unit: str
    revision: int
    why: str
    basis: str
    recorded_by: str


def standing_of(unit: str, content: str, approvals: Sequence[Approval], *, validated: bool) -> Standing:
    """The standing of all figures of the unit whose content has that mark; approvals oldest first.

    An approval covers what it saw: a unit that changed afterwards is provisional again, until it is validated and
    approved anew. A figure that later approvals leave as it was keeps the standing of the first of them.
    """
    unchanged = list(takewhile(lambda item: item.contents.get(unit) == content, reversed(approvals)))
    if not unchanged:
        return VALIDATED if validated else PROVISIONAL
    return Standing(Vouched.CAMAT, unchanged[-1].on, len(approvals) - len(unchanged))


def weakest(standings: Iterable[Standing]) -> Standing:
    """The standing of a figure made of several: no better than its weakest part, provisional without any."""
    order = list(Vouched)
    parts = sorted(standings, key=lambda item: (order.index(item.vouched), -item.revision))
    return parts[0] if parts else PROVISIONAL
