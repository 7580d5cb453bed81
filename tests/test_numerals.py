"""What is read, what is asked about, and how numbers are written back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync import numerals
from sheets_sync.numerals import Spelling
from sheets_sync.submission import Reading

READ, ASKED, WITH_UNIT, OTHER_UNIT = (
    Reading.TEXT_NUMBER,
    Reading.AMBIGUOUS,
    Reading.WITH_UNIT,
    Reading.OTHER_UNIT,
)
SEVERAL, WORDS, NONE, EMPTY = Reading.SEVERAL, Reading.WORDS, Reading.PLACEHOLDER, Reading.EMPTY
DATE, IDENTITY = Reading.DATE, Reading.IDENTITY

# typed, satuan asked for, how it reads, the number (read, or only suggested)
SPELLINGS: tuple[tuple[str, str, Reading, str], ...] = (
    # nothing
    ("", "%", EMPTY, ""),
    ("   ", "%", EMPTY, ""),
    ("\u00a0\n\t", "%", EMPTY, ""),
    ("\u200b\ufeff", "%", EMPTY, ""),
    # safe: only one number can be meant
    ("0", "Dokumen", READ, "0"),
    ("-0", "Dokumen", READ, "0"),
    ("007", "Dokumen", READ, "7"),
    ("98", "%", READ, "98"),
    ("  98  ", "%", READ, "98"),
    ("\u00a098\u00a0", "%", READ, "98"),
    ("+98", "%", READ, "98"),
    ("-98", "%", READ, "-98"),
    ("−98", "%", READ, "-98"),
    ("９８", "%", READ, "98"),
    ("88,56", "Nilai", READ, "88.56"),
    ("88,560", "Nilai", READ, "88.56"),
    ("0,5", "%", READ, "0.5"),
    ("1,234", "Nilai", READ, "1.234"),
    ("1234,567", "Nilai", READ, "1234.567"),
    ("1.234,5", "Nilai", READ, "1234.5"),
    ("4.250,00", "Nilai", READ, "4250"),
    ("1.234.567", "Orang", READ, "1234567"),
    ("1.234.567,89", "Orang", READ, "1234567.89"),
    ("999999999999999", "Orang", READ, "999999999999999"),
    ("33,3333333333333333", "%", READ, "33.3333333333333"),
    ("5,", "%", READ, "5"),
    ("−5", "%", READ, "-5"),
    ("٩٨", "%", READ, "98"),
    ("9\u200b8", "%", READ, "98"),
    ("\ufeff98", "%", READ, "98"),
    ("1,250", "Orang", READ, "1.25"),
    ("1.250,5", "Nilai", READ, "1250.5"),
    ("012345678", "Orang", READ, "12345678"),
    ("99999999999999,9", "Orang", READ, "99999999999999.9"),
    # with 15 digits, which are all that a spreadsheet keeps, these have 16
    ("999999999999999,9", "Orang", IDENTITY, ""),
    ("999999999999999.9", "Orang", IDENTITY, ""),
    ("1OOOOOOOOOOOOOOO", "Orang", IDENTITY, ""),
    # percent where percent is asked
    ("12,5 %", "%", READ, "12.5"),
    ("12,5%", "Persen", READ, "12.5"),
    ("100%", "persen", READ, "100"),
    ("0,98 %", "%", READ, "0.98"),
    ("12 %.", "%", READ, "12"),
    # rupiah where rupiah is asked
    ("Rp1.250.000", "Rp", READ, "1250000"),
    ("Rp 1.250.000,00", "Rp", READ, "1250000"),
    ("Rp. 1.250.000,-", "Rp", READ, "1250000"),
    ("RP1250000", "Rp", READ, "1250000"),
    ("1.250.000,--", "Rp", READ, "1250000"),
    ("1250000", "Rp", READ, "1250000"),
    # two numbers could be meant
    ("4.250", "Orang", ASKED, "4250"),
    ("123.456", "Orang", ASKED, "123456"),
    ("-4.250", "Orang", ASKED, "-4250"),
    ("Rp1.250", "Rp", ASKED, "1250"),
    ("4.250 Dokumen", "Dokumen", ASKED, "4250"),
    ("1.5", "%", ASKED, "1.5"),
    ("12.50", "%", ASKED, "12.5"),
    ("88.56", "Nilai", ASKED, "88.56"),
    ("0.5", "%", ASKED, "0.5"),
    ("0.500", "%", ASKED, "0.5"),
    ("1234.567", "Nilai", ASKED, "1234.567"),
    ("1.5 %", "%", ASKED, "1.5"),
    # the satuan was typed along
    ("98 persen", "%", WITH_UNIT, "98"),
    ("98 PERSEN", "Persen", WITH_UNIT, "98"),
    ("98 pct", "%", WITH_UNIT, "98"),
    ("12 Dokumen", "Dokumen", WITH_UNIT, "12"),
    ("12 dokumen.", "Dokumen", WITH_UNIT, "12"),
    ("12Dokumen", "Dokumen", WITH_UNIT, "12"),
    ("2,5 hari", "Hari", WITH_UNIT, "2.5"),
    ("12 kali", "Kali", WITH_UNIT, "12"),
    ("5o", "O", WITH_UNIT, "5"),
    ("1250000 Rp", "Rp", WITH_UNIT, "1250000"),
    # another satuan than the one asked for
    ("12 %", "Nilai", OTHER_UNIT, "12"),
    ("12 laporan", "Dokumen", OTHER_UNIT, "12"),
    ("12 kali", "%", OTHER_UNIT, "12"),
    ("1,5 juta", "Rp", OTHER_UNIT, "1.5"),
    ("Rp125 juta", "Rp", OTHER_UNIT, "125"),
    ("5l", "%", OTHER_UNIT, "5"),
    ("Rp1,5 juta", "Rp", OTHER_UNIT, "1.5"),
    ("4.250 orang", "Dokumen", OTHER_UNIT, "4250"),
    # more than one number
    ("3 dari 10", "%", SEVERAL, ""),
    ("3/10", "%", SEVERAL, ""),
    ("10-12", "Dokumen", SEVERAL, ""),
    ("1 234", "Orang", SEVERAL, ""),
    ("12 desa 3 kelurahan", "Desa", SEVERAL, ""),
    ("9/10", "%", SEVERAL, ""),
    ("1/2", "%", SEVERAL, ""),
    ("90-100", "%", SEVERAL, ""),
    ("1 250 000", "Rp", SEVERAL, ""),
    ("123 456 789 012 345", "Rp", SEVERAL, ""),
    ("12 kali, 3 orang", "Kali", SEVERAL, ""),
    ("3e5", "Orang", SEVERAL, ""),
    ("1E5", "Orang", SEVERAL, ""),
    ("1E+05", "Orang", SEVERAL, ""),
    ("½", "%", WORDS, ""),
    # a date
    ("01/02/2026", "Dokumen", DATE, ""),
    ("1-2-2026", "Dokumen", DATE, ""),
    ("31.12.2026", "Dokumen", DATE, ""),
    ("2026-09-30", "Dokumen", DATE, ""),
    ("02-Jan", "Dokumen", DATE, ""),
    ("30 September 2026", "Dokumen", DATE, ""),
    ("Mei 2026", "Dokumen", DATE, ""),
    ("Okt-26", "Dokumen", DATE, ""),
    ("32/01/2026", "Dokumen", SEVERAL, ""),
    ("01/13/2026", "Dokumen", SEVERAL, ""),
    ("01/02.2026", "Dokumen", SEVERAL, ""),
    ("2026-13-01", "Dokumen", SEVERAL, ""),
    # somebody's number, or a code
    ("197501012000031001", "Orang", IDENTITY, ""),
    ("19750101 200003 1 001", "Orang", IDENTITY, ""),
    ("NIP 19750101", "Orang", IDENTITY, ""),
    ("nik: 7205", "Orang", IDENTITY, ""),
    ("Budi, 197501012000031001", "Orang", IDENTITY, ""),
    ("7205012345670001", "Orang", IDENTITY, ""),
    ("7205-0123-4567-0001", "Orang", IDENTITY, ""),
    ("123456789012345 orang", "Orang", WITH_UNIT, "123456789012345"),
    ("1234567890123456 orang", "Orang", IDENTITY, ""),
    ("12345678901234567", "Orang", IDENTITY, ""),
    ("1000000000000000", "Orang", IDENTITY, ""),
    ("-1.000.000.000.000.000", "Rp", IDENTITY, ""),
    ("Rp1000000000000000", "Rp", IDENTITY, ""),
    ("1.234.567.890.123.456,5", "Rp", IDENTITY, ""),
    ("0812-3456-7890", "Orang", IDENTITY, ""),
    ("+62 812 3456 7890", "Orang", IDENTITY, ""),
    ("0123456789", "Orang", IDENTITY, ""),
    ("123-45-67890", "Orang", IDENTITY, ""),
    ("123-45-6789", "Orang", SEVERAL, ""),
    ("7.01.02", "Dokumen", IDENTITY, ""),
    ("7.01.02.2.01", "Dokumen", IDENTITY, ""),
    ("5.1.02.01.01.0001", "Dokumen", IDENTITY, ""),
    ("7.11.12", "Dokumen", WORDS, ""),
    ("7.01", "Dokumen", ASKED, "7.01"),
    ("33.3333333333333333", "%", ASKED, "33.3333333333333"),
    # a sign that there is none: neither zero nor a number
    ("-", "%", NONE, ""),
    ("–", "%", NONE, ""),
    ("nihil", "%", NONE, ""),
    ("NIHIL", "%", NONE, ""),
    ("Tidak  ada", "%", NONE, ""),
    ("n/a", "%", NONE, ""),
    ("?", "%", NONE, ""),
    # words
    ("dua belas", "Dokumen", WORDS, ""),
    ("sekitar 12", "Dokumen", WORDS, "12"),
    ("(12)", "Dokumen", WORDS, "12"),
    ("#REF!", "Dokumen", WORDS, ""),
    ("Rp", "Rp", WORDS, ""),
    ("1,234.5", "Nilai", WORDS, ""),
    ("1,234,567", "Orang", WORDS, ""),
    ("1.23.4", "Orang", WORDS, ""),
    ("1..234", "Orang", WORDS, ""),
    ("12.", "Orang", WORDS, ""),
    ("100.", "%", WORDS, ""),
    ("1..5", "%", WORDS, ""),
    ("1,250.50", "Nilai", WORDS, ""),
    (",5", "%", WORDS, ""),
    ("±100", "%", WORDS, "100"),
    (">100", "%", WORDS, "100"),
    ("(5)", "%", WORDS, "5"),
    ("5-", "%", WORDS, "5"),
    ("98%%", "%", WORDS, "98"),
    ("seratus", "%", WORDS, ""),
    ("O", "%", WORDS, ""),
    ("l00", "%", WORDS, "100"),
    ("1O0", "%", WORDS, "100"),
    ("10O", "%", WORDS, "100"),
    ("Il,5", "%", WORDS, "11.5"),
    ("nan", "%", WORDS, ""),
    ("inf", "%", WORDS, ""),
)


@pytest.mark.parametrize(
    ("typed", "measure", "reading", "number"), SPELLINGS, ids=[f"{row[0]!r} {row[1]}" for row in SPELLINGS]
)
def test_a_spelling_is_read_or_asked_about(typed: str, measure: str, reading: Reading, number: str) -> None:
    """What only one number can mean is its value; anything else has none, and at most a number to suggest."""
    figure = Decimal(number) if number else None
    expected = Spelling(reading, value=figure) if reading.has_value else Spelling(reading, hint=figure)

    assert numerals.read(typed, measure) == expected


def test_the_table_of_spellings_is_long() -> None:
    """The table above stays the place where spellings are settled."""
    assert len(SPELLINGS) >= 60


@given(st.text(alphabet="0123456789 .-,", min_size=16).filter(lambda text: sum(map(str.isdigit, text)) >= 16))
def test_sixteen_digits_never_pass_for_a_large_figure(text: str) -> None:
    """However they are grouped: a value has at most fifteen digits before its comma, and so has what is suggested."""
    spelling = numerals.read(text, "Orang")

    assert abs(spelling.value or spelling.hint or Decimal(0)) < 10**15


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("19750101 200003 1 001", "•••••••• •••••• 1 001"),
        ("7205012345670001", "••••••••••••0001"),
        ("7.01.02", "•.01.02"),
        ("12345", "•2345"),
        ("1234", "1234"),
        ("", ""),
    ],
)
def test_of_somebodys_number_only_the_end_is_shown(text: str, shown: str) -> None:
    """The last four digits tell which number it is, and hiding twice hides no more."""
    assert numerals.masked(text) == shown
    assert numerals.masked(shown) == shown


@pytest.mark.parametrize("typed", ["12¹", "10²", "98₂", "12①"])
def test_a_footnote_mark_is_no_digit(typed: str) -> None:
    """A raised or circled digit behind a number never becomes its last digit."""
    assert not numerals.read(typed, "%").reading.has_value


@pytest.mark.parametrize(
    ("typed", "measure"),
    [("Rp5", "%"), ("Rp1.250.000", "Dokumen"), ("Rp 90", "Nilai")],
)
def test_rupiah_where_something_else_is_asked_is_another_unit(typed: str, measure: str) -> None:
    """An amount of money in a cell that asks for percent or documents is not taken for them."""
    assert numerals.read(typed, measure).reading is Reading.OTHER_UNIT


@pytest.mark.parametrize("typed", ["1.250.000 rupiah", "1250000 Rupiah"])
def test_the_word_rupiah_is_the_unit_of_a_budget_cell(typed: str) -> None:
    """`rupiah` behind an amount is the satuan asked for, so the advice is to leave it away, not to convert."""
    assert numerals.read(typed, "Rp") == Spelling(Reading.WITH_UNIT, hint=Decimal(1250000))


@given(st.text(), st.sampled_from(["", "%", "Persen", "Rp", "Dokumen", "Orang/bulan"]))
def test_any_text_can_be_read(text: str, measure: str) -> None:
    """Reading never fails, and only what has a value reads as one."""
    spelling = numerals.read(text, measure)

    assert (spelling.value is not None) == spelling.reading.has_value


@given(st.text(alphabet="0123456789.,-+ %Rp/()²½٣\u00a0\u2212"))
def test_any_mixture_of_digits_and_marks_can_be_read(text: str) -> None:
    """Reading never fails on what looks almost like a number."""
    spelling = numerals.read(text, "%")

    assert (spelling.value is not None) == spelling.reading.has_value


@given(st.integers(-(10**12) + 1, 10**12 - 1), st.integers(0, 12))
def test_a_number_as_we_write_it_is_read_back(digits: int, places: int) -> None:
    """The spelling that we tell people to type is one that we can read: up to 12 digits, any decimals."""
    number = Decimal(digits).scaleb(-places)

    assert numerals.read(numerals.ungrouped(number)) == Spelling(Reading.TEXT_NUMBER, value=number)


@given(st.integers(-(10**12) + 1, 10**12 - 1), st.integers(0, 6))
def test_a_grouped_number_is_read_back_unless_it_must_be_asked(digits: int, places: int) -> None:
    """`1.234,5` comes back as itself; `4.250` is asked about, with the right number suggested."""
    number = Decimal(digits).scaleb(-places)
    spelling = numerals.read(numerals.plain(numerals.enter(number)))

    assert (spelling.value if spelling.reading.has_value else spelling.hint) == number
    assert spelling.reading in (Reading.TEXT_NUMBER, Reading.AMBIGUOUS)


# --- how numbers enter -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "entered"),
    [
        (0.1, "0.1"),
        (0.1 + 0.2, "0.3"),
        (88.56000000000002, "88.56"),
        (4.0, "4"),
        (4, "4"),
        ("4.0", "4"),
        (Decimal("4.00"), "4"),
        (Decimal(400), "400"),
        (Decimal("-0.0"), "0"),
        (1e14, "100000000000000"),
        (Decimal("1234567890123455"), "1.23456789012346E+15"),
        (Decimal("0.1234567890123455"), "0.123456789012346"),
        (2450000000.5, "2450000000.5"),
    ],
    ids=str,
)
def test_a_number_enters_with_15_digits(value: float | Decimal | str, entered: str) -> None:
    """At most 15 significant digits, half-up, without trailing zeros: what a spreadsheet keeps of a double."""
    assert str(numerals.enter(value)) == entered


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), Decimal("NaN"), Decimal("-Infinity")])
def test_what_is_no_number_does_not_enter(value: float | Decimal) -> None:
    """Infinity and not-a-number are refused in Indonesian."""
    with pytest.raises(ValueError, match="bukan angka"):
        numerals.enter(value)


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_a_whole_number_enters_the_same_from_every_store(number: int) -> None:
    """4 from one store and 4.0 from another are the same value, and look the same."""
    entered = numerals.enter(number)

    assert str(numerals.enter(float(number))) == str(numerals.enter(f"{number}.0")) == str(entered) == str(number)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_entering_twice_changes_nothing(value: float) -> None:
    """A number that has entered once stays as it is."""
    once = numerals.enter(value)

    assert str(numerals.enter(once)) == str(once)


# --- how numbers are written -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("0", "0"),
        ("4250", "4.250"),
        ("1234.5", "1.234,5"),
        ("-1234567.25", "-1.234.567,25"),
        ("0.05", "0,05"),
        ("1E+6", "1.000.000"),
    ],
)
def test_plain_shows_all_digits(value: str, words: str) -> None:
    """All digits, points between thousands, a comma before decimals."""
    assert numerals.plain(Decimal(value)) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [("4250", "4250"), ("1234.50", "1234,5"), ("-0.25", "-0,25"), ("1E+6", "1000000"), ("2450000000", "2450000000")],
)
def test_ungrouped_is_as_one_types_it(value: str, words: str) -> None:
    """No points between thousands, no trailing zeros, never an exponent."""
    assert numerals.ungrouped(Decimal(value)) == words


@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [
        ("94.595", 2, "94,60"),
        ("94.594999", 2, "94,59"),
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("100", 2, "100,00"),
        ("1234.05", 1, "1.234,1"),
    ],
)
def test_fixed_rounds_half_up_and_shows_all_decimals(value: str, decimals: int, words: str) -> None:
    """Half goes away from zero, never to the even digit; the decimals asked for are all there."""
    assert numerals.fixed(Decimal(value), decimals) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("0", "Rp0"),
        ("1250000", "Rp1.250.000"),
        ("1250000.00", "Rp1.250.000"),
        ("1250000.5", "Rp1.250.000,50"),
        ("1250000.005", "Rp1.250.000,01"),
        ("-1250000", "-Rp1.250.000"),
    ],
)
def test_rupiah_shows_cents_only_where_there_are_some(value: str, words: str) -> None:
    """Money begins with Rp and a minus stands before it."""
    assert numerals.rupiah(Decimal(value)) == words


@pytest.mark.parametrize("value", ["1E+26", "-1E+30", "1E+60", "1E+400"])
def test_a_number_of_any_length_can_be_shown(value: str) -> None:
    """A key held down in one cell makes a number like these, and must not stop the pages from being written."""
    number = Decimal(value)

    assert numerals.fixed(number, 2) == f"{numerals.plain(number)},00"
    assert numerals.rupiah(number).replace("Rp", "") == numerals.plain(number)


@pytest.mark.parametrize(
    ("measure", "percent"), [("%", True), ("Persen", True), ("PROSEN", True), ("Nilai", False), ("", False)]
)
def test_percent_has_several_names(measure: str, percent: bool) -> None:
    """The satuan is percent under any of its names."""
    assert numerals.is_percent(measure) is percent


@pytest.mark.parametrize(
    ("value", "measure", "text"),
    [
        ("98.2333333333333", "", "98,2333"),
        ("98.23335", "", "98,2334"),
        ("98.1234", "", "98,1234"),
        ("1234.50", "", "1.234,5"),
        ("17.9", "1:n", "1:17,9"),
    ],
)
def test_a_long_tail_is_shortened(value: str, measure: str, text: str) -> None:
    """A mean that does not end has four decimals, half-up; what is shorter stays as it is."""
    assert numerals.shortened(Decimal(value), measure) == text
