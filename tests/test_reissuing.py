"""A format that changes after the sheets went out reaches the workbooks in the folder, and nothing typed is lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from sheets_sync import reissuing, units
from sheets_sync.chronicle import add_approval, add_reopening
from sheets_sync.course import UnitState
from sheets_sync.intake import accept, examine
from sheets_sync.model import Role
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.report import FORMER_FORM
from sheets_sync.sending import make_sending
from sheets_sync.standing import Approval, Reopening
from sheets_sync.stores.exchange import REPLACED
from sheets_sync.stores.xlsx import XlsxFolder
from sheets_sync.submission import Channel, Submission
from sheets_sync.trail import Kind, Line
from tests import changing
from tests.conftest import AFTER_TW3, TW3, MakeProject
from tests.libreoffice import save_as
from tests.play import fill, on_target, workbook_path

SAVED = datetime.fromisoformat("2026-10-07T14:00:00+08:00")
RETURNED = datetime.fromisoformat("2026-10-08T11:00:00+08:00")
LATER = datetime.fromisoformat("2026-10-08T12:00:00+08:00")
OTHER_TARGET = ("PEM-05,PK-2026,80,60,70,75,80", "PEM-05,PK-2026,80,60,70,72,80")
CHANGED = "target triwulan PEM-05 75 menjadi 72"


@pytest.fixture
def sent(make_project: MakeProject) -> Project:
    """An office whose unit PEM has filled and sent its workbook, with a mistake in it; all is pulled and told."""
    project = make_project()
    project.create(TW3)
    figures = on_target(project, TW3, "PEM") | {"PEM-01": "88 kali"}
    fill(project, TW3, "PEM", figures, notes={"PEM-01": "kertas: map 3"}, saved=SAVED)
    sync(project)
    return project


def sync(project: Project) -> None:
    project.pull(TW3)
    project.validate(TW3)
    project.feedback(TW3)


def submission(project: Project) -> Submission:
    found = project.archive.submissions.get(TW3, "PEM")
    assert found is not None
    return found


def figures(project: Project) -> dict[str, str]:
    return {entry.code: entry.typed for entry in submission(project).entries}


def told(project: Project) -> list[Line]:
    """What the trail says of PEM's form."""
    return [line for line in project.archive.trail.lines(TW3) if line.kind is Kind.FORMAT and line.unit == "PEM"]


def version(project: Project) -> str:
    form = project.archive.forms.get(TW3, "PEM")
    assert form is not None
    return form.version


def change_target(project: Project) -> None:
    changing.set_target(project.root, *OTHER_TARGET)


# --- what is true afterwards ---------------------------------------------------------------------------------


def test_a_target_changes_and_what_was_typed_stays(sent: Project, make_project: MakeProject) -> None:
    """The workbook asks the new target; figures, notes, tick and sender are read as before, and the file's time stands."""
    path = workbook_path(sent, TW3, "PEM")
    before, old = path.stat().st_mtime_ns, submission(sent)
    change_target(sent)
    project = make_project()
    assert project.create(TW3).renewed == [f"{path.name} diperbarui: {CHANGED}"]
    assert path.stat().st_mtime_ns == before
    assert "target 72 %" in openpyxl.load_workbook(path)["Isi"]["A7"].value
    sync(project)
    new = submission(project)
    assert (new.entries, new.tick, new.first_sent) == (old.entries, old.tick, old.first_sent)
    assert new.form_version == version(project) != old.form_version


def test_the_former_workbook_is_kept(sent: Project, make_project: MakeProject) -> None:
    """The workbook as the unit left it lies in `diganti`, byte for byte."""
    path = workbook_path(sent, TW3, "PEM")
    before = path.read_bytes()
    change_target(sent)
    make_project().create(TW3)
    assert [kept.read_bytes() for kept in (path.parent / REPLACED).iterdir()] == [before]


