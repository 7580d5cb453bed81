"""Every request of a quarter x every fault, and kill -9 of the real command: what was doubled, lost or sent twice.

    python -m benchmarks.faults

A small office plays create, typing, a sync, mending, a sync, create again and lock over the local Google, once for each
case; the table of all cases is printed. A case is one fault, alone, at one request.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from multiprocessing import get_context

from tests.faults.endstate import Difference
from tests.faults.killing import NETWORKED, Kill, killed_and_run_again, kills
from tests.faults.matrix import KINDS, Case, outages, play, reference, requests, singles

DOUBLES = 100
SEED = 2026


def main() -> int:
    """All cases are played and printed; 1 where any ended otherwise."""
    started = time.perf_counter()
    once, lasting = list(singles()), list(outages())
    chance = random.Random(SEED)  # noqa: S311  # the same pairs each time
    pairs = [(chance.choice(once), chance.choice(once + lasting)) for _ in range(DOUBLES)]
    killed = [kill for command in NETWORKED for kill in kills(command)]
    with get_context("spawn").Pool(os.cpu_count()) as pool:
        first = pool.map(play, [(fault,) for fault in once], chunksize=4)
        second = pool.map(play, [(fault,) for fault in lasting], chunksize=4)
        doubles = pool.map(play, pairs, chunksize=4)
        ends = pool.map(killed_and_run_again, killed, chunksize=1)
    show_requests()
    show_table("One fault", first)
    show_table("The same fault, then no way through until the command has given up", second)
    show_kills(killed, ends)
    bad = [str(case) for case in (*first, *second) if not case.good]
    bad += [str(case) for case in doubles if not case.same]
    bad += [f"{kill}: {end}" for kill, end in zip(killed, ends, strict=True) if end != Difference()]
    found = [case.difference for case in (*first, *second, *doubles)] + ends
    show_sums(first, second, doubles, ends)
    print(
        f"\n{len(found)} cases: {sum(end.doubled_files for end in found)} doubled files,"
        f" {sum(end.lost_files + end.lost_cells + end.strange_cells for end in found)} lost cells,"
        f" {sum(end.second_mails for end in found)} second invitations, {len(bad)} ends that differ"
        f" (asked: 0, 0, 0, 0); {time.perf_counter() - started:.0f} s"
    )
    for words in bad:
        print(words)
    return 1 if bad else 0


def show_requests() -> None:
    """The requests of the play, by command: the columns of the tables."""
    commands: dict[str, list[str]] = {}
    for request in requests():
        commands.setdefault(request.command, []).append(request.purpose)
    end = reference().end
    print(f"the play: {end.files.total()} files, {end.mails.total()} invitations, {len(requests())} requests")
    for command, purposes in commands.items():
        print(f"  {command:<13} {' '.join(purposes)}")


def show_table(title: str, cases: Sequence[Case]) -> None:
    """A line a fault, a column a request: how often a command was run again until the end was the same."""
    at = {(case.planned[0].kind, case.planned[0].command, case.planned[0].number): case for case in cases}
    print(
        f"\n{title}\n(. the same end, 1 the same once the command was run again, X another end, blank: cannot happen there)"
    )
    print(f"{'':<27}{heading()}")
    for kind, words in KINDS.items():
        marks = [(request.command, mark(at.get((kind, request.command, request.number)))) for request in requests()]
        if any(sign.strip() for _, sign in marks):
            print(f"{words:<27}{spaced(marks)}")


def heading() -> str:
    """The commands' names over their columns, cut to fit."""
    widths = Counter(request.command for request in requests())
    return " ".join(command[: 1 if width == 1 else width].ljust(width) for command, width in widths.items())


def spaced(marks: Iterable[tuple[str, str]]) -> str:
    """The marks with a gap between commands."""
    words, before = "", ""
    for command, sign in marks:
        words += (" " if before and command != before else "") + sign
        before = command
    return words


def mark(case: Case | None) -> str:
    if case is None:
        return " "
    if not case.good:
        return "X"
    return str(case.again) if case.again else "."


def show_kills(killed: Sequence[Kill], ends: Sequence[Difference]) -> None:
    """A line a command, a column a request."""
    print(
        "\nkill -9 of `python -m sheets_sync ...` (real process), run again\n(1 the same end once run again, X another)"
    )
    for command in NETWORKED:
        for after in (False, True):
            found = [
                "1" if end == Difference() else "X"
                for kill, end in zip(killed, ends, strict=True)
                if (kill.command, kill.after) == (command, after)
            ]
            name = f"{command}, {'after' if after else 'before'} the request"
            print(f"{name:<30}{''.join(found)}")


def show_sums(
    first: Sequence[Case], second: Sequence[Case], doubles: Sequence[Case], ends: Sequence[Difference]
) -> None:
    """How many cases of each sort there were, and how many of them needed to be run again."""
    print()
    for name, cases in (("one fault", first), ("one fault, then an outage", second), ("two faults", doubles)):
        again = sum(case.again > 0 for case in cases)
        print(f"{name:<27}{len(cases):>5} cases, {again:>4} run again")
    print(f"{'kill -9':<27}{len(ends):>5} cases, {len(ends):>4} run again")


if __name__ == "__main__":
    sys.exit(main())
