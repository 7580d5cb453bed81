"""A package read back whole, or not at all with every mistake named."""

from __future__ import annotations

from sheets_sync.district import District
from sheets_sync.packages.agreement import disagreements
from sheets_sync.packages.described import Described, read_descriptor
from sheets_sync.packages.parsing import parsed
from sheets_sync.packages.rows import Row, Rows, district_from
from sheets_sync.packages.tables import TABLES, Table
from sheets_sync.packages.troubles import Fetch, Trouble, Troubles
from sheets_sync.packages.writing import DESCRIPTOR, digest

DESCRIPTOR_LIMIT = 1_000_000  # bytes


def read_package(fetch: Fetch) -> District | Troubles:
    """The district that the package tells, or all that is wrong with it."""
    content = fetch(DESCRIPTOR, DESCRIPTOR_LIMIT)
    if isinstance(content, Trouble):
        return (content,)
    described = read_descriptor(content)
    if not isinstance(described, Described):
        return described
    found = {table.name: _table(fetch, table, described) for table in TABLES}
    if wrong := [trouble for _, troubles in found.values() for trouble in troubles]:
        return tuple(wrong)
    rows: Rows = {name: rows for name, (rows, _) in found.items()}
    if wrong := list(disagreements(rows, described)):
        return tuple(wrong)
    return district_from(rows)


def _table(fetch: Fetch, table: Table, described: Described) -> tuple[list[Row], list[Trouble]]:
    size, checksum = described.files[table.name]
    content = fetch(table.file, size)
    if isinstance(content, Trouble):
        return [], [content]
    if len(content) != size:
        return [], [
            Trouble(table.file, f"besarnya {len(content)} bita, menurut {DESCRIPTOR} {size}; salin ulang paketnya")
        ]
    if digest(content) != checksum:
        text = f"isinya berubah: tidak cocok dengan sidik (hash) di {DESCRIPTOR}; salin ulang paketnya dari penerbitnya"
        return [], [Trouble(table.file, text)]
    return parsed(table, content)
