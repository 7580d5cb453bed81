"""Kendali taken up in the folder: archive, trail, decisions carried out once, catatan in its own tab Periksa."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from sheets_sync import controlling
from sheets_sync.control_book import make_control_book
from sheets_sync.controlling import findings_of
from sheets_sync.course import UnitState
from sheets_sync.pipeline import Project
from sheets_sync.records import Applied, Decision, Verdict, record_of
from sheets_sync.trail import Kind, Line
from tests.conftest import AFTER_TW3, TW3, MakeProject
from tests.kendali import MEETING, kendali_path, type_kendali
from tests.large_office import lay_out_large_office
from tests.play import fill, on_target
from tests.test_units import all_validated

BEFORE = AFTER_TW3 - timedelta(hours=2)


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    """Every workbook is there, PEM has sent what meets its targets, PMD something that must be mended."""
    made = make_project()
    made.create(TW3)
    fill(made, TW3, "PEM", on_target(made, TW3, "PEM"), saved=BEFORE)
    fill(made, TW3, "PMD", {"PMD-01": "3 atau 4"}, saved=BEFORE)
    return made


def pull(project: Project) -> None:
    assert project.pull(TW3).troubles == []


def steps(project: Project) -> list[Line]:
    return [line for line in project.archive.trail.lines(TW3) if line.kind is Kind.STEP]


def states(project: Project, unit: str) -> list[tuple[UnitState, str]]:
    """What Kasubag Perencanaan did to the unit's workbook, with the reason of a return."""
    course = project.archive.courses.get(TW3, unit) or ()
    mine = [event for event in course if event.by == "Kasubag Perencanaan"]
    return [(event.state, event.why if event.state is UnitState.RETURNED else "") for event in mine]


def findings(project: Project) -> list[tuple[str, str, str]]:
    return [(item.rule, item.place.row, item.place.cell) for item in findings_of(project.archive, TW3)]


def shown(path: Path) -> list[str]:
    """The first column of the tab Periksa, from the first catatan on."""
    book = openpyxl.load_workbook(path)
    return [str(row[0]) for row in book["Periksa"].iter_rows(min_row=5, max_row=9, values_only=True) if row[0]]


# --- records -------------------------------------------------------------------------------------------------


def test_what_is_recorded_stands_in_the_archive_and_the_trail(project: Project) -> None:
    """The line has the form that the procedure reads; the meeting's texts stand in the archive alone."""
    type_kendali(project, MEETING)
    pull(project)
    (line,) = steps(project)
    assert (line.by, line.step) == ("Kasubag Perencanaan", 4)
    assert line.data == {
        "part": "", "start": "2026-10-07T09:00", "end": "2026-10-07T11:30", "worked": None,
        "note": "Aula kecamatan", "proof": [], "on_behalf": "", "done": True,
    }  # fmt: skip
    control = project.archive.control(TW3)
    assert control is not None
    assert control.meeting.present == "Ratna\nYusuf"
    assert control.steps == (record_of(line),)


def test_a_second_pull_adds_nothing(project: Project) -> None:
    """Neither a line, nor an event, nor a change in data/, however often it is pulled."""
    type_kendali(project, {**MEETING, "T-01": "1-10-2026", "PEM": "validasi", "PMD": "kembalikan", "PMD:3": "Jumlah lembaga belum sesuai."})  # fmt: skip
    pull(project)
    assert len(steps(project)) == 2
    pull(project)  # reads the workbook into which the first wrote why it was returned
    before = {path: path.read_bytes() for path in project.archive.folder.rglob("*.json*")}
    pull(project)
    assert {path: path.read_bytes() for path in project.archive.folder.rglob("*.json*")} == before


def test_a_change_is_a_line_and_an_emptied_record_is_taken_back(project: Project) -> None:
    """The trail keeps all three: as recorded, as corrected, as emptied."""
    for typed in ("1-10-2026", "2-10-2026 08.00", ""):
        type_kendali(project, {"T-01": typed})
        pull(project)
    told = [(line.data["end"], line.data["done"], line.data["note"]) for line in steps(project)]
    assert told == [("2026-10-01", True, ""), ("2026-10-02T08:00", True, ""), (None, False, "dikosongkan di Kendali")]


