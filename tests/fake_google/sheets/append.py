"""values.append: which table a range means, and where its next row begins."""

from __future__ import annotations

from collections.abc import Iterable

from tests.fake_google.sheets.area import Box
from tests.fake_google.sheets.book import Sheet
from tests.fake_google.sheets.ranges import Target

Places = set[tuple[int, int]]


def table_in(target: Target) -> Box | None:
    """The last table that the range meets: filled cells that touch, with all between them; None without one."""
    filled: Places = {place for place, cell in target.sheet.cells.items() if not cell.blank}
    inside = [place for place in filled if target.box.has(*place)]
    if inside:
        return _around(filled, max(inside))
    meeting = [table for table in _tables(filled) if table.meets(target.box)]
    return max(meeting, key=lambda table: (table.bottom, table.right), default=None)


def _around(filled: Places, seed: tuple[int, int]) -> Box:
    """The rectangle that grows from the seed until no filled cell touches it."""
    box = Box(seed[0], seed[0] + 1, seed[1], seed[1] + 1)
    while True:
        wider = Box(
            box.top - _any(filled, ((box.top - 1, column) for column in range(box.left - 1, box.right + 1))),
            box.bottom + _any(filled, ((box.bottom, column) for column in range(box.left - 1, box.right + 1))),
            box.left - _any(filled, ((row, box.left - 1) for row in range(box.top - 1, box.bottom + 1))),
            box.right + _any(filled, ((row, box.right) for row in range(box.top - 1, box.bottom + 1))),
        )
        if wider == box:
            return box
        box = wider


def _any(filled: Places, places: Iterable[tuple[int, int]]) -> int:
    return 1 if any(place in filled for place in places) else 0


def _tables(filled: Places) -> list[Box]:
    left, found = set(filled), []
    while left:
        table = _around(filled, min(left))
        left = {place for place in left if not table.has(*place)}
        found.append(table)
    return found


def start_of(target: Target, table: Box | None) -> tuple[int, int]:
    """The cell where the appended rows begin: below the table, or the range's first where there is none."""
    if table is None:
        return target.box.top, target.box.left
    return table.bottom, table.left


def first_free_row(sheet: Sheet) -> int:
    """The row below the last one that holds a value."""
    return max((row + 1 for (row, _), cell in sheet.cells.items() if not cell.blank), default=0)
