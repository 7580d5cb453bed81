"""Number patterns taken apart: sections, digit places, literal texts, dates."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

_COLOURS = {"black", "blue", "cyan", "green", "magenta", "red", "white", "yellow"}
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_TOKEN = re.compile(
    r"""
    (?P<quoted>"[^"]*"?) | \\(?P<escaped>.) | (?P<fill>[*].) | _(?P<blank>.) | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General) | (?P<half>am/pm|a/p) | (?P<power>E[+-]0+)
    | (?P<date>y+|m+|d+|h+|s+) | (?P<digit>[0#?]) | (?P<sign>[.,%@;]) | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
# How many letters of a kind mean what: `ddddd` is written like `dddd`.
_WIDTHS = {"y": (2, 4), "m": (1, 2, 3, 4, 5), "d": (1, 2, 3, 4), "h": (1, 2), "s": (1, 2)}


@dataclass(frozen=True)
class Part:
    """A piece: `literal`, `digit`, `point`, `power`, `general`, `@`, `date`, `elapsed` or `thousandths`."""

    kind: str
    text: str = ""


@dataclass(frozen=True)
class Section:
    """One part between semicolons."""

    parts: tuple[Part, ...]
    condition: tuple[str, float] | None = None
    grouped: bool = False
    percents: int = 0
    scale: int = 0  # commas behind the digits: thousands left out

    def _has(self, kind: str) -> bool:
        return any(part.kind == kind for part in self.parts)

    @cached_property
    def text(self) -> bool:
        """Whether it is for text."""
        return self._has("@")

    @cached_property
    def dated(self) -> bool:
        return self._has("date") or self._has("elapsed")

    @cached_property
    def digits(self) -> bool:
        return self._has("digit")

    @cached_property
    def general(self) -> bool:
        return self._has("general")

    @cached_property
    def exponent(self) -> bool:
        return self._has("power")

    @cached_property
    def halves(self) -> bool:
        return any(part.kind == "date" and part.text in {"am/pm", "a/p"} for part in self.parts)

    @cached_property
    def thousandths(self) -> bool:
        return self._has("thousandths")

    @cached_property
    def places(self) -> tuple[str, str]:
        """The digit marks before and behind the decimal sign."""
        whole, part, behind = "", "", False
        for each in self.parts:
            behind = behind or each.kind == "point"
            if each.kind == "digit":
                whole, part = (whole, part + each.text) if behind else (whole + each.text, part)
        return whole, part

    @property
    def decimals(self) -> int:
        return len(self.places[1])

    @property
    def whole_digits(self) -> int:
        return max(len(self.places[0]), 1)

    def holds(self, value: float) -> bool:
        """Whether the section's condition lets the number in; without one it takes any."""
        return self.condition is None or _COMPARE[self.condition[0]](value, self.condition[1])


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> tuple[Section, ...]:
    """The pattern's sections, up to four: above zero, below, zero, text."""
    sections: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(pattern):
        if token["sign"] == ";":
            sections.append([])
        else:
            sections[-1].append(token)
    return tuple(_section(tokens) for tokens in sections)


def _section(tokens: list[re.Match[str]]) -> Section:
    parts: list[Part] = []
    condition: tuple[str, float] | None = None
    for token in tokens:
        if token["bracket"] is not None:
            found = re.fullmatch(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)", token["bracket"])
            condition = (found[1], float(found[2])) if found else condition
            parts += [] if found else _bracket(token["bracket"])
        else:
            parts.append(_part(token))
    if any(part.kind in {"date", "elapsed"} for part in parts):
        return Section(tuple(_thousandths(_minutes(parts))), condition)
    return _numeric(parts, condition)


def _part(token: re.Match[str]) -> Part:
    """The piece that a token outside brackets stands for."""
    if token["quoted"] is not None:
        return Part("literal", token["quoted"].strip('"'))
    if token["escaped"] is not None:
        return Part("literal", token["escaped"])
    if token["blank"] is not None or token["fill"] is not None:
        return Part("literal", " " if token["blank"] is not None else "")
    if token["general"]:
        return Part("general")
    if token["half"]:
        return Part("date", token["half"].lower())
    if token["date"]:
        letter, length = token["date"][0].lower(), len(token["date"])
        return Part("date", letter * next((width for width in _WIDTHS[letter] if width >= length), _WIDTHS[letter][-1]))
    if token["power"]:
        return Part("power", token["power"])
    return Part(
        {"@": "@"}.get(token[0], "digit" if token["digit"] else "sign" if token["sign"] else "literal"), token[0]
    )


def _bracket(text: str) -> list[Part]:
    """`[h]`, `[$Rp-421]`, `[Red]`: elapsed time, money, or a colour, which text cannot show."""
    if re.fullmatch(r"h+|m+|s+", text, re.IGNORECASE):
        return [Part("elapsed", text.lower())]
    if text.startswith("$"):
        return [Part("literal", re.sub(r"-[0-9A-Fa-f]*$", "", text[1:]))]
    known = text.lower() in _COLOURS or re.fullmatch(r"color ?\d+", text, re.IGNORECASE)
    return [] if known else [Part("literal", f"[{text}]")]


def _minutes(parts: list[Part]) -> list[Part]:
    """The same parts, `m` and `mm` beside hours or seconds meaning minutes (`M`, `MM`)."""
    clock = [index for index, part in enumerate(parts) if part.kind in {"date", "elapsed"}]
    done = list(parts)
    for order, index in enumerate(clock):
        if parts[index].kind != "date" or parts[index].text not in {"m", "mm"}:
            continue
        before = parts[clock[order - 1]].text if order else ""
        after = parts[clock[order + 1]].text if order + 1 < len(clock) else ""
        if before[:1] == "h" or after[:1] == "s":
            done[index] = Part("date", parts[index].text.upper())
    return done


def _thousandths(parts: list[Part]) -> list[Part]:
    """The same parts, `ss.000` read as seconds with thousandths; other digits and signs are literal."""
    done: list[Part] = []
    for part in parts:
        if part.kind == "digit" and done and (done[-1].kind == "thousandths" or done[-1] == Part("literal", ".")):
            text = done.pop().text
            done.append(Part("thousandths", part.text if text == "." else text + part.text))
        else:
            done.append(Part("literal", part.text) if part.kind in {"digit", "sign", "power"} else part)
    return done


def _numeric(parts: list[Part], condition: tuple[str, float] | None) -> Section:
    """A section for numbers: commas between digits group, behind them scale; the first point is the decimal one."""
    last = max((index for index, part in enumerate(parts) if part.kind == "digit"), default=-1)
    first = next((index for index, part in enumerate(parts) if part.kind == "digit"), len(parts))
    grouped, scale, percents, pointed = False, 0, 0, False
    done: list[Part] = []
    for index, part in enumerate(parts):
        if part.kind != "sign":
            done.append(part)
        elif part.text == "," and first < index < last:
            grouped = True
        elif part.text == "," and last >= 0 and parts[index - 1] in {*parts[last : last + 1], Part("sign", ",")}:
            scale += 1
        elif part.text == "." and not pointed and last >= 0:
            pointed = True
            done.append(Part("point"))
        else:
            percents += part.text == "%"
            done.append(Part("literal", part.text))
    return Section(tuple(done), condition, grouped, percents, scale)
