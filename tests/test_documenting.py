"""The documents that end step 9: made from the archive alone, only what changed, and never over somebody's work."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from sheets_sync import numerals
from sheets_sync.documenting import folder_of, make_documents
from sheets_sync.documents import DOCUMENTS, Built, Document, Material
from sheets_sync.errors import UsageError
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from tests import terminal
from tests.conftest import AFTER_TW3, TW3, MakeProject
from tests.libreoffice import save_as
from tests.papers.office import validated_office

UNITS = ("KESOS", "PEM", "PMD", "REN", "TRANTIB", "UMUM", "YANUM")
PACKAGE = ("BACA-SAYA.txt", "anggaran.csv", "capaian.csv", "datapackage.json", "indikator.csv", "skala.csv", "unit.csv", "wilayah.csv")  # fmt: skip
ALL = sorted((
    "bahan-lkjip.docx", *(f"data/{name}" for name in PACKAGE), "rekap-kecamatan.xlsx",
    *(f"rekap-unit-{code}.xlsx" for code in UNITS), "ringkasan.pdf", "ringkasan.png",
    "serah-terima-esakip-capaian.xlsx", "serah-terima-monitoring-rencana-aksi.xlsx",
))  # fmt: skip


@pytest.fixture(scope="module")
def documented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every unit is validated, and the documents are made."""
    project = validated_office(tmp_path_factory.mktemp("kantor") / "satu")
    make_documents(project, TW3)
    return project.root


@pytest.fixture
def project(documented: Path, tmp_path: Path) -> Project:
    shutil.copytree(documented, tmp_path / "kantor")
    return Project(tmp_path / "kantor", AFTER_TW3)


def laporan(project: Project) -> dict[str, bytes]:
    """What lies in laporan/2026-TW3/, by path."""
    folder = folder_of(project, TW3)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def text(name: str, **files: str) -> Document:
    """A document whose files hold these texts."""
    return Document(name, lambda _: Built({f"{key}.txt": content.encode() for key, content in files.items()}))


def test_all_that_step_9_ends_with_is_there(project: Project) -> None:
    """A workbook a unit, that of the kecamatan, the Camat's page, the LKjIP material, the hand-over files, the data."""
    assert sorted(laporan(project)) == ALL


