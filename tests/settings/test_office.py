"""The office's files, good and bad: what loads, and which mistakes are named with file and line."""

from __future__ import annotations

import contextlib
import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sheets_sync import kit, settings
from sheets_sync.errors import OfficeError, OfficeMistake
from sheets_sync.form import FormWords
from sheets_sync.model import Office, Role, UnitKind
from sheets_sync.office_days import DayKind, RegencyDeadline
from sheets_sync.period import Period
from sheets_sync.targets import Target
from tests.conftest import TW3, lay_out_office

CSV_FILES = ("units.csv", "officials.csv", "indicators.csv", "targets.csv", "programmes.csv", "holidays.csv")
OFFICE_FILES = (*CSV_FILES, "office.toml", "procedure.toml")
FORM = "triwulan.toml"


def path_of(root: Path, file: str) -> Path:
    return root / "templates" / "forms" / file if file == FORM else root / "office" / file


def change(root: Path, file: str, old: str, new: str) -> int:
    """Replaces the first `old` in one of the office's files; the line where it stood."""
    path = path_of(root, file)
    content = path.read_text("utf-8")
    at = content.index(old)
    path.write_text(content[:at] + new + content[at + len(old) :], "utf-8")
    return content.count("\n", 0, at) + 1


def append(root: Path, file: str, line: str) -> int:
    """Adds a line at the end of one of the office's files; its number."""
    path = path_of(root, file)
    content = path.read_text("utf-8").rstrip("\n") + "\n"
    path.write_text(f"{content}{line}\n", "utf-8")
    return content.count("\n") + 1


def mistakes_of(root: Path) -> list[OfficeMistake]:
    with pytest.raises(OfficeError) as refused:
        settings.load(root)
    return refused.value.mistakes


def places(mistakes: list[OfficeMistake]) -> set[tuple[str, int]]:
    return {(mistake.file, mistake.line) for mistake in mistakes}


def text_at(mistakes: list[OfficeMistake], file: str, line: int) -> str:
    """All that is said about that line."""
    return "; ".join(mistake.text for mistake in mistakes if (mistake.file, mistake.line) == (file, line))


# --- offices that load -------------------------------------------------------------------------------------------


def test_batui_selatan_loads(office: Office) -> None:
    """Seven units, 42 indicators, six programmes in two documents; a district without kelurahan."""
    assert office.name == "Kecamatan Batui Selatan"
    assert (len(office.units), len(office.indicators), len(office.ceilings)) == (7, 42, 12)
    assert {unit.kind for unit in office.units} == {UnitKind.SUBDIVISION, UnitKind.SECTION}
    assert [step.number for step in office.procedure.steps] == list(range(1, 10))
    assert office.procedure.steps[3].papers == ("undangan", "daftar hadir", "notula")
    assert office.procedure.steps[5].unit_papers == ("rekap unit",)
    assert office.assessing.bands[0].name == "Sangat Tinggi"
    assert office.assessing.average_cap is None


def test_an_office_of_three_kelurahan_loads(tmp_path: Path) -> None:
    """Semicolons, BOM and decimal commas as Excel saves them; a cap of 100; local holidays."""
    office, _ = settings.load(lay_out_office(tmp_path / "kantor", "tiga_kelurahan"))
    targets = office.targets_of("REN-02", TW3)

    assert [unit.code for unit in office.units if unit.kind is UnitKind.VILLAGE] == ["KEL1", "KEL2", "KEL3"]
    assert targets is not None
    assert targets.annual == Target(Decimal("70.25"), Decimal("70.25"))
    assert office.assessing.average_cap == Decimal(100)
    assert [day.kind for day in office.special_days] == [DayKind.HOLIDAY, DayKind.WORKDAY, DayKind.SHARED_LEAVE]


def test_an_office_of_past_years_loads(tmp_path: Path) -> None:
    """Gunung Kaler 2019 and 2020: one unit, no budget at all, targets for the fourth quarter only."""
    office, _ = settings.load(lay_out_office(tmp_path / "kantor", "gunung_kaler"))
    targets = office.targets_of("GK-01", Period(2020, 4))

    assert (len(office.units), office.ceilings, office.budget_documents, office.special_days) == (1, (), (), ())
    assert targets is not None
    assert targets.quarters[:3] == (None, None, None)
    assert targets.annual == targets.quarters[3] == Target(Decimal("84.75"), Decimal("84.75"))


DIALECTS = {
    "semicolons, BOM, CRLF": (";", "utf-8-sig", "\r\n"),
    "semicolons, cp1252": (";", "cp1252", "\r\n"),
    "tabs, UTF-16": ("\t", "utf-16", "\r\n"),
    "commas, CR": (",", "utf-8", "\r"),
}


