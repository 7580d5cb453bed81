"""What every store can do. The rest of the package knows stores by this alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sheets_sync.grid import Grid
from sheets_sync.plan import Workbook
from sheets_sync.submission import Source


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """One workbook in a store, by the name that people see there."""

    period: str
    name: str


class Store(Protocol):
    """A place for workbooks. WorkbookError is about one workbook, StoreError about the place itself."""

    def find(self, period: str) -> list[Ref]:
        """All workbooks of the period, in the order of their names."""

    def create(self, workbook: Workbook, period: str, name: str) -> Ref:
        """Make the workbook whole, or not at all. One that exists is never overwritten: WorkbookError."""

    def read(self, ref: Ref, rows: int) -> tuple[Grid, Source]:
        """The first `rows` rows of every tab as they stand, and what they were read from."""

    def write_rows(self, ref: Ref, anchor: str, rows: Sequence[Sequence[str]]) -> bool:
        """Replace the rows from the anchor's row downwards, and nothing else. False where they stood so already."""
