"""Dari mana angka ini: the formula with its numbers in it gives the percent, and the sums give the numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal as D
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sheets_sync import numerals
from sheets_sync.achievement import percent_of
from sheets_sync.assessing import Band, Method, Outcome
from sheets_sync.form import Form
from sheets_sync.model import Accumulation, Office
from sheets_sync.origin import (
    limit_words,
    mean_of,
    method_words,
    missing_words,
    money_working,
    origin_of,
    rules_in_words,
    scale_words,
    working,
)
from sheets_sync.recap import Achievement
from sheets_sync.recapping import Gathered, make_recap
from sheets_sync.tallies import Money, Tally, summarised
from sheets_sync.targets import Target
from tests.conftest import TW3
from tests.recaps import ASSESSING, AT
from tests.rules.rows import asking
from tests.rules.sheets import FILE, blank, typed
from tests.test_policies import asked_row, recap_of, unit_of

TOKEN = re.compile(r"\s*(\d[\d.]*(?:,\d+)?|[()−×÷+-])")


@pytest.fixture(scope="session")
def sample(office: Office, forms: dict[str, Form]) -> Achievement:
    form = asking(forms["PEM"], asked_row(forms["PEM"], "PEM-01", "10"))
    return unit_of(recap_of(office, form, typed(blank(form), "PEM-01", number="8"))).achievements[0]


# --- a reader who reckons the formula again ----------------------------------------------------------------------


def evaluated(text: str) -> Fraction:
    """The value of a formula of numbers, brackets and signs as people write them."""
    tokens = TOKEN.findall(text)
    assert "".join(tokens) == text.replace(" ", "")
    rest = iter([*tokens, ""])
    value, last = _sum(next(rest), rest)
    assert last == ""
    return value


def _sum(mark: str, rest: Iterator[str]) -> tuple[Fraction, str]:
    value, mark = _product(mark, rest)
    while mark in ("+", "−"):
        sign = mark
        term, mark = _product(next(rest), rest)
        value = value + term if sign == "+" else value - term
    return value, mark


def _product(mark: str, rest: Iterator[str]) -> tuple[Fraction, str]:
    value, mark = _factor(mark, rest)
    while mark in ("×", "÷"):
        sign = mark
        term, mark = _factor(next(rest), rest)
        value = value * term if sign == "×" else value / term
    return value, mark


def _factor(mark: str, rest: Iterator[str]) -> tuple[Fraction, str]:
    if mark == "(":
        value, mark = _sum(next(rest), rest)
        assert mark == ")"
    elif mark == "-":
        value, mark = _factor(next(rest), rest)
        return -value, mark
    else:
        value = Fraction(mark.replace(".", "").replace(",", "."))
    return value, next(rest)


NUMBERS = st.decimals(-(10**10), 10**10, places=2).map(numerals.enter)


@given(method=st.sampled_from(Method), low=NUMBERS, width=NUMBERS.map(abs), actual=NUMBERS)
def test_the_formula_gives_the_percent(sample: Achievement, method: Method, low: D, width: D, actual: D) -> None:
    """Reckoned again from what is printed, whatever the target and realisasi: the same two decimals."""
    goal = Target(low, numerals.enter(low + width) if method is Method.RANGE else low)
    percent = percent_of(method, goal, actual, ASSESSING)
    assume(goal.high != 0)
    if not isinstance(percent, D):
        assert percent is Outcome.NOT_COMPUTABLE or actual == 0 or low == 0
        return
    item = replace(sample, method=method, actual_target=goal, actual=actual, percent=percent, outcome=Outcome.ASSESSED)
    formula, _, shown = working(item).rpartition(" = ")

    assert shown == numerals.fixed(percent, 2)
    if method is Method.RANGE and goal.low <= actual <= goal.high:
        assert formula == f"{_plain(actual)} di dalam {_plain(goal.low)}–{_plain(goal.high)}"
    else:
        exact = evaluated(formula)
        assert 0 <= exact - Fraction(percent) < Fraction(1, 10**10)


def _plain(value: D) -> str:
    return numerals.plain(value) if value >= 0 else f"({numerals.plain(value)})"


@pytest.mark.parametrize(
    ("method", "goal", "actual", "written"),
    [
        (Method.HIGHER, ("10", "10"), "8", "8 ÷ 10 × 100 = 80,00"),
        (Method.LOWER, ("10", "10"), "8", "(2 × 10 − 8) ÷ 10 × 100 = 120,00"),
        (Method.LOWER_RATIO, ("10", "10"), "8", "10 ÷ 8 × 100 = 125,00"),
        (Method.RANGE, ("95", "105"), "100", "100 di dalam 95–105 = 100,00"),
        (Method.RANGE, ("95", "105"), "76", "76 ÷ 95 × 100 = 80,00"),
        (Method.RANGE, ("95", "105"), "126", "(2 × 105 − 126) ÷ 105 × 100 = 80,00"),
        (Method.HIGHER, ("1250000000", "1250000000"), "1000000000.5", "1.000.000.000,5 ÷ 1.250.000.000 × 100 = 80,00"),
    ],
)
def test_how_a_formula_is_written(
    sample: Achievement, method: Method, goal: tuple[str, str], actual: str, written: str
) -> None:
    """With the numbers in their Indonesian spelling, as a reader would set it down."""
    bounds = Target(D(goal[0]), D(goal[1]))
    percent = percent_of(method, bounds, D(actual), ASSESSING)
    assert isinstance(percent, D)

    assert working(replace(sample, method=method, actual_target=bounds, actual=D(actual), percent=percent)) == written


@pytest.mark.parametrize(
    ("accumulation", "values", "written"),
    [
        (Accumulation.SUM, ("2", "3", "4.5"), "2 + 3 + 4,5 = 9,5; target 10 + 10 + 10 = 30 (jumlah TW I, TW II, TW III)"),
        (
            Accumulation.MEAN, ("80", "85", "90"),
            "(80 + 85 + 90) ÷ 3 = 85; target (10 + 10 + 10) ÷ 3 = 10 (rata-rata TW I, TW II, TW III)",
        ),
        (Accumulation.SUM, ("2", "", "4"), "2 + 4 = 6; target 10 + 10 = 20 (jumlah TW I, TW III)"),
        (Accumulation.LAST, ("80", "85", "90"), "posisi akhir: TW III"),
    ],
)  # fmt: skip
def test_how_the_year_so_far_came_about(
    office: Office, forms: dict[str, Form], accumulation: Accumulation, values: tuple[str, ...], written: str
) -> None:
    """Each quarter's figure with its cell, its file as pulled, and the sum that they make."""
    quarters = []
    for number, value in enumerate(values, 1):
        form = replace(
            asking(forms["PEM"], asked_row(forms["PEM"], "PEM-01", "10", accumulation=accumulation)), period=f"2026-TW{number}"
        )  # fmt: skip
        submission = replace(typed(blank(form), "PEM-01", number=value) if value else blank(form), period=form.period)
        quarters.append(Gathered({"PEM": form}, {"PEM": submission}, {}))
    *earlier, now = quarters
    recap = make_recap(office, TW3, now, earlier, AT, {}, ("PEM",), ASSESSING)
    origin = origin_of(unit_of(recap).achievements[0], ASSESSING)

    assert origin.sums == written
    assert all((part.cell, part.file, part.digest) == ("Isi!B6", "PEM.xlsx", FILE.sha256) for part in origin.parts)
    assert origin.parts[-1].period == "2026-TW3"


