"""What Word and Excel templates have in common: the fields that must stand in them, and what is said of a wrong one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

FOLDER = "templates/documents"
NEEDED = ("kode_naskah", "data_contoh", "keterangan")  # without these a paper cannot be told from another, or misleads


def unknown(field: str, known: Iterable[str]) -> str:
    """What is said of a field that does not exist: the likeliest one, or all that there are."""
    names = sorted(known)
    close = get_close_matches(field, names, 1)
    meant = f", mungkin maksudnya {{{{ {close[0]} }}}}" if close else f"; pilihannya: {', '.join(names)}"
    return f"{{{{ {field} }}}} tidak dikenal{meant}"


def missing(field: str) -> str:
    return f"{{{{ {field} }}}} tidak ada lagi; tulis kembali (contohnya di templat bawaan)"