@pytest.mark.parametrize(("separator", "encoding", "line_end"), DIALECTS.values(), ids=DIALECTS.keys())
def test_an_office_saved_again_by_excel_is_the_same(
    office_folder: Path, loaded: tuple[Office, FormWords], separator: str, encoding: str, line_end: str
) -> None:
    """Opening every CSV in Excel and saving it in any of its ways changes nothing."""
    for file in CSV_FILES:
        path = path_of(office_folder, file)
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))
        saved = io.StringIO(newline="")
        csv.writer(saved, delimiter=separator, lineterminator=line_end).writerows(rows)
        path.write_bytes(saved.getvalue().encode(encoding))

    assert settings.load(office_folder) == loaded


def test_dates_saved_day_first_are_the_same(office_folder: Path, office: Office) -> None:
    """Excel under Indonesian settings writes 2020-01-01 as 01/01/2020."""
    path = path_of(office_folder, "units.csv")
    path.write_text(path.read_text("utf-8").replace("2020-01-01", "01/01/2020"), "utf-8")

    assert settings.load(office_folder)[0].units == office.units


def test_an_office_that_names_no_papers_misses_none(office_folder: Path) -> None:
    """A procedure.toml of before papers were known still loads; a kind named twice counts once."""
    path = office_folder / "office" / "procedure.toml"
    text = path.read_text("utf-8").replace(
        'naskah = ["undangan", "daftar hadir", "notula"]', 'naskah = ["Notula", "notula"]'
    )
    path.write_text(text.replace('naskah = ["lembar disposisi"]\n', ""), "utf-8")
    steps = settings.load(office_folder)[0].procedure.steps
    assert (steps[0].papers, steps[3].papers) == ((), ("notula",))


def test_empty_columns_take_their_defaults(office_folder: Path) -> None:
    """An official without a remark on sample is real; a programme without a filler goes to the office's own."""
    change(office_folder, "officials.csv", "definitif,2026-06-01,,ya", "definitif,2026-06-01,,")
    change(office_folder, "programmes.csv", "DPA-2026,210000000,", "DPA-2026,210000000,PEM")
    office, _ = settings.load(office_folder)
    camat = office.official(Role.CAMAT, date(2026, 6, 1))

    assert camat is not None
    assert not camat.sample
    assert [row.filled_by for row in office.ceilings_in(TW3)] == ["REN", "PEM", "REN", "REN", "REN", "REN"]


@pytest.mark.parametrize(
    ("written", "extra"),
    [("[]", set()), ('["W-09"]', {"W-09"}), ('["w-08", "W-09", "W-08"]', {"W-08", "W-09"})],
    ids=["none", "one", "in small letters and twice"],
)
def test_extra_rules_are_turned_on_by_their_code(office_folder: Path, written: str, extra: set[str]) -> None:
    """office.toml [pemeriksaan]: those named there and no others."""
    change(office_folder, "office.toml", "aturan_tambahan = []", f"aturan_tambahan = {written}")

    assert settings.load(office_folder)[0].extra_rules == extra


def test_an_office_that_does_not_speak_of_the_check_has_no_extra_rules(office_folder: Path) -> None:
    """The table [pemeriksaan] may be missing altogether."""
    change(office_folder, "office.toml", "[pemeriksaan]", "")
    change(office_folder, "office.toml", "aturan_tambahan = []", "")

    assert settings.load(office_folder)[0].extra_rules == frozenset()


@pytest.mark.parametrize("written", ["CC-BY-4.0", "cc0-1.0"])
def test_the_licence_of_open_data_is_a_setting(office_folder: Path, written: str) -> None:
    """By its code, however it is cased; CC-BY-4.0 where office.toml does not speak of it."""
    change(office_folder, "office.toml", 'lisensi = "CC-BY-4.0"', f'lisensi = "{written}"')
    assert settings.load(office_folder)[0].licence == written.upper()
    change(office_folder, "office.toml", f'lisensi = "{written}"', "")
    assert settings.load(office_folder)[0].licence == "CC-BY-4.0"


def test_an_unknown_licence_is_named(office_folder: Path) -> None:
    """With its line, and the licences that there are."""
    line = change(office_folder, "office.toml", 'lisensi = "CC-BY-4.0"', 'lisensi = "bebas"')
    assert "'lisensi': 'bebas' tidak dikenal; pilihannya: CC-BY-4.0" in text_at(
        mistakes_of(office_folder), "office.toml", line
    )


# --- folders and files that are not there ------------------------------------------------------------------------


def test_the_empty_kit_names_what_is_to_be_filled_in(tmp_path: Path) -> None:
    """Each empty value of office.toml with its line, the units that are not listed yet, and nothing else."""
    kit.lay_out(tmp_path / "kantor")
    lines = path_of(tmp_path / "kantor", "office.toml").read_text("utf-8").splitlines()
    empty = {number for number, line in enumerate(lines, 1) if line.endswith('= ""') and not line.startswith("#")}

    mistakes = mistakes_of(tmp_path / "kantor")

    assert len(empty) >= 4
    assert places(mistakes) == {("units.csv", 0), *(("office.toml", line) for line in empty)}
    assert all("masih kosong" in mistake.text for mistake in mistakes if mistake.file == "office.toml")


