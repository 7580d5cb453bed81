"""The list of a published site's packages, `hasil/data/index.json`: which periods there are, and where each lies."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sheets_sync.district import SCHEMA, District
from sheets_sync.packages.described import read_json
from sheets_sync.packages.troubles import Trouble
from sheets_sync.packages.writing import SCHEMA_KEY
from sheets_sync.period import Period

ROOT = "hasil/"  # of the site: where what is generated stands
INDEX = f"{ROOT}data/index.json"
INDEX_LIMIT = 1_000_000  # bytes
PACKAGES = "paket"


@dataclass(frozen=True, slots=True)
class Listed:
    """One package of the site; `folder` is beneath the site's root."""

    period: Period
    folder: str


def package_folder(period: str) -> str:
    """Where the package of that period stands beneath the site's root: `hasil/2026-TW3/data/`."""
    return f"{ROOT}{period}/data/"


def index_of(districts: Iterable[District]) -> bytes:
    """The list of these packages, in the order of their periods."""
    entries = [
        {
            "periode": item.period,
            "folder": package_folder(item.period),
            "kode_wilayah": item.region,
            "kecamatan": item.name,
            "ditarik": item.at.isoformat(timespec="seconds"),
            "status_data": item.standing,
            "data_contoh": item.sample,
        }
        for item in sorted(districts, key=lambda item: item.period)
    ]
    return (json.dumps({SCHEMA_KEY: SCHEMA, PACKAGES: entries}, ensure_ascii=False, indent=2) + "\n").encode()


def read_index(content: bytes) -> tuple[Listed, ...] | Trouble:
    """The packages that it lists, oldest period first; or what is wrong with it."""
    try:
        data = read_json(content)
    except ValueError as problem:
        return Trouble(INDEX, str(problem))
    entries = data.get(PACKAGES) if isinstance(data, dict) else None
    if not isinstance(entries, list) or not entries:
        return Trouble(INDEX, f"bukan daftar paket data ({PACKAGES!r} tidak ada atau kosong)")
    found = [_listed(entry) for entry in entries]
    listed = [item for item in found if item]
    if len({item.period for item in listed}) < len(entries):
        return Trouble(INDEX, f"isi {PACKAGES!r} tidak dapat dibaca: periode salah atau tertulis dua kali")
    return tuple(sorted(listed, key=lambda item: item.period))


def _listed(entry: Any) -> Listed | None:
    """The entry, where its folder is a plain one beneath the site's root."""
    if not isinstance(entry, dict):
        return None
    period, folder = entry.get("periode"), entry.get("folder")
    plain = isinstance(folder, str) and re.fullmatch(r"([A-Za-z0-9_-][A-Za-z0-9._-]*/)+", folder)
    if not isinstance(period, str) or not plain:
        return None
    try:
        return Listed(Period.parse(period), str(folder))
    except ValueError:
        return None
