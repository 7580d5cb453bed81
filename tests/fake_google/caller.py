"""Who is calling, as seen from one file: what Sheets needs to know to enforce protected ranges."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Caller:
    """An account's rights on the file that a request names; `groups` are the group addresses it belongs to."""

    email: str
    owner: bool = True  # owns the file, or manages its shared drive
    writer: bool = True
    groups: frozenset[str] = frozenset()
    project: str = "local"  # the Cloud project: developer metadata of visibility PROJECT is seen by it alone
