"""The column maps in office/serah-terima/, each a TOML file."""

from __future__ import annotations

import re
from pathlib import Path

from sheets_sync.handover_map import FIELDS, HandoverColumn, HandoverMap
from sheets_sync.settings import parsing
from sheets_sync.settings.rows import Field, Line, Mistakes
from sheets_sync.settings.toml_file import TomlFile

FOLDER = "serah-terima"
MAP = (Field("nama", "name", parsing.short_text), Field("judul", "title", parsing.short_text))
COLUMN = (
    Field("judul", "heading", parsing.short_text),
    Field("kelompok", "group", parsing.short_text, required=False, default=""),
    Field("isi", "field", parsing.one_of(*FIELDS), required=False, default=""),
    Field("alasan", "why", parsing.short_text, required=False, default=""),
    Field("lebar", "width", parsing.between(30, 600), required=False, default=90),
)


def read_handovers(folder: Path, mistakes: Mistakes) -> tuple[HandoverMap, ...]:
    """The maps in the order of their names; none where the office has no such folder."""
    paths = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    found = [_map(path, mistakes) for path in paths]
    return tuple(item for item in found if item is not None)


def _map(path: Path, mistakes: Mistakes) -> HandoverMap | None:
    toml = TomlFile(path, mistakes)
    if not toml.readable:
        return None
    toml.only("", [*(field.key for field in MAP), "kolom"])
    main, lines = toml.table("", MAP), toml.tables("kolom", COLUMN)
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", path.stem):
        mistakes.add(path.name, 0, "nama berkas peta hanya boleh huruf kecil, angka dan tanda hubung")
    if not lines:
        mistakes.add(path.name, 0, "belum ada [[kolom]]; tulis satu bagian untuk tiap kolom")
    columns = [_column(line, mistakes) for line in lines if line.complete(COLUMN)]
    if not main.complete(MAP) or len(columns) < len(lines):
        return None
    return HandoverMap(path.stem, main.values["name"], main.values["title"], tuple(columns))


def _column(line: Line, mistakes: Mistakes) -> HandoverColumn:
    if bool(line.values["field"]) == bool(line.values["why"]):
        text = f"kolom {line.values['heading']!r}: tulis salah satu, 'isi' atau 'alasan' mengapa dibiarkan kosong"
        mistakes.at(line, "field", text)
    return HandoverColumn(**line.values)
