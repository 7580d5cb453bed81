"""Cell formats: the defaults, what a mask writes into one, and what a cell looks like in the end."""

from __future__ import annotations

import copy
from typing import Any

from tests.fake_google.masks import Mask
from tests.fake_google.sheets import colors, show
from tests.fake_google.sheets.value import ErrorValue, Value

_WHITE = {"red": 1, "green": 1, "blue": 1}
_PADDING = {"top": 2, "right": 3, "bottom": 2, "left": 3}


def default_format(font: str = "arial,sans,sans-serif") -> dict[str, Any]:
    """How a cell looks that nobody formatted."""
    return {
        "backgroundColor": dict(_WHITE),
        "padding": dict(_PADDING),
        "verticalAlignment": "BOTTOM",
        "wrapStrategy": "OVERFLOW_CELL",
        "textFormat": {
            "foregroundColor": {},
            "fontFamily": font,
            "fontSize": 10,
            "bold": False,
            "italic": False,
            "strikethrough": False,
            "underline": False,
            "foregroundColorStyle": {"rgbColor": {}},
        },
        "backgroundColorStyle": {"rgbColor": dict(_WHITE)},
    }


def default_theme() -> dict[str, Any]:
    """The theme of a new spreadsheet."""
    pairs = [{"colorType": name, "color": {"rgbColor": dict(value)}} for name, value in colors.THEME.items()]
    return {"primaryFontFamily": "Arial", "themeColors": pairs}


def merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """The base with what `over` says; colours are taken whole."""
    found = dict(base)
    for name, item in over.items():
        below = found.get(name)
        if isinstance(item, dict) and isinstance(below, dict) and not _is_color(name):
            found[name] = merged(below, item)
        else:
            found[name] = item
    return found


def _is_color(name: str) -> bool:
    return name.endswith(("olor", "olorStyle"))


def written(old: dict[str, Any], new: dict[str, Any], mask: Mask) -> dict[str, Any]:
    """The value after the fields that the mask names took what `new` has for them, or lost what they had."""
    if mask.everything:
        return pruned(new)
    found = dict(old)
    for name, below in _twins(mask).items():
        if below.everything or _is_color(name):
            found.pop(name, None)
            if name in new:
                found[name] = new[name]
        else:
            found[name] = written(found.get(name, {}), new.get(name, {}), below)
    return pruned(found)


def _twins(mask: Mask) -> dict[str, Mask]:
    """The children of the mask; a colour is written in both its spellings whichever was named."""
    found = dict(mask.children)
    for name, below in mask.children.items():
        if name.endswith("olorStyle"):
            found.setdefault(name.removesuffix("Style"), below)
        elif name.endswith("olor"):
            found.setdefault(f"{name}Style", below)
    return found


def pruned(value: dict[str, Any]) -> dict[str, Any]:
    """Without messages that hold nothing; an empty colour is black and stays."""
    found = {}
    for name, item in value.items():
        if isinstance(item, dict) and not _is_color(name):
            kept = pruned(item)
            if kept:
                found[name] = kept
        else:
            found[name] = item
    return found


def number_format(user: dict[str, Any], locale: str) -> dict[str, Any] | None:
    """The number format with its pattern spelled out; None where the cell has none."""
    own = user.get("numberFormat")
    if not own or "pattern" in own or own.get("type") in (None, "TEXT"):
        return own
    pattern = show.default_pattern(own["type"], locale)
    return {**own, "pattern": pattern} if pattern else own


def effective(user: dict[str, Any], value: Value, locale: str, rules: list[dict[str, Any]]) -> dict[str, Any]:
    """How the cell looks: the defaults, its own format, then the conditional formats that hold."""
    found = default_format("Arial")
    side = "LEFT"
    if isinstance(value, (bool, ErrorValue)):
        side = "CENTER"
    elif isinstance(value, (int, float)):
        side = "RIGHT"
    if value is not None:
        found["horizontalAlignment"] = side
    found["hyperlinkDisplayType"] = "PLAIN_TEXT"
    found = merged(found, user)
    numbers = number_format(user, locale)
    if numbers:
        found["numberFormat"] = numbers
    for rule in reversed(rules):  # the first rule that holds is on top
        found = merged(found, rule)
    return copy.deepcopy(found)
