"""The workbook Format read back: the same rows as the files, and every mistake with its cell."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from sheets_sync.format_change import changes_between
from sheets_sync.format_columns import INDICATOR, OFFICIAL, PROGRAMME, TABS, UNIT, FormatTab
from sheets_sync.format_tables import tables_of_office
from sheets_sync.grid import BrokenCell, Grid, Tab, Value, address
from sheets_sync.settings import columns, load
from sheets_sync.settings.format import ReadFormat, form_texts, read_format, tables_of_files
from sheets_sync.settings.rows import Field
from tests.conftest import lay_out_office
from tests.formats import find, format_grid, heading, typed


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Batui Selatan, which no test of this module writes into."""
    return lay_out_office(tmp_path_factory.mktemp("kantor") / "a")


@pytest.fixture(scope="module")
def grid(root: Path) -> Grid:
    """Its workbook Format, as it was made."""
    return format_grid(root)


def told(read: ReadFormat) -> list[str]:
    return [str(mistake) for mistake in read.mistakes]


def differences(read: ReadFormat) -> list[str]:
    """The changes in words; there must be no mistake."""
    assert told(read) == []
    assert read.after is not None
    return [change.words for change in changes_between(read.before, read.after)]


# --- what is made says what the files say -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tab", "fields"),
    [(UNIT, columns.UNIT), (INDICATOR, columns.INDICATOR), (PROGRAMME, columns.CEILING), (OFFICIAL, columns.OFFICIAL)],
    ids=["unit", "indikator", "program", "pejabat"],
)
def test_a_tab_has_the_columns_of_its_file(tab: FormatTab, fields: tuple[Field, ...]) -> None:
    """The same keys, names and duties, so that a file and its tab cannot drift apart."""
    shown = {(column.key, column.name, not column.optional) for column in tab.columns}
    assert shown == {(field.key, field.name, field.required) for field in fields}


def test_the_tables_of_the_office_are_those_of_its_files(root: Path) -> None:
    """However a date, a decimal or a default is spelled in the files."""
    office, words = load(root)
    assert tables_of_office(office, form_texts(words)) == tables_of_files(root)


def test_what_was_made_says_the_same_when_read(root: Path, grid: Grid) -> None:
    """No mistake and no difference."""
    assert differences(read_format(root, grid)) == []


@pytest.mark.parametrize("name", ["tiga_kelurahan", "gunung_kaler"])
def test_other_offices_read_back_too(name: str, tmp_path: Path) -> None:
    """Kelurahan among the units; published figures."""
    folder = lay_out_office(tmp_path / "kantor", name)
    assert differences(read_format(folder, format_grid(folder))) == []


# --- what people do to a sheet ------------------------------------------------------------------------------


def moved(tab: Tab, cells: Mapping[tuple[int, int], tuple[int, int]]) -> Tab:
    return replace(tab, cells={cells.get(place, place): cell for place, cell in tab.cells.items()})


def test_columns_may_move_and_rows_be_sorted_inserted_and_left_blank(root: Path, grid: Grid) -> None:
    """The columns of Indikator back to front, its rows shuffled with gaps between them, the tab renamed."""
    chance = random.Random(5)  # noqa: S311  # an order, no secret
    tabs = []
    for tab in grid.tabs:
        if tab.title != "Indikator":
            tabs.append(tab)
            continue
        width = max(column for _, column in tab.cells)
        last = max(row for row, _ in tab.cells)
        rows = list(range(6, last + 1))
        targets = dict(zip(rows, chance.sample(range(9, 9 + 3 * len(rows)), len(rows)), strict=True))
        places = {(row, at): (targets.get(row, row + 3), width + 1 - at) for row, at in tab.cells}
        tabs.append(replace(moved(tab, places), title="Daftar indikator"))
    anchors = {
        name: replace(anchor, tab="Daftar indikator") if anchor.tab == "Indikator" else anchor
        for name, anchor in grid.anchors.items()
    }
    read = read_format(root, Grid(tuple(tabs), anchors))
    assert differences(read) == []


