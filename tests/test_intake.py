"""Workbooks that came by WhatsApp: known by their key, compared, taken in, and nothing lost on the way."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from sheets_sync import collecting, intake
from sheets_sync.errors import UsageError, WorkbookError
from sheets_sync.form import Form
from sheets_sync.intake import Arrival, accept, examine
from sheets_sync.model import Role
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.sending import Sending, make_sending, refuse_all
from sheets_sync.stores.exchange import REPLACED
from sheets_sync.stores.xlsx import paint
from sheets_sync.submission import Channel, Submission, TimeBasis
from sheets_sync.workbook import make_workbook
from tests.conftest import AFTER_TW3, TW3, MakeProject
from tests.libreoffice import save_as
from tests.play import fill, on_target, workbook_path

Came = Callable[..., Path]


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    """An office whose workbooks of the third quarter are handed out."""
    made = make_project()
    made.create(TW3)
    return made


@pytest.fixture
def came(project: Project, tmp_path: Path) -> Came:
    """A filled copy of a unit's workbook, as it came by WhatsApp; the one in the folder stays as it was."""

    def make(unit: str = "PEM", name: str = "DOC-20261005-WA0003.xlsx", **figures: Decimal | str) -> Path:
        path = workbook_path(project, TW3, unit)
        kept, seen = path.read_bytes(), path.stat()
        typed = on_target(project, TW3, unit) | {code.replace("_", "-"): value for code, value in figures.items()}
        fill(project, TW3, unit, typed, sender="Nur")
        copy = tmp_path / name
        shutil.copy(path, copy)
        path.write_bytes(kept)
        os.utime(path, (seen.st_atime, seen.st_mtime))
        return copy

    return make


def sending(project: Project, stated: str = "", reason: str = "") -> Sending:
    mistakes: list[str] = []
    made = make_sending(project, Role.PLANNING, stated, reason, mistakes)
    assert mistakes == []
    return made


def look(project: Project, path: Path, period: Period | None = None) -> Arrival:
    return examine(project, path, period, sending(project))


def archived(project: Project, unit: str = "PEM") -> Submission:
    found = project.archive.submissions.get(TW3, unit)
    assert found is not None
    return found


