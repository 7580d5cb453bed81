"""A form as a workbook to be made: tabs, cells, looks and drop-downs, without any store's own terms.

Excel and Google Sheets paint the same plan. Formulas use nothing newer than Excel 2010; those that show
catatan hold a volatile part (`T(NOW())`), since feedback changes the tab Periksa without touching their stored
results, and a spreadsheet recomputes only volatile cells when it opens a file.
"""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal

from sheets_sync import dates, numerals
from sheets_sync.form import BudgetRow, Form, FormRow, target_figure
from sheets_sync.grid import Area, address
from sheets_sync.model import Polarity, Target, TypedAs
from sheets_sync.period import MONTHS, ROMAN
from sheets_sync.plan import CellPlan, Check, Colour, Content, Formula, Run, Sheet, Style, Workbook
from sheets_sync.submission import Severity

FILL, BUDGET, FORM, GUIDE, FINDINGS, KEY = "isi", "anggaran", "formulir", "petunjuk", "periksa", "kunci"
KEY_TITLE = "_kunci"
SEND_ROW = "KIRIM"  # the code by which Periksa names the row "Saya kirim"
WORKBOOK_ROW = "LEMBAR"  # and the workbook as a whole
FIRST_ROW = 6  # of the indicators in Isi and of the programmes in Anggaran
FINDING_ROWS = 400  # how many catatan the sheets look up; more are counted, and shown on the site
FINDING_FIRST = 5
FINDINGS_NAME = "periksa_awal"  # the defined name of the first one's cell
SHORT_COLUMN = 7
PHONE_WIDTHS = (140, 82, 72, 66)  # pixels; 360 in all

QUIET = "6B7280"
HEAD, SOFT, EMPTY, ALERT, QUESTION = "0B5C5E", "E8F1F1", "FFF2B3", "B42318", "8A4B00"


BODY = Style(wrap=True, border="below")
HEADING = Style(bold=True, size=9, fill=SOFT, wrap=True, border="below")
INPUT = Style(border="below", locked=False)
FINDING = Style(size=9, color=QUIET, wrap=True, border="below")
FINDING_BODY = Style(size=10, wrap=True, border="below", middle=False)  # of a row of Periksa


def make_workbook(form: Form) -> Workbook:
    """The plan of the unit's workbook: Isi, Anggaran where it fills one, Formulir, Petunjuk, Periksa, key."""
    words = Words(form)
    sheets = [_fill_sheet(form, words)]
    if form.budget:
        sheets.append(_budget_sheet(form, words))
    sheets += [_form_sheet(form, words), _guide_sheet(form, words), _findings_sheet(form), _key_sheet(form)]
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
    return Workbook(str(form.key), f"{form.unit_name} {form.quarter.label}", form.office, tuple(sheets), names)


class Words:
    """The office's texts with this form's names and dates filled in."""

    def __init__(self, form: Form) -> None:
        period = form.quarter
        self._values = {
            "unit": form.unit_name,
            "triwulan": period.label,
            "rentang": period.span,
            "batas": dates.weekday_date(form.on_time_until),
            "dikunci": dates.weekday_date(form.locked_on),
            "kantor": form.office,
            "kepala": form.head,
        }

    def __call__(self, text: str) -> str:
        return text.format_map(self._values)


# --- Isi -----------------------------------------------------------------------------------------------------


