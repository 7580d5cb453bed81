"""Do the figures agree with each other? Parts with their whole, shares with their counts, spending with itself."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sheets_sync import numerals
from sheets_sync.rules.case import Case
from sheets_sync.rules.counts import HUNDRED, Counts
from sheets_sync.rules.remark import Remark, if_so, place_of, where

CENT = Decimal("0.01")  # what printed capaian differ by from office to office


def parts_make_the_whole(case: Case) -> Iterator[Remark]:
    """Bagian-bagian suatu indikator, bila semuanya terisi, berjumlah sama dengan indikator keseluruhannya."""
    for code, parts in case.wholes.items():
        whole, found = case.counted.get(code), [case.counted[part] for part in parts if part in case.counted]
        if whole is None or len(parts) < 2 or len(found) < len(parts):
            continue
        entry, value = whole
        total, names = numerals.enter(sum(part for _, part in found)), " + ".join(parts)
        if total != value:
            typed = f" Bila bagiannya benar, ketik {numerals.ungrouped(total)} di {where(entry)}."
            yield Remark(
                place_of(entry),
                f"{numerals.plain(value)}, sedangkan {names} berjumlah {numerals.plain(total)}",
                f"sama dengan {names}",
                f"Periksa {code} dan bagian-bagiannya.{typed if case.can_be(code, total) else ''} {if_so(case)}",
                "tidak sama dengan jumlah bagiannya",
            )


def part_within_whole(case: Case) -> Iterator[Remark]:
    """Pembilang suatu persentase tidak lebih besar daripada penyebutnya, kecuali targetnya memang di atas 100 %."""
    for counts in case.shares:
        if not counts.impossible:
            continue
        entry = counts.part_entry or counts.entry
        if counts.part_entry:
            todo = f"Periksa {counts.row.numerator} dan {counts.row.denominator}, lalu ketik ulang yang keliru; pembilangnya di {where(entry)}."
        else:
            todo = (
                f"Tulis ulang hitungannya di kolom {case.form.words.note} pada baris {entry.code}, misalnya 9 dari 10."
            )
        yield Remark(
            place_of(entry),
            counts.shown,
            f"pembilang paling banyak {numerals.plain(counts.whole)}",
            f"{todo} {if_so(case)}",
            "pembilang lebih besar daripada penyebut",
        )


def share_of_its_counts(case: Case) -> Iterator[Remark]:
    """Persentase sama dengan pembilang dibagi penyebut dikali 100, dengan pembulatan atau pemotongan desimal yang lazim.

    Pembilang dan penyebut diambil dari barisnya sendiri, atau dari keterangan seperti 9 dari 10 desa.
    """
    for counts in case.shares:
        figure = case.counted.get(counts.row.code)
        if figure is None or counts.whole == 0 or counts.impossible or counts.row.code in case.fractions:
            continue
        if _agrees(counts, figure[1]):
            continue
        entry, value = figure
        percent = _percent(counts.part, counts.whole)
        exact = numerals.fixed(percent, counts.row.decimals)
        typed = f"Bila hitungannya benar, ketik {exact.replace('.', '')} di {where(entry)}; bila tidak, betulkan hitungannya."
        yield Remark(
            place_of(entry),
            f"{numerals.plain(value)}, sedangkan {counts.shown} menghasilkan {exact}",
            f"{exact} {counts.row.measure}",
            f"{typed if case.can_be(entry.code, percent) else 'Periksa dan betulkan hitungannya.'} {if_so(case)}",
            "tidak cocok dengan pembilang dan penyebutnya",
        )


def _agrees(counts: Counts, value: Decimal) -> bool:
    """Rounded or cut off at the form's decimals; beside a note also the rest: 1 dari 10 desa belum, that is 90 %."""
    exact, decimals = _percent(counts.part, counts.whole), counts.row.decimals
    if _is_near(value, exact, decimals):
        return True
    return counts.part_entry is None and _is_near(value, HUNDRED - exact, decimals)


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return part * HUNDRED / whole


def _is_near(value: Decimal, exact: Decimal, decimals: int) -> bool:
    step = Decimal(1).scaleb(-decimals)
    return -step - CENT <= value - exact <= step / 2 + CENT


def spent_once(case: Case) -> Iterator[Remark]:
    """Realisasi anggaran dihitung satu kali: angka yang sama tidak diketik pada dua program atau lebih."""
    first: dict[Decimal, str] = {}
    for entry in case.submission.budget:
        if entry.value is None or entry.value < 1:
            continue
        before = first.setdefault(entry.value, entry.code)
        if before != entry.code:
            yield Remark(
                place_of(entry),
                f"{numerals.rupiah(entry.value)}, sama dengan {before}",
                "realisasi program ini sendiri",
                f"Realisasi yang sama tidak dihitung dua kali. Ketik realisasi program {entry.code} sendiri di {where(entry)}. {if_so(case)}",
                f"sama persis dengan program {before}",
            )


def spending_not_falling(case: Case) -> Iterator[Remark]:
    """Realisasi anggaran sejak 1 Januari tidak lebih kecil daripada yang dilaporkan pada triwulan sebelumnya."""
    for entry in case.submission.budget:
        before = case.latest.get(entry.code)
        if before is None or entry.value is None or not 0 <= entry.value < before[1]:
            continue
        period, earlier = before
        yield Remark(
            place_of(entry),
            f"{numerals.rupiah(entry.value)}, padahal {period.label} sudah {numerals.rupiah(earlier)}",
            f"paling sedikit {numerals.rupiah(earlier)}",
            f"Yang diminta jumlah sejak 1 Januari, bukan triwulan ini saja. Ketik ulang jumlahnya di {where(entry)}. {if_so(case)}",
            f"lebih kecil daripada {period.short}",
        )
