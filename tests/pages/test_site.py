"""The built site: every text of the SOP, links that lead somewhere, pages that fit a phone."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from sheets_sync.demo import PERIODS
from sheets_sync.pages.site import masked_nip
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from tests.conftest import TW3, lay_out_office
from tests.play import fill, on_target

pytestmark = pytest.mark.xdist_group("demo")
ROOT = Path(__file__).parent.parent.parent
SOP = ROOT / "tests" / "fixtures" / "sop.txt"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole demo, made by its command."""
    folder = tmp_path_factory.mktemp("contoh") / "demo"
    command = [sys.executable, "-m", "sheets_sync", "demo", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    return folder


def read(page: Path) -> str:
    return page.read_text("utf-8")


def visible(page: Path) -> str:
    """The page's text with single spaces."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", read(page), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())


def sop_texts() -> list[str]:
    """Every text of the source: cells of its tables, items of its lists, without the tags."""
    source = re.sub(r"</?(b|ol|li)\b[^>]*>", "\n", SOP.read_text("utf-8"))
    pieces = re.split(r"[\t\n]|\*\*", source)
    texts = (re.sub(r"^\d\.\s*", "", " ".join(piece.split())) for piece in pieces)
    return sorted({text for text in texts if text and not text.isdigit()})


def test_sop_page_holds_every_text_of_the_source(demo: Path) -> None:
    """Nothing of the SOP is lost or corrected on its page; only the NIP is masked."""
    page = visible(demo / "public" / "sop.html")
    missing = [text for text in sop_texts() if text not in page and not text.startswith("NIP.")]
    assert missing == []
    assert len(sop_texts()) > 60
    assert "19641231" not in page
    assert masked_nip("19641231 199303 1 097") in page


def test_sop_page_says_what_is_empty_and_what_is_odd(demo: Path) -> None:
    """Blank fields show as "belum diisi", each oddity has its catatan penyunting, minutes sum to 2.055."""
    page = visible(demo / "public" / "sop.html")
    assert page.count("belum diisi") >= 5
    assert "Catatan penyunting" in page
    assert "Kec. Batui" in page
    table = read(demo / "public" / "sop.html")
    minutes = [int(text) for text in re.findall(r'<td class="kanan">(\d+)</td>', table)]
    assert sum(minutes) == 2055


def test_sop_arrows_are_drawn_as_in_the_source(demo: Path) -> None:
    """Each step's arrows stand under the actors under whom the source draws them."""
    rows = [line.split("\t") for line in SOP.read_text("utf-8").splitlines() if re.match(r"\d\.\t", line)]
    page = read(demo / "public" / "sop.html")
    for row in rows:
        number = row[0].rstrip(".")
        shown = re.search(rf'<tr id="langkah-{number}">.*?</tr>', page, re.DOTALL)
        assert shown is not None
        cells = re.findall(r'<td class="panah">([^<]*)</td>', shown[0])
        assert cells == [cell.strip() for cell in row[2:7]]


def test_every_page_says_sample_data(demo: Path) -> None:
    """Every page of the demo says DATA CONTOH, the guides too."""
    pages = [page for page in (demo / "public").rglob("*.html") if page.name != "404.html"]
    assert len(pages) == 4 * 10 + 4 + 10 + 1
    assert [page.name for page in pages if 'class="contoh"' not in read(page)] == []


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("2026-TW1/index.html", "FINAL (disetujui Camat"),
        ("2026-TW2/unit-kesos.html", "REVISI KE-1 (disetujui Camat"),
        ("2026-TW2/unit-ren.html", "divalidasi sendiri"),
        ("2026-TW3/unit-pmd.html", "belum sesuai dengan rekap desa"),
        ("2026-TW3/unit-yanum.html", "diinput oleh"),
        ("2026-TW1/unit-umum.html", "Lainnya: pagar roboh karena angin kencang"),
        ("2026-TW4/unit-kesos.html", "belum diisi"),
        (
            "2026-TW4/unit-kesos.html",
            "Tepat waktu sampai Rabu 13 Januari (5 hari kerja sebelum batas kabupaten, Rabu 20 Januari 2027",
        ),
        (
            "2026-TW4/index.html",
            "Dikunci: 2 hari kerja sebelum batas kabupaten. Batas kabupaten: Rabu 20 Januari 2027 (perkiraan",
        ),
        ("2026-TW4/index.html", "2 TEPAT · 1 TERLAMBAT · 4 BELUM"),
        ("2026-TW4/index.html", "BELUM, lewat batas 2 hari kerja"),
        ("2026-TW4/index.html", "dikirim TERLAMBAT 1 hari kerja"),
    ],
)
def test_the_demo_shows_each_standing_and_answer(demo: Path, page: str, words: str) -> None:
    """Approved, revised, validated by its own head, returned, typed by another, answered, and empty."""
    assert words in visible(demo / "public" / "hasil" / page)


