"""LibreOffice opens what we make, shows the catatan, and saves it so that we can read and write it again."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from sheets_sync.errors import WorkbookError
from sheets_sync.form import Form
from sheets_sync.reading import identify
from sheets_sync.submission import Reading, Submission
from sheets_sync.workbook import FIRST_ROW, KEY_TITLE, PHONE_WIDTHS
from tests import edits
from tests.edits import HandedOut, edit, fill, hand_out, put

FIGURES = {"PEM-01": Decimal("88.56"), "PEM-05": Decimal(75), "PEM-06": Decimal("81.5")}
FINDING = ["PEM-01", "wajib diperbaiki", "Isi B6", "88,56", "angka", "Ketik angkanya saja.", "wajib diperbaiki: angka"]
ANSWER = ["PEM-05", "perlu dijawab", "Isi B7", "75", "80", "Jelaskan <sebabnya> & buktinya.", "perlu dijawab: turun"]
POINTS_OF_A_PIXEL = 72 / 96
LEFT_MARGIN = 0.79 * 72

Convert = Callable[..., Path]


# --- what LibreOffice is given, and what it makes of it ------------------------------------------------------


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Opens workbooks in LibreOffice, all in one start, and saves them in another format; gives the folder."""
    profile = tmp_path_factory.mktemp("profil")

    def run(paths: Iterable[Path], extension: str) -> Path:
        folder = tmp_path_factory.mktemp(extension) / "2026-TW3"
        command = ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", extension]
        subprocess.run(
            [*command, "--outdir", str(folder), *map(str, paths)], capture_output=True, timeout=120, check=True
        )
        return folder

    return run


@pytest.fixture(scope="session")
def given_out(tmp_path_factory: pytest.TempPathFactory, forms: dict[str, Form]) -> dict[str, HandedOut]:
    """Four workbooks: new; filled and checked; every kind of cell; renamed and saved by another program."""
    root = tmp_path_factory.mktemp("lembar")
    given = {unit: hand_out(root, forms[unit]) for unit in ("KESOS", "PEM", "REN", "YANUM")}
    fill(given["PEM"], FIGURES, {"PEM-01": "kertas: map 3"}, sender="Nurhayati")
    given["PEM"].store.write_rows(given["PEM"].ref, "periksa_awal", [FINDING])
    edit(
        given["REN"].path,
        put("REN-01", "72,50"),
        put("REN-02", "BB"),
        put("REN-03", date(2026, 9, 30)),
        put("REN-04", "#DIV/0!"),
        put("REN-05", 0.9825, "0.00%"),
        put("REN-06", "3 dari 10"),
        put("7.01.01", 1_837_500_000, name=edits.BUDGET_FIGURES),
        put("7.01.02", "Rp150.000.000", name=edits.BUDGET_FIGURES),
        put("7.01.03", 280_000_000.5, name=edits.BUDGET_FIGURES),
        edits.merge("7.01.04", down=1, name=edits.BUDGET_FIGURES),
        edits.tick(True, "Dewi"),
    )
    edit(
        given["YANUM"].path,
        put("YANUM-02", 97.5),
        edits.insert_rows("YANUM-03", 2),
        edits.rename_tab("Isi", "Isi Jum'at"),
        edits.rename_tab("Periksa", "Catatan & lain"),
        edits.reverse_tabs,
    )
    return given


@pytest.fixture(scope="session")
def saved(convert: Convert, given_out: dict[str, HandedOut]) -> dict[str, HandedOut]:
    """The same workbooks after LibreOffice has opened and saved them."""
    folder = convert((given.path for given in given_out.values()), "xlsx")
    return {unit: given.renamed(folder / given.path.name) for unit, given in given_out.items()}


@pytest.fixture
def copy(saved: dict[str, HandedOut], tmp_path: Path) -> Callable[[str], HandedOut]:
    """A copy, for this test alone, of a workbook that LibreOffice saved."""

    def make(unit: str) -> HandedOut:
        path = tmp_path / "2026-TW3" / saved[unit].path.name
        path.parent.mkdir(exist_ok=True)
        shutil.copy(saved[unit].path, path)
        return saved[unit].renamed(path)

    return make


def shown(path: Path, title: str = "Isi") -> Any:
    """The tab with the results that its formulas had when it was saved."""
    return openpyxl.load_workbook(path, data_only=True)[title]


def content(submission: Submission) -> tuple[object, ...]:
    """What was typed, whatever file it came from."""
    kinds = [oddity.kind for oddity in submission.noticed]
    return submission.entries, submission.budget, submission.sent, submission.tick, kinds


