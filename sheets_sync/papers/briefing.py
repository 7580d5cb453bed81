"""What stands on the Camat's one page (ringkasan), as plain values that a template lays out: pure.

Everything is told as of the last pull, so that the same archive gives the same page on any day. Whatever may be long
is shortened here, and says how much of it is left out: the page must stay one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from sheets_sync import attention, dates, numerals
from sheets_sync.achievement import HUNDRED
from sheets_sync.deadlines import Deadlines
from sheets_sync.form import target_figure
from sheets_sync.lineage import unit_in
from sheets_sync.model import Office
from sheets_sync.papers.draft import SAMPLE
from sheets_sync.papers.plain import shortened
from sheets_sync.period import Period
from sheets_sync.personal import quoted
from sheets_sync.procedure import current
from sheets_sync.punctuality import Punctuality, in_words
from sheets_sync.recap import Achievement, Recap, UnitRecap
from sheets_sync.revision import ChangedFigure
from sheets_sync.standing import PROVISIONAL, Vouched
from sheets_sync.step_status import StepStatus
from sheets_sync.tallies import Tally
from sheets_sync.workdays import WorkCalendar

NEAR = 5  # working days before the kabupaten's deadline from which the page warns of it
LATE_SHOWN, NAMES_SHOWN = 7, 3
NAME, INDICATOR, SENTENCE = 40, 80, 90  # characters
FULL = 1000  # a bar's whole length: 100 percent, and whatever is above


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of a period; `mark` is that of its recap, `pending` what changed since the last approval."""

    office: Office
    period: Period
    recap: Recap
    previous: Recap | None
    steps: Sequence[StepStatus]
    deadlines: Deadlines
    mark: str
    pending: Sequence[ChangedFigure] = ()


def briefing(now: Situation) -> dict[str, Any]:
    """All that the template may ask for: texts, whole numbers, and lists of them."""
    office, recap = now.office, now.recap
    late, late_hidden = _late(recap)
    return {
        "kop": [shortened(line, INDICATOR) for line in office.letterhead] or [shortened(office.name, INDICATOR)],
        "kantor": shortened(office.name, NAME),
        "judul": f"Ringkasan kinerja {now.period.label.replace(str(now.period.year), f'Tahun {now.period.year}')}",
        "status": recap.standing.words,
        "data_contoh": SAMPLE if recap.sample else "",
        "capaian": _achievement(now),
        "pengiriman": _sending(recap),
        "serapan": _absorption(recap),
        "langkah": _step(now),
        "keputusan": list(_decisions(now)),
        "terlambat": late,
        "terlambat_lain": _others(late_hidden),
        "terendah": [_weak(unit, item) for unit, item in attention.weakest_indicators(recap, HUNDRED)],
        "tanpa_terendah": _nothing_weak(recap.tally),
        "unit_kerja": _units(now),
        "triwulan_lalu": now.period.previous.short if now.previous else "",
        "data_per": dates.moment(recap.at.astimezone(office.timezone), office.zone),
        "sidik_data": " ".join(now.mark[start : start + 4] for start in range(0, 16, 4)),
    }


# --- the figures of the kecamatan ----------------------------------------------------------------------------


def _achievement(now: Situation) -> dict[str, Any]:
    recap = now.recap
    points = attention.change(recap, now.previous)
    return {
        "nilai": _percent(recap.tally.mean),
        "kategori": recap.category,
        "status": recap.standing.short,
        "dinilai": f"{recap.tally.count} dari {recap.indicators_due} indikator dinilai",
        "pembatasan": _capping(recap),
        "arah": "" if points is None else _direction(points),
        "perubahan": _change(now, points),
    }


def _capping(recap: Recap) -> str:
    """Where the mean is not that of the capaian as they are: how many were capped, or lifted to 0."""
    tally, cap = recap.tally, recap.assessing.average_cap
    parts = (
        f"{tally.capped} dihitung {numerals.plain(cap)} %" if tally.capped and cap is not None else "",
        f"{tally.floored} dihitung 0 %" if tally.floored else "",
    )
    return ", ".join(filter(None, parts))


