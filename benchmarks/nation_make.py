"""Makes the archived submissions of the country's kecamatan: figures that agree, and known mistakes among them.

A process of its own: a line `first last folder` on its input asks for those kecamatan, its answer says how it went.
A file holds a kecamatan: for each unit the year's earlier quarters and then the quarter to be checked, each the very
bytes that the archive keeps, behind a record separator (RFC 7464).
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from benchmarks.nation_office import EARLIER, PERIOD, UNITS, Forms, make_forms
from sheets_sync import numerals
from sheets_sync.archive import SUBMISSION
from sheets_sync.form import Form, FormRow
from sheets_sync.model import Polarity, TypedAs
from sheets_sync.rules import RULES
from sheets_sync.submission import Entry, Reading, Source, Submission
from sheets_sync.workbook import SEND_ROW

SEPARATOR = b"\x1e"
WHEN = datetime(2026, 10, 6, 2, 30, tzinfo=UTC)
FAULTY = (0, 1, 2, 3, 2, 4, 0, 3, 1, 3, 2, 3)  # entries of each unit's twenty: 24 of 240
HALF, TWO = Decimal("0.5"), Decimal(2)

Figures = dict[str, Decimal]


@dataclass(frozen=True, slots=True)
class Typed:
    """The cell of a faulty entry: a number, or a text that the package reads itself."""

    text: str = ""
    number: Decimal | None = None
    reading: Reading | None = None  # where neither says it
    note: str | None = None  # where it is not the usual one


@dataclass(frozen=True, slots=True)
class Mistake:
    """What people get wrong: the rule that must notice, the rows in which it can happen, and what is typed then."""

    rule: str
    fits: Callable[[FormRow], bool]
    typed: Callable[[FormRow, Decimal], Typed]


def _number(row: FormRow) -> bool:
    return not row.choices and not row.supporting and not row.numerator


def _share(row: FormRow) -> bool:
    return _number(row) and row.maximum is not None


def _count(row: FormRow) -> bool:
    return _number(row) and row.decimals == 0


def _low(row: FormRow, _: Decimal) -> Typed:
    """Half of the target, and no word about why."""
    return Typed(number=(row.target.low * HALF).quantize(Decimal(1)) if row.target else None)


MISTAKES = (
    Mistake("K-02", _number, lambda _, __: Typed(note="")),
    Mistake("K-07", _number, lambda _, __: Typed(note="menunggu register dari desa")),
    Mistake("K-06", lambda row: row.evidence_required, lambda _, value: Typed(number=value, note="")),
    Mistake(
        "K-08", lambda row: row.typed_as is TypedAs.QUARTER and _number(row) and row.polarity is Polarity.HIGHER, _low
    ),
    Mistake("J-01", _number, lambda _, __: Typed(text="nihil")),
    Mistake("J-01", _number, lambda _, __: Typed(text="belum selesai")),
    Mistake("J-02", _count, lambda _, __: Typed(text="4.250")),
    Mistake("J-03", _count, lambda row, value: Typed(text=f"{numerals.ungrouped(value)} {row.measure}")),
    Mistake("J-04", _number, lambda _, value: Typed(text=f"{numerals.ungrouped(value)} kali")),
    Mistake("J-05", _number, lambda _, __: Typed(text="12 desa dan 15 dusun")),
    Mistake("J-06", _number, lambda _, __: Typed(text="2026-10-05", reading=Reading.DATE)),
    Mistake("J-07", _number, lambda _, __: Typed(text="#DIV/0!", reading=Reading.BROKEN)),
    Mistake("J-08", lambda row: bool(row.choices), lambda _, __: Typed(text="Baik sekali")),
    Mistake("J-09", _share, lambda _, value: Typed(text=f"{numerals.ungrouped(value)} %")),
    Mistake("J-09", _number, lambda _, value: Typed(text=numerals.fixed(value, 2))),
    Mistake("J-10", _number, lambda _, __: Typed(text="19870512 201001 1 004")),
    Mistake("J-11", _share, lambda _, value: Typed(number=value / 100)),
    Mistake("J-12", _count, lambda _, value: Typed(number=value + HALF)),
    Mistake("B-01", _number, lambda _, value: Typed(number=-value)),
    Mistake("B-02", _share, lambda _, value: Typed(number=value + 100)),
    Mistake("A-02", lambda row: row.code.endswith("-17"), lambda _, value: Typed(number=value + 100)),
    Mistake("A-01", lambda row: row.code.endswith("-19"), lambda _, value: Typed(number=value + 3)),
    Mistake("A-03", lambda row: bool(row.numerator), lambda _, value: Typed(number=value - 5)),
    Mistake("W-03", lambda row: row.typed_as is TypedAs.TO_DATE, lambda _, value: Typed(number=value // 3)),
    Mistake(
        "W-04", lambda row: _count(row) and row.polarity is Polarity.HIGHER, lambda _, value: Typed(number=value * 2)
    ),
    Mistake("W-05", lambda row: row.polarity is Polarity.LOWER, lambda _, value: Typed(number=value * 3)),
    Mistake("W-08", lambda row: row.polarity is Polarity.RANGE, lambda _, value: Typed(number=value * 2)),
)


# --- figures that agree ---------------------------------------------------------------------------------------


def make_year(form: Form, chance: random.Random) -> list[Figures]:
    """The unit's figures of the year's earlier quarters and of this one: near their targets, and steady."""
    quarters = [{row.code: _figure(row, chance) for row in form.rows} for _ in range(len(EARLIER) + 1)]
    for number, quarter in enumerate(quarters):
        _agree(form, quarter, chance)
        for row in form.rows:
            if row.typed_as is TypedAs.TO_DATE and number:
                quarter[row.code] += quarters[number - 1][row.code]
        for place, programme in enumerate(form.budget):
            before = quarters[number - 1][programme.code] if number else Decimal(place * 1_000 + 137)
            quarter[programme.code] = before + Decimal(chance.randint(20, 50) * 1_000_000)
    return quarters


def _figure(row: FormRow, chance: random.Random) -> Decimal:
    if row.choices or row.target is None:
        return Decimal(70)
    if row.polarity is Polarity.LOWER:
        return Decimal(chance.randint(8, 11))
    if row.decimals:
        return Decimal(chance.randint(7601, 9499) if row.maximum else chance.randint(9601, 10399)) / 100
    return Decimal(chance.randint(37, 46))


def _agree(form: Form, quarter: Figures, chance: random.Random) -> None:
    """The whole is the sum of its parts, and the percentage is that of its counts."""
    for row in form.rows:
        if row.numerator:
            whole = Decimal(chance.randint(200, 240))
            rest = Decimal(chance.randint(12, 16))
            other = next(part.code for part in form.rows if part.part_of and part.code != row.numerator)
            quarter |= {row.denominator: whole, row.numerator: whole - rest, other: rest}
            quarter[row.code] = ((whole - rest) / whole * 100).quantize(Decimal("0.01"))


# --- from figures to the archive ------------------------------------------------------------------------------


def make_submission(form: Form, figures: Figures, wrong: Mapping[str, Typed], source: str) -> Submission:
    """The submission with these figures, and with these cells typed wrong."""
    tab = form.words.tab_fill
    entries = tuple(
        _entry(row, tab, f"B{at}", wrong.get(row.code) or Typed(number=figures[row.code]))
        for at, row in enumerate(form.rows, 6)
    )
    budget = tuple(
        _plain(row.code, form.words.tab_budget, f"B{at}", figures[row.code], "")
        for at, row in enumerate(form.budget, 6)
    )
    causes = tuple(
        Entry(row.code, form.words.tab_causes, f"B{at}", "", Reading.EMPTY) for at, row in enumerate(form.assessable, 6)
    )
    tick = Entry(SEND_ROW, tab, "B30", form.words.yes, Reading.WORDS, note="Siti Aminah")
    kept = Source(source, "0" * 64, WHEN)
    return Submission(form.unit, form.period, form.version, entries, budget, True, tick, (), kept, WHEN, WHEN, causes)


def _entry(row: FormRow, tab: str, cell: str, typed: Typed) -> Entry:
    usual = "kertas: register 2026, lemari 3" if row.evidence_required else ""
    note = usual if typed.note is None else typed.note
    if typed.number is not None and not row.choices:
        return _plain(row.code, tab, cell, typed.number, note)
    if typed.number is not None:
        return Entry(row.code, tab, cell, "BB", Reading.PREDICATE, typed.number, note=note)
    if typed.reading or row.choices:
        return Entry(row.code, tab, cell, typed.text, typed.reading or Reading.WORDS, note=note)
    spelling = numerals.read(typed.text, row.measure)
    return Entry(row.code, tab, cell, typed.text, spelling.reading, spelling.value, spelling.hint, note)


def _plain(code: str, tab: str, cell: str, value: Decimal, note: str) -> Entry:
    entered = numerals.enter(value)
    return Entry(code, tab, cell, numerals.plain(entered), Reading.NUMBER, entered, note=note)


@dataclass(frozen=True, slots=True)
class Made:
    """A unit's submission, what was archived of it before, and the rule that must speak in each faulty row."""

    past: tuple[Submission, ...]
    now: Submission
    faulty: Mapping[str, str]


