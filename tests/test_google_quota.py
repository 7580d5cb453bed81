"""Google's quotas and a thousand units: what 200 spreadsheets cost in minutes of a clock that nobody waits for."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
import requests

from sheets_sync.office_books import BOOKS
from tests.conftest import TW3
from tests.large_office import crowd, fill, open_large_office, project_now, settle, sync, unit_codes
from tests.online import DRIVE_FILE, OWNER, OnlineOffice, local_google

pytestmark = pytest.mark.xdist_group("kuota")  # the offices below are made once

UNITS = 200
FLOOR = 60 * (math.ceil(UNITS / 60) - 1)  # seconds in which Google grants one user that many reads, or writes
HOUR = 3_600.0


@dataclass(frozen=True, slots=True)
class Cost:
    """What a step took: calls, seconds of the clock, and how often Google said "too often"."""

    requests: int
    seconds: float
    refused: int


@dataclass(frozen=True, slots=True)
class Story:
    """200 units' spreadsheets made, read for the first time, and told, under the real quotas."""

    office: OnlineOffice
    created: Cost
    pulled: Cost
    told: Cost


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    with local_google(quotas=True) as google:
        office = open_large_office(google, tmp_path_factory.mktemp("kuota") / "kantor", UNITS)
        created = cost(office, lambda: project_now(office).create(TW3).troubles)
        google.clock.sleep(HOUR)
        pulled = cost(office, lambda: project_now(office).pull(TW3).troubles)
        project_now(office).validate(TW3)
        google.clock.sleep(HOUR)
        told = cost(office, lambda: project_now(office).feedback(TW3).troubles)
        yield Story(office, created, pulled, told)
        office.close()


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OnlineOffice]:
    """1,000 workbooks with nothing left to read or to tell; the first seven units have sent a figure."""
    with local_google() as google:
        office = open_large_office(google, tmp_path_factory.mktemp("seribu") / "kantor", 7)
        project_now(office).create(TW3)
        settle(office, unit_codes(7))
        crowd(office, 1_000 - len(BOOKS))  # as many as one page of a listing holds
        yield office
        office.close()


def cost(office: OnlineOffice, step: Callable[[], object]) -> Cost:
    """What the step takes; no unit may stand in the way."""
    before, started = office.requests(), office.google.clock.now()
    assert step() == []
    calls = office.google.api_calls()[before:]
    seconds = office.google.clock.now() - started
    return Cost(len(calls), seconds, sum(call.status in {403, 429} for call in calls))


# --- 200 units under the quotas ------------------------------------------------------------------------------


def test_creating_keeps_below_the_quota(story: Story) -> None:
    """A file, its content and its address for each unit, the office's own without one; Google never says "too often"."""
    assert (story.created.requests, story.created.refused) == (3 * UNITS + 2 + 2 * len(BOOKS), 0)
    assert story.created.seconds <= 1.05 * FLOOR


def test_200_changed_files_are_read_as_fast_as_google_grants(story: Story) -> None:
    """Each unit's once, and Kendali; Format is read when somebody pulls the format."""
    assert (story.pulled.requests, story.pulled.refused) == (1 + UNITS + 1, 0)
    assert story.pulled.seconds <= 1.05 * FLOOR


def test_200_catatan_are_told_as_fast_as_google_grants(story: Story) -> None:
    assert (story.told.requests, story.told.refused) == (1 + UNITS, 0)
    assert story.told.seconds <= 1.05 * FLOOR


def test_somebody_else_using_half_of_the_quota_delays_and_breaks_nothing(story: Story) -> None:
    """A second program of the same account reads as often as we do: Google says "too often", and all is read.

    What is to be read are the 200 that were told last.
    """
    office = story.office
    office.google.clock.sleep(HOUR)
    project = project_now(office)
    share_quota(office, project.store.client)  # type: ignore[attr-defined]  # the online office's store is GoogleStore
    before = office.requests()
    assert project.pull(TW3).troubles == []
    calls = office.google.api_calls()[before:]
    assert 429 in {call.status for call in calls}
    assert sum(call.status == 200 and "rowData" in str(call.query) for call in calls) == UNITS
    office.google.clock.sleep(HOUR)
    assert sync(office) == 1


def share_quota(office: OnlineOffice, client: Any) -> None:
    """After each answer of ours to a read, the other program sends a read of its own and minds no refusal."""
    token = office.google.state.token_for(OWNER, [DRIVE_FILE], "kantor")
    url = f"{office.google.address}/v4/spreadsheets/{office.file_of('U0001')}?fields=spreadsheetId"

    def read(response: requests.Response, **_settings: Any) -> None:
        if "/v4/spreadsheets" in (response.request.url or ""):
            requests.get(url, headers={"Authorization": f"Bearer {token}"}, timeout=10)

    client.session.hooks["response"].append(read)


# --- 1,000 units ---------------------------------------------------------------------------------------------


def test_nothing_changed_among_a_thousand_costs_one_call(crowded: OnlineOffice) -> None:
    assert sync(crowded) == 1


def test_changes_among_a_thousand_cost_themselves_and_no_more(crowded: OnlineOffice) -> None:
    """1 + M + K; the next sync reads the K written ones once more, and then it is quiet."""
    for code in unit_codes(2):
        fill(crowded, code, "81 kali")
    for code in unit_codes(4)[2:]:
        fill(crowded, code, Decimal(81))
    assert sync(crowded) == 1 + 4 + 2
    assert sync(crowded) == 1 + 2
    assert sync(crowded) == 1
