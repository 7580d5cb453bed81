"""batchUpdate: each kind of request, done in order on a state that is kept only if all of them succeed."""

from __future__ import annotations

from typing import Any

from tests.fake_google.caller import Caller
from tests.fake_google.errors import ApiError, bad_request
from tests.fake_google.sheets import shapes
from tests.fake_google.sheets.book import Book, Spreadsheet
from tests.fake_google.sheets.requests import lines, looks, moving, named, tabs, texts, writing
from tests.fake_google.sheets.requests.context import Context, Handler
from tests.fake_google.sheets.trouble import Invalid

HANDLERS: dict[str, Handler] = {
    **tabs.HANDLERS,
    **writing.HANDLERS,
    **lines.HANDLERS,
    **named.HANDLERS,
    **looks.HANDLERS,
    **moving.HANDLERS,
    **texts.HANDLERS,
}
# What the real service does and this one says no to.
UNSUPPORTED = (
    "addChart", "updateChartSpec", "updateEmbeddedObjectPosition", "updateEmbeddedObjectBorder",
    "deleteEmbeddedObject", "addSlicer", "updateSlicerSpec",
    "addDataSource", "updateDataSource", "deleteDataSource", "refreshDataSource", "cancelDataSourceRefresh",
    "insertComment", "addCommentReply", "updateCommentPost", "deleteComment", "deleteCommentReply",
)  # fmt: skip
# Requests whose answer has the kind's own part, if only an empty one.
ANSWERED = frozenset({
    "addDimensionGroup", "deleteDimensionGroup", "findReplace", "trimWhitespace", "deleteDuplicates",
    "deleteDeveloperMetadata", "updateDeveloperMetadata",
})  # fmt: skip


def run(spreadsheet: Spreadsheet, book: Book, requests: list[dict[str, Any]], caller: Caller) -> list[dict[str, Any]]:
    """The replies, one a request, once all are done on the book; 400 names the first that cannot be."""
    if not requests:
        raise bad_request("Must specify at least one request.")
    context = Context(spreadsheet, book, caller)
    cleaned = [shapes.clean("Request", request, f"requests[{at}]") for at, request in enumerate(requests)]
    return [_one(context, at, request) for at, request in enumerate(cleaned)]


def _one(context: Context, at: int, request: dict[str, Any]) -> dict[str, Any]:
    if not request:
        raise bad_request(f"Invalid requests[{at}]: No request set.")
    kind, body = next(iter(request.items()))
    handler = HANDLERS.get(kind)
    if handler is None:
        raise ApiError(
            501, f"Invalid requests[{at}].{kind}: not supported by the local Google.", status="UNIMPLEMENTED"
        )
    try:
        reply = handler(context, body)
    except Invalid as error:
        raise bad_request(f"Invalid requests[{at}].{kind}: {error}") from None
    except ApiError as error:
        error.message = f"Invalid requests[{at}].{kind}: {error.message}"
        raise
    context.book.calculator = None
    context.book.implied.clear()
    return {kind: reply} if reply or (reply is not None and kind in ANSWERED) else {}