def test_numbers_and_dates_may_be_typed_as_such_or_as_text(root: Path, grid: Grid) -> None:
    """92,5 as a number, 01/09/2026 as a date, a target as a text: each is read as what it means."""
    row = find(grid, "Indikator", "PEM-01")
    third = address(row, heading(grid, "Indikator", "PKP-2026 TW III"))
    cells: dict[str, Value | None] = {
        f"Indikator!{address(row, heading(grid, 'Indikator', f'PKP-2026 {name}'))}": value
        for name, value in (("Target tahun", Decimal(100)), ("TW I", "60"), ("TW II", "80,0"), ("TW IV", Decimal(100)))
    }
    cells |= {f"Indikator!{third}": Decimal("92.5"), "Unit!F12": date(2026, 12, 31), "Unit!E12": "2020-01-01"}
    assert differences(read_format(root, typed(grid, cells))) == [
        "YANUM: berlaku sampai (kosong) → 2026-12-31",
        "PEM-01: target tahun (kosong) → 100 (PKP-2026)",
        "PEM-01: target TW I (kosong) → 60 (PKP-2026)",
        "PEM-01: target TW II (kosong) → 80 (PKP-2026)",
        "PEM-01: target TW III (kosong) → 92,5 (PKP-2026)",
        "PEM-01: target TW IV (kosong) → 100 (PKP-2026)",
    ]


def test_a_new_unit_with_an_indicator_is_typed_below(root: Path, grid: Grid) -> None:
    """In the blank rows, with a target in the columns of a document."""
    row = 6 + len(load(root)[0].indicators)
    unit = {"A": "KEL-A", "B": "Kelurahan A", "C": "kelurahan", "D": "Lurah A", "E": "01/07/2026"}
    indicator = {
        "Kode": "KEL-A-01", "Indikator": "Jumlah layanan", "Unit": "KEL-A", "Satuan": "Layanan", "Sasaran": "Layanan baik",
        "Definisi": "Banyaknya layanan.", "Arah": "naik", "Akumulasi": "jumlah", "Frekuensi": "triwulanan",
        "Bulan tersedia": Decimal(1), "Cara isi": "triwulan ini", "Desimal": "0", "Sumber": "Register", "Bukti wajib": True,
        "Berlaku sejak": date(2026, 7, 1), "PK-2026 TW III": "5", "PK-2026 Target tahun": "10", "PK-2026 TW IV": "5",
    }  # fmt: skip
    cells: dict[str, Value | None] = {f"Unit!{column}13": value for column, value in unit.items()}
    cells |= {f"Indikator!{address(row, heading(grid, 'Indikator', head))}": value for head, value in indicator.items()}  # type: ignore[misc]  # text, number, date or tick
    assert differences(read_format(root, typed(grid, cells))) == [
        "unit baru KEL-A (Kelurahan A)",
        "indikator baru KEL-A-01 (Jumlah layanan)",
        "KEL-A-01: target tahun (kosong) → 10 (PK-2026)",
        "KEL-A-01: target TW III (kosong) → 5 (PK-2026)",
        "KEL-A-01: target TW IV (kosong) → 5 (PK-2026)",
    ]


def test_a_new_document_takes_the_grey_columns(root: Path, tmp_path: Path) -> None:
    """Its code over KODE in five headings; a document that the office does not know is told at the heading."""
    grid = format_grid(root)
    row = find(grid, "Indikator", "PEM-06")
    cells: dict[str, Value | None] = {}
    for name, value in (("Target tahun", "100"), ("TW I", "20"), ("TW II", "50"), ("TW III", "85"), ("TW IV", "100")):
        column = heading(grid, "Indikator", f"KODE {name}")
        cells |= {f"Indikator!{address(4, column)}": f"PKP2-2026 {name}", f"Indikator!{address(row, column)}": value}
    first = address(4, heading(grid, "Indikator", "KODE Target tahun"))
    assert told(read_format(root, typed(grid, cells))) == [
        f"tab Indikator sel {first}: dokumen 'PKP2-2026' tidak ada di office.toml [[perjanjian]]"
    ]
    folder = lay_out_office(tmp_path / "kantor")
    settings = folder / "office" / "office.toml"
    document = '[[perjanjian]]\nkode = "PKP2-2026"\njenis = "PK Perubahan"\ntahun = 2026\ntanggal = 2026-11-02\nberlaku_sejak = 2026-11-02\n'
    settings.write_text(settings.read_text("utf-8") + "\n" + document, "utf-8")
    assert "PEM-06: target TW III (kosong) → 85 (PKP2-2026)" in differences(read_format(folder, typed(grid, cells)))


