"""The format of the data request: what is asked of a unit, with which targets, until when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync import settings
from sheets_sync.deadlines import deadlines
from sheets_sync.form import Form, FormRow, FormWords, Key, make_form, target_figure
from sheets_sync.model import Accumulation, Frequency, Indicator, Office, TypedAs, Unit
from sheets_sync.office_days import DayKind, RegencyDeadline, SpecialDay
from sheets_sync.period import Period
from sheets_sync.targets import Target
from tests.conftest import TW3, lay_out_office

TW1, TW2, TW4 = Period(2026, 1), Period(2026, 2), Period(2026, 4)


def unit_of(office: Office, code: str) -> Unit:
    return next(unit for unit in office.units if unit.code == code)


def form_of(office: Office, words: FormWords, code: str, period: Period = TW3) -> Form:
    return make_form(office, unit_of(office, code), period, words)


def row_of(form: Form, code: str) -> FormRow:
    return next(row for row in form.rows if row.code == code)


def with_indicator(office: Office, code: str, change: Callable[[Indicator], Indicator]) -> Office:
    return replace(office, indicators=tuple(change(row) if row.code == code else row for row in office.indicators))


# --- what is asked -----------------------------------------------------------------------------------------------


def test_every_indicator_of_the_unit_is_in_its_form(office: Office, forms: dict[str, Form]) -> None:
    """Nothing is left out, and nothing of other units gets in."""
    for unit, form in forms.items():
        assert {row.code for row in form.rows} == {item.code for item in office.indicators if item.unit == unit}


@pytest.mark.parametrize("period", [TW1, TW2, TW3, TW4], ids=str)
def test_due_rows_come_first(loaded: tuple[Office, FormWords], period: Period) -> None:
    """What is asked now stands above what is not, each in the order of the office's file."""
    office, words = loaded
    order = [item.code for item in office.indicators]
    for unit in office.units:
        rows = make_form(office, unit, period, words).rows

        assert [row.due for row in rows] == sorted((row.due for row in rows), reverse=True)
        for due in (True, False):
            codes = [row.code for row in rows if row.due is due]
            assert codes == sorted(codes, key=order.index)


def test_due_rows_of_a_section(forms: dict[str, Form]) -> None:
    """Seksi Pemerintahan is asked four figures for the third quarter, and three are for other times."""
    form = forms["PEM"]

    assert [row.code for row in form.due] == ["PEM-01", "PEM-05", "PEM-06", "PEM-07"]
    assert [row.code for row in form.rows[4:]] == ["PEM-02", "PEM-03", "PEM-04"]


@pytest.mark.parametrize(
    ("unit", "code", "period", "words"),
    [
        ("PEM", "PEM-01", TW3, ""),
        ("PEM", "PEM-02", TW3, "baru ada Desember"),
        ("PEM", "PEM-03", TW3, "baru ada Desember"),
        ("PEM", "PEM-04", TW3, "diminta triwulan I"),
        ("UMUM", "UMUM-04", TW1, "baru ada Juni"),
        ("UMUM", "UMUM-07", TW3, "baru ada November"),
        ("REN", "REN-01", TW1, "baru ada September"),
        ("REN", "REN-01", TW4, "diminta triwulan III"),
        ("PMD", "PMD-03", TW2, "diminta triwulan I"),
        ("YANUM", "YANUM-01", TW2, ""),
    ],
    ids=str,
)
def test_what_is_not_due_says_when_it_is(
    loaded: tuple[Office, FormWords], unit: str, code: str, period: Period, words: str
) -> None:
    """The month from which it can be had, or the quarter in which its turn was."""
    office, form_words = loaded

    assert row_of(form_of(office, form_words, unit, period), code).asked_when == words


