"""What people record about the steps of the SOP: plain values, whatever they were written in (tab Kendali, terminal).

A tick or a typed name is a record (dicatat), never a signature. A time of day that nobody recorded is None, and is
never made up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from enum import StrEnum
from typing import Any

from sheets_sync.trail import Line


@dataclass(frozen=True, slots=True, order=True)
class Stamp:
    """A day, and the time of day where that was recorded too."""

    day: date
    clock: time | None = None

    def moment(self, zone: tzinfo) -> datetime | None:
        """The moment in the office's zone; None where only the day is known."""
        return None if self.clock is None else datetime.combine(self.day, self.clock, zone)


class Part(StrEnum):
    """What of a step a record is about: most steps are recorded whole, the second in three parts."""

    WHOLE = ""
    FORWARDED = "diteruskan"  # step 2: the Sekretaris has forwarded the disposisi
    MADE = "format dibuat"  # Kasubag Evlap has made the format
    INITIALLED = "diparaf"  # the Sekretaris has parafed it


@dataclass(frozen=True, slots=True)
class StepRecord:
    """What was recorded of one step: when it began and ended, how long was worked, by which role, on what proof.

    `worked` is in minutes and known only where somebody wrote it down. `proof` names files in data/<period>/naskah/.
    """

    step: int
    part: Part = Part.WHOLE
    start: Stamp | None = None
    end: Stamp | None = None
    worked: int | None = None
    by: str = ""  # the role that recorded it, in words
    on_behalf: str = ""  # the role on whose behalf it was recorded; empty for its own
    note: str = ""
    proof: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Disposition:
    """The lembar disposisi of step 1; numbers are the office's own, never generated."""

    sender: str = ""  # surat dari
    number: str = ""
    dated: date | None = None
    received: Stamp | None = None
    agenda: str = ""
    nature: str = ""  # sifat: Biasa, Penting, Segera, Sangat Segera, Rahasia
    subject: str = ""  # hal
    forwarded_to: str = ""  # diteruskan kepada
    instruction: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """The meeting of step 4."""

    held: Stamp | None = None
    until: time | None = None
    place: str = ""
    leader: str = ""
    minuter: str = ""  # notulis
    present: str = ""  # who came, one a line
    discussion: str = ""  # pembahasan, the notula's body
    conclusion: str = ""  # penutup or kesepakatan

    @property
    def complete(self) -> bool:
        """Whether date, place, attendance and notula all stand there (the SOP's step 4 is done)."""
        return bool(self.held and self.place and self.present and self.discussion)


class Signed(StrEnum):
    """How a paper was signed outside this program; the program itself signs nothing."""

    NOT = "belum ditandatangani"
    WET = "tanda tangan basah"
    CERTIFIED = "tanda tangan elektronik tersertifikasi"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of the register: a file that we made or that was handed in, and where its print lies.

    `sha256` is of the file as registered. `hardcopy` is None where nobody has said whether a print is kept.
    """

    code: str  # short, printed on papers that we made; unique in the office
    step: int
    kind: str  # lembar disposisi, nota dinas, undangan, daftar hadir, notula, berita acara, tanda terima, rekap ...
    unit: str = ""  # where it is about one
    file: str = ""  # its name in data/<period>/naskah/
    sha256: str = ""
    number: str = ""  # nomor surat, as typed by the office
    dated: date | None = None
    signed: Signed = Signed.NOT
    hardcopy: bool | None = None
    hardcopy_on: date | None = None
    kept_at: str = ""
    data_mark: str = ""  # of a paper that we made: the hash of the data in it


def record_data(record: StepRecord) -> dict[str, Any]:
    """The record as a line of the trail holds it (kind langkah); step and role stand in the line itself."""
    return {
        "part": record.part.value,
        "start": _iso(record.start),
        "end": _iso(record.end),
        "worked": record.worked,
        "note": record.note,
        "proof": list(record.proof),
        "on_behalf": record.on_behalf,
    }


def record_of(line: Line) -> StepRecord:
    """The record that the line holds; what cannot be read in it counts as not recorded."""
    data = line.data
    try:
        part = Part(data.get("part", ""))
    except ValueError:
        part = Part.WHOLE
    worked = data.get("worked")
    return StepRecord(
        line.step, part, _stamp(data.get("start")), _stamp(data.get("end")), worked if isinstance(worked, int) else None,
        line.by, str(data.get("on_behalf", "")), str(data.get("note", "")), tuple(map(str, data.get("proof", ()))),
    )  # fmt: skip


def _iso(stamp: Stamp | None) -> str | None:
    """`2026-10-05T09:15`, a day alone as `2026-10-05`."""
    if stamp is None:
        return None
    return f"{stamp.day}T{stamp.clock:%H:%M}" if stamp.clock else stamp.day.isoformat()


def _stamp(text: Any) -> Stamp | None:
    if not isinstance(text, str):
        return None
    day, mark, clock = text.partition("T")
    try:
        return Stamp(date.fromisoformat(day), time.fromisoformat(clock) if mark else None)
    except ValueError:
        return None
