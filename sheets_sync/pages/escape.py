"""The one place where foreign text enters a page.

What a unit typed is hostile until it went through here. Every `{{ value }}` of every template does: it shows
as typed, in Markdown as in HTML, and is never markup. Data of people in it show as "[disamarkan]".
"""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

# Characters that mean something to HTML or to Python-Markdown with the extensions that mkdocs.yml turns on.
SPECIAL = re.compile(r"""[&<>"'`*_{}\[\]#|~^=+!\\$]""")
# Control and bidirectional characters can hide or turn text; spaces of any kind become one space.
HIDDEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


# Data of people that somebody may have typed: e-mail, phone, and numbers as long as a NIK or an NIP, in any spelling.
# After a bare 62 no dots: 62.812.345.678 is an amount of money.
PERSONAL = re.compile(
    r"""[\w.+-]+@[\w-]+(\.[\w-]+)+
    | (?<![\d.,])(\(?\+62|\(0|0)[ ().\u2010-\u2015-]{0,3}8\d{1,3}([ ().\u2010-\u2015-]{0,2}\d{2,4}){2,4}(?!\d)
    | (?<![\d.,])(0062|62)[ -]?8\d{1,3}([ -]?\d{3,4}){2,3}(?!\d)
    | (?<!\d)(\d{16}|\d{18}|\d{8}[ .-]\d{6}[ .-]\d[ .-]\d{3})(?!\d)
    | (?<!\d)\d{6}[ .]\d{6}[ .]\d{4}(?!\d)""",
    re.VERBOSE,
)
MASK = "[disamarkan]"


def escape(value: Any) -> Markup:
    """The value as text of a page; what is `Markup` already stays as it is."""
    if isinstance(value, Markup):
        return value
    if value is None:
        return Markup("")
    visible = PERSONAL.sub(MASK, " ".join(HIDDEN.sub("", str(value)).split()))
    return Markup(SPECIAL.sub(lambda match: f"&#{ord(match[0])};", visible))  # noqa: S704  # escaped just now
