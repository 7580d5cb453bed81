"""What can be told of a formula without working it out: its number format, its link, whether time changes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.fake_google.sheets.formulas.functions import VOLATILE
from tests.fake_google.sheets.formulas.parse import Array, Binary, Call, Literal, Node, Pointer, Unary, parse
from tests.fake_google.sheets.formulas.reference import Reference
from tests.fake_google.sheets.formulas.tokens import FormulaSyntaxError

Format = Mapping[str, Any]

_DATED = {
    "TODAY": "DATE", "DATE": "DATE", "EDATE": "DATE", "EOMONTH": "DATE", "NOW": "DATE_TIME", "TIME": "TIME",
}  # fmt: skip
# Their result looks like what they are given; the number says which argument.
_LIKE = {
    "SUM": 0, "AVERAGE": 0, "MIN": 0, "MAX": 0, "MEDIAN": 0, "LARGE": 0, "SMALL": 0, "ROUND": 0, "ROUNDUP": 0,
    "ROUNDDOWN": 0, "ABS": 0, "INT": 0, "INDEX": 0, "IFERROR": 0, "IFNA": 0, "IF": 1, "SUMIF": 0, "SUMIFS": 0, "N": 0,
}  # fmt: skip


def volatile(text: str, locale: str) -> bool:
    """Whether the result changes while no cell does."""
    try:
        return any(isinstance(node, Call) and node.function in VOLATILE for node in _nodes(parse(text, locale)))
    except FormulaSyntaxError:
        return False


def hyperlink(text: str, locale: str) -> str:
    """The address that a formula `=HYPERLINK("…"; …)` spells out; empty for any other."""
    try:
        node = parse(text, locale)
    except FormulaSyntaxError:
        return ""
    if isinstance(node, Call) and node.function == "HYPERLINK" and node.arguments:
        target = node.arguments[0]
        return target.value if isinstance(target, Literal) and isinstance(target.value, str) else ""
    return ""


def implied_format(text: str, locale: str, format_of: Callable[[Reference], Format | None]) -> Format | None:
    """The number format in which a result is shown in a cell that has none; `format_of` tells that of cells."""
    try:
        return _format(parse(text, locale), format_of)
    except FormulaSyntaxError:
        return None


def _format(node: Node, format_of: Callable[[Reference], Format | None]) -> Format | None:
    if isinstance(node, Pointer):
        return format_of(node.reference)
    if isinstance(node, Unary):
        return {"type": "PERCENT", "pattern": "0%"} if node.operator == "%" else _format(node.operand, format_of)
    if isinstance(node, Binary) and node.operator in {"+", "-", "*"}:
        left, right = _format(node.left, format_of), _format(node.right, format_of)
        if left and right and node.operator == "-" and {left.get("type"), right.get("type")} <= {"DATE", "DATE_TIME"}:
            return None
        return left or right
    if isinstance(node, Call):
        if node.function in _DATED:
            return {"type": _DATED[node.function]}
        at = _LIKE.get(node.function, len(node.arguments))
        return _format(node.arguments[at], format_of) if at < len(node.arguments) else None
    return None


def _nodes(node: Node) -> Iterator[Node]:
    """The node and all below it."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        yield found
        if isinstance(found, Unary):
            waiting.append(found.operand)
        elif isinstance(found, Binary):
            waiting += [found.left, found.right]
        elif isinstance(found, Call):
            waiting += found.arguments
        elif isinstance(found, Array):
            waiting += [cell for row in found.rows for cell in row]
