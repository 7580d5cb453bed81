"""A table of edits with made-up places, as requests of a browser: any of them, at any place, in any order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.fake_google.sheets.book import Book, Sheet

Request = dict[str, Any]
Edit = Callable[[Book], list[Request]]  # the requests, for the spreadsheet as it stands


@dataclass(frozen=True, slots=True)
class Step:
    """One edit as it shows in a failure: its name in the table, whose hand, and its arguments."""

    name: str
    office: bool
    arguments: tuple[Any, ...]

    def requests(self, book: Book) -> list[Request]:
        return MAKERS[self.name](*self.arguments)(book)


ROW = st.integers(0, 14)
COLUMN = st.integers(0, 5)
FEW = st.integers(1, 3)
# Mostly the tab that is filled; else any tab that there is by then.
TAB = st.one_of(st.just(0), st.just(0), st.integers(0, 7))
PERIKSA = 5  # where that tab stands in REN's spreadsheet
HEADINGS = ("Realisasi", "Keterangan", "Indikator", "Catatan", "Jumlah", "")
CODES = ("REN-01 · x", "REN-03 · ganda", "REN-09 · baru", "ren-04", "Jumlah")
TITLES = ("Isi", "Isi lama", "Anggaran", "Formulir", "Punya Bu Dewi", "Jum'at")
WORDS = ("nihil", "4.250", "12 kali", "-", "98,5 %", "😀", "=1/0", "=5+3", "ya", "")


def _sheet(book: Book, number: int) -> Sheet:
    return book.sheets[number % len(book.sheets)]


def _lines(sheet: Sheet, dimension: str, start: int, count: int) -> Request:
    return {"sheetId": sheet.id, "dimension": dimension, "startIndex": start, "endIndex": start + count}


def _box(sheet: Sheet, top: int, left: int, height: int, width: int) -> Request:
    return {
        "sheetId": sheet.id,
        "startRowIndex": top,
        "endRowIndex": top + height,
        "startColumnIndex": left,
        "endColumnIndex": left + width,
    }


def _value(typed: str | int) -> Request:
    if isinstance(typed, int):
        return {"numberValue": typed}
    return {"formulaValue": typed} if typed.startswith("=") else {"stringValue": typed}


# --- tabs ------------------------------------------------------------------------------------------------------


def rename_tab(tab: int, title: str) -> Edit:
    def requests(book: Book) -> list[Request]:
        properties = {"sheetId": _sheet(book, tab).id, "title": title}
        return [{"updateSheetProperties": {"properties": properties, "fields": "title"}}]

    return requests


def move_tab(tab: int, to: int) -> Edit:
    def requests(book: Book) -> list[Request]:
        properties = {"sheetId": _sheet(book, tab).id, "index": to % len(book.sheets)}
        return [{"updateSheetProperties": {"properties": properties, "fields": "index"}}]

    return requests


def hide_tab(tab: int) -> Edit:
    def requests(book: Book) -> list[Request]:
        properties = {"sheetId": _sheet(book, tab).id, "hidden": True}
        return [{"updateSheetProperties": {"properties": properties, "fields": "hidden"}}]

    return requests


def duplicate_tab(tab: int, to: int) -> Edit:
    def requests(book: Book) -> list[Request]:
        wanted = {"sourceSheetId": _sheet(book, tab).id, "insertSheetIndex": to % len(book.sheets)}
        return [{"duplicateSheet": wanted}]

    return requests


def delete_tab(tab: int) -> Edit:
    return lambda book: [{"deleteSheet": {"sheetId": _sheet(book, tab).id}}]


def remove_protection() -> Edit:
    return lambda book: [
        {"deleteProtectedRange": {"protectedRangeId": item.id}} for sheet in book.sheets for item in sheet.protected
    ]


# --- rows and columns ------------------------------------------------------------------------------------------


def insert(tab: int, dimension: str, at: int, count: int) -> Edit:
    def requests(book: Book) -> list[Request]:
        return [{"insertDimension": {"range": _lines(_sheet(book, tab), dimension, at, count)}}]

    return requests


def append(tab: int, dimension: str, count: int) -> Edit:
    def requests(book: Book) -> list[Request]:
        sheet = _sheet(book, tab)
        return [{"appendDimension": {"sheetId": sheet.id, "dimension": dimension, "length": count}}]

    return requests


def delete(tab: int, dimension: str, at: int, count: int) -> Edit:
    def requests(book: Book) -> list[Request]:
        return [{"deleteDimension": {"range": _lines(_sheet(book, tab), dimension, at, count)}}]

    return requests


def move(tab: int, dimension: str, at: int, count: int, to: int) -> Edit:
    def requests(book: Book) -> list[Request]:
        source = _lines(_sheet(book, tab), dimension, at, count)
        return [{"moveDimension": {"source": source, "destinationIndex": to}}]

    return requests


def sort(tab: int, top: int, left: int, height: int, width: int, down: bool) -> Edit:
    def requests(book: Book) -> list[Request]:
        order = "DESCENDING" if down else "ASCENDING"
        spec = {"dimensionIndex": left, "sortOrder": order}
        return [{"sortRange": {"range": _box(_sheet(book, tab), top, left, height, width), "sortSpecs": [spec]}}]

    return requests


# --- cells -----------------------------------------------------------------------------------------------------


def merge(tab: int, top: int, left: int, height: int, width: int) -> Edit:
    def requests(book: Book) -> list[Request]:
        area = _box(_sheet(book, tab), top, left, height, width)
        return [{"mergeCells": {"range": area, "mergeType": "MERGE_ALL"}}]

    return requests


def paste(tab: int, top: int, left: int, height: int, width: int, row: int, column: int, cut: bool) -> Edit:
    def requests(book: Book) -> list[Request]:
        sheet = _sheet(book, tab)
        source = _box(sheet, top, left, height, width)
        place = {"sheetId": sheet.id, "rowIndex": row, "columnIndex": column}
        if cut:
            return [{"cutPaste": {"source": source, "destination": place, "pasteType": "PASTE_NORMAL"}}]
        target = _box(sheet, row, column, height, width)
        return [{"copyPaste": {"source": source, "destination": target, "pasteType": "PASTE_NORMAL"}}]

    return requests


def put(tab: int, row: int, column: int, typed: str | int) -> Edit:
    def requests(book: Book) -> list[Request]:
        start = {"sheetId": _sheet(book, tab).id, "rowIndex": row, "columnIndex": column}
        rows = [{"values": [{"userEnteredValue": _value(typed)}]}]
        return [{"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}]

    return requests


def shift(tab: int, top: int, left: int, height: int, dimension: str, closing: bool) -> Edit:
    def requests(book: Book) -> list[Request]:
        area = _box(_sheet(book, tab), top, left, height, 1)
        return [{"deleteRange" if closing else "insertRange": {"range": area, "shiftDimension": dimension}}]

    return requests


def note(tab: int, row: int, column: int, text: str) -> Edit:
    def requests(book: Book) -> list[Request]:
        start = {"sheetId": _sheet(book, tab).id, "rowIndex": row, "columnIndex": column}
        return [{"updateCells": {"start": start, "rows": [{"values": [{"note": text}]}], "fields": "note"}}]

    return requests


# --- the table -------------------------------------------------------------------------------------------------

DIMENSION = st.sampled_from(("ROWS", "COLUMNS"))
FIGURE = st.integers(100, 999)
HEIGHT, WIDTH = st.integers(1, 9), st.integers(1, 4)
SPOT = (TAB, ROW, COLUMN)
MAKERS: dict[str, Callable[..., Edit]] = {
    "rename tab": rename_tab,
    "move tab": move_tab,
    "hide tab": hide_tab,
    "duplicate tab": duplicate_tab,
    "delete tab": delete_tab,
    "remove protection": remove_protection,
    "insert lines": insert,
    "append lines": append,
    "delete lines": delete,
    "move lines": move,
    "sort": sort,
    "merge": merge,
    "paste": paste,
    "type a figure": put,
    "type words": put,
    "type a heading": put,
    "type a code": put,
    "shift cells": shift,
    "hang a note": note,
}
ARGUMENTS: dict[str, tuple[st.SearchStrategy[Any], ...]] = {
    "rename tab": (TAB, st.sampled_from(TITLES)),
    "move tab": (TAB, st.integers(0, 7)),
    "hide tab": (TAB,),
    "duplicate tab": (TAB, st.integers(0, 7)),
    "delete tab": (TAB,),
    "remove protection": (),
    "insert lines": (TAB, DIMENSION, ROW, FEW),
    "append lines": (TAB, DIMENSION, FEW),
    "delete lines": (TAB, DIMENSION, ROW, FEW),
    "move lines": (TAB, DIMENSION, ROW, FEW, ROW),
    "sort": (*SPOT, HEIGHT, WIDTH, st.booleans()),
    "merge": (*SPOT, FEW, FEW),
    "paste": (*SPOT, HEIGHT, WIDTH, ROW, COLUMN, st.booleans()),
    "type a figure": (TAB, st.integers(5, 12), st.integers(1, 2), FIGURE),
    "type words": (TAB, st.integers(5, 12), st.integers(1, 2), st.sampled_from(WORDS)),
    "type a heading": (TAB, st.just(4), COLUMN, st.sampled_from(HEADINGS)),
    "type a code": (TAB, st.integers(5, 14), st.just(0), st.sampled_from(CODES)),
    "shift cells": (*SPOT, FEW, DIMENSION, st.booleans()),
    "hang a note": (*SPOT, st.sampled_from(("tanya Bu Dewi", ""))),
}


@st.composite
def a_step(draw: st.DrawFn) -> Step:
    """Any edit at any place, mostly by the office; a unit does what the protection lets it."""
    name = draw(st.sampled_from(sorted(MAKERS)))
    return Step(name, draw(st.integers(0, 3)) > 0, tuple(map(draw, ARGUMENTS[name])))
