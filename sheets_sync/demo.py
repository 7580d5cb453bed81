"""A pretend operator who plays the units of the sample office for the four quarters of 2026.

It types into the workbooks as a unit's spreadsheet would, inside the file (or, with other hands, online), and makes
the mistakes that offices make: a unit late, one empty, numbers typed as text, a wrong satuan, a drop-down pasted
over. All figures come from a seed and are made up.
"""

from __future__ import annotations

import os
import random
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from sheets_sync import numerals
from sheets_sync.form import Form, FormRow
from sheets_sync.grid import address
from sheets_sync.lookup import workbook_name
from sheets_sync.model import Accumulation, Polarity, TypedAs
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.recap import Recap
from sheets_sync.report import Report
from sheets_sync.stores import package
from sheets_sync.workbook import FIRST_ROW
from sheets_sync.workdays import WorkCalendar

PERIODS = tuple(Period(2026, quarter) for quarter in range(1, 5))
Typed = str | Decimal
Cells = Mapping[tuple[int, int], Typed]


@dataclass(frozen=True, slots=True)
class Scene:
    """What one unit does out of the ordinary in one quarter."""

    quarter: int
    unit: str
    kind: str


SCENES = (
    Scene(1, "KESOS", "late"),
    Scene(1, "YANUM", "number as text"),
    Scene(2, "UMUM", "words with the number"),
    Scene(2, "TRANTIB", "late"),
    Scene(3, "PMD", "two ways to read"),
    Scene(3, "PEM", "no evidence"),
    Scene(4, "TRANTIB", "half filled"),
    Scene(4, "KESOS", "empty"),
    Scene(4, "YANUM", "number as text"),
    Scene(4, "PEM", "another measure"),
    Scene(4, "REN", "pasted over"),
    Scene(4, "UMUM", "late"),
)


Office = Callable[[datetime], Project]  # the office's folder, opened at a moment
Hands = Callable[[Project, Form, Mapping[str, Cells], datetime], None]  # who types into a unit's workbook, and when


def play_quarter(office: Office, hands: Hands, period: Period, seed: int) -> tuple[Report, Recap]:
    """The quarter from create to the built site, at pretended moments: the run comes two days after the deadline."""
    project = office(datetime.combine(period.last_day, time(1), tzinfo=UTC))
    project.create(period)
    forms = project.archive.forms.all(period)
    calendar = WorkCalendar(project.office.special_days)
    for unit in project.office.units_in(period):
        form = forms[unit.code]
        scenes = {scene.kind for scene in SCENES if (scene.quarter, scene.unit) == (period.quarter, unit.code)}
        saved = (
            calendar.nth_after(form.on_time_until, 1) if "late" in scenes else form.on_time_until - timedelta(days=1)
        )
        typed = unit_cells(form, scenes, random.Random(f"{seed}-{period}-{unit.code}"))  # noqa: S311  # figures, no secret
        hands(project, form, typed, datetime.combine(saved, time(14, 5), tzinfo=project.office.timezone))
    deadline = next(iter(forms.values())).on_time_until
    now = datetime.combine(calendar.nth_after(deadline, 2), time(10, 30), tzinfo=project.office.timezone)
    return office(now).run(period)


def type_into_file(project: Project, form: Form, typed: Mapping[str, Cells], saved: datetime) -> None:
    """Hands for an office with a folder of Excel files."""
    unit = next(unit for unit in project.office.units if unit.code == form.unit)
    name = f"{workbook_name(unit, form.quarter)}.xlsx"
    path = project.root / project.office.folder / form.period / name
    type_into(path, typed)
    os.utime(path, (saved.timestamp(), saved.timestamp()))


def unit_cells(form: Form, scenes: set[str], luck: random.Random) -> dict[str, Cells]:
    """What the unit types into which tab, with what goes wrong in these scenes."""
    if "empty" in scenes:
        return {}
    fill = dict(_figures(form, luck)) | dict(_evidence(form))
    if "half filled" in scenes:
        kept = FIRST_ROW + (len(form.due) + 1) // 2
        fill = {place: typed for place, typed in fill.items() if place[0] < kept}
    else:
        send = FIRST_ROW + len(form.rows)
        fill |= {
            (send, 2): "sudah" if "pasted over" in scenes else form.words.yes,
            (send, 3): f"Petugas {form.unit} (contoh)",
        }
    fill |= dict(_mistakes(form, fill, scenes))
    sheets: dict[str, Cells] = {form.words.tab_fill: fill}
    if form.budget:
        sheets[form.words.tab_budget] = dict(_spending(form, luck))
    return sheets


