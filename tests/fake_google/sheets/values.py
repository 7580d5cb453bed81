"""The values of a range: read in either direction and rendering, written as typed or as they are, cleared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.fake_google.caller import Caller
from tests.fake_google.errors import bad_request
from tests.fake_google.sheets import a1, entry, show
from tests.fake_google.sheets.area import Box
from tests.fake_google.sheets.book import Book, Cell, Sheet
from tests.fake_google.sheets.calc import effective, number_format
from tests.fake_google.sheets.cells import plain_number
from tests.fake_google.sheets.protection import check_cells
from tests.fake_google.sheets.ranges import Target
from tests.fake_google.sheets.trouble import Invalid
from tests.fake_google.sheets.value import ErrorValue, Value

CELL_LIMIT = 10_000_000
TOO_MANY = f"This action would increase the number of cells in the workbook above the limit of {CELL_LIMIT} cells."
_DATED = frozenset({"DATE", "TIME", "DATE_TIME"})


@dataclass(frozen=True)
class Rendering:
    """How values are read: the parameters of the same names, with their defaults."""

    value: str = "FORMATTED_VALUE"
    dates: str = "SERIAL_NUMBER"
    dimension: str = "ROWS"


def rendered(book: Book, sheet: Sheet, row: int, column: int, cell: Cell, rendering: Rendering) -> Any:
    """One cell as a value of an answer; empty text for an empty cell."""
    if cell.formula and rendering.value == "FORMULA":
        return cell.formula
    value = effective(book, sheet, row, column)
    if value is None:
        return ""
    if rendering.value == "FORMATTED_VALUE":
        return show.render(value, number_format(book, sheet, row, column), book.locale)
    if isinstance(value, ErrorValue):
        return value.text
    if isinstance(value, (bool, str)):
        return value
    shape = number_format(book, sheet, row, column)
    if rendering.dates == "FORMATTED_STRING" and show.kind(shape) in _DATED:
        return show.render(value, shape, book.locale)
    return plain_number(value)


def value_range(book: Book, target: Target, rendering: Rendering) -> dict[str, Any]:
    """The ValueRange of the target: empty trailing cells and rows are left out."""
    found: dict[str, Any] = {"range": target.name, "majorDimension": rendering.dimension}
    lines: dict[int, dict[int, Any]] = {}
    box = target.box
    for (row, column), cell in target.sheet.within(box):
        if cell.blank:
            continue
        shown = rendered(book, target.sheet, row, column, cell, rendering)
        if rendering.dimension == "COLUMNS":
            lines.setdefault(column - box.left, {})[row - box.top] = shown
        else:
            lines.setdefault(row - box.top, {})[column - box.left] = shown
    if lines:
        found["values"] = [_line(lines.get(number)) for number in range(max(lines) + 1)]
    return found


def _line(cells: dict[int, Any] | None) -> list[Any]:
    return [cells.get(number, "") for number in range(max(cells) + 1)] if cells else []


def matrix(value: dict[str, Any]) -> list[list[Any]]:
    """The rows that a ValueRange holds, whichever way it is written down; None skips a cell."""
    values: list[list[Any]] = value.get("values", [])
    for number, line in enumerate(values):
        for place, item in enumerate(line):
            if isinstance(item, (list, dict)):
                kind = "list_value" if isinstance(item, list) else "struct_value"
                raise bad_request(f"Invalid values[{number}][{place}]: {kind} {item}")
    if value.get("majorDimension") != "COLUMNS":
        return values
    height = max((len(line) for line in values), default=0)
    return [[line[row] if row < len(line) else None for line in values] for row in range(height)]


@dataclass(frozen=True)
class Written:
    """What one write touched."""

    target: Target
    cells: frozenset[tuple[int, int]]

    def to_api(self, spreadsheet_id: str) -> dict[str, Any]:
        """As an UpdateValuesResponse, without counts that are 0."""
        found = {"spreadsheetId": spreadsheet_id, "updatedRange": self.target.name}
        counts = {
            "updatedRows": self.target.box.height if self.cells else 0,
            "updatedColumns": self.target.box.width if self.cells else 0,
            "updatedCells": len(self.cells),
        }
        return found | {name: count for name, count in counts.items() if count}


class Writing:
    """Writes values into a book for one caller, as typed (USER_ENTERED) or as they are (RAW)."""

    def __init__(self, book: Book, caller: Caller, option: str) -> None:
        if option in ("", "INPUT_VALUE_OPTION_UNSPECIFIED"):
            raise bad_request("'valueInputOption' is required but not specified")
        if option not in ("RAW", "USER_ENTERED"):
            kind = "type.googleapis.com/google.apps.sheets.v4.ValueInputOption"
            raise bad_request(f"Invalid value at 'value_input_option' ({kind}), \"{option}\"")
        self.book = book
        self.caller = caller
        self.typed = option == "USER_ENTERED"
        self.locale = book.locale
        zone = ZoneInfo(str(book.properties["timeZone"])) if self.typed else UTC
        self.today = datetime.fromtimestamp(book.moment, zone).date()

    def write(self, target: Target, rows: list[list[Any]], *, growing: bool = False) -> Written:
        """The rows stand in the target; one cell stands for all that lies right and below of it."""
        sheet, box = target.sheet, target.box
        height, width = len(rows), max((len(row) for row in rows), default=0)
        filled = Box(box.top, box.top + max(height, 1), box.left, box.left + max(width, 1))
        if growing:
            grow(self.book, sheet, filled.bottom, filled.right)
        else:
            _stay_inside(target, rows)
        self.check(sheet, filled)
        touched = []
        for down, row in enumerate(rows):
            for along, value in enumerate(row):
                if value is not None:
                    place = (box.top + down, box.left + along)
                    touched.append(place)
                    sheet.put(*place, self.cell(sheet.cell(*place), value))
        return Written(Target(sheet, filled), frozenset(touched))

    def check(self, sheet: Sheet, box: Box) -> None:
        """Nothing happens; 400 where the caller may not edit those cells."""
        try:
            check_cells(sheet, box, self.caller)
        except Invalid as error:
            raise bad_request(str(error)) from None

    def cell(self, old: Cell, value: Any) -> Cell:
        """The cell with the value in it; format, note and validation stay."""
        if isinstance(value, bool) or value is None:
            return old._replace(entered=value, formula="", runs=())
        if isinstance(value, (int, float)):
            return old._replace(entered=float(value), formula="", runs=())
        if not self.typed:
            return old._replace(entered=str(value) or None, formula="", runs=())
        read = entry.parse(str(value), self.locale, old.format.get("numberFormat"), self.today)
        look = old.format
        if read.number_format is not None:
            look = {**old.format, "numberFormat": read.number_format}
        entered: Value = None if read.value == "" else read.value
        return old._replace(entered=entered, formula=read.formula, format=look, runs=())


def _stay_inside(target: Target, rows: list[list[Any]]) -> None:
    box = target.box
    if target.single:
        box = Box(box.top, target.sheet.row_count, box.left, target.sheet.column_count)
    name = f"Requested writing within range [{target.name}], but tried writing to"
    if len(rows) > box.height:
        raise bad_request(f"{name} row [{box.bottom + 1}]")
    if any(len(row) > box.width for row in rows):
        raise bad_request(f"{name} column [{a1.column_letters(box.right)}]")


def grow(book: Book, sheet: Sheet, rows: int, columns: int) -> None:
    """The tab has at least that many rows and columns; 400 where the spreadsheet would grow too large."""
    rows, columns = max(rows, sheet.row_count), max(columns, sheet.column_count)
    if too_large(book, sheet, rows, columns):
        raise bad_request(TOO_MANY)
    sheet.row_count, sheet.column_count = rows, columns


def too_large(book: Book, sheet: Sheet | None, rows: int, columns: int) -> bool:
    """With the tab at that size the spreadsheet would have more cells than the service allows."""
    others = sum(other.row_count * other.column_count for other in book.sheets if other is not sheet)
    return others + rows * columns > CELL_LIMIT


def clear(target: Target, caller: Caller) -> str:
    """The name of the range whose values are gone; formats, notes and validation stay."""
    try:
        check_cells(target.sheet, target.box, caller)
    except Invalid as error:
        raise bad_request(str(error)) from None
    for place, cell in target.sheet.within(target.box):
        if not cell.blank:
            target.sheet.put(*place, cell._replace(entered=None, formula="", runs=()))
    return target.name


def rendered_texts(book: Book, sheet: Sheet, box: Box) -> list[str]:
    """What the filled cells of the box show."""
    plain = Rendering()
    return [
        str(rendered(book, sheet, row, column, cell, plain))
        for (row, column), cell in sheet.within(box)
        if not cell.blank
    ]
