"""A printed cell: what is read in it, and how exactly it was printed."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from sheets_sync.published import cells
from sheets_sync.published.cells import Interval, Shape

NUMBER, RANGE, RATIO, COMPOUND, NOTHING, WORDS = (
    Shape.NUMBER,
    Shape.RANGE,
    Shape.RATIO,
    Shape.COMPOUND,
    Shape.NOTHING,
    Shape.WORDS,
)


@pytest.mark.parametrize(
    ("text", "shape", "low", "high", "decimals"),
    [
        ("88,95", NUMBER, "88.95", "88.95", 2),
        ("100,00", NUMBER, "100", "100", 2),
        ("104,96%", NUMBER, "104.96", "104.96", 2),
        ("104.96", NUMBER, "104.96", "104.96", 2),
        ("240.000", NUMBER, "240000", "240000", 0),
        ("12 kali", NUMBER, "12", "12", 0),
        ("120 m2", NUMBER, "120", "120", 0),
        ("72,50 (BB)", NUMBER, "72.5", "72.5", 2),
        ("≥ 85", NUMBER, "85", "85", 0),
        ("Rp1.455.199.373.000,00", NUMBER, "1455199373000", "1455199373000", 2),
        ("Rp. 1.041.759.500", NUMBER, "1041759500", "1041759500", 0),
        ("1,234.56", NUMBER, "1234.56", "1234.56", 2),
        ("1,234,567", NUMBER, "1234567", "1234567", 0),
        ("12,500", NUMBER, "12.5", "12.5", 3),
        ("88 ,94", NUMBER, "88.94", "88.94", 2),
        ("(23,53)", NUMBER, "-23.53", "-23.53", 2),
        ("(2,5)%", NUMBER, "-2.5", "-2.5", 1),
        ("penurunan sebesar 2,85%", NUMBER, "2.85", "2.85", 2),
        ("80-90%", RANGE, "80", "90", 0),
        ("5,80 – 6,00", RANGE, "5.8", "6", 2),
        ("80 s.d. 90", RANGE, "80", "90", 0),
        ("1:17,9", RATIO, "17.9", "17.9", 1),
        ("17,9:1", RATIO, "17.9", "17.9", 1),
        ("2 : 5", RATIO, "2.5", "2.5", 0),
        ("11 jenis; 50.000 lembar", COMPOUND, "0", "0", 0),
        ("102, 57", COMPOUND, "0", "0", 0),
        ("3/10", COMPOUND, "0", "0", 0),
        ("90-80", COMPOUND, "0", "0", 0),
        ("0:5", COMPOUND, "0", "0", 0),
        ("-", NOTHING, "0", "0", 0),
        ("", NOTHING, "0", "0", 0),
        ("31 Desember 2020", WORDS, "0", "0", 0),
        ("Tepat waktu", WORDS, "0", "0", 0),
    ],
)
def test_what_a_cell_holds(text: str, shape: Shape, low: str, high: str, decimals: int) -> None:
    """Numbers with units, ranges and ratios are read; two quantities, dates and words are not."""
    cell = cells.read(text, {})
    assert (cell.shape, cell.low, cell.high, cell.decimals) == (shape, D(low), D(high), decimals)


def test_the_text_stays_as_printed() -> None:
    """However a cell is read, it is quoted as the table prints it."""
    assert [cells.read(text, {}).text for text in ("(23,53)", "12 m2", " 88 ,94")] == ["(23,53)", "12 m2", "88 ,94"]


def test_a_predicate_is_its_score() -> None:
    """A predicate counts as the lower bound of its band, in any case of letters."""
    cell = cells.read("bb", {"BB": D(70)})
    assert (cell.shape, cell.value) == (Shape.PREDICATE, D(70))
    assert cells.read("bb", {}).shape is WORDS


@pytest.mark.parametrize(
    ("text", "measure", "counted"),
    [
        ("12 kali", "", True),
        ("12", "dokumen", True),
        ("67", "%", False),
        ("67 %", "", False),
        ("67", "Nilai", False),
        ("66,7 km", "", False),
    ],
)
def test_what_is_counted(text: str, measure: str, *, counted: bool) -> None:
    """A whole number of things is a count; a percent, a score and a number with decimals are measured."""
    assert cells.read(text, {}, measure).counted is counted


def test_the_digits_of_a_figure() -> None:
    """All digits printed, with the zeros at both ends."""
    assert cells.read("5,07", {}).digits == "507"
    assert cells.read("0,35", {}).digits == "035"
    assert cells.read("100,00", {}).digits == "10000"


def test_cut_is_not_rounded() -> None:
    """Cutting drops digits, on both sides of zero."""
    assert cells.truncated(D("94.3585"), 2) == D("94.35")
    assert cells.truncated(D("-4.768"), 2) == D("-4.76")


def test_intervals() -> None:
    """Two intervals meet in what both hold; one end alone is nothing. The shortest number in one has fewest decimals."""
    found = Interval(D("66.6645"), D("66.6715"))
    assert found.meet(Interval(D("66.65"), D("66.75"))) == found
    assert found.meet(Interval(D("66.6715"), D("67"))) is None
    assert found.shortest == D("66.67")
    assert Interval(D("2.9"), D("5.1")).shortest == D(3)
    assert Interval(D("5.10968"), D("5.11027")).on_grid(D("0.01")) == [D("5.11")]