def test_a_quarterly_figure_that_begins_later_is_had_at_its_quarters_end(loaded: tuple[Office, FormWords]) -> None:
    """Available from August and reported quarterly: the first figure is that of September."""
    office, words = loaded
    later = with_indicator(office, "PEM-01", lambda row: replace(row, frequency=Frequency.QUARTERLY, available_month=8))

    assert row_of(form_of(later, words, "PEM", TW1), "PEM-01").asked_when == "baru ada September"


def test_a_predicate_is_chosen_from_the_offices_list(forms: dict[str, Form]) -> None:
    """Best first; other rows have nothing to choose from."""
    rows = {row.code: row.choices for row in forms["REN"].rows}

    assert rows.pop("REN-02") == ("AA", "A", "BB", "B", "CC", "C", "D")
    assert set(rows.values()) == {()}


# --- targets -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "annual", "so_far"), [(TW1, 40, 10), (TW2, 40, 20), (TW3, 50, 35), (TW4, 50, 50)], ids=str
)
def test_a_sum_typed_up_to_the_quarter_has_the_quarters_targets_together(
    loaded: tuple[Office, FormWords], period: Period, annual: int, so_far: int
) -> None:
    """PEM-07 is typed since January: 10 + 10 + 15 of PK Perubahan make 35 for the third quarter."""
    row = row_of(form_of(*loaded, "PEM", period), "PEM-07")

    assert row.annual == Target(Decimal(annual), Decimal(annual))
    assert row.target == Target(Decimal(so_far), Decimal(so_far))


@pytest.mark.parametrize(
    ("accumulation", "typed_as", "target"),
    [
        (Accumulation.SUM, TypedAs.TO_DATE, 35),
        (Accumulation.SUM, TypedAs.QUARTER, 15),
        (Accumulation.LAST, TypedAs.TO_DATE, 15),
        (Accumulation.MEAN, TypedAs.TO_DATE, 15),
    ],
    ids=str,
)
def test_only_sums_add_their_targets(
    loaded: tuple[Office, FormWords], accumulation: Accumulation, typed_as: TypedAs, target: int
) -> None:
    """A position or a mean "s.d. triwulan" has the quarter's own target."""
    office, words = loaded
    changed = with_indicator(office, "PEM-07", lambda row: replace(row, accumulation=accumulation, typed_as=typed_as))

    assert row_of(form_of(changed, words, "PEM"), "PEM-07").target == Target(Decimal(target), Decimal(target))


def test_an_indicator_without_a_target_is_asked_all_the_same(loaded: tuple[Office, FormWords]) -> None:
    """No agreement names it: the row stands without targets."""
    office, words = loaded
    row = row_of(form_of(replace(office, targets=()), words, "PEM"), "PEM-01")

    assert (row.due, row.annual, row.target) == (True, None, None)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (Target(Decimal("88.56"), Decimal("88.56")), "88,56"),
        (Target(Decimal(4250), Decimal(4250)), "4.250"),
        (Target(Decimal(95), Decimal(105)), "95–105"),
        (Target(Decimal(70), Decimal(70), "BB"), "BB"),
        (Target(Decimal(0), Decimal(0)), "0"),
    ],
    ids=["decimal", "thousands", "range", "predicate", "zero"],
)
def test_a_target_is_written_as_people_write_it(target: Target, words: str) -> None:
    """Numbers in Indonesian, ranges with a dash, predicates as letters."""
    assert target_figure(target) == words


# --- budget, deadlines, head -------------------------------------------------------------------------------------


def test_only_the_filler_reports_the_budget(forms: dict[str, Form]) -> None:
    """In Batui Selatan the planning subdivision fills all six programmes; nobody else sees any."""
    assert [len(form.budget) for form in forms.values()] == [6, 0, 0, 0, 0, 0, 0]
    assert [row.code for row in forms["REN"].budget] == [f"7.01.0{number}" for number in range(1, 7)]


