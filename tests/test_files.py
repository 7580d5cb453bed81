"""Files are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sheets_sync.files import HOUR, MARK, sweep, temporary_beside, temporary_folder_beside, write_atomically

NOW = 1_790_000_000.0


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def left_behind(folder: Path, name: str, age: float) -> Path:
    """A file of that name which was last written `age` seconds ago."""
    path = folder / name
    path.write_bytes(b"setengah")
    os.utime(path, (NOW - age, NOW - age))
    return path


def test_written_file_holds_the_content(tmp_path: Path) -> None:
    """The file holds the content, folders above it are made, and nothing else is left beside it."""
    path = tmp_path / "a" / "b é" / "rekap.json"
    assert write_atomically(path, b"isi") is True
    assert path.read_bytes() == b"isi"
    assert names(path.parent) == ["rekap.json"]


def test_written_file_can_be_read_by_all(tmp_path: Path) -> None:
    """A web server under another name can read what was written."""
    path = tmp_path / "halaman.md"
    write_atomically(path, b"isi")
    assert path.stat().st_mode & 0o777 == 0o644


def test_same_content_is_not_written_again(tmp_path: Path) -> None:
    """A file that holds the content already keeps its time."""
    path = left_behind(tmp_path, "rekap.json", 5 * HOUR)
    assert write_atomically(path, b"setengah") is False
    assert path.stat().st_mtime == NOW - 5 * HOUR


def test_other_content_replaces_the_old(tmp_path: Path) -> None:
    """A shorter content leaves nothing of the longer one before."""
    path = left_behind(tmp_path, "rekap.json", 0)
    assert write_atomically(path, b"baru") is True
    assert path.read_bytes() == b"baru"


def test_open_file_keeps_what_its_reader_began(tmp_path: Path) -> None:
    """Who reads the old file while it is replaced reads it to its end."""
    path = left_behind(tmp_path, "rekap.json", 0)
    with path.open("rb") as stream:
        first = stream.read(3)
        write_atomically(path, b"baru")
        assert first + stream.read() == b"setengah"


def test_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    """Where the file cannot be replaced it stays as it was, and nothing half-written stays."""
    path = tmp_path / "rekap.json"
    path.mkdir()
    (path / "isi").write_bytes(b"lama")
    with pytest.raises(OSError, match=r"rekap\.json"):
        write_atomically(path, b"baru")
    assert names(tmp_path) == ["rekap.json"]
    assert (path / "isi").read_bytes() == b"lama"


def test_temporary_file_lies_in_the_same_folder(tmp_path: Path) -> None:
    """It is a new empty file beside the one to come, so that one move suffices; afterwards it is gone."""
    with temporary_beside(tmp_path / "a.xlsx") as temporary:
        assert (temporary.parent, temporary.read_bytes()) == (tmp_path, b"")
        assert temporary.name.startswith(MARK)
    assert names(tmp_path) == []


def test_temporary_file_is_gone_after_a_failure(tmp_path: Path) -> None:
    """Whatever goes wrong while it is written, it does not stay."""

    def fill_the_disk() -> None:
        with temporary_beside(tmp_path / "a.xlsx") as temporary:
            temporary.write_bytes(b"setengah")
            raise OSError(28, "penuh")

    with pytest.raises(OSError, match="penuh"):
        fill_the_disk()
    assert names(tmp_path) == []


def test_temporary_file_that_was_moved_stays_where_it_went(tmp_path: Path) -> None:
    """Moving it over the file is all that is needed to keep it."""
    with temporary_beside(tmp_path / "a.xlsx") as temporary:
        temporary.write_bytes(b"isi")
        temporary.replace(tmp_path / "a.xlsx")
    assert names(tmp_path) == ["a.xlsx"]


def test_two_temporary_files_do_not_meet(tmp_path: Path) -> None:
    """Two runs that write the same file at once use two files."""
    path = tmp_path / "a.xlsx"
    with temporary_beside(path) as first, temporary_beside(path) as second:
        assert first != second


def test_sweep_removes_what_a_killed_run_left(tmp_path: Path) -> None:
    """Half-written files of ours that are over an hour old go, in all folders below."""
    (tmp_path / "2026-TW3").mkdir()
    left_behind(tmp_path, f"{MARK}a.tmp", 2 * HOUR)
    left_behind(tmp_path / "2026-TW3", f"{MARK}b.tmp", 2 * HOUR)
    sweep(tmp_path, NOW)
    assert names(tmp_path) == ["2026-TW3"]
    assert names(tmp_path / "2026-TW3") == []


@pytest.mark.parametrize(
    ("name", "age"),
    [
        pytest.param(f"{MARK}a.tmp", 60.0, id="just being written"),
        pytest.param("a.xlsx", 2 * HOUR, id="a workbook"),
        pytest.param(".tulis-tangan.txt", 2 * HOUR, id="a file with a name like ours"),
        pytest.param("x.tmp", 2 * HOUR, id="another program's"),
    ],
)
def test_sweep_leaves_everything_else(tmp_path: Path, name: str, age: float) -> None:
    """What another run is writing now, and what is not ours, stays."""
    left_behind(tmp_path, name, age)
    sweep(tmp_path, NOW)
    assert names(tmp_path) == [name]


def test_sweep_of_a_folder_that_is_not_there_does_nothing(tmp_path: Path) -> None:
    """Before the first run there is nothing to sweep."""
    sweep(tmp_path / "data", NOW)
    assert names(tmp_path) == []


# --- a folder ------------------------------------------------------------------------------------------------


def test_a_folder_is_moved_to_its_place_whole(tmp_path: Path) -> None:
    """Others can read it, and nothing is left beside it."""
    with temporary_folder_beside(tmp_path / "1") as made:
        (made / "rekap.json").write_bytes(b"isi")
        assert names(tmp_path) == [made.name]
        made.rename(tmp_path / "1")
    assert names(tmp_path) == ["1"]
    assert (tmp_path / "1").stat().st_mode & 0o777 == 0o755


def fail_while_making(path: Path) -> None:
    """A folder with a file in it, of which nothing becomes anything."""
    with temporary_folder_beside(path) as made:
        (made / "rekap.json").write_bytes(b"setengah")
        raise ValueError("gagal")


def test_a_folder_that_was_not_moved_is_gone(tmp_path: Path) -> None:
    """Whatever had been put into it."""
    with pytest.raises(ValueError, match="gagal"):
        fail_while_making(tmp_path / "1")
    assert names(tmp_path) == []


def test_sweep_removes_a_folder_that_a_killed_run_left(tmp_path: Path) -> None:
    """With all that is in it, once it is old enough."""
    for name, age in (("lama", 2 * HOUR), ("baru", 60.0)):
        folder = tmp_path / "data" / f"{MARK}{name}.tmp"
        (folder / "kiriman").mkdir(parents=True)
        (folder / "kiriman" / f"{MARK}x.tmp").write_bytes(b"setengah")
        for path in (folder / "kiriman" / f"{MARK}x.tmp", folder):
            os.utime(path, (NOW - age, NOW - age))
    sweep(tmp_path / "data", NOW)
    assert names(tmp_path / "data") == [f"{MARK}baru.tmp"]
