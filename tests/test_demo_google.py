"""The demo in Google Sheets: the real gspread, the real token exchange, and the same outcome as in Excel files."""

from __future__ import annotations

import os
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from sheets_sync import kit
from sheets_sync.demo import play_quarter, type_into_file
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.recap import Recap
from sheets_sync.stores.google.signin import VARIABLE
from tests.demo_google import Quarter, lay_out
from tests.fake_google.clock import MovableClock
from tests.fake_google.server import LocalGoogle

FIRST = Period(2026, 1)  # the quarter in which all is mended, answered, validated and approved
FOURTH = Period(2026, 4)  # the quarter that stays as it was typed, codes and headings typed over among it


def outcome(recap: Recap) -> list[tuple[object, ...]]:
    """What a reader of the site would compare: each unit's state, figures, capaian and catatan."""
    return [
        (
            unit.code, unit.state, unit.filled, unit.due, unit.must, unit.answer, unit.notice, unit.late_days, unit.standing,
            [(item.code, item.typed, item.value, item.percent, item.category) for item in unit.achievements],
        )
        for unit in recap.units
    ]  # fmt: skip


def told(folder: Path, period: Period) -> dict[str, list[tuple[object, ...]]]:
    """Each unit's catatan: rule, cell, what stands there, and the answer."""
    findings = Project(folder, datetime(2027, 1, 20, tzinfo=UTC)).archive.findings.all(period)
    return {
        unit: [(item.rule, item.place, item.found, item.reply) for item in items] for unit, items in findings.items()
    }


@pytest.mark.parametrize("period", [FIRST, FOURTH], ids=str)
def test_google_and_excel_give_the_same_recap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, period: Period) -> None:
    """The same units typing the same things, mistakes included: no figure and no catatan differs between stores."""
    monkeypatch.setenv(VARIABLE, os.environ.get(VARIABLE, ""))  # what lay_out sets is undone after the test
    kit.lay_out(tmp_path / "excel", sample=True)
    _, in_files = play_quarter(lambda now: Project(tmp_path / "excel", now), type_into_file, period, seed=2026)
    began = MovableClock(datetime.combine(period.last_day, time(), tzinfo=UTC))
    with LocalGoogle(clock=began, strict=True, quotas=True) as google:
        lay_out(tmp_path / "google", google)
        quarter = Quarter(tmp_path / "google", google)
        report, online = play_quarter(quarter.office, quarter.hands, period, seed=2026)
        assert google.contract.deviations == []
    assert report.troubles == []
    assert outcome(online) == outcome(in_files)
    assert told(tmp_path / "google", period) == told(tmp_path / "excel", period)
    assert (tmp_path / "google" / "public" / "index.html").is_file()
