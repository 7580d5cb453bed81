"""The recap workbooks: figures written out by hand, and what LibreOffice computes and prints of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheets_sync.achievement import category_of, percent_of
from sheets_sync.assessing import Method, Outcome
from sheets_sync.errors import UsageError
from sheets_sync.model import Accumulation, Polarity
from sheets_sync.papers.draft import Draft, PaperData
from sheets_sync.papers.excel import fill_workbook
from sheets_sync.papers.recap_books import kecamatan_book, unit_book
from sheets_sync.personal import MASK
from sheets_sync.plan import Formula
from sheets_sync.recap import Achievement, BudgetLine, Commitment, QuarterFigure, Recap, UnitRecap
from sheets_sync.standing import PROVISIONAL, VALIDATED
from sheets_sync.tallies import summarised, summed
from sheets_sync.targets import Target
from tests.papers.excel import AT, computed, printed
from tests.recaps import ASSESSING, recap_of, returned, sent, waiting

DOCUMENTS = Path(__file__).parents[2] / "templates" / "documents"
STAMPS = {"kode_naskah": "7K3M-9QXA", "sidik_data": "0123 4567 89ab cdef"}
HIGHER = "{realisasi_sd}/{target_sd}*100"


def item(code: str, method: Method, target: Target | None, actual: D | None, **changes: Any) -> Achievement:
    """An indicator with that much of that target; without a figure it is not filled in yet."""
    result = Outcome.EMPTY if actual is None else Outcome.NO_TARGET
    percent = percent_of(method, target, actual, ASSESSING) if target is not None and actual is not None else result
    known = percent if isinstance(percent, D) else None
    made = Achievement(
        code=code, name=f"Indikator {code}", objective="Meningkatnya pelayanan", measure="Dokumen",
        polarity=Polarity.HIGHER, accumulation=Accumulation.LAST, target=target, typed=str(actual or ""), value=actual,
        note="", hindrance="", remedy="", cell="Isi!B6", actual=actual, actual_target=target if actual is not None else None,
        quarters=3, quarters_due=3, percent=known, category=category_of(known, ASSESSING.bands),
        outcome=Outcome.ASSESSED if isinstance(percent, D) else percent, standing=VALIDATED, method=method, annual=target,
    )  # fmt: skip
    return replace(made, **changes)


def exactly(number: str) -> Target:
    return Target(D(number), D(number))


ROWS = (
    item("REN-01", Method.HIGHER, exactly("10"), D("8")),  # 80
    item("REN-02", Method.LOWER, exactly("10"), D("8")),  # 120
    item("REN-03", Method.LOWER_RATIO, exactly("10"), D("8")),  # 125
    item("REN-04", Method.RANGE, Target(D(95), D(105)), D("98")),  # 100
    item("REN-05", Method.HIGHER, Target(D(70), D(70), "BB"), D(60), typed="B"),  # 85,714...
    item("REN-06", Method.HIGHER, exactly("5"), None, hindrance="=Rapat ditunda", remedy="Minggu depan"),
    item("REN-07", Method.HIGHER, exactly("0"), D(0)),
)
OTHER = (item("PMD-01", Method.HIGHER, exactly("3"), D(2), objective="Meningkatnya desa mandiri"),)  # 66,666...
BUDGET = (
    BudgetLine("7.01.01", "Program Penunjang", D(2_000_000), D(1_500_000), "REN", VALIDATED),  # 75 %
    BudgetLine("7.01.02", "Program Pelayanan", D(1_000_000), D(300_000), "REN", VALIDATED),  # 30 %
)


def unit(code: str, rows: tuple[Achievement, ...]) -> UnitRecap:
    tally = summarised((row.result for row in rows), ASSESSING).tally
    return sent(code, achievements=rows, tally=tally, to_assess=len(rows), due=len(rows), filled=len(rows) - 1)


def recap(*units: UnitRecap) -> Recap:
    """A recap of these units, or of two: REN with the mean (80 + 120 + 125 + 100 + 85,714...) / 5, PMD with one."""
    found = units or (unit("REN", ROWS), unit("PMD", OTHER))
    tally = summed(one.tally for one in found)
    category = category_of(tally.mean, ASSESSING.bands)
    due = sum(one.to_assess for one in found)
    return replace(recap_of(*found), tally=tally, category=category, indicators_due=due, budget=BUDGET)


@pytest.fixture
def data(paper_data: PaperData) -> PaperData:
    return replace(paper_data, recap=recap())


def unit_values(data: PaperData, number: int = 0) -> dict[str, Any]:
    assert data.recap is not None
    return unit_book(data, data.recap.units[number])


def made(name: str, values: dict[str, Any], paper: str = "F4") -> bytes:
    return fill_workbook((DOCUMENTS / name).read_bytes(), name, values | STAMPS, paper, AT, "Rekap", "Kecamatan")


# --- a unit --------------------------------------------------------------------------------------------------


def test_capaian_is_a_formula_where_its_cells_hold_numbers(data: PaperData) -> None:
    """By the indicator's own formula; a range, a predicate and what is not assessed cannot be said so."""
    rows = unit_values(data)["sasaran"][0]["indikator"]
    assert [row["capaian"] for row in rows] == [
        Formula(HIGHER, D(80)),
        Formula("(2*{target_sd}-{realisasi_sd})/{target_sd}*100", D(120)),
        Formula("{target_sd}/{realisasi_sd}*100", D(125)),
        D(100),
        D("85.7142857142"),
        "belum diisi",
        "tidak dinilai",
    ]
    assert [row["target_sd"] for row in rows] == [D(10), D(10), D(10), "95–105", "BB", D(5), D(0)]
    assert [row["realisasi_sd"] for row in rows] == [D(8), D(8), D(8), D(98), "B", "–", D(0)]
    assert [row["realisasi"] for row in rows[3:]] == [D(98), "B", "belum diisi", D(0)]
    assert rows[1]["rumus"] == "(2 × 10 − 8) ÷ 10 × 100 = 120,00"
    assert (rows[5]["kendala"], rows[5]["tindak_lanjut"]) == ("=Rapat ditunda", "Minggu depan")


