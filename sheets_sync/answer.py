"""What a unit is told in its own workbook: catatan as rows of the tab Periksa, and as notes on the cells.

A note of ours begins with a mark, so that notes of other people are known, and left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sheets_sync.grid import Grid, Tab, address, fit_text, parse_address
from sheets_sync.questions import asked
from sheets_sync.submission import Answer, Finding, Note, Posted, Reply, Severity
from sheets_sync.workbook import FINDING_ROWS, FINDINGS_NAME, REPLY_COLUMN, RULE_COLUMN, WORKBOOK_ROW

NOTE_MARK = "Catatan pemeriksaan"
SETTLED = "sudah dijawab"
ROW, FOUND, REPLY, RULE = 0, 3, REPLY_COLUMN - 1, RULE_COLUMN - 1  # places in a row of Periksa


def make_answer(findings: Iterable[Finding], none: str) -> Answer:
    """The catatan that the unit is told, as the sheet's own lookups expect them; `none` where there is none.

    Questions that are kept back for Kasubag Perencanaan are left out.
    """
    told = [finding for finding in findings if not finding.kept_back]
    rows = [_row(finding) for finding in told]
    if len(rows) > FINDING_ROWS:
        left = len(rows) - FINDING_ROWS + 1
        rows[FINDING_ROWS - 1 :] = [_filled(WORKBOOK_ROW, advice=f"Masih ada {left} catatan lain; lihat situs.")]
    rows = rows or [_filled(none)]
    return Answer(tuple(rows), _notes(told))


def _row(finding: Finding) -> tuple[str, ...]:
    texts = (
        finding.place.row,
        SETTLED if finding.settled else finding.severity.value,
        f"{finding.place.tab} {finding.place.cell}".strip(),
        finding.found,
        finding.expected,
        finding.advice,
        SETTLED if finding.settled else finding.short,
        finding.reply,
        finding.rule if finding.severity is Severity.ANSWER else "",
    )
    return tuple(map(fit_text, texts))


def _filled(first: str, advice: str = "") -> tuple[str, ...]:
    return (first, "", "", "", "", advice, "", "", "")


def _notes(findings: Iterable[Finding]) -> tuple[Note, ...]:
    """One note a cell, with all that is said of it."""
    texts: dict[tuple[str, str], list[str]] = {}
    for finding in findings:
        if finding.place.cell and not finding.settled:
            lines = (f"{NOTE_MARK}: {finding.severity.value}", finding.expected, finding.advice)
            texts.setdefault((finding.place.tab, finding.place.cell), []).append("\n".join(filter(None, lines)))
    return tuple(Note(tab, cell, fit_text("\n\n".join(parts))) for (tab, cell), parts in sorted(texts.items()))


def read_posted(grid: Grid) -> Posted:
    """What stands of our answer in the workbook."""
    anchor = grid.anchors.get(FINDINGS_NAME)
    tab = grid.tab(anchor.tab) if anchor else None
    rows = _rows(tab, anchor.row, anchor.column) if tab and anchor else ()
    notes = [(tab.title, address(*at), text.strip()) for tab in grid.tabs for at, text in sorted(tab.notes.items())]
    return Posted(
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
        tuple(_posted_text(tab, row, column) for column in range(left, left + RULE_COLUMN))
        for row in range(first, last + 1)
    ]
    while rows and not any(rows[-1]):
        rows.pop()
    return tuple(rows)


def _posted_text(tab: Tab, row: int, column: int) -> str:
    """The cell's content; a number that somebody typed is not our text, and must not pass for an empty cell."""
    cell = tab.cells.get((row, column))
    return tab.text(row, column) if cell is None or isinstance(cell.value, str) else str(cell.value)


def replies_in(rows: Iterable[Sequence[str]]) -> tuple[Reply, ...]:
    """What the unit answered in the rows of Periksa, one a question; an empty text where it has not."""
    return tuple(Reply(row[RULE], row[ROW], row[FOUND], row[REPLY]) for row in rows if len(row) > RULE and row[RULE])


def keeping_replies(answer: Answer, rows: Iterable[Sequence[str]]) -> Answer:
    """The answer with the replies that stand in these rows meanwhile: what a unit typed is never written over."""
    given = {asked(reply.rule, reply.row, reply.found): reply.text for reply in replies_in(rows)}
    kept = []
    for row in answer.rows:
        text = given.get(asked(row[RULE], row[ROW], row[FOUND]), row[REPLY])
        kept.append((*row[:REPLY], text, *row[REPLY + 1 :]))
    return replace(answer, rows=tuple(kept))


def fitting(answer: Answer, posted: Posted) -> Answer:
    """As much of the answer as the workbook has room for: no rows without the tab, no note over another's."""
    notes = tuple(
        note for note in answer.notes if note.tab in posted.tabs and (note.tab, note.cell) not in posted.taken
    )
    return Answer(answer.rows if posted.findings else posted.answer.rows, notes)


def note_place(note: Note) -> tuple[int, int]:
    """Row and column of the note's cell."""
    return parse_address(note.cell)