def test_the_sums_of_a_range_name_both_its_bounds(sample: Achievement) -> None:
    """95,5 and 97,3 in 95 to 105: one bound alone would not say in what the mean lies."""
    [part] = sample.parts
    bounds = Target(D(95), D(105))
    quarters = (
        replace(part, period="2026-TW1", value=D("95.5"), target=bounds),
        replace(part, period="2026-TW2", value=D("97.3"), target=bounds),
    )
    item = replace(
        sample, accumulation=Accumulation.MEAN, actual=D("96.4"), actual_target=bounds, target=bounds, parts=quarters
    )

    assert origin_of(item, ASSESSING).sums == (
        "(95,5 + 97,3) ÷ 2 = 96,4; target bawah (95 + 95) ÷ 2 = 95, atas (105 + 105) ÷ 2 = 105 (rata-rata TW I, TW II)"
    )


def test_a_formula_has_its_name_and_its_meaning() -> None:
    """Each formula can be told from the others by its words."""
    assert [method_words(method) for method in Method] == [
        "R/T (makin tinggi makin baik)",
        "(2T-R)/T (makin rendah makin baik)",
        "T/R (makin rendah makin baik)",
        "rentang (di dalam rentang 100, di luarnya menurut batas yang terdekat)",
    ]


def test_a_mean_with_a_long_tail_is_cut_and_says_so(sample: Achievement) -> None:
    """91/3 of 100/3: six decimals and an ellipsis; the percent is that of the sums."""
    third = Target(D("33.3333333333333"), D("33.3333333333333"))
    item = replace(sample, actual=D("30.3333333333333"), actual_target=third, percent=D(91))

    assert working(item) == "30,333333… ÷ 33,333333… × 100 = 91,00"
    assert working(replace(item, actual=D("1.234567"), percent=D("3.703701"))) == "1,234567 ÷ 33,333333… × 100 = 3,70"


@pytest.mark.parametrize(
    ("actual", "percent", "written"), [("0", "0", "0 ÷ 10 × 100 = 0,00"), ("-2", "-20", "(-2) ÷ 10 × 100 = -20,00")]
)
def test_only_what_is_below_zero_stands_in_brackets(
    sample: Achievement, actual: str, percent: str, written: str
) -> None:
    """So that its sign is not taken for the formula's."""
    assert working(replace(sample, actual=D(actual), percent=D(percent))) == written


def test_what_is_exactly_at_the_cap_is_not_told_as_capped(sample: Achievement) -> None:
    """Nothing acted on it."""
    rules = replace(ASSESSING, average_cap=D(120))

    assert origin_of(replace(sample, percent=D(120)), rules).mean == ""
    assert (
        origin_of(replace(sample, percent=D("120.01")), rules).mean
        == "dalam rata-rata dihitung 120 (batas atas kantor)"
    )


