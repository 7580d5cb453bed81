"""The command line: the only module that reads the clock, prints, or sets an exit code.

0 done (catatan included), 1 a unit could not be read (named), 2 wrong use or office files, 3 a fault of ours
with a log file, 4 the store refuses.
"""

from __future__ import annotations

import gettext
import json
import os
import sys
import time
import traceback
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path

import click
from click.shell_completion import get_completion_class
from rich.markup import escape

from sheets_sync import __version__, kit
from sheets_sync.clock import step_clock
from sheets_sync.documenting import FOLDER
from sheets_sync.errors import SheetsSyncError, UsageError
from sheets_sync.faults import fault_text
from sheets_sync.format_commands import format_group
from sheets_sync.google_commands import google, show_calls
from sheets_sync.merge_commands import merge
from sheets_sync.opening import finish, open_office
from sheets_sync.paper_commands import paper
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.procedure import current
from sheets_sync.remind_commands import remind
from sheets_sync.report_commands import recap, report_command
from sheets_sync.screen import (
    err,
    finding_json,
    headline,
    out,
    progress,
    show_deadlines,
    show_findings,
    show_standard,
    show_steps,
    show_troubles,
    show_units,
    status_json,
)
from sheets_sync.step_commands import step
from sheets_sync.trail_commands import trail
from sheets_sync.unit_commands import period as period_group
from sheets_sync.unit_commands import unit
from sheets_sync.verbs import Verbs, full_option, office_option, period_option, verbose_option

LOCALE = Path(__file__).resolve().parent / "locale"
FAULTS = "catatan-kerusakan"


@click.group(
    cls=Verbs,
    options_metavar="[PILIHAN]",
    subcommand_metavar="PERINTAH ...",
    context_settings={"max_content_width": 100, "help_option_names": ["-h", "--help"]},
)
@click.version_option(
    __version__,
    "--version",
    prog_name="sheets-sync",
    message="%(prog)s, versi %(version)s",
    help="Tampilkan versi program.",
)
def cli() -> None:
    """Pengumpulan data kinerja kecamatan: satu lembar untuk tiap unit kerja, diperiksa, direkap, ditampilkan.

    Mulai dengan `sheets-sync demo` untuk melihat contoh, atau `sheets-sync init kantor` untuk kantor sendiri.
    """


cli.add_command(google)
cli.add_command(unit)
cli.add_command(period_group)
cli.add_command(trail)
cli.add_command(step)
cli.add_command(remind)
cli.add_command(paper)
cli.add_command(format_group)
cli.add_command(recap)
cli.add_command(report_command)
cli.add_command(merge)


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--nama", default="", metavar="TEKS", help="Nama kantor, misalnya 'Kecamatan Batui'.")
def init(folder: Path, nama: str) -> None:
    """Menyiapkan folder kantor baru.

    Berkas kantor di DIR/office/ lalu diisi; `run` menyebut baris demi baris apa yang belum terisi.

    Contoh: sheets-sync init kantor --nama "Kecamatan Batui"
    """
    kit.lay_out(folder, name=nama)
    out.print(f"Folder kantor siap di [bold]{escape(str(folder))}[/].")
    out.print(
        f"Berikutnya: isi berkas di {escape(str(folder / 'office'))}, lalu jalankan sheets-sync run --office {escape(str(folder))}"
    )


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="[DIR]", default="demo")
@click.option("--seed", type=int, default=2026, help="Angka pengacak; angka yang sama memberi contoh yang sama.")
def demo(folder: Path, seed: int) -> None:
    """Membuat kantor contoh yang lengkap.

    Foldernya DIR (bila tidak disebut: demo). Lembar empat triwulan dibuat, diisi angka karangan, lalu ditarik, diperiksa, direkap dan ditampilkan.

    Contoh: sheets-sync demo coba
    """
    from sheets_sync.demo import PERIODS, play_quarter, read_once, type_into_file  # noqa: PLC0415  # only here: see below
    from sheets_sync.demo_officers import write_contacts  # noqa: PLC0415  # every other command would wait for them

    kit.lay_out(folder, sample=True)
    write_contacts(folder, Project(folder, datetime.now(UTC)).office)
    office, recap = read_once(lambda now: Project(folder, now, progress)), None
    for period in PERIODS:
        started = time.perf_counter()
        report, recap = play_quarter(office, type_into_file, period, seed, build=period == PERIODS[-1])
        seconds = f"{time.perf_counter() - started:.1f}".replace(".", ",")
        out.print(f"{period.label}: {headline(recap)} ({seconds} detik)")
        for note in report.notes:
            out.print(f"  Ditolak: {escape(note)}")
        show_troubles(report.troubles)
    if recap is not None:
        show_units(recap)
    show_standard(office(datetime.now(UTC)).office.procedure.steps)
    out.print(
        f"Contoh lain: lembar di {escape(str(folder / 'lembar'))}, naskah di {escape(str(folder / 'data'))}, dokumen hasil di {escape(str(folder / FOLDER))}, pengingat di {escape(str(folder / 'pengingat'))}."
    )
    out.print(
        f"Situs contoh ada di [bold]{escape(str(folder / 'public' / 'index.html'))}[/]. Semua angkanya DATA CONTOH."
    )


