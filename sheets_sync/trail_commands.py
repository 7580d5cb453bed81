"""`sheets-sync trail`: what happened, in words, and whether the record of it is whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import click
from rich.markup import escape

from sheets_sync.dates import moment
from sheets_sync.opening import open_office
from sheets_sync.pages.clock import happened
from sheets_sync.paper_commands import check_command
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.screen import err, out
from sheets_sync.trail import Kind, Line
from sheets_sync.verbs import Verbs, office_option, period_option

ABOUT = {
    "note": "keterangan", "kode": "kode", "state": "menjadi", "why": "sebab", "basis": "dasar", "version": "versi format", "addresses": "alamat",
    "units": "unit dalam rekap", "of": "dari", "on": "tanggal", "revision": "revisi ke", "recorded_by": "dicatat oleh",
    "jenis": "jenis", "perubahan": "perubahan", "rung": "tahap", "channel": "lewat",
    "terbuang": "bita terbuang",
}  # fmt: skip
"""What is told of a line's data, and by which name; marks and flags are for programs."""


class TrailVerbs(Verbs):
    order: ClassVar[tuple[str, ...]] = ("show", "verify", "check")


@click.group(cls=TrailVerbs, options_metavar="[PILIHAN]", subcommand_metavar="PERINTAH ...")
def trail() -> None:
    """Jejak: catatan setiap kejadian, yang hanya dapat ditambah.

    Setiap baris memuat tanda baris sebelumnya, sehingga baris yang diubah atau hilang ketahuan.

    Contoh: sheets-sync trail verify
    """


@trail.command()
@office_option
@period_option
def verify(folder: Path, period: Period | None) -> None:
    """Memeriksa keutuhan jejak.

    Menyebut baris yang diubah, hilang, atau disisipkan, satu triwulan atau (bila tidak disebut) semuanya. Berakhir dengan kode 1 bila ada.

    Contoh: sheets-sync trail verify --period 2026-TW3
    """
    project, _ = open_office(folder, period, only_look=True)
    periods = (period,) if period else project.archive.periods()
    if sum([_verify(project, one) for one in periods]):
        raise SystemExit(1)
    if not periods:
        out.print("Belum ada jejak.")


def _verify(project: Project, period: Period) -> int:
    """Tell of one period; how many faults it has."""
    faults = list(project.archive.trail.faults(period))
    lines = project.archive.trail.lines(period)
    if not lines and not faults and project.archive.pull(period):
        faults.append("jejak.jsonl tidak ada, padahal triwulan ini sudah ditarik")
    for fault in faults:
        err.print(f"[red]Jejak tidak utuh[/] {period.label}: {escape(fault)} (data/{period}/jejak.jsonl)")
    if not faults:
        words = "setiap baris menyambung pada baris sebelumnya" if lines else "belum ada jejak"
        out.print(f"{period.label}: {len(lines)} baris utuh, {words}." if lines else f"{period.label}: {words}.")
    return len(faults)


@trail.command()
@office_option
@period_option
def show(folder: Path, period: Period | None) -> None:
    """Menampilkan jejak satu triwulan: kapan, apa, oleh peran apa.

    Contoh: sheets-sync trail show --period 2026-TW3
    """
    project, period = open_office(folder, period, only_look=True)
    lines = project.archive.trail.lines(period)
    if not lines:
        out.print(f"{period.label}: belum ada jejak.")
    for line in lines:
        out.print(escape(words(project, line)))


def words(project: Project, line: Line) -> str:
    """The line as people read it: `Kamis, 8 Oktober 2026 pukul 10.30 WITA  keadaan, PEM, oleh Sekretaris: ...`."""
    when = moment(line.at.astimezone(project.office.timezone), project.office.zone)
    step = f"langkah {line.step}" if line.step and line.kind is not Kind.STEP else ""
    subject = f"langkah {line.step}" if line.step and line.kind is Kind.STEP else line.kind.value
    head = ", ".join(filter(None, (subject, step, line.unit, f"oleh {line.by}")))
    about = [f"{name} {_plain(line.data[key])}" for key, name in ABOUT.items() if line.data.get(key)]
    told = "; ".join([happened(line), *about] if line.kind is Kind.STEP else about)
    return f"{when}  {head}{': ' if told else ''}{told}"


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


trail.add_command(check_command)
