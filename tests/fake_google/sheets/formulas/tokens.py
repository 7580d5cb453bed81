"""A formula's text cut into tokens, in the locale's spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# Bounds of a grid, far beyond what a spreadsheet may hold.
MAX_COLUMN = 18_278  # ZZZ
MAX_ROW = 10_000_000

_SHEET = r"(?:'(?:[^']|'')*'|[^\W\d][\w.]*)!"
_CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,8}"
_AREA = (
    rf"{_CELL}:{_CELL}|{_CELL}:\$?[A-Za-z]{{1,3}}(?![\w(])|{_CELL}:\$?[0-9]{{1,8}}(?![\w.])"
    r"|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?:\$?[0-9]{1,8})?(?![\w(])|\$?[0-9]{1,8}:\$?[0-9]{1,8}(?![\w.])"
    r"|\$?[0-9]{1,8}:\$?[A-Za-z]{1,3}\$?[0-9]{1,8}"
    rf"|{_CELL}(?![\w(.!])"
)
_NUMBER = r"(?:[0-9]+(?:{point}[0-9]*)?|{point}[0-9]+)(?:[eE][+-]?[0-9]+)?"
_REST = r"""
    (?P<space>\s+) | (?P<string>"(?:[^"]|"")*") | (?P<error>\#(?:REF!|N/A|DIV/0!|VALUE!|NUM!|NAME\?|NULL!|ERROR!))
    | (?P<reference>(?:{sheet})?(?:{area})|(?:{sheet})\#REF!) | (?P<number>{number})
    | (?P<name>[^\W\d][\w.]*) | (?P<operator><=|>=|<>|[-+*/^&=<>%()]) | (?P<mark>[{{}};,\\:]) | (?P<other>.)
"""


@dataclass(frozen=True)
class Token:
    """A piece of the formula and where it stands in the whole text."""

    kind: str  # string, error, reference, number, name, operator, mark
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class FormulaSyntaxError(ValueError):
    """The text is no formula in this locale; the cell shows #ERROR!."""


@lru_cache(maxsize=2)
def _pattern(decimal_comma: bool) -> re.Pattern[str]:
    number = _NUMBER.format(point="," if decimal_comma else r"\.")
    return re.compile(_REST.format(sheet=_SHEET, area=_AREA, number=number), re.VERBOSE | re.DOTALL)


def tokenize(text: str, *, decimal_comma: bool) -> list[Token]:
    """The tokens of a formula with its leading `=`; white space is dropped, but not between two values."""
    tokens: list[Token] = []
    for found in _pattern(decimal_comma).finditer(text, 1 if text.startswith("=") else 0):
        kind = str(found.lastgroup)
        if kind == "other":
            raise FormulaSyntaxError(f"unexpected {found[0]!r} at {found.start()}")
        if kind != "space":
            tokens.append(Token(kind, found[0], found.start()))
    return tokens
