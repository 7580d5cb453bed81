"""The live tests' Google, and the report of what it answered."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from tests.live.target import SWITCH, WHY_SKIPPED, Tab, Target, local_google, real_google

TARGETS = {"1": real_google, "local": local_google}
TABS = range(1_001, 1_031)  # ids of the tabs that the points are asked in
POINT, CALLS = "google answers", "calls so far"

Answer = Callable[[str, object], None]


@pytest.fixture(scope="session")
def target() -> Iterator[Target]:
    """The Google that SHEETS_SYNC_LIVE names, and a folder in it that is gone afterwards."""
    opened = TARGETS.get(os.environ.get(SWITCH, ""))
    if opened is None:
        pytest.skip(WHY_SKIPPED)
    with opened() as target:
        yield target


@pytest.fixture(scope="session")
def book(target: Target) -> str:
    """A spreadsheet under id_ID that the open points are asked in, each in cells or tabs of its own."""
    file = target.make("points")
    properties = {"locale": "id_ID", "timeZone": "Asia/Makassar"}
    target.main.change(
        file,
        {"updateSpreadsheetProperties": {"properties": properties, "fields": "locale,timeZone"}},
        *({"addSheet": {"properties": {"sheetId": number, "title": f"t{number}"}}} for number in TABS),
    )
    return file


@pytest.fixture(scope="session")
def unused(target: Target, book: str) -> Iterator[Tab]:
    return (Tab(target, book, number) for number in TABS)


@pytest.fixture
def tab(unused: Iterator[Tab]) -> Tab:
    """A tab of that spreadsheet that no other test has."""
    return next(unused)


@pytest.fixture
def answer(target: Target, record_property: Callable[[str, object], None]) -> Iterator[Answer]:
    """Takes what Google answered to an open point; the report at the end lists all of them."""

    def note(point: str, found: object) -> None:
        record_property(POINT, f"{point}: {found}")

    yield note
    record_property(CALLS, target.requests)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The answers stand at the end of the output, whatever else was printed."""
    reports = [report for kind in ("", "passed", "failed") for report in terminalreporter.stats.get(kind, ())]
    noted = [note for report in reports if report.when == "teardown" for note in report.user_properties]
    lines = [words for name, words in noted if name == POINT]
    calls = [found for name, found in noted if name == CALLS]
    if lines:
        terminalreporter.section("what Google answers")
        for line in sorted(lines):
            terminalreporter.write_line(line)
        terminalreporter.write_line(f"calls of this run: {max(calls, default=0)}")
