"""Prints how many megabytes pip fetched, from its log. Runs before anything is installed."""

from __future__ import annotations

import re
import sys
from pathlib import Path

UNITS = {"kB": 1e-3, "MB": 1.0, "bytes": 1e-6}


def fetched(log: str) -> float:
    """Megabytes of all that the log says was downloaded."""
    found = re.findall(r"Downloading \S+ \((\d+(?:\.\d+)?) (kB|MB|bytes)\)", log)
    return sum(float(size) * UNITS[unit] for size, unit in found)


if __name__ == "__main__":
    megabytes = fetched(Path(sys.argv[1]).read_text("utf-8", errors="replace"))
    print(f"Kelengkapan terpasang; {megabytes:.0f} MB diunduh.")
