"""Papers made from an office's archive: filed once, found again by their code, printed by LibreOffice."""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from sheets_sync.errors import UsageError
from sheets_sync.filing import Scan, add
from sheets_sync.model import Role
from sheets_sync.papering import Making, check, gather, make
from sheets_sync.papers.draft import Draft, PaperData
from sheets_sync.papers.kinds import KINDS, drafts
from sheets_sync.papers.word import fill_template
from sheets_sync.pipeline import Project
from sheets_sync.procedure import ROLE_NAMES
from sheets_sync.records import Paper, Signed
from sheets_sync.trail import Kind
from sheets_sync.units import approve, approve_period
from tests.conftest import AFTER_TW3, TW3
from tests.libreoffice import save_as
from tests.papers.office import DISPOSITION, MEETING, validated_office, words
from tests.play import fill, on_target

TEMPLATES = Path(__file__).parents[1] / "templates" / "documents"
NIP = "19640101 199001 1 001"  # of nobody
SIZES = {
    "F4": (612, 936),
    "A4": (595, 842),
}  # points: 12240 x 18720 and 11906 x 16838 twips, a twentieth of a point each


@pytest.fixture(scope="module")
def validated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return validated_office(tmp_path_factory.mktemp("kantor") / "satu").root


@pytest.fixture
def folder(validated: Path, tmp_path: Path) -> Path:
    """A copy of the validated office, for this test to change."""
    shutil.copytree(validated, tmp_path / "kantor")
    return tmp_path / "kantor"


def at(folder: Path, days: int = 0) -> Project:
    return Project(folder, AFTER_TW3 + timedelta(days=days))


def naskah(folder: Path) -> Path:
    return folder / "data" / str(TW3) / "naskah"


def made_of(project: Project, step: int | None = None) -> Making:
    """The papers made of what is archived, by the Kasubag Perencanaan."""
    return make(project, gather(project, TW3), Role.PLANNING, step)


def footer(content: bytes) -> str:
    """The foot of a workbook's first sheet."""
    foot = load_workbook(BytesIO(content)).worksheets[0].oddFooter
    return str(foot.left.text) if foot else ""


def test_everything_that_can_be_made_is_filed(folder: Path) -> None:
    """A file, a row of the register and a line of the trail for each paper; the trail names roles alone."""
    project = at(folder)
    done = made_of(project)
    assert (len(done.made), done.same, done.waiting, done.broken) == (15, (), (), ())
    assert project.archive.papers(TW3) == done.made
    for paper in done.made:
        content = (naskah(folder) / paper.file).read_bytes()
        assert hashlib.sha256(content).hexdigest() == paper.sha256
        told = words(content) if paper.file.endswith(".docx") else footer(content)
        assert f"Kode naskah {paper.code}" in told
        assert re.fullmatch(r"\d-[a-z-]+(-[A-Z]+)?-[0-9A-Z]{8}\.(docx|xlsx)", paper.file)
    lines = [line for line in project.archive.trail.lines(TW3) if line.kind is Kind.PAPER]
    assert [line.data["kode"] for line in lines] == [paper.code for paper in done.made]
    assert {line.by for line in lines} == {"Kasubag Perencanaan"}
    assert "contoh" not in (folder / "data" / str(TW3) / "jejak.jsonl").read_text("utf-8")


def test_nothing_is_made_twice(folder: Path) -> None:
    """A day later, with the same data, every paper stays as it is, also one that somebody completed in Word."""
    made_of(at(folder))
    edited = next(naskah(folder).glob("2-nota-dinas-*.docx"))
    edited.write_bytes(b"diberi nomor di Word")
    done = made_of(at(folder, 1))
    assert (len(done.made), len(done.same)) == (0, 15)
    assert edited.read_bytes() == b"diberi nomor di Word"


def test_a_lost_file_is_made_again_with_its_code_and_its_bytes(folder: Path) -> None:
    """On another day, the same file byte for byte: nothing of the day gets into it."""
    first = made_of(at(folder), step=4).made
    before = {paper.file: (naskah(folder) / paper.file).read_bytes() for paper in first}
    for paper in first:
        (naskah(folder) / paper.file).unlink()
    again = made_of(at(folder, 5), step=4).made
    assert again == first
    assert {paper.file: (naskah(folder) / paper.file).read_bytes() for paper in again} == before