def test_the_others_are_not_touched(sent: Project, make_project: MakeProject) -> None:
    """Only the unit that is asked otherwise gets another workbook; a second run does nothing."""
    before = {path.name: path.read_bytes() for path in workbook_path(sent, TW3, "PEM").parent.glob("*.xlsx")}
    change_target(sent)
    make_project().create(TW3)
    after = {path.name: path.read_bytes() for path in workbook_path(sent, TW3, "PEM").parent.glob("*.xlsx")}
    assert [name for name in before if before[name] != after[name]] == [workbook_path(sent, TW3, "PEM").name]
    report = make_project().create(TW3)
    assert (report.done, report.notes, report.troubles) == ([], [], [])
    assert {path.name: path.read_bytes() for path in workbook_path(sent, TW3, "PEM").parent.glob("*.xlsx")} == after


def test_a_new_indicator_is_asked_and_one_that_is_over_is_not(sent: Project, make_project: MakeProject) -> None:
    """A new row stands empty among the others; the row that is asked no longer leaves its figure below, unread."""
    was = figures(sent)
    changing.add_indicator(sent.root, "PEM-05", "PEM-08")
    changing.retire(sent.root, "PEM-06")
    project = make_project()
    project.create(TW3)
    sync(project)
    now = figures(project)
    assert now == {code: text for code, text in was.items() if code != "PEM-06"} | {"PEM-08": ""}
    assert submission(project).noticed == ()
    assert [change for line in told(project) for change in line.data["perubahan"]] == [
        "indikator baru PEM-08",
        "tidak diminta lagi: PEM-06",
    ]


def test_a_new_unit_gets_its_workbook(sent: Project, make_project: MakeProject) -> None:
    """A unit that comes after the sheets went out gets a workbook of its own; the others stay."""
    units_file = sent.root / "office" / "units.csv"
    units_file.write_text(
        units_file.read_text("utf-8") + "EKBANG,Seksi Ekonomi,seksi,Kepala Seksi Pemerintahan,2026-01-01,\n", "utf-8"
    )
    changing.add_indicator(sent.root, "PEM-05", "EKBANG-01")
    indicators = sent.root / "office" / "indicators.csv"
    indicators.write_text(indicators.read_text("utf-8").replace("EKBANG-01,PEM,", "EKBANG-01,EKBANG,"), "utf-8")
    assert make_project().create(TW3).done == ["2026-TW3/EKBANG Seksi Ekonomi 2026-TW3.xlsx"]


def test_answers_in_periksa_stay(sent: Project, make_project: MakeProject) -> None:
    """What the unit answered in the tab Periksa is there after the change, and known."""
    fill(sent, TW3, "PEM", {"PEM-01": Decimal(20)}, sender="Nur", saved=SAVED)
    sync(sent)
    path = workbook_path(sent, TW3, "PEM")
    book = openpyxl.load_workbook(path)
    asked = next(row for row in range(5, 20) if book["Periksa"].cell(row, 2).value == "perlu dijawab")
    book["Periksa"].cell(asked, 8, "sungai meluap")
    book.save(path)
    change_target(sent)
    project = make_project()
    project.create(TW3)
    assert "sungai meluap" in [row[7].value for row in openpyxl.load_workbook(path)["Periksa"].iter_rows(min_row=5)]
    assert "sungai meluap" in [reply.text for reply in project.archive.replies.get(TW3, "PEM") or ()]


def test_the_change_stands_on_the_site(sent: Project, make_project: MakeProject) -> None:
    """The unit's page lists what changed and when, and the period's page names the unit."""
    change_target(sent)
    project = make_project()
    project.create(TW3)
    sync(project)
    project.recap(TW3)
    project.render()
    folder = project.root / "site" / "hasil" / "2026-TW3"
    page = (folder / "unit-pem.md").read_text("utf-8")
    assert '<h2 id="format">Perubahan format</h2>' in page
    assert CHANGED in page
    assert "Perubahan format" not in (folder / "unit-ren.md").read_text("utf-8")
    assert "sesudah dibagikan pada 1 unit kerja" in (folder / "index.md").read_text("utf-8")


