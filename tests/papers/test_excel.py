"""Filling an Excel template: values where the fields stand, rows repeated, everything else as Excel left it."""

from __future__ import annotations

import zipfile
from decimal import Decimal as D
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.errors import UsageError
from sheets_sync.papers.plain import LONGEST
from sheets_sync.plan import Formula
from tests.libreoffice import save_as
from tests.papers.excel import cells, computed, filled, part, tab, table, template

ROW = {"A3": "{{ baris.nama }}", "B3": "{{ baris.target }}", "C3": "{{ baris.realisasi }}", "D3": "{{ baris.capaian }}"}
PERCENT = "{realisasi}/{target}*100"
ROWS = [
    {"nama": "satu", "target": 8, "realisasi": D("7"), "capaian": Formula(PERCENT, D("87.5"))},
    {"nama": "dua", "target": None, "realisasi": D("3"), "capaian": "tidak dapat dihitung"},
    {"nama": "tiga", "target": D("2.5"), "realisasi": D("2.5"), "capaian": Formula(PERCENT, D("100"))},
]


def refused(content: bytes, **values: Any) -> str:
    """What is said of the template."""
    with pytest.raises(UsageError) as problem:
        filled(content, {"triwulan": "Triwulan III", "baris": ROWS} | values)
    return str(problem.value)


# --- values --------------------------------------------------------------------------------------------------


def test_numbers_are_numbers_and_nothing_is_an_empty_cell() -> None:
    """A cell that holds a field alone takes the value as it is; among other words it is text with a decimal comma."""
    made = filled(
        cells(A1="{{ a }}", B1=" {{ b }} ", C1="{{ c }}", D1="Target {{ a }} dari {{ d.e }}{{ c }}"),
        {"a": D("87.5"), "b": 12, "c": None, "d": {"e": "kota"}},
    )
    assert table(made) == [[87.5, 12, None, "Target 87,5 dari kota"]]


@pytest.mark.parametrize(
    "typed", ["=1+1", "+62", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', "{{ a }}", "_x0041_", "00123"]
)
def test_what_people_type_is_text(typed: str) -> None:
    """Nothing of it is computed or filled in a second time, alone in a cell or among words."""
    made = filled(cells(A1="{{ isi }}", B1="[{{ isi }}]"), {"isi": typed, "a": "lain"})
    first, second = tab(made)["A1"], tab(made)["B1"]
    assert (first.data_type, second.data_type) == ("s", "s")
    assert (first.value, second.value) == (typed, f"[{typed}]")


def test_libreoffice_reads_the_same_text(tmp_path: Path) -> None:
    """What begins like a formula, and what looks like Excel's own spelling of a character, is shown as typed."""
    made = filled(cells(A1="{{ a }}", B1="{{ b }}", C1="{{ c }}"), {"a": "=1+1", "b": "_x0041_", "c": "dua\nbaris"})
    assert computed(made, tmp_path)["Rekap"] == [["=1+1", "_x0041_", "dua\nbaris"]]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=60), st.one_of(st.none(), st.integers(), st.decimals()))))
def test_any_text_and_any_number_of_rows_give_a_file_that_opens(rows: list[tuple[str, D | int | None]]) -> None:
    """Whatever is typed, each item has its row, and the line below the last one."""
    content = cells(A1="Kepala", A2="{{ baris.nama }}", B2="{{ baris.angka }}", A3="Kaki")
    made = tab(filled(content, {"baris": [{"nama": name, "angka": number} for name, number in rows]}))
    assert made.cell(2 + max(len(rows), 1), 1).value == "Kaki"
    for number, (name, _) in enumerate(rows, 2):
        shown = str(made.cell(number, 1).value or "")
        assert all(char in shown for char in name if char.isascii() and char.isalnum())


def test_long_texts_are_cut_aloud() -> None:
    """As in papers of Word."""
    made = filled(cells(A1="{{ isi }}"), {"isi": "b" * (LONGEST + 1)})
    assert table(made) == [[f"{'b' * LONGEST} … (dipotong)"]]


def test_no_cell_holds_more_than_excel_reads() -> None:
    """Four long values in one cell would make Excel repair the file."""
    made = filled(cells(A1="{{ a }}{{ a }}{{ a }}{{ a }}"), {"a": "b" * LONGEST})
    assert len(table(made)[0][0]) == 32_767


@pytest.mark.parametrize("value", [D("NaN"), D("Infinity"), D("1E+400")])
def test_what_no_cell_can_hold_is_text(value: D) -> None:
    """Rather than a number that makes Excel repair the file."""
    assert tab(filled(cells(A1="{{ a }}"), {"a": value}))["A1"].data_type == "s"


# --- rows ----------------------------------------------------------------------------------------------------


