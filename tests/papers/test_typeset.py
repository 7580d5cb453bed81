"""The Camat's page as it comes out of the shipped template: on paper and on a phone, small, the same twice, unharmed."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from sheets_sync.errors import UsageError
from sheets_sync.model import Office
from sheets_sync.papers.briefing import briefing
from sheets_sync.papers.typeset import PICTURE_LIMIT, SCREEN, typeset
from sheets_sync.recap import BudgetLine, Recap
from sheets_sync.standing import VALIDATED
from sheets_sync.tallies import Tally
from tests.papers.situations import TUESDAY, situation, summed
from tests.recaps import achieved, returned, sent, waiting

D = Decimal
DOCUMENTS = Path(__file__).parents[2] / "templates" / "documents"
TEMPLATE, FONTS = DOCUMENTS / "ringkasan.typ", DOCUMENTS / "font"
PAPERS = {"F4": (215, 330), "A4": (210, 297)}  # millimetres
LONG = "Pemberdayaan Masyarakat dan Desa Terpadu, Perlindungan Perempuan " * 8
TYPED = {  # what people may type where a name or a reason is asked for
    "markup": "*tebal* _miring_ = Judul $x^2$ #h(1cm) \\ `kode` <label> @acuan // komentar",
    "code": '#eval("1+1") #panic("x") #{ while true {} } #read("/etc/passwd") ${1} #sys.inputs',
    "json": '", "capaian": "0", "x": "\\u0041',
    "control": "satu\x00dua\x1btiga\u202etabmek\u202c \u2066a\u2069\ufeff",
    "long": "sangat " * 1500,
    "one word": "A" * 500,
    "formula": "=HYPERLINK(1)",
    "other scripts": "Ωμέγα Русский עברית 漢字 😀",
}


def page_of(recap: Recap, office: Office, previous: Recap | None = None) -> dict[str, Any]:
    return briefing(situation(office, recap, previous))


def usual() -> Recap:
    """Two units of which one is late, with a weak indicator, and a budget."""
    weak = achieved("PEM-01", "64.5", hindrance="Jalan desa rusak.", category="Rendah")
    line = BudgetLine("7.01.02", "Pelayanan", D(100_000_000), D(25_000_000), "PEM", VALIDATED)
    return summed(
        sent("PEM", achievements=(weak,), tally=Tally(D("64.5"), 1)),
        waiting("PMD", name="Seksi Pemberdayaan Masyarakat", late_days=2),
        budget=(line,),
        category="Rendah",
    )


def crowded(units: int, typed: str) -> Recap:
    """As many units, all that is typed in them being that text, each late by another number of days."""
    item = achieved("X-01", "12.34", name=typed, measure=typed, hindrance=typed, category="Sangat Rendah")
    made = [
        sent(
            f"U{number}",
            name=f"{number} {typed}",
            achievements=(item,),
            tally=Tally(D(number), 1),
            late_days=number % 9,
        )
        if number % 3
        else replace(waiting(f"U{number}", late_days=number % 9), name=f"{number} {typed}")
        for number in range(units)
    ]
    return summed(*made, returned("BALIK"), returned("BALIK2"))


def words_of(pdf: bytes) -> str:
    """All text of the PDF in one line, as it is read."""
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\u200b", "").split())


def size_of(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", png, 16)
    return width, height


def pages_of(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)


def made(page: dict[str, Any], paper: str) -> bytes:
    return typeset(TEMPLATE, page, FONTS, TUESDAY, paper)


# --- what stands on it ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", list(PAPERS))
def test_figures_are_read_back_from_the_paper(office: Office, paper: str) -> None:
    """The PDF says in text what the recap says, on the office's paper."""
    pdf = made(page_of(usual(), office, summed(sent("PEM", tally=Tally(D(60), 1)))), paper)
    words = words_of(pdf)
    for told in (
        "RINGKASAN KINERJA TRIWULAN III TAHUN 2026",
        "DATA CONTOH",
        "Status angka: SEMENTARA (belum divalidasi)",
        "64,50 %",
        "naik 4,50 poin dari TW II",
        "1 dari 8 indikator dinilai",
        "25,00 %",
        "Rp25.000.000 dari Rp100.000.000",
        "Langkah 7 dari 9: Menghimpun dan memvalidasi",
        "Belum mengirim, lewat batas 2 hari kerja (1): Seksi Pemberdayaan Masyarakat",
        "1. Indikator PEM-01",
        "64,5 dari target 100 %",
        "“Jalan desa rusak.”",
        "Sidik data 0123 4567 89ab cdef",
    ):
        assert told in words
    box = PdfReader(BytesIO(pdf)).pages[0].mediabox
    assert (round(float(box.width) * 25.4 / 72), round(float(box.height) * 25.4 / 72)) == PAPERS[paper]


