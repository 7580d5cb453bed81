"""`recap --check`: whether what was published still follows from what was pulled, and what does not, by name."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sheets_sync.checking import check
from sheets_sync.documenting import make_documents
from sheets_sync.pipeline import Project
from tests import terminal
from tests.conftest import AFTER_TW3, TW3
from tests.papers.office import validated_office

LATER = AFTER_TW3 + timedelta(days=100)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Recap, documents and pages of a validated quarter; `public/` holds what MkDocs copies of the package."""
    project = validated_office(tmp_path_factory.mktemp("kantor") / "satu")
    make_documents(project, TW3)
    project.render()
    shutil.copytree(project.root / "site" / "hasil", project.root / "public" / "hasil")
    return project.root


@pytest.fixture
def folder(published: Path, tmp_path: Path) -> Path:
    shutil.copytree(published, tmp_path / "kantor")
    return tmp_path / "kantor"


def differences(folder: Path) -> tuple[str, ...]:
    return check(Project(folder, LATER), TW3).differences


def edited(folder: Path, path: str, edit: Callable[[Any], None]) -> None:
    """The archived JSON with something changed by hand."""
    file = folder / "data" / str(TW3) / path
    content = json.loads(file.read_bytes())
    edit(content)
    file.write_text(json.dumps(content, indent=1, ensure_ascii=False), "utf-8")