def test_a_folder_that_is_no_office_is_refused(tmp_path: Path) -> None:
    """The refusal says how to make one."""
    mistakes = mistakes_of(tmp_path)

    assert places(mistakes) == {("office/", 0)}
    assert "sheets-sync init" in mistakes[0].text


@pytest.mark.parametrize("file", [*OFFICE_FILES, FORM])
def test_a_missing_file_is_named(office_folder: Path, file: str) -> None:
    """Any of the office's files, and the form's words."""
    path_of(office_folder, file).unlink()

    assert "tidak ada" in text_at(mistakes_of(office_folder), file, 0)


@pytest.mark.parametrize("file", CSV_FILES)
@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"", 1, "tidak ada"),
        (b"\xef\xbb\xbf\r\n", 1, "tidak ada"),
        (b"PK\x03\x04\x14\x00\x06\x00", 0, "berkas Excel"),
        (b"\x00\x01\x02\xff\xfe\xfd" * 50, 1, "tidak ada"),
    ],
    ids=["zero bytes", "BOM alone", "xlsx renamed", "binary junk"],
)
def test_a_csv_that_is_none_is_named(office_folder: Path, file: str, content: bytes, line: int, words: str) -> None:
    """Empty, binary, or a workbook under another name."""
    path_of(office_folder, file).write_bytes(content)

    assert words in text_at(mistakes_of(office_folder), file, line)