def test_the_picture_is_for_a_phone(office: Office) -> None:
    """1080 pixels wide, higher than wide, and below 100 kB."""
    png = made(page_of(usual(), office), SCREEN)
    width, height = size_of(png)
    assert width == 1080
    assert 1080 < height < 3240
    assert len(png) < 100_000


def test_the_font_is_in_the_pdf(office: Office) -> None:
    """Liberation Sans in two weights, and no font of the machine."""
    fonts = subprocess.run(
        ["pdffonts", "-"], input=made(page_of(usual(), office), "F4"), capture_output=True, check=True, timeout=30
    ).stdout.decode()
    names = re.findall(r"^[A-Z]{6}\+(\S+)", fonts, re.MULTILINE)
    assert sorted(names) == ["LiberationSans", "LiberationSans-Bold"]


# --- one page, and small -------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", list(PAPERS))
@pytest.mark.parametrize("units", [0, 1, 7, 20, 60])
def test_it_is_one_page(office: Office, units: int, paper: str) -> None:
    """However many units there are, and with names of 500 characters."""
    recap = crowded(units, LONG)
    pdf = made(page_of(recap, office, recap), paper)
    assert pages_of(pdf) == 1
    assert "Sidik data" in words_of(pdf)


def test_nothing_at_all_is_a_page_too(office: Office) -> None:
    """No unit, no programme, no indicator: the page says so in words."""
    words = words_of(made(page_of(summed(), office), "A4"))
    assert "Belum ada unit kerja." in words
    assert "belum ada yang dapat dinilai" in words
    assert size_of(made(page_of(summed(), office), SCREEN))[0] == 1080


@pytest.mark.parametrize(
    "typed", [LONG, "Wakil Kepala X" * 30, "mmm WWW @@@ &&& %%% " * 40], ids=["long", "mixed", "dense"]
)
def test_the_picture_stays_below_the_limit(office: Office, typed: str) -> None:
    """Sixty units that are late in nine ways, every text as long as may be: it can still be sent."""
    recap = crowded(60, typed)
    png = made(page_of(recap, office, recap), SCREEN)
    assert size_of(png)[0] == 1080
    assert len(png) < PICTURE_LIMIT


@pytest.mark.parametrize("units", [3, 60])
def test_what_is_late_is_red_in_the_picture_too(office: Office, units: int) -> None:
    """However few colours are left of the page: white, dark and red are told apart."""
    with Image.open(BytesIO(made(page_of(crowded(units, LONG), office), SCREEN))) as png:
        page = png.convert("RGB")
        colours: list[tuple[int, tuple[int, int, int]]] = page.getcolors(page.width * page.height) or []  # type: ignore[assignment]  # of RGB
    assert any(red > 180 and green < 60 and blue < 60 for _, (red, green, blue) in colours)
    assert (255, 255, 255) in {colour for _, colour in colours}
    assert any(max(colour) < 110 for _, colour in colours)


