"""The office's format from its workbook into its files, in both stores; earlier quarters stay as they were."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from sheets_sync import demo, handing, settings
from sheets_sync.errors import UsageError, WorkbookError
from sheets_sync.form import make_form
from sheets_sync.format_book import BOOK
from sheets_sync.format_versions import versions
from sheets_sync.formats import make, pull, take_over
from sheets_sync.grid import Grid, address, parse_address
from sheets_sync.office_books import FORMAT_BOOK
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.trail import Kind
from tests.conftest import TW3, MakeProject, lay_out_office
from tests.formats import find, format_grid, heading
from tests.online import OWNER, OnlineOffice, online_office
from tests.play import fill, on_target

TW2 = Period(2026, 2)
IN_SEPTEMBER = datetime.fromisoformat("2026-09-21T09:00:00+08:00")
BY = "Kasubag Evlap"


def path_of(root: Path, period: Period = TW3) -> Path:
    return root / "lembar" / str(period) / f"Format {period}.xlsx"


def type_cells(root: Path, cells: Mapping[str, str | Decimal], period: Period = TW3) -> None:
    """Kasubag Evlap types into cells named as `Unit!A6`, and saves."""
    sheets: dict[str, dict[tuple[int, int], str | Decimal]] = {}
    for place, value in cells.items():
        title, _, cell = place.partition("!")
        sheets.setdefault(title, {})[parse_address(cell)] = value
    demo.type_into(path_of(root, period), sheets)


def target_cell(grid: Grid, code: str, head: str) -> str:
    return f"Indikator!{address(find(grid, 'Indikator', code), heading(grid, 'Indikator', head))}"


def revision(grid: Grid) -> dict[str, str | Decimal]:
    """PK Perubahan sets PEM-06's Triwulan III to 85 instead of 80; the other quarters stay."""
    named: dict[str, str | Decimal] = {
        "Target tahun": "100",
        "TW I": "20",
        "TW II": "50",
        "TW III": Decimal(85),
        "TW IV": "100",
    }
    return {target_cell(grid, "PEM-06", f"PKP-2026 {name}"): value for name, value in named.items()}


def test_a_format_is_made_once(make_project: MakeProject) -> None:
    """Found by the same listing as the units' workbooks; the second time nothing is touched."""
    project = make_project()
    assert make(project, TW3).done == ["2026-TW3/Format 2026-TW3.xlsx"]
    before = path_of(project.root).read_bytes()
    again = make_project()
    assert make(again, TW3).done == []
    assert path_of(project.root).read_bytes() == before
    assert list(again.lookup.find(TW3).office) == [BOOK]


def test_a_pull_without_a_format_says_how_to_make_one(make_project: MakeProject) -> None:
    with pytest.raises(UsageError, match="sheets-sync format make --period 2026-TW3"):
        pull(make_project(), TW3)


def test_an_unchanged_format_writes_nothing(make_project: MakeProject) -> None:
    """No version, no line in the trail, no file."""
    project = make_project()
    make(project, TW3)
    pulled = pull(make_project(), TW3)
    assert (pulled.changes, pulled.mistakes) == ((), ())
    assert take_over(make_project(), TW3, pulled, BY) is None
    assert not (project.root / "data" / "format").exists()
    assert project.archive.trail.lines(TW3) == ()


def test_changes_become_a_version(make_project: MakeProject) -> None:
    """The files follow, the former ones are kept, the trail has its line of step 2; the next pull finds nothing."""
    project = make_project()
    make(project, TW3)
    grid = format_grid(project.root)
    old = (project.root / "office" / "targets.csv").read_bytes()
    type_cells(project.root, {**revision(grid), "Unit!B8": "Seksi Tata Pemerintahan", "Kolom!B18": "Bukti"})
    desk = make_project()
    pulled = pull(desk, TW3)
    assert (project.root / "office" / "targets.csv").read_bytes() == old
    version = take_over(desk, TW3, pulled, BY)
    assert version is not None
    assert version.changes[0].words == "PEM: nama Seksi Pemerintahan → Seksi Tata Pemerintahan"
    assert "PEM-06: target TW III (kosong) → 85 (PKP-2026)" in [change.words for change in version.changes]
    office, words = settings.load(project.root)
    assert office.units[2].name == "Seksi Tata Pemerintahan"
    assert words.note == "Bukti"
    found = office.targets_of("PEM-06", TW3)
    assert found is not None
    assert found.quarters[2] is not None
    assert found.quarters[2].low == Decimal(85)
    assert (project.root / "data/format/1/lama/office/targets.csv").read_bytes() == old
    line = project.archive.trail.lines(TW3)[-1]
    assert (line.kind, line.step, line.by, line.data["versi"]) == (Kind.FORMAT, 2, BY, 1)
    assert pull(make_project(), TW3).changes == ()


