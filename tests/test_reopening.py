"""After the lock: opened again on the Camat's order, what was approved kept, what changed listed."""

from __future__ import annotations

import os
import shutil
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from sheets_sync.course import UnitState
from sheets_sync.errors import UsageError
from sheets_sync.model import Accumulation, Role
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.recap import Recap
from sheets_sync.reopening import CHANGED, reopen
from sheets_sync.revision import ChangedFigure, Figure, shown
from sheets_sync.standing import Reopening
from sheets_sync.trail import Kind
from sheets_sync.units import approve, approve_period, lock_all, lock_one
from tests.conftest import AFTER_TW3, TW3, MakeProject, lay_out_office
from tests.play import fill, workbook_path
from tests.test_units import all_validated, collect, complete, periksa

WHY = "Angka PEM-01 keliru menurut rekap desa."
BASIS = "disposisi Camat 20 Oktober 2026"
ORDERED = AFTER_TW3 + timedelta(days=12)
MENDED = ORDERED + timedelta(hours=4)
TW4 = Period(2026, 4)


@pytest.fixture(scope="module")
def approved_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = lay_out_office(tmp_path_factory.mktemp("kantor") / "satu")
    project = Project(folder, AFTER_TW3)
    all_validated(project)
    approve_period(project, TW3, date(2026, 10, 8), "disposisi Camat")
    project.recap(TW3)
    lock_all(project, TW3, locked=True)
    project.recap(TW3)
    return folder


@pytest.fixture
def approved(approved_folder: Path, tmp_path: Path) -> Project:
    """Every unit is validated, the Camat has approved, all is locked; twelve days later, in the test's own folder."""
    shutil.copytree(approved_folder, tmp_path / "kantor")
    return Project(tmp_path / "kantor", ORDERED)


def opened(project: Project, code: str = "PEM") -> Reopening:
    return reopen(project, TW3, code, WHY, BASIS, Role.SECRETARY).order


def revised(project: Project) -> Project:
    """PEM has mended its first figure from 90 to 81, and all is approved anew."""
    later = Project(project.root, MENDED)
    fill(later, TW3, "PEM", {"PEM-01": Decimal(81)}, saved=MENDED - timedelta(hours=1))
    collect(later)
    approve(later, TW3, "PEM", Role.SECRETARY)
    approve_period(later, TW3, date(2026, 10, 20), "disposisi Camat")
    later.recap(TW3)
    return later


def states(recap: Recap) -> dict[str, UnitState]:
    return {unit.code: unit.state for unit in recap.units}


# --- what may be opened --------------------------------------------------------------------------------------


def test_one_unit_is_open_again_and_reads_why(approved: Project) -> None:
    """Its workbook can be saved, its reason stands first; all others stay locked, and the figures FINAL."""
    done = reopen(approved, TW3, "pem", WHY, BASIS, Role.SECRETARY)
    assert (done.units, done.report.troubles, len(done.report.done)) == (("PEM",), [], 1)
    assert os.access(workbook_path(approved, TW3, "PEM"), os.W_OK)
    assert periksa(approved)[0][:2] == ["KIRIM", "wajib diperbaiki"]
    assert WHY.rstrip(".") in periksa(approved)[0][5]
    recap = approved.recap(TW3)
    assert recap.standing.short == "FINAL"
    told = states(recap)
    assert told.pop("PEM") is UnitState.RETURNED
    assert set(told.values()) == {UnitState.LOCKED}


def test_the_order_stands_in_the_trail_before_anything_is_opened(approved: Project) -> None:
    """By the Camat, with the paper, and by which role it was recorded."""
    order = opened(approved)
    assert order == Reopening(ORDERED, "PEM", 1, WHY, BASIS, "Sekretaris")
    assert Project(approved.root, ORDERED).archive.reopenings(TW3) == (order,)
    kinds = [(line.kind, line.by) for line in approved.archive.trail.lines(TW3)]
    assert kinds.index((Kind.REOPENED, "Camat")) < kinds.index((Kind.STATE, "Camat"))
    assert approved.archive.trail.faults(TW3) == ()


def test_what_is_validated_as_it_stands_is_whole_in_the_recap_again(approved: Project) -> None:
    """Why it had been returned is settled with the validation, so that step 9 misses no unit."""
    opened(approved)
    approve(approved, TW3, "PEM", Role.SECRETARY)
    recap = approved.recap(TW3)
    assert (recap.within, recap.sent) == (len(recap.units), len(recap.units))


