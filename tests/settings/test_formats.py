"""CSV and TOML as offices really save them: read where that is safe, refused with file and line where not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.errors import OfficeMistake
from sheets_sync.model import Polarity
from sheets_sync.office_days import DayKind
from sheets_sync.settings import parsing
from sheets_sync.settings.csv_file import read_csv
from sheets_sync.settings.rows import Field, Mistakes
from sheets_sync.settings.toml_file import TomlFile

FIELDS = (
    Field("kode", "code", parsing.code),
    Field("nama", "name", parsing.filled_text),
    Field("pagu", "amount", parsing.amount, required=False, default=Decimal(0)),
    Field("sejak", "since", parsing.day, required=False),
)
NAME = 'Seksi "Umum", Café – Banggai'
ROWS = [
    {"code": "PEM-01", "name": NAME, "amount": Decimal("1234.5"), "since": date(2026, 10, 9)},
    {"code": "PEM-02", "name": "Seksi Pelayanan", "amount": Decimal(0), "since": None},
]
COMMAS = 'kode,nama,pagu,sejak\nPEM-01,"Seksi ""Umum"", Café – Banggai","1234,5",2026-10-09\nPEM-02,Seksi Pelayanan,,\n'
SEMICOLONS = (
    'kode;nama;pagu;sejak\nPEM-01;"Seksi ""Umum"", Café – Banggai";1234,5;09/10/2026\nPEM-02;Seksi Pelayanan;;\n'
)
TABS = SEMICOLONS.replace(";", "\t")
QUOTED = (
    '"kode","nama","pagu","sejak"\n"PEM-01","Seksi ""Umum"", Café – Banggai","1.234,5","09-10-2026"\n'
    '"PEM-02","Seksi Pelayanan","",""\n'
)
DIALECTS: dict[str, bytes] = {
    "commas": COMMAS.encode(),
    "semicolons": SEMICOLONS.encode(),
    "tabs": TABS.encode(),
    "everything quoted": QUOTED.encode(),
    "BOM": SEMICOLONS.encode("utf-8-sig"),
    "BOM before quotes": QUOTED.encode("utf-8-sig"),
    "cp1252": SEMICOLONS.encode("cp1252"),
    "UTF-16 little": TABS.encode("utf-16"),
    "UTF-16 big": b"\xfe\xff" + TABS.encode("utf-16-be"),
    "CRLF": SEMICOLONS.replace("\n", "\r\n").encode(),
    "CR alone": SEMICOLONS.replace("\n", "\r").encode(),
    "no line end at the end": SEMICOLONS.removesuffix("\n").encode(),
    "sep= in front": b"sep=;\r\n" + SEMICOLONS.encode(),
    "comments": b"# penjelasan, dengan koma\n#;;;\n" + SEMICOLONS.encode() + b"# PEM-03;contoh;;\n",
    "quoted comment": b'"# penjelasan, dengan koma",,,\n' + COMMAS.encode(),
    "BOM before a comment": b"\xef\xbb\xbf# penjelasan;;;\r\n" + SEMICOLONS.encode(),
    "empty rows": b"\n;;;\n" + SEMICOLONS.encode() + b";;;\n\n;;;\n",
    "empty columns behind": SEMICOLONS.replace("sejak\n", "sejak;;\n").replace("2026\n", "2026;;\n").encode(),
    "headings in capitals": SEMICOLONS.replace("kode;nama", " KODE ; Nama").encode(),
    "columns in another order": (
        'nama;sejak;kode;pagu\n"Seksi ""Umum"", Café – Banggai";09/10/2026;PEM-01;1234,5\nSeksi Pelayanan;;PEM-02;\n'
    ).encode(),
    "blanks around": (
        "kode; nama ;pagu;sejak\n"
        ' PEM-01 ; Seksi "Umum",  Café – Banggai ; 1234,5 ; 09/10/2026\n'
        "PEM-02;Seksi Pelayanan;;\n"
    ).encode(),
}


def read(folder: Path, content: bytes, fields: tuple[Field, ...] = FIELDS) -> tuple[list[Any], list[OfficeMistake]]:
    """The rows' values and the mistakes of a CSV file with that content."""
    path = folder / "berkas.csv"
    path.write_bytes(content)
    mistakes = Mistakes()
    lines = read_csv(path, fields, mistakes)
    return [dict(line.values) for line in lines], mistakes.found