def test_a_row_of_targets_without_any_is_kept(tmp_path: Path) -> None:
    """PK Perubahan takes a target away: `-` in the sheet, an empty row in the file."""
    folder = lay_out_office(tmp_path / "kantor")
    targets = folder / "office" / "targets.csv"
    targets.write_text(targets.read_text("utf-8") + "PEM-06,PKP-2026,,,,,\n", "utf-8")
    grid = format_grid(folder)
    column = heading(grid, "Indikator", "PKP-2026 Target tahun")
    tab = grid.tab("Indikator")
    assert tab is not None
    assert tab.text(find(grid, "Indikator", "PEM-06"), column) == "-"
    assert differences(read_format(folder, grid)) == []


def test_words_of_the_form_change_and_lists_grow_and_shrink(root: Path, grid: Grid) -> None:
    """A list of any length takes a new row with the next number, and loses a row that was emptied."""
    title, last = find(grid, "Kolom", "isi.kirim"), find(grid, "Kolom", "petunjuk.isi.11")
    third = find(grid, "Kolom", "petunjuk.isi.3")
    empty = max(row for row, _ in (grid.tab("Kolom") or grid.tabs[0]).cells) + 1
    cells: dict[str, Value | None] = {
        f"Kolom!B{title}": "Kami kirim", f"Kolom!B{third}": None, f"Kolom!A{empty}": "petunjuk.isi.12",
        f"Kolom!B{empty}": "Batas waktu {batas}.",
    }  # fmt: skip
    words = differences(read_format(root, typed(grid, cells)))
    assert words[0] == "isi.kirim: teks Saya kirim → Kami kirim"
    assert words[-1].endswith("→ Batas waktu {batas}.")
    assert last < empty


# --- mistakes -----------------------------------------------------------------------------------------------

