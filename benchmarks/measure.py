"""Times a command as a whole process, and its peak memory with all that it started."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

MEMORY = """
import resource, runpy, sys
sys.argv = sys.argv[1:]
try:
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
finally:
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"peak {max(own, started)}", file=sys.stderr)
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """Wall-clock seconds, and the largest resident memory of any one process, in megabytes."""

    seconds: float
    megabytes: float
    printed: str


def measure(module: str, *arguments: str, cwd: Path, environment: Mapping[str, str] | None = None) -> Measured:
    """Run `python -m module arguments` once; RuntimeError with its words where it fails."""
    command: Sequence[str] = [sys.executable, "-c", MEMORY, module, *arguments]
    started = time.perf_counter()
    done = subprocess.run(
        command, cwd=cwd, env=os.environ | (environment or {}), capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - started
    if done.returncode:
        raise RuntimeError(done.stderr)
    peak = next(line for line in reversed(done.stderr.splitlines()) if line.startswith("peak "))
    return Measured(seconds, int(peak.split()[1]) / 1000, done.stdout)
