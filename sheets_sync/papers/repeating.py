"""Which rows of a sheet are repeated for the items of a list, and where every row of the template lands: pure.

Adjacent rows that name the same list are one block, which stands once for each item. Inside it, rows that name a
list of the item's own (`sasaran.indikator`) are repeated for each of those. An empty list leaves its block once,
with nothing to show, so that formulas that refer to it keep what they refer to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sheets_sync.grid import Area

ROWS = 1_048_576  # of a sheet
ListName = tuple[str, ...]  # ("sasaran", "indikator"): the list `indikator` of each item of `sasaran`
Path = tuple[tuple[tuple[int, int], int], ...]  # of each block around a row: which block, and the item's index


@dataclass(frozen=True, slots=True)
class Copy:
    """A row of the template (`source`) as it lands, and the item of each list around it: None where a list is empty."""

    source: int
    row: int
    path: Path
    items: Mapping[ListName, Mapping[str, Any] | None]


class Layout:
    """Where the rows of one sheet land."""

    def __init__(self, named: Mapping[int, ListName], values: Mapping[str, Any]) -> None:
        """`named` says which list a row names; rows below all of these only move."""
        self._last = max(named, default=0)
        spread = _spread(range(1, self._last + 1), named, values, (), {})
        self._copies = [Copy(source, row, path, items) for row, (source, path, items) in enumerate(spread, 1)]
        self._by_source: dict[int, list[Copy]] = {}
        for copy in self._copies:
            self._by_source.setdefault(copy.source, []).append(copy)
        self._exact = {(copy.source, copy.path): copy.row for copy in self._copies}

    def copies(self, sources: Collection[int]) -> Iterator[Copy]:
        """Every copy of these rows of the template, in the order in which they land; none beyond a sheet's end."""
        yield from (copy for copy in self._copies if copy.source in sources)
        below = (Copy(source, source + self._more, (), {}) for source in sorted(sources) if source > self._last)
        yield from (copy for copy in below if copy.row <= ROWS)

    @property
    def _more(self) -> int:
        return len(self._copies) - self._last

    def seen(self, source: int, seen_from: Path = ()) -> list[int]:
        """The rows where that row of the template lands, as a row inside those blocks sees it.

        From inside a block that is the copy of the same item; from outside, all copies.
        """
        if source > self._last:
            return [min(source + self._more, ROWS)]
        copies = self._by_source[source]
        own = seen_from[: len(copies[0].path)]
        if (exact := self._exact.get((source, own))) is not None:
            return [exact]
        around = dict(seen_from)
        return [copy.row for copy in copies if all(around.get(block, index) == index for block, index in copy.path)]

    def rows(self, source: int, seen_from: Path = ()) -> tuple[int, int]:
        """The first and the last of these."""
        seen = self.seen(source, seen_from)
        return seen[0], seen[-1]

    def span(self, area: Area, seen_from: Path = ()) -> Area:
        """The area grown over all that its rows became."""
        (top, _), (_, bottom) = self.rows(area.top, seen_from), self.rows(area.bottom, seen_from)
        return Area(top, area.left, max(top, bottom), area.right)

    def each(self, area: Area) -> tuple[Area, ...]:
        """The area once for each copy of the blocks that it lies in; one grown area where it lies in none."""
        paths = [self._path(area.top), self._path(area.bottom)]
        depth = next(
            (at for at, (one, other) in enumerate(zip(*paths, strict=False)) if one != other), min(map(len, paths))
        )
        if not depth:
            return (self.span(area),)
        around = dict.fromkeys(copy.path[:depth] for copy in self._by_source[area.top])
        return tuple(self.span(area, path) for path in around)

    def path_of(self, row: int) -> Path:
        """The path of the first copy of that row of the template."""
        return self._by_source[row][0].path if row <= self._last else ()

    def _path(self, row: int) -> tuple[tuple[int, int], ...]:
        return tuple(block for block, _ in self.path_of(row))


def _spread(
    rows: Sequence[int],
    named: Mapping[int, ListName],
    item: Mapping[str, Any] | None,
    path: Path,
    items: Mapping[ListName, Mapping[str, Any] | None],
) -> Iterator[tuple[int, Path, Mapping[ListName, Mapping[str, Any] | None]]]:
    """The rows of the template in the order in which they land, the item of each list with them."""
    depth = len(path)
    for inner, together in groupby(rows, key=lambda row: named.get(row, ())[: depth + 1]):
        block = list(together)
        if len(inner) <= depth:
            yield from ((row, path, items) for row in block)
            continue
        found = item.get(inner[-1]) if item is not None else None
        for index, one in enumerate(found or (None,)):
            yield from _spread(block, named, one, (*path, ((block[0], depth), index)), {**items, inner: one})
