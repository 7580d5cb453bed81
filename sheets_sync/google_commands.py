"""`sheets-sync google`: signing in, and finding what stands in the way. Like `cli`, it reads the clock and prints.

What signs in is imported where it is used: it takes a moment that every other command would wait for.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import click
from rich.markup import escape
from rich.table import Table

from sheets_sync import settings
from sheets_sync.archive import Archive
from sheets_sync.dates import long_date
from sheets_sync.errors import OfficeError, StoreError
from sheets_sync.model import Office
from sheets_sync.period import Period
from sheets_sync.screen import err, out
from sheets_sync.settings.contacts import CONTACTS_VARIABLE
from sheets_sync.stores.base import Store
from sheets_sync.verbs import Verbs, office_option

if TYPE_CHECKING:
    from sheets_sync.stores.google.checks import Check, Wanted
    from sheets_sync.stores.google.client import Client, Log
    from sheets_sync.stores.google.signin import SignIn

APP = "sheets-sync"
MARKS = {"baik": "[green]✓[/]", "perhatian": "[yellow]![/]", "gagal": "[red]✗[/]"}
REFUSED = 4  # as every command that the store refuses


class GoogleVerbs(Verbs):
    order: ClassVar[tuple[str, ...]] = ("login", "doctor", "token", "logout")


CLIENTS: list[Client] = []  # those that this command has opened, for `--verbose`


def connect(office: Office, archive: Archive) -> Store:
    """The office's store in Google, signed in with what this machine or this CI job holds."""
    from sheets_sync.stores.google.client import Client, open_session  # noqa: PLC0415  # see the module's first lines
    from sheets_sync.stores.google.pacing import RealClock  # noqa: PLC0415  # as above
    from sheets_sync.stores.google.refusals import explain  # noqa: PLC0415  # as above
    from sheets_sync.stores.google.signin import hosts, load  # noqa: PLC0415  # as above
    from sheets_sync.stores.google.store import GoogleStore  # noqa: PLC0415  # as above

    signin = load(os.environ, config_folder())
    session = open_session(signin.credentials, hosts(signin))
    client = Client(session, RealClock(), base=signin.base, explain=lambda error: explain(error, signin, _now()))
    CLIENTS.append(client)
    return GoogleStore(client, archive, office, editor=signin.account)


@contextlib.contextmanager
def show_calls(verbose: bool) -> Iterator[None]:
    """Afterwards, however it ended, what was asked of Google is on the screen, if that was wished for."""
    try:
        yield
    finally:
        for client in CLIENTS if verbose else ():
            _show_log(client.log)


def _show_log(log: Log) -> None:
    table = Table("permintaan", "banyaknya", title="Permintaan ke Google", title_justify="left", box=None)
    for place, count in sorted(log.places.items()):
        table.add_row(escape(place), str(count))
    err.print(table)
    err.print("Kuota: " + ", ".join(f"{quota.value} {units}" for quota, units in sorted(log.units.items())))
    repeats = ", ".join(f"{words} {count} kali" for words, count in sorted(log.repeats.items())) or "tidak ada"
    err.print(f"Diulang: {repeats}. Menunggu {round(log.waited)} detik.")


def config_folder() -> Path:
    """The user's own folder for this program: `~/.config/sheets-sync`, or the like on other systems."""
    return Path(click.get_app_dir(APP))


@click.group(cls=GoogleVerbs, options_metavar="[PILIHAN]", subcommand_metavar="PERINTAH ...")
def google() -> None:
    """Masuk ke Google dan memeriksa sambungannya.

    Dipakai kantor yang menyimpan lembarnya sebagai Google Sheets.

    Contoh: sheets-sync google doctor
    """