# --- opened and saved ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", ["KESOS", "PEM", "REN", "YANUM"])
def test_saved_workbook_reads_as_before(
    given_out: dict[str, HandedOut], saved: dict[str, HandedOut], unit: str
) -> None:
    """Values, percents, dates, errors, merged cells, notes and the tick read the same after LibreOffice saved them."""
    assert content(saved[unit].submission()) == content(given_out[unit].submission())


def test_saved_workbook_holds_what_was_typed(saved: dict[str, HandedOut]) -> None:
    """Every kind of cell is read for what it is."""
    entries = {entry.code: (entry.reading, entry.value) for entry in saved["REN"].submission().entries}
    assert entries == {
        "REN-01": (Reading.TEXT_NUMBER, Decimal("72.5")),
        "REN-02": (Reading.PREDICATE, Decimal(70)),
        "REN-03": (Reading.DATE, None),
        "REN-04": (Reading.BROKEN, None),
        "REN-05": (Reading.PERCENT, Decimal("98.25")),
        "REN-06": (Reading.SEVERAL, None),
    }


@pytest.mark.parametrize("unit", ["KESOS", "PEM", "REN", "YANUM"])
def test_saved_workbook_keeps_its_key(saved: dict[str, HandedOut], unit: str) -> None:
    """The key survives in both places: the hidden tab and the file's properties."""
    grid = saved[unit].grid()
    key = saved[unit].form.key
    tab = grid.tab(KEY_TITLE)
    assert identify(grid) == key
    assert grid.keys == (str(key),)
    assert tab is not None
    assert tab.text(1, 1) == str(key)


def test_locks_and_choices_survive(saved: dict[str, HandedOut]) -> None:
    """What may be typed into, and the drop-downs, are as before."""
    sheet = openpyxl.load_workbook(saved["PEM"].path)["Isi"]
    assert (sheet["A6"].protection.locked, sheet["B6"].protection.locked, sheet.protection.sheet) == (True, False, True)
    assert {rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"} == {'"ya"'}


# --- recomputed ----------------------------------------------------------------------------------------------


def test_head_counts_what_is_filled(saved: dict[str, HandedOut]) -> None:
    """The head's count is recomputed when the file is opened."""
    assert str(shown(saved["PEM"].path)["A3"].value).startswith("3 dari 4 sudah diisi")
    assert str(shown(saved["KESOS"].path)["A3"].value).startswith("0 dari 4 sudah diisi")


def test_catatan_show_in_their_rows(saved: dict[str, HandedOut]) -> None:
    """The catatan written before opening stand in the Catatan cell of their row, and nowhere else."""
    sheet = shown(saved["PEM"].path)
    rows = range(FIRST_ROW, FIRST_ROW + len(saved["PEM"].form.rows) + 1)
    assert [sheet.cell(row, 4).value or "" for row in rows] == [
        "wajib diperbaiki: angka", "", "", "", "belum diminta", "belum diminta", "belum diminta", "",
    ]  # fmt: skip
    assert sheet["A4"].value == f"1 {saved['PEM'].form.words.must_mend}"


def test_sender_is_asked_for_until_named(saved: dict[str, HandedOut]) -> None:
    """Beside "Saya kirim" the sheet asks for the sender's name, until it stands there."""
    form = saved["KESOS"].form
    assert shown(saved["KESOS"].path).cell(FIRST_ROW + len(form.rows), 4).value == form.words.sender


def test_head_is_silent_without_catatan(saved: dict[str, HandedOut]) -> None:
    """Where nothing must be mended the head says nothing about it."""
    assert not shown(saved["KESOS"].path)["A4"].value


def test_formulir_is_computed_from_isi(saved: dict[str, HandedOut]) -> None:
    """The official table shows realisasi and capaian of what was typed, and leaves the rest empty."""
    table = {row[1]: (row[7], row[8], row[9]) for row in shown(saved["PEM"].path, "Formulir").values}
    assert table["PEM-01"] == (88.56, pytest.approx(98.4), "kertas: map 3")
    assert table["PEM-07"] == (None, None, None)


# --- catatan written into what LibreOffice saved -------------------------------------------------------------


@pytest.mark.parametrize(("unit", "title"), [("PEM", "Periksa"), ("YANUM", "Catatan & lain")])
def test_catatan_reach_a_saved_workbook(copy: Callable[[str], HandedOut], unit: str, title: str) -> None:
    """Catatan are written into a file that LibreOffice saved, and a second time change nothing."""
    given = copy(unit)
    before = content(given.submission())
    parts = edits.parts(given.path)
    assert given.store.write_rows(given.ref, "periksa_awal", [FINDING, ANSWER]) is True
    sheet = openpyxl.load_workbook(given.path)[title]
    assert [list(row) for row in sheet.iter_rows(min_row=5, max_col=7, values_only=True)] == [FINDING, ANSWER]
    assert given.store.write_rows(given.ref, "periksa_awal", [FINDING, ANSWER]) is False
    assert content(given.submission()) == before
    assert sum(old != parts[name] for name, old in edits.parts(given.path).items()) == 1


def test_new_catatan_show_when_it_is_opened_again(copy: Callable[[str], HandedOut], convert: Convert) -> None:
    """Catatan written into a file that LibreOffice saved show at its next opening, and those mended are gone."""
    given = copy("PEM")
    given.store.write_rows(given.ref, "periksa_awal", [ANSWER])
    sheet = shown(convert([given.path], "xlsx") / given.path.name)
    assert (sheet["D6"].value or "", sheet["D7"].value) == ("", "perlu dijawab: turun")
    assert not sheet["A4"].value


# --- on paper ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def printed(
    convert: Convert, given_out: dict[str, HandedOut], tmp_path_factory: pytest.TempPathFactory
) -> list[PdfReader]:
    """A new workbook as LibreOffice prints it: on the office's F4, and on A4."""
    new = given_out["KESOS"]
    small = hand_out(tmp_path_factory.mktemp("a4"), replace(new.form, paper="A4", unit="KESOS-A4"))
    folder = convert((new.path, small.path), "pdf")
    return [PdfReader(folder / f"{given.path.stem}.pdf") for given in (new, small)]


