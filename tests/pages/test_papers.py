"""The auditor's page: which papers of a quarter are there, as file, signed, and on paper."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from sheets_sync.filing import Scan, add
from sheets_sync.model import Role
from sheets_sync.papering import gather, make
from sheets_sync.pipeline import Project
from sheets_sync.records import Paper, Signed
from tests.conftest import TW3, MakeProject


def page(project: Project) -> str:
    """The page as it is rendered, its tags taken out."""
    project.create(TW3)
    project.pull(TW3)
    project.recap(TW3)
    project.render()
    path: Path = project.root / "site" / "hasil" / str(TW3) / "naskah.md"
    return " ".join(re.sub(r"<[^>]*>", " ", path.read_text("utf-8")).split())


def test_a_quarter_without_papers_lacks_them_all(make_project: MakeProject) -> None:
    """Every paper that the SOP asks for is named as missing; step 5 asks for none."""
    text = page(make_project())
    assert "softcopy 0 dari 16, bertanda tangan 0 dari 16, hardcopy 0 dari 16" in text
    assert "Langkah 5: Menyusun data Tidak ada naskah yang diminta pada langkah ini." in text
    assert text.count("belum ada – belum – belum") == 16


def test_each_paper_shows_what_is_known_of_it(make_project: MakeProject) -> None:
    """Code, number, hash, signature and place; what was typed is escaped; what nobody asked for stands apart."""
    project = make_project()
    told = Paper(
        "", 1, "lembar disposisi", number="<b>7</b>", dated=date(2026, 10, 1), signed=Signed.WET, hardcopy=True,
        hardcopy_on=date(2026, 10, 2), kept_at="map [3](http://contoh)",
    )  # fmt: skip
    kept = add(project, TW3, told, Scan(b"%PDF", ".pdf"), Role.PLANNING)
    add(project, TW3, Paper("", 4, "foto rapat", file=""), Scan(b"JPG", ".jpg"), Role.PLANNING)
    project.create(TW3)
    make(project, gather(project, TW3), Role.PLANNING, step=2)
    text = page(project)
    assert "softcopy 2 dari 16, bertanda tangan 1 dari 16, hardcopy 1 dari 16" in text
    assert f"{kept.code} 1 Oktober 2026" in text
    assert f"sidik {kept.sha256[:16]}" in text
    assert "tanda tangan basah" in text
    assert "2 Oktober 2026" in text
    assert "langkah 4: foto rapat" in text
    source = (project.root / "site" / "hasil" / str(TW3) / "naskah.md").read_text("utf-8")
    assert "<b>7</b>" not in source
    assert "](http" not in source
