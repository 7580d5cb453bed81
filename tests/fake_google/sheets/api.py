"""The methods of the Sheets API v4 over spreadsheets that Drive keeps."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import unquote

from tests.fake_google.caller import Caller
from tests.fake_google.errors import ApiError, bad_request, not_found
from tests.fake_google.masks import Mask, parse_mask
from tests.fake_google.sheets import metadata, reading, shapes, transfer, values_api
from tests.fake_google.sheets.book import Spreadsheet
from tests.fake_google.sheets.ranges import Target, resolve

Params = dict[str, list[str]]


class Books(Protocol):
    """Where spreadsheets are kept, and who may use them."""

    def open(self, file_id: str, caller: Caller, write: bool) -> Spreadsheet:
        """The spreadsheet; 404 or 403 where there is none for this caller."""
        ...

    def create(self, title: str, caller: Caller) -> Spreadsheet:
        """A new spreadsheet that the caller owns."""
        ...


@dataclass
class Call:
    """One call of a method."""

    books: Books
    file_id: str
    caller: Caller
    params: Params
    body: Any
    rest: str = ""  # the range, metadata id or sheet id of the path, decoded

    def book(self, *, write: bool) -> Spreadsheet:
        """The spreadsheet that the call names."""
        found = self.books.open(self.file_id, self.caller, write)
        if not write:
            found.refresh()
        return found

    def flag(self, name: str) -> bool:
        """A true-or-false parameter, however it is spelled."""
        return self.text(name).lower() == "true"

    def text(self, name: str, default: str = "") -> str:
        return (self.params.get(name) or [default])[-1]

    def mask(self) -> Mask:
        """The `fields` of the query, `$fields` being its other name."""
        return parse_mask(self.text("fields") or self.text("$fields"))

    @property
    def has_mask(self) -> bool:
        return bool(self.text("fields") or self.text("$fields"))


def get(call: Call) -> dict[str, Any]:
    found = call.book(write=False)
    texts = [text for text in call.params.get("ranges", []) if text]
    targets = [resolve(found.book, text) for text in texts] if texts else None
    return _described(call, found, targets, grid=call.flag("includeGridData"))


def _described(call: Call, found: Spreadsheet, targets: list[Target] | None, *, grid: bool) -> dict[str, Any]:
    """A mask decides on the data alone where there is one."""
    mask = call.mask()
    wanted = mask.touches("sheets.data") if call.has_mask else grid
    return reading.spreadsheet(found, call.caller, mask, targets, grid=wanted)


def get_by_data_filter(call: Call) -> dict[str, Any]:
    body = shapes.clean("GetSpreadsheetByDataFilterRequest", call.body)
    found = call.book(write=False)
    filters = body.get("dataFilters", [])
    targets = [target for target, _ in metadata.grouped(found.book, filters, call.caller)] if filters else None
    return _described(call, found, targets, grid=body.get("includeGridData", False))


def create(call: Call) -> dict[str, Any]:
    body = shapes.clean("Spreadsheet", call.body, "spreadsheet")
    requests = transfer.requests_of(body)
    title = body.get("properties", {}).get("title") or "Untitled spreadsheet"
    made = call.books.create(title, call.caller)
    transfer.fill(made, requests, call.caller)
    return reading.spreadsheet(made, call.caller, call.mask(), None, grid=False)


def batch_update(call: Call) -> dict[str, Any]:
    found = call.book(write=True)
    body = call.body if isinstance(call.body, dict) else {}
    requests = body.get("requests") or []
    options = shapes.clean("BatchUpdateSpreadsheetRequest", {k: v for k, v in body.items() if k != "requests"})
    if not isinstance(requests, list):
        requests = [requests]
    replies = found.apply(requests, call.caller)
    answer: dict[str, Any] = {"spreadsheetId": found.id, "replies": replies}
    if options.get("includeSpreadsheetInResponse"):
        texts = options.get("responseRanges", [])
        targets = [resolve(found.book, text) for text in texts] if texts else None
        below = call.mask().child("updatedSpreadsheet") or Mask()
        grid = options.get("responseIncludeGridData", False)
        answer["updatedSpreadsheet"] = reading.spreadsheet(found, call.caller, below, targets, grid=grid)
    return answer


def metadata_get(call: Call) -> dict[str, Any]:
    found = call.book(write=False)
    for item in found.book.metadata:
        if str(item.id) == call.rest and metadata.visible(item, call.caller):
            return item.to_api()
    raise not_found(f"No developer metadata with id: {call.rest}")


def metadata_search(call: Call) -> dict[str, Any]:
    body = shapes.clean("SearchDeveloperMetadataRequest", call.body)
    return metadata.search(call.book(write=False).book, body.get("dataFilters", []), call.caller)


def copy_to(call: Call) -> dict[str, Any]:
    body = shapes.clean("CopySheetToAnotherSpreadsheetRequest", call.body)
    source = call.book(write=False)
    target = call.books.open(body.get("destinationSpreadsheetId", ""), call.caller, True)
    if not call.rest.isdecimal():
        raise bad_request(f"Invalid value at 'sheet_id' (TYPE_INT32), \"{call.rest}\"")
    return transfer.copy_sheet(source, int(call.rest), target, call.caller)


Method = Callable[[Call], dict[str, Any]]
# What follows the id in the path, with the verb behind its last colon still encoded.
METHODS: tuple[tuple[str, str, Method], ...] = (
    ("GET", r"", get),
    ("POST", r":batchUpdate", batch_update),
    ("POST", r":getByDataFilter", get_by_data_filter),
    ("GET", r"/values:batchGet", values_api.batch_get),
    ("POST", r"/values:batchUpdate", values_api.batch_update),
    ("POST", r"/values:batchClear", values_api.batch_clear),
    ("POST", r"/values:batchGetByDataFilter", values_api.batch_get_by_data_filter),
    ("POST", r"/values:batchUpdateByDataFilter", values_api.batch_update_by_data_filter),
    ("POST", r"/values:batchClearByDataFilter", values_api.batch_clear_by_data_filter),
    ("POST", r"/values/(?P<rest>[^/]*):append", values_api.append),
    ("POST", r"/values/(?P<rest>[^/]*):clear", values_api.clear),
    ("GET", r"/values/(?P<rest>[^/]*)", values_api.get),
    ("PUT", r"/values/(?P<rest>[^/]*)", values_api.update),
    ("POST", r"/developerMetadata:search", metadata_search),
    ("GET", r"/developerMetadata/(?P<rest>[^/:]+)", metadata_get),
    ("POST", r"/sheets/(?P<rest>[^/:]+):copyTo", copy_to),
)
_ID = re.compile(r"/([^/:]*)(.*)", re.DOTALL)


def handle(books: Books, method: str, path: str, params: Params, body: Any, caller: Caller) -> dict[str, Any]:
    """The answer to a request; `path` is what follows `/v4/spreadsheets`, still percent-encoded."""
    if path in ("", "/"):
        if method != "POST":
            raise ApiError(404, "Not Found", status="NOT_FOUND")
        return create(Call(books, "", caller, params, body))
    match = _ID.fullmatch(path)
    if match is None:
        raise ApiError(404, "Not Found", status="NOT_FOUND")
    for verb, pattern, run in METHODS:
        found = re.fullmatch(pattern, match[2]) if verb == method else None
        if found is not None:
            rest = unquote(found.groupdict().get("rest", ""))
            return run(Call(books, unquote(match[1]), caller, params, body, rest))
    raise ApiError(404, "Not Found", status="NOT_FOUND")
