"""What the lines of the trail mean, and that a run which changes nothing adds none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sheets_sync import chronicle
from sheets_sync.archive import Archive
from sheets_sync.chronicle import Made
from sheets_sync.course import Event, UnitState
from sheets_sync.errors import ArchiveError
from sheets_sync.ledger import Ledger
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.standing import Approval, Reopening
from sheets_sync.trail import Kind
from tests.conftest import AFTER_TW3, TW3, MakeProject
from tests.play import fill, on_target
from tests.test_units import collect

EVENT = Event(AFTER_TW3, UnitState.VALIDATED, "Sekretaris", "2 pertanyaan belum dijawab", "ab12", validated=True, own=True)  # fmt: skip


@pytest.fixture
def archive(make_project: MakeProject) -> Archive:
    return make_project().archive


def reread(archive: Archive) -> Archive:
    """The same archive, as another run finds it."""
    return Archive(archive.folder)


def trail_bytes(project: Project) -> bytes:
    return (project.archive.folder / str(TW3) / "jejak.jsonl").read_bytes()


def kinds(project: Project, unit: str = "PEM") -> list[Kind]:
    return [line.kind for line in project.archive.trail.lines(TW3) if line.unit == unit]


# --- there and back ------------------------------------------------------------------------------------------


def test_a_course_is_what_was_added_to_it(archive: Archive) -> None:
    """Event by event, with its zone; units in the order of their codes, and none for who has none."""
    events = (
        Event(AFTER_TW3 - timedelta(days=2), UnitState.SENT, "unit kerja", "", "ab12"),
        Event(AFTER_TW3, UnitState.RETURNED, "Camat", "Angka keliru.", "ab12", reopened=True),
        EVENT,
    )
    for event in events:
        archive.courses.add(TW3, "PMD", event)
    archive.courses.add(TW3, "PEM", EVENT)
    for found in (archive, reread(archive)):
        assert found.courses.get(TW3, "PMD") == events
        assert list(found.courses.all(TW3)) == ["PEM", "PMD"]
        assert found.courses.get(TW3, "REN") is None
    assert archive.trail.faults(TW3) == ()


def test_approvals_and_reopenings_come_back_as_they_were(archive: Archive) -> None:
    approval = Approval(date(2026, 10, 8), "disposisi Camat", {"PEM": "ab12", "PMD": "cd34"})
    order = Reopening(AFTER_TW3, "", 1, "Angka keliru.", "disposisi Camat", "Sekretaris")
    archive.add_approval(TW3, AFTER_TW3, approval)
    chronicle.add_reopening(archive.trail, TW3, order)
    assert reread(archive).approvals(TW3) == (approval,)
    assert reread(archive).reopenings(TW3) == (order,)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (Kind.STATE, {}),
        (Kind.STATE, {"state": "entah", "why": "", "content": ""}),
        (Kind.APPROVAL, {"on": "8 Oktober", "basis": "", "contents": {}}),
        (Kind.APPROVAL, {"on": "2026-10-08", "basis": "", "contents": 7}),
        (Kind.REOPENED, {"revision": "satu", "why": "", "basis": "", "recorded_by": ""}),
    ],
)
def test_a_line_that_says_nothing_of_its_kind_is_told_with_what_to_do(archive: Archive, kind: Kind, data: dict[str, object]) -> None:  # fmt: skip
    archive.trail.add(TW3, AFTER_TW3, kind, "Camat", unit="PEM" if kind is Kind.STATE else "", data=data)
    with pytest.raises(ArchiveError, match=r"baris bernomor 1 .*trail verify"):
        (archive.courses.all(TW3), archive.approvals(TW3), archive.reopenings(TW3))


# --- what the program did ------------------------------------------------------------------------------------


def test_a_workbook_is_noted_when_it_is_made(make_project: MakeProject) -> None:
    """With the version of its form, as a part of step 3; not once more when it is there already."""
    project = make_project()
    project.create(TW3)
    form = project.archive.forms.get(TW3, "PEM")
    assert form is not None
    assert chronicle.made(project.archive.trail, TW3, "PEM") == Made(AFTER_TW3, form.version, seen=False)
    line = project.archive.trail.of(TW3, Kind.WORKBOOK, "PEM")[0]
    assert (line.by, line.step) == ("program", 3)
    make_project(AFTER_TW3 + timedelta(days=1)).create(TW3)
    assert kinds(make_project()) == [Kind.WORKBOOK]


def test_nothing_is_noted_of_what_is_only_planned(make_project: MakeProject) -> None:
    make_project().create(TW3, dry_run=True)
    assert make_project().archive.trail.lines(TW3) == ()


@pytest.mark.parametrize("verb", ["create", "pull"])
def test_a_workbook_that_nobody_saw_made_is_noted_when_it_is_seen(make_project: MakeProject, verb: str) -> None:
    """A run was killed between the file and its line; the time is then that of the seeing, and said to be so."""
    project = make_project()
    project.create(TW3)
    for name in ("jejak.jsonl", "jejak.ujung"):
        (project.archive.folder / str(TW3) / name).unlink()
    later = make_project(AFTER_TW3 + timedelta(hours=1))
    getattr(later, verb)(TW3)
    made = chronicle.made(later.archive.trail, TW3, "PEM")
    assert made is not None
    assert (made.at, made.seen) == (AFTER_TW3 + timedelta(hours=1), True)


def test_a_folder_hands_out_nothing_by_itself(make_project: MakeProject) -> None:
    """Who carried the file to the unit is for people to record."""
    project = make_project()
    project.create(TW3)
    assert project.archive.trail.of(TW3, Kind.SHARED, "PEM") == ()


def test_addresses_that_were_let_in_are_counted_and_never_named(archive: Archive) -> None:
    """A run that was killed after it let somebody in is made up for, once."""
    for added, all_in in ((0, 0), (0, 2), (0, 2), (1, 3)):
        chronicle.note_shared(archive.trail, TW3, AFTER_TW3, "PEM", added, all_in)
    told = [line.data for line in archive.trail.of(TW3, Kind.SHARED, "PEM")]
    assert told == [{"added": 0, "addresses": 2}, {"added": 1, "addresses": 3}]


def test_a_recap_is_noted_when_it_says_something_new(make_project: MakeProject) -> None:
    """How many units it is made of, of how many."""
    project = make_project()
    project.create(TW3)
    collect(project)
    project.recap(TW3)
    fill(project, TW3, "PEM", on_target(project, TW3, "PEM"))
    collect(project)
    for _ in range(2):
        project.recap(TW3)
    lines = project.archive.trail.of(TW3, Kind.RECAP)
    assert [(line.data["units"], line.data["of"]) for line in lines] == [(0, 7), (1, 7)]
    assert lines[0].data["mark"] != lines[1].data["mark"]


def test_a_pull_reads_the_trail_once(make_project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many units it asks about, and however many changes it adds."""
    make_project().create(TW3)
    project = make_project()
    for unit in ("PEM", "PMD", "REN"):
        fill(project, TW3, unit, {f"{unit}-01": "4"})
    read: list[int] = []
    content = Ledger._content

    def counted(self: Ledger, period: Period, start: int = 0) -> bytes:
        read.append(start)
        return content(self, period, start)

    monkeypatch.setattr(Ledger, "_content", counted)
    project.pull(TW3)
    assert len(project.archive.courses.all(TW3)) == 7
    assert read == [0]


def test_a_quiet_run_adds_no_line(make_project: MakeProject) -> None:
    """Nor does one on a later day, when units are only later than they were: the trail stays byte for byte the same."""
    project = make_project()
    project.create(TW3)
    fill(project, TW3, "PEM", on_target(project, TW3, "PEM"))
    fill(project, TW3, "PMD", {"PMD-01": "4.250"})
    project.run(TW3)
    before = trail_bytes(project)
    make_project(AFTER_TW3 + timedelta(hours=1)).run(TW3)
    make_project(AFTER_TW3 + timedelta(days=5)).run(TW3)
    assert trail_bytes(project) == before
    assert kinds(project) == [Kind.WORKBOOK, Kind.STATE]
