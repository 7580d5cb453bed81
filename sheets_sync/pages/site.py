"""All generated pages of the site, from the recaps of every period."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError

from sheets_sync import attention, dates, numerals
from sheets_sync.assessing import Outcome
from sheets_sync.comparison import version_words, versions_of
from sheets_sync.course import Course, UnitState
from sheets_sync.deadlines import Deadlines
from sheets_sync.errors import UsageError
from sheets_sync.form import target_figure
from sheets_sync.model import Office
from sheets_sync.origin import limit_words, mean_of, mean_working, money_working, origin_of, rules_in_words
from sheets_sync.pages import clock
from sheets_sync.pages.escape import escape
from sheets_sync.period import Period
from sheets_sync.procedure import current
from sheets_sync.punctuality import counts_in_words, in_words, overdue_words
from sheets_sync.recap import Achievement, Recap, UnitRecap
from sheets_sync.records import Paper
from sheets_sync.register import completeness, wanted
from sheets_sync.revision import ChangedFigure, shown
from sheets_sync.rollup import category_shares, efficiency, efficiency_of, mean_over_objectives, objectives
from sheets_sync.standing import Approval, Reopening, Standing
from sheets_sync.step_status import StepState, StepStatus, holder_words
from sheets_sync.submission import Finding, Severity
from sheets_sync.targets import Target
from sheets_sync.trail import Line

FRAGMENTS = "potongan"
SYMBOLS = {
    StepState.DONE: "✓", StepState.RUNNING: "●", StepState.NOT_STARTED: "○", StepState.UNRECORDED: "–",
    StepState.LATE: "!",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RuleText:
    """One rule of the check as the site explains it."""

    code: str
    severity: Severity
    theme: str
    text: str
    extra: bool


@dataclass(frozen=True, slots=True)
class FormReissue:
    """A unit's form was handed out again, changed: when, and what of it, in words."""

    at: datetime
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RevisionView:
    """One approval of a period, and each figure that it changed against the one before."""

    number: int  # 0 is the first approval
    approval: Approval
    changes: Sequence[ChangedFigure]


@dataclass(frozen=True, slots=True)
class PeriodView:
    """One period with all that its pages show."""

    period: Period
    recap: Recap
    findings: Mapping[str, tuple[Finding, ...]]
    deadlines: Deadlines
    previous: Recap | None
    attention_below: Decimal
    papers: Sequence[Paper]  # the register of papers
    courses: Mapping[str, Course]
    steps: Sequence[StepStatus]
    trail: Sequence[Line]
    revisions: Sequence[RevisionView] = ()
    pending: Sequence[ChangedFigure] = ()  # changed since the last approval
    reopenings: Sequence[Reopening] = ()
    reissues: Mapping[str, Sequence[FormReissue]] = field(default_factory=dict)  # by unit, oldest first

    @property
    def change(self) -> Decimal | None:
        return attention.change(self.recap, self.previous)

    @property
    def budget_standing(self) -> Standing:
        return attention.budget_standing(self.recap.budget)

    @property
    def overdue(self) -> list[UnitRecap]:
        return attention.overdue(self.recap)

    @property
    def to_chase(self) -> list[tuple[UnitRecap, str]]:
        return attention.to_chase(self.recap)

    @property
    def weakest(self) -> list[tuple[UnitRecap, Achievement]]:
        """The weakest indicators below the office's threshold, weakest first."""
        return attention.weakest_indicators(self.recap, self.attention_below)


