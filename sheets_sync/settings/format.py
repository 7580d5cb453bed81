"""The workbook Format read back: the same fields and the same cross checks as the office's files, mistakes by cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sheets_sync.errors import OfficeMistake
from sheets_sync.form import FormWords
from sheets_sync.format_columns import (
    INDICATOR,
    NEVER_GONE,
    PROGRAMME,
    TARGET_FILE,
    TARGET_KEYS,
    WORDS,
    FormatTab,
)
from sheets_sync.format_columns import (
    OFFICIAL as OFFICIAL_TAB,
)
from sheets_sync.format_columns import (
    UNIT as UNIT_TAB,
)
from sheets_sync.format_tables import Row, Tables, code_of, matched, spelled, spelled_target, words_of
from sheets_sync.grid import Grid
from sheets_sync.settings import parsing
from sheets_sync.settings.columns import CEILING, OFFICIAL, UNIT
from sheets_sync.settings.columns import INDICATOR as INDICATOR_FIELDS
from sheets_sync.settings.office import Files, office_of, read_files
from sheets_sync.settings.rows import Field, Line, Mistakes, unique
from sheets_sync.settings.tabs import Found, find_tab, read_rows, read_targets
from sheets_sync.settings.words import FORM_LISTS, FORM_TABLES, check_placeholders, read_words, words_field

TEXT = (Field("kunci", "key", parsing.filled_text), Field("teks", "text", parsing.text, required=False, default=""))
SOURCES: tuple[tuple[FormatTab, str, tuple[Field, ...]], ...] = (
    (UNIT_TAB, "units", UNIT),
    (INDICATOR, "indicators", INDICATOR_FIELDS),
    (PROGRAMME, "ceilings", CEILING),
    (OFFICIAL_TAB, "officials", OFFICIAL),
)  # our name for the rows of each tab among the files, and their fields


@dataclass(frozen=True, slots=True)
class ReadFormat:
    """What the office's files say and what the workbook says; `after` is None while there are mistakes."""

    before: Tables
    after: Tables | None
    mistakes: tuple[OfficeMistake, ...]


def tables_of_files(root: Path) -> Tables:
    """What the office's files say now, which can all be read."""
    mistakes = Mistakes()
    files = read_files(root / "office", mistakes)
    words = read_words(root / "templates" / "forms" / WORDS.file, mistakes)
    return _tables(files, words_of(words, FORM_TABLES) if words else ())


def form_texts(words: FormWords) -> list[tuple[str, str]]:
    """Every text of the form by its key, as the tab Kolom lists them."""
    return words_of(words, FORM_TABLES)


def read_format(root: Path, grid: Grid) -> ReadFormat:
    """The workbook's tabs against the office's files in `root`: every mistake at once, each with its cell."""
    before, mistakes = tables_of_files(root), Mistakes()
    files = read_files(root / "office", Mistakes())
    found = {tab.file: find_tab(grid, tab, mistakes) for tab in (*(tab for tab, _, _ in SOURCES), WORDS)}
    read = _with_tabs(files, found, mistakes)
    texts = _read_texts(found[WORDS.file], mistakes)
    if None not in found.values():
        office_of(read, mistakes)
        after = _tables(read, texts)
        _nothing_gone(before, after, found, mistakes)
    if mistakes.found:
        return ReadFormat(before, None, tuple(sorted(set(mistakes.found))))
    return ReadFormat(before, after, ())


def _with_tabs(files: Files, found: Mapping[str, Found | None], mistakes: Mistakes) -> Files:
    """The office's rows, with those of the tabs in the place of those of the files."""
    rows: dict[str, Any] = {}
    for tab, name, fields in SOURCES:
        if at := found[tab.file]:
            rows[name] = read_rows(at, fields, mistakes)
    if at := found[INDICATOR.file]:
        targets, shown = read_targets(at, rows["indicators"], mistakes)
        rows["targets"] = targets + [line for line in files.targets if line.values.get("document") not in shown]
    called = {file: at.file for file, at in found.items() if at}
    return replace(files, **rows, called=called)


