"""The command line as a person calls it, in this very process."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sheets_sync.cli import main


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, and what stands on the two streams."""
    with pytest.raises(SystemExit) as ended:
        main([*arguments])
    printed = capsys.readouterr()
    return int(ended.value.code or 0), printed.out, printed.err


def copy_to_work_in(office: Path, parent: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the office in the parent folder, in which commands are called from now on."""
    folder = parent / "kantor"
    shutil.copytree(office, folder)
    monkeypatch.chdir(folder)
    return folder
