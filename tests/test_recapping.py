"""The kecamatan's recap, computed from values alone: every figure of a unit, of its indicators and of the budget."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.assessing import Method, Outcome
from sheets_sync.course import Event, UnitState, content_mark
from sheets_sync.form import Form
from sheets_sync.model import Accumulation, Office, Polarity
from sheets_sync.period import Period
from sheets_sync.punctuality import Punctuality
from sheets_sync.recap import Achievement, BudgetLine, Commitment, QuarterFigure, Recap, UnitRecap
from sheets_sync.recapping import Gathered, make_recap
from sheets_sync.standing import PROVISIONAL, VALIDATED, Approval, Standing, Vouched
from sheets_sync.submission import Channel, Entry, Finding, Place, Reading, Severity, Submission, TimeBasis
from sheets_sync.tallies import Tally
from sheets_sync.targets import Target
from tests.conftest import TW3
from tests.rules.sheets import blank, sent, typed

D = Decimal
SENT_AT = datetime(2026, 10, 8, 2, 30, tzinfo=UTC)
NOW = datetime(2026, 10, 13, 2, 30, tzinfo=UTC)  # two working days after 9 October
UNITS = ("REN", "UMUM", "PEM", "PMD", "TRANTIB", "KESOS", "YANUM")


def filled(form: Form, **figures: str) -> Submission:
    """The unit's workbook with these figures (PEM_01="90"), sent at a known time."""
    submission = blank(form)
    for name, number in figures.items():
        submission = typed(submission, name.replace("_", "-"), number=number, note="kertas: rekap, map 3")
    return replace(sent(submission, "Siti 7-10-2026"), first_sent=SENT_AT)


def gathered(forms: dict[str, Form], *submissions: Submission, **more: object) -> Gathered:
    by_unit = {submission.unit: submission for submission in submissions}
    return replace(Gathered(forms, by_unit, {}), **more)  # type: ignore[arg-type]  # fields by name


def recap_of(office: Office, now: Gathered, *earlier: Gathered, **more: object) -> Recap:
    settings: dict[str, object] = {"at": NOW, "troubles": {}, "present": UNITS, **more}
    return make_recap(office, TW3, now, earlier, **settings)  # type: ignore[arg-type]  # fields by name


def unit_of(recap: Recap, code: str) -> UnitRecap:
    return next(unit for unit in recap.units if unit.code == code)


def row_of(recap: Recap, code: str) -> Achievement:
    unit = unit_of(recap, code.split("-", maxsplit=1)[0])
    return next(item for item in unit.achievements if item.code == code)


def finding(row: str, severity: Severity, **more: object) -> Finding:
    item = Finding("X-01", severity, "PEM", Place("Isi", "B6", row), "", "", "", "")
    return replace(item, **more)  # type: ignore[arg-type]  # fields by name


@pytest.fixture
def pem(forms: dict[str, Form]) -> Submission:
    """Two of the four figures that are due: one on target, one at half of it."""
    return filled(forms["PEM"], PEM_01="90", PEM_05="37.5")


# --- a unit ----------------------------------------------------------------------------------------------------


def test_a_unit_is_told_whole(office: Office, forms: dict[str, Form], pem: Submission) -> None:
    """Every field of a unit that has sent two of four figures in time."""
    unit = unit_of(recap_of(office, gathered(forms, pem)), "PEM")

    assert replace(unit, achievements=()) == UnitRecap(
        code="PEM", name="Seksi Pemerintahan", kind="seksi", head="Kepala Seksi Pemerintahan",
        state=UnitState.SENT, filled=2, due=4, to_assess=4, must=0, answer=0, kept_back=0, notice=0,
        sent_at=SENT_AT, sent_by="waktu simpan berkas", typed_date=unit.typed_date, returned="", own_validation=False,
        entered="", late_days=0, trouble="", pulled=pem.pulled, file="PEM.xlsx", achievements=(),
        tally=Tally(D(150), 2), standing=PROVISIONAL,
    )  # fmt: skip
    assert "7" in unit.typed_date
    assert [item.code for item in unit.achievements] == [row.code for row in forms["PEM"].rows]
    assert (unit.late, unit.has_sent, unit.assessed) == (False, True, 2)


