"""Looks and rules of cells as XlsxWriter takes them."""

from __future__ import annotations

from typing import Any

from sheets_sync.grid import column_letters
from sheets_sync.plan import Check, Colour, Style

NUMBER_CHECK = {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15}


def properties_of(style: Style) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "font_name": "Arial",
        "font_size": style.size,
        "bold": style.bold,
        "font_color": f"#{style.color}",
        "align": "center_across" if style.span else style.align,
        "valign": "vcenter" if style.middle else "top",
        "text_wrap": style.wrap,
        "shrink": style.shrink,
        "indent": style.indent,
        "num_format": style.number,
        "locked": style.locked,
    }
    if style.fill:
        properties["bg_color"] = f"#{style.fill}"
    if style.border == "around":
        properties |= {"border": 1, "border_color": "#808080"}
    elif style.border == "below":
        properties |= {"bottom": 1, "bottom_color": "#C9D1D6"}
    return properties


def validation_of(check: Check) -> dict[str, Any]:
    rule: dict[str, Any] = {"validate": "list", "source": _source(check)} if check.options else dict(NUMBER_CHECK)
    return rule | {
        "error_title": "Belum sesuai",
        "error_message": check.message[:255],
        "error_type": "stop",
        "show_error": check.strict,
        "ignore_blank": True,
    }


def _source(check: Check) -> str | list[str]:
    """The options themselves, or where they stand: in a list inside the rule a comma would part an option."""
    area = check.listed
    if area is None:
        return list(check.options)
    return f"=${column_letters(area.left)}${area.top}:${column_letters(area.right)}${area.bottom}"


def condition_of(colour: Colour) -> dict[str, Any]:
    """When the cells take the colour."""
    rules: dict[str, dict[str, Any]] = {
        "empty": {"type": "blanks"},
        "begins": {"type": "text", "criteria": "begins with", "value": colour.text},
        "asked": {"type": "formula", "criteria": f"={colour.condition}"},
    }
    return rules[colour.when]


def highlight_of(colour: Colour) -> dict[str, Any]:
    """How they look then."""
    look: dict[str, Any] = {}
    if colour.fill:
        look["bg_color"] = f"#{colour.fill}"
    if colour.color:
        look |= {"font_color": f"#{colour.color}", "bold": True}
    return look