def _tables(files: Files, words: Iterable[tuple[str, str]]) -> Tables:
    tables: dict[str, tuple[Row, ...]] = {}
    for tab, name, fields in SOURCES:
        lines: Sequence[Line] = getattr(files, name)
        tables[tab.file] = tuple(_row(tab, line, files.filler) for line in lines if line.complete(fields))
    tables[TARGET_FILE] = tuple(_target_row(line) for line in files.targets if "document" in line.values)
    tables[WORDS.file] = tuple({"kunci": key, "teks": spelled(text)} for key, text in words)
    return tables


def _row(tab: FormatTab, line: Line, filler: str) -> Row:
    row = {column.key: spelled(line.values[column.name]) for column in tab.columns}
    return row | {"pengisi": row["pengisi"] or filler} if "pengisi" in row else row


def _target_row(line: Line) -> Row:
    texts = {key: spelled_target(line.values.get(name)) for name, key in TARGET_KEYS.items()}
    return {"indikator": str(line.values.get("indicator", "")), "dokumen": line.values["document"]} | texts


def _nothing_gone(before: Tables, after: Tables, found: Mapping[str, Found | None], mistakes: Mistakes) -> None:
    """Units, indicators and officials end by a date: reports of earlier quarters still name them."""
    for file in NEVER_GONE:
        at = found[file]
        if at is None or len(after[file]) < len(at.rows):
            continue  # a row that could not be read may be the one that is missing
        for was, now in matched(file, before[file], after[file]):
            if was is not None and now is None:
                text = f"{code_of(file, was)} tidak ada lagi. Tulis kembali barisnya dan isi Berlaku sampai; kode lama jangan diganti"
                mistakes.add(at.file, 0, text)


# --- the form's texts ----------------------------------------------------------------------------------------


def _read_texts(found: Found | None, mistakes: Mistakes) -> list[tuple[str, str]]:
    """The texts of the tab Kolom by key; a text of a list of any length that was emptied is left out of it."""
    if found is None:
        return []
    lines = [line for line in read_rows(found, TEXT, mistakes) if "key" in line.values]
    unique(lines, ("key",), "kunci", mistakes)
    by_key = {str(line.values["key"]).casefold(): line for line in lines}
    texts: list[tuple[str, str]] = []
    for table, keys in FORM_TABLES.items():
        for key, name in keys.items():
            texts += _texts(found, f"{table}.{key}", name, by_key, mistakes)
    for line in by_key.values():
        mistakes.at(line, "key", f"kunci {line.values['key']!r} tidak dikenal; kolom Kunci jangan diubah")
    return texts


def _texts(found: Found, key: str, name: str, by_key: dict[str, Line], mistakes: Mistakes) -> list[tuple[str, str]]:
    """The text of that key, or the texts of its list in their order, taken out of `by_key`."""
    if name not in FORM_LISTS:
        lines = [line for line in (by_key.pop(key, None),) if line]
    else:
        numbered = sorted((int(own.rpartition(".")[2]), own) for own in by_key if _in_list(own, key))
        lines = [by_key.pop(own) for _, own in numbered]
        if not FORM_LISTS[name]:
            lines = [line for line in lines if line.values.get("text", "")]
    if not lines:
        mistakes.add(found.file, 0, f"kunci {key!r} tidak ada lagi atau kosong; tulis kembali barisnya")
        return []
    values = [str(line.values.get("text", "")) for line in lines]
    good = [_good(line, text, mistakes) for line, text in zip(lines, values, strict=True)]
    if all(good):
        _whole(lines[0], name, values, mistakes)
    if name not in FORM_LISTS:
        return [(key, values[0])]
    return [(f"{key}.{number}", text) for number, text in enumerate(values, 1)]


def _in_list(own: str, key: str) -> bool:
    number = own.removeprefix(f"{key}.")
    return own.startswith(f"{key}.") and number.isascii() and number.isdigit() and len(number) <= 3


def _good(line: Line, text: str, mistakes: Mistakes) -> bool:
    """Whether there is a text, and its {placeholders} are ours."""
    try:
        check_placeholders(parsing.filled_text(text))
    except ValueError as problem:
        mistakes.at(line, "text", f"'teks' {line.values['key']}: {problem}")
        return False
    return True


def _whole(line: Line, name: str, values: Sequence[str], mistakes: Mistakes) -> None:
    """The text or list as the file's own reader would take it."""
    try:
        words_field(name)(list(values) if name in FORM_LISTS else values[0])
    except ValueError as problem:
        mistakes.at(line, "text", f"'teks' {line.values['key']}: {problem}")
