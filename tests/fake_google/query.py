"""The search language of `files.list` (`q=`): text to a test on one file.

query   = both { "or" both }            fields and operators are those of Google's table of search terms;
both    = one { "and" one }             values stand in single or double quotes, a quote or backslash inside
one     = "not" one | "(" query ")" | term      is escaped by a backslash; `trashed` and the like take true/false
term    = field operator value | value "in" collection | field "has" "{" key='..' and value='..' "}"
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from tests.fake_google.errors import ApiError


class Subject(Protocol):
    """What a query asks of a file, in the eyes of one caller."""

    @property
    def name(self) -> str: ...
    @property
    def mime(self) -> str: ...
    @property
    def full_text(self) -> str: ...
    @property
    def modified(self) -> float: ...
    @property
    def created(self) -> float: ...
    @property
    def viewed(self) -> float: ...
    @property
    def shared_at(self) -> float: ...
    @property
    def trashed(self) -> bool: ...
    @property
    def starred(self) -> bool: ...
    @property
    def shared_with_me(self) -> bool: ...
    @property
    def visibility(self) -> str: ...
    @property
    def parents(self) -> tuple[str, ...]: ...
    @property
    def owners(self) -> frozenset[str]: ...
    @property
    def writers(self) -> frozenset[str]: ...
    @property
    def readers(self) -> frozenset[str]: ...
    @property
    def properties(self) -> dict[str, str]: ...
    @property
    def app_properties(self) -> dict[str, str]: ...
    @property
    def shortcut_target(self) -> str: ...


Test = Callable[[Subject], bool]

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
      | (?P<sign><=|>=|!=|[=<>(){}])
      | (?P<word>[A-Za-z_][\w./]*)
    )""",
    re.VERBOSE | re.DOTALL,
)

TEXTS = {"name": "name", "title": "name", "mimeType": "mime", "fullText": "full_text", "visibility": "visibility"}
TIMES = {
    "modifiedTime": "modified",
    "createdTime": "created",
    "viewedByMeTime": "viewed",
    "sharedWithMeTime": "shared_at",
}
FLAGS = {"trashed": "trashed", "starred": "starred", "sharedWithMe": "shared_with_me"}
COLLECTIONS = {"parents": "parents", "owners": "owners", "writers": "writers", "readers": "readers"}
PROPERTIES = {"properties": "properties", "appProperties": "app_properties"}
SHORTCUT_TARGET = "shortcutDetails.targetId"
OPERATORS = {
    "name": {"=", "!=", "contains"},
    "title": {"=", "!=", "contains"},
    "mimeType": {"=", "!=", "contains"},
    "fullText": {"contains"},
    "visibility": {"=", "!="},
}


@dataclass(frozen=True)
class Token:
    kind: str  # text, sign, word
    value: str


def invalid() -> ApiError:
    """The one answer that Drive has for any query that it does not understand."""
    return ApiError(400, "Invalid Value", "invalid", location="q")


def parse(text: str) -> Test:
    """The test that the query spells; an empty query holds for every file."""
    if not text.strip():
        return lambda _subject: True
    reader = _Reader(_tokens(text))
    test = reader.either()
    if reader.peek() is not None:
        raise invalid()
    return test


