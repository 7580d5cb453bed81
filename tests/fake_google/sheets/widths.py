"""How wide a text is in Arial 10, for columns that fit their contents."""

from __future__ import annotations

# Advances in thousandths of the font's size.
_NARROW = dict.fromkeys("ijl'|", 222) | dict.fromkeys(" .,:;!ftI/\\[]", 278) | dict.fromkeys("r()-`{}", 333)
_USUAL = dict.fromkeys("abdeghnopqu0123456789_?#$L", 556) | dict.fromkeys("ckvxyszJ", 500)
_WIDE = dict.fromkeys("ABEKPSVXY&", 636) | dict.fromkeys("CDHNRUw", 722) | dict.fromkeys("GOQ", 778)
_WIDTHS = {**_NARROW, **_USUAL, **_WIDE, "m": 833, "M": 833, "W": 944, "@": 1015, "%": 889}
_PIXELS = 40 / 3  # 10 points
_MARGIN = 7
_SMALLEST = 21


def text_width(text: str) -> int:
    """The pixels that the longest line of the text takes, with the cell's padding."""
    longest = max(sum(_WIDTHS.get(letter, 611) for letter in line) for line in text.split("\n"))
    return max(_SMALLEST, round(longest / 1000 * _PIXELS) + _MARGIN)
