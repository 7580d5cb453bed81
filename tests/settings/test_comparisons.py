"""comparisons.csv: optional, and held against the office like every other file."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from sheets_sync import kit, settings
from sheets_sync.model import Office
from sheets_sync.targets import Against, Target, Yardstick
from tests.conftest import lay_out_office
from tests.settings.test_office import append, mistakes_of, places, text_at

FILE = "comparisons.csv"


def test_the_sample_office_compares_some_indicators(office: Office) -> None:
    """Numbers, predicates and ranges are read as in targets.csv; some indicators have none."""
    by_row = {(row.indicator, row.against, row.year): row for row in office.yardsticks}
    source = "CONTOH: LKjIP 2025, Tabel 3.1"

    assert by_row["REN-02", Against.HISTORY, 2025] == Yardstick(
        "REN-02", Against.HISTORY, 2025, Target(Decimal(60), Decimal(60), "B"), Target(Decimal(70), Decimal(70), "BB"),
        "116,67", source,
    )  # fmt: skip
    assert by_row["REN-05", Against.HISTORY, 2025].target == Target(Decimal(95), Decimal(105))
    assert by_row["YANUM-01", Against.STANDARD, 2025].actual is None
    assert {row.indicator for row in office.yardsticks} < {item.code for item in office.indicators}
    assert all("CONTOH" in row.source for row in office.yardsticks)


def test_an_office_without_the_file(tmp_path: Path) -> None:
    """It may be missing: then there are no rows."""
    root = lay_out_office(tmp_path / "kantor")
    (root / "office" / FILE).unlink()

    assert settings.load(root)[0].yardsticks == ()


def test_a_new_office_gets_an_empty_one(tmp_path: Path) -> None:
    """With its columns explained and no figure of anybody's."""
    kit.lay_out(tmp_path / "kantor")
    lines = (tmp_path / "kantor" / "office" / FILE).read_text("utf-8").splitlines()

    assert [line for line in lines if not line.startswith("#")] == [
        "indikator,jenis,tahun,target,realisasi,capaian_tercetak,sumber"
    ]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("PEM-99,riwayat,2025,90,80,,LKjIP", "indikator 'PEM-99' tidak ada di indicators.csv"),
        ("PEM-02,ramalan,2025,90,80,,LKjIP", "pilihannya: riwayat, jangka menengah, standar nasional"),
        ("PEM-02,riwayat,2026,90,80,,LKjIP", "'tahun' 2026 bukan tahun yang sudah lewat"),
        ("PEM-02,standar nasional,2027,90,,,BPS", "'tahun' 2027 belum berjalan"),
        ("PEM-02,riwayat,25,90,80,,LKjIP", "25 di luar 2000 sampai 2999"),
        ("PEM-02,riwayat,2025,90,80,,", "'sumber' masih kosong"),
        ("PEM-02,riwayat,2025,90,,,LKjIP", "'realisasi' masih kosong, padahal jenisnya riwayat"),
        ("PEM-02,jangka menengah,2029,,80,,Renstra", "'target' masih kosong, padahal jenisnya jangka menengah"),
        ("PEM-02,standar nasional,2025,,,,BPS", "isi 'target' (standarnya) atau 'realisasi'"),
        ("PEM-02,jangka menengah,2029,90,,100,Renstra", "'capaian_tercetak' hanya untuk jenis riwayat"),
        ("PEM-02,riwayat,2025,4.250,80,,LKjIP", "'target' PEM-02: '4.250' bukan angka yang jelas; tulis 4250"),
        ("PEM-02,riwayat,2025,90,80-90,,LKjIP", "'realisasi' PEM-02: '80-90' bukan angka yang jelas"),
        ("REN-02,riwayat,2024,BB,BAIK,,LKjIP", "'realisasi' REN-02: predikat 'BAIK' tidak ada"),
        ("REN-05,jangka menengah,2029,95,,,Renstra", "'target' REN-05: target '95' seharusnya rentang"),
        ("PEM-01,riwayat,2025,90,80,,LKjIP", "pembanding 'PEM-01, riwayat, 2025' sudah ada di baris"),
    ],
)
def test_a_mistake_is_named_by_its_line(office_folder: Path, row: str, words: str) -> None:
    """What is wrong, where, and what may stand there."""
    line = append(office_folder, FILE, row)
    mistakes = mistakes_of(office_folder)

    assert places(mistakes) == {(FILE, line)}
    assert words in text_at(mistakes, FILE, line)


def test_all_mistakes_are_named_at_once(office_folder: Path) -> None:
    """Of this file, and of the others with it."""
    first = append(office_folder, FILE, "PEM-99,riwayat,2025,90,80,,LKjIP")
    second = append(office_folder, FILE, "PEM-02,riwayat,2030,90,x,,")
    other = append(office_folder, "holidays.csv", "2026-07-08,cuti,")

    assert places(mistakes_of(office_folder)) == {(FILE, first), (FILE, second), ("holidays.csv", other)}


def test_a_ratio_is_read_as_in_the_targets(office_folder: Path) -> None:
    """1:17,9 of pupils to a teacher is 17,9."""
    path = office_folder / "office" / "indicators.csv"
    path.write_text(re.sub(r"(?m)^(PEM-02,.*),%,", r"\1,1:n,", path.read_text("utf-8"), count=1), "utf-8")
    append(office_folder, FILE, 'PEM-02,riwayat,2024,1:20,"1:17,9",,LKjIP 2024')
    found = next(
        row for row in settings.load(office_folder)[0].yardsticks if (row.indicator, row.year) == ("PEM-02", 2024)
    )

    assert (found.target, found.actual) == (Target(Decimal(20), Decimal(20)), Target(Decimal("17.9"), Decimal("17.9")))


def test_a_plan_may_end_in_years_to_come(office_folder: Path) -> None:
    """The year of a medium-term target is the plan's end."""
    append(office_folder, FILE, "PEM-02,jangka menengah,2045,90,,,RPJPD")

    assert settings.load(office_folder)[0].yardsticks[-1].year == 2045