def test_mistakes_stand_in_the_tab_periksa_until_they_are_mended(make_project: MakeProject) -> None:
    """With tab and cell; nothing of the office changes meanwhile."""
    project = make_project()
    make(project, TW3)
    type_cells(project.root, {"Unit!C8": "bagian", "Indikator!C6": "XYZ"})
    pulled = pull(make_project(), TW3)
    assert [mistake.cell for mistake in pulled.mistakes] == ["C6", "C8"]
    assert take_over(make_project(), TW3, pulled, BY) is None
    ref = make_project().lookup.find(TW3).office[BOOK].ref
    told = project.store.read(ref, 20)[0].tab("Periksa")
    assert told is not None
    assert [told.text(row, 3) for row in (5, 6, 7)] == ["Indikator C6", "Unit C8", ""]
    assert told.text(6, 4) == "bagian"
    assert told.text(6, 6).startswith("'jenis': 'bagian' tidak dikenal; pilihannya: subbagian")
    type_cells(project.root, {"Unit!C8": "seksi", "Indikator!C6": "REN"})
    assert pull(make_project(), TW3).mistakes == ()
    mended = project.store.read(ref, 20)[0].tab("Periksa")
    assert mended is not None
    assert (mended.text(5, 1), mended.text(6, 1)) == ("Belum ada catatan.", "")


def test_an_open_workbook_is_read_all_the_same(make_project: MakeProject) -> None:
    """Only its tab Periksa waits, which is told."""
    project = make_project()
    make(project, TW3)
    type_cells(project.root, {"Unit!C8": "bagian"})
    path_of(project.root).with_name(f"~${path_of(project.root).name}").touch()
    pulled = pull(make_project(), TW3)
    assert "sedang dibuka" in pulled.trouble
    assert len(pulled.mistakes) == 1


def test_two_formats_are_told(make_project: MakeProject) -> None:
    """Which of them counts is for the office to say."""
    project = make_project()
    make(project, TW3)
    path_of(project.root).with_name("Salinan.xlsx").write_bytes(path_of(project.root).read_bytes())
    with pytest.raises(WorkbookError, match="punya 2 lembar"):
        pull(make_project(), TW3)


def test_a_format_overtaken_by_the_files_is_told(make_project: MakeProject) -> None:
    """Not after its own versions; only once somebody changed office/ by another way."""
    project = make_project()
    make(project, TW3)
    for name in ("Seksi A", "Seksi B"):
        type_cells(project.root, {"Unit!B8": name})
        pulled = pull(make_project(), TW3)
        assert not pulled.overtaken
        take_over(make_project(), TW3, pulled, BY)
        type_cells(project.root, revision(format_grid(project.root)))  # its row goes behind the others in the file
    units = project.root / "office" / "units.csv"
    units.write_text(units.read_text("utf-8").replace("Seksi B", "Seksi C"), "utf-8")
    pulled = pull(make_project(), TW3)
    assert ([change.words for change in pulled.changes], pulled.overtaken) == (["PEM: nama Seksi C → Seksi B"], True)


def test_a_run_cut_off_before_the_trail_is_recorded_by_the_next(make_project: MakeProject) -> None:
    """The line comes once, whoever writes it."""
    project = make_project()
    make(project, TW3)
    type_cells(project.root, {"Unit!B8": "Seksi Tata Pemerintahan"})
    take_over(make_project(), TW3, pull(make_project(), TW3), BY)
    for left in (project.root / "data" / str(TW3)).glob("jejak*"):
        left.unlink()
    for _ in range(2):
        take_over(make_project(), TW3, pull(make_project(), TW3), BY)
    lines = make_project().archive.trail.lines(TW3)
    assert [line.data["versi"] for line in lines if line.kind is Kind.FORMAT] == [1]