@pytest.mark.parametrize("file", ["office.toml", "procedure.toml", FORM])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04\x14\x00\xff", b"{"], ids=["zero bytes", "binary", "brace"])
def test_a_toml_that_is_none_is_named(office_folder: Path, file: str, content: bytes) -> None:
    """Empty, binary, or broken in the first line."""
    path_of(office_folder, file).write_bytes(content)

    assert file in {mistake.file for mistake in mistakes_of(office_folder)}


# --- one mistake in one line -------------------------------------------------------------------------------------

PEM = "PEM,Seksi Pemerintahan,seksi,Kepala Seksi Pemerintahan,2020-01-01,"
CAMAT = 'camat,Camat Batui Selatan,"Ratna Kusuma, S.STP., M.Si. (contoh)",,definitif,2026-06-01,,ya'

# file, what stands there, what is written instead, what the mistake says
CHANGED: dict[str, tuple[str, str, str, str]] = {
    "missing column": ("units.csv", "kode,nama,jenis", "kode,jenis", "'nama' tidak ada"),
    "unknown column": ("units.csv", "kode,nama,jenis", "kode,nama,warna,jenis", "'warna' tidak dikenal"),
    "doubled column": ("units.csv", "kode,nama,jenis", "kode,nama,nama,jenis", "'nama' ada dua kali"),
    "too many cells": ("units.csv", PEM, f"{PEM},,x", "lebih banyak daripada kepala kolom"),
    "unknown enum": ("units.csv", PEM, PEM.replace(",seksi,", ",bagian,"), "pilihannya: subbagian, seksi, kelurahan"),
    "bad date": ("units.csv", PEM, PEM.replace("2020-01-01", "2020-02-30"), "tanggal '2020-02-30'"),
    "month first": ("units.csv", PEM, PEM.replace("2020-01-01", "12/31/2020"), "tanggal '12/31/2020'"),
    "empty cell": ("units.csv", PEM, PEM.replace("Seksi Pemerintahan,seksi", ",seksi"), "'nama' masih kosong"),
    "contradictory span": ("units.csv", PEM, f"{PEM}2019-12-31", "lebih awal daripada 'berlaku_sejak'"),
    "unit turned into a number": ("units.csv", PEM, PEM.replace("PEM,", '"7,01E+02",', 1), "menjadi angka"),
    "unit turned into a date": ("units.csv", PEM, PEM.replace("PEM,", "02-Jan,", 1), "menjadi tanggal"),
    "programme turned into a date": ("programmes.csv", "7.01.02,", "07/01/2002,", "tidak seperti 7.01.02"),
    "programme turned into a number": ("programmes.csv", "7.01.02,", '"7,01E+02",', "tidak seperti 7.01.02"),
    "document turned into a date": ("programmes.csv", "DPA-2026,2450", "01/01/2026,2450", "menjadi tanggal"),
    "amount with points": ("programmes.csv", "210000000", "210.000", "210000 tanpa titik"),
    "negative amount": ("programmes.csv", "210000000", "-210000000", "kurang dari nol"),
    "amount in words": ("programmes.csv", "210000000", "210 juta", "bukan angka yang jelas"),
    "NIP turned into an exponent": ("officials.csv", CAMAT, CAMAT.replace(",,def", ',"1,96412E+17",def'), "pangkat"),
    "NIP rounded by Excel": ("officials.csv", CAMAT, CAMAT.replace(",,def", ",196412311993031000,def"), "NIP"),
    "NIP too short": ("officials.csv", CAMAT, CAMAT.replace(",,def", ",1964,def"), "18 angka"),
    "unknown role": ("officials.csv", CAMAT, CAMAT.replace("camat,", "bupati,", 1), "pilihannya: camat"),
    "unknown tenure": ("officials.csv", CAMAT, CAMAT.replace("definitif", "tetap"), "pilihannya: definitif"),
    "overlapping officials": ("officials.csv", CAMAT, CAMAT.replace("2026-06-01", "2026-05-31"), "sudah dipegang di baris 7"),
    "sample neither yes nor no": ("officials.csv", CAMAT, CAMAT.replace(",ya", ",mungkin"), "ya atau tidak"),
    "indicator's unit unknown": ("indicators.csv", "PEM-01,PEM,", "PEM-01,PAM,", "unit 'PAM' tidak ada di units.csv"),
    "indicator's programme unknown": (
        "indicators.csv", "Rekap APBDes desa,ya,7.01.06", "Rekap APBDes desa,ya,7.01.09", "'7.01.09' tidak ada di programmes.csv",
    ),
    "month out of bounds": (
        "indicators.csv", "triwulanan,1,triwulan ini,2,100,Rekap APBDes", "triwulanan,13,triwulan ini,2,100,Rekap APBDes",
        "13 di luar 1 sampai 12",
    ),
    "indicator spoilt into a date": ("indicators.csv", "PEM-01,PEM,", "01-Jan,PEM,", "menjadi tanggal"),
    "target's indicator unknown": ("targets.csv", "PEM-02,PK-2026", "PEM-99,PK-2026", "'PEM-99' tidak ada di indicators.csv"),
    "target's document unknown": ("targets.csv", "PEM-02,PK-2026", "PEM-02,PK-2025", "'PK-2025' tidak ada di office.toml"),
    "target with a point": ("targets.csv", '"72,50",,,"72,50"', '"72,50",,,72.50', "bukan angka yang jelas"),
    "target where nothing is due": ("targets.csv", "PEM-02,PK-2026,80,,,,80", "PEM-02,PK-2026,80,80,,,80", "'tw1' berisi target"),
    "half a range": ("targets.csv", "REN-05,PK-2026,95-105", "REN-05,PK-2026,95-", "rentang seperti 95-105"),
    "range backwards": ("targets.csv", "REN-05,PK-2026,95-105", "REN-05,PK-2026,105-95", "terbalik"),
    "range where none is meant": ("targets.csv", "PEM-01,PK-2026,100", "PEM-01,PK-2026,95-105", "bukan angka yang jelas"),
    "unknown predicate": ("targets.csv", "REN-02,PK-2026,BB", "REN-02,PK-2026,BAIK", "predikat 'BAIK' tidak ada"),
    "filler unknown": ("programmes.csv", "DPA-2026,210000000,", "DPA-2026,210000000,KEU", "'KEU' tidak ada di units.csv"),
    "ceiling's document unknown": ("programmes.csv", "DPA-2026,210000000", "DPA-2025,210000000", "'DPA-2025' tidak ada"),
    "office: unknown zone": ("office.toml", 'zona_waktu = "WITA"', 'zona_waktu = "WITX"', "pilihannya: WIB, WITA, WIT"),
    "office: unknown paper": ("office.toml", 'kertas = "F4"', 'kertas = "F5"', "pilihannya: F4, A4"),
    "office: unknown store": ("office.toml", 'jenis = "folder"', 'jenis = "awan"', "pilihannya: folder"),
    "office: spoilt region": ("office.toml", '"72.01.15"', '"720115"', "kode wilayah"),
    "office: number without quotes": ("office.toml", 'nama = "Kecamatan Batui Selatan"', "nama = 7", "tanda kutip"),
    "office: letterhead no list": ("office.toml", 'kop = ["PEMERINTAH KABUPATEN BANGGAI", "KECAMATAN BATUI SELATAN"]', 'kop = "KOP"', "kurung siku"),
    "office: unknown key": ("office.toml", "data_contoh = true", "data_conto = true", "'data_conto' tidak dikenal"),
    "office: unknown table": ("office.toml", "[penyimpanan]", "[penympanan]", "'penympanan' tidak dikenal"),
    "office: unknown key of an agreement": ("office.toml", 'nomor = "CONTOH-PK/2026"', 'nomr = "CONTOH-PK/2026"', "'nomr' tidak dikenal"),
    "office: unparsable": ("office.toml", 'zona_waktu = "WITA"', 'zona_waktu = "WITA', "bukan TOML"),
    "office: filler unknown": ("office.toml", 'pengisi = "REN"', 'pengisi = "KEU"', "'KEU' tidak ada di units.csv"),
    "office: locked before on time": ("office.toml", "dikunci_sebelum = 2", "dikunci_sebelum = 6", "lebih awal daripada batas tepat waktu"),
    "office: days out of bounds": ("office.toml", "tepat_waktu_sebelum = 5", "tepat_waktu_sebelum = 61", "di luar 0 sampai 60"),
    "office: assumed deadline within the quarter": ("office.toml", "hari_kerja_kabupaten = 12", "hari_kerja_kabupaten = 5", "lebih besar daripada 'tepat_waktu_sebelum'"),
    "office: the key of old for being in time": ("office.toml", "tepat_waktu_sebelum = 5", "tepat_waktu = 7", "ganti dengan 'tepat_waktu_sebelum'"),
    "office: the key of old for locking": ("office.toml", "dikunci_sebelum = 2", "dikunci = 10", "ganti dengan 'dikunci_sebelum'"),
    "office: hours in words": ("office.toml", '"07.30-16.30, istirahat 11.30-13.00"', '"pagi sampai sore"', "'pagi sampai sore' bukan jam yang jelas"),
    "office: an hour that is none": ("office.toml", '"07.30-16.30, istirahat', '"07.30-24.30, istirahat', "'07.30-24.30' bukan jam yang jelas"),
    "office: break after closing": ("office.toml", '"07.30-16.30, istirahat 11.30-13.00"', '"07.30-16.30, istirahat 16.00-17.00"', "tidak berurutan"),
    "office: closing before opening": ("office.toml", '"07.30-16.30, istirahat 11.30-13.00"', '"16.30-07.30"', "tidak berurutan"),
    "office: a day without hours": ("office.toml", 'jumat = "07.30-16.30, istirahat 11.30-13.00"', 'jumat = ""', "'jumat' masih kosong"),
    "office: unknown season": ("office.toml", 'masa = "ramadan"', 'masa = "puasa"', "pilihannya: biasa, ramadan"),
    "office: hours for a Saturday": ("office.toml", "jumat =", "sabtu =", "'sabtu' tidak dikenal"),
    "holiday: ends before it begins": ("holidays.csv", "2026-03-19", "2026-02-17", "lebih awal daripada 'tanggal'"),
    "holiday: years long": ("holidays.csv", "2026-03-19", "2027-03-19", "lebih dari setahun"),
    "holiday: a span of working days": ("holidays.csv", "2026-02-18,ramadan", "2026-02-18,hari kerja", "satu baris untuk tiap tanggal"),
    "office: date as text": ("office.toml", "tanggal = 2026-01-12", 'tanggal = "12 Januari"', "tanggal '12 Januari'"),
    "office: moment for a day": ("office.toml", "tanggal = 2026-01-12", "tanggal = 2026-01-12T08:00:00", "tanpa jam"),
    "office: a band without a floor": ("office.toml", "mulai = 66", 'mulai = "banyak"', "bukan angka"),
    "office: a predicate without a score": ("office.toml", "AA = 90", "AA = true", "seharusnya angka"),
    "office: unknown extra rule": ("office.toml", "aturan_tambahan = []", 'aturan_tambahan = ["W-08", "W-99"]', "W-99 tidak dikenal; pilihannya: W-08, W-09"),
    "office: extra rule without brackets": ("office.toml", "aturan_tambahan = []", 'aturan_tambahan = "W-08"', "kurung siku"),
    "office: unknown key of the check": ("office.toml", "aturan_tambahan = []", "aturan_tambaan = []", "'aturan_tambaan' tidak dikenal"),
    "SOP: unparsable": ("procedure.toml", "[identitas]", "[identitas", "bukan TOML"),
    "SOP: unknown role": ("procedure.toml", 'oleh = "camat"', 'oleh = "bupati"', "'bupati' tidak dikenal"),
    "SOP: unknown actor": ("procedure.toml", 'sumber = { camat = "→ Mulai"', 'sumber = { bupati = "→ Mulai"', "bupati"),
    "SOP: minutes out of bounds": ("procedure.toml", "waktu = 15", "waktu = 0", "di luar 1"),
    "SOP: unknown evidence": ("procedure.toml", 'diketahui_dari = "catatan pejabat"', 'diketahui_dari = "ramalan"', "pilihannya: catatan pejabat"),
    "SOP: unknown key": ("procedure.toml", 'nomor = ""\ntanggal_pembuatan', 'nomr = ""\ntanggal_pembuatan', "'nomr' tidak dikenal"),
    "SOP: a kind of paper without a name": ("procedure.toml", 'naskah = ["nota dinas"]', 'naskah = ["nota dinas", ""]', "jenis naskah yang kosong"),
    "SOP: papers without brackets": ("procedure.toml", 'naskah = ["nota dinas"]', 'naskah = "nota dinas"', "kurung siku"),
    "form: unknown placeholder": (FORM, "{rentang} saja", "{rentan} saja", "{rentan} tidak dikenal"),
    "form: placeholder without a name": (FORM, "{rentang} saja", "{} saja", "{} tidak dikenal"),
    "form: open brace": (FORM, "{rentang} saja", "{rentang saja", "tidak berpasangan"),
    "form: placeholder with an index": (FORM, "{rentang} saja", "{rentang[a]} saja", "{rentang[a]} tidak dikenal"),
    "form: placeholder with an attribute": (FORM, "{rentang} saja", "{rentang.upper} saja", "{rentang.upper} tidak dikenal"),
    "form: unknown key": (FORM, "terisi =", "trisi =", "'trisi' tidak dikenal"),
    "form: unknown table": (FORM, "[formulir]", "[formular]", "'formular' tidak dikenal"),
    "form: a column short": (FORM, '"No.", "Kode"', '"Kode"', "harus 10 teks, sekarang 9"),
    "form: unparsable": (FORM, 'ya = "ya"', "ya = ya", "bukan TOML"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "words"), CHANGED.values(), ids=CHANGED.keys())
def test_a_mistake_is_named_with_its_line(office_folder: Path, file: str, old: str, new: str, words: str) -> None:
    """One line of one file is changed: the refusal names that file, that line, and what is wrong."""
    line = change(office_folder, file, old, new)

    assert words in text_at(mistakes_of(office_folder), file, line)


SECOND_FIRST_STEP = '''[[langkah]]
nomor = 1
uraian = "u"
singkat = "s"
waktu = 1
sumber = {}
pelaksana = { oleh = "camat" }
diketahui_dari = "rekap"'''

DEADLINE = '[[tenggat_kabupaten]]\nperiode = "2026-TW3"\ntanggal = {day}\ndasar = "surat"'

# file, the line that is added at its end, what the mistake says
ADDED: dict[str, tuple[str, str, str]] = {
    "unit twice": ("units.csv", PEM, "kode unit 'PEM' sudah ada di baris 10"),
    "unit twice in small letters": ("units.csv", PEM.replace("PEM,", "pem,", 1), "kode unit 'PEM' sudah ada di baris 10"),
    "target twice": ("targets.csv", "REN-03,PK-2026,6,2,1,2,1", "sudah ada di baris 9"),
    "ceiling twice": ("programmes.csv", "7.01.01,Program,DPA-2026,1,", "sudah ada di baris 6"),
    "holiday neither": ("holidays.csv", "2026-07-08,cuti,", "pilihannya: libur, cuti bersama, hari kerja"),
    "holiday without a date": ("holidays.csv", ",libur,", "'tanggal' masih kosong"),
    "official twice": ("officials.csv", CAMAT, "sudah dipegang di baris 8"),
    "official within another's time": (
        "officials.csv", "camat,Camat Batui Selatan,Orang Lain,,Plh.,2026-03-01,2026-03-14,ya", "sudah dipegang di baris 7",
    ),
    "agreement twice": (
        "office.toml",
        '[[perjanjian]]\nkode = "PK-2026"\njenis = "PK"\ntahun = 2026\ntanggal = 2026-01-12\nberlaku_sejak = 2026-01-01',
        "'PK-2026' sudah ada di baris",
    ),
    "Ramadan twice": ("holidays.csv", "2026-03-01,ramadan,,", "tanggal '2026-03-01' sudah ada di baris"),
    "deadline in the quarter": ("office.toml", DEADLINE.format(day="2026-09-30"), "tidak sesudah triwulannya"),
    "deadline before the quarter": ("office.toml", DEADLINE.format(day="2025-10-16"), "baru berakhir 30 September 2026"),
    "deadline too near": ("office.toml", DEADLINE.format(day="2026-10-07"), "jatuh pada 30 September 2026"),
    "deadline a year late": ("office.toml", DEADLINE.format(day="2027-10-16"), "lebih dari enam bulan sesudah triwulan"),
    "hours of one day twice": (
        "office.toml",
        '[[jam_kerja]]\ndasar = "perbup"\nberlaku_sejak = 2023-04-12\nmasa = "biasa"\n'
        + "\n".join(f'{day} = "08.00-15.00"' for day in ("senin", "selasa", "rabu", "kamis", "jumat")),
        "jam_kerja '2023-04-12, biasa' sudah ada di baris",
    ),
    "a band of nothing": ("office.toml", "[[penilaian.skala]]", "'nama' masih kosong"),
    "step twice": (
        "procedure.toml",
        SECOND_FIRST_STEP,
        "nomor langkah '1' sudah ada",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("file", "added", "words"), ADDED.values(), ids=ADDED.keys())
def test_a_line_too_many_is_named(office_folder: Path, file: str, added: str, words: str) -> None:
    """A row that contradicts an earlier one is named by its own line, and names the other."""
    line = append(office_folder, file, added)

    assert words in text_at(mistakes_of(office_folder), file, line)


def test_a_date_twice_is_named(office_folder: Path) -> None:
    """One day cannot be holiday and working day."""
    first = append(office_folder, "holidays.csv", "2026-07-08,libur,")
    second = append(office_folder, "holidays.csv", "08/07/2026,hari kerja,")

    mistakes = mistakes_of(office_folder)

    assert places(mistakes) == {("holidays.csv", second)}
    assert f"sudah ada di baris {first}" in mistakes[0].text


def test_a_day_within_a_span_is_named(office_folder: Path) -> None:
    """A day of a week of flood cannot be a working day as well."""
    first = append(office_folder, "holidays.csv", "2026-10-05,bencana,banjir,2026-10-09")
    second = append(office_folder, "holidays.csv", "2026-10-07,hari kerja,")

    mistakes = mistakes_of(office_folder)

    assert places(mistakes) == {("holidays.csv", second)}
    assert f"'2026-10-07' sudah ada di baris {first}" in mistakes[0].text


def test_a_day_off_within_ramadan_is_fine(office_folder: Path) -> None:
    """Ramadan says which hours hold, not whether the office works."""
    append(office_folder, "holidays.csv", "2026-03-02,libur,Hari jadi")

    assert len(settings.load(office_folder)[0].special_days) == 2


@pytest.mark.parametrize(
    ("old", "new", "offset", "words"),
    [
        ("TW3", "TW5", 1, "bukan triwulan: '2026-TW5'"),
        ("= 2026-10-16", '= "16 Oktober"', 2, "tanggal '16 Oktober'"),
        ('"surat"', '""', 3, "'dasar' masih kosong"),
        ("surat", "s" * 151, 3, "151 huruf; paling panjang 150"),
    ],
    ids=["period", "day", "no letter", "a letter too long"],
)
def test_a_deadline_that_cannot_be_read_is_named(
    office_folder: Path, old: str, new: str, offset: int, words: str
) -> None:
    """Each key of it with its own line."""
    line = append(office_folder, "office.toml", DEADLINE.format(day="2026-10-16").replace(old, new))

    assert words in text_at(mistakes_of(office_folder), "office.toml", line + offset)


def test_a_deadline_twice_is_named(office_folder: Path) -> None:
    """The kabupaten has one deadline a period."""
    append(office_folder, "office.toml", DEADLINE.format(day="2026-10-16"))
    second = append(office_folder, "office.toml", DEADLINE.format(day="2026-10-20"))

    assert "'2026-TW3' sudah ada di baris" in text_at(mistakes_of(office_folder), "office.toml", second)


def test_hours_and_deadlines_are_read(office_folder: Path) -> None:
    """Two breaks, a colon and a long dash are understood; a deadline knows its letter."""
    change(
        office_folder,
        "office.toml",
        '"07.30-16.30, istirahat 11.30-13.00"',
        '"7:30–16.30, istirahat 15.00-15.30, 11.30-13.00"',
    )
    append(office_folder, "office.toml", DEADLINE.format(day="2026-10-20"))
    office = settings.load(office_folder)[0]
    friday = [f"{start:%H.%M}-{end:%H.%M}" for start, end in office.hours[0].friday]

    assert friday == ["07.30-11.30", "13.00-15.00", "15.30-16.30"]
    assert office.regency_deadlines == (RegencyDeadline(TW3, date(2026, 10, 20), "surat"),)


def test_an_office_may_leave_out_hours_and_the_assumed_day(office_folder: Path) -> None:
    """Without [[jam_kerja]] it has none of its own; without hari_kerja_kabupaten the twelfth is assumed."""
    path = path_of(office_folder, "office.toml")
    words = path.read_text("utf-8")
    start, end = words.index("[[jam_kerja]]"), words.index("[anggaran]")
    path.write_text((words[:start] + words[end:]).replace("hari_kerja_kabupaten = 12", ""), "utf-8")
    office = settings.load(office_folder)[0]

    assert (office.hours, office.regency_workday) == ((), 12)


@pytest.mark.parametrize(
    "row",
    [
        "camat,Camat Batui Selatan,Orang Lain,,definitif,2025-01-01,2025-12-31,ya",
        "sekretaris,Camat Batui Selatan,Orang Lain,,definitif,2026-06-01,,ya",
        "camat,Camat Lain,Orang Lain,,definitif,2026-06-01,,ya",
    ],
    ids=["before", "in another role", "at another post"],
)
def test_officials_who_do_not_overlap_are_fine(office_folder: Path, row: str) -> None:
    """One post after another, one person in two roles, two posts of one role."""
    append(office_folder, "officials.csv", row)

    assert len(settings.load(office_folder)[0].officials) == 13


def test_units_without_indicators_are_all_named(office_folder: Path) -> None:
    """A unit that would get an empty form is a mistake, each with its line."""
    lines = {append(office_folder, "units.csv", PEM.replace("PEM,", f"{code},", 1)) for code in ("BARU1", "BARU2")}

    assert places(mistakes_of(office_folder)) == {("units.csv", line) for line in lines}


# --- all mistakes at once ----------------------------------------------------------------------------------------


def test_all_mistakes_of_all_files_are_told_at_once(office_folder: Path) -> None:
    """Seven files are broken: all are named with their lines, in one refusal that the office can work through."""
    expected = {
        (file, change(office_folder, file, old, new))
        for file, old, new in (
            ("office.toml", 'zona_waktu = "WITA"', 'zona_waktu = "Makassar"'),
            ("office.toml", "tepat_waktu_sebelum = 5", 'tepat_waktu_sebelum = "lima"'),
            ("units.csv", "PMD,Seksi Pemberdayaan", ",Seksi Pemberdayaan"),
            ("officials.csv", "definitif,2026-06-01", "definitif,1 Juni 2026"),
            ("targets.csv", "PEM-02,PK-2026", "PEM-99,PK-2026"),
            ("targets.csv", "REN-02,PK-2026,BB", "REN-02,PK-2026,BAIK"),
            ("programmes.csv", "7.01.02,", "07/01/2002,"),
            ("procedure.toml", "waktu = 15", 'waktu = "sebentar"'),
            (FORM, "batas {batas}", "batas {btas}"),
        )
    }
    expected.add(("holidays.csv", append(office_folder, "holidays.csv", "2026-13-01,libur,")))

    mistakes = mistakes_of(office_folder)

    assert expected <= places(mistakes)
    assert len(expected) == 10
    assert mistakes == sorted(mistakes)


def test_the_refusal_reads_as_a_list(office_folder: Path) -> None:
    """Count, file, line and sentence, in Indonesian; the command ends with code 2."""
    line = change(office_folder, "units.csv", PEM, PEM.replace(",seksi,", ",bagian,"))
    with pytest.raises(OfficeError) as refused:
        settings.load(office_folder)

    assert refused.value.exit_code == 2
    assert str(refused.value).startswith("Berkas kantor perlu diperbaiki (")
    assert f"\n  - units.csv baris {line}: 'jenis': 'bagian' tidak dikenal" in str(refused.value)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("units.csv", PEM, PEM.replace("2020-01-01", "1 Januari 2020")),
        ("units.csv", "kode,nama,jenis", "kode,nam,jenis"),
        ("indicators.csv", "Rekap APBDes desa,ya", "Rekap APBDes desa,mungkin"),
        ("indicators.csv", "kode,unit,sasaran", "kode,unit,sasarn"),
        ("programmes.csv", "kode,nama,dokumen", "kode,nama,dokmen"),
        ("office.toml", 'zona_waktu = "WITA"', 'zona_waktu = "WITA'),
        ("office.toml", "tanggal = 2026-01-12", 'tanggal = "12 Januari"'),
    ],
    ids=[
        "a unit's date", "a heading of units", "an indicator's evidence", "a heading of indicators",
        "a heading of programmes", "office.toml unparsable", "an agreement's date",
    ],
)  # fmt: skip
def test_a_mistake_in_one_file_does_not_accuse_the_others(office_folder: Path, file: str, old: str, new: str) -> None:
    """What is there but could not be read is not said to be missing: only the broken file is named."""
    change(office_folder, file, old, new)

    assert {mistake.file for mistake in mistakes_of(office_folder)} == {file}


