"""What a unit reads when its workbook was sent back: no rule, but it stands first among the catatan."""

from __future__ import annotations

from sheets_sync import dates
from sheets_sync.course import Event
from sheets_sync.form import Form
from sheets_sync.rules.remark import place_of
from sheets_sync.submission import Finding, Severity, Submission

CODE = "KEMBALI"
LONGEST = 60  # characters of the reason in the row's narrow cell


def returned(form: Form, submission: Submission, event: Event) -> Finding:
    """The catatan with the reason for which the workbook was sent back, at the row "Saya kirim"."""
    reason = event.why.rstrip(" .")
    brief = reason if len(reason) <= LONGEST else f"{reason[: LONGEST - 1].rstrip(' ,;:')}…"
    return Finding(
        rule=CODE,
        severity=Severity.MUST,
        unit=submission.unit,
        place=place_of(submission.tick),
        found=f"dikembalikan {dates.long_date(event.at)} oleh {event.by}",
        expected="diperbaiki, lalu dikirim lagi",
        advice=f"{reason}. Perbaiki isiannya; selama pilihan {form.words.yes} tetap ada, perbaikan itu terhitung kiriman ulang.",
        short=f"dikembalikan: {brief}",
    )
