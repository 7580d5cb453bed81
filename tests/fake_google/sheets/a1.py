"""A1 and R1C1 notation: what a range text names, and how the service writes a range."""

from __future__ import annotations

import re
from typing import NamedTuple

from tests.fake_google.sheets.area import Area, Box

_CELL = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9][0-9]*)?")
_R1C1 = re.compile(r"[Rr]([1-9][0-9]*)?[Cc]([1-9][0-9]*)?")
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LIKE_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*|[Rr][0-9]*|[Cc][0-9]*|TRUE|FALSE", re.IGNORECASE)
_QUOTED = re.compile(r"'((?:[^']|'')*)'(?:!(.*))?", re.DOTALL)

Sides = tuple[int | None, int | None, int | None, int | None]  # top, bottom, left, right; None is open


class Reference(NamedTuple):
    """A range text taken apart: the tab it names, if any, and its cells; no sides is the whole tab."""

    title: str | None
    cells: str | None


def column_letters(index: int) -> str:
    """`A` for 0, `AA` for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """0 for `A`."""
    found = 0
    for letter in letters.upper():
        found = found * 26 + ord(letter) - 64
    return found - 1


def cell_name(row: int, column: int) -> str:
    """`B3` for (2, 1)."""
    return f"{column_letters(column)}{row + 1}"


def quoted(title: str) -> str:
    """The title as it stands before the `!`: in quotes unless it is a plain word that no cell is called."""
    if _PLAIN.fullmatch(title) and not _LIKE_CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def range_name(title: str, box: Box) -> str:
    """`Sheet1!A1:B2`, as answers name a range."""
    first = cell_name(box.top, box.left)
    if box.area <= 1:
        return f"{quoted(title)}!{first}"
    return f"{quoted(title)}!{first}:{cell_name(box.bottom - 1, box.right - 1)}"


def area_name(title: str, area: Area) -> str:
    """`T!A1001:B`: the area as it was asked for, open sides left open, whether or not the tab has such cells."""
    first = cell_name(area.top or 0, area.left or 0)
    last = (column_letters(area.right - 1) if area.right else "") + (str(area.bottom) if area.bottom else "")
    return f"{quoted(title)}!{first}" + (f":{last}" if last not in ("", first) else "")


def split(text: str) -> Reference:
    """The tab and the cells that a text names; which of the two a text without `!` means is not decided here."""
    match = _QUOTED.fullmatch(text.strip())
    if match is not None:
        return Reference(match[1].replace("''", "'"), match[2])
    title, mark, cells = text.strip().rpartition("!")
    return Reference(title, cells) if mark else Reference(None, text.strip())


def sides(cells: str) -> Sides | None:
    """The sides that `A1:B2`, `A:C`, `2:5`, `A2:C`, `A1:1` or `R1C1:R2C2` name; None where it is no range."""
    first, colon, second = cells.partition(":")
    corners = (_a1_corner(first), _a1_corner(second) if colon else None)
    if corners[0] is None or (colon and corners[1] is None):
        corners = (_r1c1_corner(first), _r1c1_corner(second) if colon else None)
        if corners[0] is None or (colon and corners[1] is None):
            return None
    return _between(corners[0], corners[1])


def _a1_corner(text: str) -> tuple[int | None, int | None] | None:
    match = _CELL.fullmatch(text)
    if match is None or not text or (match[1] is None and match[2] is None):
        return None
    row = int(match[2]) - 1 if match[2] else None
    return row, column_index(match[1]) if match[1] else None


def _r1c1_corner(text: str) -> tuple[int | None, int | None] | None:
    match = _R1C1.fullmatch(text)
    if match is None or (match[1] is None and match[2] is None):
        return None
    return (int(match[1]) - 1 if match[1] else None), (int(match[2]) - 1 if match[2] else None)


def _between(first: tuple[int | None, int | None], second: tuple[int | None, int | None] | None) -> Sides | None:
    if second is None:
        if first[0] is None or first[1] is None:
            return None  # `A` or `5` alone is no range
        return first[0], first[0] + 1, first[1], first[1] + 1
    top, bottom = _side(first[0], second[0])
    left, right = _side(first[1], second[1])
    return top, bottom, left, right


def _side(first: int | None, second: int | None) -> tuple[int | None, int | None]:
    """Both known: between them. One known: from it to the edge of the tab."""
    if first is not None and second is not None:
        return min(first, second), max(first, second) + 1
    known = first if first is not None else second
    return known, None
