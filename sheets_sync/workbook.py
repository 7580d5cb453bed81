"""A form as a workbook to be made: tabs, cells, looks and drop-downs, without any store's own terms.

Excel and Google Sheets paint the same plan. Formulas use nothing newer than Excel 2010; those that show
catatan hold a volatile part (`T(NOW())`), since feedback changes the tab Periksa without touching their stored
results, and a spreadsheet recomputes only volatile cells when it opens a file.
"""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal

from sheets_sync import numerals
from sheets_sync.assessing import Method
from sheets_sync.causes import causes_sheet
from sheets_sync.form import Form, FormRow, target_figure
from sheets_sync.grid import Area, address
from sheets_sync.layout import (
    BODY,
    BUDGET,
    CAUSES,
    EMPTY,
    FILL,
    FINDING,
    FINDING_BODY,
    FINDING_FIRST,
    FINDING_ROWS,
    FINDING_WIDTHS,
    FINDINGS,
    FINDINGS_NAME,
    FIRST_ROW,
    FORM,
    GUIDE,
    HEAD,
    HEADING,
    INPUT,
    KEY,
    KEY_TITLE,
    PHONE_WIDTHS,
    REPLY_BODY,
    REPLY_COLUMN,
    RULE_COLUMN,
    SEND_ROW,
    SHORT_COLUMN,
    SOFT,
    WORKBOOK_ROW,
    Cells,
    Words,
    filled_of,
    footer,
    head,
    headings,
    height,
    indicator_words,
    input_row,
    key_sheet,
    lookup_or,
    programme_words,
    quoted,
    severities,
    typed,
)
from sheets_sync.plan import CellPlan, Check, Colour, Content, Formula, Run, Sheet, Style, Workbook
from sheets_sync.submission import Severity
from sheets_sync.targets import Target

__all__ = [
    "EMPTY",
    "FILL",
    "FINDINGS",
    "FINDINGS_NAME",
    "FINDING_BODY",
    "FINDING_FIRST",
    "FINDING_ROWS",
    "FIRST_ROW",
    "KEY_TITLE",
    "PHONE_WIDTHS",
    "REPLY_BODY",
    "REPLY_COLUMN",
    "RULE_COLUMN",
    "SEND_ROW",
    "SHORT_COLUMN",
    "WORKBOOK_ROW",
    "Words",
    "make_workbook",
]


def make_workbook(form: Form) -> Workbook:
    """The plan of the unit's workbook: Isi, Anggaran and Kendala where it fills them, Formulir, Petunjuk, Periksa, key."""
    words = Words(form)
    sheets = [_fill_sheet(form, words)]
    if form.budget:
        sheets.append(_budget_sheet(form, words))
    if form.assessable:
        sheets.append(causes_sheet(form, words))
    sheets += [
        _form_sheet(form, words),
        _guide_sheet(form, words),
        _findings_sheet(form),
        key_sheet(str(form.key), form.paper),
    ]
    names = {
        "isi_indikator": (FILL, FIRST_ROW - 1, 1),
        "isi_realisasi": (FILL, FIRST_ROW - 1, 2),
        "isi_keterangan": (FILL, FIRST_ROW - 1, 3),
        FINDINGS_NAME: (FINDINGS, FINDING_FIRST, 1),
        "kunci_lembar": (KEY, 1, 1),
    }
    if form.budget:
        names |= {
            "anggaran_program": (BUDGET, FIRST_ROW - 1, 1),
            "anggaran_realisasi": (BUDGET, FIRST_ROW - 1, 2),
            "anggaran_keterangan": (BUDGET, FIRST_ROW - 1, 3),
        }
    if form.assessable:
        names |= {
            "kendala_indikator": (CAUSES, FIRST_ROW - 1, 1),
            "kendala_hambatan": (CAUSES, FIRST_ROW - 1, 2),
            "kendala_tindak": (CAUSES, FIRST_ROW - 1, 3),
        }
    return Workbook(str(form.key), f"{form.unit_name} {form.quarter.label}", form.office, tuple(sheets), names)