def test_a_cell_that_cannot_be_read_takes_nothing_back(project: Project) -> None:
    type_kendali(project, {"T-01": "1-10-2026"})
    pull(project)
    type_kendali(project, {"T-01": "kemarin"})
    pull(project)
    assert len(steps(project)) == 1
    control = project.archive.control(TW3)
    assert control is not None
    assert len(control.steps) == 1


def test_a_pull_cut_off_before_the_archive_adds_no_second_line(project: Project) -> None:
    """The line was written, the archive not yet: the next pull sees that the trail has it."""
    type_kendali(project, MEETING)
    pull(project)
    (project.archive.folder / str(TW3) / "kendali.json").unlink()
    pull(project)
    assert len(steps(project)) == 1


def test_a_kendali_that_is_gone_takes_nothing_back(project: Project) -> None:
    """No empty one is put in its place until somebody says that it starts anew."""
    type_kendali(project, {"T-01": "1-10-2026"})
    pull(project)
    kendali_path(project).unlink()
    (trouble,) = project.create(TW3).troubles
    assert "Kembalikan berkasnya" in trouble.text
    pull(project)
    assert (len(steps(project)), kendali_path(project).exists()) == (1, False)
    (project.archive.folder / str(TW3) / "kendali.json").unlink()
    assert project.create(TW3).troubles == []
    pull(project)
    assert len(steps(project)) == 1


# --- catatan -------------------------------------------------------------------------------------------------


def test_catatan_stand_in_periksa_until_mended(project: Project) -> None:
    """What people typed is left as it stands."""
    path = kendali_path(project)
    type_kendali(project, {"C-04": "kemarin", "T-05": "Anu"})
    pull(project)
    project.feedback(TW3)
    assert shown(path) == ["C-04", "T-05"]
    assert openpyxl.load_workbook(path)["Camat"]["B12"].value == "kemarin"
    type_kendali(project, {"C-04": "1-10-2026", "T-05": "Sekretaris"})
    pull(project)
    project.feedback(TW3)
    assert shown(path) == ["Belum ada catatan."]


# --- decisions -----------------------------------------------------------------------------------------------


def test_decisions_are_carried_out(project: Project) -> None:
    """PEM is validated, PMD goes back with the sentence."""
    type_kendali(project, {"PEM": "validasi", "PMD": "kembalikan", "PMD:3": "Jumlah lembaga belum sesuai."})
    pull(project)
    assert states(project, "PEM") == [(UnitState.VALIDATED, "")]
    assert states(project, "PMD") == [(UnitState.RETURNED, "Jumlah lembaga belum sesuai.")]
    assert findings(project) == []


def test_what_changes_later_is_not_validated_by_the_old_cell(project: Project, make_project: MakeProject) -> None:
    """Only a new date in the row validates the changed figures."""
    type_kendali(project, {"PEM": "validasi", "PEM:4": "8-10-2026"})
    pull(project)
    fill(project, TW3, "PEM", on_target(project, TW3, "PEM"), notes={"PEM-01": "map 4"}, saved=BEFORE)
    pull(project)
    pull(project)
    assert states(project, "PEM") == [(UnitState.VALIDATED, "")]
    type_kendali(project, {"PEM:4": "7-10-2026"})
    later = make_project(AFTER_TW3 + timedelta(hours=1))
    pull(later)
    assert states(later, "PEM") == [(UnitState.VALIDATED, "")] * 2


def test_a_refused_validation_is_told_and_tried_again(project: Project) -> None:
    """While something must be mended the decision waits; mended, it is carried out."""
    type_kendali(project, {"PMD": "validasi"})
    pull(project)
    assert states(project, "PMD") == []
    assert findings(project) == [("S-06", "PMD", "B23")]
    fill(project, TW3, "PMD", on_target(project, TW3, "PMD"), saved=BEFORE)
    pull(project)
    assert states(project, "PMD") == [(UnitState.VALIDATED, "")]
    assert findings(project) == []


def test_a_decision_before_the_sending_says_nothing_about_it(project: Project, make_project: MakeProject) -> None:
    """What the unit sends afterwards was not looked at: only a new date counts."""
    type_kendali(project, {"REN": "validasi"})
    pull(project)
    (found,) = findings_of(project.archive, TW3)
    assert "belum mengirim" in found.advice
    fill(project, TW3, "REN", on_target(project, TW3, "REN"), saved=AFTER_TW3 + timedelta(hours=1))
    later = make_project(AFTER_TW3 + timedelta(hours=2))
    pull(later)
    (found,) = findings_of(later.archive, TW3)
    assert "sesudah keputusan ini ditulis" in found.advice
    assert states(later, "REN") == []


