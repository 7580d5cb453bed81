"""A folder of Excel files as the store: `lembar/2026-TW3/*.xlsx`.

XlsxWriter makes them (it stores each formula's first result, which phones without a calculator show), openpyxl
reads them, and feedback replaces one part inside the zip. A file that a unit has touched is never loaded and
saved through a library, since that loses formula results and Excel's own drop-downs.
Both are imported where they are used: every command without a workbook would wait for them.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import math
import os
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from sheets_sync import numerals
from sheets_sync.answer import keeping_replies, read_posted
from sheets_sync.errors import StoreError, WorkbookError
from sheets_sync.files import temporary_beside
from sheets_sync.grid import BrokenCell, Cell, Grid, Tab, Value, column_letters, parse_address, parse_anchor
from sheets_sync.layout import FINDINGS_END, FINDINGS_NAME, finding_height
from sheets_sync.model import Contact
from sheets_sync.plan import PAPER_NUMBERS, Colour, Formula, Run, Sheet, Style, Workbook
from sheets_sync.renewal import Renewal
from sheets_sync.stores import package
from sheets_sync.stores.base import Ref, Renewed, Sharing
from sheets_sync.stores.beyond import FORMULAS_WITHIN, beyond
from sheets_sync.stores.exchange import lock_beside, renew
from sheets_sync.stores.xlsx_looks import condition_of, highlight_of, properties_of, validation_of
from sheets_sync.submission import Answer, Posted, Source

KEY_PROPERTY = "Kunci lembar"
MAX_COLUMNS = 60
DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  # a spreadsheet's days have no zone
MADE = datetime(2020, 1, 1, tzinfo=UTC)  # the same bytes on any day
PERCENT = "0.00%"
SHAPES = ((datetime, "dd/mm/yyyy hh:mm"), (date, "dd/mm/yyyy"), (time, "hh:mm"))  # of what a person typed


# Text stays text. A digit of Arial 11 is 8 pixels wide, which the default column's width tells XlsxWriter.
WRITER = {
    "in_memory": True,  # else each part of each workbook is a temporary file
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_format_properties": {"font_name": "Arial", "font_size": 11},
    "default_column_width": 72,
    "default_row_height": 19,
}


class XlsxFolder:
    """The workbooks of every period in the folder `root`, a folder a period."""

    suffix = ".xlsx"

    def __init__(self, root: Path, zone: tzinfo) -> None:
        self.root = root
        self._zone = zone

    def find(self, period: str, *, sharing: bool = False) -> list[Ref]:  # noqa: ARG002  # as every store
        folder = self.root / period
        try:
            names = sorted(entry.name for entry in folder.iterdir() if _is_workbook(entry))
        except FileNotFoundError:
            return []
        except OSError as failure:
            raise StoreError(f"Folder {folder} tidak dapat dibaca ({failure.strerror}); periksa izinnya.") from failure
        return [Ref(period, name) for name in names]

    def create(self, workbook: Workbook, period: str, name: str) -> Ref:
        ref = Ref(period, f"{name}.xlsx")
        path = self.path(ref)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with temporary_beside(path) as temporary:
                paint(workbook, temporary)
                temporary.chmod(0o644)
                if not _move_new(temporary, path):
                    raise WorkbookError(f"{path.name} sudah ada dan tidak ditimpa")
        except OSError as failure:
            raise StoreError(
                f"Lembar tidak dapat ditulis di {path.parent} ({failure.strerror}); periksa izin dan ruang simpan."
            ) from failure
        return ref

    def read(self, ref: Ref, rows: int) -> tuple[Grid, Source]:
        path = self.path(ref)
        package.check(path)
        modified = datetime.fromtimestamp(path.stat().st_mtime, self._zone).replace(microsecond=0)
        try:
            content = path.read_bytes()
            grid = read_grid(io.BytesIO(content), rows)
        except Exception as failure:  # a hostile or broken file may fail anywhere inside the reader
            raise _broken(path) from failure
        digest = hashlib.sha256(content).hexdigest()
        return grid, Source(f"{ref.period}/{ref.name}", digest, modified)

    def write_rows(self, ref: Ref, anchor: str, rows: Sequence[Sequence[str]]) -> bool:
        """Replace the rows from the anchor's row downwards, and nothing else. False where they stood so already."""
        path = self.path(ref)
        if lock := lock_beside(path):
            raise WorkbookError(f"{path.name} sedang dibuka ({lock.name}); catatannya ditulis pada tarikan berikutnya")
        package.check(path)
        seen = path.stat()
        try:
            with zipfile.ZipFile(path) as content:
                place = package.anchor(content, anchor)
                part = package.sheet_parts(content).get(place.tab) if place else None
                old = content.read(part) if part else b""
            new = package.replace_rows(old, place.row, rows, list(map(finding_height, rows))) if place and part else b""
        except Exception as failure:  # as in read
            raise _broken(path) from failure
        if part is None:
            raise WorkbookError(f"{path.name}: tab Periksa tidak ada lagi; catatan hanya tampil di situs")
        if new == old:
            return False
        package.replace_part(path, part, new, seen)
        return True

    def share(self, ref: Ref, contacts: Sequence[Contact], message: str) -> Sharing:  # noqa: ARG002  # as every store
        """Files are handed out by people."""
        return Sharing()

    def answer(self, ref: Ref, answer: Answer, posted: Posted | None) -> bool:
        if posted is None or posted.digest != self._digest(ref):  # a unit may have answered a question meanwhile
            grid, _ = self.read(ref, FINDINGS_END)
            answer = keeping_replies(answer, read_posted(grid).answer.rows)
        return self.write_rows(ref, FINDINGS_NAME, answer.rows)

    def _digest(self, ref: Ref) -> str:
        with contextlib.suppress(OSError):
            return hashlib.sha256(self.path(ref).read_bytes()).hexdigest()
        return ""

    def reissue(self, ref: Ref, renewal: Renewal, source: Source, rows: int) -> Renewed:
        """The workbook is made anew with what was typed in it, and takes the place of the former one, which is kept."""
        path, lost = self.path(ref), renewal.lost
        try:
            with zipfile.ZipFile(path) as content:
                lost = (*lost, *beyond(content, renewal))
            with temporary_beside(path) as temporary:
                paint(renewal.whole(), temporary)
                made = temporary.read_bytes()
        except OSError as failure:
            raise WorkbookError(
                f"{path.name} tidak dapat ditulis ({failure.strerror}); periksa izin dan ruang simpan"
            ) from failure
        except (zipfile.BadZipFile, zlib.error) as failure:
            raise _broken(path) from failure
        kept = renew(path, made, source.sha256)
        return Renewed(*self.read(ref, rows), str(kept.relative_to(self.root)), lost)

    def lock(self, ref: Ref, *, locked: bool) -> bool:
        """The file can be opened but not saved over, or can again."""
        path = self.path(ref)
        try:
            mode = path.stat().st_mode
            wanted = mode & ~0o222 if locked else mode | 0o200
            path.chmod(wanted)
        except OSError as failure:
            raise WorkbookError(f"{path.name} tidak dapat dikunci atau dibuka ({failure.strerror})") from failure
        return wanted != mode

    def path(self, ref: Ref) -> Path:
        return self.root / ref.period / ref.name