# --- Isi -----------------------------------------------------------------------------------------------------


def _fill_sheet(form: Form, words: Words) -> Sheet:
    """The tab for the phone: a row an indicator, four columns, no merged cell, 360 pixels wide."""
    due = len(form.due)
    last = FIRST_ROW + len(form.rows) - 1
    send = last + 1
    inputs = Area(FIRST_ROW, 2, FIRST_ROW + due - 1, 2) if due else None
    left = filled_of(inputs, due, words(form.words.filled))
    cells, heights = head(form, words(form.words.title), words(form.words.instruction), left)
    cells |= headings(form.words.indicator, form.words.actual, form.words.note, form.words.findings)
    for number, row in enumerate(form.rows, FIRST_ROW):
        name = indicator_words(form, row)
        cells |= input_row(number, name, _figure(row), "" if row.due else form.words.not_due_finding)
        heights[number] = height(name)
    hint = f'IF({address(send, 3)}="","{quoted(form.words.sender)}","")'
    cells[send, 1] = CellPlan(form.words.send, replace(BODY, bold=True, size=13, fill=SOFT))
    cells[send, 2] = CellPlan(None, replace(INPUT, bold=True, size=14, align="center"))
    cells[send, 3] = CellPlan(None, replace(INPUT, size=10, wrap=True))
    cells[send, 4] = CellPlan(lookup_or(f'"{SEND_ROW}"', hint, form.words.sender), replace(FINDING, fill=SOFT))
    heights[send] = 60
    checks = [
        _check(form, row, Area(number, 2, number, 2))
        for number, row in enumerate(form.rows, FIRST_ROW)
        if not numerals.is_ratio(row.measure)
    ]
    checks.append(Check(Area(send, 2, send, 2), form.words.choose_yes, (form.words.yes,)))
    colours = (
        *([Colour(inputs, "empty", fill=EMPTY)] if inputs else []),
        Colour(Area(send, 2, send, 3), "empty", fill=EMPTY),
        *severities(Area(FIRST_ROW, 4, send, 4)),
    )
    return Sheet(
        FILL, form.words.tab_fill, PHONE_WIDTHS, cells, heights, tuple(checks), colours,
        paper=form.paper, repeat=(FIRST_ROW - 1, FIRST_ROW - 1), footer=footer(form),
    )  # fmt: skip


def _check(form: Form, row: FormRow, cell: Area) -> Check:
    """A number; or a predicate, which is offered, since its score may be typed instead."""
    if row.choices:
        return Check(cell, form.words.choose, row.choices, strict=False)
    return Check(cell, form.words.number_only)


def _figure(row: FormRow) -> Style:
    """The cell of realisasi; of a ratio a text, since a spreadsheet takes `1:17` for a time of day."""
    figure = replace(INPUT, bold=True, size=14, align="right", shrink=True, indent=1)
    if numerals.is_ratio(row.measure):
        return replace(figure, number="@")
    short = len(row.measure) <= 9 and not row.choices and '"' not in row.measure
    unit = row.measure if short else ""
    number = f'General" {unit}"' if unit else "General"
    return replace(figure, number=number)


# --- Anggaran ------------------------------------------------------------------------------------------------


def _budget_sheet(form: Form, words: Words) -> Sheet:
    """Realisasi s.d. triwulan in rupiah, a row a programme, laid out like Isi."""
    last = FIRST_ROW + len(form.budget) - 1
    inputs = Area(FIRST_ROW, 2, last, 2)
    left = filled_of(inputs, len(form.budget), words(form.words.filled))
    cells, heights = head(form, words(form.words.budget_title), words(form.words.budget_instruction), left)
    cells |= headings(form.words.programme, form.words.budget_actual, form.words.note, form.words.findings)
    figure = replace(INPUT, bold=True, size=12, align="right", shrink=True, indent=1, number="#,##0")
    for number, row in enumerate(form.budget, FIRST_ROW):
        name = programme_words(form, row)
        cells |= input_row(number, name, figure, "")
        heights[number] = height(name, width=19)
    return Sheet(
        BUDGET, form.words.tab_budget, (140, 96, 62, 62), cells, heights,
        (Check(inputs, form.words.number_only),),
        (Colour(inputs, "empty", fill=EMPTY), *severities(Area(FIRST_ROW, 4, last, 4))),
        paper=form.paper, footer=footer(form),
    )  # fmt: skip


