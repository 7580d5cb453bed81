"""Is everything there that was asked for?"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from sheets_sync.form import Form
from sheets_sync.model import Polarity
from sheets_sync.submission import OddityKind, Place, Reading, Severity
from sheets_sync.workbook import SEND_ROW, WORKBOOK_ROW
from tests.rules.sheets import (
    answered,
    blank,
    codes,
    findings_of,
    noticing,
    retarget,
    sent,
    the_finding,
    told,
    typed,
)

# --- K-01 --------------------------------------------------------------------------------------------------------


def test_an_untouched_sheet_is_one_finding(planning: Form) -> None:
    """K-01: nothing was typed: said once for the sheet, not once for every cell."""
    finding = the_finding(planning, blank(planning), "K-01")

    assert codes(planning, blank(planning)) == ["K-01"]
    assert finding.severity is Severity.NOTICE
    assert finding.place == Place("Isi", "", WORKBOOK_ROW)
    assert finding.expected == "6 indikator diisi"
    assert "kolom Realisasi pada tab Isi" in finding.advice


@pytest.mark.parametrize("change", [{"number": "0"}, {"text": "nihil"}, {"note": "menunggu data desa"}], ids=str)
def test_a_sheet_with_anything_in_it_is_not_empty(form: Form, change: dict[str, str]) -> None:
    """K-01: one figure, one word or one note is enough."""
    assert findings_of(form, typed(blank(form), "PEM-01", **change), "K-01") == []


def test_an_empty_sheet_that_was_sent_is_still_empty(form: Form) -> None:
    """K-01: the answer to "Saya kirim" is no figure."""
    assert codes(form, sent(blank(form))) == ["K-01"]


# --- K-02 and K-07 -----------------------------------------------------------------------------------------------


def test_a_figure_that_is_due_must_be_filled(form: Form) -> None:
    """K-02: each due cell left empty is named with its cell; zero is to be typed."""
    submission = typed(answered(form), "PEM-05", text="", note="")
    finding = the_finding(form, submission, "K-02")
    entry = submission.entries[1]

    assert codes(form, submission) == ["K-02"]
    assert finding.severity is Severity.MUST
    assert finding.place == Place("Isi", entry.cell, "PEM-05")
    assert finding.found == "kosong"
    assert finding.expected == "angka dalam %"
    assert f"sel {entry.cell} tab Isi" in finding.advice
    assert "ketik 0" in finding.advice


def test_every_empty_figure_is_named(form: Form) -> None:
    """K-02: one finding for each, and none for what is not due."""
    submission = typed(blank(form), "PEM-01", number="90")

    assert [item.place.row for item in findings_of(form, submission, "K-02")] == ["PEM-05", "PEM-06", "PEM-07"]


def test_a_predicate_left_empty_is_to_be_chosen(planning: Form) -> None:
    """K-02: where a predicate is due, the list is what is expected."""
    finding = the_finding(planning, typed(answered(planning), "REN-02", text="", note=""), "K-02")

    assert finding.expected == "predikat dari daftar"


@pytest.mark.parametrize("text", ["0", "0,00", "Rp0"])
def test_zero_is_an_answer(form: Form, text: str) -> None:
    """K-02: empty is not zero, and zero is not empty."""
    assert findings_of(form, typed(answered(form), "PEM-07", text=text, measure="Dokumen"), "K-02") == []


def test_a_figure_that_is_not_due_may_stay_empty(form: Form) -> None:
    """K-02: what is asked in another quarter is not missed now."""
    assert codes(form, typed(answered(form), "PEM-02", text="")) == []


def test_an_empty_cell_with_a_reason_is_noted(form: Form) -> None:
    """K-07 in place of K-02: the reason is shown, the figure is not counted yet."""
    submission = typed(answered(form), "PEM-05", text="", note="menunggu buku penduduk")
    finding = the_finding(form, submission, "K-07")

    assert codes(form, submission) == ["K-07"]
    assert finding.severity is Severity.NOTICE
    assert "menunggu buku penduduk" in finding.found
    assert f"sel {submission.entries[1].cell} tab Isi" in finding.advice


def test_a_figure_with_a_note_is_no_missing_figure(form: Form) -> None:
    """K-07: a note beside a figure is evidence, not a reason."""
    assert findings_of(form, answered(form), "K-07") == []


@pytest.mark.parametrize("note", ["", "sebab"], ids=["without a note", "with a note"])
def test_a_row_that_is_gone_is_not_empty(form: Form, note: str) -> None:
    """K-02 and K-07: what has no cell any more is said by the rules of the format alone."""
    gone = typed(answered(form), "PEM-05", text="", cell="", note=note)
    submission = noticing(gone, OddityKind.ROW_GONE, Place("Isi", "", "PEM-05"), "PEM-05")

    assert codes(form, submission) == ["F-03"]


# --- K-03 --------------------------------------------------------------------------------------------------------


def test_a_programme_without_realisasi_is_named(planning: Form) -> None:
    """K-03: each programme left empty, with its cell of tab Anggaran."""
    submission = typed(answered(planning), "7.01.03", text="")
    finding = the_finding(planning, submission, "K-03")

    assert codes(planning, submission) == ["K-03"]
    assert finding.severity is Severity.MUST
    assert finding.place == Place("Anggaran", submission.budget[2].cell, "7.01.03")
    assert f"sel {submission.budget[2].cell} tab Anggaran" in finding.advice
    assert "ketik 0" in finding.advice


def test_no_realisasi_yet_is_zero(planning: Form) -> None:
    """K-03: nothing spent since January is typed as 0."""
    assert codes(planning, typed(answered(planning), "7.01.03", number="0")) == []


def test_a_unit_without_programmes_is_not_asked_for_any(form: Form) -> None:
    """K-03: the budget is asked of its filler alone."""
    assert findings_of(form, typed(blank(form), "PEM-01", number="1"), "K-03") == []


# --- K-04 and K-05 -----------------------------------------------------------------------------------------------


def test_a_sender_has_a_name(form: Form) -> None:
    """K-04: sent without a name."""
    submission = sent(answered(form), name="")
    finding = the_finding(form, submission, "K-04")

    assert codes(form, submission) == ["K-04"]
    assert finding.severity is Severity.MUST
    assert finding.place == Place("Isi", "B99", SEND_ROW)
    assert "baris Saya kirim" in finding.advice


def test_who_has_not_sent_needs_no_name(form: Form) -> None:
    """K-04 and K-05: before sending, neither name nor answer is missed."""
    waiting = replace(answered(form), sent=False, tick=blank(form).tick)

    assert codes(form, waiting) == []


@pytest.mark.parametrize("answer", ["sudah", "oke", "tidak", "x"])
def test_saya_kirim_is_answered_by_ya(form: Form, answer: str) -> None:
    """K-05: any other word does not send, and says so."""
    tick = replace(blank(form).tick, typed=answer, reading=Reading.WORDS, note="Siti")
    submission = replace(answered(form), sent=False, tick=tick)
    finding = the_finding(form, submission, "K-05")

    assert codes(form, submission) == ["K-05"]
    assert finding.severity is Severity.MUST
    assert (finding.found, finding.expected) == (answer, "ya")
    assert "Ketik ya di sel B99 tab Isi" in finding.advice


# --- K-06 --------------------------------------------------------------------------------------------------------


def test_evidence_is_given_where_it_is_required(form: Form) -> None:
    """K-06: a figure without its evidence is a question, not an error."""
    submission = typed(answered(form), "PEM-01", number="90", note="")
    finding = the_finding(form, submission, "K-06")

    assert codes(form, submission) == ["K-06"]
    assert finding.severity is Severity.ANSWER
    assert finding.place == Place("Isi", submission.entries[0].cell, "PEM-01")
    assert finding.found == "bukti belum ditulis"
    assert finding.short == "perlu dijawab: tulis buktinya di kolom sebelah"
    assert "Di kolom Keterangan atau bukti pada baris PEM-01, tempel tautan (https://...)" in finding.advice


def test_evidence_is_not_asked_where_it_is_not_required(form: Form) -> None:
    """K-06: PEM-05 can do without."""
    assert codes(form, typed(answered(form), "PEM-05", number="70", note="")) == []


def test_an_empty_figure_is_not_asked_for_evidence(form: Form) -> None:
    """K-06: first the figure, then its evidence."""
    assert codes(form, typed(answered(form), "PEM-01", text="", note="")) == ["K-02"]


@pytest.mark.parametrize(
    "note",
    [
        "https://drive.google.com/file/d/1abc/view",
        "http://kecamatan.banggaikab.go.id/lap",
        "https://banggaikab.go.id",
        "lihat drive.google.com/drive/folders/1abc",
        "docs.google.com/spreadsheets/d/1",
        "Tautan:\nhttps://s.id/lap-tw3\nterima kasih",
        "bit.ly/lap-tw3",
        "kertas: rekap APBDes, lemari 2",
        "KERTAS : rekap APBDes , lemari 2",
        "Kertas - rekap APBDes 2026, map 3, rak B",
        "kertas – buku agenda; lemari 2",
        "kertas:\nrekap APBDes\nlemari 2",
        "sudah dicek. kertas: rekap, map 3",
        "kertas:x,y",
    ],
)
def test_a_link_or_a_place_on_paper_is_evidence(form: Form, note: str) -> None:
    """K-06: written in whatever way, with whatever around it."""
    assert codes(form, typed(answered(form), "PEM-01", note=note)) == []


@pytest.mark.parametrize(
    "note",
    [
        "ada",
        "foto di WA",
        "https://",
        "https://x",
        "drive.google.com",
        "laporan.pdf",
        "8/10 desa",
        "kertas",
        "kertas: rekap",
        "kertas: rekap,",
        "kertas: , lemari 2",
        "kertas rekap lemari 2",
        "rekap, lemari 2",
    ],
)
def test_a_note_that_leads_nowhere_is_no_evidence(form: Form, note: str) -> None:
    """K-06: it is shown back with what to write."""
    submission = typed(answered(form), "PEM-01", note=note)
    finding = the_finding(form, submission, "K-06")

    assert finding.found == f"bukti: {note}"
    assert finding.expected == "tautan, atau kertas: nama berkas, tempat simpan"
    assert finding.short == "perlu dijawab: tulis tautan, atau kertas: nama berkas, tempat simpan"


def test_a_long_note_is_shown_in_part(form: Form) -> None:
    """K-06: its first two hundred characters tell which it is."""
    finding = the_finding(form, typed(answered(form), "PEM-01", note="ada " * 100), "K-06")

    assert finding.found == f"bukti: {('ada ' * 100)[:200]}"


# --- K-08 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("obstacle", "action", "cell", "missing"),
    [
        ("", "", "B6", "Faktor penghambat dan Tindak lanjut"),
        ("hujan", "", "C6", "Tindak lanjut"),
        ("", "dijadwalkan ulang", "B6", "Faktor penghambat"),
    ],
)
def test_a_low_capaian_has_its_causes(form: Form, obstacle: str, action: str, cell: str, missing: str) -> None:
    """K-08: names the capaian and what is missing, at the empty cell of tab Kendala."""
    form = retarget(form, "80")
    submission = typed(told(answered(form), "PEM-01", obstacle, action, cell), "PEM-01", number="60")
    finding = the_finding(form, submission, "K-08")

    assert codes(form, submission) == ["K-08"]
    assert finding.severity is Severity.ANSWER
    assert finding.place == Place("Kendala", cell, "PEM-01")
    assert finding.found == f"capaian 75,00 %; {missing} kosong"
    assert finding.expected == f"{missing}, karena capaian di bawah 76 %"
    assert f"Tulis {missing} pada baris PEM-01, mulai di sel {cell} tab Kendala." in finding.advice
    assert finding.short == "perlu dijawab: isi tab Kendala: capaian di bawah 76 %"


def test_doing_so_settles_it(form: Form) -> None:
    """K-08: with both written there is nothing left to say."""
    submission = typed(told(answered(form), "PEM-01", "hujan", "dijadwalkan ulang"), "PEM-01", number="10")

    assert codes(form, submission) == []


@pytest.mark.parametrize(("number", "found"), [("60.79", 1), ("60.8", 0), ("80", 0), ("0", 1)])
def test_the_offices_threshold_decides(form: Form, number: str, found: int) -> None:
    """K-08: 76 % of 80 is 60,8, and that is not below; the form as sent knows the threshold."""
    form = retarget(form, "80")
    submission = typed(told(answered(form), "PEM-01"), "PEM-01", number=number)

    assert len(findings_of(form, submission, "K-08")) == found
    assert findings_of(replace(form, attention_below=Decimal(0)), submission, "K-08") == []


def test_where_less_is_better_a_high_figure_is_low(form: Form) -> None:
    """K-08 looks at the capaian, not at the figure."""
    form = retarget(form, "50", Polarity.LOWER)
    submission = told(answered(form), "PEM-01")

    assert len(findings_of(form, typed(submission, "PEM-01", number="70"), "K-08")) == 1
    assert findings_of(form, typed(submission, "PEM-01", number="10"), "K-08") == []


@pytest.mark.parametrize(("score", "found"), [("70", 0), ("53.2", 0), ("53.1", 1)])
def test_a_low_predicate_has_its_causes(planning: Form, score: str, found: int) -> None:
    """K-08: by the scores that the office gives its predicates."""
    submission = typed(told(answered(planning), "REN-02"), "REN-02", value=Decimal(score))

    assert len(findings_of(planning, submission, "K-08")) == found


@pytest.mark.parametrize(("score", "spoken"), [("53.1", ["K-08"]), ("53.2", []), ("0", ["K-08"]), ("-1", ["J-08"])])
def test_a_low_score_has_its_causes(planning: Form, score: str, spoken: list[str]) -> None:
    """K-08: 53,2 typed in the place of a predicate is 76 % of BB, which counts as 70; what is no score is asked for none."""
    submission = typed(told(answered(planning), "REN-02"), "REN-02", number=score)

    assert codes(planning, submission) == spoken


def test_without_a_capaian_there_is_no_cause(form: Form) -> None:
    """K-08: nothing is asked where it cannot be computed, or where the figure cannot be."""
    bare = told(answered(form), "PEM-01")

    assert codes(form, typed(bare, "PEM-01", text="")) == ["K-07"]
    assert codes(form, typed(bare, "PEM-01", number="-5")) == ["B-01"]
    assert findings_of(retarget(form, "0"), typed(bare, "PEM-01", number="0"), "K-08") == []
    without = replace(form, rows=(replace(form.rows[0], target=None), *form.rows[1:]))
    assert findings_of(without, typed(bare, "PEM-01", number="10"), "K-08") == []


@pytest.mark.parametrize("kind", [OddityKind.TAB_GONE, OddityKind.COLUMN_GONE])
def test_a_lost_kendala_is_said_once(form: Form, kind: OddityKind) -> None:
    """K-08 waits for what F-01 and F-02 say of that tab; what is said of another tab does not matter."""
    low = typed(told(answered(form), "PEM-01", cell=""), "PEM-01", number="10")
    rule = "F-01" if kind is OddityKind.TAB_GONE else "F-02"

    assert codes(form, noticing(low, kind, Place("Kendala", "", WORKBOOK_ROW), "Kendala")) == [rule]
    assert codes(form, noticing(low, kind, Place("Anggaran", "", WORKBOOK_ROW), "Anggaran")) == [rule, "K-08"]
    assert codes(form, noticing(low, OddityKind.TAB_DOUBLED, Place("Kendala", "", WORKBOOK_ROW), "K")) == [
        "F-07",
        "K-08",
    ]


def test_a_lost_row_of_kendala_is_to_be_put_back(form: Form) -> None:
    """K-08: where there is no cell to type into."""
    submission = typed(told(answered(form), "PEM-01", cell=""), "PEM-01", number="10")
    finding = the_finding(form, submission, "K-08")

    assert finding.place == Place("Kendala", "", "PEM-01")
    assert "Baris PEM-01 di tab Kendala terhapus" in finding.advice


@pytest.mark.parametrize("length", [20, 21])
def test_a_long_name_of_that_tab_is_cut(form: Form, length: int) -> None:
    """K-08: in the row's narrow cell, after twenty characters; the advice has all of it."""
    low = typed(told(answered(form), "PEM-01"), "PEM-01", number="10")
    title = "Hambatan dan lanjutan"[:length]
    renamed = replace(low, causes=tuple(replace(cause, tab=title) for cause in low.causes))
    finding = the_finding(form, renamed, "K-08")

    assert finding.short == "perlu dijawab: isi tab Hambatan dan lanjuta: capaian di bawah 76 %"
    assert f"tab {title}." in finding.advice


def test_what_was_archived_without_kendala_is_not_asked_for_it(form: Form) -> None:
    """K-08: a submission without any row of that tab was handed out without it."""
    submission = typed(replace(answered(form), causes=()), "PEM-01", number="10")

    assert codes(form, submission) == []


# --- K-10 --------------------------------------------------------------------------------------------------------


def test_an_early_figure_is_noted(form: Form) -> None:
    """K-10: shown, not counted, and never more than a notice."""
    submission = typed(answered(form), "PEM-02", number="90")
    finding = the_finding(form, submission, "K-10")
    entry = next(entry for entry in submission.entries if entry.code == "PEM-02")

    assert codes(form, submission) == ["K-10"]
    assert finding.severity is Severity.NOTICE
    assert finding.place == Place("Isi", entry.cell, "PEM-02")
    assert (finding.found, finding.expected) == ("90", "belum diminta; baru ada Desember")
    assert f"pindahkan dari sel {entry.cell} tab Isi ke baris yang benar" in finding.advice
