"""What many tests share: offices laid out in a folder of the test's own, a project at a chosen moment, a Google."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from sheets_sync import kit, settings
from sheets_sync.form import Form, FormWords, make_form
from sheets_sync.model import Office
from sheets_sync.office_books import BOOKS
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from tests.comparing import bare_office

OFFICES = Path(__file__).parent / "offices"
TW3 = Period(2026, 3)
WORKBOOKS = 7 + len(BOOKS)  # of Batui Selatan in a period: one a unit, and the office's own
AFTER_TW3 = datetime.fromisoformat("2026-10-08T10:30:00+08:00")

MakeProject = Callable[..., Project]


def lay_out_office(target: Path, name: str = "") -> Path:
    """An office folder at `target`: Batui Selatan, or one of tests/offices by name."""
    kit.lay_out(target, sample=True)
    if name:
        shutil.rmtree(target / "office")
        shutil.copytree(OFFICES / name, target / "office")
    return target


@pytest.fixture
def office_folder(tmp_path: Path) -> Path:
    """Kecamatan Batui Selatan in a folder with a blank and an accent in its path."""
    return lay_out_office(tmp_path / "kantor é camat")


@pytest.fixture
def make_project(office_folder: Path) -> MakeProject:
    """Opens the office folder at a moment; 8 October 2026, 10.30 WITA unless told."""

    def make(now: datetime = AFTER_TW3, folder: Path = office_folder) -> Project:
        return Project(folder, now)

    return make


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, FormWords]:
    """Batui Selatan's settings, read once: values never change."""
    return settings.load(lay_out_office(tmp_path_factory.mktemp("kantor") / "a"))


@pytest.fixture(scope="session")
def office(loaded: tuple[Office, FormWords]) -> Office:
    return loaded[0]


@pytest.fixture(scope="session")
def bare(office: Office) -> Office:
    """The office with one unit, one indicator and nothing to compare it with."""
    return bare_office(office)


@pytest.fixture(scope="session")
def forms(loaded: tuple[Office, FormWords]) -> dict[str, Form]:
    """The forms of Triwulan III 2026 by unit."""
    office, words = loaded
    return {unit.code: make_form(office, unit, TW3, words) for unit in office.units_in(TW3)}
