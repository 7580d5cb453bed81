"""References in formulas, defined names and areas, moved along when rows of a template are repeated: pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sheets_sync.grid import Area, address, column_letters, parse_area
from sheets_sync.papers.repeating import Layout, Path

REFERENCE = re.compile(
    r"""
    "(?:[^"]|"")*"                                    # a text
    | \[\d+\][^!'"]*!\$?[A-Z]{1,3}\$?\d+              # another workbook
    | (?<![\w.])[^\W\d]\w*\[(?:[^\[\]]|\[[^\]]*\])*\]   # columns of a table
    | (?<![\w.$\]])
      (?P<tab>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?
      (?:
        (?P<first>\$?[A-Z]{1,3}\$?[1-9]\d{0,6})(?::(?P<last>\$?[A-Z]{1,3}\$?[1-9]\d{0,6}))?
        | (?P<top>\$?[1-9]\d{0,6}):(?P<bottom>\$?[1-9]\d{0,6})
      )
      (?![\w(.!\[])                                   # not the beginning of a function's or another name
    """,
    re.VERBOSE,
)
PART = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)")


def shifted(formula: str, layouts: Mapping[str, Layout], tab: str = "", seen_from: Path = ()) -> str:
    """The formula with each reference at where its rows went, seen from a row of `tab` inside those blocks.

    A reference from outside to a row that is repeated means all its copies.
    """

    def moved(match: re.Match[str]) -> str:
        prefix = match["tab"] or ""
        named = prefix.removesuffix("!").strip("'").replace("''", "'") if prefix else tab
        layout = layouts.get(named)
        if layout is None or not (match["first"] or match["top"]):
            return match[0]
        return prefix + _shifted(match, layout, seen_from if named == tab else ())

    return REFERENCE.sub(moved, formula)


def _shifted(match: re.Match[str], layout: Layout, seen_from: Path) -> str:
    if match["top"]:
        top, bottom = (int(match[end].lstrip("$")) for end in ("top", "bottom"))
        rows = layout.rows(top, seen_from)[0], layout.rows(bottom, seen_from)[1]
        return ":".join(f"{'$' * match[end].count('$')}{row}" for end, row in zip(("top", "bottom"), rows, strict=True))
    (first, top), (last, bottom) = (_split(match[end] or match["first"]) for end in ("first", "last"))
    area = layout.span(Area(top, 1, bottom, 1), seen_from)
    if not match["last"] and area.top == area.bottom:
        return f"{first}{area.top}"
    return f"{first}{area.top}:{last}{area.bottom}"


def _split(cell: str) -> tuple[str, int]:
    """`$H$12` as `$H$` and 12."""
    letters = cell.rstrip("0123456789")
    return letters, int(cell[len(letters) :])


def copied(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads in a cell that lies so many rows below and columns right of its own."""

    def moved(match: re.Match[str]) -> str:
        if not match["first"]:
            return match[0]
        tab = match["tab"] or ""
        return tab + PART.sub(lambda part: _moved(part, rows, columns), match[0][len(tab) :])

    return REFERENCE.sub(moved, formula)


def _moved(part: re.Match[str], rows: int, columns: int) -> str:
    area = parse_area(part[2] + part[4])
    column = part[2] if part[1] else column_letters(area.left + columns)
    return f"{part[1]}{column}{part[3]}{part[4] if part[3] else area.top + rows}"


def areas(text: str) -> list[Area]:
    """The areas of a list of references, `A1:B2 D4`."""
    return [parse_area(one) for one in text.split()]


def written(area: Area) -> str:
    first, last = address(area.top, area.left), address(area.bottom, area.right)
    return first if first == last else f"{first}:{last}"


def joined(found: Iterable[Area]) -> list[Area]:
    """The areas, those that lie directly below one another made one."""
    whole: list[Area] = []
    for area in found:
        above = whole[-1] if whole else None
        if above and (above.left, above.right, above.bottom + 1) == (area.left, area.right, area.top):
            whole[-1] = Area(above.top, area.left, area.bottom, area.right)
        else:
            whole.append(area)
    return whole
