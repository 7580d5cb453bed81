"""Could it be a slip? Held against what was typed in the quarters before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sheets_sync.form import Form
from sheets_sync.model import EXTRA_RULES, Accumulation, TypedAs
from sheets_sync.rules import RULES, validate
from sheets_sync.rules.case import Case, Past
from sheets_sync.submission import Place
from sheets_sync.workbook import WORKBOOK_ROW
from tests.rules.rows import EXTRA, TW1, TW2, TW4_BEFORE, a_row, asking, filled, found, past, the_one

WHOLE_SHEET = Place("Isi", "", WORKBOOK_ROW)

# --- W-01 --------------------------------------------------------------------------------------------------------


@pytest.fixture
def sums(form: Form) -> Form:
    """Two counts of the quarter, each with a target, and a position at its end."""
    return asking(
        form,
        a_row(form, "X-01", "3"),
        a_row(form, "X-02", "1000"),
        a_row(form, "X-03", "5", accumulation=Accumulation.LAST),
    )


SAME = past(TW2, {"X-01": 3, "X-02": 1000, "X-03": 4})


def test_last_quarters_figures_sent_again(sums: Form) -> None:
    """W-01: one question for the sheet, with the figures and where they were seen before."""
    finding = the_one(sums, filled(sums, {"X-01": 3, "X-02": 1000, "X-03": 5}), "W-01", SAME)

    assert finding.place == WHOLE_SHEET
    assert finding.found == "X-01 3, X-02 1.000: sama persis dengan Triwulan II 2026"
    assert finding.expected == "angka triwulan ini"
    assert "tersalin dari Triwulan II 2026" in finding.advice
    assert "tab Isi" in finding.advice
    assert finding.short == "perlu dijawab: angkanya sama persis dengan TW II"


@pytest.mark.parametrize(
    "figures",
    [{"X-01": 3, "X-02": 999}, {"X-01": 4, "X-02": 1000}, {"X-01": 3}, {"X-02": 1000}, {}],
    ids=["the second differs", "the first differs", "the second is empty", "the first is empty", "nothing typed"],
)
def test_one_figure_of_its_own_is_enough(sums: Form, figures: dict[str, str | int]) -> None:
    """W-01: all of them are the same, or nothing is asked; what is empty is not the same."""
    assert found(sums, filled(sums, figures), "W-01", SAME) == []


def test_a_single_row_may_repeat(sums: Form) -> None:
    """W-01: one report a quarter, every quarter, is no copy: two rows at least, that were filled before."""
    submission = filled(sums, {"X-01": 3, "X-02": 1000})

    assert found(sums, submission, "W-01", past(TW2, {"X-01": 3})) == []
    assert found(sums, submission, "W-01", past(TW2, {})) == []


def test_only_the_quarter_just_before_counts(sums: Form) -> None:
    """W-01: the first quarter is not the one before the third; the last quarter of the year before is, for the first."""
    submission = filled(sums, {"X-01": 3, "X-02": 1000})
    first = replace(sums, period=str(TW1))
    again = past(TW4_BEFORE, {"X-01": 3, "X-02": 1000})

    assert found(sums, submission, "W-01", replace(SAME, period=TW1)) == []
    assert found(sums, submission, "W-01") == []
    assert "Triwulan IV 2025" in the_one(first, submission, "W-01", again).found


def test_which_rows_are_looked_at(sums: Form) -> None:
    """W-01: not a row without a target, with a target of 0, or one that is not due; targets just above 0 are."""
    submission = filled(sums, {"X-01": 3, "X-02": 1000})
    first, second, last = sums.rows
    for changed in (
        replace(second, target=None),
        a_row(sums, "X-02", "0"),
        a_row(sums, "X-02", "1000", due=False),
        a_row(sums, "X-02", "1000", accumulation=Accumulation.MEAN),
    ):
        assert found(replace(sums, rows=(first, changed, last)), submission, "W-01", SAME) == []

    least = replace(sums, rows=(a_row(sums, "X-01", "0.01"), a_row(sums, "X-02", "0.01"), last))
    assert found(least, submission, "W-01", SAME)


def test_rows_that_do_not_count_neither_hide_nor_make_a_copy(sums: Form) -> None:
    """W-01: a position, a new row or a target of 0 in front changes nothing."""
    front = (
        a_row(sums, "N-01", "5"), a_row(sums, "N-02", "0"), a_row(sums, "N-03"), a_row(sums, "N-04", "5", accumulation=Accumulation.LAST),
    )  # fmt: skip
    form = replace(sums, rows=(*front, *sums.rows))
    before = past(TW2, {**{code: str(value) for code, value in SAME.values.items()}, "N-02": 7, "N-03": 7, "N-04": 7})

    assert found(form, filled(form, {"N-01": 5, "X-01": 3, "X-02": 1000}), "W-01", before)


# --- W-02 --------------------------------------------------------------------------------------------------------


@pytest.fixture
def quarters(form: Form) -> Form:
    """25 asked for each quarter, typed for the quarter alone."""
    return asking(form, a_row(form, "X-01", "25"))


def year(*figures: str | int, target: str | int = 25) -> list[Past]:
    """What was typed in the first quarters of the year, with the target of each."""
    periods = (TW1, TW2)[-len(figures) :]
    return [past(period, {"X-01": figure}, {"X-01": target}) for period, figure in zip(periods, figures, strict=True)]


def test_running_totals_in_a_row_for_the_quarter(quarters: Form) -> None:
    """W-02: 25, 50, 75 with 25 a quarter: asked with the whole row of figures; W-04 does not ask as well."""
    submission = filled(quarters, {"X-01": 75})
    finding = the_one(quarters, submission, "W-02", *year(25, 50))

    assert finding.place == Place("Isi", "B6", "X-01")
    assert finding.found == "25, 50, 75 dari triwulan ke triwulan"
    assert finding.expected == "Dokumen dalam triwulan ini saja"
    assert "bukan jumlah sejak Januari" in finding.advice
    assert "sel B6 tab Isi" in finding.advice
    assert finding.short == "perlu dijawab: triwulan ini saja, atau jumlah sejak Januari?"
    assert found(quarters, submission, "W-04", *year(25, 50)) == []


@pytest.mark.parametrize(
    ("before", "figure", "asked"),
    [
        ((25, 50), "63.75", True),
        ((25, 50), "63.74", False),
        ((25, 50), "86.25", True),
        ((25, 50), "86.26", False),
        ((25, 75), "75", False),
        ((25, 76), "75", False),
        ((50, 50), "75", False),
        ((20, 25), "30", False),
        ((25, 28), "25", False),
        ((5, 10), "75", False),
        ((5, 11), "75", True),
        ((25,), "50", True),
        ((10,), "50", False),
        ((11,), "50", True),
        ((0,), "50", False),
    ],
)
def test_what_looks_like_a_running_total(quarters: Form, before: tuple[int, ...], figure: str, asked: bool) -> None:
    """W-02: always rising, within 15 % of the targets so far, and together more than 1,2 times those."""
    assert bool(found(quarters, filled(quarters, {"X-01": figure}), "W-02", *year(*before))) is asked


@pytest.mark.parametrize(
    "changes",
    [
        {"accumulation": Accumulation.LAST}, {"accumulation": Accumulation.MEAN}, {"typed_as": TypedAs.TO_DATE}, {"target": None},
    ],
    ids=["a position", "a mean", "to date", "without a target"],
)  # fmt: skip
def test_where_totals_are_asked_for_they_are_fine(form: Form, changes: dict[str, Any]) -> None:
    """W-02: only where the quarter alone is asked for, and where there is a target to hold it against."""
    row = replace(a_row(form, "X-01", "25"), **changes)
    other = asking(form, row)

    assert found(other, filled(other, {"X-01": 75}), "W-02", *year(25, 50)) == []


def test_totals_need_a_year_with_targets(quarters: Form) -> None:
    """W-02: not from the first figure of a year, not from last year's, not where an earlier target is unknown."""
    submission = filled(quarters, {"X-01": 50})

    assert found(quarters, submission, "W-02") == []
    assert found(quarters, submission, "W-02", past(TW4_BEFORE, {"X-01": 25}, {"X-01": 25})) == []
    assert found(quarters, submission, "W-02", past(TW2, {"X-01": 25})) == []
    assert found(quarters, submission, "W-02", past(TW2, {"X-02": 25}, {"X-01": 25})) == []
    assert found(quarters, submission, "W-02", past(TW1, {}, {"X-01": 25}), past(TW2, {"X-01": 25}, {"X-01": 25}))
    assert not found(quarters, submission, "W-02", past(TW1, {"X-01": 1}, {}), past(TW2, {"X-01": 25}, {"X-01": 25}))


