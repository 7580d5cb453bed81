"""What the tabs of a workbook share: where things stand, looks, and the texts that are read back.

The secret kept here: how a row shows what is asked (`PEM-01 · name`, then satuan and target), and how a cell finds
its catatan in the tab Periksa.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from textwrap import wrap

from sheets_sync import dates, numerals
from sheets_sync.form import BudgetRow, Form, FormRow, target_figure
from sheets_sync.grid import Area, address
from sheets_sync.model import Polarity, TypedAs
from sheets_sync.period import MONTHS, ROMAN
from sheets_sync.plan import CellPlan, Colour, Content, Formula, Run, Sheet, Style
from sheets_sync.submission import Severity
from sheets_sync.targets import Target

FILL, BUDGET, CAUSES, FORM, GUIDE = "isi", "anggaran", "kendala", "formulir", "petunjuk"
FINDINGS, KEY = "periksa", "kunci"
KEY_TITLE = "_kunci"
SEND_ROW = "KIRIM"  # the code by which Periksa names the row "Saya kirim"
WORKBOOK_ROW = "LEMBAR"  # and the workbook as a whole
RETIRED = "tidak diminta lagi"  # follows the code of a row that a later version of the form asks no longer
FIRST_ROW = 6  # of the indicators in Isi and Kendala and of the programmes in Anggaran
FINDING_ROWS = 400  # how many catatan the sheets look up; more are counted, and shown on the site
FINDING_FIRST = 5
FINDINGS_END = FINDING_FIRST + 500  # every catatan, with room for rows that people inserted above them
FINDINGS_NAME = "periksa_awal"  # the defined name of the first one's cell
SHORT_COLUMN = 7  # what a row's own cell looks up
REPLY_COLUMN = 8  # where the unit answers a question
RULE_COLUMN = 9
FINDING_WIDTHS = (60, 84, 66, 92, 120, 200, 60, 150, 60)  # pixels, of the columns of Periksa
PHONE_WIDTHS = (140, 82, 72, 66)  # pixels; 360 in all

QUIET = "6B7280"
HEAD, SOFT, EMPTY, ALERT, QUESTION = "0B5C5E", "E8F1F1", "FFF2B3", "B42318", "8A4B00"


BODY = Style(wrap=True, border="below")
HEADING = Style(bold=True, size=9, fill=SOFT, wrap=True, border="below")
INPUT = Style(border="below", locked=False)
FINDING = Style(size=9, color=QUIET, wrap=True, border="below")
FINDING_BODY = Style(size=10, wrap=True, border="below", middle=False)  # of a row of Periksa
REPLY_BODY = replace(FINDING_BODY, locked=False)  # and of its answer

Cells = dict[tuple[int, int], CellPlan]


class Words:
    """The office's texts with this form's names and dates filled in."""

    def __init__(self, form: Form) -> None:
        period = form.quarter
        self._values = {
            "unit": form.unit_name,
            "triwulan": period.label,
            "rentang": period.span,
            "batas": dates.weekday_date(form.on_time_until),
            "alasan_batas": form.deadlines.on_time_reason,
            "dikunci": dates.weekday_date(form.locked_on),
            "alasan_dikunci": form.deadlines.locked_reason,
            "batas_kabupaten": form.deadlines.regency_words,
            "kantor": form.office,
            "kepala": form.head,
            "ambang": numerals.plain(form.attention_below),
        }

    def __call__(self, text: str) -> str:
        return text.format_map(self._values)


# --- what is asked --------------------------------------------------------------------------------------------


def indicator_words(form: Form, row: FormRow) -> tuple[Run, ...]:
    """`PEM-01 · name`, then satuan and target; the code stands first since formulas cut it out."""
    details = [target_words(row.target, row.measure, form.words.target) if row.target else row.measure]
    if row.polarity is Polarity.LOWER:
        details.append(form.words.lower_is_better)
    if numerals.is_ratio(row.measure):
        details.append("ketik 1:17,9 atau 17,9")
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
    """`target 100 %`, `target 95–105 %`, `target BB`, `target 1:17,9`."""
    figure = f"{lead} {target_figure(target, measure)}"
    return figure if target.predicate or numerals.is_ratio(measure) else f"{figure} {measure}"


def text_of(runs: tuple[Run, ...]) -> str:
    """The text as the cell holds it."""
    return "".join(run.text for run in runs)


def programme_words(form: Form, row: BudgetRow) -> tuple[Run, ...]:
    return (
        Run(f"{row.code} · ", size=9, color=QUIET),
        Run(row.name, size=11),
        Run(f"\n{form.words.ceiling} {numerals.rupiah(row.ceiling)}", bold=True, size=10, color=HEAD),
    )


def retired_words(code: str, text: str) -> str:
    """The text of a row that is asked no longer; without the mark behind its code, so that nothing reads it as a row."""
    name = text.partition("·")[2].partition("\n")[0].strip() or text
    return f"{code} {RETIRED}\n{name}"


# --- a tab for the phone --------------------------------------------------------------------------------------


def head(form: Form, title: str, instruction: str, left: Formula) -> tuple[Cells, dict[int, int]]:
    """Rows 1 to 4: title, instruction, what is left, what must be mended; they run over into empty cells."""
    count = f'COUNTIF({_findings(2, 2)},"{Severity.MUST.value}")'
    texts: tuple[tuple[Content, Style], ...] = (
        (title, Style(bold=True, size=_title_size(title), color="FFFFFF", fill=HEAD)),
        (instruction, Style(size=10, fill=SOFT)),
        (left, Style(bold=True, size=10, fill=SOFT)),
        (
            Formula(f'IF({count}=0,"",{count}&" {quoted(form.words.must_mend)}")&T(NOW())', ""),
            Style(bold=True, size=10, color=ALERT, fill=SOFT),
        ),
    )
    cells: Cells = {}
    for row, (content, style) in enumerate(texts, 1):
        cells[row, 1] = CellPlan(content, style)
        for column in range(2, 5):
            cells[row, column] = CellPlan(None, Style(fill=style.fill))
    return cells, {1: 24, 2: 17, 3: 17, 4: 17, FIRST_ROW - 1: 38}


def filled_of(inputs: Area | None, due: int, filled: str) -> Formula:
    """`3 dari 8 sudah diisi`: how many of the cells hold something."""
    counted = f"COUNTA({address(inputs.top, inputs.left)}:{address(inputs.bottom, inputs.right)})" if inputs else "0"
    left = f" dari {due} {filled}"
    return Formula(f'{counted}&"{quoted(left)}"&T(NOW())', f"0{left}")


def headings(*texts: str) -> Cells:
    """The heading row above the first row to fill."""
    return {(FIRST_ROW - 1, column): CellPlan(text, HEADING) for column, text in enumerate(texts, 1)}


def input_row(number: int, name: tuple[Run, ...], figure: Style, fallback: str) -> Cells:
    """A row to fill: what is asked, the figure, the note, and the catatan that is looked up."""
    return {
        (number, 1): CellPlan(name, BODY),
        (number, 2): CellPlan(None, figure),
        (number, 3): CellPlan(None, replace(INPUT, size=10, wrap=True)),
        (number, 4): CellPlan(lookup(row_code(number), fallback), FINDING),
    }


def _title_size(title: str) -> int:
    """Points at which the title fits into 360 pixels without wrapping."""
    return 12 if len(title) <= 38 else 10 if len(title) <= 47 else 9


# --- catatan --------------------------------------------------------------------------------------------------


def severities(area: Area) -> tuple[Colour, ...]:
    """A catatan's first words say how much it weighs, and colour repeats it."""
    return (
        Colour(area, "begins", Severity.MUST.value, color=ALERT),
        Colour(area, "begins", Severity.ANSWER.value, color=QUESTION),
    )


