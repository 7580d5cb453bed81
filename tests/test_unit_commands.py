"""`unit` and `period` as an official meets them: Indonesian words, exit codes, and what is told."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from sheets_sync.pipeline import Project
from tests.conftest import AFTER_TW3, TW3, lay_out_office
from tests.play import fill, on_target
from tests.terminal import call, copy_to_work_in

PERIOD = ("--period", str(TW3))


@pytest.fixture(scope="module")
def sent_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """PEM has sent good figures, PMD what must be mended; all is pulled, checked and recapped."""
    folder = lay_out_office(tmp_path_factory.mktemp("kantor") / "satu")
    project = Project(folder, AFTER_TW3)
    project.create(TW3)
    figures = on_target(project, TW3, "PEM")
    fill(project, TW3, "PEM", figures, notes=dict.fromkeys(figures, "kertas: rekap, map 3"))
    fill(project, TW3, "PMD", {"PMD-01": "4.250", "PMD-02": Decimal(70)})
    for verb in (project.pull, project.validate, project.feedback, project.recap):
        verb(TW3)
    return folder


@pytest.fixture
def office(sent_office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that office, in which the command is called."""
    return copy_to_work_in(sent_office, tmp_path, monkeypatch)


def test_a_unit_is_returned_and_its_history_tells(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The reason goes into the workbook and the record; the recap follows at once."""
    code, out, _ = call(capsys, "unit", "return", "pem", "--alasan", "PEM-01 belum sesuai rekap desa.", *PERIOD)
    assert code == 0
    assert "Seksi Pemerintahan, Triwulan III 2026: dikembalikan." in out
    _, out, _ = call(capsys, "unit", "history", "PEM", *PERIOD)
    assert "dikembalikan oleh Kasubag Perencanaan: PEM-01 belum sesuai rekap desa." in out
    _, out, _ = call(capsys, "status", "--json", *PERIOD)
    unit = next(unit for unit in json.loads(out)["unit"] if unit["kode"] == "PEM")
    assert (unit["keadaan"], unit["dikembalikan_karena"]) == ("dikembalikan", "PEM-01 belum sesuai rekap desa.")
    assert unit["catatan"][0]["tab"] == "Isi"


def test_a_unit_is_validated(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By which role, and the standing of its figures afterwards."""
    code, out, _ = call(capsys, "unit", "approve", "PEM", "--oleh", "sekretaris", *PERIOD)
    assert (code, "tervalidasi oleh Sekretaris." in out) == (0, True)
    _, out, _ = call(capsys, "status", "--json", *PERIOD)
    told = json.loads(out)
    unit = next(unit for unit in told["unit"] if unit["kode"] == "PEM")
    assert (unit["status_angka"], told["unit_tervalidasi"]) == ("TERVALIDASI", 1)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("unit", "approve", "PMD"), "wajib diperbaiki"),
        (("unit", "approve", "KESOS"), "belum mengirim"),
        (("unit", "approve", "XYZ"), "Unit kerja di office/units.csv: REN"),
        (("unit", "return", "PEM", "--alasan", "salah"), "kalimat"),
        (("unit", "return", "PEM"), "--alasan"),
        (("unit", "approve", "PEM", "--oleh", "bupati"), "kasubag_perencanaan"),
        (("period", "approve", "--dasar", "disposisi"), "belum tervalidasi: Subbagian Perencanaan"),
        (("period", "approve", "--dasar", "disposisi", "--tanggal", "12-10-2026"), "belum tervalidasi: Subbagian"),
        (
            ("period", "approve", "--dasar", "disposisi", "--tanggal", "kemarin"),
            "'kemarin' bukan tanggal; tulis seperti",
        ),
        (("period", "approve", "--dasar", "disposisi", "--tanggal", "31-9-2026"), "'31-9-2026' bukan tanggal"),
    ],
)
def test_what_cannot_be_ends_with_2_and_the_reason(office: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str) -> None:  # fmt: skip
    """Nothing is changed, and the line says what to do."""
    code, _, err = call(capsys, *arguments, *PERIOD)
    assert code == 2
    assert words in " ".join(err.split())
    assert "Traceback" not in err
    project = Project(office, AFTER_TW3)
    assert len(project.archive.courses.get(TW3, "PEM") or ()) == 1
    assert project.archive.approvals(TW3) == ()


def test_no_address_or_number_is_kept(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was typed into a reason at the terminal stays out of the archive, as in Kendali."""
    contact = "operator" + "@contoh.invalid", "0812-0000-" + "0001"
    assert (
        call(capsys, "unit", "return", "PEM", "--alasan", f"Hubungi {' atau '.join(contact)} dahulu.", *PERIOD)[0] == 0
    )
    kept = "".join(path.read_text(encoding="utf-8") for path in (office / "data").rglob("*.json*"))
    assert "Hubungi (alamat dihapus) atau (alamat dihapus) dahulu." in kept
    assert [text for text in contact if text in kept] == []


def test_one_unit_is_locked_and_opened(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And told where it was so already."""
    for arguments, words in (((), "dikunci"), ((), "sudah terkunci"), (("--buka",), "dibuka"), (("--buka",), "sudah terbuka")):  # fmt: skip
        code, out, _ = call(capsys, "unit", "lock", "PEM", *arguments, *PERIOD)
        assert (code, f"Triwulan III 2026: {words}." in out) == (0, True)


def test_catatan_are_printed_with_all_that_is_needed(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Tab, cell, what stands there, what was expected, what to type; the same as JSON."""
    _, out, _ = call(capsys, "validate", *PERIOD)
    assert (
        "PMD tab Isi sel B6: wajib diperbaiki (J-02). Tertulis: 4.250. Seharusnya: angka dalam %, tanpa titik." in out
    )
    _, out, _ = call(capsys, "validate", "--json", *PERIOD)
    finding = next(item for item in json.loads(out)["PMD"] if item["aturan"] == "J-02")
    assert (finding["tab"], finding["sel"], finding["tertulis"]) == ("Isi", "B6", "4.250")
    assert finding["saran"].startswith("Bila maksudnya 4,25, ketik demikian")


@pytest.mark.parametrize("verb", [("unit",), ("period",), ("unit", "return"), ("unit", "approve"), ("unit", "lock"), ("unit", "history"), ("unit", "accept"), ("unit", "type"), ("period", "approve")])  # fmt: skip
def test_help_has_an_example(verb: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """In Indonesian, as everywhere."""
    code, out, _ = call(capsys, *verb, "--help")
    assert code == 0
    assert "Pemakaian:" in out
    assert f"Contoh: sheets-sync {verb[0]}" in out
