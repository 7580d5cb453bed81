"""kill -9 of the real command at each of its requests: run again, it ends as if nobody had killed it.

All commands and all their requests are killed by `python -m benchmarks.faults`; here those that make, share and tell.
"""

from __future__ import annotations

import pytest

from sheets_sync.office_books import BOOKS
from tests.faults.endstate import Difference
from tests.faults.killing import Kill, killed_and_run_again, kills, undisturbed

CREATE = 9 + 2 * len(
    BOOKS
)  # a listing, a folder, for two units file, content, addresses; for the office's own no address


def test_create_takes_so_many_requests() -> None:
    """The kills below are all that there are."""
    assert undisturbed("create")[1] == CREATE


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("position", range(1, CREATE + 1))
def test_create_killed(position: int, after: bool) -> None:
    """No second file, no lost cell, no second invitation."""
    assert killed_and_run_again(Kill("create", position, after)) == Difference()


@pytest.mark.parametrize("command", ["pull", "feedback", "lock"])
def test_the_last_request_killed(command: str) -> None:
    """Killed when the last request is carried out, and the archive does not know."""
    assert killed_and_run_again(kills(command)[-1]) == Difference()
