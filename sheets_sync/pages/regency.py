"""The pages of a kabupaten: its front page, a page a kecamatan, and indicators of the same code side by side.

Nothing in a package is trusted: every value is escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateError, TemplateSyntaxError
from markupsafe import Markup

from sheets_sync.achievement import HUNDRED, category_of
from sheets_sync.comparable import Placed, SameCode, only_in_one, side_by_side
from sheets_sync.district import DistrictIndicator, DistrictUnit
from sheets_sync.district_recap import bands_of, standing_from
from sheets_sync.errors import UsageError
from sheets_sync.numerals import fixed, plain
from sheets_sync.pages.escape import escape
from sheets_sync.pages.regency_paging import (
    DistrictPage,
    anchor,
    compared_pages,
    district_page,
    district_pages,
    length,
    regency_page,
)
from sheets_sync.pages.site import environment
from sheets_sync.period import Period
from sheets_sync.punctuality import Punctuality, counts_in_words, in_words
from sheets_sync.regency import RegencyRecap
from sheets_sync.regency_words import left_out_words, listed, moment_words, remarks, rule_words
from sheets_sync.tallies import Summary
from sheets_sync.targets import Target

FRAGMENTS = "potongan"
LISTED_ROW = 210
LISTED = 90_000  # bytes of codes that are listed by name on the page that leads to them; of more, only where they stand
MOST = 30  # things of one kind that a list names one by one; of more, how many others there are
SHORT = 100  # letters of a name in that list


def render_regency(templates: Path, recaps: Mapping[Period, RegencyRecap]) -> dict[str, str]:
    """The text of every generated page by its path under the generated folder; UsageError for templates of no use."""
    jinja = environment(str(templates))
    jinja.filters |= {"waktu": moment_words, "pendek": _shortened, "sebut": listed}
    jinja.filters["banyak"] = lambda count: plain(Decimal(count))
    try:
        return _rendered(jinja, recaps)
    except TemplateSyntaxError as problem:
        place = f"{templates.name}/{problem.name} baris {problem.lineno}"
        raise UsageError(f"{place}: tulisan templatnya tidak benar ({problem.message}).") from problem
    except TemplateError as problem:
        raise UsageError(f"Templat di {templates} tidak dapat dipakai: {problem.message}.") from problem


def _rendered(jinja: Environment, recaps: Mapping[Period, RegencyRecap]) -> dict[str, str]:
    pages: dict[str, str] = {}
    front: dict[str, Any] = {}
    for period in sorted(recaps):
        context = _context(recaps[period], period, sorted(recaps))
        pages |= _period_pages(jinja, recaps[period], period, context)
        front = context | {"prefix": f"hasil/{period}/", "root": ""}
    for name in ("beranda", "banding"):  # of the newest period
        pages[f"{FRAGMENTS}/{name}.md"] = jinja.get_template(f"{name}.md.j2").render(front)
    return pages


def _period_pages(jinja: Environment, recap: RegencyRecap, period: Period, base: dict[str, Any]) -> dict[str, str]:
    pages = {
        f"{period}/index.md": jinja.get_template("periode.md.j2").render(base),
        f"{period}/banding.md": jinja.get_template("banding-periode.md.j2").render(base),
    }
    if len(base["parts"]) > 1:
        wilayah = jinja.get_template("wilayah.md.j2")
        for part in base["parts"]:
            pages[f"{period}/{regency_page(part.code)}.md"] = wilayah.render(base | {"part": part})
    kecamatan, banding = jinja.get_template("kecamatan.md.j2"), jinja.get_template("banding-hal.md.j2")
    for district, row in zip(recap.content, recap.districts, strict=True):
        own = base["district_pages"][district.region]
        places = {part.unit.code: page.name for page in reversed(own) for part in page.parts}
        first = [part for page in own for part in page.parts if not part.goes_on]
        for page in own:
            told = {"district": district, "row": row, "page": page, "pages": own, "places": places, "units": first}
            pages[f"{period}/{page.name}.md"] = kecamatan.render(base | told)
    for compared in base["compared_pages"]:
        pages[f"{period}/{compared.name}.md"] = banding.render(base | {"page": compared})
    return pages


def _context(recap: RegencyRecap, period: Period, periods: Sequence[Period]) -> dict[str, Any]:
    """What every page of the period may name."""
    return {
        "recap": recap, "period": period, "prefix": "", "root": "../../",
        "others": [other for other in reversed(periods) if other != period],
        "level": _level(recap.scope), "parts": recap.parts, "most": MOST, "rows": {row.region: row for row in recap.districts}, "unused": _unused(recap),
        "made_up": [row.name for row in recap.districts if row.sample],
        "late": [row for row in recap.districts if row.late or row.sent < row.units],
        "remarks": remarks(recap), "left_out": left_out_words(recap), "punctuality": counts_in_words(recap.punctuality),
        "standing": standing_from, "rule_words": rule_words, "shares": shares, "anchor": anchor, "target": _target,
        "halaman_kecamatan": district_page, "halaman_wilayah": regency_page, "kategori": _category, "unit_words": _unit_words,
    } | _pages_context(recap)  # fmt: skip


def _pages_context(recap: RegencyRecap) -> dict[str, Any]:
    """What stands on which page."""
    compared = side_by_side(recap)
    own = {district.region: district_pages(district) for district in recap.content}
    return {
        "district_pages": own,
        "where": _places(own),
        "compared_pages": compared_pages(compared),
        "only_in_one": only_in_one(recap, compared),
        "listed_whole": sum(map(_listed, compared)) <= LISTED,
    }


def _places(own: Mapping[str, Sequence[DistrictPage]]) -> Callable[[Placed], Markup]:
    """The address of an indicator's row on its kecamatan's page."""
    found = {
        (region, item.unit, item.code): escape(page.name) + Markup(".html#") + anchor(item.unit, item.code)
        for region, pages in own.items()
        for page in pages
        for part in page.parts
        for item in part.items
    }
    return lambda row: found[row.region, row.item.unit, row.item.code]


def shares(summary: Summary, scale: Iterable[tuple[str, Decimal]]) -> list[tuple[str, int, str]]:
    """Every category of the scale, best first: its name, how many, and what percent of those assessed."""
    of = summary.tally.count
    counts = [(name, summary.categories.get(name, 0)) for name, _ in scale]
    return [(name, count, fixed(count * HUNDRED / of, 2) if of else "0,00") for name, count in counts]


def _level(scope: str) -> str:
    """What a code of that length is the code of."""
    return "kabupaten" if "." in scope else "provinsi" if scope else "nasional"


def _unused(recap: RegencyRecap) -> dict[str, str]:
    """Why a kecamatan that told something does not count, by its code."""
    both = "dua paket berbeda dengan waktu tarik yang sama"
    tied = {report.region: both for report in recap.reports if report.district is None}
    return tied | {item.region: item.why.value for item in recap.left_out if item.region}


def _listed(code: SameCode) -> int:
    return LISTED_ROW + length(_shortened(code.groups[0].nature.name))


def _shortened(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT]}…"


def _target(item: DistrictIndicator, *, quarter: bool = False) -> Target | None:
    """The target of the year so far as people write it, or the quarter's own."""
    so_far = (item.target_so_far, item.target_so_far_high)
    low, high = (item.target, item.target_high) if quarter else so_far
    return None if low is None else Target(low, low if high is None else high)


def _category(item: DistrictIndicator, scale: Iterable[tuple[str, Decimal]]) -> str:
    return category_of(item.percent, bands_of(scale))


def _unit_words(unit: DistrictUnit) -> str:
    """`TEPAT`, `TERLAMBAT 2 hari kerja`, or `BELUM` with how long it is overdue."""
    return in_words(Punctuality(unit.punctuality), unit.late_days, overdue=unit.late_days > 0)