# --- Formulir ------------------------------------------------------------------------------------------------


def _form_sheet(form: Form, words: Words) -> Sheet:
    """The official wide table, computed from Isi, with kop and signature block, for the office's paper."""
    cells: Cells = {}
    heights: dict[int, int] = {}
    width = len(form.words.form_columns)
    centred = Style(bold=True, size=12, align="center", span=True)
    lines = [*form.letterhead, "", words(form.words.form_title), form.unit_name]
    for number, line in enumerate(lines, 1):
        style = replace(centred, size=14) if number == len(form.letterhead) else centred
        for column in range(1, width + 1):
            cells[number, column] = CellPlan(line if column == 1 and line else None, style)
    head = len(lines) + 2
    around = Style(size=10, wrap=True, border="around", middle=False)
    for column, heading in enumerate(form.words.form_columns, 1):
        cells[head, column] = CellPlan(heading, replace(around, bold=True, fill=SOFT, align="center", middle=True))
    heights[head] = 32
    for offset, row in enumerate(form.rows):
        number = head + 1 + offset
        for column, content in enumerate(_form_row(form, row, offset, number), 1):
            cells[number, column] = CellPlan(content, _form_style(around, column))
        heights[number] = 15 * max(math.ceil(len(row.name) / 34), math.ceil(len(row.objective) / 30), 2)
    sign = head + len(form.rows) + 2
    for step, line in enumerate((f"{form.words.form_signature}", form.head, "", "", "", form.head_name or "." * 40)):
        cells[sign + step, width - 2] = CellPlan(line, Style(size=11, bold=step == 5))
    return Sheet(
        FORM, form.words.tab_form, (34, 74, 200, 230, 80, 78, 78, 84, 84, 190), cells, heights,
        landscape=True, paper=form.paper, repeat=(head, head), footer=footer(form),
    )  # fmt: skip


def _form_style(around: Style, column: int) -> Style:
    if column == 9:
        return replace(around, align="right", number="0.00")
    return replace(around, align="right" if 6 <= column <= 8 else "center" if column in (1, 5) else "left")


def _form_row(form: Form, row: FormRow, offset: int, number: int) -> tuple[Content, ...]:
    return (
        Decimal(offset + 1), row.code, row.objective, row.name, row.measure,
        _target_cell(row.annual, row.measure), _target_cell(row.target, row.measure),
        typed(form, row.code, 2), _percent(row, number), typed(form, row.code, 3),
    )  # fmt: skip


def _target_cell(target: Target | None, measure: str) -> Content:
    if target is None:
        return None
    a_number = target.high == target.low and not target.predicate and not numerals.is_ratio(measure)
    return target.low if a_number else target_figure(target, measure)


def _percent(row: FormRow, number: int) -> Content:
    """The quarter's capaian as a formula a reader can check: R/T, (2T-R)/T, or against the nearer bound."""
    if row.target is None or row.target.predicate or row.target.low == 0:
        return None
    actual, low, high = f"H{number}", row.target.low, row.target.high
    if row.method_used is Method.HIGHER:
        ratio = f"{actual}/{low}"
    elif row.method_used is Method.LOWER:
        ratio = f"(2*{low}-{actual})/{low}"
    elif row.method_used is Method.LOWER_RATIO:
        return Formula(f'IF(ISNUMBER({actual}),IF({actual}=0,"",{low}/{actual}*100),"")', "")
    else:
        ratio = f"IF({actual}<{low},{actual}/{low},IF({actual}>{high},(2*{high}-{actual})/{high},1))"
    return Formula(f'IF(ISNUMBER({actual}),{ratio}*100,"")', "")


