"""Could it be a slip (kewajaran)? What is odd but possible is asked, never refused and never mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from sheets_sync import numerals
from sheets_sync.assessing import Method, Outcome
from sheets_sync.form import FormRow, target_figure
from sheets_sync.model import Accumulation, Polarity, TypedAs
from sheets_sync.rules.case import Case
from sheets_sync.rules.remark import Remark, if_so, place_of, where
from sheets_sync.submission import Place
from sheets_sync.targets import Target
from sheets_sync.workbook import WORKBOOK_ROW

MOST = Decimal(120)  # percent: beyond it offices ask for proof
NEAR = Decimal("0.15")  # of the targets so far: as near does a year's running total come to them
OVER = Decimal("1.2")  # of the targets so far: as much do the figures exceed them when added up
JUMP = Decimal("0.5")
TEN = Decimal(10)
FEWEST_ROUND = 5
FALLS = re.compile(r"\b(?:menurunnya|berkurangnya|turunnya)\b", re.IGNORECASE)
RISES = re.compile(
    r"\b(?:meningkatnya|peningkatan|bertambahnya|penurunan|pengurangan)\b", re.IGNORECASE
)  # also how much went down: of a decrease more is better


def not_sent_again(case: Case) -> Iterator[Remark]:
    """Angka yang dijumlahkan tidak semuanya sama persis dengan triwulan sebelumnya; kiriman lama kadang dikirim ulang."""
    if case.previous is None:
        return
    before, same = case.previous.values, []
    for row, entry in case.due:
        if row.accumulation is Accumulation.SUM and row.target and row.target.low > 0 and row.code in before:
            if entry.value != before[row.code]:
                return
            same.append(row.code)
    if len(same) > 1:
        label = case.previous.period.label
        yield Remark(
            Place(case.form.words.tab_fill, "", WORKBOOK_ROW),
            f"{', '.join(f'{code} {numerals.plain(before[code])}' for code in same)}: sama persis dengan {label}",
            "angka triwulan ini",
            f"Periksa apakah angka itu tersalin dari {label}, lalu ketik angka triwulan ini di tab {case.form.words.tab_fill}. {if_so(case)}",
            f"angkanya sama persis dengan {case.previous.period.short}",
        )


def quarter_alone(case: Case) -> Iterator[Remark]:
    """Di baris triwulan ini diketik angka triwulan itu saja, bukan jumlah sejak Januari (25, 50, 75, 100).

    Ditanyakan bila angkanya terus naik, mendekati target sampai triwulan ini, dan jumlah semuanya jauh melebihi target itu.
    """
    if not case.year_so_far:
        return
    for row, entry, value in case.measured:
        if _runs_up(case, row, value):
            typed = [*_typed_before(case, row.code), value]
            yield Remark(
                place_of(entry),
                f"{', '.join(map(numerals.plain, typed))} dari triwulan ke triwulan",
                f"{row.measure} dalam triwulan ini saja",
                f"Yang diminta angka triwulan ini saja, bukan jumlah sejak Januari. Ketik angka triwulan ini di {where(entry)}. {if_so(case)}",
                "triwulan ini saja, atau jumlah sejak Januari?",
            )


def _typed_before(case: Case, code: str) -> list[Decimal]:
    return [past.values[code] for past in case.year_so_far if code in past.values]


def _runs_up(case: Case, row: FormRow, value: Decimal) -> bool:
    """Whether the figures of the year look like running totals; False where a target of theirs is not known."""
    if row.accumulation is not Accumulation.SUM or row.typed_as is not TypedAs.QUARTER or row.target is None:
        return False
    if row.code not in case.latest or value <= case.latest[row.code][1]:
        return False
    before = _typed_before(case, row.code)
    if any(after <= earlier for earlier, after in pairwise(before)):
        return False
    targets = [past.targets.get(row.code) for past in case.year_so_far if row.code in past.values]
    known = [target for target in targets if target is not None]
    if len(known) < len(targets):
        return False
    aimed = sum(known, row.target.low)
    return abs(value - aimed) <= NEAR * aimed and sum(before, value) > OVER * aimed


def to_date_not_falling(case: Case) -> Iterator[Remark]:
    """Angka sampai dengan triwulan ini tidak lebih kecil daripada yang dilaporkan pada triwulan sebelumnya."""
    if not case.year_so_far:
        return
    for row, entry, value in case.measured:
        if row.typed_as is not TypedAs.TO_DATE or row.accumulation is Accumulation.MEAN or row.code not in case.latest:
            continue
        period, earlier = case.latest[row.code]
        if value < earlier:
            yield Remark(
                place_of(entry),
                f"{numerals.told(value, row.measure)}, padahal {period.label} sudah {numerals.told(earlier, row.measure)}",
                f"paling sedikit {numerals.told(earlier, row.measure)}",
                f"Yang diminta angka sampai dengan triwulan ini, bukan triwulan ini saja. Ketik ulang di {where(entry)}. {if_so(case)}",
                f"lebih kecil daripada {period.short}",
            )


def within_reach(case: Case) -> Iterator[Remark]:
    """Capaian di atas 120 % atau di bawah nol ditanyakan: satuan, target, atau angkanya mungkin tidak tepat dan perlu dilihat lagi."""
    for row, entry, value, percent in case.achieved:
        if isinstance(percent, Outcome) or 0 <= percent <= MOST:
            continue
        if _is_beyond_twice(row, value) or _runs_up(case, row, value):
            continue  # asked in words of their own
        side = f"di atas {MOST}" if percent > MOST else "di bawah 0"
        yield Remark(
            place_of(entry),
            f"{numerals.told(value, row.measure)}, capaian {numerals.fixed(percent, 2)} %",
            f"capaian 0 sampai {MOST} %",
            f"Periksa satuan dan angkanya; bila keliru, ketik ulang di {where(entry)}. {if_so(case)}",
            f"capaian {side} %; benarkah?",
        )


def _is_beyond_twice(row: FormRow, value: Decimal) -> bool:
    return row.method_used is Method.LOWER and row.target is not None and value > 2 * row.target.low


def not_beyond_twice(case: Case) -> Iterator[Remark]:
    """Pada indikator yang makin rendah makin baik, angka lebih dari dua kali target ditanyakan: capaiannya kurang dari nol."""
    for row, entry, value, _ in case.achieved:
        if row.target is not None and _is_beyond_twice(row, value):
            most = numerals.told(2 * row.target.low, row.measure)
            yield Remark(
                place_of(entry),
                f"{numerals.told(value, row.measure)}, target {target_figure(row.target, row.measure)}",
                f"paling banyak {most} {row.measure}, dua kali target",
                f"Makin rendah makin baik, tetapi angkanya lebih dari dua kali target. Bila keliru, ketik ulang di {where(entry)}. {if_so(case)}",
                "lebih dari dua kali target; benarkah?",
            )


def computable(case: Case) -> Iterator[Remark]:
    """Capaian yang tidak dapat dihitung ditanyakan: ada realisasi padahal targetnya nol, target kurang dari nol, realisasi nol pada rumus T/R, atau angkanya terlalu jauh dari target."""
    for row, entry, value, percent in case.achieved:
        if percent is Outcome.NOT_COMPUTABLE and row.target is not None:
            found = f"{numerals.told(value, row.measure)}, target {target_figure(row.target, row.measure)}"
            expected, advice, short = _incomputable(row.target, value, where(entry))
            yield Remark(place_of(entry), found, expected, f"{advice} {if_so(case)}", short)


def _incomputable(target: Target, value: Decimal, cell: str) -> tuple[str, str, str]:
    """What was expected, what to do, and the row's short text."""
    if target.low < 0:
        return (
            "target nol atau lebih",
            "Dari target di bawah nol tidak ada capaian yang dapat dihitung. Bila targetnya keliru, beri tahu Kasubag.",
            "targetnya kurang dari nol; benarkah?",
        )
    if target.low == 0:
        return (
            "0, sesuai targetnya",
            f"Bila angkanya keliru, ketik 0 di {cell}. Bila targetnya yang keliru, beri tahu Kasubag.",
            "targetnya 0; benarkah ada realisasi?",
        )
    if value == 0:
        return (
            f"lebih dari 0, karena rumusnya {Method.LOWER_RATIO}",
            f"Rumus {Method.LOWER_RATIO} tidak dapat menghitung realisasi 0. Bila angkanya keliru, ketik ulang di {cell}.",
            "capaian dari realisasi 0 tak dapat dihitung",
        )
    return (
        "angka yang sebanding dengan targetnya",
        f"Angkanya terlalu jauh dari target. Periksa satuan dan angkanya; bila keliru, ketik ulang di {cell}.",
        "terlalu jauh dari target; benarkah?",
    )


