"""By which rules a quarter is judged: an approved one by those of its approval, and each change is told."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from sheets_sync.judging import Rules, is_approved, rules_of
from sheets_sync.model import Role
from sheets_sync.pipeline import Project
from sheets_sync.reopening import reopen
from sheets_sync.units import approve, approve_period
from tests import terminal
from tests.conftest import AFTER_TW3, TW3
from tests.papers.office import validated_office

APPROVED_STAYS = (
    "Aturan penilaian di office.toml (skala) berubah sejak Triwulan III 2026 disetujui Camat; rekapnya tetap dihitung"
    " dengan aturan saat itu."
)
NEW_RULES = (
    "Aturan penilaian di office.toml (skala) berubah sejak Triwulan III 2026 direkap terakhir; rekapnya dihitung dengan"
    " aturan yang baru."
)


@pytest.fixture(scope="module")
def validated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return validated_office(tmp_path_factory.mktemp("kantor") / "satu").root


@pytest.fixture
def folder(validated: Path, tmp_path: Path) -> Path:
    shutil.copytree(validated, tmp_path / "kantor")
    return tmp_path / "kantor"


@pytest.fixture
def approved(folder: Path) -> Path:
    """The Camat has approved, and the recap of that moment is kept as revisi 0."""
    project = Project(folder, AFTER_TW3)
    approve_period(project, TW3, date(2026, 10, 8), "disposisi Camat")
    project.recap(TW3)
    return folder


def rename_the_highest(folder: Path) -> None:
    """`Sangat Tinggi` has another name in the scale from now on."""
    settings = folder / "office" / "office.toml"
    settings.write_text(settings.read_text("utf-8").replace('"Sangat Tinggi"', '"Istimewa"'), "utf-8")


def later(folder: Path) -> Project:
    return Project(folder, AFTER_TW3 + timedelta(days=30))


def reopened(folder: Path) -> Project:
    project = later(folder)
    reopen(project, TW3, "PEM", "Angka PEM-01 keliru menurut rekap desa.", "disposisi Camat 20 Oktober", Role.SECRETARY)
    return project


def test_rules_that_did_not_change_are_not_spoken_of(approved: Path) -> None:
    """They are today's, whether the quarter is approved or not."""
    project = later(approved)
    assert rules_of(project, TW3) == Rules(project.office.assessing)


def test_an_approved_quarter_keeps_the_rules_of_its_approval(approved: Path) -> None:
    """Its recap is the same to the last byte, and one sentence says why; however often it is computed."""
    before = (approved / "data" / "2026-TW3" / "rekap.json").read_bytes()
    rename_the_highest(approved)
    for _ in range(2):
        project = later(approved)
        assert rules_of(project, TW3).words == APPROVED_STAYS
        assert project.recap(TW3).category == "Sangat Tinggi"
        assert (approved / "data" / "2026-TW3" / "rekap.json").read_bytes() == before


def test_a_quarter_that_is_not_approved_follows_todays_rules(folder: Path) -> None:
    """That they changed is told once: then they are those of its last recap."""
    rename_the_highest(folder)
    project = later(folder)
    assert rules_of(project, TW3).words == NEW_RULES
    assert project.recap(TW3).category == "Istimewa"
    assert rules_of(project, TW3).words == ""


def test_a_reopened_quarter_follows_todays_rules(approved: Path) -> None:
    """It will be approved anew."""
    rename_the_highest(approved)
    project = reopened(approved)
    assert not is_approved(project, TW3)
    assert rules_of(project, TW3).words == NEW_RULES
    assert project.recap(TW3).category == "Istimewa"


def test_what_was_reopened_and_stays_as_it_was_is_approved_again(approved: Path) -> None:
    """The unit found nothing to mend, and is validated as it stands."""
    project = reopened(approved)
    approve(project, TW3, "PEM", Role.SECRETARY)
    assert is_approved(project, TW3)
    rename_the_highest(approved)
    assert later(approved).recap(TW3).category == "Sangat Tinggi"


def test_the_office_is_told_by_every_command_that_recaps(approved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`recap` and `run` alike."""
    rename_the_highest(approved)
    for verb in ("recap", "run"):
        _, _, err = terminal.call(capsys, verb, "--office", str(approved), "--period", "2026-TW3")
        assert APPROVED_STAYS in " ".join(err.split())