def test_every_row_of_the_year_is_looked_at(form: Form) -> None:
    """W-02 and W-03: a row that is fine hides none behind it."""
    form = asking(form, *(a_row(form, code, "25") for code in ("X-00", "X-01", "X-02")))
    figures = {"X-01": 25, "X-02": 25}
    before = past(TW2, figures, figures)
    to_date = replace(form, rows=tuple(replace(row, typed_as=TypedAs.TO_DATE) for row in form.rows))

    assert [item.place.row for item in found(form, filled(form, {"X-00": 1, "X-01": 50, "X-02": 50}), "W-02", before)] == [
        "X-01", "X-02",
    ]  # fmt: skip
    assert [
        item.place.row for item in found(to_date, filled(to_date, {"X-00": 1, "X-01": 25, "X-02": 24}), "W-03", before)
    ] == ["X-02"]


# --- W-03 --------------------------------------------------------------------------------------------------------


@pytest.fixture
def to_date(form: Form) -> Form:
    """A count since January."""
    return asking(form, a_row(form, "X-01", "3000", typed_as=TypedAs.TO_DATE))


def test_a_figure_to_date_does_not_fall(to_date: Form) -> None:
    """W-03: asked with what was reported, and when."""
    finding = the_one(to_date, filled(to_date, {"X-01": 1999}), "W-03", past(TW2, {"X-01": 2000}))

    assert finding.place == Place("Isi", "B6", "X-01")
    assert finding.found == "1.999, padahal Triwulan II 2026 sudah 2.000"
    assert finding.expected == "paling sedikit 2.000"
    assert "sel B6 tab Isi" in finding.advice
    assert finding.short == "perlu dijawab: lebih kecil daripada TW II"


