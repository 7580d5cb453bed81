"""The material for the LKjIP: values written out by hand, and read back from Word and from LibreOffice's PDF."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal as D
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheets_sync import numerals
from sheets_sync.assessing import Outcome
from sheets_sync.errors import UsageError
from sheets_sync.papers.draft import PaperData
from sheets_sync.papers.lkjip import lkjip
from sheets_sync.papers.package import read_package, write_package
from sheets_sync.papers.word import fill_template
from sheets_sync.period import Period
from sheets_sync.recap import Achievement, Recap
from sheets_sync.standing import PROVISIONAL
from sheets_sync.tallies import summarised, summed
from sheets_sync.targets import Target
from sheets_sync.year_view import Year, year_of
from tests.libreoffice import save_as
from tests.papers.office import words

TEMPLATE = Path(__file__).parents[2] / "templates" / "documents" / "bahan-lkjip.docx"
NAME = TEMPLATE.name
AT = datetime.fromisoformat("2026-10-08T10:30:00+08:00")
MARKS = {"kode_naskah": "belum terdaftar", "sidik_data": "0123 4567 89ab cdef"}
DOCUMENT = "word/document.xml"

Change = Callable[[Achievement], Achievement]


@pytest.fixture
def recap(paper_data: PaperData) -> Recap:
    assert paper_data.recap is not None
    return paper_data.recap


@pytest.fixture
def year(paper_data: PaperData, recap: Recap) -> Year:
    return year_of(paper_data.office, recap, {})


@pytest.fixture
def values(paper_data: PaperData, year: Year) -> dict[str, Any]:
    return lkjip(paper_data, AT.date(), year)


def changed(recap: Recap, code: str, change: Change) -> Recap:
    """The recap with one indicator otherwise, and its sums with it."""
    units = []
    for unit in recap.units:
        items = tuple(change(item) if item.code == code else item for item in unit.achievements)
        tally = summarised((item.result for item in items), recap.assessing).tally
        units.append(replace(unit, achievements=items, tally=tally))
    tally = summed(unit.tally for unit in units)
    return replace(recap, units=tuple(units), tally=tally)


def built(data: PaperData, recap: Recap, others: dict[Period, Recap] | None = None) -> dict[str, Any]:
    return lkjip(replace(data, recap=recap), AT.date(), year_of(data.office, recap, others or {}))


def filled(values: dict[str, Any], template: bytes = b"", paper: str = "F4") -> bytes:
    return fill_template(template or TEMPLATE.read_bytes(), NAME, values | MARKS, paper, AT, "Bahan LKjIP", "Kecamatan")


def indicator(values: dict[str, Any], code: str) -> dict[str, Any]:
    return next(item for goal in values["sasaran"] for item in goal["indikator"] if item["kode"] == code)


def row(values: dict[str, Any], code: str) -> dict[str, str]:
    return next(item for goal in values["sasaran"] for item in goal["baris"] if item["kode"] == code)


# --- the values --------------------------------------------------------------------------------------------------


def test_a_row_of_the_sasaran_has_both_years(values: dict[str, Any]) -> None:
    """71,25 of 70 was 101,79; what nobody told of last year is said in words."""
    assert row(values, "REN-01") == {
        "nomor": "1",
        "kode": "REN-01",
        "nama": "Capaian Nilai SAKIP Perangkat Daerah",
        "satuan": "Nilai",
        "target_lalu": "70",
        "target": "72,5",
        "realisasi_lalu": "71,25",
        "realisasi": "72,5",
        "capaian_lalu": "101,79",
        "capaian": "100,00",
    }
    assert row(values, "REN-02")["realisasi_lalu"] == row(values, "REN-02")["realisasi"] == "BB"
    assert row(values, "REN-04")["capaian_lalu"] == "belum ada data"
    assert row(values, "REN-06")["capaian"] == "tidak dinilai"
    assert row(values, "UMUM-07")["capaian"] == "belum waktunya"


def test_data_pendukung_stands_below_the_table_of_its_sasaran(paper_data: PaperData, recap: Recap) -> None:
    """With its figure; in no row, and in no count."""
    found = built(
        paper_data,
        changed(recap, "REN-01", lambda item: replace(item, supporting=True, percent=None, outcome=Outcome.SUPPORTING)),
    )
    goal = next(goal for goal in found["sasaran"] if goal["pendukung"])

    assert goal["pendukung"] == "REN-01 Capaian Nilai SAKIP Perangkat Daerah: 72,5"
    assert "REN-01" not in [row["kode"] for goal in found["sasaran"] for row in goal["baris"]]


def test_the_seven_comparisons_of_an_indicator(values: dict[str, Any]) -> None:
    """72,5 less 71,25 is 1,25; 100 less 101,7857 is −1,79; 72,5 of 80 is 90,625."""
    found = indicator(values, "REN-01")

    assert found["tahun_ini"] == [
        {"uraian": "Triwulan III 2026 (yang dinilai)", "target": "72,5", "realisasi": "72,5", "capaian": "100,00"},
        {"uraian": "Setahun menurut PK", "target": "72,5", "realisasi": "72,5", "capaian": "100,00"},
    ]
    assert found["riwayat"][0] == {
        "tahun": "2025",
        "target": "70",
        "realisasi": "71,25",
        "capaian": "101,79",
        "selisih": "+1,25",
        "poin": "−1,79",
        "sumber": "CONTOH: LKjIP 2025, Tabel 3.1",
    }
    assert found["jangka_menengah"] == (
        "Realisasi s.d. Triwulan III 2026 72,5 Nilai; target akhir 2029 80 Nilai (CONTOH: Renstra 2025-2029, Tabel 4.1)."
        " Tingkat kemajuan 90,63 %; 7,5 Nilai di bawah target akhir (belum mencapai)."
    )
    assert found["standar"].startswith("Belum ada data: standar nasional, isi office/comparisons.csv")
    assert found["penyebab"] == []
    assert found["efisiensi"].startswith("Rata-rata capaian indikator yang didukung program 7.01.01 100,00 %")
    assert found["program"][0]["pagu"] == "2.450.000.000"
    assert found["asal"][0] == "Rumus R/T (makin tinggi makin baik): 72,5 ÷ 72,5 × 100 = 100,00."
    assert re.search(
        r"TW III: 72,5, sel Isi!B\d+ berkas .*xlsx, ditarik 08/10/2026 10\.30 WITA, SHA-256 \w{12}\.", found["asal"][2]
    )


def test_where_the_means_and_the_budget_come_from(values: dict[str, Any]) -> None:
    """Both means with what they are made of; each programme with its cell, file, pull and hash; the sum."""
    budget = values["anggaran"]["asal"]

    assert re.search(
        r"7\.01\.01: serapan 0 ÷ 2\.450\.000\.000 × 100 = 0,00; status TERVALIDASI\. TW III: Rp0, sel Anggaran!B6 berkas .*"
        r"ditarik 08/10/2026 10\.30 WITA, SHA-256 \w{12}\.",
        budget[0],
    )
    assert budget[-1] == "Jumlah: serapan 0 ÷ 3.500.000.000 × 100 = 0,00 (6 dari 6 program)."
    mean = values["ringkasan"]["rata_sasaran"].removesuffix(" %")
    assert values["ringkasan"]["asal"].endswith(f"÷ {values['ringkasan']['jumlah_sasaran']} = {mean}.")


def test_a_changed_perjanjian_shows_both_targets(values: dict[str, Any]) -> None:
    """5 kejadian in the third quarter of 20 a year by the PK, of 18 by the PK Perubahan: (2 x 20 - 4) / 20."""
    rows = {item["uraian"]: item for item in indicator(values, "TRANTIB-02")["tahun_ini"]}

    assert rows["Setahun menurut PK"]["target"] == "20"
    assert rows["Setahun menurut PK Perubahan"]["target"] == "18"
    quarters = [rows[f"Triwulan III 2026 menurut {kind}"] for kind in ("PK", "PK Perubahan")]
    assert [(item["target"], item["realisasi"]) for item in quarters] == [("5", "4"), ("4", "4")]
    assert [item["capaian"] for item in quarters] == ["120,00", "100,00"]
    assert rows["Setahun menurut PK"]["capaian"] == "180,00"


def test_printed_figures_that_are_not_ours_are_told(values: dict[str, Any]) -> None:
    """80 of 90 is 88,89; the document says 88,88. What it prints as we do needs no word."""
    assert (
        "tercetak 88,88; dihitung 88,89 (dipotong, bukan dibulatkan)"
        in indicator(values, "PEM-01")["catatan_riwayat"][0]
    )
    assert indicator(values, "REN-01")["catatan_riwayat"] == []


def test_the_units_words_are_quoted_without_data_of_people(paper_data: PaperData, recap: Recap) -> None:
    """Even where a character of no width hides the number."""
    said = changed(
        recap,
        "REN-01",
        lambda item: replace(item, hindrance="Telepon 0812\u200b-3456-7890 sibuk", remedy="Surat a@b.go.id"),
    )
    cause = indicator(built(paper_data, said), "REN-01")["penyebab"][0]

    assert cause == {
        "triwulan": "TW III",
        "penghambat": "Telepon [disamarkan] sibuk",
        "tindak_lanjut": "Surat [disamarkan]",
    }


def test_two_means_and_which_is_which(paper_data: PaperData, recap: Recap) -> None:
    """One indicator at 50: the mean over indicators and the mean over sasaran part."""
    found = built(paper_data, changed(recap, "TRANTIB-01", lambda item: replace(item, percent=D(50))))
    goals = {item["nama"]: item for item in found["sasaran"]}
    summary = found["ringkasan"]
    count = int(summary["dinilai"].partition(" ")[0])
    of = int(goals["Terpeliharanya ketenteraman dan ketertiban umum"]["dinilai"].partition(" ")[0])
    assessed = sum(item["rata"] != "–" for item in goals.values())

    assert summary["rata_indikator"] == f"{numerals.fixed(D(100) - D(50) / count, 2)} %"
    assert summary["rata_sasaran"] == f"{numerals.fixed(D(100) - D(50) / of / assessed, 2)} %"
    assert summary["rata_indikator"] != summary["rata_sasaran"]


def test_categories_are_counted_with_their_percent(paper_data: PaperData, recap: Recap) -> None:
    """Two of them below 91; 90,5 is Tinggi, and the page says so."""
    low = changed(recap, "TRANTIB-01", lambda item: replace(item, percent=D(50)))
    found = built(paper_data, changed(low, "REN-01", lambda item: replace(item, percent=D("90.5"))))
    count = int(found["jumlah_dinilai"])
    rows = {item["nama"]: (item["jumlah"], item["persen"]) for item in found["kategori"]}

    assert rows["Tinggi"] == rows["Sangat Rendah"] == ("1", numerals.fixed(D(100) / count, 2))
    assert rows["Sangat Tinggi"][0] == str(count - 2)
    assert "90,5 termasuk Tinggi" in found["skala"]


def test_a_cap_says_where_it_acts(paper_data: PaperData, recap: Recap) -> None:
    """On the mean, not on the indicator's own capaian."""
    capped = replace(recap, assessing=replace(recap.assessing, average_cap=D(100)))
    found = built(paper_data, changed(capped, "REN-01", lambda item: replace(item, percent=D(130))))

    assert found["batas"] == "Dalam rata-rata di bahan ini 1 indikator dibatasi ke atas."
    assert row(found, "REN-01")["capaian"] == "130,00"
    assert found["ringkasan"]["rata_indikator"] == "100,00 %"


