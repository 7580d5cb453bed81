"""The CSV as a real spreadsheet opens it: with commas as meant, and with semicolons as an Indonesian Excel would."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from sheets_sync.packages.cells import GUARD
from tests.libreoffice import save_as
from tests.packages.districts import DISTRICT, files_of

EVIL = ("=1+1", '=HYPERLINK("http://contoh.invalid";"x")', "a;=1+1", "b\n=2+2", '"; =3+3', "+4+4", "@SUM(1)", "\t=5")
COMMA, SEMICOLON = "44", "59"


def cells(content: bytes, separator: str, folder: Path) -> list[tuple[object, str]]:
    """Each cell that LibreOffice finds, with what it takes it for (`f` is a formula); told to compute formulas."""
    path = folder / "unit.csv"
    path.write_bytes(content)
    save_as([path], "xlsx", folder / "hasil", folder / "profil", f"CSV:{separator},34,76,1,,1033,,,,,,,true")
    book = openpyxl.load_workbook(folder / "hasil" / "unit.xlsx")
    return [(cell.value, cell.data_type) for row in book.worksheets[0].iter_rows() for cell in row]


@pytest.fixture
def content() -> bytes:
    """unit.csv with hostile names."""
    units = tuple(replace(DISTRICT.units[0], code=f"U{at}", name=text) for at, text in enumerate(EVIL))
    return files_of(replace(DISTRICT, indicators=(), units=units))["unit.csv"]


@pytest.mark.parametrize("separator", [COMMA, SEMICOLON])
def test_nothing_in_it_is_computed(content: bytes, separator: str, tmp_path: Path) -> None:
    """Whichever separator the spreadsheet splits at."""
    assert "f" not in {kind for _, kind in cells(content, separator, tmp_path)}


@pytest.mark.parametrize("separator", [COMMA, SEMICOLON])
def test_without_the_apostrophes_it_would_be(content: bytes, separator: str, tmp_path: Path) -> None:
    """So the test above can fail."""
    assert "f" in {kind for _, kind in cells(content.replace(GUARD.encode(), b""), separator, tmp_path)}


def test_figures_are_figures(tmp_path: Path) -> None:
    """Opened as BACA-SAYA.txt says, a percent with a point before its decimals is that number."""
    assert (90.625, "n") in cells(files_of()["capaian.csv"], COMMA, tmp_path)