def test_a_unit_without_anything(office: Office, forms: dict[str, Form]) -> None:
    """No workbook, one that cannot be read, one that was never pulled, a blank one: four states, late until now."""
    now = gathered(forms, blank(forms["KESOS"]))
    recap = recap_of(office, now, troubles={"PMD": ("a", "b"), "": ("lain.xlsx",)}, present=("UMUM", "KESOS"))
    states = {unit.code: unit.state for unit in recap.units}

    assert states == {
        "REN": UnitState.NO_WORKBOOK, "UMUM": UnitState.EMPTY, "PEM": UnitState.NO_WORKBOOK,
        "PMD": UnitState.UNREADABLE, "TRANTIB": UnitState.NO_WORKBOOK, "KESOS": UnitState.EMPTY,
        "YANUM": UnitState.NO_WORKBOOK,
    }  # fmt: skip
    pmd = unit_of(recap, "PMD")
    assert (pmd.trouble, pmd.pulled, pmd.file, pmd.sent_at, pmd.sent_by, pmd.typed_date, pmd.entered) == (
        "a; b", None, "", None, "", "", "",
    )  # fmt: skip
    assert (pmd.filled, pmd.due, pmd.late_days, pmd.late, pmd.has_sent) == (0, 3, 2, True, False)
    assert (unit_of(recap, "KESOS").trouble, unit_of(recap, "KESOS").filled) == ("", 0)
    assert recap.troubles == ("lain.xlsx",)


def test_a_unit_without_a_form_is_not_late(office: Office, forms: dict[str, Form]) -> None:
    """Nothing was asked of it: no indicators, none due, no days."""
    unit = unit_of(recap_of(office, gathered({})), "PEM")

    assert (unit.achievements, unit.due, unit.filled, unit.late_days) == ((), 0, 0, 0)


def test_lateness_ends_with_the_sending(office: Office, forms: dict[str, Form], pem: Submission) -> None:
    """Sent on 12 October, the first working day after the 9th; a figure that is not ticked is not sent."""
    late = replace(pem, first_sent=SENT_AT + timedelta(days=4))
    unsent = replace(late, sent=False)

    assert unit_of(recap_of(office, gathered(forms, late)), "PEM").late_days == 1
    waiting = unit_of(recap_of(office, gathered(forms, unsent)), "PEM")
    assert (waiting.late_days, waiting.sent_at, waiting.sent_by, waiting.state) == (2, None, "", UnitState.FILLED)


@pytest.mark.parametrize(
    ("sent_after", "returned", "expected"),
    [
        (0, False, (1, 0, 6)),
        (4, False, (0, 1, 6)),
        (None, False, (0, 0, 7)),
        (0, True, (0, 0, 7)),
    ],
    ids=["in time", "late", "not ticked", "in time and returned"],
)
def test_tepat_terlambat_belum_sum_to_the_units(
    office: Office, forms: dict[str, Form], pem: Submission, sent_after: int | None, returned: bool,
    expected: tuple[int, int, int],
) -> None:  # fmt: skip
    """One unit sends, six do not, past the deadline: they are BELUM; who was asked to mend it is so again."""
    submission = (
        replace(pem, sent=False)
        if sent_after is None
        else replace(pem, first_sent=SENT_AT + timedelta(days=sent_after))
    )
    event = Event(NOW, UnitState.RETURNED, "kasubag", "bukti belum ada", content_mark(submission))
    recap = recap_of(office, gathered(forms, submission, courses={"PEM": (event,)} if returned else {}))

    assert tuple(recap.punctuality.values()) == expected
    assert unit_of(recap, "PEM").overdue is (sent_after is None)
    assert unit_of(recap, "PMD").overdue
    assert list(recap.punctuality) == [Punctuality.ON_TIME, Punctuality.LATE, Punctuality.NOT_SENT]


