"""By which rules a period is judged: those archived with what the Camat approved, else the office's of today.

So an edit of office.toml never changes a figure that was approved, and says so wherever it changes another.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from sheets_sync.assessing import Assessing
from sheets_sync.course import content_mark
from sheets_sync.desk import Desk
from sheets_sync.period import Period

NAMES = {
    "bands": "skala",
    "average_cap": "batas rata-rata",
    "attention_below": "batas perlu perhatian",
    "lower_method": "rumus indikator yang makin rendah makin baik",
}
POLICY = "kebijakan untuk nol dan kosong"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that hold for a period, and one sentence about what is out of the ordinary; empty where nothing is."""

    assessing: Assessing
    words: str = ""


def rules_of(desk: Desk, period: Period) -> Rules:
    """The rules that a recap of the period made now is judged by.

    The sentence compares with the last recap: ask before a new one is kept.
    """
    today, former = desk.office.assessing, desk.archive.recap(period)
    if is_approved(desk, period):
        number = len(desk.archive.approvals(period)) - 1
        kept = desk.archive.revision_recap(period, number) or former
        if kept and kept.assessing != today:
            changed = _changed(kept.assessing, today)
            return Rules(
                kept.assessing,
                f"Aturan penilaian di office.toml ({changed}) berubah sejak {period.label} disetujui Camat; rekapnya tetap"
                " dihitung dengan aturan saat itu.",
            )
    elif former and former.assessing != today:
        changed = _changed(former.assessing, today)
        return Rules(
            today, f"Aturan penilaian di office.toml ({changed}) berubah sejak {period.label} direkap terakhir; rekapnya dihitung dengan aturan yang baru."
        )  # fmt: skip
    return Rules(today)


def is_approved(desk: Desk, period: Period) -> bool:
    """Whether the Camat's last approval holds for the period as a whole: nothing of it was opened again since.

    What was opened and is as it was approved once more counts as approved.
    """
    archive = desk.archive
    approvals = archive.approvals(period)
    if not approvals:
        return False
    if all(order.revision != len(approvals) for order in archive.reopenings(period)):
        return True
    if any(course[-1].reopened for course in archive.courses.all(period).values()):
        return False
    return approvals[-1].contents == {
        unit: content_mark(item) for unit, item in archive.submissions.all(period).items()
    }


def _changed(old: Assessing, new: Assessing) -> str:
    """What differs, by the names that the office knows."""
    differing = [item.name for item in fields(Assessing) if getattr(old, item.name) != getattr(new, item.name)]
    return ", ".join(dict.fromkeys(NAMES.get(name, POLICY) for name in differing))
