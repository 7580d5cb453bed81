"""An archive of another version of the program: brought up to this one, or refused with what to do.

tests/fixtures/archive-schema-1 was written by the release before recaps held their rules: one quarter of Kecamatan
Gunung Kaler, approved.
"""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from sheets_sync.archive_versions import SCHEMA, bring_up, check_version
from sheets_sync.assessing import Assessing, Method
from sheets_sync.errors import ArchiveError
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.reopening import pending_changes
from tests import terminal
from tests.conftest import lay_out_office

FORMER = Path(__file__).parent / "fixtures" / "archive-schema-1"
TW4 = Period(2020, 4)
NOW = datetime.fromisoformat("2021-02-01T09:00:00+07:00")
UNCHANGED = '{"skema": 2}\n'


@pytest.fixture
def former(tmp_path: Path) -> Project:
    """The office whose archive the former release wrote."""
    folder = lay_out_office(tmp_path / "kantor", "gunung_kaler")
    shutil.copytree(FORMER, folder / "data")
    return Project(folder, NOW)


@pytest.fixture
def new(tmp_path: Path) -> Project:
    """An office that has no archive yet."""
    return Project(lay_out_office(tmp_path / "kantor", "gunung_kaler"), NOW)


def mark(project: Project) -> Path:
    return project.archive.folder / "arsip.json"


def recaps(project: Project) -> list[Path]:
    return list(project.archive.recap_files())


# --- what the former release wrote ---------------------------------------------------------------------------


def test_a_command_that_writes_migrates_it_and_says_so_once(former: Project) -> None:
    """The period's recap and that of its revision say by which rules they were judged; the mark is written."""
    assert bring_up(former).startswith("Arsip data/ dari versi sebelumnya sudah disesuaikan: 2 rekap")
    assert mark(former).read_text("utf-8") == UNCHANGED
    assert bring_up(former) == ""
    bands = former.office.assessing.bands
    for recap in (former.archive.recap(TW4), former.archive.revision_recap(TW4, 0)):
        assert recap is not None
        assert recap.assessing == Assessing(bands)


def test_no_figure_counts_as_changed_after_it(former: Project) -> None:
    """The published 104,96, 95,29 and 100,00 give 100,08 as before; computed anew it is the same recap."""
    bring_up(former)
    kept = former.archive.recap(TW4)
    assert kept is not None
    assert [f"{item.percent:.2f}" for item in kept.units[0].achievements] == ["104.96", "95.29", "100.00"]
    assert f"{kept.tally.mean:.2f}" == "100.08"
    assert {item.method for item in kept.units[0].achievements} == {Method.HIGHER}
    again = former.recap(TW4)
    assert again.tally == kept.tally
    assert pending_changes(former, TW4, again) == ()


def test_the_policies_of_then_are_kept_apart_from_those_of_today(former: Project) -> None:
    """They were no settings: the usual ones held, whatever office.toml says now."""
    settings = former.root / "office" / "office.toml"
    policies = "\n[penilaian.kebijakan]\nbelum_diisi = 0\n"
    settings.write_text(settings.read_text("utf-8") + policies, "utf-8")
    project = Project(former.root, NOW)
    assert project.office.assessing.empty == 0
    bring_up(project)
    recap = project.archive.recap(TW4)
    assert recap is not None
    assert recap.assessing.empty != 0


def test_a_run_that_was_cut_off_is_gone_on_with(former: Project) -> None:
    """One recap was migrated, the mark not yet written: the other one follows."""
    bring_up(former)
    first, second = recaps(former)
    mark(former).unlink()
    shutil.copyfile(FORMER / second.relative_to(former.archive.folder), second)
    migrated = first.read_bytes()
    assert "1 rekap" in bring_up(former)
    assert first.read_bytes() == migrated
    assert b'"assessing"' in second.read_bytes()


