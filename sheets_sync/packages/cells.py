"""One cell of the package's CSV: how a value is spelled, and how it is read back, exactly.

A spreadsheet would compute a text that begins with = + - or @. Such a text gets one apostrophe in front, and so does
one that begins with an apostrophe; reading takes one apostrophe away. So any text goes there and back. The same holds
after each semicolon, tab and line break in a text: an Indonesian Excel that opens the file by a double click splits
lines at semicolons, whatever stands in quotes, and would compute what follows.
"""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

GUARD = "'"
BEGINS = r"(?:^|(?<=[;\t\r\n]))"
RISKY = re.compile(
    BEGINS + r"(?= *['=+\-@\t\r\n＝＋－＠])"
)  # the last four: wide forms, which some spreadsheets compute too
GUARDED = re.compile(BEGINS + GUARD)
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
WHOLE = re.compile(r"-?[0-9]+")
LONGEST = 400  # characters of a number: more than the largest of any spreadsheet has
YES, NO = "ya", "tidak"
Value = str | int | Decimal | bool | datetime | None


class Kind(StrEnum):
    """What a column holds, by Table Schema's name."""

    TEXT = "string"
    WHOLE = "integer"
    NUMBER = "number"
    YES_NO = "boolean"
    MOMENT = "datetime"


def written(value: Value) -> str:
    """The value as it stands in the file; nothing is an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return guarded(value) if isinstance(value, str) else str(value)


def _number(value: Decimal) -> str:
    if not value.is_finite():
        raise ValueError(f"no number: {value}")
    return f"{value:f}"


def guarded(text: str) -> str:
    """The text so that no spreadsheet computes any of it."""
    return RISKY.sub(GUARD, text)


def unguarded(text: str) -> str:
    """The text as it was before `guarded`."""
    return GUARDED.sub("", text)


def read(kind: Kind, cell: str) -> Value:
    """The value of a cell that is not empty; ValueError says in Indonesian why there is none."""
    if kind is Kind.TEXT:
        return unguarded(cell)
    if kind is Kind.YES_NO:
        return _yes_no(cell)
    if kind is Kind.MOMENT:
        return _moment(cell)
    pattern, words = (NUMBER, "angka (titik sebagai desimal)") if kind is Kind.NUMBER else (WHOLE, "bilangan bulat")
    if len(cell) > LONGEST or not pattern.fullmatch(cell):
        raise ValueError(f"{shown(cell)} bukan {words}")
    return Decimal(cell) if kind is Kind.NUMBER else int(cell)


def shown(cell: str) -> str:
    """The cell as a message quotes it: short, and without line breaks."""
    return repr(cell if len(cell) <= 40 else f"{cell[:40]}…")


def _yes_no(cell: str) -> bool:
    if cell not in (YES, NO):
        raise ValueError(f"{shown(cell)} seharusnya {YES} atau {NO}")
    return cell == YES


def _moment(cell: str) -> datetime:
    try:
        moment = datetime.fromisoformat(cell)
    except ValueError as problem:
        raise ValueError(f"{shown(cell)} bukan waktu seperti 2026-10-08T10:30:00+08:00") from problem
    if moment.tzinfo is None:
        raise ValueError(f"{shown(cell)} tidak menyebut zona waktu, misalnya +08:00")
    return moment
