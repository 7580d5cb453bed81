"""`remind` from the command line: what is refused before anything is looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheets_sync.pipeline import Project
from tests.conftest import AFTER_TW3, TW3
from tests.terminal import call


@pytest.fixture
def office(office_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample office, recapped at the turn of the quarter; no mail server and no contacts in the environment."""
    for name in ("", "_USER", "_PASSWORD", "_SENDER"):
        monkeypatch.delenv(f"SHEETS_SYNC_SMTP{name}", raising=False)
    monkeypatch.delenv("SHEETS_SYNC_CONTACTS", raising=False)
    project = Project(office_folder, AFTER_TW3)
    for verb in (project.create, project.pull, project.recap):
        verb(TW3)
    return office_folder


def test_help_is_indonesian(capsys: pytest.CaptureFixture[str]) -> None:
    """With the ladder and an example; the verb stands among the others."""
    code, out, _ = call(capsys, "remind", "--help")
    assert code == 0
    assert "H+3 daftar untuk Camat" in " ".join(out.split())
    assert "Contoh: sheets-sync remind --period 2026-TW3 --dry-run" in out
    assert "\n  remind " in call(capsys, "--help")[1]


def test_sending_needs_a_server(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All four settings are named before anything else is done."""
    code, _, err = call(capsys, "remind", "--send", "--office", str(office), "--period", str(TW3))
    assert code == 2
    assert [name in err for name in ("SMTP harus", "SMTP_USER", "SMTP_PASSWORD", "SMTP_SENDER")] == [True] * 4


def test_a_dry_run_at_any_moment(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In working hours or not it ends well, and leaves nothing behind."""
    code, out, _ = call(capsys, "remind", "--dry-run", "--office", str(office), "--period", str(TW3))
    assert code == 0
    assert out.startswith(("Di luar jam kerja", "Triwulan III 2026: batas waktu Jumat 9 Oktober 2026"))
    assert not (office / "pengingat").exists()


def test_contacts_come_from_the_environment_too(
    office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake in them is told by line, without what stands there."""
    monkeypatch.setenv("SHEETS_SYNC_CONTACTS", "unit,surel,jenis\nPEM,pem contoh.example,orang\n")
    code, _, err = call(capsys, "status", "--office", str(office), "--period", str(TW3))
    assert code == 2
    assert "SHEETS_SYNC_CONTACTS baris 2: 'surel': bukan satu alamat surel" in err
    assert "contoh.example" not in err
