"""A step of the SOP recorded from the terminal, in the same form as from Kendali: checked whole, then kept.

Files of proof are kept first, then the line of the trail, so that a command that is cut off can be repeated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sheets_sync import filing
from sheets_sync.control_cells import MOST_MINUTES, Reader, clean, is_before
from sheets_sync.controlling import add_record, last_record
from sheets_sync.desk import Desk
from sheets_sync.filing import Scan
from sheets_sync.model import KnownFrom, Role
from sheets_sync.officers import OPERATOR, is_one_person, known_officers, role_words
from sheets_sync.period import Period
from sheets_sync.procedure import ROLE_NAMES
from sheets_sync.records import Control, Meeting, Paper, Part, Signed, Stamp, StepRecord
from sheets_sync.stores.received import Received
from sheets_sync.typed_time import parse_day
from sheets_sync.typing_in import take_proof

HOLDERS = {1: Role.CAMAT, 2: Role.SECRETARY, 4: Role.PLANNING, 8: Role.PLANNING, 9: Role.EVALUATION}
PARTS = {"diteruskan": Part.FORWARDED, "dibuat": Part.MADE, "diparaf": Part.INITIALLED}


@dataclass(frozen=True, slots=True)
class Stated:
    """What the command says, as it was typed."""

    number: int
    by: str
    done: bool = False
    on_behalf: str = ""
    start: str = ""
    end: str = ""
    worked: int | None = None
    part: str = ""
    note: str = ""
    proofs: tuple[Path, ...] = ()
    place: str = ""
    present: tuple[str, ...] = ()
    minutes: str = ""  # the notula: its text, or the file that holds it


@dataclass(frozen=True, slots=True)
class Recording:
    """What is to be kept: the record, the meeting of step 4, and the files of proof."""

    record: StepRecord
    meeting: Meeting | None = None
    files: tuple[Received, ...] = ()


def make_recording(desk: Desk, period: Period, stated: Stated, mistakes: list[str]) -> Recording:
    """What the command means; everything in it that cannot be meant so is added to `mistakes`."""
    part = PARTS.get(stated.part, Part.WHOLE)
    holder = Role.EVALUATION if part is Part.MADE else HOLDERS.get(stated.number, Role.EVALUATION)
    _check_step(desk, stated, mistakes)
    by, on_behalf = _who(desk, stated, holder, mistakes)
    start, end = _stamp(desk, "--mulai", stated.start, mistakes), _stamp(desk, "--selesai", stated.end, mistakes)
    begun = last_record(desk, period, stated.number, part)
    if begun and not begun.done and not stated.start:
        start = begun.start  # recorded by an earlier command, which this one finishes
    if start and end and is_before(end, start):
        told = f"--mulai {stated.start}" if stated.start else "mulai yang sudah tercatat"
        mistakes.append(f"--selesai {stated.end} mendahului {told}; periksa keduanya")
    files = [file for path in stated.proofs if (file := take_proof(desk, path, mistakes))]
    meeting = None
    if stated.number == 4:
        meeting = _meeting(desk, period, stated, start, end, files, mistakes)
    record = StepRecord(
        stated.number, part, start, end, stated.worked, by, on_behalf, clean(stated.note) or clean(stated.place),
        tuple(_name(stated.number, file) for file in files), stated.done, tuple(file.digest for file in files),
    )  # fmt: skip
    if stated.number == 8:
        same = is_one_person(desk.office, Role.PLANNING, Role.EVALUATION, (end.day if end else desk.now.date()))
        names = ROLE_NAMES[Role.PLANNING], ROLE_NAMES[Role.EVALUATION]
        record = replace(record, given_by=names[0], received_by=names[1], same_person=same)
    return Recording(record, meeting, tuple(files))


def keep_recording(desk: Desk, period: Period, recording: Recording) -> bool:
    """Everything stands in the archive and the trail; False where the trail's last word was the same already."""
    record = recording.record
    for name, file in zip(record.proof, recording.files, strict=True):
        told = Paper(
            "", record.step, _kind_of_proof(desk, record.step), signed=Signed.WET if record.step == 1 else Signed.NOT
        )
        filing.add(desk, period, told, Scan(file.content, f".{file.kind.value}"), record.by, name=name)
    added = add_record(desk, period, recording.record)
    if recording.meeting is not None:
        control = desk.archive.control(period) or Control()
        desk.archive.keep_control(period, replace(control, meeting=recording.meeting))
    return added


def _kind_of_proof(desk: Desk, number: int) -> str:
    """What the register calls a proof of that step: the paper that the SOP asks for, where it asks for one alone."""
    step = next(step for step in desk.office.procedure.steps if step.number == number)
    return step.papers[0] if len(step.papers) == 1 else f"bukti langkah {number}"


# --- what may be recorded, by whom ---------------------------------------------------------------------------


