"""The hand-over file: a recap in the kabupaten's columns, each empty cell with its reason."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal as D
from pathlib import Path

import openpyxl
import pytest

from sheets_sync.form import Form, make_form
from sheets_sync.handover_book import HandoverYear, handover_book
from sheets_sync.handover_map import FIELDS, HandoverColumn, HandoverMap
from sheets_sync.model import Office
from sheets_sync.personal import MASK
from sheets_sync.recapping import Gathered, make_recap
from sheets_sync.settings import load
from sheets_sync.stores.xlsx import painted
from tests.conftest import TW3
from tests.libreoffice import save_as
from tests.test_recapping import NOW, UNITS, filled, gathered, recap_of

FIRST = 6  # the sheet's row of the first indicator


@pytest.fixture
def year(office: Office, office_folder: Path, forms: dict[str, Form]) -> HandoverYear:
    """Two quarters: in the second, REN-03 adds two documents; the programmes' money grows by ten million."""
    _, words = load(office_folder)
    before = {unit.code: make_form(office, unit, TW3.previous, words) for unit in office.units_in(TW3.previous)}
    earlier = Gathered(before, {"REN": filled(before["REN"], REN_03="1", **{"7.01.01": "90000000"})}, {})
    now = gathered(forms, filled(forms["REN"], REN_03="2", **{"7.01.01": "100000000"}))
    first = make_recap(office, TW3.previous, earlier, (), NOW, {}, UNITS)
    return HandoverYear(office, TW3, {2: first, 3: recap_of(office, now, earlier)})


def shown(fields: list[str], year: HandoverYear) -> openpyxl.Workbook:
    """The file of a map with these fields, as a reader of xlsx sees it."""
    columns = tuple(HandoverColumn(field, "", field, "", 90) for field in fields)
    book = handover_book(HandoverMap("uji", "Uji", "UJI", columns), year)
    return openpyxl.load_workbook(io.BytesIO(painted(book)))


def row_of(book: openpyxl.Workbook, code: str) -> list[object]:
    rows = book["Data"].iter_rows(min_row=FIRST, values_only=True)
    return next(list(row) for row in rows if row[0] == code)


def test_figures_stand_under_the_kabupatens_headings(year: HandoverYear) -> None:
    """Each quarter's realisasi, the sum of the year so far, and capaian with the two decimals that are shown."""
    book = shown(["kode", "realisasi_tw2", "realisasi_tw3", "realisasi_sd", "capaian", "satuan"], year)

    assert row_of(book, "REN-03") == ["REN-03", 1, 2, 3, 100, "Dokumen"]


def test_figures_have_a_decimal_comma_in_any_excel(year: HandoverYear) -> None:
    """A whole number has no decimals to show, else Excel would show the comma alone: "3,"."""
    data = shown(["kode", "realisasi_sd", "capaian"], year)["Data"]
    looks = {row[0].value: [cell.number_format for cell in row[1:]] for row in data.iter_rows(min_row=FIRST)}

    assert looks["REN-03"] == ["[$-421]#,##0", "[$-421]#,##0.00"]


def test_a_row_is_high_enough_for_its_longest_text(year: HandoverYear, office: Office) -> None:
    """Three lines of 13 points where the objective takes them: LibreOffice breaks "kemasyarakatan" off."""
    esakip = next(columns for columns in office.handovers if columns.code == "esakip-capaian")
    data = openpyxl.load_workbook(io.BytesIO(painted(handover_book(esakip, year))))["Data"]
    row = next(
        row[0].row or 0 for row in data.iter_rows(min_row=FIRST) if str(row[2].value).endswith("lembaga kemasyarakatan")
    )

    assert data.row_dimensions[row].height >= 3 * 13


def test_money_stands_once_a_programme(year: HandoverYear) -> None:
    """What a quarter spent alone, in the first indicator's row; the next row of the programme names that row."""
    book = shown(["kode", "kode_program", "anggaran_tw3", "anggaran_sd"], year)
    first, second = row_of(book, "REN-01"), row_of(book, "REN-02")

    assert first == ["REN-01", "7.01.01", 10_000_000, 100_000_000]
    assert second == ["REN-02", "7.01.01", None, None]
    assert "program 7.01.01 ditulis di baris nomor 1, supaya tidak terhitung ganda" in reasons(book)