def test_an_office_with_real_data_says_no_such_thing(tmp_path: Path) -> None:
    """DATA CONTOH stands only where the office says that its data are samples."""
    folder = lay_out_office(tmp_path / "a")
    toml = folder / "office" / "office.toml"
    toml.write_text(read(toml).replace("data_contoh = true", "data_contoh = false"), "utf-8")
    Project(folder, datetime.fromisoformat("2026-10-08T10:30:00+08:00")).run(TW3)
    assert [page for page in (folder / "public").rglob("*.html") if 'class="contoh"' in read(page)] == []


class Links(HTMLParser):
    """Collects what a page points at, and the names within it."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(
        self,
        tag: str,  # noqa: ARG002  # the parser's own signature
        attrs: list[tuple[str, str | None]],
    ) -> None:
        found = dict(attrs)
        for key in ("href", "src"):
            if found.get(key):
                self.targets.append(found[key] or "")
        if found.get("id"):
            self.names.add(found["id"] or "")


def links(page: Path) -> Links:
    parser = Links()
    parser.feed(read(page))
    return parser


def test_every_link_leads_somewhere(demo: Path) -> None:
    """No page points at a file or a place in it that is not there."""
    pages = {page: links(page) for page in (demo / "public").rglob("*.html") if page.name != "404.html"}
    broken = []
    for page, found in pages.items():
        for target in found.targets:
            parts = urlsplit(target)
            if parts.scheme or target.startswith("//"):
                continue
            file = (page.parent / unquote(parts.path)).resolve() if parts.path not in ("", ".") else page
            named = pages.get(file)
            if not file.exists() or (parts.fragment and named and unquote(parts.fragment) not in named.names | {"__"}):
                broken.append((page.relative_to(demo).as_posix(), target))
    assert broken == []


def test_no_page_points_at_another_host(demo: Path) -> None:
    """No page loads anything from another host; the one link outside is none that is fetched."""
    loaded = [
        (page.name, target)
        for page in (demo / "public").rglob("*.html")
        for target in re.findall(r'<(?:script|img|link|iframe)[^>]*?(?:src|href)="(https?://[^"]*)"', read(page))
    ]
    assert loaded == []


def test_hostile_text_of_a_unit_shows_as_typed(tmp_path: Path) -> None:
    """What a unit types into a figure or a note shows as text on its page."""
    folder = lay_out_office(tmp_path / "a")
    project = Project(folder, datetime.fromisoformat("2026-10-08T10:30:00+08:00"))
    project.create(TW3)
    attack = "</td><script>alert('x')</script> [a](javascript:b) {{ 7*7 }}"
    fill(project, TW3, "PEM", on_target(project, TW3, "PEM") | {"PEM-05": attack}, notes={"PEM-01": attack})
    project.run(TW3)
    page = read(folder / "public" / "hasil" / "2026-TW3" / "unit-pem.html")
    assert "<script>alert" not in page
    assert attack in visible(folder / "public" / "hasil" / "2026-TW3" / "unit-pem.html")


def test_one_kelurahan_office(tmp_path: Path) -> None:
    """An office with three kelurahan gets its workbooks and pages as any other."""
    folder = lay_out_office(tmp_path / "a", "tiga_kelurahan")
    project = Project(folder, datetime.fromisoformat("2026-10-08T10:30:00+07:00"))
    _, recap = project.run(TW3)
    assert [unit.kind for unit in recap.units].count("kelurahan") == 3
    page = visible(folder / "public" / "index.html")
    assert "pukul 10.30 WIB" in page


def test_a_site_without_data_says_what_to_do(tmp_path: Path) -> None:
    """MkDocs builds a fresh office folder, whose pages say that nothing was recapped yet."""
    folder = lay_out_office(tmp_path / "a")
    Project(folder, datetime.fromisoformat("2026-10-08T10:30:00+08:00")).build()
    assert "sheets-sync run" in visible(folder / "public" / "index.html")


def test_pages_of_a_unit_that_went_are_removed(tmp_path: Path) -> None:
    """After a unit is struck from the office, no page of it stays."""
    folder = lay_out_office(tmp_path / "a")
    moment = datetime.fromisoformat("2026-10-08T10:30:00+08:00")
    Project(folder, moment).run(TW3)
    gone = folder / "site" / "hasil" / "2026-TW3" / "lama.md"
    gone.write_text("# lama", "utf-8")
    Project(folder, moment).run(TW3)
    assert not gone.exists()


# --- in a browser --------------------------------------------------------------------------------------------


def pages_to_see() -> list[str]:
    newest = PERIODS[-1]
    return [
        "index.html",
        "sop.html",
        "unit.html",
        f"hasil/{newest}/unit-ren.html",
        f"hasil/{Period(2026, 3)}/index.html",
        f"hasil/{Period(2026, 3)}/naskah.html",
        "panduan/unit.html",
        "tentang.html",
    ]


@pytest.mark.parametrize("width", [360, 390, 1280])
def test_no_page_is_wider_than_its_screen(demo: Path, browser: Browser, width: int) -> None:
    """On a phone and on a laptop no page scrolls sideways, asks another host, or logs an error."""
    page: Page = browser.new_page(viewport={"width": width, "height": 800})
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda problem: wrong.append(str(problem)))
    too_wide = []
    for name in pages_to_see():
        page.goto((demo / "public" / name).as_uri())
        if page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(name)
    page.close()
    assert too_wide == []
    assert [url for url in asked if not url.startswith("file://")] == []
    assert [text for text in wrong if "file://" not in text and "CORS" not in text] == []


def test_endless_words_stay_on_the_phone(tmp_path: Path, browser: Browser) -> None:
    """A link or a note without a blank, as long as it may be, makes no page wider than the phone."""
    folder = lay_out_office(tmp_path / "a")
    project = Project(folder, datetime.fromisoformat("2026-10-08T10:30:00+08:00"))
    project.create(TW3)
    link = "https://drive.google.com/" + "x" * 300
    fill(project, TW3, "PEM", on_target(project, TW3, "PEM") | {"PEM-05": "y" * 300}, notes={"PEM-01": link})
    project.run(TW3)
    page: Page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto((folder / "public" / "hasil" / "2026-TW3" / "unit-pem.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_beranda_answers_in_one_screen(demo: Path, browser: Browser) -> None:
    """On a phone the first screen names the step, who holds it and until when; one tap leads to a unit."""
    page: Page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto((demo / "public" / "index.html").as_uri())
    box = page.locator("p.kini").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 844
    assert page.locator("ol.langkah li").count() == 9
    page.get_by_role("link", name="Seksi Ketenteraman dan Ketertiban Umum").click()
    assert "Seksi Ketenteraman" in page.locator("h1").inner_text()
    page.close()


def test_a_units_name_keeps_its_room_on_the_phone(demo: Path, browser: Browser) -> None:
    """However much is told of a unit beside its name, the name is not squeezed into a column of letters."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto((demo / "public" / "index.html").as_uri())
    widths = [name.bounding_box() for name in page.locator("table.unit tbody th a").all()]
    assert len(widths) == 7
    assert all(box is not None and box["width"] > 100 for box in widths)
    page.close()


def test_the_printed_register_keeps_heads_with_their_rows(demo: Path, browser: Browser, tmp_path: Path) -> None:
    """On F4 no heading and no head of a table is left at the foot of a page, and no word is cut into letters."""
    page = browser.new_page()
    page.goto((demo / "public" / "hasil" / "2026-TW2" / "naskah.html").as_uri())
    margin = {"left": "30mm", "right": "15mm", "top": "15mm", "bottom": "15mm"}
    page.pdf(path=tmp_path / "naskah.pdf", width="215mm", height="330mm", margin=margin)  # type: ignore[arg-type]  # its names are right
    page.close()
    texts = [" ".join(sheet.extract_text().split()) for sheet in PdfReader(tmp_path / "naskah.pdf").pages]
    assert len(texts) > 1
    assert [
        text[-80:] for text in texts if re.search(r"(Hardcopy|Triwulan II 2026|hardcopy \d dari \d\.)$", text)
    ] == []
    assert sum(text.count("belum ditandatangani") for text in texts) == 15
