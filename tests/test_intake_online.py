"""A file that came by WhatsApp in an office that works with Google Sheets."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from sheets_sync.demo import type_into
from sheets_sync.form import Form
from sheets_sync.intake import accept, examine
from sheets_sync.model import Role
from sheets_sync.pipeline import Project
from sheets_sync.sending import make_sending
from sheets_sync.stores.xlsx import paint
from sheets_sync.submission import Channel
from sheets_sync.workbook import FIRST_ROW, make_workbook
from tests.conftest import AFTER_TW3, TW3
from tests.online import online_office


def filled(form: Form, path: Path, figure: str | Decimal) -> Path:
    """The unit's form as an Excel file, its first figure typed, and sent."""
    paint(make_workbook(form), path)
    send = FIRST_ROW + len(form.rows)
    type_into(path, {form.words.tab_fill: {(FIRST_ROW, 2): figure, (send, 2): form.words.yes, (send, 3): "Petugas"}})
    return path


def take(project: Project, path: Path) -> None:
    accept(project, examine(project, path, None, make_sending(project, Role.PLANNING, "", "", [])))


def test_a_file_stands_beside_the_units_own_spreadsheet(tmp_path: Path) -> None:
    """It is archived, told of in the unit's blank spreadsheet, stays at each sync, and gives way to newer figures there."""
    with online_office(tmp_path / "kantor", ["PEM"]) as online:
        project = online.project()
        project.create(TW3)
        project.pull(TW3, tell=True)
        form = project.archive.forms.get(TW3, "PEM")
        assert form is not None
        take(project, filled(form, tmp_path / "DOC-20261005-WA0003.xlsx", "12 kali"))

        later = online.project(AFTER_TW3 + timedelta(hours=1))
        assert later.pull(TW3, tell=True).troubles == []
        later.feedback(TW3)
        kept = later.archive.submissions.get(TW3, "PEM")
        assert kept is not None
        assert (kept.channel, kept.sent, kept.entries[0].typed) == (Channel.ACCEPTED, True, "12 kali")
        assert ["PEM-01"] in [row[:1] for row in online.column("PEM", "Periksa!A5:A30")]

        online.google.clock.sleep(5400)
        online.fill(form, {"PEM-01": Decimal(88)})
        newest = online.project(AFTER_TW3 + timedelta(hours=2))
        newest.pull(TW3, tell=True)
        kept = newest.archive.submissions.get(TW3, "PEM")
        assert kept is not None
        assert (kept.channel, kept.entries[0].value) == (Channel.WORKBOOK, Decimal(88))