def environment(templates: str) -> Environment:
    """Jinja for the pages in that folder: every value is escaped, and a misspelt name is an error."""
    jinja = Environment(
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        finalize=escape,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.filters |= {
        "angka": lambda value, measure="": numerals.shortened(value, measure) if value is not None else "–",
        "capaian": lambda value: numerals.fixed(value, 2) if value is not None else "–",
        "rupiah": lambda value: numerals.rupiah(value) if value is not None else "–",
        "target": lambda value, measure="": target_figure(value, measure) if isinstance(value, Target) else "–",
        "hari": dates.weekday_date,
        "tanggal": dates.long_date,
        "selebar": _bar,
        "berubah": shown,
        "halaman": page_of,
        "asal": origin_of,
        "versi": versions_of,
        "perjanjian": version_words,
        "asal_uang": money_working,
        "asal_rata": mean_of,
        "batasan": limit_words,
        "triwulan": lambda period: Period.parse(period).label,
        "jenis": lambda value: re.sub(r"\W+", "-", str(value).casefold()),
        "nip": masked_nip,
        "pemegang": holder_words,
        "menit": clock.minutes_words,
        "batang_waktu": clock.time_bar,
        "kejadian": clock.happened,
        "lewat": overdue_words,
        "ketepatan": lambda unit: in_words(unit.punctuality, unit.late_days, overdue=unit.overdue),
    }
    jinja.globals |= {"Outcome": Outcome, "UnitState": UnitState, "Severity": Severity, "simbol": SYMBOLS}
    return jinja


def masked_nip(nip: str) -> str:
    """An NIP as pages may show it: it tells a birth date and a sex, so all but the last digits are hidden."""
    digits = nip.replace(" ", "")
    return f"{'•' * 14}{digits[-4:]}" if digits else ""


def _bar(percent: Decimal) -> str:
    """The percent as a bar's length on a scale of 120, with a point as SVG wants it."""
    return f"{min(max(percent, Decimal(0)), Decimal(120)):.1f}"


def page_of(unit: UnitRecap) -> str:
    """The name of the unit's page, without its ending: never that of the period's own page."""
    return f"unit-{unit.code.lower()}"


def render_with(
    templates: Path, office: Office, views: Sequence[PeriodView], rules: Sequence[RuleText]
) -> dict[str, str]:
    """As `render_site`, with the office's own templates; UsageError where they cannot be used."""
    if not templates.is_dir():
        raise UsageError(f"{templates} tidak ada; salin dari kerangka `sheets-sync init`.")
    try:
        return render_site(environment(str(templates)), office, views, rules)
    except TemplateSyntaxError as problem:
        place = f"templates/pages/{problem.name} baris {problem.lineno}"
        raise UsageError(f"{place}: tulisan templatnya tidak benar ({problem.message}).") from problem
    except TemplateError as problem:
        raise UsageError(f"Templat di {templates} tidak dapat dipakai: {problem.message}.") from problem


def render_site(
    jinja: Environment, office: Office, views: Sequence[PeriodView], rules: Sequence[RuleText]
) -> dict[str, str]:
    """The text of every generated page by its path under the generated folder; `views` oldest first.

    The fragments are included by the hand-written pages.
    """
    pages: dict[str, str] = {}
    newest = views[-1]
    for view in views:
        base = _context(office, view, views, prefix="", root="../../")
        folder = str(view.period)
        pages[f"{folder}/index.md"] = jinja.get_template("periode.md.j2").render(base)
        pages[f"{folder}/perhitungan.md"] = jinja.get_template("perhitungan.md.j2").render(
            base | _calculation(view.recap)
        )
        pages[f"{folder}/naskah.md"] = jinja.get_template("naskah.md.j2").render(base | _papers(office, view))
        for unit in view.recap.units:
            context = base | {
                "unit": unit,
                "findings": view.findings.get(unit.code, ()),
                "history": _history(unit.code, views),
                "course": view.courses.get(unit.code, ()),
                "reissues": view.reissues.get(unit.code, ()),
            }
            pages[f"{folder}/{page_of(unit)}.md"] = jinja.get_template("unit.md.j2").render(context)
    front = _context(office, newest, views, prefix=f"hasil/{newest.period}/", root="")
    for name in ("beranda", "sop", "daftar-unit", "contoh"):
        pages[f"{FRAGMENTS}/{name}.md"] = jinja.get_template(f"{name}.md.j2").render(front)
    themes = [(theme, list(group)) for theme, group in groupby(rules, lambda rule: rule.theme)]
    pages[f"{FRAGMENTS}/aturan.md"] = jinja.get_template("aturan.md.j2").render(front | {"themes": themes})
    return pages


def _context(office: Office, view: PeriodView, views: Sequence[PeriodView], prefix: str, root: str) -> dict[str, Any]:
    steps = view.steps
    return {
        "office": office,
        "procedure": office.procedure,
        "view": view,
        "recap": view.recap,
        "period": view.period,
        "steps": steps,
        "step": current(steps),
        "counts": _counts(view.recap),
        "punctuality": counts_in_words(view.recap.punctuality),
        "pulled": _moment(view.recap.at, office),
        "prefix": prefix,
        "root": root,
        "others": [other.period for other in reversed(views) if other is not view],
        "moment": lambda when: _moment(when, office),
        "sop_rows": _sop_rows(office, steps),
        "stempel": lambda stamp: clock.stamp_words(stamp, office.zone),
        "trail_of": clock.trail_of(steps, view.trail),
    }


def _calculation(recap: Recap) -> dict[str, Any]:
    """What the page Perhitungan shows: how the figures were judged, and what they add up to."""
    found = objectives(recap)
    over = mean_over_objectives(found)
    means = [(f"sasaran {number}", item.mean) for number, item in enumerate(found, 1) if item.mean is not None]
    return {
        "rules": rules_in_words(recap.assessing),
        "objectives": found,
        "over_objectives": over,
        "over_objectives_working": mean_working(over, means),
        "working": mean_working(recap.tally, [(unit.code, unit.tally.total) for unit in recap.units if unit.assessed]),
        "shares": category_shares(recap),
        "efficiencies": [(line, efficiency_of(recap, line.programme)) for line in recap.budget],
        "efficiency": efficiency(recap),
    }


def _papers(office: Office, view: PeriodView) -> dict[str, Any]:
    """What the page Kelengkapan naskah shows: each step with its papers, and papers that no step asks for."""
    steps = office.procedure.steps
    found = wanted(steps, office.units_in(view.period), view.papers)
    by_step = [(step, [item for item in found if item.step == step.number]) for step in steps]
    counted = {paper.code for item in found for paper in item.papers}
    return {
        "paper_steps": [(step, items, completeness(items)) for step, items in by_step],
        "papers_in_all": completeness(found),
        "other_papers": [paper for paper in view.papers if paper.code not in counted],
    }


def _moment(when: datetime | None, office: Office) -> str:
    return dates.moment(when.astimezone(office.timezone), office.zone) if when else "tidak tercatat"


def _counts(recap: Recap) -> list[tuple[int, str]]:
    """How many units are in each state; the numbers sum to the units."""
    states = [unit.state for unit in recap.units]
    return [(states.count(state), state.value) for state in UnitState if state in states]


def _history(code: str, views: Sequence[PeriodView]) -> list[tuple[Period, UnitRecap]]:
    return [(view.period, unit) for view in views for unit in view.recap.units if unit.code == code]


def _sop_rows(office: Office, steps: Sequence[StepStatus]) -> list[tuple[StepStatus, list[str]]]:
    """Each step with its cells under the actors, the arrows exactly as drawn in the source."""
    actors = office.procedure.actors
    return [(status, [status.step.drawn.get(actor.code, "") for actor in actors]) for status in steps]
