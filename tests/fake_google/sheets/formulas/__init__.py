"""Formulas as a sheet reads, computes and moves them.

`Calculator(source).value(sheet_id, row, column)` is what a cell holds, everything counted from 0; a calculator
serves one state of the spreadsheet and keeps what it worked out. `rewrite.rewrite(text, locale, own_title, change)`
is the formula after a change such as `Insert("Isi", "ROWS", start=5, count=2)`, `Delete`, `Move`, `Rename`,
`RemoveSheet`, `Shift` (copied elsewhere) or `Relocate` (its precedents cut and pasted).
"""

from tests.fake_google.sheets.formulas.evaluate import CIRCULAR, PARSE_ERROR, Calculator, Source
from tests.fake_google.sheets.formulas.inspect import hyperlink, implied_format, volatile
from tests.fake_google.sheets.formulas.operands import Area
from tests.fake_google.sheets.formulas.rewrite import (
    Change,
    Delete,
    Insert,
    Move,
    Relocate,
    RemoveSheet,
    Rename,
    Shift,
)
from tests.fake_google.sheets.formulas.tokens import FormulaSyntaxError

__all__ = [
    "CIRCULAR",
    "PARSE_ERROR",
    "Area",
    "Calculator",
    "Change",
    "Delete",
    "FormulaSyntaxError",
    "Insert",
    "Move",
    "Relocate",
    "RemoveSheet",
    "Rename",
    "Shift",
    "Source",
    "hyperlink",
    "implied_format",
    "volatile",
]
