"""An office whose units have all sent and been validated, and what stands in a Word file."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.table import Table

from sheets_sync import units
from sheets_sync.demo import type_into
from sheets_sync.model import Role
from sheets_sync.pipeline import Project
from sheets_sync.records import Disposition, Meeting, Stamp
from tests.conftest import AFTER_TW3, TW3, lay_out_office
from tests.play import fill, on_target, workbook_path

FIRST_BUDGET_ROW = 6
DISPOSITION = Disposition(
    sender="Sekretariat Daerah Kabupaten Banggai",
    number="000.7/CONTOH/2026",
    dated=date(2026, 9, 28),
    received=Stamp(date(2026, 9, 30), time(9, 15)),
    agenda="0412",
    nature="Segera",
    subject="Permintaan data kinerja",
    forwarded_to="Sekretaris Kecamatan",
    instruction="Kumpulkan data dari setiap seksi.",
)
MEETING = Meeting(
    held=Stamp(date(2026, 10, 2), time(9, 0)),
    until=time(10, 30),
    place="Aula Kantor Camat",
    leader="Kasubag Perencanaan",
    minuter="Petugas Notula",
    present="Kasi Pemerintahan\nKasi PMD",
    discussion="Dibahas cara mengisi kolom realisasi.",
    conclusion="Data masuk sebelum 9 Oktober 2026.",
)


def validated_office(folder: Path, now: datetime = AFTER_TW3) -> Project:
    """Every unit of Batui Selatan has met its targets in Triwulan III 2026 and is validated; all is recapped."""
    project = Project(lay_out_office(folder), now)
    project.create(TW3)
    for unit in project.office.units_in(TW3):
        figures = on_target(project, TW3, unit.code)
        fill(project, TW3, unit.code, figures, notes=dict.fromkeys(figures, "kertas: rekap, map 3"), saved=now)
    form = project.archive.forms.get(TW3, "REN")
    assert form is not None
    rows = range(FIRST_BUDGET_ROW, FIRST_BUDGET_ROW + len(form.budget))
    type_into(workbook_path(project, TW3, "REN"), {form.words.tab_budget: {(row, 2): Decimal(0) for row in rows}})
    for verb in (project.pull, project.validate):
        verb(TW3)
    for unit in project.office.units_in(TW3):
        units.approve(project, TW3, unit.code, Role.PLANNING)
    project.recap(TW3)
    return project


def words(content: bytes) -> str:
    """All text of a Word file, its tables, header and footer, one paragraph a line."""
    document = Document(BytesIO(content))
    section = document.sections[0]
    blocks = [section.header, document, section.footer]
    return "\n".join(line for block in blocks for line in _lines(block))


def _lines(block: object) -> list[str]:
    found = []
    for item in block.iter_inner_content():  # type: ignore[attr-defined]  # document, header, footer and cells have it
        if isinstance(item, Table):
            found += [line for row in item.rows for cell in row.cells for line in _lines(cell)]
        else:
            found.append(item.text)
    return found
