"""What every made workbook promises to the people who fill it, on a phone, in Excel 2010 and on paper."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheets_sync.form import Form, FormRow, FormWords, make_form
from sheets_sync.grid import parse_area
from sheets_sync.layout import Words, finding_height
from sheets_sync.model import Office
from sheets_sync.office_days import RegencyDeadline
from sheets_sync.plan import Formula
from sheets_sync.reading import identify
from sheets_sync.submission import Reading
from sheets_sync.targets import Target
from sheets_sync.workbook import (
    EMPTY,
    FILL,
    FINDING_FIRST,
    FINDING_ROWS,
    FINDINGS,
    FIRST_ROW,
    KEY_TITLE,
    PHONE_WIDTHS,
    make_workbook,
)
from tests.conftest import TW3
from tests.edits import HandedOut, fill, hand_out

UNITS = ("REN", "UMUM", "PEM", "PMD", "TRANTIB", "KESOS", "YANUM")
EXCEL_2010 = {"COUNTA", "COUNTIF", "FIND", "IF", "IFERROR", "INDEX", "ISNUMBER", "LEFT", "MATCH", "NOW", "T", "VLOOKUP"}
TITLES = ["Isi", "Anggaran", "Kendala", "Formulir", "Petunjuk", "Periksa", KEY_TITLE]


@pytest.fixture(scope="module", params=UNITS)
def handed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, forms: dict[str, Form]
) -> HandedOut:
    """Each unit's workbook in turn, as it is handed out."""
    return hand_out(tmp_path_factory.mktemp("lembar"), forms[request.param])


@pytest.fixture(scope="module")
def book(handed: HandedOut) -> Any:
    """The workbook as openpyxl sees it."""
    return openpyxl.load_workbook(handed.path)


def all_cells(book: Any) -> list[Any]:
    return [cell for sheet in book.worksheets for line in sheet.iter_rows() for cell in line]


def inputs(handed: HandedOut, book: Any) -> set[str]:
    """The cells that people type into, as `Isi!B6`."""
    form = handed.form
    isi = {f"Isi!{column}{row}" for row in range(FIRST_ROW, FIRST_ROW + len(form.rows) + 1) for column in "BC"}
    budget = range(FIRST_ROW, FIRST_ROW + len(form.budget))
    causes = range(FIRST_ROW, FIRST_ROW + len(form.assessable))
    replies = {f"Periksa!H{row}" for row in range(FINDING_FIRST, FINDING_FIRST + FINDING_ROWS)}
    rest = {
        f"{tab}!{column}{row}"
        for tab, rows in (("Anggaran", budget), ("Kendala", causes))
        for row in rows
        for column in "BC"
    }
    return isi | rest | replies


# --- on a phone ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", UNITS)
def test_isi_fits_a_phone(forms: dict[str, Form], unit: str) -> None:
    """The tabs that people type into have at most four columns and are at most 360 pixels wide."""
    for sheet in make_workbook(forms[unit]).sheets[: 3 if forms[unit].budget else 2]:
        assert max(column for _, column in sheet.cells) <= len(sheet.widths) <= 4
        assert sum(sheet.widths) <= 360
    assert sum(PHONE_WIDTHS) == 360


