"""The six verbs on real workbooks: what each leaves behind, and what happens when something is wrong."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheets_sync.assessing import Outcome
from sheets_sync.course import UnitState
from sheets_sync.demo import type_into
from sheets_sync.errors import ArchiveError, SiteError, UsageError
from sheets_sync.lookup import workbook_name
from sheets_sync.office_books import BOOKS
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.submission import Severity, Submission
from tests.conftest import AFTER_TW3, TW3, WORKBOOKS, MakeProject
from tests.play import fill, on_target, workbook_path

WITA = "+08:00"
IN_TIME = datetime.fromisoformat(f"2026-10-07T14:00:00{WITA}")


def at(moment: str) -> datetime:
    return datetime.fromisoformat(f"{moment}{WITA}")


def check(project: Project, period: Period = TW3) -> None:
    project.pull(period)
    project.validate(period)


def rules_found(project: Project, unit: str) -> list[str]:
    return [finding.rule for finding in project.archive.findings.get(TW3, unit) or ()]


def submission(project: Project, unit: str) -> Submission:
    found = project.archive.submissions.get(TW3, unit)
    assert found is not None
    return found


# --- create --------------------------------------------------------------------------------------------------


def test_create_makes_a_workbook_for_every_unit(make_project: MakeProject) -> None:
    """Each unit of the period gets one workbook, the office its own; a unit's form is archived as sent."""
    project = make_project()
    report = project.create(TW3)
    codes = [unit.code for unit in project.office.units_in(TW3)]
    assert len(report.done) == len(codes) + len(BOOKS) == WORKBOOKS
    assert sorted(project.archive.forms.all(TW3)) == sorted(codes)


def test_create_again_touches_nothing(make_project: MakeProject) -> None:
    """A workbook that exists is not touched while the office asks the same, whatever the unit typed."""
    project = make_project()
    project.create(TW3)
    path = fill(project, TW3, "PEM", on_target(project, TW3, "PEM"))
    before = path.read_bytes()
    assert make_project().create(TW3).done == []
    assert path.read_bytes() == before


def test_dry_run_only_says(make_project: MakeProject) -> None:
    """A dry run names every workbook and makes none."""
    project = make_project()
    assert len(project.create(TW3, dry_run=True).done) == WORKBOOKS
    assert not (project.root / "lembar").exists()
    assert not (project.root / "data").exists()


def test_create_makes_only_what_is_missing(make_project: MakeProject) -> None:
    """A workbook that was deleted is made again; the others stay."""
    project = make_project()
    project.create(TW3)
    path = workbook_path(project, TW3, "YANUM")
    path.unlink()
    assert make_project().create(TW3).done == [f"2026-TW3/{path.name}"]


def test_period_due_is_the_quarter_that_ended(make_project: MakeProject) -> None:
    """In October the third quarter is worked on, in January the fourth, and a later one once it was begun."""
    assert make_project(at("2026-10-01T08:00:00")).period_due() == TW3
    assert make_project(at("2027-01-04T08:00:00")).period_due() == Period(2026, 4)
    project = make_project()
    project.create(Period(2026, 4))
    assert make_project().period_due() == Period(2026, 4)


# --- pull ----------------------------------------------------------------------------------------------------


def test_pull_archives_what_was_typed(make_project: MakeProject) -> None:
    """Figures arrive as Decimal with their cell, notes and sender beside them."""
    project = make_project()
    project.create(TW3)
    fill(project, TW3, "PEM", {"PEM-01": Decimal("88.56")}, notes={"PEM-01": "kertas: rekap, map 3"})
    project.pull(TW3)
    entry = submission(project, "PEM").entries[0]
    assert (entry.code, entry.value, entry.cell, entry.typed) == ("PEM-01", Decimal("88.56"), "B6", "88,56")
    assert entry.note == "kertas: rekap, map 3"
    assert submission(project, "PEM").sent


def test_pull_again_changes_no_byte(make_project: MakeProject) -> None:
    """The same workbooks pulled later leave the submissions in the archive byte for byte as they were."""
    project = make_project()
    project.create(TW3)
    fill(project, TW3, "PEM", on_target(project, TW3, "PEM"))
    project.run(TW3)
    path = project.archive.folder / "2026-TW3" / "kiriman" / "PEM.json"
    before = path.read_bytes()
    make_project(at("2026-10-09T16:00:00")).run(TW3)
    assert path.read_bytes() == before


