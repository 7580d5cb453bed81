"""`sheets-sync unit accept` and `unit type`: what comes by WhatsApp, e-mail or on paper. They print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from rich.markup import escape

from sheets_sync import dates
from sheets_sync.collecting import tell
from sheets_sync.differences import NOTHING
from sheets_sync.errors import StoreError, UsageError
from sheets_sync.form import Form, target_figure
from sheets_sync.intake import Arrival, Outcome, accept, examine
from sheets_sync.model import Role
from sheets_sync.opening import open_office, recap_after
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.report import FORMER_FORM
from sheets_sync.screen import err, out, show_findings, show_troubles
from sheets_sync.sending import make_sending, refuse_all
from sheets_sync.submission import Finding, Submission
from sheets_sync.typing_in import EMPTIED, Typed, keep_typed, parse_typed, take_proof, typed_for
from sheets_sync.units import find_unit
from sheets_sync.verbs import Verb, cleaned, office_option, period_option, role_option

MARK = "[yellow]Perlu perhatian[/]"

diterima_option = click.option(
    "--diterima",
    default="",
    metavar="WAKTU",
    help='Kapan diterima, misalnya "7-10-2026 14.30"; bila tidak disebut, sekarang.',
)
alasan_option = click.option(
    "--alasan",
    default="",
    callback=cleaned,
    metavar="TEKS",
    help="Mengapa waktu itu yang dicatat; wajib bersama --diterima.",
)
yes_option = click.option("--yes", "sure", is_flag=True, help="Ganti isian yang sudah ada tanpa bertanya lagi.")


@click.command("accept", cls=Verb)
@click.argument("path", type=click.Path(path_type=Path), metavar="BERKAS")
@office_option
@period_option
@yes_option
@diterima_option
@alasan_option
@role_option
def accept_command(
    path: Path, folder: Path, period: Period | None, sure: bool, diterima: str, alasan: str, by: Role
) -> None:
    """Menerima lembar yang dikirim lewat WhatsApp atau surel.

    Lembar dikenali dari kuncinya, bukan dari namanya; xlsx, xls dan ods dapat diterima.

    Contoh: sheets-sync unit accept DOC-20261005-WA0003.xlsx
    """
    project, _ = open_office(folder, None)
    mistakes: list[str] = []
    sending = make_sending(project, by, diterima, alasan, mistakes)
    refuse_all(mistakes)
    came = examine(project, path, period, sending)
    out.print(f"{escape(path.name)}: lembar [bold]{escape(came.unit.name)}[/], {came.form.quarter.label}")
    if came.outdated:
        out.print(f"{MARK} {escape(path.name)}: {FORMER_FORM}.")
    if came.replaces:
        _show_changes("Berbeda dari isian yang sudah ada:", came.changes)
        _must_be_sure(sure)
    outcome = accept(project, came)
    _show_taken_in(project, came)
    _show_findings(outcome.findings)
    _show_workbook(project, came, outcome)
    recap_after(project, came.form.quarter)


@click.command("type", cls=Verb)
@click.argument("code", metavar="UNIT")
@office_option
@period_option
@click.option(
    "--bukti", type=click.Path(path_type=Path), required=True, metavar="FOTO",
    help="Foto kertas atau tangkapan layar yang diketik (jpg, png, webp, heic, pdf).",
)  # fmt: skip
@click.option("--isi", multiple=True, metavar="KODE=ISI", help='Realisasi, misalnya PEM-05="87,5"; boleh berulang.')
@click.option("--keterangan", multiple=True, metavar="KODE=ISI", help="Keterangan atau bukti; boleh berulang.")
@click.option("--hambatan", multiple=True, metavar="KODE=ISI", help="Faktor penghambat; boleh berulang.")
@click.option("--tindak-lanjut", multiple=True, metavar="KODE=ISI", help="Tindak lanjut; boleh berulang.")
@yes_option
@diterima_option
@alasan_option
@role_option
def type_command(
    code: str, folder: Path, period: Period | None, bukti: Path, isi: tuple[str, ...], keterangan: tuple[str, ...],
    hambatan: tuple[str, ...], tindak_lanjut: tuple[str, ...], sure: bool, diterima: str, alasan: str, by: Role,
) -> None:  # fmt: skip
    """Mengetik isian unit dari kertas atau percakapan.

    Tanpa --isi, ditanyakan baris demi baris. Tercatat sebagai "diinput oleh ... atas nama ...", dan unit tetap diminta membenarkannya.

    Contoh: sheets-sync unit type PEM --bukti foto.jpg --isi PEM-01=98
    """
    project, period = open_office(folder, period)
    unit = find_unit(project, period, code)
    form = project.archive.forms.get(period, unit.code)
    if form is None:
        raise UsageError(
            f"Format {unit.name} {period.label} belum dibuat; jalankan `sheets-sync create --period {period}` dahulu."
        )
    given = {"--isi": isi, "--keterangan": keterangan, "--hambatan": hambatan, "--tindak-lanjut": tindak_lanjut}
    mistakes: list[str] = []
    sending = make_sending(project, by, diterima, alasan, mistakes)
    typed = parse_typed(project, form, given, mistakes)
    proof = take_proof(project, bukti, mistakes)
    refuse_all(mistakes)
    if proof is None:
        return
    asking = not any(given.values())
    if asking:
        typed = _ask(form, project.archive.submissions.get(period, unit.code))
    came = typed_for(project, unit, form, typed, proof, sending)
    _settle_typed(came, typed, asking=asking, sure=sure)
    outcome = keep_typed(project, came)
    _show_taken_in(project, came)
    _show_findings(outcome.findings)
    _show_workbook(project, came, outcome)
    recap_after(project, came.form.quarter)


def _must_be_sure(sure: bool) -> None:
    if not sure:
        err.print(f"{MARK} Belum ada yang diganti. Bila memang itu yang berlaku, ulangi dengan --yes.")
        raise SystemExit(1)


# --- asking row by row ---------------------------------------------------------------------------------------


def _ask(form: Form, former: Submission | None) -> Typed:
    """What is answered at the prompts; Enter leaves a row as it stands."""
    out.print(f"[bold]{escape(form.unit_name)}[/], {form.quarter.label}. Enter: biarkan. {EMPTIED}: kosongkan.")
    stood = {entry.code: entry for entry in (*former.entries, *former.budget)} if former else {}
    figures: dict[str, str] = {}
    notes: dict[str, str] = {}
    for code, name, asked in _rows(form):
        out.print(f"\n[bold]{escape(code)}[/] · {escape(name)}\n  {escape(asked)}")
        old = stood.get(code)
        _ask_one("Realisasi", old.typed if old else "", code, figures)
        _ask_one("Keterangan atau bukti", old.note if old else "", code, notes)
    return Typed(figures, notes)


def _rows(form: Form) -> Iterator[tuple[str, str, str]]:
    """Code, name, and satuan with target of each row that is asked for."""
    for row in form.due:
        target = f", {form.words.target} {target_figure(row.target, row.measure)}" if row.target else ""
        yield row.code, row.name, f"{row.measure}{target}"
    for programme in form.budget:
        yield programme.code, programme.name, "rupiah sejak 1 Januari"


def _ask_one(what: str, stands: str, code: str, answers: dict[str, str]) -> None:
    now = f" (sekarang: {stands})" if stands else ""
    answer = click.prompt(f"  {what}{now}", default="", show_default=False).strip()
    if answer:
        answers[code] = "" if answer.casefold() == EMPTIED else answer


def _settle_typed(came: Arrival, typed: Typed, *, asking: bool, sure: bool) -> None:
    """Show what would be archived, and go on only if that is meant."""
    fresh = came.former is None or came.former.blank
    lines = tuple(_typed_lines(came.submission, typed)) if fresh else came.changes
    if not lines:
        out.print("Tidak ada yang diketik atau berubah, jadi tidak ada yang dicatat.")
        raise SystemExit(0)
    _show_changes("Yang akan dicatat:" if fresh else "Berbeda dari isian yang sudah ada:", lines)
    if asking and not sure:
        answer = click.prompt("Catat isian ini?", type=click.Choice(["ya", "tidak"]))
        if answer == "tidak":
            out.print("Tidak ada yang dicatat.")
            raise SystemExit(0)
    elif came.replaces:
        _must_be_sure(sure)


def _typed_lines(submission: Submission, typed: Typed) -> Iterator[str]:
    for entry in (*submission.entries, *submission.budget):
        if entry.code in typed.figures:
            yield f"{entry.code}, realisasi: {entry.typed or NOTHING}"
        if entry.code in typed.notes:
            yield f"{entry.code}, keterangan: {entry.note or NOTHING}"
    for cause in submission.causes:
        if cause.code in typed.obstacles:
            yield f"{cause.code}, faktor penghambat: {cause.typed or NOTHING}"
        if cause.code in typed.actions:
            yield f"{cause.code}, tindak lanjut: {cause.note or NOTHING}"


# --- what people see -----------------------------------------------------------------------------------------


def _show_changes(title: str, lines: Iterable[str]) -> None:
    out.print(title)
    for line in lines:
        out.print(f"  - {escape(line)}")


def _show_taken_in(project: Project, came: Arrival) -> None:
    new = came.submission
    if came.unchanged:
        out.print("Tidak ada yang berubah: isian ini sudah ada di arsip.")
    else:
        out.print(f"Dicatat di arsip {came.form.quarter.label}; berkasnya disimpan sebagai {escape(new.source.file)}.")
    if new.typed_by:
        out.print(
            f"Diinput oleh {escape(new.typed_by)} atas nama {escape(new.on_behalf)}; unit masih diminta membenarkan."
        )
    if new.first_sent is None:
        out.print(
            f'Belum dihitung sebagai dikirim: baris "{escape(came.form.words.send)}" belum dijawab {came.form.words.yes}.'
        )
        return
    reason = f": {escape(new.basis_reason)}" if new.basis_reason else ""
    out.print(f"Dihitung dikirim {dates.moment(new.first_sent, project.office.zone)} ({new.basis.value}{reason}).")


def _show_findings(findings: tuple[Finding, ...]) -> None:
    """Each catatan in words that can be sent on as they are."""
    told = [finding for finding in findings if not finding.settled]
    show_findings(told)
    out.print(f"{len(told)} catatan pemeriksaan" if told else "Tidak ada catatan pemeriksaan.")


def _show_workbook(project: Project, came: Arrival, outcome: Outcome) -> None:
    if outcome.workbook is None:
        out.print(
            f"Isian di lembar {escape(came.unit.name)} sendiri tidak diubah; catatan di atas dapat dikirim sebagai pesan."
        )
        _tell(project, came)
        return
    for path in outcome.put_away:
        out.print(f"Lembar sebelumnya disimpan: {escape(str(path))}")
    for note in outcome.notes:
        out.print(f"{MARK} {escape(note)}")
    out.print(f"Lembar dengan catatannya, untuk dikirim kembali: {escape(str(outcome.workbook))}")


def _tell(project: Project, came: Arrival) -> None:
    """The catatan stand in the unit's own workbook too, where it can be reached now."""
    try:
        report = tell(project, came.form.quarter, came.unit.code)
    except StoreError as failure:
        err.print(f"{MARK} {escape(str(failure))} Catatannya ditulis ke lembar pada `sheets-sync run` berikutnya.")
        return
    for name in report.done:
        out.print(f"Catatan ditulis ke tab {escape(came.form.words.tab_findings)} di {escape(name)}.")
    show_troubles(report.troubles)