@pytest.mark.parametrize("figure", ["2000", "2001"])
def test_a_figure_to_date_may_stand_still(to_date: Form, figure: str) -> None:
    """W-03: as much as before is fine."""
    assert found(to_date, filled(to_date, {"X-01": figure}), "W-03", past(TW2, {"X-01": 2000})) == []


def test_the_last_quarter_of_this_year_counts(to_date: Form) -> None:
    """W-03: the later of two, an earlier one where the later has none, never last year's."""
    submission = filled(to_date, {"X-01": 30})

    assert found(to_date, submission, "W-03", past(TW1, {"X-01": 40}), past(TW2, {"X-01": 20})) == []
    assert "Triwulan I 2026" in the_one(to_date, submission, "W-03", past(TW1, {"X-01": 40}), past(TW2, {})).found
    assert found(to_date, submission, "W-03", past(TW4_BEFORE, {"X-01": 40})) == []
    assert found(to_date, submission, "W-03") == []


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"typed_as": TypedAs.QUARTER}, False),
        ({"accumulation": Accumulation.MEAN}, False),
        ({"accumulation": Accumulation.LAST}, True),
        ({"due": False}, False),
    ],
    ids=["of the quarter", "a mean", "a position", "not due"],
)
def test_what_may_fall(to_date: Form, changes: dict[str, Any], asked: bool) -> None:
    """W-03: a quarter's own figure and a mean go up and down."""
    form = replace(to_date, rows=(replace(to_date.rows[0], **changes),))

    assert bool(found(form, filled(form, {"X-01": 30}), "W-03", past(TW2, {"X-01": 40}))) is asked


# --- W-08 and W-09 -----------------------------------------------------------------------------------------------


def test_the_extra_rules_are_off(form: Form) -> None:
    """W-08 and W-09: only an office that turns them on hears of them, each by its own code."""
    form = asking(form, *(a_row(form, f"X-0{number}") for number in range(1, 6)))
    submission = filled(form, {row.code: 20 for row in form.rows})
    before = (past(TW2, {"X-01": 10}),)

    def spoken(extra: frozenset[str]) -> set[str]:
        return {item.rule for item in validate(Case(form, submission, before, extra))} & EXTRA

    assert spoken(frozenset()) == set()
    assert spoken(frozenset(("W-08",))) == {"W-08"}
    assert spoken(frozenset(("W-09",))) == {"W-09"}
    assert spoken(EXTRA) == EXTRA
    assert {rule.code for rule in RULES if rule.extra} == set(EXTRA_RULES) == EXTRA


