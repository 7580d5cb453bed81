"""The clock of the nine steps, from facts made by hand: every state, minute and date is computed by hand too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sheets_sync.course import Event, UnitState
from sheets_sync.model import Office, Role, Step
from sheets_sync.office_days import DayKind, SpecialDay
from sheets_sync.procedure import BY_MACHINE, PREPARED, current, standard_minutes, statuses
from sheets_sync.recap import UnitRecap
from sheets_sync.records import Part, Stamp, StepRecord, record_data
from sheets_sync.standing import VALIDATED
from sheets_sync.step_status import Calendar, Facts, StepState, StepStatus
from sheets_sync.trail import EMPTY, Kind, Line, end_of, next_line
from sheets_sync.workdays import WorkCalendar
from sheets_sync.worktime import WorkTime
from tests.recaps import recap_of, waiting

WITA = ZoneInfo("Asia/Makassar")
NAMES = {"PEM": "Seksi Pemerintahan", "PMD": "Seksi PMD"}
ON_TIME, LOCKED, REGENCY = date(2026, 10, 9), date(2026, 10, 14), date(2026, 10, 16)  # Friday, Wednesday, Friday


def at(day: int, clock: str, month: int = 10, year: int = 2026) -> datetime:
    """A moment of October 2026 in the office's zone; the 5th is a Monday."""
    hour, minute = map(int, clock.split("."))
    return datetime(year, month, day, hour, minute, tzinfo=WITA)


def stamp(day: int, clock: str = "", month: int = 10) -> Stamp:
    moment = at(day, clock or "0.00", month)
    return Stamp(moment.date(), moment.time() if clock else None)


def unit(code: str, **known: Any) -> UnitRecap:
    """A unit of eight rows that has filled nothing yet."""
    return waiting(code, **{"name": NAMES[code], "head": "", "due": 8, "to_assess": 8} | known)


def trail(*happened: tuple[datetime, Kind, dict[str, Any]]) -> tuple[Line, ...]:
    """Lines of the trail; `step` and `unit` are taken out of the data."""
    lines: list[Line] = []
    for moment, kind, known in happened:
        data = dict(known)
        step, code = data.pop("step", 0), data.pop("unit", "")
        lines.append(
            next_line(
                end_of(lines[-1]) if lines else EMPTY, moment, kind, "Sekretaris", step=step, unit=code, data=data
            )
        )
    return tuple(lines)


def recorded(moment: datetime, step: int, **known: Any) -> tuple[datetime, Kind, dict[str, Any]]:
    return moment, Kind.STEP, {"step": step, **record_data(StepRecord(step, by="Sekretaris", **known))}


def clock(
    office: Office,
    now: datetime,
    *units: UnitRecap,
    lines: tuple[Line, ...] = (),
    courses: Mapping[str, tuple[Event, ...]] | None = None,
    days: tuple[SpecialDay, ...] = (),
) -> dict[int, StepStatus]:
    recap = replace(recap_of(*units), at=now)
    calendar = WorkCalendar(days)
    known = Calendar(WorkTime((), calendar, WITA), calendar, WITA, ON_TIME, LOCKED, REGENCY)
    facts = Facts(recap, lines, courses or {}, {Role.CAMAT: "Plt. Camat Batui Selatan"})
    return {status.step.number: status for status in statuses(office.procedure.steps, facts, known, now)}


def test_nothing_has_happened(office: Office) -> None:
    """At first every step is belum, its times are not known, and the first is the one that the office is on."""
    found = clock(office, at(1, "8.00"), *(unit(code, state=UnitState.NO_WORKBOOK) for code in NAMES))
    assert found[1].state is StepState.NOT_STARTED
    assert found[1].span.start is None
    assert found[1].span.minutes is None
    assert found[1].holder == "Plt. Camat Batui Selatan"
    assert current([found[1], found[9]]).step.number == 1


