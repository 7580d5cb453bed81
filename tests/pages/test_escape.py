"""Foreign text on a page: it shows as typed and runs nothing."""

from __future__ import annotations

import html
import re

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from sheets_sync.pages.escape import escape

EXTENSIONS = ["tables", "toc", "attr_list", "md_in_html", "pymdownx.snippets"]
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "[klik](javascript:alert(1))",
    "![x](https://jahat.example/x.png)",
    "{{ 7 * 7 }} {% raw %}",
    "`kode` **tebal** _miring_ ~~coret~~",
    '--8<-- "beranda.md"',
    "# judul | tabel | lain",
    "a\n\n    blok kode\n\n- butir",
    "{: onclick=alert(1) }",
    "&lt;b&gt; &amp; &#60;",
    "\u202eterbalik\u202c dan \u200bnol",
]


def shown(page: str) -> str:
    """The text that a reader sees of the HTML."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())


def as_typed(text: str) -> str:
    return " ".join(html.unescape(str(escape(text))).split())


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("frame", ["<p>{}</p>", "# {}", "kata {} kata", "<table><tr><td>{}</td></tr></table>"])
def test_hostile_text_stays_text(text: str, frame: str) -> None:
    """In a heading, a paragraph or raw HTML, hostile text becomes no element and no attribute."""
    page = markdown.markdown(frame.format(escape(text)), extensions=EXTENSIONS)
    plain = markdown.markdown(frame.format("x"), extensions=EXTENSIONS)
    assert re.findall(r"<[a-z/!][^>]*>", re.sub(r' id="[^"]*"', "", page)) == re.findall(
        r"<[a-z/!][^>]*>", re.sub(r' id="[^"]*"', "", plain)
    )
    assert as_typed(text) in shown(page)


@given(st.text())
def test_any_text_is_inert_html(text: str) -> None:
    """Whatever the text, no character is left that opens a tag, an entity of its own, or an attribute."""
    left = re.sub(r"&#\d+;", "", str(escape(text)))
    assert not set(left) & set("<>\"'&`*_[]{}|#~")


def test_markup_stays_and_nothing_shows_as_nothing() -> None:
    """What is markup already is kept, and no value shows as an empty text."""
    assert escape(Markup("<b>")) == "<b>"
    assert escape(None) == ""


@pytest.mark.parametrize(
    "typed",
    [
        "petugas.baru@contoh.invalid", "0812-0000-0001", "0812 0000 0001", "081200000001", "+62 812 0000 0001", "+6281200000001",
        "6281200000001", "62 812-0000-0001", "(0812) 0000-0001", "0812.0000.0001", "0812–0000–0001", "(+62) 812-0000-0001",
        "006281200000001", "19640101 199001 1 001", "196401011990011001", "19640101.199001.1.001", "19640101-199001-1-001",
        "7201010101640001", "720101 010164 0001",
    ],
)  # fmt: skip
def test_data_of_people_is_masked_however_it_is_spelled(typed: str) -> None:
    """An address, a mobile number, an NIP or a NIK in a note shows on no page."""
    assert html.unescape(escape(f"hubungi {typed}, segera")) == "hubungi [disamarkan], segera"


@pytest.mark.parametrize(
    "typed",
    [
        "62.812.345.678", "Rp62.812.345.678,00", "0,8123456789", "2026-10-08 08.30", "08.15 s.d. 10.30", "000.7/8123/2026",
        "2055 menit", "12240 x 18720", "1.234.567.890.123", "08-10-2026 s.d. 09-10-2026",
    ],
)  # fmt: skip
def test_figures_dates_and_numbers_of_letters_stay(typed: str) -> None:
    """What only looks like one is shown."""
    assert html.unescape(escape(typed)) == typed
