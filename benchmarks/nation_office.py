"""The office that the whole country's figures are made for: twelve units, twenty indicators each, and its forms."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sheets_sync import kit, settings
from sheets_sync.form import Form, make_form
from sheets_sync.model import EXTRA_RULES, Office
from sheets_sync.period import Period

PERIOD = Period(2026, 3)
EARLIER = PERIOD.year_so_far[:-1]
UNITS = tuple(f"U{number:02}" for number in range(1, 13))
PROGRAMMES = tuple(f"7.01.{number:02}" for number in range(1, 7))
CEILING = 400_000_000
SINCE = "2026-01-01"


@dataclass(frozen=True, slots=True)
class Asked:
    """An indicator as the table of the office states it; `targets` are those of the year and its quarters."""

    name: str
    measure: str
    polarity: str
    accumulation: str
    typed_as: str
    decimals: int
    maximum: str
    evidence: str
    targets: tuple[str, str] = ("", "")  # of the year, of each quarter
    relations: str = ",,"  # pembilang, penyebut, bagian_dari; {} stands for the unit


SHARE = Asked(
    "Persentase urusan {} yang selesai tepat waktu", "%", "naik", "posisi akhir", "triwulan ini", 2, "100", "ya",
    ("80", "80"),
)  # fmt: skip
COUNT = Asked(
    "Jumlah kegiatan {} yang terlaksana", "Kegiatan", "naik", "jumlah", "triwulan ini", 0, "", "tidak", ("160", "40")
)
TO_DATE = Asked(
    "Jumlah dokumen {} sejak awal tahun", "Dokumen", "naik", "jumlah", "s.d. triwulan", 0, "", "tidak", ("160", "40")
)
LOWER = Asked(
    "Jumlah pengaduan {} yang belum selesai", "Pengaduan", "turun", "posisi akhir", "triwulan ini", 0, "", "tidak",
    ("10", "10"),
)  # fmt: skip
RANGE = Asked(
    "Persentase realisasi kas {}", "%", "rentang", "rata-rata", "triwulan ini", 2, "", "tidak", ("95-105", "95-105")
)
OF_COUNTS = Asked(
    "Persentase permohonan {} yang selesai", "%", "naik", "posisi akhir", "triwulan ini", 2, "100", "ya", ("90", "90"),
    "{0}-17,{0}-18,",
)  # fmt: skip
PART = Asked(
    "Jumlah permohonan {} menurut hasilnya", "Permohonan", "naik", "jumlah", "triwulan ini", 0, "", "tidak",
    relations=",,{0}-18",
)  # fmt: skip
WHOLE = Asked("Jumlah permohonan {} yang masuk", "Permohonan", "naik", "jumlah", "triwulan ini", 0, "", "tidak")
PREDICATE = Asked(
    "Predikat pelayanan {}", "Predikat", "naik", "posisi akhir", "triwulan ini", 0, "", "tidak", ("BB", "BB")
)
TABLE = (*[SHARE] * 5, *[COUNT] * 4, *[TO_DATE] * 3, *[LOWER] * 2, RANGE, OF_COUNTS, PART, WHOLE, PART, PREDICATE)


def code_of(unit: str, index: int) -> str:
    return f"{unit}-{index + 1:02}"


Forms = dict[tuple[str, str], Form]


def make_forms() -> Forms:
    """The forms by unit and period."""
    return make_office()[1]


def make_office() -> tuple[Office, Forms]:
    """An office that is laid out in a folder and read as any other, and its forms by unit and period."""
    with tempfile.TemporaryDirectory() as name:
        return _made(Path(name) / "kantor")


def _made(folder: Path) -> tuple[Office, Forms]:
    kit.lay_out(folder, sample=True)
    _write_office(folder / "office")
    (folder / "office" / "comparisons.csv").unlink()  # it names indicators of the sample
    office, words = settings.load(folder)
    forms = {
        (unit.code, str(period)): make_form(office, unit, period, words)
        for unit in office.units_in(PERIOD)
        for period in (*EARLIER, PERIOD)
    }
    return office, forms


def _write_office(folder: Path) -> None:
    _write(
        folder / "units.csv",
        "kode,nama,jenis,kepala,berlaku_sejak,berlaku_sampai",
        (f"{unit},Seksi {unit},seksi,Kepala Seksi {unit},2020-01-01," for unit in UNITS),
    )
    _write(
        folder / "officials.csv",
        "peran,jabatan,nama,nip,status,berlaku_sejak,berlaku_sampai,contoh",
        (f"kepala_unit,Kepala Seksi {unit},Petugas {unit},,definitif,2020-01-01,,ya" for unit in UNITS),
    )
    _write(
        folder / "indicators.csv",
        "kode,unit,sasaran,indikator,definisi,satuan,arah,akumulasi,frekuensi,bulan_tersedia,cara_isi,desimal,maksimum,"
        "sumber,bukti_wajib,program,berlaku_sejak,berlaku_sampai,pembilang,penyebut,bagian_dari",
        (_indicator(unit, index, asked) for unit in UNITS for index, asked in enumerate(TABLE)),
    )
    _write(
        folder / "targets.csv",
        "indikator,dokumen,target_tahun,tw1,tw2,tw3,tw4",
        (_target(code_of(unit, index), *asked.targets) for unit in UNITS for index, asked in enumerate(TABLE)),
    )
    _write(
        folder / "programmes.csv",
        "kode,nama,dokumen,pagu,pengisi",
        (f"{code},Program {code},DPA-2026,{CEILING},{UNITS[0]}" for code in PROGRAMMES),
    )
    _settle(folder / "office.toml")


def _indicator(unit: str, index: int, asked: Asked) -> str:
    name = asked.name.format(index + 1)
    kind = f"{asked.measure},{asked.polarity},{asked.accumulation},triwulanan,1,{asked.typed_as},{asked.decimals}"
    return (
        f"{code_of(unit, index)},{unit},Meningkatnya pelayanan,{name},Dihitung dari register,{kind},{asked.maximum},"
        f"Register,{asked.evidence},,{SINCE},,{asked.relations.format(unit)}"
    )


def _target(code: str, year: str, quarter: str) -> str:
    return f"{code},PK-2026,{year},{quarter},{quarter},{quarter},{quarter}" if year else ""


def _settle(path: Path) -> None:
    """The office's main file with all rules on, and the first unit as the one that reports the budget."""
    text = path.read_text("utf-8").replace('pengisi = "REN"', f'pengisi = "{UNITS[0]}"')
    codes = ", ".join(f'"{code}"' for code in EXTRA_RULES)
    lines = [line for line in text.splitlines() if not line.startswith(("[pemeriksaan]", "aturan_tambahan"))]
    path.write_text("\n".join([*lines, "[pemeriksaan]", f"aturan_tambahan = [{codes}]", ""]), "utf-8")


def _write(path: Path, heading: str, lines: Iterable[str]) -> None:
    path.write_text("\n".join((heading, *filter(None, lines))) + "\n", "utf-8")
