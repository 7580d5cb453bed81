"""The workbook Format as it is made: nothing that a spreadsheet could turn into something else."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from sheets_sync.form import FormWords, Key
from sheets_sync.format_book import format_workbook, version_of
from sheets_sync.format_change import changes_between
from sheets_sync.format_office import make_format
from sheets_sync.format_tables import spelled, tables_of_office
from sheets_sync.model import Indicator, Office
from sheets_sync.plan import Sheet, Style, Workbook
from sheets_sync.reading import identify
from sheets_sync.settings import load
from sheets_sync.settings.format import form_texts, read_format
from sheets_sync.stores.google.paint import look
from sheets_sync.stores.google.paint import paint as paint_online
from sheets_sync.stores.xlsx import paint, read_grid
from tests.conftest import TW3, lay_out_office
from tests.libreoffice import save_as


@pytest.fixture(scope="module")
def book(loaded: tuple[Office, FormWords]) -> Workbook:
    return make_format(*loaded, TW3)


def sheet_of(book: Workbook, title: str) -> Sheet:
    return next(sheet for sheet in book.sheets if sheet.title == title)


def test_its_key_says_what_it_is(book: Workbook, tmp_path: Path) -> None:
    """The office's code, FORMAT in the unit's place, the period, and a version that changes with any value."""
    paint(book, tmp_path / "a.xlsx")
    with (tmp_path / "a.xlsx").open("rb") as stream:
        key = identify(read_grid(stream, 10))
    assert key == Key.parse(book.key)
    assert (key.region, key.unit, key.period) == ("72.01.15", "FORMAT", "2026-TW3")


def test_the_version_changes_with_any_value(loaded: tuple[Office, FormWords]) -> None:
    """And with nothing else."""
    office, words = loaded
    tables = tables_of_office(office, form_texts(words))
    other = replace(office, units=(replace(office.units[0], name="Lain"), *office.units[1:]))
    assert version_of(tables) == version_of(tables_of_office(office, form_texts(words)))
    assert version_of(tables) != version_of(tables_of_office(other, form_texts(words)))


@pytest.mark.parametrize("title", ["Unit", "Indikator", "Program", "Pejabat", "Kolom"])
def test_inputs_are_open_and_texts_stay_texts(book: Workbook, title: str) -> None:
    """Forty rows wait below; only figures that are figures have a number's format."""
    sheet = sheet_of(book, title)
    last = max(row for row, _ in sheet.cells)
    held = max(row for (row, column), cell in sheet.cells.items() if column == 1 and cell.content is not None)
    assert last - held == 40
    inputs = [cell for (row, _), cell in sheet.cells.items() if row >= 6 and not cell.style.locked]
    assert all(cell.style.number == "@" or isinstance(cell.content, Decimal | None) for cell in inputs)
    assert not any(isinstance(cell.content, str) and cell.style.number != "@" for cell in inputs)
    assert sheet.frozen == (5, 2 if title == "Indikator" else 1)
    assert sheet.repeat == (4, 5)


def test_choices_are_offered(book: Workbook) -> None:
    """Of a unit one of the tab Unit, which may have got a new one: there anything else may be typed too."""
    offered = {check.options: check.strict for check in sheet_of(book, "Indikator").checks}
    assert offered[("naik", "turun", "rentang")]
    assert not offered[("REN", "UMUM", "PEM", "PMD", "TRANTIB", "KESOS", "YANUM")]
    assert sheet_of(book, "Pejabat").checks[0].options[0] == "camat"


def test_a_text_is_a_text_in_both_stores(book: Workbook, tmp_path: Path) -> None:
    """`@` in Excel, TEXT in Google; the heads stay in sight in both."""
    paint(book, tmp_path / "a.xlsx")
    tab = openpyxl.load_workbook(tmp_path / "a.xlsx")["Program"]
    assert (tab["A6"].number_format, tab["D6"].number_format, tab.freeze_panes) == ("@", "#,##0", "B6")
    assert look(Style(number="@"))["numberFormat"] == {"type": "TEXT"}
    added = [request["addSheet"]["properties"]["gridProperties"] for request in paint_online(book, "Asia/Makassar") if "addSheet" in request]  # fmt: skip
    assert [(grid.get("frozenRowCount"), grid.get("frozenColumnCount")) for grid in added[:3]] == [(None, None), (5, 1), (5, 2)]  # fmt: skip


def test_libreoffice_saves_it_without_a_difference(loaded: tuple[Office, FormWords], tmp_path: Path) -> None:
    """A real spreadsheet program opens and saves it; what is read back is what the files say."""
    folder = lay_out_office(tmp_path / "kantor")
    (tmp_path / "awal").mkdir()
    paint(make_format(*loaded, TW3), tmp_path / "awal" / "Format.xlsx")
    save_as([tmp_path / "awal" / "Format.xlsx"], "xlsx", tmp_path / "akhir", tmp_path / "profil")
    with (tmp_path / "akhir" / "Format.xlsx").open("rb") as stream:
        read = read_format(folder, read_grid(stream, 500))
    assert read.mistakes == ()
    assert read.after is not None
    assert changes_between(read.before, read.after) == ()


# --- any office ---------------------------------------------------------------------------------------------

TEXTS = st.text(min_size=1, max_size=80).filter(spelled)
FIGURES = st.decimals(min_value=0, max_value=10**12, places=2)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office's folder, which no test of this module writes into."""
    return lay_out_office(tmp_path_factory.mktemp("kantor") / "a")


@examples(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])  # fmt: skip
@given(texts=st.lists(TEXTS, min_size=3, max_size=3), figures=st.lists(FIGURES, min_size=2, max_size=2), seed=st.integers(0, 9))  # fmt: skip
def test_any_rows_come_back_from_a_real_workbook(
    folder: Path, tmp_path: Path, texts: list[str], figures: list[Decimal], seed: int
) -> None:
    """Texts and figures of every kind, in any order of rows, through an Excel file."""
    office, words = load(folder)
    chance = random.Random(seed)  # noqa: S311  # an order, no secret
    indicators = [_other(item, texts, figures) for item in office.indicators]
    chance.shuffle(indicators)
    other = replace(
        office,
        indicators=tuple(indicators),
        units=tuple(replace(unit, name=texts[2], valid_from=date(2020, 1, 1 + seed)) for unit in office.units),
        ceilings=tuple(replace(item, name=texts[1], amount=figures[1]) for item in office.ceilings),
    )
    tables = tables_of_office(other, form_texts(words))
    paint(format_workbook(tables, other, words, TW3), tmp_path / "a.xlsx")
    with (tmp_path / "a.xlsx").open("rb") as stream:
        read = read_format(folder, read_grid(stream, 500))
    assert read.mistakes == ()
    assert read.after is not None
    assert changes_between(tables, read.after) == ()


def _other(item: Indicator, texts: list[str], figures: list[Decimal]) -> Indicator:
    maximum = figures[0] + 1_000
    return replace(item, name=texts[0], definition=texts[1], source=texts[2], maximum=maximum)
