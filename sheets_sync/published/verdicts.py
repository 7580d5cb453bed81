"""What we say of a published figure: reproduced, explained by a named cause, or not explained.

A figure is explained by the first of a list of hypotheses that gives it as printed. A hypothesis says which number
the office may have printed, and why; here it is seen whether that number gives the figure when it is rounded, cut or
rounded more coarsely.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sheets_sync import numerals
from sheets_sync.assessing import Policy
from sheets_sync.published.cells import Interval, Printed, truncated

CENT = Decimal("0.01")  # two tables that differ by no more say the same


class Cause(StrEnum):
    """Why a printed figure is what it is, in the words of the report."""

    REPRODUCED = "sesuai"
    NOT_PRINTED = "tidak tercetak"
    TRUNCATED = "dipotong, bukan dibulatkan"
    COARSE = "dibulatkan ke desimal yang lebih sedikit"
    CAPPED = "dibatasi"
    PROSE = "dihitung dari angka dalam narasi"
    UNROUNDED = "dihitung dari angka yang belum dibulatkan"
    FORMULA = "rumus lain"
    POLARITY = "arah indikator terbaca terbalik"
    DIFFERENCE = "tercetak selisih, bukan capaian"
    FRACTION = "tercetak sebagai pecahan, bukan persen"
    POINTS = "poin persen dicetak sebagai persen"
    ZERO = "ketentuan lain untuk nilai nol"
    MISSING = "ketentuan lain untuk yang tidak terisi"
    SCORE = "dihitung dari nilai yang tidak tercetak di balik predikat"
    REPEATED = "anggaran program diulang pada setiap baris indikator"
    COMPOUND = "dua besaran dalam satu sel"
    UNREADABLE = "bukan angka"
    MISPRINT = "salah ketik di sumber"
    UNEXPLAINED = "tidak dapat dijelaskan"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one printed figure.

    `computed` is ours, unrounded, or why there is none. `sentence` gives the numbers. A surmise (`surmised`) fits the
    figure but cannot be proved from the page: a misprint always is one. `interval` holds the finer figures that give it.
    """

    causes: tuple[Cause, ...]
    printed: str
    computed: Policy | None
    words: str
    sentence: str
    surmised: bool = False
    interval: Interval | None = None

    @property
    def cause(self) -> Cause:
        """The first and weightiest cause."""
        return self.causes[0]

    @property
    def reproduced(self) -> bool:
        return self.cause is Cause.REPRODUCED

    @property
    def explained(self) -> bool:
        """Whether the figure is ours, or has a named cause."""
        return self.cause is not Cause.UNEXPLAINED

    @property
    def brief(self) -> str:
        """`tercetak 128,5; dihitung 122,22 (rumus lain: T/R, dipotong, bukan dibulatkan)`."""
        return f"tercetak {self.printed or '–'}; dihitung {figure_words(self.computed)} ({self.words})"


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A number that the office may have printed, and why: `words` name it, `telling` has the numbers behind it."""

    value: Decimal
    causes: tuple[Cause, ...] = ()
    words: str = ""
    telling: str = ""


def figure_words(value: Policy | None) -> str:
    """Two decimals; the words where there is no number; a dash where nothing was computed."""
    if isinstance(value, Decimal):
        return numerals.fixed(value, 2)
    return "–" if value is None else value.value


def shown(value: Decimal, printed: Printed) -> tuple[Cause, ...] | None:
    """How the value was printed as that figure: () rounded, or cut, or more coarsely; None where it was not.

    Rounded means half-up to two places or to those printed, whichever are more.
    """
    figure, places = printed.value, printed.decimals
    if figure in (numerals.rounded(value, max(places, 2)), numerals.rounded(value, 2)):
        return ()
    if any(numerals.rounded(value, fewer) == figure for fewer in (1, 0) if fewer >= places):
        return (Cause.COARSE,)
    if truncated(value, places) == figure:
        return (Cause.TRUNCATED,)
    return None


def near(value: Decimal, printed: Printed) -> bool:
    """Whether the value, shown with two places, is within a hundredth of the printed figure."""
    return abs(numerals.rounded(value, 2) - printed.value) <= CENT


def first_that_fits(
    printed: Printed, computed: Policy | None, hypotheses: Iterable[Hypothesis], *, exact: bool = False
) -> Verdict | None:
    """The verdict by the first hypothesis whose number is the printed figure, only rounded to it where `exact`."""
    for hypothesis in hypotheses:
        manner = shown(hypothesis.value, printed)
        if manner is not None and not (exact and manner):
            return told(printed, computed, hypothesis, manner)
    return None


def told(printed: Printed, computed: Policy | None, hypothesis: Hypothesis, manner: tuple[Cause, ...] = ()) -> Verdict:
    """The verdict that the figure is the hypothesis' number, printed in that manner."""
    causes = (*hypothesis.causes, *manner) or (Cause.REPRODUCED,)
    words = ", ".join(filter(None, (hypothesis.words, *manner))) or Cause.REPRODUCED.value
    return Verdict(causes, printed.text, computed, words, f"Tercetak {printed.text}; {hypothesis.telling}: {words}.")


def equation(left: str, value: Decimal) -> str:
    """`R/T (T = 70; R = 66,7) = 95,2857`: what is computed and its result to four decimals."""
    return f"{left} = {numerals.plain(numerals.rounded(value, 4).normalize())}"


def misprinted(printed: Printed, computed: Policy | None, where: str, telling: str) -> Verdict:
    """The surmise that a figure was typed wrongly: `where`, with the numbers in `telling`."""
    words = f"diduga {Cause.MISPRINT.value}: {where}"
    sentence = f"Tercetak {printed.text}; {telling}: {words}."
    return Verdict((Cause.MISPRINT,), printed.text, computed, words, sentence, surmised=True)


def unexplained(printed: Printed, computed: Policy | None, sentence: str) -> Verdict:
    return Verdict((Cause.UNEXPLAINED,), printed.text, computed, Cause.UNEXPLAINED.value, sentence)


def unreadable(printed: Printed, computed: Policy | None) -> Verdict:
    """The verdict on a figure that is not printed, or on one whose row is not."""
    cause = Cause.UNREADABLE if printed.text else Cause.NOT_PRINTED
    sentence = f"Tercetak {printed.text or '–'}: {cause.value}; dihitung {figure_words(computed)}."
    return Verdict((cause,), printed.text, computed, cause.value, sentence)
