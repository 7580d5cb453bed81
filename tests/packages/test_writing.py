"""The files of a package."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal as D
from pathlib import Path

import frictionless
import pytest

from sheets_sync.packages.writing import DESCRIPTOR, README, packed, write
from tests.packages.districts import DISTRICT, LICENCE, files_of, retyped


def lines(file: str) -> list[str]:
    return files_of()[file].decode().split("\r\n")


def test_capaian_as_written_by_hand() -> None:
    """Figures bare, what is missing empty, its state in words beside it."""
    head, *rows = lines("capaian.csv")
    assert head == (
        "kode_wilayah,periode,unit,kode,target,target_atas,realisasi,target_sd,target_sd_atas,realisasi_sd,"
        "target_tahun,target_tahun_atas,capaian,kategori,keadaan,status_data"
    )
    assert rows == [
        "72.01.15,2026-TW3,PEM,PEM-01,80,,72.5,80,,72.5,95,,90.625,Tinggi,dinilai,TERVALIDASI",
        "72.01.15,2026-TW3,PEM,PEM-02,20,25,22,20,25,22,20,25,130,Sangat Tinggi,dinilai,TERVALIDASI",
        "72.01.15,2026-TW3,UMUM,UMUM-01,4,,,,,,16,,,,belum diisi,SEMENTARA",
        "",
    ]


def test_the_other_tables_as_written_by_hand() -> None:
    """Codes of Kemendagri, sums with the cap acting (90,625 + 120), rupiah to the cent."""
    assert lines("wilayah.csv")[1] == (
        "72.01.15,2026-TW3,Kecamatan Batui Selatan,72.01,Kabupaten Banggai,72,Sulawesi Tengah,"
        "2026-10-08T10:30:00+08:00,ya,SEMENTARA,120"
    )
    assert lines("unit.csv")[1] == (
        "72.01.15,2026-TW3,PEM,Seksi Pemerintahan,seksi,tervalidasi,TERLAMBAT,2,2,2,2,210.625,2,1,0,TERVALIDASI"
    )
    assert lines("anggaran.csv")[1:3] == [
        "72.01.15,2026-TW3,7.01.01,Penunjang,UMUM,2450000000,1764000125.50,dilaporkan,TERVALIDASI",
        "72.01.15,2026-TW3,7.01.02,Pelayanan,,210000000,,belum diisi atau menunggu perbaikan,SEMENTARA",
    ]
    assert lines("skala.csv")[1] == "72.01.15,2026-TW3,1,Sangat Tinggi,91"
    assert lines("indikator.csv")[1] == (
        "72.01.15,2026-TW3,PEM,PEM-01,Meningkatnya pelayanan,Persentase berkas selesai,Berkas,"
        '"Berkas selesai dibagi berkas masuk, dikali 100",Menurut desa,Persentase,%,naik,R/T,posisi akhir,triwulanan,'
        "Buku register,7.01.02"
    )


def test_the_descriptor_says_what_the_data_is() -> None:
    """Licence, sources, moment, that it is a sample, and each file's size and checksum."""
    files = packed(DISTRICT, LICENCE, ("PK Nomor 1/2026 tanggal 12 Januari 2026",))
    data = json.loads(files[DESCRIPTOR])
    assert (data["profile"], data["name"]) == ("tabular-data-package", "kinerja-72.01.15-2026-tw3")
    assert (data["skema_sheets_sync"], data["data_contoh"], data["created"]) == (1, True, "2026-10-08T10:30:00+08:00")
    assert data["licenses"][0]["name"] == "CC-BY-4.0"
    assert data["sources"][0] == {"title": "PK Nomor 1/2026 tanggal 12 Januari 2026"}
    assert {item["path"]: item["bytes"] for item in data["resources"]} == {
        name: len(content) for name, content in files.items() if name.endswith(".csv")
    }
    assert "DATA CONTOH" in data["description"]


