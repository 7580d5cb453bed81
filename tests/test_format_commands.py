"""`sheets-sync format` as Kasubag Evlap and the operator meet it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheets_sync.demo import type_into
from tests import terminal
from tests.conftest import TW3, lay_out_office

PERIOD = ("--period", str(TW3))


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """An office with its workbook Format, in which the command is called."""
    folder = lay_out_office(tmp_path / "kantor")
    monkeypatch.chdir(folder)
    code, out, _ = call(capsys, "make", *PERIOD)
    assert (code, "Dibuat: 2026-TW3/Format 2026-TW3.xlsx" in out) == (0, True)
    return folder


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    return terminal.call(capsys, "format", *arguments)


def type_name(office: Path, name: str) -> None:
    type_into(office / "lembar" / str(TW3) / f"Format {TW3}.xlsx", {"Unit": {(8, 2): name}})


def test_making_it_again_changes_nothing(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And says so."""
    code, out, _ = call(capsys, "make", *PERIOD)
    assert (code, "Lembar Format Triwulan III 2026 sudah ada; tidak ada yang diubah." in out) == (0, True)


def test_a_pull_shows_first_and_writes_when_told(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a terminal nobody can be asked: --yes says it; then the next pull finds nothing."""
    type_name(office, "Seksi Tata Pemerintahan")
    units = office / "office" / "units.csv"
    before = units.read_bytes()
    code, out, _ = call(capsys, "pull", *PERIOD)
    assert code == 0
    assert "1 perubahan pada lembar Format Triwulan III 2026:" in out
    assert "  - PEM: nama Seksi Pemerintahan → Seksi Tata Pemerintahan" in out
    assert "jalankan lagi dengan --yes" in out
    assert units.read_bytes() == before
    code, out, _ = call(capsys, "pull", "--yes", *PERIOD)
    assert (code, "Versi 1 berlaku; berkas yang lama ada di data/format/1/lama." in out) == (0, True)
    assert units.read_bytes() == before.replace(b"PEM,Seksi Pemerintahan", b"PEM,Seksi Tata Pemerintahan")
    _, out, _ = call(capsys, "pull", *PERIOD)
    assert "sama dengan berkas kantor; tidak ada yang diubah." in out


def test_history_tells_each_version(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """When, by which role, what changed; and that there is none."""
    assert "belum pernah diubah" in call(capsys, "history")[1]
    type_name(office, "Seksi Tata Pemerintahan")
    call(capsys, "pull", "--yes", "--oleh", "sekretaris", *PERIOD)
    code, out, _ = call(capsys, "history")
    assert code == 0
    assert "oleh Sekretaris, pada Triwulan III 2026" in out
    assert "  - PEM: nama Seksi Pemerintahan → Seksi Tata Pemerintahan" in out


def test_mistakes_end_with_2_and_every_cell(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As mistakes in the office's files do; no traceback, nothing written."""
    type_into(office / "lembar" / str(TW3) / f"Format {TW3}.xlsx", {"Unit": {(8, 1): "7", (9, 3): "bagian"}})
    code, _, err = call(capsys, "pull", "--yes", *PERIOD)
    assert code == 2
    assert "Lembar Format Triwulan III 2026 perlu diperbaiki" in err
    assert "tab Unit sel A8: 'kode': kode unit '7' harus diawali huruf" in err
    assert "tab Unit sel C9: 'jenis': 'bagian' tidak dikenal" in err
    assert "Traceback" not in err
    assert not (office / "data" / "format").exists()


def test_a_pull_without_a_workbook_ends_with_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    """And names the command that makes one."""
    monkeypatch.chdir(lay_out_office(tmp_path / "kantor"))
    code, _, err = call(capsys, "pull", *PERIOD)
    assert (code, "sheets-sync format make --period 2026-TW3" in " ".join(err.split())) == (2, True)


@pytest.mark.parametrize("verb", [(), ("make",), ("pull",), ("history",)])
def test_help_has_an_example(verb: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """In Indonesian, as everywhere."""
    code, out, _ = call(capsys, *verb, "--help")
    assert code == 0
    assert "Pemakaian:" in out
    assert "Contoh: sheets-sync format" in out
