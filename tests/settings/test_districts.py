"""The list of kecamatan: in the order of codes, sources optional, all mistakes at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheets_sync import kit
from sheets_sync.errors import OfficeError
from sheets_sync.settings.districts import Listed, read_districts


def written(folder: Path, text: str) -> Path:
    path = folder / "kecamatan.csv"
    path.write_text(text, "utf-8")
    return path


def test_the_list_is_read_in_the_order_of_codes(tmp_path: Path) -> None:
    """As Excel saves it under Indonesian settings, too."""
    path = written(tmp_path, "kode;nama;sumber\n72.01.02;Kecamatan Dua;\n72.01.01;Kecamatan Satu;../satu\n")
    assert read_districts(path) == (
        Listed("72.01.01", "Kecamatan Satu", "../satu"),
        Listed("72.01.02", "Kecamatan Dua", ""),
    )


def test_without_a_source_or_a_file_there_is_nothing_wrong(tmp_path: Path) -> None:
    """Names alone tell whom to await; the shipped list is empty."""
    assert read_districts(tmp_path / "kecamatan.csv") == ()
    assert read_districts(written(tmp_path, "kode,nama\n72.01.01,Satu\n")) == (Listed("72.01.01", "Satu", ""),)
    kit.lay_out_regency(tmp_path / "kab")
    assert read_districts(tmp_path / "kab" / "kabupaten" / "kecamatan.csv") == ()


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    """A code that is none, one that stands twice, one of another kabupaten, a name that lacks."""
    rows = ("72.01.01,Satu,", "7201,Dua,", "72.01.01,Lagi,", "72.02.01,Poso,", "72.01.02,,")
    with pytest.raises(OfficeError) as told:
        read_districts(written(tmp_path, "\n".join(("kode,nama,sumber", *rows))))
    assert [mistake.line for mistake in told.value.mistakes] == [3, 4, 5, 6]
    assert "72.02.01 bukan kecamatan di 72.01; satu daftar untuk satu kabupaten" in str(told.value)