def test_half_written_files_are_completed_before_anything_is_read(make_project: MakeProject) -> None:
    """A run killed between two files leaves the record; opening the office finishes it."""
    project = make_project()
    make(project, TW3)
    type_cells(project.root, {**revision(format_grid(project.root)), "Unit!B8": "Seksi Tata Pemerintahan"})
    version = take_over(make_project(), TW3, pull(make_project(), TW3), BY)
    assert version is not None
    former = project.root / "data/format/1/lama/office/targets.csv"
    (project.root / "office/targets.csv").write_bytes(former.read_bytes())
    (project.root / "data/format/1/selesai").unlink()
    found = make_project().office.targets_of("PEM-06", TW3)
    assert found is not None
    assert found.document == "PKP-2026"


def test_a_quarter_is_judged_by_the_document_in_force_at_its_end(tmp_path: Path) -> None:
    """PK Perubahan holds from 1 September: Triwulan II keeps its form and its recap, Triwulan III gets the target."""
    folder = lay_out_office(tmp_path / "kantor")
    main = folder / "office" / "office.toml"
    text = main.read_text("utf-8")
    start = text.index('kode = "PKP-2026"')
    moved = text[:start] + text[start:].replace("2026-09-14", "2026-09-01")
    main.write_text(moved, "utf-8")
    july = datetime.fromisoformat("2026-07-08T10:30:00+08:00")
    project = Project(folder, july)
    project.create(TW2)
    figures = on_target(project, TW2, "PEM")
    fill(project, TW2, "PEM", figures, notes=dict.fromkeys(figures, "kertas: rekap, map 3"))
    for verb in (project.pull, project.validate, project.feedback):
        verb(TW2)
    recap = project.recap(TW2)
    form = project.archive.forms.get(TW2, "PEM")
    make(Project(folder, IN_SEPTEMBER), TW3)
    grid = format_grid(folder)
    type_cells(folder, revision(grid))
    assert take_over(Project(folder, IN_SEPTEMBER), TW3, pull(Project(folder, IN_SEPTEMBER), TW3), BY) is not None
    later = Project(folder, july)
    assert later.archive.forms.get(TW2, "PEM") == form
    assert later.recap(TW2) == recap
    unit = later.office.units[2]
    targets = {
        period: next(
            row.target for row in make_form(later.office, unit, period, later.words).rows if row.code == "PEM-06"
        )
        for period in (TW2, TW3)
    }
    assert {period: target.low for period, target in targets.items() if target} == {TW2: 50, TW3: 85}


def test_the_same_in_google_sheets(tmp_path: Path) -> None:
    """Made, typed into with the sheet's own formats, read, its mistakes told as notes and rows, and taken over."""
    with online_office(tmp_path / "kantor", units=()) as office:
        assert make(office.project(), TW3).done == ["2026-TW3/Format 2026-TW3"]
        grid = format_grid(office.folder)
        type_online(office, {**revision(grid), "Unit!C8": "bagian"})
        pulled = pull(office.project(), TW3)
        assert [(mistake.file, mistake.cell) for mistake in pulled.mistakes] == [("tab Unit", "C8")]
        rows = office.column(BOOK, "Periksa!A5:F6")
        assert rows[0][:3] == ["baris 8", "wajib diperbaiki", "Unit C8"]
        type_online(office, {"Unit!C8": "seksi"})
        desk = office.project()
        version = take_over(desk, TW3, pull(desk, TW3), BY)
        assert version is not None
        assert "PEM-06: target TW III (kosong) → 85 (PKP-2026)" in [change.words for change in version.changes]
        assert len(versions(office.folder)) == 1
        assert make(office.project(), TW3).done == []


def type_online(office: OnlineOffice, cells: Mapping[str, str | Decimal]) -> None:
    """Kasubag Evlap types in the browser, where what is typed is read as the cell's format says."""
    values = [{"range": place, "values": [[str(value)]]} for place, value in cells.items()]
    body = {"valueInputOption": "USER_ENTERED", "data": values}
    with office.as_user(OWNER) as client:
        client.http_client.values_batch_update(office.file_of(BOOK), body)


def test_once_registered_it_is_made_with_the_units_workbooks(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`create` makes it beside them, and the units are as many as before."""
    monkeypatch.setattr(handing, "BOOKS", (FORMAT_BOOK,))
    project = make_project()
    report = project.create(TW3)
    assert "2026-TW3/Format 2026-TW3.xlsx" in report.done
    listing = make_project().lookup.find(TW3)
    assert (len(listing.units), list(listing.office), listing.troubles) == (7, [BOOK], [])
