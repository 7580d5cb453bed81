"""From a recap to what others are told."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from pathlib import Path

import frictionless
import pytest

from sheets_sync.district import District, DistrictIndicator
from sheets_sync.fetching import read_source
from sheets_sync.packages.gathering import district_of, sources_of
from sheets_sync.packages.licences import LICENCES
from sheets_sync.packages.writing import DESCRIPTOR, packed, write
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.targets import Target
from tests.conftest import TW3, MakeProject
from tests.play import fill, on_target

NOTE, OFFICER = "kertas: https://contoh.example/rekap, map 3", "Siti Aminah"


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    """Batui Selatan, where Seksi Pemerintahan has sent and the others have typed nothing."""
    project = make_project()
    project.create(TW3)
    figures = on_target(project, TW3, "PEM") | {"PEM-01": D(45)}
    fill(project, TW3, "PEM", figures, notes=dict.fromkeys(figures, NOTE), sender=OFFICER)
    project.pull(TW3)
    project.validate(TW3)
    project.recap(TW3)
    return project


def told(project: Project) -> District:
    """What the project tells of the quarter."""
    recap = project.archive.recap(TW3)
    assert recap is not None
    return district_of(project.office, TW3, recap, project.archive.forms.all(TW3))


def indicator(district: District, code: str) -> DistrictIndicator:
    return next(item for item in district.indicators if item.code == code)


def test_figures_metadata_and_states(project: Project) -> None:
    """PEM-01: half of 90 (PK Perubahan) was reached, 50 percent, Sangat Rendah; a unit without figures says why."""
    district = told(project)
    one = indicator(district, "PEM-01")
    assert (one.unit, one.target, one.target_high, one.actual) == ("PEM", D(90), None, D(45))
    assert (one.percent, one.category, one.outcome) == (D(50), "Sangat Rendah", "dinilai")
    assert (one.measure, one.polarity, one.method, one.frequency) == ("%", "naik", "R/T", "triwulanan")
    assert (one.concept, one.dimension, one.classification) == ("Pengelolaan APBDes", "Persentase", "Menurut desa")
    assert one.definition == next(item for item in project.office.indicators if item.code == "PEM-01").definition
    assert (indicator(district, "UMUM-01").percent, indicator(district, "UMUM-01").outcome) == (None, "belum diisi")
    assert (district.region, district.period, district.sample) == ("72.01.15", "2026-TW3", True)
    assert [item.code for item in district.units] == sorted(item.code for item in district.units)
    assert sum((item.ceiling for item in district.programmes), D(0)) == D(3500000000)
    assert {item.actual for item in district.programmes} == {None}


def test_the_archived_form_says_what_was_asked(project: Project) -> None:
    """A definition that the office rewrote afterwards is not told of figures that were typed under the old one."""
    office = replace(
        project.office,
        indicators=tuple(replace(item, definition="baru", concept="k") for item in project.office.indicators),
    )
    recap = project.archive.recap(TW3)
    assert recap is not None
    one = indicator(district_of(office, TW3, recap, project.archive.forms.all(TW3)), "PEM-01")
    assert (one.definition != "baru", one.concept) == (True, "k")
    assert indicator(district_of(office, TW3, recap, {}), "PEM-01").definition == "baru"


def test_ranges_tell_both_bounds(project: Project) -> None:
    """A single number has no upper bound."""
    recap = project.archive.recap(TW3)
    assert recap is not None
    unit = next(unit for unit in recap.units if unit.code == "PEM")
    first = replace(unit.achievements[0], target=Target(D(95), D(105)), annual=Target(D(90), D(110)))
    changed = replace(recap, units=(replace(unit, achievements=(first,)),))
    (one,) = district_of(project.office, TW3, changed, {}).indicators
    assert (one.target, one.target_high, one.annual, one.annual_high) == (D(95), D(105), D(90), D(110))


def test_a_programme_of_a_unit_that_is_gone(project: Project) -> None:
    """It names no unit, since unit.csv has none."""
    recap = project.archive.recap(TW3)
    assert recap is not None
    changed = replace(recap, units=tuple(unit for unit in recap.units if unit.code != "REN"))
    assert {item.unit for item in district_of(project.office, TW3, changed, {}).programmes} == {""}


def test_sources_are_documents_by_number(project: Project) -> None:
    """Those in force until the quarter's end: PK Perubahan counts from September, DPPA from October."""
    assert sources_of(project.office, TW3) == (
        "PK Nomor CONTOH-PK/2026 tanggal 12 Januari 2026",
        "PK Perubahan Nomor CONTOH-PKP/2026 tanggal 14 September 2026",
        "DPA Nomor CONTOH-DPA/2026 tanggal 2 Januari 2026",
    )
    assert len(sources_of(project.office, Period(2026, 4))) == 4
    assert sources_of(project.office, Period(2025, 4)) == ()


def test_the_sample_offices_package(project: Project, tmp_path: Path) -> None:
    """Valid to Frictionless, read back as it was, and without anybody's words or name."""
    district = told(project)
    files = packed(district, LICENCES[project.office.licence], sources_of(project.office, TW3))
    write(tmp_path / "paket", files)
    report = frictionless.validate(str(tmp_path / "paket" / DESCRIPTOR))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
    assert read_source(str(tmp_path / "paket")) == district
    everything = b"".join(files.values()).decode()
    people = {official.name for official in project.office.officials} | {
        official.nip for official in project.office.officials
    }
    assert not [word for word in (NOTE, OFFICER, "contoh.example", *filter(None, people)) if word in everything]