def _fill_sheet(form: Form, words: Words) -> Sheet:
    """The tab for the phone: a row an indicator, four columns, no merged cell, 360 pixels wide."""
    due = len(form.due)
    last = FIRST_ROW + len(form.rows) - 1
    send = last + 1
    inputs = Area(FIRST_ROW, 2, FIRST_ROW + due - 1, 2) if due else None
    cells, heights = _head(form, words(form.words.title), words(form.words.instruction), inputs, due, words)
    headings = (form.words.indicator, form.words.actual, form.words.note, form.words.findings)
    cells |= {(FIRST_ROW - 1, column): CellPlan(heading, HEADING) for column, heading in enumerate(headings, 1)}
    for number, row in enumerate(form.rows, FIRST_ROW):
        name = _indicator(form, row)
        cells |= _input_row(number, name, _figure(row), "" if row.due else form.words.not_due_finding)
        heights[number] = _height(name)
    hint = f'IF({address(send, 3)}="","{_quoted(form.words.sender)}","")'
    cells[send, 1] = CellPlan(form.words.send, replace(BODY, bold=True, size=13, fill=SOFT))
    cells[send, 2] = CellPlan(None, replace(INPUT, bold=True, size=14, align="center"))
    cells[send, 3] = CellPlan(None, replace(INPUT, size=10, wrap=True))
    cells[send, 4] = CellPlan(_lookup_or(f'"{SEND_ROW}"', hint, form.words.sender), replace(FINDING, fill=SOFT))
    heights[send] = 60
    checks = [
        Check(Area(number, 2, number, 2), form.words.choose if row.choices else form.words.number_only, row.choices)
        for number, row in enumerate(form.rows, FIRST_ROW)
    ]
    checks.append(Check(Area(send, 2, send, 2), form.words.choose_yes, (form.words.yes,)))
    colours = (
        *([Colour(inputs, "empty", fill=EMPTY)] if inputs else []),
        Colour(Area(send, 2, send, 3), "empty", fill=EMPTY),
        *_severities(Area(FIRST_ROW, 4, send, 4)),
    )
    return Sheet(
        FILL, form.words.tab_fill, PHONE_WIDTHS, cells, heights, tuple(checks), colours,
        paper=form.paper, repeat=(FIRST_ROW - 1, FIRST_ROW - 1), footer=_footer(form),
    )  # fmt: skip


def _head(
    form: Form, title: str, instruction: str, inputs: Area | None, due: int, words: Words
) -> tuple[dict[tuple[int, int], CellPlan], dict[int, int]]:
    """Rows 1 to 4: title, instruction, what is left, what must be mended; they run over into empty cells."""
    counted = f"COUNTA({address(inputs.top, inputs.left)}:{address(inputs.bottom, inputs.right)})" if inputs else "0"
    left = f" dari {due} {words(form.words.filled)}"
    count = f'COUNTIF({_findings(2, 2)},"{Severity.MUST.value}")'
    texts: tuple[tuple[Content, Style], ...] = (
        (title, Style(bold=True, size=_title_size(title), color="FFFFFF", fill=HEAD)),
        (instruction, Style(size=10, fill=SOFT)),
        (Formula(f'{counted}&"{_quoted(left)}"&T(NOW())', f"0{left}"), Style(bold=True, size=10, fill=SOFT)),
        (
            Formula(f'IF({count}=0,"",{count}&" {_quoted(form.words.must_mend)}")&T(NOW())', ""),
            Style(bold=True, size=10, color=ALERT, fill=SOFT),
        ),
    )
    cells: dict[tuple[int, int], CellPlan] = {}
    for row, (content, style) in enumerate(texts, 1):
        cells[row, 1] = CellPlan(content, style)
        for column in range(2, 5):
            cells[row, column] = CellPlan(None, Style(fill=style.fill))
    return cells, {1: 24, 2: 17, 3: 17, 4: 17, FIRST_ROW - 1: 38}


def _input_row(number: int, name: tuple[Run, ...], figure: Style, fallback: str) -> dict[tuple[int, int], CellPlan]:
    """A row to fill: what is asked, the figure, the note, and the catatan that is looked up."""
    return {
        (number, 1): CellPlan(name, BODY),
        (number, 2): CellPlan(None, figure),
        (number, 3): CellPlan(None, replace(INPUT, size=10, wrap=True)),
        (number, 4): CellPlan(_lookup(_row_code(number), fallback), FINDING),
    }


def _title_size(title: str) -> int:
    """Points at which the title fits into 360 pixels without wrapping."""
    return 12 if len(title) <= 38 else 10 if len(title) <= 47 else 9


def _indicator(form: Form, row: FormRow) -> tuple[Run, ...]:
    """`PEM-01 · name`, then satuan and target; the code stands first since formulas cut it out."""
    details = [target_words(row.target, row.measure, form.words.target) if row.target else row.measure]
    if row.polarity is Polarity.LOWER:
        details.append(form.words.lower_is_better)
    if row.typed_as is TypedAs.TO_DATE:
        details.append(f"{form.words.to_date} {MONTHS[form.quarter.months[-1] - 1]}")
    if not row.due:
        details.append(row.asked_when)
    return (
        Run(f"{row.code} · ", size=9, color=QUIET),
        Run(row.name, size=11),
        Run("\n" + " · ".join(details), bold=row.due, size=10, color=HEAD if row.due else QUIET),
    )


