"""Is everything there that was asked for? Empty is not zero, and not yet asked is not empty."""

from __future__ import annotations

from collections.abc import Iterator

from sheets_sync.rules.case import Case
from sheets_sync.rules.remark import Remark, place_of, where
from sheets_sync.submission import Place, Reading
from sheets_sync.workbook import WORKBOOK_ROW


def something_filled(case: Case) -> Iterator[Remark]:
    """Lembar berisi paling sedikit satu isian."""
    if case.untouched:
        yield Remark(
            Place(case.form.words.tab_fill, "", WORKBOOK_ROW),
            "lembar masih kosong",
            f"{len(case.form.due)} indikator diisi",
            f"Isi kolom {case.form.words.actual} pada tab {case.form.words.tab_fill}, lalu pilih {case.form.words.yes} di baris {case.form.words.send}.",
            "lembar masih kosong",
        )


def figure_filled(case: Case) -> Iterator[Remark]:
    """Setiap indikator yang diminta pada triwulan ini berisi angka. Kosong bukan nol: bila memang nol, ketik 0."""
    if case.untouched:
        return
    for row, entry in case.due:
        if entry.reading is Reading.EMPTY and entry.cell and not entry.note:
            yield Remark(
                place_of(entry),
                "kosong",
                f"angka dalam {row.measure}" if not row.choices else "predikat dari daftar",
                f"Ketik angkanya di {where(entry)}. Bila memang nol, ketik 0. Bila belum ada, tulis sebabnya di kolom {case.form.words.note}.",
                "masih kosong; bila nol ketik 0",
            )


def reason_noted(case: Case) -> Iterator[Remark]:
    """Indikator yang dikosongkan dengan alasan tidak ikut dihitung; alasannya ditampilkan."""
    for _, entry in case.due:
        if entry.reading is Reading.EMPTY and entry.cell and entry.note:
            yield Remark(
                place_of(entry),
                f"kosong, dengan keterangan: {entry.note}",
                "angka, bila sudah ada",
                f"Tidak dihitung dulu. Bila angkanya sudah ada, ketik di {where(entry)}.",
                "belum ada angka, alasan dicatat",
            )


def budget_filled(case: Case) -> Iterator[Remark]:
    """Setiap program berisi realisasi anggaran sejak 1 Januari; bila belum ada realisasi, ketik 0."""
    if case.untouched:
        return
    for entry in case.submission.budget:
        if entry.reading is Reading.EMPTY and entry.cell:
            yield Remark(
                place_of(entry),
                "kosong",
                "rupiah sejak 1 Januari sampai akhir triwulan ini",
                f"Ketik realisasinya di {where(entry)}. Bila belum ada realisasi, ketik 0.",
                "masih kosong; bila nol ketik 0",
            )


def evidence_given(case: Case) -> Iterator[Remark]:
    """Indikator yang mewajibkan bukti disertai tautan, atau "kertas: nama berkas, tempat simpan"."""
    for row, entry in case.due:
        if row.evidence_required and entry.reading is not Reading.EMPTY and not entry.note:
            yield Remark(
                place_of(entry),
                "bukti belum ditulis",
                "tautan, atau kertas: nama berkas, tempat simpan",
                f"Tulis bukti di kolom {case.form.words.note} pada baris {entry.code}.",
                "tulis buktinya di kolom sebelah",
            )


def sender_named(case: Case) -> Iterator[Remark]:
    """Lembar yang dikirim memuat nama pengirimnya."""
    if case.submission.sent and not case.submission.tick.note:
        yield Remark(
            place_of(case.submission.tick),
            f"{case.form.words.yes}, tanpa nama",
            "nama pengirim",
            f"Tulis nama di sebelah pilihan {case.form.words.yes} pada baris {case.form.words.send}.",
            "tulis nama pengirim",
        )


def tick_chosen(case: Case) -> Iterator[Remark]:
    """Baris "Saya kirim" dijawab dengan pilihan dari daftarnya."""
    if case.submission.tick.typed and not case.submission.sent:
        yield Remark(
            place_of(case.submission.tick),
            case.submission.tick.typed,
            case.form.words.yes,
            f"Lembar belum terhitung dikirim. Ketik {case.form.words.yes} di {where(case.submission.tick)}.",
            f"ketik {case.form.words.yes}",
        )
