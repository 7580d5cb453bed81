"""Is it a number, and could only one number be meant? What can be read two ways is asked, never guessed."""

from __future__ import annotations

from collections.abc import Iterator

from sheets_sync import numerals
from sheets_sync.form import Form
from sheets_sync.rules.remark import Remark, all_entries, choices_of, place_of, where
from sheets_sync.submission import Entry, Reading, Submission


def _of(form: Form, submission: Submission, *readings: Reading) -> Iterator[tuple[str, Entry]]:
    """What was typed and read in one of these ways, among the cells that take numbers."""
    predicates = choices_of(form)
    for measure, entry in all_entries(form, submission):
        if entry.reading in readings and entry.code not in predicates:
            yield measure, entry


def _suggested(entry: Entry) -> str:
    return numerals.plain(entry.hint) if entry.hint is not None else ""


def shown_back(form: Form, submission: Submission) -> Iterator[Remark]:
    """Angka yang diketik sebagai teks dibaca bila hanya dapat berarti satu angka, dan diperlihatkan kembali."""
    for measure, entry in _of(form, submission, Reading.TEXT_NUMBER, Reading.PERCENT):
        value = numerals.plain(entry.value) if entry.value is not None else ""
        yield Remark(
            place_of(entry),
            entry.typed,
            f"angka dalam {measure}",
            f"Dibaca {value}. Bila bukan itu, ketik ulang angkanya di {where(entry)}.",
            f"dibaca {value}",
        )


def unambiguous(form: Form, submission: Submission) -> Iterator[Remark]:
    """Angka yang dapat dibaca dua cara, seperti 4.250, ditanyakan dan tidak ditebak."""
    for measure, entry in _of(form, submission, Reading.AMBIGUOUS):
        if entry.hint is None:
            continue
        likely = numerals.ungrouped(entry.hint)
        other = numerals.ungrouped(entry.hint / 1000) if entry.hint == entry.hint.to_integral() else ""
        choices = f"{likely} atau {other}" if other else likely
        yield Remark(
            place_of(entry),
            entry.typed,
            f"angka dalam {measure}, tanpa titik",
            f"Bila maksudnya {choices}, ketik demikian di {where(entry)}; titik tidak dipakai.",
            f"maksudnya {choices}? ketik tanpa titik",
        )


def without_unit(form: Form, submission: Submission) -> Iterator[Remark]:
    """Satuan tidak ikut diketik: 98, bukan 98 persen."""
    for measure, entry in _of(form, submission, Reading.WITH_UNIT):
        yield Remark(
            place_of(entry),
            entry.typed,
            f"angkanya saja, satuannya sudah {measure}",
            f"Ketik {_suggested(entry) or 'angkanya'} saja di {where(entry)}.",
            f"ketik angkanya saja, {_suggested(entry)}".rstrip(", "),
        )


def asked_unit(form: Form, submission: Submission) -> Iterator[Remark]:
    """Angka dinyatakan dalam satuan yang diminta, bukan satuan lain."""
    for measure, entry in _of(form, submission, Reading.OTHER_UNIT):
        yield Remark(
            place_of(entry),
            entry.typed,
            f"angka dalam {measure}",
            f"Satuannya {measure}. Hitung kembali dalam {measure}, lalu ketik angkanya saja di {where(entry)}.",
            f"satuannya {measure}; ketik angkanya saja",
        )


def one_number(form: Form, submission: Submission) -> Iterator[Remark]:
    """Satu sel berisi satu angka."""
    for measure, entry in _of(form, submission, Reading.SEVERAL):
        yield Remark(
            place_of(entry),
            entry.typed,
            f"satu angka dalam {measure}",
            f"Ketik satu angka di {where(entry)}; rinciannya tulis di kolom {form.words.note}.",
            "tulis satu angka saja",
        )


def a_number(form: Form, submission: Submission) -> Iterator[Remark]:
    """Sel angka tidak berisi kata. Tanda seperti "-" bukan nol dan bukan angka."""
    for measure, entry in _of(form, submission, Reading.WORDS, Reading.PLACEHOLDER):
        yield Remark(
            place_of(entry),
            entry.typed,
            f"angka dalam {measure}",
            f"Ketik angkanya di {where(entry)}. Bila nol, ketik 0. Bila belum ada, kosongkan dan tulis sebabnya di kolom {form.words.note}.",
            "bukan angka; bila nol ketik 0",
        )


def not_a_date(form: Form, submission: Submission) -> Iterator[Remark]:
    """Sel angka tidak berisi tanggal; spreadsheet kadang mengubah ketikan menjadi tanggal."""
    for measure, entry in _of(form, submission, Reading.DATE):
        yield Remark(
            place_of(entry),
            entry.typed,
            f"angka dalam {measure}",
            f"Ketikan berubah menjadi tanggal. Hapus isi {where(entry)}, lalu ketik angkanya, misalnya 12,5.",
            "berubah menjadi tanggal; ketik ulang angkanya",
        )


def no_broken_cell(form: Form, submission: Submission) -> Iterator[Remark]:
    """Sel tidak berisi rumus yang rusak, seperti #REF! atau #DIV/0!."""
    for measure, entry in all_entries(form, submission):
        if entry.reading is Reading.BROKEN:
            yield Remark(
                place_of(entry),
                entry.typed,
                f"angka dalam {measure}",
                f"Rumus di {where(entry)} rusak. Hapus rumusnya, lalu ketik angkanya.",
                "rumus rusak; ketik angkanya",
            )


def known_predicate(form: Form, submission: Submission) -> Iterator[Remark]:
    """Predikat dipilih dari daftarnya."""
    choices = choices_of(form)
    for _, entry in all_entries(form, submission):
        if entry.code not in choices or entry.reading in (Reading.EMPTY, Reading.BROKEN, Reading.PREDICATE):
            continue
        allowed = ", ".join(choices[entry.code])
        yield Remark(
            place_of(entry),
            entry.typed,
            f"salah satu dari {allowed}",
            f"Ketik salah satu dari {allowed} di {where(entry)}.",
            f"pilih dari {allowed}",
        )
