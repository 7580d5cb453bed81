"""Units that fill their workbooks for a test: figures by code, typed into the file as a spreadsheet would."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from sheets_sync.demo import type_into
from sheets_sync.form import Form
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.workbook import FIRST_ROW

Typed = str | Decimal


def workbook_path(project: Project, period: Period, unit: str) -> Path:
    """The unit's workbook in the project's folder."""
    folder = project.root / project.office.folder / str(period)
    return next(path for path in sorted(folder.glob("*.xlsx")) if path.name.startswith(f"{unit} "))


def fill(
    project: Project,
    period: Period,
    unit: str,
    figures: Mapping[str, Typed],
    *,
    notes: Mapping[str, str] | None = None,
    sender: str = "Petugas",
    saved: datetime | None = None,
) -> Path:
    """Type the figures by indicator's code; a sender also ticks "Saya kirim". Returns the workbook's path."""
    form = project.archive.forms.get(period, unit)
    assert form is not None
    rows = {row.code: number for number, row in enumerate(form.rows, FIRST_ROW)}
    cells: dict[tuple[int, int], Typed] = {(rows[code], 2): value for code, value in figures.items()}
    cells |= {(rows[code], 3): note for code, note in (notes or {}).items()}
    if sender:
        send = FIRST_ROW + len(form.rows)
        cells |= {(send, 2): form.words.yes, (send, 3): sender}
    path = workbook_path(project, period, unit)
    type_into(path, {form.words.tab_fill: cells})
    if saved is not None:
        os.utime(path, (saved.timestamp(), saved.timestamp()))
    return path


def on_target(project: Project, period: Period, unit: str) -> dict[str, Typed]:
    """A figure that meets its target for every indicator that is due."""
    form = project.archive.forms.get(period, unit)
    assert form is not None
    figures: dict[str, Typed] = {
        row.code: row.target.predicate or row.target.low for row in form.due if row.target is not None
    }
    return figures | counts_behind(form)


def counts_behind(form: Form) -> dict[str, Typed]:
    """Counts of a hundred that agree with the targets of the percentages made from them."""
    counts: dict[str, Decimal] = {}
    for row in form.due:
        if row.denominator and row.target is not None:
            counts |= {row.denominator: Decimal(100), row.numerator: row.target.low}
    for row in form.due:
        if row.supporting and row.code not in counts:
            others = sum(
                (counts.get(part.code, Decimal(0)) for part in form.due if part.part_of == row.part_of), Decimal(0)
            )
            counts[row.code] = counts.get(row.part_of, Decimal(0)) - others
    return dict(counts)
