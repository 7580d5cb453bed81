"""Do the figures agree with each other?"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from sheets_sync.form import BudgetRow, Form
from sheets_sync.submission import Place
from tests.rules.rows import TW1, TW2, TW4_BEFORE, a_row, a_share, asking, filled, found, must, past, the_one
from tests.rules.sheets import answered, blank, codes, typed

# --- A-01 --------------------------------------------------------------------------------------------------------


@pytest.fixture
def parts(form: Form) -> Form:
    """A whole, and the two parts that make it."""
    return asking(form, a_row(form, "X-01"), a_row(form, "X-02", part_of="X-01"), a_row(form, "X-03", part_of="X-01"))


def test_parts_make_their_whole(parts: Form) -> None:
    """A-01: asked at the whole's cell, with the parts and what they make."""
    finding = the_one(parts, filled(parts, {"X-01": 1000, "X-02": 900, "X-03": 350}), "A-01")

    assert finding.place == Place("Isi", "B6", "X-01")
    assert finding.found == "1.000, sedangkan X-02 + X-03 berjumlah 1.250"
    assert finding.expected == "sama dengan X-02 + X-03"
    assert "ketik 1250 di sel B6 tab Isi" in finding.advice
    assert finding.short == "perlu dijawab: tidak sama dengan jumlah bagiannya"


@pytest.mark.parametrize(
    "figures",
    [
        {"X-01": 10, "X-02": 9, "X-03": 1},
        {"X-01": "0.3", "X-02": "0.1", "X-03": "0.2"},
        {"X-01": 0, "X-02": 0, "X-03": 0},
        {"X-01": 10, "X-02": 9},
        {"X-02": 9, "X-03": 2},
        {"X-01": 10, "X-02": 9, "X-03": -1},
    ],
    ids=["they do", "with decimals", "all zero", "a part is missing", "the whole is missing", "a part cannot be"],
)
def test_parts_that_make_it_or_are_not_all_there(parts: Form, figures: dict[str, str | int]) -> None:
    """A-01: nothing is asked while a figure is missing or is no figure yet."""
    assert found(parts, filled(parts, figures), "A-01") == []


@pytest.mark.parametrize("whole", ["9.99", "10.01"])
def test_the_smallest_difference_counts(parts: Form, whole: str) -> None:
    """A-01: more or less, by however little."""
    assert found(parts, filled(parts, {"X-01": whole, "X-02": 9, "X-03": 1}), "A-01")


def test_one_part_alone_makes_no_whole(form: Form) -> None:
    """A-01: where only one part is asked for, the others are nobody's to add."""
    alone = asking(form, a_row(form, "X-01"), a_row(form, "X-02", part_of="X-01"))

    assert found(alone, filled(alone, {"X-01": 10, "X-02": 9}), "A-01") == []


def test_a_part_that_is_not_due_leaves_the_sum_open(parts: Form) -> None:
    """A-01: what is asked in another quarter is not missed now, and two of three parts make no whole."""
    later = a_row(parts, "X-04", part_of="X-01", due=False)
    form = replace(parts, rows=(*parts.rows, later))

    assert found(form, filled(form, {"X-01": 10, "X-02": 5, "X-03": 4}), "A-01") == []


def test_each_whole_has_its_own_parts(parts: Form) -> None:
    """A-01: a second whole after one that is right, or not filled, is looked at all the same."""
    second = [a_row(parts, "Y-01"), *(a_row(parts, code, part_of="Y-01") for code in ("Y-02", "Y-03"))]
    form = replace(parts, rows=(*parts.rows, *second))
    wrong: dict[str, str | int] = {"Y-01": 5, "Y-02": 2, "Y-03": 2}

    assert the_one(form, filled(form, {"X-01": 10, "X-02": 9, "X-03": 1, **wrong}), "A-01").place.row == "Y-01"
    assert the_one(form, filled(form, wrong), "A-01").place.row == "Y-01"


def test_typing_the_sum_settles_it(parts: Form) -> None:
    """A-01: doing what it says removes it, and nothing becomes wajib diperbaiki."""
    before = filled(parts, {"X-01": 1000, "X-02": 900, "X-03": 350})
    after = typed(before, "X-01", text="1250", measure="Dokumen")

    assert found(parts, after, "A-01") == []
    assert must(parts, after) == must(parts, before)


# --- A-02 and A-03 -----------------------------------------------------------------------------------------------