def test_the_first_sending_counts(make_project: MakeProject) -> None:
    """Who sent in time and mends later has still sent in time."""
    project = make_project()
    project.create(TW3)
    fill(project, TW3, "PEM", on_target(project, TW3, "PEM"), saved=IN_TIME)
    project.pull(TW3)
    fill(project, TW3, "PEM", {"PEM-01": Decimal(77)}, saved=at("2026-10-14T09:00:00"))
    later = make_project(at("2026-10-14T10:00:00"))
    check(later)
    unit = next(unit for unit in later.recap(TW3).units if unit.code == "PEM")
    assert (unit.sent_at, unit.late_days) == (IN_TIME, 0)
    assert submission(later, "PEM").entries[0].value == 77


def test_feedback_counts_as_no_edit(make_project: MakeProject) -> None:
    """What feedback writes into the workbook changes neither the unit's content nor its times."""
    project = make_project()
    project.create(TW3)
    fill(project, TW3, "PEM", {"PEM-01": "12 kali"}, saved=IN_TIME)
    project.run(TW3)
    first = submission(project, "PEM")
    again = make_project(at("2026-10-12T08:00:00"))
    assert again.pull(TW3).done == []
    assert submission(again, "PEM") == first


def test_last_good_pull_stays(make_project: MakeProject) -> None:
    """When a workbook breaks, what was pulled before stays and the unit is named."""
    project = make_project()
    project.create(TW3)
    path = fill(project, TW3, "PEM", on_target(project, TW3, "PEM"))
    project.run(TW3)
    path.write_bytes(b"rusak")
    report, recap = make_project().run(TW3)
    assert [trouble.unit for trouble in report.troubles] == ["PEM"]
    assert "kirim ulang" in report.troubles[0].text
    unit = next(unit for unit in recap.units if unit.code == "PEM")
    assert unit.state is UnitState.SENT
    assert unit.trouble
    assert unit.filled == unit.due


@pytest.mark.parametrize(
    ("key", "words"),
    [
        pytest.param("11.01.01|PEM|2026-TW3", "kantor lain", id="another office"),
        pytest.param("72.01.15|PEM|2026-TW2", "periode 2026-TW2", id="another period"),
        pytest.param("72.01.15|KELUAR|2026-TW3", "unit KELUAR tidak ada", id="an unknown unit"),
        pytest.param("72.01.15|PEM|2026-TW3|00000000", "versi 00000000", id="another version of the form"),
    ],
)
def test_a_workbook_of_something_else_is_named(make_project: MakeProject, key: str, words: str) -> None:
    """A workbook that belongs elsewhere is refused with the reason; nothing of it is archived."""
    project = make_project()
    project.create(TW3)
    path = workbook_path(project, TW3, "PEM")
    form = project.archive.forms.get(TW3, "PEM")
    assert form is not None
    book: Any = openpyxl.load_workbook(path)
    parts = [*key.split("|"), form.version][:4]
    new = "|".join(["sheets-sync", *parts])
    book["_kunci"]["A1"] = new
    del book.custom_doc_props["Kunci lembar"]
    book.save(path)
    report = project.pull(TW3)
    assert [words in trouble.text for trouble in report.troubles] == [True]
    assert project.archive.submissions.get(TW3, "PEM") is None


def test_two_workbooks_of_one_unit_are_named(make_project: MakeProject) -> None:
    """Two files with one unit's key are both named and neither is read: which is right cannot be known."""
    project = make_project()
    project.create(TW3)
    path = fill(project, TW3, "PEM", on_target(project, TW3, "PEM"))
    shutil.copy(path, path.with_name("salinan (2).xlsx"))
    report = project.pull(TW3)
    assert "salinan (2).xlsx" in report.troubles[0].text
    assert path.name in report.troubles[0].text
    assert project.archive.submissions.get(TW3, "PEM") is None


def test_a_workbook_is_known_by_its_key(make_project: MakeProject) -> None:
    """A renamed file is read all the same."""
    project = make_project()
    project.create(TW3)
    path = fill(project, TW3, "PEM", on_target(project, TW3, "PEM"))
    path.rename(path.with_name("DOC-20261005-WA0003.xlsx"))
    assert project.pull(TW3).troubles == []
    assert submission(project, "PEM").sent


# --- validate, feedback, recap -------------------------------------------------------------------------------