def test_one_step_alone(folder: Path) -> None:
    """`--langkah 6` makes the rekap of each unit and nothing else."""
    done = made_of(at(folder), step=6)
    assert [paper.unit for paper in done.made] == ["REN", "UMUM", "PEM", "PMD", "TRANTIB", "KESOS", "YANUM"]


def test_a_broken_template_stops_its_own_papers_alone(folder: Path) -> None:
    """It is told about once, however many units it concerns; the others are made."""
    documents = folder / "templates" / "documents"
    (documents / "rekap-unit.docx").write_bytes(b"bukan")
    (documents / "notula.docx").unlink()
    done = made_of(at(folder))
    assert len(done.made) == 7
    assert [text.split(":")[0].split(" ")[0] for text in done.broken] == [
        "templates/documents/notula.docx", "templates/documents/rekap-unit.docx",
    ]  # fmt: skip


def test_a_code_tells_whether_the_paper_still_matches(folder: Path) -> None:
    """It does, also after a day, a new pull and the Camat's approval; typed in small letters too."""
    project = at(folder)
    paper = made_of(project, step=6).made[3]
    assert check(project, paper.code).words == ("masih sesuai dengan data di arsip.",)
    later = at(folder, 1)
    later.pull(TW3)
    later.recap(TW3)
    approve_period(later, TW3, later.now.date(), "disposisi Camat")
    later.recap(TW3)
    verdict = check(later, paper.code.lower().replace("-", " "))
    assert (verdict.matches, verdict.paper, verdict.period) == (True, paper, TW3)


def test_a_changed_figure_is_noticed(folder: Path) -> None:
    """The unit's own rekap says it no more; that of another unit still does. A new one takes its place."""
    project = at(folder)
    made = {paper.unit: paper for paper in made_of(project, step=6).made}
    later = at(folder, 1)
    figures = on_target(later, TW3, "PMD") | {"PMD-02": Decimal(65)}
    fill(later, TW3, "PMD", figures, saved=later.now)
    for verb in (later.pull, later.validate, later.recap):
        verb(TW3)
    verdict = check(later, made["PMD"].code)
    assert not verdict.matches
    assert verdict.words == ("tidak sesuai lagi: data berubah sejak naskah dibuat 08/10/2026 10.30 WITA.",)
    assert check(later, made["PEM"].code).matches
    new = made_of(later, step=6).made
    assert [paper.unit for paper in new] == ["PMD"]
    assert check(later, made["PMD"].code).words[1] == f"Sudah dibuat lagi dengan kode {new[0].code}."


def test_a_paper_that_could_not_be_made_today_says_why(folder: Path) -> None:
    """The berita acara of a quarter in which a unit has to be validated again."""
    project = at(folder)
    paper = made_of(project, step=7).made[0]
    figures = on_target(project, TW3, "PMD") | {"PMD-02": Decimal(65)}
    later = at(folder, 1)
    fill(later, TW3, "PMD", figures, saved=later.now)
    for verb in (later.pull, later.validate, later.recap):
        verb(TW3)
    verdict = check(later, paper.code)
    assert not verdict.matches
    assert "Sekarang naskah ini tidak dapat dibuat: belum tervalidasi: PMD." in verdict.words


def test_a_paper_of_an_earlier_revision_says_so(folder: Path) -> None:
    """After the Camat approved anew, the earlier paper is told to hold for the figures before."""
    project = at(folder)
    paper = next(item for item in made_of(project, step=6).made if item.unit == "PMD")
    approve_period(project, TW3, project.now.date(), "disposisi Camat")
    later = at(folder, 1)
    fill(
        later,
        TW3,
        "PMD",
        on_target(later, TW3, "PMD") | {"PMD-02": Decimal(70), "PMD-01": Decimal(99)},
        saved=later.now,
    )
    for verb in (later.pull, later.validate):
        verb(TW3)
    approve(later, TW3, "PMD", Role.SECRETARY)
    approve_period(later, TW3, later.now.date(), "disposisi Camat kedua")
    later.recap(TW3)
    verdict = check(later, paper.code)
    assert not verdict.matches
    assert "Status angka sekarang: REVISI KE-1" in " ".join(verdict.words)


