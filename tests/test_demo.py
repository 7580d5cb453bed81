"""The demo's year: every mistake is found at its cell and nothing else is, and all that a site can show is in it."""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync import kit
from sheets_sync.course import UnitState
from sheets_sync.demo import PERIODS, Quarter, read_once, type_into, type_into_file
from sheets_sync.demo_figures import Cells, Figures
from sheets_sync.demo_officers import write_contacts
from sheets_sync.demo_scenes import MISTAKES, SCENES, TYPED, Scene, fill_in, mended, scenes_of
from sheets_sync.form import Form, FormWords, make_form
from sheets_sync.grid import Cell, Grid
from sheets_sync.model import Office, Role
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.procedure import ROLE_NAMES
from sheets_sync.reading import read_submission
from sheets_sync.recap import Recap, UnitRecap
from sheets_sync.rules import RULES, validate
from sheets_sync.rules.case import Case, Past, figures
from sheets_sync.submission import Channel, Finding, Source, Submission, TimeBasis
from sheets_sync.typing_in import as_grid
from sheets_sync.workbook import make_workbook
from tests import edits

pytestmark = pytest.mark.xdist_group("demo-year")
NOW = datetime(2027, 1, 20, tzinfo=UTC)
EXTRA = frozenset(rule.code for rule in RULES if rule.extra)
NOT_BY_TYPING = {
    "F-01": "a tab is deleted, not typed",
    "F-05": "cells are merged, not typed",
    "F-07": "a tab is copied, not typed",
    "W-07": "the name of an indicator and its arah are the office's own, in indicators.csv",
}


@dataclass(frozen=True, slots=True)
class Played:
    """A year as it was played on real workbooks: what was told first, and how each quarter ended."""

    folder: Path
    first: Mapping[Period, frozenset[str]]
    refused: tuple[str, ...]
    recaps: Mapping[Period, Recap]
    secrets: tuple[str, ...]  # every address and number of the office's contacts

    def unit(self, quarter: int, code: str) -> UnitRecap:
        return next(unit for unit in self.recaps[Period(2026, quarter)].units if unit.code == code)


class Year:
    """The sample office's forms, and the workbooks as they are handed out; each made once."""

    def __init__(self, office: Office, words: FormWords) -> None:
        self._forms = {
            period: {unit.code: make_form(office, unit, period, words) for unit in office.units_in(period)}
            for period in PERIODS
        }
        self._grids = {
            form.version: as_grid(make_workbook(form)) for forms in self._forms.values() for form in forms.values()
        }

    def forms(self, period: Period) -> dict[str, Form]:
        return self._forms[period]

    def handed_out(self, form: Form) -> Grid:
        return self._grids[form.version]


@pytest.fixture(scope="module")
def year(loaded: tuple[Office, FormWords]) -> Year:
    return Year(*loaded)


def place_of(finding: Finding) -> str:
    """`PEM K-04 Isi B13`, as scenes promise it."""
    return f"{finding.unit} {finding.rule} {finding.place.tab} {finding.place.cell}".strip()