@google.command()
@click.option(
    "--klien", type=click.Path(path_type=Path), default=None, metavar="BERKAS",
    help="Berkas JSON klien OAuth jenis Desktop; bila tidak disebut, klien dari login terakhir.",
)  # fmt: skip
@click.option("--tanpa-peramban", is_flag=True, help="Hanya tampilkan tautannya, peramban tidak dibuka.")
def login(klien: Path | None, tanpa_peramban: bool) -> None:
    """Masuk dengan akun Google kantor lewat peramban.

    Cukup sekali untuk satu komputer. Kata sandi diketik di halaman Google, tidak pernah di sini.

    Contoh: sheets-sync google login --klien client_secret.json
    """
    from sheets_sync.stores.google.login import login as log_in  # noqa: PLC0415  # see the module's first lines
    from sheets_sync.stores.google.signin import TOKEN_FILE  # noqa: PLC0415  # as above

    folder = config_folder()
    signin = log_in(klien, folder, now=_now(), show=_show_address, open_browser=not tanpa_peramban)
    out.print(f"Berhasil masuk. Izinnya disimpan di {escape(str(folder / TOKEN_FILE))}, hanya terbaca oleh Anda.")
    _warn_of_end(signin)
    out.print("Berikutnya: sheets-sync google doctor")


@google.command()
@office_option
@click.option("--json", "as_json", is_flag=True, help="Keluaran JSON untuk program lain.")
def doctor(folder: Path, as_json: bool) -> None:
    """Memeriksa tanda masuk, izin, folder, ruang simpan, hak membagikan, dan jam.

    Tidak ada yang dibuat atau diubah. Yang gagal disebut bersama cara memperbaikinya.

    Contoh: sheets-sync google doctor --office kantor
    """
    from sheets_sync.stores.google.checks import State  # noqa: PLC0415  # see the module's first lines

    checks = _office_and_google(folder)
    failed = any(check.state is State.FAIL for check in checks)
    if as_json:
        lines = [
            {"nama": check.name, "keadaan": check.state, "keterangan": check.words, "saran": check.advice or None}
            for check in checks
        ]
        click.echo(json.dumps({"lulus": not failed, "pemeriksaan": lines}, ensure_ascii=False, indent=1))
    else:
        _show_checks(checks)
    if failed:
        raise SystemExit(REFUSED)


@google.command()
@click.option(
    "--keluar", type=click.Path(path_type=Path), default=None, metavar="BERKAS",
    help="Tulis ke berkas yang hanya terbaca oleh Anda; bila tidak disebut, ke layar.",
)  # fmt: skip
def token(keluar: Path | None) -> None:
    """Menulis izin dari login sebagai JSON untuk rahasia GitHub Actions.

    Siapa pun yang memegang JSON itu dapat mengubah lembar kantor. Tempelkan hanya ke rahasia SHEETS_SYNC_GOOGLE.

    Contoh: sheets-sync google token --keluar rahasia.json
    """
    from sheets_sync.stores.google.login import ci_token, write_private  # noqa: PLC0415  # see the module's first lines
    from sheets_sync.stores.google.signin import VARIABLE, load  # noqa: PLC0415  # as above

    text = ci_token(config_folder())
    err.print(
        f"[yellow]Rahasia[/] Isi ini setara kunci kantor. Tempelkan ke rahasia {VARIABLE} di GitHub, jangan dikirim lewat"
        " surel atau percakapan, dan jangan disimpan di folder kantor."
    )
    _warn_of_end(load({}, config_folder()))
    if keluar is None:
        click.echo(text)
        return
    write_private(keluar, f"{text}\n".encode())
    out.print(f"Ditulis ke {escape(str(keluar))}. Hapus berkas itu sesudah rahasianya terpasang.")


@google.command()
def logout() -> None:
    """Menghapus izin dari komputer ini dan mencabutnya di Google.

    Lembar di Drive tidak disentuh. Rahasia GitHub Actions dari login ini ikut tidak berlaku.

    Contoh: sheets-sync google logout
    """
    from sheets_sync.stores.google.login import logout as log_out  # noqa: PLC0415  # see the module's first lines

    revoked = log_out(config_folder())
    if revoked is None:
        out.print("Tidak ada izin yang tersimpan di komputer ini.")
    elif revoked:
        out.print("Izin sudah dihapus dari komputer ini dan dicabut di Google.")
    else:
        out.print(
            "Izin sudah dihapus dari komputer ini, tetapi belum dapat dicabut di Google. Cabut sendiri di"
            " https://myaccount.google.com/connections"
        )


