"""What stands in the papers of steps 6 to 8: rekap unit, berita acara validasi, tanda terima."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import takewhile
from typing import Any

from sheets_sync import dates, numerals
from sheets_sync.assessing import Outcome
from sheets_sync.course import Event
from sheets_sync.form import target_figure
from sheets_sync.model import Role
from sheets_sync.officers import is_one_person
from sheets_sync.origin import limit_words
from sheets_sync.papers.draft import RECORD, PaperData, common, day_or_dots
from sheets_sync.recap import Achievement, Recap, UnitRecap
from sheets_sync.records import Part
from sheets_sync.signatures import parafs, signature_block, title
from sheets_sync.submission import Finding, Severity
from sheets_sync.tallies import Tally
from sheets_sync.targets import Target

HANDING_OVER = 8  # the SOP's step
WITHOUT_FIGURE = (Outcome.EMPTY, Outcome.NOT_DUE, Outcome.MUST_MEND)


def unit_recap(data: PaperData, day: date, unit: UnitRecap) -> dict[str, Any]:
    """The unit's table with a row an indicator, and the signature block of its head on that day."""
    return common(data, day) | {
        "unit": unit.name,
        "indikator": [_indicator(number, item) for number, item in enumerate(unit.achievements, 1)],
        "terisi": f"{unit.filled} dari {unit.due}",
        "rata_rata": _unit_mean(unit, data.recap),
        "status": unit.standing.words,
        "dikirim": sent_words(data, unit),
        "catatan": findings_words(data.findings.get(unit.code, ())),
        "ttd": signature_block(data.office, unit.head, day).fields(),
    }


def validation(data: PaperData, day: date, recap: Recap) -> dict[str, Any]:
    """The berita acara: each unit with its catatan and who validated, as a role; "divalidasi sendiri" where so."""
    office = data.office
    own = [unit.name for unit in recap.units if unit.own_validation]
    return common(data, day) | {
        "jumlah_unit": str(len(recap.units)),
        "unit_kerja": [_validated(data, number, unit) for number, unit in enumerate(recap.units, 1)],
        "kalimat_sendiri": _own_sentence(own),
        "jumlah_dinilai": str(recap.tally.count),
        "rata_rata": _mean(recap.tally, recap) or "belum ada",
        "status": recap.standing.words,
        "ttd_kasubag": signature_block(office, Role.PLANNING, day).fields(),
        "ttd_camat": signature_block(office, Role.CAMAT, day).fields(),
        "paraf": [post for post in parafs(office, day, Role.CAMAT) if post != title(office, Role.PLANNING, day)],
    }


def receipt(data: PaperData, day: date, recap: Recap) -> dict[str, Any]:
    """The tanda terima from Kasubag Perencanaan to Kasubag Evlap; one signature where both are one person."""
    office = data.office
    giver, receiver = (signature_block(office, role, day) for role in (Role.PLANNING, Role.EVALUATION))
    same = is_one_person(office, Role.PLANNING, Role.EVALUATION, day)
    names = [*(f"Rekapitulasi data kinerja {unit.name}" for unit in recap.units), "Berita acara validasi data kinerja"]
    return common(data, day) | {
        "penyerah": {"nama": giver.name, "jabatan": giver.above[-1]},
        "penerima": {"nama": receiver.name, "jabatan": receiver.above[-1]},
        "pejabat_yang_sama": same,
        "dokumen": [{"nomor": str(number), "nama": name, "jumlah": "1 naskah"} for number, name in enumerate(names, 1)],
        "status": recap.standing.words,
        "ttd_penyerah": giver.fields(),
        "ttd_penerima": receiver.fields(),
        "dicatat": _handed_over(data),
    }


# --- rows ----------------------------------------------------------------------------------------------------


def _indicator(number: int, item: Achievement) -> dict[str, str]:
    """One row: figures with their decimal comma, or in words why there is none."""
    percent = item.percent
    return {
        "nomor": str(number),
        "kode": item.code,
        "nama": item.name,
        "satuan": item.measure,
        "target": _target(item.target, item.measure),
        "realisasi": _figure(item),
        "berjalan": _year(item),
        "capaian": f"{numerals.fixed(percent, 2)}\n{item.category}" if percent is not None else item.outcome.value,
    }