def _check_step(desk: Desk, stated: Stated, mistakes: list[str]) -> None:
    steps = {step.number: step for step in desk.office.procedure.steps}
    step = steps.get(stated.number)
    if step is None:
        mistakes.append(f"langkah {stated.number} tidak ada dalam SOP; yang ada: 1 sampai {max(steps, default=0)}")
    elif stated.number not in HOLDERS:
        seen = f" dari {step.known_from.value}" if step.known_from is not KnownFrom.PERSON else ""
        can = ", ".join(map(str, HOLDERS))
        mistakes.append(f"langkah {stated.number} diketahui program sendiri{seen}; yang dicatat orang: langkah {can}")
    if stated.number == 2 and not stated.part:
        mistakes.append(f"langkah 2 perlu --bagian {' atau '.join(PARTS)}")
    if stated.number != 2 and stated.part:
        mistakes.append("--bagian hanya untuk langkah 2")
    if stated.number != 4 and (stated.place or stated.present or stated.minutes):
        mistakes.append("--tempat, --hadir dan --notula hanya untuk langkah 4")
    if not stated.done and not stated.start:
        mistakes.append("sebut --done bila sudah selesai, atau --mulai bila baru dimulai")
    if stated.worked is not None and not 0 < stated.worked <= MOST_MINUTES:
        mistakes.append("--dikerjakan: tulis menitnya, bilangan bulat di atas nol")


def _who(desk: Desk, stated: Stated, holder: Role, mistakes: list[str]) -> tuple[str, str]:
    """The role that records, and the one on whose behalf, where that is another."""
    day = desk.now.date()
    by = role_words(desk.office, stated.by, day, holder)
    if not by:
        known = known_officers(desk.office, day)
        mistakes.append(f"--dicatat-oleh {stated.by}: bukan pejabat kantor ini; sebut salah satu: {known}")
    named = role_words(desk.office, stated.on_behalf, day, holder) if stated.on_behalf else ROLE_NAMES[holder]
    if not named or named == OPERATOR:
        mistakes.append(f"--atas-nama {stated.on_behalf}: bukan pejabat kantor ini")
    on_behalf = "" if by == named else named
    if stated.number == 1 and by and on_behalf:
        if by not in (ROLE_NAMES[Role.SECRETARY], OPERATOR):
            mistakes.append("langkah 1 dicatat oleh Camat, atau atas nama Camat oleh Sekretaris atau operator")
        if not stated.proofs:
            mistakes.append(
                "disposisi yang dicatat atas nama Camat perlu --bukti: foto atau pindaian yang ditandatangani"
            )
    return by, on_behalf


def _stamp(desk: Desk, option: str, text: str, mistakes: list[str]) -> Stamp | None:
    if not text:
        return None
    try:
        stamp = Stamp(*parse_day(text, desk.office.zone))
    except ValueError as problem:
        mistakes.append(f"{option}: {problem}")
        return None
    if Reader(desk.office, desk.now).is_ahead(stamp):
        mistakes.append(f"{option}: {text} belum terjadi; periksa tanggal dan jamnya")
    return stamp


# --- step 4 --------------------------------------------------------------------------------------------------


def _meeting(
    desk: Desk, period: Period, stated: Stated, start: Stamp | None, end: Stamp | None, files: list[Received],
    mistakes: list[str],
) -> Meeting:  # fmt: skip
    """The meeting as known so far with what the command adds; done only once all four parts of it are there."""
    control = desk.archive.control(period)
    known = control.meeting if control else Meeting()
    meeting = replace(
        known,
        held=start or known.held,
        until=(end.clock if end else None) or known.until,
        place=clean(stated.place) or known.place,
        present=_lines(stated.present) or known.present,
        discussion=_notula(desk, stated, files, mistakes) or known.discussion,
    )
    wanted = (("--mulai", meeting.held), ("--tempat", meeting.place), ("--hadir", meeting.present))
    missing = [option for option, there in (*wanted, ("--notula", meeting.discussion)) if not there]
    if stated.done and missing:
        mistakes.append(f"rapat selesai bila tanggal, tempat, hadir dan notula ada; belum ada: {', '.join(missing)}")
    return meeting


def _lines(present: Sequence[str]) -> str:
    """Who came, one a line; a list may also be typed with semicolons."""
    names = (name.strip() for text in present for name in text.replace("\n", ";").split(";"))
    return clean("\n".join(name for name in names if name))


def _notula(desk: Desk, stated: Stated, files: list[Received], mistakes: list[str]) -> str:
    """The text itself, that of a text file, or where the scan lies that was added to the proofs."""
    path = Path(stated.minutes)
    if not stated.minutes or "\n" in stated.minutes or not _is_file(path):
        return clean(stated.minutes)
    if path.suffix.casefold() in (".txt", ".md"):
        return clean(path.read_bytes().decode("utf-8", "replace"))
    scan = take_proof(desk, path, mistakes)
    if scan is None:
        return ""
    files.append(scan)
    return f"terlampir: {_name(stated.number, scan)}"


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a text too long for a name
        return False


def _name(number: int, file: Received) -> str:
    """A name in data/<period>/naskah/ that no other content can have."""
    return f"langkah-{number}-{file.digest[:8]}.{file.kind.value}"
