"""What the log of a fault of ours may hold: it is sent on, so no address, number, secret or typed text stands in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from sheets_sync.personal import MASK, without_personal
from sheets_sync.verbs import VERBS

OPTION = re.compile(r"(--?[a-z][a-z-]*)(=.*)?", re.DOTALL)
SECRETS = re.compile("SHEETS_SYNC_.*(USER|PASSWORD|SENDER|CONTACTS|TOKEN|KEY|SECRET)")
NUMBER = re.compile(r"(?<!\w)[+(]{0,2}\d(?:[ ().\u2010-\u2015-]{0,2}\d){8,}")  # of a phone or a person, in any spelling


def fault_text(program: str, arguments: Sequence[str], at: datetime, trace: str, environment: Mapping[str, str]) -> str:
    """The log's text: the versions, when, which command with which options, and where it broke."""
    command = " ".join(map(_told, arguments))
    return f"{program}, {at.isoformat()}\nperintah: {command}\n\n{_masked(trace, environment)}"


def _told(argument: str) -> str:
    """A verb or the name of an option; what was typed behind it may be a name, and is left out."""
    if option := OPTION.fullmatch(argument):
        return option[1] + ("=…" if option[2] else "")
    return argument if argument in VERBS else "…"


def _masked(text: str, environment: Mapping[str, str]) -> str:
    secrets = {value.strip() for name, value in environment.items() if SECRETS.fullmatch(name)} - {""}
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, MASK)
    return NUMBER.sub(MASK, without_personal(text))
