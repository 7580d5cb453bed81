"""The office's files written anew: what did not change stays as it was spelled."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from sheets_sync import settings
from sheets_sync.format_columns import TARGET_FILE, UNIT, WORDS
from sheets_sync.format_tables import Row, Tables
from sheets_sync.grid import address
from sheets_sync.settings.format import read_format, tables_of_files
from sheets_sync.settings.written import written
from tests.conftest import lay_out_office
from tests.formats import format_grid, heading, typed


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_out_office(tmp_path / "kantor")


def changed(tables: Tables, file: str, **texts: str) -> Tables:
    """The tables with other texts in the first row of that file."""
    first, *others = tables[file]
    return {**tables, file: (dict(first) | texts, *others)}


def new_text(root: Path, place: str, before: Tables, after: Tables) -> str:
    return written(root, before, after)[place][1].decode("utf-8")


def test_nothing_is_written_where_nothing_differs(root: Path) -> None:
    """Also where rows stand in another order."""
    before = tables_of_files(root)
    after = {file: tuple(reversed(rows)) for file, rows in before.items()}
    assert written(root, before, after) == {}


def test_one_value_changes_one_line(root: Path) -> None:
    """Comments, order, quotes and the spelling of all others stay; the former content is given beside."""
    before = tables_of_files(root)
    old = (root / "office" / "targets.csv").read_text("utf-8")
    contents = written(root, before, changed(before, TARGET_FILE, tw3="73,25"))
    assert list(contents) == ["office/targets.csv"]
    former, new = contents["office/targets.csv"]
    assert former.decode() == old
    assert new.decode() == old.replace('REN-01,PK-2026,"72,50",,,"72,50",', 'REN-01,PK-2026,"72,50",,,"73,25",')


@pytest.mark.parametrize(("separator", "newline", "encoding"), [(";", "\r\n", "utf-8-sig"), ("\t", "\n", "utf-8"), (";", "\n", "cp1252")])  # fmt: skip
def test_a_file_as_excel_saves_it_keeps_its_shape(root: Path, separator: str, newline: str, encoding: str) -> None:
    """Separator, ends of lines and mark; from cp1252 it becomes UTF-8, which is always read."""
    lines = ["# Catatan é kantor", separator.join(("kode", "nama", "jenis", "kepala", "berlaku_sejak", "berlaku_sampai")),
             separator.join(("A", "Seksi É", "seksi", "Kepala A", "01/02/2026", ""))]  # fmt: skip
    (root / "office" / "units.csv").write_bytes(newline.join([*lines, ""]).encode(encoding))
    row: Row = {"kode": "A", "nama": "Seksi É", "jenis": "seksi", "kepala": "Kepala A", "berlaku_sejak": "2026-02-01", "berlaku_sampai": ""}  # fmt: skip
    before: Tables = {"units.csv": (row,)}
    new = written(root, before, {"units.csv": ({**row, "berlaku_sampai": "2026-09-30"},)})["office/units.csv"][1]
    wanted = newline.join([*lines[:2], lines[2] + "2026-09-30", ""])
    assert new == wanted.encode("utf-8-sig" if encoding == "utf-8-sig" else "utf-8")


def test_comments_below_the_headings_and_columns_that_lacked(root: Path) -> None:
    """An example row stays a comment; pembilang is added as a column once a row has one."""
    path = root / "office" / "units.csv"
    path.write_text("kode,nama\n# Contoh baris\nA,Satu\n", "utf-8")
    before: Tables = {"units.csv": ({"kode": "A", "nama": "Satu", "kepala": ""},)}
    after: Tables = {"units.csv": (*before["units.csv"], {"kode": "B", "nama": "Dua, tiga", "kepala": "Kepala B"})}
    assert new_text(root, "office/units.csv", before, after) == (
        'kode,nama,kepala\n# Contoh baris\nA,Satu,\nB,"Dua, tiga",Kepala B\n'
    )


def test_words_change_in_their_place(root: Path) -> None:
    """A text, and a list over several lines; every comment stays."""
    before = tables_of_files(root)
    texts = [dict(row) for row in before[WORDS.file] if row["kunci"] != "periksa.jawaban.4"]
    for row in texts:
        row["teks"] = {"isi.kirim": 'Kami "kirim" \\ semua'}.get(row["kunci"], row["teks"])
    new = new_text(root, "templates/forms/triwulan.toml", before, {**before, WORDS.file: tuple(texts)})
    old = (root / "templates" / "forms" / "triwulan.toml").read_text("utf-8")
    assert new == old.replace('kirim = "Saya kirim"', 'kirim = "Kami \\"kirim\\" \\\\ semua"').replace(
        'jawaban = ["Memang sama", "Memang demikian", "Salah ketik, sudah diperbaiki", "Lainnya: ..."]',
        'jawaban = [\n  "Memang sama",\n  "Memang demikian",\n  "Salah ketik, sudah diperbaiki",\n]',
    )


NAMES = st.text(min_size=1, max_size=60)


@examples(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(unit=NAMES, head=NAMES, word=NAMES)
def test_any_text_comes_back_as_it_was_typed(root: Path, unit: str, head: str, word: str) -> None:
    """From the sheet into the files and, read again, the same; or it is told what is wrong with it."""
    made = format_grid(root)
    definition = address(6, heading(made, "Indikator", "Definisi"))
    grid = typed(made, {"Unit!B8": unit, f"Indikator!{definition}": head, "Kolom!B12": word})
    read = read_format(root, grid)
    if read.after is None:
        assert {mistake.cell for mistake in read.mistakes} <= {"B8", definition, "B12"}
        return
    contents = written(root, read.before, read.after)
    try:
        for place, (_, new) in contents.items():
            (root / place).write_bytes(new)
        settings.load(root)
        again = tables_of_files(root)
        assert {file: sorted(map(str, rows)) for file, rows in again.items()} == {
            file: sorted(map(str, rows)) for file, rows in read.after.items()
        }
        assert read_format(root, grid).after is not None
    finally:
        for place, (old, _) in contents.items():
            (root / place).write_bytes(old)


def test_units_stay_where_the_office_wrote_them(root: Path) -> None:
    """New rows come last."""
    before = tables_of_files(root)
    new = {**dict(before[UNIT.file][0]), "kode": "BARU", "kepala": "Kepala Seksi Pemerintahan"}
    after = {**before, UNIT.file: (new, *before[UNIT.file])}
    lines = new_text(root, "office/units.csv", before, after).splitlines()
    assert lines[-1].startswith("BARU,")
    assert lines[:-1] == (root / "office" / "units.csv").read_text("utf-8").splitlines()
