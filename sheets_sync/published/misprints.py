"""How one figure becomes another under a typist's hands: a digit changed, swapped, left out, doubled, a sign moved."""

from __future__ import annotations

from decimal import Decimal

from sheets_sync import numerals
from sheets_sync.published.cells import Printed, spelled

SHIFTS = (1, -1, 2, -2, 3, -3)


def slip(printed: Printed, meant: Decimal) -> str:
    """Which slip turns `meant` into the printed figure, with the digit it befell; empty where no single slip does.

    A digit changed proves nothing in a figure of one or two digits, since it explains every other such figure.
    """
    figure, true = printed.digits, spelled(meant, printed.decimals)
    if printed.value == numerals.rounded(meant, printed.decimals):
        return ""
    return _same_length(figure, true) or _shifted(printed, meant) or _one_more_or_less(figure, true)


def two_digits(printed: Printed, meant: Decimal) -> str:
    """The two digits side by side by which the figures differ; empty where they differ otherwise."""
    figure, true = printed.digits, spelled(meant, printed.decimals)
    at = _differing(figure, true)
    if len(figure) < 3 or len(figure) != len(true) or len(at) != 2 or at[1] - at[0] != 1:
        return ""
    first = at[0]
    return f"angka ke-{first + 1} dan ke-{first + 2} tercetak {figure[first : first + 2]}, seharusnya {true[first : first + 2]}"


def _differing(figure: str, true: str) -> list[int]:
    return [index for index, pair in enumerate(zip(figure, true, strict=False)) if pair[0] != pair[1]]


def _same_length(figure: str, true: str) -> str:
    at = _differing(figure, true)
    if len(figure) != len(true) or not at:
        return ""
    first = at[0]
    if len(at) == 1 and len(figure.lstrip("0")) >= 3:
        return f"angka ke-{first + 1} tercetak {figure[first]}, seharusnya {true[first]}"
    if len(at) == 2 and at[1] == first + 1 and figure[first : first + 2] == true[first : first + 2][::-1]:
        return f"angka ke-{first + 1} dan ke-{first + 2} tertukar"
    return ""


def _one_more_or_less(figure: str, true: str) -> str:
    """One digit left out or typed too often; only where three digits are left, else it proves nothing."""
    short, long = sorted((figure, true), key=len)
    if len(long) != len(short) + 1 or len(short.lstrip("0")) < 3:
        return ""
    place = next((index for index in range(len(long)) if long[:index] + long[index + 1 :] == short), None)
    if place is None:
        return ""
    what = "berlebih" if long == figure else "terlewat"
    return f"angka {long[place]} pada tempat ke-{place + 1} {what}"


def _shifted(printed: Printed, meant: Decimal) -> str:
    """The decimal sign moved; only where two digits that are not zero are left to recognise the figure by."""
    if len(printed.digits.strip("0")) < 2:
        return ""
    moved = (shift for shift in SHIFTS if numerals.rounded(meant.scaleb(shift), printed.decimals) == printed.value)
    places = next(moved, 0)
    return f"tanda desimal bergeser {abs(places)} angka ke {'kanan' if places > 0 else 'kiri'}" if places else ""
