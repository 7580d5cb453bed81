"""Files with content: uploads (simple, multipart, resumable), imports into spreadsheets, and exports out of them."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tests.fake_google import drive_files
from tests.fake_google.drive_fields import EXPORTS
from tests.fake_google.drive_model import SPREADSHEET, File, Identity
from tests.fake_google.errors import ApiError, bad_request
from tests.fake_google.permissions import WRITE
from tests.fake_google.sheets import api, export
from tests.fake_google.sheets.book import Spreadsheet
from tests.fake_google.wire import Answer, Request

if TYPE_CHECKING:
    from tests.fake_google.state import State

CSV_KINDS = {"text/csv": ",", "text/tab-separated-values": "\t", "application/vnd.ms-excel": ","}
MAX_COLUMNS = 18278
EXPORT_LIMIT = 10 * 1024 * 1024
NOT_NATIVE = "Export only supports Docs Editors files."
TOO_LARGE = "This file is too large to be exported."


def create(state: State, request: Request, file_id: str = "") -> Answer:
    """A new file from metadata and bytes; bytes of a table become a spreadsheet where the metadata wants one."""
    kind = request.one("uploadType")
    if kind == "resumable":
        return _begin(state, request, file_id)
    fields, content, mime = ({}, request.raw, _content_type(request)) if kind == "media" else _multipart(request)
    return _finish(state, request, file_id, fields, content, mime)


def update(state: State, request: Request, file_id: str) -> Answer:
    """The file with new bytes, and with the metadata that came along."""
    return create(state, request, file_id)


def resume(state: State, request: Request, file_id: str = "") -> Answer:
    """One piece of a resumable upload; the last one makes the file."""
    session = state.pages.get(f"upload {request.one('upload_id')}")
    if session is None:
        raise ApiError(404, "Upload session not found.", "notFound")
    found = re.match(r"bytes (\*|\d+-\d+)/(\d+|\*)", request.headers.get("content-range", ""))
    session["data"] += request.raw
    total = found[2] if found else str(len(session["data"]))
    if total == "*" or len(session["data"]) < int(total):
        reached = {"Range": f"bytes=0-{len(session['data']) - 1}"} if session["data"] else {}
        return Answer(status=308, headers=reached)
    request.params = session["params"] | {"fields": request.params.get("fields", session["params"].get("fields", [""]))}
    return _finish(state, request, session["file_id"], session["fields"], session["data"], session["mime"])


def replace_v2(state: State, request: Request, file_id: str) -> Answer:
    """Drive v2's upload, by which gspread imports a CSV: one tab is left, with the table in it."""
    file = drive_files.find(state, request, file_id, WRITE)
    _replace(state, file, request.raw, _content_type(request))
    state.bump(file, content=True)
    return _answer_v2(file)


def insert_v2(state: State, request: Request) -> Answer:
    """Drive v2's upload of a new file."""
    fields = {"name": "Untitled"} | ({"mimeType": SPREADSHEET} if request.flag("convert") else {})
    file = drive_files.new_file(state, request, fields, request.raw, _content_type(request))
    if file.mime == SPREADSHEET:
        _replace(state, file, request.raw, _content_type(request))
    return _answer_v2(file)


def _answer_v2(file: File) -> Answer:
    """The file in v2's words."""
    return Answer(
        {
            "kind": "drive#file",
            "id": file.id,
            "title": file.name,
            "mimeType": file.mime,
            "version": str(file.version),
            "editable": True,
            "copyable": True,
        }
    )


def _begin(state: State, request: Request, file_id: str) -> Answer:
    """A session for a resumable upload; its address stands in the header `Location`."""
    key = secrets.token_urlsafe(24)
    mime = request.headers.get("x-upload-content-type", "application/octet-stream")
    session = {"fields": request.fields(), "mime": mime, "data": b"", "params": request.params, "file_id": file_id}
    state.pages[f"upload {key}"] = session
    where = f"{state.address}{request.path}?uploadType=resumable&upload_id={key}"
    return Answer(headers={"Location": where, "X-GUploader-UploadID": key})


def _finish(state: State, request: Request, file_id: str, fields: dict[str, Any], content: bytes, mime: str) -> Answer:
    if file_id:
        file = drive_files.find(state, request, file_id, WRITE)
        drive_files.check_properties(fields, file, request.who)
        drive_files.set_fields(state, request.who, file, fields)
    else:
        file = drive_files.new_file(state, request, fields, content, mime)
    if file.mime == SPREADSHEET:
        _replace(state, file, content, mime)
    else:
        file.content = content
    state.bump(file, content=True)
    return drive_files.answer(state, request, file)


