"""One tab of an Excel template as it was opened: its cells, the fields in them, and what is wrong with these."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sheets_sync.grid import Area, address, parse_address, parse_area
from sheets_sync.papers.excel_fields import FIELD, Fields
from sheets_sync.papers.excel_looks import MAIN
from sheets_sync.papers.excel_parts import Strings, text_of
from sheets_sync.papers.references import copied
from sheets_sync.papers.repeating import Layout, ListName


@dataclass(slots=True)
class Template:
    """A tab as it was opened: its rows and cells by number, and the fields that its cells hold."""

    title: str
    root: Any
    strings: Strings
    rows: dict[int, Any] = field(default_factory=dict)
    fields: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    merged: dict[tuple[int, int], Area] = field(default_factory=dict)

    def cells(self, row: int) -> Iterator[tuple[int, Any]]:
        """The row's cells with their columns."""
        for cell in self.rows[row].iterfind(f"{MAIN}c"):
            yield parse_address(cell.get("r"))[1], cell

    def text(self, cell: Any) -> str:
        """What the cell says, where it holds a text."""
        item = self.item(cell)
        return text_of(item) if item is not None else ""

    def item(self, cell: Any) -> Any:
        """The element with the cell's text; None where it holds something else."""
        value = cell.find(f"{MAIN}v")
        if cell.get("t") == "s" and value is not None:
            return self.strings.item(value.text)
        return cell.find(f"{MAIN}is") if cell.get("t") == "inlineStr" else None

    @property
    def asked(self) -> set[str]:
        """Every field that the tab names."""
        in_margins = (name for line in self.margins for name in FIELD.findall(line.text or ""))
        return {*in_margins, *(name for names in self.fields.values() for name in names)}

    @property
    def margins(self) -> list[Any]:
        """The lines at the head and the foot of its printed pages."""
        return list(self.root.iterfind(f"{MAIN}headerFooter/*"))


def open_template(title: str, root: Any, strings: Strings) -> Template:
    """The tab with its rows and cells numbered, its formulas each written out, and its fields found."""
    found = Template(title, root, strings)
    _number(found)
    _write_out(found)
    found.merged = {
        (area.top, area.left): area
        for area in (parse_area(item.get("ref")) for item in root.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell"))
    }
    for row in found.rows:
        for column, cell in found.cells(row):
            if names := FIELD.findall(found.text(cell)):
                found.fields[row, column] = names
    return found


def _number(found: Template) -> None:
    """Write the number to each row and cell that relies on standing after the one before."""
    row = 0
    for element in found.root.iterfind(f"{MAIN}sheetData/{MAIN}row"):
        row = int(element.get("r", row + 1))
        element.set("r", str(row))
        found.rows[row] = element
        column = 0
        for cell in element.iterfind(f"{MAIN}c"):
            column = parse_address(cell.get("r"))[1] if cell.get("r") else column + 1
            cell.set("r", address(row, column))


def _write_out(found: Template) -> None:
    """Give each cell that shares a formula one of its own."""
    shared: dict[str, tuple[str, int, int]] = {}
    for row in found.rows:
        for column, cell in found.cells(row):
            formula = cell.find(f"{MAIN}f")
            if formula is None or formula.get("t") != "shared":
                continue
            if formula.text:
                shared[formula.get("si")] = (formula.text, row, column)
            text, top, left = shared[formula.get("si")]
            formula.text = copied(text, row - top, column - left)
            for name in ("t", "si", "ref"):
                formula.attrib.pop(name, None)


# --- what it asks for ----------------------------------------------------------------------------------------


def troubles(template: Template, fields: Fields) -> Iterator[str]:
    """What is wrong with the tab's fields, each with the cell."""
    for row in template.rows:
        for column, cell in template.cells(row):
            for trouble in fields.trouble(template.text(cell)):
                yield f"tab {template.title} sel {address(row, column)}: {trouble}"
        if trouble := _two_lists(template, fields, row):
            yield f"tab {template.title} baris {row}: {trouble}"
    for line in template.margins:
        for trouble in fields.trouble(line.text or ""):
            yield f"tab {template.title} kepala/kaki halaman: {trouble}"
        for name in FIELD.findall(line.text or ""):
            if fields.lists(name):
                yield f"tab {template.title} kepala/kaki halaman: {{{{ {name} }}}} bagian dari daftar; pindahkan ke dalam tabel"


def _two_lists(template: Template, fields: Fields, row: int) -> str:
    found = sorted(_lists(template, fields, row), key=lambda name: (len(name), name))
    apart = [name for name in found if found[-1][: len(name)] != name]
    if not apart:
        return ""
    return f"menyebut dua daftar ({'.'.join(apart[0])} dan {'.'.join(found[-1])}); satu baris hanya untuk satu daftar"


def _lists(template: Template, fields: Fields, row: int) -> set[ListName]:
    names = (name for (at, _), found in template.fields.items() if at == row for name in found)
    return {found for name in names if (found := fields.lists(name))}


def layout_of(template: Template, fields: Fields) -> Layout:
    """Where the tab's rows land with these values."""
    named = {row: max(found, key=len) for row in template.rows if (found := _lists(template, fields, row))}
    return Layout(named, fields.values)