def _office_and_google(folder: Path) -> list[Check]:
    """The checks of the office's settings and of Google."""
    from sheets_sync.stores.google.client import Client, open_session  # noqa: PLC0415  # see the module's first lines
    from sheets_sync.stores.google.doctor import examine, no_sign_in  # noqa: PLC0415  # as above
    from sheets_sync.stores.google.pacing import RealClock  # noqa: PLC0415  # as above
    from sheets_sync.stores.google.refusals import explain  # noqa: PLC0415  # as above
    from sheets_sync.stores.google.rounds import Rounds  # noqa: PLC0415  # as above
    from sheets_sync.stores.google.signin import hosts, load  # noqa: PLC0415  # as above

    office, wanted = _wanted(folder)
    try:
        signin = load(os.environ, config_folder())
    except StoreError as failure:
        return [office, *no_sign_in(failure)]
    with open_session(signin.credentials, hosts(signin)) as session:
        client = Client(session, RealClock(), base=signin.base, explain=lambda error: explain(error, signin, _now()))
        return [office, *examine(Rounds(client, signin), signin, wanted, _now)]


def _wanted(folder: Path) -> tuple[Check, Wanted]:
    """What the office has written down about Google, and how that was found."""
    from sheets_sync.stores.google.checks import Check, State, Wanted  # noqa: PLC0415  # see the module's first lines

    name = "Berkas kantor"
    try:
        office, _ = settings.load(folder, os.environ.get(CONTACTS_VARIABLE, ""))
    except OfficeError as mistakes:
        words = f"belum dapat dipakai ({len(mistakes.mistakes)} hal); folder dan alamatnya tidak ikut diperiksa"
        advice = (
            "Sebut foldernya dengan --office, atau jalankan `sheets-sync status` untuk melihat yang perlu diperbaiki."
        )
        return Check(name, State.WARN, words, advice), Wanted(without_address=None)
    period = Period.containing(_now().date()).previous
    reached = {contact.unit for contact in office.mailable}
    missing = tuple(unit.name for unit in office.units_in(period) if unit.code not in reached)
    wanted = Wanted(office.google_folder, office.invite, missing)
    if office.store != "google":
        advice = 'Tulis jenis = "google" pada [penyimpanan] di office.toml bila lembar hendak disimpan di Google.'
        return Check(name, State.WARN, f'penyimpanan masih "{office.store}"', advice), wanted
    return Check(name, State.OK, office.name), wanted


def _now() -> datetime:
    return datetime.now().astimezone()


def _show_address(address: str) -> None:
    out.print("Buka tautan ini di peramban, pilih akun Google kantor, lalu setujui izinnya:")
    click.echo(f"\n{address}\n")
    out.print("Menunggu persetujuan, paling lama lima menit. Ctrl-C untuk berhenti.")


def _warn_of_end(signin: SignIn) -> None:
    """Say at once that the grant will end by itself, where Google has said so."""
    from sheets_sync.stores.google.refusals import PUBLISH  # noqa: PLC0415  # see the module's first lines

    if signin.expires is not None:
        day = long_date(signin.expires.astimezone())
        reason = f", karena layar persetujuan masih Testing. {PUBLISH}" if signin.in_testing else "."
        err.print(f"[yellow]Perlu perhatian[/] Izin ini hanya berlaku sampai {day}{reason}")


def _show_checks(checks: Sequence[Check]) -> None:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")  # a path stays whole
    for check in checks:
        words = escape(check.words) + (f"\n[dim]{escape(check.advice)}[/]" if check.advice else "")
        table.add_row(MARKS[check.state], escape(check.name), words)
    out.print(table, soft_wrap=False)