# --- dialects ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", DIALECTS.values(), ids=DIALECTS.keys())
def test_a_csv_is_read_however_it_was_saved(tmp_path: Path, content: bytes) -> None:
    """Excel under Indonesian settings, Notepad, LibreOffice: the same rows, and no mistake."""
    assert read(tmp_path, content) == (ROWS, [])


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    """Comments, empty lines and line breaks within quotes count, so that a mistake is found where it is said to be."""
    content = '# satu\n\nkode,nama,pagu,sejak\nA,"dua\nbaris",,\n# lima\nB,nama,bukan angka,\n'

    rows, mistakes = read(tmp_path, content.encode())

    assert [row["code"] for row in rows] == ["A", "B"]
    assert [(mistake.file, mistake.line) for mistake in mistakes] == [("berkas.csv", 7)]


@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_a_comment_full_of_other_separators_does_not_mislead(tmp_path: Path, separator: str) -> None:
    """The separator is the one that finds the headings."""
    content = f"# a;b;c,d,e\tf\n{'kode,nama,pagu,sejak'.replace(',', separator)}\nA{separator}nama\n"

    rows, mistakes = read(tmp_path, content.encode())

    assert ([row["name"] for row in rows], mistakes) == (["nama"], [])


# --- files and columns that cannot be used -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"kode,pagu,sejak\nA,1,\n", 1, "'nama' tidak ada"),
        (b"# satu\n# dua\nkode,pagu,sejak\nA,1,\n", 3, "'nama' tidak ada"),
        (b"kode,nama,pagu,sejak,warna\nA,n,1,,x\n", 1, "'warna' tidak dikenal"),
        (b"kode,nama,nama,pagu,sejak\nA,n,n,1,\n", 1, "'nama' ada dua kali"),
        (b"kode,nama,pagu,sejak\nA,n,1,2026-01-01,x\n", 2, "lebih banyak"),
        (b"kode,nama,pagu,sejak\nA,n,1,5,2026-01-01\n", 2, "lebih banyak"),
        (b"kode,nama,pagu,sejak\n,n,1,\n", 2, "'kode' masih kosong"),
        (b"", 1, "'kode' tidak ada"),
        (b"\n\n\n", 1, "'kode' tidak ada"),
        (b"\xef\xbb\xbf", 1, "'kode' tidak ada"),
        (b"PK\x03\x04\x14\x00", 0, "berkas Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", 0, "berkas Excel"),
    ],
    ids=[
        "missing column", "below comments", "unknown column", "doubled column", "too many cells",
        "unquoted decimal comma", "required cell empty", "zero bytes", "empty lines", "BOM alone",
        "xlsx renamed", "xls renamed",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_its_line(tmp_path: Path, content: bytes, line: int, words: str) -> None:
    """File, line, and what is wrong."""
    _, mistakes = read(tmp_path, content)

    assert any((found.file, found.line) == ("berkas.csv", line) and words in found.text for found in mistakes)


def test_every_missing_column_is_named(tmp_path: Path) -> None:
    """An empty file lacks all of its columns, each named once."""
    _, mistakes = read(tmp_path, b"")

    assert len(mistakes) == len(FIELDS)
    assert all(any(repr(field.key) in mistake.text for mistake in mistakes) for field in FIELDS)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The mistake says where a new one can be had."""
    mistakes = Mistakes()

    assert read_csv(tmp_path / "tiada.csv", FIELDS, mistakes) == []
    assert [str(mistake) for mistake in mistakes.found] == [
        "tiada.csv: tidak ada; salin dari kerangka `sheets-sync init`"
    ]


def test_a_folder_in_the_files_place_is_named(tmp_path: Path) -> None:
    """Whatever the operating system refuses is a mistake of the file."""
    (tmp_path / "berkas.csv").mkdir()
    mistakes = Mistakes()

    assert read_csv(tmp_path / "berkas.csv", FIELDS, mistakes) == []
    assert "tidak dapat dibaca" in mistakes.found[0].text


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    """More than 5 MB is no office file."""
    _, mistakes = read(tmp_path, COMMAS.encode() + b"#" * 5_000_000)

    assert "5 MB" in mistakes[0].text


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'kode,nama,pagu,sejak\nA,n,1,\nB,"nama tanpa penutup,,\nC,n,1,\n', 3),
        (b'tanggal,keterangan\n2026-07-06,libur\n2026-07-08,"Hari jadi\n2026-07-09,libur\n', 3),
    ],
    ids=["in a required cell", "in the last, optional cell"],
)
def test_a_quote_that_never_closes_is_a_mistake(tmp_path: Path, content: bytes, line: int) -> None:
    """It swallows all rows below, which must not be lost in silence."""
    notes = (Field("tanggal", "day", parsing.day), Field("keterangan", "note", parsing.text, required=False))
    _, mistakes = read(tmp_path, content, notes if content.startswith(b"tanggal") else FIELDS)

    assert any(mistake.line == line for mistake in mistakes)


def test_a_row_that_the_csv_reader_refuses_is_a_mistake(tmp_path: Path) -> None:
    """A cell longer than any CSV reader takes is not skipped in silence."""
    _, mistakes = read(tmp_path, b"kode,nama,pagu,sejak\nA," + b"x" * 140_000 + b",1,\nB,n,1,\n")

    assert any(mistake.line == 2 for mistake in mistakes)


@given(st.binary(max_size=300) | st.text(alphabet='kodenamapgusj,;\t"\r\n#0é\ufeff', max_size=200).map(str.encode))
def test_any_bytes_can_be_tried(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Binary junk is a list of mistakes, never an exception; what was read is complete or was complained of."""
    rows, mistakes = read(tmp_path_factory.getbasetemp(), content)

    assert mistakes or all(len(row) == len(FIELDS) for row in rows)


# --- what a cell may hold ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("PEM-01", "PEM-01"),
        ("UMUM-07", "UMUM-07"),
        ("umum-07", "UMUM-07"),
        ("pem-01", "PEM-01"),
        ("KL1-01", "KL1-01"),
        ("KEL1-01", "KEL1-01"),
        ("PK-2026", "PK-2026"),
        ("DPPA-2026", "DPPA-2026"),
        ("7.01.01", "7.01.01"),
    ],
)
def test_a_code_is_kept_in_capitals(text: str, value: str) -> None:
    """Letters, digits, points and hyphens, in small letters or capitals."""
    assert parsing.code(text) == value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("7,01E+02", "menjadi angka"),
        ("7.01E+02", "menjadi angka"),
        ("1E5", "menjadi angka"),
        ("1,96412E+17", "menjadi angka"),
        ("02-Jan", "menjadi tanggal"),
        ("Jan-26", "menjadi tanggal"),
        ("01-Feb-26", "menjadi tanggal"),
        ("1-Mei", "menjadi tanggal"),
        ("07/01/2026", "menjadi tanggal"),
        ("2026-01-07", "menjadi tanggal"),
        ("PEM 01", "tanpa spasi"),
        ("PEM_01", "hanya boleh"),
        ("-PEM", "hanya boleh"),
        ("x" * 31, "hanya boleh"),
        ("SEKSI É", "hanya boleh"),
    ],
)
def test_a_spoilt_code_is_refused(text: str, words: str) -> None:
    """What Excel made of a code is not guessed back; the refusal says what happened."""
    with pytest.raises(ValueError, match=words):
        parsing.code(text)