def target_words(target: Target, measure: str, lead: str) -> str:
    """`target 100 %`, `target 95–105 %`, `target BB`."""
    if target.predicate:
        return f"{lead} {target.predicate}"
    return f"{lead} {target_figure(target)} {measure}"


def _figure(row: FormRow) -> Style:
    short = len(row.measure) <= 9 and not row.choices and '"' not in row.measure
    unit = row.measure if short else ""
    number = f'General" {unit}"' if unit else "General"
    return replace(INPUT, bold=True, size=14, align="right", shrink=True, indent=1, number=number)


def _severities(area: Area) -> tuple[Colour, ...]:
    """A catatan's first words say how much it weighs, and colour repeats it."""
    return (
        Colour(area, "begins", Severity.MUST.value, color=ALERT),
        Colour(area, "begins", Severity.ANSWER.value, color=QUESTION),
    )


def _row_code(row: int) -> str:
    cell = f"$A{row}"
    return f'LEFT({cell},FIND(" ",{cell}&" ")-1)'


def _findings(first: int, last: int) -> str:
    top, bottom = FINDING_FIRST, FINDING_FIRST + FINDING_ROWS - 1
    return f"{{periksa}}!${chr(64 + first)}${top}:${chr(64 + last)}${bottom}"


def _lookup(code: str, fallback: str) -> Formula:
    """The row's catatan, and `fallback` while it has none."""
    return _lookup_or(code, f'"{_quoted(fallback)}"', fallback)


def _lookup_or(code: str, otherwise: str, result: str) -> Formula:
    found = f"VLOOKUP({code},{_findings(1, SHORT_COLUMN)},{SHORT_COLUMN},FALSE)"
    return Formula(f"IFERROR({found},{otherwise})&T(NOW())", result)


def _quoted(text: str) -> str:
    return text.replace('"', '""')


def _height(runs: tuple[Run, ...], width: int = 17, least: int = 66) -> int:
    """Points for a cell of `width` characters a line that holds the runs, and for a catatan beside it."""
    lines = sum(math.ceil(len(line) / width) or 1 for line in "".join(run.text for run in runs).split("\n"))
    return min(max(lines * 15 + 6, least), 400)


# --- Anggaran ------------------------------------------------------------------------------------------------


def _budget_sheet(form: Form, words: Words) -> Sheet:
    """Realisasi s.d. triwulan in rupiah, a row a programme, laid out like Isi."""
    last = FIRST_ROW + len(form.budget) - 1
    inputs = Area(FIRST_ROW, 2, last, 2)
    cells, heights = _head(
        form, words(form.words.budget_title), words(form.words.budget_instruction), inputs, len(form.budget), words
    )
    headings = (form.words.programme, form.words.budget_actual, form.words.note, form.words.findings)
    cells |= {(FIRST_ROW - 1, column): CellPlan(heading, HEADING) for column, heading in enumerate(headings, 1)}
    figure = replace(INPUT, bold=True, size=12, align="right", shrink=True, indent=1, number="#,##0")
    for number, row in enumerate(form.budget, FIRST_ROW):
        name = _programme(form, row)
        cells |= _input_row(number, name, figure, "")
        heights[number] = _height(name, width=19)
    return Sheet(
        BUDGET, form.words.tab_budget, (140, 96, 62, 62), cells, heights,
        (Check(inputs, form.words.number_only),),
        (Colour(inputs, "empty", fill=EMPTY), *_severities(Area(FIRST_ROW, 4, last, 4))),
        paper=form.paper, footer=_footer(form),
    )  # fmt: skip


def _programme(form: Form, row: BudgetRow) -> tuple[Run, ...]:
    return (
        Run(f"{row.code} · ", size=9, color=QUIET),
        Run(row.name, size=11),
        Run(f"\n{form.words.ceiling} {numerals.rupiah(row.ceiling)}", bold=True, size=10, color=HEAD),
    )


# --- Formulir ------------------------------------------------------------------------------------------------


