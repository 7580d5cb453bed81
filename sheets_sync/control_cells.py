"""The cells of an officer's tab in Kendali, read one by one: a value, and a catatan where it cannot be meant so.

Nothing that stands in a cell raises. E-mail addresses and telephone numbers that somebody typed are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from sheets_sync.control_fields import DATED_NAME, REASON_NAME, UNIT, Page
from sheets_sync.grid import UNSEEN, BrokenCell, Cell, Grid, Tab, Value, address
from sheets_sync.model import Office, Role
from sheets_sync.numerals import plain
from sheets_sync.officers import known_officers, role_words
from sheets_sync.records import Stamp
from sheets_sync.submission import Finding, Place, Severity
from sheets_sync.typed_time import parse_clock, parse_day

LONGEST = 10_000
FOUND_AT_MOST = 200
ADDRESS = re.compile(r"[^\s@<>,;:]+@[^\s@<>,;:]+|(?<!\d)(?:\+?62|0)[ -]?8\d(?:[ -]?\d){6,11}(?!\d)")
LEFT_OUT = "(alamat dihapus)"
MOST_MINUTES = 100_000

# What is expected, what to do, and the narrow cell's words, by code. {tertulis} is what stands there.
WORDS: Mapping[str, tuple[str, str, str]] = {
    "S-01": ("tanggal atau jam", 'Tulis seperti 7-10-2026 14.30, atau "7 Oktober 2026 pukul 14.30".', "wajib diperbaiki: tak terbaca"),
    "S-02": ("selesai sesudah mulai", "Periksa waktu mulai dan selesainya; salah satunya keliru.", "wajib diperbaiki: urutannya"),
    "S-03": ("waktu yang sudah lewat", "Waktu ini belum terjadi; isi sesudah dikerjakan.", "wajib diperbaiki: belum terjadi"),
    "S-04": ("validasi atau kembalikan", "Pilih dari daftar di selnya.", "wajib diperbaiki: tak dikenal"),
    "S-05": ("kalimat alasan pengembalian", "Tulis satu kalimat tentang apa yang perlu diperbaiki unit, di kolom Alasan.", "wajib diperbaiki: alasannya"),
    "S-06": ("keputusan yang dapat diterapkan", "", "wajib diperbaiki: belum berlaku"),
    "S-07": ("rapat dengan tanggal, tempat, peserta dan pembahasan", "Lengkapi; rapat tercatat selesai bila keempatnya terisi.", "wajib diperbaiki: belum ada"),
    "S-08": ("pejabat kantor ini", "", "wajib diperbaiki: bukan pejabat"),
    "S-09": ("foto atau pindaian disposisi yang ditandatangani", "Disposisi yang dicatat atas nama Camat perlu bukti: tulis nama berkas (jpg, png, pdf) atau tautannya di C-14.", "wajib diperbaiki: belum ada"),
    "S-10": ("lamanya dalam menit, bilangan bulat", "Tulis menitnya saja, misalnya 45.", "wajib diperbaiki: menitnya"),
    "S-11": ("salah satu sifat surat", "Pilih dari daftar di selnya.", "wajib diperbaiki: tak dikenal"),
    "S-12": ("tab dan baris sebagaimana dibuat", "Kembalikan dari riwayat versi; selama itu catatan yang sudah ditarik tetap dipakai.", "wajib diperbaiki: baris hilang"),
    "S-13": ("siapa yang mencatat disposisi", "Pilih di C-13: Camat sendiri, Sekretaris, atau operator.", "wajib diperbaiki: oleh siapa"),
    "S-14": ("tanggal dan dasar persetujuan", "Lengkapi C-15 dan C-16.", "wajib diperbaiki: belum lengkap"),
    "S-15": ("satu baris untuk tiap unit kerja", "", "wajib diperbaiki: belum ada"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """An officer's tab as it stands: its rows by their code, and its columns."""

    title: str
    tab: Tab | None = None
    rows: Mapping[str, int] = field(default_factory=dict)
    column: int = 2
    reason: int = 3
    dated: int = 4

    def cell(self, code: str, column: int = 0) -> Cell | None:
        row = self.rows.get(code)
        return self.tab.cells.get((row, column or self.column)) if self.tab and row else None

    def place(self, code: str, column: int = 0) -> Place:
        row = self.rows.get(code)
        return Place(self.title, address(row, column or self.column) if row else "", code)


def find_sheet(grid: Grid, page: Page) -> Sheet:
    """The page's tab, wherever it was moved and whatever it is called now; without rows where it is gone."""
    codes, inputs = grid.anchors.get(page.codes_name), grid.anchors.get(page.inputs_name)
    tab = (grid.tab(codes.tab) if codes else None) or grid.tab(page.title)
    if tab is None:
        return Sheet(page.title)
    column = codes.column if codes and codes.tab == tab.title else 1
    value = inputs.column if inputs and inputs.tab == tab.title else column + 1
    reason, dated = (grid.anchors.get(name) for name in (REASON_NAME, DATED_NAME))
    return Sheet(
        tab.title, tab, _rows(tab, column), value,
        reason.column if reason and reason.tab == tab.title else value + 1,
        dated.column if dated and dated.tab == tab.title else value + 2,
    )  # fmt: skip