def test_who_only_looks_is_told_what_to_do(former: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written; after one `recap` they may look."""
    office = ("--office", str(former.root), "--period", "2020-TW4")
    before = [path.read_bytes() for path in recaps(former)]
    code, _, err = terminal.call(capsys, "status", *office)
    assert (code, "jalankan `sheets-sync recap` sekali" in " ".join(err.split())) == (4, True)
    assert [path.read_bytes() for path in recaps(former)] == before
    code, out, err = terminal.call(capsys, "recap", *office)
    assert (code, "capaian 100,08 % (FINAL)" in out, "sudah disesuaikan" in err) == (0, True, True)
    assert terminal.call(capsys, "status", *office)[0] == 0
    assert terminal.call(capsys, "recap", "--check", *office)[0] == 0


def test_a_broken_recap_is_named_with_its_place(former: Project) -> None:
    """As ever: migrating guesses nothing."""
    broken = json.loads(recaps(former)[0].read_bytes())
    broken["units"][0]["due"] = "tiga"
    recaps(former)[0].write_text(json.dumps(broken), "utf-8")
    with pytest.raises(ArchiveError, match=r"2020-TW4.rekap\.json rusak di units\.0\.due"):
        bring_up(former)


# --- what others wrote ---------------------------------------------------------------------------------------


def test_a_new_archive_gets_its_mark(new: Project) -> None:
    """With the first command that writes; looking at it writes nothing."""
    check_version(new)
    assert not mark(new).exists()
    assert bring_up(new) == ""
    assert mark(new).read_text("utf-8") == UNCHANGED


def test_create_marks_what_it_begins(new: Project) -> None:
    """Whoever calls it; a dry run writes nothing."""
    new.create(TW4, dry_run=True)
    assert not mark(new).exists()
    new.create(TW4)
    assert json.loads(mark(new).read_text("utf-8")) == {"skema": SCHEMA}


@pytest.mark.parametrize("name", ["riwayat/UMUM.json", "persetujuan.json"])
def test_an_older_archive_is_refused_with_what_to_do(former: Project, name: str) -> None:
    """It kept states and approvals in files of their own; nothing is touched."""
    old = former.archive.folder / str(TW4) / name
    old.parent.mkdir(exist_ok=True)
    old.write_text("[]", "utf-8")
    for opened in (bring_up, check_version):
        with pytest.raises(ArchiveError) as refused:
            opened(former)
        assert "Pindahkan folder data/ ke tempat lain sebagai cadangan" in str(refused.value)
        assert "sheets-sync run --period 2020-TW4" in str(refused.value)
    assert not mark(former).exists()


def test_a_newer_archive_is_refused(former: Project) -> None:
    """The program is to be updated; nothing is touched."""
    mark(former).write_text('{"skema": 3}', "utf-8")
    for opened in (bring_up, check_version):
        with pytest.raises(ArchiveError, match=r"versi program yang lebih baru \(skema 3; .* perbarui sheets-sync"):
            opened(former)
    assert [b"assessing" in path.read_bytes() for path in recaps(former)] == [False, False]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"skema": "2"}', '{"skema": true}', '{"skema": 0}', "[" * 9999])
def test_a_broken_mark_is_named(former: Project, content: str) -> None:
    """With what ought to stand there, and what to do."""
    mark(former).write_text(content, "utf-8")
    with pytest.raises(ArchiveError, match=r'arsip\.json rusak: isinya harus \{"skema": 2\}'):
        bring_up(former)


# --- numbers that are none -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number",
    ['"NaN"', '"-Infinity"', "NaN", "1e400", '"1E+999999"', '"1E-999999"', '"1E+20"', '"0E+99999"', f'"{"9" * 21}"'],
)
def test_a_number_beyond_all_reason_is_named_with_its_place(former: Project, number: str) -> None:
    """It neither enters a sum nor is ever written out with a million digits."""
    path = former.archive.folder / str(TW4) / "kiriman" / "UMUM.json"
    path.write_text(path.read_text("utf-8").replace('"88.95"', number), "utf-8")
    with pytest.raises(ArchiveError, match=r"UMUM\.json rusak di entries\.0\.value"):
        former.archive.submissions.all(TW4)
