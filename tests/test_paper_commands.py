"""`paper` as an office meets it: Indonesian words, all mistakes at once, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sheets_sync.cli import cli, main
from sheets_sync.paper_commands import check_command
from tests import terminal
from tests.conftest import TW3
from tests.papers.office import validated_office
from tests.terminal import copy_to_work_in

PERIOD = ("--period", str(TW3))


@pytest.fixture(scope="module")
def validated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return validated_office(tmp_path_factory.mktemp("kantor") / "satu").root


@pytest.fixture
def office(validated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the validated office, in which the command is called."""
    return copy_to_work_in(validated, tmp_path, monkeypatch)


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    return terminal.call(capsys, "paper", *arguments, *PERIOD)


def check(code: str) -> Result:
    """What `trail check` prints, and its exit code."""
    return CliRunner().invoke(check_command, [code])


def register(office: Path) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(
        (office / "data" / str(TW3) / "naskah" / "daftar.json").read_text("utf-8")
    )
    return rows


def test_papers_are_made_and_counted(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each with its code and its file; the second call makes nothing; the counts stand below."""
    code, out, _ = call(capsys, "make")
    assert code == 0
    assert out.count("Dibuat ") == 15
    assert "Kelengkapan naskah Triwulan III 2026: softcopy 15 dari 16, bertanda tangan 0 dari 16" in out
    code, out, _ = call(capsys, "make", "--langkah", "4")
    assert (code, out.count("Dibuat "), out.count("(datanya tidak berubah)")) == (0, 0, 3)


def test_what_cannot_be_made_says_why(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A quarter that was never pulled: what a person fills by hand is made, the rest waits."""
    with pytest.raises(SystemExit):
        main(["paper", "make", "--period", "2026-TW2"])
    out = capsys.readouterr().out
    assert out.count("Dibuat ") == 4
    assert "Menunggu langkah 7 berita acara validasi: Triwulan II 2026 belum direkap" in out


def test_a_step_without_papers_of_ours(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The steps that have some are named."""
    code, _, err = call(capsys, "make", "--langkah", "5")
    assert code == 2
    assert "langkah 1, 2, 4, 6, 7, 8, 9" in err


def test_a_broken_template_is_named_after_the_others_were_made(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2 with the file; fourteen papers are there."""
    (office / "templates" / "documents" / "notula.docx").write_bytes(b"bukan")
    code, out, err = call(capsys, "make")
    assert (code, out.count("Dibuat ")) == (2, 14)
    assert "templates/documents/notula.docx: bukan berkas Word (.docx) yang utuh" in err


def test_a_signed_scan_is_registered(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Kind, day, number, how it was signed and where the print lies; the file is copied and hashed."""
    (office / "pindaian.pdf").write_bytes(b"%PDF-1.7 contoh")
    code, out, err = call(
        capsys, "add", "--langkah", "1", "--jenis", "lembar disposisi", "--berkas", "pindaian.pdf", "--nomor", "000.7/CONTOH",
        "--tanggal", "2026-10-01", "--tanda-tangan", "basah", "--fisik", "map 3, lemari arsip", "--fisik-tanggal", "2026-10-02",
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert "softcopy 1 dari 16, bertanda tangan 1 dari 16, hardcopy 1 dari 16" in out
    (row,) = register(office)
    assert (row["number"], row["dated"], row["signed"], row["kept_at"]) == (
        "000.7/CONTOH", "2026-10-01", "tanda tangan basah", "map 3, lemari arsip",
    )  # fmt: skip
    assert (office / "data" / str(TW3) / "naskah" / str(row["file"])).read_bytes() == b"%PDF-1.7 contoh"
    _, out, _ = call(capsys, "list")
    assert "Langkah 1 Perintah pengumpulan data: softcopy 1 dari 1, bertanda tangan 1 dari 1, hardcopy 1 dari 1" in out
    assert "Langkah 5 Menyusun data: tidak ada naskah yang diminta" in out


def test_all_mistakes_at_once(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each with its option and what to do; nothing is registered."""
    (office / "virus.exe").write_bytes(b"MZ")
    code, _, err = call(
        capsys, "add", "--langkah", "12", "--jenis", "  ", "--berkas", "virus.exe", "--tanda-tangan", "basah",
        "--fisik-tanggal", "2999-01-01",
    )  # fmt: skip
    assert code == 2
    assert "6 hal perlu diperbaiki" in err
    for words in (
        "--langkah 12 tidak ada dalam SOP", "--jenis kosong", "--tanda-tangan perlu --tanggal", "--fisik-tanggal perlu --fisik",
        "1 Januari 2999 belum terjadi", "virus.exe tidak dapat disimpan; pakai salah satu: .pdf",
    ):  # fmt: skip
        assert words in err
    assert not (office / "data" / str(TW3) / "naskah").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--jenis", "notula"), "sebut --berkas (pindaiannya) atau --fisik"),
        (
            ("--jenis", "notula", "--fisik", "map 1", "--tanda-tangan", "elektronik", "--tanggal", "2026-10-02"),
            "perlu --berkas",
        ),
        (("--jenis", "notula", "--berkas", "tidak-ada.pdf"), "tidak dapat dibaca"),
        (("--jenis", "notula", "--berkas", "kosong.pdf"), "kosong; pindai ulang"),
        (("--jenis", "notula", "--fisik", "map 1", "--unit", "XYZ"), "Unit 'XYZ' tidak ada"),
    ],
)
def test_what_cannot_be_registered(
    office: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    """A paper that nobody could show, a signature without its file, a file that is not there."""
    (office / "kosong.pdf").write_bytes(b"")
    code, _, err = call(capsys, "add", "--langkah", "4", *arguments)
    assert code == 2
    assert words in err


def test_a_paper_that_nobody_asked_for_is_kept_and_said_so(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Perhaps its kind is misspelt: the step's kinds are named, and what was typed is printed as it was."""
    code, _, err = call(capsys, "add", "--langkah", "4", "--jenis", "[red]notulen", "--fisik", "map [1]")
    assert code == 0
    assert "Langkah 4 meminta: undangan, daftar hadir, notula" in err
    _, out, _ = call(capsys, "list")
    assert "[red]notulen" in out
    assert "map [1]" in " ".join(out.split())


def test_a_code_is_checked(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What paper it is and that it still matches; exit 1 once its data changed, 2 for a code that is none."""
    call(capsys, "make", "--langkah", "8")
    row = register(office)[0]
    found = check(str(row["code"]))
    assert found.exit_code == 0
    assert "langkah 8 tanda terima, Triwulan III 2026" in found.output
    assert "masih sesuai dengan data di arsip." in found.output
    officials = office / "office" / "officials.csv"
    officials.write_text(officials.read_text("utf-8").replace("Dewi Anggraini", "Dewi Anggraeni"), "utf-8")
    found = check(str(row["code"]))
    assert found.exit_code == 1
    assert "tidak sesuai lagi: data berubah sejak naskah dibuat" in found.output


@pytest.mark.parametrize("verb", ["make", "add", "list"])
def test_help_is_indonesian_with_an_example(verb: str) -> None:
    """As for every command."""
    said = CliRunner().invoke(cli, ["paper", verb, "--help"]).output
    assert f"Contoh: sheets-sync paper {verb}" in said
    assert "[PILIHAN]" in said
