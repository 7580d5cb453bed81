"""What is wrong with a package: which file, where, and what to do, in Indonesian."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trouble:
    """One mistake in a package; `absent` where the file is simply not there."""

    file: str
    text: str
    line: int = 0  # of the file, 1 is its first; 0 where the whole file is meant
    column: str = ""
    absent: bool = False

    def __str__(self) -> str:
        place = self.file
        if self.line:
            place += f" baris {self.line}"
        if self.column:
            place += f" kolom {self.column!r}"
        return f"{place}: {self.text}"


Troubles = tuple[Trouble, ...]
Fetch = Callable[[str, int], bytes | Trouble]  # a file by its name, where it has no more than so many bytes