@given(sent=st.lists(st.none() | st.integers(-5, 20), min_size=7, max_size=7), late=st.integers(-10, 20))
def test_the_counts_sum_whoever_sends_when(
    office: Office, forms: dict[str, Form], sent: list[int | None], late: int
) -> None:
    """Before the deadline and after it, sent or not: the three counts sum to the units, the first two to those sent."""
    submissions = [
        replace(filled(forms[unit]), first_sent=SENT_AT + timedelta(days=days))
        for unit, days in zip(UNITS, sent, strict=True)
        if days is not None
    ]
    recap = recap_of(office, gathered(forms, *submissions), at=NOW + timedelta(days=late))
    counts = recap.punctuality

    assert sum(counts.values()) == len(recap.units) == 7
    assert counts[Punctuality.ON_TIME] + counts[Punctuality.LATE] == recap.sent == len(submissions)


def test_catatan_are_counted_by_weight(office: Office, forms: dict[str, Form], pem: Submission) -> None:
    """Settled questions no longer; those kept back are counted among the questions and apart."""
    findings = (
        finding("PEM-05", Severity.MUST), finding("PEM-06", Severity.MUST), finding("PEM-07", Severity.MUST),
        finding("PEM-01", Severity.ANSWER), finding("PEM-01", Severity.ANSWER, kept_back=True),
        finding("PEM-01", Severity.ANSWER, settled=True), finding("PEM-01", Severity.NOTICE),
    )  # fmt: skip
    unit = unit_of(recap_of(office, gathered(forms, pem, findings={"PEM": findings})), "PEM")

    assert (unit.must, unit.answer, unit.kept_back, unit.notice) == (3, 2, 1, 1)


def test_which_time_counted_is_said(office: Office, forms: dict[str, Form], pem: Submission) -> None:
    """The basis of the time with its reason, and how figures came in that no workbook brought."""
    stated = replace(
        pem, basis=TimeBasis.STATED, basis_reason="diserahkan di kantor", channel=Channel.TYPED,
        typed_by="Kasubag Perencanaan", on_behalf="Kepala Seksi Pemerintahan",
    )  # fmt: skip
    unit = unit_of(recap_of(office, gathered(forms, stated)), "PEM")
    accepted = unit_of(recap_of(office, gathered(forms, replace(pem, channel=Channel.ACCEPTED))), "PEM")

    assert unit.sent_by == "tanggal terima yang dicatat: diserahkan di kantor"
    assert unit.entered == "diinput oleh Kasubag Perencanaan atas nama Kepala Seksi Pemerintahan"
    assert accepted.entered == "berkas yang diterima"


def test_what_officials_decided_is_shown(office: Office, forms: dict[str, Form], pem: Submission) -> None:
    """Returned with its reason: not sent any more. Validated by its own people: said, and validated all the same."""
    back = Event(SENT_AT, UnitState.RETURNED, "kasubag", "PEM-05 belum sesuai.", content_mark(pem))
    good = replace(back, state=UnitState.VALIDATED, why="", validated=True, own=True)
    returned = recap_of(office, gathered(forms, pem, courses={"PEM": (back,)}))
    validated = recap_of(office, gathered(forms, pem, courses={"PEM": (good,)}))

    unit = unit_of(returned, "PEM")
    assert (unit.state, unit.returned, unit.has_sent, unit.own_validation) == (
        UnitState.RETURNED, "PEM-05 belum sesuai.", False, False,
    )  # fmt: skip
    assert (returned.sent, returned.validated, returned.standing) == (0, 0, PROVISIONAL)
    unit = unit_of(validated, "PEM")
    assert (unit.state, unit.returned, unit.own_validation, unit.standing) == (UnitState.VALIDATED, "", True, VALIDATED)
    assert {item.standing for item in unit.achievements} == {VALIDATED}
    assert (validated.sent, validated.validated, validated.standing) == (1, 1, VALIDATED)


