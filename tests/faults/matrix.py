"""Every request position of the play x every fault, once or as the beginning of an outage; what each case left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from tests.faults.endstate import Difference, difference
from tests.faults.scenario import Outcome, Planned, Sent, perform

# How each is called in the table; the words of `tests.fake_google.faults`, and two of the client's own.
KINDS = {
    "429": "429",
    "429-retry-after": "429 with Retry-After",
    "403-rate": "403 rate limit",
    "500": "500 before the write",
    "503-after": "503 after it",
    "drop": "connection dropped before",
    "drop-after": "connection dropped after",
    "html-502": "HTML 502 before",
    "html-502-after": "HTML 502 after",
    "html-200": "a portal's page with 200",
    "garbage": "garbage for JSON",
    "half-body": "half a body",
    "delay": "answer after the time-out",
    "401": "401 once",
    "403-sharing-rate": "sharing rate limit",
    "mail-failed": "shared, mail failed",
    "kill": "killed before",
    "kill-after": "killed after",
}
SHARING = frozenset(("403-sharing-rate", "mail-failed"))
LASTING = frozenset(("403-sharing-rate",))  # nobody waits for it: the quota of a day, as far as is known
KILLS = frozenset(("kill", "kill-after"))


@dataclass(frozen=True, slots=True)
class Case:
    """One play with its faults, and how far its end is from the end without any."""

    planned: tuple[Planned, ...]
    difference: Difference
    again: int
    refused: str
    deviations: int
    unmet: int

    @property
    def same(self) -> bool:
        """The same end state was reached, and no call strayed from Google's documents."""
        return self.difference == Difference() and not (self.refused or self.deviations)

    @property
    def good(self) -> bool:
        """So it was, and every fault did happen."""
        return self.same and not self.unmet

    def __str__(self) -> str:
        found = f"{self.difference}, {self.deviations} deviations, {self.unmet} faults not met"
        return f"{', '.join(map(str, self.planned))}: {self.refused or found}"


@cache
def reference() -> Outcome:
    """The play without a fault."""
    return perform()


def requests() -> list[Sent]:
    """What the office sends in it, in order."""
    return reference().sent


def fits(request: Sent, kind: str) -> bool:
    """Whether the fault can meet that request: those of sharing only meet a sharing."""
    return kind not in SHARING or request.purpose == "share"


def singles(kinds: Iterable[str] = KINDS) -> Iterator[Planned]:
    """Each fault at each position, once."""
    for kind in kinds:
        for request in requests():
            if fits(request, kind):
                yield Planned(request.command, request.number, kind)


def outages(kinds: Iterable[str] = KINDS) -> Iterator[Planned]:
    """Each fault at each position, with no way through after it until the command has given up."""
    for fault in singles(kind for kind in kinds if kind not in KILLS):
        yield replace(fault, outage=True)


def together(faults: Iterable[Planned]) -> Iterator[tuple[Planned, ...]]:
    """The same faults in as few plays as can be: in each play at most one a command."""
    commands: dict[str, list[Planned]] = {}
    for fault in faults:
        commands.setdefault(fault.command, []).append(fault)
    for turn in range(max(map(len, commands.values()))):
        yield tuple(own[turn] for own in commands.values() if turn < len(own))


def play(planned: Sequence[Planned]) -> Case:
    """The play with those faults, compared with the one without."""
    outcome = perform(planned)
    unsent = sum(fault.kind == "mail-failed" for fault in planned)
    found = difference(reference().end, outcome.end).without(unsent)
    return Case(tuple(planned), found, outcome.again, outcome.refused, outcome.deviations, outcome.unmet)