def test_a_dry_run_only_says(sent: Project, make_project: MakeProject) -> None:
    """The change is named, and nothing is written."""
    path = workbook_path(sent, TW3, "PEM")
    before, form = path.read_bytes(), version(sent)
    change_target(sent)
    project = make_project()
    assert project.create(TW3, dry_run=True).done == [f"{path.name} akan diperbarui: {CHANGED}"]
    assert (path.read_bytes(), version(project), told(project)) == (before, form, [])


def test_an_older_quarter_keeps_the_targets_of_its_end(make_project: MakeProject) -> None:
    """PK Perubahan of 14 September changes the third quarter, and not the second."""
    project = make_project()
    second = Period(2026, 2)
    project.create(second)
    changing.set_target(project.root, "PEM-07,PKP-2026,50,10,10,15,15", "PEM-07,PKP-2026,55,10,10,20,15")
    assert make_project().create(second).done == []


# --- what must not change ------------------------------------------------------------------------------------


def validated(project: Project) -> None:
    fill(project, TW3, "PEM", on_target(project, TW3, "PEM"), saved=SAVED)
    sync(project)
    units.approve(project, TW3, "PEM", Role.PLANNING)


def locked(project: Project) -> None:
    units.lock_one(project, TW3, "PEM", locked=True)


@pytest.mark.parametrize(("close", "word"), [(validated, "tervalidasi"), (locked, "terkunci")])
def test_what_is_closed_is_not_changed(
    sent: Project, make_project: MakeProject, close: Callable[[Project], None], word: str
) -> None:
    """A workbook that is validated or locked stays as it is, and a note names it."""
    close(sent)
    path = workbook_path(sent, TW3, "PEM")
    before = path.read_bytes()
    change_target(sent)
    project = make_project()
    report = project.create(TW3)
    assert report.notes == [
        f"Seksi Pemerintahan: format berubah sesudah lembarnya {word}, jadi lembar itu tidak diubah"
    ]
    assert (report.done, path.read_bytes(), told(project)) == ([], before, [])


def test_what_the_camat_approved_is_not_changed(make_project: MakeProject) -> None:
    """After the Camat's approval a workbook stays, though its unit types on; until the period is opened again."""
    project = make_project()
    project.create(TW3)
    for unit in project.office.units_in(TW3):
        fill(project, TW3, unit.code, on_target(project, TW3, unit.code), saved=SAVED)
    project.pull(TW3)
    add_approval(project.archive.trail, TW3, AFTER_TW3, Approval(date(2026, 10, 8), "nota dinas", {}))
    change_target(project)
    assert "disetujui Camat" in make_project().create(TW3).notes[0]
    order = Reopening(AFTER_TW3, "", 1, "Target berubah", "disposisi Camat", "Sekretaris")
    add_reopening(project.archive.trail, TW3, order)
    assert make_project().create(TW3).notes == []


def test_a_unit_that_is_asked_nothing_any_more(sent: Project, make_project: MakeProject) -> None:
    """Its workbook stays as it is, with a note."""
    path = workbook_path(sent, TW3, "PEM")
    before = path.read_bytes()
    for number in range(1, 8):
        changing.retire(sent.root, f"PEM-0{number}")
    assert make_project().create(TW3).notes == [
        "Seksi Pemerintahan: tidak diminta apa pun lagi pada Triwulan III 2026, jadi lembarnya dibiarkan"
    ]
    assert path.read_bytes() == before


@pytest.mark.parametrize("mark", ["~$", ".~lock."])
def test_an_open_workbook_waits(sent: Project, make_project: MakeProject, mark: str) -> None:
    """While somebody has it open it is named, and changed by the next run."""
    path = workbook_path(sent, TW3, "PEM")
    lock = path.with_name(f"{mark}{path.name}{'#' if mark.startswith('.') else ''}")
    lock.write_bytes(b"")
    change_target(sent)
    troubles = make_project().create(TW3).troubles
    assert "sedang dibuka" in troubles[0].text
    lock.unlink()
    assert make_project().create(TW3).renewed == [f"{path.name} diperbarui: {CHANGED}"]


