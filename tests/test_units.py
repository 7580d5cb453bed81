"""What officials decide about a workbook, and what becomes of the figures."""

from __future__ import annotations

import shutil
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from sheets_sync.course import UnitState
from sheets_sync.demo import type_into
from sheets_sync.errors import UsageError
from sheets_sync.model import Role
from sheets_sync.officers import same_person
from sheets_sync.pipeline import Project
from sheets_sync.recap import UnitRecap
from sheets_sync.standing import PROVISIONAL, VALIDATED
from sheets_sync.stores.xlsx import read_grid
from sheets_sync.units import approve, approve_period, lock_all, lock_one, send_back
from sheets_sync.workbook import FIRST_ROW
from tests.conftest import AFTER_TW3, TW3, MakeProject, lay_out_office
from tests.play import fill, on_target, workbook_path

IN_TIME = datetime.fromisoformat("2026-10-07T09:00:00+08:00")
WHY = "Angka PEM-01 belum sesuai dengan rekap desa."
EVIDENCE = "kertas: rekap, map 3"


@pytest.fixture(scope="module")
def sent_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = lay_out_office(tmp_path_factory.mktemp("kantor") / "satu")
    project = Project(folder, AFTER_TW3)
    project.create(TW3)
    complete(project, "PEM")
    collect(project)
    return folder


@pytest.fixture
def sent(sent_folder: Path, tmp_path: Path) -> Project:
    """PEM has sent good figures, and all is pulled and checked; in a folder of the test's own."""
    shutil.copytree(sent_folder, tmp_path / "kantor")
    return Project(tmp_path / "kantor", AFTER_TW3)


def complete(project: Project, unit: str, sender: str = "Petugas", **figures: Decimal) -> None:
    """The unit types figures that meet their targets, with evidence, and sends."""
    typed = on_target(project, TW3, unit) | figures
    fill(project, TW3, unit, typed, notes=dict.fromkeys(typed, EVIDENCE), sender=sender, saved=IN_TIME)


def collect(project: Project) -> None:
    project.pull(TW3)
    project.validate(TW3)
    project.feedback(TW3)


def recapped(project: Project, unit: str = "PEM") -> UnitRecap:
    return next(item for item in project.recap(TW3).units if item.code == unit)


def periksa(project: Project, unit: str = "PEM") -> list[list[str]]:
    """The rows of the tab Periksa as they stand in the unit's workbook."""
    with workbook_path(project, TW3, unit).open("rb") as stream:
        tab = read_grid(stream, 60).tab("Periksa")
    assert tab is not None
    rows = sorted({row for row, _ in tab.cells if row >= 5})
    return [[tab.text(row, column) for column in range(1, 10)] for row in rows]


# --- returned ------------------------------------------------------------------------------------------------


def test_a_return_tells_its_reason_where_the_unit_works(sent: Project) -> None:
    """First among the catatan, at the row Saya kirim, at once."""
    report = send_back(sent, TW3, "PEM", WHY, Role.PLANNING)
    assert report.troubles == []
    row = periksa(sent)[0]
    assert (row[0], row[1]) == ("KIRIM", "wajib diperbaiki")
    assert WHY.rstrip(".") in row[5]
    unit = recapped(sent)
    assert (unit.state, unit.returned, unit.has_sent) == (UnitState.RETURNED, WHY, False)


def test_the_reason_goes_when_the_unit_has_sent_again(sent: Project) -> None:
    """Both states are kept, with time, role and reason; the first sending still dates it."""
    send_back(sent, TW3, "PEM", WHY, Role.SECRETARY)
    later = Project(sent.root, AFTER_TW3 + timedelta(hours=3))
    fill(later, TW3, "PEM", {"PEM-01": Decimal(95)}, saved=AFTER_TW3 + timedelta(hours=2))
    collect(later)
    assert "KIRIM" not in [row[0] for row in periksa(later)]
    unit = recapped(later)
    assert (unit.state, unit.returned, unit.sent_at) == (UnitState.SENT, "", IN_TIME)
    course = later.archive.courses.get(TW3, "PEM")
    assert course is not None
    assert [(event.state, event.by, event.why) for event in course] == [
        (UnitState.SENT, "unit kerja", ""),
        (UnitState.RETURNED, "Sekretaris", WHY),
        (UnitState.SENT, "unit kerja", "diperbaiki sesudah dikembalikan"),
    ]
    assert [event.at for event in course] == [IN_TIME, AFTER_TW3, AFTER_TW3 + timedelta(hours=2)]