def test_without_a_unit_all_are_opened(approved: Project) -> None:
    """What need not change is validated as it stands; what changed is approved as a revision."""
    done = reopen(approved, TW3, "", WHY, BASIS, Role.SECRETARY)
    assert len(done.units) == 7
    assert set(states(approved.recap(TW3)).values()) == {UnitState.RETURNED}
    assert approved.archive.reopenings(TW3)[0].unit == ""
    for unit in approved.office.units_in(TW3):
        if unit.code != "PEM":
            assert approve(approved, TW3, unit.code, Role.SECRETARY).state is UnitState.VALIDATED
    later = revised(approved)
    standings = {unit.code: unit.standing.short for unit in later.recap(TW3).units}
    assert standings.pop("PEM") == "REVISI KE-1"
    assert set(standings.values()) == {"FINAL"}


def test_what_was_locked_but_never_approved_is_opened_too(make_project: MakeProject) -> None:
    """It leads to no revision, since there is nothing yet that it could revise."""
    project = make_project()
    project.create(TW3)
    complete(project, "PEM")
    collect(project)
    lock_all(project, TW3, locked=True)
    assert opened(project).revision == 0
    assert states(project.recap(TW3))["PEM"] is UnitState.RETURNED
    assert project.archive.revisions(TW3) == ()


def test_what_was_approved_is_opened_by_no_other_way(approved: Project) -> None:
    """The lock's own option tells the way."""
    with pytest.raises(UsageError, match="period reopen 2026-TW3"):
        lock_all(approved, TW3, locked=False)
    with pytest.raises(UsageError, match="period reopen 2026-TW3"):
        lock_one(approved, TW3, "PEM", locked=False)
    assert set(states(approved.recap(TW3)).values()) == {UnitState.LOCKED}


def test_all_that_is_wrong_is_told_at_once(approved: Project) -> None:
    with pytest.raises(UsageError) as refused:
        reopen(approved, TW3, "PMX", "salah", " ", Role.SECRETARY)
    unit, reason, basis = str(refused.value).splitlines()
    assert "'PMX' tidak ada pada Triwulan III 2026" in unit
    assert "--alasan" in reason
    assert "--dasar" in basis
    assert approved.archive.reopenings(TW3) == ()


def test_what_is_neither_approved_nor_locked_needs_no_order(make_project: MakeProject) -> None:
    project = make_project()
    project.create(TW3)
    complete(project, "PEM")
    collect(project)
    with pytest.raises(UsageError, match="belum disetujui Camat dan belum dikunci"):
        opened(project)
    assert project.archive.reopenings(TW3) == ()


def test_what_is_open_is_not_opened_twice(approved: Project) -> None:
    opened(approved)
    with pytest.raises(UsageError, match="PEM sudah dibuka kembali"):
        opened(approved)
    assert len(approved.archive.reopenings(TW3)) == 1


def test_a_workbook_that_is_gone_is_named_and_the_others_are_opened(approved: Project) -> None:
    workbook_path(approved, TW3, "PMD").unlink()
    done = reopen(approved, TW3, "", WHY, BASIS, Role.SECRETARY)
    assert [trouble.unit for trouble in done.report.troubles] == ["PMD"]
    assert len(done.report.done) == 6
    told = states(approved.recap(TW3))
    assert told.pop("PMD") is UnitState.LOCKED
    assert set(told.values()) == {UnitState.RETURNED}


# --- what was approved ---------------------------------------------------------------------------------------


def kept(project: Project, number: int) -> dict[str, bytes]:
    """Every file of that revision."""
    folder = project.archive.folder / str(TW3) / "revisi" / str(number)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_approval_keeps_the_archive_as_it_was_approved(approved: Project) -> None:
    """Recap, what was filled, the forms and the catatan; revising it later changes none of it."""
    before = kept(approved, 0)
    folders = [Path(name).parts[0] for name in before]
    assert {name: folders.count(name) for name in folders} == {
        "rekap.json": 1, "perubahan.json": 1, "kiriman": 7, "format": 7, "catatan": 7,
    }  # fmt: skip
    opened(approved)
    later = revised(approved)
    assert kept(later, 0) == before
    assert later.archive.revisions(TW3) == (0, 1)
    first, second = (later.archive.revision_recap(TW3, number) for number in (0, 1))
    assert first is not None
    assert second is not None
    assert (first.standing.short, second.standing.short) == ("FINAL", "REVISI KE-1")


