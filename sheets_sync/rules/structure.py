"""Is it still the format that was sent? People insert, move, sort and merge; what got lost is named."""

from __future__ import annotations

from collections.abc import Iterator

from sheets_sync.rules.case import Case
from sheets_sync.rules.remark import Remark
from sheets_sync.submission import Oddity, OddityKind


def _of(case: Case, kind: OddityKind) -> Iterator[Oddity]:
    return (oddity for oddity in case.submission.noticed if oddity.kind is kind)


def tabs_present(case: Case) -> Iterator[Remark]:
    """Tab yang diisi masih ada di lembar."""
    for oddity in _of(case, OddityKind.TAB_GONE):
        yield Remark(
            oddity.place,
            "tab tidak ditemukan",
            f"tab {oddity.shown}",
            f"Tab {oddity.shown} terhapus. Batalkan penghapusannya, atau minta lembar baru kepada Kasubag.",
            f"tab {oddity.shown} hilang",
        )


def columns_present(case: Case) -> Iterator[Remark]:
    """Kolom yang diisi masih ada di tabnya."""
    for oddity in _of(case, OddityKind.COLUMN_GONE):
        yield Remark(
            oddity.place,
            "kolom tidak ditemukan",
            f"kolom {oddity.shown}",
            f"Kolom {oddity.shown} terhapus. Batalkan penghapusannya, atau minta lembar baru kepada Kasubag.",
            f"kolom {oddity.shown} hilang",
        )


def rows_present(case: Case) -> Iterator[Remark]:
    """Setiap baris yang dikirim masih ada, dengan kodenya di depan."""
    gone = {oddity.place.tab for oddity in _of(case, OddityKind.TAB_GONE)}
    for oddity in _of(case, OddityKind.ROW_GONE):
        if oddity.place.tab not in gone:
            yield Remark(
                oddity.place,
                "baris tidak ditemukan",
                f"baris {oddity.shown}",
                f"Baris {oddity.shown} terhapus atau kodenya diubah. Kembalikan baris itu, atau minta lembar baru kepada Kasubag.",
                f"baris {oddity.shown} hilang",
            )


def rows_single(case: Case) -> Iterator[Remark]:
    """Setiap baris ada satu kali."""
    for oddity in _of(case, OddityKind.ROW_DOUBLED):
        yield Remark(
            oddity.place,
            f"baris {oddity.place.row} ada di {oddity.shown}",
            "satu baris",
            f"Hapus baris {oddity.place.row} yang berlebih; sisakan satu yang benar.",
            "baris ini ada dua",
        )


def rows_known(case: Case) -> Iterator[Remark]:
    """Baris dengan kode yang tidak ada di format tidak dihitung."""
    for oddity in _of(case, OddityKind.ROW_UNKNOWN):
        yield Remark(
            oddity.place,
            f"baris {oddity.shown}",
            "kode yang ada di format",
            f"Kode {oddity.shown} tidak ada di format triwulan ini, jadi tidak dihitung. Hapus barisnya, atau betulkan kodenya.",
            "kode tidak dikenal",
        )


def tabs_single(case: Case) -> Iterator[Remark]:
    """Isian ada di satu tab; salinan tab dengan angka lain tidak dihitung."""
    for oddity in _of(case, OddityKind.TAB_DOUBLED):
        yield Remark(
            oddity.place,
            f"tab {oddity.shown} memuat angka lain",
            f"angka hanya di tab {oddity.place.tab}",
            f"Yang dihitung hanya tab {oddity.place.tab}. Pindahkan angka dari tab {oddity.shown} ke sana, lalu hapus salinannya.",
            "ada salinan tab dengan angka lain",
        )


def cells_single(case: Case) -> Iterator[Remark]:
    """Sel yang diisi tidak digabung dengan sel lain."""
    for oddity in _of(case, OddityKind.MERGED):
        yield Remark(
            oddity.place,
            "sel digabung dengan sel lain",
            "satu sel untuk satu indikator",
            f"Pisahkan sel {oddity.place.cell} (batalkan penggabungan), lalu isi kembali.",
            "sel digabung; pisahkan",
        )