def test_a_figure_of_another_quarter_says_so(paper_data: PaperData, recap: Recap) -> None:
    """December does not ask for what September told: it stays a figure of the year."""
    office = paper_data.office
    waiting = changed(
        recap,
        "REN-01",
        lambda item: replace(item, typed="", value=None, actual=None, percent=None, outcome=Outcome.NOT_DUE, parts=()),
    )
    december = replace(waiting, period="2026-TW4")
    found = lkjip(replace(paper_data, recap=december), AT.date(), year_of(office, december, {Period(2026, 3): recap}))

    assert row(found, "REN-01")["capaian"] == "100,00"
    assert indicator(found, "REN-01")["catatan_tahun_ini"] == (
        "Indikator ini tidak ditagih pada Triwulan IV 2026; angkanya dari Triwulan III 2026."
    )
    assert found["ringkasan"]["rekap"].startswith("Rekap Triwulan IV 2026 sendiri memuat")


def test_the_budget_is_summed_once_a_programme(values: dict[str, Any]) -> None:
    """The typed realisasi is 0: serapan 0,00 and all capaian reached, so efisien; sisa is the whole pagu."""
    first, total = values["anggaran"]["program"][0], values["anggaran"]["jumlah"]

    assert (first["pagu"], first["realisasi"], first["serapan"], first["sisa"]) == (
        "2.450.000.000",
        "0",
        "0,00",
        "2.450.000.000",
    )
    assert (first["capaian"], first["selisih"], first["efisiensi"]) == ("100,00", "+100,00", "efisien")
    assert total["pagu"] == "3.500.000.000"


