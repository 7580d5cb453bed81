"""The open data packages of an office, beside its pages."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from sheets_sync.packages.index import read_index
from sheets_sync.pipeline import Project
from tests.conftest import AFTER_TW3, TW3
from tests.papers.office import validated_office


@pytest.fixture(scope="module")
def validated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return validated_office(tmp_path_factory.mktemp("kantor") / "satu").root


@pytest.fixture
def project(validated: Path, tmp_path: Path) -> Project:
    shutil.copytree(validated, tmp_path / "kantor")
    return Project(tmp_path / "kantor", AFTER_TW3)


def hasil(project: Project) -> Path:
    return project.root / "site" / "hasil"


def test_render_lays_a_package_beside_the_pages_of_each_quarter(project: Project) -> None:
    """And one list of them all, by which a kabupaten finds them."""
    project.render()
    described = json.loads((hasil(project) / str(TW3) / "data" / "datapackage.json").read_text("utf-8"))
    assert described["title"] == "Data kinerja Kecamatan Batui Selatan, Triwulan III 2026"
    listed = read_index((hasil(project) / "data" / "index.json").read_bytes())
    assert isinstance(listed, tuple)
    assert [(item.period, item.folder) for item in listed] == [(TW3, "hasil/2026-TW3/data/")]


def test_what_is_there_already_is_not_touched(project: Project) -> None:
    """Another render of the same archive leaves every file as it lies."""
    project.render()
    before = {path: path.stat().st_ino for path in hasil(project).rglob("*") if path.is_file()}
    project.render()
    assert {path: path.stat().st_ino for path in hasil(project).rglob("*") if path.is_file()} == before


def test_the_package_of_a_quarter_that_went_goes_with_its_pages(project: Project) -> None:
    """Its archive is gone: nothing of it stays published."""
    project.render()
    shutil.copytree(hasil(project) / str(TW3), hasil(project) / "2025-TW4")
    project.render()
    assert not (hasil(project) / "2025-TW4").exists()