def test_what_happened_to_the_file_is_told(folder: Path) -> None:
    """A file that was edited or is gone is named, whether the data still match or not."""
    project = at(folder)
    paper = made_of(project, step=1).made[0]
    path = naskah(folder) / paper.file
    path.write_bytes(b"diubah")
    assert check(project, paper.code).words[1] == f"Berkas naskah/{paper.file} diubah sesudah didaftarkan."
    path.unlink()
    assert check(project, paper.code).words[1] == f"Berkas naskah/{paper.file} tidak ada lagi di arsip."


def test_codes_that_nobody_gave_out(folder: Path) -> None:
    """An unknown code and what is no code at all are told apart."""
    made_of(at(folder), step=1)
    with pytest.raises(UsageError, match="Kode AAAA-AAAA tidak dikenal"):
        check(at(folder), "aaaa aaaa")
    with pytest.raises(UsageError, match="bukan kode naskah"):
        check(at(folder), "halo")


def test_a_scan_is_checked_by_its_own_bytes(folder: Path) -> None:
    """A paper from outside has no data of ours: its file is compared with what was registered."""
    project = at(folder)
    told = Paper("", 1, "lembar disposisi", signed=Signed.WET, dated=AFTER_TW3.date())
    paper = add(project, TW3, told, Scan(b"%PDF-1.7 pindaian", ".pdf"), ROLE_NAMES[Role.PLANNING])
    assert check(project, paper.code).matches
    (naskah(folder) / paper.file).write_bytes(b"lain")
    assert not check(project, paper.code).matches


def test_the_same_scan_completes_its_row(folder: Path) -> None:
    """Where the print lies can be told later; nothing that was told before gets lost."""
    project = at(folder)
    scan = Scan(b"%PDF-1.7 pindaian", ".pdf")
    told = Paper("", 1, "lembar disposisi", signed=Signed.WET, dated=AFTER_TW3.date(), number="12/X")
    first = add(project, TW3, told, scan, ROLE_NAMES[Role.PLANNING])
    second = add(
        project, TW3, Paper("", 1, "Lembar Disposisi", hardcopy=True, kept_at="map 3"), scan, ROLE_NAMES[Role.PLANNING]
    )
    assert second == replace(first, hardcopy=True, kept_at="map 3")
    assert project.archive.papers(TW3) == (second,)


def test_a_print_without_a_file(folder: Path) -> None:
    """A paper that lies in a cupboard alone has a row and a code of its own."""
    project = at(folder)
    told = Paper("", 6, "rekap unit", "PMD", hardcopy=True, kept_at="map 3, lemari arsip")
    paper = add(project, TW3, told, None, ROLE_NAMES[Role.PLANNING])
    assert (paper.file, paper.sha256, len(paper.code)) == ("", "", 9)
    assert add(project, TW3, told, None, ROLE_NAMES[Role.PLANNING]).code != paper.code


def test_what_people_typed_reaches_paper_as_text(folder: Path) -> None:
    """Jinja, markup and control characters in the disposisi are printed, not obeyed."""
    hostile = "{{ 7*7 }} <w:p/> & \x00 {% for %}\nbaris dua"
    project = at(folder)
    data = replace(gather(project, TW3), disposition=replace(DISPOSITION, subject=hostile, instruction=hostile))
    paper = make(project, data, Role.PLANNING, step=1).made[0]
    assert "{{ 7*7 }} <w:p/> &   {% for %}\nbaris dua" in words((naskah(folder) / paper.file).read_bytes())


# --- printed -------------------------------------------------------------------------------------------------


COUNTS = (26, 28, 30, 46, 48)  # of units: with these the end of a paper would fall at the end of a page
Printed = dict[tuple[str, str], PdfReader]