def _figure(item: Achievement) -> str:
    if item.outcome in WITHOUT_FIGURE or item.value is None:
        return item.outcome.value if item.outcome in WITHOUT_FIGURE else "–"
    predicate = item.target is not None and bool(item.target.predicate)
    return item.typed if predicate else numerals.told(item.value, item.measure)


def _year(item: Achievement) -> str:
    """Realisasi and target of the year so far, from which the capaian is computed."""
    if item.actual is None:
        return "–"
    return f"{numerals.shortened(item.actual, item.measure)}\n(target {_target(item.actual_target, item.measure)})"


def _target(target: Target | None, measure: str) -> str:
    return target_figure(target, measure) if target else "–"


def _unit_mean(unit: UnitRecap, recap: Recap | None) -> str:
    mean = _mean(unit.tally, recap)
    return f"{mean}, {unit.tally.count} dari {unit.to_assess} indikator dinilai" if mean else "belum ada yang dinilai"


def _mean(tally: Tally, recap: Recap | None) -> str:
    """The mean with what a cap or the floor did to it; empty where there is none."""
    if tally.mean is None:
        return ""
    limits = limit_words(tally, recap.assessing).removesuffix(".") if recap else ""
    told = f"{numerals.fixed(tally.mean, 2)} %"
    return f"{told} ({limits[0].lower()}{limits[1:]})" if limits else told


def sent_words(data: PaperData, unit: UnitRecap) -> str:
    if unit.sent_at is None:
        return "belum dikirim"
    when = dates.moment(unit.sent_at.astimezone(data.office.timezone), data.office.zone)
    return when + (f", terlambat {unit.late_days} hari kerja" if unit.late else ", tepat waktu")


def findings_words(found: Iterable[Finding]) -> str:
    still, answered, settled = _counts(found)
    return f"{still} terbuka, {answered} dijawab, {settled} selesai"


def _counts(found: Iterable[Finding]) -> tuple[int, int, int]:
    """(open, answered but not accepted as an answer, settled); notices ask for nothing and are not counted."""
    asked = [finding for finding in found if finding.severity is not Severity.NOTICE]
    settled = sum(finding.settled for finding in asked)
    answered = sum(bool(finding.reply) and not finding.settled for finding in asked)
    return len(asked) - settled - answered, answered, settled


def _validated(data: PaperData, number: int, unit: UnitRecap) -> dict[str, str]:
    still, answered, settled = _counts(data.findings.get(unit.code, ()))
    return {
        "nomor": str(number),
        "nama": unit.name,
        "terbuka": str(still),
        "dijawab": str(answered),
        "selesai": str(settled),
        "validasi": _validation(data, unit),
    }


def _validation(data: PaperData, unit: UnitRecap) -> str:
    event = validating_event(data.courses.get(unit.code, ()))
    if event is None:
        return "belum"
    when = dates.moment(event.at.astimezone(data.office.timezone), data.office.zone)
    own = " (divalidasi sendiri)" if event.own else ""
    return f"{event.by}, {when}{own}"


def validating_event(course: tuple[Event, ...]) -> Event | None:
    """The decision by which the unit's content counts as validated now; locking it afterwards is none."""
    if not course or not course[-1].validated:
        return None
    return list(takewhile(lambda event: event.validated and event.content == course[-1].content, reversed(course)))[-1]


def _own_sentence(own: list[str]) -> str:
    if not own:
        return "Tidak ada unit kerja yang isiannya divalidasi sendiri oleh pengisi atau penanda tangannya."
    return f"Divalidasi sendiri (yang memvalidasi ikut mengisi atau menandatangani lembarnya): {', '.join(own)}."


def _handed_over(data: PaperData) -> str:
    """What was recorded of step 8; empty where nothing was."""
    for record in data.records:
        if record.step == HANDING_OVER and record.part is Part.WHOLE and record.end:
            by = record.by + (f" atas nama {record.on_behalf}" if record.on_behalf else "")
            return f"Penyerahan {day_or_dots(record.end.day)} dicatat oleh {by}: {RECORD}."
    return ""
