"""Rectangles of cells, and what becomes of them when rows or columns are inserted, deleted or moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

ROWS = "ROWS"
COLUMNS = "COLUMNS"


class Box(NamedTuple):
    """A rectangle with all four sides known, counted from 0, the ends excluded."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def area(self) -> int:
        return max(self.height, 0) * max(self.width, 0)

    def has(self, row: int, column: int) -> bool:
        """The cell lies inside."""
        return self.top <= row < self.bottom and self.left <= column < self.right

    def meets(self, other: Box) -> bool:
        """The two have a cell in common."""
        return (
            self.top < other.bottom and other.top < self.bottom and self.left < other.right and other.left < self.right
        )

    def covers(self, other: Box) -> bool:
        """Every cell of the other lies inside."""
        return (
            self.top <= other.top
            and other.bottom <= self.bottom
            and self.left <= other.left
            and other.right <= self.right
        )

    def without(self, other: Box) -> list[Box]:
        """What is left of this rectangle once the other is cut out, as rectangles."""
        if not self.meets(other):
            return [self]
        top, bottom = max(self.top, other.top), min(self.bottom, other.bottom)
        parts = [
            Box(self.top, top, self.left, self.right),
            Box(bottom, self.bottom, self.left, self.right),
            Box(top, bottom, self.left, max(self.left, other.left)),
            Box(top, bottom, min(self.right, other.right), self.right),
        ]
        return [part for part in parts if part.area]

    def to_api(self, sheet_id: int) -> dict[str, int]:
        """As a GridRange: the service leaves out a sheetId of 0."""
        found = {"sheetId": sheet_id} if sheet_id else {}
        return found | {
            "startRowIndex": self.top,
            "endRowIndex": self.bottom,
            "startColumnIndex": self.left,
            "endColumnIndex": self.right,
        }


class Area(NamedTuple):
    """A rectangle on a named tab; None is a side that was left open."""

    sheet_id: int
    top: int | None = None
    bottom: int | None = None
    left: int | None = None
    right: int | None = None

    @classmethod
    def of(cls, value: dict[str, Any]) -> Area:
        """The area that a GridRange names."""
        return cls(
            value.get("sheetId", 0),
            value.get("startRowIndex"),
            value.get("endRowIndex"),
            value.get("startColumnIndex"),
            value.get("endColumnIndex"),
        )

    def box(self, rows: int, columns: int) -> Box:
        """The cells it stands for on a tab of that size."""
        return Box(
            self.top or 0,
            rows if self.bottom is None else min(self.bottom, rows),
            self.left or 0,
            columns if self.right is None else min(self.right, columns),
        )

    def on(self, sheet_id: int) -> Area:
        """The same rectangle on another tab."""
        return self._replace(sheet_id=sheet_id)

    def to_api(self) -> dict[str, int]:
        """As a GridRange, open sides and a sheetId of 0 left out."""
        sides = {
            "startRowIndex": self.top,
            "endRowIndex": self.bottom,
            "startColumnIndex": self.left,
            "endColumnIndex": self.right,
        }
        found = {"sheetId": self.sheet_id} if self.sheet_id else {}
        return found | {name: side for name, side in sides.items() if side is not None}

    def changed(self, change: Change) -> Area | None:
        """Where it lies after the change; None where nothing is left of it."""
        if self.sheet_id != change.sheet_id:
            return self
        if change.dimension == ROWS:
            span = change.span(self.top, self.bottom)
            return None if span is None else self._replace(top=span[0], bottom=span[1])
        span = change.span(self.left, self.right)
        return None if span is None else self._replace(left=span[0], right=span[1])


@dataclass(frozen=True)
class Change:
    """Rows or columns inserted (`count` at `start`), deleted, or moved to `destination`, on one tab."""

    sheet_id: int
    dimension: str
    kind: str  # insert, delete, move
    start: int
    end: int
    destination: int = 0

    @property
    def count(self) -> int:
        return self.end - self.start

    @property
    def landing(self) -> int:
        """Where the first of the moved lines comes to lie."""
        return self.destination if self.destination <= self.start else self.destination - self.count

    def index(self, at: int) -> int | None:
        """Where the line `at` lies afterwards, None where it is deleted."""
        if self.kind == "insert":
            return at + self.count if at >= self.start else at
        if self.kind == "delete":
            if at < self.start:
                return at
            return None if at < self.end else at - self.count
        if self.start <= at < self.end:
            return at - self.start + self.landing
        closed = at - self.count if at >= self.end else at
        return closed + self.count if closed >= self.landing else closed

    def span(self, start: int | None, end: int | None) -> tuple[int | None, int | None] | None:
        """Where the lines from start to end lie afterwards; None where none is left."""
        if self.kind == "insert":
            return _after_insert(self.start, self.count, start, end)
        if self.kind == "delete":
            return _after_delete(self.start, self.end, start, end)
        if start is not None and end is not None and self.start <= start and end <= self.end:
            shift = self.landing - self.start
            return start + shift, end + shift
        if start is None and end is None:
            return None, None
        rest = _after_delete(self.start, self.end, start, end)
        return None if rest is None else _after_insert(self.landing, self.count, *rest)


def _after_insert(at: int, count: int, start: int | None, end: int | None) -> tuple[int | None, int | None]:
    new_start = start + count if start is not None and at <= start and (start > 0 or end is not None) else start
    new_end = end + count if end is not None and at < end else end
    return new_start, new_end


def _after_delete(first: int, last: int, start: int | None, end: int | None) -> tuple[int | None, int | None] | None:
    new_start = None if start is None else start - max(0, min(start, last) - first)
    new_end = None if end is None else end - max(0, min(end, last) - first)
    if new_end is not None and new_end <= (new_start or 0):
        return None
    return new_start, new_end
