"""What a unit is told in its own workbook: catatan as rows of the tab Periksa, and as notes on the cells.

A note of ours begins with a mark, so that notes of other people are known, and left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sheets_sync.grid import Grid, Tab, address, parse_address
from sheets_sync.submission import Answer, Finding, Note, Standing
from sheets_sync.workbook import FINDING_ROWS, FINDINGS_NAME, SHORT_COLUMN, WORKBOOK_ROW

NOTE_MARK = "Catatan pemeriksaan"
LONGEST = 1_000  # characters of one text, so that what stands reads back as it was written
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff\ufffe\uffff]|[\ud800-\udfff]")


def make_answer(findings: Iterable[Finding], none: str) -> Answer:
    """The catatan, gravest first, as the sheet's own lookups expect them; the words `none` where there is none."""
    told = tuple(findings)
    rows = [
        (
            finding.place.row,
            finding.severity.value,
            f"{finding.place.tab} {finding.place.cell}".strip(),
            finding.found,
            finding.expected,
            finding.advice,
            finding.short,
        )
        for finding in told
    ]
    if len(rows) > FINDING_ROWS:
        left = len(rows) - FINDING_ROWS + 1
        rows[FINDING_ROWS - 1 :] = [(WORKBOOK_ROW, "", "", "", "", f"Masih ada {left} catatan lain; lihat situs.", "")]
    rows = rows or [(none, *[""] * (SHORT_COLUMN - 1))]  # type: ignore[list-item]  # a row like the others
    return Answer(tuple(tuple(map(_plain, row)) for row in rows), _notes(told))


def _notes(findings: Iterable[Finding]) -> tuple[Note, ...]:
    """One note a cell, with all that is said of it."""
    texts: dict[tuple[str, str], list[str]] = {}
    for finding in findings:
        if finding.place.cell:
            lines = (f"{NOTE_MARK}: {finding.severity.value}", finding.expected, finding.advice)
            texts.setdefault((finding.place.tab, finding.place.cell), []).append("\n".join(filter(None, lines)))
    return tuple(Note(tab, cell, _plain("\n\n".join(parts))) for (tab, cell), parts in sorted(texts.items()))


def _plain(text: str) -> str:
    return UNSEEN.sub(" ", text)[:LONGEST].strip()


def read_standing(grid: Grid) -> Standing:
    """What stands of our answer in the workbook."""
    anchor = grid.anchors.get(FINDINGS_NAME)
    tab = grid.tab(anchor.tab) if anchor else None
    rows = _rows(tab, anchor.row, anchor.column) if tab and anchor else ()
    notes = [(tab.title, address(*at), text.strip()) for tab in grid.tabs for at, text in sorted(tab.notes.items())]
    return Standing(
        Answer(rows, tuple(sorted((Note(*note) for note in notes if is_ours(note[2])), key=_order))),
        (anchor.tab, anchor.row, anchor.column) if tab and anchor else None,
        tuple((title, cell) for title, cell, text in notes if not is_ours(text)),
        {tab.title: tab.id for tab in grid.tabs if tab.id is not None},
    )


def _order(note: Note) -> tuple[str, str]:
    return note.tab, note.cell


def is_ours(note: str) -> bool:
    return note.startswith(NOTE_MARK)


def _rows(tab: Tab, first: int, left: int) -> tuple[tuple[str, ...], ...]:
    last = max((row for row, _ in tab.cells), default=0)
    rows = [
        tuple(_standing_text(tab, row, column) for column in range(left, left + SHORT_COLUMN))
        for row in range(first, last + 1)
    ]
    while rows and not any(rows[-1]):
        rows.pop()
    return tuple(rows)


def _standing_text(tab: Tab, row: int, column: int) -> str:
    """The cell's content; a number that somebody typed is not our text, and must not pass for an empty cell."""
    cell = tab.cells.get((row, column))
    return tab.text(row, column) if cell is None or isinstance(cell.value, str) else str(cell.value)


def fitting(answer: Answer, standing: Standing) -> Answer:
    """As much of the answer as the workbook has room for: no rows without the tab, no note over another's."""
    notes = tuple(
        note for note in answer.notes if note.tab in standing.tabs and (note.tab, note.cell) not in standing.taken
    )
    return Answer(answer.rows if standing.findings else standing.answer.rows, notes)


def note_place(note: Note) -> tuple[int, int]:
    """Row and column of the note's cell."""
    return parse_address(note.cell)