def _rows(tab: Tab, column: int) -> dict[str, int]:
    """Each row by the word that begins its first cell; of two that are alike the upper one."""
    rows: dict[str, int] = {}
    for row, at in sorted(tab.cells):
        words = tab.text(row, at).split(maxsplit=1) if at == column else []
        if words:
            rows.setdefault(words[0], row)
    return rows


def clean(text: str) -> str:
    """The text as it is kept: without characters that no file can hold, and without people's addresses."""
    return ADDRESS.sub(LEFT_OUT, UNSEEN.sub(" ", text)[:LONGEST]).strip()


def shown(value: Value | None) -> str:
    """What stands in the cell, as people see it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%d-%m-%Y %H.%M}" if value.time() != time() else f"{value:%d-%m-%Y}"
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, time):
        return f"{value:%H.%M}"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        return plain(value)
    return clean(value.text if isinstance(value, BrokenCell) else value)


@dataclass(slots=True)
class Reader:
    """Reads cells for one office at one moment, and gathers what is wrong with them."""

    office: Office
    now: datetime
    findings: list[Finding] = field(default_factory=list)

    def blame(self, rule: str, place: Place, found: str, advice: str = "") -> None:
        self.findings.append(finding(rule, place, found, advice))

    def text(self, sheet: Sheet, code: str, column: int = 0) -> str:
        cell = sheet.cell(code, column)
        return shown(cell.value) if cell else ""

    def stamp(self, sheet: Sheet, code: str, column: int = 0, *, ahead: bool = False) -> Stamp | None:
        """The day, with its time of day where that was typed; only with `ahead` may it still come."""
        text, place = self.text(sheet, code, column), sheet.place(code, column)
        cell = sheet.cell(code, column)
        if cell is None or not text:
            return None
        try:
            stamp = _stamp(cell.value, text, self.office.zone)
        except ValueError:
            self.blame("S-01", place, text)
            return None
        if not ahead and self.is_ahead(stamp):
            self.blame("S-03", place, text)
            return None
        return stamp

    def is_ahead(self, stamp: Stamp) -> bool:
        moment = stamp.moment(self.office.timezone)
        return moment > self.now if moment else stamp.day > self.now.date()

    def day(self, sheet: Sheet, code: str, column: int = 0, *, ahead: bool = False) -> date | None:
        stamp = self.stamp(sheet, code, column, ahead=ahead)
        return stamp.day if stamp else None

    def clock(self, sheet: Sheet, code: str) -> time | None:
        text, cell = self.text(sheet, code), sheet.cell(code)
        if cell is None or not text:
            return None
        if isinstance(cell.value, time):
            return cell.value.replace(second=0, microsecond=0)
        try:
            return parse_clock(text, self.office.zone)
        except ValueError:
            self.blame("S-01", sheet.place(code), text, "Tulis jamnya saja, seperti 14.30.")
            return None

    def minutes(self, sheet: Sheet, code: str) -> int | None:
        text = self.text(sheet, code)
        if not text:
            return None
        if re.fullmatch(r"[0-9]{1,6}", text) and int(text) <= MOST_MINUTES:
            return int(text)
        self.blame("S-10", sheet.place(code), text)
        return None

    def who(self, sheet: Sheet, code: str, likely: Role) -> str:
        """The role in words of whoever was named; empty, with a catatan, where that is nobody of the office."""
        text = self.text(sheet, code)
        words = role_words(self.office, text, self.now.date(), likely)
        if text and not words:
            known = known_officers(self.office, self.now.date())
            self.blame("S-08", sheet.place(code), text, f"Tulis salah satu: {known}.")
        return words

    def span(self, sheet: Sheet, codes: tuple[str, str]) -> tuple[Stamp | None, Stamp | None]:
        """Beginning and end; an end before its beginning is blamed, and left out."""
        start, end = (self.stamp(sheet, code) for code in codes)
        if start and end and is_before(end, start):
            self.blame("S-02", sheet.place(codes[1]), f"mulai {_words(start)}, selesai {_words(end)}")
            return start, None
        return start, end


def _stamp(value: Value, text: str, zone_name: str) -> Stamp:
    """ValueError where it is no day."""
    if isinstance(value, datetime):
        clock = value.time().replace(second=0, microsecond=0, tzinfo=None)
        return Stamp(value.date(), None if value.time() == time() else clock)
    if isinstance(value, date):
        return Stamp(value)
    if not isinstance(value, str):
        raise ValueError(text)
    return Stamp(*parse_day(text, zone_name))


def is_before(one: Stamp, other: Stamp) -> bool:
    """Whether `one` surely lies before `other`; on the same day only where both times are known."""
    if one.day != other.day or one.clock is None or other.clock is None:
        return one.day < other.day
    return one.clock < other.clock


def _words(stamp: Stamp) -> str:
    return f"{stamp.day:%d-%m-%Y}" + (f" {stamp.clock:%H.%M}" if stamp.clock else "")


def finding(rule: str, place: Place, found: str, advice: str = "") -> Finding:
    """A catatan about Kendali: what stands there, what is expected, what to do."""
    expected, usual, short = WORDS[rule]
    return Finding(
        rule, Severity.MUST, UNIT, place, found[:FOUND_AT_MOST] or "kosong", expected, advice or usual, short
    )
