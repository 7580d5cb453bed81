"""Is everything there that was asked for? Empty is not zero, and not yet asked is not empty."""

from __future__ import annotations

from collections.abc import Iterator

from sheets_sync.form import Form
from sheets_sync.rules.remark import Remark, due_entries, place_of, where
from sheets_sync.submission import Place, Reading, Submission
from sheets_sync.workbook import WORKBOOK_ROW


def _untouched(submission: Submission) -> bool:
    typed = (*submission.entries, *submission.budget)
    return all(entry.reading is Reading.EMPTY and not entry.note for entry in typed)


def something_filled(form: Form, submission: Submission) -> Iterator[Remark]:
    """Lembar berisi paling sedikit satu isian."""
    if _untouched(submission):
        yield Remark(
            Place(form.words.tab_fill, "", WORKBOOK_ROW),
            "lembar masih kosong",
            f"{len(form.due)} indikator diisi",
            f"Isi kolom {form.words.actual} pada tab {form.words.tab_fill}, lalu pilih {form.words.yes} di baris {form.words.send}.",
            "lembar masih kosong",
        )


def figure_filled(form: Form, submission: Submission) -> Iterator[Remark]:
    """Setiap indikator yang diminta pada triwulan ini berisi angka. Kosong bukan nol: bila memang nol, ketik 0."""
    if _untouched(submission):
        return
    for row, entry in due_entries(form, submission):
        if entry.reading is Reading.EMPTY and entry.cell and not entry.note:
            yield Remark(
                place_of(entry),
                "kosong",
                f"angka dalam {row.measure}" if not row.choices else "predikat dari daftar",
                f"Ketik angkanya di {where(entry)}. Bila memang nol, ketik 0. Bila belum ada, tulis sebabnya di kolom {form.words.note}.",
                "masih kosong; bila nol ketik 0",
            )


def reason_noted(form: Form, submission: Submission) -> Iterator[Remark]:
    """Indikator yang dikosongkan dengan alasan tidak ikut dihitung; alasannya ditampilkan."""
    for _, entry in due_entries(form, submission):
        if entry.reading is Reading.EMPTY and entry.cell and entry.note:
            yield Remark(
                place_of(entry),
                f"kosong, dengan keterangan: {entry.note}",
                "angka, bila sudah ada",
                f"Tidak dihitung dulu. Bila angkanya sudah ada, ketik di {where(entry)}.",
                "belum ada angka, alasan dicatat",
            )


def budget_filled(form: Form, submission: Submission) -> Iterator[Remark]:
    """Setiap program berisi realisasi anggaran sejak 1 Januari; bila belum ada realisasi, ketik 0."""
    if _untouched(submission):
        return
    for entry in submission.budget:
        if entry.reading is Reading.EMPTY and entry.cell:
            yield Remark(
                place_of(entry),
                "kosong",
                "rupiah sejak 1 Januari sampai akhir triwulan ini",
                f"Ketik realisasinya di {where(entry)}. Bila belum ada realisasi, ketik 0.",
                "masih kosong; bila nol ketik 0",
            )


def evidence_given(form: Form, submission: Submission) -> Iterator[Remark]:
    """Indikator yang mewajibkan bukti disertai tautan, atau "kertas: nama berkas, tempat simpan"."""
    for row, entry in due_entries(form, submission):
        if row.evidence_required and entry.reading is not Reading.EMPTY and not entry.note:
            yield Remark(
                place_of(entry),
                "bukti belum ditulis",
                "tautan, atau kertas: nama berkas, tempat simpan",
                f"Tulis bukti di kolom {form.words.note} pada baris {entry.code}.",
                "tulis buktinya di kolom sebelah",
            )


def sender_named(form: Form, submission: Submission) -> Iterator[Remark]:
    """Lembar yang dikirim memuat nama pengirimnya."""
    if submission.sent and not submission.tick.note:
        yield Remark(
            place_of(submission.tick),
            f"{form.words.yes}, tanpa nama",
            "nama pengirim",
            f"Tulis nama di sebelah pilihan {form.words.yes} pada baris {form.words.send}.",
            "tulis nama pengirim",
        )


def tick_chosen(form: Form, submission: Submission) -> Iterator[Remark]:
    """Baris "Saya kirim" dijawab dengan pilihan dari daftarnya."""
    if submission.tick.typed and not submission.sent:
        yield Remark(
            place_of(submission.tick),
            submission.tick.typed,
            form.words.yes,
            f"Lembar belum terhitung dikirim. Ketik {form.words.yes} di {where(submission.tick)}.",
            f"ketik {form.words.yes}",
        )