@pytest.fixture(scope="module")
def printed(documented: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The words of each document on paper, by its name; Word's and Excel's files are printed by LibreOffice."""
    room, source = tmp_path_factory.mktemp("cetak"), documented / "laporan" / str(TW3)
    paths = sorted([*source.glob("*.xlsx"), *source.glob("*.docx")])
    save_as(paths, "pdf", room, room / "profil")
    shutil.copy2(source / "ringkasan.pdf", room)
    assert sorted(path.stem for path in room.glob("*.pdf")) == sorted(
        {path.stem for path in [*paths, room / "ringkasan"]}
    )
    return {path.stem: _words(path) for path in room.glob("*.pdf")}


def _words(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_the_figures_of_the_recap_are_read_back_from_paper(documented: Path, printed: dict[str, str]) -> None:
    """Capaian of the kecamatan, of each unit and of each indicator stand on paper as the archive has them."""
    recap = Project(documented, AFTER_TW3).archive.recap(TW3)
    assert recap is not None
    assert recap.tally.mean is not None
    for name in ("rekap-kecamatan", "ringkasan"):
        assert numerals.fixed(recap.tally.mean, 2) in printed[name]
    for unit in recap.units:
        assert unit.tally.mean is not None
        assert numerals.fixed(unit.tally.mean, 2) in printed[f"rekap-unit-{unit.code}"]
        for percent in (item.percent for item in unit.achievements if item.percent is not None):
            for name in (f"rekap-unit-{unit.code}", "rekap-kecamatan", "bahan-lkjip", "serah-terima-esakip-capaian"):
                assert numerals.fixed(percent, 2) in printed[name]


def test_the_budget_is_read_back_from_paper(documented: Path, printed: dict[str, str]) -> None:
    """Pagu of each programme in the recap of the kecamatan and in the material for the LKjIP."""
    recap = Project(documented, AFTER_TW3).archive.recap(TW3)
    assert recap is not None
    for line in recap.budget:
        for name in ("rekap-kecamatan", "bahan-lkjip"):
            assert numerals.plain(line.ceiling) in printed[name]


def test_the_day_on_which_they_are_made_changes_nothing(project: Project) -> None:
    """A hundred days later every file is the same, byte for byte."""
    before = laporan(project)
    shutil.rmtree(folder_of(project, TW3))
    found = make_documents(Project(project.root, AFTER_TW3 + timedelta(days=100)), TW3)
    assert (sorted(found.made), found.broken) == (ALL, ())
    assert laporan(project) == before


def test_nothing_is_made_where_nothing_changed(project: Project) -> None:
    """`run` asks for what is not there already: no template is opened."""

    def never(_: Material) -> Built:
        raise AssertionError

    found = make_documents(project, TW3, (Document("rekap", never),), anew=False)
    assert (sorted(found.same), found.made) == (ALL, ())


@pytest.mark.parametrize("changed", ["office/officials.csv", "templates/documents/ringkasan.typ", "data/2026-TW3/rekap.json"])  # fmt: skip
def test_what_they_are_made_from_is_looked_at(project: Project, changed: str) -> None:
    """An office's file, a template or the recap that changed in any way has them made again."""
    (project.root / changed).write_bytes((project.root / changed).read_bytes() + b"\n")
    found = make_documents(project, TW3, (text("lain", lain="isi"),), anew=False)
    assert found.made == ("lain.txt",)


def test_a_deleted_file_comes_back(project: Project) -> None:
    """Only that one is written."""
    (folder_of(project, TW3) / "ringkasan.pdf").unlink()
    assert make_documents(project, TW3, anew=False).made == ("ringkasan.pdf",)


def test_a_broken_template_stops_its_own_document_alone(project: Project) -> None:
    """It is named; the files that it made before stay, and the next run tries again."""
    (project.root / "templates" / "documents" / "rekap-unit.xlsx").write_bytes(b"bukan")
    (project.root / "templates" / "documents" / "bahan-lkjip.docx").unlink()
    for anew in (True, False):
        found = make_documents(project, TW3, anew=anew)
        assert [words.split(":")[0].split(" ")[0] for words in found.broken] == [
            "templates/documents/rekap-unit.xlsx", "templates/documents/bahan-lkjip.docx",
        ]  # fmt: skip
        assert sorted(laporan(project)) == ALL


def test_what_somebody_edited_is_set_aside(project: Project) -> None:
    """The LKjIP material that was finished in Word stays, under another name, beside the one made anew."""
    material = folder_of(project, TW3) / "bahan-lkjip.docx"
    fresh = material.read_bytes()
    for number in (1, 2):
        material.write_bytes(b"selesai di Word %d" % number)
        found = make_documents(project, TW3)
        assert found.aside == (f"bahan-lkjip-diubah-{number}.docx",)
        assert found.attention[0].startswith(f"bahan-lkjip-diubah-{number}.docx")
    assert material.read_bytes() == fresh
    assert laporan(project)["bahan-lkjip-diubah-1.docx"] == b"selesai di Word 1"


def test_only_what_we_made_is_ever_removed(project: Project) -> None:
    """A document that is no longer made goes; a file of the office's own, and what somebody edited, stay."""
    make_documents(project, TW3, (text("satu", satu="1", dua="2", tiga="3"),))
    folder = folder_of(project, TW3)
    (folder / "tiga.txt").write_bytes(b"diubah")
    (folder / "catatan rapat.txt").write_bytes(b"milik kantor")
    found = make_documents(project, TW3, (text("satu", satu="1"),))
    assert sorted(found.removed) == ["dua.txt", "tiga.txt"]
    assert sorted(laporan(project)) == ["catatan rapat.txt", "satu.txt", "tiga-diubah-1.txt"]


def test_a_file_that_cannot_be_written_stops_itself_alone(project: Project) -> None:
    """As one that is open in Excel under Windows; here a folder stands in its place."""
    (folder_of(project, TW3) / "dua.txt").mkdir(parents=True)
    found = make_documents(project, TW3, (text("satu", satu="1", dua="2"),))
    assert found.made == ("satu.txt",)
    assert found.broken[0].startswith("laporan/2026-TW3/dua.txt: tidak dapat ditulis")


def test_what_waits_is_named(make_project: MakeProject) -> None:
    """No unit has sent: each one's workbook waits for it; the kecamatan's is made all the same."""
    project = make_project()
    project.create(TW3)
    project.pull(TW3)
    project.recap(TW3)
    found = make_documents(project, TW3)
    assert [words for words in found.waiting if words.startswith("rekap tiap unit kerja")] == [
        f"rekap tiap unit kerja: {unit.name} belum mengirim" for unit in project.office.units_in(TW3)
    ]
    assert "rekap-kecamatan.xlsx" in found.made
    assert make_documents(project, TW3, anew=False).waiting == found.waiting


def test_a_period_without_recap_has_none(project: Project) -> None:
    """What to do first is said."""
    with pytest.raises(UsageError, match="belum direkap; jalankan `sheets-sync run --period 2026-TW2`"):
        make_documents(project, Period(2026, 2))


def test_report_lists_what_it_made(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A line a file; exit 2 where a template is broken, after the others were made."""
    office = ("--office", str(project.root), "--period", "2026-TW3")
    (folder_of(project, TW3) / "ringkasan.png").unlink()
    code, out, _ = terminal.call(capsys, "report", *office)
    assert (code, out.count("Dibuat "), out.count("Tetap ")) == (0, 1, len(ALL) - 1)
    assert "Dibuat   laporan/2026-TW3/ringkasan.png" in out
    (project.root / "templates" / "documents" / "ringkasan.typ").write_text("#let (", "utf-8")
    code, out, err = terminal.call(capsys, "report", *office)
    assert (code, out.count("Tetap ")) == (2, len(ALL) - 2)
    assert "templates/documents/ringkasan.typ baris 1" in err


def test_each_document_has_a_name_of_its_own() -> None:
    """What was made is known by it."""
    names = [document.name for document in DOCUMENTS]
    assert len(set(names)) == len(names)
