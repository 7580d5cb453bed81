"""The page by which a Kasubag sends reminders from the phone: a block a recipient, with links that open WhatsApp."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from sheets_sync import dates
from sheets_sync.messages import Message, whatsapp_link
from sheets_sync.period import Period


@dataclass(frozen=True, slots=True)
class Block:
    """A message with its links; where no number is `known`, the one link lets WhatsApp ask for the recipient."""

    message: Message
    links: tuple[str, ...]
    known: bool

    @classmethod
    def of(cls, message: Message, numbers: Sequence[str]) -> Block:
        links = tuple(whatsapp_link(number, message.text) for number in numbers or ("",))
        return cls(message, links, bool(numbers))


def page(template: str, period: Period, now: datetime, zone: str, blocks: Sequence[Block]) -> str:
    """The page as HTML; whatever stands in a message shows as text."""
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(template).render(period=period.label, moment=dates.moment(now, zone), blocks=blocks)
