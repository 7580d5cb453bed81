"""Workbooks saved as OpenDocument (.ods), as Grids: the same cells as the same workbook saved as xlsx.

A small reader of our own: the libraries for ods build the whole document in memory, and write out a row a million
times where the file only says that it is repeated. This one listens to the XML as it passes (no entities, no document
type), so that neither a repetition nor a deep nesting costs anything.
"""

from __future__ import annotations

import contextlib
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import IO
from xml.sax.handler import ContentHandler, feature_namespaces
from xml.sax.xmlreader import AttributesNSImpl, InputSource

from defusedxml.expatreader import DefusedExpatParser

from sheets_sync import numerals
from sheets_sync.errors import WorkbookError
from sheets_sync.grid import Anchor, Area, BrokenCell, Cell, Grid, Tab, Value, parse_anchor
from sheets_sync.stores.filekind import FileKind, refusal
from sheets_sync.stores.package import LONGEST_CELL
from sheets_sync.stores.xlsx import KEY_PROPERTY, MAX_COLUMNS, moment_of

BASE = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TABLE, TEXT, META, DRAW = (f"{BASE}{part}:1.0" for part in ("office", "table", "text", "meta", "drawing"))
EXTENDED = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
MAX_TABS = 100
MAX_DEPTH = 100
MAX_MANIFEST = 1_000_000
ASIDE = frozenset(  # what stands in or beside a cell without being its content
    (
        (OFFICE, "annotation"),
        (OFFICE, "forms"),
        (TABLE, "shapes"),
        (TABLE, "detective"),
        (TABLE, "table"),
        (TEXT, "note"),
        (TEXT, "ruby-text"),
    )
)
BOOLEANS = {"of:=TRUE()": True, "of:=FALSE()": False}  # how LibreOffice saves a box that came from Excel
ERROR = re.compile(r"#[A-Z/0!?]{2,10}|(?:Err|Gal):\d{3}")
DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?[\d.,]*Z?)?")
SPAN = re.compile(r"P(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})(?:[.,]\d*)?S)?)?")
TARGET = re.compile(r"\$?('(?:[^']|'')+'|[^'.\[\]]+)\.(\$?[A-Z]{1,3}\$?\d{1,7})(?::.*)?")
Name = tuple[str | None, str]


def read_ods(package: zipfile.ZipFile, rows: int) -> Grid:
    """The first `rows` rows of each tab; WorkbookError where a password is asked for, anything where it is broken."""
    with package.open("META-INF/manifest.xml") as manifest:
        if b"encryption-data" in manifest.read(MAX_MANIFEST):
            raise WorkbookError(refusal(FileKind.LOCKED))
    content = _Content(rows)
    with package.open("content.xml") as stream:
        _listen(stream, content)
    properties = _Properties()
    if "meta.xml" in package.namelist():
        with package.open("meta.xml") as stream:
            _listen(stream, properties)
    return Grid(tuple(content.tabs), content.anchors, tuple(properties.keys))


def _listen(stream: IO[bytes], handler: ContentHandler) -> None:
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(handler)
    source = InputSource()
    source.setByteStream(stream)
    parser.parse(source)