@pytest.mark.parametrize("why", ["", "  ", "salah", "...", "??? !!!"])
def test_a_return_needs_a_sentence(sent: Project, why: str) -> None:
    with pytest.raises(UsageError, match="kalimat"):
        send_back(sent, TW3, "PEM", why, Role.PLANNING)
    assert recapped(sent).state is UnitState.SENT


def test_what_was_not_sent_cannot_be_returned(sent: Project) -> None:
    with pytest.raises(UsageError, match="belum mengirim"):
        send_back(sent, TW3, "PMD", WHY, Role.PLANNING)


def test_an_unknown_unit_is_answered_with_those_that_there_are(sent: Project) -> None:
    with pytest.raises(UsageError, match=r"PMX.*REN, UMUM, PEM"):
        send_back(sent, TW3, "PMX", WHY, Role.PLANNING)


# --- validated -----------------------------------------------------------------------------------------------


def test_validated_figures_say_so(sent: Project) -> None:
    """State, standing and each indicator; the kecamatan's figure rests on this unit alone."""
    assert recapped(sent).standing == PROVISIONAL
    event = approve(sent, TW3, "pem", Role.PLANNING)
    assert (event.state, event.by, event.own) == (UnitState.VALIDATED, "Kasubag Perencanaan", False)
    unit = recapped(sent)
    assert (unit.state, unit.standing, unit.own_validation) == (UnitState.VALIDATED, VALIDATED, False)
    assert {item.standing for item in unit.achievements} == {VALIDATED}
    recap = sent.recap(TW3)
    assert (recap.standing, recap.validated, recap.sent) == (VALIDATED, 1, 1)


def test_a_change_after_validation_needs_another(sent: Project) -> None:
    approve(sent, TW3, "PEM", Role.PLANNING)
    later = Project(sent.root, AFTER_TW3 + timedelta(hours=3))
    fill(later, TW3, "PEM", {"PEM-01": Decimal(91)}, saved=AFTER_TW3 + timedelta(hours=1))
    collect(later)
    unit = recapped(later)
    assert (unit.state, unit.standing) == (UnitState.SENT, PROVISIONAL)
    approve(later, TW3, "PEM", Role.PLANNING)
    assert recapped(later).standing == VALIDATED


def test_validating_twice_is_told(sent: Project) -> None:
    approve(sent, TW3, "PEM", Role.PLANNING)
    with pytest.raises(UsageError, match="sudah tervalidasi"):
        approve(sent, TW3, "PEM", Role.PLANNING)


def test_what_must_be_mended_stands_in_the_way(make_project: MakeProject) -> None:
    """Every one is named with its cell."""
    project = make_project()
    project.create(TW3)
    fill(project, TW3, "PEM", {"PEM-01": "12 kali", "PEM-05": "banyak"})
    collect(project)
    with pytest.raises(UsageError, match=r"(?s)4 catatan wajib diperbaiki.*B8.*B9.*B7.*B6"):
        approve(project, TW3, "PEM", Role.PLANNING)


def test_a_returned_workbook_is_not_validated_as_it_is(sent: Project) -> None:
    """The return itself stands in the way until the unit has answered it."""
    send_back(sent, TW3, "PEM", WHY, Role.PLANNING)
    with pytest.raises(UsageError, match="PEM-01 belum sesuai"):
        approve(sent, TW3, "PEM", Role.PLANNING)


def test_open_questions_are_counted_not_hidden(make_project: MakeProject) -> None:
    """Whoever validates all the same is on record with how many were open."""
    project = make_project()
    project.create(TW3)
    fill(project, TW3, "PEM", on_target(project, TW3, "PEM"), saved=IN_TIME)  # without evidence where it is required
    collect(project)
    assert approve(project, TW3, "PEM", Role.PLANNING).why == "1 pertanyaan belum dijawab"