@pytest.fixture
def share(form: Form) -> Form:
    """A percentage with its two counts in rows of their own."""
    return asking(
        form,
        a_share(form, "P-01", "90", numerator="P-03", denominator="P-02"),
        a_row(form, "P-02"),
        a_row(form, "P-03"),
    )


@pytest.fixture
def noted(form: Form) -> Form:
    """A percentage whose counts stand in its note, if anywhere."""
    return asking(form, a_share(form, "P-01", "90"))


def test_a_part_is_not_more_than_its_whole(share: Form) -> None:
    """A-02: asked at the numerator's cell, with both counts; the percentage is not asked about as well."""
    submission = filled(share, {"P-01": 80, "P-02": 1000, "P-03": 1001})
    finding = the_one(share, submission, "A-02")

    assert finding.place == Place("Isi", "B8", "P-03")
    assert finding.found == "P-03 1.001 dan P-02 1.000"
    assert finding.expected == "pembilang paling banyak 1.000"
    assert "P-03 dan P-02" in finding.advice
    assert "pembilangnya di sel B8 tab Isi" in finding.advice
    assert finding.short == "perlu dijawab: pembilang lebih besar daripada penyebut"
    assert found(share, submission, "A-03") == []


@pytest.mark.parametrize(
    "figures",
    [{"P-01": 100, "P-02": 10, "P-03": 10}, {"P-01": 90, "P-02": 10}, {"P-01": 90, "P-03": 10}, {"P-02": 0, "P-03": 0}],
    ids=["all of it", "no numerator", "no denominator", "nothing of nothing"],
)
def test_a_part_may_be_all_of_it(share: Form, figures: dict[str, str | int]) -> None:
    """A-02: equal counts are fine, and one alone says nothing."""
    assert found(share, filled(share, figures), "A-02") == []


def test_the_percentage_itself_need_not_be_there(share: Form) -> None:
    """A-02: the counts contradict each other whether or not the percentage was typed."""
    assert the_one(share, filled(share, {"P-02": 0, "P-03": 1}), "A-02").found == "P-03 1 dan P-02 0"


@pytest.mark.parametrize(("target", "asked"), [("100", True), ("100.01", False), ("95~100", True), ("95~105", False)])
def test_a_target_above_all_of_it_allows_more(form: Form, target: str, asked: bool) -> None:
    """A-02: spending against a cash plan aims at 95 to 105 %, so that more than the plan is no slip."""
    row = a_share(form, "P-01", target, numerator="P-03", denominator="P-02", maximum=None)
    share = asking(form, row, a_row(form, "P-02"), a_row(form, "P-03"))

    assert bool(found(share, filled(share, {"P-02": 100, "P-03": 103}), "A-02")) is asked


def test_without_a_target_a_part_is_not_more(form: Form) -> None:
    """A-02: no target allows nothing."""
    row = a_share(form, "P-01", numerator="P-03", denominator="P-02")
    share = asking(form, row, a_row(form, "P-02"), a_row(form, "P-03"))

    assert found(share, filled(share, {"P-02": 100, "P-03": 103}), "A-02")


def test_above_all_of_it_the_percentage_still_agrees(form: Form) -> None:
    """A-03: where more than all is allowed, the counts are held against the percentage as well."""
    row = a_share(form, "P-01", "95~105", numerator="P-03", denominator="P-02", maximum=None)
    share = asking(form, row, a_row(form, "P-02"), a_row(form, "P-03"))

    assert found(share, filled(share, {"P-01": 103, "P-02": 100, "P-03": 103}), "A-03") == []
    assert the_one(share, filled(share, {"P-01": 102, "P-02": 100, "P-03": 103}), "A-03").expected == "103,00 %"


def test_a_note_too_can_say_more_than_the_whole(noted: Form) -> None:
    """A-02: the note is named, at the row's cell, and not the percentage beside it."""
    submission = filled(noted, {"P-01": 90}, {"P-01": "12 dari 10 desa"})
    finding = the_one(noted, submission, "A-02")

    assert finding.place == Place("Isi", "B6", "P-01")
    assert finding.found == "keterangan 12 dari 10"
    assert finding.expected == "pembilang paling banyak 10"
    assert "di kolom Keterangan atau bukti pada baris P-01" in finding.advice
    assert found(noted, submission, "A-03") == []


def test_a_percentage_agrees_with_its_counts(share: Form) -> None:
    """A-03: asked at the percentage's cell, with what its counts make."""
    finding = the_one(share, filled(share, {"P-01": 80, "P-02": 3000, "P-03": 2000}), "A-03")

    assert finding.place == Place("Isi", "B6", "P-01")
    assert finding.found == "80, sedangkan P-03 2.000 dan P-02 3.000 menghasilkan 66,67"
    assert finding.expected == "66,67 %"
    assert "ketik 66,67 di sel B6 tab Isi" in finding.advice
    assert finding.short == "perlu dijawab: tidak cocok dengan pembilang dan penyebutnya"


