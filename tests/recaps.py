"""Recaps made by hand, for what is judged from a recap alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sheets_sync.assessing import Assessing, Band, Outcome
from sheets_sync.course import UnitState
from sheets_sync.deadlines import Deadlines
from sheets_sync.model import Accumulation, Polarity
from sheets_sync.recap import Achievement, Recap, UnitRecap
from sheets_sync.standing import PROVISIONAL
from sheets_sync.tallies import Tally
from sheets_sync.targets import Target

SCALE = (("Sangat Tinggi", 91), ("Tinggi", 76), ("Sedang", 66), ("Rendah", 51), ("Sangat Rendah", 0))
ASSESSING = Assessing(tuple(Band(name, Decimal(floor)) for name, floor in SCALE))  # Permendagri 86/2017
AT = datetime.fromisoformat("2026-03-13T08:00:00+08:00")
WAITING = UnitRecap(
    code="PEM", name="Seksi Pemerintahan", kind="seksi", head="Kepala Seksi Pemerintahan", state=UnitState.EMPTY,
    filled=0, due=4, to_assess=4, must=0, answer=0, kept_back=0, notice=0, sent_at=None, sent_by="", typed_date="",
    returned="", own_validation=False, entered="", late_days=0, trouble="", pulled=None, file="", achievements=(),
    tally=Tally(), standing=PROVISIONAL,
)  # fmt: skip


def waiting(code: str, **changes: Any) -> UnitRecap:
    """A unit that has typed nothing yet, unless `changes` say otherwise."""
    return replace(WAITING, **{"code": code, "name": f"Seksi {code}", "head": f"Kepala Seksi {code}"} | changes)


def sent(code: str, **changes: Any) -> UnitRecap:
    """A unit that has sent everything."""
    return waiting(code, **{"state": UnitState.SENT, "filled": 4, "sent_at": AT} | changes)


def returned(code: str) -> UnitRecap:
    """A unit whose workbook was sent back."""
    return sent(code, state=UnitState.RETURNED, returned="Jumlah belum sesuai.", must=1)


def recap_of(*units: UnitRecap) -> Recap:
    return Recap("2026-TW3", AT, True, units, (), Tally(), "", 0, (), PROVISIONAL, ASSESSING)


def until(on_time: date, lock: date, regency: date) -> Deadlines:
    """Deadlines five and two working days before the kabupaten's, which is assumed."""
    return Deadlines(on_time, lock, regency, "", on_time_before=5, locked_before=2, regency_workday=12)


def achieved(code: str, percent: str | None, **changes: Any) -> Achievement:
    """An indicator of 100 percent planned, with that capaian; None: nothing was typed."""
    value = None if percent is None else Decimal(percent)
    hundred = Target(Decimal(100), Decimal(100))
    made = Achievement(
        code=code, name=f"Indikator {code}", objective="", measure="%", polarity=Polarity.HIGHER,
        accumulation=Accumulation.LAST, target=hundred, typed=percent or "", value=value, note="", hindrance="",
        remedy="", cell="", actual=value, actual_target=hundred, quarters=1, quarters_due=1, percent=value,
        category="", outcome=Outcome.EMPTY if value is None else Outcome.ASSESSED, standing=PROVISIONAL,
    )  # fmt: skip
    return replace(made, **changes)
