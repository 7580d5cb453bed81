"""What changes in a spreadsheet when the catatan change: no more than has to."""

from __future__ import annotations

from typing import Any

from sheets_sync.stores.google.feedback import changes
from sheets_sync.submission import Answer, Posted

Row = tuple[str, ...]


def question(code: str, advice: str = "Periksa.", reply: str = "") -> Row:
    return (code, "perlu dijawab", "Isi B6", "3", "4", advice, "sama?", reply, "W-01")


def catatan(code: str) -> Row:
    return (code, "wajib diperbaiki", "Isi B7", "x", "angka", "Ketik angkanya.", "angka", "", "")


def posted(*rows: Row) -> Posted:
    return Posted(Answer(rows), ("Periksa", 5, 1), (), {"Isi": 11, "Periksa": 12})


def blocks(wanted: tuple[Row, ...], standing: tuple[Row, ...]) -> list[tuple[int, int, list[list[str]]]]:
    """First row, first column and texts of each block that is written, counted as people count."""
    return [_block(request["updateCells"]) for request in changes(Answer(wanted), posted(*standing))]


def _block(update: dict[str, Any]) -> tuple[int, int, list[list[str]]]:
    texts = [
        [cell.get("userEnteredValue", {}).get("stringValue", "") for cell in row["values"]] for row in update["rows"]
    ]
    return update["start"]["rowIndex"] + 1, update["start"]["columnIndex"] + 1, texts


def test_nothing_changed_is_nothing_sent() -> None:
    assert blocks((question("PEM-01"),), (question("PEM-01"),)) == []


def test_other_words_leave_the_reply_alone() -> None:
    """The unit may be answering in this very moment: its cell is not written while the question stays in its row."""
    (block,) = blocks((question("PEM-01", "Periksa lagi.", "Memang sama"),), (question("PEM-01", reply="Memang sama"),))
    assert block == (5, 1, [list(question("PEM-01", "Periksa lagi.")[:7])])


def test_a_question_that_moves_takes_its_reply_along() -> None:
    """Only the rows between the first and the last that moved are written."""
    standing = (catatan("PEM-05"), question("PEM-01", reply="Memang sama"))
    told, replies = blocks((catatan("PEM-05"), catatan("PEM-06"), question("PEM-01", reply="Memang sama")), standing)
    assert (told[0], told[1], len(told[2])) == (5, 1, 3)
    assert replies == (6, 8, [["", ""], ["Memang sama", "W-01"]])


def test_rows_that_are_gone_are_emptied() -> None:
    """With the reply that stood beside them."""
    told, replies = blocks((catatan("PEM-05"),), (catatan("PEM-05"), question("PEM-01", reply="Memang sama")))
    assert told == (5, 1, [list(catatan("PEM-05")[:7]), [""] * 7])
    assert replies == (6, 8, [["", ""]])