def test_the_units_mean_and_what_it_is_a_mean_of(data: PaperData) -> None:
    """510,714... over five of seven; nothing was capped."""
    values = unit_values(data)
    assert values["rata_rata"] == Formula("AVERAGE({sasaran.indikator.capaian})", D("102.1428571428"))
    assert (values["dinilai"], values["kategori"]) == ("5 dari 7 indikator", "Sangat Tinggi")
    assert values["batasan"] == "Setiap capaian masuk rata-rata sebagaimana tertulis."


def test_where_a_cap_acted_the_mean_is_no_plain_average(data: PaperData) -> None:
    """So it stands there as a value, and a line says what was done."""
    assert data.recap is not None
    capped = replace(ASSESSING, average_cap=D(100))
    rows = (*ROWS[:2], item("REN-08", Method.LOWER, exactly("10"), D("30")))  # 80, 120 as 100, -100 as 0
    tally = summarised((row.result for row in rows), capped).tally
    found = replace(unit("REN", rows), tally=tally)
    values = unit_book(replace(data, recap=replace(data.recap, units=(found,), assessing=capped)), found)
    assert values["rata_rata"] == D(60)
    assert values["batasan"] == (
        "Dalam rata-rata, 1 capaian di atas 100 dihitung 100 dan 1 capaian di bawah 0 dihitung 0; "
        "kolom capaian tetap memuat nilai aslinya."
    )


def test_targets_that_a_later_document_changed_stand_beside_each_other(data: PaperData) -> None:
    """8 of 10 a year by the PK is 80 %, of 16 by the PK Perubahan 50 %; an indicator with one target says nothing."""
    made = (
        Commitment("PK-1", "PK", exactly("10"), exactly("2")),
        Commitment("PKP-1", "PK Perubahan", exactly("16"), exactly("2")),
    )
    same = replace(ROWS[0], code="REN-08", commitments=(made[0], replace(made[0], document="PKP-1")))
    found = unit("REN", (replace(ROWS[0], commitments=made), same))
    assert data.recap is not None
    told = unit_book(replace(data, recap=replace(data.recap, units=(found,))), found)["catatan_indikator"]
    assert told == (
        "Target yang berubah; yang dipakai dokumen terakhir.\nREN-01 PK (PK-1): target tahun 10, capaiannya 80,00 %, target"
        " triwulan ini 2; PK Perubahan (PKP-1): target tahun 16, capaiannya 50,00 %, target triwulan ini 2."
    )
    assert unit_values(data)["catatan_indikator"] == ""


