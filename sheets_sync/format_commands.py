"""`sheets-sync format`: the office's format as a workbook that Kasubag Evlap edits, and as versions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import ClassVar

import click
from rich.markup import escape

from sheets_sync.dates import moment
from sheets_sync.errors import OfficeError
from sheets_sync.format_change import FormatChange
from sheets_sync.format_versions import PRIVATE, versions
from sheets_sync.formats import PulledFormat, make, pull, take_over
from sheets_sync.model import Role
from sheets_sync.opening import finish, open_office
from sheets_sync.period import Period
from sheets_sync.procedure import ROLE_NAMES
from sheets_sync.screen import err, out
from sheets_sync.verbs import Verbs, office_option, period_option

OVERTAKEN = (
    "Berkas di office/ sudah berubah sejak lembar Format ini dibuat, tidak lewat lembar ini. Periksa satu per satu:"
    " yang di bawah dapat mengembalikan isi yang lama."
)
MAKERS = (Role.EVALUATION, Role.PLANNING, Role.SECRETARY)


class FormatVerbs(Verbs):
    order: ClassVar[tuple[str, ...]] = ("make", "pull", "history")


@click.group("format", cls=FormatVerbs, options_metavar="[PILIHAN]", subcommand_metavar="PERINTAH ...")
def format_group() -> None:
    """Format permintaan data: unit, indikator, target, program, pejabat dan kata-katanya, diubah di satu lembar.

    Lembar Format diisi Kasubag Evlap; berkas di office/ mengikuti setelah diperiksa dan disetujui.

    Contoh: sheets-sync format make
    """


@format_group.command("make")
@office_option
@period_option
def make_(folder: Path, period: Period | None) -> None:
    """Membuat lembar Format dari berkas kantor.

    Lembar yang sudah ada tidak ditimpa.

    Contoh: sheets-sync format make --period 2026-TW3
    """
    project, period = open_office(folder, period)
    report = make(project, period)
    for name in report.done:
        out.print(f"Dibuat: {escape(name)}")
    if not report.done and not report.troubles:
        out.print(f"Lembar Format {period.label} sudah ada; tidak ada yang diubah.")
    out.print(f"Tempatnya: {escape(project.place(period))}")
    finish(report)


@format_group.command("pull")
@click.option("--yes", is_flag=True, help="Terapkan perubahannya tanpa bertanya.")
@click.option("--oleh", "by", type=click.Choice([role.value for role in MAKERS]), default=Role.EVALUATION.value, metavar="PERAN", help=f"Peran yang membuat format: {', '.join(MAKERS)}; bila tidak disebut, {Role.EVALUATION.value}.")  # fmt: skip
@office_option
@period_option
def pull_(yes: bool, by: str, folder: Path, period: Period | None) -> None:
    """Membaca lembar Format, menyebut kesalahan dan perubahannya, lalu menerapkannya.

    Kesalahan disebut dengan selnya dan ditulis di tab Periksa; selama masih ada, berkas kantor tidak berubah.
    Yang diterapkan disimpan sebagai versi; berkas yang lama tetap ada di data/format/,
    kecuali daftar pejabat: nama dan NIP hanya ada di office/officials.csv.

    Contoh: sheets-sync format pull --yes
    """
    project, period = open_office(folder, period)
    pulled = pull(project, period)
    if pulled.trouble:
        err.print(f"[yellow]Perlu perhatian[/] {escape(pulled.trouble)}")
    if pulled.overtaken:
        err.print(f"[yellow]Perlu perhatian[/] {OVERTAKEN}")
    if pulled.mistakes:
        raise OfficeError(list(pulled.mistakes), f"Lembar Format {period.label}")
    _tell(pulled, period)
    agreed = bool(pulled.changes) and (yes or _asked())
    version = take_over(project, period, pulled, ROLE_NAMES[Role(by)]) if agreed or not pulled.changes else None
    if version:
        kept = version.files.keys() - set(PRIVATE)
        where = f"; berkas yang lama ada di data/format/{version.number}/lama" if kept else ""
        out.print(f"Versi {version.number} berlaku{where}.")


def _tell(pulled: PulledFormat, period: Period) -> None:
    if not pulled.changes:
        out.print(f"Lembar Format {period.label} sama dengan berkas kantor; tidak ada yang diubah.")
        return
    out.print(f"{len(pulled.changes)} perubahan pada lembar Format {period.label}:")
    _list(pulled.changes)


def _list(changes: tuple[FormatChange, ...]) -> None:
    for change in changes:
        out.print(f"  - {escape(change.words)}")


def _asked() -> bool:
    """Whether whoever sits at the terminal agrees; where nobody does, what to type."""
    if not sys.stdin.isatty():
        out.print("Belum diterapkan. Bila sudah benar, jalankan lagi dengan --yes.")
        return False
    return click.confirm("Terapkan ke berkas kantor?", default=False)


@format_group.command()
@office_option
def history(folder: Path) -> None:
    """Menampilkan setiap versi format: kapan, oleh siapa, apa yang berubah.

    Contoh: sheets-sync format history
    """
    project, _ = open_office(folder, None, only_look=True)
    found = versions(project.root)
    if not found:
        out.print("Format belum pernah diubah lewat lembar Format.")
    for version in found:
        when = moment(version.at.astimezone(project.office.timezone), project.office.zone)
        out.print(f"[bold]Versi {version.number}[/], {when}, oleh {escape(version.by)}, pada {version.period.label}")
        _list(version.changes)
