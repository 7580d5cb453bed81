"""The tables of the package: their columns with types, units and words, and how rows of one name rows of another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sheets_sync.achievement import LIMIT
from sheets_sync.assessing import Method, Outcome
from sheets_sync.course import UnitState
from sheets_sync.district import NOT_REPORTED, REPORTED
from sheets_sync.model import Accumulation, Frequency, Polarity, UnitKind
from sheets_sync.packages.cells import Kind
from sheets_sync.punctuality import Punctuality

TEXT, WHOLE, NUMBER = Kind.TEXT, Kind.WHOLE, Kind.NUMBER
MOST_RUPIAH = Decimal(10) ** 15
STANDING = "SEMENTARA|TERVALIDASI|FINAL|REVISI KE-[1-9][0-9]*"
RANGE_ONLY = "Hanya terisi bila targetnya rentang; batas bawahnya di kolom sebelumnya."


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the value's name in our code, and what it may hold."""

    name: str
    attribute: str
    kind: Kind
    description: str
    required: bool = True
    choices: tuple[str, ...] = ()
    pattern: str = ""
    least: int | None = None
    below: Decimal | None = None  # the size of a number; with ten decimals at most, so that any sum of them is exact
    derived: bool = False  # follows from other columns, and is held against them when read


@dataclass(frozen=True, slots=True)
class Foreign:
    """These columns name a row of another table, by columns of these names."""

    columns: tuple[str, ...]
    table: str
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign: tuple[Foreign, ...] = ()

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @property
    def headings(self) -> list[str]:
        return [column.name for column in self.columns]


def _optional(name: str, attribute: str, kind: Kind, description: str) -> Column:
    return Column(name, attribute, kind, description, required=False)


def _money(name: str, attribute: str, description: str, *, required: bool = True) -> Column:
    return Column(name, attribute, NUMBER, description, required, below=MOST_RUPIAH)


def _choice(name: str, attribute: str, description: str, options: Iterable[str], *, required: bool = True) -> Column:
    return Column(name, attribute, TEXT, description, required, tuple(options))


def _standing(of: str) -> Column:
    return Column("status_data", "standing", TEXT, f"Status data {of}.", pattern=STANDING)


def _count(name: str, attribute: str, description: str) -> Column:
    return Column(name, attribute, WHOLE, description, least=0)


WHERE = (
    Column(
        "kode_wilayah", "region", TEXT, "Kode wilayah kecamatan menurut Kemendagri.", pattern=r"[0-9]{2}(\.[0-9]{2}){2}"
    ),
    Column("periode", "period", TEXT, "Triwulan: tahun-TW1 sampai tahun-TW4.", pattern="2[0-9]{3}-TW[1-4]"),
)
PLACE = ("kode_wilayah", "periode")
TO_REGION = Foreign(PLACE, "wilayah", PLACE)
TO_UNIT = Foreign(("unit",), "unit", ("kode",))  # not with the place: an empty one names nothing, and is allowed
UNIT_CODE = Column("unit", "unit", TEXT, "Kode unit kerja di unit.csv yang melaporkan.")

