"""`merge` as a kabupaten meets it: folders and sites in, one site out, and everything that is left out by its name."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from sheets_sync import kit
from sheets_sync.cli import cli
from sheets_sync.packages.index import package_folder
from sheets_sync.regency import RECAP, RegencyRecap
from tests import terminal
from tests.conftest import lay_out_office
from tests.districts import PERIOD, district, indicator, write_site

ONE, TWO, THREE = "72.01.01", "72.01.02", "72.01.03"


@pytest.fixture
def sites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The published sites of three kecamatan, in folders named by their codes; commands are called beside them."""
    for region, percent in ((ONE, "80"), (TWO, "60"), (THREE, "100")):
        write_site(tmp_path / region, district(region, indicator("PEM-01", percent)))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(capsys: pytest.CaptureFixture[str], *arguments: str, into: str = "kab") -> tuple[int, str, str]:
    return terminal.call(capsys, "merge", *arguments, "--into", into, "--period", PERIOD)


def kept(folder: Path) -> RegencyRecap:
    return RECAP.validate_json((folder / "data" / PERIOD / "kabupaten.json").read_bytes())


def page(folder: Path, name: str = "index.html") -> str:
    return " ".join((folder / "public" / name).read_text("utf-8").split())


def list_of(folder: Path, *rows: str) -> Path:
    """The kabupaten's list of kecamatan, with these rows."""
    path = folder / "kabupaten" / "kecamatan.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(("kode,nama,sumber", *rows, "")), "utf-8")
    return path


def edit(site: Path, name: str, old: str, new: str) -> None:
    path = site / package_folder(PERIOD) / name
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


# --- what is made --------------------------------------------------------------------------------------------


