"""What people see on the screen: tables, counts, progress, and the same as JSON for programs."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from sheets_sync.archive import Trouble
from sheets_sync.course import UnitState
from sheets_sync.dates import weekday_date
from sheets_sync.deadlines import Deadlines
from sheets_sync.model import Step
from sheets_sync.numerals import fixed
from sheets_sync.pages.clock import minutes_words
from sheets_sync.procedure import BY_MACHINE, PREPARED, standard_minutes
from sheets_sync.punctuality import counts_in_words, in_words
from sheets_sync.recap import Recap
from sheets_sync.revision import ChangedFigure, shown
from sheets_sync.step_status import StepState, StepStatus
from sheets_sync.submission import Finding

PROGRESS_AFTER = 1.0  # seconds before a bar appears
Item = TypeVar("Item")

out = Console(highlight=False, soft_wrap=True)
err = Console(highlight=False, soft_wrap=True, stderr=True)


def headline(recap: Recap) -> str:
    mean = recap.tally.mean
    words = f"{recap.sent} dari {len(recap.units)} unit mengirim, {recap.tally.count} dari {recap.indicators_due} indikator dinilai"
    return f"{words}, capaian {fixed(mean, 2)} % ({recap.standing.short})" if mean is not None else words


def show_deadlines(dates: Deadlines, recap: Recap) -> None:
    """Both dates with their reason, and how many units kept to the first."""
    on_time, locked = weekday_date(dates.on_time_until, year=True), weekday_date(dates.locked_on, year=True)
    out.print(f"Tepat waktu sampai {on_time} ({dates.on_time_reason}); dikunci {locked} ({dates.locked_reason})")
    out.print(f"Batas kabupaten: {escape(dates.regency_words)}")
    out.print(f"Ketepatan: {counts_in_words(recap.punctuality)}, dari {len(recap.units)} unit")


def show_units(recap: Recap) -> None:
    table = Table(
        "Unit kerja",
        "Keadaan",
        "Terisi",
        "Wajib diperbaiki",
        "Capaian (%)",
        "Status angka",
        box=None,
        header_style="bold",
    )
    for unit in recap.units:
        mean = fixed(unit.tally.mean, 2) if unit.tally.mean is not None else "–"
        style = "red" if unit.state is UnitState.UNREADABLE else None
        table.add_row(
            escape(unit.name),
            f"{unit.state.value}; {in_words(unit.punctuality, unit.late_days, overdue=unit.overdue)}",
            f"{unit.filled} dari {unit.due}",
            str(unit.must or ""),
            mean,
            unit.standing.short if unit.tally.count else "",
            style=style,
        )
    out.print(table)


def show_troubles(troubles: Iterable[Trouble]) -> None:
    for trouble in troubles:
        owner = f"{trouble.unit}: " if trouble.unit else ""
        err.print(f"[yellow]Perlu perhatian[/] {escape(owner)}{escape(trouble.text)}")


def show_findings(findings: Iterable[Finding]) -> None:
    """Each catatan with tab and cell, what stands there, what was expected, and what to do; with the unit's reply."""
    for finding in findings:
        place = (
            f"tab {finding.place.tab} sel {finding.place.cell}" if finding.place.cell else f"tab {finding.place.tab}"
        )
        weight = "sudah dijawab" if finding.settled else finding.severity.value
        head = f"[bold]{escape(finding.unit)}[/] {escape(place)}: {weight} ({finding.rule})."
        stands = f"Tertulis: {escape(finding.found)}. Seharusnya: {escape(finding.expected)}."
        lines = [f"{head} {stands} {escape(finding.advice)}"]
        if finding.reply:
            lines.append(f"  Jawaban unit: {escape(finding.reply)}")
        if finding.kept_back:
            lines.append("  Tidak ditanyakan kepada unit (sudah lima pertanyaan); untuk Kasubag Perencanaan.")
        out.print("\n".join(lines))


def show_steps(steps: Sequence[StepStatus]) -> None:
    """The steps of the SOP with their state, who holds them, and what shows it."""
    table = Table("No.", "Langkah", "Keadaan", "Pada", "Baku", "Berlangsung", "Bukti", box=None, header_style="bold")
    for step in steps:
        evidence = "" if step.state is StepState.UNRECORDED else "; ".join((step.evidence, *step.remarks))
        table.add_row(
            str(step.step.number),
            escape(step.step.title),
            step.words,
            escape(step.holder),
            minutes_words(step.step.minutes),
            minutes_words(step.span.minutes) if step.span.minutes is not None else "",
            escape(evidence),
        )
    out.print(table)


def show_standard(steps: Sequence[Step]) -> None:
    """The SOP's minutes of the steps that the program does, and of those that it prepares and a person decides."""
    done, done_minutes = standard_minutes(steps, BY_MACHINE)
    prepared, prepared_minutes = standard_minutes(steps, PREPARED)
    out.print(
        f"Waktu baku SOP: langkah {_listed(done)} dikerjakan program ({done_minutes} menit), langkah {_listed(prepared)}"
        f" disiapkan program dan diputuskan pejabat ({prepared_minutes} menit). Langkah lain tetap pekerjaan orang."
    )