@pytest.fixture(scope="module")
def prints(validated: Path, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """Every paper on F4 and on A4, and long ones, as LibreOffice prints them, by size and kind: all in one start."""
    top = tmp_path_factory.mktemp("cetak")
    (top / "pdf").mkdir()
    for size in SIZES:
        _make_on(size, validated, top)
    _make_long(validated, top)
    save_as(sorted(top.glob("*.docx")), "pdf", top / "pdf", top / "profil")
    return {(path.stem.split("=")[0], path.stem.split("=")[1]): PdfReader(path) for path in (top / "pdf").glob("*.pdf")}


@pytest.fixture(scope="module")
def printed(prints: Printed) -> Printed:
    """The papers of the validated office."""
    return {key: reader for key, reader in prints.items() if key[0] in SIZES}


def _make_long(validated: Path, top: Path) -> None:
    """Papers of 300 indicators and of many units, as `46=berita-acara-validasi.docx`."""
    data = gather(at(validated), TW3)
    assert data.recap is not None
    unit, *_ = data.recap.units
    rows = tuple(unit.achievements[number % len(unit.achievements)] for number in range(300))
    _save("300", replace(data, recap=replace(data.recap, units=(replace(unit, achievements=rows),))), "rekap-unit", top)
    for count in COUNTS:
        units = tuple(replace(unit, name=f"Seksi {number}") for number in range(1, count + 1))
        for template in ("berita-acara-validasi", "tanda-terima"):
            _save(str(count), replace(data, recap=replace(data.recap, units=units)), template, top)


def _save(name: str, data: PaperData, template: str, top: Path) -> None:
    day = AFTER_TW3.date()
    found = next(item for item in drafts(data, day, KINDS) if isinstance(item, Draft) and item.template == template)
    content = (TEMPLATES / f"{template}.docx").read_bytes()
    made = fill_template(content, template, found.filled("7K3M-9QXA"), "A4", AFTER_TW3, "naskah", "kantor")
    (top / f"{name}={template}.docx").write_bytes(made)


def _make_on(size: str, validated: Path, top: Path) -> None:
    """The papers of an office with that paper, its disposisi and rapat recorded, as `F4=1-lembar-disposisi.docx`."""
    folder = top / f"kantor {size}"
    shutil.copytree(validated, folder)
    settings = folder / "office" / "office.toml"
    settings.write_text(settings.read_text("utf-8").replace('kertas = "F4"', f'kertas = "{size}"'), "utf-8")
    officials = folder / "office" / "officials.csv"
    rows = officials.read_text("utf-8").replace(",,definitif,2026-06-01", f",{NIP},definitif,2026-06-01")
    officials.write_text(rows, "utf-8")
    project = at(folder)
    data = replace(gather(project, TW3), disposition=DISPOSITION, meeting=MEETING)
    made = make(project, data, Role.PLANNING).made
    for paper in (item for item in made if item.file.endswith(".docx")):
        shutil.copyfile(naskah(folder) / paper.file, top / f"{size}={paper.file.rsplit('-', 1)[0]}.docx")


def test_each_page_has_the_offices_size(printed: Printed) -> None:
    """F4 or A4, every page of every paper; each of these papers fits on one."""
    assert len(printed) == 28
    for (size, _), reader in printed.items():
        boxes = {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages}
        assert boxes == {SIZES[size]}
        assert len(reader.pages) == 1


EVERYWHERE = (
    "KECAMATAN BATUI SELATAN",
    "DATA CONTOH",
    "bukan tanda tangan elektronik",
    "Kode naskah",
    "Halaman 1 dari 1",
)
PRINTED = {
    "1-lembar-disposisi": (
        "LEMBAR DISPOSISI", "000.7/CONTOH/2026", "28 September 2026", "30 September 2026 pukul 09.15 WITA", "0412", "Segera",
        "Ratna Kusuma, S.STP., M.Si. (contoh)", "Yusuf Hidayat, S.IP. (contoh)", "Dewi Anggraini, S.E. (contoh)", "Paraf",
    ),
    "2-nota-dinas": (
        "NOTA DINAS", "Jumat 9 Oktober 2026", "5 hari kerja sebelum batas kabupaten", "Rabu 14 Oktober 2026", "a.n. Camat Batui Selatan",
        "Kepala Seksi Pelayanan Umum", "Yusuf Hidayat, S.IP. (contoh)", "Paraf koordinasi",
    ),
    "4-undangan": ("Jumat 2 Oktober 2026", "09.00 s.d. 10.30 WITA", "Aula Kantor Camat", "8. Kepala Seksi Pelayanan Umum", f"NIP {NIP}"),
    "4-daftar-hadir": ("DAFTAR HADIR", "Bambang Setiawan, S.Sos. (contoh)", "Tanda tangan", "Pimpinan rapat"),
    "4-notula": ("NOTULA RAPAT", "2. Kasi PMD", "Dibahas cara mengisi kolom realisasi.", "Petugas Notula"),
    "6-rekap-unit-REN": ("REKAPITULASI DATA KINERJA", "72,5", "95–105", "BB", "100,00", "Sangat Tinggi", "tidak dinilai", "TERVALIDASI"),
    "7-berita-acara-validasi": (
        "BERITA ACARA VALIDASI", "Kamis tanggal delapan bulan Oktober", "(divalidasi sendiri)", "Yang memvalidasi", "Mengetahui",
    ),
    "8-tanda-terima": ("TANDA TERIMA", "pejabat yang sama", "Berita acara validasi data kinerja", "1 naskah"),
}  # fmt: skip


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("name", list(PRINTED))
def test_the_printed_paper_says_what_it_should(printed: Printed, name: str, size: str) -> None:
    """Names, numbers and days as LibreOffice prints them, wherever a line breaks; nothing of the template is left."""
    text = " ".join(printed[size, name].pages[0].extract_text().split())
    assert [wanted for wanted in (*EVERYWHERE, *PRINTED[name]) if wanted not in text] == []
    assert "{{" not in text
    assert "{%" not in text


def test_each_units_recap_prints_each_of_its_figures(printed: Printed, validated: Path) -> None:
    """Every code with its realisasi in the same row, in the order of the office's file; its head's name below."""
    recap = at(validated).archive.recap(TW3)
    assert recap is not None
    for unit in recap.units:
        text = " ".join(printed["A4", f"6-rekap-unit-{unit.code}"].pages[0].extract_text().split())
        parts = text.split(f" {unit.code}-")[1:]
        assert [part.split()[0] for part in parts] == [item.code.split("-")[1] for item in unit.achievements]
        assert [item.code for item, part in zip(unit.achievements, parts, strict=True) if item.typed not in part] == []
        head = at(validated).office.official(unit.head, AFTER_TW3.date())
        assert head is not None
        assert head.name in text


def test_a_long_table_repeats_its_head(prints: Printed) -> None:
    """On each of its pages; 300 rows are all there, and the sums stand with the signature."""
    pages = [page.extract_text() for page in prints["300", "rekap-unit"].pages]
    assert len(pages) > 9
    assert [text[:300] for text in pages if "REN-0" in text and "Indikator (satuan)" not in text] == []
    assert sum(text.count("REN-0") for text in pages) == 300
    assert "Indikator terisi" in pages[-1]
    assert "Dewi Anggraini" in pages[-1]


@pytest.mark.parametrize(
    ("template", "closing"),
    [("berita-acara-validasi", "Demikian berita acara ini"), ("tanda-terima", "satu tanda tangan")],
)
def test_no_signature_stands_alone_on_a_page(prints: Printed, template: str, closing: str) -> None:
    """However many units there are: what is signed ends on the page of the signatures."""
    for count in COUNTS:
        *_, last = prints[str(count), template].pages
        text = " ".join(last.extract_text().split())
        assert "Dewi Anggraini" in text
        assert closing in text


def test_one_signature_where_giver_and_receiver_are_one(printed: Printed) -> None:
    """The name stands as giver, as receiver, and under one signature: three times, not four."""
    text = printed["F4", "8-tanda-terima"].pages[0].extract_text()
    assert text.count("Dewi Anggraini") == 3


def test_gathering_takes_what_is_archived(folder: Path) -> None:
    """Deadlines as the units' forms were sent with, each form's version and how many rows it asks for."""
    data: PaperData = gather(at(folder), TW3)
    assert (str(data.on_time_until), str(data.locked_on)) == ("2026-10-09", "2026-10-14")
    form = at(folder).archive.forms.get(TW3, "PMD")
    assert form is not None
    assert data.forms["PMD"] == (form.version, 3)
    assert (data.disposition, data.meeting) == (None, None)