def test_what_is_to_be_typed_has_no_points(form: Form) -> None:
    """A-03: above 999 the figure is shown with points, and typed without."""
    row = a_share(form, "P-01", "200", numerator="P-03", denominator="P-02", maximum=None)
    share = asking(form, row, a_row(form, "P-02"), a_row(form, "P-03"))
    finding = the_one(share, filled(share, {"P-01": 80, "P-02": 1, "P-03": 20}), "A-03")

    assert finding.expected == "2.000,00 %"
    assert "ketik 2000,00 di" in finding.advice


@pytest.mark.parametrize(
    ("decimals", "part", "whole", "low", "high"),
    [
        (2, 9, 10, "89.98", "90.015"),
        (1, 9, 10, "89.89", "90.06"),
        (0, 9, 10, "88.99", "90.51"),
    ],
)
def test_rounding_and_cutting_off_are_fine(
    form: Form, decimals: int, part: int, whole: int, low: str, high: str
) -> None:
    """A-03: half a step up, a whole step down, and 0,01 beside; the least beyond is asked about."""
    row = a_share(form, "P-01", "90", numerator="P-03", denominator="P-02", decimals=decimals)
    share = asking(form, row, a_row(form, "P-02"), a_row(form, "P-03"))

    def asked(figure: Decimal) -> bool:
        return bool(found(share, filled(share, {"P-01": str(figure), "P-02": whole, "P-03": part}), "A-03"))

    assert not asked(Decimal(low))
    assert not asked(Decimal(high))
    assert asked(Decimal(low) - Decimal("0.001"))
    assert asked(Decimal(high) + Decimal("0.001"))


@pytest.mark.parametrize("figure", ["66.67", "66.66", "66.666666"])
def test_a_third_may_be_written_either_way(share: Form, figure: str) -> None:
    """A-03: rounded, cut off, or with more decimals than asked for."""
    assert found(share, filled(share, {"P-01": figure, "P-02": 3, "P-03": 2}), "A-03") == []


@pytest.mark.parametrize(
    "figures",
    [{"P-02": 10, "P-03": 9}, {"P-01": 80, "P-02": 10}, {"P-01": 80, "P-03": 9}, {"P-01": 80, "P-02": 0, "P-03": 0}],
    ids=["no percentage", "no numerator", "no denominator", "nothing of nothing"],
)
def test_what_is_not_all_there_is_not_reckoned(share: Form, figures: dict[str, str | int]) -> None:
    """A-03: neither with a figure that is missing nor with nothing as the whole."""
    assert found(share, filled(share, figures), "A-03") == []


@pytest.mark.parametrize("note", ["8 dari 10 desa", "8/10 desa", "kertas: rekap, map 3; 8 dari 10"])
def test_counts_in_the_note_are_reckoned_with(noted: Form, note: str) -> None:
    """A-03: where no counts are asked for, those of the note are held against the figure."""
    finding = the_one(noted, filled(noted, {"P-01": 90}, {"P-01": note}), "A-03")

    assert finding.found == "90, sedangkan keterangan 8 dari 10 menghasilkan 80,00"
    assert finding.expected == "80,00 %"


@pytest.mark.parametrize("note", ["9 dari 10 desa", "1 dari 10 desa belum", "0 dari 0", "9 dari 10, 3 dari 5", ""])
def test_a_note_that_agrees_is_fine(noted: Form, note: str) -> None:
    """A-03: also the rest (1 of 10 is left), nothing of nothing, or counts of which nobody knows which is meant."""
    assert found(noted, filled(noted, {"P-01": 90}, {"P-01": note}), "A-03") == []


def test_the_rest_is_meant_in_notes_alone(share: Form) -> None:
    """A-03: a row that asks for the part done does not take the part left."""
    assert found(share, filled(share, {"P-01": 90, "P-02": 10, "P-03": 1}), "A-03")


def test_a_note_beside_a_count_is_no_share(form: Form) -> None:
    """A-02 and A-03: "9 dari 10" beside 5 documents says nothing of a percentage."""
    count = asking(form, a_row(form, "P-01", "5"))
    submission = filled(count, {"P-01": 5}, {"P-01": "9 dari 10 desa"})

    assert found(count, submission, "A-03") == []
    assert found(count, typed(submission, "P-01", note="12 dari 10"), "A-02") == []


