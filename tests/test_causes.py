"""The tab Kendala knows by itself which rows are wanted, and asks for nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sheets_sync.achievement import asked_percent
from sheets_sync.assessing import Method
from sheets_sync.causes import bounds, low_predicates
from sheets_sync.form import Form, FormRow
from sheets_sync.grid import Area
from sheets_sync.model import Polarity
from sheets_sync.plan import Colour
from sheets_sync.targets import Target
from sheets_sync.workbook import EMPTY, FIRST_ROW, make_workbook
from tests.edits import hand_out
from tests.fake_google.sheets.book import Cell
from tests.fake_google_tests.test_product_formulas import planned

Typed = str | float
LAST = FIRST_ROW + 3  # of the four rows of PEM that are due


@pytest.fixture
def form(forms: dict[str, Form]) -> Form:
    """PEM, whose first row has the target 80 % and whose last has 5 Dokumen, of which less is better."""
    rows = list(forms["PEM"].rows)
    rows[0] = replace(rows[0], target=Target(Decimal(80), Decimal(80)))
    rows[3] = replace(rows[3], target=Target(Decimal(5), Decimal(5)), polarity=Polarity.LOWER)
    return replace(forms["PEM"], rows=tuple(rows), attention_below=Decimal(75))


def asked(form: Form, figures: Mapping[str, Typed], causes: Mapping[str, str] | None = None) -> dict[str, object]:
    """What column D of Kendala shows, by code, once these are typed: figures into Isi, causes at addresses of Kendala."""
    sheets = {sheet.name: number for number, sheet in enumerate(make_workbook(form).sheets)}
    work: Any = planned(form)
    rows = {row.code: number for number, row in enumerate(form.rows, FIRST_ROW)}
    pages = work.source.book.sheets
    for code, figure in figures.items():
        pages[sheets["isi"]].put(rows[code] - 1, 1, Cell(figure))
    for place, text in (causes or {}).items():
        pages[sheets["kendala"]].put(int(place[1:]) - 1, ord(place[0]) - 65, Cell(text))
    return {
        row.code: work.value(sheets["kendala"], number - 1, 3) for number, row in enumerate(form.assessable, FIRST_ROW)
    } | {"": work.value(sheets["kendala"], 2, 0)}


def test_it_has_a_row_for_what_can_be_assessed(forms: dict[str, Form]) -> None:
    """What is due and has a target, in the order of the form; without any there is no such tab."""
    form = forms["PEM"]
    without = replace(form, rows=(replace(form.rows[0], target=None), *form.rows[1:]))
    none = replace(form, rows=tuple(replace(row, due=False) for row in form.rows))
    assert [row.code for row in form.assessable] == ["PEM-01", "PEM-05", "PEM-06", "PEM-07"]
    assert [row.code for row in without.assessable] == ["PEM-05", "PEM-06", "PEM-07"]
    assert "kendala" not in {sheet.name for sheet in make_workbook(none).sheets}
    assert not [name for name in make_workbook(none).names if name.startswith("kendala")]


def test_it_says_for_whom_it_is(forms: dict[str, Form], tmp_path: Any) -> None:
    """The threshold of the office, as sent, stands below the title; nothing is asked of an empty workbook."""
    shown = openpyxl.load_workbook(hand_out(tmp_path, forms["PEM"]).path, data_only=True)["Kendala"]
    assert shown["A2"].value == "Isi hanya bila capaian di bawah 76 %."
    assert shown["A3"].value == "0 indikator perlu diisi di sini"
    assert [shown.cell(FIRST_ROW - 1, column).value for column in (2, 3)] == ["Faktor penghambat", "Tindak lanjut"]
    assert not [shown.cell(row, 4).value for row in range(FIRST_ROW, LAST + 1) if shown.cell(row, 4).value]


@pytest.mark.parametrize(
    ("figure", "wanted"),
    [
        (59.99, "isi"),
        (60.0, ""),
        (80.0, ""),
        (0.0, "isi"),
        (1.0, ""),
        (0.8, ""),
        (1.01, "isi"),
        ("nihil", ""),
        ("", ""),
    ],
)
def test_a_low_figure_is_wanted_at_once(form: Form, figure: Typed, wanted: str) -> None:
    """Below 75 % of 80; not a fraction that may be a percentage, and not what is no number."""
    assert asked(form, {"PEM-01": figure})["PEM-01"] == wanted


@pytest.mark.parametrize(("figure", "wanted"), [(6.25, ""), (6.26, "isi"), (0.0, ""), (20.0, "isi")])
def test_where_less_is_better_a_high_figure_is_wanted(form: Form, figure: float, wanted: str) -> None:
    """(2 x 5 - R) / 5 below 75 % is R above 6,25."""
    assert asked(form, {"PEM-07": figure})["PEM-07"] == wanted


@pytest.mark.parametrize(("predicate", "wanted"), [("BB", ""), ("B", ""), ("CC", "isi"), ("D", "isi"), ("baik", "")])
def test_a_low_predicate_is_wanted(forms: dict[str, Form], predicate: str, wanted: str) -> None:
    """By the scores of the office: B is over 76 % of BB, CC is not."""
    form = forms["REN"]
    scores = {choice: form.predicates[choice] for choice in low_predicates(form.rows[1], form)}
    assert asked(form, {"REN-02": predicate})["REN-02"] == wanted
    assert all(score < 70 * Decimal("0.76") for score in scores.values())


@pytest.mark.parametrize(("score", "wanted"), [(53.19, "isi"), (53.2, ""), (0.0, "isi"), (100.0, "")])
def test_a_low_score_is_wanted_too(forms: dict[str, Form], score: float, wanted: str) -> None:
    """76 % of BB, which counts as 70, is 53,2."""
    assert asked(forms["REN"], {"REN-02": score})["REN-02"] == wanted


def test_what_is_written_is_wanted_no_more(form: Form) -> None:
    """One of the two is not enough; the head counts what is left."""
    low = {"PEM-01": 10.0, "PEM-07": 20.0}
    assert asked(form, low)[""] == "2 indikator perlu diisi di sini"
    assert asked(form, low, {"B6": "hujan"})["PEM-01"] == "isi"
    assert asked(form, low, {"C6": "dijadwalkan ulang"})["PEM-01"] == "isi"
    both = asked(form, low, {"B6": "hujan", "C6": "dijadwalkan ulang"})
    assert (both["PEM-01"], both[""]) == ("", "1 indikator perlu diisi di sini")


def test_only_wanted_rows_are_coloured(form: Form) -> None:
    """An empty cell is yellow in a row whose last column says something."""
    sheet = next(sheet for sheet in make_workbook(form).sheets if sheet.name == "kendala")
    colour = Colour(Area(FIRST_ROW, 2, LAST, 3), "asked", fill=EMPTY, beside=4)
    assert [item for item in sheet.colours if item.when != "begins"] == [colour]
    assert colour.condition == '(B6="")*($D6<>"")'


NUMBERS = st.decimals(0, 400, places=2)


@given(st.sampled_from(Method), NUMBERS, NUMBERS, NUMBERS, st.decimals(1, 100, places=1))
@example(Method.RANGE, Decimal(95), Decimal(10), Decimal(130), Decimal(76))
@example(Method.LOWER, Decimal(0), Decimal(0), Decimal(1), Decimal(76))
@example(Method.LOWER_RATIO, Decimal(0), Decimal(0), Decimal(1), Decimal(76))
@example(Method.LOWER_RATIO, Decimal(5), Decimal(0), Decimal(0), Decimal(76))
@example(Method.HIGHER, Decimal(0), Decimal(0), Decimal(1), Decimal(76))
@example(Method.RANGE, Decimal(0), Decimal(0), Decimal(1), Decimal(76))
def test_the_bounds_are_those_of_capaian(
    forms: dict[str, Form], method: Method, low: Decimal, width: Decimal, actual: Decimal, threshold: Decimal
) -> None:
    """A figure lies beyond a bound exactly where its capaian lies below the threshold."""
    high = low + width if method is Method.RANGE else low
    row: FormRow = replace(forms["PEM"].rows[0], method=method, target=Target(low, high))
    percent = asked_percent(row, actual)
    beyond = any(
        {"<": actual < bound, ">": actual > bound, "<>": actual != bound}[sign]
        for sign, bound in bounds(row, threshold)
    )
    assert beyond == (isinstance(percent, Decimal) and percent < threshold)


def test_without_a_target_or_threshold_there_are_no_bounds(forms: dict[str, Form]) -> None:
    """Nothing can lie below nothing."""
    row = replace(forms["PEM"].rows[0], polarity=Polarity.LOWER, target=Target(Decimal(0), Decimal(0)))
    assert bounds(row, Decimal(0)) == ()
    assert bounds(replace(row, target=None), Decimal(76)) == ()
