"""A tab of the workbook Format as rows, by the same fields as the office's files: each value knows its cell.

The heading row and the columns are found by their words, wherever people moved them. Blank rows are skipped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from sheets_sync import numerals
from sheets_sync.format_columns import (
    INDICATOR,
    NO_TARGET,
    SPARE,
    TARGETS,
    FormatTab,
    squeezed,
    target_column,
    target_heading,
)
from sheets_sync.grid import UNSEEN, BrokenCell, Cell, Grid, Tab, address
from sheets_sync.settings.columns import TARGET
from sheets_sync.settings.rows import Field, Line, Mistakes, read_fields

HEADINGS_WITHIN = 40  # rows


@dataclass(frozen=True, slots=True)
class Found:
    """A tab whose heading row is known: where each of our columns is, and which rows hold anything."""

    asked: FormatTab
    tab: Tab
    head: int
    columns: Mapping[str, int]  # by the key in the file
    rows: tuple[int, ...]

    @property
    def file(self) -> str:
        """What a mistake calls the tab."""
        return f"tab {self.tab.title}"

    def text(self, row: int, column: int) -> str:
        return shown(self.tab.cells.get((row, column)))


def shown(cell: Cell | None) -> str:
    """What stands in the cell as a file would hold it: figures with a decimal comma, days as `2026-09-01`."""
    if cell is None:
        return ""
    value = cell.value
    if isinstance(value, BrokenCell):
        return value.text
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, Decimal):
        return f"{numerals.ungrouped(value * 100)}%" if cell.percent else numerals.ungrouped(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else f"{value:%Y-%m-%d %H.%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H.%M}"
    return " ".join(UNSEEN.sub(" ", value).split())


def find_tab(grid: Grid, asked: FormatTab, mistakes: Mistakes) -> Found | None:
    """The tab with its columns; None where it, or a column of it, is gone, which is then among the mistakes."""
    anchor = grid.anchors.get(asked.anchor)
    tab = (grid.tab(anchor.tab) if anchor else None) or grid.tab(asked.title)
    if tab is None:
        mistakes.add(f"tab {asked.title}", 0, "tidak ada lagi; pulihkan tabnya, atau buat lembar Format yang baru")
        return None
    head, places = _headings(tab, asked)
    columns = {column.key: places.get(squeezed(column.heading), []) for column in asked.columns}
    for column in asked.columns:
        _told_column(tab, head, column.heading, columns[column.key], mistakes)
    if any(len(at) != 1 for at in columns.values()):
        return None
    found = {key: at[0] for key, at in columns.items()}
    return Found(asked, tab, head, found, tuple(_rows(tab, asked, head, found)))


def _told_column(tab: Tab, head: int, heading: str, at: Sequence[int], mistakes: Mistakes) -> None:
    if not at:
        mistakes.add(f"tab {tab.title}", head, f"kolom {heading!r} tidak ada; ketik lagi kepala kolomnya")
    elif len(at) > 1:
        text = f"kolom {heading!r} ada dua kali; hapus atau ganti nama salah satunya"
        mistakes.add(f"tab {tab.title}", head, text, address(head, at[1]))


def _headings(tab: Tab, asked: FormatTab) -> tuple[int, dict[str, list[int]]]:
    """The row that holds the most of our headings, and where each heading stands in it."""
    ours = {squeezed(column.heading) for column in asked.columns}
    rows: dict[int, dict[str, list[int]]] = {1: {}}
    for row, column in sorted(tab.cells):
        if row <= HEADINGS_WITHIN and (text := squeezed(tab.text(row, column))):
            rows.setdefault(row, {}).setdefault(text, []).append(column)
    best = max(rows, key=lambda row: (len(ours & rows[row].keys()), -row))
    return best, rows[best]


def _rows(tab: Tab, asked: FormatTab, head: int, columns: Mapping[str, int]) -> Iterator[int]:
    """The rows below the headings in which one of our columns holds something, the explanations left out."""
    helps = {columns[column.key]: column.help for column in asked.columns}
    held: dict[int, dict[int, str]] = {}
    for (row, column), cell in tab.cells.items():
        if row > head and (text := shown(cell)):
            held.setdefault(row, {})[column] = text
    for row, texts in sorted(held.items()):
        own = {column: text for column, text in texts.items() if column in helps}
        if asked is INDICATOR and not own:
            own = {column: text for column, text in texts.items() if target_column(tab.text(head, column))}
        if own and any(helps.get(column) != text for column, text in own.items()):
            yield row


def read_rows(found: Found, fields: Sequence[Field], mistakes: Mistakes) -> list[Line]:
    """Each row by those fields; a cell whose formula is broken is a mistake of that cell."""
    return [_read(found, row, fields, mistakes) for row in found.rows]


def _read(found: Found, row: int, fields: Sequence[Field], mistakes: Mistakes) -> Line:
    cells = {field.name: address(row, found.columns[field.key]) for field in fields}
    cells[""] = cells[fields[0].name]
    pairs = []
    for field in fields:
        place = row, found.columns[field.key]
        cell = found.tab.cells.get(place)
        if cell is not None and isinstance(cell.value, BrokenCell):
            _broken(found, row, address(*place), cell.value, mistakes)
        else:
            pairs.append((field, shown(cell)))
    return read_fields(found.file, row, pairs, mistakes, cells)


def _broken(found: Found, row: int, cell: str, value: BrokenCell, mistakes: Mistakes) -> None:
    mistakes.add(found.file, row, f"rumusnya tidak berhasil ({value.text}); ketik isinya saja", cell)


# --- targets -------------------------------------------------------------------------------------------------


def documents_in(found: Found, mistakes: Mistakes) -> dict[str, dict[str, int]]:
    """The columns of each document's targets; a document of which a column is gone is among the mistakes."""
    groups: dict[str, dict[str, int]] = {}
    for column in range(1, max((at for row, at in found.tab.cells if row == found.head), default=0) + 1):
        named = target_column(found.text(found.head, column))
        if named is None:
            continue
        document, name = named
        group = groups.setdefault(document, {})
        if name in group:
            text = f"kolom {target_heading(document, name)!r} ada dua kali; ganti nama salah satunya"
            mistakes.add(found.file, found.head, text, address(found.head, column))
        group.setdefault(name, column)
    for document, group in groups.items():
        for name in TARGETS.keys() - group.keys():
            text = f"kolom {target_heading(document, name)!r} tidak ada; ketik lagi kepala kolomnya"
            mistakes.add(found.file, found.head, text, address(found.head, min(group.values())))
    return {document: group for document, group in groups.items() if len(group) == len(TARGETS)}