def test_counts_that_are_asked_for_count_alone(share: Form) -> None:
    """A-03: with rows of their own, what the note says is not reckoned with, even before they are filled."""
    assert found(share, filled(share, {"P-01": 90}, {"P-01": "8 dari 10"}), "A-03") == []
    assert found(share, filled(share, {"P-01": 90, "P-02": 10, "P-03": 9}, {"P-01": "8 dari 10"}), "A-03") == []


def test_every_percentage_is_looked_at(form: Form) -> None:
    """A-02 and A-03: one that is fine, or not filled, does not hide the next."""
    form = asking(form, *(a_share(form, code, "90") for code in ("P-01", "P-02", "P-03")))
    notes = {"P-01": "9 dari 10", "P-02": "8 dari 10", "P-03": "7 dari 10"}
    more = {"P-01": "9 dari 10", "P-02": "12 dari 10", "P-03": "13 dari 10"}
    all_90 = {"P-01": 90, "P-02": 90, "P-03": 90}

    assert [item.place.row for item in found(form, filled(form, all_90, notes), "A-03")] == ["P-02", "P-03"]
    assert [item.place.row for item in found(form, filled(form, all_90, more), "A-02")] == ["P-02", "P-03"]
    assert the_one(form, filled(form, all_90, {**more, "P-03": "7 dari 10"}), "A-03").place.row == "P-03"


def test_typing_what_the_counts_make_settles_it(share: Form) -> None:
    """A-02 and A-03: doing what they say removes them, and nothing becomes wajib diperbaiki."""
    before = filled(share, {"P-01": 80, "P-02": 3, "P-03": 2})
    after = typed(before, "P-01", text="66,67")
    too_much = filled(share, {"P-01": 100, "P-02": 3, "P-03": 4})
    mended = typed(too_much, "P-03", number=3)

    assert found(share, after, "A-03") == []
    assert must(share, after) == must(share, before) == []
    assert codes(share, mended) == codes(share, filled(share, {"P-01": 100, "P-02": 3, "P-03": 3}))
    assert found(share, mended, "A-02") == []


def test_the_sample_office_asks_for_counts(forms: dict[str, Form]) -> None:
    """Batui Selatan: the requests behind YANUM-02, done and left, make the whole and the percentage."""
    form = forms["YANUM"]
    submission = answered(form)
    for code, figure in {"YANUM-02": "90", "YANUM-06": "200", "YANUM-07": "180", "YANUM-08": "20"}.items():
        submission = typed(submission, code, number=figure)

    assert [row.code for row in form.rows if row.supporting] == ["YANUM-06", "YANUM-07", "YANUM-08"]
    assert found(form, submission, "A-01") == found(form, submission, "A-02") == found(form, submission, "A-03") == []
    assert found(form, typed(submission, "YANUM-08", number="21"), "A-01")
    assert found(form, typed(submission, "YANUM-07", number="201"), "A-02")
    assert found(form, typed(submission, "YANUM-02", number="91"), "A-03")


# --- A-04 and A-05 -----------------------------------------------------------------------------------------------


@pytest.fixture
def spending(form: Form) -> Form:
    """Three programmes of a hundred million each."""
    return asking(
        form,
        a_row(form, "X-01"),
        budget=tuple(BudgetRow(code, f"Program {code}", Decimal(100_000_000)) for code in ("7.01", "7.02", "7.03")),
    )


def test_the_same_amount_twice_is_asked_about(spending: Form) -> None:
    """A-04: one question at each later programme, naming the first."""
    amount = "25500000"
    submission = filled(spending, {"7.01": amount, "7.02": amount, "7.03": amount})
    second, third = found(spending, submission, "A-04")

    assert second.place == Place("Anggaran", "B7", "7.02")
    assert second.found == "Rp25.500.000, sama dengan 7.01"
    assert second.expected == "realisasi program ini sendiri"
    assert "realisasi program 7.02 sendiri di sel B7 tab Anggaran" in second.advice
    assert second.short == "perlu dijawab: sama persis dengan program 7.01"
    assert third.place == Place("Anggaran", "B8", "7.03")
    assert third.found == "Rp25.500.000, sama dengan 7.01"


@pytest.mark.parametrize(
    ("first", "second", "asked"),
    [("0", "0", False), ("0.99", "0.99", False), ("1", "1", True), ("5000", "5000.01", False), ("-5", "-5", False)],
)
def test_what_counts_as_the_same_amount(spending: Form, first: str, second: str, asked: bool) -> None:
    """A-04: exactly the same, and at least one rupiah: nothing spent yet is no mistake."""
    assert bool(found(spending, filled(spending, {"7.01": first, "7.03": second}), "A-04")) is asked