def test_an_approval_travels_to_every_figure(office: Office, forms: dict[str, Form]) -> None:
    """FINAL with its day, in the unit, its rows, the budget and the whole."""
    ren = filled(forms["REN"], REN_03="2")
    approval = Approval(date(2026, 10, 12), "nota dinas", {"REN": content_mark(ren)})
    recap = recap_of(office, gathered(forms, ren, approvals=(approval,)))
    final = Standing(Vouched.CAMAT, date(2026, 10, 12))

    assert (unit_of(recap, "REN").standing, row_of(recap, "REN-03").standing, recap.standing) == (final, final, final)
    assert {line.standing for line in recap.budget} == {final}
    assert unit_of(recap, "PEM").standing == PROVISIONAL


# --- an indicator ------------------------------------------------------------------------------------------------


def test_an_indicator_is_told_whole(office: Office, forms: dict[str, Form], pem: Submission) -> None:
    """Every field of a figure at half of its target, with what its unit says about it."""
    cause = Entry("PEM-05", "Kendala", "B7", "data desa terlambat", Reading.WORDS, note="jemput data")
    other = replace(cause, code="PEM-01", typed="-", note="-")
    asked = next(row for row in forms["PEM"].rows if row.code == "PEM-05")
    recap = recap_of(office, gathered(forms, replace(pem, causes=(other, cause))))

    assert row_of(recap, "PEM-05") == Achievement(
        code="PEM-05", name=asked.name, objective=asked.objective, measure="%", polarity=Polarity.HIGHER,
        accumulation=Accumulation.LAST, target=Target(D(75), D(75)), typed="37,5", value=D("37.5"),
        note="kertas: rekap, map 3", hindrance="data desa terlambat", remedy="jemput data", cell="Isi!B7",
        actual=D("37.5"), actual_target=Target(D(75), D(75)), quarters=1, quarters_due=1, percent=D(50),
        category="Sangat Rendah", outcome=Outcome.ASSESSED, standing=PROVISIONAL,
        method=Method.HIGHER, programme="7.01.02", annual=Target(D(80), D(80)), annual_percent=D("46.875"),
        commitments=(Commitment("PK-2026", "PK", Target(D(80), D(80)), Target(D(75), D(75))),),
        parts=(
            QuarterFigure(
                "2026-TW3", D("37.5"), Target(D(75), D(75)), "Isi!B7", pem.source.file, pem.source.sha256, pem.pulled
            ),
        ),
    )  # fmt: skip


def test_nothing_typed_is_no_figure(office: Office, forms: dict[str, Form]) -> None:
    """Without a submission the row is there, empty in every place."""
    item = row_of(recap_of(office, gathered(forms)), "PEM-01")

    assert (item.typed, item.note, item.hindrance, item.remedy, item.cell) == ("", "", "", "", "")
    assert (item.value, item.actual, item.actual_target, item.quarters) == (None, None, None, 0)
    assert (item.percent, item.category, item.outcome) == (None, "", Outcome.EMPTY)


def test_a_cell_that_is_gone_is_not_named(office: Office, forms: dict[str, Form], pem: Submission) -> None:
    """A row without a cell has no place to point at."""
    item = row_of(recap_of(office, gathered(forms, typed(pem, "PEM-05", cell=""))), "PEM-05")

    assert (item.cell, item.typed) == ("", "37,5")


