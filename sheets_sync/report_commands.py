"""`sheets-sync recap` and `report`: the figures are computed, the documents made, and both checked. They print."""

from __future__ import annotations

from pathlib import Path

import click
from rich.markup import escape

from sheets_sync.checking import Site, check
from sheets_sync.documenting import FOLDER, make_documents
from sheets_sync.errors import UsageError
from sheets_sync.judging import rules_of
from sheets_sync.opening import open_office
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.screen import err, headline, out, show_units
from sheets_sync.verbs import Verb, office_option, period_option


@click.command(cls=Verb)
@click.option(
    "--check", "only_check", is_flag=True,
    help="Hanya periksa apakah rekap, dokumen dan halaman masih sesuai dengan yang ditarik; tidak ada yang ditulis.",
)  # fmt: skip
@office_option
@period_option
def recap(only_check: bool, folder: Path, period: Period | None) -> None:
    """Menghitung rekap capaian.

    Dasarnya isian yang sudah ditarik dan diperiksa. Dengan --check semuanya dihitung ulang tanpa ditulis (bila --period tidak disebut, semua triwulan), setiap perbedaan disebut, dan kodenya 1 bila ada.

    Contoh: sheets-sync recap --period 2026-TW3
    """
    project, chosen = open_office(folder, period, only_look=only_check)
    if only_check:
        _check(project, (period,) if period else project.archive.periods())
        return
    words = rules_of(project, chosen).words
    found = project.recap(chosen)
    out.print(f"{chosen.label}: {headline(found)}")
    show_units(found)
    if words:
        err.print(f"[yellow]Perlu perhatian[/] {escape(words)}")


def _check(project: Project, periods: tuple[Period, ...]) -> None:
    """Tell of each period whether everything follows; exit 1 where something does not."""
    differing, site = 0, Site(project)
    for period in periods:
        found = check(project, period, site=site)
        differing += len(found.differences)
        for text in found.differences:
            err.print(f"[red]Tidak sesuai[/] {period.label}: {escape(text)}")
        if found.checked and not found.differences:
            out.print(f"{period.label}: sesuai dengan yang ditarik ({escape(', '.join(found.checked))}).")
        for text in found.absent:
            out.print(f"{period.label}: {escape(text)}")
    if not periods:
        out.print("Belum ada triwulan yang ditarik.")
    if differing:
        raise SystemExit(1)


@click.command("report", cls=Verb)
@office_option
@period_option
def report_command(folder: Path, period: Period | None) -> None:
    """Membuat dokumen hasil di laporan/.

    Dokumennya dibuat dari arsip dan templat kantor (templates/documents/), bertanggal tarikan data. Yang belum dapat dibuat disebut beserta sebabnya. Berkas yang diubah orang tidak ditimpa, tetapi diberi nama lain.

    Contoh: sheets-sync report --period 2026-TW3
    """
    project, period = open_office(folder, period)
    found = make_documents(project, period)
    place = f"{FOLDER}/{period}"
    for word, paths in (("Dibuat", found.made), ("Tetap", found.same), ("Dihapus", found.removed)):
        for path in paths:
            out.print(f"{word:<9}{escape(f'{place}/{path}')}")
    for path in found.aside:
        out.print(f"{'Disimpan':<9}{escape(f'{place}/{path}')} (diubah orang, jadi tidak ditimpa)")
    for text in found.waiting:
        out.print(f"{'Menunggu':<9}{escape(text)}")
    out.print(f"{period.label}: {found.words}.")
    if found.broken:
        raise UsageError("\n".join(("Dokumen berikut belum dapat dibuat:", *(f"  - {text}" for text in found.broken))))