def _form_sheet(form: Form, words: Words) -> Sheet:
    """The official wide table, computed from Isi, with kop and signature block, for the office's paper."""
    cells: dict[tuple[int, int], CellPlan] = {}
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
        landscape=True, paper=form.paper, repeat=(head, head), footer=_footer(form),
    )  # fmt: skip


def _form_style(around: Style, column: int) -> Style:
    if column == 9:
        return replace(around, align="right", number="0.00")
    return replace(around, align="right" if 6 <= column <= 8 else "center" if column in (1, 5) else "left")


def _form_row(form: Form, row: FormRow, offset: int, number: int) -> tuple[Content, ...]:
    return (
        Decimal(offset + 1), row.code, row.objective, row.name, row.measure,
        _target_cell(row.annual), _target_cell(row.target),
        _typed(form, row.code, 2), _percent(row, number), _typed(form, row.code, 3),
    )  # fmt: skip


def _target_cell(target: Target | None) -> Content:
    if target is None:
        return None
    return target.low if target.high == target.low and not target.predicate else target_figure(target)


def _typed(form: Form, code: str, column: int) -> Formula:
    """What stands in Isi in the row of that code, wherever the row went; empty stays empty."""
    last = FIRST_ROW + len(form.rows) - 1
    letter = chr(64 + column)
    found = (
        f'INDEX({{isi}}!${letter}${FIRST_ROW}:${letter}${last},MATCH("{code} *",{{isi}}!$A${FIRST_ROW}:$A${last},0))'
    )
    return Formula(f'IFERROR(IF({found}="","",{found}),"")', "")


def _percent(row: FormRow, number: int) -> Content:
    """The quarter's capaian as a formula a reader can check: R/T, (2T-R)/T, or against the nearer bound."""
    if row.target is None or row.target.predicate or row.target.low == 0:
        return None
    actual, low, high = f"H{number}", row.target.low, row.target.high
    if row.polarity is Polarity.HIGHER:
        ratio = f"{actual}/{low}"
    elif row.polarity is Polarity.LOWER:
        ratio = f"(2*{low}-{actual})/{low}"
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
    return Sheet(GUIDE, form.words.tab_guide, (360,), cells, heights, paper=form.paper, footer=_footer(form))


def _plain(content: Content) -> str:
    return "".join(run.text for run in content) if isinstance(content, tuple) else str(content)


def _findings_sheet(form: Form) -> Sheet:
    """All catatan; the store later replaces its rows, and nothing else, in a workbook that a unit has."""
    cells = {(1, 1): CellPlan(form.words.findings_title, Style(bold=True, size=13, color="FFFFFF", fill=HEAD))}
    for column in range(2, SHORT_COLUMN):
        cells[1, column] = CellPlan(None, Style(fill=HEAD))
    for column, heading in enumerate(form.words.findings_columns, 1):
        cells[FINDING_FIRST - 1, column] = CellPlan(heading, HEADING)
    for column in range(1, SHORT_COLUMN + 1):
        cells[FINDING_FIRST, column] = CellPlan(form.words.findings_none if column == 1 else None, FINDING_BODY)
    severities = Area(FINDING_FIRST, 2, FINDING_FIRST + FINDING_ROWS - 1, 2)
    return Sheet(
        FINDINGS, form.words.tab_findings, (66, 84, 74, 100, 130, 220, 60), cells, {1: 24},
        colours=_severities(severities),
        hidden_columns=(SHORT_COLUMN,), landscape=True, paper=form.paper,
        repeat=(FINDING_FIRST - 1, FINDING_FIRST - 1), footer=_footer(form),
    )  # fmt: skip


def _key_sheet(form: Form) -> Sheet:
    cells = {
        (1, 1): CellPlan(str(form.key), Style()),
        (2, 1): CellPlan("Jangan diubah: baris di atas mengenali lembar ini.", Style()),
    }
    return Sheet(KEY, KEY_TITLE, (400,), cells, very_hidden=True, paper=form.paper)


def _footer(form: Form) -> str:
    sample = "DATA CONTOH · " if form.sample else ""
    return f"{sample}{form.office} · {form.unit_name} · Triwulan {ROMAN[form.quarter.quarter - 1]} {form.quarter.year}"
