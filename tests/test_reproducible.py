"""From a frozen archive the recap, every document and every page come out byte for byte the same, anywhere, on any day."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from sheets_sync.documenting import make_documents
from tests.conftest import TW3
from tests.papers.office import validated_office

ROOT = Path(__file__).parent.parent
ELSEWHERE = """
import sys
from datetime import datetime
from pathlib import Path
from sheets_sync.documenting import make_documents
from sheets_sync.period import Period
from sheets_sync.pipeline import Project

period = Period(2026, 3)
project = Project(Path(sys.argv[1]), datetime.fromisoformat("2027-01-16T23:30:00-10:00"))
project.recap(period)
make_documents(project, period)
project.render()
"""


def made(folder: Path) -> dict[str, bytes]:
    """The recap, the documents, the pages and the data packages, by path."""
    places = [folder / "data" / str(TW3) / "rekap.json", *(folder / "laporan").rglob("*"), *(folder / "site" / "hasil").rglob("*")]  # fmt: skip
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in places if path.is_file()}


def test_another_day_zone_language_and_order_give_the_same_bytes(tmp_path: Path) -> None:
    """A hundred days later, on a machine in Hawaii with another language and another order of its sets."""
    project = validated_office(tmp_path / "kantor")
    make_documents(project, TW3)
    project.render()
    first = made(project.root)
    copied = tmp_path / "salinan di tempat lain"
    shutil.copytree(project.root, copied)
    for folder in ("laporan", "site/hasil"):
        shutil.rmtree(copied / folder)
    (copied / "data" / str(TW3) / "rekap.json").unlink()
    surroundings = os.environ | {
        "PYTHONPATH": str(ROOT), "TZ": "Pacific/Honolulu", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "4711",
        "PYTHONUTF8": "0",
    }  # fmt: skip
    subprocess.run([sys.executable, "-c", ELSEWHERE, str(copied)], env=surroundings, timeout=120, check=True)
    second = made(copied)
    assert sorted(second) == sorted(first)
    assert [path for path, content in first.items() if second[path] != content] == []
    assert len(first) > 40