def test_a_workbook_saved_in_this_moment_waits(
    sent: Project, make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the unit saves between our reading and our writing is not written over."""
    path = workbook_path(sent, TW3, "PEM")
    change_target(sent)
    project = make_project()
    real = XlsxFolder.reissue

    def saved_first(store: XlsxFolder, *arguments: object) -> object:
        fill(project, TW3, "PEM", {"PEM-05": Decimal(77)}, sender="")
        return real(store, *arguments)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(XlsxFolder, "reissue", saved_first)
    assert "baru saja disimpan" in project.create(TW3).troubles[0].text
    monkeypatch.undo()
    assert openpyxl.load_workbook(path)["Isi"]["B7"].value == 77
    again = make_project()
    again.create(TW3)
    assert figures(again)["PEM-05"] == "77"


def test_what_a_made_workbook_cannot_hold_is_named(sent: Project, make_project: MakeProject) -> None:
    """A tab of the unit's own, a remark and a formula are named with the copy that still has them."""
    path = workbook_path(sent, TW3, "PEM")
    book = openpyxl.load_workbook(path)
    book.create_sheet("Hitungan")["A1"] = 12
    book["Isi"]["B8"].comment = Comment("dari desa", "Nur")
    book.save(path)
    change_target(sent)
    (note,) = make_project().create(TW3).notes
    assert note.startswith(
        f"{path.name}: tab Hitungan, komentar sel tidak ada di lembar yang baru; lihat 2026-TW3/diganti/"
    )


def test_returned_stays_returned(sent: Project, make_project: MakeProject) -> None:
    """That we changed the workbook does not count as the unit's mending."""
    sent.now = RETURNED
    units.send_back(sent, TW3, "PEM", "Lengkapi bukti dukungnya", Role.PLANNING)
    change_target(sent)
    project = make_project(LATER)
    project.create(TW3)
    sync(project)
    course = project.archive.courses.get(TW3, "PEM") or ()
    assert [event.state for event in course][:2] == [UnitState.SENT, UnitState.RETURNED]
    assert {(event.state, event.why) for event in course[1:]} == {(UnitState.RETURNED, "Lengkapi bukti dukungnya")}


# --- cut off, and copies that come back ----------------------------------------------------------------------

CUTS = ("keep_version", "reissue", "_tell_trail", "_carry_on")


@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("cut", CUTS)
def test_a_run_that_is_cut_off_is_completed(
    sent: Project, make_project: MakeProject, monkeypatch: pytest.MonkeyPatch, cut: str, late: bool
) -> None:
    """Killed before or after any of its steps, the unit has one good workbook, and the next run ends as if nothing was."""
    change_target(sent)
    was = figures(sent)
    project = make_project()
    owner: object = {"keep_version": project.archive, "reissue": project.store}.get(cut, reissuing)
    real = getattr(owner, cut)

    def killed(*arguments: object) -> object:
        if late:
            real(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(owner, cut, killed)
    with pytest.raises(KeyboardInterrupt):
        project.create(TW3)
    monkeypatch.undo()
    again = make_project()
    again.create(TW3)
    sync(again)
    assert figures(again) == was
    assert [line.data["perubahan"] for line in told(again)] == [[CHANGED]]
    assert submission(again).form_version == version(again)
    assert submission(again).source.modified == SAVED
    assert make_project().create(TW3).done == []


def test_a_copy_of_the_former_version_is_taken_in(sent: Project, make_project: MakeProject, tmp_path: Path) -> None:
    """A copy that was filled offline is read by its own form, taken in, and stands in the folder as the new version."""
    path = workbook_path(sent, TW3, "PEM")
    fill(sent, TW3, "PEM", {"PEM-05": Decimal(66)}, sender="Nur")
    copy = tmp_path / "wa.xlsx"
    copy.write_bytes(path.read_bytes())
    fill(sent, TW3, "PEM", {"PEM-05": Decimal(75)}, sender="Nur", saved=SAVED)
    changing.add_indicator(sent.root, "PEM-05", "PEM-08")
    project = make_project()
    project.create(TW3)
    mistakes: list[str] = []
    came = examine(project, copy, TW3, make_sending(project, Role.PLANNING, "", "", mistakes))
    assert (mistakes, came.outdated) == ([], True)
    accept(project, came)
    assert (figures(project)["PEM-05"], figures(project)["PEM-08"]) == ("66", "")
    assert submission(project).channel is Channel.ACCEPTED
    assert openpyxl.load_workbook(path)["Isi"]["B7"].value == 66
    later = make_project(LATER)
    assert (later.create(TW3).done, later.pull(TW3).troubles) == ([], [])
    assert figures(later)["PEM-05"] == "66"


def test_a_former_copy_in_the_folder_is_read_and_brought_up(sent: Project, make_project: MakeProject) -> None:
    """Somebody puts the former workbook back: a pull reads it by its own form and says so, `create` brings it up."""
    path = workbook_path(sent, TW3, "PEM")
    former = path.read_bytes()
    changing.add_indicator(sent.root, "PEM-05", "PEM-08")
    make_project().create(TW3)
    path.write_bytes(former)
    fill_row(path, Decimal(61))
    project = make_project()
    report = project.pull(TW3)
    assert (report.notes, report.troubles) == ([f"{path.name}: {FORMER_FORM}"], [])
    assert (figures(project)["PEM-05"], figures(project)["PEM-08"]) == ("61", "")
    assert make_project().create(TW3).renewed == [f"{path.name} diperbarui: format yang berlaku"]
    last = make_project()
    assert last.pull(TW3).notes == []
    assert figures(last)["PEM-05"] == "61"


def fill_row(path: Path, figure: Decimal) -> None:
    seen = path.stat()
    book = openpyxl.load_workbook(path)
    book["Isi"]["B7"] = figure
    book.save(path)
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))