@pytest.mark.parametrize("text", ["7PEM", "7.01.01", "P.EM", "A" * 16, "02-Jan", "7,01E+02"])
def test_a_units_code_begins_with_a_letter(text: str) -> None:
    """So that no spreadsheet turns it into a number or a date."""
    with pytest.raises(ValueError, match="kode"):
        parsing.unit_code(text)


@pytest.mark.parametrize("text", ["7.01.02", "7.01.02.1", "7.01.02.2.01.0003"])
def test_a_programmes_code_is_that_of_the_nomenclature(text: str) -> None:
    """Programme, kegiatan or subkegiatan."""
    assert parsing.programme_code(text) == text


@pytest.mark.parametrize("text", ["07/01/2002", "2-1-2007", "7,01", "7.1.2", "701", "7.01", "02-Jan", "7,01E+02"])
def test_a_spoilt_programme_code_is_refused(text: str) -> None:
    """7.01.02 is a date to Excel; the refusal shows how it should look."""
    with pytest.raises(ValueError, match=r"7\.01\.02"):
        parsing.programme_code(text)


@pytest.mark.parametrize(("text", "value"), [("72.01.15", True), ("720115", False), ("72.1.15", False), ("", False)])
def test_a_region_code_is_that_of_kemendagri(text: str, value: bool) -> None:
    """Two digits each for province, regency and district."""
    if value:
        assert parsing.region_code(text) == text
    else:
        with pytest.raises(ValueError, match="kode wilayah"):
            parsing.region_code(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("19641231 199303 1 097", "19641231 199303 1 097"),
        ("196412311993031097", "196412311993031097"),
        ("", ""),
        ("-", ""),
    ],
    ids=["spaced", "together", "empty", "hyphen"],
)
def test_an_nip_has_18_digits_or_is_empty(text: str, value: str) -> None:
    """Spaces are kept as typed; a hyphen means none."""
    assert parsing.nip(text) == value


