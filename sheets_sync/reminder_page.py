"""The page by which a Kasubag sends reminders from the phone: a block a recipient, with links that open WhatsApp."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from sheets_sync import dates
from sheets_sync.messages import Message, mail_link, whatsapp_link
from sheets_sync.model import Contact
from sheets_sync.period import Period


@dataclass(frozen=True, slots=True)
class Block:
    """A message with its links; where no number is `known`, the one link lets WhatsApp ask for the recipient."""

    message: Message
    links: tuple[str, ...]
    known: bool
    mail: str  # the link that opens a mail; empty without an address

    @classmethod
    def of(cls, message: Message, contacts: Sequence[Contact]) -> Block:
        numbers = [contact.whatsapp for contact in contacts if contact.whatsapp]
        addresses = [contact.address for contact in contacts if contact.address]
        links = tuple(whatsapp_link(number, message.text) for number in numbers or [""])
        return cls(message, links, bool(numbers), mail_link(addresses, message) if addresses else "")


def fault_of(template: str) -> str:
    """Why the office's template cannot be used, with its line where that is known; empty where it can."""
    try:
        message = Message("UNIT", "nama", "H-1", "perihal", "teks")
        page(template, Period(2026, 1), datetime(2026, 1, 1, tzinfo=UTC), "", [Block.of(message, ())])
    except TemplateError as fault:
        line = getattr(fault, "lineno", None)
        return (
            f"{f'baris {line}: ' if line else ''}tidak dapat dipakai; periksa tulisan di antara {{{{ }}}} dan {{% %}}"
        )
    return ""


def page(template: str, period: Period, now: datetime, zone: str, blocks: Sequence[Block]) -> str:
    """The page as HTML; whatever stands in a message shows as text."""
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(template).render(period=period.label, moment=dates.moment(now, zone), blocks=blocks)