def test_a_row_stands_once_for_each_item(tmp_path: Path) -> None:
    """Formulas name the cells of their own row and keep their result; LibreOffice computes the same."""
    made = filled(cells(A1="{{ triwulan }}", **ROW, A4="Jumlah"), {"triwulan": "Triwulan III", "baris": ROWS})
    assert table(made)[2:] == [
        ["satu", 8, 7, "=C3/B3*100"],
        ["dua", None, 3, "tidak dapat dihitung"],
        ["tiga", 2.5, 2.5, "=C5/B5*100"],
        ["Jumlah", None, None, None],
    ]
    assert [row[3] for row in table(made, results=True)[2:5]] == [87.5, "tidak dapat dihitung", 100]
    assert [row[3] for row in computed(made, tmp_path)["Rekap"][2:5]] == ["87.5", "tidak dapat dihitung", "100"]


def test_a_moved_column_moves_the_formula() -> None:
    """The office may put its columns in any order; where one is missing, the result stands there alone."""
    columns = {"A3": "{{ baris.capaian }}", "F3": "{{ baris.target }}", "H3": "{{ baris.realisasi }}"}
    assert table(filled(cells(**columns), {"baris": ROWS}))[2][0] == "=H3/F3*100"
    del columns["F3"]
    assert table(filled(cells(**columns), {"baris": ROWS}))[2][0] == 87.5


def test_rows_that_name_the_same_list_stand_together() -> None:
    """Two adjacent rows are one block: both for the first item, then both for the second."""
    made = filled(cells(A1="{{ baris.nama }}", A2="target {{ baris.target }}"), {"baris": ROWS[:1] + ROWS[2:]})
    assert [row[0] for row in table(made)] == ["satu", "target 8", "tiga", "target 2,5"]


NESTED = {
    "sasaran": [
        {"nama": "S1", "rerata": D(75), "indikator": [{"nama": "a", "capaian": 50}, {"nama": "b", "capaian": 100}]},
        {"nama": "S2", "rerata": None, "indikator": []},
        {"nama": "S3", "rerata": D(90), "indikator": [{"nama": "c", "capaian": 90}]},
    ],
    "rerata": Formula("AVERAGE({sasaran.indikator.capaian})", D(80)),
}


def test_a_list_inside_an_item(tmp_path: Path) -> None:
    """Each sasaran with its own indikator and its own mean; the last mean takes the indikator, not the sasaran's means."""
    content = cells(
        A1="{{ sasaran.nama }}",
        A2="{{ sasaran.indikator.nama }}",
        B2="{{ sasaran.indikator.capaian }}",
        A3="Rata-rata {{ sasaran.nama }}",
        B3="{{ sasaran.rerata }}",
        B5="{{ rerata }}",
    )
    made = filled(content, NESTED)
    assert table(made) == [
        ["S1", None],
        ["a", 50],
        ["b", 100],
        ["Rata-rata S1", 75],
        ["S2", None],
        ["tidak ada data", None],
        ["Rata-rata S2", None],
        ["S3", None],
        ["c", 90],
        ["Rata-rata S3", 90],
        [None, None],
        [None, "=AVERAGE(B2:B3,B6,B9)"],
    ]
    assert computed(made, tmp_path)["Rekap"][11] == ["", "80"]


def test_the_templates_own_formulas_see_their_item() -> None:
    """Inside a block a reference means the same item's rows; from outside, all of them."""
    content = template(
        lambda _, tab: [
            tab.write("A1", "{{ sasaran.nama }}"),
            tab.write("B2", "{{ sasaran.indikator.capaian }}"),
            tab.write_formula("C2", "=B2*2+$B$9"),
            tab.write("A3", "rata-rata {{ sasaran.nama }}"),
            tab.write_formula("B3", "=AVERAGE(B2:B2)"),
            tab.write_formula("B9", '=SUM(B2:B2)&"B2"'),
        ]
    )
    shown = tab(filled(content, NESTED))
    assert (shown["C2"].value, shown["C3"].value) == ("=B2*2+$B$16", "=B3*2+$B$16")
    assert (shown["B4"].value, shown["B10"].value) == ("=AVERAGE(B2:B3)", "=AVERAGE(B9:B9)")
    assert shown["B16"].value == '=SUM(B2:B9)&"B2"'


def test_an_empty_list_leaves_one_row_that_says_so() -> None:
    """Its columns are not checked, and what refers to the row keeps its place."""
    content = template(
        lambda _, tab: [
            tab.set_column("A:A", 3),
            tab.set_column("B:B", 30),
            tab.write("A1", "{{ baris.nomor }}"),
            tab.write("B1", "{{ baris.nama }}"),
            tab.write_formula("A2", "=SUM(A1:A1)"),
        ]
    )
    assert table(filled(content, {"baris": []})) == [[None, "tidak ada data"], ["=SUM(A1:A1)", None]]