def make_unit(forms: Forms, unit: str, kecamatan: int, faulty: int, mistakes: Sequence[Mistake]) -> Made:
    """The same for the same arguments, on any machine."""
    chance = random.Random(f"{kecamatan} {unit}")  # noqa: S311  # figures, not secrets
    form = forms[unit, str(PERIOD)]
    *earlier, figures = make_year(form, chance)
    chosen = {row: mistake for row in chance.sample(form.rows, faulty) if (mistake := _mistake(row, chance, mistakes))}
    wrong = {row.code: mistake.typed(row, figures[row.code]) for row, mistake in chosen.items()}
    file = f"{unit} {kecamatan:05}.xlsx"
    past = tuple(
        make_submission(forms[unit, str(period)], quarter, {}, file)
        for period, quarter in zip(EARLIER, earlier, strict=True)
    )
    now = make_submission(form, figures, wrong, file)
    return Made(past, now, {row.code: mistake.rule for row, mistake in chosen.items()})


def _mistake(row: FormRow, chance: random.Random, mistakes: Sequence[Mistake]) -> Mistake | None:
    fitting = [mistake for mistake in mistakes if mistake.fits(row)]
    return chance.choice(fitting) if fitting else None


def known_mistakes() -> tuple[Mistake, ...]:
    """Those that a rule of the register is there for."""
    codes = {rule.code for rule in RULES}
    return tuple(mistake for mistake in MISTAKES if mistake.rule in codes)


def write_kecamatan(forms: Forms, number: int, folder: Path, mistakes: Sequence[Mistake]) -> int:
    """The kecamatan's file lies in the folder; how many of its entries are faulty."""
    faulty = 0
    with (folder / f"{number:05}.seq").open("wb") as file:
        for unit, wrong in zip(UNITS, FAULTY, strict=True):
            made = make_unit(forms, unit, number, wrong, mistakes)
            faulty += len(made.faulty)
            for submission in (*made.past, made.now):
                file.write(SEPARATOR + SUBMISSION.dump_json(submission, indent=1) + b"\n")
    return faulty


def main() -> None:
    """Serve requests until the input ends."""
    mistakes = known_mistakes()
    forms = make_forms()
    for line in sys.stdin:
        first, last, folder = line.rstrip("\n").split(" ", 2)
        started = time.perf_counter()
        faulty = sum(
            write_kecamatan(forms, number, Path(folder), mistakes) for number in range(int(first), int(last) + 1)
        )
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
        print(json.dumps({"seconds": time.perf_counter() - started, "faulty": faulty, "bytes": size}), flush=True)


if __name__ == "__main__":
    main()
