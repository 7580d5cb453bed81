"""What changes in a spreadsheet when the catatan change: rows of the tab Periksa and notes, in one batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from sheets_sync.answer import fitting, note_place
from sheets_sync.layout import FINDING_BODY, REPLY_BODY, RULE_COLUMN, SHORT_COLUMN
from sheets_sync.plan import Style
from sheets_sync.stores.google.paint import is_our_sheet, look
from sheets_sync.submission import Answer, Note, Posted

LOCK = "Dikunci: masa pengisian berakhir"

Json = dict[str, Any]
Rows = tuple[tuple[str, ...], ...]


def changes(answer: Answer, posted: Posted) -> list[Json]:
    """The requests that let `answer` stand in the place of what stands; empty where it stands already.

    Cells are named by their tab's id and their place, so that sending the batch twice is as good as once.
    """
    wanted = fitting(answer, posted)
    requests: list[Json] = []
    if posted.findings and wanted.rows != posted.answer.rows:
        tab, row, column = posted.findings
        requests += _rows(posted.tabs[tab], (row, column), wanted.rows, posted.answer.rows)
    old = {(note.tab, note.cell): note for note in posted.answer.notes}
    new = {(note.tab, note.cell): note for note in wanted.notes}
    requests += [_note(posted.tabs, note, "") for place, note in old.items() if place not in new]
    requests += [_note(posted.tabs, note, note.text) for place, note in new.items() if old.get(place) != note]
    return requests


def _rows(sheet_id: int, first: tuple[int, int], rows: Rows, before: Rows) -> Iterator[Json]:
    """What changes the rows that stood `before`, from the cell `first` on; rows that stood below are emptied.

    The units' replies, with the rule that each belongs to, are written only where a question moved or came: what a
    unit types there in this very moment is not written over without need.
    """
    missing = ("",) * RULE_COLUMN
    pairs = list(zip_longest(rows, before, fillvalue=missing))
    yield _block(sheet_id, first, [row[:SHORT_COLUMN] for row, _ in pairs], FINDING_BODY)
    moved = [at for at, (row, old) in enumerate(pairs) if row[SHORT_COLUMN:] != old[SHORT_COLUMN:]]
    if moved:
        top, bottom = moved[0], moved[-1] + 1
        place = first[0] + top, first[1] + SHORT_COLUMN
        yield _block(sheet_id, place, [row[SHORT_COLUMN:] for row, _ in pairs[top:bottom]], REPLY_BODY)


def _block(sheet_id: int, first: tuple[int, int], rows: Iterable[Sequence[str]], style: Style) -> Json:
    """Texts as text, whatever they begin with, from the cell `first` on; a row of empty ones loses its look."""
    shown = look(style)
    cells = [
        {"values": [_text(text) | ({"userEnteredFormat": shown} if any(row) else {}) for text in row]} for row in rows
    ]
    start = {"sheetId": sheet_id, "rowIndex": first[0] - 1, "columnIndex": first[1] - 1}
    return {"updateCells": {"start": start, "rows": cells, "fields": "userEnteredValue,userEnteredFormat"}}


def _text(text: str) -> Json:
    return {"userEnteredValue": {"stringValue": text}} if text else {}


def _note(tabs: Mapping[str, int], note: Note, text: str) -> Json:
    row, column = note_place(note)
    start = {"sheetId": tabs[note.tab], "rowIndex": row - 1, "columnIndex": column - 1}
    value = {"note": text} if text else {}
    return {"updateCells": {"start": start, "rows": [{"values": [value]}], "fields": "note"}}


def locking(sheets: Iterable[Mapping[str, Any]], *, locked: bool, editor: str) -> list[Json]:
    """The requests that close every tab of ours, or open it again; empty where that is so already.

    A lock is a protection of its own over each range that the tab's protection leaves open, so that opening needs
    no memory of where the inputs are. A tab whose protection somebody removed is locked whole.
    """
    requests: list[Json] = []
    for sheet in sheets:
        protections = sheet.get("protectedRanges", ())
        locks = [item for item in protections if item.get("description") == LOCK]
        if locked and not locks and is_our_sheet(sheet["properties"].get("sheetId", 0)):
            requests += [_lock(area, editor) for area in _open_ranges(sheet, protections)]
        elif not locked:
            requests += [{"deleteProtectedRange": {"protectedRangeId": item["protectedRangeId"]}} for item in locks]
    return requests


def _open_ranges(sheet: Mapping[str, Any], protections: Iterable[Mapping[str, Any]]) -> list[Json]:
    whole = [item for item in protections if not item.get("range", {}).keys() - {"sheetId"}]
    if not whole:
        return [{"sheetId": sheet["properties"].get("sheetId", 0)}]
    return [dict(area) for item in whole for area in item.get("unprotectedRanges", ())]


def _lock(area: Json, editor: str) -> Json:
    protected: Json = {"range": area, "description": LOCK, "editors": {"users": [editor] if editor else []}}
    return {"addProtectedRange": {"protectedRange": protected}}
