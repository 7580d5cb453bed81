"""What a unit filled, how it was read, and what was found in it: plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class Severity(StrEnum):
    """How much a catatan pemeriksaan weighs, gravest first."""

    MUST = "wajib diperbaiki"
    ANSWER = "perlu dijawab"
    NOTICE = "perhatian"


class Reading(StrEnum):
    """How a cell of an input column could be read."""

    EMPTY = "kosong"
    NUMBER = "angka"
    TEXT_NUMBER = "angka yang diketik sebagai teks"
    PERCENT = "persen"  # shown by the cell as percent, stored as a fraction of one
    PREDICATE = "predikat"
    AMBIGUOUS = "dapat dibaca dua cara"
    WITH_UNIT = "angka dengan satuan"
    OTHER_UNIT = "angka dengan satuan lain"
    SEVERAL = "lebih dari satu angka"
    PLACEHOLDER = "tanda bahwa tidak ada"
    DATE = "tanggal"
    BROKEN = "sel rusak"
    WORDS = "kata"

    @property
    def has_value(self) -> bool:
        return self in VALUE_READINGS


VALUE_READINGS = frozenset((Reading.NUMBER, Reading.TEXT_NUMBER, Reading.PERCENT, Reading.PREDICATE))


@dataclass(frozen=True, slots=True)
class Entry:
    """What a unit typed for one indicator or programme, and how it was read.

    `value` is a Decimal only where `reading.has_value`; a predicate's value is its score. `typed` is the cell
    as it stood, `hint` a number to suggest where none could be read.
    """

    code: str
    tab: str
    cell: str
    typed: str
    reading: Reading
    value: Decimal | None = None
    hint: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a catatan belongs: the tab, the cell, and the row's code by which the sheet looks it up."""

    tab: str
    cell: str
    row: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A catatan pemeriksaan: a user's mistake as a value, all its words in Indonesian."""

    rule: str
    severity: Severity
    unit: str
    place: Place
    found: str
    expected: str
    advice: str
    short: str  # fits into the row's narrow cell


class OddityKind(StrEnum):
    """What only the workbook itself could show when it was read."""

    TAB_GONE = "tab hilang"
    TAB_DOUBLED = "tab ganda"
    COLUMN_GONE = "kolom hilang"
    ROW_GONE = "baris hilang"
    ROW_DOUBLED = "baris ganda"
    ROW_UNKNOWN = "baris tidak dikenal"
    MERGED = "sel digabung"


@dataclass(frozen=True, slots=True)
class Oddity:
    kind: OddityKind
    place: Place
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a submission was read from, as it stood."""

    file: str
    sha256: str
    modified: datetime
    id: str = ""  # the store's own handle, where it has one
    stamp: str = ""  # the store's mark of this very state; empty where it has none


@dataclass(frozen=True, slots=True)
class Note:
    """A remark that hangs on a cell."""

    tab: str
    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What we write into a unit's workbook: the rows of the tab Periksa, and notes on the cells they are about."""

    rows: tuple[tuple[str, ...], ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of our answer in a workbook, and what is needed to change it."""

    answer: Answer
    findings: tuple[str, int, int] | None  # tab, row and column of the first catatan; None where the tab is gone
    taken: tuple[tuple[str, str], ...] = ()  # tab and cell of other people's notes
    tabs: dict[str, int] = field(default_factory=dict)  # the store's ids of the tabs


@dataclass(frozen=True, slots=True)
class Submission:
    """What one unit filled for one period, as it stood at `pulled`.

    `noticed` is what only the workbook itself could show (rows gone, cells merged).
    """

    unit: str
    period: str
    form_version: str
    entries: tuple[Entry, ...]
    budget: tuple[Entry, ...]
    sent: bool
    tick: Entry  # the cell "Saya kirim" as it stood, with the sender's name as its note
    noticed: tuple[Oddity, ...]
    source: Source
    pulled: datetime
    first_sent: datetime | None = None  # the store's time of the first version seen with the tick

    @property
    def blank(self) -> bool:
        """Whether nothing at all was typed."""
        return not any(entry.typed or entry.note for entry in (*self.entries, *self.budget, self.tick))

    def same_content(self, other: Submission) -> bool:
        """Whether the unit typed the same, whatever became of the file around it."""
        return (self.form_version, self.entries, self.budget, self.sent, self.tick, self.noticed) == (
            other.form_version, other.entries, other.budget, other.sent, other.tick, other.noticed
        )  # fmt: skip
