"""What a second submission says otherwise is told line by line."""

from __future__ import annotations

from dataclasses import replace

from sheets_sync.differences import differences
from sheets_sync.form import Form
from sheets_sync.submission import Submission
from tests.rules.sheets import answered, blank, typed


def typed_of(submission: Submission, code: str) -> str:
    return next(entry.typed for entry in (*submission.entries, *submission.budget) if entry.code == code)


def note_of(submission: Submission, code: str) -> str:
    return next(entry.note for entry in submission.entries if entry.code == code)


def test_the_same_has_no_differences(forms: dict[str, Form]) -> None:
    """Nothing is told where nothing was typed otherwise, even if the cells lie elsewhere."""
    submission = answered(forms["REN"])
    moved = replace(submission, entries=tuple(replace(entry, cell="C99") for entry in submission.entries))
    assert differences(submission, moved) == ()


def test_each_changed_text_is_a_line(forms: dict[str, Form]) -> None:
    """Figures, notes, rupiah, the tick and the sender are told with what stood and what stands."""
    old = typed(answered(forms["REN"]), "REN-01", number="1", note="")
    new = typed(old, "REN-01", number="72.5")
    new = typed(new, "REN-04", note="map 4")
    new = typed(new, "7.01.01", number="2500000")
    new = replace(new, tick=replace(new.tick, note="Dewi"))
    assert differences(old, new) == (
        "REN-01, realisasi: 1 menjadi 72,5",
        f"REN-04, keterangan: {note_of(old, 'REN-04')} menjadi map 4",
        f"7.01.01, realisasi anggaran: {typed_of(old, '7.01.01')} menjadi 2.500.000",
        "KIRIM, nama pengirim: Siti menjadi Dewi",
    )


def test_against_an_empty_one_everything_is_new(forms: dict[str, Form]) -> None:
    """Beside the workbook as handed out, every text is a difference, the tick among them."""
    new = answered(forms["PEM"])
    lines = differences(blank(forms["PEM"]), new)
    assert f"PEM-01, realisasi: (kosong) menjadi {typed_of(new, 'PEM-01')}" in lines
    assert "KIRIM, jawaban: (kosong) menjadi ya" in lines