def promised(period: Period, *, extra: bool = False) -> list[str]:
    """All that the scenes of the quarter promise, by the rules that are always on, or by the others too."""
    return sorted(
        f"{scene.unit} {told}"
        for scene in SCENES
        if scene.quarter == period.quarter
        for told in scene.told
        if extra or told.split()[0] not in EXTRA
    )


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The four quarters in Excel files, with the seed of the demo."""
    folder = tmp_path_factory.mktemp("tahun") / "kantor"
    kit.lay_out(folder, sample=True)
    secrets = write_contacts(folder, Project(folder, NOW).office)
    first: dict[Period, frozenset[str]] = {}
    recaps: dict[Period, Recap] = {}
    refused: list[str] = []
    office = read_once(lambda now: Project(folder, now))
    for period in PERIODS:
        quarter = Quarter(office, type_into_file, period, seed=2026)
        refused += quarter.begin()
        told = Project(folder, NOW).archive.findings.all(period)
        places = [place_of(finding) for findings in told.values() for finding in findings]
        assert len(places) == len(set(places))
        first[period] = frozenset(places)
        quarter.end()
        report, recaps[period] = quarter.publish()
        assert report.troubles == []
    return Played(folder, first, tuple(refused), recaps, secrets)


# --- mistakes and catatan ------------------------------------------------------------------------------------


@pytest.mark.parametrize("period", PERIODS, ids=str)
def test_every_mistake_is_found_at_its_cell_and_nothing_else(played: Played, period: Period) -> None:
    """What stands in the archive after the first typing is what the scenes promise: no more, no less."""
    assert sorted(played.first[period]) == promised(period)


def test_every_rule_is_provoked_in_some_quarter() -> None:
    """Each rule of the register stands in some scene, but for those that no typing of a unit can break."""
    told = {text.split()[0] for scene in SCENES for text in scene.told}
    assert told | NOT_BY_TYPING.keys() == {rule.code for rule in RULES}
    assert told & NOT_BY_TYPING.keys() == set()


def test_every_scene_is_played() -> None:
    """Each kind of mistake is made by somebody, and no scene is without what it does."""
    kinds = {scene.kind for scene in SCENES}
    assert MISTAKES.keys() <= kinds
    assert kinds - MISTAKES.keys() == {"late", "sent by WhatsApp", TYPED}


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        pytest.param(edits.delete_tab("Kendala"), ["REN F-01 Kendala"], id="a tab deleted"),
        pytest.param(
            edits.merge("REN-01", down=1), ["REN F-05 Isi B7", "REN K-07 Isi B7"], id="a cell merged into another"
        ),
    ],
)
def test_what_typing_cannot_do_is_found_where_it_was_done(
    tmp_path: Path, year: Year, edit: edits.Edit, expected: list[str]
) -> None:
    """Deleted and merged in the file itself, in a workbook that is honest else."""
    assert sorted(told_after(tmp_path, year, edit)) == expected


def test_a_copied_tab_with_another_figure_is_found(tmp_path: Path, year: Year) -> None:
    """The unit copies its tab and types on in the copy."""

    def other_figure(book: Any) -> None:
        book["Isi Copy"]["B8"] = 7

    told = told_after(tmp_path, year, edits.copy_tab_to_front("Isi"), other_figure)
    assert sorted(told) == ["REN F-07 Isi"]


def told_after(tmp_path: Path, year: Year, *steps: edits.Edit) -> Iterator[str]:
    """The catatan of REN's honest workbook of the third quarter after these edits."""
    form = year.forms(Period(2026, 3))["REN"]
    handed = edits.hand_out(tmp_path, form)
    type_into(handed.path, fill_in(form, [], 2026, {}).cells())
    assert validate(Case(form, handed.submission())) == ()
    edits.edit(handed.path, *steps)
    return map(place_of, validate(Case(form, handed.submission())))


# --- any seed ------------------------------------------------------------------------------------------------


def typed_into(grid: Grid, sheets: Mapping[str, Cells]) -> Grid:
    """The grid with these cells typed into it; an empty text empties a cell."""

    def changed(cells: Mapping[tuple[int, int], Cell], typed: Cells) -> dict[tuple[int, int], Cell]:
        filled = {place: cell for place, cell in cells.items() if typed.get(place) != ""}
        return filled | {place: Cell(value) for place, value in typed.items() if value != ""}

    return replace(
        grid, tabs=tuple(replace(tab, cells=changed(tab.cells, sheets.get(tab.title, {}))) for tab in grid.tabs)
    )


def read(form: Form, grid: Grid, scenes: Collection[Scene]) -> Submission:
    submission = read_submission(grid, form, Source("lembar.xlsx", "0" * 64, NOW), NOW)
    by_kasubag = any(scene.kind == TYPED for scene in scenes)
    return replace(submission, channel=Channel.TYPED) if by_kasubag else submission


def play(
    year: Year, seed: int, *, honest: bool = False, extra: frozenset[str] = frozenset()
) -> Iterator[tuple[Period, str, list[str], list[str]]]:
    """The year without files: quarter, unit, what it is told first, and what once it has mended."""
    past: dict[str, tuple[Past, ...]] = {}
    for period in PERIODS:
        for code, form in year.forms(period).items():
            before = past.get(code, ())
            known: Figures = before[-1].values if before else {}
            scenes = () if honest else scenes_of(form)
            grid = typed_into(year.handed_out(form), fill_in(form, scenes, seed, known).cells())
            first = read(form, grid, scenes)
            after = read(form, typed_into(grid, mended(form, scenes, seed, known)), scenes)
            told, left = ([place_of(item) for item in validate(Case(form, of, before, extra))] for of in (first, after))
            yield period, code, told, left
            past[code] = (*before, Past.of(form, figures(after)))


