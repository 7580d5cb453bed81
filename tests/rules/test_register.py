"""The register of rules: codes, weights, explanations, and what holds for every catatan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sheets_sync import numerals
from sheets_sync.form import Form
from sheets_sync.grid import BrokenCell, Cell, Grid, Tab, Value
from sheets_sync.reading import read_submission, shown
from sheets_sync.rules import MUST, NOTICE, RULES, WEIGHT, validate
from sheets_sync.rules.case import Case
from sheets_sync.submission import Channel, OddityKind, Place, Reading, Severity, Submission
from sheets_sync.workbook import WORKBOOK_ROW
from tests.rules.rows import questionable
from tests.rules.sheets import FILE, PULLED, answered, blank, codes, noticing, sent, told, typed

# --- the register ------------------------------------------------------------------------------------------------

INDONESIAN = {"yang", "tidak", "dan", "dengan", "ada", "berisi", "setiap", "bila", "sel", "masih", "dalam", "dari"}
ENGLISH = {"the", "is", "and", "of", "not", "cell", "number", "every"}


def test_codes_are_unique() -> None:
    """A code names one rule, for ever."""
    names = [rule.code for rule in RULES]

    assert len(set(names)) == len(names)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_explains_itself_in_indonesian(rule: Any) -> None:
    """The docstring is the public explanation: whole sentences in plain Indonesian."""
    explanation = (rule.check.__doc__ or "").strip()
    words = set(explanation.casefold().replace(",", " ").replace(".", " ").split())

    assert explanation[:1].isupper()
    assert explanation.endswith(".")
    assert words & INDONESIAN
    assert not words & ENGLISH


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_code_tells_the_theme(rule: Any) -> None:
    """F for the format, K for completeness, J for the kind, B for bounds, A for arithmetic, W for kewajaran; two digits."""
    theme = {
        "F": "structure", "K": "completeness", "J": "kind", "B": "bounds", "A": "arithmetic", "W": "plausibility",
    }[rule.code[0]]  # fmt: skip

    assert rule.check.__module__ == f"sheets_sync.rules.{theme}"
    assert rule.code[1] == "-"
    assert rule.code[2:].isdigit()
    assert len(rule.code) == 4


def test_every_severity_has_its_weight() -> None:
    """What must be mended weighs most, a mere notice least."""
    assert sorted(Severity, key=lambda severity: WEIGHT[severity]) == [MUST, Severity.ANSWER, NOTICE]


# --- what holds for every catatan --------------------------------------------------------------------------------


def bad_submissions(form: Form) -> Iterator[Submission]:
    """Submissions with many things wrong at once."""
    rows = [row.code for row in form.rows]
    texts = ["4.250", "98 persen", "3 laporan", "3 dari 10", "dua", "-", "98,5", "-5", "1.5", "", "nihil", "150"]
    submission = blank(form)
    yield submission
    for shift in range(len(texts)):
        mixed = submission
        for index, code in enumerate(rows):
            mixed = typed(mixed, code, text=texts[(index + shift) % len(texts)], measure=form.rows[index].measure)
        for index, programme in enumerate(form.budget):
            mixed = typed(mixed, programme.code, text=texts[(index + shift) % len(texts)], measure="Rp")
        yield replace(mixed, tick=replace(mixed.tick, typed="oke", reading=Reading.WORDS))
        yield sent(mixed, name="")
    for reading, text in ((Reading.DATE, "02/01/2026"), (Reading.BROKEN, "#DIV/0!")):
        yield typed(submission, rows[0], typed=text, reading=reading)
    odd = submission
    for kind in OddityKind:
        gone = kind is OddityKind.TAB_GONE
        place = Place(form.words.tab_budget, "", WORKBOOK_ROW) if gone else Place(form.words.tab_fill, "B7", rows[0])
        odd = noticing(odd, kind, place, form.words.tab_budget if gone else rows[0])
    yield odd


@pytest.mark.parametrize("unit", ["REN", "UMUM", "PEM", "PMD", "TRANTIB", "KESOS", "YANUM"])
def test_a_good_submission_has_no_findings(forms: dict[str, Form], unit: str) -> None:
    """Typed as asked, with evidence, and sent: silence."""
    assert validate(Case(forms[unit], answered(forms[unit]))) == ()


@pytest.mark.parametrize("unit", ["REN", "PEM", "YANUM"])
def test_the_gravest_comes_first(forms: dict[str, Form], unit: str) -> None:
    """What must be mended stands before what must be answered, and notices last."""
    for submission in bad_submissions(forms[unit]):
        weights = [WEIGHT[finding.severity] for finding in validate(Case(forms[unit], submission))]

        assert weights == sorted(weights)


@pytest.mark.parametrize("unit", ["REN", "PEM", "YANUM"])
def test_checking_twice_finds_the_same(forms: dict[str, Form], unit: str) -> None:
    """Nothing but form and submission decides, and neither changes."""
    for submission in bad_submissions(forms[unit]):
        assert validate(Case(forms[unit], submission)) == validate(Case(forms[unit], submission))


@pytest.mark.parametrize("unit", ["REN", "PEM", "YANUM"])
def test_the_short_text_fits_the_rows_cell(forms: dict[str, Form], unit: str) -> None:
    """It begins with the severity and stays within 90 characters; the rest says it in full."""
    for submission in bad_submissions(forms[unit]):
        for finding in validate(Case(forms[unit], submission)):
            assert finding.short.startswith(f"{finding.severity.value}: ")
            assert len(finding.short) <= 90
            assert not finding.short.endswith((" ", ",", ";", ":"))
            assert finding.unit == unit
            assert finding.advice.endswith(".")
            assert finding.expected
            assert finding.place.row


def test_every_rule_can_speak(forms: dict[str, Form]) -> None:
    """No rule is there for nothing."""
    spoken = {
        code
        for unit in ("REN", "PEM")
        for submission in bad_submissions(forms[unit])
        for code in codes(forms[unit], submission)
    }
    form = forms["REN"]
    noted = typed(answered(form), "REN-01", text="", note="hasil belum keluar")
    unproven = typed(answered(form), "REN-01", number="80", note="")
    overspent = typed(answered(form), "7.01.01", number="9000000000")
    predicate = typed(answered(form), "REN-02", text="baik", measure="Predikat")
    low = typed(told(answered(form), "REN-01"), "REN-01", number="10")
    identity = typed(answered(form), "REN-01", text="7205012345670001", measure="Nilai")
    fraction = typed(answered(form), "REN-05", number="0.98")
    half = typed(answered(form), "REN-03", number="1.5")
    early = typed(answered(forms["PEM"]), "PEM-02", number="90")
    spoken |= set(codes(forms["PEM"], early))
    by_kasubag = replace(answered(form), channel=Channel.TYPED, typed_by="Kasubag Perencanaan", on_behalf=form.head)
    for submission in (by_kasubag, noted, unproven, overspent, predicate, low, identity, fraction, half):
        spoken |= set(codes(form, submission))

    for case in questionable(form):
        spoken |= {finding.rule for finding in validate(case)}

    assert spoken == {rule.code for rule in RULES}


# --- anything typed anywhere -------------------------------------------------------------------------------------

HEAD = 5


def sheet(form: Form, typed_cells: dict[tuple[int, int], Cell] | None = None) -> Grid:
    """The unit's workbook as raw cells, with these cells of tab Isi overwritten."""
    words = form.words
    cells = {
        (HEAD, 1): Cell(words.indicator),
        (HEAD, 2): Cell(words.actual),
        (HEAD, 3): Cell(words.note),
        **{(at, 1): Cell(f"{row.code} · {row.name}") for at, row in enumerate(form.rows, HEAD + 1)},
        (HEAD + len(form.rows) + 2, 1): Cell(words.send),
    }
    budget = {
        (HEAD, 1): Cell(words.programme),
        (HEAD, 2): Cell(words.budget_actual),
        (HEAD, 3): Cell(words.note),
        **{(at, 1): Cell(f"{row.code} · {row.name}") for at, row in enumerate(form.budget, HEAD + 1)},
    }
    return Grid((Tab(words.tab_fill, {**cells, **(typed_cells or {})}), Tab(words.tab_budget, budget)))