@pytest.mark.parametrize(
    ("unit", "sender", "role", "own"),
    [
        ("REN", "Petugas", Role.PLANNING, True),  # Dewi Anggraini heads the unit, and signs its form
        ("REN", "Petugas", Role.SECRETARY, False),
        ("PEM", "Dewi Anggraini", Role.PLANNING, True),  # she sent it
        ("PEM", "dewi", Role.PLANNING, True),
        ("PEM", "Dewi Sartika", Role.PLANNING, False),
        ("PEM", "Nurhayati", Role.PLANNING, False),
    ],
)
def test_nobody_validates_their_own_unseen(
    make_project: MakeProject, unit: str, sender: str, role: Role, own: bool
) -> None:
    """Who signs, heads or sent a workbook and validates it is told of, wherever the state is shown."""
    project = make_project()
    project.create(TW3)
    if unit == "REN":
        budget = {row.code: row.ceiling / 2 for row in project.archive.forms.get(TW3, "REN").budget}  # type: ignore[union-attr]  # just made
        fill_budget(project, budget)
    complete(project, unit, sender)
    collect(project)
    assert approve(project, TW3, unit, role).own is own
    assert recapped(project, unit).own_validation is own


def fill_budget(project: Project, figures: dict[str, Decimal]) -> None:
    """Types realisasi into the tab Anggaran of REN."""
    cells = {(row, 2): figure.quantize(Decimal(1)) + row for row, figure in enumerate(figures.values(), FIRST_ROW)}
    type_into(workbook_path(project, TW3, "REN"), {"Anggaran": cells})


def test_a_role_that_nobody_holds_cannot_validate(sent: Project) -> None:
    path = sent.root / "office" / "officials.csv"
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("sekretaris")]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    project = Project(sent.root, AFTER_TW3)
    with pytest.raises(UsageError, match=r"Sekretaris belum dicatat di office/officials\.csv"):
        approve(project, TW3, "PEM", Role.SECRETARY)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Dewi", "Dewi Anggraini, S.E.", True), ("DEWI ANGGRAINI", "Dewi Anggraini, S.E. (contoh)", True),
        ("Drs. Budi Santoso, M.Si.", "Budi Santoso", True), ("Budi", "Bambang", False), ("", "Dewi", False),
        ("Dewi Anggraini", "Dewi Sartika", False), ("S.E.", "S.E.", False), ("H. Amir", "Amir Hamzah", True),
    ],
)  # fmt: skip
def test_same_person(one: str, other: str, same: bool) -> None:
    """Titles, brackets and capitals are no difference; one half of a name is taken for the whole."""
    assert same_person(one, other) is same
    assert same_person(other, one) is same


# --- locked --------------------------------------------------------------------------------------------------


def test_one_unit_is_locked_and_opened(sent: Project) -> None:
    """Validation lives through both; each is on record."""
    approve(sent, TW3, "PEM", Role.PLANNING)
    assert len(lock_one(sent, TW3, "PEM", locked=True).done) == 1
    assert not workbook_path(sent, TW3, "PEM").stat().st_mode & 0o222
    assert workbook_path(sent, TW3, "PMD").stat().st_mode & 0o200
    unit = recapped(sent)
    assert (unit.state, unit.standing) == (UnitState.LOCKED, VALIDATED)
    assert lock_one(sent, TW3, "PEM", locked=True).done == []
    lock_one(sent, TW3, "PEM", locked=False)
    assert recapped(sent).state is UnitState.VALIDATED


def test_a_locked_workbook_is_opened_before_it_is_returned(sent: Project) -> None:
    lock_one(sent, TW3, "PEM", locked=True)
    with pytest.raises(UsageError, match="unit lock PEM --buka"):
        send_back(sent, TW3, "PEM", WHY, Role.PLANNING)


