"""`make bench-fresh`: the newcomer's first command on a fresh clone of HEAD, nothing cached, and the second."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import time
from pathlib import Path


def timed(command: list[str], cwd: Path) -> tuple[float, str]:
    started = time.perf_counter()
    surroundings = os.environ | {"PIP_NO_CACHE_DIR": "1"}
    done = subprocess.run(command, cwd=cwd, env=surroundings, check=True, capture_output=True, text=True)
    return time.perf_counter() - started, done.stdout


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        clone = Path(name) / "clone"
        subprocess.run(["git", "clone", "-q", str(Path.cwd()), str(clone)], check=True)
        first, printed = timed(["make", "demo"], clone)
        fetched = re.search(r"(\d+) MB diunduh", printed)
        setup, _ = timed(["make", ".venv/package"], clone)
        (clone / "sheets_sync" / "cli.py").touch()
        again, _ = timed(["make", ".venv/package"], clone)
    print(
        f"fresh clone, make demo, install included: {first:.1f} s (asked: 45 s), {fetched[1] if fetched else '?'} MB fetched"
    )
    print(f"set-up of a second make demo: {setup:.2f} s (asked: 1 s)")
    print(f"set-up after the source changed: {again:.2f} s (asked: 1 s)")


if __name__ == "__main__":
    main()