# --- what is missing ---------------------------------------------------------------------------------------------


def missing(values: dict[str, Any]) -> dict[tuple[str, str], str]:
    return {(item["apa"], item["siapa"]): item["dari"] for item in values["kurang"]}


def test_each_missing_piece_names_who_can_supply_it(paper_data: PaperData, recap: Recap) -> None:
    """Of the office, of a unit, of an indicator, and of documents outside the archive."""
    office = replace(
        paper_data.office, agreements=tuple(replace(item, number="") for item in paper_data.office.agreements)
    )
    units = tuple(
        replace(unit, sent_at=None, standing=PROVISIONAL) if unit.code == "PEM" else unit for unit in recap.units
    )
    empty = changed(
        replace(recap, units=units),
        "PEM-01",
        lambda item: replace(item, typed="", actual=None, percent=None, outcome=Outcome.EMPTY),
    )
    found = missing(built(replace(paper_data, office=office), empty))

    assert found["nomor dokumen", "Kasubag Perencanaan, di office.toml"] == "PK (PK-2026), PK Perubahan (PKP-2026)"
    assert found["isian Triwulan III 2026 belum dikirim", "Kepala Seksi Pemerintahan"] == "Seksi Pemerintahan"
    assert found["realisasi belum diisi", "Seksi Pemerintahan"] == "PEM-01"
    assert found["persetujuan Camat atas rekap", "Camat"] == "Triwulan III 2026"
    outside = "Kasubag Perencanaan, di office/comparisons.csv"
    assert "REN-04" in found["realisasi 2025 (riwayat)", outside]
    assert "REN-01" not in found["realisasi 2025 (riwayat)", outside]
    assert "REN-01" not in found["target akhir Renstra/RPJMD", outside]
    assert "YANUM-01" not in found["standar nasional (jika ada)", outside]