def row_code(row: int) -> str:
    cell = f"$A{row}"
    return f'LEFT({cell},FIND(" ",{cell}&" ")-1)'


def _findings(first: int, last: int) -> str:
    top, bottom = FINDING_FIRST, FINDING_FIRST + FINDING_ROWS - 1
    return f"{{periksa}}!${chr(64 + first)}${top}:${chr(64 + last)}${bottom}"


def lookup(code: str, fallback: str) -> Formula:
    """The row's catatan, and `fallback` while it has none."""
    return lookup_or(code, f'"{quoted(fallback)}"', fallback)


def lookup_or(code: str, otherwise: str, result: str) -> Formula:
    return Formula(f"IFERROR({catatan_of(code)},{otherwise})&T(NOW())", result)


def catatan_of(code: str) -> str:
    """What finds the first catatan of that row; an error where it has none."""
    return f"VLOOKUP({code},{_findings(1, SHORT_COLUMN)},{SHORT_COLUMN},FALSE)"


def quoted(text: str) -> str:
    return text.replace('"', '""')


def height(runs: tuple[Run, ...], width: int = 17, least: int = 66) -> int:
    """Points for a cell of `width` characters a line that holds the runs, and for a catatan beside it."""
    lines = sum(math.ceil(len(line) / width) or 1 for line in "".join(run.text for run in runs).split("\n"))
    return min(max(lines * 15 + 6, least), 400)


def finding_height(texts: Sequence[str]) -> int:
    """Points for a row of Periksa that shows its texts whole, a letter being seven pixels wide."""
    shown = (
        (text, wide)
        for column, (text, wide) in enumerate(zip(texts, FINDING_WIDTHS, strict=False), 1)
        if column not in (SHORT_COLUMN, RULE_COLUMN)
    )
    lines = max(sum(len(wrap(line, wide // 7)) or 1 for line in text.split("\n")) for text, wide in shown)
    return min(lines * 13 + 4, 400)


# --- elsewhere ------------------------------------------------------------------------------------------------


def typed(form: Form, code: str, column: int) -> Formula:
    """What stands in Isi in the row of that code, wherever the row went; empty stays empty."""
    found = figure_of(form, code, column)
    return Formula(f'IFERROR(IF({found}="","",{found}),"")', "")


def figure_of(form: Form, code: str, column: int = 2) -> str:
    """What finds the cell of Isi in the row of that code."""
    last = FIRST_ROW + len(form.rows) - 1
    letter = chr(64 + column)
    return f'INDEX({{isi}}!${letter}${FIRST_ROW}:${letter}${last},MATCH("{code} *",{{isi}}!$A${FIRST_ROW}:$A${last},0))'


def footer(form: Form) -> str:
    sample = "DATA CONTOH · " if form.sample else ""
    return f"{sample}{form.office} · {form.unit_name} · Triwulan {ROMAN[form.quarter.quarter - 1]} {form.quarter.year}"


def key_sheet(key: str, paper: str) -> Sheet:
    """The hidden tab by which every workbook of ours is known, whatever its file is called."""
    cells = {
        (1, 1): CellPlan(key, Style()),
        (2, 1): CellPlan("Jangan diubah: baris di atas mengenali lembar ini.", Style()),
    }
    return Sheet(KEY, KEY_TITLE, (400,), cells, very_hidden=True, paper=paper)


def lines_of(text: str, width: int, letter: float) -> int:
    """How many lines the text takes in a column of that many pixels, where a letter takes `letter` of them."""
    return len(wrap(text, max(int((width - 6) / letter), 1))) or 1
