"""Records of steps, and what a line of the trail holds of them."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.records import Part, Stamp, StepRecord, record_data, record_of
from sheets_sync.trail import Kind, next_line
from tests.conftest import AFTER_TW3

STAMPS = st.builds(Stamp, st.dates(), st.none() | st.times().map(lambda clock: clock.replace(second=0, microsecond=0)))
RECORDS = st.builds(
    StepRecord,
    st.integers(1, 9),
    st.sampled_from(Part),
    st.none() | STAMPS,
    st.none() | STAMPS,
    st.none() | st.integers(0, 10_000),
    st.sampled_from(["Camat", "operator"]),
    st.sampled_from(["", "Camat"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.lists(st.just("langkah-1-0a1b2c3d.jpg"), max_size=2).map(tuple),
    st.booleans(),
    st.just(()),
    st.sampled_from(["", "Kasubag Perencanaan"]),
    st.just(""),
)


def line_of(step: int, by: str, data: dict[str, Any]) -> Any:
    return next_line(None, AFTER_TW3, Kind.STEP, by, step=step, data=data)


@given(RECORDS)
def test_a_record_comes_back_from_the_trail(record: StepRecord) -> None:
    """By way of JSON, as the file holds it."""
    data = json.loads(json.dumps(record_data(record)))
    assert record_of(line_of(record.step, record.by, data)) == record


@pytest.mark.parametrize("broken", [{}, {"start": 7, "worked": "lama", "proof": "x", "part": "lain", "done": 1}])
def test_what_somebody_broke_counts_as_not_recorded(broken: dict[str, Any]) -> None:
    """A line that was tampered with is the matter of `trail verify`; reading it never raises."""
    assert record_of(line_of(4, "operator", broken)) == StepRecord(4, by="operator")


def test_a_day_alone_has_no_moment() -> None:
    """A time of day is never made up."""
    zone = ZoneInfo("Asia/Makassar")
    assert Stamp(date(2026, 10, 7)).moment(zone) is None
    assert Stamp(date(2026, 10, 7), time(14, 30)).moment(zone) == datetime(2026, 10, 7, 14, 30, tzinfo=zone)
    assert (Stamp(date(2026, 10, 7)).iso, Stamp(date(2026, 10, 7), time(0, 5)).iso) == (
        "2026-10-07",
        "2026-10-07T00:05",
    )
