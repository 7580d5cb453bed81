"""The tab Kendala: faktor penghambat and tindak lanjut of the indicators whose capaian is below the office's threshold.

The secret kept here: how the tab knows at once, before any check, which rows are wanted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from sheets_sync import numerals
from sheets_sync.assessing import Method
from sheets_sync.form import Form, FormRow
from sheets_sync.grid import Area
from sheets_sync.layout import (
    BODY,
    CAUSES,
    EMPTY,
    FINDING,
    FIRST_ROW,
    INPUT,
    Cells,
    Words,
    catatan_of,
    figure_of,
    footer,
    head,
    headings,
    height,
    indicator_words,
    quoted,
    row_code,
    severities,
)
from sheets_sync.plan import CellPlan, Colour, Formula, Sheet

WIDTHS = (134, 82, 82, 62)  # pixels; 360 in all
HUNDRED = Decimal(100)


def causes_sheet(form: Form, words: Words) -> Sheet:
    """A row an indicator that can be assessed, laid out like Isi; only rows that are wanted are coloured."""
    last = FIRST_ROW + len(form.assessable) - 1
    cells, heights = head(form, words(form.words.causes_title), words(form.words.causes_instruction), _left(form, last))
    cells |= headings(form.words.indicator, form.words.obstacle, form.words.follow_up, form.words.findings)
    for number, row in enumerate(form.assessable, FIRST_ROW):
        name = indicator_words(form, row)
        cells |= _row(form, row, number)
        heights[number] = height(name, width=16)
    inputs = Area(FIRST_ROW, 2, last, 3)
    return Sheet(
        CAUSES, form.words.tab_causes, WIDTHS, cells, heights,
        colours=(Colour(inputs, "asked", fill=EMPTY, beside=4), *severities(Area(FIRST_ROW, 4, last, 4))),
        paper=form.paper, repeat=(FIRST_ROW - 1, FIRST_ROW - 1), footer=footer(form),
    )  # fmt: skip


def _left(form: Form, last: int) -> Formula:
    """How many rows hold a word in the column of catatan."""
    text = f" {quoted(form.words.causes_left)}"
    return Formula(f'COUNTIF($D${FIRST_ROW}:$D${last},"?*")&"{text}"&T(NOW())', f"0 {form.words.causes_left}")


def _row(form: Form, row: FormRow, number: int) -> Cells:
    text = replace(INPUT, size=10, wrap=True)
    return {
        (number, 1): CellPlan(indicator_words(form, row), BODY),
        (number, 2): CellPlan(None, text),
        (number, 3): CellPlan(None, text),
        (number, 4): CellPlan(_told(form, row, number), FINDING),
    }


def _told(form: Form, row: FormRow, number: int) -> Formula:
    """The row's catatan, or that it is wanted, where Isi's figure lies below; else nothing.

    A figure that Isi holds as text is left to the check, so its row shows a catatan and nothing else.
    """
    figure, catatan = figure_of(form, row.code), catatan_of(row_code(number))
    wanted = f'IF((B{number}="")+(C{number}=""),"{quoted(form.words.causes_wanted)}","")'
    low = _below(form, row, figure) or "FALSE"
    told = f'IF({low},IFERROR({catatan},{wanted}),"")'
    if not row.choices:
        told = f'IF(ISNUMBER({figure}),{told},IFERROR({catatan},""))'
    return Formula(f'IFERROR(IF({figure}="","",{told}),"")&T(NOW())', "")


def _below(form: Form, row: FormRow, figure: str) -> str:
    """The formula that is true where the figure's capaian lies below the threshold; empty where none can."""
    if row.choices:
        words = [f'({figure}="{quoted(choice)}")' for choice in low_predicates(row, form)]
        return "+".join([*words, f"ISNUMBER({figure})*({figure}<{numerals.enter(least_score(row, form)):f})"])
    low = "+".join(f"({figure}{sign}{numerals.enter(bound):f})" for sign, bound in bounds(row, form.attention_below))
    if low and numerals.is_percent(row.measure):  # 0,98 is a cell that shows 98 %, or a fraction that is asked about
        low = f"({low})*(({figure}<=0)+({figure}>1))"
    return low


def low_predicates(row: FormRow, form: Form) -> Sequence[str]:
    """The predicates whose capaian lies below the threshold."""
    return [choice for choice in row.choices if form.predicates[choice] < least_score(row, form)]


def least_score(row: FormRow, form: Form) -> Decimal:
    """The score whose capaian is the threshold: 53,2 of BB, which counts as 70, at 76 %."""
    target = row.target.low if row.target else Decimal(0)
    return target * form.attention_below / HUNDRED


def bounds(row: FormRow, threshold: Decimal) -> tuple[tuple[str, Decimal], ...]:
    """Below or above which figures the capaian lies below the threshold, after the formulas of capaian."""
    if row.target is None or threshold <= 0:
        return ()
    low, high = row.target.low, row.target.high
    if row.method_used is Method.HIGHER:
        return (("<", low * threshold / HUNDRED),) if low > 0 else ()
    if row.method_used is not Method.RANGE:
        ratio = row.method_used is Method.LOWER_RATIO
        limit = low * HUNDRED / threshold if ratio else low * (2 * HUNDRED - threshold) / HUNDRED
        most = ((">", limit),) if low > 0 else ()
        return most or ((("<>", low),) if low == 0 else ())
    least = (("<", low * threshold / HUNDRED),) if low > 0 else ()
    most = ((">", high * (2 * HUNDRED - threshold) / HUNDRED),) if high > 0 else ()
    return least + most
