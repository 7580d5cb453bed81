"""Rows of the office's files as typed values, and the collector of all mistakes in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sheets_sync.errors import OfficeMistake

Made = TypeVar("Made")


class Mistakes:
    """Collects the mistakes of all files, so that the office hears of all of them at once."""

    def __init__(self) -> None:
        self.found: list[OfficeMistake] = []

    def add(self, file: str, line: int, text: str, cell: str = "") -> None:
        self.found.append(OfficeMistake(file, line, text, cell))

    def at(self, line: Line, name: str, text: str) -> None:
        """A mistake in the row's value of that name: by its line in a file, by its cell in a workbook."""
        self.add(line.file, line.number, text, line.cell(name))


@dataclass(frozen=True, slots=True)
class Field:
    """One column or key: its heading, the value's name in our code, and what reads it.

    `parse` gets the text (or TOML value) and raises ValueError with an Indonesian sentence. An empty cell is
    `default`, unless `required`. A column that `may_lack` need not be in the file at all; then every cell is empty.
    """

    key: str
    name: str
    parse: Callable[[Any], Any]
    required: bool = True
    default: Any = None
    may_lack: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file, or of a tab: where it stands, and its values by name (those that could be read)."""

    file: str
    number: int
    values: Mapping[str, Any]
    cells: Mapping[str, str] = field(default_factory=dict)  # of a tab: the address of each value; "" of the row

    def cell(self, name: str) -> str:
        """The address of that value, or of the row; empty in a file."""
        return self.cells.get(name) or self.cells.get("", "")

    def complete(self, fields: Sequence[Field]) -> bool:
        """Whether every field could be read, so that a value of the model can be made."""
        return all(column.name in self.values for column in fields)


def read_fields(
    file: str,
    number: int,
    pairs: Iterable[tuple[Field, Any]],
    mistakes: Mistakes,
    cells: Mapping[str, str] | None = None,
) -> Line:
    """The values of one row; whatever cannot be read becomes a mistake and is left out."""
    values: dict[str, Any] = {}
    line = Line(file, number, values, cells or {})
    for column, value in pairs:
        if value is None or value == "":
            if column.required:
                mistakes.at(line, column.name, f"{column.key!r} masih kosong")
            else:
                values[column.name] = column.default
            continue
        try:
            values[column.name] = column.parse(value)
        except ValueError as problem:
            mistakes.at(line, column.name, f"{column.key!r}: {problem}")
    return line


def made(kind: Callable[..., Made], lines: Iterable[Line], fields: Sequence[Field]) -> tuple[Made, ...]:
    """A value of the model for each line that could be read whole."""
    return tuple(kind(**line.values) for line in lines if line.complete(fields))


def unique(lines: Iterable[Line], names: tuple[str, ...], words: str, mistakes: Mistakes) -> None:
    """No two lines have the same values under these names."""
    first: dict[tuple[Any, ...], int] = {}
    for line in lines:
        values = tuple(line.values.get(name) for name in names)
        if None in values:
            continue
        if values in first:
            shown = ", ".join(str(value) for value in values)
            mistakes.at(line, names[0], f"{words} '{shown}' sudah ada di baris {first[values]}")
        else:
            first[values] = line.number


@dataclass(frozen=True, slots=True)
class Known:
    """The codes of one file that rows of other files may name.

    `whole` is False where the file itself could not be read whole: then a row that names something missing is
    no mistake of that row, and nobody is accused.
    """

    file: str
    codes: frozenset[str]
    whole: bool = True

    @classmethod
    def of(cls, file: str, lines: Sequence[Line], name: str, mistakes: Mistakes) -> Known:
        codes = frozenset(line.values[name] for line in lines if name in line.values)
        unread = any(name not in line.values for line in lines)
        nothing = not lines and any(file.startswith(mistake.file) for mistake in mistakes.found)
        return cls(file, codes, whole=not (unread or nothing))

    def check(self, lines: Iterable[Line], name: str, words: str, mistakes: Mistakes) -> None:
        """Every line's value under `name` is one of the codes, or empty."""
        if not self.whole:
            return
        for line in lines:
            value = line.values.get(name)
            if value and value not in self.codes:
                mistakes.at(line, name, f"{words} {value!r} tidak ada di {self.file}")
