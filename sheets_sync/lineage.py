"""What a unit or an indicator was called before: followed where one took the place of one, and never guessed; pure.

Where units or indicators were split or merged, or an indicator now counts something else, two figures of it do not
compare, and the reason is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sheets_sync import numerals
from sheets_sync.model import Accumulation, Indicator, Office, Polarity, Unit, holds
from sheets_sync.period import Period
from sheets_sync.recap import Achievement, Recap, UnitRecap
from sheets_sync.wording import folded

Rows = Mapping[str, Unit | Indicator]  # by code


class Lack(StrEnum):
    NO_DATA = "belum ada data"
    APART = "tidak dapat dibandingkan"


@dataclass(frozen=True, slots=True)
class Missing:
    """Why there is no figure, or none that compares."""

    lack: Lack
    why: str

    @property
    def words(self) -> str:
        return f"{self.lack.value}: {self.why}"


def no_data(why: str) -> Missing:
    return Missing(Lack.NO_DATA, why)


def apart(why: str) -> Missing:
    return Missing(Lack.APART, why)


def forebear(rows: Rows, code: str, then: date, now: date) -> str | Missing:
    """The code under which the row of that code stood on the day `then`: its own, unless one row replaced one row."""
    later = [row for row in rows.values() if row.replaces and _replaced(row) and then < _changed(row, rows) <= now]
    seen: set[str] = set()
    while code not in seen:
        seen.add(code)
        old = next((_replaced(row) for row in later if row.code == code), ())
        if len(old) > 1:
            return apart(f"{code} gabungan dari {_listed(old)}")
        came = old[0] if old else code
        if heirs := _other_heirs(came, seen, later, rows, now):
            return apart(f"{came} dipecah menjadi {_listed([code, *heirs])}")
        if not old:
            return code
        code = came
    return apart(f"kolom menggantikan berputar pada {code}")


def _replaced(row: Unit | Indicator) -> tuple[str, ...]:
    """The other rows that it came out of; a row that names itself beside them goes on in it."""
    return () if set(row.replaces) <= {row.code} else tuple(dict.fromkeys(row.replaces))


def _changed(row: Unit | Indicator, rows: Rows) -> date:
    """The day of the change: after the old row's end where that is told, else the new row's beginning."""
    ends = [end for code in row.replaces if code in rows and (end := rows[code].valid_to)]
    return max(ends) + timedelta(days=1) if ends else row.valid_from


def _other_heirs(came: str, seen: set[str], later: Iterable[Unit | Indicator], rows: Rows, now: date) -> list[str]:
    """Who else lives on what `came` was, beside those `seen` on the way; itself, where it still stands."""
    heirs = [row.code for row in later if came in _replaced(row) and row.code not in seen]
    old = rows.get(came)
    stays = came not in seen and old is not None and holds(old, now)
    return [*([came] if stays and came not in heirs else []), *heirs]


def _listed(codes: Iterable[str]) -> str:
    *front, last = codes
    return f"{', '.join(front)} dan {last}" if front else last


# --- in the recap of another period ----------------------------------------------------------------------------


def unit_in(office: Office, unit: str, now: Period, then: Recap) -> UnitRecap | Missing:
    """The same unit in another period's recap, under the name it had then."""
    found = forebear(office.units_by_code, unit, Period.parse(then.period).last_day, now.last_day)
    if isinstance(found, Missing):
        return found
    known = next((item for item in then.units if item.code == found), None)
    return known or no_data(f"{found} tidak ada di rekap {Period.parse(then.period).label}")


def indicator_in(office: Office, unit: str, item: Achievement, now: Period, then: Recap) -> Achievement | Missing:
    """The same indicator in another period's recap; what it replaced one to one is the same.

    An indicator that names no predecessor is sought under its own code, then under the code that it had before its
    unit was renamed. What the office states of an indicator goes before what became of its unit.
    """
    period = Period.parse(then.period)
    code = forebear(office.indicators_by_code, item.code, period.last_day, now.last_day)
    if isinstance(code, Missing):
        return code
    known = then.by_code
    if code == item.code:
        was = forebear(office.units_by_code, unit, period.last_day, now.last_day)
        if isinstance(was, Missing):
            return was
        if code not in known and was != unit:
            return _renumbered(item, unit, was, known, period)
    if code not in known:
        return no_data(f"{code} tidak ada di rekap {period.label}")
    return _as_counted(item, known[code])


def _renumbered(
    item: Achievement, unit: str, was: str, known: Mapping[str, Achievement], period: Period
) -> Achievement | Missing:
    """The indicator of the same number in the unit as it was called, where it is the same one by its name."""
    old = known.get(f"{was}{item.code.removeprefix(unit)}") if item.code.startswith(f"{unit}-") else None
    if old is None:
        return no_data(f"{item.code} tidak ada di rekap {period.label}; {unit} waktu itu bernama {was}")
    if folded(old.name) != folded(item.name):
        return apart(f"{old.code} waktu itu bernama lain; isi kolom menggantikan bila indikatornya sama")
    return _as_counted(item, old)


def _as_counted(item: Achievement, old: Achievement) -> Achievement | Missing:
    why = counted_otherwise(
        (old.measure, old.polarity, old.accumulation), (item.measure, item.polarity, item.accumulation)
    )
    return apart(why) if why else old


def counted_otherwise(old: tuple[str, Polarity, Accumulation], new: tuple[str, Polarity, Accumulation]) -> str:
    """What changed of satuan, arah and akumulasi, by which two figures do not compare; empty where nothing did."""
    changes = [
        f"{name} berubah dari {was} menjadi {now}"
        for name, was, now in zip(("satuan", "arah", "akumulasi"), old, new, strict=True)
        if not _alike(str(was), str(now))
    ]
    return "; ".join(changes)


def _alike(was: str, now: str) -> bool:
    return folded(was) == folded(now) or (numerals.is_percent(was) and numerals.is_percent(now))
