"""`sheets-sync merge`: the packages of many kecamatan become the kabupaten's recap and pages. Prints."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from sheets_sync import kit, merging
from sheets_sync.alone import alone
from sheets_sync.numerals import fixed, plain
from sheets_sync.period import Period
from sheets_sync.regency import RegencyRecap
from sheets_sync.regency_words import left_out_words, remarks
from sheets_sync.screen import err, out, progress
from sheets_sync.verbs import Verb, period_option


@click.command(cls=Verb)
@click.argument("sources", nargs=-1, metavar="[SUMBER...]")
@click.option(
    "--into", "folder", type=click.Path(path_type=Path), required=True, metavar="DIR",
    help="Folder rekap kabupaten; dibuat bila belum ada.",
)  # fmt: skip
@period_option
def merge(sources: tuple[str, ...], folder: Path, period: Period | None) -> None:
    """Menggabung paket data banyak kecamatan menjadi rekap kabupaten.

    SUMBER adalah folder kantor kecamatan, folder paket, alamat situs kecamatan, atau folder rekap kabupaten lain.
    Sumber tetap ditulis sekali di DIR/kabupaten/kecamatan.csv; sesudah itu cukup `--into`. Kecamatan yang paketnya
    tidak terbaca, rusak atau dari versi lain disebut namanya dan tidak ikut dihitung.

    Contoh: sheets-sync merge batui-selatan https://batui.example.id/ --into kabupaten
    """
    period = period or Period.containing(datetime.now(UTC).date()).previous
    kit.lay_out_regency(folder)
    with alone(folder):
        recap = merging.collect(folder, period, sources, progress)
        if recap.districts:
            merging.keep(folder, recap)
            kit.name_regency(folder, recap.name)
            merging.show(folder)
    _tell(folder, period, recap)
    if left_out_words(recap) or not recap.districts:
        raise SystemExit(1)


def _tell(folder: Path, period: Period, recap: RegencyRecap) -> None:
    if recap.districts:
        out.print(f"{period.label}: {headline(recap)}")
        _show_districts(recap)
    for item in recap.awaited:
        err.print(f"[yellow]Belum melapor[/] {escape(f'{item.region} {item.name}')}")
    for line in left_out_words(recap):
        err.print(f"[yellow]Tidak ikut dihitung[/] {escape(line)}")
    for line in remarks(recap):
        err.print(f"[yellow]Perlu perhatian[/] {escape(line)}")
    if recap.districts:
        out.print(f"Situs ada di [bold]{escape(str(folder / 'public' / 'index.html'))}[/].")
    else:
        err.print(
            f"Tidak ada paket {period.label} yang terbaca; rekap dan situs di {escape(str(folder))} tidak diubah."
        )


def headline(recap: RegencyRecap) -> str:
    """`22 dari 23 kecamatan melapor, 4.907 dari 5.520 indikator dinilai, capaian 79,51 % (SEMENTARA)`."""
    asked = sum(item.to_assess for item in recap.districts)
    words = f"{len(recap.districts)} dari {len(recap.members)} kecamatan melapor, {_count(recap.summary.tally.count)} dari {_count(asked)} indikator dinilai"
    if recap.mean is not None:
        words += f", capaian {fixed(recap.mean, 2)} % ({recap.standing})"
    return f"{words}, DATA CONTOH" if recap.sample else words


def _count(number: int) -> str:
    return plain(Decimal(number))


def _show_districts(recap: RegencyRecap) -> None:
    table = Table(
        "Kode", "Kecamatan", "Unit mengirim", "Dinilai", "Capaian (%)", "Status angka", box=None, header_style="bold"
    )
    rows = {item.region: item for item in recap.districts}
    for region, name in recap.members.items():
        row = rows.get(region)
        if row is None:
            table.add_row(region, escape(name), "–", "–", "–", "", style="red")
            continue
        mean = fixed(row.mean, 2) if row.mean is not None else "–"
        counted = f"{_count(row.summary.tally.count)} dari {_count(row.to_assess)}"
        table.add_row(region, escape(name), f"{row.sent} dari {row.units}", counted, mean, row.standing)
    out.print(table)