VALUES: st.SearchStrategy[Value] = st.one_of(
    st.text(min_size=1),
    st.text(alphabet="0123456789.,-+ %RpE/()", min_size=1),
    st.sampled_from(["nihil", "4.250", "12 dokumen", "BB", "ya", "#REF!", "12,5 %", "Rp5.000.000", "02-Jan"]),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1E+20"), max_value=Decimal("1E+20")),
    st.booleans(),
    st.dates(date(1900, 1, 1)),
    st.datetimes(datetime(1900, 1, 1)),  # noqa: DTZ001  # a cell has no zone
    st.times(),
    st.builds(BrokenCell, st.sampled_from(["#REF!", "#DIV/0!", "#N/A"])),
)
CELLS = st.builds(Cell, VALUES, st.booleans())
FREELY = hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FREELY
@given(st.data(), CELLS)
def test_a_figure_is_read_or_complained_of(forms: dict[str, Form], data: st.DataObject, cell: Cell) -> None:
    """Whatever is typed for a figure that is due: it has a value, or a catatan for that row says why not."""
    assume(numerals.read(shown(cell)).reading is not Reading.EMPTY)  # only blanks: nothing was typed, which K-01 says
    form = forms["REN"]
    index = data.draw(st.integers(0, len(form.due) - 1))
    code = form.due[index].code
    submission = read_submission(sheet(form, {(HEAD + 1 + index, 2): cell}), form, FILE, PULLED)
    entry = next(entry for entry in submission.entries if entry.code == code)
    rows = {finding.place.row for finding in validate(Case(form, submission)) if finding.severity is MUST}

    assert entry.reading.has_value or rows & {code, WORKBOOK_ROW}


@FREELY
@given(st.dictionaries(st.tuples(st.integers(1, 16), st.integers(1, 4)), CELLS, max_size=6))
def test_anything_typed_anywhere_can_be_checked(forms: dict[str, Form], cells: dict[tuple[int, int], Cell]) -> None:
    """Over headings, codes, figures, notes and the answer to "Saya kirim": findings, never an exception."""
    form = forms["REN"]
    submission = read_submission(sheet(form, cells), form, FILE, PULLED)

    assert [entry.code for entry in submission.entries] == [row.code for row in form.rows]
    assert validate(Case(form, submission)) == validate(Case(form, submission))


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
    submission = read_submission(sheet(form, {(HEAD + 1, 2): Cell(time(12, 30))}), form, FILE, PULLED)

    assert "J-06" in codes(form, submission)