def test_how_the_scale_classes_what_lies_between_its_bounds() -> None:
    """Printed with every recap: 90,5 is Tinggi; a band that begins above its bound says so."""
    above = replace(ASSESSING, bands=(Band("Berhasil", D(85), above=True), Band("Kurang", D(0))))

    assert scale_words(ASSESSING) == (
        "Kategori: Sangat Tinggi mulai 91; Tinggi mulai 76; Sedang mulai 66; Rendah mulai 51; Sangat Rendah mulai 0."
        " Yang dibandingkan nilai yang belum dibulatkan. 90,5 termasuk Tinggi."
    )
    assert scale_words(above) == (
        "Kategori: Berhasil di atas 85; Kurang mulai 0. Yang dibandingkan nilai yang belum dibulatkan. 85 termasuk Kurang."
    )
    assert scale_words(replace(ASSESSING, bands=(Band("Semua", D(0)),))).endswith("nilai yang belum dibulatkan.")


@pytest.mark.parametrize(("cap", "words"), [(None, "tidak dibatasi ke atas"), (D(100), "paling tinggi 100")])
def test_the_rules_are_told_in_sentences(cap: D | None, words: str) -> None:
    """The cap and the floor, the formula, and every policy with what it does."""
    told = " ".join(rules_in_words(replace(ASSESSING, average_cap=cap, lower_method=Method.LOWER_RATIO)))

    assert f"Dalam rata-rata tiap capaian {words} dan paling rendah 0" in told
    assert "dihitung dengan T/R, kecuali" in told
    assert "target 0, realisasi lebih dari 0, makin rendah makin baik: dihitung 0" in told
    assert "realisasi 0 pada rumus T/R: tidak dapat dihitung" in told


@pytest.mark.parametrize(
    ("quarters", "due", "words"),
    [
        (2, 3, "Dihitung dari 2 dari 3 triwulan; yang tidak ada angkanya tidak masuk ke target maupun realisasi."),
        (3, 3, ""),
        (0, 3, ""),
    ],
)
def test_a_missing_quarter_is_told(sample: Achievement, quarters: int, due: int, words: str) -> None:
    """Where there is a figure at all."""
    assert missing_words(replace(sample, quarters=quarters, quarters_due=due)) == words


# --- what is made of several -------------------------------------------------------------------------------------


def test_a_mean_is_told_with_what_enters_it(sample: Achievement) -> None:
    """At the cap, and at the floor, where these act; what is not assessed is not in it."""
    rows = [
        replace(sample, code=code, percent=percent)
        for code, percent in (("A-1", D("95.5")), ("A-2", D(130)), ("A-3", D(-20)), ("A-4", None))
    ]
    rules = replace(ASSESSING, average_cap=D(120))
    tally = summarised((row.result for row in rows), rules).tally

    assert mean_of(rows, tally, rules) == "(95,5 [A-1] + 120 [A-2] + 0 [A-3]) ÷ 3 = 71,83"
    assert (
        limit_words(tally, rules)
        == "Dalam rata-rata, 1 capaian di atas 120 dihitung 120 dan 1 capaian di bawah 0 dihitung 0."
    )


def test_where_nothing_is_assessed_there_is_no_mean_to_tell(sample: Achievement) -> None:
    """Nor does a limit act on it."""
    assert mean_of([replace(sample, percent=None)], Tally(), ASSESSING) == ""
    assert limit_words(Tally(), replace(ASSESSING, average_cap=D(100))) == ""


@given(st.lists(st.decimals(-50, 250, places=2), min_size=1, max_size=8), st.sampled_from([None, D(100), D(120)]))
def test_the_told_mean_is_the_mean(sample: Achievement, percents: list[D], cap: D | None) -> None:
    """Whoever reckons it again from what is told gets the figure that is shown."""
    rules = replace(ASSESSING, average_cap=cap)
    rows = [replace(sample, percent=percent) for percent in percents]
    tally = summarised((row.result for row in rows), rules).tally
    left, _, shown = mean_of(rows, tally, rules).rpartition(" = ")
    exact = evaluated(re.sub(r" \[[^]]*]", "", left))

    assert abs(exact - Fraction(shown.replace(".", "").replace(",", "."))) <= Fraction(1, 200)


@pytest.mark.parametrize(
    ("money", "words"),
    [
        (Money(D(2000), D(2000), D(1440), 1, 1), "1.440 ÷ 2.000 × 100 = 72,00"),
        (Money(D(5000), D(2000), D(1440), 2, 1), "1.440 ÷ 2.000 × 100 = 72,00 (1 dari 2 program)"),
        (Money(D(2000), programmes=1), "realisasi belum ada"),
        (Money(D(0), D(0), D(5), 1, 1), "tidak dapat dihitung: pagu 0"),
    ],
)
def test_serapan_is_told_with_its_numbers(money: Money, words: str) -> None:
    """Of the pagu whose realisasi is known, and of how many programmes that is."""
    assert money_working(money) == words
