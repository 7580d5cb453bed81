"""How tall a row must be for its texts, from the looks and the widths in a workbook: pure.

Excel and LibreOffice do not fit a row to the text of merged cells, and phones fit none at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sheets_sync.grid import Area

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TALLEST = 409  # points; no row of Excel is taller
PADDING = 5  # points above and below the text together
WIDTH = 9  # of a column for which none is stated, in digits
NARROW = frozenset("ijltfrI.,:;!|'`()[]{}/\\ -")
WIDE = frozenset("mwMW%@—")


@dataclass(frozen=True, slots=True)
class Look:
    """A cell's letters in half points, and whether its text is broken into lines."""

    size: int
    bold: bool
    wraps: bool


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks of all cells by the number of their style; the first is that of cells without one."""

    of_style: tuple[Look, ...]
    usual: int  # the size in which widths of columns are told, in half points

    def height(self, style: int, text: str, width: int) -> int:
        """Points that the text needs in a cell of that width, in hundredths of a digit; 0 where any height will do."""
        look = self.of_style[style] if style < len(self.of_style) else Look(self.usual, bold=False, wraps=False)
        if not (look.wraps and text and width):
            return 0
        room = max((width - 100) * self.usual // look.size, 200)
        lines = sum(line_count(line, room, 108 if look.bold else 100) for line in text.split("\n"))
        return lines * look.size * 65 // 100 + PADDING


def line_count(text: str, room: int, factor: int = 100) -> int:
    """How many lines the text takes, broken between words and within words that are longer than a line."""
    lines, left = 1, room
    for word in text.split(" "):
        wide = sum(map(_width, word)) * factor // 100
        if wide > left and left < room:
            lines, left = lines + 1, room
        more = max(wide - 1, 0) // room
        lines, left = lines + more, left - (wide - more * room) - 50
    return lines


def _width(char: str) -> int:
    """In hundredths of a digit, as letters of Arial and its like are."""
    if char in NARROW:
        return 55
    if char in WIDE:
        return 155
    if ord(char) > 0x2E7F:
        return 190
    return 125 if char.isupper() else 100


def read_looks(styles: Any) -> Looks:
    """The looks of a workbook's part `styles.xml`."""
    fonts = [_font(font) for font in styles.iterfind(f"{MAIN}fonts/{MAIN}font")] or [(22, False)]
    found = []
    for style in styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf"):
        number = int(style.get("fontId", "0"))
        size, bold = fonts[number] if number < len(fonts) else fonts[0]
        alignment = style.find(f"{MAIN}alignment")
        wraps = alignment is not None and alignment.get("wrapText") in ("1", "true")
        found.append(Look(size, bold, wraps))
    return Looks(tuple(found), fonts[0][0])


def _font(font: Any) -> tuple[int, bool]:
    size, bold = font.find(f"{MAIN}sz"), font.find(f"{MAIN}b")
    half = round(float(size.get("val", "11")) * 2) if size is not None else 22  # a drawing's geometry
    return max(half, 2), bold is not None and bold.get("val", "1") not in ("0", "false")


def usual_height(sheet: Any) -> Decimal:
    """The height in points of a row that states none."""
    stated = sheet.find(f"{MAIN}sheetFormatPr")
    return Decimal("15" if stated is None else stated.get("defaultRowHeight", "15"))


def read_widths(sheet: Any) -> dict[int, int]:
    """The width of each column of a sheet that states one, in hundredths of a digit; 0 where it is hidden."""
    widths: dict[int, int] = {}
    for column in sheet.iterfind(f"{MAIN}cols/{MAIN}col"):
        hidden = column.get("hidden") in ("1", "true")
        wide = 0 if hidden else round(float(column.get("width", WIDTH)) * 100)  # a drawing's geometry
        first, last = int(column.get("min", "1")), int(column.get("max", "1"))
        widths |= dict.fromkeys(range(first, min(last, first + 1000) + 1), wide)
    return widths


def width_of(row: int, column: int, merged: Mapping[tuple[int, int], Area], widths: Mapping[int, int]) -> int:
    """The width of the cell, or of the merged cells that it begins; 0 where these lie in several rows."""
    area = merged.get((row, column), Area(row, column, row, column))
    if area.top != area.bottom:
        return 0
    return sum(widths.get(each, WIDTH * 100) for each in range(column, area.right + 1))
