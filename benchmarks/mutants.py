"""`make mutants`: which changes to the rules, the numbers and the recap does no test notice?

mutmut changes a copy of the sources one operator or text at a time and runs the tests that come by there. At least
90 % must be killed. Every survivor stands in survivors.toml with the reason why it may live; one that does not is
printed with its change, and so is a reason that nothing needs any more. Functions under a decorator (properties)
are left alone by mutmut and counted nowhere.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
ACCEPTED = Path(__file__).with_name("survivors.toml")
NEEDED = (
    "sheets_sync",
    "tests",
    "benchmarks",
    "templates",
    "site",
    "office",
    "mkdocs.yml",
    "pyproject.toml",
    "README.md",
)
ASKED = 0.90
KILLED, NO_TESTS = "killed", "no tests"
FATES = {0: "survived", 5: NO_TESTS, 33: NO_TESTS, 34: "skipped", None: "not run"}  # mutmut's exit codes; others kill
SHOW = """
import json, sys
from mutmut.mutation.diff_apply import get_diff_for_mutant
print(json.dumps({name: get_diff_for_mutant(name) for name in json.load(sys.stdin)}))
"""


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A mutant by what it changes, which stays the same when lines move: function, line before, line after."""

    where: str
    was: str
    now: str


def main() -> int:
    """Run everything and print it; 1 where too few are killed or a survivor has no reason."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        copy = Path(name)
        _copy(copy)
        _mutmut(copy, "run", "--max-children", str(os.cpu_count()))
        fates = dict(_fates(copy))
        changes = _changes(copy, [mutant for mutant, fate in fates.items() if fate != KILLED])
    living = {change: fates[mutant] for mutant, change in changes.items()}
    print(f"\n{time.perf_counter() - started:.0f} s")
    share = 1 - len(changes) / len(fates)
    _print_modules(fates)
    print(f"{len(fates)} mutants, {len(changes)} living, {share:.1%} killed   asked: >= {ASKED:.0%}")
    return 0 if _reasons_stand(living) and share >= ASKED else 1


def _copy(target: Path) -> None:
    """What the tests need: mutmut works in a folder of its own, and nobody's edits come between."""
    ignored = shutil.ignore_patterns("__pycache__", "hasil", "*.pyc")
    for name in NEEDED:
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=ignored)
        else:
            shutil.copy(source, target / name)


def _mutmut(copy: Path, *arguments: str) -> str:
    """What mutmut prints; RuntimeError with its last words where it fails."""
    command = [str(Path(sys.executable).with_name("mutmut")), *arguments]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError((done.stdout + done.stderr)[-3000:])
    return done.stdout


def _fates(copy: Path) -> Iterator[tuple[str, str]]:
    """Each mutant's name and what became of it."""
    for path in sorted((copy / "mutants").rglob("*.meta")):
        codes = json.loads(path.read_text("utf-8"))["exit_code_by_key"]
        yield from ((mutant, FATES.get(code, KILLED)) for mutant, code in codes.items())


def _changes(copy: Path, mutants: Sequence[str]) -> dict[str, Change]:
    """What each of these mutants changes; mutmut is asked once for all, since it takes long to start."""
    done = subprocess.run(
        [sys.executable, "-c", SHOW], cwd=copy, input=json.dumps(mutants), capture_output=True, text=True, check=True
    )
    return {name: _change(name, diff.splitlines()) for name, diff in json.loads(done.stdout).items()}


def _change(mutant: str, lines: Sequence[str]) -> Change:
    was = [line[1:].strip() for line in lines if line.startswith("-") and not line.startswith("---")]
    now = [line[1:].strip() for line in lines if line.startswith("+") and not line.startswith("+++")]
    return Change(_function(mutant), " ".join(was), " ".join(now))


def _function(mutant: str) -> str:
    """`sheets_sync.numerals.read` of `sheets_sync.numerals.x_read__mutmut_26`; a method keeps its class's name."""
    module, _, name = mutant.rpartition(".")
    plain = name.rpartition("__mutmut_")[0].removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
    return f"{module}.{plain}"


def _print_modules(fates: dict[str, str]) -> None:
    modules = sorted({mutant.rpartition(".")[0] for mutant in fates})
    for module in modules:
        found = [fate for mutant, fate in fates.items() if mutant.rpartition(".")[0] == module]
        killed = found.count(KILLED)
        print(f"{module:<40} {len(found):>5} mutants {killed / len(found):>7.1%} killed")


def _accepted() -> dict[Change, str]:
    """The reason for each change that may live."""
    tables = tomllib.loads(ACCEPTED.read_text("utf-8")).get("survivor", []) if ACCEPTED.is_file() else []
    return {Change(table["where"], table["was"], table["now"]): table["reason"] for table in tables}


def _reasons_stand(living: dict[Change, str]) -> bool:
    """Whether every survivor has its reason; what lacks one is printed, and what has one for nothing."""
    accepted = _accepted()
    unknown, idle = sorted(living.keys() - accepted.keys()), sorted(accepted.keys() - living.keys())
    _print_changes("survivors without a reason in benchmarks/survivors.toml", unknown, living)
    _print_changes("reasons in benchmarks/survivors.toml that nothing needs any more", idle, {})
    print(f"survivors with a reason: {len(living) - len(unknown)}")
    return not unknown


def _print_changes(title: str, changes: Iterable[Change], fates: dict[Change, str]) -> None:
    for number, change in enumerate(changes):
        if number == 0:
            print(f"\n{title}:")
        print(f"  {change.where} {fates.get(change, '')}\n    - {change.was}\n    + {change.now}")


if __name__ == "__main__":
    sys.exit(main())