UNIT_ROW, FIRST_INDICATOR = 8, 6  # PEM, and REN-01


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"Unit!A8": "PE M"}, "tab Unit sel A8: 'kode': kode 'PE M' hanya boleh berisi huruf"),
        ({"Unit!B8": None}, "tab Unit sel B8: 'nama' masih kosong"),
        ({"Unit!E8": "kapan-kapan"}, "tab Unit sel E8: 'berlaku_sejak': tanggal 'kapan-kapan'"),
        ({"Unit!F8": "2019-12-31"}, "tab Unit sel F8: 'berlaku_sampai' lebih awal"),
        ({"Unit!A8": "UMUM"}, "tab Unit sel A8: kode unit 'UMUM' sudah ada di baris 7"),
        ({"Unit!B8": BrokenCell("#REF!")}, "tab Unit sel B8: rumusnya tidak berhasil (#REF!)"),
        ({"Indikator!A6": date(2026, 3, 1)}, "tab Indikator sel A6: 'kode': kode '2026-03-01' sudah diubah Excel menjadi tanggal"),
        ({"Indikator!A6": "1,00E+05"}, "tab Indikator sel A6: 'kode': kode '1,00E+05' sudah diubah Excel menjadi angka"),
        ({"Indikator!C6": "XYZ"}, "tab Indikator sel C6: unit 'XYZ' tidak ada di tab Unit"),
        ({"Indikator!H6": "95-105"}, "tab Indikator sel H6: 'tw3' REN-01: '95-105' bukan angka yang jelas"),
        ({"Indikator!E8": "7"}, "tab Indikator sel E8: target triwulan REN-03 berjumlah 6, bukan 7"),
        ({"Indikator!F6": "70"}, "tab Indikator sel F6: 'tw1' berisi target, padahal REN-01 belum waktunya"),
        ({"Indikator!H7": "CCC"}, "tab Indikator sel H7: 'tw3' REN-02: predikat 'CCC'"),
        ({"Indikator!H10": date(2026, 5, 2)}, "tab Indikator sel H10: 'tw3' REN-05"),
        ({"Indikator!O6": "5"}, "tab Indikator sel O4: ganti KODE"),
        ({"Indikator!F4": None}, "tab Indikator sel E4: kolom 'PK-2026 TW I' tidak ada"),
        ({"Indikator!F4": "PK-2026 TW II"}, "tab Indikator sel G4: kolom 'PK-2026 TW II' ada dua kali"),
        ({"Indikator!B4": "Nama"}, "tab Indikator baris 4: kolom 'Indikator' tidak ada"),
        ({"Program!A6": date(2001, 1, 7)}, "tab Program sel A6: 'kode': kode program '2001-01-07'"),
        ({"Program!C6": "DPA-2025"}, "tab Program sel C6: dokumen 'DPA-2025' tidak ada"),
        ({"Program!D6": "4.250"}, "tab Program sel D6: 'pagu': '4.250' bukan angka yang jelas"),
        ({"Program!E6": "XYZ"}, "tab Program sel E6: pengisi 'XYZ' tidak ada di tab Unit"),
        ({"Pejabat!D6": Decimal("198001012005011000")}, "tab Pejabat sel D6: 'nip': NIP"),
        ({"Pejabat!B11": "Lurah Entah"}, "tab Pejabat sel B11: jabatan 'Lurah Entah' tidak ada di tab Unit kolom kepala"),
        ({"Pejabat!G6": None}, "tab Pejabat sel B7: jabatan 'Camat Batui Selatan' pada waktu yang sama"),
        ({"Kolom!B12": "{entah}"}, "tab Kolom sel B12: 'teks' isi.judul: {entah} tidak dikenal"),
        ({"Kolom!B12": None}, "tab Kolom sel B12: 'teks' isi.judul: masih kosong"),
        ({"Kolom!A12": "isi.entah"}, "tab Kolom sel A12: kunci 'isi.entah' tidak dikenal"),
        ({"Kolom!A12": None, "Kolom!B12": None}, "tab Kolom: kunci 'isi.judul' tidak ada lagi"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_cell(root: Path, grid: Grid, cells: dict[str, Value | None], words: str) -> None:
    """What, where, and what to do."""
    found = told(read_format(root, typed(grid, cells)))
    assert [text for text in found if text.startswith(words)], found


def test_all_mistakes_are_told_at_once(root: Path, grid: Grid) -> None:
    """Of every tab, in the order of its rows."""
    cells: dict[str, Value | None] = {"Unit!B8": None, "Unit!C9": "bagian", "Program!D7": "-5", "Kolom!B12": "{x"}
    assert [mistake.cell for mistake in read_format(root, typed(grid, cells)).mistakes] == ["B12", "D7", "B8", "C9"]


@pytest.mark.parametrize(("title", "row", "code"), [("Unit", 8, "PEM"), ("Indikator", 7, "REN-02"), ("Pejabat", 6, "camat (Camat Batui Selatan)")])  # fmt: skip
def test_a_row_that_was_deleted_is_asked_back(root: Path, grid: Grid, title: str, row: int, code: str) -> None:
    """Reports of earlier quarters still name it: it ends by a date."""
    tab = grid.tab(title)
    assert tab is not None
    gone: dict[str, Value | None] = {f"{title}!{address(*place)}": None for place in tab.cells if place[0] == row}
    found = told(read_format(root, typed(grid, gone)))
    expected = (
        f"tab {title}: {code} tidak ada lagi. Tulis kembali barisnya dan isi Berlaku sampai; kode lama jangan diganti"
    )
    assert expected in found


def test_a_tab_that_is_gone_is_named(root: Path, grid: Grid) -> None:
    """And what to do; the other tabs are read for their mistakes all the same."""
    left = replace(typed(grid, {"Unit!B8": None}), tabs=())
    assert {str(mistake).split(":")[0] for mistake in read_format(root, left).mistakes} == {
        f"tab {tab.title}" for tab in TABS
    }
    some = typed(grid, {"Unit!B8": None})
    without = replace(some, tabs=tuple(tab for tab in some.tabs if tab.title != "Program"))
    found = told(read_format(root, without))
    assert found[0].startswith("tab Program: tidak ada lagi")
    assert found[1] == "tab Unit sel B8: 'nama' masih kosong"


# --- anything at all ----------------------------------------------------------------------------------------

ANYTHING = st.one_of(
    st.text(max_size=40),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.just(BrokenCell("#DIV/0!")),
    st.sampled_from(
        ["-", "KODE TW I", "PK-2026 TW IV", "kode", "Kunci", "isi.judul.99999", "petunjuk.isi.0", "'", "=1+1"]
    ),
)
TITLES = st.sampled_from([tab.title for tab in TABS])


@examples(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cells=st.lists(st.tuples(TITLES, st.integers(1, 60), st.integers(1, 40), ANYTHING), max_size=12))
def test_whatever_stands_in_a_cell_is_read_or_told(
    root: Path, grid: Grid, cells: list[tuple[str, int, int, Value]]
) -> None:
    """Never an exception; without a mistake there is a whole office."""
    read = read_format(root, typed(grid, {f"{title}!{address(row, at)}": value for title, row, at, value in cells}))
    assert (read.after is None) == bool(read.mistakes)
