"""What a unit is told in its own workbook, and what of it stands there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.answer import LONGEST, NOTE_MARK, fitting, make_answer, read_standing
from sheets_sync.grid import Anchor, Cell, Grid, Tab
from sheets_sync.submission import Answer, Finding, Note, Place, Severity, Standing
from sheets_sync.workbook import FINDING_ROWS, FINDINGS_NAME, SHORT_COLUMN, WORKBOOK_ROW

NONE = "Belum ada catatan."


def finding(
    cell: str = "B6", code: str = "PEM-01", severity: Severity = Severity.MUST, advice: str = "Ketik angkanya."
) -> Finding:
    return Finding("J-01", severity, "PEM", Place("Isi", cell, code), "12 kali", "angka", advice, "satuan")


def test_rows_are_what_the_sheet_looks_up() -> None:
    """Code first, the short words last, seven texts."""
    answer = make_answer([finding()], NONE)
    assert answer.rows == (("PEM-01", "wajib diperbaiki", "Isi B6", "12 kali", "angka", "Ketik angkanya.", "satuan"),)


def test_without_catatan_that_is_said() -> None:
    answer = make_answer([], NONE)
    assert answer == Answer(((NONE, "", "", "", "", "", ""),))


def test_a_cell_has_one_note_with_all_that_is_said_of_it() -> None:
    """Two catatan on one cell share its note; one without a cell has none."""
    answer = make_answer([finding(), finding(advice="Beri bukti."), finding(cell="", code=WORKBOOK_ROW)], NONE)
    (note,) = answer.notes
    assert (note.tab, note.cell) == ("Isi", "B6")
    assert note.text.startswith(f"{NOTE_MARK}: wajib diperbaiki\nangka\nKetik angkanya.")
    assert "Beri bukti." in note.text


def test_more_catatan_than_rows_are_counted() -> None:
    """The last row says how many are left."""
    answer = make_answer([finding(cell=f"B{row}") for row in range(1, FINDING_ROWS + 4)], NONE)
    assert len(answer.rows) == FINDING_ROWS
    assert answer.rows[-1][5] == "Masih ada 4 catatan lain; lihat situs."


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("\x00\x1b\ufeff\ud800\n")))
def test_text_is_fit_for_a_cell(advice: str) -> None:
    """Whatever a unit typed: no control characters, no halves of characters, no endless text, nothing to strip."""
    answer = make_answer([finding(advice=advice)], NONE)
    for text in (*answer.rows[0], *(note.text for note in answer.notes)):
        text.encode("utf-8")
        assert text == text.strip()
        assert len(text) <= LONGEST
        assert not set(text) & set("\x00\x1b\ufeff")


# --- what stands ---------------------------------------------------------------------------------------------


def a_grid(rows: list[list[str]], notes: dict[tuple[int, int], str], *, with_tab: bool = True) -> Grid:
    cells = {
        (row, column): Cell(text) for row, line in enumerate(rows, 5) for column, text in enumerate(line, 1) if text
    }
    fill = Tab("Isi", {(6, 2): Cell("12 kali")}, (), notes, 11)
    if not with_tab:
        return Grid((fill,))
    return Grid((fill, Tab("Periksa 2", cells, (), {}, 12)), {FINDINGS_NAME: Anchor("Periksa 2", 5, 1)})


def test_what_was_written_is_what_stands() -> None:
    """A renamed tab is still the one; nothing has to be written again."""
    answer = make_answer([finding()], NONE)
    standing = read_standing(a_grid([list(answer.rows[0])], {(6, 2): answer.notes[0].text}))
    assert standing == Standing(answer, ("Periksa 2", 5, 1), (), {"Isi": 11, "Periksa 2": 12})
    assert fitting(answer, standing) == standing.answer


def test_other_peoples_notes_are_left_alone() -> None:
    """A note that does not begin with our mark is taken: nothing of ours fits there."""
    standing = read_standing(a_grid([], {(6, 2): "ingat: minta data ke desa"}))
    assert standing.taken == (("Isi", "B6"),)
    assert fitting(make_answer([finding()], NONE), standing).notes == ()


def test_without_the_tab_rows_have_no_room() -> None:
    """The notes still have."""
    standing = read_standing(a_grid([], {}, with_tab=False))
    answer = make_answer([finding()], NONE)
    assert standing.findings is None
    assert fitting(answer, standing) == Answer((), answer.notes)


@pytest.mark.parametrize("tab", ["Anggaran", ""])
def test_a_note_on_a_tab_that_is_gone_has_no_room(tab: str) -> None:
    standing = read_standing(a_grid([], {}))
    answer = Answer((), (Note(tab, "B6", f"{NOTE_MARK}: perhatian"),))
    assert fitting(answer, standing).notes == ()


def test_rows_read_back_whole() -> None:
    """Empty cells in the middle stay empty texts; empty rows below are no rows."""
    standing = read_standing(a_grid([["PEM-01", "", "Isi B6"], [""], ["PEM-02"], ["", ""]], {}))
    assert [row[0] for row in standing.answer.rows] == ["PEM-01", "", "PEM-02"]
    assert all(len(row) == SHORT_COLUMN for row in standing.answer.rows)
