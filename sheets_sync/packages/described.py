"""`datapackage.json` read and judged: is it a package of ours, of this schema, and which files should be there?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sheets_sync.district import SCHEMA
from sheets_sync.packages.tables import TABLES, Table
from sheets_sync.packages.troubles import Trouble, Troubles
from sheets_sync.packages.writing import DESCRIPTOR, PROFILE, SCHEMA_KEY

LARGEST = 32_000_000  # bytes of one file: 300 indicators of each of 30 units take 5 million
CHECKSUM = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Described:
    """What the descriptor says that the files must bear out."""

    created: str
    sample: bool
    files: Mapping[str, tuple[int, str]]  # by the table's name: bytes, checksum


def read_descriptor(content: bytes) -> Described | Troubles:
    """What it says, or all that is wrong with it."""
    try:
        data = read_json(content)
    except ValueError as problem:
        return (Trouble(DESCRIPTOR, str(problem)),)
    if not isinstance(data, dict) or SCHEMA_KEY not in data:
        return (Trouble(DESCRIPTOR, f"bukan paket data kecamatan dari program ini ({SCHEMA_KEY!r} tidak ada)"),)
    if (version := data[SCHEMA_KEY]) != SCHEMA or isinstance(version, bool):
        return (Trouble(DESCRIPTOR, _other_version(version)),)
    wrong = list(_wrong_keys(data))
    files: dict[str, tuple[int, str]] = {}
    for table in TABLES:
        found = _file(data.get("resources"), table)
        if isinstance(found, str):
            wrong.append(Trouble(DESCRIPTOR, found))
        else:
            files[table.name] = found
    return tuple(wrong) or Described(data["created"], data["data_contoh"], files)


def read_json(content: bytes) -> Any:
    """The JSON's value, fractions as Decimal; ValueError in Indonesian for NaN, keys that stand twice, and no JSON."""
    try:
        return json.loads(
            content.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_constant=_no_number,
            object_pairs_hook=_once,
        )
    except _Told:
        raise
    except (ValueError, RecursionError, ArithmeticError) as problem:
        raise ValueError("bukan JSON yang benar; salin ulang paketnya") from problem


class _Told(ValueError):
    """A mistake that is already in words."""


def _no_number(word: str) -> Any:
    raise _Told(f"{word} bukan angka")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise _Told(f"kunci {twice[:40]!r} ada dua kali")
    return dict(pairs)


def _other_version(version: Any) -> str:
    if not isinstance(version, int) or isinstance(version, bool):
        return f"{SCHEMA_KEY!r} seharusnya {SCHEMA}"
    newer = "perbarui program ini" if version > SCHEMA else "minta penerbitnya memperbarui programnya"
    return f"dibuat versi skema {version}, program ini membaca versi {SCHEMA}; {newer}"


def _wrong_keys(data: Mapping[str, Any]) -> Iterable[Trouble]:
    if data.get("profile") != PROFILE:
        yield Trouble(DESCRIPTOR, f"'profile' seharusnya {PROFILE!r}")
    if not isinstance(data.get("created"), str):
        yield Trouble(DESCRIPTOR, "'created' seharusnya waktu penarikan data")
    if not isinstance(data.get("data_contoh"), bool):
        yield Trouble(DESCRIPTOR, "'data_contoh' seharusnya true atau false")


def _file(resources: Any, table: Table) -> tuple[int, str] | str:
    """The size and checksum of the table's file; or what is wrong. No other path than the table's own is followed."""
    entries = resources if isinstance(resources, list) else []
    named = [entry for entry in entries if isinstance(entry, dict) and entry.get("name") == table.name]
    if len(named) != 1:
        return f"'resources' seharusnya memuat {table.name!r} satu kali, ada {len(named)}"
    size, checksum = named[0].get("bytes"), named[0].get("hash")
    if named[0].get("path") != table.file:
        return f"'path' dari {table.name!r} seharusnya {table.file!r}"
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        return f"'bytes' dari {table.name!r} bukan besar berkas"
    if size > LARGEST:
        return f"{table.file} terlalu besar: {size} bita, paling besar {LARGEST}"
    if not isinstance(checksum, str) or not CHECKSUM.fullmatch(checksum):
        return f"'hash' dari {table.name!r} seharusnya sha256:..."
    return size, checksum