def test_causes_are_missed_where_a_target_was_not_met(paper_data: PaperData, recap: Recap) -> None:
    """And not where the unit wrote them."""
    what = ("faktor penghambat dan tindak lanjut (capaian di bawah 100)", "Subbagian Perencanaan dan Keuangan")
    low = changed(recap, "REN-01", lambda item: replace(item, percent=D(90)))
    told = changed(low, "REN-01", lambda item: replace(item, hindrance="Banjir"))

    assert missing(built(paper_data, low))[what] == "REN-01"
    assert what not in missing(built(paper_data, told))


# --- in Word -----------------------------------------------------------------------------------------------------


def test_the_document_has_words_own_styles_and_a_table_of_contents(values: dict[str, Any]) -> None:
    """Each heading stands in the list, in order; places for a person to write have a style of their own."""
    paragraphs = Document(BytesIO(filled(values))).paragraphs
    headings = [item.text for item in paragraphs if item.style and re.fullmatch("Heading [123]", str(item.style.name))]
    listed = [item.text for item in paragraphs if item.style and str(item.style.name).startswith("toc ")]
    styles = {str(item.style.name) for item in paragraphs if item.style}

    assert listed == headings
    assert headings[:3] == [
        "A. Capaian Kinerja",
        "Sasaran 1: Meningkatnya akuntabilitas kinerja dan keuangan kecamatan",
        "REN-01 Capaian Nilai SAKIP Perangkat Daerah",
    ]
    assert headings[-2:] == ["B. Realisasi Anggaran", "C. Daftar yang Belum Lengkap"]
    assert {"Title", "Caption", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "Untuk Penyusun"} <= styles
    assert "REN-07" not in " ".join(headings)


def test_the_table_of_contents_is_a_field(values: dict[str, Any]) -> None:
    """Word updates it; begun and ended once, around the entries."""
    xml = read_package(filled(values))[DOCUMENT].decode()

    assert xml.count(' TOC \\o "1-3" \\h \\z \\u ') == 1
    assert xml.count('w:fldCharType="begin"') == xml.count('w:fldCharType="end"')
    assert "{%" not in xml
    assert "{{" not in xml


def test_a_sample_says_so_and_so_does_its_standing(paper_data: PaperData, values: dict[str, Any]) -> None:
    """On top; an office of real figures has no such line."""
    real = replace(paper_data, office=replace(paper_data.office, sample=False))
    assert real.recap is not None
    plain = words(filled(built(real, real.recap)))

    assert "DATA CONTOH: angka" in words(filled(values))
    assert "DATA CONTOH" not in plain
    assert "Status angka: TERVALIDASI. Angka di bahan ini belum disetujui Camat" in plain


