"""What a unit's workbook holds beyond texts and figures, by the parts of its package."""

from __future__ import annotations

import zipfile

from sheets_sync.grid import address
from sheets_sync.renewal import FIGURE, NOTE, Renewal
from sheets_sync.stores.package import computed, hung_on, sheet_parts

FORMULAS_WITHIN = 1 << 20  # bytes of a tab in which a formula is looked for


def beyond(content: zipfile.ZipFile, renewal: Renewal) -> tuple[str, ...]:
    """What lies over its cells, and formulas in inputs, in a word each: a workbook made anew does not have it."""
    return (*hung_on(content), *formulas_of(content, renewal))


def formulas_of(content: zipfile.ZipFile, renewal: Renewal) -> list[str]:
    """The inputs that hold a formula of the unit's own, which stays as its result alone."""
    parts, found = sheet_parts(content), []
    for table in renewal.standing.values():
        places = [
            (row, table.columns[at]) for row in table.rows.values() for at in (FIGURE, NOTE) if at in table.columns
        ]
        with content.open(parts[table.tab.title]) as stream:
            formulas = computed(stream.read(FORMULAS_WITHIN))
        found += [f"rumus di {table.tab.title} {place}" for at in places if (place := address(*at)) in formulas]
    return found
