"""`unit accept` and `unit type` as an operator meets them, on a real office folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sheets_sync.errors import UsageError, WorkbookError
from sheets_sync.intake_commands import accept_command, type_command
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.submission import Channel, Submission
from tests.play import fill, on_target, workbook_path

Call = Callable[..., Result]


@pytest.fixture
def period() -> Period:
    """The quarter that the commands work on by themselves today."""
    return Period.containing(datetime.now(UTC).date()).previous


@pytest.fixture
def project(office_folder: Path, period: Period) -> Project:
    made = Project(office_folder, datetime.now(UTC))
    made.create(period)
    return made


@pytest.fixture
def sent(project: Project, period: Period, tmp_path: Path) -> Path:
    """A filled copy of PEM's workbook as WhatsApp names it; the office's own stays blank."""
    own = workbook_path(project, period, "PEM")
    blank = own.read_bytes()
    fill(project, period, "PEM", on_target(project, period, "PEM"), sender="Nur")
    path = tmp_path / "DOC-20261005-WA0003.xlsx"
    shutil.copy(own, path)
    own.write_bytes(blank)
    return path


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "foto.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0 foto")
    return path


@pytest.fixture
def call(office_folder: Path) -> Call:
    def run(command: object, *arguments: object, answers: str = "") -> Result:
        line = [*map(str, arguments), "--office", str(office_folder)]
        return CliRunner().invoke(command, line, input=answers)  # type: ignore[arg-type]  # one of the two commands

    return run


def archived(project: Project, period: Period, unit: str = "PEM") -> Submission | None:
    return project.archive.submissions.get(period, unit)


def test_accept_says_what_it_did(call: Call, project: Project, period: Period, sent: Path) -> None:
    """The unit, the time that counts, the catatan and the workbook to send back are printed."""
    done = call(accept_command, sent)
    assert done.exit_code == 0, done.output
    for words in ("Seksi Pemerintahan", "(waktu diterima)", "Lembar sebelumnya disimpan", "untuk dikirim kembali"):
        assert words in done.output
    findings = project.archive.findings.get(period, "PEM")
    assert findings is not None
    assert all(finding.advice in done.output.replace("\n", " ") for finding in findings)
    again = call(accept_command, sent)
    assert (again.exit_code, "Tidak ada yang berubah" in again.output) == (0, True)


def test_a_second_file_needs_yes(call: Call, project: Project, period: Period, sent: Path) -> None:
    """What is different is printed, and nothing is replaced before --yes."""
    call(accept_command, sent)
    before = archived(project, period)
    other = shutil.copy(sent, sent.with_name("kedua.xlsx"))
    fill_again(project, period, Path(other))
    asked = call(accept_command, other)
    assert asked.exit_code == 1
    assert "PEM-01, realisasi: 90 menjadi 12" in asked.output
    assert archived(project, period) == before
    done = call(accept_command, other, "--yes")
    assert done.exit_code == 0
    assert archived(project, period) != before


def fill_again(project: Project, period: Period, path: Path) -> None:
    """Type 12 for PEM-01 in that copy."""
    own = workbook_path(project, period, "PEM")
    kept = own.read_bytes()
    shutil.copy(path, own)
    fill(project, period, "PEM", {"PEM-01": "12"}, sender="Nur")
    shutil.copy(own, path)
    own.write_bytes(kept)


def test_a_pdf_is_refused(call: Call, tmp_path: Path, project: Project) -> None:
    """A PDF is answered with what to send instead, as a trouble with one file (exit code 1)."""
    path = tmp_path / "lembar.xlsx"
    path.write_bytes(b"%PDF-1.4")
    done = call(accept_command, path)
    assert isinstance(done.exception, WorkbookError)
    assert done.exception.exit_code == 1
    assert str(done.exception).startswith("lembar.xlsx: ini PDF")


def test_type_with_options(call: Call, project: Project, period: Period, photo: Path) -> None:
    """Figures given as options are archived as typed, and it is said for whom and by whom."""
    done = call(type_command, "pem", "--bukti", photo, "--isi", "PEM-01=77,5", "--keterangan", "PEM-01=kertas: a, b")
    assert done.exit_code == 0, done.output
    assert "PEM-01, realisasi: 77,5" in done.output
    assert "atas nama Kepala Seksi Pemerintahan" in done.output
    found = archived(project, period)
    assert found
    assert found.channel is Channel.TYPED


def test_type_over_what_stands_needs_yes(call: Call, project: Project, period: Period, photo: Path) -> None:
    """Typed figures that would replace others are shown first."""
    call(type_command, "PEM", "--bukti", photo, "--isi", "PEM-01=77,5")
    before = archived(project, period)
    asked = call(type_command, "PEM", "--bukti", photo, "--isi", "PEM-01=80")
    assert (asked.exit_code, "77,5 menjadi 80" in asked.output) == (1, True)
    assert archived(project, period) == before
    assert call(type_command, "PEM", "--bukti", photo, "--isi", "PEM-01=80", "--yes").exit_code == 0
    assert archived(project, period) != before


@pytest.mark.parametrize(("answer", "kept"), [("ya", True), ("tidak", False)])
def test_type_asks_row_by_row(
    call: Call, project: Project, period: Period, photo: Path, answer: str, kept: bool
) -> None:
    """Each row is asked with its name, satuan and target; a summary follows, and only "ya" archives it."""
    form = project.archive.forms.get(period, "PEM")
    assert form
    asked = 2 * (len(form.due) + len(form.budget))
    answers = ["77,5", "kertas: map 1, lemari 2", *[""] * (asked - 2), answer]
    done = call(type_command, "PEM", "--bukti", photo, answers="\n".join(answers) + "\n")
    assert done.exit_code == 0, done.output
    assert form.due[0].name in done.output
    assert f"{form.due[0].code}, keterangan: kertas: map 1, lemari 2" in done.output
    assert (archived(project, period) is not None) is kept


def test_nothing_typed_archives_nothing(call: Call, project: Project, period: Period, photo: Path) -> None:
    """Enter at every row leaves the archive as it is."""
    done = call(type_command, "PEM", "--bukti", photo, answers="\n" * 60)
    assert (done.exit_code, "tidak ada yang dicatat" in done.output) == (0, True)
    assert archived(project, period) is None


def test_all_mistakes_of_type_at_once(call: Call, project: Project, period: Period, tmp_path: Path) -> None:
    """Unknown codes, a missing photo and a date without reason are told together (exit code 2)."""
    done = call(
        type_command, "PEM", "--bukti", tmp_path / "tidak-ada.jpg", "--isi", "PEM-99=1", "--diterima", "2026-10-07"
    )
    assert isinstance(done.exception, UsageError)
    assert done.exception.exit_code == 2
    for words in ("PEM-99=1", "tidak-ada.jpg tidak ditemukan", "--diterima perlu alasan"):
        assert words in str(done.exception)
    assert archived(project, period) is None
