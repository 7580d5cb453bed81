"""How pages show the SOP's clock: minutes, moments as far as recorded, bars, and the trail's lines in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from sheets_sync import dates
from sheets_sync.records import Stamp, record_of
from sheets_sync.step_status import StepStatus
from sheets_sync.trail import Kind, Line

UNRECORDED = "tidak tercatat"
STEP_OF = {Kind.FORMAT: 2, Kind.WORKBOOK: 3, Kind.SHARED: 3, Kind.RECAP: 9}  # where the line itself names none


def minutes_words(value: int | None) -> str:
    """`1.230`, or that nobody recorded it."""
    return UNRECORDED if value is None else f"{value:,}".replace(",", ".")


def stamp_words(stamp: Stamp | None, zone: str) -> str:
    """`Senin 5 Oktober 2026 pukul 09.15 WITA`, the day alone where no time of day was recorded."""
    if stamp is None:
        return UNRECORDED
    day = dates.weekday_date(stamp.day, year=True)
    return f"{day} pukul {stamp.clock:%H.%M} {zone}" if stamp.clock else f"{day}, jam {UNRECORDED}"


def time_bar(status: StepStatus) -> Markup:
    """The open minutes as a bar, with a mark at the standard; both on the scale of the longer."""
    actual, standard = status.span.minutes or 0, status.step.minutes
    scale = max(actual, standard, 1)
    length, mark = (Decimal(value * 100) / scale for value in (actual, standard))
    title = f"{minutes_words(actual)} menit kerja, baku {minutes_words(standard)} menit"
    return Markup(
        '<svg class="batang" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="{title}"><title>{title}</title>'
        '<rect class="alas" width="100" height="8"/><rect class="isi" width="{length}" height="8"/>'
        '<rect class="tanda" x="{mark}" width="1" height="8"/></svg>'
    ).format(title=title, length=f"{length:.1f}", mark=f"{min(mark, Decimal(99)):.1f}")


def trail_of(steps: Sequence[StepStatus], lines: Sequence[Line]) -> list[tuple[StepStatus, list[Line]]]:
    """Each step with the lines of the trail that are about it, oldest first."""
    return [
        (status, [line for line in lines if (line.step or STEP_OF.get(line.kind, 0)) == status.step.number])
        for status in steps
    ]


def happened(line: Line) -> str:
    """The line in one phrase; a record is "dicatat", since it is no signature."""
    data = line.data
    if line.kind is Kind.STEP:
        return _recorded(line)
    if line.kind is Kind.RECAP:
        return f"rekap memuat {data.get('units', '?')} dari {data.get('of', '?')} unit"
    if line.kind is Kind.PAPER:
        return f"{line.kind.value}: {data.get('jenis', '?')} ({data.get('kode', '?')})"
    if line.kind is Kind.STATE:
        return f"{line.kind.value}: {data.get('state', '?')}"
    return line.kind.value


def _recorded(line: Line) -> str:
    record = record_of(line)
    words = record.part.value or ("selesai" if record.done else "mulai")
    behalf = f" a.n. {record.on_behalf}" if record.on_behalf else ""
    proof = f", {len(record.proof)} bukti" if record.proof else ""
    return f"dicatat {words}{behalf}{proof}"