def test_what_was_typed_for_the_unit_stays(sent: Project, make_project: MakeProject) -> None:
    """What an official typed over the workbook still counts after the change, and not the workbook's older figure."""
    typed = replace(submission(sent), channel=Channel.TYPED, typed_by="Kasubag Perencanaan")
    entry = replace(typed.entries[1], typed="70", value=Decimal(70))
    from sheets_sync.collecting import take_in  # noqa: PLC0415  # the only test that needs it

    take_in(sent, replace(typed, entries=(typed.entries[0], entry, *typed.entries[2:])))
    change_target(sent)
    project = make_project()
    project.create(TW3)
    project.pull(TW3)
    assert (submission(project).channel, figures(project)["PEM-05"]) == (Channel.TYPED, "70")
    assert submission(project).form_version == version(project)


def test_a_workbook_saved_by_libreoffice(sent: Project, make_project: MakeProject, tmp_path: Path) -> None:
    """A workbook that LibreOffice saved is brought up, reads the same, and LibreOffice shows it; a formula stays as its result."""
    path = workbook_path(sent, TW3, "PEM")
    book = openpyxl.load_workbook(path)
    book["Isi"]["B7"] = "=40+35"
    book.save(path)
    save_as([path], "xlsx", tmp_path / "lo", tmp_path / "profil")
    path.write_bytes((tmp_path / "lo" / path.name).read_bytes())
    os.utime(path, (SAVED.timestamp(), SAVED.timestamp()))
    was = figures(sent)
    changing.add_indicator(sent.root, "PEM-05", "PEM-08")
    project = make_project()
    report = project.create(TW3)
    assert report.troubles == []
    assert ["rumus di Isi B7 tidak ada" in note for note in report.notes] == [True]
    sync(project)
    assert figures(project) == was | {"PEM-08": ""}
    save_as([path], "xlsx", tmp_path / "lagi", tmp_path / "profil")
    shown = openpyxl.load_workbook(tmp_path / "lagi" / path.name, data_only=True)
    assert shown["Isi"]["B6"].value == "88 kali"
    assert str(shown["Isi"]["D6"].value).startswith("wajib diperbaiki")