@cli.command()
@office_option
@period_option
@full_option
@verbose_option
def run(folder: Path, period: Period | None, full: bool, verbose: bool) -> None:
    """Mengerjakan semua langkah dan membangun situs.

    Urutannya: create, pull, validate, feedback, recap, report, render.

    Contoh: sheets-sync run --office kantor
    """
    project, period = open_office(folder, period)
    with show_calls(verbose):
        report, found = project.run(period, full=full)
    for line in report.renewed:
        out.print(escape(line))
    out.print(f"{period.label}: {headline(found)}")
    show_units(found)
    out.print(f"Dokumen hasil: {report.documents}; ada di {escape(str(folder / FOLDER / str(period)))}.")
    out.print(f"Situs ada di [bold]{escape(str(folder / 'public' / 'index.html'))}[/].")
    finish(report)


@cli.command()
@office_option
@period_option
@click.option("--json", "as_json", is_flag=True, help="Keluaran JSON untuk program lain.")
def status(folder: Path, period: Period | None, as_json: bool) -> None:
    """Menampilkan keadaan unit kerja dan langkah SOP.

    Yang tampil adalah keadaan pada tarikan terakhir.

    Contoh: sheets-sync status --json
    """
    project, period = open_office(folder, period, only_look=True)
    recap = project.archive.recap(period)
    if recap is None:
        raise UsageError(f"{period.label} belum direkap; jalankan `sheets-sync run --period {period}`.")
    steps = step_clock(project, period, recap)
    dates = project.deadlines(period)
    if as_json:
        found = status_json(recap, steps, project.archive.findings.all(period), dates)
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    now = current(steps)
    out.print(f"[bold]{period.label}[/]: {headline(recap)}")
    out.print(f"Langkah {now.step.number} dari {len(steps)}: {escape(now.step.title)}, pada {now.holder}")
    show_deadlines(dates, recap)
    show_steps(steps)
    show_units(recap)


@cli.command()
@office_option
@period_option
@click.option("--dry-run", is_flag=True, help="Hanya sebutkan yang akan dibuat.")
@verbose_option
def create(folder: Path, period: Period | None, dry_run: bool, verbose: bool) -> None:
    """Membuat lembar tiap unit kerja, dan membagikannya.

    Lembar yang sudah ada hanya diperbarui bila formatnya berubah; isian unit tetap. Lembar Google dibagikan ke alamat di office/contacts.csv yang belum punya akses.

    Contoh: sheets-sync create --period 2026-TW4 --dry-run
    """
    project, period = open_office(folder, period)
    with show_calls(verbose):
        report = project.create(period, dry_run=dry_run)
    if dry_run:
        out.print(
            "\n".join(escape(line) for line in report.done) or "Tidak ada yang akan dibuat; semua lembar sudah ada."
        )
    else:
        out.print(f"{period.label}: {len(report.done)} lembar dibuat di {escape(project.place(period))}")
        for line in report.renewed:
            out.print(escape(line))
        if report.shared:
            out.print(f"Dibagikan ke {report.shared} alamat")
    finish(report)


@cli.command()
@office_option
@period_option
@full_option
@verbose_option
def pull(folder: Path, period: Period | None, full: bool, verbose: bool) -> None:
    """Menarik isian dari semua lembar ke arsip data/.

    Lembar Google yang tidak berubah sejak tarikan terakhir tidak dibaca lagi.

    Contoh: sheets-sync pull --period 2026-TW3
    """
    project, period = open_office(folder, period)
    with show_calls(verbose):
        report = project.pull(period, full=full)
    out.print(f"{period.label}: {len(report.done)} lembar dengan isian baru")
    finish(report)


