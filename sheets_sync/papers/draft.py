"""What papers are made from, and what every paper of the office carries: pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sheets_sync import dates
from sheets_sync.course import Course
from sheets_sync.model import Office
from sheets_sync.period import Period
from sheets_sync.recap import Recap
from sheets_sync.records import Disposition, Meeting, StepRecord
from sheets_sync.register import mark_of
from sheets_sync.submission import Finding

RECORD = "catatan administrasi internal, bukan tanda tangan elektronik"
SAMPLE = "DATA CONTOH: angka dan pejabat di naskah ini karangan"
PRINTED_ONLY = ("status", "catatan", "data_per")  # as things stood when the paper was made; they go on without it
SHORT, LONG = "." * 26, "." * 52  # to be filled by hand


@dataclass(frozen=True, slots=True)
class PaperData:
    """All that the papers of a period are made from; what nobody recorded is None or empty, and stays dotted."""

    office: Office
    period: Period
    on_time_until: date
    locked_on: date
    on_time_reason: str
    locked_reason: str
    recap: Recap | None = None
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    courses: Mapping[str, Course] = field(default_factory=dict)
    forms: Mapping[str, tuple[str, int]] = field(default_factory=dict)  # unit -> its format's version, rows asked
    disposition: Disposition | None = None
    meeting: Meeting | None = None
    records: tuple[StepRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """One paper before it is made: its template, and every value that the template may ask for."""

    step: int
    kind: str
    template: str
    unit: str
    period: Period
    day: date
    values: Mapping[str, Any]
    suffix: str = ".docx"

    @property
    def mark(self) -> str:
        """The hash of what the paper says.

        How far figures were vouched for and when they were pulled is no part of it: a paper stays valid when the
        same data is pulled again, validated, or approved.
        """
        told = _told(self.values)
        about = {"jenis": self.kind, "periode": str(self.period), "unit": self.unit, "hari": self.day.isoformat()}
        return mark_of(about | {"isi": told})

    def filled(self, code: str) -> dict[str, Any]:
        """The values with the paper's own code and the beginning of its hash."""
        mark = self.mark[:16]
        grouped = " ".join(mark[start : start + 4] for start in range(0, 16, 4))
        return {**self.values, "kode_naskah": code, "sidik_data": grouped}


def _told(value: Any) -> Any:
    """The value without what is only printed, in rows too."""
    if isinstance(value, Mapping):
        return {key: _told(item) for key, item in value.items() if key not in PRINTED_ONLY}
    return [_told(item) for item in value] if isinstance(value, list) else value


def common(data: PaperData, day: date) -> dict[str, Any]:
    """What every template may ask for."""
    office, period = data.office, data.period
    top, main, *rest = (*office.letterhead, "", "")[: max(len(office.letterhead), 2)]
    return {
        "kop_pemerintah": top if main else "",
        "kop_kantor": main or top or office.name,
        "kop_alamat": "\n".join(rest),
        "kantor": office.name,
        "triwulan": period.label,
        "bulan": period.span,
        "tempat_surat": office.name.removeprefix("Kecamatan "),
        "tanggal": dates.long_date(day),
        "hari_ini": dates.spelled_date(day),
        "tepat_waktu": dates.weekday_date(data.on_time_until, year=True),
        "nomor": SHORT,
        "data_contoh": SAMPLE if office.sample else "",
        "keterangan": f"{RECORD[0].upper()}{RECORD[1:]}.",
        "data_per": _as_of(data),
    }


def or_dots(words: str, dots: str = SHORT) -> str:
    """What was recorded; dots to write on where nothing was."""
    return words.strip() or dots


def day_or_dots(day: date | None) -> str:
    return dates.long_date(day) if day else SHORT


def _as_of(data: PaperData) -> str:
    """When the figures were pulled, in words; empty without a recap."""
    if data.recap is None:
        return ""
    return dates.moment(data.recap.at.astimezone(data.office.timezone), data.office.zone)
