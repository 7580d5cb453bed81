"""How often Google may be called: a sliding window for each quota, kept a little below what Google grants.

Sheets: 60 reads and 60 writes a minute for one user (https://developers.google.com/workspace/sheets/api/limits).
Drive: 325,000 quota units a minute for one user (https://developers.google.com/workspace/drive/api/guides/limits).
A bucket that refills could send twice the quota in its first minute; a sliding window never does.
"""

from __future__ import annotations

import random
import time
from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

MINUTE = 60.0
MARGIN = 0.25  # seconds by which two clocks and two ways through the network may differ


class Clock(Protocol):
    """Passing time in seconds, from any start, and a way to wait."""

    def now(self) -> float: ...

    def sleep(self, seconds: float) -> None: ...


class RealClock:
    """The machine's own steady clock."""

    def now(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class Quota(StrEnum):
    """What a call is counted against, in the words of `--verbose`."""

    READ = "baca Sheets"
    WRITE = "tulis Sheets"
    DRIVE = "Drive"


LIMITS = {Quota.READ: 58, Quota.WRITE: 58, Quota.DRIVE: 300_000}


@dataclass
class Window:
    """At most `limit` units in any minute."""

    limit: int
    _sent: deque[tuple[float, int]] = field(default_factory=deque)
    _units: int = 0

    def wait(self, clock: Clock, units: int) -> float:
        """Sleep until `units` more fit, count them, and return the seconds slept."""
        slept = 0.0
        self._forget(clock.now())
        while self._sent and self._units + units > self.limit:
            pause = self._sent[0][0] + MINUTE + MARGIN - clock.now()
            clock.sleep(pause)
            slept += pause
            self._forget(clock.now())
        self._sent.append((clock.now(), units))
        self._units += units
        return slept

    def _forget(self, now: float) -> None:
        while self._sent and self._sent[0][0] + MINUTE + MARGIN <= now:
            self._units -= self._sent.popleft()[1]


@dataclass(frozen=True, slots=True)
class Backoff:
    """Growing pauses between attempts, spread by chance so that two machines do not meet again."""

    first: float
    longest: float

    def pause(self, attempt: int, chance: random.Random) -> float:
        """Seconds to wait after the attempt of that number, counted from 1."""
        whole = min(self.first * 2.0 ** (attempt - 1), self.longest)
        return whole * chance.uniform(0.5, 1.0)
