"""procedure.toml: the SOP transcribed, read into a `Procedure`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sheets_sync.model import Actor, EditorsNote, Holder, KnownFrom, Procedure, Step
from sheets_sync.settings import parsing
from sheets_sync.settings.columns import ACTOR, APPROVAL, HOLDER, IDENTITY, NOTE, PROCEDURE_LISTS
from sheets_sync.settings.rows import Field, Mistakes, made, read_fields, unique
from sheets_sync.settings.toml_file import TomlFile

TABLES = ("identitas", "disahkan", "pelaku", "langkah", "catatan_penyunting")


def read_procedure(path: Path, mistakes: Mistakes) -> Procedure | None:
    """The SOP as data; None where it could not be read, with the reasons among the mistakes."""
    toml = TomlFile(path, mistakes)
    if not toml.readable:
        return None
    values: dict[str, Any] = {}
    for table, fields in (("", PROCEDURE_LISTS), ("identitas", IDENTITY), ("disahkan", APPROVAL)):
        values |= toml.table(table, fields).values
        toml.only(table, [*(field.key for field in fields), *(TABLES if not table else ())])
    actors = made(Actor, toml.tables("pelaku", ACTOR), ACTOR)
    steps = _steps(toml, {actor.code for actor in actors}, mistakes)
    notes = made(EditorsNote, toml.tables("catatan_penyunting", NOTE), NOTE)
    needed = [field.name for field in (*PROCEDURE_LISTS, *IDENTITY, *APPROVAL)]
    if any(name not in values for name in needed):
        return None
    return Procedure(**values, actors=actors, steps=steps, notes=notes)


def _steps(toml: TomlFile, actors: set[str], mistakes: Mistakes) -> tuple[Step, ...]:
    def drawn(value: Any) -> dict[str, str]:
        cells = _text_table(value)
        if unknown := sorted(set(cells) - actors):
            raise ValueError(f"pelaku tidak dikenal: {', '.join(unknown)}")
        return cells

    fields = (
        Field("nomor", "number", parsing.between(1, 99)),
        Field("singkat", "title", parsing.filled_text),
        Field("uraian", "description", parsing.filled_text),
        Field("kelengkapan", "inputs", parsing.text, required=False, default=""),
        Field("waktu", "minutes", parsing.between(1, 99_999)),
        Field("output", "output", parsing.text, required=False, default=""),
        Field("keterangan", "remark", parsing.text, required=False, default=""),
        Field("sumber", "drawn", drawn),
        Field("pelaksana", "holder", _holder),
        Field("diketahui_dari", "known_from", parsing.choice(KnownFrom)),
        Field("naskah", "papers", _kinds, required=False, default=()),
        Field("naskah_tiap_unit", "unit_papers", _kinds, required=False, default=()),
    )
    lines = toml.tables("langkah", fields)
    unique(lines, ("number",), "nomor langkah", mistakes)
    if not lines:
        mistakes.add(toml.file, 0, "belum ada [[langkah]]")
    return tuple(sorted(made(Step, lines, fields), key=lambda step: step.number))


def _holder(value: Any) -> Holder:
    roles = _text_table(value)
    if unknown := sorted(set(roles) - {field.key for field in HOLDER}):
        raise ValueError(f"tidak dikenal: {', '.join(unknown)}")
    inner = Mistakes()
    line = read_fields("", 0, [(field, roles.get(field.key)) for field in HOLDER], inner)
    if inner.found:
        raise ValueError("; ".join(mistake.text for mistake in inner.found))
    return Holder(**line.values)


def _kinds(value: Any) -> tuple[str, ...]:
    """Kinds of papers; each counts once."""
    kinds = parsing.texts(value)
    if not all(kinds):
        raise ValueError("ada jenis naskah yang kosong")
    return tuple({kind.casefold(): kind for kind in kinds}.values())


def _text_table(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ValueError('seharusnya seperti { camat = "→" }')
    return {key: parsing.text(item) for key, item in value.items()}
