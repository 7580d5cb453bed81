"""The officers' hands: what is typed into Kendali, by the code of its row, as a grid, in a file, or online."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

from sheets_sync.control_book import make_control_book
from sheets_sync.demo import type_into
from sheets_sync.demo_officers import places as rows_of
from sheets_sync.grid import Anchor, BrokenCell, Cell, Grid, Tab
from sheets_sync.model import Office
from sheets_sync.pipeline import Project
from sheets_sync.plan import Workbook
from tests.conftest import TW3

Typed = Mapping[str, str | Decimal | bool | date | datetime | time | BrokenCell]  # "C-03", or "PEM:3" for its column

MEETING = {
    "P-01": "7-10-2026", "P-02": "09.00", "P-03": "11.30", "P-04": "Aula kecamatan", "P-07": "Ratna\nYusuf",
    "P-08": "Jadwal pengisian.",
}  # fmt: skip


def places(plan: Workbook, typed: Typed) -> dict[tuple[str, int, int], object]:
    """Tab, row and column of each thing typed."""
    rows = rows_of(plan)
    found: dict[tuple[str, int, int], object] = {}
    for name, value in typed.items():
        code, _, at = name.partition(":")
        found[(*rows[code], int(at or 2))] = value
    return found


def control_grid(office: Office, typed: Typed, *, without: str = "") -> Grid:
    """Kendali as it is made with these cells typed; `without` is the title of a tab that somebody deleted."""
    plan = make_control_book(office, TW3)
    titles = {sheet.name: sheet.title for sheet in plan.sheets}
    cells: dict[str, dict[tuple[int, int], Cell]] = {sheet.title: {} for sheet in plan.sheets}
    for sheet in plan.sheets:
        for place, cell in sheet.cells.items():
            if isinstance(cell.content, tuple):
                cells[sheet.title][place] = Cell("".join(run.text for run in cell.content))
            elif isinstance(cell.content, str):
                cells[sheet.title][place] = Cell(cell.content)
    for (title, row, column), value in places(plan, typed).items():
        cells[title][row, column] = Cell(value)  # type: ignore[arg-type]  # whatever a test types
    names = {name: Anchor(titles[sheet], row, column) for name, (sheet, row, column) in plan.names.items()}
    kept = {name: anchor for name, anchor in names.items() if anchor.tab != without}
    return Grid(tuple(Tab(title, found) for title, found in cells.items() if title != without), kept, (plan.key,))


def kendali_path(project: Project) -> Path:
    return project.root / project.office.folder / str(TW3) / f"Kendali {TW3}.xlsx"


def type_kendali(project: Project, typed: Mapping[str, str | Decimal]) -> None:
    """The officers type into the file."""
    sheets: dict[str, dict[tuple[int, int], str | Decimal]] = {}
    for (title, row, column), value in places(make_control_book(project.office, TW3), typed).items():
        sheets.setdefault(title, {})[row, column] = value  # type: ignore[assignment]  # as in `typed`
    type_into(kendali_path(project), sheets)
