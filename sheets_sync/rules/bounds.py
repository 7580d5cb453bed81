"""Can the figure be at all? Counts are not negative, shares have their maximum, spending has its pagu."""

from __future__ import annotations

from collections.abc import Iterator

from sheets_sync import numerals
from sheets_sync.form import Form
from sheets_sync.rules.remark import Remark, all_entries, place_of, where
from sheets_sync.submission import Submission


def not_negative(form: Form, submission: Submission) -> Iterator[Remark]:
    """Jumlah, nilai, persentase dan rupiah tidak kurang dari nol."""
    for measure, entry in all_entries(form, submission):
        if entry.value is not None and entry.value < 0:
            yield Remark(
                place_of(entry),
                entry.typed,
                f"nol atau lebih, dalam {measure}",
                f"Periksa tanda minus di {where(entry)}, lalu ketik ulang angkanya.",
                "kurang dari nol",
            )


def within_maximum(form: Form, submission: Submission) -> Iterator[Remark]:
    """Angka tidak melebihi batas yang mungkin menurut definisi indikatornya, misalnya 100 %."""
    maxima = {row.code: row.maximum for row in form.rows if row.maximum is not None}
    for measure, entry in all_entries(form, submission):
        maximum = maxima.get(entry.code)
        if entry.value is not None and maximum is not None and entry.value > maximum:
            most = numerals.plain(maximum)
            yield Remark(
                place_of(entry),
                entry.typed,
                f"paling banyak {most} {measure}",
                f"Menurut definisinya paling banyak {most} {measure}. Periksa hitungannya, lalu ketik ulang di {where(entry)}.",
                f"paling banyak {most}",
            )


def within_ceiling(form: Form, submission: Submission) -> Iterator[Remark]:
    """Realisasi anggaran suatu program tidak melebihi pagunya."""
    ceilings = {row.code: row.ceiling for row in form.budget}
    for entry in submission.budget:
        ceiling = ceilings.get(entry.code)
        if entry.value is not None and ceiling is not None and entry.value > ceiling:
            yield Remark(
                place_of(entry),
                entry.typed,
                f"paling banyak {numerals.rupiah(ceiling)}",
                f"Pagunya {numerals.rupiah(ceiling)}. Periksa angka di {where(entry)}; bila pagu berubah, beri tahu Kasubag.",
                "melebihi pagu",
            )