@pytest.mark.parametrize(("period", "ceiling"), [(TW3, 2_450_000_000), (TW4, 2_512_500_000)], ids=str)
def test_the_ceiling_is_that_of_the_document_in_force(
    loaded: tuple[Office, FormWords], period: Period, ceiling: int
) -> None:
    """DPA in the third quarter, DPPA in the fourth."""
    assert form_of(*loaded, "REN", period).budget[0].ceiling == Decimal(ceiling)


def test_a_programme_may_name_another_filler(tmp_path: Path) -> None:
    """In the office of three kelurahan the section fills the programme that names it."""
    office, words = settings.load(lay_out_office(tmp_path / "kantor", "tiga_kelurahan"))
    filled = {unit.code: [row.code for row in make_form(office, unit, TW3, words).budget] for unit in office.units}

    assert filled == {"REN": ["7.01.01", "7.01.02"], "PEM": ["7.01.03"], "KEL1": [], "KEL2": [], "KEL3": []}


def test_a_form_carries_its_dates_and_why(office: Office, forms: dict[str, Form]) -> None:
    """Those of the office for the period, with the reason that is printed."""
    form = forms["REN"]

    assert form.deadlines == deadlines(office, TW3)
    assert (form.on_time_until, form.locked_on) == (date(2026, 10, 9), date(2026, 10, 14))


def test_the_head_is_whoever_holds_the_post_at_the_quarters_end(loaded: tuple[Office, FormWords]) -> None:
    """With name and title; the bare post where nobody is recorded."""
    office, words = loaded
    form = form_of(office, words, "TRANTIB")
    vacant = form_of(replace(office, officials=()), words, "TRANTIB")

    assert (form.head, form.head_name) == (
        "Plt. Kepala Seksi Ketenteraman dan Ketertiban Umum",
        "Rudi Hartono (contoh)",
    )
    assert (vacant.head, vacant.head_name) == ("Kepala Seksi Ketenteraman dan Ketertiban Umum", "")


# --- version and key ---------------------------------------------------------------------------------------------

