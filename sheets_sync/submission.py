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
    IDENTITY = "nomor identitas atau kode"

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
    """A catatan pemeriksaan: a user's mistake as a value, all its words in Indonesian.

    A question (perlu dijawab) that the unit has answered carries the answer; while `found` stays the same, the
    answer settles it for the year.
    """

    rule: str
    severity: Severity
    unit: str
    place: Place
    found: str
    expected: str
    advice: str
    short: str  # fits into the row's narrow cell
    reply: str = ""  # as the unit typed it
    settled: bool = False  # whether that reply is one
    kept_back: bool = False  # a question more than a unit is asked: for Kasubag Perencanaan

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.severity is not Severity.NOTICE and not self.settled


@dataclass(frozen=True, slots=True)
class Reply:
    """What a unit answered to a question, known by the rule, the row, and what stood there when it was asked."""

    rule: str
    row: str
    found: str
    text: str


class OddityKind(StrEnum):
    """What only the workbook itself could show when it was read."""

    TAB_GONE = "tab hilang"
    TAB_DOUBLED = "tab ganda"
    COLUMN_GONE = "kolom hilang"
    ROW_GONE = "baris hilang"
    ROW_DOUBLED = "baris ganda"
    ROW_UNKNOWN = "baris tidak dikenal"
    MERGED = "sel digabung"
    NAME_CHANGED = "nama diubah"
    TARGET_CHANGED = "satuan, target atau pagu diubah"


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
    """What we write into a unit's workbook: the rows of the tab Periksa, and notes on the cells they are about.

    Each row has the texts of the tab's nine columns, the unit's own reply among them.
    """

    rows: tuple[tuple[str, ...], ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Posted:
    """What stands of our answer in a workbook, and what is needed to change it."""

    answer: Answer
    findings: tuple[str, int, int] | None  # tab, row and column of the first catatan; None where the tab is gone
    taken: tuple[tuple[str, str], ...] = ()  # tab and cell of other people's notes
    tabs: dict[str, int] = field(default_factory=dict)  # the store's ids of the tabs
    file: str = ""  # the workbook that was read: the store's own handle, or its period and name
    stamp: str = ""  # the store's mark of the state that was read; empty where it has none
    digest: str = ""  # the same, of a file's content


class Channel(StrEnum):
    """The way by which a submission came in."""

    WORKBOOK = "lembar"
    ACCEPTED = "berkas yang diterima"
    TYPED = "diketik"


class TimeBasis(StrEnum):
    """What the time of sending rests on; a date that was typed into the sheet never counts."""

    FILE = "waktu simpan berkas"
    DRIVE = "waktu perubahan di Google Drive"
    ACCEPTED = "waktu diterima"
    STATED = "tanggal terima yang dicatat"


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
    first_sent: datetime | None = None  # the time of the first version seen with the tick
    causes: tuple[Entry, ...] = ()  # a row's factors in the way as what was typed, what is done about it as the note
    basis: TimeBasis = TimeBasis.FILE  # what that time is
    basis_reason: str = ""  # why it was stated, where it was
    channel: Channel = Channel.WORKBOOK
    typed_by: str = ""  # the title of the official who typed it for the unit
    received_by: str = ""  # and of the one who took in a file that was sent
    on_behalf: str = ""  # and of the head of the unit for which it was typed
    proof: str = ""  # the file in data/<period>/diterima/ that it was typed or read from
    aside: str = ""  # mark of what the unit's own workbook held, over which this was accepted or typed

    @property
    def blank(self) -> bool:
        """Whether nothing at all was typed."""
        cells = (*self.entries, *self.budget, *self.causes, self.tick)
        return not any(entry.typed or entry.note for entry in cells)

    @property
    def sent_by(self) -> str:
        """Which time that of the sending is, in words, with the reason where it was stated."""
        reason = f": {self.basis_reason}" if self.basis_reason else ""
        return f"{self.basis.value}{reason}"

    @property
    def entered(self) -> str:
        """`diinput oleh Kasubag ... atas nama Kepala Seksi ...`, or `berkas yang diterima`; empty for the workbook."""
        if self.channel is Channel.TYPED:
            return f"diinput oleh {self.typed_by} atas nama {self.on_behalf}"
        return "" if self.channel is Channel.WORKBOOK else self.channel.value

    def same_content(self, other: Submission) -> bool:
        """Whether the unit typed the same, whatever became of the file around it."""
        return self._content() == other._content()

    def _content(self) -> tuple[object, ...]:
        return self.form_version, self.entries, self.budget, self.causes, self.sent, self.tick, self.noticed