@pytest.mark.parametrize(
    ("code", "number", "outcome"),
    [
        ("PEM-01", "0", Outcome.ASSESSED),
        ("PEM-02", "", Outcome.NOT_DUE),
        ("PEM-02", "5", Outcome.NOT_DUE),
        ("PEM-06", "", Outcome.EMPTY),
        ("YANUM-06", "12", Outcome.SUPPORTING),
        ("YANUM-06", "", Outcome.EMPTY),
        ("REN-06", "0", Outcome.NOT_ASSESSED),
        ("REN-06", "2", Outcome.ASSESSED),
    ],
)
def test_what_becomes_of_a_figure(
    office: Office, forms: dict[str, Form], code: str, number: str, outcome: Outcome
) -> None:
    """Empty, zero, not asked yet, without a target and not computable stay apart."""
    unit = code.split("-", maxsplit=1)[0]
    submission = filled(forms[unit], **({code.replace("-", "_"): number} if number else {}))
    item = row_of(recap_of(office, gathered(forms, submission)), code)

    assert item.outcome is outcome
    assert (item.percent is None) is (outcome is not Outcome.ASSESSED)


def test_a_figure_without_a_target_is_not_assessed(office: Office, forms: dict[str, Form], pem: Submission) -> None:
    """It is due and typed, but nothing says what should be reached: shown, and in no mean."""
    form = forms["PEM"]
    aimless = replace(form, rows=tuple(replace(row, target=None) for row in form.rows))
    recap = recap_of(office, gathered({**forms, "PEM": aimless}, pem))
    item = row_of(recap, "PEM-05")

    assert (item.outcome, item.value, item.percent) == (Outcome.NO_TARGET, D("37.5"), None)
    assert unit_of(recap, "PEM").tally == Tally()


def test_what_must_be_mended_does_not_count(office: Office, forms: dict[str, Form], pem: Submission) -> None:
    """A figure under a wajib diperbaiki of its own row is shown as typed and goes into nothing; a question keeps none out."""
    findings = {"PEM": (finding("PEM-05", Severity.MUST), finding("PEM-01", Severity.ANSWER))}
    recap = recap_of(office, gathered(forms, pem, findings=findings))
    item = row_of(recap, "PEM-05")

    assert (item.typed, item.value, item.actual, item.percent) == ("37,5", None, None, None)
    assert item.outcome is Outcome.MUST_MEND
    assert unit_of(recap, "PEM").tally == Tally(D(100), 1)
    assert unit_of(recap, "PEM").filled == 2


def test_the_year_so_far_goes_in(office: Office, forms: dict[str, Form]) -> None:
    """Quarters are added up with their own targets; one that must be mended is left out on both sides."""
    quarters = [gathered(forms, filled(forms["REN"], REN_03=number)) for number in ("1", "2", "4")]
    mended = replace(quarters[1], findings={"REN": (finding("REN-03", Severity.MUST),)})
    whole = row_of(recap_of(office, quarters[2], quarters[0], quarters[1]), "REN-03")
    partly = row_of(recap_of(office, quarters[2], quarters[0], mended), "REN-03")
    alone = row_of(recap_of(office, quarters[2], Gathered({}, {}, {})), "REN-03")

    assert (whole.value, whole.actual, whole.actual_target, whole.quarters) == (D(4), D(7), Target(D(6), D(6)), 3)
    assert (partly.actual, partly.actual_target, partly.quarters) == (D(5), Target(D(4), D(4)), 2)
    assert (alone.actual, alone.quarters, alone.quarters_due) == (D(4), 1, 3)


@pytest.mark.parametrize(
    ("change", "score", "percent"),
    [
        ({"typed": "BB", "reading": Reading.PREDICATE, "value": D(70)}, D(70), D(100)),
        ({"typed": "B", "reading": Reading.PREDICATE, "value": D(60)}, D(60), D("85.7142857142")),
        ({"number": "72.5"}, D("72.5"), D("103.5714285714")),
    ],
    ids=["the target itself", "one below", "its score"],
)
def test_a_predicate_counts_as_the_bound_of_its_band_or_as_its_score(
    office: Office, forms: dict[str, Form], change: dict[str, Any], score: Decimal, percent: Decimal
) -> None:
    """BB is 70, B is 60, 72,5 is 72,5; against a target of BB."""
    submission = typed(filled(forms["REN"]), "REN-02", **change)
    item = row_of(recap_of(office, gathered(forms, submission)), "REN-02")

    assert (item.target, item.actual, item.percent) == (Target(D(70), D(70), "BB"), score, percent)


