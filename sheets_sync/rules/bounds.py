"""Can the figure be at all? Counts are not negative, shares have their maximum, spending has its pagu."""

from __future__ import annotations

from collections.abc import Iterator

from sheets_sync import numerals
from sheets_sync.rules.case import Case
from sheets_sync.rules.remark import Remark, place_of, where


def not_negative(case: Case) -> Iterator[Remark]:
    """Jumlah, nilai, persentase dan rupiah tidak kurang dari nol."""
    for line in case.with_value:
        entry = line.entry
        if entry.value is not None and entry.value < 0:
            yield Remark(
                place_of(entry),
                entry.typed,
                f"nol atau lebih, dalam {line.measure}",
                f"Periksa tanda minus di {where(entry)}, lalu ketik ulang angkanya.",
                "kurang dari nol",
            )


def within_maximum(case: Case) -> Iterator[Remark]:
    """Angka tidak melebihi batas yang mungkin menurut definisi indikatornya, misalnya 100 %."""
    for line in case.with_value:
        entry, maximum = line.entry, line.row.maximum if line.row else None
        if entry.value is not None and maximum is not None and entry.value > maximum:
            most = numerals.plain(maximum)
            yield Remark(
                place_of(entry),
                entry.typed,
                f"paling banyak {most} {line.measure}",
                f"Menurut definisinya paling banyak {most} {line.measure}. Periksa hitungannya, lalu ketik ulang di {where(entry)}.",
                f"paling banyak {most}",
            )


def within_ceiling(case: Case) -> Iterator[Remark]:
    """Realisasi anggaran suatu program tidak melebihi pagunya."""
    for entry in case.submission.budget:
        ceiling = case.ceilings.get(entry.code)
        if entry.value is not None and ceiling is not None and entry.value > ceiling:
            yield Remark(
                place_of(entry),
                entry.typed,
                f"paling banyak {numerals.rupiah(ceiling)}",
                f"Pagunya {numerals.rupiah(ceiling)}. Periksa, lalu ketik ulang angkanya di {where(entry)}; bila pagu berubah, beri tahu Kasubag.",
                "melebihi pagu",
            )