def test_findings_stand_in_the_workbook_and_go_when_mended(make_project: MakeProject) -> None:
    """A catatan is written to the tab Periksa with its cell, and is gone after the unit mended it."""
    project = make_project()
    project.create(TW3)
    path = fill(
        project, TW3, "PEM", on_target(project, TW3, "PEM") | {"PEM-01": "90 persen"}, notes={"PEM-01": "kertas: a, b"}
    )
    project.run(TW3)
    rows = list(openpyxl.load_workbook(path)["Periksa"].iter_rows(min_row=5, values_only=True))
    assert rows[0][:4] == ("PEM-01", "wajib diperbaiki", "Isi B6", "90 persen")
    fill(project, TW3, "PEM", {"PEM-01": Decimal(90)})
    project.run(TW3)
    assert "J-03" not in rules_found(project, "PEM")
    rows = list(openpyxl.load_workbook(path)["Periksa"].iter_rows(min_row=5, values_only=True))
    assert "wajib diperbaiki" not in [row[1] for row in rows]


def test_what_must_be_mended_is_not_recapped(make_project: MakeProject) -> None:
    """A figure with a wajib diperbaiki enters no mean, and the recap says what it waits for."""
    project = make_project()
    project.create(TW3)
    fill(project, TW3, "PEM", on_target(project, TW3, "PEM") | {"PEM-01": Decimal(-5)})
    check(project)
    unit = next(unit for unit in project.recap(TW3).units if unit.code == "PEM")
    standings = {item.code: item.outcome for item in unit.achievements}
    assert standings["PEM-01"] is Outcome.MUST_MEND
    assert unit.tally.count == unit.due - 1


def test_a_file_open_elsewhere_waits(make_project: MakeProject) -> None:
    """A workbook that somebody has open is named, and gets its catatan at the next run."""
    project = make_project()
    project.create(TW3)
    path = fill(project, TW3, "PEM", {"PEM-01": "banyak"})
    lock = path.with_name(f"~${path.name}")
    lock.touch()
    before = path.read_bytes()
    report, _ = project.run(TW3)
    assert [trouble.unit for trouble in report.troubles] == ["PEM"]
    assert "sedang dibuka" in report.troubles[0].text
    assert path.read_bytes() == before
    lock.unlink()
    report, _ = make_project().run(TW3)
    assert report.troubles == []
    assert path.read_bytes() != before


def test_four_states_stay_four(make_project: MakeProject) -> None:
    """Empty, zero, not yet due and not assessed are told apart in the recap."""
    project = make_project()
    project.create(TW3)
    fill(project, TW3, "REN", {"REN-06": Decimal(0), "REN-03": Decimal(0)}, sender="")
    check(project)
    recap = project.recap(TW3)
    found = {item.code: (item.outcome, item.value) for unit in recap.units for item in unit.achievements}
    assert found["REN-06"] == (Outcome.NOT_ASSESSED, Decimal(0))
    assert found["REN-03"] == (Outcome.ASSESSED, Decimal(0))
    assert found["REN-04"] == (Outcome.EMPTY, None)
    assert found["PEM-02"] == (Outcome.NOT_DUE, None)


def test_lateness_sums_to_the_units(make_project: MakeProject) -> None:
    """After the deadline each unit is in time, late by n working days, or not in yet; together they are all."""
    project = make_project()
    project.create(TW3)
    fill(project, TW3, "PEM", on_target(project, TW3, "PEM"), saved=IN_TIME)
    fill(project, TW3, "PMD", on_target(project, TW3, "PMD"), saved=at("2026-10-13T08:00:00"))
    later = make_project(at("2026-10-14T08:00:00"))
    check(later)
    units = {unit.code: unit for unit in later.recap(TW3).units}
    assert (units["PEM"].late_days, units["PMD"].late_days, units["KESOS"].late_days) == (0, 2, 3)
    assert units["KESOS"].state is UnitState.EMPTY


def test_budget_is_recapped_once_a_programme(make_project: MakeProject) -> None:
    """Realisasi that exceeds its pagu must be mended and enters no sum."""
    project = make_project()
    project.create(TW3)
    path = workbook_path(project, TW3, "REN")
    form = project.archive.forms.get(TW3, "REN")
    assert form is not None
    type_into(path, {form.words.tab_budget: {(6, 2): Decimal(1_000_000), (7, 2): form.budget[1].ceiling + 1}})
    check(project)
    lines = project.recap(TW3).budget
    assert [line.actual for line in lines[:3]] == [1_000_000, None, None]
    assert "B-03" in rules_found(project, "REN")


def test_recap_before_pull_says_what_to_do(make_project: MakeProject) -> None:
    """Without a pull there is nothing to recap, and the message names the command."""
    with pytest.raises(UsageError, match="sheets-sync pull"):
        make_project().recap(TW3)