def test_the_unit_book_names_cells_and_files(data: PaperData) -> None:
    """The cells beside the formula; beneath the table each file once, with its pull in the office's time and its hash."""
    parts = tuple(
        QuarterFigure(period, D(4), exactly("5"), cell, f"{period}/REN.xlsx", digest * 32, AT)
        for period, cell, digest in (("2026-TW2", "Isi!B6", "ab"), ("2026-TW3", "Isi!B8", "cd"))
    )
    found = unit("REN", tuple(replace(row, parts=parts) for row in ROWS[:2]))
    assert data.recap is not None
    values = unit_book(replace(data, recap=replace(data.recap, units=(found,))), found)
    assert values["sasaran"][0]["indikator"][0]["rumus"].endswith("= 80,00\nsel TW II Isi!B6, TW III Isi!B8")
    pulled = f"{AT.astimezone(data.office.timezone):%d/%m/%Y %H.%M} WITA"
    assert values["catatan_indikator"].splitlines() == [
        f"Asal angka TW II: berkas 2026-TW2/REN.xlsx, ditarik {pulled}, SHA-256 abababababab.",
        f"Asal angka TW III: berkas 2026-TW3/REN.xlsx, ditarik {pulled}, SHA-256 cdcdcdcdcdcd.",
    ]


def test_data_of_people_in_the_units_words_are_hidden(data: PaperData) -> None:
    """A phone number in the kendala is not printed."""
    found = unit("REN", (replace(ROWS[0], hindrance="Hubungi 0812-3456-7890", remedy="surel budi@contoh.id"),))
    assert data.recap is not None
    row = unit_book(replace(data, recap=replace(data.recap, units=(found,))), found)["sasaran"][0]["indikator"][0]
    assert (row["kendala"], row["tindak_lanjut"]) == (f"Hubungi {MASK}", f"surel {MASK}")


def test_a_figure_that_lacks_a_quarter_says_so(data: PaperData) -> None:
    """Beneath the table, by its code."""
    found = unit("REN", (replace(ROWS[0], quarters=2),))
    assert data.recap is not None
    told = kecamatan_book(replace(data, recap=replace(data.recap, units=(found,))))["catatan_indikator"]
    assert told.startswith("REN-01: Dihitung dari 2 dari 3 triwulan;")


def test_the_units_budget(data: PaperData) -> None:
    """Serapan and sisa are formulas, the sums too; a unit that fills no budget says so."""
    values = unit_values(data)
    assert values["anggaran"][0]["serapan"] == Formula("{realisasi}/{pagu}*100", D(75))
    assert values["anggaran"][1]["sisa"] == Formula("{pagu}-{realisasi}", D(700_000))
    assert values["jumlah"] == {
        "pagu": Formula("SUM({anggaran.pagu})", D(3_000_000)),
        "realisasi": Formula("SUM({anggaran.realisasi})", D(1_800_000)),
        "serapan": Formula("{jumlah.realisasi}/{jumlah.pagu}*100", D(60)),
        "sisa": Formula("{jumlah.pagu}-{jumlah.realisasi}", D(1_200_000)),
        "keterangan": "Realisasi diketahui pada 2 dari 2 program.",
    }
    without = unit_values(data, 1)
    assert without["anggaran"][0]["nama"] == "unit kerja ini tidak mengisi realisasi anggaran"
    assert (without["jumlah"]["pagu"], without["jumlah"]["realisasi"]) == ("–", "–")