def test_on_any_later_day_all_follows(folder: Path) -> None:
    """The clock is no part of it; nothing is written."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found = check(Project(folder, LATER), TW3)
    assert (found.checked, found.differences, found.absent) == (("rekap", "dokumen", "halaman", "paket data"), (), ())
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_figure_that_was_changed_in_the_recap_is_named(folder: Path) -> None:
    """With what stands there and what the submission says; all that rests on it is another too."""

    def edit(recap: Any) -> None:
        row = next(unit for unit in recap["units"] if unit["code"] == "PEM")["achievements"][0]
        row["value"], row["percent"] = "99", "110"

    edited(folder, "rekap.json", edit)
    first, second, *_ = differences(folder)
    assert first.startswith("data/2026-TW3/rekap.json: PEM PEM-01 ")
    assert first.endswith("realisasi tertulis 99, menurut kiriman 90.")
    assert second.endswith("capaian (%) tertulis 110,00, menurut kiriman 100,00.")


def test_a_figure_that_was_changed_in_the_archive_is_named(folder: Path) -> None:
    """The submission says another figure than the one that was published."""

    def edit(submission: Any) -> None:
        submission["entries"][0]["value"] = "45"

    edited(folder, "kiriman/PEM.json", edit)
    told = differences(folder)
    assert any("PEM PEM-01" in words and "realisasi tertulis 90, menurut kiriman 45." in words for words in told)
    assert any("kecamatan, rata-rata capaian (%) tertulis 100,00, menurut kiriman" in words for words in told)
    assert (
        "data/2026-TW3/rekap.json: bila kiriman di data/2026-TW3/kiriman/ diubah tangan, kembalikan dari cadangan; bila"
        " kirimannya benar, jalankan `sheets-sync recap --period 2026-TW3`."
    ) in told


def test_a_figure_that_differs_for_the_rules_alone_is_not_blamed_on_the_units(folder: Path) -> None:
    """The office lowered its cap; the sentence names what changed and what to do."""
    settings = folder / "office" / "office.toml"
    settings.write_text(settings.read_text("utf-8").replace('batas_rata_rata = "tidak ada"', "batas_rata_rata = 80"))
    told = [words for words in differences(folder) if "rekap" in words.split(":")[0] or "Aturan" in words]
    assert any("menurut kiriman dan aturan penilaian sekarang 80,00." in words for words in told)
    assert told[-1] == (
        "Aturan penilaian di office.toml (batas rata-rata) berubah sejak Triwulan III 2026 direkap terakhir; rekapnya"
        " dihitung dengan aturan yang baru. Jalankan `sheets-sync recap --period 2026-TW3`."
    )


def test_what_differs_besides_figures_is_told_by_its_place(folder: Path) -> None:
    """A state that somebody wrote into the recap."""

    def edit(recap: Any) -> None:
        recap["units"][0]["sent_by"] = "kabar"

    edited(folder, "rekap.json", edit)
    told = [words for words in differences(folder) if words.startswith("data/2026-TW3/rekap.json")]
    assert len(told) == 1
    assert "angkanya sama, tetapi isinya tidak lagi mengikuti arsip (di units.REN.sent_by)" in told[0]


def test_documents_edited_missing_and_stale_are_told_apart(folder: Path) -> None:
    """Each with the command that makes it anew."""
    laporan = folder / "laporan" / str(TW3)
    (laporan / "bahan-lkjip.docx").write_bytes(b"diubah di Word")
    (laporan / "rekap-unit-PEM.xlsx").unlink()
    template = folder / "templates" / "documents" / "ringkasan.typ"
    template.write_text(template.read_text("utf-8") + "\nTambahan kantor.\n", "utf-8")
    again = "jalankan `sheets-sync report --period 2026-TW3`."
    assert set(differences(folder)) >= {
        f"laporan/2026-TW3/bahan-lkjip.docx: diubah sesudah dibuat; {again}",
        f"laporan/2026-TW3/rekap-unit-PEM.xlsx: hilang; {again}",
        f"laporan/2026-TW3/ringkasan.pdf: basi: dibuat sebelum arsip, templat, atau berkas kantor berubah; {again}",
    }


def test_a_document_that_can_no_longer_be_made_is_told(folder: Path) -> None:
    """What is wrong with its template, once; its files are no second trouble."""
    (folder / "templates" / "documents" / "rekap-unit.xlsx").unlink()
    [told] = differences(folder)
    assert told.startswith("rekap tiap unit kerja tidak dapat dibuat lagi: templates/documents/rekap-unit.xlsx")


def test_pages_changed_missing_and_left_over_are_named(folder: Path) -> None:
    """Also those that belong to no quarter."""
    pages = folder / "site" / "hasil"
    (pages / "2026-TW3" / "index.md").write_text("# Baik", "utf-8")
    (pages / "2026-TW3" / "unit-pem.md").unlink()
    (pages / "2026-TW3" / "unit-lama.md").write_text("# Lama", "utf-8")
    (pages / "potongan" / "beranda.md").write_text("", "utf-8")
    again = "jalankan `sheets-sync render`."
    assert differences(folder) == (
        f"site/hasil/2026-TW3/index.md: diubah, atau ditulis sebelum arsip atau templat berubah; {again}",
        f"site/hasil/2026-TW3/unit-lama.md: seharusnya tidak ada; {again}",
        f"site/hasil/2026-TW3/unit-pem.md: hilang; {again}",
        f"site/hasil/potongan/beranda.md: diubah, atau ditulis sebelum arsip atau templat berubah; {again}",
    )


@pytest.mark.parametrize("place", ["site/hasil", "public/hasil"])
def test_the_published_package_is_compared_by_its_checksums(folder: Path, place: str) -> None:
    """A figure in a CSV, a lost file, one that is none of ours."""
    package = folder / place / str(TW3) / "data"
    (package / "capaian.csv").write_bytes((package / "capaian.csv").read_bytes().replace(b"100", b"101"))
    (package / "skala.csv").unlink()
    (package / "lain.csv").write_bytes(b"a,b\n")
    assert [words.split("; ")[0] for words in differences(folder)] == [
        f"{place}/2026-TW3/data/capaian.csv: jumlah periksanya (SHA-256) bukan yang dari arsip",
        f"{place}/2026-TW3/data/lain.csv: bukan bagian dari paket data",
        f"{place}/2026-TW3/data/skala.csv: hilang",
    ]


def test_what_there_is_not_yet_is_no_difference(folder: Path) -> None:
    """A quarter that was recapped and neither documented nor rendered."""
    shutil.rmtree(folder / "laporan")
    (folder / "data" / str(TW3) / "dokumen.json").unlink()
    shutil.rmtree(folder / "site" / "hasil")
    found = check(Project(folder, LATER), TW3)
    assert (found.checked, found.differences, len(found.absent)) == (("rekap",), (), 2)


def test_a_lost_recap_is_a_difference(folder: Path) -> None:
    """Its documents are there, so there was one."""
    (folder / "data" / str(TW3) / "rekap.json").unlink()
    assert differences(folder) == (
        "data/2026-TW3/rekap.json tidak ada; jalankan `sheets-sync recap --period 2026-TW3`.",
    )


def test_the_command_tells_all_and_ends_with_1(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0 and one sentence a quarter where all follows."""
    code, out, _ = terminal.call(capsys, "recap", "--check", "--office", str(folder))
    assert code == 0
    assert "Triwulan III 2026: sesuai dengan yang ditarik (rekap, dokumen, halaman, paket data)." in out
    (folder / "laporan" / str(TW3) / "ringkasan.png").unlink()
    code, _, err = terminal.call(capsys, "recap", "--check", "--office", str(folder))
    assert code == 1
    assert "Tidak sesuai Triwulan III 2026: laporan/2026-TW3/ringkasan.png: hilang" in " ".join(err.split())
