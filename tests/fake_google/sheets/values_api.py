"""The methods below `spreadsheets.values`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tests.fake_google.errors import ApiError, bad_request
from tests.fake_google.sheets import append as tables
from tests.fake_google.sheets import metadata, shapes, values
from tests.fake_google.sheets.area import ROWS, Box, Change
from tests.fake_google.sheets.book import Spreadsheet
from tests.fake_google.sheets.protection import check_insert
from tests.fake_google.sheets.ranges import Target, resolve
from tests.fake_google.sheets.structure import changed
from tests.fake_google.sheets.trouble import Invalid
from tests.fake_google.sheets.values import Rendering, Writing, Written, value_range

if TYPE_CHECKING:
    from tests.fake_google.sheets.api import Call

_CHOICES = {
    "valueRenderOption": ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA"),
    "dateTimeRenderOption": ("SERIAL_NUMBER", "FORMATTED_STRING"),
    "majorDimension": ("ROWS", "COLUMNS"),
}


def _choice(call: Call, name: str, kind: str) -> str:
    """The parameter's value; the first choice where it is not given."""
    text = call.text(name)
    choices = _CHOICES[kind]
    if not text or text.endswith("UNSPECIFIED"):
        return choices[0]
    if text not in choices:
        kind_name = f"type.googleapis.com/google.apps.sheets.v4.{kind[0].upper()}{kind[1:]}"
        raise bad_request(f"Invalid value at '{name}' ({kind_name}), \"{text}\"")
    return text


def _rendering(call: Call) -> Rendering:
    return Rendering(
        _choice(call, "valueRenderOption", "valueRenderOption"),
        _choice(call, "dateTimeRenderOption", "dateTimeRenderOption"),
        _choice(call, "majorDimension", "majorDimension"),
    )


def _body_rendering(body: dict[str, Any], prefix: str = "") -> Rendering:
    def named(name: str) -> str:
        return str(body.get(prefix + name[0].upper() + name[1:] if prefix else name) or _CHOICES[name][0])

    return Rendering(named("valueRenderOption"), named("dateTimeRenderOption"), body.get("majorDimension") or "ROWS")


@contextmanager
def placed(name: str) -> Iterator[None]:
    """Errors within say which part of the body they are about."""
    try:
        yield
    except ApiError as error:
        error.message = f"Invalid {name}: {error.message}"
        raise


def get(call: Call) -> dict[str, Any]:
    rendering = _rendering(call)
    book = call.book(write=False).book
    return value_range(book, resolve(book, call.rest), rendering)


def batch_get(call: Call) -> dict[str, Any]:
    rendering = _rendering(call)
    found = call.book(write=False)
    targets = [resolve(found.book, text) for text in call.params.get("ranges", [])]
    answer: dict[str, Any] = {"spreadsheetId": found.id}
    if targets:
        answer["valueRanges"] = [value_range(found.book, target, rendering) for target in targets]
    return answer


def batch_get_by_data_filter(call: Call) -> dict[str, Any]:
    body = shapes.clean("BatchGetValuesByDataFilterRequest", call.body)
    rendering = _body_rendering(body)
    found = call.book(write=False)
    matched = [
        {"valueRange": value_range(found.book, target, rendering), "dataFilters": filters}
        for target, filters in metadata.grouped(found.book, body.get("dataFilters", []), call.caller)
    ]
    return {"spreadsheetId": found.id} | ({"valueRanges": matched} if matched else {})


def _written(found: Spreadsheet, written: Written, rendering: Rendering | None) -> dict[str, Any]:
    """The UpdateValuesResponse, with the values as they read now where `rendering` says how."""
    answer = written.to_api(found.id)
    if rendering is not None:
        answer["updatedData"] = value_range(found.book, written.target, rendering)
    return answer


def _response_rendering(call: Call, body: dict[str, Any]) -> Rendering | None:
    if not call.flag("includeValuesInResponse"):
        return None
    return Rendering(
        _choice(call, "responseValueRenderOption", "valueRenderOption"),
        _choice(call, "responseDateTimeRenderOption", "dateTimeRenderOption"),
        body.get("majorDimension") or "ROWS",
    )


def update(call: Call) -> dict[str, Any]:
    body = shapes.clean("ValueRange", call.body, "data")
    rows, rendering = values.matrix(body), _response_rendering(call, body)
    found = call.book(write=True)
    with found.lock:
        book = found.fork()
        writing = Writing(book, call.caller, call.text("valueInputOption"))
        if body.get("range"):
            _same_range(resolve(book, body["range"]), resolve(book, call.rest))
        written = writing.write(resolve(book, call.rest), rows)
        found.commit(book)
        return _written(found, written, rendering)


def _same_range(given: Target, asked: Target) -> None:
    """The range in the body may not name other cells than the one in the path."""
    if given.sheet is not asked.sheet or given.box != asked.box:
        raise bad_request(f"Request range[{asked.name}] does not match value's range[{given.name}]")