def all_bytes(folder: Path) -> set[bytes]:
    return {path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- what is taken in ----------------------------------------------------------------------------------------


def test_a_sent_workbook_is_archived_like_a_pull(project: Project, came: Came) -> None:
    """What came is read into the archive with its way and time, checked, and kept as it came."""
    path = came()
    outcome = accept(project, look(project, path))
    found = archived(project)
    assert {entry.code: entry.value for entry in found.entries if entry.value is not None} == {
        code: Decimal(value) for code, value in on_target(project, TW3, "PEM").items()
    }
    assert (found.channel, found.basis, found.first_sent) == (Channel.ACCEPTED, TimeBasis.ACCEPTED, project.now)
    assert found.received_by == "Kepala Subbagian Perencanaan dan Keuangan"
    assert project.archive.findings.get(TW3, "PEM") == outcome.findings
    kept = project.archive.folder / str(TW3) / found.source.file
    assert (kept.read_bytes(), kept.name) == (path.read_bytes(), found.proof)


def test_the_file_becomes_the_units_workbook(project: Project, came: Came) -> None:
    """In a folder of Excel files it takes the place of the former one, which is kept; a pull finds nothing new."""
    path, former = came(), workbook_path(project, TW3, "PEM")
    old = former.read_bytes()
    outcome = accept(project, look(project, path))
    assert outcome.workbook == former
    assert [kept.read_bytes() for kept in outcome.put_away] == [old]
    before = archived(project)
    report = project.pull(TW3)
    assert (report.troubles, [line for line in report.done if line.startswith("PEM")]) == ([], [])
    after = archived(project)
    assert (after.channel, after.first_sent, after.entries) == (before.channel, before.first_sent, before.entries)


def test_the_workbook_to_send_back_holds_the_catatan(project: Project, came: Came) -> None:
    """The catatan stand in the workbook at once, so that the file can go back to the unit."""
    outcome = accept(project, look(project, came(PEM_01="12 kali")))
    assert outcome.workbook is not None
    again = look(project, outcome.workbook)
    assert again.grid is not None
    tab = next(tab for tab in again.grid.tabs if tab.title == "Periksa")
    texts = {cell.value for cell in tab.cells.values()}
    assert {finding.advice for finding in outcome.findings if not finding.kept_back} <= texts


def test_the_tick_alone_counts_as_sent(project: Project, came: Came, tmp_path: Path) -> None:
    """A file without "Saya kirim" is archived, and not counted as sent."""
    path = came()
    fill(project, TW3, "PMD", on_target(project, TW3, "PMD"), sender="")
    path = workbook_path(project, TW3, "PMD").rename(tmp_path / "wa.xlsx")
    accept(project, look(project, path))
    found = archived(project, "PMD")
    assert (found.sent, found.first_sent) == (False, None)


@pytest.mark.parametrize("extension", ["xls", "ods"])
def test_other_formats_leave_the_folder_alone(project: Project, came: Came, tmp_path: Path, extension: str) -> None:
    """An xls or ods is archived as the same submission; the unit's own workbook stays, and a pull changes nothing."""
    path = came()
    converted = save_as([path], extension, tmp_path / "ubah", tmp_path / "profil") / f"{path.stem}.{extension}"
    own = workbook_path(project, TW3, "PEM")
    blank = own.read_bytes()
    outcome = accept(project, look(project, converted))
    assert (outcome.workbook, own.read_bytes()) == (None, blank)
    before = archived(project)
    assert before.entries == look(project, path).submission.entries
    assert project.pull(TW3).troubles == []
    assert archived(project).entries == before.entries
    assert archived(project).channel is Channel.ACCEPTED


# --- a second file -------------------------------------------------------------------------------------------


def test_the_same_file_again_changes_nothing(project: Project, came: Came) -> None:
    """Taken in once more, nothing in data/ or in the folder of workbooks changes, and the first time stays."""
    path = came()
    accept(project, look(project, path))
    before = {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file()}
    project.now += timedelta(days=3)
    again = look(project, path)
    assert (again.unchanged, again.replaces, again.changes) == (True, False, ())
    accept(project, again)
    assert {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file()} == before


def test_a_second_file_says_what_is_different(project: Project, came: Came) -> None:
    """A second file of the unit is told line by line; the time of the first sending stays."""
    accept(project, look(project, came(PEM_01=Decimal(80))))
    first = archived(project).first_sent
    project.now += timedelta(days=1)
    second = look(project, came(PEM_01=Decimal("81.5")))
    assert (second.replaces, second.changes) == (True, ("PEM-01, realisasi: 80 menjadi 81,5",))
    accept(project, second)
    assert archived(project).first_sent == first


def test_a_stated_time_is_what_counts(project: Project, came: Came) -> None:
    """A time that was stated with a reason counts from then on, and its change is told."""
    path = came()
    accept(project, look(project, path))
    stated = sending(project, "7-10-2026 14.30", "dikirim lewat WhatsApp kemarin")
    again = examine(project, path, None, stated)
    assert again.changes == (
        "waktu kirim: Kamis 8 Oktober 2026 pukul 10.30 WITA menjadi Rabu 7 Oktober 2026 pukul 14.30 WITA",
    )
    accept(project, again)
    found = archived(project)
    assert found.first_sent == datetime.fromisoformat("2026-10-07T14:30:00+08:00")
    assert (found.basis, found.basis_reason) == (TimeBasis.STATED, "dikirim lewat WhatsApp kemarin")


def test_several_workbooks_in_the_folder_are_put_away(project: Project, came: Came) -> None:
    """Where the unit had two workbooks, or a broken one, the sent one is the only one left, and all are kept."""
    path, own = came(), workbook_path(project, TW3, "PEM")
    shutil.copy(own, own.with_name("PEM salinan.xlsx"))
    own.write_bytes(b"PK\x03\x04 rusak")
    before = all_bytes(own.parent)
    outcome = accept(project, look(project, path))
    assert len(outcome.put_away) == 2
    assert before <= all_bytes(own.parent)
    assert [found.name for found in own.parent.glob("PEM*.xlsx")] == [own.name]
    assert [trouble for trouble in project.pull(TW3).troubles if trouble.unit == "PEM"] == []


# --- what is refused -----------------------------------------------------------------------------------------


def painted(path: Path, form: Form) -> Path:
    """The form's workbook with something typed."""
    paint(make_workbook(form), path)
    return path


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"region": "72.01.99"}, r"lembar kantor lain \(kode wilayah 72\.01\.99, bukan 72\.01\.15\)"),
        ({"unit": "XYZ"}, r"unit XYZ, yang tidak ada pada Triwulan III 2026\. Periksa office/units\.csv"),
        ({"period": "2026-TW4"}, r"tidak ada di arsip\. Jalankan `sheets-sync create --period 2026-TW4`"),
        ({"version": "00000000"}, r"formatnya versi 00000000, bukan versi \w{8} yang dibagikan"),
    ],
)
def test_the_wrong_workbook_is_refused_with_the_reason(
    project: Project, forms: dict[str, Form], tmp_path: Path, changes: dict[str, str], says: str
) -> None:
    """Another office's, unit's, period's or version's workbook is refused by name, with what to do."""
    path = painted(tmp_path / "wa.xlsx", replace(forms["PEM"], **changes))  # type: ignore[arg-type]  # all of them texts
    with pytest.raises(WorkbookError, match=rf"^wa\.xlsx: .*{says}"):
        look(project, path)
    assert project.archive.submissions.all(TW3) == {}


