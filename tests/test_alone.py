"""One run at a time in one office folder."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sheets_sync.alone import alone
from sheets_sync.errors import UsageError

HOLDER = """
import sys, time
from pathlib import Path
from sheets_sync.alone import alone
with alone(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_run_is_told_to_wait(tmp_path: Path) -> None:
    """While one works the other is refused, and afterwards it is not."""
    with alone(tmp_path), pytest.raises(UsageError, match="sedang berjalan"), alone(tmp_path):
        pass
    with alone(tmp_path):
        pass


def test_a_killed_run_holds_nothing(tmp_path: Path) -> None:
    """After kill -9 the next run begins at once."""
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(UsageError), alone(tmp_path):
            pass
        other.send_signal(signal.SIGKILL)
    with alone(tmp_path):
        pass