def read_targets(found: Found, indicators: Sequence[Line], mistakes: Mistakes) -> tuple[list[Line], frozenset[str]]:
    """A line for each indicator and document with a target, and the documents that the tab has columns for."""
    groups = documents_in(found, mistakes)
    lines = []
    for document, columns in groups.items():
        for indicator in indicators:
            cells = {name: (indicator.number, column) for name, column in columns.items()}
            texts = {name: found.text(*place) for name, place in cells.items()}
            if any(texts.values()):
                lines.append(_target_line(found, indicator, document, cells, texts, mistakes))
    made = [line for line in lines if line is not None]
    return made, frozenset(groups) - {SPARE}


def _target_line(
    found: Found,
    indicator: Line,
    document: str,
    cells: Mapping[str, tuple[int, int]],
    texts: Mapping[str, str],
    mistakes: Mistakes,
) -> Line | None:
    places = {name: address(*place) for name, place in cells.items()}
    first = cells["annual"]
    if document == SPARE:
        text = f"ganti {SPARE} pada kelima kepala kolomnya dengan kode dokumen di office.toml, misalnya PKP-2026"
        mistakes.add(found.file, found.head, text, address(found.head, first[1]))
        return None
    code = indicator.values.get("code")
    if code is None:
        return None
    for name, place in cells.items():
        cell = found.tab.cells.get(place)
        if cell is not None and isinstance(cell.value, BrokenCell):
            _broken(found, indicator.number, places[name], cell.value, mistakes)
            return None
    places |= {"indicator": indicator.cell("code"), "document": address(found.head, first[1]), "": places["annual"]}
    values = {name: "" if text in (NO_TARGET, "–") else text for name, text in texts.items()}
    keyed = {"indicator": code, "document": document} | values
    pairs = [(field, keyed[field.name]) for field in TARGET]
    return read_fields(found.file, indicator.number, pairs, mistakes, places)
