"""Versions of the format: all files or none, and what a run that was cut off leaves is completed."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sheets_sync import format_versions
from sheets_sync.errors import ArchiveError
from sheets_sync.files import write_atomically
from sheets_sync.format_change import FormatChange
from sheets_sync.format_versions import complete, keep_version, versions
from tests.conftest import TW3

AT = datetime(2026, 9, 20, 1, 0, tzinfo=UTC)
CHANGE = FormatChange("Unit", "PEM", "nama", "A", "B")
CONTENTS = {"office/units.csv": (b"lama 1", b"baru 1"), "office/targets.csv": (b"lama 2", b"baru 2")}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An office with two files."""
    for place, (old, _) in CONTENTS.items():
        write_atomically(tmp_path / place, old)
    return tmp_path


def now_in(root: Path) -> list[bytes]:
    return [(root / place).read_bytes() for place in CONTENTS]


def test_a_version_is_kept_with_both_contents(root: Path) -> None:
    """The files are new, the former ones lie beside the record, which reads back the same."""
    version = keep_version(root, TW3, AT, "Kasubag Evlap", [CHANGE], CONTENTS)
    assert now_in(root) == [b"baru 1", b"baru 2"]
    assert (root / "data/format/1/lama/office/units.csv").read_bytes() == b"lama 1"
    assert versions(root) == (version,)
    assert json.loads((root / "data/format/1/versi.json").read_bytes())["perubahan"][0]["kalimat"] == "PEM: nama A → B"


def test_versions_are_counted(root: Path) -> None:
    """Also above nine."""
    for number in range(11):
        keep_version(root, TW3, AT, "Kasubag Evlap", [CHANGE], {"office/units.csv": (f"{number}".encode(), b"x")})
    assert [version.number for version in versions(root)] == list(range(1, 12))


class Cut(Exception):
    """The power went off."""


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The n-th file from now on is not written, nor any after it; n is the list's one item, below nought never."""
    left = [-1]

    def write(path: Path, content: bytes) -> bool:
        if left[0] == 0:
            raise Cut
        left[0] -= 1
        return write_atomically(path, content)

    monkeypatch.setattr(format_versions, "write_atomically", write)
    yield left
    left[0] = -1


@pytest.mark.parametrize("files", range(8))
def test_cut_off_at_any_file_all_are_old_or_become_new(root: Path, cut: list[int], files: int) -> None:
    """Before the record is written nothing is touched; after it the next run completes."""
    cut[0] = files
    with pytest.raises(Cut):
        keep_version(root, TW3, AT, "Kasubag Evlap", [CHANGE], CONTENTS)
    cut[0] = -1
    complete(root)
    decided = files >= 5
    assert now_in(root) == ([b"baru 1", b"baru 2"] if decided else [b"lama 1", b"lama 2"])
    assert len(versions(root)) == decided
    again = keep_version(root, TW3, AT, "Kasubag Evlap", [CHANGE], {"office/units.csv": (now_in(root)[0], b"lagi")})
    assert (again.number, now_in(root)[0]) == (1 + decided, b"lagi")


def test_what_somebody_edited_since_is_left(root: Path, cut: list[int]) -> None:
    """A file that is neither the former nor the new one is somebody's own work."""
    cut[0] = 5
    with pytest.raises(Cut):
        keep_version(root, TW3, AT, "Kasubag Evlap", [CHANGE], CONTENTS)
    cut[0] = -1
    (root / "office/units.csv").write_bytes(b"milik orang")
    complete(root)
    assert now_in(root) == [b"milik orang", b"baru 2"]
    (root / "office/targets.csv").write_bytes(b"lama 2")
    complete(root)
    assert now_in(root) == [b"milik orang", b"lama 2"]


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"versi": 1, "periode": "x"}'])
def test_a_record_that_cannot_be_read_is_told(root: Path, content: bytes) -> None:
    """With its place, and what to do."""
    write_atomically(root / "data/format/1/versi.json", content)
    with pytest.raises(ArchiveError, match=r"versi\.json dari cadangan"):
        versions(root)


def test_an_office_without_versions(tmp_path: Path) -> None:
    """Has none, and nothing to complete."""
    complete(tmp_path)
    assert versions(tmp_path) == ()


def test_what_the_disk_refuses_is_told(root: Path) -> None:
    """A file stands where the folder of versions should: nothing of the office is touched."""
    (root / "data").write_bytes(b"")
    with pytest.raises(ArchiveError, match="periksa izin dan ruang simpan"):
        keep_version(root, TW3, AT, "Kasubag Evlap", [CHANGE], CONTENTS)
    assert now_in(root) == [b"lama 1", b"lama 2"]


def test_a_file_that_is_gone_is_left_gone(root: Path, cut: list[int]) -> None:
    """Reading the office tells what is missing."""
    cut[0] = 5
    with pytest.raises(Cut):
        keep_version(root, TW3, AT, "Kasubag Evlap", [CHANGE], CONTENTS)
    cut[0] = -1
    (root / "office/units.csv").unlink()
    complete(root)
    assert not (root / "office/units.csv").exists()


PEOPLE = {"office/officials.csv": (b"Nama Lama,NIP 1", b"Nama Baru,NIP 2"), "office/units.csv": (b"lama 1", b"baru 1")}


@pytest.mark.parametrize("files", range(7))
def test_names_of_officials_never_lie_in_data(root: Path, cut: list[int], files: int) -> None:
    """Also where the run is cut off at any file; the next one completes, and nothing is left beside the file."""
    officials = root / "office/officials.csv"
    officials.write_bytes(b"Nama Lama,NIP 1")
    cut[0] = files
    with contextlib.suppress(Cut):
        keep_version(root, TW3, AT, "Kasubag Evlap", [CHANGE], PEOPLE)
    cut[0] = -1
    assert [path for path in (root / "data").rglob("*") if path.is_file() and b"Nama" in path.read_bytes()] == []
    complete(root)
    complete(root)
    assert officials.read_bytes() == (b"Nama Baru,NIP 2" if files >= 4 else b"Nama Lama,NIP 1")
    keep_version(root, TW3, AT, "Kasubag Evlap", [CHANGE], {"office/officials.csv": (officials.read_bytes(), b"Lagi")})
    assert (officials.read_bytes(), sorted(path.name for path in officials.parent.glob("officials*"))) == (
        b"Lagi",
        ["officials.csv"],
    )
    assert [path for path in (root / "data").rglob("*") if path.is_file() and b"Nama" in path.read_bytes()] == []
