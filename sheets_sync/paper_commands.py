"""`sheets-sync paper`: papers are made, handed in and listed; `check_command` tells whether one still matches. They print."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import ClassVar

import click
from rich.markup import escape
from rich.table import Table

from sheets_sync import dates
from sheets_sync.errors import UsageError
from sheets_sync.filing import Scan, add
from sheets_sync.model import Office, Role
from sheets_sync.opening import open_office
from sheets_sync.papering import check, gather, make
from sheets_sync.papers.kinds import KINDS
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.procedure import ROLE_NAMES
from sheets_sync.records import Paper, Signed
from sheets_sync.register import Wanted, completeness, wanted
from sheets_sync.screen import err, out
from sheets_sync.sending import refuse_all
from sheets_sync.units import find_unit
from sheets_sync.verbs import DayType, Verb, Verbs, cleaned, office_option, period_option, role_option

SUFFIXES = (".pdf", ".jpg", ".jpeg", ".png", ".webp", ".heic", ".docx", ".xlsx", ".odt", ".ods")
LARGEST = 20_000_000
LONGEST_WORDS = 120
SIGNED = {"basah": Signed.WET, "elektronik": Signed.CERTIFIED}


class PaperVerbs(Verbs):
    order: ClassVar[tuple[str, ...]] = ("make", "add", "list")


@click.group(cls=PaperVerbs, options_metavar="[PILIHAN]", subcommand_metavar="PERINTAH ...")
def paper() -> None:
    """Naskah kantor: membuat dari templat Word, mendaftarkan, melihat kelengkapan.

    Naskah ada di data/<triwulan>/naskah/; templatnya di templates/documents/ dan boleh diubah di Word.

    Contoh: sheets-sync paper make
    """


@paper.command("make")
@click.option("--langkah", type=int, metavar="N", help="Hanya naskah langkah itu; bila tidak disebut, semua langkah.")
@role_option
@office_option
@period_option
def make_(langkah: int | None, by: Role, folder: Path, period: Period | None) -> None:
    """Membuat semua naskah yang sudah dapat dibuat.

    Yang datanya tidak berubah tidak dibuat lagi. Yang belum dapat dibuat disebut beserta sebabnya.

    Contoh: sheets-sync paper make --langkah 7
    """
    project, period = open_office(folder, period)
    if langkah is not None and langkah not in {kind.step for kind in KINDS}:
        known = ", ".join(str(step) for step in sorted({kind.step for kind in KINDS}))
        raise UsageError(f"Tidak ada naskah yang dibuat program untuk langkah {langkah}; yang ada: langkah {known}.")
    done = make(project, gather(project, period), by, langkah)
    for item in done.made:
        out.print(f"Dibuat   {_name(item)}  {item.code}  {escape(f'data/{period}/naskah/{item.file}')}")
    for item in done.same:
        out.print(f"Tetap    {_name(item)}  {item.code}  (datanya tidak berubah)")
    for wait in done.waiting:
        out.print(f"Menunggu langkah {wait.step} {wait.kind}{f' {wait.unit}' if wait.unit else ''}: {escape(wait.why)}")
    _show_total(project, period)
    if done.broken:
        raise UsageError("\n".join(("Templat berikut perlu diperbaiki:", *(f"  - {text}" for text in done.broken))))


@paper.command("add")
@click.option("--langkah", type=int, required=True, metavar="N", help="Nomor langkah SOP.")
@click.option(
    "--jenis", callback=cleaned, required=True, metavar="TEKS", help='Jenis naskah, misalnya "lembar disposisi".'
)
@click.option("--unit", "code", default="", metavar="UNIT", help="Kode unit kerja, bila naskahnya tentang satu unit.")
@click.option(
    "--berkas", type=click.Path(path_type=Path), metavar="BERKAS", help="Pindaian atau berkas naskah; disalin ke arsip."
)
@click.option(
    "--nomor", callback=cleaned, default="", metavar="TEKS", help="Nomor surat, sebagaimana ditetapkan kantor."
)
@click.option("--tanggal", type=DayType(), metavar="2026-10-12", help="Tanggal naskah.")
@click.option("--tanda-tangan", "signed", type=click.Choice(list(SIGNED)), metavar="JENIS", help="Cara ditandatangani di luar program: basah atau elektronik (tersertifikasi).")  # fmt: skip
@click.option(
    "--fisik",
    callback=cleaned,
    default="",
    metavar="TEMPAT",
    help='Tempat cetakannya disimpan, misalnya "map 3, lemari arsip".',
)
@click.option("--fisik-tanggal", type=DayType(), metavar="2026-10-12", help="Tanggal cetakannya disimpan.")
@role_option
@office_option
@period_option
def add_(
    langkah: int, jenis: str, code: str, berkas: Path | None, nomor: str, tanggal: date | None, signed: str | None,
    fisik: str, fisik_tanggal: date | None, by: Role, folder: Path, period: Period | None,
) -> None:  # fmt: skip
    """Mendaftarkan naskah yang ada di luar program.

    Misalnya pindaian naskah bertanda tangan, atau cetakan di lemari. Berkas yang sama didaftarkan lagi hanya melengkapi barisnya.

    Contoh: sheets-sync paper add --langkah 1 --jenis "lembar disposisi" --berkas pindaian.pdf --tanggal 2026-10-01 --tanda-tangan basah
    """
    project, period = open_office(folder, period)
    unit = find_unit(project, period, code).code if code else ""
    told = Paper(
        "", langkah, _one_line(jenis), unit, number=_one_line(nomor), dated=tanggal,
        signed=SIGNED[signed] if signed else Signed.NOT, hardcopy=True if fisik.strip() else None,
        hardcopy_on=fisik_tanggal, kept_at=_one_line(fisik),
    )  # fmt: skip
    mistakes = list(_mistakes(project, told, berkas))
    scan = _scan(berkas, mistakes) if berkas else None
    refuse_all(mistakes)
    kept = add(project, period, told, scan, ROLE_NAMES[by])
    out.print(f"Terdaftar: {_name(kept)}, kode {kept.code}.")
    asked = [item.kind for item in _wanted(project, period) if item.step == langkah]
    if kept.kind.casefold() not in {kind.casefold() for kind in asked}:
        listed = ", ".join(dict.fromkeys(asked)) or "tidak ada"
        err.print(
            f"[yellow]Perlu perhatian[/] Langkah {langkah} meminta: {escape(listed)}; naskah ini dicatat sebagai naskah lain."
        )
    _show_total(project, period)


@paper.command("list")
@office_option
@period_option
def list_(folder: Path, period: Period | None) -> None:
    """Menampilkan naskah tiap langkah dan kelengkapannya.

    Contoh: sheets-sync paper list --period 2026-TW3
    """
    project, period = open_office(folder, period, only_look=True)
    found = _wanted(project, period)
    table = Table("Langkah", "Naskah", "Unit", "Kode", "Tanda tangan", "Hardcopy", box=None, header_style="bold")
    for item in found:
        for row in item.papers or (None,):
            table.add_row(str(item.step), escape(item.kind), item.unit or (row.unit if row else ""), *_cells(row))
    counted = {row.code for item in found for row in item.papers}
    for row in project.archive.papers(period):
        if row.code not in counted:
            table.add_row(str(row.step), escape(f"{row.kind} (lain)"), row.unit, *_cells(row))
    out.print(f"[bold]{period.label}[/]")
    out.print(table)
    for step in project.office.procedure.steps:
        out.print(
            f"Langkah {step.number} {escape(step.title)}: {completeness(item for item in found if item.step == step.number).words}"
        )
    _show_total(project, period)


@click.command("check", cls=Verb)
@click.argument("code", metavar="KODE")
@office_option
def check_command(code: str, folder: Path) -> None:
    """Memeriksa apakah sebuah naskah masih sesuai dengan data di arsip.

    Kodenya tercetak di kaki naskah. Keluar dengan kode 1 bila tidak sesuai lagi.

    Contoh: sheets-sync trail check 7K3M-9QXA
    """
    project, _ = open_office(folder, None, only_look=True)
    found = check(project, code)
    item = found.paper
    day = f", {dates.long_date(item.dated)}" if item.dated else ""
    out.print(f"{item.code}: {_name(item)}, {found.period.label}{day}")
    out.print(escape(" ".join(found.words)))
    if not found.matches:
        raise SystemExit(1)


# --- what was told -------------------------------------------------------------------------------------------


def _mistakes(project: Project, told: Paper, file: Path | None) -> list[str]:
    """Everything that is wrong with what was told of a paper."""
    found, today = [], project.now.date()
    if told.step not in {step.number for step in project.office.procedure.steps}:
        found.append(f"--langkah {told.step} tidak ada dalam SOP; pilih 1 sampai {len(project.office.procedure.steps)}")
    if not told.kind:
        found.append("--jenis kosong; sebut jenis naskahnya")
    if file is None and not told.kept_at:
        found.append("sebut --berkas (pindaiannya) atau --fisik (tempat cetakannya), supaya ada yang dapat ditunjukkan")
    if told.signed is Signed.CERTIFIED and file is None:
        found.append("--tanda-tangan elektronik perlu --berkas: tanda tangannya ada di dalam berkas itu")
    if told.signed is not Signed.NOT and told.dated is None:
        found.append("--tanda-tangan perlu --tanggal naskahnya")
    if told.hardcopy_on and not told.kept_at:
        found.append("--fisik-tanggal perlu --fisik: di mana cetakannya disimpan")
    days = (("--tanggal", told.dated), ("--fisik-tanggal", told.hardcopy_on))
    return found + [f"{name} {dates.long_date(day)} belum terjadi" for name, day in days if day and day > today]


def _scan(path: Path, mistakes: list[str]) -> Scan | None:
    """The file that was handed in; None, and a mistake more, where it cannot be taken."""
    suffix = path.suffix.casefold()
    try:
        if path.stat().st_size > LARGEST:
            mistakes.append(f"--berkas {path.name} lebih dari 20 MB; pindai dengan resolusi lebih kecil")
        elif suffix not in SUFFIXES:
            mistakes.append(f"--berkas {path.name} tidak dapat disimpan; pakai salah satu: {', '.join(SUFFIXES)}")
        elif content := path.read_bytes():
            return Scan(content, suffix)
        else:
            mistakes.append(f"--berkas {path.name} kosong; pindai ulang")
    except OSError as failure:
        mistakes.append(f"--berkas {path.name} tidak dapat dibaca ({failure.strerror})")
    return None


def _one_line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:LONGEST_WORDS]


# --- what is shown -------------------------------------------------------------------------------------------


def _wanted(project: Project, period: Period) -> tuple[Wanted, ...]:
    office: Office = project.office
    return wanted(office.procedure.steps, office.units_in(period), project.archive.papers(period))


def _show_total(project: Project, period: Period) -> None:
    out.print(f"Kelengkapan naskah {period.label}: {completeness(_wanted(project, period)).words}.")


def _name(item: Paper) -> str:
    return escape(f"langkah {item.step} {item.kind}" + (f" {item.unit}" if item.unit else ""))


def _cells(row: Paper | None) -> tuple[str, str, str]:
    """Code, how it was signed, and where its print lies; `belum ada` where nothing is registered."""
    if row is None:
        return "belum ada", "", "belum"
    print_ = ", ".join(
        filter(
            None,
            ("ada" if row.hardcopy else "belum", row.kept_at, f"{row.hardcopy_on:%d/%m/%Y}" if row.hardcopy_on else ""),
        )
    )
    return row.code, row.signed.value, escape(print_)
