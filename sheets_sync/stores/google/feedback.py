"""What changes in a spreadsheet when the catatan change: rows of the tab Periksa and notes, in one batch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sheets_sync.answer import fitting, note_place
from sheets_sync.stores.google.paint import is_our_sheet, look
from sheets_sync.submission import Answer, Note, Standing
from sheets_sync.workbook import FINDING_BODY, SHORT_COLUMN

LOCK = "Dikunci: masa pengisian berakhir"

Json = dict[str, Any]


def changes(answer: Answer, standing: Standing) -> list[Json]:
    """The requests that let `answer` stand in the place of what stands; empty where it stands already.

    Cells are named by their tab's id and their place, so that sending the batch twice is as good as once.
    """
    wanted = fitting(answer, standing)
    requests = []
    if standing.findings and wanted.rows != standing.answer.rows:
        tab, row, column = standing.findings
        requests.append(_rows(standing.tabs[tab], (row, column), wanted.rows, len(standing.answer.rows)))
    old = {(note.tab, note.cell): note for note in standing.answer.notes}
    new = {(note.tab, note.cell): note for note in wanted.notes}
    requests += [_note(standing.tabs, note, "") for place, note in old.items() if place not in new]
    requests += [_note(standing.tabs, note, note.text) for place, note in new.items() if old.get(place) != note]
    return requests


def _rows(sheet_id: int, first: tuple[int, int], rows: tuple[tuple[str, ...], ...], before: int) -> Json:
    """Text as text, whatever it begins with; rows that stood below are emptied."""
    style = look(FINDING_BODY)
    filled = [{"values": [_text(text) | {"userEnteredFormat": style} for text in row]} for row in rows]
    emptied: list[Json] = [{"values": [{}] * SHORT_COLUMN}] * max(before - len(rows), 0)
    start = {"sheetId": sheet_id, "rowIndex": first[0] - 1, "columnIndex": first[1] - 1}
    return {"updateCells": {"start": start, "rows": filled + emptied, "fields": "userEnteredValue,userEnteredFormat"}}


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
