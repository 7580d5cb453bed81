"""`sheets-sync step`: what an official did in a step of the SOP, recorded at the terminal. It prints."""

from __future__ import annotations

from pathlib import Path

import click
from rich.markup import escape

from sheets_sync.opening import open_office, recap_after
from sheets_sync.pages.clock import stamp_words
from sheets_sync.period import Period
from sheets_sync.records import StepRecord
from sheets_sync.screen import out
from sheets_sync.sending import refuse_all
from sheets_sync.stepping import PARTS, Stated, keep_recording, make_recording
from sheets_sync.verbs import Verb, office_option, period_option

NO_SIGNATURE = "Catatan administrasi internal, bukan tanda tangan elektronik."


@click.command("step", cls=Verb)
@click.argument("number", type=int, metavar="N")
@click.option("--done", is_flag=True, help="Langkah ini selesai.")
@click.option(
    "--dicatat-oleh", "by", required=True, metavar="NAMA", help="Jabatan, peran, atau nama pejabat; atau operator."
)
@click.option(
    "--atas-nama",
    "on_behalf",
    default="",
    metavar="PERAN",
    help="Pejabat yang diwakili, bila bukan pencatatnya sendiri.",
)
@click.option("--mulai", "start", default="", metavar="WAKTU", help='Misalnya "7-10-2026 08.30", atau tanggalnya saja.')
@click.option(
    "--selesai",
    "end",
    default="",
    metavar="WAKTU",
    help='Misalnya "7-10-2026 09.00"; bila tidak disebut: tidak tercatat.',
)
@click.option("--dikerjakan", "worked", type=int, default=None, metavar="MENIT", help="Lama dikerjakan, bila dicatat.")
@click.option(
    "--bagian",
    "part",
    type=click.Choice(list(PARTS)),
    default=None,
    metavar="BAGIAN",
    help=f"Bagian langkah 2: {', '.join(PARTS)}.",
)
@click.option(
    "--bukti",
    "proofs",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Foto atau pindaian (jpg, png, webp, heic, pdf); boleh berulang.",
)
@click.option("--catatan", "note", default="", metavar="TEKS", help="Keterangan singkat.")
@click.option("--tempat", "place", default="", metavar="TEKS", help="Langkah 4: tempat rapat.")
@click.option(
    "--hadir",
    "present",
    multiple=True,
    metavar="NAMA",
    help="Langkah 4: yang hadir; boleh berulang, atau dipisah titik koma.",
)
@click.option(
    "--notula",
    "minutes",
    default="",
    metavar="FILE|TEKS",
    help="Langkah 4: pembahasan, sebagai teks, berkas .txt, atau pindaian.",
)
@office_option
@period_option
def step(
    number: int, done: bool, by: str, on_behalf: str, start: str, end: str, worked: int | None, part: str | None,
    proofs: tuple[Path, ...], note: str, place: str, present: tuple[str, ...], minutes: str, folder: Path,
    period: Period | None,
) -> None:  # fmt: skip
    """Mencatat langkah SOP yang dikerjakan orang.

    Sama dengan mengisi lembar Kendali. Waktu yang tidak disebut tetap "tidak tercatat".

    Contoh: sheets-sync step 1 --done --dicatat-oleh sekretaris --bukti disposisi.jpg --selesai "1-10-2026 09.00"
    """
    project, period = open_office(folder, period)
    stated = Stated(
        number, by, done, on_behalf, start, end, worked, part or "", note, proofs, place, present, minutes
    )  # fmt: skip
    mistakes: list[str] = []
    recording = make_recording(project, period, stated, mistakes)
    refuse_all(mistakes)
    new = keep_recording(project, period, recording)
    title = next(item.title for item in project.office.procedure.steps if item.number == number)
    out.print(
        f"Langkah {number}, {escape(title)}, {period.label}: {'dicatat' if new else 'sudah tercatat'} {_words(recording.record, project.office.zone)}."
    )
    out.print(NO_SIGNATURE)
    recap_after(project, period)


def _words(record: StepRecord, zone: str) -> str:
    """By whom, on whose behalf, from when to when."""
    behalf = f" atas nama {record.on_behalf}" if record.on_behalf else ""
    part = f" ({record.part.value})" if record.part.value else ""
    end = f", selesai {stamp_words(record.end, zone)}" if record.done else ", belum selesai"
    return f"oleh {record.by}{behalf}{part}; mulai {stamp_words(record.start, zone)}{end}"
