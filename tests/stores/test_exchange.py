"""A unit's workbook is exchanged for the one it sent, and no content is ever lost."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sheets_sync.errors import WorkbookError
from sheets_sync.stores.exchange import REPLACED, exchange

AT = datetime(2026, 10, 7, 6, 30, tzinfo=UTC)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "PEM 2026-TW3.xlsx"
    path.write_bytes(b"lama")
    return path


def contents(folder: Path) -> set[bytes]:
    return {path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_former_workbook_is_kept(workbook: Path) -> None:
    """The new content stands under the same name with its time, the former one in `diganti`."""
    (kept,) = exchange(workbook, [workbook], b"baru", AT)
    assert (workbook.read_bytes(), kept.read_bytes()) == (b"baru", b"lama")
    assert kept.parent == workbook.parent / REPLACED
    assert workbook.stat().st_mtime == AT.timestamp()


def test_every_copy_of_the_unit_is_put_away(workbook: Path, tmp_path: Path) -> None:
    """Where the unit had several workbooks, one is left; each of the others is kept."""
    second = tmp_path / "PEM (1).xlsx"
    second.write_bytes(b"kedua")
    exchange(workbook, [workbook, second], b"baru", AT)
    assert not second.exists()
    assert contents(tmp_path) == {b"baru", b"lama", b"kedua"}


def test_what_stands_in_the_place_is_kept_even_unasked(workbook: Path, tmp_path: Path) -> None:
    """Whatever lies under the name is kept, even if nobody knew whose it was."""
    exchange(workbook, [], b"baru", AT)
    assert contents(tmp_path) == {b"baru", b"lama"}


def test_a_new_workbook_needs_no_former(tmp_path: Path) -> None:
    """Where there was none, the content stands and nothing is put away."""
    path = tmp_path / "2026-TW3" / "PEM.xlsx"
    assert exchange(path, [], b"baru", AT) == ()
    assert path.read_bytes() == b"baru"


def test_one_exchange_after_another_keeps_all(workbook: Path, tmp_path: Path) -> None:
    """However often it is exchanged, also back and forth, every content is still there."""
    for content in (b"satu", b"dua", b"satu", b"tiga"):
        exchange(workbook, [workbook], content, AT)
    assert contents(tmp_path) == {b"lama", b"satu", b"dua", b"tiga"}


def test_a_locked_workbook_stays_locked(workbook: Path) -> None:
    """A workbook that was made read-only is read-only after the exchange."""
    workbook.chmod(0o444)
    exchange(workbook, [workbook], b"baru", AT)
    assert workbook.stat().st_mode & 0o777 == 0o444


@pytest.mark.parametrize("mark", ["~$PEM 2026-TW3.xlsx", ".~lock.PEM 2026-TW3.xlsx#"])
def test_a_workbook_that_is_open_is_left_alone(workbook: Path, tmp_path: Path, mark: str) -> None:
    """While Excel or LibreOffice has it open, nothing is exchanged and it says so."""
    (tmp_path / mark).write_bytes(b"")
    with pytest.raises(WorkbookError, match="sedang dibuka"):
        exchange(workbook, [workbook], b"baru", AT)
    assert workbook.read_bytes() == b"lama"


def test_a_failure_leaves_the_former_workbook(workbook: Path, tmp_path: Path) -> None:
    """Where the former one cannot be kept, it stays where it is."""
    (tmp_path / REPLACED).write_bytes(b"bukan folder")
    with pytest.raises(WorkbookError, match="tidak dapat ditulis"):
        exchange(workbook, [workbook], b"baru", AT)
    assert workbook.read_bytes() == b"lama"