def _change(now: Situation, points: Decimal | None) -> str:
    """`naik 1,20 poin dari TW II`, or why nothing is compared."""
    last = now.period.previous
    before = last.short if last.year == now.period.year else f"{last.short} {last.year}"
    if points is not None:
        way = _direction(points)
        return (
            f"{way} {numerals.fixed(abs(points), 2)} poin dari {before}" if way != "tetap" else f"sama dengan {before}"
        )
    if now.recap.tally.mean is None:
        return "belum ada yang dapat dinilai"
    return f"{before} belum direkap" if now.previous is None else f"{before} belum ada yang dinilai"


def _direction(points: Decimal) -> str:
    """As it is shown: what rounds to 0,00 has not moved."""
    shown = numerals.rounded(points, 2)
    return "naik" if shown > 0 else "turun" if shown < 0 else "tetap"


def _sending(recap: Recap) -> dict[str, Any]:
    counts = recap.punctuality
    return {
        "mengirim": recap.sent,
        "jumlah": len(recap.units),
        "tepat": counts[Punctuality.ON_TIME],
        "terlambat": counts[Punctuality.LATE],
        "belum": counts[Punctuality.NOT_SENT],
        "lewat": len(attention.overdue(recap)),  # of these, past the deadline
    }


def _absorption(recap: Recap) -> dict[str, Any]:
    money = recap.money
    spent = f"{numerals.rupiah(money.actual)} dari {numerals.rupiah(money.known_ceiling)}"
    return {
        "nilai": _percent(money.absorbed),
        "rupiah": spent if money.known else "belum ada realisasi",
        "program": f"{money.known} dari {money.programmes} program",
        "status": attention.budget_standing(recap.budget).short,
    }


def _percent(value: Decimal | None) -> str:
    return numerals.fixed(value, 2) if value is not None else ""


def _step(now: Situation) -> dict[str, Any]:
    step = current(now.steps)
    return {
        "nomor": step.step.number,
        "judul": shortened(step.step.title, NAME),
        "pemegang": shortened(step.holder, INDICATOR),
        "keadaan": step.words,
        "semua": [status.state.value for status in now.steps],
        "tepat_waktu": dates.weekday_date(now.deadlines.on_time_until, year=True),
        "batas_kabupaten": dates.weekday_date(now.deadlines.regency, year=True),
    }


# --- what waits for somebody ---------------------------------------------------------------------------------


def _decisions(now: Situation) -> Iterator[str]:
    """What waits for a decision, and for whose; first what waits for the Camat."""
    units = now.recap.units
    if now.pending:
        touched = dict.fromkeys(change.unit for change in now.pending if change.unit)
        names = [unit.name for unit in units if unit.code in touched]
        yield f"{len(now.pending)} angka berubah sesudah disetujui{_of(names)}: perlu persetujuan Camat sebagai revisi."
    elif units and all(unit.standing != PROVISIONAL for unit in units) and not _is_final(now.recap):
        yield f"Seluruh {len(units)} unit kerja sudah tervalidasi: menunggu persetujuan Camat."
    if ready := [unit.name for unit in units if unit.has_sent and unit.standing == PROVISIONAL and not unit.must]:
        yield f"{len(ready)} unit kerja menunggu validasi Kasubag Perencanaan{_of(ready)}."
    if mending := [unit.name for unit, _ in attention.to_chase(now.recap) if unit.sent_at is not None]:
        yield f"{len(mending)} unit kerja harus memperbaiki isiannya{_of(mending)}."
    yield from _regency(now)


def _is_final(recap: Recap) -> bool:
    return all(unit.standing.vouched is Vouched.CAMAT for unit in recap.units)


def _regency(now: Situation) -> Iterator[str]:
    """The kabupaten's deadline, where it is near or past and the figures are not final."""
    if now.recap.units and _is_final(now.recap):
        return
    calendar, last = WorkCalendar(now.office.special_days), now.deadlines.regency
    today = now.recap.at.astimezone(now.office.timezone).date()
    day = f"Batas kabupaten {dates.weekday_date(last)}{'' if now.deadlines.basis else ' (perkiraan)'}"
    left, past = calendar.between(today, last), calendar.between(last, today)
    if past:
        yield f"{day} sudah lewat {past} hari kerja."
    elif left <= NEAR:
        yield f"{day}: {left} hari kerja lagi." if left else f"{day}: hari ini."