Change = Callable[[Office, FormWords], tuple[Office, FormWords]]
CHANGES: dict[str, Change] = {
    "office name": lambda office, words: (replace(office, name="Kecamatan Lain"), words),
    "letterhead": lambda office, words: (replace(office, letterhead=("KOP",)), words),
    "paper": lambda office, words: (replace(office, paper="A4"), words),
    "no longer a sample": lambda office, words: (replace(office, sample=False), words),
    "on-time day": lambda office, words: (replace(office, on_time_before=4), words),
    "locking day": lambda office, words: (replace(office, locked_before=1), words),
    "assumed deadline": lambda office, words: (replace(office, regency_workday=13), words),
    "kabupaten's letter": lambda office, words: (
        replace(office, regency_deadlines=(RegencyDeadline(TW3, date(2026, 10, 16), "surat"),)),
        words,
    ),
    "holiday": lambda office, words: (
        replace(office, special_days=(SpecialDay(date(2026, 10, 5), DayKind.HOLIDAY, ""),)),
        words,
    ),
    "unit's name": lambda office, words: (
        replace(office, units=tuple(replace(unit, name=f"{unit.name} Baru") for unit in office.units)),
        words,
    ),
    "head": lambda office, words: (replace(office, officials=()), words),
    "targets": lambda office, words: (replace(office, targets=()), words),
    "ceilings": lambda office, words: (
        replace(office, ceilings=tuple(replace(row, amount=row.amount + 1) for row in office.ceilings)),
        words,
    ),
    "filler": lambda office, words: (
        replace(office, ceilings=tuple(replace(row, filled_by="PEM") for row in office.ceilings)),
        words,
    ),
    "predicates": lambda office, words: (replace(office, predicates={"AA": Decimal(91)}), words),
    "indicator's name": lambda office, words: (
        with_indicator(office, "REN-03", lambda row: replace(row, name="Lain")),
        words,
    ),
    "definition": lambda office, words: (
        with_indicator(office, "REN-03", lambda row: replace(row, definition="Lain")),
        words,
    ),
    "maximum": lambda office, words: (
        with_indicator(office, "REN-03", lambda row: replace(row, maximum=Decimal(9))),
        words,
    ),
    "evidence": lambda office, words: (
        with_indicator(office, "REN-03", lambda row: replace(row, evidence_required=not row.evidence_required)),
        words,
    ),
    "due": lambda office, words: (
        with_indicator(office, "REN-03", lambda row: replace(row, available_month=12)),
        words,
    ),
    "words": lambda office, words: (office, replace(words, note="Bukti")),
    "guide": lambda office, words: (office, replace(words, guide=())),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_the_version_changes_with_the_content(loaded: tuple[Office, FormWords], change: Change) -> None:
    """Anything that the unit would see differently makes another version."""
    assert form_of(*change(*loaded), "REN").version != form_of(*loaded, "REN").version


def test_the_version_is_stable(tmp_path: Path, forms: dict[str, Form]) -> None:
    """The same files read again, from another folder, make the same eight hex digits."""
    office, words = settings.load(lay_out_office(tmp_path / "salinan"))

    for unit, form in forms.items():
        again = form_of(office, words, unit)
        assert again == form
        assert len(again.version) == 8
        assert int(again.version, 16) >= 0


@pytest.mark.parametrize(
    "change",
    [
        lambda office: replace(office, assessing=replace(office.assessing, average_cap=Decimal(120))),
        lambda office: replace(office, assessing=replace(office.assessing, bands=office.assessing.bands[:2])),
        lambda office: with_indicator(office, "PEM-01", lambda row: replace(row, name="Lain")),
    ],
    ids=["cap of means", "scale", "another unit's indicator"],
)
def test_the_version_stays_where_the_unit_sees_no_difference(
    loaded: tuple[Office, FormWords], change: Callable[[Office], Office]
) -> None:
    """What is not in the form does not make workbooks stale."""
    office, words = loaded

    assert form_of(change(office), words, "REN").version == form_of(office, words, "REN").version


def test_versions_differ_by_unit_and_period(loaded: tuple[Office, FormWords]) -> None:
    """No two forms of the year share a version."""
    office, words = loaded
    versions = [
        make_form(office, unit, period, words).version for unit in office.units for period in (TW1, TW2, TW3, TW4)
    ]

    assert len(set(versions)) == len(versions) == 28


def test_a_form_knows_its_period_and_key(forms: dict[str, Form]) -> None:
    """The key names office, unit, period and version."""
    form = forms["PEM"]

    assert form.quarter == TW3
    assert str(form.key) == f"sheets-sync|72.01.15|PEM|2026-TW3|{form.version}"


PARTS = st.from_regex(r"[A-Za-z0-9.-]{1,20}", fullmatch=True)


@given(st.builds(Key, PARTS, PARTS, PARTS, PARTS))
def test_a_key_is_read_back(key: Key) -> None:
    """What a workbook carries hidden is found again, with blanks around it or without."""
    assert Key.parse(str(key)) == key
    assert Key.parse(f"  {key}\n") == key
    assert Key.parse(str(key).replace("|", " | ")) == key


@given(st.text())
def test_nonsense_is_no_key(text: str) -> None:
    """Text that a person typed is never taken for a key of ours."""
    assert Key.parse(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sheets-sync",
        "sheets-sync|72.01.15|PEM|2026-TW3",
        "sheets-sync|72.01.15|PEM|2026-TW3|",
        "sheets-sync|72.01.15||2026-TW3|0a1b2c3d",
        "sheets-sync|72.01.15|PEM|2026-TW3|0a1b2c3d|x",
        "sheets-sink|72.01.15|PEM|2026-TW3|0a1b2c3d",
    ],
    ids=["empty", "mark alone", "no version", "empty version", "empty unit", "one part more", "another mark"],
)
def test_half_a_key_is_none(text: str) -> None:
    """A key has all five parts or is no key."""
    assert Key.parse(text) is None