def test_the_targets_of_both_agreements_stand_beside_each_other(office: Office, forms: dict[str, Form]) -> None:
    """PK 7 and PK Perubahan 8 reports a year, in force since 14 September: both are kept, the last one holds.

    3 + 1 + 1 of the 8 are 62,5 % of the year; against the quarters' own targets they are 100 %.
    """
    quarters = [gathered(forms, filled(forms["REN"], REN_04=number)) for number in ("3", "1", "1")]
    for number, quarter in enumerate(quarters, 1):
        form = forms["REN"]
        rows = tuple(
            replace(row, target=Target(D(goal), D(goal))) if row.code == "REN-04" else row
            for row in form.rows
            for goal in [(3, 1, 1)[number - 1]]
        )
        quarters[number - 1] = replace(quarter, forms={"REN": replace(form, rows=rows, period=f"2026-TW{number}")})
    *earlier, now = quarters
    item = row_of(recap_of(office, now, *earlier), "REN-04")

    assert (item.percent, item.annual, item.annual_percent) == (D(100), Target(D(8), D(8)), D("62.5"))
    assert [(one.document, one.kind, one.annual, one.quarter) for one in item.commitments] == [
        ("PK-2026", "PK", Target(D(7), D(7)), Target(D(1), D(1))),
        ("PKP-2026", "PK Perubahan", Target(D(8), D(8)), Target(D(1), D(1))),
    ]


def test_an_agreement_that_is_not_yet_in_force_is_no_commitment(office: Office, forms: dict[str, Form]) -> None:
    """In the second quarter there is only the PK, whatever came in September."""
    now = gathered(forms, filled(forms["REN"], REN_04="1"))
    recap = make_recap(office, Period(2026, 2), now, (), NOW, {}, UNITS)

    assert [one.document for one in row_of(recap, "REN-04").commitments] == ["PK-2026"]


def test_what_came_early_counts_nowhere(office: Office, forms: dict[str, Form]) -> None:
    """A figure that is not asked for is shown; it counts neither in its own quarter nor in a later one."""
    ren = forms["REN"]
    early = replace(ren, rows=tuple(replace(row, due=False) for row in ren.rows))
    before = gathered({"REN": early}, filled(ren, REN_03="1"))
    own = row_of(recap_of(office, before), "REN-03")
    later = row_of(recap_of(office, gathered(forms, filled(ren, REN_03="4")), before), "REN-03")

    assert (own.typed, own.value, own.actual, own.outcome) == ("1", None, None, Outcome.NOT_DUE)
    assert (later.actual, later.quarters) == (D(4), 1)


def test_an_empty_quarter_is_not_its_past(office: Office, forms: dict[str, Form]) -> None:
    """Where nothing is typed, or it must be mended, the quarters before do not stand in for it."""
    ren = forms["REN"]
    before, now = gathered(forms, filled(ren, REN_03="1")), gathered(forms, filled(ren, REN_03="2", REN_04="1"))
    mended = replace(now, findings={"REN": (finding("REN-03", Severity.MUST),)})
    empty = row_of(recap_of(office, gathered(forms, filled(ren, REN_04="1")), before), "REN-03")
    waiting = row_of(recap_of(office, mended, before), "REN-03")

    assert (empty.actual, empty.quarters, empty.percent, empty.outcome) == (None, 0, None, Outcome.EMPTY)
    assert (waiting.actual, waiting.quarters, waiting.percent, waiting.outcome) == (None, 0, None, Outcome.MUST_MEND)


def test_a_row_that_the_archive_lacks_is_empty(office: Office, forms: dict[str, Form], pem: Submission) -> None:
    """Whatever was archived: a row of the form without an entry counts as not filled."""
    item = row_of(recap_of(office, gathered(forms, replace(pem, entries=pem.entries[1:]))), "PEM-01")

    assert (item.typed, item.value, item.cell, item.outcome) == ("", None, "", Outcome.EMPTY)


