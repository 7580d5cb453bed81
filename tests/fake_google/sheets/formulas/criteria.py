"""Matching by pattern: wildcards, and the criteria of COUNTIF and its kin."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from functools import lru_cache

from tests.fake_google.sheets import entry
from tests.fake_google.sheets.formulas.operands import order
from tests.fake_google.sheets.value import ERROR_TEXT, ErrorValue, Value

Test = Callable[[Value], bool]

_COMPARISON = re.compile(r"(<=|>=|<>|<|>|=)?(.*)", re.DOTALL)
_ORDERED: dict[str, Callable[[int, int], bool]] = {
    "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
}  # fmt: skip


def has_wildcards(text: str) -> bool:
    return any(mark in text for mark in "*?~")


@lru_cache(maxsize=4096)
def wildcards(text: str) -> re.Pattern[str]:
    """`*` is any text, `?` one character, `~` takes the next one as it stands; capitals do not matter."""
    out: list[str] = []
    for found in re.finditer(r"~([*?~])|([*?])|(.)", text, re.DOTALL):
        escaped, wild, plain = found.groups()
        out.append({"*": ".*", "?": "."}[wild] if wild else re.escape(escaped or plain))
    return re.compile("".join(out), re.IGNORECASE | re.DOTALL)


def criterion(wanted: Value, locale: str) -> Test:
    """Whether a cell's value meets `">=5"`, `"<>"`, `"PEM-*"`, `12` or TRUE."""
    if isinstance(wanted, str):
        return _written(wanted, locale)
    if wanted is None:
        wanted = 0.0
    return _equals(wanted)


@lru_cache(maxsize=4096)
def _written(text: str, locale: str) -> Test:
    found = _COMPARISON.fullmatch(text)
    sign, rest = (found[1] or "", found[2]) if found else ("", text)
    if rest == "":
        return _empty(sign)
    read = entry.parse(rest, locale).value
    value: Value = read if isinstance(read, float | bool | ErrorValue) else rest
    if sign in _ORDERED:
        return _compares(_ORDERED[sign], value)
    same = _matches(rest) if isinstance(value, str) else _equals(value)
    if sign == "<>":
        return lambda cell: not same(cell)
    return same


def _empty(sign: str) -> Test:
    """`""` and `"="` ask for what is empty, `"<>"` for what is not; a lone `<` meets nothing."""
    if sign == "":
        return lambda cell: cell is None or cell == ""
    if sign == "=":
        return lambda cell: cell is None
    if sign == "<>":
        return lambda cell: cell is not None
    return _never


def _never(cell: Value) -> bool:
    return False


def _matches(text: str) -> Test:
    pattern = wildcards(text)
    return lambda cell: isinstance(cell, str) and pattern.fullmatch(cell) is not None


def _equals(value: Value) -> Test:
    if isinstance(value, ErrorValue):
        return lambda cell: isinstance(cell, ErrorValue) and ERROR_TEXT.get(cell.type) == ERROR_TEXT.get(value.type)
    if isinstance(value, bool):
        return lambda cell: isinstance(cell, bool) and cell == value
    return lambda cell: isinstance(cell, float) and cell == value


def _compares(test: Callable[[int, int], bool], value: Value) -> Test:
    kinds = (float,) if isinstance(value, float) else (bool,) if isinstance(value, bool) else (str,)
    return lambda cell: isinstance(cell, kinds) and test(order(cell, value), 0)
