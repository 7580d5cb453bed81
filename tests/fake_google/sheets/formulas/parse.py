"""A formula's text as a tree; the same text is read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tests.fake_google.sheets.formulas.reference import Reference, parse_reference
from tests.fake_google.sheets.formulas.tokens import FormulaSyntaxError, Token, tokenize
from tests.fake_google.sheets.locales import find
from tests.fake_google.sheets.value import ERROR_TEXT, ErrorValue, Value

_ERRORS = {text: name for name, text in ERROR_TEXT.items()}
# How tightly the operators between two values bind; `^` is right before signs: -2^2 is 4 in a sheet.
_BINDING = {
    "=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1,
    "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5,
}  # fmt: skip
_DEPTH = 100  # of brackets and calls; nobody nests more


@dataclass(frozen=True, slots=True)
class Literal:
    value: Value


@dataclass(frozen=True, slots=True)
class Pointer:
    reference: Reference


@dataclass(frozen=True, slots=True)
class Name:
    """A word that is no function: a named range, one hopes."""

    text: str


@dataclass(frozen=True, slots=True)
class Unary:
    operator: str  # "-", "+", "%"
    operand: Node


@dataclass(frozen=True, slots=True)
class Binary:
    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call:
    function: str  # in capitals
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Array:
    """`{1,2;3,4}`."""

    rows: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True)
class Omitted:
    """An argument left empty: `IF(A1,,2)`."""


Node = Literal | Pointer | Name | Unary | Binary | Call | Array | Omitted


def parse(text: str, locale: str) -> Node:
    """The tree of a formula in that locale's spelling; raises FormulaSyntaxError."""
    return _parse(text, find(locale).decimal_comma)


@lru_cache(maxsize=16384)
def _parse(text: str, decimal_comma: bool) -> Node:
    reader = _Reader(tokenize(text, decimal_comma=decimal_comma), decimal_comma=decimal_comma)
    node = reader.expression()
    reader.finish()
    return node


class _Reader:
    """Reads tokens from left to right, each operator by how tightly it binds."""

    def __init__(self, tokens: list[Token], *, decimal_comma: bool) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self._comma = decimal_comma
        self._argument = {";"} if decimal_comma else {",", ";"}
        self._column = "\\" if decimal_comma else ","

    def _peek(self) -> str:
        """The next token's text if it is an operator or a mark."""
        if self._at < len(self._tokens) and self._tokens[self._at].kind in {"operator", "mark"}:
            return self._tokens[self._at].text
        return ""

    def _take(self) -> Token:
        if self._at >= len(self._tokens):
            raise FormulaSyntaxError("the formula ends too early")
        self._at += 1
        return self._tokens[self._at - 1]

    def _expect(self, text: str) -> None:
        if self._peek() != text:
            raise FormulaSyntaxError(f"{text} is missing")
        self._at += 1

    def finish(self) -> None:
        if self._at < len(self._tokens):
            raise FormulaSyntaxError(f"{self._tokens[self._at].text!r} is too much")

    def expression(self, least: int = 1) -> Node:
        """The longest value whose operators bind at least that tightly."""
        self._depth += 1
        if self._depth > _DEPTH:
            raise FormulaSyntaxError("too deeply nested")
        left = self._signed()
        while (strength := _BINDING.get(self._peek(), 0)) >= least:
            operator = self._take().text
            left = Binary(operator, left, self.expression(strength + 1))
        self._depth -= 1
        return left

    def _signed(self) -> Node:
        """A value with its signs and percent signs."""
        signs: list[str] = []
        while self._peek() in {"-", "+"}:
            signs.append(self._take().text)
        node = self._primary()
        while self._peek() == "%":
            self._take()
            node = Unary("%", node)
        for sign in reversed(signs):
            node = Unary(sign, node)
        return node

    def _primary(self) -> Node:
        token = self._take()
        if token.kind == "number":
            return Literal(float(token.text.replace(",", ".")))
        if token.kind == "string":
            return Literal(token.text[1:-1].replace('""', '"'))
        if token.kind == "error":
            return Literal(ErrorValue(_ERRORS[token.text], "Reference does not exist." * (token.text == "#REF!")))
        if token.kind == "reference":
            reference = parse_reference(token.text)
            return Name(token.text) if reference is None else Pointer(reference)
        if token.kind == "name":
            return self._named(token)
        if token.text == "(":
            node = self.expression()
            self._expect(")")
            return node
        if token.text == "{":
            return self._array()
        raise FormulaSyntaxError(f"unexpected {token.text!r}")

    def _named(self, token: Token) -> Node:
        if self._peek() == "(":
            self._take()
            return Call(token.text.upper(), self._arguments())
        if token.text.upper() in {"TRUE", "FALSE"}:
            return Literal(token.text.upper() == "TRUE")
        return Name(token.text)

    def _arguments(self) -> tuple[Node, ...]:
        """What stands between the brackets of a call."""
        if self._peek() == ")":
            self._take()
            return ()
        found: list[Node] = []
        while True:
            empty = self._peek() in {*self._argument, ")"}
            found.append(Omitted() if empty else self.expression())
            if self._peek() == ")":
                self._take()
                return tuple(found)
            if self._peek() not in self._argument:
                raise FormulaSyntaxError("an argument does not end")
            self._take()

    def _array(self) -> Node:
        rows: list[list[Node]] = [[]]
        while self._peek() != "}":
            rows[-1].append(self.expression())
            if self._peek() == ";":
                self._take()
                rows.append([])
            elif self._peek() == self._column:
                self._take()
            elif self._peek() != "}":
                raise FormulaSyntaxError("an array does not end")
        self._take()
        if any(len(row) != len(rows[0]) for row in rows) or not rows[0]:
            raise FormulaSyntaxError("an array's rows differ")
        return Array(tuple(tuple(row) for row in rows))