def _broken(path: Path) -> WorkbookError:
    return WorkbookError(f"{path.name} rusak dan tidak dapat dibaca; kirim ulang berkas aslinya")


def _is_workbook(entry: Path) -> bool:
    """Excel's and LibreOffice's lock files and our own half-written ones are no workbooks."""
    return entry.suffix.casefold() == ".xlsx" and not entry.name.startswith(("~$", ".")) and entry.is_file()


def _move_new(temporary: Path, path: Path) -> bool:
    """Move the file to a name that must not exist yet; False where it does."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if path.exists():
            return False
        temporary.replace(path)
    return True


# --- reading -------------------------------------------------------------------------------------------------


def read_grid(stream: IO[bytes], rows: int) -> Grid:
    """The first `rows` rows of each tab; how far a tab is formatted below them costs nothing."""
    import openpyxl  # noqa: PLC0415  # see the module's first lines

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's remarks on extensions that we do not need
        book: Any = openpyxl.load_workbook(stream, read_only=True, data_only=True)
    try:
        with zipfile.ZipFile(stream) as content:
            parts = package.sheet_parts(content)
            tabs = tuple(_read_tab(sheet, content, parts, rows) for sheet in book.worksheets)
        anchors = {}
        for name, defined in book.defined_names.items():
            with contextlib.suppress(ValueError):
                anchors[name] = parse_anchor(defined.attr_text)
        keys = tuple(str(item.value) for item in book.custom_doc_props.props if item.name == KEY_PROPERTY)
    finally:
        book.close()
    return Grid(tabs, anchors, keys)


def _read_tab(sheet: Any, content: zipfile.ZipFile, parts: dict[str, str], rows: int) -> Tab:
    cells = {}
    sheet.reset_dimensions()
    for line in sheet.iter_rows(max_row=rows, max_col=MAX_COLUMNS):
        for cell in line:
            value = _value(cell)
            if value is not None:
                cells[cell.row, cell.column] = Cell(value, numerals.shows_percent(cell.number_format or ""))
    part = parts[sheet.title]
    with content.open(part) as stream:
        places = [parse_address(place) for place in package.uncomputed(stream.read(FORMULAS_WITHIN))]
    for row, column in places:
        if row <= rows and column <= MAX_COLUMNS:
            cells.setdefault((row, column), Cell(BrokenCell("rumus tanpa hasil")))
    with content.open(part) as stream:
        merged = package.merged(stream)
    return Tab(sheet.title, cells, merged)


def _value(cell: Any) -> Value | None:
    value = cell.value
    if value is None or value == "":
        return None
    if cell.data_type == "e":
        return BrokenCell(str(value))
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        return numerals.enter(value) if math.isfinite(value) else BrokenCell("#NUM!")
    if isinstance(value, timedelta):
        return moment_of(value)
    return value  # type: ignore[no-any-return]  # openpyxl's dates and times


def moment_of(span: timedelta) -> datetime | time | BrokenCell:
    """A length of time as the day and time that the same number is in Excel, which knows a 29 February 1900."""
    day = timedelta(days=1)
    try:
        moment = DAY_ZERO + span + (day if day <= span < 60 * day else timedelta(0))
    except OverflowError:
        return BrokenCell("#VALUE!")
    return moment.time() if timedelta(0) <= span < day else moment


# --- making --------------------------------------------------------------------------------------------------


def painted(workbook: Workbook) -> bytes:
    """The planned workbook as a file's content."""
    stream = io.BytesIO()
    paint(workbook, stream)
    return stream.getvalue()