def test_an_unknown_realisasi_is_not_zero(data: PaperData) -> None:
    """Serapan is then of the programmes whose realisasi is known, and words say so; pagu 0 cannot be divided by."""
    assert data.recap is not None
    lines = (*BUDGET[:1], replace(BUDGET[1], actual=None), BudgetLine("7.01.03", "P", D(0), D(0), "REN", PROVISIONAL))
    values = unit_values(replace(data, recap=replace(data.recap, budget=lines)))
    unknown, nothing = values["anggaran"][1:]
    assert (unknown["realisasi"], unknown["serapan"], unknown["sisa"]) == ("belum ada", "–", "–")
    assert nothing["serapan"] == "tidak dapat dihitung"
    assert (values["jumlah"]["serapan"], values["jumlah"]["sisa"]) == (D(75), D(500_000))
    none = unit_values(replace(data, recap=replace(data.recap, budget=(lines[1],))))["jumlah"]
    assert none["pagu"] == Formula("SUM({anggaran.pagu})", BUDGET[1].ceiling)
    assert (none["realisasi"], none["serapan"], none["sisa"]) == ("belum ada", "–", "–")
    assert (
        "pada 2 dari 3 program; serapan dan sisa dihitung dari pagu program itu saja." in values["jumlah"]["keterangan"]
    )


def test_what_went_back_to_its_unit_says_so(data: PaperData) -> None:
    """A workbook that was returned was sent once, and is not there."""
    assert data.recap is not None
    units = (returned("REN"), waiting("PMD"))
    rows = kecamatan_book(replace(data, recap=replace(data.recap, units=units)))["unit_kerja"]
    assert rows[0]["dikirim"].endswith("; dikembalikan untuk diperbaiki")
    assert (rows[1]["dikirim"], rows[1]["rata_rata"]) == ("belum dikirim", "belum ada yang dinilai")


def test_without_a_recap_there_is_no_book(data: PaperData) -> None:
    """And what to do is said."""
    with pytest.raises(UsageError, match="belum direkap; jalankan `sheets-sync run --period 2026-TW3`"):
        kecamatan_book(replace(data, recap=None))


# --- the kecamatan -------------------------------------------------------------------------------------------


def test_both_means_of_the_kecamatan(data: PaperData) -> None:
    """Over six indicators 96,23; over the two sasaran (102,14 and 66,67) 84,40."""
    values = kecamatan_book(data)
    assert [(row["nomor"], row["nama"], row["dinilai"]) for row in values["sasaran"]] == [
        (1, "Meningkatnya pelayanan", "5 dari 7 indikator"),
        (2, "Meningkatnya desa mandiri", "1 dari 1 indikator"),
    ]
    assert values["rata_rata"] == Formula("AVERAGE({sasaran.indikator.capaian})", D("96.2301587301"))
    assert values["rata_rata_sasaran"] == Formula("AVERAGE({sasaran.rata_rata})", D("84.4047619047"))
    assert (values["kategori_rata_rata"], values["kategori_rata_rata_sasaran"]) == ("Sangat Tinggi", "Tinggi")
    assert (values["dinilai"], values["sasaran_dinilai"]) == ("6 dari 8 indikator", "2 dari 2 sasaran")
    assert values["tidak_dinilai"] == "Tidak ikut dirata-ratakan: 1 belum diisi, 1 tidak dinilai."
    assert [row["jumlah"] for row in values["kategori"]] == [3, 2, 1, 0, 0]
    assert values["kategori"][1]["persen"] == Formula("{jumlah}/{jumlah_kategori}*100", D("33.3333333333"))


def test_efficiency_stands_beside_the_budget(data: PaperData) -> None:
    """Capaian 96,23 less serapan 60,00; below 100 it is not called efisien."""
    values = kecamatan_book(data)["efisiensi"]
    assert values == {
        "capaian": D("96.2301587301"),
        "selisih": Formula("{efisiensi.capaian}-{jumlah.serapan}", D("36.2301587301")),
        "keterangan": "tidak efisien",
    }


def test_how_a_half_is_classed_is_printed(data: PaperData) -> None:
    """Under the office's own scale, too."""
    assert data.recap is not None
    assert unit_values(data)["skala"].endswith("Yang dibandingkan nilai yang belum dibulatkan. 90,5 termasuk Tinggi.")
    bands = tuple(replace(band, above=True) for band in ASSESSING.bands)
    other = replace(data, recap=replace(data.recap, assessing=replace(ASSESSING, bands=bands)))
    assert "Sangat Tinggi di atas 91" in unit_values(other)["skala"]
    assert unit_values(other)["skala"].endswith("91 termasuk Tinggi.")


