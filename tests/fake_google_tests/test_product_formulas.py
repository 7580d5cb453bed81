"""The formulas of the product's own workbooks, worked out as a sheet does."""

from __future__ import annotations

from datetime import UTC, datetime

from sheets_sync.form import Form
from sheets_sync.plan import Formula
from sheets_sync.workbook import make_workbook
from tests.fake_google.clock import MovableClock
from tests.fake_google.sheets.book import Cell, Sheet, Spreadsheet
from tests.fake_google.sheets.calc import calculator
from tests.fake_google.sheets.formulas import Calculator
from tests.fake_google.sheets.formulas.reference import quoted


def planned(form: Form) -> Calculator:
    """The product's workbook for the form, as it is handed out, on a spreadsheet of ours."""
    plan = make_workbook(form)
    book = Spreadsheet("x", "", MovableClock(datetime(2026, 9, 30, tzinfo=UTC)))
    book.book.sheets = []
    for number, sheet in enumerate(plan.sheets):
        made = Sheet(number, sheet.title)
        book.book.sheets.append(made)
        for (row, column), cell in sheet.cells.items():
            content = cell.content
            if isinstance(content, Formula):
                text = content.text
                for other in plan.sheets:
                    text = text.replace(f"{{{other.name}}}", quoted(other.title))
                made.put(row - 1, column - 1, Cell(formula=f"={text}"))
            elif isinstance(content, tuple):
                made.put(row - 1, column - 1, Cell("".join(run.text for run in content)))
            elif content is not None:
                made.put(row - 1, column - 1, Cell(content if isinstance(content, str) else float(content)))
    return calculator(book.book)


def test_the_products_formulas_give_what_the_plan_foresees(forms: dict[str, Form]) -> None:
    """Every formula of every unit's workbook comes to the result that the plan stores with it."""
    for form in forms.values():
        results = planned(form)
        for number, sheet in enumerate(make_workbook(form).sheets):
            for (row, column), cell in sheet.cells.items():
                if isinstance(cell.content, Formula):
                    value = results.value(number, row - 1, column - 1)
                    assert value == cell.content.result, (form.key, sheet.title, row, column)