# --- the kecamatan -----------------------------------------------------------------------------------------------


def test_the_kecamatan_is_the_mean_of_its_figures(office: Office, forms: dict[str, Form], pem: Submission) -> None:
    """Not of its units: 100, 50 and 150 make 100; a cap of the office holds each figure first."""
    now = gathered(forms, pem, filled(forms["REN"], REN_03="3"))
    recap, capped = (
        recap_of(office, now),
        recap_of(replace(office, assessing=replace(office.assessing, average_cap=D(120))), now),
    )

    assert (recap.tally, recap.category, recap.sent) == (Tally(D(300), 3), "Sangat Tinggi", 2)
    assert capped.tally == Tally(D(270), 3, capped=1)
    assert (recap.period, recap.at, recap.sample, recap.troubles) == ("2026-TW3", NOW, True, ())
    assert [unit.code for unit in recap.units] == list(UNITS)
    assert recap.indicators_due == sum(not row.supporting for form in forms.values() for row in form.due)
    assert unit_of(recap, "YANUM").to_assess == 4
    assert unit_of(recap, "YANUM").due == 7


def test_an_empty_kecamatan_has_no_category(office: Office, forms: dict[str, Form]) -> None:
    """Nothing assessed: no mean, no category, provisional."""
    recap = recap_of(office, gathered(forms))

    assert (recap.tally, recap.category, recap.standing) == (Tally(), "", PROVISIONAL)
    assert (recap.money.known_ceiling, recap.money.actual, recap.money.known) == (D(0), D(0), 0)


def test_the_budget_is_told_whole(office: Office, forms: dict[str, Form]) -> None:
    """A line a programme, with pagu as sent; serapan only where realisasi is known and can be used."""
    ren = filled(forms["REN"], **{"7.01.02": "105000000", "7.01.03": "1000000", "7.01.04": "0"})
    findings = {"REN": (finding("7.01.03", Severity.MUST),)}
    recap = recap_of(office, gathered(forms, ren, findings=findings))
    lines = {line.programme: line for line in recap.budget}

    assert replace(lines["7.01.02"], part=None) == BudgetLine(
        "7.01.02", "Program Penyelenggaraan Pemerintahan dan Pelayanan Publik", D(210_000_000), D(105_000_000), "REN",
        PROVISIONAL,
    )  # fmt: skip
    assert (lines["7.01.02"].absorbed, lines["7.01.03"].absorbed, lines["7.01.04"].absorbed) == (D(50), None, D(0))
    assert (lines["7.01.03"].actual, lines["7.01.01"].actual) == (None, None)
    assert replace(lines["7.01.02"], ceiling=D(0)).absorbed is None
    part = lines["7.01.02"].part
    assert part
    assert (part.period, part.value, part.file, part.digest) == (
        str(TW3),
        D(105_000_000),
        ren.source.file,
        ren.source.sha256,
    )
    assert (lines["7.01.01"].part, lines["7.01.03"].part) == (None, None)
    assert (recap.money.known_ceiling, recap.money.actual, recap.money.known) == (D(345_000_000), D(105_000_000), 2)


def test_the_pagu_is_that_of_the_form_as_sent(office: Office, forms: dict[str, Form]) -> None:
    """Whatever the office changes later; without a form it is the office's own, and its filler's."""
    form = forms["REN"]
    cut = replace(form, budget=tuple(replace(row, ceiling=D(1)) for row in form.budget))
    sent_out = recap_of(office, gathered({**forms, "REN": cut}))
    nothing = recap_of(office, gathered({}))

    assert {line.ceiling for line in sent_out.budget} == {D(1)}
    assert [(line.unit, line.ceiling) for line in nothing.budget] == [
        (row.filled_by, row.amount) for row in office.ceilings_in(TW3)
    ]
