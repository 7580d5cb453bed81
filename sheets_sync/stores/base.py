"""What every store can do. The rest of the package knows stores by this alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sheets_sync.grid import Grid
from sheets_sync.model import Contact
from sheets_sync.plan import Workbook
from sheets_sync.renewal import Renewal
from sheets_sync.submission import Answer, Posted, Source


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """One workbook in a store, by the name that people see there, and what the store tells without opening it."""

    period: str
    name: str
    id: str = ""  # the store's own handle, where the name is none
    unit: str = ""  # whose it is, where the store knows
    stamp: str = ""  # changes with every change; empty where only opening tells
    trouble: str = ""  # why it must not be read now, in Indonesian
    unfinished: bool = False  # `create` was cut off before it was whole


@dataclass(frozen=True, slots=True)
class Sharing:
    """What sharing changed: addresses added, and addresses of earlier that the office names no longer."""

    added: int = 0
    left: int = 0
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Renewed:
    """A workbook as it stands after it was brought up to a newer form.

    `kept` names where the former one lies, where it was put aside, and `lost` what only that one has.
    """

    grid: Grid
    source: Source
    kept: str = ""
    lost: tuple[str, ...] = ()


class Store(Protocol):
    """A place for workbooks. WorkbookError is about one workbook, StoreError about the place itself."""

    suffix: str  # of a workbook's name

    def find(self, period: str, *, sharing: bool = False) -> list[Ref]:
        """All workbooks of the period, in the order of their names; `sharing` if `share` is to follow."""

    def create(self, workbook: Workbook, period: str, name: str) -> Ref:
        """Make the workbook whole, or not at all, or finish an unfinished one.

        One that is whole is never overwritten: WorkbookError.
        """

    def share(self, ref: Ref, contacts: Sequence[Contact], message: str) -> Sharing:
        """Let the contacts edit the workbook; those who may already are not invited again."""

    def read(self, ref: Ref, rows: int) -> tuple[Grid, Source]:
        """The first `rows` rows of every tab as they stand, and what they were read from."""

    def answer(self, ref: Ref, answer: Answer, posted: Posted | None) -> bool:
        """Let the answer stand in the workbook in the place of the former one, and change nothing else.

        `posted` is what stood there when the workbook was read. False where the answer stood so already.
        """

    def reissue(self, ref: Ref, renewal: Renewal, source: Source, rows: int) -> Renewed:
        """Bring the workbook that was read from `source` up to the renewal's new plan, whole or not at all.

        What people typed into inputs stays as it stands, and so does the time of their last change. WorkbookError
        where it changed since, is open or locked, or cannot be brought up without losing what was typed.
        """

    def lock(self, ref: Ref, *, locked: bool) -> bool:
        """Close the workbook's inputs for the units, or open them again; False where that is so already."""