ANY_SEED = settings(max_examples=50, deadline=None)


@ANY_SEED
@given(seed=st.integers(0, 10**6))
def test_honest_figures_raise_nothing_for_any_seed(year: Year, seed: int) -> None:
    """Whatever the seed, what the operator types out of no scene is right by every rule."""
    assert [(period, told) for period, _, told, _ in play(year, seed, honest=True) if told] == []


@ANY_SEED
@given(seed=st.integers(0, 10**6))
def test_scenes_keep_their_promise_for_any_seed(year: Year, seed: int) -> None:
    """Promised is what is found; and doing what the catatan say leaves only what the unit stands by."""
    told: dict[Period, list[str]] = {period: [] for period in PERIODS}
    for period, code, first, left in play(year, seed):
        told[period] += first
        stays = [f"{scene.unit} {text}" for scene in SCENES if scene.lasts for text in scene.told]
        assert {text for text in left if text not in stays} == set(), (seed, period, code)
    assert {period: sorted(found) for period, found in told.items()} == {period: promised(period) for period in PERIODS}


def test_the_rules_that_are_off_find_their_scenes_once_turned_on(year: Year) -> None:
    """Round numbers at the one unit that types them, and the jump at its cell; the other catatan stay as they were."""
    told: list[str] = []
    for period, _, first, _ in play(year, 2026, extra=EXTRA):
        told += [f"{period.quarter} {text}" for text in first]
    assert [text for text in told if " W-09 " in text] == ["1 PEM W-09 Isi"]
    assert "3 KESOS W-08 Isi B6" in told
    usual = [text for text in told if text.split()[2] not in EXTRA]
    assert sorted(usual) == sorted(f"{period.quarter} {text}" for period in PERIODS for text in promised(period))


# --- how the quarters end ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quarter", "standing"), [(1, "FINAL"), (2, "REVISI KE-1"), (3, "SEMENTARA"), (4, "SEMENTARA")]
)
def test_each_quarter_ends_with_its_standing(played: Played, quarter: int, standing: str) -> None:
    """Approved; approved again; waiting for one unit; and not validated at all."""
    assert played.recaps[Period(2026, quarter)].standing.short == standing


@pytest.mark.parametrize("quarter", [1, 2])
def test_an_approved_quarter_has_nothing_open(played: Played, quarter: int) -> None:
    """All is mended or answered, and every unit is validated."""
    recap = played.recaps[Period(2026, quarter)]
    assert {unit.state for unit in recap.units} == {UnitState.VALIDATED}
    assert sum(unit.must for unit in recap.units) == 0
    told = Project(played.folder, NOW).archive.findings.all(Period(2026, quarter))
    assert [finding for findings in told.values() for finding in findings if finding.open] == []


def test_one_unit_is_revised_after_the_approval(played: Played) -> None:
    """The others keep the standing that they had."""
    standings = {unit.code: unit.standing.short for unit in played.recaps[Period(2026, 2)].units}
    assert standings.pop("KESOS") == "REVISI KE-1"
    assert set(standings.values()) == {"FINAL"}


def test_who_validates_their_own_is_said(played: Played) -> None:
    """Kasubag Perencanaan heads REN: in one quarter she validates it herself, in the others the Sekretaris does."""
    own = {quarter: played.unit(quarter, "REN").own_validation for quarter in (1, 2, 3)}
    assert own == {1: False, 2: True, 3: False}
    assert not played.unit(3, "YANUM").own_validation  # which she typed
    course = Project(played.folder, NOW).archive.courses.get(Period(2026, 1), "REN") or ()
    assert course[-1].by == ROLE_NAMES[Role.SECRETARY]


def test_one_unit_waits_with_a_sentence(played: Played) -> None:
    """Returned in the third quarter, and still so; the others are validated."""
    states = {unit.code: unit.state for unit in played.recaps[Period(2026, 3)].units}
    assert states.pop("PMD") is UnitState.RETURNED
    assert set(states.values()) == {UnitState.VALIDATED}
    assert "PMD-04" in played.unit(3, "PMD").returned