# --- anything at all ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out_office(tmp_path_factory.mktemp("coret") / "kantor")


@pytest.fixture(scope="module")
def originals(scratch: Path) -> dict[str, bytes]:
    return {file: path_of(scratch, file).read_bytes() for file in (*OFFICE_FILES, FORM)}


def loads_or_refuses(scratch: Path, originals: dict[str, bytes], file: str, content: bytes) -> None:
    """Loads the office with that file's content; every exception but OfficeError gets through."""
    path = path_of(scratch, file)
    path.write_bytes(content)
    try:
        with contextlib.suppress(OfficeError):
            settings.load(scratch)
    finally:
        path.write_bytes(originals[file])


@hypothesis_settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from((*OFFICE_FILES, FORM)), st.binary(max_size=400))
def test_arbitrary_bytes_in_a_file_never_raise_anything_else(
    scratch: Path, originals: dict[str, bytes], file: str, content: bytes
) -> None:
    """Whatever a file holds, the answer is an office or a list of mistakes."""
    loads_or_refuses(scratch, originals, file, content)


JUNK = st.binary(max_size=20) | st.sampled_from(
    [b'"', b";", b",,", b"\r", b"\n[", b"]]", b"{", b"}", b"=", b"\0", b"#", b"1e99", b"-", b"\xff", b"\xef\xbb\xbf"]
)


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from((*OFFICE_FILES, FORM)), st.floats(0, 1), st.integers(0, 60), JUNK)
def test_a_damaged_file_never_raises_anything_else(
    scratch: Path, originals: dict[str, bytes], file: str, where: float, lost: int, junk: bytes
) -> None:
    """A good file with junk in place of some bytes: an office, or a list of mistakes."""
    good = originals[file]
    at = int(where * len(good))

    loads_or_refuses(scratch, originals, file, good[:at] + junk + good[at + lost :])


@pytest.mark.parametrize("value", ["5", '"x"', "[]", "[5]", "{}", "[{}]"])
@pytest.mark.parametrize(
    "table",
    ["kantor", "penilaian", "penilaian.skala", "predikat", "perjanjian", "tenggat", "tenggat_kabupaten", "jam_kerja"],
)
def test_a_table_of_another_shape_never_raises_anything_else(office_folder: Path, table: str, value: str) -> None:
    """office.toml with a number, a text or a list where a table is meant."""
    path_of(office_folder, "office.toml").write_text(f"{table} = {value}\n", "utf-8")

    assert "office.toml" in {mistake.file for mistake in mistakes_of(office_folder)}