def _content_type(request: Request) -> str:
    return request.headers.get("content-type", "application/octet-stream").partition(";")[0].strip()


def _multipart(request: Request) -> tuple[dict[str, Any], bytes, str]:
    """The metadata, the bytes and their type of a `multipart/related` body."""
    found = re.search(r'boundary="?([^";]+)"?', request.headers.get("content-type", ""))
    parts = request.raw.split(b"--" + found[1].encode()) if found else []
    pieces = [_part(part) for part in parts[1:] if not part.startswith(b"--")]
    if len(pieces) != 2:
        raise bad_request("Malformed multipart body.")
    try:
        fields = json.loads(pieces[0][1])
    except ValueError:
        raise ApiError(400, "Malformed multipart body.", "badContent") from None
    headers, content = pieces[1]
    if b"base64" in headers.lower().partition(b"content-transfer-encoding:")[2][:12]:
        content = base64.b64decode(content)
    mime = re.search(rb"(?i)content-type:\s*([^;\r\n]+)", headers)
    return fields, content, mime[1].decode().strip() if mime else "application/octet-stream"


def _part(part: bytes) -> tuple[bytes, bytes]:
    """A part's headers and content, without the line ends around it."""
    gap = re.search(rb"\r?\n\r?\n", part)
    if gap is None:
        return b"", part.strip(b"\r\n")
    return part[: gap.start()], re.sub(rb"\r?\n\Z", b"", part[gap.end() :])


def _replace(state: State, file: File, content: bytes, mime: str) -> None:
    """The spreadsheet holds the table and nothing else; an empty upload leaves it as it is."""
    if not content:
        return
    if mime not in CSV_KINDS:
        raise bad_request(f"This local Google imports csv and tsv into spreadsheets, not {mime}.")
    text = content.decode("utf-8-sig", "replace")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=CSV_KINDS[mime]))
    width = max((len(row) for row in rows), default=0)
    if width > MAX_COLUMNS:
        raise bad_request("The table has too many columns.")
    book = state.spreadsheets[file.id]
    caller = state.books.caller(state.acting or Identity(state.account(file.owner)), file.id)
    first, *others = book.sheets
    size = {"rowCount": max(len(rows), 1), "columnCount": max(width, 1)}
    book.apply(
        [
            *({"deleteSheet": {"sheetId": sheet.id}} for sheet in others),
            {"updateCells": {"range": {"sheetId": first.id}, "fields": "*"}},
            {
                "updateSheetProperties": {
                    "properties": {"sheetId": first.id, "gridProperties": size},
                    "fields": "gridProperties.rowCount,gridProperties.columnCount",
                }
            },
        ],
        caller,
    )
    where = quote("'" + first.title.replace("'", "''") + "'!A1", safe="")
    option = {"valueInputOption": ["USER_ENTERED"]}
    api.handle(state.books, "PUT", f"/{file.id}/values/{where}", option, {"values": rows}, caller)


def export_file(state: State, request: Request, file_id: str) -> Answer:
    """The spreadsheet in another format; csv and tsv hold the first tab alone."""
    file = drive_files.find(state, request, file_id)
    mime = request.one("mimeType")
    if file.mime != SPREADSHEET:
        raise ApiError(403, NOT_NATIVE, "fileNotExportable")
    if mime not in EXPORTS:
        raise ApiError(400, "The requested conversion is not supported.", "badRequest", location="convertTo")
    data = exported(state.spreadsheets[file_id], EXPORTS[mime])
    if len(data) > EXPORT_LIMIT:
        raise ApiError(403, TOO_LARGE, "exportSizeLimitExceeded")
    return Answer(data, content_type=mime)


def exported(book: Spreadsheet, kind: str) -> bytes:
    """The spreadsheet as a file of this kind; csv and tsv hold the first visible tab."""
    if kind == "ods":
        raise bad_request("This local Google does not export ods.")
    first = next((sheet for sheet in book.sheets if not sheet.hidden), book.sheets[0])
    makers: dict[str, Callable[[], bytes]] = {
        "xlsx": lambda: export.to_xlsx(book),
        "pdf": lambda: export.to_pdf(book),
        "csv": lambda: export.to_csv(book, first),
        "tsv": lambda: export.to_tsv(book, first),
    }
    return makers[kind]()