REGION = Table(
    "wilayah",
    "Kecamatan dan triwulan",
    "Satu baris: kecamatan dan triwulan yang datanya ada di paket ini.",
    (
        *WHERE,
        Column("kecamatan", "name", TEXT, "Nama kecamatan."),
        Column("kode_kabupaten", "regency_code", TEXT, "Kode kabupaten/kota menurut Kemendagri.", derived=True),
        Column("kabupaten", "regency", TEXT, "Nama kabupaten/kota."),
        Column("kode_provinsi", "province_code", TEXT, "Kode provinsi menurut Kemendagri.", derived=True),
        Column("provinsi", "province", TEXT, "Nama provinsi."),
        Column("ditarik", "at", Kind.MOMENT, "Saat data terakhir ditarik dari lembar kerja unit, dengan zona waktu."),
        Column("data_contoh", "sample", Kind.YES_NO, "ya = angka karangan untuk latihan (DATA CONTOH)."),
        _standing("kecamatan: yang terlemah dari unit-unitnya"),
        _optional(
            "batas_rata_rata",
            "cap",
            NUMBER,
            "Batas atas capaian (persen) sebelum dirata-ratakan; kosong = tanpa batas. Nilai di bawah 0 dihitung 0.",
        ),
    ),
    PLACE,
)
SCALE = Table(
    "skala",
    "Skala kategori capaian",
    "Kategori dari yang tertinggi. Yang dibandingkan adalah capaian yang belum dibulatkan.",
    (
        *WHERE,
        Column("urutan", "order", WHOLE, "1 = kategori tertinggi.", least=1),
        Column("kategori", "category", TEXT, "Nama kategori."),
        Column("mulai", "floor", NUMBER, "Capaian terkecil (persen) yang masuk kategori ini."),
    ),
    (*PLACE, "urutan"),
    (TO_REGION,),
)
UNITS = Table(
    "unit",
    "Unit kerja",
    "Kemajuan tiap unit kerja, dan jumlah capaian indikatornya. Rata-rata = jumlah_capaian dibagi dinilai.",
    (
        *WHERE,
        Column("kode", "code", TEXT, "Kode unit kerja."),
        Column("nama", "name", TEXT, "Nama unit kerja."),
        _choice("jenis", "kind", "Jenis unit kerja.", UnitKind),
        _choice("keadaan", "state", "Keadaan lembar kerja unit.", UnitState),
        _choice("ketepatan", "punctuality", "Ketepatan waktu pengiriman.", Punctuality),
        _count("hari_terlambat", "late_days", "Hari kerja lewat batas tepat waktu; bila BELUM, sampai saat ditarik."),
        _count("terisi", "filled", "Banyaknya indikator yang diisi dari yang diminta."),
        _count("diminta", "due", "Banyaknya indikator yang diminta triwulan ini, termasuk data pendukung."),
        _count("untuk_dinilai", "to_assess", "Dari yang diminta, tanpa data pendukung."),
        Column(
            "jumlah_capaian",
            "tally.total",
            NUMBER,
            "Jumlah capaian (persen) sebagaimana masuk rata-rata, sesudah batas atas dan batas bawah 0.",
        ),
        _count("dinilai", "tally.count", "Banyaknya indikator yang punya capaian."),
        _count("kena_batas_atas", "tally.capped", "Dari yang dinilai, yang dipotong pada batas atas."),
        _count("kena_batas_bawah", "tally.floored", "Dari yang dinilai, yang di bawah 0 dan dihitung 0."),
        _standing("unit"),
    ),
    (*PLACE, "kode"),
    (TO_REGION,),
)
INDICATORS = Table(
    "indikator",
    "Indikator kinerja",
    "Metadata tiap indikator menurut Satu Data Indonesia (Perpres 39/2019).",
    (
        *WHERE,
        UNIT_CODE,
        Column("kode", "code", TEXT, "Kode indikator; hanya unik di dalam unitnya."),
        Column("sasaran", "objective", TEXT, "Sasaran yang diukur."),
        Column("indikator", "name", TEXT, "Nama indikator."),
        _optional("konsep", "concept", TEXT, "Konsep; kosong = belum ditulis kantor."),
        _optional("definisi", "definition", TEXT, "Definisi dan cara menghitung."),
        _optional("klasifikasi", "classification", TEXT, "Klasifikasi (pengelompokan); kosong = tidak ada."),
        _optional("ukuran", "dimension", TEXT, "Ukuran (apa yang dihitung); kosong = belum ditulis kantor."),
        Column("satuan", "measure", TEXT, "Satuan target dan realisasi; 'predikat' berarti angkanya nilai predikat."),
        _choice("arah", "polarity", "naik = makin tinggi makin baik; turun = makin rendah makin baik.", Polarity),
        _choice("rumus_capaian", "method", "Rumus capaian: T = target, R = realisasi.", Method),
        _choice("akumulasi", "accumulation", "Cara menggabungkan triwulan dalam setahun.", Accumulation),
        _choice("frekuensi", "frequency", "Frekuensi pengumpulan; kosong = tidak tercatat.", Frequency, required=False),
        _optional("sumber", "source", TEXT, "Sumber data menurut kantor."),
        _optional("program", "programme", TEXT, "Kode program pendukung; yang punya pagu ada di anggaran.csv."),
    ),
    (*PLACE, "unit", "kode"),
    (TO_REGION, TO_UNIT),
)
ACHIEVEMENTS = Table(
    "capaian",
    "Target, realisasi dan capaian",
    "Satu baris untuk tiap indikator di indikator.csv. Angka yang tidak ada dikosongkan; alasannya di kolom keadaan.",
    (
        *WHERE,
        UNIT_CODE,
        Column("kode", "code", TEXT, "Kode indikator di indikator.csv."),
        _optional("target", "target", NUMBER, "Target triwulan ini, dalam satuan indikator; rentang: batas bawah."),
        _optional("target_atas", "target_high", NUMBER, RANGE_ONLY),
        _optional("realisasi", "actual", NUMBER, "Realisasi triwulan ini, dalam satuan indikator."),
        _optional("target_sd", "target_so_far", NUMBER, "Target tahun ini sampai triwulan ini, menurut akumulasi."),
        _optional("target_sd_atas", "target_so_far_high", NUMBER, RANGE_ONLY),
        _optional("realisasi_sd", "actual_so_far", NUMBER, "Realisasi tahun ini sampai triwulan ini."),
        _optional("target_tahun", "annual", NUMBER, "Target setahun menurut perjanjian kinerja yang berlaku."),
        _optional("target_tahun_atas", "annual_high", NUMBER, RANGE_ONLY),
        Column(
            "capaian",
            "percent",
            NUMBER,
            "Capaian (persen) dari realisasi_sd dan target_sd, dipotong pada sepuluh desimal, tidak dibulatkan; bila"
            " keduanya kosong, angka menurut kebijakan penilaian kantor.",
            required=False,
            below=LIMIT,
        ),
        _optional("kategori", "category", TEXT, "Kategori capaian menurut skala.csv; kosong bila tidak ada capaian."),
        _choice("keadaan", "outcome", "dinilai, atau mengapa tidak ada capaian.", Outcome),
        _standing("indikator"),
    ),
    (*PLACE, "unit", "kode"),
    (TO_REGION, TO_UNIT, Foreign(("unit", "kode"), "indikator", ("unit", "kode"))),
)
BUDGET = Table(
    "anggaran",
    "Pagu dan realisasi anggaran",
    "Satu baris untuk tiap program, dalam rupiah penuh.",
    (
        *WHERE,
        Column("program", "code", TEXT, "Kode program menurut nomenklatur Kemendagri (Permendagri 90/2019)."),
        Column("nama", "name", TEXT, "Nama program."),
        _optional("unit", "unit", TEXT, "Kode unit yang melaporkan; kosong = unit itu tidak ada lagi."),
        _money("pagu", "ceiling", "Pagu setahun (rupiah) menurut dokumen anggaran yang berlaku."),
        _money("realisasi", "actual", "Realisasi sampai triwulan ini (rupiah).", required=False),
        Column("keadaan", "state", TEXT, "Keadaan realisasi.", choices=(REPORTED, NOT_REPORTED), derived=True),
        _standing("program"),
    ),
    (*PLACE, "program"),
    (TO_REGION, TO_UNIT),
)
TABLES = (REGION, SCALE, UNITS, INDICATORS, ACHIEVEMENTS, BUDGET)