def test_a_recorded_disposisi(office: Office) -> None:
    """Received at 14.00, disposed at 14.15: a quarter of an hour open, ten minutes worked, recorded for the Camat."""
    lines = trail(
        recorded(
            at(1, "15.00"),
            1,
            start=stamp(1, "14.00"),
            end=stamp(1, "14.15"),
            worked=10,
            on_behalf="Camat",
            proof=("foto.jpg",),
        )
    )
    step = clock(office, at(5, "8.00"), unit("PEM"), lines=lines)[1]
    assert (step.state, step.span.minutes, step.worked) == (StepState.DONE, 15, 10)
    assert step.recorded_by == "dicatat Sekretaris a.n. Camat"


def test_the_camats_order_needs_the_signed_sheet(office: Office) -> None:
    """Recorded on the Camat's behalf without a photo or scan, the first step is not done."""
    lines = trail(recorded(at(1, "15.00"), 1, start=stamp(1, "14.00"), end=stamp(1, "14.15"), on_behalf="Camat"))
    step = clock(office, at(2, "8.00"), unit("PEM"), lines=lines)[1]
    assert step.state is StepState.RUNNING
    assert step.evidence == "menunggu foto atau pindaian lembar yang ditandatangani Camat"


def test_a_step_done_at_an_unrecorded_time_is_done(office: Office) -> None:
    """Done is what was recorded; when, nobody knows."""
    lines = trail(recorded(at(1, "15.00"), 4))
    step = clock(office, at(2, "8.00"), unit("PEM"), lines=lines)[4]
    assert (step.state, step.span.end, step.span.minutes) == (StepState.DONE, None, None)


def test_one_person_on_both_ends(office: Office) -> None:
    """A handing-over of one person to itself closes as such."""
    lines = trail(recorded(at(1, "15.00"), 8, end=stamp(1, "14.15"), given_by="Kasubag Perencanaan", same_person=True))
    assert clock(office, at(2, "8.00"), unit("PEM"), lines=lines)[8].evidence == "pejabat yang sama"


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        pytest.param(stamp(1, "21.00"), stamp(2, "8.00"), 30, id="at night: begins at half past seven"),
        pytest.param(stamp(2, "11.00"), stamp(2, "13.30"), 60, id="Friday: 11.00-11.30 and 13.00-13.30"),
        pytest.param(stamp(2, "16.00"), stamp(5, "8.00"), 60, id="over a weekend: 16.00-16.30 and 7.30-8.00"),
        pytest.param(stamp(3, "9.00"), stamp(4, "12.00"), 0, id="on a weekend only"),
        pytest.param(stamp(1), stamp(2, "8.00"), None, id="nobody recorded the time of day"),
        pytest.param(stamp(2, "8.00"), stamp(1, "8.00"), None, id="ends before it starts"),
        pytest.param(None, stamp(1, "8.00"), None, id="nobody recorded the start"),
        pytest.param(stamp(30, "15.00", 12), stamp(31, "8.00", 12), 90, id="the year's last days"),
    ],
)
def test_minutes_of_a_recorded_step(office: Office, start: Stamp | None, end: Stamp, minutes: int | None) -> None:
    """Open time counts working minutes alone, and is not known where a time is not."""
    lines = trail(recorded(at(31, "15.00", 12), 4, start=start, end=end))
    step = clock(office, at(31, "15.30", 12), unit("PEM"), lines=lines)[4]
    assert step.state is StepState.DONE
    assert step.span.minutes == minutes


def test_an_end_before_the_start_is_a_catatan(office: Office) -> None:
    """It is shown as recorded, said to be odd, and never turned round."""
    lines = trail(recorded(at(5, "15.00"), 4, start=stamp(2, "10.00"), end=stamp(2, "9.00")))
    step = clock(office, at(5, "16.00"), unit("PEM"), lines=lines)[4]
    assert step.remarks == ("selesainya dicatat sebelum mulainya; lamanya tidak dihitung",)
    assert (step.span.start, step.span.end) == (stamp(2, "10.00"), stamp(2, "9.00"))


