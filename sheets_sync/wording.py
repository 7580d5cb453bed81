"""Whether two texts say the same."""

from __future__ import annotations


def folded(text: str) -> str:
    """What is left of a text when spacing and case do not count: two texts that fold alike say the same."""
    return " ".join(text.casefold().split())