def test_a_broken_archive_file_is_named(make_project: MakeProject) -> None:
    """A file of the archive that somebody damaged is named with what to do."""
    project = make_project()
    project.create(TW3)
    check(project)
    broken = project.archive.folder / "2026-TW3" / "kiriman" / "PEM.json"
    broken.write_text('{"unit": ', "utf-8")
    with pytest.raises(ArchiveError, match=r"PEM\.json rusak"):
        project.recap(TW3)


def test_archive_gives_back_what_it_got(make_project: MakeProject) -> None:
    """Form, submission, findings and recap come back equal, Decimals exact."""
    project = make_project()
    project.create(TW3)
    fill(project, TW3, "PEM", {"PEM-01": Decimal("0.1")})
    check(project)
    recap = project.recap(TW3)
    assert project.archive.recap(TW3) == recap
    text = (project.archive.folder / "2026-TW3" / "kiriman" / "PEM.json").read_text("utf-8")
    assert json.loads(text)["entries"][0]["value"] == "0.1"
    form = project.archive.forms.get(TW3, "PEM")
    assert form is not None
    assert dataclasses.replace(form) == form


def test_findings_name_their_severity(make_project: MakeProject) -> None:
    """An untouched workbook yields one catatan, no reproach: that it is empty."""
    project = make_project()
    project.create(TW3)
    check(project)
    findings = project.archive.findings.get(TW3, "PEM") or ()
    assert [(finding.rule, finding.severity) for finding in findings] == [("K-01", Severity.NOTICE)]


# --- killed runs ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("moment", [0.25, 0.45, 0.6, 0.8, 1.0])
def test_a_killed_run_is_carried_on(office_folder: Path, moment: float) -> None:
    """After kill -9 at any moment the next run ends as an undisturbed one, every workbook there once."""
    command = [sys.executable, "-m", "sheets_sync", "run", "--office", str(office_folder), "--period", "2026-TW3"]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=10)
    project = Project(office_folder, AFTER_TW3)
    report, recap = project.run(TW3)
    assert report.troubles == []
    assert len(recap.units) == 7
    assert len(project.store.find("2026-TW3")) == WORKBOOKS


def test_catatan_never_reach_another_unit(make_project: MakeProject) -> None:
    """Where a unit's file was replaced by another unit's, the first unit's catatan are not written into it."""
    project = make_project()
    project.create(TW3)
    pem = fill(project, TW3, "PEM", {"PEM-01": "banyak"})
    project.run(TW3)
    pmd = workbook_path(project, TW3, "PMD")
    pmd.replace(pem)
    make_project().run(TW3)
    rows = list(openpyxl.load_workbook(pem)["Periksa"].iter_rows(min_row=5, values_only=True))
    assert "PEM-01" not in [row[0] for row in rows]


def test_a_template_that_the_office_broke_is_named(make_project: MakeProject) -> None:
    """A page template with a mistake is named with its line; nothing else is touched."""
    project = make_project()
    project.run(TW3)
    page = project.root / "templates" / "pages" / "unit.md.j2"
    page.write_text(page.read_text("utf-8") + "\n{% if %}", "utf-8")
    with pytest.raises(UsageError, match=r"unit\.md\.j2 baris \d+"):
        project.render()


# --- nothing that was pulled is lost ---------------------------------------------------------------------------


def test_no_blank_workbook_takes_the_place_of_work(make_project: MakeProject) -> None:
    """When a filled workbook is gone, no blank one is made in its place: the pull stays and the unit is named."""
    project = make_project()
    project.create(TW3)
    path = fill(project, TW3, "PEM", on_target(project, TW3, "PEM"))
    project.run(TW3)
    path.unlink()
    report, recap = make_project().run(TW3)
    assert [trouble.unit for trouble in report.troubles] == ["PEM"]
    assert not path.exists()
    assert submission(project, "PEM").sent
    assert next(unit for unit in recap.units if unit.code == "PEM").state is UnitState.SENT


def test_an_emptied_workbook_does_not_empty_the_archive(make_project: MakeProject) -> None:
    """A blank workbook in the place of a filled one is named, and the last filled pull stays."""
    project = make_project()
    project.create(TW3)
    path = workbook_path(project, TW3, "PEM")
    blank = path.read_bytes()
    fill(project, TW3, "PEM", on_target(project, TW3, "PEM"))
    project.run(TW3)
    path.write_bytes(blank)
    report, _ = make_project().run(TW3)
    assert "kosong" in report.troubles[0].text
    assert submission(project, "PEM").sent