def batch_update(call: Call) -> dict[str, Any]:
    body = shapes.clean("BatchUpdateValuesRequest", call.body)
    found = call.book(write=True)
    items = body.get("data", [])
    with found.lock:
        book = found.fork()
        writing = Writing(book, call.caller, body.get("valueInputOption", ""))
        done = []
        for at, item in enumerate(items):
            if not item.get("range"):
                raise bad_request(f"Invalid data[{at}]: range must be specified.")
            with placed(f"data[{at}]"):
                done.append(writing.write(resolve(book, item["range"]), values.matrix(item)))
        found.commit(book)
        renderings = [_included(body, item) for item in items]
        responses = [_written(found, one, how) for one, how in zip(done, renderings, strict=True)]
        return _totals(found.id, done) | ({"responses": responses} if responses else {})


def _included(body: dict[str, Any], item: dict[str, Any]) -> Rendering | None:
    if not body.get("includeValuesInResponse"):
        return None
    return _body_rendering({**body, "majorDimension": item.get("majorDimension")}, "response")


def _totals(spreadsheet_id: str, done: list[Written]) -> dict[str, Any]:
    cells = [(one.target.sheet.id, row, column) for one in done for row, column in one.cells]
    counts = {
        "totalUpdatedRows": len({(sheet, row) for sheet, row, _ in cells}),
        "totalUpdatedColumns": len({(sheet, column) for sheet, _, column in cells}),
        "totalUpdatedCells": len(cells),
        "totalUpdatedSheets": len({sheet for sheet, _, _ in cells}),
    }
    return {"spreadsheetId": spreadsheet_id} | {name: count for name, count in counts.items() if count}


def batch_update_by_data_filter(call: Call) -> dict[str, Any]:
    body = shapes.clean("BatchUpdateValuesByDataFilterRequest", call.body)
    found = call.book(write=True)
    with found.lock:
        book = found.fork()
        writing = Writing(book, call.caller, body.get("valueInputOption", ""))
        done: list[Written] = []
        origins: list[dict[str, Any]] = []
        for item in body.get("data", []):
            for target in metadata.selected(book, item.get("dataFilter", {}), call.caller):
                done.append(writing.write(target, values.matrix(item)))
                origins.append(item)
        found.commit(book)
        responses = []
        for one, item in zip(done, origins, strict=True):
            response = _written(found, one, _included(body, item)) | {"dataFilter": item.get("dataFilter", {})}
            del response["spreadsheetId"]  # this one answer does not repeat it
            responses.append(response)
        return _totals(found.id, done) | ({"responses": responses} if responses else {})


def append(call: Call) -> dict[str, Any]:
    body = shapes.clean("ValueRange", call.body, "data")
    rows, rendering = values.matrix(body), _response_rendering(call, body)
    inserting = call.text("insertDataOption", "OVERWRITE")
    if inserting not in ("OVERWRITE", "INSERT_ROWS"):
        kind = "type.googleapis.com/google.apps.sheets.v4.InsertDataOption"
        raise bad_request(f"Invalid value at 'insert_data_option' ({kind}), \"{inserting}\"")
    found = call.book(write=True)
    with found.lock:
        book = found.fork()
        writing = Writing(book, call.caller, call.text("valueInputOption"))
        target = resolve(book, call.rest)
        sheet, table = target.sheet, tables.table_in(target)
        row, column = tables.start_of(target, table)
        answer: dict[str, Any] = {"spreadsheetId": found.id}
        if table is not None:
            answer["tableRange"] = Target(sheet, table).name
            if inserting == "INSERT_ROWS" and rows and row < sheet.row_count:
                _insert(
                    call, sheet_change=Change(sheet.id, ROWS, "insert", row, row + len(rows)), target=target, book=book
                )
        place = Target(sheet, Box(row, row + 1, column, column + 1), single=True)
        written = writing.write(place, rows, growing=True)
        found.commit(book)
        return answer | {"updates": _written(found, written, rendering)}


def _insert(call: Call, *, sheet_change: Change, target: Target, book: Any) -> None:
    try:
        check_insert(target.sheet, ROWS, sheet_change.start, call.caller)
    except Invalid as error:
        raise bad_request(str(error)) from None
    changed(book, target.sheet, sheet_change)


def clear(call: Call) -> dict[str, Any]:
    shapes.clean("ClearValuesRequest", call.body)
    found = call.book(write=True)
    with found.lock:
        book = found.fork()
        name = values.clear(resolve(book, call.rest), call.caller)
        found.commit(book)
    return {"spreadsheetId": found.id, "clearedRange": name}


def batch_clear(call: Call) -> dict[str, Any]:
    body = shapes.clean("BatchClearValuesRequest", call.body)
    found = call.book(write=True)
    with found.lock:
        book = found.fork()
        names = []
        for at, text in enumerate(body.get("ranges", [])):
            with placed(f"range[{at}]"):
                names.append(values.clear(resolve(book, text), call.caller))
        found.commit(book)
    return {"spreadsheetId": found.id} | ({"clearedRanges": names} if names else {})


def batch_clear_by_data_filter(call: Call) -> dict[str, Any]:
    body = shapes.clean("BatchClearValuesByDataFilterRequest", call.body)
    found = call.book(write=True)
    with found.lock:
        book = found.fork()
        grouped = metadata.grouped(book, body.get("dataFilters", []), call.caller)
        names = [values.clear(target, call.caller) for target, _ in grouped]
        found.commit(book)
    return {"spreadsheetId": found.id} | ({"clearedRanges": names} if names else {})
