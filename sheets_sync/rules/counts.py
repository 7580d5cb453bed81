"""The counts behind a percentage: from rows of their own, or from the note beside it, `9 dari 10 desa`, `9/10 desa`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from sheets_sync import numerals
from sheets_sync.form import FormRow
from sheets_sync.period import MONTHS
from sheets_sync.submission import Entry

HUNDRED = Decimal(100)

NUMBER = r"[0-9]{1,3}(?:\.[0-9]{3}){1,3}|[0-9]{1,9}"
PAIR = re.compile(
    rf"(?<![\w/.,:+=-])({NUMBER})(\s+dari\s+|\s?/\s?)({NUMBER})(?![\w/%]|[.,:-][0-9]|\s*%|\s+persen)", re.IGNORECASE
)
WORD_BEFORE = re.compile(r"([^\W\d_]+)[\s.:]*$")
WORD_AFTER = re.compile(r"\s*([^\W\d_]+)")
# what is numbered, addressed or compared rather than counted: "lembar 1 dari 2", "RT 2/5 Desa X", "naik menjadi 90 dari 80"
NUMBERED = frozenset(
    (
        "no", "nomor", "nomer", "sk", "surat", "rt", "rw", "hal", "hlm", "halaman", "lembar", "map", "lemari", "rak", "berkas",
        "lampiran", "foto", "file", "bagian", "tahap", "jilid", "buku", "tanggal", "tgl", "jam", "pukul",
        "menjadi", "naik", "turun", "meningkat", "menurun", "bertambah", "berkurang", "berubah",
    )
)  # fmt: skip
DATED = frozenset((*(month.casefold() for month in MONTHS), "tahun", "thn", "th"))


@dataclass(frozen=True, slots=True)
class Counts:
    """A part of a whole, behind the percentage of `row` that was typed as `entry`."""

    row: FormRow
    entry: Entry
    part: Decimal
    whole: Decimal
    part_entry: Entry | None = None  # None: both stand in the note

    @property
    def shown(self) -> str:
        """Where the counts stand, and what they are."""
        part, whole = numerals.plain(self.part), numerals.plain(self.whole)
        if self.part_entry is None:
            return f"keterangan {part} dari {whole}"
        return f"{self.row.numerator} {part} dan {self.row.denominator} {whole}"

    @property
    def impossible(self) -> bool:
        """Whether the part is more than the whole, though the target does not lie above 100 %."""
        return self.part > self.whole and not (self.row.target is not None and self.row.target.high > HUNDRED)


def counts_in(note: str) -> tuple[Decimal, Decimal] | None:
    """The part and the whole that the note speaks of; None where it speaks of none, or of several."""
    if "/" not in note and "dari" not in note.casefold():
        return None
    found = [_counts(match) for match in PAIR.finditer(note) if _is_a_count(note, match)]
    return found[0] if len(found) == 1 else None


def _counts(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    return Decimal(match[1].replace(".", "")), Decimal(match[3].replace(".", ""))


def _is_a_count(note: str, match: re.Match[str]) -> bool:
    before, after = WORD_BEFORE.search(note, 0, match.start()), WORD_AFTER.match(note, match.end())
    if before and before[1].casefold() in NUMBERED:
        return False
    if after and after[1].casefold() in DATED:
        return False
    if "/" not in match[2]:
        return True
    part, whole = _counts(match)
    return after is not None and part <= whole