def reasons(book: openpyxl.Workbook) -> list[object]:
    return [row[3] for row in book["Sel kosong"].iter_rows(min_row=5, values_only=True)]


def test_every_empty_cell_is_named_with_its_reason(year: HandoverYear, office: Office) -> None:
    """In both maps that are shipped, no cell of the table is empty that the second tab does not account for."""
    for columns in office.handovers:
        book = openpyxl.load_workbook(io.BytesIO(painted(handover_book(columns, year))))
        listed = set()
        for cells, *_ in book["Sel kosong"].iter_rows(min_row=5, values_only=True):
            area = book["Data"][str(cells)]
            listed |= {cell.coordinate for row in (area if isinstance(area, tuple) else ((area,),)) for cell in row}
        empty = {cell.coordinate for row in book["Data"].iter_rows(min_row=FIRST) for cell in row if cell.value is None}
        assert listed == empty
        assert all(reasons(book))


def test_every_field_has_a_value_or_a_reason(year: HandoverYear) -> None:
    """Whatever an office puts into its map."""
    book = shown(["kode", *FIELDS], year)

    assert [cell.value for cell in book["Data"][5]] == ["kode", *FIELDS]


def test_what_a_unit_typed_stays_text(year: HandoverYear, tmp_path: Path) -> None:
    """A formula in a unit's own words is a text in the file, and LibreOffice shows it as typed."""
    units = year.recap.units
    items = (replace(units[0].achievements[0], hindrance="=1+1", remedy="+62"), *units[0].achievements[1:])
    recap = replace(year.recap, units=(replace(units[0], achievements=items), *units[1:]))
    columns = tuple(HandoverColumn(field, "", field, "", 90) for field in ("kode", "kendala", "tindak_lanjut"))
    content = painted(handover_book(HandoverMap("uji", "Uji", "UJI", columns), replace(year, recaps={3: recap})))
    (tmp_path / "uji.xlsx").write_bytes(content)
    save_as([tmp_path / "uji.xlsx"], "csv", tmp_path / "csv", tmp_path / "profil")

    rows = list(csv.reader((tmp_path / "csv" / "uji.csv").read_text("cp1252").splitlines()))
    assert ["REN-01", "=1+1", "+62"] in rows


def test_libreoffice_reads_the_shipped_files(year: HandoverYear, office: Office, tmp_path: Path) -> None:
    """The figures come back out of the file for e-SAKIP."""
    columns = next(item for item in office.handovers if item.code == "esakip-capaian")
    (tmp_path / "uji.xlsx").write_bytes(painted(handover_book(columns, year)))
    save_as([tmp_path / "uji.xlsx"], "csv", tmp_path / "csv", tmp_path / "profil")
    rows = list(csv.reader((tmp_path / "csv" / "uji.csv").read_text("cp1252").splitlines()))

    assert rows[0][0] == "CAPAIAN KINERJA PERJANJIAN KINERJA"
    row = next(row for row in rows if "Jumlah Dokumen Perencanaan Perangkat Daerah" in row)
    assert [D(cell) if cell else None for cell in row[5:11]] == [D(6), None, D(1), D(2), None, D(100)]


def test_the_same_recap_gives_the_same_bytes(year: HandoverYear, office: Office) -> None:
    """Whenever it is made."""
    made = [painted(handover_book(office.handovers[0], year)) for _ in range(2)]

    assert made[0] == made[1]


def test_data_of_people_in_the_units_words_are_hidden(year: HandoverYear) -> None:
    """What a unit typed into its kendala goes to the kabupaten without phone numbers and addresses."""
    unit = next(unit for unit in year.recap.units if unit.code == "REN")
    items = (replace(unit.achievements[0], hindrance="Hubungi 0812-3456-7890", remedy="budi@contoh.id"),)
    changed = replace(year.recap, units=(replace(unit, achievements=items),))
    book = shown(["kode", "kendala", "tindak_lanjut"], replace(year, recaps={**year.recaps, 3: changed}))

    assert row_of(book, items[0].code)[1:] == [f"Hubungi {MASK}", MASK]
