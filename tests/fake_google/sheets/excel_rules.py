"""Data validation as Excel has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tests.fake_google.sheets import entry
from tests.fake_google.sheets.area import Box
from tests.fake_google.sheets.formulas.excel import to_excel
from tests.fake_google.sheets.formulas.tokens import FormulaSyntaxError

LIST_LENGTH = 255  # characters of a drop-down's choices together, and of a message
_CRITERIA = {
    "GREATER": ">", "GREATER_THAN_EQ": ">=", "LESS": "<", "LESS_THAN_EQ": "<=", "EQ": "=", "NOT_EQ": "<>",
    "BETWEEN": "between", "NOT_BETWEEN": "not between",
}  # fmt: skip
_DATES = {"AFTER": ">", "ON_OR_AFTER": ">=", "BEFORE": "<", "ON_OR_BEFORE": "<=", "EQ": "=",
          "BETWEEN": "between", "NOT_BETWEEN": "not between"}  # fmt: skip


def excel_rule(rule: Mapping[str, Any], locale: str) -> dict[str, Any]:
    """The rule by XlsxWriter's names; empty where Excel has nothing like it."""
    condition = rule.get("condition", {})
    values = [str(value.get("userEnteredValue", "")) for value in condition.get("values", [])]
    try:
        found = _condition(str(condition.get("type", "")), values, locale)
    except FormulaSyntaxError:
        return {}
    if not found:
        return {}
    message = str(rule.get("inputMessage", ""))[:LIST_LENGTH]
    return (
        found
        | {"error_type": "stop" if rule.get("strict") else "warning"}
        | ({"input_message": message} if message else {})
    )


def _condition(kind: str, values: list[str], locale: str) -> dict[str, Any]:
    if kind == "BOOLEAN":
        return {"validate": "list", "source": values or ["TRUE", "FALSE"]}
    if not values:
        return {}
    if kind == "ONE_OF_LIST":
        return {"validate": "list", "source": values} if len(",".join(values)) <= LIST_LENGTH else {}
    if kind in {"ONE_OF_RANGE", "CUSTOM_FORMULA"}:
        formula = to_excel(values[0] if values[0].startswith("=") else f"={values[0]}", locale, '""')
        return (
            {"validate": "list", "source": formula}
            if kind == "ONE_OF_RANGE"
            else {"validate": "custom", "value": formula}
        )
    family, _, comparison = kind.partition("_")
    criteria = {"NUMBER": _CRITERIA, "DATE": _DATES}.get(family, {}).get(comparison)
    bounds = [_bound(value, locale) for value in values]
    if criteria is None or None in bounds or len(bounds) < 1 + criteria.endswith("between"):
        return {}
    found = {"validate": "decimal", "criteria": criteria}
    if criteria.endswith("between"):
        return found | {"minimum": bounds[0], "maximum": bounds[1]}
    return found | {"value": bounds[0]}


def _bound(text: str, locale: str) -> float | str | None:
    return to_excel(text, locale, "0") if text.startswith("=") else entry.number(text, locale)


def boxes(places: Iterable[tuple[int, int]]) -> list[Box]:
    """The cells as rectangles one column wide."""
    found: list[Box] = []
    for column, row in sorted((column, row) for row, column in places):
        if found and found[-1].left == column and found[-1].bottom == row:
            found[-1] = found[-1]._replace(bottom=row + 1)
        else:
            found.append(Box(row, row + 1, column, column + 1))
    return found
