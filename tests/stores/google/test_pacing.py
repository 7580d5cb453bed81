"""No minute, wherever it is laid, holds more calls than were granted."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.stores.google.pacing import MINUTE, Backoff, Window
from tests.fake_google.clock import MovableClock


def a_clock() -> MovableClock:
    return MovableClock(datetime(2026, 10, 8, tzinfo=UTC))


def sent(limit: int, pauses: list[float]) -> list[float]:
    """When calls go out that are wished for with these pauses between them."""
    clock, window, times = a_clock(), Window(limit), []
    for pause in pauses:
        clock.advance(pause)
        window.wait(clock, 1)
        times.append(clock.now())
    return times


@given(st.integers(1, 9), st.lists(st.floats(0, 90), max_size=60))
def test_no_minute_holds_more_than_the_limit(limit: int, pauses: list[float]) -> None:
    """However the calls come, call n + limit goes out more than a minute after call n."""
    times = sent(limit, pauses)
    assert all(later - earlier > MINUTE for earlier, later in zip(times, times[limit:], strict=False))


def test_the_first_calls_do_not_wait() -> None:
    """As many as are granted go out at once; the next waits for the minute to pass."""
    times = sent(58, [0.0] * 60)
    assert times[57] == times[0]
    assert times[58] - times[0] == pytest.approx(MINUTE, abs=1)


def test_units_count_not_calls() -> None:
    """Two calls of 60 units do not fit into a window of 100."""
    clock, window = a_clock(), Window(100)
    assert window.wait(clock, 60) == 0
    assert window.wait(clock, 60) > MINUTE - 1


def test_a_call_larger_than_the_window_goes_out_alone() -> None:
    """It waits for whatever went before, and does not wait for ever."""
    clock, window = a_clock(), Window(100)
    window.wait(clock, 60)
    assert window.wait(clock, 500) > MINUTE - 1


def test_pauses_grow_and_never_pass_the_longest() -> None:
    """Each pause lies between half and all of its doubling step."""
    chance = random.Random(7)  # noqa: S311  # spreads pauses
    pauses = [Backoff(1.0, 16.0).pause(attempt, chance) for attempt in range(1, 9)]
    assert all(half / 2 <= pause <= half for half, pause in zip((1, 2, 4, 8, 16, 16, 16, 16), pauses, strict=True))
    assert any(later > earlier for earlier, later in pairwise(pauses))
