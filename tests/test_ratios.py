"""Ratios like 1:17,9, from the office's target over the unit's cell to capaian: only where the satuan is 1:n."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from decimal import Decimal as D
from pathlib import Path

import openpyxl
import pytest

from sheets_sync import numerals, settings
from sheets_sync.form import Form, make_form, target_figure
from sheets_sync.layout import indicator_words, text_of
from sheets_sync.model import Indicator, Office, Polarity
from sheets_sync.recapping import Gathered, make_recap
from sheets_sync.rules import validate
from sheets_sync.rules.case import Case
from sheets_sync.settings.targets import parse_target
from sheets_sync.submission import Entry, Finding, Reading
from sheets_sync.targets import Target
from tests import edits
from tests.conftest import TW3, lay_out_office
from tests.edits import HandedOut
from tests.rules.sheets import answered, typed
from tests.settings.test_office import change, mistakes_of

MEASURES = ("1:n", "1 : n", "1:N", "rasio 1:n", "Rasio 1 : n")


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize(
    ("text", "value"), [("1:17,9", "17.9"), ("1 : 17,9", "17.9"), ("1: 18", "18"), ("17,9", "17.9")]
)
def test_a_ratio_is_read_as_what_stands_behind_its_colon(measure: str, text: str, value: str) -> None:
    """However it is spaced; or that number alone."""
    assert numerals.read(text, measure) == numerals.Spelling(Reading.TEXT_NUMBER, D(value))


@pytest.mark.parametrize("measure", ["", "%", "Orang", "1:2", "rasio", "n:1"])
@pytest.mark.parametrize("text", ["1:17,9", "1 : 17,9", "1:17"])
def test_a_colon_is_refused_everywhere_else(measure: str, text: str) -> None:
    """It may be a time of day, or two numbers."""
    assert numerals.read(text, measure).value is None


@pytest.mark.parametrize("text", ["2:35", "1:17:30", "1:", ":17", "1:17.9", "1:17,9 siswa", "1:-", "12:17"])
def test_what_is_no_ratio_is_asked_about(text: str) -> None:
    """Another first number, a time with seconds, a decimal point, words: nothing is guessed."""
    assert numerals.read(text, "1:n").value is None


def test_a_target_may_be_a_ratio(office: Office) -> None:
    """Exactly, as a range, or as the number alone; and it is shown as a ratio."""
    asked = replace(office.indicators[0], measure="1:n")
    between = replace(asked, polarity=Polarity.RANGE)

    assert parse_target("1:17,9", asked, {}) == parse_target("17,9", asked, {}) == Target(D("17.9"), D("17.9"))
    assert parse_target("1:15-1:20", between, {}) == Target(D(15), D(20))
    assert target_figure(Target(D("17.9"), D("17.9")), "1:n") == "1:17,9"
    assert target_figure(Target(D(15), D(20)), "1:n") == "1:15–1:20"
    assert numerals.told(D("17.9"), "Orang") == "17,9"


@pytest.mark.parametrize(
    ("words", "measure", "said"),
    [("1:17,9", "Orang", "bukan angka yang jelas"), ("0,0534722", "1:n", "tampak seperti jam"), ("00.01", "1:n", "bukan angka yang jelas")],
    ids=["another satuan", "a time as a number", "a time as a text"],
)  # fmt: skip
def test_a_target_that_is_no_ratio_is_refused(office: Office, words: str, measure: str, said: str) -> None:
    """With why."""
    asked: Indicator = replace(office.indicators[0], measure=measure)
    with pytest.raises(ValueError, match=said):
        parse_target(words, asked, {})


# --- in a workbook -----------------------------------------------------------------------------------------------


@pytest.fixture
def form(tmp_path: Path) -> Form:
    """PEM, one of whose indicators is a ratio with the target 1:17,9, lower is better."""
    folder = lay_out_office(tmp_path / "kantor")
    change(
        folder,
        "targets.csv",
        "PEM-07,PKP-2026,50,10,10,15,15",
        'PEM-07,PKP-2026,"1:17,9","1:17,9","1:17,9","1:17,9","1:17,9"',
    )
    change(
        folder, "targets.csv", next(line for line in _lines(folder, "targets.csv") if line.startswith("PEM-07,PK-")), ""
    )
    line = next(line for line in _lines(folder, "indicators.csv") if line.startswith("PEM-07,"))
    change(folder, "indicators.csv", line, _as_ratio(line))
    office, words = settings.load(folder)
    unit = next(unit for unit in office.units if unit.code == "PEM")
    return make_form(office, unit, TW3, words)


def _lines(folder: Path, file: str) -> list[str]:
    return (folder / "office" / file).read_text("utf-8").splitlines()


def _as_ratio(line: str) -> str:
    before, after = line.split("Dokumen,naik,jumlah", 1)
    return f"{before}1:n,turun,posisi akhir{after.replace(',0,', ',1,', 1)}"


def of(handed: HandedOut) -> tuple[Entry, list[Finding]]:
    submission = handed.submission()
    entry = next(entry for entry in submission.entries if entry.code == "PEM-07")
    return entry, [item for item in validate(Case(handed.form, submission)) if item.place.row == "PEM-07"]


def cell_of(handed: HandedOut) -> str:
    return next(entry.cell for entry in handed.submission().entries if entry.code == "PEM-07")


def test_the_cell_says_how_to_type_it_and_holds_text(tmp_path: Path, form: Form) -> None:
    """So that no spreadsheet takes 1:17 for a time; the row's words show the target as a ratio."""
    handed = edits.hand_out(tmp_path / "lembar", form)
    sheet = openpyxl.load_workbook(handed.path)["Isi"]
    row = form.by_code["PEM-07"]

    assert sheet[cell_of(handed)].number_format == "@"
    assert "target 1:17,9 · " in text_of(indicator_words(form, row))
    assert "ketik 1:17,9 atau 17,9" in text_of(indicator_words(form, row))
    assert not [rule for rule in sheet.data_validations.dataValidation if cell_of(handed) in rule.sqref]