def _figures(form: Form, luck: random.Random) -> Iterator[tuple[tuple[int, int], Typed]]:
    for number, row in enumerate(form.rows, FIRST_ROW):
        if row.due:
            yield (number, 2), _figure(row, luck)


def _figure(row: FormRow, luck: random.Random) -> Typed:
    """A believable realisasi: near the target, a whole number for counts, within the maximum."""
    if row.choices:
        target = row.target.predicate if row.target else row.choices[0]
        return luck.choice((target, row.choices[min(row.choices.index(target) + 1, len(row.choices) - 1)]))
    if row.target is None:
        return Decimal(luck.randint(1, 5))
    if row.target.low == 0:
        return Decimal(0)
    if row.polarity is Polarity.RANGE:
        share = Decimal(luck.randint(0, 130)) / 100 - Decimal("0.1")
        value = row.target.low + (row.target.high - row.target.low) * share
    elif row.typed_as is TypedAs.TO_DATE:  # never below what was reported a quarter earlier
        value = row.target.low * Decimal(luck.randint(94, 104)) / 100
    else:
        value = row.target.low * Decimal(luck.choices((luck.randint(60, 85), luck.randint(88, 108)), (1, 5))[0]) / 100
    whole = row.accumulation is Accumulation.SUM or row.typed_as is TypedAs.TO_DATE
    value = value.quantize(Decimal(1).scaleb(0 if whole else -row.decimals), rounding=ROUND_HALF_UP)
    return numerals.enter(value if row.maximum is None else min(value, row.maximum))


def _evidence(form: Form) -> Iterator[tuple[tuple[int, int], Typed]]:
    for number, row in enumerate(form.rows, FIRST_ROW):
        if row.due and row.evidence_required:
            yield (number, 3), f"kertas: rekap {row.code}, map {form.quarter.quarter}"


def _spending(form: Form, luck: random.Random) -> Iterator[tuple[tuple[int, int], Typed]]:
    """Realisasi since January, rising through the year and below the pagu."""
    for number, row in enumerate(form.budget, FIRST_ROW):
        share = Decimal(form.quarter.quarter) * Decimal(luck.randint(200, 245)) / 1000
        yield (number, 2), (row.ceiling * share).quantize(Decimal(1000))


def _mistakes(form: Form, fill: Cells, scenes: set[str]) -> Iterator[tuple[tuple[int, int], Typed]]:
    """What these scenes type in place of the first figure, in the evidence, or over a drop-down."""
    figures = [(place, typed) for place, typed in fill.items() if place[1] == 2 and isinstance(typed, Decimal)]
    for place, typed in figures[:1]:
        measure = form.rows[place[0] - FIRST_ROW].measure
        for scene in scenes & set(SPELLINGS):
            yield place, SPELLINGS[scene](numerals.ungrouped(typed), measure)
    for number, row in enumerate(form.rows, FIRST_ROW):
        if "no evidence" in scenes and row.due and row.evidence_required:
            yield (number, 3), ""
        if "pasted over" in scenes and row.due and row.choices:
            yield (number, 2), "Sangat baik"


SPELLINGS: dict[str, Callable[[str, str], str]] = {
    "number as text": lambda figure, measure: f"{figure} %" if measure == "%" else figure,
    "words with the number": lambda figure, measure: f"{figure} {'persen' if measure == '%' else measure}",
    "another measure": lambda figure, _measure: f"{figure} kali",
    "two ways to read": lambda _figure, _measure: "4.250",
}


def type_into(path: Path, sheets: Mapping[str, Cells]) -> None:
    """Type into cells of an untouched workbook as a spreadsheet would; looks and drop-downs stay."""
    for title, typed in sheets.items():
        with zipfile.ZipFile(path) as content:
            part = package.sheet_parts(content)[title]
            old = content.read(part)
        package.replace_part(path, part, _typed_part(old, typed), path.stat())
    os.utime(path)  # saved now


def _typed_part(part: bytes, typed: Cells) -> bytes:
    for (row, column), value in typed.items():
        cell = address(row, column).encode()
        pattern = re.compile(rb'<c r="%s"((?: s="\d+")?)[^>]*?(?:/>|>.*?</c>)' % cell, re.DOTALL)
        if isinstance(value, Decimal):
            new = b'<c r="%s"\\1><v>%s</v></c>' % (cell, format(value, "f").encode())
        else:
            text = package.xml_text(value).replace("\\", "\\\\").encode()
            new = b'<c r="%s"\\1 t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (cell, text)
        part, count = pattern.subn(new, part, count=1)
        if not count:
            raise ValueError(f"no cell {cell.decode()} to type into")
    return part