def test_real_data_is_not_called_a_sample() -> None:
    """Neither in the descriptor nor in the text beside it."""
    files = files_of(replace(DISTRICT, sample=False))
    assert b"DATA CONTOH. Angka" not in files[README] + files[DESCRIPTOR]
    assert json.loads(files[DESCRIPTOR])["data_contoh"] is False


def test_every_column_is_explained() -> None:
    """In the descriptor and in BACA-SAYA.txt, which also says what is left out."""
    files = files_of()
    text = " ".join(files[README].decode().split())
    for resource in json.loads(files[DESCRIPTOR])["resources"]:
        for field in resource["schema"]["fields"]:
            assert field["description"]
            assert f"- {field['name']}: {field['description']}" in text
    assert "YANG TIDAK ADA DI SINI" in text


def test_the_same_district_gives_the_same_bytes() -> None:
    """On any day and machine."""
    assert files_of() == files_of(replace(DISTRICT))


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", 'a";=1', "a\n=1", "<b>&amp;</b>", "a,b", "Ä\u202e\x00\x0b"])
def test_hostile_texts_stay_texts_to_a_stranger(tmp_path: Path, text: str) -> None:
    """Frictionless finds as many rows and cells as there are, whatever people typed."""
    named = replace(DISTRICT, name=text, units=tuple(replace(unit, name=text) for unit in DISTRICT.units))
    write(tmp_path / "p", files_of(named))
    report = frictionless.validate(str(tmp_path / "p" / DESCRIPTOR))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])


def test_frictionless_finds_nothing(tmp_path: Path) -> None:
    """A stranger's checker agrees with types, constraints, keys, sizes and checksums."""
    write(tmp_path / "p", files_of())
    report = frictionless.validate(str(tmp_path / "p" / DESCRIPTOR))
    assert report.valid
    assert [task.stats["rows"] for task in report.tasks] == [1, 5, 2, 3, 3, 2]


@pytest.mark.parametrize(
    ("file", "old", "new", "kind"),
    [
        ("capaian.csv", "90.625", "banyak", "type-error"),
        ("capaian.csv", "belum diisi", "entah", "constraint-error"),
        ("capaian.csv", "UMUM,UMUM-01", "UMUM,UMUM-09", "foreign-key"),
        ("indikator.csv", "PEM-02", "PEM-01", "primary-key"),
        ("wilayah.csv", "72.01.15", "", "constraint-error"),
    ],
)
def test_frictionless_finds_what_is_broken(tmp_path: Path, file: str, old: str, new: str, kind: str) -> None:
    """So its silence above means something."""
    write(tmp_path / "p", retyped(file, old, new))
    report = frictionless.validate(str(tmp_path / "p" / DESCRIPTOR))
    assert kind in {found for (found,) in report.flatten(["type"])}


def test_frictionless_finds_a_wrong_checksum(tmp_path: Path) -> None:
    """One digit changed, nothing else."""
    files = files_of()
    write(tmp_path / "p", files | {"capaian.csv": files["capaian.csv"].replace(b"72.5", b"72.6")})
    report = frictionless.validate(str(tmp_path / "p" / DESCRIPTOR))
    assert {found for (found,) in report.flatten(["type"])} == {"hash-count"}


def test_a_folder_is_written_whole(tmp_path: Path) -> None:
    """Files of an older package are gone, nothing half-written is left beside it, and a second time nothing moves."""
    folder = tmp_path / "hasil" / "data"
    write(folder, {"lama.csv": b"1"})
    write(folder, {"baru.csv": b"2"})
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"baru.csv": b"2"}
    assert [path.name for path in folder.parent.iterdir()] == ["data"]
    before = folder.stat().st_ino
    write(folder, {"baru.csv": b"2"})
    assert folder.stat().st_ino == before


def test_no_floats() -> None:
    """A tenth, which no float can hold, stands as typed."""
    assert files_of(replace(DISTRICT, cap=D("0.1")))["wilayah.csv"].endswith(b",0.1\r\n")
