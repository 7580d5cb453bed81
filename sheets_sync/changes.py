"""How far capaian moved since another period: renamed units and indicators are followed, and nothing is guessed; pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sheets_sync.lineage import Missing, indicator_in, no_data, unit_in
from sheets_sync.model import Office
from sheets_sync.period import Period
from sheets_sync.recap import Achievement, Recap, UnitRecap


@dataclass(frozen=True, slots=True)
class Change:
    """How far a mean capaian, or one indicator's, moved since another period, in poin persentase."""

    code: str
    name: str
    points: Decimal | Missing


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since another period; units and indicators that were renamed are followed."""

    whole: Decimal | Missing
    units: tuple[Change, ...]
    indicators: tuple[Change, ...]


def changes_since(office: Office, recap: Recap, then: Recap) -> Changes:
    """The recap against another one: the kecamatan's mean, each unit's that stands one to one, each indicator's."""
    now = Period.parse(recap.period)
    items = [(unit.code, item) for unit in recap.units for item in unit.achievements]
    return Changes(
        whole=_moved(recap.tally.mean, then.tally.mean),
        units=tuple(Change(unit.code, unit.name, _unit_moved(office, unit, now, then)) for unit in recap.units),
        indicators=tuple(
            Change(item.code, item.name, _item_moved(office, unit, item, now, then)) for unit, item in items
        ),
    )


def _unit_moved(office: Office, unit: UnitRecap, now: Period, then: Recap) -> Decimal | Missing:
    old = unit_in(office, unit.code, now, then)
    return old if isinstance(old, Missing) else _moved(unit.tally.mean, old.tally.mean)


def _item_moved(office: Office, unit: str, item: Achievement, now: Period, then: Recap) -> Decimal | Missing:
    old = indicator_in(office, unit, item, now, then)
    return old if isinstance(old, Missing) else _moved(item.percent, old.percent)


def _moved(now: Decimal | None, then: Decimal | None) -> Decimal | Missing:
    if now is None:
        return no_data("belum ada yang dinilai pada periode ini")
    return no_data("belum ada yang dinilai pada periode pembanding") if then is None else now - then