def test_all_that_lies_below_moves_along() -> None:
    """Merged cells, heights, page breaks, conditions, drop-downs, links, pictures, names, print area, frozen panes."""

    def paint(workbook: Any, tab: Any) -> None:
        tab.merge_range("A1:D1", "Kepala")
        for place, text in ROW.items():
            tab.write(place, text)
        tab.merge_range("E3:F3", "{{ baris.nama }}")
        tab.merge_range("A5:D6", "Kaki")
        tab.set_row(4, 39)
        tab.set_h_pagebreaks([4])
        tab.conditional_format(
            "D3:D3", {"type": "cell", "criteria": "<", "value": 76, "format": workbook.add_format({"bold": True})}
        )
        tab.data_validation("B6", {"validate": "list", "source": "=$A$5:$A$6"})
        tab.write_url("A7", "internal:Rekap!A1")
        tab.insert_image("B8", "logo.png", {"image_data": BytesIO(LOGO)})
        tab.print_area("A1:F8")
        tab.repeat_rows(0, 1)
        tab.freeze_panes(3, 1)
        workbook.define_name("Capaian", "=Rekap!$D$3:$D$3")

    made = filled(template(paint), {"baris": ROWS})
    shown = tab(made)
    merged = {str(area) for area in shown.merged_cells.ranges}
    assert merged == {"A1:D1", "E3:F3", "E4:F4", "E5:F5", "A7:D8"}
    assert shown.row_dimensions[7].height == 39
    assert [item.id for item in shown.row_breaks.brk] == [6]
    assert [str(rule.sqref) for rule in shown.conditional_formatting] == ["D3:D5"]
    assert [(str(item.sqref), item.formula1) for item in shown.data_validations.dataValidation] == [("B8", "$A$7:$A$8")]
    assert shown["A9"].hyperlink.ref == "A9"
    assert "<xdr:row>9</xdr:row>" in part(made, "xl/drawings/drawing1.xml")
    assert (shown.print_area, shown.print_title_rows) == ("'Rekap'!$A$1:$F$10", "$1:$2")
    assert shown.freeze_panes == "B4"
    assert shown.parent.defined_names["Capaian"].attr_text == "Rekap!$D$3:$D$5"


LOGO = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082".replace(" ", "")
)


def test_long_texts_make_their_row_taller() -> None:
    """Where the cell breaks its lines; merged cells count with their whole width; a row never shrinks."""

    def paint(workbook: Any, tab: Any) -> None:
        wraps = workbook.add_format({"text_wrap": True})
        tab.set_column("A:B", 20)
        tab.write("A1", "{{ isi }}", wraps)
        tab.merge_range("A2:B2", "{{ isi }}", wraps)
        tab.write("A3", "{{ isi }}")
        tab.set_row(3, 300)
        tab.write("A4", "{{ isi }}", wraps)

    rows = tab(filled(template(paint), {"isi": "kata " * 40})).row_dimensions
    assert rows[1].height > 1.8 * rows[2].height > 60
    assert (rows[3].height, rows[4].height) == (None, 300)


# --- the file ------------------------------------------------------------------------------------------------


def test_what_need_not_change_stays_byte_for_byte() -> None:
    """Looks, themes and pictures are those of the template; the fields are nowhere in the file any more."""
    content = template(
        lambda _, tab: [
            tab.write("A1", "{{ a }}"),
            tab.insert_image("C1", "l.png", {"image_data": BytesIO(LOGO)}),
        ]
    )
    made = filled(content, {"a": "x"})
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(BytesIO(made)) as new:
        for name in ("xl/styles.xml", "xl/theme/theme1.xml", "xl/media/image1.png"):
            assert old.read(name) == new.read(name)
        assert not any(b"{{" in new.read(name) for name in new.namelist())


def test_the_same_arguments_give_the_same_bytes() -> None:
    """Nothing of the day or the machine gets into the file."""
    content = cells(**ROW)
    assert filled(content, {"baris": ROWS}) == filled(content, {"baris": ROWS})


def test_the_office_decides_on_the_size() -> None:
    """F4 is Excel's folio; the turn and the fitting of the page stay."""
    content = template(lambda _, tab: [tab.set_landscape(), tab.fit_to_pages(1, 0), tab.write("A1", "{{ a }}")])
    for paper, size in (("F4", 14), ("A4", 9)):
        setup = tab(filled(content, {"a": 1}, paper)).page_setup
        assert (setup.paperSize, setup.orientation, setup.fitToHeight) == (size, "landscape", 0)


