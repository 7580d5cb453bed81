"""The kabupaten's pages: n dari m, drill-down, what cannot be compared; hostile names are text; they fit phones and thin links."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal as D
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from sheets_sync import kit, merging
from sheets_sync.district import District
from sheets_sync.pages.regency import render_regency
from sheets_sync.pages.regency_paging import BUDGET, district_pages, paged
from sheets_sync.period import Period
from sheets_sync.regency import Expected, LeftOut, Why, merge_districts
from tests.districts import PERIOD, district, indicator, large_regency
from tests.pages.test_hostile import ATTACK, LOOK
from tests.pages.test_site import visible

ONE, TWO, THREE = "72.01.01", "72.01.02", "72.01.03"
HASIL = f"hasil/{PERIOD}"
LARGEST = 120_000  # bytes of a page
WIDTHS = (390, 1280)


def built(folder: Path, *districts: District, left_out: tuple[LeftOut, ...] = ()) -> Path:
    """The site of these kecamatan and one that has not reported."""
    kit.lay_out_regency(folder)
    expected = [Expected("72.01.24", "Kecamatan Jauh")]
    merging.keep(folder, merge_districts(expected, districts, PERIOD, left_out=left_out))
    return merging.show(folder)


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """23 kecamatan of 12 units of 20 indicators."""
    return built(tmp_path_factory.mktemp("kab") / "a", *large_regency())


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two that can be compared, one that assesses otherwise, and one whose package was broken."""
    other = indicator("PEM-01", "120", name="Jumlah desa", measure="desa")
    capped = district(THREE, other, indicator("PEM-02", ""), cap=D(100), scale=(("Baik", D(85)), ("Cukup", D(0))))
    first = district(ONE, indicator("PEM-01", "70"), indicator("PEM-02", "", outcome="belum waktunya"))
    second = district(TWO, indicator("PEM-01", "90"), indicator("PEM-02", "0"))
    broken = LeftOut("72.01.04", "Kecamatan Empat", Why.UNREADABLE, "datapackage.json: tidak ada")
    return built(tmp_path_factory.mktemp("kab") / "b", first, second, capped, left_out=(broken,))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every free text of two packages is an attack."""
    return built(tmp_path_factory.mktemp("kab") / "c", attacked(ONE), attacked(TWO), left_out=(
        LeftOut("", ATTACK, Why.UNREADABLE, ATTACK),
    ))  # fmt: skip


def attacked(region: str) -> District:
    item = indicator("PEM-01", name=ATTACK, measure=ATTACK, polarity=ATTACK, accumulation=ATTACK)
    made = district(region, item, name=f"{ATTACK} {region}", regency=ATTACK, province=ATTACK)
    return replace(
        made,
        scale=((ATTACK, D(91)), ("rendah", D(0))),
        units=(replace(made.units[0], name=ATTACK, state=ATTACK),),
        programmes=(replace(made.programmes[0], code=ATTACK, name=ATTACK),),
    )


def pages(public: Path) -> list[Path]:
    return [path for path in sorted(public.rglob("*.html")) if path.name != "404.html"]


# --- what they tell ------------------------------------------------------------------------------------------


def test_the_front_page_tells_who_has_reported_and_what_it_adds_up_to(usual: Path) -> None:
    """How many of how many, units, indicators, serapan, in the order of codes; who is missing is named."""
    words = visible(usual / "index.html")
    assert "23 dari 24 kecamatan melapor. Belum melapor: Kecamatan Jauh." in words
    assert "4.907 dari 5.520 indikator dinilai" in words
    assert "276 dari 276 mengirim" in words
    assert "Rp1.380.000.000 dari Rp2.300.000.000, sisa Rp920.000.000" in words
    codes = re.findall(r'<span class="kecil">(72\.01\.\d\d)</span>', (usual / "index.html").read_text("utf-8"))
    assert codes == sorted(codes)
    assert len(codes) == 24


def test_different_caps_and_scales_are_told_and_not_added(mixed: Path) -> None:
    """No mean of the kabupaten, each group with its own; the broken package with its reason."""
    words = visible(mixed / "index.html")
    assert "Tidak dapat dihitung: batas atas rata-rata kecamatan berbeda." in words
    assert "Rata-rata kelompok ini: 53,33 % (Rendah)." in words  # 70, 90 and 0
    assert "Rata-rata kelompok ini: 100,00 % (Baik)." in words  # 120 counts as 100
    assert "Baik mulai 85, Cukup mulai 0; batas atas 100 dalam rata-rata" in words
    assert "72.01.04 Kecamatan Empat: paketnya tidak terbaca (datapackage.json: tidak ada)" in words
    assert "Tidak ikut dirata-ratakan: 1 belum diisi, 1 belum waktunya." in words


def test_only_indicators_that_measure_the_same_are_ranked(mixed: Path) -> None:
    """90 before 70; the third means something else under the same code and says so; 0 is a figure, empty is none."""
    page = mixed / HASIL / "banding-1.html"
    words = visible(page)
    assert "Kode sama, indikator berbeda (nama, satuan): tidak diurutkan bersama." in words
    assert "(desa, naik, R/T, rata-rata): hanya di satu kecamatan, tidak dibandingkan" in words
    first, _, second = re.findall(r"<tbody>.*?</tbody>", page.read_text("utf-8"), re.DOTALL)
    rows = [re.sub(r"<[^>]*>", " ", row).split() for row in re.findall(r"<tr>.*?</tr>", first, re.DOTALL)]
    assert [(row[0], row[2]) for row in rows] == [("1", "02"), ("2", "01")]
    told = [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in re.findall(r"<tr>.*?</tr>", second, re.DOTALL)]
    assert "1 Kecamatan 02 PEM 100 0 0,00 Sangat Rendah SEMENTARA" in told[0]
    assert told[1].endswith("belum waktunya")
    assert told[2].endswith("belum diisi")


def test_from_the_kabupaten_down_to_an_indicator(usual: Path, browser: Browser) -> None:
    """Kecamatan, unit, indicator; and from an indicator in the comparison to where it stands."""
    tab = browser.new_page()
    tab.goto((usual / "index.html").as_uri())
    tab.get_by_role("link", name="Kecamatan 07").click()
    assert tab.get_by_role("heading", level=1).inner_text() == "Kecamatan 07"
    tab.get_by_role("link", name="Seksi U20").click()
    assert tab.url.endswith("#unit_U20")
    assert tab.locator("#U20_U20-05").count() == 1
    tab.goto((usual / "banding.html").as_uri())
    tab.get_by_role("link", name="bidang 20 nomor 5 yang").click()
    tab.locator("section", has=tab.locator("#kode_U20-05")).get_by_role("link", name="Kecamatan 07").click()
    tab.locator("tr:target").wait_for()
    assert tab.url.endswith("#U20_U20-05")
    tab.close()


# --- how they are made ---------------------------------------------------------------------------------------


def test_every_link_leads_somewhere(usual: Path) -> None:
    """To a page that is there, and to a place on it."""
    texts = {path: path.read_text("utf-8") for path in pages(usual)}
    ids = {path: set(re.findall(r'id="([^"]+)"', text)) for path, text in texts.items()}
    wrong = []
    for path, text in texts.items():
        for link in set(re.findall(r'<a href="([^"]+)"', text)):
            parts = urlsplit(link)
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if parts.scheme or (target in texts and (not parts.fragment or parts.fragment in ids[target])):
                continue
            wrong.append((path.name, link))
    assert wrong == []


def test_a_page_fits_a_thin_link(usual: Path) -> None:
    """At most 120 KB each; what is more goes on in a second page."""
    sizes = {path.relative_to(usual).as_posix(): path.stat().st_size for path in pages(usual)}
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}
    assert f"{HASIL}/kecamatan-72-01-07-2.html" in sizes


def test_long_names_do_not_make_large_pages(tmp_path: Path) -> None:
    """300 indicators of 500 letters in one unit: several pages, each within bounds, none of them lost."""
    items = tuple(indicator(f"PEM-{number:03}", name=f"{number} {'panjang ' * 62}") for number in range(300))
    public = built(tmp_path / "kab", district(ONE, *items), district(TWO, *items))
    assert max(path.stat().st_size for path in pages(public)) <= LARGEST
    own = [path.read_text("utf-8") for path in pages(public) if path.name.startswith("kecamatan-72-01-01")]
    assert sum(text.count('<tr id="PEM_PEM-') for text in own) == 300
    assert ["(lanjutan)" in text for text in own].count(False) == 1


def test_a_provinsi_has_a_page_a_kabupaten(tmp_path: Path) -> None:
    """14 of 25 kecamatan: the front page lists kabupaten, and one indicator of all of them goes on over several pages."""
    kit.lay_out_regency(tmp_path)
    regions = [f"72.{regency:02}.{number:02}" for regency in range(1, 15) for number in range(1, 26)]
    recap = merge_districts((), map(district, regions), PERIOD, "72")
    made = render_regency(tmp_path / "templates" / "kabupaten", {Period.parse(PERIOD): recap})
    assert max(len(text.encode()) for text in made.values()) < BUDGET + 10_000
    front, part = made[f"{PERIOD}/index.md"], made[f"{PERIOD}/wilayah-72-07.md"]
    assert front.count("25 dari 25</td>") == 3 * 14  # kecamatan, their units and indicators
    assert "Capaian provinsi" in front
    assert re.findall(r"kecamatan-([\d-]+)\.html", part) == [f"72-07-{number:02}" for number in range(1, 26)]
    compared = [text for name, text in made.items() if name.startswith(f"{PERIOD}/banding-")]
    assert [text.count("(lanjutan)") for text in compared] == [0, 1]
    assert sum(text.count('data-label="urutan">1<') for text in compared) == 350


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "name", ["index.html", "banding.html", f"{HASIL}/kecamatan-72-01-01.html", f"{HASIL}/banding-1.html"]
)
def test_nothing_of_a_package_runs_or_widens_a_page(hostile: Path, browser: Browser, name: str, width: int) -> None:
    """No script, picture or link comes of it; it stands there to read, and the page fits."""
    tab = browser.new_page(viewport={"width": width, "height": 800})
    tab.goto((hostile / name).as_uri())
    seen = tab.evaluate(LOOK)
    tab.close()
    assert (seen["ran"], seen["alive"]) == (0, 0)
    assert seen["wide"] <= width
    assert "<script>window.ran=1</script>" in seen["text"]
    assert "[a](javascript:b) {{7*7}} {%x%} **" in seen["text"]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["index.html", "banding.html", f"{HASIL}/kecamatan-72-01-03.html"])
def test_tables_are_accessible_and_fit(mixed: Path, browser: Browser, name: str, width: int) -> None:
    """Each table has a caption and scopes; no page is wider than the screen; nothing is asked of another host."""
    asked: list[str] = []
    tab = browser.new_page(viewport={"width": width, "height": 800})
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto((mixed / name).as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert (
        tab.evaluate(
            "[...document.querySelectorAll('article table')].filter(t => !t.caption || !t.caption.innerText.trim()).length"
        )
        == 0
    )
    assert tab.evaluate("document.querySelectorAll('article th:not([scope])').length") == 0
    assert tab.evaluate("document.querySelectorAll('article script').length") == 0
    tab.close()
    assert [url for url in asked if not url.startswith("file:")] == []


def test_pages_are_filled_in_order_and_what_is_too_heavy_stands_alone() -> None:
    """Nothing is lost, and no page is empty."""
    half = BUDGET // 2
    assert paged([half, half, 1, BUDGET * 2, 1], lambda weight: weight) == ((half, half), (1,), (BUDGET * 2,), (1,))
    assert paged([], lambda _: 1) == ((),)


def test_a_unit_without_indicators_has_its_place() -> None:
    """Its section says so, and the table of units leads there."""
    empty = replace(district().units[0], code="UMUM")
    (page,) = district_pages(district(ONE, units=(district().units[0], empty)))
    assert [(part.unit.code, len(part.items)) for part in page.parts] == [("PEM", 1), ("UMUM", 0)]
