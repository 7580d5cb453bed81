"""Data of people that somebody typed where they do not belong: found in any spelling, and hidden."""

from __future__ import annotations

import re
import unicodedata

# E-mail, phone, and numbers as long as a NIK or an NIP. After a bare 62 no dots: 62.812.345.678 is an amount of money.
PERSONAL = re.compile(
    r"""[\w.+-]+@[\w-]+(\.[\w-]+)+
    | (?<![\d.,])(\(?\+62|\(0|0)[ ().\u2010-\u2015-]{0,3}8\d{1,3}([ ().\u2010-\u2015-]{0,2}\d{2,4}){2,4}(?!\d)
    | (?<![\d.,])(0062|62)[ -]?8\d{1,3}([ -]?\d{3,4}){2,3}(?!\d)
    | (?<!\d)(\d{16}|\d{18}|\d{8}[ .-]\d{6}[ .-]\d[ .-]\d{3})(?!\d)
    | (?<!\d)\d{6}[ .]\d{6}[ .]\d{4}(?!\d)""",
    re.VERBOSE,
)
MASK = "[disamarkan]"


def without_personal(text: str) -> str:
    """The text with e-mail addresses, phone numbers, NIK and NIP hidden."""
    return PERSONAL.sub(MASK, text)


def quoted(text: str) -> str:
    """What a unit wrote, as a document may quote it: without data of people, even where characters of no width hide them."""
    return without_personal("".join(char for char in text if unicodedata.category(char) != "Cf"))
