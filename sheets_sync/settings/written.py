"""The office's files written anew from tables: comments, columns, and the spelling of what did not change stay."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from sheets_sync.format_columns import WORDS
from sheets_sync.format_tables import Row, Tables, matched
from sheets_sync.settings.csv_file import Layout, layout_of
from sheets_sync.settings.rows import Mistakes
from sheets_sync.settings.toml_file import TomlFile
from sheets_sync.settings.words import FORM_LISTS, FORM_TABLES

BOM = b"\xef\xbb\xbf"


def place_of(file: str) -> str:
    """Where that file lies in the office's folder."""
    return f"templates/forms/{file}" if file == WORDS.file else f"office/{file}"


def written(root: Path, before: Tables, after: Tables) -> dict[str, tuple[bytes, bytes]]:
    """Of each file that says something else now, its place with its former and its new content."""
    contents = {}
    for file, rows in after.items():
        if _sorted(rows) == _sorted(before[file]):
            continue
        place = place_of(file)
        old = (root / place).read_bytes()
        if file == WORDS.file:
            new = _toml(root / place, old, before[file], rows)
        else:
            new = _csv(old, file, before[file], rows)
        contents[place] = (old, new)
    return contents


def _sorted(rows: Sequence[Row]) -> list[list[tuple[str, str]]]:
    return sorted(sorted(row.items()) for row in rows)


# --- CSV -----------------------------------------------------------------------------------------------------


def _csv(old: bytes, file: str, before: Sequence[Row], after: Sequence[Row]) -> bytes:
    """The rows that stayed in their order, the new ones behind them; head and comments as they were."""
    layout = layout_of(old, list(before[0]) if before else list(after[0]))
    heads = [name.strip().strip("\ufeff").casefold() for name in layout.header]
    lacking = [key for key in after[0] if key not in heads and any(row[key] for row in after)] if after else []
    raw = {id(row): cells for row, cells in zip(before, layout.rows, strict=True)}
    lines = [_cells(was, now, raw.get(id(was)), [*heads, *lacking]) for was, now in matched(file, before, after) if now]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=layout.separator, lineterminator="\n")
    writer.writerow([*layout.header, *lacking])
    rows = io.StringIO()
    csv.writer(rows, delimiter=layout.separator, lineterminator="\n").writerows(lines)
    content = layout.head + text.getvalue() + layout.comments + rows.getvalue()
    return _encoded(old, layout, content)


def _encoded(old: bytes, layout: Layout, content: str) -> bytes:
    """With the file's own ends of lines and mark; whatever its encoding was, UTF-8 from now on."""
    ends = content.replace("\r\n", "\n").replace("\n", layout.newline)
    return (BOM if old.startswith(BOM) else b"") + ends.encode("utf-8", "replace")


def _cells(was: Row | None, now: Row, raw: Sequence[str] | None, heads: Sequence[str]) -> list[str]:
    """The row's cells; what means the same as before keeps its spelling."""
    kept = dict(zip(heads, raw, strict=False)) if raw else {}
    return [
        kept[head] if was is not None and head in kept and was.get(head, "") == now.get(head, "") else now.get(head, "")
        for head in heads
    ]


# --- TOML ----------------------------------------------------------------------------------------------------


def _toml(path: Path, old: bytes, before: Sequence[Row], after: Sequence[Row]) -> bytes:
    """The file with the texts that changed in their place; each of our keys stands on a line of its own."""
    lines = old.decode("utf-8-sig").splitlines()
    toml = TomlFile(path, Mistakes())
    former, now = _by_key(before), _by_key(after)
    edits = []
    for (table, key), texts in now.items():
        if texts != former.get((table, key)):
            start = toml.line(table, key=key)
            shown = _array(texts) if FORM_TABLES[table][key] in FORM_LISTS else json.dumps(texts[0], ensure_ascii=False)
            edits.append((start, _end(lines, start), f"{key} = {shown}"))
    for start, end, text in sorted(edits, reverse=True):
        lines[start - 1 : end] = text.split("\n")
    newline = "\r\n" if b"\r\n" in old else "\n"
    return (BOM if old.startswith(BOM) else b"") + (newline.join(lines) + newline).encode("utf-8", "replace")


def _by_key(rows: Sequence[Row]) -> Mapping[tuple[str, str], list[str]]:
    """The texts of each table and key; those of a list in their order."""
    texts: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        table, key, *_ = row["kunci"].split(".")
        texts.setdefault((table, key), []).append(row["teks"])
    return texts


def _array(texts: Sequence[str]) -> str:
    return "[\n" + "".join(f"  {json.dumps(text, ensure_ascii=False)},\n" for text in texts) + "]"


def _end(lines: Sequence[str], start: int) -> int:
    """The last line of the value that begins on line `start`."""
    for end in range(start, len(lines) + 1):
        try:
            tomllib.loads("\n".join(lines[start - 1 : end]))
        except tomllib.TOMLDecodeError:
            continue
        return end
    return start