def test_the_second_step_needs_three_records(office: Office) -> None:
    """Forwarded, made, parafed: made is seen in the workbooks too; what lacks is named."""
    forwarded = recorded(at(1, "14.30"), 2, part=Part.FORWARDED, end=stamp(1, "14.30"))
    made = (at(1, "15.30"), Kind.WORKBOOK, {"unit": "PEM"})
    running = clock(office, at(5, "8.00"), unit("PEM"), lines=trail(forwarded, made))[2]
    assert running.words == "berjalan 2 dari 3"
    assert "belum dicatat: diparaf Sekretaris" in running.evidence
    initialled = recorded(at(2, "8.10"), 2, part=Part.INITIALLED, end=stamp(2, "8.00"))
    done = clock(office, at(5, "8.00"), unit("PEM"), lines=trail(forwarded, made, initialled))[2]
    assert done.state is StepState.DONE
    assert done.span.minutes == 120  # Thursday 14.30-16.00, Friday 7.30-8.00


def test_units_side_by_side(office: Office) -> None:
    """Handed out on Thursday, sent on Monday and not yet: each unit has its own minutes, the step the longest of all."""
    lines = trail((at(1, "8.30"), Kind.WORKBOOK, {"unit": "PEM"}), (at(1, "8.30"), Kind.WORKBOOK, {"unit": "PMD"}))
    pem = unit("PEM", filled=8, state=UnitState.SENT, sent_at=at(5, "10.00"))
    step = clock(office, at(6, "8.00"), pem, unit("PMD", filled=3, state=UnitState.FILLED), lines=lines)[5]
    assert step.words == "berjalan 1 dari 2"
    assert step.waiting == ("Seksi PMD",)
    assert step.evidence == "1 dari 2 unit terisi penuh, 11 dari 16 isian"
    minutes = {one.code: one.span.minutes for one in step.units}
    # Thursday 8.30-16.00 less an hour, Friday 450, Monday 7.30-10.00; then to Tuesday 8.00: Monday whole and 30
    assert minutes == {"PEM": 390 + 450 + 150, "PMD": 390 + 450 + 450 + 30}
    assert step.longest is not None
    assert step.longest.code == "PMD"


def test_late_follows_from_the_calendar_alone(office: Office) -> None:
    """Thousands of minutes over the standard make nothing late; one working day after the deadline does."""
    lines = trail((at(1, "8.30", 7), Kind.WORKBOOK, {"unit": "PEM"}))
    waiting = unit("PEM", filled=3, state=UnitState.FILLED)
    on_the_day = clock(office, at(9, "16.29"), waiting, lines=lines)[5]
    assert on_the_day.state is StepState.RUNNING
    assert (on_the_day.span.minutes or 0) > 20_000
    on_sunday = clock(office, at(11, "9.00"), waiting, lines=lines)[5]
    assert on_sunday.state is StepState.RUNNING
    on_monday = clock(office, at(12, "8.00"), waiting, lines=lines)[5]
    assert on_monday.words == "terlambat 1 hari kerja"


def test_a_local_day_off_moves_the_lateness(office: Office) -> None:
    """Where Monday is a local day off, Tuesday is the first working day after the deadline."""
    waiting = unit("PEM", filled=3, state=UnitState.FILLED)
    off = (SpecialDay(date(2026, 10, 12), DayKind.HOLIDAY, "hari jadi"),)
    assert clock(office, at(12, "8.00"), waiting, days=off)[5].late_days == 0
    assert clock(office, at(13, "8.00"), waiting, days=off)[5].late_days == 1


def test_done_after_the_deadline_is_done_and_says_so(office: Office) -> None:
    """The last unit was validated two working days after the lock's date."""
    course = (Event(at(16, "9.00"), UnitState.VALIDATED, "Kasubag Perencanaan", "", "x", validated=True),)
    done = unit("PEM", filled=8, state=UnitState.VALIDATED, sent_at=at(8, "9.00"), standing=VALIDATED)
    step = clock(office, at(19, "8.00"), done, courses={"PEM": course})[7]
    assert (step.state, step.late_days) == (StepState.DONE, 2)
    assert step.span.end == stamp(16, "9.00")


def test_a_returned_unit_keeps_its_first_sending(office: Office) -> None:
    """Sent back, a unit is open again in steps 6 and 7, from its first sending on."""
    back = unit("PEM", filled=8, state=UnitState.RETURNED, sent_at=at(7, "9.00"), returned="Angka belum sesuai.")
    found = clock(office, at(8, "9.00"), back)
    assert found[6].words == "berjalan"
    assert found[7].evidence == "0 dari 1 unit tervalidasi, 0 tanpa wajib diperbaiki, 1 dikembalikan"
    assert found[7].span.minutes == 450  # Wednesday 9.00 to Thursday 9.00: one working day