def test_another_period_than_the_asked_one_is_refused(project: Project, came: Came) -> None:
    """A workbook of another quarter than --period names is refused with the option to use."""
    with pytest.raises(
        WorkbookError, match=r"ini lembar Triwulan III 2026, bukan Triwulan II 2026\..*--period 2026-TW3"
    ):
        look(project, came(), Period(2026, 2))


def test_an_empty_workbook_is_refused(project: Project, tmp_path: Path) -> None:
    """The workbook as it was handed out is not taken for an answer."""
    path = shutil.copy(workbook_path(project, TW3, "PEM"), tmp_path / "wa.xlsx")
    with pytest.raises(WorkbookError, match="lembar Seksi Pemerintahan ini masih kosong"):
        look(project, Path(path))


def test_a_workbook_without_key_is_refused(project: Project, tmp_path: Path) -> None:
    """A workbook of somebody's own is refused."""
    import openpyxl  # noqa: PLC0415  # the only test that needs it

    path = tmp_path / "rekap sendiri.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(WorkbookError, match=r"^rekap sendiri\.xlsx: bukan lembar yang dibuat dari format ini"):
        look(project, path)


# --- times ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "reason", "says"),
    [
        ("7-10-2026", "", "--diterima perlu alasan"),
        ("", "lewat WA", "--alasan hanya dipakai bersama --diterima"),
        ("9-10-2026", "lewat WA", "belum terjadi"),
        ("besok", "lewat WA", "bukan tanggal"),
    ],
)
def test_a_time_that_cannot_be_meant_is_a_mistake(project: Project, stated: str, reason: str, says: str) -> None:
    """A stated time needs a reason, and lies not in the future."""
    mistakes: list[str] = []
    make_sending(project, Role.PLANNING, stated, reason, mistakes)
    assert [says in mistake for mistake in mistakes] == [True]


def test_a_role_that_nobody_holds_is_a_mistake(project: Project) -> None:
    """The role of whoever takes it in must be held by somebody."""
    project.now = datetime.fromisoformat("2019-01-01T08:00:00+08:00")
    mistakes: list[str] = []
    make_sending(project, Role.CAMAT, "", "", mistakes)
    assert [mistake.startswith("pemegang peran Camat belum dicatat") for mistake in mistakes] == [True]


def test_all_mistakes_are_told_at_once() -> None:
    """Everything that is wrong with a command stands in one message."""
    with pytest.raises(UsageError, match=r"2 hal perlu diperbaiki:\n  - satu\n  - dua"):
        refuse_all(["satu", "dua"])


# --- killed on the way ---------------------------------------------------------------------------------------


class KilledError(BaseException):
    """The process ends here."""


STEPS = {
    "before anything": (intake, "keep_file"),
    "before the workbook": (intake, "exchange"),
    "before the archive": (intake, "take_in"),
    "before the check": (collecting, "check"),
    "before the catatan": (intake, "_tell"),
}


@pytest.mark.parametrize(("module", "step"), STEPS.values(), ids=STEPS)
@pytest.mark.parametrize("then", ["again", "pull"])
def test_nothing_is_lost_when_killed(
    project: Project, came: Came, monkeypatch: pytest.MonkeyPatch, module: object, step: str, then: str
) -> None:
    """Wherever the command is cut off, no content is lost, and repeating it, also after a pull, completes it."""
    accept(project, look(project, came(PEM_01=Decimal(70))))
    path = came(PEM_01=Decimal(80))
    folder = workbook_path(project, TW3, "PEM").parent
    own = workbook_path(project, TW3, "PEM").read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(module, step, _killed)
        with pytest.raises(KilledError):
            accept(project, look(project, path))
    assert own in all_bytes(folder)
    assert archived(project).entries
    if then == "pull":
        project.pull(TW3)
    accept(project, look(project, path))
    entry = next(entry for entry in archived(project).entries if entry.code == "PEM-01")
    assert entry.value == Decimal(80)
    assert len(list(folder.glob("PEM*.xlsx"))) == 1
    assert own in all_bytes(folder / REPLACED)


def _killed(*_arguments: object, **_named: object) -> None:
    raise KilledError


def test_the_moment_is_the_offices(project: Project) -> None:
    """Without a stated time the moment of the command counts."""
    assert sending(project) == Sending(AFTER_TW3, TimeBasis.ACCEPTED, "", "Kepala Subbagian Perencanaan dan Keuangan")
