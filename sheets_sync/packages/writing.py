"""The files of the package: the same district gives the same bytes, on any day and machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sheets_sync.district import SCHEMA, District
from sheets_sync.files import temporary_folder_beside
from sheets_sync.packages.cells import NO, YES, Kind
from sheets_sync.packages.licences import Licence
from sheets_sync.packages.readme import readme
from sheets_sync.packages.rows import csv_of
from sheets_sync.packages.tables import TABLES, Column, Table
from sheets_sync.period import Period

DESCRIPTOR, README = "datapackage.json", "BACA-SAYA.txt"
PROFILE = "tabular-data-package"
SCHEMA_KEY = "skema_sheets_sync"
MOMENT_FORMAT = "%Y-%m-%dT%H:%M:%S%z"


def packed(district: District, licence: Licence, sources: Sequence[str] = ()) -> dict[str, bytes]:
    """The package's files by name; `sources` are the documents that its targets and pagu come from."""
    tables = {table.file: csv_of(table, district) for table in TABLES}
    described = json.dumps(_descriptor(district, licence, sources, tables), ensure_ascii=False, indent=2) + "\n"
    return {DESCRIPTOR: described.encode(), **tables, README: readme(district, licence, sources).encode()}


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """The folder holds these files and no others: a reader meets the old package whole, the new one, or none.

    Where it holds them already, nothing is touched.
    """
    if _holds(folder, files):
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with temporary_folder_beside(folder) as new:
        for name, content in files.items():
            (new / name).write_bytes(content)
        if folder.exists():
            _swap(folder, new)
        else:
            new.rename(folder)


def _swap(folder: Path, new: Path) -> None:
    with temporary_folder_beside(folder) as aside:
        old = folder.rename(aside / folder.name)
        try:
            new.rename(folder)
        except OSError:
            old.rename(folder)
            raise


def _holds(folder: Path, files: Mapping[str, bytes]) -> bool:
    try:
        there = {path.name: path.read_bytes() for path in folder.iterdir()}
    except OSError:
        return False
    return there == dict(files)


def _descriptor(
    district: District, licence: Licence, sources: Sequence[str], tables: Mapping[str, bytes]
) -> dict[str, Any]:
    label = Period.parse(district.period).label
    sample = "DATA CONTOH. Angkanya karangan, bukan data resmi. " if district.sample else ""
    return {
        "profile": PROFILE,
        "name": f"kinerja-{district.region}-{district.period}".lower(),
        SCHEMA_KEY: SCHEMA,
        "title": f"Data kinerja {district.name}, {label}",
        "description": f"{sample}Target, realisasi, capaian dan anggaran {district.name}, {district.regency},"
        f" {district.province}, {label}. Status data: {district.standing}. Penjelasan tiap kolom ada di {README}.",
        "created": district.at.isoformat(timespec="seconds"),
        "data_contoh": district.sample,
        "keywords": ["kinerja", "kecamatan", "capaian", "anggaran", district.region],
        "licenses": [{"name": licence.code, "title": licence.title, "path": licence.path}],
        "contributors": [{"title": f"{district.name}, {district.regency}", "role": "publisher"}],
        "sources": [{"title": source} for source in (*sources, "Lembar pengumpulan data kinerja unit kerja")],
        "resources": [_resource(table, tables[table.file]) for table in TABLES],
    }


def digest(content: bytes) -> str:
    """The file's checksum as Data Package writes it."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.file,
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": digest(content),
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {
                    "fields": list(foreign.columns),
                    "reference": {"resource": foreign.table, "fields": list(foreign.named)},
                }
                for foreign in table.foreign
            ],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {"name": column.name, "type": column.kind.value, "description": column.description}
    if column.kind is Kind.NUMBER:
        found |= {"decimalChar": ".", "bareNumber": True}
    if column.kind is Kind.YES_NO:
        found |= {"trueValues": [YES], "falseValues": [NO]}
    if column.kind is Kind.MOMENT:
        found["format"] = MOMENT_FORMAT
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.choices:
        constraints["enum"] = list(column.choices)
    if column.pattern:
        constraints["pattern"] = column.pattern
    if column.least is not None:
        constraints["minimum"] = column.least
    return found | ({"constraints": constraints} if constraints else {})
