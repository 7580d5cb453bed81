"""A sheet's formula as Excel files spell it: commas between arguments, points in numbers, no open ends."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from tests.fake_google.sheets.formulas.functions import FUNCTIONS
from tests.fake_google.sheets.formulas.parse import parse
from tests.fake_google.sheets.formulas.reference import Reference, parse_reference
from tests.fake_google.sheets.formulas.tokens import FormulaSyntaxError, Token, tokenize
from tests.fake_google.sheets.locales import find

LAST_ROW, LAST_COLUMN = 1_048_575, 16_383
# Excel knows nothing of these; the service wraps them so that the last result stays to be seen.
_ONLY_HERE = {"ARRAYFORMULA", "COUNTUNIQUE", "JOIN", "REGEXMATCH", "REGEXEXTRACT", "REGEXREPLACE", "POW"}
_EVERYWHERE = FUNCTIONS.keys() - _ONLY_HERE


def to_excel(text: str, locale: str, result: str) -> str:
    """The formula for an Excel file; `result` is its present value as a literal. Raises FormulaSyntaxError."""
    parse(text, locale)
    comma = find(locale).decimal_comma
    tokens = tokenize(text, decimal_comma=comma)
    if _called(tokens) - _EVERYWHERE:
        quoted = text.removeprefix("=").replace('"', '""')
        return f'=IFERROR(__xludf.DUMMYFUNCTION("{quoted}"),{result})'
    pieces: list[str] = ["="]
    at, open_ = 1, [""]
    for token in tokens:
        pieces += [text[at : token.start], _spelled(token, open_[-1], comma=comma)]
        at = token.end
        if token.text in {"(", "{"} and token.kind != "string":
            open_.append(token.text)
        elif token.text in {")", "}"} and token.kind != "string" and len(open_) > 1:
            open_.pop()
    return "".join([*pieces, text[at:]])


def _called(tokens: list[Token]) -> set[str]:
    """The functions that the formula calls."""
    return {token.text.upper() for token, after in pairwise(tokens) if token.kind == "name" and after.text == "("}


def _spelled(token: Token, inside: str, *, comma: bool) -> str:
    if token.kind == "number":
        return token.text.replace(",", ".")
    if token.kind == "reference":
        reference = parse_reference(token.text)
        if reference is None:
            raise FormulaSyntaxError("a reference beyond any grid")
        closed = _closed(reference)
        return token.text if closed == reference else str(closed)
    if token.text == ";" and inside != "{":
        return ","
    return "," if token.text == "\\" and comma else token.text


def _closed(reference: Reference) -> Reference:
    """The reference with an end: `A5:A` runs to Excel's last row."""
    whole = reference.ordered()
    first, last = whole.first, whole.last
    if last.row is None and first.row is not None:
        last = replace(last, row=LAST_ROW)
    if last.column is None and first.column is not None:
        last = replace(last, column=LAST_COLUMN)
    return reference if reference.broken or last == whole.last else replace(whole, last=last)
