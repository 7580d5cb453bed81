"""Cutting, joining, finding and writing text."""

from __future__ import annotations

import re
from urllib.parse import quote

from tests.fake_google.sheets import entry, show
from tests.fake_google.sheets.formulas.arguments import Arguments
from tests.fake_google.sheets.formulas.criteria import wildcards
from tests.fake_google.sheets.formulas.maths import to_decimals
from tests.fake_google.sheets.formulas.operands import Operand, checked, fail, to_text
from tests.fake_google.sheets.locales import find


def left(call: Arguments) -> Operand:
    return call.text(0)[: _count(call, 1)]


def right(call: Arguments) -> Operand:
    text, count = call.text(0), _count(call, 1)
    return text[-count:] if count else ""


def mid(call: Arguments) -> Operand:
    start = call.whole(1)
    if start < 1:
        fail("NUM", f"Function MID parameter 2 value is {start}. It should be greater than or equal to 1.")
    return call.text(0)[start - 1 : start - 1 + _count(call, 2)]


def _count(call: Arguments, index: int) -> int:
    count = call.whole(index, 1)
    if count < 0:
        fail(
            "VALUE",
            f"Function {call.name} parameter {index + 1} value is {count}. It should be greater than or equal to 0.",
        )
    return count


def len_(call: Arguments) -> Operand:
    return float(len(call.text(0).encode("utf-16-le")) // 2)


def lower(call: Arguments) -> Operand:
    return call.text(0).lower()


def upper(call: Arguments) -> Operand:
    return call.text(0).upper()


def proper(call: Arguments) -> Operand:
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), call.text(0))


def trim(call: Arguments) -> Operand:
    return " ".join(part for part in call.text(0).split(" ") if part)


def clean(call: Arguments) -> Operand:
    return "".join(letter for letter in call.text(0) if ord(letter) >= 32)


def concatenate(call: Arguments) -> Operand:
    return "".join(_all_texts(call, 0))


def concat(call: Arguments) -> Operand:
    return call.text(0) + call.text(1)


def textjoin(call: Arguments) -> Operand:
    parts = _all_texts(call, 2, keep_empty=not call.truth(1))
    return call.text(0).join(parts)


def join(call: Arguments) -> Operand:
    return call.text(0).join(_all_texts(call, 1, keep_empty=True))


def _all_texts(call: Arguments, first: int, *, keep_empty: bool = False) -> list[str]:
    texts: list[str] = []
    for index in range(first, len(call)):
        for row in call.rows(call.area(index)):
            texts += [to_text(checked(value), call.frame.locale) for value in row]
    return [text for text in texts if text or keep_empty]


def rept(call: Arguments) -> Operand:
    return call.text(0) * _count(call, 1)


def exact(call: Arguments) -> Operand:
    return call.text(0) == call.text(1)


def find_(call: Arguments) -> Operand:
    wanted, text, start = call.text(0), call.text(1), call.whole(2, 1)
    at = text.find(wanted, start - 1) if start >= 1 else -1
    return _found(call, wanted, text, at)


def search(call: Arguments) -> Operand:
    wanted, text, start = call.text(0), call.text(1), call.whole(2, 1)
    at = wildcards(wanted).search(text, start - 1) if start >= 1 else None
    return _found(call, wanted, text, at.start() if at else -1)


def _found(call: Arguments, wanted: str, text: str, at: int) -> float:
    if at < 0:
        fail("VALUE", f"In {call.name} evaluation, cannot find '{wanted}' within '{text}'.")
    return float(at + 1)


def substitute(call: Arguments) -> Operand:
    text, old, new = call.text(0), call.text(1), call.text(2)
    if not old:
        return text
    if not call.given(3):
        return text.replace(old, new)
    at = -1
    for _ in range(call.whole(3)):
        at = text.find(old, at + 1)
        if at < 0:
            return text
    return text if at < 0 else text[:at] + new + text[at + len(old) :]


def replace(call: Arguments) -> Operand:
    text, start, count = call.text(0), call.whole(1), call.whole(2)
    return text[: start - 1] + call.text(3) + text[start - 1 + count :]


def char(call: Arguments) -> Operand:
    code = call.whole(0)
    call.within(0, code, 1, 0x10FFFF)
    return chr(code)


def code(call: Arguments) -> Operand:
    text = call.text(0)
    if not text:
        fail("VALUE", f"Function {call.name} parameter 1 value should be non-empty.")
    return float(ord(text[0]))


def value(call: Arguments) -> Operand:
    return call.number(0)


def text_(call: Arguments) -> Operand:
    """The value through a pattern; text that reads as a number is one."""
    found, pattern, place = call.scalar(0), call.text(1), find(call.frame.locale)
    if isinstance(found, bool):
        return place.truth(found)
    if isinstance(found, str):
        read = entry.number(found, call.frame.locale)
        found = found if read is None else read
    shown = found if isinstance(found, float | str) else 0.0
    return show.patterned(shown, pattern, place) if pattern else ""


def fixed(call: Arguments) -> Operand:
    places = call.whole(1, 2)
    pattern = ("0" if call.truth(2) else "#,##0") + (f".{'0' * places}" if places > 0 else "")
    return show.patterned(to_decimals(call.number(0), places), pattern, find(call.frame.locale))


def hyperlink(call: Arguments) -> Operand:
    return call.operand(1) if len(call) > 1 else call.text(0)


def encodeurl(call: Arguments) -> Operand:
    return quote(call.text(0), safe="")


def regexmatch(call: Arguments) -> Operand:
    return _expression(call).search(call.text(0)) is not None


def regexextract(call: Arguments) -> Operand:
    found = _expression(call).search(call.text(0))
    if found is None:
        fail("N_A", f'Function REGEXEXTRACT parameter 2 value "{call.text(1)}" does not match text of parameter 1.')
    return found[1] if found.re.groups else found[0]


def regexreplace(call: Arguments) -> Operand:
    return _expression(call).sub(re.sub(r"\$(\d)", r"\\\1", call.text(2)), call.text(0))


def _expression(call: Arguments) -> re.Pattern[str]:
    try:
        return re.compile(call.text(1))
    except re.error:
        fail("REF", f'Function {call.name} parameter 2 value "{call.text(1)}" is not a valid regular expression.')
