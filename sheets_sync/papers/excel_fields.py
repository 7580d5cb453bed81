"""The fields `{{ nama }}` of an Excel template: what they mean, and what stands in their place; pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sheets_sync import numerals
from sheets_sync.papers.fields import unknown
from sheets_sync.papers.plain import plain
from sheets_sync.papers.repeating import ListName
from sheets_sync.plan import Formula

FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
NAME = re.compile(r"\w+(?:\.\w+)*")
PLACE = re.compile(r"\{(\w+(?:\.\w+)*)\}")  # in a formula: the cell where that field stands
ROW = "r"  # in a formula: the number of the row
LARGEST = 300  # digits before the point; a spreadsheet holds no number with more than 308
Items = Mapping[ListName, Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Fields:
    """The values that a template may ask for, and how the names of their lists and columns are read."""

    values: Mapping[str, Any]

    def lists(self, field: str) -> ListName | None:
        """The innermost list that the field names, empty where it names none; None where there is no such field."""
        found: ListName = ()
        names = tuple(field.split("."))
        at: Any = self.values
        for depth, name in enumerate(names, 1):
            if at is None:  # the list is empty, and nobody knows its columns
                return found
            if not isinstance(at, Mapping) or name not in at:
                return None
            at = at[name]
            if _is_list(at):
                found, at = names[:depth], _columns(at)
        return None if isinstance(at, Mapping) or found == names else found

    def trouble(self, text: str) -> Iterator[str]:
        """What is wrong with the fields of that text."""
        for field in FIELD.findall(text):
            if not NAME.fullmatch(field):
                yield f"isi tanda {{{{ {field} }}}} harus nama isian saja, misalnya {{{{ triwulan }}}}"
            elif self.lists(field) is None:
                yield self._unknown(field)
        rest = FIELD.sub("", text)
        if "{{" in rest or "}}" in rest:
            yield f"tanda {{{{ }}}} tidak lengkap di {plain(text)[:80]!r}"
        if "{%" in rest:
            yield "perintah {% %} hanya untuk templat Word; baris daftar di Excel berulang dengan sendirinya"

    def _unknown(self, field: str) -> str:
        inner = sorted(name for name in self.names() if name.startswith(f"{field}."))
        if inner:
            return f"{{{{ {field} }}}} berisi beberapa isian; pilihannya: {', '.join(inner)}"
        return unknown(field, self.names())

    def names(self) -> list[str]:
        """Every field with its full name."""
        return list(_names(self.values, ""))

    def value(self, field: str, items: Items) -> Any:
        """What stands for the field in a row with these items; None in a list that is empty."""
        names = tuple(field.split("."))
        depth = max((len(name) for name in items if name == names[: len(name)]), default=0)
        at: Any = items[names[:depth]] if depth else self.values
        for name in names[depth:]:
            at = at.get(name) if at is not None else None
        return at

    def filled(self, text: str, items: Items, spelled: Callable[[str], str] = str) -> str:
        """The text with each field's value in it, as text."""
        return FIELD.sub(lambda match: spelled(words_of(self.value(match[1], items))), text)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _columns(items: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """All columns of the items, with a value where any item has one; None where there are no items."""
    if not items:
        return None
    columns: dict[str, Any] = {}
    for item in items:
        columns |= {name: value for name, value in item.items() if not columns.get(name)}
    return columns


def _names(at: Mapping[str, Any], before: str) -> Iterator[str]:
    for name, value in at.items():
        inner = _columns(value) if _is_list(value) else value
        if isinstance(inner, Mapping):
            yield from _names(inner, f"{before}{name}.")
        elif not _is_list(value):
            yield before + name


def words_of(value: Any) -> str:
    """The value inside a text: numbers with a decimal comma."""
    if value is None:
        return ""
    if isinstance(value, Formula):
        return words_of(value.result)
    return numerals.plain(Decimal(value)) if is_number(value) else plain(str(value))


def is_number(value: Any) -> bool:
    """Whether a cell can hold the value as a number."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return False
    number = Decimal(value)
    return number.is_finite() and number.adjusted() < LARGEST


def formula_text(formula: Formula, row: int, place_of: Callable[[str], str | None]) -> str | None:
    """The formula with `{r}` as the row's number and `{nama}` as the address of that field's cell.

    None where the template shows one of the fields nowhere: then the result alone can be shown.
    """
    names = set(PLACE.findall(formula.text)) - {ROW}
    places = {ROW: str(row), **{name: place_of(name) for name in names}}
    if None in places.values():
        return None
    return PLACE.sub(lambda match: str(places[match[1]]), formula.text.removeprefix("="))