def _of(names: Sequence[str]) -> str:
    """` (Seksi A, Seksi B dan 12 lainnya)`."""
    return f" ({_listed(names)})" if names else ""


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(shortened(name, NAME) for name in names[:NAMES_SHOWN])
    return f"{shown} {_others(len(names) - NAMES_SHOWN)}".rstrip()


def _others(count: int) -> str:
    return f"dan {count} lainnya" if count > 0 else ""


def _late(recap: Recap) -> tuple[list[dict[str, Any]], int]:
    """The late units, together where they are equally late, and how many are left out.

    Those that have not sent come first, then the latest. One that was returned is to mend, and not late.
    """
    late = [unit for unit in recap.units if unit.overdue or unit.punctuality is Punctuality.LATE]
    late.sort(key=lambda unit: (unit.has_sent, -unit.late_days))
    counts = Counter(map(_lateness, late))
    shown = [
        {
            "kata": f"{words[0].upper()}{words[1:]}",
            "jumlah": counts[words],
            "unit": ", ".join(shortened(unit.name, NAME) for unit in group),
        }
        for words, group in groupby(late[:LATE_SHOWN], key=_lateness)
    ]
    return shown, len(late) - LATE_SHOWN


def _lateness(unit: UnitRecap) -> str:
    """`belum mengirim, lewat batas 2 hari kerja`, `terlambat 1 hari kerja`."""
    words = in_words(unit.punctuality, unit.late_days, overdue=unit.overdue)
    return words.replace(Punctuality.NOT_SENT, "belum mengirim").replace(Punctuality.LATE, "terlambat")


# --- indicators and units ------------------------------------------------------------------------------------


def _weak(unit: UnitRecap, item: Achievement) -> dict[str, Any]:
    """An indicator with what its capaian is computed from, and what hindered it in the unit's own words."""
    target = target_figure(item.actual_target, item.measure) if item.actual_target else "–"
    return {
        "nama": shortened(item.name, INDICATOR),
        "unit": shortened(unit.name, NAME),
        "capaian": _percent(item.percent),
        "kategori": item.category,
        "status": item.standing.short,
        "target": shortened(target, NAME),
        "realisasi": _figure(item.actual, item.measure),
        "satuan": "" if numerals.is_ratio(item.measure) else shortened(item.measure, NAME // 2),
        "hambatan": shortened(quoted(item.hindrance), SENTENCE),
    }


def _figure(value: Decimal | None, measure: str) -> str:
    """With no more than two places: what was divided by the quarters has fifteen."""
    if value is None:
        return "–"
    places = -int(value.as_tuple().exponent)
    return numerals.fixed(value, 2) if places > 2 else numerals.told(value, measure)


def _nothing_weak(tally: Tally) -> str:
    return (
        f"Tidak ada: {tally.count} indikator yang dinilai mencapai target."
        if tally.count
        else "Belum ada indikator yang dapat dinilai."
    )


def _units(now: Situation) -> list[dict[str, Any]]:
    """Each unit with its capaian as a bar, and its place among all from the lowest; what is not assessed comes last."""
    units = now.recap.units
    lowest = sorted(units, key=lambda unit: (unit.tally.mean is None, unit.tally.mean or 0))
    places = {unit.code: place for place, unit in enumerate(lowest)}
    return [
        {
            "nama": shortened(unit.name, NAME),
            "capaian": _percent(unit.tally.mean),
            "urutan_terendah": places[unit.code],
            "panjang": _length(unit.tally.mean),
            "panjang_lalu": _length(_before(now, unit)),
        }
        for unit in units
    ]


def _before(now: Situation, unit: UnitRecap) -> Decimal | None:
    """Its mean in the period before, under the name that it had then."""
    found = unit_in(now.office, unit.code, now.period, now.previous) if now.previous else None
    return found.tally.mean if isinstance(found, UnitRecap) else None


def _length(percent: Decimal | None) -> int:
    """Of a bar, in thousandths of its whole; -1 where there is nothing to draw."""
    if percent is None:
        return -1
    return int(min(max(percent, Decimal(0)), HUNDRED) * FULL / HUNDRED)
