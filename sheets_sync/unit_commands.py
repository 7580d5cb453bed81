"""`sheets-sync unit` and `sheets-sync period`: what officials decide about a workbook, and the Camat about a period."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import ClassVar

import click
from rich.markup import escape

from sheets_sync.dates import moment
from sheets_sync.errors import UsageError
from sheets_sync.intake_commands import accept_command, type_command
from sheets_sync.model import Role
from sheets_sync.opening import finish, open_office, recap_after
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.reopening import reopen, wording
from sheets_sync.screen import out, show_changes
from sheets_sync.units import approve, approve_period, find_unit, lock_one, send_back
from sheets_sync.verbs import DayType, Verbs, cleaned, office_option, period_option, recorder_option, role_option


class UnitVerbs(Verbs):
    order: ClassVar[tuple[str, ...]] = ("return", "approve", "lock", "accept", "type", "history")


@click.group(cls=UnitVerbs, options_metavar="[PILIHAN]", subcommand_metavar="PERINTAH ...")
def unit() -> None:
    """Satu unit kerja: mengembalikan, memvalidasi, mengunci, menerima berkas, mengetikkan.

    Setiap perubahan keadaan disimpan dengan waktu, peran, dan sebabnya.

    Contoh: sheets-sync unit approve PEM
    """


@unit.command("return")
@click.argument("code", metavar="UNIT")
@click.option(
    "--alasan",
    callback=cleaned,
    required=True,
    metavar="KALIMAT",
    help="Apa yang perlu diperbaiki; dibaca unit di lembarnya.",
)
@role_option
@office_option
@period_option
def return_(code: str, alasan: str, by: Role, folder: Path, period: Period | None) -> None:
    """Mengembalikan kiriman unit dengan alasan.

    Alasannya tampil paling atas di tab Periksa dan di baris Saya kirim, sampai isian diperbaiki.

    Contoh: sheets-sync unit return PMD --alasan "Jumlah lembaga belum sesuai data desa."
    """
    project, period = open_office(folder, period)
    report = send_back(project, period, code, alasan, by)
    out.print(f"{find_unit(project, period, code).name}, {period.label}: dikembalikan.")
    recap_after(project, period)
    finish(report)


@unit.command("approve")
@click.argument("code", metavar="UNIT")
@role_option
@office_option
@period_option
def approve_(code: str, by: Role, folder: Path, period: Period | None) -> None:
    """Memvalidasi isian unit sebagaimana tarikan terakhir.

    Ditolak selama ada catatan wajib diperbaiki. Bila yang memvalidasi ikut mengisi atau menandatangani, situs menyebutnya divalidasi sendiri.

    Contoh: sheets-sync unit approve PMD --oleh sekretaris
    """
    project, period = open_office(folder, period)
    event = approve(project, period, code, by)
    own = " (divalidasi sendiri)" if event.own else ""
    left = f", {event.why}" if event.why else ""
    out.print(f"{find_unit(project, period, code).name}, {period.label}: tervalidasi oleh {event.by}{own}{left}.")
    if pull := project.archive.pull(period):
        out.print(f"Yang divalidasi adalah isian menurut tarikan {moment(pull.at, project.office.zone)}.")
    recap_after(project, period)


@unit.command("lock")
@click.argument("code", metavar="UNIT")
@click.option("--buka", is_flag=True, help="Buka lagi lembar yang dikunci.")
@office_option
@period_option
def lock_(code: str, buka: bool, folder: Path, period: Period | None) -> None:
    """Mengunci isian satu unit, atau membukanya lagi.

    Isiannya ditarik dahulu.

    Contoh: sheets-sync unit lock PMD
    """
    project, period = open_office(folder, period)
    report = lock_one(project, period, code, locked=not buka)
    already = "sudah terbuka" if buka else "sudah terkunci"
    words = ("dibuka" if buka else "dikunci") if report.done else already
    out.print(f"{find_unit(project, period, code).name}, {period.label}: {words}.")
    recap_after(project, period)
    finish(report)


@unit.command()
@click.argument("code", metavar="UNIT")
@office_option
@period_option
def history(code: str, folder: Path, period: Period | None) -> None:
    """Menampilkan setiap perubahan keadaan satu unit: kapan, oleh siapa, mengapa.

    Contoh: sheets-sync unit history PMD
    """
    project, period = open_office(folder, period, only_look=True)
    found = find_unit(project, period, code)
    out.print(f"[bold]{escape(found.name)}[/], {period.label}")
    for event in project.archive.courses.get(period, found.code) or ():
        own = " (divalidasi sendiri)" if event.own else ""
        why = f": {event.why}" if event.why else ""
        when = moment(event.at.astimezone(project.office.timezone), project.office.zone)
        out.print(f"{when}  {event.state.value} oleh {event.by}{own}{escape(why)}")


unit.add_command(accept_command)
unit.add_command(type_command)


@click.group(cls=Verbs, options_metavar="[PILIHAN]", subcommand_metavar="PERINTAH ...")
def period() -> None:
    """Satu triwulan: persetujuan Camat, dan pembukaan kembali atas perintahnya.

    Contoh: sheets-sync period approve --tanggal 2026-10-12 --dasar "lembar disposisi 12 Oktober 2026"
    """


@period.command("approve")
@click.option("--tanggal", type=DayType(), default=None, metavar="2026-10-12", help="Tanggal Camat menyetujui; bila tidak disebut, hari ini.")  # fmt: skip
@click.option(
    "--dasar", callback=cleaned, required=True, metavar="TEKS", help="Naskah atau disposisi yang menjadi dasarnya."
)
@office_option
@period_option
def approve_period_(tanggal: date | None, dasar: str, folder: Path, period: Period | None) -> None:
    """Mencatat persetujuan Camat atas satu triwulan.

    Semua unit harus sudah tervalidasi. Angkanya menjadi FINAL; bila disetujui lagi sesudah ada perubahan, menjadi REVISI KE-n.

    Contoh: sheets-sync period approve --period 2026-TW3 --tanggal 2026-10-12 --dasar "disposisi Camat"
    """
    project, period = open_office(folder, period)
    day = tanggal or project.now.date()
    approve_period(project, period, day, dasar)
    recap = project.recap(period)
    out.print(
        f"{period.label}: {recap.standing.words}. Situs ikut berubah setelah `sheets-sync render`, dokumen hasil setelah"
        " `sheets-sync report`."
    )
    if kept := project.archive.revisions(period):
        show_changes(project.archive.changes(period, kept[-1]))
    _recap_later(project, period)


@period.command("reopen")
@click.argument("when", metavar="PERIODE")
@click.argument("code", metavar="[UNIT]", default="")
@click.option("--alasan", callback=cleaned, default="", metavar="KALIMAT", help="Apa yang perlu diperbaiki; dibaca unit di lembarnya. Wajib.")  # fmt: skip
@click.option(
    "--dasar",
    callback=cleaned,
    default="",
    metavar="TEKS",
    help="Naskah Camat yang memerintahkan pembukaan kembali. Wajib.",
)
@recorder_option
@office_option
def reopen_(when: str, code: str, alasan: str, dasar: str, by: Role, folder: Path) -> None:
    """Membuka kembali triwulan yang sudah disetujui atau dikunci.

    Hanya atas perintah Camat. Yang sudah disetujui tetap tersimpan dan berlaku sampai disetujui lagi sebagai REVISI KE-n; setiap angka yang berubah didaftar.

    Contoh: sheets-sync period reopen 2026-TW3 PEM --alasan "Angka PEM-01 keliru." --dasar "disposisi Camat 20 Oktober 2026"
    """
    try:
        chosen = Period.parse(when)
    except ValueError:
        mistakes = [f"{when!r} bukan triwulan; tulis seperti 2026-TW3.", *wording(alasan, dasar)]
        raise UsageError("\n".join(mistakes)) from None
    project, period = open_office(folder, chosen)
    done = reopen(project, period, code, alasan, dasar, by)
    out.print(
        f"{period.label}: dibuka kembali {', '.join(done.units)}, atas perintah Camat ({escape(done.order.basis)})."
    )
    if done.order.revision:
        out.print(f"Yang sudah disetujui tetap berlaku, sampai disetujui lagi sebagai REVISI KE-{done.order.revision}.")
    recap_after(project, period)
    _recap_later(project, period)
    finish(done.report)


def _recap_later(project: Project, period: Period) -> None:
    """The later periods that rest on this one are computed anew, and named."""
    for later, changes in project.recap_later(period).items():
        told = f"{len(changes)} angka berubah" if changes else "tidak ada angka yang berubah"
        out.print(f"{later.label} dihitung ulang: {told}.")