@pytest.mark.parametrize("figure", ["1:17,9", "1 : 17,9", "17,9", D("17.9")])
def test_a_ratio_goes_from_the_cell_to_its_capaian(tmp_path: Path, form: Form, figure: str | D) -> None:
    """Read as 17,9, with no catatan about its number; on target, it is 100 %."""
    handed = edits.hand_out(tmp_path / "lembar", form)
    edits.fill(handed, {"PEM-07": figure})
    entry, findings = of(handed)
    office, _ = settings.load(tmp_path / "kantor")
    recap = make_recap(
        office,
        TW3,
        Gathered({"PEM": form}, {"PEM": handed.submission()}, {}),
        (),
        handed.submission().pulled,
        {},
        ("PEM",),
    )
    (item,) = [item for unit in recap.units for item in unit.achievements if item.code == "PEM-07"]

    assert (entry.value, [finding.rule for finding in findings]) == (D("17.9"), [])
    assert item.percent == 100


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        (time(1, 17), "h:mm"),
        (time(0, 1, 17, 900_000), "mm:ss.0"),
        (datetime(2026, 1, 17), "d/m/yyyy"),  # noqa: DTZ001  # a cell has no zone
        (0.053472222, "General"),
        (0.000901620, "@"),
    ],
    ids=["1:17 as a time", "1:17,9 as minutes", "1-17 as a day", "the number behind a time", "in a cell of text"],
)
def test_what_a_spreadsheet_made_of_it_is_asked_about(tmp_path: Path, form: Form, value: object, shape: str) -> None:
    """Never read as a number: the catatan says what happened, and what to type."""
    handed = edits.hand_out(tmp_path / "lembar", form)
    book = openpyxl.load_workbook(handed.path)
    cell = book["Isi"][cell_of(handed)]
    cell.value, cell.number_format = value, shape
    book.save(handed.path)
    entry, findings = of(handed)

    assert (entry.reading, entry.value) == (Reading.DATE, None)
    (finding,) = [finding for finding in findings if finding.rule == "J-06"]
    assert "mengubah perbandingan seperti 1:17 menjadi jam" in finding.advice
    assert finding.advice.endswith("misalnya 17,9 untuk 1:17,9.")
    assert finding.short == "wajib diperbaiki: tertulis waktu; ketik ulang angkanya"


def test_catatan_show_it_as_a_ratio(form: Form) -> None:
    """W-05: more than twice the target."""
    submission = typed(answered(form), "PEM-07", number="40")
    (finding,) = [item for item in validate(Case(form, submission)) if item.rule == "W-05"]

    assert finding.found == "1:40, target 1:17,9"
    assert finding.expected.startswith("paling banyak 1:35,8 ")


def test_the_offices_file_refuses_a_ratio_of_another_satuan(tmp_path: Path) -> None:
    """targets.csv with 1:17,9 for an indicator that counts documents."""
    folder = lay_out_office(tmp_path / "kantor")
    line = change(folder, "targets.csv", "PEM-07,PKP-2026,50", 'PEM-07,PKP-2026,"1:17,9"')

    assert ("targets.csv", line) in {(item.file, item.line) for item in mistakes_of(folder)}
