"""What the workbook Format and the office's files both say, as tables of texts: one spelling for one meaning.

Two tables are the same office where they are equal, however a figure or a date was spelled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sheets_sync import numerals
from sheets_sync.form import FormWords
from sheets_sync.format_columns import KEYS, TABS, TARGET_FILE, TARGET_KEYS, WORDS, FormatTab
from sheets_sync.grid import UNSEEN
from sheets_sync.model import Office
from sheets_sync.targets import Target, TargetSet

Row = Mapping[str, str]  # by the file's own headings
Tables = Mapping[str, tuple[Row, ...]]  # by the file's name


def spelled(value: Any) -> str:
    """The value in its one spelling: `2026-09-01`, `1234,5`, `ya`; empty for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | Decimal):
        return numerals.ungrouped(Decimal(value))
    if isinstance(value, tuple):
        return "; ".join(map(spelled, value))
    return " ".join(UNSEEN.sub(" ", str(value)).split())


def spelled_target(words: str | None) -> str:
    """A target in its one spelling, whether number, range or predicate: `88,56`, `95-105`, `BB`."""
    text = spelled(words).replace("–", "-").upper()
    low, dash, high = text.partition("-")
    if dash and low.strip() and high.strip():
        return f"{_figure(low)}-{_figure(high)}"
    return _figure(text)


def _figure(text: str) -> str:
    value = numerals.read(text, "1:n").value  # of a ratio what stands behind 1:
    return text.strip() if value is None else numerals.ungrouped(value)


def target_of(target: Target | None) -> str:
    if target is None:
        return ""
    if target.predicate:
        return target.predicate
    low, high = numerals.ungrouped(target.low), numerals.ungrouped(target.high)
    return low if low == high else f"{low}-{high}"


def tables_of_office(office: Office, words: Iterable[tuple[str, str]]) -> Tables:
    """The tables of a loaded office; `words` are its form's texts by their keys."""
    sources = (office.units, office.indicators, office.ceilings, office.officials)
    tables = {tab.file: tuple(_row(tab, item) for item in items) for tab, items in zip(TABS, sources, strict=False)}
    tables[TARGET_FILE] = tuple(map(_target_row, office.targets))
    tables[WORDS.file] = tuple({"kunci": key, "teks": spelled(text)} for key, text in words)
    return tables


def _row(tab: FormatTab, item: Any) -> Row:
    return {column.key: spelled(getattr(item, column.name)) for column in tab.columns}


def _target_row(row: TargetSet) -> Row:
    cells = (row.annual, *row.quarters)
    texts = dict(zip(TARGET_KEYS.values(), map(target_of, cells), strict=True))
    return {"indikator": row.indicator, "dokumen": row.document} | texts


def words_of(words: FormWords, tables: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str]]:
    """Every text of the form by its key, `isi.judul`; a text of a list by its place in it, `petunjuk.isi.3`.

    `tables` are the tables and keys of the file, and our names for them.
    """
    found: list[tuple[str, str]] = []
    for table, keys in tables.items():
        for key, name in keys.items():
            text = getattr(words, name)
            if isinstance(text, tuple):
                found += [(f"{table}.{key}.{number}", item) for number, item in enumerate(text, 1)]
            else:
                found.append((f"{table}.{key}", text))
    return found


# --- which row is which --------------------------------------------------------------------------------------

Pair = tuple[Row | None, Row | None]


def matched(file: str, old: Sequence[Row], new: Sequence[Row]) -> list[Pair]:
    """Each former row with what became of it, in the former order, then the new rows; None for the missing half."""
    keys = KEYS[file]
    left = list(new)
    pairs: list[Pair] = [(row, _taken(left, row, keys)) for row in old]
    if file == "officials.csv":  # the same person in the same post: a date was put right
        keys = ("peran", "jabatan", "nama")
        pairs = [(was, now if now is not None or was is None else _taken(left, was, keys)) for was, now in pairs]
    return [*pairs, *((None, row) for row in left)]


def _taken(left: list[Row], row: Row, keys: Sequence[str]) -> Row | None:
    """The first row of `left` with the same keys, which is taken out of it."""
    for at, other in enumerate(left):
        if all(other[key] == row[key] for key in keys):
            return left.pop(at)
    return None


def code_of(file: str, row: Row) -> str:
    """What people call that row."""
    if file == "officials.csv":
        return f"{row['peran']} ({row['jabatan']})"
    return row[KEYS[file][0]]
