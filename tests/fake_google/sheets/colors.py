"""Colours as the service keeps them: 8 bits a channel, zeros left out, both the plain and the style spelling."""

from __future__ import annotations

import functools
import struct
from typing import Any

CHANNELS = ("red", "green", "blue")


def _rgb(red: int, green: int, blue: int) -> dict[str, float]:
    parts = zip(CHANNELS, (red, green, blue), strict=True)
    return {name: channel(level) for name, level in parts if level}


@functools.cache
def channel(level: int) -> float:
    """The share of 255, written as a 32-bit number is: 66 is 0.25882354."""
    exact = struct.unpack("f", struct.pack("f", level / 255))[0]
    for digits in range(1, 10):
        short = float(f"{exact:.{digits}g}")
        if struct.pack("f", short) == struct.pack("f", exact):
            return int(short) if short.is_integer() else short
    return float(exact)


THEME: dict[str, dict[str, float]] = {
    "TEXT": _rgb(0, 0, 0),
    "BACKGROUND": _rgb(255, 255, 255),
    "ACCENT1": _rgb(66, 133, 244),
    "ACCENT2": _rgb(234, 67, 53),
    "ACCENT3": _rgb(251, 188, 4),
    "ACCENT4": _rgb(52, 168, 83),
    "ACCENT5": _rgb(255, 109, 1),
    "ACCENT6": _rgb(70, 189, 198),
    "LINK": _rgb(17, 85, 204),
}


def color(value: dict[str, Any]) -> dict[str, float]:
    """The colour in 8 bits a channel."""
    return dict(_color(value.get("red", 0), value.get("green", 0), value.get("blue", 0)))


@functools.lru_cache(maxsize=4096)
def _color(red: float, green: float, blue: float) -> dict[str, float]:
    return _rgb(*(int(min(max(float(part), 0.0), 1.0) * 255 + 0.5) for part in (red, green, blue)))


def style(value: dict[str, Any]) -> dict[str, Any]:
    """The colour style in the kept form; empty where it names no colour."""
    if "rgbColor" in value:
        return {"rgbColor": color(value["rgbColor"])}
    return {"themeColor": value["themeColor"]} if "themeColor" in value else {}


def plain(value: dict[str, Any]) -> dict[str, float] | None:
    """The plain colour that a style stands for."""
    if "rgbColor" in value:
        return dict(value["rgbColor"])
    return THEME.get(value.get("themeColor", ""))


def _is_plain(name: str) -> bool:
    return name == "color" or (name.endswith("Color") and name not in ("rgbColor", "themeColor"))


def painted(value: Any) -> Any:
    """The value with every colour in it in both spellings; where both were given the style counts."""
    if isinstance(value, list):
        return [painted(item) for item in value]
    if not isinstance(value, dict):
        return value
    found: dict[str, Any] = {}
    for name, item in value.items():
        if _is_plain(name) and isinstance(item, dict):
            if f"{name}Style" not in value:
                found[name] = color(item)
                found[f"{name}Style"] = {"rgbColor": color(item)}
        elif name.endswith(("ColorStyle", "colorStyle")) and isinstance(item, dict):
            kept = style(item)
            if kept:
                found[name] = kept
                found[name.removesuffix("Style")] = plain(kept) or {}
        else:
            found[name] = painted(item)
    return found
