"""How cells that wait for one another are worked out, and what formulas tell beforehand."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from hypothesis import given
from hypothesis import strategies as st

from tests.fake_google.sheets.formulas import Calculator, hyperlink, implied_format, volatile
from tests.fake_google.sheets.formulas.reference import Reference
from tests.fake_google.sheets.value import ErrorValue, Value
from tests.fake_google_tests.tabs import Cells, Tabs, result


def test_circles() -> None:
    """Cells that wait for themselves are all #REF!, even where an error would be caught."""
    cells: Cells = {
        "A1": "=A2",
        "A2": '=IFERROR(A3,"aman")',
        "A3": "=A1+1",
        "A4": '=IFERROR(A1,"di luar")',
        "A5": "=SUM(A:A)",
    }
    book = Calculator(Tabs(cells))
    found = [book.value(0, row, 0) for row in range(5)]
    assert [each.type if isinstance(each, ErrorValue) else each for each in found] == ["REF"] * 3 + ["di luar", "REF"]


def test_long_chains_and_long_circles() -> None:
    """Thousands of cells may wait for one another, in a line or in a circle."""
    rows = 3000
    line: dict[str, Value] = {"A1": 1.0, **{f"A{row}": f"=A{row - 1}+1" for row in range(2, rows + 1)}}
    assert Calculator(Tabs(line, rows=rows)).value(0, rows - 1, 0) == float(rows)
    circle = {**line, "A1": f"=A{rows}"}
    found = Calculator(Tabs(circle, rows=rows)).value(0, rows // 2, 0)
    assert isinstance(found, ErrorValue)
    assert found.type == "REF"


def test_long_formulas() -> None:
    """A thousand values joined by operators are worked out."""
    assert result("=" + "+".join(["A1"] * 1000)) == 1000.0


def like(number_format: Mapping[str, str] | None) -> Callable[[Reference], Mapping[str, str] | None]:
    """All cells have that number format."""

    def of_cells(reference: Reference) -> Mapping[str, str] | None:
        return None if reference.broken else number_format

    return of_cells


def test_what_formulas_tell_without_being_worked_out() -> None:
    """Time changes some; links spell their address; a result looks like what it is made of."""
    assert volatile("=A1&T(NOW())", "en_US")
    assert not volatile("=A1+1", "en_US")
    assert hyperlink('=HYPERLINK("https://x.id";"situs")', "id_ID") == "https://x.id"
    assert hyperlink("=A1", "en_US") == ""
    assert implied_format("=TODAY()", "en_US", like(None)) == {"type": "DATE"}
    percent = {"type": "PERCENT", "pattern": "0%"}
    assert implied_format("=SUM(A1:A3)", "en_US", like(percent)) == percent
    assert implied_format("=A1&B1", "en_US", like(percent)) is None


def test_the_products_workbook_is_quick() -> None:
    """Thirty lookups over 400 rows and 300 INDEX/MATCH by wildcard take well under a second, all told."""
    cells: dict[str, Value] = {}
    for row in range(1, 31):
        cells[f"A{row}"] = f"PEM-{row:02} · Nama indikator"
        cells[f"B{row}"] = 88.5 + row
        cells[f"'Tab name'!A{row}"], cells[f"'Tab name'!G{row}"] = f"PEM-{row:02}", "catatan"
        code = f'LEFT($A{row};FIND(" ";$A{row}&" ")-1)'
        cells[f"D{row}"] = f"=IFERROR(VLOOKUP({code};'Tab name'!$A$1:$G$400;7;FALSE);\"\")&T(NOW())"
        found = f'INDEX($B$1:$B$30;MATCH("PEM-{row:02} *";$A$1:$A$30;0))'
        for column in "HIJKLMNOPQ":
            cells[f"{column}{row}"] = f'=IFERROR(IF({found}="";"";{found});"")'
    book = Calculator(Tabs(cells, "id_ID"))
    start = time.perf_counter()
    values = [[book.value(0, row, column) for column in range(17)] for row in range(30)]
    assert time.perf_counter() - start < 1.0
    assert values[2][3] == "catatan"
    assert values[2][7] == 91.5


@given(st.text(alphabet="A1B2:!$\"'(){},;\\+-*/^&=<>%#.e SUMIF", max_size=25), st.sampled_from(["en_US", "id_ID"]))
def test_any_text_is_some_value(text: str, locale: str) -> None:
    """Whatever stands behind an equals sign comes to a value or an error."""
    assert isinstance(result(f"={text}", locale=locale), float | str | bool | ErrorValue | None)