def test_folders_become_a_recap_and_a_site(sites: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """80, 60 and 100 make 80; the site has a page for each kecamatan, and the kabupaten's name in its title."""
    code, out, err = call(capsys, THREE, ONE, TWO)
    assert (code, err) == (0, "")
    assert (
        "Triwulan III 2026: 3 dari 3 kecamatan melapor, 3 dari 3 indikator dinilai, capaian 80,00 % (SEMENTARA)" in out
    )
    assert out.index(ONE) < out.index(TWO) < out.index(THREE)
    assert [item.region for item in kept(sites / "kab").districts] == [ONE, TWO, THREE]
    assert "80,00" in page(sites / "kab")
    assert "Kinerja Kabupaten Banggai" in page(sites / "kab")
    assert (sites / "kab" / "public" / "hasil" / PERIOD / "kecamatan-72-01-03.html").is_file()


def test_the_list_alone_suffices_for_a_monthly_run(sites: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sources are told from the kabupaten's folder; who has none yet has not reported, which is no fault."""
    list_of(
        sites / "kab", f"{TWO},Kecamatan Dua,../{TWO}", f"{ONE},Kecamatan Satu,../{ONE}", "72.01.09,Kecamatan Jauh,"
    )
    code, out, err = call(capsys)
    assert code == 0
    assert "2 dari 3 kecamatan melapor" in out
    assert err.strip() == "Belum melapor 72.01.09 Kecamatan Jauh"
    assert "<strong>72.01.09 Kecamatan Jauh</strong>: belum melapor." in page(sites / "kab")


def test_the_same_packages_give_the_same_bytes(sites: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever the order in which they are named."""
    call(capsys, ONE, TWO)
    call(capsys, TWO, ONE, into="lain")
    assert files(sites / "kab" / "site") == files(sites / "lain" / "site")
    assert files(sites / "kab" / "data") == files(sites / "lain" / "data")


def files(folder: Path) -> dict[str, bytes]:
    """Every file with something in it, by its path."""
    found = [path for path in folder.rglob("*") if path.is_file() and path.stat().st_size]
    assert found
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_a_published_site_is_a_source(sites: Path, served: str, capsys: pytest.CaptureFixture[str]) -> None:
    """By its address, as a browser shows it; one that answers nothing is named by its address, without what follows a ?."""
    code, out, err = call(capsys, f"{served}/{ONE}/index.html", f"{served}/tidak-ada/?sandi=rahasia")
    assert code == 1
    assert "capaian 80,00 %" in out
    assert f"Tidak ikut dihitung {served.removeprefix('http://')}/tidak-ada: paketnya tidak terbaca" in err
    assert "rahasia" not in (sites / "kab" / "data" / PERIOD / "kabupaten.json").read_text("utf-8")


@pytest.fixture
def served(sites: Path) -> Iterator[str]:
    """The folder of the sites on the loopback."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(sites))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_what_is_named_in_the_call_goes_before_the_list(sites: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A kecamatan that sent its package by other ways: the list's source of it is not asked."""
    list_of(sites / "kab", f"{ONE},Kecamatan Satu,../tidak-ada", f"{TWO},Kecamatan Dua,../{TWO}")
    code, out, _ = call(capsys, ONE)
    assert code == 0
    assert "2 dari 2 kecamatan melapor" in out


def test_kabupaten_become_a_provinsi(sites: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The folders of two kabupaten as sources: 80, 60 and 40 make 60."""
    write_site(sites / "poso", district("72.02.01", indicator("PEM-01", "40"), regency="Kabupaten Poso"))
    call(capsys, ONE, TWO)
    call(capsys, "poso", into="kab2")
    code, out, _ = call(capsys, "kab2", "kab", into="prov")
    assert code == 0
    assert "3 dari 3 kecamatan melapor, 3 dari 3 indikator dinilai, capaian 60,00 %" in out
    assert (kept(sites / "prov").scope, kept(sites / "prov").name) == ("72", "Sulawesi Tengah")


# --- what is left out ----------------------------------------------------------------------------------------


def test_missing_broken_and_other_versions_are_named_and_left_out(
    sites: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are counted, the pages tell it too, exit 1."""
    write_site(sites / "72.01.04", district("72.01.04"))
    edit(sites / TWO, "capaian.csv", ",60,", ",99,")
    edit(sites / THREE, "datapackage.json", '"skema_sheets_sync": 1', '"skema_sheets_sync": 7')
    rows = [f"{region},Kecamatan {region[-2:]},../{region}" for region in (ONE, TWO, THREE, "72.01.04", "72.01.05")]
    list_of(sites / "kab", *rows)
    code, out, err = call(capsys)
    assert code == 1
    assert "2 dari 5 kecamatan melapor" in out
    lines = [line for line in err.splitlines() if line.startswith("Tidak ikut dihitung")]
    assert [line.split()[3] for line in lines] == [TWO, THREE, "72.01.05"]
    assert "capaian.csv: isinya berubah" in lines[0] or "besarnya" in lines[0]
    assert "dibuat versi skema 7, program ini membaca versi 1" in lines[1]
    assert "tidak ada" in lines[2]
    shown = page(sites / "kab")
    assert shown.count("tidak ikut dihitung</span>") == 3
    assert "dibuat versi skema 7" in shown


def test_a_source_that_holds_another_kecamatan_is_left_out(sites: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder copied to the wrong place counts for nobody."""
    list_of(sites / "kab", f"{ONE},Kecamatan Satu,../{ONE}", f"{TWO},Kecamatan Dua,../{THREE}")
    code, _, err = call(capsys)
    assert code == 1
    assert f"{TWO} Kecamatan Dua: isi paketnya tidak dapat dipakai (sumbernya berisi paket {THREE} Kecamatan 03)" in err


def test_where_nothing_can_be_read_nothing_changes(sites: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A day without a network leaves the last recap and its site as they were."""
    call(capsys, ONE)
    before = (sites / "kab" / "data" / PERIOD / "kabupaten.json").read_bytes()
    code, out, err = call(capsys, "tidak-ada")
    assert (code, out) == (1, "")
    assert "Tidak ada paket Triwulan III 2026 yang terbaca; rekap dan situs di kab tidak diubah." in err
    assert (sites / "kab" / "data" / PERIOD / "kabupaten.json").read_bytes() == before


def test_a_mistyped_address_tells_no_password(sites: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is left out stands on a page; a sign-in within an address, or behind its ?, does not."""
    wrong = ("ftp://orang:rahasia@situs.example/a?b=rahasia", "https://orang:rahasia@situs.example/")
    code, _, err = call(capsys, ONE, *wrong)
    assert code == 1
    assert "situs.example/a: alamat harus diawali https://" in err
    assert "hapus nama pengguna dan kata sandi" in err
    assert "rahasia" not in err
    assert "rahasia" not in page(sites / "kab")


def test_a_damaged_kabupaten_is_left_out_of_the_provinsi(sites: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is named by its folder; the others are merged."""
    call(capsys, ONE)
    (sites / "rusak" / "data" / PERIOD).mkdir(parents=True)
    (sites / "rusak" / "data" / PERIOD / "kabupaten.json").write_text("{", "utf-8")
    code, out, err = call(capsys, "kab", "rusak", into="prov")
    assert code == 1
    assert "1 dari 1 kecamatan melapor" in out
    assert "rusak: paketnya tidak terbaca (kabupaten.json tidak dapat dibaca, rusak, atau dari versi lain)" in err


def test_another_period_is_not_taken(sites: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The periods that the site has are named."""
    code, _, err = terminal.call(capsys, "merge", ONE, "--into", "kab", "--period", "2026-TW2")
    assert code == 1
    assert "2026-TW2 tidak ada; yang ada: 2026-TW3" in err


# --- wrong use -----------------------------------------------------------------------------------------------


def test_without_any_source_the_list_lies_ready(sites: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, with where to write them."""
    code, _, err = call(capsys)
    assert code == 2
    assert "isi kolom 'sumber' di kab/kabupaten/kecamatan.csv" in err
    assert "kode,nama,sumber" in (sites / "kab" / "kabupaten" / "kecamatan.csv").read_text("utf-8")


def test_all_mistakes_of_the_list_at_once(sites: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each with its line: a code that is none, one that stands twice, one of another kabupaten, a name that lacks."""
    list_of(sites / "kab", f"{ONE},Satu,", "7201,Dua,", f"{ONE},Lagi,", "72.02.01,Poso,", f"{TWO},,")
    code, _, err = call(capsys, ONE)
    assert code == 2
    assert "Daftar kecamatan perlu diperbaiki (4 hal)" in err
    for words in (
        "baris 3: 'kode'",
        "baris 4: kode",
        "baris 5: 72.02.01 bukan kecamatan di 72.01",
        "baris 6: 'nama' masih kosong",
    ):
        assert f"kecamatan.csv {words}" in err


def test_an_office_is_no_place_for_it(sites: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A kecamatan's folder would be mixed up with the kabupaten's: refused, untouched."""
    lay_out_office(sites / "kantor")
    code, _, err = call(capsys, ONE, into="kantor")
    assert code == 2
    assert "bukan folder untuk rekap kabupaten" in err
    assert not (sites / "kantor" / "kabupaten").exists()


def test_what_the_kabupaten_edits_stays_and_a_broken_template_is_named(
    sites: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its title and its words; a slip in a template with file and line."""
    call(capsys, ONE)
    title = sites / "kab" / "mkdocs.yml"
    title.write_text(title.read_text("utf-8").replace("Kinerja Kabupaten Banggai", "Kinerja Kita"), "utf-8")
    template = sites / "kab" / "templates" / "kabupaten" / "beranda.md.j2"
    template.write_text("# Halaman kita\n{% if %}\n", "utf-8")
    code, _, err = call(capsys, ONE)
    assert code == 2
    assert "kabupaten/beranda.md.j2 baris 2" in err
    template.write_text("# Halaman kita\n", "utf-8")
    assert call(capsys, ONE)[0] == 0
    assert "Halaman kita" in page(sites / "kab")
    assert "Kinerja Kita" in page(sites / "kab")


def test_a_damaged_recap_of_another_period_is_named(sites: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 4, with what to do; the same of one that another version made."""
    old = sites / "kab" / "data" / "2026-TW2" / "kabupaten.json"
    old.parent.mkdir(parents=True)
    call(capsys, ONE, into="lain")
    made = json.loads((sites / "lain" / "data" / PERIOD / "kabupaten.json").read_text("utf-8"))
    for content, words in (
        ("{}", "rusak atau dari versi lain"),
        (json.dumps(made | {"schema": 9}), "dibuat versi lain (9"),
    ):
        old.write_text(content, "utf-8")
        code, _, err = call(capsys, ONE)
        assert code == 4
        assert words in err
        assert "hapus berkas itu, lalu jalankan" in err


def test_a_title_takes_letters_alone(tmp_path: Path) -> None:
    """MkDocs shows it as it is: markup in a kabupaten's name does not get there."""
    kit.lay_out_regency(tmp_path / "kab")
    kit.name_regency(tmp_path / "kab", 'Banggai<script src="x">')
    assert "site_name: Kinerja Kabupaten\n" in (tmp_path / "kab" / "mkdocs.yml").read_text("utf-8")


def test_every_period_keeps_its_pages(sites: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The newest stands in front, and each leads to the others."""
    write_site(sites / "lama", district(ONE, period="2026-TW2"))
    terminal.call(capsys, "merge", "lama", "--into", "kab", "--period", "2026-TW2")
    call(capsys, ONE)
    assert "Kabupaten Banggai, Triwulan III 2026" in page(sites / "kab")
    assert '<a href="hasil/2026-TW2/index.html">Triwulan II 2026</a>' in page(sites / "kab")
    assert '<a href="../../hasil/2026-TW3/index.html">Triwulan III 2026</a>' in page(
        sites / "kab", "hasil/2026-TW2/index.html"
    )


def test_samples_are_marked(sites: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On the screen and on every page."""
    write_site(sites / "contoh", replace(district("72.01.07"), sample=True))
    code, out, err = call(capsys, ONE, "contoh")
    assert code == 0
    assert "DATA CONTOH" in out
    assert "Ada DATA CONTOH di antara data sungguhan: 72.01.07 Kecamatan 07." in err
    pages = [
        path for path in (sites / "kab" / "public").rglob("*.html") if path.name not in ("404.html", "tentang.html")
    ]
    assert [path.name for path in pages if "DATA CONTOH" not in path.read_text("utf-8")] == []


def test_help_is_indonesian_with_an_example() -> None:
    """As for every command."""
    said = CliRunner().invoke(cli, ["merge", "--help"]).output
    assert "Contoh: sheets-sync merge" in said
    assert "[SUMBER...]" in said


def test_a_package_is_named_by_whose_folder_it_lies_in(
    sites: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folders below it are called alike in every office; nobody's figure is passed over in n dari m."""
    package = tmp_path / "sukamaju" / "public" / "hasil" / PERIOD / "data"
    package.mkdir(parents=True)
    (package / "datapackage.json").write_text("{", "utf-8")
    code, _, err = call(capsys, str(sites / ONE), str(package))
    assert code == 1
    assert "Tidak ikut dihitung sukamaju: paketnya tidak terbaca" in err
    assert "1 sumber tidak terbaca dan tidak diketahui milik kecamatan mana" in " ".join(err.split())
