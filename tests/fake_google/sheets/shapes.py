"""Request bodies checked and brought into one form against Google's discovery document, as the service's JSON reader does.

Names may be spelled `sheetId` or `sheet_id`, whole numbers may come as text, null is as good as absent; an unknown
name, a value of the wrong type or two members of a one-of are refused with 400 before anything is done.
"""

from __future__ import annotations

import functools
import importlib.resources
import json
import marshal
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from tests.fake_google.errors import ApiError

Cleaner = Callable[[Any], Any]

# The members of which a message may have one only; the discovery document does not say it.
ONE_OFS: dict[str, tuple[str, tuple[str, ...]]] = {
    "ExtendedValue": ("value", ("numberValue", "stringValue", "boolValue", "formulaValue", "errorValue")),
    "UpdateCellsRequest": ("area", ("start", "range")),
    "ColorStyle": ("kind", ("rgbColor", "themeColor")),
    "ConditionalFormatRule": ("rule", ("booleanRule", "gradientRule")),
    "ConditionValue": ("value", ("relativeDate", "userEnteredValue")),
    "DataFilter": ("filter", ("developerMetadataLookup", "a1Range", "gridRange")),
    "DeveloperMetadataLocation": ("location", ("spreadsheet", "sheetId", "dimensionRange")),
    "FindReplaceRequest": ("scope", ("range", "sheetId", "allSheets")),
    "AutoFillRequest": ("area", ("range", "sourceAndDestination")),
    "AutoResizeDimensionsRequest": ("sizing", ("dimensions", "dataSourceSheetDimensions")),
    "UpdateConditionalFormatRuleRequest": ("instruction", ("rule", "newIndex")),
}
# Messages that come again and again in one request; nobody changes them once they are cleaned.
REPEATED = frozenset({"CellFormat", "DataValidationRule"})
SEEN_LIMIT = 4096
_SEEN: dict[tuple[str, bytes], dict[str, Any]] = {}
_INTEGER = re.compile(r"[+-]?[0-9]+")
_INT32 = 2**31


class MisshapenError(Exception):
    """What is wrong, and the way to it, written down from the inside out."""

    def __init__(self, kind: str, what: str) -> None:
        super().__init__(what)
        self.kind = kind
        self.what = what
        self.steps: list[str] = []

    @property
    def path(self) -> str:
        return ".".join(reversed(self.steps)).replace(".[", "[")


class Member(NamedTuple):
    name: str
    snake: str
    clean: Cleaner


@functools.cache
def document() -> dict[str, Any]:
    """Google's description of the Sheets API."""
    folder = importlib.resources.files("googleapiclient.discovery_cache.documents")
    found: dict[str, Any] = json.loads((folder / "sheets.v4.json").read_text("utf-8"))
    return found


def clean(schema: str, body: Any, root: str = "") -> dict[str, Any]:
    """The body in one form: camelCase names, numbers as numbers, nothing that is null; 400 where it is no `schema`."""
    try:
        found: dict[str, Any] = _message(schema)({} if body is None else body)
    except MisshapenError as error:
        raise _refused(error, root) from None
    return found


def _refused(error: MisshapenError, root: str) -> ApiError:
    path = ".".join(part for part in (root, error.path) if part).replace(".[", "[")
    if error.kind == "unknown":
        at = f" at '{path}'" if path else ""
        message = f'Invalid JSON payload received. Unknown name "{error.what}"{at}: Cannot find field.'
    else:
        message = f"Invalid value at '{path}' ({error.kind}), {error.what}"
    violation = {"field": path, "description": message}
    details = [{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}]
    return ApiError(400, message, "badRequest", details=details)


@functools.cache
def _message(schema: str) -> Cleaner:
    return functools.partial(_clean_message, schema)


@functools.cache
def _members(schema: str) -> dict[str, Member]:
    found: dict[str, Member] = {}
    for name, described in document()["schemas"][schema].get("properties", {}).items():
        snake = re.sub("([A-Z])", r"_\1", name).lower()
        member = Member(name, snake, _cleaner(schema, name, described))
        found[name] = found[snake] = member
    return found