def test_isi_is_360_pixels_wide_in_excel(book: Any) -> None:
    """The widths in the file, which count digits of the workbook's own font, come to at most 360 pixels."""
    normal = book._fonts[0]
    digit = {("Calibri", 11): 7, ("Arial", 10): 7, ("Arial", 11): 8}[normal.name, int(normal.sz)]
    for title in {"Isi", "Anggaran", "Kendala", "Petunjuk"} & set(book.sheetnames):
        columns = book[title].column_dimensions.values()
        widths = [
            int((256 * column.width + 128 // digit) / 256 * digit) for column in columns for _ in columns_of(column)
        ]
        assert sum(widths) <= 360, title


def columns_of(dimension: Any) -> range:
    """The columns that share a width in the file."""
    return range(dimension.min, dimension.max + 1)


def test_nothing_is_merged_or_frozen(book: Any) -> None:
    """Merged cells and frozen panes are a burden on phones and for sorting: there are none in any tab."""
    for sheet in book.worksheets:
        assert not sheet.merged_cells.ranges, sheet.title
        assert sheet.freeze_panes is None, sheet.title


def test_isi_is_the_tab_that_opens(book: Any) -> None:
    """Isi stands first and is the active tab; Anggaran is there only where the unit fills it."""
    assert book.active.title == "Isi"
    assert book.sheetnames == [title for title in TITLES if title != "Anggaran" or "Anggaran" in book.sheetnames]


def test_anggaran_is_there_for_who_fills_it(forms: dict[str, Form]) -> None:
    """Only the unit that reports programmes has the tab Anggaran."""
    with_budget = [
        unit for unit in UNITS if any(sheet.title == "Anggaran" for sheet in make_workbook(forms[unit]).sheets)
    ]
    assert with_budget == ["REN"]


def test_rows_say_what_is_asked(handed: HandedOut, book: Any) -> None:
    """Each row begins with its code and shows name and satuan; those not yet due say when."""
    for number, row in enumerate(handed.form.rows, FIRST_ROW):
        text = str(book["Isi"].cell(number, 1).value)
        assert text.startswith(f"{row.code} · {row.name}\n")
        assert row.measure in text or row.choices
        assert row.asked_when in text


def test_rows_that_are_due_stand_first(handed: HandedOut) -> None:
    """What is asked now stands above what is not."""
    due = [row.due for row in handed.form.rows]
    assert due == sorted(due, reverse=True)


def test_row_heights_are_what_excel_allows(book: Any) -> None:
    """No row is higher than the 409 points that Excel allows."""
    heights = [row.height for sheet in book.worksheets for row in sheet.row_dimensions.values() if row.height]
    assert max(heights) <= 409


# --- what may be typed ---------------------------------------------------------------------------------------


def test_only_inputs_are_unlocked(handed: HandedOut, book: Any) -> None:
    """Figures, notes, causes, the tick, the sender's name and answers may be typed into; every other cell is locked."""
    unlocked = {f"{cell.parent.title}!{cell.coordinate}" for cell in all_cells(book) if not cell.protection.locked}
    assert unlocked == inputs(handed, book)


def test_every_tab_is_protected_without_password(book: Any) -> None:
    """The lock is against slips, not against people: anybody can take it off."""
    for sheet in book.worksheets:
        assert sheet.protection.sheet, sheet.title
        assert not sheet.protection.password, sheet.title


def test_drop_downs_hold_their_own_lists(book: Any) -> None:
    """Choices stand in the rule itself, short enough for Excel, or in their own tab: lists in other tabs get lost."""
    rules = [rule for sheet in book.worksheets for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert rules
    for rule in rules:
        assert re.fullmatch(r'"[^"]{1,255}"|\$[A-Z]\$1:\$[A-Z]\$1', rule.formula1)


def test_every_figure_has_a_rule_with_a_helpful_message(handed: HandedOut, book: Any) -> None:
    """Numbers only, or one of the predicates; whoever types something else reads what to do."""
    rules = {
        (row, column): rule
        for rule in book["Isi"].data_validations.dataValidation
        for area in map(parse_area, str(rule.sqref).split())
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    }
    words = handed.form.words
    for number, row in enumerate(handed.form.rows, FIRST_ROW):
        rule = rules[number, 2]
        if row.choices:
            assert (rule.type, rule.formula1) == ("list", f'"{",".join(row.choices)}"')
        else:
            assert (rule.type, rule.error) == ("decimal", words.number_only)
    assert rules[FIRST_ROW + len(handed.form.rows), 2].formula1 == f'"{words.yes}"'


def test_empty_inputs_are_yellow(handed: HandedOut, book: Any) -> None:
    """What is due and empty is coloured, and the colour goes when it is filled."""
    fills: dict[str, str] = {}
    for areas, rules in book["Isi"].conditional_formatting._cf_rules.items():
        fills |= {str(areas.sqref): rule.dxf.fill.bgColor.rgb[-6:] for rule in rules if rule.type == "containsBlanks"}
    last, send = FIRST_ROW + len(handed.form.due) - 1, FIRST_ROW + len(handed.form.rows)
    assert fills == {f"B{FIRST_ROW}:B{last}": EMPTY, f"B{send}:C{send}": EMPTY}


def test_severities_have_colours_besides_their_words(book: Any) -> None:
    """What must be mended and what must be answered begins with those words, and is coloured too."""
    found = {
        rule.text
        for rules in book["Isi"].conditional_formatting._cf_rules.values()
        for rule in rules
        if rule.type == "beginsWith"
    }
    assert found == {"wajib diperbaiki", "perlu dijawab"}


# --- answers to questions ------------------------------------------------------------------------------------


def test_an_answer_is_chosen_or_typed_freely(handed: HandedOut, book: Any) -> None:
    """Every row of Periksa offers the office's answers, commas and all, and takes any other text."""
    sheet = book["Periksa"]
    (rule,) = sheet.data_validations.dataValidation
    area = parse_area(rule.formula1.replace("$", ""))
    assert str(rule.sqref) == f"H{FINDING_FIRST}:H{FINDING_FIRST + FINDING_ROWS - 1}"
    assert tuple(sheet.cell(1, at).value for at in range(area.left, area.right + 1)) == handed.form.words.replies
    assert (rule.type, bool(rule.showErrorMessage), rule.showDropDown or False) == ("list", False, False)


def test_the_figures_rules_stay_strict(book: Any) -> None:
    """What is no number is kept out of a figure's cell; predicates are offered, and a score may be typed instead."""
    rules = book["Isi"].data_validations.dataValidation
    free = [rule for rule in rules if not rule.showErrorMessage]
    assert all(rule.type == "list" and "BB" in rule.formula1 for rule in free)
    assert {"decimal", "list"} == {rule.type for rule in rules if rule.showErrorMessage}


def test_periksa_hides_what_people_need_not_see(handed: HandedOut, book: Any) -> None:
    """The short text, the rule's code and the list of answers are hidden; the answer's column is not."""
    columns = book["Periksa"].column_dimensions
    hidden = {at for column in columns.values() if column.hidden for at in columns_of(column)}
    assert hidden == {7, 9, *range(10, 10 + len(handed.form.words.replies))}


def test_periksa_says_how_to_answer(handed: HandedOut, book: Any) -> None:
    """Above the table, and in Petunjuk."""
    assert book["Periksa"]["A3"].value == handed.form.words.reply_hint
    assert any("kolom Jawaban" in str(line[0].value) for line in book["Petunjuk"].iter_rows(max_col=1))


def test_only_questions_ask_for_an_answer(book: Any) -> None:
    """The answer's cell is yellow while it is empty in a row that holds a question."""
    rules = [
        (str(areas.sqref), rule)
        for areas, rules in book["Periksa"].conditional_formatting._cf_rules.items()
        for rule in rules
        if rule.type == "expression"
    ]
    ((area, rule),) = rules
    assert area == f"H{FINDING_FIRST}:H{FINDING_FIRST + FINDING_ROWS - 1}"
    assert rule.formula == ['(H5="")*($B5="perlu dijawab")']
    assert rule.dxf.fill.bgColor.rgb[-6:] == EMPTY


# --- in old Excel --------------------------------------------------------------------------------------------


def test_the_guide_prints_both_dates_with_their_reason(book: Any) -> None:
    """Tab Petunjuk: until when, locked when, and from which day both are counted back."""
    guide = " ".join(str(line[0].value) for line in book["Petunjuk"].iter_rows(max_col=1))
    assert (
        "Batas waktu: Jumat 9 Oktober (5 hari kerja sebelum batas kabupaten); lembar dikunci Rabu 14 Oktober"
        " (2 hari kerja sebelum batas kabupaten). Batas kabupaten: Jumat 16 Oktober 2026 (perkiraan:" in guide
    )


def test_the_invitation_prints_both_dates_with_their_letter(loaded: tuple[Office, FormWords]) -> None:
    """templates/forms/undangan.txt, with the letter that the office entered."""
    office, words = loaded
    letter = RegencyDeadline(TW3, date(2026, 10, 20), "surat Bupati Nomor 7 (contoh)")
    office = replace(office, regency_deadlines=(letter,))
    invitation = Words(make_form(office, office.units[0], TW3, words))(office.invitation)

    assert "paling lambat Selasa 13 Oktober, yaitu 5 hari kerja sebelum batas kabupaten." in invitation
    assert "sesudah Jumat 16 Oktober (2 hari kerja sebelum batas kabupaten)" in invitation
    assert "Batas kabupaten: Selasa 20 Oktober 2026 (surat Bupati Nomor 7 (contoh))." in invitation


def test_formulas_use_nothing_newer_than_excel_2010(book: Any) -> None:
    """Offices run old Excel: every function is known to Excel 2010."""
    formulas = [cell.value for cell in all_cells(book) if cell.data_type == "f"]
    assert formulas
    for formula in formulas:
        without_texts = re.sub(r'"[^"]*"|\'[^\']*\'', "", formula)
        assert set(re.findall(r"([A-Z][A-Z0-9._]*)\(", without_texts)) <= EXCEL_2010, formula


def test_formulas_keep_excels_bounds(book: Any) -> None:
    """No formula is over 8.192 characters, and no text in one over 255."""
    for cell in all_cells(book):
        if cell.data_type == "f":
            assert len(cell.value) <= 8192
            assert all(len(text) <= 255 for text in re.findall(r'"((?:[^"]|"")*)"', cell.value))


def test_file_holds_no_newer_functions(handed: HandedOut) -> None:
    """No part of the file needs a prefix for functions of the future."""
    with zipfile.ZipFile(handed.path) as content:
        assert not [name for name in content.namelist() if b"_xlfn" in content.read(name)]


def test_formulas_carry_their_first_result(handed: HandedOut) -> None:
    """A phone without a calculator shows the count of what is filled, not an empty cell."""
    shown = openpyxl.load_workbook(handed.path, data_only=True)["Isi"]
    assert str(shown["A3"].value).startswith(f"0 dari {len(handed.form.due)} sudah diisi, batas ")
    not_due = [number for number, row in enumerate(handed.form.rows, FIRST_ROW) if not row.due]
    assert {shown.cell(number, 4).value for number in not_due} <= {"belum diminta"}


def test_formulas_that_show_catatan_are_recomputed_on_opening(forms: dict[str, Form]) -> None:
    """Whatever looks into the tab Periksa is volatile, so that new catatan show at the next opening."""
    for sheet in make_workbook(forms["REN"]).sheets:
        for plan in sheet.cells.values():
            if isinstance(plan.content, Formula) and f"{{{FINDINGS}}}" in plan.content.text:
                assert "NOW()" in plan.content.text


def test_titles_are_what_excel_allows(book: Any) -> None:
    """Titles of tabs have at most 31 characters, none of them forbidden."""
    for title in book.sheetnames:
        assert re.fullmatch(r"[^\[\]:*?/\\]{1,31}", title)


# --- the key -------------------------------------------------------------------------------------------------


def test_key_is_kept_in_two_places(handed: HandedOut, book: Any) -> None:
    """The key stands in a tab that people cannot unhide by mistake, and in the file's own properties."""
    key = str(handed.form.key)
    assert book[KEY_TITLE].sheet_state == "veryHidden"
    assert book[KEY_TITLE]["A1"].value == key
    assert {item.name: item.value for item in book.custom_doc_props.props} == {"Kunci lembar": key}


def test_defined_names_point_at_headings(handed: HandedOut, book: Any) -> None:
    """Each column that is read can be found by a name that spreadsheets move along with it."""
    words = handed.form.words
    headings = {"isi_indikator": words.indicator, "isi_realisasi": words.actual, "isi_keterangan": words.note}
    headings |= {"kendala_hambatan": words.obstacle, "kendala_tindak": words.follow_up}
    if handed.form.budget:
        headings |= {"anggaran_program": words.programme, "anggaran_realisasi": words.budget_actual}
    for name, heading in headings.items():
        tab, _, cell = book.defined_names[name].attr_text.rpartition("!")
        assert book[tab.strip("'")][cell.replace("$", "")].value == heading


# --- on paper ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("paper", "number"), [("F4", 14), ("A4", 9)])
def test_paper_is_the_offices(tmp_path: Path, forms: dict[str, Form], paper: str, number: int) -> None:
    """Every tab prints on the office's paper, fitted to its width."""
    book: Any = openpyxl.load_workbook(hand_out(tmp_path, replace(forms["PEM"], paper=paper)).path)
    for sheet in book.worksheets:
        assert (int(sheet.page_setup.paperSize), sheet.page_setup.fitToHeight) == (number, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_wide_tabs_are_printed_across(book: Any) -> None:
    """Formulir and Periksa print across the paper, the others upright."""
    across = {sheet.title for sheet in book.worksheets if sheet.page_setup.orientation == "landscape"}
    assert across == {"Formulir", "Periksa"}


@pytest.mark.parametrize("sample", [True, False], ids=["sample data", "real data"])
def test_footer_says_where_data_are_samples(tmp_path: Path, forms: dict[str, Form], sample: bool) -> None:
    """Printed sheets of sample data say so on every page, those of real data do not."""
    book: Any = openpyxl.load_workbook(hand_out(tmp_path, replace(forms["PEM"], sample=sample)).path)
    for title in ("Isi", "Formulir", "Periksa"):
        assert ("DATA CONTOH" in str(book[title].oddFooter.left.text)) is sample


# --- large units ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, forms: dict[str, Form]) -> HandedOut:
    """A unit with 300 indicators whose names have 500 characters, markup and quotes among them."""
    form = forms["PEM"]
    rows = tuple(large_row(form.rows[0], number) for number in range(300))
    return hand_out(tmp_path_factory.mktemp("besar"), replace(form, rows=rows))


def large_row(row: FormRow, number: int) -> FormRow:
    name = f'Indikator "{number}" <&> {"kata " * 100}'[:500]
    target = Target(Decimal(number), Decimal(number))
    return replace(row, code=f"PEM-{number:03}", name=name, definition=name, target=target, due=number < 250)


def test_large_unit_gets_a_valid_workbook(large: HandedOut) -> None:
    """Three hundred indicators with long names keep all bounds of Excel."""
    book = openpyxl.load_workbook(large.path)
    test_row_heights_are_what_excel_allows(book)
    test_formulas_keep_excels_bounds(book)
    test_only_inputs_are_unlocked(large, book)
    assert max(len(str(cell.value)) for cell in all_cells(book)) <= 32_767


def test_large_unit_is_read_whole(large: HandedOut) -> None:
    """All three hundred rows are read, each with its own figure."""
    fill(large, {row.code: Decimal(number) for number, row in enumerate(large.form.rows, 1)}, sender="Nurhayati")
    submission = large.submission()
    assert identify(large.grid()) == large.form.key
    assert [(entry.reading, entry.value) for entry in submission.entries] == [
        (Reading.NUMBER, Decimal(number)) for number in range(1, 301)
    ]
    assert submission.sent
    assert submission.noticed == ()


def test_unit_with_nothing_due_still_gets_a_workbook(tmp_path: Path, forms: dict[str, Form]) -> None:
    """A quarter in which none of the unit's indicators is due counts zero of zero."""
    form = replace(forms["PEM"], rows=tuple(replace(row, due=False) for row in forms["PEM"].rows))
    shown = openpyxl.load_workbook(hand_out(tmp_path, form).path, data_only=True)["Isi"]
    assert str(shown["A3"].value).startswith("0 dari 0 sudah diisi")


def test_nothing_due_never_counts_more_than_is_asked(forms: dict[str, Form]) -> None:
    """Where nothing is due, no row of an indicator is counted or coloured as one that must be filled."""
    form = replace(forms["PEM"], rows=tuple(replace(row, due=False) for row in forms["PEM"].rows))
    sheet = next(sheet for sheet in make_workbook(form).sheets if sheet.name == FILL)
    rows = range(FIRST_ROW, FIRST_ROW + len(form.rows))
    assert not [colour for colour in sheet.colours if colour.when == "empty" and colour.area.top in rows]


def test_words_with_quotes_do_not_break_formulas(tmp_path: Path, forms: dict[str, Form]) -> None:
    """The office's own words may hold quotes and apostrophes, in formulas and in titles of tabs too."""
    words = replace(
        forms["PEM"].words, filled='terisi "penuh"', must_mend='"wajib"', sender='"nama"', tab_findings="Catatan Jum'at"
    )
    handed = hand_out(tmp_path, replace(forms["PEM"], words=words))
    book = openpyxl.load_workbook(handed.path)
    assert '""penuh""' in book["Isi"]["A3"].value
    assert "'Catatan Jum''at'!" in book["Isi"]["A4"].value
    assert handed.store.write_rows(handed.ref, "periksa_awal", [["PEM-01", *"bcdefg"]])


@pytest.mark.parametrize(
    ("advice", "points"),
    [("", 17), ("Pilih.", 17), ("Hapus baris PEM-03 yang berlebih; sisakan satu yang benar.", 43), ("a" * 10_000, 400)],
)
def test_a_row_of_periksa_is_as_tall_as_its_words(advice: str, points: int) -> None:
    """Thirteen points a line; hidden columns do not count, and no row is taller than Excel's own bound."""
    hidden = "kata yang panjang sekali " * 9
    assert finding_height(("PEM-01", "", "", "", "", advice, hidden, "", hidden)) == points
