"""How a command opens an office's folder: at this moment, with its store at hand, and nobody else at work in it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.markup import escape

from sheets_sync.alone import alone
from sheets_sync.archive_versions import bring_up, check_version
from sheets_sync.google_commands import connect
from sheets_sync.judging import rules_of
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.report import Report
from sheets_sync.screen import err, out, progress, show_troubles
from sheets_sync.settings.contacts import CONTACTS_VARIABLE


def open_office(folder: Path, period: Period | None, *, only_look: bool = False) -> tuple[Project, Period]:
    """The office's folder and the period that is worked on; unless `only_look`, it is ours until the command ends.

    An archive that an earlier version made is brought up to this one, which is told; where only is looked, it is refused.
    """
    project = Project(folder, datetime.now(UTC), progress, connect, os.environ.get(CONTACTS_VARIABLE, ""))
    if only_look:
        check_version(project)
    else:
        click.get_current_context().with_resource(alone(folder))
        if words := bring_up(project):
            err.print(escape(words))
    return project, period or project.period_due()


def recap_after(project: Project, period: Period) -> None:
    """The recap follows a change at once, so that `status` and the next `render` tell the new state."""
    if project.archive.pull(period):
        if words := rules_of(project, period).words:
            err.print(f"[yellow]Perlu perhatian[/] {escape(words)}")
        project.recap(period)
        out.print("Situs ikut berubah setelah `sheets-sync render`, dokumen hasil setelah `sheets-sync report`.")


def finish(report: Report) -> None:
    """Name what to look at and what stood in the way; exit 1 where a unit could not be read or written."""
    for note in report.notes:
        err.print(f"[yellow]Perlu perhatian[/] {escape(note)}")
    show_troubles(report.troubles)
    if report.troubles:
        raise SystemExit(1)
