"""Where the cells of a plan go in a tab whose rows and columns people have moved, and formulas that follow them there."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sheets_sync.grid import Area, address, column_letters, parse_address
from sheets_sync.layout import FIRST_ROW
from sheets_sync.plan import CellPlan, Content, Formula, Sheet

REFERENCE = re.compile(
    r"(?<![A-Za-z0-9_.$])(COUNTA\()?(?:\{(\w+)\}!)?(\$?[A-Z]{1,2}\$?\d+)(?::(\$?[A-Z]{1,2}\$?\d+))?(?![A-Za-z0-9_(])"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a tab's planned rows and columns are once `inserts` (how many rows after which) are done."""

    rows: Mapping[int, int]
    columns: Mapping[int, int]
    inserts: Mapping[int, int]
    inserted: frozenset[int] = frozenset()  # planned rows that come new
    shift: int = 0  # of the rows above the table, and of all where there is none
    aside: int = 0  # of the columns, where there is no table

    @classmethod
    def of_table(
        cls, head: int, columns: Mapping[int, int], rows: Mapping[str, int], codes: Mapping[int, str]
    ) -> Layout:
        """Of a table whose headings and rows stand there: a row that is missing comes after the one planned before it."""
        stands: dict[int, int] = {}
        new: list[tuple[int, int]] = []
        last = head
        for number, code in sorted(codes.items()):
            if code in rows:
                stands[number] = last = rows[code]
            else:
                new.append((number, last))
        inserts: dict[int, int] = {}
        for _, after in new:
            inserts[after] = inserts.get(after, 0) + 1
        layout = cls(stands, columns, inserts, frozenset(number for number, _ in new), head - (FIRST_ROW - 1))
        final = {number: layout.final(row) for number, row in stands.items()}
        nth: dict[int, int] = {}
        for number, after in new:
            nth[after] = nth.get(after, 0) + 1
            final[number] = layout.final(after) + nth[after]
        return replace(layout, rows=final)

    @classmethod
    def shifted(cls, down: int, aside: int) -> Layout:
        """Of a tab that is as planned, but lower or further to the right."""
        return cls({}, {}, {}, shift=down, aside=aside)

    def final(self, row: int) -> int:
        """Where a row that stands there is after the insertions."""
        return row + sum(count for after, count in self.inserts.items() if after < row)

    def row(self, number: int) -> int:
        return self.rows.get(number, number + self.shift)

    def column(self, number: int) -> int:
        return self.columns.get(number, number + self.aside)

    def has(self, row: int, column: int) -> bool:
        """Whether a planned cell has a place."""
        return self.row(row) >= 1 and (not self.columns or column in self.columns)

    def areas(self, area: Area, only: Collection[int] | None = None) -> list[Area]:
        """The planned area as rectangles of the tab; with `only`, of those planned rows alone."""
        rows = [self.row(row) for row in range(area.top, area.bottom + 1) if only is None or row in only]
        columns = [self.column(column) for column in range(area.left, area.right + 1)]
        return [Area(top, left, bottom, right) for top, bottom in blocks(rows) for left, right in blocks(columns)]


PLAIN = Layout.shifted(0, 0)


def blocks(numbers: Collection[int]) -> list[tuple[int, int]]:
    """The numbers as runs without a gap, first and last of each."""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


# --- a tab's plan, moved -------------------------------------------------------------------------------------


def moved(sheet: Sheet, layouts: Mapping[str, Layout]) -> Sheet:
    """The planned tab with cells, checks and heights where they go, and formulas that point to where the others went."""
    layout = layouts.get(sheet.name, PLAIN)
    cells = {
        (layout.row(row), layout.column(column)): CellPlan(_content(cell, sheet.name, layouts), cell.style)
        for (row, column), cell in sheet.cells.items()
        if layout.has(row, column)
    }
    heights = {layout.row(row): height for row, height in sheet.heights.items()}
    checks = tuple(replace(check, area=area) for check in sheet.checks for area in layout.areas(check.area))
    return replace(sheet, cells=cells, heights=heights, checks=checks)


def _content(cell: CellPlan, sheet: str, layouts: Mapping[str, Layout]) -> Content:
    content = cell.content
    return replace(content, text=moved_text(content.text, sheet, layouts)) if isinstance(content, Formula) else content


def moved_text(text: str, sheet: str, layouts: Mapping[str, Layout]) -> str:
    """The formula of that tab with each address where it went; what stands in quotes stays."""

    def follow(match: re.Match[str]) -> str:
        count, tab, first, last = match.groups()
        layout = layouts.get(tab or sheet, PLAIN)
        lead = f"{{{tab}}}!" if tab else ""
        if last is None:
            return f"{count or ''}{lead}{_at(first, layout)}"
        return (count or "") + _range(first, last, layout, lead, parts=bool(count))

    pieces = re.split(r'("(?:[^"]|"")*")', text)
    pieces[::2] = [REFERENCE.sub(follow, piece) for piece in pieces[::2]]
    return "".join(pieces)


def _range(first: str, last: str, layout: Layout, lead: str, *, parts: bool) -> str:
    """The range that holds all its rows; for what counts cells, the rows alone."""
    (top, left), (bottom, right) = parse_address(first), parse_address(last)
    runs = blocks([layout.row(row) for row in range(top, bottom + 1)])
    if not parts:
        runs = [(runs[0][0], runs[-1][1])]
    edges = layout.column(left), layout.column(right)
    return ",".join(f"{lead}{_written(first, begin, edges[0])}:{_written(last, end, edges[1])}" for begin, end in runs)


def _at(text: str, layout: Layout) -> str:
    row, column = parse_address(text)
    return _written(text, layout.row(row), layout.column(column))


def _written(like: str, row: int, column: int) -> str:
    """The address with `$` where the other has it."""
    if "$" not in like:
        return address(row, column)
    fixed_column, fixed_row = like.startswith("$"), "$" in like[1:]
    return f"{'$' * fixed_column}{column_letters(column)}{'$' * fixed_row}{row}"
