"""Packages read back: whole, or not at all with every mistake named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from sheets_sync.district import District
from sheets_sync.packages.described import LARGEST
from sheets_sync.packages.reading import read_package
from sheets_sync.packages.writing import DESCRIPTOR
from tests.packages.districts import DISTRICT, districts, fetching, files_of, redescribed, retyped


def troubles(files: dict[str, bytes]) -> list[str]:
    """What is wrong with these files, as told."""
    found = read_package(fetching(files))
    assert not isinstance(found, District)
    return [str(trouble) for trouble in found]


def test_a_package_tells_its_district() -> None:
    """All of it, exactly."""
    assert read_package(fetching(files_of())) == DISTRICT


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(districts())
def test_any_district_goes_there_and_back(district: District) -> None:
    """Whatever stands in its texts and figures."""
    assert read_package(fetching(files_of(district))) == district


def test_a_changed_figure_is_told() -> None:
    """One digit of the same length, so that only the checksum knows."""
    files = files_of()
    changed = files | {"capaian.csv": files["capaian.csv"].replace(b"72.5", b"72.6")}
    (told,) = troubles(changed)
    assert told.startswith("capaian.csv: isinya berubah")


def test_a_file_of_another_size_is_told() -> None:
    """A copy that broke off."""
    files = files_of()
    size = len(files["unit.csv"])
    (told,) = troubles(files | {"unit.csv": files["unit.csv"][:-9]})
    assert told == f"unit.csv: besarnya {size - 9} bita, menurut datapackage.json {size}; salin ulang paketnya"


def test_missing_files_are_all_told() -> None:
    """Each by its name."""
    files = files_of()
    del files["unit.csv"], files["anggaran.csv"]
    assert troubles(files) == ["unit.csv: tidak ada", "anggaran.csv: tidak ada"]


def test_another_schema_is_not_read() -> None:
    """Newer: update the program; older: update the publisher's."""
    newer = redescribed(files_of(), lambda data: data.update(skema_sheets_sync=2))
    assert troubles(newer) == [
        "datapackage.json: dibuat versi skema 2, program ini membaca versi 1; perbarui program ini"
    ]
    older = redescribed(files_of(), lambda data: data.update(skema_sheets_sync=0))
    assert "minta penerbitnya memperbarui" in troubles(older)[0]
    odd = redescribed(files_of(), lambda data: data.update(skema_sheets_sync=True))
    assert troubles(odd) == ["datapackage.json: 'skema_sheets_sync' seharusnya 1"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html>", "bukan JSON yang benar"),
        (b"\xff\xfe", "bukan JSON yang benar"),
        (b"[" * 100_000, "bukan JSON yang benar"),
        (b'{"a": NaN}', "NaN bukan angka"),
        (b'{"a": -Infinity}', "-Infinity bukan angka"),
        (b'{"a": 1, "a": 2}', "kunci 'a' ada dua kali"),
        (b"[]", "bukan paket data kecamatan"),
        (b'{"name": "lain"}', "bukan paket data kecamatan"),
        (b'{"skema_sheets_sync": 1}', "'profile' seharusnya"),
    ],
)
def test_a_descriptor_that_is_none(content: bytes, words: str) -> None:
    """A sign-in page, another program's package, NaN, a key that stands twice."""
    assert words in troubles(files_of() | {DESCRIPTOR: content})[0]