# --- what people typed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", list(TYPED.values()), ids=list(TYPED))
def test_what_people_type_is_text(office: Office, typed: str) -> None:
    """Nothing of it is run, and nothing of it pushes the page over its edge."""
    page = page_of(crowded(3, typed), office)
    pdf = made(page, "A4")
    assert pages_of(pdf) == 1
    beginning = page["terendah"][0]["hambatan"].split()[0][:20]
    assert beginning in re.sub(r"\s", "", words_of(pdf))
    assert len(made(page, SCREEN)) < PICTURE_LIMIT


def test_markup_is_shown_as_it_was_typed(office: Office) -> None:
    """Stars, hashes and backslashes stand in the PDF as they stood in the workbook."""
    item = achieved("PEM-01", "50", name='*a* #eval("1+1") $x^2$ \\ = b', hindrance='#panic("x")')
    words = words_of(made(page_of(summed(sent("PEM", achievements=(item,))), office), "F4"))
    assert '1. *a* #eval("1+1") $x^2$ \\ = b' in words
    assert '“#panic("x")”' in words


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80))
def test_any_text_gives_one_page(office: Office, typed: str) -> None:
    """Whatever is typed."""
    item = achieved("PEM-01", "50", name=typed, hindrance=typed)
    assert pages_of(made(page_of(summed(sent("PEM", name=typed, achievements=(item,))), office), "A4")) == 1


def test_marks_that_turn_text_round_are_gone(own: Path) -> None:
    """They are taken out of whatever is handed over, before a template sees it; lines stay lines."""
    values = {"baris": ["10\u202e0\u202c %", {"isi": "a\x07b\u200b\nc"}], "jumlah": 3}
    own.write_text("#sys.inputs.nilai", "utf-8")
    words = words_of(typeset(own, values, FONTS, TUESDAY, "A4"))
    assert words == '{"baris": ["100 %", {"isi": "a b\\nc"}], "jumlah": 3}'


# --- the same twice ------------------------------------------------------------------------------------------


def test_two_processes_give_the_same_bytes(tmp_path: Path) -> None:
    """On whatever day, in whatever zone and folder: PDF and picture."""
    script = (
        "import sys; from pathlib import Path; from sheets_sync.papers.typeset import typeset\n"
        "from tests.papers.test_typeset import FONTS, usual, page_of\n"
        "from tests.papers.situations import TUESDAY\n"
        "from sheets_sync import settings\n"
        "from tests.conftest import lay_out_office\n"
        "folder = Path(sys.argv[1]); office = settings.load(lay_out_office(folder))[0]\n"
        "template = folder / 'templates' / 'documents' / 'ringkasan.typ'\n"
        "for paper in ('F4', 'layar'):\n"
        "    made = typeset(template, page_of(usual(), office), template.parent / 'font', TUESDAY, paper)\n"
        "    (folder / paper).write_bytes(made)\n"
    )
    for name, zone in (("satu", "Asia/Makassar"), ("dua é", "America/New_York")):
        environment = {"TZ": zone, "PYTHONHASHSEED": str(len(name)), "PYTHONUTF8": "1"}
        command = [sys.executable, "-c", script, str(tmp_path / name)]
        subprocess.run(command, check=True, timeout=60, cwd=DOCUMENTS.parents[1], env=environment)
    for paper in ("F4", "layar"):
        assert (tmp_path / "satu" / paper).read_bytes() == (tmp_path / "dua é" / paper).read_bytes()


def test_the_date_is_the_datas(office: Office) -> None:
    """The PDF was made when the data was pulled; its author is the office."""
    about = PdfReader(BytesIO(made(page_of(usual(), office), "F4"))).metadata
    assert about is not None
    assert about.creation_date == TUESDAY
    assert (about.title, about.author) == ("Ringkasan kinerja Triwulan III Tahun 2026", "Kecamatan Batui Selatan")


# --- templates that somebody changed -------------------------------------------------------------------------


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The office's own copy of the template, with its font."""
    shutil.copytree(FONTS, tmp_path / "font")
    return Path(shutil.copy(TEMPLATE, tmp_path / "ringkasan.typ"))