def read_time(text: str) -> float:
    """The moment of an RFC 3339 time; without an offset it is UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise invalid() from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise invalid()
        value = match[match.lastgroup]
        if match.lastgroup == "text":
            value = re.sub(r"\\(.)", r"\1", value[1:-1], flags=re.DOTALL)
        found.append(Token(match.lastgroup, value))
        position = match.end()
    return found


class _Reader:
    """Walks the tokens once, from left to right; `not` binds tightest, then `and`, then `or`."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def take(self, kind: str, *values: str) -> str:
        """The next token's value, which must be of this kind and, where given, one of these values."""
        token = self.peek()
        if token is None or token.kind != kind or (values and token.value not in values):
            raise invalid()
        self._at += 1
        return token.value

    def skip(self, word: str) -> bool:
        """The next token was this word or sign and is passed."""
        token = self.peek()
        if token is None or token.kind == "text" or token.value != word:
            return False
        self._at += 1
        return True

    def either(self) -> Test:
        tests = [self.both()]
        while self.skip("or"):
            tests.append(self.both())
        return tests[0] if len(tests) == 1 else lambda subject: any(test(subject) for test in tests)

    def both(self) -> Test:
        tests = [self.one()]
        while self.skip("and"):
            tests.append(self.one())
        return tests[0] if len(tests) == 1 else lambda subject: all(test(subject) for test in tests)

    def one(self) -> Test:
        if self.skip("not"):
            inner = self.one()
            return lambda subject: not inner(subject)
        if self.skip("("):
            inner = self.either()
            self.take("sign", ")")
            return inner
        token = self.peek()
        if token is not None and token.kind == "text":
            return self._member()
        return self._term()

    def _member(self) -> Test:
        """`'someone' in owners`."""
        value = self.take("text")
        self.take("word", "in")
        attribute = COLLECTIONS[self.take("word", *COLLECTIONS)]
        return lambda subject: value in getattr(subject, attribute)

    def _term(self) -> Test:
        field = self.take("word")
        if field in FLAGS:
            return self._flag(FLAGS[field])
        if field in TIMES:
            return self._time(TIMES[field])
        if field in PROPERTIES:
            return self._property(PROPERTIES[field])
        if field in TEXTS:
            return self._text(field)
        if field == SHORTCUT_TARGET:
            self.take("sign", "=")
            wanted = self.take("text")
            return lambda subject: subject.shortcut_target == wanted
        raise invalid()

    def _flag(self, attribute: str) -> Test:
        token = self.peek()
        if token is None or token.kind != "sign" or token.value not in {"=", "!="}:
            return lambda subject: bool(getattr(subject, attribute))  # `sharedWithMe` alone
        same = self.take("sign") == "="
        wanted = self.take("word", "true", "false") == "true"
        return lambda subject: (getattr(subject, attribute) == wanted) is same

    def _time(self, attribute: str) -> Test:
        sign = self.take("sign", "<=", "<", "=", "!=", ">", ">=")
        moment = read_time(self.take("text"))
        compare: dict[str, Callable[[float], bool]] = {
            "<": lambda value: value < moment,
            "<=": lambda value: value <= moment,
            "=": lambda value: value == moment,
            "!=": lambda value: value != moment,
            ">": lambda value: value > moment,
            ">=": lambda value: value >= moment,
        }
        return lambda subject: compare[sign](getattr(subject, attribute))

    def _property(self, attribute: str) -> Test:
        """`appProperties has { key='a' and value='b' }`, the two in either order."""
        self.take("word", "has")
        self.take("sign", "{")
        pair: dict[str, str] = {}
        for position in range(2):
            if position:
                self.take("word", "and")
            part = self.take("word", "key", "value")
            self.take("sign", "=")
            pair[part] = self.take("text")
        self.take("sign", "}")
        if len(pair) != 2:
            raise invalid()
        return lambda subject: getattr(subject, attribute).get(pair["key"]) == pair["value"]

    def _text(self, field: str) -> Test:
        token = self.peek()
        operator = token.value if token is not None and token.kind != "text" else ""
        if operator not in OPERATORS[field]:
            raise invalid()
        self._at += 1
        wanted, attribute = self.take("text").casefold(), TEXTS[field]
        if operator == "contains":
            matches = _prefix_of_a_word if attribute == "name" else _part_of
            return lambda subject: matches(wanted, getattr(subject, attribute).casefold())
        return lambda subject: (getattr(subject, attribute).casefold() == wanted) is (operator == "=")


def _part_of(wanted: str, text: str) -> bool:
    return wanted in text


def _prefix_of_a_word(wanted: str, text: str) -> bool:
    """Drive's `name contains` finds the beginnings of words, not their middles."""
    if not wanted:
        return True
    at = text.find(wanted)
    while at >= 0:
        if at == 0 or not (text[at - 1].isalnum() and wanted[0].isalnum()):
            return True
        at = text.find(wanted, at + 1)
    return False