def _listed(numbers: Sequence[int]) -> str:
    return " dan ".join(filter(None, (", ".join(map(str, numbers[:-1])), *map(str, numbers[-1:]))))


def show_changes(changes: Iterable[ChangedFigure]) -> None:
    """Each figure that a revision changed: whose, from what to what, and why."""
    for change in changes:
        row = change.code or change.unit or "Kecamatan"
        figures = f"{shown(change.old, change.figure)} menjadi {shown(change.new, change.figure)}"
        out.print(f"  {escape(row)}, {change.figure.value}: {figures} ({escape(change.why.rstrip('.'))})")


def finding_json(finding: Finding) -> dict[str, Any]:
    """One catatan for programs: where, what stands there, what was expected, what to type."""
    return {
        "aturan": finding.rule, "berat": finding.severity.value, "baris": finding.place.row, "tab": finding.place.tab,
        "sel": finding.place.cell or None, "tertulis": finding.found, "seharusnya": finding.expected,
        "saran": finding.advice, "jawaban": finding.reply or None, "selesai": finding.settled,
        "untuk_kasubag": finding.kept_back,
    }  # fmt: skip


def deadlines_json(dates: Deadlines) -> dict[str, Any]:
    """The period's dates for programs, each with its reason; no `dasar` where the kabupaten's day is assumed."""
    return {
        "tepat_waktu_sampai": dates.on_time_until.isoformat(), "alasan_tepat_waktu": dates.on_time_reason,
        "dikunci_pada": dates.locked_on.isoformat(), "alasan_dikunci": dates.locked_reason,
        "batas_kabupaten": dates.regency.isoformat(), "dasar": dates.basis or None,
    }  # fmt: skip


def status_json(
    recap: Recap, steps: Iterable[StepStatus], findings: Mapping[str, Sequence[Finding]], dates: Deadlines
) -> dict[str, Any]:
    """The period's state for programs; figures as text, so that none becomes a float."""
    return {
        "periode": recap.period,
        "ditarik": recap.at.isoformat(),
        "data_contoh": recap.sample,
        "capaian": str(recap.tally.mean) if recap.tally.mean is not None else None,
        "status_angka": recap.standing.words,
        "unit_tervalidasi": recap.validated,
        "indikator_dinilai": recap.tally.count,
        "indikator_diminta": recap.indicators_due,
        "tenggat": deadlines_json(dates),
        "ketepatan": {kind.value: count for kind, count in recap.punctuality.items()},
        "langkah": [
            _step_json(item) for item in steps
        ],
        "unit": [
            {
                "kode": unit.code, "nama": unit.name, "keadaan": unit.state.value, "terisi": unit.filled, "diminta": unit.due,
                "wajib_diperbaiki": unit.must, "perlu_dijawab": unit.answer, "untuk_kasubag": unit.kept_back, "perhatian": unit.notice,
                "ketepatan": unit.punctuality.value, "terlambat_hari_kerja": unit.late_days, "dikirim": unit.sent_at.isoformat() if unit.sent_at else None,
                "dikirim_menurut": unit.sent_by or None, "status_angka": unit.standing.words, "divalidasi_sendiri": unit.own_validation,
                "dikembalikan_karena": unit.returned or None,
                "catatan": [finding_json(finding) for finding in findings.get(unit.code, ())],
                "capaian": str(unit.tally.mean) if unit.tally.mean is not None else None, "hambatan": unit.trouble or None,
            }
            for unit in recap.units
        ],
    }  # fmt: skip


def _step_json(item: StepStatus) -> dict[str, Any]:
    start, end = item.span.start, item.span.end
    return {
        "nomor": item.step.number, "judul": item.step.title, "keadaan": item.state.value, "selesai": item.done, "dari": item.of,
        "pada": item.holder, "menunggu": list(item.waiting), "bukti": item.evidence, "menit_baku": item.step.minutes,
        "menit_berlangsung": item.span.minutes, "menit_dikerjakan": item.worked, "mulai": start.iso if start else None,
        "selesai_pada": end.iso if end else None, "batas": item.deadline.isoformat() if item.deadline else None,
        "terlambat_hari_kerja": item.late_days, "catatan": list(item.remarks),
    }  # fmt: skip


def progress(items: Sequence[Item], label: str) -> Iterator[Item]:
    """The items, with a bar once the work has taken over a second (and where somebody watches)."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, console=err, transient=True, disable=not err.is_terminal)
    started = time.monotonic()
    shown = False
    try:
        task = bar.add_task(label, total=len(items))
        for item in items:
            if not shown and time.monotonic() - started > PROGRESS_AFTER:
                bar.start()
                shown = True
            yield item
            bar.advance(task)
    finally:
        if shown:
            bar.stop()
