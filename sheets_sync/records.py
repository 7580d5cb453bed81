"""What people record about the steps of the SOP: plain values, whatever they were written in (tab Kendali, terminal).

A tick or a typed name is a record (dicatat), never a signature. A time of day that nobody recorded is None, and is
never made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, tzinfo
from enum import StrEnum
from typing import Any

from sheets_sync.trail import Kind, Line


@dataclass(frozen=True, slots=True, order=True)
class Stamp:
    """A day, and the time of day where that was recorded too."""

    day: date
    clock: time | None = None

    def moment(self, zone: tzinfo) -> datetime | None:
        """The moment in the office's zone; None where only the day is known."""
        return None if self.clock is None else datetime.combine(self.day, self.clock, zone)

    @property
    def iso(self) -> str:
        """`2026-10-07T14:30` in the office's own time, or `2026-10-07` where only the day is known."""
        return self.day.isoformat() if self.clock is None else f"{self.day.isoformat()}T{self.clock:%H:%M}"

    @classmethod
    def parse(cls, text: object) -> Stamp | None:
        """What `iso` wrote; None for anything else."""
        try:
            moment = datetime.fromisoformat(str(text))
        except ValueError:
            return None
        return cls(moment.date(), None if len(str(text)) == 10 else moment.time().replace(second=0, microsecond=0))


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
    done: bool = True  # False: begun only; a step may be done at a time that nobody recorded
    sha256: tuple[str, ...] = ()  # of each file of `proof`, where this program took it in
    given_by: str = ""  # of a handing-over: the role that gave, and the one that received
    received_by: str = ""
    same_person: bool = False  # whether one person holds both ("pejabat yang sama")


def record_data(record: StepRecord) -> dict[str, Any]:
    """What a line of the trail holds of the record; the line itself has the role and the step."""
    data: dict[str, Any] = {
        "part": record.part.value,
        "start": record.start.iso if record.start else None,
        "end": record.end.iso if record.end else None,
        "worked": record.worked,
        "note": record.note,
        "proof": list(record.proof),
        "on_behalf": record.on_behalf,
        "done": record.done,
    }
    if record.sha256:
        data["sha256"] = list(record.sha256)
    if record.given_by or record.received_by:
        data |= {"given_by": record.given_by, "received_by": record.received_by, "same_person": record.same_person}
    return data


def record_of(line: Line) -> StepRecord:
    """The record that a line of kind STEP holds; what somebody broke in it counts as not recorded."""
    data: Mapping[str, Any] = line.data
    part, worked = str(data.get("part", "")), data.get("worked")
    return StepRecord(
        step=line.step,
        part=next((known for known in Part if known.value == part), Part.WHOLE),
        start=Stamp.parse(data.get("start")),
        end=Stamp.parse(data.get("end")),
        worked=worked if isinstance(worked, int) and not isinstance(worked, bool) else None,
        by=line.by,
        on_behalf=str(data.get("on_behalf", "")),
        note=str(data.get("note", "")),
        proof=_texts(data.get("proof")),
        done=data.get("done") is not False,
        sha256=_texts(data.get("sha256")),
        given_by=str(data.get("given_by", "")),
        received_by=str(data.get("received_by", "")),
        same_person=data.get("same_person") is True,
    )


def last_records(lines: Iterable[Line]) -> dict[tuple[int, Part], StepRecord]:
    """The last record of each part of each step that the lines hold; lines of other kinds say nothing."""
    records = (record_of(line) for line in lines if line.kind is Kind.STEP)
    return {(record.step, record.part): record for record in records}


def _texts(found: object) -> tuple[str, ...]:
    return tuple(map(str, found)) if isinstance(found, list | tuple) else ()


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


class Verdict(StrEnum):
    """What an official decides in tab Kendali: about a unit's workbook, or (the Camat) about the period."""

    VALIDATE = "validasi"
    RETURN = "kembalikan"
    APPROVE = "setujui"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as it was typed; `unit` is empty where it is about the whole period.

    `reason` is the sentence to the unit, or the paper on which the Camat's approval rests.
    """

    unit: str
    verdict: Verdict
    reason: str = ""
    dated: date | None = None
    tab: str = field(default="", compare=False)  # where it stands; a decision that moved is the same decision
    cell: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Applied:
    """A decision that was taken up: first seen when, whether it has been carried out, and else why it could not be."""

    decision: Decision
    since: datetime
    done: bool = False
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """Step 8: when the data was handed over, by which role it was received, and when, in the receiver's own words."""

    given: Stamp | None = None
    received_by: str = ""
    received: Stamp | None = None


@dataclass(frozen=True, slots=True)
class Control:
    """What the workbook Kendali of a period holds."""

    disposition: Disposition = Disposition()
    steps: tuple[StepRecord, ...] = ()
    meeting: Meeting = Meeting()
    decisions: tuple[Decision, ...] = ()
    handover: Handover = Handover()


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


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file of laporan/<period>/ as it was made: of which document, where in the folder, and its SHA-256."""

    document: str
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class MadeDocuments:
    """What lies in laporan/<period>/, the mark of all that it was made from, and what waited then, in words."""

    inputs: str = ""
    files: tuple[MadeFile, ...] = ()
    waiting: tuple[str, ...] = ()