def test_a_decision_emptied_and_typed_again_is_a_new_one(project: Project, make_project: MakeProject) -> None:
    """As the catatan advises: emptied until the unit has sent, then decided."""
    type_kendali(project, {"TRANTIB": "validasi"})
    pull(project)
    type_kendali(project, {"TRANTIB": ""})
    pull(project)
    fill(project, TW3, "TRANTIB", on_target(project, TW3, "TRANTIB"), saved=AFTER_TW3 + timedelta(hours=1))
    type_kendali(project, {"TRANTIB": "validasi"})
    later = make_project(AFTER_TW3 + timedelta(hours=2))
    pull(later)
    assert states(later, "TRANTIB") == [(UnitState.VALIDATED, "")]


def test_a_decision_that_cannot_be_read_is_not_forgotten(project: Project) -> None:
    """Spoilt and then restored, the cell says nothing new: nobody is sent back twice."""
    for verdict in ("kembalikan", "kembali?", "kembalikan"):
        type_kendali(project, {"PMD": verdict, "PMD:3": "Jumlah lembaga belum sesuai."})
        pull(project)
    assert states(project, "PMD") == [(UnitState.RETURNED, "Jumlah lembaga belum sesuai.")]


def test_a_unit_without_a_row_is_named(project: Project) -> None:
    """One that was added after Kendali was made can be decided about once somebody writes its code."""
    units = project.root / "office" / "units.csv"
    with units.open("a", encoding="utf-8") as stream:
        stream.write("PEMB,Seksi Pembangunan,seksi,Kepala Seksi Pembangunan,2026-07-01,\n")
    indicators = project.root / "office" / "indicators.csv"
    rows = indicators.read_text(encoding="utf-8")
    first = next(row for row in rows.splitlines() if row.startswith("PEM-01,"))
    indicators.write_text(f"{rows.rstrip()}\n{first.replace('PEM-01,PEM,', 'PEMB-01,PEMB,')}\n", encoding="utf-8")
    later = Project(project.root, AFTER_TW3)
    later.pull(TW3)
    assert findings(later) == [("S-15", "PEMB", "")]


@pytest.mark.parametrize("cut", ["before", "after"])
def test_a_pull_that_was_cut_off_carries_a_decision_out_once(project: Project, cut: str) -> None:
    """Cut off right before or right after the unit's course was written; the next pull finishes it."""
    type_kendali(project, {"PMD": "kembalikan", "PMD:3": "Jumlah lembaga belum sesuai."})
    taken = Applied(Decision("PMD", Verdict.RETURN, "Jumlah lembaga belum sesuai."), AFTER_TW3)
    if cut == "after":
        pull(project)
    project.archive.keep_applied(TW3, (taken,))
    pull(project)
    pull(project)
    assert states(project, "PMD") == [(UnitState.RETURNED, "Jumlah lembaga belum sesuai.")]
    assert [item.done for item in project.archive.applied(TW3)] == [True]


def test_the_camat_approves_once_all_are_validated(project: Project) -> None:
    """Before that the approval waits, with the units that are missing named."""
    type_kendali(project, {"C-15": "8-10-2026", "C-16": "Disposisi Camat"})
    pull(project)
    assert findings(project) == [("S-06", "C-15", "B25")]
    all_validated(project)
    pull(project)
    pull(project)
    left = findings(project)
    approvals = [(item.on.isoformat(), item.basis) for item in project.archive.approvals(TW3)]
    assert (left, approvals) == ([], [("2026-10-08", "Disposisi Camat")])


def test_kendali_of_very_many_units_is_read_whole(tmp_path: Path) -> None:
    """A row a unit, six hundred of them: none is taken for missing."""
    project = Project(lay_out_large_office(tmp_path / "kantor", 600), AFTER_TW3)
    project.store.create(make_control_book(project.office, TW3), str(TW3), f"Kendali {TW3}")
    assert controlling.pull(project, TW3, project.lookup.find(TW3)).troubles == []
    assert project.archive.office_findings.get(TW3, "KENDALI") == ()
