"""Is everything there that was asked for? Empty is not zero, and not yet asked is not empty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from sheets_sync import numerals
from sheets_sync.achievement import asked_percent
from sheets_sync.form import FormRow
from sheets_sync.rules.case import Case, is_score
from sheets_sync.rules.remark import Remark, or_say, place_of, where
from sheets_sync.submission import Channel, Entry, Place, Reading
from sheets_sync.workbook import WORKBOOK_ROW

LONGEST = 200  # characters of a note that a catatan repeats
LINK = re.compile(r"https?://[^\s/.]+\.[^\s/]|\b(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}/\S", re.IGNORECASE)
PAPER = re.compile(r"\bkertas\s*[:=\u2013\u2014-]\s*[^\s,;][^,;\n]*[,;\n][\s,;]*\w", re.IGNORECASE)


def something_filled(case: Case) -> Iterator[Remark]:
    """Lembar berisi paling sedikit satu isian."""
    if case.untouched:
        words = case.form.words
        budget = f" dan kolom {words.budget_actual} pada tab {words.tab_budget}" if case.form.budget else ""
        yield Remark(
            Place(words.tab_fill, "", WORKBOOK_ROW),
            "lembar masih kosong",
            f"{len(case.form.due)} indikator diisi",
            f"Isi kolom {words.actual} pada tab {words.tab_fill}{budget}, lalu pilih {words.yes} dan tulis nama di baris {words.send}.",
            "lembar masih kosong",
        )


def figure_filled(case: Case) -> Iterator[Remark]:
    """Setiap indikator yang diminta pada triwulan ini berisi angka. Kosong bukan nol: bila memang nol, ketik 0."""
    if case.untouched:
        return
    for row, entry in case.due:
        if _is_empty(case, entry) and not entry.note:
            todo = (
                f"Pilih predikatnya di {where(entry)}."
                if row.choices
                else f"Ketik angkanya di {where(entry)}. Bila memang nol, ketik 0."
            )
            yield Remark(
                place_of(entry),
                "kosong",
                "predikat dari daftar" if row.choices else f"angka dalam {row.measure}",
                f"{todo} Bila belum ada, tulis sebabnya di kolom {case.form.words.note}.",
                "masih kosong; pilih predikatnya" if row.choices else "masih kosong; bila nol ketik 0",
            )


def _is_empty(case: Case, entry: Entry) -> bool:
    """Whether there is a cell to be filled; that the row, the column or the tab is gone is said by other rules."""
    return entry.reading is Reading.EMPTY and bool(entry.cell) and entry.tab not in case.lost_tabs


def reason_noted(case: Case) -> Iterator[Remark]:
    """Indikator yang dikosongkan dengan alasan tidak ikut dihitung; alasannya ditampilkan."""
    for _, entry in case.due:
        if _is_empty(case, entry) and entry.note:
            yield Remark(
                place_of(entry),
                f"kosong, dengan keterangan: {entry.note[:LONGEST]}",
                "isian, bila sudah ada",
                f"Belum dihitung. Bila isiannya sudah ada, ketik di {where(entry)}.",
                "belum diisi; alasannya dicatat",
            )


def budget_filled(case: Case) -> Iterator[Remark]:
    """Setiap program berisi realisasi anggaran sejak 1 Januari; bila belum ada realisasi, ketik 0."""
    if case.untouched:
        return
    for entry in case.submission.budget:
        if _is_empty(case, entry):
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
        if row.evidence_required and entry.reading is not Reading.EMPTY and not is_evidence(entry.note):
            yield Remark(
                place_of(entry),
                f"bukti: {entry.note[:LONGEST]}" if entry.note else "bukti belum ditulis",
                "tautan, atau kertas: nama berkas, tempat simpan",
                f"Di kolom {case.form.words.note} pada baris {entry.code}, tempel tautan (https://...), atau tulis kertas: nama berkas, tempat simpan. {or_say(case)}",
                "tulis tautan, atau kertas: nama berkas, tempat simpan"
                if entry.note
                else "tulis buktinya di kolom sebelah",
            )


def is_evidence(note: str) -> bool:
    """Whether the note says where the evidence can be seen: a link, or on paper with the file's name and its place."""
    return bool(PAPER.search(note) or LINK.search(note))


