"""Checks archived submissions as they come off the disk: one process, one core, nothing kept but counts.

A line on its input names a folder of kecamatan; its answer says how many entries went through in how many seconds.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.nation_make import SEPARATOR
from benchmarks.nation_office import PERIOD, Forms, make_forms
from sheets_sync.archive import FIGURES, SUBMISSION, known_values
from sheets_sync.model import EXTRA_RULES
from sheets_sync.rules import validate
from sheets_sync.rules.case import Case, Past

NOW = str(PERIOD)
ALL_ON = frozenset(EXTRA_RULES)


@dataclass
class Checked:
    """What went through so far."""

    entries: int = 0
    findings: int = 0
    rules: dict[str, int] = field(default_factory=dict)
    rows: int = 0  # entries with a catatan


HEADING = re.compile(rb'"unit":\s*"([^"]+)",\s*"period":\s*"([^"]+)"')


def heading(document: bytes) -> tuple[str, str]:
    """Unit and period of an archived submission, which `data/` has in its file names."""
    found = HEADING.search(document, 0, 200)
    assert found is not None
    return found[1].decode(), found[2].decode()


def check_file(content: bytes, forms: Forms, checked: Checked) -> None:
    """Every submission of one kecamatan becomes findings; the quarters before it become its past."""
    past: list[Past] = []
    for document in content.split(SEPARATOR)[1:]:
        unit, period = heading(document)
        form = forms[unit, period]
        if period != NOW:
            past.append(Past.of(form, known_values(FIGURES.validate_json(document))))
            continue
        submission = SUBMISSION.validate_json(document)
        findings = validate(Case(form, submission, tuple(past), ALL_ON))
        past.clear()
        checked.entries += len(submission.entries)
        checked.findings += len(findings)
        checked.rows += len({finding.place.row for finding in findings})
        for finding in findings:
            checked.rules[finding.rule] = checked.rules.get(finding.rule, 0) + 1


def main() -> None:
    """Serve requests until the input ends."""
    forms, checked = make_forms(), Checked()
    for line in sys.stdin:
        started = time.perf_counter()
        for path in sorted(Path(line.rstrip("\n")).iterdir()):
            check_file(path.read_bytes(), forms, checked)
        seconds = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(json.dumps({"seconds": seconds, "peak": peak, **asdict(checked)}), flush=True)


if __name__ == "__main__":
    main()
