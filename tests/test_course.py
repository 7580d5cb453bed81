"""The states of a unit's workbook, and what moves it from one to the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sheets_sync.course import (
    Course,
    Event,
    UnitState,
    content_mark,
    is_own_validation,
    is_validated,
    observe,
    state_of,
    why_returned,
)
from sheets_sync.form import Form
from sheets_sync.submission import Channel, Source, Submission
from tests.rules.sheets import answered, blank, sent, typed

NOON = datetime(2026, 10, 8, 4, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=2)


@pytest.fixture
def form(forms: dict[str, Form]) -> Form:
    return forms["PEM"]


def decided(state: UnitState, submission: Submission, *, validated: bool = False, own: bool = False) -> Course:
    """A course that ends with an official's decision about that content."""
    why = "Angka PEM-01 belum sesuai." if state is UnitState.RETURNED else ""
    return (Event(NOON, state, "Kasubag Perencanaan", why, content_mark(submission), validated=validated, own=own),)


def followed(course: Course, *submissions: Submission) -> list[UnitState]:
    """The states that pulls of these contents lead to, one after the other."""
    states = []
    for step, submission in enumerate(submissions, 1):
        if event := observe(course, submission, LATER + timedelta(hours=step)):
            course = (*course, event)
        states.append(state_of(course, submission))
    return states


def test_a_unit_goes_from_empty_to_filled_to_sent(form: Form) -> None:
    """What it types is what it has reached; taking the tick away is seen, too."""
    filled = typed(blank(form), "PEM-01", number="90")
    states = followed((), blank(form), filled, sent(filled), filled)
    assert states == [UnitState.EMPTY, UnitState.FILLED, UnitState.SENT, UnitState.FILLED]


def test_each_change_is_kept_once(form: Form) -> None:
    """A pull that finds the same state adds nothing, whatever else was typed."""
    first = observe((), sent(blank(form)), NOON)
    assert first is not None
    assert (first.at, first.state, first.by, first.why) == (NOON, UnitState.SENT, "unit kerja", "")
    assert observe((first,), answered(form), LATER) is None


def test_without_a_course_the_submission_tells(form: Form) -> None:
    """An archive made before states were kept."""
    assert state_of((), answered(form)) is UnitState.SENT
    assert state_of((), typed(blank(form), "PEM-01", number="1")) is UnitState.FILLED
    assert state_of((), replace(blank(form), tick=replace(blank(form).tick, typed="oke"))) is UnitState.EMPTY


def test_the_mark_follows_what_was_typed_alone(form: Form) -> None:
    """Not the file's name, its time or the pull's."""
    one = answered(form)
    moved = replace(one, pulled=LATER, source=Source("lain.xlsx", "1" * 64, LATER, "id", "2"), first_sent=LATER)
    assert content_mark(moved) == content_mark(one)
    for other in (typed(one, "PEM-01", number="2"), typed(one, "PEM-01", note="x"), sent(one, "Budi"), replace(one, sent=False)):  # fmt: skip
        assert content_mark(other) != content_mark(one)


def test_who_took_a_file_in_is_on_record(form: Form) -> None:
    """So is who typed for the unit; the unit itself is named for its own workbook alone."""
    accepted = replace(answered(form), channel=Channel.ACCEPTED, received_by="Kasubag Perencanaan")
    typed_in = replace(answered(form), channel=Channel.TYPED, typed_by="Sekretaris")
    told = [event for event in (observe((), accepted, NOON), observe((), typed_in, NOON)) if event]
    assert [(event.by, event.why) for event in told] == [
        ("Kasubag Perencanaan", "berkas yang diterima"), ("Sekretaris", "diketik"),
    ]  # fmt: skip


# --- returned ------------------------------------------------------------------------------------------------


def test_what_was_returned_waits_for_a_change(form: Form) -> None:
    """The tick that still stands is no new sending; a mended figure with the tick is."""
    one = answered(form)
    mended = typed(one, "PEM-01", number="2")
    assert followed(decided(UnitState.RETURNED, one), one, mended) == [UnitState.RETURNED, UnitState.SENT]


def test_mending_without_the_tick_is_no_sending(form: Form) -> None:
    """A unit that takes the tick away while it works on it stays returned until it sends."""
    one = answered(form)
    working = replace(typed(one, "PEM-01", number="2"), sent=False)
    done = replace(working, sent=True)
    assert followed(decided(UnitState.RETURNED, one), working, done) == [UnitState.RETURNED, UnitState.SENT]


def test_an_edit_before_the_return_is_no_answer_to_it(form: Form) -> None:
    """What was saved before it was sent back and pulled after it, stays sent back, with the reason."""
    one = answered(form)
    course = decided(UnitState.RETURNED, one)
    event = observe(course, typed(one, "PEM-01", number="2"), NOON - timedelta(minutes=5))
    assert event is not None
    assert (event.state, event.why, event.at) == (UnitState.RETURNED, course[0].why, NOON)


def test_the_reason_stands_until_it_is_answered(form: Form) -> None:
    one = answered(form)
    course = decided(UnitState.RETURNED, one)
    waiting = why_returned(course)
    assert waiting is not None
    assert waiting.why == "Angka PEM-01 belum sesuai."
    event = observe(course, typed(one, "PEM-01", number="2"), LATER)
    assert event is not None
    assert event.why == "diperbaiki sesudah dikembalikan"
    assert why_returned((*course, event)) is None
    assert why_returned(()) is None


# --- validated -----------------------------------------------------------------------------------------------


def test_validated_holds_for_that_content(form: Form) -> None:
    """Changed afterwards, it is sent and must be validated anew, even when the unit types the old figure again."""
    one = answered(form)
    course = decided(UnitState.VALIDATED, one, validated=True)
    assert is_validated(course, one)
    changed = typed(one, "PEM-01", number="2")
    assert not is_validated(course, changed)
    event = observe(course, changed, LATER)
    assert event is not None
    assert (event.state, event.why) == (UnitState.SENT, "isian berubah sesudah divalidasi")
    assert not is_validated((*course, event), one)
    assert observe(course, one, LATER) is None


def test_a_validated_workbook_that_lost_its_tick_is_only_filled(form: Form) -> None:
    one = answered(form)
    assert followed(decided(UnitState.VALIDATED, one, validated=True), replace(one, sent=False)) == [UnitState.FILLED]


def test_own_validation_is_told_as_long_as_it_holds(form: Form) -> None:
    one = answered(form)
    assert is_own_validation(decided(UnitState.VALIDATED, one, validated=True, own=True))
    assert not is_own_validation(decided(UnitState.VALIDATED, one, validated=True))
    assert not is_own_validation(decided(UnitState.RETURNED, one, own=True))
    assert not is_own_validation(())


# --- locked --------------------------------------------------------------------------------------------------


def test_locked_stays_locked(form: Form) -> None:
    """A change that came in all the same is told, and what was validated is so no longer."""
    one = answered(form)
    course = decided(UnitState.LOCKED, one, validated=True)
    assert is_validated(course, one)
    event = observe(course, typed(one, "PEM-01", number="2"), LATER)
    assert event is not None
    assert (event.state, event.why) == (UnitState.LOCKED, "isian berubah sesudah dikunci")
    assert not is_validated((*course, event), typed(one, "PEM-01", number="2"))


def test_time_never_runs_backwards(form: Form) -> None:
    """A file saved before the last change was recorded is dated by that change."""
    course = decided(UnitState.VALIDATED, answered(form), validated=True)
    event = observe(course, typed(answered(form), "PEM-01", number="2"), NOON - timedelta(days=1))
    assert event is not None
    assert event.at == NOON
