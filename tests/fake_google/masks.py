"""Field masks: which parts of a value are asked for (`fields=`) or are to be written (`"fields": "a.b,c"`).

Both spellings are one grammar: `a/b`, `a.b`, `a(b,c(d))`, `*`, and commas between. A mask is a tree; a node
without children stands for everything below it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.fake_google.errors import ApiError, bad_request

_TOKEN = re.compile(r"\s*(?:([A-Za-z0-9_@\-]+|\*)|([./,()]))")
ANY = "*"
_WHOLE = ""  # marks, while reading, a node that was asked for as a whole: `a,a/b` is all of `a`


@dataclass
class Mask:
    """A node of the tree: the children that are asked for, or everything where there is none."""

    children: dict[str, Mask] = field(default_factory=dict)

    @property
    def everything(self) -> bool:
        """No part is left out."""
        return not self.children or (ANY in self.children and self.children[ANY].everything)

    def child(self, name: str) -> Mask | None:
        """The mask for the field `name`, None where it is not asked for."""
        if not self.children:
            return self
        return self.children.get(name, self.children.get(ANY))

    def find(self, path: str) -> Mask | None:
        """The mask for the field at `a.b.c`, None where nothing at or below it is asked for."""
        node: Mask | None = self
        for name in path.split("."):
            node = node.child(name) if node is not None else None
        return node

    def touches(self, path: str) -> bool:
        """Something at or below `a.b` is asked for."""
        return self.find(path) is not None

    def covers(self, path: str) -> bool:
        """All of `a.b` is asked for."""
        node = self.find(path)
        return node is not None and node.everything

    def paths(self) -> list[str]:
        """The dotted paths of the leaves, in the order in which they were written; `*` for everything."""
        if not self.children:
            return [ANY]
        found: list[str] = []
        for name, child in self.children.items():
            found += [name] if not child.children else [f"{name}.{below}" for below in child.paths()]
        return found


def parse_mask(text: str) -> Mask:
    """The mask that `text` spells; empty text asks for everything."""
    if not text.strip():
        return Mask()
    tokens = _tokens(text)
    root = Mask()
    end = _read_list(tokens, 0, root, text)
    if end != len(tokens):
        raise _invalid(text)
    _settle(root)
    return root


def apply(mask: Mask, value: Any) -> Any:
    """What is left of `value`: lists are walked through, objects that are present stay, even when emptied."""
    if mask.everything:
        return value
    if isinstance(value, list):
        return [apply(mask, item) for item in value]
    if not isinstance(value, Mapping):
        return value
    kept: dict[str, Any] = {}
    for name, item in value.items():
        below = mask.child(name)
        if below is not None:
            kept[name] = apply(below, item)
    return kept


def covers(mask: Mask, path: str) -> bool:
    """All of the field at `a.b` is asked for."""
    return mask.covers(path)


def _invalid(text: str) -> ApiError:
    return bad_request(f"Invalid field mask: {text}")


def _tokens(text: str) -> list[str]:
    found: list[str] = []
    position = 0
    stripped = text.rstrip()
    while position < len(stripped):
        match = _TOKEN.match(stripped, position)
        if match is None:
            raise _invalid(text)
        found.append(match[1] or match[2])
        position = match.end()
    return found


def _read_list(tokens: list[str], at: int, parent: Mask, text: str) -> int:
    """Where the comma-separated paths that begin at `at` end; they are hung below `parent`."""
    while True:
        at = _read_path(tokens, at, parent, text)
        if at >= len(tokens) or tokens[at] != ",":
            return at
        at += 1


def _read_path(tokens: list[str], at: int, parent: Mask, text: str) -> int:
    """Where the path that begins at `at` ends."""
    node = parent
    while True:
        if at >= len(tokens) or tokens[at] in ("/", ".", ",", "(", ")"):
            raise _invalid(text)
        node = node.children.setdefault(tokens[at], Mask())
        at += 1
        following = tokens[at] if at < len(tokens) else ""
        if following in ("/", "."):
            at += 1
        elif following == "(":
            at = _read_list(tokens, at + 1, node, text)
            if at >= len(tokens) or tokens[at] != ")":
                raise _invalid(text)
            return at + 1
        else:
            node.children[_WHOLE] = Mask()
            return at


def _settle(node: Mask) -> None:
    """Nodes that were asked for as a whole lose the children that were asked for besides."""
    if _WHOLE in node.children:
        node.children.clear()
        return
    for child in node.children.values():
        _settle(child)