def obstacle_told(case: Case) -> Iterator[Remark]:
    """Indikator yang capaiannya di bawah ambang kantor disertai faktor penghambat dan tindak lanjut di tab Kendala."""
    for row, percent in _below(case):
        cause = case.causes.get(row.code)
        if cause and not (cause.typed and cause.note) and cause.tab not in case.lost_tabs:
            yield _untold(case, cause, percent)


def _below(case: Case) -> Iterator[tuple[FormRow, Decimal]]:
    """The rows whose capaian lies below the office's threshold; a fraction that is asked about has none yet."""
    predicates = (
        (row, asked_percent(row, entry.value))
        for row, entry in case.due
        if row.choices and row.target is not None and entry.value is not None
        if entry.reading is Reading.PREDICATE or is_score(entry)
    )
    for row, percent in (*((row, percent) for row, _, _, percent in case.achieved), *predicates):
        if isinstance(percent, Decimal) and percent < case.form.attention_below and row.code not in case.fractions:
            yield row, percent


def _untold(case: Case, cause: Entry, percent: Decimal) -> Remark:
    words, least = case.form.words, numerals.plain(case.form.attention_below)
    missing = " dan ".join(
        name for name, text in ((words.obstacle, cause.typed), (words.follow_up, cause.note)) if not text
    )
    do = (
        f"Tulis {missing} pada baris {cause.code}, mulai di {where(cause)}."
        if cause.cell
        else f"Baris {cause.code} di tab {cause.tab} terhapus atau kodenya diubah. Kembalikan baris itu, atau minta lembar baru kepada Kasubag."
    )
    return Remark(
        place_of(cause),
        f"capaian {numerals.fixed(percent, 2)} %; {missing} kosong",
        f"{missing}, karena capaian di bawah {least} %",
        f"{do} {or_say(case)}",
        f"isi tab {cause.tab[:20]}: capaian di bawah {least} %",
    )


def early_noted(case: Case) -> Iterator[Remark]:
    """Angka yang belum diminta pada triwulan ini ditampilkan, tetapi tidak dihitung."""
    for line in case.indicators:
        if line.row and not line.row.due and line.entry.value is not None:
            yield Remark(
                place_of(line.entry),
                line.entry.typed,
                f"belum diminta; {line.row.asked_when}".rstrip("; "),
                f"Belum diminta; ditampilkan, tidak dihitung. Bila terketik di baris yang salah, pindahkan dari {where(line.entry)} ke baris yang benar.",
                "belum diminta; ditampilkan, tidak dihitung",
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
    tick, yes = case.submission.tick, case.form.words.yes
    if tick.typed and not case.submission.sent:
        name = "" if tick.note else ", lalu tulis nama di sebelahnya"
        yield Remark(
            place_of(tick),
            tick.typed,
            yes,
            f"Lembar belum terhitung dikirim. Ketik {yes} di {where(tick)}{name}.",
            f"ketik {yes}",
        )


def typing_confirmed(case: Case) -> Iterator[Remark]:
    """Isian yang diketikkan pejabat lain atas nama unit dibenarkan oleh unit itu sendiri."""
    submission, words = case.submission, case.form.words
    if submission.channel is Channel.TYPED:
        yield Remark(
            Place(words.tab_fill, "", WORKBOOK_ROW),
            f"diinput oleh {submission.typed_by} atas nama {submission.on_behalf}",
            "dibenarkan oleh unit",
            f"Cocokkan dengan catatan Anda. Bila benar, pilih jawabannya di tab {words.tab_findings}; bila tidak, isi angkanya sendiri di tab {words.tab_fill}.",
            "diketik atas nama unit; benarkah?",
        )