@cli.command()
@office_option
@period_option
@click.option("--json", "as_json", is_flag=True, help="Keluaran JSON untuk program lain.")
def validate(folder: Path, period: Period | None, as_json: bool) -> None:
    """Memeriksa isian yang sudah ditarik.

    Catatan pemeriksaan ditampilkan dan disimpan di data/.

    Contoh: sheets-sync validate
    """
    project, period = open_office(folder, period)
    project.validate(period)
    found = project.archive.findings.all(period)
    if as_json:
        lines = {code: [finding_json(finding) for finding in findings] for code, findings in found.items()}
        click.echo(json.dumps(lines, ensure_ascii=False, indent=1))
        return
    for findings in found.values():
        show_findings(findings)
    out.print(f"{period.label}: {sum(map(len, found.values()))} catatan pemeriksaan")


@cli.command()
@office_option
@period_option
@verbose_option
def feedback(folder: Path, period: Period | None, verbose: bool) -> None:
    """Menulis catatan pemeriksaan ke tiap lembar.

    Hanya tab Periksa, dan pada Google Sheets catatan sel, yang ditulis; isian unit tidak disentuh.

    Contoh: sheets-sync feedback
    """
    project, period = open_office(folder, period)
    with show_calls(verbose):
        report = project.feedback(period)
    out.print(f"{period.label}: catatan ditulis ke {len(report.done)} lembar")
    finish(report)


@cli.command()
@office_option
@click.option("--no-build", is_flag=True, help="Hanya tulis halamannya, situs tidak dibangun.")
def render(folder: Path, no_build: bool) -> None:
    """Menulis halaman dan membangun situs.

    Halaman semua triwulan ditulis ke site/hasil/, situsnya dibangun di public/.

    Contoh: sheets-sync render
    """
    project, _ = open_office(folder, None)
    report = project.render()
    out.print(f"{len(report.done)} halaman ditulis atau berubah")
    if not no_build:
        project.build()
        out.print(f"Situs ada di [bold]{escape(str(folder / 'public' / 'index.html'))}[/].")


@cli.command()
@office_option
@period_option
@click.option("--buka", is_flag=True, help="Buka lagi lembar yang dikunci.")
@verbose_option
def lock(folder: Path, period: Period | None, buka: bool, verbose: bool) -> None:
    """Mengunci isian semua lembar, atau membukanya lagi.

    Lembar Google tetap dapat diubah oleh akun pemiliknya. Berkas Excel dijadikan hanya-baca.

    Contoh: sheets-sync lock --period 2026-TW3
    """
    project, period = open_office(folder, period)
    with show_calls(verbose):
        report = project.lock(period, locked=not buka)
    out.print(f"{period.label}: {len(report.done)} lembar {'dibuka' if buka else 'dikunci'}")
    finish(report)


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]), metavar="bash|zsh|fish")
def completion(shell: str) -> None:
    """Mencetak naskah pelengkap perintah untuk shell.

    Contoh: sheets-sync completion bash > ~/.local/share/bash-completion/completions/sheets-sync
    """
    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(cli, {}, "sheets-sync", "_SHEETS_SYNC_COMPLETE").source())


# --- the one door out ----------------------------------------------------------------------------------------


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; always ends with SystemExit, never with a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without our dashes and ticks
    os.environ["LANGUAGE"] = "id"
    gettext.bindtextdomain("messages", str(LOCALE))
    gettext.textdomain("messages")
    try:
        code = cli.main(args=arguments, prog_name="sheets-sync", standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):  # click turns Ctrl+C into Abort
        err.print("Dihentikan. Yang sudah tertulis tetap utuh; jalankan lagi untuk melanjutkan.")
        raise SystemExit(130) from None
    except click.ClickException as problem:
        problem.show()
        raise SystemExit(2) from None
    except SheetsSyncError as problem:
        err.print(escape(str(problem)))
        if problem.exit_code == SheetsSyncError.exit_code:  # ours, however well we can word it
            err.print(f"Rinciannya disimpan di {escape(str(_log_fault()))}.")
        raise SystemExit(problem.exit_code) from None
    except Exception:  # noqa: BLE001  # our own fault: the user gets one sentence, we get the log
        err.print(
            f"Program mengalami kerusakan. Rinciannya disimpan di {escape(str(_log_fault()))}; kirimkan berkas itu kepada pengelola program."
        )
        raise SystemExit(3) from None
    raise SystemExit(code if isinstance(code, int) else 0)


def _log_fault() -> Path:
    moment = datetime.now(UTC)
    program = f"sheets-sync {__version__}, Python {sys.version}"
    text = fault_text(program, sys.argv[1:], moment, traceback.format_exc(), os.environ)
    for folder in (Path(FAULTS), Path.home() / FAULTS):
        path = folder / f"{moment:%Y%m%d-%H%M%S}.log"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        except OSError:
            continue
        return path
    sys.stderr.write(text)
    return Path("layar di atas")
