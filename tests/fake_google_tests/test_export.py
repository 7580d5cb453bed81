"""Spreadsheets as files."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import openpyxl
import pypdf
import pytest

from tests.fake_google.clock import MovableClock
from tests.fake_google.sheets import export
from tests.fake_google.sheets.area import Area, Box
from tests.fake_google.sheets.book import Cell, Line, NamedRange, Sheet, Spreadsheet
from tests.fake_google.sheets.formulas.excel import to_excel
from tests.fake_google.sheets.xlsx import excel_titles

TWO = {"type": "NUMBER", "pattern": "#,##0.00"}
LONG = "Isi/Data: nama tab yang panjang sekali"


@pytest.fixture
def book() -> Spreadsheet:
    """A spreadsheet under id_ID with something of everything."""
    made = Spreadsheet("x", "Contoh", MovableClock(datetime(2026, 9, 30, tzinfo=UTC)), locale="id_ID")
    first = made.book.sheets[0]
    choices = [{"userEnteredValue": "Ya"}, {"userEnteredValue": "Tidak"}]
    bounds = [{"userEnteredValue": "0"}, {"userEnteredValue": "1,5"}]
    red = {"textFormat": {"bold": True, "foregroundColor": {"red": 1}}, "backgroundColor": {"green": 1}}
    cells = {
        (0, 0): Cell("a1"),
        (0, 1): Cell('B,2 "x"'),
        (1, 0): Cell(1234.5, format={"numberFormat": TWO}, note="catatan"),
        (2, 1): Cell(formula='=IF(A2>1,5;"ya";"tidak")'),
        (3, 1): Cell(formula="=A2/0"),
        (4, 1): Cell(formula="=IF(A2,1)"),
        (5, 1): Cell(True, format=red),
        (6, 1): Cell(formula='=IMPORTRANGE("a";"b")'),
        (7, 0): Cell(validation={"condition": {"type": "ONE_OF_LIST", "values": choices}, "strict": True}),
        (8, 0): Cell(validation={"condition": {"type": "NUMBER_BETWEEN", "values": bounds}}),
        (9, 0): Cell("gabung"),
        (11, 0): Cell(formula=f"='{LONG}'!A1"),
    }
    for (row, column), cell in cells.items():
        first.put(row, column, cell)
    first.merges.append(Box(9, 11, 0, 2))
    first.columns[0] = Line(pixels=200)
    second = Sheet(7, LONG, hidden=True)
    second.put(0, 0, Cell(5.0))
    made.book.sheets.append(second)
    made.book.named.append(NamedRange("n", "nama_saya", Area(0, 0, 2, 0, 1)))
    return made


def loaded(book: Spreadsheet, *, results: bool) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(export.to_xlsx(book)), data_only=results)


def test_csv(book: Spreadsheet) -> None:
    """CSV holds what is shown, quoted where it must be, without an end to the last line."""
    lines = export.to_csv(book, book.sheets[0]).decode().split("\r\n")
    assert lines[:5] == ['a1,"B,2 ""x"""', '"1.234,50",', ",ya", ",#DIV/0!", ",#ERROR!"]
    assert lines[-1] == "5,"


def test_csv_of_nothing() -> None:
    """An empty tab is an empty file."""
    made = Spreadsheet("x", "", MovableClock(datetime(2026, 9, 30, tzinfo=UTC)))
    assert export.to_csv(made, made.sheets[0]) == b""


def test_tsv(book: Spreadsheet) -> None:
    """TSV needs no quotes; tabs and ends of lines inside a cell become blanks."""
    book.sheets[0].put(0, 0, Cell("a\tb\nc"))
    assert export.to_tsv(book, book.sheets[0]).decode().split("\r\n")[0] == 'a b c\tB,2 "x"'


def test_xlsx_results(book: Spreadsheet) -> None:
    """The Excel file holds values and the results of formulas, errors among them."""
    page = loaded(book, results=True).worksheets[0]
    found = {cell.coordinate: cell.value for row in page.iter_rows() for cell in row if cell.value is not None}
    assert found == {
        "A1": "a1", "B1": 'B,2 "x"', "A2": 1234.5, "B3": "ya", "B4": "#DIV/0!", "B5": "#ERROR!", "B6": True,
        "B7": "Loading...", "A10": "gabung", "A12": 5,
    }  # fmt: skip
    assert page["B4"].data_type == "e"
    assert page["A2"].number_format == "#,##0.00"
    assert page["B6"].font.b
    assert page["B6"].font.color.rgb == "FFFF0000"


def test_xlsx_formulas(book: Spreadsheet) -> None:
    """Formulas are spelled as Excel does, tabs by the titles they got."""
    made = loaded(book, results=False)
    page = made.worksheets[0]
    assert page["B3"].value == '=IF(A2>1.5,"ya","tidak")'
    assert page["A12"].value == f"='{made.sheetnames[1]}'!A1"
    assert page["B7"].value.startswith("=IFERROR(__xludf.DUMMYFUNCTION(")


def test_xlsx_surroundings(book: Spreadsheet) -> None:
    """Notes, merges, widths, hidden tabs, named ranges and data validation come along."""
    made = loaded(book, results=True)
    page = made.worksheets[0]
    assert page["A2"].comment is not None
    assert page["A2"].comment.text == "catatan"
    assert [str(merged) for merged in page.merged_cells.ranges] == ["A10:B11"]
    assert page.column_dimensions["A"].width == pytest.approx(28.57, abs=0.01)
    assert made.worksheets[1].sheet_state == "hidden"
    assert made.defined_names["nama_saya"].attr_text == "Sheet1!$A$1:$A$2"
    rules = {str(rule.sqref): (rule.type, rule.formula1) for rule in page.data_validations.dataValidation}
    assert rules["A8"] == ("list", '"Ya,Tidak"')
    assert rules["A9"][0] == "decimal"


def test_titles_that_excel_refuses() -> None:
    """Titles are cut, cleaned, and never the same."""
    titles = ["a" * 40, "a" * 31, "x/y", "X_Y", "'"]
    found = excel_titles(titles)
    assert len({name.lower() for name in found.values()}) == 5
    assert all(0 < len(name) <= 31 for name in found.values())
    assert found["x/y"] == "x_y"


@pytest.mark.parametrize(
    ("text", "locale", "excel"),
    [
        ("=SUM(A5:A)", "en_US", "=SUM(A5:A1048576)"),
        ("=SUM(B2:2)", "en_US", "=SUM(B2:XFD2)"),
        ("=SUM(A:A;1,5)", "id_ID", "=SUM(A:A,1.5)"),
        ("=SUM({1\\2;3\\4})", "id_ID", "=SUM({1,2;3,4})"),
        ('=IF(A1;";";"")', "en_US", '=IF(A1,";","")'),
        ("=FOO(1)", "en_US", '=IFERROR(__xludf.DUMMYFUNCTION("FOO(1)"),0)'),
    ],
)
def test_excels_spelling(text: str, locale: str, excel: str) -> None:
    """Open ends are closed, separators are Excel's, and what Excel has not is wrapped."""
    assert to_excel(text, locale, "0") == excel


def test_pdf(book: Spreadsheet) -> None:
    """The PDF shows the visible tabs."""
    book.sheets[0].put(0, 0, Cell("tanda (kurung) \\ – 漢"))
    pages = pypdf.PdfReader(io.BytesIO(export.to_pdf(book)), strict=True).pages
    assert len(pages) == 1
    assert "tanda (kurung) \\ – ?" in pages[0].extract_text()
    assert "1.234,50" in pages[0].extract_text()