@pytest.mark.parametrize(
    "text",
    ["1,96412E+17", "1.96412E+17", "19641231199303109", "1964123119930310970", "NIP 123", "196412311993031000"],
    ids=["exponent", "exponent with point", "17 digits", "19 digits", "words", "last digits rounded to zeros"],
)
def test_a_spoilt_nip_is_refused(text: str) -> None:
    """Excel keeps 15 digits: an exponent, or a serial number 000 that nobody has, is what it leaves of an NIP."""
    with pytest.raises(ValueError, match="NIP"):
        parsing.nip(text)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1234,5", "1234.5"), ("1.234,5", "1234.5"), ("88,56", "88.56"), (76, "76"), (Decimal("90.50"), "90.5")],
    ids=str,
)
def test_a_number_is_read_as_indonesians_write_it(value: Any, expected: str) -> None:
    """Decimal comma in CSV, TOML's own numbers in TOML."""
    assert str(parsing.number(value)) == expected


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("4.250", "4250 tanpa titik"),
        ("88.56", "koma"),
        ("tiga", "bukan angka"),
        ("12 Dokumen", "bukan angka"),
        (True, "seharusnya angka"),
        (Decimal("NaN"), "bukan angka"),
        (Decimal("Infinity"), "bukan angka"),
        (date(2026, 1, 1), "teks"),
    ],
    ids=str,
)
def test_a_number_that_is_not_clear_is_refused(value: Any, words: str) -> None:
    """4.250 could be 4,25: the office says which."""
    with pytest.raises(ValueError, match=words):
        parsing.number(value)


@pytest.mark.parametrize(("text", "never"), [("12.50", "tulis 125 "), ("1.5", "tulis 15 "), ("88.56", "tulis 8856 ")])
def test_a_suggestion_is_never_a_number_that_nobody_meant(text: str, never: str) -> None:
    """12.50 cannot be 125: what is suggested is 12,5."""
    with pytest.raises(ValueError, match="bukan angka yang jelas") as refused:
        parsing.number(text)

    assert never not in str(refused.value)


def test_a_number_beyond_all_bounds_is_refused() -> None:
    """TOML can write it, nothing can calculate with it."""
    with pytest.raises(ValueError, match="bukan angka"):
        parsing.number(Decimal("1E+9999999"))


@pytest.mark.parametrize(("value", "words"), [("0", "di luar 1"), (61, "sampai 60"), ("1,5", "bulat"), ("x", "angka")])
def test_a_whole_number_has_its_bounds(value: Any, words: str) -> None:
    """Out of bounds, broken or no number at all."""
    with pytest.raises(ValueError, match=words):
        parsing.between(1, 60)(value)


@pytest.mark.parametrize("value", ["-1", -1, Decimal("-0.5")], ids=str)
def test_an_amount_is_not_negative(value: Any) -> None:
    """Money and bounds begin at nothing."""
    with pytest.raises(ValueError, match="kurang dari nol"):
        parsing.amount(value)


@pytest.mark.parametrize("value", ["2026-10-09", "09/10/2026", "9/10/2026", "09-10-2026", date(2026, 10, 9)], ids=str)
def test_a_date_is_read_day_first(value: Any) -> None:
    """As TOML has it, or as Excel under Indonesian settings saves it."""
    assert parsing.day(value) == date(2026, 10, 9)


@pytest.mark.parametrize("value", ["2026-02-30", "10/31/2026", "9 Oktober 2026", "46029", "09/10/26", "besok"])
def test_a_date_that_is_not_clear_is_refused(value: str) -> None:
    """The refusal shows both ways of writing one."""
    with pytest.raises(ValueError, match="2026-10-09 atau 09/10/2026"):
        parsing.day(value)


@pytest.mark.parametrize(("value", "expected"), [("ya", True), ("YA", True), ("tidak", False), (True, True)], ids=str)
def test_yes_and_no(value: Any, expected: bool) -> None:
    """In words, or as TOML has them."""
    assert parsing.yes_no(value) is expected


@pytest.mark.parametrize("value", ["1", "y", "true", "mungkin"])
def test_perhaps_is_no_answer(value: str) -> None:
    """Only ya and tidak are known."""
    with pytest.raises(ValueError, match="ya atau tidak"):
        parsing.yes_no(value)


def test_a_choice_ignores_case() -> None:
    """As listed, whatever the capitals."""
    assert parsing.choice(DayKind)("Cuti Bersama") is DayKind.SHARED_LEAVE