def resource(of: str, **changes: Any) -> Callable[[dict[str, Any]], None]:
    """Changes the resource of that name."""

    def change(data: dict[str, Any]) -> None:
        next(item for item in data["resources"] if item["name"] == of).update(changes)

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (resource("unit", path="../../rahasia.csv"), "'path' dari 'unit' seharusnya 'unit.csv'"),
        (resource("unit", path="https://contoh.invalid/unit.csv"), "'path' dari 'unit' seharusnya 'unit.csv'"),
        (resource("unit", bytes=-1), "bukan besar berkas"),
        (resource("unit", bytes="12"), "bukan besar berkas"),
        (resource("unit", bytes=LARGEST + 1), "terlalu besar"),
        (resource("unit", hash="d41d8cd98f00b204e9800998ecf8427e"), "seharusnya sha256:..."),
        (resource("unit", name="wilayah"), "seharusnya memuat 'wilayah' satu kali, ada 2"),
        (lambda data: data.update(resources="x"), "seharusnya memuat 'wilayah' satu kali, ada 0"),
        (lambda data: data.update(created=5), "'created' seharusnya"),
        (lambda data: data.update(created="2026-10-08T10:31:00+08:00"), "tidak sama dengan 'created'"),
        (lambda data: data.update(data_contoh=False), "'ya' tidak cocok"),
    ],
)
def test_a_descriptor_that_says_something_else(change: Callable[[dict[str, Any]], None], words: str) -> None:
    """No other file is ever read than the package's own."""
    assert words in troubles(redescribed(files_of(), change))[0]


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("capaian.csv", "72.5", "NaN", "capaian.csv baris 2 kolom 'realisasi': 'NaN' bukan angka (titik sebagai desimal)"),
        ("capaian.csv", "72.5", "72,5", "capaian.csv baris 2: ada 17 sel, seharusnya 16"),
        ("capaian.csv", "72.5", '"72,5"', "capaian.csv baris 2 kolom 'realisasi': '72,5' bukan angka"),
        ("capaian.csv", "belum diisi", "entah", "capaian.csv baris 4 kolom 'keadaan': 'entah' tidak dikenal; pilihannya: dinilai, "),
        ("capaian.csv", "belum diisi", "dinilai", "capaian.csv baris 4 kolom 'keadaan': 'dinilai', padahal capaian kosong"),
        ("capaian.csv", "90.625,Tinggi", "90.625,Rendah", "capaian.csv baris 2 kolom 'kategori': 'Rendah', menurut skala.csv seharusnya 'Tinggi'"),
        ("capaian.csv", ",130,", ",1300000000,", "capaian.csv baris 3 kolom 'capaian': '1300000000' terlalu besar"),
        ("capaian.csv", "90.625", "90.62500000001", "kolom 'capaian': '90.62500000001' terlalu besar, atau desimalnya lebih dari 10"),
        ("capaian.csv", "90.625", "90.626", "unit.csv baris 2 kolom 'jumlah_capaian': 210.625, menurut capaian.csv seharusnya 210.626"),
        ("unit.csv", "210.625,2,1", "210.625,3,1", "unit.csv baris 2 kolom 'dinilai': 3, menurut capaian.csv seharusnya 2"),
        ("unit.csv", "210.625,2,1", "210.625,2,0", "unit.csv baris 2 kolom 'kena_batas_atas': 0, menurut capaian.csv seharusnya 1"),
        ("unit.csv", "TERLAMBAT,2", "TERLAMBAT,-2", "unit.csv baris 2 kolom 'hari_terlambat': '-2' kurang dari 0"),
        ("unit.csv", "TW3,UMUM", "TW3,PEM", "unit.csv baris 3: 'PEM' sudah ada di baris 2"),
        ("indikator.csv", "PEM-02", "PEM-01", "indikator.csv baris 3: 'PEM PEM-01' sudah ada di baris 2"),
        ("indikator.csv", "PEM-02", "PEM-03", "capaian.csv baris 3 kolom 'kode': indikator 'PEM-02' tidak ada di indikator.csv"),
        ("anggaran.csv", "UMUM", "ASING", "anggaran.csv baris 2 kolom 'unit': unit 'ASING' tidak ada di unit.csv"),
        ("anggaran.csv", ",dilaporkan", ",belum diisi atau menunggu perbaikan", "anggaran.csv baris 2 kolom 'keadaan': seharusnya 'dilaporkan'"),
        ("anggaran.csv", "2450000000", "1000000000000000", "anggaran.csv baris 2 kolom 'pagu'"),
        ("anggaran.csv", "2450000000", "", "anggaran.csv baris 2 kolom 'pagu': masih kosong"),
        ("anggaran.csv", "TW3,7.01.02", "TW2,7.01.02", "anggaran.csv baris 3 kolom 'periode': '2026-TW2', padahal paket ini '2026-TW3'"),
        ("wilayah.csv", ",72.01,", ",71.01,", "wilayah.csv baris 2 kolom 'kode_kabupaten': '71.01' tidak cocok"),
        ("wilayah.csv", "SEMENTARA", "PASTI", "wilayah.csv baris 2 kolom 'status_data': 'PASTI' tidak seperti seharusnya"),
        ("skala.csv", ",91", ",70", "skala.csv: kategorinya tidak berurutan dari yang tertinggi"),
        ("skala.csv", "kategori", "nama", "skala.csv baris 1: kepala kolomnya seharusnya kode_wilayah,periode,urutan,kategori,mulai"),
        ("skala.csv", ",Tinggi", ',"Tinggi', "skala.csv: bukan CSV yang benar"),
    ],
)  # fmt: skip
def test_every_mistake_says_where_it_stands(file: str, old: str, new: str, told: str) -> None:
    """File, line and column; the checksums were set right, so that only the content is wrong."""
    assert any(told in trouble for trouble in troubles(retyped(file, old, new)))


def test_many_mistakes_are_told_at_once() -> None:
    """In several files, in their order."""
    files = retyped("capaian.csv", "72.5", "banyak", retyped("unit.csv", "seksi", "dinas"))
    assert [told.split(":")[0] for told in troubles(files)] == [
        "unit.csv baris 2 kolom 'jenis'",
        "capaian.csv baris 2 kolom 'realisasi'",
    ]


def test_a_file_of_endless_rows_is_not_taken_in() -> None:
    """Twenty thousand rows are more than any kecamatan has."""
    files = files_of()
    files["unit.csv"] += b"\r\n" * 20_000
    assert troubles(retyped("unit.csv", "seksi", "seksi", files)) == [
        "unit.csv: barisnya lebih dari 20000; itu bukan data satu kecamatan"
    ]


def test_text_that_is_no_utf8() -> None:
    """A file that some program saved anew."""
    files = files_of()
    files["wilayah.csv"] = files["wilayah.csv"].replace(b"Batui", "Bãtui".encode("latin-1"))
    assert troubles(retyped("wilayah.csv", "Selatan", "Selatan", files)) == ["wilayah.csv: bukan teks UTF-8"]
