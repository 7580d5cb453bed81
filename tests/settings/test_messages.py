"""The texts of reminders as an office may have changed them: every mistake at once, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheets_sync import settings
from sheets_sync.errors import OfficeError


def mistakes_of(folder: Path) -> list[str]:
    with pytest.raises(OfficeError) as found:
        settings.load(folder)
    return [str(mistake) for mistake in found.value.mistakes]


def test_placeholders_are_tried_out(office_folder: Path) -> None:
    """Unknown ones, unpaired braces, a form that is asked for, and what must not be missing."""
    pesan = office_folder / "templates" / "pesan"
    (pesan / "unit.txt").write_text("Yth. {jabatan}\n{batass} {batas:>9}\n{kantor\n{permintaan} {catatan}\n", "utf-8")
    (pesan / "camat.txt").write_bytes(b"Yth. \xff")
    (pesan / "grup.txt").write_text("{sudah} {semua} {permintaan} {tautan}", "utf-8")
    found = mistakes_of(office_folder)
    assert [text.split("; yang ada")[0] for text in found] == [
        "pesan/camat.txt: bukan teks UTF-8; simpan ulang dengan pengodean UTF-8",
        "pesan/grup.txt baris 1: {tautan} tidak dikenal",
        "pesan/unit.txt: {tautan} belum disebut; tanpa itu pesannya tidak lengkap",
        "pesan/unit.txt baris 2: tulis {batas} saja, tanpa titik dua atau tanda seru di dalam kurungnya",
        "pesan/unit.txt baris 2: {batass} tidak dikenal",
        "pesan/unit.txt baris 3: kurung kurawalnya tidak berpasangan",
    ]


def test_a_text_that_could_become_too_long_is_refused(office_folder: Path) -> None:
    """Not on the day when a unit with a long name is late."""
    unit = office_folder / "templates" / "pesan" / "unit.txt"
    unit.write_text(unit.read_text("utf-8") + "x" * 200, "utf-8")
    (mistake,) = mistakes_of(office_folder)
    assert mistake.startswith("pesan/unit.txt: dengan nama terpanjang menjadi ")


def test_texts_saved_by_notepad(office_folder: Path) -> None:
    """A mark at the beginning and Windows line ends are no part of the text."""
    unit = office_folder / "templates" / "pesan" / "unit.txt"
    before = settings.load(office_folder)[0].reminders.unit
    unit.write_bytes(b"\xef\xbb\xbf" + unit.read_bytes().replace(b"\n", b"\r\n"))
    assert settings.load(office_folder)[0].reminders.unit == before


def test_an_office_of_earlier_has_no_texts(office_folder: Path) -> None:
    """Nothing but `remind` needs them."""
    for file in (office_folder / "templates" / "pesan").glob("*.txt"):
        file.unlink()
    assert settings.load(office_folder)[0].reminders.unit == ""


def test_who_signs_and_whether_the_group_reads_names(office_folder: Path) -> None:
    """office.toml [pengingat]; without it a.n. Sekretaris and no names."""
    toml = office_folder / "office" / "office.toml"
    head, _, rest = toml.read_text("utf-8").partition("[pengingat]")
    rest = rest[rest.index("\n[") :]
    toml.write_text(head + rest, "utf-8")
    words = settings.load(office_folder)[0].reminders
    assert (words.on_behalf, words.names_in_group) == ("Sekretaris", False)
    toml.write_text(f'{head}[pengingat]\natas_nama = "Camat"\nsebut_nama_di_grup = true\n{rest}', "utf-8")
    words = settings.load(office_folder)[0].reminders
    assert (words.on_behalf, words.names_in_group) == ("Camat", True)
    toml.write_text(f'{head}[pengingat]\nsebut_nama = true\nsebut_nama_di_grup = "mungkin"\n{rest}', "utf-8")
    assert [text.split(": ", 1)[1] for text in mistakes_of(office_folder)] == [
        "'sebut_nama' tidak dikenal; pilihannya: atas_nama, sebut_nama_di_grup",
        "'sebut_nama_di_grup': 'mungkin' seharusnya ya atau tidak",
    ]
