"""The workbook Format without a file: its plan as the grid that a store would read, and typing into that grid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from sheets_sync import settings
from sheets_sync.format_office import make_format
from sheets_sync.grid import Anchor, Cell, Grid, Tab, Value, parse_address
from sheets_sync.plan import Formula, Workbook
from tests.conftest import TW3


def grid_of(workbook: Workbook) -> Grid:
    """The planned cells as they would be read."""
    titles = {sheet.name: sheet.title for sheet in workbook.sheets}
    tabs = []
    for sheet in workbook.sheets:
        cells: dict[tuple[int, int], Cell] = {}
        for place, plan in sheet.cells.items():
            if plan.content is not None and not isinstance(plan.content, Formula | tuple):
                cells[place] = Cell(plan.content)
        tabs.append(Tab(sheet.title, cells))
    anchors = {name: Anchor(titles[sheet], row, column) for name, (sheet, row, column) in workbook.names.items()}
    return Grid(tuple(tabs), anchors)


def format_grid(root: Path) -> Grid:
    """What `format make` would make of that office's files, as it would be read."""
    office, words = settings.load(root)
    return grid_of(make_format(office, words, TW3))


def typed(grid: Grid, cells: Mapping[str, Value | None]) -> Grid:
    """The grid after somebody typed into cells named as `Unit!A6`; None empties a cell."""
    tabs = {tab.title: dict(tab.cells) for tab in grid.tabs}
    for place, value in cells.items():
        title, _, cell = place.partition("!")
        if value is None:
            tabs[title].pop(parse_address(cell), None)
        else:
            tabs[title][parse_address(cell)] = Cell(value)
    return replace(grid, tabs=tuple(replace(tab, cells=tabs[tab.title]) for tab in grid.tabs))


def find(grid: Grid, title: str, text: str, column: int = 1) -> int:
    """The row of that tab whose cell in the column holds the text."""
    tab = grid.tab(title)
    assert tab is not None
    return next(row for row, at in sorted(tab.cells) if at == column and tab.text(row, at) == text)


def heading(grid: Grid, title: str, text: str) -> int:
    """The column of that tab under that heading."""
    tab = grid.tab(title)
    assert tab is not None
    return next(at for row, at in sorted(tab.cells) if row == 4 and " ".join(tab.text(row, at).split()) == text)
