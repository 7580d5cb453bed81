"""Makes a workbook whose tab Isi is formatted down to the last row, and reads it as `pull` would."""

from __future__ import annotations

import re
import sys
import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from sheets_sync.pipeline import Project
from sheets_sync.reading import read_submission, rows_needed
from sheets_sync.stores import package
from sheets_sync.stores.xlsx import read_grid

LAST_ROW = 1_048_576


def formatted_down(source: Path, target: Path) -> None:
    """A copy of the made workbook with four formatted empty cells in every row below the form's."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        part = package.sheet_parts(old)["Isi"]
        for info in old.infolist():
            if info.filename != part:
                new.writestr(info, old.read(info))
                continue
            sheet = old.read(part).decode()
            head, tail = sheet.split("</sheetData>")
            first = max(int(number) for number in re.findall(r'<row r="(\d+)"', head)) + 1
            with new.open(part, "w") as stream:
                stream.write(head.encode())
                for start in range(first, LAST_ROW + 1, 10_000):
                    rows = range(start, min(start + 10_000, LAST_ROW + 1))
                    stream.write(
                        "".join(f'<row r="{n}"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>' for n in rows).encode()
                    )
                stream.write(f"</sheetData>{tail}".encode())


if __name__ == "__main__":
    folder, path = Path(sys.argv[1]), Path(sys.argv[2])
    project = Project(folder, datetime.fromisoformat("2026-10-08T10:30:00+08:00"))
    form = project.archive.forms.get(project.period_due(), "PEM")
    assert form is not None
    package.check(path)
    with path.open("rb") as stream:
        grid = read_grid(stream, rows_needed(form))
    ref = next(ref for ref in project.store.find(form.period) if ref.name.startswith("PEM "))
    _, source = project.store.read(ref, 10)
    found = read_submission(grid, form, source, project.now)
    assert all(isinstance(entry.value, Decimal | None) for entry in found.entries)
    print(len(found.entries))