def test_the_same_values_give_the_same_bytes(values: dict[str, Any]) -> None:
    assert filled(values) == filled(values)


def test_what_people_typed_stays_text(paper_data: PaperData, recap: Recap) -> None:
    """Jinja, XML and formulas in a cause and in a name; a text of ten thousand characters is cut visibly."""
    hostile = "{{ tahun }} {% endfor %} <w:p/> =1+1 & \x07"
    said = changed(recap, "REN-01", lambda item: replace(item, hindrance=hostile, remedy="x" * 20_000))
    text = words(filled(built(paper_data, said)))

    assert "{{ tahun }} {% endfor %} <w:p/> =1+1 &" in text
    assert "… (dipotong)" in text


FIGURES = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(actual=FIGURES, low=FIGURES, percent=st.none() | FIGURES, said=st.text(max_size=60))
def test_any_figure_and_any_words_give_a_document(
    paper_data: PaperData, recap: Recap, actual: D, low: D, percent: D | None, said: str
) -> None:
    """Negative targets, thirty digits, control characters: each is told, and the file opens."""
    target = Target(low, low)
    odd = changed(
        recap,
        "REN-01",
        lambda item: replace(
            item, actual=actual, actual_target=target, annual=target, percent=percent, hindrance=said, name=said or "x"
        ),
    )
    assert "Sasaran 1" in words(filled(built(paper_data, odd)))


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("{{ indikator.efisiensi }}", "efisiensy"),
        ("{{ tujuan.rata_rata }}", "rata_rrata"),
        ("{{ baris.sumber }}", "sumbr"),
        ("{%p for kalimat in indikator.asal %}", "asl"),
        ("{{ nomor_tabel.kurang }}", "kurng"),
    ],
)
def test_a_misspelt_field_is_named_however_deep_it_lies(values: dict[str, Any], field: str, wrong: str) -> None:
    """With the file, so that the office knows what to open."""
    name = field.rpartition(".")[2].removesuffix(" }}").removesuffix(" %}")
    parts = read_package(TEMPLATE.read_bytes())
    assert field.encode() in parts[DOCUMENT]
    parts[DOCUMENT] = parts[DOCUMENT].replace(field.encode(), field.replace(name, wrong).encode())

    with pytest.raises(UsageError) as refused:
        filled(values, write_package(parts, AT, "", ""))
    assert str(refused.value) == f"templates/documents/{NAME}: isian {wrong!r} tidak dikenal."


def test_three_hundred_indicators_take_seconds(paper_data: PaperData, recap: Recap) -> None:
    """One unit with 300 of them, each with a name of 500 characters."""
    unit = recap.units[0]
    items = tuple(
        replace(unit.achievements[number % 6], code=f"REN-{number:03d}", name="n" * 500, objective=f"s{number // 20}")
        for number in range(100, 400)
    )
    large = replace(recap, units=(replace(unit, achievements=items), *recap.units[1:]))
    started = time.perf_counter()
    content = filled(built(paper_data, large))

    assert time.perf_counter() - started < 10  # about one second on an idle machine
    assert "REN-399" in words(content)


# --- on paper ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", ["F4", "A4"])
def test_libreoffice_prints_the_figures(values: dict[str, Any], tmp_path: Path, paper: str) -> None:
    """The PDF has the office's paper, the list of headings, and every row of the sasaran with its figures."""
    path = tmp_path / "bahan.docx"
    path.write_bytes(filled(values, paper=paper))
    save_as([path], "pdf", tmp_path, tmp_path / "profil")
    text = _text(tmp_path / "bahan.pdf")
    first = text.partition("\f")[0]

    assert "DAFTAR ISI" in first
    assert "REN-01 Capaian Nilai SAKIP" in first
    for goal in values["sasaran"]:
        about = f"Rata-rata ({goal['banyak_lalu']} dan {goal['banyak']} indikator)"
        assert f"{about} {goal['rata_lalu']} {goal['rata']}" in text
    for figure in ("72,5 71,25 72,5 101,79 100,00", "Jumlah 3.500.000.000 0 0,00 3.500.000.000", "90,63 %"):
        assert figure in text


def _text(path: Path) -> str:
    """The PDF's text line by line, as it is laid out, with single blanks."""
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, timeout=60)
    return "\n".join(" ".join(line.split(" ")) for line in re.sub(" +", " ", done.stdout.decode()).split("\n"))
