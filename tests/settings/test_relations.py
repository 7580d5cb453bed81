"""Counts behind a percentage and parts of a whole, as indicators.csv names them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sheets_sync import settings
from sheets_sync.form import Form
from sheets_sync.model import Office
from tests.conftest import lay_out_office
from tests.settings.test_office import append, change, mistakes_of, places, text_at

FILE = "indicators.csv"
TAIL = "tidak,7.01.02,2026-01-01,"  # how YANUM's rows without evidence end, before the three columns


def rewrite(root: Path, **cells: str) -> dict[str, int]:
    """Writes into indicators.csv by code and heading (`YANUM_02_pembilang`); the line of each code."""
    path = root / "office" / FILE
    rows = list(csv.reader(path.read_text("utf-8").splitlines()))
    header = next(row for row in rows if row and row[0] == "kode")
    lines = {row[0]: number for number, row in enumerate(rows, 1) if row}
    for place, value in cells.items():
        unit, number, heading = place.split("_", 2)
        row = rows[lines[f"{unit}-{number}"] - 1]
        row[header.index(heading)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return lines


def test_the_sample_office_has_counts_and_parts(office: Office) -> None:
    """YANUM-02 is YANUM-07 out of YANUM-06, of which YANUM-07 and YANUM-08 are the parts."""
    by_code = {item.code: item for item in office.indicators}

    assert (by_code["YANUM-02"].numerator, by_code["YANUM-02"].denominator) == ("YANUM-07", "YANUM-06")
    assert [item.code for item in office.indicators if item.part_of == "YANUM-06"] == ["YANUM-07", "YANUM-08"]
    assert [item.code for item in office.indicators if item.supporting] == ["YANUM-06", "YANUM-07", "YANUM-08"]


def test_the_form_carries_them(forms: dict[str, Form]) -> None:
    """A form is complete in itself: the rules need no settings."""
    rows = {row.code: row for row in forms["YANUM"].rows}

    assert (rows["YANUM-02"].numerator, rows["YANUM-02"].denominator) == ("YANUM-07", "YANUM-06")
    assert (rows["YANUM-02"].part_of, rows["YANUM-08"].part_of) == ("", "YANUM-06")
    assert [code for code, row in rows.items() if row.supporting] == ["YANUM-06", "YANUM-07", "YANUM-08"]


@pytest.mark.parametrize("name", ["tiga_kelurahan", "gunung_kaler"])
def test_the_columns_may_be_missing(tmp_path: Path, name: str) -> None:
    """A file from before there were such columns loads, and nothing in it hangs together."""
    office, _ = settings.load(lay_out_office(tmp_path / "kantor", name))

    assert {(item.numerator, item.denominator, item.part_of, item.supporting) for item in office.indicators} == {
        ("", "", "", False)
    }


def test_one_of_the_columns_may_be_there_alone(office_folder: Path) -> None:
    """Whole and parts need no columns for counts."""
    without(office_folder, "pembilang", "penyebut")
    office, _ = settings.load(office_folder)

    assert [item.code for item in office.indicators if item.part_of] == ["YANUM-07", "YANUM-08"]
    assert not any(item.numerator or item.denominator for item in office.indicators)


def without(root: Path, *headings: str) -> None:
    """Takes these columns out of indicators.csv."""
    path = root / "office" / FILE
    rows = list(csv.reader(line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")))
    kept = [at for at, heading in enumerate(rows[0]) if heading not in headings]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([row[at] for at in kept] for row in rows)


@pytest.mark.parametrize("heading", ["sumber", "program", "berlaku_sampai"])
def test_the_other_columns_may_not(office_folder: Path, heading: str) -> None:
    """A column whose cells may be empty must still be there."""
    line = change(office_folder, FILE, f",{heading},", ",")

    assert f"kolom '{heading}' tidak ada" in text_at(mistakes_of(office_folder), FILE, line)


# what is written where; the row whose line is named; what the mistake says
WRONG: dict[str, tuple[dict[str, str], str, str]] = {
    "unknown numerator": ({"YANUM_02_pembilang": "YANUM-99"}, "YANUM-02", "pembilang 'YANUM-99' tidak ada di indicators.csv"),
    "unknown denominator": ({"YANUM_02_penyebut": "YANUM-99"}, "YANUM-02", "penyebut 'YANUM-99' tidak ada di indicators.csv"),
    "unknown whole": ({"YANUM_08_bagian_dari": "YANUM-99"}, "YANUM-08", "bagian_dari 'YANUM-99' tidak ada di indicators.csv"),
    "spoilt code": ({"YANUM_02_pembilang": "07-Jan"}, "YANUM-02", "'pembilang': kode '07-Jan' sudah diubah Excel"),
    "another unit's numerator": ({"YANUM_02_pembilang": "PEM-07"}, "YANUM-02", "'pembilang' YANUM-02 menunjuk PEM-07 dari unit PEM"),
    "another unit's denominator": ({"YANUM_02_penyebut": "PEM-07"}, "YANUM-02", "'penyebut' YANUM-02 menunjuk PEM-07 dari unit PEM"),
    "another unit's whole": ({"YANUM_08_bagian_dari": "PEM-07"}, "YANUM-08", "'bagian_dari' YANUM-08 menunjuk PEM-07 dari unit PEM"),
    "itself as numerator": ({"YANUM_02_pembilang": "YANUM-02"}, "YANUM-02", "'pembilang' YANUM-02 menunjuk dirinya sendiri"),
    "itself as denominator": ({"YANUM_02_penyebut": "YANUM-02"}, "YANUM-02", "'penyebut' YANUM-02 menunjuk dirinya sendiri"),
    "part of itself": ({"YANUM_08_bagian_dari": "YANUM-08"}, "YANUM-08", "'bagian_dari' YANUM-08 menunjuk dirinya sendiri"),
    "no denominator": ({"YANUM_02_penyebut": ""}, "YANUM-02", "'pembilang' diisi tetapi 'penyebut' kosong"),
    "no numerator": ({"YANUM_02_pembilang": ""}, "YANUM-02", "'penyebut' diisi tetapi 'pembilang' kosong"),
    "one for both": ({"YANUM_02_pembilang": "YANUM-06"}, "YANUM-02", "sama-sama YANUM-06"),
    "no percentage": (
        {"YANUM_03_pembilang": "YANUM-07", "YANUM_03_penyebut": "YANUM-06"}, "YANUM-03", "hanya untuk persentase, sedangkan satuannya Hari",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "row", "words"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_relation_is_named_with_its_line(
    office_folder: Path, cells: dict[str, str], row: str, words: str
) -> None:
    """One mistake, at the row that names what it may not."""
    line = rewrite(office_folder, **cells)[row]
    mistakes = mistakes_of(office_folder)

    assert places(mistakes) == {(FILE, line)}
    assert len(mistakes) == 1
    assert words in mistakes[0].text


def test_no_whole_is_its_own_part(office_folder: Path) -> None:
    """Part of a part of itself: every row on the circle is named, the row that leads into it is not."""
    lines = rewrite(office_folder, YANUM_06_bagian_dari="YANUM-05", YANUM_05_bagian_dari="YANUM-07")
    mistakes = mistakes_of(office_folder)

    assert places(mistakes) == {(FILE, lines[code]) for code in ("YANUM-05", "YANUM-06", "YANUM-07")}
    assert {mistake.text for mistake in mistakes} == {
        "'bagian_dari' YANUM-05 kembali ke indikator itu sendiri lewat YANUM-07",
        "'bagian_dari' YANUM-06 kembali ke indikator itu sendiri lewat YANUM-05",
        "'bagian_dari' YANUM-07 kembali ke indikator itu sendiri lewat YANUM-06",
    }


def test_a_part_may_have_parts(office_folder: Path) -> None:
    """A chain that ends is no circle."""
    rewrite(office_folder, YANUM_06_bagian_dari="YANUM-05")
    by_code = {item.code: item for item in settings.load(office_folder)[0].indicators}

    assert by_code["YANUM-06"].part_of == "YANUM-05"


def test_a_code_that_could_not_be_read_accuses_no_other_row(office_folder: Path) -> None:
    """Who names it is not told that it is missing."""
    line = rewrite(office_folder, YANUM_06_kode="01-Jan")["YANUM-06"]

    assert places(mistakes_of(office_folder)) == {(FILE, line)}


def test_a_relation_is_written_in_any_case(office_folder: Path, office: Office) -> None:
    """Codes are codes in small letters too."""
    rewrite(office_folder, YANUM_02_pembilang="yanum-07")

    assert settings.load(office_folder)[0].indicators == office.indicators


# --- data pendukung ----------------------------------------------------------------------------------------------


def supporting(root: Path) -> list[str]:
    return [item.code for item in settings.load(root)[0].indicators if item.supporting]


def test_what_has_a_target_is_assessed(office_folder: Path) -> None:
    """A target in any document, for any quarter or the year alone, makes a count an indicator like others."""
    append(office_folder, "targets.csv", "YANUM-07,PKP-2026,,,,5,")
    append(office_folder, "targets.csv", "YANUM-08,PK-2026,5,,,,")

    assert supporting(office_folder) == ["YANUM-06"]


def test_a_line_of_empty_targets_is_no_target(office_folder: Path) -> None:
    """A row that was prepared and left empty assesses nothing; 0 is a target."""
    append(office_folder, "targets.csv", "YANUM-06,PK-2026,,,,,")
    append(office_folder, "targets.csv", "YANUM-08,PK-2026,0,0,0,0,0")

    assert supporting(office_folder) == ["YANUM-06", "YANUM-07"]


def test_what_serves_nothing_is_assessed(office_folder: Path) -> None:
    """An indicator that nobody names is no supporting data, whether or not it has a target."""
    rewrite(
        office_folder, YANUM_02_pembilang="", YANUM_02_penyebut="", YANUM_07_bagian_dari="", YANUM_08_bagian_dari=""
    )

    assert supporting(office_folder) == []


def test_a_percentage_with_counts_of_its_own_is_assessed(office_folder: Path) -> None:
    """A percentage without a target is missing its target, even where it is a part of another."""
    rewrite(office_folder, YANUM_02_bagian_dari="YANUM-04")
    change(office_folder, "targets.csv", "YANUM-02,PK-2026,100,100,100,100,100", "YANUM-02,PK-2026,,,,,")

    assert supporting(office_folder) == ["YANUM-06", "YANUM-07", "YANUM-08"]
