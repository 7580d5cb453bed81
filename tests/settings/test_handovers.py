"""The column maps of the hand-over files: what loads, and which mistakes are named with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheets_sync import settings
from sheets_sync.errors import OfficeError, OfficeMistake
from sheets_sync.model import Office

MAP = 'nama = "Uji"\njudul = "UJI"\n'


def told(folder: Path, content: str, name: str = "uji.toml") -> list[OfficeMistake]:
    path = folder / "office" / "serah-terima" / name
    path.write_text(content, "utf-8")
    with pytest.raises(OfficeError) as caught:
        settings.load(folder)
    return [mistake for mistake in caught.value.mistakes if mistake.file == name]


def test_two_maps_are_shipped(office: Office) -> None:
    """e-SAKIP's capaian, and the monitoring of rencana aksi; in both a column is left empty and says why."""
    assert [item.code for item in office.handovers] == ["esakip-capaian", "monitoring-rencana-aksi"]
    assert all(any(column.why for column in item.columns) for item in office.handovers)


def test_an_office_needs_no_map(office_folder: Path) -> None:
    """Without the folder there is nothing to hand over, and nothing wrong."""
    for path in (office_folder / "office" / "serah-terima").iterdir():
        path.unlink()
    (office_folder / "office" / "serah-terima").rmdir()

    assert settings.load(office_folder)[0].handovers == ()


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        pytest.param(f'{MAP}[[kolom]]\njudul = "A"\nisi = "realisasi_tw5"\n', 5, "tidak dikenal", id="field"),
        pytest.param(f'{MAP}[[kolom]]\njudul = "A"\n', 3, "tulis salah satu, 'isi' atau 'alasan'", id="neither"),
        pytest.param(MAP, 0, "belum ada [[kolom]]", id="no columns"),
        pytest.param(f'{MAP}[[kolom]]\njudul = "A"\nisi = "kode"\nlebr = 5\n', 6, "'lebr' tidak dikenal", id="key"),
        pytest.param("nama = \n", 1, "bukan TOML yang benar", id="no TOML"),
    ],
)
def test_a_mistake_is_told_with_its_line(office_folder: Path, content: str, line: int, words: str) -> None:
    """Before anything is made."""
    found = told(office_folder, content)

    assert (found[0].line, words in found[0].text) == (line, True), found


def test_the_files_name_becomes_part_of_another(office_folder: Path) -> None:
    """So it must be plain."""
    found = told(office_folder, f'{MAP}[[kolom]]\njudul = "A"\nisi = "kode"\n', "Uji Coba.toml")

    assert "hanya boleh huruf kecil" in found[0].text