def test_the_last_quarter_is_as_it_was_typed(played: Played) -> None:
    """One late, one empty, one half filled, none validated."""
    assert played.unit(4, "UMUM").late
    assert played.unit(4, "KESOS").state is UnitState.EMPTY
    assert played.unit(4, "TRANTIB").state is UnitState.FILLED
    assert played.recaps[Period(2026, 4)].validated == 0


def test_answers_are_kept_with_their_words(played: Played) -> None:
    """What a unit stands by is settled by its answer, which shows."""
    archive = Project(played.folder, NOW).archive
    for scene in SCENES:
        if scene.reply:
            findings = archive.findings.get(Period(2026, scene.quarter), scene.unit) or ()
            given = [finding.reply for finding in findings if place_of(finding) == f"{scene.unit} {scene.told[0]}"]
            assert given == [scene.reply]


def test_a_workbook_of_another_quarter_is_refused_and_the_right_one_taken_in(played: Played) -> None:
    """Both came by WhatsApp; the key decides, and the day on which it was handed in counts."""
    assert len(played.refused) == 1
    assert "Triwulan I 2026, bukan Triwulan II 2026" in played.refused[0]
    kept = Project(played.folder, NOW).archive.submissions.get(Period(2026, 2), "YANUM")
    assert kept is not None
    assert (kept.channel, kept.basis) == (Channel.ACCEPTED, TimeBasis.STATED)
    assert not played.unit(2, "YANUM").late


def test_what_kasubag_typed_is_confirmed_by_the_unit(played: Played) -> None:
    """It stands as typed for the unit, with the photo, and the unit has said that it is right."""
    kept = Project(played.folder, NOW).archive.submissions.get(Period(2026, 3), "YANUM")
    assert kept is not None
    assert (kept.channel, bool(kept.typed_by), kept.proof.endswith(".png")) == (Channel.TYPED, True, True)
    assert (played.folder / "data" / "2026-TW3" / "diterima" / kept.proof).is_file()


def test_moments_follow_each_other_in_working_hours(played: Played) -> None:
    """No unit types and no official decides by night or at a weekend, and nothing happens before what led to it."""
    project = Project(played.folder, NOW)
    for period in PERIODS:
        for course in project.archive.courses.all(period).values():
            moments = [event.at.astimezone(project.office.timezone) for event in course]
            assert moments == sorted(moments)
            assert {7 <= moment.hour < 17 for moment in moments} == {True}
            assert {moment.weekday() < 5 for moment in moments} == {True}


def test_the_same_seed_gives_the_same_figures(year: Year) -> None:
    """And another seed gives others."""
    form = year.forms(Period(2026, 3))["PEM"]
    assert fill_in(form, [], 5, {}).cells() == fill_in(form, [], 5, {}).cells()
    assert fill_in(form, [], 5, {}).cells() != fill_in(form, [], 6, {}).cells()


def test_figures_are_never_floats(year: Year) -> None:
    """What is typed is text or Decimal; money too."""
    form = year.forms(Period(2026, 3))["REN"]
    typed = [value for cells in fill_in(form, [], 2026, {}).cells().values() for value in cells.values()]
    assert {type(value) for value in typed} == {str, Decimal}


# --- what nobody but the office may see ----------------------------------------------------------------------


def spellings(secrets: Iterable[str]) -> set[bytes]:
    """Each address as it is, each number as typed, without marks, and as WhatsApp's links have it."""
    digits = {secret.replace("-", "") for secret in secrets if secret[0] == "0"}
    return {text.encode() for text in {*secrets, *digits, *(f"62{number[1:]}" for number in digits)}}


def contents(path: Path) -> Iterator[bytes]:
    """The file's bytes, and those of each part inside a workbook or a paper."""
    yield path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            yield from map(package.read, package.namelist())


def test_addresses_and_numbers_are_in_private_files_alone(played: Played) -> None:
    """A search of the archive, the pages, the site and the workbooks finds none; the reminders, which are private, hold them."""
    wanted = spellings(played.secrets)

    def holds(folder: str) -> list[Path]:
        paths = [path for path in (played.folder / folder).rglob("*") if path.is_file()]
        assert paths
        return [path for path in paths if any(text in part for part in contents(path) for text in wanted)]

    assert [holds(folder) for folder in ("data", "public", "site", "lembar")] == [[], [], [], []]
    assert holds("pengingat") != []
