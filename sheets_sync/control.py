"""What the workbook Kendali says, from its raw cells: the disposisi, the steps, the meeting, the decisions.

What cannot be meant so becomes a catatan with its cell, and counts as not recorded; the rest counts all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sheets_sync.control_cells import Reader, Sheet, find_sheet, is_before
from sheets_sync.control_fields import NATURES, PAGES
from sheets_sync.course import SENTENCE
from sheets_sync.grid import Grid
from sheets_sync.model import Office, Role
from sheets_sync.officers import OPERATOR, is_one_person
from sheets_sync.period import Period
from sheets_sync.procedure import ROLE_NAMES
from sheets_sync.records import (
    Control,
    Decision,
    Disposition,
    Handover,
    Meeting,
    Part,
    StepRecord,
    Verdict,
)
from sheets_sync.submission import Finding, Place

PROOF = re.compile(r"https?://\S+|[^/\\]+\.(?:jpe?g|png|webp|heic|pdf)", re.IGNORECASE)
NO_ROW = "S-15"


def read_control(grid: Grid, office: Office, period: Period, now: datetime) -> tuple[Control, tuple[Finding, ...]]:
    """What the officers typed, and a catatan for everything in it that cannot be meant so.

    `now` must be in the office's zone.
    """
    reader = Reader(office, now)
    camat, secretary, evaluation, planning = sheets = [find_sheet(grid, page) for page in PAGES]
    for page, sheet in zip(PAGES, sheets, strict=True):
        _must_be_whole(reader, sheet, [field.code for field in page.fields])
    disposition = _disposition(reader, camat)
    meeting = _meeting(reader, planning)
    handover = _handover(reader, planning, evaluation)
    steps = (
        *_command(reader, camat, disposition),
        *_forwarding(reader, secretary),
        *_format(reader, evaluation),
        *_met(meeting),
        *_handed_over(office, handover),
        *_recap(reader, evaluation),
    )
    decisions = (*_decisions(reader, planning, period), *_approval(reader, camat))
    return Control(disposition, steps, meeting, decisions, handover), tuple(reader.findings)


def settled(new: Control, old: Control, *, clean: bool) -> Control:
    """The new one, with what was recorded before where it is silent.

    A disposisi or meeting that stands in the archive (from the terminal, say) is not emptied by an empty tab. The
    record of a step goes only with a `clean` reading, since a cell that cannot be read says nothing.
    """
    known = {(record.step, record.part) for record in new.steps}
    kept = () if clean else tuple(record for record in old.steps if (record.step, record.part) not in known)
    return replace(
        new,
        disposition=old.disposition if new.disposition == Disposition() else new.disposition,
        meeting=old.meeting if new.meeting == Meeting() else new.meeting,
        steps=(*new.steps, *kept),
    )


def _must_be_whole(reader: Reader, sheet: Sheet, codes: list[str]) -> None:
    """What of the tab is gone, in one catatan."""
    if sheet.tab is None:
        reader.blame("S-12", replace(sheet.place(""), row="LEMBAR"), f"tab {sheet.title} tidak ada")
    elif missing := [code for code in codes if code not in sheet.rows]:
        reader.blame("S-12", replace(sheet.place(""), row="LEMBAR"), f"baris {', '.join(missing)} tidak ada")


# --- step 1 and the approval: tab Camat ----------------------------------------------------------------------


def _disposition(reader: Reader, sheet: Sheet) -> Disposition:
    nature = reader.text(sheet, "C-06")
    known = next((item for item in NATURES if item.casefold() == nature.casefold()), "")
    if nature and not known:
        reader.blame("S-11", sheet.place("C-06"), nature)
    return Disposition(
        sender=reader.text(sheet, "C-01"),
        number=reader.text(sheet, "C-02"),
        dated=reader.day(sheet, "C-03"),
        received=reader.stamp(sheet, "C-04"),
        agenda=reader.text(sheet, "C-05"),
        nature=known,
        subject=reader.text(sheet, "C-07"),
        forwarded_to=reader.text(sheet, "C-08"),
        instruction=reader.text(sheet, "C-09"),
    )


def _command(reader: Reader, sheet: Sheet, disposition: Disposition) -> Iterator[StepRecord]:
    """Step 1 is recorded by the Camat, or on the Camat's behalf by another with a photo or scan of the signed sheet."""
    start, end = reader.span(sheet, ("C-10", "C-11"))
    worked, by, proof = reader.minutes(sheet, "C-12"), reader.who(sheet, "C-13", Role.CAMAT), reader.text(sheet, "C-14")
    if not (disposition.instruction or end):
        return
    if not by:
        if not reader.text(sheet, "C-13"):
            reader.blame("S-13", sheet.place("C-13"), "")
        return
    other = by != ROLE_NAMES[Role.CAMAT]
    if other and by not in (ROLE_NAMES[Role.SECRETARY], OPERATOR):
        reader.blame("S-13", sheet.place("C-13"), by)
        return
    if (other or proof) and not PROOF.fullmatch(proof):
        reader.blame("S-09", sheet.place("C-14"), proof)
        proof = ""
        if other:
            return
    yield StepRecord(
        1, start=start, end=end, worked=worked, by=by, on_behalf=ROLE_NAMES[Role.CAMAT] if other else "",
        proof=(proof,) if proof else (),
    )  # fmt: skip


