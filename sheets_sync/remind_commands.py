"""`sheets-sync remind`: reminders by WhatsApp from the Kasubag's own phone, or by the office's mail server.

What speaks to that server is imported only with --send.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.markup import escape

from sheets_sync.dates import moment, weekday_date
from sheets_sync.messages import Message
from sheets_sync.opening import finish, open_office
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.reminding import (
    IsOpen,
    Reminded,
    mail,
    messages_due,
    prepare,
    told_today,
)
from sheets_sync.report import Report
from sheets_sync.screen import err, out
from sheets_sync.verbs import office_option, period_option
from sheets_sync.worktime import WorkTime

if TYPE_CHECKING:
    from sheets_sync.mail import Postman


@click.command(options_metavar="[PILIHAN]")
@office_option
@period_option
@click.option("--dry-run", is_flag=True, help="Hanya sebutkan siapa yang akan diingatkan.")
@click.option(
    "--send", is_flag=True, help="Kirim lewat server surel kantor; yang tanpa surel disiapkan untuk WhatsApp."
)
@click.option("--grup", is_flag=True, help="Siapkan juga pesan untuk grup WhatsApp unit kerja.")
def remind(folder: Path, period: Period | None, dry_run: bool, send: bool, grup: bool) -> None:
    """Menyiapkan atau mengirim pengingat kepada unit kerja.

    H-3 dan H-1 kepada unit, H+1 kepada unit dan Sekretaris, H+3 daftar untuk Camat. Hanya pada jam kerja, dan tidak seorang pun dua kali sehari. Halaman dengan tautan WhatsApp ada di folder pengingat/.

    Contoh: sheets-sync remind --period 2026-TW3 --dry-run
    """
    postman = _postman() if send and not dry_run else None
    project, period = open_office(folder, period, only_look=dry_run)
    remind_now(project, period, WorkTime.of(project.office).is_open, postman, dry_run=dry_run, group=grup)


def _postman() -> Postman:
    """Who mails, as the environment says."""
    from sheets_sync.mail import Postman, Server  # noqa: PLC0415  # see the module's first lines

    return Postman(Server.of(os.environ))


def remind_now(
    project: Project, period: Period, is_open: IsOpen, postman: Postman | None, *, dry_run: bool, group: bool
) -> None:
    """What is due at the project's moment is told, and unless `dry_run` written, mailed and recorded."""
    if not is_open(project.now):
        out.print(f"Di luar jam kerja ({moment(project.now, project.office.zone)}): tidak ada pengingat.")
        return
    until = project.deadlines(period)
    messages = messages_due(project, period, is_open, group=group)
    out.print(f"{period.label}: batas waktu {weekday_date(until.on_time_until, year=True)}, {until.reason}.")
    _warn_of_old_pull(project, period)
    if not messages:
        told = told_today(project, period)
        more = (
            f" Hari ini {told} pengingat sudah disiapkan atau dikirim; tidak seorang pun diingatkan dua kali."
            if told
            else ""
        )
        out.print(f"Tidak ada yang perlu diingatkan sekarang.{more}")
    elif dry_run:
        _show("Akan diingatkan", messages)
    else:
        _deliver(project, period, messages, postman)


def _deliver(project: Project, period: Period, messages: Sequence[Message], postman: Postman | None) -> None:
    outcome = Reminded()
    left = mail(project, period, messages, postman, outcome) if postman else messages
    prepare(project, period, left, outcome)
    _show("Dikirim lewat surel", outcome.mailed)
    _show("Disiapkan untuk WhatsApp", outcome.prepared)
    if outcome.page:
        out.print(f"Buka [bold]{escape(str(outcome.page))}[/]. Halaman itu memuat nomor: jangan diteruskan.")
    finish(Report(notes=outcome.notes, troubles=outcome.troubles))


def _show(words: str, messages: Sequence[Message]) -> None:
    """Names of units and roles alone, never a number or an address."""
    if messages:
        named = (f"{message.name} ({message.rung})" if message.rung else message.name for message in messages)
        out.print(f"{words}: {escape(', '.join(named))}.")


def _warn_of_old_pull(project: Project, period: Period) -> None:
    """A unit that has sent since the last pull would be reminded for nothing."""
    pull = project.archive.pull(period)
    if pull and pull.at.astimezone(project.office.timezone).date() < project.now.date():
        when = moment(pull.at.astimezone(project.office.timezone), project.office.zone)
        err.print(
            f"[yellow]Perlu perhatian[/] Menurut tarikan {when}. Jalankan `sheets-sync run` dahulu, agar yang sudah mengirim tidak diingatkan."
        )