def test_the_same_data_has_the_same_mark(data: PaperData) -> None:
    """Numbers and formulas count in a paper's hash like words."""
    marks = set()
    for values in (unit_values(data), unit_values(data), unit_values(data, 1)):
        marks.add(Draft(9, "rekap unit", "rekap-unit", "REN", data.period, AT.date(), values).mark)
    assert len(marks) == 2


# --- what is made of them ------------------------------------------------------------------------------------


def results(content: bytes) -> dict[tuple[Any, Any, Any], Any]:
    """The stored result of every formula, by its tab, row and column."""
    formulas = openpyxl.load_workbook(BytesIO(content))
    stored = openpyxl.load_workbook(BytesIO(content), data_only=True)
    return {
        (tab.title, cell.row, cell.column): stored[tab.title][cell.coordinate].value
        for tab in formulas
        for row in tab.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def test_libreoffice_computes_what_we_wrote(data: PaperData, tmp_path: Path) -> None:
    """Each formula yields, to ten decimals, the result that stands beside it."""
    books = {"rekap-unit.xlsx": unit_values(data), "rekap-kecamatan.xlsx": kecamatan_book(data)}
    for number, (name, values) in enumerate(books.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        content = made(name, values)
        tables, stored = computed(content, folder), results(content)
        assert len(stored) > 10
        for (tab, row, column), value in stored.items():
            shown = D(tables[tab][row - 1][column - 1].replace(",", "."))
            assert shown == pytest.approx(D(str(value)), abs=D("1e-9")), (name, tab, row)


@pytest.mark.parametrize(("paper", "size"), [("F4", (936, 612)), ("A4", (842, 595))])
def test_the_printed_unit_book(data: PaperData, tmp_path: Path, paper: str, size: tuple[int, int]) -> None:
    """Landscape on the office's paper, every figure with its decimal comma, head and foot on each page."""
    pages = printed(made("rekap-unit.xlsx", unit_values(data), paper), tmp_path)
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {size}
    first, second = (" ".join(page.extract_text().split()) for page in pages)
    for told in (
        "KECAMATAN BATUI SELATAN",
        "80,00",
        "120,00",
        "125,00",
        "85,71",
        "102,14",
        "5 dari 7 indikator dinilai",
    ):
        assert told in first
    for told in ("belum diisi", "tidak dinilai", "=Rapat ditunda", "(2 × 10 − 8) ÷ 10 × 100 = 120,00", "Seksi REN"):
        assert told in first
    assert "2.000.000" in second
    assert "60,00" in second
    for page in (first, second):
        assert "DATA CONTOH" in page
        assert "Kode naskah 7K3M-9QXA Sidik data 0123 4567 89ab cdef" in page
    assert "Halaman 2 dari 2" in second


def test_a_book_of_many_indicators_repeats_its_head(data: PaperData, tmp_path: Path) -> None:
    """Three hundred indicators with names of 500 characters: the head stands on every page of the table, nothing is cut."""
    rows = tuple(
        item(
            f"X-{number}",
            Method.HIGHER,
            exactly("1000000000"),
            D(987_654_321),
            name="kata panjang " * 38 + f"akhir{number}.",
        )
        for number in range(300)
    )
    assert data.recap is not None
    found = replace(data, recap=recap(unit("REN", rows)))
    pages = [
        " ".join(page.extract_text().split()) for page in printed(made("rekap-unit.xlsx", unit_values(found)), tmp_path)
    ]
    told = " ".join(pages)
    assert all(f"akhir{number}." in told for number in range(300))
    assert all("Rumus dengan angkanya" in page for page in pages[:-2])
    assert "###" not in told
    assert "1.000.000.000" in told
    assert "987.654.321" in told


def test_our_templates_ask_only_for_what_there_is(data: PaperData) -> None:
    """And show what a workbook must not lack, on every tab."""
    for name, values in (("rekap-unit.xlsx", unit_values(data)), ("rekap-kecamatan.xlsx", kecamatan_book(data))):
        for tab in openpyxl.load_workbook(BytesIO(made(name, values))):
            assert tab.oddHeader is not None
            assert tab.oddFooter is not None
            assert "DATA CONTOH: angka dan pejabat" in str(tab.oddHeader.center.text)
            assert "7K3M-9QXA" in str(tab.oddFooter.left.text)
            assert tab.page_setup.orientation == "landscape"
