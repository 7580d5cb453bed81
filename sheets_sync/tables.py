"""Where a table stands in a workbook now, wherever people have moved it.

Rows are known by the code that begins their first cell, columns by their heading or by the defined name that
moves along with them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sheets_sync.grid import Grid, Tab, address
from sheets_sync.submission import Oddity, OddityKind, Place
from sheets_sync.wording import folded
from sheets_sync.workbook import WORKBOOK_ROW


@dataclass(frozen=True, slots=True)
class Table:
    """A table found in a tab: its heading row and its columns."""

    tab: Tab
    head: int
    code: int
    actual: int | None
    note: int | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for: the tab's title, each column's heading and defined name, and the rows' texts as sent."""

    title: str
    headings: tuple[str, str, str]
    names: tuple[str, str, str]
    texts: Mapping[str, str] = field(default_factory=dict)


def find_table(grid: Grid, wanted: Wanted) -> Table | None:
    """The table in the tab that its defined name points at, else the tab of that title, else any that fits."""
    anchor = grid.anchors.get(wanted.names[0])
    titles = [anchor.tab if anchor else "", wanted.title]
    tabs = [tab for title in titles if (tab := grid.tab(title))]
    for tab in (*tabs, *grid.tabs):
        if table := table_in(tab, grid, wanted):
            return table
    return None


def table_in(tab: Tab, grid: Grid, wanted: Wanted) -> Table | None:
    anchors = [grid.anchors.get(name) for name in wanted.names]
    head = _heading_row(tab, wanted.headings)
    if head is None:
        first = anchors[0]
        if first is None or first.tab != tab.title:
            return None
        head = first.row
    named = [anchor.column if anchor and anchor.tab == tab.title else None for anchor in anchors]
    code, actual, note = (
        _column(tab, head, heading, column, wanted.headings)
        for heading, column in zip(wanted.headings, named, strict=True)
    )
    return Table(tab, head, code, actual, note) if code is not None else None


def _column(tab: Tab, head: int, heading: str, named: int | None, headings: Sequence[str]) -> int | None:
    """The column of that heading: the named one if it still has it, else wherever the heading stands.

    A column that was renamed is still the named one, unless it now has another column's heading.
    """
    now = tab.text(head, named) if named else ""
    if named and _same(now, heading):
        return named
    taken = any(_same(now, other) for other in headings)
    return _heading_column(tab, head, heading) or (None if taken else named)


def _same(text: str, heading: str) -> bool:
    return folded(text) == folded(heading)


def _heading_row(tab: Tab, headings: Sequence[str]) -> int | None:
    """The first row in which the headings of code and figure both stand."""
    rows = sorted({row for (row, column) in tab.cells if _same(tab.text(row, column), headings[0])})
    return next((row for row in rows if _heading_column(tab, row, headings[1]) is not None), None)


def _heading_column(tab: Tab, row: int, heading: str) -> int | None:
    return min(
        (column for (at, column) in tab.cells if at == row and _same(tab.text(row, column), heading)), default=None
    )


def rows_by_code(table: Table, known: Iterable[str], noticed: list[Oddity]) -> dict[str, list[int]]:
    """The sheet's rows of each known code; a row with another code like ours is noticed."""
    by_fold = {code.casefold(): code for code in known}
    found: dict[str, list[int]] = {}
    for row, column in sorted(table.tab.cells):
        if column != table.code or row == table.head:
            continue
        first, mark, _ = table.tab.text(row, column).partition("·")
        word = first.split()[0] if first.split() else ""
        if word.casefold() in by_fold:
            found.setdefault(by_fold[word.casefold()], []).append(row)
        elif mark and re.fullmatch(r"[\w.-]+", first.strip()) and row > table.head:
            place = Place(table.tab.title, address(row, column), WORKBOOK_ROW)
            noticed.append(Oddity(OddityKind.ROW_UNKNOWN, place, first.strip()))
    return found


# --- the words of a row --------------------------------------------------------------------------------------


def squeezed(text: str) -> str:
    """The text without what spreadsheet programs change by themselves: blanks, ends of lines, look-alikes of letters."""
    plain = unicodedata.normalize("NFKC", text.replace("_x000D_", "")).casefold()
    return "".join(plain.split())


def name_and_details(text: str, sent: str) -> tuple[str, str]:
    """The name and the line below it, of a row's first cell; `sent` tells them apart where the end of line is lost."""
    text, sent = _without_code(text), _without_code(sent)
    name, _, details = text.partition("\n")
    if details:
        return name.strip(), details.strip()
    name_sent, _, details_sent = sent.partition("\n")
    stands = squeezed(text)
    if stands.endswith(squeezed(details_sent)):
        return _upto(text, len(stands) - len(squeezed(details_sent)))
    if stands.startswith(squeezed(name_sent)):
        return _upto(text, len(squeezed(name_sent)))
    return text.strip(), ""


def _without_code(text: str) -> str:
    """What follows `PEM-01 ·`, or the code where the mark is lost."""
    return re.sub(r"^\s*[^\s·]+\s*·?\s*", "", text)


def _upto(text: str, length: int) -> tuple[str, str]:
    """The text cut where that many characters of it, squeezed, are reached."""
    at = next((end for end in range(len(text) + 1) if len(squeezed(text[:end])) >= length), len(text))
    return text[:at].strip(), text[at:].strip()
