"""An Excel template filled with values.

The secret kept here: only what must change inside the file is changed, so that looks, pictures, heads and feet, page
set-up, repeated heads and frozen panes stay as Excel made them; no library loads and saves the workbook.

What an office writes into a cell of its template:

- `{{ nama }}` alone gives the cell the value: a number as a number (the cell's own format shows it), text as text,
  nothing as an empty cell, a `Formula` as a formula with its result. Within other words it gives the value as text.
- A row that names a column of a list, `{{ indikator.nama }}`, stands once for each item; adjacent rows that name the
  same list stand together for each item. A list inside an item is named through it: `{{ sasaran.indikator.nama }}`.
  A list that is empty leaves one row that says "tidak ada data".
- A formula that refers to a repeated row means the row of the same item where it is repeated itself, else all its
  copies: `=SUM(H10:H10)` below the list grows with it.
- Heads and feet of printed pages may name fields, too.

In a `Formula`'s text `{r}` stands for the number of the row where it lands, and `{nama}` for the address of the cell
that shows that field alone (in the item, or, by its full name, all cells of a list's column); so a template's columns
may be moved. Where the template shows such a field nowhere, the result stands there as a plain value.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lxml import etree

from sheets_sync.errors import UsageError
from sheets_sync.papers.excel_fields import FIELD, Fields
from sheets_sync.papers.excel_filling import fill
from sheets_sync.papers.excel_looks import MAIN, read_looks
from sheets_sync.papers.excel_moving import move_beside, move_charts, set_paper
from sheets_sync.papers.excel_parts import (
    STRINGS,
    WORKBOOK,
    open_parts,
    open_strings,
    parse,
    sheet_parts,
    without,
    write,
)
from sheets_sync.papers.excel_sheet import Template, layout_of, open_template, troubles
from sheets_sync.papers.fields import FOLDER, NEEDED, missing
from sheets_sync.papers.package import write_package
from sheets_sync.papers.plain import plain
from sheets_sync.papers.references import shifted
from sheets_sync.papers.repeating import Layout
from sheets_sync.plan import PAPER_NUMBERS

STYLES, CALCULATION = "xl/styles.xml", "xl/calcChain.xml"
BROKEN = (
    zipfile.BadZipFile, etree.LxmlError, OSError, LookupError, TypeError, ValueError, AttributeError, NotImplementedError,
    ArithmeticError, RecursionError,
)  # fmt: skip  # what zipfile, lxml and we raise for a file that is no whole workbook


def fill_workbook(
    template: bytes, name: str, values: Mapping[str, Any], paper: str, at: datetime, title: str, creator: str
) -> bytes:
    """The xlsx made of the template and the values, on the office's paper; UsageError where the template is broken.

    All mistakes of a template are told at once. The same arguments give the same bytes.
    """
    try:
        parts = _filled(template, name, Fields(values), str(PAPER_NUMBERS[paper]))
    except BROKEN as problem:
        raise UsageError(
            f"{FOLDER}/{name}: bukan berkas Excel (.xlsx) yang utuh; simpan ulang dari Excel sebagai Excel Workbook"
            " (.xlsx), atau salin templat bawaan."
        ) from problem
    return write_package(parts, at, plain(title), plain(creator))


def _filled(template: bytes, name: str, fields: Fields, size: str) -> dict[str, bytes]:
    parts = open_parts(template)
    workbook, strings = parse(parts[WORKBOOK]), open_strings(parts)
    sheets = sheet_parts(parts, workbook)
    templates = {tab: open_template(tab, parse(parts[part]), strings) for tab, part in sheets.items()}
    _check(templates, fields, name)
    looks = read_looks(parse(parts[STYLES]))
    layouts = {tab: layout_of(one, fields) for tab, one in templates.items()}
    for tab, one in templates.items():
        fill(one, fields, layouts, looks)
        set_paper(one.root, size)
        parts[sheets[tab]] = write(one.root)
        move_beside(parts, sheets[tab], layouts, tab)
    strings.blank(FIELD)
    parts[STRINGS] = strings.content()
    _finish(parts, workbook, layouts)
    return parts


def _check(templates: Mapping[str, Template], fields: Fields, name: str) -> None:
    """UsageError with all that is wrong with the fields of the template, and every one that must not lack."""
    wrong = [trouble for template in templates.values() for trouble in troubles(template, fields)]
    asked = {field for template in templates.values() for field in template.asked}
    wrong += [missing(field) for field in NEEDED if field in fields.values and field not in asked]
    if not templates:
        wrong = ["tidak ada lembar kerja di dalamnya; simpan ulang dari Excel sebagai Excel Workbook (.xlsx)"]
    if wrong:
        raise UsageError(f"{FOLDER}/{name}: {'; '.join(wrong)}.")


def _finish(parts: dict[str, bytes], workbook: Any, layouts: Mapping[str, Layout]) -> None:
    """What belongs to the whole workbook: names move along, and every program computes the formulas anew."""
    for defined in workbook.iterfind(f"{MAIN}definedNames/{MAIN}definedName"):
        defined.text = shifted(defined.text or "", layouts)
    calculation = workbook.find(f"{MAIN}calcPr")
    if calculation is not None:
        calculation.set("fullCalcOnLoad", "1")
    parts[WORKBOOK] = write(workbook)
    without(parts, CALCULATION)
    move_charts(parts, layouts)
