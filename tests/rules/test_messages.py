"""Every sentence that a unit can get from a rule: pesan.txt shows them all, to be read before they change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import pytest

from sheets_sync.course import Event, UnitState
from sheets_sync.form import Form
from sheets_sync.rules import RULES, explanation, validate
from sheets_sync.rules.case import Case
from sheets_sync.rules.returned import returned
from sheets_sync.submission import Finding, Severity
from tests.rules.examples import Example, examples
from tests.rules.sheets import answered

TEXTS = Path(__file__).with_name("pesan.txt")


def test_every_sentence_reads_as_it_stands_in_the_file(forms: Mapping[str, Form], tmp_path: Path) -> None:
    """Place, what stands there, what was expected, what to do, and the row's short text, rule by rule."""
    now = "\n".join(_page(forms)) + "\n"
    (tmp_path / TEXTS.name).write_text(now, "utf-8")

    assert now == TEXTS.read_text("utf-8"), f"read it, and put it in place: {tmp_path / TEXTS.name}"


def test_every_rule_has_its_example(forms: Mapping[str, Form]) -> None:
    """In the order of the register, once at least; and each example makes its rule speak once."""
    shown = list(examples(forms))

    assert [rule for rule, _ in groupby(shown, key=lambda example: example[0])] == [rule.code for rule in RULES]
    assert all(len(_findings(example)) == 1 for example in shown)


@pytest.mark.parametrize(
    ("why", "short"),
    [
        ("Lengkapi bukti.", "Lengkapi bukti"),
        ("Lengkapi bukti . ", "Lengkapi bukti"),
        ("X" * 60, "X" * 60),
        ("X" * 61, f"{'X' * 59}…"),
        (f"{'X' * 57}, y{'z' * 9}", f"{'X' * 57}…"),
        (f"{'X' * 56};:, {'z' * 9}", f"{'X' * 56}…"),
    ],
)
def test_why_it_was_sent_back_fits_the_row(forms: Mapping[str, Form], why: str, short: str) -> None:
    """Sixty characters of the reason at most, cut off without a comma at the end; the advice has all of it."""
    finding = _returned(forms["PEM"], why)

    assert (finding.rule, finding.severity, finding.unit) == ("KEMBALI", Severity.MUST, "PEM")
    assert finding.short == f"dikembalikan: {short}"
    assert finding.advice.startswith(f"{why.rstrip(' .')}. Perbaiki isiannya;")


# --- how they are shown ------------------------------------------------------------------------------------------


def _page(forms: Mapping[str, Form]) -> Iterator[str]:
    kinds = {rule.code: rule for rule in RULES}
    for code, group in groupby(examples(forms), key=lambda example: example[0]):
        yield f"{code} ({kinds[code].severity.value}) {explanation(kinds[code])}\n"
        for example in group:
            (finding,) = _findings(example)
            yield _shown(finding, example[1])
    yield "KEMBALI (wajib diperbaiki)\n"
    yield _shown(_returned(forms["PEM"], "Lampirkan rekap APBDes desa Sinorang."), "dikembalikan").rstrip()


def _findings(example: Example) -> list[Finding]:
    rule, _, case = example
    return [finding for finding in validate(_with_rule(case)) if finding.rule == rule]


def _with_rule(case: Case) -> Case:
    return Case(case.form, case.submission, case.past, frozenset(rule.code for rule in RULES if rule.extra))


def _returned(form: Form, why: str) -> Finding:
    event = Event(datetime(2026, 10, 9, tzinfo=UTC), UnitState.RETURNED, "Kasubag Perencanaan", why, "")
    return returned(form, answered(form), event)


def _shown(finding: Finding, title: str) -> str:
    place = finding.place
    return "\n".join(
        (
            f"  {title}",
            f"    di          tab {place.tab}, sel {place.cell or '-'}, baris {place.row}",
            f"    tertulis    {finding.found}",
            f"    seharusnya  {finding.expected}",
            f"    saran       {finding.advice}",
            f"    di baris    {finding.short}",
            "",
        )
    )
