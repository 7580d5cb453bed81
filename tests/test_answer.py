"""What a unit is told in its own workbook, and what of it stands there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.answer import NOTE_MARK, SETTLED, fitting, keeping_replies, make_answer, read_posted, replies_in
from sheets_sync.grid import LONGEST, Anchor, Cell, Grid, Tab
from sheets_sync.submission import Answer, Finding, Note, Place, Posted, Reply, Severity
from sheets_sync.workbook import FINDING_ROWS, FINDINGS_NAME, RULE_COLUMN, WORKBOOK_ROW

NONE = "Belum ada catatan."


def finding(
    cell: str = "B6", code: str = "PEM-01", severity: Severity = Severity.MUST, advice: str = "Ketik angkanya."
) -> Finding:
    return Finding("J-01", severity, "PEM", Place("Isi", cell, code), "12 kali", "angka", advice, "satuan")


def test_rows_are_what_the_sheet_looks_up() -> None:
    """Code first, the short words seventh; what is no question has no rule beside the place for a reply."""
    answer = make_answer([finding()], NONE)
    assert answer.rows == (
        ("PEM-01", "wajib diperbaiki", "Isi B6", "12 kali", "angka", "Ketik angkanya.", "satuan", "", ""),
    )


def test_without_catatan_that_is_said() -> None:
    answer = make_answer([], NONE)
    assert answer == Answer(((NONE, *[""] * (RULE_COLUMN - 1)),))


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
    posted = read_posted(a_grid([list(answer.rows[0])], {(6, 2): answer.notes[0].text}))
    assert posted == Posted(answer, ("Periksa 2", 5, 1), (), {"Isi": 11, "Periksa 2": 12})
    assert fitting(answer, posted) == posted.answer


def test_other_peoples_notes_are_left_alone() -> None:
    """A note that does not begin with our mark is taken: nothing of ours fits there."""
    posted = read_posted(a_grid([], {(6, 2): "ingat: minta data ke desa"}))
    assert posted.taken == (("Isi", "B6"),)
    assert fitting(make_answer([finding()], NONE), posted).notes == ()


def test_without_the_tab_rows_have_no_room() -> None:
    """The notes still have."""
    posted = read_posted(a_grid([], {}, with_tab=False))
    answer = make_answer([finding()], NONE)
    assert posted.findings is None
    assert fitting(answer, posted) == Answer((), answer.notes)


@pytest.mark.parametrize("tab", ["Anggaran", ""])
def test_a_note_on_a_tab_that_is_gone_has_no_room(tab: str) -> None:
    posted = read_posted(a_grid([], {}))
    answer = Answer((), (Note(tab, "B6", f"{NOTE_MARK}: perhatian"),))
    assert fitting(answer, posted).notes == ()


def test_rows_read_back_whole() -> None:
    """Empty cells in the middle stay empty texts; empty rows below are no rows."""
    posted = read_posted(a_grid([["PEM-01", "", "Isi B6"], [""], ["PEM-02"], ["", ""]], {}))
    assert [row[0] for row in posted.answer.rows] == ["PEM-01", "", "PEM-02"]
    assert all(len(row) == RULE_COLUMN for row in posted.answer.rows)


# --- questions and replies -----------------------------------------------------------------------------------


def question(found: str = "3 dan 3", **changes: Any) -> Finding:
    asked = finding(severity=Severity.ANSWER)
    return replace(asked, rule="W-01", found=found, **changes)


def test_a_question_carries_its_rule_and_the_reply() -> None:
    """The reply stands in the row that it belongs to, also while it settles nothing."""
    (row,) = make_answer([question(reply="Lainnya: ...")], NONE).rows
    assert (row[1], row[6], row[7], row[8]) == ("perlu dijawab", "satuan", "Lainnya: ...", "W-01")


def test_a_settled_question_says_so_and_bothers_no_cell() -> None:
    """It stays in sight with its reply; the row's cell and the note ask no longer."""
    answer = make_answer([question(reply="Memang sama", settled=True)], NONE)
    assert (answer.rows[0][1], answer.rows[0][6], answer.rows[0][7]) == (SETTLED, SETTLED, "Memang sama")
    assert answer.notes == ()


def test_a_question_kept_back_is_not_told() -> None:
    """It is for Kasubag Perencanaan, on the site."""
    assert make_answer([question(kept_back=True)], NONE) == make_answer([], NONE)


def test_replies_are_read_from_the_rows() -> None:
    """Wherever the rows were sorted to; rows without a rule are no questions."""
    rows = make_answer([finding(), question(), question("5", reply="Memang sama")], NONE).rows
    assert replies_in(reversed(rows)) == (
        Reply("W-01", "PEM-01", "5", "Memang sama"),
        Reply("W-01", "PEM-01", "3 dan 3", ""),
    )


def test_a_reply_that_came_meanwhile_is_kept() -> None:
    """What stands in the workbook wins over what was known, for the same question, wherever its row was."""
    standing = make_answer([question(reply="Memang sama"), question("5")], NONE).rows
    wanted = make_answer([question("5", reply="lama"), question()], NONE)
    assert [row[7] for row in keeping_replies(wanted, standing).rows] == ["", "Memang sama"]
