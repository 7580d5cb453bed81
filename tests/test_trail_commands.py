"""`sheets-sync trail` and `period reopen` as people call them: words, places and exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheets_sync.pipeline import Project
from tests.conftest import AFTER_TW3, TW3, lay_out_office
from tests.terminal import call, copy_to_work_in
from tests.test_units import collect, complete

PERIOD = ("--period", str(TW3))
ORDER = ("--alasan", "Angka PEM-01 keliru.", "--dasar", "disposisi Camat 20 Oktober 2026")


@pytest.fixture(scope="module")
def locked_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """PEM has sent, and all is locked and recapped."""
    folder = lay_out_office(tmp_path_factory.mktemp("kantor") / "satu")
    project = Project(folder, AFTER_TW3)
    project.create(TW3)
    complete(project, "PEM")
    collect(project)
    project.lock(TW3, locked=True)
    project.recap(TW3)
    return folder


@pytest.fixture
def office(locked_office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that office, in which the command is called."""
    return copy_to_work_in(locked_office, tmp_path, monkeypatch)


def jejak(office: Path) -> Path:
    return office / "data" / str(TW3) / "jejak.jsonl"


# --- verify --------------------------------------------------------------------------------------------------


def test_a_whole_trail_is_said_to_be_whole(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One period, or all that there are."""
    count = len(jejak(office).read_bytes().splitlines())
    words = f"Triwulan III 2026: {count} baris utuh, setiap baris menyambung pada baris sebelumnya."
    for arguments in (PERIOD, ()):
        code, out, err = call(capsys, "trail", "verify", *arguments)
        assert (code, out.strip(), err) == (0, words, "")


def test_each_fault_is_named_with_its_line(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And ends with 1; another period's trail is not in question."""
    lines = jejak(office).read_bytes().splitlines(keepends=True)
    lines[1] = lines[1].replace(b"program", b"Camat")
    del lines[3]
    jejak(office).write_bytes(b"".join(lines))
    code, out, err = call(capsys, "trail", "verify")
    assert (code, out) == (1, "")
    assert "Triwulan III 2026: baris 2 diubah sesudah ditulis (lembar, 08/10/2026 10.30)" in err
    assert "Triwulan III 2026: sebelum baris 4 hilang 1 baris (data/2026-TW3/jejak.jsonl)" in err
    assert call(capsys, "trail", "verify", "--period", "2026-TW4")[:2] == (0, "Triwulan IV 2026: belum ada jejak.\n")


def test_a_trail_that_is_gone_is_missed(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Even with its note of the last line, since the period was pulled."""
    for path in (jejak(office), jejak(office).with_name("jejak.ujung")):
        path.unlink()
    code, _, err = call(capsys, "trail", "verify")
    assert (code, "padahal triwulan ini sudah ditarik" in err) == (1, True)


def test_an_office_that_has_not_begun_has_no_trail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay_out_office(tmp_path / "baru")
    code, out, _ = call(capsys, "trail", "verify", "--office", str(tmp_path / "baru"))
    assert (code, out) == (0, "Belum ada jejak.\n")


# --- show ----------------------------------------------------------------------------------------------------


def test_the_trail_is_told_in_words(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line each: when, what, which unit, by which role, why."""
    code, out, _ = call(capsys, "trail", "show", *PERIOD)
    lines = out.splitlines()
    assert (code, len(lines)) == (0, len(jejak(office).read_bytes().splitlines()))
    assert "Kamis 8 Oktober 2026 pukul 10.30 WITA  lembar, langkah 3, REN, oleh program: versi format" in lines[0]
    assert any(line.endswith("keadaan, PEM, oleh operator: menjadi terkunci") for line in lines)
    assert "rekap, langkah 9, oleh program: unit dalam rekap 1; dari 7" in lines[-1]
    _, out, _ = call(capsys, "trail", "show", "--period", "2026-TW4")
    assert out == "Triwulan IV 2026: belum ada jejak.\n"


# --- reopen --------------------------------------------------------------------------------------------------


def test_the_parts_of_a_step_are_told_apart(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Step 2 is recorded in three parts, each with the note that was made."""
    done = "step", "2", "--done", "--dicatat-oleh", "sekretaris", "--bagian", "diparaf", "--catatan", "map 2"
    assert call(capsys, *done, *PERIOD)[0] == 0
    _, out, _ = call(capsys, "trail", "show", *PERIOD)
    assert any(
        line.endswith("langkah 2, oleh Sekretaris: dicatat diparaf; keterangan map 2") for line in out.splitlines()
    )


def test_a_locked_unit_is_opened_on_the_camats_order(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Told with the paper; the history names the Camat and the reason."""
    code, out, _ = call(capsys, "period", "reopen", "2026-TW3", "pem", *ORDER)
    assert (code, out.splitlines()[0]) == (
        0, "Triwulan III 2026: dibuka kembali PEM, atas perintah Camat (disposisi Camat 20 Oktober 2026).",
    )  # fmt: skip
    _, out, _ = call(capsys, "unit", "history", "PEM", *PERIOD)
    assert "dikembalikan oleh Camat: Angka PEM-01 keliru." in out
    _, out, _ = call(capsys, "trail", "show", *PERIOD)
    assert "dibuka kembali, PEM, oleh Camat" in out
    assert call(capsys, "trail", "verify")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("2026-TW9",), ("2026-TW9", "--alasan", "--dasar")),
        (("2026-TW3", "XYZ", "--alasan", "salah"), ("'XYZ' tidak ada", "--alasan", "--dasar")),
        (("2026-TW4", *ORDER), ("belum disetujui Camat dan belum dikunci",)),
    ],
)
def test_all_mistakes_of_an_order_are_told_at_once(office: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: tuple[str, ...]) -> None:  # fmt: skip
    before = jejak(office).read_bytes()
    code, _, err = call(capsys, "period", "reopen", *arguments)
    assert code == 2
    assert len(err.strip().splitlines()) == len(told)
    for words in told:
        assert words in err
    assert jejak(office).read_bytes() == before