def _clean_message(schema: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise MisshapenError(
            f"type.googleapis.com/google.apps.sheets.v4.{schema}", json.dumps(value, ensure_ascii=False)
        )
    if schema in REPEATED:
        return _repeated(schema, value)
    return _clean_members(schema, value)


def _repeated(schema: str, value: dict[str, Any]) -> dict[str, Any]:
    """The same for values that thousands of cells share: each is looked at once, and all get the one result."""
    try:
        seen = (schema, marshal.dumps(value))
    except ValueError:
        return _clean_members(schema, value)
    found = _SEEN.get(seen)
    if found is None:
        if len(_SEEN) >= SEEN_LIMIT:
            _SEEN.clear()
        found = _SEEN[seen] = _clean_members(schema, value)
    return found


def _clean_members(schema: str, value: dict[str, Any]) -> dict[str, Any]:
    members = _members(schema)
    found: dict[str, Any] = {}
    for name, item in value.items():
        member = members.get(name)
        if member is None:
            raise MisshapenError("unknown", name)
        if item is None:
            continue
        try:
            cleaned = member.clean(item)
        except MisshapenError as error:
            error.steps.append(member.snake)
            raise
        if cleaned is not None:
            found[member.name] = cleaned
    if schema in ONE_OFS and len(found) > 1:
        _refuse_two(ONE_OFS[schema], found)
    if schema == "Request" and len(found) > 1:
        _refuse_two(("kind", tuple(found)), found)
    return found


def _refuse_two(one_of: tuple[str, tuple[str, ...]], found: dict[str, Any]) -> None:
    name, members = one_of
    present = [member for member in found if member in members]
    if len(present) > 1:
        raise MisshapenError("oneof", f"oneof field '{name}' is already set. Cannot set '{present[1]}'")


def _cleaner(schema: str, name: str, described: dict[str, Any]) -> Cleaner:
    if "$ref" in described:
        return _message(described["$ref"])
    kind = described.get("type")
    if kind == "array":
        if described["items"].get("type") == "array":
            return _matrix
        return functools.partial(_list, _cleaner(schema, name, described["items"]))
    if kind == "object":
        return functools.partial(_map, _cleaner(schema, name, described["additionalProperties"]))
    if "enum" in described:
        return functools.partial(_enum, tuple(described["enum"]), name)
    return {"integer": _integer, "number": _number, "boolean": _boolean, "string": _text}.get(str(kind), _as_is)


def _as_is(value: Any) -> Any:
    return value


def _list(clean_item: Cleaner, value: Any) -> list[Any]:
    if not isinstance(value, list):
        value = [value]  # the service takes one item for a list of one
    found = []
    for number, item in enumerate(value):
        try:
            found.append(clean_item(item))
        except MisshapenError as error:
            error.steps.append(f"[{number}]")
            raise
    return found


def _map(clean_item: Cleaner, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise MisshapenError("Map", json.dumps(value, ensure_ascii=False))
    return {str(key): clean_item(item) for key, item in value.items()}


def _matrix(value: Any) -> list[list[Any]]:
    """Rows of cells: each row a list; what the cells hold is looked at by those who write them."""
    if not isinstance(value, list):
        raise MisshapenError("type.googleapis.com/google.protobuf.ListValue", json.dumps(value, ensure_ascii=False))
    for number, row in enumerate(value):
        if not isinstance(row, list):
            error = MisshapenError("type.googleapis.com/google.protobuf.ListValue", json.dumps(row, ensure_ascii=False))
            error.steps.append(f"[{number}]")
            raise error
    return value


def _enum(names: tuple[str, ...], field: str, value: Any) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(names):
        value = names[value]
    if value not in names:
        kind = f"type.googleapis.com/google.apps.sheets.v4.{field[0].upper()}{field[1:]}"
        raise MisshapenError(kind, json.dumps(value, ensure_ascii=False))
    return None if value.endswith("UNSPECIFIED") else str(value)


def _integer(value: Any) -> int:
    whole = isinstance(value, float) and value.is_integer()
    if (
        (isinstance(value, int) and not isinstance(value, bool))
        or whole
        or (isinstance(value, str) and _INTEGER.fullmatch(value))
    ):
        number = int(value)
    else:
        raise MisshapenError("TYPE_INT32", json.dumps(value, ensure_ascii=False))
    if not -_INT32 <= number < _INT32:
        raise MisshapenError("TYPE_INT32", json.dumps(value, ensure_ascii=False))
    return number


def _number(value: Any) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            pass
    raise MisshapenError("TYPE_DOUBLE", json.dumps(value, ensure_ascii=False))


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return bool(value == "true")
    raise MisshapenError("TYPE_BOOL", json.dumps(value, ensure_ascii=False))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise MisshapenError("TYPE_STRING", json.dumps(value, ensure_ascii=False))
    return value
