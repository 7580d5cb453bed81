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
