"""Any text in any cell: a value or a catatan, never an exception."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from hypothesis import HealthCheck, assume, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sheets_sync import numerals
from sheets_sync.form import Form
from sheets_sync.grid import BrokenCell, Cell, Value
from sheets_sync.reading import shown
from sheets_sync.rules import MUST, WEIGHT, validate
from sheets_sync.rules.case import Case, Past
from sheets_sync.submission import Reading, Severity
from sheets_sync.workbook import FIRST_ROW, WORKBOOK_ROW
from tests.rules.raw import Book, filled_well, handed_out
from tests.rules.rows import TW1, TW2, TW4_BEFORE
from tests.rules.sheets import answered, typed

VALUES: st.SearchStrategy[Value] = st.one_of(
    st.text(min_size=1),
    st.text(alphabet="0123456789.,-+ %RpE/()", min_size=1),
    st.sampled_from(
        [
            "nihil",
            "4.250",
            "12 dokumen",
            "BB",
            "ya",
            "#REF!",
            "12,5 %",
            "Rp5.000.000",
            "02-Jan",
            "9 dari 10",
            "9/0 desa",
        ]
    ),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1E+20"), max_value=Decimal("1E+20")),
    st.booleans(),
    st.dates(date(1900, 1, 1)),
    st.datetimes(datetime(1900, 1, 1)),  # noqa: DTZ001  # a cell has no zone
    st.times(),
    st.builds(BrokenCell, st.sampled_from(["#REF!", "#DIV/0!", "#N/A"])),
)
CELLS = st.builds(Cell, VALUES, st.booleans())
FREELY = hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
TABS = ("Isi", "Anggaran", "Kendala")


@st.composite
def pasts(draw: st.DrawFn, form: Form) -> tuple[Past, ...]:
    """Earlier quarters with any figures and targets, of rows of this form and of others."""
    codes = st.sampled_from([*(row.code for row in form.rows), *(row.code for row in form.budget), "LAIN-01"])
    figures = st.dictionaries(codes, st.decimals(-(10**15), 10**15, places=2), max_size=6)
    return tuple(Past(at, draw(figures), draw(figures)) for at in (TW4_BEFORE, TW1, TW2) if draw(st.booleans()))


@FREELY
@given(st.data(), CELLS)
def test_a_figure_is_read_or_complained_of(forms: dict[str, Form], data: st.DataObject, cell: Cell) -> None:
    """Whatever is typed for a figure that is due: it has a value, or a catatan for that row says why not."""
    assume(numerals.read(shown(cell)).reading is not Reading.EMPTY)  # only blanks: nothing was typed, which K-01 says
    form = forms["REN"]
    at = data.draw(st.integers(0, len(form.due) + len(form.budget) - 1))
    in_budget = at >= len(form.due)
    row = FIRST_ROW + (at - len(form.due) if in_budget else at)
    case = handed_out(form).put((TABS[in_budget], row, 2), cell).case
    entries = (*case.submission.entries[: len(form.due)], *case.submission.budget)
    entry = entries[at]
    rows = {finding.place.row for finding in validate(case) if finding.severity is MUST}

    assert entry.reading.has_value or rows & {entry.code, WORKBOOK_ROW}


@FREELY
@given(st.data())
def test_anything_typed_anywhere_can_be_checked(forms: dict[str, Form], data: st.DataObject) -> None:
    """Over headings, codes, figures, notes and causes, whatever was before: the same findings twice, never an exception."""
    form = forms[data.draw(st.sampled_from(["REN", "PEM", "YANUM"]))]
    spots = st.tuples(st.sampled_from(TABS), st.integers(1, 16), st.integers(1, 4))
    book = data.draw(st.sampled_from([handed_out, filled_well]))(form)
    book = Book(
        form, {**book.cells, **data.draw(st.dictionaries(spots, CELLS, max_size=8))}, past=data.draw(pasts(form))
    )
    findings = validate(book.case)
    weights = [WEIGHT[finding.severity] for finding in findings]

    assert [entry.code for entry in book.case.submission.entries] == [row.code for row in form.rows]
    assert validate(book.case) == findings
    assert weights == sorted(weights)
    for finding in findings:
        assert finding.found
        assert finding.expected
        assert finding.advice.endswith(".")
        assert finding.short.startswith(f"{finding.severity.value}: ")
        assert finding.severity is not Severity.ANSWER or "jawabannya di tab Periksa" in finding.advice


@given(text=st.text(), measure=st.sampled_from(["%", "Nilai", "Dokumen", "Predikat", "Rp"]))
def test_any_text_is_read_or_complained_of(forms: dict[str, Form], text: str, measure: str) -> None:
    """The same without a workbook: a text that has no value has a catatan."""
    form = forms["PEM"]
    submission = typed(answered(form), "PEM-01", text=text, measure=measure, note="")
    entry = submission.entries[0]

    assert entry.reading.has_value or {finding.place.row for finding in validate(Case(form, submission))} == {"PEM-01"}


def test_a_time_of_day_is_no_figure(forms: dict[str, Form]) -> None:
    """12.30 turned into a time by the spreadsheet is asked about like a date."""
    form = forms["PEM"]
    book = filled_well(form).put(("Isi", FIRST_ROW, 2), Cell(time(12, 30)))

    assert [finding.rule for finding in validate(book.case)] == ["J-06"]
