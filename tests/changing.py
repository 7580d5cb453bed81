"""An office that changes what it asks after the sheets went out: its files, edited as the office edits them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from sheets_sync.form import BudgetRow, Form
from sheets_sync.targets import Target


def _edit(path: Path, change: Callable[[list[str]], list[str]]) -> None:
    lines = path.read_text("utf-8").splitlines()
    new = change(lines)
    assert new != lines
    path.write_text("\n".join(new) + "\n", "utf-8")


def set_target(folder: Path, was: str, now: str) -> None:
    """A line of targets.csv reads otherwise."""
    _edit(folder / "office" / "targets.csv", lambda lines: [now if line == was else line for line in lines])


def add_indicator(folder: Path, like: str, code: str) -> None:
    """One more indicator, asked like another one, with targets of its own."""
    unit = code.partition("-")[0]
    _edit(
        folder / "office" / "indicators.csv",
        lambda lines: [*lines, *(line.replace(like, code, 1).replace(f",{like[:3]},", f",{unit},", 1) for line in lines if line.startswith(f"{like},"))],
    )  # fmt: skip
    _edit(folder / "office" / "targets.csv", lambda lines: [*lines, f"{code},PKP-2026,80,60,70,75,80"])


def retire(folder: Path, code: str, until: str = "2026-08-31") -> None:
    """The indicator is valid until that day."""

    def ended(lines: list[str]) -> list[str]:
        head = next(line for line in lines if line.startswith("kode,"))
        at = head.split(",").index("berlaku_sampai")
        return [_with(line, at, until) if line.startswith(f"{code},") else line for line in lines]

    _edit(folder / "office" / "indicators.csv", ended)


def _with(line: str, at: int, text: str) -> str:
    (fields,) = csv.reader([line])
    fields[at] = text
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(fields)
    return out.getvalue()


# --- the same, of forms --------------------------------------------------------------------------------------


def versioned(form: Form, version: str = "0badc0de") -> Form:
    return replace(form, version=version)


def other_target(form: Form) -> Form:
    """The first indicator's target is another."""
    target = Target(Decimal(72), Decimal(72))
    return versioned(replace(form, rows=(replace(form.rows[0], target=target), *form.rows[1:])))


def one_less(form: Form) -> Form:
    """The second indicator is asked no longer."""
    return versioned(replace(form, rows=(form.rows[0], *form.rows[2:])))


def one_more_first(form: Form) -> Form:
    """A new indicator stands before all others."""
    return versioned(
        replace(form, rows=(replace(form.rows[0], code=f"{form.unit}-98", name="Baru pertama"), *form.rows))
    )


def one_more_between(form: Form) -> Form:
    """A new indicator follows the first."""
    new = replace(form.rows[0], code=f"{form.unit}-99", name="Baru")
    return versioned(replace(form, rows=(form.rows[0], new, *form.rows[1:])))


def other_order(form: Form) -> Form:
    """The same indicators, the last one first."""
    return versioned(replace(form, rows=tuple(reversed(form.rows))))


def with_budget(form: Form) -> Form:
    """One programme more, with its pagu."""
    new = BudgetRow("7.01.09", "Program Baru", Decimal(365_000_000))
    return versioned(replace(form, budget=(new, *form.budget)))


def other_deadline(form: Form) -> Form:
    return versioned(replace(form, deadlines=replace(form.deadlines, locked_on=form.locked_on.replace(day=28))))


CHANGES = (other_target, one_less, one_more_first, one_more_between, other_order, with_budget, other_deadline)
