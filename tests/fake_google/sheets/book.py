"""A spreadsheet in memory: tabs of sparse cells, cheap to copy, so that a write that fails leaves nothing behind.

Cells are values that are replaced, never changed. A write works on a fork (dictionaries copied, cells shared) that
takes the place of the old state once all of it went well.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from tests.fake_google.caller import Caller
from tests.fake_google.clock import Clock
from tests.fake_google.sheets.area import COLUMNS, ROWS, Area, Box
from tests.fake_google.sheets.value import Value

ROW_HEIGHT = 21
COLUMN_WIDTH = 100


class Cell(NamedTuple):
    """What somebody put into a cell: `formula` begins with `=`, and `entered` is empty where there is one."""

    entered: Value = None
    formula: str = ""
    format: dict[str, Any] = {}  # noqa: RUF012  # never changed, only replaced
    note: str = ""
    validation: dict[str, Any] | None = None
    runs: tuple[dict[str, Any], ...] = ()

    @property
    def blank(self) -> bool:
        """It holds no value; it may have a note or a format."""
        return self.entered is None and not self.formula

    @property
    def nothing(self) -> bool:
        """There is no need to keep it."""
        return self == EMPTY


EMPTY = Cell()


class Line(NamedTuple):
    """A row or column that differs from the others."""

    pixels: int | None = None
    hidden: bool = False
    filtered: bool = False


class Group(NamedTuple):
    """Rows or columns that can be folded together."""

    start: int
    end: int
    depth: int = 1
    collapsed: bool = False


class Metadata(NamedTuple):
    """A note for programs on the spreadsheet, a tab, or one row or column (`line`) of it."""

    id: int
    key: str
    value: str | None
    visibility: str
    project: str
    kind: str  # SPREADSHEET, SHEET, ROW, COLUMN
    sheet_id: int = 0
    line: int = 0

    @property
    def dimension(self) -> str:
        return ROWS if self.kind == "ROW" else COLUMNS

    def to_api(self) -> dict[str, Any]:
        """As a DeveloperMetadata."""
        location: dict[str, Any] = {"locationType": self.kind}
        if self.kind == "SPREADSHEET":
            location["spreadsheet"] = True
        elif self.kind == "SHEET":
            location["sheetId"] = self.sheet_id
        else:
            sheet = {"sheetId": self.sheet_id} if self.sheet_id else {}
            lines = {"dimension": self.dimension, "startIndex": self.line, "endIndex": self.line + 1}
            location["dimensionRange"] = sheet | lines
        found: dict[str, Any] = {"metadataId": self.id, "metadataKey": self.key}
        if self.value is not None:
            found["metadataValue"] = self.value
        return found | {"location": location, "visibility": self.visibility}


@dataclass(frozen=True)
class Protected:
    """A range that only some may edit; `named` is the named range that it follows."""

    id: int
    area: Area
    description: str = ""
    warning_only: bool = False
    users: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    domain: bool = False
    open: tuple[Area, ...] = ()
    named: str = ""


@dataclass(frozen=True)
class Ranged:
    """Something kept as the API sent it that lies on an area and moves with it (filter views, bands, tables)."""

    id: str
    area: Area
    body: dict[str, Any]


@dataclass(frozen=True)
class Rule:
    """A conditional format and the areas that it colours."""

    areas: tuple[Area, ...]
    body: dict[str, Any]


@dataclass(eq=False)
class Sheet:
    """One tab."""

    id: int
    title: str
    row_count: int = 1000
    column_count: int = 26
    hidden: bool = False
    right_to_left: bool = False
    grid: dict[str, Any] = field(default_factory=dict)  # frozen rows and the like, as in GridProperties
    tab_color: dict[str, Any] | None = None  # a ColorStyle
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    rows: dict[int, Line] = field(default_factory=dict)
    columns: dict[int, Line] = field(default_factory=dict)
    merges: list[Box] = field(default_factory=list)
    protected: list[Protected] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    basic_filter: Ranged | None = None
    filter_views: list[Ranged] = field(default_factory=list)
    bands: list[Ranged] = field(default_factory=list)
    tables: list[Ranged] = field(default_factory=list)
    row_groups: list[Group] = field(default_factory=list)
    column_groups: list[Group] = field(default_factory=list)

    def fork(self) -> Sheet:
        """A tab that can be changed without this one noticing."""
        return replace(
            self,
            grid=dict(self.grid),
            cells=self.cells.copy(),
            rows=self.rows.copy(),
            columns=self.columns.copy(),
            merges=self.merges.copy(),
            protected=self.protected.copy(),
            rules=self.rules.copy(),
            filter_views=self.filter_views.copy(),
            bands=self.bands.copy(),
            tables=self.tables.copy(),
            row_groups=self.row_groups.copy(),
            column_groups=self.column_groups.copy(),
        )

    @property
    def all(self) -> Box:
        """Every cell of the tab."""
        return Box(0, self.row_count, 0, self.column_count)

    def count(self, dimension: str) -> int:
        return self.row_count if dimension == ROWS else self.column_count

    def lines(self, dimension: str) -> dict[int, Line]:
        return self.rows if dimension == ROWS else self.columns

    def box(self, area: Area) -> Box:
        """The cells that the area stands for."""
        return area.box(self.row_count, self.column_count)

    def cell(self, row: int, column: int) -> Cell:
        return self.cells.get((row, column), EMPTY)

    def put(self, row: int, column: int, cell: Cell) -> None:
        """The cell is there; one that holds nothing takes no room."""
        if cell.nothing:
            self.cells.pop((row, column), None)
        else:
            self.cells[row, column] = cell

    def within(self, box: Box) -> Iterator[tuple[tuple[int, int], Cell]]:
        """The cells in the box that hold anything, in no order."""
        cells = self.cells
        if box.area < len(cells):
            for row in range(box.top, box.bottom):
                for column in range(box.left, box.right):
                    cell = cells.get((row, column))
                    if cell is not None:
                        yield (row, column), cell
            return
        for (row, column), cell in list(cells.items()):
            if box.top <= row < box.bottom and box.left <= column < box.right:
                yield (row, column), cell


@dataclass(frozen=True)
class NamedRange:
    id: str
    name: str
    area: Area

    def to_api(self) -> dict[str, Any]:
        return {"namedRangeId": self.id, "name": self.name, "range": self.area.to_api()}


@dataclass(eq=False)
class Book:
    """All that a spreadsheet holds at one moment, and the results of its formulas as they are asked for."""

    properties: dict[str, Any]
    sheets: list[Sheet] = field(default_factory=list)
    named: list[NamedRange] = field(default_factory=list)
    metadata: list[Metadata] = field(default_factory=list)
    calculator: Any = None  # made and used by calc; a changed book needs a new one
    implied: dict[Any, Any] = field(default_factory=dict)  # number formats of formulas, kept by calc
    moment: float = 0.0  # what NOW() says

    def fork(self) -> Book:
        """A state that can be changed without this one noticing."""
        return replace(
            self,
            properties=dict(self.properties),
            sheets=[sheet.fork() for sheet in self.sheets],
            named=self.named.copy(),
            metadata=self.metadata.copy(),
            calculator=None,
            implied={},
        )

    @property
    def locale(self) -> str:
        return str(self.properties["locale"])

    def sheet(self, sheet_id: int) -> Sheet | None:
        """The tab with that id."""
        return next((sheet for sheet in self.sheets if sheet.id == sheet_id), None)

    def titled(self, title: str) -> Sheet | None:
        """The tab of that title; case matters only where two differ in nothing else."""
        for sheet in self.sheets:
            if sheet.title == title:
                return sheet
        folded = title.casefold()
        return next((sheet for sheet in self.sheets if sheet.title.casefold() == folded), None)

    @property
    def first_visible(self) -> Sheet:
        return next((sheet for sheet in self.sheets if not sheet.hidden), self.sheets[0])


class Spreadsheet:
    """One spreadsheet file as the Sheets API sees it; every applied write calls `on_change` once."""

    def __init__(
        self,
        id: str,  # noqa: A002  # the API's own word
        title: str,
        clock: Clock,
        *,
        locale: str = "en_US",
        time_zone: str = "Etc/GMT",
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self.id = id
        self.clock = clock
        self.on_change = on_change
        self.lock = threading.RLock()
        self.numbers = random.Random(id)  # noqa: S311  # ids, not secrets; the same ones each time
        properties = {"title": title, "locale": locale, "autoRecalc": "ON_CHANGE", "timeZone": time_zone}
        self.book = Book(properties, [Sheet(0, "Sheet1")], moment=clock.now())

    @property
    def title(self) -> str:
        """The file's name: Drive and Sheets both change it."""
        return str(self.book.properties["title"])

    @title.setter
    def title(self, title: str) -> None:
        self.book.properties["title"] = title

    @property
    def locale(self) -> str:
        return self.book.locale

    @property
    def time_zone(self) -> str:
        return str(self.book.properties["timeZone"])

    @property
    def sheets(self) -> list[Sheet]:
        return self.book.sheets

    def copy(self, new_id: str, title: str, on_change: Callable[[], None]) -> Spreadsheet:
        """A spreadsheet of its own with everything that this one holds now."""
        with self.lock:
            made = Spreadsheet(new_id, title, self.clock, on_change=on_change)
            made.book = self.book.fork()
            made.book.properties["title"] = title
            return made

    def fork(self) -> Book:
        """The state that a write works on; nothing is changed before `commit`."""
        forked = self.book.fork()
        forked.moment = self.clock.now()
        return forked

    def refresh(self) -> None:
        """What TODAY() says is today, on whatever day the spreadsheet was last written."""
        now = self.clock.now()
        if now // 86400 != self.book.moment // 86400:
            self.book.moment = now
            self.book.calculator = None

    def commit(self, book: Book) -> None:
        """The written state is the state, and Drive knows of it."""
        self.book = book
        self.on_change()

    def apply(self, requests: list[dict[str, Any]], caller: Caller) -> list[dict[str, Any]]:
        """The replies to the requests, all of which are done; on an error none is."""
        from tests.fake_google.sheets.requests import run  # noqa: PLC0415  # the requests are built on this module

        with self.lock:
            book = self.fork()
            replies = run(self, book, requests, caller)
            self.commit(book)
            return replies

    def new_id(self) -> int:
        """A number that nothing in the spreadsheet has, as the service gives ids."""
        return self.numbers.randrange(10**8, 2**31 - 1)

    def effective(self, sheet: Sheet, row: int, column: int) -> Value:
        """What the cell shows before it is formatted."""
        from tests.fake_google.sheets.calc import effective  # noqa: PLC0415  # calculation is built on this module

        return effective(self.book, sheet, row, column)