class _Properties(ContentHandler):
    """The file's own properties, for the key that we put there."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[str] = []
        self._text: list[str] | None = None

    def startElementNS(self, name: Name, qname: str | None, attrs: AttributesNSImpl) -> None:  # noqa: N802, ARG002  # sax
        if name == (META, "user-defined") and attrs.get((META, "name")) == KEY_PROPERTY:
            self._text = []

    def characters(self, content: str) -> None:
        if self._text is not None:
            self._text.append(content)

    def endElementNS(self, name: Name, qname: str | None) -> None:  # noqa: N802, ARG002  # sax
        if name == (META, "user-defined") and self._text is not None:
            self.keys.append("".join(self._text))
            self._text = None


@dataclass(slots=True)
class _OpenTab:
    """A tab whose rows are passing by; `row` and `column` are where the next cell stands."""

    title: str
    row: int = 1
    column: int = 1
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    line: dict[int, Cell] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)


@dataclass(slots=True)
class _OpenCell:
    """A cell whose text is passing by."""

    about: Mapping[Name, str]
    paragraphs: list[str] = field(default_factory=list)
    pieces: list[str] | None = None  # of the paragraph that is passing by
    length: int = 0

    def add(self, text: str) -> None:
        if self.pieces is not None and self.length < LONGEST_CELL:
            self.pieces.append(text[: LONGEST_CELL - self.length])
            self.length += len(text)

    def close_paragraph(self) -> None:
        """White space stays as it stands: LibreOffice writes and reads several blanks as they were typed."""
        self.paragraphs.append("".join(self.pieces or ()))
        self.pieces = None


class _Content(ContentHandler):
    """Gathers tabs, cells, merged areas and names from content.xml as it passes."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.tabs: list[Tab] = []
        self.anchors: dict[str, Anchor] = {}
        self._rows = rows
        self._depth = 0
        self._aside = 0  # the depth at which something began that is no cell's content
        self._tab: _OpenTab | None = None
        self._repeat = 1  # how often the present row, or cell, stands
        self._row_repeat = 1
        self._cell: _OpenCell | None = None

    def startElementNS(self, name: Name, qname: str | None, attrs: AttributesNSImpl) -> None:  # noqa: N802, ARG002  # sax
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ValueError("nested too deeply")
        if self._aside:
            return
        if self._tab is None:
            self._outside(name, attrs)
        elif name in ASIDE or name[0] == DRAW:
            self._aside = self._depth
        elif self._cell is not None:
            self._inside_cell(name, attrs)
        elif name == (TABLE, "table-row"):
            self._row_repeat = _count(attrs, "number-rows-repeated")
            self._tab.column, self._tab.line = 1, {}
        elif name in ((TABLE, "table-cell"), (TABLE, "covered-table-cell")):
            self._repeat = _count(attrs, "number-columns-repeated")
            self._cell = _OpenCell(dict(attrs.items()))

    def _outside(self, name: Name, attrs: AttributesNSImpl) -> None:
        if name == (TABLE, "table"):
            if len(self.tabs) >= MAX_TABS:
                raise ValueError("too many tabs")
            self._tab = _OpenTab(attrs.get((TABLE, "name")) or "")
        elif name == (TABLE, "named-range"):
            target = TARGET.fullmatch(attrs.get((TABLE, "cell-range-address")) or "")
            with contextlib.suppress(ValueError):
                if target:
                    self.anchors[attrs.get((TABLE, "name")) or ""] = parse_anchor(f"{target[1]}!{target[2]}")

    def _inside_cell(self, name: Name, attrs: AttributesNSImpl) -> None:
        cell = self._cell
        if cell is None or name[0] != TEXT:
            return
        if name[1] in ("p", "h"):
            cell.pieces = []
        elif name[1] == "s":
            cell.add(" " * min(_number(attrs.get((TEXT, "c"))), LONGEST_CELL))
        elif name[1] == "tab":
            cell.add("\t")
        elif name[1] == "line-break":
            cell.add("\n")

    def characters(self, content: str) -> None:
        if self._cell is not None and not self._aside:
            self._cell.add(content)

    def endElementNS(self, name: Name, qname: str | None) -> None:  # noqa: N802, ARG002  # sax
        self._depth -= 1
        if self._aside:
            if self._depth < self._aside:
                self._aside = 0
            return
        tab, cell = self._tab, self._cell
        if tab is None:
            return
        if cell is not None:
            if name in ((TEXT, "p"), (TEXT, "h")):
                cell.close_paragraph()
            elif name[0] == TABLE:
                self._close_cell(tab, cell)
        elif name == (TABLE, "table-row"):
            self._close_row(tab)
        elif name == (TABLE, "table"):
            self.tabs.append(Tab(tab.title, tab.cells, tuple(tab.merged)))
            self._tab = None

    def _close_cell(self, tab: _OpenTab, cell: _OpenCell) -> None:
        self._cell = None
        first, tab.column = tab.column, tab.column + self._repeat
        if tab.row > self._rows or first > MAX_COLUMNS:
            return
        if found := _read(cell):
            for column in range(first, min(tab.column - 1, MAX_COLUMNS) + 1):
                tab.line[column] = found
        wide, high = (_number(cell.about.get((TABLE, f"number-{way}-spanned"))) for way in ("columns", "rows"))
        if wide > 1 or high > 1:
            tab.merged.append(Area(tab.row, first, tab.row + high - 1, first + wide - 1))

    def _close_row(self, tab: _OpenTab) -> None:
        last = min(tab.row + self._row_repeat - 1, self._rows)
        for row in range(tab.row, last + 1) if tab.line else ():
            for column, cell in tab.line.items():
                tab.cells[row, column] = cell
        tab.row += self._row_repeat


def _count(attrs: AttributesNSImpl, name: str) -> int:
    return _number(attrs.get((TABLE, name)))


def _number(text: str | None) -> int:
    """How many; one where nothing sensible is said."""
    return max(int(text), 1) if text and re.fullmatch(r"[0-9]{1,9}", text) else 1


def _read(cell: _OpenCell) -> Cell | None:
    """The cell's content; None where it is empty."""
    about, text = cell.about, "\n".join(cell.paragraphs)
    formula = about.get((TABLE, "formula"))
    kind = about.get((OFFICE, "value-type"), "")
    if about.get((EXTENDED, "value-type")) == "error" or (formula and ERROR.fullmatch(text)):
        return Cell(BrokenCell(text or "#N/A"))
    if formula in BOOLEANS:
        return Cell(BOOLEANS[formula])
    if kind in ("float", "currency", "percentage"):
        return Cell(_figure(about.get((OFFICE, "value"), "")), kind == "percentage")
    if kind == "boolean":
        return Cell(about.get((OFFICE, "boolean-value")) == "true")
    if kind in ("date", "time"):
        return Cell(_moment(about.get((OFFICE, f"{kind}-value"), "")))
    if formula and not kind and not cell.paragraphs:
        return Cell(BrokenCell("rumus tanpa hasil"))
    text = text if cell.paragraphs else about.get((OFFICE, "string-value"), "")[:LONGEST_CELL]
    return Cell(text) if text else None


def _figure(text: str) -> Value:
    try:
        return numerals.enter(text)
    except ValueError:
        return BrokenCell("#NUM!")


def _moment(text: str) -> Value:
    """A date, or a length of time as the time of day that a spreadsheet shows it as."""
    try:
        if day := DATE.fullmatch(text):
            return datetime(*(int(part or 0) for part in day.groups()))  # type: ignore[arg-type]  # noqa: DTZ001  # a cell has no zone; six numbers
        if span := SPAN.fullmatch(text):
            days, hours, minutes, seconds = (int(part or 0) for part in span.groups())
            return moment_of(timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds))
    except (ValueError, OverflowError):
        pass
    return BrokenCell("#VALUE!")
