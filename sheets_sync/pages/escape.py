"""The one place where foreign text enters a page.

What a unit typed is hostile until it went through here. Every `{{ value }}` of every template does: it shows
as typed, in Markdown as in HTML, and is never markup. Data of people in it show as "[disamarkan]".
"""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

from sheets_sync.personal import without_personal

# Characters that mean something to HTML or to Python-Markdown with the extensions that mkdocs.yml turns on.
SPECIAL = re.compile(r"""[&<>"'`*_{}\[\]#|~^=+!\\$]""")
# Control and bidirectional characters can hide or turn text; spaces of any kind become one space.
HIDDEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def escape(value: Any) -> Markup:
    """The value as text of a page; what is `Markup` already stays as it is."""
    if isinstance(value, Markup):
        return value
    if value is None:
        return Markup("")
    visible = without_personal(" ".join(HIDDEN.sub("", str(value)).split()))
    return Markup(SPECIAL.sub(lambda match: f"&#{ord(match[0])};", visible))  # noqa: S704  # escaped just now