def direction_as_named(case: Case) -> Iterator[Remark]:
    """Nama indikator yang menyebut naik atau turun sesuai dengan arahnya; bila berlawanan, arahnya ditanyakan dan tidak ditebak."""
    for row, entry, _ in case.measured:
        named = _direction(row.name)
        if named is not None and row.polarity is not Polarity.RANGE and named is not row.polarity:
            better = "rendah" if row.polarity is Polarity.LOWER else "tinggi"
            yield Remark(
                place_of(entry),
                f"{row.name}: dinilai makin {better} makin baik",
                f"arah {named.value}",
                f"Tanyakan kepada Kasubag apakah arah {entry.code} benar, lalu pilih jawabannya di tab {case.form.words.tab_findings}.",
                f"benarkah makin {better} makin baik?",
            )


@lru_cache(maxsize=4096)
def _direction(name: str) -> Polarity | None:
    """The direction that the words of a name speak of; None where they speak of none, or of both."""
    falls, rises = FALLS.search(name), RISES.search(name)
    if bool(falls) is bool(rises):
        return None
    return Polarity.LOWER if falls else Polarity.HIGHER


def no_jump(case: Case) -> Iterator[Remark]:
    """Angka yang berbeda lebih dari 50 % dari triwulan sebelumnya ditanyakan. Berlaku bila dinyalakan oleh kantor."""
    if case.previous is None:
        return
    for row, entry, value in case.measured:
        before = case.previous.values.get(row.code)
        if before is None or row.typed_as is TypedAs.TO_DATE:
            continue
        if before > 0 and abs(value - before) > JUMP * before:
            label = case.previous.period.label
            yield Remark(
                place_of(entry),
                f"{numerals.told(value, row.measure)}, padahal {label} {numerals.told(before, row.measure)}",
                "berbeda paling banyak 50 %",
                f"Bila keliru, ketik ulang angkanya di {where(entry)}. {if_so(case)}",
                f"jauh berbeda dari {case.previous.period.short}",
            )


def not_all_round(case: Case) -> Iterator[Remark]:
    """Lima angka atau lebih yang semuanya kelipatan sepuluh ditanyakan. Berlaku bila dinyalakan oleh kantor."""
    typed = [(entry.code, value) for _, entry, value in case.measured if value > 0]
    if len(typed) < FEWEST_ROUND or any(value / TEN != (value / TEN).to_integral_value() for _, value in typed):
        return
    figures = ", ".join(f"{code} {numerals.plain(value)}" for code, value in typed)
    yield Remark(
        Place(case.form.words.tab_fill, "", WORKBOOK_ROW),
        figures,
        "angka hasil hitungan",
        f"Semua angkanya bulat puluhan. Bila itu perkiraan, ketik angka hasil hitungannya di tab {case.form.words.tab_fill}. {if_so(case)}",
        "semua angka bulat puluhan; hasil hitungan?",
    )
