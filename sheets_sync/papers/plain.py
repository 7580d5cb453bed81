"""What people typed, made fit to stand in a paper: nothing that nobody sees, and not longer than a paper can bear."""

from __future__ import annotations

import re

FORBIDDEN = re.compile("[^\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")  # hide text, or turn it round
LONGEST = 10_000  # characters of one value


def plain(text: str) -> str:
    """Without characters that XML refuses or nobody sees, and cut, visibly, after the longest that may be."""
    lines = UNSEEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return FORBIDDEN.sub(" ", lines if len(lines) <= LONGEST else f"{lines[:LONGEST]} … (dipotong)")


def shortened(text: str, most: int) -> str:
    """The text on one line of at most that many characters; what is cut off ends in `…`, at a word's end where it can."""
    line = " ".join(plain(text).split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    head, _, _ = cut.rpartition(" ")
    return f"{(head if len(head) > most // 2 else cut).rstrip(' ,;:.')}…"
