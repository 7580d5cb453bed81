"""A TOML file read by fields, each mistake with the line it stands on (which tomllib does not tell)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from sheets_sync.settings.rows import Field, Line, Mistakes, read_fields

HEAD = re.compile(r"\s*\[\[?([^\[\]]*)\]\]?")
KEY = re.compile(r"\s*\"?([^\s\"=]+)\"?\s*=")


class TomlFile:
    """A TOML file, its tables read by fields; each mistake knows its line."""

    def __init__(self, path: Path, mistakes: Mistakes) -> None:
        self.file = path.name
        self._mistakes = mistakes
        self._heads: dict[str, list[int]] = {}
        self._keys: dict[tuple[int, str], int] = {}
        self.data: dict[str, Any] = {}
        self.readable = False
        try:
            content = path.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            mistakes.add(self.file, 0, "tidak ada; salin dari kerangka `sheets-sync init`")
            return
        except UnicodeDecodeError:
            mistakes.add(self.file, 0, "bukan teks UTF-8; simpan ulang dengan pengodean UTF-8")
            return
        except OSError as failure:
            mistakes.add(self.file, 0, f"tidak dapat dibaca ({failure.strerror})")
            return
        lines = content.splitlines()
        self._index(lines)
        try:
            self.data = tomllib.loads(content, parse_float=Decimal)
            self.readable = True
        except (ValueError, ArithmeticError, RecursionError) as problem:
            match = re.search(r"at line (\d+)", str(problem))
            mistakes.add(
                self.file,
                int(match[1]) if match else len(lines),
                "tulisannya bukan TOML yang benar; periksa tanda kutip, kurung dan =",
            )

    def table(self, path: str, fields: Sequence[Field]) -> Line:
        """The table `[path]` (the top level for an empty path)."""
        found = self._at(path)
        return self._read(path, 0, found if isinstance(found, dict) else {}, fields)

    def tables(self, path: str, fields: Sequence[Field]) -> list[Line]:
        """Each of the tables `[[path]]`; none where there is none."""
        found = self._at(path) or []
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            self._mistakes.add(self.file, self.line(path), f"tulis [[{path}]] untuk tiap isinya")
            return []
        for index, item in enumerate(found):
            self._unknown(path, index, item, [field.key for field in fields])
        return [self._read(path, index, item, fields) for index, item in enumerate(found)]

    def only(self, path: str, known: Iterable[str]) -> None:
        """Every other key of that table is a mistake: it would be silently without effect."""
        found = self._at(path)
        if isinstance(found, dict):
            self._unknown(path, 0, found, known)

    def _at(self, path: str) -> Any:
        """What stands at that path; None where nothing does."""
        found: Any = self.data
        for part in path.split(".") if path else ():
            found = found.get(part) if isinstance(found, dict) else None
        return found

    def _read(self, path: str, index: int, table: Mapping[str, Any], fields: Sequence[Field]) -> Line:
        start = self.line(path, index)
        read: dict[str, Any] = {}
        for field in fields:
            line = self.line(path, index, field.key) or start
            read |= read_fields(self.file, line, [(field, table.get(field.key))], self._mistakes).values
        return Line(self.file, start, read)

    def _unknown(self, path: str, index: int, table: Mapping[str, Any], known: Iterable[str]) -> None:
        allowed = tuple(known)
        for key in table:
            if key not in allowed:
                at = self.line(path, index, key) or self.line(key)
                self._mistakes.add(self.file, at, f"{key!r} tidak dikenal; pilihannya: {', '.join(allowed)}")

    def line(self, path: str, index: int = 0, key: str = "") -> int:
        """The line of a table's head, or of a key in it; 0 where it cannot be found."""
        heads = self._heads.get(path, []) if path else [0]
        if index >= len(heads):
            return 0
        return self._keys.get((heads[index], key), heads[index])

    def _index(self, lines: Sequence[str]) -> None:
        """Where each table begins, and each key under the line at which its table does; 0 is the file's top."""
        start = 0
        for number, content in enumerate(lines, 1):
            if (head := HEAD.match(content)) and "=" not in content.split("]", 1)[0]:
                start = number
                self._heads.setdefault(head[1].strip(), []).append(number)
            elif key := KEY.match(content):
                self._keys.setdefault((start, key[1]), number)