def test_an_empty_or_small_programme_does_not_end_the_search(spending: Form) -> None:
    """A-04: what stands before, empty or zero, hides nothing behind it."""
    assert the_one(spending, filled(spending, {"7.02": 7, "7.03": 7}), "A-04").place.row == "7.03"
    assert the_one(spending, filled(spending, {"7.01": 0, "7.02": 7, "7.03": 7}), "A-04").place.row == "7.03"


def test_spending_does_not_fall(spending: Form) -> None:
    """A-05: asked at the programme's cell, with what was reported, and when."""
    before = past(TW2, {"7.01": 40_000_000})
    finding = the_one(spending, filled(spending, {"7.01": 39_999_999}), "A-05", before)

    assert finding.place == Place("Anggaran", "B6", "7.01")
    assert finding.found == "Rp39.999.999, padahal Triwulan II 2026 sudah Rp40.000.000"
    assert finding.expected == "paling sedikit Rp40.000.000"
    assert "sel B6 tab Anggaran" in finding.advice
    assert finding.short == "perlu dijawab: lebih kecil daripada TW II"


@pytest.mark.parametrize(
    ("figure", "asked"), [("40000000", False), ("40000001", False), ("39999999.99", True), ("0", True), ("-1", False)]
)
def test_spending_may_stand_still(spending: Form, figure: str, asked: bool) -> None:
    """A-05: as much as before is fine, nothing is asked about; below zero is said by B-01 alone."""
    assert bool(found(spending, filled(spending, {"7.01": figure}), "A-05", past(TW2, {"7.01": 40_000_000}))) is asked


def test_the_last_quarter_with_a_figure_counts(spending: Form) -> None:
    """A-05: the later of two quarters; an earlier one where the later has none."""
    submission = filled(spending, {"7.01": 30})

    assert found(spending, submission, "A-05", past(TW1, {"7.01": 40}), past(TW2, {"7.01": 20})) == []
    assert "Triwulan I 2026" in the_one(spending, submission, "A-05", past(TW1, {"7.01": 40}), past(TW2, {})).found


def test_each_year_begins_anew(spending: Form) -> None:
    """A-05: what was spent last year is not held against this one."""
    assert found(spending, filled(spending, {"7.01": 30}), "A-05", past(TW4_BEFORE, {"7.01": 40})) == []


def test_every_programme_is_looked_at(spending: Form) -> None:
    """A-05: one that is new, empty or fine hides none behind it."""
    before = past(TW2, {"7.02": 20, "7.03": 40})

    assert the_one(spending, filled(spending, {"7.01": 1, "7.02": 20, "7.03": 30}), "A-05", before).place.row == "7.03"
    assert the_one(spending, filled(spending, {"7.03": 30}), "A-05", before).place.row == "7.03"


def test_without_spending_or_a_past_nothing_is_asked(spending: Form, form: Form) -> None:
    """A-04 and A-05: a unit that reports no budget, or reports for the first time."""
    assert found(form, blank(form), "A-04") == found(form, blank(form), "A-05", past(TW2, {"7.01": 1})) == []
    assert found(spending, filled(spending, {"7.01": 30}), "A-05") == []


def test_typing_what_is_asked_settles_it(spending: Form) -> None:
    """A-04 and A-05: doing what they say removes them, and nothing becomes wajib diperbaiki."""
    before = past(TW2, {"7.01": 40, "7.02": 10, "7.03": 10})
    wrong = filled(spending, {"X-01": 1, "7.01": 30, "7.02": 20, "7.03": 20})
    mended = typed(typed(wrong, "7.01", number=40), "7.03", number=21)

    assert found(spending, wrong, "A-04", before)
    assert found(spending, wrong, "A-05", before)
    assert found(spending, mended, "A-04", before) == found(spending, mended, "A-05", before) == []
    assert must(spending, mended, before) == []


def test_a_fraction_is_asked_about_once(share: Form) -> None:
    """A-03 leaves 0,9 for 90 to J-11, which says what is meant; above one the counts are reckoned with again."""
    counts: dict[str, str | int] = {"P-02": 10, "P-03": 9}

    assert found(share, filled(share, {"P-01": "0.9", **counts}), "A-03") == []
    assert found(share, filled(share, {"P-01": "1.01", **counts}), "A-03")
