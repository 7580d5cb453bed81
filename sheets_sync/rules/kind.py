"""Is it a number, and could only one number be meant? What can be read two ways is asked, never guessed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sheets_sync import numerals
from sheets_sync.rules.case import Case, Line, is_score
from sheets_sync.rules.remark import Remark, if_so, place_of, where
from sheets_sync.submission import Reading

SAID_ELSEWHERE = frozenset((Reading.EMPTY, Reading.BROKEN, Reading.IDENTITY, Reading.PREDICATE))


def _suggested(case: Case, code: str, *likely: Decimal | None) -> list[str]:
    """Those of the numbers that the row can have, as they are typed: what cannot be is not proposed."""
    return [numerals.ungrouped(value) for value in likely if value is not None and case.can_be(code, value)]


def shown_back(case: Case) -> Iterator[Remark]:
    """Angka yang diketik sebagai teks dibaca bila hanya dapat berarti satu angka, dan diperlihatkan kembali."""
    for line in case.numbers_of(Reading.TEXT_NUMBER, Reading.PERCENT):
        measure, entry = line.measure, line.entry
        if numerals.is_ratio(measure):
            continue  # its cell holds text
        value = numerals.plain(entry.value) if entry.value is not None else ""
        yield Remark(
            place_of(entry),
            entry.typed,
            f"angka dalam {measure}",
            f"Dibaca {value}. Bila bukan itu, ketik ulang angkanya di {where(entry)}.",
            f"dibaca {value}",
        )


def unambiguous(case: Case) -> Iterator[Remark]:
    """Angka yang dapat dibaca dua cara, seperti 4.250, ditanyakan dan tidak ditebak."""
    for line in case.numbers_of(Reading.AMBIGUOUS):
        measure, entry = line.measure, line.entry
        if entry.hint is None:
            continue
        decimal = entry.hint / 1000 if entry.hint == entry.hint.to_integral() else None
        choices = " atau ".join(_suggested(case, entry.code, entry.hint, decimal))
        todo = f"Bila maksudnya {choices}, ketik demikian" if choices else "Periksa angkanya, lalu ketik ulang"
        yield Remark(
            place_of(entry),
            entry.typed,
            f"angka dalam {measure}, tanpa titik",
            f"{todo} di {where(entry)}; titik tidak dipakai.",
            f"maksudnya {choices}? ketik tanpa titik" if choices else "periksa angkanya; ketik tanpa titik",
        )


def without_unit(case: Case) -> Iterator[Remark]:
    """Satuan tidak ikut diketik: 98, bukan 98 persen."""
    for line in case.numbers_of(Reading.WITH_UNIT):
        measure, entry = line.measure, line.entry
        likely = "".join(_suggested(case, entry.code, entry.hint))
        yield Remark(
            place_of(entry),
            entry.typed,
            f"angkanya saja, satuannya sudah {measure}",
            f"Ketik {likely} saja di {where(entry)}."
            if likely
            else f"Periksa angkanya, lalu ketik angkanya saja di {where(entry)}.",
            f"ketik angkanya saja, {likely}" if likely else "periksa; ketik angkanya saja",
        )


def asked_unit(case: Case) -> Iterator[Remark]:
    """Angka dinyatakan dalam satuan yang diminta, bukan satuan lain."""
    for line in case.numbers_of(Reading.OTHER_UNIT):
        measure, entry = line.measure, line.entry
        yield Remark(
            place_of(entry),
            entry.typed,
            f"angka dalam {measure}",
            f"Satuannya {measure}. Hitung kembali dalam {measure}, lalu ketik angkanya saja di {where(entry)}.",
            f"satuannya {measure}; ketik angkanya saja",
        )


def one_number(case: Case) -> Iterator[Remark]:
    """Satu sel berisi satu angka."""
    for line in case.numbers_of(Reading.SEVERAL):
        measure, entry = line.measure, line.entry
        if entry.code in case.doubled:
            continue  # in two rows, which is said of them
        yield Remark(
            place_of(entry),
            entry.typed,
            f"satu angka dalam {measure}",
            f"Ketik satu angka di {where(entry)}; rinciannya tulis di kolom {case.form.words.note}.",
            "tulis satu angka saja",
        )


def a_number(case: Case) -> Iterator[Remark]:
    """Sel angka tidak berisi kata. Tanda seperti "-" bukan nol dan bukan angka, dan predikat seperti BB bukan angka."""
    for line in case.numbers_of(Reading.WORDS, Reading.PLACEHOLDER):
        measure, entry = line.measure, line.entry
        predicate = entry.typed.strip().upper() in case.form.predicates
        lead = f"Yang diminta angka dalam {measure}, bukan predikat. " if predicate else ""
        yield Remark(
            place_of(entry),
            entry.typed,
            f"angka dalam {measure}",
            f"{lead}Ketik angkanya di {where(entry)}. Bila nol, ketik 0. Bila belum ada, kosongkan dan tulis sebabnya di kolom {case.form.words.note}.",
            "yang diminta angka, bukan predikat" if predicate else "bukan angka; bila nol ketik 0",
        )


def no_identity(case: Case) -> Iterator[Remark]:
    """Sel angka tidak berisi NIP, NIK, nomor rekening atau kode; nomornya tidak ditampilkan kembali dengan lengkap."""
    for line in case.of(Reading.IDENTITY):
        entry = line.entry
        yield Remark(
            place_of(entry),
            numerals.masked(entry.typed),
            _asked(line),
            f"Isinya tampak seperti NIP, NIK atau kode. Hapus isi {where(entry)}, lalu {_retype(line)}.",
            "tampak seperti NIP, NIK atau kode",
        )


def percent_not_fraction(case: Case) -> Iterator[Remark]:
    """Persentase ditulis dalam persen, 98, dan tidak sebagai pecahan, 0,98."""
    if not case.fractions:
        return
    for row, entry, value in case.measured:
        if row.code in case.fractions:
            likely = numerals.ungrouped(value * 100)
            yield Remark(
                place_of(entry),
                entry.typed,
                f"angka dalam {row.measure}, misalnya {likely}",
                f"Bila maksudnya {likely} {row.measure}, ketik {likely} di {where(entry)}. {if_so(case)}",
                f"maksudnya {likely}?",
            )


def whole_number(case: Case) -> Iterator[Remark]:
    """Yang dihitung satu per satu, seperti dokumen atau orang, ditulis dengan bilangan bulat."""
    for row, entry, value in case.measured:
        if row.decimals == 0 and value != value.to_integral_value() and row.code not in case.fractions:
            yield Remark(
                place_of(entry),
                entry.typed,
                f"bilangan bulat dalam {row.measure}",
                f"Yang diminta bilangan bulat. Periksa angkanya, lalu ketik ulang di {where(entry)} tanpa desimal. {if_so(case)}",
                "yang diminta bilangan bulat",
            )


def not_a_date(case: Case) -> Iterator[Remark]:
    """Sel angka tidak berisi tanggal; spreadsheet kadang mengubah ketikan, misalnya 2-1, menjadi tanggal."""
    for line in case.numbers_of(Reading.DATE):
        measure, entry = line.measure, line.entry
        if numerals.is_ratio(measure):
            found, example = "waktu; spreadsheet mengubah perbandingan seperti 1:17 menjadi jam", "17,9 untuk 1:17,9"
        else:
            found, example = "tanggal; spreadsheet kadang mengubah ketikan menjadi tanggal", "12,5"
        yield Remark(
            place_of(entry),
            entry.typed,
            f"angka dalam {measure}",
            f"Tertulis {found}. Hapus isi {where(entry)}, lalu ketik angkanya, misalnya {example}.",
            f"tertulis {found.partition(';')[0]}; ketik ulang angkanya",
        )


def no_broken_cell(case: Case) -> Iterator[Remark]:
    """Sel tidak berisi rumus yang rusak, seperti #REF! atau #DIV/0!."""
    for line in case.of(Reading.BROKEN):
        yield Remark(
            place_of(line.entry),
            line.entry.typed,
            _asked(line),
            f"Rumus di {where(line.entry)} rusak. Hapus rumusnya, lalu {_retype(line)}.",
            f"rumus rusak; {_retype(line)}",
        )


def _asked(line: Line) -> str:
    return "predikat dari daftar" if line.takes_predicate else f"angka dalam {line.measure}"


def _retype(line: Line) -> str:
    return "pilih predikatnya" if line.takes_predicate else "ketik angkanya"


def known_predicate(case: Case) -> Iterator[Remark]:
    """Predikat dipilih dari daftarnya, atau diketik nilainya, 0 sampai 100."""
    for line in case.indicators:
        entry, choices = line.entry, line.row.choices if line.row else ()
        if not choices or entry.reading in SAID_ELSEWHERE or entry.code in case.doubled or is_score(entry):
            continue
        allowed = ", ".join(choices)
        yield Remark(
            place_of(entry),
            entry.typed,
            f"salah satu dari {allowed}, atau nilai 0 sampai 100",
            f"Ketik salah satu dari {allowed}, atau nilainya, misalnya 72,5, di {where(entry)}.",
            f"pilih dari {allowed}",
        )
