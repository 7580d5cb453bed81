"""The demo in Google Sheets: the real gspread, the real token exchange, and the same outcome as in Excel files."""

from __future__ import annotations

import os
from datetime import UTC, datetime
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
from tests.online import local_google

FOURTH = Period(2026, 4)  # the quarter in which most goes wrong


def outcome(recap: Recap) -> list[tuple[object, ...]]:
    """What a reader of the site would compare: each unit's state, figures, capaian and catatan."""
    return [
        (
            unit.code, unit.state, unit.filled, unit.due, unit.must, unit.answer, unit.notice, unit.late_days,
            [(item.code, item.typed, item.value, item.percent, item.category) for item in unit.achievements],
        )
        for unit in recap.units
    ]  # fmt: skip


def test_google_and_excel_give_the_same_recap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same units typing the same things, mistakes included: no figure and no catatan differs between stores."""
    monkeypatch.setenv(VARIABLE, os.environ.get(VARIABLE, ""))  # what lay_out sets is undone after the test
    kit.lay_out(tmp_path / "excel", sample=True)
    _, in_files = play_quarter(lambda now: Project(tmp_path / "excel", now), type_into_file, FOURTH, seed=2026)
    with local_google(quotas=True) as google:
        clock = google.clock
        assert isinstance(clock, MovableClock)
        clock.advance(datetime(2026, 12, 31, tzinfo=UTC).timestamp() - clock.now())
        lay_out(tmp_path / "google", google)
        quarter = Quarter(tmp_path / "google", google)
        report, online = play_quarter(quarter.office, quarter.hands, FOURTH, seed=2026)
    assert report.troubles == []
    assert outcome(online) == outcome(in_files)
    assert (tmp_path / "google" / "public" / "index.html").is_file()