# --- Petunjuk, Periksa, key ----------------------------------------------------------------------------------


def _guide_sheet(form: Form, words: Words) -> Sheet:
    cells = {(1, 1): CellPlan(words(form.words.guide_title), Style(bold=True, size=13, color="FFFFFF", fill=HEAD))}
    for number, line in enumerate(form.words.guide, 2):
        cells[number, 1] = CellPlan(words(line), Style(size=11, wrap=True, middle=False))
    definitions = len(form.words.guide) + 3
    for number, row in enumerate(form.rows, definitions):
        runs = (Run(f"{row.code} · {row.name}", bold=True), Run(f"\n{row.definition}\nSumber: {row.source}"))
        cells[number, 1] = CellPlan(runs, Style(size=10, wrap=True, middle=False))
    heights = {
        number: 15 * sum(math.ceil(len(line) / 56) for line in _plain(plan.content).split("\n")) + 6
        for (number, _), plan in cells.items()
        if number > 1
    } | {1: 24}
    return Sheet(GUIDE, form.words.tab_guide, (360,), cells, heights, paper=form.paper, footer=footer(form))


def _plain(content: Content) -> str:
    return "".join(run.text for run in content) if isinstance(content, tuple) else str(content)


def _findings_sheet(form: Form) -> Sheet:
    """All catatan and the unit's answers; the store later replaces its rows, and nothing else."""
    cells = _findings_head(form)
    last = FINDING_FIRST + FINDING_ROWS - 1
    for column in range(1, RULE_COLUMN + 1):
        cells[FINDING_FIRST, column] = CellPlan(form.words.findings_none if column == 1 else None, FINDING_BODY)
    for row in range(FINDING_FIRST, last + 1):  # without lines, which would print as empty pages
        cells[row, REPLY_COLUMN] = CellPlan(
            None, REPLY_BODY if row == FINDING_FIRST else replace(REPLY_BODY, border="")
        )
    options = Area(1, RULE_COLUMN + 1, 1, RULE_COLUMN + len(form.words.replies))
    cells |= {(1, column): CellPlan(text, Style()) for column, text in enumerate(form.words.replies, options.left)}
    replies = Area(FINDING_FIRST, REPLY_COLUMN, last, REPLY_COLUMN)
    return Sheet(
        FINDINGS, form.words.tab_findings, (*FINDING_WIDTHS, *[60] * len(form.words.replies)), cells, {1: 24},
        checks=(Check(replies, form.words.reply_hint[:255], form.words.replies, strict=False, listed=options),),
        colours=(
            *severities(Area(FINDING_FIRST, 2, last, 2)),
            Colour(replies, "asked", Severity.ANSWER.value, fill=EMPTY, beside=2),
        ),
        open_columns=(REPLY_COLUMN,), hidden_columns=(SHORT_COLUMN, *range(RULE_COLUMN, options.right + 1)), landscape=True, paper=form.paper,
        repeat=(FINDING_FIRST - 1, FINDING_FIRST - 1), footer=footer(form),
    )  # fmt: skip


def _findings_head(form: Form) -> Cells:
    cells = {(1, 1): CellPlan(form.words.findings_title, Style(bold=True, size=13, color="FFFFFF", fill=HEAD))}
    for column in range(2, RULE_COLUMN + 1):
        cells[1, column] = CellPlan(None, Style(fill=HEAD))
    cells |= {(row, REPLY_COLUMN): CellPlan(None, Style()) for row in (2, 3)}  # in a column that is open
    cells[3, 1] = CellPlan(form.words.reply_hint, Style(size=10))
    for column, heading in enumerate(form.words.findings_columns, 1):
        cells[FINDING_FIRST - 1, column] = CellPlan(heading, HEADING)
    return cells