def test_a_jump_is_asked_about(form: Form) -> None:
    """W-08: with what was typed before, and when."""
    form = asking(form, a_row(form, "X-01"))
    finding = the_one(form, filled(form, {"X-01": 1501}), "W-08", past(TW2, {"X-01": 1000}))

    assert finding.place == Place("Isi", "B6", "X-01")
    assert finding.found == "1.501, padahal Triwulan II 2026 1.000"
    assert finding.expected == "berbeda paling banyak 50 %"
    assert "sel B6 tab Isi" in finding.advice
    assert finding.short == "perlu dijawab: jauh berbeda dari TW II"


@pytest.mark.parametrize(
    ("before", "figure", "asked"),
    [
        ("100", "150", False), ("100", "150.01", True), ("100", "50", False), ("100", "49.99", True),
        ("100", "0", True), ("0", "5", False), ("0.01", "5", True), ("-5", "5", False),
    ],
)  # fmt: skip
def test_what_counts_as_a_jump(form: Form, before: str, figure: str, asked: bool) -> None:
    """W-08: more than half as much again, or less than half; from nothing there is no jump."""
    form = asking(form, a_row(form, "X-01"))

    assert bool(found(form, filled(form, {"X-01": figure}), "W-08", past(TW2, {"X-01": before}))) is asked


def test_what_jumps_by_its_nature(form: Form) -> None:
    """W-08: figures since January grow; new rows have no past; an earlier quarter is not the one before."""
    growing = asking(form, a_row(form, "X-01", typed_as=TypedAs.TO_DATE), a_row(form, "X-02"), a_row(form, "X-03"))
    submission = filled(growing, {"X-01": 100, "X-02": 100, "X-03": 100})

    assert found(growing, submission, "W-08", past(TW2, {"X-01": 10})) == []
    assert found(growing, submission, "W-08", past(TW1, {"X-02": 10})) == []
    assert found(growing, submission, "W-08") == []
    assert the_one(growing, submission, "W-08", past(TW2, {"X-01": 10, "X-03": 10})).place.row == "X-03"


def test_round_figures_are_asked_about_once(form: Form) -> None:
    """W-09: one question for the sheet, with the figures."""
    form = asking(form, *(a_row(form, f"X-0{number}") for number in range(1, 6)))
    finding = the_one(form, filled(form, {row.code: 1000 * at for at, row in enumerate(form.rows, 1)}), "W-09")

    assert finding.place == WHOLE_SHEET
    assert finding.found == "X-01 1.000, X-02 2.000, X-03 3.000, X-04 4.000, X-05 5.000"
    assert finding.expected == "angka hasil hitungan"
    assert finding.short == "perlu dijawab: semua angka bulat puluhan; hasil hitungan?"
    assert "tab Isi" in finding.advice


@pytest.mark.parametrize(
    ("figures", "asked"),
    [
        ((10, 20, 30, 40, 50), True),
        ((10, 20, 30, 40), False),
        ((10, 20, 30, 40, 0), False),
        ((10, 20, 30, 40, 50, 0), True),
        ((10, 20, 30, 40, 55), False),
        ((11, 20, 30, 40, 50, 60), False),
        (("10.5", 20, 30, 40, 50), False),
        ((10, 20, 30, 40, 50, "0.5"), False),
        ((10, 20, 30, 40, "1e18"), True),
        ((10, 20, 30, 40, "1e300"), True),
    ],
)
def test_what_counts_as_round(form: Form, figures: tuple[str | int, ...], asked: bool) -> None:
    """W-09: five figures or more, all multiples of ten; zeros do not count, neither for nor against."""
    form = asking(form, *(a_row(form, f"X-0{number}") for number in range(1, len(figures) + 1)))
    submission = filled(form, {row.code: figure for row, figure in zip(form.rows, figures, strict=True)})

    assert bool(found(form, submission, "W-09")) is asked
