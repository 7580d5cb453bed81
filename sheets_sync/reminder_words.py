"""The office's words of reminders, from templates/pesan/ and office.toml [pengingat]."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReminderWords:
    """The texts with their {placeholders}; empty where the office has no such file."""

    unit: str = ""
    secretary: str = ""
    camat: str = ""
    group: str = ""
    on_behalf: str = "Sekretaris"  # who signs: a.n. ...
    names_in_group: bool = False  # whether the group's message names the units that are late
