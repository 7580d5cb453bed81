"""contacts.csv, the private file of addresses and numbers: read, and held against the units.

No message about it repeats an address or a number; the line is enough to find it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sheets_sync.settings.columns import CONTACT
from sheets_sync.settings.csv_file import read_csv, read_rows
from sheets_sync.settings.reaching import ROLES_REACHED
from sheets_sync.settings.rows import Known, Line, Mistakes

CONTACTS_FILE = "contacts.csv"
CONTACTS_VARIABLE = "SHEETS_SYNC_CONTACTS"  # holds the file's content where a secret is easier kept than a file


def read_contacts(path: Path, given: str, mistakes: Mistakes) -> list[Line] | None:
    """The rows of the file, or else of the text `given`; None where there is neither.

    An office that hands out workbooks by hand has none.
    """
    if path.exists():
        return read_csv(path, CONTACT, mistakes)
    return read_rows(CONTACTS_VARIABLE, given, CONTACT, mistakes) if given.strip() else None


def check_contacts(lines: Iterable[Line], units: Known, mistakes: Mistakes) -> None:
    """Each row says how to reach a unit that there is, or a role; none has one address or number twice."""
    rows = list(lines)
    for line in rows:
        if line.values.get("address") == "" and line.values.get("whatsapp") == "":
            mistakes.add(line.file, line.number, "isi 'surel', 'whatsapp', atau keduanya")
    roles = {role.value for role in ROLES_REACHED}
    units.check([line for line in rows if line.values.get("unit") not in roles], "unit", "unit", mistakes)
    _told_twice(rows, "address", "alamat", mistakes)
    _told_twice(rows, "whatsapp", "nomor", mistakes)


def _told_twice(lines: Iterable[Line], name: str, words: str, mistakes: Mistakes) -> None:
    first: dict[tuple[str, str], int] = {}
    for line in lines:
        unit, value = line.values.get("unit"), line.values.get(name)
        if not unit or not value:
            continue
        place = (unit, value.casefold())
        if first.setdefault(place, line.number) != line.number:
            text = f"{words} ini sudah ada di baris {first[place]} untuk unit yang sama"
            mistakes.add(line.file, line.number, text)
