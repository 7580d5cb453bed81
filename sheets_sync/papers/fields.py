"""What Word and Excel templates have in common: the fields that must stand in them, and text that any file can hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

FOLDER = "templates/documents"
NEEDED = ("kode_naskah", "data_contoh", "keterangan")  # without these a paper cannot be told from another, or misleads
FORBIDDEN = re.compile("[^\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")  # hide text, or turn its order round
LONGEST = 10_000  # characters of one value


def plain(text: str) -> str:
    """Without characters that XML refuses or nobody sees, and not longer than a paper can bear."""
    lines = UNSEEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return FORBIDDEN.sub(" ", lines if len(lines) <= LONGEST else f"{lines[:LONGEST]} … (dipotong)")


def unknown(field: str, known: Iterable[str]) -> str:
    """What is said of a field that does not exist: the likeliest one, or all that there are."""
    names = sorted(known)
    close = get_close_matches(field, names, 1)
    meant = f", mungkin maksudnya {{{{ {close[0]} }}}}" if close else f"; pilihannya: {', '.join(names)}"
    return f"{{{{ {field} }}}} tidak dikenal{meant}"


def missing(field: str) -> str:
    return f"{{{{ {field} }}}} tidak ada lagi; tulis kembali (contohnya di templat bawaan)"