def set_own(template: Path, text: str, paper: str = "A4") -> bytes:
    template.write_text(text, "utf-8")
    return typeset(template, {"judul": "Ringkasan"}, template.parent / "font", TUESDAY, paper)


def test_the_office_may_write_its_own(own: Path) -> None:
    """The template has the values as JSON, and the paper by name."""
    text = '#let n = json(bytes(sys.inputs.nilai))\n#set text(font: "Liberation Sans")\n#n.judul di kertas #sys.inputs.kertas'
    assert words_of(set_own(own, text)) == "Ringkasan di kertas A4"


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("= Judul\n\n#let x = \n", 3, "expected expression"),
        ("= Judul\n#let n = json(bytes(sys.inputs.nilai))\n#n.tidak_ada\n", 3, "tidak_ada"),
        ("= Judul\n#fungsi_baru()\n", 2, "unknown variable"),
        ("#set page(width: 10pt\n", 1, "unclosed delimiter"),
        ('\n\n\n#read("../rahasia.txt")\n', 4, "project root"),
        ('#read("/../../../../etc/hostname")\n', 1, "project root"),
        ('#image("tidak-ada.png")\n', 1, "not found"),
        ('\n#import "@preview/cetz:0.3.0": canvas\n', 2, "paket Typst"),
        ('\n#import "@local/kantor:1.0.0": *\n', 2, "paket Typst"),
    ],
)
def test_a_broken_template_is_told_with_its_line(own: Path, text: str, line: int, why: str) -> None:
    """In Indonesian: which file, which line, what Typst says of it, and what to do."""
    (own.parent.parent / "rahasia.txt").write_text("rahasia", "utf-8")
    with pytest.raises(UsageError) as problem:
        set_own(own, text)
    assert str(problem.value).startswith(f"templates/documents/ringkasan.typ baris {line}: ")
    assert why in str(problem.value)
    assert str(own.parent) not in str(problem.value)


def test_a_fault_in_a_file_beside_it_names_that_file(own: Path) -> None:
    """The office may split its template."""
    (own.parent / "bagian.typ").write_text("\n#let x = \n", "utf-8")
    with pytest.raises(UsageError, match=r"templates/documents/bagian\.typ baris 2: "):
        set_own(own, '#import "bagian.typ": x\n')


def test_a_template_that_is_not_there(tmp_path: Path) -> None:
    """Which one, and where to get it."""
    with pytest.raises(UsageError, match=r"templates/documents/ringkasan\.typ tidak ada; salin dari kerangka"):
        typeset(tmp_path / "ringkasan.typ", {}, FONTS, TUESDAY, "A4")


def test_a_template_that_cannot_be_read(own: Path) -> None:
    """As where another account owns it; here a folder bears the name of one."""
    (own.parent / "lain.typ").mkdir()
    with pytest.raises(UsageError, match=r"templates/documents/lain\.typ tidak dapat dibaca \(.+\); periksa izinnya"):
        set_own(own, "= Judul")


def test_a_template_without_its_font(own: Path) -> None:
    """Typst would make a page without a letter."""
    shutil.rmtree(own.parent / "font")
    with pytest.raises(UsageError, match=r"font/ tidak berisi huruf"):
        set_own(own, "= Judul")


def test_a_picture_has_one_page(own: Path) -> None:
    """Of two pages no picture can be made; a PDF can."""
    text = "#set page(width: 100pt, height: 100pt)\nsatu #pagebreak() dua"
    assert pages_of(set_own(own, text)) == 2
    with pytest.raises(UsageError, match="gambar hanya dapat satu halaman, tetapi templat membuat 2 halaman"):
        set_own(own, text, SCREEN)


def test_the_shipped_licence_is_beside_the_font() -> None:
    """The font may be passed on with its licence (SIL OFL 1.1) alone."""
    assert sorted(path.name for path in FONTS.iterdir()) == [
        "LiberationSans-Bold.ttf",
        "LiberationSans-Regular.ttf",
        "OFL.txt",
    ]
    licence = (FONTS / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Reserved Font Name Liberation" in licence
