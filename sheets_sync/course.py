"""The way of one unit's workbook through a period: which state it is in, since when, by whom and why.

belum diisi, diisi, dikirim, dikembalikan, tervalidasi, terkunci. What the unit does is observed at a pull; what
an official decides is recorded. Every change is kept, nothing is taken back.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sheets_sync.submission import Channel, Reading, Submission


class UnitState(StrEnum):
    """How far a unit is."""

    NO_WORKBOOK = "belum ada lembar"
    UNREADABLE = "lembar tidak terbaca"
    EMPTY = "belum diisi"
    FILLED = "diisi"
    SENT = "dikirim"
    RETURNED = "dikembalikan"
    VALIDATED = "tervalidasi"
    LOCKED = "terkunci"


UNIT = "unit kerja"  # who moves a workbook where no official does
SENTENCE = re.compile(r"\w{2,}\W+\w{2,}")  # two words at least: what a reason must be


@dataclass(frozen=True, slots=True)
class Event:
    """One change of state: when, to what, by which role (never a name), why, and what the workbook held then."""

    at: datetime
    state: UnitState
    by: str
    why: str
    content: str
    validated: bool = False  # whether that very content counts as validated from here on
    own: bool = False  # validated by somebody who filled or signed it
    reopened: bool = False  # returned since the Camat had it opened again: it may also be validated as it stands


Course = tuple[Event, ...]


def content_mark(submission: Submission) -> str:
    """A mark that changes with anything the unit typed, and with nothing else."""
    typed = (submission.form_version, submission.entries, submission.budget, submission.causes, submission.sent, submission.tick)  # fmt: skip
    return hashlib.sha256(repr(typed).encode()).hexdigest()[:16]


def typed_state(submission: Submission) -> UnitState:
    """What the unit itself has done, whatever officials decided."""
    if submission.sent:
        return UnitState.SENT
    typed = any(entry.reading is not Reading.EMPTY for entry in (*submission.entries, *submission.budget))
    return UnitState.FILLED if typed else UnitState.EMPTY


def observe(course: Sequence[Event], submission: Submission, at: datetime) -> Event | None:
    """The change of state that the submission shows; None where it shows none.

    `at` is when the content came to be. A decision holds while the content is as it was. What was returned and then
    changed is sent again if it is ticked; what was validated and then changed must be validated anew; what is locked
    stays locked.
    """
    content, state = content_mark(submission), typed_state(submission)
    last = course[-1] if course else None
    if last is None:
        return _event(submission, at, state, "")
    if last.content == content:
        return None
    if last.state is UnitState.RETURNED and at <= last.at:
        return replace(last, content=content)
    when = max(at, last.at)
    if last.state is UnitState.LOCKED:
        return _event(submission, when, UnitState.LOCKED, "isian berubah sesudah dikunci")
    if last.state is UnitState.RETURNED:
        return _event(submission, when, state, "diperbaiki sesudah dikembalikan") if submission.sent else None
    if last.state is UnitState.VALIDATED:
        return _event(submission, when, state, "isian berubah sesudah divalidasi")
    return _event(submission, when, state, "") if state is not last.state else None


def _event(submission: Submission, at: datetime, state: UnitState, why: str) -> Event:
    """A change that the content shows: by the unit, or by who took its file in or typed for it."""
    by = submission.typed_by or submission.received_by or UNIT
    came = "" if submission.channel is Channel.WORKBOOK else submission.channel.value
    return Event(at, state, by, ", ".join(filter(None, (why, came))), content_mark(submission))


def state_of(course: Sequence[Event], submission: Submission) -> UnitState:
    """The state that the last change led to; what was typed, where nothing has been recorded."""
    return course[-1].state if course else typed_state(submission)


def is_validated(course: Sequence[Event], submission: Submission) -> bool:
    """Whether this very content was validated and not returned since."""
    return bool(course) and course[-1].validated and course[-1].content == content_mark(submission)


def is_own_validation(course: Sequence[Event]) -> bool:
    """Whether the validation in force is by somebody who filled or signed the workbook ("divalidasi sendiri")."""
    return bool(course) and course[-1].validated and course[-1].own


def why_returned(course: Sequence[Event]) -> Event | None:
    """The return that waits for the unit; None where none does. A lock in between settles nothing."""
    last = next((event for event in reversed(course) if event.state is not UnitState.LOCKED or event.validated), None)
    return last if last and last.state is UnitState.RETURNED else None