def test_a_wrong_choice_lists_the_right_ones() -> None:
    """The refusal shows all that may be written."""
    with pytest.raises(ValueError, match="naik, turun, rentang"):
        parsing.choice(Polarity)("atas")


# --- TOML --------------------------------------------------------------------------------------------------------

TOML_FIELDS = (Field("nama", "name", parsing.filled_text), Field("jumlah", "count", parsing.between(1, 9)))


def read_toml(folder: Path, content: bytes) -> tuple[TomlFile, Mistakes]:
    path = folder / "berkas.toml"
    path.write_bytes(content)
    mistakes = Mistakes()
    return TomlFile(path, mistakes), mistakes


def test_a_table_is_read_by_its_fields(tmp_path: Path) -> None:
    """Values by name, with the table's line; a BOM of Notepad does no harm."""
    toml, mistakes = read_toml(tmp_path, b'\xef\xbb\xbf# satu\r\n[kantor]\r\nnama = "A"\r\njumlah = 3\r\n')
    line = toml.table("kantor", TOML_FIELDS)

    assert (dict(line.values), line.number, mistakes.found) == ({"name": "A", "count": 3}, 2, [])


def test_mistakes_know_their_line(tmp_path: Path) -> None:
    """A key's own line; the table's line for a key that is not there."""
    toml, mistakes = read_toml(tmp_path, b'[[isi]]\nnama = "A"\njumlah = 3\n\n[[isi]]\n# dua\njumlah = 99\n')
    toml.tables("isi", TOML_FIELDS)

    assert [(mistake.line, mistake.text.split()[0]) for mistake in mistakes.found] == [(5, "'nama'"), (7, "'jumlah':")]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'a = 1\nb = "tanpa penutup\nc = 3\n', 2),
        (b"a = 1\n[kantor\n", 2),
        (b"a = 1\na = 2\n", 2),
        (b"a = 1\n\nb\n", 3),
        (b"a = 2026-02-30\n", 1),
    ],
    ids=["open quote", "open bracket", "key twice", "no value", "impossible date"],
)
def test_what_is_no_toml_is_named_with_its_line(tmp_path: Path, content: bytes, line: int) -> None:
    """One mistake, at the line where reading stopped."""
    toml, mistakes = read_toml(tmp_path, content)

    assert not toml.readable
    assert [(mistake.file, mistake.line) for mistake in mistakes.found] == [("berkas.toml", line)]


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00",
        b"a = " + b"1" * 5000,
        b"a = 1e99999999999999999999999",
        b"a = " + b"[" * 5000,
        b"\0",
        b'a = "\xe9"',
    ],
    ids=["UTF-16", "a number too long", "an exponent too large", "too deep", "zero byte", "cp1252"],
)
def test_toml_that_cannot_be_read_is_a_mistake(tmp_path: Path, content: bytes) -> None:
    """Whatever is in the file, it is one mistake and no exception."""
    toml, mistakes = read_toml(tmp_path, content)

    assert not toml.readable
    assert len(mistakes.found) == 1


def test_an_unknown_key_is_a_mistake(tmp_path: Path) -> None:
    """A misspelt key would be silently without effect."""
    toml, mistakes = read_toml(tmp_path, b'[kantor]\nnama = "A"\nnma = "B"\n')
    toml.only("kantor", ["nama"])

    assert [(mistake.line, mistake.text) for mistake in mistakes.found] == [
        (3, "'nma' tidak dikenal; pilihannya: nama")
    ]


def test_one_table_where_several_are_meant_is_a_mistake(tmp_path: Path) -> None:
    """`[isi]` in place of `[[isi]]` is told how to be written."""
    toml, mistakes = read_toml(tmp_path, b'\n[isi]\nnama = "A"\n')

    assert toml.tables("isi", TOML_FIELDS) == []
    assert [(mistake.line, mistake.text) for mistake in mistakes.found] == [(2, "tulis [[isi]] untuk tiap isinya")]


@given(st.binary(max_size=200) | st.text(alphabet='[]="abc.1-eE:TZ\n# {},\\u', max_size=120).map(str.encode))
def test_any_bytes_can_be_tried_as_toml(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Junk is one mistake, never an exception."""
    toml, mistakes = read_toml(tmp_path_factory.getbasetemp(), content)
    toml.table("a", TOML_FIELDS)
    toml.tables("a.b", TOML_FIELDS)

    assert toml.readable or len(mistakes.found) >= 1
