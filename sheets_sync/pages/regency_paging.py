"""Which page of a kabupaten shows what: a page that would become too large for a thin link goes on in a second one.

What a page holds is known before it is rendered, so that every link leads to the right page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from markupsafe import Markup

from sheets_sync.comparable import Alike, Placed, SameCode
from sheets_sync.district import District, DistrictIndicator, DistrictUnit
from sheets_sync.district_recap import by_unit, summary_of
from sheets_sync.pages.escape import escape
from sheets_sync.tallies import Summary

BUDGET = 80_000  # bytes of rows a page; the theme's frame and the head of a page come on top
ROW, COMPARED_ROW = 620, 430  # bytes of a row without what is told in it
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class UnitPart:
    """A unit's indicators as far as one page shows them."""

    unit: DistrictUnit
    items: tuple[DistrictIndicator, ...]
    summary: Summary  # of all its indicators
    goes_on: bool  # whether the page before shows the first of them


@dataclass(frozen=True, slots=True)
class DistrictPage:
    """One page of a kecamatan, by its name without ending."""

    name: str
    parts: tuple[UnitPart, ...]


@dataclass(frozen=True, slots=True)
class ComparedPart:
    """The indicators of one code as far as one page shows them: each group with those of its rows."""

    code: SameCode
    groups: tuple[tuple[Alike, tuple[Placed, ...]], ...]
    goes_on: bool  # whether the page before shows the first of them


@dataclass(frozen=True, slots=True)
class ComparedPage:
    """One page of indicators side by side."""

    name: str
    parts: tuple[ComparedPart, ...]


def paged(items: Iterable[Item], weight: Callable[[Item], int]) -> tuple[tuple[Item, ...], ...]:
    """The items in their order, page by page; an item that is too heavy alone has a page of its own."""
    pages: list[list[Item]] = [[]]
    left = BUDGET
    for item in items:
        needed = weight(item)
        if needed > left and pages[-1]:
            pages.append([])
            left = BUDGET
        pages[-1].append(item)
        left -= needed
    return tuple(map(tuple, pages))


def _name(stem: str, number: int) -> str:
    return stem if number == 1 else f"{stem}-{number}"


def district_page(region: str) -> str:
    """The name of the kecamatan's first page, without ending."""
    return f"kecamatan-{region.replace('.', '-')}"


def regency_page(code: str) -> str:
    """The name of the page of one kabupaten in a provinsi, without ending."""
    return f"wilayah-{code.replace('.', '-')}"


def anchor(unit: str, code: str = "") -> Markup:
    """Where a unit, or one of its indicators, stands on its page; neither code holds an underscore."""
    return Markup("_").join((escape(unit), escape(code))) if code else Markup("unit_") + escape(unit)


def length(*texts: str) -> int:
    """The bytes of these texts once escaped; a character of markup takes five."""
    return sum(len(text.encode()) + 4 * sum(not char.isalnum() and char != " " for char in text) for text in texts)


def district_pages(district: District) -> tuple[DistrictPage, ...]:
    """The pages of one kecamatan: its units with their indicators, in the order of codes."""
    units = {unit.code: unit for unit in district.units}
    found = by_unit(district)
    summaries = {code: summary_of(district, items) for code, items in found.items()}
    rows = [(code, item) for code, items in found.items() for item in items or (None,)]
    pages = paged(rows, lambda row: ROW + (length(row[1].code, row[1].name, row[1].measure) if row[1] else 0))
    seen: set[str] = set()
    result = []
    for number, page in enumerate(pages, 1):
        parts = []
        for code in dict.fromkeys(code for code, _ in page):
            items = tuple(item for owner, item in page if owner == code and item is not None)
            parts.append(UnitPart(units[code], items, summaries[code], code in seen))
            seen.add(code)
        result.append(DistrictPage(_name(district_page(district.region), number), tuple(parts)))
    return tuple(result)


def compared_pages(compared: Sequence[SameCode]) -> tuple[ComparedPage, ...]:
    """The pages of indicators side by side, in the order of their codes."""
    rows = [(code, index, row) for code in compared for index, group in enumerate(code.groups) for row in group.rows]
    seen: set[str] = set()
    result = []
    for number, page in enumerate(paged(rows, _compared_weight) if rows else (), 1):
        parts = []
        for _, of_code in groupby(page, key=lambda found: found[0].code):
            parts.append(_compared_part(list(of_code), seen))
            seen.add(parts[-1].code.code)
        result.append(ComparedPage(f"banding-{number}", tuple(parts)))
    return tuple(result)


def _compared_part(found: Sequence[tuple[SameCode, int, Placed]], seen: set[str]) -> ComparedPart:
    code = found[0][0]
    pieces = groupby(found, key=lambda item: item[1])
    groups = tuple((code.groups[index], tuple(row for _, _, row in piece)) for index, piece in pieces)
    return ComparedPart(code, groups, code.code in seen)


def _compared_weight(found: tuple[SameCode, int, Placed]) -> int:
    """That of the row, and before the first of its group that of the group's head."""
    code, index, row = found
    group = code.groups[index]
    head = ROW + length(group.nature.name, group.nature.name, group.nature.measure) if row is group.rows[0] else 0
    return head + COMPARED_ROW + length(row.district)
