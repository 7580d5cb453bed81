"""The rows of a template's tab filled with values: each at where it lands, as tall as its texts need."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lxml import etree

from sheets_sync.grid import Area, address, parse_address, parse_area
from sheets_sync.papers.excel_fields import FIELD, Fields, Items, formula_text, is_number, words_of
from sheets_sync.papers.excel_looks import MAIN, TALLEST, Looks, read_widths, usual_height, width_of
from sheets_sync.papers.excel_moving import move_references
from sheets_sync.papers.excel_parts import PRESERVE, escaped, text_of, texts
from sheets_sync.papers.excel_sheet import Template
from sheets_sync.papers.plain import plain
from sheets_sync.papers.references import joined, shifted, written
from sheets_sync.papers.repeating import Copy, Layout, Path
from sheets_sync.plan import Formula

NOTHING = "tidak ada data"  # in the widest cell of a list that is empty
MARGIN = 100  # characters of one value; Excel takes 255 in a whole head or foot
LONGEST_CELL = 32_767  # characters; Excel repairs a file that holds more
MOST_AREAS = 100  # in one formula; Excel reads 255 arguments and 8.192 characters


@dataclass(frozen=True, slots=True)
class Filling:
    """All that one tab is filled with."""

    template: Template
    fields: Fields
    layouts: Mapping[str, Layout]
    looks: Looks
    places: Mapping[str, tuple[int, int]]  # field -> the template's cell that shows it alone
    widths: Mapping[int, int]
    height: Decimal  # of a row that states none

    @property
    def layout(self) -> Layout:
        return self.layouts[self.template.title]

    def shifted(self, formula: str, path: Path = ()) -> str:
        return shifted(formula, self.layouts, self.template.title, path)


def fill(template: Template, fields: Fields, layouts: Mapping[str, Layout], looks: Looks) -> None:
    """Fill the tab, in place."""
    alone = {
        names[0]: place
        for place, names in reversed(template.fields.items())
        if FIELD.fullmatch(template.text(_cell(template, *place)).strip())
    }
    root = template.root
    filling = Filling(template, fields, layouts, looks, alone, read_widths(root), usual_height(root))
    made = [_row(filling, copy) for copy in filling.layout.copies(template.rows)]
    root.find(f"{MAIN}sheetData")[:] = made
    for line in template.margins:
        line.text = _margin(fields, line.text or "")
    move_references(root, layouts, template.title)


def _cell(template: Template, row: int, column: int) -> Any:
    return next(cell for at, cell in template.cells(row) if at == column)


def _row(filling: Filling, copy: Copy) -> Any:
    template = filling.template
    row = deepcopy(template.rows[copy.source])
    row.set("r", str(copy.row))
    nothing = _widest(filling, copy.source) if None in copy.items.values() else 0
    needed = 0
    for cell in row.iterfind(f"{MAIN}c"):
        column = parse_address(cell.get("r"))[1]
        cell.set("r", address(copy.row, column))
        if (copy.source, column) in template.fields:
            text = _fill(filling, copy, cell, column, NOTHING if column == nothing else "")
            width = width_of(copy.source, column, template.merged, filling.widths)
            needed = max(needed, filling.looks.height(int(cell.get("s", "0")), text, width))
        else:
            _move_formula(filling, copy, cell)
    if needed > Decimal(row.get("ht") or filling.height):
        row.set("ht", str(min(needed, TALLEST)))
        row.set("customHeight", "1")
    return row


def _widest(filling: Filling, row: int) -> int:
    """The column of the row's widest field: where it is said that its list is empty."""
    columns = [column for at, column in filling.template.fields if at == row]
    return max(columns, key=lambda column: width_of(row, column, filling.template.merged, filling.widths), default=0)


