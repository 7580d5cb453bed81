"""What an honest unit of the sample office types: believable figures that raise no catatan, with evidence and causes.

The figures come from a seed and are made up; every text says so.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from sheets_sync import numerals
from sheets_sync.achievement import asked_percent
from sheets_sync.form import Form, FormRow
from sheets_sync.grid import BrokenCell
from sheets_sync.layout import FIRST_ROW, indicator_words, programme_words, text_of
from sheets_sync.model import Accumulation, Polarity, TypedAs

Typed = str | Decimal | BrokenCell  # a broken cell stands for a formula that divides by zero
Cells = Mapping[tuple[int, int], Typed]
Figures = Mapping[str, Decimal]  # by the code of the row
FIRST, FIGURE, NOTE = 1, 2, 3  # columns of a tab that is filled
CAUSES = (
    ("Rekap dari desa belum lengkap (contoh)", "Desa diingatkan setiap Jumat (contoh)"),
    ("Petugas pendataan sedang berganti (contoh)", "Petugas pengganti ditunjuk bulan depan (contoh)"),
    ("Kegiatan bergeser ke triwulan berikutnya (contoh)", "Jadwal baru disepakati dalam rapat seksi (contoh)"),
)


@dataclass(slots=True)
class Sheet:
    """What a unit means to type into its workbook, by the codes of its rows."""

    form: Form
    figures: dict[str, Typed] = field(default_factory=dict)  # of indicators and programmes
    notes: dict[str, str] = field(default_factory=dict)
    causes: dict[str, tuple[str, str]] = field(default_factory=dict)
    first_cells: dict[str, str] = field(default_factory=dict)  # typed over the first cell of the row
    headings: dict[int, str] = field(default_factory=dict)  # typed over the headings of the tab Isi, by column
    tick: str = ""
    sender: str = ""
    past: Figures = field(default_factory=dict)  # what the unit had reported a quarter earlier
    silent: set[str] = field(default_factory=set)  # rows whose low capaian is left unexplained

    def cells(self) -> dict[str, Cells]:
        """The same as cells of its tabs; nothing for a tab that is left alone."""
        words = self.form.words
        tabs: dict[str, Cells] = {
            words.tab_fill: dict(self._fill_cells()),
            words.tab_budget: dict(self._rows([row.code for row in self.form.budget])),
            words.tab_causes: dict(self._cause_cells()),
        }
        return {tab: cells for tab, cells in tabs.items() if cells}

    def _fill_cells(self) -> Iterator[tuple[tuple[int, int], Typed]]:
        yield from self._rows([row.code for row in self.form.rows])
        yield from (((FIRST_ROW - 1, column), text) for column, text in self.headings.items())
        send = FIRST_ROW + len(self.form.rows)
        yield from (((send, column), text) for column, text in ((FIGURE, self.tick), (NOTE, self.sender)) if text)

    def _rows(self, codes: list[str]) -> Iterator[tuple[tuple[int, int], Typed]]:
        columns: tuple[tuple[int, Mapping[str, Typed]], ...] = (
            (FIRST, self.first_cells), (FIGURE, self.figures), (NOTE, self.notes),
        )  # fmt: skip
        for number, code in enumerate(codes, FIRST_ROW):
            yield from (((number, column), texts[code]) for column, texts in columns if code in texts)

    def _cause_cells(self) -> Iterator[tuple[tuple[int, int], Typed]]:
        for number, row in enumerate(self.form.assessable, FIRST_ROW):
            for column, text in enumerate(self.causes.get(row.code, ()), FIGURE):
                yield (number, column), text


def as_sent(form: Form, tab: str, place: tuple[int, int]) -> str:
    """What stood in that cell when the workbook was handed out."""
    row, column = place
    if tab == form.words.tab_fill and row == FIRST_ROW - 1:
        return ("", form.words.indicator, form.words.actual, form.words.note)[column]
    if column != FIRST:
        return ""
    if tab == form.words.tab_budget:
        return text_of(programme_words(form, form.budget[row - FIRST_ROW]))
    return text_of(indicator_words(form, form.rows[row - FIRST_ROW]))


def honest(form: Form, luck: random.Random, past: Figures) -> Sheet:
    """All that is asked for, ticked and signed; it lacks only the causes of a low capaian, see `explain`."""
    figures: dict[str, Typed] = {}
    figures |= _unlike(form, _indicators(form, luck), past)
    figures |= dict(_spending(form, luck))
    return Sheet(
        form,
        figures,
        {row.code: _evidence(form, row) for row in form.due if row.evidence_required},
        tick=form.words.yes,
        sender=f"Petugas {form.unit} (contoh)",
        past=past,
    )


def explain(sheet: Sheet) -> None:
    """Faktor penghambat and tindak lanjut stand beside every low capaian, but for the rows that are left silent."""
    for number, row in enumerate(sheet.form.assessable):
        if row.code not in sheet.silent and _is_low(sheet, row):
            sheet.causes[row.code] = CAUSES[number % len(CAUSES)]


def _is_low(sheet: Sheet, row: FormRow) -> bool:
    figure = sheet.figures.get(row.code)
    if isinstance(figure, str):
        figure = sheet.form.predicates.get(figure) if row.choices else numerals.read(figure, row.measure).value
    if row.target is None or not isinstance(figure, Decimal):
        return False
    percent = asked_percent(row, figure)
    return isinstance(percent, Decimal) and percent < sheet.form.attention_below


def _evidence(form: Form, row: FormRow) -> str:
    return f"kertas: rekap {row.code}, map {form.quarter.quarter}"


# --- figures -------------------------------------------------------------------------------------------------


def _indicators(form: Form, luck: random.Random) -> dict[str, Typed]:
    typed = {row.code: _figure(row, luck) for row in form.due}
    for row in form.due:
        percent = typed[row.code]
        if row.numerator in typed and row.denominator in typed and isinstance(percent, Decimal):
            typed |= _counted(form, row, percent, luck)
    return typed


def _counted(form: Form, row: FormRow, percent: Decimal, luck: random.Random) -> Iterator[tuple[str, Typed]]:
    """Counts that make about that percentage, the percentage that they make, and what is left for the other part."""
    whole = Decimal(luck.randint(80, 240))
    part = _rounded(whole * percent / 100, 0)
    yield row.code, _rounded(part * 100 / whole, row.decimals)
    yield row.denominator, whole
    yield row.numerator, part
    rest = whole - part
    for other in form.due:
        if other.part_of == row.denominator and other.code != row.numerator:
            yield other.code, rest
            rest = Decimal(0)


def _figure(row: FormRow, luck: random.Random) -> Typed:
    """A believable realisasi: near the target, a whole number for counts, within the maximum."""
    if row.choices:
        target = row.target.predicate if row.target else row.choices[0]
        return luck.choice((target, row.choices[min(row.choices.index(target) + 1, len(row.choices) - 1)]))
    if row.target is None:
        return Decimal(luck.randint(1, 5))
    if row.target.low == 0:
        return Decimal(0)
    value = _near(row, row.target.low, row.target.high, luck)
    whole = row.accumulation is Accumulation.SUM or row.typed_as is TypedAs.TO_DATE
    value = _rounded(value, 0 if whole else row.decimals)
    return value if row.maximum is None else min(value, row.maximum)


def _near(row: FormRow, low: Decimal, high: Decimal, luck: random.Random) -> Decimal:
    if row.polarity is Polarity.RANGE:
        return low + (high - low) * (Decimal(luck.randint(-10, 120)) / 100)
    if row.typed_as is TypedAs.TO_DATE:  # never below what was reported a quarter earlier
        return low * Decimal(luck.randint(94, 104)) / 100
    share = Decimal(luck.choices((luck.randint(60, 85), luck.randint(88, 108)), (1, 5))[0]) / 100
    return low * ((3 - share) / 2 if row.polarity is Polarity.LOWER else share)


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return numerals.enter(value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))


def repeatable(form: Form, past: Figures) -> list[FormRow]:
    """The rows by which an office sees that old figures were sent again: sums with a target, known of last quarter."""
    rows = (row for row in form.due if row.accumulation is Accumulation.SUM and row.target and row.code in past)
    return [row for row in rows if row.target and row.target.low > 0]


def _unlike(form: Form, typed: dict[str, Typed], past: Figures) -> dict[str, Typed]:
    """The same, one count more (or less, where less is better) if all would be as they were a quarter earlier."""
    rows = repeatable(form, past)
    if len(rows) > 1 and all(typed[row.code] == past[row.code] for row in rows):
        row = max(rows, key=lambda row: row.target.low if row.target else Decimal(0))
        fewer = row.polarity is Polarity.LOWER and past[row.code] > 0
        return typed | {row.code: past[row.code] + (-1 if fewer else 1)}
    return typed


def _spending(form: Form, luck: random.Random) -> Iterator[tuple[str, Typed]]:
    """Realisasi since January, rising through the year, below the pagu, and never twice the same."""
    for number, row in enumerate(form.budget, 1):
        share = Decimal(form.quarter.quarter) * Decimal(luck.randint(210, 240)) / 1000
        yield row.code, _rounded(row.ceiling * share / 1000, 0) * 1000 + 125 * (number % 8)
