"""Any edits in any order: what is pulled stands in the spreadsheet, or a catatan or a trouble names what does not."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheets_sync.workbook import WORKBOOK_ROW
from tests.online import OWNER, address_of
from tests.online_edits.desk import UNIT, VALUES, Begin, Desk, Told
from tests.online_edits.oracle import agrees, plain_numbers, standing
from tests.online_edits.table import Step, a_step


def do(desk: Desk, steps: list[Step]) -> None:
    """All edits that the spreadsheet allows; a refused one changes nothing."""
    for step in steps:
        desk.try_to(*step.requests(desk.book), by=OWNER if step.office else address_of(UNIT))


def check(desk: Desk, told: Told) -> None:
    """No figure is another than what stands for its code; one that is lost is named at its row, or for the workbook.

    To call its cell empty is no such name: only the rules of the format are (F-07 is of copies).
    """
    if told.troubles:
        return  # named: what was pulled before stays
    stands = standing(desk)
    named = {item.place.row for item in told.findings if item.rule.startswith("F-") and item.rule != "F-07"}
    for code in VALUES:
        value = told.values[code]
        if value is not None:
            assert agrees(value, stands[code]), f"{code} was read as {value}, and {stands[code]} stands"
        elif len(plain_numbers(stands[code])) == 1 and len(stands[code]) == 1:
            assert named & {code, WORKBOOK_ROW}, f"{code} was lost without a word; {stands[code]} stands"


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(a_step(), min_size=3, max_size=8), between=st.lists(a_step(), max_size=2))
def test_no_edits_yield_a_wrong_value(begin: Begin, steps: list[Step], between: list[Step]) -> None:
    """Edits before the sync and others between its reading and its writing; then it settles and is right."""
    play(begin, steps, between)


def play(begin: Begin, steps: list[Step], between: list[Step]) -> None:
    """All of it once."""
    with begin() as desk:
        do(desk, steps)
        desk.sync(between=lambda: do(desk, between))
        check(desk, desk.settle())