def _fill(filling: Filling, copy: Copy, cell: Any, column: int, nothing: str) -> str:
    """Put the value into the cell, or the values into its text; what it then says, where that is text."""
    template, fields = filling.template, filling.fields
    text = template.text(cell)
    if nothing:
        return _put_text(template, cell, nothing)
    if not FIELD.fullmatch(text.strip()):
        return _put_filled(template, cell, fields, copy.items)
    value = fields.value(template.fields[copy.source, column][0], copy.items)
    if isinstance(value, Formula):
        return _put_formula(filling, copy, cell, value)
    return _put(template, cell, value)


def _put(template: Template, cell: Any, value: Any) -> str:
    if not is_number(value):
        return _put_text(template, cell, words_of(value))
    _empty(cell)
    etree.SubElement(cell, f"{MAIN}v").text = format(Decimal(value), "f")
    return ""


def _put_text(template: Template, cell: Any, text: str) -> str:
    """Text in a cell stays text, whatever it begins with."""
    text = text[:LONGEST_CELL]
    _empty(cell)
    if text:
        cell.set("t", "s")
        etree.SubElement(cell, f"{MAIN}v").text = template.strings.add_text(text)
    return text


def _put_filled(template: Template, cell: Any, fields: Fields, items: Items) -> str:
    """Text with fields in it; its letters keep their looks, unless a field itself has several."""
    item = deepcopy(template.item(cell))
    runs = texts(item)
    names = FIELD.findall(text_of(item))
    whole = fields.filled(text_of(item), items)
    apart = names != [name for run in runs for name in FIELD.findall(run.text or "")]
    if apart or len(whole) > LONGEST_CELL:
        return _put_text(template, cell, whole)
    for run in runs:
        run.text = fields.filled(run.text or "", items, escaped)
        run.set(PRESERVE, "preserve")
    _empty(cell)
    cell.set("t", "s")
    item.tag = f"{MAIN}si"
    etree.SubElement(cell, f"{MAIN}v").text = template.strings.add(item)
    return whole


def _put_formula(filling: Filling, copy: Copy, cell: Any, value: Formula) -> str:
    """The formula with its result; the result alone where the template lacks a cell that the formula needs."""

    def place_of(name: str) -> str | None:
        inside = (".".join((*scope, name)) for scope in sorted(copy.items, key=len, reverse=True))
        found = next((place for each in (*inside, name) if (place := filling.places.get(each))), None)
        if found is None:
            return None
        row, column = found
        shown = joined(Area(at, column, at, column) for at in filling.layout.seen(row, copy.path))
        return ",".join(map(written, shown)) if len(shown) <= MOST_AREAS else None

    text = formula_text(value, copy.row, place_of)
    said = _put(filling.template, cell, value.result)
    if text is None:
        return said
    _empty(cell)
    etree.SubElement(cell, f"{MAIN}f").text = plain(text)
    if value.result != "":
        number = is_number(value.result)
        etree.SubElement(cell, f"{MAIN}v").text = format(value.result, "f") if number else words_of(value.result)
        if not number:
            cell.set("t", "str")
    return said


def _empty(cell: Any) -> None:
    cell.attrib.pop("t", None)
    cell[:] = []


def _move_formula(filling: Filling, copy: Copy, cell: Any) -> None:
    """The template's own formula, with its references where their rows went; its old result would mislead."""
    formula = cell.find(f"{MAIN}f")
    if formula is None:
        return
    formula.text = filling.shifted(formula.text or "", copy.path)
    if reference := formula.get("ref"):
        formula.set("ref", written(filling.layout.span(parse_area(reference), copy.path)))
    cell.attrib.pop("t", None)
    for value in cell.findall(f"{MAIN}v"):
        cell.remove(value)


def _margin(fields: Fields, text: str) -> str:
    """A line of the head or foot: `&` is its own sign there, and a digit after a size would change the size."""

    def value(match: re.Match[str]) -> str:
        said = words_of(fields.value(match[1], {}))[:MARGIN].replace("&", "&&")
        sized = re.search(r"&\d+$", text[: match.start()]) and said[:1].isdigit()
        return f" {said}" if sized else said

    return FIELD.sub(value, text)