def _approval(reader: Reader, sheet: Sheet) -> Iterator[Decision]:
    dated, basis = reader.day(sheet, "C-15"), " ".join(reader.text(sheet, "C-16").split())
    typed = reader.text(sheet, "C-15")
    if dated and basis:
        yield _placed(Decision("", Verdict.APPROVE, basis, dated), sheet.place("C-15"))
    elif dated or (basis and not typed):
        reader.blame("S-14", sheet.place("C-16" if dated else "C-15"), "")


# --- steps 2 and 9: tabs Sekretaris and Kasubag Evlap --------------------------------------------------------


def _forwarding(reader: Reader, sheet: Sheet) -> Iterator[StepRecord]:
    office = ROLE_NAMES[Role.SECRETARY]
    for part, at, who, note in (
        (Part.FORWARDED, "T-01", "T-03", reader.text(sheet, "T-02")),
        (Part.INITIALLED, "T-04", "T-05", ""),
    ):
        end, by = reader.stamp(sheet, at), reader.who(sheet, who, Role.SECRETARY)
        if end and (by or not reader.text(sheet, who)):
            by = by or office
            yield StepRecord(2, part, end=end, by=by, on_behalf="" if by == office else office, note=note)


def _format(reader: Reader, sheet: Sheet) -> Iterator[StepRecord]:
    return _timed(reader, sheet, 2, Part.MADE, ("E-01", "E-02", "E-03"))


def _recap(reader: Reader, sheet: Sheet) -> Iterator[StepRecord]:
    return _timed(reader, sheet, 9, Part.WHOLE, ("E-05", "E-06", "E-07"))


def _timed(reader: Reader, sheet: Sheet, step: int, part: Part, codes: tuple[str, str, str]) -> Iterator[StepRecord]:
    """A step that Kasubag Evlap does: begun, or done once its end was recorded."""
    (start, end), worked = reader.span(sheet, codes[:2]), reader.minutes(sheet, codes[2])
    if start or end:
        yield StepRecord(step, part, start, end, worked, ROLE_NAMES[Role.EVALUATION], done=end is not None)


# --- steps 4, 7 and 8: tab Kasubag Perencanaan ---------------------------------------------------------------