def test_a_lock_settles_no_return(sent: Project) -> None:
    """What waits to be mended counts as not sent while it is locked, and is returned still once it is open."""
    send_back(sent, TW3, "PEM", WHY, Role.PLANNING)
    lock_one(sent, TW3, "PEM", locked=True)
    collect(sent)
    unit = recapped(sent)
    assert (unit.state, unit.has_sent, unit.must, unit.returned) == (UnitState.LOCKED, False, 1, WHY)
    lock_one(sent, TW3, "PEM", locked=False)
    unit = recapped(sent)
    assert (unit.state, unit.has_sent, unit.returned) == (UnitState.RETURNED, False, WHY)


def test_a_locked_workbook_can_still_be_validated(sent: Project) -> None:
    """After the lock day there is nothing else left to do; it stays locked."""
    lock_one(sent, TW3, "PEM", locked=True)
    assert approve(sent, TW3, "PEM", Role.PLANNING).state is UnitState.LOCKED
    assert recapped(sent).standing == VALIDATED


def test_locking_all_records_each(sent: Project) -> None:
    """Also the units that have sent nothing; opened, each is what it was."""
    assert len(lock_all(sent, TW3, locked=True).done) == 7
    assert {unit.state for unit in sent.recap(TW3).units} == {UnitState.LOCKED}
    lock_all(sent, TW3, locked=False)
    assert recapped(sent).state is UnitState.SENT
    assert recapped(sent, "PMD").state is UnitState.EMPTY


def test_a_workbook_that_is_not_there_cannot_be_locked(sent: Project) -> None:
    workbook_path(sent, TW3, "PMD").unlink()
    with pytest.raises(UsageError, match="tidak ditemukan"):
        lock_one(Project(sent.root, AFTER_TW3), TW3, "PMD", locked=True)


# --- the Camat -----------------------------------------------------------------------------------------------


def all_validated(project: Project) -> None:
    project.create(TW3)
    budget = {row.code: row.ceiling / 2 for row in project.archive.forms.get(TW3, "REN").budget}  # type: ignore[union-attr]  # just made
    fill_budget(project, budget)
    for unit in project.office.units_in(TW3):
        complete(project, unit.code)
    collect(project)
    for unit in project.office.units_in(TW3):
        approve(project, TW3, unit.code, Role.SECRETARY)


def test_the_camat_approves_what_is_validated(make_project: MakeProject) -> None:
    """FINAL with its day; a later change is approved again as REVISI KE-1, for the unit that changed alone."""
    project = make_project()
    all_validated(project)
    approve_period(project, TW3, date(2026, 10, 8), "disposisi Camat")
    recap = project.recap(TW3)
    assert recap.standing.words == "FINAL (disetujui Camat, 8 Oktober 2026)"
    assert recap.budget[0].standing.short == "FINAL"

    later = make_project(AFTER_TW3 + timedelta(days=7))
    fill(later, TW3, "PEM", {"PEM-01": Decimal(91)}, saved=AFTER_TW3 + timedelta(days=6))
    collect(later)
    assert later.recap(TW3).standing == PROVISIONAL
    with pytest.raises(UsageError, match="belum tervalidasi: Seksi Pemerintahan"):
        approve_period(later, TW3, date(2026, 10, 15), "disposisi Camat")
    approve(later, TW3, "PEM", Role.SECRETARY)
    approve_period(later, TW3, date(2026, 10, 15), "disposisi Camat")
    standings = {unit.code: unit.standing.short for unit in later.recap(TW3).units}
    assert standings["PEM"] == "REVISI KE-1"
    assert {standings[code] for code in standings if code != "PEM"} == {"FINAL"}
    assert later.recap(TW3).standing.words == "REVISI KE-1 (disetujui Camat, 15 Oktober 2026)"


def test_an_approval_is_refused_with_the_reason(make_project: MakeProject) -> None:
    """Of tomorrow, or of what was approved already."""
    project = make_project()
    all_validated(project)
    with pytest.raises(UsageError, match="sesudah hari ini"):
        approve_period(project, TW3, date(2026, 10, 9), "disposisi")
    approve_period(project, TW3, date(2026, 10, 8), "disposisi")
    with pytest.raises(UsageError, match="sudah disetujui"):
        approve_period(project, TW3, date(2026, 10, 8), "disposisi")
    assert len(project.archive.approvals(TW3)) == 1