def test_feet_of_pages_are_filled() -> None:
    """`&` is a sign of its own there, and a digit must not become part of a letter's size."""
    content = template(lambda _, tab: [tab.set_footer("&L&8{{ sidik }}&RHalaman &P"), tab.write("A1", "x")])
    assert "<oddFooter>&amp;L&amp;8 1 &amp;&amp; 2&amp;RHalaman &amp;P</oddFooter>" in part(
        filled(content, {"sidik": "1 & 2"}), "xl/worksheets/sheet1.xml"
    )


def test_letters_keep_their_looks() -> None:
    """A field inside one run of letters takes its looks; a field over two runs takes those of the cell."""

    def paint(workbook: Any, tab: Any) -> None:
        bold = workbook.add_format({"bold": True})
        tab.write_rich_string("A1", "Unit: ", bold, "{{ a }}", " saja")
        tab.write_rich_string("A2", "Unit: {{ ", bold, "a }}", " saja")

    made = filled(template(paint), {"a": "PMD"})
    assert table(made) == [["Unit: PMD saja"], ["Unit: PMD saja"]]
    assert part(made, "xl/sharedStrings.xml").count("<b/>") == 1


def test_a_template_that_libreoffice_saved(tmp_path: Path) -> None:
    """An office may edit its template there, too: the filled workbook holds the same."""
    content = cells(A1="{{ triwulan }}", **ROW, A4="Jumlah")
    (tmp_path / "rekap.xlsx").write_bytes(content)
    saved = save_as([tmp_path / "rekap.xlsx"], "xlsx", tmp_path / "lain", tmp_path / "lo") / "rekap.xlsx"
    values = {"triwulan": "Triwulan III", "baris": ROWS}
    assert table(filled(saved.read_bytes(), values)) == table(filled(content, values))


# --- mistakes ------------------------------------------------------------------------------------------------


def test_every_mistake_is_told_at_once_with_its_cell() -> None:
    """The likeliest name where there is one, else all names; half a pair of braces; two lists in one row."""
    said = refused(
        cells(
            A1="{{ triwulann }}",
            A2="{{ zzz }}",
            A3="{{ baris.namma }}",
            A4="{{ triwulan }",
            A5="{{ baris.nama | upper }}",
            A6="{{ baris }}",
            A7="{{ baris.nama }} {{ lain.isi }}",
            A8="{% for b in baris %}",
        ),
        lain=[{"isi": 1}],
    )
    assert said.startswith("templates/documents/rekap.xlsx: ")
    assert "tab Rekap sel A1: {{ triwulann }} tidak dikenal, mungkin maksudnya {{ triwulan }}" in said
    assert "sel A2: {{ zzz }} tidak dikenal; pilihannya: baris.capaian, baris.nama" in said
    assert "sel A3: {{ baris.namma }} tidak dikenal, mungkin maksudnya {{ baris.nama }}" in said
    assert "sel A4: tanda {{ }} tidak lengkap di '{{ triwulan }'" in said
    assert "sel A5: isi tanda {{ baris.nama | upper }} harus nama isian saja" in said
    assert "sel A6: {{ baris }} berisi beberapa isian; pilihannya: baris.capaian" in said
    assert "baris 7: menyebut dua daftar (baris dan lain); satu baris hanya untuk satu daftar" in said
    assert "sel A8: perintah {% %} hanya untuk templat Word" in said


def test_a_list_in_the_foot_of_a_page_is_told_about() -> None:
    """And a misspelt field there."""
    content = template(lambda _, tab: tab.set_footer("&L{{ baris.nama }} {{ triwullan }}"))
    said = refused(content)
    assert "kepala/kaki halaman: {{ baris.nama }} bagian dari daftar" in said
    assert "{{ triwullan }} tidak dikenal, mungkin maksudnya {{ triwulan }}" in said


def test_a_field_that_must_not_lack_is_missed() -> None:
    """Where the values have it: without the mark DATA CONTOH a workbook would mislead."""
    assert "{{ data_contoh }} tidak ada lagi" in refused(cells(A1="{{ triwulan }}"), data_contoh="")


def bomb() -> bytes:
    """A workbook whose first part declares entities."""
    return changed("xl/workbook.xml", b"<workbook", b'<!DOCTYPE w [<!ENTITY a "aaaa">]><workbook')


def with_macros() -> bytes:
    """A workbook that says it is one with macros."""
    return changed("[Content_Types].xml", b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")


def changed(part: str, before: bytes, after: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(cells(A1="x"))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(before, after, 1) if name == part else content)
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"bukan zip", cells(A1="x")[:900], bomb(), with_macros()],
    ids=["empty", "text", "cut", "bomb", "macros"],
)
def test_what_is_no_excel_file_is_told_about(content: bytes) -> None:
    """An old .xls renamed, a file cut off in copying, or one that declares entities."""
    assert "templates/documents/rekap.xlsx: bukan berkas Excel (.xlsx) yang utuh" in refused(content)