def test_isi_is_the_first_page(printed: list[PdfReader], given_out: dict[str, HandedOut]) -> None:
    """Page 1 is Isi, whole and readable: title, headings, every indicator, the tick, and the page's number."""
    text = " ".join(printed[0].pages[0].extract_text().split())
    form = given_out["KESOS"].form
    words = form.words
    for expected in (
        f"{form.unit_name} · Triwulan III 2026",
        "0 dari 4 sudah diisi",
        *(words.indicator, words.actual, words.note, words.findings, words.send),
        *(f"{row.code} · {row.name}" for row in form.rows),
        "DATA CONTOH · Kecamatan Batui Selatan",
        f"Halaman 1 dari {len(printed[0].pages)}",
    ):
        assert expected in text


def test_isi_is_printed_as_wide_as_on_the_phone(printed: list[PdfReader]) -> None:
    """The table on page 1 is 360 pixels wide, unshrunk, at the left margin: four columns beside each other."""
    places: dict[str, float] = {}

    def note(text: str, matrix: list[float], line: list[float], _font: object, _size: float) -> None:
        if text.strip():
            places.setdefault(text.strip(), line[4] * matrix[0] + matrix[4])

    printed[0].pages[0].extract_text(visitor_text=note)
    columns = [places[word] for word in ("Indikator", "Realisasi", "Catatan")]
    lefts = [LEFT_MARGIN + sum(PHONE_WIDTHS[:before]) * POINTS_OF_A_PIXEL for before in (0, 1, 3)]
    assert columns == pytest.approx(lefts, abs=6)


def test_paper_is_the_offices(printed: list[PdfReader]) -> None:
    """Upright pages are F4 (215 x 330 mm) or A4, as the office says; Formulir lies across."""
    sizes = [
        [(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in pdf.pages]
        for pdf in printed
    ]
    assert set(sizes[0]) == {(612, 936), (936, 612)}
    assert set(sizes[1]) == {(595, 842), (842, 595)}
    assert sizes[0][0] == (612, 936)


def test_every_tab_prints_on_few_pages(printed: list[PdfReader]) -> None:
    """Isi, Kendala, Formulir and Periksa take one page each; the hidden key is not printed."""
    texts = [page.extract_text() for page in printed[0].pages]
    assert len(texts) <= 6
    assert not any("sheets-sync|" in text for text in texts)


# --- other formats -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("extension", "says"),
    [
        pytest.param("xls", r"berformat Excel lama \(\.xls\); simpan ulang sebagai Excel Workbook", id="xls"),
        pytest.param("ods", r"bukan berkas Excel \(\.xlsx\); simpan ulang sebagai Excel Workbook", id="ods"),
    ],
)
def test_other_formats_are_refused(
    given_out: dict[str, HandedOut], convert: Convert, extension: str, says: str
) -> None:
    """A workbook saved in another format and renamed is refused, with a line that says how to save it."""
    given = given_out["KESOS"]
    made = convert([given.path], extension) / f"{given.path.stem}.{extension}"
    renamed = given.renamed(made.rename(made.with_suffix(".xlsx")))
    with pytest.raises(WorkbookError, match=says) as caught:
        renamed.submission()
    assert str(caught.value).startswith(renamed.path.name)
