"""The page for the phone: what stands in a message shows as text, and every link goes to WhatsApp."""

from __future__ import annotations

import html
import re
from datetime import datetime
from pathlib import Path

from sheets_sync.kit import root
from sheets_sync.messages import Message
from sheets_sync.model import Contact
from sheets_sync.reminder_page import Block, fault_of, page
from tests.conftest import TW3

NOW = datetime.fromisoformat("2026-10-08T09:00:00+08:00")
TEMPLATE = Path(root() / "templates" / "pesan" / "halaman.html.j2").read_text("utf-8")


def shown(*blocks: Block) -> str:
    return page(TEMPLATE, TW3, NOW, "WITA", blocks)


def test_markup_in_a_name_or_a_text_is_text() -> None:
    """In the heading, the text, the subject and the link."""
    evil = "<script>alert(1)</script>\"'&"
    found = shown(Block.of(Message("PEM", evil, "H-1", evil, evil), [Contact("PEM", whatsapp="6281234567890")]))
    assert "<script" not in found
    assert found.count("&lt;script&gt;") == 3
    assert 'href="https://wa.me/6281234567890?text=%3Cscript%3Ealert%281%29%3C%2Fscript%3E%22%27%26"' in found


def test_a_link_a_number() -> None:
    """Several are numbered; without any WhatsApp asks for the recipient, and the page says so."""
    several = shown(
        Block.of(
            Message("PEM", "Seksi", "H-1", "s", "t"),
            [Contact("PEM", whatsapp="62811"), Contact("PEM", whatsapp="62812")],
        )
    )
    assert re.findall(r">(Buka WhatsApp[^<]*)<", several) == ["Buka WhatsApp 1", "Buka WhatsApp 2"]
    none = shown(Block.of(Message("PEM", "Seksi", "H-1", "s", "t"), []))
    assert 'href="https://wa.me/?text=t"' in none
    assert "belum ada di office/contacts.csv" in none
    assert "belum ada di office/contacts.csv" not in several


def test_nothing_is_fetched_and_nobody_is_told_where_the_link_stood() -> None:
    """No other host but WhatsApp's, no script, no referrer."""
    found = shown(Block.of(Message("PEM", "Seksi", "H-1", "s", "t"), [Contact("PEM", whatsapp="62811")]))
    assert set(re.findall(r"https?://([^/\"]+)", found)) == {"wa.me"}
    assert "<script" not in found
    assert 'name="referrer" content="no-referrer"' in found


def test_a_mail_is_written_where_there_are_addresses() -> None:
    """To all of them, in the phone's own mail program, with subject and text."""
    contacts = [Contact("PEM", "a+b@contoh.example"), Contact("PEM", "c@contoh.example", whatsapp="62811")]
    found = shown(Block.of(Message("PEM", "Seksi", "H-1", "Pengingat & batas", "satu\ndua"), contacts))
    link = "mailto:a%2Bb@contoh.example,c@contoh.example?subject=Pengingat%20%26%20batas&body=satu%0D%0Adua"
    assert html.unescape(re.findall(r'class="tombol surel" href="([^"]+)"', found)[0]) == link
    assert "mailto" not in shown(Block.of(Message("PEM", "Seksi", "H-1", "s", "t"), []))


def test_what_an_office_broke_in_the_page_is_named() -> None:
    """With its line; and without reaching beyond the page."""
    assert fault_of(TEMPLATE) == ""
    assert fault_of("<html>\n{% for block in %}").startswith("baris 2: tidak dapat dipakai")
    assert "tidak dapat dipakai" in fault_of("{{ blok }}")
    assert "tidak dapat dipakai" in fault_of("{{ blocks.__class__.__mro__ }}")