def _meeting(reader: Reader, sheet: Sheet) -> Meeting:
    """The meeting; it may still lie ahead as long as nothing is written of what was said."""
    present, discussion = reader.text(sheet, "P-07"), reader.text(sheet, "P-08")
    held = reader.stamp(sheet, "P-01", ahead=not discussion)
    begin, until = reader.clock(sheet, "P-02"), reader.clock(sheet, "P-03")
    if held and begin:
        held = replace(held, clock=begin)
    if begin and until and until < begin:
        reader.blame("S-02", sheet.place("P-03"), f"mulai {begin:%H.%M}, selesai {until:%H.%M}")
        until = None
    place, leader, minuter = (reader.text(sheet, code) for code in ("P-04", "P-05", "P-06"))
    meeting = Meeting(held, until, place, leader, minuter, present, discussion, reader.text(sheet, "P-09"))
    over = held is not None and held.day < reader.now.date()
    if not meeting.complete and (over or present or discussion):
        wanted = (
            ("P-01", held or reader.text(sheet, "P-01")),
            ("P-04", place),
            ("P-07", present),
            ("P-08", discussion),
        )
        for code, there in wanted:
            if not there:
                reader.blame("S-07", sheet.place(code), "")
    return meeting


def _met(meeting: Meeting) -> Iterator[StepRecord]:
    if meeting.complete and meeting.held:
        end = replace(meeting.held, clock=meeting.until)
        yield StepRecord(4, start=meeting.held, end=end, by=ROLE_NAMES[Role.PLANNING], note=meeting.place)


def _decisions(reader: Reader, sheet: Sheet, period: Period) -> Iterator[Decision]:
    for unit in reader.office.units_in(period):
        if sheet.tab and unit.code not in sheet.rows:
            advice = (
                f"Buka proteksi tab ini (tanpa sandi) dan tulis {unit.code} di kolom A pada baris kosong; atau putuskan"
                f" dengan sheets-sync unit approve {unit.code}."
            )
            reader.blame(NO_ROW, Place(sheet.title, "", unit.code), "", advice)
            continue
        typed, reason = reader.text(sheet, unit.code), " ".join(reader.text(sheet, unit.code, sheet.reason).split())
        dated, date_typed = reader.day(sheet, unit.code, sheet.dated), reader.text(sheet, unit.code, sheet.dated)
        verdict = next((item for item in (Verdict.VALIDATE, Verdict.RETURN) if item == typed.casefold()), None)
        if verdict is None:
            if typed or reason or date_typed:
                reader.blame("S-04", sheet.place(unit.code), typed)
        elif verdict is Verdict.RETURN and not SENTENCE.search(reason):
            reader.blame("S-05", sheet.place(unit.code, sheet.reason), reason)
        elif dated or not date_typed:
            yield _placed(Decision(unit.code, verdict, reason, dated), sheet.place(unit.code))


def _placed(decision: Decision, place: Place) -> Decision:
    return replace(decision, tab=place.tab, cell=place.cell)


def _handover(reader: Reader, planning: Sheet, evaluation: Sheet) -> Handover:
    given, received = reader.stamp(planning, "P-10"), reader.stamp(evaluation, "E-04")
    by = reader.who(planning, "P-11", Role.EVALUATION)
    if given and received and is_before(received, given):
        reader.blame("S-02", evaluation.place("E-04"), "diterima sebelum diserahkan")
        received = None
    return Handover(given, by, received)


def _handed_over(office: Office, handover: Handover) -> Iterator[StepRecord]:
    """Step 8, closed as "pejabat yang sama" where one person gives and receives."""
    if handover.given is None:
        return
    to = handover.received_by or ROLE_NAMES[Role.EVALUATION]
    role = next((role for role, words in ROLE_NAMES.items() if words == to), None)
    same = role is not None and is_one_person(office, Role.PLANNING, role, handover.given.day)
    yield StepRecord(
        8, start=handover.given, end=handover.received or handover.given, by=ROLE_NAMES[Role.PLANNING],
        given_by=ROLE_NAMES[Role.PLANNING], received_by=to, same_person=same,
    )  # fmt: skip