def paint(workbook: Workbook, path: Path | IO[bytes]) -> None:
    """Write the planned workbook to `path`; the same plan gives the same bytes."""
    import xlsxwriter  # noqa: PLC0415  # see the module's first lines

    book = xlsxwriter.Workbook(
        str(path) if isinstance(path, Path) else path, deepcopy(WRITER)
    )  # it writes into the options it is given
    painter = _Painter(book, {sheet.name: sheet.title for sheet in workbook.sheets})
    for sheet in workbook.sheets:
        painter.sheet(sheet)
    for name, (sheet_name, row, column) in workbook.names.items():
        letters = column_letters(column)
        book.define_name(name, f"={painter.reference(sheet_name)}!${letters}${row}")
    book.set_properties({"title": workbook.title, "author": workbook.author, "created": MADE})
    book.set_custom_property(KEY_PROPERTY, workbook.key)
    book.close()


@dataclass
class _Painter:
    """Turns looks and plans into XlsxWriter's calls, each look made once."""

    book: Any
    titles: dict[str, str]

    def __post_init__(self) -> None:
        self._formats: dict[Any, Any] = {}

    def reference(self, sheet_name: str) -> str:
        return "'" + self.titles[sheet_name].replace("'", "''") + "'"

    def format(self, style: Style) -> Any:
        if style not in self._formats:
            self._formats[style] = self.book.add_format(properties_of(style))
        return self._formats[style]

    def run(self, run: Run, style: Style) -> Any:
        key = (run.bold, run.size or style.size, run.color or style.color)
        if key not in self._formats:
            self._formats[key] = self.book.add_format(
                {"font_name": "Arial", "bold": key[0], "font_size": key[1], "font_color": f"#{key[2]}"}
            )
        return self._formats[key]

    def sheet(self, plan: Sheet) -> None:
        sheet = self.book.add_worksheet(plan.title)
        for column, width in enumerate(plan.widths):
            look = self.format(Style(locked=False)) if column + 1 in plan.open_columns else None
            sheet.set_column_pixels(column, column, width, look, {"hidden": column + 1 in plan.hidden_columns})
        for row, height in plan.heights.items():
            sheet.set_row(row - 1, height)
        for (row, column), cell in plan.cells.items():
            if cell.typed:
                self._typed(sheet, row - 1, column - 1, cell.typed, cell.style)
            else:
                self._cell(sheet, row - 1, column - 1, cell.content, cell.style)
        for check in plan.checks:
            area = check.area
            sheet.data_validation(area.top - 1, area.left - 1, area.bottom - 1, area.right - 1, validation_of(check))
        for colour in plan.colours:
            self._colour(sheet, colour)
        self._page(sheet, plan)

    def _cell(self, sheet: Any, row: int, column: int, content: Any, style: Style) -> None:
        look = self.format(style)
        if content is None:
            sheet.write_blank(row, column, None, look)
        elif isinstance(content, Formula):
            sheet.write_formula(row, column, "=" + self._formula(content.text), look, _stored(content.result))
        elif isinstance(content, Decimal):
            sheet.write_number(row, column, content, look)
        elif isinstance(content, str):
            sheet.write_string(row, column, content, look)
        else:
            pieces = [piece for run in content for piece in (self.run(run, style), run.text)]
            sheet.write_rich_string(row, column, *pieces, look)

    def _typed(self, sheet: Any, row: int, column: int, cell: Cell, style: Style) -> None:
        """The cell as a person left it; of a formula that broke, the error."""
        value, number = cell.value, next((shape for kind, shape in SHAPES if isinstance(cell.value, kind)), "")
        look = self.format(replace(style, number=PERCENT if cell.percent else number or style.number))
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value, look)
        elif isinstance(value, BrokenCell):
            sheet.write_formula(row, column, f"={value.text}", look, value.text)
        elif isinstance(value, Decimal):
            sheet.write_number(row, column, value, look)
        elif isinstance(value, str):
            sheet.write_string(row, column, value, look)
        else:
            sheet.write_datetime(row, column, value, look)

    def _formula(self, text: str) -> str:
        for name in self.titles:
            text = text.replace(f"{{{name}}}", self.reference(name))
        return text

    def _colour(self, sheet: Any, colour: Colour) -> None:
        area, rule = colour.area, condition_of(colour) | {"format": self.book.add_format(highlight_of(colour))}
        sheet.conditional_format(area.top - 1, area.left - 1, area.bottom - 1, area.right - 1, rule)

    def _page(self, sheet: Any, plan: Sheet) -> None:
        sheet.protect("", {"format_columns": True, "format_rows": True})
        sheet.set_paper(PAPER_NUMBERS[plan.paper])
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.79, right=0.5, top=0.6, bottom=0.7)
        if plan.landscape:
            sheet.set_landscape()
        if plan.repeat:
            sheet.repeat_rows(plan.repeat[0] - 1, plan.repeat[1] - 1)
        if any(plan.frozen):
            sheet.freeze_panes(*plan.frozen)
        if plan.footer:
            sheet.set_footer(f"&L&8{plan.footer.replace('&', '&&')[:200]}&R&8Halaman &P dari &N")
        if plan.very_hidden:
            sheet.very_hidden()
        sheet.hide_gridlines(2)


def _stored(result: str | Decimal) -> Any:
    return result if isinstance(result, str) else float(result)
