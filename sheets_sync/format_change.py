"""What one version of the office's format says otherwise than the one before, as values that a page can show.

It is about the office's files; what reached one unit's form of it is form_changes's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sheets_sync.format_columns import FILES, INDICATOR, OFFICIAL, TABS, TARGET_FILE, TARGETS, WORDS
from sheets_sync.format_tables import Pair, Row, Tables, code_of, matched

NOTHING = "(kosong)"
PRIVATE = ("nama", "nip")  # of an official: kept in the office's file alone
TITLES = {tab.file: tab.title for tab in TABS} | {TARGET_FILE: "Target"}
FIELD_WORDS = {"target_tahun": "target tahun"} | {
    f"tw{quarter}": f"target {words}" for quarter, words in enumerate(list(TARGETS.values())[1:], 1)
}


@dataclass(frozen=True, slots=True)
class FormatChange:
    """One value that changed, or with no `field` a whole row that came or went."""

    where: str  # the tab, or "Target"
    code: str
    field: str  # the file's heading; empty for a whole row
    old: str
    new: str
    document: str = ""  # of a target or a pagu

    @property
    def added(self) -> bool:
        """Whether the whole row is new."""
        return not self.field and bool(self.new)

    @property
    def words(self) -> str:
        """`PEM-01: target TW III 90 → 92 (PKP-2026)`, `indikator baru KESOS-05 (name)`."""
        behind = f" ({self.document})" if self.document else ""
        if not self.field:
            row = self.where.casefold()
            name = f" ({self.new or self.old})" if (self.new or self.old) not in ("", self.code) else ""
            return f"{row} baru {self.code}{name}{behind}" if self.new else f"{row} {self.code} dihapus{name}{behind}"
        what = FIELD_WORDS.get(self.field, self.field.replace("_", " "))
        if self.where == OFFICIAL.title and self.field in PRIVATE and not (self.old or self.new):
            return f"{self.code}: {what} diganti"
        return f"{self.code}: {what} {self.old or NOTHING} → {self.new or NOTHING}{behind}"


def for_record(change: FormatChange) -> FormatChange:
    """The change as data and pages may keep it: an official's name and NIP are left out."""
    if change.where != OFFICIAL.title or (change.field and change.field not in PRIVATE):
        return change
    mark = "" if change.field else change.code
    return FormatChange(change.where, change.code, change.field, mark if change.old else "", mark if change.new else "")


def changes_between(before: Tables, after: Tables) -> tuple[FormatChange, ...]:
    """Every difference in the order of the tabs; empty where both say the same, however it is spelled."""
    return tuple(
        change for file in FILES for pair in matched(file, before[file], after[file]) for change in _changed(file, pair)
    )


def _changed(file: str, pair: Pair) -> Iterator[FormatChange]:
    was, now = pair
    one = now if now is not None else was
    if one is None:
        return
    code, document = code_of(file, one), one.get("dokumen", "")
    if (was is None or now is None) and (file != TARGET_FILE or not _aimed(one)):
        yield FormatChange(TITLES[file], code, "", _name(file, was), _name(file, now), document)
        return
    for key in one:
        old, new = (was or {}).get(key, ""), (now or {}).get(key, "")
        if old != new and (file != TARGET_FILE or key in FIELD_WORDS):
            yield FormatChange(TITLES[file], code, key, old, new, document)


def _aimed(row: Row) -> bool:
    """Whether a row of targets holds any."""
    return any(text for key, text in row.items() if key not in ("indikator", "dokumen"))


def _name(file: str, row: Row | None) -> str:
    """What a row that came or went is called."""
    if row is None:
        return ""
    key = {INDICATOR.file: "indikator", WORDS.file: "teks", TARGET_FILE: "indikator"}.get(file, "nama")
    return row[key]
