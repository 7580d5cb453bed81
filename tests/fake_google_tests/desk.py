"""The Sheets API without a network: spreadsheets in a dictionary, every answer held against the discovery document."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest

from tests.fake_google.caller import Caller
from tests.fake_google.clock import MovableClock
from tests.fake_google.contract import Contract
from tests.fake_google.errors import ApiError
from tests.fake_google.sheets import api
from tests.fake_google.sheets.book import Spreadsheet

OWNER = Caller("owner@example.com")
UNIT = Caller("unit@example.com", owner=False)
HOST = "https://sheets.googleapis.com/v4/spreadsheets"
Json = dict[str, Any]


class Desk:
    """One spreadsheet `book` with an empty tab Sheet1, and any number of others beside it."""

    def __init__(self, locale: str = "en_US") -> None:
        self.clock = MovableClock(datetime(2026, 10, 8, 2, 30, tzinfo=UTC))
        self.writes = 0
        self.files: dict[str, Spreadsheet] = {}
        self.contract = Contract()
        self.add("book", locale)

    def add(self, file_id: str, locale: str = "en_US") -> Spreadsheet:
        self.files[file_id] = Spreadsheet(file_id, file_id, self.clock, locale=locale, on_change=self._changed)
        return self.files[file_id]

    def _changed(self) -> None:
        self.writes += 1

    def open(self, file_id: str, caller: Caller, write: bool) -> Spreadsheet:
        if file_id not in self.files:
            raise ApiError(404, "Requested entity was not found.")
        if write and not caller.writer:
            raise ApiError(403, "The caller does not have permission")
        return self.files[file_id]

    def create(self, title: str, caller: Caller) -> Spreadsheet:  # noqa: ARG002  # as api.Books has it
        made = self.add("made")
        made.title = title
        return made

    def call(
        self, method: str, path: str, body: Any = None, caller: Caller = OWNER, **params: str | bool | list[str]
    ) -> Json:
        """The answer, which fits the discovery document."""
        texts = {name: value if isinstance(value, list) else [str(value)] for name, value in params.items()}
        answer = api.handle(self, method, path, texts, body, caller)
        assert self.contract.check_answer(method, HOST + path, 200, answer) == []
        return answer

    def get(self, fields: str = "", *ranges: str, caller: Caller = OWNER) -> Json:
        """spreadsheets.get; the mask decides on the data, but cutting down to it is the server's."""
        return self.call("GET", "/book", caller=caller, fields=fields, ranges=list(ranges))

    def data(self, fields: str, *ranges: str) -> Json:
        """The grid data of the first tab or range."""
        found: Json = self.get(f"sheets.data({fields})", *ranges)["sheets"][0]["data"][0]
        return found

    def sheet(self, index: int = 0, *, caller: Caller = OWNER) -> Json:
        """The tab without its data."""
        found: Json = self.call("GET", "/book", caller=caller)["sheets"][index]
        return found

    def do(self, *requests: Json, caller: Caller = OWNER) -> list[Json]:
        """The replies of a batchUpdate."""
        replies: list[Json] = self.call("POST", "/book:batchUpdate", {"requests": list(requests)}, caller)["replies"]
        return replies

    def fails(self, *requests: Json, caller: Caller = OWNER) -> str:
        """The message of the 400 that a batchUpdate meets."""
        with pytest.raises(ApiError) as caught:
            self.do(*requests, caller=caller)
        assert caught.value.code == 400
        return caught.value.message

    def put(self, where: str, rows: list[list[Any]], option: str = "USER_ENTERED", caller: Caller = OWNER) -> Json:
        """values.update."""
        path = f"/book/values/{quote(where, safe='')}"
        return self.call("PUT", path, {"values": rows}, caller, valueInputOption=option)

    def append(self, where: str, rows: list[list[Any]], **params: str) -> Json:
        """values.append."""
        path = f"/book/values/{quote(where, safe='')}:append"
        return self.call("POST", path, {"values": rows}, OWNER, valueInputOption="USER_ENTERED", **params)

    def read(self, where: str, **params: str) -> list[list[Any]]:
        """The values of a range."""
        found: list[list[Any]] = self.range(where, **params).get("values", [])
        return found

    def range(self, where: str, **params: str) -> Json:
        """values.get."""
        return self.call("GET", f"/book/values/{quote(where, safe='')}", None, OWNER, **params)


def grid(top: int | None, bottom: int | None, left: int | None, right: int | None, sheet: int = 0) -> Json:
    """A GridRange; None leaves a side open."""
    sides = {"startRowIndex": top, "endRowIndex": bottom, "startColumnIndex": left, "endColumnIndex": right}
    return {"sheetId": sheet} | {name: side for name, side in sides.items() if side is not None}


def lines(dimension: str, start: int, end: int, sheet: int = 0) -> Json:
    """A DimensionRange."""
    return {"sheetId": sheet, "dimension": dimension, "startIndex": start, "endIndex": end}


def note(row: int, column: int, text: str, sheet: int = 0) -> Json:
    """The request that sets one note."""
    where = grid(row, row + 1, column, column + 1, sheet)
    return {"updateCells": {"range": where, "rows": [{"values": [{"note": text}]}], "fields": "note"}}