def test_what_must_have_happened_is_said_to_be_unrecorded(office: Office) -> None:
    """Workbooks lie with the units and nobody recorded the order or the meeting: belum dicatat, no time made up."""
    lines = trail((at(1, "8.30"), Kind.WORKBOOK, {"unit": "PEM"}))
    found = clock(office, at(5, "8.00"), unit("PEM", filled=1, state=UnitState.FILLED), lines=lines)
    assert (found[1].state, found[4].state) == (StepState.UNRECORDED, StepState.UNRECORDED)
    assert found[8].state is StepState.NOT_STARTED
    assert found[4].span.minutes is None


def test_the_recap_ends_the_procedure(office: Office) -> None:
    """From the handing-over to the first recap that holds every unit: 30 minutes on Thursday."""
    lines = trail(
        (at(14, "9.00"), Kind.RECAP, {"units": 0, "of": 1}),
        recorded(at(15, "9.10"), 8, start=stamp(15, "8.45"), end=stamp(15, "9.00")),
        (at(15, "9.30"), Kind.RECAP, {"units": 1, "of": 1}),
        (at(16, "9.30"), Kind.RECAP, {"units": 1, "of": 1}),
    )
    sent = unit("PEM", filled=8, state=UnitState.VALIDATED, sent_at=at(8, "9.00"), standing=VALIDATED)
    step = clock(office, at(16, "10.00"), sent, lines=lines)[9]
    assert (step.state, step.span.minutes) == (StepState.DONE, 30)


def test_a_correction_replaces_the_record(office: Office) -> None:
    """Of two records of one step the later holds."""
    lines = trail(
        recorded(at(1, "15.00"), 4, start=stamp(1, "9.00"), end=stamp(1, "9.30")),
        recorded(at(1, "15.10"), 4, start=stamp(1, "9.00"), end=stamp(1, "10.00")),
    )
    assert clock(office, at(2, "8.00"), unit("PEM"), lines=lines)[4].span.minutes == 60


def test_the_standard_minutes_of_the_program(office: Office) -> None:
    """Steps 3, 6 and 9 are done by the program (975 minutes), 2 and 7 prepared by it (510), of 2,055 in all."""
    steps: tuple[Step, ...] = office.procedure.steps
    assert standard_minutes(steps, BY_MACHINE) == ((3, 6, 9), 975)
    assert standard_minutes(steps, PREPARED) == ((2, 7), 510)
    assert sum(step.minutes for step in steps) == 2055


def test_an_exact_time_is_needed_on_both_ends() -> None:
    """A day alone has no moment."""
    assert Stamp(date(2026, 10, 1)).moment(WITA) is None
    assert Stamp(date(2026, 10, 1), time(9, 5)).moment(WITA) == at(1, "9.05")


def test_open_catatan_are_evidence_of_the_check(office: Office) -> None:
    """What must be mended and what must be answered is counted beside the validated units."""
    step = clock(office, at(8, "9.00"), unit("PEM", sent_at=at(7, "9.00"), state=UnitState.SENT, must=2, answer=1))[7]
    assert step.evidence == "0 dari 1 unit tervalidasi, 0 tanpa wajib diperbaiki, 3 catatan terbuka"


def test_a_changed_format_is_evidence_of_its_making(office: Office) -> None:
    """The workbooks that a change reached are counted, each once."""
    lines = trail(
        (at(1, "8.00"), Kind.FORMAT, {"versi": 2}),
        (at(1, "8.00"), Kind.FORMAT, {"unit": "PEM", "baru": "b"}),
        (at(1, "9.00"), Kind.FORMAT, {"unit": "PEM", "baru": "c"}),
        (at(1, "9.00"), Kind.FORMAT, {"unit": "PMD", "baru": "d"}),
        (at(1, "9.30"), Kind.WORKBOOK, {"unit": "PEM"}),
    )
    assert "2 lembar diperbarui" in clock(office, at(2, "8.00"), unit("PEM"), lines=lines)[2].evidence
