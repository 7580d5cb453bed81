"""Google's discovery documents: which methods there are, and what a value must look like to fit a schema."""

from __future__ import annotations

import functools
import importlib.util
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

NAMES = ("sheets.v4", "drive.v3", "drive.v2")
FILES = {"drive.files.get", "drive.files.export"}  # methods that also answer with a file's bytes
INT32, UINT32 = range(-(2**31), 2**31), range(2**32)


@dataclass(frozen=True)
class Method:
    """One method of an API."""

    id: str
    service: str
    http: str
    pattern: re.Pattern[str]
    literal: int  # characters of the path that are fixed: the method with most of them fits best
    parameters: dict[str, dict[str, Any]]
    request: str
    response: str
    schemas: dict[str, dict[str, Any]]

    def schema(self, name: str) -> dict[str, Any]:
        return self.schemas[name]

    @property
    def sends_files(self) -> bool:
        return self.id in FILES


@dataclass(frozen=True)
class Problem:
    """Where a value does not fit, and why."""

    path: str
    what: str
    value: Any = None
    schema: str = ""

    def __str__(self) -> str:
        told = {"unknown value", "wrong type", "wrong format"}
        return f"{self.path}: {self.what}" + (f" {self.value!r}" if self.what in told else "")


@functools.cache
def documents() -> dict[str, dict[str, Any]]:
    """The documents by name (`drive.v3`); empty where google-api-python-client is not installed."""
    spec = importlib.util.find_spec("googleapiclient")
    if spec is None or not spec.submodule_search_locations:
        return {}
    folder = Path(next(iter(spec.submodule_search_locations))) / "discovery_cache" / "documents"
    paths = {name: folder / f"{name}.json" for name in NAMES}
    return {name: json.loads(path.read_text("utf-8")) for name, path in paths.items() if path.is_file()}


@functools.cache
def methods() -> tuple[Method, ...]:
    """Every method of every document, the most literal paths first."""
    found: list[Method] = []
    for name, document in documents().items():
        found += _methods(name.partition(".")[0], document, document)
    return tuple(sorted(found, key=lambda method: -method.literal))


@functools.lru_cache(4096)
def find_method(http: str, path: str) -> Method | None:
    """The method that a request calls, None where there is none; `path` is percent-encoded."""
    for method in methods():
        if method.http == http and method.pattern.fullmatch(path):
            return method
    return None


def _methods(service: str, document: dict[str, Any], node: dict[str, Any]) -> Iterator[Method]:
    for entry in node.get("methods", {}).values():
        paths = [document["servicePath"] + entry["path"]]
        uploads = entry.get("mediaUpload", {}).get("protocols", {})
        paths += [protocol["path"].lstrip("/") for protocol in uploads.values()]
        for path in paths:
            yield Method(
                id=entry["id"],
                service=service,
                http=entry["httpMethod"],
                pattern=re.compile("/" + _pattern(path)),
                literal=len(re.sub(r"\{.*?\}", "", path)),
                parameters=document["parameters"] | entry.get("parameters", {}),
                request=entry.get("request", {}).get("$ref", ""),
                response=entry.get("response", {}).get("$ref", ""),
                schemas=document["schemas"],
            )
    for child in node.get("resources", {}).values():
        yield from _methods(service, document, child)


def _pattern(path: str) -> str:
    """A pattern for a path template; a value before a custom verb (`{id}:copyTo`) holds no slash."""
    pieces = re.split(r"(\{\+?\w+\})", path)
    return "".join("[^/]+" if piece.startswith("{") else re.escape(piece) for piece in pieces)


def fits_parameter(schema: dict[str, Any], text: str) -> str:
    """What is wrong with a query parameter's value, empty where nothing is."""
    kind = schema.get("type")
    if kind == "boolean":
        return "" if text in {"true", "false"} else f"{text!r} is no boolean"
    if kind == "integer":
        return "" if re.fullmatch(r"-?\d+", text) else f"{text!r} is no whole number"
    if "enum" in schema:
        return "" if text in schema["enum"] else f"{text!r} is none of {', '.join(schema['enum'])}"
    return ""


def check(method: Method, schema: dict[str, Any], value: Any, path: str, *, strict: bool) -> Iterator[Problem]:
    """Where the value does not fit the schema; `strict` for answers, requests may write numbers as text."""
    name = schema.get("$ref", "")
    if name:
        schema = method.schema(name)
    kind = schema.get("type", "object")
    if value is None:
        if kind != "any":
            yield Problem(path, "null")
    elif kind == "object":
        yield from _object(method, schema, value, path, strict=strict)
    elif kind == "array":
        if not isinstance(value, list):
            yield Problem(path, "wrong type", value)
            return
        for at, item in enumerate(value):
            yield from check(method, schema["items"], item, f"{path}[{at}]", strict=strict)
    elif kind != "any":
        what = _scalar(schema, kind, value, strict=strict)
        if what:
            yield Problem(path, what, value, name)


def _object(method: Method, schema: dict[str, Any], value: Any, path: str, *, strict: bool) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem(path, "wrong type", value)
        return
    properties, others = schema.get("properties", {}), schema.get("additionalProperties")
    for key, item in value.items():
        below = properties.get(key, others)
        if below is None:
            yield Problem(f"{path}.{key}", "unknown field")
        elif item is None and key not in properties and not strict:
            continue  # a map's null deletes the key
        else:
            yield from check(method, below, item, f"{path}.{key}", strict=strict)


def _scalar(schema: dict[str, Any], kind: str, value: Any, *, strict: bool) -> str:
    """What is wrong with a text, number or truth value."""
    if kind == "boolean":
        return "" if isinstance(value, bool) else "wrong type"
    if kind == "string":
        return _text(schema, value, strict=strict)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return "wrong type"
    if kind == "integer":
        bounds = UINT32 if schema.get("format") == "uint32" else INT32
        return "" if isinstance(value, int) and value in bounds else "wrong type"
    return ""


def _text(schema: dict[str, Any], value: Any, *, strict: bool) -> str:
    form = schema.get("format", "")
    if form in {"int64", "uint64"} and not strict and isinstance(value, int) and not isinstance(value, bool):
        return ""
    if not isinstance(value, str):
        return "wrong type"
    if "enum" in schema and value not in schema["enum"]:
        return "unknown value"
    if form in {"int64", "uint64"}:
        return "" if re.fullmatch(r"-?\d+", value) else "wrong format"
    if form in {"date-time", "google-datetime"}:
        try:
            datetime.fromisoformat(value)
        except ValueError:
            return "wrong format"
    return ""
