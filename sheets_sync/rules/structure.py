"""Is it still the format that was sent? People insert, move, sort and merge; what got lost is named."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from sheets_sync.layout import indicator_words, programme_words, text_of
from sheets_sync.rules.case import Case
from sheets_sync.rules.remark import Remark, if_so
from sheets_sync.submission import Oddity, OddityKind
from sheets_sync.tables import name_and_details

LONGEST = 200  # characters of a cell that a catatan repeats


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
            "baris ini ada lebih dari satu",
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
            f"Yang dihitung hanya tab {oddity.place.tab}. Pindahkan angka dari tab {oddity.shown} ke sana, lalu hapus salinannya. {if_so(case)}",
            "ada salinan tab dengan angka lain",
        )


def names_kept(case: Case) -> Iterator[Remark]:
    """Nama indikator dan program tetap seperti pada format yang dikirim; yang dihitung tetap menurut format itu."""
    for oddity in _of(case, OddityKind.NAME_CHANGED):
        before = _sent(case, oddity.place.row)[0]
        yield _changed(case, oddity, before, "Yang dihitung tetap menurut format yang dikirim.", "nama diubah")


def targets_kept(case: Case) -> Iterator[Remark]:
    """Satuan, target dan pagu tetap seperti pada format yang dikirim; yang dihitung tetap menurut format itu."""
    for oddity in _of(case, OddityKind.TARGET_CHANGED):
        before = _sent(case, oddity.place.row)[1]
        told = "Yang dihitung tetap menurut format yang dikirim. Bila memang berubah (PK Perubahan), beri tahu Kasubag."
        yield _changed(case, oddity, before, told, "satuan, target atau pagu diubah")


def _sent(case: Case, code: str) -> tuple[str, str]:
    """The row's name, and the line below it, as they were sent."""
    indicators = (text_of(indicator_words(case.form, row)) for row in case.form.rows if row.code == code)
    programmes = (text_of(programme_words(case.form, row)) for row in case.form.budget if row.code == code)
    text = next(chain(indicators, programmes), "")
    return name_and_details(text, text)


def _changed(case: Case, oddity: Oddity, before: str, told: str, short: str) -> Remark:
    stands = oddity.shown[:LONGEST] or "kosong"
    place = f"sel {oddity.place.cell} tab {oddity.place.tab}"
    return Remark(
        oddity.place,
        stands,
        before,
        f"Kembalikan tulisan di {place} menjadi: {before}. {told} {if_so(case)}",
        f"{short}; kembalikan tulisannya",
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
