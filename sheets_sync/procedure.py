"""The nine steps of the SOP and what is known of each: pure, from facts that the machine itself saw.

A step that only a person can confirm stays "belum dicatat" until somebody records it; nothing is invented.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from sheets_sync.course import UnitState
from sheets_sync.model import Holder, KnownFrom, Role, Step
from sheets_sync.recap import Recap


class StepState(StrEnum):
    NOT_STARTED = "belum"
    RUNNING = "berjalan"
    DONE = "selesai"
    UNRECORDED = "belum dicatat"


ROLE_NAMES = {
    Role.CAMAT: "Camat",
    Role.SECRETARY: "Sekretaris",
    Role.EVALUATION: "Kasubag Evlap",
    Role.PLANNING: "Kasubag Perencanaan",
    Role.UNIT_HEAD: "Kepala unit kerja",
    Role.UNIT: "Unit kerja",
}


@dataclass(frozen=True, slots=True)
class StepStatus:
    """One step in one period: its state, and what shows it, in Indonesian."""

    step: Step
    state: StepState
    evidence: str

    @property
    def holder(self) -> str:
        return ROLE_NAMES[self.step.holder.by]


def holder_words(holder: Holder) -> str:
    """Who holds the step in this office: `Unit kerja melalui Kasubag Perencanaan kepada Kasubag Evlap`."""
    parts = [ROLE_NAMES[holder.by]]
    for lead, role in (
        ("bersama", holder.together_with),
        ("diperiksa", holder.checked_by),
        ("melalui", holder.through),
        ("kepada", holder.to),
    ):
        if role is not None:
            parts.append(f"{lead} {ROLE_NAMES[role]}")
    return " ".join(parts)


def statuses(steps: tuple[Step, ...], recap: Recap) -> tuple[StepStatus, ...]:
    """The state of each step, from the recap of the period."""
    return tuple(StepStatus(step, *_FACTS[step.known_from](recap)) for step in steps)


def current(found: tuple[StepStatus, ...]) -> StepStatus:
    """The step that the office is on: the furthest one under way, else the first not yet begun, else the last."""
    running = [status for status in found if status.state is StepState.RUNNING]
    waiting = [status for status in found if status.state is StepState.NOT_STARTED]
    return (running[-1:] or waiting[:1] or list(found[-1:]))[0]


def _share(done: int, of: int, words: str) -> tuple[StepState, str]:
    state = StepState.DONE if of and done == of else StepState.RUNNING if done else StepState.NOT_STARTED
    return state, f"{done} dari {of} {words}"


def _person(recap: Recap) -> tuple[StepState, str]:
    return StepState.UNRECORDED, "dicatat oleh pejabatnya"


def _format(recap: Recap) -> tuple[StepState, str]:
    made = sum(unit.state is not UnitState.NO_WORKBOOK for unit in recap.units)
    words = f"{sum(len(unit.achievements) for unit in recap.units)} indikator"
    return (StepState.DONE if made else StepState.NOT_STARTED), words


def _handed_out(recap: Recap) -> tuple[StepState, str]:
    made = sum(unit.state is not UnitState.NO_WORKBOOK for unit in recap.units)
    return _share(made, len(recap.units), "lembar dibagikan")


def _filled(recap: Recap) -> tuple[StepState, str]:
    full = sum(bool(unit.filled) and unit.due == unit.filled for unit in recap.units)
    state, words = _share(full, len(recap.units), "unit terisi penuh")
    begun = any(unit.filled for unit in recap.units)
    return (StepState.RUNNING if begun and state is StepState.NOT_STARTED else state), words


def _sent(recap: Recap) -> tuple[StepState, str]:
    return _share(recap.sent, len(recap.units), "unit mengirim")


def _checked(recap: Recap) -> tuple[StepState, str]:
    """A machine's check is no validation by a person: the step is done when every unit is validated by one."""
    clean = sum(unit.has_sent and not unit.must for unit in recap.units)
    state, words = _share(recap.validated, len(recap.units), "unit tervalidasi")
    if state is StepState.DONE:
        return state, words
    return (StepState.RUNNING if clean else state), f"{words}, {clean} tanpa wajib diperbaiki"


def _recapped(recap: Recap) -> tuple[StepState, str]:
    """The kecamatan's recap closes the procedure, so it is not begun before all units are in it."""
    clean = sum(unit.has_sent and not unit.must for unit in recap.units)
    state, words = _share(clean, len(recap.units), "unit dalam rekap")
    return (StepState.NOT_STARTED if state is StepState.RUNNING else state), words


_FACTS: dict[KnownFrom, Callable[[Recap], tuple[StepState, str]]] = {
    KnownFrom.PERSON: _person,
    KnownFrom.FORMAT: _format,
    KnownFrom.HANDED_OUT: _handed_out,
    KnownFrom.FILLED: _filled,
    KnownFrom.SENT: _sent,
    KnownFrom.CHECKED: _checked,
    KnownFrom.RECAPPED: _recapped,
}
