"""The live tests run from end to end against the local Google, so that they are fit to be run against the real one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.live.target import MOST_REQUESTS, SWITCH

HERE = Path(__file__).parent
POINTS = 20  # at least so many open points are answered


def test_the_live_tests_pass_against_the_local_google(tmp_path: Path) -> None:
    """All pass, none is skipped, each answers its point, and nothing is left (the target's own assertions)."""
    done = _run(tmp_path, **{SWITCH: "local"})
    assert done.returncode == 0, done.stdout[-4000:]
    assert "skipped" not in done.stdout
    report = done.stdout.partition("what Google answers")[2]
    assert len(report.splitlines()) > POINTS
    used = re.search(r"calls of this run: (\d+)", report)
    assert used is not None
    assert int(used[1]) < MOST_REQUESTS


def test_without_being_asked_they_are_skipped_and_say_how_to_ask(tmp_path: Path) -> None:
    done = _run(tmp_path, "tests/live/test_live.py")
    assert done.returncode == pytest.ExitCode.NO_TESTS_COLLECTED, done.stdout[-4000:]
    assert "SHEETS_SYNC_LIVE=1" in done.stdout
    assert "passed" not in done.stdout


def _run(tmp_path: Path, *tests: str, **settings: str) -> subprocess.CompletedProcess[str]:
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("SHEETS_SYNC", "PYTEST"))}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--basetemp={tmp_path / 'live'}"]
    tests = tests or ("tests/live", f"--ignore={Path(__file__)}")
    return subprocess.run(
        [*command, *tests],
        cwd=HERE.parent.parent, env=surroundings | settings, capture_output=True, text=True, check=False,
    )  # fmt: skip


pytestmark = pytest.mark.xdist_group("live")
