"""How a long run of work tells how far it is, without knowing who watches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

Item = TypeVar("Item")


class Progress(Protocol):
    """Hands on the items, and may show how far the work is."""

    def __call__(self, items: Sequence[Item], label: str, /) -> Iterable[Item]: ...


def no_progress(items: Sequence[Item], _label: str) -> Iterable[Item]:
    return items