def test_feedback_keeps_the_time_of_saving(make_project: MakeProject) -> None:
    """When the unit saved its workbook stays known after catatan were written into it."""
    project = make_project()
    project.create(TW3)
    path = fill(project, TW3, "PEM", {"PEM-01": "banyak"}, saved=IN_TIME)
    before = path.read_bytes()
    project.run(TW3)
    assert path.read_bytes() != before
    assert path.stat().st_mtime == IN_TIME.timestamp()


def test_a_clock_that_runs_ahead_is_not_believed(make_project: MakeProject) -> None:
    """A file saved "in 2035" counts as sent at the moment of the pull, not later."""
    project = make_project()
    project.create(TW3)
    fill(project, TW3, "PEM", on_target(project, TW3, "PEM"), saved=at("2035-01-01T00:00:00"))
    project.pull(TW3)
    assert submission(project, "PEM").first_sent == AFTER_TW3


def test_later_quarters_follow_a_mended_one(make_project: MakeProject) -> None:
    """A figure mended in an earlier quarter reaches the year-to-date figures of the later ones."""
    tw1, tw2 = Period(2026, 1), Period(2026, 2)
    first = make_project(at("2026-04-08T09:00:00"))
    first.create(tw1)
    fill(first, tw1, "TRANTIB", on_target(first, tw1, "TRANTIB"))
    first.run(tw1)
    second = make_project(at("2026-07-08T09:00:00"))
    second.create(tw2)
    fill(second, tw2, "TRANTIB", on_target(second, tw2, "TRANTIB"))
    _, before = second.run(tw2)
    fill(first, tw1, "TRANTIB", {"TRANTIB-02": Decimal(40)})
    second.run(tw1)
    after = second.archive.recap(tw2)
    assert after is not None
    assert after.tally != before.tally


def test_a_year_without_agreement_is_not_handed_out(make_project: MakeProject) -> None:
    """No format goes out for a year whose targets nobody has entered, and the message names the files."""
    with pytest.raises(UsageError, match=r"perjanjian kinerja tahun 2027.*targets\.csv"):
        make_project(at("2027-04-02T09:00:00")).create(Period(2027, 1))


def test_a_period_far_ahead_does_not_become_the_default(make_project: MakeProject) -> None:
    """A folder of a distant period does not change which quarter is worked on."""
    project = make_project()
    (project.archive.folder / "2099-TW1").mkdir(parents=True)
    assert project.period_due() == TW3


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Seksi Trantib/Linmas: A?", "PEM Seksi Trantib Linmas A 2026-TW3"),
        ("x" * 300, f"PEM {'x' * 96} 2026-TW3"),
        ("Kelurahan Tanjung é.", "PEM Kelurahan Tanjung é 2026-TW3"),
    ],
    ids=["what Windows forbids", "too long", "accents stay"],
)
def test_file_names_suit_windows(make_project: MakeProject, name: str, file: str) -> None:
    """A unit's name becomes a file's name that Windows takes too."""
    unit = next(unit for unit in make_project().office.units if unit.code == "PEM")
    assert workbook_name(dataclasses.replace(unit, name=name), TW3) == file


# --- the site ----------------------------------------------------------------------------------------------------


def test_a_broken_link_stops_the_build(make_project: MakeProject) -> None:
    """A hand-written page that points nowhere is named by MkDocs, and the old site stays."""
    project = make_project()
    project.run(TW3)
    page = project.root / "site" / "tentang.md"
    page.write_text(page.read_text("utf-8") + "\n[x](tidakada.md)\n", "utf-8")
    with pytest.raises(SiteError, match=r"tidakada\.md"):
        project.build()
    assert (project.root / "public" / "index.html").is_file()


def test_personal_data_are_masked_on_pages(make_project: MakeProject) -> None:
    """An e-mail address, a phone number or an NIK typed into a note shows as [disamarkan]."""
    project = make_project()
    project.create(TW3)
    note = "hubungi 0812 3456 7890 atau budi@example.com, NIK 7201010101900001, pagu 1250000000"
    fill(project, TW3, "PEM", on_target(project, TW3, "PEM"), notes={"PEM-01": note})
    project.run(TW3)
    page = (project.root / "public" / "hasil" / "2026-TW3" / "unit-pem.html").read_text("utf-8")
    assert page.count("disamarkan") == 2 * 3  # beside the figure, and in the question about its evidence
    assert "1250000000" in page
    assert "0812" not in page
    assert "example.com" not in page