def test_papers_that_came_after_the_approval_stay_with_it(approved: Project) -> None:
    """A later paper of the same name does not take its place."""
    papers = approved.archive.folder / str(TW3) / "naskah"
    papers.mkdir()
    (papers / "berita-acara.pdf").write_bytes(b"disetujui")
    opened(approved)
    (papers / "berita-acara.pdf").write_bytes(b"revisi")
    opened(approved, "PMD")
    assert kept(approved, 0)["naskah/berita-acara.pdf"] == b"disetujui"
    later = revised_all(approved)
    assert kept(later, 1)["naskah/berita-acara.pdf"] == b"revisi"


def revised_all(project: Project) -> Project:
    """As `revised`, where PMD was opened too and stays as it was."""
    approve(project, TW3, "PMD", Role.SECRETARY)
    return revised(project)


def test_each_changed_figure_is_listed_with_its_reason(approved: Project) -> None:
    """PEM-01 from 90 (its target) to 81: capaian 100 to 90, PEM's mean of four (100*3 + 90) / 4 = 97,5."""
    opened(approved)
    later = revised(approved)
    name = next(item.name for unit in later.recap(TW3).units for item in unit.achievements if item.code == "PEM-01")
    *rows, whole = later.archive.changes(TW3, 1)
    assert rows == [
        ChangedFigure("PEM", "PEM-01", name, Figure.ACTUAL, Decimal(90), Decimal(81), WHY),
        ChangedFigure("PEM", "PEM-01", name, Figure.PERCENT, Decimal(100), Decimal(90), WHY),
        ChangedFigure("PEM", "", "", Figure.MEAN, Decimal(100), Decimal("97.5"), WHY),
    ]
    assert (whole.unit, whole.figure, whole.why) == ("", Figure.MEAN, WHY)
    assert later.archive.changes(TW3, 0) == ()


def test_a_change_without_an_order_is_listed_too(approved: Project) -> None:
    """Until it is approved it stands as pending; nobody's order is made up for it."""
    fill(approved, TW3, "PEM", {"PEM-01": Decimal(81)}, saved=ORDERED)
    collect(approved)
    view = approved._view(TW3)
    assert view is not None
    assert view.pending == ()  # the recap is as it was
    approved.recap(TW3)
    view = approved._view(TW3)
    assert view is not None
    assert {change.why for change in view.pending} == {CHANGED}
    later = Project(approved.root, MENDED)
    approve(later, TW3, "PEM", Role.SECRETARY)
    approve_period(later, TW3, date(2026, 10, 20), "disposisi Camat")
    later.recap(TW3)
    assert {change.why for change in later.archive.changes(TW3, 1)} == {CHANGED}


def test_later_quarters_are_computed_anew_and_tell_what_moved(approved: Project) -> None:
    """A sum over the year moves with the third quarter, though nothing typed for the fourth has changed."""
    later = Project(approved.root, MENDED)
    due = approved.archive.forms.all(TW3)["REN"].due
    summed = next(row.code for row in due if row.accumulation is Accumulation.SUM)
    later.create(TW4)
    form = later.archive.forms.get(TW4, "REN")
    assert form is not None
    fill(later, TW4, "REN", {summed: Decimal(3)}, saved=MENDED)
    later.pull(TW4)
    later.validate(TW4)
    later.recap(TW4)
    assert later.recap_later(TW3) == {TW4: ()}
    opened(approved, "REN")
    fill(later, TW3, "REN", {summed: Decimal(7)}, saved=MENDED)
    collect(later)
    later.recap(TW3)
    changes = later.recap_later(TW3)[TW4]
    assert {(change.unit, change.code) for change in changes} >= {("REN", summed)}
    assert Figure.ACTUAL not in {change.figure for change in changes}
    assert later.recap_later(TW3) == {TW4: ()}


def test_the_page_of_the_quarter_lists_the_revision(approved: Project) -> None:
    """Order, approvals and figures; a quarter that was approved once has no such section."""
    page = approved.root / "site" / "hasil" / str(TW3) / "index.md"
    approved.render()
    assert "Revisi" not in page.read_text("utf-8")
    opened(approved)
    later = revised(approved)
    later.render()
    text = page.read_text("utf-8")
    for words in (
        WHY.rstrip("."),
        BASIS,
        "REVISI KE-1",
        "Angka yang diubah revisi ke-1",
        ">90<",
        ">81<",
        "100,00",
        "97,50",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("value", "figure", "words"),
    [
        (None, Figure.PERCENT, "–"),
        (Decimal("97.456"), Figure.MEAN, "97,46"),
        (Decimal("1234.5"), Figure.ACTUAL, "1.234,5"),
        (Decimal(1250000), Figure.SPENT, "Rp1.250.000"),
    ],
)
def test_figures_are_written_as_their_kind_is(value: Decimal | None, figure: Figure, words: str) -> None:
    assert shown(value, figure) == words
