"""The exceptions of the whole package, and the exit code that each one ends a command with.

A mistake of a unit is never an exception: it is a `Finding` (see `model`). What is raised:

    SheetsSyncError
    ├── UsageError        exit 2   the command cannot be meant so
    │   └── OfficeError   exit 2   the office's own files hold mistakes, all of them listed
    ├── StoreError        exit 4   the store refuses: permission, storage, sign-in
    ├── WorkbookError     exit 1   one workbook cannot be read or written now; the others go on
    ├── ArchiveError      exit 4   the archive cannot be written or read
    └── SiteError         exit 3   the site could not be built from what we rendered

Any other exception is a fault of ours: exit 3, with a log file (see `cli`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


class SheetsSyncError(Exception):
    """Something that the user can be told in one sentence; the message is that sentence, in Indonesian."""

    exit_code: ClassVar[int] = 3


class UsageError(SheetsSyncError):
    """The command was called in a way that has no meaning."""

    exit_code = 2


@dataclass(frozen=True, slots=True, order=True)
class OfficeMistake:
    """One mistake in one of the office's files, or in its workbook Format: where, and what to do, in Indonesian."""

    file: str  # the file's name, or `tab Indikator`
    line: int  # 1 is the first line; 0 where the whole file is meant
    text: str
    cell: str = ""  # in a workbook: `F12`

    def __str__(self) -> str:
        place = f"{self.file} sel {self.cell}" if self.cell else self.file
        if self.line and not self.cell:
            place = f"{self.file} baris {self.line}"
        return f"{place}: {self.text}"


class OfficeError(UsageError):
    """The office's files cannot be used; `mistakes` lists every mistake of every file, in order."""

    def __init__(self, mistakes: list[OfficeMistake], what: str = "Berkas kantor") -> None:
        self.mistakes = sorted(set(mistakes))
        super().__init__(
            f"{what} perlu diperbaiki ({len(self.mistakes)} hal):\n"
            + "\n".join(f"  - {mistake}" for mistake in self.mistakes)
        )


class StoreError(SheetsSyncError):
    """The place where the workbooks lie refuses; nothing was lost."""

    exit_code = 4


class WorkbookError(SheetsSyncError):
    """One workbook cannot be read, or cannot be written just now; nothing in it was changed."""

    exit_code = 1


class ArchiveError(SheetsSyncError):
    """The archive in data/ cannot be read or written."""

    exit_code = 4


class SiteError(SheetsSyncError):
    """MkDocs refused the pages that we rendered."""

    exit_code = 3
